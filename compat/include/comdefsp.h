/*
 * comdefsp.h - counted pointers of the interfaces that every program has. mingw-w64's file has
 * more, but none for gcc, where __uuidof is emulated.
 */
#ifndef _COM_SMARTPTR_TYPEDEF
#error comdefsp.h is included by comdef.h
#endif

#ifdef _WIN32
#include_next <comdefsp.h>
#endif

#if !defined(VSAPI_COMPAT_COMDEFSP_H) && (!defined(_WIN32) || USE___UUIDOF == 0)
#define VSAPI_COMPAT_COMDEFSP_H

_COM_SMARTPTR_TYPEDEF(IUnknown, __uuidof(IUnknown));
_COM_SMARTPTR_TYPEDEF(IDispatch, __uuidof(IDispatch));
_COM_SMARTPTR_TYPEDEF(IClassFactory, __uuidof(IClassFactory));
_COM_SMARTPTR_TYPEDEF(IErrorInfo, __uuidof(IErrorInfo));
_COM_SMARTPTR_TYPEDEF(IMalloc, __uuidof(IMalloc));
_COM_SMARTPTR_TYPEDEF(IStream, __uuidof(IStream));
_COM_SMARTPTR_TYPEDEF(ISequentialStream, __uuidof(ISequentialStream));
_COM_SMARTPTR_TYPEDEF(IEnumVARIANT, __uuidof(IEnumVARIANT));

#endif
