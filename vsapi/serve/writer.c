/*
 * vsapi/serve/writer.c - writers of other processes: events go to them, answers come back.
 *
 * Who delivers an event sends it and waits for the answer on the writer's stream itself, so that
 * nothing is between them. Another thread waits for nothing but the end of the stream.
 */
#include "server.h"

#include <vsapi/alloc.h>
#include <vsapi/error.h>
#include <vsapi/mirror.h>
#include <vsapi/trace.h>
#include <vsapi/volume.h>

static void writer_unref(void *object)
{
    struct serve_writer *writer = object;
    struct vsapi_server *server = writer->server;

    if (atomic_fetch_sub(&writer->refs, 1) != 1)
        return;
    vsapi_stream_close(writer->stream);
    vsapi_mutex_finish(&writer->talk);
    vsapi_frame_finish(&writer->frame);
    vsapi_free(writer->name);
    vsapi_free(writer);
    vsapi_mutex_lock(&server->lock);
    server->writer_count--;
    vsapi_cond_broadcast(&server->changed);
    vsapi_mutex_unlock(&server->lock);
}

/* ---- events -----------------------------------------------------------------------------------
 */

static HRESULT exchange(struct serve_writer *writer, struct vsapi_event *event,
                        struct vsapi_event_answer *answer)
{
    struct vsapi_frame *frame = &writer->frame;
    HRESULT hr;

    vsapi_frame_begin(frame, VSAPI_ASK_EVENT);
    vsapi_put_u64(frame, vsapi_host_changes(vsapi_service_host(writer->server->service)));
    vsapi_put_event(frame, event);
    hr = vsapi_stream_send(writer->stream, frame);
    if (SUCCEEDED(hr))
        hr = vsapi_stream_receive(writer->stream, frame, VSAPI_FRAME_LIMIT);
    if (hr == S_FALSE)
        hr = vsapi_fail(VSS_E_UNEXPECTED, "the writer's process has gone");
    if (SUCCEEDED(hr) && frame->kind != VSAPI_ASK_EVENT)
        hr = vsapi_fail(E_INVALIDARG, "a writer answers an event with message %u",
                        (unsigned)frame->kind);
    return SUCCEEDED(hr) ? vsapi_take_event_answer(frame, event, answer) : hr;
}

/* A process that answers what is no answer is sent away. */
static void deliver(void *object, struct vsapi_event *event, struct vsapi_event_answer *answer)
{
    struct serve_writer *writer = object;
    HRESULT hr;

    vsapi_mutex_lock(&writer->talk);
    hr = exchange(writer, event, answer);
    vsapi_mutex_unlock(&writer->talk);
    if (SUCCEEDED(hr))
        return;
    vsapi_trace_note("service", "writer-gone", &event->session_id, "process=%u event=%s text=%s",
                     (unsigned)vsapi_stream_process(writer->stream), vsapi_event_name(event->kind),
                     vsapi_last_message());
    vsapi_stream_shutdown(writer->stream);
    answer->refused = answer->lost = true;
}

static const struct vsapi_writer_ops ops = {sizeof ops, deliver, writer_unref};

/* ---- subscribing ------------------------------------------------------------------------------
 */

/* A process that has gone meanwhile subscribes none. */
static bool writer_add(struct serve_connection *connection, struct serve_writer *writer)
{
    struct serve_client *client = connection->client;
    bool added;

    vsapi_mutex_lock(&connection->server->lock);
    added = !client->gone && !connection->server->stopping;
    if (added) {
        writer->next = client->writers;
        client->writers = writer;
    }
    vsapi_mutex_unlock(&connection->server->lock);
    return added;
}

/* Out of its client's list; what is to be ended then, NULL: somebody else ends it. */
static struct vsapi_subscription *
writer_take(struct vsapi_server *server, struct serve_client *client, struct serve_writer *writer)
{
    struct serve_writer **link = &client->writers;
    struct vsapi_subscription *subscription;

    vsapi_mutex_lock(&server->lock);
    while (*link && *link != writer)
        link = &(*link)->next;
    if (*link)
        *link = writer->next;
    subscription = writer->subscription;
    writer->subscription = NULL;
    vsapi_mutex_unlock(&server->lock);
    return subscription;
}

static void writer_end(struct vsapi_server *server, struct serve_client *client,
                       struct serve_writer *writer)
{
    struct vsapi_subscription *subscription = writer_take(server, client, writer);

    vsapi_stream_shutdown(writer->stream);
    if (subscription)
        vsapi_service_forget(subscription);
}

static HRESULT subscribe(struct serve_connection *connection, struct serve_writer *writer,
                         const struct vsapi_writer_info *info)
{
    struct vsapi_service *service = connection->server->service;
    struct vsapi_subscription *subscription;
    HRESULT hr = vsapi_host_access(vsapi_service_host(service), VSAPI_ROLE_WRITER, "Subscribe");

    writer->name = vsapi_strdup(info->name);
    if (SUCCEEDED(hr) && !writer->name)
        hr = vsapi_out_of_memory();
    if (SUCCEEDED(hr))
        hr = vsapi_service_subscribe(service, info, &ops, writer, &subscription);
    if (FAILED(hr))
        return hr;
    atomic_fetch_add(&writer->refs, 1); /* the subscription's */
    writer->instance_id = info->instance_id;
    writer->writer_id = info->writer_id;
    vsapi_mutex_lock(&connection->server->lock);
    writer->subscription = subscription;
    vsapi_mutex_unlock(&connection->server->lock);
    if (writer_add(connection, writer))
        return S_OK;
    writer_end(connection->server, connection->client, writer);
    return vsapi_fail(VSS_E_UNEXPECTED, "the process has gone");
}

static struct serve_writer *writer_create(struct serve_connection *connection)
{
    struct serve_writer *made = vsapi_calloc(1, sizeof *made);

    if (!made)
        return NULL;
    atomic_init(&made->refs, 1);
    vsapi_mutex_init(&made->talk);
    made->server = connection->server;
    made->stream = connection->stream;
    vsapi_mutex_lock(&connection->server->lock);
    connection->server->writer_count++;
    connection->stream = NULL;
    vsapi_mutex_unlock(&connection->server->lock);
    return made;
}

/* The answer goes out before the first event can. */
static HRESULT subscribe_and_answer(struct serve_connection *connection,
                                    struct serve_writer *writer,
                                    const struct vsapi_writer_info *info)
{
    HRESULT hr;

    vsapi_mutex_lock(&writer->talk);
    hr = subscribe(connection, writer, info);
    serve_answer(connection, hr);
    vsapi_stream_send(writer->stream, &connection->out);
    vsapi_mutex_unlock(&writer->talk);
    return hr;
}

HRESULT serve_subscribe(struct serve_connection *connection)
{
    struct vsapi_writer_info info;
    struct serve_writer *writer;
    HRESULT hr = vsapi_take_writer_info(&connection->in, &info);

    if (SUCCEEDED(hr))
        hr = vsapi_frame_taken(&connection->in);
    if (FAILED(hr))
        return hr;
    writer = writer_create(connection);
    if (!writer) {
        serve_answer(connection, vsapi_out_of_memory());
        return S_OK;
    }
    hr = subscribe_and_answer(connection, writer, &info);
    if (SUCCEEDED(hr)) {
        vsapi_stream_wait_end(writer->stream);
        writer_end(connection->server, connection->client, writer);
    }
    writer_unref(writer);
    return S_OK;
}

/* ---- and not any more -------------------------------------------------------------------------
 */

/* A reference. */
static struct serve_writer *writer_find(struct serve_connection *connection, const VSS_ID *instance)
{
    struct serve_writer *found;

    vsapi_mutex_lock(&connection->server->lock);
    for (found = connection->client->writers; found; found = found->next)
        if (IsEqualGUID(&found->instance_id, instance))
            break;
    if (found)
        atomic_fetch_add(&found->refs, 1);
    vsapi_mutex_unlock(&connection->server->lock);
    return found;
}

HRESULT serve_unsubscribe(struct serve_connection *connection)
{
    VSS_ID instance = vsapi_take_guid(&connection->in);
    bool inside = vsapi_take_bool(&connection->in);
    HRESULT hr = vsapi_frame_taken(&connection->in);
    struct vsapi_subscription *subscription;
    struct serve_writer *writer;

    if (FAILED(hr))
        return hr;
    writer = writer_find(connection, &instance);
    subscription = writer ? writer_take(connection->server, connection->client, writer) : NULL;
    if (subscription && inside)
        vsapi_service_forget(subscription);
    else
        vsapi_service_unsubscribe(subscription);
    if (writer && !inside)
        vsapi_stream_shutdown(writer->stream);
    if (writer)
        writer_unref(writer);
    serve_answer(connection, S_OK);
    return S_OK;
}

void serve_writers_end(struct vsapi_server *server, struct serve_client *client)
{
    struct serve_writer *writer;

    do {
        vsapi_mutex_lock(&server->lock);
        writer = client->writers;
        if (writer)
            atomic_fetch_add(&writer->refs, 1);
        vsapi_mutex_unlock(&server->lock);
        if (writer) {
            writer_end(server, client, writer);
            writer_unref(writer);
        }
    } while (writer);
}
