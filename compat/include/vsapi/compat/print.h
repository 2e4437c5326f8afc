/*
 * vsapi/compat/print.h - the printf family as Visual C++ has it, natively.
 *
 * In the wide functions %s is a wide text. glibc's functions of the same names read it as narrow;
 * so those that both have (wprintf, swprintf ...) are macros here, for functions of our own. What
 * only Visual C++ has stands under its own name. printf, fprintf and sprintf are glibc's.
 *
 * Wide output to a file is UTF-8, whatever the locale is, and mixes with narrow output.
 */
#ifndef VSAPI_COMPAT_PRINT_H
#define VSAPI_COMPAT_PRINT_H

#include <stdarg.h>
#include <stdio.h>
#include <wchar.h>
#ifdef __cplusplus
#include <cstdio>
#include <cwchar>
extern "C" {
#endif

int vsapi_compat_wprintf(const wchar_t *format, ...);
int vsapi_compat_fwprintf(FILE *stream, const wchar_t *format, ...);
int vsapi_compat_vwprintf(const wchar_t *format, va_list args);
int vsapi_compat_vfwprintf(FILE *stream, const wchar_t *format, va_list args);
int vsapi_compat_swprintf(wchar_t *buffer, size_t count, const wchar_t *format, ...);
int vsapi_compat_vswprintf(wchar_t *buffer, size_t count, const wchar_t *format, va_list args);
int vsapi_compat_fputws(const wchar_t *text, FILE *stream);
wint_t vsapi_compat_fputwc(wchar_t character, FILE *stream);
wint_t vsapi_compat_putwchar(wchar_t character);

/* sprintf with Visual C++'s meaning of formats, for _stprintf. */
int vsapi_compat_sprintf(char *buffer, const char *format, ...);
int vsapi_compat_vsprintf(char *buffer, const char *format, va_list args);

int _putws(const wchar_t *text);
int _snprintf(char *buffer, size_t count, const char *format, ...);
int _vsnprintf(char *buffer, size_t count, const char *format, va_list args);
int _snwprintf(wchar_t *buffer, size_t count, const wchar_t *format, ...);
int _vsnwprintf(wchar_t *buffer, size_t count, const wchar_t *format, va_list args);
int _scprintf(const char *format, ...);
int _vscprintf(const char *format, va_list args);
int _scwprintf(const wchar_t *format, ...);
int _vscwprintf(const wchar_t *format, va_list args);

int sprintf_s(char *buffer, size_t size, const char *format, ...);
int vsprintf_s(char *buffer, size_t size, const char *format, va_list args);
int swprintf_s(wchar_t *buffer, size_t size, const wchar_t *format, ...);
int vswprintf_s(wchar_t *buffer, size_t size, const wchar_t *format, va_list args);
int _snprintf_s(char *buffer, size_t size, size_t count, const char *format, ...);
int _vsnprintf_s(char *buffer, size_t size, size_t count, const char *format, va_list args);
int vsnprintf_s(char *buffer, size_t size, size_t count, const char *format, va_list args);
int _snwprintf_s(wchar_t *buffer, size_t size, size_t count, const wchar_t *format, ...);
int _vsnwprintf_s(wchar_t *buffer, size_t size, size_t count, const wchar_t *format, va_list args);
int printf_s(const char *format, ...);
int fprintf_s(FILE *stream, const char *format, ...);
int vprintf_s(const char *format, va_list args);
int vfprintf_s(FILE *stream, const char *format, va_list args);
int wprintf_s(const wchar_t *format, ...);
int fwprintf_s(FILE *stream, const wchar_t *format, ...);
int vwprintf_s(const wchar_t *format, va_list args);
int vfwprintf_s(FILE *stream, const wchar_t *format, va_list args);

#ifdef __cplusplus
}

/* The older swprintf, without the size, which Visual C++ still takes in C++. */
inline int vsapi_compat_vswprintf(wchar_t *buffer, const wchar_t *format, va_list args)
{
    return vsapi_compat_vswprintf(buffer, (size_t)-1 / sizeof(wchar_t), format, args);
}

inline int vsapi_compat_swprintf(wchar_t *buffer, const wchar_t *format, ...)
{
    va_list args;
    va_start(args, format);
    int length = vsapi_compat_vswprintf(buffer, format, args);
    va_end(args);
    return length;
}

/* For std::wprintf. */
namespace std
{
using ::vsapi_compat_fputwc;
using ::vsapi_compat_fputws;
using ::vsapi_compat_fwprintf;
using ::vsapi_compat_putwchar;
using ::vsapi_compat_swprintf;
using ::vsapi_compat_vfwprintf;
using ::vsapi_compat_vswprintf;
using ::vsapi_compat_vwprintf;
using ::vsapi_compat_wprintf;
} // namespace std

/* An array brings its size along. */
#define VSAPI_COMPAT_ARRAY_PRINT(name, list_name, unit)                                            \
    template <size_t size> inline int name(unit(&buffer)[size], const unit *format, ...)           \
    {                                                                                              \
        va_list args;                                                                              \
        va_start(args, format);                                                                    \
        int length = list_name(buffer, size, format, args);                                        \
        va_end(args);                                                                              \
        return length;                                                                             \
    }                                                                                              \
    template <size_t size>                                                                         \
    inline int list_name(unit(&buffer)[size], const unit *format, va_list args)                    \
    {                                                                                              \
        return list_name(buffer, size, format, args);                                              \
    }
#define VSAPI_COMPAT_ARRAY_PRINT_COUNTED(name, list_name, unit)                                    \
    template <size_t size>                                                                         \
    inline int name(unit(&buffer)[size], size_t count, const unit *format, ...)                    \
    {                                                                                              \
        va_list args;                                                                              \
        va_start(args, format);                                                                    \
        int length = list_name(buffer, size, count, format, args);                                 \
        va_end(args);                                                                              \
        return length;                                                                             \
    }                                                                                              \
    template <size_t size>                                                                         \
    inline int list_name(unit(&buffer)[size], size_t count, const unit *format, va_list args)      \
    {                                                                                              \
        return list_name(buffer, size, count, format, args);                                       \
    }
VSAPI_COMPAT_ARRAY_PRINT(sprintf_s, vsprintf_s, char)
VSAPI_COMPAT_ARRAY_PRINT(swprintf_s, vswprintf_s, wchar_t)
VSAPI_COMPAT_ARRAY_PRINT_COUNTED(_snprintf_s, _vsnprintf_s, char)
VSAPI_COMPAT_ARRAY_PRINT_COUNTED(_snwprintf_s, _vsnwprintf_s, wchar_t)
#undef VSAPI_COMPAT_ARRAY_PRINT
#undef VSAPI_COMPAT_ARRAY_PRINT_COUNTED
#endif

#define wprintf vsapi_compat_wprintf
#define fwprintf vsapi_compat_fwprintf
#define vwprintf vsapi_compat_vwprintf
#define vfwprintf vsapi_compat_vfwprintf
#define swprintf vsapi_compat_swprintf
#define vswprintf vsapi_compat_vswprintf
#define fputws vsapi_compat_fputws
#define fputwc vsapi_compat_fputwc
#undef putwc
#define putwc vsapi_compat_fputwc
#undef putwchar
#define putwchar vsapi_compat_putwchar
/* The same without regard to standards. */
#define _swprintf vsapi_compat_swprintf
#define _vswprintf vsapi_compat_vswprintf

#endif
