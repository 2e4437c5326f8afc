/*
 * tests/service/test_restore.c - which writers a restore finds again, and what they are told.
 */
#include "rig.h"

#include "vstest.h"

/* One writer of the stored document, and two that run now; which of them gets PreRestore? */
static const struct match_row {
    const char *name;
    const char *stored;          /* instance name in the document */
    unsigned stored_instance;    /* 9: of an earlier start */
    const char *runs_a, *runs_b; /* instance names of A and B, which are of the stored class */
    bool other_class, selected;
    int who; /* 0: nobody, 1: A, 2: B */
} match_rows[] = {
    {"the same instance still runs", NULL, 2, NULL, NULL, false, true, 2},
    {"a new start of a writer without name", NULL, 9, NULL, NULL, false, true, 1},
    {"found by name", "two", 9, "one", "two", false, true, 2},
    {"names compare without regard to case", "TWO", 9, "one", "two", false, true, 2},
    {"the instance of that name does not run", "three", 9, "one", "two", false, true, 0},
    {"another class", NULL, 9, NULL, NULL, true, true, 0},
    {"nothing selected", NULL, 2, NULL, NULL, false, false, 0},
};

/* A document with one component of that writer. */
static struct vsapi_bcd *document_of(const VSS_ID *class_id, const VSS_ID *instance,
                                     const char *name, bool selected)
{
    struct vsapi_bcd_component *component;
    struct vsapi_bcd_writer *writer;
    struct vsapi_bcd *document;

    if (FAILED(vsapi_bcd_create(&document)) ||
        FAILED(vsapi_bcd_add_writer(document, class_id, instance, &writer)) ||
        FAILED(vsapi_bcd_text(document, &writer->instance_name, name)) ||
        FAILED(vsapi_bcd_add_component(document, writer, VSS_CT_FILEGROUP, NULL, "c0", &component)))
        abort();
    document->select_components = true;
    component->selected_for_restore = selected;
    return document;
}

VSTEST_TABLE(service_restore, a_writer_is_found_by_class_and_instance_name, match_rows)
{
    const struct match_row *row = &match_rows[*row_];
    struct toy a = {.name = "W", .instance_name = row->runs_a, .writer_id = rig_id(1, 1)};
    struct toy b = {.name = "W", .instance_name = row->runs_b, .writer_id = rig_id(1, 1)};
    VSS_ID class_id = rig_id(row->other_class ? 7 : 1, 1),
           instance = rig_id(row->stored_instance, 2);
    struct vsapi_bcd *document = document_of(&class_id, &instance, row->stored, row->selected);
    struct rig rig;
    bool runs;

    rig_start(&rig, VSAPI_DELIVERY_SERIAL);
    toy_subscribe(&rig, &a, 1);
    toy_subscribe(&rig, &b, 2);
    rig_do(&rig, "create");
    VSTEST_HR(vsapi_session_initialize_for_restore(rig.session, document), S_OK, row->name);
    VSTEST_HR(rig_do(&rig, "gather"), VSS_S_ASYNC_FINISHED, row->name);
    if (row->selected) {
        VSTEST_HR(
            vsapi_session_writer_runs(rig.session, document->writers.items[0], &GUID_NULL, &runs),
            S_OK, row->name);
        cr_expect_eq(runs, row->who != 0, "%s", row->name);
    }
    VSTEST_HR(rig_do(&rig, "prerestore postrestore status"), VSS_S_ASYNC_FINISHED, row->name);
    cr_expect_eq(RIG_COUNT(&a, PRE_RESTORE), row->who == 1, "%s", row->name);
    cr_expect_eq(RIG_COUNT(&b, PRE_RESTORE), row->who == 2, "%s", row->name);
    cr_expect_eq(RIG_COUNT(&a, POST_RESTORE), row->who == 1, "%s", row->name);
    cr_expect_eq(RIG_COUNT(&b, POST_RESTORE), row->who == 2, "%s", row->name);
    rig_release(&rig);
    cr_expect_eq(RIG_COUNT(&a, BACKUP_SHUTDOWN) + RIG_COUNT(&b, BACKUP_SHUTDOWN), 0, "%s",
                 row->name);
    vsapi_service_unsubscribe(a.subscription);
    vsapi_service_unsubscribe(b.subscription);
    rig_stop(&rig);
}

static void act_target(struct toy *toy, struct vsapi_event *event,
                       struct vsapi_event_answer *answer)
{
    struct vsapi_bcd_component *component;

    (void)toy;
    (void)answer;
    cr_assert(event->components);
    component = event->components->writers.items[0]->components.items[0];
    vsapi_bcd_text(event->components, &component->restore_metadata, vsapi_event_name(event->kind));
}

static const struct veto_row {
    const char *name;
    const char *call;
    uint64_t delay_ms;
    HRESULT fault;
    VSS_WRITER_STATE state;
    HRESULT failure;
} veto_rows[] = {
    {"nothing", "Freeze", 0, E_FAIL, VSS_WS_STABLE, S_OK},
    {"PreRestore refused", "PreRestore", 0, VSS_E_WRITERERROR_NONRETRYABLE,
     VSS_WS_FAILED_AT_PRE_RESTORE, VSS_E_WRITERERROR_NONRETRYABLE},
    {"PreRestore hangs", "PreRestore", VSAPI_FAULT_HANG, S_OK, VSS_WS_FAILED_AT_PRE_RESTORE,
     VSS_E_WRITER_NOT_RESPONDING},
    {"PostRestore refused", "PostRestore", 0, VSS_E_WRITERERROR_RETRYABLE,
     VSS_WS_FAILED_AT_POST_RESTORE, VSS_E_WRITERERROR_RETRYABLE},
};

VSTEST_TABLE(service_restore, a_veto_shows_in_the_status_and_the_restore_goes_on, veto_rows)
{
    const struct veto_row *row = &veto_rows[*row_];
    struct toy a = {.name = "A"};
    VSS_ID class_id = rig_id(1, 1), instance = rig_id(9, 2);
    struct vsapi_bcd *document = document_of(&class_id, &instance, NULL, true);
    struct vsapi_writer_status status;
    struct rig rig;

    RIG_PLAN(&a, PRE_RESTORE).act = act_target;
    rig_prepare(&rig, VSAPI_DELIVERY_SERIAL);
    rig_fault(&rig, row->call, "A", row->delay_ms, row->fault);
    rig_begin(&rig);
    toy_subscribe(&rig, &a, 1);
    rig_do(&rig, "create");
    vsapi_session_initialize_for_restore(rig.session, document);
    VSTEST_HR(rig_do(&rig, "gather prerestore postrestore status"), VSS_S_ASYNC_FINISHED,
              row->name);
    status = rig_status(&rig, &a);
    cr_expect_eq(status.state, row->state, "%s", row->name);
    VSTEST_HR(status.failure, row->failure, row->name);
    cr_expect_eq(rig_log_count(&rig, "Abort"), 0, "%s: there is no abort in a restore", row->name);
    cr_expect_eq(rig_log_count(&rig, "PostRestore(A)"), 1, "%s", row->name);
    if (strcmp(row->call, "PreRestore") != 0)
        VSTEST_TEXT(document->writers.items[0]->components.items[0]->restore_metadata, "PreRestore",
                    row->name);
    rig_release(&rig);
    vsapi_service_unsubscribe(a.subscription);
    rig_stop(&rig);
}

Test(service_restore, a_writer_that_goes_in_between_fails_PostRestore)
{
    struct toy a = {.name = "A"};
    VSS_ID class_id = rig_id(1, 1), instance = rig_id(9, 2);
    struct vsapi_bcd *document = document_of(&class_id, &instance, NULL, true);
    struct rig rig;

    rig_start(&rig, VSAPI_DELIVERY_PARALLEL);
    toy_subscribe(&rig, &a, 1);
    rig_do(&rig, "create");
    vsapi_session_initialize_for_restore(rig.session, document);
    rig_do(&rig, "gather prerestore");
    vsapi_service_unsubscribe(a.subscription);
    VSTEST_HR(rig_do(&rig, "postrestore"), VSS_E_UNEXPECTED_WRITER_ERROR, "");
    VSTEST_HR(rig_do(&rig, "status"), VSS_S_ASYNC_FINISHED, "");
    VSTEST_HR(rig_status(&rig, &a).failure, VSS_E_WRITER_NOT_RESPONDING, "");
    rig_stop(&rig);
}

/* A writer hears of a restore twice, besides Identify. One that starts in between, even of the same
 * class, hears nothing (REST-812, REST-819). */
Test(service_restore, those_of_PreRestore_get_PostRestore_and_nothing_else)
{
    struct toy a = {.name = "A", .writer_id = rig_id(1, 1)};
    struct toy late = {.name = "late", .writer_id = rig_id(1, 1)};
    VSS_ID class_id = rig_id(1, 1), instance = rig_id(9, 2);
    struct vsapi_bcd *document = document_of(&class_id, &instance, NULL, true);
    struct rig rig;
    unsigned heard = 0;

    rig_start(&rig, VSAPI_DELIVERY_PARALLEL);
    toy_subscribe(&rig, &a, 1);
    rig_do(&rig, "create");
    vsapi_session_initialize_for_restore(rig.session, document);
    VSTEST_HR(rig_do(&rig, "gather prerestore"), VSS_S_ASYNC_FINISHED, "");
    toy_subscribe(&rig, &late, 2);
    VSTEST_HR(rig_do(&rig, "postrestore status"), VSS_S_ASYNC_FINISHED, "");
    rig_release(&rig);
    for (size_t i = 0; i < RIG_EVENTS; i++) {
        heard += atomic_load(&a.counts[i]);
        cr_expect_eq(atomic_load(&late.counts[i]), 0, "event %zu", i);
    }
    cr_expect_eq(heard, 3);
    cr_expect_eq(RIG_COUNT(&a, IDENTIFY), 1);
    cr_expect_eq(RIG_COUNT(&a, PRE_RESTORE), 1);
    cr_expect_eq(RIG_COUNT(&a, POST_RESTORE), 1);
    vsapi_service_unsubscribe(a.subscription);
    vsapi_service_unsubscribe(late.subscription);
    rig_stop(&rig);
}
