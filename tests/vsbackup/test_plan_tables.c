/*
 * tests/vsbackup/test_plan_tables.c - the tables of the planner that need no plan, row by row as
 * the rules have them (conformance/catalogue/rules/incremental-and-differential.json), and ranges.
 */
#include <vsapi/plan.h>

#include "plan_words.h"
#include "table_effective_type.h"
#include "vstest.h"

#define ALL_BITS 0xF7FFu /* every schema bit that is documented */

/* A schema with as little, and one with as much, as the row allows. */
VSTEST_TABLE(plan_tables, a_type_is_effective_if_the_schema_covers_it, table_effective_type)
{
    const struct effective_type_row *row = &table_effective_type[*row_];
    VSS_BACKUP_TYPE type = (VSS_BACKUP_TYPE)plan_value(row->backup_type), effective;
    uint32_t bit = plan_value(row->schema_bit);
    bool set = row->bit_set && plan_fits(row->bit_set, true);
    bool error = strcmp(row->effective_type, "error") == 0;
    uint32_t wanted = error ? VSS_BT_UNDEFINED : plan_value(row->effective_type);

    for (int much = 0; much < 2; much++) {
        uint32_t schema = much ? ALL_BITS & ~(set ? 0 : bit) : set ? bit : 0;

        effective = VSS_BT_LOG;
        VSTEST_HR(vsapi_plan_effective_type(type, schema, &effective), error ? E_INVALIDARG : S_OK,
                  row->backup_type);
        cr_expect_eq(effective, wanted, "%s with 0x%x", row->backup_type, (unsigned)schema);
    }
}

Test(plan_tables, a_number_that_is_no_type_is_refused)
{
    VSS_BACKUP_TYPE effective = VSS_BT_LOG;

    VSTEST_HR(vsapi_plan_effective_type((VSS_BACKUP_TYPE)7, ALL_BITS, &effective), E_INVALIDARG,
              "");
    cr_expect_eq(effective, VSS_BT_UNDEFINED);
}

/* Table copy_decision: the bits of each type. */
static const struct bit_row {
    VSS_BACKUP_TYPE effective;
    uint32_t backup, snapshot;
} bit_rows[] = {
    {VSS_BT_FULL, 0x1, 0x100}, {VSS_BT_INCREMENTAL, 0x4, 0x400}, {VSS_BT_DIFFERENTIAL, 0x2, 0x200},
    {VSS_BT_LOG, 0x8, 0x800},  {VSS_BT_COPY, 0x1, 0x100},        {VSS_BT_UNDEFINED, 0, 0},
};

VSTEST_TABLE(plan_tables, a_type_looks_at_two_bits_of_a_mask, bit_rows)
{
    const struct bit_row *row = &bit_rows[*row_];

    cr_expect_eq(vsapi_plan_backup_bit(row->effective), row->backup);
    cr_expect_eq(vsapi_plan_snapshot_bit(row->effective), row->snapshot);
}

/* INCR-217, INCR-218: eight single bits, which are two for each type, two sums and one more. */
Test(plan_tables, all_covers_the_four_types_that_have_bits)
{
    static const VSS_BACKUP_TYPE types[] = {VSS_BT_FULL, VSS_BT_DIFFERENTIAL, VSS_BT_INCREMENTAL,
                                            VSS_BT_LOG};
    uint32_t backup = 0, snapshot = 0;

    for (size_t i = 0; i < VSTEST_COUNT(types); i++) {
        cr_expect_eq(vsapi_plan_backup_bit(types[i]), 1u << i);
        cr_expect_eq(vsapi_plan_snapshot_bit(types[i]), 0x100u << i);
        backup |= vsapi_plan_backup_bit(types[i]);
        snapshot |= vsapi_plan_snapshot_bit(types[i]);
    }
    cr_expect_eq(backup, VSS_FSBT_ALL_BACKUP_REQUIRED);
    cr_expect_eq(snapshot, VSS_FSBT_ALL_SNAPSHOT_REQUIRED);
    cr_expect_eq((backup | snapshot) & VSS_FSBT_CREATED_DURING_BACKUP, 0);
}

/* INCR-010, -011: what is sorted, joined and left out. NULL: refused. */
static const struct range_row {
    const char *text, *ranges;
} range_rows[] = {
    {"0:448", "0+448 "},
    {"64:448,0x1239E8577A:65536", "64+448 78280939386+65536 "},
    {"100:10, 0x0:5", "0+5 100+10 "},
    {"0:10,5:10", "0+15 "},
    {"0:10,10:10", "0+20 "},
    {"0:100,5:10", "0+100 "},
    {"7:0", ""},
    {"7:0,8:1", "8+1 "},
    {"3:1,3:1,3:1", "3+1 "},
    {"18446744073709551615:0", ""},
    {"18446744073709551615:1", NULL},
    {"0xFFFFFFFFFFFFFFFF:2", NULL},
    {"", NULL},
    {"1:2,", NULL},
    {"C:\\ranges", NULL},
    {"1:2;3:4", NULL},
};

static void show_ranges(const struct vsapi_plan_range *ranges, size_t count, char *out, size_t room)
{
    size_t used = 0;

    *out = '\0';
    for (size_t i = 0; i < count && used < room; i++)
        used += (size_t)snprintf(out + used, room - used, "%llu+%llu ",
                                 (unsigned long long)ranges[i].offset_bytes,
                                 (unsigned long long)ranges[i].length_bytes);
}

VSTEST_TABLE(plan_tables, a_ranges_string_becomes_sorted_ranges_without_overlap, range_rows)
{
    const struct range_row *row = &range_rows[*row_];
    struct vsapi_plan_range *ranges;
    size_t count;
    char shown[200];

    VSTEST_HR(vsapi_plan_ranges(row->text, &ranges, &count), row->ranges ? S_OK : E_INVALIDARG,
              row->text);
    show_ranges(ranges, count, shown, sizeof shown);
    VSTEST_TEXT(shown, row->ranges ? row->ranges : "", row->text);
    vsapi_free(ranges);
}

/* INCR-013: the numbers of a ranges file, of which so many bytes are there; 0: all. */
static const struct bytes_row {
    const char *name;
    uint64_t numbers[7];
    size_t numbers_count, bytes;
    const char *ranges;
} bytes_rows[] = {
    {"none", {0}, 1, 0, ""},
    {"two", {2, 4096, 512, 0, 16}, 5, 0, "0+16 4096+512 "},
    {"more than the count says", {1, 4096, 512, 0, 16}, 5, 0, "4096+512 "},
    {"too few", {3, 4096, 512, 0, 16}, 5, 0, NULL},
    {"a range that is cut off", {2, 4096, 512, 0, 16}, 5, 39, NULL},
    {"no count", {0}, 1, 7, NULL},
    {"empty", {0}, 0, 0, NULL},
    {"a count that overflows", {UINT64_C(1) << 60, 4096, 512}, 3, 0, NULL},
    {"a range that overflows", {1, UINT64_MAX, 512}, 3, 0, NULL},
};

VSTEST_TABLE(plan_tables, a_ranges_file_holds_a_count_and_pairs_of_numbers, bytes_rows)
{
    const struct bytes_row *row = &bytes_rows[*row_];
    unsigned char bytes[7 * 8];
    struct vsapi_plan_range *ranges;
    size_t count;
    char shown[200];

    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (unsigned char)(row->numbers[i / 8] >> 8 * (i % 8));
    VSTEST_HR(vsapi_plan_ranges_of_bytes(bytes, row->bytes ? row->bytes : 8 * row->numbers_count,
                                         &ranges, &count),
              row->ranges ? S_OK : E_INVALIDARG, row->name);
    show_ranges(ranges, count, shown, sizeof shown);
    VSTEST_TEXT(shown, row->ranges ? row->ranges : "", row->name);
    vsapi_free(ranges);
}

static HRESULT read_many(void)
{
    struct vsapi_plan_range *ranges;
    size_t count;
    HRESULT hr = vsapi_plan_ranges("0:1,2:1,4:1,6:1,8:1,10:1,12:1,14:1,16:1,18:1", &ranges, &count);

    vsapi_free(ranges);
    return hr;
}

Test(plan_tables, ranges_without_memory_are_refused)
{
    VSTEST_FAIL_EACH_ALLOCATION(read_many(), );
}
