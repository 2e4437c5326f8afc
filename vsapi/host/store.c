/*
 * vsapi/host/store.c - the machine's store: files that outlive a process, and the lock on them.
 *
 * The lock is flock on the file "lock": it goes with the process that holds it, whatever becomes of
 * that. In the file stands the number of changes, counted before each one, so that nobody misses
 * one whose maker died in the middle. A file is written under a name with a point before it,
 * brought to the disk and then given its own name; what begins with a point is never read. No path
 * is built: all is done relative to the store's descriptor.
 */
#include "parts.h"

#include <vsapi/at.h>
#include <vsapi/folder.h>
#include <vsapi/local.h>
#include <vsapi/store.h>
#include <vsapi/trace.h>

#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LOCK_FILE "lock"
#define SET_ASIDE "set-aside"
#define HELD "held"
#define FILE_BYTES_MAX (64 << 20)

/* ---- which folder ------------------------------------------------------------------------------
 */

static HRESULT open_lock(int folder, const char *path, int *out)
{
    *out = openat(folder, LOCK_FILE, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    return *out >= 0 ? S_OK : vsapi_fail_errno(errno, "the store cannot be written:", path);
}

/* The lock file is made here already: what cannot be written is told now and not at the first
 * shadow copy. */
static HRESULT open_store(const char *path, int *out)
{
    int lock;
    HRESULT hr;

    *out = -1;
    if (!vsapi_is_absolute_folder(path))
        return vsapi_fail(E_INVALIDARG, "the store %s is not the absolute path of a folder", path);
    *out = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (*out < 0)
        return vsapi_fail(E_INVALIDARG, "the store %s cannot be opened: %s", path, strerror(errno));
    hr = open_lock(*out, path, &lock);
    if (SUCCEEDED(hr)) {
        close(lock);
        return S_OK;
    }
    close(*out);
    *out = -1;
    return hr == E_OUTOFMEMORY ? hr : E_INVALIDARG;
}

/* Of a name that nobody else will ever hold: it goes altogether. */
static void drop_hold(struct vsapi_host *host, const char *name, int hold)
{
    int folder = openat(host->store_fd, HELD, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);

    if (folder >= 0) {
        unlinkat(folder, name, 0);
        close(folder);
    }
    vsapi_store_let_go(hold);
}

HRESULT vsapi_host_set_store(struct vsapi_host *host, const char *folder)
{
    char *copy = vsapi_strdup(folder);
    int fd = -1;
    HRESULT hr = S_OK;

    if (folder && !copy)
        return vsapi_out_of_memory();
    if (folder)
        hr = open_store(folder, &fd);
    if (FAILED(hr)) {
        vsapi_free(copy);
        return hr;
    }
    vsapi_store_finish(host);
    if (copy)
        vsapi_local_tidy(copy);
    host->store = copy;
    host->store_fd = fd;
    return S_OK;
}

void vsapi_store_finish(struct vsapi_host *host)
{
    if (host->owner)
        drop_hold(host, host->owner, host->owner_hold);
    if (host->store)
        close(host->store_fd);
    vsapi_free(host->owner);
    host->owner = NULL;
    vsapi_free(host->store);
    vsapi_free(host->store_shadows);
    host->store = NULL;
    host->store_shadows = NULL;
}

const char *vsapi_host_store(struct vsapi_host *host)
{
    return host->store;
}

/* ---- the lock ----------------------------------------------------------------------------------
 */

HRESULT vsapi_store_lock(struct vsapi_host *host, int *lock)
{
    HRESULT hr = open_lock(host->store_fd, host->store, lock);

    while (SUCCEEDED(hr) && flock(*lock, LOCK_EX) != 0) {
        if (errno != EINTR)
            hr = vsapi_fail_errno(errno, "the store cannot be locked:", host->store);
    }
    if (FAILED(hr)) {
        vsapi_store_unlock(*lock);
        *lock = -1;
    }
    return hr;
}

void vsapi_store_unlock(int lock)
{
    if (lock >= 0)
        close(lock); /* nobody else has this description of the file: its lock goes with it */
}

/* ---- groups ------------------------------------------------------------------------------------
 */

static bool is_name(const char *name)
{
    return *name && *name != '.' && !strchr(name, '/');
}

/* A group's folder; *out is -1 where it is not there and `make` is false. */
static HRESULT open_group(struct vsapi_host *host, const char *group, bool make, int *out)
{
    assert(host->store && is_name(group));
    *out = -1;
    if (make && mkdirat(host->store_fd, group, 0700) != 0 && errno != EEXIST)
        return vsapi_fail_errno(errno, "cannot make a folder of the store:", group);
    *out = openat(host->store_fd, group, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
    if (*out < 0 && (make || errno != ENOENT))
        return vsapi_fail_errno(errno, "cannot open a folder of the store:", group);
    return S_OK;
}

HRESULT vsapi_store_folder_of(struct vsapi_host *host, const char *group, char **out)
{
    int folder;
    HRESULT hr = open_group(host, group, true, &folder);

    *out = NULL;
    if (FAILED(hr))
        return hr;
    close(folder);
    *out = vsapi_sprintf("%s/%s", host->store, group);
    return *out ? S_OK : vsapi_out_of_memory();
}

/* ---- what changes, who holds --------------------------------------------------------------------
 */

/* The number of changes, and one more if `count`. */
static HRESULT read_changes(struct vsapi_host *host, bool count, uint64_t *out)
{
    int fd;
    HRESULT hr = open_lock(host->store_fd, host->store, &fd);
    ssize_t got;

    *out = 0;
    if (FAILED(hr))
        return hr;
    got = pread(fd, out, sizeof *out, 0);
    if (got >= 0 && (size_t)got < sizeof *out)
        *out = 0; /* a new store */
    *out += count;
    if (got < 0 || (count && pwrite(fd, out, sizeof *out, 0) != (ssize_t)sizeof *out))
        hr = vsapi_fail_errno(errno, "cannot count the changes of the store", host->store);
    close(fd);
    return hr;
}

HRESULT vsapi_store_changes(struct vsapi_host *host, uint64_t *out)
{
    return read_changes(host, false, out);
}

HRESULT vsapi_store_hold(struct vsapi_host *host, const char *name, int *hold)
{
    int folder;
    HRESULT hr = open_group(host, HELD, true, &folder);

    *hold = -1;
    if (FAILED(hr))
        return hr;
    *hold = openat(folder, name, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    close(folder);
    if (*hold < 0)
        return vsapi_fail_errno(errno, "cannot write to the store:", name);
    if (flock(*hold, LOCK_EX | LOCK_NB) == 0)
        return S_OK;
    hr =
        errno == EWOULDBLOCK ? S_FALSE : vsapi_fail_errno(errno, "cannot lock in the store:", name);
    close(*hold);
    *hold = -1;
    return hr;
}

void vsapi_store_let_go(int hold)
{
    if (hold >= 0)
        close(hold);
}

bool vsapi_store_held(struct vsapi_host *host, const char *name)
{
    int folder, fd;
    bool held;

    if (FAILED(open_group(host, HELD, false, &folder)) || folder < 0)
        return false;
    fd = openat(folder, name, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
    close(folder);
    held = fd >= 0 && flock(fd, LOCK_SH | LOCK_NB) != 0;
    if (fd >= 0)
        close(fd);
    return held;
}

static HRESULT become_owner(struct vsapi_host *host)
{
    char text[VSAPI_GUID_TEXT];
    GUID id;
    HRESULT hr = vsapi_guid_create(&id);

    if (SUCCEEDED(hr))
        hr = vsapi_store_hold(host, vsapi_guid_to_text(&id, text), &host->owner_hold);
    if (FAILED(hr))
        return hr;
    host->owner = vsapi_strdup(text);
    if (host->owner)
        return S_OK;
    drop_hold(host, text, host->owner_hold);
    return vsapi_out_of_memory();
}

HRESULT vsapi_store_owner(struct vsapi_host *host, const char **out)
{
    HRESULT hr = S_OK;

    vsapi_mutex_lock(&host->lock);
    if (!host->owner)
        hr = become_owner(host);
    *out = host->owner;
    vsapi_mutex_unlock(&host->lock);
    return hr;
}

/* ---- files -------------------------------------------------------------------------------------
 */

static bool write_all(int fd, const char *bytes, size_t size)
{
    while (size > 0) {
        ssize_t done = write(fd, bytes, size);

        if (done < 0 && errno != EINTR)
            return false;
        if (done > 0) {
            bytes += done;
            size -= (size_t)done;
        }
    }
    return fsync(fd) == 0;
}

static HRESULT write_file(int folder, const char *name, const char *hidden, const void *bytes,
                          size_t size)
{
    int fd = openat(folder, hidden, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
    bool written = fd >= 0 && write_all(fd, bytes, size);
    int error = errno;

    if (fd >= 0 && close(fd) != 0 && written) {
        written = false;
        error = errno;
    }
    if (written && renameat(folder, hidden, folder, name) == 0 && fsync(folder) == 0)
        return S_OK;
    if (written)
        error = errno;
    unlinkat(folder, hidden, 0);
    return vsapi_fail_errno(error, "cannot write to the store:", name);
}

HRESULT vsapi_store_write(struct vsapi_host *host, const char *group, const char *name,
                          const void *bytes, size_t size_bytes)
{
    char *hidden = vsapi_sprintf(".%s", name);
    uint64_t changes;
    int folder;
    HRESULT hr;

    assert(is_name(name));
    if (!hidden)
        return vsapi_out_of_memory();
    hr = read_changes(host, true, &changes);
    if (SUCCEEDED(hr))
        hr = open_group(host, group, true, &folder);
    if (SUCCEEDED(hr)) {
        hr = write_file(folder, name, hidden, bytes, size_bytes);
        close(folder);
    }
    vsapi_free(hidden);
    return hr;
}

static HRESULT read_all(int fd, const char *name, char *bytes, size_t size)
{
    for (size_t got = 0; got < size;) {
        ssize_t more = read(fd, bytes + got, size - got);

        if (more < 0 && errno == EINTR)
            continue;
        if (more <= 0) /* files are never changed, only replaced */
            return vsapi_fail_errno(more < 0 ? errno : EIO, "cannot read from the store:", name);
        got += (size_t)more;
    }
    bytes[size] = '\0';
    return S_OK;
}

static HRESULT read_open(int fd, const char *name, char **bytes, size_t *size)
{
    struct stat st;
    HRESULT hr;

    if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode) || st.st_size > FILE_BYTES_MAX)
        return vsapi_fail_errno(EINVAL, "no file of a store:", name);
    *size = (size_t)st.st_size;
    *bytes = vsapi_malloc(*size + 1);
    hr = *bytes ? read_all(fd, name, *bytes, *size) : vsapi_out_of_memory();
    if (FAILED(hr)) {
        vsapi_free(*bytes);
        *bytes = NULL;
    }
    return hr;
}

HRESULT vsapi_store_read(struct vsapi_host *host, const char *group, const char *name, char **bytes,
                         size_t *size_bytes)
{
    int folder, fd = -1;
    HRESULT hr = open_group(host, group, false, &folder);

    *bytes = NULL;
    *size_bytes = 0;
    if (FAILED(hr))
        return hr;
    errno = ENOENT;
    if (folder >= 0)
        fd = openat(folder, name, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOFOLLOW);
    if (fd >= 0) {
        hr = read_open(fd, name, bytes, size_bytes);
        close(fd);
    } else {
        hr = vsapi_fail_errno(errno, "cannot read from the store:", name);
    }
    if (folder >= 0)
        close(folder);
    return hr;
}

HRESULT vsapi_store_remove(struct vsapi_host *host, const char *group, const char *name)
{
    uint64_t changes;
    int folder = -1;
    HRESULT hr = read_changes(host, true, &changes);

    if (SUCCEEDED(hr))
        hr = open_group(host, group, false, &folder);
    if (FAILED(hr) || folder < 0)
        return hr;
    if (unlinkat(folder, name, 0) != 0 && errno != ENOENT)
        hr = vsapi_fail_errno(errno, "cannot remove from the store:", name);
    close(folder);
    return hr;
}

/* ---- lists -------------------------------------------------------------------------------------
 */

struct list {
    VSAPI_ARRAY(char *) names;
};

static void list_finish(struct list *list)
{
    for (size_t i = 0; i < list->names.count; i++)
        vsapi_free(list->names.items[i]);
    vsapi_free(list->names.items);
}

static bool is_file(int folder, const struct dirent *entry)
{
    struct stat st;

    if (entry->d_type != DT_UNKNOWN)
        return entry->d_type == DT_REG;
    return fstatat(folder, entry->d_name, &st, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(st.st_mode);
}

static HRESULT list_add(struct list *list, const char *name)
{
    if (!VSAPI_ARRAY_ROOM(&list->names))
        return vsapi_out_of_memory();
    list->names.items[list->names.count] = vsapi_strdup(name);
    return list->names.items[list->names.count++] ? S_OK : vsapi_out_of_memory();
}

/* Takes the descriptor. */
static HRESULT list_fill(struct list *list, int folder)
{
    DIR *listing = fdopendir(folder);
    struct dirent *entry;
    HRESULT hr = S_OK;

    if (!listing) {
        hr = vsapi_fail_errno(errno, "cannot list", "a folder of the store");
        close(folder);
        return hr;
    }
    while (SUCCEEDED(hr) && (entry = readdir(listing))) {
        if (is_name(entry->d_name) && is_file(folder, entry))
            hr = list_add(list, entry->d_name);
    }
    closedir(listing);
    return hr;
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

HRESULT vsapi_store_each(struct vsapi_host *host, const char *group, vsapi_each_stored *each,
                         void *context)
{
    struct list list = {0};
    int folder;
    HRESULT hr = open_group(host, group, false, &folder);

    if (FAILED(hr) || folder < 0)
        return hr;
    hr = list_fill(&list, folder);
    if (SUCCEEDED(hr) && list.names.count > 0)
        qsort(list.names.items, list.names.count, sizeof *list.names.items, compare_names);
    for (size_t i = 0; SUCCEEDED(hr) && i < list.names.count; i++)
        hr = each(context, list.names.items[i]);
    list_finish(&list);
    return hr;
}

/* ---- what is damaged ---------------------------------------------------------------------------
 */

/* Gives the file a name in `to` that is not taken: its own, or that with a number. */
static HRESULT move_aside(int from, int to, const char *name, char **out)
{
    int error = EEXIST;

    for (unsigned n = 1; error == EEXIST; n++) {
        *out = n == 1 ? vsapi_strdup(name) : vsapi_sprintf("%s.%u", name, n);
        if (!*out)
            return vsapi_out_of_memory();
        if (renameat2(from, name, to, *out, RENAME_NOREPLACE) == 0)
            return S_OK;
        error = errno;
        vsapi_free(*out);
        *out = NULL;
    }
    return vsapi_fail_errno(error, "cannot set aside a damaged file of the store:", name);
}

static HRESULT write_reason(struct vsapi_host *host, const char *aside, const char *reason)
{
    char *name = vsapi_sprintf("%s.reason", aside);
    HRESULT hr = name ? vsapi_store_write(host, SET_ASIDE, name, reason, strlen(reason))
                      : vsapi_out_of_memory();

    vsapi_free(name);
    return hr;
}

HRESULT vsapi_store_set_aside(struct vsapi_host *host, const char *group, const char *name,
                              const char *reason)
{
    char *aside = NULL;
    int from = -1, to = -1;
    HRESULT hr;

    vsapi_trace_note("store", "set-aside", NULL, "file=%s/%s reason=%s", group, name, reason);
    hr = open_group(host, group, true, &from);
    if (SUCCEEDED(hr))
        hr = open_group(host, SET_ASIDE, true, &to);
    if (SUCCEEDED(hr))
        hr = move_aside(from, to, name, &aside);
    if (SUCCEEDED(hr))
        hr = write_reason(host, aside, reason);
    vsapi_free(aside);
    if (from >= 0)
        close(from);
    if (to >= 0)
        close(to);
    return hr;
}
