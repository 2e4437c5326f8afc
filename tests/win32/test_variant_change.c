/*
 * tests/win32/test_variant_change.c - one type of VARIANT into another, and what cannot be.
 */
#include "vstest.h"

#include <vsapi/platform.h>

#include <wchar.h>

static const struct change_row {
    const char *name;
    VARTYPE from;
    LONGLONG bits; /* of the value; a text is below */
    const WCHAR *text;
    VARTYPE to;
    HRESULT hr;
    LONGLONG result; /* as an LONGLONG, or the text */
    const WCHAR *result_text;
} change_rows[] = {
    {"number to text", VT_I4, -5, NULL, VT_BSTR, S_OK, 0, L"-5"},
    {"large to text", VT_UI8, -1, NULL, VT_BSTR, S_OK, 0, L"18446744073709551615"},
    {"nothing to text", VT_EMPTY, 0, NULL, VT_BSTR, S_OK, 0, L""},
    {"truth to text", VT_BOOL, VARIANT_TRUE, NULL, VT_BSTR, S_OK, 0, L"-1"},
    {"text to number", VT_BSTR, 0, L" 42 ", VT_I4, S_OK, 42, NULL},
    {"half to even", VT_BSTR, 0, L"2.5", VT_I4, S_OK, 2, NULL},
    {"half to even, upwards", VT_BSTR, 0, L"3.5", VT_I4, S_OK, 4, NULL},
    {"no number", VT_BSTR, 0, L"4x", VT_I4, DISP_E_TYPEMISMATCH, 0, NULL},
    {"empty text", VT_BSTR, 0, L"", VT_I4, DISP_E_TYPEMISMATCH, 0, NULL},
    {"text to truth", VT_BSTR, 0, L"true", VT_BOOL, S_OK, VARIANT_TRUE, NULL},
    {"zero to truth", VT_BSTR, 0, L"0", VT_BOOL, S_OK, VARIANT_FALSE, NULL},
    {"wider", VT_I2, -3, NULL, VT_I8, S_OK, -3, NULL},
    {"narrower", VT_I8, 255, NULL, VT_UI1, S_OK, 255, NULL},
    {"too large", VT_I8, 256, NULL, VT_UI1, DISP_E_OVERFLOW, 0, NULL},
    {"negative", VT_I4, -1, NULL, VT_UI4, DISP_E_OVERFLOW, 0, NULL},
    {"beyond 64 bits", VT_BSTR, 0, L"1e20", VT_I8, DISP_E_OVERFLOW, 0, NULL},
    {"truth to number", VT_BOOL, VARIANT_TRUE, NULL, VT_I4, S_OK, -1, NULL},
    {"null", VT_NULL, 0, NULL, VT_I4, DISP_E_TYPEMISMATCH, 0, NULL},
    {"object", VT_UNKNOWN, 0, NULL, VT_I4, DISP_E_TYPEMISMATCH, 0, NULL},
    {"no object, other face", VT_UNKNOWN, 0, NULL, VT_DISPATCH, S_OK, 0, NULL},
    {"date", VT_DATE, 0, NULL, VT_BSTR, E_NOTIMPL, 0, NULL},
};

static LONGLONG value_of(const VARIANT *variant)
{
    switch (V_VT(variant)) {
    case VT_BOOL:
        return V_BOOL(variant);
    case VT_UI1:
        return V_UI1(variant);
    case VT_I4:
        return V_I4(variant);
    default:
        return V_I8(variant);
    }
}

VSTEST_TABLE(variant_change, a_variant_becomes_what_is_asked_for, change_rows)
{
    const struct change_row *row = &change_rows[*row_];
    VARIANT from, to;

    VariantInit(&from);
    VariantInit(&to);
    V_VT(&to) = VT_BSTR;
    V_BSTR(&to) = SysAllocString(L"before");
    V_VT(&from) = row->from;
    if (row->text)
        V_BSTR(&from) = SysAllocString(row->text);
    else
        V_I8(&from) = row->bits;
    cr_expect_eq(VariantChangeType(&to, &from, 0, row->to), row->hr, "%s", row->name);
    cr_expect_eq(V_VT(&to), row->hr == S_OK ? row->to : VT_BSTR, "%s", row->name);
    if (row->hr == S_OK && row->result_text)
        cr_expect_eq(wcscmp(V_BSTR(&to), row->result_text), 0, "%s", row->name);
    else if (row->hr == S_OK)
        cr_expect_eq(value_of(&to), row->result, "%s", row->name);
    else
        cr_expect_eq(wcscmp(V_BSTR(&to), L"before"), 0, "%s: the target changed", row->name);
    VariantClear(&to);
    VariantClear(&from);
}

Test(variant_change, a_variant_can_change_in_place)
{
    VARIANT variant;

    VariantInit(&variant);
    V_VT(&variant) = VT_R8;
    V_R8(&variant) = 1.5;
    cr_expect_eq(VariantChangeType(&variant, &variant, 0, VT_BSTR), S_OK);
    cr_expect_eq(wcscmp(V_BSTR(&variant), L"1.5"), 0);
    cr_expect_eq(VariantChangeType(&variant, &variant, 0, VT_R8), S_OK);
    cr_expect_eq(V_R8(&variant), 1.5);
    cr_expect_eq(VariantChangeType(&variant, &variant, 0, VT_BOOL), S_OK);
    cr_expect_eq(VariantChangeType(&variant, &variant, VARIANT_ALPHABOOL, VT_BSTR), S_OK);
    cr_expect_eq(wcscmp(V_BSTR(&variant), L"True"), 0);
    VariantClear(&variant);
    cr_expect_eq(VariantChangeType(NULL, &variant, 0, VT_I4), E_INVALIDARG);
}
