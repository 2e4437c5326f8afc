/*
 * tchar.h - the names that are narrow or wide by _UNICODE, natively. (Wine's clashes with glibc.)
 *
 * _MBCS is narrow here: UTF-8, in which a byte is not always a character. Narrow formats mean what
 * they mean in Visual C++, too.
 */
#ifdef _WIN32
#include_next <tchar.h>
/* What mingw-w64's lacks. */
#ifndef _ttof
#define _ttof _tstof
#endif
#ifndef _tcsnlen_s
#ifdef _UNICODE
#define _tcsnlen_s wcsnlen_s
#else
#define _tcsnlen_s strnlen_s
#endif
#endif
#elif !defined(VSAPI_COMPAT_TCHAR_H)
#define VSAPI_COMPAT_TCHAR_H

#include <vsapi/compat.h>

/* One that ends in _T() or TEXT() is of these; windows.h has TCHAR by UNICODE, as on Windows. */
#ifdef _UNICODE
typedef wchar_t _TCHAR;
typedef wchar_t _TSCHAR;
typedef wchar_t _TUCHAR;
typedef wchar_t _TXCHAR;
typedef wint_t _TINT;
#define __T(text) L##text
#else
typedef char _TCHAR;
typedef signed char _TSCHAR;
typedef unsigned char _TUCHAR;
typedef char _TXCHAR;
typedef int _TINT;
#define __T(text) text
#endif
#ifndef _TCHAR_DEFINED /* windows.h has them as well */
#define _TCHAR_DEFINED
typedef _TCHAR TCHAR, *PTCHAR;
#endif
#ifdef _UNICODE
typedef wchar_t TBYTE, *PTBYTE;
#else
typedef unsigned char TBYTE, *PTBYTE;
#endif
#define _T(text) __T(text)
#define _TEXT(text) __T(text)

#ifdef _UNICODE
#define _TEOF WEOF
#define _tmain wmain
#define _tprintf wprintf
#define _ftprintf fwprintf
#define _vtprintf vwprintf
#define _vftprintf vfwprintf
#define _tprintf_s wprintf_s
#define _ftprintf_s fwprintf_s
#define _stprintf _swprintf
#define _stprintf_s swprintf_s
#define _vstprintf _vswprintf
#define _vstprintf_s vswprintf_s
#define _sntprintf _snwprintf
#define _sntprintf_s _snwprintf_s
#define _vsntprintf _vsnwprintf
#define _vsntprintf_s _vsnwprintf_s
#define _sctprintf _scwprintf
#define _vsctprintf _vscwprintf
#define _stscanf swscanf
#define _stscanf_s swscanf_s
#define _fputts fputws
#define _putts _putws
#define _fgetts fgetws
#define _fputtc fputwc
#define _puttc putwc
#define _puttchar putwchar
#define _fgettc fgetwc
#define _gettc getwc
#define _gettchar getwchar
#define _tfopen _wfopen
#define _tfopen_s _wfopen_s
#define _tcslen wcslen
#define _tcsclen wcslen
#define _tcsnlen wcsnlen
#define _tcsnlen_s wcsnlen_s
#define _tcscpy wcscpy
#define _tcscpy_s wcscpy_s
#define _tcsncpy wcsncpy
#define _tcsncpy_s wcsncpy_s
#define _tcsnccpy wcsncpy
#define _tcscat wcscat
#define _tcscat_s wcscat_s
#define _tcsncat wcsncat
#define _tcsncat_s wcsncat_s
#define _tcscmp wcscmp
#define _tcsncmp wcsncmp
#define _tcsnccmp wcsncmp
#define _tcscoll wcscoll
#define _tcsicmp _wcsicmp
#define _tcsnicmp _wcsnicmp
#define _tcsncicmp _wcsnicmp
#define _tcschr wcschr
#define _tcsrchr wcsrchr
#define _tcsstr wcsstr
#define _tcspbrk wcspbrk
#define _tcsspn wcsspn
#define _tcscspn wcscspn
#define _tcsdup _wcsdup
#define _tcstok _wcstok
#define _tcstok_s wcstok_s
#define _tcslwr _wcslwr
#define _tcsupr _wcsupr
#define _tcslwr_s _wcslwr_s
#define _tcsupr_s _wcsupr_s
#define _tcsrev _wcsrev
#define _tcsftime wcsftime
#define _tcstol wcstol
#define _tcstoul wcstoul
#define _tcstod wcstod
#define _tcstoi64 _wcstoi64
#define _tcstoui64 _wcstoui64
#define _ttoi _wtoi
#define _tstoi _wtoi
#define _ttol _wtol
#define _tstol _wtol
#define _ttoi64 _wtoi64
#define _tstoi64 _wtoi64
#define _tstof _wtof
#define _ttof _wtof
#define _itot _itow
#define _ltot _ltow
#define _ultot _ultow
#define _i64tot _i64tow
#define _ui64tot _ui64tow
#define _itot_s _itow_s
#define _ltot_s _ltow_s
#define _ultot_s _ultow_s
#define _i64tot_s _i64tow_s
#define _ui64tot_s _ui64tow_s
#define _totlower towlower
#define _totupper towupper
#define _istalnum iswalnum
#define _istalpha iswalpha
#define _istcntrl iswcntrl
#define _istdigit iswdigit
#define _istgraph iswgraph
#define _istlower iswlower
#define _istprint iswprint
#define _istpunct iswpunct
#define _istspace iswspace
#define _istupper iswupper
#define _istxdigit iswxdigit
#else
#define _TEOF EOF
#define _tmain main
#define _tprintf printf_s
#define _ftprintf fprintf_s
#define _vtprintf vprintf_s
#define _vftprintf vfprintf_s
#define _tprintf_s printf_s
#define _ftprintf_s fprintf_s
#define _stprintf vsapi_compat_sprintf
#define _stprintf_s sprintf_s
#define _vstprintf vsapi_compat_vsprintf
#define _vstprintf_s vsprintf_s
#define _sntprintf _snprintf
#define _sntprintf_s _snprintf_s
#define _vsntprintf _vsnprintf
#define _vsntprintf_s _vsnprintf_s
#define _sctprintf _scprintf
#define _vsctprintf _vscprintf
#define _stscanf sscanf
#define _stscanf_s sscanf_s
#define _fputts fputs
#define _putts puts
#define _fgetts fgets
#define _fputtc fputc
#define _puttc putc
#define _puttchar putchar
#define _fgettc fgetc
#define _gettc getc
#define _gettchar getchar
#define _tfopen fopen
#define _tfopen_s fopen_s
#define _tcslen strlen
#define _tcsclen strlen
#define _tcsnlen strnlen
#define _tcsnlen_s strnlen_s
#define _tcscpy strcpy
#define _tcscpy_s strcpy_s
#define _tcsncpy strncpy
#define _tcsncpy_s strncpy_s
#define _tcsnccpy strncpy
#define _tcscat strcat
#define _tcscat_s strcat_s
#define _tcsncat strncat
#define _tcsncat_s strncat_s
#define _tcscmp strcmp
#define _tcsncmp strncmp
#define _tcsnccmp strncmp
#define _tcscoll strcoll
#define _tcsicmp _stricmp
#define _tcsnicmp _strnicmp
#define _tcsncicmp _strnicmp
#define _tcschr strchr
#define _tcsrchr strrchr
#define _tcsstr strstr
#define _tcspbrk strpbrk
#define _tcsspn strspn
#define _tcscspn strcspn
#define _tcsdup _strdup
#define _tcstok strtok
#define _tcstok_s strtok_s
#define _tcslwr _strlwr
#define _tcsupr _strupr
#define _tcslwr_s _strlwr_s
#define _tcsupr_s _strupr_s
#define _tcsrev _strrev
#define _tcsftime strftime
#define _tcstol strtol
#define _tcstoul strtoul
#define _tcstod strtod
#define _tcstoi64 _strtoi64
#define _tcstoui64 _strtoui64
#define _ttoi atoi
#define _tstoi atoi
#define _ttol atol
#define _tstol atol
#define _ttoi64 _atoi64
#define _tstoi64 _atoi64
#define _tstof atof
#define _ttof atof
#define _itot _itoa
#define _ltot _ltoa
#define _ultot _ultoa
#define _i64tot _i64toa
#define _ui64tot _ui64toa
#define _itot_s _itoa_s
#define _ltot_s _ltoa_s
#define _ultot_s _ultoa_s
#define _i64tot_s _i64toa_s
#define _ui64tot_s _ui64toa_s
#define _totlower tolower
#define _totupper toupper
#define _istalnum isalnum
#define _istalpha isalpha
#define _istcntrl iscntrl
#define _istdigit isdigit
#define _istgraph isgraph
#define _istlower islower
#define _istprint isprint
#define _istpunct ispunct
#define _istspace isspace
#define _istupper isupper
#define _istxdigit isxdigit
#endif

/* A character is one unit of the text. */
#define _tcsinc(text) ((text) + 1)
#define _tcsdec(start, text) ((text) > (start) ? (text)-1 : NULL)
#define _tcsnextc(text) ((unsigned)*(text))
#define _tclen(text) ((size_t)1)
#define _tccpy(to, from) (*(to) = *(from))

#endif
