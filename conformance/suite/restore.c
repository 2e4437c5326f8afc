/*
 * conformance/suite/restore.c - IVssBackupComponents(Ex, Ex2): what a requester says of a component
 * in a restore.
 *
 * The methods name a component alike; what holds for that goes over all of them. What the writer
 * then sees of it stands with IVssComponent (component_*.c).
 */
#include "restore_methods.h"

#include "groups.h"
#include "layers.h"

#define ID(id) *(id)->writer, (id)->type, (id)->path, (id)->name
#define FILES (&component_ids[ID_FILES])
#define BASE (&component_ids[ID_BASE])

/* The requester at the method's point, with its latest face. */
static IVssBackupComponentsEx4 *at_point(struct suite *suite, const struct restore_method *method)
{
    struct requester *requester = restore_at(suite, method->point);

    return requester ? restore_face(suite, requester) : NULL;
}

/* ---- naming a component -------------------------------------------------------------------------
 */

static void found(struct suite *suite, const void *row)
{
    const struct restore_method *method = row;
    IVssBackupComponentsEx4 *backup = at_point(suite, method);

    REQUIRE(backup);
    for (size_t i = 0; i < ID_COUNT; i++)
        CHECK_HR(method->call(backup, &component_ids[i]), S_OK);
}

static void bad_names(struct suite *suite, const void *row)
{
    const struct restore_method *method = row;
    IVssBackupComponentsEx4 *backup = at_point(suite, method);
    const VSS_COMPONENT_TYPE types[] = {VSS_CT_UNDEFINED, (VSS_COMPONENT_TYPE)3,
                                        (VSS_COMPONENT_TYPE)99};
    struct component_id id = *FILES;

    REQUIRE(backup);
    id.name = NULL;
    CHECK_HR(method->call(backup, &id), E_INVALIDARG);
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        id = *FILES;
        id.type = types[i];
        CHECK_HR(method->call(backup, &id), E_INVALIDARG);
    }
}

static void not_found(struct suite *suite, const void *row)
{
    static const VSS_ID stranger = {0x5e17e0ff, 0, 0, {0}};
    const struct restore_method *method = row;
    IVssBackupComponentsEx4 *backup = at_point(suite, method);
    const struct component_id ids[] = {
        {&stranger, VSS_CT_FILEGROUP, L"group", L"files", L"C:\\suite\\files", L"*", true},
        {&SUITE_WRITER_ID, VSS_CT_DATABASE, L"group", L"files", L"C:\\suite\\files", L"*", true},
        {&SUITE_WRITER_ID, VSS_CT_FILEGROUP, NULL, L"files", L"C:\\suite\\files", L"*", true},
        {&SUITE_WRITER_ID, VSS_CT_FILEGROUP, L"other", L"files", L"C:\\suite\\files", L"*", true},
        {&SUITE_WRITER_ID, VSS_CT_FILEGROUP, L"group", L"filesx", L"C:\\suite\\files", L"*", true},
        {&SUITE_WRITER_ID, VSS_CT_DATABASE, L"group", L"base", L"C:\\suite\\base", L"data", false},
        {&SUITE_WRITER_ID, VSS_CT_FILEGROUP, L"group\\files", L"part", L"C:\\suite\\part", L"*",
         true},
    };

    REQUIRE(backup);
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++)
        suite_check(suite, method->call(backup, &ids[i]) == VSS_E_OBJECT_NOT_FOUND, __FILE__,
                    __LINE__, "component %u of the wrong ones is found", (unsigned)i);
}

/* The path it was added with and no other; NULL is a path; any characters are allowed. */
static void path_names(struct suite *suite, const void *row)
{
    found(suite, row);
    not_found(suite, row);
}

/* The name it was added with and no other; not NULL. */
static void name_names(struct suite *suite, const void *row)
{
    bad_names(suite, row);
    not_found(suite, row);
}

/* ---- order --------------------------------------------------------------------------------------
 */

/* In a restore, and only there. */
static void restore_only(struct suite *suite, const void *row)
{
    static const enum requester_point backups[] = {AT_INITIALIZED, AT_GATHERED, AT_ADDED,
                                                   AT_PREPARED,    AT_SNAPSHOT, AT_COMPLETE};
    const struct restore_method *method = row;
    IVssBackupComponentsEx4 *backup = at_point(suite, method);

    REQUIRE(backup);
    CHECK_HR(method->call(backup, FILES), S_OK);
    for (size_t i = 0; i < sizeof backups / sizeof *backups; i++) {
        struct requester *requester = requester_at(suite, backups[i]);

        REQUIRE(requester);
        backup = NULL;
        CHECK_HR(
            CALL(requester->backup, QueryInterface, &IID_IVssBackupComponentsEx4, (void **)&backup),
            S_OK);
        REQUIRE(backup);
        CHECK_HR(method->call(backup, FILES), VSS_E_BAD_STATE);
        CALL(backup, Release);
        requester_end(requester); /* its set would be in the way of the next */
    }
}

/* Until PreRestore is called. */
static void before_pre_restore(struct suite *suite, const void *row)
{
    const struct restore_method *method = row;
    struct requester *requester = restore_at(suite, AT_SELECTED);
    IVssBackupComponentsEx4 *backup = requester ? restore_face(suite, requester) : NULL;

    REQUIRE(backup);
    CHECK_HR(method->call(backup, FILES), S_OK);
    REQUIRE(requester_go(suite, requester, AT_PRE_RESTORE));
    CHECK_HR(method->call(backup, FILES), VSS_E_BAD_STATE);
    REQUIRE(requester_go(suite, requester, AT_POST_RESTORE));
    CHECK_HR(method->call(backup, FILES), VSS_E_BAD_STATE);
}

static void status_between_events(struct suite *suite, const void *row)
{
    struct requester *requester = restore_at(suite, AT_SELECTED);

    (void)row;
    REQUIRE(requester);
    CHECK_HR(CALL(requester->backup, SetFileRestoreStatus, ID(FILES), VSS_RS_ALL), VSS_E_BAD_STATE);
    REQUIRE(requester_go(suite, requester, AT_PRE_RESTORE));
    CHECK_HR(CALL(requester->backup, SetFileRestoreStatus, ID(FILES), VSS_RS_ALL), S_OK);
    REQUIRE(requester_go(suite, requester, AT_POST_RESTORE));
    CHECK_HR(CALL(requester->backup, SetFileRestoreStatus, ID(FILES), VSS_RS_ALL), VSS_E_BAD_STATE);
}

/* ---- selection ----------------------------------------------------------------------------------
 */

static void writer_not_running(struct suite *suite, const void *row)
{
    const struct restore_method *method = row;
    LPCWSTR document = restore_document(suite);
    struct requester *requester;
    IVssBackupComponentsEx4 *backup;
    UINT count = 0;

    REQUIRE(document);
    requester = requester_at_document(suite, AT_RESTORE, document);
    REQUIRE(requester);
    suite_writer_end(requester->writer);
    CHECK_HR(requester_finish(requester->backup, GatherWriterMetadata), S_OK);
    backup = restore_face(suite, requester);
    REQUIRE(backup);
    CHECK_HR(CALL(backup, GetWriterComponentsCount, &count), S_OK);
    CHECK(count == 1); /* the document has its components nevertheless */
    CHECK_HR(method->call(backup, FILES), VSS_E_OBJECT_NOT_FOUND);
}

/* A member of a set that was added with it is no component of the document; the set's root is. */
static void root_of_a_set(struct suite *suite, const void *row)
{
    const struct restore_method *method = row;
    const struct component_id part = {
        &SUITE_WRITER_ID, VSS_CT_FILEGROUP, L"group\\files", L"part", NULL, NULL, true};
    IVssBackupComponentsEx4 *backup = at_point(suite, method);

    REQUIRE(backup);
    CHECK_HR(method->call(backup, &part), VSS_E_OBJECT_NOT_FOUND);
    CHECK_HR(method->call(backup, FILES), S_OK);
    CHECK_HR(CALL(backup, AddRestoreSubcomponent, ID(FILES), L"group\\files", L"part", false),
             S_OK);
    CHECK_HR(CALL(backup, AddRestoreSubcomponent, ID(FILES), L"group\\files", L"fixed", false),
             E_INVALIDARG);
}

/* The document of a backup that selects no components has none to select. */
static void without_components(struct suite *suite, const void *row)
{
    const struct restore_method *method = row;
    struct requester *requester = requester_at(suite, AT_INITIALIZED);
    IVssBackupComponentsEx4 *backup;
    BSTR document = NULL;
    UINT count = 99;

    REQUIRE(requester);
    CHECK_HR(CALL(requester->backup, SetBackupState, false, false, VSS_BT_FULL, false), S_OK);
    CHECK_HR(CALL(requester->backup, SaveAsXML, &document), S_OK);
    requester_end(requester);
    REQUIRE(document);
    requester = requester_at_document(suite, AT_RESTORE_GATHERED, document);
    SysFreeString(document);
    REQUIRE(requester);
    backup = restore_face(suite, requester);
    REQUIRE(backup);
    CHECK_HR(CALL(backup, GetWriterComponentsCount, &count), S_OK);
    CHECK(count == 0); /* nor an IVssComponent to ask */
    CHECK_HR(method->call(backup, FILES), VSS_E_OBJECT_NOT_FOUND);
}

/* ---- subcomponents ------------------------------------------------------------------------------
 */

static void sub_of_unselected(struct suite *suite, const void *row)
{
    struct requester *requester = restore_at(suite, AT_RESTORE_GATHERED);

    (void)row;
    REQUIRE(requester);
    CHECK_HR(
        CALL(requester->backup, AddRestoreSubcomponent, ID(FILES), L"group\\files", L"part", false),
        VSS_E_BAD_STATE);
    CHECK_HR(CALL(requester->backup, SetSelectedForRestore, ID(FILES), true), S_OK);
    CHECK_HR(
        CALL(requester->backup, AddRestoreSubcomponent, ID(FILES), L"group\\files", L"part", false),
        S_OK);
}

static void sub_arguments(struct suite *suite, const void *row)
{
    static const struct {
        const WCHAR *root_path, *root_name, *path, *name;
        bool repair;
    } calls[] = {
        {L"group", NULL, L"group\\files", L"part", false},
        {L"group", L"files", NULL, L"part", false},
        {L"group", L"files", L"group\\files", NULL, false},
        {L"group", L"files", L"group\\files", L"part", true}, /* reserved */
    };
    struct requester *requester = restore_at(suite, AT_SELECTED);

    (void)row;
    REQUIRE(requester);
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
        CHECK_HR(CALL(requester->backup, AddRestoreSubcomponent, SUITE_WRITER_ID, VSS_CT_FILEGROUP,
                      calls[i].root_path, calls[i].root_name, calls[i].path, calls[i].name,
                      calls[i].repair),
                 E_INVALIDARG);
    CHECK_HR(CALL(requester->backup, AddRestoreSubcomponent, SUITE_WRITER_ID, VSS_CT_DATABASE, NULL,
                  L"base", L"base", L"part", false),
             S_OK);
}

/* ---- alternate locations and new targets --------------------------------------------------------
 */

struct place_row { /* AddNewTarget or AddAlternativeLocationMapping of a component */
    HRESULT hr;
    const WCHAR *path, *spec;
    bool recursive;
    const WCHAR *destination;
};

static HRESULT try_target(IVssBackupComponents *backup, const struct place_row *place)
{
    return CALL(backup, AddNewTarget, ID(FILES), place->path, place->spec, place->recursive,
                place->destination);
}

static HRESULT try_mapping(IVssBackupComponents *backup, const struct place_row *place)
{
    return CALL(backup, AddAlternativeLocationMapping, ID(FILES), place->path, place->spec,
                place->recursive, place->destination);
}

/* Both methods take the same rows, in the order target, mapping. */
static HRESULT (*const try_place[])(IVssBackupComponents *backup,
                                    const struct place_row *place) = {try_target, try_mapping};
enum { TARGET, MAPPING };

struct place_rows {
    const struct place_row *rows;
    size_t count;
    int method;
};

static void places(struct suite *suite, const void *row)
{
    const struct place_rows *tried = row;
    struct requester *requester = restore_at(suite, AT_SELECTED);

    REQUIRE(requester);
    for (size_t i = 0; i < tried->count; i++) {
        HRESULT hr = try_place[tried->method](requester->backup, &tried->rows[i]);

        suite_check(suite, hr == tried->rows[i].hr, __FILE__, __LINE__,
                    "place %u gives 0x%08X, not 0x%08X; %.200s", (unsigned)i, (unsigned)hr,
                    (unsigned)tried->rows[i].hr, layers_message());
    }
}

#define PATH L"C:\\suite\\files"
static const struct place_row place_nulls[] = {{E_INVALIDARG, NULL, L"*", true, L"D:\\new"},
                                               {E_INVALIDARG, PATH, NULL, true, L"D:\\new"},
                                               {E_INVALIDARG, PATH, L"*", true, NULL}};
static const struct place_row place_sets[] = {
    {S_OK, PATH, L"*", true, L"D:\\new"},
    {VSS_E_OBJECT_NOT_FOUND, PATH, L"*", false, L"D:\\new"},
    {VSS_E_OBJECT_NOT_FOUND, PATH, L"*.txt", true, L"D:\\new"},
    {VSS_E_OBJECT_NOT_FOUND, L"C:\\suite", L"*", true, L"D:\\new"},
    {VSS_E_OBJECT_NOT_FOUND, L"C:\\suite\\base", L"data", false, L"D:\\new"}};
static const struct place_row place_paths[] = {
    {S_OK, PATH, L"*", true, L"D:\\new"},
    {S_OK, PATH L"\\", L"*", true, L"D:\\new"},
    {VSS_E_OBJECT_NOT_FOUND, L"%SystemRoot%\\files", L"*", true, L"D:\\new"},
    {VSS_E_OBJECT_NOT_FOUND, L"\\\\server\\share", L"*", true, L"D:\\new"},
    {E_INVALIDARG, L"C:\\suite\\*", L"*", true, L"D:\\new"},
    {E_INVALIDARG, L"C:\\su?te\\files", L"*", true, L"D:\\new"}};
static const struct place_row place_specs[] = {
    {S_OK, PATH, L"*", true, L"D:\\new"},
    {VSS_E_OBJECT_NOT_FOUND, PATH, L"?*", true, L"D:\\new"},
    {E_INVALIDARG, PATH, L"sub\\*", true, L"D:\\new"},
    {E_INVALIDARG, PATH, L"\\*", true, L"D:\\new"}};
static const struct place_row place_destinations[] = {
    {S_OK, PATH, L"*", true, L"D:\\new"},
    {S_OK, PATH, L"*", true, L"\\\\server\\share\\new"},
    {E_INVALIDARG, PATH, L"*", true, L"new"},
    {E_INVALIDARG, PATH, L"*", true, L"D:new"},
    {E_INVALIDARG, PATH, L"*", true, L"\\new"}};
static const struct place_row place_members[] = {
    {S_OK, L"C:\\suite\\part", L"*", true, L"D:\\part"}};

#define PLACES(rows)                                                                               \
    static const struct place_rows target_##rows = {place_##rows,                                  \
                                                    sizeof place_##rows / sizeof *place_##rows,    \
                                                    TARGET},                                       \
                                   mapping_##rows = {place_##rows,                                 \
                                                     sizeof place_##rows / sizeof *place_##rows,   \
                                                     MAPPING}
PLACES(nulls);
PLACES(sets);
PLACES(paths);
PLACES(specs);
static const struct place_rows target_destinations = {
    place_destinations, sizeof place_destinations / sizeof *place_destinations, TARGET};
static const struct place_rows target_members = {place_members, 1, TARGET};

static void null_place(struct suite *suite, const void *row)
{
    const struct place_rows *tried = row;

    places(suite, tried);
    bad_names(suite, tried->method == TARGET ? &restore_AddNewTarget
                                             : &restore_AddAlternativeLocationMapping);
}

static void place_not_found(struct suite *suite, const void *row)
{
    const struct place_rows *tried = row;

    places(suite, tried);
    not_found(suite, tried->method == TARGET ? &restore_AddNewTarget
                                             : &restore_AddAlternativeLocationMapping);
}

/* The mapping is read from the writer's saved metadata and used as it stands there. */
static void mapping_of_metadata(struct suite *suite, const void *row)
{
    struct requester *requester = restore_at(suite, AT_SELECTED);
    IVssExamineWriterMetadata *metadata, *loaded = NULL;
    IVssWMFiledesc *mapping = NULL;
    BSTR texts[4] = {NULL};
    bool recursive = false;

    (void)row;
    REQUIRE(requester);
    metadata = requester_metadata(suite, requester);
    REQUIRE(metadata);
    CHECK_HR(CALL(metadata, SaveAsXML, &texts[0]), S_OK);
    REQUIRE_HR(CreateVssExamineWriterMetadata(texts[0], &loaded), S_OK);
    CHECK_HR(CALL(loaded, GetAlternateLocationMapping, 0, &mapping), S_OK);
    CHECK_HR(CALL(mapping, GetPath, &texts[1]), S_OK);
    CHECK_HR(CALL(mapping, GetFilespec, &texts[2]), S_OK);
    CHECK_HR(CALL(mapping, GetAlternateLocation, &texts[3]), S_OK);
    CHECK_HR(CALL(mapping, GetRecursive, &recursive), S_OK);
    CHECK_HR(CALL(requester->backup, AddAlternativeLocationMapping, ID(FILES), texts[1], texts[2],
                  recursive, texts[3]),
             S_OK);
    for (size_t i = 0; i < 4; i++)
        SysFreeString(texts[i]);
    CALL(mapping, Release);
    CALL(loaded, Release);
}

/* The file set is read from the metadata: GetComponent, then GetFile. */
static void target_of_metadata(struct suite *suite, const void *row)
{
    struct requester *requester = restore_at(suite, AT_SELECTED);
    IVssExamineWriterMetadata *metadata;
    IVssWMComponent *component = NULL;
    IVssWMFiledesc *file = NULL;
    BSTR path = NULL, spec = NULL;
    bool recursive = false;

    (void)row;
    REQUIRE(requester);
    metadata = requester_metadata(suite, requester);
    REQUIRE(metadata);
    REQUIRE_HR(CALL(metadata, GetComponent, 0, &component), S_OK);
    CHECK_HR(CALL(component, GetFile, 0, &file), S_OK);
    CHECK_HR(CALL(file, GetPath, &path), S_OK);
    CHECK_HR(CALL(file, GetFilespec, &spec), S_OK);
    CHECK_HR(CALL(file, GetRecursive, &recursive), S_OK);
    CHECK_HR(
        CALL(requester->backup, AddNewTarget, ID(FILES), path, spec, recursive, L"D:\\elsewhere"),
        S_OK);
    SysFreeString(path);
    SysFreeString(spec);
    CALL(file, Release);
    CALL(component, Release);
}

/* ---- values -------------------------------------------------------------------------------------
 */

static void bad_status(struct suite *suite, const void *row)
{
    const VSS_FILE_RESTORE_STATUS bad[] = {VSS_RS_UNDEFINED, (VSS_FILE_RESTORE_STATUS)4,
                                           (VSS_FILE_RESTORE_STATUS)99};
    struct requester *requester = restore_at(suite, AT_PRE_RESTORE);

    REQUIRE(requester);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        CHECK_HR(CALL(requester->backup, SetFileRestoreStatus, ID(FILES), bad[i]), E_INVALIDARG);
    bad_names(suite, row);
}

static void null_options(struct suite *suite, const void *row)
{
    struct requester *requester = restore_at(suite, AT_SELECTED);

    REQUIRE(requester);
    CHECK_HR(CALL(requester->backup, SetRestoreOptions, ID(FILES), NULL), E_INVALIDARG);
    bad_names(suite, row);
}

static void null_name(struct suite *suite, const void *row)
{
    IVssBackupComponentsEx4 *backup = at_point(suite, row);

    REQUIRE(backup);
    CHECK_HR(CALL(backup, SetRestoreName, ID(FILES), NULL), E_INVALIDARG);
    bad_names(suite, row);
}

static void bad_roll_forward(struct suite *suite, const void *row)
{
    IVssBackupComponentsEx4 *backup = at_point(suite, row);

    REQUIRE(backup);
    CHECK_HR(CALL(backup, SetRollForward, ID(FILES), VSS_RF_UNDEFINED, NULL), E_INVALIDARG);
    CHECK_HR(CALL(backup, SetRollForward, ID(FILES), (VSS_ROLLFORWARD_TYPE)4, NULL), E_INVALIDARG);
    CHECK_HR(CALL(backup, SetRollForward, ID(FILES), VSS_RF_PARTIAL, NULL), E_INVALIDARG);
    bad_names(suite, row);
}

static void ranges_index(struct suite *suite, const void *row)
{
    struct requester *requester = restore_at(suite, AT_SELECTED);
    IVssComponent *component;
    UINT count = 0;

    (void)row;
    REQUIRE(requester);
    component = requester_component(suite, requester, 0);
    REQUIRE(component);
    CHECK_HR(CALL(component, GetPartialFileCount, &count), S_OK);
    for (UINT i = 0; i < count; i++)
        CHECK_HR(CALL(requester->backup, SetRangesFilePath, ID(FILES), i, L"D:\\r.bin"), S_OK);
    CHECK_HR(CALL(requester->backup, SetRangesFilePath, ID(FILES), count, L"D:\\r.bin"),
             VSS_E_OBJECT_NOT_FOUND);
    CHECK_HR(CALL(requester->backup, SetRangesFilePath, ID(FILES), UINT32_MAX, L"D:\\r.bin"),
             VSS_E_OBJECT_NOT_FOUND);
    not_found(suite, &restore_SetRangesFilePath);
}

static void bad_ranges_path(struct suite *suite, const void *row)
{
    struct requester *requester = restore_at(suite, AT_SELECTED);

    REQUIRE(requester);
    CHECK_HR(CALL(requester->backup, SetRangesFilePath, ID(FILES), 0, NULL), E_INVALIDARG);
    CHECK_HR(CALL(requester->backup, SetRangesFilePath, ID(FILES), 0, L"r.bin"), E_INVALIDARG);
    CHECK_HR(CALL(requester->backup, SetRangesFilePath, ID(FILES), 0, L"D:r.bin"), E_INVALIDARG);
    CHECK_HR(CALL(requester->backup, SetRangesFilePath, ID(FILES), 0, L"\\r.bin"), E_INVALIDARG);
    bad_names(suite, row);
}

static void ranges_path_no_memory(struct suite *suite, const void *row)
{
    const struct restore_method *method = row;
    IVssBackupComponentsEx4 *backup = at_point(suite, method);
    HRESULT hr = E_OUTOFMEMORY;
    unsigned told = 0;

    REQUIRE(backup);
    for (uint64_t nth = 1; hr == E_OUTOFMEMORY; nth++) {
        layers_fail_allocation(nth);
        hr = method->call(backup, FILES);
        layers_fail_allocation(0);
        told += hr == E_OUTOFMEMORY;
    }
    CHECK_HR(hr, S_OK);
    CHECK(told > 0);
}

/* The rows of a method that names a component: found, what is wrong with its arguments, not found,
 * the rules on path and name. */
#define NAMES(interface, method, invalid, path_rule, name_rule)                                    \
    {#interface "." #method "/S_OK", found, &restore_##method, 0},                                 \
        {#interface "." #method "/E_INVALIDARG", invalid, &restore_##method, 0},                   \
        {#interface "." #method "/VSS_E_OBJECT_NOT_FOUND", not_found, &restore_##method, 0},       \
        {#interface "." #method "-" #path_rule, path_names, &restore_##method, 0},                 \
    {                                                                                              \
#interface "." #method "-" #name_rule, name_names, &restore_##method, 0                    \
    }
#define R(name) &restore_##name

/* clang-format off */
static const struct suite_case cases[] = {
    NAMES(IVssBackupComponents, SetSelectedForRestore, bad_names, 8, 9),
    {"IVssBackupComponents.SetSelectedForRestore-1", before_pre_restore, R(SetSelectedForRestore), 0},
    {"IVssBackupComponents.SetSelectedForRestore-2", without_components, R(SetSelectedForRestore), 0},
    {"IVssBackupComponents.SetSelectedForRestore-3", root_of_a_set, R(SetSelectedForRestore), 0},
    {"IVssBackupComponents.SetSelectedForRestore-4", root_of_a_set, R(SetSelectedForRestore), 0},
    {"IVssBackupComponents.SetSelectedForRestore-5", root_of_a_set, R(SetSelectedForRestore), 0},
    {"IVssBackupComponents.SetSelectedForRestore-6", writer_not_running, R(SetSelectedForRestore), 0},
    {"IVssComponent.IsSelectedForRestore-3", root_of_a_set, R(SetSelectedForRestore), 0},
    {"IVssComponent.IsSelectedForRestore-2", without_components, R(SetSelectedForRestore), 0},

    NAMES(IVssBackupComponents, SetRestoreOptions, null_options, 3, 4),
    {"IVssBackupComponents.SetRestoreOptions-1", before_pre_restore, R(SetRestoreOptions), 0},

    NAMES(IVssBackupComponents, SetAdditionalRestores, bad_names, 5, 6),

    {"IVssBackupComponents.AddAlternativeLocationMapping/S_OK", found, R(AddAlternativeLocationMapping), 0},
    {"IVssBackupComponents.AddAlternativeLocationMapping/E_INVALIDARG", null_place, &mapping_nulls, 0},
    {"IVssBackupComponents.AddAlternativeLocationMapping/VSS_E_OBJECT_NOT_FOUND", place_not_found, &mapping_sets, 0},
    {"IVssBackupComponents.AddAlternativeLocationMapping-2", not_found, R(AddAlternativeLocationMapping), 0},
    {"IVssBackupComponents.AddAlternativeLocationMapping-3", places, &mapping_sets, 0},
    {"IVssBackupComponents.AddAlternativeLocationMapping-6", places, &mapping_paths, 0},
    {"IVssBackupComponents.AddAlternativeLocationMapping-7", places, &mapping_specs, 0},
    {"IVssBackupComponents.AddAlternativeLocationMapping-8", path_names, R(AddAlternativeLocationMapping), 0},
    {"IVssBackupComponents.AddAlternativeLocationMapping-10", mapping_of_metadata, NULL, 0},
    {"IVssBackupComponents.AddAlternativeLocationMapping-15", restore_only, R(AddAlternativeLocationMapping), 0},

    {"IVssBackupComponents.AddRestoreSubcomponent/S_OK", found, R(AddRestoreSubcomponent), 0},
    {"IVssBackupComponents.AddRestoreSubcomponent/E_INVALIDARG", sub_arguments, NULL, 0},
    {"IVssBackupComponents.AddRestoreSubcomponent/VSS_E_OBJECT_NOT_FOUND", not_found, R(AddRestoreSubcomponent), 0},
    {"IVssBackupComponents.AddRestoreSubcomponent-2", sub_of_unselected, NULL, 0},
    {"IVssBackupComponents.AddRestoreSubcomponent-3", before_pre_restore, R(AddRestoreSubcomponent), 0},
    {"IVssBackupComponents.AddRestoreSubcomponent-4", root_of_a_set, R(SetSelectedForRestore), 0},
    {"IVssBackupComponents.AddRestoreSubcomponent-5", sub_arguments, NULL, 0},
    {"IVssBackupComponents.AddRestoreSubcomponent-6", sub_arguments, NULL, 0},
    {"IVssBackupComponents.AddRestoreSubcomponent-8", restore_only, R(AddRestoreSubcomponent), 0},

    NAMES(IVssBackupComponents, SetFileRestoreStatus, bad_status, 3, 4),
    {"IVssBackupComponents.SetFileRestoreStatus-1", status_between_events, NULL, 0},

    {"IVssBackupComponents.AddNewTarget/S_OK", found, R(AddNewTarget), 0},
    {"IVssBackupComponents.AddNewTarget/E_INVALIDARG", null_place, &target_nulls, 0},
    {"IVssBackupComponents.AddNewTarget/VSS_E_OBJECT_NOT_FOUND", place_not_found, &target_sets, 0},
    {"IVssBackupComponents.AddNewTarget-3", not_found, R(AddNewTarget), 0},
    {"IVssBackupComponents.AddNewTarget-4", path_names, R(AddNewTarget), 0},
    {"IVssBackupComponents.AddNewTarget-5", places, &target_members, 0},
    {"IVssBackupComponents.AddNewTarget-6", places, &target_sets, 0},
    {"IVssBackupComponents.AddNewTarget-7", places, &target_paths, 0},
    {"IVssBackupComponents.AddNewTarget-8", places, &target_specs, 0},
    {"IVssBackupComponents.AddNewTarget-9", places, &target_destinations, 0},
    {"IVssBackupComponents.AddNewTarget-11", target_of_metadata, NULL, 0},

    {"IVssBackupComponents.SetRangesFilePath/S_OK", found, R(SetRangesFilePath), 0},
    {"IVssBackupComponents.SetRangesFilePath/E_INVALIDARG", bad_ranges_path, R(SetRangesFilePath), 0},
    {"IVssBackupComponents.SetRangesFilePath/VSS_E_OBJECT_NOT_FOUND", ranges_index, NULL, 0},
    {"IVssBackupComponents.SetRangesFilePath/E_OUTOFMEMORY", ranges_path_no_memory, R(SetRangesFilePath), SUITE_NEEDS_MOCK},
    {"IVssBackupComponents.SetRangesFilePath-1", restore_only, R(SetRangesFilePath), 0},
    {"IVssBackupComponents.SetRangesFilePath-4", ranges_index, NULL, 0},
    {"IVssBackupComponents.SetRangesFilePath-5", bad_ranges_path, R(SetRangesFilePath), 0},
    {"IVssBackupComponents.SetRangesFilePath-6", path_names, R(SetRangesFilePath), 0},
    {"IVssBackupComponents.SetRangesFilePath-7", name_names, R(SetRangesFilePath), 0},

    NAMES(IVssBackupComponentsEx, SetSelectedForRestoreEx, bad_names, 10, 11),
    {"IVssBackupComponentsEx.SetSelectedForRestoreEx-5", before_pre_restore, R(SetSelectedForRestoreEx), 0},
    {"IVssBackupComponentsEx.SetSelectedForRestoreEx-6", without_components, R(SetSelectedForRestoreEx), 0},
    {"IVssBackupComponentsEx.SetSelectedForRestoreEx-7", root_of_a_set, R(SetSelectedForRestoreEx), 0},
    {"IVssBackupComponentsEx.SetSelectedForRestoreEx-8", root_of_a_set, R(SetSelectedForRestoreEx), 0},

    NAMES(IVssBackupComponentsEx2, SetAuthoritativeRestore, bad_names, 6, 7),
    {"IVssBackupComponentsEx2.SetAuthoritativeRestore-1", restore_only, R(SetAuthoritativeRestore), 0},
    NAMES(IVssBackupComponentsEx2, SetRollForward, bad_roll_forward, 6, 7),
    {"IVssBackupComponentsEx2.SetRollForward-1", restore_only, R(SetRollForward), 0},
    NAMES(IVssBackupComponentsEx2, SetRestoreName, null_name, 5, 6),
    {"IVssBackupComponentsEx2.SetRestoreName-1", restore_only, R(SetRestoreName), 0},
};
/* clang-format on */
const struct suite_group suite_restore = SUITE_GROUP("restore: components", cases);
