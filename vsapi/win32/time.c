/*
 * vsapi/win32/time.c - times and sleeping, on the clock of the service's host.
 *
 * A FILETIME counts 100 ns from 1601-01-01 UTC. Dates are reckoned from the first of March: then
 * the leap day is the last one of its year, and 1600-03-01 begins a cycle of 400 years.
 */
#include "ground.h"

#include <vsapi/clock.h>

#define TICKS_A_MS UINT64_C(10000)
#define TICKS_A_DAY (UINT64_C(86400000) * TICKS_A_MS)
#define MARCH_OF_1600 306u /* days from there to 1601-01-01 */
#define DAYS_400_YEARS 146097u

static const unsigned days_before[] = {0, 31, 61, 92, 122, 153, 184, 214, 245, 275, 306, 337};

static uint64_t ticks_of(const FILETIME *time)
{
    return (uint64_t)time->dwHighDateTime << 32 | time->dwLowDateTime;
}

static void ticks_store(uint64_t ticks, FILETIME *out)
{
    out->dwLowDateTime = (DWORD)ticks;
    out->dwHighDateTime = (DWORD)(ticks >> 32);
}

static void day_to_date(uint64_t day, SYSTEMTIME *out)
{
    uint64_t cycles = (day + MARCH_OF_1600) / DAYS_400_YEARS;
    unsigned rest = (unsigned)((day + MARCH_OF_1600) % DAYS_400_YEARS);
    unsigned year = (rest - rest / 1460 + rest / 36524 - rest / 146096) / 365;
    unsigned month = 11;

    rest -= 365 * year + year / 4 - year / 100;
    while (days_before[month] > rest)
        month--;
    out->wDay = (WORD)(rest - days_before[month] + 1);
    out->wMonth = (WORD)(month < 10 ? month + 3 : month - 9);
    out->wYear = (WORD)(1600 + 400 * cycles + year + (month >= 10));
    out->wDayOfWeek = (WORD)((day + 1) % 7); /* 1601-01-01 was a Monday */
}

static uint64_t date_to_day(const SYSTEMTIME *date)
{
    unsigned month = date->wMonth >= 3 ? date->wMonth - 3u : date->wMonth + 9u;
    unsigned year = date->wYear - 1600u - (date->wMonth < 3);

    return (uint64_t)year * 365 + year / 4 - year / 100 + year / 400 + days_before[month] +
           date->wDay - 1 - MARCH_OF_1600;
}

static bool date_is_right(const SYSTEMTIME *date)
{
    static const BYTE days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = date->wYear % 4 == 0 && (date->wYear % 100 != 0 || date->wYear % 400 == 0);

    return date->wYear >= 1601 && date->wYear <= 30827 && date->wMonth >= 1 && date->wMonth <= 12 &&
           date->wDay >= 1 && date->wDay <= days[date->wMonth - 1] + (leap && date->wMonth == 2) &&
           date->wHour < 24 && date->wMinute < 60 && date->wSecond < 60 &&
           date->wMilliseconds < 1000;
}

BOOL WINAPI FileTimeToSystemTime(const FILETIME *time, LPSYSTEMTIME out)
{
    uint64_t ticks = ticks_of(time), ms = ticks % TICKS_A_DAY / TICKS_A_MS;

    if (ticks > INT64_MAX)
        return vsapi_win32_fail(ERROR_INVALID_PARAMETER);
    day_to_date(ticks / TICKS_A_DAY, out);
    out->wHour = (WORD)(ms / 3600000);
    out->wMinute = (WORD)(ms / 60000 % 60);
    out->wSecond = (WORD)(ms / 1000 % 60);
    out->wMilliseconds = (WORD)(ms % 1000);
    return TRUE;
}

/* The day of the week is not looked at. */
BOOL WINAPI SystemTimeToFileTime(const SYSTEMTIME *date, LPFILETIME out)
{
    uint64_t ms;

    if (!date_is_right(date))
        return vsapi_win32_fail(ERROR_INVALID_PARAMETER);
    ms = ((date->wHour * UINT64_C(60) + date->wMinute) * 60 + date->wSecond) * 1000 +
         date->wMilliseconds;
    ticks_store(date_to_day(date) * TICKS_A_DAY + ms * TICKS_A_MS, out);
    return TRUE;
}

LONG WINAPI CompareFileTime(const FILETIME *a, const FILETIME *b)
{
    uint64_t left = ticks_of(a), right = ticks_of(b);

    return (left > right) - (left < right);
}

void WINAPI GetSystemTimeAsFileTime(LPFILETIME out)
{
    ticks_store(vsapi_clock_filetime(vsapi_clock_current()), out);
}

void WINAPI GetSystemTime(LPSYSTEMTIME out)
{
    FILETIME now;

    GetSystemTimeAsFileTime(&now);
    FileTimeToSystemTime(&now, out);
}

/* Since the clock was made; the mock machine was started then. */
ULONGLONG WINAPI GetTickCount64(void)
{
    return vsapi_clock_now_ms(vsapi_clock_current());
}

DWORD WINAPI GetTickCount(void)
{
    return (DWORD)GetTickCount64();
}

void WINAPI Sleep(DWORD delay_ms)
{
    vsapi_clock_sleep(vsapi_clock_current(), delay_ms == INFINITE ? VSAPI_CLOCK_NEVER : delay_ms);
}
