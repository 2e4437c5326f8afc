/*
 * vsapi/win32/guid_text.c - GUIDs as COM and RPC write them, and new ones.
 *
 * COM writes {XXXXXXXX-XXXX-XXXX-XXXX-XXXXXXXXXXXX} in capitals, RPC without braces in small
 * letters. The 16 bit RPC_WSTR of Wine's headers is no text of a native program, so only the narrow
 * RPC functions are here.
 */
#include "ground.h"

#include <vsapi/alloc.h>
#include <vsapi/error.h>
#include <vsapi/text.h>

#include <rpc.h>
#include <string.h>
#include <wchar.h>

#define COM_TEXT 39 /* with braces and the NUL */

INT WINAPI StringFromGUID2(REFGUID guid, LPOLESTR out, INT room)
{
    char text[VSAPI_GUID_TEXT];

    if (!guid || !out || room < COM_TEXT)
        return 0;
    vsapi_guid_to_text(guid, text);
    *out++ = L'{';
    for (const char *at = text; *at; at++)
        *out++ = (WCHAR)(*at >= 'a' ? *at - 'a' + 'A' : *at);
    *out++ = L'}';
    *out = L'\0';
    return COM_TEXT;
}

static HRESULT text_from_guid(const GUID *guid, LPOLESTR *out)
{
    if (!guid || !out)
        return vsapi_fail(E_INVALIDARG, "no %s was given", guid ? "place for the text" : "GUID");
    *out = CoTaskMemAlloc(COM_TEXT * sizeof **out);
    if (!*out)
        return vsapi_out_of_memory();
    StringFromGUID2(guid, *out, COM_TEXT);
    return S_OK;
}

HRESULT WINAPI StringFromCLSID(REFCLSID guid, LPOLESTR *out)
{
    return text_from_guid(guid, out);
}

HRESULT WINAPI StringFromIID(REFIID guid, LPOLESTR *out)
{
    return text_from_guid(guid, out);
}

/* Reads the form with braces; `bad` is what the caller's page has for anything else. NULL is the
 * GUID of zeros. */
static HRESULT guid_from_wide(LPCOLESTR wide, GUID *out, HRESULT bad)
{
    char text[COM_TEXT];
    size_t length;

    if (!out)
        return vsapi_fail(E_INVALIDARG, "there is no place for the GUID");
    memset(out, 0, sizeof *out);
    if (!wide)
        return S_OK;
    length = wcsnlen(wide, COM_TEXT);
    if (length != COM_TEXT - 1 || wide[0] != L'{')
        return vsapi_fail(bad, "a GUID in braces has %d characters", COM_TEXT - 1);
    for (size_t i = 0; i <= length; i++)
        text[i] = (uint32_t)wide[i] < 0x80 ? (char)wide[i] : '?';
    return SUCCEEDED(vsapi_guid_from_text(text, out)) ? S_OK : bad;
}

/* There is no registry, so no ProgID is known. */
HRESULT WINAPI CLSIDFromString(LPCOLESTR text, LPCLSID out)
{
    return guid_from_wide(text, out, CO_E_CLASSSTRING);
}

HRESULT WINAPI IIDFromString(LPCOLESTR text, IID *out)
{
    return guid_from_wide(text, out, E_INVALIDARG);
}

HRESULT WINAPI CoCreateGuid(GUID *out)
{
    if (!out)
        return vsapi_fail(E_INVALIDARG, "there is no place for the GUID");
    return vsapi_guid_create(out);
}

RPC_STATUS RPC_ENTRY UuidCreate(UUID *out)
{
    return SUCCEEDED(vsapi_guid_create(out)) ? RPC_S_OK : RPC_S_UUID_NO_ADDRESS;
}

RPC_STATUS RPC_ENTRY UuidCreateNil(UUID *out)
{
    memset(out, 0, sizeof *out);
    return RPC_S_OK;
}

/* NULL is the UUID of zeros, also in the two below. */
RPC_STATUS RPC_ENTRY UuidToStringA(UUID *uuid, RPC_CSTR *out)
{
    static const UUID nil;
    char *text;

    if (!out)
        return RPC_S_INVALID_ARG;
    text = vsapi_malloc(VSAPI_GUID_TEXT);
    if (text)
        vsapi_guid_to_text(uuid ? uuid : &nil, text);
    *out = (RPC_CSTR)text;
    return text ? RPC_S_OK : RPC_S_OUT_OF_MEMORY;
}

/* RPC_WSTR is 16 bit in Wine's headers, but what programs do with it is to take it for a text of
 * WCHAR by a cast; that is what it points to here. */
RPC_STATUS RPC_ENTRY UuidToStringW(UUID *uuid, RPC_WSTR *out)
{
    RPC_CSTR text;
    WCHAR *wide = NULL;
    RPC_STATUS status = UuidToStringA(uuid, out ? &text : NULL);

    if (status != RPC_S_OK)
        return status;
    if (FAILED(vsapi_wide_from_text((char *)text, &wide)))
        status = RPC_S_OUT_OF_MEMORY;
    vsapi_free(text);
    *out = (RPC_WSTR)(void *)wide;
    return status;
}

RPC_STATUS RPC_ENTRY UuidFromStringW(RPC_WSTR wide, UUID *out)
{
    RPC_STATUS status;
    char *text;
    HRESULT hr = vsapi_text_from_wide((const WCHAR *)(const void *)wide, &text);

    if (FAILED(hr))
        return hr == E_OUTOFMEMORY ? RPC_S_OUT_OF_MEMORY : RPC_S_INVALID_STRING_UUID;
    status = UuidFromStringA((RPC_CSTR)text, out);
    vsapi_free(text);
    return status;
}

RPC_STATUS RPC_ENTRY UuidFromStringA(RPC_CSTR text, UUID *out)
{
    if (!text)
        return UuidCreateNil(out);
    if (*text == '{' || FAILED(vsapi_guid_from_text((const char *)text, out)))
        return RPC_S_INVALID_STRING_UUID;
    return RPC_S_OK;
}

RPC_STATUS RPC_ENTRY RpcStringFreeA(RPC_CSTR *text)
{
    if (!text)
        return RPC_S_INVALID_ARG;
    vsapi_free(*text);
    *text = NULL;
    return RPC_S_OK;
}

int RPC_ENTRY UuidEqual(UUID *a, UUID *b, RPC_STATUS *status)
{
    static const UUID nil;

    *status = RPC_S_OK;
    return memcmp(a ? a : &nil, b ? b : &nil, sizeof nil) == 0;
}

int RPC_ENTRY UuidIsNil(UUID *uuid, RPC_STATUS *status)
{
    return UuidEqual(uuid, NULL, status);
}

RPC_STATUS RPC_ENTRY RpcStringFreeW(RPC_WSTR *text)
{
    return RpcStringFreeA((RPC_CSTR *)(void *)text);
}
