/*
 * mock-provider/src/finished.c - the finished shadow copies, by id and counted by volume.
 */
#include "provider.h"

struct vsmock_snapshot *vsmock_find_kept(struct vsmock_provider *provider, const VSS_ID *id)
{
    struct vsmock_snapshot *found;

    HASH_FIND(hh, provider->finished, id, sizeof *id, found);
    return found;
}

struct vsmock_snapshot *vsmock_find_finished(struct vsmock_provider *provider, const VSS_ID *id)
{
    struct vsmock_snapshot *found = vsmock_find_kept(provider, id);

    return found && !found->broken ? found : NULL;
}

static struct vsmock_count *find_count(struct vsmock_provider *provider,
                                       const struct vsapi_volume *volume)
{
    struct vsmock_count *found;

    HASH_FIND(hh, provider->counts, &volume, sizeof volume, found);
    return found;
}

#undef uthash_nonfatal_oom
#define uthash_nonfatal_oom(item) ((item)->volume = NULL)

static struct vsmock_count *make_count(struct vsmock_provider *provider,
                                       const struct vsapi_volume *volume)
{
    struct vsmock_count *count = find_count(provider, volume);

    if (count)
        return count;
    count = vsapi_calloc(1, sizeof *count);
    if (!count)
        return NULL;
    count->volume = volume;
    HASH_ADD(hh, provider->counts, volume, sizeof count->volume, count);
    if (count->volume)
        return count;
    vsapi_free(count);
    return NULL;
}

#undef uthash_nonfatal_oom
#define uthash_nonfatal_oom(item) ((item)->set_id = GUID_NULL)

static void count_one(struct vsmock_count *count, const struct vsmock_snapshot *snapshot,
                      unsigned more)
{
    count->all += more;
    if (snapshot->context & VSS_VOLSNAP_ATTR_CLIENT_ACCESSIBLE)
        count->client_accessible += more;
}

HRESULT vsmock_add_finished(struct vsmock_provider *provider, struct vsmock_snapshot *snapshot)
{
    VSS_ID set_id = snapshot->set_id;
    struct vsmock_count *count = NULL;

    if (snapshot->shadow->volume) {
        count = make_count(provider, snapshot->shadow->volume);
        if (!count)
            return vsapi_out_of_memory();
    }
    HASH_ADD(hh, provider->finished, id, sizeof snapshot->id, snapshot);
    if (IsEqualGUID(&snapshot->set_id, &GUID_NULL)) {
        snapshot->set_id = set_id;
        return vsapi_out_of_memory();
    }
    if (count && !snapshot->broken)
        count_one(count, snapshot, 1);
    return S_OK;
}

void vsmock_uncount_finished(struct vsmock_provider *provider, struct vsmock_snapshot *snapshot)
{
    struct vsmock_count *count = find_count(provider, snapshot->shadow->volume);

    if (count)
        count_one(count, snapshot, -1u);
}

void vsmock_remove_finished(struct vsmock_provider *provider, struct vsmock_snapshot *snapshot)
{
    HASH_DEL(provider->finished, snapshot);
    provider->foreign -= snapshot->foreign;
    snapshot->foreign = false;
    if (!snapshot->broken)
        vsmock_uncount_finished(provider, snapshot);
}

struct vsmock_count vsmock_count_finished(struct vsmock_provider *provider,
                                          const struct vsapi_volume *volume)
{
    const struct vsmock_count *count = find_count(provider, volume);

    return count ? *count : (struct vsmock_count){.volume = volume};
}
