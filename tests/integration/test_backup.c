/*
 * tests/integration/test_backup.c - whole backups and restores through all rooms, when nothing
 * fails: requester, service, writers, provider, files.
 */
#include <scene.h>
#include <vstest.h>

static void expect_events(const struct scene_writer *writer, const char *what,
                          const unsigned expected[SCENE_EVENTS])
{
    for (int i = 0; i < SCENE_EVENTS; i++) {
        enum vsapi_event_kind kind = (enum vsapi_event_kind)(VSAPI_EVENT_IDENTIFY + i);

        cr_expect_eq(scene_events(writer, kind), expected[i], "%s: %u %s, not %u", what,
                     scene_events(writer, kind), vsapi_event_name(kind), expected[i]);
    }
}

static void expect_file(struct scene *scene, const char *path, const char *text)
{
    char found[100];

    VSTEST_HR(scene_read_file(scene, path, found, sizeof found), S_OK, path);
    VSTEST_TEXT(found, text, path);
}

/* The path of a file on the shadow copy that the scene has made. */
static void shadow_path(struct scene *scene, const char *rest, char *out, size_t size)
{
    VSS_SNAPSHOT_PROP prop;

    VSTEST_HR(
        scene->backup->lpVtbl->GetSnapshotProperties(scene->backup, scene->snapshot_id, &prop),
        S_OK, "");
    snprintf(out, size, "%ls\\%s", prop.m_pwszSnapshotDeviceObject, rest);
    VssFreeSnapshotProperties(&prop);
}

static const struct delivery_row {
    const char *name;
    enum vsapi_delivery delivery;
} delivery_rows[] = {
    {"parallel", VSAPI_DELIVERY_PARALLEL},
    {"serial", VSAPI_DELIVERY_SERIAL},
    {"inline", VSAPI_DELIVERY_INLINE},
};

VSTEST_TABLE(backup, files_come_back_as_they_were_when_the_shadow_copy_was_made, delivery_rows)
{
    static const unsigned events[SCENE_EVENTS] = {2, 1, 1, 1, 1, 1, 0, 1, 1, 1, 1};
    const char *name = delivery_rows[*row_].name;
    struct scene_writer *ledger, *idle;
    char path[200], saved[100];
    struct scene scene;

    VSTEST_HR(scene_start(&scene, delivery_rows[*row_].delivery), S_OK, name);
    ledger = scene_writer_add(&scene, "ledger", 2);
    idle = scene_writer_add(&scene, "idle", 0);
    cr_assert(ledger && idle);
    VSTEST_HR(vsapi_files_make_folder(scene.host, "C:\\data\\ledger"), S_OK, name);
    VSTEST_HR(scene_write_file(&scene, "C:\\data\\ledger\\a.dat", "as it was"), S_OK, name);

    VSTEST_HR(scene_do(&scene, SCENE_TO_SNAPSHOT), S_OK, name);
    VSTEST_HR(scene_write_file(&scene, "C:\\data\\ledger\\a.dat", "changed since"), S_OK, name);
    shadow_path(&scene, "data\\ledger\\a.dat", path, sizeof path);
    VSTEST_HR(scene_read_file(&scene, path, saved, sizeof saved), S_OK, name);
    VSTEST_TEXT(saved, "as it was", name);
    VSTEST_HR(scene_write_file(&scene, path, "x"), HRESULT_FROM_WIN32(ERROR_WRITE_PROTECT), name);
    VSTEST_HR(scene_do(&scene, "status succeed save complete status"), S_OK, name);
    VSTEST_HR(scene.failure, S_OK, name);
    cr_expect_eq(scene.state, VSS_WS_STABLE, "%s", name);
    cr_expect_eq(scene_release(&scene), 0, "%s", name);
    VSTEST_HR(scene_read_file(&scene, path, path, sizeof path),
              HRESULT_FROM_WIN32(ERROR_PATH_NOT_FOUND), "the shadow copy went with the object");

    VSTEST_HR(scene_do(&scene, "create initrestore gather select prerestore"), S_OK, name);
    VSTEST_HR(scene_write_file(&scene, "C:\\data\\ledger\\a.dat", saved), S_OK, name);
    VSTEST_HR(scene_do(&scene, "filestatus postrestore status"), S_OK, name);
    VSTEST_HR(scene.failure, S_OK, name);
    scene_release(&scene);
    expect_file(&scene, "C:\\data\\ledger\\a.dat", "as it was");
    expect_events(ledger, name, events);
    cr_expect_eq(scene_events(idle, VSAPI_EVENT_PRE_RESTORE), 0, "%s: nothing of it is restored",
                 name);
    VSTEST_HR(scene_end(&scene), S_OK, name);
}

/* ---- without components
 * ------------------------------------------------------------------------------------- */

static void expect_no_components(struct scene_writer *writer, struct vsapi_event *event,
                                 struct vsapi_event_answer *answer)
{
    (void)writer;
    if (event->components || event->select_components)
        answer->refused = true;
}

Test(backup, a_volume_is_backed_up_without_components)
{
    static const unsigned events[SCENE_EVENTS] = {1, 1, 1, 1, 1, 1, 0, 1, 1, 0, 0};
    struct scene_writer *writer;
    struct scene scene;
    char path[200];
    UINT count = 9;

    VSTEST_HR(scene_start(&scene, VSAPI_DELIVERY_PARALLEL), S_OK, "");
    writer = scene_writer_new(&scene, "ledger", 2);
    writer->on_event = expect_no_components;
    VSTEST_HR(scene_writer_subscribe(writer), S_OK, "");
    VSTEST_HR(scene_write_file(&scene, "C:\\any.txt", "anything"), S_OK, "");
    VSTEST_HR(
        scene_do(&scene, "create init volumestate gather start volume prepare snapshot status"),
        S_OK, "");
    VSTEST_HR(scene.failure, S_OK, "");
    VSTEST_HR(scene.backup->lpVtbl->GetWriterComponentsCount(scene.backup, &count), S_OK, "");
    cr_expect_eq(count, 0);
    shadow_path(&scene, "any.txt", path, sizeof path);
    expect_file(&scene, path, "anything");
    VSTEST_HR(scene_do(&scene, "save complete status"), S_OK, "");
    VSTEST_HR(scene.failure, S_OK, "");
    scene_release(&scene);
    expect_events(writer, "", events);
    VSTEST_HR(scene_end(&scene), S_OK, "");
}

Test(backup, a_context_without_writers_asks_none)
{
    static const unsigned events[SCENE_EVENTS] = {0};
    struct scene scene;

    VSTEST_HR(scene_start(&scene, VSAPI_DELIVERY_PARALLEL), S_OK, "");
    scene_writer_add(&scene, "ledger", 2);
    scene.context = VSS_CTX_FILE_SHARE_BACKUP;
    VSTEST_HR(scene_do(&scene, "create init context start volume snapshot properties"), S_OK, "");
    scene_release(&scene);
    expect_events(&scene.writers[0], "", events);
    VSTEST_HR(scene_end(&scene), S_OK, "");
}

Test(backup, a_writer_that_is_disabled_is_not_asked)
{
    static const unsigned none[SCENE_EVENTS] = {0};
    static const unsigned all[SCENE_EVENTS] = {1, 1, 1, 1, 1, 1, 0, 1, 1, 0, 0};
    struct scene scene;
    UINT count = 0;

    VSTEST_HR(scene_start(&scene, VSAPI_DELIVERY_PARALLEL), S_OK, "");
    scene_writer_add(&scene, "off", 0);
    scene_writer_add(&scene, "on", 1);
    VSTEST_HR(scene_do(&scene, "create init disable state gather"), S_OK, "");
    VSTEST_HR(scene.backup->lpVtbl->GetWriterMetadataCount(scene.backup, &count), S_OK, "");
    cr_expect_eq(count, 1);
    VSTEST_HR(scene_do(&scene, "add start volume prepare snapshot succeed complete"), S_OK, "");
    scene_release(&scene);
    expect_events(&scene.writers[0], "off", none);
    expect_events(&scene.writers[1], "on", all);
    VSTEST_HR(scene_end(&scene), S_OK, "");
}

Test(backup, a_hundred_backups_leave_nothing_behind)
{
    struct scene scene;
    long live = 0;

    VSTEST_HR(scene_start(&scene, VSAPI_DELIVERY_PARALLEL), S_OK, "");
    scene_writer_add(&scene, "ledger", 3);
    for (int i = 0; i < 100; i++) {
        VSTEST_HR(scene_do(&scene, SCENE_BACKUP), S_OK, "");
        cr_expect_eq(scene_release(&scene), 0);
        if (i == 0)
            live = vsapi_com_live();
    }
    cr_expect_eq(vsapi_com_live(), live);
    cr_expect_eq(scene_events(&scene.writers[0], VSAPI_EVENT_BACKUP_SHUTDOWN), 100);
    VSTEST_HR(scene_end(&scene), S_OK, "");
}

Test(backup, two_requesters_take_turns)
{
    struct scene scene, other = {0};

    VSTEST_HR(scene_start(&scene, VSAPI_DELIVERY_PARALLEL), S_OK, "");
    scene_writer_add(&scene, "ledger", 1);
    other.backup_type = VSS_BT_COPY;
    VSTEST_HR(scene_do(&scene, "create init state gather add start volume prepare"), S_OK, "");
    VSTEST_HR(scene_do(&other, "create init volumestate gather start"),
              VSS_E_SNAPSHOT_SET_IN_PROGRESS, "one shadow copy is made at a time");
    cr_expect_neq(vsapi_last_message()[0], '\0');
    VSTEST_HR(scene_do(&scene, "snapshot"), S_OK, "");
    VSTEST_HR(scene_do(&other, "start volume prepare snapshot complete"), S_OK, "now it may");
    VSTEST_HR(scene_do(&scene, "succeed complete"), S_OK, "");
    scene_release(&other);
    VSTEST_HR(scene_end(&scene), S_OK, "");
}
