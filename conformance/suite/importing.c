/*
 * conformance/suite/importing.c - ImportSnapshots: transportable shadow copies of volumes on the
 * disk array, made by one requester and imported by another.
 */
#include "array.h"
#include "groups.h"
#include "layers.h"
#include "volumes.h"

#include <string.h>

#define IMPORT "IVssBackupComponents.ImportSnapshots"
#define TRANSPORTABLE (VSS_CTX_BACKUP | VSS_VOLSNAP_ATTR_TRANSPORTABLE)
#define PERSISTENT (VSS_CTX_APP_ROLLBACK | VSS_VOLSNAP_ATTR_TRANSPORTABLE)

static HRESULT import(struct requester *importer)
{
    return requester_finish(importer->backup, ImportSnapshots);
}

/* ---- what an import brings ---------------------------------------------------------------------
 */

static void check_imported(struct suite *suite, struct requester *importer, VSS_ID id)
{
    VSS_SNAPSHOT_PROP prop = volumes_properties(suite, importer, id);
    char text[8] = "";

    REQUIRE(prop.m_pwszSnapshotDeviceObject);
    CHECK(prop.m_lSnapshotAttributes & VSS_VOLSNAP_ATTR_IMPORTED);
    CHECK(prop.m_lSnapshotAttributes & VSS_VOLSNAP_ATTR_TRANSPORTABLE);
    CHECK(prop.m_eStatus == VSS_SS_CREATED);
    array_read(prop.m_pwszSnapshotDeviceObject, text);
    CHECK(strcmp(text, "then") == 0);
    VssFreeSnapshotProperties(&prop);
}

static void imports(struct suite *suite, const void *row)
{
    struct array_set set;
    struct requester *importer;

    (void)row;
    REQUIRE(array_make(suite, TRANSPORTABLE, &set));
    importer = array_importer(suite, &set, VSS_CTX_BACKUP);
    REQUIRE(importer);
    CHECK(!array_knows(suite, importer, set.a, NULL));
    REQUIRE_HR(import(importer), S_OK);
    check_imported(suite, importer, set.a);
    check_imported(suite, importer, set.b);
}

/* The page of the context tells how long they live from here on. */
static const struct life_row {
    LONG context;
    bool stays;
} releases = {TRANSPORTABLE, false}, stays = {PERSISTENT, true};

static void lives_as_its_context(struct suite *suite, const void *data)
{
    const struct life_row *row = data;
    struct array_set set;
    struct requester *importer, *later;

    REQUIRE(array_make(suite, row->context, &set));
    importer = array_importer(suite, &set, row->context & ~VSS_VOLSNAP_ATTR_TRANSPORTABLE);
    REQUIRE(importer);
    REQUIRE_HR(import(importer), S_OK);
    later = requester_at_context(suite, AT_INITIALIZED, VSS_CTX_ALL);
    REQUIRE(later);
    CHECK(array_knows(suite, later, set.a, NULL) && array_knows(suite, later, set.b, NULL));
    requester_end(importer);
    CHECK(array_knows(suite, later, set.a, NULL) == row->stays);
    CHECK(array_knows(suite, later, set.b, NULL) == row->stays);
}

/* ---- the document ------------------------------------------------------------------------------
 */

static void needs_the_document(struct suite *suite, const void *row)
{
    struct array_set set, other;
    struct requester *importer, *without;
    BSTR early = NULL;

    (void)row;
    REQUIRE(array_make(suite, PERSISTENT, &set) && array_make(suite, PERSISTENT, &other));
    without = requester_at(suite, AT_INITIALIZED);
    REQUIRE(without);
    CHECK_HR(import(without), VSS_E_BAD_STATE);
    CHECK_HR(CALL(without->backup, SaveAsXML, &early), S_OK);
    importer = requester_at(suite, AT_NEW);
    REQUIRE(importer);
    CHECK_HR(CALL(importer->backup, InitializeForBackup, early), S_OK);
    CHECK_HR(import(importer), VSS_E_BAD_STATE); /* it was saved before there was a set */
    SysFreeString(early);
    importer = array_importer(suite, &set, VSS_CTX_APP_ROLLBACK);
    REQUIRE(importer);
    CHECK_HR(import(importer), S_OK);
    CHECK(array_knows(suite, importer, set.a, NULL));
    CHECK(!array_knows(suite, importer, other.a, NULL)); /* it stands in another document */
}

/* A set of the system provider, which is no hardware provider, stays what it is. */
static void only_of_hardware(struct suite *suite, const void *row)
{
    struct requester *maker = volumes_shadow(suite, VSS_CTX_APP_ROLLBACK);
    struct array_set set = {.maker = maker};
    struct requester *importer;
    VSS_SNAPSHOT_PROP prop;

    (void)row;
    REQUIRE(maker);
    CHECK_HR(CALL(maker->backup, SaveAsXML, &set.document), S_OK);
    importer = array_importer(suite, &set, VSS_CTX_APP_ROLLBACK);
    SysFreeString(set.document);
    REQUIRE(importer);
    CHECK_HR(import(importer), VSS_E_NO_SNAPSHOTS_IMPORTED);
    prop = volumes_properties(suite, importer, maker->snapshot_id);
    CHECK(!(prop.m_lSnapshotAttributes & VSS_VOLSNAP_ATTR_IMPORTED));
    VssFreeSnapshotProperties(&prop);
}

/* ---- one at a time -----------------------------------------------------------------------------
 */

/* Requesters that wait for one another both have theirs; of two that do not, one may be told to
 * come again, and nothing is lost. Here the first import may be over when the second comes; with an
 * array that keeps it waiting tests/service/test_import.c requires that the second is told so
 * (one_is_under_way_at_a_time). */
static void one_at_a_time(struct suite *suite, const void *row)
{
    struct array_set sets[2];
    struct requester *importers[2];
    IVssAsync *asyncs[2] = {NULL, NULL};
    HRESULT hr[2];

    (void)row;
    for (size_t i = 0; i < 2; i++) {
        REQUIRE(array_make(suite, PERSISTENT, &sets[i]));
        importers[i] = array_importer(suite, &sets[i], VSS_CTX_APP_ROLLBACK);
        REQUIRE(importers[i]);
    }
    for (size_t i = 0; i < 2; i++)
        hr[i] = CALL(importers[i]->backup, ImportSnapshots, &asyncs[i]);
    CHECK_HR(hr[0], S_OK);
    CHECK(hr[1] == S_OK || hr[1] == VSS_E_BAD_STATE);
    for (size_t i = 0; i < 2; i++)
        hr[i] = requester_wait(hr[i], asyncs[i]);
    for (size_t i = 0; i < 2; i++) {
        if (hr[i] == VSS_E_BAD_STATE)
            hr[i] = import(importers[i]);
        CHECK_HR(hr[i], S_OK);
        CHECK(array_knows(suite, importers[i], sets[i].a, NULL));
        CHECK(array_knows(suite, importers[i], sets[i].b, NULL));
        CHECK_HR(import(importers[i]), VSS_E_NO_SNAPSHOTS_IMPORTED); /* and each only once */
    }
}

/* ---- the outcome -------------------------------------------------------------------------------
 */

static HRESULT delete_one(struct requester *requester, VSS_ID id)
{
    VSS_ID left;
    LONG count;

    return CALL(requester->backup, DeleteSnapshots, id, VSS_OBJECT_SNAPSHOT, TRUE, &count, &left);
}

static const struct outcome_row {
    const char *call; /* fails with ... in its nth time, NULL: none */
    unsigned nth;
    HRESULT fails, result;
    bool a, b; /* what is imported */
} some = {"LocateLuns", 1, VSS_E_OBJECT_NOT_FOUND, VSS_S_SOME_SNAPSHOTS_NOT_IMPORTED, false, true},
  none = {"LocateLuns", 0, VSS_E_OBJECT_NOT_FOUND, VSS_E_NO_SNAPSHOTS_IMPORTED, false, false},
  veto = {"LocateLuns", 2, VSS_E_PROVIDER_VETO, VSS_E_PROVIDER_VETO, true, false},
  odd = {"LocateLuns", 1, E_ACCESSDENIED, VSS_E_UNEXPECTED_PROVIDER_ERROR, false, false};

static void outcome(struct suite *suite, const void *data)
{
    const struct outcome_row *row = data;
    struct array_set set;
    struct requester *importer;
    IVssAsync *async = NULL;
    HRESULT result = S_OK;

    REQUIRE(array_make(suite, PERSISTENT, &set));
    importer = array_importer(suite, &set, VSS_CTX_APP_ROLLBACK);
    REQUIRE(importer);
    CHECK(layers_fault(row->call, NULL, row->nth, 0, row->fails));
    REQUIRE_HR(CALL(importer->backup, ImportSnapshots, &async), S_OK);
    suite_release_at_end(suite, async);
    CHECK_HR(CALL(async, Wait, INFINITE), FAILED(row->result) ? row->result : S_OK);
    CHECK_HR(CALL(async, QueryStatus, &result, NULL), S_OK);
    CHECK_HR(result, row->result);
    CHECK(array_knows(suite, importer, set.a, NULL) == row->a);
    CHECK(array_knows(suite, importer, set.b, NULL) == row->b);
}

/* What a failed import has brought is there, and what it has not can still be imported; who
 * imported has to delete the former. */
static void failure_leaves_all(struct suite *suite, const void *row)
{
    struct array_set set;
    struct requester *importer, *again;

    (void)row;
    REQUIRE(array_make(suite, PERSISTENT, &set));
    importer = array_importer(suite, &set, VSS_CTX_APP_ROLLBACK);
    REQUIRE(importer);
    CHECK(layers_fault("LocateLuns", NULL, 2, 0, VSS_E_PROVIDER_VETO));
    CHECK_HR(import(importer), VSS_E_PROVIDER_VETO);
    requester_end(importer);
    again = array_importer(suite, &set, VSS_CTX_APP_ROLLBACK);
    REQUIRE(again);
    check_imported(suite, again, set.a);
    CHECK(!array_knows(suite, again, set.b, NULL));
    CHECK_HR(import(again), VSS_S_SOME_SNAPSHOTS_NOT_IMPORTED);
    check_imported(suite, again, set.b);
    CHECK_HR(delete_one(again, set.a), S_OK);
    CHECK(!array_knows(suite, again, set.a, NULL));
}

/* ---- the call ----------------------------------------------------------------------------------
 */

static void ownership(struct suite *suite, const void *row)
{
    struct array_set set;
    struct requester *importer;
    IVssAsync *async = NULL;

    (void)row;
    REQUIRE(array_make(suite, TRANSPORTABLE, &set));
    importer = array_importer(suite, &set, VSS_CTX_BACKUP);
    REQUIRE(importer);
    REQUIRE_HR(CALL(importer->backup, ImportSnapshots, &async), S_OK);
    CHECK_HR(CALL(async, Wait, INFINITE), S_OK);
    CHECK(CALL(async, AddRef) == 2);
    CHECK(CALL(async, Release) == 1);
    CHECK(CALL(async, Release) == 0);
}

static void no_place(struct suite *suite, const void *row)
{
    struct array_set set;
    struct requester *importer;

    (void)row;
    REQUIRE(array_make(suite, TRANSPORTABLE, &set));
    importer = array_importer(suite, &set, VSS_CTX_BACKUP);
    REQUIRE(importer);
    CHECK_HR(CALL(importer->backup, ImportSnapshots, NULL), E_INVALIDARG);
}

static void no_rights(struct suite *suite, const void *row)
{
    struct array_set set;
    struct requester *importer;

    (void)row;
    REQUIRE(array_make(suite, TRANSPORTABLE, &set));
    importer = array_importer(suite, &set, VSS_CTX_BACKUP);
    REQUIRE(importer);
    layers_allow(false, true);
    CHECK_HR(import(importer), E_ACCESSDENIED);
    layers_allow(true, true);
    CHECK(!array_knows(suite, importer, set.a, NULL));
    CHECK_HR(import(importer), S_OK);
}

static void no_memory(struct suite *suite, const void *row)
{
    unsigned told = 0;
    bool reached = true;

    (void)row;
    for (uint64_t nth = 1; reached && !suite_failed(suite); nth++) {
        struct array_set set;
        struct requester *importer;
        HRESULT hr;

        REQUIRE(array_make(suite, TRANSPORTABLE, &set));
        importer = array_importer(suite, &set, VSS_CTX_BACKUP);
        REQUIRE(importer);
        layers_fail_allocation(nth);
        hr = import(importer);
        reached = layers_allocations() >= nth;
        layers_fail_allocation(0);
        CHECK(hr == S_OK || hr == E_OUTOFMEMORY);
        told += hr == E_OUTOFMEMORY;
        requester_end(importer);
        requester_end(set.maker);
    }
    CHECK(told > 0);
}

/* Out of order is everything but the time right behind InitializeForBackup. */
static void out_of_order(struct suite *suite, const void *row)
{
    (void)row;
    for (unsigned point = 0; point < AT_COUNT; point++) {
        struct requester *requester = requester_at(suite, (enum requester_point)point);

        REQUIRE(requester);
        suite_check(suite, import(requester) == VSS_E_BAD_STATE, __FILE__, __LINE__, "%s; %.200s",
                    requester_point_name((enum requester_point)point), layers_message());
        requester_end(requester);
    }
}

static void out_of_order_with_document(struct suite *suite, const void *row)
{
    struct array_set set;
    struct requester *importer;
    VSS_ID id;

    (void)row;
    REQUIRE(array_make(suite, TRANSPORTABLE, &set));
    CHECK_HR(import(set.maker), VSS_E_BAD_STATE);
    importer = requester_at(suite, AT_NEW);
    REQUIRE(importer);
    CHECK_HR(import(importer), VSS_E_BAD_STATE);
    CHECK_HR(CALL(importer->backup, InitializeForRestore, set.document), S_OK);
    CHECK_HR(import(importer), VSS_E_BAD_STATE);
    importer = array_importer(suite, &set, VSS_CTX_BACKUP);
    REQUIRE(importer);
    CHECK_HR(CALL(importer->backup, StartSnapshotSet, &id), S_OK);
    CHECK_HR(import(importer), VSS_E_BAD_STATE);
}

#define ARRAY (SUITE_NEEDS_MOCK | SUITE_NEEDS_ARRAY)
static const struct suite_case cases[] = {
    {IMPORT "/S_OK", imports, NULL, ARRAY},
    {IMPORT "/S_OK", lives_as_its_context, &releases, ARRAY},
    {IMPORT "/S_OK", lives_as_its_context, &stays, ARRAY},
    {IMPORT "/E_ACCESSDENIED", no_rights, NULL, ARRAY},
    {IMPORT "/E_INVALIDARG", no_place, NULL, ARRAY},
    {IMPORT "/E_OUTOFMEMORY", no_memory, NULL, ARRAY},
    {IMPORT "/VSS_E_BAD_STATE", out_of_order, NULL, SUITE_NEEDS_MOCK},
    {IMPORT "/VSS_E_BAD_STATE", out_of_order_with_document, NULL, ARRAY},
    {IMPORT "-2", only_of_hardware, NULL, ARRAY},
    {IMPORT "-3", needs_the_document, NULL, ARRAY},
    {"IVssBackupComponents.InitializeForBackup-2", needs_the_document, NULL, ARRAY},
    {IMPORT "-4", one_at_a_time, NULL, ARRAY},
    {IMPORT "-5", outcome, &some, ARRAY},
    {IMPORT "-5", outcome, &none, ARRAY},
    {IMPORT "-5", outcome, &veto, ARRAY},
    {IMPORT "-5", outcome, &odd, ARRAY},
    {IMPORT "-6", ownership, NULL, ARRAY},
    {IMPORT "-7", failure_leaves_all, NULL, ARRAY},
};
const struct suite_group suite_importing = SUITE_GROUP("ImportSnapshots", cases);
