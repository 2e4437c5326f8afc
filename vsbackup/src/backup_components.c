/*
 * vsbackup/src/backup_components.c - CreateVssBackupComponents and the object it makes.
 *
 * One object is one session with the service: it begins here and ends with the last Release, which
 * tells the writers that took part. The methods stand in the files named in backup_components.h;
 * this one holds what they share, and the table that puts them in their order.
 */
#include "backup_components.h"

#include "async.h"
#include "known_writers.h"

#include <vsapi/alloc.h>

VSAPI_COM_FACE(IVssBackupComponentsEx4, backup_components)

#define METHOD(name) .name = backup_components_##name

static const IVssBackupComponentsEx4Vtbl backup_components_vtbl = {
    VSAPI_COM_IUNKNOWN(IVssBackupComponentsEx4),
    /* IVssBackupComponents */
    METHOD(GetWriterComponentsCount),
    METHOD(GetWriterComponents),
    METHOD(InitializeForBackup),
    METHOD(SetBackupState),
    METHOD(InitializeForRestore),
    METHOD(SetRestoreState),
    METHOD(GatherWriterMetadata),
    METHOD(GetWriterMetadataCount),
    METHOD(GetWriterMetadata),
    METHOD(FreeWriterMetadata),
    METHOD(AddComponent),
    METHOD(PrepareForBackup),
    METHOD(AbortBackup),
    METHOD(GatherWriterStatus),
    METHOD(GetWriterStatusCount),
    METHOD(FreeWriterStatus),
    METHOD(GetWriterStatus),
    METHOD(SetBackupSucceeded),
    METHOD(SetBackupOptions),
    METHOD(SetSelectedForRestore),
    METHOD(SetRestoreOptions),
    METHOD(SetAdditionalRestores),
    METHOD(SetPreviousBackupStamp),
    METHOD(SaveAsXML),
    METHOD(BackupComplete),
    METHOD(AddAlternativeLocationMapping),
    METHOD(AddRestoreSubcomponent),
    METHOD(SetFileRestoreStatus),
    METHOD(AddNewTarget),
    METHOD(SetRangesFilePath),
    METHOD(PreRestore),
    METHOD(PostRestore),
    METHOD(SetContext),
    METHOD(StartSnapshotSet),
    METHOD(AddToSnapshotSet),
    METHOD(DoSnapshotSet),
    METHOD(DeleteSnapshots),
    METHOD(ImportSnapshots),
    METHOD(BreakSnapshotSet),
    METHOD(GetSnapshotProperties),
    METHOD(Query),
    METHOD(IsVolumeSupported),
    METHOD(DisableWriterClasses),
    METHOD(EnableWriterClasses),
    METHOD(DisableWriterInstances),
    METHOD(ExposeSnapshot),
    METHOD(RevertToSnapshot),
    METHOD(QueryRevertStatus),
    /* IVssBackupComponentsEx */
    METHOD(GetWriterMetadataEx),
    METHOD(SetSelectedForRestoreEx),
    /* IVssBackupComponentsEx2 */
    METHOD(UnexposeSnapshot),
    METHOD(SetAuthoritativeRestore),
    METHOD(SetRollForward),
    METHOD(SetRestoreName),
    METHOD(BreakSnapshotSetEx),
    METHOD(PreFastRecovery),
    METHOD(FastRecovery),
    /* IVssBackupComponentsEx3 */
    METHOD(GetWriterStatusEx),
    METHOD(AddSnapshotToRecoverySet),
    METHOD(RecoverSet),
    METHOD(GetSessionId),
    /* IVssBackupComponentsEx4 */
    METHOD(GetRootAndLogicalPrefixPaths),
};

#define FACE(iface)                                                                                \
    {                                                                                              \
        &IID_##iface, offsetof(struct backup_components, IVssBackupComponentsEx4_iface)            \
    }

static const struct vsapi_com_face backup_components_faces[] = {
    FACE(IVssBackupComponents),    FACE(IVssBackupComponentsEx),  FACE(IVssBackupComponentsEx2),
    FACE(IVssBackupComponentsEx3), FACE(IVssBackupComponentsEx4),
};

static void backup_components_destroy(void *object)
{
    struct backup_components *self = object;
    char *sentence = vsapi_strdup(vsapi_last_message());

    vsapi_session_destroy(self->session); /* waits for operations that still run */
    /* Programs release what they have and only then say what failed. */
    vsapi_message_set(sentence);
    vsapi_free(sentence);
    vsbackup_known_destroy(self->known);
    vsapi_mutex_finish(&self->lock);
    vsapi_free(self);
}

static const struct vsapi_com_class backup_components_class = {
    .name = "IVssBackupComponents",
    .faces = backup_components_faces,
    .face_count = sizeof backup_components_faces / sizeof *backup_components_faces,
    .destroy = backup_components_destroy,
};

HRESULT backup_components_null(const char *method, const char *parameter)
{
    return vsapi_fail(E_INVALIDARG, "%s: %s is NULL (the requester's mistake)", method, parameter);
}

HRESULT backup_components_start(struct backup_components *self, const char *method,
                                HRESULT (*start)(struct vsapi_session *session,
                                                 struct vsapi_operation **out),
                                IVssAsync **out)
{
    struct vsbackup_async *async;
    HRESULT hr;

    if (!out)
        return backup_components_null(method, "ppAsync");
    *out = NULL;
    /* The object comes first: when memory is out, no event has been sent. */
    hr = vsbackup_async_create(backup_components_session(self), &async);
    if (FAILED(hr))
        return hr;
    return vsbackup_async_give(async, start(self->session, &async->operation), out);
}

static HRESULT backup_components_create(IVssBackupComponents **ppBackup)
{
    struct backup_components *self;
    struct vsapi_service *service;
    struct vsapi_session *session;
    HRESULT hr;

    if (!ppBackup)
        return backup_components_null("CreateVssBackupComponents", "ppBackup");
    *ppBackup = NULL;
    hr = vsapi_embedded_access(VSAPI_ROLE_REQUESTER, "CreateVssBackupComponents");
    if (SUCCEEDED(hr))
        hr = vsapi_embedded_service(&service);
    if (FAILED(hr))
        return hr;
    hr = vsapi_session_create(service, &session);
    if (FAILED(hr))
        return hr;
    self = vsapi_calloc(1, sizeof *self);
    if (!self) {
        vsapi_session_destroy(session);
        return vsapi_out_of_memory();
    }
    vsapi_com_init(&self->com, &backup_components_class);
    self->IVssBackupComponentsEx4_iface.lpVtbl = &backup_components_vtbl;
    self->service = service;
    self->session = session;
    self->phase = VSAPI_PHASE_REQUESTER;
    vsapi_mutex_init(&self->lock);
    /* Its vtable begins as that of the base. */
    *ppBackup = (IVssBackupComponents *)&self->IVssBackupComponentsEx4_iface;
    return S_OK;
}

HRESULT STDAPICALLTYPE CreateVssBackupComponents(IVssBackupComponents **ppBackup)
{
    return VSAPI_API("CreateVssBackupComponents", NULL, backup_components_create(ppBackup), "");
}

HRESULT STDAPICALLTYPE CreateVssBackupComponentsInternal(IVssBackupComponents **ppBackup)
{
    return CreateVssBackupComponents(ppBackup);
}
