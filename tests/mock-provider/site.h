/*
 * tests/mock-provider/site.h - machines with a disk array that share a store.
 *
 * A machine is a host with the array's provider. Through the requester's API machines come one
 * after another (up, down), side by side they are asked as the service would (side_start). C:\ and
 * D:\ are on the array, in the folders C and D, each with a file that says "then".
 */
#ifndef VSTEST_SITE_H
#define VSTEST_SITE_H

#include "provider.h"
#include "scene.h"
#include "vstest.h"

#include <vsapi/store.h>

#define DEVICE "\\\\?\\GLOBALROOT\\Device\\HarddiskVolumeShadowCopy"

static inline struct vsapi_host *host_over(struct machine *site)
{
    struct vsapi_volume_options options = {.size = sizeof options, .array = true};
    struct vsapi_host *host;

    VSTEST_HR(vsapi_host_create(&host), S_OK, "");
    VSTEST_HR(vsapi_host_set_store(host, machine_real(site, "store")), S_OK, "");
    options.mount = "C:\\";
    options.folder = machine_real(site, "C");
    VSTEST_HR(vsapi_host_add_volume(host, &options, NULL), S_OK, "");
    options.mount = "D:\\";
    options.folder = machine_real(site, "D");
    VSTEST_HR(vsapi_host_add_volume(host, &options, NULL), S_OK, "");
    return host;
}

static inline void site_begin(struct machine *site)
{
    *site = (struct machine){0};
    machine_start(site);
    machine_folder(site, "store");
    machine_folder(site, "D");
    machine_put(site, "C/file", "then");
    machine_put(site, "D/file", "then");
}

static inline int stored(struct machine *site)
{
    return machine_count(machine_real(site, "store/shadow-copies"));
}

static inline void site_end(struct machine *site)
{
    vsapi_folder_remove(machine_real(site, "store"));
    vsapi_folder_remove(machine_real(site, "D"));
    cr_expect(machine_stop(site));
}

/* ---- one machine after another -----------------------------------------------------------------
 */

static inline void up(struct machine *site, struct scene *scene, LONG context)
{
    scene->host = host_over(site);
    scene->context = context;
    VSTEST_HR(vsapi_use_host(scene->host), S_OK, "");
}

/* The requester's object and the machine end; the document stays. */
static inline void down(struct scene *scene)
{
    BSTR document = scene->document;

    scene->document = NULL;
    scene_release(scene);
    VSTEST_HR(scene_end(scene), S_OK, "");
    scene->document = document;
}

/* ---- machines side by side ---------------------------------------------------------------------
 */

struct side { /* one of them */
    struct machine machine;
    struct provider provider;
};

static inline void side_start(struct machine *site, struct side *out)
{
    out->machine = (struct machine){.host = host_over(site)};
    provider_start_kind(&out->machine, &vsmock_kind_array, &out->provider);
}

static inline void side_stop(struct side *side)
{
    cr_expect_eq(provider_stop(&side->provider), 0);
    vsapi_host_destroy(side->machine.host);
}

/* Shadow copies 1 and 2 of C:\ and D:\. */
static inline void make(struct side *side, LONG context)
{
    IVssSoftwareSnapshotProvider *software = side->provider.software;
    IVssProviderCreateSnapshotSet *set = side->provider.set;
    VSS_ID id = provider_set_id;

    VSTEST_HR(software->lpVtbl->BeginPrepareSnapshot(software, id, provider_id(1), (WCHAR *)L"C:\\",
                                                     context),
              S_OK, "");
    VSTEST_HR(software->lpVtbl->BeginPrepareSnapshot(software, id, provider_id(2), (WCHAR *)L"D:\\",
                                                     context),
              S_OK, "");
    VSTEST_HR(set->lpVtbl->EndPrepareSnapshots(set, id), S_OK, "");
    VSTEST_HR(set->lpVtbl->PreCommitSnapshots(set, id), S_OK, "");
    VSTEST_HR(set->lpVtbl->CommitSnapshots(set, id), S_OK, "");
    VSTEST_HR(set->lpVtbl->PostCommitSnapshots(set, id, 2), S_OK, "");
    VSTEST_HR(set->lpVtbl->PreFinalCommitSnapshots(set, id), S_OK, "");
    VSTEST_HR(set->lpVtbl->PostFinalCommitSnapshots(set, id), S_OK, "");
}

/* The answer to GetSnapshotProperties for number n, whose texts are freed. */
static inline HRESULT look(struct side *side, unsigned n, LONG *attributes)
{
    VSS_SNAPSHOT_PROP prop = {0};
    HRESULT hr = side->provider.software->lpVtbl->GetSnapshotProperties(side->provider.software,
                                                                        provider_id(n), &prop);

    *attributes = prop.m_lSnapshotAttributes;
    VssFreeSnapshotProperties(&prop);
    return hr;
}

#endif
