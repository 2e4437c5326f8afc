/*
 * vsapi/serve/session.c - operations of a session whose requester is in another process.
 *
 * The requester's stream waits for the end of the operation; that it be cancelled comes in on
 * another one, perhaps before the operation has begun here, so operations have numbers.
 */
#include "server.h"

#include <vsapi/alloc.h>
#include <vsapi/error.h>

struct asked { /* an operation as the requester asks for it */
    uint64_t number;
    enum vsapi_call call;
    VSS_ID id;
    DWORD flags;
};

static HRESULT start_call(struct vsapi_session *session, const struct asked *asked,
                          struct vsapi_operation **out)
{
    *out = NULL;
    switch (asked->call) {
    case VSAPI_CALL_GATHER_WRITER_METADATA:
        return vsapi_session_gather_metadata(session, out);
    case VSAPI_CALL_PREPARE_FOR_BACKUP:
        return vsapi_session_prepare_for_backup(session, out);
    case VSAPI_CALL_DO_SNAPSHOT_SET:
        return vsapi_session_do_snapshot_set(session, out);
    case VSAPI_CALL_GATHER_WRITER_STATUS:
        return vsapi_session_gather_status(session, out);
    case VSAPI_CALL_BACKUP_COMPLETE:
        return vsapi_session_backup_complete(session, out);
    case VSAPI_CALL_PRE_RESTORE:
        return vsapi_session_pre_restore(session, out);
    case VSAPI_CALL_POST_RESTORE:
        return vsapi_session_post_restore(session, out);
    default:
        return vsapi_fail(E_NOTIMPL, "operation %d is not there for other processes",
                          (int)asked->call);
    }
}

static bool is_busy(struct vsapi_server *server, const struct serve_session *session)
{
    bool busy;

    vsapi_mutex_lock(&server->lock);
    busy = session->operation != NULL;
    vsapi_mutex_unlock(&server->lock);
    return busy;
}

/* Under the session's turn, so that nothing else is asked while the document changes hands. */
static HRESULT begin(struct vsapi_server *server, struct serve_session *session,
                     const struct asked *asked, struct vsapi_bcd *document,
                     struct vsapi_operation **out)
{
    HRESULT hr = S_OK;

    *out = NULL;
    if (is_busy(server, session))
        return vsapi_fail(VSS_E_BAD_STATE, "the session has an operation that is not over");
    if (document && vsapi_session_document(session->session))
        hr = vsapi_session_replace_document(session->session, document);
    return SUCCEEDED(hr) ? start_call(session->session, asked, out) : hr;
}

static HRESULT operation_start(struct vsapi_server *server, struct serve_session *session,
                               const struct asked *asked, struct vsapi_bcd *document,
                               struct vsapi_operation **out)
{
    bool cancelled;
    HRESULT hr;

    vsapi_mutex_lock(&session->turn);
    hr = begin(server, session, asked, document, out);
    vsapi_mutex_lock(&server->lock);
    if (SUCCEEDED(hr))
        session->operation = *out;
    if (SUCCEEDED(hr) || !session->operation)
        session->number = asked->number;
    cancelled = session->cancelled >= asked->number;
    vsapi_mutex_unlock(&server->lock);
    vsapi_mutex_unlock(&session->turn);
    if (SUCCEEDED(hr) && cancelled)
        vsapi_operation_cancel(*out);
    return hr;
}

/* What the requester's own operation ends with. */
static HRESULT operation_end(struct vsapi_server *server, struct serve_session *session,
                             struct vsapi_operation *operation)
{
    HRESULT hr;

    vsapi_operation_wait(operation, INFINITE);
    hr = vsapi_operation_status(operation);
    vsapi_mutex_lock(&server->lock);
    session->operation = NULL;
    vsapi_mutex_unlock(&server->lock);
    vsapi_operation_unref(operation);
    return hr == VSS_S_ASYNC_FINISHED ? S_OK : hr;
}

static void put_writers(struct vsapi_frame *frame, struct vsapi_session *session)
{
    struct vsapi_wmd *metadata;
    VSS_ID instance;
    size_t count;

    frame->failed = frame->failed || FAILED(vsapi_session_metadata_count(session, &count));
    vsapi_put_u32(frame, frame->failed ? 0 : (uint32_t)count);
    for (size_t i = 0; !frame->failed && i < count; i++) {
        frame->failed = FAILED(vsapi_session_metadata(session, i, &instance, &metadata));
        vsapi_put_wmd(frame, metadata);
        vsapi_wmd_unref(metadata);
    }
}

static void put_statuses(struct vsapi_frame *frame, struct vsapi_session *session)
{
    struct vsapi_writer_status status;
    size_t count;

    frame->failed = frame->failed || FAILED(vsapi_session_status_count(session, &count));
    vsapi_put_u32(frame, frame->failed ? 0 : (uint32_t)count);
    for (size_t i = 0; !frame->failed && i < count; i++) {
        frame->failed = FAILED(vsapi_session_status(session, i, &status));
        vsapi_put_guid(frame, &status.instance_id);
        vsapi_put_guid(frame, &status.writer_id);
        vsapi_put_text(frame, status.name);
        vsapi_put_u32(frame, status.state);
        vsapi_put_u32(frame, (uint32_t)status.failure);
        vsapi_put_u32(frame, (uint32_t)status.application);
        vsapi_put_text(frame, status.message);
    }
}

static void put_result(struct vsapi_frame *frame, struct vsapi_session *session,
                       enum vsapi_call call, HRESULT hr)
{
    if (vsapi_call_takes_document(call))
        vsapi_put_bcd(frame, vsapi_session_document(session));
    else if (hr == S_OK && call == VSAPI_CALL_GATHER_WRITER_METADATA)
        put_writers(frame, session);
    else if (hr == S_OK && call == VSAPI_CALL_GATHER_WRITER_STATUS)
        put_statuses(frame, session);
}

HRESULT serve_operation(struct serve_connection *connection, struct serve_session *session)
{
    struct vsapi_frame *in = &connection->in;
    struct vsapi_operation *operation;
    struct vsapi_bcd *document;
    struct asked asked;
    HRESULT hr, taken;

    asked.number = vsapi_take_u64(in);
    asked.call = (enum vsapi_call)vsapi_take_u32(in);
    asked.id = vsapi_take_guid(in);
    asked.flags = vsapi_take_u32(in);
    hr = vsapi_take_bcd(in, &document);
    taken = vsapi_frame_taken(in);
    if (FAILED(taken)) {
        vsapi_bcd_unref(document);
        return taken;
    }
    if (SUCCEEDED(hr))
        hr = operation_start(connection->server, session, &asked, document, &operation);
    vsapi_bcd_unref(document);
    if (SUCCEEDED(hr))
        hr = operation_end(connection->server, session, operation);
    serve_answer(connection, hr);
    vsapi_mutex_lock(&session->turn); /* another operation would bring another document */
    put_result(&connection->out, session->session, asked.call, hr);
    vsapi_mutex_unlock(&session->turn);
    return S_OK;
}

/* One that runs is asked to stop; one that is still to come, too. */
static HRESULT cancel(struct vsapi_server *server, struct serve_session *session, uint64_t number)
{
    struct vsapi_operation *operation = NULL;
    HRESULT hr = S_OK;
    bool over;

    vsapi_mutex_lock(&server->lock);
    over = number < session->number || (number == session->number && !session->operation);
    if (number == session->number && session->operation)
        vsapi_operation_ref(operation = session->operation);
    else if (!over && number > session->cancelled)
        session->cancelled = number;
    vsapi_mutex_unlock(&server->lock);
    if (operation)
        hr = vsapi_operation_cancel(operation);
    vsapi_operation_unref(operation);
    return over ? VSS_S_ASYNC_FINISHED : hr;
}

HRESULT serve_cancel(struct serve_connection *connection, struct serve_session *session)
{
    uint64_t number = vsapi_take_u64(&connection->in);
    HRESULT hr = vsapi_frame_taken(&connection->in);

    if (FAILED(hr))
        return hr;
    serve_answer(connection, cancel(connection->server, session, number));
    return S_OK;
}

static uint64_t current_number(struct vsapi_server *server, const struct serve_session *session)
{
    uint64_t number;

    vsapi_mutex_lock(&server->lock);
    number = session->number;
    vsapi_mutex_unlock(&server->lock);
    return number;
}

/* From inside a handler nobody can wait for the end of what the handler is part of. */
HRESULT serve_abort(struct serve_connection *connection, struct serve_session *session)
{
    bool inside = vsapi_take_bool(&connection->in);
    HRESULT hr = vsapi_frame_taken(&connection->in);

    if (FAILED(hr))
        return hr;
    if (inside)
        cancel(connection->server, session, current_number(connection->server, session));
    else
        hr = vsapi_session_abort_backup(session->session);
    serve_answer(connection, hr);
    return S_OK;
}
