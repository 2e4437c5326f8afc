/*
 * compat/src/scan.c - see vsapi/compat/scan.h.
 *
 * A format is taken apart into directives, and each is handed to glibc's swscanf alone, with the
 * rest of the text. Narrow texts and formats are made wide byte by byte before, so that positions
 * stay what they are; what comes out is made narrow again the same way.
 */
#include <vsapi/compat/crt.h>
#include <vsapi/compat/print.h>
#include <vsapi/compat/scan.h>

#include "utf8.h"

#include <limits.h>
#include <stdbool.h>

/* glibc's own. */
#undef swscanf

struct scan {
    bool wide;   /* the kind of text, and so of %s */
    bool secure; /* sizes stand behind the addresses */
    const wchar_t *text;
    const wchar_t *start;
    const wchar_t *format;
    va_list args;
};

struct directive {
    bool skip; /* the star */
    int width; /* 0: none */
    int bytes; /* of a number: 1, 2, 4, 8; of a real 4, 8, 16 */
    int kind;  /* of a text: 0 as the format, 1 narrow, 2 wide */
    wchar_t type;
    const wchar_t *set; /* behind %[ */
    size_t set_length;  /* with the bracket at its end */
};

enum outcome { OUTCOME_GOOD = 700, OUTCOME_MISMATCH, OUTCOME_END };

static bool takes(struct scan *scan, const wchar_t *word)
{
    size_t length = wcslen(word);

    if (wcsncmp(scan->format, word, length) != 0)
        return false;
    scan->format += length;
    return true;
}

static void read_size(struct scan *scan, struct directive *directive)
{
    directive->bytes = 4;
    if (takes(scan, L"hh")) {
        directive->bytes = 1;
    } else if (takes(scan, L"h")) {
        directive->bytes = 2;
        directive->kind = 1;
    } else if (takes(scan, L"I64") || takes(scan, L"ll") || takes(scan, L"j") ||
               takes(scan, L"z") || takes(scan, L"t")) {
        directive->bytes = 8;
    } else if (takes(scan, L"I32")) {
        directive->bytes = 4;
    } else if (takes(scan, L"I")) {
        directive->bytes = (int)sizeof(void *);
    } else if (takes(scan, L"L")) {
        directive->bytes = 16;
    } else if (takes(scan, L"l") || takes(scan, L"w")) {
        directive->kind = 2;
    }
}

/* Everything up to the bracket; one that stands first belongs to the set. */
static void read_set(struct scan *scan, struct directive *directive)
{
    const wchar_t *at = scan->format;

    directive->set = at;
    if (*at == L'^')
        at++;
    if (*at == L']')
        at++;
    while (*at && *at != L']')
        at++;
    if (*at)
        at++;
    directive->set_length = (size_t)(at - directive->set);
    scan->format = at;
}

static void read_directive(struct scan *scan, struct directive *directive)
{
    directive->skip = takes(scan, L"*");
    while (*scan->format >= L'0' && *scan->format <= L'9' && directive->width < 100000)
        directive->width = directive->width * 10 + (int)(*scan->format++ - L'0');
    read_size(scan, directive);
    directive->type = *scan->format;
    if (*scan->format)
        scan->format++;
    if (directive->type == L'[')
        read_set(scan, directive);
}

/* The format for one directive alone, with how far it came. */
static wchar_t *lone_format(const struct directive *directive, const wchar_t *type)
{
    wchar_t *format = malloc((directive->set_length + 32) * sizeof *format);
    size_t length;

    if (!format)
        return NULL;
    if (directive->width > 0)
        vsapi_compat_swprintf(format, 32, L"%%%d%s", directive->width, type);
    else
        vsapi_compat_swprintf(format, 32, L"%%%s", type);
    length = wcslen(format);
    wmemcpy(format + length, directive->set, directive->set_length);
    wcscpy(format + length + directive->set_length, L"%n");
    return format;
}

/* One conversion by glibc; moves on behind it. */
static enum outcome convert(struct scan *scan, const struct directive *directive,
                            const wchar_t *type, void *to)
{
    wchar_t *format = lone_format(directive, type);
    int came = 0, count;

    if (!format)
        return OUTCOME_MISMATCH;
    count = swscanf(scan->text, format, to, &came);
    free(format);
    if (count != 1)
        return count == EOF ? OUTCOME_END : OUTCOME_MISMATCH;
    scan->text += came;
    return OUTCOME_GOOD;
}

static void store_integer(void *to, int bytes, unsigned long long value)
{
    if (bytes == 1)
        *(unsigned char *)to = (unsigned char)value;
    else if (bytes == 2)
        *(unsigned short *)to = (unsigned short)value;
    else if (bytes == 4)
        *(unsigned *)to = (unsigned)value;
    else
        *(unsigned long long *)to = value;
}

static enum outcome scan_integer(struct scan *scan, struct directive *directive)
{
    bool pointer = directive->type == L'p';
    wchar_t type[] = {L'l', L'l', pointer ? L'x' : directive->type, 0};
    unsigned long long value = 0;
    enum outcome outcome = convert(scan, directive, type, &value);

    if (outcome == OUTCOME_GOOD && !directive->skip)
        store_integer(va_arg(scan->args, void *), pointer ? (int)sizeof(void *) : directive->bytes,
                      value);
    return outcome;
}

static enum outcome scan_real(struct scan *scan, struct directive *directive)
{
    long double value = 0;
    enum outcome outcome = convert(scan, directive, L"Lf", &value);

    if (outcome != OUTCOME_GOOD || directive->skip)
        return outcome;
    if (directive->bytes == 16)
        *va_arg(scan->args, long double *) = value;
    else if (directive->kind == 2)
        *va_arg(scan->args, double *) = (double)value;
    else
        *va_arg(scan->args, float *) = (float)value;
    return outcome;
}

static wchar_t *wide_new(const char *text, size_t length, size_t *units)
{
    wchar_t *wide = malloc((length + 1) * sizeof *wide);
    size_t converted = 0;

    if (wide && mbstowcs_s(&converted, wide, length + 1, text, length) != 0)
        wide[0] = 0;
    *units = converted > 0 ? converted - 1 : 0;
    return wide;
}

/* A piece of the text in the kind that the caller wants. NULL: no memory. */
static void *piece_new(const struct scan *scan, bool to_wide, const wchar_t *piece, size_t length,
                       size_t *units)
{
    char *narrow;
    wchar_t *wide;

    if (scan->wide && !to_wide) {
        narrow = vsapi_compat_utf8_new(piece, length);
        *units = narrow ? strlen(narrow) : 0;
        return narrow;
    }
    if (scan->wide) {
        wide = malloc((length + 1) * sizeof *wide);
        if (wide)
            wmemcpy(wide, piece, length + 1);
        *units = length;
        return wide;
    }
    narrow = malloc(length + 1);
    for (size_t i = 0; narrow && i <= length; i++)
        narrow[i] = (char)piece[i];
    *units = length;
    if (!narrow || !to_wide)
        return narrow;
    wide = wide_new(narrow, length, units);
    free(narrow);
    return wide;
}

/* Hands a text over, or empties what is too small for it. */
static enum outcome store_text(struct scan *scan, const struct directive *directive,
                               const wchar_t *piece, size_t length)
{
    bool other = directive->type == L'S' || directive->type == L'C';
    bool to_wide = directive->kind ? directive->kind == 2 : scan->wide != other;
    bool ended = directive->type != L'c' && directive->type != L'C';
    size_t unit = to_wide ? sizeof(wchar_t) : 1, units, size;
    void *to = va_arg(scan->args, void *);
    void *text = piece_new(scan, to_wide, piece, length, &units);

    size = scan->secure ? va_arg(scan->args, unsigned) : SIZE_MAX;
    if (!text || units + ended > size) {
        if (size > 0)
            memset(to, 0, unit);
        free(text);
        return OUTCOME_MISMATCH;
    }
    memcpy(to, text, (units + ended) * unit);
    free(text);
    return OUTCOME_GOOD;
}

static enum outcome scan_text(struct scan *scan, struct directive *directive)
{
    wchar_t type[] = {L'l',
                      directive->type == L'S'   ? L's'
                      : directive->type == L'C' ? L'c'
                                                : directive->type,
                      0};
    size_t rest = wcslen(scan->text);
    wchar_t *piece = calloc(rest + 1, sizeof *piece);
    enum outcome outcome = piece ? convert(scan, directive, type, piece) : OUTCOME_MISMATCH;

    if (outcome == OUTCOME_GOOD && !directive->skip)
        outcome = store_text(scan, directive, piece, wcslen(piece));
    free(piece);
    return outcome;
}

static enum outcome scan_directive(struct scan *scan, struct directive *directive)
{
    switch (directive->type) {
    case L'd':
    case L'i':
    case L'u':
    case L'o':
    case L'x':
    case L'X':
    case L'p':
        return scan_integer(scan, directive);
    case L'e':
    case L'E':
    case L'f':
    case L'F':
    case L'g':
    case L'G':
    case L'a':
    case L'A':
        return scan_real(scan, directive);
    case L's':
    case L'S':
    case L'c':
    case L'C':
    case L'[':
        return scan_text(scan, directive);
    default:
        return OUTCOME_MISMATCH;
    }
}

static void skip_blanks(struct scan *scan)
{
    while (iswspace((wint_t)*scan->text))
        scan->text++;
}

static enum outcome scan_literal(struct scan *scan)
{
    wchar_t unit = *scan->format++;

    if (iswspace((wint_t)unit)) {
        skip_blanks(scan);
        return OUTCOME_GOOD;
    }
    if (unit == L'%') {
        scan->format++;
        skip_blanks(scan);
    }
    if (*scan->text != unit)
        return *scan->text ? OUTCOME_MISMATCH : OUTCOME_END;
    scan->text++;
    return OUTCOME_GOOD;
}

static int scan_all(struct scan *scan)
{
    int count = 0;

    while (*scan->format) {
        struct directive directive = {0};
        enum outcome outcome = OUTCOME_GOOD;

        if (*scan->format != L'%' || scan->format[1] == L'%') {
            outcome = scan_literal(scan);
        } else {
            scan->format++;
            read_directive(scan, &directive);
            if (directive.type == L'n')
                *va_arg(scan->args, int *) = (int)(scan->text - scan->start);
            else
                outcome = scan_directive(scan, &directive);
        }
        if (outcome != OUTCOME_GOOD)
            return outcome == OUTCOME_END && count == 0 ? EOF : count;
        count += directive.type != 0 && directive.type != L'n' && !directive.skip;
    }
    return count;
}

/* A narrow text byte by byte. */
static wchar_t *bytes_as_wide(const char *text)
{
    size_t length = strlen(text);
    wchar_t *wide = malloc((length + 1) * sizeof *wide);

    for (size_t i = 0; wide && i <= length; i++)
        wide[i] = (wchar_t)(unsigned char)text[i];
    return wide;
}

int sscanf_s(const char *text, const char *format, ...)
{
    struct scan scan = {.secure = true};
    wchar_t *wide_text = NULL, *wide_format = NULL;
    int count = EOF;

    if (!text || !format)
        return vsapi_compat_invalid_result("sscanf_s", EINVAL);
    wide_text = bytes_as_wide(text);
    wide_format = bytes_as_wide(format);
    if (wide_text && wide_format) {
        scan.text = scan.start = wide_text;
        scan.format = wide_format;
        va_start(scan.args, format);
        count = scan_all(&scan);
        va_end(scan.args);
    }
    free(wide_format);
    free(wide_text);
    return count;
}

int swscanf_s(const wchar_t *text, const wchar_t *format, ...)
{
    struct scan scan = {.wide = true, .secure = true, .text = text, .start = text};
    int count;

    if (!text || !format)
        return vsapi_compat_invalid_result("swscanf_s", EINVAL);
    scan.format = format;
    va_start(scan.args, format);
    count = scan_all(&scan);
    va_end(scan.args);
    return count;
}

int vsapi_compat_swscanf(const wchar_t *text, const wchar_t *format, ...)
{
    struct scan scan = {.wide = true, .text = text, .start = text};
    int count;

    if (!text || !format)
        return vsapi_compat_invalid_result("swscanf", EINVAL);
    scan.format = format;
    va_start(scan.args, format);
    count = scan_all(&scan);
    va_end(scan.args);
    return count;
}
