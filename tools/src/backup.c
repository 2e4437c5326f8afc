/*
 * tools/src/backup.c - vss backup: components, or whole volumes, from a shadow copy into a set of a
 * catalogue.
 *
 * The order of calls is that of an ordinary requester (backup-protocol of the documentation): what
 * the writers have, what of it is wanted, the shadow copy set, the files, the documents, the end. A
 * run that fails between StartSnapshotSet and BackupComplete tells the writers by AbortBackup and
 * takes away what it wrote.
 */
#include <stddef.h>
#include <string.h>

#include <vsapi/error.h>

#include "history.h"
#include "machine.h"
#include "options.h"
#include "plugin.h"
#include "report.h"
#include "select.h"

struct run {
    const struct vss_options *options;
    IVssBackupComponents *components;
    struct vss_sets sets;
    struct vss_set set; /* that is being made */
    struct vss_volumes volumes;
    bool begun; /* a snapshot set was started and the backup is not complete */
    VSS_ID set_id;
    size_t component_count, file_count;
    uint64_t bytes;
};

static int initialize(struct run *run)
{
    const struct vss_backup *backup = &run->set.backup;
    int code = vss_components_create(&run->components);

    if (code == VSS_EXIT_OK)
        code = vss_called(IVssBackupComponents_InitializeForBackup(run->components, NULL),
                          "InitializeForBackup");
    if (code == VSS_EXIT_OK)
        code = vss_called(IVssBackupComponents_SetContext(run->components, VSS_CTX_BACKUP),
                          "SetContext");
    if (code == VSS_EXIT_OK)
        code = vss_called(IVssBackupComponents_SetBackupState(
                              run->components, backup->by_components, backup->bootable,
                              backup->type, backup->partial_files),
                          "SetBackupState");
    if (code == VSS_EXIT_OK)
        code = vss_catalog_gather(&run->set.backup.catalog, run->components);
    return code;
}

/* ---- components ---- */

/* Calls a function for each component that is in the document, until one fails. */
static int each_explicit(struct run *run, int (*call)(struct run *, struct vss_component *))
{
    int code = VSS_EXIT_OK;

    for (size_t i = 0; i < run->set.backup.catalog.writers.count; i++) {
        struct vss_writer *writer = run->set.backup.catalog.writers.items[i];

        for (size_t j = 0; j < writer->components.count && code == VSS_EXIT_OK; j++) {
            if (writer->components.items[j].explicitly)
                code = call(run, &writer->components.items[j]);
        }
    }
    return code;
}

static int add_component(struct run *run, struct vss_component *component)
{
    const struct vss_writer *writer = component->writer;
    HRESULT hr = IVssBackupComponents_AddComponent(
        run->components, writer->instance, writer->id, component->type,
        vss_wide(component->logical_path), vss_wide(component->name));

    if (FAILED(hr))
        return vss_fail_hr(VSS_EXIT_FAILED, hr, "AddComponent of %s of %s", component->full,
                           writer->name);
    run->component_count++;
    return VSS_EXIT_OK;
}

/* What the components are relative to, and what that brings the writers. */
static int look_back(struct run *run)
{
    int code = vss_history_find_bases(&run->sets, &run->set.backup);

    if (code == VSS_EXIT_OK)
        code = vss_history_set_stamps(&run->sets, &run->set.backup, run->components);
    return code;
}

static int choose_components(struct run *run)
{
    int code = vss_select(&run->set.backup.catalog, &run->options->components);

    if (code == VSS_EXIT_OK)
        code = each_explicit(run, add_component);
    if (code == VSS_EXIT_OK && run->component_count == 0)
        code = vss_fail(VSS_EXIT_USAGE,
                        run->set.backup.catalog.writers.count
                            ? "no writer has a component; take --volume for whole volumes"
                            : "there is no writer; give --writer, or --volume for whole volumes");
    if (code == VSS_EXIT_OK)
        code = look_back(run);
    if (code == VSS_EXIT_OK)
        code = vss_plan_mark_volumes(&run->volumes, &run->set.backup.catalog);
    return code;
}

static int choose_volumes(struct run *run)
{
    const struct vss_texts *names = &run->options->volumes;

    for (size_t i = 0; i < names->count; i++) {
        struct vss_volume *volume = vss_volumes_named(&run->volumes, names->items[i]);

        if (!volume)
            return vss_fail(VSS_EXIT_USAGE,
                            "--volume %s: there is no such volume; see vss list "
                            "volumes",
                            names->items[i]);
        vss_plan_mark_volume(&run->volumes, volume);
    }
    return VSS_EXIT_OK;
}

static int choose(struct run *run)
{
    int code = vss_volumes_read(&run->volumes);

    if (code == VSS_EXIT_OK && run->set.backup.by_components)
        code = choose_components(run);
    if (code == VSS_EXIT_OK)
        code = choose_volumes(run);
    return code;
}

/* ---- writers ---- */

static bool takes_part(const struct run *run, const VSS_ID *instance)
{
    const struct vss_writer *writer =
        vss_map_get(&run->set.backup.catalog.by_instance, vss_guid(instance));

    if (!run->set.backup.by_components)
        return true;
    for (size_t i = 0; writer && i < writer->components.count; i++) {
        if (writer->components.items[i].explicitly)
            return true;
    }
    return false;
}

/* A writer of the backup that failed ends it; of the others it is told. */
static int check_writers(struct run *run)
{
    struct vss_writer_statuses statuses = {0};
    int code = vss_gather_status(run->components, &statuses);

    for (size_t i = 0; i < statuses.count && code == VSS_EXIT_OK; i++) {
        const struct vss_writer_status *status = &statuses.items[i];
        const char *sentence;

        if (!vss_state_failed(status->state))
            continue;
        sentence = vss_format("the writer %s %s: %s%s%s", status->name,
                              vss_state_name(status->state), vsapi_hresult_name(status->failure),
                              *status->message ? ": " : "", status->message);
        if (takes_part(run, &status->instance_id))
            code = vss_fail(VSS_EXIT_WRITER, "%s", sentence);
        else
            vss_warn("%s; no component of it is in the backup", sentence);
    }
    return code;
}

/* ---- the shadow copy ---- */

static int prepare(struct run *run)
{
    IVssAsync *async = NULL;
    HRESULT hr;
    int code = vss_called(IVssBackupComponents_StartSnapshotSet(run->components, &run->set_id),
                          "StartSnapshotSet");

    if (code != VSS_EXIT_OK)
        return code;
    run->begun = true;
    code = vss_volumes_add_to_set(&run->volumes, run->components);
    if (code != VSS_EXIT_OK)
        return code;
    vss_progress("preparing the writers");
    hr = IVssBackupComponents_PrepareForBackup(run->components, &async);
    code = vss_finish(hr, async, "PrepareForBackup");
    return code == VSS_EXIT_OK ? check_writers(run) : code;
}

static int make_shadow_copies(struct run *run)
{
    IVssAsync *async = NULL;
    HRESULT hr;
    int code = vss_interrupted();

    if (code != VSS_EXIT_OK)
        return code;
    vss_progress("making the shadow copies");
    hr = IVssBackupComponents_DoSnapshotSet(run->components, &async);
    code = vss_finish(hr, async, "DoSnapshotSet");
    if (code == VSS_EXIT_OK)
        code = check_writers(run);
    if (code == VSS_EXIT_OK)
        code = vss_volumes_read_devices(&run->volumes, run->components);
    run->set.backup.snapshot_time = vss_volumes_first_time(&run->volumes);
    return code;
}

/* ---- files ---- */

static int look_up_files(struct run *run)
{
    struct vss_plan *plan = &run->set.backup.plan;
    const struct vss_texts *names = &run->options->volumes;
    int code = VSS_EXIT_OK;

    plan->volumes = &run->volumes;
    vss_plan_excludes(plan, &run->set.backup.catalog);
    if (run->set.backup.by_components)
        code = vss_plan_components(plan, &run->set.backup.catalog);
    for (size_t i = 0; i < names->count && code == VSS_EXIT_OK; i++)
        code = vss_plan_volume(plan, vss_volumes_named(&run->volumes, names->items[i]));
    vss_plan_sort(plan);
    if (plan->links > 0)
        vss_warn("%zu symbolic links or junctions are not saved", plan->links);
    return code;
}

/* PROT-506: one file that fails makes the whole component fail. Of a volume it is told only. */
static void file_failed(struct vss_file *file, HRESULT hr)
{
    const char *reason = vss_format("%s cannot be read: %s", file->path, vss_reason(hr));

    file->failed = true;
    for (size_t i = 0; i < file->members.count; i++) {
        if (file->members.items[i].component)
            vss_component_failed(file->members.items[i].component, reason);
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

static int save_files(struct run *run)
{
    struct vss_plan *plan = &run->set.backup.plan;
    int code = VSS_EXIT_OK;

    for (size_t i = 0; i < plan->files.count && code == VSS_EXIT_OK; i++) {
        struct vss_file *file = plan->files.items[i];
        HRESULT read_hr = S_OK;

        vss_progress("saving file %zu of %zu, %llu MB", i + 1, plan->files.count,
                     (unsigned long long)(run->bytes / 1000000));
        vss_store_name(&run->set.store, file);
        code = vss_store_save(&run->set.store, file, &read_hr);
        if (FAILED(read_hr))
            file_failed(file, read_hr);
        else
            count_file(run, file);
        if (code == VSS_EXIT_OK)
            code = vss_interrupted();
    }
    return code;
}

/* ---- the end ---- */

static int set_succeeded(struct run *run, struct vss_component *component)
{
    const struct vss_writer *writer = component->writer;
    HRESULT hr = IVssBackupComponents_SetBackupSucceeded(
        run->components, writer->instance, writer->id, component->type,
        vss_wide(component->logical_path), vss_wide(component->name), !component->failed);

    return vss_called(hr, "SetBackupSucceeded");
}

static int save_documents(struct run *run)
{
    BSTR xml = NULL;
    int code = vss_called(IVssBackupComponents_SaveAsXML(run->components, &xml), "SaveAsXML");

    if (code == VSS_EXIT_OK)
        code = vss_backup_write_document(&run->set.backup, &run->set.store, "bcd.xml",
                                         vss_text_of_bstr(xml));
    for (size_t i = 0; i < run->set.backup.catalog.writers.count && code == VSS_EXIT_OK; i++) {
        const struct vss_writer *writer = run->set.backup.catalog.writers.items[i];

        code = vss_backup_write_document(&run->set.backup, &run->set.store,
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
    int code = each_explicit(run, set_succeeded);
    int commit;

    if (code == VSS_EXIT_OK)
        code = save_documents(run);
    if (code != VSS_EXIT_OK)
        return code;
    vss_progress("completing");
    hr = IVssBackupComponents_BackupComplete(run->components, &async);
    code = vss_finish(hr, async, "BackupComplete");
    if (code != VSS_EXIT_OK)
        return code;
    run->begun = false;
    code = check_writers(run);
    commit = vss_backup_commit(&run->set.backup, &run->set.store);
    return commit == VSS_EXIT_OK ? code : commit;
}

static int back_up(struct run *run)
{
    int code = initialize(run);

    if (code == VSS_EXIT_OK)
        code = choose(run);
    if (code == VSS_EXIT_OK)
        code = prepare(run);
    if (code == VSS_EXIT_OK)
        code = make_shadow_copies(run);
    if (code == VSS_EXIT_OK)
        code = look_up_files(run);
    if (code == VSS_EXIT_OK)
        code = save_files(run);
    if (code == VSS_EXIT_OK)
        code = complete(run);
    return code;
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
    const struct vss_backup *backup = &run->set.backup;

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

    for (size_t i = 0; i < run->set.backup.catalog.writers.count; i++) {
        const struct vss_writer *writer = run->set.backup.catalog.writers.items[i];

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

    for (size_t i = 0; i < run->volumes.list.count; i++) {
        const struct vss_volume *volume = &run->volumes.list.items[i];

        if (!volume->wanted)
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
    if (run->set.backup.by_components)
        vss_table_print(&table);
    vss_say("%zu files, %s saved to %s", run->file_count, vss_bytes(run->bytes), run->set.path);
    vss_json_set(vss_json(), "snapshot_set", json_string(vss_guid(&run->set_id)));
    vss_json_set(vss_json(), "components", components);
    vss_json_set(vss_json(), "files", json_integer((json_int_t)run->file_count));
    vss_json_set(vss_json(), "bytes", json_integer((json_int_t)run->bytes));
    vss_json_set(vss_json(), "to", json_string(run->options->to));
    vss_json_set(vss_json(), "set", json_integer((json_int_t)run->set.number));
    vss_json_set(vss_json(), "type", json_string(vss_type_name(run->set.backup.type)));
    if (failed > 0)
        return vss_fail(VSS_EXIT_PARTIAL, "%zu components could not be backed up", failed);
    return VSS_EXIT_OK;
}

/* AbortBackup tells the writers that stopped midway; its own failure adds nothing. */
static void abandon(struct run *run)
{
    if (run->components && run->begun)
        IVssBackupComponents_AbortBackup(run->components);
    if (run->components)
        IVssBackupComponents_Release(run->components);
    run->components = NULL;
}

static int read_type(const char *name, VSS_BACKUP_TYPE *out)
{
    *out = VSS_BT_FULL;
    if (name && !vss_type_from_name(name, out))
        return vss_fail(VSS_EXIT_USAGE,
                        "--type %s is none of full, incremental, differential, log and copy", name);
    return VSS_EXIT_OK;
}

/* The set's folder is made early, so that one that cannot be written is noticed before the writers
 * are asked to hold still. */
static int begin_set(struct run *run)
{
    const struct vss_options *options = run->options;
    VSS_BACKUP_TYPE type;
    int code = read_type(options->type, &type);

    if (code == VSS_EXIT_OK)
        code = vss_sets_open_for_backup(&run->sets, options->to);
    if (code == VSS_EXIT_OK)
        code = vss_sets_begin(&run->sets, &run->set);
    run->set.backup.type = type;
    run->set.backup.by_components = options->components.count > 0 || options->volumes.count == 0;
    return code;
}

static void end_run(struct run *run)
{
    if (!run->set.store.finished) {
        vss_store_abandon(&run->set.store);
        vss_sets_abandon(&run->sets);
    }
    vss_store_close(&run->set.store);
    vss_backup_end(&run->set.backup);
    vss_sets_end(&run->sets);
}

static int run_backup(const struct vss_options *options)
{
    struct run run = {
        .options = options, .sets = {.folder = -1, .lock = -1}, .set = {.store = {.folder = -1}}};
    int code;

    if (!options->to)
        return vss_fail(VSS_EXIT_USAGE, "--to is missing; see vss backup --help");
    code = begin_set(&run);
    if (code == VSS_EXIT_OK)
        code = vss_machine_begin(options);
    if (code == VSS_EXIT_OK)
        code = vss_plugins_load(&options->writers);
    if (code == VSS_EXIT_OK)
        code = back_up(&run);
    abandon(&run);
    if (code == VSS_EXIT_OK)
        code = report(&run);
    end_run(&run);
    return vss_machine_end(code);
}

static const struct vss_option backup_options[] = {
    {"to", "DIR", "the catalogue: a folder for backup sets; it is made if need be",
     offsetof(struct vss_options, to), false},
    {"type", "TYPE", "full (default), incremental, differential, log or copy",
     offsetof(struct vss_options, type), false},
    VSS_OPTION_WRITER,
    VSS_OPTION_HOST,
    {"component", "WRITER:PATH\\NAME", "only this component; may be repeated",
     offsetof(struct vss_options, components), true},
    {"volume", "VOLUME", "this whole volume, as C:\\; may be repeated",
     offsetof(struct vss_options, volumes), true},
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
