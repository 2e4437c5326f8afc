/*
 * mock-provider/src/copy.c - copying a tree: the order of the work.
 *
 * A folder is one piece of work and is known by its path; it is opened, without following a link,
 * when its turn comes, so that neither deep nor wide trees use up descriptors. Its files are copied
 * and its folders made; the latter become work of their own. When there is much of it, a second
 * worker helps.
 *
 * A copy is brought up to date in two passes. The first compares: what is not as it was copied is
 * taken out of the copy. The second copies what is missing, in the folders where something is. That
 * of a new copy is all.
 */
#include "copy_parts.h"

#include <vsapi/at.h>
#include <vsapi/folder.h>

#include <errno.h>
#include <limits.h>
#include <string.h>
#include <vsserror.h>

#define HELP_FOLDERS 8 /* so many folders waiting are worth a second worker */

bool vsmock_copy_vanished(int error)
{
    return error == ENOENT || error == ENOTDIR || error == ELOOP || error == ENXIO;
}

HRESULT vsmock_copy_fail(int error, const char *what, const struct vsmock_folder *folder,
                         const char *name)
{
    HRESULT hr = VSS_E_PROVIDER_VETO;

    if (error == ENOMEM)
        return vsapi_out_of_memory();
    if (error == ENOSPC || error == EDQUOT)
        hr = VSS_E_INSUFFICIENT_STORAGE;
    return vsapi_fail(hr, "provider: %s %s%s%s: %s", what, folder->path, *folder->path ? "/" : "",
                      name, strerror(error));
}

/* ---- the work that waits -----------------------------------------------------------------------
 */

static void worker(void *argument);

/* Takes over the path. */
static HRESULT add_folder(struct vsmock_copier *copier, char *path)
{
    HRESULT hr = S_OK;

    if (!path)
        return vsapi_out_of_memory();
    vsapi_mutex_lock(&copier->lock);
    if (VSAPI_ARRAY_ROOM(&copier->folders))
        copier->folders.items[copier->folders.count++] = path;
    else
        hr = vsapi_out_of_memory();
    vsapi_cond_signal(&copier->changed);
    vsapi_mutex_unlock(&copier->lock);
    if (FAILED(hr))
        vsapi_free(path);
    return hr;
}

/* The next folder; NULL: all is done or something failed. Waits while others may add work. */
static char *next_folder(struct vsmock_copier *copier)
{
    char *path = NULL;

    vsapi_mutex_lock(&copier->lock);
    copier->working--;
    while (copier->folders.count == 0 && copier->working > 0 && !atomic_load(&copier->failed))
        vsapi_cond_wait(&copier->changed, &copier->lock);
    if (copier->folders.count > 0 && !atomic_load(&copier->failed)) {
        path = copier->folders.items[--copier->folders.count];
        copier->working++;
    } else {
        vsapi_cond_broadcast(&copier->changed);
    }
    vsapi_mutex_unlock(&copier->lock);
    return path;
}

static void note_failure(struct vsmock_copier *copier, HRESULT hr)
{
    vsapi_mutex_lock(&copier->lock);
    if (SUCCEEDED(copier->result)) {
        copier->result = hr;
        copier->sentence = vsapi_strdup(vsapi_last_message());
    }
    atomic_store(&copier->failed, true);
    vsapi_cond_broadcast(&copier->changed);
    vsapi_mutex_unlock(&copier->lock);
}

/* ---- one folder --------------------------------------------------------------------------------
 */

static bool is_skipped(const struct vsmock_folder *folder, const struct stat *st)
{
    const struct vsmock_copy *how = folder->copier->how;

    return how->skip && st->st_dev == how->skip_device && st->st_ino == how->skip_inode;
}

HRESULT vsmock_copy_enter(const struct vsmock_folder *folder, const char *name)
{
    return add_folder(folder->copier, *folder->path ? vsapi_sprintf("%s/%s", folder->path, name)
                                                    : vsapi_strdup(name));
}

static HRESULT make_folder(const struct vsmock_folder *folder, const char *name)
{
    struct stat st;
    HRESULT hr;

    if (fstatat(folder->from, name, &st, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISDIR(st.st_mode) ||
        is_skipped(folder, &st))
        return S_OK;
    if (mkdirat(folder->to, name, 0700) != 0)
        return vsmock_copy_fail(errno, "cannot make the folder", folder, name);
    hr = vsmock_seen_add(folder, name, &st);
    return FAILED(hr) ? hr : vsmock_copy_enter(folder, name);
}

static unsigned char type_of(const struct vsmock_folder *folder, const struct dirent *entry)
{
    struct stat st;

    if (entry->d_type != DT_UNKNOWN)
        return entry->d_type;
    if (fstatat(folder->from, entry->d_name, &st, AT_SYMLINK_NOFOLLOW) != 0)
        return DT_UNKNOWN; /* it vanished */
    return IFTODT(st.st_mode);
}

static HRESULT copy_entry(const struct vsmock_folder *folder, const char *name, unsigned char type)
{
    HRESULT hr;

    if (vsmock_seen_find(folder->seen, name))
        return S_OK; /* it is in the copy as it is */
    switch (type) {
    case DT_REG:
        hr = vsmock_copy_program(folder, name);
        return hr == S_FALSE ? vsmock_copy_file(folder, name) : hr;
    case DT_DIR:
        return make_folder(folder, name);
    case DT_LNK:
        return vsmock_copy_link(folder, name);
    case DT_FIFO:
        return vsmock_copy_pipe(folder, name);
    default:
        return S_OK; /* sockets and devices mean nothing in a shadow copy */
    }
}

static HRESULT copy_end(const struct vsmock_folder *folder, const struct stat *st)
{
    vsmock_seen_end(folder, st);
    return vsmock_copy_attributes(folder, "", folder->from, folder->to, st);
}

static const struct vsmock_pass pass_copy = {copy_entry, copy_end};

static bool is_dots(const char *name)
{
    return name[0] == '.' && (name[1] == '\0' || (name[1] == '.' && name[2] == '\0'));
}

static HRESULT visit_entries(const struct vsmock_folder *folder, DIR *listing)
{
    struct vsmock_copier *copier = folder->copier;
    const atomic_bool *stop = copier->how->stop;
    struct dirent *entry;
    struct stat st;
    HRESULT hr = S_OK;

    while (SUCCEEDED(hr) && (errno = 0, entry = readdir(listing))) {
        if (stop && atomic_load_explicit(stop, memory_order_relaxed))
            return vsapi_fail(VSS_E_PROVIDER_VETO, "the copy was stopped by AbortSnapshots");
        if (atomic_load_explicit(&copier->failed, memory_order_relaxed))
            return S_OK; /* the other worker has a sentence for it */
        if (!is_dots(entry->d_name))
            hr = copier->pass->entry(folder, entry->d_name, type_of(folder, entry));
    }
    if (FAILED(hr))
        return hr;
    if (errno != 0 || fstat(folder->from, &st) != 0)
        return vsmock_copy_fail(errno, "cannot read the folder", folder, "");
    return copier->pass->end(folder, &st);
}

static HRESULT visit_folder(struct vsmock_copier *copier, const char *path, unsigned char *buffer)
{
    struct vsmock_folder folder = {.copier = copier, .path = path, .buffer = buffer};
    DIR *listing;
    HRESULT hr;

    folder.seen = vsmock_seen_folder(copier->seen, path, copier->pass != &pass_copy);
    if (!folder.seen)
        return vsapi_out_of_memory();
    folder.from = vsapi_beneath_open(copier->how->from, path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
    if (folder.from < 0)
        return vsmock_copy_vanished(-folder.from)
                   ? S_OK
                   : vsmock_copy_fail(-folder.from, "cannot read the folder", &folder, "");
    listing = fdopendir(folder.from);
    folder.to = vsapi_beneath_open(copier->how->to, path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
    if (!listing || folder.to < 0)
        hr = vsmock_copy_fail(folder.to < 0 ? -folder.to : errno, "cannot open the folder", &folder,
                              "");
    else
        hr = visit_entries(&folder, listing);
    if (folder.to >= 0)
        close(folder.to);
    if (listing)
        closedir(listing);
    else
        close(folder.from);
    return hr;
}

/* ---- workers -----------------------------------------------------------------------------------
 */

/* Does the first worker want help now? */
static bool want_help(struct vsmock_copier *copier)
{
    bool want;

    vsapi_mutex_lock(&copier->lock);
    want = !copier->helped && copier->folders.count >= HELP_FOLDERS;
    if (want) {
        copier->helped = true;
        copier->working++;
    }
    vsapi_mutex_unlock(&copier->lock);
    return want;
}

static void forget_help(struct vsmock_copier *copier)
{
    vsapi_mutex_lock(&copier->lock);
    copier->working--;
    vsapi_mutex_unlock(&copier->lock);
}

static void worker(void *argument)
{
    struct vsmock_copier *copier = argument;
    unsigned char *buffer = vsapi_malloc(VSMOCK_BUFFER);
    char *path;

    if (!buffer)
        note_failure(copier, vsapi_out_of_memory());
    while ((path = next_folder(copier))) {
        HRESULT hr = visit_folder(copier, path, buffer);

        if (FAILED(hr))
            note_failure(copier, hr);
        vsapi_free(path);
    }
    vsapi_free(buffer);
}

/* The first worker: as the other, but it looks whether there is work for two. */
static void lead(struct vsmock_copier *copier)
{
    unsigned char *buffer = vsapi_malloc(VSMOCK_BUFFER);
    struct vsapi_thread helper;
    bool helped = false;
    char *path;

    if (!buffer)
        note_failure(copier, vsapi_out_of_memory());
    while ((path = next_folder(copier))) {
        HRESULT hr = visit_folder(copier, path, buffer);

        if (FAILED(hr))
            note_failure(copier, hr);
        vsapi_free(path);
        if (!helped && want_help(copier)) {
            helped = SUCCEEDED(vsapi_thread_start(&helper, worker, copier));
            if (!helped)
                forget_help(copier); /* one worker does */
        }
    }
    if (helped)
        vsapi_thread_join(&helper);
    vsapi_free(buffer);
}

/* ---- both passes -------------------------------------------------------------------------------
 */

static HRESULT run_pass(struct vsmock_copier *copier, const struct vsmock_pass *pass)
{
    copier->pass = pass;
    copier->working = 1;
    copier->helped = false;
    lead(copier);
    return FAILED(copier->result)
               ? vsapi_fail(copier->result, "%s", copier->sentence ? copier->sentence : "")
               : S_OK;
}

/* What was taken out of the copy gives its room back. */
static void give_room(struct vsmock_copier *copier)
{
    uint64_t left = vsmock_seen_bytes(copier->seen) + vsmock_links_bytes(copier);

    if (!copier->how->volume)
        return;
    vsapi_volume_give_room(copier->how->volume, atomic_load(&copier->taken) - left);
    atomic_store(&copier->taken, left);
}

static HRESULT compare(struct vsmock_copier *copier)
{
    HRESULT hr = run_pass(copier, &vsmock_pass_compare);

    if (FAILED(hr))
        return hr;
    for (size_t i = 0; SUCCEEDED(hr) && i < copier->changed_folders.count; i++) {
        hr = add_folder(copier, copier->changed_folders.items[i]);
        copier->changed_folders.items[i] = NULL;
    }
    give_room(copier);
    return hr;
}

static HRESULT compare_and_copy(struct vsmock_copier *copier)
{
    bool first = vsmock_seen_is_empty(copier->seen);
    HRESULT hr = vsmock_seen_begin(copier->seen);

    if (SUCCEEDED(hr))
        hr = add_folder(copier, vsapi_strdup(""));
    if (SUCCEEDED(hr) && !first)
        hr = compare(copier);
    return FAILED(hr) ? hr : run_pass(copier, &pass_copy);
}

static void free_paths(char **paths, size_t count)
{
    while (count > 0)
        vsapi_free(paths[--count]);
    vsapi_free(paths);
}

HRESULT vsmock_copy_tree(const struct vsmock_copy *copy, struct vsmock_seen *seen, uint64_t *taken)
{
    struct vsmock_copier copier = {
        .how = copy, .seen = seen, .root = geteuid() == 0, .taken = *taken};
    HRESULT hr;

    vsapi_mutex_init(&copier.lock);
    vsapi_mutex_init(&copier.links_lock);
    vsapi_cond_init(&copier.changed);
    hr = compare_and_copy(&copier);
    *taken = atomic_load(&copier.taken);
    vsmock_links_finish(&copier);
    free_paths(copier.folders.items, copier.folders.count);
    free_paths(copier.changed_folders.items, copier.changed_folders.count);
    vsapi_free(copier.sentence);
    vsapi_cond_finish(&copier.changed);
    vsapi_mutex_finish(&copier.links_lock);
    vsapi_mutex_finish(&copier.lock);
    return hr;
}
