/*
 * tests/service/plain_release.c - sessions that are released inside a handler of their own events:
 * they end behind it. Runs under ThreadSanitizer.
 */
#include "rig.h"

#include "plain.h"

#include <sched.h>

static void session_drop(struct rig *rig)
{
    struct vsapi_session *session = rig->session;

    rig->session = NULL;
    vsapi_session_destroy(session);
}

static void act_release(struct toy *toy, struct vsapi_event *event,
                        struct vsapi_event_answer *answer)
{
    (void)event;
    (void)answer;
    session_drop(toy->rig);
    CHECK(!vsapi_service_unused(toy->rig->service));
}

/* Is given up, and releases when the operation is over. */
static void act_release_late(struct toy *toy, struct vsapi_event *event,
                             struct vsapi_event_answer *answer)
{
    (void)event;
    (void)answer;
    vsapi_clock_advance(toy->rig->clock, 3600001);
    while (!atomic_load(&toy->open))
        sched_yield();
    session_drop(toy->rig);
    atomic_store(&toy->open, false);
}

static void wait_for_end(struct rig *rig, struct toy *a)
{
    while (RIG_COUNT(a, BACKUP_SHUTDOWN) == 0)
        sched_yield();
    vsapi_service_unsubscribe(a->subscription);
    while (!vsapi_service_unused(rig->service))
        sched_yield();
    CHECK(RIG_COUNT(a, BACKUP_SHUTDOWN) == 1);
    rig_stop(rig);
}

static const struct release_row {
    const char *words;
    enum vsapi_event_kind in;
    HRESULT hr;
    unsigned thaws;
} rows[] = {
    {"create init state gather add start volume prepare", VSAPI_EVENT_PREPARE_FOR_BACKUP,
     VSS_S_ASYNC_FINISHED, 0},
    {RIG_TO_SNAPSHOT, VSAPI_EVENT_FREEZE, VSS_S_ASYNC_FINISHED, 1},
    {RIG_TO_SNAPSHOT " complete", VSAPI_EVENT_BACKUP_COMPLETE, VSS_S_ASYNC_FINISHED, 1},
};

static void run(const struct release_row *row, enum vsapi_delivery delivery)
{
    struct toy a = {.name = "A", .components = 1};
    struct rig rig;

    a.plan[row->in - VSAPI_EVENT_IDENTIFY].act = act_release;
    rig_start(&rig, delivery);
    CHECK(SUCCEEDED(toy_subscribe(&rig, &a, 1)));
    CHECK(rig_do(&rig, row->words) == row->hr);
    CHECK(RIG_COUNT(&a, BACKUP_SHUTDOWN) == 1); /* it has ended when the operation has */
    CHECK(RIG_COUNT(&a, THAW) == row->thaws);
    CHECK(rig_log_count(&rig, "DeleteSnapshots") == row->thaws);
    wait_for_end(&rig, &a);
}

/* The sentence of what failed outlives the session. */
static void run_failure(enum vsapi_delivery delivery)
{
    struct toy a = {.name = "A", .components = 1};
    struct rig rig;

    RIG_PLAN(&a, FREEZE).act = act_release;
    RIG_PLAN(&a, FREEZE).refuse = true;
    rig_start(&rig, delivery);
    CHECK(SUCCEEDED(toy_subscribe(&rig, &a, 1)));
    CHECK(rig_do(&rig, RIG_TO_SNAPSHOT) == VSS_E_UNEXPECTED_WRITER_ERROR);
    CHECK(strstr(vsapi_last_message(), "\"A\""));
    CHECK(RIG_COUNT(&a, ABORT) == 1);
    wait_for_end(&rig, &a);
}

static void run_late(enum vsapi_delivery delivery)
{
    struct toy a = {.name = "A", .components = 1};
    struct rig rig;

    RIG_PLAN(&a, POST_SNAPSHOT).act = act_release_late;
    rig_start(&rig, delivery);
    vsapi_trace_sink(NULL, NULL);
    CHECK(SUCCEEDED(toy_subscribe(&rig, &a, 1)));
    CHECK(rig_do(&rig, RIG_TO_SNAPSHOT) == VSS_S_ASYNC_FINISHED);
    atomic_store(&a.open, true);
    while (atomic_load(&a.open)) /* it did not wait for itself */
        sched_yield();
    wait_for_end(&rig, &a);
}

int main(void)
{
    for (int times = 0; times < 5; times++)
        for (int delivery = VSAPI_DELIVERY_PARALLEL; delivery < VSAPI_DELIVERY_END_; delivery++) {
            for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
                run(&rows[i], (enum vsapi_delivery)delivery);
            run_failure((enum vsapi_delivery)delivery);
            if (delivery != VSAPI_DELIVERY_INLINE)
                run_late((enum vsapi_delivery)delivery);
        }
    return plain_result();
}
