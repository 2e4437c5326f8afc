/*
 * vsapi/win32/lstr.c - lstrcpy and its kin: those of the C library that take NULL.
 *
 * lstrcmp orders as the C library's locale does; without regard to case it is the order of the
 * volumes' names.
 */
#include "ground.h"
#include "text_out.h"

#include <vsapi/alloc.h>
#include <vsapi/text.h>

#include <string.h>
#include <wchar.h>

int WINAPI lstrlenA(LPCSTR text)
{
    return text ? (int)strlen(text) : 0;
}

int WINAPI lstrlenW(LPCWSTR text)
{
    return text ? (int)wcslen(text) : 0;
}

LPSTR WINAPI lstrcpyA(LPSTR out, LPCSTR text)
{
    return out && text ? strcpy(out, text) : NULL;
}

LPWSTR WINAPI lstrcpyW(LPWSTR out, LPCWSTR text)
{
    return out && text ? wcscpy(out, text) : NULL;
}

/* At most room - 1 characters, and a NUL in any case. */
LPSTR WINAPI lstrcpynA(LPSTR out, LPCSTR text, int room)
{
    size_t length;

    if (!out || !text || room <= 0)
        return NULL;
    length = strnlen(text, (size_t)room - 1);
    memcpy(out, text, length);
    out[length] = '\0';
    return out;
}

LPWSTR WINAPI lstrcpynW(LPWSTR out, LPCWSTR text, int room)
{
    size_t length;

    if (!out || !text || room <= 0)
        return NULL;
    length = wcsnlen(text, (size_t)room - 1);
    wmemcpy(out, text, length);
    out[length] = L'\0';
    return out;
}

LPSTR WINAPI lstrcatA(LPSTR out, LPCSTR text)
{
    return out && text ? strcat(out, text) : NULL;
}

LPWSTR WINAPI lstrcatW(LPWSTR out, LPCWSTR text)
{
    return out && text ? wcscat(out, text) : NULL;
}

/* NULL comes before every text. */
static int compare_null(const void *a, const void *b)
{
    return (a != NULL) - (b != NULL);
}

int WINAPI lstrcmpA(LPCSTR a, LPCSTR b)
{
    return a && b ? strcoll(a, b) : compare_null(a, b);
}

int WINAPI lstrcmpW(LPCWSTR a, LPCWSTR b)
{
    return a && b ? wcscoll(a, b) : compare_null(a, b);
}

int WINAPI lstrcmpiA(LPCSTR a, LPCSTR b)
{
    return a && b ? vsapi_text_compare(a, b) : compare_null(a, b);
}

/* What is no Unicode compares as it stands. */
int WINAPI lstrcmpiW(LPCWSTR a, LPCWSTR b)
{
    char *left = NULL, *right = NULL;
    int result;

    if (!a || !b)
        return compare_null(a, b);
    if (vsapi_text_in(a, &left) && vsapi_text_in(b, &right))
        result = vsapi_text_compare(left, right);
    else
        result = wcscmp(a, b);
    vsapi_free(left);
    vsapi_free(right);
    return result;
}
