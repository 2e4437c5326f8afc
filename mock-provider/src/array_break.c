/*
 * mock-provider/src/array_break.c - the disk array lets go of a set: its shadow copies become
 * volumes.
 *
 * They keep device, files and record, and stay among the finished ones; what `broken` says of one
 * makes it invisible to everybody who asks for shadow copies. So it lives on as its set would have:
 * with its host, or in the store for good.
 */
#include "provider.h"

void vsmock_snapshot_break(struct vsmock_snapshot *snapshot, LONG broken)
{
    struct vsapi_host *host = snapshot->provider->host;

    vsmock_uncount_finished(snapshot->provider, snapshot);
    snapshot->broken = broken;
    if (!snapshot->shown)
        return;
    if (broken & VSMOCK_BROKEN_WRITABLE)
        vsapi_host_set_device_writable(host, snapshot->device, true);
    if (broken & VSMOCK_BROKEN_MASKED) {
        vsapi_host_remove_device(host, snapshot->device);
        snapshot->shown = false;
    }
}

static LONG broken_by(DWORD flags)
{
    return VSMOCK_BROKEN |
           (flags & VSS_ONLUNSTATECHANGE_NOTIFY_READ_WRITE ? VSMOCK_BROKEN_WRITABLE : 0) |
           (flags & VSS_ONLUNSTATECHANGE_DO_MASK_LUNS ? VSMOCK_BROKEN_MASKED : 0);
}

/* Is it part of what is broken? What waits for its import is not (LIFE-069). */
static bool is_in_set(const struct vsmock_snapshot *snapshot, const VSS_ID *set)
{
    return !snapshot->broken && IsEqualGUID(&snapshot->set_id, set) &&
           !vsmock_snapshot_is_away(snapshot);
}

static HRESULT record_as(struct vsmock_snapshot *snapshot, LONG broken)
{
    HRESULT hr;

    snapshot->broken = broken;
    hr = vsmock_record_change(snapshot);
    snapshot->broken = 0;
    return hr;
}

/* All records of the set say so, or none. *count: how many it has. */
static HRESULT record_set(struct vsmock_provider *self, const VSS_ID *set, LONG broken,
                          size_t *count)
{
    struct vsmock_snapshot *snapshot = self->finished;
    HRESULT hr = S_OK;

    *count = 0;
    for (; snapshot; snapshot = snapshot->hh.next) {
        if (!is_in_set(snapshot, set))
            continue;
        hr = record_as(snapshot, broken);
        if (FAILED(hr))
            break;
        ++*count;
    }
    if (SUCCEEDED(hr))
        return hr;
    for (struct vsmock_snapshot *done = self->finished; done != snapshot; done = done->hh.next)
        if (is_in_set(done, set))
            record_as(done, 0);
    return hr;
}

static HRESULT break_set(struct vsmock_provider *self, const VSS_ID *set, LONG broken)
{
    char text[VSAPI_GUID_TEXT];
    size_t count;
    HRESULT hr = record_set(self, set, broken, &count);

    if (FAILED(hr))
        return hr;
    if (count == 0)
        return vsapi_fail(VSS_E_OBJECT_NOT_FOUND, "provider: there is no shadow copy of the set %s",
                          vsapi_guid_to_text(set, text));
    for (struct vsmock_snapshot *at = self->finished; at; at = at->hh.next)
        if (is_in_set(at, set))
            vsmock_snapshot_break(at, broken);
    return S_OK;
}

HRESULT vsmock_array_break(IUnknown *provider, const VSS_ID *set, DWORD flags)
{
    struct vsmock_provider *self =
        vsmock_provider_from((IVssSoftwareSnapshotProvider *)(void *)provider);
    HRESULT hr;

    vsapi_mutex_lock(&self->lock);
    hr = vsmock_refresh(self);
    if (SUCCEEDED(hr))
        hr = break_set(self, set, broken_by(flags));
    vsapi_mutex_unlock(&self->lock);
    return hr;
}
