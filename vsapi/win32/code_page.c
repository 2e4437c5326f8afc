/*
 * vsapi/win32/code_page.c - between WCHAR and bytes of a code page.
 *
 * UTF-8 is coded here, with the replacement character for what is wrong, as Windows has it; the
 * code pages "ANSI" and "OEM" of the native build are UTF-8. Others go through iconv, a character
 * at a time.
 */
#include "ground.h"

#include <vsapi/alloc.h>

#include <iconv.h>
#include <stdio.h>
#include <string.h>
#include <wchar.h>

#define REPLACEMENT 0xFFFDu

static bool is_utf8(UINT page)
{
    return page == CP_UTF8 || page == CP_ACP || page == CP_OEMCP || page == CP_THREAD_ACP;
}

struct output { /* where the result goes, or is only counted */
    void *data;
    size_t room, used; /* in units of the result */
};

static void put_byte(struct output *out, char byte)
{
    if (out->used < out->room)
        ((char *)out->data)[out->used] = byte;
    out->used++;
}

static void put_wide(struct output *out, WCHAR character)
{
    if (out->used < out->room)
        ((WCHAR *)out->data)[out->used] = character;
    out->used++;
}

/* The count, or 0 with the last error when the room did not suffice; without room it is asked for.
 */
static int finish(const struct output *out)
{
    if (out->used > INT32_MAX || (out->room > 0 && out->used > out->room))
        return (int)vsapi_win32_fail(ERROR_INSUFFICIENT_BUFFER);
    return (int)out->used;
}

/* ---- from bytes --------------------------------------------------------------------------------
 */

/* How many bytes the first one announces, and its bits; 0: it begins nothing. */
static int lead(unsigned char byte, uint32_t *bits)
{
    static const struct {
        unsigned char mask, value;
        int length;
    } leads[] = {{0x80, 0x00, 1}, {0xE0, 0xC0, 2}, {0xF0, 0xE0, 3}, {0xF8, 0xF0, 4}};

    for (size_t i = 0; i < ARRAYSIZE(leads); i++) {
        if ((byte & leads[i].mask) == leads[i].value) {
            *bits = byte & (unsigned char)~leads[i].mask;
            return leads[i].length;
        }
    }
    return 0;
}

/* One character of UTF-8; *used is how many bytes it takes. false: it is none. */
static bool decode(const char *text, size_t left, uint32_t *out, size_t *used)
{
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    int length = lead((unsigned char)*text, out);

    *used = 1;
    for (int i = 1; i < length; i++) {
        if ((size_t)i >= left || ((unsigned char)text[i] & 0xC0) != 0x80)
            return false;
        *out = *out << 6 | ((unsigned char)text[i] & 0x3F);
    }
    if (length == 0 || *out < least[length] || *out > 0x10FFFF || (*out >= 0xD800 && *out < 0xE000))
        return false;
    *used = (size_t)length;
    return true;
}

static bool from_utf8(const char *text, size_t length, bool strict, struct output *out)
{
    uint32_t character;
    size_t used;

    for (; length > 0; text += used, length -= used) {
        bool good = decode(text, length, &character, &used);

        if (!good && strict)
            return vsapi_win32_fail(ERROR_NO_UNICODE_TRANSLATION);
        put_wide(out, (WCHAR)(good ? character : REPLACEMENT));
    }
    return true;
}

static iconv_t open_page(UINT page, bool from)
{
    char name[16];
    iconv_t converter;

    snprintf(name, sizeof name, "CP%u", page);
    converter = from ? iconv_open("WCHAR_T", name) : iconv_open(name, "WCHAR_T");
    if (converter == (iconv_t)-1)
        vsapi_win32_fail(ERROR_INVALID_PARAMETER);
    return converter;
}

/* A character may take several bytes: as many as iconv wants. */
static bool from_page(iconv_t converter, const char *text, size_t length, bool strict,
                      struct output *out)
{
    while (length > 0) {
        WCHAR character = REPLACEMENT;
        size_t used = 0, result = (size_t)-1;

        while (result == (size_t)-1 && used < length && used < 4) {
            char *in = (char *)text, *to = (char *)&character;
            size_t in_left = ++used, to_left = sizeof character;

            iconv(converter, NULL, NULL, NULL, NULL);
            result = iconv(converter, &in, &in_left, &to, &to_left);
        }
        if (result == (size_t)-1) {
            if (strict)
                return vsapi_win32_fail(ERROR_NO_UNICODE_TRANSLATION);
            character = REPLACEMENT;
            used = 1;
        }
        put_wide(out, character);
        text += used;
        length -= used;
    }
    return true;
}

int WINAPI MultiByteToWideChar(UINT page, DWORD flags, LPCSTR text, int length, LPWSTR out,
                               int room)
{
    struct output output = {out, (size_t)room, 0};
    bool strict = flags & MB_ERR_INVALID_CHARS, done;
    size_t size;
    iconv_t converter;

    if (!text || length == 0 || length < -1 || room < 0 || (room > 0 && !out))
        return (int)vsapi_win32_fail(ERROR_INVALID_PARAMETER);
    size = length < 0 ? strlen(text) + 1 : (size_t)length;
    if (is_utf8(page))
        return from_utf8(text, size, strict, &output) ? finish(&output) : 0;
    converter = open_page(page, true);
    if (converter == (iconv_t)-1)
        return 0;
    done = from_page(converter, text, size, strict, &output);
    iconv_close(converter);
    return done ? finish(&output) : 0;
}

/* ---- to bytes ----------------------------------------------------------------------------------
 */

static void encode(uint32_t character, struct output *out)
{
    if (character < 0x80) {
        put_byte(out, (char)character);
        return;
    }
    if (character < 0x800) {
        put_byte(out, (char)(0xC0 | character >> 6));
    } else if (character < 0x10000) {
        put_byte(out, (char)(0xE0 | character >> 12));
        put_byte(out, (char)(0x80 | (character >> 6 & 0x3F)));
    } else {
        put_byte(out, (char)(0xF0 | character >> 18));
        put_byte(out, (char)(0x80 | (character >> 12 & 0x3F)));
        put_byte(out, (char)(0x80 | (character >> 6 & 0x3F)));
    }
    put_byte(out, (char)(0x80 | (character & 0x3F)));
}

static bool to_utf8(const WCHAR *text, size_t length, bool strict, struct output *out)
{
    for (size_t i = 0; i < length; i++) {
        uint32_t character = (uint32_t)text[i];
        bool good = character <= 0x10FFFF && (character < 0xD800 || character >= 0xE000);

        if (!good && strict)
            return vsapi_win32_fail(ERROR_NO_UNICODE_TRANSLATION);
        encode(good ? character : REPLACEMENT, out);
    }
    return true;
}

/* Returns whether a default character had to stand in. */
static bool to_page(iconv_t converter, const WCHAR *text, size_t length, char stand_in,
                    struct output *out)
{
    bool stood_in = false;

    for (size_t i = 0; i < length; i++) {
        char bytes[8], *in = (char *)&text[i], *to = bytes;
        size_t in_left = sizeof text[i], to_left = sizeof bytes;

        iconv(converter, NULL, NULL, NULL, NULL);
        if (iconv(converter, &in, &in_left, &to, &to_left) == (size_t)-1) {
            stood_in = true;
            bytes[0] = stand_in;
            to_left = sizeof bytes - 1;
        }
        for (size_t j = 0; j < sizeof bytes - to_left; j++)
            put_byte(out, bytes[j]);
    }
    return stood_in;
}

int WINAPI WideCharToMultiByte(UINT page, DWORD flags, LPCWSTR text, int length, LPSTR out,
                               int room, LPCSTR stand_in, LPBOOL stood_in)
{
    struct output output = {out, (size_t)room, 0};
    size_t size;
    iconv_t converter;
    bool stood;

    if (!text || length == 0 || length < -1 || room < 0 || (room > 0 && !out) ||
        (page == CP_UTF8 && (stand_in || stood_in)))
        return (int)vsapi_win32_fail(ERROR_INVALID_PARAMETER);
    size = length < 0 ? wcslen(text) + 1 : (size_t)length;
    if (stood_in)
        *stood_in = FALSE;
    if (is_utf8(page))
        return to_utf8(text, size, flags & WC_ERR_INVALID_CHARS, &output) ? finish(&output) : 0;
    converter = open_page(page, false);
    if (converter == (iconv_t)-1)
        return 0;
    stood = to_page(converter, text, size, stand_in ? *stand_in : '?', &output);
    iconv_close(converter);
    if (stood_in)
        *stood_in = stood;
    return finish(&output);
}

UINT WINAPI GetACP(void)
{
    return CP_UTF8;
}

UINT WINAPI GetOEMCP(void)
{
    return CP_UTF8;
}

BOOL WINAPI IsValidCodePage(UINT page)
{
    DWORD error = GetLastError();
    iconv_t converter = page == CP_UTF8 ? (iconv_t)-1 : open_page(page, true);

    SetLastError(error);
    if (converter == (iconv_t)-1)
        return page == CP_UTF8;
    iconv_close(converter);
    return TRUE;
}
