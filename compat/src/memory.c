/*
 * compat/src/memory.c - memory: the secure copies, and blocks at an alignment.
 */
#include <vsapi/compat/crt.h>

errno_t memcpy_s(void *to, size_t size, const void *from, size_t count)
{
    if (count == 0)
        return 0;
    if (!to)
        return vsapi_compat_invalid("memcpy_s", EINVAL);
    if (!from || size < count) {
        memset(to, 0, size);
        return vsapi_compat_invalid("memcpy_s", from ? ERANGE : EINVAL);
    }
    memcpy(to, from, count);
    return 0;
}

errno_t memmove_s(void *to, size_t size, const void *from, size_t count)
{
    if (count == 0)
        return 0;
    if (!to || !from)
        return vsapi_compat_invalid("memmove_s", EINVAL);
    if (size < count)
        return vsapi_compat_invalid("memmove_s", ERANGE);
    memmove(to, from, count);
    return 0;
}

/* In bytes; what no memory holds becomes more than every size. */
static size_t wide_bytes(size_t count)
{
    return count > SIZE_MAX / sizeof(wchar_t) ? SIZE_MAX : count * sizeof(wchar_t);
}

errno_t wmemcpy_s(wchar_t *to, size_t size, const wchar_t *from, size_t count)
{
    return memcpy_s(to, wide_bytes(size), from, wide_bytes(count));
}

errno_t wmemmove_s(wchar_t *to, size_t size, const wchar_t *from, size_t count)
{
    return memmove_s(to, wide_bytes(size), from, wide_bytes(count));
}

/* The block that malloc gave, and how much of it is the caller's, stand before what it gets. */
struct aligned {
    void *block;
    size_t size;
};

static struct aligned *head_of(void *memory)
{
    return (struct aligned *)memory - 1;
}

void *_aligned_malloc(size_t size, size_t alignment)
{
    size_t extra;
    uintptr_t at;
    char *block;

    if (alignment == 0 || (alignment & (alignment - 1)) != 0) {
        vsapi_compat_invalid("_aligned_malloc", EINVAL);
        return NULL;
    }
    if (alignment < sizeof(struct aligned))
        alignment = sizeof(struct aligned);
    extra = sizeof(struct aligned) + alignment - 1;
    block = size > SIZE_MAX - extra ? NULL : malloc(size + extra);
    if (!block) {
        errno = ENOMEM;
        return NULL;
    }
    at = ((uintptr_t)block + extra) & ~(uintptr_t)(alignment - 1);
    head_of((void *)at)->block = block;
    head_of((void *)at)->size = size;
    return (void *)at;
}

void _aligned_free(void *memory)
{
    if (memory)
        free(head_of(memory)->block);
}

void *_aligned_realloc(void *memory, size_t size, size_t alignment)
{
    void *larger;

    if (memory && size == 0) {
        _aligned_free(memory);
        return NULL;
    }
    larger = _aligned_malloc(size, alignment);
    if (!larger || !memory)
        return larger;
    memcpy(larger, memory, head_of(memory)->size < size ? head_of(memory)->size : size);
    _aligned_free(memory);
    return larger;
}
