/*
 * mock-provider/src/property.c - what the service sets on a finished shadow copy: its attributes
 * and the name that it is exposed under. The service itself makes it appear there; what other
 * processes have exposed appears here when their records are read (refresh.c).
 */
#include "provider.h"

#include <vsapi/trace.h>

#define EXPOSED (VSS_VOLSNAP_ATTR_EXPOSED_LOCALLY | VSS_VOLSNAP_ATTR_EXPOSED_REMOTELY)

/* ---- exposed by others -------------------------------------------------------------------------
 */

void vsmock_snapshot_expose(struct vsmock_snapshot *snapshot)
{
    struct vsapi_exposure exposure = {
        .device = snapshot->device,
        .remote = snapshot->context & VSS_VOLSNAP_ATTR_EXPOSED_REMOTELY,
        .name = snapshot->exposed_name,
        .path = snapshot->exposed_path,
    };
    char *name;

    if (!(snapshot->context & EXPOSED))
        return;
    if (FAILED(vsapi_host_expose(snapshot->provider->host, &exposure, &name)))
        vsapi_trace_note("store", "not exposed", NULL, "snapshot=%g name=%s why=%s", &snapshot->id,
                         exposure.name ? exposure.name : "", vsapi_last_message());
    vsapi_message_clear();
    vsapi_free(name);
}

static void swap(char **a, char **b)
{
    char *was = *a;

    *a = *b;
    *b = was;
}

static bool same_text(const char *a, const char *b)
{
    return !a || !b ? a == b : strcmp(a, b) == 0;
}

/* It was imported: the device that it was given there is its device here, too. */
static HRESULT take_device(struct vsmock_snapshot *snapshot, struct vsmock_snapshot *fresh)
{
    HRESULT hr;

    if (!fresh->device || snapshot->device)
        return S_OK;
    swap(&snapshot->device, &fresh->device);
    hr = vsmock_snapshot_show(snapshot);
    if (FAILED(hr))
        swap(&snapshot->device, &fresh->device);
    return hr;
}

HRESULT vsmock_snapshot_renew(struct vsmock_snapshot *snapshot, struct vsmock_snapshot *fresh)
{
    HRESULT hr = take_device(snapshot, fresh);

    if (FAILED(hr))
        return hr;
    if (fresh->broken && !snapshot->broken)
        vsmock_snapshot_break(snapshot, fresh->broken);
    if (snapshot->context == fresh->context &&
        same_text(snapshot->exposed_name, fresh->exposed_name) &&
        same_text(snapshot->exposed_path, fresh->exposed_path))
        return S_OK;
    snapshot->context = fresh->context;
    swap(&snapshot->exposed_name, &fresh->exposed_name);
    swap(&snapshot->exposed_path, &fresh->exposed_path);
    if (snapshot->shown)
        vsapi_host_unexpose(snapshot->provider->host, snapshot->device);
    vsmock_snapshot_expose(snapshot);
    return S_OK;
}

/* ---- setting -----------------------------------------------------------------------------------
 */

static HRESULT fail_type(const char *property, const char *wanted)
{
    return vsapi_fail(E_INVALIDARG, "provider: %s is set by a VARIANT of type %s", property,
                      wanted);
}

/* Written to the record, or as it was. */
static HRESULT set_text(struct vsmock_snapshot *snapshot, char **text, const VARIANT *value)
{
    char *made;
    HRESULT hr;

    if (V_VT(value) != VT_BSTR)
        return fail_type("a name", "VT_BSTR");
    hr = vsapi_text_from_wide(V_BSTR(value), &made);
    if (FAILED(hr))
        return hr;
    swap(text, &made);
    hr = vsmock_record_change(snapshot);
    if (FAILED(hr))
        swap(text, &made);
    vsapi_free(made);
    return hr;
}

static HRESULT set_attributes(struct vsmock_snapshot *snapshot, const VARIANT *value)
{
    LONG was = snapshot->context;
    HRESULT hr;

    if (V_VT(value) != VT_I4)
        return fail_type("the attributes", "VT_I4");
    snapshot->context = V_I4(value);
    hr = vsmock_record_change(snapshot);
    if (FAILED(hr))
        snapshot->context = was;
    return hr;
}

static HRESULT set_property(struct vsmock_snapshot *snapshot, VSS_SNAPSHOT_PROPERTY_ID property,
                            const VARIANT *value)
{
    switch (property) {
    case VSS_SPROPID_SNAPSHOT_ATTRIBUTES:
        return set_attributes(snapshot, value);
    case VSS_SPROPID_EXPOSED_NAME:
        return set_text(snapshot, &snapshot->exposed_name, value);
    case VSS_SPROPID_EXPOSED_PATH:
        return set_text(snapshot, &snapshot->exposed_path, value);
    default:
        return vsapi_fail(E_INVALIDARG,
                          "provider: property %d of a shadow copy is none that can be changed",
                          (int)property);
    }
}

HRESULT STDMETHODCALLTYPE
vsmock_provider_SetSnapshotProperty(IVssSoftwareSnapshotProvider *iface, VSS_ID SnapshotId,
                                    VSS_SNAPSHOT_PROPERTY_ID eSnapshotPropertyId, VARIANT vProperty)
{
    struct vsmock_provider *self = vsmock_provider_from(iface);
    struct vsmock_snapshot *snapshot;
    char text[VSAPI_GUID_TEXT];
    HRESULT hr;

    if (IsEqualGUID(&SnapshotId, &GUID_NULL))
        return vsapi_fail(E_INVALIDARG, "provider: GUID_NULL is no shadow copy");
    vsapi_mutex_lock(&self->lock);
    hr = vsmock_refresh(self);
    snapshot = vsmock_find_finished(self, &SnapshotId);
    if (SUCCEEDED(hr) && !snapshot)
        hr = vsapi_fail(VSS_E_OBJECT_NOT_FOUND, "provider: there is no shadow copy %s",
                        vsapi_guid_to_text(&SnapshotId, text));
    else if (SUCCEEDED(hr))
        hr = set_property(snapshot, eSnapshotPropertyId, &vProperty);
    vsapi_mutex_unlock(&self->lock);
    return hr;
}
