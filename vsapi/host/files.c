/*
 * vsapi/host/files.c - files by their Windows names: finds the place, keeps the write hold and the
 * read-only shadow copies, and leaves the rest to the store that the place is in.
 */
#include "parts.h"

#include <vsserror.h>

static bool mode_writes(enum vsapi_file_mode mode)
{
    return mode != VSAPI_FILE_READ && mode != VSAPI_FILE_LOOK;
}

HRESULT vsapi_root_check_writable(const struct vsapi_root *root, const char *path)
{
    if (atomic_load(&root->writable))
        return S_OK;
    return vsapi_fail(HRESULT_FROM_WIN32(ERROR_WRITE_PROTECT),
                      "%s is on a shadow copy, which is read-only", path);
}

HRESULT vsapi_place_find_writable(struct vsapi_host *host, const char *path,
                                  struct vsapi_place *out)
{
    HRESULT hr = vsapi_place_find(host, path, out);

    if (FAILED(hr))
        return hr;
    hr = vsapi_root_check_writable(out->root, path);
    if (FAILED(hr))
        vsapi_place_finish(out);
    return hr;
}

HRESULT vsapi_files_stat(struct vsapi_host *host, const char *path, struct vsapi_file_info *info)
{
    struct vsapi_place place;
    HRESULT hr = vsapi_place_find(host, path, &place);

    if (SUCCEEDED(hr))
        hr = place.root->store->stat(place.root, place.rest, info);
    vsapi_place_finish(&place);
    return hr;
}

static HRESULT open_listing(const struct vsapi_place *place, struct vsapi_listing **out)
{
    struct vsapi_listing *listing = vsapi_calloc(1, sizeof *listing);
    HRESULT hr;

    if (!listing)
        return vsapi_out_of_memory();
    listing->root = vsapi_root_ref(place->root);
    hr = place->root->store->open_listing(listing, place->rest);
    if (FAILED(hr)) {
        vsapi_root_unref(listing->root);
        vsapi_free(listing);
        return hr;
    }
    *out = listing;
    return S_OK;
}

HRESULT vsapi_files_open_listing(struct vsapi_host *host, const char *folder,
                                 struct vsapi_listing **out)
{
    struct vsapi_place place;
    HRESULT hr;

    *out = NULL;
    hr = vsapi_place_find(host, folder, &place);
    if (FAILED(hr))
        return hr;
    hr = open_listing(&place, out);
    vsapi_place_finish(&place);
    return hr;
}

HRESULT vsapi_listing_next(struct vsapi_listing *listing, const char **name,
                           struct vsapi_file_info *info)
{
    *name = NULL;
    return listing->root->store->next(listing, name, info);
}

void vsapi_listing_close(struct vsapi_listing *listing)
{
    if (!listing)
        return;
    listing->root->store->close_listing(listing);
    vsapi_root_unref(listing->root);
    vsapi_free(listing);
}

HRESULT vsapi_files_list(struct vsapi_host *host, const char *folder,
                         HRESULT (*each)(void *context, const char *name,
                                         const struct vsapi_file_info *info),
                         void *context)
{
    struct vsapi_listing *listing;
    struct vsapi_file_info info;
    const char *name;
    HRESULT hr = vsapi_files_open_listing(host, folder, &listing);

    while (SUCCEEDED(hr) && (hr = vsapi_listing_next(listing, &name, &info)) == S_OK)
        hr = each(context, name, &info);
    vsapi_listing_close(listing);
    return FAILED(hr) ? hr : S_OK;
}

static HRESULT open_file(struct vsapi_place *place, enum vsapi_file_mode mode,
                         struct vsapi_file **out)
{
    bool writes = mode_writes(mode);
    struct vsapi_file *file = vsapi_calloc(1, sizeof *file);
    HRESULT hr;

    if (!file)
        return vsapi_out_of_memory();
    file->root = vsapi_root_ref(place->root);
    file->mode = mode;
    file->fd = -1;
    if (writes)
        vsapi_volume_begin_write(place->root->volume);
    hr = place->root->store->open(file, place->rest);
    if (writes)
        vsapi_volume_end_write(place->root->volume);
    if (FAILED(hr)) {
        vsapi_root_unref(file->root);
        vsapi_free(file);
        return hr;
    }
    vsapi_volume_count_open(file->root->volume, 1);
    *out = file;
    return S_OK;
}

HRESULT vsapi_files_open(struct vsapi_host *host, const char *path, enum vsapi_file_mode mode,
                         struct vsapi_file **out)
{
    struct vsapi_place place;
    HRESULT hr;

    *out = NULL;
    if (mode_writes(mode))
        hr = vsapi_place_find_writable(host, path, &place);
    else
        hr = vsapi_place_find(host, path, &place);
    if (FAILED(hr))
        return hr;
    hr = open_file(&place, mode, out);
    vsapi_place_finish(&place);
    return hr;
}

HRESULT vsapi_file_read(struct vsapi_file *file, uint64_t offset, void *data, size_t size_bytes,
                        size_t *got)
{
    *got = 0;
    return file->root->store->read(file, offset, data, size_bytes, got);
}

HRESULT vsapi_file_write(struct vsapi_file *file, uint64_t offset, const void *data,
                         size_t size_bytes)
{
    HRESULT hr;

    if (!mode_writes(file->mode))
        return vsapi_fail(HRESULT_FROM_WIN32(ERROR_ACCESS_DENIED),
                          "a file that was opened for reading cannot be written");
    hr = vsapi_root_check_writable(file->root, file->root->name);
    if (FAILED(hr))
        return hr;
    vsapi_volume_begin_write(file->root->volume);
    hr = file->root->store->write(file, offset, data, size_bytes);
    vsapi_volume_end_write(file->root->volume);
    file->written = true;
    return hr;
}

HRESULT vsapi_file_close(struct vsapi_file *file, uint64_t modified)
{
    HRESULT hr;

    if (!file)
        return S_OK;
    hr = file->root->store->close(file, mode_writes(file->mode) ? modified : 0);
    vsapi_volume_count_open(file->root->volume, -1);
    vsapi_root_unref(file->root);
    vsapi_free(file);
    return hr;
}

HRESULT vsapi_files_make_folder(struct vsapi_host *host, const char *path)
{
    struct vsapi_place place;
    HRESULT hr = vsapi_place_find_writable(host, path, &place);

    if (FAILED(hr))
        return hr;
    vsapi_volume_begin_write(place.root->volume);
    hr = place.root->store->make_folder(place.root, place.rest);
    vsapi_volume_end_write(place.root->volume);
    vsapi_place_finish(&place);
    return hr;
}

static HRESULT move_place(const struct vsapi_place *from, const struct vsapi_place *to,
                          const char *to_path, vsapi_move *how)
{
    HRESULT hr;

    if (from->root != to->root)
        return vsapi_fail(HRESULT_FROM_WIN32(ERROR_NOT_SAME_DEVICE),
                          "%s is on another volume than the file that is to get this name",
                          to_path);
    if (!*from->rest || !*to->rest)
        return vsapi_fail(HRESULT_FROM_WIN32(ERROR_ACCESS_DENIED),
                          "the root of a volume cannot be renamed or replaced");
    vsapi_volume_begin_write(from->root->volume);
    hr = how(from->root, from->rest, to->rest);
    vsapi_volume_end_write(from->root->volume);
    return hr;
}

HRESULT vsapi_files_move(struct vsapi_host *host, const char *from, const char *to, vsapi_move *how)
{
    struct vsapi_place source, target;
    HRESULT hr = vsapi_place_find_writable(host, from, &source);

    if (FAILED(hr))
        return hr;
    hr = vsapi_place_find_writable(host, to, &target);
    if (SUCCEEDED(hr)) {
        hr = move_place(&source, &target, to, how);
        vsapi_place_finish(&target);
    }
    vsapi_place_finish(&source);
    return hr;
}

static HRESULT rename_in(struct vsapi_root *root, const char *from, const char *to)
{
    return root->store->rename(root, from, to);
}

HRESULT vsapi_files_rename(struct vsapi_host *host, const char *from, const char *to)
{
    return vsapi_files_move(host, from, to, rename_in);
}

HRESULT vsapi_files_remove(struct vsapi_host *host, const char *path)
{
    struct vsapi_place place;
    HRESULT hr = vsapi_place_find_writable(host, path, &place);

    if (FAILED(hr))
        return hr;
    if (!*place.rest) {
        vsapi_place_finish(&place);
        return vsapi_fail(HRESULT_FROM_WIN32(ERROR_ACCESS_DENIED),
                          "%s is the root of a volume and cannot be removed", path);
    }
    vsapi_volume_begin_write(place.root->volume);
    hr = place.root->store->remove(place.root, place.rest);
    vsapi_volume_end_write(place.root->volume);
    vsapi_place_finish(&place);
    return hr;
}

HRESULT vsapi_host_path(struct vsapi_host *host, const char *windows_path, char **out)
{
    struct vsapi_place place;
    HRESULT hr;

    *out = NULL;
    hr = vsapi_place_find(host, windows_path, &place);
    if (FAILED(hr))
        return hr;
    if (place.root->folder)
        hr = vsapi_folder_path(place.root, place.rest, out);
    else
        hr = vsapi_fail(E_NOTIMPL, "%s is in memory: its files have no path on this machine",
                        windows_path);
    vsapi_place_finish(&place);
    return hr;
}

void vsapi_host_free_path(char *path)
{
    vsapi_free(path);
}
