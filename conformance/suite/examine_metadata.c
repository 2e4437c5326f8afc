/*
 * conformance/suite/examine_metadata.c - IVssExamineWriterMetadata..Ex2, IVssWMComponent and
 * IVssWMFiledesc: what a requester reads of a running writer.
 */
#include "groups.h"
#include "metadata.h"
#include "requester.h"

/* ---- identity ----------------------------------------------------------------------------------
 */

struct identity {
    VSS_ID instance, writer;
    BSTR name, instance_name;
    VSS_USAGE_TYPE usage;
    VSS_SOURCE_TYPE source;
};

static void free_identity(struct identity *identity)
{
    SysFreeString(identity->name);
    SysFreeString(identity->instance_name);
}

/* Both methods say the same. */
static void read_identity(struct suite *suite, IVssExamineWriterMetadata *metadata,
                          struct identity *out)
{
    IVssExamineWriterMetadataEx *ex = NULL;
    struct identity same = {0};

    *out = (struct identity){0};
    CHECK_HR(CALL(metadata, GetIdentity, &same.instance, &same.writer, &same.name, &same.usage,
                  &same.source),
             S_OK);
    REQUIRE_HR(CALL(metadata, QueryInterface, &IID_IVssExamineWriterMetadataEx, (void **)&ex),
               S_OK);
    CHECK_HR(CALL(ex, GetIdentityEx, &out->instance, &out->writer, &out->name, &out->instance_name,
                  &out->usage, &out->source),
             S_OK);
    CHECK_GUID(same.instance, out->instance);
    CHECK_GUID(same.writer, out->writer);
    CHECK_TEXT(same.name, out->name);
    CHECK(same.usage == out->usage && same.source == out->source);
    free_identity(&same);
    CALL(ex, Release);
}

static void check_identity(struct suite *suite, const struct suite_writer_options *options)
{
    struct suite_writer *writer;
    struct requester *requester;
    IVssExamineWriterMetadata *metadata;
    struct identity got;

    REQUIRE_HR(suite_writer_begin(suite, options, &writer), S_OK);
    requester = requester_at(suite, AT_GATHERED);
    metadata = requester ? requester_metadata(suite, requester) : NULL;
    REQUIRE(metadata);
    read_identity(suite, metadata, &got);
    CHECK_GUID(got.writer, SUITE_WRITER_ID);
    CHECK_GUID(got.instance, requester->instance_id);
    CHECK(!IsEqualGUID(&got.instance, &GUID_NULL));
    CHECK_TEXT(got.name, options->name ? options->name : L"Suite Writer");
    /* docs/decisions.md#absent-texts: a writer without instance name has an empty one */
    CHECK_TEXT(got.instance_name, options->instance_name ? options->instance_name : L"");
    CHECK(got.usage == (options->usage ? options->usage : VSS_UT_USERDATA));
    CHECK(got.source == (options->source ? options->source : VSS_ST_OTHER));
    free_identity(&got);
    suite_writer_end(writer);
}

static void the_identity_is_what_initialize_was_given(struct suite *suite, const void *row)
{
    static const struct suite_writer_options identities[] = {
        {.name = NULL},
        {.name = L"\x00c4nderung & Co <1>", .instance_name = L"east"},
        {.usage = VSS_UT_BOOTABLESYSTEMSTATE, .source = VSS_ST_TRANSACTEDDB},
        {.usage = VSS_UT_SYSTEMSERVICE, .source = VSS_ST_NONTRANSACTEDDB},
        {.usage = VSS_UT_OTHER},
    };

    (void)row;
    for (size_t i = 0; i < sizeof identities / sizeof *identities && !suite_failed(suite); i++)
        check_identity(suite, &identities[i]);
}

/* Who looks for system state finds two of these four. */
static void system_state_is_told_by_the_usage(struct suite *suite, const void *row)
{
    static const VSS_USAGE_TYPE usages[] = {VSS_UT_OTHER, VSS_UT_BOOTABLESYSTEMSTATE,
                                            VSS_UT_USERDATA, VSS_UT_SYSTEMSERVICE};
    struct requester *requester;
    UINT count = 0, of_the_system = 0;

    (void)row;
    for (size_t i = 0; i < 4; i++) {
        const struct suite_writer_options options = {.usage = usages[i]};
        struct suite_writer *writer;

        REQUIRE_HR(suite_writer_begin(suite, &options, &writer), S_OK);
    }
    requester = requester_at(suite, AT_GATHERED);
    REQUIRE(requester);
    CHECK_HR(CALL(requester->backup, GetWriterMetadataCount, &count), S_OK);
    CHECK(count == 4);
    for (UINT i = 0; i < count; i++) {
        IVssExamineWriterMetadata *metadata = NULL;
        struct identity got;

        REQUIRE_HR(CALL(requester->backup, GetWriterMetadata, i, &got.instance, &metadata), S_OK);
        suite_release_at_end(suite, metadata);
        read_identity(suite, metadata, &got);
        of_the_system += got.usage == VSS_UT_BOOTABLESYSTEMSTATE || got.usage == 2;
        free_identity(&got);
    }
    CHECK(of_the_system == 2);
}

static void instance_names_tell_instances_apart(struct suite *suite, const void *row)
{
    static const WCHAR *const names[] = {L"east", L"west"};
    struct identity got[2];
    struct requester *requester;

    (void)row;
    for (size_t i = 0; i < 2; i++) {
        const struct suite_writer_options options = {.instance_name = names[i]};
        struct suite_writer *writer;

        REQUIRE_HR(suite_writer_begin(suite, &options, &writer), S_OK);
    }
    requester = requester_at(suite, AT_GATHERED);
    REQUIRE(requester);
    for (UINT i = 0; i < 2; i++) {
        IVssExamineWriterMetadata *metadata = NULL;

        REQUIRE_HR(CALL(requester->backup, GetWriterMetadata, i, &got[i].instance, &metadata),
                   S_OK);
        suite_release_at_end(suite, metadata);
        read_identity(suite, metadata, &got[i]);
    }
    CHECK_GUID(got[0].writer, got[1].writer);
    CHECK(!IsEqualGUID(&got[0].instance, &got[1].instance));
    REQUIRE(got[0].instance_name && got[1].instance_name);
    CHECK(got[0].instance_name[0] != got[1].instance_name[0]);
    free_identity(&got[0]);
    free_identity(&got[1]);
}

static void both_strings_are_the_callers(struct suite *suite, const void *row)
{
    const struct suite_writer_options options = {.instance_name = L"east"};
    struct suite_writer *writer;
    struct requester *requester;
    IVssExamineWriterMetadata *metadata;
    struct identity first, second;

    (void)row;
    REQUIRE_HR(suite_writer_begin(suite, &options, &writer), S_OK);
    requester = requester_at(suite, AT_GATHERED);
    metadata = requester ? requester_metadata(suite, requester) : NULL;
    REQUIRE(metadata);
    read_identity(suite, metadata, &first);
    REQUIRE(first.name && first.instance_name);
    first.name[0] = first.instance_name[0] = L'!';
    read_identity(suite, metadata, &second);
    CHECK_TEXT(second.name, L"Suite Writer");
    CHECK_TEXT(second.instance_name, L"east");
    free_identity(&first);
    free_identity(&second);
}

static void no_version_is_0_0(struct suite *suite, const void *row)
{
    IVssExamineWriterMetadataEx2 *metadata = metadata_made(suite, 0, NULL, NULL);
    DWORD major = 1, minor = 1;

    (void)row;
    REQUIRE(metadata);
    CHECK_HR(CALL(metadata, GetVersion, &major, &minor), S_OK);
    CHECK(major == 0 && minor == 0);
}

/* ---- what is counted and listed ----------------------------------------------------------------
 */

static void counts_and_lists(struct suite *suite, const void *row)
{
    struct gallery gallery;
    UINT includes = 1, excludes = 0, components = 0, from_snapshot = 0;

    (void)row;
    REQUIRE(gallery_open(suite, &gallery));
    CHECK_HR(CALL(gallery.metadata, GetFileCounts, &includes, &excludes, &components), S_OK);
    CHECK(includes == 0 && excludes == 2 && components == 4);
    metadata_check_file(suite, metadata_file(suite, gallery.metadata, ADD_EXCLUDE, 1),
                        &gallery_calls.calls[GALLERY_EXCLUDE]);
    CHECK_HR(CALL(gallery.metadata, GetExcludeFromSnapshotCount, &from_snapshot), S_OK);
    CHECK(from_snapshot == 1);
    metadata_check_file(suite, metadata_file(suite, gallery.metadata, ADD_EXCLUDE_FROM_SNAPSHOT, 0),
                        &gallery_calls.calls[GALLERY_CACHE]);
    metadata_check_file(suite, metadata_file(suite, gallery.metadata, ADD_MAPPING, 1),
                        &gallery_calls.calls[GALLERY_MAPPING]);
}

/* The same object under three interfaces, and IUnknown. */
static void query_gives_the_later_interfaces(struct suite *suite, const void *row)
{
    static const IID *const ids[] = {&IID_IUnknown, &IID_IVssExamineWriterMetadata,
                                     &IID_IVssExamineWriterMetadataEx,
                                     &IID_IVssExamineWriterMetadataEx2};
    struct gallery gallery;
    void *first = NULL;

    (void)row;
    REQUIRE(gallery_open(suite, &gallery));
    REQUIRE_HR(CALL(gallery.metadata, QueryInterface, &IID_IUnknown, &first), S_OK);
    for (size_t i = 0; i < 4; i++) {
        IUnknown *face = NULL;
        void *again = NULL;

        REQUIRE_HR(CALL(gallery.metadata, QueryInterface, ids[i], (void **)&face), S_OK);
        CHECK_HR(CALL(face, QueryInterface, &IID_IUnknown, &again), S_OK);
        CHECK(again == first);
        CALL(face, Release);
        CALL(face, Release);
    }
    CALL((IUnknown *)first, Release);
    CHECK_HR(CALL(gallery.database, QueryInterface, &IID_IUnknown, &first), S_OK);
    CALL((IUnknown *)first, Release);
    CHECK_HR(CALL(gallery.metadata, QueryInterface, &IID_IVssAsync, &first), E_NOINTERFACE);
    CHECK(!first);
}

/* The class that is no COM interface has no IUnknown in front. */
static void the_first_slot_is_a_method_of_its_own(struct suite *suite, const void *row)
{
    (void)row;
    CHECK(offsetof(IVssCreateWriterMetadataVtbl, AddIncludeFiles) == 0);
    CHECK(sizeof(IVssCreateWriterMetadata) == sizeof(void *));
}

/* ---- components --------------------------------------------------------------------------------
 */

static void component_info(struct suite *suite, const void *row)
{
    const struct metadata_call *open = &gallery_calls.calls[GALLERY_OPEN];
    struct gallery gallery;
    const VSS_COMPONENTINFO *info;

    (void)row;
    REQUIRE(gallery_open(suite, &gallery));
    info = metadata_info(suite, gallery.database);
    REQUIRE(info);
    CHECK(info->type == VSS_CT_DATABASE);
    CHECK_TEXT(info->bstrLogicalPath, open->path);
    CHECK_TEXT(info->bstrComponentName, open->name);
    CHECK_TEXT(info->bstrCaption, open->other);
    CHECK(info->cbIcon == open->icon_bytes && info->pbIcon && info->pbIcon[3] == open->icon[3]);
    CHECK(!info->bRestoreMetadata && !info->bNotifyOnBackupComplete);
    CHECK(!info->bSelectable && info->bSelectableForRestore);
    CHECK(info->dwComponentFlags == open->number);
    CHECK(info->cFileCount == 0 && info->cDatabases == 2);
    CHECK(info->cLogFiles == 1 && info->cDependencies == 2);
}

static void what_is_not_there_is_null(struct suite *suite, const void *row)
{
    struct gallery gallery;
    const VSS_COMPONENTINFO *info;

    (void)row;
    REQUIRE(gallery_open(suite, &gallery));
    info = metadata_info(suite, metadata_component(suite, gallery.metadata, 1));
    REQUIRE(info);
    CHECK_TEXT(info->bstrComponentName, L"base");
    CHECK(!info->bstrLogicalPath);
    CHECK(!info->pbIcon && info->cbIcon == 0);
    CHECK(!info->bNotifyOnBackupComplete);
    info = metadata_info(suite, gallery.group);
    REQUIRE(info);
    CHECK(info->bstrComponentName && !info->bstrCaption);
}

/* The structure is whole without its component, and asked for twice it is another one. */
static void the_structure_is_freed_by_its_method(struct suite *suite, const void *row)
{
    struct gallery gallery;
    PVSSCOMPONENTINFO first = NULL, second = NULL;

    (void)row;
    REQUIRE(gallery_open(suite, &gallery));
    REQUIRE_HR(CALL(gallery.database, GetComponentInfo, &first), S_OK);
    REQUIRE_HR(CALL(gallery.database, GetComponentInfo, &second), S_OK);
    CHECK(first != second && first->bstrComponentName != second->bstrComponentName);
    CHECK(first->pbIcon != second->pbIcon);
    CHECK_HR(CALL(gallery.database, FreeComponentInfo, first), S_OK);
    CHECK_TEXT(second->bstrComponentName, L"open");
    CHECK_HR(CALL(gallery.database, FreeComponentInfo, second), S_OK);
    CHECK_HR(CALL(gallery.database, FreeComponentInfo, NULL), S_OK);
}

/* ---- file sets ---------------------------------------------------------------------------------
 */

static void file_sets_of_components(struct suite *suite, const void *row)
{
    static const struct {
        enum metadata_method method;
        UINT n;
        int call;
    } sets[] = {{ADD_DATABASE, 0, GALLERY_DATA},
                {ADD_DATABASE, 1, GALLERY_DATA_2},
                {ADD_LOG, 0, GALLERY_LOG},
                {ADD_GROUP, 0, GALLERY_FILES}};
    struct gallery gallery;

    (void)row;
    REQUIRE(gallery_open(suite, &gallery));
    for (size_t i = 0; i < sizeof sets / sizeof *sets; i++) {
        IVssWMFiledesc *file = NULL;
        HRESULT hr = sets[i].method == ADD_GROUP ? CALL(gallery.group, GetFile, sets[i].n, &file)
                     : sets[i].method == ADD_LOG
                         ? CALL(gallery.database, GetDatabaseLogFile, sets[i].n, &file)
                         : CALL(gallery.database, GetDatabaseFile, sets[i].n, &file);

        CHECK_HR(hr, S_OK);
        suite_release_at_end(suite, file);
        metadata_check_file(suite, file, &gallery_calls.calls[sets[i].call]);
    }
}

static void no_alternate_location(struct suite *suite, const void *row)
{
    struct gallery gallery;
    IVssWMFiledesc *file;
    BSTR place = (BSTR)(void *)&gallery;

    (void)row;
    REQUIRE(gallery_open(suite, &gallery));
    file = metadata_file(suite, gallery.metadata, ADD_GROUP, 0);
    REQUIRE(file);
    CHECK_HR(CALL(file, GetAlternateLocation, &place), S_FALSE);
    CHECK(!place);
    CHECK_HR(CALL(gallery.file, GetAlternateLocation, &place), S_OK);
    CHECK_TEXT(place, L"C:\\suite\\spool");
    SysFreeString(place);
}

static const struct metadata_call on_a_share[] = {
    {.method = ADD_GROUP,
     .path = L"group",
     .name = L"files",
     .directory = L"\\\\server\\share\\live",
     .filespec = L"*",
     .other = L"\\\\server\\share\\spool",
     .number = MASK_ALL},
};

static void shares(struct suite *suite, const void *row)
{
    IVssExamineWriterMetadataEx2 *metadata =
        metadata_made(suite, 0, metadata_carry_out, METADATA_CALLS(on_a_share));

    (void)row;
    REQUIRE(metadata);
    metadata_check_file(suite, metadata_file(suite, metadata, ADD_GROUP, 1), on_a_share);
}

/* The two sources that are no metadata: targets and mappings of a component in a restore. */
static void new_targets_are_file_sets_too(struct suite *suite, const void *row)
{
    struct requester *requester = requester_at(suite, AT_SELECTED);
    IVssComponent *component;
    IVssWMFiledesc *file = NULL;
    BSTR place = NULL;

    (void)row;
    REQUIRE(requester);
    CHECK_HR(CALL(requester->backup, AddNewTarget, requester->writer_id, VSS_CT_FILEGROUP, L"group",
                  L"files", L"C:\\suite\\files", L"*", true, L"E:\\new"),
             S_OK);
    CHECK_HR(CALL(requester->backup, AddAlternativeLocationMapping, requester->writer_id,
                  VSS_CT_FILEGROUP, L"group", L"files", L"C:\\suite\\files", L"*", true,
                  L"E:\\there"),
             S_OK);
    component = requester_component(suite, requester, 0);
    REQUIRE(component);
    for (int i = 0; i < 2; i++) {
        REQUIRE_HR(i ? CALL(component, GetNewTarget, 0, &file)
                     : CALL(component, GetAlternateLocationMapping, 0, &file),
                   S_OK);
        CHECK_HR(CALL(file, GetAlternateLocation, &place), S_OK);
        CHECK_TEXT(place, i ? L"E:\\new" : L"E:\\there");
        SysFreeString(place);
        CALL(file, Release);
    }
    file_sets_of_components(suite, row);
}

#define M "IVssExamineWriterMetadata."
#define MX "IVssExamineWriterMetadataEx."
#define MX2 "IVssExamineWriterMetadataEx2."
#define C "IVssWMComponent."
#define F "IVssWMFiledesc."
#define I "VSS_COMPONENTINFO-"

/* clang-format off */
static const struct suite_case cases[] = {
    {M "GetIdentity/S_OK", the_identity_is_what_initialize_was_given, NULL, 0},
    {MX "GetIdentityEx/S_OK", the_identity_is_what_initialize_was_given, NULL, 0},
    {MX "GetIdentityEx-1", the_identity_is_what_initialize_was_given, NULL, 0},
    {MX "GetIdentityEx-2", the_identity_is_what_initialize_was_given, NULL, 0},
    {"IVssExamineWriterMetadata-1", the_identity_is_what_initialize_was_given, NULL, 0},
    {"IVssExamineWriterMetadata-3", the_identity_is_what_initialize_was_given, NULL, 0},
    {"IVssExamineWriterMetadataEx-1", the_identity_is_what_initialize_was_given, NULL, 0},
    {"IVssExamineWriterMetadataEx-2", the_identity_is_what_initialize_was_given, NULL, 0},
    {"VSS_USAGE_TYPE-1", the_identity_is_what_initialize_was_given, NULL, 0},
    {"VSS_USAGE_TYPE-2", the_identity_is_what_initialize_was_given, NULL, 0},
    {"VSS_SOURCE_TYPE-1", the_identity_is_what_initialize_was_given, NULL, 0},
    {"VSS_SOURCE_TYPE-2", the_identity_is_what_initialize_was_given, NULL, 0},
    {"VSS_USAGE_TYPE-3", system_state_is_told_by_the_usage, NULL, SUITE_NEEDS_ALONE},
    {MX "GetIdentityEx-3", instance_names_tell_instances_apart, NULL, SUITE_NEEDS_ALONE},
    {MX "GetIdentityEx-5", both_strings_are_the_callers, NULL, 0},
    {MX2 "GetVersion-2", no_version_is_0_0, NULL, 0},
    {M "GetFileCounts/S_OK", counts_and_lists, NULL, 0},
    {M "GetExcludeFile/S_OK", counts_and_lists, NULL, 0},
    {M "GetExcludeFile-3", counts_and_lists, NULL, 0},
    {MX2 "GetExcludeFromSnapshotCount/S_OK", counts_and_lists, NULL, 0},
    {MX2 "GetExcludeFromSnapshotCount-2", counts_and_lists, NULL, 0},
    {MX2 "GetExcludeFromSnapshotFile/S_OK", counts_and_lists, NULL, 0},
    {MX2 "GetExcludeFromSnapshotFile-4", counts_and_lists, NULL, 0},
    {"IVssExamineWriterMetadataEx2-2", counts_and_lists, NULL, 0},
    {"IVssExamineWriterMetadataEx2-1", query_gives_the_later_interfaces, NULL, 0},
    {"IVssExamineWriterMetadata-2", query_gives_the_later_interfaces, NULL, 0},
    {"IVssExamineWriterMetadataEx-3", query_gives_the_later_interfaces, NULL, 0},
    {"IVssExamineWriterMetadataEx2-3", query_gives_the_later_interfaces, NULL, 0},
    {"IVssWMComponent-3", query_gives_the_later_interfaces, NULL, 0},
    {"IVssCreateWriterMetadata-4", the_first_slot_is_a_method_of_its_own, NULL, 0},
    {M "GetComponent/S_OK", component_info, NULL, 0},
    {M "GetComponent-3", component_info, NULL, 0},
    {"IVssWMComponent-1", component_info, NULL, 0},
    {"IVssWMComponent-2", component_info, NULL, 0},
    {C "GetComponentInfo/S_OK", component_info, NULL, 0},
    {C "GetComponentInfo-2", component_info, NULL, 0},
    {I "1", component_info, NULL, 0},
    {I "3", what_is_not_there_is_null, NULL, 0},
    {I "4", what_is_not_there_is_null, NULL, 0},
    {I "5", what_is_not_there_is_null, NULL, 0},
    {I "2", the_structure_is_freed_by_its_method, NULL, 0},
    {C "GetComponentInfo-1", the_structure_is_freed_by_its_method, NULL, 0},
    {C "FreeComponentInfo/S_OK", the_structure_is_freed_by_its_method, NULL, 0},
    {C "FreeComponentInfo-1", the_structure_is_freed_by_its_method, NULL, 0},
    {C "FreeComponentInfo-2", the_structure_is_freed_by_its_method, NULL, 0},
    {C "GetFile/S_OK", file_sets_of_components, NULL, 0},
    {C "GetDatabaseFile/S_OK", file_sets_of_components, NULL, 0},
    {C "GetDatabaseLogFile/S_OK", file_sets_of_components, NULL, 0},
    {"IVssWMFiledesc-1", file_sets_of_components, NULL, 0},
    {F "GetPath/S_OK", file_sets_of_components, NULL, 0},
    {F "GetFilespec/S_OK", file_sets_of_components, NULL, 0},
    {F "GetRecursive/S_OK", file_sets_of_components, NULL, 0},
    {F "GetBackupTypeMask/S_OK", file_sets_of_components, NULL, 0},
    {F "GetAlternateLocation/S_OK", no_alternate_location, NULL, 0},
    {F "GetAlternateLocation/S_FALSE", no_alternate_location, NULL, 0},
    {F "GetAlternateLocation-1", no_alternate_location, NULL, 0},
    {F "GetAlternateLocation-5", shares, NULL, 0},
    {F "GetPath-5", shares, NULL, 0},
    {"IVssWMFiledesc-3", new_targets_are_file_sets_too, NULL, 0},
};
/* clang-format on */
const struct suite_group suite_examine_metadata =
    SUITE_GROUP("IVssExamineWriterMetadata: a running writer", cases);
