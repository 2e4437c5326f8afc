/*
 * tests/vswriter/test_express.c - express writers: what their metadata may say, built or loaded.
 */
#include "express.h"
#include "schema_masks.h"

/* ---- CreateMetadata -----------------------------------------------------------------------------
 */

static const struct create_row {
    const char *row;
    const VSS_ID *id;
    const WCHAR *name;
    VSS_USAGE_TYPE usage;
    DWORD reserved;
    HRESULT hr;
} create_rows[] = {
    {"bootable state", &WRITER, L"n", VSS_UT_BOOTABLESYSTEMSTATE, 0, S_OK},
    {"service", &WRITER, L"n", VSS_UT_SYSTEMSERVICE, 0, S_OK},
    {"user data", &WRITER, L"n", VSS_UT_USERDATA, 7, S_OK},
    {"undefined", &WRITER, L"n", VSS_UT_UNDEFINED, 0, E_INVALIDARG},
    {"other", &WRITER, L"n", VSS_UT_OTHER, 0, E_INVALIDARG},
    {"usage 5", &WRITER, L"n", 5, 0, E_INVALIDARG},
    {"no id", &GUID_NULL, L"n", VSS_UT_USERDATA, 0, E_INVALIDARG},
    {"no name", &WRITER, NULL, VSS_UT_USERDATA, 0, E_INVALIDARG},
    {"empty name", &WRITER, L"", VSS_UT_USERDATA, 0, E_INVALIDARG},
    {"broken name", &WRITER, L"\xD800", VSS_UT_USERDATA, 0, E_INVALIDARG},
};

VSTEST_TABLE(express, create_metadata_takes_who_the_writer_is, create_rows)
{
    const struct create_row *row = &create_rows[*row_];
    IVssCreateExpressWriterMetadata *metadata = (IVssCreateExpressWriterMetadata *)1;
    IVssExpressWriter *writer;
    struct vsapi_wmd *wmd;

    VSTEST_HR(CreateVssExpressWriterInternal(&writer), S_OK, "");
    VSTEST_HR(writer->lpVtbl->CreateMetadata(writer, *row->id, row->name, row->usage, 3, 1,
                                             row->reserved, &metadata),
              row->hr, row->row);
    VSTEST_HR(writer->lpVtbl->CreateMetadata(writer, *row->id, row->name, row->usage, 3, 1,
                                             row->reserved, NULL),
              E_INVALIDARG, row->row);
    cr_assert_eq(metadata != NULL, row->hr == S_OK);
    if (metadata) {
        struct fixture f = {writer, metadata, metadata->lpVtbl};

        wmd = model(&f);
        cr_expect(IsEqualGUID(&wmd->writer_id, &WRITER));
        cr_expect(!IsEqualGUID(&wmd->instance_id, &GUID_NULL));
        VSTEST_TEXT(wmd->friendly_name, "n", row->row);
        cr_expect(wmd->usage == row->usage && wmd->source == VSS_ST_OTHER);
        cr_expect(wmd->major_version == 3 && wmd->minor_version == 1);
        cr_expect_eq(wmd->components.count, 0);
        vsapi_wmd_unref(wmd);
        /* It outlives the object it came from. */
        cr_expect_eq(writer->lpVtbl->Release(writer), 0);
        writer = NULL;
        cr_expect_eq(metadata->lpVtbl->Release(metadata), 0);
    }
    if (writer)
        writer->lpVtbl->Release(writer);
    cr_expect_eq(vsapi_com_live(), 0);
}

Test(express, an_object_is_made_and_asked_for_its_interfaces)
{
    struct fixture f;
    IUnknown *unknown = NULL;
    void *none = (void *)1;

    VSTEST_HR(CreateVssExpressWriter(NULL), E_INVALIDARG, "");
    VSTEST_HR(CreateVssExpressWriterInternal(NULL), E_INVALIDARG, "");
    open_fixture(&f);
    VSTEST_HR(f.writer->lpVtbl->QueryInterface(f.writer, &IID_IVssExpressWriter, (void **)&unknown),
              S_OK, "");
    unknown->lpVtbl->Release(unknown);
    VSTEST_HR(
        f.call->QueryInterface(f.metadata, &IID_IVssCreateExpressWriterMetadata, (void **)&unknown),
        S_OK, "");
    unknown->lpVtbl->Release(unknown);
    VSTEST_HR(f.call->QueryInterface(f.metadata, &IID_IVssExpressWriter, &none), E_NOINTERFACE, "");
    cr_expect_null(none);
    close_fixture(&f);
}

/* ---- IVssCreateExpressWriterMetadata ------------------------------------------------------------
 */

static const struct component_row {
    const char *row;
    VSS_COMPONENT_TYPE type;
    const WCHAR *path, *name;
    UINT icon_bytes; /* without an icon */
    DWORD flags;
    HRESULT hr;
} component_rows[] = {
    {"a file group", VSS_CT_FILEGROUP, NULL, L"n", 0, 0, S_OK},
    {"no system state", VSS_CT_FILEGROUP, L"A\\B", L"n", 0, VSS_CF_NOT_SYSTEM_STATE, S_OK},
    {"a database", VSS_CT_DATABASE, NULL, L"n", 0, 0, E_INVALIDARG},
    {"no type", VSS_CT_UNDEFINED, NULL, L"n", 0, 0, E_INVALIDARG},
    {"type 3", 3, NULL, L"n", 0, 0, E_INVALIDARG},
    {"recovery", VSS_CT_FILEGROUP, NULL, L"n", 0, VSS_CF_BACKUP_RECOVERY, E_INVALIDARG},
    {"rollback", VSS_CT_FILEGROUP, NULL, L"n", 0,
     VSS_CF_APP_ROLLBACK_RECOVERY | VSS_CF_NOT_SYSTEM_STATE, E_INVALIDARG},
    {"unknown flag", VSS_CT_FILEGROUP, NULL, L"n", 0, 8, E_INVALIDARG},
    {"no name", VSS_CT_FILEGROUP, NULL, NULL, 0, 0, E_INVALIDARG},
    {"a backslash", VSS_CT_FILEGROUP, NULL, L"a\\b", 0, 0, E_INVALIDARG},
    {"size without icon", VSS_CT_FILEGROUP, NULL, L"n", 3, 0, E_INVALIDARG},
    {"there already", VSS_CT_FILEGROUP, L"Top", L"files", 0, 0, VSS_E_OBJECT_ALREADY_EXISTS},
};

VSTEST_TABLE(express, components_are_file_groups, component_rows)
{
    const struct component_row *row = &component_rows[*row_];
    struct vsapi_wmd *wmd;
    struct fixture f;

    open_fixture(&f);
    VSTEST_HR(f.call->AddComponent(f.metadata, row->type, row->path, row->name, NULL, NULL,
                                   row->icon_bytes, false, false, true, true, row->flags),
              row->hr, row->row);
    wmd = model(&f);
    cr_expect_eq(wmd->components.count, row->hr == S_OK ? 2 : 1, "%s", row->row);
    if (wmd->components.count == 2) {
        cr_expect_eq(wmd->components.items[1]->component_flags, row->flags);
        cr_expect(wmd->components.items[1]->selectable_for_restore);
    }
    vsapi_wmd_unref(wmd);
    close_fixture(&f);
}

static const struct files_row {
    const char *row;
    const WCHAR *path, *name, *folder, *filespec, *alternate;
    DWORD mask;
    HRESULT hr;
} files_rows[] = {
#define FILES L"Top", L"files"
#define SET FILES, L"C:\\d", L"*"
    {"default mask", SET, NULL, DEFAULT_MASK, S_OK},
    {"full backup", SET, NULL, VSS_FSBT_FULL_BACKUP_REQUIRED, S_OK},
    {"no backup", SET, NULL, VSS_FSBT_ALL_SNAPSHOT_REQUIRED, S_OK},
    {"created", SET, NULL, VSS_FSBT_FULL_BACKUP_REQUIRED | VSS_FSBT_CREATED_DURING_BACKUP, S_OK},
    {"differential", SET, NULL, VSS_FSBT_DIFFERENTIAL_BACKUP_REQUIRED, VSS_E_NOT_SUPPORTED},
    {"incremental", SET, NULL, VSS_FSBT_FULL_BACKUP_REQUIRED | VSS_FSBT_INCREMENTAL_BACKUP_REQUIRED,
     VSS_E_NOT_SUPPORTED},
    {"log", SET, NULL, VSS_FSBT_LOG_BACKUP_REQUIRED, VSS_E_NOT_SUPPORTED},
    {"all but the snapshots", SET, NULL, VSS_FSBT_ALL_BACKUP_REQUIRED, VSS_E_NOT_SUPPORTED},
    {"unknown bit", SET, NULL, 0x20000, E_INVALIDARG},
    {"elsewhere", SET, L"C:\\e", DEFAULT_MASK, VSS_E_NOT_SUPPORTED},
    {"elsewhere, empty", SET, L"", DEFAULT_MASK, VSS_E_NOT_SUPPORTED},
    {"variable", FILES, L"%SystemRoot%\\x", L"?.*", NULL, DEFAULT_MASK, S_OK},
    {"wildcard", FILES, L"C:\\*", L"*", NULL, DEFAULT_MASK, E_INVALIDARG},
    {"no folder", FILES, NULL, L"*", NULL, DEFAULT_MASK, E_INVALIDARG},
    {"directory in the name", FILES, L"C:\\", L"a\\b", NULL, DEFAULT_MASK, E_INVALIDARG},
    {"no filespec", FILES, L"C:\\", NULL, NULL, DEFAULT_MASK, E_INVALIDARG},
    {"no component", NULL, L"files", L"C:\\", L"*", NULL, DEFAULT_MASK, VSS_E_OBJECT_NOT_FOUND},
    {"no name", L"Top", NULL, L"C:\\", L"*", NULL, DEFAULT_MASK, E_INVALIDARG},
};

VSTEST_TABLE(express, files_are_whole_and_in_one_place, files_rows)
{
    const struct files_row *row = &files_rows[*row_];
    struct vsapi_wm_component *component;
    struct vsapi_wmd *wmd;
    struct fixture f;

    open_fixture(&f);
    VSTEST_HR(f.call->AddFilesToFileGroup(f.metadata, row->path, row->name, row->folder,
                                          row->filespec, true, row->alternate, row->mask),
              row->hr, row->row);
    wmd = model(&f);
    component = wmd->components.items[0];
    cr_expect_eq(component->files.count, row->hr == S_OK ? 1 : 0, "%s", row->row);
    if (component->files.count)
        cr_expect_eq(component->files.items[0].backup_type_mask, row->mask, "%s", row->row);
    vsapi_wmd_unref(wmd);
    close_fixture(&f);
}

static const struct exclude_row {
    const WCHAR *path, *filespec;
    HRESULT hr;
} exclude_rows[] = {
    {L"C:\\d", L"*.tmp", S_OK},
    {L"c:\\d\\", L"?", S_OK},
    {L"%TEMP%", L"*", S_OK},
    {L"\\\\?\\Volume{00000000-0000-0000-0000-00000000000c}\\d", L"*", S_OK},
    {L"\\\\server\\share\\d", L"*", E_INVALIDARG},
    {L"\\\\?\\UNC\\server\\share", L"*", E_INVALIDARG},
    {L"d", L"*", E_INVALIDARG},
    {L"C:d", L"*", E_INVALIDARG},
    {L"", L"*", E_INVALIDARG},
    {NULL, L"*", E_INVALIDARG},
    {L"C:\\*", L"*", E_INVALIDARG},
    {L"C:\\d", L"a\\b", E_INVALIDARG},
    {L"C:\\d", NULL, E_INVALIDARG},
};

VSTEST_TABLE(express, exclusions_are_local, exclude_rows)
{
    const struct exclude_row *row = &exclude_rows[*row_];
    struct vsapi_wmd *wmd;
    struct fixture f;

    open_fixture(&f);
    VSTEST_HR(f.call->AddExcludeFiles(f.metadata, row->path, row->filespec, true), row->hr, "");
    wmd = model(&f);
    cr_expect_eq(wmd->exclude_files.count, row->hr == S_OK ? 1 : 0);
    vsapi_wmd_unref(wmd);
    close_fixture(&f);
}

static const struct restore_row {
    const char *row;
    VSS_RESTOREMETHOD_ENUM method;
    const WCHAR *service;
    VSS_WRITERRESTORE_ENUM writer_restore;
    HRESULT hr;
} restore_rows[] = {
    {"undefined", VSS_RME_UNDEFINED, NULL, VSS_WRE_NEVER, VSS_E_NOT_SUPPORTED},
    {"if not there", VSS_RME_RESTORE_IF_NOT_THERE, NULL, VSS_WRE_NEVER, S_OK},
    {"if can replace", VSS_RME_RESTORE_IF_CAN_REPLACE, NULL, VSS_WRE_NEVER, S_OK},
    {"stop and start", VSS_RME_STOP_RESTORE_START, L"svc", VSS_WRE_NEVER, S_OK},
    {"stop nothing", VSS_RME_STOP_RESTORE_START, NULL, VSS_WRE_NEVER, E_INVALIDARG},
    {"alternate", VSS_RME_RESTORE_TO_ALTERNATE_LOCATION, NULL, VSS_WRE_NEVER, VSS_E_NOT_SUPPORTED},
    {"at reboot", VSS_RME_RESTORE_AT_REBOOT, NULL, VSS_WRE_NEVER, S_OK},
    {"at reboot if", VSS_RME_RESTORE_AT_REBOOT_IF_CANNOT_REPLACE, NULL, VSS_WRE_NEVER, S_OK},
    {"custom", VSS_RME_CUSTOM, NULL, VSS_WRE_NEVER, VSS_E_NOT_SUPPORTED},
    {"restore, then stop", VSS_RME_RESTORE_STOP_START, L"svc", VSS_WRE_NEVER, S_OK},
    {"method 9", 9, NULL, VSS_WRE_NEVER, E_INVALIDARG},
    {"no word", VSS_RME_RESTORE_IF_NOT_THERE, NULL, VSS_WRE_UNDEFINED, VSS_E_NOT_SUPPORTED},
    {"if it fails", VSS_RME_RESTORE_IF_NOT_THERE, NULL, VSS_WRE_IF_REPLACE_FAILS,
     VSS_E_NOT_SUPPORTED},
    {"always", VSS_RME_RESTORE_IF_NOT_THERE, NULL, VSS_WRE_ALWAYS, VSS_E_NOT_SUPPORTED},
    {"restore 4", VSS_RME_RESTORE_IF_NOT_THERE, NULL, 4, E_INVALIDARG},
};

VSTEST_TABLE(express, a_restore_needs_no_writer, restore_rows)
{
    const struct restore_row *row = &restore_rows[*row_];
    struct vsapi_wmd *wmd;
    struct fixture f;

    open_fixture(&f);
    VSTEST_HR(f.call->SetRestoreMethod(f.metadata, row->method, row->service, NULL,
                                       row->writer_restore, true),
              row->hr, row->row);
    wmd = model(&f);
    cr_expect_eq(wmd->has_restore_method, row->hr == S_OK, "%s", row->row);
    if (wmd->has_restore_method)
        cr_expect(wmd->restore_method == row->method && wmd->reboot_required);
    vsapi_wmd_unref(wmd);
    close_fixture(&f);
}

static const struct schema_row {
    DWORD mask;
    HRESULT hr;
} schema_rows[] = {
    {VSS_BS_UNDEFINED, S_OK},
    {VSS_BS_COPY, S_OK},
    {VSS_BS_INDEPENDENT_SYSTEM_STATE, S_OK},
    {VSS_BS_COPY | VSS_BS_INDEPENDENT_SYSTEM_STATE, S_OK},
    {VSS_BS_DIFFERENTIAL, VSS_E_NOT_SUPPORTED},
    {VSS_BS_INCREMENTAL | VSS_BS_COPY, VSS_E_NOT_SUPPORTED},
    {VSS_BS_LOG, VSS_E_NOT_SUPPORTED},
    {VSS_BS_TIMESTAMPED, VSS_E_NOT_SUPPORTED},
    {VSS_BS_LSN, VSS_E_NOT_SUPPORTED},
    {VSS_BS_WRITER_SUPPORTS_NEW_TARGET, VSS_E_NOT_SUPPORTED},
    {VSS_BS_AUTHORITATIVE_RESTORE, VSS_E_NOT_SUPPORTED},
    {0x10000, E_INVALIDARG},
};

VSTEST_TABLE(express, a_schema_has_two_bits, schema_rows)
{
    const struct schema_row *row = &schema_rows[*row_];
    struct vsapi_wmd *wmd;
    struct fixture f;

    open_fixture(&f);
    VSTEST_HR(f.call->SetBackupSchema(f.metadata, row->mask), row->hr, "");
    wmd = model(&f);
    cr_expect_eq(wmd->backup_schema, row->hr == S_OK ? row->mask : 0, "%x", (unsigned)row->mask);
    vsapi_wmd_unref(wmd);
    close_fixture(&f);
}

/* Table schema_mask_validity, as far as a mask has only bits of schemas. */
Test(express, a_schema_that_a_row_forbids_is_not_supported)
{
    for (unsigned i = 0; i < SCHEMA_MASKS; i++) {
        const struct schema_case of = {schema_mask(i), true, true};
        struct fixture f;

        if (of.m > 0xFFFF)
            continue;
        open_fixture(&f);
        VSTEST_HR(f.call->SetBackupSchema(f.metadata, of.m),
                  schema_is_forbidden_by_any(&of) ? VSS_E_NOT_SUPPORTED : S_OK, "");
        close_fixture(&f);
    }
}

static const struct dependency_row {
    const char *row;
    const WCHAR *path, *name;
    const VSS_ID *writer;
    const WCHAR *on_name;
    HRESULT hr;
} dependency_rows[] = {
    {"another writer", L"Top", L"files", &OTHER, L"db", S_OK},
    {"the same writer", L"Top", L"files", &WRITER, L"more", S_OK},
    {"no component", NULL, L"files", &OTHER, L"db", VSS_E_OBJECT_NOT_FOUND},
    {"no name", L"Top", NULL, &OTHER, L"db", E_INVALIDARG},
    {"on no name", L"Top", L"files", &OTHER, NULL, E_INVALIDARG},
    {"on no writer", L"Top", L"files", &GUID_NULL, L"db", E_INVALIDARG},
};

VSTEST_TABLE(express, dependencies_are_on_any_writer, dependency_rows)
{
    const struct dependency_row *row = &dependency_rows[*row_];
    struct vsapi_wmd *wmd;
    struct fixture f;

    open_fixture(&f);
    VSTEST_HR(f.call->AddComponentDependency(f.metadata, row->path, row->name, *row->writer, L"On",
                                             row->on_name),
              row->hr, row->row);
    wmd = model(&f);
    cr_expect_eq(wmd->components.items[0]->dependencies.count, row->hr == S_OK ? 1 : 0);
    vsapi_wmd_unref(wmd);
    VSTEST_HR(f.call->SaveAsXML(f.metadata, NULL), E_INVALIDARG, "");
    close_fixture(&f);
}

/* ---- LoadMetadata -------------------------------------------------------------------------------
 */

#define BEGIN                                                                                      \
    L"<WRITER_METADATA xmlns=\"x-schema:#VssWriterMetadataInfo\" version=\"1.1\">"                 \
    L"<IDENTIFICATION writerId=\"000000e1-0002-0003-0405-060708090a0b\" "                          \
    L"instanceId=\"000000e1-0002-0003-0405-060708090aff\" friendlyName=\"Loaded\" "
#define KIND L"usage=\"USER_DATA\" dataSource=\"OTHER\" majorVersion=\"0\" minorVersion=\"0\"/>"
#define END L"</WRITER_METADATA>"
#define GROUP_BEGIN                                                                                \
    L"<FILE_GROUP componentName=\"g\" restoreMetadata=\"no\" notifyOnBackupComplete=\"no\" "       \
    L"selectable=\"yes\" selectableForRestore=\"no\""

static const struct load_row {
    const char *row;
    const WCHAR *xml;
    HRESULT hr;
} load_rows[] = {
    {"smallest", BEGIN KIND END, S_OK},
    {"with a declaration", L"\xFEFF<?xml version=\"1.0\" encoding=\"utf-16\"?>" BEGIN KIND END,
     S_OK},
    {"nothing", NULL, VSS_E_INVALID_XML_DOCUMENT},
    {"empty", L"", VSS_E_INVALID_XML_DOCUMENT},
    {"no XML", L"hello", VSS_E_INVALID_XML_DOCUMENT},
    {"no Unicode", L"<\xD800>", VSS_E_INVALID_XML_DOCUMENT},
    {"cut off", BEGIN KIND, VSS_E_INVALID_XML_DOCUMENT},
    {"another document", L"<BACKUP_COMPONENTS/>", VSS_E_INVALID_XML_DOCUMENT},
    {"a usage of others",
     BEGIN L"usage=\"OTHER\" dataSource=\"OTHER\" majorVersion=\"0\" minorVersion=\"0\"/>" END,
     VSS_E_INVALID_XML_DOCUMENT},
};

VSTEST_TABLE(express, what_is_loaded_is_a_sound_document, load_rows)
{
    const struct load_row *row = &load_rows[*row_];
    IVssExpressWriter *writer;

    VSTEST_HR(CreateVssExpressWriter(&writer), S_OK, "");
    VSTEST_HR(writer->lpVtbl->LoadMetadata(writer, row->xml, 5), row->hr, row->row);
    if (row->hr != S_OK)
        cr_expect(*vsapi_last_message(), "%s", row->row);
    VSTEST_HR(writer->lpVtbl->Register(writer), row->hr == S_OK ? S_OK : VSS_E_BAD_STATE, row->row);
    cr_expect_eq(writer->lpVtbl->Release(writer), 0);
    cr_expect_eq(vsapi_reset(), S_OK);
    cr_expect_eq(vsapi_com_live(), 0);
}

/* What express writers may not say, said by another hand. */
static void add_database(struct vsapi_wmd *wmd)
{
    struct vsapi_wm_component *component;

    cr_assert_eq(vsapi_wmd_add_component(wmd, VSS_CT_DATABASE, NULL, "db", &component), S_OK);
}

static void set_flags(struct vsapi_wmd *wmd)
{
    wmd->components.items[0]->component_flags = VSS_CF_BACKUP_RECOVERY;
}

static void add_file(struct vsapi_wmd *wmd, const char *alternate, uint32_t mask)
{
    cr_assert_eq(vsapi_wmd_add_filedesc(wmd, &wmd->components.items[0]->files, "C:\\d", "*", false,
                                        alternate, mask),
                 S_OK);
}

static void add_alternate(struct vsapi_wmd *wmd)
{
    add_file(wmd, "C:\\e", DEFAULT_MASK);
}

static void add_incremental(struct vsapi_wmd *wmd)
{
    add_file(wmd, NULL, VSS_FSBT_INCREMENTAL_BACKUP_REQUIRED);
}

static void set_schema(struct vsapi_wmd *wmd)
{
    wmd->backup_schema = VSS_BS_INCREMENTAL;
}

static void set_method(struct vsapi_wmd *wmd)
{
    wmd->has_restore_method = true;
    wmd->restore_method = VSS_RME_CUSTOM;
    wmd->writer_restore = VSS_WRE_NEVER;
}

static void set_events(struct vsapi_wmd *wmd)
{
    set_method(wmd);
    wmd->restore_method = VSS_RME_RESTORE_IF_NOT_THERE;
    wmd->writer_restore = VSS_WRE_ALWAYS;
}

static void add_mapping(struct vsapi_wmd *wmd)
{
    set_events(wmd);
    wmd->writer_restore = VSS_WRE_NEVER;
    cr_assert_eq(vsapi_wmd_add_filedesc(wmd, &wmd->alternate_mappings, "C:\\d", "*", false, "C:\\e",
                                        DEFAULT_MASK),
                 S_OK);
}

static void add_snapshot_exclusion(struct vsapi_wmd *wmd)
{
    cr_assert_eq(vsapi_wmd_add_filedesc(wmd, &wmd->exclude_from_snapshot, "C:\\d", "*", false, NULL,
                                        DEFAULT_MASK),
                 S_OK);
}

static const struct foreign_row {
    const char *row;
    void (*change)(struct vsapi_wmd *wmd);
} foreign_rows[] = {
    {"a database", add_database},
    {"recovery", set_flags},
    {"an alternate path", add_alternate},
    {"incremental", add_incremental},
    {"schema", set_schema},
    {"restore method", set_method},
    {"restore events", set_events},
    {"mapping", add_mapping},
    {"excluded from the shadow copy", add_snapshot_exclusion},
};

VSTEST_TABLE(express, what_express_writers_may_not_say_is_not_loaded, foreign_rows)
{
    const struct foreign_row *row = &foreign_rows[*row_];
    struct vsapi_wmd *wmd;
    size_t size_bytes;
    struct fixture f;
    WCHAR *wide;
    char *xml;

    open_fixture(&f);
    wmd = model(&f);
    row->change(wmd);
    VSTEST_HR(vsapi_wmd_write(wmd, &xml, &size_bytes), S_OK, row->row);
    VSTEST_HR(vsapi_wide_from_text(xml, &wide), S_OK, row->row);
    VSTEST_HR(f.writer->lpVtbl->LoadMetadata(f.writer, wide, 0), VSS_E_INVALID_XML_DOCUMENT,
              row->row);
    VSTEST_SENTENCE("LoadMetadata", row->row);
    vsapi_free(wide);
    vsapi_free(xml);
    vsapi_wmd_unref(wmd);
    close_fixture(&f);
}
