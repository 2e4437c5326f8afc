/*
 * vsbackup/src/restore_options.c - what a requester says of a component that it restores, one field
 * of the document each.
 */
#include "component_edit.h"

#include <string.h>

#include <vsapi/alloc.h>
#include <vsapi/faces.h>
#include <vsapi/text.h>

HRESULT STDMETHODCALLTYPE backup_components_SetRestoreOptions(
    IVssBackupComponentsEx4 *iface, VSS_ID writerId, VSS_COMPONENT_TYPE ct, LPCWSTR wszLogicalPath,
    LPCWSTR wszComponentName, LPCWSTR wszRestoreOptions)
{
    struct backup_components *self = backup_components_from(iface);
    const struct component_name name = {"SetRestoreOptions", &writerId,       NULL, ct,
                                        wszLogicalPath,      wszComponentName};

    return VSAPI_API(
        "IVssBackupComponents.SetRestoreOptions", backup_components_session(self),
        vsbackup_component_set_text(self, VSAPI_CALL_SET_RESTORE_WISH, &name,
                                    offsetof(struct vsapi_bcd_component, restore_options),
                                    "wszRestoreOptions", wszRestoreOptions),
        "writerId=%g ct=%d wszLogicalPath=%w wszComponentName=%w wszRestoreOptions=%w", &writerId,
        (int)ct, wszLogicalPath, wszComponentName, wszRestoreOptions);
}

static HRESULT edit_additional_restores(const struct component_place *place, const void *value)
{
    place->component->has_additional_restores = true;
    place->component->additional_restores = *(const bool *)value;
    return S_OK;
}

HRESULT STDMETHODCALLTYPE backup_components_SetAdditionalRestores(
    IVssBackupComponentsEx4 *iface, VSS_ID writerId, VSS_COMPONENT_TYPE ct, LPCWSTR wszLogicalPath,
    LPCWSTR wszComponentName, bool bAdditionalRestores)
{
    struct backup_components *self = backup_components_from(iface);
    const struct component_name name = {"SetAdditionalRestores", &writerId,       NULL, ct,
                                        wszLogicalPath,          wszComponentName};

    return VSAPI_API("IVssBackupComponents.SetAdditionalRestores", backup_components_session(self),
                     vsbackup_component_edit(self, VSAPI_CALL_SET_LATE_WISH, &name,
                                             edit_additional_restores, &bAdditionalRestores),
                     "writerId=%g ct=%d wszLogicalPath=%w wszComponentName=%w "
                     "bAdditionalRestores=%b",
                     &writerId, (int)ct, wszLogicalPath, wszComponentName, bAdditionalRestores);
}

HRESULT STDMETHODCALLTYPE backup_components_SetAuthoritativeRestore(
    IVssBackupComponentsEx4 *iface, VSS_ID writerId, VSS_COMPONENT_TYPE ct, LPCWSTR wszLogicalPath,
    LPCWSTR wszComponentName, bool bAuth)
{
    struct backup_components *self = backup_components_from(iface);
    const struct component_name name = {
        "SetAuthoritativeRestore", &writerId, NULL, ct, wszLogicalPath, wszComponentName};

    return VSAPI_API(
        "IVssBackupComponentsEx2.SetAuthoritativeRestore", backup_components_session(self),
        vsbackup_component_set_bool(self, VSAPI_CALL_SET_RESTORE_WISH, &name,
                                    offsetof(struct vsapi_bcd_component, authoritative_restore),
                                    bAuth),
        "writerId=%g ct=%d wszLogicalPath=%w wszComponentName=%w bAuth=%b", &writerId, (int)ct,
        wszLogicalPath, wszComponentName, bAuth);
}

HRESULT STDMETHODCALLTYPE backup_components_SetRestoreName(IVssBackupComponentsEx4 *iface,
                                                           VSS_ID writerId, VSS_COMPONENT_TYPE ct,
                                                           LPCWSTR wszLogicalPath,
                                                           LPCWSTR wszComponentName,
                                                           LPCWSTR wszRestoreName)
{
    struct backup_components *self = backup_components_from(iface);
    const struct component_name name = {"SetRestoreName", &writerId,       NULL, ct,
                                        wszLogicalPath,   wszComponentName};

    return VSAPI_API("IVssBackupComponentsEx2.SetRestoreName", backup_components_session(self),
                     vsbackup_component_set_text(self, VSAPI_CALL_SET_RESTORE_WISH, &name,
                                                 offsetof(struct vsapi_bcd_component, restore_name),
                                                 "wszRestoreName", wszRestoreName),
                     "writerId=%g ct=%d wszLogicalPath=%w wszComponentName=%w wszRestoreName=%w",
                     &writerId, (int)ct, wszLogicalPath, wszComponentName, wszRestoreName);
}

/* ---- SetRollForward
 * ------------------------------------------------------------------------------- */

struct roll_forward {
    VSS_ROLLFORWARD_TYPE type;
    const char *point;
};

static HRESULT edit_roll_forward(const struct component_place *place, const void *value)
{
    const struct roll_forward *roll = value;
    HRESULT hr;

    hr = vsapi_bcd_text(place->document, &place->component->roll_forward_point, roll->point);
    if (SUCCEEDED(hr))
        place->component->roll_forward = roll->type;
    return hr;
}

/* Only a partial roll-forward has a point to stop at, and needs one; what comes with the other
 * types is kept as it is (docs/decisions.md#roll-forward-point). */
static HRESULT set_roll_forward(struct backup_components *self, const struct component_name *name,
                                VSS_ROLLFORWARD_TYPE type, LPCWSTR point)
{
    char *text;
    HRESULT hr;

    if (type <= VSS_RF_UNDEFINED || type > VSS_RF_PARTIAL)
        return vsapi_fail(E_INVALIDARG,
                          "SetRollForward: %d is no VSS_ROLLFORWARD_TYPE (the requester's mistake)",
                          (int)type);
    if (type == VSS_RF_PARTIAL && !point)
        return backup_components_null("SetRollForward", "wszRollForwardPoint");
    hr = vsapi_text_from_wide(point, &text);
    if (FAILED(hr))
        return hr;
    hr = vsbackup_component_edit(self, VSAPI_CALL_SET_RESTORE_WISH, name, edit_roll_forward,
                                 &(struct roll_forward){type, text});
    vsapi_free(text);
    return hr;
}

HRESULT STDMETHODCALLTYPE backup_components_SetRollForward(
    IVssBackupComponentsEx4 *iface, VSS_ID writerId, VSS_COMPONENT_TYPE ct, LPCWSTR wszLogicalPath,
    LPCWSTR wszComponentName, VSS_ROLLFORWARD_TYPE rollType, LPCWSTR wszRollForwardPoint)
{
    struct backup_components *self = backup_components_from(iface);
    const struct component_name name = {"SetRollForward", &writerId,       NULL, ct,
                                        wszLogicalPath,   wszComponentName};

    return VSAPI_API("IVssBackupComponentsEx2.SetRollForward", backup_components_session(self),
                     set_roll_forward(self, &name, rollType, wszRollForwardPoint),
                     "writerId=%g ct=%d wszLogicalPath=%w wszComponentName=%w rollType=%d "
                     "wszRollForwardPoint=%w",
                     &writerId, (int)ct, wszLogicalPath, wszComponentName, (int)rollType,
                     wszRollForwardPoint);
}

/* ---- SetFileRestoreStatus
 * ------------------------------------------------------------------------- */

static HRESULT edit_file_restore_status(const struct component_place *place, const void *value)
{
    place->component->file_restore_status = *(const VSS_FILE_RESTORE_STATUS *)value;
    return S_OK;
}

static HRESULT set_file_restore_status(struct backup_components *self,
                                       const struct component_name *name,
                                       VSS_FILE_RESTORE_STATUS status)
{
    if (status != VSS_RS_ALL && status != VSS_RS_FAILED && status != VSS_RS_NONE)
        return vsapi_fail(E_INVALIDARG,
                          "SetFileRestoreStatus: %d is none of VSS_RS_ALL, VSS_RS_FAILED and "
                          "VSS_RS_NONE (the requester's mistake)",
                          (int)status);
    return vsbackup_component_edit(self, VSAPI_CALL_SET_FILE_RESTORE_STATUS, name,
                                   edit_file_restore_status, &status);
}

HRESULT STDMETHODCALLTYPE backup_components_SetFileRestoreStatus(
    IVssBackupComponentsEx4 *iface, VSS_ID writerId, VSS_COMPONENT_TYPE ct, LPCWSTR wszLogicalPath,
    LPCWSTR wszComponentName, VSS_FILE_RESTORE_STATUS status)
{
    struct backup_components *self = backup_components_from(iface);
    const struct component_name name = {"SetFileRestoreStatus", &writerId,       NULL, ct,
                                        wszLogicalPath,         wszComponentName};

    return VSAPI_API("IVssBackupComponents.SetFileRestoreStatus", backup_components_session(self),
                     set_file_restore_status(self, &name, status),
                     "writerId=%g ct=%d wszLogicalPath=%w wszComponentName=%w status=%d", &writerId,
                     (int)ct, wszLogicalPath, wszComponentName, (int)status);
}

/* ---- SetRangesFilePath
 * ---------------------------------------------------------------------------- */

#define RANGES_FILE "File="

struct ranges_file {
    UINT index;
    const char *path;
};

/* A ranges file is referred to by its path or by "File=" and its path: pages have both. The form
 * that the writer chose is kept (docs/decisions.md#ranges-file). */
static HRESULT edit_ranges_file(const struct component_place *place, const void *value)
{
    const struct vsapi_bcd_component *component = place->component;
    const struct ranges_file *ranges = value;
    char **field, *text;
    HRESULT hr;

    if (ranges->index >= component->partial_files.count)
        return vsapi_fail(VSS_E_OBJECT_NOT_FOUND,
                          "SetRangesFilePath: component \"%s\" has %u partial files and none with "
                          "the number %u (the requester's mistake)",
                          component->component_name, component->partial_files.count,
                          (unsigned)ranges->index);
    field = &component->partial_files.items[ranges->index].ranges;
    if (!*field || strncmp(*field, RANGES_FILE, strlen(RANGES_FILE)) != 0)
        return vsapi_bcd_text(place->document, field, ranges->path);
    text = vsapi_sprintf("%s%s", RANGES_FILE, ranges->path);
    if (!text)
        return vsapi_out_of_memory();
    hr = vsapi_bcd_text(place->document, field, text);
    vsapi_free(text);
    return hr;
}

static HRESULT set_ranges_file(struct backup_components *self, const struct component_name *name,
                               UINT index, LPCWSTR path)
{
    char *text;
    HRESULT hr;

    if (!path)
        return backup_components_null("SetRangesFilePath", "wszRangesFile");
    hr = vsapi_text_from_wide(path, &text);
    if (FAILED(hr))
        return hr;
    if (!vsapi_path_is_full(text)) {
        hr = vsapi_fail(E_INVALIDARG,
                        "SetRangesFilePath: wszRangesFile \"%s\" is not fully qualified (the "
                        "requester's mistake)",
                        text);
        vsapi_free(text);
        return hr;
    }
    hr = vsbackup_component_edit(self, VSAPI_CALL_SET_RANGES_FILE, name, edit_ranges_file,
                                 &(struct ranges_file){index, text});
    vsapi_free(text);
    return hr;
}

HRESULT STDMETHODCALLTYPE backup_components_SetRangesFilePath(
    IVssBackupComponentsEx4 *iface, VSS_ID writerId, VSS_COMPONENT_TYPE ct, LPCWSTR wszLogicalPath,
    LPCWSTR wszComponentName, UINT iPartialFile, LPCWSTR wszRangesFile)
{
    struct backup_components *self = backup_components_from(iface);
    const struct component_name name = {"SetRangesFilePath", &writerId,       NULL, ct,
                                        wszLogicalPath,      wszComponentName};

    return VSAPI_API("IVssBackupComponents.SetRangesFilePath", backup_components_session(self),
                     set_ranges_file(self, &name, iPartialFile, wszRangesFile),
                     "writerId=%g ct=%d wszLogicalPath=%w wszComponentName=%w iPartialFile=%u "
                     "wszRangesFile=%w",
                     &writerId, (int)ct, wszLogicalPath, wszComponentName, (unsigned)iPartialFile,
                     wszRangesFile);
}
