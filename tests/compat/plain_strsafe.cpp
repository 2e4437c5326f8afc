/*
 * tests/compat/plain_strsafe.cpp - the safe texts: what is cut, what is refused, what the flags
 * fill.
 */
#include "plain.h"

#include <windows.h>
#include <tchar.h>
#define STRSAFE_NO_DEPRECATE
#include <strsafe.h>

#include <string>

static void check_copy()
{
    WCHAR text[6];

    CHECK(StringCchCopyW(text, 6, L"12345") == S_OK && std::wstring(text) == L"12345");
    CHECK(StringCchCopyW(text, 6, L"abcdefg") == STRSAFE_E_INSUFFICIENT_BUFFER);
    CHECK(std::wstring(text) == L"abcde");
    CHECK(StringCchCopyW(text, 0, L"a") == STRSAFE_E_INVALID_PARAMETER);
    CHECK(StringCchCopyW(text, (size_t)STRSAFE_MAX_CCH + 1, L"a") == STRSAFE_E_INVALID_PARAMETER);
    CHECK(StringCbCopyW(text, sizeof text, L"12345") == S_OK);
    CHECK(StringCbCopyW(text, sizeof text - 1, L"12345") == STRSAFE_E_INSUFFICIENT_BUFFER);
    CHECK(std::wstring(text) == L"1234");
    CHECK(StringCchCopyNW(text, 6, L"abcdef", 2) == S_OK && std::wstring(text) == L"ab");
}

static void check_append()
{
    WCHAR text[6] = L"ab";

    CHECK(StringCchCatW(text, 6, L"cd") == S_OK && std::wstring(text) == L"abcd");
    CHECK(StringCchCatNW(text, 6, L"efgh", 1) == S_OK && std::wstring(text) == L"abcde");
    CHECK(StringCchCatW(text, 6, L"f") == STRSAFE_E_INSUFFICIENT_BUFFER);
    CHECK(std::wstring(text) == L"abcde");
    CHECK(StringCchCatW(text, 5, L"f") == STRSAFE_E_INVALID_PARAMETER); /* not ended within 5 */
}

static void check_format()
{
    WCHAR wide[8];
    char narrow[8];
    TCHAR both[32];
    size_t length = 99;

    CHECK(StringCchPrintfW(wide, 8, L"%s-%d", L"ab", 12) == S_OK && std::wstring(wide) == L"ab-12");
    CHECK(StringCchPrintfW(wide, 8, L"%s", L"12345678") == STRSAFE_E_INSUFFICIENT_BUFFER);
    CHECK(std::wstring(wide) == L"1234567");
    CHECK(StringCchPrintfA(narrow, 8, "%s%S", "a", L"b") == S_OK && std::string(narrow) == "ab");
    CHECK(StringCchPrintf(both, 32, _T("%s %u"), _T("volume"), 7) == S_OK);
    CHECK(_tcscmp(both, _T("volume 7")) == 0);
#if defined(UNICODE) || !defined(_WIN32) /* mingw-w64's narrow functions are those of C */
    CHECK(_stprintf(both, _T("%s=%I64d"), _T("size"), (LONGLONG)1 << 33) == 15);
    CHECK(_tcscmp(both, _T("size=8589934592")) == 0);
    CHECK(_tprintf(_T("%ld %hs\n"), (LONG)-1, "narrow") == 10);
#endif
    CHECK(StringCchLengthW(L"abc", 10, &length) == S_OK && length == 3);
    CHECK(StringCchLengthW(L"abc", 3, &length) == STRSAFE_E_INVALID_PARAMETER);
    CHECK(StringCbLengthW(L"abc", 100, &length) == S_OK && length == 3 * sizeof(WCHAR));
}

static void check_extended()
{
    WCHAR text[8], *end = NULL;
    size_t left = 99;

    CHECK(StringCchCopyExW(text, 8, L"abc", &end, &left, 0) == S_OK);
    CHECK(end == text + 3 && left == 5);
    CHECK(StringCbCopyExW(text, sizeof text, L"abc", &end, &left, 0) == S_OK);
    CHECK(end == text + 3 && left == 5 * sizeof(WCHAR));
    CHECK(StringCchPrintfExW(end, 5, &end, &left, 0, L"%d", 42) == S_OK && left == 3);
    CHECK(std::wstring(text) == L"abc42");
    CHECK(StringCchCopyExW(text, 8, NULL, &end, &left, STRSAFE_IGNORE_NULLS) == S_OK);
    CHECK(text[0] == 0 && left == 8);
    CHECK(StringCchCopyExW(text, 4, L"abcdef", NULL, NULL, STRSAFE_NO_TRUNCATION) ==
          STRSAFE_E_INSUFFICIENT_BUFFER);
    CHECK(text[0] == 0);
    CHECK(StringCchCopyExW(text, 4, L"abcdef", NULL, NULL, STRSAFE_NULL_ON_FAILURE) ==
          STRSAFE_E_INSUFFICIENT_BUFFER);
    CHECK(text[0] == 0);
}

static void check_fill()
{
    char text[8] = "abc";

    CHECK(StringCchCopyExA(text, 8, "x", NULL, NULL, STRSAFE_FILL_BYTE('#')) == S_OK);
    CHECK(std::string(text, 8) == std::string("x\0######", 8));
    CHECK(StringCchCopyA(text, 8, "abc") == S_OK);
    CHECK(StringCchCatExA(text, 6, "defg", NULL, NULL, STRSAFE_NO_TRUNCATION) ==
          STRSAFE_E_INSUFFICIENT_BUFFER);
    CHECK(std::string(text) == "abc");
}

int main()
{
    check_copy();
    check_append();
    check_format();
    check_extended();
    check_fill();
    return plain_result();
}
