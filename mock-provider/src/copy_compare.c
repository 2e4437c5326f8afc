/*
 * mock-provider/src/copy_compare.c - the pass that finds out what has changed.
 *
 * What is gone or not as it was copied is taken out of the copy, however little has changed about
 * it, and with it out of what was seen; so what was seen is always what the copy holds. A folder
 * that lacks something after that, or that has changed itself, is noted for the pass that copies.
 */
#include "copy_parts.h"

#include <vsapi/at.h>
#include <vsapi/folder.h>

#include <errno.h>
#include <string.h>

static HRESULT keep_file(const struct vsmock_folder *folder, struct vsmock_seen_entry *entry,
                         const struct stat *st)
{
    const struct timespec times[2] = {st->st_atim, st->st_mtim};

    if (entry->linked)
        return S_OK;
    if (vsmock_seen_read(entry, st) &&
        utimensat(folder->to, entry->name, times, AT_SYMLINK_NOFOLLOW) != 0)
        return vsmock_copy_fail(errno, "cannot keep the times of", folder, entry->name);
    return S_ISREG(st->st_mode) && st->st_nlink > 1 ? vsmock_link_keep(folder, entry->name, st)
                                                    : S_OK;
}

static HRESULT compare_entry(const struct vsmock_folder *folder, const char *name,
                             unsigned char type)
{
    struct vsmock_seen_entry *entry = vsmock_seen_find(folder->seen, name);
    struct stat st;

    (void)type;
    if (fstatat(folder->from, name, &st, AT_SYMLINK_NOFOLLOW) != 0)
        return S_OK; /* it vanished */
    if (!entry || !vsmock_seen_same(entry, &st)) {
        folder->seen->changed = true;
        return S_OK;
    }
    entry->kept = true;
    return S_ISDIR(st.st_mode) ? vsmock_copy_enter(folder, name) : keep_file(folder, entry, &st);
}

static bool is_kept(struct vsmock_seen_folder *seen)
{
    for (size_t i = 0; i < seen->entries.count; i++) {
        if (!seen->entries.items[i].kept)
            return false;
    }
    return true;
}

/* Takes what is not kept out of the folder and out of what was seen of it. */
static HRESULT drop(const struct vsmock_folder *folder)
{
    struct vsmock_seen_folder *seen = folder->seen;
    size_t count = 0;
    int error = 0;

    for (size_t i = 0; i < seen->entries.count; i++) {
        struct vsmock_seen_entry *entry = &seen->entries.items[i];

        if (!entry->kept && error == 0)
            error = -vsapi_remove_at(folder->to, entry->name);
        if (!entry->kept && error == 0) {
            vsapi_free(entry->name);
            continue;
        }
        entry->kept = false; /* for the next round */
        seen->entries.items[count++] = *entry;
    }
    seen->entries.count = seen->sorted = count;
    return error == 0 ? S_OK : vsmock_copy_fail(error, "cannot renew the copy of", folder, "");
}

/* The copy of a folder becomes as a new one: writable, without attributes of its own. */
static HRESULT open_up(const struct vsmock_folder *folder)
{
    vsmock_copy_strip(folder);
    return fchmod(folder->to, 0700) == 0
               ? S_OK
               : vsmock_copy_fail(errno, "cannot renew the copy of", folder, "");
}

static HRESULT note_changed(const struct vsmock_folder *folder)
{
    struct vsmock_copier *copier = folder->copier;
    char *path = vsapi_strdup(folder->path);
    HRESULT hr = S_OK;

    vsapi_mutex_lock(&copier->lock);
    if (path && VSAPI_ARRAY_ROOM(&copier->changed_folders))
        copier->changed_folders.items[copier->changed_folders.count++] = path;
    else
        hr = vsapi_out_of_memory();
    vsapi_mutex_unlock(&copier->lock);
    if (FAILED(hr))
        vsapi_free(path);
    return hr;
}

static HRESULT compare_end(const struct vsmock_folder *folder, const struct stat *st)
{
    struct vsmock_seen_folder *seen = folder->seen;
    HRESULT hr = S_OK;

    seen->changed = seen->changed || !is_kept(seen) || !vsmock_seen_same(&seen->self, st) ||
                    vsmock_seen_read(&seen->self, st);
    if (seen->changed)
        hr = open_up(folder);
    if (SUCCEEDED(hr))
        hr = drop(folder);
    return SUCCEEDED(hr) && seen->changed ? note_changed(folder) : hr;
}

const struct vsmock_pass vsmock_pass_compare = {compare_entry, compare_end};
