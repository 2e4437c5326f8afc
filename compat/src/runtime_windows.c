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
