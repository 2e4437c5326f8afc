/*
 * tests/compat/plain_runtime.cpp - the names of the Visual C++ runtime: what they do, and what they
 * answer to a parameter that cannot be.
 */
#include "plain.h"

#include <windows.h>
#include <malloc.h>

#include <string>

static int invalid_count;

static void count_invalid(const wchar_t *, const wchar_t *, const wchar_t *, unsigned, uintptr_t)
{
    invalid_count++;
}

/* mingw-w64 cannot set a handler in the runtime that it links. */
#ifdef _WIN32
#define HANDLED 0
#else
#define HANDLED 1
#endif

/* The error of a call whose parameters cannot be, and that the handler was told. */
#define REFUSES(error, call)                                                                       \
    do {                                                                                           \
        int before = invalid_count;                                                                \
        CHECK((call) == (error));                                                                  \
        CHECK(invalid_count == before + HANDLED);                                                  \
    } while (0)

static void check_copy()
{
    wchar_t wide[8] = L"old";
    char narrow[4] = "old";

    CHECK(wcscpy_s(wide, 8, L"1234567") == 0 && std::wstring(wide) == L"1234567");
    REFUSES(ERANGE, wcscpy_s(wide, 8, L"12345678"));
    CHECK(wide[0] == 0);
    REFUSES(EINVAL, wcscpy_s(NULL, 8, L"a"));
    wide[0] = L'x';
    REFUSES(EINVAL, wcscpy_s(wide, 8, NULL));
    CHECK(wide[0] == 0);
    CHECK(wcscpy_s(wide, L"array") == 0 && std::wstring(wide) == L"array");
    CHECK(strcpy_s(narrow, "abc") == 0 && std::string(narrow) == "abc");
    REFUSES(ERANGE, strcpy_s(narrow, "abcd"));
    CHECK(narrow[0] == 0);
}

static void check_counted()
{
    wchar_t wide[6] = L"";

    CHECK(wcsncpy_s(wide, 6, L"abcdefgh", 3) == 0 && std::wstring(wide) == L"abc");
    CHECK(wcsncpy_s(wide, 6, L"abcdefgh", _TRUNCATE) == STRUNCATE);
    CHECK(std::wstring(wide) == L"abcde");
    REFUSES(ERANGE, wcsncpy_s(wide, 6, L"abcdefgh", 7));
    CHECK(wide[0] == 0);
    CHECK(wcsncpy_s(wide, L"ab", 0) == 0 && wide[0] == 0);
    CHECK(wcscat_s(wide, 6, L"ab") == 0 && wcsncat_s(wide, 6, L"cdef", 2) == 0);
    CHECK(std::wstring(wide) == L"abcd");
    CHECK(wcsncat_s(wide, 6, L"xyz", _TRUNCATE) == STRUNCATE && std::wstring(wide) == L"abcdx");
    REFUSES(ERANGE, wcscat_s(wide, L"y"));
    CHECK(wide[0] == 0);
    CHECK(wcsnlen_s(L"abc", 10) == 3 && wcsnlen_s(L"abc", 2) == 2 && wcsnlen_s(NULL, 2) == 0);
}

static void check_memory()
{
    char from[] = "abcdef", to[4] = {'#', '#', '#', '#'};
    void *block = _aligned_malloc(100, 64);

    CHECK(memcpy_s(to, 4, from, 3) == 0 && std::string(to, 4) == "abc#");
    REFUSES(ERANGE, memcpy_s(to, 4, from, 5));
    CHECK(std::string(to, 4) == std::string(4, '\0'));
    REFUSES(EINVAL, memcpy_s(NULL, 4, from, 2));
    CHECK(memcpy_s(to, 4, NULL, 0) == 0);
    CHECK(memmove_s(from, sizeof from, from + 1, 3) == 0 && std::string(from) == "bcddef");
    CHECK(block && (uintptr_t)block % 64 == 0);
    if (block)
        memset(block, 7, 100);
    _aligned_free(block);
    CHECK(_countof(to) == 4);
    CHECK(memset(_alloca(16), 1, 16) != NULL);
}

static void check_compare()
{
    CHECK(_wcsicmp(L"Ledger", L"lEDGER") == 0 && _wcsicmp(L"a", L"B") < 0);
    CHECK(_wcsicmp(L"_", L"A") < 0); /* as small letters */
    CHECK(_wcsnicmp(L"LedgerX", L"ledgery", 6) == 0 && _wcsnicmp(L"ab", L"AC", 2) < 0);
    CHECK(_stricmp("Ab", "aB") == 0 && _strnicmp("AbX", "aBy", 2) == 0);
    wchar_t *copy = _wcsdup(L"MiXed");
    CHECK(copy && std::wstring(_wcslwr(copy)) == L"mixed");
    CHECK(copy && std::wstring(_wcsupr(copy)) == L"MIXED");
    free(copy);
}

static void check_numbers()
{
    char narrow[40];
    wchar_t wide[40];

    CHECK(std::string(_itoa(-255, narrow, 10)) == "-255");
    CHECK(std::string(_itoa(-1, narrow, 16)) == "ffffffff");
    CHECK(std::wstring(_itow(35, wide, 36)) == L"z");
    CHECK(_i64tow_s(-9000000000ll, wide, 40, 10) == 0 && std::wstring(wide) == L"-9000000000");
    CHECK(_itow_s(12345, wide, 6, 10) == 0 && std::wstring(wide) == L"12345");
    REFUSES(ERANGE, _itow_s(12345, wide, 5, 10));
    CHECK(wide[0] == 0);
    REFUSES(EINVAL, _itoa_s(1, narrow, 40, 1));
    CHECK(_wtoi(L" -42x") == -42 && _wtoi(L"none") == 0 && _wtoi64(L"9000000000") == 9000000000ll);
    CHECK(_atoi64("-9000000000") == -9000000000ll);
}

static void check_conversion()
{
    wchar_t wide[8];
    char narrow[8];
    size_t length = 99;

    CHECK(mbstowcs_s(&length, wide, 8, "abc", _TRUNCATE) == 0 && length == 4);
    CHECK(std::wstring(wide) == L"abc");
    CHECK(mbstowcs_s(&length, NULL, 0, "abcdef", 0) == 0 && length == 7);
    CHECK(mbstowcs_s(&length, wide, "abcdefghij", _TRUNCATE) == STRUNCATE);
    CHECK(std::wstring(wide) == L"abcdefg");
    REFUSES(ERANGE, mbstowcs_s(&length, wide, 4, "abcd", 4));
    CHECK(wide[0] == 0);
    CHECK(wcstombs_s(&length, narrow, L"abc", _TRUNCATE) == 0 && length == 4);
    CHECK(std::string(narrow) == "abc");
    REFUSES(ERANGE, wcstombs_s(&length, narrow, 3, L"abc", 3));
}

static void check_tokens_and_files()
{
    wchar_t text[] = L"a,b;c", other[] = L"d,e", *context = NULL;
    FILE *file = (FILE *)text;

    CHECK(std::wstring(wcstok_s(text, L",;", &context)) == L"a");
    CHECK(std::wstring(wcstok_s(NULL, L",;", &context)) == L"b");
    CHECK(std::wstring(wcstok_s(NULL, L",;", &context)) == L"c");
    CHECK(wcstok_s(NULL, L",;", &context) == NULL);
    CHECK(std::wstring(_wcstok(other, L",")) == L"d");
    CHECK(std::wstring(_wcstok(NULL, L",")) == L"e");
    CHECK(_wcstok(NULL, L",") == NULL);
    CHECK(fopen_s(&file, "there is no such file", "rt") == ENOENT && !file);
    CHECK(_wfopen(L"there is no such file", L"r") == NULL);
}

static void check_scan()
{
    int number = 0, count;
    wchar_t wide[6], letter = 0;
    char narrow[6];
    LONGLONG large = 0;
    double real = 0;

    count =
        swscanf_s(L" 42 word 1.5", L"%d %s %lf", &number, wide, (unsigned)_countof(wide), &real);
    CHECK(count == 3 && number == 42 && std::wstring(wide) == L"word" && real == 1.5);
    count = sscanf_s("x=7f,name", "x=%x,%[a-z]", &number, narrow, (unsigned)sizeof narrow);
    CHECK(count == 2 && number == 0x7f && std::string(narrow) == "name");
    count = swscanf_s(L"9000000000 z", L"%I64d %c", &large, &letter, 1u);
    CHECK(count == 2 && large == 9000000000ll && letter == L'z');
    CHECK(swscanf_s(L"toolong", L"%s", wide, (unsigned)_countof(wide)) == 0 && wide[0] == 0);
    CHECK(swscanf_s(L"", L"%d", &number) == EOF);
    CHECK(sscanf_s("12 x", "%*d %c", narrow, 1u) == 1 && narrow[0] == 'x');
    CHECK(swscanf(L"wide", L"%s", wide) == 1 && std::wstring(wide) == L"wide");
}

int main()
{
    _set_invalid_parameter_handler(count_invalid);
    check_copy();
    check_counted();
    check_memory();
    check_compare();
    check_numbers();
    check_conversion();
    check_tokens_and_files();
    check_scan();
    return plain_result();
}
