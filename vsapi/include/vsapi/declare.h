/*
 * vsapi/declare.h - how an interface is written down, once for C and C++.
 *
 * An interface is declared with the COM macros of objbase.h: in C++ the text becomes a class with
 * pure virtual functions, in C a struct of function pointers. What those macros lack is here: the
 * inherited methods, which only the C struct has to repeat; default arguments, which only C++ has;
 * a class with two bases; and an interface id under both of its names.
 */
#ifndef VSAPI_DECLARE_H
#define VSAPI_DECLARE_H

#include <vsapi/platform.h>

/* Defined where an interface is a struct of function pointers: in C, and in C++ on request. */
#if !defined(__cplusplus) || defined(CINTERFACE)
#define VSS_C_FACE
#endif

/*
 * VSS_STRUCT_METHOD declares a method without arguments that returns a struct. Natively all
 * compilers agree on that. On Windows the slot gets two pointers, to the object and then to the
 * result, and returns the latter: so do methods of Microsoft's C++, but not those of GCC, nor
 * functions of C. There the slot is written down as what it is, and C++ gets the method as an
 * inline function.
 */
#if !defined(_WIN32)
#define VSS_STRUCT_METHOD(type, name) STDMETHOD_(type, name)(THIS) PURE;
#elif defined(VSS_C_FACE)
#define VSS_STRUCT_METHOD(type, name) STDMETHOD_(type *, name)(THIS_ type * pResult) PURE;
#else
#define VSS_STRUCT_METHOD(type, name)                                                              \
    STDMETHOD_(type *, name)(THIS_ type * pResult) PURE;                                           \
    type STDMETHODCALLTYPE name()                                                                  \
    {                                                                                              \
        type result;                                                                               \
        return *name(&result);                                                                     \
    }
#endif

#ifdef VSS_C_FACE

#define VSS_DEFAULT(value)

/* mingw-w64's own makes the declarations of const tables, about which compilers warn. */
#if defined(_WIN32) && defined(CONST_VTABLE)
#undef DECLARE_INTERFACE
#define DECLARE_INTERFACE(iface)                                                                   \
    typedef struct iface {                                                                         \
        const struct iface##Vtbl *lpVtbl;                                                          \
    } iface;                                                                                       \
    typedef struct iface##Vtbl iface##Vtbl;                                                        \
    struct iface##Vtbl
#endif

/* The first three slots of every COM interface. In C++ they are inherited. */
#define VSS_IUNKNOWN_METHODS                                                                       \
    STDMETHOD(QueryInterface)(THIS_ REFIID riid, void **ppvObject) PURE;                           \
    STDMETHOD_(ULONG, AddRef)(THIS) PURE;                                                          \
    STDMETHOD_(ULONG, Release)(THIS) PURE;

/*
 * A class with two bases, FIRST (which is no COM interface) and IUnknown. C++ compilers, of the
 * Itanium and of the Microsoft ABI, lay such an object out as two vtable pointers, one after the
 * other; so does this struct:
 *
 *     offset 0                lpVtbl: the methods of FIRST, then those of the class itself
 *     offset sizeof(void *)   IUnknown_base: QueryInterface, AddRef, Release
 *
 * A pointer to the object is also a pointer to its FIRST part; the IUnknown methods are called
 * with, and QueryInterface(IID_IUnknown) gives, the address of IUnknown_base.
 */
#define VSS_DECLARE_INTERFACE_AND_IUNKNOWN(iface, first)                                           \
    typedef struct iface {                                                                         \
        CONST_VTBL struct iface##Vtbl *lpVtbl;                                                     \
        IUnknown IUnknown_base;                                                                    \
    } iface;                                                                                       \
    typedef struct iface##Vtbl iface##Vtbl;                                                        \
    struct iface##Vtbl

#else

#define VSS_DEFAULT(value) = value
#define VSS_IUNKNOWN_METHODS
#define VSS_DECLARE_INTERFACE_AND_IUNKNOWN(iface, first)                                           \
    struct DECLSPEC_NOVTABLE iface : public first, public IUnknown

#endif

/*
 * VSS_GUID declares a constant; vsapi/base/iid.c, which defines VSAPI_DEFINE_GUIDS, holds them all.
 * VSS_IID does so for IID_iface and makes __uuidof(iface) work in C++. Both stand without
 * semicolon.
 */
#if !defined(_WIN32)
#define VSS_GUID_EXPORT VSAPI_EXPORT
#else
#define VSS_GUID_EXPORT /* on Windows each program links its own copy, as with uuid.lib */
#endif

#ifdef VSAPI_DEFINE_GUIDS
#define VSS_GUID(name, l, w1, w2, b1, b2, b3, b4, b5, b6, b7, b8)                                  \
    EXTERN_C VSS_GUID_EXPORT const GUID name;                                                      \
    const GUID name = {l, w1, w2, {b1, b2, b3, b4, b5, b6, b7, b8}};
#else
#define VSS_GUID(name, l, w1, w2, b1, b2, b3, b4, b5, b6, b7, b8)                                  \
    EXTERN_C VSS_GUID_EXPORT const GUID name;
#endif

#if defined(__cplusplus) && defined(__CRT_UUID_DECL)
#define VSS_IID(iface, l, w1, w2, b1, b2, b3, b4, b5, b6, b7, b8)                                  \
    VSS_GUID(IID_##iface, l, w1, w2, b1, b2, b3, b4, b5, b6, b7, b8)                               \
    __CRT_UUID_DECL(iface, l, w1, w2, b1, b2, b3, b4, b5, b6, b7, b8)
#else
#define VSS_IID(iface, l, w1, w2, b1, b2, b3, b4, b5, b6, b7, b8)                                  \
    VSS_GUID(IID_##iface, l, w1, w2, b1, b2, b3, b4, b5, b6, b7, b8)
#endif

#endif
