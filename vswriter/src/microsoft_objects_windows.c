/*
 * vswriter/src/microsoft_objects_windows.c - which IVssWriterImpl belongs to which object.
 *
 * How large Microsoft's CVssWriter is, and what is in it, is not known here: the object itself
 * keeps nothing for us. So there is a table, from the object's address to what stands behind it.
 */
#ifdef _WIN32

#include "microsoft.h"

#include <vsapi/alloc.h>
#include <vsapi/thread.h>

#define uthash_malloc(size_bytes) vsapi_malloc(size_bytes)
#define uthash_free(memory, size_bytes) vsapi_free(memory)
#define HASH_NONFATAL_OOM 1
#include <uthash.h>

struct entry {
    const microsoft_writer *key;
    IVssWriterImpl *impl; /* a reference */
    UT_hash_handle hh;
};

static struct vsapi_mutex lock = VSAPI_MUTEX_INIT; /* guards what follows */
static struct entry *entries;

static struct entry *find(const microsoft_writer *This)
{
    struct entry *entry;

    HASH_FIND_PTR(entries, &This, entry);
    return entry;
}

/* Whoever calls a member while the destructor runs on another thread has lost in any case. */
IVssWriterImpl *vswriter_microsoft_find(const microsoft_writer *This)
{
    struct entry *entry;

    vsapi_mutex_lock(&lock);
    entry = find(This);
    vsapi_mutex_unlock(&lock);
    return entry ? entry->impl : NULL;
}

static void entry_destroy(struct entry *entry)
{
    if (!entry)
        return;
    if (entry->impl)
        entry->impl->lpVtbl->Release(entry->impl);
    vsapi_free(entry);
}

/* As the class in vsapi/cvsswriter.h ends. The entry stays until no handler runs any more: they may
 * ask for it. */
void vswriter_microsoft_end(microsoft_writer *This)
{
    IVssWriterImpl *impl = vswriter_microsoft_find(This);
    struct entry *entry;

    if (!impl)
        return;
    impl->lpVtbl->Unsubscribe(impl);
    impl->lpVtbl->Uninitialize(impl);
    vsapi_mutex_lock(&lock);
    entry = find(This);
    if (entry)
        HASH_DEL(entries, entry);
    vsapi_mutex_unlock(&lock);
    entry_destroy(entry);
}

static bool enter(struct entry *entry)
{
    bool entered;

    vsapi_mutex_lock(&lock);
    HASH_ADD_PTR(entries, key, entry);
    entered = entry->hh.tbl != NULL;
    vsapi_mutex_unlock(&lock);
    return entered;
}

/* A constructor has no result: without memory Initialize says so. */
void vswriter_microsoft_begin(microsoft_writer *This)
{
    struct entry *entry;

    vswriter_microsoft_end(This);
    entry = vsapi_calloc(1, sizeof *entry);
    if (!entry)
        return;
    entry->key = This;
    if (FAILED(vsapi_writer_create(&vswriter_microsoft_handlers, This, &entry->impl)) ||
        !enter(entry))
        entry_destroy(entry);
}

#endif
