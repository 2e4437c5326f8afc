/*
 * tools/src/session.c - one restore session; see session.h.
 *
 * The order is that of an ordinary requester (restore of the documentation): documents, writers,
 * the selection, PreRestore, the files by component sets, their status, PostRestore. In a chain of
 * sessions each component is told whether more is to come.
 */
#include "session.h"

#include <string.h>

#include <vsapi/error.h>
#include <vsapi/text.h>

#include "document.h"
#include "machine.h"
#include "report.h"

/* ---- what the image holds ---- */

static const char *unit_key(const VSS_ID *instance, const char *full)
{
    return vss_format("%s|%s", vss_guid(instance), full);
}

/* The image that a link has in the session's set; NULL: none, or it is not to be restored. */
static const struct vss_image *find_image(const struct vss_session *session,
                                          const struct vss_link *link, bool *is_last)
{
    for (size_t i = 0; i < link->images.count; i++) {
        if (link->images.items[i].set == session->set) {
            *is_last = i + 1 == link->images.count;
            return &link->images.items[i];
        }
    }
    return NULL;
}

static void make_units(struct vss_session *session, struct vss_chain *chain)
{
    session->units.items = vss_alloc((chain->links.count + 1) * sizeof *session->units.items);
    session->units.capacity = chain->links.count + 1;
    for (size_t i = 0; i < chain->links.count; i++) {
        struct vss_link *link = chain->links.items[i];
        bool is_last = false;
        const struct vss_image *image = find_image(session, link, &is_last);
        struct vss_unit *unit;

        if (!image || (link->refusal && link->restored > 0))
            continue;
        unit = VSS_APPEND(&session->units);
        *unit = (struct vss_unit){.link = link,
                                  .set = image->component,
                                  .is_last = is_last,
                                  .restore_target = VSS_RT_ORIGINAL,
                                  .refusal = link->refusal};
        if (unit->set)
            vss_map_put(&session->by_component,
                        unit_key(&unit->set->writer->instance, unit->set->full), unit);
    }
}

/* The units by the number of their component in the manifest; the last one is that of volumes. */
static struct vss_unit **number_units(const struct vss_session *session)
{
    size_t count = session->set->backup.component_count;
    struct vss_unit **result = vss_alloc((count + 1) * sizeof(struct vss_unit *));

    for (size_t i = 0; i < session->units.count; i++) {
        struct vss_unit *unit = &session->units.items[i];

        result[unit->set ? unit->set->number : count] = unit;
    }
    return result;
}

/* REST-804: the file set that a partial or differenced file falls under, which may be in any
 * component of the set. NULL: none does. */
static const struct vss_fileset *find_fileset(struct vss_component *set, const char *path,
                                              struct vss_component **owner)
{
    struct vss_writer *writer = set->writer;

    for (size_t i = 0; i < writer->components.count; i++) {
        struct vss_component *component = &writer->components.items[i];

        for (size_t j = 0; component->set == set && j < component->filesets.count; j++) {
            if (!vss_covers(&component->filesets.items[j], path))
                continue;
            *owner = component;
            return &component->filesets.items[j];
        }
    }
    return NULL;
}

static void add_file(struct vss_unit *unit, struct vss_file *file, const struct vss_member *member)
{
    struct vss_component *owner = member->component;
    const struct vss_fileset *fileset = NULL;

    if (unit->files.count && unit->files.items[unit->files.count - 1].file == file)
        return; /* in two file sets of the set */
    if (owner && member->cause == VSAPI_PLAN_BY_FILE_SET)
        fileset = &owner->filesets.items[member->index];
    else if (owner)
        fileset = find_fileset(owner->set, file->path, &owner);
    if (!owner || vss_link_wants(unit->link, owner))
        vss_unit_add(unit, file, fileset);
}

static bool is_ranges_file(const struct vss_file *file)
{
    for (size_t i = 0; i < file->members.count; i++) {
        if (file->members.items[i].cause == VSAPI_PLAN_BY_RANGES_FILE)
            return true;
    }
    return false;
}

/* REST-524: ranges files come before the data they describe. */
static void add_files(struct vss_session *session, struct vss_unit *const *by_number,
                      bool ranges_files)
{
    const struct vss_backup *backup = &session->set->backup;

    for (size_t i = 0; i < backup->contents.files.count; i++) {
        struct vss_file *file = backup->contents.files.items[i];

        if (is_ranges_file(file) != ranges_files)
            continue;
        for (size_t j = 0; j < file->members.count; j++) {
            const struct vss_member *member = &file->members.items[j];
            struct vss_component *set = member->component ? member->component->set : NULL;
            struct vss_unit *unit = by_number[set ? set->number : backup->component_count];

            if (unit)
                add_file(unit, file, member);
        }
    }
}

static void add_folders(struct vss_session *session, struct vss_unit *const *by_number)
{
    const struct vss_backup *backup = &session->set->backup;

    for (size_t i = 0; i < backup->contents.folders.count; i++) {
        const struct vss_folder *folder = &backup->contents.folders.items[i];
        struct vss_component *component = folder->member.component;
        struct vss_unit *unit =
            by_number[component ? component->set->number : backup->component_count];

        if (!unit || (component && !vss_link_wants(unit->link, component)))
            continue;
        *VSS_APPEND(&unit->folders) = (struct vss_placed_folder){
            folder->path, component ? &component->filesets.items[folder->member.index] : NULL};
    }
}

/* ---- the writers ---- */

static int initialize(struct vss_session *session)
{
    int code = vss_document_open(session->set->backup.components_document, &session->components);

    return code == VSS_EXIT_OK ? vss_catalog_gather(&session->running, session->components) : code;
}

static bool is_running(const struct vss_session *session, const VSS_ID *writer_id)
{
    for (size_t i = 0; i < session->running.writers.count; i++) {
        if (IsEqualGUID(&session->running.writers.items[i]->id, writer_id))
            return true;
    }
    return false;
}

/*
 * A writer takes part in the restore of its data if it runs, wants the events, and can be told
 * where the files go. Without the schema bit for new targets a restore elsewhere is a private one,
 * of which the writer must not notice (REST-510, REST-514).
 */
static bool can_take_part(const struct vss_session *session, const struct vss_unit *unit)
{
    const struct vss_writer *writer = unit->set->writer;

    if (unit->set->failed || !is_running(session, &writer->id))
        return false;
    if (writer->writer_restore == VSS_WRE_NEVER || writer->method == VSS_RME_CUSTOM)
        return false;
    return !session->wishes->to || (writer->schema & VSS_BS_WRITER_SUPPORTS_NEW_TARGET);
}

/* COMP-807: the stored documents say what is restored. The library holds file sets against those of
 * the writer as it runs now, which may have changed since. */
static int told_of_fileset(HRESULT hr, const char *call, const struct vss_fileset *fileset,
                           const char *what)
{
    const char *slash = fileset->path[strlen(fileset->path) - 1] == '\\' ? "" : "\\";

    if (hr == VSS_E_OBJECT_NOT_FOUND)
        vss_warn("%s%s%s is no file set of the writer as it runs now, which is not told where it "
                 "%s",
                 fileset->path, slash, fileset->filespec, what);
    else if (FAILED(hr))
        return vss_fail_hr(VSS_EXIT_FAILED, hr, "%s of %s", call, fileset->path);
    return VSS_EXIT_OK;
}

/* Announces the new place of each file set of the set, under the name of the explicit component. */
static int add_new_targets(struct vss_session *session, const struct vss_unit *unit)
{
    const struct vss_component *set = unit->set;
    const struct vss_writer *writer = set->writer;
    int code = VSS_EXIT_OK;

    for (size_t i = 0; i < writer->components.count; i++) {
        const struct vss_component *component = &writer->components.items[i];

        for (size_t j = 0; component->set == set && j < component->filesets.count; j++) {
            const struct vss_fileset *fileset = &component->filesets.items[j];
            HRESULT hr = IVssBackupComponents_AddNewTarget(
                session->components, writer->id, set->type, vss_wide(set->logical_path),
                vss_wide(set->name), vss_wide(fileset->path), vss_wide(fileset->filespec),
                fileset->recursive, vss_wide(vss_relocated(fileset->folder, session->wishes->to)));

            code = told_of_fileset(hr, "AddNewTarget", fileset, "goes");
            if (code != VSS_EXIT_OK)
                return code;
        }
    }
    return code;
}

static int add_members(struct vss_session *session, const struct vss_unit *unit)
{
    const struct vss_component *set = unit->set;

    for (size_t i = 0; i < unit->link->members.count; i++) {
        const struct vss_component *member = unit->link->members.items[i];
        HRESULT hr = IVssBackupComponents_AddRestoreSubcomponent(
            session->components, set->writer->id, set->type, vss_wide(set->logical_path),
            vss_wide(set->name), vss_wide(member->logical_path), vss_wide(member->name), false);

        if (FAILED(hr))
            return vss_fail_hr(VSS_EXIT_FAILED, hr, "AddRestoreSubcomponent of %s", member->full);
    }
    return VSS_EXIT_OK;
}

static int say_wishes(struct vss_session *session, const struct vss_component *set,
                      IVssBackupComponentsEx2 *newer)
{
    const struct vss_wishes *wishes = session->wishes;
    const WCHAR *path = vss_wide(set->logical_path), *name = vss_wide(set->name);
    int code = VSS_EXIT_OK;

    if (wishes->authoritative)
        code = vss_called(IVssBackupComponentsEx2_SetAuthoritativeRestore(
                              newer, set->writer->id, set->type, path, name, true),
                          "SetAuthoritativeRestore");
    if (code == VSS_EXIT_OK && wishes->roll_forward != VSS_RF_UNDEFINED)
        code = vss_called(IVssBackupComponentsEx2_SetRollForward(
                              newer, set->writer->id, set->type, path, name, wishes->roll_forward,
                              vss_wide(wishes->roll_forward_point)),
                          "SetRollForward");
    if (code == VSS_EXIT_OK && wishes->rename)
        code =
            vss_called(IVssBackupComponentsEx2_SetRestoreName(newer, set->writer->id, set->type,
                                                              path, name, vss_wide(wishes->rename)),
                       "SetRestoreName");
    return code;
}

static bool has_wishes(const struct vss_wishes *wishes)
{
    return wishes->authoritative || wishes->roll_forward != VSS_RF_UNDEFINED || wishes->rename;
}

static int add_wishes(struct vss_session *session, const struct vss_component *set)
{
    IVssBackupComponentsEx2 *newer = NULL;
    HRESULT hr;
    int code;

    if (!has_wishes(session->wishes))
        return VSS_EXIT_OK;
    hr = IVssBackupComponents_QueryInterface(session->components, &IID_IVssBackupComponentsEx2,
                                             (void **)&newer);
    if (FAILED(hr))
        return vss_called(hr, "IVssBackupComponentsEx2");
    code = say_wishes(session, set, newer);
    IVssBackupComponentsEx2_Release(newer);
    return code;
}

static int select_set(struct vss_session *session, const struct vss_unit *unit)
{
    const struct vss_component *set = unit->set;
    const WCHAR *path = vss_wide(set->logical_path), *name = vss_wide(set->name);
    HRESULT hr = IVssBackupComponents_SetSelectedForRestore(session->components, set->writer->id,
                                                            set->type, path, name, true);

    if (FAILED(hr))
        return vss_fail_hr(VSS_EXIT_FAILED, hr, "SetSelectedForRestore of %s", set->full);
    /* REST-604: by component, as chains end where they end. */
    if (unit->link->images.count > 1)
        hr = IVssBackupComponents_SetAdditionalRestores(session->components, set->writer->id,
                                                        set->type, path, name, !unit->is_last);
    return vss_called(hr, "SetAdditionalRestores");
}

static int select_unit(struct vss_session *session, struct vss_unit *unit)
{
    int code;

    unit->takes_part = unit->set && !unit->refusal && can_take_part(session, unit);
    unit->link->took_part |= unit->takes_part;
    if (!unit->takes_part)
        return unit->set && !unit->refusal && has_wishes(session->wishes)
                   ? vss_fail(VSS_EXIT_USAGE,
                              "%s of %s is restored without its writer, which alone could follow "
                              "--authoritative, --roll-forward and --rename",
                              unit->set->full, unit->set->writer->name)
                   : VSS_EXIT_OK;
    code = select_set(session, unit);
    if (code == VSS_EXIT_OK)
        code = add_members(session, unit);
    if (code == VSS_EXIT_OK)
        code = add_wishes(session, unit->set);
    return code == VSS_EXIT_OK && session->wishes->to ? add_new_targets(session, unit) : code;
}

static int select_units(struct vss_session *session)
{
    int code = VSS_EXIT_OK;

    for (size_t i = 0; i < session->units.count && code == VSS_EXIT_OK; i++)
        code = select_unit(session, &session->units.items[i]);
    return code;
}

/* A writer's veto concerns its own components only (REST-212). */
static int check_writers(struct vss_session *session, bool before)
{
    struct vss_writer_statuses statuses = {0};
    int code = vss_gather_status(session->components, &statuses);

    for (size_t i = 0; i < statuses.count && code == VSS_EXIT_OK; i++) {
        const struct vss_writer_status *status = &statuses.items[i];
        const char *sentence;
        bool concerned = false;

        if (!vss_state_failed(status->state))
            continue;
        sentence = vss_format("the writer %s %s: %s%s%s", status->name,
                              vss_state_name(status->state), vsapi_hresult_name(status->failure),
                              *status->message ? ": " : "", status->message);
        for (size_t j = 0; j < session->units.count; j++) {
            struct vss_unit *unit = &session->units.items[j];

            if (!unit->takes_part || !IsEqualGUID(&unit->set->writer->id, &status->writer_id))
                continue;
            concerned = true;
            if (before && !unit->refusal)
                unit->refusal = sentence;
            else if (!before && !unit->is_last && !unit->link->refusal)
                unit->link->refusal = sentence; /* it cannot take the next one */
        }
        if (concerned && !session->writer_failed) {
            session->writer_failed = true;
            vss_fail(VSS_EXIT_WRITER, "%s", sentence);
        } else {
            vss_warn("%s", sentence);
        }
    }
    return code;
}

/* The full path that a directed target names. */
static int directed_path(BSTR folder, BSTR name, const char **out)
{
    const char *folder_text = vss_text_of_bstr(folder), *name_text = vss_text_of_bstr(name);
    int code = vss_expand(folder_text, &folder_text);

    *out = vss_format("%s\\%s", folder_text, name_text);
    return code;
}

static int read_directed_target(IVssComponent *component, UINT i, struct vss_directed *out)
{
    BSTR texts[6] = {NULL};
    int code =
        vss_called(IVssComponent_GetDirectedTarget(component, i, &texts[0], &texts[1], &texts[2],
                                                   &texts[3], &texts[4], &texts[5]),
                   "GetDirectedTarget");

    if (code != VSS_EXIT_OK)
        return code;
    out->source_ranges = vss_text_of_bstr(texts[2]);
    out->destination_ranges = vss_text_of_bstr(texts[5]);
    code = directed_path(texts[0], texts[1], &out->source);
    if (code != VSS_EXIT_OK)
        return code;
    return directed_path(texts[3], texts[4], &out->destination);
}

static int read_directed(IVssComponent *component, struct vss_unit *unit)
{
    UINT count = 0;
    int code = vss_called(IVssComponent_GetDirectedTargetCount(component, &count),
                          "GetDirectedTargetCount");

    for (UINT i = 0; i < count && code == VSS_EXIT_OK; i++)
        code = read_directed_target(component, i, VSS_APPEND(&unit->directed));
    return code;
}

/* What a writer set in PreRestore: read only now, as it may have changed it (REST-204). */
static int read_wish(void *context, const struct vss_document_component *component)
{
    struct vss_session *session = context;
    struct vss_unit *unit =
        vss_map_get(&session->by_component, unit_key(&component->instance, component->full));
    BSTR message = NULL;
    const char *text;
    int code;

    if (!unit || !unit->takes_part)
        return VSS_EXIT_OK;
    code = vss_called(IVssComponent_GetRestoreTarget(component->object, &unit->restore_target),
                      "GetRestoreTarget");
    if (code == VSS_EXIT_OK && unit->restore_target == VSS_RT_DIRECTED)
        code = read_directed(component->object, unit);
    if (code == VSS_EXIT_OK)
        code = vss_called(IVssComponent_GetPreRestoreFailureMsg(component->object, &message),
                          "GetPreRestoreFailureMsg");
    text = vss_text_of_bstr(message);
    if (*text && !unit->refusal)
        unit->refusal = vss_format("the writer says: %s", text);
    return code;
}

static int pre_restore(struct vss_session *session)
{
    IVssAsync *async = NULL;
    HRESULT hr;
    int code;

    vss_progress("preparing the writers");
    hr = IVssBackupComponents_PreRestore(session->components, &async);
    code = vss_finish(hr, async, "PreRestore");
    if (code == VSS_EXIT_OK)
        code = check_writers(session, true);
    if (code == VSS_EXIT_OK)
        code = vss_document_each(session->components, read_wish, session);
    return code;
}

/* ---- files ---- */

/* REST-505: every use of a mapping is recorded. */
static int record_mappings(struct vss_session *session, const struct vss_unit *unit)
{
    const struct vss_component *set = unit->set;
    int code = VSS_EXIT_OK;

    for (size_t i = 0; i < unit->mappings.count && code == VSS_EXIT_OK; i++) {
        const struct vss_fileset *mapping = unit->mappings.items[i];
        HRESULT hr = IVssBackupComponents_AddAlternativeLocationMapping(
            session->components, set->writer->id, set->type, vss_wide(set->logical_path),
            vss_wide(set->name), vss_wide(mapping->path), vss_wide(mapping->filespec),
            mapping->recursive, vss_wide(mapping->alternate));

        code = told_of_fileset(hr, "AddAlternativeLocationMapping", mapping, "went");
    }
    return code;
}

static int set_status(struct vss_session *session, const struct vss_unit *unit)
{
    const struct vss_component *set = unit->set;
    VSS_FILE_RESTORE_STATUS status = VSS_RS_ALL;
    HRESULT hr;

    if (unit->refusal)
        status = unit->half ? VSS_RS_FAILED : VSS_RS_NONE;
    hr = IVssBackupComponents_SetFileRestoreStatus(session->components, set->writer->id, set->type,
                                                   vss_wide(set->logical_path), vss_wide(set->name),
                                                   status);
    return vss_called(hr, "SetFileRestoreStatus");
}

/* REST-525: where a ranges file is now, if it is not where it was. */
static int set_ranges_path(struct vss_session *session, const struct vss_unit *unit,
                           const struct vss_placed *placed)
{
    const struct vss_component *set = unit->set;
    int code = VSS_EXIT_OK;

    for (size_t i = 0; i < placed->file->members.count && code == VSS_EXIT_OK; i++) {
        const struct vss_member *member = &placed->file->members.items[i];

        if (member->cause != VSAPI_PLAN_BY_RANGES_FILE || member->component != set)
            continue;
        code = vss_called(
            IVssBackupComponents_SetRangesFilePath(session->components, set->writer->id, set->type,
                                                   vss_wide(set->logical_path), vss_wide(set->name),
                                                   (UINT)member->index, vss_wide(placed->target)),
            "SetRangesFilePath");
    }
    return code;
}

static int set_ranges_paths(struct vss_session *session, const struct vss_unit *unit)
{
    int code = VSS_EXIT_OK;

    for (size_t i = 0; i < unit->files.count && code == VSS_EXIT_OK; i++) {
        const struct vss_placed *placed = &unit->files.items[i];

        if (strcmp(placed->target, placed->file->path) != 0)
            code = set_ranges_path(session, unit, placed);
    }
    return code;
}

/* What the writer is told of a unit's files. */
static int tell_writer(struct vss_session *session, const struct vss_unit *unit)
{
    int code = VSS_EXIT_OK;

    if (!unit->takes_part)
        return code;
    if (!unit->refusal && unit->mapped)
        code = record_mappings(session, unit);
    if (!unit->refusal && code == VSS_EXIT_OK)
        code = set_ranges_paths(session, unit);
    return code == VSS_EXIT_OK ? set_status(session, unit) : code;
}

static void note_result(struct vss_unit *unit)
{
    struct vss_link *link = unit->link;

    if (unit->refusal) {
        link->refusal = unit->refusal;
        if (link->restored > 0)
            link->refusal = vss_format("%s; it is as in the backup before", unit->refusal);
        return;
    }
    link->restored++;
    link->mapped |= unit->mapped;
    link->file_count += unit->files.count;
    link->bytes += unit->bytes;
}

/* All places are decided before the first file is written, as the state of the disk decides. */
static int write_units(struct vss_session *session)
{
    int code = VSS_EXIT_OK;

    for (size_t i = 0; i < session->units.count; i++) {
        if (!session->units.items[i].refusal)
            vss_unit_place(&session->units.items[i], session->wishes->to);
    }
    for (size_t i = 0; i < session->units.count && code == VSS_EXIT_OK; i++) {
        struct vss_unit *unit = &session->units.items[i];

        if (!unit->refusal)
            vss_unit_restore(unit, &session->set->store, session->wishes->to != NULL);
        note_result(unit);
        code = tell_writer(session, unit);
    }
    return code;
}

static int post_restore(struct vss_session *session)
{
    IVssAsync *async = NULL;
    HRESULT hr;
    int code;

    vss_progress("finishing with the writers");
    hr = IVssBackupComponents_PostRestore(session->components, &async);
    code = vss_finish(hr, async, "PostRestore");
    return code == VSS_EXIT_OK ? check_writers(session, false) : code;
}

int vss_session_run(struct vss_session *session, struct vss_chain *chain)
{
    struct vss_unit **by_number;
    int code;

    make_units(session, chain);
    by_number = number_units(session);
    add_files(session, by_number, true);
    add_files(session, by_number, false);
    add_folders(session, by_number);
    code = initialize(session);
    if (code == VSS_EXIT_OK)
        code = select_units(session);
    if (code == VSS_EXIT_OK)
        code = pre_restore(session);
    if (code == VSS_EXIT_OK)
        code = write_units(session);
    if (code == VSS_EXIT_OK)
        code = post_restore(session);
    return code;
}

void vss_session_end(struct vss_session *session)
{
    if (session->components)
        IVssBackupComponents_Release(session->components);
    vss_map_end(&session->by_component);
    vss_catalog_end(&session->running);
}
