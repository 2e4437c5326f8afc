/*
 * compat/src/secure_text.c - texts: copying, joining and comparing them, for both kinds of
 * character.
 */
#include <vsapi/compat/crt.h>

#include <ctype.h>
#include <stdint.h>

static char lower_narrow(char unit)
{
    return (char)tolower((unsigned char)unit);
}

static char upper_narrow(char unit)
{
    return (char)toupper((unsigned char)unit);
}

static wchar_t lower_wide(wchar_t unit)
{
    return (wchar_t)towlower((wint_t)unit);
}

static wchar_t upper_wide(wchar_t unit)
{
    return (wchar_t)towupper((wint_t)unit);
}

#define UNIT char
#define NAME(name) str##name
#define INNER(name) _str##name
#define TEXT(name) "str" #name
#define TEXT_LENGTH narrow_length
#define TEXT_REFUSE narrow_refuse
#define TEXT_PUT narrow_put
#define TEXT_PUT_ALL narrow_put_all
#define TEXT_EACH narrow_each
#define TEXT_CHANGE narrow_change
#define TO_LOWER lower_narrow
#define TO_UPPER upper_narrow
#define TOKEN strtok_r
#define DUPLICATE strdup
#define COMPARE strncasecmp
#include "secure_text.inc"

#undef UNIT
#undef NAME
#undef INNER
#undef TEXT
#undef TEXT_LENGTH
#undef TEXT_REFUSE
#undef TEXT_PUT
#undef TEXT_PUT_ALL
#undef TEXT_EACH
#undef TEXT_CHANGE
#undef TO_LOWER
#undef TO_UPPER
#undef TOKEN
#undef DUPLICATE
#undef COMPARE
#define UNIT wchar_t
#define NAME(name) wcs##name
#define INNER(name) _wcs##name
#define TEXT(name) "wcs" #name
#define TEXT_LENGTH wide_length
#define TEXT_REFUSE wide_refuse
#define TEXT_PUT wide_put
#define TEXT_PUT_ALL wide_put_all
#define TEXT_EACH wide_each
#define TEXT_CHANGE wide_change
#define TO_LOWER lower_wide
#define TO_UPPER upper_wide
#define TOKEN wcstok
#define DUPLICATE wcsdup
#define COMPARE wcsncasecmp
#include "secure_text.inc"

wchar_t *_wcstok(wchar_t *text, const wchar_t *delimiters)
{
    static _Thread_local wchar_t *rest;

    return wcstok(text, delimiters, &rest);
}
