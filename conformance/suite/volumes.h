/*
 * conformance/suite/volumes.h - volumes in shadow copy sets, and the shadow copies of them.
 */
#ifndef VSS_SUITE_VOLUMES_H
#define VSS_SUITE_VOLUMES_H

#include "requester.h"

/* AddToSnapshotSet, whose parameter is not const. */
HRESULT volumes_add(struct requester *requester, const WCHAR *volume, VSS_ID provider, VSS_ID *id);
/* The properties of a shadow copy; the texts are to be freed. */
VSS_SNAPSHOT_PROP volumes_properties(struct suite *suite, struct requester *requester, VSS_ID id);

/* Requesters whose DoSnapshotSet has succeeded; NULL: noted as a failure of the case. One for a
 * shadow copy of C:\ in any context, and one for a set of C:\ and D:\. */
struct requester *volumes_shadow(struct suite *suite, LONG context);
struct requester *volumes_shadow_two(struct suite *suite, VSS_ID *second);

#endif
