/*
 * tools/src/restore.c - vss restore: from a folder that vss backup made, to where the files were or
 * elsewhere.
 *
 * The whole backup is read and held against its checksums before anything else happens. Then the
 * order is that of an ordinary requester (restore of the documentation): documents, writers, the
 * selection, PreRestore, the files by component sets, their status, PostRestore.
 */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <vsapi/error.h>
#include <vsapi/text.h>

#include "machine.h"
#include "options.h"
#include "placing.h"
#include "plugin.h"
#include "report.h"
#include "sets.h"

struct run {
    const struct vss_options *options;
    const char *to; /* NULL: where the files were */
    IVssBackupComponents *components;
    struct vss_sets sets;
    struct vss_set *set;
    struct vss_catalog running;
    VSS_LIST(struct vss_unit) units;
    struct vss_map by_component; /* writer class and full name to unit */
    size_t file_count;
    uint64_t bytes;
    bool writer_failed;
};

/* ---- the backup ---- */

/* The set that is wanted: the newest, or --set. */
static int choose_set(struct run *run)
{
    const char *wanted = run->options->set;
    char *end = NULL;
    unsigned long number = wanted ? strtoul(wanted, &end, 10) : 0;

    if (!wanted) {
        run->set = run->sets.finished.items[run->sets.finished.count - 1];
        return VSS_EXIT_OK;
    }
    if (*end || number == 0 || number > UINT32_MAX)
        return vss_fail(VSS_EXIT_USAGE, "--set %s is no number of a set", wanted);
    run->set = vss_sets_find(&run->sets, (unsigned)number);
    if (!run->set)
        return vss_fail(VSS_EXIT_USAGE, "--set %s: %s has no finished set of this number", wanted,
                        run->sets.path);
    return VSS_EXIT_OK;
}

static const char *component_key(const VSS_ID *writer_id, const char *full)
{
    return vss_format("%s|%s", vss_guid(writer_id), full);
}

/* One unit for each explicit component, and the last one for the files of whole volumes. */
static void make_units(struct run *run)
{
    struct vss_unit **by_number =
        vss_alloc((run->set->backup.component_count + 1) * sizeof(struct vss_unit *));
    size_t count = 1;

    for (size_t i = 0; i < run->set->backup.catalog.writers.count; i++)
        count += run->set->backup.catalog.writers.items[i]->components.count;
    run->units.items = vss_alloc(count * sizeof *run->units.items); /* they do not move */
    run->units.capacity = count;
    for (size_t i = 0; i < run->set->backup.catalog.writers.count; i++) {
        struct vss_writer *writer = run->set->backup.catalog.writers.items[i];

        for (size_t j = 0; j < writer->components.count; j++) {
            struct vss_component *component = &writer->components.items[j];
            struct vss_unit *unit;

            if (!component->explicitly)
                continue;
            unit = VSS_APPEND(&run->units);
            unit->set = component;
            unit->restore_target = VSS_RT_ORIGINAL;
            by_number[component->number] = unit;
            vss_map_put(&run->by_component, component_key(&writer->id, component->full), unit);
        }
    }
    by_number[run->set->backup.component_count] = VSS_APPEND(&run->units);
    run->units.items[run->units.count - 1].restore_target = VSS_RT_ORIGINAL;
    for (size_t i = 0; i < run->set->backup.plan.files.count; i++) {
        struct vss_file *file = run->set->backup.plan.files.items[i];

        for (size_t j = 0; j < file->members.count; j++) {
            const struct vss_member *member = &file->members.items[j];
            struct vss_component *set = member->component ? member->component->set : NULL;
            struct vss_unit *unit = by_number[set ? set->number : run->set->backup.component_count];

            if (unit->files.count && unit->files.items[unit->files.count - 1].file == file)
                continue; /* in two file sets of the set */
            *VSS_APPEND(&unit->files) = (struct vss_placed){
                .file = file,
                .fileset = set ? &member->component->filesets.items[member->fileset] : NULL};
        }
    }
    for (size_t i = 0; i < run->set->backup.plan.folders.count; i++) {
        const struct vss_folder *folder = &run->set->backup.plan.folders.items[i];
        struct vss_component *component = folder->member.component;
        struct vss_unit *unit =
            by_number[component ? component->set->number : run->set->backup.component_count];

        *VSS_APPEND(&unit->folders) = (struct vss_placed_folder){
            folder->path, component ? &component->filesets.items[folder->member.fileset] : NULL};
    }
}

/* ---- the writers ---- */

static int initialize(struct run *run)
{
    BSTR xml = SysAllocString(vss_wide(run->set->backup.components_document));
    int code;

    if (!xml)
        vss_out_of_memory();
    code = vss_components_create(&run->components);
    if (code == VSS_EXIT_OK)
        code = vss_called(IVssBackupComponents_InitializeForRestore(run->components, xml),
                          "InitializeForRestore");
    SysFreeString(xml);
    if (code == VSS_EXIT_OK)
        code = vss_catalog_gather(&run->running, run->components);
    return code;
}

static bool is_running(const struct run *run, const VSS_ID *writer_id)
{
    for (size_t i = 0; i < run->running.writers.count; i++) {
        if (IsEqualGUID(&run->running.writers.items[i]->id, writer_id))
            return true;
    }
    return false;
}

/*
 * A writer takes part in the restore of its data if it runs, wants the events, and can be told
 * where the files go. Without the schema bit for new targets a restore elsewhere is a private one,
 * of which the writer must not notice (REST-510, REST-514).
 */
static bool can_take_part(const struct run *run, const struct vss_unit *unit)
{
    const struct vss_writer *writer = unit->set->writer;

    if (unit->set->failed || !is_running(run, &writer->id))
        return false;
    if (writer->writer_restore == VSS_WRE_NEVER || writer->method == VSS_RME_CUSTOM)
        return false;
    return !run->to || (writer->schema & VSS_BS_WRITER_SUPPORTS_NEW_TARGET);
}

/* Announces the new place of each file set of the set, under the name of the explicit component. */
static int add_new_targets(struct run *run, const struct vss_unit *unit)
{
    const struct vss_component *set = unit->set;
    const struct vss_writer *writer = set->writer;

    for (size_t i = 0; i < writer->components.count; i++) {
        const struct vss_component *component = &writer->components.items[i];

        for (size_t j = 0; component->set == set && j < component->filesets.count; j++) {
            const struct vss_fileset *fileset = &component->filesets.items[j];
            HRESULT hr = IVssBackupComponents_AddNewTarget(
                run->components, writer->id, set->type, vss_wide(set->logical_path),
                vss_wide(set->name), vss_wide(fileset->path), vss_wide(fileset->filespec),
                fileset->recursive, vss_wide(vss_relocated(fileset->folder, run->to)));

            if (FAILED(hr))
                return vss_fail_hr(VSS_EXIT_FAILED, hr, "AddNewTarget of %s", fileset->path);
        }
    }
    return VSS_EXIT_OK;
}

static int select_unit(struct run *run, struct vss_unit *unit)
{
    const struct vss_component *set = unit->set;
    HRESULT hr;

    if (!set)
        return VSS_EXIT_OK;
    if (set->failed)
        unit->refusal = "its backup did not succeed";
    unit->takes_part = can_take_part(run, unit);
    if (!unit->takes_part)
        return VSS_EXIT_OK;
    hr = IVssBackupComponents_SetSelectedForRestore(run->components, set->writer->id, set->type,
                                                    vss_wide(set->logical_path),
                                                    vss_wide(set->name), true);
    if (FAILED(hr))
        return vss_fail_hr(VSS_EXIT_FAILED, hr, "SetSelectedForRestore of %s", set->full);
    return run->to ? add_new_targets(run, unit) : VSS_EXIT_OK;
}

static int select_units(struct run *run)
{
    int code = VSS_EXIT_OK;

    for (size_t i = 0; i < run->units.count && code == VSS_EXIT_OK; i++)
        code = select_unit(run, &run->units.items[i]);
    return code;
}

/* A writer's veto concerns its own components only (REST-212). */
static int check_writers(struct run *run, bool before)
{
    struct vss_writer_statuses statuses = {0};
    int code = vss_gather_status(run->components, &statuses);

    for (size_t i = 0; i < statuses.count && code == VSS_EXIT_OK; i++) {
        const struct vss_writer_status *status = &statuses.items[i];
        const char *sentence;
        bool concerned = false;

        if (!vss_state_failed(status->state))
            continue;
        sentence = vss_format("the writer %s %s: %s%s%s", status->name,
                              vss_state_name(status->state), vsapi_hresult_name(status->failure),
                              *status->message ? ": " : "", status->message);
        for (size_t j = 0; j < run->units.count; j++) {
            struct vss_unit *unit = &run->units.items[j];

            if (!unit->takes_part || !IsEqualGUID(&unit->set->writer->id, &status->writer_id))
                continue;
            concerned = true;
            if (before && !unit->refusal)
                unit->refusal = sentence;
        }
        if (concerned && !run->writer_failed) {
            run->writer_failed = true;
            vss_fail(VSS_EXIT_WRITER, "%s", sentence);
        } else {
            vss_warn("%s", sentence);
        }
    }
    return code;
}

/* What a writer set in PreRestore: read only now, as it may have changed it (REST-204). */
static int read_component(struct run *run, const VSS_ID *writer_id, IVssComponent *component)
{
    BSTR path = NULL, name = NULL, message = NULL;
    VSS_RESTORE_TARGET target = VSS_RT_ORIGINAL;
    struct vss_unit *unit;
    const char *text;
    int code = vss_called(IVssComponent_GetLogicalPath(component, &path), "GetLogicalPath");

    if (code == VSS_EXIT_OK)
        code = vss_called(IVssComponent_GetComponentName(component, &name), "GetComponentName");
    text = vss_text_of_bstr(path);
    unit = vss_map_get(&run->by_component,
                       component_key(writer_id, vss_full_name(text, vss_text_of_bstr(name))));
    if (code != VSS_EXIT_OK || !unit || !unit->takes_part)
        return code;
    code = vss_called(IVssComponent_GetRestoreTarget(component, &target), "GetRestoreTarget");
    unit->restore_target = target;
    if (code == VSS_EXIT_OK)
        code = vss_called(IVssComponent_GetPreRestoreFailureMsg(component, &message),
                          "GetPreRestoreFailureMsg");
    text = vss_text_of_bstr(message);
    if (*text && !unit->refusal)
        unit->refusal = vss_format("the writer says: %s", text);
    return code;
}

static int read_writer_components(struct run *run, IVssWriterComponentsExt *writer)
{
    VSS_ID instance, writer_id;
    UINT count = 0;
    int code = vss_called(IVssWriterComponentsExt_GetWriterInfo(writer, &instance, &writer_id),
                          "GetWriterInfo");

    if (code == VSS_EXIT_OK)
        code = vss_called(IVssWriterComponentsExt_GetComponentCount(writer, &count),
                          "GetComponentCount");
    for (UINT i = 0; i < count && code == VSS_EXIT_OK; i++) {
        IVssComponent *component = NULL;

        code =
            vss_called(IVssWriterComponentsExt_GetComponent(writer, i, &component), "GetComponent");
        if (code != VSS_EXIT_OK)
            break;
        code = read_component(run, &writer_id, component);
        IVssComponent_Release(component);
    }
    return code;
}

static int read_wishes(struct run *run)
{
    UINT count = 0;
    int code = vss_called(IVssBackupComponents_GetWriterComponentsCount(run->components, &count),
                          "GetWriterComponentsCount");

    for (UINT i = 0; i < count && code == VSS_EXIT_OK; i++) {
        IVssWriterComponentsExt *writer = NULL;

        code = vss_called(IVssBackupComponents_GetWriterComponents(run->components, i, &writer),
                          "GetWriterComponents");
        if (code != VSS_EXIT_OK)
            break;
        code = read_writer_components(run, writer);
        IVssWriterComponentsExt_Release(writer);
    }
    return code;
}

static int pre_restore(struct run *run)
{
    IVssAsync *async = NULL;
    HRESULT hr;
    int code;

    vss_progress("preparing the writers");
    hr = IVssBackupComponents_PreRestore(run->components, &async);
    code = vss_finish(hr, async, "PreRestore");
    if (code == VSS_EXIT_OK)
        code = check_writers(run, true);
    if (code == VSS_EXIT_OK)
        code = read_wishes(run);
    return code;
}

/* ---- files ---- */

/* REST-505: every use of a mapping is recorded. */
static int record_mappings(struct run *run, const struct vss_unit *unit)
{
    const struct vss_component *set = unit->set;
    const struct vss_writer *writer = set->writer;

    for (size_t i = 0; i < writer->mappings.count; i++) {
        const struct vss_fileset *mapping = &writer->mappings.items[i];
        HRESULT hr = IVssBackupComponents_AddAlternativeLocationMapping(
            run->components, writer->id, set->type, vss_wide(set->logical_path),
            vss_wide(set->name), vss_wide(mapping->path), vss_wide(mapping->filespec),
            mapping->recursive, vss_wide(mapping->alternate));

        if (FAILED(hr))
            return vss_fail_hr(VSS_EXIT_FAILED, hr, "AddAlternativeLocationMapping of %s",
                               mapping->path);
    }
    return VSS_EXIT_OK;
}

static int set_status(struct run *run, const struct vss_unit *unit)
{
    const struct vss_component *set = unit->set;
    VSS_FILE_RESTORE_STATUS status = VSS_RS_ALL;
    HRESULT hr;

    if (unit->refusal)
        status = unit->half ? VSS_RS_FAILED : VSS_RS_NONE;
    hr = IVssBackupComponents_SetFileRestoreStatus(run->components, set->writer->id, set->type,
                                                   vss_wide(set->logical_path), vss_wide(set->name),
                                                   status);
    return vss_called(hr, "SetFileRestoreStatus");
}

/* All places are decided before the first file is written, as the state of the disk decides. */
static int write_units(struct run *run)
{
    int code = VSS_EXIT_OK;

    for (size_t i = 0; i < run->units.count; i++) {
        if (!run->units.items[i].refusal)
            vss_unit_place(&run->units.items[i], run->to);
    }
    for (size_t i = 0; i < run->units.count && code == VSS_EXIT_OK; i++) {
        struct vss_unit *unit = &run->units.items[i];

        if (!unit->refusal)
            vss_unit_write(unit, &run->set->store);
        if (!unit->refusal) {
            run->file_count += unit->files.count;
            run->bytes += unit->bytes;
        }
        if (unit->takes_part && unit->mapped && !unit->refusal)
            code = record_mappings(run, unit);
        if (unit->takes_part && code == VSS_EXIT_OK)
            code = set_status(run, unit);
    }
    return code;
}

static int post_restore(struct run *run)
{
    IVssAsync *async = NULL;
    HRESULT hr;
    int code;

    vss_progress("finishing with the writers");
    hr = IVssBackupComponents_PostRestore(run->components, &async);
    code = vss_finish(hr, async, "PostRestore");
    return code == VSS_EXIT_OK ? check_writers(run, false) : code;
}

static int restore(struct run *run)
{
    int code = vss_set_check(run->set, true);

    if (code == VSS_EXIT_OK && run->set->backup.bases.count > 0)
        code = vss_fail(VSS_EXIT_FAILED,
                        "%s is relative to other sets, which vss cannot restore "
                        "yet",
                        run->set->path);
    if (code != VSS_EXIT_OK)
        return code;
    make_units(run);
    code = vss_plugins_load(&run->options->writers);
    if (code == VSS_EXIT_OK)
        code = initialize(run);
    if (code == VSS_EXIT_OK)
        code = select_units(run);
    if (code == VSS_EXIT_OK)
        code = pre_restore(run);
    if (code == VSS_EXIT_OK)
        code = write_units(run);
    if (code == VSS_EXIT_OK)
        code = post_restore(run);
    return code;
}

/* ---- what is told ---- */

static size_t report_units(const struct run *run, struct vss_table *table, json_t *array)
{
    size_t refused = 0;

    for (size_t i = 0; i < run->units.count; i++) {
        const struct vss_unit *unit = &run->units.items[i];
        const char *writer = unit->set ? unit->set->writer->name : "";
        const char *name = unit->set ? unit->set->full : "(volumes)";
        json_t *json;

        if (!unit->set && unit->files.count == 0)
            continue;
        refused += unit->refusal != NULL;
        if (unit->refusal)
            vss_warn("%s %s: %s", writer, name, unit->refusal);
        vss_table_row(table, (const char *[]){writer, name, vss_format("%zu", unit->files.count),
                                              vss_bytes(unit->bytes),
                                              unit->refusal ? "not restored" : "restored",
                                              unit->takes_part ? "yes" : "no"});
        json = json_pack("{ss ss sI sI sb sb}", "writer", writer, "component", name, "files",
                         (json_int_t)unit->files.count, "bytes", (json_int_t)unit->bytes,
                         "restored", unit->refusal == NULL, "writer_took_part", unit->takes_part);
        if (json && unit->refusal)
            vss_json_set(json, "reason", json_string(unit->refusal));
        vss_json_add(array, json);
    }
    return refused;
}

static json_t *files_json(const struct run *run)
{
    json_t *array = json_array();

    for (size_t i = 0; i < run->units.count; i++) {
        const struct vss_unit *unit = &run->units.items[i];

        for (size_t j = 0; !unit->refusal && j < unit->files.count; j++) {
            const struct vss_placed *placed = &unit->files.items[j];

            vss_json_add(array,
                         json_pack("{ss ss sI ss}", "path", placed->file->path, "target",
                                   placed->target, "size", (json_int_t)placed->file->size_bytes,
                                   "crc32", vss_format("%08x", placed->file->crc)));
        }
    }
    return array;
}

static int report(const struct run *run)
{
    struct vss_table table = {.columns = 6};
    json_t *components = json_array();
    size_t refused;

    vss_table_row(&table, (const char *[]){"WRITER", "COMPONENT", "FILES", "SIZE", "RESULT",
                                           "WRITER TOOK PART"});
    refused = report_units(run, &table, components);
    vss_table_print(&table);
    vss_say("%zu files, %s restored from %s", run->file_count, vss_bytes(run->bytes),
            run->set->path);
    vss_json_set(vss_json(), "components", components);
    vss_json_set(vss_json(), "restored", files_json(run));
    vss_json_set(vss_json(), "files", json_integer((json_int_t)run->file_count));
    vss_json_set(vss_json(), "bytes", json_integer((json_int_t)run->bytes));
    vss_json_set(vss_json(), "from", json_string(run->options->from));
    vss_json_set(vss_json(), "set", json_integer((json_int_t)run->set->number));
    if (run->writer_failed)
        return VSS_EXIT_WRITER;
    if (refused > 0)
        return vss_fail(VSS_EXIT_PARTIAL, "%zu components were not restored", refused);
    return VSS_EXIT_OK;
}

/* --to names a folder of the machine by its Windows path. */
static int check_to(struct run *run)
{
    const char *to = run->options->to;
    int code;

    if (!to)
        return VSS_EXIT_OK;
    code = vss_expand(to, &run->to);
    if (code != VSS_EXIT_OK)
        return code;
    if (!(run->to[0] && run->to[1] == ':') && strncmp(run->to, "\\\\?\\", 4) != 0)
        return vss_fail(VSS_EXIT_USAGE, "--to %s is no absolute Windows path", to);
    return VSS_EXIT_OK;
}

static void end_run(struct run *run)
{
    if (run->components)
        IVssBackupComponents_Release(run->components);
    vss_map_end(&run->by_component);
    vss_catalog_end(&run->running);
    vss_sets_end(&run->sets);
}

static int run_restore(const struct vss_options *options)
{
    struct run run = {.options = options, .sets = {.folder = -1, .lock = -1}};
    int code;

    if (!options->from)
        return vss_fail(VSS_EXIT_USAGE, "--from is missing; see vss restore --help");
    code = vss_sets_open(&run.sets, options->from);
    if (code == VSS_EXIT_OK)
        code = choose_set(&run);
    if (code == VSS_EXIT_OK)
        code = vss_machine_begin(options);
    if (code == VSS_EXIT_OK)
        code = check_to(&run);
    if (code == VSS_EXIT_OK)
        code = restore(&run);
    if (code == VSS_EXIT_OK)
        code = report(&run);
    end_run(&run);
    return vss_machine_end(code);
}

static const struct vss_option restore_options[] = {
    {"from", "DIR", "catalogue that vss backup made", offsetof(struct vss_options, from), false},
    {"set", "NUMBER", "this set of it (default: the newest)", offsetof(struct vss_options, set),
     false},
    {"to", "FOLDER", "restore below this folder, as C:\\Elsewhere",
     offsetof(struct vss_options, to), false},
    VSS_OPTION_WRITER,
    VSS_OPTION_HOST,
    VSS_OPTION_JSON("result"),
    VSS_OPTION_TRACE,
    VSS_OPTION_QUIET,
    VSS_OPTION_HELP,
    VSS_OPTIONS_END,
};

const struct vss_command vss_restore_command = {
    .name = "restore",
    .usage = "--from DIR [OPTIONS]",
    .summary = "bring back what vss backup saved",
    .text = "Checks the whole backup, and only if it is intact puts its files back, with the\n"
            "help of the writers that are loaded: where they were, or with --to below another\n"
            "folder. A component comes back whole or not at all.",
    .options = restore_options,
    .run = run_restore,
};
