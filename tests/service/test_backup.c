/*
 * tests/service/test_backup.c - who gets which event, with what, and what becomes of its answer.
 */
#include "rig.h"

#include "vstest.h"

#define BEFORE "create init state gather add start volume "

static void two_toys(struct rig *rig, struct toy *a, struct toy *b)
{
    toy_subscribe(rig, a, 1);
    toy_subscribe(rig, b, 2);
}

static void two_gone(struct rig *rig, struct toy *a, struct toy *b)
{
    rig_release(rig);
    vsapi_service_unsubscribe(a->subscription);
    vsapi_service_unsubscribe(b->subscription);
    rig_stop(rig);
}

Test(service_backup, in_component_mode_only_writers_with_a_component_take_part)
{
    struct toy a = {.name = "A", .components = 1}, b = {.name = "B"};
    struct rig rig;

    rig_start(&rig, VSAPI_DELIVERY_SERIAL);
    two_toys(&rig, &a, &b);
    VSTEST_HR(rig_do(&rig, RIG_TO_SNAPSHOT " status complete release"), S_OK, "");
    cr_expect_eq(RIG_COUNT(&a, FREEZE), 1);
    cr_expect_eq(RIG_COUNT(&a, BACKUP_SHUTDOWN), 1);
    for (size_t i = 1; i < RIG_EVENTS; i++)
        cr_expect_eq(atomic_load(&b.counts[i]), 0, "%s",
                     vsapi_event_name((enum vsapi_event_kind)(VSAPI_EVENT_IDENTIFY + (int)i)));
    two_gone(&rig, &a, &b);
}

Test(service_backup, without_components_all_writers_take_part_and_get_none)
{
    struct toy a = {.name = "A", .components = 1}, b = {.name = "B"};
    struct rig rig;

    rig_start(&rig, VSAPI_DELIVERY_SERIAL);
    two_toys(&rig, &a, &b);
    VSTEST_HR(rig_do(&rig, "create init whole gather start volume prepare snapshot complete"),
              VSS_S_ASYNC_FINISHED, "");
    cr_expect_eq(RIG_COUNT(&a, BACKUP_COMPLETE), 1);
    cr_expect_eq(RIG_COUNT(&b, BACKUP_COMPLETE), 1);
    two_gone(&rig, &a, &b);
}

Test(service_backup, in_a_context_without_writers_they_hear_nothing)
{
    struct toy a = {.name = "A", .components = 1}, b = {.name = "B"};
    struct rig rig;

    rig_start(&rig, VSAPI_DELIVERY_SERIAL);
    two_toys(&rig, &a, &b);
    VSTEST_HR(rig_do(&rig, "create init share start volume snapshot release"), S_OK, "");
    VSTEST_TEXT(rig.log,
                "IsVolumeSupported(toy) BeginPrepareSnapshot(toy) EndPrepareSnapshots(toy) "
                "PreCommitSnapshots(toy) HoldWrites() CommitSnapshots(toy) ReleaseWrites() "
                "PostCommitSnapshots(toy) PreFinalCommitSnapshots(toy) GetSnapshotProperties(toy) "
                "PostFinalCommitSnapshots(toy) DeleteSnapshots(toy)",
                "");
    two_gone(&rig, &a, &b);
}

Test(service_backup, persistent_shadow_copies_stay)
{
    struct toy a = {.name = "A", .components = 1}, b = {.name = "B"};
    struct rig rig;

    rig_start(&rig, VSAPI_DELIVERY_SERIAL);
    two_toys(&rig, &a, &b);
    VSTEST_HR(rig_do(&rig, "create init rollback state gather add start volume prepare snapshot "
                           "release"),
              S_OK, "");
    cr_expect_eq(rig_log_count(&rig, "DeleteSnapshots"), 0);
    two_gone(&rig, &a, &b);
}

Test(service_backup, freeze_goes_from_the_front_end_to_the_system)
{
    struct toy toys[4] = {{.name = "S", .components = 1, .level = VSS_APP_SYSTEM},
                          {.name = "B", .components = 1, .level = VSS_APP_BACK_END},
                          {.name = "F", .components = 1, .level = VSS_APP_FRONT_END},
                          {.name = "G", .components = 1, .level = VSS_APP_FRONT_END}};
    struct rig rig;

    rig_start(&rig, VSAPI_DELIVERY_SERIAL);
    for (unsigned i = 0; i < 4; i++)
        toy_subscribe(&rig, &toys[i], i + 1);
    VSTEST_HR(rig_do(&rig, RIG_TO_SNAPSHOT), VSS_S_ASYNC_FINISHED, "");
    cr_expect(strstr(rig.log, " Freeze(F) Freeze(G) Freeze(B) Freeze(S) "), "%s", rig.log);
    rig_release(&rig);
    for (size_t i = 0; i < 4; i++)
        vsapi_service_unsubscribe(toys[i].subscription);
    rig_stop(&rig);
}

/* ---- states ------------------------------------------------------------------------------------
 */

static const struct state_row {
    const char *words;
    VSS_WRITER_STATE state;
} state_rows[] = {
    {"create init gather status", VSS_WS_STABLE},
    {BEFORE "prepare status", VSS_WS_STABLE},
    {BEFORE "prepare snapshot status", VSS_WS_WAITING_FOR_BACKUP_COMPLETE},
    {BEFORE "prepare snapshot complete status", VSS_WS_STABLE},
    {BEFORE "prepare abort status", VSS_WS_STABLE},
};

VSTEST_TABLE(service_backup, a_writer_that_succeeds_goes_through_its_states, state_rows)
{
    const struct state_row *row = &state_rows[*row_];
    struct toy a = {.name = "A", .components = 1}, b = {.name = "B"};
    struct rig rig;

    rig_start(&rig, VSAPI_DELIVERY_PARALLEL);
    two_toys(&rig, &a, &b);
    VSTEST_HR(rig_do(&rig, row->words), VSS_S_ASYNC_FINISHED, row->words);
    cr_expect_eq(rig_status(&rig, &a).state, row->state, "%s", row->words);
    VSTEST_HR(rig_status(&rig, &a).failure, S_OK, row->words);
    two_gone(&rig, &a, &b);
}

/* What the handler did, and what the status shows: WERR-002, WERR-003. */
static const struct answer_row {
    const char *name;
    bool refuse;
    HRESULT hr, shown;
    bool again; /* it is in the set nevertheless */
} answer_rows[] = {
    {"true", false, S_OK, S_OK, true},
    {"false without a code", true, S_OK, VSS_E_WRITERERROR_NONRETRYABLE, false},
    {"false with a code", true, VSS_E_WRITERERROR_OUTOFRESOURCES, VSS_E_WRITERERROR_OUTOFRESOURCES,
     false},
    {"true with a code", false, VSS_E_WRITERERROR_RETRYABLE, VSS_E_WRITERERROR_RETRYABLE, true},
    {"true with a foreign code", false, E_FAIL, VSS_E_WRITERERROR_NONRETRYABLE, true},
    {"partial failure", false, VSS_E_WRITERERROR_PARTIAL_FAILURE, VSS_E_WRITERERROR_PARTIAL_FAILURE,
     true},
};

VSTEST_TABLE(service_backup, what_a_writer_answers_shows_in_its_status, answer_rows)
{
    const struct answer_row *row = &answer_rows[*row_];
    struct toy a = {.name = "A", .components = 1}, b = {.name = "B", .components = 1};
    struct vsapi_writer_status status;
    struct rig rig;

    RIG_PLAN(&a, PREPARE_FOR_BACKUP).refuse = row->refuse;
    RIG_PLAN(&a, PREPARE_FOR_BACKUP).hr = row->hr;
    rig_start(&rig, VSAPI_DELIVERY_INLINE);
    two_toys(&rig, &a, &b);
    VSTEST_HR(rig_do(&rig, BEFORE "prepare status"), VSS_S_ASYNC_FINISHED, row->name);
    status = rig_status(&rig, &a);
    VSTEST_HR(status.failure, row->shown, row->name);
    cr_expect_eq(status.state, row->shown == S_OK ? VSS_WS_STABLE : VSS_WS_FAILED_AT_PREPARE_BACKUP,
                 "%s", row->name);
    VSTEST_HR(rig_do(&rig, "snapshot complete status"), VSS_S_ASYNC_FINISHED, row->name);
    cr_expect_eq(RIG_COUNT(&a, FREEZE), row->again, "%s", row->name);
    cr_expect_eq(RIG_COUNT(&a, BACKUP_COMPLETE), row->again, "%s", row->name);
    cr_expect_eq(RIG_COUNT(&b, BACKUP_COMPLETE), 1, "%s", row->name);
    VSTEST_HR(rig_status(&rig, &a).failure, row->shown, row->name); /* it stays: WERR-045 */
    rig_do(&rig, "release");
    cr_expect_eq(RIG_COUNT(&a, BACKUP_SHUTDOWN), 1, "%s", row->name);
    two_gone(&rig, &a, &b);
}

/* ---- Identify
 * ------------------------------------------------------------------------------------ */

static void act_no_document(struct toy *toy, struct vsapi_event *event,
                            struct vsapi_event_answer *answer)
{
    (void)toy;
    (void)event;
    vsapi_wmd_unref(answer->metadata);
    answer->metadata = NULL;
}

static void act_other_class(struct toy *toy, struct vsapi_event *event,
                            struct vsapi_event_answer *answer)
{
    (void)toy;
    (void)event;
    answer->metadata->writer_id.Data1 ^= 1;
}

static void act_other_name(struct toy *toy, struct vsapi_event *event,
                           struct vsapi_event_answer *answer)
{
    (void)toy;
    (void)event;
    vsapi_wmd_text(answer->metadata, &answer->metadata->friendly_name, "somebody else");
}

static const struct identify_row {
    const char *name;
    void (*act)(struct toy *toy, struct vsapi_event *event, struct vsapi_event_answer *answer);
    bool refuse;
    uint64_t sleep_ms;
    HRESULT hr;
    bool listed;
} identify_rows[] = {
    {"answers", NULL, false, 0, S_OK, true},
    {"refuses", NULL, true, 0, S_OK, false},
    {"has no document", act_no_document, false, 0, S_OK, false},
    {"sets a failure, which is not heard", NULL, false, 0, VSS_E_WRITERERROR_RETRYABLE, true},
    {"names another class", act_other_class, false, 0, S_OK, false},
    {"names another writer", act_other_name, false, 0, S_OK, false},
    {"is slow", NULL, false, 60000, S_OK, true},
    {"is too slow", NULL, false, 60001, S_OK, false},
};

VSTEST_TABLE(service_backup, a_writer_without_metadata_is_in_no_list, identify_rows)
{
    const struct identify_row *row = &identify_rows[*row_];
    struct toy a = {.name = "A", .components = 1}, b = {.name = "B"};
    size_t count;
    struct rig rig;

    RIG_PLAN(&a, IDENTIFY).act = row->act;
    RIG_PLAN(&a, IDENTIFY).refuse = row->refuse;
    RIG_PLAN(&a, IDENTIFY).hr = row->hr;
    RIG_PLAN(&a, IDENTIFY).sleep_ms = row->sleep_ms;
    rig_start(&rig, VSAPI_DELIVERY_SERIAL);
    two_toys(&rig, &a, &b);
    VSTEST_HR(rig_do(&rig, "create init gather status"), VSS_S_ASYNC_FINISHED, row->name);
    vsapi_session_metadata_count(rig.session, &count);
    cr_expect_eq(count, row->listed ? 2 : 1, "%s", row->name);
    vsapi_session_status_count(rig.session, &count);
    cr_expect_eq(count, row->listed ? 2 : 1, "%s", row->name);
    cr_expect_eq(vsapi_session_find_metadata(rig.session, &a.instance_id) != NULL, row->listed);
    two_gone(&rig, &a, &b);
}

/* Words before GatherWriterMetadata, and which of A and B answer. "+A" enables the class of A, "-A"
 * disables it, "!A" disables the instance. */
static const struct choice_row {
    const char *words;
    bool a, b;
} choice_rows[] = {
    {"", true, true},        {"-A", false, true},       {"-A -B", false, false},
    {"+A", true, false},     {"+A +B", true, true},     {"-A +A", true, false},
    {"+A -A", false, false}, {"+A +B -A", false, true}, {"!A", false, true},
    {"!A !B", false, false}, {"+A !A", false, false},   {"-B +A +B", true, true},
};

static void choose(struct rig *rig, const char *words, const struct toy *a, const struct toy *b)
{
    for (; *words; words += words[2] ? 3 : 2) {
        const struct toy *toy = words[1] == 'A' ? a : b;
        bool instance = words[0] == '!';
        enum vsapi_choice choice = instance        ? VSAPI_CHOICE_DISABLE_INSTANCES
                                   : *words == '+' ? VSAPI_CHOICE_ENABLE_CLASSES
                                                   : VSAPI_CHOICE_DISABLE_CLASSES;

        VSTEST_HR(vsapi_session_choose_writers(rig->session, choice,
                                               instance ? &toy->instance_id : &toy->writer_id, 1),
                  S_OK, words);
    }
}

VSTEST_TABLE(service_backup, classes_and_instances_can_be_disabled, choice_rows)
{
    const struct choice_row *row = &choice_rows[*row_];
    struct toy a = {.name = "A", .components = 1}, b = {.name = "B"};
    struct rig rig;

    rig_start(&rig, VSAPI_DELIVERY_INLINE);
    two_toys(&rig, &a, &b);
    rig_do(&rig, "create init");
    choose(&rig, row->words, &a, &b);
    VSTEST_HR(rig_do(&rig, "gather"), VSS_S_ASYNC_FINISHED, row->words);
    choose(&rig, "-A -B", &a, &b); /* too late: no effect */
    cr_expect_eq(RIG_COUNT(&a, IDENTIFY), row->a, "%s", row->words);
    cr_expect_eq(RIG_COUNT(&b, IDENTIFY), row->b, "%s", row->words);
    cr_expect_eq(vsapi_session_find_metadata(rig.session, &a.instance_id) != NULL, row->a);
    two_gone(&rig, &a, &b);
}

/* ---- documents
 * ------------------------------------------------------------------------------------ */

static void act_stamp(struct toy *toy, struct vsapi_event *event, struct vsapi_event_answer *answer)
{
    (void)toy;
    (void)answer;
    cr_assert(event->components);
    cr_expect_eq(event->components->writers.count, 1, "a writer sees only its own part");
    cr_expect_eq(event->backup_type, VSS_BT_FULL);
    cr_expect(event->select_components);
    cr_expect(event->metadata);
    vsapi_bcd_text(event->components,
                   &event->components->writers.items[0]->components.items[0]->backup_stamp,
                   vsapi_event_name(event->kind));
}

static void act_volumes(struct toy *toy, struct vsapi_event *event,
                        struct vsapi_event_answer *answer)
{
    (void)answer;
    cr_assert_eq(event->volume_count, 1, "%s", vsapi_event_name(event->kind));
    cr_expect(strncmp(event->volumes[0].original, "\\\\?\\Volume{", 11) == 0);
    cr_expect_eq(event->volumes[0].device != NULL, event->kind == VSAPI_EVENT_POST_SNAPSHOT);
    cr_expect(IsEqualGUID(&event->snapshot_set_id, &toy->rig->set_id));
}

static const char *stamp_of(struct rig *rig, const struct toy *toy)
{
    struct vsapi_bcd_writer *writer =
        vsapi_bcd_find_writer(vsapi_session_document(rig->session), &toy->instance_id);

    return writer->components.items[0]->backup_stamp;
}

Test(service_backup, what_a_writer_writes_comes_into_the_document_while_it_may_write)
{
    struct toy a = {.name = "A", .components = 1}, b = {.name = "B", .components = 1};
    struct rig rig;

    RIG_PLAN(&a, PREPARE_FOR_BACKUP).act = act_stamp;
    RIG_PLAN(&a, FREEZE).act = act_volumes;
    RIG_PLAN(&a, POST_SNAPSHOT).act = act_stamp;
    RIG_PLAN(&a, BACKUP_COMPLETE).act = act_stamp;
    RIG_PLAN(&b, POST_SNAPSHOT).act = act_volumes;
    rig_start(&rig, VSAPI_DELIVERY_INLINE);
    two_toys(&rig, &a, &b);
    rig_do(&rig, BEFORE "prepare");
    VSTEST_TEXT(stamp_of(&rig, &a), "PrepareForBackup", "");
    VSTEST_TEXT(stamp_of(&rig, &b), NULL, "");
    rig_do(&rig, "snapshot");
    VSTEST_TEXT(stamp_of(&rig, &a), "PostSnapshot", "");
    VSTEST_HR(rig_do(&rig, "complete"), VSS_S_ASYNC_FINISHED, "");
    VSTEST_TEXT(stamp_of(&rig, &a), "PostSnapshot", "the document is read-only in BackupComplete");
    cr_expect(vsapi_session_document(rig.session)->has_snapshot_set);
    cr_expect(IsEqualGUID(&vsapi_session_document(rig.session)->snapshot_set_id, &rig.set_id));
    cr_assert_eq(vsapi_session_document(rig.session)->snapshots.count, 1);
    cr_expect(IsEqualGUID(&vsapi_session_document(rig.session)->snapshots.items[0].snapshot_id,
                          &rig.snapshot_id));
    two_gone(&rig, &a, &b);
}

static void act_late(struct toy *toy, struct vsapi_event *event, struct vsapi_event_answer *answer)
{
    vsapi_clock_sleep(toy->rig->clock, 600001);
    act_stamp(toy, event, answer);
}

Test(service_backup, what_a_writer_writes_too_late_is_dropped)
{
    struct toy a = {.name = "A", .components = 1}, b = {.name = "B", .components = 1};
    struct rig rig;

    RIG_PLAN(&a, PREPARE_FOR_BACKUP).act = act_late;
    rig_start(&rig, VSAPI_DELIVERY_SERIAL);
    two_toys(&rig, &a, &b);
    VSTEST_HR(rig_do(&rig, BEFORE "prepare status"), VSS_S_ASYNC_FINISHED, "");
    VSTEST_TEXT(stamp_of(&rig, &a), NULL, "");
    VSTEST_HR(rig_status(&rig, &a).failure, VSS_E_WRITER_NOT_RESPONDING, "");
    two_gone(&rig, &a, &b);
}

/* ---- the end
 * ---------------------------------------------------------------------------------------- */

static const struct end_row {
    const char *words; /* then the object is released */
    unsigned aborts;   /* for A, which takes part */
    unsigned shutdowns;
    bool set; /* BackupShutdown names the set */
} end_rows[] = {
    {"create init gather", 0, 0, false},
    {"create init state gather add start", 0, 0, false},
    {"create init state gather add start abort", 1, 1, false},
    {BEFORE "prepare", 0, 1, false},
    {BEFORE "prepare abort", 1, 1, false},
    {BEFORE "prepare abort abort", 1, 1, false},
    {BEFORE "prepare snapshot", 0, 1, true},
    {BEFORE "prepare snapshot abort", 0, 1, true}, /* OnAbort is not called after OnPostSnapshot */
    {BEFORE "prepare snapshot complete", 0, 1, true},
    {BEFORE "prepare complete", 0, 1, false},
    {"create initrestore gather prerestore", 0, 0, false},
};

static void act_end(struct toy *toy, struct vsapi_event *event, struct vsapi_event_answer *answer)
{
    (void)answer;
    *(bool *)toy->context = !IsEqualGUID(&event->snapshot_set_id, &GUID_NULL);
}

VSTEST_TABLE(service_backup, writers_learn_of_the_end, end_rows)
{
    const struct end_row *row = &end_rows[*row_];
    bool set = false;
    struct toy a = {.name = "A", .components = 1, .context = &set}, b = {.name = "B"};
    struct rig rig;

    RIG_PLAN(&a, BACKUP_SHUTDOWN).act = act_end;
    rig_start(&rig, VSAPI_DELIVERY_PARALLEL);
    two_toys(&rig, &a, &b);
    cr_expect(SUCCEEDED(rig_do(&rig, row->words)), "%s: %s", row->words, vsapi_last_message());
    rig_do(&rig, "release");
    cr_expect_eq(RIG_COUNT(&a, ABORT), row->aborts, "%s", row->words);
    cr_expect_eq(RIG_COUNT(&a, BACKUP_SHUTDOWN), row->shutdowns, "%s", row->words);
    cr_expect_eq(set, row->set, "%s", row->words);
    two_gone(&rig, &a, &b);
}

Test(service_backup, after_a_set_has_failed_abort_may_come_again)
{
    struct toy a = {.name = "A", .components = 1}, b = {.name = "B"};
    struct rig rig;

    RIG_PLAN(&a, FREEZE).refuse = true;
    rig_start(&rig, VSAPI_DELIVERY_SERIAL);
    two_toys(&rig, &a, &b);
    VSTEST_HR(rig_do(&rig, RIG_TO_SNAPSHOT), VSS_E_UNEXPECTED_WRITER_ERROR, "");
    cr_expect_eq(RIG_COUNT(&a, ABORT), 1);
    VSTEST_HR(rig_do(&rig, "abort"), S_OK, "");
    cr_expect_eq(RIG_COUNT(&a, ABORT), 2);
    two_gone(&rig, &a, &b);
}
