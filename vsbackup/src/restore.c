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

#include <string.h>
#include <wchar.h>

#include <vsapi/alloc.h>
#include <vsapi/text.h>

/* The metadata of a running writer of the class; VSS_E_OBJECT_NOT_FOUND: none runs. */
static HRESULT running_writer(struct backup_components *self, const struct component_name *name,
                              struct vsapi_wmd **out)
{
    struct known_writers *known;
    char guid[VSAPI_GUID_TEXT];
    HRESULT hr;

    *out = NULL;
    hr = backup_components_known(self, &known);
    if (FAILED(hr)) {
        vsapi_message_prefix("%s needs to know the writers that run: ", name->method);
        return hr;
    }
    *out = known_writers_class(known, name->writer_id);
    if (!*out)
        return vsapi_fail(VSS_E_OBJECT_NOT_FOUND,
                          "%s: no writer of class %s runs (it did not answer "
                          "GatherWriterMetadata)",
                          name->method, vsapi_guid_to_text(name->writer_id, guid));
    return S_OK;
}

/* ---- SetSelectedForRestore ----------------------------------------------------------------------
 */

static HRESULT select_component(struct backup_components *self, const struct component_name *name,
                                bool selected)
{
    struct vsapi_wmd *metadata;
    HRESULT hr;

    hr = component_name_check(name);
    if (SUCCEEDED(hr))
        hr = vsapi_session_allow(self->session, VSAPI_CALL_SET_RESTORE_WISH);
    if (SUCCEEDED(hr))
        hr = running_writer(self, name, &metadata);
    if (FAILED(hr))
        return hr;
    return component_set_bool(self, VSAPI_CALL_SET_RESTORE_WISH, name,
                              offsetof(struct vsapi_bcd_component, selected_for_restore), selected);
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
        select_component(self, &name, bSelectedForRestore),
        "writerId=%g ct=%d wszLogicalPath=%w wszComponentName=%w bSelectedForRestore=%b", &writerId,
        (int)ct, wszLogicalPath, wszComponentName, bSelectedForRestore);
}

/* With one running instance of the class there is nothing to choose. Moving a component to one of
 * several instances is a gap of the library. */
static HRESULT check_instance(struct backup_components *self, const struct component_name *name,
                              const VSS_ID *instance)
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
    metadata = known_writers_instance(known, instance);
    if (!metadata || !IsEqualGUID(&metadata->writer_id, name->writer_id))
        return vsapi_fail(VSS_E_OBJECT_NOT_FOUND,
                          "%s: no writer of the class given runs with the instance id %s (the "
                          "requester's mistake)",
                          name->method, vsapi_guid_to_text(instance, guid));
    if (known_writers_class_size(known, name->writer_id) > 1)
        return vsapi_fail(E_NOTIMPL,
                          "%s: moving a component to one of %zu instances is not done by this "
                          "library yet; the requester is not at fault",
                          name->method, known_writers_class_size(known, name->writer_id));
    return S_OK;
}

static HRESULT select_for_instance(struct backup_components *self,
                                   const struct component_name *name, bool selected,
                                   const VSS_ID *instance)
{
    HRESULT hr;

    if (!IsEqualGUID(instance, &GUID_NULL)) {
        hr = component_name_check(name);
        if (SUCCEEDED(hr))
            hr = check_instance(self, name, instance);
        if (FAILED(hr))
            return hr;
    }
    return select_component(self, name, selected);
}

HRESULT STDMETHODCALLTYPE backup_components_SetSelectedForRestoreEx(
    IVssBackupComponentsEx4 *iface, VSS_ID writerId, VSS_COMPONENT_TYPE ct, LPCWSTR wszLogicalPath,
    LPCWSTR wszComponentName, bool bSelectedForRestore, VSS_ID instanceId)
{
    struct backup_components *self = backup_components_from(iface);
    const struct component_name name = {
        "SetSelectedForRestoreEx", &writerId, NULL, ct, wszLogicalPath, wszComponentName};

    return VSAPI_API(
        "IVssBackupComponentsEx.SetSelectedForRestoreEx", backup_components_session(self),
        select_for_instance(self, &name, bSelectedForRestore, &instanceId),
        "writerId=%g ct=%d wszLogicalPath=%w wszComponentName=%w "
        "bSelectedForRestore=%b instanceId=%g",
        &writerId, (int)ct, wszLogicalPath, wszComponentName, bSelectedForRestore, &instanceId);
}

/* ---- AddRestoreSubcomponent
 * ----------------------------------------------------------------------- */

struct subcomponent {
    const char *logical_path, *component_name;
    struct vsapi_wmd *metadata;
};

/* In a restore the running writer only tells that it runs; what it says of a component now counts
 * if it knows it. */
static HRESULT check_subcomponent(const struct vsapi_bcd_component *root,
                                  const struct subcomponent *sub)
{
    const struct vsapi_wm_component *known;

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
    known = vsapi_wmd_find(sub->metadata, sub->logical_path, sub->component_name);
    if (known && !known->selectable_for_restore)
        return vsapi_fail(E_INVALIDARG,
                          "AddRestoreSubcomponent: \"%s\" is not selectable for restore (the "
                          "requester's mistake)",
                          sub->component_name);
    return S_OK;
}

static HRESULT edit_add_subcomponent(struct vsapi_bcd *document,
                                     struct vsapi_bcd_component *component, const void *value)
{
    struct vsapi_subcomponent added = {0};
    const struct subcomponent *sub = value;
    HRESULT hr;

    hr = check_subcomponent(component, sub);
    if (SUCCEEDED(hr))
        hr = vsapi_bcd_text(document, &added.logical_path, sub->logical_path);
    if (SUCCEEDED(hr))
        hr = vsapi_bcd_text(document, &added.component_name, sub->component_name);
    if (FAILED(hr))
        return hr;
    if (!VSAPI_ARRAY_ROOM(&component->restore_subcomponents))
        return vsapi_out_of_memory();
    component->restore_subcomponents.items[component->restore_subcomponents.count++] = added;
    return S_OK;
}

static HRESULT add_subcomponent(struct backup_components *self, const struct component_name *name,
                                LPCWSTR logical_path, LPCWSTR component_name, bool repair)
{
    char *path = NULL, *component = NULL;
    struct subcomponent sub = {0};
    struct vsapi_wmd *metadata;
    HRESULT hr;

    hr = component_name_check(name);
    if (FAILED(hr))
        return hr;
    if (!logical_path || !component_name)
        return backup_components_null(name->method, logical_path ? "wszSubComponentName"
                                                                 : "wszSubComponentLogicalPath");
    if (repair)
        return vsapi_fail(E_INVALIDARG,
                          "AddRestoreSubcomponent: bRepair is reserved and has to be false (the "
                          "requester's mistake)");
    hr = vsapi_session_allow(self->session, VSAPI_CALL_SET_RESTORE_WISH);
    if (SUCCEEDED(hr))
        hr = running_writer(self, name, &metadata);
    if (SUCCEEDED(hr))
        hr = vsapi_text_from_wide(logical_path, &path);
    if (SUCCEEDED(hr))
        hr = vsapi_text_from_wide(component_name, &component);
    if (SUCCEEDED(hr)) {
        sub = (struct subcomponent){path, component, metadata};
        hr = component_edit(self, VSAPI_CALL_SET_RESTORE_WISH, name, edit_add_subcomponent, &sub);
    }
    vsapi_free(component);
    vsapi_free(path);
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
    struct vsapi_wmd *metadata;
    size_t list; /* offset of the vsapi_filedescs in the component */
    char *path, *filespec, *destination;
    bool recursive;
};

static HRESULT edit_add_place(struct vsapi_bcd *document, struct vsapi_bcd_component *component,
                              const void *value)
{
    const struct new_place *place = value;
    vsapi_filedescs *list = (vsapi_filedescs *)((char *)component + place->list);
    struct vsapi_filedesc added = {.recursive = place->recursive};
    bool known;
    HRESULT hr;

    hr = vsbackup_has_file_set(place->metadata, component->logical_path, component->component_name,
                               place->path, place->filespec, place->recursive, &known);
    if (FAILED(hr))
        return hr;
    if (!known)
        return vsapi_fail(VSS_E_OBJECT_NOT_FOUND,
                          "%s: component \"%s\" has no file set \"%s\" in \"%s\", %srecursive (the "
                          "requester's mistake)",
                          place->method, component->component_name, place->filespec, place->path,
                          place->recursive ? "" : "not ");
    hr = vsapi_bcd_text(document, &added.path, place->path);
    if (SUCCEEDED(hr))
        hr = vsapi_bcd_text(document, &added.filespec, place->filespec);
    if (SUCCEEDED(hr))
        hr = vsapi_bcd_text(document, &added.alternate_path, place->destination);
    if (FAILED(hr))
        return hr;
    if (!VSAPI_ARRAY_ROOM(list))
        return vsapi_out_of_memory();
    list->items[list->count++] = added;
    return S_OK;
}

struct place_arguments {
    size_t list;
    LPCWSTR path, filespec, destination;
    const char *filespec_parameter, *destination_parameter;
    bool recursive;
};

static HRESULT place_check(const char *method, const struct place_arguments *arguments)
{
    if (!arguments->path)
        return backup_components_null(method, "wszPath");
    if (!arguments->filespec)
        return backup_components_null(method, arguments->filespec_parameter);
    if (!arguments->destination)
        return backup_components_null(method, arguments->destination_parameter);
    if (wcspbrk(arguments->path, L"*?"))
        return vsapi_fail(E_INVALIDARG, "%s: wszPath has a wildcard (the requester's mistake)",
                          method);
    if (wcschr(arguments->filespec, L'\\'))
        return vsapi_fail(E_INVALIDARG, "%s: %s has a backslash (the requester's mistake)", method,
                          arguments->filespec_parameter);
    return S_OK;
}

static HRESULT add_place(struct backup_components *self, const struct component_name *name,
                         const struct place_arguments *arguments)
{
    struct new_place place = {
        .method = name->method, .list = arguments->list, .recursive = arguments->recursive};
    struct vsapi_wmd *metadata;
    HRESULT hr;

    hr = component_name_check(name);
    if (SUCCEEDED(hr))
        hr = place_check(name->method, arguments);
    if (SUCCEEDED(hr))
        hr = vsapi_session_allow(self->session, VSAPI_CALL_SET_RESTORE_WISH);
    if (SUCCEEDED(hr))
        hr = running_writer(self, name, &metadata);
    if (SUCCEEDED(hr))
        hr = vsapi_text_from_wide(arguments->path, &place.path);
    if (SUCCEEDED(hr))
        hr = vsapi_text_from_wide(arguments->filespec, &place.filespec);
    if (SUCCEEDED(hr))
        hr = vsapi_text_from_wide(arguments->destination, &place.destination);
    if (SUCCEEDED(hr)) {
        place.metadata = metadata;
        hr = component_edit(self, VSAPI_CALL_SET_RESTORE_WISH, name, edit_add_place, &place);
    }
    vsapi_free(place.path);
    vsapi_free(place.filespec);
    vsapi_free(place.destination);
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
    const struct place_arguments arguments = {
        .list = offsetof(struct vsapi_bcd_component, new_targets),
        .path = wszPath,
        .filespec = wszFileName,
        .filespec_parameter = "wszFileName",
        .destination = wszAlternatePath,
        .destination_parameter = "wszAlternatePath",
        .recursive = bRecursive,
    };

    return VSAPI_API("IVssBackupComponents.AddNewTarget", backup_components_session(self),
                     add_place(self, &name, &arguments),
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
    const struct place_arguments arguments = {
        .list = offsetof(struct vsapi_bcd_component, alternate_mappings),
        .path = wszPath,
        .filespec = wszFilespec,
        .filespec_parameter = "wszFilespec",
        .destination = wszDestination,
        .destination_parameter = "wszDestination",
        .recursive = bRecursive,
    };

    return VSAPI_API("IVssBackupComponents.AddAlternativeLocationMapping",
                     backup_components_session(self), add_place(self, &name, &arguments),
                     "writerId=%g componentType=%d wszLogicalPath=%w wszComponentName=%w "
                     "wszPath=%w wszFilespec=%w bRecursive=%b wszDestination=%w",
                     &writerId, (int)componentType, wszLogicalPath, wszComponentName, wszPath,
                     wszFilespec, bRecursive, wszDestination);
}
