/*
 * conformance/suite/snapshots.c - shadow copies listed, shown and deleted.
 */
#include "groups.h"
#include "layers.h"
#include "methods.h"
#include "volumes.h"

#include <string.h>
#include <wchar.h>

#define CALLS "IVssBackupComponents."

/* ---- what the provider answers -----------------------------------------------------------------
 */

struct provider_row {
    const char *method; /* of the requester; it is one call of the provider, of the same name */
    HRESULT answer, wanted;
};

static void provider_fails(struct suite *suite, const void *row)
{
    const struct provider_row *fault = row;
    struct requester *requester = requester_at(suite, AT_SNAPSHOT);

    REQUIRE(requester);
    REQUIRE(layers_fault(fault->method + strlen(CALLS), NULL, 1, 0, fault->answer));
    CHECK_HR(suite_method_call(fault->method, suite, requester), fault->wanted);
    CHECK_HR(suite_method_call(fault->method, suite, requester), S_OK);
}

static const struct provider_row
    delete_veto = {CALLS "DeleteSnapshots", VSS_E_PROVIDER_VETO, VSS_E_PROVIDER_VETO},
    delete_odd = {CALLS "DeleteSnapshots", E_FAIL, VSS_E_UNEXPECTED_PROVIDER_ERROR},
    show_veto = {CALLS "GetSnapshotProperties", VSS_E_PROVIDER_VETO, VSS_E_PROVIDER_VETO},
    show_odd = {CALLS "GetSnapshotProperties", E_FAIL, VSS_E_UNEXPECTED_PROVIDER_ERROR},
    list_veto = {CALLS "Query", VSS_E_PROVIDER_VETO, VSS_E_PROVIDER_VETO},
    list_missing = {CALLS "Query", VSS_E_OBJECT_NOT_FOUND, VSS_E_OBJECT_NOT_FOUND},
    list_odd = {CALLS "Query", E_FAIL, VSS_E_UNEXPECTED_PROVIDER_ERROR};

/* ---- DeleteSnapshots ---------------------------------------------------------------------------
 */

static HRESULT show(struct requester *requester, VSS_ID id)
{
    VSS_SNAPSHOT_PROP prop = {0};
    HRESULT hr = CALL(requester->backup, GetSnapshotProperties, id, &prop);

    if (SUCCEEDED(hr))
        VssFreeSnapshotProperties(&prop);
    return hr;
}

static void delete_by_kind(struct suite *suite, const void *row)
{
    VSS_ID second, left = SUITE_WRITER_ID;
    struct requester *requester = volumes_shadow_two(suite, &second);
    LONG count = 77;

    (void)row;
    REQUIRE(requester);
    REQUIRE_HR(
        CALL(requester->backup, DeleteSnapshots, second, VSS_OBJECT_SNAPSHOT, FALSE, &count, &left),
        S_OK);
    CHECK(count == 1);
    CHECK_GUID(left, GUID_NULL);
    CHECK_HR(show(requester, second), VSS_E_OBJECT_NOT_FOUND);
    CHECK_HR(show(requester, requester->snapshot_id), S_OK);
    REQUIRE_HR(CALL(requester->backup, DeleteSnapshots, requester->set_id, VSS_OBJECT_SNAPSHOT_SET,
                    FALSE, &count, &left),
               S_OK);
    CHECK(count == 1);
    CHECK_HR(show(requester, requester->snapshot_id), VSS_E_OBJECT_NOT_FOUND);
}

static void delete_a_set(struct suite *suite, const void *row)
{
    const BOOL *force = row;
    VSS_ID second, left = SUITE_WRITER_ID;
    struct requester *requester = volumes_shadow_two(suite, &second);
    LONG count = 77;

    REQUIRE(requester);
    REQUIRE_HR(CALL(requester->backup, DeleteSnapshots, requester->set_id, VSS_OBJECT_SNAPSHOT_SET,
                    *force, &count, &left),
               S_OK);
    CHECK(count == 2);
    CHECK_GUID(left, GUID_NULL);
    CHECK_HR(show(requester, requester->snapshot_id), VSS_E_OBJECT_NOT_FOUND);
    CHECK_HR(show(requester, second), VSS_E_OBJECT_NOT_FOUND);
}

/* The provider refuses the n-th of the two: what came before it is deleted, what comes after is
 * not tried. */
static void delete_until_a_failure(struct suite *suite, const void *row)
{
    const unsigned *nth = row;
    VSS_ID second, left = GUID_NULL, first_left;
    struct requester *requester = volumes_shadow_two(suite, &second);
    LONG count = 77;
    unsigned shown = 0;

    REQUIRE(requester);
    REQUIRE(layers_fault("DeleteSnapshots", NULL, *nth, 0, VSS_E_PROVIDER_VETO));
    CHECK_HR(CALL(requester->backup, DeleteSnapshots, requester->set_id, VSS_OBJECT_SNAPSHOT_SET,
                  FALSE, &count, &left),
             VSS_E_PROVIDER_VETO);
    CHECK(count == (LONG)*nth - 1);
    first_left = left;
    CHECK_HR(show(requester, first_left), S_OK);
    shown += show(requester, requester->snapshot_id) == S_OK;
    shown += show(requester, second) == S_OK;
    CHECK(shown == 3 - *nth);
}

static void delete_nothing(struct suite *suite, const void *row)
{
    struct requester *requester = requester_at(suite, AT_SNAPSHOT);
    VSS_ID left;
    LONG count = 77;

    (void)row;
    REQUIRE(requester);
    CHECK_HR(CALL(requester->backup, DeleteSnapshots, SUITE_WRITER_ID, VSS_OBJECT_SNAPSHOT, FALSE,
                  &count, &left),
             VSS_E_OBJECT_NOT_FOUND);
    CHECK_HR(CALL(requester->backup, DeleteSnapshots, SUITE_WRITER_ID, VSS_OBJECT_SNAPSHOT_SET,
                  FALSE, &count, &left),
             VSS_E_OBJECT_NOT_FOUND);
    CHECK(count == 0);
}

static void delete_wrongly(struct suite *suite, const void *row)
{
    static const VSS_OBJECT_TYPE wrong[] = {VSS_OBJECT_UNKNOWN, VSS_OBJECT_NONE,
                                            VSS_OBJECT_PROVIDER, (VSS_OBJECT_TYPE)77};
    struct requester *requester = requester_at(suite, AT_SNAPSHOT);
    IVssBackupComponents *backup;
    VSS_ID left, id;
    LONG count;

    (void)row;
    REQUIRE(requester);
    backup = requester->backup;
    id = requester->snapshot_id;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        CHECK_HR(CALL(backup, DeleteSnapshots, id, wrong[i], FALSE, &count, &left), E_INVALIDARG);
    CHECK_HR(CALL(backup, DeleteSnapshots, id, VSS_OBJECT_SNAPSHOT, FALSE, NULL, &left),
             E_INVALIDARG);
    CHECK_HR(CALL(backup, DeleteSnapshots, id, VSS_OBJECT_SNAPSHOT, FALSE, &count, NULL),
             E_INVALIDARG);
    CHECK_HR(show(requester, id), S_OK);
}

/* What is not persistent goes with the object that made it; a later object does not find it. */
static void released_with_the_object(struct suite *suite, const void *row)
{
    struct requester *first = requester_at(suite, AT_COMPLETE), *second;
    VSS_ID id;

    (void)row;
    REQUIRE(first);
    id = first->snapshot_id;
    CHECK_HR(show(first, id), S_OK);
    requester_end(first);
    second = requester_at(suite, AT_INITIALIZED);
    REQUIRE(second);
    CHECK_HR(show(second, id), VSS_E_OBJECT_NOT_FOUND);
}

/* ---- GetSnapshotProperties ---------------------------------------------------------------------
 */

static void show_all_of_it(struct suite *suite, const void *row)
{
    struct requester *requester = requester_at(suite, AT_SNAPSHOT);
    VSS_SNAPSHOT_PROP prop = {0};

    (void)row;
    REQUIRE(requester);
    REQUIRE_HR(CALL(requester->backup, GetSnapshotProperties, requester->snapshot_id, &prop), S_OK);
    CHECK_GUID(prop.m_SnapshotId, requester->snapshot_id);
    CHECK_GUID(prop.m_SnapshotSetId, requester->set_id);
    CHECK(prop.m_lSnapshotsCount == 1);
    CHECK(prop.m_pwszSnapshotDeviceObject &&
          wcsncmp(prop.m_pwszSnapshotDeviceObject, L"\\\\?\\GLOBALROOT\\Device\\", 22) == 0);
    CHECK(prop.m_pwszOriginalVolumeName &&
          wcsncmp(prop.m_pwszOriginalVolumeName, L"\\\\?\\Volume{", 11) == 0);
    CHECK(prop.m_pwszOriginatingMachine && *prop.m_pwszOriginatingMachine);
    CHECK(prop.m_pwszServiceMachine && *prop.m_pwszServiceMachine);
    CHECK(!prop.m_pwszExposedName && !prop.m_pwszExposedPath);
    CHECK(prop.m_eStatus == VSS_SS_CREATED);
    VssFreeSnapshotProperties(&prop);
    CHECK(!prop.m_pwszSnapshotDeviceObject);
}

static void show_wrongly(struct suite *suite, const void *row)
{
    struct requester *requester = requester_at(suite, AT_SNAPSHOT);

    (void)row;
    REQUIRE(requester);
    CHECK_HR(CALL(requester->backup, GetSnapshotProperties, requester->snapshot_id, NULL),
             E_INVALIDARG);
}

static void show_nothing(struct suite *suite, const void *row)
{
    struct requester *requester = requester_at(suite, AT_SNAPSHOT);

    (void)row;
    REQUIRE(requester);
    CHECK_HR(show(requester, SUITE_WRITER_ID), VSS_E_OBJECT_NOT_FOUND);
    CHECK_HR(show(requester, GUID_NULL), VSS_E_OBJECT_NOT_FOUND);
}

/* ---- Query -------------------------------------------------------------------------------------
 */

/* Counts what a query lists, and of those the ones that are completed. */
static unsigned count_listed(struct suite *suite, IVssBackupComponents *backup,
                             VSS_OBJECT_TYPE type, unsigned *completed)
{
    IVssEnumObject *list = NULL;
    VSS_OBJECT_PROP prop;
    ULONG got;
    unsigned count = 0;

    if (!CHECK_HR(CALL(backup, Query, GUID_NULL, VSS_OBJECT_NONE, type, &list), S_OK))
        return 0;
    for (; CALL(list, Next, 1, &prop, &got) == S_OK; count++) {
        CHECK(prop.Type == type);
        if (type == VSS_OBJECT_SNAPSHOT) {
            *completed += prop.Obj.Snap.m_eStatus == VSS_SS_CREATED;
            VssFreeSnapshotProperties(&prop.Obj.Snap);
        } else {
            CoTaskMemFree(prop.Obj.Prov.m_pwszProviderName);
            CoTaskMemFree(prop.Obj.Prov.m_pwszProviderVersion);
        }
    }
    CALL(list, Release);
    return count;
}

static void query_lists(struct suite *suite, const void *row)
{
    VSS_ID second;
    struct requester *requester = volumes_shadow_two(suite, &second);
    unsigned completed = 0;

    (void)row;
    REQUIRE(requester);
    CHECK(count_listed(suite, requester->backup, VSS_OBJECT_SNAPSHOT, &completed) == 2);
    CHECK(completed == 2);
    CHECK(count_listed(suite, requester->backup, VSS_OBJECT_PROVIDER, NULL) >= 1);
}

/* A set that is still being made is in no list. */
static void query_lists_what_is_made(struct suite *suite, const void *row)
{
    struct requester *requester = requester_at(suite, AT_PREPARED);
    unsigned completed = 0;

    (void)row;
    REQUIRE(requester);
    CHECK(count_listed(suite, requester->backup, VSS_OBJECT_SNAPSHOT, &completed) == 0);
    REQUIRE(requester_go(suite, requester, AT_SNAPSHOT));
    CHECK(count_listed(suite, requester->backup, VSS_OBJECT_SNAPSHOT, &completed) == 1);
    CHECK(completed == 1);
}

/* A shadow copy is listed in the context that it was made in, providers in every one. */
static void query_keeps_to_the_context(struct suite *suite, const void *row)
{
    struct requester *maker = requester_at(suite, AT_SNAPSHOT), *same, *other;
    unsigned completed = 0;

    (void)row;
    REQUIRE(maker);
    same = requester_at(suite, AT_INITIALIZED);
    other = requester_at_context(suite, AT_INITIALIZED, VSS_CTX_FILE_SHARE_BACKUP);
    REQUIRE(same && other);
    CHECK(count_listed(suite, same->backup, VSS_OBJECT_SNAPSHOT, &completed) == 1);
    CHECK(count_listed(suite, other->backup, VSS_OBJECT_SNAPSHOT, &completed) == 0);
    CHECK(count_listed(suite, same->backup, VSS_OBJECT_PROVIDER, NULL) ==
          count_listed(suite, other->backup, VSS_OBJECT_PROVIDER, NULL));
}

/* Not before the object is one for backups; then in the context that SetContext has given. */
static void query_when(struct suite *suite, const void *row)
{
    struct requester *requester = requester_at(suite, AT_NEW);
    struct requester *restore = requester_at(suite, AT_RESTORE);
    IVssEnumObject *list = NULL;

    (void)row;
    REQUIRE(requester && restore);
    CHECK_HR(suite_method_call(CALLS "Query", suite, requester), VSS_E_BAD_STATE);
    CHECK_HR(suite_method_call(CALLS "Query", suite, restore), VSS_E_BAD_STATE);
    REQUIRE_HR(CALL(requester->backup, InitializeForBackup, NULL), S_OK);
    REQUIRE_HR(CALL(requester->backup, SetContext, VSS_CTX_ALL), S_OK);
    CHECK_HR(CALL(requester->backup, Query, GUID_NULL, VSS_OBJECT_NONE, VSS_OBJECT_PROVIDER, &list),
             S_OK);
    RELEASE(list);
}

static void query_wrongly(struct suite *suite, const void *row)
{
    static const struct {
        bool named;
        VSS_OBJECT_TYPE queried, returned;
        HRESULT wanted;
    } rows[] = {
        {true, VSS_OBJECT_NONE, VSS_OBJECT_SNAPSHOT, E_INVALIDARG},
        {false, VSS_OBJECT_SNAPSHOT_SET, VSS_OBJECT_SNAPSHOT, E_INVALIDARG},
        {false, VSS_OBJECT_PROVIDER, VSS_OBJECT_SNAPSHOT, E_INVALIDARG},
        {false, VSS_OBJECT_NONE, VSS_OBJECT_NONE, E_INVALIDARG},
        {false, VSS_OBJECT_NONE, VSS_OBJECT_SNAPSHOT_SET, E_INVALIDARG},
        {false, VSS_OBJECT_NONE, (VSS_OBJECT_TYPE)77, E_INVALIDARG},
    };
    struct requester *requester = requester_at(suite, AT_SNAPSHOT);
    IVssEnumObject *list = NULL;

    (void)row;
    REQUIRE(requester);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        CHECK_HR(CALL(requester->backup, Query, rows[i].named ? requester->set_id : GUID_NULL,
                      rows[i].queried, rows[i].returned, &list),
                 rows[i].wanted);
    CHECK_HR(CALL(requester->backup, Query, GUID_NULL, VSS_OBJECT_NONE, VSS_OBJECT_SNAPSHOT, NULL),
             E_INVALIDARG);
    CHECK(!list);
}

static const BOOL forced = TRUE, unforced = FALSE;
static const unsigned at_first = 1, at_second = 2;

static const struct suite_case cases[] = {
    {CALLS "DeleteSnapshots/S_OK", delete_a_set, &unforced, 0},
    {CALLS "DeleteSnapshots-1", delete_by_kind, NULL, 0},
    {CALLS "DeleteSnapshots-2", delete_until_a_failure, &at_second, SUITE_NEEDS_MOCK},
    {CALLS "DeleteSnapshots-3", delete_until_a_failure, &at_first, SUITE_NEEDS_MOCK},
    {CALLS "DeleteSnapshots-4", delete_until_a_failure, &at_second, SUITE_NEEDS_MOCK},
    {CALLS "DeleteSnapshots-5", delete_by_kind, NULL, 0},
    {CALLS "DeleteSnapshots-6", delete_a_set, &forced, 0},
    {CALLS "DeleteSnapshots-8", released_with_the_object, NULL, 0},
    {CALLS "DeleteSnapshots/E_INVALIDARG", delete_wrongly, NULL, 0},
    {CALLS "DeleteSnapshots/VSS_E_OBJECT_NOT_FOUND", delete_nothing, NULL, 0},
    {CALLS "DeleteSnapshots/VSS_E_PROVIDER_VETO", provider_fails, &delete_veto, SUITE_NEEDS_MOCK},
    {CALLS "DeleteSnapshots/VSS_E_UNEXPECTED_PROVIDER_ERROR", provider_fails, &delete_odd,
     SUITE_NEEDS_MOCK},
    {CALLS "GetSnapshotProperties/S_OK", show_all_of_it, NULL, 0},
    {CALLS "GetSnapshotProperties-1", show_all_of_it, NULL, 0},
    {CALLS "GetSnapshotProperties-2", show_all_of_it, NULL, 0},
    {CALLS "GetSnapshotProperties-3", show_all_of_it, NULL, 0},
    {CALLS "GetSnapshotProperties/E_INVALIDARG", show_wrongly, NULL, 0},
    {CALLS "GetSnapshotProperties/VSS_E_OBJECT_NOT_FOUND", show_nothing, NULL, 0},
    {CALLS "GetSnapshotProperties/VSS_E_PROVIDER_VETO", provider_fails, &show_veto,
     SUITE_NEEDS_MOCK},
    {CALLS "GetSnapshotProperties/VSS_E_UNEXPECTED_PROVIDER_ERROR", provider_fails, &show_odd,
     SUITE_NEEDS_MOCK},
    {CALLS "Query/S_OK", query_lists, NULL, 0},
    {CALLS "Query-1", query_when, NULL, 0},
    {CALLS "Query-2", query_wrongly, NULL, 0},
    {CALLS "Query-3", query_wrongly, NULL, 0},
    {CALLS "Query-4", query_wrongly, NULL, 0},
    {CALLS "Query-5", query_keeps_to_the_context, NULL, 0},
    {CALLS "Query-6", query_keeps_to_the_context, NULL, 0},
    {CALLS "Query-7", query_lists_what_is_made, NULL, 0},
    {CALLS "Query-8", query_lists, NULL, 0},
    {CALLS "Query/E_INVALIDARG", query_wrongly, NULL, 0},
    {CALLS "Query/VSS_E_OBJECT_NOT_FOUND", provider_fails, &list_missing, SUITE_NEEDS_MOCK},
    {CALLS "Query/VSS_E_PROVIDER_VETO", provider_fails, &list_veto, SUITE_NEEDS_MOCK},
    {CALLS "Query/VSS_E_UNEXPECTED_PROVIDER_ERROR", provider_fails, &list_odd, SUITE_NEEDS_MOCK},
};
const struct suite_group suite_snapshots = SUITE_GROUP("shadow copies", cases);
