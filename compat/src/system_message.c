/*
 * compat/src/system_message.c - the system's text for a result, for _com_error::ErrorMessage.
 */
#include <vsapi/compat.h>
#include <windows.h>

wchar_t *vsapi_compat_system_message(HRESULT hr);

wchar_t *vsapi_compat_system_message(HRESULT hr)
{
    wchar_t text[1024];
    DWORD length = FormatMessageW(FORMAT_MESSAGE_FROM_SYSTEM | FORMAT_MESSAGE_IGNORE_INSERTS, NULL,
                                  (DWORD)hr, 0, text, sizeof text / sizeof text[0], NULL);

    while (length > 0 && (text[length - 1] == L'\n' || text[length - 1] == L'\r'))
        text[--length] = 0;
    return length > 0 ? wcsdup(text) : NULL;
}
