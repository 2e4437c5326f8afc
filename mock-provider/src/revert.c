/*
 * mock-provider/src/revert.c - RevertToSnapshot and QueryRevertStatus.
 *
 * The files are the old ones when RevertToSnapshot returns; the volume counts as being reverted for
 * a while longer, on the host's clock, as it would on a machine where that takes its time. Until
 * then another revert of it is refused.
 */
#include "provider.h"

#include <vsapi/clock.h>

#define REVERT_MS 200

struct vsmock_revert { /* the last revert of a volume */
    struct vsmock_revert *next;
    const struct vsapi_volume *volume;
    uint64_t until_ms;
};

struct revert_async {
    struct vsapi_com com;
    IVssAsync IVssAsync_iface;
    struct vsapi_clock *clock; /* the host's */
    uint64_t until_ms;
};

VSAPI_COM_FACE(IVssAsync, revert_async)

/* ---- its state ---------------------------------------------------------------------------------
 */

static uint64_t left_ms(const struct revert_async *self)
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
    struct revert_async *self = impl_from_IVssAsync(iface);
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
    struct revert_async *self = impl_from_IVssAsync(iface);

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
    {&IID_IVssAsync, offsetof(struct revert_async, IVssAsync_iface)},
};

static void async_destroy(void *object)
{
    vsapi_free(object);
}

static const struct vsapi_com_class async_class = {
    .name = "revert status",
    .faces = async_faces,
    .face_count = ARRAYSIZE(async_faces),
    .destroy = async_destroy,
};

static HRESULT async_create(struct vsapi_clock *clock, uint64_t until_ms, IVssAsync **out)
{
    struct revert_async *self = vsapi_calloc(1, sizeof *self);

    if (!self)
        return vsapi_out_of_memory();
    vsapi_com_init(&self->com, &async_class);
    self->IVssAsync_iface.lpVtbl = &async_vtbl;
    self->clock = clock;
    self->until_ms = until_ms;
    *out = &self->IVssAsync_iface;
    return S_OK;
}

/* ---- the provider ------------------------------------------------------------------------------
 */

/* Under the lock. NULL: none. */
static struct vsmock_revert *find_revert(struct vsmock_provider *self,
                                         const struct vsapi_volume *volume)
{
    struct vsmock_revert *at = self->reverts;

    while (at && at->volume != volume)
        at = at->next;
    return at;
}

static HRESULT make_revert(struct vsmock_provider *self, const struct vsapi_volume *volume,
                           struct vsmock_revert **out)
{
    *out = find_revert(self, volume);
    if (*out)
        return S_OK;
    *out = vsapi_calloc(1, sizeof **out);
    if (!*out)
        return vsapi_out_of_memory();
    (*out)->volume = volume;
    (*out)->next = self->reverts;
    self->reverts = *out;
    return S_OK;
}

void vsmock_reverts_finish(struct vsmock_provider *provider)
{
    while (provider->reverts) {
        struct vsmock_revert *next = provider->reverts->next;

        vsapi_free(provider->reverts);
        provider->reverts = next;
    }
}

static HRESULT check(const struct vsmock_snapshot *snapshot, const VSS_ID *id)
{
    char text[VSAPI_GUID_TEXT];

    if (!snapshot)
        return vsapi_fail(VSS_E_OBJECT_NOT_FOUND, "provider: there is no shadow copy %s",
                          vsapi_guid_to_text(id, text));
    if (!(snapshot->context & VSS_VOLSNAP_ATTR_PERSISTENT))
        return vsapi_fail(E_INVALIDARG, "provider: the shadow copy %s is not persistent",
                          vsapi_guid_to_text(id, text));
    if (!snapshot->shadow->volume)
        return vsapi_fail(VSS_E_VOLUME_NOT_SUPPORTED,
                          "provider: the volume %s is not on this machine any more",
                          snapshot->original_volume);
    return S_OK;
}

/* Under the lock. */
static HRESULT revert(struct vsmock_provider *self, struct vsmock_snapshot *snapshot)
{
    struct vsmock_shadow *shadow = snapshot->shadow;
    struct vsapi_clock *clock = vsapi_host_clock(self->host);
    struct vsmock_revert *made;
    HRESULT hr = make_revert(self, shadow->volume, &made);

    if (FAILED(hr))
        return hr;
    if (made->until_ms > vsapi_clock_now_ms(clock))
        return vsapi_fail(VSS_E_REVERT_IN_PROGRESS, "provider: %s is being reverted already",
                          vsapi_volume_mount(shadow->volume));
    vsapi_volume_hold_writes(shadow->volume);
    hr = shadow->ops->revert(shadow);
    vsapi_volume_release_writes(shadow->volume);
    if (SUCCEEDED(hr))
        made->until_ms = vsapi_clock_now_ms(clock) + REVERT_MS;
    return hr;
}

/* A hardware provider has no such method. */
static HRESULT cannot_revert(void)
{
    return vsapi_fail(E_NOTIMPL, "provider: the disk array cannot revert volumes");
}

HRESULT STDMETHODCALLTYPE vsmock_provider_RevertToSnapshot(IVssSoftwareSnapshotProvider *iface,
                                                           VSS_ID SnapshotId)
{
    struct vsmock_provider *self = vsmock_provider_from(iface);
    struct vsmock_snapshot *snapshot;
    HRESULT hr;

    if (self->kind->array)
        return cannot_revert();
    vsapi_mutex_lock(&self->lock);
    hr = vsmock_refresh(self);
    snapshot = vsmock_find_finished(self, &SnapshotId);
    if (SUCCEEDED(hr))
        hr = check(snapshot, &SnapshotId);
    if (SUCCEEDED(hr))
        hr = revert(self, snapshot);
    vsapi_mutex_unlock(&self->lock);
    return hr;
}

/* A volume that was never reverted is as one whose revert is over. */
HRESULT STDMETHODCALLTYPE vsmock_provider_QueryRevertStatus(IVssSoftwareSnapshotProvider *iface,
                                                            VSS_PWSZ pwszVolume,
                                                            IVssAsync **ppAsync)
{
    struct vsmock_provider *self = vsmock_provider_from(iface);
    struct vsmock_revert *found;
    struct vsapi_volume *volume;
    uint64_t until_ms;
    HRESULT hr;

    if (!ppAsync)
        return vsapi_fail(E_INVALIDARG, "QueryRevertStatus: ppAsync is NULL");
    *ppAsync = NULL;
    if (self->kind->array)
        return cannot_revert();
    hr = vsmock_find_volume(self, pwszVolume, &volume);
    if (FAILED(hr))
        return hr;
    if (!vsmock_backend_for(volume))
        return vsapi_fail(VSS_E_VOLUME_NOT_SUPPORTED, "provider: %s cannot be reverted",
                          vsapi_volume_mount(volume));
    vsapi_mutex_lock(&self->lock);
    found = find_revert(self, volume);
    until_ms = found ? found->until_ms : 0;
    vsapi_mutex_unlock(&self->lock);
    return async_create(vsapi_host_clock(self->host), until_ms, ppAsync);
}
