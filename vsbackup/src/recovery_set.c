/*
 * vsbackup/src/recovery_set.c - AddSnapshotToRecoverySet and RecoverSet.
 */
#include "async.h"
#include "backup_components.h"

#include <vsapi/alloc.h>
#include <vsapi/text.h>

#define FLAGS (VSS_RECOVERY_REVERT_IDENTITY_ALL | VSS_RECOVERY_NO_VOLUME_CHECK)

static HRESULT add_snapshot(struct backup_components *self, const VSS_ID *id, DWORD flags,
                            VSS_PWSZ destination)
{
    char *name = NULL;
    HRESULT hr;

    if (flags != 0)
        return vsapi_fail(E_INVALIDARG,
                          "AddSnapshotToRecoverySet: dwFlags is 0x%lx, not 0 (the requester's "
                          "mistake)",
                          (unsigned long)flags);
    if (IsEqualGUID(id, &GUID_NULL))
        return vsapi_fail(E_INVALIDARG, "AddSnapshotToRecoverySet: snapshotId is GUID_NULL (the "
                                        "requester's mistake)");
    hr = destination ? vsapi_text_from_wide(destination, &name) : S_OK;
    if (FAILED(hr))
        return hr;
    hr = vsapi_session_add_to_recovery_set(self->session, id, name);
    vsapi_free(name);
    return hr;
}

HRESULT STDMETHODCALLTYPE backup_components_AddSnapshotToRecoverySet(IVssBackupComponentsEx4 *iface,
                                                                     VSS_ID snapshotId,
                                                                     DWORD dwFlags,
                                                                     VSS_PWSZ pwszDestinationVolume)
{
    struct backup_components *self = backup_components_from(iface);

    return VSAPI_API("IVssBackupComponentsEx3.AddSnapshotToRecoverySet",
                     backup_components_session(self),
                     add_snapshot(self, &snapshotId, dwFlags, pwszDestinationVolume),
                     "snapshotId=%g dwFlags=%u pwszDestinationVolume=%w", &snapshotId,
                     (unsigned)dwFlags, pwszDestinationVolume);
}

/* The object comes first: when memory is out, nothing has been changed. */
static HRESULT start(struct backup_components *self, DWORD flags, IVssAsync **out)
{
    struct vsbackup_async *async;
    HRESULT hr = vsbackup_async_create(backup_components_session(self), &async);

    if (FAILED(hr))
        return hr;
    return vsbackup_async_give(
        async, vsapi_session_recover_set(self->session, flags, &async->operation), out);
}

static HRESULT recover(struct backup_components *self, DWORD flags, IVssAsync **out)
{
    if (!out)
        return backup_components_null("RecoverSet", "ppAsync");
    *out = NULL;
    if (flags & ~(DWORD)FLAGS)
        return vsapi_fail(E_INVALIDARG,
                          "RecoverSet: dwFlags is 0x%lx, not VSS_RECOVERY_* (the requester's "
                          "mistake)",
                          (unsigned long)flags);
    return start(self, flags, out);
}

HRESULT STDMETHODCALLTYPE backup_components_RecoverSet(IVssBackupComponentsEx4 *iface,
                                                       DWORD dwFlags, IVssAsync **ppAsync)
{
    struct backup_components *self = backup_components_from(iface);

    return VSAPI_API("IVssBackupComponentsEx3.RecoverSet", backup_components_session(self),
                     recover(self, dwFlags, ppAsync), "dwFlags=%u", (unsigned)dwFlags);
}
