/*
 * vsapi/service/session_states.c - which call may come when, as one table.
 *
 * A row tells in which phases of the session a call is allowed, what must and must not have
 * happened before, and where its success leads. The pages give VSS_E_BAD_STATE for whatever is out
 * of order; the sentence tells what is. The diagrams of docs/state-machines.md are made from this
 * table.
 */
#include "session.h"

#include <vsapi/error.h>

#include <assert.h>

#define DURING(phase) (1u << (VSAPI_SESSION_##phase - VSAPI_SESSION_NEW))
#define BACKUP                                                                                     \
    (DURING(INITIALIZED) | DURING(SET_OPEN) | DURING(PREPARED) | DURING(SNAPPED) |                 \
     DURING(FAILED) | DURING(COMPLETED) | DURING(ABORTED))
#define RESTORE (DURING(RESTORE) | DURING(PRE_RESTORED) | DURING(POST_RESTORED))
#define ANY_INITIALIZED (BACKUP | RESTORE)
#define UNDER_WAY (DURING(SET_OPEN) | DURING(PREPARED) | DURING(SNAPPED) | DURING(FAILED))
#define WITH_WRITERS 1
#define WITHOUT_WRITERS 2
#define ANY_CONTEXT 3
#define STAYS ((enum vsapi_session_phase)0)

/*
 * call, name, phases, contexts, needs, forbids, while an operation runs, leads to on success, on
 * failure, when cancelled, adds. DoSnapshotSet has two rows, as its preconditions depend on the
 * context, and AbortBackup, which is ignored when nothing is under way.
 */
static const struct vsapi_call_row calls[] = {
    {VSAPI_CALL_INITIALIZE_FOR_BACKUP, "InitializeForBackup", DURING(NEW), ANY_CONTEXT, 0, 0, false,
     VSAPI_SESSION_INITIALIZED, STAYS, STAYS, 0},
    {VSAPI_CALL_INITIALIZE_FOR_RESTORE, "InitializeForRestore", DURING(NEW), ANY_CONTEXT, 0, 0,
     false, VSAPI_SESSION_RESTORE, STAYS, STAYS, 0},
    {VSAPI_CALL_SET_BACKUP_STATE, "SetBackupState", DURING(INITIALIZED) | DURING(SET_OPEN),
     ANY_CONTEXT, 0, 0, false, STAYS, STAYS, STAYS, VSAPI_FACT_STATE_SET},
    {VSAPI_CALL_SET_RESTORE_STATE, "SetRestoreState", DURING(RESTORE), ANY_CONTEXT, 0, 0, false,
     STAYS, STAYS, STAYS, 0},
    {VSAPI_CALL_SET_CONTEXT, "SetContext", DURING(INITIALIZED), ANY_CONTEXT, 0,
     VSAPI_FACT_CONTEXT_SET, false, STAYS, STAYS, STAYS, VSAPI_FACT_CONTEXT_SET},
    {VSAPI_CALL_GATHER_WRITER_METADATA, "GatherWriterMetadata",
     DURING(INITIALIZED) | DURING(SET_OPEN) | DURING(RESTORE), ANY_CONTEXT, 0, VSAPI_FACT_GATHERING,
     false, STAYS, STAYS, STAYS, VSAPI_FACT_GATHERED},
    {VSAPI_CALL_GET_WRITER_METADATA, "GetWriterMetadata", ANY_INITIALIZED, ANY_CONTEXT,
     VSAPI_FACT_GATHERED, VSAPI_FACT_METADATA_FREED, true, STAYS, STAYS, STAYS, 0},
    {VSAPI_CALL_ENABLE_WRITERS, "EnableWriterClasses", BACKUP, ANY_CONTEXT, 0, 0, false, STAYS,
     STAYS, STAYS, 0},
    {VSAPI_CALL_ADD_COMPONENT, "AddComponent", DURING(INITIALIZED) | DURING(SET_OPEN), WITH_WRITERS,
     VSAPI_FACT_GATHERED, 0, false, STAYS, STAYS, STAYS, 0},
    {VSAPI_CALL_SET_BACKUP_OPTIONS, "SetBackupOptions", DURING(INITIALIZED) | DURING(SET_OPEN),
     WITH_WRITERS, 0, 0, false, STAYS, STAYS, STAYS, 0},
    {VSAPI_CALL_SET_BACKUP_SUCCEEDED, "SetBackupSucceeded", DURING(PREPARED) | DURING(SNAPPED),
     WITH_WRITERS, 0, 0, false, STAYS, STAYS, STAYS, 0},
    {VSAPI_CALL_SET_RESTORE_WISH, "SetSelectedForRestore", DURING(RESTORE), ANY_CONTEXT, 0, 0,
     false, STAYS, STAYS, STAYS, 0},
    {VSAPI_CALL_SET_FILE_RESTORE_STATUS, "SetFileRestoreStatus", DURING(PRE_RESTORED), ANY_CONTEXT,
     0, 0, false, STAYS, STAYS, STAYS, 0},
    {VSAPI_CALL_SET_RANGES_FILE, "SetRangesFilePath", DURING(RESTORE) | DURING(PRE_RESTORED),
     ANY_CONTEXT, 0, 0, false, STAYS, STAYS, STAYS, 0},
    {VSAPI_CALL_GET_WRITER_COMPONENTS, "GetWriterComponents", ANY_INITIALIZED, ANY_CONTEXT, 0, 0,
     true, STAYS, STAYS, STAYS, 0},
    {VSAPI_CALL_START_SNAPSHOT_SET, "StartSnapshotSet", DURING(INITIALIZED), ANY_CONTEXT, 0,
     VSAPI_FACT_QUERIED, false, VSAPI_SESSION_SET_OPEN, STAYS, STAYS, 0},
    {VSAPI_CALL_ADD_TO_SNAPSHOT_SET, "AddToSnapshotSet", DURING(SET_OPEN) | DURING(PREPARED),
     ANY_CONTEXT, 0, 0, false, STAYS, STAYS, STAYS, 0},
    {VSAPI_CALL_IS_VOLUME_SUPPORTED, "IsVolumeSupported", BACKUP, ANY_CONTEXT, 0, 0, true, STAYS,
     STAYS, STAYS, 0},
    {VSAPI_CALL_PREPARE_FOR_BACKUP, "PrepareForBackup", DURING(SET_OPEN), WITH_WRITERS,
     VSAPI_FACT_GATHERED | VSAPI_FACT_STATE_SET, 0, false, VSAPI_SESSION_PREPARED, STAYS,
     VSAPI_SESSION_ABORTED, 0},
    {VSAPI_CALL_DO_SNAPSHOT_SET, "DoSnapshotSet", DURING(PREPARED), WITH_WRITERS, 0, 0, false,
     VSAPI_SESSION_SNAPPED, VSAPI_SESSION_FAILED, VSAPI_SESSION_FAILED, 0},
    {VSAPI_CALL_DO_SNAPSHOT_SET, "DoSnapshotSet", DURING(SET_OPEN), WITHOUT_WRITERS, 0, 0, false,
     VSAPI_SESSION_SNAPPED, VSAPI_SESSION_FAILED, VSAPI_SESSION_FAILED, 0},
    {VSAPI_CALL_GATHER_WRITER_STATUS, "GatherWriterStatus", ANY_INITIALIZED, ANY_CONTEXT, 0, 0,
     false, STAYS, STAYS, STAYS, VSAPI_FACT_STATUS},
    {VSAPI_CALL_GET_WRITER_STATUS, "GetWriterStatus", ANY_INITIALIZED, ANY_CONTEXT,
     VSAPI_FACT_STATUS, 0, false, STAYS, STAYS, STAYS, 0},
    {VSAPI_CALL_BACKUP_COMPLETE, "BackupComplete", DURING(PREPARED) | DURING(SNAPPED), WITH_WRITERS,
     0, 0, false, VSAPI_SESSION_COMPLETED, STAYS, VSAPI_SESSION_ABORTED, 0},
    {VSAPI_CALL_ABORT_BACKUP, "AbortBackup", UNDER_WAY, ANY_CONTEXT, 0, 0, true,
     VSAPI_SESSION_ABORTED, STAYS, STAYS, 0},
    {VSAPI_CALL_ABORT_BACKUP, "AbortBackup", ANY_INITIALIZED & ~(UNDER_WAY), ANY_CONTEXT, 0, 0,
     true, STAYS, STAYS, STAYS, 0},
    {VSAPI_CALL_PRE_RESTORE, "PreRestore", DURING(RESTORE), ANY_CONTEXT, VSAPI_FACT_GATHERED, 0,
     false, VSAPI_SESSION_PRE_RESTORED, STAYS, STAYS, 0},
    {VSAPI_CALL_POST_RESTORE, "PostRestore", DURING(PRE_RESTORED), ANY_CONTEXT, 0, 0, false,
     VSAPI_SESSION_POST_RESTORED, STAYS, STAYS, 0},
    {VSAPI_CALL_SAVE_AS_XML, "SaveAsXML", ANY_INITIALIZED, ANY_CONTEXT, 0, 0, false, STAYS, STAYS,
     STAYS, 0},
    {VSAPI_CALL_QUERY, "Query", BACKUP, ANY_CONTEXT, 0, 0, true, STAYS, STAYS, STAYS, 0},
    {VSAPI_CALL_DELETE_SNAPSHOTS, "DeleteSnapshots", DURING(NEW) | ANY_INITIALIZED, ANY_CONTEXT, 0,
     0, true, STAYS, STAYS, STAYS, 0},
    {VSAPI_CALL_EXPOSE_SNAPSHOT, "ExposeSnapshot", BACKUP, ANY_CONTEXT, 0, 0, false, STAYS, STAYS,
     STAYS, 0},
    {VSAPI_CALL_UNEXPOSE_SNAPSHOT, "UnexposeSnapshot", BACKUP, ANY_CONTEXT, 0, 0, false, STAYS,
     STAYS, STAYS, 0},
    {VSAPI_CALL_BREAK_SNAPSHOT_SET, "BreakSnapshotSet", DURING(NEW) | ANY_INITIALIZED, ANY_CONTEXT,
     0, 0, true, STAYS, STAYS, STAYS, 0},
    {VSAPI_CALL_REVERT_TO_SNAPSHOT, "RevertToSnapshot", DURING(NEW) | ANY_INITIALIZED, ANY_CONTEXT,
     0, 0, true, STAYS, STAYS, STAYS, 0},
    {VSAPI_CALL_QUERY_REVERT_STATUS, "QueryRevertStatus", DURING(NEW) | ANY_INITIALIZED,
     ANY_CONTEXT, 0, 0, true, STAYS, STAYS, STAYS, 0},
    {VSAPI_CALL_ADD_TO_RECOVERY_SET, "AddSnapshotToRecoverySet", RESTORE, ANY_CONTEXT, 0, 0, false,
     STAYS, STAYS, STAYS, VSAPI_FACT_RECOVERY_SET},
    {VSAPI_CALL_RECOVER_SET, "RecoverSet", RESTORE, ANY_CONTEXT, VSAPI_FACT_RECOVERY_SET, 0, false,
     STAYS, STAYS, STAYS, 0},
    {VSAPI_CALL_SET_LATE_WISH, "AddNewTarget", DURING(RESTORE) | DURING(PRE_RESTORED), ANY_CONTEXT,
     0, 0, false, STAYS, STAYS, STAYS, 0},
    {VSAPI_CALL_ADD_MAPPING, "AddAlternativeLocationMapping",
     DURING(RESTORE) | DURING(PRE_RESTORED), ANY_CONTEXT, 0, 0, false, STAYS, STAYS, STAYS, 0},
    {VSAPI_CALL_IMPORT_SNAPSHOTS, "ImportSnapshots", DURING(INITIALIZED), ANY_CONTEXT, 0, 0, false,
     STAYS, STAYS, STAYS, 0},
    {VSAPI_CALL_BREAK_SNAPSHOT_SET_EX, "BreakSnapshotSetEx", DURING(NEW) | ANY_INITIALIZED,
     ANY_CONTEXT, 0, 0, false, STAYS, STAYS, STAYS, 0},
};

static const char *const phase_names[] = {
    "before InitializeForBackup or InitializeForRestore",
    "after InitializeForBackup",
    "after StartSnapshotSet",
    "after PrepareForBackup",
    "after DoSnapshotSet",
    "after DoSnapshotSet has failed",
    "after BackupComplete",
    "after the backup was aborted",
    "after InitializeForRestore",
    "after PreRestore",
    "after PostRestore",
};

static const struct {
    uint32_t fact;
    const char *missing, *present;
} fact_texts[] = {
    {VSAPI_FACT_CONTEXT_SET, "before SetContext", "for the second time"},
    {VSAPI_FACT_STATE_SET, "before SetBackupState", "after SetBackupState"},
    {VSAPI_FACT_GATHERING, "before GatherWriterMetadata", "for the second time"},
    {VSAPI_FACT_GATHERED, "before GatherWriterMetadata has completed",
     "after GatherWriterMetadata"},
    {VSAPI_FACT_METADATA_FREED, "before FreeWriterMetadata", "after FreeWriterMetadata"},
    {VSAPI_FACT_STATUS, "before GatherWriterStatus has completed or after FreeWriterStatus",
     "after GatherWriterStatus"},
    {VSAPI_FACT_QUERIED, "before Query",
     "after Query: an object that has run one is no good for a backup"},
    {VSAPI_FACT_RECOVERY_SET, "before AddSnapshotToRecoverySet has succeeded",
     "after AddSnapshotToRecoverySet"},
};

const struct vsapi_call_row *vsapi_session_calls(size_t *count)
{
    *count = sizeof calls / sizeof *calls;
    return calls;
}

const char *vsapi_session_phase_name(enum vsapi_session_phase phase)
{
    return phase_names[phase - VSAPI_SESSION_NEW];
}

#define PHASE_BIT(phase) (1u << ((phase)-VSAPI_SESSION_NEW))

static bool row_fits_context(const struct vsapi_call_row *row, LONG context)
{
    return row->contexts & (vsapi_context_has_writers(context) ? WITH_WRITERS : WITHOUT_WRITERS);
}

/* Under the lock: the call's row for this context and phase; its first row if none fits. */
static const struct vsapi_call_row *call_row(const struct vsapi_session *session,
                                             enum vsapi_call call)
{
    const struct vsapi_call_row *found = NULL;

    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
        const struct vsapi_call_row *row = &calls[i];

        if (row->call != call)
            continue;
        if (row_fits_context(row, session->context) &&
            (row->phases & PHASE_BIT(session->phase) ||
             (found && !row_fits_context(found, session->context))))
            return row;
        if (!found)
            found = row;
    }
    assert(found);
    return found;
}

static const char *facts_text(uint32_t facts, bool missing)
{
    for (size_t i = 0; i < sizeof fact_texts / sizeof *fact_texts; i++)
        if (facts & fact_texts[i].fact)
            return missing ? fact_texts[i].missing : fact_texts[i].present;
    return NULL;
}

/* Under the lock: what is out of order, or NULL. */
static const char *objection(const struct vsapi_session *session, const struct vsapi_call_row *row)
{
    uint32_t missing = row->needs & ~session->facts, present = row->forbids & session->facts;

    if (session->running && !row->while_running)
        return "while an asynchronous operation of this object still runs";
    if (!(row->phases & 1u << (session->phase - VSAPI_SESSION_NEW)))
        return vsapi_session_phase_name(session->phase);
    if (session->phase != VSAPI_SESSION_NEW &&
        !(row->contexts &
          (vsapi_context_has_writers(session->context) ? WITH_WRITERS : WITHOUT_WRITERS)))
        return "in a context without writers";
    if (missing)
        return facts_text(missing, true);
    if (present)
        return facts_text(present, false);
    return NULL;
}

/* The calls whose pages have E_ACCESSDENIED: they are refused before anything else is looked at. */
static bool needs_rights(enum vsapi_call call)
{
    switch (call) {
    case VSAPI_CALL_INITIALIZE_FOR_BACKUP:
    case VSAPI_CALL_INITIALIZE_FOR_RESTORE:
    case VSAPI_CALL_GATHER_WRITER_METADATA:
    case VSAPI_CALL_GATHER_WRITER_STATUS:
    case VSAPI_CALL_ENABLE_WRITERS:
    case VSAPI_CALL_IS_VOLUME_SUPPORTED:
    case VSAPI_CALL_ADD_TO_SNAPSHOT_SET:
    case VSAPI_CALL_DO_SNAPSHOT_SET:
    case VSAPI_CALL_QUERY:
    case VSAPI_CALL_DELETE_SNAPSHOTS:
    case VSAPI_CALL_EXPOSE_SNAPSHOT:
    case VSAPI_CALL_UNEXPOSE_SNAPSHOT:
    case VSAPI_CALL_BREAK_SNAPSHOT_SET:
    case VSAPI_CALL_REVERT_TO_SNAPSHOT:
    case VSAPI_CALL_QUERY_REVERT_STATUS:
    case VSAPI_CALL_POST_RESTORE:
    case VSAPI_CALL_IMPORT_SNAPSHOTS:
    case VSAPI_CALL_BREAK_SNAPSHOT_SET_EX:
        return true;
    default:
        return false;
    }
}

HRESULT vsapi_session_begin(struct vsapi_session *session, enum vsapi_call call,
                            struct vsapi_operation *operation)
{
    const struct vsapi_call_row *row;
    const char *text;
    HRESULT hr = S_OK;

    vsapi_mutex_lock(&session->lock);
    row = call_row(session, call);
    if (needs_rights(call))
        hr = vsapi_host_access(session->service->host, VSAPI_ROLE_REQUESTER, row->name);
    if (FAILED(hr)) {
        vsapi_mutex_unlock(&session->lock);
        return hr;
    }
    text = objection(session, row);
    if (!text && operation) {
        session->running = operation;
        if (call == VSAPI_CALL_GATHER_WRITER_METADATA)
            session->facts |= VSAPI_FACT_GATHERING;
    }
    vsapi_mutex_unlock(&session->lock);
    if (!text)
        return S_OK;
    return vsapi_fail(VSS_E_BAD_STATE, "%s %s (requester's mistake)", row->name, text);
}

HRESULT vsapi_session_allow(struct vsapi_session *session, enum vsapi_call call)
{
    return vsapi_session_begin(session, call, NULL);
}

void vsapi_session_done(struct vsapi_session *session, enum vsapi_call call, HRESULT hr,
                        bool cancelled)
{
    const struct vsapi_call_row *row;
    enum vsapi_session_phase to;

    vsapi_mutex_lock(&session->lock);
    row = call_row(session, call);
    to = cancelled ? row->cancelled : FAILED(hr) ? row->failed : row->to;
    if (to != STAYS)
        session->phase = to;
    if (SUCCEEDED(hr))
        session->facts |= row->facts;
    vsapi_mutex_unlock(&session->lock);
}

bool vsapi_context_has_writers(LONG context)
{
    return context != (LONG)VSS_CTX_ALL && !(context & VSS_VOLSNAP_ATTR_NO_WRITERS);
}

/* The contexts, and the attributes that a requester may add to each. */
#define MAY_ADD                                                                                    \
    (VSS_VOLSNAP_ATTR_NO_AUTORECOVERY | VSS_VOLSNAP_ATTR_TRANSPORTABLE |                           \
     VSS_VOLSNAP_ATTR_NOT_TRANSACTED | VSS_VOLSNAP_ATTR_DIFFERENTIAL | VSS_VOLSNAP_ATTR_PLEX |     \
     VSS_VOLSNAP_ATTR_ROLLBACK_RECOVERY | VSS_VOLSNAP_ATTR_TXF_RECOVERY)
static const struct {
    LONG context, may_add;
} contexts[] = {
    {VSS_CTX_BACKUP, MAY_ADD},       {VSS_CTX_FILE_SHARE_BACKUP, MAY_ADD},
    {VSS_CTX_NAS_ROLLBACK, MAY_ADD}, {VSS_CTX_APP_ROLLBACK, MAY_ADD},
    {VSS_CTX_CLIENT_ACCESSIBLE, 0},  {VSS_CTX_CLIENT_ACCESSIBLE_WRITERS, 0},
    {(LONG)VSS_CTX_ALL, 0},
};

bool vsapi_context_valid(LONG context)
{
    LONG both = VSS_VOLSNAP_ATTR_DIFFERENTIAL | VSS_VOLSNAP_ATTR_PLEX;

    if (context != (LONG)VSS_CTX_ALL && (context & both) == both)
        return false;
    for (size_t i = 0; i < sizeof contexts / sizeof *contexts; i++)
        if ((context & ~contexts[i].may_add) == contexts[i].context)
            return true;
    return false;
}
