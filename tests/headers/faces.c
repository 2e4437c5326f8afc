/* tests/headers/faces.c - what the objects of the face tests and their callers share. */
#include "faces.h"

#include <stdio.h>
#include <string.h>

const char *vstest_called = "";
int vstest_defaults;
const GUID vstest_id = {0x01020304, 0x0506, 0x0708, {9, 10, 11, 12, 13, 14, 15, 16}};

/* The headers name it; a program gets it from the library, which these tests do without. */
#ifndef _WIN32
const GUID GUID_NULL = {0, 0, 0, {0}};
#endif

int vstest_arrived(const char *method, int defaults)
{
    if (strcmp(vstest_called, method) == 0 && (defaults == 0 || vstest_defaults == defaults))
        return 0;
    printf("%s: the call went to \"%s\", %d of %d defaults\n", method, vstest_called,
           vstest_defaults, defaults);
    return 1;
}
