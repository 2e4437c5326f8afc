/*
 * conformance/suite/snapshot_values.c - contexts, attributes, states and properties of shadow
 * copies, as their enumerations and VSS_SNAPSHOT_PROP tell.
 */
#include "groups.h"
#include "hold.h"
#include "layers.h"
#include "volumes.h"

#include <wchar.h>

#define CONTEXT_BITS                                                                               \
    (VSS_VOLSNAP_ATTR_PERSISTENT | VSS_VOLSNAP_ATTR_CLIENT_ACCESSIBLE |                            \
     VSS_VOLSNAP_ATTR_NO_AUTO_RELEASE | VSS_VOLSNAP_ATTR_NO_WRITERS)
#define METHODS (VSS_VOLSNAP_ATTR_DIFFERENTIAL | VSS_VOLSNAP_ATTR_PLEX)

/* ---- the two ways to the properties ------------------------------------------------------------
 */

/* By GetSnapshotProperties; the caller frees them. False: noted as a failure. */
static bool shown(struct suite *suite, struct requester *requester, VSS_SNAPSHOT_PROP *prop)
{
    memset(prop, 0xA5, sizeof *prop);
    return CHECK_HR(CALL(requester->backup, GetSnapshotProperties, requester->snapshot_id, prop),
                    S_OK);
}

/* By Query: how many there are, and the last one, which the caller frees. */
static unsigned listed(struct suite *suite, IVssBackupComponents *backup, VSS_SNAPSHOT_PROP *last)
{
    IVssEnumObject *list = NULL;
    VSS_OBJECT_PROP object;
    ULONG got = 0;
    unsigned count = 0;

    memset(last, 0, sizeof *last);
    if (!CHECK_HR(CALL(backup, Query, GUID_NULL, VSS_OBJECT_NONE, VSS_OBJECT_SNAPSHOT, &list),
                  S_OK))
        return 0;
    for (; CALL(list, Next, 1, &object, &got) == S_OK; count++) {
        VssFreeSnapshotProperties(last);
        *last = object.Obj.Snap;
        CHECK(last->m_eStatus == VSS_SS_CREATED);
    }
    CALL(list, Release);
    return count;
}

static void check_same(struct suite *suite, const VSS_SNAPSHOT_PROP *one,
                       const VSS_SNAPSHOT_PROP *other)
{
    CHECK_GUID(one->m_SnapshotId, other->m_SnapshotId);
    CHECK_GUID(one->m_SnapshotSetId, other->m_SnapshotSetId);
    CHECK_GUID(one->m_ProviderId, other->m_ProviderId);
    CHECK_TEXT(one->m_pwszSnapshotDeviceObject, other->m_pwszSnapshotDeviceObject);
    CHECK_TEXT(one->m_pwszOriginalVolumeName, other->m_pwszOriginalVolumeName);
    CHECK_TEXT(one->m_pwszOriginatingMachine, other->m_pwszOriginatingMachine);
    CHECK_TEXT(one->m_pwszServiceMachine, other->m_pwszServiceMachine);
    CHECK(one->m_lSnapshotsCount == other->m_lSnapshotsCount);
    CHECK(one->m_lSnapshotAttributes == other->m_lSnapshotAttributes);
    CHECK(one->m_tsCreationTimestamp == other->m_tsCreationTimestamp);
    CHECK(one->m_eStatus == other->m_eStatus);
}

static void same_both_ways(struct suite *suite, const void *row)
{
    struct requester *requester = requester_at(suite, AT_SNAPSHOT);
    VSS_SNAPSHOT_PROP one, other;

    (void)row;
    REQUIRE(requester);
    REQUIRE(shown(suite, requester, &one));
    CHECK(listed(suite, requester->backup, &other) == 1);
    CHECK_GUID(one.m_SnapshotId, requester->snapshot_id);
    CHECK(one.m_eStatus == VSS_SS_CREATED);
    check_same(suite, &one, &other);
    VssFreeSnapshotProperties(&one);
    VssFreeSnapshotProperties(&other);
}

/* ---- VSS_SNAPSHOT_CONTEXT, VSS_VOLUME_SNAPSHOT_ATTRIBUTES --------------------------------------
 */

/* The attributes of a shadow copy that was made in the context, which is deleted again; -1: noted
 * as a failure. */
static LONG attributes_in(struct suite *suite, LONG context)
{
    struct requester *requester = volumes_shadow(suite, context);
    VSS_SNAPSHOT_PROP one, other;
    LONG attributes, deleted;
    VSS_ID left;

    if (!requester || !shown(suite, requester, &one))
        return -1;
    attributes = one.m_lSnapshotAttributes;
    CHECK(listed(suite, requester->backup, &other) == 1);
    CHECK(other.m_lSnapshotAttributes == attributes);
    VssFreeSnapshotProperties(&one);
    VssFreeSnapshotProperties(&other);
    CHECK_HR(CALL(requester->backup, DeleteSnapshots, requester->snapshot_id, VSS_OBJECT_SNAPSHOT,
                  FALSE, &deleted, &left),
             S_OK);
    requester_end(requester);
    return attributes;
}

/* Without SetContext it is as with VSS_CTX_BACKUP: nothing of it is persistent, writers are there,
 * and another object of that context is shown it. */
static void backup_unless_said(struct suite *suite, const void *row)
{
    struct requester *maker = requester_at(suite, AT_SNAPSHOT), *other;
    VSS_SNAPSHOT_PROP prop;

    (void)row;
    REQUIRE(maker);
    REQUIRE(shown(suite, maker, &prop));
    CHECK((prop.m_lSnapshotAttributes & CONTEXT_BITS) == VSS_CTX_BACKUP);
    VssFreeSnapshotProperties(&prop);
    other = requester_at(suite, AT_NEW);
    REQUIRE(other);
    REQUIRE_HR(CALL(other->backup, InitializeForBackup, NULL), S_OK);
    REQUIRE_HR(CALL(other->backup, SetContext, VSS_CTX_BACKUP), S_OK);
    CHECK(listed(suite, other->backup, &prop) == 1);
    CHECK_GUID(prop.m_SnapshotId, maker->snapshot_id);
    VssFreeSnapshotProperties(&prop);
}

static const LONG contexts[] = {
    VSS_CTX_BACKUP,       VSS_CTX_FILE_SHARE_BACKUP, VSS_CTX_NAS_ROLLBACK,
    VSS_CTX_APP_ROLLBACK, VSS_CTX_CLIENT_ACCESSIBLE, VSS_CTX_CLIENT_ACCESSIBLE_WRITERS};
#define CONTEXTS (sizeof contexts / sizeof *contexts)

static void read_back(struct suite *suite, const void *row)
{
    (void)row;
    for (size_t i = 0; i < CONTEXTS; i++) {
        LONG got = attributes_in(suite, contexts[i]);

        suite_check(suite, (got & CONTEXT_BITS) == contexts[i], __FILE__, __LINE__,
                    "made in 0x%X it has 0x%X", (unsigned)contexts[i], (unsigned)got);
    }
}

/* A LONG: VSS_CTX_ALL is -1 in it, and shows what every other one has made. */
static void held_in_a_long(struct suite *suite, const void *row)
{
    static const LONG all = (LONG)VSS_CTX_ALL;
    struct requester *maker = volumes_shadow(suite, VSS_CTX_APP_ROLLBACK), *looker;
    VSS_SNAPSHOT_PROP prop;

    (void)row;
    REQUIRE(maker);
    CHECK(all == -1);
    looker = requester_at_context(suite, AT_INITIALIZED, -1);
    REQUIRE(looker);
    CHECK(listed(suite, looker->backup, &prop) == 1);
    CHECK_GUID(prop.m_SnapshotId, maker->snapshot_id);
    VssFreeSnapshotProperties(&prop);
}

static void all_makes_no_set(struct suite *suite, const void *row)
{
    struct requester *requester = requester_at_context(suite, AT_INITIALIZED, (LONG)VSS_CTX_ALL);
    IVssAsync *async = NULL;
    VSS_ID set;

    (void)row;
    REQUIRE(requester);
    CHECK_HR(CALL(requester->backup, StartSnapshotSet, &set), VSS_E_BAD_STATE);
    CHECK_HR(CALL(requester->backup, DoSnapshotSet, &async), VSS_E_BAD_STATE);
    CHECK(!async);
}

/* What SetContext answers of a fresh object. */
static HRESULT set_context(struct suite *suite, LONG context)
{
    struct requester *requester = requester_at(suite, AT_INITIALIZED);
    HRESULT hr = requester ? CALL(requester->backup, SetContext, context) : E_FAIL;

    if (requester)
        requester_end(requester);
    return hr;
}

/* The three that the remarks let modify a context, in every context that may be modified; and those
 * whose texts keep them from requesters. The pages contradict each other on NO_AUTORECOVERY,
 * NOT_TRANSACTED, ROLLBACK_RECOVERY and TXF_RECOVERY, which are left out here. */
static void modified_by_three(struct suite *suite, const void *row)
{
    static const LONG may[] = {VSS_VOLSNAP_ATTR_TRANSPORTABLE, VSS_VOLSNAP_ATTR_DIFFERENTIAL,
                               VSS_VOLSNAP_ATTR_PLEX,
                               VSS_VOLSNAP_ATTR_TRANSPORTABLE | VSS_VOLSNAP_ATTR_DIFFERENTIAL,
                               VSS_VOLSNAP_ATTR_TRANSPORTABLE | VSS_VOLSNAP_ATTR_PLEX};
    static const LONG may_not[] = {VSS_VOLSNAP_ATTR_NOT_SURFACED,
                                   VSS_VOLSNAP_ATTR_HARDWARE_ASSISTED,
                                   VSS_VOLSNAP_ATTR_IMPORTED,
                                   VSS_VOLSNAP_ATTR_EXPOSED_LOCALLY,
                                   VSS_VOLSNAP_ATTR_EXPOSED_REMOTELY,
                                   VSS_VOLSNAP_ATTR_AUTORECOVER,
                                   VSS_VOLSNAP_ATTR_DELAYED_POSTSNAPSHOT,
                                   VSS_VOLSNAP_ATTR_FILE_SHARE,
                                   METHODS};

    (void)row;
    for (size_t i = 0; i < 4; i++) {
        for (size_t j = 0; j < sizeof may / sizeof *may; j++)
            CHECK_HR(set_context(suite, contexts[i] | may[j]), S_OK);
        for (size_t j = 0; j < sizeof may_not / sizeof *may_not; j++)
            CHECK_HR(set_context(suite, contexts[i] | may_not[j]), E_INVALIDARG);
    }
}

static void client_accessible_as_it_is(struct suite *suite, const void *row)
{
    static const LONG may_not[] = {VSS_VOLSNAP_ATTR_TRANSPORTABLE, VSS_VOLSNAP_ATTR_DIFFERENTIAL,
                                   VSS_VOLSNAP_ATTR_PLEX, VSS_VOLSNAP_ATTR_NO_AUTORECOVERY,
                                   VSS_VOLSNAP_ATTR_ROLLBACK_RECOVERY};

    (void)row;
    for (size_t i = 4; i < CONTEXTS; i++) {
        CHECK_HR(set_context(suite, contexts[i]), S_OK);
        for (size_t j = 0; j < sizeof may_not / sizeof *may_not; j++)
            CHECK_HR(set_context(suite, contexts[i] | may_not[j]), E_INVALIDARG);
    }
}

static void one_method_at_most(struct suite *suite, const void *row)
{
    LONG got;

    (void)row;
    CHECK_HR(set_context(suite, METHODS), E_INVALIDARG);
    CHECK_HR(set_context(suite, VSS_CTX_APP_ROLLBACK | METHODS), E_INVALIDARG);
    got = attributes_in(suite, VSS_CTX_BACKUP | VSS_VOLSNAP_ATTR_DIFFERENTIAL);
    CHECK((got & METHODS) == VSS_VOLSNAP_ATTR_DIFFERENTIAL);
}

static void some_method_unasked(struct suite *suite, const void *row)
{
    LONG got = attributes_in(suite, VSS_CTX_BACKUP) & METHODS;

    (void)row;
    CHECK(got == VSS_VOLSNAP_ATTR_DIFFERENTIAL || got == VSS_VOLSNAP_ATTR_PLEX);
}

/* What is added to the context shows in the shadow copy. */
static void added_to_a_context(struct suite *suite, const void *row)
{
    static const LONG added[] = {VSS_VOLSNAP_ATTR_DIFFERENTIAL, VSS_VOLSNAP_ATTR_NO_AUTORECOVERY};

    (void)row;
    for (size_t i = 0; i < 4; i++)
        for (size_t j = 0; j < sizeof added / sizeof *added; j++) {
            LONG got = attributes_in(suite, contexts[i] | added[j]);

            CHECK((got & CONTEXT_BITS) == contexts[i]);
            CHECK(got & added[j]);
        }
}

/* The providers here copy on write, and are not hardware. */
static void no_provider_can(struct suite *suite, const void *row)
{
    static const LONG wanted[] = {VSS_VOLSNAP_ATTR_PLEX, VSS_VOLSNAP_ATTR_TRANSPORTABLE};
    WCHAR volume[] = L"C:\\";

    (void)row;
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        struct requester *requester =
            requester_at_context(suite, AT_SET, VSS_CTX_BACKUP | wanted[i]);
        VSS_ID id;

        REQUIRE(requester);
        CHECK_HR(CALL(requester->backup, AddToSnapshotSet, volume, GUID_NULL, &id),
                 VSS_E_VOLUME_NOT_SUPPORTED);
        requester_end(requester);
    }
}

/* ---- VSS_SNAPSHOT_STATE ------------------------------------------------------------------------
 */

/* From StartSnapshotSet to the end of DoSnapshotSet nobody is shown it; then it is created. */
static void seen_when_created_only(struct suite *suite, const void *row)
{
    struct requester *maker = NULL, *other = requester_at(suite, AT_INITIALIZED);
    VSS_SNAPSHOT_PROP prop = {0};
    IVssAsync *async;

    (void)row;
    REQUIRE(other);
    suite_writer_end(other->writer);
    async = suite_hold_in(suite, SUITE_FREEZE, AT_PREPARED, suite_start_DoSnapshotSet, &maker);
    REQUIRE(async);
    CHECK_HR(CALL(other->backup, GetSnapshotProperties, maker->snapshot_id, &prop),
             VSS_E_OBJECT_NOT_FOUND);
    CHECK(listed(suite, other->backup, &prop) == 0);
    suite_hold_let_go();
    CHECK_HR(CALL(async, Wait, INFINITE), S_OK);
    REQUIRE(shown(suite, maker, &prop));
    CHECK(prop.m_eStatus == VSS_SS_CREATED);
    VssFreeSnapshotProperties(&prop);
    CHECK(listed(suite, other->backup, &prop) == 1);
    VssFreeSnapshotProperties(&prop);
}

static void not_before_it_is_made(struct suite *suite, const void *row)
{
    struct requester *requester = requester_at(suite, AT_VOLUME);
    VSS_SNAPSHOT_PROP prop;

    REQUIRE(requester);
    CHECK_HR(CALL(requester->backup, GetSnapshotProperties, requester->snapshot_id, &prop),
             VSS_E_OBJECT_NOT_FOUND);
    REQUIRE(requester_go(suite, requester, AT_PREPARED));
    CHECK_HR(CALL(requester->backup, GetSnapshotProperties, requester->snapshot_id, &prop),
             VSS_E_OBJECT_NOT_FOUND);
    requester_end(requester);
    seen_when_created_only(suite, row);
}

/* ---- VSS_SNAPSHOT_PROP -------------------------------------------------------------------------
 */

/* Once at once, once string by string: what is left over fails the run as a leak. */
static void freed_by_the_caller(struct suite *suite, const void *row)
{
    struct requester *requester = requester_at(suite, AT_SNAPSHOT);
    VSS_SNAPSHOT_PROP one, other;

    (void)row;
    REQUIRE(requester);
    REQUIRE(shown(suite, requester, &one));
    REQUIRE(shown(suite, requester, &other));
    CHECK(one.m_pwszSnapshotDeviceObject != other.m_pwszSnapshotDeviceObject);
    VssFreeSnapshotProperties(&one);
    CHECK(!one.m_pwszSnapshotDeviceObject && !one.m_pwszOriginalVolumeName);
    CoTaskMemFree(other.m_pwszSnapshotDeviceObject);
    CoTaskMemFree(other.m_pwszOriginalVolumeName);
    CoTaskMemFree(other.m_pwszOriginatingMachine);
    CoTaskMemFree(other.m_pwszServiceMachine);
    CoTaskMemFree(other.m_pwszExposedName);
    CoTaskMemFree(other.m_pwszExposedPath);
    REQUIRE(shown(suite, requester, &other));
    VssFreeSnapshotProperties(&other);
}

static void file_below_the_device(struct suite *suite, const void *row)
{
    struct requester *requester;
    VSS_SNAPSHOT_PROP prop;
    WCHAR path[128];
    char text[16];
    size_t length;

    (void)row;
    REQUIRE_HR(layers_write_file(L"C:\\folder\\file", "then"), S_OK);
    requester = requester_at(suite, AT_SNAPSHOT);
    REQUIRE_HR(layers_write_file(L"C:\\folder\\file", "now"), S_OK);
    REQUIRE(requester);
    REQUIRE(shown(suite, requester, &prop));
    length = wcslen(prop.m_pwszSnapshotDeviceObject);
    CHECK(prop.m_pwszSnapshotDeviceObject[length - 1] != L'\\');
    swprintf(path, 128, L"%ls\\folder\\file", prop.m_pwszSnapshotDeviceObject);
    VssFreeSnapshotProperties(&prop);
    CHECK_HR(layers_read_file(path, text, sizeof text), S_OK);
    CHECK(strcmp(text, "then") == 0);
}

static void count_stays(struct suite *suite, const void *row)
{
    struct requester *requester = requester_at(suite, AT_VOLUME);
    WCHAR volume[] = L"D:\\";
    VSS_SNAPSHOT_PROP prop;
    VSS_ID second, left;
    LONG deleted = 0;

    (void)row;
    REQUIRE(requester);
    REQUIRE_HR(CALL(requester->backup, AddToSnapshotSet, volume, GUID_NULL, &second), S_OK);
    REQUIRE(requester_go(suite, requester, AT_SNAPSHOT));
    REQUIRE_HR(CALL(requester->backup, DeleteSnapshots, second, VSS_OBJECT_SNAPSHOT, FALSE,
                    &deleted, &left),
               S_OK);
    CHECK(deleted == 1);
    CHECK(listed(suite, requester->backup, &prop) == 1);
    CHECK(prop.m_lSnapshotsCount == 2);
    VssFreeSnapshotProperties(&prop);
    REQUIRE(shown(suite, requester, &prop));
    CHECK(prop.m_lSnapshotsCount == 2);
    VssFreeSnapshotProperties(&prop);
}

/* Beside a freed one the function takes one that is all zero, and leaves it so; it is then as good
 * as new for the next call. */
static void made_ready(struct suite *suite, const void *row)
{
    struct requester *requester = requester_at(suite, AT_SNAPSHOT);
    const VSS_SNAPSHOT_PROP empty = {0};
    VSS_SNAPSHOT_PROP prop = {0};

    (void)row;
    REQUIRE(requester);
    VssFreeSnapshotProperties(&prop);
    CHECK(memcmp(&prop, &empty, sizeof prop) == 0);
    prop.m_lSnapshotsCount = 7;
    prop.m_eStatus = VSS_SS_DELETED;
    VssFreeSnapshotProperties(&prop);
    CHECK(memcmp(&prop, &empty, sizeof prop) == 0);
    REQUIRE_HR(CALL(requester->backup, GetSnapshotProperties, requester->snapshot_id, &prop), S_OK);
    VssFreeSnapshotProperties(&prop);
    CHECK(memcmp(&prop, &empty, sizeof prop) == 0);
}

#define MOCK SUITE_NEEDS_MOCK
#define ALONE SUITE_NEEDS_ALONE
static const struct suite_case cases[] = {
    {"VSS_SNAPSHOT_CONTEXT-1", backup_unless_said, NULL, ALONE},
    {"VSS_SNAPSHOT_CONTEXT-2", held_in_a_long, NULL, MOCK},
    {"VSS_SNAPSHOT_CONTEXT-3", all_makes_no_set, NULL, 0},
    {"VSS_SNAPSHOT_CONTEXT-4", modified_by_three, NULL, 0},
    {"VSS_SNAPSHOT_CONTEXT-5", client_accessible_as_it_is, NULL, 0},
    {"VSS_VOLUME_SNAPSHOT_ATTRIBUTES-1", added_to_a_context, NULL, MOCK},
    {"VSS_VOLUME_SNAPSHOT_ATTRIBUTES-2", backup_unless_said, NULL, ALONE},
    {"VSS_VOLUME_SNAPSHOT_ATTRIBUTES-3", modified_by_three, NULL, 0},
    {"VSS_VOLUME_SNAPSHOT_ATTRIBUTES-4", client_accessible_as_it_is, NULL, 0},
    {"VSS_VOLUME_SNAPSHOT_ATTRIBUTES-5", one_method_at_most, NULL, ALONE},
    {"VSS_VOLUME_SNAPSHOT_ATTRIBUTES-6", some_method_unasked, NULL, ALONE},
    {"VSS_VOLUME_SNAPSHOT_ATTRIBUTES-7", no_provider_can, NULL, MOCK},
    {"VSS_VOLUME_SNAPSHOT_ATTRIBUTES-9", read_back, NULL, MOCK},
    {"VSS_SNAPSHOT_STATE-1", same_both_ways, NULL, ALONE},
    {"VSS_SNAPSHOT_STATE-2", not_before_it_is_made, NULL, ALONE},
    {"VSS_SNAPSHOT_STATE-3", seen_when_created_only, NULL, ALONE},
    {"VSS_SNAPSHOT_PROP-1", freed_by_the_caller, NULL, 0},
    {"VSS_SNAPSHOT_PROP-2", same_both_ways, NULL, ALONE},
    {"VSS_SNAPSHOT_PROP-3", file_below_the_device, NULL, MOCK},
    {"VSS_SNAPSHOT_PROP-4", count_stays, NULL, ALONE},
    {"VSS_SNAPSHOT_PROP-7", made_ready, NULL, 0},
};
const struct suite_group suite_snapshot_values =
    SUITE_GROUP("VSS_SNAPSHOT_PROP and its values", cases);
