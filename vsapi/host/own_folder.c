/*
 * vsapi/host/own_folder.c - temporary folders of a process, and those of processes that are dead.
 *
 * A process that is killed cannot remove its folder, so whoever makes the next one beside it does.
 * Each folder is locked (flock) by the process it belongs to, which the system undoes however that
 * ends: a folder whose lock can be had has nobody left. That it is one of ours at all is told by
 * its name, its owner and its permissions, with the sticky bit, which mkdtemp does not give; the
 * bit is set only once the lock is held, so that a folder is never removed while it is being made.
 */
#include "parts.h"

#include <vsapi/folder.h>

#include <ctype.h>
#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define OWN_MODE (S_ISVTX | 0700)
#define RANDOM_LETTERS 6 /* at the end of the name, by mkdtemp */

/* ---- of dead processes -------------------------------------------------------------------------
 */

static bool is_own_name(const char *name, const char *prefix)
{
    size_t length = strlen(prefix);

    if (strncmp(name, prefix, length) != 0 || name[length] != '-' ||
        strlen(name + length) != RANDOM_LETTERS + 1)
        return false;
    for (name += length + 1; *name; name++) {
        if (!isalnum((unsigned char)*name))
            return false;
    }
    return true;
}

/* The folder, with its lock; -1: it is not ours, or it has an owner. */
static int open_left_behind(int parent, const char *name)
{
    int fd = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    struct stat st, now;

    if (fd < 0)
        return -1;
    if (fstat(fd, &st) == 0 && st.st_uid == geteuid() && (st.st_mode & 07777) == OWN_MODE &&
        flock(fd, LOCK_EX | LOCK_NB) == 0 &&
        fstatat(parent, name, &now, AT_SYMLINK_NOFOLLOW) == 0 && now.st_dev == st.st_dev &&
        now.st_ino == st.st_ino)
        return fd;
    close(fd);
    return -1;
}

/* What cannot be removed stays for the next time. */
static void sweep(const char *path, const char *prefix)
{
    DIR *listing = opendir(path);
    struct dirent *entry;

    while (listing && (entry = readdir(listing))) {
        int fd = is_own_name(entry->d_name, prefix)
                     ? open_left_behind(dirfd(listing), entry->d_name)
                     : -1;

        if (fd < 0)
            continue;
        vsapi_remove_at(dirfd(listing), entry->d_name);
        close(fd);
    }
    if (listing)
        closedir(listing);
}

/* ---- of this one -------------------------------------------------------------------------------
 */

/* Where folders cannot be locked, this one will not be swept. */
static int lock_and_mark(const char *path)
{
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);

    if (fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) == 0)
        fchmod(fd, OWN_MODE);
    return fd;
}

HRESULT vsapi_own_folder_make(const char *parent, const char *prefix, struct vsapi_own_folder *out)
{
    const char *temporary = getenv("TMPDIR");
    const char *const parents[] = {parent, temporary, "/tmp"};

    *out = (struct vsapi_own_folder){.lock = -1};
    for (size_t i = 0; i < ARRAYSIZE(parents); i++) {
        if (!parents[i] || parents[i][0] != '/')
            continue;
        sweep(parents[i], prefix);
        out->path = vsapi_sprintf("%s/%s-XXXXXX", parents[i], prefix);
        if (!out->path)
            return vsapi_out_of_memory();
        if (mkdtemp(out->path)) {
            out->lock = lock_and_mark(out->path);
            return S_OK;
        }
        vsapi_free(out->path);
        out->path = NULL;
    }
    return vsapi_fail(E_ACCESSDENIED, "no temporary folder can be made (TMPDIR is %s)",
                      temporary ? temporary : "not set");
}

void vsapi_own_folder_remove(struct vsapi_own_folder *folder)
{
    if (!folder->path)
        return;
    vsapi_folder_remove(folder->path);
    if (folder->lock >= 0)
        close(folder->lock);
    vsapi_free(folder->path);
    folder->path = NULL;
}
