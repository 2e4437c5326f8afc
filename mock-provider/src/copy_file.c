/*
 * mock-provider/src/copy_file.c - copying one file: contents by the cheapest means, and all that is
 * kept about it.
 *
 * Most files are small; those take one read and one write, and no call that can be spared.
 */
#include "copy_parts.h"

#include <vsapi/at.h>
#include <vsapi/trace.h>

#include <errno.h>
#include <string.h>
#include <vsserror.h>

HRESULT vsmock_pair_fail(const struct vsmock_pair *pair, const char *what)
{
    return vsmock_copy_fail(errno, what, pair->folder, pair->name);
}

/* ---- contents ----------------------------------------------------------------------------------
 */

static HRESULT write_all(const struct vsmock_pair *pair, const unsigned char *data, size_t size,
                         off_t offset)
{
    while (size > 0) {
        ssize_t count = pwrite(pair->to, data, size, offset);

        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return vsmock_pair_fail(pair, "cannot write the copy of");
        data += count;
        size -= (size_t)count;
        offset += count;
    }
    return S_OK;
}

bool vsmock_pair_stopped(const struct vsmock_pair *pair)
{
    const atomic_bool *stop = pair->folder->copier->how->stop;

    return stop && atomic_load_explicit(stop, memory_order_relaxed);
}

HRESULT vsmock_copy_stopped(void)
{
    return vsapi_fail(VSS_E_PROVIDER_VETO, "the copy was stopped by AbortSnapshots");
}

/* From one offset to another, or to the end of the file if it has become shorter. */
HRESULT vsmock_copy_by_buffer(const struct vsmock_pair *pair, off_t offset, off_t end)
{
    while (offset < end) {
        size_t size = end - offset < VSMOCK_BUFFER ? (size_t)(end - offset) : VSMOCK_BUFFER;
        ssize_t count = pread(pair->from, pair->folder->buffer, size, offset);
        HRESULT hr;

        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return vsmock_pair_fail(pair, "cannot read");
        if (count == 0)
            return S_OK;
        hr = write_all(pair, pair->folder->buffer, (size_t)count, offset);
        if (FAILED(hr))
            return hr;
        offset += count;
        if (offset < end && vsmock_pair_stopped(pair))
            return vsmock_copy_stopped();
    }
    return S_OK;
}

/* ---- what is kept about it ---------------------------------------------------------------------
 */

static HRESULT copy_attributes(const struct vsmock_pair *pair)
{
    const struct timespec times[2] = {pair->st.st_atim, pair->st.st_mtim};
    HRESULT hr;

    hr = vsmock_copy_extended(pair);
    if (FAILED(hr))
        return hr;
    if (fchmod(pair->to, pair->st.st_mode & 07777) != 0)
        return vsmock_pair_fail(pair, "cannot keep the permissions of");
    if (futimens(pair->to, times) != 0)
        return vsmock_pair_fail(pair, "cannot keep the times of");
    return S_OK;
}

HRESULT vsmock_copy_attributes(const struct vsmock_folder *folder, const char *name, int from,
                               int to, const struct stat *st)
{
    struct vsmock_pair pair = {.folder = folder, .name = name, .from = from, .to = to, .st = *st};

    return copy_attributes(&pair);
}

/* ---- the file ----------------------------------------------------------------------------------
 */

static HRESULT take_room(const struct vsmock_pair *pair)
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

static HRESULT create_copy(struct vsmock_pair *pair)
{
    HRESULT hr = take_room(pair);

    if (FAILED(hr))
        return hr;
    pair->to = openat(pair->folder->to, pair->name,
                      O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    return pair->to < 0 ? vsmock_pair_fail(pair, "cannot make the copy of") : S_OK;
}

/* Makes the empty copy, or one more name for it. S_FALSE: the latter, there is no more to do. */
static HRESULT create_or_link(struct vsmock_pair *pair)
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

static HRESULT copy_regular(struct vsmock_pair *pair)
{
    HRESULT hr = create_or_link(pair);

    if (hr == S_OK)
        hr = vsmock_copy_contents(pair);
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

/* On Windows a program may have the file open and not share it: then nobody can read it. */
static HRESULT leave_out(const struct vsmock_folder *folder, const char *name)
{
    if (vsapi_trace_on())
        vsapi_trace_note("note", "file-in-use-left-out", NULL, "folder=%s name=%s", folder->path,
                         name);
    return S_OK;
}

HRESULT vsmock_copy_file(const struct vsmock_folder *folder, const char *name)
{
    struct vsmock_pair pair = {.folder = folder, .name = name, .to = -1};
    HRESULT hr = S_OK; /* also if it became something else meanwhile: the file has vanished */

    pair.from = open_original(folder, name);
    if (pair.from < 0 && errno == ETXTBSY)
        return leave_out(folder, name);
    if (pair.from < 0)
        return vsmock_copy_vanished(errno) ? S_OK : vsmock_pair_fail(&pair, "cannot open");
    if (fstat(pair.from, &pair.st) != 0)
        hr = vsmock_pair_fail(&pair, "cannot look at");
    else if (S_ISREG(pair.st.st_mode))
        hr = copy_regular(&pair);
    close(pair.from);
    if (pair.to >= 0 && close(pair.to) != 0 && SUCCEEDED(hr))
        hr = vsmock_pair_fail(
            &pair, "cannot finish the copy of"); /* some file systems tell of a full disk here */
    return hr;
}
