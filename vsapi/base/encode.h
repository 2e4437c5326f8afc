/*
 * vsapi/base/encode.h - the two conversions that every text of the API goes through; for text.c.
 */
#ifndef VSAPI_BASE_ENCODE_H
#define VSAPI_BASE_ENCODE_H

#include <vsapi/platform.h>

enum vsapi_encode_direction { VSAPI_ENCODE_WIDE_TO_UTF8, VSAPI_ENCODE_UTF8_TO_WIDE };

/* Converts all of the data. *out is closed with a zero of the target's width and freed with
 * vsapi_free; on failure *out is as before. */
HRESULT vsapi_encode(enum vsapi_encode_direction direction, const void *data, size_t size_bytes,
                     char **out, size_t *out_bytes);

#endif
