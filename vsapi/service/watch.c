/*
 * vsapi/service/watch.c - calls to providers that are not waited for for ever.
 *
 * One thread for the whole service, made with the first call, sleeps until the earliest time at
 * which a call could be late. It is woken only if a call may end earlier than that; a call that
 * ends in time costs it nothing.
 *
 * A manual clock jumps, and who has moved it is on the way back: such a call gets a moment of the
 * machine's time to return by itself, so that a run with planned delays is the same every time.
 */
#include "watch.h"

#include <vsapi/clock.h>
#include <vsapi/error.h>

#define SLICE_MS 1

void vsapi_watch_init(struct vsapi_watch *watch, struct vsapi_clock *clock, struct vsapi_pool *pool)
{
    watch->clock = clock;
    watch->pool = pool;
    watch->until_ms = VSAPI_CLOCK_NEVER;
    vsapi_mutex_init(&watch->lock);
    vsapi_cond_init(&watch->wake);
}

void vsapi_watch_finish(struct vsapi_watch *watch)
{
    bool started;

    vsapi_mutex_lock(&watch->lock);
    started = watch->started;
    watch->stop = true;
    vsapi_cond_signal(&watch->wake);
    vsapi_mutex_unlock(&watch->lock);
    if (started)
        vsapi_thread_join(&watch->thread);
    vsapi_cond_finish(&watch->wake);
    vsapi_mutex_finish(&watch->lock);
}

static void unlink_call(struct vsapi_watched *watched)
{
    *watched->link = watched->next;
    if (watched->next)
        watched->next->link = watched->link;
    watched->link = NULL;
}

/* Is it to be left behind now? */
static bool call_lost(struct vsapi_watch *watch, struct vsapi_watched *watched, uint64_t now_ms)
{
    if (now_ms < watched->deadline_ms)
        return false;
    if (!vsapi_clock_is_manual(watch->clock))
        return true;
    if (watched->noticed_ms == 0)
        watched->noticed_ms = vsapi_clock_machine_ms();
    return vsapi_clock_machine_ms() - watched->noticed_ms >= VSAPI_CLOCK_PATIENCE_MS;
}

/* What goes on in the place of a call that is late; NULL: none is, look again at *until_ms. */
static struct vsapi_job *take_lost(struct vsapi_watch *watch, uint64_t *until_ms)
{
    uint64_t now_ms = vsapi_clock_now_ms(watch->clock);

    *until_ms = VSAPI_CLOCK_NEVER;
    for (struct vsapi_watched *watched = watch->calls; watched; watched = watched->next) {
        if (call_lost(watch, watched, now_ms)) {
            unlink_call(watched);
            watched->left = true;
            return watched->job;
        }
        if (watched->deadline_ms < *until_ms)
            *until_ms = watched->deadline_ms;
    }
    return NULL;
}

static void watch_sleep(struct vsapi_watch *watch)
{
    if (watch->calls && vsapi_clock_is_manual(watch->clock))
        vsapi_cond_wait_ms(&watch->wake, &watch->lock, SLICE_MS);
    else
        vsapi_clock_wait(watch->clock, &watch->wake, &watch->lock, watch->until_ms);
}

static void watch_main(void *argument)
{
    struct vsapi_watch *watch = argument;

    vsapi_mutex_lock(&watch->lock);
    while (!watch->stop) {
        struct vsapi_job *job = take_lost(watch, &watch->until_ms);

        if (!job) {
            watch_sleep(watch);
            continue;
        }
        vsapi_mutex_unlock(&watch->lock);
        if (!vsapi_pool_post(watch->pool, job))
            job->run(job); /* others are noticed later then, but they are */
        vsapi_mutex_lock(&watch->lock);
    }
    vsapi_mutex_unlock(&watch->lock);
}

void vsapi_watch_begin(struct vsapi_watch *watch, struct vsapi_watched *watched,
                       uint64_t deadline_ms, struct vsapi_job *job)
{
    *watched = (struct vsapi_watched){.deadline_ms = deadline_ms, .job = job};
    vsapi_mutex_lock(&watch->lock);
    if (!watch->started)
        watch->started = SUCCEEDED(vsapi_thread_start(&watch->thread, watch_main, watch));
    if (watch->started) {
        watched->next = watch->calls;
        watched->link = &watch->calls;
        if (watched->next)
            watched->next->link = &watched->next;
        watch->calls = watched;
        if (deadline_ms < watch->until_ms)
            vsapi_cond_signal(&watch->wake);
    }
    vsapi_mutex_unlock(&watch->lock);
}

bool vsapi_watch_left(struct vsapi_watch *watch, struct vsapi_watched *watched)
{
    bool left;

    vsapi_mutex_lock(&watch->lock);
    left = watched->left;
    vsapi_mutex_unlock(&watch->lock);
    return left;
}

bool vsapi_watch_end(struct vsapi_watch *watch, struct vsapi_watched *watched)
{
    bool left;

    vsapi_mutex_lock(&watch->lock);
    if (watched->link)
        unlink_call(watched);
    left = watched->left;
    vsapi_mutex_unlock(&watch->lock);
    return !left;
}
