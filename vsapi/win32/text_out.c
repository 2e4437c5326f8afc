/*
 * vsapi/win32/text_out.c - texts between the inner UTF-8 and a caller's buffer.
 */
#include "text_out.h"

#include <vsapi/alloc.h>
#include <vsapi/error.h>
#include <vsapi/text.h>

#include <string.h>
#include <wchar.h>

bool vsapi_wide_in(LPCSTR text, WCHAR **out)
{
    HRESULT hr = vsapi_wide_from_text(text, out);

    if (hr == E_INVALIDARG)
        return vsapi_win32_fail(ERROR_NO_UNICODE_TRANSLATION);
    return SUCCEEDED(hr) ? true : vsapi_win32_fail_hr(hr);
}

bool vsapi_text_in(LPCWSTR wide, char **out)
{
    HRESULT hr = vsapi_text_from_wide(wide, out);

    if (hr == E_INVALIDARG)
        return vsapi_win32_fail(ERROR_NO_UNICODE_TRANSLATION);
    return SUCCEEDED(hr) ? true : vsapi_win32_fail_hr(hr);
}

DWORD vsapi_win32_text_out(const char *text, LPWSTR out, DWORD room)
{
    WCHAR *wide;
    size_t length;

    if (!vsapi_wide_in(text, &wide))
        return 0;
    length = wcslen(wide);
    if (length < room)
        wmemcpy(out, wide, length + 1);
    vsapi_free(wide);
    return (DWORD)(length < room ? length : length + 1);
}

BOOL vsapi_win32_text_out_or(const char *text, LPWSTR out, DWORD room, DWORD error)
{
    DWORD length;

    SetLastError(ERROR_SUCCESS);
    length = vsapi_win32_text_out(text, out, room);
    if (length == 0 && GetLastError() != ERROR_SUCCESS)
        return FALSE;
    return length < room ? TRUE : vsapi_win32_fail(error);
}

DWORD vsapi_win32_list_out(const char *texts, size_t length, LPWSTR out, DWORD room)
{
    const char *end = texts + length;
    DWORD needed = 0;

    for (const char *at = texts; at < end; at += strlen(at) + 1) {
        WCHAR *wide;
        size_t count;

        if (!vsapi_wide_in(at, &wide))
            return 0;
        count = wcslen(wide) + 1;
        if (needed + count < room)
            wmemcpy(out + needed, wide, count);
        needed += (DWORD)count;
        vsapi_free(wide);
    }
    if (needed < room)
        out[needed] = L'\0';
    return needed + 1;
}
