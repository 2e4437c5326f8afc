/*
 * mock-provider/src/copy_seen.c - what is in a copy, and how the originals were.
 *
 * A file is as it was when device, inode, size and the times of writing and of the last change are
 * the same. The times alone do not suffice for a file that was changed shortly before it was
 * copied: its clock may not have moved on before the next write, and a write that goes on has its
 * time already. Nor do they for a file that is mapped into memory, since not every write to it is
 * noted. Such files are not settled and count as changed.
 */
#include "copy_parts.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

/* The coarsest clock of a file system, FAT's, moves by two seconds. Tests change it. */
_Atomic int64_t vsmock_settled_ns_ = 2 * INT64_C(1000000000);

struct vsmock_seen {
    struct vsapi_mutex lock; /* guards folders */
    struct vsmock_seen_folder *folders;
    struct vsmock_mapped mapped;
    int64_t settled_ns; /* what was changed before it is settled */
    unsigned round;
};

static int64_t ns_of(const struct timespec *time)
{
    return (int64_t)time->tv_sec * 1000000000 + time->tv_nsec;
}

struct vsmock_seen *vsmock_seen_create(void)
{
    struct vsmock_seen *seen = vsapi_calloc(1, sizeof *seen);

    if (seen)
        vsapi_mutex_init(&seen->lock);
    return seen;
}

static void clear(struct vsmock_seen_folder *folder)
{
    while (folder->entries.count > 0)
        vsapi_free(folder->entries.items[--folder->entries.count].name);
    folder->sorted = 0;
}

static void folder_destroy(struct vsmock_seen_folder *folder)
{
    clear(folder);
    vsapi_free(folder->entries.items);
    vsapi_free(folder->path);
    vsapi_free(folder);
}

void vsmock_seen_destroy(struct vsmock_seen *seen)
{
    struct vsmock_seen_folder *folder, *next;

    if (!seen)
        return;
    HASH_ITER(hh, seen->folders, folder, next)
    {
        HASH_DEL(seen->folders, folder);
        folder_destroy(folder);
    }
    vsapi_free(seen->mapped.inodes.items);
    vsapi_mutex_finish(&seen->lock);
    vsapi_free(seen);
}

HRESULT vsmock_seen_begin(struct vsmock_seen *seen)
{
    struct timespec now;

    clock_gettime(CLOCK_REALTIME, &now); /* before looking for mapped files: what is mapped later */
    seen->settled_ns =
        ns_of(&now) - vsmock_settled_ns_; /* has a later time when it is first written to */
    seen->round++;
    return vsmock_mapped_read(&seen->mapped);
}

bool vsmock_seen_is_empty(const struct vsmock_seen *seen)
{
    return !seen->folders;
}

static struct vsmock_seen_folder *folder_create(struct vsmock_seen *seen, const char *path)
{
    struct vsmock_seen_folder *folder = vsapi_calloc(1, sizeof *folder);
    char *key = vsapi_strdup(path);

    if (folder && key) {
        folder->path = key;
        HASH_ADD_KEYPTR(hh, seen->folders, key, strlen(key), folder);
        if (folder->path)
            return folder;
    }
    vsapi_free(key);
    vsapi_free(folder);
    return NULL;
}

struct vsmock_seen_folder *vsmock_seen_folder(struct vsmock_seen *seen, const char *path,
                                              bool earlier)
{
    struct vsmock_seen_folder *folder;

    vsapi_mutex_lock(&seen->lock);
    HASH_FIND_STR(seen->folders, path, folder);
    if (!folder)
        folder = folder_create(seen, path);
    if (folder && folder->round != seen->round && !earlier)
        clear(folder); /* it was taken out of the copy */
    if (folder)
        folder->round = seen->round;
    vsapi_mutex_unlock(&seen->lock);
    return folder;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct vsmock_seen_entry *)a)->name,
                  ((const struct vsmock_seen_entry *)b)->name);
}

struct vsmock_seen_entry *vsmock_seen_find(const struct vsmock_seen_folder *folder,
                                           const char *name)
{
    struct vsmock_seen_entry key = {.name = (char *)name};

    return folder->sorted == 0
               ? NULL
               : bsearch(&key, folder->entries.items, folder->sorted, sizeof key, by_name);
}

static struct vsmock_seen_entry describe(const struct vsmock_seen *seen, const struct stat *st)
{
    struct vsmock_seen_entry entry = {
        .device = st->st_dev,
        .inode = st->st_ino,
        .size_bytes = (uint64_t)st->st_size,
        .mode = st->st_mode,
        .names = (unsigned)st->st_nlink,
        .read_ns = ns_of(&st->st_atim),
        .written_ns = ns_of(&st->st_mtim),
        .changed_ns = ns_of(&st->st_ctim),
    };

    entry.settled = entry.changed_ns < seen->settled_ns &&
                    !(S_ISREG(st->st_mode) && vsmock_mapped_has(&seen->mapped, st->st_ino));
    return entry;
}

static HRESULT add_entry(const struct vsmock_folder *folder, const char *name,
                         struct vsmock_seen_entry entry)
{
    entry.name = vsapi_strdup(name);
    if (!entry.name || !VSAPI_ARRAY_ROOM(&folder->seen->entries)) {
        vsapi_free(entry.name);
        return vsapi_out_of_memory();
    }
    folder->seen->entries.items[folder->seen->entries.count++] = entry;
    return S_OK;
}

HRESULT vsmock_seen_add(const struct vsmock_folder *folder, const char *name, const struct stat *st)
{
    return add_entry(folder, name, describe(folder->copier->seen, st));
}

HRESULT vsmock_seen_add_linked(const struct vsmock_folder *folder, const char *name,
                               const struct stat *st)
{
    struct vsmock_seen_entry entry = describe(folder->copier->seen, st);

    entry.linked = true;
    return add_entry(folder, name, entry);
}

void vsmock_seen_end(const struct vsmock_folder *folder, const struct stat *st)
{
    struct vsmock_seen_folder *seen = folder->seen;

    seen->self = describe(folder->copier->seen, st);
    if (seen->entries.count > 0)
        qsort(seen->entries.items, seen->entries.count, sizeof *seen->entries.items, by_name);
    seen->sorted = seen->entries.count;
    seen->changed = false;
}

/* A folder in another is the same one whatever has become of it: what is in it is compared. */
bool vsmock_seen_same(const struct vsmock_seen_entry *entry, const struct stat *st)
{
    if (entry->device != st->st_dev || entry->inode != st->st_ino ||
        (entry->mode & S_IFMT) != (st->st_mode & S_IFMT))
        return false;
    if (entry->linked || (S_ISDIR(st->st_mode) && entry->name))
        return true;
    return entry->settled && entry->size_bytes == (uint64_t)st->st_size &&
           entry->written_ns == ns_of(&st->st_mtim) && entry->changed_ns == ns_of(&st->st_ctim);
}

bool vsmock_seen_read(const struct vsmock_seen_entry *entry, const struct stat *st)
{
    return entry->read_ns != ns_of(&st->st_atim);
}

uint64_t vsmock_seen_bytes(const struct vsmock_seen *seen)
{
    uint64_t bytes = 0;

    for (const struct vsmock_seen_folder *folder = seen->folders; folder; folder = folder->hh.next)
        for (size_t i = 0; folder->round == seen->round && i < folder->entries.count; i++) {
            const struct vsmock_seen_entry *entry = &folder->entries.items[i];

            if (S_ISREG(entry->mode) && entry->names <= 1 && !entry->linked)
                bytes += entry->size_bytes;
        }
    return bytes;
}
