/*
 * tests/support/vstest.h - what all Criterion tests share.
 *
 *  - VSTEST_TABLE runs a test once for each row of a table;
 *  - VSTEST_HR, VSTEST_TEXT, VSTEST_WIDE compare and show both values, and the sentence behind a
 *    result;
 *  - VSTEST_FAIL_EACH_ALLOCATION repeats a call with each of its allocations failing;
 *  - VSTEST_TODO is for what is known not to work yet.
 * Programs that also run under ThreadSanitizer use plain.h.
 */
#ifndef VSTEST_H
#define VSTEST_H

#include <criterion/criterion.h>
#include <criterion/logging.h>
#include <criterion/parameterized.h>

#include <vsapi/alloc.h>
#include <vsapi/error.h>
#include <vsapi/platform.h>

#include <stdio.h>
#include <string.h>
#include <wchar.h>

#define VSTEST_COUNT(rows) (sizeof(rows) / sizeof(rows)[0])

static inline void vstest_rows_free_(struct criterion_test_params *params)
{
    cr_free(params->params);
}

static inline struct criterion_test_params vstest_rows_(size_t count)
{
    size_t *numbers = (size_t *)cr_malloc(count * sizeof *numbers);

    for (size_t i = 0; i < count; i++)
        numbers[i] = i;
    return cr_make_param_array(size_t, numbers, count, vstest_rows_free_);
}

/*
 * VSTEST_TABLE(suite, a_sentence_that_is_true, rows) { const struct row *row = &rows[*row_]; ... }
 * Criterion runs each case in a process of its own, where pointers inside a parameter are not
 * valid; so the parameter is the row's number.
 */
#define VSTEST_TABLE(suite, name, rows)                                                            \
    ParameterizedTestParameters(suite, name)                                                       \
    {                                                                                              \
        return vstest_rows_(VSTEST_COUNT(rows));                                                   \
    }                                                                                              \
    ParameterizedTest(size_t *row_, suite, name)

/* Two results. `what` is the row's name, or "". */
#define VSTEST_HR(actual, expected, what)                                                          \
    do {                                                                                           \
        HRESULT vstest_actual_ = (actual), vstest_expected_ = (expected);                          \
        char vstest_name_[64];                                                                     \
        snprintf(vstest_name_, sizeof vstest_name_, "%s", vsapi_hresult_name(vstest_actual_));     \
        cr_expect(vstest_actual_ == vstest_expected_, "%s: %s is %s, not %s; %s", (what), #actual, \
                  vstest_name_, vsapi_hresult_name(vstest_expected_), vsapi_last_message());       \
    } while (0)

/* Two texts in UTF-8; NULL equals NULL only. */
#define VSTEST_TEXT(actual, expected, what)                                                        \
    do {                                                                                           \
        const char *vstest_actual_ = (actual), *vstest_expected_ = (expected);                     \
        bool vstest_same_ = vstest_actual_ && vstest_expected_                                     \
                                ? strcmp(vstest_actual_, vstest_expected_) == 0                    \
                                : vstest_actual_ == vstest_expected_;                              \
        cr_expect(vstest_same_, "%s: %s is \"%s\", not \"%s\"", (what), #actual,                   \
                  vstest_actual_ ? vstest_actual_ : "(NULL)",                                      \
                  vstest_expected_ ? vstest_expected_ : "(NULL)");                                 \
    } while (0)

/* Shows a wide text in a message: what is not ASCII as \u. */
static inline const char *vstest_narrow_(const WCHAR *wide, char *out, size_t room)
{
    size_t used = 0;

    if (!wide)
        return "(NULL)";
    for (; *wide && used + 12 < room; wide++)
        used += (size_t)snprintf(out + used, room - used, *wide < 0x7F ? "%c" : "\\u%x",
                                 (unsigned)*wide);
    out[used] = '\0';
    return out;
}

#define VSTEST_WIDE(actual, expected, what)                                                        \
    do {                                                                                           \
        const WCHAR *vstest_actual_ = (actual), *vstest_expected_ = (expected);                    \
        char vstest_a_[300], vstest_b_[300];                                                       \
        bool vstest_same_ = vstest_actual_ && vstest_expected_                                     \
                                ? wcscmp(vstest_actual_, vstest_expected_) == 0                    \
                                : vstest_actual_ == vstest_expected_;                              \
        cr_expect(vstest_same_, "%s: %s is \"%s\", not \"%s\"", (what), #actual,                   \
                  vstest_narrow_(vstest_actual_, vstest_a_, sizeof vstest_a_),                     \
                  vstest_narrow_(vstest_expected_, vstest_b_, sizeof vstest_b_));                  \
    } while (0)

/* The last failure left a sentence that holds this. */
#define VSTEST_SENTENCE(part, what)                                                                \
    cr_expect(strstr(vsapi_last_message(), (part)), "%s: the sentence \"%s\" lacks \"%s\"",        \
              (what), vsapi_last_message(), (part))

/*
 * Runs `call` (it gives an HRESULT) with its first allocation failing, then its second, until it
 * comes through without a failure. Each failed run must have answered E_OUTOFMEMORY. `cleanup` runs
 * after every one.
 */
#define VSTEST_FAIL_EACH_ALLOCATION(call, cleanup)                                                 \
    do {                                                                                           \
        uint64_t vstest_nth_ = 0;                                                                  \
        bool vstest_reached_;                                                                      \
        do {                                                                                       \
            HRESULT vstest_hr_;                                                                    \
            vsapi_alloc_fail_at(++vstest_nth_, false);                                             \
            vstest_hr_ = (call);                                                                   \
            vstest_reached_ = vsapi_alloc_count() >= vstest_nth_;                                  \
            vsapi_alloc_fail_at(0, false);                                                         \
            if (vstest_reached_)                                                                   \
                cr_expect(vstest_hr_ == E_OUTOFMEMORY, "%s answers %s with allocation %d failing", \
                          #call, vsapi_hresult_name(vstest_hr_), (int)vstest_nth_);                \
            else                                                                                   \
                cr_expect(SUCCEEDED(vstest_hr_), "%s fails: %s", #call, vsapi_last_message());     \
            cleanup;                                                                               \
        } while (vstest_reached_);                                                                 \
        cr_expect(vstest_nth_ > 1, "%s allocates nothing", #call);                                 \
    } while (0)

/* A condition that is known not to hold yet: it is listed, and fails when it begins to hold. */
#define VSTEST_TODO(id, condition)                                                                 \
    do {                                                                                           \
        bool vstest_holds_ = (condition);                                                          \
        cr_expect(!vstest_holds_, "TODO %s is done: %s holds; make it a check", (id), #condition); \
        if (!vstest_holds_)                                                                        \
            fprintf(stderr, "TODO %s\n", (id));                                                    \
    } while (0)

#endif
