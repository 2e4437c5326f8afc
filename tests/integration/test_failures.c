/*
 * tests/integration/test_failures.c - a writer that fails, hangs or throws at each step: what the
 * requester gets, where, with which sentence; and that the next backup works.
 */
#include <scene.h>
#include <vstest.h>

#include <vsapi/writer.h>

/* What one event going wrong means. The call is the one that shows it, NULL when all calls succeed
 * and only the status tells. */
struct outcome {
    const char *call;
    HRESULT hr;
    VSS_WRITER_STATE state; /* after the event, by GatherWriterStatus; UNKNOWN: not listed */
    HRESULT failure;
};
#define SUCCEEDS NULL, S_OK

/* How far the backup is taken so that the event has been sent. */
static const char *const until_prepare = "create init state gather add start volume prepare";
static const char *const until_snapshot = SCENE_TO_SNAPSHOT;
static const char *const until_complete = SCENE_TO_SNAPSHOT " succeed save complete";

static const struct failure_row {
    const char *event;
    const char *const *calls;
    struct outcome veto, hang;
} failure_rows[] = {
    {"PrepareForBackup",
     &until_prepare,
     {SUCCEEDS, VSS_WS_FAILED_AT_PREPARE_BACKUP, VSS_E_WRITERERROR_RETRYABLE},
     {SUCCEEDS, VSS_WS_FAILED_AT_PREPARE_BACKUP, VSS_E_WRITER_NOT_RESPONDING}},
    {"PrepareForSnapshot",
     &until_snapshot,
     {SUCCEEDS, VSS_WS_FAILED_AT_PREPARE_SNAPSHOT, VSS_E_WRITERERROR_RETRYABLE},
     {SUCCEEDS, VSS_WS_FAILED_AT_PREPARE_SNAPSHOT, VSS_E_WRITER_NOT_RESPONDING}},
    {"Freeze",
     &until_snapshot,
     {"snapshot", VSS_E_UNEXPECTED_WRITER_ERROR, VSS_WS_FAILED_AT_FREEZE,
      VSS_E_WRITERERROR_RETRYABLE},
     {"snapshot", VSS_E_UNEXPECTED_WRITER_ERROR, VSS_WS_FAILED_AT_FREEZE,
      VSS_E_WRITERERROR_TIMEOUT}},
    {"Thaw",
     &until_snapshot,
     {"snapshot", VSS_E_UNEXPECTED_WRITER_ERROR, VSS_WS_FAILED_AT_THAW,
      VSS_E_WRITERERROR_RETRYABLE},
     {"snapshot", VSS_E_UNEXPECTED_WRITER_ERROR, VSS_WS_FAILED_AT_THAW, VSS_E_WRITERERROR_TIMEOUT}},
    {"PostSnapshot",
     &until_snapshot,
     {SUCCEEDS, VSS_WS_FAILED_AT_POST_SNAPSHOT, VSS_E_WRITERERROR_RETRYABLE},
     {SUCCEEDS, VSS_WS_FAILED_AT_POST_SNAPSHOT, VSS_E_WRITER_NOT_RESPONDING}},
    {"BackupComplete",
     &until_complete,
     {SUCCEEDS, VSS_WS_FAILED_AT_BACKUP_COMPLETE, VSS_E_WRITERERROR_RETRYABLE},
     {SUCCEEDS, VSS_WS_FAILED_AT_BACKUP_COMPLETE, VSS_E_WRITER_NOT_RESPONDING}},
};

static void expect_outcome(struct scene *scene, const char *event, const char *calls,
                           const struct outcome *outcome)
{
    VSTEST_HR(scene_do(scene, calls), outcome->hr, event);
    if (outcome->call) {
        cr_expect(strncmp(scene->step, outcome->call, scene->step_length) == 0,
                  "%s: %.*s failed, not %s", event, (int)scene->step_length, scene->step,
                  outcome->call);
        VSTEST_SENTENCE("ledger", event);
        VSTEST_SENTENCE(vsapi_hresult_name(outcome->failure), event);
    }
    VSTEST_HR(scene_do(scene, "status"), S_OK, event);
    VSTEST_HR(scene->failure, outcome->failure, event);
    cr_expect_eq(scene->state, outcome->state, "%s: state %d, not %d", event, (int)scene->state,
                 (int)outcome->state);
}

/* The same machine and writer, a new requester's object, nothing goes wrong any more. */
static void expect_next_backup(struct scene *scene, const char *event)
{
    scene_release(scene);
    VSTEST_HR(scene_do(scene, SCENE_BACKUP), S_OK, event);
    VSTEST_HR(scene->failure, S_OK, event);
    VSTEST_HR(scene_end(scene), S_OK, event);
}

static void start_with_fault(struct scene *scene, const char *event, uint64_t delay_ms, HRESULT hr)
{
    VSTEST_HR(scene_prepare(scene, VSAPI_DELIVERY_PARALLEL, 0), S_OK, event);
    VSTEST_HR(scene_fault(scene, event, 1, delay_ms, hr), S_OK, event);
    VSTEST_HR(vsapi_use_host(scene->host), S_OK, event);
    cr_assert_not_null(scene_writer_add(scene, "ledger", 2));
}

VSTEST_TABLE(failures, a_writers_veto_reaches_the_requester, failure_rows)
{
    const struct failure_row *row = &failure_rows[*row_];
    struct scene scene;

    start_with_fault(&scene, row->event, 0, VSS_E_WRITERERROR_RETRYABLE);
    expect_outcome(&scene, row->event, *row->calls, &row->veto);
    expect_next_backup(&scene, row->event);
}

VSTEST_TABLE(failures, a_writer_that_hangs_is_given_up, failure_rows)
{
    const struct failure_row *row = &failure_rows[*row_];
    struct scene scene;

    start_with_fault(&scene, row->event, VSAPI_FAULT_HANG, S_OK);
    expect_outcome(&scene, row->event, *row->calls, &row->hang);
    expect_next_backup(&scene, row->event);
}

/* In Identify a failing writer is only missing. */
static const struct identify_row {
    const char *name;
    uint64_t delay_ms;
    HRESULT hr;
} identify_rows[] = {
    {"a veto", 0, VSS_E_WRITERERROR_NONRETRYABLE},
    {"a hang", VSAPI_FAULT_HANG, S_OK},
};

VSTEST_TABLE(failures, a_writer_that_does_not_identify_itself_is_missing, identify_rows)
{
    const struct identify_row *row = &identify_rows[*row_];
    struct scene scene;
    UINT count = 9;

    start_with_fault(&scene, "Identify", row->delay_ms, row->hr);
    VSTEST_HR(scene_do(&scene, "create init state gather"), S_OK, row->name);
    VSTEST_HR(scene.backup->lpVtbl->GetWriterMetadataCount(scene.backup, &count), S_OK, row->name);
    cr_expect_eq(count, 0, "%s", row->name);
    VSTEST_HR(scene_do(&scene, "add"), VSS_E_OBJECT_NOT_FOUND, row->name);
    expect_next_backup(&scene, row->name);
}

/* ---- restores
 * -----------------------------------------------------------------------------------------------------
 */

static const struct restore_row {
    const char *event, *calls;
    uint64_t delay_ms;
    VSS_WRITER_STATE state;
    HRESULT fault, failure;
} restore_rows[] = {
    {"PreRestore", "create initrestore gather select prerestore", 0, VSS_WS_FAILED_AT_PRE_RESTORE,
     VSS_E_WRITERERROR_RETRYABLE, VSS_E_WRITERERROR_RETRYABLE},
    {"PreRestore", "create initrestore gather select prerestore", VSAPI_FAULT_HANG,
     VSS_WS_FAILED_AT_PRE_RESTORE, S_OK, VSS_E_WRITER_NOT_RESPONDING},
    {"PostRestore", "create initrestore gather select prerestore filestatus postrestore", 0,
     VSS_WS_FAILED_AT_POST_RESTORE, VSS_E_WRITERERROR_NONRETRYABLE, VSS_E_WRITERERROR_NONRETRYABLE},
    {"PostRestore", "create initrestore gather select prerestore filestatus postrestore",
     VSAPI_FAULT_HANG, VSS_WS_FAILED_AT_POST_RESTORE, S_OK, VSS_E_WRITER_NOT_RESPONDING},
};

VSTEST_TABLE(failures, a_failure_in_a_restore_is_in_the_status, restore_rows)
{
    const struct restore_row *row = &restore_rows[*row_];
    struct scene scene;

    start_with_fault(&scene, row->event, row->delay_ms, row->fault);
    VSTEST_HR(scene_do(&scene, SCENE_BACKUP), S_OK, row->event);
    scene_release(&scene);
    VSTEST_HR(scene_do(&scene, row->calls), S_OK, row->event);
    VSTEST_HR(scene_do(&scene, "status"), S_OK, row->event);
    VSTEST_HR(scene.failure, row->failure, row->event);
    cr_expect_eq(scene.state, row->state, "%s: state %d", row->event, (int)scene.state);
    scene_release(&scene);
    VSTEST_HR(scene_do(&scene, SCENE_RESTORE), S_OK, "the next restore");
    VSTEST_HR(scene.failure, S_OK, "the next restore");
    VSTEST_HR(scene_end(&scene), S_OK, row->event);
}

/* ---- several writers: the status of each
 * --------------------------------------------------------------------------- */

static HRESULT status_at(struct scene *scene, const VSS_ID *instance, VSS_WRITER_STATE *state)
{
    for (UINT i = 0; i < scene->status_count; i++) {
        VSS_ID id, writer;
        HRESULT failure;
        BSTR name;

        VSTEST_HR(scene->backup->lpVtbl->GetWriterStatus(scene->backup, i, &id, &writer, &name,
                                                         state, &failure),
                  S_OK, "");
        SysFreeString(name);
        if (IsEqualGUID(&id, instance))
            return failure;
    }
    return E_UNEXPECTED;
}

Test(failures, each_writer_has_a_status_of_its_own)
{
    static const struct {
        const char *name;
        enum vsapi_event_kind refuse;
        HRESULT failure;
        VSS_WRITER_STATE state;
    } writers[] = {
        {"fine", VSAPI_EVENT_COUNT_, S_OK, VSS_WS_WAITING_FOR_BACKUP_COMPLETE},
        {"unprepared", VSAPI_EVENT_PREPARE_FOR_BACKUP, VSS_E_WRITERERROR_OUTOFRESOURCES,
         VSS_WS_FAILED_AT_PREPARE_BACKUP},
        {"late", VSAPI_EVENT_POST_SNAPSHOT, VSS_E_WRITERERROR_NONRETRYABLE,
         VSS_WS_FAILED_AT_POST_SNAPSHOT},
    };
    struct scene scene;
    VSS_WRITER_STATE state;

    VSTEST_HR(scene_start(&scene, VSAPI_DELIVERY_PARALLEL), S_OK, "");
    for (size_t i = 0; i < VSTEST_COUNT(writers); i++) {
        struct scene_writer *writer = scene_writer_new(&scene, writers[i].name, 1);

        writer->refuse = SCENE_BIT(writers[i].refuse);
        writer->failure = writers[i].failure;
        VSTEST_HR(scene_writer_subscribe(writer), S_OK, "");
    }
    VSTEST_HR(scene_do(&scene, SCENE_TO_SNAPSHOT " gatherstatus readstatus"), S_OK, "");
    cr_expect_eq(scene.status_count, VSTEST_COUNT(writers));
    for (size_t i = 0; i < VSTEST_COUNT(writers); i++) {
        VSTEST_HR(status_at(&scene, &scene.writers[i].instance_id, &state), writers[i].failure,
                  writers[i].name);
        cr_expect_eq(state, writers[i].state, "%s: state %d", writers[i].name, (int)state);
    }
    VSTEST_HR(scene_do(&scene, "freestatus"), S_OK, "");
    VSTEST_HR(scene_end(&scene), S_OK, "");
}

Test(failures, a_writer_that_vetoes_Freeze_thaws_the_others_by_Abort)
{
    struct scene scene;
    struct scene_writer *angry;

    VSTEST_HR(scene_start(&scene, VSAPI_DELIVERY_SERIAL), S_OK, "");
    scene_writer_add(&scene, "meek", 1);
    angry = scene_writer_new(&scene, "angry", 1);
    angry->refuse = SCENE_BIT(VSAPI_EVENT_FREEZE);
    angry->failure = VSS_E_WRITERERROR_NONRETRYABLE;
    VSTEST_HR(scene_writer_subscribe(angry), S_OK, "");
    VSTEST_HR(scene_do(&scene, SCENE_TO_SNAPSHOT), VSS_E_UNEXPECTED_WRITER_ERROR, "");
    VSTEST_SENTENCE("angry", "");
    cr_expect_eq(scene_events(&scene.writers[0], VSAPI_EVENT_THAW), 0);
    cr_expect_eq(scene_events(&scene.writers[0], VSAPI_EVENT_ABORT), 1);
    VSTEST_HR(scene_do(&scene, "complete"), VSS_E_BAD_STATE, "");
    VSTEST_HR(scene_do(&scene, "properties"), VSS_E_OBJECT_NOT_FOUND, "");
    angry->refuse = 0;
    expect_next_backup(&scene, "");
}

/* ---- an exception
 * ----------------------------------------------------------------------------------------------------
 */

struct thrower {
    const char *handler; /* throws in this one */
    IVssWriterImpl *writer;
    atomic_bool calm;
};

static enum vsapi_handled handled(struct thrower *self, const char *handler)
{
    if (strcmp(self->handler, handler) != 0 || atomic_load(&self->calm))
        return VSAPI_HANDLED_TRUE;
    vsapi_writer_exception(self->writer, handler, "the disk is on fire");
    return VSAPI_HANDLED_EXCEPTION;
}

static enum vsapi_handled on_identify(void *self, IVssCreateWriterMetadata *metadata)
{
    metadata->lpVtbl->AddComponent(metadata, VSS_CT_FILEGROUP, NULL, L"c0", NULL, NULL, 0, false,
                                   false, true, false, 0);
    return handled((struct thrower *)self, "OnIdentify");
}
#define HANDLER(name, ...) static enum vsapi_handled name(void *self, ##__VA_ARGS__)
HANDLER(on_prepare_backup, IVssWriterComponents *c)
{
    (void)c;
    return handled((struct thrower *)self, "OnPrepareBackup");
}
HANDLER(on_prepare_snapshot)
{
    return handled((struct thrower *)self, "OnPrepareSnapshot");
}
HANDLER(on_freeze)
{
    return handled((struct thrower *)self, "OnFreeze");
}
HANDLER(on_thaw)
{
    return handled((struct thrower *)self, "OnThaw");
}
HANDLER(on_post_snapshot, IVssWriterComponents *c)
{
    (void)c;
    return handled((struct thrower *)self, "OnPostSnapshot");
}
HANDLER(on_abort)
{
    return handled((struct thrower *)self, "OnAbort");
}
HANDLER(on_backup_complete, IVssWriterComponents *c)
{
    (void)c;
    return handled((struct thrower *)self, "OnBackupComplete");
}
HANDLER(on_backup_shutdown, VSS_ID set)
{
    (void)set;
    return handled((struct thrower *)self, "OnBackupShutdown");
}
HANDLER(on_restore, IVssWriterComponents *c)
{
    (void)self;
    (void)c;
    return VSAPI_HANDLED_TRUE;
}
HANDLER(on_io, VSS_PWSZ volume, VSS_ID snapshot, VSS_ID provider)
{
    (void)self;
    (void)volume;
    (void)snapshot;
    (void)provider;
    return VSAPI_HANDLED_TRUE;
}
HANDLER(on_service)
{
    (void)self;
    return VSAPI_HANDLED_TRUE;
}

static const struct vsapi_writer_handlers thrower_handlers = {
    .size = sizeof thrower_handlers,
    .class_name = "thrower",
    .OnIdentify = on_identify,
    .OnPrepareBackup = on_prepare_backup,
    .OnPrepareSnapshot = on_prepare_snapshot,
    .OnFreeze = on_freeze,
    .OnThaw = on_thaw,
    .OnPostSnapshot = on_post_snapshot,
    .OnAbort = on_abort,
    .OnBackupComplete = on_backup_complete,
    .OnBackupShutdown = on_backup_shutdown,
    .OnPreRestore = on_restore,
    .OnPostRestore = on_restore,
    .OnBackOffIOOnVolume = on_io,
    .OnContinueIOOnVolume = on_io,
    .OnVSSShutdown = on_service,
    .OnVSSApplicationStartup = on_service,
};

static void thrower_start(struct thrower *self)
{
    const VSS_ID id = {0x77, 0, 0, {0}};
    WCHAR name[] = L"ledger";

    VSTEST_HR(vsapi_writer_create(&thrower_handlers, self, &self->writer), S_OK, "");
    VSTEST_HR(self->writer->lpVtbl->Initialize(self->writer, id, name, NULL, 1, 0, VSS_UT_USERDATA,
                                               VSS_ST_OTHER, VSS_APP_FRONT_END, 60000,
                                               VSS_AWS_NO_ALTERNATE_WRITER, false),
              S_OK, "");
    VSTEST_HR(self->writer->lpVtbl->Subscribe(
                  self->writer, 0, VSS_SM_BACKUP_EVENTS_FLAG | VSS_SM_RESTORE_EVENTS_FLAG),
              S_OK, "");
}

static void thrower_end(struct thrower *self)
{
    self->writer->lpVtbl->Unsubscribe(self->writer);
    self->writer->lpVtbl->Uninitialize(self->writer);
    self->writer->lpVtbl->Release(self->writer);
}

/* What scene_add does for its own writers. */
static HRESULT add_of_first_writer(struct scene *scene)
{
    IVssExamineWriterMetadata *metadata;
    VSS_ID instance, writer;
    VSS_USAGE_TYPE usage;
    VSS_SOURCE_TYPE source;
    BSTR name;
    HRESULT hr = scene->backup->lpVtbl->GetWriterMetadata(scene->backup, 0, &instance, &metadata);

    if (FAILED(hr))
        return hr;
    hr = metadata->lpVtbl->GetIdentity(metadata, &instance, &writer, &name, &usage, &source);
    metadata->lpVtbl->Release(metadata);
    SysFreeString(name);
    return FAILED(hr) ? hr
                      : scene->backup->lpVtbl->AddComponent(scene->backup, instance, writer,
                                                            VSS_CT_FILEGROUP, NULL, L"c0");
}

static const struct exception_row {
    const char *handler, *calls; /* after the component has been added */
    const char *call;            /* that fails; NULL: none */
    VSS_WRITER_STATE state;
} exception_rows[] = {
    {"OnPrepareBackup", "start volume prepare", NULL, VSS_WS_FAILED_AT_PREPARE_BACKUP},
    {"OnPrepareSnapshot", "start volume prepare snapshot", NULL, VSS_WS_FAILED_AT_PREPARE_SNAPSHOT},
    {"OnFreeze", "start volume prepare snapshot", "snapshot", VSS_WS_FAILED_AT_FREEZE},
    {"OnThaw", "start volume prepare snapshot", "snapshot", VSS_WS_FAILED_AT_THAW},
    {"OnPostSnapshot", "start volume prepare snapshot", NULL, VSS_WS_FAILED_AT_POST_SNAPSHOT},
    {"OnBackupComplete", "start volume prepare snapshot complete", NULL,
     VSS_WS_FAILED_AT_BACKUP_COMPLETE},
};

VSTEST_TABLE(failures, an_exception_fails_the_event_and_its_text_is_told, exception_rows)
{
    const struct exception_row *row = &exception_rows[*row_];
    struct thrower thrower = {.handler = row->handler};
    IVssBackupComponentsEx3 *ex;
    VSS_ID instance, writer;
    HRESULT failure, application;
    VSS_WRITER_STATE state;
    struct scene scene;
    BSTR name, message;

    VSTEST_HR(scene_start(&scene, VSAPI_DELIVERY_PARALLEL), S_OK, row->handler);
    thrower_start(&thrower);
    VSTEST_HR(scene_do(&scene, "create init state gather"), S_OK, row->handler);
    VSTEST_HR(add_of_first_writer(&scene), S_OK, row->handler);
    VSTEST_HR(scene_do(&scene, row->calls), row->call ? VSS_E_UNEXPECTED_WRITER_ERROR : S_OK,
              row->handler);
    if (row->call)
        VSTEST_SENTENCE("the disk is on fire", row->handler);
    VSTEST_HR(scene_do(&scene, "gatherstatus"), S_OK, row->handler);
    scene.backup->lpVtbl->QueryInterface(scene.backup, &IID_IVssBackupComponentsEx3, (void **)&ex);
    VSTEST_HR(ex->lpVtbl->GetWriterStatusEx(ex, 0, &instance, &writer, &name, &state, &failure,
                                            &application, &message),
              S_OK, row->handler);
    cr_expect_eq(state, row->state, "%s: state %d", row->handler, (int)state);
    VSTEST_HR(failure, VSS_E_WRITERERROR_NONRETRYABLE, row->handler);
    VSTEST_WIDE(name, L"ledger", row->handler);
    cr_expect(message && wcsstr(message, L"the disk is on fire"), "%s: the text is lost",
              row->handler);
    SysFreeString(name);
    SysFreeString(message);
    VSTEST_HR(
        ex->lpVtbl->GetWriterStatusEx(ex, 0, &instance, &writer, &name, &state, NULL, NULL, NULL),
        S_OK, "the rest is optional");
    SysFreeString(name);
    ex->lpVtbl->Release(ex);
    scene_release(&scene);

    atomic_store(&thrower.calm, true);
    VSTEST_HR(scene_do(&scene, "create init state gather"), S_OK, row->handler);
    VSTEST_HR(add_of_first_writer(&scene), S_OK, row->handler);
    VSTEST_HR(scene_do(&scene, "start volume prepare snapshot complete status"), S_OK,
              "the next backup");
    VSTEST_HR(scene.failure, S_OK, "the next backup");
    scene_release(&scene);
    thrower_end(&thrower);
    VSTEST_HR(scene_end(&scene), S_OK, row->handler);
}
