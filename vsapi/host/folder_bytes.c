/*
 * vsapi/host/folder_bytes.c - how many bytes the files below a real folder have.
 *
 * Holes and hard links are counted as if they were not: it is the room that a plain copy takes.
 */
#include "beneath.h"
#include "parts.h"

#include <vsapi/at.h>
#include <vsapi/folder.h>

#include <errno.h>
#include <string.h>

struct count { /* folders that are still to be read, below `root` */
    VSAPI_ARRAY(char *) folders;
    int root;
    uint64_t bytes;
};

static HRESULT count_later(struct count *count, const char *parent, const char *name)
{
    char *path = *parent ? vsapi_sprintf("%s/%s", parent, name) : vsapi_strdup(name);

    if (!path || !VSAPI_ARRAY_ROOM(&count->folders)) {
        vsapi_free(path);
        return vsapi_out_of_memory();
    }
    count->folders.items[count->folders.count++] = path;
    return S_OK;
}

static HRESULT count_in(struct count *count, const char *path)
{
    int fd = vsapi_beneath_open(count->root, path, O_RDONLY | O_DIRECTORY);
    DIR *listing = fd < 0 ? NULL : fdopendir(fd);
    struct dirent *entry;
    struct stat st;
    HRESULT hr = S_OK;

    if (!listing) {
        if (fd >= 0)
            close(fd);
        return fd == -ENOENT ? S_OK : vsapi_fail_errno(fd < 0 ? -fd : errno, "cannot read", path);
    }
    while (SUCCEEDED(hr) && (entry = readdir(listing))) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0 ||
            fstatat(fd, entry->d_name, &st, AT_SYMLINK_NOFOLLOW) != 0)
            continue;
        if (S_ISDIR(st.st_mode))
            hr = count_later(count, path, entry->d_name);
        else if (S_ISREG(st.st_mode))
            count->bytes += (uint64_t)st.st_size;
    }
    closedir(listing);
    return hr;
}

HRESULT vsapi_bytes_at(int folder, const char *name, uint64_t *out)
{
    struct count count = {.root = folder};
    HRESULT hr = count_later(&count, "", name);

    while (count.folders.count > 0) {
        char *path = count.folders.items[--count.folders.count];

        if (SUCCEEDED(hr))
            hr = count_in(&count, path);
        vsapi_free(path);
    }
    vsapi_free(count.folders.items);
    *out = count.bytes;
    return hr;
}

HRESULT vsapi_folder_bytes(struct vsapi_root *root, uint64_t *out)
{
    return vsapi_bytes_at(root->fd, ".", out);
}
