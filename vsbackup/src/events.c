/*
 * vsbackup/src/events.c - the calls that send an event to the writers and do nothing else.
 */
#include "backup_components.h"

HRESULT STDMETHODCALLTYPE backup_components_PrepareForBackup(IVssBackupComponentsEx4 *iface,
                                                             IVssAsync **ppAsync)
{
    struct backup_components *self = backup_components_from(iface);

    return VSAPI_API("IVssBackupComponents.PrepareForBackup", backup_components_session(self),
                     backup_components_start(self, "PrepareForBackup",
                                             vsapi_session_prepare_for_backup, ppAsync),
                     "");
}

HRESULT STDMETHODCALLTYPE backup_components_BackupComplete(IVssBackupComponentsEx4 *iface,
                                                           IVssAsync **ppAsync)
{
    struct backup_components *self = backup_components_from(iface);

    return VSAPI_API(
        "IVssBackupComponents.BackupComplete", backup_components_session(self),
        backup_components_start(self, "BackupComplete", vsapi_session_backup_complete, ppAsync),
        "");
}

HRESULT STDMETHODCALLTYPE backup_components_AbortBackup(IVssBackupComponentsEx4 *iface)
{
    struct backup_components *self = backup_components_from(iface);

    return VSAPI_API("IVssBackupComponents.AbortBackup", backup_components_session(self),
                     vsapi_session_abort_backup(self->session), "");
}

HRESULT STDMETHODCALLTYPE backup_components_PreRestore(IVssBackupComponentsEx4 *iface,
                                                       IVssAsync **ppAsync)
{
    struct backup_components *self = backup_components_from(iface);

    return VSAPI_API(
        "IVssBackupComponents.PreRestore", backup_components_session(self),
        backup_components_start(self, "PreRestore", vsapi_session_pre_restore, ppAsync), "");
}

HRESULT STDMETHODCALLTYPE backup_components_PostRestore(IVssBackupComponentsEx4 *iface,
                                                        IVssAsync **ppAsync)
{
    struct backup_components *self = backup_components_from(iface);

    return VSAPI_API(
        "IVssBackupComponents.PostRestore", backup_components_session(self),
        backup_components_start(self, "PostRestore", vsapi_session_post_restore, ppAsync), "");
}
