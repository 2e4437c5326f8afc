/*
 * tests/vsbackup/test_arguments.c - what each method of IVssBackupComponents..Ex4 answers to
 * arguments that are not right, whatever else has been called.
 */
#include <scene.h>
#include <vstest.h>

#include <vsapi/trace.h>

static const VSS_ID some_id = {1, 2, 3, {4}};
static WCHAR c_drive[] = L"C:\\";
static WCHAR c_bare[] = L"C:";

/* One call each, on an object that has been initialized for nothing. */
#define CALL(name, ...)                                                                            \
    static HRESULT name(IVssBackupComponentsEx4 *b)                                                \
    {                                                                                              \
        return __VA_ARGS__;                                                                        \
    }

CALL(count_null, b->lpVtbl->GetWriterComponentsCount(b, NULL))
CALL(components_null, b->lpVtbl->GetWriterComponents(b, 0, NULL))
CALL(backup_type_0, b->lpVtbl->SetBackupState(b, true, false, VSS_BT_UNDEFINED, false))
CALL(backup_type_99, b->lpVtbl->SetBackupState(b, true, false, (VSS_BACKUP_TYPE)99, false))
CALL(restore_type_99, b->lpVtbl->SetRestoreState(b, (VSS_RESTORE_TYPE)99))
CALL(restore_null, b->lpVtbl->InitializeForRestore(b, NULL))
CALL(gather_null, b->lpVtbl->GatherWriterMetadata(b, NULL))
CALL(metadata_count_null, b->lpVtbl->GetWriterMetadataCount(b, NULL))
CALL(prepare_null, b->lpVtbl->PrepareForBackup(b, NULL))
CALL(status_null, b->lpVtbl->GatherWriterStatus(b, NULL))
CALL(status_count_null, b->lpVtbl->GetWriterStatusCount(b, NULL))
CALL(complete_null, b->lpVtbl->BackupComplete(b, NULL))
CALL(pre_restore_null, b->lpVtbl->PreRestore(b, NULL))
CALL(post_restore_null, b->lpVtbl->PostRestore(b, NULL))
CALL(snapshot_null, b->lpVtbl->DoSnapshotSet(b, NULL))
CALL(start_null, b->lpVtbl->StartSnapshotSet(b, NULL))
CALL(volume_null_id, b->lpVtbl->AddToSnapshotSet(b, c_drive, GUID_NULL, NULL))
CALL(save_null, b->lpVtbl->SaveAsXML(b, NULL))
CALL(properties_null, b->lpVtbl->GetSnapshotProperties(b, some_id, NULL))
CALL(session_null, b->lpVtbl->GetSessionId(b, NULL))
CALL(disable_null, b->lpVtbl->DisableWriterClasses(b, NULL, 1))
CALL(disable_none, b->lpVtbl->DisableWriterClasses(b, &some_id, 0))
CALL(enable_null, b->lpVtbl->EnableWriterClasses(b, NULL, 1))
CALL(instances_null, b->lpVtbl->DisableWriterInstances(b, NULL, 1))
CALL(add_null, b->lpVtbl->AddComponent(b, some_id, some_id, VSS_CT_FILEGROUP, L"p", NULL))
CALL(add_type, b->lpVtbl->AddComponent(b, some_id, some_id, VSS_CT_UNDEFINED, L"p", L"c"))
CALL(succeeded_null,
     b->lpVtbl->SetBackupSucceeded(b, some_id, some_id, VSS_CT_FILEGROUP, NULL, NULL, true))
CALL(options_null_name, b->lpVtbl->SetBackupOptions(b, some_id, VSS_CT_FILEGROUP, NULL, NULL, L"o"))
CALL(options_null, b->lpVtbl->SetBackupOptions(b, some_id, VSS_CT_FILEGROUP, NULL, L"c", NULL))
CALL(stamp_null, b->lpVtbl->SetPreviousBackupStamp(b, some_id, VSS_CT_FILEGROUP, NULL, L"c", NULL))
CALL(selected_null,
     b->lpVtbl->SetSelectedForRestore(b, some_id, VSS_CT_FILEGROUP, NULL, NULL, true))
CALL(selected_type,
     b->lpVtbl->SetSelectedForRestore(b, some_id, (VSS_COMPONENT_TYPE)7, NULL, L"c", true))
CALL(selected_ex_null,
     b->lpVtbl->SetSelectedForRestoreEx(b, some_id, VSS_CT_FILEGROUP, NULL, NULL, true, some_id))
CALL(restore_options_null,
     b->lpVtbl->SetRestoreOptions(b, some_id, VSS_CT_FILEGROUP, NULL, L"c", NULL))
CALL(additional_null,
     b->lpVtbl->SetAdditionalRestores(b, some_id, VSS_CT_FILEGROUP, NULL, NULL, true))
CALL(mapping_null_path, b->lpVtbl->AddAlternativeLocationMapping(b, some_id, VSS_CT_FILEGROUP, NULL,
                                                                 L"c", NULL, L"*", true, L"C:\\x"))
CALL(mapping_null_spec,
     b->lpVtbl->AddAlternativeLocationMapping(b, some_id, VSS_CT_FILEGROUP, NULL, L"c", L"C:\\a",
                                              NULL, true, L"C:\\x"))
CALL(mapping_null_to, b->lpVtbl->AddAlternativeLocationMapping(b, some_id, VSS_CT_FILEGROUP, NULL,
                                                               L"c", L"C:\\a", L"*", true, NULL))
CALL(target_wildcard, b->lpVtbl->AddNewTarget(b, some_id, VSS_CT_FILEGROUP, NULL, L"c", L"C:\\a*",
                                              L"*", true, L"C:\\x"))
CALL(target_folder_in_name, b->lpVtbl->AddNewTarget(b, some_id, VSS_CT_FILEGROUP, NULL, L"c",
                                                    L"C:\\a", L"b\\*", true, L"C:\\x"))
CALL(target_relative,
     b->lpVtbl->AddNewTarget(b, some_id, VSS_CT_FILEGROUP, NULL, L"c", L"C:\\a", L"*", true, L"x"))
CALL(target_null_name, b->lpVtbl->AddNewTarget(b, some_id, VSS_CT_FILEGROUP, NULL, NULL, L"C:\\a",
                                               L"*", true, L"C:\\x"))
CALL(sub_null_path,
     b->lpVtbl->AddRestoreSubcomponent(b, some_id, VSS_CT_FILEGROUP, NULL, L"c", NULL, L"s", false))
CALL(sub_null_name,
     b->lpVtbl->AddRestoreSubcomponent(b, some_id, VSS_CT_FILEGROUP, NULL, L"c", L"c", NULL, false))
CALL(sub_repair,
     b->lpVtbl->AddRestoreSubcomponent(b, some_id, VSS_CT_FILEGROUP, NULL, L"c", L"c", L"s", true))
CALL(file_status_0,
     b->lpVtbl->SetFileRestoreStatus(b, some_id, VSS_CT_FILEGROUP, NULL, L"c", VSS_RS_UNDEFINED))
CALL(ranges_null, b->lpVtbl->SetRangesFilePath(b, some_id, VSS_CT_FILEGROUP, NULL, L"c", 0, NULL))
CALL(ranges_relative,
     b->lpVtbl->SetRangesFilePath(b, some_id, VSS_CT_FILEGROUP, NULL, L"c", 0, L"r.bin"))
CALL(authoritative_null,
     b->lpVtbl->SetAuthoritativeRestore(b, some_id, VSS_CT_FILEGROUP, NULL, NULL, true))
CALL(roll_0,
     b->lpVtbl->SetRollForward(b, some_id, VSS_CT_FILEGROUP, NULL, L"c", VSS_RF_UNDEFINED, L"p"))
CALL(roll_no_point,
     b->lpVtbl->SetRollForward(b, some_id, VSS_CT_FILEGROUP, NULL, L"c", VSS_RF_PARTIAL, NULL))
CALL(rename_null, b->lpVtbl->SetRestoreName(b, some_id, VSS_CT_FILEGROUP, NULL, L"c", NULL))

static HRESULT metadata_null_id(IVssBackupComponentsEx4 *b)
{
    IVssExamineWriterMetadata *metadata;

    return b->lpVtbl->GetWriterMetadata(b, 0, NULL, &metadata);
}
static HRESULT metadata_null(IVssBackupComponentsEx4 *b)
{
    VSS_ID id;

    return b->lpVtbl->GetWriterMetadata(b, 0, &id, NULL);
}
static HRESULT metadata_ex_null(IVssBackupComponentsEx4 *b)
{
    VSS_ID id;

    return b->lpVtbl->GetWriterMetadataEx(b, 0, &id, NULL);
}
static HRESULT get_status_null(IVssBackupComponentsEx4 *b)
{
    VSS_WRITER_STATE state;
    VSS_ID id, writer;
    BSTR name;

    return b->lpVtbl->GetWriterStatus(b, 0, &id, &writer, &name, &state, NULL);
}
static HRESULT get_status_ex_null(IVssBackupComponentsEx4 *b)
{
    VSS_WRITER_STATE state;
    VSS_ID id, writer;

    return b->lpVtbl->GetWriterStatusEx(b, 0, &id, &writer, NULL, &state, NULL, NULL, NULL);
}
static HRESULT volume_null(IVssBackupComponentsEx4 *b)
{
    VSS_ID id;

    return b->lpVtbl->AddToSnapshotSet(b, NULL, GUID_NULL, &id);
}
static HRESULT volume_bare(IVssBackupComponentsEx4 *b)
{
    VSS_ID id;

    return b->lpVtbl->AddToSnapshotSet(b, c_bare, GUID_NULL, &id);
}
static HRESULT supported_null(IVssBackupComponentsEx4 *b)
{
    BOOL supported;

    return b->lpVtbl->IsVolumeSupported(b, GUID_NULL, NULL, &supported);
}
static HRESULT query_type(IVssBackupComponentsEx4 *b)
{
    IVssEnumObject *objects;

    return b->lpVtbl->Query(b, GUID_NULL, VSS_OBJECT_SNAPSHOT, VSS_OBJECT_SNAPSHOT, &objects);
}
static HRESULT query_id(IVssBackupComponentsEx4 *b)
{
    IVssEnumObject *objects;

    return b->lpVtbl->Query(b, some_id, VSS_OBJECT_NONE, VSS_OBJECT_SNAPSHOT, &objects);
}
static HRESULT query_sets(IVssBackupComponentsEx4 *b)
{
    IVssEnumObject *objects;

    return b->lpVtbl->Query(b, GUID_NULL, VSS_OBJECT_NONE, VSS_OBJECT_SNAPSHOT_SET, &objects);
}
CALL(query_null, b->lpVtbl->Query(b, GUID_NULL, VSS_OBJECT_NONE, VSS_OBJECT_SNAPSHOT, NULL))
static HRESULT delete_null(IVssBackupComponentsEx4 *b)
{
    LONG deleted;

    return b->lpVtbl->DeleteSnapshots(b, some_id, VSS_OBJECT_SNAPSHOT, FALSE, &deleted, NULL);
}
static HRESULT delete_type(IVssBackupComponentsEx4 *b)
{
    LONG deleted;
    VSS_ID id;

    return b->lpVtbl->DeleteSnapshots(b, some_id, VSS_OBJECT_PROVIDER, FALSE, &deleted, &id);
}
static HRESULT delete_unknown(IVssBackupComponentsEx4 *b)
{
    LONG deleted;
    VSS_ID id;

    return b->lpVtbl->DeleteSnapshots(b, some_id, VSS_OBJECT_SNAPSHOT, FALSE, &deleted, &id);
}
CALL(root_null, b->lpVtbl->GetRootAndLogicalPrefixPaths(b, c_drive, NULL, NULL, FALSE))
CALL(revert_status_null, b->lpVtbl->QueryRevertStatus(b, NULL, NULL))
CALL(expose_null, b->lpVtbl->ExposeSnapshot(b, some_id, NULL, 0, NULL, NULL))
CALL(import_null, b->lpVtbl->ImportSnapshots(b, NULL))

static const struct argument_row {
    const char *name;
    HRESULT (*call)(IVssBackupComponentsEx4 *backup);
    HRESULT hr;
    const char *sentence;
} argument_rows[] = {
    {"GetWriterComponentsCount NULL", count_null, E_INVALIDARG, "pcComponents"},
    {"GetWriterComponents NULL", components_null, E_INVALIDARG, "ppWriter"},
    {"SetBackupState undefined", backup_type_0, E_INVALIDARG, "VSS_BACKUP_TYPE"},
    {"SetBackupState 99", backup_type_99, E_INVALIDARG, "99"},
    {"SetRestoreState 99", restore_type_99, E_INVALIDARG, "99"},
    {"InitializeForRestore NULL", restore_null, VSS_E_INVALID_XML_DOCUMENT, "bstrXML"},
    {"GatherWriterMetadata NULL", gather_null, E_INVALIDARG, "ppAsync"},
    {"GetWriterMetadataCount NULL", metadata_count_null, E_INVALIDARG, "pcWriters"},
    {"GetWriterMetadata NULL id", metadata_null_id, E_INVALIDARG, "pidInstance"},
    {"GetWriterMetadata NULL", metadata_null, E_INVALIDARG, "ppMetadata"},
    {"GetWriterMetadataEx NULL", metadata_ex_null, E_INVALIDARG, "ppMetadata"},
    {"PrepareForBackup NULL", prepare_null, E_INVALIDARG, "ppAsync"},
    {"GatherWriterStatus NULL", status_null, E_INVALIDARG, "ppAsync"},
    {"GetWriterStatusCount NULL", status_count_null, E_INVALIDARG, "pcWriters"},
    {"GetWriterStatus NULL failure", get_status_null, E_INVALIDARG, "phResultFailure"},
    {"GetWriterStatusEx NULL name", get_status_ex_null, E_INVALIDARG, "pbstrWriter"},
    {"BackupComplete NULL", complete_null, E_INVALIDARG, "ppAsync"},
    {"PreRestore NULL", pre_restore_null, E_INVALIDARG, "ppAsync"},
    {"PostRestore NULL", post_restore_null, E_INVALIDARG, "ppAsync"},
    {"DoSnapshotSet NULL", snapshot_null, E_INVALIDARG, "ppAsync"},
    {"StartSnapshotSet NULL", start_null, E_INVALIDARG, "pSnapshotSetId"},
    {"AddToSnapshotSet NULL volume", volume_null, E_INVALIDARG, "pwszVolumeName"},
    {"AddToSnapshotSet NULL id", volume_null_id, E_INVALIDARG, "pidSnapshot"},
    {"AddToSnapshotSet without backslash", volume_bare, E_INVALIDARG, "backslash"},
    {"SaveAsXML NULL", save_null, E_INVALIDARG, "pbstrXML"},
    {"GetSnapshotProperties NULL", properties_null, E_INVALIDARG, "pProp"},
    {"GetSessionId NULL", session_null, E_INVALIDARG, "idSession"},
    {"DisableWriterClasses NULL", disable_null, E_INVALIDARG, "NULL"},
    {"DisableWriterClasses 0", disable_none, E_INVALIDARG, "empty"},
    {"EnableWriterClasses NULL", enable_null, E_INVALIDARG, "NULL"},
    {"DisableWriterInstances NULL", instances_null, E_INVALIDARG, "NULL"},
    {"AddComponent NULL name", add_null, E_INVALIDARG, "wszComponentName"},
    {"AddComponent no type", add_type, E_INVALIDARG, "VSS_COMPONENT_TYPE"},
    {"SetBackupSucceeded NULL name", succeeded_null, E_INVALIDARG, "wszComponentName"},
    {"SetBackupOptions NULL name", options_null_name, E_INVALIDARG, "wszComponentName"},
    {"SetBackupOptions NULL", options_null, E_INVALIDARG, "wszBackupOptions"},
    {"SetPreviousBackupStamp NULL", stamp_null, E_INVALIDARG, "wszPreviousBackupStamp"},
    {"SetSelectedForRestore NULL name", selected_null, E_INVALIDARG, "wszComponentName"},
    {"SetSelectedForRestore no type", selected_type, E_INVALIDARG, "7"},
    {"SetSelectedForRestoreEx NULL name", selected_ex_null, E_INVALIDARG, "wszComponentName"},
    {"SetRestoreOptions NULL", restore_options_null, E_INVALIDARG, "wszRestoreOptions"},
    {"SetAdditionalRestores NULL name", additional_null, E_INVALIDARG, "wszComponentName"},
    {"AddAlternativeLocationMapping path", mapping_null_path, E_INVALIDARG, "wszPath"},
    {"AddAlternativeLocationMapping spec", mapping_null_spec, E_INVALIDARG, "wszFilespec"},
    {"AddAlternativeLocationMapping to", mapping_null_to, E_INVALIDARG, "wszDestination"},
    {"AddNewTarget wildcard in path", target_wildcard, E_INVALIDARG, "wszPath"},
    {"AddNewTarget folder in name", target_folder_in_name, E_INVALIDARG, "wszFileName"},
    {"AddNewTarget relative target", target_relative, E_INVALIDARG, "wszAlternatePath"},
    {"AddNewTarget NULL name", target_null_name, E_INVALIDARG, "wszComponentName"},
    {"AddRestoreSubcomponent NULL path", sub_null_path, E_INVALIDARG, "wszSubComponentLogicalPath"},
    {"AddRestoreSubcomponent NULL name", sub_null_name, E_INVALIDARG, "wszSubComponentName"},
    {"AddRestoreSubcomponent repair", sub_repair, E_INVALIDARG, "bRepair"},
    {"SetFileRestoreStatus undefined", file_status_0, E_INVALIDARG, "VSS_RS_ALL"},
    {"SetRangesFilePath NULL", ranges_null, E_INVALIDARG, "wszRangesFile"},
    {"SetRangesFilePath relative", ranges_relative, E_INVALIDARG, "r.bin"},
    {"SetAuthoritativeRestore NULL name", authoritative_null, E_INVALIDARG, "wszComponentName"},
    {"SetRollForward undefined", roll_0, E_INVALIDARG, "VSS_ROLLFORWARD_TYPE"},
    {"SetRollForward partial without point", roll_no_point, E_INVALIDARG, "wszRollForwardPoint"},
    {"SetRestoreName NULL", rename_null, E_INVALIDARG, "wszRestoreName"},
    {"IsVolumeSupported NULL", supported_null, E_INVALIDARG, "pwszVolumeName"},
    {"Query of snapshots' snapshots", query_type, E_INVALIDARG, "VSS_OBJECT_NONE"},
    {"Query with an id", query_id, E_INVALIDARG, "GUID_NULL"},
    {"Query for sets", query_sets, E_INVALIDARG, "eReturnedObjectsType"},
    {"Query NULL", query_null, E_INVALIDARG, "ppEnum"},
    {"DeleteSnapshots NULL", delete_null, E_INVALIDARG, "pNondeletedSnapshotID"},
    {"DeleteSnapshots of a provider", delete_type, E_INVALIDARG, "eSourceObjectType"},
    {"DeleteSnapshots unknown id", delete_unknown, VSS_E_OBJECT_NOT_FOUND, ""},
    {"GetRootAndLogicalPrefixPaths NULL", root_null, E_INVALIDARG, "ppwszRootPath"},
    {"QueryRevertStatus NULL", revert_status_null, E_POINTER, "pwszVolume"},
    {"ExposeSnapshot NULL", expose_null, E_INVALIDARG, "pwszExposed"},
    {"ImportSnapshots NULL", import_null, E_INVALIDARG, "ppAsync"},
};

struct traced { /* the API calls that the trace has seen */
    unsigned begins, ends, named;
    const char *method;
};

static void see_line(void *context, const char *line, size_t length)
{
    struct traced *traced = (struct traced *)context;
    size_t method_length = strcspn(traced->method, " ");
    const char *name = strstr(line, "\"name\":\"IVssBackupComponents");

    (void)length;
    if (!strstr(line, "\"kind\":\"api\""))
        return;
    traced->begins += strstr(line, "\"phase\":\"begin\"") != NULL;
    traced->ends += strstr(line, "\"phase\":\"end\"") != NULL;
    name = name ? strchr(name, '.') : NULL;
    traced->named += name && strncmp(name + 1, traced->method, method_length) == 0 &&
                     name[1 + method_length] == '"';
}

VSTEST_TABLE(arguments, a_bad_argument_is_named_and_refused, argument_rows)
{
    const struct argument_row *row = &argument_rows[*row_];
    struct traced traced = {.method = row->name};
    IVssBackupComponentsEx4 *backup;
    struct scene scene;
    HRESULT hr;

    VSTEST_HR(scene_start(&scene, VSAPI_DELIVERY_INLINE), S_OK, row->name);
    VSTEST_HR(scene_do(&scene, "create"), S_OK, row->name);
    VSTEST_HR(scene.backup->lpVtbl->QueryInterface(scene.backup, &IID_IVssBackupComponentsEx4,
                                                   (void **)&backup),
              S_OK, row->name);
    vsapi_trace_sink(see_line, &traced);
    hr = row->call(backup);
    vsapi_trace_sink(NULL, NULL);
    VSTEST_HR(hr, row->hr, row->name);
    VSTEST_SENTENCE(row->sentence, row->name);
    cr_expect_neq(vsapi_last_message()[0], '\0', "%s: no sentence", row->name);
    cr_expect(traced.begins == 1 && traced.ends == 1 && traced.named == 2,
              "%s: the trace has %u beginnings, %u ends, %u with its name", row->name,
              traced.begins, traced.ends, traced.named);
    backup->lpVtbl->Release(backup);
    cr_expect_eq(scene_release(&scene), 0, "%s: a reference is left", row->name);
    VSTEST_HR(scene_end(&scene), S_OK, row->name);
}

/* ---- what is reserved
 * ---------------------------------------------------------------------------- */

static HRESULT no_pre_fast(IVssBackupComponentsEx4 *b, IVssAsync **a)
{
    return b->lpVtbl->PreFastRecovery(b, some_id, 0, a);
}
static HRESULT no_fast(IVssBackupComponentsEx4 *b, IVssAsync **a)
{
    return b->lpVtbl->FastRecovery(b, some_id, 0, a);
}

static const struct reserved_row {
    const char *name;
    HRESULT (*call)(IVssBackupComponentsEx4 *backup, IVssAsync **async);
} reserved_rows[] = {
    {"PreFastRecovery", no_pre_fast},
    {"FastRecovery", no_fast},
};

VSTEST_TABLE(arguments, what_is_reserved_says_so, reserved_rows)
{
    const struct reserved_row *row = &reserved_rows[*row_];
    IVssBackupComponentsEx4 *backup;
    struct scene scene;
    IVssAsync *async = NULL;

    VSTEST_HR(scene_start(&scene, VSAPI_DELIVERY_INLINE), S_OK, row->name);
    VSTEST_HR(scene_do(&scene, "create init"), S_OK, row->name);
    VSTEST_HR(scene.backup->lpVtbl->QueryInterface(scene.backup, &IID_IVssBackupComponentsEx4,
                                                   (void **)&backup),
              S_OK, row->name);
    VSTEST_HR(row->call(backup, &async), E_NOTIMPL, row->name);
    VSTEST_SENTENCE(row->name, row->name);
    VSTEST_SENTENCE("reserved", row->name);
    cr_expect_null(async, "%s", row->name);
    backup->lpVtbl->Release(backup);
    VSTEST_HR(scene_end(&scene), S_OK, row->name);
}

/* ---- the functions
 * ------------------------------------------------------------------------------- */

Test(arguments, the_functions_refuse_null)
{
    IVssExamineWriterMetadata *metadata;
    BSTR xml = SysAllocString(L"<a/>");
    LONG capability;
    BOOL present;
    bool block;

    VSTEST_HR(CreateVssBackupComponents(NULL), E_INVALIDARG, "");
    VSTEST_HR(CreateVssBackupComponentsInternal(NULL), E_INVALIDARG, "");
    VSTEST_HR(CreateVssExamineWriterMetadata(NULL, &metadata), E_INVALIDARG, "");
    VSTEST_HR(CreateVssExamineWriterMetadata(xml, NULL), E_INVALIDARG, "");
    VSTEST_HR(CreateVssExamineWriterMetadataInternal(xml, &metadata), VSS_E_INVALID_XML_DOCUMENT,
              "");
    VSTEST_HR(IsVolumeSnapshotted(NULL, &present, &capability), E_INVALIDARG, "");
    VSTEST_HR(IsVolumeSnapshotted(c_drive, NULL, &capability), E_INVALIDARG, "");
    VSTEST_HR(IsVolumeSnapshottedInternal(c_bare, &present, &capability), E_INVALIDARG, "");
    VSTEST_HR(ShouldBlockRevert(NULL, &block), E_INVALIDARG, "");
    VSTEST_HR(ShouldBlockRevertInternal(c_drive, NULL), E_INVALIDARG, "");
    VssFreeSnapshotProperties(NULL);
    SysFreeString(xml);
    VSTEST_HR(vsapi_reset(), S_OK, "");
}
