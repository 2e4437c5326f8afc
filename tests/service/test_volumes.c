/*
 * tests/service/test_volumes.c - which volumes come into a set, at which provider, and what there
 * is afterwards.
 */
#include "rig.h"

#include "vstest.h"

#include <vsapi/folder.h>

#include <stdlib.h>

#define READY "create init state gather start"

/* A host with more than two volumes; E:\ is not supported, F:\ is no NTFS. */
static void volumes_prepare(struct rig *rig)
{
    static const struct vsapi_volume_options more[] = {
        {.size = sizeof(struct vsapi_volume_options), .mount = "E:\\", .unsupported = true},
        {.size = sizeof(struct vsapi_volume_options), .mount = "F:\\", .file_system = "FAT32"},
    };

    rig_prepare(rig, VSAPI_DELIVERY_INLINE);
    for (size_t i = 0; i < 2; i++)
        if (FAILED(vsapi_host_add_volume(rig->host, &more[i], NULL)))
            abort();
}

static const struct add_row {
    const char *name;
    const char *words; /* before */
    const char *volume;
    unsigned provider; /* number of a toy; 0: any; 9: unknown */
    const char *fault; /* call of a provider that answers `code` */
    HRESULT code;
    HRESULT hr;
} add_rows[] = {
    {"a drive", READY, "C:\\", 0, NULL, S_OK, S_OK},
    {"a drive, provider named", READY, "C:\\", 1, NULL, S_OK, S_OK},
    {"a drive without backslash", READY, "C:", 0, NULL, S_OK, E_INVALIDARG},
    {"nothing", READY, "", 0, NULL, S_OK, E_INVALIDARG},
    {"an unknown drive", READY, "Z:\\", 0, NULL, S_OK, VSS_E_OBJECT_NOT_FOUND},
    {"twice", READY " volume", "C:\\", 0, NULL, S_OK, VSS_E_OBJECT_ALREADY_EXISTS},
    {"an unknown provider", READY, "C:\\", 9, NULL, S_OK, VSS_E_PROVIDER_NOT_REGISTERED},
    {"not supported by any", READY, "E:\\", 0, NULL, S_OK, VSS_E_VOLUME_NOT_SUPPORTED},
    {"not supported by this one", READY, "E:\\", 1, NULL, S_OK,
     VSS_E_VOLUME_NOT_SUPPORTED_BY_PROVIDER},
    {"no NTFS", READY, "F:\\", 0, NULL, S_OK, S_OK},
    {"persistent, no NTFS", "create init rollback state gather start", "F:\\", 0, NULL, S_OK,
     VSS_E_VOLUME_NOT_SUPPORTED},
    {"IsVolumeSupported vetoed", READY, "C:\\", 1, "IsVolumeSupported", VSS_E_PROVIDER_VETO,
     VSS_E_PROVIDER_VETO},
    {"IsVolumeSupported nested", READY, "C:\\", 1, "IsVolumeSupported", VSS_E_NESTED_VOLUME_LIMIT,
     VSS_E_NESTED_VOLUME_LIMIT},
    {"IsVolumeSupported wrong code", READY, "C:\\", 1, "IsVolumeSupported", E_FAIL,
     VSS_E_UNEXPECTED_PROVIDER_ERROR},
    {"BeginPrepareSnapshot vetoed", READY, "C:\\", 0, "BeginPrepareSnapshot", VSS_E_PROVIDER_VETO,
     VSS_E_PROVIDER_VETO},
    {"BeginPrepareSnapshot full", READY, "C:\\", 0, "BeginPrepareSnapshot",
     VSS_E_MAXIMUM_NUMBER_OF_SNAPSHOTS_REACHED, VSS_E_MAXIMUM_NUMBER_OF_SNAPSHOTS_REACHED},
    {"BeginPrepareSnapshot not in this context", READY, "C:\\", 1, "BeginPrepareSnapshot",
     VSS_E_UNSUPPORTED_CONTEXT, VSS_E_UNSUPPORTED_CONTEXT},
    {"BeginPrepareSnapshot not in this context, but another's", READY, "C:\\", 0,
     "BeginPrepareSnapshot", VSS_E_UNSUPPORTED_CONTEXT, S_OK},
    {"BeginPrepareSnapshot access denied", READY, "C:\\", 0, "BeginPrepareSnapshot", E_ACCESSDENIED,
     VSS_E_UNEXPECTED_PROVIDER_ERROR},
    {"BeginPrepareSnapshot wrong code", READY, "C:\\", 0, "BeginPrepareSnapshot", E_ABORT,
     VSS_E_UNEXPECTED_PROVIDER_ERROR},
};

VSTEST_TABLE(service_volumes, AddToSnapshotSet_answers_as_documented, add_rows)
{
    const struct add_row *row = &add_rows[*row_];
    VSS_ID provider = row->provider ? rig_id(row->provider, 3) : GUID_NULL, id;
    struct rig rig;

    volumes_prepare(&rig);
    if (row->fault)
        rig_fault(&rig, row->fault, "toy", 0, row->code);
    rig_begin(&rig);
    rig_do(&rig, row->words);
    VSTEST_HR(vsapi_session_add_volume(rig.session, row->volume, &provider, &id), row->hr,
              row->name);
    cr_expect_eq(IsEqualGUID(&id, &GUID_NULL), FAILED(row->hr), "%s", row->name);
    if (FAILED(row->hr)) {
        cr_expect(*vsapi_last_message(), "%s: no sentence", row->name);
        if (row->hr == VSS_E_VOLUME_NOT_SUPPORTED ||
            row->hr == VSS_E_VOLUME_NOT_SUPPORTED_BY_PROVIDER)
            VSTEST_SENTENCE("requester's mistake", row->name);
        if (row->hr != VSS_E_OBJECT_ALREADY_EXISTS && rig.session->context == VSS_CTX_BACKUP)
            VSTEST_HR(rig_do(&rig, "volume"), S_OK, "the set goes on without it");
    }
    rig_stop(&rig);
}

Test(service_volumes, IsVolumeSupported_tells_without_adding)
{
    VSS_ID any = GUID_NULL, unknown = rig_id(9, 3);
    bool supported;
    struct rig rig;

    volumes_prepare(&rig);
    rig_begin(&rig);
    rig_do(&rig, "create init");
    VSTEST_HR(vsapi_session_is_volume_supported(rig.session, &any, "C:\\", &supported), S_OK, "");
    cr_expect(supported);
    VSTEST_HR(vsapi_session_is_volume_supported(rig.session, &any, "E:\\", &supported), S_OK, "");
    cr_expect(!supported);
    VSTEST_HR(vsapi_session_is_volume_supported(rig.session, &any, "Z:\\", &supported),
              VSS_E_OBJECT_NOT_FOUND, "");
    VSTEST_HR(vsapi_session_is_volume_supported(rig.session, &unknown, "C:\\", &supported),
              VSS_E_PROVIDER_NOT_REGISTERED, "");
    rig_stop(&rig);
}

Test(service_volumes, a_set_holds_64)
{
    VSS_ID any = GUID_NULL, id;
    char mount[32];
    struct rig rig;

    rig_prepare(&rig, VSAPI_DELIVERY_INLINE);
    for (int i = 0; i < 65; i++) {
        struct vsapi_volume_options options = {.size = sizeof options, .mount = mount};

        snprintf(mount, sizeof mount, "C:\\M%d\\", i);
        VSTEST_HR(vsapi_host_add_volume(rig.host, &options, NULL), S_OK, mount);
    }
    rig_begin(&rig);
    rig_do(&rig, READY);
    for (int i = 0; i < 65; i++) {
        snprintf(mount, sizeof mount, "C:\\M%d\\", i);
        VSTEST_HR(vsapi_session_add_volume(rig.session, mount, &any, &id),
                  i < 64 ? S_OK : VSS_E_MAXIMUM_NUMBER_OF_VOLUMES_REACHED, mount);
    }
    VSTEST_SENTENCE("requester's mistake", "");
    VSTEST_HR(rig_do(&rig, "prepare snapshot"), VSS_S_ASYNC_FINISHED, "");
    cr_expect_eq(vsapi_session_document(rig.session)->snapshots.count, 64);
    rig_stop(&rig);
}

Test(service_volumes, one_set_at_a_time_is_under_construction)
{
    struct vsapi_session *first;
    VSS_ID id;
    struct rig rig;

    rig_start(&rig, VSAPI_DELIVERY_INLINE);
    rig_do(&rig, READY);
    first = rig.session;
    rig.session = NULL;
    VSTEST_HR(rig_do(&rig, READY), VSS_E_SNAPSHOT_SET_IN_PROGRESS, "");
    vsapi_session_abort_backup(first);
    VSTEST_HR(vsapi_session_start_set(rig.session, &id), S_OK, "AbortBackup makes way");
    vsapi_session_destroy(first);
    VSTEST_HR(rig_do(&rig, READY " volume"), S_OK, "Release makes way");
    rig_stop(&rig);
}

Test(service_volumes, one_set_at_a_time_is_under_construction_on_a_machine)
{
    char folder[] = "/tmp/vsapi-store-XXXXXX";
    struct vsapi_service *other;
    struct vsapi_session *session;
    struct vsapi_host *host;
    VSS_ID id;
    struct rig rig;

    cr_assert_not_null(mkdtemp(folder));
    rig_prepare(&rig, VSAPI_DELIVERY_INLINE);
    VSTEST_HR(vsapi_host_set_store(rig.host, folder), S_OK, "");
    rig_begin(&rig);
    VSTEST_HR(vsapi_host_create(&host), S_OK, "");
    VSTEST_HR(vsapi_host_set_store(host, folder), S_OK, "");
    VSTEST_HR(vsapi_service_create(host, &other), S_OK, "");
    VSTEST_HR(vsapi_session_create(other, &session), S_OK, "");
    VSTEST_HR(vsapi_session_initialize_for_backup(session, NULL), S_OK, "");

    VSTEST_HR(rig_do(&rig, "create init share start"), S_OK, "");
    VSTEST_HR(vsapi_session_start_set(session, &id), VSS_E_SNAPSHOT_SET_IN_PROGRESS, "");
    rig_do(&rig, "volume snapshot");
    VSTEST_HR(vsapi_session_start_set(session, &id), S_OK, "DoSnapshotSet is over");
    VSTEST_HR(rig_do(&rig, "create init share start"), VSS_E_SNAPSHOT_SET_IN_PROGRESS, "");
    vsapi_session_destroy(session);
    VSTEST_HR(vsapi_session_start_set(rig.session, &id), S_OK, "Release makes way");
    vsapi_service_destroy(other);
    vsapi_host_destroy(host);
    rig_stop(&rig);
    VSTEST_HR(vsapi_folder_remove(folder), S_OK, "");
}

/* ---- several providers
 * ------------------------------------------------------------------------------ */

/* Begins a set of C:\ with the toy and D:\ with the provider "other". */
static void begin_with_two(struct rig *rig)
{
    VSS_ID first = rig_id(1, 3), second = rig_id(2, 3), id;

    rig_do(rig, "create init share start");
    VSTEST_HR(vsapi_session_add_volume(rig->session, "C:\\", &first, &id), S_OK, "");
    VSTEST_HR(vsapi_session_add_volume(rig->session, "D:\\", &second, &id), S_OK, "");
}

Test(service_volumes, each_provider_of_the_set_is_called_in_each_step)
{
    struct rig rig;

    rig_start(&rig, VSAPI_DELIVERY_INLINE);
    rig_provider(&rig, "other", 2);
    rig_provider(&rig, "idle", 3);
    begin_with_two(&rig);
    rig_log_clear(&rig);
    VSTEST_HR(rig_do(&rig, "snapshot"), VSS_S_ASYNC_FINISHED, "");
    VSTEST_TEXT(
        rig.log,
        "EndPrepareSnapshots(toy) EndPrepareSnapshots(other) PreCommitSnapshots(toy) "
        "PreCommitSnapshots(other) HoldWrites() CommitSnapshots(toy) CommitSnapshots(other) "
        "ReleaseWrites() PostCommitSnapshots(toy) PostCommitSnapshots(other) "
        "PreFinalCommitSnapshots(toy) PreFinalCommitSnapshots(other) "
        "GetSnapshotProperties(toy) GetSnapshotProperties(other) "
        "PostFinalCommitSnapshots(toy) PostFinalCommitSnapshots(other)",
        "");
    rig_stop(&rig);
}

Test(service_volumes, what_one_provider_has_created_goes_when_another_fails)
{
    struct rig rig;

    rig_prepare(&rig, VSAPI_DELIVERY_INLINE);
    rig_fault(&rig, "PostFinalCommitSnapshots", "other", 0, VSS_E_PROVIDER_VETO);
    rig_begin(&rig);
    rig_provider(&rig, "other", 2);
    begin_with_two(&rig);
    VSTEST_HR(rig_do(&rig, "snapshot"), VSS_E_PROVIDER_VETO, "");
    cr_expect(strstr(rig.log, "AbortSnapshots(toy) DeleteSnapshots(toy) AbortSnapshots(other)"),
              "%s", rig.log);
    cr_expect(!strstr(rig.log, "DeleteSnapshots(other)"), "%s", rig.log);
    rig_stop(&rig);
}

Test(service_volumes, when_one_provider_fails_all_are_told)
{
    struct rig rig;

    rig_prepare(&rig, VSAPI_DELIVERY_INLINE);
    rig_fault(&rig, "CommitSnapshots", "toy", 0, VSS_E_PROVIDER_VETO);
    rig_begin(&rig);
    rig_provider(&rig, "other", 2);
    begin_with_two(&rig);
    VSTEST_HR(rig_do(&rig, "snapshot"), VSS_E_PROVIDER_VETO, "");
    cr_expect(!strstr(rig.log, "CommitSnapshots(other) ReleaseWrites"), "%s", rig.log);
    cr_expect(strstr(rig.log, "ReleaseWrites() AbortSnapshots(toy) AbortSnapshots(other)"), "%s",
              rig.log);
    rig_stop(&rig);
}

Test(service_volumes, the_first_software_provider_that_supports_it_is_chosen_before_the_system)
{
    struct toy_provider *other;
    struct rig rig;

    rig_start(&rig, VSAPI_DELIVERY_INLINE); /* the system's own is registered before the toys */
    other = rig_provider(&rig, "other", 2);
    rig_do(&rig, READY " volume");
    cr_expect(strstr(rig.log, "BeginPrepareSnapshot(toy)"), "%s", rig.log);
    rig_do(&rig, "abort release");
    other->unsupported = true;
    rig_log_clear(&rig);
    rig_do(&rig, READY " volume");
    cr_expect(strstr(rig.log, "BeginPrepareSnapshot(toy)"), "%s", rig.log);
    rig_stop(&rig);
}

static HRESULT locates_nothing(IUnknown *provider, const VSS_ID *snapshot)
{
    (void)provider, (void)snapshot;
    return VSS_E_OBJECT_NOT_FOUND;
}
static HRESULT resyncs_nothing(IUnknown *provider, const struct vsapi_resync *items, size_t count,
                               IVssAsync **out)
{
    (void)provider, (void)items, (void)count;
    *out = NULL;
    return VSS_E_PROVIDER_VETO;
}
static const struct vsapi_array_ops array_whole = {.size = sizeof array_whole,
                                                   .locate = locates_nothing},
                                    array_other_size = {.size = 8, .locate = locates_nothing},
                                    array_empty = {.size = sizeof array_empty},
                                    array_knows_none = {.size = sizeof array_knows_none,
                                                        .locate = locates_nothing,
                                                        .resync = resyncs_nothing};

static const struct register_row {
    const char *name;
    VSS_PROVIDER_TYPE type;
    unsigned number;
    HRESULT hr;
    const struct vsapi_array_ops *array;
} register_rows[] = {
    {"another software provider", VSS_PROV_SOFTWARE, 5, S_OK, NULL},
    {"the same again", VSS_PROV_SOFTWARE, 1, VSS_E_PROVIDER_ALREADY_REGISTERED, NULL},
    {"a hardware provider", VSS_PROV_HARDWARE, 5, E_NOTIMPL, NULL},
    {"a file share provider", VSS_PROV_FILESHARE, 5, E_NOTIMPL, NULL},
    {"an array's", VSS_PROV_HARDWARE, 5, S_OK, &array_whole},
    {"an array's as software", VSS_PROV_SOFTWARE, 5, E_INVALIDARG, &array_whole},
    {"an array's for shares", VSS_PROV_FILESHARE, 5, E_INVALIDARG, &array_whole},
    {"of another version", VSS_PROV_HARDWARE, 5, E_INVALIDARG, &array_other_size},
    {"that cannot import", VSS_PROV_HARDWARE, 5, E_INVALIDARG, &array_empty},
    {"that does not know what it has", VSS_PROV_HARDWARE, 5, E_INVALIDARG, &array_knows_none},
};

VSTEST_TABLE(service_volumes, providers_are_registered_once, register_rows)
{
    const struct register_row *row = &register_rows[*row_];
    struct vsapi_provider_info info = {.size = sizeof info,
                                       .provider_id = rig_id(row->number, 3),
                                       .name = "another",
                                       .version = "1",
                                       .type = row->type,
                                       .array = row->array};
    VSS_ID toy = rig_id(1, 3);
    struct rig rig;

    rig_start(&rig, VSAPI_DELIVERY_INLINE);
    VSTEST_HR(
        vsapi_service_register_provider(
            rig.service, &info, (IUnknown *)vsapi_service_find_provider(rig.service, &toy)->set),
        row->hr, row->name);
    rig_stop(&rig);
}

/* ---- what there is
 * ----------------------------------------------------------------------------------- */

/* With the provider that comes with the library. */
static HRESULT mock_set(struct rig *rig, const char *words)
{
    HRESULT hr;

    rig->provider = RIG_MOCK;
    hr = rig_do(rig, words);
    return FAILED(hr) ? hr : rig_do(rig, "volume prepare snapshot");
}

static size_t count_objects(struct rig *rig, VSS_OBJECT_TYPE type, HRESULT expected)
{
    VSS_OBJECT_PROP *objects;
    size_t count;

    VSTEST_HR(vsapi_session_query(rig->session, type, &objects, &count), expected, "");
    for (size_t i = 0; i < count; i++) {
        if (type == VSS_OBJECT_SNAPSHOT) {
            vsapi_snapshot_prop_finish(&objects[i].Obj.Snap);
        } else {
            CoTaskMemFree(objects[i].Obj.Prov.m_pwszProviderName);
            CoTaskMemFree(objects[i].Obj.Prov.m_pwszProviderVersion);
        }
    }
    CoTaskMemFree(objects);
    return count;
}

/* The library's provider alone: the toy's Query is vetoed. */
static void mock_begin(struct rig *rig)
{
    rig_prepare(rig, VSAPI_DELIVERY_INLINE);
    if (FAILED(vsapi_service_create(rig->host, &rig->service)))
        abort();
}

Test(service_volumes, shadow_copies_are_seen_in_their_context_only)
{
    VSS_SNAPSHOT_PROP properties;
    VSS_ID snapshot, not_deleted;
    LONG deleted;
    struct rig rig;

    mock_begin(&rig);
    VSTEST_HR(mock_set(&rig, "create init rollback state gather start"), VSS_S_ASYNC_FINISHED, "");
    snapshot = rig.snapshot_id;
    VSTEST_HR(vsapi_session_snapshot_properties(rig.session, &snapshot, &properties), S_OK, "");
    cr_expect(properties.m_pwszSnapshotDeviceObject);
    vsapi_snapshot_prop_finish(&properties);
    cr_expect_eq(count_objects(&rig, VSS_OBJECT_SNAPSHOT, S_OK), 1);
    cr_expect_eq(count_objects(&rig, VSS_OBJECT_PROVIDER, S_OK), 1);

    rig_do(&rig, "create init");
    cr_expect_eq(count_objects(&rig, VSS_OBJECT_SNAPSHOT, S_OK), 0, "another context");
    VSTEST_HR(vsapi_session_snapshot_properties(rig.session, &snapshot, &properties),
              VSS_E_OBJECT_NOT_FOUND, "");
    VSTEST_HR(vsapi_session_delete_snapshots(rig.session, &snapshot, VSS_OBJECT_SNAPSHOT, false,
                                             &deleted, &not_deleted),
              VSS_E_OBJECT_NOT_FOUND, "");
    VSTEST_SENTENCE("requester's mistake", "");

    rig_do(&rig, "create init all");
    cr_expect_eq(count_objects(&rig, VSS_OBJECT_SNAPSHOT, S_OK), 1, "VSS_CTX_ALL shows all");
    VSTEST_HR(vsapi_session_delete_snapshots(rig.session, &rig.set_id, VSS_OBJECT_SNAPSHOT_SET,
                                             false, &deleted, &not_deleted),
              S_OK, "");
    cr_expect_eq(deleted, 1);
    cr_expect(IsEqualGUID(&not_deleted, &GUID_NULL));
    VSTEST_HR(vsapi_session_delete_snapshots(rig.session, &rig.set_id, VSS_OBJECT_SNAPSHOT_SET,
                                             false, &deleted, &not_deleted),
              VSS_E_OBJECT_NOT_FOUND, "");
    VSTEST_HR(vsapi_session_delete_snapshots(rig.session, &rig.set_id, VSS_OBJECT_PROVIDER, false,
                                             &deleted, &not_deleted),
              E_INVALIDARG, "");
    VSTEST_SENTENCE("requester's mistake", "");
    rig_stop(&rig);
}

static const struct delete_row {
    const char *name;
    HRESULT code, hr;
    bool all; /* in VSS_CTX_ALL */
    bool named;
} delete_rows[] = {
    {"veto", VSS_E_PROVIDER_VETO, VSS_E_PROVIDER_VETO, false, true},
    {"not found", VSS_E_OBJECT_NOT_FOUND, VSS_E_OBJECT_NOT_FOUND, false, true},
    {"any other", E_ACCESSDENIED, VSS_E_UNEXPECTED_PROVIDER_ERROR, false, true},
    {"veto, all contexts", VSS_E_PROVIDER_VETO, VSS_E_PROVIDER_VETO, true, true},
    {"not found, all contexts", VSS_E_OBJECT_NOT_FOUND, VSS_E_OBJECT_NOT_FOUND, true, false},
    {"any other, all contexts", E_ACCESSDENIED, VSS_E_UNEXPECTED_PROVIDER_ERROR, true, true},
};

VSTEST_TABLE(service_volumes, DeleteSnapshots_names_the_one_that_resists, delete_rows)
{
    const struct delete_row *row = &delete_rows[*row_];
    VSS_ID not_deleted;
    LONG deleted;
    struct rig rig;

    rig_prepare(&rig, VSAPI_DELIVERY_INLINE);
    rig_fault(&rig, "DeleteSnapshots", NULL, 0, row->code);
    if (FAILED(vsapi_service_create(rig.host, &rig.service)))
        abort();
    VSTEST_HR(mock_set(&rig, "create init rollback state gather start"), VSS_S_ASYNC_FINISHED, "");
    if (row->all)
        rig_do(&rig, "create init all");
    VSTEST_HR(vsapi_session_delete_snapshots(rig.session, &rig.set_id, VSS_OBJECT_SNAPSHOT_SET,
                                             true, &deleted, &not_deleted),
              row->hr, row->name);
    cr_expect_eq(deleted, 0, "%s", row->name);
    cr_expect(IsEqualGUID(&not_deleted, row->named ? &rig.snapshot_id : &GUID_NULL), "%s",
              row->name);
    rig_stop(&rig);
}

static const struct {
    const char *name, *words;
} early_rows[] = {
    {"not initialized", "create"},
    {"in a restore", "create initrestore"},
};

VSTEST_TABLE(service_volumes, DeleteSnapshots_needs_no_initialization, early_rows)
{
    VSS_ID not_deleted, none = rig_id(9, 9);
    LONG deleted;
    struct rig rig;

    mock_begin(&rig);
    rig_do(&rig, early_rows[*row_].words);
    for (int set = 0; set < 2; set++)
        VSTEST_HR(vsapi_session_delete_snapshots(
                      rig.session, &none, set ? VSS_OBJECT_SNAPSHOT_SET : VSS_OBJECT_SNAPSHOT,
                      false, &deleted, &not_deleted),
                  VSS_E_OBJECT_NOT_FOUND, early_rows[*row_].name);
    rig_stop(&rig);
}

Test(service_volumes, auto_release_deletes_at_the_end)
{
    bool present;
    LONG compatibility;
    struct rig rig;

    mock_begin(&rig);
    VSTEST_HR(mock_set(&rig, READY), VSS_S_ASYNC_FINISHED, "");
    VSTEST_HR(vsapi_service_is_snapshotted(rig.service, "C:\\", &present, &compatibility), S_OK,
              "");
    cr_expect(present);
    rig_do(&rig, "release");
    VSTEST_HR(vsapi_service_is_snapshotted(rig.service, "C:\\", &present, &compatibility), S_OK,
              "");
    cr_expect(!present);
    VSTEST_HR(vsapi_service_is_snapshotted(rig.service, "Z:\\", &present, &compatibility),
              VSS_E_OBJECT_NOT_FOUND, "");
    rig_stop(&rig);
}
