/*
 * vsapi/service/pool.h - threads that run jobs: operations of requesters and handlers of writers.
 */
#ifndef VSAPI_SERVICE_POOL_H
#define VSAPI_SERVICE_POOL_H

#include <vsapi/platform.h>

#include <stdint.h>

struct vsapi_pool;
struct vsapi_job { /* a member of what it works on; the job may free itself */
    void (*run)(struct vsapi_job *job);
};

HRESULT vsapi_pool_create(struct vsapi_pool **out);
/* Runs the job on an idle thread or a new one, at once; jobs never queue, for one may wait for
 * another. false: no thread could be had, and the job was not started. */
bool vsapi_pool_post(struct vsapi_pool *pool, struct vsapi_job *job);
/* Ends the threads. When a job is still running after that much real time, the pool and its threads
 * are left as they are: false. NULL allowed. */
bool vsapi_pool_destroy(struct vsapi_pool *pool, uint64_t real_ms);

#endif
