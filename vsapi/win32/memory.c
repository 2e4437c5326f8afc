/*
 * vsapi/win32/memory.c - CoTaskMem, which passes from callee to caller, and LocalAlloc.
 */
#include "ground.h"

#include <vsapi/alloc.h>

LPVOID WINAPI CoTaskMemAlloc(SIZE_T size)
{
    return vsapi_malloc(size);
}

/* Size 0 frees, as the page says; the block is gone although the result is NULL. */
LPVOID WINAPI CoTaskMemRealloc(LPVOID memory, SIZE_T size)
{
    if (memory && size == 0) {
        vsapi_free(memory);
        return NULL;
    }
    return vsapi_realloc(memory, size);
}

void WINAPI CoTaskMemFree(LPVOID memory)
{
    vsapi_free(memory);
}

/* Fixed memory only: a movable block would be a handle that has to be locked. */
HLOCAL WINAPI LocalAlloc(UINT flags, SIZE_T size)
{
    HLOCAL memory;

    if (flags & ~(UINT)LMEM_ZEROINIT) {
        vsapi_win32_fail(ERROR_NOT_SUPPORTED);
        return NULL;
    }
    memory = flags & LMEM_ZEROINIT ? vsapi_calloc(1, size) : vsapi_malloc(size);
    if (!memory)
        vsapi_win32_fail(ERROR_NOT_ENOUGH_MEMORY);
    return memory;
}

/* NULL says that it went well. */
HLOCAL WINAPI LocalFree(HLOCAL memory)
{
    vsapi_free(memory);
    return NULL;
}

/* GlobalAlloc is the same thing, with flags of its own for it. */
HGLOBAL WINAPI GlobalAlloc(UINT flags, SIZE_T size)
{
    return LocalAlloc(flags, size);
}

HGLOBAL WINAPI GlobalFree(HGLOBAL memory)
{
    return LocalFree(memory);
}
