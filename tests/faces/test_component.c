/*
 * tests/faces/test_component.c - IVssComponent to IVssComponentEx2: what the requester set, restore
 * targets, failures; what the objects are.
 */
#include "fixture.h"

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
