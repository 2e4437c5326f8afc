/*
 * vsbackup/src/components.c - the components of a backup: adding them to the document, and what the
 * requester says of each.
 */
#include "component_edit.h"

#include "known_writers.h"

#include <vsapi/alloc.h>
#include <vsapi/text.h>

/* ---- AddComponent
 * --------------------------------------------------------------------------------- */

/* The writer's metadata, if it is known under both ids and has that component. A page says that "a
 * component that does not match" is refused, not with what: docs/decisions.md#addcomponent. */
static HRESULT check_metadata(struct known_writers *known, const struct component_name *name,
                              const char *path, const char *component, struct vsapi_wmd **out)
{
    struct vsapi_wmd *metadata = vsbackup_known_instance(known, name->instance);
    struct vsapi_wm_component *found;
    char guid[VSAPI_GUID_TEXT];

    if (!metadata || !IsEqualGUID(&metadata->writer_id, name->writer_id))
        return vsapi_fail(VSS_E_OBJECT_NOT_FOUND,
                          "AddComponent: no writer of the class given answered "
                          "GatherWriterMetadata with instance id %s (the requester's mistake)",
                          vsapi_guid_to_text(name->instance, guid));
    found = vsapi_wmd_find(metadata, path, component);
    if (!found || found->type != name->type)
        return vsapi_fail(
            VSS_E_OBJECT_NOT_FOUND,
            "AddComponent: the metadata of \"%s\" has no %s component \"%s\" with the "
            "logical path \"%s\" (the requester's mistake)",
            metadata->friendly_name ? metadata->friendly_name : "",
            name->type == VSS_CT_DATABASE ? "database" : "file group", component, path ? path : "");
    *out = metadata;
    return S_OK;
}

/* Under the document's lock. */
static HRESULT add_to_document(struct vsapi_bcd *document, const struct component_name *name,
                               const char *path, const char *component,
                               const struct vsapi_wmd *metadata)
{
    struct vsapi_bcd_component *added;
    struct vsapi_bcd_writer *writer;
    HRESULT hr;

    hr = vsapi_bcd_add_writer(document, name->writer_id, name->instance, &writer);
    if (FAILED(hr))
        return hr;
    if (writer->components.count == 0) {
        writer->backup_schema = metadata->backup_schema;
        hr = vsapi_bcd_text(document, &writer->instance_name, metadata->instance_name);
        if (FAILED(hr))
            return hr;
    }
    hr = vsapi_bcd_add_component(document, writer, name->type, path, component, &added);
    if (hr == VSS_E_OBJECT_ALREADY_EXISTS)
        return vsapi_fail(hr,
                          "AddComponent: component \"%s\" with the logical path \"%s\" has been "
                          "added before (the requester's mistake)",
                          component, path ? path : "");
    return hr;
}

static HRESULT add_component(struct backup_components *self, const struct component_name *name)
{
    struct vsapi_wmd *metadata = NULL;
    struct known_writers *known;
    struct vsapi_bcd *document;
    char *path = NULL, *component = NULL;
    HRESULT hr;

    hr = vsbackup_component_name_check(name);
    if (SUCCEEDED(hr))
        hr = vsapi_session_allow(self->session, VSAPI_CALL_ADD_COMPONENT);
    if (SUCCEEDED(hr))
        hr = backup_components_known(self, &known);
    if (SUCCEEDED(hr))
        hr = vsapi_text_from_wide(name->logical_path, &path);
    if (SUCCEEDED(hr))
        hr = vsapi_text_from_wide(name->component_name, &component);
    if (SUCCEEDED(hr))
        hr = check_metadata(known, name, path, component, &metadata);
    if (FAILED(hr))
        goto done;
    document = vsapi_session_document(self->session);
    vsapi_mutex_lock(&self->lock);
    vsapi_mutex_lock(&document->lock);
    hr = add_to_document(document, name, path, component, metadata);
    self->cursor_index = 0; /* a writer may have got its first component */
    self->cursor_position = 0;
    vsapi_mutex_unlock(&document->lock);
    vsapi_mutex_unlock(&self->lock);
done:
    vsapi_free(component);
    vsapi_free(path);
    return hr;
}

HRESULT STDMETHODCALLTYPE backup_components_AddComponent(IVssBackupComponentsEx4 *iface,
                                                         VSS_ID instanceId, VSS_ID writerId,
                                                         VSS_COMPONENT_TYPE ct,
                                                         LPCWSTR wszLogicalPath,
                                                         LPCWSTR wszComponentName)
{
    struct backup_components *self = backup_components_from(iface);
    const struct component_name name = {"AddComponent", &writerId,       &instanceId, ct,
                                        wszLogicalPath, wszComponentName};

    return VSAPI_API("IVssBackupComponents.AddComponent", backup_components_session(self),
                     add_component(self, &name),
                     "instanceId=%g writerId=%g ct=%d wszLogicalPath=%w wszComponentName=%w",
                     &instanceId, &writerId, (int)ct, wszLogicalPath, wszComponentName);
}

/* ---- what the requester says of a component
 * --------------------------------------------------------- */

static HRESULT edit_succeeded(const struct component_place *place, const void *value)
{
    place->component->has_succeeded = true;
    place->component->succeeded = *(const bool *)value;
    return S_OK;
}

HRESULT STDMETHODCALLTYPE backup_components_SetBackupSucceeded(
    IVssBackupComponentsEx4 *iface, VSS_ID instanceId, VSS_ID writerId, VSS_COMPONENT_TYPE ct,
    LPCWSTR wszLogicalPath, LPCWSTR wszComponentName, bool bSucceded)
{
    struct backup_components *self = backup_components_from(iface);
    const struct component_name name = {"SetBackupSucceeded", &writerId,       &instanceId, ct,
                                        wszLogicalPath,       wszComponentName};

    return VSAPI_API("IVssBackupComponents.SetBackupSucceeded", backup_components_session(self),
                     vsbackup_component_edit(self, VSAPI_CALL_SET_BACKUP_SUCCEEDED, &name,
                                             edit_succeeded, &bSucceded),
                     "instanceId=%g writerId=%g ct=%d wszLogicalPath=%w wszComponentName=%w "
                     "bSucceded=%b",
                     &instanceId, &writerId, (int)ct, wszLogicalPath, wszComponentName, bSucceded);
}

HRESULT STDMETHODCALLTYPE backup_components_SetBackupOptions(IVssBackupComponentsEx4 *iface,
                                                             VSS_ID writerId, VSS_COMPONENT_TYPE ct,
                                                             LPCWSTR wszLogicalPath,
                                                             LPCWSTR wszComponentName,
                                                             LPCWSTR wszBackupOptions)
{
    struct backup_components *self = backup_components_from(iface);
    const struct component_name name = {"SetBackupOptions", &writerId,       NULL, ct,
                                        wszLogicalPath,     wszComponentName};

    return VSAPI_API(
        "IVssBackupComponents.SetBackupOptions", backup_components_session(self),
        vsbackup_component_set_text(self, VSAPI_CALL_SET_BACKUP_OPTIONS, &name,
                                    offsetof(struct vsapi_bcd_component, backup_options),
                                    "wszBackupOptions", wszBackupOptions),
        "writerId=%g ct=%d wszLogicalPath=%w wszComponentName=%w wszBackupOptions=%w", &writerId,
        (int)ct, wszLogicalPath, wszComponentName, wszBackupOptions);
}

HRESULT STDMETHODCALLTYPE backup_components_SetPreviousBackupStamp(
    IVssBackupComponentsEx4 *iface, VSS_ID writerId, VSS_COMPONENT_TYPE ct, LPCWSTR wszLogicalPath,
    LPCWSTR wszComponentName, LPCWSTR wszPreviousBackupStamp)
{
    struct backup_components *self = backup_components_from(iface);
    const struct component_name name = {"SetPreviousBackupStamp", &writerId,       NULL, ct,
                                        wszLogicalPath,           wszComponentName};

    return VSAPI_API(
        "IVssBackupComponents.SetPreviousBackupStamp", backup_components_session(self),
        vsbackup_component_set_text(self, VSAPI_CALL_SET_BACKUP_OPTIONS, &name,
                                    offsetof(struct vsapi_bcd_component, previous_backup_stamp),
                                    "wszPreviousBackupStamp", wszPreviousBackupStamp),
        "writerId=%g ct=%d wszLogicalPath=%w wszComponentName=%w wszPreviousBackupStamp=%w",
        &writerId, (int)ct, wszLogicalPath, wszComponentName, wszPreviousBackupStamp);
}
