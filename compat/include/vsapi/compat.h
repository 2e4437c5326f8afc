/*
 * vsapi/compat.h - before all else in a source that was written for Visual C++.
 *
 * CMake's vssapi::compat and the flags of pkg-config include it first in every source; our
 * windef.h, tchar.h and the like include it too. It takes the standard headers in before anything
 * of Windows: libstdc++ has parameters named __in and __out, which sal.h makes nothing of. Then
 * come the names of the Visual C++ runtime and of its language. It brings nothing of windows.h.
 */
#ifndef VSAPI_COMPAT_H
#define VSAPI_COMPAT_H

#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <locale.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>
#include <wctype.h>
/* What mingw-w64's time.h takes from gcc, for clang's Microsoft target. */
#if defined(_MSC_VER) && defined(_WIN32) && !defined(__MINGW_IMPORT)
#define __MINGW_IMPORT extern __declspec(dllimport)
#endif
#include <time.h>
#if defined(__cplusplus) && defined(__has_include)
#if __has_include(<bits/stdc++.h>)
#include <bits/stdc++.h>
#endif
#endif

#include <vsapi/compat/words.h>
#if defined(_MSC_VER) && defined(__GNUC__) && defined(__cplusplus)
#include <vsapi/compat/uuid_microsoft.h>
#endif
#if !defined(_WIN32)
#include <vsapi/compat/crt.h>
#include <vsapi/compat/print.h>
#include <vsapi/compat/scan.h>
#elif defined(__MINGW32__)
#include <vsapi/compat/runtime_mingw.h>
#endif

#if !defined(_MSC_VER)
#ifdef __cplusplus
extern "C"
#endif
    /* The name as a wide text, which stays for as long as the program runs. */
    const wchar_t *
    vsapi_compat_wide_name(const char *name);
/* Not a literal: it cannot be joined to another one. */
#define L__FUNCTION__ vsapi_compat_wide_name(__FUNCTION__)
#define L__func__ vsapi_compat_wide_name(__func__)
#define __FUNCSIG__ __PRETTY_FUNCTION__
#define __FUNCDNAME__ __FUNCTION__
#endif

#if !defined(_CRT_WIDE)
#define _CRT_WIDE_(text) L##text
#define _CRT_WIDE(text) _CRT_WIDE_(text)
#endif

#endif
