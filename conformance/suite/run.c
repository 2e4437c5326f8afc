/*
 * conformance/suite/run.c - runs the cases of a group.
 *
 * Each case runs on a machine of its own, so none depends on another and any runs alone. One
 * function often proves several rows of the catalogue. A case is not told its name: two with the
 * same function and the same row are the same run, which is made once and counts for both.
 */
#include "inner.h"

#include <stdlib.h>

bool suite_at_end(struct suite *suite, void (*end)(void *object), void *object)
{
    struct suite_ending *ending = malloc(sizeof *ending);

    if (!ending) {
        end(object);
        return false;
    }
    *ending = (struct suite_ending){suite->endings, end, object};
    suite->endings = ending;
    return true;
}

static void release(void *object)
{
    IUnknown *unknown = object;

    CALL(unknown, Release);
}

void suite_release_at_end(struct suite *suite, void *unknown)
{
    if (unknown)
        suite_at_end(suite, release, unknown);
}

static void end_case(struct suite *suite)
{
    layers_fail_allocation(0);
    while (suite->endings) {
        struct suite_ending *ending = suite->endings;

        suite->endings = ending->next;
        ending->end(ending->object);
        free(ending);
    }
    CHECK_HR(layers_machine_end(), S_OK);
}

static enum layers_array array_for(unsigned needs)
{
    if (needs & SUITE_NEEDS_LEGACY_ARRAY)
        return LAYERS_LEGACY_ARRAY;
    return needs & SUITE_NEEDS_ARRAY ? LAYERS_ARRAY : LAYERS_NO_ARRAY;
}

static void run_case(struct suite *suite)
{
    if (suite->now->needs & SUITE_NEEDS_MOCK && !layers_mock()) {
        suite_skip(suite, "needs our service below");
        return;
    }
    if (CHECK_HR(layers_machine_begin(suite->delivery, array_for(suite->now->needs)), S_OK))
        suite->now->run(suite, suite->now->row);
    end_case(suite);
}

static bool same_run(const struct suite_case *a, const struct suite_case *b)
{
    return a->run == b->run && a->row == b->row && a->needs == b->needs;
}

bool suite_run_nth(const struct suite_group *group, size_t n, enum layers_delivery delivery,
                   struct suite *results)
{
    const struct suite_case *now = &group->cases[n];

    for (size_t i = 0; i < n; i++) {
        if (!results[i].now || !same_run(results[i].now, now))
            continue;
        results[n] = results[i];
        results[n].now = now;
        return false;
    }
    results[n] = (struct suite){.now = now, .delivery = delivery};
    run_case(&results[n]);
    return true;
}
