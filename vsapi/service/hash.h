/*
 * vsapi/service/hash.h - uthash over the library's own memory. When memory is out HASH_ADD adds
 * nothing and leaves hh.tbl of the element NULL.
 */
#ifndef VSAPI_SERVICE_HASH_H
#define VSAPI_SERVICE_HASH_H

#include <vsapi/alloc.h>

#define uthash_malloc(size_bytes) vsapi_malloc(size_bytes)
#define uthash_free(memory, size_bytes) vsapi_free(memory)
#define HASH_NONFATAL_OOM 1
#include <uthash.h>

#endif
