/*
 * vsapi/serve/questions.c - what a process may ask, a row for each kind of message.
 *
 * A function takes what is in the question and begins its answer. What it returns is not the result
 * but whether it was a question: a failure ends the stream.
 */
#define COBJMACROS
#include "server.h"

#include <vsapi/alloc.h>
#include <vsapi/error.h>
#include <vsapi/mirror.h>
#include <vsapi/volume.h>

static struct vsapi_host *host_of(struct serve_connection *connection)
{
    return vsapi_service_host(connection->server->service);
}

void serve_answer(struct serve_connection *connection, HRESULT hr)
{
    vsapi_answer_begin(&connection->out, connection->in.kind, hr,
                       vsapi_host_changes(host_of(connection)));
}

static HRESULT answer_only(struct serve_connection *connection, HRESULT hr)
{
    serve_answer(connection, hr);
    return S_OK;
}

/* ---- of a process ------------------------------------------------------------------------------
 */

static HRESULT ask_machine(struct serve_connection *connection)
{
    serve_answer(connection, S_OK);
    vsapi_host_put_machine(host_of(connection), &connection->out);
    return vsapi_frame_taken(&connection->in);
}

static HRESULT ask_changes(struct serve_connection *connection)
{
    serve_answer(connection, S_OK);
    vsapi_host_put_changes(host_of(connection), &connection->out);
    return vsapi_frame_taken(&connection->in);
}

static HRESULT ask_add_express(struct serve_connection *connection)
{
    struct vsapi_wmd *document;
    HRESULT hr = vsapi_take_wmd(&connection->in, &document);
    HRESULT taken = vsapi_frame_taken(&connection->in);

    if (SUCCEEDED(hr) && SUCCEEDED(taken) && document)
        hr = vsapi_service_add_express(connection->server->service, document);
    vsapi_wmd_unref(document);
    return FAILED(taken) ? taken : answer_only(connection, hr);
}

static HRESULT ask_remove_express(struct serve_connection *connection)
{
    VSS_ID writer_id = vsapi_take_guid(&connection->in);
    HRESULT hr = vsapi_frame_taken(&connection->in);

    if (FAILED(hr))
        return hr;
    return answer_only(connection,
                       vsapi_service_remove_express(connection->server->service, &writer_id));
}

static HRESULT ask_blocks_revert(struct serve_connection *connection)
{
    const char *volume = vsapi_take_text(&connection->in);
    HRESULT hr = vsapi_frame_taken(&connection->in);
    bool blocks = false;

    if (FAILED(hr))
        return hr;
    hr = vsapi_service_blocks_revert(connection->server->service, volume ? volume : "", &blocks);
    serve_answer(connection, hr);
    if (SUCCEEDED(hr))
        vsapi_put_bool(&connection->out, blocks);
    return S_OK;
}

static HRESULT ask_is_snapshotted(struct serve_connection *connection)
{
    const char *volume = vsapi_take_text(&connection->in);
    HRESULT hr = vsapi_frame_taken(&connection->in);
    LONG compatibility = 0;
    bool present = false;

    if (FAILED(hr))
        return hr;
    hr = vsapi_service_is_snapshotted(connection->server->service, volume ? volume : "", &present,
                                      &compatibility);
    serve_answer(connection, hr);
    if (SUCCEEDED(hr)) {
        vsapi_put_bool(&connection->out, present);
        vsapi_put_u32(&connection->out, (uint32_t)compatibility);
    }
    return S_OK;
}

static HRESULT ask_open_session(struct serve_connection *connection)
{
    HRESULT hr = vsapi_frame_taken(&connection->in);
    VSS_ID id;

    if (FAILED(hr))
        return hr;
    hr = vsapi_host_access(host_of(connection), VSAPI_ROLE_REQUESTER, "CreateVssBackupComponents");
    if (SUCCEEDED(hr))
        hr = serve_session_open(connection, &id);
    serve_answer(connection, hr);
    if (SUCCEEDED(hr))
        vsapi_put_guid(&connection->out, &id);
    return S_OK;
}

/* ---- of a session ------------------------------------------------------------------------------
 */

static HRESULT ask_initialize(struct serve_connection *connection, struct serve_session *session)
{
    bool restore = vsapi_take_bool(&connection->in);
    struct vsapi_bcd *document;
    HRESULT hr = vsapi_take_bcd(&connection->in, &document);
    HRESULT taken = vsapi_frame_taken(&connection->in);

    if (SUCCEEDED(hr) && SUCCEEDED(taken))
        hr = restore ? vsapi_session_initialize_for_restore(session->session, document)
                     : vsapi_session_initialize_for_backup(session->session, document);
    if (FAILED(hr) || FAILED(taken))
        vsapi_bcd_unref(document);
    return FAILED(taken) ? taken : answer_only(connection, hr);
}

static HRESULT ask_set_context(struct serve_connection *connection, struct serve_session *session)
{
    LONG context = (LONG)vsapi_take_u32(&connection->in);
    HRESULT hr = vsapi_frame_taken(&connection->in);

    if (FAILED(hr))
        return hr;
    return answer_only(connection, vsapi_session_set_context(session->session, context));
}

/* Both need the document, which there is from the initialization on. */
static HRESULT ask_set_backup_state(struct serve_connection *connection,
                                    struct serve_session *session)
{
    struct vsapi_frame *in = &connection->in;
    bool select = vsapi_take_bool(in);
    bool bootable = vsapi_take_bool(in);
    uint32_t type = vsapi_take_u32(in);
    bool partial = vsapi_take_bool(in);
    HRESULT hr = vsapi_frame_taken(in);

    if (FAILED(hr))
        return hr;
    return answer_only(connection,
                       vsapi_session_set_backup_state(session->session, select, bootable,
                                                      (VSS_BACKUP_TYPE)type, partial));
}

static HRESULT ask_set_restore_state(struct serve_connection *connection,
                                     struct serve_session *session)
{
    uint32_t type = vsapi_take_u32(&connection->in);
    HRESULT hr = vsapi_frame_taken(&connection->in);

    if (FAILED(hr))
        return hr;
    return answer_only(connection,
                       vsapi_session_set_restore_state(session->session, (VSS_RESTORE_TYPE)type));
}

static HRESULT ask_choose_writers(struct serve_connection *connection,
                                  struct serve_session *session)
{
    struct vsapi_frame *in = &connection->in;
    uint32_t choice = vsapi_take_u32(in), count = vsapi_take_count(in, sizeof(VSS_ID));
    VSS_ID *ids = vsapi_calloc(count + 1, sizeof *ids);
    HRESULT hr = ids ? S_OK : vsapi_out_of_memory(), taken;

    for (uint32_t i = 0; ids && i < count; i++)
        ids[i] = vsapi_take_guid(in);
    taken = ids ? vsapi_frame_taken(in) : S_OK;
    if (SUCCEEDED(taken) &&
        (choice < VSAPI_CHOICE_ENABLE_CLASSES || choice > VSAPI_CHOICE_DISABLE_INSTANCES))
        taken = vsapi_fail(E_INVALIDARG, "%u is no choice of writers", (unsigned)choice);
    if (SUCCEEDED(hr) && SUCCEEDED(taken))
        hr = vsapi_session_choose_writers(session->session, (enum vsapi_choice)choice, ids, count);
    vsapi_free(ids);
    return FAILED(taken) ? taken : answer_only(connection, hr);
}

static HRESULT ask_writer_runs(struct serve_connection *connection, struct serve_session *session)
{
    struct vsapi_frame *in = &connection->in;
    struct vsapi_bcd_writer writer = {0};
    VSS_ID instance;
    bool runs;
    HRESULT hr;

    writer.writer_id = vsapi_take_guid(in);
    writer.instance_id = vsapi_take_guid(in);
    writer.instance_name = (char *)vsapi_take_text(in);
    instance = vsapi_take_guid(in);
    hr = vsapi_frame_taken(in);
    if (FAILED(hr))
        return hr;
    hr = vsapi_session_writer_runs(session->session, &writer, &instance, &runs);
    serve_answer(connection, hr);
    if (SUCCEEDED(hr))
        vsapi_put_bool(&connection->out, runs);
    return S_OK;
}

/* ---- shadow copies -----------------------------------------------------------------------------
 */

static HRESULT answer_id(struct serve_connection *connection, HRESULT hr, const VSS_ID *id)
{
    serve_answer(connection, hr);
    if (SUCCEEDED(hr))
        vsapi_put_guid(&connection->out, id);
    return S_OK;
}

static HRESULT ask_start_set(struct serve_connection *connection, struct serve_session *session)
{
    HRESULT hr = vsapi_frame_taken(&connection->in);
    VSS_ID id;

    if (FAILED(hr))
        return hr;
    hr = vsapi_session_start_set(session->session, &id);
    return answer_id(connection, hr, &id);
}

static HRESULT ask_add_volume(struct serve_connection *connection, struct serve_session *session)
{
    const char *volume = vsapi_take_text(&connection->in);
    VSS_ID provider = vsapi_take_guid(&connection->in), id;
    HRESULT hr = vsapi_frame_taken(&connection->in);

    if (FAILED(hr))
        return hr;
    hr = vsapi_session_add_volume(session->session, volume, &provider, &id);
    return answer_id(connection, hr, &id);
}

static HRESULT ask_is_volume_supported(struct serve_connection *connection,
                                       struct serve_session *session)
{
    const char *volume = vsapi_take_text(&connection->in);
    VSS_ID provider = vsapi_take_guid(&connection->in);
    HRESULT hr = vsapi_frame_taken(&connection->in);
    bool supported = false;

    if (FAILED(hr))
        return hr;
    hr = vsapi_session_is_volume_supported(session->session, &provider, volume, &supported);
    serve_answer(connection, hr);
    if (SUCCEEDED(hr))
        vsapi_put_bool(&connection->out, supported);
    return S_OK;
}

static HRESULT ask_snapshot_properties(struct serve_connection *connection,
                                       struct serve_session *session)
{
    VSS_ID id = vsapi_take_guid(&connection->in);
    HRESULT hr = vsapi_frame_taken(&connection->in);
    VSS_SNAPSHOT_PROP properties;

    if (FAILED(hr))
        return hr;
    hr = vsapi_session_snapshot_properties(session->session, &id, &properties);
    serve_answer(connection, hr);
    if (FAILED(hr))
        return S_OK;
    vsapi_put_snapshot(&connection->out, &properties);
    VssFreeSnapshotProperties(&properties);
    return S_OK;
}

static HRESULT ask_query(struct serve_connection *connection, struct serve_session *session)
{
    uint32_t returned = vsapi_take_u32(&connection->in);
    HRESULT hr = vsapi_frame_taken(&connection->in);
    VSS_OBJECT_PROP *objects;
    size_t count;

    if (FAILED(hr))
        return hr;
    hr = vsapi_session_query(session->session, (VSS_OBJECT_TYPE)returned, &objects, &count);
    serve_answer(connection, hr);
    if (FAILED(hr))
        return S_OK;
    vsapi_put_u32(&connection->out, (uint32_t)count);
    for (size_t i = 0; i < count; i++) {
        vsapi_put_object(&connection->out, &objects[i]);
        vsapi_object_prop_finish(&objects[i]);
    }
    CoTaskMemFree(objects);
    return S_OK;
}

static HRESULT ask_delete_snapshots(struct serve_connection *connection,
                                    struct serve_session *session)
{
    VSS_ID id = vsapi_take_guid(&connection->in), not_deleted;
    uint32_t type = vsapi_take_u32(&connection->in);
    bool force = vsapi_take_bool(&connection->in);
    HRESULT hr = vsapi_frame_taken(&connection->in);
    LONG deleted;

    if (FAILED(hr))
        return hr;
    hr = vsapi_session_delete_snapshots(session->session, &id, (VSS_OBJECT_TYPE)type, force,
                                        &deleted, &not_deleted);
    serve_answer(connection, hr);
    vsapi_put_u32(&connection->out, (uint32_t)deleted);
    vsapi_put_guid(&connection->out, &not_deleted);
    return S_OK;
}

static HRESULT ask_expose(struct serve_connection *connection, struct serve_session *session)
{
    VSS_ID id = vsapi_take_guid(&connection->in);
    LONG attributes = (LONG)vsapi_take_u32(&connection->in);
    const char *name = vsapi_take_text(&connection->in);
    const char *path = vsapi_take_text(&connection->in);
    HRESULT hr = vsapi_frame_taken(&connection->in);
    char *exposed;

    if (FAILED(hr))
        return hr;
    hr = vsapi_session_expose(session->session, &id, attributes, name, path, &exposed);
    serve_answer(connection, hr);
    if (SUCCEEDED(hr))
        vsapi_put_text(&connection->out, exposed);
    vsapi_free(exposed);
    return S_OK;
}

static HRESULT ask_unexpose(struct serve_connection *connection, struct serve_session *session)
{
    VSS_ID id = vsapi_take_guid(&connection->in);
    HRESULT hr = vsapi_frame_taken(&connection->in);

    return FAILED(hr) ? hr : answer_only(connection, vsapi_session_unexpose(session->session, &id));
}

static HRESULT ask_break(struct serve_connection *connection, struct serve_session *session)
{
    VSS_ID id = vsapi_take_guid(&connection->in);
    HRESULT hr = vsapi_frame_taken(&connection->in);

    return FAILED(hr) ? hr : answer_only(connection, vsapi_session_break(session->session, &id));
}

static HRESULT ask_revert(struct serve_connection *connection, struct serve_session *session)
{
    VSS_ID id = vsapi_take_guid(&connection->in);
    bool force = vsapi_take_bool(&connection->in);
    HRESULT hr = vsapi_frame_taken(&connection->in);

    if (FAILED(hr))
        return hr;
    return answer_only(connection, vsapi_session_revert(session->session, &id, force));
}

/* ---- which is it? ------------------------------------------------------------------------------
 */

static const struct question {
    uint32_t kind;
    HRESULT (*of_process)(struct serve_connection *connection);
    HRESULT (*of_session)(struct serve_connection *connection, struct serve_session *session);
    bool at_any_time; /* of a session: also while it is being asked something else */
} questions[] = {
    {VSAPI_ASK_MACHINE, ask_machine, NULL, false},
    {VSAPI_ASK_CHANGES, ask_changes, NULL, false},
    {VSAPI_ASK_STATUS, serve_status, NULL, false},
    {VSAPI_ASK_SUBSCRIBE, serve_subscribe, NULL, false},
    {VSAPI_ASK_UNSUBSCRIBE, serve_unsubscribe, NULL, false},
    {VSAPI_ASK_ADD_EXPRESS, ask_add_express, NULL, false},
    {VSAPI_ASK_REMOVE_EXPRESS, ask_remove_express, NULL, false},
    {VSAPI_ASK_BLOCKS_REVERT, ask_blocks_revert, NULL, false},
    {VSAPI_ASK_IS_SNAPSHOTTED, ask_is_snapshotted, NULL, false},
    {VSAPI_ASK_OPEN_SESSION, ask_open_session, NULL, false},
    {VSAPI_ASK_INITIALIZE, NULL, ask_initialize, false},
    {VSAPI_ASK_SET_CONTEXT, NULL, ask_set_context, false},
    {VSAPI_ASK_SET_BACKUP_STATE, NULL, ask_set_backup_state, false},
    {VSAPI_ASK_SET_RESTORE_STATE, NULL, ask_set_restore_state, false},
    {VSAPI_ASK_CHOOSE_WRITERS, NULL, ask_choose_writers, false},
    {VSAPI_ASK_OPERATION, NULL, serve_operation, true},
    {VSAPI_ASK_CANCEL, NULL, serve_cancel, true},
    {VSAPI_ASK_ABORT_BACKUP, NULL, serve_abort, true},
    {VSAPI_ASK_WRITER_RUNS, NULL, ask_writer_runs, false},
    {VSAPI_ASK_START_SET, NULL, ask_start_set, false},
    {VSAPI_ASK_ADD_VOLUME, NULL, ask_add_volume, false},
    {VSAPI_ASK_IS_VOLUME_SUPPORTED, NULL, ask_is_volume_supported, false},
    {VSAPI_ASK_SNAPSHOT_PROPERTIES, NULL, ask_snapshot_properties, false},
    {VSAPI_ASK_QUERY, NULL, ask_query, false},
    {VSAPI_ASK_DELETE_SNAPSHOTS, NULL, ask_delete_snapshots, false},
    {VSAPI_ASK_EXPOSE, NULL, ask_expose, false},
    {VSAPI_ASK_UNEXPOSE, NULL, ask_unexpose, false},
    {VSAPI_ASK_BREAK, NULL, ask_break, false},
    {VSAPI_ASK_REVERT, NULL, ask_revert, false},
};

static const struct question *find_question(uint32_t kind)
{
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++)
        if (questions[i].kind == kind)
            return &questions[i];
    return NULL;
}

static HRESULT ask_session(struct serve_connection *connection, const struct question *question,
                           struct serve_session *session)
{
    HRESULT hr;

    if (!question->at_any_time)
        vsapi_mutex_lock(&session->turn);
    hr = question->of_session(connection, session);
    if (!question->at_any_time)
        vsapi_mutex_unlock(&session->turn);
    return hr;
}

/* Who closes it from inside a handler does not wait for its end. */
static HRESULT close_session(struct serve_connection *connection, struct serve_session *session)
{
    bool inside = vsapi_take_bool(&connection->in);
    HRESULT hr = vsapi_frame_taken(&connection->in);

    if (SUCCEEDED(hr) && inside) {
        serve_answer(connection, S_OK);
        hr = vsapi_stream_send(connection->stream, &connection->out);
    }
    serve_session_close(connection, session, false);
    if (inside)
        return E_ABORT; /* answered already: this stream has done its work */
    return FAILED(hr) ? hr : answer_only(connection, S_OK);
}

HRESULT serve_question(struct serve_connection *connection)
{
    const struct question *question = find_question(connection->in.kind);
    bool closes = connection->in.kind == VSAPI_ASK_CLOSE_SESSION;
    struct serve_session *session;
    VSS_ID id;
    HRESULT hr;

    vsapi_message_clear();
    if (!question && !closes)
        return vsapi_fail(E_INVALIDARG, "message %u is no question", (unsigned)connection->in.kind);
    if (!closes && question->of_process)
        return question->of_process(connection);
    id = vsapi_take_guid(&connection->in);
    session = serve_session_find(connection, &id);
    if (!session)
        return answer_only(connection, vsapi_fail(VSS_E_BAD_STATE, "there is no such session"));
    if (closes)
        return close_session(connection, session);
    hr = ask_session(connection, question, session);
    serve_session_unref(connection->server, session);
    return hr;
}
