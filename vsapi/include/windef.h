/*
 * windef.h - Wine's windef.h with the traits of x64 Windows.
 *
 * Every windows.h begins with windef.h, so this is where a native build decides a few things that
 * Wine's headers decide for code that talks to Windows binaries, which native code never does:
 *  - there is one calling convention, the compiler's own, as on x64 Windows. A handler written with
 *    or without STDMETHODCALLTYPE is then the same function;
 *  - declared functions have default visibility, since they come from a shared library;
 *  - C++ has no min and max macros (libstdc++ would not compile; mingw-w64 does the same).
 *  - IID_PPV_ARGS, which Wine's objbase.h lacks, is there.
 *  - winsock.h, which windows.h brings along, leaves the host's socket names (fd_set) alone.
 *
 * On Windows it is mingw-w64's file, unchanged but for the macro that follows. Nothing of VSS
 * belongs here.
 */
#if defined(__GNUC__)
#pragma GCC system_header
#endif

/*
 * STDMETHOD would else promise that no method throws, and clang would ask every class that
 * implements an interface to promise it too.
 */
#if !defined(COM_STDMETHOD_CAN_THROW)
#define COM_STDMETHOD_CAN_THROW
#endif

#ifdef _WIN32

#include_next <windef.h>

#elif !defined(VSAPI_WINDEF_H)
#define VSAPI_WINDEF_H

#include <stdarg.h>

/* guiddef.h may have been here before us and have made it hidden. */
#undef DECLSPEC_HIDDEN
#define DECLSPEC_HIDDEN

#if defined(__cplusplus) && !defined(NOMINMAX)
#define NOMINMAX
#endif

#if !defined(USE_WS_PREFIX)
#define USE_WS_PREFIX
#endif

/*
 * Without the Microsoft convention there are no Microsoft argument lists. Wine takes these as they
 * stand when they are defined already.
 */
#define __ms_va_list va_list
#define __ms_va_start(list, arg) va_start(list, arg)
#define __ms_va_end(list) va_end(list)
#define __ms_va_copy(dest, src) va_copy(dest, src)

/*
 * The types that Wine's file declares itself (FARPROC, exception handlers) use the convention
 * before we can change it. So its two attributes mean nothing for as long as the file is read;
 * "unused" is an attribute that every compiler knows, which matters inside __has_attribute.
 */
#pragma push_macro("ms_abi")
#pragma push_macro("__force_align_arg_pointer__")
#undef ms_abi
#undef __force_align_arg_pointer__
#define ms_abi unused
#define __force_align_arg_pointer__ unused

#include_next <windef.h>

#pragma pop_macro("__force_align_arg_pointer__")
#pragma pop_macro("ms_abi")

/* WINAPI, CALLBACK, NTAPI, STDMETHODCALLTYPE, RPC_ENTRY and the others are made from these. */
#undef __stdcall
#define __stdcall
#undef __cdecl
#define __cdecl
#undef __fastcall
#define __fastcall
#undef __thiscall
#define __thiscall

#if defined(__cplusplus) && !defined(IID_PPV_ARGS)
extern "C++" template <typename T> inline void **IID_PPV_ARGS_Helper(T **pp)
{
    return reinterpret_cast<void **>(pp);
}
#define IID_PPV_ARGS(ppType) __uuidof(**(ppType)), IID_PPV_ARGS_Helper(ppType)
#endif

#endif
