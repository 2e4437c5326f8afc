/*
 * conformance/suite/component_writers.c - IVssWriterComponents(Ext): which components a writer or a
 * requester is handed, by whom, and for how long.
 */
#include "component_scene.h"

#include "groups.h"
#include "layers.h"

#include <wchar.h>

/* ---- the components of a writer -----------------------------------------------------------------
 */

static void see_count(struct suite *suite, struct scene *scene, enum scene_place place,
                      IVssComponentEx2 *component)
{
    UINT count = 99;

    (void)place, (void)component;
    CHECK_HR(CALL(scene->components, GetComponentCount, &count), S_OK);
    CHECK(count == 2); /* "part" of the file group's set was not added */
}

/* Those that were added count, and not what is in a set; nor what is added for the restore. */
static void explicit_only(struct suite *suite, const void *row)
{
    struct scene scene = {.visit = see_count, .row = row, .places = WHEN_ANY, .filled = true};

    scene_play(suite, &scene);
}

static void see_info(struct suite *suite, struct scene *scene, enum scene_place place,
                     IVssComponentEx2 *component)
{
    VSS_ID instance = GUID_NULL, writer = GUID_NULL;

    (void)component;
    CHECK_HR(CALL(scene->components, GetWriterInfo, &instance, &writer), S_OK);
    CHECK_GUID(writer, SUITE_WRITER_ID);
    if (WHEN(place) & (WHEN_BACKUP))
        CHECK_GUID(instance, scene->requester->instance_id);
}

static void info(struct suite *suite, const void *row)
{
    scene_visit(suite, WHEN_ANY, see_info, row);
}

static void see_null(struct suite *suite, struct scene *scene, enum scene_place place,
                     IVssComponentEx2 *component)
{
    VSS_ID id;

    (void)place, (void)component;
    CHECK_HR(CALL(scene->components, GetComponentCount, NULL), E_INVALIDARG);
    CHECK_HR(CALL(scene->components, GetWriterInfo, NULL, &id), E_INVALIDARG);
    CHECK_HR(CALL(scene->components, GetWriterInfo, &id, NULL), E_INVALIDARG);
    CHECK_HR(CALL(scene->components, GetComponent, 0, NULL), E_INVALIDARG);
}

static void null(struct suite *suite, const void *row)
{
    scene_visit(suite, WHEN_ANY, see_null, row);
}

static void see_index(struct suite *suite, struct scene *scene, enum scene_place place,
                      IVssComponentEx2 *component)
{
    IVssComponent *got = NULL;

    (void)place, (void)component;
    for (UINT i = 0; i < 2; i++) {
        CHECK_HR(CALL(scene->components, GetComponent, i, &got), S_OK);
        REQUIRE(got);
        CHECK(CALL(got, Release) == 0);
    }
    got = (IVssComponent *)(void *)scene;
    CHECK_HR(CALL(scene->components, GetComponent, 2, &got), VSS_E_OBJECT_NOT_FOUND);
    CHECK(got == NULL);
    CHECK_HR(CALL(scene->components, GetComponent, UINT32_MAX, &got), VSS_E_OBJECT_NOT_FOUND);
}

static void indexes(struct suite *suite, const void *row)
{
    scene_visit(suite, WHEN_ANY, see_index, row);
}

static void see_no_memory(struct suite *suite, struct scene *scene, enum scene_place place,
                          IVssComponentEx2 *component)
{
    IVssComponent *got = (IVssComponent *)(void *)scene;

    (void)place, (void)component;
    layers_fail_allocation(1);
    CHECK_HR(CALL(scene->components, GetComponent, 0, &got), E_OUTOFMEMORY);
    layers_fail_allocation(0);
    CHECK(got == NULL);
}

static void no_memory(struct suite *suite, const void *row)
{
    scene_visit(suite, WHEN_ANY, see_no_memory, row);
}

static void see_handed(struct suite *suite, struct scene *scene, enum scene_place place,
                       IVssComponentEx2 *component)
{
    (void)place;
    CHECK(scene->components && component);
}

/* Both sides are handed them: the writer in five events, the requester in between. The writer
 * releases none of them, which a leak would show. */
static void handed(struct suite *suite, const void *row)
{
    scene_visit(suite, WHEN_ANY, see_handed, row);
}

/* ---- without components -------------------------------------------------------------------------
 */

static bool note_components(struct suite_writer *writer, const struct suite_event_args *args)
{
    bool *none = suite_writer_context(writer);

    *none = args->components == NULL;
    return true;
}

/* In a backup that does not select components a writer's handler may get NULL. */
static void without_components(struct suite *suite, const void *row)
{
    bool none = false;
    const struct suite_writer_options options = {.on = {[SUITE_PREPARE_BACKUP] = note_components},
                                                 .context = &none};
    struct requester *requester;
    struct suite_writer *writer;

    (void)row;
    REQUIRE_HR(suite_writer_begin(suite, &options, &writer), S_OK);
    requester = requester_at(suite, AT_INITIALIZED);
    REQUIRE(requester);
    REQUIRE_HR(CALL(requester->backup, SetBackupState, false, false, VSS_BT_FULL, false), S_OK);
    CHECK_HR(requester_finish(requester->backup, GatherWriterMetadata), S_OK);
    CHECK_HR(CALL(requester->backup, StartSnapshotSet, &requester->set_id), S_OK);
    CHECK_HR(requester_finish(requester->backup, PrepareForBackup), S_OK);
    CHECK(suite_writer_events(writer, SUITE_PREPARE_BACKUP) == 1);
    CHECK(none);
    requester_end(requester);
    suite_writer_end(writer);
}

/* ---- the requester's object ---------------------------------------------------------------------
 */

static void requester_object(struct suite *suite, const void *row)
{
    struct requester *requester = requester_at(suite, AT_ADDED);
    IVssWriterComponentsExt *components = NULL;
    IUnknown *unknown = NULL;
    UINT count = 0;

    (void)row;
    REQUIRE(requester);
    REQUIRE_HR(CALL(requester->backup, GetWriterComponents, 0, &components), S_OK);
    CHECK_HR(CALL(components, GetComponentCount, &count), S_OK);
    CHECK(count == 2);
    CHECK_HR(CALL(&components->IUnknown_base, QueryInterface, &IID_IUnknown, (void **)&unknown),
             S_OK);
    CHECK(unknown == &components->IUnknown_base);
    CHECK(CALL(&components->IUnknown_base, AddRef) == 3);
    CHECK(CALL(&components->IUnknown_base, Release) == 2);
    CHECK(CALL(unknown, Release) == 1);
    CHECK(CALL(&components->IUnknown_base, Release) == 0);
}

static void see_target_of_writer(struct suite *suite, struct scene *scene, enum scene_place place,
                                 IVssComponentEx2 *component)
{
    VSS_RESTORE_TARGET target = VSS_RT_UNDEFINED;

    (void)scene;
    if (place == WRITER_PRE_RESTORE)
        CHECK_HR(CALL(component, SetRestoreTarget, VSS_RT_ALTERNATE), S_OK);
    CHECK_HR(CALL(component, GetRestoreTarget, &target), S_OK);
    CHECK(target == (place == REQUESTER_SELECTED ? VSS_RT_ORIGINAL : VSS_RT_ALTERNATE));
}

/* What the writer changes in PreRestore is in the object that is asked for behind it. */
static void after_pre_restore(struct suite *suite, const void *row)
{
    scene_visit(suite,
                WHEN(REQUESTER_SELECTED) | WHEN(WRITER_PRE_RESTORE) | WHEN(REQUESTER_PRE_RESTORE),
                see_target_of_writer, row);
}

/* ---- the component object -----------------------------------------------------------------------
 */

static void see_faces(struct suite *suite, struct scene *scene, enum scene_place place,
                      IVssComponentEx2 *component)
{
    const IID *const faces[] = {&IID_IVssComponent, &IID_IVssComponentEx, &IID_IVssComponentEx2};
    IUnknown *face;

    (void)scene, (void)place;
    for (size_t i = 0; i < sizeof faces / sizeof *faces; i++) {
        face = NULL;
        CHECK_HR(CALL(component, QueryInterface, faces[i], (void **)&face), S_OK);
        RELEASE(face);
    }
    CHECK_HR(CALL(component, QueryInterface, &IID_IVssAsync, (void **)&face), E_NOINTERFACE);
}

static void faces(struct suite *suite, const void *row)
{
    scene_visit(suite, WHEN_ANY, see_faces, row);
}

/* A component that a writer keeps beyond its event answers nothing any more. */
static IVssComponentEx2 *kept;

static void see_keep(struct suite *suite, struct scene *scene, enum scene_place place,
                     IVssComponentEx2 *component)
{
    BSTR name = NULL;

    (void)scene;
    if (place == WRITER_PREPARE) {
        CALL(component, AddRef);
        kept = component;
        suite_release_at_end(suite, kept);
        return;
    }
    CHECK_HR(CALL(kept, GetComponentName, &name), VSS_E_BAD_STATE);
    CHECK_HR(CALL(kept, SetFailure, VSS_E_WRITERERROR_RETRYABLE, S_OK, NULL, 0), VSS_E_BAD_STATE);
}

static void not_kept(struct suite *suite, const void *row)
{
    scene_visit(suite, WHEN(WRITER_PREPARE) | WHEN(WRITER_POST_SNAPSHOT), see_keep, row);
}

static HRESULT in_identify;

static bool fail_in_identify(struct suite_writer *writer, const struct suite_event_args *args)
{
    if (kept)
        in_identify = CALL(kept, SetFailure, VSS_E_WRITERERROR_RETRYABLE, S_OK, NULL, 0);
    return scene_identify(writer, args);
}

static bool keep_first(struct suite_writer *writer, const struct suite_event_args *args)
{
    (void)writer;
    return CALL(args->components, GetComponent, 0, (IVssComponent **)&kept) == S_OK;
}

/* In OnIdentify there are no components; one of an earlier event refuses, and a requester's too. */
static void no_failure_in_identify(struct suite *suite, const void *row)
{
    const struct suite_writer_options options = {
        .on = {[SUITE_IDENTIFY] = fail_in_identify, [SUITE_PREPARE_BACKUP] = keep_first}};
    struct suite_writer *writer;

    (void)row;
    kept = NULL;
    in_identify = S_OK;
    REQUIRE_HR(suite_writer_begin(suite, &options, &writer), S_OK);
    REQUIRE(requester_at(suite, AT_PREPARED));
    REQUIRE(kept);
    suite_release_at_end(suite, kept);
    REQUIRE(requester_at(suite, AT_GATHERED));
    CHECK_HR(in_identify, VSS_E_BAD_STATE);
    kept = NULL;
}

/* ---- documents and metadata ---------------------------------------------------------------------
 */

static void see_document(struct suite *suite, struct scene *scene, enum scene_place place,
                         IVssComponentEx2 *component)
{
    BSTR document = NULL;

    (void)place, (void)component;
    CHECK_HR(CALL(scene->requester->backup, SaveAsXML, &document), S_OK);
    REQUIRE(document);
    CHECK(wcsstr(document, L"\"files\"") && wcsstr(document, L"\"base\""));
    CHECK(!wcsstr(document, L"part\"")); /* the set's member */
    SysFreeString(document);
}

/* Which members a set has stands in the writer's metadata alone. */
static void members_not_in_document(struct suite *suite, const void *row)
{
    scene_visit(suite, WHEN(REQUESTER_COMPLETE), see_document, row);
}

static void see_schema(struct suite *suite, struct scene *scene, enum scene_place place,
                       IVssComponentEx2 *component)
{
    const DWORD *bit = scene->row;
    IVssExamineWriterMetadata *metadata = requester_metadata(suite, scene->requester);
    DWORD schema = 0;

    (void)place, (void)component;
    REQUIRE(metadata);
    CHECK_HR(CALL(metadata, GetBackupSchema, &schema), S_OK);
    CHECK(schema == SCENE_SCHEMA && schema & *bit);
}

/* The writer announces it in its schema, where the requester finds it. */
static void schema(struct suite *suite, const void *row)
{
    scene_visit(suite, WHEN(REQUESTER_SELECTED), see_schema, row);
}

static const DWORD authoritative = VSS_BS_AUTHORITATIVE_RESTORE,
                   roll_forward = VSS_BS_ROLLFORWARD_RESTORE, rename_bit = VSS_BS_RESTORE_RENAME,
                   move_bit = VSS_BS_WRITER_SUPPORTS_RESTORE_WITH_MOVE;

static bool try_schemas(struct suite_writer *writer, const struct suite_event_args *args)
{
    HRESULT *answers = suite_writer_context(writer);

    answers[0] = CALL(args->metadata, SetBackupSchema, VSS_BS_TIMESTAMPED);
    answers[1] = CALL(args->metadata, SetBackupSchema, VSS_BS_TIMESTAMPED | VSS_BS_DIFFERENTIAL);
    answers[2] = CALL(args->metadata, SetBackupSchema, VSS_BS_TIMESTAMPED | VSS_BS_INCREMENTAL);
    return suite_writer_describe(args->metadata) == S_OK;
}

/* Stamps need incremental or differential backups. */
static void stamps_in_schema(struct suite *suite, const void *row)
{
    HRESULT answers[3] = {E_UNEXPECTED, E_UNEXPECTED, E_UNEXPECTED};
    const struct suite_writer_options options = {.on = {[SUITE_IDENTIFY] = try_schemas},
                                                 .context = answers};
    struct suite_writer *writer;

    (void)row;
    REQUIRE_HR(suite_writer_begin(suite, &options, &writer), S_OK);
    CHECK(requester_at(suite, AT_GATHERED));
    CHECK_HR(answers[0], E_INVALIDARG);
    CHECK_HR(answers[1], S_OK);
    CHECK_HR(answers[2], S_OK);
    suite_writer_end(writer);
}

/* ---- partial files and the writer's helpers -----------------------------------------------------
 */

static void see_support(struct suite *suite, struct scene *scene, enum scene_place place,
                        IVssComponentEx2 *component)
{
    const bool *wanted = scene->row;

    (void)component;
    if (place == REQUESTER_ADDED)
        CHECK_HR(CALL(scene->requester->backup, SetBackupState, true, false, VSS_BT_FULL, *wanted),
                 S_OK);
    else
        CHECK(suite_writer_IsPartialFileSupportEnabled(scene->writer) == *wanted);
}

static void partial_support(struct suite *suite, const void *row)
{
    static const bool values[] = {true, false};

    (void)row;
    for (size_t i = 0; i < 2; i++)
        scene_visit(suite,
                    WHEN(REQUESTER_ADDED) | WHEN(WRITER_PREPARE) | WHEN(WRITER_POST_SNAPSHOT),
                    see_support, &values[i]);
}

static void see_affected(struct suite *suite, struct scene *scene, enum scene_place place,
                         IVssComponentEx2 *component)
{
    (void)place, (void)component;
    CHECK(suite_writer_IsPathAffected(scene->writer, L"C:\\suite\\new"));
    CHECK(!suite_writer_IsPathAffected(scene->writer, L"D:\\suite\\new"));
}

/* In PostSnapshot a writer can tell whether a new file is in the shadow copy. */
static void affected(struct suite *suite, const void *row)
{
    scene_visit(suite, WHEN(WRITER_POST_SNAPSHOT), see_affected, row);
}

static const struct suite_case cases[] = {
    {"IVssWriterComponents.GetComponentCount/S_OK", explicit_only, NULL, 0},
    {"IVssWriterComponents.GetComponentCount/E_INVALIDARG", null, NULL, 0},
    {"IVssWriterComponents.GetComponentCount-1", explicit_only, NULL, 0},
    {"IVssWriterComponents.GetWriterInfo/S_OK", info, NULL, 0},
    {"IVssWriterComponents.GetWriterInfo/E_INVALIDARG", null, NULL, 0},
    {"IVssWriterComponents.GetWriterInfo-1", info, NULL, 0},
    {"IVssWriterComponents.GetComponent/S_OK", indexes, NULL, 0},
    {"IVssWriterComponents.GetComponent/E_INVALIDARG", null, NULL, 0},
    {"IVssWriterComponents.GetComponent/E_OUTOFMEMORY", no_memory, NULL, SUITE_NEEDS_MOCK},
    {"IVssWriterComponents.GetComponent/VSS_E_OBJECT_NOT_FOUND", indexes, NULL, 0},
    {"IVssWriterComponents.GetComponent-1", indexes, NULL, 0},
    {"IVssWriterComponents.GetComponent-2", indexes, NULL, 0},
    {"IVssWriterComponents-1", explicit_only, NULL, 0},
    {"IVssWriterComponents-2", not_kept, NULL, 0},
    {"IVssWriterComponents-3", without_components, NULL, 0},
    {"IVssWriterComponents-4", requester_object, NULL, 0},
    {"IVssWriterComponentsExt-2", requester_object, NULL, 0},
    {"IVssWriterComponentsExt-3", requester_object, NULL, 0},
    {"IVssWriterComponentsExt-4", requester_object, NULL, 0},
    {"IVssWriterComponentsExt-5", after_pre_restore, NULL, 0},
    {"IVssComponent-2", explicit_only, NULL, 0},
    {"IVssComponent-3", explicit_only, NULL, 0},
    {"IVssComponent-4", handed, NULL, 0},
    {"IVssComponent-7", members_not_in_document, NULL, 0},
    {"IVssComponentEx-1", faces, NULL, 0},
    {"IVssComponentEx2-1", faces, NULL, 0},
    {"IVssComponentEx2.SetFailure-1", no_failure_in_identify, NULL, 0},
    {"IVssComponentEx.GetAuthoritativeRestore-2", schema, &authoritative, 0},
    {"IVssComponentEx.GetRollForward-4", schema, &roll_forward, 0},
    {"IVssComponentEx.GetRestoreName-4", schema, &rename_bit, 0},
    {"IVssBackupComponentsEx.SetSelectedForRestoreEx-2", schema, &move_bit, 0},
    {"IVssBackupComponentsEx2.SetAuthoritativeRestore-4", schema, &authoritative, 0},
    {"IVssBackupComponentsEx2.SetRollForward-4", schema, &roll_forward, 0},
    {"IVssBackupComponentsEx2.SetRestoreName-3", schema, &rename_bit, 0},
    {"IVssComponent.SetBackupStamp-9", stamps_in_schema, NULL, 0},
    {"IVssComponent.AddPartialFile-3", partial_support, NULL, 0},
    {"IVssComponent.AddPartialFile-28", affected, NULL, 0},
};
const struct suite_group suite_component_writers = SUITE_GROUP("IVssWriterComponents", cases);
