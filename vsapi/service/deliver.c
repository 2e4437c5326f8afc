/*
 * vsapi/service/deliver.c - bringing events to writers, and waiting for them, but not for ever.
 *
 * In parallel each handler runs on a thread of the pool; serially one after the other, also on a
 * thread of the pool, so that a hang is noticed; inline on the caller's thread, without limits. Who
 * is late is decided by time stamps on the host's clock, so that it does not matter who looks
 * first. A late writer is left alone with its event: it is abandoned, and what it answers is
 * dropped.
 *
 * An event cannot begin while the writer is still in a handler that was given up. On a real clock
 * it is late in the end; on a manual one that nobody moves any more it would never be, so it is
 * given up after a moment of the machine's time. It still reaches the writer when that comes back.
 */
#include "event.h"

#include <vsapi/clock.h>

/* A writer that was late with Freeze gets its Abort as soon as it comes back, even if nobody waits
 * for it any more; other events that come too late to be begun are not begun. */
static bool dispatch_begin(struct vsapi_dispatch *dispatch)
{
    bool must = dispatch->event.kind == VSAPI_EVENT_ABORT ||
                dispatch->event.kind == VSAPI_EVENT_BACKUP_SHUTDOWN;

    if (!dispatch->round)
        return true;
    vsapi_mutex_lock(&dispatch->round->lock);
    dispatch->begun = must || !dispatch->abandoned;
    if (dispatch->begun && dispatch->abandoned)
        atomic_fetch_add(&dispatch->to->given_up, 1);
    vsapi_mutex_unlock(&dispatch->round->lock);
    return dispatch->begun;
}

static void dispatch_run(struct vsapi_dispatch *dispatch)
{
    bool unlimited = dispatch->deadline_ms == VSAPI_CLOCK_NEVER;

    if (!vsapi_subscription_enter(dispatch->to,
                                  unlimited ? VSAPI_CLOCK_NEVER : dispatch->limit_ms)) {
        dispatch->gone = true;
        return;
    }
    if (dispatch_begin(dispatch))
        vsapi_seam_event(dispatch);
    vsapi_subscription_leave(dispatch->to);
}

static void dispatch_job(struct vsapi_job *job)
{
    struct vsapi_dispatch *dispatch =
        (struct vsapi_dispatch *)((char *)job - offsetof(struct vsapi_dispatch, job));
    struct vsapi_round *round = dispatch->round;
    uint64_t ended_ms;

    dispatch_run(dispatch);
    ended_ms = vsapi_clock_now_ms(vsapi_service_clock(dispatch->to->service));
    vsapi_mutex_lock(&round->lock);
    dispatch->ended_ms = ended_ms;
    dispatch->over = true;
    if (dispatch->abandoned && dispatch->begun)
        atomic_fetch_sub(&dispatch->to->given_up, 1);
    if (!dispatch->abandoned && --round->pending == 0)
        vsapi_cond_signal(&round->over);
    vsapi_mutex_unlock(&round->lock);
    vsapi_event_unref(&dispatch->event);
}

static void deliver_here(struct vsapi_dispatch *dispatch)
{
    dispatch->deadline_ms = VSAPI_CLOCK_NEVER;
    dispatch_run(dispatch);
    dispatch->over = true;
}

/* A limit of n ms is kept by who needs n ms; late is who needs more. */
static void dispatch_post(struct vsapi_service *service, struct vsapi_round *round,
                          struct vsapi_dispatch *dispatch)
{
    dispatch->deadline_ms =
        vsapi_clock_now_ms(vsapi_service_clock(service)) + dispatch->limit_ms + 1;
    dispatch->job.run = dispatch_job;
    atomic_fetch_add_explicit(&round->refs, 1, memory_order_relaxed);
    dispatch->round = round;
    vsapi_event_ref(&dispatch->event);
    vsapi_mutex_lock(&round->lock);
    round->pending++;
    vsapi_mutex_unlock(&round->lock);
    if (vsapi_pool_post(service->pool, &dispatch->job))
        return;
    /* No thread can be had: better here, without a limit, than not at all. */
    dispatch->deadline_ms = VSAPI_CLOCK_NEVER;
    dispatch_job(&dispatch->job);
}

/* Under the lock: does it wait, on a clock that may stand still, for a handler that was given up?
 */
static bool dispatch_blocked(struct vsapi_dispatch *dispatch)
{
    if (dispatch->begun || atomic_load(&dispatch->to->given_up) == 0 ||
        !vsapi_clock_is_manual(vsapi_service_clock(dispatch->to->service)))
        return false;
    if (dispatch->noticed_ms == 0)
        dispatch->noticed_ms = vsapi_clock_machine_ms();
    return vsapi_clock_machine_ms() - dispatch->noticed_ms >= VSAPI_CLOCK_PATIENCE_MS;
}

static void dispatch_abandon(struct vsapi_dispatch *dispatch)
{
    dispatch->abandoned = true;
    dispatch->round->pending--;
    if (dispatch->begun)
        atomic_fetch_add(&dispatch->to->given_up, 1);
}

/* Under the lock: gives up on those whose time has passed; tells when the next one's will. */
static uint64_t abandon_late(struct vsapi_dispatch **dispatches, size_t count, uint64_t now_ms)
{
    uint64_t next_ms = VSAPI_CLOCK_NEVER;

    for (size_t i = 0; i < count; i++) {
        struct vsapi_dispatch *dispatch = dispatches[i];

        if (dispatch->over || dispatch->abandoned)
            continue;
        if (now_ms >= dispatch->deadline_ms || dispatch_blocked(dispatch))
            dispatch_abandon(dispatch);
        else if (dispatch->deadline_ms < next_ms)
            next_ms = dispatch->deadline_ms;
    }
    return next_ms;
}

static bool round_wait(struct vsapi_service *service, struct vsapi_round *round,
                       struct vsapi_dispatch **dispatches, size_t count)
{
    bool abandoned = false;

    vsapi_mutex_lock(&round->lock);
    while (round->pending > 0) {
        uint64_t next_ms =
            abandon_late(dispatches, count, vsapi_clock_now_ms(vsapi_service_clock(service)));

        if (round->pending > 0)
            vsapi_clock_wait(vsapi_service_clock(service), &round->over, &round->lock, next_ms);
    }
    for (size_t i = 0; i < count; i++)
        abandoned = abandoned || dispatches[i]->abandoned;
    vsapi_mutex_unlock(&round->lock);
    return abandoned;
}

size_t vsapi_deliver_at_once(struct vsapi_service *service, size_t count)
{
    return vsapi_host_delivery(service->host) == VSAPI_DELIVERY_PARALLEL ? count : 1;
}

void vsapi_deliver(struct vsapi_service *service, struct vsapi_round **round,
                   struct vsapi_dispatch **dispatches, size_t count)
{
    size_t step = vsapi_deliver_at_once(service, count);
    bool here = vsapi_host_delivery(service->host) == VSAPI_DELIVERY_INLINE ||
                (!*round && FAILED(vsapi_round_create(round)));

    for (size_t i = 0; here && i < count; i++)
        deliver_here(dispatches[i]);
    for (size_t i = 0; !here && i < count; i += step) {
        for (size_t k = i; k < i + step; k++)
            dispatch_post(service, *round, dispatches[k]);
        round_wait(service, *round, dispatches + i, step);
    }
}
