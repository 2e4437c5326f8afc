/*
 * compat/src/convert.c - between narrow and wide text.
 *
 * Narrow text is UTF-8, whatever the locale is.
 */
#include <vsapi/compat/crt.h>

#include "utf8.h"

#include <stdbool.h>

/* How a conversion is checked and ends is the same for both directions. */
struct conversion {
    const char *function;
    void *to; /* NULL: only count */
    size_t size;
    size_t count; /* the most that is wanted, without the end */
    size_t unit;  /* bytes of a character of the result */
};

static void set_end(const struct conversion *conversion, size_t at)
{
    if (conversion->to)
        memset((char *)conversion->to + at * conversion->unit, 0, conversion->unit);
}

static errno_t refuse(const struct conversion *conversion, size_t *converted, errno_t error)
{
    if (converted)
        *converted = 0;
    if (conversion->size > 0)
        set_end(conversion, 0);
    if (error != EILSEQ)
        return vsapi_compat_invalid(conversion->function, error);
    errno = error;
    return error;
}

static errno_t finish(const struct conversion *conversion, size_t *converted, size_t length,
                      bool cut)
{
    set_end(conversion, length);
    if (converted)
        *converted = length + 1;
    return cut ? STRUNCATE : 0;
}

static bool is_wrong(const struct conversion *conversion, const void *from)
{
    return !from ? !(conversion->count == 0 && conversion->to && conversion->size > 0)
                 : !conversion->to != (conversion->size == 0);
}

/* Is there room for `more` characters and the end? */
static bool has_room(const struct conversion *conversion, size_t length, size_t more)
{
    return !conversion->to || length + more < conversion->size;
}

errno_t mbstowcs_s(size_t *converted, wchar_t *to, size_t size, const char *from, size_t count)
{
    struct conversion conversion = {"mbstowcs_s", to, size, count, sizeof(wchar_t)};
    size_t length = 0;
    wchar_t character = 0;

    if (is_wrong(&conversion, from))
        return refuse(&conversion, converted, EINVAL);
    while (from && (!to || length < count)) {
        size_t bytes = vsapi_compat_utf8_read(from, &character);

        if (bytes == 0 && character != 0)
            return refuse(&conversion, converted, EILSEQ);
        if (bytes == 0)
            break;
        if (!has_room(&conversion, length, 1))
            return count == _TRUNCATE ? finish(&conversion, converted, length, true)
                                      : refuse(&conversion, converted, ERANGE);
        if (to)
            to[length] = character;
        length++;
        from += bytes;
    }
    return finish(&conversion, converted, length, false);
}

errno_t wcstombs_s(size_t *converted, char *to, size_t size, const wchar_t *from, size_t count)
{
    struct conversion conversion = {"wcstombs_s", to, size, count, 1};
    char bytes[COMPAT_UTF8_MAX];
    size_t length = 0;

    if (is_wrong(&conversion, from))
        return refuse(&conversion, converted, EINVAL);
    for (; from && *from; from++) {
        size_t written = vsapi_compat_utf8_write(*from, bytes);

        if (written == 0)
            return refuse(&conversion, converted, EILSEQ);
        if (to && (written > count || length > count - written))
            break;
        if (!has_room(&conversion, length, written))
            return count == _TRUNCATE ? finish(&conversion, converted, length, true)
                                      : refuse(&conversion, converted, ERANGE);
        if (to)
            memcpy(to + length, bytes, written);
        length += written;
    }
    return finish(&conversion, converted, length, false);
}
