/*
 * mock-provider/src/resync.c - ResyncLuns: volumes on the array become what shadow copies hold.
 *
 * An array does it by itself, beside the machine. The files are the old ones when the call returns,
 * and it counts as going on for a while longer.
 */
#include "provider.h"

#include <vsapi/clock.h>

/* Under the lock. */
static HRESULT find(struct vsmock_provider *self, const struct vsapi_resync *item,
                    struct vsmock_snapshot **out)
{
    const struct vsmock_backend_ops *ops;
    char text[VSAPI_GUID_TEXT];

    *out = vsmock_find_finished(self, &item->snapshot);
    if (!*out)
        return vsapi_fail(VSS_E_OBJECT_NOT_FOUND, "provider: there is no shadow copy %s",
                          vsapi_guid_to_text(&item->snapshot, text));
    ops = (*out)->shadow->ops;
    if (!vsapi_volume_on_array(item->to) || !ops->takes(item->to))
        return vsapi_fail(VSS_E_VOLUME_NOT_SUPPORTED,
                          "provider: the shadow copy %s cannot be copied to %s",
                          vsapi_guid_to_text(&item->snapshot, text), vsapi_volume_mount(item->to));
    return S_OK;
}

/* All can be done, or nothing is begun. */
static HRESULT check(struct vsmock_provider *self, const struct vsapi_resync *items, size_t count)
{
    HRESULT hr = vsmock_refresh(self);
    struct vsmock_snapshot *snapshot;

    for (size_t i = 0; SUCCEEDED(hr) && i < count; i++)
        hr = find(self, &items[i], &snapshot);
    return hr;
}

static HRESULT copy(struct vsmock_provider *self, const struct vsapi_resync *items, size_t count)
{
    struct vsmock_snapshot *snapshot;
    HRESULT hr = S_OK;

    for (size_t i = 0; SUCCEEDED(hr) && i < count; i++) {
        hr = find(self, &items[i], &snapshot);
        if (SUCCEEDED(hr))
            hr = vsmock_snapshot_bring_back(snapshot, items[i].to);
    }
    return hr;
}

HRESULT vsmock_array_resync(IUnknown *provider, const struct vsapi_resync *items, size_t count,
                            IVssAsync **out)
{
    struct vsmock_provider *self =
        vsmock_provider_from((IVssSoftwareSnapshotProvider *)(void *)provider);
    struct vsapi_clock *clock = vsapi_host_clock(self->host);
    HRESULT hr;

    *out = NULL;
    vsapi_mutex_lock(&self->lock);
    hr = check(self, items, count);
    if (SUCCEEDED(hr)) /* what could fail behind it comes first */
        hr = vsmock_pending_create(clock, vsapi_clock_now_ms(clock) + VSMOCK_BRING_BACK_MS, out);
    if (SUCCEEDED(hr))
        hr = copy(self, items, count);
    vsapi_mutex_unlock(&self->lock);
    if (FAILED(hr) && *out) {
        (*out)->lpVtbl->Release(*out);
        *out = NULL;
    }
    return hr;
}
