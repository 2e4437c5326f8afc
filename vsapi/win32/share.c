/*
 * vsapi/win32/share.c - sharing modes, counted for each file as the documentation of
 * IoCheckShareAccess has it.
 *
 * Only what is opened by CreateFile takes part; the service and its providers share with all.
 */
#include "share.h"

#include <vsapi/alloc.h>
#include <vsapi/thread.h>

#include <string.h>

#define HASH_NONFATAL_OOM 1
#define uthash_malloc(size) vsapi_malloc(size)
#define uthash_free(memory, size) vsapi_free(memory)
#define uthash_nonfatal_oom(item) ((item)->key.file = 0, (item)->out_of_memory = true)
#include <uthash.h>

#define READS (FILE_READ_DATA | FILE_EXECUTE)
#define WRITES (FILE_WRITE_DATA | FILE_APPEND_DATA)

struct key {
    uint64_t root, device, file;
};

struct vsapi_share {
    struct key key;
    unsigned users;        /* openings that count, and those that do not */
    unsigned opens;        /* that read, write or delete */
    unsigned accessing[3]; /* of these: readers, writers, deleters */
    unsigned sharing[3];   /* and those that let others */
    bool erasing;          /* it goes with the last opening */
    bool out_of_memory;
    UT_hash_handle hh;
};

static struct vsapi_mutex share_lock = VSAPI_MUTEX_INIT; /* guards all below */
static struct vsapi_share *shares;

static const struct {
    DWORD access, mode;
} kinds[] = {{READS, FILE_SHARE_READ}, {WRITES, FILE_SHARE_WRITE}, {DELETE, FILE_SHARE_DELETE}};

static bool counts(const struct vsapi_sharing *sharing)
{
    return sharing->access & (READS | WRITES | DELETE);
}

/* The lock is held. */
static bool conflicts(const struct vsapi_share *share, const struct vsapi_sharing *sharing)
{
    for (size_t i = 0; counts(sharing) && i < ARRAYSIZE(kinds); i++) {
        if (sharing->access & kinds[i].access && share->sharing[i] < share->opens)
            return true;
        if (share->accessing[i] > 0 && !(sharing->mode & kinds[i].mode))
            return true;
    }
    return false;
}

static void count(struct vsapi_share *share, const struct vsapi_sharing *sharing, int more)
{
    share->users += (unsigned)more;
    if (!counts(sharing))
        return;
    share->opens += (unsigned)more;
    for (size_t i = 0; i < ARRAYSIZE(kinds); i++) {
        if (sharing->access & kinds[i].access)
            share->accessing[i] += (unsigned)more;
        if (sharing->mode & kinds[i].mode)
            share->sharing[i] += (unsigned)more;
    }
}

static struct vsapi_share *find(const struct vsapi_file_details *file)
{
    struct key key = {file->root, file->device, file->id};
    struct vsapi_share *share;

    HASH_FIND(hh, shares, &key, sizeof key, share);
    return share;
}

static struct vsapi_share *add(const struct vsapi_file_details *file)
{
    struct vsapi_share *share = vsapi_calloc(1, sizeof *share);

    if (!share)
        return NULL;
    share->key = (struct key){file->root, file->device, file->id};
    HASH_ADD(hh, shares, key, sizeof share->key, share);
    if (!share->out_of_memory)
        return share;
    vsapi_free(share);
    return NULL;
}

static void drop(struct vsapi_share *share)
{
    HASH_DEL(shares, share);
    vsapi_free(share);
}

DWORD vsapi_share_enter(const struct vsapi_file_details *file, const struct vsapi_sharing *sharing,
                        struct vsapi_share **out)
{
    struct vsapi_share *share;
    DWORD error = ERROR_SUCCESS;

    vsapi_mutex_lock(&share_lock);
    share = find(file);
    if (share && share->erasing)
        error = ERROR_ACCESS_DENIED;
    else if (share && conflicts(share, sharing))
        error = ERROR_SHARING_VIOLATION;
    else if (!share && !(share = add(file)))
        error = ERROR_NOT_ENOUGH_MEMORY;
    else
        count(share, sharing, 1);
    vsapi_mutex_unlock(&share_lock);
    *out = error == ERROR_SUCCESS ? share : NULL;
    return error;
}

bool vsapi_share_leave(struct vsapi_share *share, const struct vsapi_sharing *sharing, bool erase)
{
    bool goes;

    vsapi_mutex_lock(&share_lock);
    share->erasing = share->erasing || erase;
    count(share, sharing, -1);
    goes = share->users == 0 && share->erasing;
    if (share->users == 0 && !goes)
        drop(share);
    vsapi_mutex_unlock(&share_lock);
    return goes;
}

void vsapi_share_erased(struct vsapi_share *share)
{
    vsapi_mutex_lock(&share_lock);
    drop(share);
    vsapi_mutex_unlock(&share_lock);
}

DWORD vsapi_share_check(const struct vsapi_file_details *file, DWORD access)
{
    const struct vsapi_sharing sharing = {access,
                                          FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE};
    struct vsapi_share *share;
    DWORD error = ERROR_SUCCESS;

    vsapi_mutex_lock(&share_lock);
    share = find(file);
    if (share && share->erasing)
        error = ERROR_ACCESS_DENIED;
    else if (share && conflicts(share, &sharing))
        error = ERROR_SHARING_VIOLATION;
    vsapi_mutex_unlock(&share_lock);
    return error;
}
