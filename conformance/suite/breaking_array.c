/*
 * conformance/suite/breaking_array.c - BreakSnapshotSet and BreakSnapshotSetEx, of a hardware
 * provider: shadow copies that become volumes.
 */
#include "array.h"
#include "groups.h"
#include "layers.h"

#include <string.h>

#define BREAK "IVssBackupComponents.BreakSnapshotSet"
#define BREAK_EX "IVssBackupComponentsEx2.BreakSnapshotSetEx"
#define TRANSPORTABLE VSS_VOLSNAP_ATTR_TRANSPORTABLE

struct broken { /* a set that is about to be broken, or was */
    struct array_set set;
    struct requester *requester;
    WCHAR device[MAX_PATH]; /* of the shadow copy of A:\ */
};

static bool make(struct suite *suite, LONG context, struct broken *out)
{
    if (!array_make(suite, context, &out->set))
        return false;
    out->requester = out->set.maker;
    return CHECK(array_knows(suite, out->requester, out->set.a, out->device));
}

static HRESULT start_ex(struct suite *suite, const struct broken *broken, DWORD flags,
                        IVssAsync **async)
{
    IVssBackupComponentsEx2 *face =
        requester_face(suite, broken->requester, &IID_IVssBackupComponentsEx2);

    *async = NULL;
    return face ? CALL(face, BreakSnapshotSetEx, broken->set.id, flags, async) : E_NOINTERFACE;
}

static HRESULT break_ex(struct suite *suite, const struct broken *broken, DWORD flags)
{
    IVssAsync *async;
    HRESULT hr = start_ex(suite, broken, flags, &async);

    return requester_wait(hr, async);
}

#define PLAIN 0x80000000 /* by the other method */

static HRESULT break_set(struct suite *suite, const struct broken *broken, DWORD flags)
{
    return flags == PLAIN ? CALL(broken->requester->backup, BreakSnapshotSet, broken->set.id)
                          : break_ex(suite, broken, flags);
}

static HRESULT delete_object(struct requester *requester, VSS_ID id, VSS_OBJECT_TYPE type)
{
    VSS_ID left;
    LONG count;

    return CALL(requester->backup, DeleteSnapshots, id, type, TRUE, &count, &left);
}

static bool is_listed(struct suite *suite, struct requester *requester, VSS_ID set)
{
    IVssEnumObject *list = NULL;
    VSS_OBJECT_PROP object;
    bool found = false;
    ULONG got;

    CHECK_HR(CALL(requester->backup, Query, GUID_NULL, VSS_OBJECT_NONE, VSS_OBJECT_SNAPSHOT, &list),
             S_OK);
    while (list && CALL(list, Next, 1, &object, &got) == S_OK) {
        found = found || IsEqualGUID(&object.Obj.Snap.m_SnapshotSetId, &set);
        VssFreeSnapshotProperties(&object.Obj.Snap);
    }
    RELEASE(list);
    return found;
}

static void check_forgotten(struct suite *suite, const struct broken *broken)
{
    struct requester *admin = requester_at_context(suite, AT_INITIALIZED, VSS_CTX_ALL);

    REQUIRE(admin);
    CHECK(!is_listed(suite, admin, broken->set.id));
    CHECK(!array_knows(suite, admin, broken->set.a, NULL));
    CHECK(!array_knows(suite, admin, broken->set.b, NULL));
    CHECK_HR(delete_object(admin, broken->set.id, VSS_OBJECT_SNAPSHOT_SET), VSS_E_OBJECT_NOT_FOUND);
    CHECK_HR(delete_object(admin, broken->set.a, VSS_OBJECT_SNAPSHOT), VSS_E_OBJECT_NOT_FOUND);
    requester_end(admin);
}

static const struct way {
    DWORD flags;
} plain = {PLAIN}, ex = {0};

/* ---- forgotten, and alive ----------------------------------------------------------------------
 */

static void forgets(struct suite *suite, const void *data)
{
    const struct way *way = data;
    struct broken broken;

    REQUIRE(make(suite, VSS_CTX_APP_ROLLBACK, &broken));
    REQUIRE_HR(break_set(suite, &broken, way->flags), S_OK);
    check_forgotten(suite, &broken);
    CHECK_HR(break_set(suite, &broken, way->flags), VSS_E_OBJECT_NOT_FOUND);
}

/* Also of a set that would have gone with its requester: the volumes stay what they are. */
static void lives_on(struct suite *suite, const void *data)
{
    const struct way *way = data;
    struct broken broken;
    char text[8] = "";

    REQUIRE(make(suite, VSS_CTX_BACKUP, &broken));
    REQUIRE_HR(break_set(suite, &broken, way->flags), S_OK);
    requester_end(broken.requester);
    array_read(broken.device, text);
    CHECK(strcmp(text, "then") == 0);
}

/* What would change or delete a shadow copy does not touch the volume. */
static void without_vss(struct suite *suite, const void *data)
{
    const struct way *way = data;
    struct broken broken;
    IVssBackupComponents *backup;
    IVssBackupComponentsEx2 *face;
    WCHAR *exposed;
    char text[8] = "";

    REQUIRE(make(suite, VSS_CTX_APP_ROLLBACK, &broken));
    REQUIRE_HR(break_set(suite, &broken, way->flags), S_OK);
    backup = broken.requester->backup;
    face = requester_face(suite, broken.requester, &IID_IVssBackupComponentsEx2);
    REQUIRE(face);
    CHECK_HR(CALL(backup, ExposeSnapshot, broken.set.a, NULL, VSS_VOLSNAP_ATTR_EXPOSED_REMOTELY,
                  NULL, &exposed),
             VSS_E_OBJECT_NOT_FOUND);
    CHECK_HR(CALL(face, UnexposeSnapshot, broken.set.a), VSS_E_OBJECT_NOT_FOUND);
    CHECK_HR(CALL(backup, RevertToSnapshot, broken.set.a, TRUE), VSS_E_OBJECT_NOT_FOUND);
    check_forgotten(suite, &broken);
    array_read(broken.device, text);
    CHECK(strcmp(text, "then") == 0);
}

/* A transportable set is imported first, and then as any other. */
static void imported_first(struct suite *suite, const void *data)
{
    const struct way *way = data;
    struct broken broken;
    char text[8] = "";

    REQUIRE(array_make(suite, VSS_CTX_APP_ROLLBACK | TRANSPORTABLE, &broken.set));
    broken.requester = array_importer(suite, &broken.set, VSS_CTX_APP_ROLLBACK);
    REQUIRE(broken.requester);
    CHECK_HR(break_set(suite, &broken, way->flags), VSS_E_OBJECT_NOT_FOUND);
    CHECK_HR(requester_finish(broken.requester->backup, ImportSnapshots), S_OK);
    REQUIRE(array_knows(suite, broken.requester, broken.set.a, broken.device));
    CHECK_HR(break_set(suite, &broken, way->flags), S_OK);
    check_forgotten(suite, &broken);
    array_read(broken.device, text);
    CHECK(strcmp(text, "then") == 0);
}

/* ---- how it is broken --------------------------------------------------------------------------
 */

static const struct flag_row {
    DWORD flags;
    bool seen, writable;
} no_flags = {0, true, false}, read_write = {VSS_BREAKEX_FLAG_MAKE_READ_WRITE, true, true},
  none_reverted = {VSS_BREAKEX_FLAG_REVERT_IDENTITY_NONE | VSS_BREAKEX_FLAG_MAKE_READ_WRITE, true,
                   true},
  masked = {VSS_BREAKEX_FLAG_MASK_LUNS, false, false};

static void broken_with_flags(struct suite *suite, const void *data)
{
    const struct flag_row *row = data;
    struct broken broken;
    WCHAR file[MAX_PATH + 6];
    char text[8] = "";

    REQUIRE(make(suite, VSS_CTX_APP_ROLLBACK, &broken));
    REQUIRE_HR(break_ex(suite, &broken, row->flags), S_OK);
    check_forgotten(suite, &broken);
    array_read(broken.device, text);
    CHECK(strcmp(text, row->seen ? "then" : "") == 0);
    array_file(broken.device, file);
    CHECK(SUCCEEDED(layers_write_file(file, "mine")) == row->writable);
    array_read(broken.device, text);
    CHECK(strcmp(text, row->writable ? "mine" : row->seen ? "then" : "") == 0);
}

/* The originals are there, so no identity is changed, and nothing is broken. A machine on which
 * only one of them is takes a second machine: tests/mock-provider/test_break.c
 * (identities_are_reverted_of_all_or_of_none). */
static void originals_are_here(struct suite *suite, const void *row)
{
    struct broken broken;

    (void)row;
    REQUIRE(make(suite, VSS_CTX_APP_ROLLBACK, &broken));
    CHECK_HR(break_ex(suite, &broken, VSS_BREAKEX_FLAG_REVERT_IDENTITY_ALL),
             VSS_E_BREAK_REVERT_ID_FAILED);
    CHECK(array_knows(suite, broken.requester, broken.set.a, NULL));
    CHECK(array_knows(suite, broken.requester, broken.set.b, NULL));
    CHECK_HR(break_ex(suite, &broken, VSS_BREAKEX_FLAG_REVERT_IDENTITY_NONE), S_OK);
    check_forgotten(suite, &broken);
}

/* ---- the call ----------------------------------------------------------------------------------
 */

static void ownership(struct suite *suite, const void *row)
{
    struct broken broken;
    IVssAsync *async;
    HRESULT result = S_OK;

    (void)row;
    REQUIRE(make(suite, VSS_CTX_APP_ROLLBACK, &broken));
    REQUIRE_HR(start_ex(suite, &broken, 0, &async), S_OK);
    CHECK_HR(CALL(async, Wait, INFINITE), S_OK);
    CHECK_HR(CALL(async, QueryStatus, &result, NULL), S_OK);
    CHECK_HR(result, VSS_S_ASYNC_FINISHED);
    CHECK(CALL(async, AddRef) == 2);
    CHECK(CALL(async, Release) == 1);
    CHECK(CALL(async, Release) == 0);
}

/* The provider refuses: the set stays one. */
static const struct refusal_row {
    DWORD flags;
    HRESULT fails, shown;
} plain_veto = {PLAIN, VSS_E_PROVIDER_VETO, VSS_E_PROVIDER_VETO},
  plain_odd = {PLAIN, E_FAIL, VSS_E_UNEXPECTED},
  ex_veto = {0, VSS_E_PROVIDER_VETO, VSS_E_PROVIDER_VETO}, ex_odd = {0, E_FAIL, VSS_E_UNEXPECTED};

static void provider_refuses(struct suite *suite, const void *data)
{
    const struct refusal_row *row = data;
    struct broken broken;

    REQUIRE(make(suite, VSS_CTX_APP_ROLLBACK, &broken));
    CHECK(layers_fault("OnLunStateChange", NULL, 1, 0, row->fails));
    CHECK_HR(break_set(suite, &broken, row->flags), row->shown);
    CHECK(array_knows(suite, broken.requester, broken.set.a, NULL));
    CHECK(array_knows(suite, broken.requester, broken.set.b, NULL));
    CHECK_HR(break_set(suite, &broken, row->flags), S_OK);
}

/* Each failure leaves the set as it is, until one comes too late or is done without. */
static void no_memory(struct suite *suite, const void *data)
{
    const struct way *way = data;
    struct broken broken;
    HRESULT hr = E_OUTOFMEMORY;
    uint64_t nth;

    REQUIRE(make(suite, VSS_CTX_APP_ROLLBACK, &broken));
    for (nth = 1; hr == E_OUTOFMEMORY && !suite_failed(suite); nth++) {
        layers_fail_allocation(nth);
        hr = break_set(suite, &broken, way->flags);
        layers_fail_allocation(0);
        CHECK(hr == S_OK || hr == E_OUTOFMEMORY);
        CHECK(array_knows(suite, broken.requester, broken.set.a, NULL) == FAILED(hr));
        CHECK(array_knows(suite, broken.requester, broken.set.b, NULL) == FAILED(hr));
    }
    CHECK(nth > 10);
}

#define ARRAY (SUITE_NEEDS_MOCK | SUITE_NEEDS_ARRAY)
static const struct suite_case cases[] = {
    {BREAK "/S_OK", forgets, &plain, ARRAY},
    {BREAK "/E_OUTOFMEMORY", no_memory, &plain, ARRAY},
    {BREAK "/VSS_E_PROVIDER_VETO", provider_refuses, &plain_veto, ARRAY},
    {BREAK "/VSS_E_UNEXPECTED", provider_refuses, &plain_odd, ARRAY},
    {BREAK "-1", forgets, &plain, ARRAY},
    {BREAK "-2", lives_on, &plain, ARRAY},
    {BREAK "-2", imported_first, &plain, ARRAY},
    {BREAK "-4", without_vss, &plain, ARRAY},
    {BREAK_EX "/S_OK", forgets, &ex, ARRAY},
    {BREAK_EX "/E_OUTOFMEMORY", no_memory, &ex, ARRAY},
    {BREAK_EX "/VSS_E_PROVIDER_VETO", provider_refuses, &ex_veto, ARRAY},
    {BREAK_EX "/VSS_E_UNEXPECTED", provider_refuses, &ex_odd, ARRAY},
    {BREAK_EX "/VSS_E_BREAK_REVERT_ID_FAILED", originals_are_here, NULL, ARRAY},
    {BREAK_EX "-1", broken_with_flags, &no_flags, ARRAY},
    {BREAK_EX "-1", broken_with_flags, &read_write, ARRAY},
    {BREAK_EX "-1", broken_with_flags, &none_reverted, ARRAY},
    {BREAK_EX "-1", broken_with_flags, &masked, ARRAY},
    {BREAK_EX "-3", lives_on, &ex, ARRAY},
    {BREAK_EX "-3", without_vss, &ex, ARRAY},
    {BREAK_EX "-3", imported_first, &ex, ARRAY},
    {BREAK_EX "-4", ownership, NULL, ARRAY},
    {"VSS_HARDWARE_OPTIONS-2", originals_are_here, NULL, ARRAY},
};
const struct suite_group suite_breaking_array =
    SUITE_GROUP("BreakSnapshotSet, BreakSnapshotSetEx of a hardware provider", cases);
