/*
 * conformance/suite/backup_status.c - IVssBackupComponents: how writers are. GatherWriterStatus,
 * GetWriterStatus(Count), FreeWriterStatus.
 */
#include "groups.h"
#include "layers.h"
#include "requester.h"

struct status {
    VSS_ID instance, writer;
    VSS_WRITER_STATE state;
    HRESULT failure;
};

/* Gathers, and reads the first writer's status. */
static struct status status_now(struct suite *suite, struct requester *requester)
{
    struct status status = {.state = VSS_WS_COUNT, .failure = E_FAIL};
    BSTR name = NULL;

    CHECK_HR(requester_finish(requester->backup, GatherWriterStatus), S_OK);
    CHECK_HR(CALL(requester->backup, GetWriterStatus, 0, &status.instance, &status.writer, &name,
                  &status.state, &status.failure),
             S_OK);
    SysFreeString(name);
    return status;
}

/* ---- gathering ---------------------------------------------------------------------------------
 */

static void status_of_each_writer(struct suite *suite, const void *row)
{
    static const VSS_ID other_id = {0x5e17e000, 0x0002, 0x4000, {0x80, 1, 2, 3, 4, 5, 6, 7}};
    const struct suite_writer_options options = {.writer_id = &other_id, .name = L"Other Writer"};
    struct requester *requester;
    struct suite_writer *own, *other;
    VSS_ID instances[2], writers[2];
    UINT count = 0;

    (void)row;
    REQUIRE_HR(suite_writer_begin(suite, NULL, &own), S_OK);
    REQUIRE_HR(suite_writer_begin(suite, &options, &other), S_OK);
    requester = requester_at(suite, AT_GATHERED);
    REQUIRE(requester);
    CHECK_HR(requester_finish(requester->backup, GatherWriterStatus), S_OK);
    REQUIRE_HR(CALL(requester->backup, GetWriterStatusCount, &count), S_OK);
    REQUIRE(count == 2);
    for (UINT i = 0; i < count; i++) {
        VSS_WRITER_STATE state = VSS_WS_UNKNOWN;
        HRESULT failure = E_FAIL;
        BSTR name = NULL;

        REQUIRE_HR(CALL(requester->backup, GetWriterStatus, i, &instances[i], &writers[i], &name,
                        &state, &failure),
                   S_OK);
        CHECK_TEXT(name, IsEqualGUID(&writers[i], &other_id) ? L"Other Writer" : L"Suite Writer");
        CHECK(state == VSS_WS_STABLE);
        CHECK_HR(failure, S_OK);
        SysFreeString(name); /* it is the caller's own */
    }
    CHECK(!IsEqualGUID(&instances[0], &instances[1]));
    CHECK(!IsEqualGUID(&writers[0], &writers[1]));
}

/* It is read when the operation is over, and not before; once freed it has to be gathered again. */
static void read_between(struct suite *suite, const void *row)
{
    struct requester *requester = requester_at(suite, AT_GATHERED);
    struct status status = {0};
    UINT count = 77;
    BSTR name = NULL;

    (void)row;
    REQUIRE(requester);
    CHECK_HR(CALL(requester->backup, GetWriterStatusCount, &count), VSS_E_BAD_STATE);
    CHECK_HR(CALL(requester->backup, GetWriterStatus, 0, &status.instance, &status.writer, &name,
                  &status.state, &status.failure),
             VSS_E_BAD_STATE);
    CHECK_HR(CALL(requester->backup, FreeWriterStatus), VSS_E_BAD_STATE);
    for (int i = 0; i < 2; i++) {
        CHECK_HR(requester_finish(requester->backup, GatherWriterStatus), S_OK);
        CHECK_HR(CALL(requester->backup, GetWriterStatusCount, &count), S_OK);
        CHECK(count == 1);
        CHECK_HR(CALL(requester->backup, FreeWriterStatus), S_OK);
        CHECK_HR(CALL(requester->backup, GetWriterStatusCount, &count), VSS_E_BAD_STATE);
        CHECK_HR(CALL(requester->backup, FreeWriterStatus), VSS_E_BAD_STATE);
    }
}

/* Between DoSnapshotSet and BackupComplete the writer waits; afterwards its session is over. */
static void session_is_completed(struct suite *suite, const void *row)
{
    struct requester *requester = requester_at(suite, AT_SUCCEEDED);

    (void)row;
    REQUIRE(requester);
    CHECK(status_now(suite, requester).state == VSS_WS_WAITING_FOR_BACKUP_COMPLETE);
    REQUIRE(requester_go(suite, requester, AT_COMPLETE));
    CHECK(status_now(suite, requester).state == VSS_WS_STABLE);
    CHECK_HR(status_now(suite, requester).failure, S_OK);
}

/* ---- what writers fail with --------------------------------------------------------------------
 */

struct refusal {
    HRESULT set;    /* what the writer gives to SetWriterFailure */
    HRESULT answer; /* and gets from it */
    HRESULT shown;
};

static HRESULT answered;

static bool refuse(struct suite_writer *writer, const struct suite_event_args *args)
{
    const struct refusal *refusal = suite_writer_context(writer);

    (void)args;
    answered = suite_writer_SetWriterFailure(writer, refusal->set);
    return false;
}

/* GetWriterStatus itself is S_OK. The backup goes on without a writer that fails this early. */
static void check_refusal(struct suite *suite, const struct refusal *refusal)
{
    const struct suite_writer_options options = {.on = {[SUITE_PREPARE_SNAPSHOT] = refuse},
                                                 .context = (void *)refusal};
    struct suite_writer *writer;
    struct requester *requester;
    struct status status;

    answered = E_FAIL;
    REQUIRE_HR(suite_writer_begin(suite, &options, &writer), S_OK);
    requester = requester_at(suite, AT_PREPARED);
    REQUIRE(requester);
    CHECK_HR(status_now(suite, requester).failure, S_OK);
    CHECK_HR(requester_finish(requester->backup, DoSnapshotSet), S_OK);
    status = status_now(suite, requester);
    CHECK_HR(answered, refusal->answer);
    CHECK_HR(status.failure, refusal->shown);
    CHECK(status.state == VSS_WS_FAILED_AT_PREPARE_SNAPSHOT);
    requester_end(requester);
    suite_writer_end(writer);
}

static const struct refusal inconsistent = {VSS_E_WRITERERROR_INCONSISTENTSNAPSHOT, S_OK,
                                            VSS_E_WRITERERROR_INCONSISTENTSNAPSHOT},
                            resources = {VSS_E_WRITERERROR_OUTOFRESOURCES, S_OK,
                                         VSS_E_WRITERERROR_OUTOFRESOURCES},
                            retryable = {VSS_E_WRITERERROR_RETRYABLE, S_OK,
                                         VSS_E_WRITERERROR_RETRYABLE},
                            nonretryable = {VSS_E_WRITERERROR_NONRETRYABLE, S_OK,
                                            VSS_E_WRITERERROR_NONRETRYABLE};

static void writer_refuses(struct suite *suite, const void *row)
{
    check_refusal(suite, row);
}

/* Codes that are none of the writers' do not come from them. */
static void codes_of_writers(struct suite *suite, const void *row)
{
    static const HRESULT strange[] = {VSS_E_WRITER_NOT_RESPONDING,
                                      VSS_E_WRITER_STATUS_NOT_AVAILABLE, E_FAIL, VSS_E_BAD_STATE};

    (void)row;
    for (size_t i = 0; i < sizeof strange / sizeof *strange; i++)
        check_refusal(suite,
                      &(struct refusal){strange[i], E_INVALIDARG, VSS_E_WRITERERROR_NONRETRYABLE});
    check_refusal(suite, &retryable);
}

static void frozen_too_long(struct suite *suite, const void *row)
{
    const struct suite_writer_options options = {.freeze_timeout_ms = 1000};
    struct suite_writer *writer;
    struct requester *requester;
    struct status status;

    (void)row;
    REQUIRE_HR(suite_writer_begin(suite, &options, &writer), S_OK);
    requester = requester_at(suite, AT_PREPARED);
    REQUIRE(requester);
    CHECK(layers_fault("CommitSnapshots", NULL, 1, 1001, S_OK));
    CHECK(FAILED(requester_finish(requester->backup, DoSnapshotSet)));
    status = status_now(suite, requester);
    CHECK_HR(status.failure, VSS_E_WRITERERROR_TIMEOUT);
    CHECK(status.state == VSS_WS_FAILED_AT_THAW);
}

/* One that has gone, and one that does not come back from its handler. */
static void writer_is_silent(struct suite *suite, const void *row)
{
    struct requester *requester = requester_at(suite, AT_PREPARED);
    struct status status;

    (void)row;
    REQUIRE(requester);
    suite_writer_end(requester->writer);
    status = status_now(suite, requester);
    CHECK_HR(status.failure, VSS_E_WRITER_NOT_RESPONDING);
    CHECK_GUID(status.writer, SUITE_WRITER_ID);
    CHECK_GUID(status.instance, requester->instance_id);
}

static void writer_hangs(struct suite *suite, const void *row)
{
    struct requester *requester = requester_at(suite, AT_ADDED);

    (void)row;
    REQUIRE(requester);
    CHECK(layers_fault("PrepareForBackup", NULL, 1, LAYERS_HANG, S_OK));
    CHECK_HR(requester_finish(requester->backup, PrepareForBackup), S_OK);
    CHECK_HR(status_now(suite, requester).failure, VSS_E_WRITER_NOT_RESPONDING);
    requester_end(requester);
    writer_is_silent(suite, row);
}

#define GATHER(row) "IVssBackupComponents.GatherWriterStatus" row
#define STATUS(row) "IVssBackupComponents.GetWriterStatus" row

static const struct suite_case cases[] = {
    {GATHER("/S_OK"), status_of_each_writer, NULL, SUITE_NEEDS_ALONE},
    {GATHER("-1"), status_of_each_writer, NULL, SUITE_NEEDS_ALONE},
    {GATHER("-2"), read_between, NULL, SUITE_NEEDS_ALONE},
    {GATHER("-3"), session_is_completed, NULL, SUITE_NEEDS_ALONE},
    {"IVssBackupComponents.BackupComplete-5", session_is_completed, NULL, SUITE_NEEDS_ALONE},
    {GATHER("-6"), read_between, NULL, SUITE_NEEDS_ALONE},
    {STATUS("Count/S_OK"), status_of_each_writer, NULL, SUITE_NEEDS_ALONE},
    {STATUS("Count-1"), read_between, NULL, SUITE_NEEDS_ALONE},
    {"IVssBackupComponents.FreeWriterStatus/S_OK", read_between, NULL, SUITE_NEEDS_ALONE},
    {"IVssBackupComponents.FreeWriterStatus-1", read_between, NULL, SUITE_NEEDS_ALONE},
    {STATUS("/S_OK"), status_of_each_writer, NULL, SUITE_NEEDS_ALONE},
    {STATUS("-1"), status_of_each_writer, NULL, SUITE_NEEDS_ALONE},
    {STATUS("-2"), read_between, NULL, SUITE_NEEDS_ALONE},
    {STATUS("-3"), status_of_each_writer, NULL, SUITE_NEEDS_ALONE},
    {STATUS("-4"), writer_refuses, &retryable, SUITE_NEEDS_ALONE},
    {STATUS("-5"), session_is_completed, NULL, SUITE_NEEDS_ALONE},
    {STATUS("-6"), writer_refuses, &inconsistent, SUITE_NEEDS_ALONE},
    {STATUS("-7"), writer_refuses, &resources, SUITE_NEEDS_ALONE},
    {STATUS("-8"), frozen_too_long, NULL, SUITE_NEEDS_ALONE | SUITE_NEEDS_MOCK},
    {STATUS("-9"), writer_refuses, &retryable, SUITE_NEEDS_ALONE},
    {STATUS("-10"), writer_refuses, &nonretryable, SUITE_NEEDS_ALONE},
    {STATUS("-11"), writer_hangs, NULL, SUITE_NEEDS_ALONE | SUITE_NEEDS_MOCK},
    {STATUS("-14"), codes_of_writers, NULL, SUITE_NEEDS_ALONE},
    {STATUS("-15"), codes_of_writers, NULL, SUITE_NEEDS_ALONE},
};
const struct suite_group suite_backup_status = SUITE_GROUP("IVssBackupComponents: status", cases);
