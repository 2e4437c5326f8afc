/*
 * vsapi/service/event.h - one event on its way to one writer, and what is known of each kind.
 */
#ifndef VSAPI_SERVICE_EVENT_H
#define VSAPI_SERVICE_EVENT_H

#include "core.h"

struct vsapi_event_row { /* one kind of event; the table is event.c */
    enum vsapi_event_kind kind;
    const char *name;
    uint32_t mask;           /* VSS_SM_*: the subscription that it needs; 0: none */
    VSS_WRITER_STATE done;   /* the writer's state when it has handled it */
    VSS_WRITER_STATE failed; /* when it failed or was late; VSS_WS_UNKNOWN: no such state */
    uint64_t limit_ms;       /* 0: the writer's own dwTimeoutFreeze */
    HRESULT late;            /* the failure code of a writer that was late */
    bool components;         /* hands the writer its part of the document */
    bool merges;             /* takes over what the writer changed in it */
    bool must_reach;         /* sent even when memory is out: it ends what an earlier one began */
};
const struct vsapi_event_row *vsapi_event_row(enum vsapi_event_kind kind);

struct vsapi_volumes { /* the volumes of a set as events tell them; counted, never changed */
    atomic_uint refs;
    struct vsapi_event_volume *items;
    size_t count;
};
/* Takes no strings over: copies what it is given. */
HRESULT vsapi_volumes_create(const struct vsapi_event_volume *volumes, size_t count,
                             struct vsapi_volumes **out);
void vsapi_volumes_ref(struct vsapi_volumes *volumes);
void vsapi_volumes_unref(struct vsapi_volumes *volumes);

struct vsapi_round { /* dispatches that are waited for together; counted, as one may be late */
    atomic_uint refs;
    struct vsapi_mutex lock; /* guards pending and the progress of the dispatches */
    struct vsapi_cond over;
    size_t pending;
};
HRESULT vsapi_round_create(struct vsapi_round **out);
void vsapi_round_unref(struct vsapi_round *round);

struct vsapi_dispatch {       /* the event as the service keeps it; counted by event.refs */
    struct vsapi_event event; /* first: what the writer is handed */
    struct vsapi_job job;
    struct vsapi_subscription *to; /* a reference */
    struct vsapi_volumes *volumes; /* behind event.volumes; a reference */
    struct vsapi_round *round;     /* a reference while it is under way; NULL inline */
    uint64_t limit_ms;             /* VSAPI_CLOCK_NEVER inline */
    uint64_t deadline_ms;          /* late from here on; VSAPI_CLOCK_NEVER: never */
    uint64_t ended_ms;
    uint64_t noticed_ms; /* the machine's time when it was seen to be blocked; 0: it was not */
    bool begun;          /* the handler was called; under round->lock, as the next ones */
    bool over;           /* the handler has returned */
    bool abandoned;      /* nobody waits for the answer any more */
    bool gone;           /* the writer had unsubscribed: it was not called */
    struct vsapi_event_answer answer;
};
/* Makes a delivery or uses `spare` again, if nobody else holds it (it is then taken: *spare NULL).
 * Its event is blank but for kind and level. */
HRESULT vsapi_dispatch_create(struct vsapi_subscription *to, enum vsapi_event_kind kind,
                              struct vsapi_dispatch **spare, struct vsapi_dispatch **out);
/* Frees the writer's components after the event, unless a late writer still has them. */
void vsapi_dispatch_rest(struct vsapi_dispatch *dispatch);
void vsapi_dispatch_set_volumes(struct vsapi_dispatch *dispatch, struct vsapi_volumes *volumes);
/* It was late, or can no longer be. */
bool vsapi_dispatch_late(const struct vsapi_dispatch *dispatch);

/* How many of `count` writers the host's delivery lets have an event at a time: all, or one. */
size_t vsapi_deliver_at_once(struct vsapi_service *service, size_t count);
/* Delivers to all, as many at once as may be, and returns when each is over or abandoned. */
void vsapi_deliver(struct vsapi_service *service, struct vsapi_round **round,
                   struct vsapi_dispatch **dispatches, size_t count);

/* seam.c: runs the handler here and now, traced, with planned faults, and checks its answer. */
void vsapi_seam_event(struct vsapi_dispatch *dispatch);
/* Does this thread run a handler of an event of this session? Then it cannot wait for its end. */
bool vsapi_seam_in_handler(const VSS_ID *session_id);

#endif
