/*
 * vsapi/service/do_snapshot.c - DoSnapshotSet: writers and providers in step.
 *
 * The steps stand in one table, in the order of the documentation. Whatever fails ends the set as a
 * whole: the writers that may need it get Abort, the providers AbortSnapshots. A writer's veto in
 * Freeze or Thaw, or a Thaw that comes too late for it, fails the set; one before Freeze or after
 * Thaw only shows in the writer's status.
 *
 * A provider that does not return in time is left in its call, with the thread that made it
 * (watch.h). Another thread takes up the session and ends the set as failed; the first, when it
 * comes back, must not touch the session: whoever sees VSAPI_LEFT_BEHIND returns at once.
 */
#include "making.h"

#include <vsapi/clock.h>
#include <vsapi/error.h>
#include <vsapi/text.h>
#include <vsapi/trace.h>

#include <string.h>

static uint64_t now_ms(const struct vsapi_session *session)
{
    return vsapi_clock_now_ms(vsapi_service_clock(session->service));
}

/* ---- writers
 * ------------------------------------------------------------------------------------- */

/* Who failed: in Freeze or Thaw, or else in what came before (a state that shows a failure stays).
 */
static const struct vsapi_session_writer *failed_writer(const struct vsapi_session *session,
                                                        bool now)
{
    for (size_t i = 0; i < session->writers.count; i++) {
        const struct vsapi_session_writer *writer = session->writers.items[i];
        bool frozen =
            writer->state == VSS_WS_FAILED_AT_FREEZE || writer->state == VSS_WS_FAILED_AT_THAW;

        if (writer->takes_part && (now ? frozen : !writer->out && FAILED(writer->failure)))
            return writer;
    }
    return NULL;
}

/*
 * What the requester gets when a writer's veto or lateness fails the set. The page of DoSnapshotSet
 * has no code for it; the writer's own stands in its status (docs/decisions.md#writer-fails-set).
 */
static HRESULT writer_fails_set(const struct vsapi_session *session, const char *event)
{
    const struct vsapi_session_writer *writer = failed_writer(session, true);

    if (!writer)
        writer = failed_writer(session, false);
    if (!writer)
        return vsapi_fail(VSS_E_UNEXPECTED_WRITER_ERROR, "a writer failed in %s (its mistake)",
                          event);
    return vsapi_fail(VSS_E_UNEXPECTED_WRITER_ERROR,
                      "writer \"%s\" failed in %s with %s%s%s (the writer's mistake)",
                      writer->writer->info.name, event, vsapi_hresult_name(writer->failure),
                      writer->message ? ": " : "", writer->message ? writer->message : "");
}

static bool not_out(const struct vsapi_session_writer *writer, int level)
{
    (void)level;
    return !writer->out;
}

static HRESULT send_prepare(struct vsapi_session *session)
{
    session->making.writers_told = true;
    session->set_shown = true;
    return vsapi_session_send_all(session, VSAPI_EVENT_PREPARE_FOR_SNAPSHOT, not_out, 0, NULL);
}

enum { FRONT_END, BACK_END, SYSTEM, LEVELS };

/* Levels that no page orders are frozen with the front ends. */
static int level_of(const struct vsapi_session_writer *writer)
{
    switch (writer->writer->info.level) {
    case VSS_APP_SYSTEM:
    case VSS_APP_SYSTEM_RM:
        return SYSTEM;
    case VSS_APP_BACK_END:
        return BACK_END;
    default:
        return FRONT_END;
    }
}

static bool of_level(const struct vsapi_session_writer *writer, int level)
{
    return !writer->out && level_of(writer) == level;
}

static HRESULT send_freeze(struct vsapi_session *session)
{
    for (int level = FRONT_END; level < LEVELS; level++) {
        uint32_t result = 0;
        HRESULT hr = vsapi_session_send_all(session, VSAPI_EVENT_FREEZE, of_level, level, &result);

        if (FAILED(hr))
            return hr;
        if (result & VSAPI_RESULT_REFUSED)
            return writer_fails_set(session, "Freeze");
    }
    return S_OK;
}

static bool is_frozen(const struct vsapi_session_writer *writer, int level)
{
    (void)level;
    return writer->frozen;
}

static HRESULT send_thaw(struct vsapi_session *session)
{
    uint32_t result = 0;
    HRESULT hr = vsapi_session_send_all(session, VSAPI_EVENT_THAW, is_frozen, 0, &result);

    if (SUCCEEDED(hr) && result & VSAPI_RESULT_REFUSED)
        hr = writer_fails_set(session, "Thaw");
    return hr;
}

static HRESULT send_post_snapshot(struct vsapi_session *session)
{
    return vsapi_session_send_all(session, VSAPI_EVENT_POST_SNAPSHOT, not_out, 0, NULL);
}

/* ---- providers
 * ----------------------------------------------------------------------------------- */

static bool provider_in_set(const struct vsapi_session *session,
                            const struct vsapi_provider *provider)
{
    for (size_t i = 0; i < session->snapshots.count; i++)
        if (session->snapshots.items[i].provider == provider)
            return true;
    return false;
}

/* The shadow copies of this provider are finished. */
static void note_created(struct vsapi_session *session, const struct vsapi_provider *provider)
{
    for (size_t i = 0; i < session->snapshots.count; i++) {
        if (session->snapshots.items[i].provider == provider)
            session->snapshots.items[i].created = true;
    }
}

/* One method of each provider of the set, in the order of registration; the first failure ends it.
 */
static HRESULT each_provider(struct vsapi_session *session, enum vsapi_set_call which)
{
    struct vsapi_provider *provider = NULL;
    HRESULT hr = S_OK;

    while (hr == S_OK && (provider = vsapi_service_provider(session->service, provider))) {
        struct vsapi_provider_call call;

        if (!provider_in_set(session, provider))
            continue;
        call = vsapi_making_call(session, provider, vsapi_set_call_name(which));
        hr =
            vsapi_provider_set_call(&call, which, &session->set_id, (LONG)session->snapshots.count);
        if (hr == S_OK && which == VSAPI_SET_POST_FINAL_COMMIT)
            note_created(session, provider);
        if (hr == S_OK)
            hr = vsapi_making_judge(session, hr);
    }
    return hr;
}

static HRESULT end_prepare(struct vsapi_session *session)
{
    session->making.providers_told = true;
    return each_provider(session, VSAPI_SET_END_PREPARE);
}

static HRESULT pre_commit(struct vsapi_session *session)
{
    HRESULT hr = vsapi_making_check_windows(session);

    return FAILED(hr) ? hr : each_provider(session, VSAPI_SET_PRE_COMMIT);
}

/* ---- flush and hold
 * ------------------------------------------------------------------------------ */

/* Calls of the service to the system itself, so that a plan can make them late or fail. */
static HRESULT system_fault(struct vsapi_session *session, const char *call, uint64_t past_ms)
{
    static const struct vsapi_fault_target nobody = {NULL, NULL, {NULL, NULL}};

    vsapi_trace_note("service", call, &session->id, "set=%g volumes=%u", &session->set_id,
                     (unsigned)session->snapshots.count);
    return vsapi_fault_play(session->service->faults, call, &nobody, past_ms);
}

static void hold_writes(struct vsapi_session *session)
{
    session->making.hold_began_ms = now_ms(session);
    for (size_t i = 0; i < session->snapshots.count; i++)
        vsapi_volume_hold_writes(session->snapshots.items[i].volume);
    session->making.holding = true;
}

/* Were they held until now? */
static bool release_writes(struct vsapi_session *session)
{
    uint64_t end_ms = session->making.hold_began_ms + VSAPI_HOLD_LIMIT_MS;
    bool kept = now_ms(session) <= end_ms;

    for (size_t i = session->snapshots.count; i > 0; i--)
        kept = vsapi_volume_release_writes(session->snapshots.items[i - 1].volume) && kept;
    session->making.holding = false;
    vsapi_trace_note("service", "ReleaseWrites", &session->id, "set=%g kept=%b", &session->set_id,
                     kept);
    return kept;
}

static HRESULT commit_held(struct vsapi_session *session)
{
    uint64_t end_ms = session->making.hold_began_ms + VSAPI_HOLD_LIMIT_MS;
    HRESULT hr = system_fault(session, "HoldWrites", end_ms + 1);

    if (hr == S_OK && now_ms(session) > end_ms)
        hr = vsapi_fail(VSS_E_FLUSH_WRITES_TIMEOUT,
                        "flushing the volumes took longer than %u ms (the machine is slow)",
                        VSAPI_HOLD_LIMIT_MS);
    if (hr == S_OK)
        hr = each_provider(session, VSAPI_SET_COMMIT);
    return hr;
}

/* The documentation gives two codes for the window and ties neither to a cause: late before the
 * commit is the flush, late after it the hold (docs/decisions.md#hold-codes). */
static HRESULT commit(struct vsapi_session *session)
{
    HRESULT hr;

    hold_writes(session);
    hr = commit_held(session);
    if (hr == VSAPI_LEFT_BEHIND)
        return hr;
    if (!release_writes(session) && SUCCEEDED(hr))
        hr = vsapi_fail(
            VSS_E_HOLD_WRITES_TIMEOUT,
            "CommitSnapshots of the providers took longer than writes can be held, %u ms "
            "(provider's mistake)",
            VSAPI_HOLD_LIMIT_MS);
    return FAILED(hr) ? hr : vsapi_making_check_windows(session);
}

static HRESULT post_commit(struct vsapi_session *session)
{
    return each_provider(session, VSAPI_SET_POST_COMMIT);
}

/* ---- what the shadow copies are called
 * ----------------------------------------------------------- */

static HRESULT device_name(struct vsapi_session *session,
                           const struct vsapi_session_snapshot *snapshot, char **out)
{
    struct vsapi_provider_call call =
        vsapi_making_call(session, snapshot->provider, "GetSnapshotProperties");
    VSS_SNAPSHOT_PROP properties;
    HRESULT hr = vsapi_provider_properties(&call, &snapshot->id, &properties);

    *out = NULL;
    if (FAILED(hr))
        return hr;
    hr = vsapi_text_from_wide(properties.m_pwszSnapshotDeviceObject, out);
    vsapi_snapshot_prop_finish(&properties);
    return vsapi_making_judge(session, hr);
}

/* Asks for the device names, which writers are told in PostSnapshot and the document keeps. */
static HRESULT learn_devices(struct vsapi_session *session)
{
    size_t count = session->snapshots.count;
    struct vsapi_event_volume *items = vsapi_calloc(count + 1, sizeof *items);
    struct vsapi_volumes *volumes = NULL;
    HRESULT hr = items ? S_OK : vsapi_out_of_memory();

    for (size_t i = 0; SUCCEEDED(hr) && i < count; i++) {
        items[i].original = (char *)vsapi_volume_name(session->snapshots.items[i].volume);
        hr = device_name(session, &session->snapshots.items[i], &items[i].device);
    }
    if (SUCCEEDED(hr))
        hr = vsapi_volumes_create(items, count, &volumes);
    for (size_t i = 0; items && i < count; i++)
        vsapi_free(items[i].device);
    vsapi_free(items);
    if (FAILED(hr))
        return hr;
    vsapi_volumes_unref(session->volumes);
    session->volumes = volumes;
    return S_OK;
}

static HRESULT pre_final_commit(struct vsapi_session *session)
{
    HRESULT hr = each_provider(session, VSAPI_SET_PRE_FINAL_COMMIT);

    return FAILED(hr) ? hr : learn_devices(session);
}

static HRESULT post_final_commit(struct vsapi_session *session)
{
    return each_provider(session, VSAPI_SET_POST_FINAL_COMMIT);
}

/* Before the commit writers are told which volumes the set has; where they will be is not known. */
static HRESULT name_volumes(struct vsapi_session *session)
{
    size_t count = session->snapshots.count;
    struct vsapi_event_volume *items = vsapi_calloc(count + 1, sizeof *items);
    HRESULT hr;

    if (!items)
        return vsapi_out_of_memory();
    for (size_t i = 0; i < count; i++)
        items[i].original = (char *)vsapi_volume_name(session->snapshots.items[i].volume);
    vsapi_volumes_unref(session->volumes);
    hr = vsapi_volumes_create(items, count, &session->volumes);
    vsapi_free(items);
    return hr;
}

/* Under the document's lock. */
static HRESULT record_snapshot(struct vsapi_session *session, size_t i)
{
    struct vsapi_bcd *document = session->document;
    const struct vsapi_session_snapshot *snapshot = &session->snapshots.items[i];
    struct vsapi_bcd_snapshot made = {.snapshot_id = snapshot->id,
                                      .provider_id = snapshot->provider->info.provider_id};
    HRESULT hr =
        vsapi_bcd_text(document, &made.original_volume, session->volumes->items[i].original);

    if (SUCCEEDED(hr))
        hr = vsapi_bcd_text(document, &made.device, session->volumes->items[i].device);
    if (SUCCEEDED(hr) && !VSAPI_ARENA_ROOM(document->arena, &document->snapshots))
        hr = vsapi_out_of_memory();
    if (SUCCEEDED(hr))
        document->snapshots.items[document->snapshots.count++] = made;
    return hr;
}

static HRESULT record(struct vsapi_session *session)
{
    struct vsapi_bcd *document = session->document;
    size_t had = document->snapshots.count;
    HRESULT hr = S_OK;

    vsapi_mutex_lock(&document->lock);
    for (size_t i = 0; SUCCEEDED(hr) && i < session->snapshots.count; i++)
        hr = record_snapshot(session, i);
    if (FAILED(hr)) {
        document->snapshots.count = had;
    } else {
        document->has_snapshot_set = true;
        document->snapshot_set_id = session->set_id;
    }
    vsapi_mutex_unlock(&document->lock);
    return hr;
}

/* ---- when it fails
 * -------------------------------------------------------------------------------- */

/* Tells the providers after this one; a failure is not heard. Returns what the set failed with. */
static HRESULT abort_providers(struct vsapi_session *session, struct vsapi_provider *provider)
{
    struct vsapi_making *making = &session->making;

    while (making->providers_told &&
           (provider = vsapi_service_provider(session->service, provider))) {
        struct vsapi_provider_call call;

        if (!provider_in_set(session, provider) || provider == making->stuck)
            continue;
        call = vsapi_making_call(session, provider, vsapi_set_call_name(VSAPI_SET_ABORT));
        if (vsapi_provider_set_call(&call, VSAPI_SET_ABORT, &session->set_id, 0) ==
            VSAPI_LEFT_BEHIND)
            return VSAPI_LEFT_BEHIND;
        vsapi_session_delete_created(session, provider);
    }
    vsapi_message_set(making->sentence);
    vsapi_free(making->sentence);
    making->sentence = NULL;
    vsapi_session_leave_building(session);
    return making->failure;
}

/* Undoes what was done: writers first, for they are the ones who wait. A cancelled set tells the
 * writers in any case, as AbortBackup would. */
static HRESULT set_fail(struct vsapi_session *session, HRESULT hr, bool cancelled)
{
    struct vsapi_making *making = &session->making;

    making->failure = hr;
    making->sentence = vsapi_strdup(vsapi_last_message());
    if (making->writers_told || cancelled)
        vsapi_session_send_abort(session);
    making->aborting = true;
    return abort_providers(session, NULL);
}

/* Goes on for a thread that was left behind: in a step, which has failed by that, or in an
 * AbortSnapshots, which nobody has to wait for. */
static HRESULT late_run(struct vsapi_session *session, struct vsapi_operation *operation)
{
    struct vsapi_making *making = &session->making;
    HRESULT hr;

    (void)operation;
    if (making->aborting)
        return abort_providers(session, making->calling);
    /* PROV-031: AbortSnapshots interrupts EndPrepareSnapshots; other calls are not disturbed. */
    if (strcmp(making->call, vsapi_set_call_name(VSAPI_SET_END_PREPARE)) != 0)
        making->stuck = making->calling;
    hr = vsapi_making_late(session);
    if (making->holding)
        release_writes(session);
    return set_fail(session, hr, false);
}

/* ---- the whole
 * ------------------------------------------------------------------------------------ */

static const struct {
    HRESULT (*run)(struct vsapi_session *session);
    bool writers; /* in contexts with writers only */
} steps[] = {
    {name_volumes, false},      {end_prepare, false},       {send_prepare, true},
    {send_freeze, true},        {pre_commit, false},        {commit, false},
    {post_commit, false},       {send_thaw, true},          {pre_final_commit, false},
    {send_post_snapshot, true}, {post_final_commit, false}, {record, false},
};

static HRESULT do_run(struct vsapi_session *session, struct vsapi_operation *operation)
{
    bool writers = vsapi_context_has_writers(session->context), cancelled = false;
    HRESULT hr = S_OK;

    session->making = (struct vsapi_making){.late = vsapi_operation_on_late(operation, late_run)};
    for (size_t i = 0; hr == S_OK && i < sizeof steps / sizeof *steps; i++) {
        cancelled = vsapi_operation_cancelled(operation);
        if (cancelled)
            hr = vsapi_operation_stopped();
        else if (writers || !steps[i].writers)
            hr = steps[i].run(session);
    }
    if (hr == VSAPI_LEFT_BEHIND)
        return hr;
    if (SUCCEEDED(hr) && !vsapi_operation_commit(operation)) {
        cancelled = true;
        hr = vsapi_operation_stopped();
    }
    if (FAILED(hr))
        return set_fail(session, hr, cancelled);
    session->set_made = true;
    vsapi_session_leave_building(session);
    return hr;
}

HRESULT vsapi_session_do_snapshot_set(struct vsapi_session *session, struct vsapi_operation **out)
{
    return vsapi_operation_start(session, VSAPI_CALL_DO_SNAPSHOT_SET, do_run, out);
}
