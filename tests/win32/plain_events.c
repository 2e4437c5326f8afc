/* tests/win32/plain_events.c - events and critical sections between threads, for ThreadSanitizer.
 */
#include "plain.h"

#include <vsapi/clock.h>
#include <vsapi/thread.h>

#define THREADS 6
#define ROUNDS 500

static void on_all(void (*run)(void *))
{
    struct vsapi_thread threads[THREADS];

    for (uintptr_t i = 0; i < THREADS; i++)
        CHECK(vsapi_thread_start(&threads[i], run, (void *)i) == S_OK);
    for (uintptr_t i = 0; i < THREADS; i++)
        vsapi_thread_join(&threads[i]);
}

/* An auto event as a mutex: one at a time gets through. */
static HANDLE gate;
static unsigned gate_passed;

static void pass_gate(void *number)
{
    (void)number;
    for (int i = 0; i < ROUNDS; i++) {
        CHECK(WaitForSingleObject(gate, i % 2 ? INFINITE : 600000) == WAIT_OBJECT_0);
        gate_passed++;
        CHECK(SetEvent(gate));
    }
}

/* A manual event lets all go; each answers with an event of its own. */
static HANDLE go, there[THREADS];
static unsigned what_was_sent;

static void answer(void *number)
{
    CHECK(WaitForSingleObject(go, INFINITE) == WAIT_OBJECT_0);
    CHECK(what_was_sent == 42);
    CHECK(SetEvent(there[(uintptr_t)number]));
}

static void send(void *nothing)
{
    (void)nothing;
    what_was_sent = 42;
    CHECK(SetEvent(go));
    CHECK(WaitForMultipleObjects(THREADS, there, TRUE, INFINITE) == WAIT_OBJECT_0);
}

static void check_manual(void)
{
    struct vsapi_thread sender;

    go = CreateEventW(NULL, TRUE, FALSE, NULL);
    for (int i = 0; i < THREADS; i++)
        there[i] = CreateEventW(NULL, FALSE, FALSE, NULL);
    CHECK(vsapi_thread_start(&sender, send, NULL) == S_OK);
    on_all(answer);
    vsapi_thread_join(&sender);
    for (int i = 0; i < THREADS; i++)
        CHECK(CloseHandle(there[i]));
    CHECK(CloseHandle(go));
}

/* A critical section, entered twice by each. */
static CRITICAL_SECTION section;
static unsigned entered;

static void enter(void *number)
{
    (void)number;
    for (int i = 0; i < ROUNDS; i++) {
        EnterCriticalSection(&section);
        EnterCriticalSection(&section);
        entered++;
        LeaveCriticalSection(&section);
        LeaveCriticalSection(&section);
        if (TryEnterCriticalSection(&section)) {
            entered++;
            entered--;
            LeaveCriticalSection(&section);
        }
    }
}

/* The event goes while somebody waits for it: he waits on, until his time is over. */
static HANDLE doomed;
static HANDLE waiting;

static void wait_doomed(void *nothing)
{
    (void)nothing;
    CHECK(SetEvent(waiting));
    CHECK(WaitForSingleObject(doomed, 50) != WAIT_OBJECT_0);
}

static void check_close_while_waiting(void)
{
    struct vsapi_thread waiter;

    doomed = CreateEventW(NULL, FALSE, FALSE, NULL);
    waiting = CreateEventW(NULL, FALSE, FALSE, NULL);
    CHECK(vsapi_thread_start(&waiter, wait_doomed, NULL) == S_OK);
    CHECK(WaitForSingleObject(waiting, INFINITE) == WAIT_OBJECT_0);
    Sleep(5);
    CHECK(CloseHandle(doomed));
    vsapi_thread_join(&waiter);
    CHECK(CloseHandle(waiting));
}

/* A minute on the manual clock: the waiter is woken by whoever moves it. */
static atomic_bool minute_is_over;

static void wait_minute(void *nothing)
{
    HANDLE never = CreateEventW(NULL, FALSE, FALSE, NULL);

    (void)nothing;
    CHECK(WaitForSingleObject(never, 60000) == WAIT_TIMEOUT);
    CHECK(CloseHandle(never));
    atomic_store(&minute_is_over, true);
}

static void check_manual_clock(void)
{
    struct vsapi_thread waiter;
    struct vsapi_clock *clock;

    CHECK(vsapi_clock_create_manual(0, &clock) == S_OK);
    vsapi_clock_set_current(clock);
    CHECK(vsapi_thread_start(&waiter, wait_minute, NULL) == S_OK);
    while (!atomic_load(&minute_is_over))
        Sleep(1000);
    vsapi_thread_join(&waiter);
    vsapi_clock_set_current(NULL);
    vsapi_clock_destroy(clock);
}

int main(void)
{
    gate = CreateEventW(NULL, FALSE, TRUE, NULL);
    on_all(pass_gate);
    CHECK(gate_passed == THREADS * ROUNDS);
    CHECK(CloseHandle(gate));
    check_manual();
    InitializeCriticalSection(&section);
    on_all(enter);
    CHECK(entered == THREADS * ROUNDS);
    DeleteCriticalSection(&section);
    check_close_while_waiting();
    check_manual_clock();
    return plain_result();
}
