/* tests/faces/test_ranges.c - lists of byte ranges (rules IVssComponent.AddPartialFile-10 to -12).
 */
#include "fixture.h"

#include "../../vsapi/faces/inner.h"

#include "table_range_examples.h"

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

/* ---- the examples of the pages, of which some are wrong ---- */

#define AS_PRINTED "64:448,0x1239E8577A:65536"
#define HEADER_AND_TAIL "64:448,0x1239E7577A:65536"
#define END_OF_FILE UINT64_C(0x1239E8577A)

/* What a row says to use, as a list, and where its last range ends. */
static const struct example {
    const char *example, *use, *wrong, *right;
    uint64_t end;
    const char *paired; /* the list of the other side; NULL: none */
} examples[] = {
    {"0:204880 for a 200K file", "one pair, offset 0, length of the file", "0:204880", "0:204800",
     200 * 1024, "0:204800"},
    {AS_PRINTED, "offset of the last 65536 bytes is the smaller value", AS_PRINTED, HEADER_AND_TAIL,
     END_OF_FILE, NULL},
    {"destination 0:488,488:65536", "0:448,448:65536", "0:488,488:65536", "0:448,448:65536",
     448 + 65536, HEADER_AND_TAIL},
    {"the same header and tail list", "as above", AS_PRINTED, HEADER_AND_TAIL, END_OF_FILE, NULL},
};

static uint64_t end_of(const char *list)
{
    uint64_t offset = 0, length = 0;

    while (vsapi_ranges_next(&list, &offset, &length))
        ;
    return offset + length;
}

/* Both forms in which a ranges file is named. */
static void check_ranges_file(const char *use)
{
    static const WCHAR *const forms[] = {L"File=C:\\r", L"C:\\r"};
    struct fixture f;

    VSTEST_TEXT(use, "accept both", "");
    fixture_open(&f, VSAPI_PHASE_POST_SNAPSHOT);
    for (size_t i = 0; i < 2; i++)
        VSTEST_HR(f.component->lpVtbl->AddPartialFile(f.component, L"C:\\A", L"a", forms[i], NULL),
                  S_OK, use);
    fixture_end(&f);
}

VSTEST_TABLE(ranges, an_example_is_read_as_it_is_meant, table_range_examples)
{
    const struct range_examples_row *row = &table_range_examples[*row_];

    if (strcmp(row->example, "ranges file instead of a list") == 0) {
        check_ranges_file(row->use);
        return;
    }
    for (size_t i = 0; i < VSTEST_COUNT(examples); i++) {
        const struct example *example = &examples[i];

        if (strcmp(row->example, example->example) != 0)
            continue;
        VSTEST_TEXT(row->use, example->use, row->example);
        cr_expect(vsapi_ranges_valid(example->wrong) && vsapi_ranges_valid(example->right));
        cr_expect_eq(end_of(example->right), example->end, "%s", row->example);
        cr_expect_neq(end_of(example->wrong), example->end, "%s", row->example);
        if (example->paired) {
            cr_expect(vsapi_ranges_pair(example->paired, example->right), "%s", row->example);
            cr_expect_not(vsapi_ranges_pair(example->paired, example->wrong), "%s", row->example);
        }
        return;
    }
    cr_assert_fail("the example '%s' is not known here", row->example);
}
