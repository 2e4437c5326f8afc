/* tests/win32/test_time.c - dates, and the clock behind them. */
#include "vstest.h"

#include <vsapi/clock.h>

#include <time.h>

#define DAY UINT64_C(864000000000)

static uint64_t ticks(FILETIME time)
{
    return (uint64_t)time.dwHighDateTime << 32 | time.dwLowDateTime;
}

static FILETIME filetime(uint64_t value)
{
    return (FILETIME){(DWORD)value, (DWORD)(value >> 32)};
}

static const struct date_row {
    const char *name;
    uint64_t ticks;
    SYSTEMTIME date; /* year, month, day of the week, day, hour, minute, second, ms */
} date_rows[] = {
    {"the beginning", 0, {1601, 1, 1, 1, 0, 0, 0, 0}},
    {"the end of the first day", DAY - 10000, {1601, 1, 1, 1, 23, 59, 59, 999}},
    {"the last of February", 58 * DAY, {1601, 2, 3, 28, 0, 0, 0, 0}},
    {"the first of March", 59 * DAY, {1601, 3, 4, 1, 0, 0, 0, 0}},
    {"a leap day", (3 * 365 + 59) * DAY, {1604, 2, 0, 29, 0, 0, 0, 0}},
    {"1700 had none", 36218 * DAY, {1700, 3, 1, 1, 0, 0, 0, 0}},
    {"1970", UINT64_C(116444736000000000), {1970, 1, 4, 1, 0, 0, 0, 0}},
    {"2000 had one", UINT64_C(125962560000000000), {2000, 2, 2, 29, 0, 0, 0, 0}},
    {"a time of day", UINT64_C(133333333331230000), {2023, 7, 6, 8, 23, 42, 13, 123}},
    {"the last year",
     UINT64_C(0x7FFF35F4F06C58F0) / 10000 * 10000,
     {30827, 12, 5, 31, 23, 59, 59, 999}},
};

VSTEST_TABLE(time, dates_and_file_times_are_the_same_moments, date_rows)
{
    const struct date_row *row = &date_rows[*row_];
    FILETIME time = filetime(row->ticks), back = {0};
    SYSTEMTIME date;

    cr_expect(FileTimeToSystemTime(&time, &date));
    cr_expect_eq(memcmp(&date, &row->date, sizeof date), 0, "%s: %u-%u-%u (%u) %u:%u:%u.%u",
                 row->name, date.wYear, date.wMonth, date.wDay, date.wDayOfWeek, date.wHour,
                 date.wMinute, date.wSecond, date.wMilliseconds);
    date = row->date;
    date.wDayOfWeek = 99;
    cr_expect(SystemTimeToFileTime(&date, &back), "%s", row->name);
    cr_expect_eq(ticks(back), row->ticks, "%s", row->name);
}

/* Against the C library, each day for 800 years. */
Test(time, every_day_agrees_with_the_c_library)
{
    for (uint64_t day = 0; day < 800 * 365; day++) {
        FILETIME time = filetime(day * DAY), back;
        time_t seconds = (time_t)((int64_t)day - 134774) * 86400;
        SYSTEMTIME date;
        struct tm tm;

        cr_assert(FileTimeToSystemTime(&time, &date));
        cr_assert(gmtime_r(&seconds, &tm));
        cr_assert(date.wYear == tm.tm_year + 1900 && date.wMonth == tm.tm_mon + 1 &&
                      date.wDay == tm.tm_mday && date.wDayOfWeek == tm.tm_wday,
                  "day %d is %u-%u-%u", (int)day, date.wYear, date.wMonth, date.wDay);
        cr_assert(SystemTimeToFileTime(&date, &back) && ticks(back) == ticks(time));
    }
}

static const struct bad_date_row {
    const char *name;
    SYSTEMTIME date;
} bad_date_rows[] = {
    {"before the beginning", {1600, 12, 0, 31, 0, 0, 0, 0}},
    {"behind the end", {30828, 1, 0, 1, 0, 0, 0, 0}},
    {"month 0", {2000, 0, 0, 1, 0, 0, 0, 0}},
    {"month 13", {2000, 13, 0, 1, 0, 0, 0, 0}},
    {"day 0", {2000, 1, 0, 0, 0, 0, 0, 0}},
    {"April 31", {2000, 4, 0, 31, 0, 0, 0, 0}},
    {"February 29 without a leap year", {2001, 2, 0, 29, 0, 0, 0, 0}},
    {"February 29 of 1900", {1900, 2, 0, 29, 0, 0, 0, 0}},
    {"hour 24", {2000, 1, 0, 1, 24, 0, 0, 0}},
    {"minute 60", {2000, 1, 0, 1, 0, 60, 0, 0}},
    {"second 60", {2000, 1, 0, 1, 0, 0, 60, 0}},
    {"1000 ms", {2000, 1, 0, 1, 0, 0, 0, 1000}},
};

VSTEST_TABLE(time, what_is_no_date_is_refused, bad_date_rows)
{
    const struct bad_date_row *row = &bad_date_rows[*row_];
    FILETIME time = {1, 2};

    SetLastError(0);
    cr_expect_not(SystemTimeToFileTime(&row->date, &time), "%s", row->name);
    cr_expect_eq(GetLastError(), ERROR_INVALID_PARAMETER, "%s", row->name);
    cr_expect(time.dwLowDateTime == 1 && time.dwHighDateTime == 2, "%s", row->name);
}

Test(time, a_negative_file_time_is_refused)
{
    FILETIME time = filetime(UINT64_C(1) << 63);
    SYSTEMTIME date;

    cr_expect_not(FileTimeToSystemTime(&time, &date));
    cr_expect_eq(GetLastError(), ERROR_INVALID_PARAMETER);
    time = filetime((UINT64_C(1) << 63) - 1);
    cr_expect(FileTimeToSystemTime(&time, &date));
    cr_expect_eq(date.wYear, 30828);
}

Test(time, file_times_compare)
{
    FILETIME early = {0xFFFFFFFF, 1}, late = {0, 2};

    cr_expect_eq(CompareFileTime(&early, &late), -1);
    cr_expect_eq(CompareFileTime(&late, &early), 1);
    cr_expect_eq(CompareFileTime(&late, &late), 0);
}

Test(time, sleep_moves_the_hosts_clock)
{
    struct vsapi_clock *clock;
    FILETIME before, after;
    SYSTEMTIME date;

    VSTEST_HR(vsapi_clock_create_manual(UINT64_C(133333333331230000), &clock), S_OK, "");
    vsapi_clock_set_current(clock);
    GetSystemTimeAsFileTime(&before);
    Sleep(60000);
    GetSystemTimeAsFileTime(&after);
    cr_expect_eq(ticks(after) - ticks(before), 60000 * UINT64_C(10000));
    cr_expect_eq(GetTickCount64(), 60000);
    cr_expect_eq(GetTickCount(), 60000);
    GetSystemTime(&date);
    cr_expect(date.wYear == 2023 && date.wMinute == 43 && date.wMilliseconds == 123);
    Sleep(INFINITE);
    cr_expect_gt(GetTickCount64(), UINT64_C(1) << 40);
    vsapi_clock_set_current(NULL);
    vsapi_clock_destroy(clock);
}

Test(time, the_system_time_is_the_machines)
{
    FILETIME now;

    GetSystemTimeAsFileTime(&now);
    cr_expect_lt(llabs((long long)((ticks(now) - UINT64_C(116444736000000000)) / 10000000) -
                       (long long)time(NULL)),
                 3);
}

Test(time, local_time_is_that_of_the_zone)
{
    SYSTEMTIME local, utc, from_utc;
    struct vsapi_clock *clock;

    setenv("TZ", "XYZ-3", 1);
    VSTEST_HR(vsapi_clock_create_manual(1000000000000, &clock), S_OK, "");
    vsapi_clock_set_current(clock);
    GetSystemTime(&utc);
    GetLocalTime(&local);
    cr_expect(SystemTimeToTzSpecificLocalTime(NULL, &utc, &from_utc));
    cr_expect_eq(local.wHour, (utc.wHour + 3) % 24);
    cr_expect_eq(memcmp(&local, &from_utc, sizeof local), 0);
    vsapi_clock_set_current(NULL);
    vsapi_clock_destroy(clock);
}
