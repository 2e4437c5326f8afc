/*
 * conformance/suite/suite.h - what every case of the API suite uses.
 *
 * A case proves one row of the catalogue and bears its name: "IVssAsync.Wait/E_ACCESSDENIED" for a
 * documented result, "IVssAsync.Wait-3" for a rule. It gets a machine of its own, freshly made,
 * does something with it, and checks what it sees; the first check that fails ends what it proves.
 * Where the shape repeats, one function serves many rows and is told which by `row`. Cases of a
 * group with the same function and the same `row` are one run, whose result counts for each.
 *
 * Portable: only the SDK headers are used here; what depends on our own service (a planned fault,
 * no memory, a moved clock) is asked for through layers.h, and a case that needs it is skipped
 * where there is none, as on real Windows.
 */
#ifndef VSS_SUITE_H
#define VSS_SUITE_H

#include <windows.h>

#include <vss.h>
#include <vswriter.h>
#include <vsbackup.h>
#include <vsserror.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

struct suite;
typedef void (*suite_run)(struct suite *suite, const void *row);

struct suite_case {
    const char *id; /* the catalogue's row */
    suite_run run;
    const void *row; /* handed to run; NULL if it needs none */
    unsigned needs;  /* SUITE_NEEDS_* */
};
#define SUITE_NEEDS_MOCK 1u  /* our service below: faults, machines made to order, the clock */
#define SUITE_NEEDS_ALONE 2u /* no other writer or requester on the machine */
#define SUITE_NEEDS_ARRAY 4u /* with _MOCK: volumes A:\ and B:\ on a disk array as well */
#define SUITE_NEEDS_LEGACY_ARRAY 8u /* the same, of an array that is an old one */

struct suite_group { /* the cases of one file */
    const char *name;
    const struct suite_case *cases;
    size_t count;
};
#define SUITE_GROUP(name, cases)                                                                   \
    {                                                                                              \
        (name), (cases), sizeof(cases) / sizeof *(cases)                                           \
    }

/* ---- checks -------------------------------------------------------------------------------------
 * Each notes what failed and goes on; the REQUIRE ones return from the function that they are in.
 */
bool suite_check(struct suite *suite, bool holds, const char *file, int line, const char *format,
                 ...) __attribute__((format(printf, 5, 6)));
bool suite_check_hr(struct suite *suite, HRESULT got, HRESULT wanted, const char *file, int line,
                    const char *what);
bool suite_check_text(struct suite *suite, const WCHAR *got, const WCHAR *wanted, const char *file,
                      int line, const char *what);
bool suite_check_guid(struct suite *suite, const GUID *got, const GUID *wanted, const char *file,
                      int line, const char *what);
/* The case cannot be carried out here; it counts as skipped, unless a check has failed. */
void suite_skip(struct suite *suite, const char *reason);
/* Has a check of this case failed? For loops that need not go on. */
bool suite_failed(const struct suite *suite);

/* Has `end` called with the object when the case is over; false: no memory, it was called. */
bool suite_at_end(struct suite *suite, void (*end)(void *object), void *object);
/* Releases a COM object at the end of the case; NULL is allowed. */
void suite_release_at_end(struct suite *suite, void *unknown);

#define CHECK(holds) suite_check(suite, (holds), __FILE__, __LINE__, "%s", #holds)
#define CHECK_HR(call, wanted) suite_check_hr(suite, (call), (wanted), __FILE__, __LINE__, #call)
#define CHECK_TEXT(got, wanted) suite_check_text(suite, (got), (wanted), __FILE__, __LINE__, #got)
#define CHECK_GUID(got, wanted) suite_check_guid(suite, &(got), &(wanted), __FILE__, __LINE__, #got)
#define REQUIRE(holds)                                                                             \
    do {                                                                                           \
        if (!CHECK(holds))                                                                         \
            return;                                                                                \
    } while (0)
#define REQUIRE_HR(call, wanted)                                                                   \
    do {                                                                                           \
        if (!CHECK_HR(call, wanted))                                                               \
            return;                                                                                \
    } while (0)

/* A call of a COM method from C: CALL(async, Wait, 0) */
#define CALL(object, method, ...) ((object)->lpVtbl->method((object), ##__VA_ARGS__))
#define RELEASE(object) ((object) ? (void)CALL(object, Release) : (void)0)

/* The groups, in the order in which they run; groups.c lists them. */
extern const struct suite_group *const suite_groups[];
extern const size_t suite_group_count;

#ifdef __cplusplus
}
#endif
#endif
