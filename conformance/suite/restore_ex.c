/*
 * conformance/suite/restore_ex.c - IVssBackupComponentsEx to Ex4: metadata and restores of chosen
 * instances, the writers' extended status, sessions, the two parts of a path.
 */
#include "restore_methods.h"

#include "groups.h"
#include "layers.h"

/* ---- the faces ----------------------------------------------------------------------------------
 */

static void face(struct suite *suite, const void *row)
{
    const IID *const *iid = row;
    struct requester *requester = requester_at(suite, AT_NEW);
    IUnknown *unknown = NULL, *first = NULL, *second = NULL;

    REQUIRE(requester);
    REQUIRE_HR(CALL(requester->backup, QueryInterface, *iid, (void **)&unknown), S_OK);
    CHECK_HR(CALL(unknown, QueryInterface, &IID_IUnknown, (void **)&first), S_OK);
    CHECK_HR(CALL(requester->backup, QueryInterface, &IID_IUnknown, (void **)&second), S_OK);
    CHECK(first == second); /* one object */
    RELEASE(first);
    RELEASE(second);
    CALL(unknown, Release);
}

static const IID *const ex = &IID_IVssBackupComponentsEx, *const ex2 = &IID_IVssBackupComponentsEx2,
                        *const ex3 = &IID_IVssBackupComponentsEx3,
                        *const ex4 = &IID_IVssBackupComponentsEx4;

/* ---- GetWriterMetadataEx ------------------------------------------------------------------------
 */

static IVssBackupComponentsEx4 *face_at(struct suite *suite, enum requester_point point,
                                        struct requester **out)
{
    *out = requester_at(suite, point);
    return *out ? restore_face(suite, *out) : NULL;
}

/* What GetWriterMetadata says, in an object that can say more; the caller's to release. */
static void metadata(struct suite *suite, const void *row)
{
    struct requester *requester;
    IVssBackupComponentsEx4 *backup = face_at(suite, AT_GATHERED, &requester);
    IVssExamineWriterMetadataEx *extended = NULL;
    IVssExamineWriterMetadata *plain = NULL;
    VSS_ID instance = GUID_NULL, plain_instance = GUID_NULL;
    BSTR text = NULL, plain_text = NULL;

    (void)row;
    REQUIRE(backup);
    REQUIRE_HR(CALL(backup, GetWriterMetadataEx, 0, &instance, &extended), S_OK);
    REQUIRE_HR(CALL(backup, GetWriterMetadata, 0, &plain_instance, &plain), S_OK);
    CHECK_GUID(instance, plain_instance);
    CHECK_HR(CALL(extended, SaveAsXML, &text), S_OK);
    CHECK_HR(CALL(plain, SaveAsXML, &plain_text), S_OK);
    CHECK_TEXT(text, plain_text);
    SysFreeString(text);
    SysFreeString(plain_text);
    CALL(plain, Release);
    CHECK(CALL(extended, Release) == 0);
}

static void metadata_arguments(struct suite *suite, const void *row)
{
    struct requester *requester;
    IVssBackupComponentsEx4 *backup = face_at(suite, AT_GATHERED, &requester);
    IVssExamineWriterMetadataEx *extended = NULL;
    VSS_ID instance;

    (void)row;
    REQUIRE(backup);
    CHECK_HR(CALL(backup, GetWriterMetadataEx, 0, NULL, &extended), E_INVALIDARG);
    CHECK_HR(CALL(backup, GetWriterMetadataEx, 0, &instance, NULL), E_INVALIDARG);
}

static void metadata_indexes(struct suite *suite, const void *row)
{
    struct requester *requester;
    IVssBackupComponentsEx4 *backup = face_at(suite, AT_GATHERED, &requester);
    IVssExamineWriterMetadataEx *extended = NULL;
    VSS_ID instance;
    UINT count = 0;

    (void)row;
    REQUIRE(backup);
    CHECK_HR(CALL(backup, GetWriterMetadataCount, &count), S_OK);
    CHECK(count > 0);
    for (UINT i = 0; i < count; i++) {
        CHECK_HR(CALL(backup, GetWriterMetadataEx, i, &instance, &extended), S_OK);
        CALL(extended, Release);
    }
    CHECK_HR(CALL(backup, GetWriterMetadataEx, count, &instance, &extended),
             VSS_E_OBJECT_NOT_FOUND);
    CHECK(extended == NULL);
    CHECK_HR(CALL(backup, GetWriterMetadataEx, UINT32_MAX, &instance, &extended),
             VSS_E_OBJECT_NOT_FOUND);
}

static void metadata_after_gathering(struct suite *suite, const void *row)
{
    static const enum requester_point points[][2] = {{AT_STATE, AT_GATHERED},
                                                     {AT_RESTORE, AT_RESTORE_GATHERED}};

    (void)row;
    for (size_t i = 0; i < 2; i++) {
        struct requester *requester;
        IVssBackupComponentsEx4 *backup = face_at(suite, points[i][0], &requester);
        IVssExamineWriterMetadataEx *extended = NULL;
        VSS_ID instance;

        REQUIRE(backup);
        CHECK_HR(CALL(backup, GetWriterMetadataEx, 0, &instance, &extended), VSS_E_BAD_STATE);
        REQUIRE(requester_go(suite, requester, points[i][1]));
        CHECK_HR(CALL(backup, GetWriterMetadataEx, 0, &instance, &extended), S_OK);
        RELEASE(extended);
    }
}

/* The metadata have what the running writer says now, the components what was added at backup. */
static void metadata_and_components(struct suite *suite, const void *row)
{
    LPCWSTR document = restore_document(suite);
    struct requester *requester;
    IVssBackupComponentsEx4 *backup;
    IVssExamineWriterMetadataEx *extended = NULL;
    IVssWriterComponentsExt *components;
    UINT includes, excludes, live = 0, stored = 0;
    VSS_ID instance;

    (void)row;
    REQUIRE(document);
    requester = requester_at_document(suite, AT_RESTORE_GATHERED, document);
    REQUIRE(requester);
    backup = restore_face(suite, requester);
    REQUIRE(backup);
    REQUIRE_HR(CALL(backup, GetWriterMetadataEx, 0, &instance, &extended), S_OK);
    CHECK_HR(CALL(extended, GetFileCounts, &includes, &excludes, &live), S_OK);
    CALL(extended, Release);
    CHECK(live == 5);
    components = requester_components(suite, requester);
    REQUIRE(components);
    CHECK_HR(CALL(components, GetComponentCount, &stored), S_OK);
    CHECK(stored == 3);
}

/* ---- SetSelectedForRestoreEx --------------------------------------------------------------------
 */

static void chosen_instance(struct suite *suite, const void *row)
{
    static const VSS_ID stranger_class = {0x5e17e0fe, 1, 2, {3}};
    const struct suite_writer_options options = {.writer_id = &stranger_class, .name = L"Stranger"};
    struct requester *requester;
    IVssBackupComponentsEx4 *backup;
    IVssExamineWriterMetadataEx *extended = NULL;
    struct suite_writer *stranger;
    VSS_ID instance, own, writer;
    BSTR names[2] = {NULL};
    VSS_USAGE_TYPE usage;
    VSS_SOURCE_TYPE source;
    UINT count = 0;

    (void)row;
    requester = requester_at(suite, AT_RESTORE);
    REQUIRE(requester);
    REQUIRE_HR(suite_writer_begin(suite, &options, &stranger), S_OK);
    REQUIRE(requester_go(suite, requester, AT_RESTORE_GATHERED));
    backup = restore_face(suite, requester);
    REQUIRE(backup);
    CHECK_HR(CALL(backup, GetWriterMetadataCount, &count), S_OK);
    CHECK(count == 2);
    for (UINT i = 0; i < count; i++) {
        REQUIRE_HR(CALL(backup, GetWriterMetadataEx, i, &instance, &extended), S_OK);
        CHECK_HR(
            CALL(extended, GetIdentityEx, &own, &writer, &names[0], &names[1], &usage, &source),
            S_OK);
        SysFreeString(names[0]);
        SysFreeString(names[1]);
        CALL(extended, Release);
        CHECK_GUID(own, instance);
        CHECK_HR(CALL(backup, SetSelectedForRestoreEx, FILES_OF(requester), true, own),
                 IsEqualGUID(&writer, &SUITE_WRITER_ID) ? S_OK : VSS_E_OBJECT_NOT_FOUND);
    }
}

static void no_instance(struct suite *suite, const void *row)
{
    static const bool wanted[] = {true, false};
    struct requester *requester;
    IVssBackupComponentsEx4 *backup = face_at(suite, AT_RESTORE_GATHERED, &requester);
    IVssComponent *component;
    bool selected;

    (void)row;
    REQUIRE(backup);
    component = requester_component(suite, requester, 0);
    REQUIRE(component);
    for (size_t i = 0; i < 2; i++) {
        CHECK_HR(CALL(backup, SetSelectedForRestoreEx, FILES_OF(requester), wanted[i], GUID_NULL),
                 S_OK);
        CHECK_HR(CALL(component, IsSelectedForRestore, &selected), S_OK);
        CHECK(selected == wanted[i]);
        CHECK_HR(CALL(backup, SetSelectedForRestore, FILES_OF(requester), !wanted[i]), S_OK);
        CHECK_HR(CALL(component, IsSelectedForRestore, &selected), S_OK);
        CHECK(selected == !wanted[i]);
    }
}

/* ---- GetWriterStatusEx --------------------------------------------------------------------------
 */

struct status {
    VSS_ID instance, writer;
    BSTR name;
    VSS_WRITER_STATE state;
    HRESULT failure, application;
    BSTR message;
};

static HRESULT get_status(IVssBackupComponentsEx4 *backup, UINT i, struct status *out)
{
    return CALL(backup, GetWriterStatusEx, i, &out->instance, &out->writer, &out->name, &out->state,
                &out->failure, &out->application, &out->message);
}

static void status_free(struct status *status)
{
    SysFreeString(status->name);
    SysFreeString(status->message);
}

static bool report(struct suite_writer *writer, const struct suite_event_args *args)
{
    const HRESULT *code = suite_writer_context(writer);

    (void)args;
    if (*code == S_OK)
        return true;
    suite_writer_SetWriterFailureEx(writer, *code, (HRESULT)0x80041234, L"look at the disk");
    return *code == VSS_E_WRITERERROR_PARTIAL_FAILURE;
}

/* A backup in whose PostSnapshot the writer reports `code`, with its status gathered. */
static IVssBackupComponentsEx4 *status_of(struct suite *suite, const HRESULT *code,
                                          struct requester **out)
{
    const struct suite_writer_options options = {.on = {[SUITE_POST_SNAPSHOT] = report},
                                                 .context = (void *)code};
    struct suite_writer *writer;
    IVssBackupComponentsEx4 *backup;

    if (!CHECK_HR(suite_writer_begin(suite, &options, &writer), S_OK))
        return NULL;
    backup = face_at(suite, AT_PREPARED, out);
    if (!backup)
        return NULL;
    requester_finish((*out)->backup, DoSnapshotSet);
    if (!CHECK_HR(requester_finish((*out)->backup, GatherWriterStatus), S_OK))
        return NULL;
    return backup;
}

static const HRESULT sound = S_OK, inconsistent = VSS_E_WRITERERROR_INCONSISTENTSNAPSHOT,
                     resources = VSS_E_WRITERERROR_OUTOFRESOURCES,
                     timeout = VSS_E_WRITERERROR_TIMEOUT, retryable = VSS_E_WRITERERROR_RETRYABLE,
                     nonretryable = VSS_E_WRITERERROR_NONRETRYABLE,
                     partial = VSS_E_WRITERERROR_PARTIAL_FAILURE;

/* S_OK tells that there is a status; the code in it is the writer's. */
static void status_code(struct suite *suite, const void *row)
{
    const HRESULT *code = row;
    struct requester *requester;
    IVssBackupComponentsEx4 *backup = status_of(suite, code, &requester);
    struct status status = {.failure = E_UNEXPECTED, .application = E_UNEXPECTED};

    REQUIRE(backup);
    CHECK_HR(get_status(backup, 0, &status), S_OK);
    CHECK_HR(status.failure, *code);
    CHECK_HR(status.application, *code == S_OK ? S_OK : (HRESULT)0x80041234);
    if (*code != S_OK)
        CHECK_TEXT(status.message, L"look at the disk");
    CHECK_TEXT(status.name, L"Suite Writer");
    CHECK_GUID(status.writer, SUITE_WRITER_ID);
    CHECK_GUID(status.instance, requester->instance_id);
    status_free(&status);
}

static void status_arguments(struct suite *suite, const void *row)
{
    struct requester *requester;
    IVssBackupComponentsEx4 *backup = status_of(suite, &sound, &requester);
    struct status to;

    (void)row;
    REQUIRE(backup);
    CHECK_HR(CALL(backup, GetWriterStatusEx, 0, NULL, &to.writer, &to.name, &to.state, &to.failure,
                  NULL, NULL),
             E_INVALIDARG);
    CHECK_HR(CALL(backup, GetWriterStatusEx, 0, &to.instance, NULL, &to.name, &to.state,
                  &to.failure, NULL, NULL),
             E_INVALIDARG);
    CHECK_HR(CALL(backup, GetWriterStatusEx, 0, &to.instance, &to.writer, NULL, &to.state,
                  &to.failure, NULL, NULL),
             E_INVALIDARG);
    CHECK_HR(CALL(backup, GetWriterStatusEx, 0, &to.instance, &to.writer, &to.name, NULL,
                  &to.failure, NULL, NULL),
             E_INVALIDARG);
    CHECK_HR(CALL(backup, GetWriterStatusEx, 0, &to.instance, &to.writer, &to.name, &to.state,
                  &to.failure, NULL, NULL),
             S_OK);
    SysFreeString(to.name);
}

static void status_indexes(struct suite *suite, const void *row)
{
    struct requester *requester;
    IVssBackupComponentsEx4 *backup = status_of(suite, &sound, &requester);
    struct status status = {0};
    UINT count = 0;

    (void)row;
    REQUIRE(backup);
    CHECK_HR(CALL(backup, GetWriterStatusCount, &count), S_OK);
    CHECK(count == 1);
    CHECK_HR(get_status(backup, count, &status), VSS_E_OBJECT_NOT_FOUND);
    CHECK_HR(get_status(backup, UINT32_MAX, &status), VSS_E_OBJECT_NOT_FOUND);
    CHECK(status.name == NULL && status.message == NULL);
}

/* Before GatherWriterStatus, and once it is freed. */
static void status_order(struct suite *suite, const void *row)
{
    struct requester *requester;
    IVssBackupComponentsEx4 *backup = face_at(suite, AT_NEW, &requester);
    struct status status = {0};

    (void)row;
    REQUIRE(backup);
    CHECK_HR(get_status(backup, 0, &status), VSS_E_BAD_STATE);
    REQUIRE(requester_go(suite, requester, AT_SNAPSHOT));
    CHECK_HR(get_status(backup, 0, &status), VSS_E_BAD_STATE);
    CHECK_HR(requester_finish(requester->backup, GatherWriterStatus), S_OK);
    CHECK_HR(get_status(backup, 0, &status), S_OK);
    status_free(&status);
    CHECK_HR(CALL(backup, FreeWriterStatus), S_OK);
    CHECK_HR(get_status(backup, 0, &status), VSS_E_BAD_STATE);
}

static void status_texts_are_the_callers(struct suite *suite, const void *row)
{
    struct requester *requester;
    IVssBackupComponentsEx4 *backup = status_of(suite, &partial, &requester);
    struct status first = {0}, second = {0};

    (void)row;
    REQUIRE(backup);
    CHECK_HR(get_status(backup, 0, &first), S_OK);
    CHECK_HR(get_status(backup, 0, &second), S_OK);
    CHECK(first.name != second.name && first.message != second.message);
    status_free(&first);
    CHECK_TEXT(second.name, L"Suite Writer");
    CHECK_TEXT(second.message, L"look at the disk");
    status_free(&second);
}

static void status_no_memory(struct suite *suite, const void *row)
{
    struct requester *requester;
    IVssBackupComponentsEx4 *backup = status_of(suite, &partial, &requester);
    struct status status = {0};
    HRESULT hr = E_OUTOFMEMORY;
    unsigned told = 0;

    (void)row;
    REQUIRE(backup);
    for (uint64_t nth = 1; hr == E_OUTOFMEMORY; nth++) {
        layers_fail_allocation(nth);
        hr = get_status(backup, 0, &status);
        layers_fail_allocation(0);
        told += hr == E_OUTOFMEMORY;
    }
    CHECK_HR(hr, S_OK);
    CHECK(told > 0);
    status_free(&status);
}

/* A writer that does not come back from a handler does not answer. */
static void status_not_responding(struct suite *suite, const void *row)
{
    struct requester *requester;
    IVssBackupComponentsEx4 *backup = face_at(suite, AT_PREPARED, &requester);
    struct status status = {0};

    (void)row;
    REQUIRE(backup);
    CHECK(layers_fault("PostSnapshot", NULL, 1, LAYERS_HANG, S_OK));
    requester_finish(requester->backup, DoSnapshotSet);
    CHECK_HR(requester_finish(requester->backup, GatherWriterStatus), S_OK);
    CHECK_HR(get_status(backup, 0, &status), S_OK);
    CHECK_HR(status.failure, VSS_E_WRITER_NOT_RESPONDING);
    status_free(&status);
}

/* ---- GetSessionId -------------------------------------------------------------------------------
 */

static void session_unique(struct suite *suite, const void *row)
{
    struct requester *requesters[2];
    VSS_ID ids[2] = {GUID_NULL, GUID_NULL}, again;

    (void)row;
    for (size_t i = 0; i < 2; i++) {
        IVssBackupComponentsEx4 *backup = face_at(suite, AT_INITIALIZED, &requesters[i]);

        REQUIRE(backup);
        CHECK_HR(CALL(backup, GetSessionId, &ids[i]), S_OK);
        CHECK_HR(CALL(backup, GetSessionId, &again), S_OK);
        CHECK_GUID(again, ids[i]);
        CHECK(!IsEqualGUID(&ids[i], &GUID_NULL));
    }
    CHECK(!IsEqualGUID(&ids[0], &ids[1]));
}

static bool note_session(struct suite_writer *writer, const struct suite_event_args *args)
{
    VSS_ID *id = suite_writer_context(writer);

    (void)args;
    return suite_writer_GetSessionId(writer, id) == S_OK;
}

static void session_of_writer(struct suite *suite, const void *row)
{
    VSS_ID seen = GUID_NULL, id = GUID_NULL;
    const struct suite_writer_options options = {.on = {[SUITE_PREPARE_BACKUP] = note_session},
                                                 .context = &seen};
    struct requester *requester;
    struct suite_writer *writer;
    IVssBackupComponentsEx4 *backup;

    (void)row;
    REQUIRE_HR(suite_writer_begin(suite, &options, &writer), S_OK);
    backup = face_at(suite, AT_PREPARED, &requester);
    REQUIRE(backup);
    CHECK_HR(CALL(backup, GetSessionId, &id), S_OK);
    CHECK_GUID(seen, id);
}

/* ---- GetRootAndLogicalPrefixPaths ---------------------------------------------------------------
 */

static void local_path(struct suite *suite, const void *row)
{
    struct requester *requester;
    IVssBackupComponentsEx4 *backup = face_at(suite, AT_VOLUME, &requester);
    WCHAR path[] = L"D:\\suite\\files\\one", mount[60] = L"", name[60] = L"";
    VSS_PWSZ root = NULL, prefix = NULL;
    VSS_ID id;

    (void)row;
    REQUIRE(backup);
    REQUIRE_HR(CALL(backup, GetRootAndLogicalPrefixPaths, path, &root, &prefix, FALSE), S_OK);
    CHECK(layers_volume_path(path, mount, 60));
    CHECK_TEXT(root, mount);
    CHECK(layers_volume_name(mount, name, 60));
    CHECK_TEXT(prefix, name);
    CHECK_HR(CALL(requester->backup, AddToSnapshotSet, root, GUID_NULL, &id), S_OK);
    CoTaskMemFree(root);
    CoTaskMemFree(prefix);
}

static void path_no_memory(struct suite *suite, const void *row)
{
    struct requester *requester;
    IVssBackupComponentsEx4 *backup = face_at(suite, AT_INITIALIZED, &requester);
    WCHAR path[] = L"D:\\suite\\files\\one";
    VSS_PWSZ root = NULL, prefix = NULL;
    HRESULT hr = E_OUTOFMEMORY;
    unsigned told = 0;

    (void)row;
    REQUIRE(backup);
    for (uint64_t nth = 1; hr == E_OUTOFMEMORY; nth++) {
        layers_fail_allocation(nth);
        hr = CALL(backup, GetRootAndLogicalPrefixPaths, path, &root, &prefix, FALSE);
        layers_fail_allocation(0);
        told += hr == E_OUTOFMEMORY;
    }
    CHECK_HR(hr, S_OK);
    CHECK(told > 0);
    CoTaskMemFree(root);
    CoTaskMemFree(prefix);
}

static const struct suite_case cases[] = {
    {"IVssBackupComponentsEx-1", face, &ex, 0},
    {"IVssBackupComponentsEx2-1", face, &ex2, 0},
    {"IVssBackupComponentsEx3-1", face, &ex3, 0},
    {"IVssBackupComponentsEx4-1", face, &ex4, 0},
    {"IVssBackupComponentsEx.GetWriterMetadataEx/S_OK", metadata, NULL, 0},
    {"IVssBackupComponentsEx.GetWriterMetadataEx/E_INVALIDARG", metadata_arguments, NULL, 0},
    {"IVssBackupComponentsEx.GetWriterMetadataEx/VSS_E_OBJECT_NOT_FOUND", metadata_indexes, NULL,
     0},
    {"IVssBackupComponentsEx.GetWriterMetadataEx-1", metadata, NULL, 0},
    {"IVssBackupComponentsEx.GetWriterMetadataEx-2", metadata_after_gathering, NULL, 0},
    {"IVssBackupComponentsEx.GetWriterMetadataEx-3", metadata_after_gathering, NULL, 0},
    {"IVssBackupComponentsEx.GetWriterMetadataEx-4", metadata_indexes, NULL, 0},
    {"IVssBackupComponentsEx.GetWriterMetadataEx-5", metadata_and_components, NULL, 0},
    {"IVssBackupComponentsEx.GetWriterMetadataEx-6", metadata, NULL, 0},
    {"IVssBackupComponentsEx.SetSelectedForRestoreEx-3", no_instance, NULL, 0},
    {"IVssBackupComponentsEx.SetSelectedForRestoreEx-4", chosen_instance, NULL, 0},
    {"IVssBackupComponentsEx.SetSelectedForRestoreEx-9", chosen_instance, NULL, 0},
    {"IVssBackupComponentsEx3.GetWriterStatusEx/S_OK", status_code, &retryable, 0},
    {"IVssBackupComponentsEx3.GetWriterStatusEx/E_INVALIDARG", status_arguments, NULL, 0},
    {"IVssBackupComponentsEx3.GetWriterStatusEx/E_OUTOFMEMORY", status_no_memory, NULL,
     SUITE_NEEDS_MOCK},
    {"IVssBackupComponentsEx3.GetWriterStatusEx/VSS_E_BAD_STATE", status_order, NULL, 0},
    {"IVssBackupComponentsEx3.GetWriterStatusEx/VSS_E_OBJECT_NOT_FOUND", status_indexes, NULL, 0},
    {"IVssBackupComponentsEx3.GetWriterStatusEx-1", status_order, NULL, 0},
    {"IVssBackupComponentsEx3.GetWriterStatusEx-2", status_indexes, NULL, 0},
    {"IVssBackupComponentsEx3.GetWriterStatusEx-3", status_code, &nonretryable, 0},
    {"IVssBackupComponentsEx3.GetWriterStatusEx-4", status_code, &sound, 0},
    {"IVssBackupComponentsEx3.GetWriterStatusEx-5", status_code, &inconsistent, 0},
    {"IVssBackupComponentsEx3.GetWriterStatusEx-6", status_code, &resources, 0},
    {"IVssBackupComponentsEx3.GetWriterStatusEx-7", status_code, &timeout, 0},
    {"IVssBackupComponentsEx3.GetWriterStatusEx-8", status_code, &retryable, 0},
    {"IVssBackupComponentsEx3.GetWriterStatusEx-9", status_code, &nonretryable, 0},
    {"IVssBackupComponentsEx3.GetWriterStatusEx-10", status_not_responding, NULL, SUITE_NEEDS_MOCK},
    {"IVssBackupComponentsEx3.GetWriterStatusEx-12", status_code, &partial, 0},
    {"IVssBackupComponentsEx3.GetWriterStatusEx-13", status_code, &nonretryable, 0},
    {"IVssBackupComponentsEx3.GetWriterStatusEx-14", status_texts_are_the_callers, NULL, 0},
    {"IVssBackupComponentsEx3.GetSessionId/S_OK", session_unique, NULL, 0},
    {"IVssBackupComponentsEx3.GetSessionId-1", session_unique, NULL, 0},
    {"IVssBackupComponentsEx3.GetSessionId-2", session_of_writer, NULL, 0},
    {"IVssBackupComponentsEx4.GetRootAndLogicalPrefixPaths/S_OK", local_path, NULL, 0},
    {"IVssBackupComponentsEx4.GetRootAndLogicalPrefixPaths/E_OUTOFMEMORY", path_no_memory, NULL,
     SUITE_NEEDS_MOCK},
    {"IVssBackupComponentsEx4.GetRootAndLogicalPrefixPaths-1", local_path, NULL, 0},
    {"IVssBackupComponentsEx4.GetRootAndLogicalPrefixPaths-2", local_path, NULL, 0},
};
const struct suite_group suite_restore_ex = SUITE_GROUP("restore: later faces", cases);
