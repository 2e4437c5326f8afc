/*
 * tests/integration/test_life.c - how long shadow copies live, who sees them, and what becomes of
 * them when a set fails; by the requester's interfaces, over several runs of the service.
 */
#include <scene.h>
#include <vstest.h>

#include <vsapi/folder.h>
#include <vsapi/store.h>

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define ADMINISTRATION "create init context"
#define WITH_WRITERS "create init context state gather start volume prepare snapshot"
#define WITHOUT_WRITERS "create init context start volume snapshot"

struct life {
    char folder[32];
    char text[256]; /* life_path's answer */
    struct scene scene;
};

static const char *life_path(struct life *life, const char *rest)
{
    snprintf(life->text, sizeof life->text, "%s/%s", life->folder, rest);
    return life->text;
}

/* The service on C:\ over a folder, with a store; as often as one likes. */
static void life_start(struct life *life)
{
    struct vsapi_volume_options volume = {.size = sizeof volume, .mount = "C:\\"};

    memset(&life->scene, 0, sizeof life->scene);
    life->scene.backup_type = VSS_BT_FULL;
    VSTEST_HR(vsapi_host_create(&life->scene.host), S_OK, "");
    VSTEST_HR(vsapi_host_set_store(life->scene.host, life_path(life, "store")), S_OK, "");
    volume.folder = life_path(life, "C");
    VSTEST_HR(vsapi_host_add_volume(life->scene.host, &volume, NULL), S_OK, "");
    VSTEST_HR(vsapi_use_host(life->scene.host), S_OK, "");
}

static void life_begin(struct life *life)
{
    snprintf(life->folder, sizeof life->folder, "/tmp/vsapi-life-XXXXXX");
    cr_assert_not_null(mkdtemp(life->folder));
    cr_assert_eq(mkdir(life_path(life, "C"), 0700), 0);
    cr_assert_eq(mkdir(life_path(life, "store"), 0700), 0);
    life_start(life);
}

static void life_again(struct life *life)
{
    VSTEST_HR(scene_end(&life->scene), S_OK, "");
    life_start(life);
}

static void life_end(struct life *life)
{
    VSTEST_HR(scene_end(&life->scene), S_OK, "");
    VSTEST_HR(vsapi_folder_remove(life->folder), S_OK, "");
}

/* How many shadow copies a requester in this context sees; the properties of the last one. */
static unsigned look(struct scene *scene, LONG context, VSS_SNAPSHOT_PROP *last)
{
    VSS_OBJECT_PROP object;
    IVssEnumObject *list;
    unsigned count = 0;
    ULONG got;

    scene_release(scene);
    scene->context = context;
    VSTEST_HR(scene_do(scene, ADMINISTRATION), S_OK, "");
    VSTEST_HR(scene->backup->lpVtbl->Query(scene->backup, GUID_NULL, VSS_OBJECT_NONE,
                                           VSS_OBJECT_SNAPSHOT, &list),
              S_OK, "");
    while (list->lpVtbl->Next(list, 1, &object, &got) == S_OK) {
        if (last)
            *last = object.Obj.Snap; /* numbers and ids only */
        VssFreeSnapshotProperties(&object.Obj.Snap);
        count++;
    }
    list->lpVtbl->Release(list);
    return count;
}

static BOOL is_snapshotted(void)
{
    WCHAR name[] = L"C:\\";
    BOOL present = FALSE;
    LONG bits;

    VSTEST_HR(IsVolumeSnapshotted(name, &present, &bits), S_OK, "");
    cr_expect_eq(bits, 0);
    return present;
}

/* ---- contexts ----------------------------------------------------------------------------------
 */

static const struct context_row {
    const char *name, *words;
    LONG context, attributes;
    bool stays;
} context_rows[] = {
    {"backup", WITH_WRITERS, VSS_CTX_BACKUP, 0, false},
    {"file share backup", WITHOUT_WRITERS, VSS_CTX_FILE_SHARE_BACKUP, VSS_VOLSNAP_ATTR_NO_WRITERS,
     false},
    {"NAS rollback", WITHOUT_WRITERS, VSS_CTX_NAS_ROLLBACK,
     VSS_VOLSNAP_ATTR_PERSISTENT | VSS_VOLSNAP_ATTR_NO_AUTO_RELEASE | VSS_VOLSNAP_ATTR_NO_WRITERS,
     true},
    {"application rollback", WITH_WRITERS, VSS_CTX_APP_ROLLBACK,
     VSS_VOLSNAP_ATTR_PERSISTENT | VSS_VOLSNAP_ATTR_NO_AUTO_RELEASE, true},
    {"client-accessible", WITHOUT_WRITERS, VSS_CTX_CLIENT_ACCESSIBLE,
     VSS_VOLSNAP_ATTR_PERSISTENT | VSS_VOLSNAP_ATTR_CLIENT_ACCESSIBLE |
         VSS_VOLSNAP_ATTR_NO_AUTO_RELEASE | VSS_VOLSNAP_ATTR_NO_WRITERS,
     true},
    {"client-accessible with writers", WITH_WRITERS, VSS_CTX_CLIENT_ACCESSIBLE_WRITERS,
     VSS_VOLSNAP_ATTR_PERSISTENT | VSS_VOLSNAP_ATTR_CLIENT_ACCESSIBLE |
         VSS_VOLSNAP_ATTR_NO_AUTO_RELEASE,
     true},
};

/* Every other context does not see it, VSS_CTX_ALL does. */
static void expect_seen(struct scene *scene, const struct context_row *row)
{
    for (size_t i = 0; i < VSTEST_COUNT(context_rows); i++) {
        const struct context_row *other = &context_rows[i];

        cr_expect_eq(look(scene, other->context, NULL), other == row && row->stays, "%s in %s",
                     row->name, other->name);
    }
    cr_expect_eq(look(scene, (LONG)VSS_CTX_ALL, NULL), row->stays, "%s", row->name);
    cr_expect_eq(is_snapshotted(), row->stays, "%s", row->name);
}

VSTEST_TABLE(life, a_context_says_how_long_and_for_whom, context_rows)
{
    const struct context_row *row = &context_rows[*row_];
    struct vsapi_file *file;
    VSS_SNAPSHOT_PROP prop;
    VSS_ID set_id, not_deleted;
    struct life life;
    LONG deleted;

    life_begin(&life);
    VSTEST_HR(vsapi_files_open(life.scene.host, "C:\\a", VSAPI_FILE_WRITE, &file), S_OK, "");
    VSTEST_HR(vsapi_file_close(file, 0), S_OK, "");
    life.scene.context = row->context;
    VSTEST_HR(scene_do(&life.scene, row->words), S_OK, row->name);
    set_id = life.scene.set_id;
    VSTEST_HR(life.scene.backup->lpVtbl->GetSnapshotProperties(life.scene.backup,
                                                               life.scene.snapshot_id, &prop),
              S_OK, row->name);
    cr_expect_eq(prop.m_lSnapshotAttributes,
                 row->attributes | VSS_VOLSNAP_ATTR_PLEX | VSS_VOLSNAP_ATTR_NOT_SURFACED, "%s: %lx",
                 row->name, (unsigned long)prop.m_lSnapshotAttributes);
    VssFreeSnapshotProperties(&prop);
    cr_expect(is_snapshotted(), "%s", row->name);
    scene_release(&life.scene);
    expect_seen(&life.scene, row);
    life_again(&life);
    expect_seen(&life.scene, row);
    VSTEST_HR(life.scene.backup->lpVtbl->DeleteSnapshots(life.scene.backup, set_id,
                                                         VSS_OBJECT_SNAPSHOT_SET, FALSE, &deleted,
                                                         &not_deleted),
              row->stays ? S_OK : VSS_E_OBJECT_NOT_FOUND, row->name);
    cr_expect_eq(deleted, row->stays);
    cr_expect(IsEqualGUID(&not_deleted, &GUID_NULL));
    cr_expect_not(is_snapshotted(), "%s", row->name);
    life_end(&life);
}

Test(life, numbers_of_the_set_stay_when_one_is_deleted_later)
{
    VSS_SNAPSHOT_PROP first, second;
    struct life life;

    life_begin(&life);
    life.scene.context = VSS_CTX_NAS_ROLLBACK;
    VSTEST_HR(scene_do(&life.scene, WITHOUT_WRITERS), S_OK, "");
    cr_expect_eq(look(&life.scene, VSS_CTX_NAS_ROLLBACK, &first), 1);
    life_again(&life);
    life.scene.context = VSS_CTX_NAS_ROLLBACK;
    VSTEST_HR(scene_do(&life.scene, WITHOUT_WRITERS), S_OK, "");
    cr_expect_eq(look(&life.scene, VSS_CTX_NAS_ROLLBACK, &second), 2, "the older one comes first");
    cr_expect_not(IsEqualGUID(&first.m_SnapshotId, &second.m_SnapshotId));
    cr_expect_not(IsEqualGUID(&first.m_SnapshotSetId, &second.m_SnapshotSetId));
    cr_expect_gt(second.m_tsCreationTimestamp, first.m_tsCreationTimestamp);
    life_end(&life);
}

/* ---- auto-recovery -----------------------------------------------------------------------------
 */

static void describe_backup(struct vsapi_wmd *metadata)
{
    metadata->components.items[0]->component_flags = VSS_CF_BACKUP_RECOVERY;
}

static void describe_rollback(struct vsapi_wmd *metadata)
{
    metadata->components.items[0]->component_flags = VSS_CF_APP_ROLLBACK_RECOVERY;
}

static const struct recovery_row {
    const char *name;
    LONG context;
    void (*describe)(struct vsapi_wmd *metadata);
    bool add, recovers;
} recovery_rows[] = {
    {"nobody asks", VSS_CTX_BACKUP, NULL, true, false},
    {"the writer asks", VSS_CTX_BACKUP, describe_backup, true, true},
    {"the writer takes no part", VSS_CTX_BACKUP, describe_backup, false, false},
    {"the writer asks for rollbacks only", VSS_CTX_BACKUP, describe_rollback, true, false},
    {"a rollback", VSS_CTX_APP_ROLLBACK, describe_rollback, true, true},
    {"the requester asks", VSS_CTX_BACKUP | VSS_VOLSNAP_ATTR_ROLLBACK_RECOVERY, NULL, true, true},
    {"the requester forbids it", VSS_CTX_BACKUP | VSS_VOLSNAP_ATTR_NO_AUTORECOVERY, describe_backup,
     true, false},
    {"client-accessible ones are read-only", VSS_CTX_CLIENT_ACCESSIBLE_WRITERS, describe_rollback,
     true, false},
};

struct recovered { /* what the writer found in PostSnapshot */
    struct vsapi_host *host;
    LONG context;
    HRESULT hr;
};

static void write_to_snapshot(struct scene_writer *writer, struct vsapi_event *event,
                              struct vsapi_event_answer *answer)
{
    struct recovered *recovered = (struct recovered *)writer->context;
    struct vsapi_file *file;
    char path[128];

    (void)answer;
    if (event->kind != VSAPI_EVENT_POST_SNAPSHOT)
        return;
    recovered->context = event->context;
    snprintf(path, sizeof path, "%s\\mended", event->volumes[0].device);
    recovered->hr = vsapi_files_open(recovered->host, path, VSAPI_FILE_WRITE, &file);
    if (SUCCEEDED(recovered->hr))
        vsapi_file_close(file, 0);
}

VSTEST_TABLE(life, writers_recover_what_they_or_the_requester_want_recovered, recovery_rows)
{
    const struct recovery_row *row = &recovery_rows[*row_];
    struct recovered recovered = {.hr = E_FAIL};
    struct scene_writer *writer, *other;
    VSS_SNAPSHOT_PROP prop;
    struct life life;

    life_begin(&life);
    recovered.host = life.scene.host;
    writer = scene_writer_new(&life.scene, "ledger", 1);
    writer->describe = row->describe;
    VSTEST_HR(scene_writer_subscribe(writer), S_OK, row->name);
    other = scene_writer_new(&life.scene, "index", 1);
    (row->add ? writer : other)->on_event = write_to_snapshot;
    (row->add ? writer : other)->context = &recovered;
    VSTEST_HR(scene_writer_subscribe(other), S_OK, row->name);
    life.scene.context = row->context;
    VSTEST_HR(scene_do(&life.scene, "create init context state gather"), S_OK, row->name);
    VSTEST_HR(scene_add_one(&life.scene, row->add ? writer : other, L"c0"), S_OK, row->name);
    VSTEST_HR(scene_do(&life.scene, "start volume prepare snapshot"), S_OK, row->name);
    VSTEST_HR(recovered.hr, row->recovers ? S_OK : HRESULT_FROM_WIN32(ERROR_WRITE_PROTECT),
              row->name);
    cr_expect_eq((recovered.context & VSS_VOLSNAP_ATTR_AUTORECOVER) != 0, row->recovers, "%s",
                 row->name);
    VSTEST_HR(life.scene.backup->lpVtbl->GetSnapshotProperties(life.scene.backup,
                                                               life.scene.snapshot_id, &prop),
              S_OK, row->name);
    cr_expect_eq((prop.m_lSnapshotAttributes & VSS_VOLSNAP_ATTR_AUTORECOVER) != 0, row->recovers,
                 "%s", row->name);
    VssFreeSnapshotProperties(&prop);
    life_end(&life);
}

/* ---- sets that fail ----------------------------------------------------------------------------
 */

/* Also in the last step, when the shadow copies are created and persistent. */
Test(life, a_set_that_fails_for_lack_of_memory_leaves_no_shadow_copy)
{
    struct scene scene;
    bool reached = true;

    VSTEST_HR(scene_start(&scene, VSAPI_DELIVERY_INLINE), S_OK, "");
    cr_assert_not_null(scene_writer_add(&scene, "ledger", 1));
    for (uint64_t nth = 1; reached; nth++) {
        HRESULT hr;

        scene.context = VSS_CTX_APP_ROLLBACK;
        VSTEST_HR(scene_do(&scene, "create init context state gather add start volume prepare"),
                  S_OK, "");
        vsapi_alloc_fail_at(nth, false);
        hr = scene_do(&scene, "snapshot");
        reached = vsapi_alloc_count() >= nth;
        vsapi_alloc_fail_at(0, false);
        scene_release(&scene);
        cr_expect_eq(is_snapshotted(), SUCCEEDED(hr), "allocation %u: %s", (unsigned)nth,
                     vsapi_hresult_name(hr));
        if (SUCCEEDED(hr) && reached) { /* one that could be done without */
            LONG deleted;
            VSS_ID not_deleted;

            look(&scene, (LONG)VSS_CTX_ALL, NULL);
            VSTEST_HR(scene.backup->lpVtbl->DeleteSnapshots(scene.backup, scene.set_id,
                                                            VSS_OBJECT_SNAPSHOT_SET, FALSE,
                                                            &deleted, &not_deleted),
                      S_OK, "");
            scene_release(&scene);
        }
    }
    VSTEST_HR(scene_end(&scene), S_OK, "");
}
