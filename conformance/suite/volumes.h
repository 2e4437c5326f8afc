/*
 * conformance/suite/volumes.h - a shadow copy of C:\ in any context, for the cases about what
 * becomes of it.
 */
#ifndef VSS_SUITE_VOLUMES_H
#define VSS_SUITE_VOLUMES_H

#include "requester.h"

/* A requester whose DoSnapshotSet has succeeded; NULL: noted as a failure of the case. */
static inline struct requester *volumes_shadow(struct suite *suite, LONG context)
{
    bool writers = !(context & VSS_VOLSNAP_ATTR_NO_WRITERS);
    struct requester *requester =
        requester_at_context(suite, writers ? AT_SNAPSHOT : AT_VOLUME, context);

    if (requester && !writers &&
        !CHECK_HR(requester_finish(requester->backup, DoSnapshotSet), S_OK))
        return NULL;
    return requester;
}

#endif
