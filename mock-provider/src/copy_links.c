/*
 * mock-provider/src/copy_links.c - files with several names stay one file.
 *
 * The first name that is met makes the file, under the lock, so that another worker finds it there
 * when it meets the second.
 */
#include "copy_parts.h"

#include <vsapi/at.h>
#include <vsapi/folder.h>

#include <errno.h>
#include <string.h>

struct vsmock_link_key {
    uint64_t device, inode;
};
struct vsmock_link {
    struct vsmock_link_key key;
    char *path; /* of the copy's first name */
    struct stat st;
    UT_hash_handle hh;
};

static struct vsmock_link_key key_of(const struct stat *st)
{
    return (struct vsmock_link_key){st->st_dev, st->st_ino};
}

/* Gives the file that was copied as `path` one more name. */
static HRESULT add_name(const struct vsmock_folder *folder, const char *name, char *path)
{
    char *slash = strrchr(path, '/');
    HRESULT hr = S_OK;
    int parent;

    if (slash)
        *slash = '\0';
    parent = vsapi_beneath_open(folder->copier->how->to, slash ? path : "", O_PATH | O_DIRECTORY);
    if (slash)
        *slash = '/';
    if (parent < 0)
        return vsmock_copy_fail(-parent, "cannot find again", folder, name);
    if (linkat(parent, slash ? slash + 1 : path, folder->to, name, 0) != 0)
        hr = vsmock_copy_fail(errno, "cannot link", folder, name);
    close(parent);
    return hr;
}

HRESULT vsmock_link_begin(const struct vsmock_folder *folder, const char *name, struct stat *st)
{
    struct vsmock_link_key key = key_of(st);
    struct vsmock_link *link;
    HRESULT hr;

    vsapi_mutex_lock(&folder->copier->links_lock);
    HASH_FIND(hh, folder->copier->links, &key, sizeof key, link);
    if (!link)
        return S_FALSE; /* the lock is kept until vsmock_link_made */
    hr = add_name(folder, name, link->path);
    *st = link->st;
    vsapi_mutex_unlock(&folder->copier->links_lock);
    return hr;
}

static HRESULT remember(const struct vsmock_folder *folder, const char *name, const struct stat *st)
{
    struct vsmock_link *link = vsapi_calloc(1, sizeof *link);
    char *path = *folder->path ? vsapi_sprintf("%s/%s", folder->path, name) : vsapi_strdup(name);

    if (link && path) {
        link->key = key_of(st);
        link->path = path;
        link->st = *st;
        HASH_ADD(hh, folder->copier->links, key, sizeof link->key, link);
        if (link->path)
            return S_OK;
    }
    vsapi_free(path);
    vsapi_free(link);
    return vsapi_out_of_memory();
}

HRESULT vsmock_link_made(const struct vsmock_folder *folder, const char *name,
                         const struct stat *st, bool made)
{
    HRESULT hr = made ? remember(folder, name, st) : S_OK;

    vsapi_mutex_unlock(&folder->copier->links_lock);
    return hr;
}

HRESULT vsmock_link_keep(const struct vsmock_folder *folder, const char *name,
                         const struct stat *st)
{
    struct vsmock_link_key key = key_of(st);
    struct vsmock_link *link;
    HRESULT hr = S_OK;

    vsapi_mutex_lock(&folder->copier->links_lock);
    HASH_FIND(hh, folder->copier->links, &key, sizeof key, link);
    if (!link)
        hr = remember(folder, name, st);
    vsapi_mutex_unlock(&folder->copier->links_lock);
    return hr;
}

uint64_t vsmock_links_bytes(const struct vsmock_copier *copier)
{
    uint64_t bytes = 0;

    for (struct vsmock_link *link = copier->links; link; link = link->hh.next)
        bytes += (uint64_t)link->st.st_size;
    return bytes;
}

void vsmock_links_finish(struct vsmock_copier *copier)
{
    struct vsmock_link *link, *next;

    HASH_ITER(hh, copier->links, link, next)
    {
        HASH_DEL(copier->links, link);
        vsapi_free(link->path);
        vsapi_free(link);
    }
}
