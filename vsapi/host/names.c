/*
 * vsapi/host/names.c - the names in the folder that was last searched, to be found in any case.
 *
 * Making, renaming or removing n files in one folder asks n times whether there is such a name in
 * another case. So that the folder is not read n times, its names are kept, and the time of its
 * last change: as long as that is the same, or the change was ours, so are the names. A name that
 * another program makes in the very moment may be missed, in other spellings than its own.
 */
#include "names.h"
#include "parts.h"

#define VSAPI_NAME_HASH_OOM(item) ((item)->lost = true)
#include "name_hash.h"

#include <errno.h>
#include <string.h>

struct name {
    bool lost; /* there was no memory for the hash */
    UT_hash_handle hh;
    char text[];
};
struct vsapi_names {
    struct vsapi_mutex lock; /* guards all below */
    struct name *names;
    dev_t device; /* which folder; inode 0: none */
    ino_t inode;
    struct timespec changed;
    bool doubled; /* two names are the same but for their case; the second one is not kept */
};

struct vsapi_names *vsapi_names_create(void)
{
    struct vsapi_names *names = vsapi_calloc(1, sizeof *names);

    if (names)
        vsapi_mutex_init(&names->lock);
    return names;
}

static void forget(struct vsapi_names *names)
{
    struct name *name, *next;

    HASH_ITER(hh, names->names, name, next)
    {
        HASH_DEL(names->names, name);
        vsapi_free(name);
    }
    names->inode = 0;
    names->doubled = false;
}

void vsapi_names_destroy(struct vsapi_names *names)
{
    if (!names)
        return;
    forget(names);
    vsapi_mutex_finish(&names->lock);
    vsapi_free(names);
}

/* Of two names that are the same but for their case the first is kept. */
static bool add(struct vsapi_names *names, const char *text)
{
    size_t size = strlen(text) + 1;
    struct name *name;

    HASH_FIND(hh, names->names, text, 1, name);
    if (name) {
        names->doubled |= strcmp(name->text, text) != 0;
        return true;
    }
    name = vsapi_calloc(1, sizeof *name + size);
    if (!name)
        return false;
    memcpy(name->text, text, size);
    HASH_ADD_KEYPTR(hh, names->names, name->text, 1, name);
    if (!name->lost)
        return true;
    vsapi_free(name);
    return false;
}

static bool is_current(const struct vsapi_names *names, const struct stat *st)
{
    return names->inode != 0 && names->inode == st->st_ino && names->device == st->st_dev &&
           names->changed.tv_sec == st->st_ctim.tv_sec &&
           names->changed.tv_nsec == st->st_ctim.tv_nsec;
}

static HRESULT read_folder(struct vsapi_names *names, int folder, const struct stat *st)
{
    int fd = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *listing = fd < 0 ? NULL : fdopendir(fd);
    struct dirent *entry;
    bool whole = true;

    forget(names);
    if (!listing) {
        int error = errno;

        if (fd >= 0)
            close(fd);
        /* A folder that may be entered but not read: only exact names are found in it. */
        return error == EACCES ? S_OK : vsapi_fail_errno(error, "cannot read", "a folder");
    }
    while (whole && (entry = readdir(listing)))
        whole = add(names, entry->d_name);
    closedir(listing);
    if (!whole) {
        forget(names);
        return vsapi_out_of_memory();
    }
    names->device = st->st_dev;
    names->inode = st->st_ino;
    names->changed = st->st_ctim;
    return S_OK;
}

HRESULT vsapi_names_find(struct vsapi_names *names, int folder, const char *name, char **out)
{
    struct name *found = NULL;
    struct stat st;
    HRESULT hr = S_OK;

    *out = NULL;
    if (fstat(folder, &st) != 0)
        return vsapi_fail_errno(errno, "cannot look at", "a folder");
    vsapi_mutex_lock(&names->lock);
    if (!is_current(names, &st))
        hr = read_folder(names, folder, &st);
    if (SUCCEEDED(hr))
        HASH_FIND(hh, names->names, name, 1, found);
    if (found) {
        *out = vsapi_strdup(found->text);
        if (!*out)
            hr = vsapi_out_of_memory();
    }
    vsapi_mutex_unlock(&names->lock);
    return hr;
}

/* Answers whether it is known what is left. */
static bool drop(struct vsapi_names *names, const char *text)
{
    struct name *name;

    if (names->doubled)
        return false;
    HASH_FIND(hh, names->names, text, 1, name);
    if (name) {
        HASH_DEL(names->names, name);
        vsapi_free(name);
    }
    return true;
}

void vsapi_names_change(struct vsapi_names *names, int folder, const struct stat *before,
                        const char *gone, const char *made)
{
    struct stat now;

    vsapi_mutex_lock(&names->lock);
    if (is_current(names, before)) {
        if (fstat(folder, &now) == 0 && (!gone || drop(names, gone)) && (!made || add(names, made)))
            names->changed = now.st_ctim;
        else
            forget(names);
    }
    vsapi_mutex_unlock(&names->lock);
}
