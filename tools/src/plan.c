/*
 * tools/src/plan.c - vss plan: what a backup would save, from where, for which component, and why.
 *
 * Writers may name partial and differenced files until they have handled PostSnapshot, so the
 * backup is carried on to its shadow copies. Then it is aborted: no file is copied, and no writer
 * takes it for a backup that happened.
 */
#include <stddef.h>
#include <string.h>

#include <vsapi/error.h>

#include "job.h"
#include "machine.h"
#include "plugin.h"
#include "report.h"

struct run {
    struct vss_job job;
    json_t *items; /* of the report's object */
    size_t file_count, failed;
    uint64_t bytes;
};

static const char *action_name(enum vsapi_plan_action action)
{
    switch (action) {
    case VSAPI_PLAN_COPY:
        return "copy";
    case VSAPI_PLAN_COPY_RANGES:
        return "ranges";
    case VSAPI_PLAN_FOLDER:
        return "folder";
    case VSAPI_PLAN_LINK:
        return "link";
    case VSAPI_PLAN_SKIP:
        return "skip";
    case VSAPI_PLAN_FAIL:
        return "fail";
    default:
        return "remark";
    }
}

static const char *cause_name(enum vsapi_plan_cause cause)
{
    switch (cause) {
    case VSAPI_PLAN_BY_FILE_SET:
        return "file set";
    case VSAPI_PLAN_BY_PARTIAL:
        return "partial file";
    case VSAPI_PLAN_BY_RANGES_FILE:
        return "ranges file";
    case VSAPI_PLAN_BY_DIFFERENCED:
        return "differenced file";
    case VSAPI_PLAN_BY_EXCLUDE:
        return "excluded file";
    default:
        return "volume";
    }
}

static uint64_t item_bytes(const struct vsapi_plan_item *item)
{
    uint64_t sum = 0;

    if (item->action != VSAPI_PLAN_COPY_RANGES)
        return item->action == VSAPI_PLAN_COPY ? item->info.size_bytes : 0;
    for (size_t i = 0; i < item->range_count; i++)
        sum += item->ranges[i].length_bytes;
    return sum;
}

/* ---- as JSON ---- */

static const char *full_name(const struct vsapi_plan_component *component)
{
    return vss_full_name(component->logical_path, component->name);
}

static json_t *member_json(const struct vsapi_plan_member *member)
{
    json_t *json =
        json_pack("{ss sI}", "by", cause_name(member->cause), "index", (json_int_t)member->index);

    if (!json)
        vss_out_of_memory();
    if (member->component) {
        vss_json_set(json, "writer", json_string(member->component->writer_name));
        vss_json_set(json, "component", json_string(full_name(member->component)));
        vss_json_set(json, "backup_type",
                     json_string(vss_type_name(member->component->effective_type)));
    }
    if (member->set)
        vss_json_set(json, "set", json_string(full_name(member->set)));
    if (member->path) {
        vss_json_set(json, "path", json_string(member->path));
        vss_json_set(json, "filespec", json_string(member->filespec ? member->filespec : ""));
        vss_json_set(json, "recursive", json_boolean(member->recursive));
        vss_json_set(json, "mask", json_integer((json_int_t)member->mask));
        vss_json_set(json, "time", json_integer((json_int_t)member->time));
    }
    return json;
}

static json_t *ranges_json(const struct vsapi_plan_item *item)
{
    json_t *array = json_array();

    for (size_t i = 0; i < item->range_count; i++)
        vss_json_add(array, json_pack("[II]", (json_int_t)item->ranges[i].offset_bytes,
                                      (json_int_t)item->ranges[i].length_bytes));
    return array;
}

static json_t *item_json(const struct vsapi_plan_item *item)
{
    json_t *members = json_array();
    json_t *json = json_pack("{ss ss ss sI}", "action", action_name(item->action), "rule",
                             item->rule ? item->rule : "", "why", item->why ? item->why : "",
                             "bytes", (json_int_t)item_bytes(item));

    if (!json)
        vss_out_of_memory();
    for (size_t i = 0; i < item->member_count; i++)
        vss_json_add(members, member_json(&item->members[i]));
    vss_json_set(json, "members", members);
    if (item->path)
        vss_json_set(json, "path", json_string(item->path));
    if (item->source) {
        vss_json_set(json, "source", json_string(item->source));
        vss_json_set(json, "from_shadow_copy", json_boolean(item->from_shadow_copy));
        vss_json_set(json, "size", json_integer((json_int_t)item->info.size_bytes));
    }
    if (item->action == VSAPI_PLAN_COPY_RANGES)
        vss_json_set(json, "ranges", ranges_json(item));
    if (item->action == VSAPI_PLAN_FAIL)
        vss_json_set(json, "result", json_string(vsapi_hresult_name(item->result)));
    return json;
}

/* ---- as text ---- */

static const char *member_text(const struct vsapi_plan_member *member)
{
    if (member->component)
        return vss_format("%s of %s", full_name(member->component), member->component->writer_name);
    return member->cause == VSAPI_PLAN_BY_VOLUME ? "the volume" : "";
}

/* A component that has a file by several entries is named once. */
static const char *members_text(const struct vsapi_plan_item *item)
{
    const char *text = "", *last = "";

    for (size_t i = 0; i < item->member_count; i++) {
        const char *name = member_text(&item->members[i]);

        if (!*name || strcmp(name, last) == 0)
            continue;
        text = vss_format("%s%s%s", text, *text ? ", " : "", name);
        last = name;
    }
    return text;
}

static const char *amount_text(const struct vsapi_plan_item *item)
{
    const char *source = item->from_shadow_copy ? "the shadow copy" : "the volume";

    if (item->action == VSAPI_PLAN_COPY)
        return vss_format("%s from %s", vss_bytes(item->info.size_bytes), source);
    if (item->action == VSAPI_PLAN_COPY_RANGES)
        return vss_format("%s of %s in %zu ranges from %s", vss_bytes(item_bytes(item)),
                          vss_bytes(item->info.size_bytes), item->range_count, source);
    return "";
}

/* The memory of a line is needed no more when it is printed, but a plan that is read by people is
 * short. */
static void say_item(const struct vsapi_plan_item *item)
{
    const char *amount = amount_text(item), *members = members_text(item);

    vss_say("%-7s %s%s%s%s%s%s", action_name(item->action), item->path ? item->path : "",
            *amount || *members ? " (" : "", amount, *amount && *members ? ", for " : "", members,
            *amount || *members ? ")" : "");
    vss_say("        %s%s%s%s", item->why ? item->why : "", item->rule ? " (" : "",
            item->rule ? item->rule : "", item->rule ? ")" : "");
}

/* ---- the run ---- */

static int take_item(void *context, const struct vsapi_plan_item *item)
{
    struct run *run = context;

    if (item->action == VSAPI_PLAN_COPY || item->action == VSAPI_PLAN_COPY_RANGES)
        run->file_count++;
    run->bytes += item_bytes(item);
    run->failed += item->action == VSAPI_PLAN_FAIL;
    if (run->items)
        vss_json_add(run->items, item_json(item));
    else
        say_item(item);
    return VSS_EXIT_OK;
}

static int report(struct run *run)
{
    vss_say("%zu files, %s would be saved", run->file_count, vss_bytes(run->bytes));
    vss_json_set(vss_json(), "type", json_string(vss_type_name(run->job.set.backup.type)));
    vss_json_set(vss_json(), "files", json_integer((json_int_t)run->file_count));
    vss_json_set(vss_json(), "bytes", json_integer((json_int_t)run->bytes));
    if (run->failed > 0)
        return vss_fail(VSS_EXIT_PARTIAL, "%zu files or file sets cannot be saved", run->failed);
    return VSS_EXIT_OK;
}

/* The catalogue tells what the backup would be relative to. */
static int open_sets(struct vss_job *job, const struct vss_options *options)
{
    VSS_BACKUP_TYPE type;
    int code = vss_job_read_options(job, options);

    type = job->set.backup.type;
    if (code != VSS_EXIT_OK || options->to)
        return code == VSS_EXIT_OK ? vss_sets_look(&job->sets, options->to, "to") : code;
    job->sets.path = "";
    return type == VSS_BT_FULL || type == VSS_BT_COPY
               ? VSS_EXIT_OK
               : vss_fail(VSS_EXIT_USAGE,
                          "a %s backup needs --to, the catalogue with what it is relative to",
                          vss_type_name(type));
}

static int run_plan(const struct vss_options *options)
{
    struct run run = {
        .job = {.sets = {.folder = -1, .lock = -1}, .set = {.store = {.folder = -1}}}};
    int code = open_sets(&run.job, options);

    if (options->json) {
        run.items = json_array();
        vss_json_set(vss_json(), "items", run.items);
    }
    if (code == VSS_EXIT_OK)
        code = vss_machine_begin(options);
    if (code == VSS_EXIT_OK)
        code = vss_writers_begin(options);
    if (code == VSS_EXIT_OK)
        code = vss_job_freeze(&run.job);
    if (code == VSS_EXIT_OK)
        code = vss_job_plan(&run.job, options->all, take_item, &run);
    vss_job_end(&run.job);
    if (code == VSS_EXIT_OK)
        code = report(&run);
    vss_backup_end(&run.job.set.backup);
    vss_sets_end(&run.job.sets);
    return vss_machine_end(code);
}

static const struct vss_option plan_options[] = {
    {"to", "DIR", "the catalogue that the backup would go to", offsetof(struct vss_options, to),
     false, false},
    VSS_OPTION_TYPE,
    VSS_OPTION_WRITER,
    VSS_OPTION_PROGRAM,
    VSS_OPTION_HOST,
    VSS_OPTION_COMPONENT,
    VSS_OPTION_VOLUME,
    {"all", NULL, "what is not saved, too", offsetof(struct vss_options, all), false, false},
    VSS_OPTION_JSON("plan"),
    VSS_OPTION_TRACE,
    VSS_OPTION_QUIET,
    VSS_OPTION_HELP,
    VSS_OPTIONS_END,
};

const struct vss_command vss_plan_command = {
    .name = "plan",
    .usage = "[OPTIONS]",
    .summary = "tell what a backup would save, and why",
    .text = "Goes as far as vss backup goes before it copies, and prints each file with where it\n"
            "is read, the component it is for, and the rule and the entry of the writer that\n"
            "decide. Then the backup is aborted.",
    .options = plan_options,
    .run = run_plan,
};
