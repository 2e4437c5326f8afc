/*
 * vsbackup/src/plan.c - a plan from outside; see vsapi/plan.h, and plan.h for what is inside.
 *
 * Documents are collected first. The first question makes entries of them; the first file asked for
 * makes roots, and from then on each step of the walk fills the queue that the caller empties.
 */
#include "plan.h"

/* ---- create ------------------------------------------------------------------------------------
 */

static bool view_is_whole(const struct vsapi_plan_view *view)
{
    return view && view->size == sizeof *view && view->expand && view->stat && view->open_folder &&
           view->next_entry && view->close_folder && view->read;
}

static HRESULT check_request(const struct vsapi_plan_request *request)
{
    VSS_BACKUP_TYPE effective;

    if (!request || request->size != sizeof *request)
        return vsapi_fail(E_INVALIDARG, "the size of the request is not that of struct "
                                        "vsapi_plan_request (the requester's mistake)");
    if (!view_is_whole(request->view))
        return vsapi_fail(E_INVALIDARG, "the view of a plan lacks a function, or its size is wrong "
                                        "(the requester's mistake)");
    if (request->records && request->records->size != sizeof *request->records)
        return vsapi_fail(E_INVALIDARG, "the size of the records is not that of struct "
                                        "vsapi_plan_records (the requester's mistake)");
    return vsapi_plan_effective_type(request->type, 0, &effective);
}

HRESULT vsapi_plan_create(const struct vsapi_plan_request *request, struct vsapi_plan **out)
{
    struct vsapi_plan *plan;
    HRESULT hr;

    *out = NULL;
    hr = check_request(request);
    if (FAILED(hr))
        return hr;
    plan = vsapi_calloc(1, sizeof *plan);
    if (!plan)
        return vsapi_out_of_memory();
    plan->phase = PLAN_COLLECTING;
    plan->request = *request;
    plan->view = *request->view;
    if (request->records)
        plan->records = *request->records;
    plan->same = (struct plan_mapping){"", ""};
    plan->arena = vsapi_arena_create();
    hr = plan->arena ? vsbackup_plan_read_volumes(plan) : vsapi_out_of_memory();
    if (FAILED(hr))
        vsapi_plan_destroy(plan);
    else
        *out = plan;
    return hr;
}

void vsapi_plan_destroy(struct vsapi_plan *plan)
{
    if (!plan)
        return;
    vsbackup_plan_finish_walk(plan);
    vsbackup_plan_finish_queue(plan);
    vsbackup_plan_finish_table(plan);
    for (size_t i = 0; i < plan->writers.count; i++)
        vsapi_wmd_unref(plan->writers.items[i]->metadata);
    vsapi_bcd_unref(plan->document);
    vsapi_free(plan->writers.items);
    vsapi_free(plan->volumes.items);
    vsapi_free(plan->entries.items);
    vsapi_free(plan->roots.items);
    vsapi_free(plan->matches.items);
    vsapi_free(plan->copies.items);
    vsapi_free(plan->places.items);
    vsapi_arena_destroy(plan->arena);
    vsapi_free(plan);
}

/* ---- documents ---------------------------------------------------------------------------------
 */

/* Keeps a failure: what was being worked at is half done. */
static HRESULT end_on_failure(struct vsapi_plan *plan, HRESULT hr)
{
    if (FAILED(hr))
        plan->failure = hr;
    return hr;
}

static HRESULT check_collecting(const struct vsapi_plan *plan, const char *function)
{
    if (plan->phase == PLAN_COLLECTING)
        return S_OK;
    return vsapi_fail(VSS_E_BAD_STATE,
                      "%s: the plan has been asked already, and takes nothing more (the "
                      "requester's mistake)",
                      function);
}

HRESULT vsapi_plan_add_writer(struct vsapi_plan *plan, const char *xml, size_t bytes)
{
    struct vsapi_wmd *metadata;
    HRESULT hr = check_collecting(plan, "vsapi_plan_add_writer");

    if (SUCCEEDED(hr) && plan->document)
        hr = vsapi_fail(VSS_E_BAD_STATE, "vsapi_plan_add_writer: writers come before the Backup "
                                         "Components Document (the requester's mistake)");
    if (SUCCEEDED(hr))
        hr = vsapi_wmd_read(xml, bytes, &metadata);
    if (FAILED(hr))
        return hr;
    hr = vsbackup_plan_take_writer(plan, metadata);
    vsapi_wmd_unref(metadata);
    return hr;
}

HRESULT vsapi_plan_set_components(struct vsapi_plan *plan, const char *xml, size_t bytes)
{
    HRESULT hr = check_collecting(plan, "vsapi_plan_set_components");

    if (SUCCEEDED(hr) && plan->document)
        hr = vsapi_fail(VSS_E_BAD_STATE, "vsapi_plan_set_components: the plan has its document "
                                         "already (the requester's mistake)");
    if (SUCCEEDED(hr))
        hr = vsapi_bcd_read(xml, bytes, &plan->document);
    if (FAILED(hr))
        return hr;
    return end_on_failure(plan, vsbackup_plan_take_components(plan, plan->document));
}

HRESULT vsapi_plan_add_volume(struct vsapi_plan *plan, const char *mount)
{
    struct plan_volume *volume;
    HRESULT hr = check_collecting(plan, "vsapi_plan_add_volume");

    if (FAILED(hr))
        return hr;
    volume = vsbackup_plan_volume_named(plan, mount);
    if (!volume)
        return vsapi_fail(VSS_E_OBJECT_NOT_FOUND,
                          "the request of the plan has no volume %s (the requester's mistake)",
                          mount);
    volume->whole = true;
    return S_OK;
}

/* ---- answers -----------------------------------------------------------------------------------
 */

static HRESULT prepare(struct vsapi_plan *plan)
{
    HRESULT hr;

    if (FAILED(plan->failure) || plan->phase != PLAN_COLLECTING)
        return plan->failure;
    hr = vsbackup_plan_make_entries(plan);
    if (SUCCEEDED(hr))
        hr = vsbackup_plan_find_needs(plan);
    plan->phase = PLAN_PREPARED;
    return end_on_failure(plan, hr);
}

HRESULT vsapi_plan_volume_need(struct vsapi_plan *plan, size_t index, enum vsapi_plan_need *need)
{
    HRESULT hr;

    *need = VSAPI_PLAN_NOT_NEEDED;
    if (index >= plan->volumes.count)
        return vsapi_fail(E_INVALIDARG,
                          "the request of the plan has %zu volumes, and none of number %zu (the "
                          "requester's mistake)",
                          (size_t)plan->volumes.count, index);
    hr = prepare(plan);
    if (SUCCEEDED(hr))
        *need = plan->volumes.items[index].need;
    return hr;
}

/* What a writer excludes need not be there, nor what the shadow copy optimization takes out of
 * shadow copies (COMP-507). */
static HRESULT is_excused(struct vsapi_plan *plan, const struct plan_entry *entry, bool *out)
{
    HRESULT hr = vsbackup_plan_look_up(plan, entry->folder->path, &plan->walk.scope);

    *out = false;
    plan->matches.count = 0;
    if (SUCCEEDED(hr))
        hr = vsbackup_plan_match(plan, &plan->walk.scope, entry->filespec);
    for (size_t i = 0; i < plan->matches.count; i++)
        *out |= plan->matches.items[i]->kind == PLAN_EXCLUDE ||
                plan->matches.items[i]->kind == PLAN_NOT_IN_SHADOW;
    return hr;
}

/* COMP-405: what is named has to be there; a wildcard may match nothing. */
static HRESULT tell_missing(struct vsapi_plan *plan, struct plan_entry *entry)
{
    const char *path, *why;
    bool excused;
    HRESULT hr;

    if (!entry->wanted || !entry->named || entry->settled || entry->kind == PLAN_DIFFERENCED)
        return S_OK;
    hr = is_excused(plan, entry, &excused);
    if (FAILED(hr) || excused)
        return hr;
    path = vsbackup_plan_say_path(plan, entry);
    why = path ? vsbackup_plan_say(plan, "%s is not there", path) : NULL;
    return vsbackup_plan_fail(plan, HRESULT_FROM_WIN32(ERROR_FILE_NOT_FOUND), "COMP-405", entry,
                              path, why);
}

/* One step towards the next item. */
static HRESULT advance(struct vsapi_plan *plan)
{
    HRESULT hr = S_OK;

    switch (plan->phase) {
    case PLAN_PREPARED:
        hr = vsbackup_plan_remark_documents(plan);
        if (SUCCEEDED(hr))
            hr = vsbackup_plan_make_roots(plan);
        plan->phase = PLAN_WALKING;
        break;
    case PLAN_WALKING:
        hr = vsbackup_plan_step(plan);
        if (hr == S_FALSE)
            plan->phase = PLAN_MISSING;
        break;
    default:
        if (plan->next_entry < plan->entries.count)
            hr = tell_missing(plan, plan->entries.items[plan->next_entry++]);
        else
            plan->phase = PLAN_OVER;
        break;
    }
    return hr;
}

HRESULT vsapi_plan_next(struct vsapi_plan *plan, const struct vsapi_plan_item **out)
{
    HRESULT hr = prepare(plan);

    *out = NULL;
    while (SUCCEEDED(hr)) {
        *out = vsbackup_plan_take_item(plan);
        if (*out)
            return S_OK;
        if (plan->phase == PLAN_OVER)
            return S_FALSE;
        vsbackup_plan_clear_queue(plan);
        hr = end_on_failure(plan, advance(plan));
    }
    return hr;
}
