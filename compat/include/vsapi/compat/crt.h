/*
 * vsapi/compat/crt.h - names of the Visual C++ runtime that glibc lacks: texts, memory, numbers.
 *
 * Native only; a mingw-w64 program has Windows' own. Each does what its page says, failures
 * included: a parameter that cannot be goes to the invalid parameter handler. Without a handler the
 * program ends, as it does on Windows. Comparing without regard to case follows the locale, which
 * is "C" unless the program sets another: then only ASCII letters are the same.
 */
#ifndef VSAPI_COMPAT_CRT_H
#define VSAPI_COMPAT_CRT_H

#include <alloca.h>
#include <errno.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <wchar.h>
#include <wctype.h>

typedef int errno_t;
typedef size_t rsize_t;

#define _TRUNCATE ((size_t)-1)
#define STRUNCATE 80
#define _MAX_PATH 260
#define _MAX_DRIVE 3
#define _MAX_DIR 256
#define _MAX_FNAME 256
#define _MAX_EXT 256

#ifdef __cplusplus
extern "C" {
#endif

/* What is called for a parameter that cannot be; the texts are NULL, as in a release build. */
typedef void (*_invalid_parameter_handler)(const wchar_t *expression, const wchar_t *function,
                                           const wchar_t *file, unsigned int line,
                                           uintptr_t reserved);
_invalid_parameter_handler _set_invalid_parameter_handler(_invalid_parameter_handler handler);
_invalid_parameter_handler _get_invalid_parameter_handler(void);
/* Inner: sets errno, calls the handler, returns `error`; the other one returns -1. */
errno_t vsapi_compat_invalid(const char *function, errno_t error);
int vsapi_compat_invalid_result(const char *function, errno_t error);

/* Texts. `size` counts characters and includes the end. */
errno_t strcpy_s(char *to, size_t size, const char *from);
errno_t wcscpy_s(wchar_t *to, size_t size, const wchar_t *from);
errno_t strcat_s(char *to, size_t size, const char *from);
errno_t wcscat_s(wchar_t *to, size_t size, const wchar_t *from);
errno_t strncpy_s(char *to, size_t size, const char *from, size_t count);
errno_t wcsncpy_s(wchar_t *to, size_t size, const wchar_t *from, size_t count);
errno_t strncat_s(char *to, size_t size, const char *from, size_t count);
errno_t wcsncat_s(wchar_t *to, size_t size, const wchar_t *from, size_t count);
size_t strnlen_s(const char *text, size_t size);
size_t wcsnlen_s(const wchar_t *text, size_t size);
char *strtok_s(char *text, const char *delimiters, char **context);
wchar_t *wcstok_s(wchar_t *text, const wchar_t *delimiters, wchar_t **context);
/* Remembers where it is, as Visual C++'s strtok does; wcstok is the standard's, with a context. */
wchar_t *_wcstok(wchar_t *text, const wchar_t *delimiters);
errno_t _strlwr_s(char *text, size_t size);
errno_t _wcslwr_s(wchar_t *text, size_t size);
errno_t _strupr_s(char *text, size_t size);
errno_t _wcsupr_s(wchar_t *text, size_t size);
char *_strlwr(char *text);
wchar_t *_wcslwr(wchar_t *text);
char *_strupr(char *text);
wchar_t *_wcsupr(wchar_t *text);
char *_strrev(char *text);
wchar_t *_wcsrev(wchar_t *text);

/* NULL is an invalid parameter here, and the answer _NLSCMPERROR. */
#define _NLSCMPERROR 2147483647
int _stricmp(const char *a, const char *b);
int _wcsicmp(const wchar_t *a, const wchar_t *b);
int _strnicmp(const char *a, const char *b, size_t count);
int _wcsnicmp(const wchar_t *a, const wchar_t *b, size_t count);
char *_strdup(const char *text);
wchar_t *_wcsdup(const wchar_t *text);

/* Memory. */
errno_t memcpy_s(void *to, size_t size, const void *from, size_t count);
errno_t memmove_s(void *to, size_t size, const void *from, size_t count);
errno_t wmemcpy_s(wchar_t *to, size_t size, const wchar_t *from, size_t count);
errno_t wmemmove_s(wchar_t *to, size_t size, const wchar_t *from, size_t count);
void *_aligned_malloc(size_t size, size_t alignment);
void *_aligned_realloc(void *memory, size_t size, size_t alignment);
void _aligned_free(void *memory);

/* Between narrow text, which is UTF-8, and wide text. `count` as the pages have it. */
errno_t mbstowcs_s(size_t *converted, wchar_t *to, size_t size, const char *from, size_t count);
errno_t wcstombs_s(size_t *converted, char *to, size_t size, const wchar_t *from, size_t count);

/* Numbers. */
char *_itoa(int value, char *to, int radix);
char *_ltoa(int value, char *to, int radix);
char *_ultoa(unsigned value, char *to, int radix);
char *_i64toa(long long value, char *to, int radix);
char *_ui64toa(unsigned long long value, char *to, int radix);
wchar_t *_itow(int value, wchar_t *to, int radix);
wchar_t *_ltow(int value, wchar_t *to, int radix);
wchar_t *_ultow(unsigned value, wchar_t *to, int radix);
wchar_t *_i64tow(long long value, wchar_t *to, int radix);
wchar_t *_ui64tow(unsigned long long value, wchar_t *to, int radix);
errno_t _itoa_s(int value, char *to, size_t size, int radix);
errno_t _ltoa_s(int value, char *to, size_t size, int radix);
errno_t _ultoa_s(unsigned value, char *to, size_t size, int radix);
errno_t _i64toa_s(long long value, char *to, size_t size, int radix);
errno_t _ui64toa_s(unsigned long long value, char *to, size_t size, int radix);
errno_t _itow_s(int value, wchar_t *to, size_t size, int radix);
errno_t _ltow_s(int value, wchar_t *to, size_t size, int radix);
errno_t _ultow_s(unsigned value, wchar_t *to, size_t size, int radix);
errno_t _i64tow_s(long long value, wchar_t *to, size_t size, int radix);
errno_t _ui64tow_s(unsigned long long value, wchar_t *to, size_t size, int radix);
int _wtoi(const wchar_t *text);
int _wtol(const wchar_t *text);
long long _wtoi64(const wchar_t *text);
long long _atoi64(const char *text);
double _wtof(const wchar_t *text);
#define itoa _itoa
#define ltoa _ltoa
#define ultoa _ultoa
#define _strtoi64 strtoll
#define _strtoui64 strtoull
#define _wcstoi64 wcstoll
#define _wcstoui64 wcstoull

/* Files of the real machine, not those of the mock host. A wide name is UTF-8 there. */
errno_t fopen_s(FILE **file, const char *name, const char *mode);
errno_t _wfopen_s(FILE **file, const wchar_t *name, const wchar_t *mode);
FILE *_wfopen(const wchar_t *name, const wchar_t *mode);

errno_t _get_errno(int *value);
errno_t _set_errno(int value);

#ifdef __cplusplus
}

/* An array brings its size along. */
#define VSAPI_COMPAT_ARRAY(name, unit)                                                             \
    template <size_t size> inline errno_t name(unit(&to)[size], const unit *from)                  \
    {                                                                                              \
        return name(to, size, from);                                                               \
    }
#define VSAPI_COMPAT_ARRAY_COUNTED(name, unit)                                                     \
    template <size_t size> inline errno_t name(unit(&to)[size], const unit *from, size_t count)    \
    {                                                                                              \
        return name(to, size, from, count);                                                        \
    }
#define VSAPI_COMPAT_ARRAY_CASE(name, unit)                                                        \
    template <size_t size> inline errno_t name(unit(&text)[size])                                  \
    {                                                                                              \
        return name(text, size);                                                                   \
    }
#define VSAPI_COMPAT_ARRAY_NUMBER(name, number, unit)                                              \
    template <size_t size> inline errno_t name(number value, unit(&to)[size], int radix)           \
    {                                                                                              \
        return name(value, to, size, radix);                                                       \
    }
VSAPI_COMPAT_ARRAY(strcpy_s, char)
VSAPI_COMPAT_ARRAY(wcscpy_s, wchar_t)
VSAPI_COMPAT_ARRAY(strcat_s, char)
VSAPI_COMPAT_ARRAY(wcscat_s, wchar_t)
VSAPI_COMPAT_ARRAY_COUNTED(strncpy_s, char)
VSAPI_COMPAT_ARRAY_COUNTED(wcsncpy_s, wchar_t)
VSAPI_COMPAT_ARRAY_COUNTED(strncat_s, char)
VSAPI_COMPAT_ARRAY_COUNTED(wcsncat_s, wchar_t)
VSAPI_COMPAT_ARRAY_CASE(_strlwr_s, char)
VSAPI_COMPAT_ARRAY_CASE(_wcslwr_s, wchar_t)
VSAPI_COMPAT_ARRAY_CASE(_strupr_s, char)
VSAPI_COMPAT_ARRAY_CASE(_wcsupr_s, wchar_t)
VSAPI_COMPAT_ARRAY_NUMBER(_itoa_s, int, char)
VSAPI_COMPAT_ARRAY_NUMBER(_itow_s, int, wchar_t)
VSAPI_COMPAT_ARRAY_NUMBER(_ltoa_s, int, char)
VSAPI_COMPAT_ARRAY_NUMBER(_ltow_s, int, wchar_t)
VSAPI_COMPAT_ARRAY_NUMBER(_ultoa_s, unsigned, char)
VSAPI_COMPAT_ARRAY_NUMBER(_ultow_s, unsigned, wchar_t)
VSAPI_COMPAT_ARRAY_NUMBER(_i64toa_s, long long, char)
VSAPI_COMPAT_ARRAY_NUMBER(_i64tow_s, long long, wchar_t)
VSAPI_COMPAT_ARRAY_NUMBER(_ui64toa_s, unsigned long long, char)
VSAPI_COMPAT_ARRAY_NUMBER(_ui64tow_s, unsigned long long, wchar_t)
#undef VSAPI_COMPAT_ARRAY
#undef VSAPI_COMPAT_ARRAY_COUNTED
#undef VSAPI_COMPAT_ARRAY_CASE
#undef VSAPI_COMPAT_ARRAY_NUMBER

template <size_t size>
inline errno_t mbstowcs_s(size_t *converted, wchar_t (&to)[size], const char *from, size_t count)
{
    return mbstowcs_s(converted, to, size, from, count);
}

template <size_t size>
inline errno_t wcstombs_s(size_t *converted, char (&to)[size], const wchar_t *from, size_t count)
{
    return wcstombs_s(converted, to, size, from, count);
}

template <typename element, size_t size>
char (*vsapi_compat_count_helper(element (&array)[size]))[size];
#define _countof(array) (sizeof(*vsapi_compat_count_helper(array)))
#else
#define _countof(array) (sizeof(array) / sizeof((array)[0]))
#endif

#define _alloca alloca
#define _malloca malloc
#define _freea free
#define stricmp _stricmp
#define strnicmp _strnicmp
#define wcsicmp _wcsicmp
#define wcsnicmp _wcsnicmp

#define __max(a, b) (((a) > (b)) ? (a) : (b))
#define __min(a, b) (((a) < (b)) ? (a) : (b))

#endif
