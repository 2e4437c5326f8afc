/*
 * tests/mock-provider/test_break.c - sets of the disk array that were broken: how long their
 * volumes live, and what other machines on the store see of them.
 */
#include "vstest.h"
#include "site.h"

#include "../../vsapi/service/session.h"

#define COPY VSS_CTX_FILE_SHARE_BACKUP
#define ROLLBACK VSS_CTX_NAS_ROLLBACK

/* "then", or why it cannot be read. */
static const char *read_at(struct scene *scene, const char *path)
{
    struct machine machine = {.host = scene->host};

    return machine_read(&machine, path);
}

static HRESULT break_ex(struct scene *scene, DWORD flags)
{
    IVssBackupComponentsEx2 *face = NULL;
    IVssAsync *async = NULL;
    HRESULT hr;

    VSTEST_HR(scene->backup->lpVtbl->QueryInterface(scene->backup, &IID_IVssBackupComponentsEx2,
                                                    (void **)&face),
              S_OK, "");
    hr = face->lpVtbl->BreakSnapshotSetEx(face, scene->set_id, flags, &async);
    if (SUCCEEDED(hr)) {
        VSTEST_HR(async->lpVtbl->Wait(async, INFINITE), S_OK, "");
        VSTEST_HR(async->lpVtbl->QueryStatus(async, &hr, NULL), S_OK, "");
        async->lpVtbl->Release(async);
    }
    face->lpVtbl->Release(face);
    return hr == VSS_S_ASYNC_FINISHED ? S_OK : hr;
}

/* ---- later machines ----------------------------------------------------------------------------
 */

static const struct life_row {
    const char *name;
    LONG context;
    DWORD flags;
    int stored; /* in the end: a record and a folder each, if they stay */
    bool readable, writable;
} life_rows[] = {
    {"persistent", ROLLBACK, 0, 2, true, false},
    {"persistent, read-write", ROLLBACK, VSS_BREAKEX_FLAG_MAKE_READ_WRITE, 2, true, true},
    {"persistent, masked", ROLLBACK, VSS_BREAKEX_FLAG_MASK_LUNS, 2, false, false},
    {"not persistent", COPY, 0, 0, false, false},
    {"not persistent, masked", COPY, VSS_BREAKEX_FLAG_MASK_LUNS, 0, false, false},
};

VSTEST_TABLE(broken, a_volume_lives_as_long_as_its_shadow_copy_could, life_rows)
{
    const struct life_row *row = &life_rows[*row_];
    struct scene scene = {0};
    struct machine site;

    site_begin(&site);
    up(&site, &scene, row->context);
    VSTEST_HR(scene_do(&scene, "create init context start volume snapshot"), S_OK, row->name);
    VSTEST_HR(break_ex(&scene, row->flags), S_OK, row->name);
    scene_release(&scene);
    cr_expect_eq(stored(&site), 2, "%s: it does not go with its requester", row->name);
    if (!(row->flags & VSS_BREAKEX_FLAG_MASK_LUNS))
        VSTEST_TEXT(read_at(&scene, DEVICE "1\\file"), "then", row->name);
    down(&scene);
    cr_expect_eq(stored(&site), row->stored, "%s: %d", row->name, stored(&site));

    up(&site, &scene, (LONG)VSS_CTX_ALL);
    VSTEST_HR(scene_do(&scene, "create init context query"), S_OK, row->name);
    cr_expect_eq(scene.snapshot_count, 0, "%s", row->name);
    VSTEST_HR(scene_do(&scene, "delete"), VSS_E_OBJECT_NOT_FOUND, row->name);
    VSTEST_HR(scene_do(&scene, "break"), VSS_E_OBJECT_NOT_FOUND, row->name);
    cr_expect_eq(strcmp(read_at(&scene, DEVICE "1\\file"), "then") == 0, row->readable, "%s",
                 row->name);
    cr_expect_eq(SUCCEEDED(scene_write_file(&scene, DEVICE "1\\file", "mine")), row->writable, "%s",
                 row->name);
    down(&scene);
    cr_expect_eq(stored(&site), row->stored, "%s", row->name);
    site_end(&site);
}

/* The machine that has not the original volume can give its identity away. */
Test(broken, identities_are_reverted_where_the_original_is_not)
{
    struct vsapi_volume_options other = {.size = sizeof other, .mount = "X:\\", .array = true};
    struct scene scene = {0};
    struct machine site;

    site_begin(&site);
    up(&site, &scene, ROLLBACK | VSS_VOLSNAP_ATTR_TRANSPORTABLE);
    VSTEST_HR(scene_do(&scene, "create init context start volume snapshot save"), S_OK, "");
    down(&scene);

    VSTEST_HR(vsapi_host_create(&scene.host), S_OK, "");
    VSTEST_HR(vsapi_host_set_store(scene.host, machine_real(&site, "store")), S_OK, "");
    VSTEST_HR(vsapi_host_add_volume(scene.host, &other, NULL), S_OK, "");
    VSTEST_HR(vsapi_use_host(scene.host), S_OK, "");
    scene.context = ROLLBACK;
    VSTEST_HR(scene_do(&scene, "create initimport context import"), S_OK, "");
    VSTEST_HR(break_ex(&scene, VSS_BREAKEX_FLAG_REVERT_IDENTITY_ALL), S_OK, "");
    VSTEST_TEXT(read_at(&scene, DEVICE "1\\file"), "then", "");
    down(&scene);

    up(&site, &scene, ROLLBACK); /* where it is */
    VSTEST_HR(scene_do(&scene, "create init context start volume snapshot"), S_OK, "");
    VSTEST_HR(break_ex(&scene, VSS_BREAKEX_FLAG_REVERT_IDENTITY_ALL), VSS_E_BREAK_REVERT_ID_FAILED,
              "");
    VSTEST_HR(scene_do(&scene, "delete"), S_OK, "");
    down(&scene);
    SysFreeString(scene.document);
    site_end(&site);
}

/* A machine on the store that has only one of the two volumes. */
static void up_with_c(struct machine *site, struct scene *scene)
{
    struct vsapi_volume_options options = {.size = sizeof options, .mount = "C:\\", .array = true};

    VSTEST_HR(vsapi_host_create(&scene->host), S_OK, "");
    VSTEST_HR(vsapi_host_set_store(scene->host, machine_real(site, "store")), S_OK, "");
    options.folder = machine_real(site, "C");
    VSTEST_HR(vsapi_host_add_volume(scene->host, &options, NULL), S_OK, "");
    VSTEST_HR(vsapi_use_host(scene->host), S_OK, "");
    scene->context = ROLLBACK;
}

/* One original that is there is enough: nothing of the set is broken, whichever comes first. */
Test(broken, identities_are_reverted_of_all_or_of_none)
{
    static const char *const makes[] = {"create init context start volume volumed snapshot save",
                                        "create init context start volumed volume snapshot save"};

    for (size_t i = 0; i < sizeof makes / sizeof *makes; i++) {
        struct scene scene = {0};
        struct machine site;

        site_begin(&site);
        up(&site, &scene, ROLLBACK | VSS_VOLSNAP_ATTR_TRANSPORTABLE);
        VSTEST_HR(scene_do(&scene, makes[i]), S_OK, makes[i]);
        down(&scene);

        up_with_c(&site, &scene);
        VSTEST_HR(scene_do(&scene, "create initimport context import query"), S_OK, makes[i]);
        cr_expect_eq(scene.snapshot_count, 2, "%s", makes[i]);
        VSTEST_HR(break_ex(&scene, VSS_BREAKEX_FLAG_REVERT_IDENTITY_ALL),
                  VSS_E_BREAK_REVERT_ID_FAILED, makes[i]);
        VSTEST_HR(scene_do(&scene, "query"), S_OK, makes[i]);
        cr_expect_eq(scene.snapshot_count, 2, "%s: the set is still one", makes[i]);
        VSTEST_HR(break_ex(&scene, VSS_BREAKEX_FLAG_REVERT_IDENTITY_NONE), S_OK, makes[i]);
        down(&scene);
        SysFreeString(scene.document);
        site_end(&site);
    }
}

/* A volume that was broken off counts no longer as a shadow copy of its original. */
Test(broken, the_original_has_no_shadow_copy_any_more)
{
    struct scene scene = {0};
    struct machine site;
    BOOL present = TRUE;
    LONG bits;

    site_begin(&site);
    for (unsigned i = 0; i < 2; i++) { /* made here, and read from the store */
        up(&site, &scene, ROLLBACK);
        if (i == 0)
            VSTEST_HR(scene_do(&scene, "create init context start volume snapshot break"), S_OK,
                      "");
        VSTEST_HR(IsVolumeSnapshotted((WCHAR *)L"C:\\", &present, &bits), S_OK, "");
        cr_expect_not(present, "%u", i);
        down(&scene);
    }
    site_end(&site);
}

/* ---- who cannot be broken, and whose mistake it is ---------------------------------------------
 */

static const struct vsapi_array_ops no_break = {.size = sizeof no_break};

static void be_software(struct vsapi_provider_info *info)
{
    info->array = NULL;
    info->type = VSS_PROV_SOFTWARE;
}

static void be_unable(struct vsapi_provider_info *info)
{
    info->array = &no_break;
}

static void be_unknown(struct vsapi_provider_info *info)
{
    info->provider_id = provider_id(9);
}

static const struct refusal_row {
    const char *name, *cause, *mistake;
    void (*be)(struct vsapi_provider_info *info); /* what the array's provider is now */
} refusal_rows[] = {
    {"software", "\"Mock disk array provider\", a software provider", "requester's mistake",
     be_software},
    {"hardware without OnLunStateChange", "no OnLunStateChange", "provider's mistake", be_unable},
    {"not registered", "not registered", "provider's mistake", be_unknown},
};

VSTEST_TABLE(broken, the_sentence_tells_the_method_and_the_cause, refusal_rows)
{
    const struct refusal_row *row = &refusal_rows[*row_];
    const VSS_ID array_id = VSMOCK_ARRAY_PROVIDER_ID;
    struct vsapi_service *service;
    struct scene scene = {0};
    struct machine site;

    site_begin(&site);
    up(&site, &scene, COPY);
    VSTEST_HR(scene_do(&scene, "create init context start volume snapshot"), S_OK, row->name);
    VSTEST_HR(vsapi_embedded_service(&service), S_OK, row->name);
    row->be(&vsapi_service_find_provider(service, &array_id)->info);
    VSTEST_HR(scene_do(&scene, "break"), VSS_E_PROVIDER_VETO, row->name);
    VSTEST_SENTENCE("BreakSnapshotSet: ", row->name);
    VSTEST_SENTENCE(row->cause, row->name);
    VSTEST_SENTENCE(row->mistake, row->name);
    VSTEST_HR(break_ex(&scene, 0), VSS_E_PROVIDER_VETO, row->name);
    VSTEST_SENTENCE("BreakSnapshotSetEx: ", row->name);
    VSTEST_SENTENCE(row->cause, row->name);
    VSTEST_SENTENCE(row->mistake, row->name);
    down(&scene);
    site_end(&site);
}

/* ---- machines side by side ---------------------------------------------------------------------
 */

static HRESULT break_side(struct side *side, DWORD flags)
{
    return vsmock_array_ops.state_change((IUnknown *)side->provider.software, &provider_set_id,
                                         flags);
}

Test(broken, who_shares_the_store_loses_the_set_and_keeps_the_volumes)
{
    struct side a, b;
    struct machine site;
    LONG attributes;

    site_begin(&site);
    side_start(&site, &a);
    side_start(&site, &b);
    make(&a, ROLLBACK);
    VSTEST_HR(look(&b, 1, &attributes), S_OK, "");
    VSTEST_HR(break_side(&a, VSS_ONLUNSTATECHANGE_NOTIFY_READ_WRITE), S_OK, "");
    VSTEST_HR(look(&b, 1, &attributes), VSS_E_OBJECT_NOT_FOUND, "");
    VSTEST_HR(look(&b, 2, &attributes), VSS_E_OBJECT_NOT_FOUND, "");
    VSTEST_HR(break_side(&b, 0), VSS_E_OBJECT_NOT_FOUND, "only once");
    VSTEST_HR(machine_write(&b.machine, DEVICE "1\\file", "mine"), S_OK, "");
    VSTEST_TEXT(machine_read(&a.machine, DEVICE "1\\file"), "mine", "");
    VSTEST_TEXT(machine_read(&b.machine, DEVICE "2\\file"), "then", "");
    side_stop(&b);
    side_stop(&a);
    site_end(&site);
}

/* Where memory fails in the midst no record says that its shadow copy is a volume. */
Test(broken, all_of_a_set_or_none)
{
    struct side a, b;
    struct machine site;
    HRESULT hr = E_OUTOFMEMORY;
    LONG attributes;

    site_begin(&site);
    side_start(&site, &a);
    make(&a, ROLLBACK);
    for (uint64_t nth = 1; hr == E_OUTOFMEMORY; nth++) {
        vsapi_alloc_fail_at(nth, false);
        hr = break_side(&a, 0);
        vsapi_alloc_fail_at(0, false);
        cr_expect(hr == S_OK || hr == E_OUTOFMEMORY, "allocation %u: %s", (unsigned)nth,
                  vsapi_hresult_name(hr));
        side_start(&site, &b);
        for (unsigned n = 1; n <= 2; n++) {
            HRESULT wanted = hr == S_OK ? VSS_E_OBJECT_NOT_FOUND : S_OK;

            VSTEST_HR(look(&a, n, &attributes), wanted, "");
            VSTEST_HR(look(&b, n, &attributes), wanted, "");
        }
        side_stop(&b);
        cr_expect(hr == S_OK || nth < 1000);
    }
    side_stop(&a);
    site_end(&site);
}
