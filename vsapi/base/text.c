/*
 * vsapi/base/text.c - WCHAR to UTF-8 and back.
 *
 * Most texts are ASCII and are copied character by character; the others go through encode.c. The
 * converters know most of what is invalid, but not all of it on every system, so WCHARs are checked
 * here. Comparing and matching are in compare.c.
 */
#include <vsapi/text.h>

#include <vsapi/alloc.h>
#include <vsapi/cotask.h>
#include <vsapi/error.h>

#include "encode.h"

#include <string.h>
#include <wchar.h>

#define HIGHEST_CHARACTER 0x10FFFFu

static bool wide_is_ascii(const WCHAR *wide, size_t length)
{
    uint32_t all = 0;

    for (size_t i = 0; i < length; i++)
        all |= (uint32_t)wide[i];
    return all < 0x80;
}

/* Whether the unit at i is no character, nor half of one. Pairs exist in UTF-16 only. */
static bool wide_is_broken_at(const WCHAR *wide, size_t length, size_t i)
{
    uint32_t unit = (uint32_t)wide[i];

    if (unit > HIGHEST_CHARACTER || unit == 0)
        return true;
    if (unit < 0xD800 || unit > 0xDFFF)
        return false;
    if (sizeof(WCHAR) != 2)
        return true;
    if (unit < 0xDC00)
        return i + 1 >= length || ((uint32_t)wide[i + 1] & 0xFC00) != 0xDC00;
    return i == 0 || ((uint32_t)wide[i - 1] & 0xFC00) != 0xD800;
}

static HRESULT wide_check(const WCHAR *wide, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        if (wide_is_broken_at(wide, length, i))
            return vsapi_fail(E_INVALIDARG,
                              "the caller's text is not Unicode: unit %zu of %zu is 0x%X", i,
                              length, (unsigned)wide[i]);
    }
    return S_OK;
}

/* Narrows ASCII; a NUL inside is found by the caller. */
static HRESULT text_from_ascii(const WCHAR *wide, size_t length, char **out)
{
    char *text = vsapi_malloc(length + 1);

    if (!text)
        return vsapi_out_of_memory();
    for (size_t i = 0; i < length; i++)
        text[i] = (char)wide[i];
    text[length] = '\0';
    *out = text;
    return S_OK;
}

HRESULT vsapi_text_from_wide_n(const WCHAR *wide, size_t length, char **out)
{
    size_t bytes;
    HRESULT hr;

    *out = NULL;
    if (!wide)
        return S_OK;
    if (wide_is_ascii(wide, length) && !(length > 0 && wmemchr(wide, L'\0', length)))
        return text_from_ascii(wide, length, out);
    hr = wide_check(wide, length);
    if (FAILED(hr))
        return hr;
    return vsapi_encode(VSAPI_ENCODE_WIDE_TO_UTF8, wide, length * sizeof(WCHAR), out, &bytes);
}

HRESULT vsapi_text_from_wide(const WCHAR *wide, char **out)
{
    return vsapi_text_from_wide_n(wide, wide ? wcslen(wide) : 0, out);
}

/* Where the memory of a wide text comes from: the three kinds that leave the library. */
typedef WCHAR *wide_alloc(size_t length);

static WCHAR *alloc_plain(size_t length)
{
    return vsapi_malloc((length + 1) * sizeof(WCHAR));
}

static WCHAR *alloc_bstr(size_t length)
{
    return vsapi_bstr_alloc(length);
}

static WCHAR *alloc_cotask(size_t length)
{
    return vsapi_cotask_malloc((length + 1) * sizeof(WCHAR));
}

static HRESULT wide_from_ascii(const char *text, size_t length, wide_alloc *alloc, WCHAR **out)
{
    WCHAR *wide = alloc(length);

    if (!wide)
        return vsapi_out_of_memory();
    for (size_t i = 0; i < length; i++)
        wide[i] = (WCHAR)text[i];
    wide[length] = L'\0';
    *out = wide;
    return S_OK;
}

static bool text_is_ascii(const char *text, size_t length)
{
    unsigned char all = 0;

    for (size_t i = 0; i < length; i++)
        all |= (unsigned char)text[i];
    return all < 0x80;
}

static HRESULT wide_from_text(const char *text, wide_alloc *alloc, WCHAR **out)
{
    char *converted;
    size_t length, bytes;
    HRESULT hr;

    *out = NULL;
    if (!text)
        return S_OK;
    length = strlen(text);
    if (text_is_ascii(text, length))
        return wide_from_ascii(text, length, alloc, out);
    hr = vsapi_encode(VSAPI_ENCODE_UTF8_TO_WIDE, text, length, &converted, &bytes);
    if (FAILED(hr))
        return hr;
    length = bytes / sizeof(WCHAR);
    if (sizeof(WCHAR) == 4)
        hr = wide_check((const WCHAR *)(const void *)converted, length);
    if (SUCCEEDED(hr)) {
        *out = alloc(length);
        if (*out)
            memcpy(*out, converted, (length + 1) * sizeof(WCHAR));
        else
            hr = vsapi_out_of_memory();
    }
    vsapi_free(converted);
    return hr;
}

HRESULT vsapi_wide_from_text(const char *text, WCHAR **out)
{
    return wide_from_text(text, alloc_plain, out);
}

HRESULT vsapi_bstr_from_text(const char *text, BSTR *out)
{
    return wide_from_text(text, alloc_bstr, out);
}

HRESULT vsapi_cotask_from_text(const char *text, WCHAR **out)
{
    return wide_from_text(text, alloc_cotask, out);
}
