/*
 * vsapi/base/line.c - a line of JSON by hand: a few hundred nanoseconds instead of microseconds.
 *
 * Everything that comes out is valid JSON in UTF-8, whatever goes in: what is no character becomes
 * U+FFFD. A line that finds no memory to grow loses the value that did not fit and what follows,
 * and says so with "cut":true.
 */
#include "line.h"

#include <vsapi/alloc.h>
#include <vsapi/error.h>
#include <vsapi/text.h>

#include <string.h>

#define TAIL_BYTES 32 /* always left for ,"cut":true}} and the line end */
#define REPLACEMENT 0xFFFDu

static const char hex[] = "0123456789abcdef";

void vsapi_line_init(struct vsapi_line *line)
{
    line->bytes = line->room;
    line->capacity = sizeof line->room;
    line->used = line->sound = VSAPI_LINE_HEAD;
    line->cut = false;
    line->room[VSAPI_LINE_HEAD - 1] = '\0'; /* looked at: is it the first name of an object? */
}

void vsapi_line_finish(struct vsapi_line *line)
{
    if (line->bytes != line->room)
        vsapi_free(line->bytes);
    line->bytes = line->room;
}

/* Makes room for that many bytes more besides the tail. false: the line is cut from here on. */
static bool line_room(struct vsapi_line *line, size_t more)
{
    size_t wanted = line->used + more + TAIL_BYTES;
    char *grown;

    if (line->cut)
        return false;
    if (wanted <= line->capacity)
        return true;
    grown = vsapi_realloc(line->bytes == line->room ? NULL : line->bytes, wanted * 2);
    if (!grown) {
        line->cut = true;
        return false;
    }
    if (line->bytes == line->room)
        memcpy(grown, line->room, line->used);
    line->bytes = grown;
    line->capacity = wanted * 2;
    return true;
}

static void put(struct vsapi_line *line, const char *bytes, size_t length)
{
    if (!line_room(line, length))
        return;
    memcpy(line->bytes + line->used, bytes, length);
    line->used += length;
}

static void put_text(struct vsapi_line *line, const char *text)
{
    put(line, text, strlen(text));
}

/* Writes a number in decimal before `end`; returns where it begins. */
static char *decimal(char *end, uint64_t number)
{
    do {
        *--end = (char)('0' + number % 10);
        number /= 10;
    } while (number);
    return end;
}

static void put_number(struct vsapi_line *line, uint64_t number)
{
    char digits[20];
    char *begin = decimal(digits + sizeof digits, number);

    put(line, begin, (size_t)(digits + sizeof digits - begin));
}

static void put_signed(struct vsapi_line *line, int64_t number)
{
    if (number < 0)
        put(line, "-", 1);
    put_number(line, number < 0 ? 0 - (uint64_t)number : (uint64_t)number);
}

static void put_guid(struct vsapi_line *line, const GUID *guid)
{
    char text[VSAPI_GUID_TEXT];

    if (!guid) {
        put_text(line, "null");
        return;
    }
    put(line, "\"", 1);
    put(line, vsapi_guid_to_text(guid, text), VSAPI_GUID_TEXT - 1);
    put(line, "\"", 1);
}

/* The character that JSON writes behind a backslash for this one, or 0. */
static char short_escape(unsigned char byte)
{
    switch (byte) {
    case '"':
    case '\\':
        return (char)byte;
    case '\n':
        return 'n';
    case '\r':
        return 'r';
    case '\t':
        return 't';
    default:
        return 0;
    }
}

/* Writes an ASCII character as JSON has it, in at most six bytes; returns the end. */
static char *ascii_write(char *at, unsigned char byte)
{
    char escape = short_escape(byte);

    if (byte >= ' ' && !escape) {
        *at++ = (char)byte;
        return at;
    }
    *at++ = '\\';
    if (escape) {
        *at++ = escape;
        return at;
    }
    memcpy(at, "u00", 3);
    at[3] = hex[byte >> 4];
    at[4] = hex[byte & 15];
    return at + 5;
}

/* Writes a character in UTF-8; returns the end. */
static char *character_write(char *at, uint32_t character)
{
    if (character < 0x80)
        return ascii_write(at, (unsigned char)character);
    if (character > 0x10FFFF || (character >= 0xD800 && character <= 0xDFFF))
        character = REPLACEMENT;
    if (character < 0x800) {
        *at++ = (char)(0xC0 | character >> 6);
    } else {
        if (character < 0x10000) {
            *at++ = (char)(0xE0 | character >> 12);
        } else {
            *at++ = (char)(0xF0 | character >> 18);
            *at++ = (char)(0x80 | (character >> 12 & 0x3F));
        }
        *at++ = (char)(0x80 | (character >> 6 & 0x3F));
    }
    *at++ = (char)(0x80 | (character & 0x3F));
    return at;
}

/* Joins the halves of a UTF-16 pair, where WCHAR has 16 bits. */
static uint32_t wide_next(const WCHAR **wide)
{
    uint32_t unit = (uint32_t) * (*wide)++;

    if (sizeof(WCHAR) == 2 && (unit & 0xFC00) == 0xD800 && ((uint32_t) * *wide & 0xFC00) == 0xDC00)
        unit = 0x10000 + ((unit & 0x3FF) << 10) + ((uint32_t) * (*wide)++ & 0x3FF);
    return unit;
}

/* Writes in blocks, so that room is asked for once a block and not once a character. */
static void put_wide(struct vsapi_line *line, const WCHAR *wide)
{
    char block[256];
    char *at = block;

    if (!wide) {
        put_text(line, "null");
        return;
    }
    *at++ = '"';
    while (*wide) {
        at = character_write(at, wide_next(&wide));
        if (at > block + sizeof block - 8) {
            put(line, block, (size_t)(at - block));
            at = block;
        }
    }
    *at++ = '"';
    put(line, block, (size_t)(at - block));
}

/* How many bytes of valid UTF-8 begin here, as one character that is not ASCII; 0: none. */
static size_t utf8_valid(const unsigned char *bytes)
{
    size_t count = bytes[0] >= 0xF0 ? 4 : bytes[0] >= 0xE0 ? 3 : 2;

    if (bytes[0] < 0xC2 || bytes[0] > 0xF4)
        return 0;
    for (size_t i = 1; i < count; i++) {
        if ((bytes[i] & 0xC0) != 0x80)
            return 0;
    }
    if ((bytes[0] == 0xE0 && bytes[1] < 0xA0) || (bytes[0] == 0xED && bytes[1] > 0x9F) ||
        (bytes[0] == 0xF0 && bytes[1] < 0x90) || (bytes[0] == 0xF4 && bytes[1] > 0x8F))
        return 0;
    return count;
}

/* Writes one character of UTF-8 and moves on behind it. */
static char *utf8_write(char *at, const char **text)
{
    size_t count;

    if ((unsigned char)**text < 0x80)
        return ascii_write(at, (unsigned char)*(*text)++);
    count = utf8_valid((const unsigned char *)*text);
    if (count == 0) {
        *text += 1;
        return character_write(at, REPLACEMENT);
    }
    memcpy(at, *text, count);
    *text += count;
    return at + count;
}

static void put_string(struct vsapi_line *line, const char *text)
{
    char block[256];
    char *at = block;

    if (!text) {
        put_text(line, "null");
        return;
    }
    *at++ = '"';
    while (*text) {
        at = utf8_write(at, &text);
        if (at > block + sizeof block - 8) {
            put(line, block, (size_t)(at - block));
            at = block;
        }
    }
    *at++ = '"';
    put(line, block, (size_t)(at - block));
}

/* Every name but the first of an object follows a comma. */
static void put_name(struct vsapi_line *line, const char *name, size_t length)
{
    char last = line->bytes[line->used - 1];

    put(line, ",\"", 2);
    if (!line->cut && last == '{') {
        line->used--;
        line->bytes[line->used - 1] = '"';
    }
    put(line, name, length);
    put(line, "\":", 2);
}

/* What came through whole stays, whatever follows it. */
static void mark_sound(struct vsapi_line *line)
{
    if (!line->cut)
        line->sound = line->used;
}

void vsapi_line_text(struct vsapi_line *line, const char *name, const char *text)
{
    put_name(line, name, strlen(name));
    put_string(line, text);
    mark_sound(line);
}

void vsapi_line_number(struct vsapi_line *line, const char *name, uint64_t number)
{
    put_name(line, name, strlen(name));
    put_number(line, number);
    mark_sound(line);
}

void vsapi_line_guid(struct vsapi_line *line, const char *name, const GUID *guid)
{
    put_name(line, name, strlen(name));
    put_guid(line, guid);
    mark_sound(line);
}

/* Adds the value of one conversion, and takes its argument from the list. */
static void put_value(struct vsapi_line *line, char conversion, va_list *args)
{
    switch (conversion) {
    case 'g':
        put_guid(line, va_arg(*args, const GUID *));
        break;
    case 'w':
        put_wide(line, va_arg(*args, const WCHAR *));
        break;
    case 's':
        put_string(line, va_arg(*args, const char *));
        break;
    case 'd':
        put_signed(line, va_arg(*args, int));
        break;
    case 'u':
        put_number(line, va_arg(*args, unsigned));
        break;
    case 'D':
        put_signed(line, va_arg(*args, int64_t));
        break;
    case 'b':
        put_text(line, va_arg(*args, int) ? "true" : "false");
        break;
    case 'h':
        put_string(line, vsapi_hresult_name((HRESULT)va_arg(*args, int)));
        break;
    case 'p':
        put_text(line, va_arg(*args, const void *) ? "\"set\"" : "null");
        break;
    default: /* a mistake in a format of ours; its arguments cannot be found any more */
        put_text(line, "\"?\"");
        break;
    }
}

/* name=%x: the word that begins here. Returns what follows it. */
static const char *put_word(struct vsapi_line *line, const char *word, va_list *args)
{
    size_t name = strcspn(word, "= ");
    const char *value = word + name + (word[name] == '=');
    size_t length = strcspn(value, " ");

    put_name(line, word, name);
    if (*value == '%' && length == 2) {
        put_value(line, value[1], args);
    } else {
        put(line, "\"", 1);
        put(line, value, length);
        put(line, "\"", 1);
    }
    return value + length;
}

void vsapi_line_args(struct vsapi_line *line, const char *format, va_list args)
{
    va_list rest;
    bool open = false;

    if (!format || !*format)
        return;
    va_copy(rest, args);
    while (*(format += strspn(format, " "))) {
        if (!open) {
            put_name(line, "args", 4);
            put(line, "{", 1);
            open = true;
        }
        format = put_word(line, format, &rest);
    }
    va_end(rest);
    if (open)
        put(line, "}", 1);
    mark_sound(line);
}

/* Writes {"n":..,"at_us":.. so that it ends where the contents begin; returns its beginning. */
static char *head_write(char *contents, uint64_t n, uint64_t at_us)
{
    static const char middle[] = ",\"at_us\":", begin[] = "{\"n\":";
    char *at = decimal(contents, at_us);

    at -= sizeof middle - 1;
    memcpy(at, middle, sizeof middle - 1);
    at = decimal(at, n);
    at -= sizeof begin - 1;
    memcpy(at, begin, sizeof begin - 1);
    return at;
}

void vsapi_line_close(struct vsapi_line *line, uint64_t n, uint64_t at_us, const char **bytes,
                      size_t *length)
{
    static const char cut[] = ",\"cut\":true";
    char *end = line->bytes + line->sound;
    char *begin = head_write(line->bytes + VSAPI_LINE_HEAD, n, at_us);

    if (line->cut) {
        memcpy(end, cut, sizeof cut - 1);
        end += sizeof cut - 1;
    }
    *end++ = '}';
    *end++ = '\n';
    *bytes = begin;
    *length = (size_t)(end - begin);
}
