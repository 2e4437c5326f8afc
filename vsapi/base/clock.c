/*
 * vsapi/base/clock.c - the machine's time, or a time that a test moves.
 *
 * Whether a deadline has passed is decided by comparing time stamps, never by how a wait ended. Who
 * waits on a manual clock stands in the clock's list of waiters, and whoever moves the clock wakes
 * them all. The mover does not hold their mutexes, so a waiter that had looked at the clock but not
 * yet begun to wait would miss that; therefore it also looks up by itself every SLICE_MS.
 *
 * Lock order: the waiter's mutex, then the clock's lock.
 */
#include <vsapi/clock.h>

#include <vsapi/alloc.h>
#include <vsapi/error.h>
#include <vsapi/thread.h>

#include <stdatomic.h>
#include <stddef.h>
#include <time.h>

#define SLICE_MS 1
#define FILETIME_OF_1970 UINT64_C(116444736000000000)
#define LATEST_US ((uint64_t)INT64_MAX / 10) /* still has a FILETIME */

struct waiter { /* on the stack of who waits */
    struct vsapi_cond *cond;
    struct waiter *next, **link;
};

struct vsapi_clock {
    bool manual;
    uint64_t base_us;        /* real: the machine's monotonic time when the clock was made */
    uint64_t base_filetime;  /* manual: the first time of day */
    struct vsapi_mutex lock; /* guards what follows; only manual clocks use it */
    uint64_t now_us;
    struct waiter *waiters;
};

#ifdef _WIN32
static uint64_t machine_us(void)
{
    LARGE_INTEGER count, frequency;

    QueryPerformanceCounter(&count);
    QueryPerformanceFrequency(&frequency);
    return (uint64_t)(count.QuadPart / frequency.QuadPart) * 1000000 +
           (uint64_t)(count.QuadPart % frequency.QuadPart) * 1000000 / (uint64_t)frequency.QuadPart;
}

static uint64_t machine_filetime(void)
{
    FILETIME now;

    GetSystemTimeAsFileTime(&now);
    return (uint64_t)now.dwHighDateTime << 32 | now.dwLowDateTime;
}

static void machine_sleep(uint64_t delay_ms)
{
    while (delay_ms >= INFINITE) {
        Sleep(INFINITE - 1);
        delay_ms -= delay_ms == VSAPI_CLOCK_NEVER ? 0 : INFINITE - 1;
    }
    Sleep((DWORD)delay_ms);
}
#else
static uint64_t machine_us(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000 + (uint64_t)now.tv_nsec / 1000;
}

static uint64_t machine_filetime(void)
{
    struct timespec now;

    clock_gettime(CLOCK_REALTIME, &now);
    return FILETIME_OF_1970 + (uint64_t)now.tv_sec * 10000000 + (uint64_t)now.tv_nsec / 100;
}

/* Signals interrupt nanosleep; what is left of the time is slept then. */
static void machine_sleep(uint64_t delay_ms)
{
    struct timespec left = {INT32_MAX, 0};

    if (delay_ms / 1000 < INT32_MAX) {
        left.tv_sec = (time_t)(delay_ms / 1000);
        left.tv_nsec = (long)(delay_ms % 1000) * 1000000;
    }
    while (nanosleep(&left, &left) != 0)
        ;
}
#endif

static HRESULT clock_create(const struct vsapi_clock *made, struct vsapi_clock **out)
{
    struct vsapi_clock *clock = vsapi_malloc(sizeof *clock);

    *out = clock;
    if (!clock)
        return vsapi_out_of_memory();
    *clock = *made;
    vsapi_mutex_init(&clock->lock);
    return S_OK;
}

HRESULT vsapi_clock_create_real(struct vsapi_clock **out)
{
    struct vsapi_clock made = {.base_us = machine_us()};

    if (!out)
        return vsapi_fail(E_POINTER, "there is no place for the clock: out is NULL");
    return clock_create(&made, out);
}

HRESULT vsapi_clock_create_manual(uint64_t start_filetime, struct vsapi_clock **out)
{
    struct vsapi_clock made = {.manual = true, .base_filetime = start_filetime};

    if (!out)
        return vsapi_fail(E_POINTER, "there is no place for the clock: out is NULL");
    return clock_create(&made, out);
}

void vsapi_clock_destroy(struct vsapi_clock *clock)
{
    if (!clock)
        return;
    vsapi_mutex_finish(&clock->lock);
    vsapi_free(clock);
}

uint64_t vsapi_clock_now_us(struct vsapi_clock *clock)
{
    uint64_t now_us;

    if (!clock->manual)
        return machine_us() - clock->base_us;
    vsapi_mutex_lock(&clock->lock);
    now_us = clock->now_us;
    vsapi_mutex_unlock(&clock->lock);
    return now_us;
}

uint64_t vsapi_clock_now_ms(struct vsapi_clock *clock)
{
    return vsapi_clock_now_us(clock) / 1000;
}

uint64_t vsapi_clock_filetime(struct vsapi_clock *clock)
{
    if (!clock->manual)
        return machine_filetime();
    return clock->base_filetime + vsapi_clock_now_us(clock) * 10;
}

bool vsapi_clock_is_manual(const struct vsapi_clock *clock)
{
    return clock->manual;
}

uint64_t vsapi_clock_machine_ms(void)
{
    return machine_us() / 1000;
}

/* Moves a manual clock, at most to the end of time, and wakes everybody who waits on it. */
static void clock_move(struct vsapi_clock *clock, uint64_t delay_ms)
{
    vsapi_mutex_lock(&clock->lock);
    if (delay_ms > (LATEST_US - clock->now_us) / 1000)
        clock->now_us = LATEST_US;
    else
        clock->now_us += delay_ms * 1000;
    for (struct waiter *waiter = clock->waiters; waiter; waiter = waiter->next)
        vsapi_cond_broadcast(waiter->cond);
    vsapi_mutex_unlock(&clock->lock);
}

void vsapi_clock_sleep(struct vsapi_clock *clock, uint64_t delay_ms)
{
    if (clock->manual)
        clock_move(clock, delay_ms);
    else
        machine_sleep(delay_ms);
}

void vsapi_clock_advance(struct vsapi_clock *clock, uint64_t delay_ms)
{
    if (clock->manual)
        clock_move(clock, delay_ms);
}

static void waiter_enter(struct vsapi_clock *clock, struct waiter *waiter)
{
    vsapi_mutex_lock(&clock->lock);
    waiter->next = clock->waiters;
    waiter->link = &clock->waiters;
    if (waiter->next)
        waiter->next->link = &waiter->next;
    clock->waiters = waiter;
    vsapi_mutex_unlock(&clock->lock);
}

static void waiter_leave(struct vsapi_clock *clock, struct waiter *waiter)
{
    vsapi_mutex_lock(&clock->lock);
    *waiter->link = waiter->next;
    if (waiter->next)
        waiter->next->link = waiter->link;
    vsapi_mutex_unlock(&clock->lock);
}

static void wait_manual(struct vsapi_clock *clock, struct vsapi_cond *cond,
                        struct vsapi_mutex *mutex)
{
    struct waiter waiter = {.cond = cond};

    waiter_enter(clock, &waiter);
    vsapi_cond_wait_ms(cond, mutex, SLICE_MS);
    waiter_leave(clock, &waiter);
}

/* Rounds up, so that the deadline has come when the wait is over. */
static uint64_t ms_until(uint64_t deadline_ms, uint64_t now_us)
{
    return deadline_ms - now_us / 1000;
}

/*
 * A wait that ended by time before the deadline counts as woken for no reason: a signal may have
 * come in the same moment, so the caller has to test its condition again.
 */
bool vsapi_clock_wait(struct vsapi_clock *clock, struct vsapi_cond *cond, struct vsapi_mutex *mutex,
                      uint64_t deadline_ms)
{
    uint64_t now_us;

    if (deadline_ms == VSAPI_CLOCK_NEVER) {
        vsapi_cond_wait(cond, mutex);
        return true;
    }
    now_us = vsapi_clock_now_us(clock);
    if (now_us / 1000 >= deadline_ms)
        return false;
    if (clock->manual) {
        wait_manual(clock, cond, mutex);
        return true;
    }
    if (vsapi_cond_wait_ms(cond, mutex, ms_until(deadline_ms, now_us)))
        return true;
    return vsapi_clock_now_ms(clock) < deadline_ms;
}

/* The clock before there is a host. */
static struct vsapi_clock machine_clock = {.lock = VSAPI_MUTEX_INIT};
static struct vsapi_once machine_clock_once = VSAPI_ONCE_INIT;
static _Atomic(struct vsapi_clock *) current_clock;

static void machine_clock_begin(void)
{
    machine_clock.base_us = machine_us();
}

struct vsapi_clock *vsapi_clock_current(void)
{
    struct vsapi_clock *clock = atomic_load(&current_clock);

    if (clock)
        return clock;
    vsapi_once(&machine_clock_once, machine_clock_begin);
    return &machine_clock;
}

void vsapi_clock_set_current(struct vsapi_clock *clock)
{
    atomic_store(&current_clock, clock);
}
