/*
 * vsapi/compat/uuid_microsoft.h - __uuidof for clang's Microsoft target with mingw-w64's headers.
 *
 * Their interfaces are without __declspec(uuid), so that clang's own __uuidof cannot find the ids;
 * __CRT_UUID_DECL, which they have for gcc, can tell it. Some interfaces are without that, too, and
 * have no id here; mingw-w64's comdefsp.h asks for the ids of all unless USE___UUIDOF says that
 * __uuidof is emulated.
 */
#ifndef VSAPI_COMPAT_UUID_MICROSOFT_H
#define VSAPI_COMPAT_UUID_MICROSOFT_H

template <class T> struct vsapi_compat_uuid;
template <class T> struct vsapi_compat_uuid<T *> : vsapi_compat_uuid<T> {
};

#undef USE___UUIDOF
#define USE___UUIDOF 0
#undef __CRT_UUID_DECL
#define __CRT_UUID_DECL(type, l, w1, w2, b1, b2, b3, b4, b5, b6, b7, b8)                           \
    extern "C++" {                                                                                 \
    template <> struct vsapi_compat_uuid<type> {                                                   \
        static const GUID &get()                                                                   \
        {                                                                                          \
            static const GUID id = {l, w1, w2, {b1, b2, b3, b4, b5, b6, b7, b8}};                  \
            return id;                                                                             \
        }                                                                                          \
    };                                                                                             \
    }
#define __uuidof(type) (vsapi_compat_uuid<__typeof(type)>::get())

#endif
