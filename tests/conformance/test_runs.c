/*
 * Which cases of the API suite are carried out, and whose result counts for which; the layers below
 * are counters.
 */
#include <criterion/criterion.h>

#include "inner.h"

#include <string.h>

static unsigned machines, ended, runs;
static bool mock = true;

bool layers_mock(void)
{
    return mock;
}

const char *layers_message(void)
{
    return "";
}

HRESULT layers_machine_begin(enum layers_delivery delivery, enum layers_array array)
{
    (void)delivery, (void)array;
    machines++;
    return S_OK;
}

HRESULT layers_machine_end(void)
{
    machines--;
    return S_OK;
}

void layers_fail_allocation(uint64_t nth)
{
    (void)nth;
}

static void end(void *object)
{
    (void)object;
    ended++;
}

static const bool good = true, bad = false, as_good = true;

/* Passes or fails as its row says. */
static void judge(struct suite *suite, const void *row)
{
    runs++;
    CHECK(machines == 1);
    CHECK(suite_at_end(suite, end, NULL));
    CHECK(*(const bool *)row);
}

static void skip(struct suite *suite, const void *row)
{
    (void)row;
    runs++;
    suite_skip(suite, "for a reason");
}

#define GROUP_OF(...)                                                                              \
    static const struct suite_case cases[] = {__VA_ARGS__};                                        \
    static const struct suite_group group = SUITE_GROUP("group", cases);                           \
    struct suite results[sizeof cases / sizeof *cases] = {0}

Test(runs, the_same_function_and_row_run_once_and_count_for_both)
{
    GROUP_OF({"a", judge, &good, 0}, {"b", judge, &good, 0});

    cr_expect(suite_run_nth(&group, 0, LAYERS_SERIAL, results));
    cr_expect_not(suite_run_nth(&group, 1, LAYERS_SERIAL, results));
    cr_expect_eq(runs, 1);
    cr_expect_eq(ended, 1);
    for (size_t i = 0; i < 2; i++) {
        cr_expect_eq(results[i].now, &cases[i]);
        cr_expect_not(results[i].failed);
    }
}

Test(runs, what_fails_fails_under_each_name)
{
    GROUP_OF({"a", judge, &bad, 0}, {"b", judge, &good, 0}, {"c", judge, &bad, 0});

    for (size_t i = 0; i < 3; i++)
        suite_run_nth(&group, i, LAYERS_SERIAL, results);
    cr_expect_eq(runs, 2);
    cr_expect(results[0].failed && !results[1].failed && results[2].failed);
    cr_expect_str_eq(results[2].message, results[0].message);
    cr_expect(strstr(results[0].message, "row"), "%s", results[0].message);
}

Test(runs, what_is_skipped_is_skipped_under_each_name)
{
    GROUP_OF({"a", skip, NULL, 0}, {"b", skip, NULL, 0});

    for (size_t i = 0; i < 2; i++) {
        suite_run_nth(&group, i, LAYERS_SERIAL, results);
        cr_expect(results[i].skipped);
        cr_expect_str_eq(results[i].message, "for a reason");
    }
    cr_expect_eq(runs, 1);
}

Test(runs, another_function_row_or_need_is_another_run)
{
    GROUP_OF({"a", judge, &good, 0}, {"b", judge, &as_good, 0}, {"c", skip, &good, 0},
             {"d", judge, &good, SUITE_NEEDS_MOCK});

    for (size_t i = 0; i < 4; i++)
        cr_expect(suite_run_nth(&group, i, LAYERS_SERIAL, results), "%s", cases[i].id);
    cr_expect_eq(runs, 4);
}

Test(runs, a_case_runs_where_the_earlier_one_was_not_wanted)
{
    GROUP_OF({"a", judge, &bad, 0}, {"b", judge, &bad, 0});

    cr_expect(suite_run_nth(&group, 1, LAYERS_SERIAL, results));
    cr_expect(results[1].failed);
    cr_expect_null(results[0].now);
}

Test(runs, a_case_that_needs_our_service_is_skipped_without_it)
{
    GROUP_OF({"a", judge, &bad, SUITE_NEEDS_MOCK});

    mock = false;
    suite_run_nth(&group, 0, LAYERS_SERIAL, results);
    cr_expect_eq(runs, 0);
    cr_expect(results[0].skipped && !results[0].failed);
}
