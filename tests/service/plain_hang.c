/*
 * tests/service/plain_hang.c - writers that hang, on a manual clock: they are given up, their late
 * answers harm nothing, they get their Abort when they come back, and unsubscribing waits for them.
 * Runs under ThreadSanitizer.
 */
#include "rig.h"

#include "plain.h"

#include <vsapi/thread.h>

/* Goes past every limit and holds its handler until the test opens it. From then on the clock
 * stands: nobody may wait for this handler by it. */
static void act_hang(struct toy *toy, struct vsapi_event *event, struct vsapi_event_answer *answer)
{
    if (event->components)
        vsapi_bcd_text(event->components,
                       &event->components->writers.items[0]->components.items[0]->backup_stamp,
                       "late");
    vsapi_clock_advance(toy->rig->clock, 3600001);
    while (!atomic_load(&toy->open))
        vsapi_clock_sleep(toy->rig->clock, 0);
    answer->refused = true;
    answer->hr = VSS_E_WRITERERROR_OUTOFRESOURCES;
}

static void opener_main(void *argument)
{
    struct toy *toy = argument;

    /* The main thread is in unsubscribe by now, or soon: both have to work. */
    for (int i = 0; i < 1000; i++)
        vsapi_clock_sleep(toy->rig->clock, 0);
    atomic_store(&toy->open, true);
}

static const struct hang_row {
    enum vsapi_event_kind kind;
    const char *words;
    HRESULT hr, failure;
    unsigned aborts;
} rows[] = {
    {VSAPI_EVENT_PREPARE_FOR_BACKUP, "create init state gather add start volume prepare snapshot",
     VSS_S_ASYNC_FINISHED, VSS_E_WRITER_NOT_RESPONDING, 0},
    {VSAPI_EVENT_PREPARE_FOR_SNAPSHOT, "create init state gather add start volume prepare snapshot",
     VSS_S_ASYNC_FINISHED, VSS_E_WRITER_NOT_RESPONDING, 0},
    {VSAPI_EVENT_FREEZE, "create init state gather add start volume prepare snapshot",
     VSS_E_UNEXPECTED_WRITER_ERROR, VSS_E_WRITERERROR_TIMEOUT, 1},
    {VSAPI_EVENT_THAW, "create init state gather add start volume prepare snapshot",
     VSS_E_UNEXPECTED_WRITER_ERROR, VSS_E_WRITERERROR_TIMEOUT, 1},
    {VSAPI_EVENT_POST_SNAPSHOT, "create init state gather add start volume prepare snapshot",
     VSS_S_ASYNC_FINISHED, VSS_E_WRITER_NOT_RESPONDING, 0},
};

static void run(const struct hang_row *row)
{
    struct toy a = {.name = "A", .components = 1};
    struct vsapi_thread opener;
    struct rig rig;

    a.plan[row->kind - VSAPI_EVENT_IDENTIFY].act = act_hang;
    rig_start(&rig, VSAPI_DELIVERY_PARALLEL);
    vsapi_trace_sink(NULL, NULL);
    CHECK(SUCCEEDED(toy_subscribe(&rig, &a, 1)));
    CHECK(rig_do(&rig, row->words) == row->hr);
    rig_do(&rig, "status");
    CHECK(rig_status(&rig, &a).failure == row->failure);
    CHECK(
        vsapi_session_document(rig.session)->writers.items[0]->components.items[0]->backup_stamp ==
        NULL);
    CHECK(RIG_COUNT(&a, ABORT) == 0);
    rig_release(&rig);
    CHECK(RIG_COUNT(&a, BACKUP_SHUTDOWN) == 0);
    CHECK(SUCCEEDED(vsapi_thread_start(&opener, opener_main, &a)));
    /* What could not be brought in time is on its way to it all the same. */
    while (RIG_COUNT(&a, ABORT) < row->aborts || RIG_COUNT(&a, BACKUP_SHUTDOWN) == 0)
        vsapi_clock_sleep(rig.clock, 0);
    vsapi_service_unsubscribe(a.subscription);
    CHECK(atomic_load(&a.open)); /* unsubscribe has waited for the handler */
    vsapi_thread_join(&opener);
    CHECK(RIG_COUNT(&a, ABORT) == row->aborts);
    rig_stop(&rig);
}

int main(void)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        for (int times = 0; times < 2; times++)
            run(&rows[i]);
    return plain_result();
}
