/* tests/base/test_compare.c - names without regard to case, wildcards. */
#include "vstest.h"

#include <vsapi/text.h>

#include <time.h>

static const struct compare_row {
    const char *name, *a, *b;
    int order;
} compare_rows[] = {
    {"empty", "", "", 0},
    {"NULL is empty", NULL, "", 0},
    {"both NULL", NULL, NULL, 0},
    {"the same", "Ledger", "Ledger", 0},
    {"ASCII case", "LEDGER", "ledger", 0},
    {"not only letters", "A[", "a{", -1},
    {"longer is greater", "abc", "ab", 1},
    {"order ignores case", "b", "A", 1},
    {"underline stands before letters, as they are small", "_", "A", -1},
    {"umlauts", "\xC3\x84\xC3\x96", "\xC3\xA4\xC3\xB6", 0},
    {"Greek", "\xCE\xA9", "\xCF\x89", 0},
    {"Cyrillic", "\xD0\x96", "\xD0\xB6", 0},
    {"beyond 16 bits", "\xF0\x90\x90\x80", "\xF0\x90\x90\xA8", 0},
    {"sharp s is one letter", "\xC3\x9F", "ss", 1},
    {"broken bytes equal themselves", "\xFFz", "\xFFZ", 0},
    {"broken bytes differ", "\xFF", "\xFE", 1},
    {"cut off character", "\xC3", "\xC3\xA4", 1},
};

VSTEST_TABLE(compare, names_compare_without_regard_to_case, compare_rows)
{
    const struct compare_row *row = &compare_rows[*row_];
    int order = vsapi_text_compare(row->a, row->b);

    cr_expect_eq(order, row->order, "%s: %d", row->name, order);
    cr_expect_eq(vsapi_text_compare(row->b, row->a), -row->order, "%s: reversed", row->name);
    cr_expect_eq(vsapi_text_same(row->a, row->b), row->order == 0, "%s: same", row->name);
    if (row->order == 0)
        cr_expect_eq(vsapi_text_hash(row->a), vsapi_text_hash(row->b), "%s: hash", row->name);
    else
        cr_expect_neq(vsapi_text_hash(row->a), vsapi_text_hash(row->b), "%s: hash", row->name);
}

static const struct starts_row {
    const char *name, *text, *prefix;
    bool starts;
} starts_rows[] = {
    {"with itself", "C:\\", "c:\\", true},
    {"with a part", "C:\\Data", "c:\\d", true},
    {"longer prefix", "C:", "C:\\", false},
    {"empty prefix", "x", "", true},
    {"NULL prefix", "x", NULL, true},
    {"NULL text", NULL, "x", false},
    {"other", "D:\\", "C:\\", false},
    {"umlaut",
     "\xC3\x84"
     "b",
     "\xC3\xA4", true},
};

VSTEST_TABLE(compare, a_text_starts_with_its_prefix, starts_rows)
{
    const struct starts_row *row = &starts_rows[*row_];

    cr_expect_eq(vsapi_text_starts(row->text, row->prefix), row->starts, "%s", row->name);
}

static const struct match_row {
    const char *filespec, *name;
    bool matches;
} match_rows[] = {
    {"*", "anything", true},
    {"*", "", true},
    {"*.*", "anything.txt", true},
    {"*.*", "no_point", true},
    {"*.txt", "a.txt", true},
    {"*.txt", "A.TXT", true},
    {"*.txt", "a.txt.bak", false},
    {"*.txt", "a.txtx", false},
    {"*.txt", ".txt", true},
    {"*.txt", "txt", false},
    {"a*", "abc", true},
    {"a*", "bac", false},
    {"*a", "banana", true},
    {"*an*", "banana", true},
    {"b*n*a", "banana", true},
    {"b*x*a", "banana", false},
    {"a?c", "abc", true},
    {"a?c", "ac", false},
    {"a?c", "abbc", false},
    {"a?", "a", true},
    {"a??", "ab", true},
    {"a?", "abc", false},
    {"?.txt", "a.txt", true},
    {"??.txt", "a.txt", true},
    {"a??.txt", "a.txt", true},
    {"???.txt", "abcd.txt", false},
    {"a?.txt", "ab.txt", true},
    {"*?", "abc", true},
    {"a.*", "a", true},
    {"a.*", "a.b.c", true},
    {"a.*", "ab", false},
    {"a.?", "a", true},
    {"a.?", "a.b", true},
    {"a.?", "a.bc", false},
    {"*.", "noext", true},
    {"*.", "with.ext", false},
    {"a*.", "abc", true},
    {"a*.", "abc.d", false},
    {"name.", "name", true},
    {"exact.log", "exact.log", true},
    {"exact.log", "EXACT.LOG", true},
    {"exact.log", "exact.lo", false},
    {"exact.lo", "exact.log", false},
    {"", "", true},
    {"", "a", false},
    {"\xC3\x84*", "\xC3\xA4pfel", true},
    {"?", "\xC3\xA4", true},
    {"??", "\xE4\xB8\xAD", true},
    {"edb*.log", "edb00001.log", true},
    {"*.mdf", "master.MDF", true},
};

VSTEST_TABLE(compare, a_file_specification_takes_the_names_windows_takes, match_rows)
{
    const struct match_row *row = &match_rows[*row_];

    cr_expect_eq(vsapi_text_matches(row->name, row->filespec), row->matches, "\"%s\" and \"%s\"",
                 row->filespec, row->name);
}

Test(compare, null_names_and_specifications_are_empty)
{
    cr_expect(vsapi_text_matches(NULL, NULL));
    cr_expect(vsapi_text_matches(NULL, "*"));
    cr_expect_not(vsapi_text_matches("a", NULL));
}

/* A specification made to send a careless matcher back and forth for ever. */
Test(compare, many_stars_cost_little, .timeout = 10)
{
    char name[256], filespec[256] = "";

    memset(name, 'a', 255);
    name[255] = '\0';
    for (int i = 0; i < 60; i++)
        strcat(filespec, "*a");
    strcat(filespec, "*b");
    cr_expect_not(vsapi_text_matches(name, filespec));
}
