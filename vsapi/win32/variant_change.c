/*
 * vsapi/win32/variant_change.c - VARIANTs of one type into another: numbers, truth, texts.
 *
 * What comes in becomes a number of one of three kinds, and that what is wanted. A real becomes an
 * integer by rounding, halves to the even one. Numbers in texts have a point and no thousands,
 * whatever the locale. Dates, currencies, decimals and arrays answer E_NOTIMPL.
 */
#include "ground.h"

#include <vsapi/error.h>

#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

enum kind { KIND_SIGNED = 800, KIND_UNSIGNED, KIND_REAL };

struct number {
    enum kind kind;
    LONGLONG whole;
    ULONGLONG natural;
    double real;
};

/* The integers: least and greatest value. */
static const struct integer_type {
    VARTYPE type;
    LONGLONG least;
    ULONGLONG greatest;
    size_t size_bytes;
} integer_types[] = {
    {VT_I1, -128, 127, 1},
    {VT_I2, -32768, 32767, 2},
    {VT_I4, -2147483647 - 1, 2147483647, 4},
    {VT_INT, -2147483647 - 1, 2147483647, 4},
    {VT_I8, INT64_MIN, INT64_MAX, 8},
    {VT_UI1, 0, 0xFF, 1},
    {VT_UI2, 0, 0xFFFF, 2},
    {VT_UI4, 0, 0xFFFFFFFF, 4},
    {VT_UINT, 0, 0xFFFFFFFF, 4},
    {VT_UI8, 0, UINT64_MAX, 8},
};

static const struct integer_type *integer_type_of(VARTYPE type)
{
    for (size_t i = 0; i < sizeof integer_types / sizeof integer_types[0]; i++) {
        if (integer_types[i].type == type)
            return &integer_types[i];
    }
    return NULL;
}

static bool is_simple(VARTYPE type)
{
    return type == VT_EMPTY || type == VT_BOOL || type == VT_R4 || type == VT_R8 ||
           type == VT_BSTR || integer_type_of(type);
}

static HRESULT refuse(const VARIANT *from, VARTYPE type, HRESULT hr)
{
    return vsapi_fail(hr, "a variant of type 0x%X cannot become one of type 0x%X",
                      (unsigned)V_VT(from), (unsigned)type);
}

static struct number number_signed(LONGLONG whole)
{
    return (struct number){.kind = KIND_SIGNED, .whole = whole};
}

static struct number number_real(double real)
{
    return (struct number){.kind = KIND_REAL, .real = real};
}

static struct number number_of_integer(const VARIANT *from, const struct integer_type *type)
{
    struct number number = {.kind = type->least < 0 ? KIND_SIGNED : KIND_UNSIGNED};

    memcpy(&number.natural, &V_UI8(from), type->size_bytes);
    if (type->least < 0) {
        unsigned spare = 64 - 8 * (unsigned)type->size_bytes;
        number.whole = (LONGLONG)(number.natural << spare) >> spare;
    }
    return number;
}

/* False: the text is no number. */
static bool number_of_text(const WCHAR *text, struct number *number)
{
    locale_t plain = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    locale_t before = plain ? uselocale(plain) : (locale_t)0;
    WCHAR *end = NULL;

    *number = number_real(wcstod(text, &end));
    if (plain) {
        uselocale(before);
        freelocale(plain);
    }
    return end != text && end[wcsspn(end, L" \t")] == 0 && !wcspbrk(text, L"xXnNiI");
}

static HRESULT number_from(const VARIANT *from, VARTYPE type, struct number *number)
{
    const struct integer_type *integer = integer_type_of(V_VT(from));

    if (integer)
        *number = number_of_integer(from, integer);
    else if (V_VT(from) == VT_EMPTY)
        *number = number_signed(0);
    else if (V_VT(from) == VT_BOOL)
        *number = number_signed(V_BOOL(from) ? -1 : 0);
    else if (V_VT(from) == VT_R4)
        *number = number_real((double)V_R4(from));
    else if (V_VT(from) == VT_R8)
        *number = number_real(V_R8(from));
    else if (!V_BSTR(from) || !number_of_text(V_BSTR(from), number))
        return refuse(from, type, DISP_E_TYPEMISMATCH);
    return S_OK;
}

static double real_of(const struct number *number)
{
    if (number->kind == KIND_REAL)
        return number->real;
    return number->kind == KIND_SIGNED ? (double)number->whole : (double)number->natural;
}

/* Makes an integer of any number, if it is within the type. */
static bool integer_of(const struct number *number, const struct integer_type *type, VARIANT *to)
{
    ULONGLONG bits = number->natural;

    if (number->kind == KIND_REAL) {
        double whole = nearbyint(number->real);

        if (!(whole >= (double)type->least && whole < (double)type->greatest + 1.0))
            return false;
        bits = whole < 0 ? (ULONGLONG)(LONGLONG)whole : (ULONGLONG)whole;
    } else if (number->kind == KIND_SIGNED) {
        if (number->whole < type->least ||
            (number->whole > 0 && (ULONGLONG)number->whole > type->greatest))
            return false;
        bits = (ULONGLONG)number->whole;
    } else if (bits > type->greatest) {
        return false;
    }
    memcpy(&V_UI8(to), &bits, type->size_bytes);
    return true;
}

/* The locale's point becomes the point. */
static void write_real(WCHAR text[64], double real, int digits)
{
    swprintf(text, 64, L"%.*g", digits, real);
    for (; *text; text++) {
        if (!wcschr(L"0123456789+-einfa", *text))
            *text = L'.';
    }
}

static HRESULT text_of(const VARIANT *from, USHORT flags, VARIANT *to)
{
    struct number number;
    WCHAR text[64] = L"";
    HRESULT hr = number_from(from, VT_BSTR, &number);

    if (FAILED(hr))
        return hr;
    if (V_VT(from) == VT_BOOL && flags & VARIANT_ALPHABOOL)
        wcscpy(text, V_BOOL(from) ? L"True" : L"False");
    else if (number.kind == KIND_REAL)
        write_real(text, number.real, V_VT(from) == VT_R4 ? 7 : 15);
    else if (number.kind == KIND_UNSIGNED)
        swprintf(text, 64, L"%llu", (unsigned long long)number.natural);
    else if (V_VT(from) != VT_EMPTY)
        swprintf(text, 64, L"%lld", (long long)number.whole);
    V_BSTR(to) = SysAllocString(text);
    return V_BSTR(to) ? S_OK : vsapi_out_of_memory();
}

static bool is_word(const VARIANT *from, const WCHAR *word)
{
    return V_VT(from) == VT_BSTR && V_BSTR(from) && wcscasecmp(V_BSTR(from), word) == 0;
}

static HRESULT bool_of(const VARIANT *from, VARIANT *to)
{
    struct number number;
    HRESULT hr = S_OK;

    if (is_word(from, L"True")) {
        V_BOOL(to) = VARIANT_TRUE;
    } else if (is_word(from, L"False")) {
        V_BOOL(to) = VARIANT_FALSE;
    } else {
        hr = number_from(from, VT_BOOL, &number);
        if (SUCCEEDED(hr))
            V_BOOL(to) = real_of(&number) != 0 ? VARIANT_TRUE : VARIANT_FALSE;
    }
    return hr;
}

static HRESULT number_to(const VARIANT *from, VARTYPE type, VARIANT *to)
{
    const struct integer_type *integer = integer_type_of(type);
    struct number number;
    HRESULT hr = number_from(from, type, &number);

    if (FAILED(hr))
        return hr;
    if (integer)
        return integer_of(&number, integer, to) ? S_OK : refuse(from, type, DISP_E_OVERFLOW);
    if (type == VT_R8) {
        V_R8(to) = real_of(&number);
        return S_OK;
    }
    if (fabs(real_of(&number)) > 3.402823466e38)
        return refuse(from, type, DISP_E_OVERFLOW);
    V_R4(to) = (float)real_of(&number);
    return S_OK;
}

/* An object's other face. */
static HRESULT object_to(const VARIANT *from, VARTYPE type, VARIANT *to)
{
    IUnknown *object = V_UNKNOWN(from);

    if (type != VT_UNKNOWN && type != VT_DISPATCH)
        return refuse(from, type, DISP_E_TYPEMISMATCH);
    V_UNKNOWN(to) = NULL;
    if (object &&
        FAILED(object->lpVtbl->QueryInterface(
            object, type == VT_UNKNOWN ? &IID_IUnknown : &IID_IDispatch, (void **)&V_UNKNOWN(to))))
        return refuse(from, type, DISP_E_TYPEMISMATCH);
    return S_OK;
}

static HRESULT change(VARIANT *to, const VARIANT *from, USHORT flags, VARTYPE type)
{
    V_VT(to) = type;
    if (V_VT(from) == VT_UNKNOWN || V_VT(from) == VT_DISPATCH)
        return object_to(from, type, to);
    if (V_VT(from) == VT_NULL || V_VT(from) == VT_ERROR || type == VT_NULL || type == VT_EMPTY)
        return refuse(from, type, DISP_E_TYPEMISMATCH);
    if (!is_simple(V_VT(from)) || !is_simple(type))
        return type == VT_UNKNOWN || type == VT_DISPATCH ? refuse(from, type, DISP_E_TYPEMISMATCH)
                                                         : refuse(from, type, E_NOTIMPL);
    if (type == VT_BSTR)
        return text_of(from, flags, to);
    return type == VT_BOOL ? bool_of(from, to) : number_to(from, type, to);
}

HRESULT WINAPI VariantChangeType(VARIANTARG *to, const VARIANTARG *from, USHORT flags, VARTYPE type)
{
    VARIANT changed;
    HRESULT hr;

    if (!to || !from)
        return vsapi_fail(E_INVALIDARG, "there is no variant");
    if (V_VT(from) == type)
        return VariantCopy(to, from);
    VariantInit(&changed);
    hr = change(&changed, from, flags, type);
    if (FAILED(hr))
        return hr;
    hr = VariantClear(to);
    if (FAILED(hr))
        VariantClear(&changed);
    else
        *to = changed;
    return hr;
}
