/*
 * conformance/suite/volumes.c - volumes in shadow copy sets, and the shadow copies of them.
 */
#include "volumes.h"

#include <wchar.h>

HRESULT volumes_add(struct requester *requester, const WCHAR *volume, VSS_ID provider, VSS_ID *id)
{
    WCHAR name[MAX_PATH];

    wcsncpy(name, volume, MAX_PATH - 1);
    name[MAX_PATH - 1] = 0;
    return CALL(requester->backup, AddToSnapshotSet, name, provider, id);
}

VSS_SNAPSHOT_PROP volumes_properties(struct suite *suite, struct requester *requester, VSS_ID id)
{
    VSS_SNAPSHOT_PROP prop = {.m_lSnapshotsCount = -1};

    CHECK_HR(CALL(requester->backup, GetSnapshotProperties, id, &prop), S_OK);
    return prop;
}

struct requester *volumes_shadow(struct suite *suite, LONG context)
{
    bool writers = !(context & VSS_VOLSNAP_ATTR_NO_WRITERS);
    struct requester *requester =
        requester_at_context(suite, writers ? AT_SNAPSHOT : AT_VOLUME, context);

    if (requester && !writers &&
        !CHECK_HR(requester_finish(requester->backup, DoSnapshotSet), S_OK))
        return NULL;
    return requester;
}

struct requester *volumes_shadow_two(struct suite *suite, VSS_ID *second)
{
    struct requester *requester = requester_at(suite, AT_VOLUME);

    if (!requester || !CHECK_HR(volumes_add(requester, L"D:\\", GUID_NULL, second), S_OK) ||
        !requester_go(suite, requester, AT_SNAPSHOT))
        return NULL;
    return requester;
}
