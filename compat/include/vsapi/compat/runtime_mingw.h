/*
 * vsapi/compat/runtime_mingw.h - wide formats for mingw-w64: that of Windows' own runtime.
 *
 * For C++ mingw-w64 puts functions of its own in the place of the runtime's; in their wide ones %S
 * prints nothing and %s reads a narrow text. Windows' runtime is what the source was written for.
 */
#ifndef VSAPI_COMPAT_RUNTIME_MINGW_H
#define VSAPI_COMPAT_RUNTIME_MINGW_H

#include <stdarg.h>
#include <stdio.h>
#include <wchar.h>

#ifdef __cplusplus
#define VSAPI_COMPAT_INLINE inline
#else
#define VSAPI_COMPAT_INLINE static inline
#endif

/* Always ended; -1 when it does not fit. */
VSAPI_COMPAT_INLINE int vsapi_compat_vswprintf(wchar_t *buffer, size_t count, const wchar_t *format,
                                               va_list args)
{
    int length = count > 0 ? _vsnwprintf(buffer, count, format, args) : -1;

    if (count > 0 && (length < 0 || (size_t)length >= count)) {
        buffer[count - 1] = 0;
        return -1;
    }
    return length;
}

VSAPI_COMPAT_INLINE int vsapi_compat_swprintf(wchar_t *buffer, size_t count, const wchar_t *format,
                                              ...)
{
    va_list args;
    int length;

    va_start(args, format);
    length = vsapi_compat_vswprintf(buffer, count, format, args);
    va_end(args);
    return length;
}

#ifdef __cplusplus
/* The older swprintf, without the size. */
inline int vsapi_compat_vswprintf(wchar_t *buffer, const wchar_t *format, va_list args)
{
    return vsapi_compat_vswprintf(buffer, 0x7FFFFFFF, format, args);
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
using ::__ms_fwprintf;
using ::__ms_swscanf;
using ::__ms_vfwprintf;
using ::__ms_vwprintf;
using ::__ms_wprintf;
using ::vsapi_compat_swprintf;
using ::vsapi_compat_vswprintf;
} // namespace std
#endif
#undef VSAPI_COMPAT_INLINE

#define wprintf __ms_wprintf
#define fwprintf __ms_fwprintf
#define vwprintf __ms_vwprintf
#define vfwprintf __ms_vfwprintf
#define swscanf __ms_swscanf
#define swprintf vsapi_compat_swprintf
#define vswprintf vsapi_compat_vswprintf
#ifndef _UCRT /* there wcstok is the standard's */
#define _wcstok wcstok
#endif

#endif
