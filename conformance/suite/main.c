/*
 * conformance/suite/main.c - vss-api-suite: runs the cases and prints TAP.
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

struct totals {
    unsigned cases, runs, failed;
};

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

static void list_group(const struct options *options, const struct suite_group *group)
{
    for (size_t i = 0; i < group->count; i++)
        if (wanted(options, &group->cases[i]))
            printf("%s\n", group->cases[i].id);
}

static void run_group(const struct options *options, const struct suite_group *group,
                      struct totals *totals)
{
    struct suite *results = calloc(group->count, sizeof *results);

    if (!results)
        abort();
    printf("# %s\n", group->name);
    for (size_t i = 0; i < group->count; i++) {
        if (!wanted(options, &group->cases[i]))
            continue;
        totals->runs += suite_run_nth(group, i, options->delivery, results);
        print_case(&results[i], ++totals->cases);
        totals->failed += results[i].failed;
    }
    free(results);
}

static unsigned run_groups(const struct options *options)
{
    struct totals totals = {0};

    printf("TAP version 13\n1..%u\n", count_cases(options));
    for (size_t g = 0; g < suite_group_count; g++)
        run_group(options, suite_groups[g], &totals);
    printf("# %u cases in %u runs, %u failed\n", totals.cases, totals.runs, totals.failed);
    return totals.failed;
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
    unsigned failed = 0;

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
    if (options.list)
        for (size_t g = 0; g < suite_group_count; g++)
            list_group(&options, suite_groups[g]);
    else
        failed = run_groups(&options);
    CoUninitialize();
    return failed > 0;
}
