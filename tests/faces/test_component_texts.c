/*
 * tests/faces/test_component_texts.c - IVssComponent to IVssComponentEx2: the texts that are set
 * and read.
 */
#include "fixture.h"

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
