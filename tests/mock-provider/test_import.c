/*
 * tests/mock-provider/test_import.c - transportable shadow copies between machines that share a
 * store: made on one, imported on the other, seen, deleted and left behind.
 */
#include "vstest.h"
#include "site.h"

#include <vsapi/text.h>

#define TRANSPORTABLE VSS_VOLSNAP_ATTR_TRANSPORTABLE

/* ---- one machine after another -----------------------------------------------------------------
 */

static void check_imported(struct scene *scene, const char *device)
{
    IVssBackupComponents *backup = scene->backup;
    VSS_SNAPSHOT_PROP prop = {0};
    char text[16], *name, path[128];

    VSTEST_HR(backup->lpVtbl->GetSnapshotProperties(backup, scene->snapshot_id, &prop), S_OK, "");
    cr_expect(prop.m_lSnapshotAttributes & VSS_VOLSNAP_ATTR_IMPORTED);
    VSTEST_HR(vsapi_text_from_wide(prop.m_pwszSnapshotDeviceObject, &name), S_OK, "");
    VSTEST_TEXT(name, device, "");
    snprintf(path, sizeof path, "%s\\file", name);
    VSTEST_HR(scene_read_file(scene, path, text, sizeof text), S_OK, "");
    VSTEST_TEXT(text, "then", "");
    vsapi_free(name);
    VssFreeSnapshotProperties(&prop);
}

Test(import, a_persistent_set_comes_to_another_machine_and_stays)
{
    struct scene scene = {0};
    struct machine site;

    site_begin(&site);
    up(&site, &scene, VSS_CTX_NAS_ROLLBACK | TRANSPORTABLE);
    VSTEST_HR(scene_do(&scene, "create init context start volume snapshot save"), S_OK, "");
    down(&scene);
    machine_put(&site, "C/file", "now");

    up(&site, &scene, VSS_CTX_NAS_ROLLBACK);
    VSTEST_HR(scene_do(&scene, "create initimport context import"), S_OK, "");
    check_imported(&scene, DEVICE "1");
    down(&scene);

    up(&site, &scene, VSS_CTX_NAS_ROLLBACK);
    VSTEST_HR(scene_do(&scene, "create initimport context"), S_OK, "");
    check_imported(&scene, DEVICE "1"); /* it is on the machine from then on */
    VSTEST_HR(scene_do(&scene, "import"), VSS_E_NO_SNAPSHOTS_IMPORTED, "only once");
    VSTEST_HR(scene_do(&scene, "delete"), S_OK, "");
    down(&scene);
    cr_expect_eq(stored(&site), 0);
    SysFreeString(scene.document);
    site_end(&site);
}

Test(import, what_is_not_persistent_goes_with_the_object_that_made_it)
{
    struct scene scene = {0};
    struct machine site;

    site_begin(&site);
    up(&site, &scene, VSS_CTX_FILE_SHARE_BACKUP | TRANSPORTABLE);
    VSTEST_HR(scene_do(&scene, "create init context start volume snapshot save"), S_OK, "");
    cr_expect_eq(stored(&site), 2, "record and files");
    scene_release(&scene);
    cr_expect_eq(stored(&site), 0);
    VSTEST_HR(scene_do(&scene, "create initimport import"), VSS_E_NO_SNAPSHOTS_IMPORTED, "");
    down(&scene);
    SysFreeString(scene.document);
    site_end(&site);
}

Test(import, what_nobody_imports_is_deleted_with_its_set)
{
    struct scene scene = {0};
    struct machine site;
    VSS_ID left;
    LONG count;

    site_begin(&site);
    up(&site, &scene, VSS_CTX_NAS_ROLLBACK | TRANSPORTABLE);
    VSTEST_HR(scene_do(&scene, "create init context start volume snapshot"), S_OK, "");
    scene_release(&scene);
    cr_expect_eq(stored(&site), 2, "record and files");
    scene.context = (LONG)VSS_CTX_ALL;
    VSTEST_HR(scene_do(&scene, "create init context"), S_OK, "");
    VSTEST_HR(scene.backup->lpVtbl->DeleteSnapshots(scene.backup, scene.set_id,
                                                    VSS_OBJECT_SNAPSHOT_SET, FALSE, &count, &left),
              S_OK, "");
    cr_expect_eq(count, 1);
    cr_expect_eq(stored(&site), 0);
    down(&scene);
    site_end(&site);
}

static bool is_snapshotted(void)
{
    BOOL present = FALSE;
    LONG bits;

    VSTEST_HR(IsVolumeSnapshotted((WCHAR *)L"C:\\", &present, &bits), S_OK, "");
    return present;
}

/* Made here or read from the store. */
Test(import, a_volume_has_no_shadow_copy_before_the_import)
{
    struct scene scene = {0};
    struct machine site;

    site_begin(&site);
    up(&site, &scene, VSS_CTX_NAS_ROLLBACK | TRANSPORTABLE);
    VSTEST_HR(scene_do(&scene, "create init context start volume snapshot save"), S_OK, "");
    cr_expect_not(is_snapshotted());
    down(&scene);

    up(&site, &scene, VSS_CTX_NAS_ROLLBACK);
    cr_expect_not(is_snapshotted());
    VSTEST_HR(scene_do(&scene, "create initimport context import"), S_OK, "");
    cr_expect(is_snapshotted());
    VSTEST_HR(scene_do(&scene, "delete"), S_OK, "");
    cr_expect_not(is_snapshotted());
    down(&scene);
    SysFreeString(scene.document);
    site_end(&site);
}

/* A machine without the array, and one whose array has lost them. */
Test(import, the_sentence_tells_whose_mistake_it_was)
{
    struct vsapi_volume_options other = {.size = sizeof other, .mount = "X:\\"};
    struct scene scene = {0};
    struct machine site;

    site_begin(&site);
    up(&site, &scene, VSS_CTX_FILE_SHARE_BACKUP | TRANSPORTABLE);
    VSTEST_HR(scene_do(&scene, "create init context start volume snapshot save"), S_OK, "");
    scene_release(&scene);
    VSTEST_HR(scene_do(&scene, "create initimport import"), VSS_E_NO_SNAPSHOTS_IMPORTED, "");
    VSTEST_SENTENCE("waits on the array", "lost");
    VSTEST_SENTENCE("(requester's mistake)", "lost");
    down(&scene);

    VSTEST_HR(vsapi_host_create(&scene.host), S_OK, "");
    VSTEST_HR(vsapi_host_add_volume(scene.host, &other, NULL), S_OK, "");
    VSTEST_HR(vsapi_use_host(scene.host), S_OK, "");
    VSTEST_HR(scene_do(&scene, "create initimport import"), VSS_E_NO_SNAPSHOTS_IMPORTED, "");
    VSTEST_SENTENCE("no hardware provider", "no array");
    VSTEST_SENTENCE("(requester's mistake)", "no array");
    down(&scene);
    SysFreeString(scene.document);
    site_end(&site);
}

/* ---- machines side by side ---------------------------------------------------------------------
 */

static HRESULT locate(struct side *side)
{
    HRESULT hr = S_OK;

    for (unsigned n = 1; SUCCEEDED(hr) && n <= 2; n++) {
        VSS_ID id = provider_id(n);

        hr = vsmock_array_ops.locate((IUnknown *)side->provider.software, &id);
    }
    return hr;
}

static void drop(struct side *side)
{
    VSS_ID left;
    LONG count;

    VSTEST_HR(side->provider.software->lpVtbl->DeleteSnapshots(
                  side->provider.software, provider_set_id, VSS_OBJECT_SNAPSHOT_SET, FALSE, &count,
                  &left),
              S_OK, "");
}

Test(import, who_shares_the_store_sees_what_one_imports)
{
    struct side a, b;
    struct machine site;
    LONG attributes;

    site_begin(&site);
    side_start(&site, &a);
    side_start(&site, &b);
    make(&a, TRANSPORTABLE);
    VSTEST_HR(look(&a, 1, &attributes), VSS_E_OBJECT_NOT_FOUND, "it is away");
    VSTEST_HR(locate(&b), S_OK, "");
    VSTEST_HR(locate(&a), VSS_E_OBJECT_NOT_FOUND, "b has it");
    VSTEST_HR(look(&a, 1, &attributes), S_OK, "");
    cr_expect(attributes & VSS_VOLSNAP_ATTR_IMPORTED);
    VSTEST_TEXT(machine_read(&a.machine, DEVICE "1\\file"), "then", "");
    VSTEST_TEXT(machine_read(&b.machine, DEVICE "1\\file"), "then", "");
    drop(&b);
    VSTEST_HR(look(&a, 1, &attributes), VSS_E_OBJECT_NOT_FOUND, "");
    cr_expect_eq(stored(&site), 0);
    side_stop(&b);
    side_stop(&a);
    site_end(&site);
}

Test(import, what_is_not_persistent_goes_with_the_machine_that_made_it)
{
    struct side a, b;
    struct machine site;
    LONG attributes;

    site_begin(&site);
    side_start(&site, &a);
    side_start(&site, &b);
    make(&a, TRANSPORTABLE);
    VSTEST_HR(locate(&b), S_OK, "");
    side_stop(&a);
    VSTEST_HR(look(&b, 1, &attributes), VSS_E_OBJECT_NOT_FOUND, "");
    cr_expect_eq(stored(&site), 0);
    side_stop(&b);
    site_end(&site);
}

/* Where memory fails it is as it was before, and the next call finds the device. */
Test(import, one_that_others_imported_appears_whole_or_not_at_all)
{
    struct side a, b;
    struct machine site;
    bool reached = true;
    unsigned failed = 0;
    LONG attributes;

    site_begin(&site);
    for (uint64_t nth = 1; reached; nth++) {
        HRESULT hr;

        side_start(&site, &a);
        side_start(&site, &b);
        make(&a, VSS_CTX_APP_ROLLBACK | TRANSPORTABLE);
        VSTEST_HR(locate(&b), S_OK, "");
        vsapi_alloc_fail_at(nth, false);
        hr = look(&a, 1, &attributes);
        reached = vsapi_alloc_count() >= nth;
        vsapi_alloc_fail_at(0, false);
        failed += hr == E_OUTOFMEMORY;
        cr_expect(hr == S_OK || hr == E_OUTOFMEMORY, "allocation %u: %s", (unsigned)nth,
                  vsapi_hresult_name(hr));
        VSTEST_HR(look(&a, 1, &attributes), S_OK, "");
        cr_expect(attributes & VSS_VOLSNAP_ATTR_IMPORTED);
        VSTEST_TEXT(machine_read(&a.machine, DEVICE "1\\file"), "then", "");
        drop(&a);
        side_stop(&b);
        side_stop(&a);
        vsapi_folder_remove(machine_real(&site, "store"));
        machine_folder(&site, "store");
    }
    cr_expect_gt(failed, 3);
    site_end(&site);
}
