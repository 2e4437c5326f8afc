/* tests/win32/test_bstr.c - BSTRs and the memory that COM hands about. */
#include "vstest.h"

/* What stands in memory before the characters. */
static DWORD prefix_of(BSTR bstr)
{
    DWORD prefix;

    memcpy(&prefix, (char *)bstr - sizeof prefix, sizeof prefix);
    return prefix;
}

static const struct bstr_row {
    const char *name;
    const WCHAR *text;
    UINT length;
} bstr_rows[] = {
    {"empty", L"", 0},
    {"text", L"Ledger", 6},
    {"part of a text", L"Ledger", 3},
    {"NUL inside", L"a\0b", 3},
    {"beyond 16 bits", L"\U0001F600", 1},
};

VSTEST_TABLE(bstr, length_prefix_and_end_surround_the_characters, bstr_rows)
{
    const struct bstr_row *row = &bstr_rows[*row_];
    BSTR bstr = SysAllocStringLen(row->text, row->length);

    cr_assert(bstr, "%s", row->name);
    cr_expect_eq(prefix_of(bstr), row->length * sizeof(WCHAR), "%s: prefix", row->name);
    cr_expect_eq(SysStringLen(bstr), row->length, "%s: length", row->name);
    cr_expect_eq(SysStringByteLen(bstr), row->length * sizeof(WCHAR), "%s: bytes", row->name);
    cr_expect_eq(wmemcmp(bstr, row->text, row->length), 0, "%s: characters", row->name);
    cr_expect_eq(bstr[row->length], 0, "%s: end", row->name);
    cr_expect_eq((uintptr_t)bstr % 8, 0, "%s: alignment", row->name);
    SysFreeString(bstr);
}

Test(bstr, null_is_an_empty_one)
{
    cr_expect_null(SysAllocString(NULL));
    cr_expect_eq(SysStringLen(NULL), 0);
    cr_expect_eq(SysStringByteLen(NULL), 0);
    SysFreeString(NULL);
}

Test(bstr, without_a_text_there_is_room_of_that_length)
{
    BSTR bstr = SysAllocStringLen(NULL, 5);

    cr_assert(bstr);
    cr_expect_eq(SysStringLen(bstr), 5);
    cr_expect_eq(bstr[5], 0);
    wmemset(bstr, L'x', 5);
    SysFreeString(bstr);
}

Test(bstr, bytes_may_be_any_number)
{
    BSTR bstr = SysAllocStringByteLen("abcde", 5);

    cr_assert(bstr);
    cr_expect_eq(SysStringByteLen(bstr), 5);
    cr_expect_eq(SysStringLen(bstr), 5 / sizeof(WCHAR));
    cr_expect_eq(memcmp(bstr, "abcde\0\0\0", 8), 0);
    SysFreeString(bstr);
    bstr = SysAllocStringByteLen(NULL, 7);
    cr_expect_eq(SysStringByteLen(bstr), 7);
    SysFreeString(bstr);
}

/* Lengths whose bytes do not fit into the prefix must not wrap round. */
Test(bstr, what_is_too_long_is_refused)
{
    static const UINT lengths[] = {0xFFFFFFFF, 0x80000000, 0x40000000, 0x3FFFFFFF, 0x3FFFFFFE};

    for (size_t i = 0; i < VSTEST_COUNT(lengths); i++)
        cr_expect_null(SysAllocStringLen(NULL, lengths[i]), "%x", lengths[i]);
    cr_expect_null(SysAllocStringByteLen(NULL, 0xFFFFFFFF));
    cr_expect_null(SysAllocStringByteLen(NULL, 0xFFFFFFF8));
}

static const struct realloc_row {
    const char *name;
    const WCHAR *before, *text;
    UINT length;
    const WCHAR *after;
} realloc_rows[] = {
    {"longer", L"ab", L"abcdef", 6, L"abcdef"},
    {"shorter", L"abcdef", L"xyz", 2, L"xy"},
    {"from NULL", NULL, L"new", 3, L"new"},
    {"to empty", L"abc", L"", 0, L""},
    {"no text keeps the old one", L"abc", NULL, 6, L"abc"},
    {"no text and shorter", L"abc", NULL, 2, L"ab"},
};

VSTEST_TABLE(bstr, realloc_replaces_the_text, realloc_rows)
{
    const struct realloc_row *row = &realloc_rows[*row_];
    BSTR bstr = SysAllocString(row->before);

    cr_expect_eq(SysReAllocStringLen(&bstr, row->text, row->length), TRUE, "%s", row->name);
    cr_expect_eq(SysStringLen(bstr), row->length, "%s", row->name);
    VSTEST_WIDE(bstr, row->after, row->name);
    SysFreeString(bstr);
}

Test(bstr, realloc_takes_a_part_of_the_old_text)
{
    BSTR bstr = SysAllocString(L"abcdef");

    cr_expect_eq(SysReAllocStringLen(&bstr, bstr + 2, 3), TRUE);
    VSTEST_WIDE(bstr, L"cde", "");
    cr_expect_eq(SysReAllocString(&bstr, bstr + 1), TRUE);
    VSTEST_WIDE(bstr, L"de", "");
    cr_expect_eq(SysReAllocString(&bstr, NULL), TRUE);
    cr_expect_null(bstr);
    cr_expect_eq(SysReAllocString(NULL, L"x"), FALSE);
    cr_expect_eq(SysReAllocStringLen(NULL, L"x", 1), FALSE);
}

Test(bstr, realloc_without_memory_keeps_the_old_text)
{
    BSTR bstr = SysAllocString(L"kept");

    vsapi_alloc_fail_at(1, true);
    cr_expect_eq(SysReAllocString(&bstr, L"other"), FALSE);
    cr_expect_eq(SysReAllocStringLen(&bstr, L"other", 5), FALSE);
    cr_expect_null(SysAllocString(L"x"));
    vsapi_alloc_fail_at(0, false);
    VSTEST_WIDE(bstr, L"kept", "");
    SysFreeString(bstr);
}

Test(memory, cotask_blocks_grow_and_go)
{
    char *block = CoTaskMemAlloc(4);

    memcpy(block, "abc", 4);
    block = CoTaskMemRealloc(block, 4000);
    VSTEST_TEXT(block, "abc", "");
    cr_expect_null(CoTaskMemRealloc(block, 0));
    block = CoTaskMemRealloc(NULL, 3);
    cr_expect(block);
    CoTaskMemFree(block);
    CoTaskMemFree(NULL);
    block = CoTaskMemAlloc(0);
    cr_expect(block, "an empty block is one");
    CoTaskMemFree(block);
}

Test(memory, local_blocks_are_fixed_ones)
{
    char *block = LocalAlloc(LPTR, 100);

    for (int i = 0; i < 100; i++)
        cr_expect_eq(block[i], 0);
    cr_expect_null(LocalFree(block));
    cr_expect_null(LocalFree(NULL));
    cr_expect_null(LocalAlloc(LMEM_MOVEABLE, 8));
    cr_expect_eq(GetLastError(), ERROR_NOT_SUPPORTED);
    vsapi_alloc_fail_at(1, false);
    cr_expect_null(LocalAlloc(LMEM_FIXED, 8));
    vsapi_alloc_fail_at(0, false);
    cr_expect_eq(GetLastError(), ERROR_NOT_ENOUGH_MEMORY);
}
