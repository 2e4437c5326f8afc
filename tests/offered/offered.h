/*
 * tests/offered/offered.h - the functions that the documentation lists, by address.
 *
 * The programs that scripts/offered_checks.py writes have the tables. That they link is the test;
 * here is what can be asked of an address besides.
 */
#ifndef VSTEST_OFFERED_H
#define VSTEST_OFFERED_H

#include <windows.h>

#include <stdio.h>

struct offered {
    const char *name;
    FARPROC function;
};

/* How many of them are nowhere. */
static inline int offered_linked(const struct offered *list, size_t count)
{
    int failures = count == 0;

    for (size_t i = 0; i < count; i++) {
        if (list[i].function)
            continue;
        printf("%s is not there\n", list[i].name);
        failures++;
    }
    return failures;
}

/* How many of them a program that looks for the name does not find, or finds elsewhere. */
static inline int offered_found(const struct offered *list, size_t count)
{
    HMODULE module = GetModuleHandleW(L"kernel32.dll");
    int failures = 0;

    for (size_t i = 0; i < count; i++) {
        if (GetProcAddress(module, list[i].name) == list[i].function)
            continue;
        printf("%s is not what GetProcAddress finds\n", list[i].name);
        failures++;
    }
    return failures;
}

#endif
