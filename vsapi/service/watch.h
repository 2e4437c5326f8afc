/*
 * vsapi/service/watch.h - calls to providers that are not waited for for ever.
 *
 * A provider is called on the thread of the operation that needs it: handing each call to another
 * thread and back would cost more than the call. So when a call is late, not the call but the rest
 * of the operation goes to another thread: the one in the call is left behind. When it comes back
 * it learns that, and that nothing it was working on is its own any more.
 */
#ifndef VSAPI_SERVICE_WATCH_H
#define VSAPI_SERVICE_WATCH_H

#include "pool.h"

#include <vsapi/thread.h>

/* What a call answers whose thread was left behind; never shown to a requester. */
#define VSAPI_LEFT_BEHIND E_PENDING

struct vsapi_clock;

struct vsapi_watched { /* one call; on the stack of the thread that makes it */
    struct vsapi_watched *next, **link;
    uint64_t deadline_ms;  /* on the service's clock; late from here on */
    uint64_t noticed_ms;   /* the machine's time when it was seen to be late; 0: not yet */
    struct vsapi_job *job; /* what goes on in its place */
    bool left;
};

struct vsapi_watch {
    struct vsapi_clock *clock; /* the host's */
    struct vsapi_pool *pool;   /* the service's */
    struct vsapi_thread thread;
    struct vsapi_mutex lock; /* guards what follows; nothing is called under it */
    struct vsapi_cond wake;
    bool started, stop;
    uint64_t until_ms; /* the thread sleeps until then */
    struct vsapi_watched *calls;
};

void vsapi_watch_init(struct vsapi_watch *watch, struct vsapi_clock *clock,
                      struct vsapi_pool *pool);
void vsapi_watch_finish(struct vsapi_watch *watch); /* no call is watched any more */
/* The call begins. If no thread can be had to watch it, it is not watched. */
void vsapi_watch_begin(struct vsapi_watch *watch, struct vsapi_watched *watched,
                       uint64_t deadline_ms, struct vsapi_job *job);
/* Has the thread of this call been left behind? */
bool vsapi_watch_left(struct vsapi_watch *watch, struct vsapi_watched *watched);
/* The call has returned. false: its thread was left behind. */
bool vsapi_watch_end(struct vsapi_watch *watch, struct vsapi_watched *watched);

#endif
