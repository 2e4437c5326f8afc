/*
 * mock-provider/src/copy_file.c - copying one file: contents by the cheapest means, and all that is
 * kept about it.
 *
 * Most files are small; those take one read and one write, and no call that can be spared.
 */
#include "copy_parts.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/xattr.h>
#include <unistd.h>
#include <vsserror.h>

#define CLONE_MIN_BYTES 4096 /* below it, reading and writing is cheaper */
#define NAMES_BYTES 65536    /* what the kernel allows for the names of extended attributes */

struct pair { /* both ends of a file that is being copied */
    const struct vsmock_folder *folder;
    const char *name;
    int from, to;
    struct stat st;
};

static HRESULT fail(const struct pair *pair, const char *what)
{
    return vsmock_copy_fail(errno, what, pair->folder, pair->name);
}

/* ---- contents ----------------------------------------------------------------------------------
 */

static HRESULT write_all(const struct pair *pair, const unsigned char *data, size_t size,
                         off_t offset)
{
    while (size > 0) {
        ssize_t count = pwrite(pair->to, data, size, offset);

        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return fail(pair, "cannot write the copy of");
        data += count;
        size -= (size_t)count;
        offset += count;
    }
    return S_OK;
}

static bool stopped(const struct pair *pair)
{
    const atomic_bool *stop = pair->folder->copier->how->stop;

    return stop && atomic_load_explicit(stop, memory_order_relaxed);
}

static HRESULT fail_stopped(void)
{
    return vsapi_fail(VSS_E_PROVIDER_VETO, "the copy was stopped by AbortSnapshots");
}

/* From one offset to another, or to the end of the file if it has become shorter. */
static HRESULT copy_by_buffer(const struct pair *pair, off_t offset, off_t end)
{
    while (offset < end) {
        size_t size = end - offset < VSMOCK_BUFFER ? (size_t)(end - offset) : VSMOCK_BUFFER;
        ssize_t count = pread(pair->from, pair->folder->buffer, size, offset);
        HRESULT hr;

        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return fail(pair, "cannot read");
        if (count == 0)
            return S_OK;
        hr = write_all(pair, pair->folder->buffer, (size_t)count, offset);
        if (FAILED(hr))
            return hr;
        offset += count;
        if (offset < end && stopped(pair))
            return fail_stopped();
    }
    return S_OK;
}

static bool cannot(int error)
{
    return error == EOPNOTSUPP || error == EXDEV || error == EINVAL || error == ENOTTY ||
           error == ENOSYS || error == EPERM || error == EBADF || error == ETXTBSY;
}

/* By the kernel, which may share blocks or have the disk copy them. */
static HRESULT copy_by_range(const struct pair *pair, off_t offset, off_t end)
{
    struct vsmock_copier *copier = pair->folder->copier;

    while (offset < end && !atomic_load_explicit(&copier->no_range, memory_order_relaxed)) {
        off_t from = offset, to = offset;
        size_t size = end - offset < (1 << 24) ? (size_t)(end - offset) : 1 << 24;
        ssize_t count = copy_file_range(pair->from, &from, pair->to, &to, size, 0);

        if (count > 0) {
            offset += count;
            if (stopped(pair))
                return fail_stopped();
        } else if (count == 0) {
            break; /* the end, or a file system that says so wrongly: the buffer finds out */
        } else if (cannot(errno)) {
            atomic_store(&copier->no_range, true);
        } else if (errno != EINTR) {
            return fail(pair, "cannot copy");
        }
    }
    return copy_by_buffer(pair, offset, end);
}

static HRESULT copy_with_holes(const struct pair *pair)
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
        hr = fail(pair, "cannot write the copy of");
    return hr;
}

/* S_FALSE: the file system cannot. */
static HRESULT copy_by_clone(const struct pair *pair)
{
    struct vsmock_copier *copier = pair->folder->copier;

    if (pair->st.st_size < CLONE_MIN_BYTES ||
        atomic_load_explicit(&copier->no_clone, memory_order_relaxed))
        return S_FALSE;
    if (ioctl(pair->to, FICLONE, pair->from) == 0)
        return S_OK;
    if (!cannot(errno))
        return fail(pair, "cannot clone");
    if (errno != EINVAL && errno != ETXTBSY) /* those may be due to this file only */
        atomic_store(&copier->no_clone, true);
    return S_FALSE;
}

static HRESULT copy_contents(const struct pair *pair)
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
        return copy_by_buffer(pair, 0, pair->st.st_size);
    return copy_by_range(pair, 0, pair->st.st_size);
}

/* ---- what is kept about it ---------------------------------------------------------------------
 */

/* An attribute that may not be set here is not part of the contents: only a full disk is a failure.
 */
static HRESULT copy_extended(const struct pair *pair, const char *attribute, char **value)
{
    ssize_t size;

    if (!*value)
        *value = vsapi_malloc(XATTR_SIZE_MAX);
    if (!*value)
        return vsapi_out_of_memory();
    size = fgetxattr(pair->from, attribute, *value, XATTR_SIZE_MAX);
    if (size >= 0 && fsetxattr(pair->to, attribute, *value, (size_t)size, 0) != 0 &&
        (errno == ENOSPC || errno == EDQUOT))
        return fail(pair, "cannot keep the extended attributes of");
    return S_OK;
}

static HRESULT copy_all_extended(const struct pair *pair)
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

static HRESULT copy_attributes(const struct pair *pair)
{
    const struct timespec times[2] = {pair->st.st_atim, pair->st.st_mtim};
    HRESULT hr;

    if (pair->folder->copier->root && fchown(pair->to, pair->st.st_uid, pair->st.st_gid) != 0)
        return fail(pair, "cannot keep the owner of");
    hr = copy_all_extended(pair);
    if (FAILED(hr))
        return hr;
    if (fchmod(pair->to, pair->st.st_mode & 07777) != 0)
        return fail(pair, "cannot keep the permissions of");
    if (futimens(pair->to, times) != 0)
        return fail(pair, "cannot keep the times of");
    return S_OK;
}

HRESULT vsmock_copy_attributes(const struct vsmock_folder *folder, const char *name, int from,
                               int to, const struct stat *st)
{
    struct pair pair = {.folder = folder, .name = name, .from = from, .to = to, .st = *st};

    return copy_attributes(&pair);
}

/* ---- the file ----------------------------------------------------------------------------------
 */

static HRESULT take_room(const struct pair *pair)
{
    struct vsmock_copier *copier = pair->folder->copier;
    struct vsapi_volume *volume = copier->how->volume;
    uint64_t bytes = (uint64_t)pair->st.st_size;

    if (!volume)
        return S_OK;
    if (!vsapi_volume_take_room(volume, bytes))
        return vsapi_fail(VSS_E_INSUFFICIENT_STORAGE,
                          "the capacity of %s (%llu bytes) does not suffice for its shadow copy",
                          vsapi_volume_mount(volume),
                          (unsigned long long)vsapi_volume_capacity(volume));
    atomic_fetch_add(&copier->taken, bytes);
    return S_OK;
}

static HRESULT create_copy(struct pair *pair)
{
    HRESULT hr = take_room(pair);

    if (FAILED(hr))
        return hr;
    pair->to = openat(pair->folder->to, pair->name,
                      O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    return pair->to < 0 ? fail(pair, "cannot make the copy of") : S_OK;
}

/* Makes the empty copy, or one more name for it. S_FALSE: the latter, there is no more to do. */
static HRESULT create_or_link(struct pair *pair)
{
    HRESULT hr, remembered;

    if (pair->st.st_nlink <= 1)
        return create_copy(pair);
    hr = vsmock_link_begin(pair->folder, pair->name, &pair->st);
    if (hr != S_FALSE)
        return SUCCEEDED(hr) ? S_FALSE : hr;
    hr = create_copy(pair);
    remembered = vsmock_link_made(pair->folder, pair->name, &pair->st, SUCCEEDED(hr));
    return FAILED(hr) ? hr : remembered;
}

static HRESULT copy_regular(struct pair *pair)
{
    HRESULT hr = create_or_link(pair);

    if (hr == S_OK)
        hr = copy_contents(pair);
    if (hr == S_OK)
        hr = copy_attributes(pair);
    return FAILED(hr) ? hr : vsmock_seen_add(pair->folder, pair->name, &pair->st);
}

/* That it was read is not to be seen afterwards, where that can be had. */
static int open_original(const struct vsmock_folder *folder, const char *name)
{
    int flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC;
    int fd = openat(folder->from, name, flags | O_NOATIME);

    return fd < 0 && errno == EPERM ? openat(folder->from, name, flags) : fd;
}

HRESULT vsmock_copy_file(const struct vsmock_folder *folder, const char *name)
{
    struct pair pair = {.folder = folder, .name = name, .to = -1};
    HRESULT hr = S_OK; /* also if it became something else meanwhile: the file has vanished */

    pair.from = open_original(folder, name);
    if (pair.from < 0)
        return vsmock_copy_vanished(errno) ? S_OK : fail(&pair, "cannot open");
    if (fstat(pair.from, &pair.st) != 0)
        hr = fail(&pair, "cannot look at");
    else if (S_ISREG(pair.st.st_mode))
        hr = copy_regular(&pair);
    close(pair.from);
    if (pair.to >= 0 && close(pair.to) != 0 && SUCCEEDED(hr))
        hr = fail(&pair,
                  "cannot finish the copy of"); /* some file systems tell of a full disk here */
    return hr;
}
