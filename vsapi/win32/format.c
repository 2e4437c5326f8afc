/*
 * vsapi/win32/format.c - Windows' printf: the conversions that wsprintf and FormatMessage share,
 * and wsprintf itself.
 *
 * %s and %c take what the function's own text is made of, %S and %C the other; an h or l says it
 * outright.
 */
#include "format.h"
#include "text_out.h"

#include <stdio.h>
#include <string.h>
#include <wchar.h>

#define LONGEST 1024 /* of wsprintf, with the NUL */

void vsapi_wide_put(struct vsapi_wide_text *text, WCHAR character)
{
    if (VSAPI_ARRAY_ROOM(&text->text))
        text->text.items[text->text.count++] = character;
    else
        text->failed = true;
}

void vsapi_wide_put_text(struct vsapi_wide_text *text, const WCHAR *more)
{
    for (; *more; more++)
        vsapi_wide_put(text, *more);
}

/* ---- conversions -------------------------------------------------------------------------------
 */

static void read_flags(struct vsapi_conversion *conversion, const WCHAR **at)
{
    for (;; ++*at) {
        if (**at == L'-')
            conversion->left = true;
        else if (**at == L'#')
            conversion->alternate = true;
        else if (**at == L'0')
            conversion->zero = true;
        else
            return;
    }
}

static int read_number(const WCHAR **at)
{
    int number = 0;

    if (**at == L'*') {
        ++*at;
        return -2;
    }
    for (; **at >= L'0' && **at <= L'9'; ++*at)
        number = number < LONGEST ? 10 * number + (int)(**at - L'0') : LONGEST;
    return number;
}

static void read_size(struct vsapi_conversion *conversion, const WCHAR **at)
{
    static const struct {
        const WCHAR *text;
        int size;
    } sizes[] = {{L"I64", VSAPI_SIZE_64}, {L"I32", VSAPI_SIZE_INT}, {L"ll", VSAPI_SIZE_64},
                 {L"I", VSAPI_SIZE_64},   {L"h", VSAPI_SIZE_SHORT}, {L"l", VSAPI_SIZE_LONG},
                 {L"w", VSAPI_SIZE_LONG}};

    for (size_t i = 0; i < ARRAYSIZE(sizes); i++) {
        size_t length = wcslen(sizes[i].text);

        if (wcsncmp(*at, sizes[i].text, length) == 0) {
            conversion->size = sizes[i].size;
            *at += length;
            return;
        }
    }
}

struct vsapi_conversion vsapi_conversion_read(const WCHAR **at)
{
    struct vsapi_conversion conversion = {.precision = -1, .size = VSAPI_SIZE_INT};

    read_flags(&conversion, at);
    conversion.width = read_number(at);
    if (**at == L'.') {
        ++*at;
        conversion.precision = read_number(at);
    }
    read_size(&conversion, at);
    if (**at && wcschr(L"diuxXpcCsS", **at))
        conversion.kind = *(*at)++;
    return conversion;
}

bool vsapi_conversion_is_long(const struct vsapi_conversion *conversion)
{
    return conversion->size == VSAPI_SIZE_64 || wcschr(L"psS", conversion->kind);
}

static void pad(struct vsapi_wide_text *out, WCHAR with, int count)
{
    while (count-- > 0)
        vsapi_wide_put(out, with);
}

static void put_padded(const struct vsapi_conversion *conversion, const WCHAR *text, int length,
                       struct vsapi_wide_text *out)
{
    if (!conversion->left)
        pad(out, L' ', conversion->width - length);
    for (int i = 0; i < length; i++)
        vsapi_wide_put(out, text[i]);
    if (conversion->left)
        pad(out, L' ', conversion->width - length);
}

static void put_string(const struct vsapi_conversion *conversion, uint64_t value, bool wide,
                       struct vsapi_wide_text *out)
{
    WCHAR *converted = NULL;
    const WCHAR *text;
    size_t most = conversion->precision < 0 ? SIZE_MAX : (size_t)conversion->precision;

    if (!value) {
        text = L"(null)";
    } else if (wide) {
        text = (const WCHAR *)(uintptr_t)value;
    } else if (vsapi_wide_in((const char *)(uintptr_t)value, &converted)) {
        text = converted;
    } else {
        text = L"?"; /* no UTF-8 */
    }
    put_padded(conversion, text, (int)wcsnlen(text, most), out);
    vsapi_free(converted);
}

static void put_number(const struct vsapi_conversion *conversion, uint64_t value,
                       struct vsapi_wide_text *out)
{
    bool is_signed = conversion->kind == L'd' || conversion->kind == L'i';
    bool is_long = vsapi_conversion_is_long(conversion);
    int precision = conversion->precision;
    char format[16], narrow[LONGEST + 64];
    WCHAR digits[ARRAYSIZE(narrow)];
    int length;

    if (conversion->size == VSAPI_SIZE_SHORT)
        value = is_signed ? (uint64_t)(int64_t)(int16_t)value : (uint16_t)value;
    else if (!is_long)
        value = is_signed ? (uint64_t)(int64_t)(int32_t)value : (uint32_t)value;
    if (conversion->kind == L'p')
        precision = 16;
    snprintf(format, sizeof format, "%%%s.*ll%c", conversion->alternate ? "#" : "",
             is_signed                  ? 'd'
             : conversion->kind == L'p' ? 'X'
                                        : (char)conversion->kind);
    if (precision < 0 && conversion->zero && !conversion->left)
        precision = conversion->width;
    length = snprintf(narrow, sizeof narrow, format, precision < 0 ? 1 : precision, value);
    for (int i = 0; i < length; i++)
        digits[i] = (unsigned char)narrow[i];
    put_padded(conversion, digits, length, out);
}

void vsapi_conversion_put(const struct vsapi_conversion *conversion, uint64_t value, bool wide,
                          struct vsapi_wide_text *out)
{
    WCHAR character = (WCHAR)(uint32_t)value;

    switch (conversion->kind) {
    case L's':
    case L'S':
        wide = conversion->kind == L's' ? wide : !wide;
        if (conversion->size == VSAPI_SIZE_SHORT || conversion->size == VSAPI_SIZE_LONG)
            wide = conversion->size == VSAPI_SIZE_LONG;
        put_string(conversion, value, wide, out);
        break;
    case L'c':
    case L'C':
        put_padded(conversion, &character, 1, out);
        break;
    default:
        put_number(conversion, value, out);
    }
}

/* ---- wsprintf ----------------------------------------------------------------------------------
 */

struct arguments {
    va_list list;
};

static void resolve_stars(struct vsapi_conversion *conversion, struct arguments *arguments)
{
    if (conversion->width == -2)
        conversion->width = va_arg(arguments->list, int);
    if (conversion->width < 0) {
        conversion->left = true;
        conversion->width = -conversion->width;
    }
    if (conversion->precision == -2)
        conversion->precision = va_arg(arguments->list, int);
}

static void format_all(const WCHAR *format, bool wide, struct arguments *arguments,
                       struct vsapi_wide_text *out)
{
    while (*format) {
        struct vsapi_conversion conversion;
        uint64_t value;

        if (*format != L'%') {
            vsapi_wide_put(out, *format++);
            continue;
        }
        format++;
        conversion = vsapi_conversion_read(&format);
        if (!conversion.kind) { /* such as %%: what follows stands for itself */
            if (*format)
                vsapi_wide_put(out, *format++);
            continue;
        }
        resolve_stars(&conversion, arguments);
        value = vsapi_conversion_is_long(&conversion) ? va_arg(arguments->list, uint64_t)
                                                      : va_arg(arguments->list, uint32_t);
        vsapi_conversion_put(&conversion, value, wide, out);
    }
    if (out->text.count >= LONGEST)
        out->text.count = LONGEST - 1;
    vsapi_wide_put(out, L'\0');
}

int WINAPI wvsprintfW(LPWSTR out, LPCWSTR format, va_list list)
{
    struct vsapi_wide_text text = {0};
    struct arguments arguments;
    int length = 0;

    va_copy(arguments.list, list);
    format_all(format, true, &arguments, &text);
    va_end(arguments.list);
    if (text.failed) {
        vsapi_win32_fail(ERROR_NOT_ENOUGH_MEMORY);
        *out = L'\0';
    } else {
        length = (int)text.text.count - 1;
        wmemcpy(out, text.text.items, text.text.count);
    }
    vsapi_free(text.text.items);
    return length;
}

int WINAPI wvsprintfA(LPSTR out, LPCSTR format, va_list list)
{
    struct vsapi_wide_text text = {0};
    struct arguments arguments;
    WCHAR *wide;
    char *narrow = NULL;
    size_t length = 0;

    *out = '\0';
    if (!vsapi_wide_in(format, &wide))
        return 0;
    va_copy(arguments.list, list);
    format_all(wide, false, &arguments, &text);
    va_end(arguments.list);
    if (text.failed)
        vsapi_win32_fail(ERROR_NOT_ENOUGH_MEMORY);
    else if (vsapi_text_in(text.text.items, &narrow)) {
        length = strnlen(narrow, LONGEST - 1);
        memcpy(out, narrow, length);
        out[length] = '\0';
    }
    vsapi_free(narrow);
    vsapi_free(text.text.items);
    vsapi_free(wide);
    return (int)length;
}

int WINAPIV wsprintfW(LPWSTR out, LPCWSTR format, ...)
{
    va_list list;
    int length;

    va_start(list, format);
    length = wvsprintfW(out, format, list);
    va_end(list);
    return length;
}

int WINAPIV wsprintfA(LPSTR out, LPCSTR format, ...)
{
    va_list list;
    int length;

    va_start(list, format);
    length = wvsprintfA(out, format, list);
    va_end(list);
    return length;
}
