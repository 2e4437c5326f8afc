/*
 * tests/compat/plain_print_native.c - what the native functions promise beyond Windows' ones:
 * UTF-8 in every locale, and an answer to every format.
 */
#include "plain.h"

#include <string.h>

static void check_unicode(void)
{
    char narrow[32];
    wchar_t wide[32];
    FILE *file = tmpfile();

    CHECK(sprintf_s(narrow, 32, "%S", L"Größe \x1F600") == 12);
    CHECK(strcmp(narrow, "Größe \xF0\x9F\x98\x80") == 0);
    CHECK(sprintf_s(narrow, 32, "[%.4S]", L"Größe") == 6 && strcmp(narrow, "[Grö]") == 0);
    CHECK(swprintf_s(wide, 32, L"%S", "Größe") == 5 && wcscmp(wide, L"Größe") == 0);
    CHECK(swprintf_s(wide, 32, L"%S|", "\xC3(") == 3 && wcscmp(wide, L"?(|") == 0);
    CHECK(sprintf_s(narrow, 32, "%S", L"\xD800") == 1 && strcmp(narrow, "?") == 0);
    CHECK(file && fwprintf(file, L"%s", L"Grö") == 3 && fputws(L"ß", file) >= 0);
    CHECK(file && putwc(L'e', file) == L'e');
    if (file) {
        rewind(file);
        CHECK(fgets(narrow, sizeof narrow, file) && strcmp(narrow, "Größe") == 0);
        fclose(file);
    }
}

static void check_odd_formats(void)
{
    wchar_t wide[32];
    int count = 0;

    CHECK(swprintf(wide, 32, L"%n", &count) == -1 && errno == EINVAL);
    CHECK(swprintf(wide, 32, L"%?|%") == 2 && wcscmp(wide, L"?|") == 0);
    CHECK(swprintf(wide, 32, L"%99999999999d", 1) == -1);
    CHECK(swprintf(wide, 32, L"%200d", 1) == -1 && wide[31] == 0);
    CHECK(_scwprintf(L"%200d|%.150f", 1, 1.0) == 353);
    CHECK(swprintf(wide, 32, L"%c", 0) == 1);
    CHECK(swprintf(wide, 32, L"%zu %td %jd", (size_t)1, (ptrdiff_t)-2, (intmax_t)3) == 6);
    CHECK(wcscmp(wide, L"1 -2 3") == 0);
    CHECK(swprintf(wide, 32, L"%.1Lf", 2.5L) == 3 && wcscmp(wide, L"2.5") == 0);
}

int main(void)
{
    check_unicode();
    check_odd_formats();
    CHECK(wcscmp(L__FUNCTION__, L"main") == 0 && L__FUNCTION__ == L__FUNCTION__);
    return plain_result();
}
