/*
 * vsapi/win32/text_out.h - texts between the inner UTF-8 and a caller's buffer, wide or not. The
 * "ANSI" code page of the native build is UTF-8.
 */
#ifndef VSAPI_WIN32_TEXT_OUT_H
#define VSAPI_WIN32_TEXT_OUT_H

#include "ground.h"

/* The usual way: the characters without the NUL if they fit, else those needed with it. 0, with the
 * last error: memory is out. */
VSAPI_INNER DWORD vsapi_win32_text_out(const char *text, LPWSTR out, DWORD room);
/* Success or `error` when it does not fit. */
VSAPI_INNER BOOL vsapi_win32_text_out_or(const char *text, LPWSTR out, DWORD room, DWORD error);
/* Several texts, each ended by a NUL, `length` characters in all; the list's own NUL comes behind.
 * The characters written, or those needed. */
VSAPI_INNER DWORD vsapi_win32_list_out(const char *texts, size_t length, LPWSTR out, DWORD room);

/* A wide copy of an argument, freed with vsapi_free; NULL for NULL. false: the last error tells. */
VSAPI_INNER bool vsapi_wide_in(LPCSTR text, WCHAR **out);
/* A UTF-8 copy likewise. */
VSAPI_INNER bool vsapi_text_in(LPCWSTR wide, char **out);

#endif
