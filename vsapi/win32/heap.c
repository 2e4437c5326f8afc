/*
 * vsapi/win32/heap.c - the heap of the process, which is the library's allocator.
 *
 * A block knows its size, which stands before it.
 */
#include "ground.h"

#include <vsapi/alloc.h>

#include <stdalign.h>
#include <string.h>

#define TERMINATE_ON_CORRUPTION 1 /* HeapEnableTerminationOnCorruption */

struct block {
    alignas(max_align_t) SIZE_T size;
};

static char the_heap; /* its address is the handle */

HANDLE WINAPI GetProcessHeap(void)
{
    return &the_heap;
}

static bool is_heap(HANDLE heap)
{
    return heap == &the_heap ? true : vsapi_win32_fail(ERROR_INVALID_HANDLE);
}

LPVOID WINAPI HeapAlloc(HANDLE heap, DWORD flags, SIZE_T size)
{
    struct block *block;

    if (!is_heap(heap) || size > SIZE_MAX - sizeof *block)
        return NULL;
    block = vsapi_malloc(sizeof *block + size);
    if (!block)
        return NULL;
    block->size = size;
    if (flags & HEAP_ZERO_MEMORY)
        memset(block + 1, 0, size);
    return block + 1;
}

BOOL WINAPI HeapFree(HANDLE heap, DWORD flags, LPVOID memory)
{
    (void)flags;
    if (!is_heap(heap))
        return FALSE;
    if (memory)
        vsapi_free((struct block *)memory - 1);
    return TRUE;
}

LPVOID WINAPI HeapReAlloc(HANDLE heap, DWORD flags, LPVOID memory, SIZE_T size)
{
    struct block *block;
    SIZE_T before;

    if (!is_heap(heap) || !memory || size > SIZE_MAX - sizeof *block)
        return NULL;
    block = (struct block *)memory - 1;
    before = block->size;
    if (flags & HEAP_REALLOC_IN_PLACE_ONLY && size > before)
        return NULL;
    block = vsapi_realloc(block, sizeof *block + size);
    if (!block)
        return NULL;
    block->size = size;
    if (flags & HEAP_ZERO_MEMORY && size > before)
        memset((char *)(block + 1) + before, 0, size - before);
    return block + 1;
}

SIZE_T WINAPI HeapSize(HANDLE heap, DWORD flags, LPCVOID memory)
{
    (void)flags;
    return is_heap(heap) && memory ? ((const struct block *)memory - 1)->size : (SIZE_T)-1;
}

/* Every corruption that is seen ends the program anyway. NULL is every heap of the process. */
BOOL WINAPI HeapSetInformation(HANDLE heap, HEAP_INFORMATION_CLASS which, PVOID data, SIZE_T size)
{
    (void)data, (void)size;
    if (heap && !is_heap(heap))
        return FALSE;
    return which == TERMINATE_ON_CORRUPTION ? TRUE : vsapi_win32_fail(ERROR_INVALID_PARAMETER);
}
