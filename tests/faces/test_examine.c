/*
 * tests/faces/test_examine.c - IVssExamineWriterMetadata to Ex2, IVssWMComponent, IVssWMDependency:
 * what a requester reads of a writer's metadata.
 */
#include <vstest.h>

#include <vsapi/com.h>
#include <vsapi/faces.h>
#include <vsapi/text.h>

static const VSS_ID WRITER = {1, 2, 3, {4, 5, 6, 7, 8, 9, 10, 11}};
static const VSS_ID OTHER = {91, 2, 3, {4, 5, 6, 7, 8, 9, 10, 11}};
static unsigned char icon[] = {1, 2, 3, 0, 5};

static IVssExamineWriterMetadataEx2 *examine(struct vsapi_wmd *wmd)
{
    IVssExamineWriterMetadata *base;
    IVssExamineWriterMetadataEx2 *ex2;

    cr_assert_eq(vsapi_examine_create(wmd, NULL, &base), S_OK);
    cr_assert_eq(
        base->lpVtbl->QueryInterface(base, &IID_IVssExamineWriterMetadataEx2, (void **)&ex2), S_OK);
    base->lpVtbl->Release(base);
    return ex2;
}

static struct vsapi_wmd *empty_document(void)
{
    struct vsapi_wmd *wmd;

    cr_assert_eq(vsapi_wmd_create(&wmd), S_OK);
    wmd->writer_id = WRITER;
    wmd->instance_id = OTHER;
    wmd->usage = VSS_UT_USERDATA;
    wmd->source = VSS_ST_OTHER;
    vsapi_wmd_text(wmd, &wmd->friendly_name, "Some Writer");
    return wmd;
}

static struct vsapi_wmd *full_document(void)
{
    struct vsapi_wmd *wmd = empty_document();
    struct vsapi_wm_component *db, *group;

    vsapi_wmd_text(wmd, &wmd->instance_name, "north");
    wmd->major_version = 2;
    wmd->minor_version = 7;
    wmd->backup_schema = VSS_BS_COPY;
    vsapi_wmd_add_component(wmd, VSS_CT_DATABASE, "Top", "db", &db);
    vsapi_wmd_text(wmd, &db->caption, "The database");
    db->icon = icon;
    db->icon_bytes = sizeof icon;
    db->selectable = true;
    db->component_flags = VSS_CF_BACKUP_RECOVERY;
    vsapi_wmd_add_filedesc(wmd, &db->database_files, "C:\\Db", "*.db", false, NULL, 0xF0F);
    vsapi_wmd_add_filedesc(wmd, &db->log_files, "C:\\Db\\Logs", "*.log", false, NULL, 0x10101);
    vsapi_wmd_add_dependency(wmd, db, &OTHER, NULL, "base");
    vsapi_wmd_add_component(wmd, VSS_CT_FILEGROUP, NULL, "files", &group);
    vsapi_wmd_add_filedesc(wmd, &group->files, "C:\\F", "*", true, "D:\\F", 0xF0F);
    vsapi_wmd_add_filedesc(wmd, &wmd->exclude_files, "C:\\Db", "*.tmp", true, NULL, 0xF0F);
    vsapi_wmd_add_filedesc(wmd, &wmd->exclude_from_snapshot, "C:\\Db", "*.big", false, NULL, 0xF0F);
    vsapi_wmd_add_filedesc(wmd, &wmd->alternate_mappings, "C:\\Db", "*.db", false, "E:\\", 0xF0F);
    return wmd;
}

Test(examine, identity_comes_from_the_document)
{
    struct vsapi_wmd *wmd = full_document();
    IVssExamineWriterMetadataEx2 *ex2 = examine(wmd);
    BSTR name = NULL, instance_name = NULL;
    VSS_ID instance, writer;
    VSS_USAGE_TYPE usage;
    VSS_SOURCE_TYPE source;
    DWORD major_version = 0, minor_version = 0, schema = 0;

    vsapi_wmd_unref(wmd);
    VSTEST_HR(ex2->lpVtbl->GetIdentity(ex2, &instance, &writer, &name, &usage, &source), S_OK, "");
    cr_expect(IsEqualGUID(&instance, &OTHER) && IsEqualGUID(&writer, &WRITER));
    cr_expect(usage == VSS_UT_USERDATA && source == VSS_ST_OTHER);
    VSTEST_WIDE(name, L"Some Writer", "");
    SysFreeString(name);
    VSTEST_HR(
        ex2->lpVtbl->GetIdentityEx(ex2, &instance, &writer, &name, &instance_name, &usage, &source),
        S_OK, "");
    VSTEST_WIDE(instance_name, L"north", "");
    SysFreeString(name);
    SysFreeString(instance_name);
    VSTEST_HR(ex2->lpVtbl->GetVersion(ex2, &major_version, &minor_version), S_OK, "");
    cr_expect(major_version == 2 && minor_version == 7);
    VSTEST_HR(ex2->lpVtbl->GetBackupSchema(ex2, &schema), S_OK, "");
    cr_expect_eq(schema, VSS_BS_COPY);
    cr_expect_eq(ex2->lpVtbl->Release(ex2), 0);
    cr_expect_eq(vsapi_com_live(), 0);
}

Test(examine, a_writer_without_instance_name_has_an_empty_one)
{
    struct vsapi_wmd *wmd = empty_document();
    IVssExamineWriterMetadataEx2 *ex2 = examine(wmd);
    BSTR name = NULL, instance_name = NULL;
    VSS_ID instance, writer;
    VSS_USAGE_TYPE usage;
    VSS_SOURCE_TYPE source;

    VSTEST_HR(
        ex2->lpVtbl->GetIdentityEx(ex2, &instance, &writer, &name, &instance_name, &usage, &source),
        S_OK, "");
    VSTEST_WIDE(instance_name, L"", "");
    SysFreeString(name);
    SysFreeString(instance_name);
    ex2->lpVtbl->Release(ex2);
    vsapi_wmd_unref(wmd);
}

Test(examine, missing_result_pointers_are_invalid_arguments)
{
    struct vsapi_wmd *wmd = full_document();
    IVssExamineWriterMetadataEx2 *ex2 = examine(wmd);
    VSS_RESTOREMETHOD_ENUM method;
    VSS_WRITERRESTORE_ENUM restore;
    VSS_USAGE_TYPE usage;
    VSS_SOURCE_TYPE source;
    VSS_ID id;
    BSTR text = NULL;
    DWORD number;
    UINT count;
    bool flag;

    VSTEST_HR(ex2->lpVtbl->GetIdentity(ex2, NULL, &id, &text, &usage, &source), E_INVALIDARG, "");
    VSTEST_HR(ex2->lpVtbl->GetIdentity(ex2, &id, NULL, &text, &usage, &source), E_INVALIDARG, "");
    VSTEST_HR(ex2->lpVtbl->GetIdentity(ex2, &id, &id, NULL, &usage, &source), E_INVALIDARG, "");
    VSTEST_HR(ex2->lpVtbl->GetIdentity(ex2, &id, &id, &text, NULL, &source), E_INVALIDARG, "");
    VSTEST_HR(ex2->lpVtbl->GetIdentity(ex2, &id, &id, &text, &usage, NULL), E_INVALIDARG, "");
    VSTEST_HR(ex2->lpVtbl->GetIdentityEx(ex2, &id, &id, &text, NULL, &usage, &source), E_INVALIDARG,
              "");
    VSTEST_HR(ex2->lpVtbl->GetFileCounts(ex2, &count, NULL, &count), E_INVALIDARG, "");
    VSTEST_HR(ex2->lpVtbl->GetFileCounts(ex2, &count, &count, NULL), E_INVALIDARG, "");
    VSTEST_HR(ex2->lpVtbl->GetFileCounts(ex2, NULL, &count, &count), S_OK, "reserved");
    VSTEST_HR(ex2->lpVtbl->GetExcludeFile(ex2, 0, NULL), E_INVALIDARG, "");
    VSTEST_HR(ex2->lpVtbl->GetComponent(ex2, 0, NULL), E_INVALIDARG, "");
    VSTEST_HR(ex2->lpVtbl->GetAlternateLocationMapping(ex2, 0, NULL), E_INVALIDARG, "");
    VSTEST_HR(ex2->lpVtbl->GetExcludeFromSnapshotFile(ex2, 0, NULL), E_INVALIDARG, "");
    VSTEST_HR(ex2->lpVtbl->GetExcludeFromSnapshotCount(ex2, NULL), E_INVALIDARG, "");
    VSTEST_HR(ex2->lpVtbl->GetBackupSchema(ex2, NULL), E_INVALIDARG, "");
    VSTEST_HR(ex2->lpVtbl->GetVersion(ex2, NULL, &number), E_INVALIDARG, "");
    VSTEST_HR(ex2->lpVtbl->GetVersion(ex2, &number, NULL), E_INVALIDARG, "");
    VSTEST_HR(ex2->lpVtbl->SaveAsXML(ex2, NULL), E_INVALIDARG, "");
    VSTEST_HR(ex2->lpVtbl->LoadFromXML(ex2, NULL), E_INVALIDARG, "");
    VSTEST_HR(ex2->lpVtbl->GetRestoreMethod(ex2, NULL, &text, &text, &restore, &flag, &count),
              E_INVALIDARG, "");
    VSTEST_HR(ex2->lpVtbl->GetRestoreMethod(ex2, &method, NULL, &text, &restore, &flag, &count),
              E_INVALIDARG, "");
    VSTEST_HR(ex2->lpVtbl->GetRestoreMethod(ex2, &method, &text, NULL, &restore, &flag, &count),
              E_INVALIDARG, "");
    VSTEST_HR(ex2->lpVtbl->GetRestoreMethod(ex2, &method, &text, &text, NULL, &flag, &count),
              E_INVALIDARG, "");
    VSTEST_HR(ex2->lpVtbl->GetRestoreMethod(ex2, &method, &text, &text, &restore, NULL, &count),
              E_INVALIDARG, "");
    VSTEST_HR(ex2->lpVtbl->GetRestoreMethod(ex2, &method, &text, &text, &restore, &flag, NULL),
              E_INVALIDARG, "");
    VSTEST_HR(ex2->lpVtbl->GetIncludeFile(ex2, 0, NULL), E_NOTIMPL, "reserved");
    VSTEST_HR(ex2->lpVtbl->GetDocument(ex2, NULL), E_NOTIMPL, "reserved");
    ex2->lpVtbl->Release(ex2);
    vsapi_wmd_unref(wmd);
}

Test(examine, lists_are_indexed_from_0_to_their_count)
{
    struct vsapi_wmd *wmd = full_document();
    IVssExamineWriterMetadataEx2 *ex2 = examine(wmd);
    UINT includes = 9, excludes = 0, components = 0, from_snapshot = 0;
    IVssWMFiledesc *filedesc = (IVssWMFiledesc *)1;
    IVssWMComponent *component = (IVssWMComponent *)1;
    BSTR text = NULL;

    VSTEST_HR(ex2->lpVtbl->GetFileCounts(ex2, &includes, &excludes, &components), S_OK, "");
    cr_expect(includes == 0 && excludes == 1 && components == 2);
    VSTEST_HR(ex2->lpVtbl->GetExcludeFromSnapshotCount(ex2, &from_snapshot), S_OK, "");
    cr_expect_eq(from_snapshot, 1);
    VSTEST_HR(ex2->lpVtbl->GetExcludeFile(ex2, 1, &filedesc), VSS_E_OBJECT_NOT_FOUND, "");
    cr_expect_null(filedesc);
    VSTEST_HR(ex2->lpVtbl->GetComponent(ex2, 2, &component), VSS_E_OBJECT_NOT_FOUND, "");
    cr_expect_null(component);
    VSTEST_HR(ex2->lpVtbl->GetAlternateLocationMapping(ex2, 1, &filedesc), VSS_E_OBJECT_NOT_FOUND,
              "");
    VSTEST_HR(ex2->lpVtbl->GetExcludeFromSnapshotFile(ex2, 1, &filedesc), E_INVALIDARG, "");
    VSTEST_HR(ex2->lpVtbl->GetExcludeFile(ex2, 0, &filedesc), S_OK, "");

    /* The file set outlives the object and the document that it came from. */
    ex2->lpVtbl->Release(ex2);
    vsapi_wmd_unref(wmd);
    VSTEST_HR(filedesc->lpVtbl->GetFilespec(filedesc, &text), S_OK, "");
    VSTEST_WIDE(text, L"*.tmp", "");
    SysFreeString(text);
    text = (BSTR)1;
    VSTEST_HR(filedesc->lpVtbl->GetAlternateLocation(filedesc, &text), S_FALSE, "");
    cr_expect_null(text);
    cr_expect_eq(filedesc->lpVtbl->Release(filedesc), 0);
    cr_expect_eq(vsapi_com_live(), 0);
}

static const struct method_row {
    const char *name;
    bool has;
    VSS_RESTOREMETHOD_ENUM method;
    HRESULT hr;
    const WCHAR *service;
} method_rows[] = {
    {"none", false, VSS_RME_UNDEFINED, S_FALSE, NULL},
    {"stop, restore, start", true, VSS_RME_STOP_RESTORE_START, S_OK, L"svc"},
    {"restore, stop, start", true, VSS_RME_RESTORE_STOP_START, S_OK, L"svc"},
    {"one without a service", true, VSS_RME_RESTORE_IF_CAN_REPLACE, S_OK, NULL},
};

VSTEST_TABLE(examine, a_restore_method_names_a_service_when_it_stops_one, method_rows)
{
    const struct method_row *row = &method_rows[*row_];
    struct vsapi_wmd *wmd = full_document();
    IVssExamineWriterMetadataEx2 *ex2;
    VSS_RESTOREMETHOD_ENUM method;
    VSS_WRITERRESTORE_ENUM restore;
    BSTR service = (BSTR)1, procedure = (BSTR)1;
    UINT mappings = 9;
    bool reboot;

    wmd->has_restore_method = row->has;
    wmd->restore_method = row->method;
    wmd->writer_restore = VSS_WRE_ALWAYS;
    wmd->reboot_required = true;
    vsapi_wmd_text(wmd, &wmd->service, "svc");
    ex2 = examine(wmd);
    VSTEST_HR(ex2->lpVtbl->GetRestoreMethod(ex2, &method, &service, &procedure, &restore, &reboot,
                                            &mappings),
              row->hr, row->name);
    cr_expect_eq(method, row->method, "%s", row->name);
    VSTEST_WIDE(service, row->service, row->name);
    cr_expect_null(procedure, "%s", row->name);
    cr_expect_eq(restore, row->has ? VSS_WRE_ALWAYS : VSS_WRE_UNDEFINED, "%s", row->name);
    cr_expect_eq(reboot, row->has, "%s", row->name);
    cr_expect_eq(mappings, 1, "%s", row->name);
    SysFreeString(service);
    ex2->lpVtbl->Release(ex2);
    vsapi_wmd_unref(wmd);
}

/* ---- components ---------------------------------------------------------------------------------
 */

Test(examine, component_info_has_everything_of_the_component)
{
    struct vsapi_wmd *wmd = full_document();
    IVssExamineWriterMetadataEx2 *ex2 = examine(wmd);
    IVssWMComponent *component;
    PVSSCOMPONENTINFO info = NULL;

    ex2->lpVtbl->GetComponent(ex2, 0, &component);
    VSTEST_HR(component->lpVtbl->GetComponentInfo(component, &info), S_OK, "");
    cr_expect_eq(info->type, VSS_CT_DATABASE);
    VSTEST_WIDE(info->bstrLogicalPath, L"Top", "");
    VSTEST_WIDE(info->bstrComponentName, L"db", "");
    VSTEST_WIDE(info->bstrCaption, L"The database", "");
    cr_expect_eq(info->cbIcon, sizeof icon);
    cr_expect_eq(memcmp(info->pbIcon, icon, sizeof icon), 0);
    cr_expect(info->bSelectable && !info->bSelectableForRestore);
    cr_expect_eq(info->dwComponentFlags, VSS_CF_BACKUP_RECOVERY);
    cr_expect(info->cFileCount == 0 && info->cDatabases == 1 && info->cLogFiles == 1 &&
              info->cDependencies == 1);
    VSTEST_HR(component->lpVtbl->FreeComponentInfo(component, info), S_OK, "");
    VSTEST_HR(component->lpVtbl->FreeComponentInfo(component, NULL), S_OK, "NULL is nothing");
    VSTEST_HR(component->lpVtbl->GetComponentInfo(component, NULL), E_INVALIDARG, "");
    component->lpVtbl->Release(component);

    ex2->lpVtbl->GetComponent(ex2, 1, &component);
    VSTEST_HR(component->lpVtbl->GetComponentInfo(component, &info), S_OK, "");
    cr_expect_null(info->bstrLogicalPath);
    cr_expect_null(info->bstrCaption);
    cr_expect_null(info->pbIcon);
    cr_expect(info->cFileCount == 1 && info->cDatabases == 0 && info->cLogFiles == 0);
    component->lpVtbl->FreeComponentInfo(component, info);
    component->lpVtbl->Release(component);
    ex2->lpVtbl->Release(ex2);
    vsapi_wmd_unref(wmd);
    cr_expect_eq(vsapi_com_live(), 0);
}

Test(examine, files_and_dependencies_of_a_component_are_listed)
{
    struct vsapi_wmd *wmd = full_document();
    IVssExamineWriterMetadataEx2 *ex2 = examine(wmd);
    IVssWMComponent *component;
    IVssWMDependency *dependency = NULL;
    IVssWMFiledesc *filedesc = NULL;
    BSTR text = NULL;
    DWORD mask = 0;
    VSS_ID id;

    ex2->lpVtbl->GetComponent(ex2, 0, &component);
    VSTEST_HR(component->lpVtbl->GetFile(component, 0, &filedesc), VSS_E_OBJECT_NOT_FOUND,
              "a database has no file group's files");
    VSTEST_HR(component->lpVtbl->GetFile(component, 0, NULL), E_INVALIDARG, "");
    VSTEST_HR(component->lpVtbl->GetDatabaseFile(component, 1, &filedesc), VSS_E_OBJECT_NOT_FOUND,
              "");
    VSTEST_HR(component->lpVtbl->GetDatabaseLogFile(component, 1, &filedesc),
              VSS_E_OBJECT_NOT_FOUND, "");
    VSTEST_HR(component->lpVtbl->GetDatabaseLogFile(component, 0, &filedesc), S_OK, "");
    VSTEST_HR(filedesc->lpVtbl->GetBackupTypeMask(filedesc, &mask), S_OK, "");
    cr_expect_eq(mask, 0x10101);
    filedesc->lpVtbl->Release(filedesc);

    VSTEST_HR(component->lpVtbl->GetDependency(component, 1, &dependency), VSS_E_OBJECT_NOT_FOUND,
              "");
    VSTEST_HR(component->lpVtbl->GetDependency(component, 0, NULL), E_INVALIDARG, "");
    VSTEST_HR(component->lpVtbl->GetDependency(component, 0, &dependency), S_OK, "");
    VSTEST_HR(dependency->lpVtbl->GetWriterId(dependency, &id), S_OK, "");
    cr_expect(IsEqualGUID(&id, &OTHER));
    VSTEST_HR(dependency->lpVtbl->GetLogicalPath(dependency, &text), S_OK, "");
    VSTEST_WIDE(text, L"", "no logical path");
    SysFreeString(text);
    VSTEST_HR(dependency->lpVtbl->GetComponentName(dependency, &text), S_OK, "");
    VSTEST_WIDE(text, L"base", "");
    SysFreeString(text);
    VSTEST_HR(dependency->lpVtbl->GetWriterId(dependency, NULL), E_INVALIDARG, "");
    VSTEST_HR(dependency->lpVtbl->GetLogicalPath(dependency, NULL), E_INVALIDARG, "");
    VSTEST_HR(dependency->lpVtbl->GetComponentName(dependency, NULL), E_INVALIDARG, "");
    dependency->lpVtbl->Release(dependency);
    component->lpVtbl->Release(component);
    ex2->lpVtbl->Release(ex2);
    vsapi_wmd_unref(wmd);
    cr_expect_eq(vsapi_com_live(), 0);
}

/* ---- XML
 * ------------------------------------------------------------------------------------------ */

static const struct load_row {
    const char *name;
    const WCHAR *xml;
    HRESULT hr;
} load_rows[] = {
    {"nothing", L"", S_FALSE},
    {"blanks", L" \n", S_FALSE},
    {"no XML", L"hello", S_FALSE},
    {"half a document", L"<WRITER_METADATA", VSS_E_INVALID_XML_DOCUMENT},
    {"another document", L"<BACKUP_COMPONENTS/>", VSS_E_INVALID_XML_DOCUMENT},
};

VSTEST_TABLE(examine, a_load_that_fails_leaves_the_document, load_rows)
{
    const struct load_row *row = &load_rows[*row_];
    struct vsapi_wmd *wmd = full_document();
    IVssExamineWriterMetadataEx2 *ex2 = examine(wmd);
    BSTR xml = SysAllocString(row->xml);
    UINT includes, excludes, components = 0;

    VSTEST_HR(ex2->lpVtbl->LoadFromXML(ex2, xml), row->hr, row->name);
    SysFreeString(xml);
    VSTEST_HR(ex2->lpVtbl->GetFileCounts(ex2, &includes, &excludes, &components), S_OK, row->name);
    cr_expect_eq(components, 2, "%s", row->name);
    ex2->lpVtbl->Release(ex2);
    vsapi_wmd_unref(wmd);
}

Test(examine, a_saved_document_loads_into_another_object)
{
    struct vsapi_wmd *full = full_document();
    struct vsapi_wmd *empty = empty_document();
    IVssExamineWriterMetadataEx2 *from = examine(full);
    IVssExamineWriterMetadataEx2 *to = examine(empty);
    IVssWMComponent *component;
    BSTR xml = NULL, again = NULL;

    VSTEST_HR(from->lpVtbl->SaveAsXML(from, &xml), S_OK, "");
    VSTEST_HR(to->lpVtbl->LoadFromXML(to, xml), S_OK, "");
    VSTEST_HR(to->lpVtbl->SaveAsXML(to, &again), S_OK, "");
    VSTEST_WIDE(again, xml, "the same text");
    VSTEST_HR(to->lpVtbl->GetComponent(to, 1, &component), S_OK, "");
    component->lpVtbl->Release(component);
    SysFreeString(xml);
    SysFreeString(again);
    from->lpVtbl->Release(from);
    to->lpVtbl->Release(to);
    vsapi_wmd_unref(full);
    vsapi_wmd_unref(empty);
    cr_expect_eq(vsapi_com_live(), 0);
}

Test(examine, creating_objects_survives_a_lack_of_memory)
{
    struct vsapi_wmd *wmd = full_document();
    IVssExamineWriterMetadataEx2 *ex2 = examine(wmd);
    IVssExamineWriterMetadata *base = NULL;
    IVssWMComponent *component = NULL, *kept;
    IVssWMFiledesc *filedesc = NULL;
    PVSSCOMPONENTINFO info = NULL;

    VSTEST_FAIL_EACH_ALLOCATION(vsapi_examine_create(wmd, NULL, &base),
                                if (base) base->lpVtbl->Release(base));
    VSTEST_FAIL_EACH_ALLOCATION(ex2->lpVtbl->GetComponent(ex2, 0, &component),
                                if (component) component->lpVtbl->Release(component));
    VSTEST_FAIL_EACH_ALLOCATION(ex2->lpVtbl->GetExcludeFile(ex2, 0, &filedesc),
                                if (filedesc) filedesc->lpVtbl->Release(filedesc));
    ex2->lpVtbl->GetComponent(ex2, 0, &kept);
    VSTEST_FAIL_EACH_ALLOCATION(kept->lpVtbl->GetComponentInfo(kept, &info),
                                if (info) kept->lpVtbl->FreeComponentInfo(kept, info));
    kept->lpVtbl->Release(kept);
    ex2->lpVtbl->Release(ex2);
    vsapi_wmd_unref(wmd);
    cr_expect_eq(vsapi_com_live(), 0);
}
