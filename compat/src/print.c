/*
 * compat/src/print.c - the wide output functions, and those that format into a buffer.
 *
 * All formatting is format.c's. Here is only what a function does with the result: where it goes,
 * what happens when it is too long.
 */
#include <vsapi/compat/print.h>
#include <vsapi/compat/crt.h>

#include "format.h"
#include "utf8.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

/* glibc's own. */
#undef fputws
#undef fputwc

/* To a stream that was written wide already (std::wcout) wide, else as bytes, so that narrow output
 * to the same stream goes on working. */
static int write_text(FILE *stream, const wchar_t *text, size_t length)
{
    char *bytes;
    bool written;

    if (fwide(stream, 0) > 0)
        return fputws(text, stream) < 0 ? -1 : 0;
    bytes = vsapi_compat_utf8_new(text, length);
    if (!bytes)
        return -1;
    written = fputs(bytes, stream) >= 0;
    free(bytes);
    return written ? 0 : -1;
}

int vsapi_compat_vfwprintf(FILE *stream, const wchar_t *format, va_list args)
{
    size_t length;
    wchar_t *text;
    int result;

    if (!stream || !format)
        return vsapi_compat_invalid_result("fwprintf", EINVAL);
    text = vsapi_compat_format_new(format, args, &length);
    if (!text)
        return -1;
    result = write_text(stream, text, length) < 0 ? -1 : (int)length;
    free(text);
    return result;
}

int vsapi_compat_vwprintf(const wchar_t *format, va_list args)
{
    return vsapi_compat_vfwprintf(stdout, format, args);
}

int vsapi_compat_fputws(const wchar_t *text, FILE *stream)
{
    if (!text || !stream)
        return vsapi_compat_invalid_result("fputws", EINVAL);
    return write_text(stream, text, wcslen(text)) < 0 ? EOF : 0;
}

wint_t vsapi_compat_fputwc(wchar_t character, FILE *stream)
{
    char bytes[COMPAT_UTF8_MAX];
    size_t length;

    if (fwide(stream, 0) > 0)
        return fputwc(character, stream);
    length = vsapi_compat_utf8_write(character, bytes);
    if (length == 0) {
        errno = EILSEQ;
        return WEOF;
    }
    return fwrite(bytes, 1, length, stream) == length ? (wint_t)character : WEOF;
}

wint_t vsapi_compat_putwchar(wchar_t character)
{
    return vsapi_compat_fputwc(character, stdout);
}

int _putws(const wchar_t *text)
{
    if (vsapi_compat_fputws(text, stdout) < 0)
        return WEOF;
    return vsapi_compat_putwchar(L'\n') == WEOF ? (int)WEOF : 0;
}

/* The length, or what `too_long` makes of a longer one; ended when there is room for an end. */
static int unsafe_format(bool wide, void *buffer, size_t count, const void *format, va_list args)
{
    int length;

    if (!format || (!buffer && count > 0))
        return vsapi_compat_invalid_result("_snprintf", EINVAL);
    length = vsapi_compat_format(wide, buffer, count, format, args);
    if (length < 0)
        return -1;
    if ((size_t)length > count)
        return count == 0 && !buffer ? length : -1;
    if ((size_t)length < count)
        memset((char *)buffer + (size_t)length * (wide ? sizeof(wchar_t) : 1), 0,
               wide ? sizeof(wchar_t) : 1);
    return length;
}

int _vsnprintf(char *buffer, size_t count, const char *format, va_list args)
{
    return unsafe_format(false, buffer, count, format, args);
}

int vsapi_compat_vsprintf(char *buffer, const char *format, va_list args)
{
    return unsafe_format(false, buffer, SIZE_MAX, format, args);
}

int _vsnwprintf(wchar_t *buffer, size_t count, const wchar_t *format, va_list args)
{
    return unsafe_format(true, buffer, count, format, args);
}

/* The standard's: always ended, -1 when it does not fit. */
int vsapi_compat_vswprintf(wchar_t *buffer, size_t count, const wchar_t *format, va_list args)
{
    int length;

    if (!buffer || !format)
        return vsapi_compat_invalid_result("swprintf", EINVAL);
    if (count == 0)
        return -1;
    length = vsapi_compat_format(true, buffer, count - 1, format, args);
    if (length < 0) {
        buffer[0] = 0;
        return -1;
    }
    buffer[(size_t)length < count ? (size_t)length : count - 1] = 0;
    return (size_t)length < count ? length : -1;
}

int _vscprintf(const char *format, va_list args)
{
    return format ? vsapi_compat_format(false, NULL, 0, format, args)
                  : vsapi_compat_invalid_result("_vscprintf", EINVAL);
}

int _vscwprintf(const wchar_t *format, va_list args)
{
    return format ? vsapi_compat_format(true, NULL, 0, format, args)
                  : vsapi_compat_invalid_result("_vscwprintf", EINVAL);
}

static void set_end(bool wide, void *buffer, size_t at)
{
    if (wide)
        ((wchar_t *)buffer)[at] = 0;
    else
        ((char *)buffer)[at] = 0;
}

/*
 * The secure ones. `count` is the most that the caller wants, _TRUNCATE: whatever there is room
 * for. What does not fit is the caller's mistake, except where count says that it may be cut.
 */
static int secure_format(bool wide, const char *function, void *buffer, size_t size, size_t count,
                         const void *format, va_list args)
{
    size_t room;
    int length;

    if (!format || !buffer || size == 0)
        return vsapi_compat_invalid_result(function, EINVAL);
    room = count < size ? count : size - 1;
    length = vsapi_compat_format(wide, buffer, room, format, args);
    set_end(wide, buffer, length < 0 ? 0 : (size_t)length < room ? (size_t)length : room);
    if (length < 0)
        return -1;
    if ((size_t)length <= room)
        return length;
    if (count != _TRUNCATE && count >= size) {
        set_end(wide, buffer, 0);
        return vsapi_compat_invalid_result(function, ERANGE);
    }
    return -1;
}

int vsprintf_s(char *buffer, size_t size, const char *format, va_list args)
{
    return secure_format(false, "sprintf_s", buffer, size, size, format, args);
}

int vswprintf_s(wchar_t *buffer, size_t size, const wchar_t *format, va_list args)
{
    return secure_format(true, "swprintf_s", buffer, size, size, format, args);
}

/* No buffer, and none wanted: nothing to do. */
static bool wants_nothing(const void *buffer, size_t size, size_t count)
{
    return !buffer && size == 0 && count == 0;
}

int _vsnprintf_s(char *buffer, size_t size, size_t count, const char *format, va_list args)
{
    if (wants_nothing(buffer, size, count))
        return 0;
    return secure_format(false, "_snprintf_s", buffer, size, count, format, args);
}

int vsnprintf_s(char *buffer, size_t size, size_t count, const char *format, va_list args)
{
    return _vsnprintf_s(buffer, size, count, format, args);
}

int _vsnwprintf_s(wchar_t *buffer, size_t size, size_t count, const wchar_t *format, va_list args)
{
    if (wants_nothing(buffer, size, count))
        return 0;
    return secure_format(true, "_snwprintf_s", buffer, size, count, format, args);
}

/* The same with a narrow format: to a stream in one piece. */
int vfprintf_s(FILE *stream, const char *format, va_list args)
{
    int length, written;
    char *text;

    if (!stream || !format)
        return vsapi_compat_invalid_result("fprintf_s", EINVAL);
    length = vsapi_compat_format(false, NULL, 0, format, args);
    text = length < 0 ? NULL : malloc((size_t)length + 1);
    if (!text)
        return -1;
    vsapi_compat_format(false, text, (size_t)length, format, args);
    written = (int)fwrite(text, 1, (size_t)length, stream);
    free(text);
    return written == length ? length : -1;
}

int vprintf_s(const char *format, va_list args)
{
    return vfprintf_s(stdout, format, args);
}

int vwprintf_s(const wchar_t *format, va_list args)
{
    return vsapi_compat_vfwprintf(stdout, format, args);
}

int vfwprintf_s(FILE *stream, const wchar_t *format, va_list args)
{
    return vsapi_compat_vfwprintf(stream, format, args);
}

/* NAME(PARAMETERS, ...) is LIST_NAME(ARGUMENTS, list of arguments). */
#define WITH_ARGUMENTS(name, parameters, call)                                                     \
    int name parameters                                                                            \
    {                                                                                              \
        va_list args;                                                                              \
        int length;                                                                                \
                                                                                                   \
        va_start(args, format);                                                                    \
        length = call;                                                                             \
        va_end(args);                                                                              \
        return length;                                                                             \
    }
WITH_ARGUMENTS(vsapi_compat_wprintf, (const wchar_t *format, ...),
               vsapi_compat_vfwprintf(stdout, format, args))
WITH_ARGUMENTS(vsapi_compat_fwprintf, (FILE * stream, const wchar_t *format, ...),
               vsapi_compat_vfwprintf(stream, format, args))
WITH_ARGUMENTS(vsapi_compat_swprintf, (wchar_t * buffer, size_t count, const wchar_t *format, ...),
               vsapi_compat_vswprintf(buffer, count, format, args))
WITH_ARGUMENTS(vsapi_compat_sprintf, (char *buffer, const char *format, ...),
               vsapi_compat_vsprintf(buffer, format, args))
WITH_ARGUMENTS(_snprintf, (char *buffer, size_t count, const char *format, ...),
               _vsnprintf(buffer, count, format, args))
WITH_ARGUMENTS(_snwprintf, (wchar_t * buffer, size_t count, const wchar_t *format, ...),
               _vsnwprintf(buffer, count, format, args))
WITH_ARGUMENTS(_scprintf, (const char *format, ...), _vscprintf(format, args))
WITH_ARGUMENTS(_scwprintf, (const wchar_t *format, ...), _vscwprintf(format, args))
WITH_ARGUMENTS(sprintf_s, (char *buffer, size_t size, const char *format, ...),
               vsprintf_s(buffer, size, format, args))
WITH_ARGUMENTS(swprintf_s, (wchar_t * buffer, size_t size, const wchar_t *format, ...),
               vswprintf_s(buffer, size, format, args))
WITH_ARGUMENTS(_snprintf_s, (char *buffer, size_t size, size_t count, const char *format, ...),
               _vsnprintf_s(buffer, size, count, format, args))
WITH_ARGUMENTS(_snwprintf_s,
               (wchar_t * buffer, size_t size, size_t count, const wchar_t *format, ...),
               _vsnwprintf_s(buffer, size, count, format, args))
WITH_ARGUMENTS(printf_s, (const char *format, ...), vfprintf_s(stdout, format, args))
WITH_ARGUMENTS(fprintf_s, (FILE * stream, const char *format, ...),
               vfprintf_s(stream, format, args))
WITH_ARGUMENTS(wprintf_s, (const wchar_t *format, ...),
               vsapi_compat_vfwprintf(stdout, format, args))
WITH_ARGUMENTS(fwprintf_s, (FILE * stream, const wchar_t *format, ...),
               vsapi_compat_vfwprintf(stream, format, args))
