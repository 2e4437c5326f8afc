/* tests/base/test_clock.c - the real clock and the one that a test moves. */
#include "vstest.h"

#include <vsapi/clock.h>
#include <vsapi/thread.h>

#include <time.h>

#define START UINT64_C(132000000000000000)

static uint64_t real_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

Test(clock, a_manual_clock_moves_only_when_it_is_moved)
{
    struct vsapi_clock *clock;

    VSTEST_HR(vsapi_clock_create_manual(START, &clock), S_OK, "");
    cr_expect_eq(vsapi_clock_now_us(clock), 0);
    cr_expect_eq(vsapi_clock_filetime(clock), START);
    vsapi_clock_advance(clock, 60000);
    cr_expect_eq(vsapi_clock_now_ms(clock), 60000);
    vsapi_clock_sleep(clock, 10001);
    cr_expect_eq(vsapi_clock_now_us(clock), 70001000);
    cr_expect_eq(vsapi_clock_filetime(clock), START + UINT64_C(700010000));
    vsapi_clock_destroy(clock);
}

static const struct sleep_row {
    const char *name;
    uint64_t first_ms, second_ms;
} sleep_rows[] = {
    {"for ever", VSAPI_CLOCK_NEVER, 0},
    {"for ever, twice", VSAPI_CLOCK_NEVER, VSAPI_CLOCK_NEVER},
    {"for ever behind something", 5, VSAPI_CLOCK_NEVER},
    {"nearly for ever", VSAPI_CLOCK_NEVER / 1000, VSAPI_CLOCK_NEVER / 2},
};

/* The end of time is behind every deadline that a program computes. */
VSTEST_TABLE(clock, a_manual_clock_stops_at_the_end_of_time, sleep_rows)
{
    const struct sleep_row *row = &sleep_rows[*row_];
    struct vsapi_clock *clock;
    uint64_t before;

    VSTEST_HR(vsapi_clock_create_manual(0, &clock), S_OK, "");
    vsapi_clock_sleep(clock, row->first_ms);
    before = vsapi_clock_now_us(clock);
    vsapi_clock_sleep(clock, row->second_ms);
    cr_expect_geq(vsapi_clock_now_us(clock), before, "%s: went back", row->name);
    cr_expect_gt(vsapi_clock_now_ms(clock), UINT64_C(1) << 48, "%s", row->name);
    cr_expect_leq(vsapi_clock_filetime(clock), (uint64_t)INT64_MAX, "%s", row->name);
    vsapi_clock_destroy(clock);
}

Test(clock, a_real_clock_sleeps_and_is_not_moved)
{
    struct vsapi_clock *clock;
    uint64_t began = real_ms(), now;

    VSTEST_HR(vsapi_clock_create_real(&clock), S_OK, "");
    vsapi_clock_advance(clock, 1000000);
    vsapi_clock_sleep(clock, 20);
    now = vsapi_clock_now_ms(clock);
    cr_expect(now >= 20 && now <= real_ms() - began + 1, "%d ms", (int)now);
    cr_expect_gt(vsapi_clock_filetime(clock), START);
    vsapi_clock_destroy(clock);
}

/* Waits that nobody signals. */
static const struct wait_row {
    const char *name;
    bool manual;
    uint64_t moved_ms, deadline_ms;
    bool woken; /* or else the time is over */
} wait_rows[] = {
    {"manual, past", true, 100, 99, false}, {"manual, now", true, 100, 100, false},
    {"manual, later", true, 99, 100, true}, {"manual, at once", true, 0, 0, false},
    {"real, at once", false, 0, 0, false},  {"real, soon", false, 0, 30, false},
};

VSTEST_TABLE(clock, a_wait_ends_by_its_deadline, wait_rows)
{
    const struct wait_row *row = &wait_rows[*row_];
    struct vsapi_mutex mutex = VSAPI_MUTEX_INIT;
    struct vsapi_cond cond = VSAPI_COND_INIT;
    struct vsapi_clock *clock;
    bool woken;

    VSTEST_HR(row->manual ? vsapi_clock_create_manual(START, &clock)
                          : vsapi_clock_create_real(&clock),
              S_OK, row->name);
    vsapi_clock_advance(clock, row->moved_ms);
    vsapi_mutex_lock(&mutex);
    do {
        woken = vsapi_clock_wait(clock, &cond, &mutex, row->deadline_ms);
    } while (woken && !row->manual);
    vsapi_mutex_unlock(&mutex);
    cr_expect_eq(woken, row->woken, "%s", row->name);
    cr_expect(woken || vsapi_clock_now_ms(clock) >= row->deadline_ms, "%s: too early", row->name);
    vsapi_clock_destroy(clock);
}

Test(clock, the_current_clock_is_a_real_one_until_another_is_set)
{
    struct vsapi_clock *clock;

    VSTEST_HR(vsapi_clock_create_manual(START, &clock), S_OK, "");
    cr_expect_gt(vsapi_clock_filetime(vsapi_clock_current()), START);
    cr_expect_lt(vsapi_clock_now_ms(vsapi_clock_current()), 60000);
    vsapi_clock_set_current(clock);
    cr_expect_eq(vsapi_clock_current(), clock);
    vsapi_clock_set_current(NULL);
    cr_expect_neq(vsapi_clock_current(), clock);
    vsapi_clock_destroy(clock);
}

Test(clock, bad_arguments_and_no_memory_are_told)
{
    struct vsapi_clock *clock = NULL;

    VSTEST_HR(vsapi_clock_create_real(NULL), E_POINTER, "");
    VSTEST_HR(vsapi_clock_create_manual(0, NULL), E_POINTER, "");
    VSTEST_FAIL_EACH_ALLOCATION(vsapi_clock_create_real(&clock), vsapi_clock_destroy(clock));
    VSTEST_FAIL_EACH_ALLOCATION(vsapi_clock_create_manual(0, &clock), vsapi_clock_destroy(clock));
}
