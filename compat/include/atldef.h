/*
 * atldef.h - what all headers of ATL begin with.
 *
 * Our ATL is written from its public documentation, without the C++ standard library. A class has
 * what programs use of it; what would need a registry, resources or windows natively is missing.
 */
#ifndef VSAPI_COMPAT_ATLDEF_H
#define VSAPI_COMPAT_ATLDEF_H

#ifndef __cplusplus
#error ATL is C++
#endif

#include <vsapi/compat.h>
#include <windows.h>
#include <objbase.h>
#include <oleauto.h>

#include <new>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#ifndef _ATL_VER
#define _ATL_VER 0x0E00
#endif

#if defined(_DEBUG)
#include <assert.h>
#define ATLASSERT(condition) assert(condition)
#define ATLVERIFY(condition) ATLASSERT(condition)
#else
#define ATLASSERT(condition) ((void)0)
#define ATLVERIFY(condition) ((void)(condition))
#endif
#define ATLASSUME(condition) ATLASSERT(condition)
#define ATLENSURE_THROW(condition, hr)                                                             \
    do {                                                                                           \
        if (!(condition))                                                                          \
            ATL::AtlThrow(hr);                                                                     \
    } while (0)
#define ATLENSURE(condition) ATLENSURE_THROW(condition, E_FAIL)
#define ATLENSURE_RETURN_HR(condition, hr)                                                         \
    do {                                                                                           \
        if (!(condition))                                                                          \
            return hr;                                                                             \
    } while (0)
#define ATLENSURE_RETURN(condition) ATLENSURE_RETURN_HR(condition, E_FAIL)
#define ATLTRACE(...) ((void)0)
#define ATLTRACE2(...) ((void)0)
#define ATLTRACENOTIMPL(function) return E_NOTIMPL
#define AtlTrace(...) ((void)0)

#define ATL_NO_VTABLE DECLSPEC_NOVTABLE
#define ATLAPI HRESULT STDMETHODCALLTYPE
#define ATLAPI_(type) type STDMETHODCALLTYPE
#define ATLINLINE inline
#define ATL_NOTHROW throw()

#if defined(__EXCEPTIONS) || defined(_CPPUNWIND)
#define VSAPI_COMPAT_EXCEPTIONS 1
#endif

namespace ATL
{
/* What ATL throws where it cannot answer with an HRESULT. */
class CAtlException
{
  public:
    CAtlException() throw() : m_hr(E_FAIL)
    {
    }
    CAtlException(HRESULT hr) throw() : m_hr(hr)
    {
    }
    operator HRESULT() const throw()
    {
        return m_hr;
    }
    HRESULT m_hr;
};

/* In a program without exceptions the end. */
inline void AtlThrow(HRESULT hr)
{
#ifdef VSAPI_COMPAT_EXCEPTIONS
    throw CAtlException(hr);
#else
    (void)hr;
    abort();
#endif
}

inline HRESULT AtlHresultFromWin32(DWORD error)
{
    return HRESULT_FROM_WIN32(error);
}

inline HRESULT AtlHresultFromLastError()
{
    return HRESULT_FROM_WIN32(GetLastError());
}

inline void AtlThrowLastWin32()
{
    AtlThrow(AtlHresultFromLastError());
}

/* The id of an interface: the one that is given, else that of the type. */
template <class T, const IID *id> struct AtlIdOf {
    static const IID &get()
    {
        return *id;
    }
};
template <class T> struct AtlIdOf<T, (const IID *)0> {
    static const IID &get()
    {
        return __uuidof(T);
    }
};
} // namespace ATL

#ifndef _ATL_NO_AUTOMATIC_NAMESPACE
using namespace ATL;
#endif

#endif
