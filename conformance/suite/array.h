/*
 * conformance/suite/array.h - for cases with SUITE_NEEDS_ARRAY: shadow copies of volumes on the
 * disk array, and transportable ones on their way to who imports them.
 */
#ifndef VSS_SUITE_ARRAY_H
#define VSS_SUITE_ARRAY_H

#include "requester.h"

#ifdef __cplusplus
extern "C" {
#endif

struct array_set { /* a set of A:\ and B:\ that was made */
    struct requester *maker;
    BSTR document;   /* saved behind DoSnapshotSet; the end of the case frees it */
    VSS_ID id, a, b; /* of the set and its two shadow copies */
};
/* Makes one. The file `file` of both volumes has the text "then" in it and "now" when this returns.
 * False: noted as a failure of the case. */
bool array_make(struct suite *suite, LONG context, struct array_set *out);
/* A requester initialized with that document, in a context. NULL: noted as a failure. */
struct requester *array_importer(struct suite *suite, const struct array_set *set, LONG context);
/* Is it known in the context of the requester? Where its device is, if `device` is not NULL. */
bool array_knows(struct suite *suite, struct requester *requester, VSS_ID id,
                 WCHAR device[MAX_PATH]);
/* FOLDER\file. */
void array_file(const WCHAR *folder, WCHAR path[MAX_PATH + 6]);
/* Reads it; "" when it cannot be read. */
void array_read(const WCHAR *folder, char text[8]);

#ifdef __cplusplus
}
#endif
#endif
