/*
 * vsapi/base/compare.c - names without regard to case, and file specifications with wildcards.
 *
 * Characters are compared in lower case, as one table of all Unicode has it, whatever the program's
 * locale. Bytes that are no UTF-8 equal only themselves. ASCII is folded by hand.
 */
#include <vsapi/text.h>

#include <vsapi/thread.h>

#include "hash.h"

#include <locale.h>
#include <string.h>
#include <wctype.h>

#define BROKEN_BYTE 0x80000000u /* added to a byte that begins no character */

#ifndef _WIN32

static struct vsapi_once fold_once = VSAPI_ONCE_INIT;
static locale_t fold_locale; /* 0: the system has none, then only ASCII is folded */

static void fold_begin(void)
{
    fold_locale = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
    if (!fold_locale)
        fold_locale = newlocale(LC_CTYPE_MASK, "en_US.UTF-8", (locale_t)0);
}

__attribute__((destructor)) static void fold_finish(void)
{
    if (fold_locale)
        freelocale(fold_locale);
    fold_locale = (locale_t)0;
}

static uint32_t fold_wide(uint32_t character)
{
    vsapi_once(&fold_once, fold_begin);
    return fold_locale ? (uint32_t)towlower_l((wint_t)character, fold_locale) : character;
}

#else

static uint32_t fold_wide(uint32_t character)
{
    WCHAR unit = (WCHAR)character, lower = unit;

    if (character > 0xFFFF)
        return character;
    LCMapStringEx(LOCALE_NAME_INVARIANT, LCMAP_LOWERCASE, &unit, 1, &lower, 1, NULL, NULL, 0);
    return lower;
}

#endif

/* How many bytes the character with this first byte has; 0: none begins so. */
static unsigned sequence_bytes(unsigned char first)
{
    if (first >= 0xC2 && first < 0xE0)
        return 2;
    if (first >= 0xE0 && first < 0xF0)
        return 3;
    return first >= 0xF0 && first < 0xF5 ? 4 : 0;
}

/* Reads one character that is not ASCII, and moves on behind it. */
static uint32_t next_character(const char **text)
{
    const unsigned char *bytes = (const unsigned char *)*text;
    unsigned count = sequence_bytes(bytes[0]);
    uint32_t character = bytes[0] & (0xFFu >> (count + 1));

    for (unsigned i = 1; i < count; i++) {
        if ((bytes[i] & 0xC0) != 0x80)
            count = 0;
        else
            character = character << 6 | (bytes[i] & 0x3F);
    }
    if (count == 0) {
        *text += 1;
        return BROKEN_BYTE | bytes[0];
    }
    *text += count;
    return character;
}

/* The next character in lower case; 0 at the end, where it stays. */
static uint32_t next_folded(const char **text)
{
    unsigned char byte = (unsigned char)**text;
    uint32_t character;

    if (byte < 0x80) {
        if (byte)
            *text += 1;
        return byte >= 'A' && byte <= 'Z' ? byte + ('a' - 'A') : byte;
    }
    character = next_character(text);
    return character & BROKEN_BYTE ? character : fold_wide(character);
}

int vsapi_text_compare(const char *a, const char *b)
{
    uint32_t left, right;

    a = a ? a : "";
    b = b ? b : "";
    do {
        left = next_folded(&a);
        right = next_folded(&b);
    } while (left == right && left != 0);
    return (left > right) - (left < right);
}

bool vsapi_text_same(const char *a, const char *b)
{
    return a == b || vsapi_text_compare(a, b) == 0;
}

bool vsapi_text_starts(const char *text, const char *prefix)
{
    text = text ? text : "";
    prefix = prefix ? prefix : "";
    while (*prefix) {
        if (next_folded(&text) != next_folded(&prefix))
            return false;
    }
    return true;
}

/* Over the folded characters, two at a time; the last block has one or none. */
uint32_t vsapi_text_hash(const char *text)
{
    struct vsapi_hash hash = *vsapi_hash_begin();
    uint32_t left, right;

    text = text ? text : "";
    do {
        left = next_folded(&text);
        right = left ? next_folded(&text) : 0;
        vsapi_hash_add(&hash, (uint64_t)right << 32 | left);
    } while (right);
    return vsapi_hash_end(&hash);
}

/*
 * File specifications, as FindFirstFile takes them. Besides the plain * and ?, Windows has three
 * forms that come from MS-DOS, where a name was always NAME.EXT:
 *  - "*.*" is every name, with a point or without;
 *  - "?" matches nothing before a point or at the end, so "a?.txt" takes a.txt;
 *  - a point before a wildcard may also match the end of the name: "a.*" takes "a", "a.?" too;
 *  - "*." at the end takes names without a point.
 */
struct matcher {
    const char *spec, *end; /* what is left of the specification */
    bool no_point;          /* it ended in "*.": the last star takes no point */
};

/* Consumes one element that is not a star. false: it does not match. */
static bool match_element(struct matcher *matcher, const char **name)
{
    char next = matcher->spec + 1 < matcher->end ? matcher->spec[1] : '\0';

    if (*matcher->spec == '?') {
        matcher->spec++;
        if (**name != '.' && **name != '\0')
            next_folded(name);
        return true;
    }
    if (*matcher->spec == '.' && (next == '?' || next == '*') && **name == '\0') {
        matcher->spec++;
        return true;
    }
    return next_folded(name) == next_folded(&matcher->spec);
}

static struct matcher matcher_of(const char *filespec)
{
    struct matcher matcher = {filespec, filespec + strlen(filespec), false};
    size_t length = strlen(filespec);

    if (length > 1 && filespec[length - 1] == '.') {
        matcher.end--; /* a point at the end of a name does not count */
        matcher.no_point = filespec[length - 2] == '*';
    }
    return matcher;
}

/*
 * Each element matches from a place on in one way only, and one that begins later never ends
 * sooner. So it is enough to go back to the last star: the work is at most name times
 * specification.
 */
bool vsapi_text_matches(const char *name, const char *filespec)
{
    struct matcher matcher, star = {NULL, NULL, false};
    const char *star_name = NULL;

    name = name ? name : "";
    filespec = filespec ? filespec : "";
    if (strcmp(filespec, "*.*") == 0)
        return true;
    matcher = matcher_of(filespec);
    for (;;) {
        if (matcher.spec < matcher.end && *matcher.spec == '*') {
            matcher.spec++;
            if (matcher.spec == matcher.end)
                return !matcher.no_point || !strchr(name, '.');
            star = matcher;
            star_name = name;
            continue;
        }
        if (matcher.spec == matcher.end && *name == '\0')
            return true;
        if (matcher.spec < matcher.end && match_element(&matcher, &name))
            continue;
        if (!star.spec || *star_name == '\0')
            return false;
        next_folded(&star_name); /* the star takes one character more */
        name = star_name;
        matcher = star;
    }
}
