/*
 * conformance/suite/check.c - checks: what a case expected, and what it saw.
 */
#include "inner.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <wchar.h>

static const char *file_name(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash ? slash + 1 : path;
}

/* Notes the first failure only: what comes after it is its consequence. */
static void fail(struct suite *suite, const char *file, int line, const char *text)
{
    if (suite->failed)
        return;
    suite->failed = true;
    snprintf(suite->message, sizeof suite->message, "%s:%d: %s", file_name(file), line, text);
}

bool suite_check(struct suite *suite, bool holds, const char *file, int line, const char *format,
                 ...)
{
    char text[SUITE_MESSAGE - 80];
    va_list arguments;

    if (holds)
        return true;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    fail(suite, file, line, text);
    return false;
}

bool suite_check_hr(struct suite *suite, HRESULT got, HRESULT wanted, const char *file, int line,
                    const char *what)
{
    return suite_check(suite, got == wanted, file, line, "%.200s is 0x%08X, not 0x%08X; %.200s",
                       what, (unsigned)got, (unsigned)wanted, layers_message());
}

/* What is not ASCII as \u. */
static const char *narrow(const WCHAR *text, char *out, size_t size)
{
    size_t used = 0;

    if (!text)
        return "NULL";
    for (; *text && used + 12 < size; text++)
        used += (size_t)snprintf(out + used, size - used, *text < 0x7F ? "%c" : "\\u%x",
                                 (unsigned)*text);
    out[used] = '\0';
    return out;
}

bool suite_check_text(struct suite *suite, const WCHAR *got, const WCHAR *wanted, const char *file,
                      int line, const char *what)
{
    bool same = got && wanted ? wcscmp(got, wanted) == 0 : got == wanted;
    char a[150], b[150];

    return suite_check(suite, same, file, line, "%.150s is \"%s\", not \"%s\"", what,
                       narrow(got, a, sizeof a), narrow(wanted, b, sizeof b));
}

bool suite_check_guid(struct suite *suite, const GUID *got, const GUID *wanted, const char *file,
                      int line, const char *what)
{
    bool same = memcmp(got, wanted, sizeof *got) == 0;
    OLECHAR a[40] = {0}, b[40] = {0};
    char narrow_a[48], narrow_b[48];

    StringFromGUID2(got, a, 40);
    StringFromGUID2(wanted, b, 40);
    return suite_check(suite, same, file, line, "%.150s is %s, not %s", what,
                       narrow(a, narrow_a, sizeof narrow_a), narrow(b, narrow_b, sizeof narrow_b));
}

void suite_skip(struct suite *suite, const char *reason)
{
    if (suite->failed || suite->skipped)
        return;
    suite->skipped = true;
    snprintf(suite->message, sizeof suite->message, "%s", reason);
}

bool suite_failed(const struct suite *suite)
{
    return suite->failed;
}
