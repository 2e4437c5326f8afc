/*
 * tests/mock-provider/test_array.c - the disk array's provider, through the requester's API: which
 * volumes are its own, and what its shadow copies are.
 *
 * C:\ lies in a folder on the array, A:\ in memory on it, D:\ not on it.
 */
#include "vstest.h"
#include "machine.h"
#include "scene.h"

#include <vsmock/provider.h>

#define COPY VSS_CTX_FILE_SHARE_BACKUP
#define TRANSPORTABLE VSS_VOLSNAP_ATTR_TRANSPORTABLE
#define SURELY_GIVEN (VSS_VOLSNAP_ATTR_HARDWARE_ASSISTED | VSS_VOLSNAP_ATTR_NOT_SURFACED)

struct site { /* a machine with an array, and a folder for both */
    struct machine machine;
    struct scene scene;
};

static void add_volume(struct site *site, const char *mount, const char *folder, bool array)
{
    const struct vsapi_volume_options options = {
        .size = sizeof options, .mount = mount, .folder = folder, .array = array};

    VSTEST_HR(vsapi_host_add_volume(site->scene.host, &options, NULL), S_OK, mount);
}

/* A machine of the site comes up; with volumes on the array or without. */
static void site_up(struct site *site, bool array)
{
    site->scene = (struct scene){.context = COPY, .backup_type = VSS_BT_FULL};
    VSTEST_HR(vsapi_host_create(&site->scene.host), S_OK, "");
    add_volume(site, "C:\\", machine_real(&site->machine, "C"), array);
    add_volume(site, "A:\\", NULL, array);
    add_volume(site, "D:\\", NULL, false);
    VSTEST_HR(vsapi_host_set_store(site->scene.host, machine_real(&site->machine, "store")), S_OK,
              "");
    VSTEST_HR(vsapi_use_host(site->scene.host), S_OK, "");
}

static void site_down(struct site *site)
{
    VSTEST_HR(scene_end(&site->scene), S_OK, "");
}

static void site_begin(struct site *site)
{
    *site = (struct site){0};
    machine_start(&site->machine);
    machine_folder(&site->machine, "store");
    machine_put(&site->machine, "C/file", "then");
    site_up(site, true);
}

static void site_end(struct site *site)
{
    site_down(site);
    vsapi_folder_remove(machine_real(&site->machine, "store"));
    cr_expect(machine_stop(&site->machine));
}

static HRESULT add(struct site *site, const WCHAR *volume, VSS_ID provider)
{
    return site->scene.backup->lpVtbl->AddToSnapshotSet(site->scene.backup, (WCHAR *)volume,
                                                        provider, &site->scene.snapshot_id);
}

static HRESULT properties(struct site *site, VSS_SNAPSHOT_PROP *out)
{
    memset(out, 0, sizeof *out);
    return site->scene.backup->lpVtbl->GetSnapshotProperties(site->scene.backup,
                                                             site->scene.snapshot_id, out);
}

/* ---- which provider ----------------------------------------------------------------------------
 */

static size_t count_providers(struct site *site, VSS_PROVIDER_TYPE type)
{
    IVssEnumObject *found = NULL;
    VSS_OBJECT_PROP object;
    size_t count = 0;
    ULONG got;

    VSTEST_HR(scene_do(&site->scene, "create init"), S_OK, "");
    VSTEST_HR(site->scene.backup->lpVtbl->Query(site->scene.backup, GUID_NULL, VSS_OBJECT_NONE,
                                                VSS_OBJECT_PROVIDER, &found),
              S_OK, "");
    while (found && found->lpVtbl->Next(found, 1, &object, &got) == S_OK) {
        count += object.Obj.Prov.m_eProviderType == type;
        CoTaskMemFree(object.Obj.Prov.m_pwszProviderName);
        CoTaskMemFree(object.Obj.Prov.m_pwszProviderVersion);
    }
    if (found)
        found->lpVtbl->Release(found);
    scene_release(&site->scene);
    return count;
}

Test(array, a_machine_with_volumes_on_an_array_has_its_provider)
{
    struct site site;

    site_begin(&site);
    cr_expect_eq(count_providers(&site, VSS_PROV_HARDWARE), 1);
    cr_expect_eq(count_providers(&site, VSS_PROV_SYSTEM), 1);
    site_down(&site);
    site_up(&site, false);
    cr_expect_eq(count_providers(&site, VSS_PROV_HARDWARE), 0);
    site_end(&site);
}

#define SYSTEM VSMOCK_PROVIDER_ID
#define ARRAY VSMOCK_ARRAY_PROVIDER_ID
static const struct choice_row {
    const char *name;
    LONG context;
    const WCHAR *volume;
    GUID asked;
    HRESULT hr;
    GUID chosen;
    LONG given; /* attributes beside those of the context */
} choice_rows[] = {
    {"first the array", COPY, L"C:\\", {0}, S_OK, ARRAY, SURELY_GIVEN | VSS_VOLSNAP_ATTR_PLEX},
    {"in memory", COPY, L"A:\\", {0}, S_OK, ARRAY, SURELY_GIVEN | VSS_VOLSNAP_ATTR_DIFFERENTIAL},
    {"differential", COPY | VSS_VOLSNAP_ATTR_DIFFERENTIAL, L"A:\\", {0}, S_OK, ARRAY, SURELY_GIVEN},
    {"the array by name", COPY, L"C:\\", ARRAY, S_OK, ARRAY, SURELY_GIVEN | VSS_VOLSNAP_ATTR_PLEX},
    {"the system by name", COPY, L"A:\\", SYSTEM, S_OK, SYSTEM,
     VSS_VOLSNAP_ATTR_NOT_SURFACED | VSS_VOLSNAP_ATTR_DIFFERENTIAL},
    {"client-accessible",
     VSS_CTX_CLIENT_ACCESSIBLE,
     L"A:\\",
     {0},
     S_OK,
     SYSTEM,
     VSS_VOLSNAP_ATTR_NOT_SURFACED | VSS_VOLSNAP_ATTR_DIFFERENTIAL},
    {"elsewhere the system",
     COPY,
     L"D:\\",
     {0},
     S_OK,
     SYSTEM,
     VSS_VOLSNAP_ATTR_NOT_SURFACED | VSS_VOLSNAP_ATTR_DIFFERENTIAL},
    {"elsewhere not the array",
     COPY,
     L"D:\\",
     ARRAY,
     VSS_E_VOLUME_NOT_SUPPORTED_BY_PROVIDER,
     {0},
     0},
    {"transportable", COPY | TRANSPORTABLE, L"C:\\", {0}, S_OK, {0}, 0},
    {"transportable elsewhere",
     COPY | TRANSPORTABLE,
     L"D:\\",
     {0},
     VSS_E_VOLUME_NOT_SUPPORTED,
     {0},
     0},
    {"transportable by the system",
     COPY | TRANSPORTABLE,
     L"C:\\",
     SYSTEM,
     VSS_E_VOLUME_NOT_SUPPORTED_BY_PROVIDER,
     {0},
     0},
};

static void check_given(struct site *site, const struct choice_row *row)
{
    VSS_SNAPSHOT_PROP prop;

    VSTEST_HR(scene_do(&site->scene, "snapshot"), S_OK, row->name);
    if (row->context & TRANSPORTABLE) {
        VSTEST_HR(properties(site, &prop), VSS_E_OBJECT_NOT_FOUND, row->name);
        return;
    }
    VSTEST_HR(properties(site, &prop), S_OK, row->name);
    cr_expect(IsEqualGUID(&prop.m_ProviderId, &row->chosen), "%s", row->name);
    cr_expect_eq(prop.m_lSnapshotAttributes, row->context | row->given, "%s: 0x%lx", row->name,
                 (unsigned long)prop.m_lSnapshotAttributes);
    VssFreeSnapshotProperties(&prop);
}

VSTEST_TABLE(array, the_provider_follows_from_volume_and_context, choice_rows)
{
    const struct choice_row *row = &choice_rows[*row_];
    struct site site;
    BOOL supported = 7;

    site_begin(&site);
    site.scene.context = row->context;
    VSTEST_HR(scene_do(&site.scene, "create init context start"), S_OK, row->name);
    VSTEST_HR(site.scene.backup->lpVtbl->IsVolumeSupported(site.scene.backup, row->asked,
                                                           (WCHAR *)row->volume, &supported),
              S_OK, row->name);
    cr_expect_eq(supported, SUCCEEDED(row->hr), "%s", row->name);
    VSTEST_HR(add(&site, row->volume, row->asked), row->hr, row->name);
    if (SUCCEEDED(row->hr))
        check_given(&site, row);
    scene_release(&site.scene);
    site_end(&site);
}

Test(array, a_volume_of_it_cannot_be_reverted)
{
    struct site site;

    site_begin(&site);
    site.scene.context = VSS_CTX_NAS_ROLLBACK;
    VSTEST_HR(scene_do(&site.scene, "create init context start volume snapshot"), S_OK, "");
    VSTEST_HR(site.scene.backup->lpVtbl->RevertToSnapshot(site.scene.backup, site.scene.snapshot_id,
                                                          FALSE),
              E_NOTIMPL, "");
    VSTEST_HR(scene_do(&site.scene, "delete"), S_OK, "");
    site_end(&site);
}

/* ---- in the store ------------------------------------------------------------------------------
 */

Test(array, each_provider_keeps_to_its_own_records)
{
    struct site site;
    VSS_ID array, system;
    VSS_SNAPSHOT_PROP prop;

    site_begin(&site);
    site.scene.context = VSS_CTX_NAS_ROLLBACK;
    VSTEST_HR(scene_do(&site.scene, "create init context start volume snapshot"), S_OK, "");
    array = site.scene.snapshot_id;
    scene_release(&site.scene);
    VSTEST_HR(scene_do(&site.scene, "create init context start"), S_OK, "");
    VSTEST_HR(add(&site, L"C:\\", SYSTEM), S_OK, "");
    VSTEST_HR(scene_do(&site.scene, "snapshot"), S_OK, "");
    system = site.scene.snapshot_id;
    site_down(&site);

    site_up(&site, true);
    site.scene.context = VSS_CTX_NAS_ROLLBACK;
    VSTEST_HR(scene_do(&site.scene, "create init context query"), S_OK, "");
    cr_expect_eq(site.scene.snapshot_count, 2, "%u", site.scene.snapshot_count);
    for (unsigned i = 0; i < 2; i++) {
        VSS_ID expected = i == 0 ? ARRAY : SYSTEM;

        site.scene.snapshot_id = i == 0 ? array : system;
        VSTEST_HR(properties(&site, &prop), S_OK, "");
        cr_expect(IsEqualGUID(&prop.m_ProviderId, &expected), "%u", i);
        site.scene.set_id = prop.m_SnapshotSetId;
        VssFreeSnapshotProperties(&prop);
        VSTEST_HR(scene_do(&site.scene, "delete"), S_OK, "");
    }
    cr_expect_eq(machine_count(machine_real(&site.machine, "store/shadow-copies")), 0);
    site_end(&site);
}
