/*
 * conformance/suite/methods_backup.c - the methods of IVssBackupComponents that every operation, or
 * a backup, needs.
 */
#include "methods.h"

#include "methods_tables.h"

/* ---- without arguments of their own ------------------------------------------------------------
 */

#define CALL_OF(method)                                                                            \
    static HRESULT call_##method(struct suite *suite, struct requester *requester)                 \
    {                                                                                              \
        (void)suite;                                                                               \
        return CALL(requester->backup, method);                                                    \
    }
#define OPERATION(method)                                                                          \
    static HRESULT call_##method(struct suite *suite, struct requester *requester)                 \
    {                                                                                              \
        (void)suite;                                                                               \
        return requester_finish(requester->backup, method);                                        \
    }
#define COUNT(method)                                                                              \
    static HRESULT call_##method(struct suite *suite, struct requester *requester)                 \
    {                                                                                              \
        UINT count;                                                                                \
                                                                                                   \
        (void)suite;                                                                               \
        return CALL(requester->backup, method, &count);                                            \
    }

CALL_OF(AbortBackup)
CALL_OF(FreeWriterMetadata)
CALL_OF(FreeWriterStatus)
OPERATION(BackupComplete)
OPERATION(DoSnapshotSet)
OPERATION(GatherWriterMetadata)
OPERATION(GatherWriterStatus)
OPERATION(PrepareForBackup)
COUNT(GetWriterComponentsCount)
COUNT(GetWriterMetadataCount)
COUNT(GetWriterStatusCount)

/* ---- how the object begins ---------------------------------------------------------------------
 */

static HRESULT call_InitializeForBackup(struct suite *suite, struct requester *requester)
{
    (void)suite;
    return CALL(requester->backup, InitializeForBackup, NULL);
}

/* Its own part of making the document may fail, too: the caller asks for what it is to fail. */
static HRESULT call_InitializeForRestore(struct suite *suite, struct requester *requester)
{
    BSTR document = SysAllocString(
        L"<BACKUP_COMPONENTS xmlns=\"x-schema:#VssComponentMetadata\" version=\"1.2\" "
        L"bootableSystemStateBackup=\"no\" selectComponents=\"yes\" backupType=\"full\" "
        L"partialFileSupport=\"no\"/>");
    HRESULT hr = E_OUTOFMEMORY;

    (void)suite;
    if (document)
        hr = CALL(requester->backup, InitializeForRestore, document);
    SysFreeString(document);
    return hr;
}

static HRESULT call_SetBackupState(struct suite *suite, struct requester *requester)
{
    (void)suite;
    return CALL(requester->backup, SetBackupState, true, false, VSS_BT_FULL, false);
}

static HRESULT call_SetRestoreState(struct suite *suite, struct requester *requester)
{
    (void)suite;
    return CALL(requester->backup, SetRestoreState, VSS_RTYPE_BY_COPY);
}

static HRESULT call_SetContext(struct suite *suite, struct requester *requester)
{
    (void)suite;
    return CALL(requester->backup, SetContext, VSS_CTX_BACKUP);
}

/* ---- writers -----------------------------------------------------------------------------------
 */

static HRESULT call_GetWriterComponents(struct suite *suite, struct requester *requester)
{
    IVssWriterComponentsExt *components = NULL;
    HRESULT hr = CALL(requester->backup, GetWriterComponents, 0, &components);

    (void)suite;
    if (components)
        CALL(&components->IUnknown_base, Release);
    return hr;
}

static HRESULT call_GetWriterMetadata(struct suite *suite, struct requester *requester)
{
    IVssExamineWriterMetadata *metadata = NULL;
    VSS_ID instance;
    HRESULT hr = CALL(requester->backup, GetWriterMetadata, 0, &instance, &metadata);

    (void)suite;
    RELEASE(metadata);
    return hr;
}

static HRESULT call_GetWriterStatus(struct suite *suite, struct requester *requester)
{
    VSS_ID instance, writer;
    VSS_WRITER_STATE state;
    HRESULT failure, hr;
    BSTR name = NULL;

    (void)suite;
    hr = CALL(requester->backup, GetWriterStatus, 0, &instance, &writer, &name, &state, &failure);
    SysFreeString(name);
    return hr;
}

/* GetWriterStatus and its like need a status that was gathered at the point where they are called.
 */
static HRESULT gather_first(struct suite *suite, struct requester *requester,
                            HRESULT (*call)(struct suite *suite, struct requester *requester))
{
    HRESULT hr = call_GatherWriterStatus(suite, requester);

    return hr == S_OK ? call(suite, requester) : hr;
}

static HRESULT gathered_GetWriterStatus(struct suite *suite, struct requester *requester)
{
    return gather_first(suite, requester, call_GetWriterStatus);
}

#define CHOOSE(method)                                                                             \
    static HRESULT call_##method(struct suite *suite, struct requester *requester)                 \
    {                                                                                              \
        const VSS_ID ids[] = {{0x1, 0, 0, {0}}, {0x2, 0, 0, {0}}};                                 \
                                                                                                   \
        (void)suite;                                                                               \
        return CALL(requester->backup, method, ids, 2);                                            \
    }

CHOOSE(DisableWriterClasses)
CHOOSE(EnableWriterClasses)
CHOOSE(DisableWriterInstances)

/* ---- components --------------------------------------------------------------------------------
 */

static HRESULT call_AddComponent(struct suite *suite, struct requester *requester)
{
    (void)suite;
    return CALL(requester->backup, AddComponent, requester->instance_id, requester->writer_id,
                VSS_CT_FILEGROUP, L"group", L"files");
}

static HRESULT call_SetBackupSucceeded(struct suite *suite, struct requester *requester)
{
    (void)suite;
    return CALL(requester->backup, SetBackupSucceeded, requester->instance_id, requester->writer_id,
                VSS_CT_FILEGROUP, L"group", L"files", true);
}

static HRESULT call_SetBackupOptions(struct suite *suite, struct requester *requester)
{
    (void)suite;
    return CALL(requester->backup, SetBackupOptions, requester->writer_id, VSS_CT_FILEGROUP,
                L"group", L"files", L"options");
}

static HRESULT call_SetPreviousBackupStamp(struct suite *suite, struct requester *requester)
{
    (void)suite;
    return CALL(requester->backup, SetPreviousBackupStamp, requester->writer_id, VSS_CT_FILEGROUP,
                L"group", L"files", L"stamp");
}

static HRESULT call_SaveAsXML(struct suite *suite, struct requester *requester)
{
    BSTR document = NULL;
    HRESULT hr = CALL(requester->backup, SaveAsXML, &document);

    (void)suite;
    SysFreeString(document);
    return hr;
}

/* ---- the shadow copy set -----------------------------------------------------------------------
 */

static HRESULT call_StartSnapshotSet(struct suite *suite, struct requester *requester)
{
    VSS_ID id;

    (void)suite;
    return CALL(requester->backup, StartSnapshotSet, &id);
}

static HRESULT call_AddToSnapshotSet(struct suite *suite, struct requester *requester)
{
    WCHAR volume[] = L"D:\\";
    VSS_ID id;

    (void)suite;
    return CALL(requester->backup, AddToSnapshotSet, volume, GUID_NULL, &id);
}

static HRESULT call_IsVolumeSupported(struct suite *suite, struct requester *requester)
{
    WCHAR volume[] = L"D:\\";
    BOOL supported;

    (void)suite;
    return CALL(requester->backup, IsVolumeSupported, GUID_NULL, volume, &supported);
}

/* ---- the table ---------------------------------------------------------------------------------
 */

#define ORDER METHOD_ORDER
#define MEMORY METHOD_MEMORY
#define ACCESS METHOD_ACCESS
#define BOTH (METHOD_ORDER | METHOD_MEMORY)
#define ROW(method, point, allowed, proves)                                                        \
    {                                                                                              \
        "IVssBackupComponents." #method, call_##method, point, allowed, proves                     \
    }
#define BEGUN (AT_ANY & ~AT(AT_NEW))
#define HAVING_METADATA (BEGUN & ~(AT(AT_INITIALIZED) | AT(AT_STATE) | AT(AT_RESTORE)))
#define BEFORE_THE_SET (AT(AT_INITIALIZED) | AT(AT_STATE) | AT(AT_GATHERED))
#define SET_OPEN (AT(AT_SET) | AT(AT_VOLUME) | AT(AT_ADDED))

static const struct suite_method methods[] = {
    ROW(AbortBackup, AT_SNAPSHOT, BEGUN, ORDER),
    ROW(AddComponent, AT_GATHERED, AT(AT_GATHERED) | SET_OPEN, BOTH),
    ROW(AddToSnapshotSet, AT_SET, SET_OPEN | AT(AT_PREPARED), BOTH | ACCESS),
    ROW(BackupComplete, AT_SNAPSHOT, AT(AT_PREPARED) | AT(AT_SNAPSHOT) | AT(AT_SUCCEEDED), BOTH),
    ROW(DisableWriterClasses, AT_INITIALIZED, AT_A_BACKUP, BOTH | ACCESS),
    ROW(DisableWriterInstances, AT_INITIALIZED, AT_A_BACKUP, BOTH | ACCESS),
    ROW(DoSnapshotSet, AT_PREPARED, AT(AT_PREPARED), BOTH | ACCESS),
    ROW(EnableWriterClasses, AT_INITIALIZED, AT_A_BACKUP, BOTH | ACCESS),
    ROW(FreeWriterMetadata, AT_GATHERED, HAVING_METADATA, ORDER),
    ROW(FreeWriterStatus, AT_GATHERED, 0, ORDER),
    ROW(GatherWriterMetadata, AT_STATE, AT(AT_INITIALIZED) | AT(AT_STATE) | AT(AT_RESTORE),
        BOTH | ACCESS),
    ROW(GatherWriterStatus, AT_GATHERED, BEGUN, BOTH | ACCESS),
    ROW(GetWriterComponents, AT_ADDED, BEGUN, BOTH),
    ROW(GetWriterComponentsCount, AT_ADDED, BEGUN, ORDER),
    ROW(GetWriterMetadata, AT_GATHERED, HAVING_METADATA, BOTH),
    ROW(GetWriterMetadataCount, AT_GATHERED, HAVING_METADATA, ORDER),
    {"IVssBackupComponents.GetWriterStatus", gathered_GetWriterStatus, AT_GATHERED, 0, MEMORY},
    ROW(GetWriterStatus, AT_GATHERED, 0, ORDER),
    ROW(GetWriterStatusCount, AT_GATHERED, 0, ORDER),
    ROW(InitializeForBackup, AT_NEW, AT(AT_NEW), BOTH | ACCESS),
    ROW(InitializeForRestore, AT_NEW, AT(AT_NEW), BOTH | ACCESS),
    ROW(IsVolumeSupported, AT_INITIALIZED, AT_A_BACKUP, BOTH | ACCESS),
    ROW(PrepareForBackup, AT_ADDED, SET_OPEN, BOTH),
    ROW(SaveAsXML, AT_COMPLETE, BEGUN, BOTH),
    ROW(SetBackupOptions, AT_ADDED, BEFORE_THE_SET | SET_OPEN, BOTH),
    ROW(SetBackupState, AT_INITIALIZED, BEFORE_THE_SET | SET_OPEN, ORDER),
    ROW(SetBackupSucceeded, AT_SNAPSHOT, AT(AT_PREPARED) | AT(AT_SNAPSHOT) | AT(AT_SUCCEEDED),
        BOTH),
    ROW(SetContext, AT_INITIALIZED, BEFORE_THE_SET, ORDER),
    ROW(SetPreviousBackupStamp, AT_ADDED, BEFORE_THE_SET | SET_OPEN, BOTH),
    ROW(SetRestoreState, AT_RESTORE, AT(AT_RESTORE) | AT(AT_RESTORE_GATHERED) | AT(AT_SELECTED),
        ORDER),
    ROW(StartSnapshotSet, AT_GATHERED, BEFORE_THE_SET, ORDER),
};
const struct suite_method_table suite_methods_backup = SUITE_METHOD_TABLE(methods);
