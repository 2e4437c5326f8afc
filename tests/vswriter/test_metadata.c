/*
 * tests/vswriter/test_metadata.c - IVssCreateWriterMetadata(Ex): what each method takes, refuses
 * and puts into the document.
 */
#include <schema_masks.h>
#include <vstest.h>

#include <vsapi/com.h>
#include <vsapi/text.h>

#include "../../vswriter/src/metadata.h"

static const VSS_ID WRITER = {1, 2, 3, {4, 5, 6, 7, 8, 9, 10, 11}};
static const VSS_ID OTHER = {91, 2, 3, {4, 5, 6, 7, 8, 9, 10, 11}};
#define ALL (VSS_FSBT_ALL_BACKUP_REQUIRED | VSS_FSBT_ALL_SNAPSHOT_REQUIRED)

struct fixture {
    IVssCreateWriterMetadataEx *metadata;
    const IVssCreateWriterMetadataExVtbl *call;
    struct vsapi_wmd *wmd;
};

/* With a database Top\db and a file group files. */
static void open_metadata(struct fixture *f)
{
    const struct vsapi_writer_info info = {
        .size = sizeof info, .writer_id = WRITER, .instance_id = OTHER, .name = "Some Writer"};

    cr_assert_eq(vswriter_metadata_create(&info, &OTHER, &f->metadata), S_OK);
    f->call = f->metadata->lpVtbl;
    f->wmd = NULL;
    cr_assert_eq(f->call->AddComponent(f->metadata, VSS_CT_DATABASE, L"Top", L"db", NULL, NULL, 0,
                                       false, false, true, false, 0),
                 S_OK);
    cr_assert_eq(f->call->AddComponent(f->metadata, VSS_CT_FILEGROUP, NULL, L"files", NULL, NULL, 0,
                                       false, false, false, true, 0),
                 S_OK);
}

static void close_metadata(struct fixture *f)
{
    f->wmd = vswriter_metadata_close(f->metadata);
    f->metadata->IUnknown_base.lpVtbl->Release(&f->metadata->IUnknown_base);
}

static void end(struct fixture *f)
{
    vsapi_wmd_unref(f->wmd);
    cr_expect_eq(vsapi_com_live(), 0, "an object leaked");
}

/* ---- AddComponent
 * --------------------------------------------------------------------------------- */

static const BYTE icon[] = {9, 0, 7};

static const struct component_row {
    const char *row;
    VSS_COMPONENT_TYPE type;
    const WCHAR *path, *name, *caption;
    const BYTE *icon;
    UINT icon_bytes;
    DWORD flags;
    HRESULT hr;
} component_rows[] = {
    {"a database", VSS_CT_DATABASE, L"A\\B", L"n", L"Caption\\x", icon, 3, 7, S_OK},
    {"a file group", VSS_CT_FILEGROUP, NULL, L"n", NULL, NULL, 0, 0, S_OK},
    {"no type", VSS_CT_UNDEFINED, NULL, L"n", NULL, NULL, 0, 0, E_INVALIDARG},
    {"type 3", 3, NULL, L"n", NULL, NULL, 0, 0, E_INVALIDARG},
    {"no name", VSS_CT_DATABASE, NULL, NULL, NULL, NULL, 0, 0, E_INVALIDARG},
    {"an empty name", VSS_CT_DATABASE, NULL, L"", NULL, NULL, 0, 0, E_INVALIDARG},
    {"a backslash in the name", VSS_CT_DATABASE, NULL, L"a\\b", NULL, NULL, 0, 0, E_INVALIDARG},
    {"size without icon", VSS_CT_DATABASE, NULL, L"n", NULL, NULL, 3, 0, E_INVALIDARG},
    {"unknown flags", VSS_CT_DATABASE, NULL, L"n", NULL, NULL, 0, 8, E_INVALIDARG},
    {"a lone surrogate", VSS_CT_DATABASE, L"\xDC00", L"n", NULL, NULL, 0, 0, E_INVALIDARG},
    {"what XML cannot hold", VSS_CT_DATABASE, NULL, L"n\x1f", NULL, NULL, 0, 0,
     VSS_E_INVALID_XML_DOCUMENT},
    {"the same in a caption", VSS_CT_DATABASE, NULL, L"n", L"\xfffe", NULL, 0, 0,
     VSS_E_INVALID_XML_DOCUMENT},
    {"a caption of two lines", VSS_CT_DATABASE, NULL, L"n", L"a\r\n\tb", NULL, 0, 0, S_OK},
    {"there already", VSS_CT_DATABASE, L"Top", L"db", NULL, NULL, 0, 0,
     VSS_E_OBJECT_ALREADY_EXISTS},
    {"there with another type", VSS_CT_FILEGROUP, L"Top", L"db", NULL, NULL, 0, 0,
     VSS_E_OBJECT_ALREADY_EXISTS},
    {"there in other letters", VSS_CT_FILEGROUP, L"TOP", L"Db", NULL, NULL, 0, 0,
     VSS_E_OBJECT_ALREADY_EXISTS},
    {"an empty path is none", VSS_CT_FILEGROUP, L"", L"files", NULL, NULL, 0, 0,
     VSS_E_OBJECT_ALREADY_EXISTS},
    {"the same name elsewhere", VSS_CT_DATABASE, L"Top\\More", L"db", NULL, NULL, 0, 0, S_OK},
};

VSTEST_TABLE(metadata, a_component_has_a_type_and_a_name_of_its_own, component_rows)
{
    const struct component_row *row = &component_rows[*row_];
    struct vsapi_wm_component *component;
    struct fixture f;

    open_metadata(&f);
    VSTEST_HR(f.call->AddComponent(f.metadata, row->type, row->path, row->name, row->caption,
                                   row->icon, row->icon_bytes, true, true, true, false, row->flags),
              row->hr, row->row);
    close_metadata(&f);
    cr_expect_eq(f.wmd->components.count, row->hr == S_OK ? 3 : 2, "%s", row->row);
    if (row->hr == S_OK) {
        component = f.wmd->components.items[2];
        cr_expect_eq(component->type, row->type, "%s", row->row);
        cr_expect_eq(component->component_flags, row->flags, "%s", row->row);
        cr_expect_eq(component->icon_bytes, row->icon_bytes, "%s", row->row);
        cr_expect(!row->icon || memcmp(component->icon, row->icon, row->icon_bytes) == 0);
        cr_expect(component->restore_metadata && component->notify_on_backup_complete &&
                  component->selectable && !component->selectable_for_restore);
        cr_expect_eq(!component->caption, !row->caption, "%s", row->row);
    }
    end(&f);
}

/* ---- files
 * ------------------------------------------------------------------------------------------ */

enum adder { DATABASE, LOG, GROUP };

static const struct files_row {
    const char *row;
    enum adder adder;
    const WCHAR *logical_path, *name, *path, *filespec, *alternate;
    DWORD mask;
    HRESULT hr;
} files_rows[] = {
    {"data files", DATABASE, L"Top", L"db", L"C:\\x", L"*.db", NULL, ALL, S_OK},
    {"log files", LOG, L"top", L"DB", L"%Logs%", L"?.log", NULL, 0x10101, S_OK},
    {"files", GROUP, NULL, L"files", L"\\\\server\\share\\x\\", L"*", NULL, ALL, S_OK},
    {"files elsewhere", GROUP, L"", L"files", L"C:\\x", L"*", L"D:\\y", ALL, S_OK},
    {"no bits", GROUP, NULL, L"files", L"C:\\x", L"*", NULL, 0, S_OK},
    {"a long path", GROUP, NULL, L"files", L"\\\\?\\C:\\x", L"*", NULL, ALL, S_OK},
    {"no such component", DATABASE, L"Top", L"d", L"C:\\x", L"*", NULL, ALL,
     VSS_E_OBJECT_NOT_FOUND},
    {"none at that path", LOG, NULL, L"db", L"C:\\x", L"*", NULL, ALL, VSS_E_OBJECT_NOT_FOUND},
    {"no such group", GROUP, L"Top", L"files", L"C:\\x", L"*", NULL, ALL, VSS_E_OBJECT_NOT_FOUND},
    {"data of a group", DATABASE, NULL, L"files", L"C:\\x", L"*", NULL, ALL, E_INVALIDARG},
    {"a log of a group", LOG, NULL, L"files", L"C:\\x", L"*", NULL, ALL, E_INVALIDARG},
    {"files of a database", GROUP, L"Top", L"db", L"C:\\x", L"*", NULL, ALL, E_INVALIDARG},
    {"no name", DATABASE, L"Top", NULL, L"C:\\x", L"*", NULL, ALL, E_INVALIDARG},
    {"no path", DATABASE, L"Top", L"db", NULL, L"*", NULL, ALL, E_INVALIDARG},
    {"an empty path", LOG, L"Top", L"db", L"", L"*", NULL, ALL, E_INVALIDARG},
    {"a wildcard in the path", GROUP, NULL, L"files", L"C:\\x*", L"*", NULL, ALL, E_INVALIDARG},
    {"a wildcard elsewhere", GROUP, NULL, L"files", L"C:\\x", L"*", L"D:\\?", ALL, E_INVALIDARG},
    {"no specification", GROUP, NULL, L"files", L"C:\\x", NULL, NULL, ALL, E_INVALIDARG},
    {"a folder in it", DATABASE, L"Top", L"db", L"C:\\x", L"y\\*", NULL, ALL, E_INVALIDARG},
    {"unknown bits", DATABASE, L"Top", L"db", L"C:\\x", L"*", NULL, 0x10, E_INVALIDARG},
};

VSTEST_TABLE(metadata, files_belong_to_a_component_of_their_type, files_rows)
{
    const struct files_row *row = &files_rows[*row_];
    struct vsapi_wm_component *component;
    const vsapi_filedescs *list;
    struct fixture f;
    HRESULT hr;

    open_metadata(&f);
    if (row->adder == DATABASE)
        hr = f.call->AddDatabaseFiles(f.metadata, row->logical_path, row->name, row->path,
                                      row->filespec, row->mask);
    else if (row->adder == LOG)
        hr = f.call->AddDatabaseLogFiles(f.metadata, row->logical_path, row->name, row->path,
                                         row->filespec, row->mask);
    else
        hr = f.call->AddFilesToFileGroup(f.metadata, row->logical_path, row->name, row->path,
                                         row->filespec, true, row->alternate, row->mask);
    VSTEST_HR(hr, row->hr, row->row);
    close_metadata(&f);
    component = f.wmd->components.items[row->adder == GROUP ? 1 : 0];
    list = row->adder == DATABASE ? &component->database_files
           : row->adder == LOG    ? &component->log_files
                                  : &component->files;
    cr_expect_eq(list->count, row->hr == S_OK ? 1 : 0, "%s", row->row);
    if (row->hr == S_OK) {
        cr_expect_eq(list->items[0].backup_type_mask, row->mask, "%s", row->row);
        cr_expect_eq(list->items[0].recursive, row->adder == GROUP, "%s", row->row);
        cr_expect_eq(!list->items[0].alternate_path, !row->alternate, "%s", row->row);
    }
    end(&f);
}

/* ---- exclusions
 * -------------------------------------------------------------------------------------- */

static const struct exclude_row {
    const char *row;
    const WCHAR *path, *filespec;
    HRESULT hr;
} exclude_rows[] = {
    {"plain", L"C:\\x", L"*.tmp", S_OK},
    {"no path", NULL, L"*", E_INVALIDARG},
    {"no specification", L"C:\\x", NULL, E_INVALIDARG},
    {"a wildcard in the path", L"C:\\?", L"*", E_INVALIDARG},
    {"a folder in the specification", L"C:\\x", L"\\a", E_INVALIDARG},
};

VSTEST_TABLE(metadata, exclusions_are_kept_in_two_lists, exclude_rows)
{
    const struct exclude_row *row = &exclude_rows[*row_];
    size_t count = row->hr == S_OK ? 1 : 0;
    struct fixture f;

    open_metadata(&f);
    VSTEST_HR(f.call->AddExcludeFiles(f.metadata, row->path, row->filespec, true), row->hr,
              row->row);
    VSTEST_HR(f.call->AddExcludeFilesFromSnapshot(f.metadata, row->path, row->filespec, false),
              row->hr, row->row);
    close_metadata(&f);
    cr_expect_eq(f.wmd->exclude_files.count, count, "%s", row->row);
    cr_expect_eq(f.wmd->exclude_from_snapshot.count, count, "%s", row->row);
    if (count)
        cr_expect(f.wmd->exclude_files.items[0].recursive &&
                  !f.wmd->exclude_from_snapshot.items[0].recursive);
    end(&f);
}

/* ---- restore method
 * ------------------------------------------------------------------------------------ */

static const struct restore_row {
    const char *row;
    VSS_RESTOREMETHOD_ENUM method;
    const WCHAR *service;
    VSS_WRITERRESTORE_ENUM restore;
    HRESULT hr;
} restore_rows[] = {
    {"plain", VSS_RME_RESTORE_IF_NOT_THERE, NULL, VSS_WRE_NEVER, S_OK},
    {"custom", VSS_RME_CUSTOM, NULL, VSS_WRE_IF_REPLACE_FAILS, S_OK},
    {"stops a service", VSS_RME_STOP_RESTORE_START, L"svc", VSS_WRE_ALWAYS, S_OK},
    {"stops it later", VSS_RME_RESTORE_STOP_START, L"svc", VSS_WRE_ALWAYS, S_OK},
    {"stops no service", VSS_RME_STOP_RESTORE_START, NULL, VSS_WRE_ALWAYS, E_INVALIDARG},
    {"stops an empty one", VSS_RME_RESTORE_STOP_START, L"", VSS_WRE_ALWAYS, E_INVALIDARG},
    {"undefined", VSS_RME_UNDEFINED, NULL, VSS_WRE_ALWAYS, E_INVALIDARG},
    {"too large", 9, NULL, VSS_WRE_ALWAYS, E_INVALIDARG},
    {"undefined for the writer", VSS_RME_CUSTOM, NULL, VSS_WRE_UNDEFINED, E_INVALIDARG},
    {"too large for the writer", VSS_RME_CUSTOM, NULL, 4, E_INVALIDARG},
};

VSTEST_TABLE(metadata, a_restore_method_is_one_of_eight, restore_rows)
{
    const struct restore_row *row = &restore_rows[*row_];
    struct fixture f;

    open_metadata(&f);
    VSTEST_HR(f.call->AddAlternateLocationMapping(f.metadata, L"C:\\x", L"*", true, L"D:\\y"),
              VSS_E_OBJECT_NOT_FOUND, "before SetRestoreMethod");
    VSTEST_HR(
        f.call->SetRestoreMethod(f.metadata, row->method, row->service, NULL, row->restore, true),
        row->hr, row->row);
    VSTEST_HR(f.call->AddAlternateLocationMapping(f.metadata, L"C:\\x", L"*", true, L"D:\\y"),
              row->hr == S_OK ? S_OK : VSS_E_OBJECT_NOT_FOUND, row->row);
    close_metadata(&f);
    cr_expect_eq(f.wmd->has_restore_method, row->hr == S_OK, "%s", row->row);
    if (row->hr == S_OK) {
        cr_expect_eq(f.wmd->restore_method, row->method, "%s", row->row);
        cr_expect_eq(f.wmd->writer_restore, row->restore, "%s", row->row);
        cr_expect(f.wmd->reboot_required, "%s", row->row);
        cr_expect_eq(f.wmd->alternate_mappings.count, 1, "%s", row->row);
    }
    end(&f);
}

Test(metadata, a_second_restore_method_replaces_the_first)
{
    struct fixture f;

    open_metadata(&f);
    VSTEST_HR(f.call->SetRestoreMethod(f.metadata, VSS_RME_STOP_RESTORE_START, L"svc", NULL,
                                       VSS_WRE_ALWAYS, false),
              S_OK, "");
    VSTEST_HR(
        f.call->SetRestoreMethod(f.metadata, VSS_RME_CUSTOM, NULL, NULL, VSS_WRE_NEVER, false),
        S_OK, "");
    close_metadata(&f);
    cr_expect_eq(f.wmd->restore_method, VSS_RME_CUSTOM);
    cr_expect_null(f.wmd->service);
    end(&f);
}

static const struct mapping_row {
    const char *row;
    const WCHAR *path, *filespec, *destination;
    HRESULT hr;
} mapping_rows[] = {
    {"a drive", L"C:\\x", L"*", L"D:\\y", S_OK},
    {"a share", L"%x%", L"*", L"\\\\server\\share", S_OK},
    {"no path", NULL, L"*", L"D:\\y", E_INVALIDARG},
    {"no specification", L"C:\\x", NULL, L"D:\\y", E_INVALIDARG},
    {"a folder in it", L"C:\\x", L"a\\b", L"D:\\y", E_INVALIDARG},
    {"no destination", L"C:\\x", L"*", NULL, E_INVALIDARG},
    {"not a full one", L"C:\\x", L"*", L"y", E_INVALIDARG},
    {"without a root", L"C:\\x", L"*", L"D:y", E_INVALIDARG},
    {"a wildcard in it", L"C:\\x", L"*", L"D:\\*", E_INVALIDARG},
};

VSTEST_TABLE(metadata, a_mapping_leads_to_a_full_path, mapping_rows)
{
    const struct mapping_row *row = &mapping_rows[*row_];
    struct fixture f;

    open_metadata(&f);
    f.call->SetRestoreMethod(f.metadata, VSS_RME_CUSTOM, NULL, NULL, VSS_WRE_NEVER, false);
    VSTEST_HR(f.call->AddAlternateLocationMapping(f.metadata, row->path, row->filespec, false,
                                                  row->destination),
              row->hr, row->row);
    close_metadata(&f);
    cr_expect_eq(f.wmd->alternate_mappings.count, row->hr == S_OK ? 1 : 0, "%s", row->row);
    end(&f);
}

/* ---- dependencies
 * ------------------------------------------------------------------------------------------ */

static const struct dependency_row {
    const char *row;
    const WCHAR *path, *name;
    const VSS_ID *writer;
    const WCHAR *on_path, *on_name;
    HRESULT hr;
} dependency_rows[] = {
    {"on another writer", L"Top", L"db", &OTHER, L"x", L"y", S_OK},
    {"without paths", NULL, L"files", &OTHER, NULL, L"y", S_OK},
    {"on another computer", L"Top", L"db", &WRITER, L"\\\\pc\\x", L"y", S_OK},
    {"on the same writer", L"Top", L"db", &WRITER, NULL, L"files", E_INVALIDARG},
    {"on no writer", L"Top", L"db", &GUID_NULL, NULL, L"y", E_INVALIDARG},
    {"of no component", L"Top", L"nothing", &OTHER, NULL, L"y", VSS_E_OBJECT_NOT_FOUND},
    {"of no name", L"Top", NULL, &OTHER, NULL, L"y", E_INVALIDARG},
    {"on no name", L"Top", L"db", &OTHER, L"x", NULL, E_INVALIDARG},
};

VSTEST_TABLE(metadata, a_dependency_is_on_another_writer, dependency_rows)
{
    const struct dependency_row *row = &dependency_rows[*row_];
    size_t count;
    struct fixture f;

    open_metadata(&f);
    VSTEST_HR(f.call->AddComponentDependency(f.metadata, row->path, row->name, *row->writer,
                                             row->on_path, row->on_name),
              row->hr, row->row);
    close_metadata(&f);
    count = f.wmd->components.items[0]->dependencies.count +
            f.wmd->components.items[1]->dependencies.count;
    cr_expect_eq(count, row->hr == S_OK ? 1 : 0, "%s", row->row);
    end(&f);
}

/* ---- schema
 * --------------------------------------------------------------------------------------------------
 */

static const struct schema_row {
    DWORD mask;
    HRESULT hr;
} schema_rows[] = {
    {VSS_BS_UNDEFINED, S_OK},
    {881, S_OK},
    {VSS_BS_DIFFERENTIAL | VSS_BS_INCREMENTAL | VSS_BS_EXCLUSIVE_INCREMENTAL_DIFFERENTIAL, S_OK},
    {VSS_BS_INCREMENTAL | VSS_BS_TIMESTAMPED | VSS_BS_LAST_MODIFY, S_OK},
    {VSS_BS_LOG | VSS_BS_COPY | VSS_BS_INDEPENDENT_SYSTEM_STATE, S_OK},
    {VSS_BS_ROLLFORWARD_RESTORE | VSS_BS_RESTORE_RENAME | VSS_BS_AUTHORITATIVE_RESTORE |
         VSS_BS_WRITER_SUPPORTS_PARALLEL_RESTORES,
     S_OK},
    {VSS_BS_DIFFERENTIAL | VSS_BS_EXCLUSIVE_INCREMENTAL_DIFFERENTIAL, E_INVALIDARG},
    {VSS_BS_TIMESTAMPED, E_INVALIDARG},
    {VSS_BS_LAST_MODIFY | VSS_BS_COPY, E_INVALIDARG},
    {VSS_BS_LSN, E_INVALIDARG},
    {0x800, E_INVALIDARG},
    {0x10000, E_INVALIDARG},
};

VSTEST_TABLE(metadata, a_schema_is_a_possible_combination, schema_rows)
{
    const struct schema_row *row = &schema_rows[*row_];
    struct fixture f;

    open_metadata(&f);
    VSTEST_HR(f.call->SetBackupSchema(f.metadata, row->mask), row->hr, "");
    close_metadata(&f);
    cr_expect_eq(f.wmd->backup_schema, row->hr == S_OK ? row->mask : 0);
    end(&f);
}

/* Table schema_mask_validity. Log files may come after the mask, so they are not looked at here. */
Test(metadata, a_schema_that_a_row_forbids_is_refused)
{
    for (unsigned i = 0; i < SCHEMA_MASKS; i++) {
        const struct schema_case of = {schema_mask(i), true, false};
        struct fixture f;

        open_metadata(&f);
        VSTEST_HR(f.call->SetBackupSchema(f.metadata, of.m),
                  schema_is_forbidden_by_any(&of) ? E_INVALIDARG : S_OK, "");
        close_metadata(&f);
        end(&f);
    }
}

/* ---- the object
 * --------------------------------------------------------------------------------------------------
 */

Test(metadata, reserved_methods_are_not_implemented)
{
    struct fixture f;

    open_metadata(&f);
    VSTEST_HR(f.call->AddIncludeFiles(f.metadata, L"C:\\x", L"*", true, NULL), E_NOTIMPL, "");
    VSTEST_HR(f.call->GetDocument(f.metadata, NULL), E_NOTIMPL, "");
    close_metadata(&f);
    end(&f);
}

Test(metadata, after_identify_the_document_is_read_only)
{
    struct fixture f;
    BSTR xml = NULL;

    open_metadata(&f);
    f.metadata->IUnknown_base.lpVtbl->AddRef(&f.metadata->IUnknown_base);
    close_metadata(&f);
    VSTEST_HR(f.call->AddComponent(f.metadata, VSS_CT_DATABASE, NULL, L"late", NULL, NULL, 0, false,
                                   false, true, false, 0),
              VSS_E_BAD_STATE, "");
    VSTEST_HR(f.call->AddDatabaseFiles(f.metadata, L"Top", L"db", L"C:\\x", L"*", ALL),
              VSS_E_BAD_STATE, "");
    VSTEST_HR(f.call->AddExcludeFiles(f.metadata, L"C:\\x", L"*", true), VSS_E_BAD_STATE, "");
    VSTEST_HR(
        f.call->SetRestoreMethod(f.metadata, VSS_RME_CUSTOM, NULL, NULL, VSS_WRE_NEVER, false),
        VSS_E_BAD_STATE, "");
    VSTEST_HR(f.call->SetBackupSchema(f.metadata, 0), VSS_E_BAD_STATE, "");
    VSTEST_HR(f.call->AddComponentDependency(f.metadata, L"Top", L"db", OTHER, NULL, L"y"),
              VSS_E_BAD_STATE, "");
    VSTEST_HR(f.call->SaveAsXML(f.metadata, &xml), VSS_E_BAD_STATE, "");
    cr_expect_null(xml);
    cr_expect_eq(f.metadata->IUnknown_base.lpVtbl->Release(&f.metadata->IUnknown_base), 0);
    end(&f);
}

Test(metadata, one_object_has_both_faces)
{
    IVssCreateWriterMetadataEx *again = NULL;
    IVssCreateWriterMetadata *base;
    IUnknown *unknown = NULL;
    struct fixture f;
    BSTR xml = NULL;

    open_metadata(&f);
    base = vswriter_metadata_for_writer(f.metadata);
    VSTEST_HR(base->lpVtbl->SetBackupSchema(base, VSS_BS_COPY), S_OK, "");
    VSTEST_HR(base->lpVtbl->SaveAsXML(base, &xml), S_OK, "");
    cr_expect(wcsstr(xml, L"backupSchema=\"16\""));
    cr_expect(wcsstr(xml, L"Some Writer"));
    SysFreeString(xml);
    VSTEST_HR(base->lpVtbl->SaveAsXML(base, NULL), E_INVALIDARG, "");
    unknown = &f.metadata->IUnknown_base;
    VSTEST_HR(
        unknown->lpVtbl->QueryInterface(unknown, &IID_IVssCreateWriterMetadataEx, (void **)&again),
        S_OK, "");
    cr_expect_eq(again, f.metadata);
    unknown->lpVtbl->Release(unknown);
    close_metadata(&f);
    end(&f);
}

Test(metadata, building_survives_a_lack_of_memory)
{
    const struct vsapi_writer_info info = {.size = sizeof info, .writer_id = WRITER, .name = "x"};
    IVssCreateWriterMetadataEx *metadata = NULL;
    unsigned char *large;
    struct fixture f;
    unsigned n = 0;
    WCHAR name[20];

    VSTEST_FAIL_EACH_ALLOCATION(
        vswriter_metadata_create(&info, &OTHER, &metadata), if (metadata) {
            vsapi_wmd_unref(vswriter_metadata_close(metadata));
            metadata->IUnknown_base.lpVtbl->Release(&metadata->IUnknown_base);
        });
    open_metadata(&f);
    large = vsapi_calloc(1, 100000);
    VSTEST_FAIL_EACH_ALLOCATION(
        (swprintf(name, 20, L"c%u", n++),
         f.call->AddComponent(f.metadata, VSS_CT_FILEGROUP, NULL, name, L"caption", large, 100000,
                              false, false, true, false, 0)),
        (void)0);
    vsapi_free(large);
    VSTEST_FAIL_EACH_ALLOCATION(
        f.call->AddDatabaseFiles(f.metadata, L"Top", L"db", L"C:\\x", L"*", ALL), (void)0);
    close_metadata(&f);
    end(&f);
}
