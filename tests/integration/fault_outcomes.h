/*
 * tests/integration/fault_outcomes.h - from cause to what the requester gets, with the rules.
 *
 * A provider's code reaches the requester if the row of its call has it, else it becomes
 * VSS_E_UNEXPECTED_PROVIDER_ERROR; a writer's shows in its status, and in Freeze and Thaw fails the
 * set. A call that takes too long has a column of its own.
 */
#ifndef VSTEST_FAULT_OUTCOMES_H
#define VSTEST_FAULT_OUTCOMES_H

#include "fault_codes.h"

#include <vswriter.h>

struct fault_outcome {
    const char *word; /* of the requester, that fails; NULL: none */
    HRESULT hr;
    VSS_WRITER_STATE state; /* of the writer with the failure; UNKNOWN: any */
    HRESULT failure;        /* in the writers' status; S_OK: none */
    const char *rule;
};

/* ---- providers --------------------------------------------------------------------------------
 */

/* PROV-070: what any method may answer. */
#define FAULT_GENERAL                                                                              \
    E_OUTOFMEMORY, E_INVALIDARG, E_ACCESSDENIED, VSS_E_BAD_STATE, VSS_E_OBJECT_NOT_FOUND,          \
        VSS_E_INSUFFICIENT_STORAGE, VSS_E_VOLUME_NOT_SUPPORTED,                                    \
        VSS_E_VOLUME_NOT_SUPPORTED_BY_PROVIDER, VSS_E_MAXIMUM_NUMBER_OF_SNAPSHOTS_REACHED,         \
        VSS_E_PROVIDER_VETO, VSS_E_CANNOT_REVERT_DISKID

static const HRESULT fault_general[] = {FAULT_GENERAL, S_OK};
static const HRESULT fault_general_made[] = {FAULT_GENERAL, VSS_E_REBOOT_REQUIRED, S_OK};
static const HRESULT fault_device[] = {FAULT_GENERAL, VSS_E_UNEXPECTED, S_OK};
/* Those of them that AddToSnapshotSet shows; the general ones that speak of the caller are not. */
#define FAULT_ADDED                                                                                \
    E_OUTOFMEMORY, VSS_E_OBJECT_NOT_FOUND, VSS_E_INSUFFICIENT_STORAGE, VSS_E_VOLUME_NOT_SUPPORTED, \
        VSS_E_VOLUME_NOT_SUPPORTED_BY_PROVIDER, VSS_E_MAXIMUM_NUMBER_OF_SNAPSHOTS_REACHED,         \
        VSS_E_PROVIDER_VETO, VSS_E_NESTED_VOLUME_LIMIT
static const HRESULT fault_supported[] = {FAULT_ADDED, S_OK};
static const HRESULT fault_begun[] = {FAULT_ADDED, VSS_E_MAXIMUM_NUMBER_OF_VOLUMES_REACHED,
                                      VSS_E_UNSUPPORTED_CONTEXT, S_OK};
static const HRESULT fault_queried[] = {E_OUTOFMEMORY, VSS_E_PROVIDER_VETO, VSS_E_OBJECT_NOT_FOUND,
                                        S_OK};

/* The freeze of the writers runs out while the provider is at it: they know it (PROV-044). */
#define FAULT_WINDOW VSS_E_UNEXPECTED_PROVIDER_ERROR, true
#define FAULT_NO_LIMIT S_OK, false
#define FAULT_LIMIT(hr) hr, false

static const HRESULT fault_owned[] = {E_OUTOFMEMORY, VSS_E_OBJECT_NOT_FOUND, S_OK};
static const HRESULT fault_resync[] = {E_OUTOFMEMORY, VSS_E_PROVIDER_VETO,
                                       VSS_E_CANNOT_REVERT_DISKID, S_OK};

static const struct fault_provider_row {
    const char *word, *call;
    const HRESULT *passes; /* up to S_OK; NULL: nobody hears of any code */
    HRESULT late;          /* when it takes too long */
    bool window;           /* and the writers' time is over then */
    const char *rule;
} fault_provider_rows[] = {
    {"host", "OnLoad", fault_general, FAULT_NO_LIMIT, "PROV-071"},
    {"host", "SetContext", NULL, FAULT_NO_LIMIT, "decisions contexts-of-providers"},
    {"volume", "IsVolumeSupported", fault_supported, FAULT_NO_LIMIT, "PROV-C3, provider-codes"},
    {"volume", "BeginPrepareSnapshot", fault_begun, FAULT_NO_LIMIT, "PROV-C3, provider-codes"},
    {"volumed", "IsVolumeSupported", fault_supported, FAULT_NO_LIMIT, "PROV-C3, provider-codes"},
    {"volumed", "BeginPrepareSnapshot", fault_begun, FAULT_NO_LIMIT, "PROV-C3, provider-codes"},
    {"snapshot", "EndPrepareSnapshots", fault_general_made,
     FAULT_LIMIT(VSS_E_UNEXPECTED_PROVIDER_ERROR), "PROV-071, provider-limits"},
    {"snapshot", "PreCommitSnapshots", fault_general_made, FAULT_WINDOW, "PROV-071, PROV-044"},
    {"snapshot", "CommitSnapshots", fault_general_made, FAULT_LIMIT(VSS_E_HOLD_WRITES_TIMEOUT),
     "PROV-071, hold-codes"},
    {"snapshot", "PostCommitSnapshots", fault_general_made, FAULT_WINDOW, "PROV-071, PROV-044"},
    {"snapshot", "PreFinalCommitSnapshots", fault_general_made,
     FAULT_LIMIT(VSS_E_UNEXPECTED_PROVIDER_ERROR), "PROV-071, provider-limits"},
    {"snapshot", "GetSnapshotProperties", fault_device,
     FAULT_LIMIT(VSS_E_UNEXPECTED_PROVIDER_ERROR), "PROV-C4, provider-limits"},
    {"snapshot", "PostFinalCommitSnapshots", fault_general_made,
     FAULT_LIMIT(VSS_E_UNEXPECTED_PROVIDER_ERROR), "PROV-071, provider-limits"},
    {"snapshot", "AbortSnapshots", NULL, FAULT_NO_LIMIT, "PROV-071: exempt"},
    {"properties", "GetSnapshotProperties", fault_queried, FAULT_NO_LIMIT, "error_mapping"},
    {"query", "Query", fault_queried, FAULT_NO_LIMIT, "error_mapping"},
    {"snapshotted", "IsVolumeSnapshotted", fault_queried, FAULT_NO_LIMIT, "error_mapping"},
    {"delete", "Query", fault_queried, FAULT_NO_LIMIT, "error_mapping"},
    {"delete", "GetSnapshotProperties", fault_queried, FAULT_NO_LIMIT, "error_mapping"},
    {"delete", "DeleteSnapshots", fault_queried, FAULT_NO_LIMIT, "error_mapping, PROV-078"},
    {"import", "LocateLuns", fault_queried, FAULT_NO_LIMIT, "error_mapping, decisions import"},
    {"break", "Query", fault_queried, FAULT_NO_LIMIT, "decisions break"},
    {"break", "OnLunStateChange", fault_queried, FAULT_NO_LIMIT, "decisions break"},
    {"recover", "FillInLunInfo", fault_owned, FAULT_NO_LIMIT, "decisions recovery-sets"},
    {"recover", "ResyncLuns", fault_resync, FAULT_NO_LIMIT, "error_mapping, recovery-sets"},
    {"release", "DeleteSnapshots", NULL, FAULT_NO_LIMIT, "PROV-078: nobody is left to hear it"},
    {"end", "OnUnload", NULL, FAULT_NO_LIMIT, "PROV-071: exempt"},
};

static inline bool fault_passes(const HRESULT *passes, HRESULT code)
{
    while (*passes != S_OK && *passes != code)
        passes++;
    return *passes == code;
}

/* What a requester gets for a code that does not pass: where the page has one for whatever goes
 * wrong there, that. */
static inline HRESULT fault_otherwise(const char *word, const char *call)
{
    if (strcmp(word, "break") == 0)
        return VSS_E_UNEXPECTED;
    if (strcmp(word, "recover") == 0)
        return strcmp(call, "ResyncLuns") == 0 ? VSS_E_PROVIDER_VETO : VSS_E_OBJECT_NOT_FOUND;
    return VSS_E_UNEXPECTED_PROVIDER_ERROR;
}

/* code S_OK: it takes too long. */
static inline bool fault_provider_outcome(const char *word, const char *call, HRESULT code,
                                          struct fault_outcome *out)
{
    for (size_t i = 0; i < sizeof fault_provider_rows / sizeof *fault_provider_rows; i++) {
        const struct fault_provider_row *row = &fault_provider_rows[i];

        if (strcmp(row->word, word) != 0 || strcmp(row->call, call) != 0)
            continue;
        *out = (struct fault_outcome){.rule = row->rule};
        if (code == S_OK)
            out->hr = row->late;
        else if (row->passes)
            out->hr = fault_passes(row->passes, code) ? code : fault_otherwise(word, call);
        if (out->hr == VSS_E_UNSUPPORTED_CONTEXT)
            out->hr = VSS_E_VOLUME_NOT_SUPPORTED; /* there is no other provider to go on to */
        if (out->hr == VSS_E_OBJECT_NOT_FOUND && strcmp(call, "LocateLuns") == 0)
            out->hr = VSS_E_NO_SNAPSHOTS_IMPORTED; /* there is no other shadow copy */
        out->word = out->hr == S_OK ? NULL : row->word;
        if (code == S_OK && row->window) {
            out->state = VSS_WS_FAILED_AT_THAW;
            out->failure = VSS_E_WRITERERROR_TIMEOUT;
        }
        return true;
    }
    return false;
}

/* ---- writers ----------------------------------------------------------------------------------
 */

static const struct fault_writer_row {
    const char *event, *restore_word; /* the word that fails, in a backup and in a restore */
    const char *word;
    HRESULT hr;
    VSS_WRITER_STATE state; /* UNKNOWN: none tells of a code */
    HRESULT late;
    const char *rule;
} fault_writer_rows[] = {
    {"Identify", "select", "add", VSS_E_OBJECT_NOT_FOUND, VSS_WS_UNKNOWN, S_OK,
     "WERR-042, COMP-207"},
    {"PrepareForBackup", NULL, NULL, S_OK, VSS_WS_FAILED_AT_PREPARE_BACKUP,
     VSS_E_WRITER_NOT_RESPONDING, "PROT-813, event-limits"},
    {"PrepareForSnapshot", NULL, NULL, S_OK, VSS_WS_FAILED_AT_PREPARE_SNAPSHOT,
     VSS_E_WRITER_NOT_RESPONDING, "PROT-813, event-limits"},
    {"Freeze", NULL, "snapshot", VSS_E_UNEXPECTED_WRITER_ERROR, VSS_WS_FAILED_AT_FREEZE,
     VSS_E_WRITERERROR_TIMEOUT, "PROT-801, writer-fails-set"},
    {"Thaw", NULL, "snapshot", VSS_E_UNEXPECTED_WRITER_ERROR, VSS_WS_FAILED_AT_THAW,
     VSS_E_WRITERERROR_TIMEOUT, "PROT-801, writer-fails-set"},
    {"PostSnapshot", NULL, NULL, S_OK, VSS_WS_FAILED_AT_POST_SNAPSHOT, VSS_E_WRITER_NOT_RESPONDING,
     "WERR-022, event-limits"},
    {"BackupComplete", NULL, NULL, S_OK, VSS_WS_FAILED_AT_BACKUP_COMPLETE,
     VSS_E_WRITER_NOT_RESPONDING, "WERR-022, event-limits"},
    {"BackupShutdown", NULL, NULL, S_OK, VSS_WS_UNKNOWN, S_OK, "PROT-707"},
    {"PreRestore", NULL, NULL, S_OK, VSS_WS_FAILED_AT_PRE_RESTORE, VSS_E_WRITER_NOT_RESPONDING,
     "WERR-022, event-limits"},
    {"PostRestore", NULL, NULL, S_OK, VSS_WS_FAILED_AT_POST_RESTORE, VSS_E_WRITER_NOT_RESPONDING,
     "WERR-022, event-limits"},
    {"Abort", NULL, NULL, S_OK, VSS_WS_UNKNOWN, VSS_E_WRITER_NOT_RESPONDING,
     "PROT-801, event-limits, abort-failure"},
};

static inline bool fault_writer_outcome(const char *event, bool restore, HRESULT code,
                                        const struct fault_codes *known, struct fault_outcome *out)
{
    for (size_t i = 0; i < sizeof fault_writer_rows / sizeof *fault_writer_rows; i++) {
        const struct fault_writer_row *row = &fault_writer_rows[i];

        if (strcmp(row->event, event) != 0)
            continue;
        *out = (struct fault_outcome){restore ? row->restore_word : row->word, row->hr, row->state,
                                      S_OK, row->rule};
        if (code == S_OK)
            out->failure = row->late;
        else if (row->late != S_OK) /* WERR-003, writer-answers; of Abort, abort-failure */
            out->failure = fault_codes_has(known, code) ? code : VSS_E_WRITERERROR_NONRETRYABLE;
        return true;
    }
    return false;
}

#endif
