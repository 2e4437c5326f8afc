/*
 * conformance/suite/examine_documents.c - metadata from a text: CreateVssExamineWriterMetadata,
 * LoadFromXML, SaveAsXML; sound documents, broken ones, and one as Windows writes them.
 */
#include "groups.h"
#include "layers.h"
#include "metadata.h"
#include "requester.h"

typedef HRESULT(STDAPICALLTYPE *create)(BSTR bstrXML, IVssExamineWriterMetadata **ppMetadata);

struct function {
    create call;
};

#define ROOT L"<WRITER_METADATA xmlns=\"x-schema:#VssWriterMetadataInfo\" version=\"1.2\">"
#define IDENTIFICATION                                                                             \
    L"<IDENTIFICATION writerId=\"afbab4a2-367d-4d15-a586-71dbb18f8485\" "                          \
    L"instanceId=\"5e17e000-0001-4000-8001-537569746502\" friendlyName=\"Stored\" "                \
    L"usage=\"BOOTABLE_SYSTEM_STATE\" dataSource=\"OTHER\" majorVersion=\"1\" "                    \
    L"minorVersion=\"2\"/>"
#define END L"</WRITER_METADATA>"
static const WCHAR sound[] = ROOT IDENTIFICATION L"<BACKUP_LOCATIONS/>" END;

/* As Windows writes it, and as editors leave it: declaration, indented, CR LF, ids in capitals, an
 * xmlns too many, what is optional left out. */
static const WCHAR of_windows[] =
    L"<?xml version=\"1.0\"?>\r\n"
    L"<WRITER_METADATA xmlns=\"x-schema:#VssWriterMetadataInfo\" version=\"1.2\" "
    L"backupSchema=\"881\">\r\n"
    L"  <IDENTIFICATION writerId=\"A65FAA63-5EA8-4EBC-9DBD-A0C4DB26912A\" "
    L"instanceId=\"4b4c1d3e-2b8f-4a1c-9e58-0f4cfa5a6f6b\" instanceName=\"SQL Server 2017:SQL\" "
    L"friendlyName=\"SqlServerWriter\" usage=\"USER_DATA\" dataSource=\"TRANSACTION_DB\" "
    L"majorVersion=\"0\" minorVersion=\"0\" xmlns=\"\"/>\r\n"
    L"  <RESTORE_METHOD method=\"RESTORE_IF_CAN_BE_REPLACED\" writerRestore=\"always\" "
    L"rebootRequired=\"no\"/>\r\n"
    L"  <BACKUP_LOCATIONS>\r\n"
    L"    <DATABASE logicalPath=\"HOST\" componentName=\"master\" caption=\"two\r\nlines\" "
    L"restoreMetadata=\"no\" notifyOnBackupComplete=\"no\" selectable=\"yes\" "
    L"selectableForRestore=\"yes\" componentFlags=\"3\">\r\n"
    L"      <DATABASE_FILES path=\"C:\\SQL\\DATA\\\" filespec=\"master.mdf\" "
    L"filespecBackupType=\"3855\"/>\r\n"
    L"      <DATABASE_LOGFILES path=\"C:\\SQL\\DATA\\\" filespec=\"mastlog.ldf\" "
    L"filespecBackupType=\"3855\"/>\r\n"
    L"    </DATABASE>\r\n"
    L"    <FILE_GROUP componentName=\"System Files\" restoreMetadata=\"no\" "
    L"notifyOnBackupComplete=\"no\" selectable=\"no\" selectableForRestore=\"no\" "
    L"componentFlags=\"0\">\r\n"
    L"      <FILE_LIST path=\"%SystemRoot%\\\" filespec=\"*\" recursive=\"yes\" "
    L"filespecBackupType=\"257\"/>\r\n"
    L"    </FILE_GROUP>\r\n"
    L"    <EXCLUDE_FILES path=\"%SystemRoot%\\Temp\" filespec=\"*\" recursive=\"yes\"/>\r\n"
    L"  </BACKUP_LOCATIONS>\r\n"
    L"</WRITER_METADATA>\r\n";

static const WCHAR *const malformed[] = {
    ROOT IDENTIFICATION L"<BACKUP_LOCATIONS>" END,
    ROOT IDENTIFICATION L"<BACKUP_LOCATIONS/>",
    L"<WRITER_METADATA",
    ROOT L"<IDENTIFICATION writerId=\"a&b\"/>" END,
    L"<!DOCTYPE a [<!ENTITY b \"c\">]>" ROOT IDENTIFICATION L"<BACKUP_LOCATIONS/>" END,
    L"<a/><b/>",
};
static const WCHAR *const of_another_schema[] = {
    L"<BACKUP_COMPONENTS xmlns=\"x-schema:#VssComponentMetadata\" version=\"1.2\" "
    L"bootableSystemStateBackup=\"no\" selectComponents=\"yes\" backupType=\"full\" "
    L"partialFileSupport=\"no\"/>",
    ROOT L"<BACKUP_LOCATIONS/>" END,
    ROOT L"<IDENTIFICATION writerId=\"no id\" instanceId=\"no id\" friendlyName=\"x\" "
         L"usage=\"USER_DATA\" dataSource=\"OTHER\" majorVersion=\"0\" minorVersion=\"0\"/>" END,
    ROOT IDENTIFICATION L"<RESTORE_METHOD method=\"PERHAPS\" writerRestore=\"never\" "
                        L"rebootRequired=\"no\"/><BACKUP_LOCATIONS/>" END,
    ROOT
        IDENTIFICATION L"<BACKUP_LOCATIONS><FILE_GROUP componentName=\"a\" restoreMetadata=\"no\" "
                       L"notifyOnBackupComplete=\"no\" selectable=\"perhaps\" "
                       L"selectableForRestore=\"no\" componentFlags=\"0\"/></BACKUP_LOCATIONS>" END,
    ROOT IDENTIFICATION L"<BACKUP_LOCATIONS><EXCLUDE_FILES path=\"C:\\\"/></BACKUP_LOCATIONS>" END,
};
#define COUNT(array) (sizeof(array) / sizeof *(array))

static HRESULT from_text(create call, const WCHAR *text, IVssExamineWriterMetadata **out)
{
    BSTR xml = SysAllocString(text);
    HRESULT hr = call(xml, out);

    SysFreeString(xml);
    return hr;
}

static HRESULT load_text(IVssExamineWriterMetadataEx2 *into, const WCHAR *text)
{
    BSTR xml = SysAllocString(text);
    HRESULT hr = CALL(into, LoadFromXML, xml);

    SysFreeString(xml);
    return hr;
}

static void check_name(struct suite *suite, IVssExamineWriterMetadata *metadata, const WCHAR *name)
{
    VSS_ID instance, writer;
    VSS_USAGE_TYPE usage;
    VSS_SOURCE_TYPE source;
    BSTR got = NULL;

    CHECK_HR(CALL(metadata, GetIdentity, &instance, &writer, &got, &usage, &source), S_OK);
    CHECK_TEXT(got, name);
    SysFreeString(got);
}

/* ---- creating ----------------------------------------------------------------------------------
 */

static void created_from_a_text(struct suite *suite, const void *row)
{
    const struct function *function = row;
    IVssExamineWriterMetadata *metadata = NULL, *again = NULL;
    BSTR text = NULL, same = NULL;

    REQUIRE_HR(from_text(function->call, sound, &metadata), S_OK);
    check_name(suite, metadata, L"Stored");
    CHECK_HR(CALL(metadata, SaveAsXML, &text), S_OK);
    REQUIRE_HR(function->call(text, &again), S_OK);
    check_name(suite, again, L"Stored");
    CHECK_HR(CALL(again, SaveAsXML, &same), S_OK);
    CHECK_TEXT(same, text);
    SysFreeString(text);
    SysFreeString(same);
    CHECK(CALL(metadata, Release) == 0); /* it is the caller's alone */
    CHECK(CALL(again, Release) == 0);
}

static void refused(struct suite *suite, create call, const WCHAR *text)
{
    IVssExamineWriterMetadata *metadata = (void *)suite;
    HRESULT hr = from_text(call, text, &metadata);

    suite_check(suite, hr == VSS_E_INVALID_XML_DOCUMENT && !metadata, __FILE__, __LINE__,
                "0x%08X for a broken document; %.200s", (unsigned)hr, layers_message());
}

static void broken_documents_are_refused(struct suite *suite, const void *row)
{
    const struct function *function = row;

    for (size_t i = 0; i < COUNT(malformed); i++)
        refused(suite, function->call, malformed[i]);
    for (size_t i = 0; i < COUNT(of_another_schema); i++)
        refused(suite, function->call, of_another_schema[i]);
    refused(suite, function->call, L"");
    refused(suite, function->call, L"no XML at all");
}

static void create_null_arguments(struct suite *suite, const void *row)
{
    const struct function *function = row;
    IVssExamineWriterMetadata *metadata = NULL;
    BSTR text = SysAllocString(sound);

    CHECK_HR(function->call(NULL, &metadata), E_INVALIDARG);
    CHECK_HR(function->call(text, NULL), E_INVALIDARG);
    CHECK(!metadata);
    SysFreeString(text);
}

static void create_without_memory(struct suite *suite, const void *row)
{
    const struct function *function = row;
    BSTR text = SysAllocString(of_windows);
    IVssExamineWriterMetadata *metadata;
    uint64_t nth = 1;
    HRESULT hr;

    do {
        metadata = NULL;
        layers_fail_allocation(nth);
        hr = function->call(text, &metadata);
        layers_fail_allocation(0);
        CHECK(!metadata == FAILED(hr));
    } while (hr == E_OUTOFMEMORY && ++nth < 10000);
    CHECK_HR(hr, S_OK);
    CHECK(nth > 1);
    suite_release_at_end(suite, metadata);
    SysFreeString(text);
}

/* ---- a document of Windows ---------------------------------------------------------------------
 */

static void check_database(struct suite *suite, const VSS_COMPONENTINFO *info)
{
    REQUIRE(info);
    CHECK(info->type == VSS_CT_DATABASE);
    CHECK_TEXT(info->bstrLogicalPath, L"HOST");
    CHECK_TEXT(info->bstrComponentName, L"master");
    CHECK_TEXT(info->bstrCaption, L"two lines"); /* what XML makes of a line end in a value */
    CHECK(info->bSelectable && info->bSelectableForRestore && info->dwComponentFlags == 3);
    CHECK(info->cDatabases == 1 && info->cLogFiles == 1 && info->cFileCount == 0);
}

static void a_document_of_windows(struct suite *suite, const void *row)
{
    static const struct metadata_call exclusion = {
        .method = ADD_EXCLUDE, .directory = L"%SystemRoot%\\Temp", .filespec = L"*", .yes = true};
    const VSS_ID sql = {
        0xa65faa63, 0x5ea8, 0x4ebc, {0x9d, 0xbd, 0xa0, 0xc4, 0xdb, 0x26, 0x91, 0x2a}};
    IVssExamineWriterMetadataEx2 *metadata = metadata_loaded(suite, of_windows);
    VSS_ID instance, writer;
    VSS_USAGE_TYPE usage;
    VSS_SOURCE_TYPE source;
    BSTR name = NULL, instance_name = NULL;
    DWORD schema = 0;

    (void)row;
    REQUIRE(metadata);
    CHECK_HR(
        CALL(metadata, GetIdentityEx, &instance, &writer, &name, &instance_name, &usage, &source),
        S_OK);
    CHECK_GUID(writer, sql);
    CHECK(instance.Data1 == 0x4b4c1d3e); /* of a writer that runs nowhere */
    CHECK_TEXT(name, L"SqlServerWriter");
    CHECK_TEXT(instance_name, L"SQL Server 2017:SQL");
    CHECK(usage == VSS_UT_USERDATA && source == VSS_ST_TRANSACTEDDB);
    CHECK_HR(CALL(metadata, GetBackupSchema, &schema), S_OK);
    CHECK(schema == 881);
    check_database(suite, metadata_info(suite, metadata_component(suite, metadata, 0)));
    metadata_check_file(suite, metadata_file(suite, metadata, ADD_EXCLUDE, 0), &exclusion);
    SysFreeString(name);
    SysFreeString(instance_name);
}

/* ---- loading -----------------------------------------------------------------------------------
 */

static void loaded_in_the_place_of_another(struct suite *suite, const void *row)
{
    struct gallery gallery;
    UINT includes, excludes = 1, components = 1;
    BSTR text = NULL;

    (void)row;
    REQUIRE(gallery_open(suite, &gallery));
    CHECK_HR(load_text(gallery.metadata, sound), S_OK);
    CHECK_HR(CALL(gallery.metadata, GetFileCounts, &includes, &excludes, &components), S_OK);
    CHECK(excludes == 0 && components == 0);
    check_name(suite, (IVssExamineWriterMetadata *)(void *)gallery.metadata, L"Stored");
    /* What was handed out before is as it was. */
    CHECK_TEXT(metadata_info(suite, gallery.database)->bstrComponentName, L"open");
    CHECK_HR(CALL(gallery.metadata, LoadFromXML, gallery.text), S_OK);
    CHECK_HR(CALL(gallery.metadata, SaveAsXML, &text), S_OK);
    CHECK_TEXT(text, gallery.text);
    SysFreeString(text);
}

static void two_ways_to_fail(struct suite *suite, const void *row)
{
    IVssExamineWriterMetadataEx2 *metadata = metadata_loaded(suite, sound);
    BSTR before = NULL, after = NULL;

    (void)row;
    REQUIRE(metadata);
    CHECK_HR(CALL(metadata, SaveAsXML, &before), S_OK);
    CHECK_HR(load_text(metadata, L"no XML at all"), S_FALSE);
    CHECK_HR(load_text(metadata, L""), S_FALSE);
    for (size_t i = 0; i < COUNT(malformed); i++)
        CHECK_HR(load_text(metadata, malformed[i]), VSS_E_INVALID_XML_DOCUMENT);
    for (size_t i = 0; i < COUNT(of_another_schema); i++)
        CHECK_HR(load_text(metadata, of_another_schema[i]), VSS_E_INVALID_XML_DOCUMENT);
    CHECK_HR(CALL(metadata, SaveAsXML, &after), S_OK);
    CHECK_TEXT(after, before); /* docs/decisions.md#load-from-xml */
    SysFreeString(before);
    SysFreeString(after);
}

/* Saved in a backup, loaded in the restore: another object, after the first is gone. */
static void saved_then_loaded(struct suite *suite, const void *row)
{
    struct requester *requester = requester_at(suite, AT_COMPLETE);
    IVssExamineWriterMetadataEx2 *stored;
    IVssExamineWriterMetadata *metadata;
    BSTR text = NULL, again = NULL;

    (void)row;
    metadata = requester ? requester_metadata(suite, requester) : NULL;
    REQUIRE(metadata);
    REQUIRE_HR(CALL(metadata, SaveAsXML, &text), S_OK);
    CHECK(SysStringLen(text) > 0);
    requester_end(requester);
    REQUIRE(requester_at(suite, AT_SELECTED));
    stored = metadata_loaded(suite, sound);
    REQUIRE(stored);
    CHECK_HR(CALL(stored, LoadFromXML, text), S_OK);
    CHECK_HR(CALL(stored, SaveAsXML, &again), S_OK);
    CHECK_TEXT(again, text);
    check_name(suite, (IVssExamineWriterMetadata *)(void *)stored, L"Suite Writer");
    SysFreeString(text);
    SysFreeString(again);
}

/* ---- stored and running ------------------------------------------------------------------------
 */

static unsigned times;

static void grow(struct suite *suite, const struct metadata_maker *maker, const void *row)
{
    const struct metadata_call call = {
        .method = ADD_EXCLUDE, .directory = L"C:\\new", .filespec = L"*"};

    (void)row;
    if (times++ > 0)
        CHECK_HR(metadata_do(maker, &call), S_OK);
}

static void a_running_writer_tells_the_newest(struct suite *suite, const void *row)
{
    IVssExamineWriterMetadataEx2 *first, *stored, *newest;
    IVssExamineWriterMetadata *metadata;
    struct requester *requester;
    BSTR text = NULL;

    (void)row;
    times = 0;
    first = metadata_made(suite, 0, grow, NULL);
    REQUIRE(first);
    CHECK_HR(CALL(first, SaveAsXML, &text), S_OK);
    requester = requester_at(suite, AT_GATHERED);
    metadata = requester ? requester_metadata(suite, requester) : NULL;
    REQUIRE(metadata);
    newest = metadata_ex2(suite, metadata);
    stored = metadata_loaded(suite, text);
    SysFreeString(text);
    REQUIRE(newest && stored);
    CHECK(metadata_file_count(suite, stored, ADD_EXCLUDE) == 1);
    CHECK(metadata_file_count(suite, newest, ADD_EXCLUDE) == 2);
}

#define E "CreateVssExamineWriterMetadata"
#define M "IVssExamineWriterMetadata."
static const struct function named = {CreateVssExamineWriterMetadata},
                             exported = {CreateVssExamineWriterMetadataInternal};

/* clang-format off */
static const struct suite_case cases[] = {
    {E "/S_OK", created_from_a_text, &named, 0},
    {E "-1", created_from_a_text, &named, 0},
    {E "-6", created_from_a_text, &named, 0},
    {E "/VSS_E_INVALID_XML_DOCUMENT", broken_documents_are_refused, &named, 0},
    {E "-2", broken_documents_are_refused, &named, 0},
    {E "/E_INVALIDARG", create_null_arguments, &named, 0},
    {E "/E_OUTOFMEMORY", create_without_memory, &named, SUITE_NEEDS_MOCK},
    {E "-8", created_from_a_text, &exported, 0},
    {E "Internal/S_OK", created_from_a_text, &exported, 0},
    {E "Internal-1", created_from_a_text, &exported, 0},
    {E "Internal/VSS_E_INVALID_XML_DOCUMENT", broken_documents_are_refused, &exported, 0},
    {E "Internal/E_INVALIDARG", create_null_arguments, &exported, 0},
    {E "Internal/E_OUTOFMEMORY", create_without_memory, &exported, SUITE_NEEDS_MOCK},
    {"IVssExamineWriterMetadata-4", a_document_of_windows, NULL, 0},
    {M "GetIdentity-2", a_document_of_windows, NULL, 0},
    {"IVssExamineWriterMetadataEx.GetIdentityEx-6", a_document_of_windows, NULL, 0},
    {M "LoadFromXML/S_OK", loaded_in_the_place_of_another, NULL, 0},
    {M "LoadFromXML-1", loaded_in_the_place_of_another, NULL, 0},
    {E "-3", loaded_in_the_place_of_another, NULL, 0},
    {M "LoadFromXML/S_FALSE", two_ways_to_fail, NULL, 0},
    {M "LoadFromXML/VSS_E_INVALID_XML_DOCUMENT", two_ways_to_fail, NULL, 0},
    {M "LoadFromXML-4", two_ways_to_fail, NULL, 0},
    {M "LoadFromXML-2", saved_then_loaded, NULL, 0},
    {M "SaveAsXML/S_OK", saved_then_loaded, NULL, 0},
    {M "SaveAsXML-1", saved_then_loaded, NULL, 0},
    {M "SaveAsXML-2", saved_then_loaded, NULL, 0},
    {E "-4", a_running_writer_tells_the_newest, NULL, 0},
};
/* clang-format on */
const struct suite_group suite_examine_documents =
    SUITE_GROUP("IVssExamineWriterMetadata: documents", cases);
