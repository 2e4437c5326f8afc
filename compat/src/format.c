/*
 * compat/src/format.c - see format.h.
 *
 * A directive is %[flags][width][.precision][size]type. Each is taken apart here; numbers are then
 * handed to snprintf one by one, texts are converted here. As Visual C++ has it:
 *  - %s and %c are of the format's own kind, %S and %C of the other one; h makes them narrow, l and
 *    w wide;
 *  - l means 32 bits, as long does there: %lu prints a DWORD. I64 and ll are 64 bits, I, z and t as
 *    wide as a pointer;
 *  - %p is 16 hexadecimal digits in capitals;
 *  - a text that is NULL is "(null)";
 *  - %n is refused; % before what is no type is left out.
 */
#include "format.h"

#include "utf8.h"

#include <errno.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum size { /* what stands before the type */
            SIZE_NONE = 100,
            SIZE_CHAR,
            SIZE_SHORT,
            SIZE_LONG, /* 32 bits */
            SIZE_WIDE,
            SIZE_POINTER,
            SIZE_64,
            SIZE_LONG_DOUBLE
};

struct directive {
    char flags[8];
    bool left;     /* the flag - */
    int width;     /* 0: none */
    int precision; /* -1: none */
    enum size size;
    wchar_t type;
};

struct format {
    bool wide;
    const void *text;
    size_t at;
    va_list args;
};

struct result {
    bool wide;
    void *buffer;
    size_t capacity;
    size_t length; /* also of what found no room */
};

static wchar_t format_peek(const struct format *format)
{
    return format->wide ? ((const wchar_t *)format->text)[format->at]
                        : (wchar_t)((const unsigned char *)format->text)[format->at];
}

static bool format_takes(struct format *format, wchar_t unit)
{
    if (format_peek(format) != unit)
        return false;
    format->at++;
    return true;
}

static void result_put(struct result *result, wchar_t unit)
{
    if (result->length < result->capacity) {
        if (result->wide)
            ((wchar_t *)result->buffer)[result->length] = unit;
        else
            ((char *)result->buffer)[result->length] = (char)unit;
    }
    result->length++;
}

static void result_fill(struct result *result, size_t present, int width)
{
    for (size_t i = present; width > 0 && i < (size_t)width; i++)
        result_put(result, L' ');
}

/* Digits, or the int that * stands for. False: beyond an int. */
static bool read_number(struct format *format, int *out)
{
    int number = 0;

    if (format_takes(format, L'*')) {
        *out = va_arg(format->args, int);
        return true;
    }
    while (format_peek(format) >= L'0' && format_peek(format) <= L'9') {
        int digit = (int)(format_peek(format) - L'0');

        if (number > (INT_MAX - digit) / 10)
            return false;
        number = number * 10 + digit;
        format->at++;
    }
    *out = number;
    return true;
}

static void read_flags(struct format *format, struct directive *directive)
{
    size_t count = 0;
    wchar_t unit;

    for (; (unit = format_peek(format)) != 0 && unit < 0x80 && strchr("-+ #0", (int)unit);
         format->at++) {
        if (count + 2 < sizeof directive->flags && !strchr(directive->flags, (int)unit))
            directive->flags[count++] = (char)unit;
    }
    directive->left = strchr(directive->flags, '-');
}

static bool read_width(struct format *format, struct directive *directive)
{
    if (!read_number(format, &directive->width) || directive->width == INT_MIN)
        return false;
    if (directive->width < 0) {
        directive->width = -directive->width;
        directive->left = true;
    }
    directive->precision = -1;
    if (!format_takes(format, L'.'))
        return true;
    if (!read_number(format, &directive->precision))
        return false;
    if (directive->precision < 0)
        directive->precision = -1;
    return true;
}

static enum size read_size(struct format *format)
{
    if (format_takes(format, L'h'))
        return format_takes(format, L'h') ? SIZE_CHAR : SIZE_SHORT;
    if (format_takes(format, L'l'))
        return format_takes(format, L'l') ? SIZE_64 : SIZE_LONG;
    if (format_takes(format, L'w'))
        return SIZE_WIDE;
    if (format_takes(format, L'L'))
        return SIZE_LONG_DOUBLE;
    if (format_takes(format, L'j'))
        return SIZE_64;
    if (format_takes(format, L'z') || format_takes(format, L't'))
        return SIZE_POINTER;
    if (!format_takes(format, L'I'))
        return SIZE_NONE;
    if (format_takes(format, L'6')) {
        format_takes(format, L'4');
        return SIZE_64;
    }
    if (format_takes(format, L'3')) {
        format_takes(format, L'2');
        return SIZE_LONG;
    }
    return SIZE_POINTER;
}

/* The format for one number: the flags, width and precision of this directive. */
static void number_format(const struct directive *directive, const char *type, char out[32])
{
    snprintf(out, 32, "%%%s%s*.*%s", directive->flags,
             directive->left && !strchr(directive->flags, '-') ? "-" : "", type);
}

/* Puts what snprintf makes of one number. */
static int put_number(struct result *result, const char *format, ...)
{
    char brief[128];
    char *text = brief;
    va_list args, again;
    int length;

    va_start(args, format);
    va_copy(again, args);
    length = vsnprintf(brief, sizeof brief, format, args);
    va_end(args);
    if (length >= (int)sizeof brief) {
        text = malloc((size_t)length + 1);
        length = text ? vsnprintf(text, (size_t)length + 1, format, again) : -1;
    }
    va_end(again);
    for (int i = 0; i < length; i++)
        result_put(result, (wchar_t)(unsigned char)text[i]);
    if (text != brief)
        free(text);
    return length < 0 ? -1 : 0;
}

static long long signed_argument(struct format *format, enum size size)
{
    switch (size) {
    case SIZE_64:
        return va_arg(format->args, long long);
    case SIZE_POINTER:
        return va_arg(format->args, ptrdiff_t);
    case SIZE_SHORT:
        return (short)va_arg(format->args, int);
    case SIZE_CHAR:
        return (signed char)va_arg(format->args, int);
    default:
        return va_arg(format->args, int);
    }
}

static unsigned long long unsigned_argument(struct format *format, enum size size)
{
    switch (size) {
    case SIZE_64:
        return va_arg(format->args, unsigned long long);
    case SIZE_POINTER:
        return va_arg(format->args, size_t);
    case SIZE_SHORT:
        return (unsigned short)va_arg(format->args, unsigned);
    case SIZE_CHAR:
        return (unsigned char)va_arg(format->args, unsigned);
    default:
        return va_arg(format->args, unsigned);
    }
}

static int put_signed(struct format *format, struct result *result, struct directive *directive)
{
    char spec[32];

    number_format(directive, "lld", spec);
    return put_number(result, spec, directive->width, directive->precision,
                      signed_argument(format, directive->size));
}

static int put_unsigned(struct format *format, struct result *result, struct directive *directive)
{
    char type[] = {'l', 'l', (char)directive->type, '\0'}, spec[32];

    number_format(directive, type, spec);
    return put_number(result, spec, directive->width, directive->precision,
                      unsigned_argument(format, directive->size));
}

static int put_pointer(struct format *format, struct result *result, struct directive *directive)
{
    char spec[32];

    number_format(directive, "llX", spec);
    return put_number(result, spec, directive->width, (int)sizeof(void *) * 2,
                      (unsigned long long)(uintptr_t)va_arg(format->args, void *));
}

static int put_real(struct format *format, struct result *result, struct directive *directive)
{
    bool is_long = directive->size == SIZE_LONG_DOUBLE;
    char type[] = {'L', (char)directive->type, '\0'}, spec[32];

    number_format(directive, is_long ? type : type + 1, spec);
    if (is_long)
        return put_number(result, spec, directive->width, directive->precision,
                          va_arg(format->args, long double));
    return put_number(result, spec, directive->width, directive->precision,
                      va_arg(format->args, double));
}

/* One character of a text in units of the result: how many, or that it is the end. */
static size_t next_character(bool from_wide, bool to_wide, const void **text, wchar_t units[4])
{
    char bytes[COMPAT_UTF8_MAX];
    const char *narrow = *text;
    size_t count;

    if (from_wide) {
        units[0] = *(const wchar_t *)*text;
        *text = (const wchar_t *)*text + 1;
        if (to_wide)
            return units[0] != 0;
        if (units[0] == 0)
            return 0;
        count = vsapi_compat_utf8_write(units[0], bytes);
        for (size_t i = 0; i < count; i++)
            units[i] = (unsigned char)bytes[i];
        if (count == 0)
            units[0] = L'?';
        return count ? count : 1;
    }
    if (!to_wide) {
        units[0] = (unsigned char)*narrow;
        *text = narrow + 1;
        return units[0] != 0;
    }
    count = vsapi_compat_utf8_read(narrow, units);
    *text = narrow + (count ? count : 1);
    return units[0] != 0;
}

/* Walks over a text, at most `limit` units of the result, and puts them unless result is NULL. */
static size_t walk_text(const void *text, bool from_wide, bool to_wide, size_t limit,
                        struct result *result)
{
    wchar_t units[COMPAT_UTF8_MAX];
    size_t total = 0, count;

    while (total < limit) {
        count = next_character(from_wide, to_wide, &text, units);
        if (count == 0 || count > limit - total)
            break;
        for (size_t i = 0; result && i < count; i++)
            result_put(result, units[i]);
        total += count;
    }
    return total;
}

static void put_padded(struct result *result, const struct directive *directive, const void *text,
                       bool from_wide, size_t limit)
{
    size_t length = walk_text(text, from_wide, result->wide, limit, NULL);

    if (!directive->left)
        result_fill(result, length, directive->width);
    walk_text(text, from_wide, result->wide, limit, result);
    if (directive->left)
        result_fill(result, length, directive->width);
}

/* Is the argument of %s, %S, %c or %C wide? */
static bool is_wide(const struct format *format, const struct directive *directive)
{
    bool other = directive->type == L'S' || directive->type == L'C';

    if (directive->size == SIZE_SHORT || directive->size == SIZE_CHAR)
        return false;
    if (directive->size == SIZE_LONG || directive->size == SIZE_WIDE)
        return true;
    return format->wide != other;
}

static int put_text(struct format *format, struct result *result, struct directive *directive)
{
    const void *text = va_arg(format->args, const void *);
    size_t limit = directive->precision < 0 ? SIZE_MAX : (size_t)directive->precision;

    if (text)
        put_padded(result, directive, text, is_wide(format, directive), limit);
    else
        put_padded(result, directive, "(null)", false, limit);
    return 0;
}

static int put_character(struct format *format, struct result *result, struct directive *directive)
{
    wchar_t unit = (wchar_t)va_arg(format->args, int);
    bool wide = is_wide(format, directive);
    wchar_t text[] = {wide ? unit : (wchar_t)(unsigned char)unit, 0};

    if (text[0] != 0 && wide != result->wide && text[0] >= 0x80) {
        put_padded(result, directive, wide ? text : L"?", true, SIZE_MAX);
        return 0;
    }
    if (!directive->left)
        result_fill(result, 1, directive->width);
    result_put(result, text[0]);
    if (directive->left)
        result_fill(result, 1, directive->width);
    return 0;
}

static int put_directive(struct format *format, struct result *result, struct directive *directive)
{
    switch (directive->type) {
    case L'd':
    case L'i':
        return put_signed(format, result, directive);
    case L'o':
    case L'u':
    case L'x':
    case L'X':
        return put_unsigned(format, result, directive);
    case L'e':
    case L'E':
    case L'f':
    case L'F':
    case L'g':
    case L'G':
    case L'a':
    case L'A':
        return put_real(format, result, directive);
    case L'c':
    case L'C':
        return put_character(format, result, directive);
    case L's':
    case L'S':
        return put_text(format, result, directive);
    case L'p':
        return put_pointer(format, result, directive);
    case L'n':
        errno = EINVAL;
        return -1;
    default:
        result_put(result, directive->type);
        return 0;
    }
}

static int format_directive(struct format *format, struct result *result)
{
    struct directive directive = {.precision = -1};

    read_flags(format, &directive);
    if (!read_width(format, &directive)) {
        errno = EINVAL;
        return -1;
    }
    directive.size = read_size(format);
    directive.type = format_peek(format);
    if (directive.type == 0)
        return 0;
    format->at++;
    return put_directive(format, result, &directive);
}

static int format_all(struct format *format, struct result *result)
{
    wchar_t unit;

    while ((unit = format_peek(format)) != 0) {
        format->at++;
        if (unit != L'%')
            result_put(result, unit);
        else if (format_directive(format, result) < 0)
            return -1;
        if (result->length > INT_MAX) {
            errno = EOVERFLOW;
            return -1;
        }
    }
    return (int)result->length;
}

int vsapi_compat_format(bool wide, void *buffer, size_t capacity, const void *format, va_list args)
{
    struct format source = {.wide = wide, .text = format};
    struct result result = {.wide = wide, .buffer = buffer, .capacity = capacity};
    int length;

    va_copy(source.args, args);
    length = format_all(&source, &result);
    va_end(source.args);
    return length;
}

wchar_t *vsapi_compat_format_new(const wchar_t *format, va_list args, size_t *length)
{
    int measured = vsapi_compat_format(true, NULL, 0, format, args);
    wchar_t *text;

    if (measured < 0)
        return NULL;
    text = malloc(((size_t)measured + 1) * sizeof *text);
    if (!text)
        return NULL;
    vsapi_compat_format(true, text, (size_t)measured, format, args);
    text[measured] = 0;
    *length = (size_t)measured;
    return text;
}
