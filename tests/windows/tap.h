/*
 * tests/windows/tap.h - what the programs of this folder share: a line for each check, and at the
 * end how many there were. They are built for Windows only, where there is no Criterion.
 */
#ifndef TAP_H
#define TAP_H

#include <vsapi/error.h>

#include <stdbool.h>
#include <stdio.h>

static unsigned tap_checks_, tap_failures_;

static inline bool tap_check_(bool passed, const char *what, const char *file, int line)
{
    tap_checks_++;
    tap_failures_ += !passed;
    if (!passed)
        printf("not ok %u - %s:%d: %s; %s\n", tap_checks_, file, line, what, vsapi_last_message());
    fflush(stdout);
    return passed;
}

static inline bool tap_hr_(HRESULT actual, HRESULT expected, const char *what, const char *file,
                           int line)
{
    if (actual != expected)
        printf("# %s is %s (%08lx), not %s\n", what, vsapi_hresult_name(actual),
               (unsigned long)actual, vsapi_hresult_name(expected));
    return tap_check_(actual == expected, what, file, line);
}

#define CHECK(condition) tap_check_((condition), #condition, __FILE__, __LINE__)
#define CHECK_HR(call, expected) tap_hr_((call), (expected), #call, __FILE__, __LINE__)

static inline int tap_end(void)
{
    printf("1..%u\n", tap_checks_);
    return tap_failures_ > 0 || tap_checks_ == 0;
}

#endif
