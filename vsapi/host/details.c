/*
 * vsapi/host/details.c - vsapi/details.h by Windows names: finds the place, keeps the write hold
 * and the read-only shadow copies as files.c does, and leaves the rest to the store.
 */
#include "parts.h"

#include <string.h>

static void complete(const struct vsapi_root *root, struct vsapi_file_details *details)
{
    details->root = (uintptr_t)root;
}

HRESULT vsapi_file_look(struct vsapi_file *file, struct vsapi_file_details *out)
{
    complete(file->root, out);
    return file->root->store->details->look(file, out);
}

HRESULT vsapi_files_look(struct vsapi_host *host, const char *path, struct vsapi_file_details *out)
{
    struct vsapi_place place;
    HRESULT hr = vsapi_place_find(host, path, &place);

    if (FAILED(hr))
        return hr;
    complete(place.root, out);
    hr = place.root->store->details->look_at(place.root, place.rest, out);
    vsapi_place_finish(&place);
    return hr;
}

HRESULT vsapi_files_list_details(struct vsapi_host *host, const char *folder,
                                 vsapi_each_detail *each, void *context)
{
    struct vsapi_place place;
    HRESULT hr = vsapi_place_find(host, folder, &place);

    if (SUCCEEDED(hr))
        hr = place.root->store->details->list(place.root, place.rest, each, context);
    vsapi_place_finish(&place);
    return hr;
}

/* ---- open files --------------------------------------------------------------------------------
 */

/* Around every change: waits while writes are held. */
static HRESULT begin_change(struct vsapi_root *root)
{
    HRESULT hr = vsapi_root_check_writable(root, root->name);

    if (SUCCEEDED(hr))
        vsapi_volume_begin_write(root->volume);
    return hr;
}

HRESULT vsapi_file_set_times(struct vsapi_file *file, const struct vsapi_file_times *times)
{
    HRESULT hr = begin_change(file->root);

    if (FAILED(hr))
        return hr;
    hr = file->root->store->details->set_times(file, times);
    vsapi_volume_end_write(file->root->volume);
    return hr;
}

HRESULT vsapi_file_resize(struct vsapi_file *file, uint64_t size_bytes)
{
    HRESULT hr = begin_change(file->root);

    if (FAILED(hr))
        return hr;
    hr = file->root->store->details->resize(file, size_bytes);
    vsapi_volume_end_write(file->root->volume);
    return hr;
}

HRESULT vsapi_file_flush(struct vsapi_file *file)
{
    return file->root->store->details->flush(file);
}

HRESULT vsapi_file_spelling(struct vsapi_file *file, char **out)
{
    HRESULT hr = file->root->store->details->spelling(file, out);

    for (char *at = SUCCEEDED(hr) ? *out : NULL; at && *at; at++)
        *at = *at == '/' ? '\\' : *at;
    return hr;
}

const char *vsapi_file_root(const struct vsapi_file *file)
{
    return file->root->name;
}

struct vsapi_volume *vsapi_file_volume(const struct vsapi_file *file)
{
    return file->root->volume;
}

bool vsapi_file_is_root(struct vsapi_file *file)
{
    char *spelling = NULL;
    bool root = SUCCEEDED(vsapi_file_spelling(file, &spelling)) && !*spelling;

    vsapi_free(spelling);
    return root;
}

HRESULT vsapi_file_check_writable(struct vsapi_file *file)
{
    return vsapi_root_check_writable(file->root, file->root->name);
}

HRESULT vsapi_file_erase(struct vsapi_file *file)
{
    const struct vsapi_detail_ops *ops = file->root->store->details;
    struct vsapi_file_details details;
    char *path;
    HRESULT hr = ops->look(file, &details);

    if (SUCCEEDED(hr))
        hr = ops->spelling(file, &path);
    if (FAILED(hr))
        return hr;
    hr = begin_change(file->root);
    if (SUCCEEDED(hr)) {
        hr = ops->erase(file->root, path,
                        details.info.attributes & FILE_ATTRIBUTE_DIRECTORY ? VSAPI_ERASE_FOLDER
                                                                           : VSAPI_ERASE_FILE);
        vsapi_volume_end_write(file->root->volume);
    }
    vsapi_free(path);
    return hr;
}

/* ---- names -------------------------------------------------------------------------------------
 */

HRESULT vsapi_files_set_attributes(struct vsapi_host *host, const char *path, uint32_t attributes)
{
    struct vsapi_place place;
    HRESULT hr = vsapi_place_find_writable(host, path, &place);

    if (FAILED(hr))
        return hr;
    vsapi_volume_begin_write(place.root->volume);
    hr = place.root->store->details->set_attributes(place.root, place.rest, attributes);
    vsapi_volume_end_write(place.root->volume);
    vsapi_place_finish(&place);
    return hr;
}

HRESULT vsapi_files_make_one(struct vsapi_host *host, const char *path)
{
    struct vsapi_place place;
    HRESULT hr = vsapi_place_find_writable(host, path, &place);

    if (FAILED(hr))
        return hr;
    vsapi_volume_begin_write(place.root->volume);
    hr = place.root->store->details->make_one(place.root, place.rest);
    vsapi_volume_end_write(place.root->volume);
    vsapi_place_finish(&place);
    return hr;
}

HRESULT vsapi_files_erase(struct vsapi_host *host, const char *path, enum vsapi_erase what)
{
    struct vsapi_place place;
    HRESULT hr = vsapi_place_find_writable(host, path, &place);

    if (FAILED(hr))
        return hr;
    vsapi_volume_begin_write(place.root->volume);
    if (*place.rest)
        hr = place.root->store->details->erase(place.root, place.rest, what);
    else
        hr = vsapi_fail_win32(ERROR_ACCESS_DENIED, "the root of a volume stays:", path);
    vsapi_volume_end_write(place.root->volume);
    vsapi_place_finish(&place);
    return hr;
}

static HRESULT replace_in(struct vsapi_root *root, const char *from, const char *to)
{
    return root->store->details->replace(root, from, to);
}

HRESULT vsapi_files_replace(struct vsapi_host *host, const char *from, const char *to)
{
    return vsapi_files_move(host, from, to, replace_in);
}

HRESULT vsapi_files_space(struct vsapi_host *host, const char *path, struct vsapi_space *out)
{
    struct vsapi_place place;
    HRESULT hr = vsapi_place_find(host, path, &place);

    if (SUCCEEDED(hr))
        hr = place.root->store->details->space(place.root, out);
    vsapi_place_finish(&place);
    return hr;
}

/* ---- mount points ------------------------------------------------------------------------------
 */

struct vsapi_volume *vsapi_volume_mounted_on(struct vsapi_host *host,
                                             const struct vsapi_volume *volume)
{
    struct vsapi_volume *found = NULL;

    if (volume->mount_depth == 0)
        return NULL;
    vsapi_mutex_lock(&host->lock);
    for (size_t i = 0; i < host->volumes.count; i++) {
        struct vsapi_volume *other = host->volumes.items[i];

        if (other != volume && (!found || other->mount_depth > found->mount_depth) &&
            vsapi_mount_leads_to(other->mount[0], other->mount_rest, other->mount_depth,
                                 volume->mount[0], volume->mount_rest))
            found = other;
    }
    vsapi_mutex_unlock(&host->lock);
    return found;
}

char *vsapi_exposed_device(struct vsapi_host *host, const char *drive)
{
    char nothing[] = "";
    size_t depth;
    uint32_t device = strlen(drive) == 2 && drive[1] == ':'
                          ? vsapi_exposed_mounted(host, drive[0], nothing, &depth)
                          : 0;

    return device ? vsapi_sprintf("\\Device\\HarddiskVolumeShadowCopy%u", device) : NULL;
}
