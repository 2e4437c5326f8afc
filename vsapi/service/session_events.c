/*
 * vsapi/service/session_events.c - one event to some of a session's writers, and what it did to
 * them.
 *
 * Everything that can fail for lack of memory is done before the first writer is called, so that an
 * event reaches all or none. Each writer keeps the object of its last event for the next one: Thaw,
 * Abort and BackupShutdown therefore need no memory.
 */
#include "session.h"

#include <vsapi/clock.h>
#include <vsapi/error.h>
#include <vsapi/text.h>
#include <vsapi/trace.h>

#include <string.h>

#define FEW 8 /* writers that need no array on the heap */

/* ---- what an answer does to a writer's state ----------------------------------------------------
 */

static void state_note(const struct vsapi_session *session,
                       const struct vsapi_session_writer *writer)
{
    if (vsapi_trace_on())
        vsapi_trace_note("writer-state", writer->writer->info.name, &session->id,
                         "instance=%g state=%d failure=%h application=%h",
                         &writer->writer->info.instance_id, (int)writer->state, writer->failure,
                         writer->application);
}

/* The first failure of a session stays (WERR-045). */
void vsapi_session_writer_failed(struct vsapi_session *session, struct vsapi_session_writer *writer,
                                 VSS_WRITER_STATE state, HRESULT failure, const char *message)
{
    if (writer->failure != S_OK)
        return;
    if (state != VSS_WS_UNKNOWN)
        writer->state = state;
    writer->failure = failure;
    vsapi_free(writer->message);
    writer->message = vsapi_strdup(message);
    state_note(session, writer);
}

static void writer_state(struct vsapi_session *session, struct vsapi_session_writer *writer,
                         VSS_WRITER_STATE state)
{
    if (writer->failure != S_OK || writer->state == state)
        return;
    writer->state = state;
    state_note(session, writer);
}

/* What the writer was sent is known whatever it answers. */
static void writer_told(struct vsapi_session_writer *writer, enum vsapi_event_kind kind,
                        uint64_t now_ms)
{
    writer->told = true;
    if (kind == VSAPI_EVENT_FREEZE) {
        writer->frozen = true;
        writer->frozen_ms = now_ms;
    } else if (kind == VSAPI_EVENT_THAW || kind == VSAPI_EVENT_ABORT) {
        writer->frozen = false;
    } else if (kind == VSAPI_EVENT_POST_SNAPSHOT) {
        writer->post_snapshot = true;
    }
}

/* A writer that failed before it was frozen is left out from then on; a failure in Abort has a code
 * and no state. */
static uint32_t writer_answer(struct vsapi_session *session, struct vsapi_session_writer *writer,
                              const struct vsapi_event_row *row, struct vsapi_dispatch *dispatch)
{
    struct vsapi_event_answer *answer = &dispatch->answer;
    uint32_t result = 0;

    if (vsapi_dispatch_late(dispatch)) {
        vsapi_session_writer_failed(session, writer, row->failed, row->late,
                                    "the writer did not answer in time");
        result = VSAPI_RESULT_REFUSED;
    } else if (dispatch->gone) {
        vsapi_session_writer_failed(session, writer, row->failed, VSS_E_WRITER_NOT_RESPONDING,
                                    "the writer has gone");
        result = VSAPI_RESULT_REFUSED | VSAPI_RESULT_LOST;
    } else if (answer->hr != S_OK) {
        if (writer->failure == S_OK)
            writer->application = answer->application;
        vsapi_session_writer_failed(session, writer, row->failed, answer->hr, answer->message);
        result = answer->refused ? VSAPI_RESULT_REFUSED : 0;
    } else {
        writer_state(session, writer, row->done);
    }
    if (result && (row->kind == VSAPI_EVENT_PREPARE_FOR_BACKUP ||
                   row->kind == VSAPI_EVENT_PREPARE_FOR_SNAPSHOT))
        writer->out = true;
    return result;
}

/* ---- one round ----------------------------------------------------------------------------------
 */

static void event_fill(struct vsapi_session *session, const struct vsapi_recipient *to,
                       struct vsapi_event *event)
{
    const struct vsapi_bcd *document = session->document;

    event->session_id = session->id;
    event->context = session->context | session->recovery;
    event->backup_type = document->backup_type;
    event->restore_type = document->restore_type;
    event->select_components = document->select_components;
    event->bootable_system_state = document->bootable_system_state;
    event->partial_file_support = document->partial_file_support;
    event->snapshot_set_id = session->set_id;
    if (event->kind == VSAPI_EVENT_BACKUP_SHUTDOWN && !session->set_shown)
        event->snapshot_set_id = GUID_NULL;
    event->metadata = to->writer->metadata;
    vsapi_wmd_ref(event->metadata);
}

/* Under the document's lock. */
static HRESULT dispatch_make(struct vsapi_session *session, enum vsapi_event_kind kind,
                             const struct vsapi_recipient *to, struct vsapi_dispatch **out)
{
    HRESULT hr = vsapi_dispatch_create(to->writer->writer, kind, &to->writer->dispatch, out);

    if (FAILED(hr))
        return hr;
    event_fill(session, to, &(*out)->event);
    vsapi_dispatch_set_volumes(*out, session->volumes);
    return S_OK;
}

static HRESULT dispatches_make(struct vsapi_session *session, enum vsapi_event_kind kind,
                               const struct vsapi_recipient *to, size_t count,
                               struct vsapi_dispatch **dispatches)
{
    HRESULT hr = S_OK;

    vsapi_mutex_lock(&session->document->lock);
    for (size_t i = 0; SUCCEEDED(hr) && i < count; i++)
        hr = dispatch_make(session, kind, &to[i], &dispatches[i]);
    vsapi_mutex_unlock(&session->document->lock);
    return hr;
}

static HRESULT components_copy(struct vsapi_bcd *document, const struct vsapi_recipient *to,
                               struct vsapi_bcd **out)
{
    if (to->components)
        return vsapi_bcd_clone_components(document, to->document, to->components,
                                          to->component_count, out);
    return vsapi_bcd_clone_writer(document, to->document, out);
}

/* Gives each writer its own copy of its components. */
static HRESULT components_give(struct vsapi_session *session, const struct vsapi_recipient *to,
                               size_t count, struct vsapi_dispatch **dispatches)
{
    HRESULT hr = S_OK;

    vsapi_mutex_lock(&session->document->lock);
    for (size_t i = 0; SUCCEEDED(hr) && i < count; i++) {
        if (to[i].document && vsapi_event_row(dispatches[i]->event.kind)->components)
            hr = components_copy(session->document, &to[i], &dispatches[i]->event.components);
    }
    vsapi_mutex_unlock(&session->document->lock);
    return hr;
}

/* The object goes back to its writer for the next event, unless one is there already. */
static void dispatches_return(const struct vsapi_recipient *to, size_t count,
                              struct vsapi_dispatch **dispatches)
{
    for (size_t i = 0; i < count; i++) {
        if (!dispatches[i])
            continue;
        if (to[i].writer->dispatch)
            vsapi_event_unref(&dispatches[i]->event);
        else
            to[i].writer->dispatch = dispatches[i];
    }
}

static HRESULT components_merge(struct vsapi_bcd *document, const struct vsapi_recipient *to,
                                struct vsapi_bcd *part)
{
    if (to->components)
        return vsapi_bcd_merge_components(document, part, to->components, to->component_count);
    return vsapi_bcd_merge_writer(document, part);
}

/* A writer that refused may have written why into its components: that counts, too. */
static HRESULT answer_take(struct vsapi_session *session, const struct vsapi_event_row *row,
                           const struct vsapi_recipient *to, struct vsapi_dispatch *dispatch,
                           uint32_t *result)
{
    HRESULT hr = S_OK;

    if (row->merges && dispatch->event.components && !vsapi_dispatch_late(dispatch))
        hr = components_merge(session->document, to, dispatch->event.components);
    *result |= writer_answer(session, to->writer, row, dispatch);
    return hr;
}

/* Sends to those that have the event at the same time, and takes what they answer. */
static HRESULT send_at_once(struct vsapi_session *session, const struct vsapi_event_row *row,
                            const struct vsapi_recipient *to, size_t count,
                            struct vsapi_dispatch **dispatches, uint32_t *result)
{
    uint64_t now_ms = vsapi_clock_now_ms(vsapi_service_clock(session->service));
    HRESULT hr = components_give(session, to, count, dispatches);

    if (FAILED(hr))
        return hr;
    for (size_t i = 0; i < count; i++)
        writer_told(to[i].writer, row->kind, now_ms);
    vsapi_deliver(session->service, &session->round, dispatches, count);
    for (size_t i = 0; i < count; i++) {
        HRESULT taken = answer_take(session, row, &to[i], dispatches[i], result);

        hr = FAILED(hr) ? hr : taken;
        vsapi_dispatch_rest(dispatches[i]);
    }
    return hr;
}

/* Has the operation that runs, which is this thread's, been told to stop? */
static bool session_cancelled(struct vsapi_session *session)
{
    bool cancelled;

    vsapi_mutex_lock(&session->lock);
    cancelled = session->running && vsapi_operation_cancelled(session->running);
    vsapi_mutex_unlock(&session->lock);
    return cancelled;
}

static HRESULT send_in(struct vsapi_session *session, enum vsapi_event_kind kind,
                       const struct vsapi_recipient *to, size_t count,
                       struct vsapi_dispatch **dispatches, uint32_t *result)
{
    const struct vsapi_event_row *row = vsapi_event_row(kind);
    size_t step = vsapi_deliver_at_once(session->service, count);
    HRESULT hr = dispatches_make(session, kind, to, count, dispatches);

    for (size_t i = 0; dispatches[count - 1] && i < count; i += step) {
        HRESULT sent;

        if (!row->must_reach && session_cancelled(session))
            break;
        sent = send_at_once(session, row, to + i, step, dispatches + i, result);
        hr = FAILED(hr) ? hr : sent;
    }
    dispatches_return(to, count, dispatches);
    return hr;
}

HRESULT vsapi_session_send(struct vsapi_session *session, enum vsapi_event_kind kind,
                           const struct vsapi_recipient *to, size_t count, uint32_t *result)
{
    struct vsapi_dispatch *few[FEW] = {0}, **dispatches = few;
    uint32_t nobody = 0;
    HRESULT hr;

    if (count == 0)
        return S_OK;
    if (count > FEW)
        dispatches = vsapi_calloc(count, sizeof *dispatches);
    if (!dispatches)
        return vsapi_out_of_memory();
    hr = send_in(session, kind, to, count, dispatches, result ? result : &nobody);
    if (dispatches != few)
        vsapi_free(dispatches);
    return hr;
}

static bool writer_hears(const struct vsapi_session_writer *writer,
                         const struct vsapi_event_row *row)
{
    return writer->takes_part && (writer->writer->info.event_mask & row->mask) == row->mask;
}

static HRESULT send_list(struct vsapi_session *session, enum vsapi_event_kind kind,
                         bool (*wanted)(const struct vsapi_session_writer *writer, int level),
                         int level, uint32_t *result)
{
    const struct vsapi_event_row *row = vsapi_event_row(kind);
    bool components = row->components && session->document->select_components;
    struct vsapi_recipient few[FEW], *to = few;
    size_t count = 0;
    HRESULT hr;

    if (session->writers.count > FEW)
        to = vsapi_calloc(session->writers.count, sizeof *to);
    if (!to)
        return vsapi_out_of_memory();
    for (size_t i = 0; i < session->writers.count; i++) {
        struct vsapi_session_writer *writer = session->writers.items[i];

        if (!writer_hears(writer, row) || !wanted(writer, level))
            continue;
        to[count++] = (struct vsapi_recipient){
            .writer = writer,
            .document = components ? vsapi_bcd_find_writer(session->document,
                                                           &writer->writer->info.instance_id)
                                   : NULL};
    }
    hr = vsapi_session_send(session, kind, to, count, result);
    if (to != few)
        vsapi_free(to);
    return hr;
}

/* When there is no memory for a list: one after the other, which needs none. */
static void send_each(struct vsapi_session *session, enum vsapi_event_kind kind,
                      bool (*wanted)(const struct vsapi_session_writer *writer, int level),
                      int level, uint32_t *result)
{
    const struct vsapi_event_row *row = vsapi_event_row(kind);

    for (size_t i = 0; i < session->writers.count; i++) {
        struct vsapi_recipient to = {.writer = session->writers.items[i]};

        if (writer_hears(to.writer, row) && wanted(to.writer, level))
            vsapi_session_send(session, kind, &to, 1, result);
    }
}

HRESULT vsapi_session_send_all(struct vsapi_session *session, enum vsapi_event_kind kind,
                               bool (*wanted)(const struct vsapi_session_writer *writer, int level),
                               int level, uint32_t *result)
{
    HRESULT hr;

    if (session->writers.count == 0)
        return S_OK;
    hr = send_list(session, kind, wanted, level, result);
    if (hr != E_OUTOFMEMORY || !vsapi_event_row(kind)->must_reach)
        return hr;
    send_each(session, kind, wanted, level, result);
    return S_OK;
}

static bool abort_reaches(const struct vsapi_session_writer *writer, int level)
{
    (void)level;
    return !writer->post_snapshot;
}

void vsapi_session_send_abort(struct vsapi_session *session)
{
    char *sentence = vsapi_strdup(vsapi_last_message());

    vsapi_session_send_all(session, VSAPI_EVENT_ABORT, abort_reaches, 0, NULL);
    vsapi_message_set(sentence);
    vsapi_free(sentence);
}

/* ---- who takes part
 * ------------------------------------------------------------------------------ */

/*
 * In component mode a writer takes part if one of its components was added explicitly, else every
 * writer that answered Identify does (PROT-303).
 */
void vsapi_session_choose_participants(struct vsapi_session *session)
{
    struct vsapi_bcd *document = session->document;

    vsapi_mutex_lock(&document->lock);
    for (size_t i = 0; i < session->writers.count; i++) {
        struct vsapi_session_writer *writer = session->writers.items[i];
        struct vsapi_bcd_writer *part =
            vsapi_bcd_find_writer(document, &writer->writer->info.instance_id);

        writer->takes_part = !document->select_components || (part && part->components.count > 0);
    }
    vsapi_mutex_unlock(&document->lock);
}
