/*
 * tests/support/provider.h - drives the mock provider as the service would.
 */
#ifndef VSTEST_PROVIDER_H
#define VSTEST_PROVIDER_H

#include "machine.h"

#include <vsmock/provider.h>
#include <vsprov.h>
#include <vsserror.h>

struct provider { /* the provider of a machine by its interfaces */
    IVssSoftwareSnapshotProvider *software;
    IVssProviderCreateSnapshotSet *set;
    IVssProviderNotifications *notifications;
};

static const VSS_ID provider_set_id = {0x11111111, 1, 1, {1, 1, 1, 1, 1, 1, 1, 1}};
static const VSS_ID provider_other_set_id = {0x22222222, 2, 2, {2, 2, 2, 2, 2, 2, 2, 2}};

/* An id for the n-th shadow copy. */
static inline VSS_ID provider_id(unsigned n)
{
    VSS_ID id = {0x33333333, 3, 3, {3, 3, 3, 3, 3, 3, 3, 3}};

    id.Data1 += n;
    return id;
}

static inline void provider_start_kind(struct machine *machine, const struct vsmock_kind *kind,
                                       struct provider *out)
{
    IUnknown *unknown;

    if (FAILED(vsmock_provider_create(machine->host, kind, &unknown)) ||
        FAILED(unknown->lpVtbl->QueryInterface(unknown, &IID_IVssSoftwareSnapshotProvider,
                                               (void **)&out->software)) ||
        FAILED(unknown->lpVtbl->QueryInterface(unknown, &IID_IVssProviderCreateSnapshotSet,
                                               (void **)&out->set)) ||
        FAILED(unknown->lpVtbl->QueryInterface(unknown, &IID_IVssProviderNotifications,
                                               (void **)&out->notifications)))
        abort();
    unknown->lpVtbl->Release(unknown);
    out->notifications->lpVtbl->OnLoad(out->notifications, NULL);
}

static inline void provider_start(struct machine *machine, struct provider *out)
{
    provider_start_kind(machine, &vsmock_kind_system, out);
}

/* The references that are left. */
static inline ULONG provider_stop(struct provider *provider)
{
    provider->set->lpVtbl->Release(provider->set);
    provider->notifications->lpVtbl->Release(provider->notifications);
    return provider->software->lpVtbl->Release(provider->software);
}

/* The steps that make a set, in order. */
enum provider_step {
    STEP_BEGIN,
    STEP_END_PREPARE,
    STEP_PRE_COMMIT,
    STEP_COMMIT,
    STEP_POST_COMMIT,
    STEP_PRE_FINAL,
    STEP_POST_FINAL,
    STEP_COUNT_
};

static inline HRESULT provider_step(struct provider *provider, enum provider_step step,
                                    const WCHAR *volume, LONG context)
{
    IVssProviderCreateSnapshotSet *set = provider->set;

    switch (step) {
    case STEP_BEGIN:
        return provider->software->lpVtbl->BeginPrepareSnapshot(
            provider->software, provider_set_id, provider_id(0), (WCHAR *)volume, context);
    case STEP_END_PREPARE:
        return set->lpVtbl->EndPrepareSnapshots(set, provider_set_id);
    case STEP_PRE_COMMIT:
        return set->lpVtbl->PreCommitSnapshots(set, provider_set_id);
    case STEP_COMMIT:
        return set->lpVtbl->CommitSnapshots(set, provider_set_id);
    case STEP_POST_COMMIT:
        return set->lpVtbl->PostCommitSnapshots(set, provider_set_id, 1);
    case STEP_PRE_FINAL:
        return set->lpVtbl->PreFinalCommitSnapshots(set, provider_set_id);
    default:
        return set->lpVtbl->PostFinalCommitSnapshots(set, provider_set_id);
    }
}

/* Does the steps from the first up to one that is not done any more; the first failure ends it. */
static inline HRESULT provider_steps(struct provider *provider, enum provider_step until,
                                     const WCHAR *volume, LONG context)
{
    HRESULT hr = S_OK;

    for (int step = STEP_BEGIN; SUCCEEDED(hr) && step < (int)until; step++)
        hr = provider_step(provider, (enum provider_step)step, volume, context);
    return hr;
}

static inline HRESULT provider_snapshot(struct provider *provider, const WCHAR *volume,
                                        LONG context)
{
    return provider_steps(provider, STEP_COUNT_, volume, context);
}

#endif
