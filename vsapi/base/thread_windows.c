/*
 * vsapi/base/thread_windows.c - threads on Windows: SRWLOCK, CONDITION_VARIABLE, CreateThread.
 * thread.c is its native counterpart.
 */
#ifdef _WIN32

#include <vsapi/thread.h>

#include <vsapi/alloc.h>
#include <vsapi/error.h>

#include <stdatomic.h>

struct start { /* what a new thread is told; it frees it */
    void (*run)(void *);
    void *argument;
};

void vsapi_mutex_init(struct vsapi_mutex *mutex)
{
    InitializeSRWLock(&mutex->native);
}

void vsapi_mutex_finish(struct vsapi_mutex *mutex)
{
    (void)mutex;
}

void vsapi_mutex_lock(struct vsapi_mutex *mutex)
{
    AcquireSRWLockExclusive(&mutex->native);
}

void vsapi_mutex_unlock(struct vsapi_mutex *mutex)
{
    ReleaseSRWLockExclusive(&mutex->native);
}

void vsapi_cond_init(struct vsapi_cond *cond)
{
    InitializeConditionVariable(&cond->native);
}

void vsapi_cond_finish(struct vsapi_cond *cond)
{
    (void)cond;
}

void vsapi_cond_wait(struct vsapi_cond *cond, struct vsapi_mutex *mutex)
{
    SleepConditionVariableSRW(&cond->native, &mutex->native, INFINITE, 0);
}

bool vsapi_cond_wait_ms(struct vsapi_cond *cond, struct vsapi_mutex *mutex, uint64_t real_ms)
{
    DWORD ms = real_ms < INFINITE ? (DWORD)real_ms : INFINITE - 1;

    return SleepConditionVariableSRW(&cond->native, &mutex->native, ms, 0) != FALSE;
}

void vsapi_cond_signal(struct vsapi_cond *cond)
{
    WakeConditionVariable(&cond->native);
}

void vsapi_cond_broadcast(struct vsapi_cond *cond)
{
    WakeAllConditionVariable(&cond->native);
}

static DWORD WINAPI thread_main(LPVOID memory)
{
    struct start start = *(struct start *)memory;

    vsapi_free(memory);
    start.run(start.argument);
    return 0;
}

HRESULT vsapi_thread_start(struct vsapi_thread *thread, void (*run)(void *), void *argument)
{
    struct start *start = vsapi_malloc(sizeof *start);

    if (!start)
        return vsapi_out_of_memory();
    *start = (struct start){run, argument};
    thread->native = CreateThread(NULL, 0, thread_main, start, 0, NULL);
    if (!thread->native) {
        vsapi_free(start);
        return vsapi_fail(E_OUTOFMEMORY, "the system gives no further thread: error %lu",
                          (unsigned long)GetLastError());
    }
    return S_OK;
}

void vsapi_thread_join(struct vsapi_thread *thread)
{
    WaitForSingleObject(thread->native, INFINITE);
    CloseHandle(thread->native);
}

void vsapi_thread_detach(struct vsapi_thread *thread)
{
    CloseHandle(thread->native);
}

uint64_t vsapi_thread_self(void)
{
    static atomic_uint_fast64_t threads;
    static _Thread_local uint64_t self;

    if (self == 0)
        self = atomic_fetch_add_explicit(&threads, 1, memory_order_relaxed) + 1;
    return self;
}

static BOOL CALLBACK once_run(PINIT_ONCE once, PVOID argument, PVOID *context)
{
    void (**run)(void) = argument;

    (void)once;
    (void)context;
    (*run)();
    return TRUE;
}

void vsapi_once(struct vsapi_once *once, void (*run)(void))
{
    InitOnceExecuteOnce(&once->native, once_run, &run, NULL);
}

#endif
