/*
 * mock-provider/src/copy_system.c - what copying has of this system beyond reading and writing:
 * POSIX and Linux. copy_system_windows.c is its counterpart.
 */
#include "copy_parts.h"

#include <vsapi/at.h>

#include <linux/fs.h>
#include <sys/ioctl.h>
#include <sys/xattr.h>

#define CLONE_MIN_BYTES 4096 /* below it, reading and writing is cheaper */
#define NAMES_BYTES 65536    /* what the kernel allows for the names of extended attributes */

/* ---- contents ----------------------------------------------------------------------------------
 */

static bool cannot(int error)
{
    return error == EOPNOTSUPP || error == EXDEV || error == EINVAL || error == ENOTTY ||
           error == ENOSYS || error == EPERM || error == EBADF || error == ETXTBSY;
}

/* By the kernel, which may share blocks or have the disk copy them. */
static HRESULT copy_by_range(const struct vsmock_pair *pair, off_t offset, off_t end)
{
    struct vsmock_copier *copier = pair->folder->copier;

    while (offset < end && !atomic_load_explicit(&copier->no_range, memory_order_relaxed)) {
        off_t from = offset, to = offset;
        size_t size = end - offset < (1 << 24) ? (size_t)(end - offset) : 1 << 24;
        ssize_t count = copy_file_range(pair->from, &from, pair->to, &to, size, 0);

        if (count > 0) {
            offset += count;
            if (vsmock_pair_stopped(pair))
                return vsmock_copy_stopped();
        } else if (count == 0) {
            break; /* the end, or a file system that says so wrongly: the buffer finds out */
        } else if (cannot(errno)) {
            atomic_store(&copier->no_range, true);
        } else if (errno != EINTR) {
            return vsmock_pair_fail(pair, "cannot copy");
        }
    }
    return vsmock_copy_by_buffer(pair, offset, end);
}

static HRESULT copy_with_holes(const struct vsmock_pair *pair)
{
    off_t data = 0, hole = 0;
    HRESULT hr = S_OK;

    while (SUCCEEDED(hr) && hole < pair->st.st_size) {
        data = lseek(pair->from, hole, SEEK_DATA);
        if (data < 0 && errno == ENXIO)
            break; /* nothing but a hole from here on */
        if (data < 0)
            return copy_by_range(pair, hole, pair->st.st_size);
        if (data >= pair->st.st_size)
            break;
        hole = lseek(pair->from, data, SEEK_HOLE);
        if (hole < 0 || hole > pair->st.st_size)
            hole = pair->st.st_size;
        hr = copy_by_range(pair, data, hole);
    }
    if (SUCCEEDED(hr) && ftruncate(pair->to, pair->st.st_size) != 0)
        hr = vsmock_pair_fail(pair, "cannot write the copy of");
    return hr;
}

/* S_FALSE: the file system cannot. */
static HRESULT copy_by_clone(const struct vsmock_pair *pair)
{
    struct vsmock_copier *copier = pair->folder->copier;

    if (pair->st.st_size < CLONE_MIN_BYTES ||
        atomic_load_explicit(&copier->no_clone, memory_order_relaxed))
        return S_FALSE;
    if (ioctl(pair->to, FICLONE, pair->from) == 0)
        return S_OK;
    if (!cannot(errno))
        return vsmock_pair_fail(pair, "cannot clone");
    if (errno != EINVAL && errno != ETXTBSY) /* those may be due to this file only */
        atomic_store(&copier->no_clone, true);
    return S_FALSE;
}

HRESULT vsmock_copy_contents(const struct vsmock_pair *pair)
{
    HRESULT hr;

    if (pair->st.st_size == 0)
        return S_OK;
    hr = copy_by_clone(pair);
    if (hr != S_FALSE)
        return hr;
    if ((int64_t)pair->st.st_blocks * 512 < (int64_t)pair->st.st_size)
        return copy_with_holes(pair);
    if (pair->st.st_size <= VSMOCK_BUFFER)
        return vsmock_copy_by_buffer(pair, 0, pair->st.st_size);
    return copy_by_range(pair, 0, pair->st.st_size);
}

/* ---- owners and extended attributes ------------------------------------------------------------
 */

/* An attribute that may not be set here is not part of the contents: only a full disk is a failure.
 */
static HRESULT copy_extended(const struct vsmock_pair *pair, const char *attribute, char **value)
{
    ssize_t size;

    if (!*value)
        *value = vsapi_malloc(XATTR_SIZE_MAX);
    if (!*value)
        return vsapi_out_of_memory();
    size = fgetxattr(pair->from, attribute, *value, XATTR_SIZE_MAX);
    if (size >= 0 && fsetxattr(pair->to, attribute, *value, (size_t)size, 0) != 0 &&
        (errno == ENOSPC || errno == EDQUOT))
        return vsmock_pair_fail(pair, "cannot keep the extended attributes of");
    return S_OK;
}

static HRESULT copy_all_extended(const struct vsmock_pair *pair)
{
    struct vsmock_copier *copier = pair->folder->copier;
    char *names = (char *)pair->folder->buffer, *value = NULL;
    ssize_t size;
    HRESULT hr = S_OK;

    if (atomic_load_explicit(&copier->no_attributes, memory_order_relaxed))
        return S_OK;
    size = flistxattr(pair->from, names, NAMES_BYTES);
    if (size < 0 && (errno == ENOTSUP || errno == ENOSYS))
        atomic_store(&copier->no_attributes, true);
    for (const char *at = names; size > 0 && at < names + size && SUCCEEDED(hr);
         at += strlen(at) + 1)
        hr = copy_extended(pair, at, &value);
    vsapi_free(value);
    return hr;
}

HRESULT vsmock_copy_extended(const struct vsmock_pair *pair)
{
    if (pair->folder->copier->root && fchown(pair->to, pair->st.st_uid, pair->st.st_gid) != 0)
        return vsmock_pair_fail(pair, "cannot keep the owner of");
    return copy_all_extended(pair);
}

void vsmock_copy_strip(const struct vsmock_folder *folder)
{
    char *names = (char *)folder->buffer;
    ssize_t size = flistxattr(folder->to, names, NAMES_BYTES);

    for (const char *at = names; size > 0 && at < names + size; at += strlen(at) + 1)
        fremovexattr(folder->to, at); /* what may not be removed could not be set either */
}

/* ---- links and pipes ---------------------------------------------------------------------------
 */

HRESULT vsmock_copy_link(const struct vsmock_folder *folder, const char *name)
{
    struct timespec times[2];
    char target[PATH_MAX];
    struct stat st;
    ssize_t length;

    if (fstatat(folder->from, name, &st, AT_SYMLINK_NOFOLLOW) != 0 ||
        (length = readlinkat(folder->from, name, target, sizeof target - 1)) < 0)
        return vsmock_copy_vanished(errno) || errno == EINVAL
                   ? S_OK
                   : vsmock_copy_fail(errno, "cannot read the link", folder, name);
    target[length] = '\0';
    if (symlinkat(target, folder->to, name) != 0)
        return vsmock_copy_fail(errno, "cannot make the link", folder, name);
    times[0] = st.st_atim;
    times[1] = st.st_mtim;
    if (utimensat(folder->to, name, times, AT_SYMLINK_NOFOLLOW) != 0 ||
        (folder->copier->root &&
         fchownat(folder->to, name, st.st_uid, st.st_gid, AT_SYMLINK_NOFOLLOW) != 0))
        return vsmock_copy_fail(errno, "cannot keep the times or the owner of", folder, name);
    return vsmock_seen_add(folder, name, &st);
}

HRESULT vsmock_copy_pipe(const struct vsmock_folder *folder, const char *name)
{
    struct timespec times[2];
    struct stat st;

    if (fstatat(folder->from, name, &st, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISFIFO(st.st_mode))
        return S_OK;
    if (mknodat(folder->to, name, S_IFIFO | 0600, 0) != 0)
        return vsmock_copy_fail(errno, "cannot make the pipe", folder, name);
    times[0] = st.st_atim;
    times[1] = st.st_mtim;
    if ((folder->copier->root &&
         fchownat(folder->to, name, st.st_uid, st.st_gid, AT_SYMLINK_NOFOLLOW) != 0) ||
        fchmodat(folder->to, name, st.st_mode & 07777, 0) != 0 ||
        utimensat(folder->to, name, times, AT_SYMLINK_NOFOLLOW) != 0)
        return vsmock_copy_fail(errno, "cannot keep the attributes of", folder, name);
    return vsmock_seen_add(folder, name, &st);
}
