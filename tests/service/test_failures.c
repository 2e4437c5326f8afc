/*
 * tests/service/test_failures.c - what comes of each failure at each step of DoSnapshotSet: what
 * the requester gets, which state the writer is in, and who is told, in order.
 */
#include "rig.h"

#include "vstest.h"

/* What happens when nothing fails: writer A is a front end, B a back end. */
#define PREPARED "EndPrepareSnapshots(toy) PrepareForSnapshot(A) PrepareForSnapshot(B)"
#define FROZEN PREPARED " Freeze(A) Freeze(B)"
#define HELD FROZEN " PreCommitSnapshots(toy) HoldWrites()"
#define COMMITTED HELD " CommitSnapshots(toy) ReleaseWrites() PostCommitSnapshots(toy)"
#define THAWED COMMITTED " Thaw(A) Thaw(B)"
#define FINAL THAWED " PreFinalCommitSnapshots(toy) GetSnapshotProperties(toy)"
#define WHOLE FINAL " PostSnapshot(A) PostSnapshot(B) PostFinalCommitSnapshots(toy)"
#define ABORTED " Abort(A) Abort(B) AbortSnapshots(toy)"

#define VETO VSS_E_WRITERERROR_NONRETRYABLE
#define TIMEOUT VSS_E_WRITERERROR_TIMEOUT
#define SILENT VSS_E_WRITER_NOT_RESPONDING

static const struct failure_row {
    const char *name;
    const char *call, *target; /* the planned fault */
    uint64_t delay_ms;
    HRESULT fault;
    HRESULT hr;             /* of DoSnapshotSet */
    VSS_WRITER_STATE state; /* of writer A afterwards */
    HRESULT failure;
    const char *log; /* from DoSnapshotSet on */
} failure_rows[] = {
    {"nothing", "Thaw", "nobody", 0, VETO, VSS_S_ASYNC_FINISHED, VSS_WS_WAITING_FOR_BACKUP_COMPLETE,
     S_OK, WHOLE},
    /* writers */
    {"PrepareForSnapshot refused", "PrepareForSnapshot", "A", 0, VETO, VSS_S_ASYNC_FINISHED,
     VSS_WS_FAILED_AT_PREPARE_SNAPSHOT, VETO,
     PREPARED
     " Freeze(B) PreCommitSnapshots(toy) HoldWrites() CommitSnapshots(toy) ReleaseWrites() "
     "PostCommitSnapshots(toy) Thaw(B) PreFinalCommitSnapshots(toy) "
     "GetSnapshotProperties(toy) PostSnapshot(B) PostFinalCommitSnapshots(toy)"},
    {"PrepareForSnapshot hangs", "PrepareForSnapshot", "A", VSAPI_FAULT_HANG, S_OK,
     VSS_S_ASYNC_FINISHED, VSS_WS_FAILED_AT_PREPARE_SNAPSHOT, SILENT,
     PREPARED
     " Freeze(B) PreCommitSnapshots(toy) HoldWrites() CommitSnapshots(toy) ReleaseWrites() "
     "PostCommitSnapshots(toy) Thaw(B) PreFinalCommitSnapshots(toy) "
     "GetSnapshotProperties(toy) PostSnapshot(B) PostFinalCommitSnapshots(toy)"},
    {"Freeze refused: back ends are not frozen", "Freeze", "A", 0, VSS_E_WRITERERROR_RETRYABLE,
     VSS_E_UNEXPECTED_WRITER_ERROR, VSS_WS_FAILED_AT_FREEZE, VSS_E_WRITERERROR_RETRYABLE,
     PREPARED " Freeze(A)" ABORTED},
    {"Freeze takes as long as it may", "Freeze", "A", 59999, S_OK, VSS_S_ASYNC_FINISHED,
     VSS_WS_WAITING_FOR_BACKUP_COMPLETE, S_OK, WHOLE},
    {"Freeze takes too long", "Freeze", "A", 60001, S_OK, VSS_E_UNEXPECTED_WRITER_ERROR,
     VSS_WS_FAILED_AT_FREEZE, TIMEOUT, PREPARED " Freeze(A)" ABORTED},
    {"Freeze hangs", "Freeze", "A", VSAPI_FAULT_HANG, S_OK, VSS_E_UNEXPECTED_WRITER_ERROR,
     VSS_WS_FAILED_AT_FREEZE, TIMEOUT, PREPARED " Freeze(A)" ABORTED},
    {"another's Freeze uses up the time", "Freeze", "B", 60000, S_OK, VSS_S_ASYNC_FINISHED,
     VSS_WS_WAITING_FOR_BACKUP_COMPLETE, S_OK, WHOLE},
    {"another's Freeze hangs", "Freeze", "B", VSAPI_FAULT_HANG, S_OK, VSS_E_UNEXPECTED_WRITER_ERROR,
     VSS_WS_STABLE, S_OK, FROZEN ABORTED},
    {"Thaw refused", "Thaw", "A", 0, VETO, VSS_E_UNEXPECTED_WRITER_ERROR, VSS_WS_FAILED_AT_THAW,
     VETO, THAWED ABORTED},
    {"Thaw hangs", "Thaw", "A", VSAPI_FAULT_HANG, S_OK, VSS_E_UNEXPECTED_WRITER_ERROR,
     VSS_WS_FAILED_AT_THAW, TIMEOUT, THAWED ABORTED},
    {"PostSnapshot refused", "PostSnapshot", "A", 0, VETO, VSS_S_ASYNC_FINISHED,
     VSS_WS_FAILED_AT_POST_SNAPSHOT, VETO, WHOLE},
    {"PostSnapshot hangs", "PostSnapshot", "A", VSAPI_FAULT_HANG, S_OK, VSS_S_ASYNC_FINISHED,
     VSS_WS_FAILED_AT_POST_SNAPSHOT, SILENT, WHOLE},
    {"a code that no writer may set", "Freeze", "A", 0, E_FAIL, VSS_E_UNEXPECTED_WRITER_ERROR,
     VSS_WS_FAILED_AT_FREEZE, VETO, PREPARED " Freeze(A)" ABORTED},
    /* providers */
    {"EndPrepareSnapshots without room: writers know nothing yet", "EndPrepareSnapshots", "toy", 0,
     VSS_E_INSUFFICIENT_STORAGE, VSS_E_INSUFFICIENT_STORAGE, VSS_WS_STABLE, S_OK,
     "EndPrepareSnapshots(toy) AbortSnapshots(toy)"},
    {"EndPrepareSnapshots vetoed", "EndPrepareSnapshots", NULL, 0, VSS_E_PROVIDER_VETO,
     VSS_E_PROVIDER_VETO, VSS_WS_STABLE, S_OK, "EndPrepareSnapshots(toy) AbortSnapshots(toy)"},
    {"EndPrepareSnapshots may take its time", "EndPrepareSnapshots", "toy", 500000, S_OK,
     VSS_S_ASYNC_FINISHED, VSS_WS_WAITING_FOR_BACKUP_COMPLETE, S_OK, WHOLE},
    {"EndPrepareSnapshots hangs", "EndPrepareSnapshots", "toy", VSAPI_FAULT_HANG, S_OK,
     VSS_E_UNEXPECTED_PROVIDER_ERROR, VSS_WS_STABLE, S_OK,
     "EndPrepareSnapshots(toy) AbortSnapshots(toy)"},
    {"PreCommitSnapshots vetoed", "PreCommitSnapshots", "toy", 0, VSS_E_PROVIDER_VETO,
     VSS_E_PROVIDER_VETO, VSS_WS_STABLE, S_OK, FROZEN " PreCommitSnapshots(toy)" ABORTED},
    {"PreCommitSnapshots with a code that no provider may answer", "PreCommitSnapshots", "toy", 0,
     E_UNEXPECTED, VSS_E_UNEXPECTED_PROVIDER_ERROR, VSS_WS_STABLE, S_OK,
     FROZEN " PreCommitSnapshots(toy)" ABORTED},
    {"PreCommitSnapshots longer than the writers wait", "PreCommitSnapshots", "toy", 60001, S_OK,
     VSS_E_UNEXPECTED_PROVIDER_ERROR, VSS_WS_FAILED_AT_THAW, TIMEOUT,
     FROZEN " PreCommitSnapshots(toy)" ABORTED},
    {"PreCommitSnapshots hangs", "PreCommitSnapshots", "toy", VSAPI_FAULT_HANG, S_OK,
     VSS_E_UNEXPECTED_PROVIDER_ERROR, VSS_WS_FAILED_AT_THAW, TIMEOUT,
     FROZEN " PreCommitSnapshots(toy)" ABORTED},
    {"holding writes comes too late", "HoldWrites", NULL, 10001, S_OK, VSS_E_FLUSH_WRITES_TIMEOUT,
     VSS_WS_STABLE, S_OK, HELD " ReleaseWrites()" ABORTED},
    {"holding writes hangs", "HoldWrites", NULL, VSAPI_FAULT_HANG, S_OK, VSS_E_FLUSH_WRITES_TIMEOUT,
     VSS_WS_STABLE, S_OK, HELD " ReleaseWrites()" ABORTED},
    {"CommitSnapshots vetoed: writes are released", "CommitSnapshots", "toy", 0,
     VSS_E_PROVIDER_VETO, VSS_E_PROVIDER_VETO, VSS_WS_STABLE, S_OK,
     HELD " CommitSnapshots(toy) ReleaseWrites()" ABORTED},
    {"CommitSnapshots answers S_FALSE", "CommitSnapshots", "toy", 0, S_FALSE,
     VSS_E_UNEXPECTED_PROVIDER_ERROR, VSS_WS_STABLE, S_OK,
     HELD " CommitSnapshots(toy) ReleaseWrites()" ABORTED},
    {"CommitSnapshots takes as long as it may", "CommitSnapshots", "toy", 9999, S_OK,
     VSS_S_ASYNC_FINISHED, VSS_WS_WAITING_FOR_BACKUP_COMPLETE, S_OK, WHOLE},
    {"CommitSnapshots takes too long", "CommitSnapshots", "toy", 10001, S_OK,
     VSS_E_HOLD_WRITES_TIMEOUT, VSS_WS_STABLE, S_OK,
     HELD " CommitSnapshots(toy) ReleaseWrites()" ABORTED},
    {"CommitSnapshots hangs", "CommitSnapshots", "toy", VSAPI_FAULT_HANG, S_OK,
     VSS_E_HOLD_WRITES_TIMEOUT, VSS_WS_STABLE, S_OK,
     HELD " CommitSnapshots(toy) ReleaseWrites()" ABORTED},
    {"PostCommitSnapshots vetoed", "PostCommitSnapshots", "toy", 0, VSS_E_PROVIDER_VETO,
     VSS_E_PROVIDER_VETO, VSS_WS_STABLE, S_OK, COMMITTED ABORTED},
    {"PostCommitSnapshots hangs", "PostCommitSnapshots", "toy", VSAPI_FAULT_HANG, S_OK,
     VSS_E_UNEXPECTED_PROVIDER_ERROR, VSS_WS_FAILED_AT_THAW, TIMEOUT, COMMITTED ABORTED},
    {"PreFinalCommitSnapshots vetoed", "PreFinalCommitSnapshots", "toy", 0, VSS_E_PROVIDER_VETO,
     VSS_E_PROVIDER_VETO, VSS_WS_STABLE, S_OK, THAWED " PreFinalCommitSnapshots(toy)" ABORTED},
    {"PreFinalCommitSnapshots hangs", "PreFinalCommitSnapshots", "toy", VSAPI_FAULT_HANG, S_OK,
     VSS_E_UNEXPECTED_PROVIDER_ERROR, VSS_WS_STABLE, S_OK,
     THAWED " PreFinalCommitSnapshots(toy)" ABORTED},
    {"PostFinalCommitSnapshots vetoed: no Abort after PostSnapshot", "PostFinalCommitSnapshots",
     "toy", 0, VSS_E_PROVIDER_VETO, VSS_E_PROVIDER_VETO, VSS_WS_WAITING_FOR_BACKUP_COMPLETE, S_OK,
     WHOLE " AbortSnapshots(toy)"},
    {"AbortSnapshots fails: nobody hears of it", "AbortSnapshots", "toy", 0, E_FAIL,
     VSS_S_ASYNC_FINISHED, VSS_WS_WAITING_FOR_BACKUP_COMPLETE, S_OK, WHOLE},
};

static void failure_check(const struct failure_row *row, enum vsapi_delivery delivery)
{
    struct toy a = {.name = "A", .components = 1};
    struct toy b = {.name = "B", .components = 1, .level = VSS_APP_BACK_END};
    struct vsapi_writer_status status;
    struct rig rig;

    rig_prepare(&rig, delivery);
    rig_fault(&rig, row->call, row->target, row->delay_ms, row->fault);
    rig_begin(&rig);
    toy_subscribe(&rig, &a, 1);
    toy_subscribe(&rig, &b, 2);
    VSTEST_HR(rig_do(&rig, "create init state gather add start volume prepare"),
              VSS_S_ASYNC_FINISHED, row->name);
    rig_log_clear(&rig);
    VSTEST_HR(rig_do(&rig, "snapshot"), row->hr, row->name);
    if (FAILED(row->hr))
        cr_expect(*vsapi_last_message(), "%s: no sentence", row->name);
    VSTEST_TEXT(rig.log, row->log, row->name);
    rig_do(&rig, "status");
    status = rig_status(&rig, &a);
    cr_expect_eq(status.state, row->state, "%s: state %d, not %d", row->name, status.state,
                 row->state);
    VSTEST_HR(status.failure, row->failure, row->name);
    /* The system is free for the next set, whatever became of this one. */
    VSTEST_HR(rig_do(&rig, "release"), S_OK, row->name);
    VSTEST_HR(rig_do(&rig, RIG_TO_SNAPSHOT " status"), VSS_S_ASYNC_FINISHED, row->name);
    rig_do(&rig, "release");
    vsapi_service_unsubscribe(a.subscription);
    vsapi_service_unsubscribe(b.subscription);
    rig_stop(&rig);
}

VSTEST_TABLE(service_failures, each_failure_shows_as_documented, failure_rows)
{
    failure_check(&failure_rows[*row_], VSAPI_DELIVERY_SERIAL);
}
