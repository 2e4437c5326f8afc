/*
 * compat/src/numbers.c - numbers to texts in any radix, and wide texts to numbers.
 */
#include <vsapi/compat/crt.h>

#include <limits.h>
#include <stdbool.h>

#define DIGITS 66 /* 64 of them, a sign, the end */

/* Writes the digits at the end of `text` and gives the first. */
static const char *digits_of(unsigned long long value, bool negative, int radix, char text[DIGITS])
{
    char *at = text + DIGITS - 1;

    *at = '\0';
    do {
        *--at = "0123456789abcdefghijklmnopqrstuvwxyz"[value % (unsigned)radix];
        value /= (unsigned)radix;
    } while (value > 0);
    if (negative)
        *--at = '-';
    return at;
}

static errno_t number_put(unsigned long long value, bool negative, void *to, size_t size, int radix,
                          bool wide)
{
    char text[DIGITS];
    const char *digits;
    size_t length;

    if (!to || size == 0)
        return vsapi_compat_invalid("_itoa_s", EINVAL);
    memset(to, 0, wide ? sizeof(wchar_t) : 1);
    if (radix < 2 || radix > 36)
        return vsapi_compat_invalid("_itoa_s", EINVAL);
    digits = digits_of(value, negative, radix, text);
    length = strlen(digits);
    if (length >= size)
        return vsapi_compat_invalid("_itoa_s", ERANGE);
    for (size_t i = 0; i <= length; i++) {
        if (wide)
            ((wchar_t *)to)[i] = (wchar_t)digits[i];
        else
            ((char *)to)[i] = digits[i];
    }
    return 0;
}

/* A sign is written in radix 10 only; else it is the bits of as many bytes as the type has. */
static errno_t signed_put(long long value, unsigned long long bits, void *to, size_t size,
                          int radix, bool wide)
{
    if (radix == 10 && value < 0)
        return number_put(0 - (unsigned long long)value, true, to, size, radix, wide);
    return number_put(bits, false, to, size, radix, wide);
}

#define NUMBER_FUNCTIONS(name, number, unit, wide, call)                                           \
    errno_t name##_s(number value, unit *to, size_t size, int radix)                               \
    {                                                                                              \
        return call;                                                                               \
    }                                                                                              \
    unit *name(number value, unit *to, int radix)                                                  \
    {                                                                                              \
        name##_s(value, to, DIGITS, radix);                                                        \
        return to;                                                                                 \
    }
#define SIGNED_FUNCTIONS(name, number, bits, unit, wide)                                           \
    NUMBER_FUNCTIONS(name, number, unit, wide,                                                     \
                     signed_put(value, (bits)value, to, size, radix, wide))
#define UNSIGNED_FUNCTIONS(name, number, unit, wide)                                               \
    NUMBER_FUNCTIONS(name, number, unit, wide, number_put(value, false, to, size, radix, wide))

SIGNED_FUNCTIONS(_itoa, int, unsigned, char, false)
SIGNED_FUNCTIONS(_itow, int, unsigned, wchar_t, true)
SIGNED_FUNCTIONS(_ltoa, int, unsigned, char, false)
SIGNED_FUNCTIONS(_ltow, int, unsigned, wchar_t, true)
SIGNED_FUNCTIONS(_i64toa, long long, unsigned long long, char, false)
SIGNED_FUNCTIONS(_i64tow, long long, unsigned long long, wchar_t, true)
UNSIGNED_FUNCTIONS(_ultoa, unsigned, char, false)
UNSIGNED_FUNCTIONS(_ultow, unsigned, wchar_t, true)
UNSIGNED_FUNCTIONS(_ui64toa, unsigned long long, char, false)
UNSIGNED_FUNCTIONS(_ui64tow, unsigned long long, wchar_t, true)

/* What is beyond the type becomes its nearest value, as the pages say; errno is then ERANGE. */
static int within_int(long long value)
{
    if (value >= INT_MIN && value <= INT_MAX)
        return (int)value;
    errno = ERANGE;
    return value < 0 ? INT_MIN : INT_MAX;
}

long long _wtoi64(const wchar_t *text)
{
    if (!text) {
        vsapi_compat_invalid("_wtoi", EINVAL);
        return 0;
    }
    return wcstoll(text, NULL, 10);
}

int _wtoi(const wchar_t *text)
{
    return within_int(_wtoi64(text));
}

int _wtol(const wchar_t *text)
{
    return _wtoi(text);
}

long long _atoi64(const char *text)
{
    if (!text) {
        vsapi_compat_invalid("_atoi64", EINVAL);
        return 0;
    }
    return strtoll(text, NULL, 10);
}

double _wtof(const wchar_t *text)
{
    if (!text) {
        vsapi_compat_invalid("_wtof", EINVAL);
        return 0;
    }
    return wcstod(text, NULL);
}
