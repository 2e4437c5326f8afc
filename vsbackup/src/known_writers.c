/*
 * vsbackup/src/known_writers.c - which writers answered GatherWriterMetadata.
 *
 * AddComponent and the calls of a restore are checked against it. A requester may free the metadata
 * before it adds components, and a restore with a thousand components asks as often for the writer;
 * so the documents are kept (they are counted, not copied) under two hash tables until the
 * requester's object goes.
 */
#include "known_writers.h"

#include "file_sets.h"

#include <vsapi/alloc.h>
#include <vsapi/error.h>

#define uthash_malloc(size) vsapi_malloc(size)
#define uthash_free(memory, size) vsapi_free(memory)
#define HASH_NONFATAL_OOM 1
#include <uthash.h>

struct known_writer {
    VSS_ID instance, writer_id;
    struct vsapi_wmd *metadata; /* a reference */
    struct file_sets *sets;     /* of the metadata; NULL until first needed */
    UT_hash_handle by_instance, by_class;
};
struct known_writers {
    struct known_writer *instances; /* all */
    struct known_writer *classes;   /* the first of each class */
    size_t count;
    struct known_writer items[];
};

static struct known_writer *find_class(struct known_writers *known, const VSS_ID *writer_id)
{
    struct known_writer *found;

    HASH_FIND(by_class, known->classes, writer_id, sizeof *writer_id, found);
    return found;
}

/* False when memory is out: uthash then leaves the element without a table. */
static bool add_to_tables(struct known_writers *known, struct known_writer *writer)
{
    HASH_ADD(by_instance, known->instances, instance, sizeof writer->instance, writer);
    if (!writer->by_instance.tbl)
        return false;
    if (find_class(known, &writer->writer_id))
        return true;
    HASH_ADD(by_class, known->classes, writer_id, sizeof writer->writer_id, writer);
    return writer->by_class.tbl != NULL;
}

static HRESULT load(struct known_writers *known, struct vsapi_session *session, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct known_writer *writer = &known->items[i];
        HRESULT hr = vsapi_session_metadata(session, i, &writer->instance, &writer->metadata);

        if (FAILED(hr))
            return hr;
        known->count = i + 1;
        writer->writer_id = writer->metadata->writer_id;
        if (!add_to_tables(known, writer))
            return vsapi_out_of_memory();
    }
    return S_OK;
}

HRESULT vsbackup_known_create(struct vsapi_session *session, struct known_writers **out)
{
    struct known_writers *known;
    size_t count;
    HRESULT hr;

    *out = NULL;
    hr = vsapi_session_metadata_count(session, &count);
    if (FAILED(hr))
        return hr;
    known = vsapi_calloc(1, sizeof *known + count * sizeof known->items[0]);
    if (!known)
        return vsapi_out_of_memory();
    hr = load(known, session, count);
    if (FAILED(hr)) {
        vsbackup_known_destroy(known);
        return hr;
    }
    *out = known;
    return S_OK;
}

void vsbackup_known_destroy(struct known_writers *known)
{
    if (!known)
        return;
    HASH_CLEAR(by_instance, known->instances);
    HASH_CLEAR(by_class, known->classes);
    for (size_t i = 0; i < known->count; i++) {
        vsbackup_file_sets_destroy(known->items[i].sets);
        vsapi_wmd_unref(known->items[i].metadata);
    }
    vsapi_free(known);
}

struct vsapi_wmd *vsbackup_known_instance(struct known_writers *known, const VSS_ID *instance)
{
    struct known_writer *found;

    HASH_FIND(by_instance, known->instances, instance, sizeof *instance, found);
    return found ? found->metadata : NULL;
}

struct vsapi_wmd *vsbackup_known_class(struct known_writers *known, const VSS_ID *writer_id)
{
    struct known_writer *found = find_class(known, writer_id);

    return found ? found->metadata : NULL;
}

HRESULT vsbackup_known_file_set(struct known_writers *known, const VSS_ID *writer_id,
                                const char *logical_path, const char *name,
                                const struct vsapi_filedesc *wanted, bool *has)
{
    struct known_writer *found = find_class(known, writer_id);

    *has = true;
    return found ? vsbackup_has_file_set(found->metadata, &found->sets, logical_path, name,
                                         wanted->path, wanted->filespec, wanted->recursive, has)
                 : S_OK;
}
