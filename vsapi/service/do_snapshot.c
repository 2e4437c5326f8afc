/*
 * vsapi/service/do_snapshot.c - DoSnapshotSet: writers and providers in step.
 *
 * The steps stand in one table, in the order of the documentation. Whatever fails ends the set as a
 * whole: the writers that may need it get Abort, the providers AbortSnapshots. A writer's veto in
 * Freeze or Thaw, or a Thaw that comes too late for it, fails the set; one before Freeze or after
 * Thaw only shows in the writer's status.
 */
#include "seam_provider.h"
#include "session.h"

#include <vsapi/clock.h>
#include <vsapi/error.h>
#include <vsapi/text.h>
#include <vsapi/trace.h>

#include <string.h>

#define HOLD_LIMIT_MS 10000u

struct making { /* a set while it is made */
    struct vsapi_session *session;
    bool providers_told; /* EndPrepareSnapshots was reached: AbortSnapshots has a meaning */
    bool writers_told;   /* PrepareForSnapshot was sent: Abort has one */
};

static uint64_t now_ms(const struct making *making)
{
    return vsapi_clock_now_ms(vsapi_service_clock(making->session->service));
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
static HRESULT writer_fails_set(const struct making *making, const char *event)
{
    const struct vsapi_session_writer *writer = failed_writer(making->session, true);

    if (!writer)
        writer = failed_writer(making->session, false);
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

static HRESULT send_prepare(struct making *making)
{
    making->writers_told = true;
    making->session->set_shown = true;
    return vsapi_session_send_all(making->session, VSAPI_EVENT_PREPARE_FOR_SNAPSHOT, not_out, 0,
                                  NULL);
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

static HRESULT send_freeze(struct making *making)
{
    for (int level = FRONT_END; level < LEVELS; level++) {
        uint32_t result = 0;
        HRESULT hr =
            vsapi_session_send_all(making->session, VSAPI_EVENT_FREEZE, of_level, level, &result);

        if (FAILED(hr))
            return hr;
        if (result & VSAPI_RESULT_REFUSED)
            return writer_fails_set(making, "Freeze");
    }
    return S_OK;
}

static bool is_frozen(const struct vsapi_session_writer *writer, int level)
{
    (void)level;
    return writer->frozen;
}

static uint64_t window_end_ms(const struct vsapi_session_writer *writer)
{
    return writer->frozen_ms + writer->writer->info.timeout_freeze_ms;
}

/* Every writer has to get its Thaw within its own time; inline delivery knows no time-outs. */
static HRESULT check_windows(struct making *making)
{
    struct vsapi_session *session = making->session;
    uint64_t now = now_ms(making);
    bool late = false;

    if (vsapi_host_delivery(session->service->host) == VSAPI_DELIVERY_INLINE)
        return S_OK;
    for (size_t i = 0; i < session->writers.count; i++) {
        struct vsapi_session_writer *writer = session->writers.items[i];

        if (!writer->frozen || now <= window_end_ms(writer))
            continue;
        late = true;
        vsapi_session_writer_failed(session, writer, VSS_WS_FAILED_AT_THAW,
                                    VSS_E_WRITERERROR_TIMEOUT,
                                    "Thaw did not come within the time the writer allows");
    }
    return late ? writer_fails_set(making, "waiting for Thaw") : S_OK;
}

static HRESULT send_thaw(struct making *making)
{
    uint32_t result = 0;
    HRESULT hr = vsapi_session_send_all(making->session, VSAPI_EVENT_THAW, is_frozen, 0, &result);

    if (SUCCEEDED(hr) && result & VSAPI_RESULT_REFUSED)
        hr = writer_fails_set(making, "Thaw");
    return hr;
}

static HRESULT send_post_snapshot(struct making *making)
{
    return vsapi_session_send_all(making->session, VSAPI_EVENT_POST_SNAPSHOT, not_out, 0, NULL);
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

/* Until when a planned hang of a provider lasts: past the first time limit that is running. */
static uint64_t hang_end_ms(const struct making *making, enum vsapi_set_call which)
{
    const struct vsapi_session *session = making->session;
    uint64_t end_ms = which == VSAPI_SET_COMMIT ? now_ms(making) + HOLD_LIMIT_MS : UINT64_MAX - 1;

    for (size_t i = 0; i < session->writers.count; i++) {
        const struct vsapi_session_writer *writer = session->writers.items[i];

        if (writer->frozen && window_end_ms(writer) < end_ms)
            end_ms = window_end_ms(writer);
    }
    return end_ms == UINT64_MAX - 1 ? 0 : end_ms + 1;
}

/* One method of each provider of the set, in the order of registration; the first failure ends it.
 */
static HRESULT each_provider(struct making *making, enum vsapi_set_call which)
{
    struct vsapi_session *session = making->session;
    struct vsapi_provider *provider = NULL;
    HRESULT hr = S_OK;

    while (hr == S_OK && (provider = vsapi_service_provider(session->service, provider))) {
        struct vsapi_provider_call call = {session->service, &session->id, provider,
                                           hang_end_ms(making, which)};

        if (provider_in_set(session, provider))
            hr = vsapi_provider_set_call(&call, which, &session->set_id,
                                         (LONG)session->snapshots.count);
    }
    return hr;
}

static HRESULT end_prepare(struct making *making)
{
    making->providers_told = true;
    return each_provider(making, VSAPI_SET_END_PREPARE);
}

static HRESULT pre_commit(struct making *making)
{
    HRESULT hr = each_provider(making, VSAPI_SET_PRE_COMMIT);

    return FAILED(hr) ? hr : check_windows(making);
}

/* ---- flush and hold
 * ------------------------------------------------------------------------------ */

/* Calls of the service to the system itself, so that a plan can make them late or fail. */
static HRESULT system_fault(struct making *making, const char *call, uint64_t past_ms)
{
    static const struct vsapi_fault_target nobody = {NULL, NULL, {NULL, NULL}};

    vsapi_trace_note("service", call, &making->session->id, "set=%g volumes=%u",
                     &making->session->set_id, (unsigned)making->session->snapshots.count);
    return vsapi_fault_play(making->session->service->faults, call, &nobody, past_ms);
}

static bool release_writes(struct making *making, size_t count)
{
    struct vsapi_session *session = making->session;
    bool kept = true;

    while (count > 0)
        kept = vsapi_volume_release_writes(session->snapshots.items[--count].volume) && kept;
    vsapi_trace_note("service", "ReleaseWrites", &session->id, "set=%g kept=%b", &session->set_id,
                     kept);
    return kept;
}

static HRESULT commit_held(struct making *making, uint64_t began_ms)
{
    HRESULT hr = system_fault(making, "HoldWrites", began_ms + HOLD_LIMIT_MS + 1);

    if (hr == S_OK && now_ms(making) > began_ms + HOLD_LIMIT_MS)
        hr = vsapi_fail(VSS_E_FLUSH_WRITES_TIMEOUT, "flushing the volumes took longer than %u ms",
                        HOLD_LIMIT_MS);
    if (hr == S_OK)
        hr = each_provider(making, VSAPI_SET_COMMIT);
    return hr;
}

/* The documentation gives two codes for the window and ties neither to a cause: late before the
 * commit is the flush, late after it the hold (docs/decisions.md#hold-codes). */
static HRESULT commit(struct making *making)
{
    struct vsapi_session *session = making->session;
    uint64_t began_ms = now_ms(making);
    bool kept;
    HRESULT hr;

    for (size_t i = 0; i < session->snapshots.count; i++)
        vsapi_volume_hold_writes(session->snapshots.items[i].volume);
    hr = commit_held(making, began_ms);
    kept = now_ms(making) <= began_ms + HOLD_LIMIT_MS;
    kept = release_writes(making, session->snapshots.count) && kept;
    if (SUCCEEDED(hr) && !kept)
        hr = vsapi_fail(
            VSS_E_HOLD_WRITES_TIMEOUT,
            "CommitSnapshots of the providers took longer than writes can be held, %u ms "
            "(provider's mistake)",
            HOLD_LIMIT_MS);
    return FAILED(hr) ? hr : check_windows(making);
}

static HRESULT post_commit(struct making *making)
{
    HRESULT hr = each_provider(making, VSAPI_SET_POST_COMMIT);

    return FAILED(hr) ? hr : check_windows(making);
}

/* ---- what the shadow copies are called
 * ----------------------------------------------------------- */

static HRESULT device_name(struct vsapi_session *session,
                           const struct vsapi_session_snapshot *snapshot, char **out)
{
    struct vsapi_provider_call call = {session->service, &session->id, snapshot->provider, 0};
    VSS_SNAPSHOT_PROP properties;
    HRESULT hr = vsapi_provider_properties(&call, &snapshot->id, &properties);

    *out = NULL;
    if (FAILED(hr))
        return hr;
    hr = vsapi_text_from_wide(properties.m_pwszSnapshotDeviceObject, out);
    vsapi_snapshot_prop_finish(&properties);
    return hr;
}

/* Asks for the device names, which writers are told in PostSnapshot and the document keeps. */
static HRESULT learn_devices(struct making *making)
{
    struct vsapi_session *session = making->session;
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

static HRESULT pre_final_commit(struct making *making)
{
    HRESULT hr = each_provider(making, VSAPI_SET_PRE_FINAL_COMMIT);

    return FAILED(hr) ? hr : learn_devices(making);
}

static HRESULT post_final_commit(struct making *making)
{
    return each_provider(making, VSAPI_SET_POST_FINAL_COMMIT);
}

/* Before the commit writers are told which volumes the set has; where they will be is not known. */
static HRESULT name_volumes(struct making *making)
{
    struct vsapi_session *session = making->session;
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

static HRESULT record(struct making *making)
{
    struct vsapi_session *session = making->session;
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

/* ---- the whole
 * ------------------------------------------------------------------------------------ */

static const struct {
    HRESULT (*run)(struct making *making);
    bool writers; /* in contexts with writers only */
} steps[] = {
    {name_volumes, false},      {end_prepare, false},       {send_prepare, true},
    {send_freeze, true},        {pre_commit, false},        {commit, false},
    {post_commit, false},       {send_thaw, true},          {pre_final_commit, false},
    {send_post_snapshot, true}, {post_final_commit, false}, {record, false},
};

/* Undoes what was done: writers first, for they are the ones who wait. A cancelled set tells the
 * writers in any case, as AbortBackup would. */
static void set_abort(struct making *making, bool cancelled)
{
    struct vsapi_session *session = making->session;
    char *sentence = vsapi_strdup(vsapi_last_message());

    if (making->writers_told || cancelled)
        vsapi_session_send_abort(session);
    if (making->providers_told) {
        struct vsapi_provider *provider = NULL;

        while ((provider = vsapi_service_provider(session->service, provider))) {
            struct vsapi_provider_call call = {session->service, &session->id, provider, 0};

            if (provider_in_set(session, provider))
                vsapi_provider_set_call(&call, VSAPI_SET_ABORT, &session->set_id, 0);
        }
    }
    vsapi_message_set(sentence);
    vsapi_free(sentence);
}

static HRESULT do_run(struct vsapi_session *session, struct vsapi_operation *operation)
{
    struct making making = {session, false, false};
    bool writers = vsapi_context_has_writers(session->context), cancelled = false;
    HRESULT hr = S_OK;

    for (size_t i = 0; hr == S_OK && i < sizeof steps / sizeof *steps; i++) {
        cancelled = vsapi_operation_cancelled(operation);
        if (cancelled)
            hr = vsapi_operation_stopped();
        else if (writers || !steps[i].writers)
            hr = steps[i].run(&making);
    }
    if (SUCCEEDED(hr) && !vsapi_operation_commit(operation)) {
        cancelled = true;
        hr = vsapi_operation_stopped();
    }
    if (FAILED(hr))
        set_abort(&making, cancelled);
    session->set_made = SUCCEEDED(hr);
    vsapi_session_leave_building(session);
    return hr;
}

HRESULT vsapi_session_do_snapshot_set(struct vsapi_session *session, struct vsapi_operation **out)
{
    return vsapi_operation_start(session, VSAPI_CALL_DO_SNAPSHOT_SET, do_run, out);
}
