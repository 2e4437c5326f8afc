/*
 * conformance/suite/create_restore.c - restore method, alternate location mappings, dependencies
 * and backup schema: what a writer says is what a requester reads.
 */
#include "groups.h"
#include "metadata.h"
#include "requester.h"

/* ---- restore method ----------------------------------------------------------------------------
 */

struct restore { /* what GetRestoreMethod gives */
    VSS_RESTOREMETHOD_ENUM method;
    BSTR service, procedure;
    VSS_WRITERRESTORE_ENUM writer;
    bool reboot;
    UINT mappings;
};

static HRESULT get_restore(IVssExamineWriterMetadataEx2 *metadata, struct restore *out)
{
    *out = (struct restore){0};
    return CALL(metadata, GetRestoreMethod, &out->method, &out->service, &out->procedure,
                &out->writer, &out->reboot, &out->mappings);
}

static void free_restore(struct restore *restore)
{
    SysFreeString(restore->service);
    SysFreeString(restore->procedure);
}

#define RESTORE(a, b, c, d)                                                                        \
    {                                                                                              \
        .method = SET_RESTORE, .number = (a), .other = (b), .kind = (c), .yes = (d)                \
    }
static const struct metadata_call methods[] = {
    RESTORE(VSS_RME_RESTORE_IF_NOT_THERE, NULL, VSS_WRE_NEVER, false),
    RESTORE(VSS_RME_RESTORE_IF_CAN_REPLACE, NULL, VSS_WRE_IF_REPLACE_FAILS, true),
    RESTORE(VSS_RME_STOP_RESTORE_START, L"first", VSS_WRE_ALWAYS, false),
    RESTORE(VSS_RME_RESTORE_TO_ALTERNATE_LOCATION, NULL, VSS_WRE_NEVER, true),
    RESTORE(VSS_RME_RESTORE_AT_REBOOT, NULL, VSS_WRE_NEVER, true),
    RESTORE(VSS_RME_RESTORE_AT_REBOOT_IF_CANNOT_REPLACE, NULL, VSS_WRE_ALWAYS, false),
    RESTORE(VSS_RME_CUSTOM, NULL, VSS_WRE_ALWAYS, false),
    RESTORE(VSS_RME_RESTORE_STOP_START, L"second", VSS_WRE_NEVER, true),
    RESTORE(VSS_RME_RESTORE_AT_REBOOT, L"a service that it does not stop", VSS_WRE_NEVER, false),
};
static const struct metadata_call express_methods[] = {
    RESTORE(VSS_RME_RESTORE_IF_NOT_THERE, NULL, VSS_WRE_NEVER, true),
    RESTORE(VSS_RME_RESTORE_IF_CAN_REPLACE, NULL, VSS_WRE_NEVER, false),
    RESTORE(VSS_RME_STOP_RESTORE_START, L"first", VSS_WRE_NEVER, false),
    RESTORE(VSS_RME_RESTORE_STOP_START, L"second", VSS_WRE_NEVER, true),
};

static void check_method(struct suite *suite, unsigned how, const struct metadata_call *call)
{
    const struct metadata_calls one = {call, 1};
    bool stops =
        call->number == VSS_RME_STOP_RESTORE_START || call->number == VSS_RME_RESTORE_STOP_START;
    IVssExamineWriterMetadataEx2 *metadata =
        metadata_made(suite, how | METADATA_BARE, metadata_carry_out, &one);
    struct restore got;

    REQUIRE(metadata);
    CHECK_HR(get_restore(metadata, &got), S_OK);
    CHECK((DWORD)got.method == call->number);
    CHECK_TEXT(got.service, stops ? call->other : NULL);
    CHECK(!got.procedure);
    CHECK((int)got.writer == call->kind);
    CHECK(got.reboot == call->yes);
    CHECK(got.mappings == 0);
    free_restore(&got);
}

static void each_method_is_read(struct suite *suite, const void *row)
{
    const struct metadata_call *calls = row ? express_methods : methods;
    size_t count = row ? 4 : sizeof methods / sizeof *methods;

    for (size_t i = 0; i < count && !suite_failed(suite); i++)
        check_method(suite, row ? METADATA_EXPRESS : 0, &calls[i]);
}

static void no_method_is_told(struct suite *suite, const void *row)
{
    IVssExamineWriterMetadataEx2 *metadata = metadata_made(suite, METADATA_BARE, NULL, NULL);
    struct restore got;

    (void)row;
    REQUIRE(metadata);
    CHECK_HR(get_restore(metadata, &got), S_FALSE);
    CHECK(!got.service && !got.procedure && got.mappings == 0);
    free_restore(&got);
}

static void strings_of_the_method_are_the_callers(struct suite *suite, const void *row)
{
    const struct metadata_calls one = {&methods[2], 1};
    IVssExamineWriterMetadataEx2 *metadata =
        metadata_made(suite, METADATA_BARE, metadata_carry_out, &one);
    struct restore first, second;

    (void)row;
    REQUIRE(metadata);
    CHECK_HR(get_restore(metadata, &first), S_OK);
    REQUIRE(first.service);
    first.service[0] = L'F';
    CHECK_HR(get_restore(metadata, &second), S_OK);
    CHECK_TEXT(second.service, L"first");
    free_restore(&first);
    free_restore(&second);
}

/* ---- mappings ----------------------------------------------------------------------------------
 */

static const struct metadata_call mapping_after_method[] = {
    {.method = ADD_MAPPING,
     .directory = L"C:\\x",
     .filespec = L"*",
     .other = L"D:\\y",
     .hr = VSS_E_OBJECT_NOT_FOUND},
    RESTORE(VSS_RME_RESTORE_TO_ALTERNATE_LOCATION, NULL, VSS_WRE_NEVER, false),
    {.method = ADD_MAPPING, .directory = L"C:\\x", .filespec = L"*", .other = L"D:\\y"},
};

static void a_mapping_follows_the_method(struct suite *suite, const void *row)
{
    IVssExamineWriterMetadataEx2 *metadata = metadata_made(suite, METADATA_BARE, metadata_carry_out,
                                                           METADATA_CALLS(mapping_after_method));

    (void)row;
    REQUIRE(metadata);
    CHECK(metadata_file_count(suite, metadata, ADD_MAPPING) == 1);
    metadata_check_file(suite, metadata_file(suite, metadata, ADD_MAPPING, 0),
                        &mapping_after_method[2]);
}

static const struct metadata_call path_and_mapping[] = {
    {.method = ADD_GROUP,
     .path = L"group",
     .name = L"files",
     .directory = L"C:\\live",
     .filespec = L"*",
     .other = L"C:\\spool",
     .number = MASK_ALL},
    {.method = ADD_GROUP,
     .path = L"group",
     .name = L"files",
     .directory = L"C:\\plain",
     .filespec = L"*",
     .number = MASK_ALL},
    {.method = ADD_MAPPING, .directory = L"C:\\live", .filespec = L"*", .other = L"D:\\restored"},
};

/* The alternate path belongs to the file set and to the backup, the mapping to the writer and to
 * the restore; neither changes where the other says the files are. */
static void alternate_path_and_mapping_differ(struct suite *suite, const void *row)
{
    IVssExamineWriterMetadataEx2 *metadata =
        metadata_made(suite, 0, metadata_carry_out, METADATA_CALLS(path_and_mapping));

    (void)row;
    REQUIRE(metadata);
    metadata_check_file(suite, metadata_file(suite, metadata, ADD_GROUP, 1), &path_and_mapping[0]);
    metadata_check_file(suite, metadata_file(suite, metadata, ADD_GROUP, 2), &path_and_mapping[1]);
    CHECK(metadata_file_count(suite, metadata, ADD_MAPPING) == 2);
    metadata_check_file(suite, metadata_file(suite, metadata, ADD_MAPPING, 1),
                        &path_and_mapping[2]);
}

/* What may be used, and what was used. */
static void mappings_that_were_used_are_elsewhere(struct suite *suite, const void *row)
{
    struct requester *requester = requester_at(suite, AT_SELECTED);
    IVssExamineWriterMetadata *metadata;
    IVssComponent *component;
    IVssWMFiledesc *file = NULL;
    UINT used = 1;
    BSTR place = NULL;

    (void)row;
    REQUIRE(requester);
    metadata = requester_metadata(suite, requester);
    component = requester_component(suite, requester, 0);
    REQUIRE(metadata && component);
    CHECK(metadata_file_count(suite, metadata_ex2(suite, metadata), ADD_MAPPING) == 1);
    CHECK_HR(CALL(component, GetAlternateLocationMappingCount, &used), S_OK);
    CHECK(used == 0);
    CHECK_HR(CALL(requester->backup, AddAlternativeLocationMapping, requester->writer_id,
                  VSS_CT_FILEGROUP, L"group", L"files", L"C:\\suite\\files", L"*", true,
                  L"E:\\there"),
             S_OK);
    component = requester_component(suite, requester, 0);
    REQUIRE(component);
    CHECK_HR(CALL(component, GetAlternateLocationMappingCount, &used), S_OK);
    CHECK(used == 1);
    REQUIRE_HR(CALL(component, GetAlternateLocationMapping, 0, &file), S_OK);
    CHECK_HR(CALL(file, GetAlternateLocation, &place), S_OK);
    CHECK_TEXT(place, L"E:\\there");
    SysFreeString(place);
    RELEASE(file);
}

/* ---- the restore target overrides --------------------------------------------------------------
 */

static bool set_target(struct suite_writer *writer, const struct suite_event_args *args)
{
    IVssComponent *component = NULL;
    HRESULT hr = CALL(args->components, GetComponent, 0, &component);

    (void)writer;
    if (SUCCEEDED(hr)) {
        hr = CALL(component, SetRestoreTarget, VSS_RT_ALTERNATE);
        CALL(component, Release);
    }
    return hr == S_OK;
}

static void a_target_overrides_for_one_component(struct suite *suite, const void *row)
{
    const struct suite_writer_options options = {.on = {[SUITE_PRE_RESTORE] = set_target}};
    struct suite_writer *writer;
    struct requester *requester;
    struct restore method;
    IVssExamineWriterMetadata *metadata;

    (void)row;
    REQUIRE_HR(suite_writer_begin(suite, &options, &writer), S_OK);
    requester = requester_at(suite, AT_PRE_RESTORE);
    REQUIRE(requester);
    for (UINT i = 0; i < 2; i++) {
        IVssComponent *component = requester_component(suite, requester, i);
        VSS_RESTORE_TARGET target = VSS_RT_UNDEFINED;

        REQUIRE(component);
        CHECK_HR(CALL(component, GetRestoreTarget, &target), S_OK);
        CHECK(target == (i == 0 ? VSS_RT_ALTERNATE : VSS_RT_ORIGINAL));
    }
    metadata = requester_metadata(suite, requester);
    REQUIRE(metadata);
    CHECK_HR(get_restore(metadata_ex2(suite, metadata), &method), S_OK);
    CHECK(method.method == VSS_RME_RESTORE_IF_CAN_REPLACE); /* the writer's is as it was */
    free_restore(&method);
}

/* ---- schema ------------------------------------------------------------------------------------
 */

static void check_schema(struct suite *suite, unsigned how, DWORD schema)
{
    const struct metadata_call call = {.method = SET_SCHEMA, .number = schema};
    const struct metadata_calls calls = {&call, 1};
    IVssExamineWriterMetadataEx2 *metadata = metadata_made(suite, how, metadata_carry_out, &calls);
    DWORD got = ~schema;

    REQUIRE(metadata);
    CHECK_HR(CALL(metadata, GetBackupSchema, &got), S_OK);
    CHECK(got == schema);
}

static void the_schema_is_read(struct suite *suite, const void *row)
{
    static const DWORD masks[] = {VSS_BS_COPY,
                                  VSS_BS_INDEPENDENT_SYSTEM_STATE,
                                  VSS_BS_UNDEFINED,
                                  VSS_BS_DIFFERENTIAL,
                                  VSS_BS_INCREMENTAL,
                                  VSS_BS_LOG,
                                  VSS_BS_INCREMENTAL | VSS_BS_LAST_MODIFY,
                                  VSS_BS_WRITER_SUPPORTS_NEW_TARGET,
                                  VSS_BS_WRITER_SUPPORTS_RESTORE_WITH_MOVE,
                                  VSS_BS_ROLLFORWARD_RESTORE,
                                  VSS_BS_RESTORE_RENAME,
                                  VSS_BS_AUTHORITATIVE_RESTORE,
                                  VSS_BS_WRITER_SUPPORTS_PARALLEL_RESTORES};

    for (size_t i = 0; i < (row ? 3 : sizeof masks / sizeof *masks); i++)
        check_schema(suite, row ? METADATA_EXPRESS : 0, masks[i]);
}

static void no_schema_is_undefined(struct suite *suite, const void *row)
{
    IVssExamineWriterMetadataEx2 *metadata =
        metadata_made(suite, row ? METADATA_EXPRESS : 0, NULL, NULL);
    DWORD schema = 1;

    REQUIRE(metadata);
    CHECK_HR(CALL(metadata, GetBackupSchema, &schema), S_OK);
    CHECK(schema == VSS_BS_UNDEFINED);
}

/* No bit is needed for a full backup. */
static void full_backups_need_no_schema(struct suite *suite, const void *row)
{
    no_schema_is_undefined(suite, row);
    CHECK(requester_at(suite, AT_COMPLETE));
}

/* ---- dependencies ------------------------------------------------------------------------------
 */

#define DEPENDS(id, a, b)                                                                          \
    {                                                                                              \
        .method = ADD_DEPENDENCY, .path = L"group", .name = L"files", .writer = (id),              \
        .other = (a), .other_name = (b)                                                            \
    }
static const VSS_ID third = {0x5e17e000, 0x0098, 0x4000, {1, 2, 3, 4, 5, 6, 7, 8}};
static const struct metadata_call dependencies[] = {
    DEPENDS(&METADATA_OTHER_ID, L"a\\b", L"master"),
    DEPENDS(&METADATA_OTHER_ID, NULL, L"alone"),
    DEPENDS(&third, L"\\\\Remote\\a", L"there"),
    DEPENDS(&third, L"\\\\192.0.2.1\\a", L"there"),
};

static void check_dependency(struct suite *suite, IVssWMComponent *component, UINT n,
                             const struct metadata_call *call)
{
    IVssWMDependency *dependency = NULL;
    VSS_ID writer = GUID_NULL;
    BSTR path = NULL, name = NULL;

    REQUIRE_HR(CALL(component, GetDependency, n, &dependency), S_OK);
    CHECK_HR(CALL(dependency, GetWriterId, &writer), S_OK);
    CHECK_GUID(writer, *call->writer);
    CHECK_HR(CALL(dependency, GetLogicalPath, &path), S_OK);
    CHECK_TEXT(path, call->other ? call->other : L""); /* docs/decisions.md#absent-texts */
    CHECK_HR(CALL(dependency, GetComponentName, &name), S_OK);
    CHECK_TEXT(name, call->other_name);
    SysFreeString(path);
    SysFreeString(name);
    CALL(dependency, Release);
}

static void dependencies_are_read(struct suite *suite, const void *row)
{
    IVssExamineWriterMetadataEx2 *metadata = metadata_made(
        suite, row ? METADATA_EXPRESS : 0, metadata_carry_out, METADATA_CALLS(dependencies));
    IVssWMComponent *component;
    const VSS_COMPONENTINFO *info;

    REQUIRE(metadata);
    component = metadata_component(suite, metadata, 0);
    info = metadata_info(suite, component);
    REQUIRE(info);
    CHECK(info->cDependencies == 4);
    for (UINT i = 0; i < 4; i++)
        check_dependency(suite, component, i, &dependencies[i]);
}

/* Two instances of the class that is depended on: path and name tell which is meant. */
static bool instance(struct suite_writer *writer, const struct suite_event_args *args)
{
    return SUCCEEDED(CALL(args->metadata, AddComponent, VSS_CT_FILEGROUP, L"a\\b",
                          suite_writer_context(writer), NULL, NULL, 0, false, false, true, true,
                          0));
}

static bool has_component(struct suite *suite, IVssExamineWriterMetadata *metadata,
                          const WCHAR *name)
{
    IVssExamineWriterMetadataEx2 *all = metadata_ex2(suite, metadata);
    const VSS_COMPONENTINFO *info = metadata_info(suite, metadata_component(suite, all, 0));
    size_t i = 0;

    while (info && name[i] && info->bstrComponentName[i] == name[i])
        i++;
    return info && !name[i] && !info->bstrComponentName[i];
}

static void path_and_name_tell_the_instance(struct suite *suite, const void *row)
{
    static WCHAR master[] = L"master", second[] = L"second";
    struct suite_writer_options options = {.writer_id = &METADATA_OTHER_ID,
                                           .on = {[SUITE_IDENTIFY] = instance}};
    const struct metadata_calls one = {dependencies, 1};
    struct suite_writer *writer;
    struct requester *requester;
    UINT count = 0, found = 0;

    (void)row;
    REQUIRE(metadata_made(suite, 0, metadata_carry_out, &one));
    for (int i = 0; i < 2; i++) {
        options.context = i ? master : second;
        options.instance_name = i ? L"one" : L"two";
        REQUIRE_HR(suite_writer_begin(suite, &options, &writer), S_OK);
    }
    requester = requester_at(suite, AT_GATHERED);
    REQUIRE(requester);
    CHECK_HR(CALL(requester->backup, GetWriterMetadataCount, &count), S_OK);
    CHECK(count == 3);
    for (UINT i = 0; i < count; i++) {
        IVssExamineWriterMetadata *metadata;
        VSS_ID instance_id;

        REQUIRE_HR(CALL(requester->backup, GetWriterMetadata, i, &instance_id, &metadata), S_OK);
        suite_release_at_end(suite, metadata);
        found += has_component(suite, metadata, dependencies[0].other_name);
    }
    CHECK(found == 1);
}

#define W "IVssCreateWriterMetadata."
#define X "IVssCreateExpressWriterMetadata."
#define M "IVssExamineWriterMetadata."
#define D "IVssWMDependency."

/* clang-format off */
static const struct suite_case cases[] = {
    {W "SetRestoreMethod/S_OK", each_method_is_read, NULL, 0},
    {W "SetRestoreMethod-1", each_method_is_read, NULL, 0},
    {W "SetRestoreMethod-5", each_method_is_read, NULL, 0},
    {X "SetRestoreMethod/S_OK", each_method_is_read, "express", 0},
    {X "SetRestoreMethod-1", each_method_is_read, "express", 0},
    {X "SetRestoreMethod-5", each_method_is_read, "express", 0},
    {M "GetRestoreMethod/S_OK", each_method_is_read, NULL, 0},
    {M "GetRestoreMethod-3", each_method_is_read, NULL, 0},
    {M "GetRestoreMethod-5", each_method_is_read, NULL, 0},
    {"VSS_RESTOREMETHOD_ENUM-1", each_method_is_read, NULL, 0},
    {"VSS_WRITERRESTORE_ENUM-1", each_method_is_read, NULL, 0},
    {M "GetRestoreMethod/S_FALSE", no_method_is_told, NULL, 0},
    {M "GetRestoreMethod-1", no_method_is_told, NULL, 0},
    {W "SetRestoreMethod-8", no_method_is_told, NULL, 0},
    {M "GetRestoreMethod-2", strings_of_the_method_are_the_callers, NULL, 0},
    {W "SetRestoreMethod-7", a_mapping_follows_the_method, NULL, 0},
    {W "AddAlternateLocationMapping-1", a_mapping_follows_the_method, NULL, 0},
    {W "AddAlternateLocationMapping/VSS_E_OBJECT_NOT_FOUND", a_mapping_follows_the_method, NULL, 0},
    {M "GetAlternateLocationMapping/S_OK", a_mapping_follows_the_method, NULL, 0},
    {W "AddFilesToFileGroup-17", alternate_path_and_mapping_differ, NULL, 0},
    {W "AddFilesToFileGroup-21", alternate_path_and_mapping_differ, NULL, 0},
    {W "AddAlternateLocationMapping-11", alternate_path_and_mapping_differ, NULL, 0},
    {M "GetRestoreMethod-8", alternate_path_and_mapping_differ, NULL, 0},
    {M "GetAlternateLocationMapping-6", alternate_path_and_mapping_differ, NULL, 0},
    {"IVssWMFiledesc.GetAlternateLocation-2", alternate_path_and_mapping_differ, NULL, 0},
    {"IVssWMFiledesc.GetAlternateLocation-3", alternate_path_and_mapping_differ, NULL, 0},
    {M "GetAlternateLocationMapping-3", mappings_that_were_used_are_elsewhere, NULL, 0},
    {W "SetRestoreMethod-2", a_target_overrides_for_one_component, NULL, 0},
    {"VSS_RESTOREMETHOD_ENUM-2", a_target_overrides_for_one_component, NULL, 0},
    {"VSS_RESTOREMETHOD_ENUM-3", a_target_overrides_for_one_component, NULL, 0},
    {W "SetBackupSchema/S_OK", the_schema_is_read, NULL, 0},
    {W "SetBackupSchema-2", the_schema_is_read, NULL, 0},
    {X "SetBackupSchema/S_OK", the_schema_is_read, "express", 0},
    {X "SetBackupSchema-2", the_schema_is_read, "express", 0},
    {M "GetBackupSchema/S_OK", the_schema_is_read, NULL, 0},
    {M "GetBackupSchema-2", the_schema_is_read, NULL, 0},
    {"VSS_BACKUP_SCHEMA-1", the_schema_is_read, NULL, 0},
    {W "SetBackupSchema-1", no_schema_is_undefined, NULL, 0},
    {X "SetBackupSchema-1", no_schema_is_undefined, "express", 0},
    {M "GetBackupSchema-1", no_schema_is_undefined, NULL, 0},
    {W "SetBackupSchema-8", full_backups_need_no_schema, NULL, 0},
    {W "AddComponentDependency/S_OK", dependencies_are_read, NULL, 0},
    {W "AddComponentDependency-1", dependencies_are_read, NULL, 0},
    {W "AddComponentDependency-6", dependencies_are_read, NULL, 0},
    {W "AddComponentDependency-8", dependencies_are_read, NULL, 0},
    {X "AddComponentDependency/S_OK", dependencies_are_read, "express", 0},
    {X "AddComponentDependency-1", dependencies_are_read, "express", 0},
    {"IVssWMDependency-1", dependencies_are_read, NULL, 0},
    {"IVssWMDependency-3", dependencies_are_read, NULL, 0},
    {"IVssWMDependency-4", dependencies_are_read, NULL, 0},
    {"IVssWMComponent.GetDependency/S_OK", dependencies_are_read, NULL, 0},
    {"IVssWMComponent.GetDependency-2", dependencies_are_read, NULL, 0},
    {D "GetWriterId/S_OK", dependencies_are_read, NULL, 0},
    {D "GetLogicalPath/S_OK", dependencies_are_read, NULL, 0},
    {D "GetComponentName/S_OK", dependencies_are_read, NULL, 0},
    {W "AddComponentDependency-5", path_and_name_tell_the_instance, NULL, 0},
    {D "GetWriterId-2", path_and_name_tell_the_instance, NULL, 0},
    {D "GetLogicalPath-3", path_and_name_tell_the_instance, NULL, 0},
    {D "GetComponentName-3", path_and_name_tell_the_instance, NULL, 0},
};
/* clang-format on */
const struct suite_group suite_create_restore =
    SUITE_GROUP("IVssCreateWriterMetadata: restore, dependencies, schema", cases);
