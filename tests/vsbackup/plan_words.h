/*
 * tests/vsbackup/plan_words.h - what words in the decision tables stand for.
 */
#ifndef VSTEST_PLAN_WORDS_H
#define VSTEST_PLAN_WORDS_H

#include "vstest.h"

/* The number behind a name; what is no name is an error of the test. */
static inline uint32_t plan_value(const char *name)
{
    static const struct {
        const char *name;
        uint32_t value;
    } values[] = {
        {"VSS_BT_UNDEFINED", VSS_BT_UNDEFINED},
        {"VSS_BT_FULL", VSS_BT_FULL},
        {"VSS_BT_INCREMENTAL", VSS_BT_INCREMENTAL},
        {"VSS_BT_DIFFERENTIAL", VSS_BT_DIFFERENTIAL},
        {"VSS_BT_LOG", VSS_BT_LOG},
        {"VSS_BT_COPY", VSS_BT_COPY},
        {"VSS_BT_OTHER", VSS_BT_OTHER},
        {"VSS_BS_INCREMENTAL", VSS_BS_INCREMENTAL},
        {"VSS_BS_DIFFERENTIAL", VSS_BS_DIFFERENTIAL},
        {"VSS_BS_LOG", VSS_BS_LOG},
        {"VSS_BS_COPY", VSS_BS_COPY},
        {"none needed", 0},
        {"none exists", 0},
    };

    for (size_t i = 0; i < VSTEST_COUNT(values); i++)
        if (strcmp(values[i].name, name) == 0)
            return values[i].value;
    cr_assert_fail("%s is not known here", name);
    return 0;
}

/* Does a cell with true, false, any or nothing fit? */
static inline bool plan_fits(const char *cell, bool value)
{
    if (!cell || strcmp(cell, "any") == 0)
        return true;
    cr_assert(strcmp(cell, "true") == 0 || strcmp(cell, "false") == 0, "%s is not known here",
              cell);
    return (strcmp(cell, "true") == 0) == value;
}

/* The number of a cell among the texts that a test knows. */
#define PLAN_WORD(cell, ...)                                                                       \
    plan_word((cell), (const char *const[]){__VA_ARGS__},                                          \
              sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *))

static inline size_t plan_word(const char *cell, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(words[i], cell) == 0)
            return i;
    cr_assert_fail("%s is not known here", cell);
    return 0;
}

#endif
