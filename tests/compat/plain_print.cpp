/*
 * tests/compat/plain_print.cpp - wide formats mean what they mean in Visual C++.
 *
 * The rows are true of Windows' own runtime as well, where this runs under Wine. What only the
 * native functions promise is in plain_print_native.c.
 */
#include "plain.h"

#include <windows.h>

#include <cwchar>
#include <string>

static std::wstring format_list(const wchar_t *format, va_list args)
{
    wchar_t text[512];
    int length = _vsnwprintf(text, 512, format, args);

    return length < 0 ? L"(failed)" : std::wstring(text, (size_t)length);
}

static std::wstring format(const wchar_t *format, ...)
{
    va_list args;

    va_start(args, format);
    std::wstring text = format_list(format, args);
    va_end(args);
    return text;
}

static void check(const std::wstring &is, const wchar_t *expected, int line)
{
    if (is == expected)
        return;
    fprintf(stderr, "line %d: is [%ls], expected [%ls]\n", line, is.c_str(), expected);
    plain_failures++;
}
#define FORMATS(expected, ...) check(format(__VA_ARGS__), expected, __LINE__)

static void check_texts()
{
    FORMATS(L"[wide]", L"[%s]", L"wide");
    FORMATS(L"[narrow]", L"[%S]", "narrow");
    FORMATS(L"[narrow]", L"[%hs]", "narrow");
    FORMATS(L"[wide]", L"[%ls]", L"wide");
    FORMATS(L"[wide]", L"[%ws]", L"wide");
    FORMATS(L"[   ab]", L"[%5.2s]", L"abcdef");
    FORMATS(L"[ab   ]", L"[%-5.2S]", "abcdef");
    FORMATS(L"[ab  ]", L"[%-*.*s]", 4, 2, L"abcdef");
    FORMATS(L"[ab  ]", L"[%*s]", -4, L"ab");
    FORMATS(L"[(null)]", L"[%s]", (const wchar_t *)NULL);
    FORMATS(L"[a|b|c]", L"[%c|%C|%hc]", L'a', 'b', 'c');
    FORMATS(L"100%", L"%d%%", 100);
}

static void check_numbers()
{
    FORMATS(L"-5 18446744073709551615", L"%I64d %I64u", (LONGLONG)-5, ~(ULONGLONG)0);
    FORMATS(L"-7 0xff 0X1F 010", L"%i %#x %#X %#o", -7, 255, 31, 8);
    FORMATS(L"+007|  -42|42   |", L"%+04d|%5d|%-5d|", 7, -42, 42);
    FORMATS(L"0x80042308", L"0x%08lx", (HRESULT)0x80042308);
    FORMATS(L"-1 4294967295", L"%ld %lu", (LONG)-1, (DWORD)-1);
    FORMATS(L"-1 65535", L"%hd %hu", 0x1FFFF, 0x1FFFF);
    FORMATS(L"9000000000 -3", L"%llu %I32d", 9000000000ull, -3);
    FORMATS(L"00000000000012AB", sizeof(void *) == 8 ? L"%p" : L"00000000%p", (void *)0x12AB);
    FORMATS(L"1.50 |      -2.25", L"%.2f |%11.2f", 1.5, -2.25);
    FORMATS(L"1.5 text 2", L"%g %s %u", 1.5, L"text", 2);
}

static void check_buffers()
{
    wchar_t text[8];

    CHECK(swprintf(text, 8, L"%s", L"1234567") == 7 && std::wstring(text) == L"1234567");
    CHECK(swprintf(text, 4, L"%s", L"1234567") < 0 && text[3] == 0);
    CHECK(swprintf(text, L"%s-%d", L"ab", 3) == 4 && std::wstring(text) == L"ab-3");
    CHECK(std::swprintf(text, 8, L"%s", L"std") == 3 && std::wstring(text) == L"std");
    /* Neither ended when it just fits nor when it does not. */
    wmemset(text, L'#', 8);
    CHECK(_snwprintf(text, 3, L"%s", L"abc") == 3 && text[3] == L'#');
    CHECK(_snwprintf(text, 3, L"%s", L"abcd") < 0 && text[3] == L'#');
    CHECK(_snwprintf(text, 5, L"%s", L"abc") == 3 && text[3] == 0);
    CHECK(_snwprintf_s(text, 8, _TRUNCATE, L"%s", L"123456789") == -1);
    CHECK(std::wstring(text) == L"1234567");
    CHECK(_snwprintf_s(text, _TRUNCATE, L"%s", L"abc") == 3 && std::wstring(text) == L"abc");
    CHECK(_snwprintf_s(text, 8, 2, L"%s", L"abc") == -1 && std::wstring(text) == L"ab");
    CHECK(swprintf_s(text, L"%s", L"array") == 5 && std::wstring(text) == L"array");
    CHECK(swprintf_s(text, 8, L"%S", "sized") == 5 && std::wstring(text) == L"sized");
    CHECK(_scwprintf(L"%s %d", L"four", 10) == 7);
}

static void check_narrow()
{
    char text[32];

    CHECK(sprintf_s(text, "%s %S %ls", "a", L"b", L"c") == 5 && std::string(text) == "a b c");
    CHECK(sprintf_s(text, sizeof text, "%I64d", (LONGLONG)1 << 40) == 13);
    CHECK(std::string(text) == "1099511627776");
    CHECK(_snprintf(text, 4, "%s", "abcdef") == -1 && text[3] == 'd');
    CHECK(_snprintf_s(text, 4, _TRUNCATE, "%s", "abcdef") == -1 && std::string(text) == "abc");
    CHECK(_scprintf("%s", "12345") == 5);
}

/* What reaches a file, narrow and wide mixed. */
static void check_file()
{
    char line[64] = "";
    FILE *file = tmpfile();

    CHECK(file);
    if (!file)
        return;
    fprintf(file, "narrow %d, ", 1);
#ifndef _WIN32 /* there a temporary file is binary, and wide text in it has two bytes each */
    CHECK(fwprintf(file, L"wide %s", L"two") == 8);
#else
    fprintf(file, "wide %S", L"two");
#endif
    rewind(file);
    CHECK(fgets(line, sizeof line, file) && std::string(line) == "narrow 1, wide two");
    fclose(file);
    CHECK(wprintf(L"%s\n", L"to the console") == 15);
}

int main()
{
    check_texts();
    check_numbers();
    check_buffers();
    check_narrow();
    check_file();
    return plain_result();
}
