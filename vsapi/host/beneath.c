/*
 * vsapi/host/beneath.c - opening and removing real files so that no link leads out of the folder.
 *
 * Everything goes from an open folder on by one component or by openat2, which the kernel keeps
 * inside. Paths longer than PATH_MAX are opened piece by piece, so trees may be of any depth.
 */
#include "parts.h"
#include "beneath.h"

#include <vsapi/at.h>
#include <vsapi/folder.h>
#include <vsapi/local.h>

#include <assert.h>
#include <errno.h>
#include <limits.h>
#include <string.h>
#ifndef _WIN32
#include <sys/syscall.h>
#endif

atomic_bool vsapi_beneath_no_openat2_; /* set once the kernel refuses it; tests set it too */

#ifdef _WIN32

int vsapi_openat2(int folder, const char *path, int flags, uint64_t resolve)
{
    (void)folder, (void)path, (void)flags, (void)resolve;
    return -ENOSYS;
}

#else

int vsapi_openat2(int folder, const char *path, int flags, uint64_t resolve)
{
    struct open_how how = {.flags = (uint64_t)flags | O_CLOEXEC, .resolve = resolve};
    int fd;

    if (atomic_load_explicit(&vsapi_beneath_no_openat2_, memory_order_relaxed))
        return -ENOSYS;
    do {
        fd = (int)syscall(SYS_openat2, folder, path, &how, sizeof how);
    } while (fd < 0 && (errno == EINTR || errno == EAGAIN)); /* EAGAIN: a rename got in between */
    if (fd >= 0)
        return fd;
    if (errno != ENOSYS && errno != EPERM)
        return -errno;
    atomic_store(&vsapi_beneath_no_openat2_, true);
    return -ENOSYS;
}

#endif

/* Opens one component, which is no link, for going on from there. */
static int enter(int folder, const char *component, size_t length, int flags)
{
    char name[NAME_MAX + 1];
    int fd;

    if (length > NAME_MAX)
        return -ENAMETOOLONG;
    memcpy(name, component, length);
    name[length] = '\0';
    if (strcmp(name, "..") == 0)
        return -EXDEV;
    fd = openat(folder, name, flags | O_NOFOLLOW | O_CLOEXEC);
    return fd < 0 ? -errno : fd;
}

/* The way without openat2. */
static int open_in_steps(int root, const char *path, int flags)
{
    int folder = root;

    for (;;) {
        size_t length = strcspn(path, "/");
        bool last = path[length] == '\0';
        int next = enter(folder, path, length, last ? flags : O_PATH | O_DIRECTORY);

        if (folder != root)
            close(folder);
        if (next < 0 || last)
            return next;
        folder = next;
        path += length + 1;
    }
}

/* As long a piece of the path as the kernel takes at once; its end is put into *rest. */
static int open_piece(int folder, const char *path, int flags, const char **rest)
{
    const uint64_t resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS;
    size_t length = strnlen(path, PATH_MAX);
    char piece[PATH_MAX];

    if (length < PATH_MAX) {
        *rest = path + length;
        return vsapi_openat2(folder, path, flags, resolve);
    }
    while (length > 0 && path[length - 1] != '/')
        length--;
    if (length == 0)
        return -ENAMETOOLONG;
    memcpy(piece, path, length - 1);
    piece[length - 1] = '\0';
    *rest = path + length;
    return vsapi_openat2(folder, piece, O_PATH | O_DIRECTORY, resolve);
}

int vsapi_beneath_open(int root, const char *path, int flags)
{
    const char *rest = path;
    int folder = root;

    if (!*path)
        rest = path = ".";
    while (*rest) {
        int next = open_piece(folder, rest, flags, &rest);

        if (folder != root)
            close(folder);
        if (next < 0)
            return next == -ENOSYS ? open_in_steps(root, path, flags) : next;
        folder = next;
    }
    return folder;
}

bool vsapi_is_absolute_folder(const char *path)
{
    struct stat st;

    return path && vsapi_local_is_absolute(path) && stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

HRESULT vsapi_make_folder(const char *path)
{
    return mkdir(path, 0700) == 0 ? S_OK : vsapi_fail_errno(errno, "cannot make the folder", path);
}

/* ---- removing ----------------------------------------------------------------------------------
 */

struct removal { /* what is still to be gone through: a stack of paths below `root` */
    VSAPI_ARRAY(struct removal_step {
        char *path;
        bool emptied;
    })
    steps;
    int root;
    int error; /* the first failure */
};

static void note_error(struct removal *removal, int error)
{
    if (removal->error == 0 && error != ENOENT)
        removal->error = error;
}

static void push(struct removal *removal, const char *parent, const char *name, bool emptied)
{
    struct removal_step step = {.emptied = emptied};

    if (VSAPI_ARRAY_ROOM(&removal->steps))
        step.path = *parent && *name ? vsapi_sprintf("%s/%s", parent, name)
                                     : vsapi_strdup(*parent ? parent : name);
    if (step.path)
        removal->steps.items[removal->steps.count++] = step;
    else
        note_error(removal, ENOMEM);
}

/* Opens the folder that `path` lies in; *name is its last component. */
static int open_parent(const struct removal *removal, char *path, const char **name)
{
    char *slash = strrchr(path, '/');
    int fd;

    *name = slash ? slash + 1 : path;
    if (!slash)
        return vsapi_beneath_open(removal->root, "", O_PATH | O_DIRECTORY);
    *slash = '\0';
    fd = vsapi_beneath_open(removal->root, path, O_PATH | O_DIRECTORY);
    *slash = '/';
    return fd;
}

/* A folder that its owner locked is opened up first. */
static DIR *open_listing(const struct removal *removal, char *path)
{
    int fd = vsapi_beneath_open(removal->root, path, O_RDONLY | O_DIRECTORY);
    DIR *listing;

    if (fd == -EACCES) {
        const char *name;
        int parent = open_parent(removal, path, &name);

        if (parent >= 0) {
            fchmodat(parent, name, 0700, 0);
            close(parent);
        }
        fd = vsapi_beneath_open(removal->root, path, O_RDONLY | O_DIRECTORY);
    }
    if (fd < 0) {
        errno = -fd;
        return NULL;
    }
    listing = fdopendir(fd);
    if (!listing)
        close(fd);
    return listing;
}

static bool is_dots(const char *name)
{
    return name[0] == '.' && (name[1] == '\0' || (name[1] == '.' && name[2] == '\0'));
}

/* Removes what is in a folder but no folder; those go onto the stack. */
static void empty(struct removal *removal, char *path)
{
    DIR *listing = open_listing(removal, path);
    struct dirent *entry;
    bool opened_up = false;

    if (!listing) {
        note_error(removal, errno);
        return;
    }
    while ((entry = readdir(listing))) {
        if (is_dots(entry->d_name) || unlinkat(dirfd(listing), entry->d_name, 0) == 0)
            continue;
        if (errno == EACCES && !opened_up) {
            opened_up = true;
            if (fchmod(dirfd(listing), 0700) == 0 &&
                unlinkat(dirfd(listing), entry->d_name, 0) == 0)
                continue;
        }
        if (errno == EISDIR || errno == EPERM)
            push(removal, path, entry->d_name, false);
        else
            note_error(removal, errno);
    }
    closedir(listing);
}

static void remove_emptied(struct removal *removal, char *path)
{
    const char *name;
    int parent = open_parent(removal, path, &name);
    int emptied = removal->error ? 0 : VSAPI_AT_EMPTIED;

    if (parent < 0) {
        note_error(removal, -parent);
        return;
    }
    if (unlinkat(parent, name, AT_REMOVEDIR | emptied) != 0)
        note_error(removal, errno);
    close(parent);
}

static int remove_tree(int parent, const char *name)
{
    struct removal removal = {.root = parent};

    push(&removal, "", name, false);
    while (removal.steps.count > 0) {
        struct removal_step step = removal.steps.items[--removal.steps.count];

        if (step.emptied) {
            remove_emptied(&removal, step.path);
        } else {
            push(&removal, step.path, "", true);
            empty(&removal, step.path);
        }
        vsapi_free(step.path);
    }
    vsapi_free(removal.steps.items);
    return -removal.error;
}

int vsapi_remove_at(int parent, const char *name)
{
    int result;

    if (unlinkat(parent, name, 0) == 0 || errno == ENOENT)
        return 0;
    if (errno != EISDIR && errno != EPERM)
        return -errno;
    result = remove_tree(parent, name);
    if (result == -ENOMEM) /* much is gone by now, so less memory is needed */
        result = remove_tree(parent, name);
    return result;
}

HRESULT vsapi_folder_remove(const char *path)
{
    char parent[PATH_MAX];
    const char *slash = strrchr(path, '/');
    int fd, error;

    assert(slash && slash[1]);
    if (slash - path >= PATH_MAX)
        return vsapi_fail_errno(ENAMETOOLONG, "cannot remove", path);
    memcpy(parent, path, (size_t)(slash - path));
    parent[slash - path] = '\0';
    fd = open(*parent ? parent : "/", O_PATH | O_DIRECTORY | O_CLOEXEC);
    error = fd < 0 ? errno : -vsapi_remove_at(fd, slash + 1);
    if (fd >= 0)
        close(fd);
    return error == 0 ? S_OK : vsapi_fail_errno(error, "cannot remove", path);
}
