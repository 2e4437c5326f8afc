/*
 * vsapi/compat/words.h - words of Visual C++'s language that gcc and clang lack.
 */
#ifndef VSAPI_COMPAT_WORDS_H
#define VSAPI_COMPAT_WORDS_H

#if !defined(_WIN32)
/* One calling convention, nothing to import: as our windef.h has it. */
#ifndef __declspec
#define __declspec(attribute)
#endif
#ifndef _declspec
#define _declspec(attribute)
#endif
#ifndef __stdcall
#define __stdcall
#endif
#ifndef __cdecl
#define __cdecl
#endif
#ifndef __fastcall
#define __fastcall
#endif
#ifndef __thiscall
#define __thiscall
#endif
#ifndef __forceinline
#define __forceinline inline __attribute__((always_inline))
#endif
#ifndef __debugbreak
#define __debugbreak() __builtin_trap()
#endif
#endif

#if !defined(_MSC_VER)
#ifndef _inline
#define _inline inline
#endif
#ifndef __noop
#define __noop(...) ((void)0)
#endif
#ifndef __assume
#define __assume(condition) ((condition) ? (void)0 : __builtin_unreachable())
#endif
#ifndef __pragma
#define __pragma(text)
#endif
#endif

#endif
