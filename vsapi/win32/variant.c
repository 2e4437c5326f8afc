/*
 * vsapi/win32/variant.c - VARIANTs, as far as VSS hands them about: numbers, texts, objects.
 *
 * Arrays and records answer E_NOTIMPL and stay as they are.
 */
#include "ground.h"

#include <vsapi/error.h>

#include <string.h>

enum content { /* what a variant owns */
               CONTENT_PLAIN = 600,
               CONTENT_TEXT,
               CONTENT_OBJECT,
               CONTENT_MISSING, /* we have no code for it */
               CONTENT_WRONG    /* no variant has such a type */
};

static enum content content_of_type(VARTYPE type)
{
    switch (type) {
    case VT_BSTR:
        return CONTENT_TEXT;
    case VT_UNKNOWN:
    case VT_DISPATCH:
        return CONTENT_OBJECT;
    case VT_RECORD:
        return CONTENT_MISSING;
    case VT_EMPTY:
    case VT_NULL:
    case VT_I1:
    case VT_I2:
    case VT_I4:
    case VT_I8:
    case VT_UI1:
    case VT_UI2:
    case VT_UI4:
    case VT_UI8:
    case VT_INT:
    case VT_UINT:
    case VT_R4:
    case VT_R8:
    case VT_CY:
    case VT_DATE:
    case VT_ERROR:
    case VT_BOOL:
    case VT_DECIMAL:
        return CONTENT_PLAIN;
    default:
        return CONTENT_WRONG;
    }
}

static enum content content_of(const VARIANT *variant)
{
    VARTYPE type = V_VT(variant);

    if (type & (VT_VECTOR | VT_RESERVED))
        return CONTENT_WRONG;
    if (type & VT_BYREF) {
        type &= (VARTYPE) ~(VT_BYREF | VT_ARRAY);
        if (type == VT_EMPTY || type == VT_NULL)
            return CONTENT_WRONG;
        return type == VT_VARIANT || content_of_type(type) != CONTENT_WRONG ? CONTENT_PLAIN
                                                                            : CONTENT_WRONG;
    }
    return type & VT_ARRAY ? CONTENT_MISSING : content_of_type(type);
}

static HRESULT refuse(const VARIANT *variant, enum content content)
{
    if (content == CONTENT_MISSING)
        return vsapi_fail(E_NOTIMPL, "variants of type 0x%X are not supported natively",
                          (unsigned)V_VT(variant));
    return vsapi_fail(DISP_E_BADVARTYPE, "0x%X is no type of a variant", (unsigned)V_VT(variant));
}

void WINAPI VariantInit(VARIANT *variant)
{
    memset(variant, 0, sizeof *variant);
}

HRESULT WINAPI VariantClear(VARIANT *variant)
{
    enum content content;

    if (!variant)
        return vsapi_fail(E_INVALIDARG, "there is no variant");
    content = content_of(variant);
    if (content >= CONTENT_MISSING)
        return refuse(variant, content);
    if (content == CONTENT_TEXT)
        SysFreeString(V_BSTR(variant));
    else if (content == CONTENT_OBJECT && V_UNKNOWN(variant))
        V_UNKNOWN(variant)->lpVtbl->Release(V_UNKNOWN(variant));
    V_VT(variant) = VT_EMPTY;
    return S_OK;
}

/* Gives the copy contents of its own. */
static HRESULT copy_content(VARIANT *copy, enum content content)
{
    BSTR text;

    if (content == CONTENT_OBJECT && V_UNKNOWN(copy))
        V_UNKNOWN(copy)->lpVtbl->AddRef(V_UNKNOWN(copy));
    if (content != CONTENT_TEXT || !V_BSTR(copy))
        return S_OK;
    text = SysAllocStringByteLen((LPCSTR)V_BSTR(copy), SysStringByteLen(V_BSTR(copy)));
    V_BSTR(copy) = text;
    return text ? S_OK : vsapi_out_of_memory();
}

HRESULT WINAPI VariantCopy(VARIANTARG *to, const VARIANTARG *from)
{
    enum content content;
    VARIANT copy;
    HRESULT hr;

    if (!to || !from)
        return vsapi_fail(E_INVALIDARG, "there is no variant");
    content = content_of(from);
    if (content >= CONTENT_MISSING)
        return refuse(from, content);
    if (to == from)
        return S_OK;
    copy = *from;
    hr = copy_content(&copy, content);
    if (FAILED(hr))
        return hr;
    hr = VariantClear(to);
    if (FAILED(hr))
        VariantClear(&copy);
    else
        *to = copy;
    return hr;
}
