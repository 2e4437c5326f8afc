/*
 * conformance/suite/enum.c - IVssEnumObject.
 */
#include "groups.h"
#include "layers.h"
#include "volumes.h"

#include <string.h>
#include <wchar.h>

/* The shadow copies of a set of C:\ and D:\. */
static IVssEnumObject *two(struct suite *suite)
{
    VSS_ID id;
    struct requester *requester = volumes_shadow_two(suite, &id);
    IVssEnumObject *list = NULL;

    if (!requester)
        return NULL;
    CHECK_HR(CALL(requester->backup, Query, GUID_NULL, VSS_OBJECT_NONE, VSS_OBJECT_SNAPSHOT, &list),
             S_OK);
    suite_release_at_end(suite, list);
    return list;
}

static void free_props(VSS_OBJECT_PROP *props, ULONG count)
{
    for (ULONG i = 0; i < count; i++)
        VssFreeSnapshotProperties(&props[i].Obj.Snap);
}

/* The next element's id; GUID_NULL at the end. */
static VSS_ID next_id(struct suite *suite, IVssEnumObject *list)
{
    VSS_OBJECT_PROP prop;
    ULONG count = 77;
    VSS_ID id = GUID_NULL;

    if (CALL(list, Next, 1, &prop, &count) == S_OK) {
        CHECK(count == 1);
        id = prop.Obj.Snap.m_SnapshotId;
        free_props(&prop, 1);
    } else {
        CHECK(count == 0);
    }
    return id;
}

static void check_next(struct suite *suite, IVssEnumObject *list, VSS_ID wanted)
{
    VSS_ID id = next_id(suite, list);

    CHECK_GUID(id, wanted);
}

/* The list is not at its end. */
static void check_more(struct suite *suite, IVssEnumObject *list)
{
    VSS_ID id = next_id(suite, list);

    CHECK(!IsEqualGUID(&id, &GUID_NULL));
}

static void next_gives_all(struct suite *suite, const void *row)
{
    IVssEnumObject *list = two(suite);
    VSS_OBJECT_PROP props[2];
    ULONG count = 0;

    (void)row;
    REQUIRE(list);
    REQUIRE_HR(CALL(list, Next, 2, props, &count), S_OK);
    CHECK(count == 2);
    CHECK(props[0].Type == VSS_OBJECT_SNAPSHOT && props[1].Type == VSS_OBJECT_SNAPSHOT);
    CHECK(!IsEqualGUID(&props[0].Obj.Snap.m_SnapshotId, &props[1].Obj.Snap.m_SnapshotId));
    CHECK(wcscmp(props[0].Obj.Snap.m_pwszOriginalVolumeName,
                 props[1].Obj.Snap.m_pwszOriginalVolumeName) != 0);
    free_props(props, 2);
}

static void next_gives_fewer(struct suite *suite, const void *row)
{
    IVssEnumObject *list = two(suite);
    VSS_OBJECT_PROP props[5], before;
    ULONG count = 0;

    (void)row;
    REQUIRE(list);
    memset(props, 0x55, sizeof props);
    before = props[2];
    REQUIRE_HR(CALL(list, Next, 5, props, &count), S_FALSE);
    CHECK(count == 2);
    CHECK(memcmp(&props[2], &before, sizeof before) == 0);
    CHECK(wcslen(props[1].Obj.Snap.m_pwszSnapshotDeviceObject) > 0);
    free_props(props, count);
    CHECK_HR(CALL(list, Next, 5, props, &count), S_FALSE);
    CHECK(count == 0);
}

static void next_without_a_place(struct suite *suite, const void *row)
{
    IVssEnumObject *list = two(suite);
    ULONG count = 77;

    (void)row;
    REQUIRE(list);
    CHECK_HR(CALL(list, Next, 1, NULL, &count), E_POINTER);
    CHECK(count == 0);
    check_more(suite, list);
}

/* Without memory for its copies it says E_FAIL, and the element is the next one still. */
static void next_without_memory(struct suite *suite, const void *row)
{
    IVssEnumObject *list = two(suite);
    VSS_OBJECT_PROP props[2];
    ULONG count = 77;

    (void)row;
    REQUIRE(list);
    layers_fail_allocation(4);
    CHECK_HR(CALL(list, Next, 2, props, &count), E_FAIL);
    layers_fail_allocation(0);
    CHECK(count == 0);
    REQUIRE_HR(CALL(list, Next, 2, props, &count), S_OK);
    free_props(props, 2);
}

/* Each text is the caller's own: it can be changed and freed, and the list does not feel it. */
static void texts_are_the_callers(struct suite *suite, const void *row)
{
    IVssEnumObject *list = two(suite);
    VSS_OBJECT_PROP first, again;
    ULONG count;

    (void)row;
    REQUIRE(list);
    REQUIRE_HR(CALL(list, Next, 1, &first, &count), S_OK);
    first.Obj.Snap.m_pwszOriginalVolumeName[0] = L'#';
    CoTaskMemFree(first.Obj.Snap.m_pwszSnapshotDeviceObject);
    CoTaskMemFree(first.Obj.Snap.m_pwszOriginalVolumeName);
    CoTaskMemFree(first.Obj.Snap.m_pwszOriginatingMachine);
    CoTaskMemFree(first.Obj.Snap.m_pwszServiceMachine);
    CoTaskMemFree(first.Obj.Snap.m_pwszExposedName);
    CoTaskMemFree(first.Obj.Snap.m_pwszExposedPath);
    CHECK_HR(CALL(list, Reset), S_OK);
    REQUIRE_HR(CALL(list, Next, 1, &again, &count), S_OK);
    CHECK(again.Obj.Snap.m_pwszOriginalVolumeName[0] == L'\\');
    VssFreeSnapshotProperties(&again.Obj.Snap);
    CHECK(!again.Obj.Snap.m_pwszOriginalVolumeName);
}

static void skip_passes_over(struct suite *suite, const void *row)
{
    IVssEnumObject *list = two(suite);
    VSS_ID second;

    (void)row;
    REQUIRE(list);
    next_id(suite, list);
    second = next_id(suite, list);
    CHECK_HR(CALL(list, Reset), S_OK);
    CHECK_HR(CALL(list, Skip, 1), S_OK);
    check_next(suite, list, second);
}

static void skip_beyond_the_end(struct suite *suite, const void *row)
{
    IVssEnumObject *list = two(suite);

    (void)row;
    REQUIRE(list);
    CHECK_HR(CALL(list, Skip, 3), S_FALSE);
    check_next(suite, list, GUID_NULL);
    CHECK_HR(CALL(list, Skip, 1), S_FALSE);
}

static void reset_begins_again(struct suite *suite, const void *row)
{
    IVssEnumObject *list = two(suite);
    VSS_ID first;

    (void)row;
    REQUIRE(list);
    first = next_id(suite, list);
    CHECK(!IsEqualGUID(&first, &GUID_NULL));
    next_id(suite, list);
    CHECK_HR(CALL(list, Reset), S_OK);
    check_next(suite, list, first);
}

/* The clone walks on its own, through the same elements, and outlives the original. */
static void clone_walks_alone(struct suite *suite, const void *row)
{
    IVssEnumObject *list = two(suite), *clone = NULL;
    VSS_ID first, second;

    (void)row;
    REQUIRE(list);
    REQUIRE_HR(CALL(list, Clone, &clone), S_OK);
    first = next_id(suite, list);
    second = next_id(suite, list);
    check_next(suite, clone, first);
    CALL(list, AddRef);
    CHECK(CALL(list, Release) == 1);
    check_next(suite, clone, second);
    check_next(suite, clone, GUID_NULL);
    CHECK(CALL(clone, Release) == 0);
}

static void clone_without_a_place(struct suite *suite, const void *row)
{
    IVssEnumObject *list = two(suite);

    (void)row;
    REQUIRE(list);
    CHECK_HR(CALL(list, Clone, NULL), E_POINTER);
}

static void clone_without_memory(struct suite *suite, const void *row)
{
    IVssEnumObject *list = two(suite), *clone = NULL;

    (void)row;
    REQUIRE(list);
    layers_fail_allocation(1);
    CHECK_HR(CALL(list, Clone, &clone), E_OUTOFMEMORY);
    layers_fail_allocation(0);
    CHECK(!clone);
    check_more(suite, list);
}

/* Query's object is the caller's, and an empty list has an end at once. */
static void query_returns_one(struct suite *suite, const void *row)
{
    struct requester *requester = requester_at(suite, AT_INITIALIZED);
    IVssEnumObject *list = NULL;
    VSS_OBJECT_PROP prop;
    ULONG count = 77;

    (void)row;
    REQUIRE(requester);
    REQUIRE_HR(
        CALL(requester->backup, Query, GUID_NULL, VSS_OBJECT_NONE, VSS_OBJECT_PROVIDER, &list),
        S_OK);
    CHECK_HR(CALL(list, Next, 1, &prop, &count), S_OK);
    CHECK(count == 1 && prop.Type == VSS_OBJECT_PROVIDER);
    CHECK(wcslen(prop.Obj.Prov.m_pwszProviderName) > 0);
    CoTaskMemFree(prop.Obj.Prov.m_pwszProviderName);
    CoTaskMemFree(prop.Obj.Prov.m_pwszProviderVersion);
    requester_end(requester); /* the list does not need the object it came from */
    CHECK_HR(CALL(list, Reset), S_OK);
    CHECK(CALL(list, Release) == 0);
}

static const struct suite_case cases[] = {
    {"IVssEnumObject-1", query_returns_one, NULL, 0},
    {"IVssEnumObject-2", query_returns_one, NULL, 0},
    {"IVssEnumObject-3", texts_are_the_callers, NULL, 0},
    {"IVssEnumObject.Next/S_OK", next_gives_all, NULL, SUITE_NEEDS_ALONE},
    {"IVssEnumObject.Next-1", next_without_a_place, NULL, 0},
    {"IVssEnumObject.Next/E_POINTER", next_without_a_place, NULL, 0},
    {"IVssEnumObject.Next/S_FALSE", next_gives_fewer, NULL, SUITE_NEEDS_ALONE},
    {"IVssEnumObject.Next-2", next_gives_fewer, NULL, SUITE_NEEDS_ALONE},
    {"IVssEnumObject.Next-3", next_gives_fewer, NULL, SUITE_NEEDS_ALONE},
    {"IVssEnumObject.Next-4", next_gives_fewer, NULL, SUITE_NEEDS_ALONE},
    {"IVssEnumObject.Next-5", texts_are_the_callers, NULL, 0},
    {"IVssEnumObject.Next-6", texts_are_the_callers, NULL, 0},
    {"IVssEnumObject.Next/E_FAIL", next_without_memory, NULL, SUITE_NEEDS_MOCK},
    {"IVssEnumObject.Skip/S_OK", skip_passes_over, NULL, 0},
    {"IVssEnumObject.Skip-1", skip_passes_over, NULL, 0},
    {"IVssEnumObject.Skip/S_FALSE", skip_beyond_the_end, NULL, SUITE_NEEDS_ALONE},
    {"IVssEnumObject.Skip-2", skip_beyond_the_end, NULL, SUITE_NEEDS_ALONE},
    {"IVssEnumObject.Reset/S_OK", reset_begins_again, NULL, 0},
    {"IVssEnumObject.Reset-1", reset_begins_again, NULL, 0},
    {"IVssEnumObject.Clone/S_OK", clone_walks_alone, NULL, SUITE_NEEDS_ALONE},
    {"IVssEnumObject.Clone-1", clone_walks_alone, NULL, SUITE_NEEDS_ALONE},
    {"IVssEnumObject.Clone-2", clone_walks_alone, NULL, SUITE_NEEDS_ALONE},
    {"IVssEnumObject.Clone-3", clone_walks_alone, NULL, SUITE_NEEDS_ALONE},
    {"IVssEnumObject.Clone/E_POINTER", clone_without_a_place, NULL, 0},
    {"IVssEnumObject.Clone/E_OUTOFMEMORY", clone_without_memory, NULL, SUITE_NEEDS_MOCK},
};
const struct suite_group suite_enum = SUITE_GROUP("IVssEnumObject", cases);
