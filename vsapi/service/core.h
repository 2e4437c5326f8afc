/*
 * vsapi/service/core.h - the service, those who subscribed to it, and providers: what the files of
 * this room share. Lock order: docs/locks.md.
 */
#ifndef VSAPI_SERVICE_CORE_H
#define VSAPI_SERVICE_CORE_H

#include "fault.h"
#include "hash.h"
#include "pool.h"
#include "watch.h"

#include <vsapi/alloc.h>
#include <vsapi/service.h>
#include <vsapi/thread.h>
#include <vsapi/volume.h>

#include <stdatomic.h>

struct vsapi_remote;        /* remote.h */
struct vsapi_remote_writer; /* remote_writer.c */

struct vsapi_subscription { /* a writer that takes part; counted, as sessions may know it longer */
    atomic_uint refs;
    struct vsapi_service *service;
    struct vsapi_writer_info info; /* its texts are owned */
    const struct vsapi_writer_ops *ops;
    void *writer;
    struct vsapi_remote_writer *link; /* the service is in another process; else NULL */
    atomic_uint given_up;      /* handlers that nobody waits for any more and that still run */
    struct vsapi_wmd *express; /* an express writer's document, a reference; NULL: a program runs */
    UT_hash_handle hh;         /* by instance id; under the service's lock */
    struct vsapi_mutex lock;   /* guards what follows */
    struct vsapi_cond free_;   /* no handler runs any more */
    bool gone;                 /* unsubscribed: no handler starts any more */
    unsigned running;          /* handlers that run: one, or nested ones of this thread */
    uint64_t busy_thread, busy_limit_ms;
};

struct vsapi_provider {          /* lives as long as the service */
    struct vsapi_provider *next; /* in the order of registration; read under the service's lock */
    struct vsapi_provider_info info; /* its texts are owned */
    IVssSoftwareSnapshotProvider *software;
    IVssProviderCreateSnapshotSet *set;
    IVssProviderNotifications *notifications; /* NULL: it does not want to know */
};

typedef VSAPI_ARRAY(struct vsapi_subscription *) vsapi_subscriptions;

struct vsapi_express { /* an express writer that is registered until the service ends */
    VSS_ID writer_id;
    char *xml; /* its Writer Metadata Document, owned */
    size_t size_bytes;
};

struct vsapi_service {
    struct vsapi_host *host;     /* borrowed */
    struct vsapi_remote *remote; /* borrowed: the service itself is in another process; else NULL */
    struct vsapi_pool *pool;
    struct vsapi_faults *faults;
    struct vsapi_watch watch;
    struct vsapi_mutex lock;            /* guards what follows */
    struct vsapi_subscription *writers; /* hash by instance id, in the order they subscribed */
    VSAPI_ARRAY(struct vsapi_express) express;
    size_t uses; /* sessions, and operations of providers that requesters can ask */
    struct vsapi_provider *providers;
    struct vsapi_session *building;  /* whose shadow copy set is being made; NULL: nobody's */
    int building_hold;               /* then: so that other processes know; -1: there is no store */
    bool recovering;                 /* a RecoverSet is being started */
    IVssAsync *resync;               /* the last RecoverSet's, a reference; NULL: there was none */
    struct vsapi_session *importing; /* whose ImportSnapshots is under way; NULL: nobody's */
};

static inline struct vsapi_clock *vsapi_service_clock(const struct vsapi_service *service)
{
    return vsapi_host_clock(service->host);
}
/* With a remote, which it borrows: an object for the service in another process. */
HRESULT vsapi_service_create_at(struct vsapi_host *host, struct vsapi_remote *remote,
                                struct vsapi_service **out);
/* A session, or a provider's operation that its requester can ask, begins (1) or ends (-1). */
void vsapi_service_count_use(struct vsapi_service *service, int more);
/* Nobody uses the service any more: no writer subscribed, no session open. */
bool vsapi_service_unused(struct vsapi_service *service);
/* Ends the service without waiting longer than that for threads that run handlers of writers. */
bool vsapi_service_end(struct vsapi_service *service, uint64_t real_ms);

void vsapi_subscription_ref(struct vsapi_subscription *subscription);
void vsapi_subscription_unref(struct vsapi_subscription *subscription);
HRESULT vsapi_subscription_create(struct vsapi_service *service,
                                  const struct vsapi_writer_info *info,
                                  const struct vsapi_writer_ops *ops, void *writer,
                                  struct vsapi_subscription **out);
/* All writers in the order they subscribed, then the express writers; each with a reference. */
HRESULT vsapi_service_writers(struct vsapi_service *service, vsapi_subscriptions *out);
void vsapi_subscriptions_finish(vsapi_subscriptions *list); /* lets go of all of them */
/* Begins a handler; waits for the one that runs, as a writer's handlers run one after the other.
 * false: the writer has unsubscribed. */
bool vsapi_subscription_enter(struct vsapi_subscription *subscription, uint64_t limit_ms);
/* Does this thread run one of its handlers? Does any? */
bool vsapi_subscription_is_inside(struct vsapi_subscription *subscription);
bool vsapi_subscription_is_busy(struct vsapi_subscription *subscription);
void vsapi_subscription_leave(struct vsapi_subscription *subscription);

/* express.c: appends those that are registered now. */
HRESULT vsapi_express_list(struct vsapi_service *service, vsapi_subscriptions *list);
void vsapi_express_clear(struct vsapi_service *service);

/* The provider after `provider`, or the first; NULL at the end. */
struct vsapi_provider *vsapi_service_provider(struct vsapi_service *service,
                                              struct vsapi_provider *provider);
struct vsapi_provider *vsapi_service_find_provider(struct vsapi_service *service, const VSS_ID *id);
void vsapi_provider_unload_all(struct vsapi_service *service);

/* resync.c */
/* Is the last RecoverSet over? Lets go of it then. */
bool vsapi_service_resync_over(struct vsapi_service *service);
/* Before the providers go. */
void vsapi_service_forget_resync(struct vsapi_service *service);

#endif
