/*
 * vsapi/document/merge.c - a writer's part of the Backup Components Document: handed out, and taken
 * back.
 *
 * The part is cheap: its components are new, their texts are the ones of the whole document. Taking
 * it back works out everything first, for the components that changed, and then puts it in place,
 * so that a failure leaves the document as it was.
 */
#include "bcd.h"

#include <vsapi/error.h>

#include <string.h>

static void copy_operation(const struct vsapi_bcd *bcd, struct vsapi_bcd *part)
{
    part->version = bcd->version;
    part->select_components = bcd->select_components;
    part->bootable_system_state = bcd->bootable_system_state;
    part->partial_file_support = bcd->partial_file_support;
    part->backup_type = bcd->backup_type;
    part->restore_type = bcd->restore_type;
    part->has_snapshot_set = bcd->has_snapshot_set;
    part->snapshot_set_id = bcd->snapshot_set_id;
    part->extra = bcd->extra;
}

static HRESULT copy_components(struct vsapi_bcd *part,
                               struct vsapi_bcd_component *const *components, size_t count,
                               struct vsapi_bcd_writer *to)
{
    struct vsapi_bcd_component *copies;

    if (count == 0)
        return S_OK;
    copies = vsapi_arena_raw(part->arena, count * sizeof *copies);
    to->components.items = vsapi_arena_raw(part->arena, count * sizeof *to->components.items);
    if (!copies || !to->components.items)
        return vsapi_out_of_memory();
    to->components.capacity = count;
    for (size_t i = 0; i < count; i++) {
        HRESULT hr;

        copies[i] = *components[i];
        hr = document_copy_items(&document_bcd_component, part->arena, components[i], &copies[i]);
        if (FAILED(hr))
            return hr;
        to->components.items[to->components.count++] = &copies[i];
    }
    return S_OK;
}

static HRESULT copy_snapshots(const struct vsapi_bcd *bcd, struct vsapi_bcd *part)
{
    size_t bytes = bcd->snapshots.count * sizeof *bcd->snapshots.items;

    if (bytes == 0)
        return S_OK;
    part->snapshots.items = vsapi_arena_raw(part->arena, bytes);
    if (!part->snapshots.items)
        return vsapi_out_of_memory();
    memcpy(part->snapshots.items, bcd->snapshots.items, bytes);
    part->snapshots.count = part->snapshots.capacity = bcd->snapshots.count;
    return S_OK;
}

HRESULT vsapi_bcd_clone_components(struct vsapi_bcd *bcd, const struct vsapi_bcd_writer *writer,
                                   struct vsapi_bcd_component *const *components, size_t count,
                                   struct vsapi_bcd **out)
{
    struct vsapi_bcd *part = NULL;
    struct vsapi_bcd_writer *copy = NULL;
    HRESULT hr;

    *out = NULL;
    hr = vsapi_bcd_create(&part);
    if (FAILED(hr))
        return hr;
    document_bcd_use_texts_of(part, bcd);
    copy_operation(bcd, part);
    hr = copy_snapshots(bcd, part);
    if (SUCCEEDED(hr))
        hr = vsapi_bcd_add_writer(part, &writer->writer_id, &writer->instance_id, &copy);
    if (FAILED(hr))
        goto done;
    copy->instance_name = writer->instance_name;
    copy->backup_schema = writer->backup_schema;
    copy->extra = writer->extra;
    hr = copy_components(part, components, count, copy);
    if (FAILED(hr))
        goto done;
    *out = part;
    part = NULL;
done:
    vsapi_bcd_unref(part);
    return hr;
}

HRESULT vsapi_bcd_clone_writer(struct vsapi_bcd *bcd, const struct vsapi_bcd_writer *writer,
                               struct vsapi_bcd **out)
{
    return vsapi_bcd_clone_components(bcd, writer, writer->components.items,
                                      writer->components.count, out);
}

/* One component as it will be. */
struct staged {
    struct vsapi_bcd_component *target;
    struct vsapi_bcd_component value;
};
struct stage {
    VSAPI_ARRAY(struct staged) list;
};

/* What a part's components are copies of, in the same order; none: those of its writer. */
struct originals {
    struct vsapi_bcd_component *const *items;
    size_t count;
};

static bool same_text(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

static bool same_names(const struct vsapi_bcd_component *a, const struct vsapi_bcd_component *b)
{
    return a->type == b->type && same_text(a->component_name, b->component_name) &&
           same_text(a->logical_path, b->logical_path);
}

/* The component that `of`, the n-th of the part, is a copy of. */
static struct vsapi_bcd_component *original(const struct originals *originals,
                                            struct vsapi_bcd_writer *writer, size_t n,
                                            const struct vsapi_bcd_component *of)
{
    if (n < originals->count && same_names(originals->items[n], of))
        return originals->items[n];
    return vsapi_bcd_find(writer, of->type, of->logical_path, of->component_name);
}

static HRESULT stage_component(struct stage *stage, struct vsapi_arena *arena,
                               struct vsapi_bcd_component *target,
                               const struct vsapi_bcd_component *from)
{
    struct staged *staged;

    if (document_same(&document_bcd_component, target, from, DOCUMENT_WRITERS))
        return S_OK;
    if (!VSAPI_ARRAY_ROOM(&stage->list))
        return vsapi_out_of_memory();
    staged = &stage->list.items[stage->list.count++];
    staged->target = target;
    staged->value = *target;
    return document_take(&document_bcd_component, arena, from, &staged->value, DOCUMENT_WRITERS);
}

static HRESULT stage_writer(struct stage *stage, struct vsapi_bcd *bcd,
                            const struct originals *given, const struct vsapi_bcd_writer *from)
{
    struct vsapi_bcd_writer *writer = vsapi_bcd_find_writer(bcd, &from->instance_id);
    struct originals originals;

    if (!writer)
        return vsapi_fail(VSS_E_OBJECT_NOT_FOUND,
                          "a writer's document names a writer instance that is not in the Backup "
                          "Components Document");
    originals =
        given ? *given : (struct originals){writer->components.items, writer->components.count};
    for (size_t i = 0; i < from->components.count; i++) {
        const struct vsapi_bcd_component *component = from->components.items[i];
        struct vsapi_bcd_component *target = original(&originals, writer, i, component);
        HRESULT hr;

        if (!target)
            return vsapi_fail(VSS_E_OBJECT_NOT_FOUND,
                              "a writer's document has component \"%s\" with logical path \"%s\", "
                              "which is not in the Backup Components Document",
                              component->component_name,
                              component->logical_path ? component->logical_path : "");
        hr = stage_component(stage, bcd->arena, target, component);
        if (FAILED(hr))
            return hr;
    }
    return S_OK;
}

static void stage_commit(struct stage *stage)
{
    for (size_t i = 0; i < stage->list.count; i++)
        *stage->list.items[i].target = stage->list.items[i].value;
}

static HRESULT merge(struct vsapi_bcd *bcd, struct vsapi_bcd *part, const struct originals *given)
{
    struct stage stage = {{NULL, 0, 0}};
    HRESULT hr = S_OK;

    vsapi_mutex_lock(&bcd->lock);
    vsapi_mutex_lock(&part->lock);
    for (size_t i = 0; i < part->writers.count && SUCCEEDED(hr); i++)
        hr = stage_writer(&stage, bcd, given, part->writers.items[i]);
    if (SUCCEEDED(hr))
        stage_commit(&stage);
    vsapi_free(stage.list.items);
    vsapi_mutex_unlock(&part->lock);
    vsapi_mutex_unlock(&bcd->lock);
    return hr;
}

HRESULT vsapi_bcd_merge_writer(struct vsapi_bcd *bcd, struct vsapi_bcd *part)
{
    return merge(bcd, part, NULL);
}

HRESULT vsapi_bcd_merge_components(struct vsapi_bcd *bcd, struct vsapi_bcd *part,
                                   struct vsapi_bcd_component *const *components, size_t count)
{
    struct originals given = {components, count};

    return merge(bcd, part, &given);
}
