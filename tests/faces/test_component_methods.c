/*
 * tests/faces/test_component_methods.c - IVssComponent to IVssComponentEx2: every method, called
 * well and badly, in each event.
 */
#include "fixture.h"

#define AT(phase) (1u << ((phase)-VSAPI_PHASE_REQUESTER))
#define BACKUP_EDIT (AT(VSAPI_PHASE_PREPARE_FOR_BACKUP) | AT(VSAPI_PHASE_POST_SNAPSHOT))
#define RESTORE_EVENTS (AT(VSAPI_PHASE_PRE_RESTORE) | AT(VSAPI_PHASE_POST_RESTORE))
#define EVERY ((1u << (VSAPI_PHASE_END_ - VSAPI_PHASE_REQUESTER)) - 1)
#define REQUESTERS                                                                                 \
    (AT(VSAPI_PHASE_REQUESTER) | AT(VSAPI_PHASE_REQUESTER_BACKUP) |                                \
     AT(VSAPI_PHASE_REQUESTER_RESTORE))
#define NOT_OVER (EVERY & ~AT(VSAPI_PHASE_OVER))
#define RESTORES (RESTORE_EVENTS | AT(VSAPI_PHASE_REQUESTER) | AT(VSAPI_PHASE_REQUESTER_RESTORE))

/* Every method once, with arguments that are right. */
#define GETS(name)                                                                                 \
    static HRESULT call_##name(IVssComponentEx2 *c)                                                \
    {                                                                                              \
        BSTR text = NULL;                                                                          \
        HRESULT hr = c->lpVtbl->name(c, &text);                                                    \
                                                                                                   \
        SysFreeString(text);                                                                       \
        return hr;                                                                                 \
    }
#define VALUE(name, type)                                                                          \
    static HRESULT call_##name(IVssComponentEx2 *c)                                                \
    {                                                                                              \
        type value;                                                                                \
                                                                                                   \
        return c->lpVtbl->name(c, &value);                                                         \
    }
#define SETS(name)                                                                                 \
    static HRESULT call_##name(IVssComponentEx2 *c)                                                \
    {                                                                                              \
        return c->lpVtbl->name(c, L"text");                                                        \
    }

GETS(GetLogicalPath)
VALUE(GetComponentType, VSS_COMPONENT_TYPE)
GETS(GetComponentName)
VALUE(GetBackupSucceeded, bool)
VALUE(GetAlternateLocationMappingCount, UINT)
SETS(SetBackupMetadata)
GETS(GetBackupMetadata)
VALUE(GetPartialFileCount, UINT)
VALUE(IsSelectedForRestore, bool)
VALUE(GetAdditionalRestores, bool)
VALUE(GetNewTargetCount, UINT)
VALUE(GetDirectedTargetCount, UINT)
SETS(SetRestoreMetadata)
GETS(GetRestoreMetadata)
VALUE(GetRestoreTarget, VSS_RESTORE_TARGET)
SETS(SetPreRestoreFailureMsg)
GETS(GetPreRestoreFailureMsg)
SETS(SetPostRestoreFailureMsg)
GETS(GetPostRestoreFailureMsg)
SETS(SetBackupStamp)
GETS(GetBackupStamp)
GETS(GetPreviousBackupStamp)
GETS(GetBackupOptions)
GETS(GetRestoreOptions)
VALUE(GetRestoreSubcomponentCount, UINT)
VALUE(GetFileRestoreStatus, VSS_FILE_RESTORE_STATUS)
VALUE(GetDifferencedFilesCount, UINT)
SETS(SetPrepareForBackupFailureMsg)
SETS(SetPostSnapshotFailureMsg)
GETS(GetPrepareForBackupFailureMsg)
GETS(GetPostSnapshotFailureMsg)
VALUE(GetAuthoritativeRestore, bool)
GETS(GetRestoreName)

static HRESULT call_AddPartialFile(IVssComponentEx2 *c)
{
    return c->lpVtbl->AddPartialFile(c, L"C:\\Data", L"a.dat", L"0:448, 0x1000:64", NULL);
}

static HRESULT call_AddDirectedTarget(IVssComponentEx2 *c)
{
    return c->lpVtbl->AddDirectedTarget(c, L"C:\\Data", L"a.dat", L"0:8", L"D:\\Data", L"b.dat",
                                        L"16:8");
}

static HRESULT call_SetRestoreTarget(IVssComponentEx2 *c)
{
    return c->lpVtbl->SetRestoreTarget(c, VSS_RT_ALTERNATE);
}

static HRESULT call_AddDifferencedFilesByLastModifyTime(IVssComponentEx2 *c)
{
    return c->lpVtbl->AddDifferencedFilesByLastModifyTime(c, L"C:\\Data", L"*.dat", TRUE,
                                                          (FILETIME){7, 9});
}

static HRESULT call_AddDifferencedFilesByLastModifyLSN(IVssComponentEx2 *c)
{
    return c->lpVtbl->AddDifferencedFilesByLastModifyLSN(c, L"C:\\Data", L"*.dat", TRUE, NULL);
}

static HRESULT call_GetRollForward(IVssComponentEx2 *c)
{
    VSS_ROLLFORWARD_TYPE type;
    BSTR point = NULL;
    HRESULT hr = c->lpVtbl->GetRollForward(c, &type, &point);

    SysFreeString(point);
    return hr;
}

static HRESULT call_SetFailure(IVssComponentEx2 *c)
{
    return c->lpVtbl->SetFailure(c, VSS_E_WRITERERROR_RETRYABLE, 5, L"text", 0);
}

static HRESULT call_GetFailure(IVssComponentEx2 *c)
{
    HRESULT failure, application;
    BSTR message = NULL;
    DWORD reserved;
    HRESULT hr = c->lpVtbl->GetFailure(c, &failure, &application, &message, &reserved);

    SysFreeString(message);
    return hr;
}

/* Where each method may be called, and its answer there on a component of which nothing is known.
 */
static const struct phase_row {
    const char *name;
    HRESULT (*call)(IVssComponentEx2 *component);
    unsigned phases;
    HRESULT hr;
} phase_rows[] = {
#define ROW(name, phases, hr)                                                                      \
    {                                                                                              \
#name, call_##name, phases, hr                                                             \
    }
    ROW(GetLogicalPath, NOT_OVER, S_OK),
    ROW(GetComponentType, NOT_OVER, S_OK),
    ROW(GetComponentName, NOT_OVER, S_OK),
    ROW(GetBackupSucceeded, NOT_OVER, S_FALSE),
    ROW(GetAlternateLocationMappingCount, NOT_OVER, S_OK),
    ROW(SetBackupMetadata, BACKUP_EDIT, S_OK),
    ROW(GetBackupMetadata, NOT_OVER, S_FALSE),
    ROW(AddPartialFile, BACKUP_EDIT, S_OK),
    ROW(GetPartialFileCount, NOT_OVER, S_OK),
    ROW(IsSelectedForRestore, RESTORES, S_OK),
    ROW(GetAdditionalRestores, NOT_OVER, S_FALSE),
    ROW(GetNewTargetCount, NOT_OVER, S_OK),
    ROW(AddDirectedTarget, AT(VSAPI_PHASE_PRE_RESTORE), S_OK),
    ROW(GetDirectedTargetCount, NOT_OVER, S_OK),
    ROW(SetRestoreMetadata, AT(VSAPI_PHASE_PRE_RESTORE), S_OK),
    ROW(GetRestoreMetadata, NOT_OVER, S_FALSE),
    ROW(SetRestoreTarget, AT(VSAPI_PHASE_PRE_RESTORE), S_OK),
    ROW(GetRestoreTarget, RESTORES, S_OK),
    ROW(SetPreRestoreFailureMsg, RESTORE_EVENTS, S_OK),
    ROW(GetPreRestoreFailureMsg, NOT_OVER, S_FALSE),
    ROW(SetPostRestoreFailureMsg, RESTORE_EVENTS, S_OK),
    ROW(GetPostRestoreFailureMsg, NOT_OVER, S_FALSE),
    ROW(SetBackupStamp, BACKUP_EDIT, S_OK),
    ROW(GetBackupStamp, NOT_OVER, S_FALSE),
    ROW(GetPreviousBackupStamp, NOT_OVER, S_FALSE),
    ROW(GetBackupOptions, NOT_OVER, S_FALSE),
    ROW(GetRestoreOptions, NOT_OVER, S_FALSE),
    ROW(GetRestoreSubcomponentCount, NOT_OVER, S_OK),
    ROW(GetFileRestoreStatus, RESTORES, S_OK),
    ROW(AddDifferencedFilesByLastModifyTime, BACKUP_EDIT, S_OK),
    ROW(GetDifferencedFilesCount, NOT_OVER, S_OK),
    ROW(SetPrepareForBackupFailureMsg, AT(VSAPI_PHASE_PREPARE_FOR_BACKUP), S_OK),
    ROW(SetPostSnapshotFailureMsg, AT(VSAPI_PHASE_POST_SNAPSHOT), S_OK),
    ROW(GetPrepareForBackupFailureMsg, NOT_OVER, S_FALSE),
    ROW(GetPostSnapshotFailureMsg, NOT_OVER, S_FALSE),
    ROW(GetAuthoritativeRestore, NOT_OVER, S_OK),
    ROW(GetRollForward, RESTORES, S_OK),
    ROW(GetRestoreName, RESTORES, S_OK),
    ROW(SetFailure, NOT_OVER & ~REQUESTERS, S_OK),
    ROW(GetFailure, AT(VSAPI_PHASE_REQUESTER) | AT(VSAPI_PHASE_REQUESTER_BACKUP), S_OK),
};

VSTEST_TABLE(component, a_method_works_in_its_events_and_is_a_bad_state_elsewhere, phase_rows)
{
    const struct phase_row *row = &phase_rows[*row_];

    for (int phase = VSAPI_PHASE_REQUESTER; phase < VSAPI_PHASE_END_; phase++) {
        bool allowed = row->phases & AT(phase);
        struct fixture f;

        fixture_open(&f, phase == VSAPI_PHASE_OVER ? VSAPI_PHASE_PRE_RESTORE
                                                   : (enum vsapi_component_phase)phase);
        if (phase == VSAPI_PHASE_OVER)
            vsapi_components_close(f.components);
        VSTEST_HR(row->call(f.component), allowed ? row->hr : VSS_E_BAD_STATE, row->name);
        if (!allowed)
            VSTEST_SENTENCE("'s mistake", row->name);
        fixture_end(&f);
    }
}

Test(component, reserved_methods_are_not_implemented)
{
    struct fixture f;

    fixture_open(&f, VSAPI_PHASE_POST_SNAPSHOT);
    VSTEST_HR(call_AddDifferencedFilesByLastModifyLSN(f.component), E_NOTIMPL, "");
    fixture_end(&f);
}

/* ---- missing result pointers
 * --------------------------------------------------------------------------------- */

Test(component, a_missing_result_pointer_is_an_invalid_argument)
{
    static const size_t slots[] = {
#define SLOT(name) offsetof(IVssComponentEx2Vtbl, name)
        SLOT(GetLogicalPath),
        SLOT(GetComponentType),
        SLOT(GetComponentName),
        SLOT(GetBackupSucceeded),
        SLOT(GetAlternateLocationMappingCount),
        SLOT(GetBackupMetadata),
        SLOT(GetPartialFileCount),
        SLOT(IsSelectedForRestore),
        SLOT(GetAdditionalRestores),
        SLOT(GetNewTargetCount),
        SLOT(GetDirectedTargetCount),
        SLOT(GetRestoreTarget),
        SLOT(GetPreviousBackupStamp),
        SLOT(GetBackupOptions),
        SLOT(GetRestoreOptions),
        SLOT(GetRestoreSubcomponentCount),
        SLOT(GetFileRestoreStatus),
        SLOT(GetDifferencedFilesCount),
        SLOT(GetAuthoritativeRestore),
        SLOT(GetRestoreName),
    };
    HRESULT(STDMETHODCALLTYPE * get)(IVssComponentEx2 *, void *);
    struct fixture f;

    fixture_open(&f, VSAPI_PHASE_PRE_RESTORE);
    for (size_t i = 0; i < VSTEST_COUNT(slots); i++) {
        memcpy(&get, (const char *)f.component->lpVtbl + slots[i], sizeof get);
        VSTEST_HR(get(f.component, NULL), E_INVALIDARG, "");
    }
    fixture_end(&f);
}

/* ---- memory
 * ----------------------------------------------------------------------------------------------------------
 */

static const struct memory_row {
    const char *name;
    HRESULT (*call)(IVssComponentEx2 *component);
    enum vsapi_component_phase phase;
} memory_rows[] = {
    {"AddPartialFile", call_AddPartialFile, VSAPI_PHASE_PREPARE_FOR_BACKUP},
    {"AddDirectedTarget", call_AddDirectedTarget, VSAPI_PHASE_PRE_RESTORE},
    {"AddDifferencedFilesByLastModifyTime", call_AddDifferencedFilesByLastModifyTime,
     VSAPI_PHASE_POST_SNAPSHOT},
    {"SetBackupStamp", call_SetBackupStamp, VSAPI_PHASE_POST_SNAPSHOT},
    {"SetFailure", call_SetFailure, VSAPI_PHASE_POST_SNAPSHOT},
};

VSTEST_TABLE(component, setters_survive_a_lack_of_memory, memory_rows)
{
    const struct memory_row *row = &memory_rows[*row_];
    struct fixture f;

    fixture_open(&f, row->phase);
    VSTEST_FAIL_EACH_ALLOCATION(row->call(f.component), (void)0);
    cr_expect_leq(f.data->partial_files.count, 1);
    fixture_end(&f);
}
