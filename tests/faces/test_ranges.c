/* tests/faces/test_ranges.c - lists of byte ranges (rules IVssComponent.AddPartialFile-10 to -12).
 */
#include <vstest.h>

#include "../../vsapi/faces/inner.h"

static const struct range_row {
    const char *list;
    bool valid;
    uint64_t offset, length; /* of the last range */
} range_rows[] = {
    {"0:0", true, 0, 0},
    {"64:448,0x1239E8577A:65536", true, 0x1239E8577A, 65536},
    {"1:2, 3:4", true, 3, 4},
    {"1:2 ,\t3:4", true, 3, 4},
    {"0xfF:0XAb", true, 0xff, 0xab},
    {"18446744073709551615:1", true, UINT64_MAX, 1},
    {"0xFFFFFFFFFFFFFFFF:1", true, UINT64_MAX, 1},
    {"18446744073709551616:1", false, 0, 0},
    {"0x10000000000000000:1", false, 0, 0},
    {"", false, 0, 0},
    {",", false, 0, 0},
    {"1", false, 0, 0},
    {"1:", false, 0, 0},
    {":1", false, 0, 0},
    {"1:2,", false, 0, 0},
    {"1:2, ", false, 0, 0},
    {",1:2", false, 0, 0},
    {"1:2,,3:4", false, 0, 0},
    {"1:2 3:4", false, 0, 0},
    {"-1:2", false, 0, 0},
    {"0x:1", false, 0, 0},
    {"1:2g", false, 0, 0},
    {"A:1", false, 0, 0},
    {"C:\\ranges", false, 0, 0},
};

VSTEST_TABLE(ranges, a_list_is_offsets_and_lengths, range_rows)
{
    const struct range_row *row = &range_rows[*row_];
    uint64_t offset = 0, length = 0;
    const char *cursor = row->list;

    cr_expect_eq(vsapi_ranges_valid(row->list), row->valid, "\"%s\"", row->list);
    if (!row->valid)
        return;
    while (vsapi_ranges_next(&cursor, &offset, &length))
        ;
    cr_expect_eq(offset, row->offset, "\"%s\"", row->list);
    cr_expect_eq(length, row->length, "\"%s\"", row->list);
}

static const struct pair_row {
    const char *source, *destination;
    bool pair;
} pair_rows[] = {
    {"0:8", "16:8", true},         {"0:8,9:1", "1:8, 0:0x1", true},
    {"0:8", "16:9", false},        {"0:8,9:1", "1:8", false},
    {"0:8", "1:8,9:1", false},     {"0:8", "x", false},
    {"0:8,9:1", "1:1,0:8", false}, {"x", "x", false},
};

VSTEST_TABLE(ranges, paired_lists_have_the_same_lengths, pair_rows)
{
    const struct pair_row *row = &pair_rows[*row_];

    cr_expect_eq(vsapi_ranges_pair(row->source, row->destination), row->pair, "\"%s\" \"%s\"",
                 row->source, row->destination);
}
