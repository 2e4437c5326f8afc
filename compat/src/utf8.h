/*
 * compat/src/utf8.h - one character from UTF-8 and to UTF-8, whatever the locale is.
 *
 * A Windows program does not call setlocale before it prints; here that must not cost it every
 * character beyond ASCII.
 */
#ifndef COMPAT_UTF8_H
#define COMPAT_UTF8_H

#include <stddef.h>
#include <wchar.h>

#define COMPAT_UTF8_MAX 4

/* Reads the character at `text`. Gives the bytes that it takes; 0: broken; 0 with *out 0: the end.
 * Reads no byte beyond the first that does not belong to it. */
size_t vsapi_compat_utf8_read(const char *text, wchar_t *out);
/* Gives the bytes written; 0: that is no character (half of a pair, beyond Unicode). */
size_t vsapi_compat_utf8_write(wchar_t character, char out[COMPAT_UTF8_MAX]);
/* All of it, ended; what is broken becomes a question mark. The caller frees it. NULL: ENOMEM. */
char *vsapi_compat_utf8_new(const wchar_t *text, size_t length);

#endif
