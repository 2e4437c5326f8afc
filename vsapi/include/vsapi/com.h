/*
 * vsapi/com.h - a COM object in C: counting, identity and QueryInterface, written once.
 *
 * An object's struct begins with struct vsapi_com and holds one member IFACE_iface for each
 * interface; its file holds only data and methods.
 */
#ifndef VSAPI_COM_H
#define VSAPI_COM_H

#include <vsapi/platform.h>

#include <stdatomic.h>
#include <stddef.h>

struct vsapi_com_face {
    const IID *iid; /* an interface without an IID of its own is left out of the table */
    size_t offset;  /* of the interface member inside the object */
};
struct vsapi_com_class {
    const char *name;                   /* for traces and the leak report */
    const struct vsapi_com_face *faces; /* faces[0] also answers IID_IUnknown */
    size_t face_count;
    void (*destroy)(void *object);
};
struct vsapi_com { /* first member of every object */
    const struct vsapi_com_class *cls;
    atomic_uint refs;
};

void vsapi_com_init(struct vsapi_com *com, const struct vsapi_com_class *cls); /* one reference */
HRESULT vsapi_com_query(struct vsapi_com *com, REFIID iid,
                        void **out); /* E_POINTER, E_NOINTERFACE */
ULONG vsapi_com_add_ref(struct vsapi_com *com);
ULONG vsapi_com_release(struct vsapi_com *com); /* destroys at zero */
VSAPI_EXPORT long vsapi_com_live(void);         /* objects alive in this process, for tests */

/* Writes impl_from_IFACE and the three IUnknown methods of one interface of struct IMPL. */
#define VSAPI_COM_FACE(IFACE, IMPL)                                                                \
    static inline struct IMPL *impl_from_##IFACE(IFACE *iface)                                     \
    {                                                                                              \
        return (struct IMPL *)((char *)iface - offsetof(struct IMPL, IFACE##_iface));              \
    }                                                                                              \
    static HRESULT STDMETHODCALLTYPE IFACE##_QueryInterface_(IFACE *iface, REFIID iid, void **out) \
    {                                                                                              \
        return vsapi_com_query(&impl_from_##IFACE(iface)->com, iid, out);                          \
    }                                                                                              \
    static ULONG STDMETHODCALLTYPE IFACE##_AddRef_(IFACE *iface)                                   \
    {                                                                                              \
        return vsapi_com_add_ref(&impl_from_##IFACE(iface)->com);                                  \
    }                                                                                              \
    static ULONG STDMETHODCALLTYPE IFACE##_Release_(IFACE *iface)                                  \
    {                                                                                              \
        return vsapi_com_release(&impl_from_##IFACE(iface)->com);                                  \
    }
#define VSAPI_COM_IUNKNOWN(IFACE)                                                                  \
    .QueryInterface = IFACE##_QueryInterface_, .AddRef = IFACE##_AddRef_,                          \
    .Release = IFACE##_Release_

#endif
