/* tests/base/test_guid.c - GUIDs as text. */
#include "vstest.h"

#include <vsapi/text.h>

static const GUID sample = {
    0x01234567, 0x89ab, 0xcdef, {0xfe, 0xdc, 0xba, 0x98, 0x76, 0x54, 0x32, 0x10}};
static const GUID zeros;
#define SAMPLE_TEXT "01234567-89ab-cdef-fedc-ba9876543210"

Test(guid, text_is_lower_case_without_braces)
{
    char text[VSAPI_GUID_TEXT];

    cr_expect_eq(vsapi_guid_to_text(&sample, text), text);
    VSTEST_TEXT(text, SAMPLE_TEXT, "");
    VSTEST_TEXT(vsapi_guid_to_text(&zeros, text), "00000000-0000-0000-0000-000000000000", "");
}

static const struct guid_row {
    const char *name, *text;
    HRESULT hr;
} guid_rows[] = {
    {"plain", SAMPLE_TEXT, S_OK},
    {"braces", "{" SAMPLE_TEXT "}", S_OK},
    {"capitals", "01234567-89AB-CDEF-FEDC-BA9876543210", S_OK},
    {"NULL", NULL, E_INVALIDARG},
    {"empty", "", E_INVALIDARG},
    {"braces only", "{}", E_INVALIDARG},
    {"one brace", "{" SAMPLE_TEXT, E_INVALIDARG},
    {"the other brace", SAMPLE_TEXT "}", E_INVALIDARG},
    {"too short", "01234567-89ab-cdef-fedc-ba987654321", E_INVALIDARG},
    {"too long", SAMPLE_TEXT "0", E_INVALIDARG},
    {"behind the brace", "{" SAMPLE_TEXT "} ", E_INVALIDARG},
    {"blank before", " " SAMPLE_TEXT, E_INVALIDARG},
    {"no digit", "0123456g-89ab-cdef-fedc-ba9876543210", E_INVALIDARG},
    {"hyphen elsewhere", "0123456-789ab-cdef-fedc-ba9876543210", E_INVALIDARG},
    {"no hyphens", "0123456789abcdeffedcba9876543210", E_INVALIDARG},
};

VSTEST_TABLE(guid, only_a_whole_guid_is_read, guid_rows)
{
    const struct guid_row *row = &guid_rows[*row_];
    const GUID *expected = SUCCEEDED(row->hr) ? &sample : &zeros;
    GUID guid;

    memset(&guid, 0xAA, sizeof guid);
    VSTEST_HR(vsapi_guid_from_text(row->text, &guid), row->hr, row->name);
    cr_expect_eq(memcmp(&guid, expected, sizeof guid), 0, "%s", row->name);
}

Test(guid, new_ones_are_random_ones_of_version_4)
{
    GUID guids[100];

    for (size_t i = 0; i < VSTEST_COUNT(guids); i++) {
        VSTEST_HR(vsapi_guid_create(&guids[i]), S_OK, "");
        cr_expect_eq(guids[i].Data3 >> 12, 4);
        cr_expect_eq(guids[i].Data4[0] >> 6, 2);
        for (size_t k = 0; k < i; k++)
            cr_expect_neq(memcmp(&guids[i], &guids[k], sizeof guids[i]), 0);
    }
}
