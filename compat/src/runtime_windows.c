/*
 * compat/src/runtime_windows.c - functions of Visual C++'s runtime that mingw-w64's headers
 * declare, some of them inline, and none of its libraries has.
 */
#include <vsapi/compat.h>

size_t strnlen_s(const char *text, size_t size)
{
    return text ? strnlen(text, size) : 0;
}

size_t wcsnlen_s(const wchar_t *text, size_t size)
{
    return text ? wcsnlen(text, size) : 0;
}

char *ultoa(unsigned long value, char *to, int radix)
{
    return _ultoa(value, to, radix);
}

#ifdef __i386__
/* _ltoa_s and _ltow_s: declared as imports by mingw-w64, and not in its library for 32 bit. A long
 * is an int there. */
errno_t vsapi_compat_ltoa_s(long value, char *to, size_t size, int radix) __asm__("__ltoa_s");
errno_t vsapi_compat_ltow_s(long value, wchar_t *to, size_t size, int radix) __asm__("__ltow_s");
extern void *const vsapi_compat_import_ltoa_s __asm__("__imp___ltoa_s");
extern void *const vsapi_compat_import_ltow_s __asm__("__imp___ltow_s");

errno_t vsapi_compat_ltoa_s(long value, char *to, size_t size, int radix)
{
    return _itoa_s(value, to, size, radix);
}

errno_t vsapi_compat_ltow_s(long value, wchar_t *to, size_t size, int radix)
{
    return _itow_s(value, to, size, radix);
}

void *const vsapi_compat_import_ltoa_s = (void *)vsapi_compat_ltoa_s;
void *const vsapi_compat_import_ltow_s = (void *)vsapi_compat_ltow_s;
#endif
