/*
 * compat/src/utf8.c - see utf8.h.
 */
#include "utf8.h"

#include <stdint.h>
#include <stdlib.h>

static int is_character(uint32_t code)
{
    return code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF);
}

/* How many bytes begin with this one, and the bits that it has of the character. */
static size_t length_of(unsigned char first, uint32_t *bits)
{
    static const struct {
        unsigned char mask, mark;
    } kinds[] = {{0x80, 0x00}, {0xE0, 0xC0}, {0xF0, 0xE0}, {0xF8, 0xF0}};

    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if ((first & kinds[i].mask) == kinds[i].mark) {
            *bits = first & (unsigned char)~kinds[i].mask;
            return i + 1;
        }
    }
    return 0;
}

size_t vsapi_compat_utf8_read(const char *text, wchar_t *out)
{
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    const unsigned char *bytes = (const unsigned char *)text;
    uint32_t code = 0;
    size_t length = length_of(bytes[0], &code);

    *out = L'?';
    for (size_t i = 1; i < length; i++) {
        if ((bytes[i] & 0xC0) != 0x80)
            return 0;
        code = code << 6 | (bytes[i] & 0x3F);
    }
    if (length == 0 || !is_character(code) || code < least[length])
        return 0;
    *out = (wchar_t)code;
    return code == 0 ? 0 : length;
}

size_t vsapi_compat_utf8_write(wchar_t character, char out[COMPAT_UTF8_MAX])
{
    static const unsigned char marks[] = {0, 0, 0xC0, 0xE0, 0xF0};
    uint32_t code = (uint32_t)character;
    size_t length = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;

    if (!is_character(code))
        return 0;
    for (size_t i = length; i-- > 1; code >>= 6)
        out[i] = (char)(0x80 | (code & 0x3F));
    out[0] = (char)(marks[length] | code);
    return length;
}

char *vsapi_compat_utf8_new(const wchar_t *text, size_t length)
{
    char *bytes = malloc(length * COMPAT_UTF8_MAX + 1);
    char *at = bytes;

    if (!bytes)
        return NULL;
    for (size_t i = 0; i < length; i++) {
        size_t written = vsapi_compat_utf8_write(text[i], at);

        if (written == 0)
            *at = '?';
        at += written ? written : 1;
    }
    *at = '\0';
    return bytes;
}
