/*
 * mock-provider/src/copy_back.c - a volume's folder becomes what a copy of it is.
 *
 * The copy is copied once more, into a folder on the volume; then all entries change places with
 * it, by renaming. What can fail for lack of room has happened before the first of them moves, and
 * should a rename fail, those that were made are undone.
 *
 * A revert that ended with its process may have left files of the volume in that folder, the only
 * ones there are: they stay in it until a later revert has put all files in place.
 */
#include "copy.h"

#include <vsapi/at.h>
#include <vsapi/alloc.h>
#include <vsapi/error.h>
#include <vsapi/folder.h>
#include <vsapi/local.h>
#include <vsapi/store.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <vsserror.h>

#define ASIDE ".vsapi-revert"
#define FRESH "new"

struct back {
    struct vsapi_volume *volume;
    int folder, aside, fresh, old; /* the volume's folder, ASIDE on it, and two in that; -1 */
    char old_name[16];             /* of the last, which no revert before has used */
};

static HRESULT fail(const struct back *back, const char *what)
{
    return vsapi_fail(errno == ENOSPC || errno == EDQUOT ? VSS_E_INSUFFICIENT_STORAGE
                                                         : VSS_E_PROVIDER_VETO,
                      "provider: cannot revert %s: %s: %s", vsapi_volume_mount(back->volume), what,
                      strerror(errno));
}

/* ---- may it be done ----------------------------------------------------------------------------
 */

/* Is a folder in the volume's? All of it would be moved and removed with the old files. */
static bool is_inside(const struct back *back, const char *folder)
{
    return folder && vsapi_local_is_below(folder, vsapi_volume_folder(back->volume));
}

/* Shadow copies, the store and other volumes must not be on the volume. */
static HRESULT check_nothing_inside(const struct back *back, struct vsapi_host *host,
                                    const char *copy)
{
    bool inside = is_inside(back, copy) || is_inside(back, vsapi_host_store(host));

    for (size_t i = 0; !inside && i < vsapi_host_volume_count(host); i++) {
        const struct vsapi_volume *other = vsapi_host_volume(host, i);

        inside = other != back->volume && is_inside(back, vsapi_volume_folder(other));
    }
    return inside ? vsapi_fail(VSS_E_VOLUME_NOT_SUPPORTED,
                               "provider: %s cannot be reverted, as shadow copies, the store or "
                               "another volume are in its folder %s",
                               vsapi_volume_mount(back->volume), vsapi_volume_folder(back->volume))
                  : S_OK;
}

/* ---- beside ------------------------------------------------------------------------------------
 */

/* Makes it if it is not there. */
static int make_and_open(int parent, const char *name)
{
    if (mkdirat(parent, name, 0700) != 0 && errno != EEXIST)
        return -1;
    return openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

/* A folder of its own for the files of the volume as they are. */
static int make_old(struct back *back)
{
    unsigned n = 0;

    do {
        snprintf(back->old_name, sizeof back->old_name, n ? "old.%u" : "old", n);
        n++;
        if (mkdirat(back->aside, back->old_name, 0700) == 0)
            return make_and_open(back->aside, back->old_name);
    } while (errno == EEXIST);
    return -1;
}

/* What an interrupted revert has copied is of no use any more. */
static HRESULT open_all(struct back *back)
{
    back->folder = open(vsapi_volume_folder(back->volume), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (back->folder < 0)
        return fail(back, "its folder");
    back->aside = make_and_open(back->folder, ASIDE);
    if (back->aside >= 0) {
        vsapi_remove_at(back->aside, FRESH);
        back->fresh = make_and_open(back->aside, FRESH);
    }
    if (back->fresh >= 0)
        back->old = make_old(back);
    return back->old >= 0 ? S_OK : fail(back, "a folder on it");
}

/* Only when the volume is whole, the old files go; else what is not empty stays. */
static void close_all(struct back *back, bool whole)
{
    const int all[] = {back->old, back->fresh, back->aside, back->folder};

    if (whole)
        vsapi_remove_at(back->folder, ASIDE);
    else if (back->fresh >= 0)
        vsapi_remove_at(back->aside, FRESH);
    if (!whole && back->old >= 0)
        unlinkat(back->aside, back->old_name, AT_REMOVEDIR);
    if (!whole && back->aside >= 0)
        unlinkat(back->folder, ASIDE, AT_REMOVEDIR);
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        if (all[i] >= 0)
            close(all[i]);
    }
}

static HRESULT copy_beside(struct back *back, const char *copy)
{
    struct vsmock_copy how = {.to = back->fresh};
    struct vsmock_seen *seen = vsmock_seen_create();
    uint64_t taken = 0;
    HRESULT hr;

    if (!seen)
        return vsapi_out_of_memory();
    how.from = open(copy, O_PATH | O_DIRECTORY | O_CLOEXEC);
    hr = how.from < 0 ? fail(back, copy) : vsmock_copy_tree(&how, seen, &taken);
    if (how.from >= 0)
        close(how.from);
    vsmock_seen_destroy(seen);
    return hr;
}

/* ---- changing places ---------------------------------------------------------------------------
 */

/* Moves all entries but ASIDE. */
static HRESULT move_all(const struct back *back, int from, int to)
{
    int again = openat(from, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *list = again < 0 ? NULL : fdopendir(again);
    struct dirent *entry;
    HRESULT hr = S_OK;

    if (!list) {
        if (again >= 0)
            close(again);
        return fail(back, "its entries");
    }
    while (SUCCEEDED(hr) && (entry = readdir(list))) {
        const char *name = entry->d_name;

        if (strcmp(name, ".") != 0 && strcmp(name, "..") != 0 && strcmp(name, ASIDE) != 0 &&
            renameat(from, name, to, name) != 0)
            hr = fail(back, name);
    }
    closedir(list);
    return hr;
}

static HRESULT change_places(struct back *back)
{
    HRESULT hr = move_all(back, back->folder, back->old);

    if (FAILED(hr)) {
        move_all(back, back->old, back->folder);
        return hr;
    }
    hr = move_all(back, back->fresh, back->folder);
    if (FAILED(hr)) {
        move_all(back, back->folder, back->fresh);
        move_all(back, back->old, back->folder);
    }
    return hr;
}

static HRESULT volume_bytes(const struct back *back, uint64_t *out)
{
    *out = 0;
    return vsapi_volume_capacity(back->volume) ? vsapi_volume_bytes(back->volume, out) : S_OK;
}

/* The files of the volume take as much of its room as they need from here on. */
static HRESULT revert_counted(struct back *back, const char *copy)
{
    uint64_t before, both = 0, fresh, more;
    HRESULT hr = volume_bytes(back, &before);

    if (SUCCEEDED(hr))
        hr = copy_beside(back, copy);
    if (SUCCEEDED(hr))
        hr = volume_bytes(back, &both);
    if (FAILED(hr))
        return hr;
    fresh = both - before;
    more = fresh > before ? fresh - before : 0;
    if (!vsapi_volume_take_room(back->volume, more))
        return vsapi_fail(VSS_E_INSUFFICIENT_STORAGE,
                          "provider: the files of the shadow copy do not fit into %s any more",
                          vsapi_volume_mount(back->volume));
    hr = change_places(back);
    vsapi_volume_give_room(back->volume, FAILED(hr) ? more : before > fresh ? before - fresh : 0);
    return hr;
}

/* What an interrupted revert has copied takes no room any more. */
static HRESULT open_counted(struct back *back)
{
    uint64_t before, after;
    HRESULT hr = volume_bytes(back, &before);

    if (SUCCEEDED(hr))
        hr = open_all(back);
    if (SUCCEEDED(hr))
        hr = volume_bytes(back, &after);
    if (SUCCEEDED(hr))
        vsapi_volume_give_room(back->volume, before > after ? before - after : 0);
    return hr;
}

HRESULT vsmock_copy_back(struct vsapi_host *host, const char *copy, struct vsapi_volume *volume)
{
    struct back back = {.volume = volume, .folder = -1, .aside = -1, .fresh = -1, .old = -1};
    HRESULT hr = check_nothing_inside(&back, host, copy);
    char *sentence;

    if (FAILED(hr))
        return hr;
    hr = open_counted(&back);
    if (SUCCEEDED(hr))
        hr = revert_counted(&back, copy);
    if (SUCCEEDED(hr)) {
        close_all(&back, true);
        return hr;
    }
    sentence = vsapi_strdup(vsapi_last_message());
    close_all(&back, false);
    vsapi_message_set(sentence);
    vsapi_free(sentence);
    return hr;
}
