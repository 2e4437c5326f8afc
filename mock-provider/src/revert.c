/*
 * mock-provider/src/revert.c - RevertToSnapshot and QueryRevertStatus.
 *
 * The files are the old ones when RevertToSnapshot returns; the volume counts as being reverted for
 * a while longer, on the host's clock, as it would on a machine where that takes its time. Until
 * then another revert of it is refused.
 */
#include "provider.h"

#include <vsapi/clock.h>

struct vsmock_revert { /* the last revert of a volume */
    struct vsmock_revert *next;
    const struct vsapi_volume *volume;
    uint64_t until_ms;
};

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
    hr = vsmock_snapshot_bring_back(snapshot, shadow->volume);
    if (SUCCEEDED(hr))
        made->until_ms = vsapi_clock_now_ms(clock) + VSMOCK_BRING_BACK_MS;
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
    return vsmock_pending_create(vsapi_host_clock(self->host), until_ms, ppAsync);
}
