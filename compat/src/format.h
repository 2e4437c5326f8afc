/*
 * compat/src/format.h - text out of a format, with Visual C++'s meaning of it.
 *
 * Formats and results are char (UTF-8) or wchar_t; a width and a precision count units of the
 * result. What it means by %s, %S, %I64d or %ld stands in format.c.
 */
#ifndef COMPAT_FORMAT_H
#define COMPAT_FORMAT_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

/**
 * Formats into `buffer`, which holds `capacity` units; of a longer result the first ones. Writes no
 * terminator. The list is as it was afterwards.
 *
 * @return the length of the whole result, or -1 with errno: EINVAL (a format that cannot be),
 *         EOVERFLOW (longer than an int counts), ENOMEM
 */
int vsapi_compat_format(bool wide, void *buffer, size_t capacity, const void *format, va_list args);
/* The same, into memory of its own with a terminator, that the caller frees. NULL: as -1 above. */
wchar_t *vsapi_compat_format_new(const wchar_t *format, va_list args, size_t *length);

#endif
