/*
 * vsapi/host/folder_details.c - vsapi/details.h for folders of this machine.
 *
 * Of the attributes the file system keeps READONLY only, as permissions. It tells when a file was
 * made, but takes no other time for that; a copy is younger than what is in it, so a file counts as
 * made no later than it was modified.
 */
#include "beneath.h"
#include "names.h"
#include "walk.h"

#include <vsapi/folder.h>

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/statvfs.h>
#include <unistd.h>

#define OPEN_FILE "/proc/self/fd/%d" /* leads to what is open, whatever its name is now */

/* ---- looking -----------------------------------------------------------------------------------
 */

static uint64_t filetime_of(const struct statx_timestamp *time)
{
    return vsapi_filetime_from_unix(time->tv_sec, time->tv_nsec);
}

static void fill_details(const struct statx *x, struct vsapi_file_details *out)
{
    struct stat st = {.st_mode = x->stx_mode, .st_size = (off_t)x->stx_size};

    st.st_mtim = (struct timespec){x->stx_mtime.tv_sec, x->stx_mtime.tv_nsec};
    vsapi_folder_info(&st, &out->info);
    out->accessed = filetime_of(&x->stx_atime);
    out->created = out->info.modified;
    if (x->stx_mask & STATX_BTIME && filetime_of(&x->stx_btime) < out->created)
        out->created = filetime_of(&x->stx_btime);
    out->id = x->stx_ino;
    out->device = (uint64_t)x->stx_dev_major << 32 | x->stx_dev_minor;
    out->links = x->stx_nlink;
}

/* 0 or errno. */
static int look(int folder, const char *name, int flags, struct vsapi_file_details *out)
{
    struct statx x;

    if (statx(folder, name, flags | AT_SYMLINK_NOFOLLOW, STATX_BASIC_STATS | STATX_BTIME, &x) != 0)
        return errno;
    fill_details(&x, out);
    return 0;
}

static HRESULT folder_look(struct vsapi_file *file, struct vsapi_file_details *out)
{
    int error = look(file->fd, "", AT_EMPTY_PATH, out);

    return error == 0 ? S_OK
                      : vsapi_fail_errno(error, "cannot look at a file on", file->root->name);
}

static HRESULT folder_look_at(struct vsapi_root *root, const char *path,
                              struct vsapi_file_details *out)
{
    struct vsapi_walk walk;
    HRESULT hr = vsapi_walk_to(root, path, VSAPI_WALK_LINK, &walk);
    int error;

    if (FAILED(hr))
        return hr;
    error = look(vsapi_walk_folder(&walk), walk.name, 0, out);
    vsapi_walk_finish(&walk);
    return error == 0 ? S_OK : vsapi_fail_errno(error, "cannot look at", path);
}

struct list_call { /* for whom the entries are */
    vsapi_each_detail *each;
    void *context;
};

static HRESULT list_entry(int folder, const char *name, void *context)
{
    const struct list_call *call = context;
    struct vsapi_file_details details;

    if (look(folder, name, 0, &details) != 0)
        return S_OK; /* it went meanwhile */
    return call->each(call->context, name, &details);
}

static HRESULT folder_list(struct vsapi_root *root, const char *path, vsapi_each_detail *each,
                           void *context)
{
    struct list_call call = {each, context};
    HRESULT hr = vsapi_folder_each(root, path, list_entry, &call);
    struct vsapi_file_details details;

    if (hr == HRESULT_FROM_WIN32(ERROR_PATH_NOT_FOUND) &&
        SUCCEEDED(folder_look_at(root, path, &details)))
        return vsapi_fail_win32(ERROR_DIRECTORY, "this is no folder:", path);
    return hr;
}

/* ---- open files --------------------------------------------------------------------------------
 */

static struct timespec time_of(uint64_t filetime)
{
    int64_t since = (int64_t)filetime - 116444736000000000;
    int64_t ticks = (since % 10000000 + 10000000) % 10000000;

    if (filetime == 0)
        return (struct timespec){.tv_nsec = UTIME_OMIT};
    return (struct timespec){(since - ticks) / 10000000, (long)ticks * 100};
}

static HRESULT folder_set_times(struct vsapi_file *file, const struct vsapi_file_times *times)
{
    struct timespec native[2] = {time_of(times->accessed), time_of(times->modified)};
    char path[64];

    snprintf(path, sizeof path, OPEN_FILE, file->fd);
    if (utimensat(AT_FDCWD, path, native, 0) == 0)
        return S_OK;
    return vsapi_fail_errno(errno, "cannot set the time of a file on", file->root->name);
}

static HRESULT folder_resize(struct vsapi_file *file, uint64_t size_bytes)
{
    struct vsapi_room *room = file->root->room;
    uint64_t size, more;
    struct stat st;

    if (fstat(file->fd, &st) != 0)
        return vsapi_fail_errno(errno, "cannot look at a file on", file->root->name);
    size = (uint64_t)st.st_size;
    more = size_bytes > size ? size_bytes - size : 0;
    if (size_bytes > INT64_MAX || !vsapi_room_take(room, more))
        return vsapi_fail_win32(ERROR_DISK_FULL, "there is no room left on", file->root->name);
    if (ftruncate(file->fd, (off_t)size_bytes) != 0) {
        int error = errno;

        vsapi_room_give(room, more);
        return vsapi_fail_errno(error, "cannot set the size of a file on", file->root->name);
    }
    vsapi_room_give(room, size_bytes < size ? size - size_bytes : 0);
    return S_OK;
}

static HRESULT folder_flush(struct vsapi_file *file)
{
    if (fsync(file->fd) == 0 || errno == EBADF || errno == EINVAL) /* a folder, or no disk */
        return S_OK;
    return vsapi_fail_errno(errno, "cannot flush a file on", file->root->name);
}

/* Where an open file is on this machine. */
static HRESULT real_path(int fd, const char *volume, char **out)
{
    size_t room = 4 * PATH_MAX; /* the kernel gives no more than one page */
    char path[64];
    ssize_t length;

    snprintf(path, sizeof path, OPEN_FILE, fd);
    *out = vsapi_malloc(room);
    if (!*out)
        return vsapi_out_of_memory();
    length = readlink(path, *out, room - 1);
    if (length >= 0) {
        (*out)[length] = '\0';
        return S_OK;
    }
    vsapi_free(*out);
    *out = NULL;
    return vsapi_fail_errno(errno, "cannot tell the name of a file on", volume);
}

static HRESULT below(const struct vsapi_file *file, const char *root, const char *path, char **out)
{
    size_t length = strlen(root);
    struct stat st;

    if (length == 1)
        length = 0; /* the root of the machine ends in its slash */
    if (fstat(file->fd, &st) != 0 || st.st_nlink == 0 || strncmp(root, path, length) != 0 ||
        (path[length] != '/' && path[length] != '\0'))
        return vsapi_fail_win32(ERROR_FILE_NOT_FOUND, "there is no longer", path);
    *out = vsapi_strdup(path + length + (path[length] == '/'));
    return *out ? S_OK : vsapi_out_of_memory();
}

static HRESULT folder_spelling(struct vsapi_file *file, char **out)
{
    char *root = NULL, *path = NULL;
    HRESULT hr = real_path(file->root->fd, file->root->name, &root);

    *out = NULL;
    if (SUCCEEDED(hr))
        hr = real_path(file->fd, file->root->name, &path);
    if (SUCCEEDED(hr))
        hr = below(file, root, path, out);
    vsapi_free(root);
    vsapi_free(path);
    return hr;
}

/* ---- names -------------------------------------------------------------------------------------
 */

/* For files only: a folder that cannot be written is something else on Windows. */
static HRESULT folder_set_attributes(struct vsapi_root *root, const char *path, uint32_t attributes)
{
    struct vsapi_walk walk;
    HRESULT hr = vsapi_walk_to(root, path, VSAPI_WALK_FOLLOW, &walk);
    mode_t mode;

    if (FAILED(hr))
        return hr;
    mode = walk.st.st_mode & 07777;
    if (attributes & FILE_ATTRIBUTE_READONLY)
        mode &= ~(mode_t)0222;
    else if ((mode & 0222) == 0)
        mode |= 0200;
    if (S_ISREG(walk.st.st_mode) && mode != (walk.st.st_mode & 07777) &&
        fchmodat(vsapi_walk_folder(&walk), walk.name, mode, 0) != 0)
        hr = vsapi_fail_errno(errno, "cannot set the attributes of", path);
    vsapi_walk_finish(&walk);
    return hr;
}

static HRESULT folder_make_one(struct vsapi_root *root, const char *path)
{
    struct vsapi_walk walk;
    struct stat before = {0};
    HRESULT hr = vsapi_walk(root, path, VSAPI_WALK_LINK, &walk);
    int folder;

    if (FAILED(hr))
        return hr;
    folder = vsapi_walk_folder(&walk);
    fstat(folder, &before);
    if (walk.exists)
        hr = vsapi_fail_win32(ERROR_ALREADY_EXISTS, "there is already", path);
    else if (walk.missing)
        hr = vsapi_fail_win32(ERROR_PATH_NOT_FOUND, "there is no folder for", path);
    else if (mkdirat(folder, walk.name, 0777) != 0)
        hr = vsapi_fail_errno(errno, "cannot make the folder", path);
    else
        vsapi_names_change(root->names, folder, &before, NULL, walk.name);
    vsapi_walk_finish(&walk);
    return hr;
}

static HRESULT check_erasable(const struct vsapi_walk *walk, enum vsapi_erase what)
{
    bool folder = S_ISDIR(walk->st.st_mode);

    if (what == VSAPI_ERASE_FOLDER && !folder)
        return vsapi_fail_win32(ERROR_DIRECTORY, "this is no folder:", walk->path);
    if (what == VSAPI_ERASE_FILE && folder)
        return vsapi_fail_win32(ERROR_ACCESS_DENIED, "this is a folder:", walk->path);
    if (S_ISREG(walk->st.st_mode) && (walk->st.st_mode & 0222) == 0)
        return vsapi_fail_win32(ERROR_ACCESS_DENIED, "the file is read-only:", walk->path);
    return S_OK;
}

/* What the file at the end of the walk takes, if this is its last name. */
static uint64_t bytes_of(const struct vsapi_walk *walk)
{
    bool goes = walk->exists && S_ISREG(walk->st.st_mode) && walk->st.st_nlink == 1;

    return goes ? (uint64_t)walk->st.st_size : 0;
}

static HRESULT folder_erase(struct vsapi_root *root, const char *path, enum vsapi_erase what)
{
    struct vsapi_walk walk;
    struct stat before = {0};
    HRESULT hr = vsapi_walk_to(root, path, VSAPI_WALK_LINK, &walk);

    if (FAILED(hr))
        return hr;
    fstat(vsapi_walk_folder(&walk), &before);
    hr = check_erasable(&walk, what);
    if (SUCCEEDED(hr) && unlinkat(vsapi_walk_folder(&walk), walk.name,
                                  what == VSAPI_ERASE_FOLDER ? AT_REMOVEDIR : 0) != 0)
        hr = vsapi_fail_errno(errno, "cannot remove", path);
    if (SUCCEEDED(hr)) {
        vsapi_names_change(root->names, vsapi_walk_folder(&walk), &before, walk.name, NULL);
        vsapi_room_give(root->room, bytes_of(&walk));
    }
    vsapi_walk_finish(&walk);
    return hr;
}

static HRESULT replace_at(struct vsapi_root *root, const struct vsapi_walk *from,
                          const struct vsapi_walk *to)
{
    HRESULT hr = check_erasable(to, VSAPI_ERASE_FILE);

    if (FAILED(hr))
        return hr;
    if (S_ISDIR(from->st.st_mode))
        return vsapi_fail_win32(ERROR_ACCESS_DENIED, "a folder replaces nothing:", from->path);
    if (vsapi_folder_rename_at(from, to, to->name, 0) != 0)
        return vsapi_fail_errno(errno, "cannot rename to", to->path);
    vsapi_room_give(root->room, bytes_of(to));
    return S_OK;
}

static HRESULT folder_replace(struct vsapi_root *root, const char *from, const char *to)
{
    struct vsapi_walk source, target;
    bool other = false; /* is there a file to replace? */
    HRESULT hr = vsapi_walk_to(root, from, VSAPI_WALK_LINK, &source);

    if (FAILED(hr))
        return hr;
    hr = vsapi_walk(root, to, VSAPI_WALK_LINK, &target);
    if (SUCCEEDED(hr)) {
        other = target.exists &&
                (target.st.st_ino != source.st.st_ino || target.st.st_dev != source.st.st_dev);
        if (other)
            hr = replace_at(root, &source, &target);
        vsapi_walk_finish(&target);
    }
    if (SUCCEEDED(hr) && !other)
        hr = root->store->rename(root, from, to);
    vsapi_walk_finish(&source);
    return hr;
}

static HRESULT folder_space(struct vsapi_root *root, struct vsapi_space *out)
{
    struct statvfs st;

    if (vsapi_room_space(root->room, out))
        return S_OK;
    if (fstatvfs(root->fd, &st) != 0)
        return vsapi_fail_errno(errno, "cannot tell the room on", root->name);
    out->total_bytes = (uint64_t)st.f_blocks * st.f_frsize;
    out->free_bytes = (uint64_t)st.f_bavail * st.f_frsize;
    return S_OK;
}

const struct vsapi_detail_ops vsapi_details_folder = {
    .look = folder_look,
    .look_at = folder_look_at,
    .list = folder_list,
    .set_times = folder_set_times,
    .set_attributes = folder_set_attributes,
    .resize = folder_resize,
    .flush = folder_flush,
    .spelling = folder_spelling,
    .make_one = folder_make_one,
    .erase = folder_erase,
    .replace = folder_replace,
    .space = folder_space,
};
