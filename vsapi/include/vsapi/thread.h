/*
 * vsapi/thread.h - mutexes, conditions and threads: pthreads natively, SRWLOCK and
 * CONDITION_VARIABLE on Windows. Not C11 <threads.h>: ThreadSanitizer does not know it.
 */
#ifndef VSAPI_THREAD_H
#define VSAPI_THREAD_H

#include <vsapi/platform.h>

#include <stdint.h>
#ifndef _WIN32
#include <pthread.h>
struct vsapi_mutex {
    pthread_mutex_t native;
};
struct vsapi_cond {
    pthread_cond_t native;
};
struct vsapi_thread {
    pthread_t native;
};
struct vsapi_once {
    pthread_once_t native;
};
#define VSAPI_MUTEX_INIT                                                                           \
    {                                                                                              \
        PTHREAD_MUTEX_INITIALIZER                                                                  \
    }
#define VSAPI_COND_INIT                                                                            \
    {                                                                                              \
        PTHREAD_COND_INITIALIZER                                                                   \
    }
#define VSAPI_ONCE_INIT                                                                            \
    {                                                                                              \
        PTHREAD_ONCE_INIT                                                                          \
    }
#else
struct vsapi_mutex {
    SRWLOCK native;
};
struct vsapi_cond {
    CONDITION_VARIABLE native;
};
struct vsapi_thread {
    HANDLE native;
};
struct vsapi_once {
    INIT_ONCE native;
};
#define VSAPI_MUTEX_INIT                                                                           \
    {                                                                                              \
        SRWLOCK_INIT                                                                               \
    }
#define VSAPI_COND_INIT                                                                            \
    {                                                                                              \
        CONDITION_VARIABLE_INIT                                                                    \
    }
#define VSAPI_ONCE_INIT                                                                            \
    {                                                                                              \
        INIT_ONCE_STATIC_INIT                                                                      \
    }
#endif

void vsapi_mutex_init(struct vsapi_mutex *mutex); /* neither can fail */
void vsapi_mutex_finish(struct vsapi_mutex *mutex);
void vsapi_mutex_lock(struct vsapi_mutex *mutex);
void vsapi_mutex_unlock(struct vsapi_mutex *mutex);

void vsapi_cond_init(struct vsapi_cond *cond);
void vsapi_cond_finish(struct vsapi_cond *cond);
void vsapi_cond_wait(struct vsapi_cond *cond, struct vsapi_mutex *mutex);
/* false when that much real time passed. Waiting for time goes through vsapi_clock_wait instead. */
bool vsapi_cond_wait_ms(struct vsapi_cond *cond, struct vsapi_mutex *mutex, uint64_t real_ms);
void vsapi_cond_signal(struct vsapi_cond *cond);
void vsapi_cond_broadcast(struct vsapi_cond *cond);

HRESULT vsapi_thread_start(struct vsapi_thread *thread, void (*run)(void *), void *argument);
void vsapi_thread_join(struct vsapi_thread *thread);
void vsapi_thread_detach(struct vsapi_thread *thread);
uint64_t vsapi_thread_self(void); /* a number for traces, small and stable in a process */
void vsapi_once(struct vsapi_once *once, void (*run)(void));

#endif
