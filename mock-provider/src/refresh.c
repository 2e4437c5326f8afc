/*
 * mock-provider/src/refresh.c - what other processes have made, deleted and left behind.
 *
 * Every provider on the store knows the finished shadow copies of all: before it answers, it
 * compares the number of the store's changes with the one that it last saw, and reads the records
 * that are new. A record that is damaged is set aside; its files stay where they are.
 */
#include "kept.h"

struct reading {
    struct vsmock_provider *provider;
    VSAPI_ARRAY(struct vsmock_snapshot *) left; /* by owners that have died: to be removed */
};

static bool is_mine(struct vsmock_provider *provider, const char *owner)
{
    const char *mine;

    return SUCCEEDED(vsapi_store_owner(provider->host, &mine)) && strcmp(owner, mine) == 0;
}

/* Files outside of FOLDER/ID are never touched, whatever a record says. */
static HRESULT adopt_files(struct vsmock_snapshot *snapshot)
{
    struct vsmock_shadow *shadow = snapshot->shadow;
    char id[VSAPI_GUID_TEXT], *folder = vsapi_strdup(snapshot->folder), *files;
    HRESULT hr = S_OK;

    if (snapshot->folder && !folder)
        return vsapi_out_of_memory();
    if (!folder)
        hr = vsapi_store_folder_of(shadow->host, VSAPI_STORE_SHADOWS, &folder);
    if (FAILED(hr))
        return hr;
    files = vsapi_sprintf("%s/%s", folder, vsapi_guid_to_text(&snapshot->id, id));
    vsapi_free(folder);
    if (!files)
        return vsapi_out_of_memory();
    hr = shadow->ops->adopt(shadow, files, snapshot->bytes);
    vsapi_free(files);
    return hr;
}

/* The volume that it was made of; NULL: it has gone from the host file, or has no folder now. */
static HRESULT find_volume(struct vsmock_snapshot *snapshot)
{
    struct vsmock_shadow *shadow = snapshot->shadow;
    HRESULT hr = vsapi_host_find_volume(shadow->host, snapshot->original_volume, &shadow->volume);

    if (hr == E_OUTOFMEMORY)
        return hr;
    if (FAILED(hr) || !vsapi_volume_folder(shadow->volume))
        shadow->volume = NULL;
    return S_OK;
}

static HRESULT make_shadow(struct vsmock_provider *provider, struct vsmock_snapshot *snapshot)
{
    HRESULT hr = vsmock_backend_copy.create(&snapshot->shadow);

    if (FAILED(hr))
        return hr;
    snapshot->shadow->ops = &vsmock_backend_copy;
    snapshot->shadow->host = provider->host;
    snapshot->shadow->id = snapshot->id;
    snapshot->shadow->kept = true;
    snapshot->recorded = true;
    hr = find_volume(snapshot);
    return FAILED(hr) ? hr : adopt_files(snapshot);
}

static HRESULT parse(struct vsmock_provider *provider, const char *name,
                     struct vsmock_snapshot *snapshot)
{
    char *json;
    size_t size;
    HRESULT hr = vsapi_store_read(provider->host, VSAPI_STORE_SHADOWS, name, &json, &size);

    if (SUCCEEDED(hr))
        hr = vsmock_record_parse(json, size, snapshot);
    if (SUCCEEDED(hr) && IsEqualGUID(&snapshot->provider_id, &GUID_NULL))
        snapshot->provider_id = VSMOCK_PROVIDER_ID; /* an older record */
    vsapi_free(json);
    return hr;
}

static HRESULT add_finished(struct vsmock_provider *provider, struct vsmock_snapshot *snapshot)
{
    HRESULT hr;

    if (snapshot->state != VSS_SS_CREATED || !snapshot->device != vsmock_snapshot_is_away(snapshot))
        return vsapi_fail(E_INVALIDARG, "it is not finished and belongs to nobody");
    hr = snapshot->device ? vsmock_snapshot_show(snapshot) : S_OK;
    if (SUCCEEDED(hr))
        hr = vsmock_add_finished(provider, snapshot);
    if (SUCCEEDED(hr) && snapshot->shown)
        vsmock_snapshot_expose(snapshot);
    snapshot->foreign = SUCCEEDED(hr) && snapshot->owner;
    provider->foreign += snapshot->foreign;
    return hr;
}

/* Its owner has died. It is ours to remove now, so that nobody else begins to. */
static HRESULT claim(struct reading *reading, struct vsmock_snapshot *snapshot)
{
    HRESULT hr;

    if (!VSAPI_ARRAY_ROOM(&reading->left))
        return vsapi_out_of_memory();
    snapshot->state = VSS_SS_DELETED;
    hr = vsmock_record_own(snapshot);
    if (SUCCEEDED(hr))
        hr = vsmock_record_write(snapshot);
    if (FAILED(hr))
        return hr;
    snapshot->shadow->kept = false;
    reading->left.items[reading->left.count++] = snapshot;
    return S_OK;
}

/* *taken: the snapshot has found its place. */
static HRESULT take_record(struct reading *reading, const char *name,
                           struct vsmock_snapshot *snapshot, bool *taken)
{
    struct vsmock_provider *provider = reading->provider;
    bool alive;
    HRESULT hr = parse(provider, name, snapshot);

    *taken = false;
    if (FAILED(hr) || !IsEqualGUID(&snapshot->provider_id, &provider->kind->id))
        return hr;
    if (snapshot->owner && is_mine(provider, snapshot->owner))
        return S_OK; /* being made or deleted */
    alive = snapshot->owner && vsapi_store_held(provider->host, snapshot->owner);
    if (alive && snapshot->state != VSS_SS_CREATED)
        return S_OK;
    hr = make_shadow(provider, snapshot);
    if (SUCCEEDED(hr))
        hr =
            snapshot->owner && !alive ? claim(reading, snapshot) : add_finished(provider, snapshot);
    *taken = SUCCEEDED(hr);
    return hr;
}

static HRESULT set_aside(struct vsmock_provider *provider, const char *name)
{
    char *reason =
        vsapi_sprintf("the record %s of a shadow copy is damaged: %s", name, vsapi_last_message());
    HRESULT hr = reason ? vsapi_store_set_aside(provider->host, VSAPI_STORE_SHADOWS, name, reason)
                        : vsapi_out_of_memory();

    vsapi_free(reason);
    vsapi_message_clear();
    return hr;
}

/* One that is known, with what may have been changed. A damaged record is of no use and harms
 * nothing while the files are known. */
static HRESULT read_again(struct vsmock_provider *provider, const char *name,
                          struct vsmock_snapshot *snapshot)
{
    struct vsmock_snapshot *fresh;
    HRESULT hr;

    snapshot->pass = provider->pass;
    if (!snapshot->recorded)
        return S_OK;
    fresh = vsapi_calloc(1, sizeof *fresh);
    if (!fresh)
        return vsapi_out_of_memory();
    hr = parse(provider, name, fresh);
    if (SUCCEEDED(hr))
        hr = vsmock_snapshot_renew(snapshot, fresh);
    vsmock_snapshot_destroy(fresh);
    return hr == E_INVALIDARG ? S_OK : hr;
}

static HRESULT read_record(void *context, const char *name)
{
    struct reading *reading = context;
    struct vsmock_provider *provider = reading->provider;
    struct vsmock_snapshot *snapshot;
    bool taken = false;
    VSS_ID id;
    HRESULT hr;

    if (!vsmock_record_id(name, &id)) {
        vsapi_fail(E_INVALIDARG, "its name is no id with \".json\"");
        return set_aside(provider, name);
    }
    snapshot = vsmock_find_kept(provider, &id);
    if (snapshot)
        return read_again(provider, name, snapshot);
    snapshot = vsapi_calloc(1, sizeof *snapshot);
    if (!snapshot)
        return vsapi_out_of_memory();
    snapshot->id = id;
    snapshot->provider = provider;
    snapshot->pass = provider->pass;
    hr = take_record(reading, name, snapshot, &taken);
    if (!taken) {
        snapshot->recorded = false; /* the record stays, whatever it is worth */
        vsmock_snapshot_destroy(snapshot);
    }
    return hr == E_INVALIDARG ? set_aside(provider, name) : hr;
}

/* Record and files stay: they are another's to remove. */
static void forget(struct vsmock_provider *provider, struct vsmock_snapshot *snapshot)
{
    snapshot->shadow->kept = true;
    snapshot->recorded = false;
    vsmock_remove_finished(provider, snapshot);
    vsmock_snapshot_destroy(snapshot);
}

/* Those of which no record was seen: somebody else has deleted them. */
static void drop_unseen(struct vsmock_provider *provider)
{
    struct vsmock_snapshot *snapshot, *next;

    HASH_ITER(hh, provider->finished, snapshot, next)
    {
        if (snapshot->recorded && snapshot->pass != provider->pass)
            forget(provider, snapshot);
    }
}

static int by_age(const struct vsmock_snapshot *a, const struct vsmock_snapshot *b)
{
    if (a->created != b->created)
        return a->created < b->created ? -1 : 1;
    return memcmp(&a->id, &b->id, sizeof a->id);
}

/* Under the store's lock. */
static HRESULT read_all(struct reading *reading)
{
    struct vsmock_provider *provider = reading->provider;
    uint64_t changes;
    HRESULT hr;

    provider->pass++;
    hr = vsapi_store_each(provider->host, VSAPI_STORE_SHADOWS, read_record, reading);
    if (SUCCEEDED(hr))
        hr = vsapi_store_changes(provider->host, &changes);
    if (FAILED(hr))
        return hr;
    drop_unseen(provider);
    HASH_SORT(provider->finished, by_age);
    atomic_store(&provider->changes, changes);
    return S_OK;
}

/* Has the host of a shadow copy that goes with it died? */
static bool somebody_died(struct vsmock_provider *provider)
{
    const char *alive = "";

    for (struct vsmock_snapshot *at = provider->finished; provider->foreign > 0 && at;
         at = at->hh.next) {
        if (!at->foreign || strcmp(at->owner, alive) == 0)
            continue;
        if (!vsapi_store_held(provider->host, at->owner))
            return true;
        alive = at->owner;
    }
    return false;
}

/* What dead owners have left is forgotten as finished, so that it is read again and removed. */
static void forget_dead(struct vsmock_provider *provider)
{
    struct vsmock_snapshot *snapshot, *next;

    HASH_ITER(hh, provider->finished, snapshot, next)
    {
        if (snapshot->foreign && !vsapi_store_held(provider->host, snapshot->owner))
            forget(provider, snapshot);
    }
}

HRESULT vsmock_refresh(struct vsmock_provider *provider)
{
    struct reading reading = {.provider = provider};
    uint64_t changes;
    bool died;
    int lock;
    HRESULT hr;

    if (!vsapi_host_store(provider->host))
        return S_OK;
    hr = vsapi_store_changes(provider->host, &changes);
    if (FAILED(hr))
        return vsmock_store_code(hr);
    died = somebody_died(provider);
    if (changes == atomic_load(&provider->changes) && !died)
        return S_OK;
    if (died)
        forget_dead(provider);
    hr = vsapi_store_lock(provider->host, &lock);
    if (SUCCEEDED(hr))
        hr = read_all(&reading);
    vsapi_store_unlock(lock);
    for (size_t i = 0; i < reading.left.count; i++)
        vsmock_snapshot_destroy(reading.left.items[i]);
    vsapi_free(reading.left.items);
    return vsmock_store_code(hr);
}
