/*
 * conformance/suite/methods_snapshots.c - the methods that list, show and delete shadow copies.
 */
#include "methods.h"

#include "methods_tables.h"

static HRESULT call_DeleteSnapshots(struct suite *suite, struct requester *requester)
{
    VSS_ID left;
    LONG count;

    (void)suite;
    return CALL(requester->backup, DeleteSnapshots, requester->snapshot_id, VSS_OBJECT_SNAPSHOT,
                FALSE, &count, &left);
}

static HRESULT call_GetSnapshotProperties(struct suite *suite, struct requester *requester)
{
    VSS_SNAPSHOT_PROP prop = {0};
    HRESULT hr = CALL(requester->backup, GetSnapshotProperties, requester->snapshot_id, &prop);

    (void)suite;
    if (SUCCEEDED(hr))
        VssFreeSnapshotProperties(&prop);
    return hr;
}

static HRESULT call_Query(struct suite *suite, struct requester *requester)
{
    IVssEnumObject *list = NULL;
    HRESULT hr =
        CALL(requester->backup, Query, GUID_NULL, VSS_OBJECT_NONE, VSS_OBJECT_SNAPSHOT, &list);

    (void)suite;
    RELEASE(list);
    return hr;
}

#define ALL (METHOD_ORDER | METHOD_MEMORY | METHOD_ACCESS)

static const struct suite_method methods[] = {
    {"IVssBackupComponents.DeleteSnapshots", call_DeleteSnapshots, AT_SNAPSHOT, AT_ANY,
     METHOD_MEMORY | METHOD_ACCESS},
    {"IVssBackupComponents.GetSnapshotProperties", call_GetSnapshotProperties, AT_SNAPSHOT,
     AT_A_BACKUP, ALL},
    {"IVssBackupComponents.Query", call_Query, AT_SNAPSHOT, AT_A_BACKUP, ALL},
};
const struct suite_method_table suite_methods_snapshots = SUITE_METHOD_TABLE(methods);
