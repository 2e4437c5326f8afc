/*
 * vsapi/host/blob.c - contents of a file in memory, copied when one who shares them writes.
 */
#include "blob.h"

#include <string.h>

struct vsapi_blob {
    atomic_uint refs;
    struct vsapi_room *room; /* where size_bytes is accounted for */
    uint64_t size_bytes, capacity_bytes;
    unsigned char *bytes;
};

struct vsapi_blob *vsapi_blob_create(struct vsapi_room *room)
{
    struct vsapi_blob *blob = vsapi_calloc(1, sizeof *blob);

    if (!blob)
        return NULL;
    atomic_init(&blob->refs, 1);
    blob->room = vsapi_room_ref(room);
    return blob;
}

struct vsapi_blob *vsapi_blob_ref(struct vsapi_blob *blob)
{
    atomic_fetch_add(&blob->refs, 1);
    return blob;
}

void vsapi_blob_unref(struct vsapi_blob *blob)
{
    if (!blob || atomic_fetch_sub(&blob->refs, 1) != 1)
        return;
    vsapi_room_give(blob->room, blob->size_bytes);
    vsapi_room_unref(blob->room);
    vsapi_free(blob->bytes);
    vsapi_free(blob);
}

uint64_t vsapi_blob_size(const struct vsapi_blob *blob)
{
    return blob->size_bytes;
}

size_t vsapi_blob_read(const struct vsapi_blob *blob, uint64_t offset, void *data,
                       size_t size_bytes)
{
    if (offset >= blob->size_bytes)
        return 0;
    if (size_bytes > blob->size_bytes - offset)
        size_bytes = (size_t)(blob->size_bytes - offset);
    if (size_bytes > 0)
        memcpy(data, blob->bytes + offset, size_bytes);
    return size_bytes;
}

/* Makes the blob size_bytes long; what is new is zero. */
static HRESULT grow(struct vsapi_blob *blob, uint64_t size_bytes)
{
    uint64_t growth = size_bytes - blob->size_bytes;

    if (!vsapi_room_take(blob->room, growth))
        return vsapi_fail(HRESULT_FROM_WIN32(ERROR_DISK_FULL),
                          "there is no room for %llu bytes more on the volume",
                          (unsigned long long)growth);
    if (size_bytes > blob->capacity_bytes) {
        uint64_t capacity = size_bytes < 64 ? 64 : size_bytes;
        unsigned char *bytes;

        if (blob->capacity_bytes > 0 && capacity < blob->capacity_bytes * 2)
            capacity = blob->capacity_bytes * 2;
        bytes = capacity > SIZE_MAX ? NULL : vsapi_realloc(blob->bytes, (size_t)capacity);
        if (!bytes) {
            vsapi_room_give(blob->room, growth);
            return vsapi_out_of_memory();
        }
        blob->bytes = bytes;
        blob->capacity_bytes = capacity;
    }
    memset(blob->bytes + blob->size_bytes, 0, (size_t)growth);
    blob->size_bytes = size_bytes;
    return S_OK;
}

static HRESULT make_own(struct vsapi_blob **blob, uint64_t size_bytes)
{
    struct vsapi_blob *own = vsapi_blob_create((*blob)->room);
    HRESULT hr;

    if (!own)
        return vsapi_out_of_memory();
    hr = grow(own, size_bytes);
    if (FAILED(hr)) {
        vsapi_blob_unref(own);
        return hr;
    }
    vsapi_blob_read(*blob, 0, own->bytes, (size_t)size_bytes);
    vsapi_blob_unref(*blob);
    *blob = own;
    return S_OK;
}

HRESULT vsapi_blob_write(struct vsapi_blob **blob, uint64_t offset, const void *data,
                         size_t size_bytes)
{
    uint64_t end = offset + size_bytes;
    HRESULT hr = S_OK;

    if (end < offset)
        return vsapi_fail(HRESULT_FROM_WIN32(ERROR_DISK_FULL), "no file can be so long");
    if (size_bytes == 0)
        return S_OK;
    if (end < (*blob)->size_bytes)
        end = (*blob)->size_bytes;
    if (atomic_load(&(*blob)->refs) > 1)
        hr = make_own(blob, end);
    else if (end > (*blob)->size_bytes)
        hr = grow(*blob, end);
    if (SUCCEEDED(hr))
        memcpy((*blob)->bytes + offset, data, size_bytes);
    return hr;
}
