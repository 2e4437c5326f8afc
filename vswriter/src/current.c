/*
 * vswriter/src/current.c - which event a thread is at.
 *
 * A handler's thread knows its own event. Threads that a handler has set to work do not: for them
 * the writer keeps a list of the events that its handlers are at, and the latest is meant. A thread
 * may be at several events, one within the other, when a handler is itself a requester.
 */
#include "writer.h"

static _Thread_local struct delivery *current; /* the innermost */

void vswriter_delivery_begin(struct delivery *delivery, struct writer *writer,
                             struct vsapi_event *event)
{
    *delivery = (struct delivery){.writer = writer, .event = event, .outer = current};
    current = delivery;
    vsapi_mutex_lock(&writer->lock);
    delivery->next = writer->running;
    writer->running = delivery;
    vsapi_mutex_unlock(&writer->lock);
}

static void free_names(WCHAR **names, size_t count)
{
    for (size_t i = 0; names && i < count; i++)
        vsapi_free(names[i]);
    vsapi_free(names);
}

void vswriter_delivery_end(struct delivery *delivery)
{
    struct writer *writer = delivery->writer;
    struct delivery **at = &writer->running;

    current = delivery->outer;
    vsapi_mutex_lock(&writer->lock);
    while (*at != delivery)
        at = &(*at)->next;
    *at = delivery->next;
    vsapi_mutex_unlock(&writer->lock);

    free_names(delivery->volumes, delivery->event->volume_count);
    free_names(delivery->devices, delivery->event->volume_count);
    if (delivery->identity)
        delivery->identity->lpVtbl->Release(delivery->identity);
}

struct delivery *vswriter_delivery_of_thread(const struct writer *writer)
{
    struct delivery *delivery = current;

    while (delivery && delivery->writer != writer)
        delivery = delivery->outer;
    return delivery;
}

const VSS_ID *vswriter_session(struct writer *writer, VSS_ID *storage)
{
    struct delivery *delivery;

    vsapi_mutex_lock(&writer->lock);
    delivery = vswriter_delivery_of_thread(writer);
    if (!delivery)
        delivery = writer->running;
    if (delivery)
        *storage = delivery->event->session_id;
    vsapi_mutex_unlock(&writer->lock);
    return delivery ? storage : NULL;
}
