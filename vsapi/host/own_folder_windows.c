/*
 * vsapi/host/own_folder_windows.c - temporary folders of a process, and those of processes that are
 * dead: Windows. own_folder.c is the native counterpart.
 *
 * A folder cannot be locked there, so beside the folder NAME lies a file NAME.lock, which is locked
 * before the folder is made and for as long as it is there. One whose lock can be had has nobody
 * left: it goes, with its folder.
 */
#ifdef _WIN32

#include <vsapi/at.h>

#include "parts.h"

#include <vsapi/folder.h>
#include <vsapi/local.h>

#include <ctype.h>

#define RANDOM_LETTERS 6
#define LOCK ".lock"
#define TRIES 100

/* ---- of dead processes -------------------------------------------------------------------------
 */

/* Is this the lock of PREFIX-XXXXXX? */
static bool is_lock(const char *name, const char *prefix)
{
    size_t length = strlen(prefix);

    if (strncmp(name, prefix, length) != 0 || name[length] != '-' ||
        strlen(name + length) != 1 + RANDOM_LETTERS + strlen(LOCK) ||
        strcmp(name + length + 1 + RANDOM_LETTERS, LOCK) != 0)
        return false;
    for (size_t i = 1; i <= RANDOM_LETTERS; i++) {
        if (!isalnum((unsigned char)name[length + i]))
            return false;
    }
    return true;
}

static void sweep_one(int parent, const char *lock_name)
{
    char name[NAME_MAX + 1];
    int lock = openat(parent, lock_name, O_RDWR | O_NOFOLLOW);

    if (lock < 0)
        return;
    if (flock(lock, LOCK_EX | LOCK_NB) == 0) {
        snprintf(name, sizeof name, "%.*s", (int)(strlen(lock_name) - strlen(LOCK)), lock_name);
        if (vsapi_remove_at(parent, name) == 0) /* else it stays for the next time */
            unlinkat(parent, lock_name, 0);
    }
    close(lock);
}

static void sweep(const char *path, const char *prefix)
{
    DIR *listing = opendir(path);
    struct dirent *entry;

    while (listing && (entry = readdir(listing))) {
        if (is_lock(entry->d_name, prefix))
            sweep_one(dirfd(listing), entry->d_name);
    }
    if (listing)
        closedir(listing);
}

/* ---- of this one -------------------------------------------------------------------------------
 */

static char *random_name(const char *parent, const char *prefix)
{
    static const char letters[] = "0123456789abcdefghijklmnopqrstuv";
    char random[RANDOM_LETTERS + 1] = {0};
    GUID id;

    if (FAILED(vsapi_guid_create(&id)))
        return NULL;
    for (size_t i = 0; i < RANDOM_LETTERS; i++)
        random[i] = letters[((const unsigned char *)&id)[i < 4 ? i : i + 5] % 32];
    return vsapi_sprintf("%s/%s-%s", parent, prefix, random);
}

/* S_FALSE: somebody has the name, or nothing can be made here. */
static HRESULT make_named(char *path, struct vsapi_own_folder *out)
{
    char *lock_path = vsapi_sprintf("%s" LOCK, path);
    int lock;

    if (!lock_path)
        return vsapi_out_of_memory();
    lock = open(lock_path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW, 0600);
    vsapi_free(lock_path);
    if (lock >= 0 && flock(lock, LOCK_EX | LOCK_NB) == 0 && mkdir(path, 0700) == 0) {
        *out = (struct vsapi_own_folder){.path = path, .lock = lock};
        return S_OK;
    }
    if (lock >= 0)
        close(lock); /* whoever sweeps finds the file */
    return S_FALSE;
}

static HRESULT make_in(const char *parent, const char *prefix, struct vsapi_own_folder *out)
{
    HRESULT hr = S_FALSE;

    sweep(parent, prefix);
    for (unsigned i = 0; hr == S_FALSE && i < TRIES; i++) {
        char *path = random_name(parent, prefix);

        hr = path ? make_named(path, out) : vsapi_out_of_memory();
        if (hr != S_OK)
            vsapi_free(path);
        if (hr == S_FALSE && errno != EEXIST && errno != EWOULDBLOCK)
            break;
    }
    return hr;
}

static HRESULT temporary_folder(char **out)
{
    WCHAR wide[MAX_PATH + 1];
    HRESULT hr;

    *out = NULL;
    if (GetTempPathW(ARRAYSIZE(wide), wide) == 0)
        return S_OK;
    hr = vsapi_text_from_wide(wide, out);
    if (SUCCEEDED(hr))
        vsapi_local_tidy(*out);
    return hr;
}

HRESULT vsapi_own_folder_make(const char *parent, const char *prefix, struct vsapi_own_folder *out)
{
    char *temporary;
    HRESULT hr = temporary_folder(&temporary);

    *out = (struct vsapi_own_folder){.lock = -1};
    if (FAILED(hr))
        return hr;
    hr = parent ? make_in(parent, prefix, out) : S_FALSE;
    if (hr == S_FALSE && temporary)
        hr = make_in(temporary, prefix, out);
    if (hr == S_FALSE)
        hr = vsapi_fail(E_ACCESSDENIED, "no temporary folder can be made (TEMP is %s)",
                        temporary ? temporary : "not set");
    vsapi_free(temporary);
    return hr;
}

void vsapi_own_folder_remove(struct vsapi_own_folder *folder)
{
    char *lock_path;

    if (!folder->path)
        return;
    lock_path = vsapi_sprintf("%s" LOCK, folder->path);
    if (SUCCEEDED(vsapi_folder_remove(folder->path)) && lock_path)
        vsapi_folder_remove(lock_path);
    if (folder->lock >= 0)
        close(folder->lock);
    vsapi_free(lock_path);
    vsapi_free(folder->path);
    folder->path = NULL;
}

#endif
