/*
 * vsapi/serve/server.c - who connects: a thread for each stream.
 *
 * A question is answered before the next is read, and handlers and operations take as long as they
 * take, so threads that wait are simpler than an event loop, and no step is between a message and
 * what it asks for (docs/decisions.md#serve-threads).
 */
#include "server.h"

#include <vsapi/alloc.h>
#include <vsapi/error.h>
#include <vsapi/mirror.h>
#include <vsapi/trace.h>

/* ---- one stream -------------------------------------------------------------------------------
 */

static void note_bad(const struct serve_connection *connection)
{
    vsapi_trace_note("service", "malformed", NULL, "process=%u text=%s",
                     (unsigned)vsapi_stream_process(connection->stream), vsapi_last_message());
}

/* Until the other side closes the stream, sends what is no question, or a writer takes it over. */
static void connection_talk(struct serve_connection *connection)
{
    HRESULT hr =
        vsapi_stream_receive(connection->stream, &connection->in, VSAPI_FRAME_GREETING_LIMIT);

    if (hr == S_OK)
        hr = serve_client_greet(connection);
    while (hr == S_OK && connection->stream) {
        hr = vsapi_stream_send(connection->stream, &connection->out);
        if (hr == S_OK)
            hr = vsapi_stream_receive(connection->stream, &connection->in, VSAPI_FRAME_LIMIT);
        if (hr == S_OK)
            hr = serve_question(connection);
    }
    if (hr == E_INVALIDARG)
        note_bad(connection);
}

static void connection_forget(struct serve_connection *connection)
{
    struct vsapi_server *server = connection->server;
    struct serve_connection **link = &server->connections;

    vsapi_mutex_lock(&server->lock);
    while (*link != connection)
        link = &(*link)->next;
    *link = connection->next;
    vsapi_mutex_unlock(&server->lock);
    vsapi_stream_close(connection->stream);
    vsapi_frame_finish(&connection->in);
    vsapi_frame_finish(&connection->out);
    vsapi_free(connection);
    vsapi_mutex_lock(&server->lock);
    server->connection_count--;
    vsapi_cond_broadcast(&server->changed);
    vsapi_mutex_unlock(&server->lock);
}

static void connection_run(void *argument)
{
    struct serve_connection *connection = argument;

    connection_talk(connection);
    if (connection->alive)
        serve_client_end(connection);
    serve_client_unref(connection->server, connection->client);
    connection_forget(connection);
}

/* Takes the stream over. */
static HRESULT connection_start(struct vsapi_server *server, struct vsapi_stream *stream)
{
    struct serve_connection *made = vsapi_calloc(1, sizeof *made);
    struct vsapi_thread thread;
    bool stopping;
    HRESULT hr;

    if (!made) {
        vsapi_stream_close(stream);
        return vsapi_out_of_memory();
    }
    made->server = server;
    made->stream = stream;
    vsapi_mutex_lock(&server->lock);
    stopping = server->stopping;
    made->next = server->connections;
    server->connections = made;
    server->connection_count++;
    vsapi_mutex_unlock(&server->lock);
    hr = stopping ? E_ABORT : vsapi_thread_start(&thread, connection_run, made);
    if (SUCCEEDED(hr))
        vsapi_thread_detach(&thread);
    else
        connection_forget(made);
    return hr;
}

/* ---- the server -------------------------------------------------------------------------------
 */

static void server_run(void *argument)
{
    struct vsapi_server *server = argument;
    struct vsapi_stream *stream;

    while (vsapi_listener_accept(server->listener, &stream) == S_OK)
        connection_start(server, stream);
}

static void server_destroy(struct vsapi_server *server)
{
    vsapi_listener_destroy(server->listener);
    vsapi_cond_finish(&server->changed);
    vsapi_mutex_finish(&server->lock);
    vsapi_free(server);
}

HRESULT vsapi_server_start(const char *address, struct vsapi_server **out)
{
    struct vsapi_server *made = vsapi_calloc(1, sizeof *made);
    HRESULT hr;

    *out = NULL;
    if (!made)
        return vsapi_out_of_memory();
    vsapi_mutex_init(&made->lock);
    vsapi_cond_init(&made->changed);
    hr = vsapi_embedded_service(&made->service);
    if (SUCCEEDED(hr))
        hr = vsapi_host_check_shared(vsapi_service_host(made->service));
    if (SUCCEEDED(hr))
        hr = vsapi_listener_create(address, &made->listener);
    if (SUCCEEDED(hr))
        hr = vsapi_thread_start(&made->thread, server_run, made);
    if (FAILED(hr)) {
        server_destroy(made);
        return hr;
    }
    *out = made;
    return S_OK;
}

/* Under the lock. */
static void send_away(struct vsapi_server *server)
{
    for (struct serve_connection *at = server->connections; at; at = at->next)
        if (at->stream)
            vsapi_stream_shutdown(at->stream);
    for (struct serve_client *client = server->clients; client; client = client->next)
        for (struct serve_writer *writer = client->writers; writer; writer = writer->next)
            vsapi_stream_shutdown(writer->stream);
}

void vsapi_server_stop(struct vsapi_server *server)
{
    if (!server)
        return;
    vsapi_listener_stop(server->listener);
    vsapi_thread_join(&server->thread);
    vsapi_mutex_lock(&server->lock);
    server->stopping = true;
    send_away(server);
    while (server->connection_count > 0)
        vsapi_cond_wait(&server->changed, &server->lock);
    while (server->writer_count > 0)
        vsapi_cond_wait(&server->changed, &server->lock);
    vsapi_mutex_unlock(&server->lock);
    server_destroy(server);
}

size_t vsapi_server_writer_count(struct vsapi_server *server)
{
    size_t count = 0;

    vsapi_mutex_lock(&server->lock);
    for (struct serve_client *client = server->clients; client; client = client->next)
        for (struct serve_writer *writer = client->writers; writer; writer = writer->next)
            count += writer->subscription != NULL;
    vsapi_mutex_unlock(&server->lock);
    return count;
}
