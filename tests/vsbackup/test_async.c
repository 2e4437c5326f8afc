/*
 * tests/vsbackup/test_async.c - IVssAsync: waiting with and without limit, cancelling, asking.
 *
 * The operations hang in a writer until the test lets it go, so that each test sees the operation
 * while it runs, without a race.
 */
#include <scene.h>
#include <vstest.h>

#include <vsapi/clock.h>
#include <vsapi/thread.h>

struct gate { /* where the writer waits */
    struct vsapi_mutex lock;
    struct vsapi_cond changed;
    bool reached, open;
    enum vsapi_event_kind kind;
};

static void wait_at_gate(struct scene_writer *writer, struct vsapi_event *event,
                         struct vsapi_event_answer *answer)
{
    struct gate *gate = (struct gate *)writer->context;

    (void)answer;
    if (event->kind != gate->kind)
        return;
    vsapi_mutex_lock(&gate->lock);
    gate->reached = true;
    vsapi_cond_broadcast(&gate->changed);
    while (!gate->open)
        vsapi_cond_wait(&gate->changed, &gate->lock);
    vsapi_mutex_unlock(&gate->lock);
}

static void gate_await(struct gate *gate)
{
    vsapi_mutex_lock(&gate->lock);
    while (!gate->reached)
        vsapi_cond_wait(&gate->changed, &gate->lock);
    vsapi_mutex_unlock(&gate->lock);
}

static void gate_open(struct gate *gate)
{
    vsapi_mutex_lock(&gate->lock);
    gate->open = true;
    vsapi_cond_broadcast(&gate->changed);
    vsapi_mutex_unlock(&gate->lock);
}

static void start(struct scene *scene, struct gate *gate, enum vsapi_event_kind kind)
{
    struct scene_writer *writer;

    memset(gate, 0, sizeof *gate);
    vsapi_mutex_init(&gate->lock);
    vsapi_cond_init(&gate->changed);
    gate->kind = kind;
    VSTEST_HR(scene_start(scene, VSAPI_DELIVERY_PARALLEL), S_OK, "");
    writer = scene_writer_new(scene, "ledger", 1);
    writer->on_event = wait_at_gate;
    writer->context = gate;
    VSTEST_HR(scene_writer_subscribe(writer), S_OK, "");
}

static HRESULT status_of(IVssAsync *async)
{
    HRESULT status = E_FAIL;

    VSTEST_HR(async->lpVtbl->QueryStatus(async, &status, NULL), S_OK, "");
    return status;
}

Test(async, a_wait_without_time_tells_nothing_and_does_not_block)
{
    struct scene scene;
    struct gate gate;
    IVssAsync *async;

    start(&scene, &gate, VSAPI_EVENT_IDENTIFY);
    VSTEST_HR(scene_do(&scene, "create init"), S_OK, "");
    VSTEST_HR(scene.backup->lpVtbl->GatherWriterMetadata(scene.backup, &async), S_OK, "");
    gate_await(&gate);
    VSTEST_HR(async->lpVtbl->Wait(async, 0), S_OK, "");
    VSTEST_HR(status_of(async), VSS_S_ASYNC_PENDING, "");
    VSTEST_HR(scene_do(&scene, "count"), VSS_E_BAD_STATE, "not while it runs");
    gate_open(&gate);
    VSTEST_HR(async->lpVtbl->Wait(async, INFINITE), S_OK, "");
    VSTEST_HR(status_of(async), VSS_S_ASYNC_FINISHED, "");
    VSTEST_HR(async->lpVtbl->Wait(async, 0), S_OK, "again");
    VSTEST_HR(scene_do(&scene, "count"), S_OK, "");
    cr_expect_eq(async->lpVtbl->Release(async), 0);
    VSTEST_HR(scene_end(&scene), S_OK, "");
}

/* Moves the clock until told to stop. */
struct mover {
    struct vsapi_clock *clock;
    atomic_bool stop;
};

static void move_clock(void *argument)
{
    struct mover *mover = (struct mover *)argument;
    struct vsapi_mutex lock = VSAPI_MUTEX_INIT;
    struct vsapi_cond never = VSAPI_COND_INIT;

    vsapi_mutex_lock(&lock);
    while (!atomic_load(&mover->stop)) {
        vsapi_clock_advance(mover->clock, 10);
        vsapi_cond_wait_ms(&never, &lock, 1);
    }
    vsapi_mutex_unlock(&lock);
}

Test(async, a_wait_ends_when_its_time_has_passed_on_the_hosts_clock)
{
    struct vsapi_thread thread;
    struct mover mover = {0};
    struct scene scene;
    struct gate gate;
    IVssAsync *async;
    uint64_t began;

    start(&scene, &gate, VSAPI_EVENT_IDENTIFY);
    VSTEST_HR(scene_do(&scene, "create init"), S_OK, "");
    VSTEST_HR(scene.backup->lpVtbl->GatherWriterMetadata(scene.backup, &async), S_OK, "");
    gate_await(&gate);
    mover.clock = scene.clock;
    began = vsapi_clock_now_ms(scene.clock);
    VSTEST_HR(vsapi_thread_start(&thread, move_clock, &mover), S_OK, "");
    VSTEST_HR(async->lpVtbl->Wait(async, 500), S_OK, "");
    cr_expect_geq(vsapi_clock_now_ms(scene.clock) - began, 500);
    VSTEST_HR(status_of(async), VSS_S_ASYNC_PENDING, "");
    atomic_store(&mover.stop, true);
    vsapi_thread_join(&thread);
    gate_open(&gate);
    VSTEST_HR(async->lpVtbl->Wait(async, INFINITE), S_OK, "");
    async->lpVtbl->Release(async);
    VSTEST_HR(scene_end(&scene), S_OK, "");
}

/* ---- QueryStatus
 * ---------------------------------------------------------------------------------------- */

Test(async, QueryStatus_needs_a_place_for_the_result_and_nothing_else)
{
    struct scene scene;
    IVssAsync *async;
    HRESULT status = E_FAIL;
    INT reserved = 77;

    VSTEST_HR(scene_start(&scene, VSAPI_DELIVERY_INLINE), S_OK, "");
    VSTEST_HR(scene_do(&scene, "create init"), S_OK, "");
    VSTEST_HR(scene.backup->lpVtbl->GatherWriterMetadata(scene.backup, &async), S_OK, "");
    VSTEST_HR(async->lpVtbl->QueryStatus(async, NULL, NULL), E_INVALIDARG, "");
    VSTEST_SENTENCE("pHrResult", "");
    VSTEST_HR(async->lpVtbl->QueryStatus(async, &status, &reserved), S_OK, "");
    VSTEST_HR(status, VSS_S_ASYNC_FINISHED, "");
    cr_expect_eq(reserved, 0);
    async->lpVtbl->Release(async);
    VSTEST_HR(scene_end(&scene), S_OK, "");
}

/* ---- Cancel
 * --------------------------------------------------------------------------------------------- */

Test(async, a_running_operation_can_be_cancelled_once)
{
    struct scene scene;
    struct gate gate;
    IVssAsync *async;

    start(&scene, &gate, VSAPI_EVENT_PREPARE_FOR_SNAPSHOT);
    VSTEST_HR(scene_do(&scene, "create init state gather add start volume prepare"), S_OK, "");
    VSTEST_HR(scene.backup->lpVtbl->DoSnapshotSet(scene.backup, &async), S_OK, "");
    gate_await(&gate);
    VSTEST_HR(async->lpVtbl->Cancel(async), S_OK, "");
    VSTEST_HR(async->lpVtbl->Cancel(async), VSS_S_ASYNC_CANCELLED, "");
    gate_open(&gate);
    VSTEST_HR(async->lpVtbl->Wait(async, INFINITE), S_OK, "");
    VSTEST_HR(status_of(async), VSS_S_ASYNC_CANCELLED, "");
    VSTEST_HR(async->lpVtbl->Cancel(async), VSS_S_ASYNC_CANCELLED, "");
    cr_expect_eq(scene_events(&scene.writers[0], VSAPI_EVENT_FREEZE), 0);
    cr_expect_eq(scene_events(&scene.writers[0], VSAPI_EVENT_ABORT), 1, "the writer is told");
    async->lpVtbl->Release(async);
    VSTEST_HR(scene_do(&scene, "succeed"), VSS_E_BAD_STATE, "there is no shadow copy");
    scene_release(&scene);
    VSTEST_HR(scene_do(&scene, SCENE_BACKUP), S_OK, "the next backup");
    VSTEST_HR(scene_end(&scene), S_OK, "");
}

Test(async, what_is_over_cannot_be_cancelled)
{
    struct scene scene;
    IVssAsync *async;

    VSTEST_HR(scene_start(&scene, VSAPI_DELIVERY_SERIAL), S_OK, "");
    VSTEST_HR(scene_do(&scene, "create init"), S_OK, "");
    VSTEST_HR(scene.backup->lpVtbl->GatherWriterMetadata(scene.backup, &async), S_OK, "");
    VSTEST_HR(async->lpVtbl->Wait(async, INFINITE), S_OK, "");
    VSTEST_HR(async->lpVtbl->Cancel(async), VSS_S_ASYNC_FINISHED, "");
    VSTEST_HR(status_of(async), VSS_S_ASYNC_FINISHED, "");
    async->lpVtbl->Release(async);
    VSTEST_HR(scene_end(&scene), S_OK, "");
}

Test(async, a_failed_operation_shows_its_failure_everywhere)
{
    struct scene scene;
    IVssAsync *async;

    VSTEST_HR(scene_prepare(&scene, VSAPI_DELIVERY_SERIAL, 0), S_OK, "");
    VSTEST_HR(scene_fault(&scene, "EndPrepareSnapshots", 1, 0, VSS_E_PROVIDER_VETO), S_OK, "");
    VSTEST_HR(vsapi_use_host(scene.host), S_OK, "");
    scene_writer_add(&scene, "ledger", 1);
    VSTEST_HR(scene_do(&scene, "create init state gather add start volume prepare"), S_OK, "");
    VSTEST_HR(scene.backup->lpVtbl->DoSnapshotSet(scene.backup, &async), S_OK, "");
    VSTEST_HR(async->lpVtbl->Wait(async, INFINITE), VSS_E_PROVIDER_VETO, "");
    cr_expect_neq(vsapi_last_message()[0], '\0', "no sentence");
    VSTEST_HR(status_of(async), VSS_E_PROVIDER_VETO, "");
    cr_expect_neq(vsapi_last_message()[0], '\0', "no sentence");
    VSTEST_HR(async->lpVtbl->Cancel(async), VSS_E_PROVIDER_VETO, "");
    cr_expect_neq(vsapi_last_message()[0], '\0', "no sentence");
    async->lpVtbl->Release(async);
    VSTEST_HR(scene_end(&scene), S_OK, "");
}

/* ---- life
 * -----------------------------------------------------------------------------------------------
 */

Test(async, it_may_outlive_the_object_and_the_service)
{
    struct scene scene;
    IVssAsync *async;

    VSTEST_HR(scene_start(&scene, VSAPI_DELIVERY_SERIAL), S_OK, "");
    scene_writer_add(&scene, "ledger", 1);
    VSTEST_HR(scene_do(&scene, "create init"), S_OK, "");
    VSTEST_HR(scene.backup->lpVtbl->GatherWriterMetadata(scene.backup, &async), S_OK, "");
    VSTEST_HR(scene_end(&scene), S_OK, "the release waits for the operation");
    VSTEST_HR(async->lpVtbl->Wait(async, INFINITE), S_OK, "");
    VSTEST_HR(status_of(async), VSS_S_ASYNC_FINISHED, "");
    VSTEST_HR(async->lpVtbl->Cancel(async), VSS_S_ASYNC_FINISHED, "");
    cr_expect_eq(async->lpVtbl->Release(async), 0);
}

Test(async, an_operation_nobody_waits_for_is_ended_with_the_object)
{
    struct scene scene;
    IVssAsync *async;

    VSTEST_HR(scene_start(&scene, VSAPI_DELIVERY_PARALLEL), S_OK, "");
    scene_writer_add(&scene, "ledger", 1);
    VSTEST_HR(scene_do(&scene, "create init state gather add start volume prepare"), S_OK, "");
    VSTEST_HR(scene.backup->lpVtbl->DoSnapshotSet(scene.backup, &async), S_OK, "");
    async->lpVtbl->Release(async);
    VSTEST_HR(scene_end(&scene), S_OK, "");
    cr_expect_eq(scene_events(&scene.writers[0], VSAPI_EVENT_FREEZE),
                 scene_events(&scene.writers[0], VSAPI_EVENT_THAW), "no writer stays frozen");
}
