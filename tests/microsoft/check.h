/*
 * tests/microsoft/check.h - checks for programs that have no C++ standard library, in C and C++.
 */
#ifndef VSTEST_MICROSOFT_CHECK_H
#define VSTEST_MICROSOFT_CHECK_H

#include <stdio.h>

static int failures;

#define CHECK(condition)                                                                           \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            printf("%s:%d: %s\n", __FILE__, __LINE__, #condition);                                 \
            failures++;                                                                            \
        }                                                                                          \
    } while (0)

#endif
