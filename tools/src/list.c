/*
 * tools/src/list.c - vss list: writers, components, volumes and shadow copies of the machine.
 */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <vsapi/error.h>
#include <vsapi/text.h>

#include "catalog.h"
#include "list_sets.h"
#include "machine.h"
#include "options.h"
#include "plugin.h"
#include "report.h"
#include "volumes.h"

static const char *yes_no(bool value)
{
    return value ? "yes" : "no";
}

static int begin_session(IVssBackupComponents **out, LONG context)
{
    int code = vss_components_create(out);

    if (code == VSS_EXIT_OK)
        code =
            vss_called(IVssBackupComponents_InitializeForBackup(*out, NULL), "InitializeForBackup");
    if (code == VSS_EXIT_OK && context != VSS_CTX_BACKUP)
        code = vss_called(IVssBackupComponents_SetContext(*out, context), "SetContext");
    return code;
}

static void end_session(IVssBackupComponents *components)
{
    if (components)
        IVssBackupComponents_Release(components);
}

/* ---- writers ---- */

static const struct vss_writer_status *find_status(const struct vss_writer_statuses *statuses,
                                                   const VSS_ID *instance)
{
    for (size_t i = 0; i < statuses->count; i++) {
        if (IsEqualGUID(&statuses->items[i].instance_id, instance))
            return &statuses->items[i];
    }
    return NULL;
}

static void print_writers(const struct vss_catalog *catalog,
                          const struct vss_writer_statuses *statuses)
{
    struct vss_table table = {.columns = 5};
    json_t *array = json_array();

    vss_table_row(&table, (const char *[]){"NAME", "WRITER", "INSTANCE", "STATE", "COMPONENTS"});
    for (size_t i = 0; i < catalog->writers.count; i++) {
        const struct vss_writer *writer = catalog->writers.items[i];
        const struct vss_writer_status *status = find_status(statuses, &writer->instance);
        const char *state = status ? vss_state_name(status->state) : "unknown";
        const char *id = vss_guid(&writer->id);
        const char *instance = vss_guid(&writer->instance);

        vss_table_row(&table, (const char *[]){writer->name, id, instance, state,
                                               vss_format("%zu", writer->components.count)});
        vss_json_add(array, json_pack("{ss ss ss ss ss sI}", "name", writer->name, "writer", id,
                                      "instance", instance, "state", state, "failure",
                                      vsapi_hresult_name(status ? status->failure : S_OK),
                                      "components", (json_int_t)writer->components.count));
    }
    vss_table_print(&table);
    vss_json_set(vss_json(), "writers", array);
}

static int list_writers(void)
{
    IVssBackupComponents *components = NULL;
    struct vss_writer_statuses statuses = {0};
    struct vss_catalog catalog = {0};
    int code = begin_session(&components, VSS_CTX_BACKUP);

    if (code == VSS_EXIT_OK)
        code = vss_catalog_gather(&catalog, components);
    if (code == VSS_EXIT_OK)
        code = vss_gather_status(components, &statuses);
    if (code == VSS_EXIT_OK)
        print_writers(&catalog, &statuses);
    vss_catalog_end(&catalog);
    end_session(components);
    return code;
}

/* ---- components ---- */

static json_t *filesets_json(const struct vss_component *component)
{
    json_t *array = json_array();

    for (size_t i = 0; i < component->filesets.count; i++) {
        const struct vss_fileset *fileset = &component->filesets.items[i];
        json_t *json = json_pack("{ss ss sb}", "path", fileset->path, "filespec", fileset->filespec,
                                 "recursive", fileset->recursive);

        if (json && fileset->alternate)
            vss_json_set(json, "alternate", json_string(fileset->alternate));
        vss_json_add(array, json);
    }
    return array;
}

static void add_component(struct vss_table *table, json_t *array,
                          const struct vss_component *component)
{
    const char *type = vss_component_type_name(component->type);

    vss_table_row(table, (const char *[]){component->writer->name, component->full, type,
                                          yes_no(component->selectable),
                                          vss_format("%zu", component->filesets.count),
                                          component->caption});
    vss_json_add(array, json_pack("{ss ss ss ss ss sb sb so}", "writer", component->writer->name,
                                  "instance", vss_guid(&component->writer->instance), "component",
                                  component->full, "type", type, "caption", component->caption,
                                  "selectable", component->selectable, "selectable_for_restore",
                                  component->selectable_for_restore, "filesets",
                                  filesets_json(component)));
}

static int list_components(void)
{
    IVssBackupComponents *components = NULL;
    struct vss_table table = {.columns = 6};
    struct vss_catalog catalog = {0};
    json_t *array = json_array();
    int code = begin_session(&components, VSS_CTX_BACKUP);

    vss_table_row(&table, (const char *[]){"WRITER", "COMPONENT", "TYPE", "SELECTABLE", "FILE SETS",
                                           "CAPTION"});
    if (code == VSS_EXIT_OK)
        code = vss_catalog_gather(&catalog, components);
    for (size_t i = 0; i < catalog.writers.count && code == VSS_EXIT_OK; i++) {
        const struct vss_writer *writer = catalog.writers.items[i];

        for (size_t j = 0; j < writer->components.count; j++)
            add_component(&table, array, &writer->components.items[j]);
    }
    if (code == VSS_EXIT_OK)
        vss_table_print(&table);
    vss_json_set(vss_json(), "components", array);
    vss_catalog_end(&catalog);
    end_session(components);
    return code;
}

/* ---- volumes ---- */

static int add_volume(struct vss_table *table, json_t *array, IVssBackupComponents *components,
                      const struct vss_volume *volume)
{
    const char *mount = vss_format("%s\\", volume->mount);
    BOOL supported = FALSE, present = FALSE;
    LONG capability = 0;
    /* The page declares the name as not const, and only reads it. */
    VSS_PWSZ name = (VSS_PWSZ)vss_wide(volume->name);
    HRESULT hr = IVssBackupComponents_IsVolumeSupported(components, GUID_NULL, name, &supported);

    if (FAILED(hr))
        return vss_fail_hr(VSS_EXIT_FAILED, hr, "IsVolumeSupported of %s", mount);
    hr = IsVolumeSnapshotted(name, &present, &capability);
    if (FAILED(hr))
        return vss_fail_hr(VSS_EXIT_FAILED, hr, "IsVolumeSnapshotted of %s", mount);
    vss_table_row(table, (const char *[]){mount, volume->name, volume->file_system,
                                          yes_no(supported), yes_no(present), volume->label});
    vss_json_add(array,
                 json_pack("{ss ss ss sb sb ss}", "mount", mount, "name", volume->name,
                           "file_system", volume->file_system, "supported", supported != FALSE,
                           "shadow_copies", present != FALSE, "label", volume->label));
    return VSS_EXIT_OK;
}

static int list_volumes(void)
{
    IVssBackupComponents *components = NULL;
    struct vss_table table = {.columns = 6};
    struct vss_volumes volumes = {0};
    json_t *array = json_array();
    int code = begin_session(&components, VSS_CTX_BACKUP);

    vss_table_row(&table, (const char *[]){"MOUNT", "VOLUME", "FILE SYSTEM", "SUPPORTED",
                                           "SHADOW COPIES", "LABEL"});
    if (code == VSS_EXIT_OK)
        code = vss_volumes_read(&volumes);
    for (size_t i = 0; i < volumes.list.count && code == VSS_EXIT_OK; i++)
        code = add_volume(&table, array, components, &volumes.list.items[i]);
    if (code == VSS_EXIT_OK)
        vss_table_print(&table);
    vss_json_set(vss_json(), "volumes", array);
    end_session(components);
    return code;
}

/* ---- shadow copies ---- */

#define TICKS_PER_SECOND 10000000LL
#define SECONDS_1601_TO_1970 11644473600LL

static const char *timestamp_text(VSS_TIMESTAMP timestamp)
{
    time_t seconds = (time_t)(timestamp / TICKS_PER_SECOND - SECONDS_1601_TO_1970);
    char text[32];
    struct tm parts;

    if (!gmtime_r(&seconds, &parts) || !strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts))
        return "unknown";
    return vss_copy(text);
}

static void add_shadow(struct vss_table *table, json_t *array, const VSS_SNAPSHOT_PROP *snapshot)
{
    const char *id = vss_guid(&snapshot->m_SnapshotId);
    const char *set = vss_guid(&snapshot->m_SnapshotSetId);
    const char *volume = vss_text(snapshot->m_pwszOriginalVolumeName);
    const char *device = vss_text(snapshot->m_pwszSnapshotDeviceObject);
    const char *created = timestamp_text(snapshot->m_tsCreationTimestamp);

    vss_table_row(table, (const char *[]){id, created, volume, device});
    vss_json_add(array, json_pack("{ss ss ss ss ss sI}", "shadow_copy", id, "set", set, "created",
                                  created, "volume", volume, "device", device, "attributes",
                                  (json_int_t)snapshot->m_lSnapshotAttributes));
}

static int read_shadows(IVssEnumObject *objects, struct vss_table *table, json_t *array)
{
    VSS_OBJECT_PROP object;
    ULONG got = 0;
    HRESULT hr;

    while ((hr = IVssEnumObject_Next(objects, 1, &object, &got)) == S_OK && got == 1) {
        if (object.Type != VSS_OBJECT_SNAPSHOT)
            continue;
        add_shadow(table, array, &object.Obj.Snap);
        VssFreeSnapshotProperties(&object.Obj.Snap);
    }
    return vss_called(hr, "IVssEnumObject.Next");
}

static int list_shadows(void)
{
    IVssBackupComponents *components = NULL;
    IVssEnumObject *objects = NULL;
    struct vss_table table = {.columns = 4};
    json_t *array = json_array();
    HRESULT hr;
    int code = begin_session(&components, VSS_CTX_ALL);

    vss_table_row(&table, (const char *[]){"SHADOW COPY", "CREATED", "VOLUME", "DEVICE"});
    if (code == VSS_EXIT_OK) {
        hr = IVssBackupComponents_Query(components, GUID_NULL, VSS_OBJECT_NONE, VSS_OBJECT_SNAPSHOT,
                                        &objects);
        code = vss_called(hr, "Query");
    }
    if (code == VSS_EXIT_OK && objects)
        code = read_shadows(objects, &table, array);
    if (objects)
        IVssEnumObject_Release(objects);
    if (code == VSS_EXIT_OK && table.rows == 1)
        vss_say("There are no shadow copies.");
    else if (code == VSS_EXIT_OK)
        vss_table_print(&table);
    vss_json_set(vss_json(), "shadows", array);
    end_session(components);
    return code;
}

static const struct {
    const char *what;
    int (*list)(void);
} lists[] = {
    {"writers", list_writers},
    {"components", list_components},
    {"volumes", list_volumes},
    {"shadows", list_shadows},
};

static int run_list(const struct vss_options *options)
{
    int code;

    if (strcmp(options->operand, "sets") == 0)
        return vss_list_sets(options);
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        if (strcmp(options->operand, lists[i].what) != 0)
            continue;
        code = vss_machine_begin(options);
        if (code == VSS_EXIT_OK)
            code = vss_writers_begin(options);
        if (code == VSS_EXIT_OK)
            code = lists[i].list();
        return vss_machine_end(code);
    }
    return vss_fail(VSS_EXIT_USAGE,
                    "%s cannot be listed: it is writers, components, volumes, shadows or sets",
                    options->operand);
}

/* clang-format off */
static const struct vss_option list_options[] = {
    {"from", "DIR", "the catalogue of list sets", offsetof(struct vss_options, from), false, false},
    VSS_OPTION_WRITER,
    VSS_OPTION_PROGRAM,
    VSS_OPTION_HOST,
    VSS_OPTION_JSON("list"),
    VSS_OPTION_TRACE,
    VSS_OPTION_HELP,
    VSS_OPTIONS_END,
};
/* clang-format on */

const struct vss_command vss_list_command = {
    .name = "list",
    .operand = "what to list",
    .usage = "writers|components|volumes|shadows|sets [OPTIONS]",
    .summary = "list writers, components, volumes, shadow copies or backup sets",
    .text = "Lists the writers that are loaded, their components, the volumes of the machine or\n"
            "its shadow copies; with --from the backup sets of a catalogue.",
    .options = list_options,
    .run = run_list,
};
