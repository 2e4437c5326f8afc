/*
 * conformance/suite/selection.c - what "selectable" and "selectable for restore" mean for a backup
 * and for a restore, for writers that run and for express writers.
 */
#include "groups.h"
#include "metadata.h"
#include "requester.h"

#define GROUP_(a, b, selectable, restorable)                                                       \
    {                                                                                              \
        .method = ADD_COMPONENT, .kind = VSS_CT_FILEGROUP, .path = (a), .name = (b),               \
        .yes = (selectable), .for_restore = (restorable)                                           \
    }
static const struct metadata_call components[] = {
    GROUP_(NULL, L"must", false, false), GROUP_(NULL, L"may", true, false),
    GROUP_(NULL, L"set", true, false),   GROUP_(L"set", L"one", false, true),
    GROUP_(L"set", L"two", true, false),
};
enum { MUST, MAY, SET, ONE, TWO, COMPONENTS };

struct session {
    IVssBackupComponents *backup;
    VSS_ID writer, instance;
};

/* ---- a requester by hand -----------------------------------------------------------------------
 */

/* The writer of the class, among those that were gathered. */
static bool find_writer(struct suite *suite, struct session *session)
{
    UINT count = 0;

    CHECK_HR(requester_finish(session->backup, GatherWriterMetadata), S_OK);
    CHECK_HR(CALL(session->backup, GetWriterMetadataCount, &count), S_OK);
    for (UINT i = 0; i < count; i++) {
        IVssExamineWriterMetadata *metadata = NULL;
        VSS_ID instance, writer = GUID_NULL;
        VSS_USAGE_TYPE usage;
        VSS_SOURCE_TYPE source;
        BSTR name = NULL;

        if (!CHECK_HR(CALL(session->backup, GetWriterMetadata, i, &instance, &metadata), S_OK))
            return false;
        CHECK_HR(CALL(metadata, GetIdentity, &instance, &writer, &name, &usage, &source), S_OK);
        SysFreeString(name);
        CALL(metadata, Release);
        if (IsEqualGUID(&writer, &session->writer)) {
            session->instance = instance;
            return true;
        }
    }
    return CHECK(!"the writer is there");
}

static bool begin(struct suite *suite, struct session *session, bool express)
{
    session->backup = NULL;
    session->writer = express ? METADATA_OTHER_ID : SUITE_WRITER_ID;
    if (!CHECK_HR(CreateVssBackupComponents(&session->backup), S_OK))
        return false;
    suite_release_at_end(suite, session->backup);
    return true;
}

static bool begin_backup(struct suite *suite, struct session *session, bool express)
{
    WCHAR volume[] = L"C:\\";
    VSS_ID id;

    return begin(suite, session, express) &&
           CHECK_HR(CALL(session->backup, InitializeForBackup, NULL), S_OK) &&
           CHECK_HR(CALL(session->backup, SetBackupState, true, false, VSS_BT_FULL, false), S_OK) &&
           find_writer(suite, session) &&
           CHECK_HR(CALL(session->backup, StartSnapshotSet, &id), S_OK) &&
           CHECK_HR(CALL(session->backup, AddToSnapshotSet, volume, GUID_NULL, &id), S_OK);
}

static void add(struct suite *suite, struct session *session, int n)
{
    CHECK_HR(CALL(session->backup, AddComponent, session->instance, session->writer,
                  VSS_CT_FILEGROUP, components[n].path, components[n].name),
             S_OK);
}

static void carry_out(struct suite *suite, struct session *session)
{
    CHECK_HR(requester_finish(session->backup, PrepareForBackup), S_OK);
    CHECK_HR(requester_finish(session->backup, DoSnapshotSet), S_OK);
}

static void succeed(struct suite *suite, struct session *session, int n)
{
    CHECK_HR(CALL(session->backup, SetBackupSucceeded, session->instance, session->writer,
                  VSS_CT_FILEGROUP, components[n].path, components[n].name, true),
             S_OK);
}

static UINT count_stored(struct suite *suite, struct session *session)
{
    IVssWriterComponentsExt *writer = NULL;
    UINT count = 0;

    if (!CHECK_HR(CALL(session->backup, GetWriterComponents, 0, &writer), S_OK))
        return 0;
    CHECK_HR(CALL(writer, GetComponentCount, &count), S_OK);
    CALL(&writer->IUnknown_base, Release);
    return count;
}

/* The components are there; 'express': of an express writer. */
static bool describe(struct suite *suite, bool express)
{
    static const struct metadata_calls all = {components, COMPONENTS};

    return express ? metadata_registered(suite, METADATA_BARE, metadata_carry_out, &all) != NULL
                   : metadata_made(suite, METADATA_BARE, metadata_carry_out, &all) != NULL;
}

/* ---- backup ------------------------------------------------------------------------------------
 */

/* A backup of the component that is always part of one; those that may be left out are. */
static void only_what_must_be(struct suite *suite, const void *row)
{
    struct session session;

    REQUIRE(describe(suite, row != NULL));
    REQUIRE(begin_backup(suite, &session, row != NULL));
    add(suite, &session, MUST);
    carry_out(suite, &session);
    succeed(suite, &session, MUST);
    CHECK_HR(requester_finish(session.backup, BackupComplete), S_OK);
    CHECK(count_stored(suite, &session) == 1);
}

/* Subcomponents come along without being named; one that may be named is stored. */
static void sets_come_along(struct suite *suite, const void *row)
{
    struct session session;

    for (int two = 0; two < 2; two++) {
        if (two == 0)
            REQUIRE(describe(suite, row != NULL));
        REQUIRE(begin_backup(suite, &session, row != NULL));
        add(suite, &session, MUST);
        add(suite, &session, SET);
        if (two)
            add(suite, &session, TWO);
        carry_out(suite, &session);
        succeed(suite, &session, MUST);
        succeed(suite, &session, SET);
        if (two)
            succeed(suite, &session, TWO);
        CHECK_HR(requester_finish(session.backup, BackupComplete), S_OK);
        CHECK(count_stored(suite, &session) == (two ? 3 : 2));
    }
}

/* ---- restore -----------------------------------------------------------------------------------
 */

/* A session for a restore of a backup of "set", and of "two" too if it is to be explicit. */
static bool begin_restore(struct suite *suite, struct session *session, bool express, bool two)
{
    BSTR document = NULL;
    bool begun;

    if (!describe(suite, express) || !begin_backup(suite, session, express))
        return false;
    add(suite, session, SET);
    if (two)
        add(suite, session, TWO);
    carry_out(suite, session);
    succeed(suite, session, SET);
    CHECK_HR(requester_finish(session->backup, BackupComplete), S_OK);
    CHECK_HR(CALL(session->backup, SaveAsXML, &document), S_OK);
    begun = begin(suite, session, express) &&
            CHECK_HR(CALL(session->backup, InitializeForRestore, document), S_OK) &&
            find_writer(suite, session);
    SysFreeString(document);
    return begun;
}

static HRESULT select_(struct session *session, int n)
{
    return CALL(session->backup, SetSelectedForRestore, session->writer, VSS_CT_FILEGROUP,
                components[n].path, components[n].name, true);
}

static HRESULT select_below(struct session *session, int n)
{
    return CALL(session->backup, AddRestoreSubcomponent, session->writer, VSS_CT_FILEGROUP,
                components[SET].path, components[SET].name, components[n].path, components[n].name,
                false);
}

/* Of a set one may restore the whole, and those parts that say so. */
static void parts_are_restored_if_they_say_so(struct suite *suite, const void *row)
{
    struct session session;

    REQUIRE(begin_restore(suite, &session, row != NULL, false));
    CHECK_HR(select_(&session, SET), S_OK);
    CHECK_HR(select_below(&session, ONE), S_OK);
    CHECK_HR(select_below(&session, TWO), E_INVALIDARG);
}

/* What was added by name can be chosen by name, whatever it says. */
static void what_was_added_can_be_selected(struct suite *suite, const void *row)
{
    struct session session;

    REQUIRE(begin_restore(suite, &session, row != NULL, true));
    CHECK_HR(select_(&session, TWO), S_OK);
    CHECK_HR(select_(&session, ONE), VSS_E_OBJECT_NOT_FOUND);
}

static void alone_if_added_or_said(struct suite *suite, const void *row)
{
    struct session session;

    what_was_added_can_be_selected(suite, row);
    if (!row) /* the same writer again: another backup of it */
        REQUIRE(begin_restore(suite, &session, false, false));
    if (!row)
        CHECK_HR(select_(&session, TWO), VSS_E_OBJECT_NOT_FOUND);
}

#define W "IVssCreateWriterMetadata.AddComponent-"
#define X "IVssCreateExpressWriterMetadata.AddComponent-"
#define I "VSS_COMPONENTINFO-"
static const struct suite_case cases[] = {
    {W "7", only_what_must_be, NULL, 0},
    {X "7", only_what_must_be, "express", 0},
    {I "6", only_what_must_be, NULL, 0},
    {I "7", sets_come_along, NULL, 0},
    {I "8", sets_come_along, NULL, 0},
    {I "9", sets_come_along, NULL, 0},
    {W "8", alone_if_added_or_said, NULL, 0},
    {X "8", alone_if_added_or_said, "express", 0},
    {I "10", what_was_added_can_be_selected, NULL, 0},
    {W "9", parts_are_restored_if_they_say_so, NULL, 0},
    {W "10", parts_are_restored_if_they_say_so, NULL, 0},
    {X "9", parts_are_restored_if_they_say_so, "express", 0},
    {X "10", parts_are_restored_if_they_say_so, "express", 0},
    {I "11", parts_are_restored_if_they_say_so, NULL, 0},
};
const struct suite_group suite_selection = SUITE_GROUP("selectable components", cases);
