/*
 * vsbackup/src/not_done.c - methods that have their place in the vtable and nothing behind it yet.
 *
 * They answer E_NOTIMPL, never success. Where a page gives a code for a bad argument, that comes
 * first, as it will later.
 */
#include "backup_components.h"

static HRESULT no_async(const char *method, IVssAsync **out)
{
    if (!out)
        return backup_components_null(method, "ppAsync");
    *out = NULL;
    return backup_components_not_done(method);
}

HRESULT STDMETHODCALLTYPE backup_components_PreFastRecovery(IVssBackupComponentsEx4 *iface,
                                                            VSS_ID SnapshotSetID,
                                                            DWORD dwPreFastRecoveryFlags,
                                                            IVssAsync **ppAsync)
{
    struct backup_components *self = backup_components_from(iface);

    return VSAPI_API("IVssBackupComponentsEx2.PreFastRecovery", backup_components_session(self),
                     no_async("PreFastRecovery", ppAsync),
                     "SnapshotSetID=%g dwPreFastRecoveryFlags=%u", &SnapshotSetID,
                     (unsigned)dwPreFastRecoveryFlags);
}

HRESULT STDMETHODCALLTYPE backup_components_FastRecovery(IVssBackupComponentsEx4 *iface,
                                                         VSS_ID SnapshotSetID,
                                                         DWORD dwFastRecoveryFlags,
                                                         IVssAsync **ppAsync)
{
    struct backup_components *self = backup_components_from(iface);

    return VSAPI_API("IVssBackupComponentsEx2.FastRecovery", backup_components_session(self),
                     no_async("FastRecovery", ppAsync), "SnapshotSetID=%g dwFastRecoveryFlags=%u",
                     &SnapshotSetID, (unsigned)dwFastRecoveryFlags);
}
