/* tests/win32/test_format.c - wsprintf, FormatMessage, dates and times. */
#include "vstest.h"

#include <stdarg.h>

Test(format, wsprintf_knows_the_conversions_of_windows)
{
    WCHAR wide[1024];
    char narrow[1024];

    cr_expect_eq(wsprintfW(wide, L"%s|%S|%hs|%ls|%c", L"w\xE4", "n\xC3\xA4", "h", L"l", L'c'), 11);
    VSTEST_WIDE(wide, L"w\xE4|n\xE4|h|l|c", "texts");
    wsprintfA(narrow, "%s|%S|%ls|%hs", "n", L"w\xE4", L"l", "h");
    cr_expect_str_eq(narrow, "n|w\xC3\xA4|l|h");
    wsprintfW(wide, L"%d|%i|%u|%x|%X|%#x|%5d|%-5d|%05d|%.3d", -1, 2, 3u, 0xABu, 0xABu, 0xABu, 42,
              42, 42, 7);
    VSTEST_WIDE(wide, L"-1|2|3|ab|AB|0xab|   42|42   |00042|007", "numbers");
    wsprintfW(wide, L"%lu|%I64d|%I64X|%p|%hd", 4000000000u, (LONGLONG)-5000000000,
              (ULONGLONG)0x123456789A, (void *)0x12, 0x12345);
    VSTEST_WIDE(wide, L"4000000000|-5000000000|123456789A|0000000000000012|9029", "sizes");
    wsprintfW(wide, L"%8s|%-4s|%.2s|%*d|100%%", L"right", L"l", L"cut", 4, 7);
    VSTEST_WIDE(wide, L"   right|l   |cu|   7|100%", "widths");
}

static int format_list_wide(WCHAR *out, const WCHAR *format, ...)
{
    va_list list;
    int length;

    va_start(list, format);
    length = wvsprintfW(out, format, list);
    va_end(list);
    return length;
}

static int format_list_narrow(char *out, const char *format, ...)
{
    va_list list;
    int length;

    va_start(list, format);
    length = wvsprintfA(out, format, list);
    va_end(list);
    return length;
}

Test(format, wvsprintf_takes_a_list)
{
    WCHAR wide[1024];
    char narrow[1024];

    cr_expect_eq(format_list_wide(wide, L"%s|%d", L"w\xE4", 7), 4);
    VSTEST_WIDE(wide, L"w\xE4|7", "");
    cr_expect_eq(format_list_narrow(narrow, "%S|%d", L"w\xE4", 7), 5);
    cr_expect_str_eq(narrow, "w\xC3\xA4|7");
}

Test(format, wsprintf_writes_at_most_1024_characters)
{
    WCHAR wide[1100], text[2000];

    wmemset(text, L'x', 1999);
    text[1999] = L'\0';
    wide[1024] = L'!';
    cr_expect_eq(wsprintfW(wide, L"%s", text), 1023);
    cr_expect_eq(wide[1023], L'\0');
    cr_expect_eq(wide[1024], L'!');
}

static DWORD format_list(WCHAR *out, DWORD room, DWORD flags, const WCHAR *source, ...)
{
    va_list list;
    DWORD length;

    va_start(list, source);
    length = FormatMessageW(FORMAT_MESSAGE_FROM_STRING | flags, source, 0, 0, out, room, &list);
    va_end(list);
    return length;
}

Test(format, a_message_of_the_system_is_found_by_its_code)
{
    WCHAR *allocated = NULL, text[128];
    char narrow[128];
    DWORD flags = FORMAT_MESSAGE_FROM_SYSTEM | FORMAT_MESSAGE_IGNORE_INSERTS;

    cr_expect_eq(FormatMessageW(flags, NULL, ERROR_FILE_NOT_FOUND, 0, text, 128, NULL), 44);
    VSTEST_WIDE(text, L"The system cannot find the file specified.\r\n", "");
    cr_expect_gt(FormatMessageA(flags | FORMAT_MESSAGE_MAX_WIDTH_MASK, NULL, (DWORD)E_ACCESSDENIED,
                                0, narrow, 128, NULL),
                 0);
    cr_expect_str_eq(narrow, "Access is denied. ");
    cr_expect_eq(FormatMessageW(flags, NULL, ERROR_FILE_NOT_FOUND, 0, text, 44, NULL), 0);
    cr_expect_eq(GetLastError(), ERROR_INSUFFICIENT_BUFFER);
    cr_expect_eq(FormatMessageW(flags, NULL, 0x80042308, 0, text, 128, NULL), 0);
    cr_expect_eq(GetLastError(), ERROR_MR_MID_NOT_FOUND);
    cr_expect_gt(FormatMessageW(flags | FORMAT_MESSAGE_ALLOCATE_BUFFER, NULL, ERROR_DISK_FULL, 0,
                                (LPWSTR)(void *)&allocated, 0, NULL),
                 0);
    VSTEST_WIDE(allocated, L"There is not enough space on the disk.\r\n", "");
    cr_expect_null(LocalFree(allocated));
    cr_expect_eq(FormatMessageW(FORMAT_MESSAGE_FROM_SYSTEM | FORMAT_MESSAGE_ALLOCATE_BUFFER, NULL,
                                0x80042308, 0, (LPWSTR)(void *)&allocated, 0, NULL),
                 0);
    cr_expect_null(allocated);
}

Test(format, inserts_come_from_a_list_or_an_array)
{
    ULONG_PTR array[] = {(ULONG_PTR)L"one", 2, (ULONG_PTR) "three"};
    WCHAR text[128];

    cr_expect_gt(format_list(text, 128, 0, L"%2!d! of %1, %3!08X!%%", L"x", 7, 0xBEEF), 0);
    VSTEST_WIDE(text, L"7 of x, 0000BEEF%", "list");
    cr_expect_gt(FormatMessageW(FORMAT_MESSAGE_FROM_STRING | FORMAT_MESSAGE_ARGUMENT_ARRAY,
                                L"%3!hs! %1 %2!u!%n%1", 0, 0, text, 128, (va_list *)array),
                 0);
    VSTEST_WIDE(text, L"three one 2\r\none", "array");
    cr_expect_gt(format_list(text, 128, 0, L"a%0b", L"x"), 0);
    VSTEST_WIDE(text, L"a", "no line end");
    cr_expect_gt(format_list(text, 128, FORMAT_MESSAGE_IGNORE_INSERTS, L"%1 %2!d! %!", 0), 0);
    VSTEST_WIDE(text, L"%1 %2!d! !", "ignored");
    cr_expect_gt(format_list(text, 128, FORMAT_MESSAGE_MAX_WIDTH_MASK, L"a\r\nb%nc", 0), 0);
    VSTEST_WIDE(text, L"a b\r\nc", "width");
    cr_expect_eq(FormatMessageW(FORMAT_MESSAGE_FROM_STRING, L"%1", 0, 0, text, 128, NULL), 0);
    cr_expect_eq(GetLastError(), ERROR_INVALID_PARAMETER);
    cr_expect_eq(FormatMessageW(FORMAT_MESSAGE_FROM_HMODULE, NULL, 1, 0, text, 128, NULL), 0);
    cr_expect_eq(GetLastError(), ERROR_RESOURCE_DATA_NOT_FOUND);
}

static const SYSTEMTIME date = {2023, 3, 0, 5, 14, 7, 9, 0}; /* a Sunday */

static const struct date_row {
    DWORD flags;
    const WCHAR *picture, *text;
} date_rows[] = {
    {0, NULL, L"3/5/2023"},
    {DATE_SHORTDATE, NULL, L"3/5/2023"},
    {DATE_LONGDATE, NULL, L"Sunday, March 5, 2023"},
    {DATE_YEARMONTH, NULL, L"March 2023"},
    {0, L"yyyy-MM-dd", L"2023-03-05"},
    {0, L"ddd dd MMM yy", L"Sun 05 Mar 23"},
    {0, L"'d' d 'o''clock'", L"d 5 o'clock"},
};

VSTEST_TABLE(format, dates_are_american, date_rows)
{
    const struct date_row *row = &date_rows[*row_];
    WCHAR text[64] = L"";
    int length = (int)wcslen(row->text) + 1;

    cr_expect_eq(GetDateFormatW(LOCALE_USER_DEFAULT, row->flags, &date, row->picture, text, 64),
                 length);
    VSTEST_WIDE(text, row->text, "");
    cr_expect_eq(GetDateFormatW(0x0409, row->flags, &date, row->picture, NULL, 0), length);
    cr_expect_eq(GetDateFormatW(0x0409, row->flags, &date, row->picture, text, length - 1), 0);
    cr_expect_eq(GetLastError(), ERROR_INSUFFICIENT_BUFFER);
}

static const struct date_row time_rows[] = {
    {0, NULL, L"2:07:09 PM"},
    {TIME_NOSECONDS, NULL, L"2:07 PM"},
    {TIME_NOMINUTESORSECONDS, NULL, L"2 PM"},
    {TIME_FORCE24HOURFORMAT, NULL, L"14:07:09"},
    {TIME_NOTIMEMARKER, NULL, L"2:07:09"},
    {0, L"HH:mm:ss", L"14:07:09"},
    {0, L"hh.m.s t", L"02.7.9 P"},
};

VSTEST_TABLE(format, times_are_american, time_rows)
{
    const struct date_row *row = &time_rows[*row_];
    WCHAR text[64] = L"";

    cr_expect_gt(GetTimeFormatW(LOCALE_USER_DEFAULT, row->flags, &date, row->picture, text, 64), 0);
    VSTEST_WIDE(text, row->text, "");
}

Test(format, dates_that_are_none_fail)
{
    SYSTEMTIME wrong = date;
    WCHAR text[64];
    char narrow[64];

    wrong.wMonth = 13;
    cr_expect_eq(GetDateFormatW(0x0409, 0, &wrong, NULL, text, 64), 0);
    cr_expect_eq(GetLastError(), ERROR_INVALID_PARAMETER);
    cr_expect_eq(GetDateFormatW(0x0407, 0, &date, NULL, text, 64), 0);
    cr_expect_eq(GetLastError(), ERROR_INVALID_PARAMETER);
    cr_expect_eq(GetDateFormatA(0x0409, 0, &date, "yyyy \xC3\xA4", narrow, 64), 8);
    cr_expect_str_eq(narrow, "2023 \xC3\xA4");
    cr_expect_eq(GetDateFormatW(0x0409, DATE_LONGDATE, &date, L"d", text, 64), 0);
    cr_expect_eq(GetLastError(), ERROR_INVALID_FLAGS);
}

/* Pacific time: summer from the second Sunday in March, 2:00, to the first in November. */
static const TIME_ZONE_INFORMATION pacific = {.Bias = 480,
                                              .StandardDate = {0, 11, 0, 1, 2, 0, 0, 0},
                                              .DaylightDate = {0, 3, 0, 2, 2, 0, 0, 0},
                                              .DaylightBias = -60};
static const struct zone_row {
    SYSTEMTIME utc;
    WORD day, hour;
} zone_rows[] = {
    {{2023, 1, 0, 15, 12, 0, 0, 0}, 15, 4}, {{2023, 7, 0, 15, 12, 0, 0, 0}, 15, 5},
    {{2023, 3, 0, 12, 9, 59, 0, 0}, 12, 1}, {{2023, 3, 0, 12, 10, 0, 0, 0}, 12, 3},
    {{2023, 11, 0, 5, 8, 59, 0, 0}, 5, 1},  {{2023, 11, 0, 5, 9, 0, 0, 0}, 5, 1},
    {{2023, 11, 0, 5, 10, 0, 0, 0}, 5, 2},  {{2023, 1, 0, 1, 3, 0, 0, 0}, 31, 19},
};

VSTEST_TABLE(format, local_time_follows_the_rules_of_a_zone, zone_rows)
{
    const struct zone_row *row = &zone_rows[*row_];
    SYSTEMTIME local;

    cr_expect(SystemTimeToTzSpecificLocalTime(&pacific, &row->utc, &local));
    cr_expect_eq(local.wHour, row->hour, "%zu: %u", *row_, local.wHour);
    cr_expect_eq(local.wDay, row->day);
}

Test(format, local_time_of_the_machine_follows_tz)
{
    FILETIME time = {0, 30000000}, local, back;
    SYSTEMTIME utc = {2023, 7, 0, 15, 12, 0, 0, 0}, here;
    TIME_ZONE_INFORMATION zone;

    setenv("TZ", "XYZ-3", 1);
    cr_expect(FileTimeToLocalFileTime(&time, &local));
    cr_expect_eq((((uint64_t)local.dwHighDateTime << 32) + local.dwLowDateTime) -
                     ((uint64_t)time.dwHighDateTime << 32),
                 UINT64_C(3) * 36000000000);
    cr_expect(LocalFileTimeToFileTime(&local, &back));
    cr_expect_eq(CompareFileTime(&back, &time), 0);
    cr_expect(SystemTimeToTzSpecificLocalTime(NULL, &utc, &here));
    cr_expect_eq(here.wHour, 15);
    cr_expect(TzSpecificLocalTimeToSystemTime(NULL, &here, &utc));
    cr_expect_eq(utc.wHour, 12);
    cr_expect_eq(GetTimeZoneInformation(&zone), TIME_ZONE_ID_UNKNOWN);
    cr_expect_eq(zone.Bias, -180);
    VSTEST_WIDE(zone.StandardName, L"XYZ", "");
}
