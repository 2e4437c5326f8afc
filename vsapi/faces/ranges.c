/*
 * vsapi/faces/ranges.c - lists of byte ranges: offset ":" length, separated by commas.
 *
 * Numbers are unsigned, of 64 bits, decimal or hexadecimal with the prefix 0x; blanks may stand
 * around a comma (rules IVssComponent.AddPartialFile-10 to -12).
 */
#include <vsapi/ranges.h>

#include <string.h>

#include <vsapi/text.h>

#include "inner.h"

static int digit_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return 99;
}

static bool take_number(const char **cursor, uint64_t *out)
{
    const char *at = *cursor;
    unsigned base = 10;
    uint64_t value = 0;
    const char *first;

    if (at[0] == '0' && (at[1] == 'x' || at[1] == 'X')) {
        base = 16;
        at += 2;
    }
    for (first = at; (unsigned)digit_value(*at) < base; at++) {
        unsigned digit = (unsigned)digit_value(*at);

        if (value > (UINT64_MAX - digit) / base)
            return false;
        value = value * base + digit;
    }
    if (at == first)
        return false;
    *cursor = at;
    *out = value;
    return true;
}

static const char *skip_blanks(const char *at)
{
    while (*at == ' ' || *at == '\t')
        at++;
    return at;
}

bool vsapi_ranges_next(const char **cursor, uint64_t *offset, uint64_t *length)
{
    const char *at = skip_blanks(*cursor);

    if (!take_number(&at, offset) || *at++ != ':' || !take_number(&at, length))
        return false;
    at = skip_blanks(at);
    if (*at == ',' && *skip_blanks(at + 1) != '\0')
        at++;
    else if (*at != '\0')
        return false;
    *cursor = at;
    return true;
}

bool vsapi_ranges_valid(const char *list)
{
    uint64_t offset, length;

    if (*list == '\0')
        return false;
    while (vsapi_ranges_next(&list, &offset, &length))
        ;
    return *list == '\0';
}

bool vsapi_ranges_pair(const char *source, const char *destination)
{
    uint64_t offset, length, other;

    if (!vsapi_ranges_valid(source) || !vsapi_ranges_valid(destination))
        return false;
    while (vsapi_ranges_next(&source, &offset, &length)) {
        if (!vsapi_ranges_next(&destination, &offset, &other) || other != length)
            return false;
    }
    return *destination == '\0';
}

const char *vsapi_ranges_file(const char *ranges)
{
    if (vsapi_text_starts(ranges, "File="))
        ranges += strlen("File=");
    return vsapi_path_is_full(ranges) || (ranges[0] == '%' && ranges[1] != '\0') ? ranges : NULL;
}
