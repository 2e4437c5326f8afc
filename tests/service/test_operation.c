/*
 * tests/service/test_operation.c - waiting for operations, and cancelling them.
 */
#include "rig.h"

#include "vstest.h"

/* Waits on the real clock until the test opens the gate. */
static void act_gate(struct toy *toy, struct vsapi_event *event, struct vsapi_event_answer *answer)
{
    (void)event;
    (void)answer;
    while (!atomic_load(&toy->open))
        vsapi_clock_sleep(toy->rig->clock, 0);
}

#define BEFORE "create init state gather add start volume "

/* An operation is cancelled while writer A is in one of its events. */
static const struct cancel_row {
    const char *name;
    const char *words;
    enum vsapi_event_kind during;
    HRESULT hr;
    unsigned aborts;
    const char *then; /* what is then refused */
    unsigned provider_aborts;
} cancel_rows[] = {
    {"GatherWriterMetadata", "create init gather&", VSAPI_EVENT_IDENTIFY, VSS_S_ASYNC_CANCELLED, 0,
     "gather", 0},
    {"PrepareForBackup", BEFORE "prepare&", VSAPI_EVENT_PREPARE_FOR_BACKUP, VSS_S_ASYNC_CANCELLED,
     1, "snapshot", 0},
    {"PrepareForSnapshot", BEFORE "prepare snapshot&", VSAPI_EVENT_PREPARE_FOR_SNAPSHOT,
     VSS_S_ASYNC_CANCELLED, 1, "complete", 1},
    {"Freeze", BEFORE "prepare snapshot&", VSAPI_EVENT_FREEZE, VSS_S_ASYNC_CANCELLED, 1, "complete",
     1},
    {"Thaw", BEFORE "prepare snapshot&", VSAPI_EVENT_THAW, VSS_S_ASYNC_CANCELLED, 1, "complete", 1},
    {"PostSnapshot", BEFORE "prepare snapshot&", VSAPI_EVENT_POST_SNAPSHOT, VSS_S_ASYNC_CANCELLED,
     0, "complete", 1},
    {"BackupComplete: too late", BEFORE "prepare snapshot complete&", VSAPI_EVENT_BACKUP_COMPLETE,
     VSS_S_ASYNC_FINISHED, 0, "complete", 0},
};

static void wait_until_called(struct toy *toy, enum vsapi_event_kind kind)
{
    while (atomic_load(&toy->counts[kind - VSAPI_EVENT_IDENTIFY]) == 0)
        vsapi_clock_sleep(toy->rig->clock, 0);
}

VSTEST_TABLE(service_operation, a_cancelled_operation_takes_the_way_of_an_abort, cancel_rows)
{
    const struct cancel_row *row = &cancel_rows[*row_];
    bool late = row->hr == VSS_S_ASYNC_FINISHED;
    struct toy a = {.name = "A", .components = 1};
    struct rig rig;

    a.plan[row->during - VSAPI_EVENT_IDENTIFY].act = act_gate;
    rig_start(&rig, VSAPI_DELIVERY_PARALLEL);
    toy_subscribe(&rig, &a, 1);
    VSTEST_HR(rig_do(&rig, row->words), S_OK, row->name);
    wait_until_called(&a, row->during);
    VSTEST_HR(vsapi_operation_cancel(rig.operation), late ? VSS_S_ASYNC_FINISHED : S_OK, row->name);
    VSTEST_HR(vsapi_operation_cancel(rig.operation),
              late ? VSS_S_ASYNC_FINISHED : VSS_S_ASYNC_CANCELLED, row->name);
    atomic_store(&a.open, true);
    VSTEST_HR(vsapi_operation_wait(rig.operation, INFINITE), S_OK, row->name);
    VSTEST_HR(vsapi_operation_status(rig.operation), row->hr, row->name);
    VSTEST_HR(vsapi_operation_cancel(rig.operation), row->hr, row->name);
    cr_expect_eq(RIG_COUNT(&a, ABORT), row->aborts, "%s", row->name);
    cr_expect_eq(rig_log_count(&rig, "AbortSnapshots"), row->provider_aborts, "%s: %s", row->name,
                 rig.log);
    VSTEST_HR(rig_do(&rig, row->then), VSS_E_BAD_STATE, row->name);
    rig_release(&rig);
    vsapi_service_unsubscribe(a.subscription);
    rig_stop(&rig);
}

/* Writer A is asked before B; what B is still sent when it is cancelled meanwhile. */
static const struct between_row {
    const char *name;
    const char *words;
    enum vsapi_event_kind during;
    unsigned sent, aborts; /* to B */
} between_rows[] = {
    {"Identify", "create init gather&", VSAPI_EVENT_IDENTIFY, 0, 0},
    {"PrepareForBackup", BEFORE "prepare&", VSAPI_EVENT_PREPARE_FOR_BACKUP, 0, 1},
    {"PrepareForSnapshot", BEFORE "prepare snapshot&", VSAPI_EVENT_PREPARE_FOR_SNAPSHOT, 0, 1},
    {"Freeze", BEFORE "prepare snapshot&", VSAPI_EVENT_FREEZE, 0, 1},
    {"Thaw: who is frozen has to hear it", BEFORE "prepare snapshot&", VSAPI_EVENT_THAW, 1, 1},
    {"PostSnapshot", BEFORE "prepare snapshot&", VSAPI_EVENT_POST_SNAPSHOT, 0, 1},
    {"BackupComplete: too late", BEFORE "prepare snapshot complete&", VSAPI_EVENT_BACKUP_COMPLETE,
     1, 0},
};

VSTEST_TABLE(service_operation, serially_it_stops_between_two_writers, between_rows)
{
    const struct between_row *row = &between_rows[*row_];
    size_t kind = row->during - VSAPI_EVENT_IDENTIFY;
    struct toy a = {.name = "A", .components = 1}, b = {.name = "B", .components = 1};
    struct rig rig;

    a.plan[kind].act = act_gate;
    rig_start(&rig, VSAPI_DELIVERY_SERIAL);
    toy_subscribe(&rig, &a, 1);
    toy_subscribe(&rig, &b, 2);
    VSTEST_HR(rig_do(&rig, row->words), S_OK, row->name);
    wait_until_called(&a, row->during);
    vsapi_operation_cancel(rig.operation);
    atomic_store(&a.open, true);
    VSTEST_HR(vsapi_operation_wait(rig.operation, INFINITE), S_OK, row->name);
    cr_expect_eq(atomic_load(&b.counts[kind]), row->sent, "%s: %s", row->name, rig.log);
    cr_expect_eq(RIG_COUNT(&b, ABORT), row->aborts, "%s: %s", row->name, rig.log);
    rig_release(&rig);
    vsapi_service_unsubscribe(a.subscription);
    vsapi_service_unsubscribe(b.subscription);
    rig_stop(&rig);
}

static void act_abort(struct toy *toy, struct vsapi_event *event, struct vsapi_event_answer *answer)
{
    (void)event;
    (void)answer;
    VSTEST_HR(vsapi_session_abort_backup(toy->rig->session), S_OK, "");
}

Test(service_operation, inline_a_handler_that_aborts_its_backup_is_the_last_one)
{
    struct toy a = {.name = "A", .components = 1}, b = {.name = "B", .components = 1};
    struct rig rig;

    RIG_PLAN(&a, FREEZE).act = act_abort;
    rig_start(&rig, VSAPI_DELIVERY_INLINE);
    toy_subscribe(&rig, &a, 1);
    toy_subscribe(&rig, &b, 2);
    VSTEST_HR(rig_do(&rig, RIG_TO_SNAPSHOT), VSS_S_ASYNC_CANCELLED, "");
    cr_expect_eq(RIG_COUNT(&b, FREEZE), 0);
    cr_expect_eq(RIG_COUNT(&b, ABORT), 1);
    rig_release(&rig);
    vsapi_service_unsubscribe(a.subscription);
    vsapi_service_unsubscribe(b.subscription);
    rig_stop(&rig);
}

Test(service_operation, AbortBackup_stops_the_set_that_is_being_made)
{
    struct toy a = {.name = "A", .components = 1};
    struct rig rig;

    rig_start(&rig, VSAPI_DELIVERY_PARALLEL);
    toy_subscribe(&rig, &a, 1);
    RIG_PLAN(&a, PREPARE_FOR_SNAPSHOT).act = act_gate;
    rig_do(&rig, BEFORE "prepare snapshot&");
    wait_until_called(&a, VSAPI_EVENT_PREPARE_FOR_SNAPSHOT);
    vsapi_operation_cancel(rig.operation); /* AbortBackup does so, too, and waits for its end */
    atomic_store(&a.open, true);
    VSTEST_HR(rig_do(&rig, "abort"), S_OK, "");
    VSTEST_HR(vsapi_operation_wait(rig.operation, INFINITE), S_OK, "");
    VSTEST_HR(vsapi_operation_status(rig.operation), VSS_S_ASYNC_CANCELLED, "");
    cr_expect_geq(RIG_COUNT(&a, ABORT), 1);
    cr_expect_eq(RIG_COUNT(&a, FREEZE), 0);
    rig_release(&rig);
    vsapi_service_unsubscribe(a.subscription);
    rig_stop(&rig);
}

Test(service_operation, a_wait_that_runs_out_leaves_it_pending)
{
    struct toy a = {.name = "A", .components = 1};
    struct rig rig;

    RIG_PLAN(&a, IDENTIFY).act = act_gate;
    rig_start(&rig, VSAPI_DELIVERY_PARALLEL);
    toy_subscribe(&rig, &a, 1);
    rig_do(&rig, "create init gather&");
    VSTEST_HR(vsapi_operation_wait(rig.operation, 0), S_OK, "");
    VSTEST_HR(vsapi_operation_status(rig.operation), VSS_S_ASYNC_PENDING, "");
    atomic_store(&a.open, true);
    VSTEST_HR(vsapi_operation_wait(rig.operation, INFINITE), S_OK, "");
    VSTEST_HR(vsapi_operation_status(rig.operation), VSS_S_ASYNC_FINISHED, "");
    VSTEST_HR(vsapi_operation_cancel(rig.operation), VSS_S_ASYNC_FINISHED, "");
    rig_release(&rig);
    vsapi_service_unsubscribe(a.subscription);
    rig_stop(&rig);
}

Test(service_operation, its_failure_and_sentence_go_to_whoever_asks)
{
    struct rig rig;

    rig_prepare(&rig, VSAPI_DELIVERY_PARALLEL);
    rig_fault(&rig, "EndPrepareSnapshots", "toy", 0, VSS_E_INSUFFICIENT_STORAGE);
    rig_begin(&rig);
    rig_do(&rig, "create init share start volume snapshot&");
    for (int i = 0; i < 2; i++) {
        vsapi_message_clear();
        VSTEST_HR(vsapi_operation_wait(rig.operation, INFINITE), VSS_E_INSUFFICIENT_STORAGE, "");
        VSTEST_SENTENCE("provider \"toy\" answered VSS_E_INSUFFICIENT_STORAGE to "
                        "EndPrepareSnapshots",
                        "Wait");
        vsapi_message_clear();
        VSTEST_HR(vsapi_operation_status(rig.operation), VSS_E_INSUFFICIENT_STORAGE, "");
        VSTEST_SENTENCE("EndPrepareSnapshots", "QueryStatus");
        VSTEST_HR(vsapi_operation_cancel(rig.operation), VSS_E_INSUFFICIENT_STORAGE, "");
    }
    rig_stop(&rig);
}

Test(service_operation, inline_it_is_over_when_the_call_returns)
{
    struct toy a = {.name = "A", .components = 1};
    struct rig rig;

    rig_start(&rig, VSAPI_DELIVERY_INLINE);
    toy_subscribe(&rig, &a, 1);
    rig_do(&rig, "create init gather&");
    VSTEST_HR(vsapi_operation_status(rig.operation), VSS_S_ASYNC_FINISHED, "");
    cr_expect_eq(RIG_COUNT(&a, IDENTIFY), 1);
    rig_release(&rig);
    vsapi_service_unsubscribe(a.subscription);
    rig_stop(&rig);
}
