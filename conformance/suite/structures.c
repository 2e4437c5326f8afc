/*
 * conformance/suite/structures.c - what the rules of structures and enumerations say beside the
 * methods that take and give them: VSS_OBJECT_PROP and what is in it, VSS_RESTORE_TARGET,
 * VSS_FILE_RESTORE_STATUS, VSS_ROLLFORWARD_TYPE.
 */
#include "groups.h"
#include "layers.h"
#include "requester.h"

/* ---- objects of Query -------------------------------------------------------------------------
 */

#define MOST 16

/* The objects of a type while there is a shadow copy of C:\; their number. */
static ULONG query(struct suite *suite, VSS_OBJECT_TYPE type, VSS_OBJECT_PROP *found)
{
    struct requester *requester = requester_at(suite, AT_SNAPSHOT);
    IVssEnumObject *objects = NULL;
    ULONG count = 0;

    if (!requester ||
        !CHECK_HR(CALL(requester->backup, Query, GUID_NULL, VSS_OBJECT_NONE, type, &objects), S_OK))
        return 0;
    CHECK_HR(CALL(objects, Next, MOST, found, &count), S_FALSE);
    CALL(objects, Release);
    return count;
}

/* Every string, one by one. */
static void free_texts(VSS_OBJECT_PROP *object)
{
    if (object->Type == VSS_OBJECT_SNAPSHOT) {
        CoTaskMemFree(object->Obj.Snap.m_pwszSnapshotDeviceObject);
        CoTaskMemFree(object->Obj.Snap.m_pwszOriginalVolumeName);
        CoTaskMemFree(object->Obj.Snap.m_pwszOriginatingMachine);
        CoTaskMemFree(object->Obj.Snap.m_pwszServiceMachine);
        CoTaskMemFree(object->Obj.Snap.m_pwszExposedName);
        CoTaskMemFree(object->Obj.Snap.m_pwszExposedPath);
    } else {
        CoTaskMemFree(object->Obj.Prov.m_pwszProviderName);
        CoTaskMemFree(object->Obj.Prov.m_pwszProviderVersion);
    }
}

/* The type asked for is the type in the structure, and tells which member holds; the strings are
 * the caller's to free (a leak, or what cannot be freed so, fails the run). */
static void snapshots_found(struct suite *suite, const void *row)
{
    VSS_OBJECT_PROP found[MOST];
    ULONG count = query(suite, VSS_OBJECT_SNAPSHOT, found);

    (void)row;
    CHECK(count == 1);
    for (ULONG i = 0; i < count; i++) {
        CHECK(found[i].Type == VSS_OBJECT_SNAPSHOT);
        CHECK(found[i].Obj.Snap.m_pwszOriginalVolumeName[0] == L'\\');
        CHECK(found[i].Obj.Snap.m_eStatus == VSS_SS_CREATED);
        free_texts(&found[i]);
    }
}

static void providers_found(struct suite *suite, const void *row)
{
    VSS_OBJECT_PROP found[MOST];
    ULONG count = query(suite, VSS_OBJECT_PROVIDER, found);

    (void)row;
    CHECK(count >= 1);
    for (ULONG i = 0; i < count; i++) {
        const VSS_PROVIDER_TYPE type = found[i].Obj.Prov.m_eProviderType;

        CHECK(found[i].Type == VSS_OBJECT_PROVIDER);
        CHECK(!IsEqualGUID(&found[i].Obj.Prov.m_ProviderId, &GUID_NULL));
        CHECK(found[i].Obj.Prov.m_pwszProviderName && *found[i].Obj.Prov.m_pwszProviderName);
        CHECK(type >= VSS_PROV_SYSTEM && type <= VSS_PROV_FILESHARE);
        free_texts(&found[i]);
    }
}

static void both_found(struct suite *suite, const void *row)
{
    snapshots_found(suite, row);
    if (!suite_failed(suite))
        providers_found(suite, row);
}

/* For a shadow copy one function does it all. */
static void freed_at_once(struct suite *suite, const void *row)
{
    VSS_OBJECT_PROP found[MOST];
    ULONG count = query(suite, VSS_OBJECT_SNAPSHOT, found);

    (void)row;
    CHECK(count == 1);
    for (ULONG i = 0; i < count; i++) {
        VssFreeSnapshotProperties(&found[i].Obj.Snap);
        CHECK(!found[i].Obj.Snap.m_pwszSnapshotDeviceObject);
    }
    providers_found(suite, row);
}

static void deleted_by_set_or_snapshot(struct suite *suite, const void *row)
{
    static const VSS_OBJECT_TYPE refused[] = {VSS_OBJECT_UNKNOWN, VSS_OBJECT_NONE,
                                              VSS_OBJECT_PROVIDER};
    struct requester *requester = requester_at(suite, AT_SNAPSHOT);
    LONG deleted = 7;
    VSS_ID left;

    (void)row;
    REQUIRE(requester);
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        CHECK(FAILED(CALL(requester->backup, DeleteSnapshots, requester->snapshot_id, refused[i],
                          TRUE, &deleted, &left)));
    CHECK_HR(CALL(requester->backup, DeleteSnapshots, requester->snapshot_id, VSS_OBJECT_SNAPSHOT,
                  TRUE, &deleted, &left),
             S_OK);
    CHECK(deleted == 1);
    requester_end(requester);
    requester = requester_at(suite, AT_SNAPSHOT);
    REQUIRE(requester);
    CHECK_HR(CALL(requester->backup, DeleteSnapshots, requester->set_id, VSS_OBJECT_SNAPSHOT_SET,
                  TRUE, &deleted, &left),
             S_OK);
    CHECK(deleted == 1);
}

/* ---- restore ------------------------------------------------------------------------------------
 */

static struct seen { /* by the handler of the writer */
    HRESULT set;
    VSS_RESTORE_TARGET target, other;
    VSS_FILE_RESTORE_STATUS status;
    VSS_ROLLFORWARD_TYPE type;
    BSTR point;
} seen;

static IVssComponent *component_of(const struct suite_event_args *args, UINT n)
{
    IVssComponent *component = NULL;

    if (args->components)
        CALL(args->components, GetComponent, n, &component);
    return component;
}

static bool set_target(struct suite_writer *writer, const struct suite_event_args *args)
{
    IVssComponent *first = component_of(args, 0), *second = component_of(args, 1);

    (void)writer;
    if (first && second) {
        seen.set = CALL(first, SetRestoreTarget, VSS_RT_ALTERNATE);
        CALL(first, GetRestoreTarget, &seen.target);
        CALL(second, GetRestoreTarget, &seen.other);
    }
    RELEASE(first);
    RELEASE(second);
    return true;
}

static bool read_status(struct suite_writer *writer, const struct suite_event_args *args)
{
    IVssComponent *first = component_of(args, 0);

    (void)writer;
    if (first)
        CALL(first, GetFileRestoreStatus, &seen.status);
    RELEASE(first);
    return true;
}

static bool read_roll_forward(struct suite_writer *writer, const struct suite_event_args *args)
{
    IVssComponent *first = component_of(args, 0);
    IVssComponentEx *ex = NULL;

    (void)writer;
    if (first && CALL(first, QueryInterface, &IID_IVssComponentEx, (void **)&ex) == S_OK)
        CALL(ex, GetRollForward, &seen.type, &seen.point);
    RELEASE(ex);
    RELEASE(first);
    return true;
}

static struct requester *restore_with(struct suite *suite, suite_handler pre, suite_handler post,
                                      enum requester_point point)
{
    struct suite_writer_options options = {0};
    struct suite_writer *writer;

    seen = (struct seen){.set = E_UNEXPECTED};
    options.on[SUITE_PRE_RESTORE] = pre;
    options.on[SUITE_POST_RESTORE] = post;
    if (!CHECK_HR(suite_writer_begin(suite, &options, &writer), S_OK))
        return NULL;
    return requester_at(suite, point);
}

/* The writer sets it, both read it; where it was not set it is the original, and no requester sets
 * it. */
static void targets(struct suite *suite, const void *row)
{
    struct requester *requester = restore_with(suite, set_target, NULL, AT_PRE_RESTORE);
    VSS_RESTORE_TARGET target = VSS_RT_UNDEFINED;
    IVssComponent *first, *second;

    (void)row;
    REQUIRE(requester);
    CHECK_HR(seen.set, S_OK);
    CHECK(seen.target == VSS_RT_ALTERNATE && seen.other == VSS_RT_ORIGINAL);
    first = requester_component(suite, requester, 0);
    second = requester_component(suite, requester, 1);
    REQUIRE(first && second);
    CHECK_HR(CALL(first, GetRestoreTarget, &target), S_OK);
    CHECK(target == VSS_RT_ALTERNATE);
    CHECK_HR(CALL(second, GetRestoreTarget, &target), S_OK);
    CHECK(target == VSS_RT_ORIGINAL);
    CHECK(FAILED(CALL(second, SetRestoreTarget, VSS_RT_ALTERNATE)));
    CHECK_HR(CALL(second, GetRestoreTarget, &target), S_OK);
    CHECK(target == VSS_RT_ORIGINAL);
}

/* Set for each component that was selected, and read by the writer. */
static void statuses(struct suite *suite, const void *row)
{
    struct requester *requester = restore_with(suite, NULL, read_status, AT_PRE_RESTORE);

    (void)row;
    REQUIRE(requester);
    CHECK_HR(CALL(requester->backup, SetFileRestoreStatus, requester->writer_id, VSS_CT_FILEGROUP,
                  L"group", L"files", VSS_RS_FAILED),
             S_OK);
    CHECK_HR(CALL(requester->backup, SetFileRestoreStatus, requester->writer_id, VSS_CT_DATABASE,
                  NULL, L"base", VSS_RS_ALL),
             S_OK);
    REQUIRE(requester_go(suite, requester, AT_POST_RESTORE));
    CHECK(seen.status == VSS_RS_FAILED);
}

static void roll_forward(struct suite *suite, const void *row)
{
    struct requester *requester = restore_with(suite, read_roll_forward, NULL, AT_SELECTED);
    IVssBackupComponentsEx2 *ex;

    (void)row;
    REQUIRE(requester);
    ex = requester_face(suite, requester, &IID_IVssBackupComponentsEx2);
    REQUIRE(ex);
    CHECK_HR(CALL(ex, SetRollForward, requester->writer_id, VSS_CT_FILEGROUP, L"group", L"files",
                  VSS_RF_PARTIAL, L"until noon"),
             S_OK);
    REQUIRE(requester_go(suite, requester, AT_PRE_RESTORE));
    CHECK(seen.type == VSS_RF_PARTIAL);
    CHECK_TEXT(seen.point, L"until noon");
    SysFreeString(seen.point);
    seen.point = NULL;
}

static const struct suite_case cases[] = {
    {"VSS_OBJECT_TYPE-1", both_found, NULL, 0},
    {"VSS_OBJECT_TYPE-2", deleted_by_set_or_snapshot, NULL, 0},
    {"VSS_OBJECT_TYPE-3", both_found, NULL, 0},
    {"VSS_OBJECT_PROP-1", both_found, NULL, 0},
    {"VSS_OBJECT_PROP-2", both_found, NULL, 0},
    {"VSS_OBJECT_PROP-3", freed_at_once, NULL, 0},
    {"VSS_OBJECT_UNION-1", both_found, NULL, 0},
    {"VSS_OBJECT_UNION-2", freed_at_once, NULL, 0},
    {"VSS_PROVIDER_PROP-1", providers_found, NULL, 0},
    {"VSS_PROVIDER_TYPE-2", providers_found, NULL, 0},
    {"VSS_RESTORE_TARGET-1", targets, NULL, 0},
    {"VSS_RESTORE_TARGET-3", targets, NULL, 0},
    {"VSS_FILE_RESTORE_STATUS-2", statuses, NULL, 0},
    {"VSS_FILE_RESTORE_STATUS-3", statuses, NULL, 0},
    {"VSS_ROLLFORWARD_TYPE-1", roll_forward, NULL, 0},
};
const struct suite_group suite_structures = SUITE_GROUP("structures and enumerations", cases);
