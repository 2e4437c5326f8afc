/*
 * mock-provider/src/software.c - what is asked about volumes and finished shadow copies, and the
 * beginning of a set: IVssSoftwareSnapshotProvider.
 */
#include "provider.h"

#define SNAPSHOTS_OF_VOLUME 512
#define CLIENT_ACCESSIBLE_OF_VOLUME 64 /* what MaxShadowCopies is where nobody has set it */

VSAPI_COM_FACE(IVssSoftwareSnapshotProvider, vsmock_provider)

/* The context is frozen from EndPrepareSnapshots until the set is finished or dropped; earlier a
 * set may die without our hearing of it (docs/decisions.md#provider-context). */
static HRESULT STDMETHODCALLTYPE provider_SetContext(IVssSoftwareSnapshotProvider *iface,
                                                     LONG lContext)
{
    struct vsmock_provider *self = impl_from_IVssSoftwareSnapshotProvider(iface);
    HRESULT hr = S_OK;

    vsapi_mutex_lock(&self->lock);
    if (self->making && (self->making->busy || self->making->state != VSS_SS_PREPARING))
        hr = vsapi_fail(VSS_E_BAD_STATE, "provider: SetContext while a set is being made");
    else
        self->context = lContext;
    vsapi_mutex_unlock(&self->lock);
    return hr;
}

/* ---- shadow copies -----------------------------------------------------------------------------
 */

/* Under the lock: one that is committed, in the set that is being made, or finished and here. */
static struct vsmock_snapshot *find_snapshot(struct vsmock_provider *self, const VSS_ID *id)
{
    struct vsmock_set *set = self->making;
    struct vsmock_snapshot *snapshot;

    for (size_t i = 0; set && i < set->snapshots.count; i++) {
        snapshot = set->snapshots.items[i];
        if (IsEqualGUID(&snapshot->id, id))
            return snapshot->state != VSS_SS_PREPARING && snapshot->state != VSS_SS_PREPARED &&
                           snapshot->state != VSS_SS_PRECOMMITTED
                       ? snapshot
                       : NULL;
    }
    snapshot = vsmock_find_finished(self, id);
    return snapshot && !vsmock_snapshot_is_away(snapshot) ? snapshot : NULL;
}

static HRESULT fail_unknown(const VSS_ID *id)
{
    char text[VSAPI_GUID_TEXT];

    return vsapi_fail(VSS_E_OBJECT_NOT_FOUND, "provider: there is no shadow copy %s",
                      vsapi_guid_to_text(id, text));
}

static HRESULT STDMETHODCALLTYPE provider_GetSnapshotProperties(IVssSoftwareSnapshotProvider *iface,
                                                                VSS_ID SnapshotId,
                                                                VSS_SNAPSHOT_PROP *pProp)
{
    struct vsmock_provider *self = impl_from_IVssSoftwareSnapshotProvider(iface);
    struct vsmock_snapshot *snapshot;
    HRESULT hr;

    if (!pProp)
        return vsapi_fail(E_INVALIDARG, "GetSnapshotProperties: pProp is NULL");
    vsapi_mutex_lock(&self->lock);
    hr = vsmock_refresh(self);
    snapshot = find_snapshot(self, &SnapshotId);
    if (SUCCEEDED(hr))
        hr = snapshot ? vsmock_snapshot_properties(snapshot, pProp) : fail_unknown(&SnapshotId);
    vsapi_mutex_unlock(&self->lock);
    return hr;
}

/* Under the lock: the properties of all that are finished and here. */
static HRESULT collect(struct vsmock_provider *self, VSS_OBJECT_PROP **out, size_t *count)
{
    size_t room = HASH_COUNT(self->finished);
    struct vsmock_snapshot *snapshot;
    HRESULT hr = S_OK;

    *count = 0;
    *out = vsapi_calloc(room + 1, sizeof **out);
    if (!*out)
        return vsapi_out_of_memory();
    for (snapshot = self->finished; SUCCEEDED(hr) && snapshot; snapshot = snapshot->hh.next) {
        if (snapshot->broken || vsmock_snapshot_is_away(snapshot))
            continue;
        (*out)[*count].Type = VSS_OBJECT_SNAPSHOT;
        hr = vsmock_snapshot_properties(snapshot, &(*out)[*count].Obj.Snap);
        if (SUCCEEDED(hr))
            ++*count;
    }
    while (FAILED(hr) && *count > 0)
        vsmock_properties_free(&(*out)[--*count].Obj.Snap);
    if (FAILED(hr))
        vsapi_free(*out);
    return hr;
}

static HRESULT STDMETHODCALLTYPE provider_Query(IVssSoftwareSnapshotProvider *iface,
                                                VSS_ID QueriedObjectId,
                                                VSS_OBJECT_TYPE eQueriedObjectType,
                                                VSS_OBJECT_TYPE eReturnedObjectsType,
                                                IVssEnumObject **ppEnum)
{
    struct vsmock_provider *self = impl_from_IVssSoftwareSnapshotProvider(iface);
    VSS_OBJECT_PROP *properties;
    size_t count;
    HRESULT hr;

    if (!ppEnum)
        return vsapi_fail(E_INVALIDARG, "Query: ppEnum is NULL");
    *ppEnum = NULL;
    if (!IsEqualGUID(&QueriedObjectId, &GUID_NULL) || eQueriedObjectType != VSS_OBJECT_NONE ||
        eReturnedObjectsType != VSS_OBJECT_SNAPSHOT)
        return vsapi_fail(E_INVALIDARG, "Query: a provider is asked for all shadow copies only "
                                        "(GUID_NULL, VSS_OBJECT_NONE, VSS_OBJECT_SNAPSHOT)");
    vsapi_mutex_lock(&self->lock);
    hr = vsmock_refresh(self);
    if (SUCCEEDED(hr))
        hr = collect(self, &properties, &count);
    vsapi_mutex_unlock(&self->lock);
    return FAILED(hr) ? hr : vsmock_enum_create(properties, count, ppEnum);
}

/* Under the lock. The device goes first: what is deleted is out of reach even if files stay. */
static HRESULT delete_one(struct vsmock_provider *self, struct vsmock_snapshot *snapshot)
{
    HRESULT hr = vsmock_record_deleting(snapshot);

    if (FAILED(hr))
        return hr;
    if (snapshot->device)
        vsapi_host_remove_device(self->host, snapshot->device);
    hr = snapshot->shadow->ops->remove(snapshot->shadow);
    if (FAILED(hr))
        return hr;
    vsmock_record_end(snapshot);
    vsmock_remove_finished(self, snapshot);
    vsmock_snapshot_destroy(snapshot);
    return S_OK;
}

/* One after another; the first failure ends it. */
static HRESULT delete_set(struct vsmock_provider *self, const VSS_ID *set_id, LONG *deleted,
                          VSS_ID *failed)
{
    struct vsmock_snapshot *snapshot, *next;
    char text[VSAPI_GUID_TEXT];
    HRESULT hr = S_OK;
    bool found = false;

    HASH_ITER(hh, self->finished, snapshot, next)
    {
        VSS_ID id = snapshot->id;

        if (FAILED(hr) || snapshot->broken || !IsEqualGUID(&snapshot->set_id, set_id))
            continue;
        found = true;
        hr = delete_one(self, snapshot);
        if (SUCCEEDED(hr))
            ++*deleted;
        else
            *failed = id;
    }
    if (!found)
        return vsapi_fail(VSS_E_OBJECT_NOT_FOUND, "provider: there is no shadow copy of the set %s",
                          vsapi_guid_to_text(set_id, text));
    return hr;
}

static HRESULT delete_by_id(struct vsmock_provider *self, const VSS_ID *id, LONG *deleted,
                            VSS_ID *failed)
{
    struct vsmock_snapshot *snapshot = vsmock_find_finished(self, id);
    HRESULT hr = snapshot ? delete_one(self, snapshot) : fail_unknown(id);

    if (SUCCEEDED(hr))
        *deleted = 1;
    else
        *failed = *id;
    return hr;
}

static HRESULT STDMETHODCALLTYPE provider_DeleteSnapshots(
    IVssSoftwareSnapshotProvider *iface, VSS_ID SourceObjectId, VSS_OBJECT_TYPE eSourceObjectType,
    BOOL bForceDelete, LONG *plDeletedSnapshots, VSS_ID *pNondeletedSnapshotID)
{
    struct vsmock_provider *self = impl_from_IVssSoftwareSnapshotProvider(iface);
    HRESULT hr;

    (void)bForceDelete; /* there is no gentler way */
    if (!plDeletedSnapshots || !pNondeletedSnapshotID)
        return vsapi_fail(E_INVALIDARG, "DeleteSnapshots: %s is NULL",
                          plDeletedSnapshots ? "pNondeletedSnapshotID" : "plDeletedSnapshots");
    *plDeletedSnapshots = 0;
    *pNondeletedSnapshotID = GUID_NULL;
    vsapi_mutex_lock(&self->lock);
    hr = vsmock_refresh(self);
    if (FAILED(hr))
        ; /* said */
    else if (eSourceObjectType == VSS_OBJECT_SNAPSHOT)
        hr = delete_by_id(self, &SourceObjectId, plDeletedSnapshots, pNondeletedSnapshotID);
    else if (eSourceObjectType == VSS_OBJECT_SNAPSHOT_SET)
        hr = delete_set(self, &SourceObjectId, plDeletedSnapshots, pNondeletedSnapshotID);
    else
        hr = vsapi_fail(E_INVALIDARG,
                        "DeleteSnapshots: type %d is neither a shadow copy nor a set of them",
                        (int)eSourceObjectType);
    vsapi_mutex_unlock(&self->lock);
    return hr;
}

/* ---- the beginning of a set --------------------------------------------------------------------
 */

static HRESULT check_begin(struct vsmock_provider *self, const VSS_ID *set_id, const VSS_ID *id,
                           const struct vsapi_volume *volume, LONG context)
{
    char text[VSAPI_GUID_TEXT];

    if (!self->loaded)
        return vsapi_fail(VSS_E_BAD_STATE, "provider: BeginPrepareSnapshot before OnLoad");
    if (IsEqualGUID(set_id, &GUID_NULL) || IsEqualGUID(id, &GUID_NULL) ||
        vsmock_find_kept(self, id))
        return vsapi_fail(E_INVALIDARG, "provider: %s is no new id of a shadow copy in a set",
                          vsapi_guid_to_text(id, text));
    if (!vsmock_backend_for(volume))
        return vsapi_fail(VSS_E_VOLUME_NOT_SUPPORTED_BY_PROVIDER,
                          "provider: no shadow copies can be made of %s",
                          vsapi_volume_mount(volume));
    if (!vsmock_context_supported(self, volume, context))
        return vsapi_fail(VSS_E_UNSUPPORTED_CONTEXT,
                          "provider: no shadow copies of %s with the attributes 0x%lx",
                          vsapi_volume_mount(volume), (unsigned long)context);
    return S_OK;
}

/* Are there too many of the volume already? Those that were begun and the finished ones count. */
static HRESULT check_limits(struct vsmock_provider *self, const VSS_ID *set_id,
                            const struct vsapi_volume *volume, LONG context)
{
    struct vsmock_count count = vsmock_count_finished(self, volume);
    struct vsmock_set *set = vsmock_find_making(self, set_id);

    for (size_t i = 0; set && i < set->snapshots.count; i++)
        count.all += set->snapshots.items[i]->shadow->volume == volume;
    if (count.all >= SNAPSHOTS_OF_VOLUME)
        return vsapi_fail(VSS_E_MAXIMUM_NUMBER_OF_SNAPSHOTS_REACHED,
                          "provider: %s has %u shadow copies, as many as a volume can have",
                          vsapi_volume_mount(volume), count.all);
    if (context & VSS_VOLSNAP_ATTR_CLIENT_ACCESSIBLE &&
        count.client_accessible >= CLIENT_ACCESSIBLE_OF_VOLUME)
        return vsapi_fail(
            VSS_E_MAXIMUM_NUMBER_OF_SNAPSHOTS_REACHED,
            "provider: %s has %u client-accessible shadow copies, as many as are kept",
            vsapi_volume_mount(volume), count.client_accessible);
    return S_OK;
}

/* The set with this id, begun if need be; another one is dead then. */
static HRESULT open_set(struct vsmock_provider *self, const VSS_ID *set_id, struct vsmock_set **out)
{
    *out = vsmock_find_making(self, set_id);
    if (*out && ((*out)->busy || (*out)->state != VSS_SS_PREPARING))
        return vsapi_fail(VSS_E_BAD_STATE,
                          "provider: BeginPrepareSnapshot for a set after its EndPrepareSnapshots");
    if (*out)
        return S_OK;
    vsmock_drop_making(self);
    *out = vsapi_calloc(1, sizeof **out);
    if (!*out)
        return vsapi_out_of_memory();
    (*out)->id = *set_id;
    (*out)->state = VSS_SS_PREPARING;
    self->making = *out;
    return S_OK;
}

static HRESULT add_snapshot(struct vsmock_provider *self, const VSS_ID *set_id, const VSS_ID *id,
                            struct vsapi_volume *volume, LONG context)
{
    struct vsmock_snapshot *snapshot;
    struct vsmock_set *set;
    char text[VSAPI_GUID_TEXT];
    HRESULT hr;

    hr = open_set(self, set_id, &set);
    if (FAILED(hr))
        return hr;
    for (size_t i = 0; i < set->snapshots.count; i++) {
        if (IsEqualGUID(&set->snapshots.items[i]->id, id))
            return vsapi_fail(E_INVALIDARG, "provider: the shadow copy %s was begun already",
                              vsapi_guid_to_text(id, text));
    }
    if (!VSAPI_ARRAY_ROOM(&set->snapshots))
        return vsapi_out_of_memory();
    hr = vsmock_snapshot_create(self, set, id, volume, context, &snapshot);
    if (SUCCEEDED(hr))
        set->snapshots.items[set->snapshots.count++] = snapshot;
    return hr;
}

static HRESULT STDMETHODCALLTYPE provider_BeginPrepareSnapshot(IVssSoftwareSnapshotProvider *iface,
                                                               VSS_ID SnapshotSetId,
                                                               VSS_ID SnapshotId,
                                                               VSS_PWSZ pwszVolumeName,
                                                               LONG lNewContext)
{
    struct vsmock_provider *self = impl_from_IVssSoftwareSnapshotProvider(iface);
    struct vsapi_volume *volume;
    HRESULT hr;

    hr = vsmock_find_volume(self, pwszVolumeName, &volume);
    if (FAILED(hr))
        return hr;
    vsapi_mutex_lock(&self->lock);
    hr = vsmock_refresh(self);
    if (SUCCEEDED(hr))
        hr = check_begin(self, &SnapshotSetId, &SnapshotId, volume, lNewContext);
    if (SUCCEEDED(hr))
        hr = check_limits(self, &SnapshotSetId, volume, lNewContext);
    if (SUCCEEDED(hr))
        hr = add_snapshot(self, &SnapshotSetId, &SnapshotId, volume, lNewContext);
    vsapi_mutex_unlock(&self->lock);
    return hr;
}

/* ---- volumes -----------------------------------------------------------------------------------
 */

static HRESULT STDMETHODCALLTYPE provider_IsVolumeSupported(IVssSoftwareSnapshotProvider *iface,
                                                            VSS_PWSZ pwszVolumeName,
                                                            BOOL *pbSupportedByThisProvider)
{
    struct vsmock_provider *self = impl_from_IVssSoftwareSnapshotProvider(iface);
    struct vsapi_volume *volume;
    HRESULT hr;

    if (!pbSupportedByThisProvider)
        return vsapi_fail(E_INVALIDARG, "IsVolumeSupported: pbSupportedByThisProvider is NULL");
    *pbSupportedByThisProvider = FALSE;
    hr = vsmock_find_volume(self, pwszVolumeName, &volume);
    if (FAILED(hr))
        return hr;
    vsapi_mutex_lock(&self->lock);
    *pbSupportedByThisProvider =
        vsmock_context_supported(self, volume, self->context == VSS_CTX_ALL ? 0 : self->context);
    vsapi_mutex_unlock(&self->lock);
    return S_OK;
}

/* Under the lock. What waits on the array for its import is nowhere. */
static bool is_snapshotted(const struct vsmock_provider *self, const struct vsapi_volume *volume)
{
    const struct vsmock_snapshot *snapshot;

    for (snapshot = self->finished; snapshot; snapshot = snapshot->hh.next)
        if (snapshot->shadow->volume == volume && !snapshot->broken &&
            !vsmock_snapshot_is_away(snapshot))
            return true;
    return false;
}

static HRESULT STDMETHODCALLTYPE provider_IsVolumeSnapshotted(IVssSoftwareSnapshotProvider *iface,
                                                              VSS_PWSZ pwszVolumeName,
                                                              BOOL *pbSnapshotsPresent,
                                                              LONG *plSnapshotCompatibility)
{
    struct vsmock_provider *self = impl_from_IVssSoftwareSnapshotProvider(iface);
    struct vsapi_volume *volume;
    HRESULT hr;

    if (!pbSnapshotsPresent || !plSnapshotCompatibility)
        return vsapi_fail(E_INVALIDARG, "IsVolumeSnapshotted: %s is NULL",
                          pbSnapshotsPresent ? "plSnapshotCompatibility" : "pbSnapshotsPresent");
    *pbSnapshotsPresent = FALSE;
    *plSnapshotCompatibility = 0; /* nothing is switched off while there are shadow copies */
    hr = vsmock_find_volume(self, pwszVolumeName, &volume);
    if (FAILED(hr))
        return hr;
    vsapi_mutex_lock(&self->lock);
    hr = vsmock_refresh(self);
    if (SUCCEEDED(hr))
        *pbSnapshotsPresent = is_snapshotted(self, volume);
    vsapi_mutex_unlock(&self->lock);
    return hr;
}

const IVssSoftwareSnapshotProviderVtbl vsmock_software_vtbl = {
    VSAPI_COM_IUNKNOWN(IVssSoftwareSnapshotProvider),
    .SetContext = provider_SetContext,
    .GetSnapshotProperties = provider_GetSnapshotProperties,
    .Query = provider_Query,
    .DeleteSnapshots = provider_DeleteSnapshots,
    .BeginPrepareSnapshot = provider_BeginPrepareSnapshot,
    .IsVolumeSupported = provider_IsVolumeSupported,
    .IsVolumeSnapshotted = provider_IsVolumeSnapshotted,
    .SetSnapshotProperty = vsmock_provider_SetSnapshotProperty,
    .RevertToSnapshot = vsmock_provider_RevertToSnapshot,
    .QueryRevertStatus = vsmock_provider_QueryRevertStatus,
};
