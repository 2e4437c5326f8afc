/*
 * conformance/suite/methods_backup.c - the methods of IVssBackupComponents.
 */
#include "methods.h"

#include "methods_tables.h"

static HRESULT call_AbortBackup(struct suite *suite, struct requester *requester)
{
    (void)suite;
    return CALL(requester->backup, AbortBackup);
}

static HRESULT call_AddComponent(struct suite *suite, struct requester *requester)
{
    (void)suite;
    return CALL(requester->backup, AddComponent, requester->instance_id, requester->writer_id,
                VSS_CT_FILEGROUP, L"group", L"files");
}

static HRESULT call_BackupComplete(struct suite *suite, struct requester *requester)
{
    (void)suite;
    return requester_finish(requester->backup, BackupComplete);
}

static HRESULT call_DoSnapshotSet(struct suite *suite, struct requester *requester)
{
    (void)suite;
    return requester_finish(requester->backup, DoSnapshotSet);
}

static HRESULT call_PrepareForBackup(struct suite *suite, struct requester *requester)
{
    (void)suite;
    return requester_finish(requester->backup, PrepareForBackup);
}

#define BOTH (METHOD_ORDER | METHOD_MEMORY)

static const struct suite_method methods[] = {
    {"IVssBackupComponents.AbortBackup", call_AbortBackup, AT_SNAPSHOT, AT_FROM(AT_INITIALIZED),
     METHOD_ORDER},
    {"IVssBackupComponents.AddComponent", call_AddComponent, AT_GATHERED,
     AT(AT_GATHERED) | AT(AT_SET) | AT(AT_VOLUME) | AT(AT_ADDED), BOTH},
    {"IVssBackupComponents.BackupComplete", call_BackupComplete, AT_SNAPSHOT,
     AT(AT_PREPARED) | AT(AT_SNAPSHOT) | AT(AT_SUCCEEDED), BOTH},
    {"IVssBackupComponents.DoSnapshotSet", call_DoSnapshotSet, AT_PREPARED, AT(AT_PREPARED),
     BOTH | METHOD_ACCESS},
    {"IVssBackupComponents.PrepareForBackup", call_PrepareForBackup, AT_ADDED,
     AT(AT_SET) | AT(AT_VOLUME) | AT(AT_ADDED), BOTH},
};
const struct suite_method_table suite_methods_backup = SUITE_METHOD_TABLE(methods);
