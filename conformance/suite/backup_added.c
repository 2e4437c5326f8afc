/*
 * conformance/suite/backup_added.c - IVssBackupComponents: AddComponent.
 */
#include "groups.h"
#include "layers.h"
#include "requester.h"

#include <wchar.h>

static HRESULT add(struct requester *requester, VSS_COMPONENT_TYPE type, const WCHAR *path,
                   const WCHAR *name)
{
    return CALL(requester->backup, AddComponent, requester->instance_id, requester->writer_id, type,
                path, name);
}

static UINT stored(struct suite *suite, struct requester *requester)
{
    IVssWriterComponentsExt *components = requester_components(suite, requester);
    UINT count = 77;

    if (components)
        CHECK_HR(CALL(components, GetComponentCount, &count), S_OK);
    return count;
}

/* ---- AddComponent: order and document ----------------------------------------------------------
 */

static void add_comes_after_gathering(struct suite *suite, const void *row)
{
    struct requester *fresh = requester_at(suite, AT_NEW);
    struct requester *requester = requester_at(suite, AT_STATE);

    (void)row;
    REQUIRE(fresh && requester);
    CHECK_HR(add(fresh, VSS_CT_FILEGROUP, L"group", L"files"), VSS_E_BAD_STATE);
    CHECK_HR(add(requester, VSS_CT_FILEGROUP, L"group", L"files"), VSS_E_BAD_STATE);
    REQUIRE(requester_go(suite, requester, AT_GATHERED));
    CHECK_HR(add(requester, VSS_CT_FILEGROUP, L"group", L"files"), S_OK);
}

static void add_comes_before_the_set(struct suite *suite, const void *row)
{
    struct requester *requester = requester_at(suite, AT_ADDED);

    (void)row;
    REQUIRE(requester);
    CHECK(stored(suite, requester) == 2);
    REQUIRE(requester_go(suite, requester, AT_SNAPSHOT));
    CHECK_HR(add(requester, VSS_CT_DATABASE, NULL, L"base"), VSS_E_BAD_STATE);
}

/* Without component mode what was added counts for nothing: writers get no components. */
static bool no_components(struct suite_writer *writer, const struct suite_event_args *args)
{
    *(bool *)suite_writer_context(writer) = args->components == NULL;
    return true;
}

static void add_needs_component_mode(struct suite *suite, const void *row)
{
    bool none = false;
    const struct suite_writer_options options = {.on = {[SUITE_PREPARE_BACKUP] = no_components},
                                                 .context = &none};
    struct suite_writer *writer;
    struct requester *requester;

    (void)row;
    REQUIRE_HR(suite_writer_begin(suite, &options, &writer), S_OK);
    requester = requester_at(suite, AT_ADDED);
    REQUIRE(requester);
    CHECK_HR(CALL(requester->backup, SetBackupState, false, false, VSS_BT_FULL, false), S_OK);
    REQUIRE(requester_go(suite, requester, AT_PREPARED));
    CHECK(none);
}

static void add_is_in_the_document(struct suite *suite, const void *row)
{
    struct requester *requester = requester_at(suite, AT_GATHERED);
    IVssComponent *component;
    BSTR document = NULL, name = NULL;

    (void)row;
    REQUIRE(requester);
    REQUIRE_HR(CALL(requester->backup, SaveAsXML, &document), S_OK);
    CHECK(!wcsstr(document, L"\"files\""));
    SysFreeString(document);
    CHECK_HR(add(requester, VSS_CT_FILEGROUP, L"group", L"files"), S_OK);
    component = requester_component(suite, requester, 0);
    REQUIRE(component);
    CHECK_HR(CALL(component, GetComponentName, &name), S_OK);
    CHECK_TEXT(name, L"files");
    SysFreeString(name);
    REQUIRE_HR(CALL(requester->backup, SaveAsXML, &document), S_OK);
    CHECK(wcsstr(document, L"\"files\""));
    SysFreeString(document);
}

/* ---- AddComponent: component sets --------------------------------------------------------------
 * "top" is selectable and has "top\hidden" and the selectable "top\shown" below it; "alone" is not
 * selectable and has nobody above.
 */

#define CONCRETE(selectable, path, name)                                                           \
    CALL(args->metadata, AddComponent, VSS_CT_FILEGROUP, path, name, NULL, NULL, 0, false, false,  \
         selectable, true, 0)

static bool describe_set(struct suite_writer *writer, const struct suite_event_args *args)
{
    (void)writer;
    return CONCRETE(true, NULL, L"top") == S_OK && CONCRETE(false, L"top", L"hidden") == S_OK &&
           CONCRETE(true, L"top", L"shown") == S_OK && CONCRETE(false, NULL, L"alone") == S_OK;
}

static bool count_components(struct suite_writer *writer, const struct suite_event_args *args)
{
    return args->components &&
           CALL(args->components, GetComponentCount, (UINT *)suite_writer_context(writer)) == S_OK;
}

/* What the writer is shown when these were added; 77: something failed. */
static UINT shown_to_writer(struct suite *suite, const WCHAR *const names[][2], size_t count)
{
    UINT seen = 77;
    const struct suite_writer_options options = {
        .on = {[SUITE_IDENTIFY] = describe_set, [SUITE_PREPARE_BACKUP] = count_components},
        .context = &seen};
    struct suite_writer *writer;
    struct requester *requester;

    if (!CHECK_HR(suite_writer_begin(suite, &options, &writer), S_OK))
        return 77;
    requester = requester_at(suite, AT_VOLUME);
    if (!requester)
        return 77;
    for (size_t i = 0; i < count; i++)
        CHECK_HR(add(requester, VSS_CT_FILEGROUP, names[i][0], names[i][1]), S_OK);
    CHECK_HR(requester_finish(requester->backup, PrepareForBackup), S_OK);
    CHECK(stored(suite, requester) == seen);
    requester_end(requester);
    suite_writer_end(writer);
    return seen;
}

/* Selectable ones and those with nobody selectable above them may be added. */
static void explicit_ones(struct suite *suite, const void *row)
{
    static const WCHAR *const names[][2] = {{NULL, L"top"}, {NULL, L"alone"}};

    (void)row;
    CHECK(shown_to_writer(suite, names, 2) == 2);
}

/* One that nobody above brings in is in the backup only if it was added. */
static void the_alone_is_added(struct suite *suite, const void *row)
{
    static const WCHAR *const names[][2] = {{NULL, L"top"}, {NULL, L"alone"}};

    (void)row;
    CHECK(shown_to_writer(suite, names, 1) == 1);
    CHECK(shown_to_writer(suite, names, 2) == 2);
}

/* Those below come with the one above and have no entry of their own. */
static void the_set_has_one_entry(struct suite *suite, const void *row)
{
    static const WCHAR *const names[][2] = {{NULL, L"top"}};

    (void)row;
    CHECK(shown_to_writer(suite, names, 1) == 1);
}

static void selectable_below(struct suite *suite, const void *row)
{
    static const WCHAR *const names[][2] = {{NULL, L"top"}, {L"top", L"shown"}};

    (void)row;
    CHECK(shown_to_writer(suite, names, 1) == 1);
    CHECK(shown_to_writer(suite, names, 2) == 2);
    CHECK(shown_to_writer(suite, names + 1, 1) == 1);
}

/* Undefined by the page: it is taken as it was said, and nothing else changes. */
static void hidden_ones(struct suite *suite, const void *row)
{
    static const WCHAR *const names[][2] = {{NULL, L"top"}, {L"top", L"hidden"}};

    (void)row;
    CHECK(shown_to_writer(suite, names, 2) == 2);
}

/* ---- AddComponent: names -----------------------------------------------------------------------
 */

static void add_twice(struct suite *suite, const void *row)
{
    struct requester *requester = requester_at(suite, AT_GATHERED);

    (void)row;
    REQUIRE(requester);
    CHECK_HR(add(requester, VSS_CT_FILEGROUP, L"group", L"files"), S_OK);
    CHECK_HR(add(requester, VSS_CT_FILEGROUP, L"group", L"files"), VSS_E_OBJECT_ALREADY_EXISTS);
    CHECK_HR(add(requester, VSS_CT_DATABASE, NULL, L"base"), S_OK);
    CHECK_HR(add(requester, VSS_CT_DATABASE, NULL, L"base"), VSS_E_OBJECT_ALREADY_EXISTS);
    CHECK(stored(suite, requester) == 2);
}

/* Adds "files" of every writer that answered, under the ids that its metadata tells. */
static UINT add_of_all(struct suite *suite, struct requester *requester, VSS_ID instances[3],
                       VSS_ID classes[3])
{
    UINT count = 0;

    CHECK_HR(CALL(requester->backup, GetWriterMetadataCount, &count), S_OK);
    for (UINT i = 0; i < count && i < 3; i++) {
        IVssExamineWriterMetadata *metadata = NULL;
        VSS_USAGE_TYPE usage;
        VSS_SOURCE_TYPE source;
        VSS_ID instance;
        BSTR name = NULL;

        CHECK_HR(CALL(requester->backup, GetWriterMetadata, i, &instance, &metadata), S_OK);
        CHECK_HR(CALL(metadata, GetIdentity, &instances[i], &classes[i], &name, &usage, &source),
                 S_OK);
        CHECK_GUID(instances[i], instance);
        CHECK_HR(CALL(requester->backup, AddComponent, instances[i], classes[i], VSS_CT_FILEGROUP,
                      L"group", L"files"),
                 S_OK);
        SysFreeString(name);
        RELEASE(metadata);
    }
    return count;
}

static void same_name_elsewhere(struct suite *suite, const void *row)
{
    const VSS_ID other_id = {0x5e17e000, 0x0002, 0x4000, {0x80, 1, 2, 3, 4, 5, 6, 7}};
    const struct suite_writer_options options[] = {{.instance_name = L"1"},
                                                   {.instance_name = L"2"},
                                                   {.writer_id = &other_id, .name = L"Other"}};
    VSS_ID instances[3] = {{0}}, classes[3] = {{0}};
    struct suite_writer *writer;
    struct requester *requester;
    UINT count = 0;

    (void)row;
    for (size_t i = 0; i < 3; i++)
        REQUIRE_HR(suite_writer_begin(suite, &options[i], &writer), S_OK);
    requester = requester_at(suite, AT_GATHERED);
    REQUIRE(requester);
    CHECK(add_of_all(suite, requester, instances, classes) == 3);
    CHECK_HR(CALL(requester->backup, GetWriterComponentsCount, &count), S_OK);
    CHECK(count == 3);
    /* They share the class and differ in the instance. */
    CHECK_GUID(classes[0], classes[1]);
    CHECK(!IsEqualGUID(&instances[0], &instances[1]));
    CHECK_GUID(classes[2], other_id);
    CHECK_HR(CALL(requester->backup, AddComponent, instances[0], other_id, VSS_CT_DATABASE, NULL,
                  L"base"),
             VSS_E_OBJECT_NOT_FOUND);
}

static const WCHAR odd_path[] = L"path: <&> \"*?|\" \x00e4\x4e2d";
static const WCHAR odd_name[] = L"name: <&> \"*?|/\" \x00e4\x4e2d";

static bool describe_odd(struct suite_writer *writer, const struct suite_event_args *args)
{
    (void)writer;
    return CONCRETE(true, odd_path, odd_name) == S_OK && CONCRETE(true, NULL, odd_name) == S_OK;
}

static void any_characters(struct suite *suite, const void *row)
{
    const struct suite_writer_options options = {.on = {[SUITE_IDENTIFY] = describe_odd}};
    struct suite_writer *writer;
    struct requester *requester;
    IVssComponent *component;
    BSTR name = NULL, path = NULL;

    (void)row;
    REQUIRE_HR(suite_writer_begin(suite, &options, &writer), S_OK);
    requester = requester_at(suite, AT_GATHERED);
    REQUIRE(requester);
    CHECK_HR(add(requester, VSS_CT_FILEGROUP, odd_path, odd_name), S_OK);
    CHECK_HR(add(requester, VSS_CT_FILEGROUP, NULL, odd_name), S_OK);
    CHECK_HR(CALL(requester->backup, SetBackupOptions, requester->writer_id, VSS_CT_FILEGROUP,
                  odd_path, odd_name, L"found"),
             S_OK);
    component = requester_component(suite, requester, 0);
    REQUIRE(component);
    CHECK_HR(CALL(component, GetComponentName, &name), S_OK);
    CHECK_HR(CALL(component, GetLogicalPath, &path), S_OK);
    CHECK_TEXT(name, odd_name);
    CHECK_TEXT(path, odd_path);
    SysFreeString(name);
    SysFreeString(path);
}

#define ADD(row) "IVssBackupComponents.AddComponent" row

static const struct suite_case cases[] = {
    {ADD("/S_OK"), add_is_in_the_document, NULL, 0},
    {ADD("/VSS_E_OBJECT_ALREADY_EXISTS"), add_twice, NULL, 0},
    {ADD("-1"), add_comes_after_gathering, NULL, 0},
    {ADD("-2"), add_comes_before_the_set, NULL, 0},
    {ADD("-3"), add_needs_component_mode, NULL, 0},
    {ADD("-4"), add_is_in_the_document, NULL, 0},
    {ADD("-5"), explicit_ones, NULL, 0},
    {ADD("-6"), the_alone_is_added, NULL, 0},
    {ADD("-7"), hidden_ones, NULL, SUITE_NEEDS_MOCK},
    {ADD("-8"), the_set_has_one_entry, NULL, 0},
    {ADD("-9"), selectable_below, NULL, 0},
    {ADD("-10"), add_twice, NULL, 0},
    {ADD("-11"), same_name_elsewhere, NULL, SUITE_NEEDS_ALONE},
    {ADD("-12"), same_name_elsewhere, NULL, SUITE_NEEDS_ALONE},
    {ADD("-13"), same_name_elsewhere, NULL, SUITE_NEEDS_ALONE},
    {ADD("-14"), any_characters, NULL, 0},
};
const struct suite_group suite_backup_added =
    SUITE_GROUP("IVssBackupComponents: AddComponent", cases);
