/*
 * tests/support/plain.h - for test programs without Criterion, which run under ThreadSanitizer too.
 *
 * CHECK prints what does not hold and goes on; main ends with `return plain_result();`.
 */
#ifndef VSTEST_PLAIN_H
#define VSTEST_PLAIN_H

#include <stdio.h>
#ifdef __cplusplus
#include <atomic>
static std::atomic_int plain_failures;
#else
#include <stdatomic.h>
static atomic_int plain_failures;
#endif

#define CHECK(condition)                                                                           \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            fprintf(stderr, "%s:%d: does not hold: %s\n", __FILE__, __LINE__, #condition);         \
            plain_failures++;                                                                      \
        }                                                                                          \
    } while (0)

static inline int plain_result(void)
{
    return plain_failures == 0 ? 0 : 1;
}

#endif
