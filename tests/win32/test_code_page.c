/* tests/win32/test_code_page.c - between wide text and bytes. */
#include "vstest.h"

static const struct row {
    const char *name;
    UINT page;
    const char *bytes;
    const WCHAR *wide;
} rows[] = {
    {"ASCII", CP_UTF8, "abc", L"abc"},
    {"all lengths", CP_UTF8, "a\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80", L"a\xE4\x20AC\x1F600"},
    {"ANSI is UTF-8", CP_ACP, "\xC3\xA4", L"\xE4"},
    {"Latin 1 of Windows", 1252, "\xE4\x80", L"\xE4\x20AC"},
    {"MS-DOS", 437, "\x84", L"\xE4"},
    {"two bytes", 932, "\x82\xA0x", L"\x3042x"},
};

VSTEST_TABLE(code_page, text_goes_both_ways, rows)
{
    const struct row *row = &rows[*row_];
    int length = (int)wcslen(row->wide) + 1, size = (int)strlen(row->bytes) + 1;
    WCHAR wide[16] = L"";
    char bytes[32] = "";

    cr_expect_eq(MultiByteToWideChar(row->page, 0, row->bytes, -1, NULL, 0), length, "%s",
                 row->name);
    cr_expect_eq(MultiByteToWideChar(row->page, 0, row->bytes, -1, wide, length), length);
    VSTEST_WIDE(wide, row->wide, row->name);
    cr_expect_eq(WideCharToMultiByte(row->page, 0, row->wide, -1, NULL, 0, NULL, NULL), size);
    cr_expect_eq(WideCharToMultiByte(row->page, 0, row->wide, -1, bytes, size, NULL, NULL), size);
    cr_expect_str_eq(bytes, row->bytes, "%s", row->name);
    cr_expect_eq(MultiByteToWideChar(row->page, 0, row->bytes, -1, wide, length - 1), 0);
    cr_expect_eq(GetLastError(), ERROR_INSUFFICIENT_BUFFER);
    cr_expect_eq(WideCharToMultiByte(row->page, 0, row->wide, -1, bytes, size - 1, NULL, NULL), 0);
    cr_expect_eq(GetLastError(), ERROR_INSUFFICIENT_BUFFER);
}

static const struct wrong_row {
    const char *name, *bytes;
    const WCHAR *wide; /* with stand-ins */
} wrong_rows[] = {
    {"a lone byte",
     "a\x80"
     "b",
     L"a\xFFFD"
     L"b"},
    {"cut short", "\xE2\x82", L"\xFFFD\xFFFD"},
    {"too long", "\xC0\xAF", L"\xFFFD\xFFFD"},
    {"a surrogate", "\xED\xA0\x80", L"\xFFFD\xFFFD\xFFFD"},
    {"beyond Unicode", "\xF4\x90\x80\x80", L"\xFFFD\xFFFD\xFFFD\xFFFD"},
};

VSTEST_TABLE(code_page, what_is_no_text_is_replaced_or_refused, wrong_rows)
{
    const struct wrong_row *row = &wrong_rows[*row_];
    WCHAR wide[16] = L"";

    cr_expect_gt(MultiByteToWideChar(CP_UTF8, 0, row->bytes, -1, wide, 16), 0);
    VSTEST_WIDE(wide, row->wide, row->name);
    cr_expect_eq(MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS, row->bytes, -1, wide, 16), 0);
    cr_expect_eq(GetLastError(), ERROR_NO_UNICODE_TRANSLATION);
}

Test(code_page, what_a_page_lacks_is_stood_in_for)
{
    BOOL stood_in = FALSE;
    char bytes[8] = "";

    cr_expect_eq(WideCharToMultiByte(1252, 0, L"a\x4E2D", -1, bytes, 8, "#", &stood_in), 3);
    cr_expect_str_eq(bytes, "a#");
    cr_expect(stood_in);
    cr_expect_eq(WideCharToMultiByte(CP_UTF8, 0, L"a", -1, bytes, 8, NULL, &stood_in), 0);
    cr_expect_eq(GetLastError(), ERROR_INVALID_PARAMETER);
    cr_expect_eq(
        WideCharToMultiByte(CP_UTF8, WC_ERR_INVALID_CHARS, L"\xD800", -1, bytes, 8, NULL, NULL), 0);
    cr_expect_eq(GetLastError(), ERROR_NO_UNICODE_TRANSLATION);
}

Test(code_page, arguments_are_looked_at)
{
    WCHAR wide[4];

    cr_expect_eq(MultiByteToWideChar(CP_UTF8, 0, NULL, -1, wide, 4), 0);
    cr_expect_eq(GetLastError(), ERROR_INVALID_PARAMETER);
    cr_expect_eq(MultiByteToWideChar(CP_UTF8, 0, "a", 0, wide, 4), 0);
    cr_expect_eq(GetLastError(), ERROR_INVALID_PARAMETER);
    cr_expect_eq(MultiByteToWideChar(54321, 0, "a", 1, wide, 4), 0);
    cr_expect_eq(GetLastError(), ERROR_INVALID_PARAMETER);
    cr_expect_eq(MultiByteToWideChar(CP_UTF8, 0, "abc", 2, wide, 4), 2);
    cr_expect(IsValidCodePage(1252));
    cr_expect_not(IsValidCodePage(54321));
    cr_expect_eq(GetACP(), CP_UTF8);
    cr_expect_eq(GetOEMCP(), CP_UTF8);
}

Test(code_page, the_language_is_american_english)
{
    cr_expect_eq(GetThreadLocale(), 0x409);
    cr_expect_eq(GetUserDefaultLCID(), 0x409);
    cr_expect_eq(GetSystemDefaultLCID(), 0x409);
    cr_expect_eq(GetUserDefaultLangID(), 0x409);
    cr_expect_eq(GetSystemDefaultLangID(), 0x409);
}

Test(code_page, a_console_takes_utf8_and_nothing_else)
{
    cr_expect_eq(GetConsoleCP(), CP_UTF8);
    cr_expect_eq(GetConsoleOutputCP(), CP_UTF8);
    cr_expect(SetConsoleCP(CP_UTF8));
    cr_expect(SetConsoleOutputCP(CP_UTF8));
    cr_expect_not(SetConsoleCP(850));
    cr_expect_eq(GetLastError(), ERROR_INVALID_PARAMETER);
    cr_expect_not(SetConsoleOutputCP(850));
    cr_expect_eq(GetLastError(), ERROR_INVALID_PARAMETER);
}
