/*
 * vsapi/host/blob.h - contents of a file in memory, shared by a volume and its shadow copies until
 * one of them writes.
 */
#ifndef VSAPI_HOST_BLOB_H
#define VSAPI_HOST_BLOB_H

#include "parts.h"

struct vsapi_blob;
struct vsapi_blob *vsapi_blob_create(struct vsapi_room *room); /* empty; NULL: out of memory */
struct vsapi_blob *vsapi_blob_ref(struct vsapi_blob *blob);
void vsapi_blob_unref(struct vsapi_blob *blob);
uint64_t vsapi_blob_size(const struct vsapi_blob *blob);
size_t vsapi_blob_read(const struct vsapi_blob *blob, uint64_t offset, void *data,
                       size_t size_bytes);
/* Writes; a blob that is shared is replaced by one of its own first. The caller sees to it that
 * nobody else uses *blob meanwhile. ERROR_DISK_FULL: the room does not suffice, nothing happened.
 */
HRESULT vsapi_blob_write(struct vsapi_blob **blob, uint64_t offset, const void *data,
                         size_t size_bytes);

#endif
