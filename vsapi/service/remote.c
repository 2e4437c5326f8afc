/*
 * vsapi/service/remote.c - the connection to a service in another process.
 *
 * Each question goes on a stream of its own to which its answer comes back, so that none waits for
 * another; streams are used again. The first one is for nothing but to be there: when it closes,
 * the service knows that this process has gone, and ends what it left.
 */
#include "remote.h"

#include <vsapi/error.h>
#include <vsapi/mirror.h>
#include <vsapi/stream.h>

#define IDLE_STREAMS 8

struct vsapi_remote {
    char *address;
    VSS_ID client; /* what the service calls this process */
    struct vsapi_stream *alive;
    struct vsapi_mutex lock; /* guards the list */
    struct vsapi_stream *idle[IDLE_STREAMS];
    size_t idle_count;
    struct vsapi_mutex mirror_lock; /* guards what follows; taken before the host's */
    struct vsapi_host *mirror;      /* borrowed; NULL: not made yet */
};

/* ---- streams ----------------------------------------------------------------------------------
 */

/* The service's answer, with the result in *hr. Fails when there is none. */
static HRESULT exchange(struct vsapi_stream *stream, struct vsapi_frame *frame, HRESULT *hr,
                        uint64_t *changes)
{
    uint32_t kind = frame->kind;
    HRESULT sent = vsapi_stream_send(stream, frame);

    if (SUCCEEDED(sent))
        sent = vsapi_stream_receive(stream, frame, VSAPI_FRAME_LIMIT);
    if (sent == S_FALSE)
        sent = vsapi_fail(VSS_E_UNEXPECTED, "the service has gone before it answered message %u",
                          (unsigned)kind);
    return FAILED(sent) ? sent : vsapi_answer_take(frame, kind, hr, changes);
}

static HRESULT greet(struct vsapi_remote *remote, struct vsapi_stream *stream)
{
    struct vsapi_frame frame = {0};
    uint64_t changes;
    HRESULT hr, answer;

    vsapi_frame_begin(&frame, VSAPI_ASK_HELLO);
    vsapi_put_u32(&frame, VSAPI_PROTOCOL_VERSION);
    vsapi_put_guid(&frame, &remote->client);
    hr = exchange(stream, &frame, &answer, &changes);
    if (SUCCEEDED(hr))
        hr = answer;
    if (SUCCEEDED(hr))
        remote->client = vsapi_take_guid(&frame);
    return vsapi_remote_taken(&frame, hr);
}

HRESULT vsapi_remote_open_stream(struct vsapi_remote *remote, struct vsapi_stream **out)
{
    HRESULT hr = vsapi_stream_connect(remote->address, out);

    if (SUCCEEDED(hr))
        hr = greet(remote, *out);
    if (FAILED(hr)) {
        vsapi_stream_close(*out);
        *out = NULL;
    }
    return hr;
}

static HRESULT stream_get(struct vsapi_remote *remote, struct vsapi_stream **out)
{
    *out = NULL;
    vsapi_mutex_lock(&remote->lock);
    if (remote->idle_count > 0)
        *out = remote->idle[--remote->idle_count];
    vsapi_mutex_unlock(&remote->lock);
    return *out ? S_OK : vsapi_remote_open_stream(remote, out);
}

static void stream_put(struct vsapi_remote *remote, struct vsapi_stream *stream)
{
    vsapi_mutex_lock(&remote->lock);
    if (remote->idle_count < IDLE_STREAMS) {
        remote->idle[remote->idle_count++] = stream;
        stream = NULL;
    }
    vsapi_mutex_unlock(&remote->lock);
    vsapi_stream_close(stream);
}

/* ---- the connection ---------------------------------------------------------------------------
 */

HRESULT vsapi_remote_connect(const char *address, struct vsapi_remote **out)
{
    struct vsapi_remote *made = vsapi_calloc(1, sizeof *made);
    HRESULT hr;

    *out = NULL;
    if (!made)
        return vsapi_out_of_memory();
    vsapi_mutex_init(&made->lock);
    vsapi_mutex_init(&made->mirror_lock);
    made->address = vsapi_strdup(address);
    hr = made->address ? vsapi_remote_open_stream(made, &made->alive) : vsapi_out_of_memory();
    if (FAILED(hr)) {
        vsapi_remote_destroy(made);
        vsapi_message_prefix("VSAPI_SERVICE: ");
        return hr;
    }
    *out = made;
    return S_OK;
}

void vsapi_remote_destroy(struct vsapi_remote *remote)
{
    if (!remote)
        return;
    for (size_t i = 0; i < remote->idle_count; i++)
        vsapi_stream_close(remote->idle[i]);
    vsapi_stream_close(remote->alive);
    vsapi_mutex_finish(&remote->lock);
    vsapi_mutex_finish(&remote->mirror_lock);
    vsapi_free(remote->address);
    vsapi_free(remote);
}

/* ---- questions --------------------------------------------------------------------------------
 */

static HRESULT call_once(struct vsapi_remote *remote, struct vsapi_frame *frame, uint64_t *changes)
{
    struct vsapi_stream *stream;
    HRESULT hr = stream_get(remote, &stream), answer = S_OK;

    if (FAILED(hr))
        return hr;
    hr = exchange(stream, frame, &answer, changes);
    if (SUCCEEDED(hr))
        stream_put(remote, stream);
    else
        vsapi_stream_close(stream);
    if (FAILED(hr))
        frame->kind = 0; /* what is in it is no answer */
    return FAILED(hr) ? hr : answer;
}

HRESULT vsapi_remote_call(struct vsapi_remote *remote, struct vsapi_frame *frame)
{
    uint64_t changes = 0;
    HRESULT hr = call_once(remote, frame, &changes);

    vsapi_remote_note_changes(remote, changes);
    return hr;
}

HRESULT vsapi_remote_taken(struct vsapi_frame *frame, HRESULT hr)
{
    if (SUCCEEDED(hr) && FAILED(vsapi_frame_taken(frame)))
        hr = vsapi_fail(VSS_E_UNEXPECTED,
                        "the service's answer to message %u is malformed (the "
                        "mistake of the service)",
                        (unsigned)frame->kind);
    vsapi_frame_finish(frame);
    return hr;
}

HRESULT vsapi_remote_tell(struct vsapi_remote *remote, struct vsapi_frame *frame)
{
    return vsapi_remote_taken(frame, vsapi_remote_call(remote, frame));
}

/* ---- the machine's mirror ---------------------------------------------------------------------
 */

/* Under the mirror's lock. */
static HRESULT mirror_update(struct vsapi_remote *remote)
{
    struct vsapi_frame frame = {0};
    uint64_t changes;
    HRESULT hr;

    vsapi_frame_begin(&frame, VSAPI_ASK_CHANGES);
    hr = call_once(remote, &frame, &changes);
    if (SUCCEEDED(hr))
        hr = vsapi_host_take_changes(remote->mirror, &frame);
    vsapi_frame_finish(&frame);
    return hr;
}

/* A mirror that cannot be brought up to date stays what it was: what the caller was answered
 * counts. */
void vsapi_remote_note_changes(struct vsapi_remote *remote, uint64_t changes)
{
    char *sentence;

    if (!remote->mirror || vsapi_host_changes(remote->mirror) >= changes)
        return;
    sentence = vsapi_strdup(vsapi_last_message());
    vsapi_mutex_lock(&remote->mirror_lock);
    if (vsapi_host_changes(remote->mirror) < changes)
        mirror_update(remote);
    vsapi_mutex_unlock(&remote->mirror_lock);
    vsapi_message_set(sentence);
    vsapi_free(sentence);
}

HRESULT vsapi_remote_host(struct vsapi_remote *remote, struct vsapi_host **out)
{
    struct vsapi_frame frame = {0};
    uint64_t changes;
    HRESULT hr;

    *out = NULL;
    vsapi_frame_begin(&frame, VSAPI_ASK_MACHINE);
    hr = call_once(remote, &frame, &changes);
    if (SUCCEEDED(hr))
        hr = vsapi_host_take_machine(&frame, out);
    hr = vsapi_remote_taken(&frame, hr);
    remote->mirror = *out;
    if (SUCCEEDED(hr))
        hr = mirror_update(remote);
    if (FAILED(hr)) {
        vsapi_host_destroy(*out);
        *out = remote->mirror = NULL;
    }
    return hr;
}
