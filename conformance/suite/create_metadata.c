/*
 * conformance/suite/create_metadata.c - what IVssCreateWriterMetadata(Ex) puts into the document:
 * components, their files, exclusions. Read through IVssExamineWriterMetadata.
 */
#include "groups.h"
#include "layers.h"
#include "metadata.h"
#include "requester.h"

/* ---- the calls one by one ----------------------------------------------------------------------
 */

/* The right call of a method adds one entry, which says what was given; a second call adds a
 * second one. */
struct added {
    enum metadata_method method;
    bool express;
};

static void add_two(struct suite *suite, const struct metadata_maker *maker, const void *row)
{
    const struct added *added = row;
    struct metadata_call call = metadata_right(added->method, added->express);

    CHECK_HR(metadata_do(maker, &call), S_OK);
    call.directory = L"E:\\second";
    CHECK_HR(metadata_do(maker, &call), S_OK);
}

static void file_sets_are_added(struct suite *suite, const void *row)
{
    const struct added *added = row;
    unsigned how = added->express ? METADATA_EXPRESS : 0;
    struct metadata_call call = metadata_right(added->method, added->express);
    IVssExamineWriterMetadataEx2 *metadata = metadata_made(suite, how, NULL, NULL);
    UINT before;

    REQUIRE(metadata);
    before = metadata_file_count(suite, metadata, added->method);
    metadata = metadata_made(suite, how, add_two, added);
    REQUIRE(metadata);
    CHECK(metadata_file_count(suite, metadata, added->method) == before + 2);
    metadata_check_file(suite, metadata_file(suite, metadata, added->method, before), &call);
    call.directory = L"E:\\second";
    metadata_check_file(suite, metadata_file(suite, metadata, added->method, before + 1), &call);
}

static void check_component(struct suite *suite, const VSS_COMPONENTINFO *info,
                            const struct metadata_call *call)
{
    REQUIRE(info);
    CHECK((int)info->type == call->kind);
    CHECK_TEXT(info->bstrLogicalPath, call->path);
    CHECK_TEXT(info->bstrComponentName, call->name);
    CHECK_TEXT(info->bstrCaption, call->other);
    CHECK(info->cbIcon == call->icon_bytes);
    CHECK(!info->pbIcon == !call->icon);
    for (UINT i = 0; i < info->cbIcon && i < call->icon_bytes; i++)
        CHECK(info->pbIcon[i] == call->icon[i]);
    CHECK(!info->bRestoreMetadata);
    CHECK(!info->bNotifyOnBackupComplete);
    CHECK(info->bSelectable == call->yes);
    CHECK(info->bSelectableForRestore == call->for_restore);
    CHECK(info->dwComponentFlags == call->number);
}

static const BYTE icon[] = {0, 1, 2, 0xff, 0};
static const struct metadata_call components[] = {
    {.method = ADD_COMPONENT, .kind = VSS_CT_FILEGROUP, .name = L"least"},
    {.method = ADD_COMPONENT,
     .kind = VSS_CT_FILEGROUP,
     .path = L"a\\b",
     .name = L"most",
     .other = L"C:\\Caption \x00fc\r\nof two lines",
     .icon = icon,
     .icon_bytes = sizeof icon,
     .yes = true,
     .for_restore = true,
     .number = VSS_CF_NOT_SYSTEM_STATE},
    {.method = ADD_COMPONENT, .kind = VSS_CT_FILEGROUP, .name = L"chosen", .yes = true},
    {.method = ADD_COMPONENT, .kind = VSS_CT_FILEGROUP, .name = L"back", .for_restore = true},
};
static const struct metadata_call databases[] = {
    {.method = ADD_COMPONENT,
     .kind = VSS_CT_DATABASE,
     .name = L"recovered",
     .number = VSS_CF_BACKUP_RECOVERY},
    {.method = ADD_COMPONENT,
     .kind = VSS_CT_DATABASE,
     .name = L"rolled back",
     .number = VSS_CF_APP_ROLLBACK_RECOVERY | VSS_CF_NOT_SYSTEM_STATE},
};

static void components_are_read(struct suite *suite, unsigned how, const struct metadata_calls *all)
{
    IVssExamineWriterMetadataEx2 *metadata =
        metadata_made(suite, how | METADATA_BARE, metadata_carry_out, all);
    UINT includes, excludes, count = 0;

    REQUIRE(metadata);
    CHECK_HR(CALL(metadata, GetFileCounts, &includes, &excludes, &count), S_OK);
    CHECK(count == all->count);
    for (UINT i = 0; i < count; i++)
        check_component(suite, metadata_info(suite, metadata_component(suite, metadata, i)),
                        &all->calls[i]);
}

static void components_say_what_was_given(struct suite *suite, const void *row)
{
    components_are_read(suite, row ? METADATA_EXPRESS : 0, METADATA_CALLS(components));
    if (!row)
        components_are_read(suite, 0, METADATA_CALLS(databases));
}

/* ---- the document and its object ---------------------------------------------------------------
 */

static const WCHAR *find_text(const WCHAR *in, const WCHAR *text)
{
    for (; *in; in++) {
        size_t n = 0;

        while (text[n] && in[n] == text[n])
            n++;
        if (!text[n])
            return in;
    }
    return NULL;
}

static void save_twice(struct suite *suite, const struct metadata_maker *maker, const void *row)
{
    const struct metadata_call call = {
        .method = ADD_COMPONENT, .kind = VSS_CT_FILEGROUP, .name = L"afterwards"};
    BSTR first = NULL, second = NULL;

    (void)row;
    CHECK_HR(metadata_save(maker, &first), S_OK);
    REQUIRE(first);
    CHECK(find_text(first, L"<WRITER_METADATA"));
    CHECK(find_text(first, L"componentName=\"files\""));
    CHECK(!find_text(first, L"afterwards"));
    first[0] = L' '; /* the caller's own */
    CHECK_HR(metadata_do(maker, &call), S_OK);
    CHECK_HR(metadata_save(maker, &second), S_OK);
    CHECK(second && second[0] == L'<' && find_text(second, L"componentName=\"afterwards\""));
    SysFreeString(first);
    SysFreeString(second);
}

static void saved_as_it_is(struct suite *suite, const void *row)
{
    metadata_made(suite, row ? METADATA_EXPRESS : 0, save_twice, NULL);
}

static struct metadata_maker kept;

static void keep(struct suite *suite, const struct metadata_maker *maker, const void *row)
{
    (void)row;
    kept = *maker;
    CALL(&kept.writer->IUnknown_base, AddRef);
    suite_release_at_end(suite, &kept.writer->IUnknown_base);
}

/* Behind the handler the document is closed, for every method. */
static void read_only_behind_identify(struct suite *suite, const void *row)
{
    IVssExamineWriterMetadataEx2 *metadata = metadata_made(suite, 0, keep, NULL);
    BSTR before = NULL, after = NULL;

    (void)row;
    REQUIRE(metadata);
    CHECK_HR(CALL(metadata, SaveAsXML, &before), S_OK);
    for (int method = 0; method < METADATA_METHODS; method++) {
        const struct metadata_call call = metadata_right((enum metadata_method)method, false);

        CHECK_HR(metadata_do(&kept, &call), VSS_E_BAD_STATE);
    }
    CHECK_HR(CALL(metadata, SaveAsXML, &after), S_OK);
    CHECK_TEXT(after, before);
    SysFreeString(before);
    SysFreeString(after);
}

static void two_bases(struct suite *suite, const struct metadata_maker *maker, const void *row)
{
    IUnknown *unknown = &maker->writer->IUnknown_base;
    void *again = NULL, *identity = NULL;

    (void)row;
    CHECK_HR(CALL(unknown, QueryInterface, &IID_IVssCreateWriterMetadataEx, &again), S_OK);
    CHECK(again == (void *)maker->writer);
    CHECK_HR(CALL(unknown, QueryInterface, &IID_IUnknown, &identity), S_OK);
    CHECK(identity == (void *)unknown);
    CALL(unknown, Release);
    CALL(unknown, Release);
}

static void the_ex_object_has_two_bases(struct suite *suite, const void *row)
{
    metadata_made(suite, 0, two_bases, row);
}

static void reserved(struct suite *suite, const struct metadata_maker *maker, const void *row)
{
    IXMLDOMDocument *document = (void *)maker->writer;

    (void)row;
    CHECK(FAILED(CALL(maker->writer, AddIncludeFiles, L"C:\\x", L"*", false, NULL)));
    CHECK(FAILED(CALL(maker->writer, GetDocument, &document)));
    CHECK(!document);
}

static void reserved_methods_fail(struct suite *suite, const void *row)
{
    IVssExamineWriterMetadataEx2 *metadata = metadata_made(suite, 0, reserved, row);
    IVssWMFiledesc *file = (void *)suite;
    IXMLDOMDocument *document = (void *)suite;

    REQUIRE(metadata);
    CHECK(FAILED(CALL(metadata, GetIncludeFile, 0, &file)));
    CHECK(!file);
    CHECK(FAILED(CALL(metadata, GetDocument, &document)));
    CHECK(!document);
}

/* ---- exclusions --------------------------------------------------------------------------------
 */

static const struct metadata_call whole_but_temporary[] = {
    {.method = ADD_GROUP,
     .path = L"group",
     .name = L"files",
     .directory = L"C:\\whole",
     .filespec = L"*",
     .yes = true,
     .number = MASK_ALL},
    {.method = ADD_EXCLUDE, .directory = L"C:\\whole\\tmp", .filespec = L"*.tmp", .yes = true},
};

/* An exclusion is the writer's, beside the components: their file sets stay as they are. */
static void an_exclusion_is_of_the_whole_writer(struct suite *suite, const void *row)
{
    IVssExamineWriterMetadataEx2 *metadata =
        metadata_made(suite, 0, metadata_carry_out, METADATA_CALLS(whole_but_temporary));

    (void)row;
    REQUIRE(metadata);
    CHECK(metadata_file_count(suite, metadata, ADD_GROUP) == 2);
    metadata_check_file(suite, metadata_file(suite, metadata, ADD_GROUP, 1),
                        &whole_but_temporary[0]);
    CHECK(metadata_file_count(suite, metadata, ADD_EXCLUDE) == 2);
    metadata_check_file(suite, metadata_file(suite, metadata, ADD_EXCLUDE, 1),
                        &whole_but_temporary[1]);
    CHECK(metadata_file_count(suite, metadata, ADD_EXCLUDE_FROM_SNAPSHOT) == 0);
}

static const struct metadata_call cache[] = {
    {.method = ADD_EXCLUDE_FROM_SNAPSHOT, .directory = L"C:\\cache", .filespec = L"*", .yes = true},
    {.method = ADD_EXCLUDE_FROM_SNAPSHOT, .directory = L"C:\\cache", .filespec = L"?"},
};

/* The two lists have nothing to do with each other, and the file is in the shadow copy as long as
 * the writer does not delete it. */
static void snapshot_exclusions_are_only_reported(struct suite *suite, const void *row)
{
    IVssExamineWriterMetadataEx2 *metadata =
        metadata_made(suite, 0, metadata_carry_out, METADATA_CALLS(cache));
    UINT count = 0;

    (void)row;
    REQUIRE(metadata);
    CHECK_HR(CALL(metadata, GetExcludeFromSnapshotCount, &count), S_OK);
    CHECK(count == 2);
    for (UINT i = 0; i < count && i < 2; i++)
        metadata_check_file(suite, metadata_file(suite, metadata, ADD_EXCLUDE_FROM_SNAPSHOT, i),
                            &cache[i]);
    CHECK(metadata_file_count(suite, metadata, ADD_EXCLUDE) == 1); /* the standard one */
}

static void left_in_the_shadow_copy(struct suite *suite, const void *row)
{
    IVssExamineWriterMetadataEx2 *metadata;
    struct requester *requester;
    VSS_SNAPSHOT_PROP prop;
    WCHAR path[260] = {0};
    char text[20];
    size_t n = 0;

    (void)row;
    CHECK_HR(layers_write_file(L"C:\\cache\\big", "content"), S_OK);
    metadata = metadata_made(suite, 0, metadata_carry_out, METADATA_CALLS(cache));
    requester = metadata ? requester_at(suite, AT_SNAPSHOT) : NULL;
    REQUIRE(requester);
    REQUIRE_HR(CALL(requester->backup, GetSnapshotProperties, requester->snapshot_id, &prop), S_OK);
    for (const WCHAR *from = prop.m_pwszSnapshotDeviceObject; *from; from++)
        path[n++] = *from;
    for (const WCHAR *from = L"\\cache\\big"; *from; from++)
        path[n++] = *from;
    CHECK_HR(layers_read_file(path, text, sizeof text), S_OK);
    CHECK(text[0] == 'c');
    VssFreeSnapshotProperties(&prop);
}

#define W "IVssCreateWriterMetadata."
#define WX "IVssCreateWriterMetadataEx."
#define X "IVssCreateExpressWriterMetadata."
#define ADDED(id, method, express)                                                                 \
    {                                                                                              \
        id, file_sets_are_added, &(const struct added){method, express}, 0                         \
    }

/* clang-format off */
static const struct suite_case cases[] = {
    ADDED(W "AddExcludeFiles/S_OK", ADD_EXCLUDE, false),
    ADDED(WX "AddExcludeFilesFromSnapshot/S_OK", ADD_EXCLUDE_FROM_SNAPSHOT, false),
    ADDED(W "AddDatabaseFiles/S_OK", ADD_DATABASE, false),
    ADDED(W "AddDatabaseFiles-1", ADD_DATABASE, false),
    ADDED(W "AddDatabaseFiles-2", ADD_DATABASE, false),
    ADDED(W "AddDatabaseLogFiles/S_OK", ADD_LOG, false),
    ADDED(W "AddDatabaseLogFiles-1", ADD_LOG, false),
    ADDED(W "AddDatabaseLogFiles-3", ADD_LOG, false),
    ADDED(W "AddFilesToFileGroup/S_OK", ADD_GROUP, false),
    ADDED(W "AddFilesToFileGroup-1", ADD_GROUP, false),
    ADDED(W "AddAlternateLocationMapping/S_OK", ADD_MAPPING, false),
    ADDED(W "AddAlternateLocationMapping-2", ADD_MAPPING, false),
    ADDED(X "AddExcludeFiles/S_OK", ADD_EXCLUDE, true),
    ADDED(X "AddFilesToFileGroup/S_OK", ADD_GROUP, true),
    ADDED(X "AddFilesToFileGroup-1", ADD_GROUP, true),
    {W "AddComponent/S_OK", components_say_what_was_given, NULL, 0},
    {W "AddComponent-5", components_say_what_was_given, NULL, 0},
    {W "AddComponent-6", components_say_what_was_given, NULL, 0},
    {"VSS_COMPONENT_TYPE-1", components_say_what_was_given, NULL, 0},
    {"VSS_COMPONENT_FLAGS-1", components_say_what_was_given, NULL, 0},
    {X "AddComponent/S_OK", components_say_what_was_given, "express", 0},
    {X "AddComponent-5", components_say_what_was_given, "express", 0},
    {X "AddComponent-6", components_say_what_was_given, "express", 0},
    {W "SaveAsXML/S_OK", saved_as_it_is, NULL, 0},
    {W "SaveAsXML-1", saved_as_it_is, NULL, 0},
    {W "SaveAsXML-2", saved_as_it_is, NULL, 0},
    {X "SaveAsXML/S_OK", saved_as_it_is, "express", 0},
    {X "SaveAsXML-1", saved_as_it_is, "express", 0},
    {X "SaveAsXML-2", saved_as_it_is, "express", 0},
    {"IVssCreateWriterMetadata-1", components_say_what_was_given, NULL, 0},
    {"IVssCreateExpressWriterMetadata-1", components_say_what_was_given, "express", 0},
    {"IVssCreateWriterMetadata-2", read_only_behind_identify, NULL, 0},
    {"IVssCreateWriterMetadata-3", read_only_behind_identify, NULL, 0},
    {"IVssCreateWriterMetadataEx-2", read_only_behind_identify, NULL, 0},
    {"IVssCreateWriterMetadataEx-3", the_ex_object_has_two_bases, NULL, 0},
    {W "AddIncludeFiles-1", reserved_methods_fail, NULL, 0},
    {W "GetDocument-1", reserved_methods_fail, NULL, 0},
    {"IVssExamineWriterMetadata.GetIncludeFile-1", reserved_methods_fail, NULL, 0},
    {"IVssExamineWriterMetadata.GetDocument-1", reserved_methods_fail, NULL, 0},
    {W "AddExcludeFiles-1", an_exclusion_is_of_the_whole_writer, NULL, 0},
    {W "AddExcludeFiles-7", an_exclusion_is_of_the_whole_writer, NULL, 0},
    {W "AddExcludeFiles-8", an_exclusion_is_of_the_whole_writer, NULL, 0},
    {"IVssCreateWriterMetadataEx-1", snapshot_exclusions_are_only_reported, NULL, 0},
    {WX "AddExcludeFilesFromSnapshot-3", snapshot_exclusions_are_only_reported, NULL, 0},
    {WX "AddExcludeFilesFromSnapshot-8", snapshot_exclusions_are_only_reported, NULL, 0},
    {WX "AddExcludeFilesFromSnapshot-1", left_in_the_shadow_copy, NULL, SUITE_NEEDS_MOCK},
};
/* clang-format on */
const struct suite_group suite_create_metadata =
    SUITE_GROUP("IVssCreateWriterMetadata: components and files", cases);
