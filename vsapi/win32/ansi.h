/*
 * vsapi/win32/ansi.h - how the A forms of functions stand on the W forms.
 */
#ifndef VSAPI_WIN32_ANSI_H
#define VSAPI_WIN32_ANSI_H

#include "text_out.h"

#include <vsapi/alloc.h>

#define VSAPI_LONGEST_PATH 32768 /* characters, as Windows has it */

/* A buffer for what the W form gives; NULL: the last error tells. Free with vsapi_free. */
VSAPI_INNER WCHAR *vsapi_ansi_buffer(size_t characters);
/* The bytes without the NUL if they fit, else those needed with it. 0: the last error tells. */
VSAPI_INNER DWORD vsapi_ansi_out(const WCHAR *wide, LPSTR out, DWORD room);
/* The same for a list of texts; all that the list has is counted. */
VSAPI_INNER DWORD vsapi_ansi_list_out(const WCHAR *wide, LPSTR out, DWORD room);

#endif
