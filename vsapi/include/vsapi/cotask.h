/*
 * vsapi/cotask.h - memory that goes to the caller: of COM's allocator and of BSTRs. Natively both
 * are the library's own; on Windows these count their allocations with those of vsapi/alloc.h, so
 * that a planned failure reaches them too. Inner use.
 */
#ifndef VSAPI_COTASK_H
#define VSAPI_COTASK_H

#include <vsapi/platform.h>

/* For CoTaskMemFree. NULL: out of memory. */
void *vsapi_cotask_malloc(size_t size_bytes);
/* A BSTR of so many characters, to be filled in. NULL: out of memory. */
BSTR vsapi_bstr_alloc(size_t length);

#endif
