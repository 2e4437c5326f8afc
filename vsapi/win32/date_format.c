/*
 * vsapi/win32/date_format.c - dates and times as text: GetDateFormat and GetTimeFormat, in the one
 * locale that there is, English (United States).
 */
#include "format.h"
#include "text_out.h"

#include <string.h>
#include <wchar.h>

#define ENGLISH 0x0409

LCID WINAPI GetThreadLocale(void)
{
    return ENGLISH;
}

LCID WINAPI GetUserDefaultLCID(void)
{
    return ENGLISH;
}

LCID WINAPI GetSystemDefaultLCID(void)
{
    return ENGLISH;
}

LANGID WINAPI GetUserDefaultLangID(void)
{
    return ENGLISH;
}

LANGID WINAPI GetSystemDefaultLangID(void)
{
    return ENGLISH;
}

static bool is_known(LCID locale)
{
    return locale == ENGLISH || locale == LOCALE_USER_DEFAULT || locale == LOCALE_SYSTEM_DEFAULT ||
           locale == LOCALE_NEUTRAL || locale == LOCALE_INVARIANT;
}

static const WCHAR *const days[] = {L"Sunday",   L"Monday", L"Tuesday", L"Wednesday",
                                    L"Thursday", L"Friday", L"Saturday"};
static const WCHAR *const months[] = {L"January",   L"February", L"March",    L"April",
                                      L"May",       L"June",     L"July",     L"August",
                                      L"September", L"October",  L"November", L"December"};

struct format_call {
    const SYSTEMTIME *time;
    DWORD flags;
    struct vsapi_wide_text out;
};

static void put_number(struct vsapi_wide_text *out, unsigned number, int digits)
{
    WCHAR text[12];

    swprintf(text, ARRAYSIZE(text), L"%0*u", digits, number);
    vsapi_wide_put_text(out, text);
}

static void put_name(struct vsapi_wide_text *out, const WCHAR *name, int count)
{
    for (int i = 0; name[i] && (count >= 4 || i < 3); i++)
        vsapi_wide_put(out, name[i]);
}

/* One letter of a picture, `count` times. false: it is none. */
static bool put_date_part(struct format_call *call, WCHAR letter, int count)
{
    const SYSTEMTIME *time = call->time;

    switch (letter) {
    case L'd':
        if (count >= 3)
            put_name(&call->out, days[time->wDayOfWeek % 7], count);
        else
            put_number(&call->out, time->wDay, count);
        return true;
    case L'M':
        if (count >= 3)
            put_name(&call->out, months[time->wMonth - 1], count);
        else
            put_number(&call->out, time->wMonth, count);
        return true;
    case L'y':
        put_number(&call->out, count <= 2 ? time->wYear % 100 : time->wYear,
                   count <= 2 ? count : 4);
        return true;
    case L'g':
        vsapi_wide_put_text(&call->out, L"A.D.");
        return true;
    default:
        return false;
    }
}

static bool put_time_part(struct format_call *call, WCHAR letter, int count)
{
    const SYSTEMTIME *time = call->time;
    int digits = count > 2 ? 2 : count;

    switch (letter) {
    case L'h':
        if (!(call->flags & TIME_FORCE24HOURFORMAT)) {
            put_number(&call->out, (time->wHour + 11u) % 12 + 1, digits);
            return true;
        }
        /* fall through */
    case L'H':
        put_number(&call->out, time->wHour, digits);
        return true;
    case L'm':
        put_number(&call->out, time->wMinute, digits);
        return true;
    case L's':
        put_number(&call->out, time->wSecond, digits);
        return true;
    case L't':
        vsapi_wide_put(&call->out, time->wHour < 12 ? L'A' : L'P');
        if (count > 1)
            vsapi_wide_put(&call->out, L'M');
        return true;
    default:
        return false;
    }
}

/* Text in single quotes; two of them are one. Returns where it ends. */
static const WCHAR *put_quoted(struct vsapi_wide_text *out, const WCHAR *at)
{
    for (at++; *at && (*at != L'\'' || at[1] == L'\''); at++) {
        if (*at == L'\'')
            at++;
        vsapi_wide_put(out, *at);
    }
    return *at ? at + 1 : at;
}

static void put_picture(struct format_call *call, const WCHAR *picture,
                        bool (*put_part)(struct format_call *, WCHAR, int))
{
    while (*picture) {
        int count = 1;

        if (*picture == L'\'') {
            picture = put_quoted(&call->out, picture);
            continue;
        }
        while (picture[count] == *picture)
            count++;
        if (!put_part(call, *picture, count)) {
            vsapi_wide_put(&call->out, *picture);
            count = 1;
        }
        picture += count;
    }
    vsapi_wide_put(&call->out, L'\0');
}

/* The characters with the NUL; a room of 0 asks for them. */
static int hand_out(struct format_call *call, LPWSTR out, int room)
{
    int length = (int)call->out.text.count;

    if (call->out.failed)
        length = (int)vsapi_win32_fail(ERROR_NOT_ENOUGH_MEMORY);
    else if (room > 0 && length > room)
        length = (int)vsapi_win32_fail(ERROR_INSUFFICIENT_BUFFER);
    else if (room > 0)
        wmemcpy(out, call->out.text.items, (size_t)length);
    vsapi_free(call->out.text.items);
    return length;
}

/* The given time, whose day of the week is reckoned, or now; false: it is no time. */
static bool take_time(const SYSTEMTIME *given, SYSTEMTIME *out)
{
    FILETIME time;

    if (!given) {
        GetLocalTime(out);
        return true;
    }
    *out = *given;
    if (!SystemTimeToFileTime(given, &time))
        return false;
    return FileTimeToSystemTime(&time, out);
}

int WINAPI GetDateFormatW(LCID locale, DWORD flags, const SYSTEMTIME *date, LPCWSTR picture,
                          LPWSTR out, int room)
{
    struct format_call call = {.flags = flags};
    SYSTEMTIME time;

    if (!is_known(locale) || room < 0 || (room > 0 && !out))
        return (int)vsapi_win32_fail(ERROR_INVALID_PARAMETER);
    if (picture && flags & (DATE_SHORTDATE | DATE_LONGDATE | DATE_YEARMONTH))
        return (int)vsapi_win32_fail(ERROR_INVALID_FLAGS);
    if (!take_time(date, &time))
        return 0;
    call.time = &time;
    if (!picture)
        picture = flags & DATE_LONGDATE    ? L"dddd, MMMM d, yyyy"
                  : flags & DATE_YEARMONTH ? L"MMMM yyyy"
                                           : L"M/d/yyyy";
    put_picture(&call, picture, put_date_part);
    return hand_out(&call, out, room);
}

static const WCHAR *time_picture(DWORD flags)
{
    bool marker = !(flags & (TIME_NOTIMEMARKER | TIME_FORCE24HOURFORMAT));

    if (flags & TIME_NOMINUTESORSECONDS)
        return marker ? L"h tt" : L"h";
    if (flags & TIME_NOSECONDS)
        return marker ? L"h:mm tt" : L"h:mm";
    return marker ? L"h:mm:ss tt" : L"h:mm:ss";
}

/* Of the given time only hour, minute and second count. */
int WINAPI GetTimeFormatW(LCID locale, DWORD flags, const SYSTEMTIME *given, LPCWSTR picture,
                          LPWSTR out, int room)
{
    struct format_call call = {.flags = flags};
    SYSTEMTIME time;

    if (!is_known(locale) || room < 0 || (room > 0 && !out))
        return (int)vsapi_win32_fail(ERROR_INVALID_PARAMETER);
    if (given && (given->wHour > 23 || given->wMinute > 59 || given->wSecond > 59))
        return (int)vsapi_win32_fail(ERROR_INVALID_PARAMETER);
    if (given)
        time = *given;
    else
        GetLocalTime(&time);
    call.time = &time;
    put_picture(&call, picture ? picture : time_picture(flags), put_time_part);
    return hand_out(&call, out, room);
}

/* ---- narrow ------------------------------------------------------------------------------------
 */

typedef int WINAPI format_wide(LCID, DWORD, const SYSTEMTIME *, LPCWSTR, LPWSTR, int);

/* All that is not the picture's is ASCII, so there are no more bytes than four a character. */
static int format_narrow(LCID locale, DWORD flags, const SYSTEMTIME *time, LPCSTR picture,
                         LPSTR out, int room, format_wide *function)
{
    WCHAR *wide, formatted[512];
    int length = 0;

    if (room < 0 || (room > 0 && !out))
        return (int)vsapi_win32_fail(ERROR_INVALID_PARAMETER);
    if (!vsapi_wide_in(picture, &wide))
        return 0;
    if (function(locale, flags, time, wide, formatted, ARRAYSIZE(formatted)) > 0)
        length = WideCharToMultiByte(CP_UTF8, 0, formatted, -1, out, room, NULL, NULL);
    vsapi_free(wide);
    return length;
}

int WINAPI GetDateFormatA(LCID locale, DWORD flags, const SYSTEMTIME *date, LPCSTR picture,
                          LPSTR out, int room)
{
    return format_narrow(locale, flags, date, picture, out, room, GetDateFormatW);
}

int WINAPI GetTimeFormatA(LCID locale, DWORD flags, const SYSTEMTIME *time, LPCSTR picture,
                          LPSTR out, int room)
{
    return format_narrow(locale, flags, time, picture, out, room, GetTimeFormatW);
}
