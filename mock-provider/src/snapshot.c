/*
 * mock-provider/src/snapshot.c - one shadow copy: its life and its properties.
 */
#include "provider.h"

static HRESULT name_origin(struct vsmock_snapshot *snapshot)
{
    const char *machine = vsapi_host_variable(snapshot->shadow->host, "COMPUTERNAME");

    snapshot->original_volume = vsapi_strdup(vsapi_volume_name(snapshot->shadow->volume));
    snapshot->originating_machine = vsapi_strdup(machine ? machine : "VSAPI");
    snapshot->service_machine = vsapi_strdup(machine ? machine : "VSAPI");
    if (!snapshot->original_volume || !snapshot->originating_machine || !snapshot->service_machine)
        return vsapi_out_of_memory();
    return S_OK;
}

HRESULT vsmock_snapshot_create(struct vsmock_provider *provider, struct vsmock_set *set,
                               const VSS_ID *id, struct vsapi_volume *volume, LONG context,
                               struct vsmock_snapshot **out)
{
    const struct vsmock_backend_ops *ops = vsmock_backend_for(volume);
    struct vsmock_snapshot *snapshot = vsapi_calloc(1, sizeof *snapshot);
    HRESULT hr;

    *out = NULL;
    if (!snapshot)
        return vsapi_out_of_memory();
    snapshot->provider = provider;
    snapshot->id = *id;
    snapshot->set_id = set->id;
    snapshot->provider_id = provider->kind->id;
    snapshot->context =
        context | ops->method | provider->kind->gives | VSS_VOLSNAP_ATTR_NOT_SURFACED;
    snapshot->state = VSS_SS_PREPARING;
    hr = ops->create(&snapshot->shadow);
    if (FAILED(hr)) {
        vsmock_snapshot_destroy(snapshot);
        return hr;
    }
    snapshot->shadow->ops = ops;
    snapshot->shadow->host = provider->host;
    snapshot->shadow->volume = volume;
    snapshot->shadow->id = *id;
    snapshot->shadow->stop = &set->stop;
    hr = name_origin(snapshot);
    if (FAILED(hr)) {
        vsmock_snapshot_destroy(snapshot);
        return hr;
    }
    *out = snapshot;
    return S_OK;
}

HRESULT vsmock_snapshot_surface(struct vsmock_snapshot *snapshot)
{
    uint32_t number;
    HRESULT hr = vsapi_host_next_device(snapshot->shadow->host, &number);

    if (FAILED(hr))
        return hr == E_OUTOFMEMORY || hr == VSS_E_INSUFFICIENT_STORAGE ? hr : VSS_E_PROVIDER_VETO;
    snapshot->device =
        vsapi_sprintf("\\\\?\\GLOBALROOT\\Device\\HarddiskVolumeShadowCopy%u", number);
    if (!snapshot->device)
        return vsapi_out_of_memory();
    return vsmock_snapshot_show(snapshot);
}

HRESULT vsmock_snapshot_show(struct vsmock_snapshot *snapshot)
{
    HRESULT hr;

    if (snapshot->broken & VSMOCK_BROKEN_MASKED)
        return S_OK;
    hr = snapshot->shadow->ops->show(snapshot->shadow, snapshot->device);
    snapshot->shown = SUCCEEDED(hr);
    if (snapshot->shown && snapshot->broken & VSMOCK_BROKEN_WRITABLE)
        vsapi_host_set_device_writable(snapshot->provider->host, snapshot->device, true);
    return hr;
}

/* The record goes after the files, and stays with those that stay. */
static void destroy_shadow(struct vsmock_snapshot *snapshot)
{
    struct vsmock_shadow *shadow = snapshot->shadow;
    bool gone = !shadow->kept && SUCCEEDED(shadow->ops->remove(shadow));

    if (gone)
        vsmock_record_end(snapshot);
    shadow->ops->destroy(shadow);
}

void vsmock_snapshot_destroy(struct vsmock_snapshot *snapshot)
{
    if (!snapshot)
        return;
    if (snapshot->shown)
        vsapi_host_remove_device(snapshot->provider->host, snapshot->device);
    if (snapshot->shadow)
        destroy_shadow(snapshot);
    vsapi_free(snapshot->device);
    vsapi_free(snapshot->original_volume);
    vsapi_free(snapshot->originating_machine);
    vsapi_free(snapshot->service_machine);
    vsapi_free(snapshot->exposed_name);
    vsapi_free(snapshot->exposed_path);
    vsapi_free(snapshot->owner);
    vsapi_free(snapshot->folder);
    vsapi_free(snapshot);
}

void vsmock_properties_free(VSS_SNAPSHOT_PROP *prop)
{
    CoTaskMemFree(prop->m_pwszSnapshotDeviceObject);
    CoTaskMemFree(prop->m_pwszOriginalVolumeName);
    CoTaskMemFree(prop->m_pwszOriginatingMachine);
    CoTaskMemFree(prop->m_pwszServiceMachine);
    CoTaskMemFree(prop->m_pwszExposedName);
    CoTaskMemFree(prop->m_pwszExposedPath);
    memset(prop, 0, sizeof *prop);
}

static HRESULT set_texts(const struct vsmock_snapshot *snapshot, const char *device,
                         VSS_SNAPSHOT_PROP *out)
{
    const struct {
        const char *text;
        VSS_PWSZ *to;
    } texts[] = {
        {device, &out->m_pwszSnapshotDeviceObject},
        {snapshot->original_volume, &out->m_pwszOriginalVolumeName},
        {snapshot->originating_machine, &out->m_pwszOriginatingMachine},
        {snapshot->service_machine, &out->m_pwszServiceMachine},
        {snapshot->exposed_name, &out->m_pwszExposedName},
        {snapshot->exposed_path, &out->m_pwszExposedPath},
    };
    HRESULT hr = S_OK;

    for (size_t i = 0; SUCCEEDED(hr) && i < ARRAYSIZE(texts); i++)
        hr = vsapi_cotask_from_text(texts[i].text, texts[i].to);
    return hr;
}

HRESULT vsmock_snapshot_properties(const struct vsmock_snapshot *snapshot, VSS_SNAPSHOT_PROP *out)
{
    char *device = NULL;
    HRESULT hr = S_OK;

    memset(out, 0, sizeof *out);
    if (snapshot->device)
        hr = vsapi_host_device_object(snapshot->provider->host, snapshot->device, &device);
    if (SUCCEEDED(hr))
        hr = set_texts(snapshot, device, out);
    vsapi_free(device);
    if (FAILED(hr)) {
        vsmock_properties_free(out);
        return hr;
    }
    out->m_SnapshotId = snapshot->id;
    out->m_SnapshotSetId = snapshot->set_id;
    out->m_lSnapshotsCount = snapshot->set_count;
    out->m_ProviderId = snapshot->provider_id;
    out->m_lSnapshotAttributes = snapshot->context;
    out->m_tsCreationTimestamp = snapshot->created;
    out->m_eStatus = snapshot->state;
    return S_OK;
}

HRESULT vsmock_snapshot_bring_back(struct vsmock_snapshot *snapshot, struct vsapi_volume *volume)
{
    HRESULT hr;

    vsapi_volume_hold_writes(volume);
    hr = snapshot->shadow->ops->revert(snapshot->shadow, volume);
    vsapi_volume_release_writes(volume);
    return hr;
}
