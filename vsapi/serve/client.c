/*
 * vsapi/serve/client.c - processes, and the sessions of their requesters.
 */
#include "server.h"

#include <vsapi/alloc.h>
#include <vsapi/error.h>
#include <vsapi/text.h>
#include <vsapi/trace.h>

/* ---- who it is --------------------------------------------------------------------------------
 */

/* Under the lock. */
static struct serve_client *find_client(struct vsapi_server *server, const VSS_ID *id)
{
    for (struct serve_client *client = server->clients; client; client = client->next)
        if (IsEqualGUID(&client->id, id))
            return client;
    return NULL;
}

static HRESULT client_add(struct serve_connection *connection)
{
    struct vsapi_server *server = connection->server;
    struct serve_client *made = vsapi_calloc(1, sizeof *made);
    HRESULT hr;

    if (!made)
        return vsapi_out_of_memory();
    hr = vsapi_guid_create(&made->id);
    if (FAILED(hr)) {
        vsapi_free(made);
        return hr;
    }
    made->refs = 1;
    made->process = vsapi_stream_process(connection->stream);
    vsapi_mutex_lock(&server->lock);
    made->next = server->clients;
    server->clients = made;
    vsapi_mutex_unlock(&server->lock);
    connection->client = made;
    connection->alive = true;
    return S_OK;
}

/* Another stream of a process that is known: only that process can have the id. */
static HRESULT client_join(struct serve_connection *connection, const VSS_ID *id)
{
    struct vsapi_server *server = connection->server;
    struct serve_client *client;

    vsapi_mutex_lock(&server->lock);
    client = find_client(server, id);
    if (client && (client->gone || client->process != vsapi_stream_process(connection->stream)))
        client = NULL;
    if (client)
        client->refs++;
    vsapi_mutex_unlock(&server->lock);
    connection->client = client;
    return client ? S_OK
                  : vsapi_fail(VSS_E_UNEXPECTED, "a process says that it is one that the service "
                                                 "does not know: the service was started anew, or "
                                                 "the process has forked");
}

HRESULT serve_client_greet(struct serve_connection *connection)
{
    struct vsapi_frame *in = &connection->in;
    uint32_t version = vsapi_take_u32(in);
    VSS_ID id = vsapi_take_guid(in);
    HRESULT hr = vsapi_frame_taken(in);

    if (SUCCEEDED(hr) && in->kind != VSAPI_ASK_HELLO)
        hr = vsapi_fail(E_INVALIDARG, "message %u before the greeting", (unsigned)in->kind);
    if (FAILED(hr))
        return hr;
    if (version != VSAPI_PROTOCOL_VERSION)
        hr = vsapi_fail(VSS_E_UNEXPECTED,
                        "the service speaks version %u of the protocol, this "
                        "process %u: use one version of the library for both",
                        VSAPI_PROTOCOL_VERSION, (unsigned)version);
    else
        hr = IsEqualGUID(&id, &GUID_NULL) ? client_add(connection) : client_join(connection, &id);
    serve_answer(connection, hr);
    if (SUCCEEDED(hr))
        vsapi_put_guid(&connection->out, &connection->client->id);
    else
        vsapi_stream_send(connection->stream, &connection->out);
    return hr;
}

void serve_client_unref(struct vsapi_server *server, struct serve_client *client)
{
    struct serve_client **link = &server->clients;

    if (!client)
        return;
    vsapi_mutex_lock(&server->lock);
    if (--client->refs > 0) {
        vsapi_mutex_unlock(&server->lock);
        return;
    }
    while (*link != client)
        link = &(*link)->next;
    *link = client->next;
    vsapi_mutex_unlock(&server->lock);
    vsapi_free(client);
}

/* Under the lock: takes one out. NULL: there is none. */
static struct serve_session *take_session(struct serve_client *client)
{
    struct serve_session *session = client->sessions;

    if (session) {
        client->sessions = session->next;
        session->refs++;
    }
    return session;
}

void serve_client_end(struct serve_connection *connection)
{
    struct vsapi_server *server = connection->server;
    struct serve_client *client = connection->client;
    struct serve_session *session;

    vsapi_mutex_lock(&server->lock);
    client->gone = true;
    vsapi_mutex_unlock(&server->lock);
    serve_writers_end(server, client);
    do {
        vsapi_mutex_lock(&server->lock);
        session = take_session(client);
        vsapi_mutex_unlock(&server->lock);
        if (session)
            serve_session_close(connection, session, true);
    } while (session);
}

/* ---- sessions ---------------------------------------------------------------------------------
 */

static void session_destroy(struct serve_session *session)
{
    vsapi_session_destroy(session->session);
    vsapi_mutex_finish(&session->turn);
    vsapi_free(session);
}

/* A process that has gone meanwhile gets none. */
static bool session_add(struct serve_connection *connection, struct serve_session *made)
{
    struct serve_client *client = connection->client;
    bool added;

    vsapi_mutex_lock(&connection->server->lock);
    added = !client->gone;
    if (added) {
        made->next = client->sessions;
        client->sessions = made;
    }
    vsapi_mutex_unlock(&connection->server->lock);
    return added;
}

HRESULT serve_session_open(struct serve_connection *connection, VSS_ID *out)
{
    struct vsapi_service *service = connection->server->service;
    struct serve_session *made = vsapi_calloc(1, sizeof *made);
    HRESULT hr;

    if (!made)
        return vsapi_out_of_memory();
    vsapi_mutex_init(&made->turn);
    made->refs = 1;
    hr = vsapi_session_create(service, &made->session);
    if (SUCCEEDED(hr))
        *out = made->id = *vsapi_session_id(made->session);
    if (SUCCEEDED(hr) && session_add(connection, made))
        return S_OK;
    session_destroy(made);
    return FAILED(hr) ? hr : vsapi_fail(VSS_E_UNEXPECTED, "the process has gone");
}

struct serve_session *serve_session_find(struct serve_connection *connection, const VSS_ID *id)
{
    struct serve_session *found;

    vsapi_mutex_lock(&connection->server->lock);
    for (found = connection->client->sessions; found; found = found->next)
        if (IsEqualGUID(&found->id, id))
            break;
    if (found)
        found->refs++;
    vsapi_mutex_unlock(&connection->server->lock);
    return found;
}

void serve_session_unref(struct vsapi_server *server, struct serve_session *session)
{
    vsapi_mutex_lock(&server->lock);
    session->refs--;
    vsapi_cond_broadcast(&server->changed);
    vsapi_mutex_unlock(&server->lock);
}

/* Out of the list, unless it is out already. false: somebody else closes it. */
static bool take_out(struct serve_connection *connection, struct serve_session *session)
{
    struct serve_session **link = &connection->client->sessions;
    bool found;

    vsapi_mutex_lock(&connection->server->lock);
    while (*link && *link != session)
        link = &(*link)->next;
    found = *link == session;
    if (found)
        *link = session->next;
    vsapi_mutex_unlock(&connection->server->lock);
    return found;
}

/* Two references are left then: the list's, which went, and the caller's. */
static void wait_alone(struct vsapi_server *server, struct serve_session *session)
{
    vsapi_mutex_lock(&server->lock);
    while (session->refs > 2)
        vsapi_cond_wait(&server->changed, &server->lock);
    vsapi_mutex_unlock(&server->lock);
}

void serve_session_close(struct serve_connection *connection, struct serve_session *session,
                         bool abort)
{
    struct vsapi_server *server = connection->server;

    if (!abort && !take_out(connection, session)) {
        serve_session_unref(server, session);
        return;
    }
    if (abort) {
        vsapi_trace_note("service", "requester-gone", &session->id, "process=%u",
                         (unsigned)connection->client->process);
        vsapi_session_abort_backup(session->session);
    }
    wait_alone(server, session);
    session_destroy(session);
}
