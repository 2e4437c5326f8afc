/*
 * vsapi/base/thread.c - threads natively, on pthreads. thread_windows.c is its counterpart.
 *
 * Mutexes are plain ones. Conditions wait on the monotonic clock, so that a change of the machine's
 * time of day neither shortens nor lengthens a wait.
 */
#ifndef _WIN32

#include <vsapi/thread.h>

#include <vsapi/alloc.h>
#include <vsapi/error.h>

#include <assert.h>
#include <errno.h>
#include <stdatomic.h>
#include <string.h>
#include <time.h>

struct start { /* what a new thread is told; it frees it */
    void (*run)(void *);
    void *argument;
};

void vsapi_mutex_init(struct vsapi_mutex *mutex)
{
    pthread_mutex_init(&mutex->native, NULL);
}

void vsapi_mutex_finish(struct vsapi_mutex *mutex)
{
    pthread_mutex_destroy(&mutex->native);
}

void vsapi_mutex_lock(struct vsapi_mutex *mutex)
{
    int error = pthread_mutex_lock(&mutex->native);

    assert(error == 0);
    (void)error;
}

void vsapi_mutex_unlock(struct vsapi_mutex *mutex)
{
    int error = pthread_mutex_unlock(&mutex->native);

    assert(error == 0);
    (void)error;
}

void vsapi_cond_init(struct vsapi_cond *cond)
{
    pthread_cond_init(&cond->native, NULL);
}

void vsapi_cond_finish(struct vsapi_cond *cond)
{
    pthread_cond_destroy(&cond->native);
}

void vsapi_cond_wait(struct vsapi_cond *cond, struct vsapi_mutex *mutex)
{
    pthread_cond_wait(&cond->native, &mutex->native);
}

/* A year is as good as for ever and cannot overflow. */
bool vsapi_cond_wait_ms(struct vsapi_cond *cond, struct vsapi_mutex *mutex, uint64_t real_ms)
{
    const uint64_t year_ms = 365ull * 24 * 3600 * 1000;
    struct timespec end;

    if (real_ms > year_ms)
        real_ms = year_ms;
    clock_gettime(CLOCK_MONOTONIC, &end);
    end.tv_sec += (time_t)(real_ms / 1000);
    end.tv_nsec += (long)(real_ms % 1000) * 1000000;
    if (end.tv_nsec >= 1000000000) {
        end.tv_sec++;
        end.tv_nsec -= 1000000000;
    }
    return pthread_cond_clockwait(&cond->native, &mutex->native, CLOCK_MONOTONIC, &end) !=
           ETIMEDOUT;
}

void vsapi_cond_signal(struct vsapi_cond *cond)
{
    pthread_cond_signal(&cond->native);
}

void vsapi_cond_broadcast(struct vsapi_cond *cond)
{
    pthread_cond_broadcast(&cond->native);
}

static void *thread_main(void *memory)
{
    struct start start = *(struct start *)memory;

    vsapi_free(memory);
    start.run(start.argument);
    return NULL;
}

HRESULT vsapi_thread_start(struct vsapi_thread *thread, void (*run)(void *), void *argument)
{
    struct start *start = vsapi_malloc(sizeof *start);
    int error;

    if (!start)
        return vsapi_out_of_memory();
    *start = (struct start){run, argument};
    error = pthread_create(&thread->native, NULL, thread_main, start);
    if (error) {
        vsapi_free(start);
        return vsapi_fail(E_OUTOFMEMORY, "the system gives no further thread: error %d", error);
    }
    return S_OK;
}

void vsapi_thread_join(struct vsapi_thread *thread)
{
    pthread_join(thread->native, NULL);
}

void vsapi_thread_detach(struct vsapi_thread *thread)
{
    pthread_detach(thread->native);
}

uint64_t vsapi_thread_self(void)
{
    static atomic_uint_fast64_t threads;
    static _Thread_local uint64_t self;

    if (self == 0)
        self = atomic_fetch_add_explicit(&threads, 1, memory_order_relaxed) + 1;
    return self;
}

void vsapi_once(struct vsapi_once *once, void (*run)(void))
{
    pthread_once(&once->native, run);
}

#endif
