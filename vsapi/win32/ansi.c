/*
 * vsapi/win32/ansi.c - what the A forms share.
 */
#include "ansi.h"

#include <vsapi/text.h>

#include <string.h>
#include <wchar.h>

WCHAR *vsapi_ansi_buffer(size_t characters)
{
    WCHAR *buffer = vsapi_calloc(characters, sizeof *buffer);

    if (!buffer)
        vsapi_win32_fail(ERROR_NOT_ENOUGH_MEMORY);
    return buffer;
}

DWORD vsapi_ansi_out(const WCHAR *wide, LPSTR out, DWORD room)
{
    char *text;
    size_t length;

    if (!vsapi_text_in(wide, &text))
        return 0;
    length = strlen(text);
    if (length < room)
        memcpy(out, text, length + 1);
    vsapi_free(text);
    return (DWORD)(length < room ? length : length + 1);
}

DWORD vsapi_ansi_list_out(const WCHAR *wide, LPSTR out, DWORD room)
{
    DWORD needed = 0;

    for (; *wide; wide += wcslen(wide) + 1) {
        char *text;
        size_t size;

        if (!vsapi_text_in(wide, &text))
            return 0;
        size = strlen(text) + 1;
        if (needed + size < room)
            memcpy(out + needed, text, size);
        needed += (DWORD)size;
        vsapi_free(text);
    }
    if (needed < room)
        out[needed] = '\0';
    return needed + 1;
}
