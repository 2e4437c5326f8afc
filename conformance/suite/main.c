/*
 * conformance/suite/main.c - vss-api-suite: runs the cases and prints TAP.
 *
 * Each case runs on a machine of its own, so none depends on another and any runs alone.
 */
#include "groups.h"
#include "inner.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char usage[] =
    "Usage: vss-api-suite [--delivery=parallel|serial] [--only=TEXT] [--list]\n"
    "Proves the documented behaviour of the VSS API, a case for each row of the catalogue, and\n"
    "prints TAP.\n"
    "  --delivery=ORDER  how events reach writers: parallel (standard) or serial\n"
    "  --only=TEXT       runs only the cases whose names begin with TEXT\n"
    "  --list            prints the names of the cases and runs none\n"
    "Exit code: 0 all passed or were skipped, 1 a case failed, 2 wrong usage\n";

struct options {
    enum layers_delivery delivery;
    const char *only;
    bool list;
};

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

static void run_case(struct suite *suite, const struct suite_case *now)
{
    *suite = (struct suite){.now = now, .delivery = suite->delivery};
    if (now->needs & SUITE_NEEDS_MOCK && !layers_mock()) {
        suite_skip(suite, "needs our service below");
        return;
    }
    if (CHECK_HR(layers_machine_begin(suite->delivery), S_OK))
        now->run(suite, now->row);
    end_case(suite);
}

static void print_case(const struct suite *suite, unsigned number)
{
    const char *id = suite->now->id;

    if (suite->failed)
        printf("not ok %u - %s\n# %s\n", number, id, suite->message);
    else if (suite->skipped)
        printf("ok %u - %s # SKIP %s\n", number, id, suite->message);
    else
        printf("ok %u - %s\n", number, id);
}

static bool wanted(const struct options *options, const struct suite_case *one)
{
    return !options->only || strncmp(one->id, options->only, strlen(options->only)) == 0;
}

static unsigned count_cases(const struct options *options)
{
    unsigned count = 0;

    for (size_t g = 0; g < suite_group_count; g++)
        for (size_t i = 0; i < suite_groups[g]->count; i++)
            count += wanted(options, &suite_groups[g]->cases[i]);
    return count;
}

static unsigned run_group(const struct options *options, const struct suite_group *group,
                          unsigned *number)
{
    struct suite suite = {.delivery = options->delivery};
    unsigned failed = 0;

    if (!options->list)
        printf("# %s\n", group->name);
    for (size_t i = 0; i < group->count; i++) {
        if (!wanted(options, &group->cases[i]))
            continue;
        if (options->list) {
            printf("%s\n", group->cases[i].id);
            continue;
        }
        run_case(&suite, &group->cases[i]);
        print_case(&suite, ++*number);
        failed += suite.failed;
    }
    return failed;
}

static bool read_option(const char *argument, struct options *options)
{
    if (strcmp(argument, "--list") == 0)
        options->list = true;
    else if (strcmp(argument, "--delivery=serial") == 0)
        options->delivery = LAYERS_SERIAL;
    else if (strcmp(argument, "--delivery=parallel") == 0)
        options->delivery = LAYERS_PARALLEL;
    else if (strncmp(argument, "--only=", 7) == 0)
        options->only = argument + 7;
    else
        return false;
    return true;
}

int main(int argc, char **argv)
{
    struct options options = {LAYERS_PARALLEL, NULL, false};
    unsigned failed = 0, number = 0;

    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--help") == 0) {
            fputs(usage, stdout);
            return 0;
        }
        if (!read_option(argv[i], &options)) {
            fprintf(stderr, "vss-api-suite: %s is no option\n%s", argv[i], usage);
            return 2;
        }
    }
    suite_order_make();
    suite_memory_make();
    suite_access_make();
    CoInitializeEx(NULL, COINIT_MULTITHREADED);
    if (!options.list)
        printf("TAP version 13\n1..%u\n", count_cases(&options));
    for (size_t g = 0; g < suite_group_count; g++)
        failed += run_group(&options, suite_groups[g], &number);
    CoUninitialize();
    if (!options.list)
        printf("# %u cases, %u failed\n", number, failed);
    return failed > 0;
}
