/*
 * vsapi/document/buffer.c - XML text that grows, and the escaping of values.
 */
#include "buffer.h"

#include <string.h>

bool document_buffer_add(struct document_buffer *buffer, const char *bytes, size_t count)
{
    if (count > buffer->capacity - buffer->count) {
        size_t capacity = buffer->capacity ? buffer->capacity : 256;
        char *grown;

        if (count > SIZE_MAX / 4 - buffer->count)
            return false;
        while (capacity - buffer->count < count)
            capacity *= 2;
        grown = vsapi_realloc(buffer->bytes, capacity);
        if (!grown)
            return false;
        buffer->bytes = grown;
        buffer->capacity = capacity;
    }
    if (count)
        memcpy(buffer->bytes + buffer->count, bytes, count);
    buffer->count += count;
    return true;
}

bool document_buffer_puts(struct document_buffer *buffer, const char *text)
{
    return document_buffer_add(buffer, text, strlen(text));
}

void document_buffer_finish(struct document_buffer *buffer)
{
    vsapi_free(buffer->bytes);
    memset(buffer, 0, sizeof *buffer);
}

int document_shown(const char *text)
{
    size_t length = strnlen(text, 80);

    while (length > 0 && ((unsigned char)text[length] & 0xC0) == 0x80)
        length--;
    return (int)length;
}

/* What a byte can begin: 0 stands for itself, 1 has to be looked at. The end is looked at too. */
static const unsigned char special[256] = {
    [0x00 ... 0x1F] = 1, ['"'] = 1, ['&'] = 1, ['<'] = 1, ['>'] = 1, [0x80 ... 0xFF] = 1,
};

size_t document_plain_bytes(const char *text)
{
    const unsigned char *at = (const unsigned char *)text;

    while (!special[*at])
        at++;
    return (size_t)(at - (const unsigned char *)text);
}

/* The character at `text`, which begins with 0x80 or more, and its length; -1: no UTF-8. */
static long decode(const unsigned char *text, size_t *length)
{
    static const long least[5] = {0, 0, 0x80, 0x800, 0x10000};
    unsigned char first = text[0];
    size_t count = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    long character = first & (0xFF >> (count + 1));

    *length = 1;
    if (first < 0xC2 || first > 0xF4)
        return -1;
    for (size_t i = 1; i < count; i++) {
        if ((text[i] & 0xC0) != 0x80)
            return -1;
        character = character << 6 | (text[i] & 0x3F);
    }
    if (character < least[count])
        return -1;
    *length = count;
    return character;
}

static bool allowed(long character)
{
    return character >= 0 && character <= 0x10FFFF &&
           !(character >= 0xD800 && character < 0xE000) && character != 0xFFFE &&
           character != 0xFFFF;
}

bool document_can_hold(const char *text, long *bad)
{
    while (*(text += document_plain_bytes(text))) {
        unsigned char first = (unsigned char)*text;
        size_t length = 1;
        long character = first < 0x80 ? first : decode((const unsigned char *)text, &length);
        bool control = character < 0x20 && !strchr("\t\n\r", (int)character);

        if (control || !allowed(character)) {
            *bad = character < 0 ? first : character;
            return false;
        }
        text += length;
    }
    return true;
}

/* The escape of an ASCII character; "" when XML has none for it. */
static const char *escape_of(unsigned char character, enum document_escape how)
{
    switch (character) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return how == DOCUMENT_VALUE ? "&quot;" : "\"";
    case '\t':
        return how == DOCUMENT_VALUE ? "&#9;" : "\t";
    case '\n':
        return how == DOCUMENT_VALUE ? "&#10;" : "\n";
    case '\r':
        return "&#13;";
    default:
        return "";
    }
}

bool document_escape(struct document_buffer *buffer, const char *text, enum document_escape how,
                     long *bad)
{
    for (;;) {
        size_t plain = document_plain_bytes(text), length = 1;
        unsigned char first = (unsigned char)text[plain];
        const char *escape;

        if (!document_buffer_add(buffer, text, plain))
            return false;
        text += plain;
        if (first == '\0')
            return true;
        if (first >= 0x80) {
            long character = decode((const unsigned char *)text, &length);

            if (!allowed(character)) {
                *bad = character < 0 ? first : character;
                return true;
            }
            if (!document_buffer_add(buffer, text, length))
                return false;
        } else {
            escape = escape_of(first, how);
            if (!*escape) {
                *bad = first;
                return true;
            }
            if (!document_buffer_puts(buffer, escape))
                return false;
        }
        text += length;
    }
}
