/*
 * vsapi/platform.h - the ground under all our headers: Windows types, and what we rely on in them.
 *
 * The only one of our headers that includes windows.h. It brings the COM base types that VSS
 * declarations need (IUnknown, BSTR, VARIANT, GUID_NULL), pins their sizes, and says how a name
 * leaves the library. Everything else includes this file instead of windows.h.
 */
#ifndef VSAPI_PLATFORM_H
#define VSAPI_PLATFORM_H

/* lpVtbl points to const, so that vtables can be const objects. User code is not asked to. */
#if !defined(CONST_VTABLE)
#define CONST_VTABLE
#endif

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <windows.h>
#include <objbase.h>
#include <unknwn.h>
#include <oleauto.h>
#include <cguid.h>

/* On Windows this is a function in C++, so that it takes what a function has just returned. */
#if defined(__cplusplus) && !defined(_WIN32)
#undef IsEqualGUID
inline int IsEqualGUID(REFGUID rguid1, REFGUID rguid2)
{
    return __builtin_memcmp(&rguid1, &rguid2, sizeof(GUID)) == 0;
}
#endif

#ifdef __cplusplus
#define VSAPI_STATIC_ASSERT(condition, text) static_assert(condition, text)
#else
#define VSAPI_STATIC_ASSERT(condition, text) _Static_assert(condition, text)
#endif

VSAPI_STATIC_ASSERT(sizeof(LONG) == 4 && sizeof(DWORD) == 4 && sizeof(HRESULT) == 4, "ABI");
VSAPI_STATIC_ASSERT(sizeof(BOOL) == 4 && (BOOL)-1 < 0, "ABI");
VSAPI_STATIC_ASSERT(sizeof(bool) == 1 && sizeof(boolean) == 1, "ABI");
VSAPI_STATIC_ASSERT(sizeof(LONGLONG) == 8 && sizeof(FILETIME) == 8, "ABI");
VSAPI_STATIC_ASSERT(sizeof(GUID) == 16, "ABI");
VSAPI_STATIC_ASSERT(sizeof(WCHAR) == sizeof(wchar_t), "build with -DWINE_UNICODE_NATIVE");
VSAPI_STATIC_ASSERT(sizeof(OLECHAR) == sizeof(WCHAR), "ABI");

/*
 * VSAPI_EXPORT stands before every function that the library offers. VSAPI_BUILD is defined while
 * the library itself is compiled, VSAPI_STATIC where it is linked statically; both matter on
 * Windows only.
 */
#if !defined(_WIN32)
#define VSAPI_EXPORT __attribute__((visibility("default")))
#elif defined(VSAPI_STATIC)
#define VSAPI_EXPORT
#elif defined(VSAPI_BUILD)
#define VSAPI_EXPORT __declspec(dllexport)
#else
#define VSAPI_EXPORT __declspec(dllimport)
#endif

/* A function that takes a format as printf does, of the C standard also where the system's own
 * printf is an older one. */
#if defined(__MINGW32__) && !defined(__clang__)
#define VSAPI_PRINTF(at, first) __attribute__((__format__(__gnu_printf__, at, first)))
#elif defined(__GNUC__)
#define VSAPI_PRINTF(at, first) __attribute__((__format__(__printf__, at, first)))
#else
#define VSAPI_PRINTF(at, first)
#endif

#endif
