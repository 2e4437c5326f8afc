/*
 * vsapi/base/encode.c - between encodings: iconv natively, the system's own conversion on Windows.
 *
 * Opening a converter costs more than converting a name, so a few are kept for each direction that
 * WCHAR needs. They are lent to one thread at a time and closed when the library goes.
 */
#include "encode.h"

#include <vsapi/alloc.h>
#include <vsapi/error.h>
#include <vsapi/text.h>
#include <vsapi/thread.h>

#include <errno.h>
#include <string.h>

/* Takes the bytes that were converted as the whole text, closed with zeros enough for any unit. */
#define END_BYTES 4

#ifndef _WIN32

#include <iconv.h>

#define KEPT 4 /* converters of one direction that nobody uses */

static const struct direction {
    const char *from, *to;
} directions[] = {
    [VSAPI_ENCODE_WIDE_TO_UTF8] = {"WCHAR_T", "UTF-8"},
    [VSAPI_ENCODE_UTF8_TO_WIDE] = {"UTF-8", "WCHAR_T"},
};
#define DIRECTIONS (sizeof directions / sizeof directions[0])

static struct vsapi_mutex pool_lock = VSAPI_MUTEX_INIT; /* guards the pool */
static struct {
    iconv_t kept[KEPT];
    size_t count;
} pool[DIRECTIONS];
static bool pool_closed; /* the library is going: nothing is kept any more */

static iconv_t pool_take(enum vsapi_encode_direction direction)
{
    iconv_t converter = (iconv_t)-1;

    vsapi_mutex_lock(&pool_lock);
    if (pool[direction].count > 0)
        converter = pool[direction].kept[--pool[direction].count];
    vsapi_mutex_unlock(&pool_lock);
    if (converter == (iconv_t)-1)
        converter = iconv_open(directions[direction].to, directions[direction].from);
    return converter;
}

static void pool_give(enum vsapi_encode_direction direction, iconv_t converter)
{
    bool kept = false;

    vsapi_mutex_lock(&pool_lock);
    if (!pool_closed && pool[direction].count < KEPT) {
        pool[direction].kept[pool[direction].count++] = converter;
        kept = true;
    }
    vsapi_mutex_unlock(&pool_lock);
    if (!kept)
        iconv_close(converter);
}

__attribute__((destructor)) static void pool_close(void)
{
    vsapi_mutex_lock(&pool_lock);
    pool_closed = true;
    for (size_t i = 0; i < DIRECTIONS; i++) {
        while (pool[i].count > 0)
            iconv_close(pool[i].kept[--pool[i].count]);
    }
    vsapi_mutex_unlock(&pool_lock);
}

static HRESULT converter_missing(const char *from, const char *to)
{
    return vsapi_fail(E_INVALIDARG, "the system cannot convert %s to %s", from, to);
}

/* Makes room for at least as many bytes again; the bytes so far stay. */
static bool buffer_grow(char **buffer, size_t *capacity)
{
    char *grown;

    if (*capacity > SIZE_MAX / 4)
        return false;
    grown = vsapi_realloc(*buffer, *capacity * 2 + END_BYTES);
    if (!grown)
        return false;
    *buffer = grown;
    *capacity *= 2;
    return true;
}

/* Runs a converter over all of the data. */
static HRESULT converter_run(iconv_t converter, const char *from, const void *data,
                             size_t size_bytes, char **out, size_t *out_bytes)
{
    char *in = (char *)(uintptr_t)data;
    size_t in_left = size_bytes, capacity = size_bytes + size_bytes / 2 + 16, used = 0;
    char *buffer = vsapi_malloc(capacity + END_BYTES);

    if (!buffer)
        return vsapi_out_of_memory();
    iconv(converter, NULL, NULL, NULL, NULL);
    while (in_left > 0) {
        char *end = buffer + used;
        size_t out_left = capacity - used;
        size_t done = iconv(converter, &in, &in_left, &end, &out_left);

        used = (size_t)(end - buffer);
        if (done != (size_t)-1)
            continue;
        if (errno == E2BIG && buffer_grow(&buffer, &capacity))
            continue;
        if (errno != EILSEQ && errno != EINVAL) {
            vsapi_free(buffer);
            return vsapi_out_of_memory();
        }
        vsapi_free(buffer);
        return vsapi_fail(E_INVALIDARG, "the text is no valid %s: byte %zu of %zu", from,
                          size_bytes - in_left, size_bytes);
    }
    memset(buffer + used, 0, END_BYTES);
    *out = buffer;
    *out_bytes = used;
    return S_OK;
}

HRESULT vsapi_encode(enum vsapi_encode_direction direction, const void *data, size_t size_bytes,
                     char **out, size_t *out_bytes)
{
    iconv_t converter = pool_take(direction);
    const char *from = directions[direction].from;
    HRESULT hr;

    if (converter == (iconv_t)-1)
        return converter_missing(from, directions[direction].to);
    hr = converter_run(converter, from, data, size_bytes, out, out_bytes);
    pool_give(direction, converter);
    return hr;
}

HRESULT vsapi_text_convert(const char *from, const char *to, const void *data, size_t size_bytes,
                           char **out, size_t *out_bytes)
{
    iconv_t converter;
    HRESULT hr;

    *out = NULL;
    *out_bytes = 0;
    if (!data)
        return S_OK;
    converter = iconv_open(to, from);
    if (converter == (iconv_t)-1)
        return converter_missing(from, to);
    hr = converter_run(converter, from, data, size_bytes, out, out_bytes);
    iconv_close(converter);
    return hr;
}

#else

/* Windows converts between UTF-8 and UTF-16LE, the only encodings that documents use besides BE. */
static HRESULT invalid(const char *from, size_t size_bytes)
{
    return vsapi_fail(E_INVALIDARG, "the text of %zu bytes is no valid %s", size_bytes, from);
}

static HRESULT utf8_from_wide(const WCHAR *wide, size_t length, char **out, size_t *out_bytes)
{
    int bytes = 0;

    if (length > INT_MAX)
        return invalid("UTF-16", length * 2);
    if (length > 0) {
        bytes = WideCharToMultiByte(CP_UTF8, WC_ERR_INVALID_CHARS, wide, (int)length, NULL, 0, NULL,
                                    NULL);
        if (bytes == 0)
            return invalid("UTF-16", length * 2);
    }
    *out = vsapi_calloc((size_t)bytes + END_BYTES, 1);
    if (!*out)
        return vsapi_out_of_memory();
    if (length > 0)
        WideCharToMultiByte(CP_UTF8, WC_ERR_INVALID_CHARS, wide, (int)length, *out, bytes, NULL,
                            NULL);
    *out_bytes = (size_t)bytes;
    return S_OK;
}

static HRESULT wide_from_utf8(const char *text, size_t size_bytes, char **out, size_t *out_bytes)
{
    int length = 0;

    if (size_bytes > INT_MAX)
        return invalid("UTF-8", size_bytes);
    if (size_bytes > 0) {
        length = MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS, text, (int)size_bytes, NULL, 0);
        if (length == 0)
            return invalid("UTF-8", size_bytes);
    }
    *out = vsapi_calloc((size_t)length * sizeof(WCHAR) + END_BYTES, 1);
    if (!*out)
        return vsapi_out_of_memory();
    if (size_bytes > 0)
        MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS, text, (int)size_bytes, (WCHAR *)*out,
                            length);
    *out_bytes = (size_t)length * sizeof(WCHAR);
    return S_OK;
}

HRESULT vsapi_encode(enum vsapi_encode_direction direction, const void *data, size_t size_bytes,
                     char **out, size_t *out_bytes)
{
    if (direction == VSAPI_ENCODE_WIDE_TO_UTF8)
        return utf8_from_wide(data, size_bytes / sizeof(WCHAR), out, out_bytes);
    return wide_from_utf8(data, size_bytes, out, out_bytes);
}

static void swap_units(char *bytes, size_t size_bytes)
{
    for (size_t i = 0; i + 1 < size_bytes; i += 2) {
        char low = bytes[i];

        bytes[i] = bytes[i + 1];
        bytes[i + 1] = low;
    }
}

/* UTF-16 of either byte order to UTF-8. */
static HRESULT utf8_from_units(const void *data, size_t size_bytes, bool swap, char **out,
                               size_t *out_bytes)
{
    char *units;
    HRESULT hr;

    if (size_bytes % 2 != 0)
        return invalid("UTF-16", size_bytes);
    units = vsapi_malloc(size_bytes);
    if (!units)
        return vsapi_out_of_memory();
    memcpy(units, data, size_bytes);
    if (swap)
        swap_units(units, size_bytes);
    hr = utf8_from_wide((const WCHAR *)units, size_bytes / 2, out, out_bytes);
    vsapi_free(units);
    return hr;
}

HRESULT vsapi_text_convert(const char *from, const char *to, const void *data, size_t size_bytes,
                           char **out, size_t *out_bytes)
{
    bool from_big = strcmp(from, "UTF-16BE") == 0, to_big = strcmp(to, "UTF-16BE") == 0;
    HRESULT hr;

    *out = NULL;
    *out_bytes = 0;
    if (!data)
        return S_OK;
    if (strcmp(to, "UTF-8") == 0 && (from_big || strcmp(from, "UTF-16LE") == 0))
        return utf8_from_units(data, size_bytes, from_big, out, out_bytes);
    if (strcmp(from, "UTF-8") != 0 || (!to_big && strcmp(to, "UTF-16LE") != 0))
        return vsapi_fail(E_INVALIDARG, "the system cannot convert %s to %s", from, to);
    hr = wide_from_utf8(data, size_bytes, out, out_bytes);
    if (SUCCEEDED(hr) && to_big)
        swap_units(*out, *out_bytes);
    return hr;
}

#endif
