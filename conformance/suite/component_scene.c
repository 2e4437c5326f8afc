/*
 * conformance/suite/component_scene.c - one component on its way through a backup and a restore.
 */
#include "component_scene.h"

#include "layers.h"

static const char *const names[SCENE_PLACES] = {
    [REQUESTER_ADDED] = "by the requester before PrepareForBackup",
    [WRITER_PREPARE] = "in PrepareForBackup",
    [WRITER_POST_SNAPSHOT] = "in PostSnapshot",
    [REQUESTER_SNAPSHOT] = "by the requester after DoSnapshotSet",
    [WRITER_COMPLETE] = "in BackupComplete",
    [REQUESTER_COMPLETE] = "by the requester after BackupComplete",
    [REQUESTER_SELECTED] = "by the requester before PreRestore",
    [WRITER_PRE_RESTORE] = "in PreRestore",
    [REQUESTER_PRE_RESTORE] = "by the requester after PreRestore",
    [WRITER_POST_RESTORE] = "in PostRestore",
    [REQUESTER_POST_RESTORE] = "by the requester after PostRestore",
};

const char *scene_place_name(enum scene_place place)
{
    return names[place];
}

/* ---- the entries of a filled scene --------------------------------------------------------------
 */

static void fill_for_restore(struct suite *suite, const struct requester *requester)
{
    IVssBackupComponents *backup = requester->backup;

    CHECK_HR(CALL(backup, AddAlternativeLocationMapping, FILES_OF(requester), FILL_SET, true,
                  L"D:\\moved"),
             S_OK);
    CHECK_HR(CALL(backup, AddNewTarget, FILES_OF(requester), FILL_SET, true, L"D:\\new"), S_OK);
    CHECK_HR(
        CALL(backup, AddRestoreSubcomponent, FILES_OF(requester), L"group\\files", L"part", false),
        S_OK);
}

static void fill(struct suite *suite, const struct scene *scene, enum scene_place place,
                 IVssComponentEx2 *component)
{
    for (size_t i = 0; i < scene_text_count; i++)
        if (scene_texts[i].set_at == place)
            CHECK_HR(scene_texts[i].set(scene, component, L"filled"), S_OK);
    if (place == WRITER_PREPARE) {
        CHECK_HR(CALL(component, AddPartialFile, FILL_PARTIAL), S_OK);
        CHECK_HR(CALL(component, AddDifferencedFilesByLastModifyTime, FILL_DIFFERENCED_PATH,
                      FILL_DIFFERENCED_SPEC, TRUE, FILL_TIME),
                 S_OK);
    } else if (place == REQUESTER_SELECTED) {
        fill_for_restore(suite, scene->requester);
    } else if (place == WRITER_PRE_RESTORE) {
        CHECK_HR(CALL(component, AddDirectedTarget, FILL_DIRECTED), S_OK);
    }
}

/* ---- places -------------------------------------------------------------------------------------
 */

static IVssComponentEx2 *component_of(struct suite *suite, IVssWriterComponents *components, UINT n)
{
    IVssComponent *first = NULL;
    void *component = NULL;

    if (!CHECK_HR(CALL(components, GetComponent, n, &first), S_OK))
        return NULL;
    CHECK_HR(CALL(first, QueryInterface, &IID_IVssComponentEx2, &component), S_OK);
    CALL(first, Release);
    return component;
}

static void visit(struct scene *scene, enum scene_place place, IVssWriterComponents *components)
{
    struct suite *suite = scene->suite;
    IVssComponentEx2 *component;

    REQUIRE(components);
    component = component_of(suite, components, scene->nth);
    REQUIRE(component);
    scene->components = components;
    if (scene->filled)
        fill(suite, scene, place, component);
    if (scene->places & WHEN(place))
        scene->visit(suite, scene, place, component);
    scene->seen |= WHEN(place);
    CALL(component, Release);
}

static bool visit_writer(struct suite_writer *writer, const struct suite_event_args *args,
                         enum scene_place place)
{
    struct scene *scene = suite_writer_context(writer);

    scene->failing = false;
    visit(scene, place, args->components);
    return !scene->failing;
}

static bool on_prepare(struct suite_writer *writer, const struct suite_event_args *args)
{
    return visit_writer(writer, args, WRITER_PREPARE);
}

static bool on_post_snapshot(struct suite_writer *writer, const struct suite_event_args *args)
{
    return visit_writer(writer, args, WRITER_POST_SNAPSHOT);
}

static bool on_complete(struct suite_writer *writer, const struct suite_event_args *args)
{
    return visit_writer(writer, args, WRITER_COMPLETE);
}

static bool on_pre_restore(struct suite_writer *writer, const struct suite_event_args *args)
{
    return visit_writer(writer, args, WRITER_PRE_RESTORE);
}

static bool on_post_restore(struct suite_writer *writer, const struct suite_event_args *args)
{
    return visit_writer(writer, args, WRITER_POST_RESTORE);
}

bool scene_identify(struct suite_writer *writer, const struct suite_event_args *args)
{
    IVssCreateWriterMetadata *metadata = args->metadata;

    (void)writer;
    return suite_writer_describe(metadata) == S_OK &&
           CALL(metadata, AddComponent, VSS_CT_FILEGROUP, L"group\\files", L"part", NULL, NULL, 0,
                false, false, false, true, 0) == S_OK &&
           CALL(metadata, AddFilesToFileGroup, L"group\\files", L"part", L"C:\\suite\\part", L"*",
                true, NULL, 0x0F0F) == S_OK &&
           CALL(metadata, AddAlternateLocationMapping, L"C:\\suite\\part", L"*", true,
                L"C:\\suite\\parts") == S_OK &&
           CALL(metadata, SetBackupSchema, SCENE_SCHEMA) == S_OK;
}

static void visit_requester(struct scene *scene, enum scene_place place)
{
    IVssWriterComponentsExt *components = requester_components(scene->suite, scene->requester);

    if (components)
        visit(scene, place, (IVssWriterComponents *)(void *)components);
}

/* ---- the play -----------------------------------------------------------------------------------
 */

static const struct {
    enum requester_point point;
    enum scene_place place;
} stations[] = {
    {AT_ADDED, REQUESTER_ADDED},
    {AT_SNAPSHOT, REQUESTER_SNAPSHOT},
    {AT_COMPLETE, REQUESTER_COMPLETE},
    {AT_SELECTED, REQUESTER_SELECTED},
    {AT_PRE_RESTORE, REQUESTER_PRE_RESTORE},
    {AT_POST_RESTORE, REQUESTER_POST_RESTORE},
};
#define STATIONS (sizeof stations / sizeof *stations)

/* Goes to each station in turn, as far as somebody wants to see what follows. */
static void play(struct suite *suite, struct scene *scene, unsigned first, unsigned end)
{
    for (unsigned i = first; i < end && scene->requester; i++) {
        unsigned before = i ? WHEN(stations[i - 1].place) : 0; /* this station's events follow it */

        if (!(scene->places & WHEN_ANY & ~(before ? (before << 1) - 1u : 0u)))
            return;
        if (!requester_go(suite, scene->requester, stations[i].point))
            return;
        visit_requester(scene, stations[i].place);
    }
}

static void play_all(struct suite *suite, struct scene *scene)
{
    BSTR document = NULL;

    scene->requester = requester_at(suite, AT_GATHERED);
    play(suite, scene, 0, 3);
    if (!scene->requester)
        return;
    if (scene->places & WHEN_RESTORE)
        CHECK_HR(CALL(scene->requester->backup, SaveAsXML, &document), S_OK);
    requester_end(scene->requester);
    if (!document)
        return;
    scene->requester = requester_at_document(suite, AT_RESTORE_GATHERED, document);
    SysFreeString(document);
    play(suite, scene, 3, STATIONS);
    if (scene->requester)
        requester_end(scene->requester);
}

void scene_play(struct suite *suite, struct scene *scene)
{
    const struct suite_writer_options options = {
        .on = {[SUITE_IDENTIFY] = scene_identify,
               [SUITE_PREPARE_BACKUP] = on_prepare,
               [SUITE_POST_SNAPSHOT] = on_post_snapshot,
               [SUITE_BACKUP_COMPLETE] = on_complete,
               [SUITE_PRE_RESTORE] = on_pre_restore,
               [SUITE_POST_RESTORE] = on_post_restore},
        .context = scene,
    };

    scene->suite = suite;
    scene->seen = 0;
    REQUIRE_HR(suite_writer_begin(suite, &options, &scene->writer), S_OK);
    play_all(suite, scene);
    suite_writer_end(scene->writer);
    CHECK((scene->seen & scene->places) == scene->places);
}

void scene_visit(struct suite *suite, unsigned places,
                 void (*visitor)(struct suite *suite, struct scene *scene, enum scene_place place,
                                 IVssComponentEx2 *component),
                 const void *row)
{
    struct scene scene = {.visit = visitor, .row = row, .places = places};

    scene_play(suite, &scene);
}
