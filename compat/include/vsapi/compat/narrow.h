/*
 * vsapi/compat/narrow.h - between narrow and wide text, for the headers of ATL and comdef.
 *
 * Narrow text is in the code page of the system on Windows and UTF-8 natively.
 */
#ifndef VSAPI_COMPAT_NARROW_H
#define VSAPI_COMPAT_NARROW_H

#include <vsapi/compat.h>
#include <windows.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Writes at most `size` characters; with size 0 nothing. `length` -1: the text ends, and its end is
 * converted, too. Gives the characters of the result; 0: it does not fit, or there is nothing.
 */
#ifdef _WIN32
static inline int vsapi_compat_widen(const char *from, int length, wchar_t *to, int size)
{
    return MultiByteToWideChar(CP_ACP, 0, from, length, to, size);
}

static inline int vsapi_compat_narrow(const wchar_t *from, int length, char *to, int size)
{
    return WideCharToMultiByte(CP_ACP, 0, from, length, to, size, NULL, NULL);
}
#else
int vsapi_compat_widen(const char *from, int length, wchar_t *to, int size);
int vsapi_compat_narrow(const wchar_t *from, int length, char *to, int size);
#endif

#ifdef __cplusplus
}
#endif

#endif
