/*
 * conformance/suite/async.c - IVssAsync.
 */
#include "array.h"
#include "defaults.h"
#include "groups.h"
#include "hold.h"
#include "layers.h"

/* An operation that is over. */
static IVssAsync *finished(struct suite *suite)
{
    struct requester *requester = requester_at(suite, AT_STATE);
    IVssAsync *async = NULL;

    if (!requester || !CHECK_HR(CALL(requester->backup, GatherWriterMetadata, &async), S_OK))
        return NULL;
    suite_release_at_end(suite, async);
    CHECK_HR(CALL(async, Wait, INFINITE), S_OK);
    return async;
}

/* One that has failed: the provider refuses. */
static IVssAsync *failed(struct suite *suite)
{
    struct requester *requester = requester_at(suite, AT_PREPARED);
    IVssAsync *async = NULL;

    CHECK(layers_fault("CommitSnapshots", NULL, 1, 0, VSS_E_PROVIDER_VETO));
    if (!requester || !CHECK_HR(CALL(requester->backup, DoSnapshotSet, &async), S_OK))
        return NULL;
    suite_release_at_end(suite, async);
    CALL(async, Wait, INFINITE);
    return async;
}

/* ---- Cancel ------------------------------------------------------------------------------------
 */

/* A PrepareForBackup that is under way. */
static IVssAsync *pending(struct suite *suite)
{
    return suite_hold_in(suite, SUITE_PREPARE_BACKUP, AT_ADDED, suite_start_PrepareForBackup, NULL);
}

static void let_go(IVssAsync *async)
{
    suite_hold_let_go();
    if (async)
        CALL(async, Wait, INFINITE);
}

static void cancel_stops(struct suite *suite, const void *row)
{
    IVssAsync *async = pending(suite);
    HRESULT result = S_OK;

    (void)row;
    if (async)
        CHECK_HR(CALL(async, Cancel), S_OK);
    let_go(async);
    REQUIRE(async);
    CHECK_HR(CALL(async, QueryStatus, &result, NULL), S_OK);
    CHECK_HR(result, VSS_S_ASYNC_CANCELLED);
}

static void cancel_twice(struct suite *suite, const void *row)
{
    IVssAsync *async = pending(suite);

    (void)row;
    if (async) {
        CHECK_HR(CALL(async, Cancel), S_OK);
        CHECK_HR(CALL(async, Cancel), VSS_S_ASYNC_CANCELLED);
    }
    let_go(async);
    REQUIRE(async);
    CHECK_HR(CALL(async, Cancel), VSS_S_ASYNC_CANCELLED);
}

static void cancel_after_the_end(struct suite *suite, const void *row)
{
    IVssAsync *async = finished(suite);

    (void)row;
    REQUIRE(async);
    CHECK_HR(CALL(async, Cancel), VSS_S_ASYNC_FINISHED);
    CHECK_HR(CALL(async, Cancel), VSS_S_ASYNC_FINISHED);
}

static void cancel_after_a_failure(struct suite *suite, const void *row)
{
    IVssAsync *async = failed(suite);

    (void)row;
    REQUIRE(async);
    CHECK_HR(CALL(async, Cancel), VSS_E_PROVIDER_VETO);
}

/* ---- Wait --------------------------------------------------------------------------------------
 */

static void wait_ends(struct suite *suite, const void *row)
{
    IVssAsync *async = finished(suite);

    (void)row;
    REQUIRE(async);
    CHECK_HR(CALL(async, Wait, INFINITE), S_OK);
    CHECK_HR(CALL(async, Wait, 0), S_OK);
}

static void wait_gives_the_failure(struct suite *suite, const void *row)
{
    IVssAsync *async = failed(suite);
    HRESULT result = S_OK;

    (void)row;
    REQUIRE(async);
    CHECK_HR(CALL(async, Wait, INFINITE), VSS_E_PROVIDER_VETO);
    CHECK_HR(CALL(async, QueryStatus, &result, NULL), S_OK);
    CHECK_HR(result, VSS_E_PROVIDER_VETO);
}

static void wait_ends_with_its_time(struct suite *suite, const void *row)
{
    IVssAsync *async = pending(suite);
    HRESULT result = S_OK;

    (void)row;
    REQUIRE(async);
    CHECK_HR(CALL(async, Wait, 0), S_OK);
    CHECK_HR(CALL(async, QueryStatus, &result, NULL), S_OK);
    CHECK_HR(result, VSS_S_ASYNC_PENDING);
    suite_hold_let_go();
    CHECK_HR(defaults_Wait(async), S_OK);
    CHECK_HR(CALL(async, QueryStatus, &result, NULL), S_OK);
    CHECK_HR(result, VSS_S_ASYNC_FINISHED);
}

static void wait_hides_the_outcome(struct suite *suite, const void *row)
{
    IVssAsync *async = pending(suite);
    HRESULT result = S_OK;

    (void)row;
    REQUIRE(async);
    CHECK_HR(CALL(async, Cancel), S_OK);
    suite_hold_let_go();
    CHECK_HR(CALL(async, Wait, INFINITE), S_OK);
    CHECK_HR(CALL(async, QueryStatus, &result, NULL), S_OK);
    CHECK_HR(result, VSS_S_ASYNC_CANCELLED);
}

/* Waits in the middle of a DoSnapshotSet that fails behind it. */
static void wait_succeeds_before_a_failure(struct suite *suite, const void *row)
{
    IVssAsync *async;

    (void)row;
    CHECK(layers_fault("CommitSnapshots", NULL, 1, 0, VSS_E_PROVIDER_VETO));
    async =
        suite_hold_in(suite, SUITE_PREPARE_SNAPSHOT, AT_PREPARED, suite_start_DoSnapshotSet, NULL);
    REQUIRE(async);
    CHECK_HR(CALL(async, Wait, 0), S_OK);
    suite_hold_let_go();
    CHECK_HR(CALL(async, Wait, INFINITE), VSS_E_PROVIDER_VETO);
}

/* ---- every method that returns one -------------------------------------------------------------
 */

static const struct {
    suite_start start;
    enum requester_point point;
    enum suite_event event; /* during which it is under way; SUITE_EVENT_COUNT_: it sends none */
} starts[] = {
    {suite_start_GatherWriterMetadata, AT_STATE, SUITE_IDENTIFY},
    {suite_start_GatherWriterStatus, AT_GATHERED, SUITE_EVENT_COUNT_},
    {suite_start_PrepareForBackup, AT_ADDED, SUITE_PREPARE_BACKUP},
    {suite_start_DoSnapshotSet, AT_PREPARED, SUITE_FREEZE},
    {suite_start_BackupComplete, AT_SUCCEEDED, SUITE_BACKUP_COMPLETE},
    {suite_start_PreRestore, AT_SELECTED, SUITE_PRE_RESTORE},
    {suite_start_PostRestore, AT_PRE_RESTORE, SUITE_POST_RESTORE},
};
#define STARTS (sizeof starts / sizeof *starts)

static void every_method_finishes(struct suite *suite, const void *row)
{
    (void)row;
    for (size_t i = 0; i < STARTS; i++) {
        struct requester *requester = requester_at(suite, starts[i].point);
        IVssAsync *async = NULL;
        HRESULT result = S_OK;

        REQUIRE(requester);
        REQUIRE_HR(starts[i].start(requester->backup, &async), S_OK);
        suite_release_at_end(suite, async);
        CHECK_HR(CALL(async, Wait, INFINITE), S_OK);
        CHECK_HR(CALL(async, QueryStatus, &result, NULL), S_OK);
        CHECK_HR(result, VSS_S_ASYNC_FINISHED);
        CHECK_HR(CALL(async, Cancel), VSS_S_ASYNC_FINISHED);
        requester_end(requester);
    }
}

/* The eight methods of the page, the last of which needs shadow copies that wait for it. */
static void eight_methods_give_one(struct suite *suite, const void *row)
{
    struct array_set set;

    (void)row;
    REQUIRE(array_make(suite, VSS_CTX_BACKUP | VSS_VOLSNAP_ATTR_TRANSPORTABLE, &set));
    CHECK(STARTS + 1 == 8);
    for (size_t i = 0; i <= STARTS; i++) {
        struct requester *requester = i < STARTS ? requester_at(suite, starts[i].point)
                                                 : array_importer(suite, &set, VSS_CTX_BACKUP);
        IVssAsync *async = NULL;
        void *again = NULL;

        REQUIRE(requester);
        REQUIRE_HR(i < STARTS ? starts[i].start(requester->backup, &async)
                              : CALL(requester->backup, ImportSnapshots, &async),
                   S_OK);
        CHECK_HR(CALL(async, QueryInterface, &IID_IVssAsync, &again), S_OK);
        CHECK(again == async);
        suite_release_at_end(suite, again);
        CHECK_HR(requester_wait(S_OK, async), S_OK);
        requester_end(requester);
    }
}

static void every_method_is_pending(struct suite *suite, const void *row)
{
    (void)row;
    for (size_t i = 0; i < STARTS; i++) {
        struct requester *requester = NULL;
        IVssAsync *async;
        HRESULT result = S_OK;

        if (starts[i].event == SUITE_EVENT_COUNT_ || starts[i].event == SUITE_IDENTIFY)
            continue;
        async = suite_hold_in(suite, starts[i].event, starts[i].point, starts[i].start, &requester);
        REQUIRE(async);
        CHECK_HR(CALL(async, QueryStatus, &result, NULL), S_OK);
        CHECK_HR(result, VSS_S_ASYNC_PENDING);
        result = CALL(async, Cancel); /* in the last step it comes too late */
        CHECK(result == S_OK || result == VSS_S_ASYNC_FINISHED);
        let_go(async);
        requester_end(requester);
        suite_writer_end(requester->writer);
    }
}

/* The object counts its references and is the requester's alone when the operation is over. */
static void release_ends_it(struct suite *suite, const void *row)
{
    (void)row;
    for (size_t i = 0; i < STARTS; i++) {
        struct requester *requester = requester_at(suite, starts[i].point);
        IVssAsync *async = NULL;

        REQUIRE(requester);
        REQUIRE_HR(starts[i].start(requester->backup, &async), S_OK);
        CALL(async, Wait, INFINITE);
        CHECK(CALL(async, AddRef) == 2);
        CHECK(CALL(async, Release) == 1);
        requester_end(requester); /* it may live longer than the object it came from */
        CHECK_HR(CALL(async, Wait, INFINITE), S_OK);
        CHECK(CALL(async, Release) == 0);
    }
}

/* ---- QueryStatus -------------------------------------------------------------------------------
 */

static void status_while_pending(struct suite *suite, const void *row)
{
    IVssAsync *async = pending(suite);
    HRESULT result = S_OK;

    (void)row;
    if (async) {
        CHECK_HR(CALL(async, QueryStatus, &result, NULL), S_OK);
        CHECK_HR(result, VSS_S_ASYNC_PENDING);
    }
    let_go(async);
}

static void status_when_finished(struct suite *suite, const void *row)
{
    IVssAsync *async = finished(suite);
    HRESULT result = S_OK;

    (void)row;
    REQUIRE(async);
    CHECK_HR(CALL(async, QueryStatus, &result, NULL), S_OK);
    CHECK_HR(result, VSS_S_ASYNC_FINISHED);
}

static void status_without_a_place(struct suite *suite, const void *row)
{
    IVssAsync *async = finished(suite);

    (void)row;
    REQUIRE(async);
    CHECK_HR(CALL(async, QueryStatus, NULL, NULL), E_INVALIDARG);
}

/* Reserved: NULL is right, and a place is given 0. */
static void status_reserved(struct suite *suite, const void *row)
{
    IVssAsync *async = finished(suite);
    HRESULT result = S_OK;
    INT reserved = 77;

    (void)row;
    REQUIRE(async);
    CHECK_HR(CALL(async, QueryStatus, &result, NULL), S_OK);
    CHECK_HR(result, VSS_S_ASYNC_FINISHED);
    result = S_OK;
    CHECK_HR(CALL(async, QueryStatus, &result, &reserved), S_OK);
    CHECK_HR(result, VSS_S_ASYNC_FINISHED);
    CHECK(reserved == 0);
}

static const struct suite_case cases[] = {
    {"IVssAsync-1", wait_ends_with_its_time, NULL, 0},
    {"IVssAsync-2", release_ends_it, NULL, 0},
    {"IVssAsync-3", eight_methods_give_one, NULL, SUITE_NEEDS_MOCK | SUITE_NEEDS_ARRAY},
    {"IVssAsync.Cancel/S_OK", cancel_stops, NULL, 0},
    {"IVssAsync.Cancel-1", cancel_stops, NULL, 0},
    {"IVssAsync.Cancel/VSS_S_ASYNC_CANCELLED", cancel_twice, NULL, 0},
    {"IVssAsync.Cancel-2", cancel_twice, NULL, 0},
    {"IVssAsync.Cancel/VSS_S_ASYNC_FINISHED", cancel_after_the_end, NULL, 0},
    {"IVssAsync.Cancel-3", cancel_after_the_end, NULL, 0},
    {"IVssAsync.Cancel/*", cancel_after_a_failure, NULL, SUITE_NEEDS_MOCK},
    {"IVssAsync.Cancel-4", cancel_after_a_failure, NULL, SUITE_NEEDS_MOCK},
    {"IVssAsync.Cancel-5", every_method_finishes, NULL, 0},
    {"IVssAsync.Wait-1", wait_ends_with_its_time, NULL, 0},
    {"IVssAsync.Wait-2", wait_hides_the_outcome, NULL, 0},
    {"IVssAsync.Wait-3", wait_succeeds_before_a_failure, NULL, SUITE_NEEDS_MOCK},
    {"IVssAsync.Wait/S_OK", wait_ends, NULL, 0},
    {"IVssAsync.Wait/*", wait_gives_the_failure, NULL, SUITE_NEEDS_MOCK},
    {"IVssAsync.Wait-4", wait_gives_the_failure, NULL, SUITE_NEEDS_MOCK},
    {"IVssAsync.QueryStatus/S_OK", status_when_finished, NULL, 0},
    {"IVssAsync.QueryStatus-1", status_while_pending, NULL, 0},
    {"IVssAsync.QueryStatus-2", status_when_finished, NULL, 0},
    {"IVssAsync.QueryStatus-3", cancel_stops, NULL, 0},
    {"IVssAsync.QueryStatus-4", wait_gives_the_failure, NULL, SUITE_NEEDS_MOCK},
    {"IVssAsync.QueryStatus/E_INVALIDARG", status_without_a_place, NULL, 0},
    {"IVssAsync.QueryStatus-5", status_without_a_place, NULL, 0},
    {"IVssAsync.QueryStatus-6", status_reserved, NULL, 0},
    {"IVssAsync.QueryStatus-7", every_method_is_pending, NULL, 0},
};
const struct suite_group suite_async = SUITE_GROUP("IVssAsync", cases);
