/*
 * vsbackup/src/snapshots.c - shadow copies: the context, the set, what is known of each, deletion.
 */
#include "backup_components.h"

#include <vsbackup/enum.h>
#include "text_arguments.h"

#include <vsapi/alloc.h>
#include <vsapi/text.h>
#include <vsapi/volume.h>

/* ---- making a set
 * ----------------------------------------------------------------------------------- */

HRESULT STDMETHODCALLTYPE backup_components_SetContext(IVssBackupComponentsEx4 *iface,
                                                       LONG lContext)
{
    struct backup_components *self = backup_components_from(iface);

    return VSAPI_API("IVssBackupComponents.SetContext", backup_components_session(self),
                     vsapi_session_set_context(self->session, lContext), "lContext=%d",
                     (int)lContext);
}

static HRESULT start_snapshot_set(struct backup_components *self, VSS_ID *out)
{
    HRESULT hr;

    if (!out)
        return backup_components_null("StartSnapshotSet", "pSnapshotSetId");
    *out = GUID_NULL;
    hr = vsapi_session_allow(self->session, VSAPI_CALL_START_SNAPSHOT_SET);
    return SUCCEEDED(hr) ? vsapi_session_start_set(self->session, out) : hr;
}

HRESULT STDMETHODCALLTYPE backup_components_StartSnapshotSet(IVssBackupComponentsEx4 *iface,
                                                             VSS_ID *pSnapshotSetId)
{
    struct backup_components *self = backup_components_from(iface);

    return VSAPI_API("IVssBackupComponents.StartSnapshotSet", backup_components_session(self),
                     start_snapshot_set(self, pSnapshotSetId), "");
}

static HRESULT add_to_snapshot_set(struct backup_components *self, VSS_PWSZ volume,
                                   const VSS_ID *provider, VSS_ID *out)
{
    char *name;
    HRESULT hr;

    if (!volume || !out)
        return backup_components_null("AddToSnapshotSet",
                                      volume ? "pidSnapshot" : "pwszVolumeName");
    *out = GUID_NULL;
    hr = vsbackup_volume_text("AddToSnapshotSet", volume, E_INVALIDARG, &name);
    if (FAILED(hr))
        return hr;
    hr = vsapi_session_allow(self->session, VSAPI_CALL_ADD_TO_SNAPSHOT_SET);
    if (SUCCEEDED(hr))
        hr = vsapi_session_add_volume(self->session, name, provider, out);
    vsapi_free(name);
    return hr;
}

HRESULT STDMETHODCALLTYPE backup_components_AddToSnapshotSet(IVssBackupComponentsEx4 *iface,
                                                             VSS_PWSZ pwszVolumeName,
                                                             VSS_ID ProviderId, VSS_ID *pidSnapshot)
{
    struct backup_components *self = backup_components_from(iface);

    return VSAPI_API("IVssBackupComponents.AddToSnapshotSet", backup_components_session(self),
                     add_to_snapshot_set(self, pwszVolumeName, &ProviderId, pidSnapshot),
                     "pwszVolumeName=%w ProviderId=%g", pwszVolumeName, &ProviderId);
}

HRESULT STDMETHODCALLTYPE backup_components_DoSnapshotSet(IVssBackupComponentsEx4 *iface,
                                                          IVssAsync **ppAsync)
{
    struct backup_components *self = backup_components_from(iface);

    return VSAPI_API(
        "IVssBackupComponents.DoSnapshotSet", backup_components_session(self),
        backup_components_start(self, "DoSnapshotSet", vsapi_session_do_snapshot_set, ppAsync), "");
}

HRESULT STDMETHODCALLTYPE backup_components_ImportSnapshots(IVssBackupComponentsEx4 *iface,
                                                            IVssAsync **ppAsync)
{
    struct backup_components *self = backup_components_from(iface);

    return VSAPI_API(
        "IVssBackupComponents.ImportSnapshots", backup_components_session(self),
        backup_components_start(self, "ImportSnapshots", vsapi_session_import_snapshots, ppAsync),
        "");
}

/* ---- what is there
 * ------------------------------------------------------------------------------------ */

static HRESULT snapshot_properties(struct backup_components *self, const VSS_ID *id,
                                   VSS_SNAPSHOT_PROP *out)
{
    HRESULT hr;

    if (!out)
        return backup_components_null("GetSnapshotProperties", "pProp");
    *out = (VSS_SNAPSHOT_PROP){0};
    hr = vsapi_session_allow(self->session, VSAPI_CALL_QUERY);
    return SUCCEEDED(hr) ? vsapi_session_snapshot_properties(self->session, id, out) : hr;
}

HRESULT STDMETHODCALLTYPE backup_components_GetSnapshotProperties(IVssBackupComponentsEx4 *iface,
                                                                  VSS_ID SnapshotId,
                                                                  VSS_SNAPSHOT_PROP *pProp)
{
    struct backup_components *self = backup_components_from(iface);

    return VSAPI_API("IVssBackupComponents.GetSnapshotProperties", backup_components_session(self),
                     snapshot_properties(self, &SnapshotId, pProp), "SnapshotId=%g", &SnapshotId);
}

static HRESULT query_check(const VSS_ID *id, VSS_OBJECT_TYPE queried, VSS_OBJECT_TYPE returned)
{
    if (!IsEqualGUID(id, &GUID_NULL) || queried != VSS_OBJECT_NONE)
        return vsapi_fail(E_INVALIDARG,
                          "Query: QueriedObjectId has to be GUID_NULL and eQueriedObjectType "
                          "VSS_OBJECT_NONE (the requester's mistake)");
    if (returned != VSS_OBJECT_SNAPSHOT && returned != VSS_OBJECT_PROVIDER)
        return vsapi_fail(E_INVALIDARG,
                          "Query: eReturnedObjectsType is %d, neither VSS_OBJECT_SNAPSHOT nor "
                          "VSS_OBJECT_PROVIDER (the requester's mistake)",
                          (int)returned);
    return S_OK;
}

static HRESULT query(struct backup_components *self, const VSS_ID *id, VSS_OBJECT_TYPE queried,
                     VSS_OBJECT_TYPE returned, IVssEnumObject **out)
{
    VSS_OBJECT_PROP *items;
    size_t count;
    HRESULT hr;

    if (!out)
        return backup_components_null("Query", "ppEnum");
    *out = NULL;
    hr = query_check(id, queried, returned);
    if (SUCCEEDED(hr))
        hr = vsapi_session_allow(self->session, VSAPI_CALL_QUERY);
    if (SUCCEEDED(hr))
        hr = vsapi_session_query(self->session, returned, &items, &count);
    if (FAILED(hr))
        return hr;
    return vsbackup_enum_create(items, count, backup_components_session(self), out);
}

HRESULT STDMETHODCALLTYPE backup_components_Query(IVssBackupComponentsEx4 *iface,
                                                  VSS_ID QueriedObjectId,
                                                  VSS_OBJECT_TYPE eQueriedObjectType,
                                                  VSS_OBJECT_TYPE eReturnedObjectsType,
                                                  IVssEnumObject **ppEnum)
{
    struct backup_components *self = backup_components_from(iface);

    return VSAPI_API(
        "IVssBackupComponents.Query", backup_components_session(self),
        query(self, &QueriedObjectId, eQueriedObjectType, eReturnedObjectsType, ppEnum),
        "QueriedObjectId=%g eQueriedObjectType=%d eReturnedObjectsType=%d", &QueriedObjectId,
        (int)eQueriedObjectType, (int)eReturnedObjectsType);
}

/* A name that is none is a volume that is not there: E_INVALIDARG is not among the method's codes.
 */
static HRESULT is_volume_supported(struct backup_components *self, const VSS_ID *provider,
                                   VSS_PWSZ volume, BOOL *out)
{
    bool supported = false;
    char *name;
    HRESULT hr;

    if (!volume || !out)
        return backup_components_null("IsVolumeSupported",
                                      volume ? "pbSupportedByThisProvider" : "pwszVolumeName");
    *out = FALSE;
    hr = vsapi_session_allow(self->session, VSAPI_CALL_IS_VOLUME_SUPPORTED);
    if (SUCCEEDED(hr))
        hr = vsbackup_volume_text("IsVolumeSupported", volume, VSS_E_OBJECT_NOT_FOUND, &name);
    if (FAILED(hr))
        return hr;
    hr = vsapi_session_is_volume_supported(self->session, provider, name, &supported);
    vsapi_free(name);
    if (SUCCEEDED(hr))
        *out = supported ? TRUE : FALSE;
    return hr;
}

HRESULT STDMETHODCALLTYPE backup_components_IsVolumeSupported(IVssBackupComponentsEx4 *iface,
                                                              VSS_ID ProviderId,
                                                              VSS_PWSZ pwszVolumeName,
                                                              BOOL *pbSupportedByThisProvider)
{
    struct backup_components *self = backup_components_from(iface);

    return VSAPI_API(
        "IVssBackupComponents.IsVolumeSupported", backup_components_session(self),
        is_volume_supported(self, &ProviderId, pwszVolumeName, pbSupportedByThisProvider),
        "ProviderId=%g pwszVolumeName=%w", &ProviderId, pwszVolumeName);
}

/* ---- deletion
 * -------------------------------------------------------------------------------------------- */

static HRESULT delete_snapshots(struct backup_components *self, const VSS_ID *id,
                                VSS_OBJECT_TYPE type, BOOL force, LONG *deleted,
                                VSS_ID *not_deleted)
{
    HRESULT hr;

    if (!deleted || !not_deleted)
        return backup_components_null("DeleteSnapshots",
                                      deleted ? "pNondeletedSnapshotID" : "plDeletedSnapshots");
    *deleted = 0;
    *not_deleted = GUID_NULL;
    if (type != VSS_OBJECT_SNAPSHOT && type != VSS_OBJECT_SNAPSHOT_SET)
        return vsapi_fail(
            E_INVALIDARG,
            "DeleteSnapshots: eSourceObjectType is %d, neither VSS_OBJECT_SNAPSHOT nor "
            "VSS_OBJECT_SNAPSHOT_SET (the requester's mistake)",
            (int)type);
    hr = vsapi_session_allow(self->session, VSAPI_CALL_DELETE_SNAPSHOTS);
    if (FAILED(hr))
        return hr;
    return vsapi_session_delete_snapshots(self->session, id, type, force != FALSE, deleted,
                                          not_deleted);
}

HRESULT STDMETHODCALLTYPE backup_components_DeleteSnapshots(
    IVssBackupComponentsEx4 *iface, VSS_ID SourceObjectId, VSS_OBJECT_TYPE eSourceObjectType,
    BOOL bForceDelete, LONG *plDeletedSnapshots, VSS_ID *pNondeletedSnapshotID)
{
    struct backup_components *self = backup_components_from(iface);

    return VSAPI_API("IVssBackupComponents.DeleteSnapshots", backup_components_session(self),
                     delete_snapshots(self, &SourceObjectId, eSourceObjectType, bForceDelete,
                                      plDeletedSnapshots, pNondeletedSnapshotID),
                     "SourceObjectId=%g eSourceObjectType=%d bForceDelete=%d", &SourceObjectId,
                     (int)eSourceObjectType, (int)bForceDelete);
}

/* ---- GetRootAndLogicalPrefixPaths
 * ------------------------------------------------------------------------ */

/* Both or none. */
static HRESULT hand_out(const char *root, const char *prefix, VSS_PWSZ *root_out,
                        VSS_PWSZ *prefix_out)
{
    HRESULT hr = vsapi_cotask_from_text(root, root_out);

    if (FAILED(hr))
        return hr;
    hr = vsapi_cotask_from_text(prefix, prefix_out);
    if (FAILED(hr)) {
        CoTaskMemFree(*root_out);
        *root_out = NULL;
    }
    return hr;
}

/* S_FALSE: the path is on no share. */
static HRESULT paths_of_share(struct vsapi_host *host, const char *path, bool full_name,
                              VSS_PWSZ *root, VSS_PWSZ *prefix)
{
    char *root_text, *prefix_text = NULL;
    HRESULT hr = vsapi_host_share_of(host, path, full_name, &root_text);

    if (SUCCEEDED(hr) && !root_text)
        return S_FALSE;
    if (SUCCEEDED(hr))
        hr = vsapi_host_share_of(host, path, false, &prefix_text);
    if (SUCCEEDED(hr))
        hr = hand_out(root_text, prefix_text, root, prefix);
    vsapi_free(root_text);
    vsapi_free(prefix_text);
    return hr;
}

static HRESULT paths_of(struct backup_components *self, const char *path, bool full_name,
                        VSS_PWSZ *root, VSS_PWSZ *prefix)
{
    struct vsapi_host *host = vsapi_service_host(self->service);
    struct vsapi_volume *volume;
    const char *rest;
    HRESULT hr = paths_of_share(host, path, full_name, root, prefix);

    if (hr != S_FALSE)
        return hr;
    hr = vsapi_host_volume_of(host, path, &volume, &rest);
    if (FAILED(hr))
        return hr;
    return hand_out(vsapi_volume_mount(volume), vsapi_volume_name(volume), root, prefix);
}

static HRESULT root_and_prefix(struct backup_components *self, VSS_PWSZ path, bool full_name,
                               VSS_PWSZ *root, VSS_PWSZ *prefix)
{
    char *text;
    HRESULT hr;

    if (!path || !root || !prefix)
        return backup_components_null("GetRootAndLogicalPrefixPaths", !path ? "pwszFilePath"
                                                                      : !root
                                                                          ? "ppwszRootPath"
                                                                          : "ppwszLogicalPrefix");
    *root = NULL;
    *prefix = NULL;
    hr = vsapi_text_from_wide(path, &text);
    if (FAILED(hr))
        return hr;
    hr = paths_of(self, text, full_name, root, prefix);
    vsapi_free(text);
    return hr;
}

HRESULT STDMETHODCALLTYPE backup_components_GetRootAndLogicalPrefixPaths(
    IVssBackupComponentsEx4 *iface, VSS_PWSZ pwszFilePath, VSS_PWSZ *ppwszRootPath,
    VSS_PWSZ *ppwszLogicalPrefix, BOOL bNormalizeFQDNforRootPath)
{
    struct backup_components *self = backup_components_from(iface);

    return VSAPI_API("IVssBackupComponentsEx4.GetRootAndLogicalPrefixPaths",
                     backup_components_session(self),
                     root_and_prefix(self, pwszFilePath, bNormalizeFQDNforRootPath, ppwszRootPath,
                                     ppwszLogicalPrefix),
                     "pwszFilePath=%w bNormalizeFQDNforRootPath=%d", pwszFilePath,
                     (int)bNormalizeFQDNforRootPath);
}
