/*
 * mock-provider/src/array.c - the disk array: what its provider can do beyond the others.
 *
 * A transportable shadow copy stays on the array, away from every machine, until one imports it;
 * then it has a device. The service asks for that by struct vsapi_array_ops.
 */
#include "provider.h"

const struct vsmock_kind vsmock_kind_array = {
    .id = VSMOCK_ARRAY_PROVIDER_ID,
    .array = true,
    .takes = VSS_VOLSNAP_ATTR_TRANSPORTABLE,
    .gives = VSS_VOLSNAP_ATTR_HARDWARE_ASSISTED,
};

bool vsmock_snapshot_is_away(const struct vsmock_snapshot *snapshot)
{
    return snapshot->context & VSS_VOLSNAP_ATTR_TRANSPORTABLE &&
           !(snapshot->context & VSS_VOLSNAP_ATTR_IMPORTED);
}

static void hide(struct vsmock_snapshot *snapshot)
{
    if (snapshot->shown)
        vsapi_host_remove_device(snapshot->provider->host, snapshot->device);
    snapshot->shown = false;
    vsapi_free(snapshot->device);
    snapshot->device = NULL;
}

/* Under the lock. All or nothing. */
static HRESULT import(struct vsmock_snapshot *snapshot)
{
    HRESULT hr = vsmock_snapshot_surface(snapshot);

    snapshot->context |= VSS_VOLSNAP_ATTR_IMPORTED;
    if (SUCCEEDED(hr))
        hr = vsmock_record_change(snapshot);
    if (SUCCEEDED(hr))
        return hr;
    hide(snapshot);
    snapshot->context &= ~VSS_VOLSNAP_ATTR_IMPORTED;
    return hr;
}

static HRESULT array_locate(IUnknown *provider, const VSS_ID *id)
{
    struct vsmock_provider *self =
        vsmock_provider_from((IVssSoftwareSnapshotProvider *)(void *)provider);
    struct vsmock_snapshot *snapshot;
    char text[VSAPI_GUID_TEXT];
    HRESULT hr;

    vsapi_mutex_lock(&self->lock);
    hr = vsmock_refresh(self);
    snapshot = vsmock_find_finished(self, id);
    if (SUCCEEDED(hr) && !(snapshot && vsmock_snapshot_is_away(snapshot)))
        hr = vsapi_fail(VSS_E_OBJECT_NOT_FOUND,
                        "provider: no shadow copy %s waits on the array to be imported: it has "
                        "gone, or was imported before (requester's mistake)",
                        vsapi_guid_to_text(id, text));
    if (SUCCEEDED(hr))
        hr = import(snapshot);
    vsapi_mutex_unlock(&self->lock);
    return hr;
}

static HRESULT array_has(IUnknown *provider, const VSS_ID *snapshot, bool *has)
{
    struct vsmock_provider *self =
        vsmock_provider_from((IVssSoftwareSnapshotProvider *)(void *)provider);
    HRESULT hr;

    vsapi_mutex_lock(&self->lock);
    hr = vsmock_refresh(self);
    *has = SUCCEEDED(hr) && vsmock_find_finished(self, snapshot);
    vsapi_mutex_unlock(&self->lock);
    return hr;
}

/* VSS can let go of a set of either kind. */
#define OPS                                                                                        \
    .size = sizeof(struct vsapi_array_ops), .locate = array_locate, .has = array_has,              \
    .state_change = vsmock_array_break

const struct vsapi_array_ops vsmock_array_ops = {OPS, .resync = vsmock_array_resync};
const struct vsapi_array_ops vsmock_legacy_array_ops = {OPS};
