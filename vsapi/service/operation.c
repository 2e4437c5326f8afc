/*
 * vsapi/service/operation.c - what stands behind an IVssAsync.
 *
 * One operation of a session runs at a time, on a thread of the pool, or before the call returns
 * when events are delivered inline. It can be cancelled between two of its steps. Its sentence goes
 * to every thread that asks for its failure. The session is free again before the operation shows
 * as finished, so that who has waited can go on at once.
 *
 * What a provider does by itself, with an IVssAsync of its own, is an operation too: it asks that.
 */
#define COBJMACROS
#include "remote.h"
#include "session.h"

#include <vsapi/clock.h>
#include <vsapi/error.h>

struct vsapi_operation {
    atomic_uint refs;
    struct vsapi_job job, late_job;
    struct vsapi_session
        *session;              /* outlives the run, not the operation: a waiter leaves it alone */
    struct vsapi_clock *clock; /* the service's */
    enum vsapi_call call;
    uint64_t number;
    struct vsapi_remote *remote; /* where it really runs, NULL: here; and whose it is there */
    VSS_ID session_id;
    struct vsapi_operation_subject subject;
    vsapi_operation_fn *run;
    vsapi_operation_fn *late; /* goes on when the thread of run was left behind; NULL: it cannot */
    struct vsapi_mutex lock;  /* guards what follows */
    struct vsapi_cond over;
    HRESULT hr;             /* VSS_S_ASYNC_*, or its failure */
    char *message;          /* its sentence; NULL: none */
    bool cancel, committed; /* asked to stop; past the point where it can */

    struct vsapi_service *service; /* of a provider's operation: stays in use; else NULL */
    IVssAsync *followed;           /* and what it asks; a reference */
};

void vsapi_operation_ref(struct vsapi_operation *operation)
{
    atomic_fetch_add_explicit(&operation->refs, 1, memory_order_relaxed);
}

void vsapi_operation_unref(struct vsapi_operation *operation)
{
    if (!operation || atomic_fetch_sub(&operation->refs, 1) != 1)
        return;
    if (operation->followed)
        IVssAsync_Release(operation->followed);
    if (operation->service)
        vsapi_service_count_use(operation->service, -1);
    vsapi_cond_finish(&operation->over);
    vsapi_mutex_finish(&operation->lock);
    vsapi_free(operation->message);
    vsapi_free(operation);
}

bool vsapi_operation_cancelled(struct vsapi_operation *operation)
{
    bool cancelled;

    vsapi_mutex_lock(&operation->lock);
    cancelled = operation->cancel;
    vsapi_mutex_unlock(&operation->lock);
    return cancelled;
}

bool vsapi_operation_commit(struct vsapi_operation *operation)
{
    bool committed;

    vsapi_mutex_lock(&operation->lock);
    committed = operation->committed = !operation->cancel;
    vsapi_mutex_unlock(&operation->lock);
    return committed;
}

/* A failure code, so that what stops looks like any other failure; never shown to a requester. */
#define STOPPED E_ABORT

HRESULT vsapi_operation_stopped(void)
{
    return vsapi_fail(STOPPED, "the operation was cancelled");
}

/* Other successes than a whole one are told, too. */
static bool is_told(HRESULT hr)
{
    return FAILED(hr) || hr == VSS_S_SOME_SNAPSHOTS_NOT_IMPORTED;
}

static void operation_finish(struct vsapi_operation *operation, HRESULT hr)
{
    char *message = FAILED(hr) ? vsapi_strdup(vsapi_last_message()) : NULL;

    vsapi_mutex_lock(&operation->lock);
    operation->message = message;
    if (hr == STOPPED && operation->cancel)
        operation->hr = VSS_S_ASYNC_CANCELLED;
    else
        operation->hr = is_told(hr) ? hr : VSS_S_ASYNC_FINISHED;
    vsapi_cond_broadcast(&operation->over);
    vsapi_mutex_unlock(&operation->lock);
}

/* The session is free for the next call; one that was released meanwhile ends here. */
static void session_free(struct vsapi_session *session)
{
    char *sentence;
    bool orphan;

    vsapi_mutex_lock(&session->lock);
    session->running = NULL;
    orphan = session->orphan;
    vsapi_cond_broadcast(&session->idle);
    vsapi_mutex_unlock(&session->lock);
    if (!orphan)
        return;
    sentence = vsapi_strdup(vsapi_last_message());
    vsapi_session_destroy(session);
    vsapi_message_set(sentence);
    vsapi_free(sentence);
}

/* A thread that was left behind goes without a word: another one does the rest. */
static void operation_go(struct vsapi_operation *operation, vsapi_operation_fn *run)
{
    struct vsapi_session *session = operation->session;
    HRESULT hr;

    vsapi_message_clear();
    hr = run(session, operation);
    if (hr == VSAPI_LEFT_BEHIND)
        return;
    vsapi_session_done(session, operation->call, hr, hr == STOPPED);
    session_free(session);
    operation_finish(operation, hr);
    vsapi_operation_unref(operation);
}

static void operation_job(struct vsapi_job *job)
{
    struct vsapi_operation *operation =
        (struct vsapi_operation *)((char *)job - offsetof(struct vsapi_operation, job));

    operation_go(operation, operation->run);
}

static void operation_late_job(struct vsapi_job *job)
{
    struct vsapi_operation *operation =
        (struct vsapi_operation *)((char *)job - offsetof(struct vsapi_operation, late_job));

    operation_go(operation, operation->late);
}

struct vsapi_job *vsapi_operation_on_late(struct vsapi_operation *operation,
                                          vsapi_operation_fn *late)
{
    if (vsapi_host_delivery(operation->session->service->host) == VSAPI_DELIVERY_INLINE)
        return NULL;
    operation->late = late;
    operation->late_job.run = operation_late_job;
    return &operation->late_job;
}

static atomic_uint_least64_t numbers; /* how many there were in this process */

static struct vsapi_operation *operation_create(struct vsapi_session *session, enum vsapi_call call,
                                                vsapi_operation_fn *run)
{
    struct vsapi_operation *operation = vsapi_calloc(1, sizeof *operation);

    if (!operation)
        return NULL;
    atomic_init(&operation->refs, 1);
    operation->job.run = operation_job;
    operation->session = session;
    operation->clock = vsapi_service_clock(session->service);
    operation->call = call;
    operation->number = atomic_fetch_add(&numbers, 1) + 1;
    operation->remote = session->service->remote;
    operation->session_id = session->id;
    operation->run = operation->remote ? vsapi_remote_run : run;
    operation->hr = VSS_S_ASYNC_PENDING;
    vsapi_mutex_init(&operation->lock);
    vsapi_cond_init(&operation->over);
    return operation;
}

enum vsapi_call vsapi_operation_call(const struct vsapi_operation *operation)
{
    return operation->call;
}

uint64_t vsapi_operation_number(const struct vsapi_operation *operation)
{
    return operation->number;
}

const struct vsapi_operation_subject *
vsapi_operation_subject(const struct vsapi_operation *operation)
{
    return &operation->subject;
}

HRESULT vsapi_operation_start(struct vsapi_session *session, enum vsapi_call call,
                              vsapi_operation_fn *run, struct vsapi_operation **out)
{
    static const struct vsapi_operation_subject none;

    return vsapi_operation_start_on(session, call, run, &none, out);
}

HRESULT vsapi_operation_start_on(struct vsapi_session *session, enum vsapi_call call,
                                 vsapi_operation_fn *run,
                                 const struct vsapi_operation_subject *subject,
                                 struct vsapi_operation **out)
{
    struct vsapi_service *service = session->service;
    struct vsapi_operation *operation;
    HRESULT hr;

    *out = NULL;
    hr = vsapi_session_allow(session, call);
    if (FAILED(hr))
        return hr;
    operation = operation_create(session, call, run);
    if (!operation)
        return vsapi_out_of_memory();
    operation->subject = *subject;
    hr = vsapi_session_begin(session, call, operation);
    if (FAILED(hr)) {
        vsapi_operation_unref(operation);
        return hr;
    }
    vsapi_operation_ref(operation);
    if (vsapi_host_delivery(service->host) == VSAPI_DELIVERY_INLINE ||
        !vsapi_pool_post(service->pool, &operation->job)) {
        operation_job(&operation->job);
        vsapi_message_clear();
    }
    *out = operation;
    return S_OK;
}

HRESULT vsapi_operation_of_provider(struct vsapi_service *service, struct vsapi_operation **out)
{
    *out = vsapi_calloc(1, sizeof **out);
    if (!*out)
        return vsapi_out_of_memory();
    atomic_init(&(*out)->refs, 1);
    vsapi_mutex_init(&(*out)->lock);
    vsapi_cond_init(&(*out)->over);
    (*out)->service = service;
    vsapi_service_count_use(service, 1);
    return S_OK;
}

HRESULT vsapi_operation_follow(struct vsapi_operation **operation, HRESULT hr, IVssAsync *followed)
{
    (*operation)->followed = followed;
    if (FAILED(hr)) {
        vsapi_operation_unref(*operation);
        *operation = NULL;
    }
    return hr;
}

/* The code that the operation shows, and its sentence on this thread. */
static HRESULT operation_show(struct vsapi_operation *operation)
{
    HRESULT hr;

    vsapi_mutex_lock(&operation->lock);
    hr = operation->hr;
    if (FAILED(hr))
        vsapi_message_set(operation->message ? operation->message
                                             : "the operation failed; its sentence was lost for "
                                               "lack of memory");
    vsapi_mutex_unlock(&operation->lock);
    return hr;
}

HRESULT vsapi_operation_status(struct vsapi_operation *operation)
{
    HRESULT state, hr;

    if (operation->followed) {
        hr = IVssAsync_QueryStatus(operation->followed, &state, NULL);
        return FAILED(hr) ? hr : state;
    }
    return operation_show(operation);
}

/*
 * The pages leave open what a wait that has run out of time returns, and whether an operation that
 * had failed before is told again (docs/decisions.md#wait): S_OK, and yes.
 */
HRESULT vsapi_operation_wait(struct vsapi_operation *operation, DWORD ms)
{
    uint64_t until_ms = VSAPI_CLOCK_NEVER;
    HRESULT hr;

    if (operation->followed)
        return IVssAsync_Wait(operation->followed, ms);
    vsapi_mutex_lock(&operation->lock);
    if (ms != INFINITE && operation->hr == VSS_S_ASYNC_PENDING)
        until_ms = vsapi_clock_now_ms(operation->clock) + ms;
    while (operation->hr == VSS_S_ASYNC_PENDING)
        if (!vsapi_clock_wait(operation->clock, &operation->over, &operation->lock, until_ms))
            break;
    vsapi_mutex_unlock(&operation->lock);
    hr = operation_show(operation);
    return FAILED(hr) ? hr : S_OK;
}

/* One that runs in another process is asked to stop there. S_OK: it will. */
static HRESULT cancel_there(struct vsapi_operation *operation)
{
    bool pending;

    vsapi_mutex_lock(&operation->lock);
    pending = operation->hr == VSS_S_ASYNC_PENDING && !operation->cancel;
    vsapi_mutex_unlock(&operation->lock);
    return pending && operation->remote
               ? vsapi_remote_cancel(operation->remote, &operation->session_id, operation->number)
               : S_OK;
}

/* Asks it to stop. It does so at its next step: until then QueryStatus says that it is pending. */
HRESULT vsapi_operation_cancel(struct vsapi_operation *operation)
{
    bool again;
    HRESULT hr;

    if (operation->followed)
        return IVssAsync_Cancel(operation->followed);
    hr = cancel_there(operation);
    if (hr != S_OK)
        return hr;
    vsapi_mutex_lock(&operation->lock);
    hr = operation->hr;
    again = operation->cancel;
    if (hr == VSS_S_ASYNC_PENDING && operation->committed)
        hr = VSS_S_ASYNC_FINISHED;
    else if (hr == VSS_S_ASYNC_PENDING)
        operation->cancel = true;
    vsapi_mutex_unlock(&operation->lock);
    if (hr != VSS_S_ASYNC_PENDING)
        return operation_show(operation) == VSS_S_ASYNC_PENDING ? hr : operation_show(operation);
    return again ? VSS_S_ASYNC_CANCELLED : S_OK;
}
