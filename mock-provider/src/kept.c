/*
 * mock-provider/src/kept.c - shadow copies in the machine's store.
 *
 * Each shadow copy whose files are in a folder has a record there (record.c) from
 * EndPrepareSnapshots on until its files are gone, so that nothing is left behind unknown. The
 * record names its owner, the host that it goes with: one that is being made, one that is not
 * persistent, one that is being deleted. A finished persistent one has none. What an owner that has
 * died leaves behind is removed by whoever finds it (refresh.c).
 */
#include "kept.h"

HRESULT vsmock_store_code(HRESULT hr)
{
    if (SUCCEEDED(hr) || hr == E_OUTOFMEMORY)
        return hr;
    return hr == HRESULT_FROM_WIN32(ERROR_DISK_FULL) ? VSS_E_INSUFFICIENT_STORAGE
                                                     : VSS_E_PROVIDER_VETO;
}

/* Under the lock of the store nobody else changes it. What the provider changes itself need not be
 * read again, if it knew all before. */
struct turn {
    struct vsmock_provider *provider;
    int lock;
    uint64_t before;
};

static HRESULT turn_begin(struct turn *turn, struct vsmock_provider *provider)
{
    HRESULT hr = vsapi_store_lock(provider->host, &turn->lock);

    turn->provider = provider;
    turn->before = 0;
    return FAILED(hr) ? hr : vsapi_store_changes(provider->host, &turn->before);
}

static void turn_end(struct turn *turn)
{
    uint64_t after;

    if (turn->lock >= 0 && SUCCEEDED(vsapi_store_changes(turn->provider->host, &after)))
        atomic_compare_exchange_strong(&turn->provider->changes, &turn->before, after);
    vsapi_store_unlock(turn->lock);
}

/* ---- one record --------------------------------------------------------------------------------
 */

HRESULT vsmock_record_write(struct vsmock_snapshot *snapshot)
{
    char name[VSMOCK_RECORD_NAME], *json;
    HRESULT hr;

    snapshot->bytes = snapshot->shadow->ops->bytes(snapshot->shadow);
    hr = vsmock_record_format(snapshot, &json);
    if (FAILED(hr))
        return hr;
    hr = vsapi_store_write(snapshot->shadow->host, VSAPI_STORE_SHADOWS,
                           vsmock_record_name(&snapshot->id, name), json, strlen(json));
    free(json);
    return hr;
}

/* The same, and takes the lock. */
static HRESULT change_record(struct vsmock_snapshot *snapshot)
{
    struct turn turn;
    HRESULT hr = turn_begin(&turn, snapshot->provider);

    if (SUCCEEDED(hr))
        hr = vsmock_record_write(snapshot);
    turn_end(&turn);
    return vsmock_store_code(hr);
}

HRESULT vsmock_record_own(struct vsmock_snapshot *snapshot)
{
    const char *owner;
    char *copy;
    HRESULT hr = vsapi_store_owner(snapshot->shadow->host, &owner);

    if (FAILED(hr))
        return vsmock_store_code(hr);
    copy = vsapi_strdup(owner);
    if (!copy)
        return vsapi_out_of_memory();
    vsapi_free(snapshot->owner);
    snapshot->owner = copy;
    return S_OK;
}

/* Where the files are, if that is not in the store. */
static HRESULT set_folder(struct vsmock_snapshot *snapshot)
{
    struct vsapi_host *host = snapshot->shadow->host;
    const char *place;
    char *own = NULL;
    HRESULT hr = vsapi_host_shadow_folder(host, snapshot->shadow->volume, &place);

    if (SUCCEEDED(hr))
        hr = vsapi_store_folder_of(host, VSAPI_STORE_SHADOWS, &own);
    if (SUCCEEDED(hr) && strcmp(place, own) != 0) {
        snapshot->folder = vsapi_strdup(place);
        hr = snapshot->folder ? S_OK : vsapi_out_of_memory();
    }
    vsapi_free(own);
    return vsmock_store_code(hr);
}

HRESULT vsmock_record_begin(struct vsmock_snapshot *snapshot)
{
    struct vsmock_shadow *shadow = snapshot->shadow;
    HRESULT hr;

    if (!vsapi_host_store(shadow->host) || !vsapi_volume_folder(shadow->volume))
        return S_OK;
    hr = vsmock_record_own(snapshot);
    if (SUCCEEDED(hr))
        hr = set_folder(snapshot);
    if (SUCCEEDED(hr))
        hr = change_record(snapshot);
    snapshot->recorded = SUCCEEDED(hr);
    return hr;
}

HRESULT vsmock_record_change(struct vsmock_snapshot *snapshot)
{
    return snapshot->recorded ? change_record(snapshot) : S_OK;
}

HRESULT vsmock_record_deleting(struct vsmock_snapshot *snapshot)
{
    VSS_SNAPSHOT_STATE state = snapshot->state;
    HRESULT hr;

    if (!snapshot->recorded)
        return S_OK;
    hr = vsmock_record_own(snapshot);
    snapshot->state = VSS_SS_DELETED;
    if (SUCCEEDED(hr))
        hr = change_record(snapshot);
    snapshot->state = state;
    return hr;
}

void vsmock_record_end(struct vsmock_snapshot *snapshot)
{
    char name[VSMOCK_RECORD_NAME];
    struct turn turn;

    if (!snapshot->recorded)
        return;
    if (SUCCEEDED(turn_begin(&turn, snapshot->provider)))
        vsapi_store_remove(snapshot->shadow->host, VSAPI_STORE_SHADOWS,
                           vsmock_record_name(&snapshot->id, name));
    turn_end(&turn);
    snapshot->recorded = false;
}

/* ---- a set that is finished --------------------------------------------------------------------
 */

/* Under the store's lock. A persistent one belongs to nobody from here on. */
static HRESULT write_finished(struct vsmock_snapshot *snapshot)
{
    char *owner = snapshot->owner;
    HRESULT hr;

    if (!snapshot->recorded)
        return S_OK;
    if (snapshot->context & VSS_VOLSNAP_ATTR_PERSISTENT)
        snapshot->owner = NULL;
    hr = vsmock_record_write(snapshot);
    snapshot->owner = owner;
    return hr;
}

/* All of the set, or none. */
static HRESULT write_set(struct vsmock_set *set)
{
    HRESULT hr = S_OK;

    for (size_t i = 0; SUCCEEDED(hr) && i < set->snapshots.count; i++)
        hr = write_finished(set->snapshots.items[i]);
    for (size_t i = 0; FAILED(hr) && i < set->snapshots.count; i++) {
        struct vsmock_snapshot *snapshot = set->snapshots.items[i];

        snapshot->state = VSS_SS_PREFINALCOMMITTED;
        if (snapshot->recorded)
            vsmock_record_write(snapshot);
    }
    return hr;
}

static void keep(struct vsmock_snapshot *snapshot)
{
    if (!(snapshot->context & VSS_VOLSNAP_ATTR_PERSISTENT))
        return;
    vsapi_free(snapshot->owner);
    snapshot->owner = NULL;
    snapshot->shadow->kept = snapshot->recorded;
}

HRESULT vsmock_record_finished(struct vsmock_provider *provider, struct vsmock_set *set)
{
    struct turn turn;
    HRESULT hr;

    if (!vsapi_host_store(provider->host))
        return S_OK;
    hr = turn_begin(&turn, provider);
    if (SUCCEEDED(hr))
        hr = write_set(set);
    turn_end(&turn);
    for (size_t i = 0; SUCCEEDED(hr) && i < set->snapshots.count; i++)
        keep(set->snapshots.items[i]);
    return vsmock_store_code(hr);
}
