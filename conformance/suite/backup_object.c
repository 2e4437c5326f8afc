/*
 * conformance/suite/backup_object.c - IVssBackupComponents as an object: how it is made, how it
 * begins, that it serves one operation.
 */
#include "defaults.h"
#include "groups.h"
#include "layers.h"
#include "requester.h"

#include <wchar.h>

/* ---- CreateVssBackupComponents -----------------------------------------------------------------
 */

typedef HRESULT(STDAPICALLTYPE *create_fn)(IVssBackupComponents **out);

static const struct create {
    create_fn call;
} create = {CreateVssBackupComponents}, create_internal = {CreateVssBackupComponentsInternal};

static void create_makes_one(struct suite *suite, const void *row)
{
    create_fn call = ((const struct create *)row)->call;
    IVssBackupComponents *backup = NULL;
    void *face = NULL;

    REQUIRE_HR(call(&backup), S_OK);
    REQUIRE(backup);
    CHECK_HR(CALL(backup, QueryInterface, &IID_IUnknown, &face), S_OK);
    CHECK(face == (void *)backup);
    CHECK(CALL(backup, Release) == 1);
    CHECK_HR(CALL(backup, InitializeForBackup, NULL), S_OK);
    CHECK(CALL(backup, Release) == 0);
}

static void create_without_a_place(struct suite *suite, const void *row)
{
    CHECK_HR(((const struct create *)row)->call(NULL), E_INVALIDARG);
}

static void create_without_memory(struct suite *suite, const void *row)
{
    create_fn call = ((const struct create *)row)->call;
    unsigned told = 0;
    bool reached = true;

    for (uint64_t nth = 1; reached; nth++) {
        IVssBackupComponents *backup = NULL;
        HRESULT hr;

        layers_fail_allocation(nth);
        hr = call(&backup);
        reached = layers_allocations() >= nth;
        layers_fail_allocation(0);
        CHECK(hr == S_OK || (reached && hr == E_OUTOFMEMORY && !backup));
        told += hr == E_OUTOFMEMORY;
        RELEASE(backup);
    }
    CHECK(told > 0);
}

/* Both names lead to the same: objects with the same methods, and the same answers. */
static void create_under_both_names(struct suite *suite, const void *row)
{
    IVssBackupComponents *one = NULL, *other = NULL;

    (void)row;
    CHECK_HR(CreateVssBackupComponents(&one), S_OK);
    CHECK_HR(CreateVssBackupComponentsInternal(&other), S_OK);
    suite_release_at_end(suite, one);
    suite_release_at_end(suite, other);
    REQUIRE(one && other);
    CHECK(one != other);
    CHECK(one->lpVtbl == other->lpVtbl);
    CHECK_HR(CreateVssBackupComponents(NULL), E_INVALIDARG);
    CHECK_HR(CreateVssBackupComponentsInternal(NULL), E_INVALIDARG);
}

/* ---- the object --------------------------------------------------------------------------------
 */

/* It asks writers how they are and runs a backup of them. */
static void runs_a_backup(struct suite *suite, const void *row)
{
    struct requester *requester = requester_at(suite, AT_COMPLETE);
    UINT count = 0;

    (void)row;
    REQUIRE(requester);
    CHECK(suite_writer_events(requester->writer, SUITE_BACKUP_COMPLETE) == 1);
    CHECK_HR(requester_finish(requester->backup, GatherWriterStatus), S_OK);
    CHECK_HR(CALL(requester->backup, GetWriterStatusCount, &count), S_OK);
    CHECK(count == 1);
}

/* Neither after a backup nor after a restore does it begin again. */
static void serves_one_operation(struct suite *suite, const void *row)
{
    static const enum requester_point ends[] = {AT_COMPLETE, AT_ABORTED, AT_POST_RESTORE};

    (void)row;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        struct requester *requester = requester_at(suite, ends[i]);
        BSTR document = NULL;
        VSS_ID id;

        REQUIRE(requester);
        REQUIRE_HR(CALL(requester->backup, SaveAsXML, &document), S_OK);
        CHECK_HR(CALL(requester->backup, InitializeForBackup, NULL), VSS_E_BAD_STATE);
        CHECK_HR(CALL(requester->backup, InitializeForRestore, document), VSS_E_BAD_STATE);
        CHECK_HR(CALL(requester->backup, StartSnapshotSet, &id), VSS_E_BAD_STATE);
        CHECK_HR(requester_finish(requester->backup, PreRestore), VSS_E_BAD_STATE);
        SysFreeString(document);
        requester_end(requester);
    }
}

/* The last Release ends what writers were told of. */
static void release_ends_the_operation(struct suite *suite, const void *row)
{
    struct requester *requester = requester_at(suite, AT_COMPLETE);

    (void)row;
    REQUIRE(requester);
    CHECK(suite_writer_events(requester->writer, SUITE_BACKUP_SHUTDOWN) == 0);
    CHECK(CALL(requester->backup, Release) == 0);
    requester->backup = NULL;
    CHECK(suite_writer_events(requester->writer, SUITE_BACKUP_SHUTDOWN) == 1);
}

/* An object that has run a Query is no good for a backup or a restore. */
static void not_after_a_query(struct suite *suite, const void *row)
{
    struct requester *requester = requester_at(suite, AT_GATHERED);
    IVssEnumObject *list = NULL;
    VSS_ID id;

    (void)row;
    REQUIRE(requester);
    REQUIRE_HR(
        CALL(requester->backup, Query, GUID_NULL, VSS_OBJECT_NONE, VSS_OBJECT_SNAPSHOT, &list),
        S_OK);
    CALL(list, Release);
    CHECK_HR(CALL(requester->backup, StartSnapshotSet, &id), VSS_E_BAD_STATE);
    CHECK_HR(requester_finish(requester->backup, PrepareForBackup), VSS_E_BAD_STATE);
    CHECK_HR(CALL(requester->backup, InitializeForRestore, NULL), VSS_E_BAD_STATE);
}

/* ---- InitializeForBackup, InitializeForRestore -------------------------------------------------
 */

static void begins_without_a_document(struct suite *suite, const void *row)
{
    struct requester *requester = requester_at(suite, AT_NEW);
    UINT count = 77;

    (void)row;
    REQUIRE(requester);
    CHECK_HR(defaults_InitializeForBackup(requester->backup), S_OK);
    CHECK_HR(CALL(requester->backup, GetWriterComponentsCount, &count), S_OK);
    CHECK(count == 0);
}

/* What a whole backup has stored is there again: both components, and how each went. */
static void check_loaded(struct suite *suite, struct requester *requester)
{
    static const WCHAR *const names[] = {L"files", L"base"};

    for (UINT i = 0; i < 2; i++) {
        IVssComponent *component = requester_component(suite, requester, i);
        bool succeeded = false;
        BSTR name = NULL;

        REQUIRE(component);
        CHECK_HR(CALL(component, GetComponentName, &name), S_OK);
        CHECK_TEXT(name, names[i]);
        CHECK_HR(CALL(component, GetBackupSucceeded, &succeeded), S_OK);
        CHECK(succeeded);
        SysFreeString(name);
    }
}

static void backup_loads_a_document(struct suite *suite, const void *row)
{
    struct requester *first = requester_at(suite, AT_COMPLETE);
    struct requester *requester = requester_at(suite, AT_NEW);
    BSTR document = NULL;

    (void)row;
    REQUIRE(first && requester);
    REQUIRE_HR(CALL(first->backup, SaveAsXML, &document), S_OK);
    CHECK_HR(CALL(requester->backup, InitializeForBackup, document), S_OK);
    SysFreeString(document);
    check_loaded(suite, requester);
}

static void restore_loads_a_document(struct suite *suite, const void *row)
{
    struct requester *requester = requester_at(suite, AT_RESTORE);

    (void)row;
    REQUIRE(requester);
    check_loaded(suite, requester);
}

static void restore_mode(struct suite *suite, const void *row)
{
    struct requester *requester = requester_at(suite, AT_RESTORE);
    VSS_ID id;

    (void)row;
    REQUIRE(requester);
    CHECK_HR(CALL(requester->backup, SetRestoreState, VSS_RTYPE_OTHER), S_OK);
    CHECK_HR(CALL(requester->backup, SetBackupState, true, false, VSS_BT_FULL, false),
             VSS_E_BAD_STATE);
    CHECK_HR(CALL(requester->backup, StartSnapshotSet, &id), VSS_E_BAD_STATE);
}

static void restore_is_no_backup(struct suite *suite, const void *row)
{
    struct requester *restore = requester_at(suite, AT_RESTORE);
    struct requester *backup = requester_at(suite, AT_INITIALIZED);

    (void)row;
    REQUIRE(restore && backup);
    CHECK_HR(CALL(restore->backup, InitializeForBackup, NULL), VSS_E_BAD_STATE);
    CHECK_HR(CALL(backup->backup, InitializeForBackup, NULL), VSS_E_BAD_STATE);
}

#define HEAD                                                                                       \
    L"<BACKUP_COMPONENTS xmlns=\"x-schema:#VssComponentMetadata\" version=\"1.2\" "                \
    L"bootableSystemStateBackup=\"no\" selectComponents=\"yes\" backupType=\"full\" "              \
    L"partialFileSupport=\"no\">"
#define TAIL L"</BACKUP_COMPONENTS>"

static const WCHAR *const broken[] = {
    L"",
    L"no document",
    L"<BACKUP_COMPONENTS",
    L"<SOMETHING_ELSE/>",
    L"<WRITER_METADATA xmlns=\"x-schema:#VssWriterMetadataInfo\" version=\"1.1\"/>",
    L"<BACKUP_COMPONENTS xmlns=\"x-schema:#VssComponentMetadata\"/>",
    HEAD L"<WRITER_COMPONENTS/>" TAIL,
    HEAD L"</WRITER_COMPONENTS>",
    HEAD TAIL L"<MORE/>",
    L"<!DOCTYPE x [<!ENTITY e \"e\">]>" HEAD TAIL,
};

/* A document that is refused leaves the object as it was: a sound one may follow. */
static void refuses_documents(struct suite *suite, const void *row)
{
    struct requester *requester = requester_at(suite, AT_NEW);
    bool restore = row != NULL;
    BSTR sound = SysAllocString(HEAD TAIL);

    REQUIRE(requester);
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        BSTR document = SysAllocString(broken[i]);
        HRESULT hr = restore ? CALL(requester->backup, InitializeForRestore, document)
                             : CALL(requester->backup, InitializeForBackup, document);

        suite_check(suite, hr == VSS_E_INVALID_XML_DOCUMENT, __FILE__, __LINE__,
                    "document %u: 0x%08X; %.200s", (unsigned)i, (unsigned)hr, layers_message());
        SysFreeString(document);
    }
    CHECK_HR(restore ? CALL(requester->backup, InitializeForRestore, sound)
                     : CALL(requester->backup, InitializeForBackup, sound),
             S_OK);
    SysFreeString(sound);
}

#define A_RESTORE &create

static const struct suite_case cases[] = {
    {"CreateVssBackupComponents/S_OK", create_makes_one, &create, 0},
    {"CreateVssBackupComponents-1", create_makes_one, &create, 0},
    {"CreateVssBackupComponents-2", create_makes_one, &create, 0},
    {"CreateVssBackupComponents/E_INVALIDARG", create_without_a_place, &create, 0},
    {"CreateVssBackupComponents/E_OUTOFMEMORY", create_without_memory, &create, SUITE_NEEDS_MOCK},
    {"CreateVssBackupComponents-4", create_under_both_names, NULL, 0},
    {"CreateVssBackupComponentsInternal/S_OK", create_makes_one, &create_internal, 0},
    {"CreateVssBackupComponentsInternal/E_INVALIDARG", create_without_a_place, &create_internal, 0},
    {"CreateVssBackupComponentsInternal/E_OUTOFMEMORY", create_without_memory, &create_internal,
     SUITE_NEEDS_MOCK},
    {"CreateVssBackupComponentsInternal-1", create_under_both_names, NULL, 0},
    {"IVssBackupComponents-1", runs_a_backup, NULL, SUITE_NEEDS_ALONE},
    {"IVssBackupComponents-2", serves_one_operation, NULL, 0},
    {"IVssBackupComponents-3", release_ends_the_operation, NULL, 0},
    {"IVssBackupComponents-4", not_after_a_query, NULL, 0},
    {"IVssBackupComponents.InitializeForBackup/S_OK", begins_without_a_document, NULL, 0},
    {"IVssBackupComponents.InitializeForBackup-1", begins_without_a_document, NULL, 0},
    {"IVssBackupComponents.InitializeForBackup-3", backup_loads_a_document, NULL, 0},
    {"IVssBackupComponents.InitializeForBackup-5", restore_is_no_backup, NULL, 0},
    {"IVssBackupComponents.InitializeForBackup-6", refuses_documents, NULL, 0},
    {"IVssBackupComponents.InitializeForBackup/VSS_E_INVALID_XML_DOCUMENT", refuses_documents, NULL,
     0},
    {"IVssBackupComponents.InitializeForRestore/S_OK", restore_loads_a_document, NULL, 0},
    {"IVssBackupComponents.InitializeForRestore-1", restore_loads_a_document, NULL, 0},
    {"IVssBackupComponents.InitializeForRestore-3", refuses_documents, A_RESTORE, 0},
    {"IVssBackupComponents.InitializeForRestore/VSS_E_INVALID_XML_DOCUMENT", refuses_documents,
     A_RESTORE, 0},
    {"IVssBackupComponents.InitializeForRestore-4", restore_mode, NULL, 0},
};
const struct suite_group suite_backup_object = SUITE_GROUP("IVssBackupComponents: object", cases);
