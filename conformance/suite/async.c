/*
 * conformance/suite/async.c - IVssAsync.
 */
#include "groups.h"
#include "layers.h"
#include "requester.h"

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

static struct held { /* a handler that stays inside until it is let go */
    HANDLE inside, go;
} held;

static bool stay(struct suite_writer *writer, const struct suite_event_args *args)
{
    (void)writer, (void)args;
    SetEvent(held.inside);
    WaitForSingleObject(held.go, INFINITE);
    return true;
}

/* A PrepareForBackup that is under way: its writer waits for held.go. */
static IVssAsync *pending(struct suite *suite)
{
    const struct suite_writer_options options = {.on = {[SUITE_PREPARE_BACKUP] = stay}};
    struct suite_writer *writer;
    struct requester *requester;
    IVssAsync *async = NULL;

    held.inside = CreateEventW(NULL, TRUE, FALSE, NULL);
    held.go = CreateEventW(NULL, TRUE, FALSE, NULL);
    if (!CHECK_HR(suite_writer_begin(suite, &options, &writer), S_OK))
        return NULL;
    requester = requester_at(suite, AT_ADDED);
    if (!requester || !CHECK_HR(CALL(requester->backup, PrepareForBackup, &async), S_OK))
        return NULL;
    suite_release_at_end(suite, async);
    WaitForSingleObject(held.inside, INFINITE);
    return async;
}

static void let_go(IVssAsync *async)
{
    SetEvent(held.go);
    if (async)
        CALL(async, Wait, INFINITE);
    CloseHandle(held.inside);
    CloseHandle(held.go);
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

static const struct suite_case cases[] = {
    {"IVssAsync.Cancel/S_OK", cancel_stops, NULL, 0},
    {"IVssAsync.Cancel-1", cancel_stops, NULL, 0},
    {"IVssAsync.Cancel/VSS_S_ASYNC_CANCELLED", cancel_twice, NULL, 0},
    {"IVssAsync.Cancel-2", cancel_twice, NULL, 0},
    {"IVssAsync.Cancel/VSS_S_ASYNC_FINISHED", cancel_after_the_end, NULL, 0},
    {"IVssAsync.Cancel-3", cancel_after_the_end, NULL, 0},
    {"IVssAsync.Cancel/*", cancel_after_a_failure, NULL, SUITE_NEEDS_MOCK},
    {"IVssAsync.Cancel-4", cancel_after_a_failure, NULL, SUITE_NEEDS_MOCK},
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
};
const struct suite_group suite_async = SUITE_GROUP("IVssAsync", cases);
