/*
 * vsapi/document/index.h - finding components by name: a hash table over (type, logical path,
 * name), without regard to case. It points into the document and owns only itself.
 */
#ifndef VSAPI_DOCUMENT_INDEX_H
#define VSAPI_DOCUMENT_INDEX_H

#include <vsapi/alloc.h>

struct document_key {
    unsigned type; /* 0 where types are not told apart */
    uint32_t hash;
    const char *path, *name;
};
struct document_index_entry;
struct document_index {
    struct document_index_entry *head;
};

struct document_key document_key_make(unsigned type, const char *path, const char *name);
bool document_key_same(const struct document_key *a, const struct document_key *b);
/* The entry is in the arena. VSS_E_OBJECT_ALREADY_EXISTS without a sentence when the key is there.
 */
HRESULT document_index_add(struct document_index *index, struct vsapi_arena *arena,
                           const struct document_key *key, void *object);
void *document_index_find(const struct document_index *index, const struct document_key *key);
void document_index_finish(struct document_index *index);

#endif
