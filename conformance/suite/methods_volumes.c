/*
 * conformance/suite/methods_volumes.c - the methods that turn shadow copies into volumes and back:
 * exposing, breaking, reverting, importing.
 */
#include "methods.h"

#include "methods_tables.h"

static HRESULT call_ExposeSnapshot(struct suite *suite, struct requester *requester)
{
    WCHAR *exposed;
    HRESULT hr = CALL(requester->backup, ExposeSnapshot, requester->snapshot_id, NULL,
                      VSS_VOLSNAP_ATTR_EXPOSED_REMOTELY, NULL, &exposed);

    (void)suite;
    CoTaskMemFree(exposed);
    return hr;
}

/* What is exposed first, with memory, is hidden; order and memory are those of the second call. */
static HRESULT call_UnexposeSnapshot(struct suite *suite, struct requester *requester)
{
    IVssBackupComponentsEx2 *face = requester_face(suite, requester, &IID_IVssBackupComponentsEx2);

    return face ? CALL(face, UnexposeSnapshot, requester->snapshot_id) : E_NOINTERFACE;
}

static HRESULT call_QueryRevertStatus(struct suite *suite, struct requester *requester)
{
    WCHAR volume[] = L"C:\\";
    IVssAsync *async = NULL;
    HRESULT hr = CALL(requester->backup, QueryRevertStatus, volume, &async);

    (void)suite;
    RELEASE(async);
    return hr;
}

#define BOTH (METHOD_ORDER | METHOD_MEMORY)

static const struct suite_method methods[] = {
    {"IVssBackupComponents.ExposeSnapshot", call_ExposeSnapshot, AT_SNAPSHOT, AT_A_BACKUP,
     BOTH | METHOD_ACCESS},
    {"IVssBackupComponents.QueryRevertStatus", call_QueryRevertStatus, AT_SNAPSHOT, AT_ANY,
     METHOD_MEMORY | METHOD_ACCESS},
    {"IVssBackupComponentsEx2.UnexposeSnapshot", call_UnexposeSnapshot, AT_SNAPSHOT, AT_A_BACKUP,
     METHOD_ORDER},
};
const struct suite_method_table suite_methods_volumes = SUITE_METHOD_TABLE(methods);
