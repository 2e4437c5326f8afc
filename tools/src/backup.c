/*
 * tools/src/backup.c - vss backup: components, or whole volumes, from a shadow copy into a set of a
 * catalogue.
 *
 * After what job.c does come the files, one by one as the plan yields them, the documents, the end.
 * A run that fails before BackupComplete tells the writers by AbortBackup and takes away what it
 * wrote.
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
    size_t file_count, link_count;
    uint64_t bytes;
};

/* ---- files ---- */

/* PROT-506: what is missing of a component makes all of its set fail. */
static void component_failed(struct vss_component *component, const char *reason)
{
    struct vss_component *set = component->set ? component->set : component;

    vss_warn("%s of %s: %s", component->full, component->writer->name, reason);
    set->failed = true;
}

static struct vss_member take_member(struct run *run, const struct vsapi_plan_member *member)
{
    return (struct vss_member){
        .component = member->component ? vss_job_component(&run->job, member->component) : NULL,
        .cause = member->cause,
        .index = member->index};
}

static const struct vsapi_plan_range *copy_ranges(const struct vsapi_plan_item *item)
{
    struct vsapi_plan_range *ranges = vss_alloc((item->range_count + 1) * sizeof *ranges);

    for (size_t i = 0; i < item->range_count; i++)
        ranges[i] = item->ranges[i];
    return ranges;
}

static struct vss_file *take_file(struct run *run, const struct vsapi_plan_item *item)
{
    struct vss_file *file = vss_alloc(sizeof *file);

    file->path = vss_copy(item->path);
    file->source = vss_copy(item->source);
    file->whole_bytes = item->info.size_bytes;
    file->modified = item->info.modified;
    file->attributes = item->info.attributes;
    if (item->action == VSAPI_PLAN_COPY_RANGES) {
        file->ranges = copy_ranges(item);
        file->range_count = item->range_count;
    }
    for (size_t i = 0; i < item->member_count; i++)
        *VSS_APPEND(&file->members) = take_member(run, &item->members[i]);
    return file;
}

/* Of a volume it is told only. */
static void file_failed(struct vss_file *file, HRESULT hr)
{
    const char *reason = vss_format("%s cannot be read: %s", file->path, vss_reason(hr));

    file->failed = true;
    for (size_t i = 0; i < file->members.count; i++) {
        if (file->members.items[i].component)
            component_failed(file->members.items[i].component, reason);
        else
            vss_warn("%s", reason);
    }
}

static void count_file(struct run *run, const struct vss_file *file)
{
    run->file_count++;
    run->bytes += file->size_bytes;
    for (size_t i = 0; i < file->members.count; i++) {
        struct vss_component *component = file->members.items[i].component;
        struct vss_component *set = component ? component->set : NULL;

        if (!set || set->last_file == file)
            continue;
        set->last_file = file;
        set->file_count++;
        set->bytes += file->size_bytes;
    }
}

static int save_file(struct run *run, const struct vsapi_plan_item *item)
{
    struct vss_file *file = take_file(run, item);
    HRESULT read_hr = S_OK;
    int code;

    *VSS_APPEND(&run->job.set.backup.contents.files) = file;
    vss_progress("saving file %zu, %llu MB", run->file_count + 1,
                 (unsigned long long)(run->bytes / 1000000));
    vss_store_name(&run->job.set.store, file);
    code = vss_store_save(&run->job.set.store, file, &read_hr);
    if (FAILED(read_hr))
        file_failed(file, read_hr);
    else
        count_file(run, file);
    return code;
}

static void take_folder(struct run *run, const struct vsapi_plan_item *item)
{
    for (size_t i = 0; i < item->member_count; i++)
        *VSS_APPEND(&run->job.set.backup.contents.folders) = (struct vss_folder){
            .path = vss_copy(item->path), .member = take_member(run, &item->members[i])};
}

/* The planner's sentence, which does not always name the file. */
static const char *item_text(const struct vsapi_plan_item *item)
{
    const char *why = item->why ? item->why : "";

    return item->path && !strstr(why, item->path) ? vss_format("%s: %s", item->path, why)
                                                  : vss_copy(why);
}

/* A failed look-up fails the component; without one, the backup. */
static int item_failed(struct run *run, const struct vsapi_plan_item *item)
{
    const struct vss_component *last = NULL;
    const char *reason = item_text(item);

    for (size_t i = 0; i < item->member_count; i++) {
        const struct vss_member member = take_member(run, &item->members[i]);

        if (!member.component)
            return vss_fail(VSS_EXIT_FAILED, "%s", reason);
        if (member.component != last) /* by several entries: told once */
            component_failed(member.component, reason);
        last = member.component;
    }
    return VSS_EXIT_OK;
}

static int take_item(void *context, const struct vsapi_plan_item *item)
{
    struct run *run = context;

    switch (item->action) {
    case VSAPI_PLAN_COPY:
    case VSAPI_PLAN_COPY_RANGES:
        return save_file(run, item);
    case VSAPI_PLAN_FOLDER:
        take_folder(run, item);
        break;
    case VSAPI_PLAN_LINK:
        run->link_count++;
        break;
    case VSAPI_PLAN_FAIL:
        return item_failed(run, item);
    case VSAPI_PLAN_REMARK:
        vss_warn("%s (%s)", item_text(item), item->rule);
        break;
    default:
        break;
    }
    return VSS_EXIT_OK;
}

static int save_files(struct run *run)
{
    int code = vss_job_plan(&run->job, false, take_item, run);

    vss_contents_sort(&run->job.set.backup.contents);
    if (run->link_count > 0)
        vss_warn("%zu symbolic links or junctions are not saved", run->link_count);
    return code;
}

/* ---- the end ---- */

static int set_succeeded(struct vss_job *job, struct vss_component *component)
{
    const struct vss_writer *writer = component->writer;
    HRESULT hr = IVssBackupComponents_SetBackupSucceeded(
        job->components, writer->instance, writer->id, component->type,
        vss_wide(component->logical_path), vss_wide(component->name), !component->failed);

    return vss_called(hr, "SetBackupSucceeded");
}

static int save_documents(struct run *run)
{
    BSTR xml = NULL;
    int code = vss_called(IVssBackupComponents_SaveAsXML(run->job.components, &xml), "SaveAsXML");

    if (code == VSS_EXIT_OK)
        code = vss_backup_write_document(&run->job.set.backup, &run->job.set.store, "bcd.xml",
                                         vss_text_of_bstr(xml));
    for (size_t i = 0; i < run->job.set.backup.catalog.writers.count && code == VSS_EXIT_OK; i++) {
        const struct vss_writer *writer = run->job.set.backup.catalog.writers.items[i];

        code = vss_backup_write_document(&run->job.set.backup, &run->job.set.store,
                                         vss_format("writers/%s.xml", vss_guid(&writer->instance)),
                                         writer->document);
    }
    return code;
}

/* The documents are part of what has to be saved before BackupComplete (PROT-601, PROT-605). The
 * backup is whole even if a writer cannot cope with BackupComplete, so the manifest is written then
 * too; the exit code tells. */
static int complete(struct run *run)
{
    IVssAsync *async = NULL;
    HRESULT hr;
    int code = vss_job_each_explicit(&run->job, set_succeeded);
    int commit;

    if (code == VSS_EXIT_OK)
        code = save_documents(run);
    if (code != VSS_EXIT_OK)
        return code;
    vss_progress("completing");
    hr = IVssBackupComponents_BackupComplete(run->job.components, &async);
    code = vss_finish(hr, async, "BackupComplete");
    if (code != VSS_EXIT_OK)
        return code;
    run->job.begun = false;
    code = vss_job_check_writers(&run->job);
    commit = vss_backup_commit(&run->job.set.backup, &run->job.set.store);
    return commit == VSS_EXIT_OK ? code : commit;
}

static int back_up(struct run *run)
{
    int code = vss_job_freeze(&run->job);

    if (code == VSS_EXIT_OK)
        code = save_files(run);
    return code == VSS_EXIT_OK ? complete(run) : code;
}

/* ---- what is told ---- */

static const char *base_text(const struct vss_component *component)
{
    return component->base ? vss_format("%u", component->base) : "";
}

static json_t *component_json(const struct vss_component *component)
{
    const struct vss_writer *writer = component->writer;

    return json_pack("{ss ss ss ss ss sI sI sI sb}", "writer", writer->name, "instance",
                     vss_guid(&writer->instance), "component", component->full, "type",
                     vss_component_type_name(component->type), "backup_type",
                     vss_type_name(component->effective), "base", (json_int_t)component->base,
                     "files", (json_int_t)component->file_count, "bytes",
                     (json_int_t)component->bytes, "succeeded", !component->failed);
}

/* INCR-113, INCR-115: whose data is saved in another way than was asked for. */
static void tell_full(const struct run *run)
{
    const struct vss_backup *backup = &run->job.set.backup;

    for (size_t i = 0; i < backup->catalog.writers.count; i++) {
        const struct vss_writer *writer = backup->catalog.writers.items[i];
        bool told = false;

        for (size_t j = 0; j < writer->components.count && !told; j++) {
            const struct vss_component *component = &writer->components.items[j];

            told = component->explicitly && component->effective != backup->type;
        }
        if (told)
            vss_say("%s does not support %s backups: its components are saved in full",
                    writer->name, vss_type_name(backup->type));
    }
}

static size_t report_components(const struct run *run, struct vss_table *table, json_t *array)
{
    size_t failed = 0;

    for (size_t i = 0; i < run->job.set.backup.catalog.writers.count; i++) {
        const struct vss_writer *writer = run->job.set.backup.catalog.writers.items[i];

        for (size_t j = 0; j < writer->components.count; j++) {
            const struct vss_component *component = &writer->components.items[j];

            if (!component->explicitly)
                continue;
            failed += component->failed;
            vss_table_row(table,
                          (const char *[]){
                              writer->name, component->full, vss_type_name(component->effective),
                              base_text(component), vss_format("%zu", component->file_count),
                              vss_bytes(component->bytes), component->failed ? "failed" : "saved"});
            vss_json_add(array, component_json(component));
        }
    }
    return failed;
}

static void report_volumes(const struct run *run)
{
    json_t *array = json_array();

    for (size_t i = 0; i < run->job.volumes.list.count; i++) {
        const struct vss_volume *volume = &run->job.volumes.list.items[i];

        if (!volume->device)
            continue;
        vss_say("%s\\ from %s", volume->mount, volume->device);
        vss_json_add(array, json_pack("{ss ss ss}", "mount", vss_format("%s\\", volume->mount),
                                      "name", volume->name, "device", volume->device));
    }
    vss_json_set(vss_json(), "volumes", array);
}

static int report(const struct run *run)
{
    struct vss_table table = {.columns = 7};
    json_t *components = json_array();
    size_t failed;

    report_volumes(run);
    tell_full(run);
    vss_table_row(&table, (const char *[]){"WRITER", "COMPONENT", "TYPE", "RELATIVE TO", "FILES",
                                           "SIZE", "RESULT"});
    failed = report_components(run, &table, components);
    if (run->job.set.backup.by_components)
        vss_table_print(&table);
    vss_say("%zu files, %s saved to %s", run->file_count, vss_bytes(run->bytes), run->job.set.path);
    vss_json_set(vss_json(), "snapshot_set", json_string(vss_guid(&run->job.set_id)));
    vss_json_set(vss_json(), "components", components);
    vss_json_set(vss_json(), "files", json_integer((json_int_t)run->file_count));
    vss_json_set(vss_json(), "bytes", json_integer((json_int_t)run->bytes));
    vss_json_set(vss_json(), "to", json_string(run->job.options->to));
    vss_json_set(vss_json(), "set", json_integer((json_int_t)run->job.set.number));
    vss_json_set(vss_json(), "type", json_string(vss_type_name(run->job.set.backup.type)));
    if (failed > 0)
        return vss_fail(VSS_EXIT_PARTIAL, "%zu components could not be backed up", failed);
    return VSS_EXIT_OK;
}

/* The set's folder is made early, so that one that cannot be written is noticed before the writers
 * are asked to hold still. */
static int begin_set(struct vss_job *job, const struct vss_options *options)
{
    int code = vss_job_read_options(job, options);

    if (code == VSS_EXIT_OK)
        code = vss_sets_open_for_backup(&job->sets, options->to);
    return code == VSS_EXIT_OK ? vss_sets_begin(&job->sets, &job->set) : code;
}

static void end_set(struct vss_job *job)
{
    if (!job->set.store.finished) {
        vss_store_abandon(&job->set.store);
        vss_sets_abandon(&job->sets);
    }
    vss_store_close(&job->set.store);
    vss_backup_end(&job->set.backup);
    vss_sets_end(&job->sets);
}

static int run_backup(const struct vss_options *options)
{
    struct run run = {
        .job = {.sets = {.folder = -1, .lock = -1}, .set = {.store = {.folder = -1}}}};
    int code;

    if (!options->to)
        return vss_fail(VSS_EXIT_USAGE, "--to is missing; see vss backup --help");
    code = begin_set(&run.job, options);
    if (code == VSS_EXIT_OK)
        code = vss_machine_begin(options);
    if (code == VSS_EXIT_OK)
        code = vss_writers_begin(options);
    if (code == VSS_EXIT_OK)
        code = back_up(&run);
    vss_job_end(&run.job);
    if (code == VSS_EXIT_OK)
        code = report(&run);
    end_set(&run.job);
    return vss_machine_end(code);
}

static const struct vss_option backup_options[] = {
    {"to", "DIR", "the catalogue: a folder for backup sets; it is made if need be",
     offsetof(struct vss_options, to), false, false},
    VSS_OPTION_TYPE,
    VSS_OPTION_WRITER,
    VSS_OPTION_PROGRAM,
    VSS_OPTION_HOST,
    VSS_OPTION_COMPONENT,
    VSS_OPTION_VOLUME,
    VSS_OPTION_JSON("result"),
    VSS_OPTION_TRACE,
    VSS_OPTION_QUIET,
    VSS_OPTION_HELP,
    VSS_OPTIONS_END,
};

const struct vss_command vss_backup_command = {
    .name = "backup",
    .usage = "--to DIR [OPTIONS]",
    .summary = "save components or volumes from a shadow copy",
    .text = "Makes a shadow copy with the writers' help and saves from it, into a folder, all\n"
            "components of the writers, or those given by --component. With --volume and\n"
            "without --component it saves whole volumes and no components. Each run adds a set\n"
            "to the folder; an incremental one is relative to the last full or incremental set,\n"
            "a differential one to the last full set.",
    .options = backup_options,
    .run = run_backup,
};
