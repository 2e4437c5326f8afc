/*
 * conformance/suite/hold.h - a handler that stays inside until it is let go, so that a case can
 * look at an operation while it is under way.
 */
#ifndef VSS_SUITE_HOLD_H
#define VSS_SUITE_HOLD_H

#include "requester.h"

#ifdef __cplusplus
extern "C" {
#endif

/* To be called before the writer is made that has suite_hold_stay as a handler. */
void suite_hold_begin(struct suite *suite);
/* The handler: waits for suite_hold_let_go, then succeeds. */
bool suite_hold_stay(struct suite_writer *writer, const struct suite_event_args *args);
/* Waits until a handler is inside; the end of the case lets it go in any case. */
void suite_hold_wait(struct suite *suite);
void suite_hold_let_go(void);

/* An operation that is under way: a requester's at `point`, whose method sends the event to a
 * writer that stays in it. The writer, its other handlers as given, is made here. NULL: it did not
 * come so far, which is noted as a failure. The end of the case releases it. */
typedef HRESULT (*suite_start)(IVssBackupComponents *backup, IVssAsync **async);
IVssAsync *suite_hold_in(struct suite *suite, enum suite_event event, enum requester_point point,
                         suite_start start, struct requester **requester);

/* The methods that start an operation. */
HRESULT suite_start_GatherWriterMetadata(IVssBackupComponents *backup, IVssAsync **async);
HRESULT suite_start_GatherWriterStatus(IVssBackupComponents *backup, IVssAsync **async);
HRESULT suite_start_PrepareForBackup(IVssBackupComponents *backup, IVssAsync **async);
HRESULT suite_start_DoSnapshotSet(IVssBackupComponents *backup, IVssAsync **async);
HRESULT suite_start_BackupComplete(IVssBackupComponents *backup, IVssAsync **async);
HRESULT suite_start_PreRestore(IVssBackupComponents *backup, IVssAsync **async);
HRESULT suite_start_PostRestore(IVssBackupComponents *backup, IVssAsync **async);

#ifdef __cplusplus
}
#endif
#endif
