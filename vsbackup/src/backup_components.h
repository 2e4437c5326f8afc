/*
 * vsbackup/src/backup_components.h - the object behind IVssBackupComponents..Ex4, as the files with
 * its methods see it.
 *
 * The five interfaces are one chain of inheritance, so the object has one vtable, that of the last.
 * It holds no state of a backup itself: what has been called lies with the session of the service,
 * what has been said in the document. A method checks its arguments, asks the session whether the
 * call may come now, and passes it on; the trace is written in its one line of VSAPI_API.
 */
#ifndef VSBACKUP_BACKUP_COMPONENTS_H
#define VSBACKUP_BACKUP_COMPONENTS_H

#include <vsapi/com.h>
#include <vsapi/error.h>
#include <vsapi/faces.h>
#include <vsapi/service.h>
#include <vsapi/thread.h>
#include <vsapi/trace.h>
#include <vsbackup.h>

struct known_writers; /* known_writers.h */

struct backup_components {
    struct vsapi_com com;
    IVssBackupComponentsEx4 IVssBackupComponentsEx4_iface;
    struct vsapi_service *service;    /* the process's; borrowed */
    struct vsapi_session *session;    /* owned */
    enum vsapi_component_phase phase; /* for backup or for restore; set by the initializing call */
    struct vsapi_mutex lock;          /* guards what follows; taken before the document's lock */
    struct known_writers *known;      /* owned; NULL until first needed */
    UINT cursor_index;                /* GetWriterComponents: a writer by its number, ... */
    size_t cursor_position;           /* ... and where in the document it was found last */
};

static inline struct backup_components *backup_components_from(IVssBackupComponentsEx4 *iface)
{
    return (struct backup_components *)((char *)iface - offsetof(struct backup_components,
                                                                 IVssBackupComponentsEx4_iface));
}
static inline const VSS_ID *backup_components_session(struct backup_components *self)
{
    return vsapi_session_id(self->session);
}

/* Starts an operation of the session and hands out an IVssAsync over it. `method` is for the
 * sentence about a missing out pointer. */
HRESULT backup_components_start(struct backup_components *self, const char *method,
                                HRESULT (*start)(struct vsapi_session *session,
                                                 struct vsapi_operation **out),
                                IVssAsync **out);
/* The writers that GatherWriterMetadata found; they stay until the object goes. The session's
 * failure if nothing was gathered. */
HRESULT backup_components_known(struct backup_components *self, struct known_writers **out);
/* E_INVALIDARG, and a sentence that names method and parameter. */
HRESULT backup_components_null(const char *method, const char *parameter);

#define VSBACKUP_METHOD(name, ...)                                                                 \
    HRESULT STDMETHODCALLTYPE backup_components_##name(IVssBackupComponentsEx4 *iface,             \
                                                       ##__VA_ARGS__)

/* documents.c */
VSBACKUP_METHOD(InitializeForBackup, BSTR bstrXML);
VSBACKUP_METHOD(InitializeForRestore, BSTR bstrXML);
VSBACKUP_METHOD(SetBackupState, bool bSelectComponents, bool bBackupBootableSystemState,
                VSS_BACKUP_TYPE backupType, bool bPartialFileSupport);
VSBACKUP_METHOD(SetRestoreState, VSS_RESTORE_TYPE restoreType);
VSBACKUP_METHOD(SaveAsXML, BSTR *pbstrXML);
VSBACKUP_METHOD(GetSessionId, VSS_ID *idSession);
VSBACKUP_METHOD(GetWriterComponentsCount, UINT *pcComponents);
VSBACKUP_METHOD(GetWriterComponents, UINT iWriter, IVssWriterComponentsExt **ppWriter);

/* events.c */
VSBACKUP_METHOD(PrepareForBackup, IVssAsync **ppAsync);
VSBACKUP_METHOD(BackupComplete, IVssAsync **ppAsync);
VSBACKUP_METHOD(AbortBackup);
VSBACKUP_METHOD(PreRestore, IVssAsync **ppAsync);
VSBACKUP_METHOD(PostRestore, IVssAsync **ppAsync);

/* writers.c */
VSBACKUP_METHOD(GatherWriterMetadata, IVssAsync **pAsync);
VSBACKUP_METHOD(GetWriterMetadataCount, UINT *pcWriters);
VSBACKUP_METHOD(GetWriterMetadata, UINT iWriter, VSS_ID *pidInstance,
                IVssExamineWriterMetadata **ppMetadata);
VSBACKUP_METHOD(GetWriterMetadataEx, UINT iWriter, VSS_ID *pidInstance,
                IVssExamineWriterMetadataEx **ppMetadata);
VSBACKUP_METHOD(FreeWriterMetadata);
VSBACKUP_METHOD(DisableWriterClasses, const VSS_ID *rgWriterClassId, UINT cClassId);
VSBACKUP_METHOD(EnableWriterClasses, const VSS_ID *rgWriterClassId, UINT cClassId);
VSBACKUP_METHOD(DisableWriterInstances, const VSS_ID *rgWriterInstanceId, UINT cInstanceId);

/* status.c */
VSBACKUP_METHOD(GatherWriterStatus, IVssAsync **pAsync);
VSBACKUP_METHOD(GetWriterStatusCount, UINT *pcWriters);
VSBACKUP_METHOD(FreeWriterStatus);
VSBACKUP_METHOD(GetWriterStatus, UINT iWriter, VSS_ID *pidInstance, VSS_ID *pidWriter,
                BSTR *pbstrWriter, VSS_WRITER_STATE *pnStatus, HRESULT *phResultFailure);
VSBACKUP_METHOD(GetWriterStatusEx, UINT iWriter, VSS_ID *pidInstance, VSS_ID *pidWriter,
                BSTR *pbstrWriter, VSS_WRITER_STATE *pnStatus, HRESULT *phrFailureWriter,
                HRESULT *phrApplication, BSTR *pbstrApplicationMessage);

/* components.c */
VSBACKUP_METHOD(AddComponent, VSS_ID instanceId, VSS_ID writerId, VSS_COMPONENT_TYPE ct,
                LPCWSTR wszLogicalPath, LPCWSTR wszComponentName);
VSBACKUP_METHOD(SetBackupSucceeded, VSS_ID instanceId, VSS_ID writerId, VSS_COMPONENT_TYPE ct,
                LPCWSTR wszLogicalPath, LPCWSTR wszComponentName, bool bSucceded);
VSBACKUP_METHOD(SetBackupOptions, VSS_ID writerId, VSS_COMPONENT_TYPE ct, LPCWSTR wszLogicalPath,
                LPCWSTR wszComponentName, LPCWSTR wszBackupOptions);
VSBACKUP_METHOD(SetPreviousBackupStamp, VSS_ID writerId, VSS_COMPONENT_TYPE ct,
                LPCWSTR wszLogicalPath, LPCWSTR wszComponentName, LPCWSTR wszPreviousBackupStamp);

/* restore.c */
VSBACKUP_METHOD(SetSelectedForRestore, VSS_ID writerId, VSS_COMPONENT_TYPE ct,
                LPCWSTR wszLogicalPath, LPCWSTR wszComponentName, bool bSelectedForRestore);
VSBACKUP_METHOD(SetSelectedForRestoreEx, VSS_ID writerId, VSS_COMPONENT_TYPE ct,
                LPCWSTR wszLogicalPath, LPCWSTR wszComponentName, bool bSelectedForRestore,
                VSS_ID instanceId);
VSBACKUP_METHOD(AddAlternativeLocationMapping, VSS_ID writerId, VSS_COMPONENT_TYPE componentType,
                LPCWSTR wszLogicalPath, LPCWSTR wszComponentName, LPCWSTR wszPath,
                LPCWSTR wszFilespec, bool bRecursive, LPCWSTR wszDestination);
VSBACKUP_METHOD(AddRestoreSubcomponent, VSS_ID writerId, VSS_COMPONENT_TYPE componentType,
                LPCWSTR wszLogicalPath, LPCWSTR wszComponentName,
                LPCWSTR wszSubComponentLogicalPath, LPCWSTR wszSubComponentName, bool bRepair);
VSBACKUP_METHOD(AddNewTarget, VSS_ID writerId, VSS_COMPONENT_TYPE ct, LPCWSTR wszLogicalPath,
                LPCWSTR wszComponentName, LPCWSTR wszPath, LPCWSTR wszFileName, bool bRecursive,
                LPCWSTR wszAlternatePath);

/* restore_options.c */
VSBACKUP_METHOD(SetRestoreOptions, VSS_ID writerId, VSS_COMPONENT_TYPE ct, LPCWSTR wszLogicalPath,
                LPCWSTR wszComponentName, LPCWSTR wszRestoreOptions);
VSBACKUP_METHOD(SetAdditionalRestores, VSS_ID writerId, VSS_COMPONENT_TYPE ct,
                LPCWSTR wszLogicalPath, LPCWSTR wszComponentName, bool bAdditionalRestores);
VSBACKUP_METHOD(SetFileRestoreStatus, VSS_ID writerId, VSS_COMPONENT_TYPE ct,
                LPCWSTR wszLogicalPath, LPCWSTR wszComponentName, VSS_FILE_RESTORE_STATUS status);
VSBACKUP_METHOD(SetRangesFilePath, VSS_ID writerId, VSS_COMPONENT_TYPE ct, LPCWSTR wszLogicalPath,
                LPCWSTR wszComponentName, UINT iPartialFile, LPCWSTR wszRangesFile);
VSBACKUP_METHOD(SetAuthoritativeRestore, VSS_ID writerId, VSS_COMPONENT_TYPE ct,
                LPCWSTR wszLogicalPath, LPCWSTR wszComponentName, bool bAuth);
VSBACKUP_METHOD(SetRollForward, VSS_ID writerId, VSS_COMPONENT_TYPE ct, LPCWSTR wszLogicalPath,
                LPCWSTR wszComponentName, VSS_ROLLFORWARD_TYPE rollType,
                LPCWSTR wszRollForwardPoint);
VSBACKUP_METHOD(SetRestoreName, VSS_ID writerId, VSS_COMPONENT_TYPE ct, LPCWSTR wszLogicalPath,
                LPCWSTR wszComponentName, LPCWSTR wszRestoreName);

/* snapshots.c */
VSBACKUP_METHOD(SetContext, LONG lContext);
VSBACKUP_METHOD(StartSnapshotSet, VSS_ID *pSnapshotSetId);
VSBACKUP_METHOD(AddToSnapshotSet, VSS_PWSZ pwszVolumeName, VSS_ID ProviderId, VSS_ID *pidSnapshot);
VSBACKUP_METHOD(DoSnapshotSet, IVssAsync **ppAsync);
VSBACKUP_METHOD(ImportSnapshots, IVssAsync **ppAsync);
VSBACKUP_METHOD(DeleteSnapshots, VSS_ID SourceObjectId, VSS_OBJECT_TYPE eSourceObjectType,
                BOOL bForceDelete, LONG *plDeletedSnapshots, VSS_ID *pNondeletedSnapshotID);
VSBACKUP_METHOD(GetSnapshotProperties, VSS_ID SnapshotId, VSS_SNAPSHOT_PROP *pProp);
VSBACKUP_METHOD(Query, VSS_ID QueriedObjectId, VSS_OBJECT_TYPE eQueriedObjectType,
                VSS_OBJECT_TYPE eReturnedObjectsType, IVssEnumObject **ppEnum);
VSBACKUP_METHOD(IsVolumeSupported, VSS_ID ProviderId, VSS_PWSZ pwszVolumeName,
                BOOL *pbSupportedByThisProvider);
VSBACKUP_METHOD(GetRootAndLogicalPrefixPaths, VSS_PWSZ pwszFilePath, VSS_PWSZ *ppwszRootPath,
                VSS_PWSZ *ppwszLogicalPrefix, BOOL bNormalizeFQDNforRootPath);

/* exposing.c */
VSBACKUP_METHOD(ExposeSnapshot, VSS_ID SnapshotId, VSS_PWSZ wszPathFromRoot, LONG lAttributes,
                VSS_PWSZ wszExpose, VSS_PWSZ *pwszExposed);
VSBACKUP_METHOD(UnexposeSnapshot, VSS_ID snapshotId);

/* breaking.c */
VSBACKUP_METHOD(BreakSnapshotSet, VSS_ID SnapshotSetId);
VSBACKUP_METHOD(BreakSnapshotSetEx, VSS_ID SnapshotSetID, DWORD dwBreakFlags, IVssAsync **ppAsync);

/* reverting.c */
VSBACKUP_METHOD(RevertToSnapshot, VSS_ID SnapshotId, BOOL bForceDismount);
VSBACKUP_METHOD(QueryRevertStatus, VSS_PWSZ pwszVolume, IVssAsync **ppAsync);

/* reserved.c */
VSBACKUP_METHOD(PreFastRecovery, VSS_ID SnapshotSetID, DWORD dwPreFastRecoveryFlags,
                IVssAsync **ppAsync);
VSBACKUP_METHOD(FastRecovery, VSS_ID SnapshotSetID, DWORD dwFastRecoveryFlags, IVssAsync **ppAsync);
VSBACKUP_METHOD(AddSnapshotToRecoverySet, VSS_ID snapshotId, DWORD dwFlags,
                VSS_PWSZ pwszDestinationVolume);
VSBACKUP_METHOD(RecoverSet, DWORD dwFlags, IVssAsync **ppAsync);

#endif
