/*
 * vsapi/faces/components.c - IVssWriterComponents(Ext): the components of one writer in a backup or
 * restore, as the writer gets them in its events and the requester by GetWriterComponents.
 *
 * The interface has two bases (vsapi/declare.h): its own methods are called with the address of the
 * object's first part, those of IUnknown with the address of the second.
 */
#include <vsapi/trace.h>

#include "inner.h"

struct components {
    struct vsapi_com com;
    IVssWriterComponentsExt IVssWriterComponentsExt_iface;
    struct vsapi_access *access; /* a reference */
};

static struct components *impl_from_IVssWriterComponentsExt(IVssWriterComponentsExt *iface)
{
    return (struct components *)((char *)iface -
                                 offsetof(struct components, IVssWriterComponentsExt_iface));
}

static struct components *impl_from_IUnknown(IUnknown *iface)
{
    size_t offset = offsetof(struct components, IVssWriterComponentsExt_iface.IUnknown_base);

    return (struct components *)((char *)iface - offset);
}

static HRESULT STDMETHODCALLTYPE components_QueryInterface(IUnknown *iface, REFIID riid, void **out)
{
    return vsapi_com_query(&impl_from_IUnknown(iface)->com, riid, out);
}

static ULONG STDMETHODCALLTYPE components_AddRef(IUnknown *iface)
{
    return vsapi_com_add_ref(&impl_from_IUnknown(iface)->com);
}

static ULONG STDMETHODCALLTYPE components_Release(IUnknown *iface)
{
    return vsapi_com_release(&impl_from_IUnknown(iface)->com);
}

static const IUnknownVtbl components_unknown_vtbl = {
    .QueryInterface = components_QueryInterface,
    .AddRef = components_AddRef,
    .Release = components_Release,
};

static void components_destroy(void *object)
{
    struct components *self = object;

    vsapi_access_unref(self->access);
    vsapi_free(self);
}

static HRESULT get_count(struct vsapi_access *access, UINT *out)
{
    HRESULT hr;

    if (!out)
        return vsapi_null_argument("GetComponentCount", "pcComponents");
    *out = 0;
    hr = vsapi_access_enter(access, VSAPI_IN_ANY, "GetComponentCount");
    if (FAILED(hr))
        return hr;
    *out = (UINT)access->writer->components.count;
    vsapi_access_leave(access);
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE components_GetComponentCount(IVssWriterComponentsExt *iface,
                                                              UINT *pcComponents)
{
    struct components *self = impl_from_IVssWriterComponentsExt(iface);

    return VSAPI_API("IVssWriterComponents.GetComponentCount", self->access->session,
                     get_count(self->access, pcComponents), "writer=%g",
                     &self->access->writer->instance_id);
}

static HRESULT get_info(struct vsapi_access *access, VSS_ID *instance, VSS_ID *writer)
{
    HRESULT hr;

    if (!instance || !writer)
        return vsapi_null_argument("GetWriterInfo", instance ? "pidWriter" : "pidInstance");
    *instance = *writer = GUID_NULL;
    hr = vsapi_access_enter(access, VSAPI_IN_ANY, "GetWriterInfo");
    if (FAILED(hr))
        return hr;
    *instance = access->writer->instance_id;
    *writer = access->writer->writer_id;
    vsapi_access_leave(access);
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE components_GetWriterInfo(IVssWriterComponentsExt *iface,
                                                          VSS_ID *pidInstance, VSS_ID *pidWriter)
{
    struct components *self = impl_from_IVssWriterComponentsExt(iface);

    return VSAPI_API("IVssWriterComponents.GetWriterInfo", self->access->session,
                     get_info(self->access, pidInstance, pidWriter), "writer=%g",
                     &self->access->writer->instance_id);
}

static HRESULT get_component(struct vsapi_access *access, UINT i, IVssComponent **out)
{
    HRESULT hr;

    if (!out)
        return vsapi_null_argument("GetComponent", "ppComponent");
    *out = NULL;
    hr = vsapi_access_enter(access, VSAPI_IN_ANY, "GetComponent");
    if (FAILED(hr))
        return hr;
    if (i < access->writer->components.count)
        hr = vsapi_component_create(access, access->writer->components.items[i], out);
    else
        hr = vsapi_no_such_index("GetComponent", i, access->writer->components.count);
    vsapi_access_leave(access);
    return hr;
}

static HRESULT STDMETHODCALLTYPE components_GetComponent(IVssWriterComponentsExt *iface,
                                                         UINT iComponent,
                                                         IVssComponent **ppComponent)
{
    struct components *self = impl_from_IVssWriterComponentsExt(iface);

    return VSAPI_API("IVssWriterComponents.GetComponent", self->access->session,
                     get_component(self->access, iComponent, ppComponent),
                     "writer=%g iComponent=%u", &self->access->writer->instance_id, iComponent);
}

static const IVssWriterComponentsExtVtbl components_vtbl = {
    .GetComponentCount = components_GetComponentCount,
    .GetWriterInfo = components_GetWriterInfo,
    .GetComponent = components_GetComponent,
};

static const struct vsapi_com_face components_faces[] = {
    {&IID_IUnknown, offsetof(struct components, IVssWriterComponentsExt_iface.IUnknown_base)},
};
static const struct vsapi_com_class components_class = {"IVssWriterComponents", components_faces, 1,
                                                        components_destroy};

static struct vsapi_access *access_create(struct vsapi_bcd *bcd, struct vsapi_bcd_writer *writer,
                                          enum vsapi_component_phase phase, const VSS_ID *session)
{
    struct vsapi_access *access = vsapi_calloc(1, sizeof *access);

    if (!access)
        return NULL;
    atomic_init(&access->refs, 1);
    vsapi_bcd_ref(access->bcd = bcd);
    access->writer = writer;
    access->phase = phase;
    if (session) {
        access->session_id = *session;
        access->session = &access->session_id;
    }
    return access;
}

HRESULT vsapi_components_create(struct vsapi_bcd *bcd, struct vsapi_bcd_writer *writer,
                                enum vsapi_component_phase phase, const VSS_ID *session,
                                IVssWriterComponentsExt **out)
{
    struct components *self = vsapi_calloc(1, sizeof *self);

    *out = NULL;
    if (!self)
        return vsapi_out_of_memory();
    self->access = access_create(bcd, writer, phase, session);
    if (!self->access) {
        vsapi_free(self);
        return vsapi_out_of_memory();
    }
    vsapi_com_init(&self->com, &components_class);
    self->IVssWriterComponentsExt_iface.lpVtbl = &components_vtbl;
    self->IVssWriterComponentsExt_iface.IUnknown_base.lpVtbl = &components_unknown_vtbl;
    *out = &self->IVssWriterComponentsExt_iface;
    return S_OK;
}

void vsapi_components_close(IVssWriterComponentsExt *components)
{
    struct vsapi_access *access = impl_from_IVssWriterComponentsExt(components)->access;

    vsapi_mutex_lock(&access->bcd->lock);
    access->phase = VSAPI_PHASE_OVER;
    vsapi_mutex_unlock(&access->bcd->lock);
}

IVssWriterComponents *vsapi_components_for_writer(IVssWriterComponentsExt *components)
{
    /* The first part of the object is the first base. */
    return (IVssWriterComponents *)(void *)components;
}
