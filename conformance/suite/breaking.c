/*
 * conformance/suite/breaking.c - BreakSnapshotSet and BreakSnapshotSetEx, of software providers;
 * breaking_array.c has hardware providers.
 */
#include "groups.h"
#include "layers.h"
#include "volumes.h"

#define BREAK "IVssBackupComponents.BreakSnapshotSet"
#define BREAK_EX "IVssBackupComponentsEx2.BreakSnapshotSetEx"

struct way { /* one of the two methods */
    bool ex;
};
static const struct way plain = {false}, ex = {true};

static HRESULT break_flags(struct suite *suite, struct requester *requester, DWORD flags)
{
    IVssBackupComponentsEx2 *face = requester_face(suite, requester, &IID_IVssBackupComponentsEx2);
    IVssAsync *async = (IVssAsync *)suite;
    HRESULT hr = face ? CALL(face, BreakSnapshotSetEx, requester->set_id, flags, &async) : E_FAIL;

    CHECK(!async == FAILED(hr));
    return hr;
}

static HRESULT break_set(struct suite *suite, struct requester *requester, const struct way *way)
{
    return way->ex ? break_flags(suite, requester, VSS_BREAKEX_FLAG_MAKE_READ_WRITE)
                   : CALL(requester->backup, BreakSnapshotSet, requester->set_id);
}

/* The shadow copy stays one, of which the service knows. */
static void software_veto(struct suite *suite, const void *row)
{
    struct requester *requester = volumes_shadow(suite, VSS_CTX_APP_ROLLBACK);
    VSS_SNAPSHOT_PROP properties;

    REQUIRE(requester);
    CHECK_HR(break_set(suite, requester, row), VSS_E_PROVIDER_VETO);
    CHECK_HR(CALL(requester->backup, GetSnapshotProperties, requester->snapshot_id, &properties),
             S_OK);
    CHECK_GUID(properties.m_SnapshotSetId, requester->set_id);
    VssFreeSnapshotProperties(&properties);
}

static void unknown_set(struct suite *suite, const void *row)
{
    struct requester *requester = volumes_shadow(suite, VSS_CTX_APP_ROLLBACK);

    REQUIRE(requester);
    requester->set_id = requester->snapshot_id;
    CHECK_HR(break_set(suite, requester, row), VSS_E_OBJECT_NOT_FOUND);
}

static void no_set(struct suite *suite, const void *row)
{
    struct requester *requester = volumes_shadow(suite, VSS_CTX_APP_ROLLBACK);

    REQUIRE(requester);
    requester->set_id = GUID_NULL;
    CHECK_HR(break_set(suite, requester, row), E_INVALIDARG);
}

static void wrong_flags(struct suite *suite, const void *row)
{
    static const DWORD wrong[] = {
        0x10,
        VSS_ONLUNSTATECHANGE_NOTIFY_READ_WRITE,
        VSS_BREAKEX_FLAG_REVERT_IDENTITY_ALL | VSS_BREAKEX_FLAG_REVERT_IDENTITY_NONE,
        VSS_BREAKEX_FLAG_MASK_LUNS | VSS_BREAKEX_FLAG_MAKE_READ_WRITE,
    };
    struct requester *requester = volumes_shadow(suite, VSS_CTX_APP_ROLLBACK);
    IVssBackupComponentsEx2 *face;

    (void)row;
    REQUIRE(requester);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        CHECK_HR(break_flags(suite, requester, wrong[i]), E_INVALIDARG);
    face = requester_face(suite, requester, &IID_IVssBackupComponentsEx2);
    REQUIRE(face);
    CHECK_HR(CALL(face, BreakSnapshotSetEx, requester->set_id, 0, NULL), E_INVALIDARG);
}

static void no_rights(struct suite *suite, const void *row)
{
    struct requester *requester = volumes_shadow(suite, VSS_CTX_APP_ROLLBACK);

    REQUIRE(requester);
    layers_allow(false, true);
    CHECK_HR(break_set(suite, requester, row), E_ACCESSDENIED);
    layers_allow(true, true);
    CHECK_HR(break_set(suite, requester, row), VSS_E_PROVIDER_VETO);
}

static void no_memory(struct suite *suite, const void *row)
{
    struct requester *requester = volumes_shadow(suite, VSS_CTX_APP_ROLLBACK);
    unsigned told = 0;
    bool reached = true;

    REQUIRE(requester);
    for (uint64_t nth = 1; reached && !suite_failed(suite); nth++) {
        HRESULT hr;

        layers_fail_allocation(nth);
        hr = break_set(suite, requester, row);
        reached = layers_allocations() >= nth;
        layers_fail_allocation(0);
        CHECK(hr == E_OUTOFMEMORY || hr == VSS_E_PROVIDER_VETO);
        told += hr == E_OUTOFMEMORY;
    }
    CHECK(told > 0);
}

#define MOCK SUITE_NEEDS_MOCK
static const struct suite_case cases[] = {
    {BREAK "-3", software_veto, &plain, MOCK},
    {BREAK "/VSS_E_PROVIDER_VETO", software_veto, &plain, MOCK},
    {BREAK "/VSS_E_OBJECT_NOT_FOUND", unknown_set, &plain, MOCK},
    {BREAK "/E_INVALIDARG", no_set, &plain, MOCK},
    {BREAK "/E_ACCESSDENIED", no_rights, &plain, MOCK},
    {BREAK "/E_OUTOFMEMORY", no_memory, &plain, MOCK},
    {BREAK_EX "-2", software_veto, &ex, MOCK},
    {BREAK_EX "/VSS_E_PROVIDER_VETO", software_veto, &ex, MOCK},
    {BREAK_EX "/VSS_E_OBJECT_NOT_FOUND", unknown_set, &ex, MOCK},
    {BREAK_EX "/E_INVALIDARG", no_set, &ex, MOCK},
    {BREAK_EX "/E_INVALIDARG", wrong_flags, NULL, MOCK},
    {BREAK_EX "/E_ACCESSDENIED", no_rights, &ex, MOCK},
    {BREAK_EX "/E_OUTOFMEMORY", no_memory, &ex, MOCK},
};
const struct suite_group suite_breaking =
    SUITE_GROUP("BreakSnapshotSet, BreakSnapshotSetEx", cases);
