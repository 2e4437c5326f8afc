/*
 * vsbackup/src/restore.c - the components of a restore: which are wanted, how, and where to.
 *
 * The pages of these methods list "in a restore session" among the reasons for VSS_E_BAD_STATE;
 * they can only mean the contrary, as they are of use in a restore alone (docs/decisions.md
 * #restore-only).
 */
#include "component_edit.h"

#include "file_sets.h"
#include "known_writers.h"

#include <vsapi/alloc.h>
#include <vsapi/faces.h>
#include <vsapi/text.h>

/* ---- SetSelectedForRestore ----------------------------------------------------------------------
 */

struct selection {
    const char *method;
    struct vsapi_session *session;
    bool selected;
    const VSS_ID *instance;          /* GUID_NULL: where the service finds the writer */
    const uint32_t *instance_schema; /* what that instance supports; NULL: none was chosen */
};

static HRESULT check_runs(const char *method, struct vsapi_session *session,
                          const struct vsapi_bcd_writer *writer, const VSS_ID *instance)
{
    char guid[VSAPI_GUID_TEXT];
    bool runs;
    HRESULT hr = vsapi_session_writer_runs(session, writer, instance, &runs);

    if (FAILED(hr) || runs)
        return hr;
    return vsapi_fail(VSS_E_OBJECT_NOT_FOUND,
                      "%s: the writer of class %s does not run (it did not answer "
                      "GatherWriterMetadata)",
                      method, vsapi_guid_to_text(&writer->writer_id, guid));
}

/* Another instance than that of the backup may get it only if the writer says so. */
static HRESULT check_move(const struct selection *selection, const struct vsapi_bcd_writer *writer)
{
    char guid[VSAPI_GUID_TEXT];

    if (!selection->instance_schema ||
        *selection->instance_schema & VSS_BS_WRITER_SUPPORTS_RESTORE_WITH_MOVE ||
        vsapi_session_takes_restore(selection->session, writer, selection->instance))
        return S_OK;
    return vsapi_fail(E_INVALIDARG,
                      "%s: the component was backed up by another instance than %s, and the "
                      "writer's schema lacks VSS_BS_WRITER_SUPPORTS_RESTORE_WITH_MOVE (requester's "
                      "mistake)",
                      selection->method, vsapi_guid_to_text(selection->instance, guid));
}

static HRESULT edit_selection(const struct component_place *place, const void *value)
{
    const struct selection *selection = value;
    HRESULT hr =
        check_runs(selection->method, selection->session, place->writer, selection->instance);

    if (SUCCEEDED(hr) && selection->selected)
        hr = check_move(selection, place->writer);
    if (FAILED(hr))
        return hr;
    place->component->selected_for_restore = selection->selected;
    place->component->restore_instance_id = *selection->instance;
    place->component->has_restore_instance =
        selection->selected && !IsEqualGUID(selection->instance, &GUID_NULL);
    return S_OK;
}

HRESULT STDMETHODCALLTYPE backup_components_SetSelectedForRestore(
    IVssBackupComponentsEx4 *iface, VSS_ID writerId, VSS_COMPONENT_TYPE ct, LPCWSTR wszLogicalPath,
    LPCWSTR wszComponentName, bool bSelectedForRestore)
{
    struct backup_components *self = backup_components_from(iface);
    const struct component_name name = {"SetSelectedForRestore", &writerId,       NULL, ct,
                                        wszLogicalPath,          wszComponentName};

    return VSAPI_API(
        "IVssBackupComponents.SetSelectedForRestore", backup_components_session(self),
        vsbackup_component_edit(self, VSAPI_CALL_SET_RESTORE_WISH, &name, edit_selection,
                                &(struct selection){.method = name.method,
                                                    .session = self->session,
                                                    .selected = bSelectedForRestore,
                                                    .instance = &GUID_NULL}),
        "writerId=%g ct=%d wszLogicalPath=%w wszComponentName=%w bSelectedForRestore=%b", &writerId,
        (int)ct, wszLogicalPath, wszComponentName, bSelectedForRestore);
}

/* The running instance that was chosen; what it supports. */
static HRESULT check_instance(struct backup_components *self, const struct component_name *name,
                              const VSS_ID *instance, uint32_t *schema)
{
    struct known_writers *known;
    struct vsapi_wmd *metadata;
    char guid[VSAPI_GUID_TEXT];
    HRESULT hr;

    hr = vsapi_session_allow(self->session, VSAPI_CALL_SET_RESTORE_WISH);
    if (SUCCEEDED(hr))
        hr = backup_components_known(self, &known);
    if (FAILED(hr))
        return hr;
    metadata = vsbackup_known_instance(known, instance);
    if (!metadata || !IsEqualGUID(&metadata->writer_id, name->writer_id))
        return vsapi_fail(VSS_E_OBJECT_NOT_FOUND,
                          "%s: no writer of the class given runs with the instance id %s (the "
                          "requester's mistake)",
                          name->method, vsapi_guid_to_text(instance, guid));
    *schema = metadata->backup_schema;
    return S_OK;
}

/* The n-th of the class in the document whose restore the running instance gets anyway. */
static const VSS_ID *own_part(struct backup_components *self, const VSS_ID *writer_id,
                              const VSS_ID *instance, size_t *n)
{
    struct vsapi_bcd *document = vsapi_session_document(self->session);
    struct vsapi_bcd_writer *writer;

    vsapi_mutex_lock(&document->lock);
    do {
        writer = vsapi_bcd_find_class(document, writer_id, (*n)++);
    } while (writer && !vsapi_session_takes_restore(self->session, writer, instance));
    vsapi_mutex_unlock(&document->lock);
    return writer ? &writer->instance_id : NULL;
}

/* A component that the instance itself has backed up comes before one that is moved to it
 * (docs/decisions.md#restore-instance). */
static HRESULT select_for_instance(struct backup_components *self, struct component_name *name,
                                   const struct selection *selection)
{
    HRESULT hr = VSS_E_OBJECT_NOT_FOUND;
    size_t n = 0;

    while (hr == VSS_E_OBJECT_NOT_FOUND &&
           (name->instance = own_part(self, name->writer_id, selection->instance, &n)))
        hr = vsbackup_component_edit(self, VSAPI_CALL_SET_RESTORE_WISH, name, edit_selection,
                                     selection);
    if (hr != VSS_E_OBJECT_NOT_FOUND)
        return hr;
    name->instance = NULL;
    return vsbackup_component_edit(self, VSAPI_CALL_SET_RESTORE_WISH, name, edit_selection,
                                   selection);
}

static HRESULT select_ex(struct backup_components *self, struct component_name *name, bool selected,
                         const VSS_ID *instance)
{
    struct selection selection = {name->method, self->session, selected, instance, NULL};
    uint32_t schema = 0;
    HRESULT hr;

    if (IsEqualGUID(instance, &GUID_NULL))
        return vsbackup_component_edit(self, VSAPI_CALL_SET_RESTORE_WISH, name, edit_selection,
                                       &selection);
    hr = vsbackup_component_name_check(name);
    if (SUCCEEDED(hr))
        hr = check_instance(self, name, instance, &schema);
    if (FAILED(hr))
        return hr;
    selection.instance_schema = &schema;
    return select_for_instance(self, name, &selection);
}

HRESULT STDMETHODCALLTYPE backup_components_SetSelectedForRestoreEx(
    IVssBackupComponentsEx4 *iface, VSS_ID writerId, VSS_COMPONENT_TYPE ct, LPCWSTR wszLogicalPath,
    LPCWSTR wszComponentName, bool bSelectedForRestore, VSS_ID instanceId)
{
    struct backup_components *self = backup_components_from(iface);
    struct component_name name = {"SetSelectedForRestoreEx", &writerId, NULL, ct, wszLogicalPath,
                                  wszComponentName};

    return VSAPI_API(
        "IVssBackupComponentsEx.SetSelectedForRestoreEx", backup_components_session(self),
        select_ex(self, &name, bSelectedForRestore, &instanceId),
        "writerId=%g ct=%d wszLogicalPath=%w wszComponentName=%w "
        "bSelectedForRestore=%b instanceId=%g",
        &writerId, (int)ct, wszLogicalPath, wszComponentName, bSelectedForRestore, &instanceId);
}

/* ---- AddRestoreSubcomponent
 * ----------------------------------------------------------------------- */

struct subcomponent {
    struct vsapi_session *session;
    struct known_writers *known;
    const char *logical_path, *component_name;
};

/* In a restore the running writer only tells that it runs; what it says of a component now counts
 * if it knows it. */
static HRESULT check_subcomponent(const struct component_place *place,
                                  const struct subcomponent *sub)
{
    const struct vsapi_bcd_component *root = place->component;
    struct vsapi_wmd *metadata = vsbackup_known_class(sub->known, &place->writer->writer_id);
    const struct vsapi_wm_component *component;

    if (!root->selected_for_restore)
        return vsapi_fail(VSS_E_BAD_STATE,
                          "AddRestoreSubcomponent before SetSelectedForRestore of \"%s\" (the "
                          "requester's mistake)",
                          root->component_name);
    if (!vsbackup_is_below(sub->logical_path, root->logical_path, root->component_name))
        return vsapi_fail(VSS_E_OBJECT_NOT_FOUND,
                          "AddRestoreSubcomponent: the logical path \"%s\" of \"%s\" is not below "
                          "\"%s\" (the requester's mistake)",
                          sub->logical_path, sub->component_name, root->component_name);
    component = metadata ? vsapi_wmd_find(metadata, sub->logical_path, sub->component_name) : NULL;
    if (component && !component->selectable_for_restore)
        return vsapi_fail(E_INVALIDARG,
                          "AddRestoreSubcomponent: \"%s\" is not selectable for restore (the "
                          "requester's mistake)",
                          sub->component_name);
    return S_OK;
}

static HRESULT edit_add_subcomponent(const struct component_place *place, const void *value)
{
    struct vsapi_bcd_component *root = place->component;
    const struct subcomponent *sub = value;
    struct vsapi_subcomponent added = {0};
    HRESULT hr;

    hr = check_runs("AddRestoreSubcomponent", sub->session, place->writer,
                    place->component->has_restore_instance ? &place->component->restore_instance_id
                                                           : &GUID_NULL);
    if (SUCCEEDED(hr))
        hr = check_subcomponent(place, sub);
    if (SUCCEEDED(hr))
        hr = vsapi_bcd_text(place->document, &added.logical_path, sub->logical_path);
    if (SUCCEEDED(hr))
        hr = vsapi_bcd_text(place->document, &added.component_name, sub->component_name);
    if (FAILED(hr))
        return hr;
    if (!VSAPI_ARENA_ROOM(place->document->arena, &root->restore_subcomponents))
        return vsapi_out_of_memory();
    root->restore_subcomponents.items[root->restore_subcomponents.count++] = added;
    return S_OK;
}

static HRESULT subcomponent_check(const struct component_name *name, LPCWSTR logical_path,
                                  LPCWSTR component_name, bool repair)
{
    HRESULT hr = vsbackup_component_name_check(name);

    if (FAILED(hr))
        return hr;
    if (!logical_path || !component_name)
        return backup_components_null(name->method, logical_path ? "wszSubComponentName"
                                                                 : "wszSubComponentLogicalPath");
    if (repair)
        return vsapi_fail(E_INVALIDARG,
                          "AddRestoreSubcomponent: bRepair is reserved and has to be false (the "
                          "requester's mistake)");
    return S_OK;
}

static HRESULT add_subcomponent(struct backup_components *self, const struct component_name *name,
                                LPCWSTR logical_path, LPCWSTR component_name, bool repair)
{
    const LPCWSTR wide[] = {logical_path, component_name};
    struct subcomponent sub = {.session = self->session};
    struct vsapi_texts texts;
    HRESULT hr;

    hr = subcomponent_check(name, logical_path, component_name, repair);
    if (SUCCEEDED(hr))
        hr = vsapi_session_allow(self->session, VSAPI_CALL_SET_RESTORE_WISH);
    if (SUCCEEDED(hr))
        hr = backup_components_known(self, &sub.known);
    if (SUCCEEDED(hr))
        hr = vsapi_texts_init(&texts, wide, 2);
    if (FAILED(hr))
        return hr;
    sub.logical_path = texts.items[0];
    sub.component_name = texts.items[1];
    hr = vsbackup_component_edit(self, VSAPI_CALL_SET_RESTORE_WISH, name, edit_add_subcomponent,
                                 &sub);
    vsapi_texts_finish(&texts);
    return hr;
}

HRESULT STDMETHODCALLTYPE backup_components_AddRestoreSubcomponent(
    IVssBackupComponentsEx4 *iface, VSS_ID writerId, VSS_COMPONENT_TYPE componentType,
    LPCWSTR wszLogicalPath, LPCWSTR wszComponentName, LPCWSTR wszSubComponentLogicalPath,
    LPCWSTR wszSubComponentName, bool bRepair)
{
    struct backup_components *self = backup_components_from(iface);
    const struct component_name name = {
        "AddRestoreSubcomponent", &writerId, NULL, componentType, wszLogicalPath, wszComponentName};

    return VSAPI_API(
        "IVssBackupComponents.AddRestoreSubcomponent", backup_components_session(self),
        add_subcomponent(self, &name, wszSubComponentLogicalPath, wszSubComponentName, bRepair),
        "writerId=%g componentType=%d wszLogicalPath=%w wszComponentName=%w "
        "wszSubComponentLogicalPath=%w wszSubComponentName=%w bRepair=%b",
        &writerId, (int)componentType, wszLogicalPath, wszComponentName, wszSubComponentLogicalPath,
        wszSubComponentName, bRepair);
}

/* ---- new targets and alternate locations
 * ------------------------------------------------------------ */

struct new_place { /* a file set of a component and where its files go */
    const char *method;
    enum vsapi_call call;
    size_t list; /* offset of the vsapi_filedescs in the component */
    LPCWSTR path, filespec, destination;
    const char *filespec_parameter, *destination_parameter;
    bool recursive;
};
enum { PATH, FILESPEC, DESTINATION, PLACE_TEXTS };

struct place_value {
    const struct new_place *wanted;
    struct known_writers *known;
    struct vsapi_texts texts;
};

/* A file set has to be one that the writer gave. What it gave at backup time only the requester
 * knows; here it is what the running writer says, as far as it knows the component. */
static HRESULT check_file_set(const struct component_place *place, const struct place_value *value)
{
    const struct vsapi_bcd_component *component = place->component;
    const struct new_place *wanted = value->wanted;
    const struct vsapi_filedesc set = {.path = value->texts.items[PATH],
                                       .filespec = value->texts.items[FILESPEC],
                                       .recursive = wanted->recursive};
    bool has;
    HRESULT hr =
        vsbackup_known_file_set(value->known, &place->writer->writer_id, component->logical_path,
                                component->component_name, &set, &has);

    if (FAILED(hr) || has)
        return hr;
    return vsapi_fail(VSS_E_OBJECT_NOT_FOUND,
                      "%s: component \"%s\" has no file set \"%s\" in \"%s\", %srecursive (the "
                      "requester's mistake)",
                      wanted->method, component->component_name, value->texts.items[FILESPEC],
                      value->texts.items[PATH], wanted->recursive ? "" : "not ");
}

static HRESULT edit_add_place(const struct component_place *place, const void *argument)
{
    const struct place_value *value = argument;
    vsapi_filedescs *list = (vsapi_filedescs *)((char *)place->component + value->wanted->list);
    struct vsapi_filedesc added = {.recursive = value->wanted->recursive};
    HRESULT hr;

    hr = check_file_set(place, value);
    if (SUCCEEDED(hr))
        hr = vsapi_bcd_text(place->document, &added.path, value->texts.items[PATH]);
    if (SUCCEEDED(hr))
        hr = vsapi_bcd_text(place->document, &added.filespec, value->texts.items[FILESPEC]);
    if (SUCCEEDED(hr))
        hr =
            vsapi_bcd_text(place->document, &added.alternate_path, value->texts.items[DESTINATION]);
    if (FAILED(hr))
        return hr;
    if (!VSAPI_ARENA_ROOM(place->document->arena, list))
        return vsapi_out_of_memory();
    list->items[list->count++] = added;
    return S_OK;
}

static HRESULT check_texts(const struct new_place *wanted, const struct vsapi_texts *texts)
{
    HRESULT hr;

    hr = vsapi_check_directory(wanted->method, "wszPath", texts->items[PATH]);
    if (SUCCEEDED(hr))
        hr = vsapi_check_filespec(wanted->method, wanted->filespec_parameter,
                                  texts->items[FILESPEC]);
    if (SUCCEEDED(hr))
        hr = vsapi_check_directory(wanted->method, wanted->destination_parameter,
                                   texts->items[DESTINATION]);
    if (FAILED(hr) || vsapi_path_is_full(texts->items[DESTINATION]))
        return hr;
    return vsapi_fail(E_INVALIDARG,
                      "%s: %s \"%s\" is not fully qualified (the requester's mistake)",
                      wanted->method, wanted->destination_parameter, texts->items[DESTINATION]);
}

static HRESULT add_place(struct backup_components *self, const struct component_name *name,
                         const struct new_place *wanted)
{
    const LPCWSTR wide[PLACE_TEXTS] = {wanted->path, wanted->filespec, wanted->destination};
    struct place_value value = {.wanted = wanted};
    HRESULT hr;

    hr = vsbackup_component_name_check(name);
    if (SUCCEEDED(hr))
        hr = vsapi_texts_init(&value.texts, wide, PLACE_TEXTS);
    if (FAILED(hr))
        return hr;
    hr = check_texts(wanted, &value.texts);
    if (SUCCEEDED(hr))
        hr = vsapi_session_allow(self->session, wanted->call);
    if (SUCCEEDED(hr))
        hr = backup_components_known(self, &value.known);
    if (SUCCEEDED(hr))
        hr = vsbackup_component_edit(self, wanted->call, name, edit_add_place, &value);
    vsapi_texts_finish(&value.texts);
    return hr;
}

HRESULT STDMETHODCALLTYPE backup_components_AddNewTarget(IVssBackupComponentsEx4 *iface,
                                                         VSS_ID writerId, VSS_COMPONENT_TYPE ct,
                                                         LPCWSTR wszLogicalPath,
                                                         LPCWSTR wszComponentName, LPCWSTR wszPath,
                                                         LPCWSTR wszFileName, bool bRecursive,
                                                         LPCWSTR wszAlternatePath)
{
    struct backup_components *self = backup_components_from(iface);
    const struct component_name name = {"AddNewTarget", &writerId,       NULL, ct,
                                        wszLogicalPath, wszComponentName};
    const struct new_place wanted = {
        .method = "AddNewTarget",
        .call = VSAPI_CALL_SET_LATE_WISH,
        .list = offsetof(struct vsapi_bcd_component, new_targets),
        .path = wszPath,
        .filespec = wszFileName,
        .filespec_parameter = "wszFileName",
        .destination = wszAlternatePath,
        .destination_parameter = "wszAlternatePath",
        .recursive = bRecursive,
    };

    return VSAPI_API("IVssBackupComponents.AddNewTarget", backup_components_session(self),
                     add_place(self, &name, &wanted),
                     "writerId=%g ct=%d wszLogicalPath=%w wszComponentName=%w wszPath=%w "
                     "wszFileName=%w bRecursive=%b wszAlternatePath=%w",
                     &writerId, (int)ct, wszLogicalPath, wszComponentName, wszPath, wszFileName,
                     bRecursive, wszAlternatePath);
}

HRESULT STDMETHODCALLTYPE backup_components_AddAlternativeLocationMapping(
    IVssBackupComponentsEx4 *iface, VSS_ID writerId, VSS_COMPONENT_TYPE componentType,
    LPCWSTR wszLogicalPath, LPCWSTR wszComponentName, LPCWSTR wszPath, LPCWSTR wszFilespec,
    bool bRecursive, LPCWSTR wszDestination)
{
    struct backup_components *self = backup_components_from(iface);
    const struct component_name name = {"AddAlternativeLocationMapping",
                                        &writerId,
                                        NULL,
                                        componentType,
                                        wszLogicalPath,
                                        wszComponentName};
    const struct new_place wanted = {
        .method = "AddAlternativeLocationMapping",
        .call = VSAPI_CALL_ADD_MAPPING,
        .list = offsetof(struct vsapi_bcd_component, alternate_mappings),
        .path = wszPath,
        .filespec = wszFilespec,
        .filespec_parameter = "wszFilespec",
        .destination = wszDestination,
        .destination_parameter = "wszDestination",
        .recursive = bRecursive,
    };

    return VSAPI_API("IVssBackupComponents.AddAlternativeLocationMapping",
                     backup_components_session(self), add_place(self, &name, &wanted),
                     "writerId=%g componentType=%d wszLogicalPath=%w wszComponentName=%w "
                     "wszPath=%w wszFilespec=%w bRecursive=%b wszDestination=%w",
                     &writerId, (int)componentType, wszLogicalPath, wszComponentName, wszPath,
                     wszFilespec, bRecursive, wszDestination);
}
