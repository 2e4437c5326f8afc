/*
 * tools/src/job.c - a backup up to its shadow copies, and its plan; see job.h.
 *
 * The plan is made twice: from what the writers say at first, to know which volumes are needed, and
 * from the document as it is after the snapshot, when they have named partial and differenced
 * files.
 */
#include "job.h"

#include <string.h>

#include <vsapi/error.h>

#include "machine.h"
#include "report.h"
#include "select.h"

static int initialize(struct vss_job *job)
{
    const struct vss_backup *backup = &job->set.backup;
    int code = vss_components_create(&job->components);

    if (code == VSS_EXIT_OK)
        code = vss_called(IVssBackupComponents_InitializeForBackup(job->components, NULL),
                          "InitializeForBackup");
    if (code == VSS_EXIT_OK)
        code = vss_called(IVssBackupComponents_SetContext(job->components, VSS_CTX_BACKUP),
                          "SetContext");
    if (code == VSS_EXIT_OK)
        code = vss_called(IVssBackupComponents_SetBackupState(
                              job->components, backup->by_components, backup->bootable,
                              backup->type, backup->partial_files),
                          "SetBackupState");
    if (code == VSS_EXIT_OK)
        code = vss_catalog_gather(&job->set.backup.catalog, job->components);
    return code;
}

/* ---- components ---- */

int vss_job_each_explicit(struct vss_job *job,
                          int (*call)(struct vss_job *job, struct vss_component *component))
{
    int code = VSS_EXIT_OK;

    for (size_t i = 0; i < job->set.backup.catalog.writers.count; i++) {
        struct vss_writer *writer = job->set.backup.catalog.writers.items[i];

        for (size_t j = 0; j < writer->components.count && code == VSS_EXIT_OK; j++) {
            if (writer->components.items[j].explicitly)
                code = call(job, &writer->components.items[j]);
        }
    }
    return code;
}

static int add_component(struct vss_job *job, struct vss_component *component)
{
    const struct vss_writer *writer = component->writer;
    HRESULT hr = IVssBackupComponents_AddComponent(
        job->components, writer->instance, writer->id, component->type,
        vss_wide(component->logical_path), vss_wide(component->name));

    if (FAILED(hr))
        return vss_fail_hr(VSS_EXIT_FAILED, hr, "AddComponent of %s of %s", component->full,
                           writer->name);
    return VSS_EXIT_OK;
}

/* What the components are relative to, and what that brings the writers. */
static int look_back(struct vss_job *job)
{
    int code = vss_history_find_bases(&job->sets, &job->set.backup);

    if (code == VSS_EXIT_OK)
        code = vss_history_set_stamps(&job->sets, &job->set.backup, job->components);
    return code;
}

static bool has_components(const struct vss_catalog *catalog)
{
    for (size_t i = 0; i < catalog->writers.count; i++) {
        const struct vss_writer *writer = catalog->writers.items[i];

        for (size_t j = 0; j < writer->components.count; j++) {
            if (writer->components.items[j].explicitly)
                return true;
        }
    }
    return false;
}

static int choose_components(struct vss_job *job)
{
    int code = vss_select(&job->set.backup.catalog, &job->options->components);

    if (code == VSS_EXIT_OK)
        code = vss_job_each_explicit(job, add_component);
    if (code == VSS_EXIT_OK && !has_components(&job->set.backup.catalog))
        code = vss_fail(VSS_EXIT_USAGE,
                        job->set.backup.catalog.writers.count
                            ? "no writer has a component; take --volume for whole volumes"
                            : "there is no writer; give --writer, or --volume for whole volumes");
    return code == VSS_EXIT_OK ? look_back(job) : code;
}

static int choose_volumes(struct vss_job *job)
{
    const struct vss_texts *names = &job->options->volumes;

    for (size_t i = 0; i < names->count; i++) {
        struct vss_volume *volume = vss_volumes_named(&job->volumes, names->items[i]);

        if (!volume)
            return vss_fail(VSS_EXIT_USAGE,
                            "--volume %s: there is no such volume; see vss list "
                            "volumes",
                            names->items[i]);
        volume->is_whole = true;
    }
    return VSS_EXIT_OK;
}

/* ---- the plan ---- */

struct planning { /* what a plan needs as long as it lives */
    struct vsapi_plan_view view;
    struct vsapi_plan_records records;
    struct vsapi_plan_request request;
    struct vsapi_plan *plan;
};

static const struct vsapi_plan_volume *plan_volumes(const struct vss_volumes *volumes)
{
    struct vsapi_plan_volume *result = vss_alloc((volumes->list.count + 1) * sizeof *result);

    for (size_t i = 0; i < volumes->list.count; i++) {
        const struct vss_volume *volume = &volumes->list.items[i];

        result[i] = (struct vsapi_plan_volume){vss_format("%s\\", volume->mount), volume->name,
                                               volume->device};
    }
    return result;
}

static int add_documents(struct vss_job *job, struct vsapi_plan *plan)
{
    const struct vss_catalog *catalog = &job->set.backup.catalog;
    BSTR bstr = NULL;
    const char *xml;
    int code = VSS_EXIT_OK;

    for (size_t i = 0; i < catalog->writers.count && code == VSS_EXIT_OK; i++) {
        const char *document = catalog->writers.items[i]->document;

        code = vss_called(vsapi_plan_add_writer(plan, document, strlen(document)),
                          "the document of a writer");
    }
    if (code == VSS_EXIT_OK)
        code = vss_called(IVssBackupComponents_SaveAsXML(job->components, &bstr), "SaveAsXML");
    xml = vss_text_of_bstr(bstr);
    return code == VSS_EXIT_OK ? vss_called(vsapi_plan_set_components(plan, xml, strlen(xml)),
                                            "the document of the backup")
                               : code;
}

static int add_whole_volumes(struct vss_job *job, const struct planning *planning)
{
    int code = VSS_EXIT_OK;

    for (size_t i = 0; i < job->volumes.list.count && code == VSS_EXIT_OK; i++) {
        if (job->volumes.list.items[i].is_whole)
            code = vss_called(
                vsapi_plan_add_volume(planning->plan, planning->request.volumes[i].mount),
                "the plan of a volume");
    }
    return code;
}

static int begin_planning(struct vss_job *job, VSS_BACKUP_TYPE type, bool show_skipped,
                          struct planning *planning)
{
    const struct vss_backup *backup = &job->set.backup;
    int code;

    vsapi_plan_host_view(vss_host(), &planning->view);
    vss_history_records(&job->sets, backup, &planning->records);
    planning->request = (struct vsapi_plan_request){
        .size = sizeof planning->request,
        .type = type,
        .partial_files = backup->partial_files,
        .view = &planning->view,
        .volumes = plan_volumes(&job->volumes),
        .volume_count = job->volumes.list.count,
        .records = &planning->records,
        .show_skipped = show_skipped,
    };
    code = vss_called(vsapi_plan_create(&planning->request, &planning->plan), "the plan");
    if (code == VSS_EXIT_OK)
        code = add_documents(job, planning->plan);
    return code == VSS_EXIT_OK ? add_whole_volumes(job, planning) : code;
}

static void end_planning(struct planning *planning)
{
    vsapi_plan_destroy(planning->plan);
    vss_history_records_end(&planning->records);
}

/* What of a volume a plan of this type needs. */
static int add_needs(struct vss_job *job, VSS_BACKUP_TYPE type)
{
    struct planning planning = {.plan = NULL};
    const bool is_own = type == job->set.backup.type;
    int code = begin_planning(job, type, false, &planning);

    for (size_t i = 0; i < job->volumes.list.count && code == VSS_EXIT_OK; i++) {
        struct vss_volume *volume = &job->volumes.list.items[i];
        enum vsapi_plan_need need = VSAPI_PLAN_NOT_NEEDED;

        code = vss_called(vsapi_plan_volume_need(planning.plan, i, &need), "the plan of a volume");
        volume->is_wanted |= need != VSAPI_PLAN_NOT_NEEDED;
        volume->is_required |= is_own && need == VSAPI_PLAN_SHADOW_COPY;
    }
    end_planning(&planning);
    return code;
}

/*
 * A shadow copy is made of each volume that has files of the components, also where the masks of
 * this type want none: a writer may name partial and differenced files of them until PostSnapshot,
 * on volumes with a shadow copy only (INCR-020, INCR-408). Where no file needs one (INCR-214) and
 * the volume cannot have one, the live files will do.
 */
static int find_needs(struct vss_job *job)
{
    static const VSS_BACKUP_TYPE types[] = {VSS_BT_FULL, VSS_BT_INCREMENTAL, VSS_BT_DIFFERENTIAL,
                                            VSS_BT_LOG, VSS_BT_COPY};
    int code = VSS_EXIT_OK;

    for (size_t i = 0; i < sizeof types / sizeof *types && code == VSS_EXIT_OK; i++)
        code = add_needs(job, types[i]);
    return code;
}

struct vss_component *vss_job_component(struct vss_job *job,
                                        const struct vsapi_plan_component *component)
{
    struct vss_writer *writer =
        vss_map_get(&job->set.backup.catalog.by_instance, vss_guid(&component->instance_id));

    return writer ? vss_map_get(&writer->by_name,
                                vss_full_name(component->logical_path, component->name))
                  : NULL;
}

int vss_job_plan(struct vss_job *job, bool show_skipped,
                 int (*each)(void *context, const struct vsapi_plan_item *item), void *context)
{
    struct planning planning = {.plan = NULL};
    const struct vsapi_plan_item *item = NULL;
    int code = begin_planning(job, job->set.backup.type, show_skipped, &planning);

    while (code == VSS_EXIT_OK) {
        code = vss_called(vsapi_plan_next(planning.plan, &item), "the plan");
        if (code == VSS_EXIT_OK && !item)
            break;
        if (code == VSS_EXIT_OK)
            code = each(context, item);
        if (code == VSS_EXIT_OK)
            code = vss_interrupted();
    }
    end_planning(&planning);
    return code;
}

static int choose(struct vss_job *job)
{
    int code = vss_volumes_read(&job->volumes);

    if (code == VSS_EXIT_OK && job->set.backup.by_components)
        code = choose_components(job);
    if (code == VSS_EXIT_OK)
        code = choose_volumes(job);
    return code == VSS_EXIT_OK ? find_needs(job) : code;
}

/* ---- writers ---- */

static bool takes_part(const struct vss_job *job, const VSS_ID *instance)
{
    const struct vss_writer *writer =
        vss_map_get(&job->set.backup.catalog.by_instance, vss_guid(instance));

    if (!job->set.backup.by_components)
        return true;
    for (size_t i = 0; writer && i < writer->components.count; i++) {
        if (writer->components.items[i].explicitly)
            return true;
    }
    return false;
}

int vss_job_check_writers(struct vss_job *job)
{
    struct vss_writer_statuses statuses = {0};
    int code = vss_gather_status(job->components, &statuses);

    for (size_t i = 0; i < statuses.count && code == VSS_EXIT_OK; i++) {
        const struct vss_writer_status *status = &statuses.items[i];
        const char *sentence;

        if (!vss_state_failed(status->state))
            continue;
        sentence = vss_format("the writer %s %s: %s%s%s", status->name,
                              vss_state_name(status->state), vsapi_hresult_name(status->failure),
                              *status->message ? ": " : "", status->message);
        if (takes_part(job, &status->instance_id))
            code = vss_fail(VSS_EXIT_WRITER, "%s", sentence);
        else
            vss_warn("%s; no component of it is in the backup", sentence);
    }
    return code;
}

/* ---- the shadow copy ---- */

/* A volume that cannot be shadow copied is read live, if the writers have nothing against it. */
static int drop_unsupported(struct vss_job *job)
{
    int code = VSS_EXIT_OK;

    for (size_t i = 0; i < job->volumes.list.count && code == VSS_EXIT_OK; i++) {
        struct vss_volume *volume = &job->volumes.list.items[i];
        BOOL supported = TRUE;

        if (!volume->is_wanted || volume->is_required)
            continue;
        code = vss_called(IVssBackupComponents_IsVolumeSupported(job->components, GUID_NULL,
                                                                 (VSS_PWSZ)vss_wide(volume->name),
                                                                 &supported),
                          "IsVolumeSupported");
        volume->is_wanted = supported;
    }
    return code;
}

static int start_set(struct vss_job *job)
{
    int code = drop_unsupported(job);

    if (code != VSS_EXIT_OK)
        return code;
    code = vss_called(IVssBackupComponents_StartSnapshotSet(job->components, &job->set_id),
                      "StartSnapshotSet");
    if (code != VSS_EXIT_OK)
        return code;
    job->begun = true;
    return vss_volumes_add_to_set(&job->volumes, job->components);
}

static int prepare(struct vss_job *job)
{
    IVssAsync *async = NULL;
    HRESULT hr;
    int code = start_set(job);

    if (code != VSS_EXIT_OK)
        return code;
    vss_progress("preparing the writers");
    hr = IVssBackupComponents_PrepareForBackup(job->components, &async);
    code = vss_finish(hr, async, "PrepareForBackup");
    return code == VSS_EXIT_OK ? vss_job_check_writers(job) : code;
}

/* INCR-215: without a volume to copy there is no DoSnapshotSet. */
static int make_shadow_copies(struct vss_job *job)
{
    IVssAsync *async = NULL;
    HRESULT hr;
    int code = vss_interrupted();

    if (code != VSS_EXIT_OK || !vss_volumes_any_wanted(&job->volumes))
        return code;
    vss_progress("making the shadow copies");
    hr = IVssBackupComponents_DoSnapshotSet(job->components, &async);
    code = vss_finish(hr, async, "DoSnapshotSet");
    if (code == VSS_EXIT_OK)
        code = vss_job_check_writers(job);
    if (code == VSS_EXIT_OK)
        code = vss_volumes_read_devices(&job->volumes, job->components);
    job->set.backup.snapshot_time = vss_volumes_first_time(&job->volumes);
    return code;
}

/* ---- all together ---- */

static int read_type(const char *name, VSS_BACKUP_TYPE *out)
{
    *out = VSS_BT_FULL;
    if (name && !vss_type_from_name(name, out))
        return vss_fail(VSS_EXIT_USAGE,
                        "--type %s is none of full, incremental, differential, log and copy", name);
    return VSS_EXIT_OK;
}

int vss_job_read_options(struct vss_job *job, const struct vss_options *options)
{
    struct vss_backup *backup = &job->set.backup;

    job->options = options;
    backup->by_components = options->components.count > 0 || options->volumes.count == 0;
    backup->partial_files = true;
    return read_type(options->type, &backup->type);
}

int vss_job_freeze(struct vss_job *job)
{
    int code = initialize(job);

    if (code == VSS_EXIT_OK)
        code = choose(job);
    if (code == VSS_EXIT_OK)
        code = prepare(job);
    return code == VSS_EXIT_OK ? make_shadow_copies(job) : code;
}

/* AbortBackup tells the writers that stopped midway; its own failure adds nothing. */
void vss_job_end(struct vss_job *job)
{
    if (job->components && job->begun)
        IVssBackupComponents_AbortBackup(job->components);
    if (job->components)
        IVssBackupComponents_Release(job->components);
    job->components = NULL;
}
