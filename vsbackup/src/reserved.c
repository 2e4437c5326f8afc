/*
 * vsbackup/src/reserved.c - methods that have their place in the vtable, and whose pages call them
 * not supported and reserved for future use.
 */
#include "backup_components.h"

static HRESULT reserved(const char *method, IVssAsync **out)
{
    if (!out)
        return backup_components_null(method, "ppAsync");
    *out = NULL;
    return vsapi_fail(E_NOTIMPL, "%s is reserved for future use (the requester's mistake)", method);
}

HRESULT STDMETHODCALLTYPE backup_components_PreFastRecovery(IVssBackupComponentsEx4 *iface,
                                                            VSS_ID SnapshotSetID,
                                                            DWORD dwPreFastRecoveryFlags,
                                                            IVssAsync **ppAsync)
{
    struct backup_components *self = backup_components_from(iface);

    return VSAPI_API("IVssBackupComponentsEx2.PreFastRecovery", backup_components_session(self),
                     reserved("PreFastRecovery", ppAsync),
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
                     reserved("FastRecovery", ppAsync), "SnapshotSetID=%g dwFastRecoveryFlags=%u",
                     &SnapshotSetID, (unsigned)dwFastRecoveryFlags);
}
