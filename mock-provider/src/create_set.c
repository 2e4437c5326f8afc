/*
 * mock-provider/src/create_set.c - making a set of shadow copies, step by step.
 *
 *     PREPARING -EndPrepare-> PREPARED -PreCommit-> PRECOMMITTED -Commit-> COMMITTED -PostCommit->
 *     POSTCOMMITTED -PreFinalCommit-> PREFINALCOMMITTED -PostFinalCommit-> CREATED
 *
 * Any step may be followed by AbortSnapshots, which also ends a step that is going on, or, without
 * a word, by a BeginPrepareSnapshot for another set; either drops all that was made for the set. A
 * step that fails leaves the state where it was. With PostFinalCommitSnapshots the shadow copies
 * are finished and no longer part of a set that is being made.
 */
#include "provider.h"

#include <vsapi/clock.h>

VSAPI_COM_FACE(IVssProviderCreateSnapshotSet, vsmock_provider)

/* ---- the set -----------------------------------------------------------------------------------
 */

struct vsmock_set *vsmock_find_making(struct vsmock_provider *provider, const VSS_ID *id)
{
    return provider->making && IsEqualGUID(&provider->making->id, id) ? provider->making : NULL;
}

static void set_destroy(struct vsmock_set *set)
{
    for (size_t i = 0; i < set->snapshots.count; i++)
        vsmock_snapshot_destroy(set->snapshots.items[i]);
    vsapi_free(set->snapshots.items);
    vsapi_free(set);
}

void vsmock_drop_making(struct vsmock_provider *provider)
{
    struct vsmock_set *set = provider->making;

    if (!set)
        return;
    atomic_store(&set->stop, true);
    while (provider->making == set && set->busy)
        vsapi_cond_wait(&provider->idle, &provider->lock);
    if (provider->making != set)
        return; /* somebody else was quicker */
    provider->making = NULL;
    set_destroy(set);
}

bool vsmock_context_supported(const struct vsmock_provider *provider,
                              const struct vsapi_volume *volume, LONG context)
{
    const struct vsmock_backend_ops *ops = vsmock_backend_for(volume);
    LONG methods = VSS_VOLSNAP_ATTR_DIFFERENTIAL | VSS_VOLSNAP_ATTR_PLEX;
    LONG hardware = VSS_VOLSNAP_ATTR_TRANSPORTABLE | VSS_VOLSNAP_ATTR_HARDWARE_ASSISTED |
                    VSS_VOLSNAP_ATTR_IMPORTED | VSS_VOLSNAP_ATTR_FILE_SHARE;

    return ops && (vsapi_volume_on_array(volume) || !provider->kind->array) &&
           context != VSS_CTX_ALL && (context & hardware & ~provider->kind->takes) == 0 &&
           ((context & methods) == 0 || (context & methods) == ops->method);
}

/* ---- steps -------------------------------------------------------------------------------------
 */

static HRESULT prepare_one(struct vsmock_set *set, struct vsmock_snapshot *snapshot)
{
    HRESULT hr = vsmock_record_begin(snapshot);

    (void)set;
    return FAILED(hr) ? hr : snapshot->shadow->ops->prepare(snapshot->shadow);
}

static HRESULT nothing_to_do(struct vsmock_set *set, struct vsmock_snapshot *snapshot)
{
    (void)set;
    (void)snapshot;
    return S_OK;
}

static HRESULT commit_one(struct vsmock_set *set, struct vsmock_snapshot *snapshot)
{
    struct vsapi_host *host = snapshot->shadow->host;
    HRESULT hr;

    snapshot->set_count = (LONG)set->snapshots.count;
    snapshot->created = (VSS_TIMESTAMP)vsapi_clock_filetime(vsapi_host_clock(host));
    hr = snapshot->shadow->ops->commit(snapshot->shadow);
    if (FAILED(hr))
        return hr == E_OUTOFMEMORY || hr == VSS_E_INSUFFICIENT_STORAGE ? hr : VSS_E_PROVIDER_VETO;
    return vsmock_snapshot_is_away(snapshot) ? S_OK : vsmock_snapshot_surface(snapshot);
}

static HRESULT count_one(struct vsmock_set *set, struct vsmock_snapshot *snapshot)
{
    snapshot->set_count = set->count;
    return S_OK;
}

/* Writers may put the files of the shadow copy in order if they were asked to. */
static HRESULT open_one(struct vsmock_set *set, struct vsmock_snapshot *snapshot)
{
    (void)set;
    if (snapshot->device && snapshot->context & VSS_VOLSNAP_ATTR_AUTORECOVER)
        vsapi_host_set_device_writable(snapshot->shadow->host, snapshot->device, true);
    return S_OK;
}

static HRESULT close_one(struct vsmock_set *set, struct vsmock_snapshot *snapshot)
{
    (void)set;
    if (snapshot->device)
        vsapi_host_set_device_writable(snapshot->shadow->host, snapshot->device, false);
    return S_OK;
}

struct step {
    const char *name;
    VSS_SNAPSHOT_STATE from, to;
    HRESULT unknown; /* what the method's page has for a set that is not known */
    HRESULT (*run)(struct vsmock_set *set, struct vsmock_snapshot *snapshot);
};
static const struct step end_prepare = {"EndPrepareSnapshots", VSS_SS_PREPARING, VSS_SS_PREPARED,
                                        VSS_E_OBJECT_NOT_FOUND, prepare_one};
static const struct step pre_commit = {"PreCommitSnapshots", VSS_SS_PREPARED, VSS_SS_PRECOMMITTED,
                                       VSS_E_OBJECT_NOT_FOUND, nothing_to_do};
static const struct step commit = {"CommitSnapshots", VSS_SS_PRECOMMITTED, VSS_SS_COMMITTED,
                                   VSS_E_OBJECT_NOT_FOUND, commit_one};
static const struct step post_commit = {"PostCommitSnapshots", VSS_SS_COMMITTED,
                                        VSS_SS_POSTCOMMITTED, VSS_E_OBJECT_NOT_FOUND, count_one};
static const struct step pre_final = {"PreFinalCommitSnapshots", VSS_SS_POSTCOMMITTED,
                                      VSS_SS_PREFINALCOMMITTED, E_INVALIDARG, open_one};
static const struct step post_final = {"PostFinalCommitSnapshots", VSS_SS_PREFINALCOMMITTED,
                                       VSS_SS_CREATED, E_INVALIDARG, close_one};

/* Under the lock: may the step be done now? */
static HRESULT begin_step(struct vsmock_provider *self, const VSS_ID *id, const struct step *step,
                          struct vsmock_set **out)
{
    struct vsmock_set *set = vsmock_find_making(self, id);
    char text[VSAPI_GUID_TEXT];

    *out = NULL;
    if (!set)
        return vsapi_fail(step->unknown, "provider: %s for the set %s, which is not being made",
                          step->name, vsapi_guid_to_text(id, text));
    if (set->busy || set->state != step->from)
        return vsapi_fail(VSS_E_BAD_STATE, "provider: %s does not come next for the set %s",
                          step->name, vsapi_guid_to_text(id, text));
    set->busy = true;
    *out = set;
    return S_OK;
}

static HRESULT run_step(struct vsmock_set *set, const struct step *step)
{
    HRESULT hr = S_OK;

    for (size_t i = 0; SUCCEEDED(hr) && i < set->snapshots.count; i++) {
        if (atomic_load(&set->stop))
            break;
        hr = step->run(set, set->snapshots.items[i]);
    }
    if (SUCCEEDED(hr) && atomic_load(&set->stop))
        hr =
            vsapi_fail(VSS_E_PROVIDER_VETO, "provider: %s was ended by AbortSnapshots", step->name);
    return hr;
}

/* Moves the shadow copies of a set to the finished ones. Runs out of memory before it changes
 * anything for good: then the set stays as it is. */
static HRESULT finish_set(struct vsmock_provider *self, struct vsmock_set *set)
{
    HRESULT hr = S_OK;
    size_t done = 0;

    for (; SUCCEEDED(hr) && done < set->snapshots.count; done += SUCCEEDED(hr))
        hr = vsmock_add_finished(self, set->snapshots.items[done]);
    if (SUCCEEDED(hr))
        hr = vsmock_record_finished(self, set);
    if (FAILED(hr)) {
        while (done-- > 0)
            vsmock_remove_finished(self, set->snapshots.items[done]);
        return hr;
    }
    for (size_t i = 0; i < set->snapshots.count; i++)
        set->snapshots.items[i]->shadow->stop = NULL;
    set->snapshots.count = 0;
    self->making = NULL;
    return S_OK;
}

static void set_state(struct vsmock_set *set, VSS_SNAPSHOT_STATE state)
{
    set->state = state;
    for (size_t i = 0; i < set->snapshots.count; i++)
        set->snapshots.items[i]->state = state;
}

/* Under the lock. Returns what the step returns. */
static HRESULT end_step(struct vsmock_provider *self, struct vsmock_set *set,
                        const struct step *step, HRESULT hr)
{
    set->busy = false;
    if (SUCCEEDED(hr))
        set_state(set, step->to);
    if (SUCCEEDED(hr) && step->to == VSS_SS_CREATED) {
        hr = finish_set(self, set);
        if (SUCCEEDED(hr))
            set_destroy(set);
        else
            set_state(set, step->from);
    }
    vsapi_cond_broadcast(&self->idle);
    return hr;
}

static HRESULT do_step(struct vsmock_provider *self, const VSS_ID *id, const struct step *step)
{
    struct vsmock_set *set;
    HRESULT hr;

    vsapi_mutex_lock(&self->lock);
    hr = begin_step(self, id, step, &set);
    vsapi_mutex_unlock(&self->lock);
    if (FAILED(hr))
        return hr;
    hr = run_step(set, step);
    vsapi_mutex_lock(&self->lock);
    hr = end_step(self, set, step, hr);
    vsapi_mutex_unlock(&self->lock);
    return hr;
}

/* ---- the interface -----------------------------------------------------------------------------
 */

static HRESULT STDMETHODCALLTYPE provider_EndPrepareSnapshots(IVssProviderCreateSnapshotSet *iface,
                                                              VSS_ID SnapshotSetId)
{
    return do_step(impl_from_IVssProviderCreateSnapshotSet(iface), &SnapshotSetId, &end_prepare);
}

static HRESULT STDMETHODCALLTYPE provider_PreCommitSnapshots(IVssProviderCreateSnapshotSet *iface,
                                                             VSS_ID SnapshotSetId)
{
    return do_step(impl_from_IVssProviderCreateSnapshotSet(iface), &SnapshotSetId, &pre_commit);
}

static HRESULT STDMETHODCALLTYPE provider_CommitSnapshots(IVssProviderCreateSnapshotSet *iface,
                                                          VSS_ID SnapshotSetId)
{
    return do_step(impl_from_IVssProviderCreateSnapshotSet(iface), &SnapshotSetId, &commit);
}

/* Other providers may have a part in the set: it has at least as many shadow copies as are here. */
static HRESULT STDMETHODCALLTYPE provider_PostCommitSnapshots(IVssProviderCreateSnapshotSet *iface,
                                                              VSS_ID SnapshotSetId,
                                                              LONG lSnapshotsCount)
{
    struct vsmock_provider *self = impl_from_IVssProviderCreateSnapshotSet(iface);
    struct vsmock_set *set;
    HRESULT hr = S_OK;

    vsapi_mutex_lock(&self->lock);
    set = vsmock_find_making(self, &SnapshotSetId);
    if (set && (lSnapshotsCount < 0 || (size_t)lSnapshotsCount < set->snapshots.count))
        hr = vsapi_fail(E_INVALIDARG, "provider: a set of %ld shadow copies of which %u are here",
                        (long)lSnapshotsCount, set->snapshots.count);
    else if (set && !set->busy)
        set->count = lSnapshotsCount;
    vsapi_mutex_unlock(&self->lock);
    return FAILED(hr) ? hr : do_step(self, &SnapshotSetId, &post_commit);
}

static HRESULT STDMETHODCALLTYPE
provider_PreFinalCommitSnapshots(IVssProviderCreateSnapshotSet *iface, VSS_ID SnapshotSetId)
{
    return do_step(impl_from_IVssProviderCreateSnapshotSet(iface), &SnapshotSetId, &pre_final);
}

static HRESULT STDMETHODCALLTYPE
provider_PostFinalCommitSnapshots(IVssProviderCreateSnapshotSet *iface, VSS_ID SnapshotSetId)
{
    return do_step(impl_from_IVssProviderCreateSnapshotSet(iface), &SnapshotSetId, &post_final);
}

static HRESULT STDMETHODCALLTYPE provider_AbortSnapshots(IVssProviderCreateSnapshotSet *iface,
                                                         VSS_ID SnapshotSetId)
{
    struct vsmock_provider *self = impl_from_IVssProviderCreateSnapshotSet(iface);
    char text[VSAPI_GUID_TEXT];
    HRESULT hr = S_OK;

    vsapi_mutex_lock(&self->lock);
    if (vsmock_find_making(self, &SnapshotSetId))
        vsmock_drop_making(self);
    else
        hr = vsapi_fail(VSS_E_OBJECT_NOT_FOUND,
                        "provider: AbortSnapshots for the set %s, which is not being made",
                        vsapi_guid_to_text(&SnapshotSetId, text));
    vsapi_mutex_unlock(&self->lock);
    return hr;
}

const IVssProviderCreateSnapshotSetVtbl vsmock_create_set_vtbl = {
    VSAPI_COM_IUNKNOWN(IVssProviderCreateSnapshotSet),
    .EndPrepareSnapshots = provider_EndPrepareSnapshots,
    .PreCommitSnapshots = provider_PreCommitSnapshots,
    .CommitSnapshots = provider_CommitSnapshots,
    .PostCommitSnapshots = provider_PostCommitSnapshots,
    .PreFinalCommitSnapshots = provider_PreFinalCommitSnapshots,
    .PostFinalCommitSnapshots = provider_PostFinalCommitSnapshots,
    .AbortSnapshots = provider_AbortSnapshots,
};
