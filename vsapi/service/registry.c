/*
 * vsapi/service/registry.c - the writers that take part.
 *
 * A subscription is found by its instance id. Sessions keep references: after the writer is gone
 * they see that it no longer answers. The handlers of one writer run one after the other, whoever
 * asks: enter and leave bracket each.
 */
#include "remote.h"

#include <vsapi/clock.h>
#include <vsapi/error.h>
#include <vsapi/text.h>

#include <string.h>

void vsapi_subscription_ref(struct vsapi_subscription *subscription)
{
    atomic_fetch_add_explicit(&subscription->refs, 1, memory_order_relaxed);
}

void vsapi_subscription_unref(struct vsapi_subscription *subscription)
{
    if (!subscription || atomic_fetch_sub(&subscription->refs, 1) != 1)
        return;
    vsapi_cond_finish(&subscription->free_);
    vsapi_mutex_finish(&subscription->lock);
    vsapi_free((char *)subscription->info.name);
    vsapi_free((char *)subscription->info.instance_name);
    vsapi_wmd_unref(subscription->express);
    if (subscription->ops && subscription->ops->released)
        subscription->ops->released(subscription->writer);
    vsapi_free(subscription);
}

HRESULT vsapi_subscription_create(struct vsapi_service *service,
                                  const struct vsapi_writer_info *info,
                                  const struct vsapi_writer_ops *ops, void *writer,
                                  struct vsapi_subscription **out)
{
    struct vsapi_subscription *made = vsapi_calloc(1, sizeof *made);

    *out = NULL;
    if (!made)
        return vsapi_out_of_memory();
    atomic_init(&made->refs, 1);
    made->service = service;
    made->ops = ops;
    made->writer = writer;
    made->info = *info;
    made->info.name = vsapi_strdup(info->name);
    made->info.instance_name = vsapi_strdup(info->instance_name);
    vsapi_mutex_init(&made->lock);
    vsapi_cond_init(&made->free_);
    if (!made->info.name || (info->instance_name && !made->info.instance_name)) {
        vsapi_subscription_unref(made);
        return vsapi_out_of_memory();
    }
    *out = made;
    return S_OK;
}

static HRESULT registry_add(struct vsapi_service *service, struct vsapi_subscription *made)
{
    struct vsapi_subscription *other;
    char id[VSAPI_GUID_TEXT];
    HRESULT hr = S_OK;

    vsapi_mutex_lock(&service->lock);
    HASH_FIND(hh, service->writers, &made->info.instance_id, sizeof(VSS_ID), other);
    if (other) {
        hr = vsapi_fail(
            VSS_E_WRITER_ALREADY_SUBSCRIBED,
            "writer \"%s\" subscribes with instance id {%s}, which is subscribed already "
            "(writer's mistake)",
            made->info.name, vsapi_guid_to_text(&made->info.instance_id, id));
    } else {
        HASH_ADD(hh, service->writers, info.instance_id, sizeof(VSS_ID), made);
        if (!made->hh.tbl)
            hr = vsapi_out_of_memory();
    }
    vsapi_mutex_unlock(&service->lock);
    return hr;
}

static void registry_remove(struct vsapi_subscription *subscription)
{
    struct vsapi_service *service = subscription->service;

    vsapi_mutex_lock(&service->lock);
    HASH_DELETE(hh, service->writers, subscription);
    vsapi_mutex_unlock(&service->lock);
}

HRESULT vsapi_service_subscribe(struct vsapi_service *service, const struct vsapi_writer_info *info,
                                const struct vsapi_writer_ops *ops, void *writer,
                                struct vsapi_subscription **out)
{
    struct vsapi_subscription *made;
    HRESULT hr;

    *out = NULL;
    if (!info || info->size != sizeof *info || !info->name || !ops || ops->size != sizeof *ops ||
        !ops->deliver)
        return vsapi_fail(E_INVALIDARG,
                          "a writer subscribes without name or functions, or was "
                          "compiled against another version of vsapi/service.h (writer's mistake)");
    hr = vsapi_subscription_create(service, info, ops, writer, &made);
    if (FAILED(hr))
        return hr;
    hr = registry_add(service, made);
    if (SUCCEEDED(hr) && service->remote) {
        hr = vsapi_remote_subscribe(service->remote, made);
        if (FAILED(hr))
            registry_remove(made);
    }
    if (FAILED(hr)) {
        made->ops = NULL; /* the writer stays the caller's */
        vsapi_subscription_unref(made);
        return hr;
    }
    *out = made;
    return S_OK;
}

/* Waits for a handler that runs on another thread; the clock of a writer that hangs starts anew. */
static void subscription_close(struct vsapi_subscription *subscription)
{
    struct vsapi_clock *clock = vsapi_service_clock(subscription->service);
    uint64_t began_ms = vsapi_clock_now_ms(clock), limit_ms, until_ms;

    vsapi_mutex_lock(&subscription->lock);
    subscription->gone = true;
    vsapi_cond_broadcast(&subscription->free_);
    while (subscription->running > 0 && subscription->busy_thread != vsapi_thread_self()) {
        limit_ms = subscription->busy_limit_ms;
        until_ms = limit_ms == VSAPI_CLOCK_NEVER ? VSAPI_CLOCK_NEVER : began_ms + limit_ms;
        if (!vsapi_clock_wait(clock, &subscription->free_, &subscription->lock, until_ms))
            break;
    }
    vsapi_mutex_unlock(&subscription->lock);
}

void vsapi_service_unsubscribe(struct vsapi_subscription *subscription)
{
    if (!subscription)
        return;
    registry_remove(subscription);
    if (subscription->link)
        vsapi_remote_unsubscribe(subscription);
    subscription_close(subscription);
    if (subscription->link)
        vsapi_remote_unlink(subscription);
    vsapi_subscription_unref(subscription);
}

void vsapi_service_forget(struct vsapi_subscription *subscription)
{
    registry_remove(subscription);
    vsapi_mutex_lock(&subscription->lock);
    subscription->gone = true;
    vsapi_cond_broadcast(&subscription->free_);
    vsapi_mutex_unlock(&subscription->lock);
    vsapi_subscription_unref(subscription);
}

void vsapi_subscriptions_finish(vsapi_subscriptions *list)
{
    for (size_t i = 0; i < list->count; i++)
        vsapi_subscription_unref(list->items[i]);
    vsapi_free(list->items);
    memset(list, 0, sizeof *list);
}

static HRESULT list_subscribed(struct vsapi_service *service, vsapi_subscriptions *out)
{
    struct vsapi_subscription *writer, *next;
    HRESULT hr = S_OK;

    vsapi_mutex_lock(&service->lock);
    HASH_ITER(hh, service->writers, writer, next)
    {
        if (!VSAPI_ARRAY_ROOM(out)) {
            hr = vsapi_out_of_memory();
            break;
        }
        vsapi_subscription_ref(writer);
        out->items[out->count++] = writer;
    }
    vsapi_mutex_unlock(&service->lock);
    return hr;
}

HRESULT vsapi_service_writers(struct vsapi_service *service, vsapi_subscriptions *out)
{
    HRESULT hr;

    memset(out, 0, sizeof *out);
    hr = list_subscribed(service, out);
    if (SUCCEEDED(hr))
        hr = vsapi_express_list(service, out);
    if (FAILED(hr))
        vsapi_subscriptions_finish(out);
    return hr;
}

/* A handler that acts as requester, with inline delivery, may be asked again on its own thread. */
bool vsapi_subscription_enter(struct vsapi_subscription *subscription, uint64_t limit_ms)
{
    uint64_t self = vsapi_thread_self();
    bool entered;

    vsapi_mutex_lock(&subscription->lock);
    while (subscription->running > 0 && subscription->busy_thread != self && !subscription->gone)
        vsapi_cond_wait(&subscription->free_, &subscription->lock);
    entered = !subscription->gone;
    if (entered) {
        subscription->running++;
        subscription->busy_thread = self;
        subscription->busy_limit_ms = limit_ms;
    }
    vsapi_mutex_unlock(&subscription->lock);
    return entered;
}

bool vsapi_subscription_is_busy(struct vsapi_subscription *subscription)
{
    bool busy;

    vsapi_mutex_lock(&subscription->lock);
    busy = subscription->running > 0;
    vsapi_mutex_unlock(&subscription->lock);
    return busy;
}

bool vsapi_subscription_is_inside(struct vsapi_subscription *subscription)
{
    bool inside;

    vsapi_mutex_lock(&subscription->lock);
    inside = subscription->running > 0 && subscription->busy_thread == vsapi_thread_self();
    vsapi_mutex_unlock(&subscription->lock);
    return inside;
}

void vsapi_subscription_leave(struct vsapi_subscription *subscription)
{
    vsapi_mutex_lock(&subscription->lock);
    subscription->running--;
    vsapi_cond_broadcast(&subscription->free_);
    vsapi_mutex_unlock(&subscription->lock);
}
