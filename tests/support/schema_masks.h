/*
 * tests/support/schema_masks.h - what the conditions of the table schema_mask_validity say.
 */
#ifndef VSTEST_SCHEMA_MASKS_H
#define VSTEST_SCHEMA_MASKS_H

#include "table_schema_mask_validity.h"
#include "vstest.h"

struct schema_case {
    uint32_t m;
    bool log_file_set, express;
};

#define SCHEMA_TEST(name, condition)                                                               \
    static inline bool schema_##name(const struct schema_case *of)                                 \
    {                                                                                              \
        uint32_t m = of->m;                                                                        \
                                                                                                   \
        return condition;                                                                          \
    }
SCHEMA_TEST(exclusive, (m & 0x4) && (m & 0x3) != 0x3)
SCHEMA_TEST(timestamped, (m & 0x20) && !(m & 0x3))
SCHEMA_TEST(last_modify, (m & 0x40) && !(m & 0x3))
SCHEMA_TEST(log, (m & 0x8) && !of->log_file_set)
SCHEMA_TEST(lsn, m & 0x80)
SCHEMA_TEST(express, of->express && (m & ~0x410u))
SCHEMA_TEST(unknown, m & ~0xF7FFu)

/* Does the row forbid the mask? A condition that is not known here is an error of the test. */
static inline bool schema_is_forbidden(const struct schema_mask_validity_row *row,
                                       const struct schema_case *of)
{
    static const struct {
        const char *test;
        bool (*forbids)(const struct schema_case *of);
    } known[] = {
        {"(m & 0x4) && (m & 0x3) != 0x3", schema_exclusive},
        {"(m & 0x20) && !(m & 0x3)", schema_timestamped},
        {"(m & 0x40) && !(m & 0x3)", schema_last_modify},
        {"(m & 0x8) && no log file set", schema_log},
        {"m & 0x80", schema_lsn},
        {"express writer && (m & ~0x410)", schema_express},
        {"m & ~0xF7FF", schema_unknown},
    };

    for (size_t i = 0; i < VSTEST_COUNT(known); i++)
        if (strcmp(known[i].test, row->test) == 0)
            return known[i].forbids(of);
    cr_assert_fail("%s is not known here", row->test);
    return false;
}

static inline bool schema_is_forbidden_by_any(const struct schema_case *of)
{
    bool forbidden = false;

    for (size_t i = 0; i < VSTEST_COUNT(table_schema_mask_validity); i++)
        forbidden |= schema_is_forbidden(&table_schema_mask_validity[i], of);
    return forbidden;
}

/* Masks to try, from 0 on: all of the low eight bits, then each of the others. */
#define SCHEMA_MASKS 280u
static inline uint32_t schema_mask(unsigned number)
{
    return number < 256 ? number : 1u << (number - 256 + 8);
}

#endif
