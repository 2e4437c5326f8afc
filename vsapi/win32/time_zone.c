/*
 * vsapi/win32/time_zone.c - local time: by this machine's zone (TZ) or by the rules that a program
 * gives. The time itself is the host clock's.
 */
#include "ground.h"
#include "text_out.h"

#include <vsapi/clock.h>

#include <string.h>
#include <time.h>

#define TICKS_A_MINUTE INT64_C(600000000)
#define UNIX_EPOCH INT64_C(116444736000000000)

static int64_t ticks_of(const FILETIME *time)
{
    return (int64_t)((uint64_t)time->dwHighDateTime << 32 | time->dwLowDateTime);
}

static FILETIME filetime_of(int64_t ticks)
{
    return (FILETIME){(DWORD)ticks, (DWORD)(ticks >> 32)};
}

static time_t unix_of(int64_t ticks)
{
    return (time_t)((ticks - UNIX_EPOCH) / 10000000);
}

/* Minutes that local time is behind UTC, as Windows counts them. */
static int64_t bias_at(int64_t ticks)
{
    time_t moment = unix_of(ticks);
    struct tm local;

    return localtime_r(&moment, &local) ? -local.tm_gmtoff / 60 : 0;
}

static int64_t now(void)
{
    return (int64_t)vsapi_clock_filetime(vsapi_clock_current());
}

/* By the bias of now, summer or winter, as the page has it. */
BOOL WINAPI FileTimeToLocalFileTime(const FILETIME *time, LPFILETIME out)
{
    *out = filetime_of(ticks_of(time) - bias_at(now()) * TICKS_A_MINUTE);
    return TRUE;
}

BOOL WINAPI LocalFileTimeToFileTime(const FILETIME *time, LPFILETIME out)
{
    *out = filetime_of(ticks_of(time) + bias_at(now()) * TICKS_A_MINUTE);
    return TRUE;
}

void WINAPI GetLocalTime(LPSYSTEMTIME out)
{
    int64_t ticks = now();
    FILETIME local = filetime_of(ticks - bias_at(ticks) * TICKS_A_MINUTE);

    FileTimeToSystemTime(&local, out);
}

/* ---- rules -------------------------------------------------------------------------------------
 */

/* The moment in a year when a rule begins, in the local time that it is given in; 0: never. A year
 * of 0 says "the wDay-th wDayOfWeek of the month", 5 the last one. */
static int64_t begin_in(const SYSTEMTIME *rule, WORD year)
{
    static const BYTE days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    SYSTEMTIME date = *rule;
    FILETIME time;
    unsigned day, last;

    if (rule->wMonth == 0 || rule->wMonth > 12)
        return 0;
    date.wYear = year;
    if (rule->wYear == 0) {
        last = days[rule->wMonth - 1] + (leap && rule->wMonth == 2);
        date.wDay = 1;
        if (!SystemTimeToFileTime(&date, &time) || !FileTimeToSystemTime(&time, &date))
            return 0;
        day = 1 + (rule->wDayOfWeek + 7u - date.wDayOfWeek) % 7 + 7 * (rule->wDay - 1u);
        while (day > last)
            day -= 7;
        date.wDay = (WORD)day;
    }
    return SystemTimeToFileTime(&date, &time) ? ticks_of(&time) : 0;
}

/* Is a moment, in UTC or in the local time of winter and summer each, in summer? */
static bool is_summer(const TIME_ZONE_INFORMATION *zone, int64_t ticks, WORD year, bool local)
{
    int64_t summer = begin_in(&zone->DaylightDate, year);
    int64_t winter = begin_in(&zone->StandardDate, year);

    if (summer == 0 || winter == 0)
        return false;
    if (!local) {
        summer += (zone->Bias + zone->StandardBias) * TICKS_A_MINUTE;
        winter += (zone->Bias + zone->DaylightBias) * TICKS_A_MINUTE;
    }
    return summer < winter ? ticks >= summer && ticks < winter : ticks < winter || ticks >= summer;
}

static int64_t bias_by(const TIME_ZONE_INFORMATION *zone, int64_t ticks, WORD year, bool local)
{
    bool summer = is_summer(zone, ticks, year, local);

    return zone->Bias + (summer ? zone->DaylightBias : zone->StandardBias);
}

BOOL WINAPI SystemTimeToTzSpecificLocalTime(const TIME_ZONE_INFORMATION *zone,
                                            const SYSTEMTIME *date, LPSYSTEMTIME out)
{
    FILETIME time;
    int64_t ticks, bias;

    if (!SystemTimeToFileTime(date, &time))
        return FALSE;
    ticks = ticks_of(&time);
    bias = zone ? bias_by(zone, ticks, date->wYear, false) : bias_at(ticks);
    time = filetime_of(ticks - bias * TICKS_A_MINUTE);
    return FileTimeToSystemTime(&time, out);
}

BOOL WINAPI TzSpecificLocalTimeToSystemTime(const TIME_ZONE_INFORMATION *zone,
                                            const SYSTEMTIME *date, LPSYSTEMTIME out)
{
    FILETIME time;
    int64_t ticks, bias;

    if (!SystemTimeToFileTime(date, &time))
        return FALSE;
    ticks = ticks_of(&time);
    bias = zone ? bias_by(zone, ticks, date->wYear, true)
                : bias_at(ticks + bias_at(ticks) * TICKS_A_MINUTE);
    time = filetime_of(ticks + bias * TICKS_A_MINUTE);
    return FileTimeToSystemTime(&time, out);
}

static void name_out(const char *name, WCHAR out[32])
{
    if (!vsapi_win32_text_out_or(name, out, 32, ERROR_INSUFFICIENT_BUFFER))
        out[0] = L'\0';
}

/* The bias and the names, but no rules: TZ is not limited to those that Windows can say. */
DWORD WINAPI GetTimeZoneInformation(LPTIME_ZONE_INFORMATION out)
{
    time_t moment = unix_of(now());
    struct tm local;

    memset(out, 0, sizeof *out);
    if (!localtime_r(&moment, &local)) {
        vsapi_win32_fail(ERROR_INVALID_DATA);
        return TIME_ZONE_ID_INVALID;
    }
    out->Bias = (LONG)(-local.tm_gmtoff / 60);
    name_out(local.tm_zone, out->StandardName);
    name_out(local.tm_zone, out->DaylightName);
    return TIME_ZONE_ID_UNKNOWN;
}
