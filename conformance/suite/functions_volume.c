/*
 * conformance/suite/functions_volume.c - IsVolumeSnapshotted and VssFreeSnapshotProperties, each
 * under both of its names.
 */
#include "groups.h"
#include "layers.h"
#include "requester.h"

#include <string.h>

typedef HRESULT(APIENTRY *is_snapshotted)(VSS_PWSZ volume, BOOL *present, LONG *capability);
static const struct function {
    is_snapshotted call;
} plain = {IsVolumeSnapshotted}, internal = {IsVolumeSnapshottedInternal};

static is_snapshotted function_of(const void *row)
{
    return ((const struct function *)row)->call;
}

static WCHAR c[] = L"C:\\", d[] = L"D:\\", missing[] = L"Q:\\", no_backslash[] = L"C:",
             relative[] = L"suite\\", path[] = L"C:\\suite\\no\\mount\\";

/* TRUE and a mask while there is a shadow copy, FALSE and 0 where there is none. */
static void present_or_not(struct suite *suite, const void *row)
{
    struct requester *requester = requester_at(suite, AT_SNAPSHOT);
    BOOL present = 7;
    LONG mask = 7;

    REQUIRE(requester);
    CHECK_HR(function_of(row)(c, &present, &mask), S_OK);
    CHECK(present == TRUE);
    CHECK((mask & ~(LONG)(VSS_SC_DISABLE_DEFRAG | VSS_SC_DISABLE_CONTENTINDEX)) == 0);
    CHECK_HR(function_of(row)(d, &present, &mask), S_OK);
    CHECK(present == FALSE && mask == 0);
    requester_end(requester);
    CHECK_HR(function_of(row)(c, &present, &mask), S_OK);
    CHECK(present == FALSE && mask == 0);
}

static void named_by_its_guid(struct suite *suite, const void *row)
{
    WCHAR name[64];
    BOOL present = 7;
    LONG mask = 7;

    CHECK(layers_volume_name(c, name, 64));
    CHECK_HR(function_of(row)(name, &present, &mask), S_OK);
    CHECK_HR(function_of(row)(no_backslash, &present, &mask), E_INVALIDARG);
    CHECK_HR(function_of(row)(relative, &present, &mask), VSS_E_OBJECT_NOT_FOUND);
}

static void wrong_arguments(struct suite *suite, const void *row)
{
    BOOL present;
    LONG mask;

    CHECK_HR(function_of(row)(NULL, &present, &mask), E_INVALIDARG);
    CHECK_HR(function_of(row)(c, NULL, &mask), E_INVALIDARG);
    CHECK_HR(function_of(row)(c, &present, NULL), E_INVALIDARG);
    CHECK_HR(function_of(row)(no_backslash, &present, &mask), E_INVALIDARG);
}

static void unknown_volume(struct suite *suite, const void *row)
{
    BOOL present = TRUE;
    LONG mask = 7;

    CHECK_HR(function_of(row)(missing, &present, &mask), VSS_E_OBJECT_NOT_FOUND);
    CHECK(present == FALSE && mask == 0);
    CHECK_HR(function_of(row)(path, &present, &mask), VSS_E_OBJECT_NOT_FOUND);
}

static void provider_fails(struct suite *suite, const void *row, HRESULT its, HRESULT wanted)
{
    BOOL present;
    LONG mask;

    CHECK(layers_fault("IsVolumeSnapshotted", NULL, 1, 0, its));
    CHECK_HR(function_of(row)(c, &present, &mask), wanted);
    CHECK_HR(function_of(row)(c, &present, &mask), S_OK);
}

static void provider_veto(struct suite *suite, const void *row)
{
    provider_fails(suite, row, VSS_E_PROVIDER_VETO, VSS_E_PROVIDER_VETO);
}

static void provider_mistake(struct suite *suite, const void *row)
{
    provider_fails(suite, row, E_FAIL, VSS_E_UNEXPECTED_PROVIDER_ERROR);
}

static void no_memory(struct suite *suite, const void *row)
{
    bool reached = true;
    unsigned told = 0;

    REQUIRE(requester_at(suite, AT_INITIALIZED));
    for (uint64_t nth = 1; reached; nth++) {
        BOOL present;
        LONG mask;
        HRESULT hr;

        layers_fail_allocation(nth);
        hr = function_of(row)(c, &present, &mask);
        reached = layers_allocations() >= nth;
        layers_fail_allocation(0);
        CHECK_HR(hr, reached && FAILED(hr) ? E_OUTOFMEMORY : S_OK);
        told += hr == E_OUTOFMEMORY;
    }
    CHECK(told > 0);
}

/* The two names, one after another, at the same thing. */
static void same_by_both_names(struct suite *suite, const void *row)
{
    present_or_not(suite, row);
    named_by_its_guid(suite, row);
    unknown_volume(suite, row);
}

/* ---- VssFreeSnapshotProperties
 * --------------------------------------------------------------------
 */

static const struct free_function {
    void(APIENTRY *call)(VSS_SNAPSHOT_PROP *prop);
} free_plain = {VssFreeSnapshotProperties}, free_internal = {VssFreeSnapshotPropertiesInternal};

/* The texts go (a leak fails the run), and what is left is as one that was never filled. */
static void frees_and_empties(struct suite *suite, const void *row)
{
    const struct free_function *function = row;
    struct requester *requester = requester_at(suite, AT_SNAPSHOT);
    const VSS_SNAPSHOT_PROP empty = {0};
    VSS_SNAPSHOT_PROP prop;

    REQUIRE(requester);
    REQUIRE_HR(CALL(requester->backup, GetSnapshotProperties, requester->snapshot_id, &prop), S_OK);
    CHECK(prop.m_pwszSnapshotDeviceObject && prop.m_pwszOriginalVolumeName);
    function->call(&prop);
    CHECK(memcmp(&prop, &empty, sizeof prop) == 0);
    function->call(&prop);
    CHECK(memcmp(&prop, &empty, sizeof prop) == 0);
}

#define BOTH(suffix, run, needs)                                                                   \
    {"IsVolumeSnapshotted" suffix, run, &plain, needs},                                            \
    {                                                                                              \
        "IsVolumeSnapshottedInternal" suffix, run, &internal, needs                                \
    }

static const struct suite_case cases[] = {
    BOTH("/S_OK", present_or_not, SUITE_NEEDS_ALONE),
    BOTH("/E_INVALIDARG", wrong_arguments, 0),
    BOTH("/E_OUTOFMEMORY", no_memory, SUITE_NEEDS_MOCK),
    BOTH("/VSS_E_PROVIDER_VETO", provider_veto, SUITE_NEEDS_MOCK),
    BOTH("/VSS_E_OBJECT_NOT_FOUND", unknown_volume, 0),
    BOTH("/VSS_E_UNEXPECTED_PROVIDER_ERROR", provider_mistake, SUITE_NEEDS_MOCK),
    {"IsVolumeSnapshotted-2", named_by_its_guid, &plain, 0},
    {"IsVolumeSnapshotted-3", present_or_not, &plain, SUITE_NEEDS_ALONE},
    {"IsVolumeSnapshotted-5", same_by_both_names, &internal, SUITE_NEEDS_ALONE},
    {"IsVolumeSnapshottedInternal-1", same_by_both_names, &internal, SUITE_NEEDS_ALONE},
    {"VSS_SNAPSHOT_COMPATIBILITY-1", present_or_not, &plain, SUITE_NEEDS_ALONE},
    {"VssFreeSnapshotProperties-1", frees_and_empties, &free_plain, 0},
    {"VssFreeSnapshotProperties-2", frees_and_empties, &free_plain, 0},
    {"VssFreeSnapshotProperties-3", frees_and_empties, &free_plain, 0},
    {"VssFreeSnapshotProperties-4", frees_and_empties, &free_internal, 0},
    {"VssFreeSnapshotPropertiesInternal-1", frees_and_empties, &free_internal, 0},
};
const struct suite_group suite_functions_volume = SUITE_GROUP("functions of volumes", cases);
