/*
 * vsapi/host/folder.c - the store over a folder of this machine.
 *
 * walk.c finds the way; here the last step is done, always from the open folder it ended in and
 * without following a link.
 */
#include "beneath.h"
#include "names.h"
#include "walk.h"

#include <vsapi/at.h>
#include <vsapi/folder.h>
#include <vsapi/local.h>
#include <vsapi/trace.h>

#include <errno.h>
#include <stdio.h>
#include <string.h>

HRESULT vsapi_folder_open_root(struct vsapi_root *root, const char *folder)
{
    if (!vsapi_local_is_absolute(folder))
        return vsapi_fail(E_INVALIDARG, "the folder %s of %s is not an absolute path", folder,
                          root->name);
    root->folder = vsapi_strdup(folder);
    root->names = vsapi_names_create();
    if (!root->folder || !root->names)
        return vsapi_out_of_memory();
    vsapi_local_tidy(root->folder);
    root->fd = open(folder, O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (root->fd < 0)
        return vsapi_fail(E_INVALIDARG, "the folder %s of %s cannot be used: %s", folder,
                          root->name, strerror(errno));
    root->store = &vsapi_store_folder;
    return S_OK;
}

void vsapi_folder_close_root(struct vsapi_root *root)
{
    if (root->fd >= 0)
        close(root->fd);
    vsapi_names_destroy(root->names);
    vsapi_free(root->folder);
}

void vsapi_folder_info(const struct stat *st, struct vsapi_file_info *info)
{
    memset(info, 0, sizeof *info);
    info->modified = vsapi_filetime_from_unix(st->st_mtim.tv_sec, st->st_mtim.tv_nsec);
    if (S_ISDIR(st->st_mode))
        info->attributes = FILE_ATTRIBUTE_DIRECTORY;
    else if (S_ISLNK(st->st_mode))
        info->attributes = FILE_ATTRIBUTE_REPARSE_POINT;
    else
        info->size_bytes = (uint64_t)st->st_size;
    if (S_ISREG(st->st_mode) && (st->st_mode & 0222) == 0)
        info->attributes |= FILE_ATTRIBUTE_READONLY;
    if (info->attributes == 0)
        info->attributes = FILE_ATTRIBUTE_NORMAL;
}

HRESULT vsapi_walk_to(struct vsapi_root *root, const char *path, enum vsapi_walk_how how,
                      struct vsapi_walk *walk)
{
    HRESULT hr = vsapi_walk(root, path, how, walk);

    if (FAILED(hr) || walk->exists)
        return hr;
    hr = vsapi_fail_win32(walk->missing ? ERROR_PATH_NOT_FOUND : ERROR_FILE_NOT_FOUND,
                          "there is no", path);
    vsapi_walk_finish(walk);
    return hr;
}

static HRESULT folder_stat(struct vsapi_root *root, const char *path, struct vsapi_file_info *info)
{
    struct vsapi_walk walk;
    HRESULT hr = vsapi_walk_to(root, path, VSAPI_WALK_LINK, &walk);

    if (FAILED(hr))
        return hr;
    vsapi_folder_info(&walk.st, info);
    vsapi_walk_finish(&walk);
    return S_OK;
}

/* ---- listing -----------------------------------------------------------------------------------
 */

static bool shows(const char *name)
{
    if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
        return false;
    if (vsapi_name_valid(name))
        return true;
    if (vsapi_trace_on()) /* no Windows path can name it */
        vsapi_trace_note("note", "name-not-shown", NULL, "name=%s", name);
    return false;
}

static HRESULT open_folder(struct vsapi_root *root, const char *path, DIR **out)
{
    struct vsapi_walk walk;
    HRESULT hr = vsapi_walk_to(root, path, VSAPI_WALK_FOLLOW, &walk);
    int fd;

    if (FAILED(hr))
        return hr;
    fd = openat(vsapi_walk_folder(&walk), walk.name,
                O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    *out = fd < 0 ? NULL : fdopendir(fd);
    if (!*out) {
        hr = vsapi_fail_errno(errno, "cannot list", path);
        if (fd >= 0)
            close(fd);
    }
    vsapi_walk_finish(&walk);
    return hr;
}

/* The next one that a Windows path can name; NULL: there is none. */
static const char *next_shown(DIR *listing)
{
    struct dirent *entry;

    while ((entry = readdir(listing))) {
        if (shows(entry->d_name))
            return entry->d_name;
    }
    return NULL;
}

HRESULT vsapi_folder_each(struct vsapi_root *root, const char *path,
                          HRESULT (*each)(int folder, const char *name, void *context),
                          void *context)
{
    const char *name;
    DIR *listing;
    HRESULT hr = open_folder(root, path, &listing);

    if (FAILED(hr))
        return hr;
    while (SUCCEEDED(hr) && (name = next_shown(listing)))
        hr = each(dirfd(listing), name, context);
    closedir(listing);
    return hr;
}

static HRESULT folder_open_listing(struct vsapi_listing *listing, const char *path)
{
    DIR *folder;
    HRESULT hr = open_folder(listing->root, path, &folder);

    if (SUCCEEDED(hr))
        listing->state = folder;
    return hr;
}

static HRESULT folder_next(struct vsapi_listing *listing, const char **name,
                           struct vsapi_file_info *info)
{
    struct stat st;

    while ((*name = next_shown(listing->state))) {
        if (fstatat(dirfd(listing->state), *name, &st, AT_SYMLINK_NOFOLLOW) == 0) {
            vsapi_folder_info(&st, info);
            return S_OK;
        } /* else it went meanwhile */
    }
    return S_FALSE;
}

static void folder_close_listing(struct vsapi_listing *listing)
{
    closedir(listing->state);
}

/* ---- open files --------------------------------------------------------------------------------
 */

static HRESULT check_openable(const struct vsapi_walk *walk, enum vsapi_file_mode mode)
{
    bool makes = mode == VSAPI_FILE_WRITE || mode == VSAPI_FILE_CREATE;

    if (!walk->exists && (walk->missing || !makes))
        return vsapi_fail_win32(walk->missing ? ERROR_PATH_NOT_FOUND : ERROR_FILE_NOT_FOUND,
                                "there is no", walk->path);
    if (!walk->exists || mode == VSAPI_FILE_LOOK)
        return S_OK;
    if (mode == VSAPI_FILE_CREATE)
        return vsapi_fail_win32(ERROR_FILE_EXISTS, "there is already", walk->path);
    if (!S_ISREG(walk->st.st_mode))
        return vsapi_fail_win32(ERROR_ACCESS_DENIED, "only files can be opened, not", walk->path);
    if (mode != VSAPI_FILE_READ && (walk->st.st_mode & 0222) == 0)
        return vsapi_fail_win32(ERROR_ACCESS_DENIED, "the file is read-only:", walk->path);
    return S_OK;
}

/* Empties a file that was there, and gives back its room. */
static HRESULT empty_file(struct vsapi_file *file, const char *path)
{
    struct stat st;

    if (fstat(file->fd, &st) != 0 || (st.st_size > 0 && ftruncate(file->fd, 0) != 0))
        return vsapi_fail_errno(errno, "cannot empty", path);
    vsapi_room_give(file->root->room, (uint64_t)st.st_size);
    return S_OK;
}

static HRESULT open_at(struct vsapi_file *file, const struct vsapi_walk *walk)
{
    static const int flags[] = {O_RDONLY, O_RDWR | O_CREAT, O_RDWR, O_RDWR | O_CREAT | O_EXCL,
                                O_PATH};
    int folder = vsapi_walk_folder(walk);
    struct stat before;
    bool made = !walk->exists && fstat(folder, &before) == 0;

    /* O_NONBLOCK: were a pipe put there meanwhile, nobody waits for its other end. */
    file->fd =
        openat(folder, walk->name,
               flags[file->mode - VSAPI_FILE_READ] | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0666);
    if (file->fd < 0 && errno == EEXIST)
        return vsapi_fail_win32(ERROR_FILE_EXISTS, "there is already", walk->path);
    if (file->fd < 0)
        return vsapi_fail_errno(errno, "cannot open", walk->path);
    if (made)
        vsapi_names_change(walk->root->names, folder, &before, NULL, walk->name);
    return S_OK;
}

static HRESULT folder_open(struct vsapi_file *file, const char *path)
{
    struct vsapi_walk walk;
    HRESULT hr;

    hr = vsapi_walk(file->root, path, VSAPI_WALK_FOLLOW, &walk);
    if (FAILED(hr))
        return hr;
    hr = check_openable(&walk, file->mode);
    if (SUCCEEDED(hr))
        hr = open_at(file, &walk);
    vsapi_walk_finish(&walk);
    if (SUCCEEDED(hr) && file->mode == VSAPI_FILE_WRITE)
        hr = empty_file(file, path);
    if (FAILED(hr) && file->fd >= 0)
        close(file->fd);
    return hr;
}

static HRESULT folder_read(struct vsapi_file *file, uint64_t offset, void *data, size_t size_bytes,
                           size_t *got)
{
    while (*got < size_bytes) {
        ssize_t count =
            pread(file->fd, (char *)data + *got, size_bytes - *got, (off_t)(offset + *got));

        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return vsapi_fail_errno(errno, "cannot read a file on", file->root->name);
        if (count == 0)
            break;
        *got += (size_t)count;
    }
    return S_OK;
}

static HRESULT write_all(int fd, uint64_t offset, const char *data, size_t size_bytes,
                         const char *volume)
{
    while (size_bytes > 0) {
        ssize_t count = pwrite(fd, data, size_bytes, (off_t)offset);

        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return vsapi_fail_errno(errno, "cannot write a file on", volume);
        data += count;
        offset += (uint64_t)count;
        size_bytes -= (size_t)count;
    }
    return S_OK;
}

/* Takes room for what the file grows by. */
static HRESULT take_growth(struct vsapi_file *file, uint64_t end, uint64_t *growth)
{
    struct stat st;

    *growth = 0;
    if (!file->root->room)
        return S_OK;
    if (fstat(file->fd, &st) != 0)
        return vsapi_fail_errno(errno, "cannot look at a file on", file->root->name);
    if (end > (uint64_t)st.st_size)
        *growth = end - (uint64_t)st.st_size;
    if (vsapi_room_take(file->root->room, *growth))
        return S_OK;
    *growth = 0;
    return vsapi_fail_win32(ERROR_DISK_FULL, "there is no room left on", file->root->name);
}

static HRESULT folder_write(struct vsapi_file *file, uint64_t offset, const void *data,
                            size_t size_bytes)
{
    uint64_t growth;
    HRESULT hr;

    if (offset > (uint64_t)INT64_MAX - size_bytes)
        return vsapi_fail_win32(ERROR_DISK_FULL, "a file cannot be so long on", file->root->name);
    hr = take_growth(file, offset + size_bytes, &growth);
    if (FAILED(hr))
        return hr;
    hr = write_all(file->fd, offset, data, size_bytes, file->root->name);
    if (FAILED(hr))
        vsapi_room_give(file->root->room, growth);
    return hr;
}

static HRESULT folder_close(struct vsapi_file *file, uint64_t modified)
{
    struct timespec times[2] = {{.tv_nsec = UTIME_OMIT}, {.tv_nsec = UTIME_OMIT}};
    HRESULT hr = S_OK;

    if (modified != 0) {
        int64_t since = (int64_t)modified - 116444736000000000;

        times[1].tv_sec = since / 10000000 - (since % 10000000 < 0);
        times[1].tv_nsec = (long)(since % 10000000 + (since % 10000000 < 0 ? 10000000 : 0)) * 100;
        if (futimens(file->fd, times) != 0)
            hr = vsapi_fail_errno(errno, "cannot set the time of a file on", file->root->name);
    }
    if (close(file->fd) != 0 && SUCCEEDED(hr) && errno != EINTR)
        hr = vsapi_fail_errno(errno, "cannot finish a file on", file->root->name);
    return hr;
}

/* ---- folders and names -------------------------------------------------------------------------
 */

/* Makes each of the components below an open folder, which is closed. */
static HRESULT make_below(struct vsapi_root *root, int folder, const char *components)
{
    char name[NAME_MAX + 1];
    HRESULT hr = S_OK;

    while (SUCCEEDED(hr) && *components) {
        size_t length = strcspn(components, "/");
        struct stat before = {0};
        int next = -1;

        if (length > NAME_MAX) {
            hr = vsapi_fail_errno(ENAMETOOLONG, "cannot make the folder", components);
            break;
        }
        memcpy(name, components, length);
        name[length] = '\0';
        components += length + strspn(components + length, "/");
        fstat(folder, &before);
        if (mkdirat(folder, name, 0777) == 0 || errno == EEXIST)
            next = openat(folder, name, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        if (next < 0)
            hr = vsapi_fail_errno(errno, "cannot make the folder", name);
        else
            vsapi_names_change(root->names, folder, &before, NULL, name);
        close(folder);
        folder = next;
    }
    if (folder >= 0)
        close(folder);
    return hr;
}

static HRESULT folder_make_folder(struct vsapi_root *root, const char *path)
{
    struct vsapi_walk walk;
    HRESULT hr;

    hr = vsapi_walk(root, path, VSAPI_WALK_FOLLOW, &walk);
    if (FAILED(hr))
        return hr;
    if (!walk.exists) {
        int folder = dup(vsapi_walk_folder(&walk));

        hr = folder < 0 ? vsapi_fail_errno(errno, "cannot make the folder", path)
                        : make_below(root, folder, walk.missing ? walk.missing : walk.name);
    } else if (!S_ISDIR(walk.st.st_mode)) {
        hr = vsapi_fail_win32(ERROR_ALREADY_EXISTS, "there is a file of the name of the folder",
                              path);
    }
    vsapi_walk_finish(&walk);
    return hr;
}

static int rename_at(const struct vsapi_walk *from, const struct vsapi_walk *to, const char *name,
                     unsigned flags)
{
    int source = vsapi_walk_folder(from), target = vsapi_walk_folder(to);

    if (renameat2(source, from->name, target, name, flags) == 0)
        return 0;
    if (errno != EINVAL || flags == 0)
        return -1;
    return renameat(source, from->name, target, name); /* it cannot refuse to replace */
}

int vsapi_folder_rename_at(const struct vsapi_walk *from, const struct vsapi_walk *to,
                           const char *name, unsigned flags)
{
    int source = vsapi_walk_folder(from), target = vsapi_walk_folder(to);
    struct stat left = {0}, entered = {0};

    if (fstat(source, &left) != 0 || fstat(target, &entered) != 0 ||
        rename_at(from, to, name, flags) != 0)
        return -1;
    if (left.st_ino == entered.st_ino && left.st_dev == entered.st_dev) {
        vsapi_names_change(to->root->names, target, &entered, from->name, name);
    } else {
        vsapi_names_change(from->root->names, source, &left, from->name, NULL);
        vsapi_names_change(to->root->names, target, &entered, NULL, name);
    }
    return 0;
}

static HRESULT rename_to(const struct vsapi_walk *from, const struct vsapi_walk *to,
                         const char *name)
{
    bool same = to->exists && to->st.st_ino == from->st.st_ino && to->st.st_dev == from->st.st_dev;

    if (to->missing)
        return vsapi_fail_win32(ERROR_PATH_NOT_FOUND, "there is no folder for", to->path);
    if (to->exists && !same)
        return vsapi_fail_win32(ERROR_ALREADY_EXISTS, "there is already", to->path);
    if (vsapi_folder_rename_at(from, to, name, same ? 0 : RENAME_NOREPLACE) == 0)
        return S_OK;
    return vsapi_fail_errno(errno, "cannot rename to", to->path);
}

static HRESULT folder_rename(struct vsapi_root *root, const char *from, const char *to)
{
    struct vsapi_walk source, target;
    const char *slash = strrchr(to, '/');
    HRESULT hr;

    hr = vsapi_walk_to(root, from, VSAPI_WALK_LINK, &source);
    if (FAILED(hr))
        return hr;
    hr = vsapi_walk(root, to, VSAPI_WALK_LINK, &target);
    if (SUCCEEDED(hr)) {
        hr = rename_to(&source, &target, slash ? slash + 1 : to); /* the case that is wanted */
        vsapi_walk_finish(&target);
    }
    vsapi_walk_finish(&source);
    return hr;
}

static HRESULT folder_remove(struct vsapi_root *root, const char *path)
{
    struct vsapi_walk walk;
    struct stat before = {0};
    uint64_t bytes = 0;
    HRESULT hr;
    int error;

    hr = vsapi_walk_to(root, path, VSAPI_WALK_LINK, &walk);
    if (FAILED(hr))
        return hr;
    if (root->room && S_ISDIR(walk.st.st_mode))
        hr = vsapi_bytes_at(vsapi_walk_folder(&walk), walk.name, &bytes);
    else if (S_ISREG(walk.st.st_mode) && walk.st.st_nlink == 1)
        bytes = (uint64_t)walk.st.st_size;
    if (S_ISREG(walk.st.st_mode) && (walk.st.st_mode & 0222) == 0)
        hr = vsapi_fail_win32(ERROR_ACCESS_DENIED, "the file is read-only:", path);
    if (SUCCEEDED(hr)) {
        fstat(vsapi_walk_folder(&walk), &before);
        error = -vsapi_remove_at(vsapi_walk_folder(&walk), walk.name);
        hr = error == 0 ? S_OK : vsapi_fail_errno(error, "cannot remove", path);
    }
    if (SUCCEEDED(hr)) {
        vsapi_names_change(root->names, vsapi_walk_folder(&walk), &before, walk.name, NULL);
        vsapi_room_give(root->room, bytes);
    }
    vsapi_walk_finish(&walk);
    return hr;
}

/* ---- the path on this machine ------------------------------------------------------------------
 */

/* Adds one component, or several, to an absolute path; returns its end. */
static char *add_to_path(char *end, const char *name)
{
    if (end[-1] != '/')
        *end++ = '/';
    strcpy(end, name);
    return end + strlen(name);
}

HRESULT vsapi_folder_path(struct vsapi_root *root, const char *path, char **out)
{
    struct vsapi_walk walk;
    size_t length = strlen(root->folder) + 1;
    const char *last;
    char *at;
    HRESULT hr;

    hr = vsapi_walk(root, path, VSAPI_WALK_RESOLVE, &walk);
    if (FAILED(hr))
        return hr;
    last = walk.missing ? walk.missing : walk.name;
    for (size_t i = 0; i < walk.steps.count; i++)
        length += strlen(walk.steps.items[i].name) + 1;
    *out = vsapi_malloc(length + strlen(last) + 1);
    if (*out) {
        strcpy(*out, root->folder);
        at = *out + strlen(root->folder);
        for (size_t i = 0; i < walk.steps.count; i++)
            at = add_to_path(at, walk.steps.items[i].name);
        if (strcmp(last, ".") != 0) {
            at = add_to_path(at, last);
            while (at[-1] == '/') /* behind the last missing folder */
                *--at = '\0';
        }
    }
    vsapi_walk_finish(&walk);
    return *out ? S_OK : vsapi_out_of_memory();
}

const struct vsapi_store_ops vsapi_store_folder = {
    .name = "folder",
    .stat = folder_stat,
    .open_listing = folder_open_listing,
    .next = folder_next,
    .close_listing = folder_close_listing,
    .open = folder_open,
    .read = folder_read,
    .write = folder_write,
    .close = folder_close,
    .make_folder = folder_make_folder,
    .rename = folder_rename,
    .remove = folder_remove,
    .details = &vsapi_details_folder,
};
