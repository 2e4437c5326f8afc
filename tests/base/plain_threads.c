/*
 * tests/base/plain_threads.c - the base under threads: for ThreadSanitizer, and for lost wake-ups.
 */
#include "plain.h"

#include <vsapi/alloc.h>
#include <vsapi/clock.h>
#include <vsapi/com.h>
#include <vsapi/error.h>
#include <vsapi/text.h>
#include <vsapi/thread.h>
#include <vsapi/trace.h>

#include <string.h>

#define THREADS 8
#define ROUNDS 2000

/* Runs the same function on all threads, each with its number. */
static void on_all(void (*run)(void *))
{
    struct vsapi_thread threads[THREADS];
    uintptr_t i;

    for (i = 0; i < THREADS; i++)
        CHECK(vsapi_thread_start(&threads[i], run, (void *)i) == S_OK);
    for (i = 0; i < THREADS; i++)
        vsapi_thread_join(&threads[i]);
}

/* A counter that a mutex guards, and numbers of threads that are all different. */
static struct vsapi_mutex counter_lock = VSAPI_MUTEX_INIT;
static unsigned counter;
static uint64_t selves[THREADS];
static struct vsapi_once once = VSAPI_ONCE_INIT;
static unsigned once_runs;

static void once_run(void)
{
    once_runs++;
}

static void count(void *number)
{
    selves[(uintptr_t)number] = vsapi_thread_self();
    vsapi_once(&once, once_run);
    for (int i = 0; i < ROUNDS; i++) {
        vsapi_mutex_lock(&counter_lock);
        counter++;
        vsapi_mutex_unlock(&counter_lock);
    }
    CHECK(selves[(uintptr_t)number] == vsapi_thread_self());
}

static void check_mutex(void)
{
    on_all(count);
    CHECK(counter == THREADS * ROUNDS);
    CHECK(once_runs == 1);
    for (int i = 0; i < THREADS; i++) {
        for (int k = 0; k < i; k++)
            CHECK(selves[i] != selves[k]);
    }
}

/* A ball that goes round by a condition, on a clock; nobody may sleep through his turn. */
static struct vsapi_clock *ball_clock;
static struct vsapi_mutex ball_lock = VSAPI_MUTEX_INIT;
static struct vsapi_cond ball_moved = VSAPI_COND_INIT;
static unsigned ball;
static uint64_t ball_deadline_ms;

static void play(void *number)
{
    vsapi_mutex_lock(&ball_lock);
    while (ball < 100 * THREADS) {
        if (ball % THREADS == (uintptr_t)number) {
            ball++;
            vsapi_cond_broadcast(&ball_moved);
        } else {
            CHECK(vsapi_clock_wait(ball_clock, &ball_moved, &ball_lock, ball_deadline_ms));
        }
    }
    vsapi_mutex_unlock(&ball_lock);
}

static void check_wait(struct vsapi_clock *clock, uint64_t deadline_ms)
{
    ball_clock = clock;
    ball_deadline_ms = deadline_ms;
    ball = 0;
    on_all(play);
    CHECK(ball >= 100 * THREADS);
}

/* Each thread waits for an hour of its own while one sleeps through them all. */
static struct vsapi_clock *hours;
static struct vsapi_mutex hours_lock = VSAPI_MUTEX_INIT;
static struct vsapi_cond hours_cond = VSAPI_COND_INIT;
static atomic_uint hours_waited;

static void wait_for_hour(void *number)
{
    uint64_t deadline_ms = ((uintptr_t)number + 1) * 3600000;

    vsapi_mutex_lock(&hours_lock);
    while (vsapi_clock_wait(hours, &hours_cond, &hours_lock, deadline_ms))
        ;
    CHECK(vsapi_clock_now_ms(hours) >= deadline_ms);
    vsapi_mutex_unlock(&hours_lock);
    atomic_fetch_add(&hours_waited, 1);
}

static void move_hours(void *nothing)
{
    (void)nothing;
    for (int i = 0; i < THREADS; i++) {
        vsapi_clock_sleep(hours, 1800000);
        vsapi_clock_advance(hours, 1800000);
    }
}

static void check_manual_clock(void)
{
    struct vsapi_thread mover;

    CHECK(vsapi_clock_create_manual(0, &hours) == S_OK);
    CHECK(vsapi_thread_start(&mover, move_hours, NULL) == S_OK);
    on_all(wait_for_hour);
    vsapi_thread_join(&mover);
    CHECK(atomic_load(&hours_waited) == THREADS);
    CHECK(vsapi_clock_now_ms(hours) == THREADS * UINT64_C(3600000));
    vsapi_clock_destroy(hours);
}

/* One object, referenced and released by all. */
struct thing {
    struct vsapi_com com;
    IUnknown IUnknown_iface;
};
VSAPI_COM_FACE(IUnknown, thing)
static const IUnknownVtbl thing_vtbl = {VSAPI_COM_IUNKNOWN(IUnknown)};
static const struct vsapi_com_face thing_faces[] = {
    {&IID_IUnknown, offsetof(struct thing, IUnknown_iface)}};
static atomic_int things_destroyed;

static void thing_destroy(void *object)
{
    vsapi_free(object);
    atomic_fetch_add(&things_destroyed, 1);
}

static const struct vsapi_com_class thing_class = {"thing", thing_faces, 1, thing_destroy};
static IUnknown *shared_thing;

static void use_thing(void *number)
{
    (void)number;
    for (int i = 0; i < ROUNDS; i++) {
        void *out;

        CHECK(shared_thing->lpVtbl->QueryInterface(shared_thing, &IID_IUnknown, &out) == S_OK);
        shared_thing->lpVtbl->Release(shared_thing);
    }
    shared_thing->lpVtbl->Release(shared_thing);
}

static void check_com(void)
{
    struct thing *thing = vsapi_calloc(1, sizeof *thing);

    vsapi_com_init(&thing->com, &thing_class);
    thing->IUnknown_iface.lpVtbl = &thing_vtbl;
    shared_thing = &thing->IUnknown_iface;
    for (int i = 1; i < THREADS; i++)
        shared_thing->lpVtbl->AddRef(shared_thing);
    on_all(use_thing);
    CHECK(atomic_load(&things_destroyed) == 1);
    CHECK(vsapi_com_live() == 0);
}

/* Sentences, conversions and trace lines do not mix. */
static char lines[4096];
static size_t lines_seen;

static void see_line(void *context, const char *line, size_t length)
{
    (void)context;
    memcpy(lines, line, length < sizeof lines ? length : sizeof lines);
    lines_seen++;
    CHECK(line[0] == '{' && line[length - 1] == '}');
}

static void talk(void *number)
{
    char expected[64], *text;

    snprintf(expected, sizeof expected, "thread %u \xC3\xA4", (unsigned)(uintptr_t)number);
    for (int i = 0; i < ROUNDS / 4; i++) {
        struct vsapi_span span = vsapi_trace_begin("test", "talk", NULL, "i=%d", i);

        vsapi_fail(E_FAIL, "%s", expected);
        CHECK(vsapi_text_from_wide(L"\xE4\x4E2D", &text) == S_OK);
        CHECK(strcmp(text, "\xC3\xA4\xE4\xB8\xAD") == 0);
        vsapi_free(text);
        CHECK(vsapi_text_same("\xC3\x84", "\xC3\xA4"));
        vsapi_trace_end(&span, E_FAIL, "n=%u", (unsigned)(uintptr_t)number);
        CHECK(strcmp(vsapi_last_message(), expected) == 0);
    }
}

static void check_talk(void)
{
    vsapi_trace_sink(see_line, NULL);
    on_all(talk);
    vsapi_trace_sink(NULL, NULL);
    CHECK(lines_seen == 1 + THREADS * (ROUNDS / 4) * 2);
}

/* The n-th allocation fails once, whichever thread it falls on. */
static atomic_uint failed;

static void allocate(void *number)
{
    (void)number;
    for (int i = 0; i < ROUNDS; i++) {
        void *memory = vsapi_malloc(8);

        if (!memory)
            atomic_fetch_add(&failed, 1);
        vsapi_free(memory);
    }
}

static void check_alloc(void)
{
    struct vsapi_thread unused;

    vsapi_alloc_fail_at(1, false);
    CHECK(vsapi_thread_start(&unused, allocate, NULL) == E_OUTOFMEMORY);
    vsapi_alloc_fail_at(0, false);
    vsapi_alloc_fail_at(THREADS * ROUNDS / 2, false);
    on_all(allocate);
    CHECK(atomic_load(&failed) == 1);
    vsapi_alloc_fail_at(0, false);
}

int main(void)
{
    struct vsapi_clock *clock;

    check_mutex();
    CHECK(vsapi_clock_create_real(&clock) == S_OK);
    check_wait(clock, VSAPI_CLOCK_NEVER);
    check_wait(clock, 600000);
    vsapi_clock_destroy(clock);
    CHECK(vsapi_clock_create_manual(0, &clock) == S_OK);
    check_wait(clock, 1000);
    vsapi_clock_destroy(clock);
    check_manual_clock();
    check_com();
    check_talk();
    check_alloc();
    return plain_result();
}
