/*
 * tests/vswriter/test_writer.c - a writer in C: Initialize, Subscribe, what each event hands to its
 * handler, and where each helper may be asked.
 */
#include <vstest.h>

#include <vsapi/com.h>
#include <vsapi/faces.h>
#include <vsapi/text.h>

#include "../../vswriter/src/writer.h"

static const VSS_ID WRITER = {1, 2, 3, {4, 5, 6, 7, 8, 9, 10, 11}};
static const VSS_ID SESSION = {41, 0, 0, {0}};
static const VSS_ID SET = {51, 0, 0, {0}};

/* ---- a writer whose handlers do what a test says ------------------------------------------------
 */

struct probe {
    IVssWriterImpl *impl;
    void (*ask)(struct probe *probe); /* called in the handler */
    enum vsapi_handled handled;
    const char *called; /* the handler */
    IVssWriterComponents *components;
    VSS_ID id;
    HRESULT hr; /* for ask */
};

static enum vsapi_handled handle(void *self, const char *name, IVssWriterComponents *components)
{
    struct probe *probe = self;

    probe->called = name;
    probe->components = components;
    if (probe->ask)
        probe->ask(probe);
    if (probe->handled == VSAPI_HANDLED_EXCEPTION)
        vsapi_writer_exception(probe->impl, name, "a reason");
    return probe->handled;
}

#define HANDLER(name)                                                                              \
    static enum vsapi_handled name(void *self)                                                     \
    {                                                                                              \
        return handle(self, #name, NULL);                                                          \
    }
#define HANDLER_COMPONENTS(name)                                                                   \
    static enum vsapi_handled name(void *self, IVssWriterComponents *components)                   \
    {                                                                                              \
        return handle(self, #name, components);                                                    \
    }
HANDLER_COMPONENTS(OnPrepareBackup)
HANDLER(OnPrepareSnapshot)
HANDLER(OnFreeze)
HANDLER(OnThaw)
HANDLER_COMPONENTS(OnPostSnapshot)
HANDLER(OnAbort)
HANDLER_COMPONENTS(OnBackupComplete)
HANDLER_COMPONENTS(OnPreRestore)
HANDLER_COMPONENTS(OnPostRestore)
HANDLER(OnVSSShutdown)
HANDLER(OnVSSApplicationStartup)

static enum vsapi_handled OnIdentify(void *self, IVssCreateWriterMetadata *metadata)
{
    cr_expect_eq(metadata->lpVtbl->SetBackupSchema(metadata, VSS_BS_COPY), S_OK);
    return handle(self, "OnIdentify", NULL);
}

static enum vsapi_handled OnBackupShutdown(void *self, VSS_ID id)
{
    ((struct probe *)self)->id = id;
    return handle(self, "OnBackupShutdown", NULL);
}

static enum vsapi_handled OnVolume(void *self, VSS_PWSZ volume, VSS_ID snapshot, VSS_ID provider)
{
    (void)volume, (void)snapshot, (void)provider;
    return handle(self, "OnVolume", NULL);
}

static const struct vsapi_writer_handlers handlers = {
    .size = sizeof handlers,
    .class_name = "probe",
    .OnIdentify = OnIdentify,
    .OnPrepareBackup = OnPrepareBackup,
    .OnPrepareSnapshot = OnPrepareSnapshot,
    .OnFreeze = OnFreeze,
    .OnThaw = OnThaw,
    .OnPostSnapshot = OnPostSnapshot,
    .OnAbort = OnAbort,
    .OnBackupComplete = OnBackupComplete,
    .OnBackupShutdown = OnBackupShutdown,
    .OnPreRestore = OnPreRestore,
    .OnPostRestore = OnPostRestore,
    .OnBackOffIOOnVolume = OnVolume,
    .OnContinueIOOnVolume = OnVolume,
    .OnVSSShutdown = OnVSSShutdown,
    .OnVSSApplicationStartup = OnVSSApplicationStartup,
};

static HRESULT initialize(IVssWriterImpl *impl)
{
    return impl->lpVtbl->Initialize(impl, WRITER, L"Probe", NULL, 1, 2, VSS_UT_USERDATA,
                                    VSS_ST_OTHER, VSS_APP_BACK_END, 1000,
                                    VSS_AWS_NO_ALTERNATE_WRITER, false);
}

static void probe_begin(struct probe *probe)
{
    *probe = (struct probe){.handled = VSAPI_HANDLED_TRUE};
    cr_assert_eq(vsapi_writer_create(&handlers, probe, &probe->impl), S_OK);
    cr_assert_eq(initialize(probe->impl), S_OK);
}

static void probe_end(struct probe *probe)
{
    cr_expect_eq(probe->impl->lpVtbl->Release(probe->impl), 0);
    cr_expect_eq(vsapi_com_live(), 0, "an object leaked");
}

static struct vsapi_event_volume volume = {
    (char *)"\\\\?\\Volume{00000000-0000-0000-0000-00000000000c}\\",
    (char *)"\\\\?\\GLOBALROOT\\Device\\HarddiskVolumeShadowCopy7"};

/* Delivers an event by hand, as the service does. */
static void deliver(struct probe *probe, enum vsapi_event_kind kind, struct vsapi_bcd *components,
                    struct vsapi_event_answer *answer)
{
    struct vsapi_event event = {
        .refs = 1,
        .kind = kind,
        .session_id = SESSION,
        .snapshot_set_id = SET,
        .context = 9,
        .backup_type = VSS_BT_COPY,
        .restore_type = VSS_RTYPE_IMPORT,
        .select_components = true,
        .bootable_system_state = true,
        .partial_file_support = true,
        .volumes = &volume,
        .volume_count = 1,
        .components = components,
    };

    memset(answer, 0, sizeof *answer);
    vswriter_ops.deliver(vswriter_from_iface(probe->impl), &event, answer);
}

static void answer_finish(struct vsapi_event_answer *answer)
{
    vsapi_free(answer->message);
    vsapi_wmd_unref(answer->metadata);
}

/* ---- creating and initializing
 * -------------------------------------------------------------------- */

Test(writer, a_table_with_a_gap_is_refused)
{
    struct vsapi_writer_handlers table = handlers;
    IVssWriterImpl *impl = (IVssWriterImpl *)1;

    VSTEST_HR(vsapi_writer_create(NULL, NULL, &impl), E_INVALIDARG, "no table");
    cr_expect_null(impl);
    table.OnThaw = NULL;
    VSTEST_HR(vsapi_writer_create(&table, NULL, &impl), E_INVALIDARG, "no OnThaw");
    table = handlers;
    table.size--;
    VSTEST_HR(vsapi_writer_create(&table, NULL, &impl), E_INVALIDARG, "another size");
    VSTEST_HR(vsapi_writer_create(&handlers, NULL, NULL), E_INVALIDARG, "nowhere to put it");
    VSTEST_FAIL_EACH_ALLOCATION(vsapi_writer_create(&handlers, NULL, &impl),
                                if (impl) impl->lpVtbl->Release(impl));
    cr_expect_eq(vsapi_com_live(), 0);
}

static const struct init_row {
    const char *row;
    const VSS_ID *id;
    const WCHAR *name, *instance_name;
    VSS_USAGE_TYPE usage;
    VSS_SOURCE_TYPE source;
    VSS_APPLICATION_LEVEL level;
    DWORD timeout;
    VSS_ALTERNATE_WRITER_STATE aws;
    HRESULT hr;
} init_rows[] = {
#define GOOD VSS_UT_USERDATA, VSS_ST_OTHER, VSS_APP_FRONT_END, 60000, VSS_AWS_NO_ALTERNATE_WRITER
    {"plain", &WRITER, L"w", NULL, GOOD, S_OK},
    {"with instance", &WRITER, L"w", L"i", GOOD, S_OK},
    {"system", &WRITER, L"w", NULL, VSS_UT_BOOTABLESYSTEMSTATE, VSS_ST_TRANSACTEDDB, VSS_APP_SYSTEM,
     1, VSS_AWS_NO_ALTERNATE_WRITER, S_OK},
    {"other", &WRITER, L"w", NULL, VSS_UT_OTHER, VSS_ST_NONTRANSACTEDDB, VSS_APP_BACK_END, INFINITE,
     VSS_AWS_NO_ALTERNATE_WRITER, S_OK},
    {"no id", &GUID_NULL, L"w", NULL, GOOD, E_INVALIDARG},
    {"no name", &WRITER, NULL, NULL, GOOD, E_INVALIDARG},
    {"empty name", &WRITER, L"", NULL, GOOD, E_INVALIDARG},
    {"broken name", &WRITER, L"\xD800", NULL, GOOD, E_INVALIDARG},
    {"no usage", &WRITER, L"w", NULL, VSS_UT_UNDEFINED, VSS_ST_OTHER, VSS_APP_FRONT_END, 1,
     VSS_AWS_NO_ALTERNATE_WRITER, E_INVALIDARG},
    {"usage 5", &WRITER, L"w", NULL, 5, VSS_ST_OTHER, VSS_APP_FRONT_END, 1,
     VSS_AWS_NO_ALTERNATE_WRITER, E_INVALIDARG},
    {"no source", &WRITER, L"w", NULL, VSS_UT_OTHER, VSS_ST_UNDEFINED, VSS_APP_FRONT_END, 1,
     VSS_AWS_NO_ALTERNATE_WRITER, E_INVALIDARG},
    {"source 4", &WRITER, L"w", NULL, VSS_UT_OTHER, 4, VSS_APP_FRONT_END, 1,
     VSS_AWS_NO_ALTERNATE_WRITER, E_INVALIDARG},
    {"level unknown", &WRITER, L"w", NULL, VSS_UT_OTHER, VSS_ST_OTHER, VSS_APP_UNKNOWN, 1,
     VSS_AWS_NO_ALTERNATE_WRITER, E_INVALIDARG},
    {"level auto", &WRITER, L"w", NULL, VSS_UT_OTHER, VSS_ST_OTHER, VSS_APP_AUTO, 1,
     VSS_AWS_NO_ALTERNATE_WRITER, E_INVALIDARG},
    {"level system rm", &WRITER, L"w", NULL, VSS_UT_OTHER, VSS_ST_OTHER, VSS_APP_SYSTEM_RM, 1,
     VSS_AWS_NO_ALTERNATE_WRITER, E_INVALIDARG},
    {"no time", &WRITER, L"w", NULL, VSS_UT_OTHER, VSS_ST_OTHER, VSS_APP_FRONT_END, 0,
     VSS_AWS_NO_ALTERNATE_WRITER, E_INVALIDARG},
    {"an alternate writer", &WRITER, L"w", NULL, VSS_UT_OTHER, VSS_ST_OTHER, VSS_APP_FRONT_END, 1,
     VSS_AWS_THIS_IS_ALTERNATE_WRITER, E_INVALIDARG},
};

VSTEST_TABLE(writer, initialize_takes_what_is_documented, init_rows)
{
    const struct init_row *row = &init_rows[*row_];
    IVssWriterImpl *impl;

    vsapi_writer_create(&handlers, NULL, &impl);
    VSTEST_HR(impl->lpVtbl->Initialize(impl, *row->id, row->name, row->instance_name, 0, 0,
                                       row->usage, row->source, row->level, row->timeout, row->aws,
                                       false),
              row->hr, row->row);
    VSTEST_HR(initialize(impl), row->hr == S_OK ? VSS_E_BAD_STATE : S_OK, row->row);
    cr_expect_eq(impl->lpVtbl->Release(impl), 0);
    cr_expect_eq(vsapi_com_live(), 0);
}

static const struct mask_row {
    DWORD mask;
    HRESULT hr;
} mask_rows[] = {
    {0, E_INVALIDARG},
    {VSS_SM_BACKUP_EVENTS_FLAG, E_INVALIDARG},
    {VSS_SM_RESTORE_EVENTS_FLAG, E_INVALIDARG},
    {VSS_SM_BACKUP_EVENTS_FLAG | VSS_SM_RESTORE_EVENTS_FLAG, S_OK},
    {VSS_SM_BACKUP_EVENTS_FLAG | VSS_SM_RESTORE_EVENTS_FLAG | VSS_SM_IO_THROTTLING_FLAG,
     E_INVALIDARG},
    {(DWORD)VSS_SM_ALL_FLAGS, E_INVALIDARG},
};

VSTEST_TABLE(writer, one_mask_of_events_is_supported, mask_rows)
{
    const struct mask_row *row = &mask_rows[*row_];
    const DWORD both = VSS_SM_BACKUP_EVENTS_FLAG | VSS_SM_RESTORE_EVENTS_FLAG;
    IVssWriterImpl *impl;

    vsapi_writer_create(&handlers, NULL, &impl);
    VSTEST_HR(impl->lpVtbl->Subscribe(impl, 0, both), VSS_E_BAD_STATE, "before Initialize");
    VSTEST_HR(impl->lpVtbl->Unsubscribe(impl), S_OK, "nothing to end");
    initialize(impl);
    VSTEST_HR(impl->lpVtbl->Subscribe(impl, 0, row->mask), row->hr, "");
    if (row->hr == S_OK)
        VSTEST_HR(impl->lpVtbl->Subscribe(impl, 0, both), VSS_E_WRITER_ALREADY_SUBSCRIBED, "");
    cr_expect_not(impl->lpVtbl->IsWriterShuttingDown(impl));
    VSTEST_HR(impl->lpVtbl->Unsubscribe(impl), S_OK, "");
    cr_expect_eq(impl->lpVtbl->IsWriterShuttingDown(impl), row->hr == S_OK);
    impl->lpVtbl->Uninitialize(impl);
    cr_expect(impl->lpVtbl->IsWriterShuttingDown(impl));
    cr_expect_eq(impl->lpVtbl->Release(impl), 0);
    cr_expect_eq(vsapi_reset(), S_OK);
    cr_expect_eq(vsapi_com_live(), 0);
}

static bool level_is(IVssWriterImpl *impl, VSS_APPLICATION_LEVEL level)
{
    return impl->lpVtbl->GetCurrentLevel(impl) == level;
}

Test(writer, uninitialize_undoes_initialize)
{
    const DWORD both = VSS_SM_BACKUP_EVENTS_FLAG | VSS_SM_RESTORE_EVENTS_FLAG;
    IVssWriterImpl *impl;

    vsapi_writer_create(&handlers, NULL, &impl);
    for (int i = 0; i < 2; i++) {
        VSTEST_HR(initialize(impl), S_OK, "");
        VSTEST_HR(impl->lpVtbl->Subscribe(impl, 0, both), S_OK, "");
        cr_expect(level_is(impl, VSS_APP_BACK_END));
        impl->lpVtbl->Uninitialize(impl);
        cr_expect(level_is(impl, VSS_APP_UNKNOWN));
        VSTEST_HR(impl->lpVtbl->Subscribe(impl, 0, both), VSS_E_BAD_STATE, "nobody's");
    }
    impl->lpVtbl->Uninitialize(impl);
    cr_expect_eq(impl->lpVtbl->Release(impl), 0);
    cr_expect_eq(vsapi_reset(), S_OK, "%s", vsapi_last_message());
}

/* ---- events
 * ----------------------------------------------------------------------------------------- */

static const struct event_row {
    enum vsapi_event_kind kind;
    const char *handler;
    bool components;
} event_rows[] = {
    {VSAPI_EVENT_IDENTIFY, "OnIdentify", false},
    {VSAPI_EVENT_PREPARE_FOR_BACKUP, "OnPrepareBackup", true},
    {VSAPI_EVENT_PREPARE_FOR_SNAPSHOT, "OnPrepareSnapshot", false},
    {VSAPI_EVENT_FREEZE, "OnFreeze", false},
    {VSAPI_EVENT_THAW, "OnThaw", false},
    {VSAPI_EVENT_POST_SNAPSHOT, "OnPostSnapshot", true},
    {VSAPI_EVENT_ABORT, "OnAbort", false},
    {VSAPI_EVENT_BACKUP_COMPLETE, "OnBackupComplete", true},
    {VSAPI_EVENT_BACKUP_SHUTDOWN, "OnBackupShutdown", false},
    {VSAPI_EVENT_PRE_RESTORE, "OnPreRestore", true},
    {VSAPI_EVENT_POST_RESTORE, "OnPostRestore", true},
};

VSTEST_TABLE(writer, an_event_reaches_its_handler, event_rows)
{
    const struct event_row *row = &event_rows[*row_];
    struct vsapi_event_answer answer;
    struct vsapi_bcd_component *component;
    struct vsapi_bcd_writer *part;
    struct vsapi_bcd *bcd;
    struct probe probe;

    probe_begin(&probe);
    vsapi_bcd_create(&bcd);
    vsapi_bcd_add_writer(bcd, &WRITER, &SESSION, &part);
    vsapi_bcd_add_component(bcd, part, VSS_CT_DATABASE, NULL, "db", &component);
    deliver(&probe, row->kind, bcd, &answer);
    VSTEST_TEXT(probe.called, row->handler, row->handler);
    cr_expect_eq(probe.components != NULL, row->components, "%s", row->handler);
    cr_expect(!answer.refused && answer.hr == S_OK && !answer.message, "%s", row->handler);
    cr_expect_eq(answer.metadata != NULL, row->kind == VSAPI_EVENT_IDENTIFY, "%s", row->handler);
    if (row->kind == VSAPI_EVENT_BACKUP_SHUTDOWN)
        cr_expect(IsEqualGUID(&probe.id, &SET));
    answer_finish(&answer);

    /* Not in component mode: there are no components. */
    deliver(&probe, row->kind, NULL, &answer);
    cr_expect_null(probe.components, "%s", row->handler);
    answer_finish(&answer);
    vsapi_bcd_unref(bcd);
    probe_end(&probe);
}

static const struct outcome_row {
    const char *row;
    enum vsapi_handled handled;
    HRESULT set; /* with SetWriterFailure; S_OK: not called */
    bool refused;
    HRESULT hr;
    const char *message;
} outcome_rows[] = {
    {"works", VSAPI_HANDLED_TRUE, S_OK, false, S_OK, NULL},
    {"works, with a failure", VSAPI_HANDLED_TRUE, VSS_E_WRITERERROR_RETRYABLE, false,
     VSS_E_WRITERERROR_RETRYABLE, NULL},
    {"returns false", VSAPI_HANDLED_FALSE, S_OK, true, VSS_E_WRITERERROR_NONRETRYABLE, NULL},
    {"returns false, with a failure", VSAPI_HANDLED_FALSE, VSS_E_WRITERERROR_TIMEOUT, true,
     VSS_E_WRITERERROR_TIMEOUT, NULL},
    {"throws", VSAPI_HANDLED_EXCEPTION, S_OK, true, VSS_E_WRITERERROR_NONRETRYABLE,
     "OnFreeze threw: a reason"},
    {"throws, with a failure", VSAPI_HANDLED_EXCEPTION, VSS_E_WRITERERROR_OUTOFRESOURCES, true,
     VSS_E_WRITERERROR_OUTOFRESOURCES, "OnFreeze threw: a reason"},
    {"answers nonsense", 7, S_OK, true, VSS_E_WRITERERROR_NONRETRYABLE, NULL},
};

static void set_failure(struct probe *probe)
{
    if (probe->hr != S_OK)
        cr_expect_eq(probe->impl->lpVtbl->SetWriterFailure(probe->impl, probe->hr), S_OK);
}

VSTEST_TABLE(writer, the_answer_says_what_came_of_it, outcome_rows)
{
    const struct outcome_row *row = &outcome_rows[*row_];
    struct vsapi_event_answer answer;
    struct probe probe;

    probe_begin(&probe);
    probe.ask = set_failure;
    probe.hr = row->set;
    probe.handled = row->handled;
    deliver(&probe, VSAPI_EVENT_FREEZE, NULL, &answer);
    cr_expect_eq(answer.refused, row->refused, "%s", row->row);
    VSTEST_HR(answer.hr, row->hr, row->row);
    VSTEST_TEXT(answer.message, row->message, row->row);
    answer_finish(&answer);

    /* The next event begins without it. */
    probe.ask = NULL;
    probe.handled = VSAPI_HANDLED_TRUE;
    deliver(&probe, VSAPI_EVENT_THAW, NULL, &answer);
    cr_expect(!answer.refused && answer.hr == S_OK && !answer.message, "%s", row->row);
    probe_end(&probe);
}

static const struct failure_row {
    HRESULT hr;
    bool plain, ex; /* SetWriterFailure takes it, SetWriterFailureEx does */
} failure_rows[] = {
    {VSS_E_WRITERERROR_INCONSISTENTSNAPSHOT, true, true},
    {VSS_E_WRITERERROR_OUTOFRESOURCES, true, true},
    {VSS_E_WRITERERROR_TIMEOUT, true, true},
    {VSS_E_WRITERERROR_RETRYABLE, true, true},
    {VSS_E_WRITERERROR_NONRETRYABLE, true, true},
    {VSS_E_WRITERERROR_PARTIAL_FAILURE, false, true},
    {S_OK, false, true},
    {S_FALSE, false, false},
    {E_FAIL, false, false},
    {VSS_E_WRITER_NOT_RESPONDING, false, false},
    {VSS_E_WRITER_STATUS_NOT_AVAILABLE, false, false},
};
static const struct failure_row *failure_now;

static void set_this_failure(struct probe *probe)
{
    IVssWriterImpl *impl = probe->impl;

    VSTEST_HR(impl->lpVtbl->SetWriterFailure(impl, failure_now->hr),
              failure_now->plain ? S_OK : E_INVALIDARG, "SetWriterFailure");
    VSTEST_HR(impl->lpVtbl->SetWriterFailureEx(impl, failure_now->hr, 0x55, L"f\u00fcr alle"),
              failure_now->ex ? S_OK : E_INVALIDARG, "SetWriterFailureEx");
}

VSTEST_TABLE(writer, failures_are_of_the_documented_codes, failure_rows)
{
    struct vsapi_event_answer answer;
    struct probe probe;

    failure_now = &failure_rows[*row_];
    probe_begin(&probe);
    probe.ask = set_this_failure;
    deliver(&probe, VSAPI_EVENT_FREEZE, NULL, &answer);
    VSTEST_HR(answer.hr, failure_now->ex ? failure_now->hr : S_OK, "");
    cr_expect_eq(answer.application, failure_now->ex ? 0x55 : 0);
    VSTEST_TEXT(answer.message, failure_now->ex ? "f\u00fcr alle" : NULL, "");
    answer_finish(&answer);
    probe_end(&probe);
}

/* ---- helpers
 * -------------------------------------------------------------------------------------------- */

#define AT(kind) (1u << ((kind)-VSAPI_EVENT_IDENTIFY))
#define ALL_EVENTS (AT(VSAPI_EVENT_COUNT_) - 1)
#define BUT_IDENTIFY (ALL_EVENTS & ~AT(VSAPI_EVENT_IDENTIFY))

static bool ask_device(IVssWriterImpl *impl)
{
    WCHAR *name = NULL;
    LPCWSTR device = NULL;
    HRESULT hr;

    vsapi_wide_from_text(volume.original, &name);
    hr = impl->lpVtbl->GetSnapshotDeviceName(impl, name, &device);
    vsapi_free(name);
    cr_expect(hr == S_OK || hr == VSS_E_BAD_STATE);
    return hr == S_OK && wcsstr(device, L"ShadowCopy7");
}

static bool ask_set(IVssWriterImpl *impl)
{
    VSS_ID id = impl->lpVtbl->GetCurrentSnapshotSetId(impl);

    return IsEqualGUID(&id, &SET);
}

static bool ask_session(IVssWriterImpl *impl)
{
    VSS_ID id = GUID_NULL;

    return impl->lpVtbl->GetSessionId(impl, &id) == S_OK && IsEqualGUID(&id, &SESSION);
}

static bool ask_context(IVssWriterImpl *impl)
{
    return impl->lpVtbl->GetContext(impl) == 9;
}

static bool ask_volumes(IVssWriterImpl *impl)
{
    LPCWSTR *array = impl->lpVtbl->GetCurrentVolumeArray(impl);

    return impl->lpVtbl->GetCurrentVolumeCount(impl) == 1 && array &&
           wcsstr(array[0], L"Volume{") && array == impl->lpVtbl->GetCurrentVolumeArray(impl);
}

static bool ask_backup_type(IVssWriterImpl *impl)
{
    return impl->lpVtbl->GetBackupType(impl) == VSS_BT_COPY;
}

static bool ask_restore_type(IVssWriterImpl *impl)
{
    return impl->lpVtbl->GetRestoreType(impl) == VSS_RTYPE_IMPORT;
}

static bool ask_flags(IVssWriterImpl *impl)
{
    return impl->lpVtbl->AreComponentsSelected(impl) &&
           impl->lpVtbl->IsBootableSystemStateBackedUp(impl) &&
           impl->lpVtbl->IsPartialFileSupportEnabled(impl);
}

static bool ask_level(IVssWriterImpl *impl)
{
    return impl->lpVtbl->GetCurrentLevel(impl) == VSS_APP_BACK_END;
}

static bool ask_identity(IVssWriterImpl *impl)
{
    return impl->lpVtbl->GetIdentityInformation(impl) != NULL;
}

static bool ask_failure(IVssWriterImpl *impl)
{
    return impl->lpVtbl->SetWriterFailure(impl, VSS_E_WRITERERROR_RETRYABLE) == S_OK;
}

static const struct helper_row {
    const char *row;
    bool (*ask)(IVssWriterImpl *impl);
    unsigned valid_in;
    bool outside; /* also while no handler runs */
} helper_rows[] = {
    {"GetSnapshotDeviceName", ask_device, AT(VSAPI_EVENT_POST_SNAPSHOT), false},
    {"GetCurrentSnapshotSetId", ask_set,
     ALL_EVENTS & ~(AT(VSAPI_EVENT_BACKUP_COMPLETE) | AT(VSAPI_EVENT_BACKUP_SHUTDOWN)), false},
    {"GetSessionId", ask_session, ALL_EVENTS, false},
    {"GetContext", ask_context, ALL_EVENTS, false},
    {"GetCurrentVolumeArray", ask_volumes, ALL_EVENTS, false},
    {"GetBackupType", ask_backup_type, BUT_IDENTIFY, false},
    {"GetRestoreType", ask_restore_type, AT(VSAPI_EVENT_PRE_RESTORE) | AT(VSAPI_EVENT_POST_RESTORE),
     false},
    {"AreComponentsSelected", ask_flags, ALL_EVENTS, false},
    {"GetCurrentLevel", ask_level, ALL_EVENTS, true},
    {"GetIdentifyInformation", ask_identity,
     AT(VSAPI_EVENT_PREPARE_FOR_BACKUP) | AT(VSAPI_EVENT_PREPARE_FOR_SNAPSHOT) |
         AT(VSAPI_EVENT_POST_SNAPSHOT),
     false},
    {"SetWriterFailure", ask_failure, BUT_IDENTIFY, false},
};
static const struct helper_row *helper_now;
static bool helper_answered;

static void ask_helper(struct probe *probe)
{
    helper_answered = helper_now->ask(probe->impl);
}

VSTEST_TABLE(writer, a_helper_answers_in_its_events, helper_rows)
{
    struct vsapi_event_answer answer;
    struct probe probe;

    helper_now = &helper_rows[*row_];
    probe_begin(&probe);
    deliver(&probe, VSAPI_EVENT_IDENTIFY, NULL, &answer); /* for GetIdentifyInformation */
    answer_finish(&answer);
    probe.ask = ask_helper;
    for (int kind = VSAPI_EVENT_IDENTIFY; kind < VSAPI_EVENT_COUNT_; kind++) {
        deliver(&probe, (enum vsapi_event_kind)kind, NULL, &answer);
        cr_expect_eq(helper_answered, (helper_now->valid_in & AT(kind)) != 0, "%s in %s",
                     helper_now->row, vsapi_event_name((enum vsapi_event_kind)kind));
        answer_finish(&answer);
    }
    cr_expect_eq(helper_now->ask(probe.impl), helper_now->outside, "%s outside", helper_now->row);
    probe_end(&probe);
}

Test(writer, reserved_methods_are_not_implemented)
{
    struct probe probe;

    probe_begin(&probe);
    VSTEST_HR(probe.impl->lpVtbl->InstallAlternateWriter(probe.impl, WRITER, WRITER), E_NOTIMPL,
              "");
    probe_end(&probe);
}

/* The handler may be the writer's end. */
static void release_twice(struct probe *probe)
{
    probe->impl->lpVtbl->Unsubscribe(probe->impl);
    probe->impl->lpVtbl->Release(probe->impl);
}

Test(writer, a_handler_may_release_its_writer)
{
    struct vsapi_event_answer answer;
    struct probe probe;

    probe_begin(&probe);
    probe.ask = release_twice;
    deliver(&probe, VSAPI_EVENT_BACKUP_SHUTDOWN, NULL, &answer);
    cr_expect_not(answer.refused);
    cr_expect_eq(vsapi_com_live(), 0);
}

/* ---- memory
 * ------------------------------------------------------------------------------------------------
 */

/* A delivery as a function with a result: refused for lack of memory is E_OUTOFMEMORY. */
static HRESULT identify(struct probe *probe)
{
    struct vsapi_event_answer answer;
    HRESULT hr;

    deliver(probe, VSAPI_EVENT_IDENTIFY, NULL, &answer);
    hr = !answer.refused                                 ? S_OK
         : answer.hr == VSS_E_WRITERERROR_OUTOFRESOURCES ? E_OUTOFMEMORY
                                                         : E_FAIL;
    answer_finish(&answer);
    return hr;
}

Test(writer, identify_survives_a_lack_of_memory)
{
    struct probe probe;

    probe_begin(&probe);
    VSTEST_FAIL_EACH_ALLOCATION(identify(&probe), (void)0);
    probe_end(&probe);
}
