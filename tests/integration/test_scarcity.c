/*
 * tests/integration/test_scarcity.c - no room on the disk, a store that cannot be written to, no
 * memory: an error comes back, nothing stays behind, the next backup works.
 */
#include <scene.h>
#include <vstest.h>

#include <vsapi/alloc.h>
#include <vsapi/folder.h>

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- a full disk
 * --------------------------------------------------------------------------------------- */

/* A volume over a folder, where a shadow copy needs the room of its files; as full as it can be for
 * the backup to begin. */
static void start_full(struct scene *scene, char folder[])
{
    static const char block[600 * 1024];
    const struct vsapi_volume_options volume = {
        .size = sizeof volume, .mount = "C:\\", .folder = folder, .capacity_bytes = 1024 * 1024};
    struct vsapi_file *file;

    memset(scene, 0, sizeof *scene);
    cr_assert_not_null(mkdtemp(folder));
    VSTEST_HR(vsapi_host_create(&scene->host), S_OK, "");
    VSTEST_HR(vsapi_host_add_volume(scene->host, &volume, NULL), S_OK, "");
    scene->backup_type = VSS_BT_FULL;
    VSTEST_HR(vsapi_use_host(scene->host), S_OK, "");
    VSTEST_HR(vsapi_files_open(scene->host, "C:\\full.bin", VSAPI_FILE_WRITE, &file), S_OK, "");
    VSTEST_HR(vsapi_file_write(file, 0, block, sizeof block), S_OK, "");
    VSTEST_HR(vsapi_file_close(file, 0), S_OK, "");
}

Test(scarcity, a_full_disk_fails_the_set_and_not_the_next_one)
{
    char folder[] = "/tmp/vsapi-full-XXXXXX";
    struct scene scene;

    start_full(&scene, folder);
    cr_assert_not_null(scene_writer_add(&scene, "ledger", 1));
    VSTEST_HR(scene_do(&scene, SCENE_TO_SNAPSHOT), VSS_E_INSUFFICIENT_STORAGE, "");
    cr_expect(strncmp(scene.step, "snapshot", scene.step_length) == 0, "%s failed", scene.step);
    cr_expect_neq(vsapi_last_message()[0], '\0', "no sentence");
    VSTEST_HR(scene_do(&scene, "properties"), VSS_E_OBJECT_NOT_FOUND, "");
    cr_expect_eq(scene_events(&scene.writers[0], VSAPI_EVENT_FREEZE), 0, "it was known before");
    scene_release(&scene);
    VSTEST_HR(vsapi_files_remove(scene.host, "C:\\full.bin"), S_OK, "");
    VSTEST_HR(scene_do(&scene, SCENE_BACKUP), S_OK, "the next backup");
    VSTEST_HR(scene.failure, S_OK, "the next backup");
    VSTEST_HR(scene_end(&scene), S_OK, "");
    cr_expect_eq(rmdir(folder), 0, "something is left in %s", folder);
}

/* ---- a store that cannot be written to
 * --------------------------------------------------------------------------------------- */

/* Where the store notes whose set is under construction there is a folder. */
Test(scarcity, no_set_is_begun_where_the_store_cannot_be_held)
{
    const struct vsapi_volume_options volume = {.size = sizeof volume, .mount = "C:\\"};
    char folder[] = "/tmp/vsapi-held-XXXXXX", held[64], obstacle[96];
    struct scene scene = {0};

    cr_assert_not_null(mkdtemp(folder));
    snprintf(held, sizeof held, "%s/held", folder);
    snprintf(obstacle, sizeof obstacle, "%s/shadow-copy-set-in-progress", held);
    cr_assert(mkdir(held, 0700) == 0 && mkdir(obstacle, 0700) == 0);
    VSTEST_HR(vsapi_host_create(&scene.host), S_OK, "");
    VSTEST_HR(vsapi_host_set_store(scene.host, folder), S_OK, "");
    VSTEST_HR(vsapi_host_add_volume(scene.host, &volume, NULL), S_OK, "");
    VSTEST_HR(vsapi_use_host(scene.host), S_OK, "");
    VSTEST_HR(scene_do(&scene, "create init start"), VSS_E_UNEXPECTED, "");
    cr_expect(strstr(vsapi_last_message(), "store"), "%s", vsapi_last_message());
    cr_assert_eq(rmdir(obstacle), 0);
    VSTEST_HR(scene_do(&scene, "start volume"), S_OK, "");
    VSTEST_HR(scene_end(&scene), S_OK, "");
    VSTEST_HR(vsapi_folder_remove(folder), S_OK, "");
}

/* ---- memory
 * --------------------------------------------------------------------------------------------- */

/* Frozen between Freeze and the first of Thaw and Abort. */
static void note_frozen(struct scene_writer *writer, struct vsapi_event *event,
                        struct vsapi_event_answer *answer)
{
    bool *frozen = (bool *)writer->context;

    (void)answer;
    if (event->kind == VSAPI_EVENT_FREEZE)
        *frozen = true;
    if (event->kind == VSAPI_EVENT_THAW || event->kind == VSAPI_EVENT_ABORT)
        *frozen = false;
}

/* The scene's own part, the writer, is told to fail its event when it has no memory. */
static HRESULT backup_and_restore(struct scene *scene)
{
    HRESULT hr = scene_do(scene, SCENE_BACKUP);

    if (SUCCEEDED(hr))
        hr = scene->failure;
    scene_release(scene);
    if (SUCCEEDED(hr))
        hr = scene_do(scene, SCENE_RESTORE);
    if (SUCCEEDED(hr))
        hr = scene->failure;
    scene_release(scene);
    return hr;
}

/* What a writer's own failure for lack of memory looks like at the requester. */
static bool is_honest(HRESULT hr)
{
    return hr == S_OK || hr == E_OUTOFMEMORY || hr == VSS_E_WRITERERROR_NONRETRYABLE ||
           hr == VSS_E_WRITERERROR_OUTOFRESOURCES || hr == VSS_E_UNEXPECTED_WRITER_ERROR ||
           hr == VSS_E_OBJECT_NOT_FOUND || hr == VSS_E_INSUFFICIENT_STORAGE;
}

static const struct memory_row {
    const char *name;
    enum vsapi_delivery delivery;
} memory_rows[] = {
    {"inline", VSAPI_DELIVERY_INLINE},
    {"serial", VSAPI_DELIVERY_SERIAL},
};

VSTEST_TABLE(scarcity, each_allocation_of_a_backup_may_fail, memory_rows)
{
    const struct memory_row *row = &memory_rows[*row_];
    static bool frozen[2];
    unsigned failed = 0;
    struct scene scene;
    bool reached = true;
    long live;

    VSTEST_HR(scene_start(&scene, row->delivery), S_OK, row->name);
    for (unsigned i = 0; i < 2; i++) {
        struct scene_writer *writer = scene_writer_new(&scene, i ? "index" : "ledger", i + 1);

        writer->on_event = note_frozen;
        writer->context = &frozen[i];
        VSTEST_HR(scene_writer_subscribe(writer), S_OK, row->name);
    }
    VSTEST_HR(backup_and_restore(&scene), S_OK, row->name);
    live = vsapi_com_live();
    for (uint64_t nth = 1; reached && nth < 100000; nth++) {
        HRESULT hr;

        vsapi_alloc_fail_at(nth, false);
        hr = backup_and_restore(&scene);
        reached = vsapi_alloc_count() >= nth;
        vsapi_alloc_fail_at(0, false);
        cr_expect(is_honest(hr), "%s: allocation %u: %s: %s", row->name, (unsigned)nth,
                  vsapi_hresult_name(hr), vsapi_last_message());
        cr_expect_eq(vsapi_com_live(), live, "%s: allocation %u: an object is left", row->name,
                     (unsigned)nth);
        cr_expect(!frozen[0] && !frozen[1], "%s: allocation %u: a writer stays frozen", row->name,
                  (unsigned)nth);
        failed += reached && FAILED(hr);
        if (nth % 50 == 0)
            VSTEST_HR(backup_and_restore(&scene), S_OK, "the next backup");
    }
    cr_expect_not(reached, "%s: it never came through", row->name);
    cr_expect_gt(failed, 100, "%s: only %u runs failed", row->name, failed);
    VSTEST_HR(backup_and_restore(&scene), S_OK, "the last backup");
    VSTEST_HR(scene_end(&scene), S_OK, row->name);
}
