/*
 * vsapi/host/name_hash.h - uthash for names as Windows compares them, without regard to case.
 *
 * Keys are added and looked for with length 1, always: two spellings of a name may differ in bytes.
 * Included instead of uthash.h; where memory is out, VSAPI_NAME_HASH_OOM(item) is done.
 */
#ifndef VSAPI_HOST_NAME_HASH_H
#define VSAPI_HOST_NAME_HASH_H

#include <vsapi/alloc.h>
#include <vsapi/text.h>

#define HASH_NONFATAL_OOM 1
#define HASH_FUNCTION(key, length, value) ((value) = vsapi_text_hash((const char *)(key)))
#define HASH_KEYCMP(a, b, length) (!vsapi_text_same((const char *)(a), (const char *)(b)))
#define uthash_malloc(size) vsapi_malloc(size)
#define uthash_free(memory, size) vsapi_free(memory)
#define uthash_nonfatal_oom(item) VSAPI_NAME_HASH_OOM(item)
#include <uthash.h>

#endif
