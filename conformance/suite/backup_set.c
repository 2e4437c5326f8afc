/*
 * conformance/suite/backup_set.c - IVssBackupComponents: the shadow copy set as a whole.
 * StartSnapshotSet, DoSnapshotSet.
 */
#include "groups.h"
#include "layers.h"
#include "volumes.h"

#include <string.h>
#include <wchar.h>

/* ---- StartSnapshotSet --------------------------------------------------------------------------
 */

/* The id is written into the caller's variable, and nothing beside it; it is the set's. */
static void start_gives_an_id(struct suite *suite, const void *row)
{
    struct requester *requester = requester_at(suite, AT_GATHERED);
    struct {
        VSS_ID id;
        unsigned char behind[16];
    } place, before;
    VSS_SNAPSHOT_PROP prop;

    (void)row;
    REQUIRE(requester);
    memset(&place, 0x55, sizeof place);
    before = place;
    REQUIRE_HR(CALL(requester->backup, StartSnapshotSet, &place.id), S_OK);
    CHECK(memcmp(place.behind, before.behind, sizeof place.behind) == 0);
    CHECK(!IsEqualGUID(&place.id, &before.id) && !IsEqualGUID(&place.id, &GUID_NULL));
    CHECK_HR(volumes_add(requester, L"C:\\", GUID_NULL, &requester->snapshot_id), S_OK);
    REQUIRE_HR(requester_finish(requester->backup, PrepareForBackup), S_OK);
    REQUIRE_HR(requester_finish(requester->backup, DoSnapshotSet), S_OK);
    prop = volumes_properties(suite, requester, requester->snapshot_id);
    CHECK_GUID(prop.m_SnapshotSetId, place.id);
    CHECK(prop.m_lSnapshotsCount == 1); /* what was added, and it began empty */
    VssFreeSnapshotProperties(&prop);
}

static void start_before_prepare(struct suite *suite, const void *row)
{
    struct requester *requester = requester_at(suite, AT_GATHERED);
    VSS_ID id;

    (void)row;
    REQUIRE(requester);
    CHECK_HR(requester_finish(requester->backup, PrepareForBackup), VSS_E_BAD_STATE);
    CHECK_HR(CALL(requester->backup, StartSnapshotSet, &id), S_OK);
    CHECK_HR(requester_finish(requester->backup, PrepareForBackup), S_OK);
}

/* A second waits for the first to be over. */
static void one_at_a_time(struct suite *suite, const void *row)
{
    struct requester *first = requester_at(suite, AT_PREPARED);
    struct requester *second = requester_at(suite, AT_GATHERED);
    VSS_ID id;

    (void)row;
    REQUIRE(first && second);
    CHECK_HR(CALL(second->backup, StartSnapshotSet, &id), VSS_E_SNAPSHOT_SET_IN_PROGRESS);
    CHECK_HR(CALL(second->backup, StartSnapshotSet, &id), VSS_E_SNAPSHOT_SET_IN_PROGRESS);
    CHECK_HR(requester_finish(first->backup, DoSnapshotSet), S_OK);
    CHECK_HR(CALL(second->backup, StartSnapshotSet, &id), S_OK);
}

/* ---- DoSnapshotSet -----------------------------------------------------------------------------
 */

/* How a file of the shadow copy reads. */
static void read_shadow(struct suite *suite, struct requester *requester, VSS_ID id, char text[16])
{
    VSS_SNAPSHOT_PROP prop = volumes_properties(suite, requester, id);
    WCHAR path[MAX_PATH];

    text[0] = '\0';
    swprintf(path, MAX_PATH, L"%ls\\suite\\file", prop.m_pwszSnapshotDeviceObject);
    CHECK_HR(layers_read_file(path, text, 16), S_OK);
    VssFreeSnapshotProperties(&prop);
}

/* Both volumes as they were at one moment, whatever is written later. */
static void one_moment(struct suite *suite, const void *row)
{
    struct requester *requester = requester_at(suite, AT_VOLUME);
    VSS_SNAPSHOT_PROP c, d;
    char text[16];
    VSS_ID id;

    (void)row;
    REQUIRE(requester);
    REQUIRE_HR(volumes_add(requester, L"D:\\", GUID_NULL, &id), S_OK);
    CHECK_HR(layers_write_file(L"C:\\suite\\file", "before"), S_OK);
    CHECK_HR(layers_write_file(L"D:\\suite\\file", "before"), S_OK);
    REQUIRE(requester_go(suite, requester, AT_SNAPSHOT));
    CHECK_HR(layers_write_file(L"C:\\suite\\file", "after!"), S_OK);
    CHECK_HR(layers_write_file(L"D:\\suite\\file", "after!"), S_OK);
    read_shadow(suite, requester, requester->snapshot_id, text);
    CHECK(strcmp(text, "before") == 0);
    read_shadow(suite, requester, id, text);
    CHECK(strcmp(text, "before") == 0);
    c = volumes_properties(suite, requester, requester->snapshot_id);
    d = volumes_properties(suite, requester, id);
    CHECK(c.m_tsCreationTimestamp == d.m_tsCreationTimestamp);
    VssFreeSnapshotProperties(&c);
    VssFreeSnapshotProperties(&d);
}

/* What goes wrong below shows through the IVssAsync: the call itself is S_OK. Nothing is made. */
static const struct do_row {
    const char *call;
    uint64_t delay_ms;
    HRESULT answer, shown;
} full = {"EndPrepareSnapshots", 0, VSS_E_INSUFFICIENT_STORAGE, VSS_E_INSUFFICIENT_STORAGE},
  slow_flush = {"HoldWrites", 10001, S_OK, VSS_E_FLUSH_WRITES_TIMEOUT},
  slow_hold = {"CommitSnapshots", 10001, S_OK, VSS_E_HOLD_WRITES_TIMEOUT},
  do_veto = {"PreCommitSnapshots", 0, VSS_E_PROVIDER_VETO, VSS_E_PROVIDER_VETO},
  restart = {"CommitSnapshots", 0, VSS_E_REBOOT_REQUIRED, VSS_E_REBOOT_REQUIRED},
  unforeseen = {"PostCommitSnapshots", 0, E_FAIL, VSS_E_UNEXPECTED_PROVIDER_ERROR};

static void fails_in_the_operation(struct suite *suite, const void *data)
{
    const struct do_row *row = data;
    struct requester *requester = requester_at(suite, AT_PREPARED);
    VSS_SNAPSHOT_PROP prop;
    IVssAsync *async = NULL;
    HRESULT result = S_OK;

    REQUIRE(requester);
    CHECK(layers_fault(row->call, NULL, 1, row->delay_ms, row->answer));
    REQUIRE_HR(CALL(requester->backup, DoSnapshotSet, &async), S_OK);
    suite_release_at_end(suite, async);
    CHECK_HR(CALL(async, Wait, INFINITE), row->shown);
    CHECK_HR(CALL(async, QueryStatus, &result, NULL), S_OK);
    CHECK_HR(result, row->shown);
    CHECK_HR(CALL(requester->backup, GetSnapshotProperties, requester->snapshot_id, &prop),
             VSS_E_OBJECT_NOT_FOUND);
    /* Who was told that a shadow copy comes is told that none does. */
    CHECK(suite_writer_events(requester->writer, SUITE_ABORT) ==
          suite_writer_events(requester->writer, SUITE_PREPARE_SNAPSHOT));
}

static void three_of_the_operation(struct suite *suite, const void *row)
{
    static const struct do_row *const rows[] = {&full, &do_veto, &unforeseen};

    (void)row;
    for (size_t i = 0; i < 3; i++) {
        struct requester *requester = requester_at(suite, AT_PREPARED);
        IVssAsync *async = NULL;

        REQUIRE(requester);
        CHECK(layers_fault(rows[i]->call, NULL, 1, 0, rows[i]->answer));
        REQUIRE_HR(CALL(requester->backup, DoSnapshotSet, &async), S_OK);
        CHECK_HR(requester_wait(S_OK, async), rows[i]->shown);
        requester_end(requester);
    }
}

/* A code of the call itself when it cannot begin, one of QueryStatus when it fails later. */
static void codes_of_both(struct suite *suite, const void *row)
{
    struct requester *requester = requester_at(suite, AT_ADDED);
    IVssAsync *async = NULL;

    (void)row;
    REQUIRE(requester);
    CHECK_HR(CALL(requester->backup, DoSnapshotSet, &async), VSS_E_BAD_STATE);
    CHECK(!async);
    requester_end(requester);
    fails_in_the_operation(suite, &slow_hold);
}

/* With writers PrepareForBackup comes before; without, the set alone is enough. */
static void order_by_context(struct suite *suite, const void *row)
{
    struct requester *requester = requester_at(suite, AT_ADDED);
    VSS_ID id;

    (void)row;
    REQUIRE(requester);
    CHECK_HR(requester_finish(requester->backup, DoSnapshotSet), VSS_E_BAD_STATE);
    requester_end(requester);
    requester = requester_at_context(suite, AT_INITIALIZED, VSS_CTX_FILE_SHARE_BACKUP);
    REQUIRE(requester);
    CHECK_HR(requester_finish(requester->backup, DoSnapshotSet), VSS_E_BAD_STATE);
    CHECK_HR(CALL(requester->backup, StartSnapshotSet, &id), S_OK);
    CHECK_HR(volumes_add(requester, L"C:\\", GUID_NULL, &id), S_OK);
    CHECK_HR(requester_finish(requester->backup, DoSnapshotSet), S_OK);
    CHECK(suite_writer_events(requester->writer, SUITE_FREEZE) == 0);
}

#define START(row) "IVssBackupComponents.StartSnapshotSet" row
#define DO(row) "IVssBackupComponents.DoSnapshotSet" row
#define MOCK SUITE_NEEDS_MOCK

static const struct suite_case cases[] = {
    {START("/S_OK"), start_gives_an_id, NULL, 0},
    {START("-1"), start_gives_an_id, NULL, 0},
    {START("-2"), start_before_prepare, NULL, 0},
    {START("/VSS_E_SNAPSHOT_SET_IN_PROGRESS"), one_at_a_time, NULL, 0},
    {START("-3"), one_at_a_time, NULL, 0},
    {START("-4"), start_gives_an_id, NULL, 0},
    {DO("/S_OK"), one_moment, NULL, 0},
    {DO("/VSS_E_INSUFFICIENT_STORAGE"), fails_in_the_operation, &full, MOCK},
    {DO("/VSS_E_FLUSH_WRITES_TIMEOUT"), fails_in_the_operation, &slow_flush, MOCK},
    {DO("/VSS_E_HOLD_WRITES_TIMEOUT"), fails_in_the_operation, &slow_hold, MOCK},
    {DO("/VSS_E_PROVIDER_VETO"), fails_in_the_operation, &do_veto, MOCK},
    {DO("/VSS_E_REBOOT_REQUIRED"), fails_in_the_operation, &restart, MOCK},
    {DO("/VSS_E_UNEXPECTED_PROVIDER_ERROR"), fails_in_the_operation, &unforeseen, MOCK},
    {DO("-1"), one_moment, NULL, 0},
    {DO("-2"), codes_of_both, NULL, MOCK},
    {DO("-3"), three_of_the_operation, NULL, MOCK},
    {DO("-4"), order_by_context, NULL, 0},
};
const struct suite_group suite_backup_set =
    SUITE_GROUP("IVssBackupComponents: shadow copy set", cases);
