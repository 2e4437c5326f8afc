/*
 * mock-provider/src/provider.c - the provider object: its life, and being loaded and unloaded.
 */
#include "provider.h"

VSAPI_COM_FACE(IVssProviderNotifications, vsmock_provider)

static HRESULT STDMETHODCALLTYPE provider_OnLoad(IVssProviderNotifications *iface,
                                                 IUnknown *pCallback)
{
    struct vsmock_provider *self = impl_from_IVssProviderNotifications(iface);
    HRESULT hr;

    (void)pCallback; /* reserved */
    vsapi_mutex_lock(&self->lock);
    hr = vsmock_refresh(self);
    self->loaded = SUCCEEDED(hr);
    vsapi_mutex_unlock(&self->lock);
    return hr;
}

/* Shadow copies are known to this object alone: while there are any, it wants to stay. */
static HRESULT STDMETHODCALLTYPE provider_OnUnload(IVssProviderNotifications *iface,
                                                   BOOL bForceUnload)
{
    struct vsmock_provider *self = impl_from_IVssProviderNotifications(iface);
    HRESULT hr = S_OK;

    vsapi_mutex_lock(&self->lock);
    if (!bForceUnload && (self->making || self->finished)) {
        hr = S_FALSE;
    } else {
        vsmock_drop_making(self);
        self->loaded = false;
    }
    vsapi_mutex_unlock(&self->lock);
    return hr;
}

static const IVssProviderNotificationsVtbl notifications_vtbl = {
    VSAPI_COM_IUNKNOWN(IVssProviderNotifications),
    .OnLoad = provider_OnLoad,
    .OnUnload = provider_OnUnload,
};

static void provider_destroy(void *object)
{
    struct vsmock_provider *self = object;
    struct vsmock_snapshot *snapshot, *next;
    struct vsmock_count *count, *next_count;

    vsapi_mutex_lock(&self->lock);
    vsmock_drop_making(self);
    vsapi_mutex_unlock(&self->lock);
    HASH_ITER(hh, self->finished, snapshot, next)
    {
        vsmock_remove_finished(self, snapshot);
        vsmock_snapshot_destroy(snapshot);
    }
    HASH_ITER(hh, self->counts, count, next_count)
    {
        HASH_DEL(self->counts, count);
        vsapi_free(count);
    }
    vsmock_reverts_finish(self);
    vsapi_cond_finish(&self->idle);
    vsapi_mutex_finish(&self->lock);
    vsapi_free(self);
}

static const struct vsapi_com_face provider_faces[] = {
    {&IID_IVssSoftwareSnapshotProvider,
     offsetof(struct vsmock_provider, IVssSoftwareSnapshotProvider_iface)},
    {&IID_IVssProviderCreateSnapshotSet,
     offsetof(struct vsmock_provider, IVssProviderCreateSnapshotSet_iface)},
    {&IID_IVssProviderNotifications,
     offsetof(struct vsmock_provider, IVssProviderNotifications_iface)},
};
static const struct vsapi_com_class provider_class = {
    .name = "mock provider",
    .faces = provider_faces,
    .face_count = ARRAYSIZE(provider_faces),
    .destroy = provider_destroy,
};

const struct vsmock_kind vsmock_kind_system = {.id = VSMOCK_PROVIDER_ID};

HRESULT vsmock_provider_create(struct vsapi_host *host, const struct vsmock_kind *kind,
                               IUnknown **out)
{
    struct vsmock_provider *self = vsapi_calloc(1, sizeof *self);

    *out = NULL;
    if (!self)
        return vsapi_out_of_memory();
    vsapi_com_init(&self->com, &provider_class);
    self->IVssSoftwareSnapshotProvider_iface.lpVtbl = &vsmock_software_vtbl;
    self->IVssProviderCreateSnapshotSet_iface.lpVtbl = &vsmock_create_set_vtbl;
    self->IVssProviderNotifications_iface.lpVtbl = &notifications_vtbl;
    self->host = host;
    self->kind = kind;
    self->context = VSS_CTX_BACKUP;
    atomic_init(&self->changes, UINT64_MAX); /* nothing of the store is known yet */
    vsapi_mutex_init(&self->lock);
    vsapi_cond_init(&self->idle);
    *out = (IUnknown *)&self->IVssSoftwareSnapshotProvider_iface;
    return S_OK;
}

HRESULT vsmock_find_volume(struct vsmock_provider *provider, const WCHAR *name,
                           struct vsapi_volume **out)
{
    char *text = NULL;
    HRESULT hr;

    *out = NULL;
    hr = vsapi_text_from_wide(name, &text);
    if (FAILED(hr))
        return hr;
    if (!text || !*text || text[strlen(text) - 1] != '\\')
        hr = vsapi_fail(E_INVALIDARG, "provider: the volume name %s does not end in a backslash",
                        text ? text : "NULL");
    else
        hr = vsapi_host_find_volume(provider->host, text, out);
    vsapi_free(text);
    return hr;
}
