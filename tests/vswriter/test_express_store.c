/*
 * tests/vswriter/test_express_store.c - express writers that are registered: who sees them, for how
 * long, and in which events.
 */
#include <scene.h>

#include "../../vsapi/service/core.h"
#include "express.h"

#include <vsapi/store.h>
#include <vsapi/trace.h>

#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

/* ---- Register, Unregister -----------------------------------------------------------------------
 */

static HRESULT load_saved(IVssExpressWriter *to, struct fixture *from)
{
    BSTR xml = NULL;
    HRESULT hr = from->call->SaveAsXML(from->metadata, &xml);

    if (SUCCEEDED(hr))
        hr = to->lpVtbl->LoadMetadata(to, xml, 0);
    SysFreeString(xml);
    return hr;
}

static void take_part(struct scene *scene, const char *store)
{
    VSTEST_HR(scene_prepare(scene, VSAPI_DELIVERY_SERIAL, 0), S_OK, "");
    VSTEST_HR(vsapi_host_set_store(scene->host, store), S_OK, "");
    VSTEST_HR(vsapi_use_host(scene->host), S_OK, "");
    cr_assert_not_null(scene_writer_add(scene, "runs", 1));
}

/* A folder for the store of a machine; the caller removes it. */
static char *make_store(void)
{
    static char path[] = "/tmp/vsapi-express-XXXXXX";

    cr_assert_not_null(mkdtemp(path));
    return path;
}

static void remove_store(const char *path)
{
    char command[128];

    snprintf(command, sizeof command, "rm -rf '%s'", path);
    cr_assert_eq(system(command), 0);
}

static UINT gathered(struct scene *scene, const char *words)
{
    UINT count = 99;

    VSTEST_HR(scene_do(scene, words), S_OK, words);
    scene->backup->lpVtbl->GetWriterMetadataCount(scene->backup, &count);
    return count;
}

/* Where the machine keeps its express writers. */
static const bool stored[] = {false, true};

VSTEST_TABLE(express_store, a_class_is_registered_once, stored)
{
    const char *store = stored[*row_] ? make_store() : NULL;
    IVssExpressWriter *second;
    struct scene scene;
    struct fixture f;

    take_part(&scene, store);
    open_fixture(&f);
    VSTEST_HR(CreateVssExpressWriter(&second), S_OK, "");
    VSTEST_HR(second->lpVtbl->Register(second), VSS_E_BAD_STATE, "nothing to register");
    VSTEST_HR(second->lpVtbl->Unregister(second, WRITER), VSS_E_OBJECT_NOT_FOUND, "");
    VSTEST_HR(second->lpVtbl->Unregister(second, GUID_NULL), VSS_E_OBJECT_NOT_FOUND, "");

    VSTEST_HR(f.writer->lpVtbl->Register(f.writer), S_OK, "");
    VSTEST_HR(f.writer->lpVtbl->Register(f.writer), VSS_E_OBJECT_ALREADY_EXISTS, "");
    VSTEST_HR(load_saved(second, &f), S_OK, "");
    VSTEST_HR(second->lpVtbl->Register(second), VSS_E_OBJECT_ALREADY_EXISTS, "");
    VSTEST_HR(second->lpVtbl->Unregister(second, OTHER), VSS_E_OBJECT_NOT_FOUND, "");
    VSTEST_HR(second->lpVtbl->Unregister(second, WRITER), S_OK, "by another object");
    VSTEST_HR(second->lpVtbl->Unregister(second, WRITER), VSS_E_OBJECT_NOT_FOUND, "");
    VSTEST_HR(second->lpVtbl->Register(second), S_OK, "");
    VSTEST_HR(f.writer->lpVtbl->Unregister(f.writer, WRITER), S_OK, "");

    second->lpVtbl->Release(second);
    f.call->Release(f.metadata);
    f.writer->lpVtbl->Release(f.writer);
    cr_expect_eq(scene_end(&scene), S_OK);
    cr_expect_eq(vsapi_com_live(), 0);
    if (store)
        remove_store(store);
}

Test(express_store, a_registered_document_is_read_only)
{
    IVssExpressWriter *second;
    struct fixture f;
    BSTR xml = NULL;

    open_fixture(&f);
    VSTEST_HR(CreateVssExpressWriter(&second), S_OK, "");
    VSTEST_HR(load_saved(second, &f), S_OK, "");
    VSTEST_HR(second->lpVtbl->Register(second), S_OK, "");
    VSTEST_HR(f.writer->lpVtbl->Register(f.writer), VSS_E_OBJECT_ALREADY_EXISTS, "");
    VSTEST_HR(f.call->SetBackupSchema(f.metadata, VSS_BS_COPY), S_OK, "not registered");
    VSTEST_HR(second->lpVtbl->Unregister(second, WRITER), S_OK, "");
    second->lpVtbl->Release(second);

    VSTEST_HR(f.writer->lpVtbl->Register(f.writer), S_OK, "");
    VSTEST_HR(f.call->SetBackupSchema(f.metadata, 0), VSS_E_BAD_STATE, "");
    VSTEST_SENTENCE("Register", "");
    VSTEST_HR(f.call->AddExcludeFiles(f.metadata, L"C:\\", L"*", false), VSS_E_BAD_STATE, "");
    VSTEST_HR(f.call->SaveAsXML(f.metadata, &xml), S_OK, "reading is allowed");
    SysFreeString(xml);
    close_fixture(&f);
}

/* Saved, loaded and registered: what requesters get is what was built. */
static void expect_listed(struct scene *scene, const struct vsapi_wmd *expected)
{
    IVssExamineWriterMetadata *metadata;
    IVssBackupComponents *backup = scene->backup;
    BSTR text = NULL;
    char *found = NULL, *wanted = NULL, *xml = NULL;
    size_t size_bytes;
    VSS_ID instance;
    UINT count = 0;

    VSTEST_HR(backup->lpVtbl->GetWriterMetadataCount(backup, &count), S_OK, "");
    cr_assert_eq(count, 2, "%u writers", count);
    VSTEST_HR(backup->lpVtbl->GetWriterMetadata(backup, 1, &instance, &metadata), S_OK, "");
    cr_expect(IsEqualGUID(&instance, &expected->instance_id));
    VSTEST_HR(metadata->lpVtbl->SaveAsXML(metadata, &text), S_OK, "");
    VSTEST_HR(vsapi_text_from_wide(text, &found), S_OK, "");
    VSTEST_HR(vsapi_wmd_write(expected, &xml, &size_bytes), S_OK, "");
    wanted = vsapi_strdup(xml);
    VSTEST_TEXT(found, wanted, "");
    metadata->lpVtbl->Release(metadata);
    SysFreeString(text);
    vsapi_free(xml);
    vsapi_free(found);
    vsapi_free(wanted);
}

static void describe_all(struct fixture *f)
{
    f->call->AddFilesToFileGroup(f->metadata, L"Top", L"files", L"C:\\data\\x", L"*", true, NULL,
                                 DEFAULT_MASK);
    f->call->AddExcludeFiles(f->metadata, L"C:\\data\\x\\tmp", L"*", true);
    f->call->SetRestoreMethod(f->metadata, VSS_RME_RESTORE_IF_CAN_REPLACE, NULL, NULL,
                              VSS_WRE_NEVER, false);
    f->call->AddComponentDependency(f->metadata, L"Top", L"files", OTHER, NULL, L"db");
    VSTEST_HR(f->call->SetBackupSchema(f->metadata, VSS_BS_COPY), S_OK, "");
}

VSTEST_TABLE(express_store, requesters_see_what_was_registered, stored)
{
    const char *store = stored[*row_] ? make_store() : NULL;
    IVssExpressWriter *second;
    struct vsapi_wmd *wmd;
    struct scene scene;
    struct fixture f;

    take_part(&scene, store);
    open_fixture(&f);
    describe_all(&f);
    VSTEST_HR(CreateVssExpressWriter(&second), S_OK, "");
    VSTEST_HR(load_saved(second, &f), S_OK, "");
    wmd = model(&f);
    f.call->Release(f.metadata);
    f.writer->lpVtbl->Release(f.writer);
    VSTEST_HR(second->lpVtbl->Register(second), S_OK, "");
    second->lpVtbl->Release(second);

    /* Nobody of the writer's is left. */
    for (int i = 0; i < 2; i++) {
        VSTEST_HR(scene_do(&scene, "create init state gather"), S_OK, "");
        expect_listed(&scene, wmd);
        scene_release(&scene);
    }
    if (store) { /* another process of the same machine */
        cr_expect_eq(scene_end(&scene), S_OK);
        take_part(&scene, store);
        VSTEST_HR(scene_do(&scene, "create init state gather"), S_OK, "");
        expect_listed(&scene, wmd);
    }
    vsapi_wmd_unref(wmd);
    cr_expect_eq(scene_end(&scene), S_OK);
    cr_expect_eq(vsapi_com_live(), 0);
    if (store)
        remove_store(store);
}

/* Registers in a process of its own, on a machine with this store; its exit code. No service runs
 * here meanwhile. */
static int register_elsewhere(const char *store)
{
    pid_t child = fork();
    struct scene scene;
    struct fixture f;
    int status = -1;

    if (child != 0) {
        cr_assert_eq(waitpid(child, &status, 0), child);
        return WEXITSTATUS(status);
    }
    if (FAILED(scene_prepare(&scene, VSAPI_DELIVERY_SERIAL, 0)) ||
        FAILED(vsapi_host_set_store(scene.host, store)) || FAILED(vsapi_use_host(scene.host)) ||
        FAILED(CreateVssExpressWriter(&f.writer)) ||
        FAILED(create_metadata(f.writer, WRITER, &f.metadata)))
        _exit(1);
    _exit(f.writer->lpVtbl->Register(f.writer) == S_OK ? 0 : 2);
}

Test(express_store, another_process_is_on_the_same_machine)
{
    char *store = make_store();
    IVssExpressWriter *writer;
    struct scene scene;

    cr_expect_eq(register_elsewhere(store), 0);
    cr_expect_eq(register_elsewhere(store), 2, "it is there already");
    take_part(&scene, store);
    cr_expect_eq(gathered(&scene, "create init state gather"), 2);
    scene_release(&scene);
    VSTEST_HR(CreateVssExpressWriter(&writer), S_OK, "");
    VSTEST_HR(writer->lpVtbl->Unregister(writer, WRITER), S_OK, "");
    writer->lpVtbl->Release(writer);
    cr_expect_eq(scene_end(&scene), S_OK);
    cr_expect_eq(register_elsewhere(store), 0);
    remove_store(store);
}

/* Without a store the registration ends with the host. */
Test(express_store, without_a_store_it_lasts_as_long_as_the_host)
{
    struct scene scene;
    struct fixture f;
    UINT count = 0;

    take_part(&scene, NULL);
    open_fixture(&f);
    VSTEST_HR(f.writer->lpVtbl->Register(f.writer), S_OK, "");
    cr_expect_eq(scene_end(&scene), S_OK);
    take_part(&scene, NULL);
    VSTEST_HR(scene_do(&scene, "create init state gather"), S_OK, "");
    scene.backup->lpVtbl->GetWriterMetadataCount(scene.backup, &count);
    cr_expect_eq(count, 1);
    VSTEST_HR(f.writer->lpVtbl->Unregister(f.writer, WRITER), VSS_E_OBJECT_NOT_FOUND, "");
    scene_release(&scene);
    f.call->Release(f.metadata);
    f.writer->lpVtbl->Release(f.writer);
    cr_expect_eq(scene_end(&scene), S_OK);
}

/* ---- in a backup and a restore ------------------------------------------------------------------
 */

static void add_express(struct scene *scene)
{
    IVssBackupComponents *backup = scene->backup;
    IVssExamineWriterMetadata *metadata;
    VSS_ID instance;

    VSTEST_HR(backup->lpVtbl->GetWriterMetadata(backup, 1, &instance, &metadata), S_OK, "");
    metadata->lpVtbl->Release(metadata);
    VSTEST_HR(
        backup->lpVtbl->AddComponent(backup, instance, WRITER, VSS_CT_FILEGROUP, L"Top", L"files"),
        S_OK, "");
}

static void select_express(struct scene *scene)
{
    VSTEST_HR(scene->backup->lpVtbl->SetSelectedForRestore(scene->backup, WRITER, VSS_CT_FILEGROUP,
                                                           L"Top", L"files", true),
              S_OK, "");
}

/* Counts the events that the trace shows for the writer "Settings". */
static unsigned identifies, other_events;

static void count_events(void *context, const char *line, size_t length)
{
    char text[4096];

    (void)context;
    snprintf(text, sizeof text, "%.*s", (int)length, line);
    if (!strstr(text, "\"kind\":\"event\"") || !strstr(text, "\"phase\":\"begin\"") ||
        !strstr(text, "\"writer\":\"Settings\""))
        return;
    if (strstr(text, "\"name\":\"Identify\""))
        identifies++;
    else
        other_events++;
}

Test(express_store, they_take_part_in_no_event_but_identify)
{
    struct scene scene;
    struct fixture f;

    take_part(&scene, NULL);
    open_fixture(&f);
    describe_all(&f);
    VSTEST_HR(f.writer->lpVtbl->Register(f.writer), S_OK, "");
    vsapi_trace_sink(count_events, NULL);

    VSTEST_HR(scene_do(&scene, "create init state gather add"), S_OK, "");
    add_express(&scene);
    VSTEST_HR(scene_do(&scene, "start volume prepare snapshot status"), S_OK, "");
    cr_expect(scene.status_count == 2 && scene.failure == S_OK);
    VSTEST_HR(scene_do(&scene, "succeed save complete status"), S_OK, "");
    cr_expect(scene.status_count == 2 && scene.failure == S_OK);
    scene_release(&scene);

    VSTEST_HR(scene_do(&scene, "create initrestore gather select"), S_OK, "");
    select_express(&scene);
    VSTEST_HR(scene_do(&scene, "prerestore postrestore status"), S_OK, "");
    scene_release(&scene);

    /* Without components, too; and when it fails. */
    VSTEST_HR(scene_do(&scene, "create init volumestate gather start volume prepare abort"), S_OK,
              "");
    scene_release(&scene);
    vsapi_trace_sink(NULL, NULL);
    cr_expect_eq(identifies, 3, "%u Identify", identifies);
    cr_expect_eq(other_events, 0, "%u other events", other_events);
    cr_expect_eq(scene_events(&scene.writers[0], VSAPI_EVENT_FREEZE), 1);

    f.call->Release(f.metadata);
    f.writer->lpVtbl->Release(f.writer);
    cr_expect_eq(scene_end(&scene), S_OK);
    cr_expect_eq(vsapi_com_live(), 0);
}

/* They are disabled like others; a session keeps what it has gathered. */
Test(express_store, a_session_knows_those_it_gathered)
{
    IVssBackupComponents *backup;
    struct scene scene;
    struct fixture f;

    take_part(&scene, NULL);
    open_fixture(&f);
    VSTEST_HR(f.writer->lpVtbl->Register(f.writer), S_OK, "");
    VSTEST_HR(scene_do(&scene, "create init state"), S_OK, "");
    backup = scene.backup;
    VSTEST_HR(backup->lpVtbl->DisableWriterClasses(backup, &WRITER, 1), S_OK, "");
    cr_expect_eq(gathered(&scene, "gather"), 1);
    scene_release(&scene);
    VSTEST_HR(scene_do(&scene, "create init state status"), S_OK, "");
    cr_expect_eq(scene.status_count, 2, "before gathering");
    cr_expect_eq(gathered(&scene, "gather"), 2);
    VSTEST_HR(f.writer->lpVtbl->Unregister(f.writer, WRITER), S_OK, "");
    add_express(&scene);
    VSTEST_HR(scene_do(&scene, "start volume prepare snapshot status"), S_OK, "");
    cr_expect(scene.status_count == 2 && scene.failure == S_OK);
    scene_release(&scene);
    cr_expect_eq(gathered(&scene, "create init state gather"), 1);
    scene_release(&scene);

    f.call->Release(f.metadata);
    f.writer->lpVtbl->Release(f.writer);
    cr_expect_eq(scene_end(&scene), S_OK);
}

/* An instance id belongs to one writer: a document that came with that of a running one is left
 * out. */
Test(express_store, an_instance_id_is_of_one_writer)
{
    struct vsapi_service *service;
    struct vsapi_wmd *wmd;
    struct scene scene;
    struct fixture f;

    take_part(&scene, NULL);
    open_fixture(&f);
    wmd = model(&f);
    wmd->instance_id = scene.writers[0].instance_id;
    VSTEST_HR(vsapi_embedded_service(&service), S_OK, "");
    VSTEST_HR(vsapi_service_add_express(service, wmd), S_OK, "");
    cr_expect_eq(gathered(&scene, "create init state gather"), 1);
    vsapi_wmd_unref(wmd);
    f.call->Release(f.metadata);
    f.writer->lpVtbl->Release(f.writer);
    cr_expect_eq(scene_end(&scene), S_OK);
}

/* ---- a damaged store ----------------------------------------------------------------------------
 */

static const char STORED_NAME[] = "000000e1-0002-0003-0405-060708090a0b.xml";

static void put(struct scene *scene, const char *name, const char *text)
{
    int lock;

    VSTEST_HR(vsapi_store_lock(scene->host, &lock), S_OK, "");
    VSTEST_HR(vsapi_store_write(scene->host, "express-writers", name, text, strlen(text)), S_OK,
              name);
    vsapi_store_unlock(lock);
}

static HRESULT fetch(struct scene *scene, const char *name)
{
    size_t size_bytes;
    char *bytes = NULL;
    HRESULT hr = vsapi_store_read(scene->host, "express-writers", name, &bytes, &size_bytes);

    if (SUCCEEDED(hr))
        vsapi_free(bytes);
    return hr;
}

static const struct damage_row {
    const char *row;
    const char *name; /* of the file */
    const char *text;
} damage_rows[] = {
    {"no XML", STORED_NAME, "hello"},
    {"empty", STORED_NAME, ""},
    {"another writer's name", "000000e3-0002-0003-0405-060708090a0b.xml", NULL},
    {"no id for a name", "readme.txt", NULL},
};

/* The damaged file is set aside; the others are seen, and the class can be registered anew. */
VSTEST_TABLE(express_store, a_damaged_registration_is_set_aside, damage_rows)
{
    const struct damage_row *row = &damage_rows[*row_];
    char *store = make_store(), *xml = NULL;
    struct vsapi_wmd *wmd;
    struct scene scene;
    size_t size_bytes;
    struct fixture f;

    take_part(&scene, store);
    open_fixture(&f);
    wmd = model(&f);
    VSTEST_HR(vsapi_wmd_write(wmd, &xml, &size_bytes), S_OK, "");
    put(&scene, row->name, row->text ? row->text : xml);
    cr_expect_eq(gathered(&scene, "create init state gather"), 1, "%s", row->row);
    scene_release(&scene);
    VSTEST_HR(fetch(&scene, row->name), HRESULT_FROM_WIN32(ERROR_FILE_NOT_FOUND), row->row);

    put(&scene, STORED_NAME, "damaged");
    VSTEST_HR(f.writer->lpVtbl->Register(f.writer), S_OK, "in place of the damaged one");
    cr_expect_eq(gathered(&scene, "create init state gather"), 2, "%s", row->row);
    scene_release(&scene);
    put(&scene, STORED_NAME, "damaged");
    VSTEST_HR(f.writer->lpVtbl->Unregister(f.writer, WRITER), S_OK, "also a damaged one");
    VSTEST_HR(fetch(&scene, STORED_NAME), HRESULT_FROM_WIN32(ERROR_FILE_NOT_FOUND), row->row);

    vsapi_free(xml);
    vsapi_wmd_unref(wmd);
    f.call->Release(f.metadata);
    f.writer->lpVtbl->Release(f.writer);
    cr_expect_eq(scene_end(&scene), S_OK);
    remove_store(store);
}

/* ---- memory -------------------------------------------------------------------------------------
 */

static HRESULT create_and_build(IVssExpressWriter *writer)
{
    IVssCreateExpressWriterMetadata *metadata;
    HRESULT hr = create_metadata(writer, WRITER, &metadata);

    if (FAILED(hr))
        return hr;
    hr = metadata->lpVtbl->AddComponent(metadata, VSS_CT_FILEGROUP, NULL, L"n", NULL, NULL, 0,
                                        false, false, true, false, 0);
    if (SUCCEEDED(hr))
        hr = metadata->lpVtbl->AddFilesToFileGroup(metadata, NULL, L"n", L"C:\\", L"*", true, NULL,
                                                   DEFAULT_MASK);
    metadata->lpVtbl->Release(metadata);
    return hr;
}

static HRESULT list_writers(struct vsapi_service *service)
{
    vsapi_subscriptions list;
    HRESULT hr = vsapi_service_writers(service, &list);

    if (SUCCEEDED(hr))
        vsapi_subscriptions_finish(&list);
    return hr;
}

VSTEST_TABLE(express_store, registering_survives_a_lack_of_memory, stored)
{
    const char *store = stored[*row_] ? make_store() : NULL;
    IVssExpressWriter *writer = NULL;
    struct vsapi_service *service;
    struct scene scene;
    BSTR xml = NULL;
    struct fixture f;

    take_part(&scene, store);
    VSTEST_FAIL_EACH_ALLOCATION(CreateVssExpressWriter(&writer),
                                if (writer) writer->lpVtbl->Release(writer);
                                writer = NULL);
    open_fixture(&f);
    VSTEST_FAIL_EACH_ALLOCATION(create_and_build(f.writer), (void)0);
    VSTEST_FAIL_EACH_ALLOCATION(f.writer->lpVtbl->Register(f.writer), (void)0);
    VSTEST_HR(f.call->SaveAsXML(f.metadata, &xml), S_OK, "");
    VSTEST_FAIL_EACH_ALLOCATION(f.writer->lpVtbl->LoadMetadata(f.writer, xml, 0), (void)0);
    SysFreeString(xml);
    VSTEST_HR(vsapi_embedded_service(&service), S_OK, "");
    VSTEST_FAIL_EACH_ALLOCATION(list_writers(service), (void)0);
    cr_expect_eq(gathered(&scene, "create init state gather"), 2);
    scene_release(&scene);
    if (store)
        VSTEST_FAIL_EACH_ALLOCATION(f.writer->lpVtbl->Unregister(f.writer, WRITER), (void)0);
    f.call->Release(f.metadata);
    f.writer->lpVtbl->Release(f.writer);
    cr_expect_eq(scene_end(&scene), S_OK);
    cr_expect_eq(vsapi_com_live(), 0);
    if (store)
        remove_store(store);
}
