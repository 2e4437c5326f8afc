/*
 * tests/mock-provider/test_resync.c - recovery sets: volumes on the disk array get what shadow
 * copies hold.
 *
 * C:\, E:\ and the small S:\ lie in folders on the array, A:\ in memory on it.
 */
#include "vstest.h"
#include "machine.h"
#include "scene.h"

#include <vsapi/thread.h>
#include <vsmock/provider.h>

#include <sched.h>

struct site {
    struct machine machine;
    struct scene scene;
    IVssBackupComponentsEx4 *face;
};

static void add_volume(struct site *site, const char *mount, const char *folder, uint64_t capacity)
{
    const struct vsapi_volume_options options = {.size = sizeof options,
                                                 .mount = mount,
                                                 .folder = folder,
                                                 .capacity_bytes = capacity,
                                                 .array = true};

    VSTEST_HR(vsapi_host_add_volume(site->scene.host, &options, NULL), S_OK, mount);
}

static void site_begin(struct site *site)
{
    *site = (struct site){.scene = {.backup_type = VSS_BT_FULL}};
    machine_start(&site->machine);
    machine_folder(&site->machine, "store");
    machine_put(&site->machine, "C/file", "then");
    machine_folder(&site->machine, "E");
    machine_folder(&site->machine, "S");
    machine_put(&site->machine, "E/other", "kept");
    machine_put(&site->machine, "S/other", "kept");
    VSTEST_HR(vsapi_host_create(&site->scene.host), S_OK, "");
    VSTEST_HR(vsapi_clock_create_manual(SCENE_START_FILETIME, &site->scene.clock), S_OK, "");
    vsapi_host_set_clock(site->scene.host, site->scene.clock);
    add_volume(site, "C:\\", machine_real(&site->machine, "C"), 0);
    add_volume(site, "E:\\", machine_real(&site->machine, "E"), 0);
    add_volume(site, "S:\\", machine_real(&site->machine, "S"), 6);
    add_volume(site, "A:\\", NULL, 0);
    VSTEST_HR(vsapi_host_set_store(site->scene.host, machine_real(&site->machine, "store")), S_OK,
              "");
    VSTEST_HR(vsapi_use_host(site->scene.host), S_OK, "");
}

/* A shadow copy of C:\ from before its file said "now"; its document, and a restore that begins. */
static void site_shadow(struct site *site, LONG context)
{
    site->scene.context = context;
    VSTEST_HR(scene_do(&site->scene, "create init context start volume snapshot save"), S_OK, "");
    scene_release(&site->scene);
    machine_put(&site->machine, "C/file", "now");
    machine_put(&site->machine, "C/later", "now");
    VSTEST_HR(scene_do(&site->scene, "create initrestore"), S_OK, "");
    VSTEST_HR(site->scene.backup->lpVtbl->QueryInterface(
                  site->scene.backup, &IID_IVssBackupComponentsEx4, (void **)&site->face),
              S_OK, "");
}

static void site_end(struct site *site)
{
    site->face->lpVtbl->Release(site->face);
    VSTEST_HR(scene_end(&site->scene), S_OK, "");
    vsapi_folder_remove(machine_real(&site->machine, "store"));
    vsapi_folder_remove(machine_real(&site->machine, "E"));
    vsapi_folder_remove(machine_real(&site->machine, "S"));
    cr_expect(machine_stop(&site->machine));
}

static HRESULT add(struct site *site, const WCHAR *destination)
{
    return site->face->lpVtbl->AddSnapshotToRecoverySet(site->face, site->scene.snapshot_id, 0,
                                                        (WCHAR *)destination);
}

/* NULL: it is not there. */
static void check_file(struct site *site, const char *path, const char *expected)
{
    char text[16] = "";
    HRESULT hr = scene_read_file(&site->scene, path, text, sizeof text);

    cr_expect(expected ? SUCCEEDED(hr) && strcmp(text, expected) == 0 : FAILED(hr), "%s: %s", path,
              text);
}

static HRESULT status(IVssAsync *async)
{
    HRESULT hr = E_FAIL;

    VSTEST_HR(async->lpVtbl->QueryStatus(async, &hr, NULL), S_OK, "");
    return hr;
}

/* It goes on until the clock has; then the set is empty. */
static void recover(struct site *site)
{
    IVssAsync *async = NULL, *second = NULL;

    VSTEST_HR(site->face->lpVtbl->RecoverSet(site->face, 0, &async), S_OK, "");
    VSTEST_HR(status(async), VSS_S_ASYNC_PENDING, "");
    VSTEST_HR(add(site, NULL), VSS_E_RESYNC_IN_PROGRESS, "");
    vsapi_clock_advance(site->scene.clock, 1000);
    VSTEST_HR(status(async), VSS_S_ASYNC_FINISHED, "");
    VSTEST_HR(site->face->lpVtbl->RecoverSet(site->face, 0, &second), VSS_E_BAD_STATE, "");
    async->lpVtbl->Release(async);
}

static const struct way_row {
    const char *name;
    LONG context;
} ways[] = {
    {"persistent", VSS_CTX_NAS_ROLLBACK},
    {"transportable, not imported", VSS_CTX_NAS_ROLLBACK | VSS_VOLSNAP_ATTR_TRANSPORTABLE},
};

VSTEST_TABLE(resync, the_volume_gets_what_the_shadow_copy_holds, ways)
{
    struct site site;

    site_begin(&site);
    site_shadow(&site, ways[*row_].context);
    VSTEST_HR(add(&site, NULL), S_OK, ways[*row_].name);
    VSTEST_HR(add(&site, NULL), VSS_E_OBJECT_ALREADY_EXISTS, ways[*row_].name);
    recover(&site);
    check_file(&site, "C:\\file", "then");
    check_file(&site, "C:\\later", NULL);
    site_end(&site);
}

Test(resync, another_volume_gets_it)
{
    struct site site;

    site_begin(&site);
    site_shadow(&site, VSS_CTX_NAS_ROLLBACK);
    VSTEST_HR(add(&site, L"E:"), S_OK, "");
    recover(&site);
    check_file(&site, "E:\\file", "then");
    check_file(&site, "E:\\other", NULL);
    check_file(&site, "C:\\file", "now");
    site_end(&site);
}

static const struct refusal_row {
    const char *name;
    const WCHAR *to;
    const char *other; /* a file of it that stays; NULL: it has none */
} refusals[] = {
    {"from a folder into memory", L"A:\\", NULL},
    {"no room", L"S:\\", "S:\\other"},
};

VSTEST_TABLE(resync, what_the_array_cannot_do_it_refuses, refusals)
{
    const struct refusal_row *row = &refusals[*row_];
    IVssAsync *async = (IVssAsync *)row;
    struct site site;

    site_begin(&site);
    machine_put(&site.machine, "C/file", "far too long");
    site_shadow(&site, VSS_CTX_NAS_ROLLBACK);
    VSTEST_HR(add(&site, row->to), S_OK, row->name);
    VSTEST_HR(site.face->lpVtbl->RecoverSet(site.face, 0, &async), VSS_E_PROVIDER_VETO, row->name);
    cr_expect_null(async, "%s", row->name);
    cr_expect(strstr(vsapi_last_message(), "Mock disk array provider"), "%s", vsapi_last_message());
    if (row->other)
        check_file(&site, row->other, "kept");
    site_end(&site);
}

static HRESULT recover_once(struct site *site)
{
    IVssAsync *async = NULL;
    HRESULT hr = site->face->lpVtbl->RecoverSet(site->face, 0, &async);

    if (SUCCEEDED(hr))
        async->lpVtbl->Release(async);
    return hr;
}

/* Memory that is out while the old files are removed does no harm. */
static void recover_without(struct site *site)
{
    HRESULT hr = E_OUTOFMEMORY;
    uint64_t nth = 0;

    while (hr == E_OUTOFMEMORY) {
        check_file(site, "C:\\file", "now");
        vsapi_alloc_fail_at(++nth, false);
        hr = recover_once(site);
        vsapi_alloc_fail_at(0, false);
    }
    VSTEST_HR(hr, S_OK, "");
    cr_expect_gt(nth, 10);
}

Test(resync, no_memory)
{
    struct site site;

    site_begin(&site);
    site_shadow(&site, VSS_CTX_NAS_ROLLBACK);
    VSTEST_FAIL_EACH_ALLOCATION(add(&site, L"C:\\"), (void)0);
    recover_without(&site);
    check_file(&site, "C:\\file", "then");
    site_end(&site);
}

/* ---- more than one -----------------------------------------------------------------------------
 */

static void recover_on_thread(void *argument)
{
    VSTEST_HR(recover_once(argument), S_OK, "");
}

/* A requester beside the site's, for the same document. */
static IVssBackupComponentsEx4 *another(struct site *site)
{
    IVssBackupComponentsEx4 *face;
    IVssBackupComponents *backup;

    VSTEST_HR(CreateVssBackupComponents(&backup), S_OK, "");
    VSTEST_HR(backup->lpVtbl->InitializeForRestore(backup, site->scene.document), S_OK, "");
    VSTEST_HR(backup->lpVtbl->QueryInterface(backup, &IID_IVssBackupComponentsEx4, (void **)&face),
              S_OK, "");
    backup->lpVtbl->Release(backup);
    return face;
}

/* From the moment that the provider is asked on, not only when it has answered. */
Test(resync, nobody_else_while_it_is_started)
{
    static const struct vsapi_fault slow = {
        .size = sizeof slow, .call = "ResyncLuns", .nth = 1, .delay_ms = 5000};
    IVssBackupComponentsEx4 *other;
    struct vsapi_thread thread;
    struct site site;
    HRESULT hr;

    site_begin(&site);
    site_shadow(&site, VSS_CTX_NAS_ROLLBACK);
    other = another(&site);
    VSTEST_HR(vsapi_host_add_fault(site.scene.host, &slow), S_OK, "");
    VSTEST_HR(add(&site, NULL), S_OK, "");
    VSTEST_HR(vsapi_thread_start(&thread, recover_on_thread, &site), S_OK, "");
    do {
        sched_yield();
        hr = other->lpVtbl->AddSnapshotToRecoverySet(other, site.scene.snapshot_id, 0, NULL);
    } while (hr == S_OK || hr == VSS_E_OBJECT_ALREADY_EXISTS);
    VSTEST_HR(hr, VSS_E_RESYNC_IN_PROGRESS, "");
    check_file(&site, "C:\\file", "now");
    vsapi_clock_advance(site.scene.clock, 5000);
    vsapi_thread_join(&thread);
    check_file(&site, "C:\\file", "then");
    other->lpVtbl->Release(other);
    site_end(&site);
}

/* Its IVssAsync outlives the object that it came from, not the machine. */
Test(resync, the_machine_stays_while_one_is_followed)
{
    struct site site;
    IVssAsync *async = NULL;

    site_begin(&site);
    site_shadow(&site, VSS_CTX_NAS_ROLLBACK);
    VSTEST_HR(add(&site, NULL), S_OK, "");
    VSTEST_HR(site.face->lpVtbl->RecoverSet(site.face, 0, &async), S_OK, "");
    site.face->lpVtbl->Release(site.face);
    cr_expect_eq(scene_release(&site.scene), 0);
    VSTEST_HR(vsapi_reset(), VSS_E_BAD_STATE, "");
    VSTEST_HR(status(async), VSS_S_ASYNC_PENDING, "");
    vsapi_host_set_rights(site.scene.host, VSAPI_ROLE_REQUESTER, false);
    VSTEST_HR(async->lpVtbl->Wait(async, 0), E_ACCESSDENIED, "");
    vsapi_host_set_rights(site.scene.host, VSAPI_ROLE_REQUESTER, true);
    async->lpVtbl->Release(async);
    VSTEST_HR(scene_do(&site.scene, "create initrestore"), S_OK, "");
    VSTEST_HR(site.scene.backup->lpVtbl->QueryInterface(
                  site.scene.backup, &IID_IVssBackupComponentsEx4, (void **)&site.face),
              S_OK, "");
    site_end(&site);
}
