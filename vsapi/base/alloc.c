/*
 * vsapi/base/alloc.c - the C library's allocator, with a counter that can make it fail.
 *
 * Until somebody asks for a failure an allocation costs one branch more than malloc. From the first
 * vsapi_alloc_fail_at on, allocations are counted; they are numbered over all threads.
 */
#include <vsapi/alloc.h>
#include <vsapi/cotask.h>

#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static atomic_bool counting;
static atomic_uint_fast64_t allocations; /* since the last vsapi_alloc_fail_at */
static atomic_uint_fast64_t failing_at;  /* 0: none */
static atomic_bool failing_all_after;

/* Counts one allocation and tells whether it is one that has to fail. */
static bool must_fail(void)
{
    uint64_t number, nth;

    if (!atomic_load_explicit(&counting, memory_order_relaxed))
        return false;
    number = atomic_fetch_add(&allocations, 1) + 1;
    nth = atomic_load(&failing_at);
    if (nth == 0)
        return false;
    return number == nth || (number > nth && atomic_load(&failing_all_after));
}

void vsapi_alloc_fail_at(uint64_t nth, bool all_after)
{
    atomic_store(&failing_at, 0);
    atomic_store(&allocations, 0);
    atomic_store(&failing_all_after, all_after);
    atomic_store(&failing_at, nth);
    atomic_store(&counting, true);
}

uint64_t vsapi_alloc_count(void)
{
    return atomic_load(&allocations);
}

/* An empty block is a block of one byte: NULL always means that memory is out. */
void *vsapi_malloc(size_t size_bytes)
{
    return must_fail() ? NULL : malloc(size_bytes ? size_bytes : 1);
}

void *vsapi_calloc(size_t count, size_t size_bytes)
{
    if (count == 0 || size_bytes == 0)
        count = size_bytes = 1;
    return must_fail() ? NULL : calloc(count, size_bytes);
}

void *vsapi_realloc(void *memory, size_t size_bytes)
{
    return must_fail() ? NULL : realloc(memory, size_bytes ? size_bytes : 1);
}

void vsapi_free(void *memory)
{
    free(memory);
}

#ifdef _WIN32
#define FOREIGN_MUST_FAIL must_fail()
#else
#define FOREIGN_MUST_FAIL false /* they come here by themselves (vsapi/win32) */
#endif

void *vsapi_cotask_malloc(size_t size_bytes)
{
    return FOREIGN_MUST_FAIL ? NULL : CoTaskMemAlloc(size_bytes);
}

BSTR vsapi_bstr_alloc(size_t length)
{
    if (length > UINT32_MAX / sizeof(WCHAR) || FOREIGN_MUST_FAIL)
        return NULL;
    return SysAllocStringLen(NULL, (UINT)length);
}

char *vsapi_strdup(const char *text)
{
    return text ? vsapi_strndup(text, strlen(text)) : NULL;
}

/* Copies length bytes, fewer if the text ends before. */
char *vsapi_strndup(const char *text, size_t length)
{
    const char *end;
    char *copy;

    if (!text)
        return NULL;
    end = memchr(text, '\0', length);
    if (end)
        length = (size_t)(end - text);
    copy = vsapi_malloc(length + 1);
    if (!copy)
        return NULL;
    memcpy(copy, text, length);
    copy[length] = '\0';
    return copy;
}

char *vsapi_vsprintf(const char *format, va_list args)
{
    char brief[256];
    va_list again;
    char *text = NULL;
    int length;

    va_copy(again, args);
    length = vsnprintf(brief, sizeof brief, format, args);
    if (length >= 0)
        text = vsapi_malloc((size_t)length + 1);
    if (text && (size_t)length < sizeof brief)
        memcpy(text, brief, (size_t)length + 1);
    else if (text)
        vsnprintf(text, (size_t)length + 1, format, again);
    va_end(again);
    return text;
}

char *vsapi_sprintf(const char *format, ...)
{
    va_list args;
    char *text;

    va_start(args, format);
    text = vsapi_vsprintf(format, args);
    va_end(args);
    return text;
}

bool vsapi_array_grow_(void **items, uint32_t count, uint32_t *capacity, size_t item_bytes)
{
    uint32_t wanted;
    void *grown;

    if (count < *capacity)
        return true;
    wanted = *capacity ? *capacity * 2 : 8;
    if (wanted < *capacity || wanted > SIZE_MAX / item_bytes)
        return false;
    grown = vsapi_realloc(*items, wanted * item_bytes);
    if (!grown)
        return false;
    *items = grown;
    *capacity = wanted;
    return true;
}
