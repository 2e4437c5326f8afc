/*
 * tests/faces/test_component.c - IVssComponent to IVssComponentEx2: what each method answers, in
 * which event, to which argument.
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

/* ---- texts that are set and read ----------------------------------------------------------------
 */

static const struct text_row {
    const char *name;
    enum vsapi_component_phase phase;
    HRESULT again; /* the answer to a second setting */
    size_t set_slot, get_slot;
} text_rows[] = {
#define PAIR(noun, phase, again)                                                                   \
    {                                                                                              \
#noun, phase, again, offsetof(IVssComponentEx2Vtbl, Set##noun),                            \
            offsetof(IVssComponentEx2Vtbl, Get##noun)                                              \
    }
    PAIR(BackupMetadata, VSAPI_PHASE_PREPARE_FOR_BACKUP, VSS_E_OBJECT_ALREADY_EXISTS),
    PAIR(RestoreMetadata, VSAPI_PHASE_PRE_RESTORE, VSS_E_OBJECT_ALREADY_EXISTS),
    PAIR(BackupStamp, VSAPI_PHASE_POST_SNAPSHOT, S_OK),
    PAIR(PreRestoreFailureMsg, VSAPI_PHASE_PRE_RESTORE, S_OK),
    PAIR(PostRestoreFailureMsg, VSAPI_PHASE_POST_RESTORE, S_OK),
    PAIR(PrepareForBackupFailureMsg, VSAPI_PHASE_PREPARE_FOR_BACKUP, S_OK),
    PAIR(PostSnapshotFailureMsg, VSAPI_PHASE_POST_SNAPSHOT, S_OK),
};

typedef HRESULT(STDMETHODCALLTYPE *text_setter)(IVssComponentEx2 *, LPCWSTR);
typedef HRESULT(STDMETHODCALLTYPE *text_getter)(IVssComponentEx2 *, BSTR *);

VSTEST_TABLE(component, a_text_that_is_set_can_be_read, text_rows)
{
    const struct text_row *row = &text_rows[*row_];
    struct fixture f;
    text_setter set;
    text_getter get;
    BSTR text = NULL;

    fixture_open(&f, row->phase);
    memcpy(&set, (const char *)f.component->lpVtbl + row->set_slot, sizeof set);
    memcpy(&get, (const char *)f.component->lpVtbl + row->get_slot, sizeof get);

    VSTEST_HR(set(f.component, NULL), E_INVALIDARG, row->name);
    VSTEST_HR(get(f.component, NULL), E_INVALIDARG, row->name);
    text = (BSTR)1;
    VSTEST_HR(get(f.component, &text), S_FALSE, row->name);
    cr_expect_null(text, "%s: what is absent is NULL", row->name);

    VSTEST_HR(set(f.component, L"one \u00e4\u20ac\U0001F600 <&>"), S_OK, row->name);
    VSTEST_HR(set(f.component, L"two"), row->again, row->name);
    VSTEST_HR(get(f.component, &text), S_OK, row->name);
    VSTEST_WIDE(text, row->again == S_OK ? L"two" : L"one \u00e4\u20ac\U0001F600 <&>", row->name);
    SysFreeString(text);
    fixture_end(&f);
}

Test(component, an_empty_text_is_a_text)
{
    struct fixture f;
    BSTR text = NULL;

    fixture_open(&f, VSAPI_PHASE_PREPARE_FOR_BACKUP);
    VSTEST_HR(f.component->lpVtbl->SetBackupMetadata(f.component, L""), S_OK, "");
    VSTEST_HR(f.component->lpVtbl->GetBackupMetadata(f.component, &text), S_OK, "");
    VSTEST_WIDE(text, L"", "");
    VSTEST_HR(f.component->lpVtbl->SetBackupMetadata(f.component, L"x"),
              VSS_E_OBJECT_ALREADY_EXISTS, "");
    SysFreeString(text);
    fixture_end(&f);
}

/* ---- what the requester set
 * ------------------------------------------------------------------------ */

Test(component, identity_is_that_of_the_document)
{
    struct fixture f;
    IVssComponent *second;
    VSS_COMPONENT_TYPE type;
    BSTR text = NULL;

    fixture_open(&f, VSAPI_PHASE_REQUESTER);
    VSTEST_HR(f.component->lpVtbl->GetLogicalPath(f.component, &text), S_OK, "");
    VSTEST_WIDE(text, L"Top\\Sub", "");
    SysFreeString(text);
    VSTEST_HR(f.component->lpVtbl->GetComponentName(f.component, &text), S_OK, "");
    VSTEST_WIDE(text, L"data", "");
    SysFreeString(text);
    VSTEST_HR(f.component->lpVtbl->GetComponentType(f.component, &type), S_OK, "");
    cr_expect_eq(type, VSS_CT_DATABASE);

    VSTEST_HR(f.components->lpVtbl->GetComponent(f.components, 1, &second), S_OK, "");
    text = (BSTR)1;
    VSTEST_HR(second->lpVtbl->GetLogicalPath(second, &text), S_FALSE, "without logical path");
    cr_expect_null(text);
    VSTEST_HR(second->lpVtbl->GetComponentType(second, &type), S_OK, "");
    cr_expect_eq(type, VSS_CT_FILEGROUP);
    second->lpVtbl->Release(second);
    fixture_end(&f);
}

Test(component, what_the_requester_set_can_be_read)
{
    struct fixture f;
    VSS_ROLLFORWARD_TYPE roll;
    VSS_FILE_RESTORE_STATUS status;
    bool flag = false;
    BSTR text = NULL;

    fixture_open(&f, VSAPI_PHASE_POST_RESTORE);
    f.data->selected_for_restore = f.data->has_additional_restores = f.data->additional_restores =
        true;
    f.data->authoritative_restore = true;
    f.data->has_succeeded = f.data->succeeded = true;
    f.data->file_restore_status = VSS_RS_ALL;
    f.data->roll_forward = VSS_RF_PARTIAL;
    vsapi_bcd_text(f.bcd, &f.data->roll_forward_point, "noon");
    vsapi_bcd_text(f.bcd, &f.data->restore_name, "other");
    vsapi_bcd_text(f.bcd, &f.data->backup_options, "fast");

    VSTEST_HR(f.component->lpVtbl->IsSelectedForRestore(f.component, &flag), S_OK, "");
    cr_expect(flag);
    flag = false;
    VSTEST_HR(f.component->lpVtbl->GetAdditionalRestores(f.component, &flag), S_OK, "");
    cr_expect(flag);
    flag = false;
    VSTEST_HR(f.component->lpVtbl->GetAuthoritativeRestore(f.component, &flag), S_OK, "");
    cr_expect(flag);
    flag = false;
    VSTEST_HR(f.component->lpVtbl->GetBackupSucceeded(f.component, &flag), S_OK, "");
    cr_expect(flag);
    VSTEST_HR(f.component->lpVtbl->GetFileRestoreStatus(f.component, &status), S_OK, "");
    cr_expect_eq(status, VSS_RS_ALL);
    VSTEST_HR(f.component->lpVtbl->GetRollForward(f.component, &roll, &text), S_OK, "");
    cr_expect_eq(roll, VSS_RF_PARTIAL);
    VSTEST_WIDE(text, L"noon", "");
    SysFreeString(text);
    VSTEST_HR(f.component->lpVtbl->GetRestoreName(f.component, &text), S_OK, "");
    VSTEST_WIDE(text, L"other", "");
    SysFreeString(text);
    VSTEST_HR(f.component->lpVtbl->GetBackupOptions(f.component, &text), S_OK, "");
    VSTEST_WIDE(text, L"fast", "");
    SysFreeString(text);
    fixture_end(&f);
}

Test(component, success_is_not_known_before_backup_complete)
{
    struct fixture f;
    bool flag = true;

    fixture_open(&f, VSAPI_PHASE_POST_SNAPSHOT);
    f.data->has_succeeded = f.data->succeeded = true;
    VSTEST_HR(f.component->lpVtbl->GetBackupSucceeded(f.component, &flag), S_FALSE, "");
    cr_expect_not(flag);
    fixture_end(&f);
}

Test(component, texts_of_methods_without_S_FALSE_are_empty_when_absent)
{
    struct fixture f;
    VSS_ROLLFORWARD_TYPE roll;
    HRESULT failure, application;
    DWORD reserved;
    BSTR text = NULL;

    fixture_open(&f, VSAPI_PHASE_REQUESTER);
    VSTEST_HR(f.component->lpVtbl->GetRestoreName(f.component, &text), S_OK, "");
    VSTEST_WIDE(text, L"", "GetRestoreName");
    SysFreeString(text);
    VSTEST_HR(f.component->lpVtbl->GetRollForward(f.component, &roll, &text), S_OK, "");
    cr_expect_eq(roll, VSS_RF_UNDEFINED);
    VSTEST_WIDE(text, L"", "GetRollForward");
    SysFreeString(text);
    VSTEST_HR(
        f.component->lpVtbl->GetFailure(f.component, &failure, &application, &text, &reserved),
        S_OK, "");
    cr_expect_eq(failure, S_OK);
    VSTEST_WIDE(text, L"", "GetFailure");
    SysFreeString(text);
    fixture_end(&f);
}

/* ---- restore target
 * ---------------------------------------------------------------------------------- */

static const struct target_row {
    VSS_RESTORE_TARGET target;
    HRESULT hr;
} target_rows[] = {
    {VSS_RT_UNDEFINED, E_INVALIDARG},
    {VSS_RT_ORIGINAL, S_OK},
    {VSS_RT_ALTERNATE, S_OK},
    {VSS_RT_DIRECTED, S_OK},
    {VSS_RT_ORIGINAL_LOCATION, S_OK},
    {5, E_INVALIDARG},
    {-1, E_INVALIDARG},
};

VSTEST_TABLE(component, a_restore_target_is_one_of_four, target_rows)
{
    const struct target_row *row = &target_rows[*row_];
    VSS_RESTORE_TARGET target = VSS_RT_UNDEFINED;
    struct fixture f;

    fixture_open(&f, VSAPI_PHASE_PRE_RESTORE);
    VSTEST_HR(f.component->lpVtbl->GetRestoreTarget(f.component, &target), S_OK, "");
    cr_expect_eq(target, VSS_RT_ORIGINAL, "what was never set reads VSS_RT_ORIGINAL");
    VSTEST_HR(f.component->lpVtbl->SetRestoreTarget(f.component, row->target), row->hr, "");
    VSTEST_HR(f.component->lpVtbl->GetRestoreTarget(f.component, &target), S_OK, "");
    cr_expect_eq(target, row->hr == S_OK ? row->target : VSS_RT_ORIGINAL);
    fixture_end(&f);
}

/* ---- failures
 * ------------------------------------------------------------------------------------------ */

static const struct failure_row {
    HRESULT failure;
    DWORD reserved;
    HRESULT hr;
} failure_rows[] = {
    {S_OK, 0, S_OK},
    {VSS_E_WRITERERROR_INCONSISTENTSNAPSHOT, 0, S_OK},
    {VSS_E_WRITERERROR_OUTOFRESOURCES, 0, S_OK},
    {VSS_E_WRITERERROR_TIMEOUT, 0, S_OK},
    {VSS_E_WRITERERROR_RETRYABLE, 0, S_OK},
    {VSS_E_WRITERERROR_NONRETRYABLE, 0, S_OK},
    {VSS_E_WRITERERROR_PARTIAL_FAILURE, 0, E_INVALIDARG},
    {VSS_E_WRITER_NOT_RESPONDING, 0, E_INVALIDARG},
    {E_FAIL, 0, E_INVALIDARG},
    {VSS_E_WRITERERROR_TIMEOUT, 1, E_INVALIDARG},
};

VSTEST_TABLE(component, a_failure_of_a_component_reaches_the_requester, failure_rows)
{
    const struct failure_row *row = &failure_rows[*row_];
    HRESULT failure = 1, application = 1;
    IVssWriterComponentsExt *requester;
    struct vsapi_component_failure before;
    IVssComponent *component;
    IVssComponentEx2 *ex2;
    DWORD reserved = 1;
    struct fixture f;
    BSTR text = NULL;

    fixture_open(&f, VSAPI_PHASE_POST_SNAPSHOT);
    before = f.data->failure;
    VSTEST_HR(f.component->lpVtbl->SetFailure(f.component, row->failure, 77, L"why", row->reserved),
              row->hr, "");
    if (row->hr != S_OK)
        cr_expect_eq(memcmp(&before, &f.data->failure, sizeof before), 0, "nothing was changed");

    vsapi_components_create(f.bcd, f.writer, VSAPI_PHASE_REQUESTER, NULL, &requester);
    requester->lpVtbl->GetComponent(requester, 0, &component);
    component->lpVtbl->QueryInterface(component, &IID_IVssComponentEx2, (void **)&ex2);
    VSTEST_HR(ex2->lpVtbl->GetFailure(ex2, &failure, &application, &text, &reserved), S_OK, "");
    cr_expect_eq(failure, row->hr == S_OK ? row->failure : S_OK);
    cr_expect_eq(application, row->hr == S_OK ? 77 : 0);
    cr_expect_eq(reserved, 0);
    VSTEST_WIDE(text, row->hr == S_OK ? L"why" : L"", "");
    SysFreeString(text);

    VSTEST_HR(ex2->lpVtbl->GetFailure(ex2, NULL, &application, &text, &reserved), E_INVALIDARG, "");
    VSTEST_HR(ex2->lpVtbl->GetFailure(ex2, &failure, NULL, &text, &reserved), E_INVALIDARG, "");
    VSTEST_HR(ex2->lpVtbl->GetFailure(ex2, &failure, &application, NULL, &reserved), E_INVALIDARG,
              "");
    VSTEST_HR(ex2->lpVtbl->GetFailure(ex2, &failure, &application, &text, NULL), E_INVALIDARG, "");
    ex2->lpVtbl->Release(ex2);
    component->lpVtbl->Release(component);
    requester->IUnknown_base.lpVtbl->Release(&requester->IUnknown_base);
    fixture_end(&f);
}

/* ---- lists: partial, directed, differenced files
 * ---------------------------------------------------------- */

static const struct partial_row {
    const char *name;
    const WCHAR *path, *filename, *ranges, *metadata;
    HRESULT hr;
} partial_rows[] = {
    {"plain", L"C:\\Data", L"a.dat", L"0:448", L"check 7", S_OK},
    {"two ranges, one hexadecimal", L"C:\\Data\\", L"a", L"64:448,0x1239E8577A:65536", NULL, S_OK},
    {"a variable in the path", L"%SystemRoot%\\x", L"a", L"0:1", NULL, S_OK},
    {"a long path", L"\\\\?\\C:\\Data", L"a", L"0:1", NULL, S_OK},
    {"a ranges file", L"C:\\Data", L"a", L"C:\\Data\\a.ranges", NULL, S_OK},
    {"a ranges file in the other form", L"C:\\Data", L"a", L"File=C:\\Data\\a.ranges", NULL, S_OK},
    {"no path", NULL, L"a", L"0:1", NULL, E_INVALIDARG},
    {"an empty path", L"", L"a", L"0:1", NULL, E_INVALIDARG},
    {"a wildcard in the path", L"C:\\Da*", L"a", L"0:1", NULL, E_INVALIDARG},
    {"a question mark in a long path", L"\\\\?\\C:\\D?", L"a", L"0:1", NULL, E_INVALIDARG},
    {"no name", L"C:\\Data", NULL, L"0:1", NULL, E_INVALIDARG},
    {"a wildcard in the name", L"C:\\Data", L"*.dat", L"0:1", NULL, E_INVALIDARG},
    {"a folder in the name", L"C:\\Data", L"x\\a", L"0:1", NULL, E_INVALIDARG},
    {"no ranges", L"C:\\Data", L"a", NULL, NULL, E_INVALIDARG},
    {"empty ranges", L"C:\\Data", L"a", L"", NULL, E_INVALIDARG},
    {"half a range", L"C:\\Data", L"a", L"5", NULL, E_INVALIDARG},
    {"a lone surrogate", L"C:\\Data", L"\xD800", L"0:1", NULL, E_INVALIDARG},
};

VSTEST_TABLE(component, a_partial_file_is_one_file_with_ranges, partial_rows)
{
    const struct partial_row *row = &partial_rows[*row_];
    BSTR path, filename, ranges, metadata;
    struct fixture f;
    UINT count = 9;

    fixture_open(&f, VSAPI_PHASE_PREPARE_FOR_BACKUP);
    VSTEST_HR(f.component->lpVtbl->AddPartialFile(f.component, row->path, row->filename,
                                                  row->ranges, row->metadata),
              row->hr, row->name);
    VSTEST_HR(f.component->lpVtbl->GetPartialFileCount(f.component, &count), S_OK, row->name);
    cr_expect_eq(count, row->hr == S_OK ? 1 : 0, "%s", row->name);
    path = filename = ranges = metadata = (BSTR)1;
    VSTEST_HR(
        f.component->lpVtbl->GetPartialFile(f.component, 0, &path, &filename, &ranges, &metadata),
        row->hr == S_OK ? S_OK : VSS_E_OBJECT_NOT_FOUND, row->name);
    VSTEST_WIDE(path, row->hr == S_OK ? row->path : NULL, row->name);
    VSTEST_WIDE(filename, row->hr == S_OK ? row->filename : NULL, row->name);
    VSTEST_WIDE(ranges, row->hr == S_OK ? row->ranges : NULL, row->name);
    VSTEST_WIDE(metadata, row->hr != S_OK ? NULL : row->metadata ? row->metadata : L"", row->name);
    SysFreeString(path);
    SysFreeString(filename);
    SysFreeString(ranges);
    SysFreeString(metadata);
    fixture_end(&f);
}

static const struct directed_row {
    const char *name;
    const WCHAR *in[6];
    HRESULT hr;
} directed_rows[] = {
    {"moved", {L"C:\\A", L"a", L"0:10", L"D:\\B", L"b", L"5:10"}, S_OK},
    {"onto itself", {L"C:\\A", L"a", L"0:10, 20:5", L"C:\\A", L"a", L"100:0xA,0:5"}, S_OK},
    {"more ranges on one side",
     {L"C:\\A", L"a", L"0:10,20:5", L"D:\\B", L"b", L"5:10"},
     E_INVALIDARG},
    {"more on the other", {L"C:\\A", L"a", L"0:10", L"D:\\B", L"b", L"5:10,30:1"}, E_INVALIDARG},
    {"other lengths", {L"C:\\A", L"a", L"0:10", L"D:\\B", L"b", L"5:11"}, E_INVALIDARG},
    {"no list", {L"C:\\A", L"a", L"x", L"D:\\B", L"b", L"x"}, E_INVALIDARG},
    {"a ranges file", {L"C:\\A", L"a", L"C:\\r", L"D:\\B", L"b", L"C:\\r"}, E_INVALIDARG},
    {"a wildcard", {L"C:\\A", L"a?", L"0:1", L"D:\\B", L"b", L"0:1"}, E_INVALIDARG},
    {"a wildcard in the other", {L"C:\\A", L"a", L"0:1", L"D:\\B", L"*", L"0:1"}, E_INVALIDARG},
    {"no source path", {NULL, L"a", L"0:1", L"D:\\B", L"b", L"0:1"}, E_INVALIDARG},
    {"no source name", {L"C:\\A", NULL, L"0:1", L"D:\\B", L"b", L"0:1"}, E_INVALIDARG},
    {"no source ranges", {L"C:\\A", L"a", NULL, L"D:\\B", L"b", L"0:1"}, E_INVALIDARG},
    {"no destination path", {L"C:\\A", L"a", L"0:1", NULL, L"b", L"0:1"}, E_INVALIDARG},
    {"no destination name", {L"C:\\A", L"a", L"0:1", L"D:\\B", NULL, L"0:1"}, E_INVALIDARG},
    {"no destination ranges", {L"C:\\A", L"a", L"0:1", L"D:\\B", L"b", NULL}, E_INVALIDARG},
};

VSTEST_TABLE(component, a_directed_target_pairs_ranges, directed_rows)
{
    const struct directed_row *row = &directed_rows[*row_];
    const LPCWSTR *in = row->in;
    BSTR out[6] = {NULL};
    struct fixture f;
    UINT count = 9;

    fixture_open(&f, VSAPI_PHASE_PRE_RESTORE);
    VSTEST_HR(f.component->lpVtbl->AddDirectedTarget(f.component, in[0], in[1], in[2], in[3], in[4],
                                                     in[5]),
              row->hr, row->name);
    VSTEST_HR(f.component->lpVtbl->GetDirectedTargetCount(f.component, &count), S_OK, row->name);
    cr_expect_eq(count, row->hr == S_OK ? 1 : 0, "%s", row->name);
    VSTEST_HR(f.component->lpVtbl->GetDirectedTarget(f.component, 0, &out[0], &out[1], &out[2],
                                                     &out[3], &out[4], &out[5]),
              row->hr == S_OK ? S_OK : VSS_E_OBJECT_NOT_FOUND, row->name);
    for (size_t i = 0; i < 6; i++) {
        VSTEST_WIDE(out[i], row->hr == S_OK ? in[i] : NULL, row->name);
        SysFreeString(out[i]);
    }
    fixture_end(&f);
}

static const struct differenced_row {
    const char *name;
    const WCHAR *path, *filespec;
    BOOL recursive;
    HRESULT hr;
} differenced_rows[] = {
    {"plain", L"C:\\Data", L"*.dat", TRUE, S_OK},
    {"one folder", L"C:\\Data\\", L"a?", FALSE, S_OK},
    {"any value is true", L"C:\\Data", L"*", 5, S_OK},
    {"no path", NULL, L"*", TRUE, E_INVALIDARG},
    {"no specification", L"C:\\Data", NULL, TRUE, E_INVALIDARG},
    {"an empty one", L"C:\\Data", L"", TRUE, E_INVALIDARG},
    {"with a folder", L"C:\\Data", L"x\\*", TRUE, E_INVALIDARG},
    {"a wildcard in the path", L"C:\\D*", L"*", TRUE, E_INVALIDARG},
};

VSTEST_TABLE(component, differenced_files_have_a_time, differenced_rows)
{
    const struct differenced_row *row = &differenced_rows[*row_];
    const FILETIME time = {0xFEDCBA98, 0x01D00000};
    BSTR path = NULL, filespec = NULL, lsn = (BSTR)1;
    FILETIME back = {0, 0};
    BOOL recursive = 7;
    struct fixture f;

    fixture_open(&f, VSAPI_PHASE_POST_SNAPSHOT);
    VSTEST_HR(f.component->lpVtbl->AddDifferencedFilesByLastModifyTime(
                  f.component, row->path, row->filespec, row->recursive, time),
              row->hr, row->name);
    VSTEST_HR(f.component->lpVtbl->GetDifferencedFile(f.component, 0, &path, &filespec, &recursive,
                                                      &lsn, &back),
              row->hr == S_OK ? S_OK : VSS_E_OBJECT_NOT_FOUND, row->name);
    if (row->hr == S_OK) {
        VSTEST_WIDE(path, row->path, row->name);
        VSTEST_WIDE(filespec, row->filespec, row->name);
        VSTEST_WIDE(lsn, L"", row->name);
        cr_expect_eq(recursive, row->recursive != 0, "%s", row->name);
        cr_expect_eq(back.dwLowDateTime, time.dwLowDateTime, "%s", row->name);
        cr_expect_eq(back.dwHighDateTime, time.dwHighDateTime, "%s", row->name);
    }
    SysFreeString(path);
    SysFreeString(filespec);
    SysFreeString(lsn);
    fixture_end(&f);
}

Test(component, the_reserved_results_may_be_left_out)
{
    struct fixture f;
    BSTR path = NULL, filespec = NULL;
    FILETIME time;
    BOOL recursive;

    fixture_open(&f, VSAPI_PHASE_POST_SNAPSHOT);
    call_AddDifferencedFilesByLastModifyTime(f.component);
    VSTEST_HR(f.component->lpVtbl->GetDifferencedFile(f.component, 0, &path, &filespec, &recursive,
                                                      NULL, &time),
              S_OK, "pbstrLsnString");
    SysFreeString(path);
    SysFreeString(filespec);
    fixture_end(&f);
}

Test(component, restore_subcomponents_and_file_sets_are_listed)
{
    const struct vsapi_subcomponent sub = {(char *)"A\\B", (char *)"c", false, NULL};
    const struct vsapi_filedesc file = {.path = (char *)"C:\\x",
                                        .filespec = (char *)"*.y",
                                        .recursive = true,
                                        .alternate_path = (char *)"D:\\z",
                                        .backup_type_mask = 0xF0F};
    IVssWMFiledesc *filedesc = NULL;
    struct fixture f;
    BSTR path = NULL, name = NULL;
    bool repair = true, recursive = false;
    DWORD mask = 0;
    UINT count = 0;

    fixture_open(&f, VSAPI_PHASE_POST_RESTORE);
    cr_assert(VSAPI_ARENA_ROOM(f.bcd->arena, &f.data->restore_subcomponents));
    f.data->restore_subcomponents.items[f.data->restore_subcomponents.count++] = sub;
    cr_assert(VSAPI_ARENA_ROOM(f.bcd->arena, &f.data->new_targets));
    f.data->new_targets.items[f.data->new_targets.count++] = file;

    VSTEST_HR(f.component->lpVtbl->GetRestoreSubcomponentCount(f.component, &count), S_OK, "");
    cr_expect_eq(count, 1);
    VSTEST_HR(f.component->lpVtbl->GetRestoreSubcomponent(f.component, 0, &path, &name, &repair),
              S_OK, "");
    VSTEST_WIDE(path, L"A\\B", "");
    VSTEST_WIDE(name, L"c", "");
    cr_expect_not(repair);
    SysFreeString(path);
    SysFreeString(name);
    VSTEST_HR(f.component->lpVtbl->GetRestoreSubcomponent(f.component, 1, &path, &name, NULL),
              VSS_E_OBJECT_NOT_FOUND, "");

    VSTEST_HR(f.component->lpVtbl->GetNewTarget(f.component, 1, &filedesc), VSS_E_OBJECT_NOT_FOUND,
              "");
    VSTEST_HR(f.component->lpVtbl->GetNewTarget(f.component, 0, NULL), E_INVALIDARG, "");
    VSTEST_HR(f.component->lpVtbl->GetAlternateLocationMapping(f.component, 0, &filedesc),
              VSS_E_OBJECT_NOT_FOUND, "");
    VSTEST_HR(f.component->lpVtbl->GetNewTarget(f.component, 0, &filedesc), S_OK, "");
    VSTEST_HR(filedesc->lpVtbl->GetPath(filedesc, &path), S_OK, "");
    VSTEST_WIDE(path, L"C:\\x", "");
    SysFreeString(path);
    VSTEST_HR(filedesc->lpVtbl->GetFilespec(filedesc, &path), S_OK, "");
    VSTEST_WIDE(path, L"*.y", "");
    SysFreeString(path);
    VSTEST_HR(filedesc->lpVtbl->GetAlternateLocation(filedesc, &path), S_OK, "");
    VSTEST_WIDE(path, L"D:\\z", "");
    SysFreeString(path);
    VSTEST_HR(filedesc->lpVtbl->GetRecursive(filedesc, &recursive), S_OK, "");
    cr_expect(recursive);
    VSTEST_HR(filedesc->lpVtbl->GetBackupTypeMask(filedesc, &mask), S_OK, "");
    cr_expect_eq(mask, 0xF0F);
    VSTEST_HR(filedesc->lpVtbl->GetPath(filedesc, NULL), E_INVALIDARG, "");
    VSTEST_HR(filedesc->lpVtbl->GetFilespec(filedesc, NULL), E_INVALIDARG, "");
    VSTEST_HR(filedesc->lpVtbl->GetRecursive(filedesc, NULL), E_INVALIDARG, "");
    VSTEST_HR(filedesc->lpVtbl->GetAlternateLocation(filedesc, NULL), E_INVALIDARG, "");
    VSTEST_HR(filedesc->lpVtbl->GetBackupTypeMask(filedesc, NULL), E_INVALIDARG, "");
    cr_expect_eq(filedesc->lpVtbl->Release(filedesc), 0);
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

/* ---- COM
 * -------------------------------------------------------------------------------------------------------
 */

Test(component, the_three_versions_are_one_object)
{
    struct fixture f;
    IUnknown *a = NULL, *b = NULL;
    IVssComponent *base = NULL;
    IVssComponentEx *ex = NULL;
    void *other = (void *)1;

    fixture_open(&f, VSAPI_PHASE_REQUESTER);
    VSTEST_HR(f.component->lpVtbl->QueryInterface(f.component, &IID_IVssComponent, (void **)&base),
              S_OK, "");
    VSTEST_HR(base->lpVtbl->QueryInterface(base, &IID_IVssComponentEx, (void **)&ex), S_OK, "");
    VSTEST_HR(base->lpVtbl->QueryInterface(base, &IID_IUnknown, (void **)&a), S_OK, "");
    VSTEST_HR(ex->lpVtbl->QueryInterface(ex, &IID_IUnknown, (void **)&b), S_OK, "");
    cr_expect_eq(a, b, "one identity");
    VSTEST_HR(base->lpVtbl->QueryInterface(base, &IID_IVssExamineWriterMetadata, &other),
              E_NOINTERFACE, "");
    cr_expect_null(other);
    a->lpVtbl->Release(a);
    b->lpVtbl->Release(b);
    base->lpVtbl->Release(base);
    ex->lpVtbl->Release(ex);
    fixture_end(&f);
}

Test(component, the_list_of_components_has_two_bases)
{
    IVssWriterComponents *for_writer;
    struct fixture f;
    IUnknown *unknown = NULL;
    VSS_ID instance, writer;
    IVssComponent *none = (IVssComponent *)1;
    UINT count = 0;

    fixture_open(&f, VSAPI_PHASE_PRE_RESTORE);
    for_writer = vsapi_components_for_writer(f.components);
    VSTEST_HR(for_writer->lpVtbl->GetComponentCount(for_writer, &count), S_OK, "");
    cr_expect_eq(count, 2);
    VSTEST_HR(for_writer->lpVtbl->GetComponentCount(for_writer, NULL), E_INVALIDARG, "");
    VSTEST_HR(for_writer->lpVtbl->GetWriterInfo(for_writer, &instance, &writer), S_OK, "");
    cr_expect(IsEqualGUID(&instance, &fixture_instance) && IsEqualGUID(&writer, &fixture_writer));
    VSTEST_HR(for_writer->lpVtbl->GetWriterInfo(for_writer, NULL, &writer), E_INVALIDARG, "");
    VSTEST_HR(for_writer->lpVtbl->GetWriterInfo(for_writer, &instance, NULL), E_INVALIDARG, "");
    VSTEST_HR(for_writer->lpVtbl->GetComponent(for_writer, 2, &none), VSS_E_OBJECT_NOT_FOUND, "");
    cr_expect_null(none);
    VSTEST_HR(for_writer->lpVtbl->GetComponent(for_writer, 0, NULL), E_INVALIDARG, "");
    VSTEST_HR(f.components->IUnknown_base.lpVtbl->QueryInterface(&f.components->IUnknown_base,
                                                                 &IID_IUnknown, (void **)&unknown),
              S_OK, "");
    cr_expect_eq(unknown, &f.components->IUnknown_base);
    unknown->lpVtbl->Release(unknown);

    vsapi_components_close(f.components);
    VSTEST_HR(for_writer->lpVtbl->GetComponentCount(for_writer, &count), VSS_E_BAD_STATE, "");
    VSTEST_HR(for_writer->lpVtbl->GetWriterInfo(for_writer, &instance, &writer), VSS_E_BAD_STATE,
              "");
    VSTEST_HR(for_writer->lpVtbl->GetComponent(for_writer, 0, &none), VSS_E_BAD_STATE, "");
    fixture_end(&f);
}

Test(component, objects_outlive_the_list_and_the_document)
{
    struct fixture f;
    BSTR name = NULL;

    fixture_open(&f, VSAPI_PHASE_REQUESTER);
    f.components->IUnknown_base.lpVtbl->Release(&f.components->IUnknown_base);
    vsapi_bcd_unref(f.bcd);
    VSTEST_HR(f.component->lpVtbl->GetComponentName(f.component, &name), S_OK, "");
    VSTEST_WIDE(name, L"data", "");
    SysFreeString(name);
    cr_expect_eq(f.component->lpVtbl->Release(f.component), 0);
    cr_expect_eq(vsapi_com_live(), 0);
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

Test(component, creating_objects_survives_a_lack_of_memory)
{
    IVssWriterComponentsExt *components = NULL;
    IVssComponent *component = NULL;
    struct fixture f;

    fixture_open(&f, VSAPI_PHASE_REQUESTER);
    VSTEST_FAIL_EACH_ALLOCATION(
        vsapi_components_create(f.bcd, f.writer, VSAPI_PHASE_REQUESTER, NULL, &components),
        if (components) components->IUnknown_base.lpVtbl->Release(&components->IUnknown_base));
    VSTEST_FAIL_EACH_ALLOCATION(f.components->lpVtbl->GetComponent(f.components, 0, &component),
                                if (component) component->lpVtbl->Release(component));
    fixture_end(&f);
}
