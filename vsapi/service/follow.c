/*
 * vsapi/service/follow.c - the IVssAsync of a provider, as its requester gets it.
 *
 * It asks the provider's, after the caller's rights, and shows in the trace as any other. The
 * service stays in use while it is there, as the provider's may stand on the machine.
 */
#define COBJMACROS
#include "session.h"

#include <vsapi/com.h>
#include <vsapi/error.h>
#include <vsapi/trace.h>

#include <stddef.h>

struct vsapi_follow {
    struct vsapi_com com;
    IVssAsync IVssAsync_iface;
    struct vsapi_service *service;
    VSS_ID session;
    IVssAsync *followed; /* a reference; NULL: not yet, and nobody has it */
};

VSAPI_COM_FACE(IVssAsync, vsapi_follow)

static HRESULT STDMETHODCALLTYPE async_Cancel(IVssAsync *iface)
{
    struct vsapi_follow *self = impl_from_IVssAsync(iface);

    return VSAPI_API("IVssAsync.Cancel", &self->session, IVssAsync_Cancel(self->followed), "");
}

static HRESULT follow_wait(struct vsapi_follow *self, DWORD ms)
{
    HRESULT hr = vsapi_embedded_access(VSAPI_ROLE_REQUESTER, "Wait");

    return FAILED(hr) ? hr : IVssAsync_Wait(self->followed, ms);
}

static HRESULT STDMETHODCALLTYPE async_Wait(IVssAsync *iface, DWORD dwMilliseconds)
{
    struct vsapi_follow *self = impl_from_IVssAsync(iface);

    return VSAPI_API("IVssAsync.Wait", &self->session, follow_wait(self, dwMilliseconds),
                     "dwMilliseconds=%u", (unsigned)dwMilliseconds);
}

static HRESULT follow_query(struct vsapi_follow *self, HRESULT *result, INT *reserved)
{
    HRESULT hr;

    if (!result)
        return vsapi_fail(E_INVALIDARG, "QueryStatus: pHrResult is NULL (the requester's mistake)");
    hr = vsapi_embedded_access(VSAPI_ROLE_REQUESTER, "QueryStatus");
    return FAILED(hr) ? hr : IVssAsync_QueryStatus(self->followed, result, reserved);
}

static HRESULT STDMETHODCALLTYPE async_QueryStatus(IVssAsync *iface, HRESULT *pHrResult,
                                                   INT *pReserved)
{
    struct vsapi_follow *self = impl_from_IVssAsync(iface);

    return VSAPI_API("IVssAsync.QueryStatus", &self->session,
                     follow_query(self, pHrResult, pReserved), "pReserved=%p", (void *)pReserved);
}

static const IVssAsyncVtbl async_vtbl = {
    VSAPI_COM_IUNKNOWN(IVssAsync),
    .Cancel = async_Cancel,
    .Wait = async_Wait,
    .QueryStatus = async_QueryStatus,
};

static const struct vsapi_com_face async_faces[] = {
    {&IID_IVssAsync, offsetof(struct vsapi_follow, IVssAsync_iface)},
};

static void count_use(struct vsapi_service *service, int more)
{
    vsapi_mutex_lock(&service->lock);
    service->sessions += (size_t)more;
    vsapi_mutex_unlock(&service->lock);
}

static void follow_destroy(void *object)
{
    struct vsapi_follow *self = object;

    if (self->followed)
        IVssAsync_Release(self->followed);
    count_use(self->service, -1);
    vsapi_free(self);
}

static const struct vsapi_com_class async_class = {
    .name = "IVssAsync of a provider",
    .faces = async_faces,
    .face_count = sizeof async_faces / sizeof *async_faces,
    .destroy = follow_destroy,
};

HRESULT vsapi_follow_create(struct vsapi_session *session, struct vsapi_follow **out)
{
    struct vsapi_follow *self = *out = vsapi_calloc(1, sizeof *self);

    if (!self)
        return vsapi_out_of_memory();
    vsapi_com_init(&self->com, &async_class);
    self->IVssAsync_iface.lpVtbl = &async_vtbl;
    self->service = session->service;
    self->session = session->id;
    count_use(self->service, 1);
    return S_OK;
}

IVssAsync *vsapi_follow_begin(struct vsapi_follow *self, IVssAsync *followed)
{
    self->followed = followed;
    if (followed)
        return &self->IVssAsync_iface;
    IVssAsync_Release(&self->IVssAsync_iface);
    return NULL;
}
