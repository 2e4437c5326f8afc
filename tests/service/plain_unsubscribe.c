/*
 * tests/service/plain_unsubscribe.c - writers that leave in the middle: from another thread, and
 * from their own handler. Runs under ThreadSanitizer.
 */
#include "rig.h"

#include "plain.h"

#include <vsapi/thread.h>

static atomic_bool gone; /* no handler may run any more */

static void act_check(struct toy *toy, struct vsapi_event *event, struct vsapi_event_answer *answer)
{
    (void)toy;
    (void)event;
    (void)answer;
    CHECK(!atomic_load(&gone));
}

/* Unsubscribes after the n-th event of the backup. */
static void leave_main(void *argument)
{
    struct toy *toy = argument;

    while (RIG_COUNT(toy, PREPARE_FOR_BACKUP) == 0)
        vsapi_clock_sleep(toy->rig->clock, 0);
    vsapi_service_unsubscribe(toy->subscription);
    atomic_store(&gone, true);
}

static void run_from_outside(enum vsapi_delivery delivery)
{
    struct toy a = {.name = "A", .components = 1}, b = {.name = "B", .components = 1};
    struct vsapi_thread leaver;
    struct rig rig;
    HRESULT hr;

    for (size_t k = 0; k < RIG_EVENTS; k++)
        a.plan[k].act = act_check;
    atomic_store(&gone, false);
    rig_start(&rig, delivery);
    vsapi_trace_sink(NULL, NULL);
    toy_subscribe(&rig, &a, 1);
    toy_subscribe(&rig, &b, 2);
    CHECK(SUCCEEDED(vsapi_thread_start(&leaver, leave_main, &a)));
    hr = rig_do(&rig, RIG_TO_SNAPSHOT);
    CHECK(SUCCEEDED(hr) || hr == VSS_E_UNEXPECTED_WRITER_ERROR);
    vsapi_thread_join(&leaver);
    rig_do(&rig, "status");
    CHECK(rig_status(&rig, &a).failure == VSS_E_WRITER_NOT_RESPONDING);
    CHECK(RIG_COUNT(&b, FREEZE) == RIG_COUNT(&b, THAW) ||
          RIG_COUNT(&b, ABORT) > 0); /* nobody stays frozen */
    rig_release(&rig);
    vsapi_service_unsubscribe(b.subscription);
    rig_stop(&rig);
}

static void act_leave(struct toy *toy, struct vsapi_event *event, struct vsapi_event_answer *answer)
{
    (void)event;
    (void)answer;
    vsapi_service_unsubscribe(toy->subscription);
}

static void run_from_inside(enum vsapi_delivery delivery)
{
    struct toy a = {.name = "A", .components = 1};
    struct rig rig;

    RIG_PLAN(&a, POST_SNAPSHOT).act = act_leave;
    rig_start(&rig, delivery);
    vsapi_trace_sink(NULL, NULL);
    toy_subscribe(&rig, &a, 1);
    CHECK(rig_do(&rig, RIG_TO_SNAPSHOT " complete") == VSS_E_UNEXPECTED_WRITER_ERROR);
    CHECK(rig_do(&rig, "status") == VSS_S_ASYNC_FINISHED);
    CHECK(rig_status(&rig, &a).failure == VSS_E_WRITER_NOT_RESPONDING);
    CHECK(RIG_COUNT(&a, BACKUP_COMPLETE) == 0);
    rig_stop(&rig);
}

int main(void)
{
    for (int delivery = VSAPI_DELIVERY_PARALLEL; delivery < VSAPI_DELIVERY_END_; delivery++)
        for (int times = 0; times < 20; times++) {
            run_from_outside((enum vsapi_delivery)delivery);
            run_from_inside((enum vsapi_delivery)delivery);
        }
    return plain_result();
}
