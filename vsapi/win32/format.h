/*
 * vsapi/win32/format.h - Windows' printf, as wsprintf and FormatMessage have it.
 */
#ifndef VSAPI_WIN32_FORMAT_H
#define VSAPI_WIN32_FORMAT_H

#include "ground.h"

#include <vsapi/alloc.h>

#include <stdarg.h>

struct vsapi_wide_text { /* grows; free items with vsapi_free */
    VSAPI_ARRAY(WCHAR) text;
    bool failed; /* memory is out */
};
VSAPI_INNER void vsapi_wide_put(struct vsapi_wide_text *text, WCHAR character);
VSAPI_INNER void vsapi_wide_put_text(struct vsapi_wide_text *text, const WCHAR *more);

struct vsapi_conversion { /* what stands behind a % */
    bool left, zero, alternate;
    int width, precision; /* precision -1: none; both -2: the next argument tells */
    enum { VSAPI_SIZE_INT = 760, VSAPI_SIZE_SHORT, VSAPI_SIZE_LONG, VSAPI_SIZE_64 } size;
    WCHAR kind; /* d i u x X p c C s S; 0: it is none */
};
/* Reads a conversion; *at goes behind it. */
VSAPI_INNER struct vsapi_conversion vsapi_conversion_read(const WCHAR **at);
/* Puts a value, a number or pointer, into the text. `wide`: %s is a wide text. */
VSAPI_INNER void vsapi_conversion_put(const struct vsapi_conversion *conversion, uint64_t value,
                                      bool wide, struct vsapi_wide_text *out);
/* Does its value take 64 bits of a list of arguments? */
VSAPI_INNER bool vsapi_conversion_is_long(const struct vsapi_conversion *conversion);

#endif
