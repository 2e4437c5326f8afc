/*
 * vsapi/service/remote_writer.c - a writer of this process whose service is in another one.
 *
 * It has a stream of its own, on which the service sends events, and a thread that takes them to
 * its handlers, one after the other. When the service has gone the writer hears of the end of the
 * backups that it was told of (remote_told.c), and nothing more.
 */
#include "remote.h"

#include <vsapi/error.h>
#include <vsapi/stream.h>

enum link_state { LINK_RUNS, LINK_ENDED, LINK_LEFT };

struct vsapi_remote_writer {
    struct vsapi_remote *remote;
    struct vsapi_subscription *subscription; /* a reference once the thread was left to itself */
    struct vsapi_stream *stream;
    struct vsapi_thread thread;
    struct vsapi_frame frame;
    vsapi_told_list told;
    atomic_int state; /* enum link_state: who comes second frees it */
};

static void link_destroy(struct vsapi_remote_writer *link)
{
    vsapi_stream_close(link->stream);
    vsapi_frame_finish(&link->frame);
    vsapi_told_finish(&link->told);
    vsapi_free(link);
}

/* ---- events -----------------------------------------------------------------------------------
 */

#define VOLUME_BYTES 8 /* that a volume has in a frame at least */

static HRESULT take_volumes(struct vsapi_frame *frame, struct vsapi_dispatch *dispatch)
{
    uint32_t count = vsapi_take_count(frame, VOLUME_BYTES);
    struct vsapi_event_volume *items = vsapi_calloc(count + 1, sizeof *items);
    struct vsapi_volumes *volumes = NULL;
    HRESULT hr;

    if (!items)
        return vsapi_out_of_memory();
    for (uint32_t i = 0; i < count; i++) {
        items[i].original = (char *)vsapi_take_text(frame);
        items[i].device = (char *)vsapi_take_text(frame);
        frame->failed = frame->failed || !items[i].original;
    }
    hr = frame->failed ? vsapi_frame_taken(frame) : S_OK;
    if (SUCCEEDED(hr))
        hr = vsapi_volumes_create(items, count, &volumes);
    vsapi_free(items);
    vsapi_dispatch_set_volumes(dispatch, volumes);
    vsapi_volumes_unref(volumes);
    return hr;
}

static HRESULT fill_event(struct vsapi_frame *frame, struct vsapi_dispatch *dispatch)
{
    struct vsapi_event *event = &dispatch->event;
    HRESULT hr;

    event->session_id = vsapi_take_guid(frame);
    event->snapshot_set_id = vsapi_take_guid(frame);
    event->context = (LONG)vsapi_take_u32(frame);
    event->level = (VSS_APPLICATION_LEVEL)vsapi_take_u32(frame);
    event->backup_type = (VSS_BACKUP_TYPE)vsapi_take_u32(frame);
    event->restore_type = (VSS_RESTORE_TYPE)vsapi_take_u32(frame);
    event->select_components = vsapi_take_bool(frame);
    event->bootable_system_state = vsapi_take_bool(frame);
    event->partial_file_support = vsapi_take_bool(frame);
    hr = take_volumes(frame, dispatch);
    if (SUCCEEDED(hr))
        hr = vsapi_take_bcd(frame, &event->components);
    return SUCCEEDED(hr) ? vsapi_frame_taken(frame) : hr;
}

/* The event that is in the link's frame; the machine is the service's as it was when it was sent.
 */
static HRESULT take_event(struct vsapi_remote_writer *link, struct vsapi_dispatch **out)
{
    struct vsapi_dispatch *none = NULL;
    uint64_t changes = vsapi_take_u64(&link->frame);
    uint32_t kind = vsapi_take_u32(&link->frame);
    HRESULT hr;

    *out = NULL;
    if (link->frame.kind != VSAPI_ASK_EVENT || kind < VSAPI_EVENT_IDENTIFY ||
        kind >= VSAPI_EVENT_COUNT_)
        return vsapi_fail(E_INVALIDARG, "the service sends what is no event");
    vsapi_remote_note_changes(link->remote, changes);
    hr = vsapi_dispatch_create(link->subscription, (enum vsapi_event_kind)kind, &none, out);
    if (SUCCEEDED(hr))
        hr = fill_event(&link->frame, *out);
    if (SUCCEEDED(hr))
        hr = vsapi_told_note(&link->told, *out);
    if (FAILED(hr) && *out) {
        vsapi_event_unref(&(*out)->event);
        *out = NULL;
    }
    return hr;
}

/* Runs the handler and sends its answer. */
static HRESULT play_event(struct vsapi_remote_writer *link, struct vsapi_dispatch *dispatch)
{
    if (!vsapi_subscription_enter(link->subscription, dispatch->limit_ms))
        return S_FALSE;                        /* it unsubscribes */
    dispatch->deadline_ms = VSAPI_CLOCK_NEVER; /* the service keeps the time */
    vsapi_seam_event(dispatch);
    vsapi_subscription_leave(link->subscription);
    vsapi_frame_begin(&link->frame, VSAPI_ASK_EVENT);
    vsapi_put_event_answer(&link->frame, &dispatch->event, &dispatch->answer);
    return vsapi_stream_send(link->stream, &link->frame);
}

static void link_run(void *argument)
{
    struct vsapi_remote_writer *link = argument;
    struct vsapi_subscription *subscription = link->subscription;
    struct vsapi_dispatch *dispatch;
    HRESULT hr;

    do {
        hr = vsapi_stream_receive(link->stream, &link->frame, VSAPI_FRAME_LIMIT);
        if (hr == S_OK)
            hr = take_event(link, &dispatch);
        if (hr != S_OK)
            break;
        hr = play_event(link, dispatch);
        vsapi_event_unref(&dispatch->event);
    } while (hr == S_OK);
    vsapi_stream_shutdown(link->stream);
    vsapi_told_end(&link->told, subscription);
    if (atomic_exchange(&link->state, LINK_ENDED) != LINK_LEFT)
        return;
    link_destroy(link);
    vsapi_subscription_unref(subscription);
}

/* ---- subscribing ------------------------------------------------------------------------------
 */

static HRESULT ask_to_subscribe(struct vsapi_remote_writer *link)
{
    struct vsapi_frame *frame = &link->frame;
    uint64_t changes;
    HRESULT hr, answer;

    vsapi_frame_begin(frame, VSAPI_ASK_SUBSCRIBE);
    vsapi_put_writer_info(frame, &link->subscription->info);
    hr = vsapi_stream_send(link->stream, frame);
    if (SUCCEEDED(hr))
        hr = vsapi_stream_receive(link->stream, frame, VSAPI_FRAME_LIMIT);
    if (hr == S_FALSE)
        hr = vsapi_fail(VSS_E_UNEXPECTED, "the service has gone before it took the writer");
    if (SUCCEEDED(hr))
        hr = vsapi_answer_take(frame, VSAPI_ASK_SUBSCRIBE, &answer, &changes);
    return SUCCEEDED(hr) ? answer : hr;
}

HRESULT vsapi_remote_subscribe(struct vsapi_remote *remote, struct vsapi_subscription *subscription)
{
    struct vsapi_remote_writer *link = vsapi_calloc(1, sizeof *link);
    HRESULT hr;

    if (!link)
        return vsapi_out_of_memory();
    atomic_init(&link->state, LINK_RUNS);
    link->remote = remote;
    link->subscription = subscription;
    hr = vsapi_remote_open_stream(remote, &link->stream);
    if (SUCCEEDED(hr))
        hr = ask_to_subscribe(link);
    if (SUCCEEDED(hr))
        hr = vsapi_thread_start(&link->thread, link_run, link);
    if (FAILED(hr)) {
        link_destroy(link);
        return hr;
    }
    subscription->link = link;
    return S_OK;
}

void vsapi_remote_unsubscribe(struct vsapi_subscription *subscription)
{
    struct vsapi_frame frame = {0};

    vsapi_frame_begin(&frame, VSAPI_ASK_UNSUBSCRIBE);
    vsapi_put_guid(&frame, &subscription->info.instance_id);
    vsapi_put_bool(&frame, vsapi_subscription_is_inside(subscription));
    vsapi_remote_tell(subscription->link->remote, &frame);
    vsapi_message_clear();
}

/* A thread that is still in a handler, or is this one, ends by itself. */
void vsapi_remote_unlink(struct vsapi_subscription *subscription)
{
    struct vsapi_remote_writer *link = subscription->link;

    subscription->link = NULL;
    vsapi_stream_shutdown(link->stream);
    if (!vsapi_subscription_is_busy(subscription)) {
        vsapi_thread_join(&link->thread);
        link_destroy(link);
        return;
    }
    vsapi_thread_detach(&link->thread);
    vsapi_subscription_ref(subscription);
    if (atomic_exchange(&link->state, LINK_LEFT) != LINK_ENDED)
        return;
    link_destroy(link);
    vsapi_subscription_unref(subscription);
}

/* ---- express writers --------------------------------------------------------------------------
 */

HRESULT vsapi_remote_add_express(struct vsapi_remote *remote, const struct vsapi_wmd *document)
{
    struct vsapi_frame frame = {0};

    vsapi_frame_begin(&frame, VSAPI_ASK_ADD_EXPRESS);
    vsapi_put_wmd(&frame, document);
    return vsapi_remote_tell(remote, &frame);
}

HRESULT vsapi_remote_remove_express(struct vsapi_remote *remote, const VSS_ID *writer_id)
{
    struct vsapi_frame frame = {0};

    vsapi_frame_begin(&frame, VSAPI_ASK_REMOVE_EXPRESS);
    vsapi_put_guid(&frame, writer_id);
    return vsapi_remote_tell(remote, &frame);
}
