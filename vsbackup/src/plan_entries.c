/*
 * vsbackup/src/plan_entries.c - the documents become entries: file sets of the components in the
 * backup, partial and differenced files, what all writers exclude, and whole volumes.
 */
#include "plan.h"

static HRESULT new_entry(struct vsapi_plan *plan, enum plan_kind kind, const char *path,
                         const char *filespec, bool recursive, struct plan_entry **out)
{
    struct plan_entry *entry;

    *out = NULL;
    if (!VSAPI_ARRAY_ROOM(&plan->entries))
        return vsapi_out_of_memory();
    entry = vsapi_arena_alloc(plan->arena, sizeof *entry);
    if (!entry)
        return vsapi_out_of_memory();
    entry->kind = kind;
    entry->path = path ? path : "";
    entry->filespec = filespec && *filespec ? filespec : "*";
    entry->named = !strpbrk(entry->filespec, "*?");
    entry->recursive = recursive;
    plan->entries.items[plan->entries.count++] = entry;
    *out = entry;
    return S_OK;
}

/* Finds home and, for what has one, source; enters the entry. */
static HRESULT settle_paths(struct vsapi_plan *plan, struct plan_entry *entry,
                            const char *alternate)
{
    char *home = NULL, *source = NULL;
    HRESULT hr = vsbackup_plan_expand(plan, entry->path, &home);

    if (SUCCEEDED(hr))
        hr = vsbackup_plan_enter(plan, home, entry);
    if (SUCCEEDED(hr) && alternate && *alternate)
        hr = vsbackup_plan_expand(plan, alternate, &source);
    entry->mapping = &plan->same;
    if (SUCCEEDED(hr) && source)
        hr = vsbackup_plan_mapping(plan, home, source, &entry->mapping);
    if (SUCCEEDED(hr)) {
        entry->source = entry->mapping == &plan->same
                            ? entry->folder->path
                            : vsapi_arena_text(plan->arena, source, strlen(source));
        hr = entry->source ? S_OK : vsapi_out_of_memory();
    }
    vsapi_free(source);
    vsapi_free(home);
    return hr;
}

/* ---- file sets ---------------------------------------------------------------------------------
 */

/* Table copy_decision; a log backup takes log files only (INCR-315). */
static void read_mask(struct plan_entry *entry)
{
    VSS_BACKUP_TYPE effective = entry->component->writer->effective;

    entry->wanted = (entry->mask & vsapi_plan_backup_bit(effective)) != 0 &&
                    (effective != VSS_BT_LOG || entry->log);
    entry->needs_shadow = (entry->mask & vsapi_plan_snapshot_bit(effective)) != 0;
}

static HRESULT add_file_sets(struct vsapi_plan *plan, struct plan_component *component,
                             const vsapi_filedescs *list, bool log, size_t *index)
{
    HRESULT hr = S_OK;

    for (size_t i = 0; i < list->count && SUCCEEDED(hr); i++) {
        const struct vsapi_filedesc *given = &list->items[i];
        struct plan_entry *entry;

        hr = new_entry(plan, PLAN_FILE_SET, given->path, given->filespec, given->recursive, &entry);
        if (FAILED(hr))
            break;
        entry->component = component;
        entry->set = component->set;
        entry->index = (*index)++;
        entry->mask = given->backup_type_mask;
        entry->log = log;
        read_mask(entry);
        hr = settle_paths(plan, entry, given->alternate_path);
    }
    return hr;
}

static HRESULT add_component(struct vsapi_plan *plan, struct plan_component *component)
{
    size_t index = 0;
    HRESULT hr = add_file_sets(plan, component, &component->data->files, false, &index);

    if (SUCCEEDED(hr))
        hr = add_file_sets(plan, component, &component->data->database_files, false, &index);
    if (SUCCEEDED(hr))
        hr = add_file_sets(plan, component, &component->data->log_files, true, &index);
    return hr;
}

/* ---- partial and differenced files -------------------------------------------------------------
 */

static HRESULT add_partials(struct vsapi_plan *plan, struct plan_component *component)
{
    HRESULT hr = S_OK;

    for (size_t i = 0; i < component->stored->partial_files.count && SUCCEEDED(hr); i++) {
        const struct vsapi_partial_file *given = &component->stored->partial_files.items[i];
        struct plan_entry *entry;

        hr = new_entry(plan, PLAN_PARTIAL, given->path, given->filename, false, &entry);
        if (FAILED(hr))
            break;
        entry->component = entry->set = component;
        entry->index = i;
        entry->partial = given;
        entry->named = entry->wanted = true;
        component->has_changes = true;
        hr = settle_paths(plan, entry, NULL);
    }
    return hr;
}

static HRESULT add_differenced(struct vsapi_plan *plan, struct plan_component *component)
{
    HRESULT hr = S_OK;

    for (size_t i = 0; i < component->stored->differenced_files.count && SUCCEEDED(hr); i++) {
        const struct vsapi_differenced_file *given = &component->stored->differenced_files.items[i];
        struct plan_entry *entry;

        hr = new_entry(plan, PLAN_DIFFERENCED, given->path, given->filespec, given->recursive,
                       &entry);
        if (FAILED(hr))
            break;
        entry->component = entry->set = component;
        entry->index = i;
        entry->time = given->last_modified;
        entry->wanted = true;
        component->has_changes = true;
        hr = settle_paths(plan, entry, NULL);
    }
    return hr;
}

/* ---- writers and volumes -----------------------------------------------------------------------
 */

static HRESULT add_exclusions(struct vsapi_plan *plan, enum plan_kind kind,
                              const vsapi_filedescs *list)
{
    HRESULT hr = S_OK;

    for (size_t i = 0; i < list->count && SUCCEEDED(hr); i++) {
        const struct vsapi_filedesc *given = &list->items[i];
        struct plan_entry *entry;

        hr = new_entry(plan, kind, given->path, given->filespec, given->recursive, &entry);
        if (FAILED(hr))
            break;
        entry->index = i;
        hr = settle_paths(plan, entry, NULL);
    }
    return hr;
}

static HRESULT add_writer(struct vsapi_plan *plan, struct plan_writer *writer)
{
    HRESULT hr = S_OK;

    for (size_t i = 0; i < writer->metadata->components.count && SUCCEEDED(hr); i++) {
        struct plan_component *component = &writer->components[i];

        if (component->set)
            hr = add_component(plan, component);
        if (SUCCEEDED(hr) && component->stored)
            hr = add_differenced(plan, component);
        if (SUCCEEDED(hr) && component->stored)
            hr = add_partials(plan, component);
    }
    if (SUCCEEDED(hr))
        hr = add_exclusions(plan, PLAN_EXCLUDE, &writer->metadata->exclude_files);
    if (SUCCEEDED(hr))
        hr = add_exclusions(plan, PLAN_NOT_IN_SHADOW, &writer->metadata->exclude_from_snapshot);
    return hr;
}

static HRESULT add_volume(struct vsapi_plan *plan, const struct plan_volume *volume)
{
    struct plan_entry *entry;
    HRESULT hr = new_entry(plan, PLAN_VOLUME, volume->mount, "*", true, &entry);

    if (FAILED(hr))
        return hr;
    entry->wanted = entry->needs_shadow = true;
    entry->mapping = &plan->same;
    hr = vsbackup_plan_enter(plan, volume->mount, entry);
    if (SUCCEEDED(hr))
        entry->source = entry->folder->path;
    return hr;
}

HRESULT vsbackup_plan_make_entries(struct vsapi_plan *plan)
{
    HRESULT hr = S_OK;

    for (size_t i = 0; i < plan->writers.count && SUCCEEDED(hr); i++)
        hr = add_writer(plan, plan->writers.items[i]);
    for (size_t i = 0; i < plan->volumes.count && SUCCEEDED(hr); i++) {
        if (plan->volumes.items[i].whole)
            hr = add_volume(plan, &plan->volumes.items[i]);
    }
    return hr;
}
