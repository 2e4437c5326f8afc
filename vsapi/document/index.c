/*
 * vsapi/document/index.c - finding components by name.
 *
 * uthash with keys of our own: they are hashed and compared without regard to case, so its two
 * hooks are ours. The hash stands in the key and is worked out once.
 */
#include "index.h"

#include <vsapi/error.h>
#include <vsapi/text.h>
#include <vss.h>

#define HASH_NONFATAL_OOM 1
#define uthash_malloc(bytes) vsapi_malloc(bytes)
#define uthash_free(memory, bytes) vsapi_free(memory)
#define HASH_KEYCMP(a, b, bytes) (!document_key_same((a), (b)))
#include <uthash.h>

struct document_index_entry {
    struct document_key key;
    void *object;
    UT_hash_handle hh;
};

struct document_key document_key_make(unsigned type, const char *path, const char *name)
{
    struct document_key key = {type, 0, path, name};

    key.hash = vsapi_text_hash(name) * 31u + vsapi_text_hash(path) * 17u + type;
    key.hash ^= key.hash >> 15; /* uthash takes the low bits */
    return key;
}

bool document_key_same(const struct document_key *a, const struct document_key *b)
{
    return a->type == b->type && a->hash == b->hash && vsapi_text_same(a->name, b->name) &&
           vsapi_text_same(a->path, b->path);
}

void *document_index_find(const struct document_index *index, const struct document_key *key)
{
    struct document_index_entry *entry = NULL;

    HASH_FIND_BYHASHVALUE(hh, index->head, key, sizeof *key, key->hash, entry);
    return entry ? entry->object : NULL;
}

HRESULT document_index_add(struct document_index *index, struct vsapi_arena *arena,
                           const struct document_key *key, void *object)
{
    struct document_index_entry *entry;

    if (document_index_find(index, key))
        return VSS_E_OBJECT_ALREADY_EXISTS;
    entry = vsapi_arena_alloc(arena, sizeof *entry);
    if (!entry)
        return vsapi_out_of_memory();
    entry->key = *key;
    entry->object = object;
    HASH_ADD_KEYPTR_BYHASHVALUE(hh, index->head, &entry->key, sizeof entry->key, key->hash, entry);
    if (!entry->hh.tbl) /* uthash ran out of memory and took the entry back */
        return vsapi_out_of_memory();
    return S_OK;
}

void document_index_finish(struct document_index *index)
{
    HASH_CLEAR(hh, index->head);
}
