/*
 * mock-provider/src/pending.c - the IVssAsync of what is done already, and counts as going on until
 * a moment of the host's clock, as it would on a machine where it takes its time.
 */
#include "provider.h"

#include <vsapi/clock.h>

struct pending {
    struct vsapi_com com;
    IVssAsync IVssAsync_iface;
    struct vsapi_clock *clock; /* the host's */
    uint64_t until_ms;
};

VSAPI_COM_FACE(IVssAsync, pending)

static uint64_t left_ms(const struct pending *self)
{
    uint64_t now = vsapi_clock_now_ms(self->clock);

    return now < self->until_ms ? self->until_ms - now : 0;
}

/* It cannot be cancelled, and says what any operation says that cannot be any more. */
static HRESULT STDMETHODCALLTYPE async_Cancel(IVssAsync *iface)
{
    (void)iface;
    return VSS_S_ASYNC_FINISHED;
}

static HRESULT STDMETHODCALLTYPE async_Wait(IVssAsync *iface, DWORD dwMilliseconds)
{
    struct pending *self = impl_from_IVssAsync(iface);
    uint64_t left = left_ms(self);

    if (dwMilliseconds != INFINITE && dwMilliseconds < left)
        left = dwMilliseconds;
    if (left > 0)
        vsapi_clock_sleep(self->clock, left);
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE async_QueryStatus(IVssAsync *iface, HRESULT *pHrResult,
                                                   INT *pReserved)
{
    struct pending *self = impl_from_IVssAsync(iface);

    if (!pHrResult)
        return vsapi_fail(E_INVALIDARG, "QueryStatus: pHrResult is NULL (the requester's mistake)");
    *pHrResult = left_ms(self) > 0 ? VSS_S_ASYNC_PENDING : VSS_S_ASYNC_FINISHED;
    if (pReserved)
        *pReserved = 0;
    return S_OK;
}

static const IVssAsyncVtbl async_vtbl = {
    VSAPI_COM_IUNKNOWN(IVssAsync),
    .Cancel = async_Cancel,
    .Wait = async_Wait,
    .QueryStatus = async_QueryStatus,
};

static const struct vsapi_com_face async_faces[] = {
    {&IID_IVssAsync, offsetof(struct pending, IVssAsync_iface)},
};

static void async_destroy(void *object)
{
    vsapi_free(object);
}

static const struct vsapi_com_class async_class = {
    .name = "pending operation",
    .faces = async_faces,
    .face_count = ARRAYSIZE(async_faces),
    .destroy = async_destroy,
};

HRESULT vsmock_pending_create(struct vsapi_clock *clock, uint64_t until_ms, IVssAsync **out)
{
    struct pending *self = vsapi_calloc(1, sizeof *self);

    if (!self)
        return vsapi_out_of_memory();
    vsapi_com_init(&self->com, &async_class);
    self->IVssAsync_iface.lpVtbl = &async_vtbl;
    self->clock = clock;
    self->until_ms = until_ms;
    *out = &self->IVssAsync_iface;
    return S_OK;
}
