/* tests/win32/test_variant.c - what variants own, and what is no variant. */
#include "vstest.h"

static ULONG references;

static HRESULT STDMETHODCALLTYPE unknown_query(IUnknown *self, REFIID iid, void **out)
{
    (void)self;
    (void)iid;
    *out = NULL;
    return E_NOINTERFACE;
}

static ULONG STDMETHODCALLTYPE unknown_add_ref(IUnknown *self)
{
    (void)self;
    return ++references;
}

static ULONG STDMETHODCALLTYPE unknown_release(IUnknown *self)
{
    (void)self;
    return --references;
}

static const IUnknownVtbl unknown_vtbl = {
    .QueryInterface = unknown_query, .AddRef = unknown_add_ref, .Release = unknown_release};
static IUnknown unknown = {&unknown_vtbl};

Test(variant, a_text_is_copied_and_freed)
{
    VARIANT from, to;

    VariantInit(&from);
    VariantInit(&to);
    cr_expect_eq(V_VT(&from), VT_EMPTY);
    V_VT(&from) = VT_BSTR;
    V_BSTR(&from) = SysAllocStringLen(L"a\0b", 3);
    VSTEST_HR(VariantCopy(&to, &from), S_OK, "");
    cr_expect_neq(V_BSTR(&to), V_BSTR(&from));
    cr_expect_eq(SysStringLen(V_BSTR(&to)), 3);
    VSTEST_HR(VariantCopy(&to, &from), S_OK, "the text before is freed");
    VSTEST_HR(VariantCopy(&to, &to), S_OK, "onto itself");
    VSTEST_HR(VariantClear(&from), S_OK, "");
    cr_expect_eq(V_VT(&from), VT_EMPTY);
    VSTEST_HR(VariantClear(&from), S_OK, "twice");
    VSTEST_HR(VariantClear(&to), S_OK, "");
}

Test(variant, an_object_is_counted)
{
    VARIANT from, to;

    references = 1;
    VariantInit(&to);
    V_VT(&from) = VT_UNKNOWN;
    V_UNKNOWN(&from) = &unknown;
    VSTEST_HR(VariantCopy(&to, &from), S_OK, "");
    cr_expect_eq(references, 2);
    VSTEST_HR(VariantClear(&to), S_OK, "");
    VSTEST_HR(VariantClear(&from), S_OK, "");
    cr_expect_eq(references, 0);
    V_VT(&from) = VT_DISPATCH;
    V_UNKNOWN(&from) = NULL;
    VSTEST_HR(VariantCopy(&to, &from), S_OK, "no object");
    VSTEST_HR(VariantClear(&to), S_OK, "no object");
}

Test(variant, without_memory_the_target_stays)
{
    VARIANT from, to;

    V_VT(&from) = VT_BSTR;
    V_BSTR(&from) = SysAllocString(L"text");
    V_VT(&to) = VT_I4;
    V_I4(&to) = 7;
    vsapi_alloc_fail_at(1, false);
    VSTEST_HR(VariantCopy(&to, &from), E_OUTOFMEMORY, "");
    vsapi_alloc_fail_at(0, false);
    cr_expect(V_VT(&to) == VT_I4 && V_I4(&to) == 7);
    VariantClear(&from);
}

static const struct type_row {
    VARTYPE type;
    HRESULT hr;
} type_rows[] = {
    {VT_EMPTY, S_OK},
    {VT_NULL, S_OK},
    {VT_I4, S_OK},
    {VT_UI8, S_OK},
    {VT_R8, S_OK},
    {VT_DATE, S_OK},
    {VT_BOOL, S_OK},
    {VT_ERROR, S_OK},
    {VT_DECIMAL, S_OK},
    {VT_BYREF | VT_BSTR, S_OK},
    {VT_BYREF | VT_VARIANT, S_OK},
    {VT_BYREF | VT_ARRAY | VT_I4, S_OK},
    {VT_BYREF, DISP_E_BADVARTYPE},
    {VT_BYREF | VT_NULL, DISP_E_BADVARTYPE},
    {VT_VARIANT, DISP_E_BADVARTYPE},
    {VT_VOID, DISP_E_BADVARTYPE},
    {VT_CLSID, DISP_E_BADVARTYPE},
    {VT_VECTOR | VT_I4, DISP_E_BADVARTYPE},
    {15, DISP_E_BADVARTYPE},
    {0x7FF, DISP_E_BADVARTYPE},
    {VT_ARRAY | VT_I4, E_NOTIMPL},
    {VT_RECORD, E_NOTIMPL},
};

VSTEST_TABLE(variant, only_types_of_variants_are_taken, type_rows)
{
    const struct type_row *row = &type_rows[*row_];
    VARIANT from, to;
    char name[20];

    snprintf(name, sizeof name, "type 0x%X", row->type);
    memset(&from, 0, sizeof from);
    V_VT(&from) = row->type;
    VariantInit(&to);
    VSTEST_HR(VariantCopy(&to, &from), row->hr, name);
    cr_expect_eq(V_VT(&to), SUCCEEDED(row->hr) ? row->type : VT_EMPTY, "%s", name);
    VSTEST_HR(VariantClear(&from), row->hr, name);
    cr_expect_eq(V_VT(&from), SUCCEEDED(row->hr) ? VT_EMPTY : row->type, "%s", name);
}

Test(variant, null_is_refused)
{
    VARIANT variant;

    VariantInit(&variant);
    VSTEST_HR(VariantClear(NULL), E_INVALIDARG, "");
    VSTEST_HR(VariantCopy(NULL, &variant), E_INVALIDARG, "");
    VSTEST_HR(VariantCopy(&variant, NULL), E_INVALIDARG, "");
}
