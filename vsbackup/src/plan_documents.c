/*
 * vsbackup/src/plan_documents.c - which components of which writers are in the backup.
 *
 * The Backup Components Document lists the explicit ones only. A selectable one brings along all
 * that lie below it by their logical paths (COMP-204, COMP-210, COMP-211).
 */
#include "plan.h"

static const char writers_space; /* of the table */

/* ---- writers -----------------------------------------------------------------------------------
 */

static HRESULT make_components(struct vsapi_plan *plan, struct plan_writer *writer)
{
    const struct vsapi_wmd *metadata = writer->metadata;
    size_t count = metadata->components.count;
    HRESULT hr = S_OK;

    writer->components = vsapi_arena_alloc(plan->arena, (count + 1) * sizeof *writer->components);
    if (!writer->components)
        return vsapi_out_of_memory();
    for (size_t i = 0; i < count && SUCCEEDED(hr); i++) {
        const struct vsapi_wm_component *data = metadata->components.items[i];
        struct plan_component *component = &writer->components[i];

        component->writer = writer;
        component->data = data;
        component->ordinal = plan->component_count++;
        component->shown = (struct vsapi_plan_component){
            .writer_id = metadata->writer_id,
            .instance_id = metadata->instance_id,
            .writer_name = metadata->friendly_name ? metadata->friendly_name : "",
            .type = data->type,
            .logical_path = data->logical_path ? data->logical_path : "",
            .name = data->component_name ? data->component_name : "",
            .effective_type = writer->effective,
        };
        hr = vsbackup_plan_put(plan, data, "", component);
    }
    return hr;
}

static HRESULT put_writer(struct vsapi_plan *plan, struct plan_writer *writer)
{
    char text[VSAPI_GUID_TEXT], *kept;

    vsapi_guid_to_text(&writer->metadata->instance_id, text);
    kept = vsapi_arena_text(plan->arena, text, strlen(text));
    if (!kept)
        return vsapi_out_of_memory();
    return vsbackup_plan_put(plan, &writers_space, kept, writer);
}

static struct plan_writer *find_writer(const struct vsapi_plan *plan, const GUID *instance_id)
{
    char text[VSAPI_GUID_TEXT];

    return vsbackup_plan_find(plan, &writers_space, vsapi_guid_to_text(instance_id, text));
}

HRESULT vsbackup_plan_take_writer(struct vsapi_plan *plan, struct vsapi_wmd *metadata)
{
    struct plan_writer *writer;
    char text[VSAPI_GUID_TEXT];
    HRESULT hr;

    if (find_writer(plan, &metadata->instance_id))
        return vsapi_fail(VSS_E_OBJECT_ALREADY_EXISTS,
                          "the plan has metadata of writer instance %s already (the requester's "
                          "mistake)",
                          vsapi_guid_to_text(&metadata->instance_id, text));
    if (!VSAPI_ARRAY_ROOM(&plan->writers))
        return vsapi_out_of_memory();
    writer = vsapi_arena_alloc(plan->arena, sizeof *writer);
    if (!writer)
        return vsapi_out_of_memory();
    writer->metadata = metadata;
    hr = vsapi_plan_effective_type(plan->request.type, metadata->backup_schema, &writer->effective);
    if (SUCCEEDED(hr))
        hr = make_components(plan, writer);
    if (SUCCEEDED(hr))
        hr = put_writer(plan, writer);
    if (FAILED(hr))
        return hr;
    vsapi_wmd_ref(metadata);
    plan->writers.items[plan->writers.count++] = writer;
    return S_OK;
}

/* ---- components --------------------------------------------------------------------------------
 */

static HRESULT take_component(struct vsapi_plan *plan, const struct vsapi_bcd_writer *stored_in,
                              const struct vsapi_bcd_component *stored)
{
    struct plan_writer *writer = find_writer(plan, &stored_in->instance_id);
    struct vsapi_wm_component *data = NULL;
    struct plan_component *component;
    char text[VSAPI_GUID_TEXT];

    if (writer && IsEqualGUID(&writer->metadata->writer_id, &stored_in->writer_id))
        data = vsapi_wmd_find(writer->metadata, stored->logical_path, stored->component_name);
    if (!data || data->type != stored->type)
        return vsapi_fail(VSS_E_OBJECT_NOT_FOUND,
                          "the Backup Components Document has component %s%s%s, and the metadata "
                          "of writer instance %s has not (the requester's mistake)",
                          stored->logical_path ? stored->logical_path : "",
                          stored->logical_path ? "\\" : "", stored->component_name,
                          vsapi_guid_to_text(&stored_in->instance_id, text));
    component = vsbackup_plan_find(plan, data, "");
    component->stored = stored;
    component->shown.explicit_ = true;
    writer->takes_part = true;
    return S_OK;
}

/* The nearest explicit component above this one whose set it belongs to. */
static HRESULT find_set(struct vsapi_plan *plan, struct plan_component *component)
{
    struct vsapi_wmd *metadata = component->writer->metadata;
    char *path = vsapi_strdup(component->shown.logical_path);

    if (!path)
        return vsapi_out_of_memory();
    while (*path && !component->set) {
        char *slash = strrchr(path, '\\');
        struct vsapi_wm_component *data;

        if (slash)
            *slash = '\0';
        data = vsapi_wmd_find(metadata, slash ? path : NULL, slash ? slash + 1 : path);
        if (data && data->selectable) {
            struct plan_component *above = vsbackup_plan_find(plan, data, "");

            component->set = above->stored ? above : NULL;
        }
        if (!slash)
            break;
    }
    vsapi_free(path);
    return S_OK;
}

static HRESULT find_sets(struct vsapi_plan *plan, struct plan_writer *writer)
{
    HRESULT hr = S_OK;

    for (size_t i = 0; i < writer->metadata->components.count && SUCCEEDED(hr); i++) {
        struct plan_component *component = &writer->components[i];

        if (component->stored)
            component->set = component;
        else
            hr = find_set(plan, component);
    }
    return hr;
}

HRESULT vsbackup_plan_take_components(struct vsapi_plan *plan, struct vsapi_bcd *document)
{
    HRESULT hr = S_OK;

    for (size_t i = 0; i < document->writers.count; i++) {
        const struct vsapi_bcd_writer *writer = document->writers.items[i];

        for (size_t j = 0; j < writer->components.count && SUCCEEDED(hr); j++)
            hr = take_component(plan, writer, writer->components.items[j]);
    }
    for (size_t i = 0; i < plan->writers.count && SUCCEEDED(hr); i++) {
        if (plan->writers.items[i]->takes_part)
            hr = find_sets(plan, plan->writers.items[i]);
    }
    return hr;
}
