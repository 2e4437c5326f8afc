/*
 * vsapi/base/guid.c - GUIDs as text, and new ones.
 */
#include <vsapi/text.h>

#include <vsapi/error.h>

#include <errno.h>
#include <string.h>
#ifndef _WIN32
#include <sys/random.h>
#endif

static const char digits[] = "0123456789abcdef";
/* The order in which the bytes of a GUID stand in its text; -1 is a hyphen. */
static const signed char places[] = {3,  2, 1, 0,  -1, 5,  4,  -1, 7,  6,
                                     -1, 8, 9, -1, 10, 11, 12, 13, 14, 15};
#define PLACES (sizeof places / sizeof places[0])

char *vsapi_guid_to_text(const GUID *guid, char text[VSAPI_GUID_TEXT])
{
    unsigned char bytes[16];
    char *at = text;

    memcpy(bytes, guid, sizeof bytes);
    for (size_t i = 0; i < PLACES; i++) {
        if (places[i] < 0) {
            *at++ = '-';
        } else {
            *at++ = digits[bytes[places[i]] >> 4];
            *at++ = digits[bytes[places[i]] & 15];
        }
    }
    *at = '\0';
    return text;
}

/* The value of a digit, or -1. */
static int digit_value(char digit)
{
    const char *found;

    if (digit >= 'A' && digit <= 'F')
        digit = (char)(digit - 'A' + 'a');
    found = digit ? strchr(digits, digit) : NULL;
    return found ? (int)(found - digits) : -1;
}

/* Reads the 36 characters; returns what follows them, or NULL where they are not a GUID's. */
static const char *guid_read(const char *text, unsigned char bytes[16])
{
    for (size_t i = 0; i < PLACES; i++) {
        int high, low;

        if (places[i] < 0) {
            if (*text++ != '-')
                return NULL;
            continue;
        }
        high = digit_value(text[0]);
        low = high < 0 ? -1 : digit_value(text[1]);
        if (low < 0)
            return NULL;
        bytes[places[i]] = (unsigned char)(high << 4 | low);
        text += 2;
    }
    return text;
}

HRESULT vsapi_guid_from_text(const char *text, GUID *out)
{
    unsigned char bytes[16];
    bool braces = text && *text == '{';
    const char *end;

    memset(out, 0, sizeof *out);
    end = text ? guid_read(text + braces, bytes) : NULL;
    if (!end || (braces && *end++ != '}') || *end != '\0')
        return vsapi_fail(E_INVALIDARG, "%.60s is no GUID", text ? text : "(NULL)");
    memcpy(out, bytes, sizeof *out);
    return S_OK;
}

#ifdef _WIN32
HRESULT vsapi_guid_create(GUID *out)
{
    return CoCreateGuid(out);
}
#else
HRESULT vsapi_guid_create(GUID *out)
{
    ssize_t taken;

    do {
        taken = getrandom(out, sizeof *out, 0);
    } while (taken < 0 && errno == EINTR);
    if (taken != (ssize_t)sizeof *out) {
        memset(out, 0, sizeof *out);
        return vsapi_fail(E_UNEXPECTED, "the system gives no random bytes: %s", strerror(errno));
    }
    out->Data3 = (unsigned short)((out->Data3 & 0x0FFF) | 0x4000);  /* version 4 */
    out->Data4[0] = (unsigned char)((out->Data4[0] & 0x3F) | 0x80); /* the usual variant */
    return S_OK;
}
#endif
