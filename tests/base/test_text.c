/* tests/base/test_text.c - WCHAR to UTF-8 and back. */
#include "vstest.h"

#include <vsapi/text.h>

static const struct pair_row {
    const char *name;
    const WCHAR *wide;
    const char *text;
} pair_rows[] = {
    {"empty", L"", ""},
    {"ASCII", L"C:\\Data\\file.txt", "C:\\Data\\file.txt"},
    {"the last of ASCII", L"\x7F", "\x7F"},
    {"the first of two bytes", L"\x80", "\xC2\x80"},
    {"the last of two bytes", L"\x7FF", "\xDF\xBF"},
    {"the first of three bytes", L"\x800", "\xE0\xA0\x80"},
    {"before the surrogates", L"\xD7FF", "\xED\x9F\xBF"},
    {"behind the surrogates", L"\xE000", "\xEE\x80\x80"},
    {"no character, but no surrogate", L"\xFFFE", "\xEF\xBF\xBE"},
    {"the last of three bytes", L"\xFFFF", "\xEF\xBF\xBF"},
    {"the first of four bytes", L"\U00010000", "\xF0\x90\x80\x80"},
    {"the last of all", L"\U0010FFFF", "\xF4\x8F\xBF\xBF"},
    {"a byte order mark stays", L"\xFEFFx", "\xEF\xBB\xBFx"},
    {"mixed", L"Gr\xFC\xDF \x4E2D\x6587 \U0001F600!",
     "Gr\xC3\xBC\xC3\x9F "
     "\xE4\xB8\xAD\xE6\x96\x87 "
     "\xF0\x9F\x98\x80!"},
};

VSTEST_TABLE(text, each_text_has_one_form_on_either_side, pair_rows)
{
    const struct pair_row *row = &pair_rows[*row_];
    char *text;
    WCHAR *wide;
    BSTR bstr;

    VSTEST_HR(vsapi_text_from_wide(row->wide, &text), S_OK, row->name);
    VSTEST_TEXT(text, row->text, row->name);
    VSTEST_HR(vsapi_wide_from_text(row->text, &wide), S_OK, row->name);
    VSTEST_WIDE(wide, row->wide, row->name);
    vsapi_free(wide);
    VSTEST_HR(vsapi_cotask_from_text(row->text, &wide), S_OK, row->name);
    VSTEST_WIDE(wide, row->wide, row->name);
    CoTaskMemFree(wide);
    VSTEST_HR(vsapi_bstr_from_text(row->text, &bstr), S_OK, row->name);
    VSTEST_WIDE(bstr, row->wide, row->name);
    cr_expect_eq(SysStringLen(bstr), wcslen(row->wide), "%s: length of the BSTR", row->name);
    SysFreeString(bstr);
    vsapi_free(text);
}

Test(text, null_gives_null)
{
    char *text = (char *)"x";
    WCHAR *wide = (WCHAR *)L"x";
    BSTR bstr = wide;

    VSTEST_HR(vsapi_text_from_wide(NULL, &text), S_OK, "");
    cr_expect_null(text);
    VSTEST_HR(vsapi_text_from_wide_n(NULL, 5, &text), S_OK, "");
    cr_expect_null(text);
    VSTEST_HR(vsapi_wide_from_text(NULL, &wide), S_OK, "");
    cr_expect_null(wide);
    VSTEST_HR(vsapi_bstr_from_text(NULL, &bstr), S_OK, "");
    cr_expect_null(bstr);
}

/* Not Unicode, from the side of the API. */
static const struct bad_wide_row {
    const char *name;
    WCHAR wide[4];
    size_t length;
    const char *sentence;
} bad_wide_rows[] = {
    {"high surrogate alone", {L'a', 0xD800}, 2, "unit 1 of 2 is 0xD800"},
    {"low surrogate alone", {0xDC00, L'a'}, 2, "unit 0 of 2 is 0xDC00"},
    {"halves the wrong way round", {0xDC00, 0xD800}, 2, "0xDC00"},
    {"last surrogate", {0xDFFF}, 1, "0xDFFF"},
    {"past the end of Unicode", {0x110000}, 1, "0x110000"},
    {"negative", {-1}, 1, "0xFFFFFFFF"},
    {"NUL inside ASCII", {L'a', 0, L'b'}, 3, "unit 1 of 3 is 0x0"},
    {"NUL inside other text", {0xE4, 0, L'b'}, 3, "unit 1 of 3 is 0x0"},
};

VSTEST_TABLE(text, a_wide_text_that_is_not_unicode_is_refused, bad_wide_rows)
{
    const struct bad_wide_row *row = &bad_wide_rows[*row_];
    char *text = (char *)"x";

    VSTEST_HR(vsapi_text_from_wide_n(row->wide, row->length, &text), E_INVALIDARG, row->name);
    cr_expect_null(text, "%s", row->name);
    VSTEST_SENTENCE(row->sentence, row->name);
}

static const struct bad_text_row {
    const char *name, *text;
} bad_text_rows[] = {
    {"continuation alone", "a\x80"},
    {"cut off in the middle", "a\xE2\x82"},
    {"cut off by ASCII", "\xE2\x82z"},
    {"overlong slash", "\xC0\xAF"},
    {"overlong of three bytes", "\xE0\x80\x80"},
    {"overlong of four bytes", "\xF0\x80\x80\x80"},
    {"surrogate", "\xED\xA0\x80"},
    {"pair of surrogates", "\xED\xA0\xBD\xED\xB8\x80"},
    {"past the end of Unicode", "\xF4\x90\x80\x80"},
    {"five bytes", "\xF8\x88\x80\x80\x80"},
    {"six bytes", "\xFC\x84\x80\x80\x80\x80"},
    {"no first byte", "\xFF"},
};

VSTEST_TABLE(text, broken_utf8_is_refused, bad_text_rows)
{
    const struct bad_text_row *row = &bad_text_rows[*row_];
    WCHAR *wide = (WCHAR *)L"x";
    BSTR bstr;

    VSTEST_HR(vsapi_wide_from_text(row->text, &wide), E_INVALIDARG, row->name);
    cr_expect_null(wide, "%s", row->name);
    cr_expect(*vsapi_last_message(), "%s: no sentence", row->name);
    VSTEST_HR(vsapi_bstr_from_text(row->text, &bstr), E_INVALIDARG, row->name);
    cr_expect_null(bstr, "%s", row->name);
}

Test(text, a_length_takes_a_part_of_the_text)
{
    char *text;

    VSTEST_HR(vsapi_text_from_wide_n(L"abcdef", 3, &text), S_OK, "");
    VSTEST_TEXT(text, "abc", "");
    vsapi_free(text);
    VSTEST_HR(vsapi_text_from_wide_n(L"", 0, &text), S_OK, "");
    VSTEST_TEXT(text, "", "");
    vsapi_free(text);
}

Test(text, a_long_text_grows_to_its_four_bytes_a_character)
{
    const size_t length = 50000;
    WCHAR *wide = calloc(length + 1, sizeof *wide), *back;
    char *text;

    wmemset(wide, 0x1F600, length);
    VSTEST_HR(vsapi_text_from_wide(wide, &text), S_OK, "");
    cr_expect_eq(strlen(text), length * 4);
    VSTEST_HR(vsapi_wide_from_text(text, &back), S_OK, "");
    cr_expect_eq(wcscmp(wide, back), 0);
    vsapi_free(back);
    vsapi_free(text);
    free(wide);
}

Test(text, every_allocation_of_a_conversion_may_fail)
{
    char *text = NULL;
    WCHAR *wide = NULL;
    BSTR bstr = NULL;

    VSTEST_FAIL_EACH_ALLOCATION(vsapi_text_from_wide(L"abc", &text), vsapi_free(text));
    VSTEST_FAIL_EACH_ALLOCATION(vsapi_text_from_wide(L"\xE4\x4E2D", &text), vsapi_free(text));
    VSTEST_FAIL_EACH_ALLOCATION(vsapi_wide_from_text("abc", &wide), vsapi_free(wide));
    VSTEST_FAIL_EACH_ALLOCATION(vsapi_wide_from_text("\xC3\xA4", &wide), vsapi_free(wide));
    VSTEST_FAIL_EACH_ALLOCATION(vsapi_bstr_from_text("\xC3\xA4", &bstr), SysFreeString(bstr));
    VSTEST_FAIL_EACH_ALLOCATION(vsapi_cotask_from_text("abc", &wide), CoTaskMemFree(wide));
}

/* The encodings of documents in files. */
static const struct convert_row {
    const char *name, *from, *to, *in;
    size_t in_bytes;
    HRESULT hr;
    const char *out;
    size_t out_bytes;
} convert_rows[] = {
    {"little endian in", "UTF-16LE", "UTF-8", "a\0\xE4\0", 4, S_OK, "a\xC3\xA4", 3},
    {"big endian in", "UTF-16BE", "UTF-8", "\0a\0\xE4", 4, S_OK, "a\xC3\xA4", 3},
    {"a pair", "UTF-16LE", "UTF-8", "\x3D\xD8\x00\xDE", 4, S_OK, "\xF0\x9F\x98\x80", 4},
    {"little endian out", "UTF-8", "UTF-16LE", "a\xC3\xA4", 3, S_OK, "a\0\xE4\0", 4},
    {"big endian out", "UTF-8", "UTF-16BE", "a\xC3\xA4", 3, S_OK, "\0a\0\xE4", 4},
    {"nothing", "UTF-8", "UTF-16LE", "", 0, S_OK, "", 0},
    {"NUL inside", "UTF-16LE", "UTF-8", "a\0\0\0b\0", 6, S_OK, "a\0b", 3},
    {"odd length", "UTF-16LE", "UTF-8", "a\0b", 3, E_INVALIDARG, NULL, 0},
    {"half a pair", "UTF-16LE", "UTF-8", "\x3D\xD8z\0", 4, E_INVALIDARG, NULL, 0},
    {"broken UTF-8", "UTF-8", "UTF-16LE", "a\xFF", 2, E_INVALIDARG, NULL, 0},
    {"unknown encoding", "UTF-99", "UTF-8", "a", 1, E_INVALIDARG, NULL, 0},
};

VSTEST_TABLE(text, document_encodings_convert, convert_rows)
{
    const struct convert_row *row = &convert_rows[*row_];
    char *out = (char *)"x";
    size_t out_bytes = 99;

    VSTEST_HR(vsapi_text_convert(row->from, row->to, row->in, row->in_bytes, &out, &out_bytes),
              row->hr, row->name);
    cr_expect_eq(out_bytes, row->out_bytes, "%s: %zu bytes", row->name, out_bytes);
    cr_expect_eq(out != NULL, row->out != NULL, "%s", row->name);
    if (out && row->out)
        cr_expect_eq(memcmp(out, row->out, row->out_bytes), 0, "%s", row->name);
    if (out && row->out)
        cr_expect_eq(out[out_bytes], 0, "%s: not closed by a NUL", row->name);
    vsapi_free(out);
}
