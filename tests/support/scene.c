/*
 * tests/support/scene.c - the machine, the writers and the words of scene.h.
 */
#include "scene.h"

/* ---- the writer -------------------------------------------------------------------------------
 */

static bool scene_metadata(struct scene_writer *writer, struct vsapi_wmd **out)
{
    struct vsapi_wm_component *component;
    struct vsapi_wmd *metadata;
    char name[16], path[64];

    if (FAILED(vsapi_wmd_create(&metadata)))
        return false;
    metadata->writer_id = writer->writer_id;
    metadata->instance_id = writer->instance_id;
    metadata->usage = VSS_UT_USERDATA;
    metadata->source = VSS_ST_OTHER;
    snprintf(path, sizeof path, "C:\\data\\%s", writer->name);
    bool whole = SUCCEEDED(vsapi_wmd_text(metadata, &metadata->friendly_name, writer->name));
    for (unsigned i = 0; whole && i < writer->component_count; i++) {
        snprintf(name, sizeof name, "c%u", i);
        whole =
            SUCCEEDED(vsapi_wmd_add_component(metadata, VSS_CT_FILEGROUP, NULL, name, &component));
        if (!whole)
            break;
        component->selectable = true;
        whole = SUCCEEDED(
            vsapi_wmd_add_filedesc(metadata, &component->files, path, "*", true, NULL, 0xF0F));
    }
    if (whole && writer->describe)
        writer->describe(metadata);
    if (!whole) {
        vsapi_wmd_unref(metadata);
        return false;
    }
    *out = metadata;
    return true;
}

static void scene_deliver(void *object, struct vsapi_event *event,
                          struct vsapi_event_answer *answer)
{
    struct scene_writer *writer = (struct scene_writer *)object;

    atomic_fetch_add(&writer->counts[event->kind - VSAPI_EVENT_IDENTIFY], 1);
    if (event->kind == VSAPI_EVENT_IDENTIFY)
        answer->refused = !scene_metadata(writer, &answer->metadata);
    if (writer->refuse & SCENE_BIT(event->kind)) {
        answer->refused = true;
        answer->hr = writer->failure;
    }
    if (writer->on_event)
        writer->on_event(writer, event, answer);
}

static const struct vsapi_writer_ops scene_writer_ops = {sizeof scene_writer_ops, scene_deliver,
                                                         NULL};

unsigned scene_events(const struct scene_writer *writer, enum vsapi_event_kind kind)
{
    return atomic_load(&writer->counts[kind - VSAPI_EVENT_IDENTIFY]);
}

struct scene_writer *scene_writer_new(struct scene *scene, const char *name,
                                      unsigned component_count)
{
    struct scene_writer *writer = &scene->writers[scene->writer_count++];

    writer->name = name;
    writer->writer_id.Data1 = 0x10 + (DWORD)scene->writer_count;
    writer->writer_id.Data4[7] = 1;
    writer->instance_id.Data1 = 0x20 + (DWORD)scene->writer_count;
    writer->instance_id.Data4[7] = 2;
    writer->component_count = component_count;
    return writer;
}

HRESULT scene_writer_subscribe(struct scene_writer *writer)
{
    struct vsapi_writer_info info = {
        .size = sizeof info,
        .writer_id = writer->writer_id,
        .instance_id = writer->instance_id,
        .name = writer->name,
        .usage = VSS_UT_USERDATA,
        .source = VSS_ST_OTHER,
        .level = VSS_APP_FRONT_END,
        .timeout_freeze_ms = 60000,
        .event_mask = VSS_SM_ALL_FLAGS,
    };
    struct vsapi_service *service;
    HRESULT hr = vsapi_embedded_service(&service);

    if (FAILED(hr))
        return hr;
    return vsapi_service_subscribe(service, &info, &scene_writer_ops, writer,
                                   &writer->subscription);
}

struct scene_writer *scene_writer_add(struct scene *scene, const char *name,
                                      unsigned component_count)
{
    struct scene_writer *writer = scene_writer_new(scene, name, component_count);

    return SUCCEEDED(scene_writer_subscribe(writer)) ? writer : NULL;
}

/* ---- the machine
 * ---------------------------------------------------------------------------------- */

HRESULT scene_write_file(struct scene *scene, const char *path, const char *text)
{
    struct vsapi_file *file;
    HRESULT hr = vsapi_files_open(scene->host, path, VSAPI_FILE_WRITE, &file);

    if (FAILED(hr))
        return hr;
    hr = vsapi_file_write(file, 0, text, strlen(text));
    vsapi_file_close(file, 0);
    return hr;
}

HRESULT scene_read_file(struct scene *scene, const char *path, char *text, size_t size)
{
    struct vsapi_file *file;
    size_t got = 0;
    HRESULT hr = vsapi_files_open(scene->host, path, VSAPI_FILE_READ, &file);

    text[0] = '\0';
    if (FAILED(hr))
        return hr;
    hr = vsapi_file_read(file, 0, text, size - 1, &got);
    text[got] = '\0';
    vsapi_file_close(file, 0);
    return hr;
}

HRESULT scene_prepare(struct scene *scene, enum vsapi_delivery delivery, uint64_t capacity_bytes)
{
    const struct vsapi_volume_options volume = {
        .size = sizeof volume, .mount = "C:\\", .capacity_bytes = capacity_bytes};
    HRESULT hr;

    memset(scene, 0, sizeof *scene);
    scene->context = VSS_CTX_BACKUP;
    scene->backup_type = VSS_BT_FULL;
    hr = vsapi_host_create(&scene->host);
    if (FAILED(hr))
        return hr;
    hr = vsapi_host_add_volume(scene->host, &volume, NULL);
    if (SUCCEEDED(hr))
        hr = vsapi_clock_create_manual(SCENE_START_FILETIME, &scene->clock);
    if (SUCCEEDED(hr)) {
        vsapi_host_set_clock(scene->host, scene->clock);
        vsapi_host_set_delivery(scene->host, delivery);
    }
    return hr;
}

HRESULT scene_start(struct scene *scene, enum vsapi_delivery delivery)
{
    HRESULT hr = scene_prepare(scene, delivery, 0);

    return SUCCEEDED(hr) ? vsapi_use_host(scene->host) : hr;
}

HRESULT scene_fault(struct scene *scene, const char *call, uint32_t nth, uint64_t delay_ms,
                    HRESULT hr)
{
    const struct vsapi_fault fault = {sizeof fault, call, NULL, nth, delay_ms, hr};

    return vsapi_host_add_fault(scene->host, &fault);
}

ULONG scene_release(struct scene *scene)
{
    ULONG left = scene->backup ? scene->backup->lpVtbl->Release(scene->backup) : 0;

    scene->backup = NULL;
    return left;
}

HRESULT scene_end(struct scene *scene)
{
    scene_release(scene);
    for (size_t i = 0; i < scene->writer_count; i++)
        vsapi_service_unsubscribe(scene->writers[i].subscription);
    scene->writer_count = 0;
    SysFreeString(scene->document);
    scene->document = NULL;
    return vsapi_reset();
}

/* ---- the requester: one function a word
 * ------------------------------------------------------------- */

/* Waits and releases. */
static HRESULT scene_finish(HRESULT hr, IVssAsync *async)
{
    HRESULT outcome = E_FAIL;

    if (FAILED(hr))
        return hr;
    hr = async->lpVtbl->Wait(async, INFINITE);
    if (SUCCEEDED(hr))
        hr = async->lpVtbl->QueryStatus(async, &outcome, NULL);
    async->lpVtbl->Release(async);
    if (FAILED(hr))
        return hr;
    return outcome == VSS_S_ASYNC_FINISHED ? S_OK : outcome;
}

#define SCENE_ASYNC(word, method)                                                                  \
    static HRESULT scene_##word(struct scene *scene)                                               \
    {                                                                                              \
        IVssAsync *async = NULL;                                                                   \
        HRESULT hr = scene->backup->lpVtbl->method(scene->backup, &async);                         \
        return scene_finish(hr, async);                                                            \
    }
SCENE_ASYNC(gather, GatherWriterMetadata)
SCENE_ASYNC(prepare_, PrepareForBackup)
SCENE_ASYNC(snapshot, DoSnapshotSet)
SCENE_ASYNC(gather_status, GatherWriterStatus)
SCENE_ASYNC(complete, BackupComplete)
SCENE_ASYNC(pre_restore, PreRestore)
SCENE_ASYNC(post_restore, PostRestore)
SCENE_ASYNC(import, ImportSnapshots)

static HRESULT scene_create(struct scene *scene)
{
    return CreateVssBackupComponents(&scene->backup);
}
static HRESULT scene_init(struct scene *scene)
{
    return scene->backup->lpVtbl->InitializeForBackup(scene->backup, NULL);
}
static HRESULT scene_init_restore(struct scene *scene)
{
    return scene->backup->lpVtbl->InitializeForRestore(scene->backup, scene->document);
}
/* The shadow copy goes back to its volume on an array, and time goes by until that is over. */
static HRESULT scene_recover(struct scene *scene)
{
    IVssBackupComponentsEx3 *face;
    IVssAsync *async = NULL;
    HRESULT hr = scene->backup->lpVtbl->QueryInterface(scene->backup, &IID_IVssBackupComponentsEx3,
                                                       (void **)&face);

    if (FAILED(hr))
        return hr;
    hr = face->lpVtbl->AddSnapshotToRecoverySet(face, scene->snapshot_id, 0, NULL);
    if (SUCCEEDED(hr))
        hr = face->lpVtbl->RecoverSet(face, 0, &async);
    if (SUCCEEDED(hr)) {
        async->lpVtbl->Release(async);
        vsapi_clock_advance(scene->clock, 1000);
    }
    face->lpVtbl->Release(face);
    return hr;
}

/* For "import". */
static HRESULT scene_init_import(struct scene *scene)
{
    return scene->backup->lpVtbl->InitializeForBackup(scene->backup, scene->document);
}
static HRESULT scene_context(struct scene *scene)
{
    return scene->backup->lpVtbl->SetContext(scene->backup, scene->context);
}
static HRESULT scene_state(struct scene *scene)
{
    return scene->backup->lpVtbl->SetBackupState(scene->backup, true, false, scene->backup_type,
                                                 false);
}
static HRESULT scene_volume_state(struct scene *scene)
{
    return scene->backup->lpVtbl->SetBackupState(scene->backup, false, false, scene->backup_type,
                                                 false);
}
static HRESULT scene_restore_state(struct scene *scene)
{
    return scene->backup->lpVtbl->SetRestoreState(scene->backup, VSS_RTYPE_BY_COPY);
}
static HRESULT scene_count(struct scene *scene)
{
    UINT count;

    return scene->backup->lpVtbl->GetWriterMetadataCount(scene->backup, &count);
}
static HRESULT scene_free_metadata(struct scene *scene)
{
    return scene->backup->lpVtbl->FreeWriterMetadata(scene->backup);
}
static HRESULT scene_free_status(struct scene *scene)
{
    return scene->backup->lpVtbl->FreeWriterStatus(scene->backup);
}
static HRESULT scene_start_set(struct scene *scene)
{
    return scene->backup->lpVtbl->StartSnapshotSet(scene->backup, &scene->set_id);
}
static HRESULT scene_volume(struct scene *scene)
{
    WCHAR name[] = L"C:\\";

    return scene->backup->lpVtbl->AddToSnapshotSet(scene->backup, name, GUID_NULL,
                                                   &scene->snapshot_id);
}
/* For scenes with a second volume. */
static HRESULT scene_volume_d(struct scene *scene)
{
    WCHAR name[] = L"D:\\";

    return scene->backup->lpVtbl->AddToSnapshotSet(scene->backup, name, GUID_NULL,
                                                   &scene->snapshot_id);
}
static HRESULT scene_break(struct scene *scene)
{
    return scene->backup->lpVtbl->BreakSnapshotSet(scene->backup, scene->set_id);
}
static HRESULT scene_abort(struct scene *scene)
{
    return scene->backup->lpVtbl->AbortBackup(scene->backup);
}
static HRESULT scene_properties(struct scene *scene)
{
    VSS_SNAPSHOT_PROP prop;
    HRESULT hr =
        scene->backup->lpVtbl->GetSnapshotProperties(scene->backup, scene->snapshot_id, &prop);

    if (SUCCEEDED(hr))
        VssFreeSnapshotProperties(&prop);
    return hr;
}
static HRESULT scene_query(struct scene *scene)
{
    IVssEnumObject *found;
    VSS_OBJECT_PROP object;
    ULONG got;
    HRESULT hr = scene->backup->lpVtbl->Query(scene->backup, GUID_NULL, VSS_OBJECT_NONE,
                                              VSS_OBJECT_SNAPSHOT, &found);

    scene->snapshot_count = 0;
    if (FAILED(hr))
        return hr;
    while (found->lpVtbl->Next(found, 1, &object, &got) == S_OK) {
        VssFreeSnapshotProperties(&object.Obj.Snap);
        scene->snapshot_count++;
    }
    found->lpVtbl->Release(found);
    return S_OK;
}
static HRESULT scene_snapshotted(struct scene *scene)
{
    WCHAR name[] = L"C:\\";
    BOOL present;
    LONG compatibility;

    (void)scene;
    return IsVolumeSnapshotted(name, &present, &compatibility);
}
static HRESULT scene_delete(struct scene *scene)
{
    VSS_ID not_deleted;
    LONG deleted;

    return scene->backup->lpVtbl->DeleteSnapshots(
        scene->backup, scene->set_id, VSS_OBJECT_SNAPSHOT_SET, TRUE, &deleted, &not_deleted);
}
HRESULT scene_save(struct scene *scene)
{
    SysFreeString(scene->document);
    scene->document = NULL;
    return scene->backup->lpVtbl->SaveAsXML(scene->backup, &scene->document);
}
static HRESULT scene_disable(struct scene *scene)
{
    return scene->backup->lpVtbl->DisableWriterClasses(scene->backup, &scene->writers[0].writer_id,
                                                       1);
}

/* Calls `call` for every component of every writer, with its name. */
static HRESULT scene_each(struct scene *scene,
                          HRESULT (*call)(struct scene *scene, const struct scene_writer *writer,
                                          LPCWSTR name))
{
    HRESULT hr = S_OK;

    for (size_t w = 0; SUCCEEDED(hr) && w < scene->writer_count; w++) {
        for (unsigned i = 0; SUCCEEDED(hr) && i < scene->writers[w].component_count; i++) {
            WCHAR name[16];

            swprintf(name, 16, L"c%u", i);
            hr = call(scene, &scene->writers[w], name);
        }
    }
    return hr;
}
HRESULT scene_add_one(struct scene *scene, const struct scene_writer *writer, LPCWSTR name)
{
    return scene->backup->lpVtbl->AddComponent(scene->backup, writer->instance_id,
                                               writer->writer_id, VSS_CT_FILEGROUP, NULL, name);
}
static HRESULT scene_succeed_one(struct scene *scene, const struct scene_writer *writer,
                                 LPCWSTR name)
{
    return scene->backup->lpVtbl->SetBackupSucceeded(
        scene->backup, writer->instance_id, writer->writer_id, VSS_CT_FILEGROUP, NULL, name, true);
}
static HRESULT scene_select_one(struct scene *scene, const struct scene_writer *writer,
                                LPCWSTR name)
{
    return scene->backup->lpVtbl->SetSelectedForRestore(scene->backup, writer->writer_id,
                                                        VSS_CT_FILEGROUP, NULL, name, true);
}
static HRESULT scene_file_status_one(struct scene *scene, const struct scene_writer *writer,
                                     LPCWSTR name)
{
    return scene->backup->lpVtbl->SetFileRestoreStatus(scene->backup, writer->writer_id,
                                                       VSS_CT_FILEGROUP, NULL, name, VSS_RS_ALL);
}
static HRESULT scene_options_one(struct scene *scene, const struct scene_writer *writer,
                                 LPCWSTR name)
{
    return scene->backup->lpVtbl->SetBackupOptions(scene->backup, writer->writer_id,
                                                   VSS_CT_FILEGROUP, NULL, name, L"fast");
}
static HRESULT scene_target_one(struct scene *scene, const struct scene_writer *writer,
                                LPCWSTR name)
{
    WCHAR path[64];

    swprintf(path, 64, L"C:\\data\\%s", writer->name);
    return scene->backup->lpVtbl->AddNewTarget(scene->backup, writer->writer_id, VSS_CT_FILEGROUP,
                                               NULL, name, path, L"*", true, L"C:\\elsewhere");
}
static HRESULT scene_add(struct scene *scene)
{
    return scene_each(scene, scene_add_one);
}
static HRESULT scene_succeed(struct scene *scene)
{
    return scene_each(scene, scene_succeed_one);
}
static HRESULT scene_select(struct scene *scene)
{
    return scene_each(scene, scene_select_one);
}
static HRESULT scene_file_status(struct scene *scene)
{
    return scene_each(scene, scene_file_status_one);
}
static HRESULT scene_options(struct scene *scene)
{
    return scene_each(scene, scene_options_one);
}
static HRESULT scene_target(struct scene *scene)
{
    return scene_each(scene, scene_target_one);
}

/* Reads every writer's status; keeps the first failure. */
static HRESULT scene_read_status(struct scene *scene)
{
    HRESULT hr = scene->backup->lpVtbl->GetWriterStatusCount(scene->backup, &scene->status_count);

    scene->failure = S_OK;
    scene->state = VSS_WS_UNKNOWN;
    for (UINT i = 0; SUCCEEDED(hr) && i < scene->status_count; i++) {
        VSS_ID instance, writer;
        VSS_WRITER_STATE state;
        HRESULT failure;
        BSTR name;

        hr = scene->backup->lpVtbl->GetWriterStatus(scene->backup, i, &instance, &writer, &name,
                                                    &state, &failure);
        if (FAILED(hr))
            break;
        SysFreeString(name);
        if (i == 0 || (FAILED(failure) && SUCCEEDED(scene->failure))) {
            scene->failure = failure;
            scene->state = state;
        }
    }
    return hr;
}
static HRESULT scene_status(struct scene *scene)
{
    HRESULT hr = scene_gather_status(scene);

    if (SUCCEEDED(hr))
        hr = scene_read_status(scene);
    return SUCCEEDED(hr) ? scene_free_status(scene) : hr;
}

const struct scene_word scene_words[] = {
    {"create", scene_create},
    {"init", scene_init},
    {"initrestore", scene_init_restore},
    {"initimport", scene_init_import},
    {"import", scene_import},
    {"context", scene_context},
    {"state", scene_state},
    {"volumestate", scene_volume_state},
    {"restorestate", scene_restore_state},
    {"disable", scene_disable},
    {"gather", scene_gather},
    {"count", scene_count},
    {"freemetadata", scene_free_metadata},
    {"add", scene_add},
    {"options", scene_options},
    {"start", scene_start_set},
    {"volume", scene_volume},
    {"volumed", scene_volume_d},
    {"prepare", scene_prepare_},
    {"snapshot", scene_snapshot},
    {"properties", scene_properties},
    {"query", scene_query},
    {"snapshotted", scene_snapshotted},
    {"delete", scene_delete},
    {"break", scene_break},
    {"recover", scene_recover},
    {"status", scene_status},
    {"gatherstatus", scene_gather_status},
    {"readstatus", scene_read_status},
    {"freestatus", scene_free_status},
    {"succeed", scene_succeed},
    {"save", scene_save},
    {"complete", scene_complete},
    {"abort", scene_abort},
    {"select", scene_select},
    {"target", scene_target},
    {"prerestore", scene_pre_restore},
    {"filestatus", scene_file_status},
    {"postrestore", scene_post_restore},
};
const size_t scene_word_count = sizeof scene_words / sizeof *scene_words;

HRESULT scene_do(struct scene *scene, const char *words)
{
    HRESULT hr = S_OK;

    while (SUCCEEDED(hr) && *(words += strspn(words, " "))) {
        size_t length = strcspn(words, " ");
        HRESULT (*run)(struct scene * scene) = NULL;

        for (size_t i = 0; i < scene_word_count; i++) {
            if (strlen(scene_words[i].word) == length &&
                strncmp(scene_words[i].word, words, length) == 0)
                run = scene_words[i].run;
        }
        scene->step = words;
        scene->step_length = length;
        if (!run)
            return vsapi_fail(E_NOTIMPL, "the test's mistake: no word %.*s", (int)length, words);
        hr = run(scene);
        words += length;
    }
    return hr;
}
