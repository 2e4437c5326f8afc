/*
 * vsapi/service/pool.c - threads that run jobs.
 *
 * A job goes to the thread that became idle last (its stack is still warm), or to a new thread.
 * Each thread waits on a condition of its own, so that a hand-over wakes one thread only. Threads
 * stay until the pool goes.
 */
#include "pool.h"

#include <vsapi/alloc.h>
#include <vsapi/error.h>
#include <vsapi/thread.h>

struct worker {
    struct vsapi_cond wake;
    struct vsapi_thread thread;
    struct vsapi_pool *pool;
    struct vsapi_job *job;                /* NULL: idle */
    struct worker *next_idle, *next_made; /* stack of idle ones, list of all */
};

struct vsapi_pool {
    struct vsapi_mutex lock; /* guards all below; taken last, nothing is called under it */
    struct vsapi_cond quiet; /* the last busy thread became idle while the pool stops */
    struct worker *idle, *made;
    size_t busy;
    bool stopping;
};

HRESULT vsapi_pool_create(struct vsapi_pool **out)
{
    struct vsapi_pool *pool = vsapi_calloc(1, sizeof *pool);

    *out = pool;
    if (!pool)
        return vsapi_out_of_memory();
    vsapi_mutex_init(&pool->lock);
    vsapi_cond_init(&pool->quiet);
    return S_OK;
}

/* Under the lock: the thread has done its job. */
static void worker_rest(struct worker *worker)
{
    struct vsapi_pool *pool = worker->pool;

    worker->job = NULL;
    worker->next_idle = pool->idle;
    pool->idle = worker;
    pool->busy--;
    if (pool->stopping && pool->busy == 0)
        vsapi_cond_broadcast(&pool->quiet);
}

static void worker_main(void *argument)
{
    struct worker *worker = argument;
    struct vsapi_pool *pool = worker->pool;
    struct vsapi_job *job;

    vsapi_mutex_lock(&pool->lock);
    for (;;) {
        while (!worker->job && !pool->stopping)
            vsapi_cond_wait(&worker->wake, &pool->lock);
        job = worker->job;
        if (!job)
            break;
        vsapi_mutex_unlock(&pool->lock);
        job->run(job);
        vsapi_mutex_lock(&pool->lock);
        worker_rest(worker);
    }
    vsapi_mutex_unlock(&pool->lock);
}

/* Under the lock: makes a thread that begins with this job. */
static bool worker_make(struct vsapi_pool *pool, struct vsapi_job *job)
{
    struct worker *worker = vsapi_calloc(1, sizeof *worker);

    if (!worker)
        return false;
    worker->pool = pool;
    worker->job = job;
    vsapi_cond_init(&worker->wake);
    if (FAILED(vsapi_thread_start(&worker->thread, worker_main, worker))) {
        vsapi_cond_finish(&worker->wake);
        vsapi_free(worker);
        return false;
    }
    worker->next_made = pool->made;
    pool->made = worker;
    return true;
}

bool vsapi_pool_post(struct vsapi_pool *pool, struct vsapi_job *job)
{
    struct worker *worker;
    bool posted = true;

    vsapi_mutex_lock(&pool->lock);
    worker = pool->idle;
    pool->busy++;
    if (worker) {
        pool->idle = worker->next_idle;
        worker->job = job;
        vsapi_cond_signal(&worker->wake);
    } else if (!worker_make(pool, job)) {
        pool->busy--;
        posted = false;
    }
    vsapi_mutex_unlock(&pool->lock);
    return posted;
}

/* Idle threads leave now, busy ones would after their job: waited for, but not for ever. */
static bool pool_stop(struct vsapi_pool *pool, uint64_t real_ms)
{
    bool quiet;

    vsapi_mutex_lock(&pool->lock);
    pool->stopping = true;
    while (pool->busy > 0 && vsapi_cond_wait_ms(&pool->quiet, &pool->lock, real_ms))
        ;
    quiet = pool->busy == 0;
    pool->stopping = quiet;
    for (struct worker *worker = quiet ? pool->made : NULL; worker; worker = worker->next_made)
        vsapi_cond_signal(&worker->wake);
    vsapi_mutex_unlock(&pool->lock);
    return quiet;
}

bool vsapi_pool_destroy(struct vsapi_pool *pool, uint64_t real_ms)
{
    if (!pool)
        return true;
    if (!pool_stop(pool, real_ms))
        return false;
    while (pool->made) {
        struct worker *worker = pool->made;

        pool->made = worker->next_made;
        vsapi_thread_join(&worker->thread);
        vsapi_cond_finish(&worker->wake);
        vsapi_free(worker);
    }
    vsapi_cond_finish(&pool->quiet);
    vsapi_mutex_finish(&pool->lock);
    vsapi_free(pool);
    return true;
}
