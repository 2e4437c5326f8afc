/*
 * tests/service/toy_provider.c - the rig's software provider: it keeps one set, and acts when told.
 */
#include "rig.h"

VSAPI_COM_FACE(IVssSoftwareSnapshotProvider, toy_provider)
VSAPI_COM_FACE(IVssProviderCreateSnapshotSet, toy_provider)
VSAPI_COM_FACE(IVssProviderNotifications, toy_provider)

static HRESULT STDMETHODCALLTYPE toy_SetContext(IVssSoftwareSnapshotProvider *iface, LONG context)
{
    (void)iface;
    (void)context;
    return S_OK;
}
static void toy_act(struct toy_provider *toy, enum vsapi_set_call at)
{
    if (toy->act)
        toy->act(toy, at);
}
static HRESULT toy_properties(struct toy_provider *self, const VSS_ID *id, VSS_SNAPSHOT_PROP *out)
{
    for (size_t i = 0; i < self->count; i++) {
        if (!IsEqualGUID(&self->snapshots[i], id))
            continue;
        out->m_SnapshotId = *id;
        out->m_SnapshotSetId = self->set;
        out->m_lSnapshotsCount = (LONG)self->count;
        out->m_lSnapshotAttributes = self->context;
        out->m_eStatus = self->made ? VSS_SS_CREATED : VSS_SS_PREPARING;
        return vsapi_cotask_from_text("\\\\?\\GLOBALROOT\\Device\\HarddiskVolumeShadowCopy1",
                                      &out->m_pwszSnapshotDeviceObject);
    }
    return VSS_E_OBJECT_NOT_FOUND;
}
static HRESULT STDMETHODCALLTYPE toy_GetSnapshotProperties(IVssSoftwareSnapshotProvider *iface,
                                                           VSS_ID id, VSS_SNAPSHOT_PROP *out)
{
    struct toy_provider *self = impl_from_IVssSoftwareSnapshotProvider(iface);
    HRESULT hr;

    vsapi_mutex_lock(&self->lock);
    hr = toy_properties(self, &id, out);
    vsapi_mutex_unlock(&self->lock);
    toy_act(self, VSAPI_SET_CALL_END_);
    return hr;
}
static HRESULT STDMETHODCALLTYPE toy_Query(IVssSoftwareSnapshotProvider *iface, VSS_ID id,
                                           VSS_OBJECT_TYPE queried, VSS_OBJECT_TYPE returned,
                                           IVssEnumObject **out)
{
    (void)iface;
    (void)id;
    (void)queried;
    (void)returned;
    *out = NULL;
    return VSS_E_PROVIDER_VETO;
}
static HRESULT STDMETHODCALLTYPE toy_DeleteSnapshots(IVssSoftwareSnapshotProvider *iface, VSS_ID id,
                                                     VSS_OBJECT_TYPE type, BOOL force,
                                                     LONG *deleted, VSS_ID *not_deleted)
{
    struct toy_provider *self = impl_from_IVssSoftwareSnapshotProvider(iface);

    HRESULT hr = S_OK;

    (void)force;
    *not_deleted = GUID_NULL;
    vsapi_mutex_lock(&self->lock);
    if (type != VSS_OBJECT_SNAPSHOT_SET || !IsEqualGUID(&id, &self->set) || self->count == 0) {
        hr = VSS_E_OBJECT_NOT_FOUND;
    } else {
        *deleted = (LONG)self->count;
        self->count = 0;
        self->made = false;
    }
    vsapi_mutex_unlock(&self->lock);
    return hr;
}
static HRESULT STDMETHODCALLTYPE toy_BeginPrepareSnapshot(IVssSoftwareSnapshotProvider *iface,
                                                          VSS_ID set, VSS_ID id, VSS_PWSZ volume,
                                                          LONG context)
{
    struct toy_provider *self = impl_from_IVssSoftwareSnapshotProvider(iface);

    (void)volume;
    vsapi_mutex_lock(&self->lock);
    if (!IsEqualGUID(&set, &self->set)) {
        self->count = 0;
        self->made = false;
    }
    self->set = set;
    self->context = context;
    self->snapshots[self->count++] = id;
    vsapi_mutex_unlock(&self->lock);
    return S_OK;
}
static HRESULT STDMETHODCALLTYPE toy_IsVolumeSupported(IVssSoftwareSnapshotProvider *iface,
                                                       VSS_PWSZ volume, BOOL *supported)
{
    (void)volume;
    *supported = !impl_from_IVssSoftwareSnapshotProvider(iface)->unsupported;
    return S_OK;
}
static HRESULT STDMETHODCALLTYPE toy_IsVolumeSnapshotted(IVssSoftwareSnapshotProvider *iface,
                                                         VSS_PWSZ volume, BOOL *present,
                                                         LONG *compatibility)
{
    (void)volume;
    vsapi_mutex_lock(&impl_from_IVssSoftwareSnapshotProvider(iface)->lock);
    *present = impl_from_IVssSoftwareSnapshotProvider(iface)->made;
    vsapi_mutex_unlock(&impl_from_IVssSoftwareSnapshotProvider(iface)->lock);
    *compatibility = 0;
    return S_OK;
}
static HRESULT STDMETHODCALLTYPE toy_SetSnapshotProperty(IVssSoftwareSnapshotProvider *iface,
                                                         VSS_ID id,
                                                         VSS_SNAPSHOT_PROPERTY_ID property,
                                                         VARIANT value)
{
    (void)iface;
    (void)id;
    (void)property;
    (void)value;
    return E_NOTIMPL;
}
static HRESULT STDMETHODCALLTYPE toy_RevertToSnapshot(IVssSoftwareSnapshotProvider *iface,
                                                      VSS_ID id)
{
    (void)iface;
    (void)id;
    return E_NOTIMPL;
}
static HRESULT STDMETHODCALLTYPE toy_QueryRevertStatus(IVssSoftwareSnapshotProvider *iface,
                                                       VSS_PWSZ volume, IVssAsync **out)
{
    (void)iface;
    (void)volume;
    *out = NULL;
    return E_NOTIMPL;
}
static const IVssSoftwareSnapshotProviderVtbl toy_software_vtbl = {
    VSAPI_COM_IUNKNOWN(IVssSoftwareSnapshotProvider),
    .SetContext = toy_SetContext,
    .GetSnapshotProperties = toy_GetSnapshotProperties,
    .Query = toy_Query,
    .DeleteSnapshots = toy_DeleteSnapshots,
    .BeginPrepareSnapshot = toy_BeginPrepareSnapshot,
    .IsVolumeSupported = toy_IsVolumeSupported,
    .IsVolumeSnapshotted = toy_IsVolumeSnapshotted,
    .SetSnapshotProperty = toy_SetSnapshotProperty,
    .RevertToSnapshot = toy_RevertToSnapshot,
    .QueryRevertStatus = toy_QueryRevertStatus,
};

static HRESULT toy_step(IVssProviderCreateSnapshotSet *iface, const VSS_ID *set,
                        enum vsapi_set_call step)
{
    struct toy_provider *self = impl_from_IVssProviderCreateSnapshotSet(iface);
    bool known;

    toy_act(self, step);
    vsapi_mutex_lock(&self->lock);
    known = IsEqualGUID(&self->set, set) && self->count > 0;
    if (known && step == VSAPI_SET_ABORT && self->made)
        known = false; /* it is finished */
    else if (known && step == VSAPI_SET_ABORT)
        self->count = 0;
    else if (known && step == VSAPI_SET_POST_FINAL_COMMIT)
        self->made = true;
    vsapi_mutex_unlock(&self->lock);
    return known ? S_OK : VSS_E_OBJECT_NOT_FOUND;
}
#define TOY_STEP(name, step)                                                                       \
    static HRESULT STDMETHODCALLTYPE toy_##name(IVssProviderCreateSnapshotSet *iface, VSS_ID set)  \
    {                                                                                              \
        return toy_step(iface, &set, VSAPI_SET_##step);                                            \
    }
TOY_STEP(EndPrepareSnapshots, END_PREPARE)
TOY_STEP(PreCommitSnapshots, PRE_COMMIT)
TOY_STEP(CommitSnapshots, COMMIT)
TOY_STEP(PreFinalCommitSnapshots, PRE_FINAL_COMMIT)
TOY_STEP(PostFinalCommitSnapshots, POST_FINAL_COMMIT)
TOY_STEP(AbortSnapshots, ABORT)
static HRESULT STDMETHODCALLTYPE toy_PostCommitSnapshots(IVssProviderCreateSnapshotSet *iface,
                                                         VSS_ID set, LONG count)
{
    struct toy_provider *self = impl_from_IVssProviderCreateSnapshotSet(iface);
    bool enough;

    vsapi_mutex_lock(&self->lock);
    enough = (size_t)count >= self->count;
    vsapi_mutex_unlock(&self->lock);
    return enough ? toy_step(iface, &set, VSAPI_SET_POST_COMMIT) : E_INVALIDARG;
}
static const IVssProviderCreateSnapshotSetVtbl toy_set_vtbl = {
    VSAPI_COM_IUNKNOWN(IVssProviderCreateSnapshotSet),
    .EndPrepareSnapshots = toy_EndPrepareSnapshots,
    .PreCommitSnapshots = toy_PreCommitSnapshots,
    .CommitSnapshots = toy_CommitSnapshots,
    .PostCommitSnapshots = toy_PostCommitSnapshots,
    .PreFinalCommitSnapshots = toy_PreFinalCommitSnapshots,
    .PostFinalCommitSnapshots = toy_PostFinalCommitSnapshots,
    .AbortSnapshots = toy_AbortSnapshots,
};

static HRESULT STDMETHODCALLTYPE toy_OnLoad(IVssProviderNotifications *iface, IUnknown *callback)
{
    (void)iface;
    (void)callback;
    return S_OK;
}
static HRESULT STDMETHODCALLTYPE toy_OnUnload(IVssProviderNotifications *iface, BOOL force)
{
    (void)iface;
    return force ? S_OK : S_FALSE;
}
static const IVssProviderNotificationsVtbl toy_notifications_vtbl = {
    VSAPI_COM_IUNKNOWN(IVssProviderNotifications),
    .OnLoad = toy_OnLoad,
    .OnUnload = toy_OnUnload,
};

static const struct vsapi_com_face toy_faces[] = {
    {&IID_IVssSoftwareSnapshotProvider,
     offsetof(struct toy_provider, IVssSoftwareSnapshotProvider_iface)},
    {&IID_IVssProviderCreateSnapshotSet,
     offsetof(struct toy_provider, IVssProviderCreateSnapshotSet_iface)},
    {&IID_IVssProviderNotifications,
     offsetof(struct toy_provider, IVssProviderNotifications_iface)},
};
static void toy_provider_destroy(void *object)
{
    struct toy_provider *self = object;

    vsapi_mutex_finish(&self->lock);
    free(self);
}
static const struct vsapi_com_class toy_provider_class = {
    "toy_provider", toy_faces, sizeof toy_faces / sizeof *toy_faces, toy_provider_destroy};

struct toy_provider *rig_provider(struct rig *rig, const char *name, unsigned number)
{
    struct vsapi_provider_info info = {.size = sizeof info,
                                       .provider_id = rig_id(number, 3),
                                       .name = name,
                                       .version = "1",
                                       .type = VSS_PROV_SOFTWARE};
    struct toy_provider *toy = calloc(1, sizeof *toy);

    if (!toy)
        abort();
    vsapi_com_init(&toy->com, &toy_provider_class);
    vsapi_mutex_init(&toy->lock);
    toy->IVssSoftwareSnapshotProvider_iface.lpVtbl = &toy_software_vtbl;
    toy->IVssProviderCreateSnapshotSet_iface.lpVtbl = &toy_set_vtbl;
    toy->IVssProviderNotifications_iface.lpVtbl = &toy_notifications_vtbl;
    if (FAILED(vsapi_service_register_provider(
            rig->service, &info, (IUnknown *)&toy->IVssSoftwareSnapshotProvider_iface)))
        abort();
    vsapi_com_release(&toy->com);
    return toy;
}
