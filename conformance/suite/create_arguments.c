/*
 * conformance/suite/create_arguments.c - what the methods of IVssCreateWriterMetadata(Ex) and
 * IVssCreateExpressWriterMetadata refuse, and that a call that is refused changes nothing.
 */
#include "groups.h"
#include "layers.h"
#include "metadata.h"
#include "writer.h"

/* ---- lists of calls ----------------------------------------------------------------------------
 */

/* Each call on its own: what is refused leaves the document as it was. */
static void call_by_call(struct suite *suite, const struct metadata_maker *maker, const void *row)
{
    const struct metadata_calls *list = row;

    for (size_t i = 0; i < list->count && !suite_failed(suite); i++) {
        const struct metadata_calls one = {&list->calls[i], 1};
        BSTR before = NULL, after = NULL;

        CHECK_HR(metadata_save(maker, &before), S_OK);
        metadata_carry_out(suite, maker, &one);
        CHECK_HR(metadata_save(maker, &after), S_OK);
        if (FAILED(list->calls[i].hr))
            CHECK_TEXT(after, before);
        SysFreeString(before);
        SysFreeString(after);
    }
}

static void answers(struct suite *suite, const void *row)
{
    metadata_made(suite, 0, call_by_call, row);
}

static void express_answers(struct suite *suite, const void *row)
{
    metadata_made(suite, METADATA_EXPRESS, call_by_call, row);
}

#define COMPONENT(a, b, c, answer)                                                                 \
    {                                                                                              \
        .method = ADD_COMPONENT, .kind = (a), .path = (b), .name = (c), .hr = (answer)             \
    }
#define GROUP VSS_CT_FILEGROUP

static const struct metadata_call twice[] = {
    COMPONENT(GROUP, L"p", L"n", S_OK),
    COMPONENT(GROUP, L"p", L"n", VSS_E_OBJECT_ALREADY_EXISTS),
    COMPONENT(GROUP, L"p", L"m", S_OK),
    COMPONENT(GROUP, L"q", L"n", S_OK),
    COMPONENT(GROUP, NULL, L"n", S_OK),
    COMPONENT(GROUP, NULL, L"n", VSS_E_OBJECT_ALREADY_EXISTS),
    COMPONENT(GROUP, L"group", L"files", VSS_E_OBJECT_ALREADY_EXISTS),
};
static const struct metadata_call twice_of_another_type[] = {
    COMPONENT(GROUP, L"p", L"n", S_OK),
    COMPONENT(VSS_CT_DATABASE, L"p", L"n", VSS_E_OBJECT_ALREADY_EXISTS),
};
static const struct metadata_call names[] = {
    COMPONENT(GROUP, NULL, NULL, E_INVALIDARG),    COMPONENT(GROUP, NULL, L"", E_INVALIDARG),
    COMPONENT(GROUP, NULL, L"a\\b", E_INVALIDARG), COMPONENT(GROUP, NULL, L"\\", E_INVALIDARG),
    COMPONENT(GROUP, L"a\\b", L"c", S_OK),         COMPONENT(GROUP, NULL, L"a/b", S_OK),
};
static const struct metadata_call component_values[] = {
    COMPONENT(VSS_CT_UNDEFINED, NULL, L"a", E_INVALIDARG),
    COMPONENT(3, NULL, L"a", E_INVALIDARG),
    COMPONENT(-1, NULL, L"a", E_INVALIDARG),
    COMPONENT(GROUP, NULL, NULL, E_INVALIDARG),
    {.method = ADD_COMPONENT, .kind = GROUP, .name = L"a", .number = 8, .hr = E_INVALIDARG},
    {.method = ADD_COMPONENT, .kind = GROUP, .name = L"a", .icon_bytes = 4, .hr = E_INVALIDARG},
};
static const BYTE icon[] = {1, 2, 3};
static const struct metadata_call optional[] = {
    {.method = ADD_COMPONENT, .kind = GROUP, .name = L"a"},
    {.method = ADD_COMPONENT, .kind = GROUP, .name = L"b", .path = L"p"},
    {.method = ADD_COMPONENT, .kind = GROUP, .name = L"c", .other = L"caption"},
    {.method = ADD_COMPONENT, .kind = GROUP, .name = L"d", .icon = icon, .icon_bytes = 3},
};
static const struct metadata_call flags[] = {
    {.method = ADD_COMPONENT, .kind = GROUP, .name = L"a", .number = VSS_CF_BACKUP_RECOVERY},
    {.method = ADD_COMPONENT, .kind = GROUP, .name = L"b", .number = VSS_CF_APP_ROLLBACK_RECOVERY},
    {.method = ADD_COMPONENT, .kind = GROUP, .name = L"c", .number = VSS_CF_NOT_SYSTEM_STATE},
};
static const struct metadata_call express_flags[] = {
    {.method = ADD_COMPONENT,
     .kind = GROUP,
     .name = L"a",
     .number = VSS_CF_BACKUP_RECOVERY,
     .hr = E_INVALIDARG},
    {.method = ADD_COMPONENT,
     .kind = GROUP,
     .name = L"b",
     .number = VSS_CF_APP_ROLLBACK_RECOVERY,
     .hr = E_INVALIDARG},
    {.method = ADD_COMPONENT, .kind = GROUP, .name = L"c", .number = VSS_CF_NOT_SYSTEM_STATE},
};
static const struct metadata_call express_types[] = {
    COMPONENT(VSS_CT_DATABASE, NULL, L"a", E_INVALIDARG),
    COMPONENT(VSS_CT_UNDEFINED, NULL, L"a", E_INVALIDARG),
    COMPONENT(VSS_CT_FILEGROUP, NULL, L"a", S_OK),
};

/* ---- file sets, for each method that takes them ------------------------------------------------
 */

static const struct place { /* an argument, and the code that it has to give */
    const WCHAR *text;
    HRESULT hr;
} directories[] =
    {
        {L"C:\\suite\\plain", S_OK},
        {L"C:\\suite\\with\\backslash\\", S_OK},
        {L"%SystemRoot%\\temp", S_OK},
        {L"%Data%", S_OK},
        {L"\\\\server\\share\\folder", S_OK},
        {L"\\\\?\\C:\\suite\\long", S_OK},
        {L"C:\\suite\\*", E_INVALIDARG},
        {L"C:\\su?te", E_INVALIDARG},
        {L"", E_INVALIDARG},
        {NULL, E_INVALIDARG},
},
  filespecs[] = {
      {L"*", S_OK},
      {L"*.*", S_OK},
      {L"data?.db", S_OK},
      {L"one.file", S_OK},
      {L"folder\\*", E_INVALIDARG},
      {L"\\file", E_INVALIDARG},
      {L"", E_INVALIDARG},
      {NULL, E_INVALIDARG},
};
#define COUNT(array) (sizeof(array) / sizeof *(array))

struct set_method { /* a method that takes a file set */
    enum metadata_method method;
    bool express;
};

/* For express writers the directory is one of this machine. */
static HRESULT directory_code(const struct set_method *row, const struct place *place)
{
    bool share = place->text && place->text[0] == '\\' && place->text[2] != '?';

    return share && row->express && row->method == ADD_EXCLUDE ? E_INVALIDARG : place->hr;
}

static void give_places(struct suite *suite, const struct metadata_maker *maker, const void *row)
{
    const struct set_method *set = row;
    struct metadata_call call;
    HRESULT hr;

    for (size_t i = 0; i < COUNT(directories); i++) {
        call = metadata_right(set->method, set->express);
        call.directory = directories[i].text;
        hr = metadata_do(maker, &call);
        suite_check(suite, hr == directory_code(set, &directories[i]), __FILE__, __LINE__,
                    "directory %u gives 0x%08X; %.200s", (unsigned)i, (unsigned)hr,
                    layers_message());
    }
    for (size_t i = 0; i < COUNT(filespecs); i++) {
        call = metadata_right(set->method, set->express);
        call.filespec = filespecs[i].text;
        hr = metadata_do(maker, &call);
        suite_check(suite, hr == filespecs[i].hr, __FILE__, __LINE__,
                    "specification %u gives 0x%08X; %.200s", (unsigned)i, (unsigned)hr,
                    layers_message());
    }
}

/* What was accepted is read as it was given, final backslash and variables included. */
static void places(struct suite *suite, const void *row)
{
    const struct set_method *set = row;
    unsigned how = set->express ? METADATA_EXPRESS : 0;
    IVssExamineWriterMetadataEx2 *metadata = metadata_made(suite, how, NULL, NULL);
    struct metadata_call call = metadata_right(set->method, set->express);
    UINT n;

    REQUIRE(metadata);
    n = metadata_file_count(suite, metadata, set->method);
    metadata = metadata_made(suite, how, give_places, row);
    REQUIRE(metadata);
    for (size_t i = 0; i < COUNT(directories); i++) {
        call.directory = directories[i].text;
        if (directory_code(set, &directories[i]) == S_OK)
            metadata_check_file(suite, metadata_file(suite, metadata, set->method, n++), &call);
    }
    call = metadata_right(set->method, set->express);
    for (size_t i = 0; i < COUNT(filespecs); i++) {
        call.filespec = filespecs[i].text;
        if (filespecs[i].hr == S_OK)
            metadata_check_file(suite, metadata_file(suite, metadata, set->method, n++), &call);
    }
    CHECK(metadata_file_count(suite, metadata, set->method) == n);
}

static const struct set_method exclude = {ADD_EXCLUDE, false},
                               from_snapshot = {ADD_EXCLUDE_FROM_SNAPSHOT, false},
                               database = {ADD_DATABASE, false}, log_files = {ADD_LOG, false},
                               group = {ADD_GROUP, false}, mapping = {ADD_MAPPING, false},
                               express_exclude = {ADD_EXCLUDE, true},
                               express_group = {ADD_GROUP, true};

#define FILES(a, b, c, answer)                                                                     \
    {                                                                                              \
        .method = (a), .path = (b), .name = (c), .directory = L"C:\\x", .filespec = L"*",          \
        .number = VSS_FSBT_FULL_BACKUP_REQUIRED, .hr = (answer)                                    \
    }
#define FILE_CALLS(NAME, METHOD, OWN_PATH, OWN, ALIEN_PATH, ALIEN)                                 \
    static const struct metadata_call NAME##_components[] = {                                      \
        FILES(METHOD, OWN_PATH, OWN, S_OK),                                                        \
        FILES(METHOD, OWN_PATH, L"no such", VSS_E_OBJECT_NOT_FOUND),                               \
        FILES(METHOD, L"elsewhere", OWN, VSS_E_OBJECT_NOT_FOUND),                                  \
        COMPONENT(METHOD == ADD_GROUP ? VSS_CT_FILEGROUP : VSS_CT_DATABASE, L"later", L"on",       \
                  S_OK),                                                                           \
        FILES(METHOD, L"later", L"on", S_OK),                                                      \
    };                                                                                             \
    static const struct metadata_call NAME##_values[] = {                                          \
        FILES(METHOD, OWN_PATH, NULL, E_INVALIDARG),                                               \
        FILES(METHOD, OWN_PATH, L"", E_INVALIDARG),                                                \
        FILES(METHOD, ALIEN_PATH, ALIEN, E_INVALIDARG),                                            \
        {.method = METHOD,                                                                         \
         .path = OWN_PATH,                                                                         \
         .name = OWN,                                                                              \
         .directory = L"C:\\*",                                                                    \
         .filespec = L"*",                                                                         \
         .hr = E_INVALIDARG},                                                                      \
        {.method = METHOD,                                                                         \
         .path = OWN_PATH,                                                                         \
         .name = OWN,                                                                              \
         .directory = L"C:\\x",                                                                    \
         .filespec = L"a\\b",                                                                      \
         .hr = E_INVALIDARG},                                                                      \
        {.method = METHOD,                                                                         \
         .path = OWN_PATH,                                                                         \
         .name = OWN,                                                                              \
         .directory = L"C:\\x",                                                                    \
         .filespec = L"*",                                                                         \
         .number = 0x10,                                                                           \
         .hr = E_INVALIDARG},                                                                      \
    }
FILE_CALLS(database, ADD_DATABASE, NULL, L"base", L"group", L"files");
FILE_CALLS(log, ADD_LOG, NULL, L"base", L"group", L"files");
FILE_CALLS(group, ADD_GROUP, L"group", L"files", NULL, L"base");

/* That of AddDatabaseFiles does not say it (docs/decisions.md#metadata-arguments). */
static const struct metadata_call log_types[] = {
    FILES(ADD_LOG, L"group", L"files", E_INVALIDARG),
    FILES(ADD_LOG, NULL, L"base", S_OK),
};
static const struct metadata_call group_types[] = {
    FILES(ADD_GROUP, NULL, L"base", E_INVALIDARG),
    FILES(ADD_GROUP, L"group", L"files", S_OK),
};

static const struct metadata_call exclude_values[] = {
    {.method = ADD_EXCLUDE, .filespec = L"*", .hr = E_INVALIDARG},
    {.method = ADD_EXCLUDE, .directory = L"C:\\x", .hr = E_INVALIDARG},
    {.method = ADD_EXCLUDE, .directory = L"C:\\?", .filespec = L"*", .hr = E_INVALIDARG},
};
static const struct metadata_call from_snapshot_values[] = {
    {.method = ADD_EXCLUDE_FROM_SNAPSHOT, .filespec = L"*", .hr = E_INVALIDARG},
    {.method = ADD_EXCLUDE_FROM_SNAPSHOT, .directory = L"C:\\x", .hr = E_INVALIDARG},
    {.method = ADD_EXCLUDE_FROM_SNAPSHOT,
     .directory = L"C:\\x",
     .filespec = L"x\\",
     .hr = E_INVALIDARG},
};
static const struct metadata_call express_components[] = {
    FILES(ADD_GROUP, L"group", L"files", S_OK),
    FILES(ADD_GROUP, L"group", L"no such", VSS_E_OBJECT_NOT_FOUND),
    FILES(ADD_GROUP, NULL, L"files", VSS_E_OBJECT_NOT_FOUND),
};
static const struct metadata_call express_files_values[] = {
    FILES(ADD_GROUP, L"group", NULL, E_INVALIDARG),
    {.method = ADD_GROUP, .path = L"group", .name = L"files", .filespec = L"*", .hr = E_INVALIDARG},
    {.method = ADD_GROUP,
     .path = L"group",
     .name = L"files",
     .directory = L"C:\\x",
     .filespec = L"*",
     .number = 0x10,
     .hr = E_INVALIDARG},
};
#define EXPRESS_MASK(mask, answer)                                                                 \
    {                                                                                              \
        .method = ADD_GROUP, .path = L"group", .name = L"files", .directory = L"C:\\x",            \
        .filespec = L"*", .number = (mask), .hr = (answer)                                         \
    }
static const struct metadata_call express_masks[] = {
    EXPRESS_MASK(VSS_FSBT_DIFFERENTIAL_BACKUP_REQUIRED, VSS_E_NOT_SUPPORTED),
    EXPRESS_MASK(VSS_FSBT_INCREMENTAL_BACKUP_REQUIRED, VSS_E_NOT_SUPPORTED),
    EXPRESS_MASK(VSS_FSBT_LOG_BACKUP_REQUIRED, VSS_E_NOT_SUPPORTED),
    EXPRESS_MASK(VSS_FSBT_FULL_BACKUP_REQUIRED | VSS_FSBT_ALL_SNAPSHOT_REQUIRED, S_OK),
    EXPRESS_MASK(MASK_ALL, S_OK), /* docs/decisions.md#express-default-mask */
};
static const struct metadata_call express_unsupported_files[] = {
    EXPRESS_MASK(VSS_FSBT_LOG_BACKUP_REQUIRED, VSS_E_NOT_SUPPORTED),
    {.method = ADD_GROUP,
     .path = L"group",
     .name = L"files",
     .directory = L"C:\\x",
     .filespec = L"*",
     .other = L"D:\\y",
     .number = 1,
     .hr = VSS_E_NOT_SUPPORTED},
};

/* ---- restore method, mappings, dependencies, schema --------------------------------------------
 */

#define RESTORE(a, b, c, answer)                                                                   \
    {                                                                                              \
        .method = SET_RESTORE, .number = (a), .other = (b), .kind = (c), .hr = (answer)            \
    }
static const struct metadata_call restore_values[] = {
    RESTORE(VSS_RME_UNDEFINED, NULL, VSS_WRE_NEVER, E_INVALIDARG),
    RESTORE(9, NULL, VSS_WRE_NEVER, E_INVALIDARG),
    RESTORE(VSS_RME_CUSTOM, NULL, VSS_WRE_UNDEFINED, E_INVALIDARG),
    RESTORE(VSS_RME_CUSTOM, NULL, 4, E_INVALIDARG),
    RESTORE(VSS_RME_STOP_RESTORE_START, NULL, VSS_WRE_NEVER, E_INVALIDARG),
};
static const struct metadata_call services[] = {
    RESTORE(VSS_RME_STOP_RESTORE_START, NULL, VSS_WRE_NEVER, E_INVALIDARG),
    RESTORE(VSS_RME_STOP_RESTORE_START, L"", VSS_WRE_NEVER, E_INVALIDARG),
    RESTORE(VSS_RME_RESTORE_STOP_START, NULL, VSS_WRE_NEVER, E_INVALIDARG),
    RESTORE(VSS_RME_STOP_RESTORE_START, L"svc", VSS_WRE_NEVER, S_OK),
    RESTORE(VSS_RME_RESTORE_STOP_START, L"svc", VSS_WRE_NEVER, S_OK),
    RESTORE(VSS_RME_RESTORE_AT_REBOOT, NULL, VSS_WRE_NEVER, S_OK),
};
static const struct metadata_call express_restore[] = {
    RESTORE(9, NULL, VSS_WRE_NEVER, E_INVALIDARG),
    RESTORE(VSS_RME_STOP_RESTORE_START, NULL, VSS_WRE_NEVER, E_INVALIDARG),
    RESTORE(VSS_RME_RESTORE_IF_NOT_THERE, NULL, 4, E_INVALIDARG),
};
static const struct metadata_call express_methods[] = {
    RESTORE(VSS_RME_UNDEFINED, NULL, VSS_WRE_NEVER, VSS_E_NOT_SUPPORTED),
    RESTORE(VSS_RME_RESTORE_TO_ALTERNATE_LOCATION, NULL, VSS_WRE_NEVER, VSS_E_NOT_SUPPORTED),
    RESTORE(VSS_RME_CUSTOM, NULL, VSS_WRE_NEVER, VSS_E_NOT_SUPPORTED),
    RESTORE(VSS_RME_RESTORE_IF_CAN_REPLACE, NULL, VSS_WRE_NEVER, S_OK),
    RESTORE(VSS_RME_RESTORE_AT_REBOOT_IF_CANNOT_REPLACE, NULL, VSS_WRE_NEVER, S_OK),
};
static const struct metadata_call express_never[] = {
    RESTORE(VSS_RME_RESTORE_AT_REBOOT, NULL, VSS_WRE_ALWAYS, VSS_E_NOT_SUPPORTED),
    RESTORE(VSS_RME_RESTORE_AT_REBOOT, NULL, VSS_WRE_IF_REPLACE_FAILS, VSS_E_NOT_SUPPORTED),
    RESTORE(VSS_RME_RESTORE_AT_REBOOT, NULL, VSS_WRE_NEVER, S_OK),
};

static const struct metadata_call mapping_values[] = {
    {.method = ADD_MAPPING, .filespec = L"*", .other = L"D:\\", .hr = E_INVALIDARG},
    {.method = ADD_MAPPING, .directory = L"C:\\x", .other = L"D:\\", .hr = E_INVALIDARG},
    {.method = ADD_MAPPING, .directory = L"C:\\x", .filespec = L"*", .hr = E_INVALIDARG},
};
#define DESTINATION(to, answer)                                                                    \
    {                                                                                              \
        .method = ADD_MAPPING, .directory = L"C:\\suite\\base", .filespec = L"data",               \
        .other = (to), .hr = (answer)                                                              \
    }
static const struct metadata_call destinations[] = {
    DESTINATION(L"other", E_INVALIDARG),
    DESTINATION(L"\\other", E_INVALIDARG),
    DESTINATION(L"D:other", E_INVALIDARG),
    DESTINATION(L"D:\\other", S_OK),
    DESTINATION(L"\\\\server\\share\\other", S_OK),
};

#define DEPENDS(a, b, id, c, d, answer)                                                            \
    {                                                                                              \
        .method = ADD_DEPENDENCY, .path = (a), .name = (b), .writer = (id), .other = (c),          \
        .other_name = (d), .hr = (answer)                                                          \
    }
static const VSS_ID none;
static const struct metadata_call dependency_values[] = {
    DEPENDS(L"group", NULL, NULL, L"p", L"n", E_INVALIDARG),
    DEPENDS(L"group", L"files", NULL, L"p", NULL, E_INVALIDARG),
    DEPENDS(L"group", L"files", &none, L"p", L"n", E_INVALIDARG),
};
static const struct metadata_call dependents[] = {
    DEPENDS(L"group", L"files", NULL, L"p", L"n", S_OK),
    DEPENDS(L"group", L"later", NULL, L"p", L"n", VSS_E_OBJECT_NOT_FOUND),
    DEPENDS(NULL, L"files", NULL, L"p", L"n", VSS_E_OBJECT_NOT_FOUND),
    COMPONENT(GROUP, L"group", L"later", S_OK),
    DEPENDS(L"group", L"later", NULL, L"p", L"n", S_OK),
};
static const struct metadata_call own_writer[] = {
    DEPENDS(L"group", L"files", &SUITE_WRITER_ID, NULL, L"base", E_INVALIDARG),
    DEPENDS(L"group", L"files", &METADATA_OTHER_ID, NULL, L"base", S_OK),
};

#define SCHEMA(mask, answer)                                                                       \
    {                                                                                              \
        .method = SET_SCHEMA, .number = (mask), .hr = (answer)                                     \
    }
static const struct metadata_call schema_values[] = {
    SCHEMA(0x10000, E_INVALIDARG),
    SCHEMA(0x80000000, E_INVALIDARG),
    SCHEMA(VSS_BS_EXCLUSIVE_INCREMENTAL_DIFFERENTIAL, E_INVALIDARG),
};
static const struct metadata_call exclusive[] = {
    SCHEMA(VSS_BS_EXCLUSIVE_INCREMENTAL_DIFFERENTIAL, E_INVALIDARG),
    SCHEMA(VSS_BS_EXCLUSIVE_INCREMENTAL_DIFFERENTIAL | VSS_BS_INCREMENTAL, E_INVALIDARG),
    SCHEMA(VSS_BS_EXCLUSIVE_INCREMENTAL_DIFFERENTIAL | VSS_BS_DIFFERENTIAL, E_INVALIDARG),
    SCHEMA(VSS_BS_EXCLUSIVE_INCREMENTAL_DIFFERENTIAL | VSS_BS_INCREMENTAL | VSS_BS_DIFFERENTIAL,
           S_OK),
};
static const struct metadata_call stamps[] = {
    SCHEMA(VSS_BS_TIMESTAMPED, E_INVALIDARG),
    SCHEMA(VSS_BS_LAST_MODIFY | VSS_BS_COPY, E_INVALIDARG),
    SCHEMA(VSS_BS_TIMESTAMPED | VSS_BS_DIFFERENTIAL, S_OK),
    SCHEMA(VSS_BS_TIMESTAMPED | VSS_BS_INCREMENTAL, S_OK),
    SCHEMA(VSS_BS_LAST_MODIFY | VSS_BS_DIFFERENTIAL, S_OK),
    SCHEMA(VSS_BS_LAST_MODIFY | VSS_BS_INCREMENTAL, S_OK),
};
static const struct metadata_call combinations[] = {
    SCHEMA(VSS_BS_EXCLUSIVE_INCREMENTAL_DIFFERENTIAL | VSS_BS_INCREMENTAL, E_INVALIDARG),
    SCHEMA(VSS_BS_TIMESTAMPED, E_INVALIDARG), SCHEMA(VSS_BS_LAST_MODIFY, E_INVALIDARG),
    SCHEMA(VSS_BS_LOG, S_OK), /* the standard metadata have a log file */
};
static const struct metadata_call express_schema[] = {
    SCHEMA(VSS_BS_UNDEFINED, S_OK),
    SCHEMA(VSS_BS_COPY, S_OK),
    SCHEMA(VSS_BS_INDEPENDENT_SYSTEM_STATE, S_OK),
    SCHEMA(VSS_BS_COPY | VSS_BS_INDEPENDENT_SYSTEM_STATE, S_OK),
    SCHEMA(VSS_BS_DIFFERENTIAL, VSS_E_NOT_SUPPORTED),
    SCHEMA(VSS_BS_INCREMENTAL, VSS_E_NOT_SUPPORTED),
    SCHEMA(VSS_BS_LOG, VSS_E_NOT_SUPPORTED),
    SCHEMA(VSS_BS_COPY | VSS_BS_ROLLFORWARD_RESTORE, VSS_E_NOT_SUPPORTED),
};
static const struct metadata_call express_schema_values[] = {SCHEMA(0x10000, E_INVALIDARG)};

static void save_nowhere(struct suite *suite, const struct metadata_maker *maker, const void *row)
{
    (void)row;
    CHECK_HR(metadata_save(maker, NULL), E_INVALIDARG);
}

static void save_needs_a_place(struct suite *suite, const void *row)
{
    metadata_made(suite, row ? METADATA_EXPRESS : 0, save_nowhere, NULL);
}

#define W "IVssCreateWriterMetadata."
#define WX "IVssCreateWriterMetadataEx."
#define X "IVssCreateExpressWriterMetadata."
#define CALLS(id, list)                                                                            \
    {                                                                                              \
        id, answers, METADATA_CALLS(list), 0                                                       \
    }
#define XCALLS(id, list)                                                                           \
    {                                                                                              \
        id, express_answers, METADATA_CALLS(list), 0                                               \
    }
#define PLACES(id, set)                                                                            \
    {                                                                                              \
        id, places, &(set), 0                                                                      \
    }

/* clang-format off */
static const struct suite_case cases[] = {
    CALLS(W "AddComponent/VSS_E_OBJECT_ALREADY_EXISTS", twice),
    CALLS(W "AddComponent-1", twice),
    CALLS(W "AddComponent-2", twice_of_another_type),
    CALLS(W "AddComponent-3", names),
    CALLS(W "AddComponent/E_INVALIDARG", component_values),
    CALLS(W "AddComponent-4", optional),
    CALLS(W "AddComponent-11", flags),
    CALLS(W "AddExcludeFiles/E_INVALIDARG", exclude_values),
    PLACES(W "AddExcludeFiles-2", exclude),
    PLACES(W "AddExcludeFiles-3", exclude),
    PLACES(W "AddExcludeFiles-4", exclude),
    PLACES(W "AddExcludeFiles-5", exclude),
    CALLS(WX "AddExcludeFilesFromSnapshot/E_INVALIDARG", from_snapshot_values),
    PLACES(WX "AddExcludeFilesFromSnapshot-4", from_snapshot),
    PLACES(WX "AddExcludeFilesFromSnapshot-5", from_snapshot),
    PLACES(WX "AddExcludeFilesFromSnapshot-6", from_snapshot),
    PLACES(WX "AddExcludeFilesFromSnapshot-7", from_snapshot),
    CALLS(W "AddDatabaseFiles/E_INVALIDARG", database_values),
    CALLS(W "AddDatabaseFiles/VSS_E_OBJECT_NOT_FOUND", database_components),
    CALLS(W "AddDatabaseFiles-3", database_components),
    PLACES(W "AddDatabaseFiles-4", database),
    PLACES(W "AddDatabaseFiles-5", database),
    PLACES(W "AddDatabaseFiles-6", database),
    PLACES(W "AddDatabaseFiles-7", database),
    CALLS(W "AddDatabaseLogFiles/E_INVALIDARG", log_values),
    CALLS(W "AddDatabaseLogFiles/VSS_E_OBJECT_NOT_FOUND", log_components),
    CALLS(W "AddDatabaseLogFiles-2", log_types),
    CALLS(W "AddDatabaseLogFiles-4", log_components),
    PLACES(W "AddDatabaseLogFiles-5", log_files),
    PLACES(W "AddDatabaseLogFiles-6", log_files),
    PLACES(W "AddDatabaseLogFiles-7", log_files),
    PLACES(W "AddDatabaseLogFiles-8", log_files),
    CALLS(W "AddFilesToFileGroup/E_INVALIDARG", group_values),
    CALLS(W "AddFilesToFileGroup/VSS_E_OBJECT_NOT_FOUND", group_components),
    CALLS(W "AddFilesToFileGroup-2", group_types),
    CALLS(W "AddFilesToFileGroup-4", group_components),
    PLACES(W "AddFilesToFileGroup-5", group),
    PLACES(W "AddFilesToFileGroup-6", group),
    PLACES(W "AddFilesToFileGroup-7", group),
    PLACES(W "AddFilesToFileGroup-8", group),
    PLACES("IVssWMFiledesc.GetPath-1", group),
    PLACES("IVssWMFiledesc.GetPath-2", group),
    PLACES("IVssWMFiledesc.GetPath-3", group),
    PLACES("IVssWMFiledesc.GetFilespec-1", group),
    CALLS(W "SetRestoreMethod/E_INVALIDARG", restore_values),
    CALLS(W "SetRestoreMethod-4", services),
    CALLS(W "AddAlternateLocationMapping/E_INVALIDARG", mapping_values),
    PLACES(W "AddAlternateLocationMapping-4", mapping),
    PLACES(W "AddAlternateLocationMapping-5", mapping),
    CALLS(W "AddAlternateLocationMapping-6", destinations),
    CALLS(W "AddComponentDependency/E_INVALIDARG", dependency_values),
    CALLS(W "AddComponentDependency/VSS_E_OBJECT_NOT_FOUND", dependents),
    CALLS(W "AddComponentDependency-2", own_writer),
    CALLS("IVssWMDependency-2", own_writer),
    CALLS(W "AddComponentDependency-3", dependents),
    CALLS(W "SetBackupSchema/E_INVALIDARG", schema_values),
    CALLS(W "SetBackupSchema-4", exclusive),
    CALLS(W "SetBackupSchema-5", stamps),
    CALLS("VSS_BACKUP_SCHEMA-5", combinations),
    {W "SaveAsXML/E_INVALIDARG", save_needs_a_place, NULL, 0},

    XCALLS(X "AddComponent/VSS_E_OBJECT_ALREADY_EXISTS", twice),
    XCALLS(X "AddComponent-1", twice),
    XCALLS(X "AddComponent-2", twice),
    XCALLS(X "AddComponent-3", names),
    XCALLS(X "AddComponent/E_INVALIDARG", component_values),
    XCALLS(X "AddComponent-4", optional),
    XCALLS(X "AddComponent-11", express_types),
    XCALLS(X "AddComponent-12", express_flags),
    XCALLS(X "AddExcludeFiles/E_INVALIDARG", exclude_values),
    PLACES(X "AddExcludeFiles-2", express_exclude),
    PLACES(X "AddExcludeFiles-3", express_exclude),
    PLACES(X "AddExcludeFiles-4", express_exclude),
    PLACES(X "AddExcludeFiles-5", express_exclude),
    XCALLS(X "AddFilesToFileGroup/E_INVALIDARG", express_files_values),
    XCALLS(X "AddFilesToFileGroup/VSS_E_OBJECT_NOT_FOUND", express_components),
    XCALLS(X "AddFilesToFileGroup-3", express_components),
    PLACES(X "AddFilesToFileGroup-4", express_group),
    PLACES(X "AddFilesToFileGroup-5", express_group),
    PLACES(X "AddFilesToFileGroup-6", express_group),
    XCALLS(X "AddFilesToFileGroup-7", express_masks),
    XCALLS(X "AddFilesToFileGroup-8", express_unsupported_files),
    XCALLS(W "AddFilesToFileGroup/VSS_E_NOT_SUPPORTED", express_unsupported_files),
    XCALLS(X "SetRestoreMethod/E_INVALIDARG", express_restore),
    XCALLS(X "SetRestoreMethod-2", express_methods),
    XCALLS(X "SetRestoreMethod-3", express_never),
    XCALLS(W "SetRestoreMethod/VSS_E_NOT_SUPPORTED", express_never),
    XCALLS(W "SetRestoreMethod-6", express_never),
    XCALLS(X "SetRestoreMethod-4", services),
    XCALLS(X "AddComponentDependency/E_INVALIDARG", dependency_values),
    XCALLS(X "AddComponentDependency/VSS_E_OBJECT_NOT_FOUND", dependents),
    XCALLS(X "AddComponentDependency-2", dependents),
    XCALLS(X "SetBackupSchema/E_INVALIDARG", express_schema_values),
    XCALLS(X "SetBackupSchema-3", express_schema),
    XCALLS(X "SetBackupSchema-4", express_schema),
    XCALLS(W "SetBackupSchema/VSS_E_NOT_SUPPORTED", express_schema),
    XCALLS(W "SetBackupSchema-3", express_schema),
    {X "SaveAsXML/E_INVALIDARG", save_needs_a_place, "express", 0},
};
/* clang-format on */
const struct suite_group suite_create_arguments =
    SUITE_GROUP("IVssCreateWriterMetadata: arguments", cases);
