/*
 * vsbackup/src/plan_remarks.c - what the documents alone show: breaches of the rules by writers,
 * and what a user wants to know before the files come.
 */
#include "plan.h"

static HRESULT remark(struct vsapi_plan *plan, const char *rule, const char *why)
{
    return vsbackup_plan_tell(plan, VSAPI_PLAN_REMARK, rule, NULL, NULL, why);
}

/* ---- writers -----------------------------------------------------------------------------------
 */

struct schema_call {
    struct vsapi_plan *plan;
    const struct vsapi_wmd *metadata;
};

static HRESULT tell_schema(void *context, const char *rule, const char *what)
{
    const struct schema_call *call = context;

    return remark(call->plan, rule,
                  vsbackup_plan_say(call->plan, "the schema 0x%x of %s %s (the writer's mistake)",
                                    (unsigned)call->metadata->backup_schema,
                                    call->metadata->friendly_name, what));
}

/* INCR-113 */
static HRESULT remark_type(struct vsapi_plan *plan, const struct plan_writer *writer)
{
    if (writer->effective == plan->request.type || plan->request.type == VSS_BT_OTHER)
        return S_OK;
    return remark(plan, "INCR-113",
                  vsbackup_plan_say(plan, "%s has no %s backups; it is backed up in full",
                                    writer->metadata->friendly_name,
                                    vsbackup_plan_type_name(plan->request.type)));
}

/* ---- dependencies ------------------------------------------------------------------------------
 */

static bool is_remote(const struct vsapi_wm_dependency *dependency)
{
    return (dependency->logical_path && strncmp(dependency->logical_path, "\\\\", 2) == 0) ||
           (dependency->component_name && strncmp(dependency->component_name, "\\\\", 2) == 0);
}

/* COMP-703: NULL, if the target takes part; else what is wrong. */
static const char *check_target(const struct vsapi_plan *plan,
                                const struct vsapi_wm_dependency *dependency)
{
    const char *wrong = "which none of the writers has";

    for (size_t i = 0; i < plan->writers.count; i++) {
        struct vsapi_wmd *metadata = plan->writers.items[i]->metadata;
        const struct vsapi_wm_component *data;
        const struct plan_component *target;

        if (!IsEqualGUID(&metadata->writer_id, &dependency->writer_id))
            continue;
        data = vsapi_wmd_find(metadata, dependency->logical_path, dependency->component_name);
        target = data ? vsbackup_plan_find(plan, data, "") : NULL;
        if (target && target->set)
            return NULL;
        if (target)
            wrong = "which is not in this backup";
    }
    return wrong;
}

static HRESULT remark_dependency(struct vsapi_plan *plan, const struct plan_component *component,
                                 const struct vsapi_wm_dependency *dependency)
{
    const struct vsapi_wmd *metadata = component->writer->metadata;
    const char *path = dependency->logical_path ? dependency->logical_path : "";
    const char *wrong, *rule = "COMP-703";
    char id[VSAPI_GUID_TEXT];

    if (is_remote(dependency))
        return S_OK;
    wrong = check_target(plan, dependency);
    if (IsEqualGUID(&metadata->writer_id, &dependency->writer_id)) {
        wrong = "a component of the same writer";
        rule = "COMP-702";
    }
    if (!wrong)
        return S_OK;
    return remark(plan, rule,
                  vsbackup_plan_say(plan, "%s of %s depends on %s%s%s of writer %s, %s",
                                    component->shown.name, component->shown.writer_name, path,
                                    *path ? "\\" : "", dependency->component_name,
                                    vsapi_guid_to_text(&dependency->writer_id, id), wrong));
}

static HRESULT remark_component(struct vsapi_plan *plan, const struct plan_component *component)
{
    HRESULT hr = S_OK;

    for (size_t i = 0; component->set && i < component->data->dependencies.count && SUCCEEDED(hr);
         i++)
        hr = remark_dependency(plan, component, &component->data->dependencies.items[i]);
    return hr;
}

/* ---- partial and differenced files -------------------------------------------------------------
 */

static HRESULT remark_partials(struct vsapi_plan *plan, const struct plan_component *component)
{
    const char *rule, *what;

    if (component->stored->partial_files.count == 0)
        return S_OK;
    if (!plan->request.partial_files) {
        rule = "INCR-003";
        what = "which this backup does not support";
    } else if (component->writer->metadata->backup_schema == VSS_BS_UNDEFINED) {
        rule = "INCR-102";
        what = "and a writer without a schema has only whole files";
    } else {
        return S_OK;
    }
    return remark(plan, rule,
                  vsbackup_plan_say(plan, "%s of %s has partial files, %s (the writer's mistake)",
                                    component->shown.name, component->shown.writer_name, what));
}

static HRESULT remark_differenced(struct vsapi_plan *plan, const struct plan_component *component)
{
    const struct plan_writer *writer = component->writer;
    const char *bit = NULL, *rule = NULL;

    if (component->stored->differenced_files.count == 0)
        return S_OK;
    if (writer->effective != plan->request.type && plan->request.type == VSS_BT_INCREMENTAL) {
        rule = "INCR-402";
        bit = "VSS_BS_INCREMENTAL";
    } else if (writer->effective != plan->request.type &&
               plan->request.type == VSS_BT_DIFFERENTIAL) {
        rule = "INCR-402";
        bit = "VSS_BS_DIFFERENTIAL";
    }
    if (!(writer->metadata->backup_schema & VSS_BS_LAST_MODIFY)) {
        rule = "INCR-401";
        bit = "VSS_BS_LAST_MODIFY";
    }
    if (!rule)
        return S_OK;
    return remark(plan, rule,
                  vsbackup_plan_say(plan,
                                    "%s of %s has differenced files, and its schema lacks %s (the "
                                    "writer's mistake)",
                                    component->shown.name, component->shown.writer_name, bit));
}

/* ---- all ---------------------------------------------------------------------------------------
 */

static HRESULT remark_writer(struct vsapi_plan *plan, const struct plan_writer *writer)
{
    struct schema_call call = {plan, writer->metadata};
    HRESULT hr = vsbackup_plan_check_schema(writer->metadata, tell_schema, &call);

    if (SUCCEEDED(hr))
        hr = remark_type(plan, writer);
    for (size_t i = 0; i < writer->metadata->components.count && SUCCEEDED(hr); i++) {
        const struct plan_component *component = &writer->components[i];

        hr = remark_component(plan, component);
        if (SUCCEEDED(hr) && component->stored)
            hr = remark_partials(plan, component);
        if (SUCCEEDED(hr) && component->stored)
            hr = remark_differenced(plan, component);
    }
    return hr;
}

HRESULT vsbackup_plan_remark_documents(struct vsapi_plan *plan)
{
    HRESULT hr = S_OK;

    for (size_t i = 0; i < plan->writers.count && SUCCEEDED(hr); i++) {
        if (plan->writers.items[i]->takes_part)
            hr = remark_writer(plan, plan->writers.items[i]);
    }
    return hr;
}
