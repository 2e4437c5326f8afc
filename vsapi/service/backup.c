/*
 * vsapi/service/backup.c - the events of a backup around its shadow copies: PrepareForBackup,
 * BackupComplete, Abort and BackupShutdown. Those of DoSnapshotSet are in do_snapshot.c.
 */
#include "event.h"
#include "remote.h"
#include "session.h"

#include <vsapi/error.h>

static bool still_in(const struct vsapi_session_writer *writer, int level)
{
    (void)level;
    return !writer->out;
}

static bool was_told(const struct vsapi_session_writer *writer, int level)
{
    (void)level;
    return writer->told;
}

/* Cancelled or aborted before DoSnapshotSet: providers are not told (PROT-812). */
static void backup_abort(struct vsapi_session *session)
{
    vsapi_session_send_abort(session);
    vsapi_session_leave_building(session);
}

/* Writers that fail show it in their status; the operation itself succeeds. */
static HRESULT prepare_run(struct vsapi_session *session, struct vsapi_operation *operation)
{
    HRESULT hr = S_OK;

    if (!vsapi_operation_cancelled(operation)) {
        vsapi_session_choose_participants(session);
        hr = vsapi_session_send_all(session, VSAPI_EVENT_PREPARE_FOR_BACKUP, still_in, 0, NULL);
    }
    if (SUCCEEDED(hr) && !vsapi_operation_commit(operation)) {
        hr = vsapi_operation_stopped();
        backup_abort(session);
    }
    return hr;
}

HRESULT vsapi_session_prepare_for_backup(struct vsapi_session *session,
                                         struct vsapi_operation **out)
{
    return vsapi_operation_start(session, VSAPI_CALL_PREPARE_FOR_BACKUP, prepare_run, out);
}

/* A writer that has gone fails the call, after the others were told
 * (docs/decisions.md#lost-before-complete). */
static HRESULT complete_send(struct vsapi_session *session)
{
    uint32_t result = 0;
    HRESULT hr = vsapi_session_send_all(session, VSAPI_EVENT_BACKUP_COMPLETE, still_in, 0, &result);

    if (SUCCEEDED(hr) && result & VSAPI_RESULT_LOST)
        hr = vsapi_fail(VSS_E_UNEXPECTED_WRITER_ERROR,
                        "a writer that takes part in the backup has gone since (writer's mistake)");
    return hr;
}

/* A cancelled BackupComplete ends the backup as aborted; OnAbort is not called after
 * OnPostSnapshot. */
static HRESULT complete_run(struct vsapi_session *session, struct vsapi_operation *operation)
{
    HRESULT hr;

    if (vsapi_operation_commit(operation))
        return complete_send(session);
    hr = vsapi_operation_stopped();
    backup_abort(session);
    return hr;
}

HRESULT vsapi_session_backup_complete(struct vsapi_session *session, struct vsapi_operation **out)
{
    return vsapi_operation_start(session, VSAPI_CALL_BACKUP_COMPLETE, complete_run, out);
}

/* ---- Abort
 * --------------------------------------------------------------------------------------- */

/* Tells the operation that runs to stop and waits until it has. true: it stops for that, and tells
 * the writers itself. A handler of that very operation, also one on the requester's thread (inline
 * delivery), only asks it to stop: it cannot end before the handler does. */
static bool abort_running(struct vsapi_session *session)
{
    bool within = vsapi_host_delivery(session->service->host) == VSAPI_DELIVERY_INLINE ||
                  vsapi_seam_in_handler(vsapi_session_id(session));
    struct vsapi_operation *operation;
    bool stopped;

    vsapi_mutex_lock(&session->lock);
    operation = session->running;
    if (operation)
        vsapi_operation_ref(operation);
    vsapi_mutex_unlock(&session->lock);
    if (!operation)
        return false;
    vsapi_operation_cancel(operation);
    vsapi_mutex_lock(&session->lock);
    while (session->running == operation && !within)
        vsapi_cond_wait(&session->idle, &session->lock);
    stopped = session->running == operation || session->phase == VSAPI_SESSION_FAILED ||
              session->phase == VSAPI_SESSION_ABORTED;
    vsapi_mutex_unlock(&session->lock);
    vsapi_operation_unref(operation);
    return stopped;
}

static bool under_way(const struct vsapi_session *session)
{
    return session->phase >= VSAPI_SESSION_SET_OPEN && session->phase <= VSAPI_SESSION_FAILED;
}

/*
 * Something is under way from StartSnapshotSet until BackupComplete; before and after, and in a
 * restore, the call is ignored (PROT-807). Before PrepareForBackup it is not yet known who takes
 * part: who would by now is told.
 */
HRESULT vsapi_session_abort_backup(struct vsapi_session *session)
{
    HRESULT hr = vsapi_session_allow(session, VSAPI_CALL_ABORT_BACKUP);
    bool told;

    if (FAILED(hr))
        return hr;
    told = abort_running(session);
    if (session->service->remote) {
        vsapi_remote_abort_backup(session);
        vsapi_session_done(session, VSAPI_CALL_ABORT_BACKUP, S_OK, false);
        return S_OK;
    }
    if (!told && session->phase == VSAPI_SESSION_SET_OPEN)
        vsapi_session_choose_participants(session);
    if (!told && under_way(session))
        backup_abort(session);
    vsapi_session_done(session, VSAPI_CALL_ABORT_BACKUP, S_OK, false);
    return S_OK;
}

/* To the writers that were told of the backup, however it ended (PROT-703); not in a restore. */
void vsapi_session_shutdown_writers(struct vsapi_session *session)
{
    if (session->phase >= VSAPI_SESSION_RESTORE)
        return;
    vsapi_session_send_all(session, VSAPI_EVENT_BACKUP_SHUTDOWN, was_told, 0, NULL);
    vsapi_message_clear();
}
