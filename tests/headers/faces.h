/* tests/headers/faces.h - what the objects of the face tests and their callers share. */
#ifndef VSTEST_FACES_H
#define VSTEST_FACES_H

#include <vss.h>

#ifdef __cplusplus
extern "C" {
#endif

extern const char *vstest_called; /* "IVssAsync.Wait", set by the method a call arrives at */
extern int vstest_defaults;       /* how many of its optional arguments had their default value */
extern const GUID vstest_id;      /* what methods that return an id return */

/* 0 if the last call went to `method` with `defaults` optional arguments as documented, else 1. */
int vstest_arrived(const char *method, int defaults);

#ifdef __cplusplus
}
#endif

#endif
