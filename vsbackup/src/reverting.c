/*
 * vsbackup/src/reverting.c - RevertToSnapshot and QueryRevertStatus.
 */
#include "async.h"
#include "backup_components.h"
#include "text_arguments.h"

#include <vsapi/alloc.h>

static HRESULT revert(struct backup_components *self, const VSS_ID *id, BOOL force)
{
    if (IsEqualGUID(id, &GUID_NULL))
        return vsapi_fail(E_INVALIDARG, "RevertToSnapshot: SnapshotId is GUID_NULL, the id of no "
                                        "shadow copy (the requester's mistake)");
    return vsapi_session_revert(self->session, id, force != FALSE);
}

HRESULT STDMETHODCALLTYPE backup_components_RevertToSnapshot(IVssBackupComponentsEx4 *iface,
                                                             VSS_ID SnapshotId, BOOL bForceDismount)
{
    struct backup_components *self = backup_components_from(iface);

    return VSAPI_API("IVssBackupComponents.RevertToSnapshot", backup_components_session(self),
                     revert(self, &SnapshotId, bForceDismount), "SnapshotId=%g bForceDismount=%d",
                     &SnapshotId, (int)bForceDismount);
}

static HRESULT follow(struct backup_components *self, const char *volume, IVssAsync **out)
{
    struct vsbackup_async *async;
    HRESULT hr = vsbackup_async_create(backup_components_session(self), &async);

    if (FAILED(hr))
        return hr;
    return vsbackup_async_give(
        async, vsapi_session_revert_status(self->session, volume, &async->operation), out);
}

static HRESULT revert_status(struct backup_components *self, VSS_PWSZ volume, IVssAsync **out)
{
    char *name;
    HRESULT hr;

    if (out)
        *out = NULL;
    if (!volume || !out)
        return vsapi_fail(E_POINTER, "QueryRevertStatus: %s is NULL (the requester's mistake)",
                          volume ? "ppAsync" : "pwszVolume");
    hr = vsbackup_volume_text("QueryRevertStatus", volume, E_INVALIDARG, &name);
    if (FAILED(hr))
        return hr;
    hr = follow(self, name, out);
    vsapi_free(name);
    return hr;
}

HRESULT STDMETHODCALLTYPE backup_components_QueryRevertStatus(IVssBackupComponentsEx4 *iface,
                                                              VSS_PWSZ pwszVolume,
                                                              IVssAsync **ppAsync)
{
    struct backup_components *self = backup_components_from(iface);

    return VSAPI_API("IVssBackupComponents.QueryRevertStatus", backup_components_session(self),
                     revert_status(self, pwszVolume, ppAsync), "pwszVolume=%w", pwszVolume);
}
