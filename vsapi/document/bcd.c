/*
 * vsapi/document/bcd.c - the Backup Components Document in memory.
 *
 * What hands it over to writers and takes it back stands in merge.c.
 */
#include "bcd.h"

#include <vsapi/error.h>
#include <vsapi/text.h>

#include <string.h>

#define HASH_NONFATAL_OOM 1
#define HASH_FUNCTION(key, length, hash) ((hash) = vsapi_guid_hash((const GUID *)(key)))
#define uthash_malloc(bytes) vsapi_malloc(bytes)
#define uthash_free(memory, bytes) vsapi_free(memory)
#include <uthash.h>

struct instance_entry {
    GUID id;
    struct vsapi_bcd_writer *writer;
    UT_hash_handle hh;
};

struct class_entry {
    GUID id;
    VSAPI_ARRAY(struct vsapi_bcd_writer *) writers;
    UT_hash_handle hh;
};

struct vsapi_bcd_writers { /* the entries are in the arena */
    struct instance_entry *instances;
    struct class_entry *classes;
};

struct vsapi_bcd_private {
    atomic_uint refs;
    struct vsapi_bcd *source; /* whose texts this document uses; NULL: none */
};

HRESULT vsapi_bcd_create(struct vsapi_bcd **out)
{
    struct vsapi_bcd *bcd;

    *out = NULL;
    bcd = vsapi_calloc(1, sizeof *bcd);
    if (!bcd)
        return vsapi_out_of_memory();
    bcd->arena = vsapi_arena_create();
    bcd->private_ = vsapi_calloc(1, sizeof *bcd->private_);
    bcd->index = vsapi_calloc(1, sizeof *bcd->index);
    if (bcd->arena)
        bcd->version = vsapi_arena_text(bcd->arena, DOCUMENT_VERSION, strlen(DOCUMENT_VERSION));
    if (!bcd->version || !bcd->private_ || !bcd->index) {
        vsapi_free(bcd->index);
        vsapi_free(bcd->private_);
        vsapi_arena_destroy(bcd->arena);
        vsapi_free(bcd);
        return vsapi_out_of_memory();
    }
    vsapi_mutex_init(&bcd->lock);
    atomic_init(&bcd->private_->refs, 1);
    *out = bcd;
    return S_OK;
}

void vsapi_bcd_ref(struct vsapi_bcd *bcd)
{
    atomic_fetch_add(&bcd->private_->refs, 1);
}

static void indexes_finish(struct vsapi_bcd *bcd)
{
    for (size_t i = 0; i < bcd->writers.count; i++) {
        struct vsapi_bcd_writer *writer = bcd->writers.items[i];

        document_index_finish(&writer->index->components);
    }
    HASH_CLEAR(hh, bcd->index->classes);
    HASH_CLEAR(hh, bcd->index->instances);
}

void vsapi_bcd_unref(struct vsapi_bcd *bcd)
{
    struct vsapi_bcd *source;

    if (!bcd || atomic_fetch_sub(&bcd->private_->refs, 1) != 1)
        return;
    source = bcd->private_->source;
    indexes_finish(bcd);
    vsapi_mutex_finish(&bcd->lock);
    vsapi_free(bcd->index);
    vsapi_free(bcd->private_);
    vsapi_arena_destroy(bcd->arena);
    vsapi_free(bcd);
    vsapi_bcd_unref(
        source); /* never deeper than one: a copy of a copy uses the first one's texts */
}

void document_bcd_use_texts_of(struct vsapi_bcd *bcd, struct vsapi_bcd *source)
{
    bcd->private_->source = source;
    vsapi_bcd_ref(source);
}

/* Under both locks. */
static HRESULT take_snapshot(struct vsapi_bcd *bcd, const struct vsapi_bcd_snapshot *from)
{
    struct vsapi_bcd_snapshot made = {.snapshot_id = from->snapshot_id,
                                      .provider_id = from->provider_id};
    HRESULT hr = vsapi_bcd_text(bcd, &made.original_volume, from->original_volume);

    if (SUCCEEDED(hr))
        hr = vsapi_bcd_text(bcd, &made.device, from->device);
    if (SUCCEEDED(hr) && !VSAPI_ARENA_ROOM(bcd->arena, &bcd->snapshots))
        hr = vsapi_out_of_memory();
    if (SUCCEEDED(hr))
        bcd->snapshots.items[bcd->snapshots.count++] = made;
    return hr;
}

static bool same_snapshots(const struct vsapi_bcd *a, const struct vsapi_bcd *b)
{
    return a->has_snapshot_set == b->has_snapshot_set && a->snapshots.count == b->snapshots.count &&
           IsEqualGUID(&a->snapshot_set_id, &b->snapshot_set_id);
}

HRESULT vsapi_bcd_take_snapshots(struct vsapi_bcd *bcd, struct vsapi_bcd *from)
{
    size_t had;
    HRESULT hr = S_OK;

    vsapi_mutex_lock(&bcd->lock);
    vsapi_mutex_lock(&from->lock);
    had = bcd->snapshots.count;
    if (!same_snapshots(bcd, from)) {
        for (size_t i = had; SUCCEEDED(hr) && i < from->snapshots.count; i++)
            hr = take_snapshot(bcd, &from->snapshots.items[i]);
        bcd->snapshots.count = FAILED(hr) ? had : bcd->snapshots.count;
        bcd->has_snapshot_set = FAILED(hr) ? bcd->has_snapshot_set : from->has_snapshot_set;
        bcd->snapshot_set_id = FAILED(hr) ? bcd->snapshot_set_id : from->snapshot_set_id;
    }
    vsapi_mutex_unlock(&from->lock);
    vsapi_mutex_unlock(&bcd->lock);
    return hr;
}

HRESULT vsapi_bcd_text(struct vsapi_bcd *bcd, char **field, const char *text)
{
    char *copy = NULL;

    if (text) {
        copy = vsapi_arena_text(bcd->arena, text, strlen(text));
        if (!copy)
            return vsapi_out_of_memory();
    }
    *field = copy;
    return S_OK;
}

/* Writers. */

struct vsapi_bcd_writer *vsapi_bcd_find_writer(struct vsapi_bcd *bcd, const GUID *instance_id)
{
    struct instance_entry *entry = NULL;

    HASH_FIND(hh, bcd->index->instances, instance_id, sizeof *instance_id, entry);
    return entry ? entry->writer : NULL;
}

struct vsapi_bcd_writer *vsapi_bcd_find_class(struct vsapi_bcd *bcd, const GUID *writer_id,
                                              size_t n)
{
    struct class_entry *entry = NULL;

    HASH_FIND(hh, bcd->index->classes, writer_id, sizeof *writer_id, entry);
    return entry && n < entry->writers.count ? entry->writers.items[n] : NULL;
}

void *document_bcd_create_writer(void *document)
{
    struct vsapi_bcd *bcd = document;
    struct vsapi_bcd_writer *writer = vsapi_arena_alloc(bcd->arena, sizeof *writer);

    if (!writer)
        return NULL;
    writer->index = vsapi_arena_alloc(bcd->arena, sizeof *writer->index);
    if (!writer->index)
        return NULL;
    writer->index->arena = bcd->arena;
    return writer;
}

/* The entry of a class with room for one more writer; NULL: out of memory. */
static struct class_entry *class_with_room(struct vsapi_bcd *bcd, const GUID *writer_id)
{
    struct class_entry *entry = NULL;

    HASH_FIND(hh, bcd->index->classes, writer_id, sizeof *writer_id, entry);
    if (!entry) {
        entry = vsapi_arena_alloc(bcd->arena, sizeof *entry);
        if (!entry)
            return NULL;
        entry->id = *writer_id;
        HASH_ADD(hh, bcd->index->classes, id, sizeof entry->id, entry);
        if (!entry->hh.tbl)
            return NULL;
    }
    return VSAPI_ARENA_ROOM(bcd->arena, &entry->writers) ? entry : NULL;
}

/* Puts a writer that has its ids into the list and both indexes, or into none. */
HRESULT document_bcd_enter_writer(void *document, void *parent, void *object)
{
    struct vsapi_bcd *bcd = document;
    struct vsapi_bcd_writer *writer = object;
    struct instance_entry *instance;
    struct class_entry *class_;

    (void)parent;
    if (vsapi_bcd_find_writer(bcd, &writer->instance_id))
        return VSS_E_OBJECT_ALREADY_EXISTS;
    class_ = class_with_room(bcd, &writer->writer_id);
    instance = vsapi_arena_alloc(bcd->arena, sizeof *instance);
    if (!class_ || !instance || !VSAPI_ARENA_ROOM(bcd->arena, &bcd->writers))
        return vsapi_out_of_memory();
    instance->id = writer->instance_id;
    instance->writer = writer;
    HASH_ADD(hh, bcd->index->instances, id, sizeof instance->id, instance);
    if (!instance->hh.tbl)
        return vsapi_out_of_memory();
    class_->writers.items[class_->writers.count++] = writer;
    bcd->writers.items[bcd->writers.count++] = writer;
    return S_OK;
}

HRESULT vsapi_bcd_add_writer(struct vsapi_bcd *bcd, const GUID *writer_id, const GUID *instance_id,
                             struct vsapi_bcd_writer **out)
{
    struct vsapi_bcd_writer *writer = vsapi_bcd_find_writer(bcd, instance_id);
    HRESULT hr;

    *out = NULL;
    if (writer) {
        if (!IsEqualGUID(&writer->writer_id, writer_id))
            return vsapi_fail(VSS_E_OBJECT_NOT_FOUND,
                              "the requester names a writer instance together with a class id that "
                              "is not the instance's");
        *out = writer;
        return S_OK;
    }
    writer = document_bcd_create_writer(bcd);
    if (!writer)
        return vsapi_out_of_memory();
    writer->writer_id = *writer_id;
    writer->instance_id = *instance_id;
    hr = document_bcd_enter_writer(bcd, bcd, writer);
    if (SUCCEEDED(hr))
        *out = writer;
    return hr;
}

/* Components. */

void *document_bcd_create_component(void *document)
{
    struct vsapi_bcd *bcd = document;

    return vsapi_arena_alloc(bcd->arena, sizeof(struct vsapi_bcd_component));
}

/* Enters the components of a copy, which were left for when they are looked for. */
static HRESULT catch_up(struct vsapi_bcd_writer *writer)
{
    struct vsapi_bcd_index *index = writer->index;

    for (; index->entered < writer->components.count; index->entered++) {
        struct vsapi_bcd_component *component = writer->components.items[index->entered];
        struct document_key key =
            document_key_make(component->type, component->logical_path, component->component_name);
        HRESULT hr = document_index_add(&index->components, index->arena, &key, component);

        if (FAILED(hr))
            return hr;
    }
    return S_OK;
}

HRESULT document_bcd_enter_component(void *document, void *parent, void *object)
{
    struct vsapi_bcd_writer *writer = parent;
    HRESULT hr;

    (void)document;
    hr = catch_up(writer);
    if (FAILED(hr))
        return hr;
    if (!VSAPI_ARENA_ROOM(writer->index->arena, &writer->components))
        return vsapi_out_of_memory();
    writer->components.items[writer->components.count++] = object;
    hr = catch_up(writer);
    if (FAILED(hr))
        writer->components.count--;
    return hr;
}

HRESULT vsapi_bcd_add_component(struct vsapi_bcd *bcd, struct vsapi_bcd_writer *writer,
                                VSS_COMPONENT_TYPE type, const char *logical_path, const char *name,
                                struct vsapi_bcd_component **out)
{
    struct vsapi_bcd_component *component;
    HRESULT hr;

    *out = NULL;
    component = document_bcd_create_component(bcd);
    if (!component)
        return vsapi_out_of_memory();
    component->type = type;
    hr = vsapi_bcd_text(bcd, &component->logical_path, logical_path);
    if (SUCCEEDED(hr))
        hr = vsapi_bcd_text(bcd, &component->component_name, name ? name : "");
    if (SUCCEEDED(hr))
        hr = document_bcd_enter_component(bcd, writer, component);
    if (hr == VSS_E_OBJECT_ALREADY_EXISTS)
        return vsapi_fail(hr, "the requester adds component \"%s\" with logical path \"%s\" twice",
                          component->component_name, logical_path ? logical_path : "");
    if (SUCCEEDED(hr))
        *out = component;
    return hr;
}

/* For when there is no memory for the index of a copy. */
static struct vsapi_bcd_component *find_slowly(struct vsapi_bcd_writer *writer,
                                               const struct document_key *key)
{
    for (size_t i = 0; i < writer->components.count; i++) {
        struct vsapi_bcd_component *component = writer->components.items[i];
        struct document_key other =
            document_key_make(component->type, component->logical_path, component->component_name);

        if (document_key_same(key, &other))
            return component;
    }
    return NULL;
}

struct vsapi_bcd_component *vsapi_bcd_find(struct vsapi_bcd_writer *writer, VSS_COMPONENT_TYPE type,
                                           const char *logical_path, const char *name)
{
    struct document_key key = document_key_make(type, logical_path, name);

    if (writer->index->entered < writer->components.count && FAILED(catch_up(writer)))
        return find_slowly(writer, &key);
    return document_index_find(&writer->index->components, &key);
}

bool document_bcd_has_backup_metadata(const void *component)
{
    return ((const struct vsapi_bcd_component *)component)->backup_metadata != NULL;
}

bool document_bcd_has_restore_metadata(const void *component)
{
    return ((const struct vsapi_bcd_component *)component)->restore_metadata != NULL;
}

bool document_bcd_has_failure(const void *component)
{
    return ((const struct vsapi_bcd_component *)component)->failure.set;
}
