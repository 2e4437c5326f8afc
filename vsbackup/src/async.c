/*
 * vsbackup/src/async.c - IVssAsync: a requester's hold on an operation of the service.
 *
 * The operation is counted, so the object may live longer than the IVssBackupComponents it came
 * from. What went wrong on the service's threads, the code and its sentence, comes to the thread
 * that asks.
 */
#include "async.h"

#include <vsapi/alloc.h>
#include <vsapi/error.h>
#include <vsapi/trace.h>

VSAPI_COM_FACE(IVssAsync, vsbackup_async)

static HRESULT STDMETHODCALLTYPE async_Cancel(IVssAsync *iface)
{
    struct vsbackup_async *self = impl_from_IVssAsync(iface);

    return VSAPI_API("IVssAsync.Cancel", &self->session, vsapi_operation_cancel(self->operation),
                     "");
}

static HRESULT async_wait(struct vsbackup_async *self, DWORD ms)
{
    HRESULT hr = vsapi_embedded_access(VSAPI_ROLE_REQUESTER, "Wait");

    return FAILED(hr) ? hr : vsapi_operation_wait(self->operation, ms);
}

static HRESULT STDMETHODCALLTYPE async_Wait(IVssAsync *iface, DWORD dwMilliseconds)
{
    struct vsbackup_async *self = impl_from_IVssAsync(iface);

    return VSAPI_API("IVssAsync.Wait", &self->session, async_wait(self, dwMilliseconds),
                     "dwMilliseconds=%u", (unsigned)dwMilliseconds);
}

/* pReserved ought to be NULL; what happens otherwise is not documented, so 0 is stored there
 * (docs/decisions.md#querystatus-reserved). */
static HRESULT async_query_status(struct vsbackup_async *self, HRESULT *result, INT *reserved)
{
    HRESULT hr;

    if (!result)
        return vsapi_fail(E_INVALIDARG, "QueryStatus: pHrResult is NULL (the requester's mistake)");
    hr = vsapi_embedded_access(VSAPI_ROLE_REQUESTER, "QueryStatus");
    if (FAILED(hr))
        return hr;
    *result = vsapi_operation_status(self->operation);
    if (reserved)
        *reserved = 0;
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE async_QueryStatus(IVssAsync *iface, HRESULT *pHrResult,
                                                   INT *pReserved)
{
    struct vsbackup_async *self = impl_from_IVssAsync(iface);

    return VSAPI_API("IVssAsync.QueryStatus", &self->session,
                     async_query_status(self, pHrResult, pReserved), "pReserved=%p",
                     (void *)pReserved);
}

static const IVssAsyncVtbl async_vtbl = {
    VSAPI_COM_IUNKNOWN(IVssAsync),
    .Cancel = async_Cancel,
    .Wait = async_Wait,
    .QueryStatus = async_QueryStatus,
};

static const struct vsapi_com_face async_faces[] = {
    {&IID_IVssAsync, offsetof(struct vsbackup_async, IVssAsync_iface)},
};

static void async_destroy(void *object)
{
    struct vsbackup_async *self = object;

    if (self->operation)
        vsapi_operation_unref(self->operation);
    vsapi_free(self);
}

static const struct vsapi_com_class async_class = {
    .name = "IVssAsync",
    .faces = async_faces,
    .face_count = sizeof async_faces / sizeof *async_faces,
    .destroy = async_destroy,
};

HRESULT vsbackup_async_give(struct vsbackup_async *async, HRESULT hr, IVssAsync **out)
{
    if (FAILED(hr))
        vsapi_com_release(&async->com);
    else
        *out = &async->IVssAsync_iface;
    return hr;
}

HRESULT vsbackup_async_create(const VSS_ID *session, struct vsbackup_async **out)
{
    struct vsbackup_async *self = vsapi_calloc(1, sizeof *self);

    *out = NULL;
    if (!self)
        return vsapi_out_of_memory();
    vsapi_com_init(&self->com, &async_class);
    self->IVssAsync_iface.lpVtbl = &async_vtbl;
    self->session = *session;
    *out = self;
    return S_OK;
}
