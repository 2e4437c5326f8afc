/*
 * compat/src/narrow.c - see vsapi/compat/narrow.h. What is no text becomes a question mark.
 */
#include <vsapi/compat/narrow.h>

#include "utf8.h"

int vsapi_compat_widen(const char *from, int length, wchar_t *to, int size)
{
    const char *end = length < 0 ? from + strlen(from) + 1 : from + length;
    int count = 0;

    while (from < end) {
        char copy[COMPAT_UTF8_MAX + 1] = "";
        wchar_t character;
        size_t bytes;

        /* A text that is not ended is not read beyond its length. */
        memcpy(copy, from,
               (size_t)(end - from) < COMPAT_UTF8_MAX ? (size_t)(end - from) : COMPAT_UTF8_MAX);
        bytes = vsapi_compat_utf8_read(copy, &character);
        if (size > 0 && count >= size)
            return 0;
        if (size > 0)
            to[count] = character;
        count++;
        from += bytes ? bytes : 1;
    }
    return count;
}

int vsapi_compat_narrow(const wchar_t *from, int length, char *to, int size)
{
    const wchar_t *end = length < 0 ? from + wcslen(from) + 1 : from + length;
    int count = 0;

    for (; from < end; from++) {
        char bytes[COMPAT_UTF8_MAX] = "?";
        size_t written = vsapi_compat_utf8_write(*from, bytes);

        written = written ? written : 1;
        if (size > 0 && written > (size_t)(size - count))
            return 0;
        if (size > 0)
            memcpy(to + count, bytes, written);
        count += (int)written;
    }
    return count;
}
