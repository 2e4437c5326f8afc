/*
 * vsapi/service/restore.c - PreRestore and PostRestore.
 *
 * The stored document names writers by the instance ids of the backup; each is paired with the
 * writer that runs now (session_writers.c). PreRestore goes to the pairs with a component selected
 * for restore, PostRestore to those that got PreRestore. There is no Abort in a restore.
 */
#include "session.h"

#include <vsapi/error.h>

static bool has_selected(const struct vsapi_bcd_writer *document)
{
    for (size_t i = 0; i < document->components.count; i++)
        if (document->components.items[i]->selected_for_restore)
            return true;
    return false;
}

/* Under the document's lock: who gets the events. A writer that does not run is left out. */
static HRESULT pair_writers(struct vsapi_session *session)
{
    struct vsapi_bcd *document = session->document;

    session->restoring.count = 0;
    for (size_t i = 0; i < document->writers.count; i++) {
        struct vsapi_bcd_writer *part = document->writers.items[i];
        struct vsapi_session_writer *writer =
            has_selected(part) ? vsapi_session_match_writer(session, part) : NULL;

        if (!writer || !(writer->writer->info.event_mask & VSS_SM_RESTORE_EVENTS_FLAG))
            continue;
        if (!VSAPI_ARRAY_ROOM(&session->restoring))
            return vsapi_out_of_memory();
        writer->takes_part = true;
        session->restoring.items[session->restoring.count].document = part;
        session->restoring.items[session->restoring.count++].writer = writer;
    }
    return S_OK;
}

static HRESULT send_to_pairs(struct vsapi_session *session, enum vsapi_event_kind kind,
                             uint32_t *result)
{
    size_t count = session->restoring.count;
    struct vsapi_recipient *to = vsapi_calloc(count + 1, sizeof *to);
    HRESULT hr;

    if (!to)
        return vsapi_out_of_memory();
    for (size_t i = 0; i < count; i++) {
        to[i].writer = session->restoring.items[i].writer;
        to[i].document = session->restoring.items[i].document;
    }
    hr = vsapi_session_send(session, kind, to, count, result);
    vsapi_free(to);
    return hr;
}

/* Cancelled before anything was sent, nothing has happened; afterwards it is too late, for there is
 * no Abort. */
static HRESULT pre_restore_run(struct vsapi_session *session, struct vsapi_operation *operation)
{
    HRESULT hr;

    vsapi_mutex_lock(&session->document->lock);
    hr = pair_writers(session);
    vsapi_mutex_unlock(&session->document->lock);
    if (SUCCEEDED(hr) && !vsapi_operation_commit(operation))
        hr = vsapi_operation_stopped();
    return FAILED(hr) ? hr : send_to_pairs(session, VSAPI_EVENT_PRE_RESTORE, NULL);
}

HRESULT vsapi_session_pre_restore(struct vsapi_session *session, struct vsapi_operation **out)
{
    return vsapi_operation_start(session, VSAPI_CALL_PRE_RESTORE, pre_restore_run, out);
}

/* A writer that was lost since PreRestore fails the call (REST-812), after the others were told. */
static HRESULT post_restore_run(struct vsapi_session *session, struct vsapi_operation *operation)
{
    uint32_t result = 0;
    HRESULT hr;

    if (!vsapi_operation_commit(operation))
        return vsapi_operation_stopped();
    hr = send_to_pairs(session, VSAPI_EVENT_POST_RESTORE, &result);
    if (SUCCEEDED(hr) && result & VSAPI_RESULT_LOST)
        hr = vsapi_fail(
            VSS_E_UNEXPECTED_WRITER_ERROR,
            "a writer that was prepared for the restore has gone since (writer's mistake)");
    return hr;
}

HRESULT vsapi_session_post_restore(struct vsapi_session *session, struct vsapi_operation **out)
{
    return vsapi_operation_start(session, VSAPI_CALL_POST_RESTORE, post_restore_run, out);
}
