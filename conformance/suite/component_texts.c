/*
 * conformance/suite/component_texts.c - IVssComponent(Ex): the texts that writers and requesters
 * leave with a component.
 */
#include "component_scene.h"

#include "groups.h"

#include <string.h>

/* ---- the texts ----------------------------------------------------------------------------------
 */

#define GETTER(method)                                                                             \
    static HRESULT get_##method(IVssComponentEx2 *component, BSTR *text)                           \
    {                                                                                              \
        return CALL(component, Get##method, text);                                                 \
    }
#define WRITER_TEXT(method)                                                                        \
    GETTER(method)                                                                                 \
    static HRESULT set_##method(const struct scene *scene, IVssComponentEx2 *component,            \
                                LPCWSTR text)                                                      \
    {                                                                                              \
        (void)scene;                                                                               \
        return CALL(component, Set##method, text);                                                 \
    }

WRITER_TEXT(BackupMetadata)
WRITER_TEXT(RestoreMetadata)
WRITER_TEXT(BackupStamp)
WRITER_TEXT(PreRestoreFailureMsg)
WRITER_TEXT(PostRestoreFailureMsg)
WRITER_TEXT(PrepareForBackupFailureMsg)
WRITER_TEXT(PostSnapshotFailureMsg)
GETTER(PreviousBackupStamp)
GETTER(BackupOptions)
GETTER(RestoreOptions)
GETTER(RestoreName)

/* Those of the requester; all scenes that use them show the file group. */
static HRESULT set_PreviousBackupStamp(const struct scene *scene, IVssComponentEx2 *component,
                                       LPCWSTR text)
{
    (void)component;
    return CALL(scene->requester->backup, SetPreviousBackupStamp, FILES_OF(scene->requester), text);
}

static HRESULT set_BackupOptions(const struct scene *scene, IVssComponentEx2 *component,
                                 LPCWSTR text)
{
    (void)component;
    return CALL(scene->requester->backup, SetBackupOptions, FILES_OF(scene->requester), text);
}

static HRESULT set_RestoreOptions(const struct scene *scene, IVssComponentEx2 *component,
                                  LPCWSTR text)
{
    (void)component;
    return CALL(scene->requester->backup, SetRestoreOptions, FILES_OF(scene->requester), text);
}

static HRESULT set_RestoreName(const struct scene *scene, IVssComponentEx2 *component, LPCWSTR text)
{
    IVssBackupComponentsEx2 *backup =
        requester_face(scene->suite, scene->requester, &IID_IVssBackupComponentsEx2);

    (void)component;
    return backup ? CALL(backup, SetRestoreName, FILES_OF(scene->requester), text) : E_NOINTERFACE;
}

enum {
    BACKUP_METADATA,
    RESTORE_METADATA,
    BACKUP_STAMP,
    PRE_RESTORE_FAILURE,
    POST_RESTORE_FAILURE,
    PREPARE_FAILURE,
    POST_SNAPSHOT_FAILURE,
    PREVIOUS_STAMP,
    BACKUP_OPTIONS,
    RESTORE_OPTIONS,
    RESTORE_NAME
};

#define TEXT_ROW(method, place, readable, absent)                                                  \
    {                                                                                              \
#method, (place), set_##method, get_##method, (readable), (absent)                         \
    }
const struct scene_text scene_texts[] = {
    [BACKUP_METADATA] = TEXT_ROW(BackupMetadata, WRITER_PREPARE, WHEN_ANY, S_FALSE),
    [RESTORE_METADATA] = TEXT_ROW(RestoreMetadata, WRITER_PRE_RESTORE, WHEN_ANY, S_FALSE),
    [BACKUP_STAMP] = TEXT_ROW(BackupStamp, WRITER_POST_SNAPSHOT, WHEN_ANY, S_FALSE),
    [PRE_RESTORE_FAILURE] = TEXT_ROW(PreRestoreFailureMsg, WRITER_PRE_RESTORE, WHEN_ANY, S_FALSE),
    [POST_RESTORE_FAILURE] =
        TEXT_ROW(PostRestoreFailureMsg, WRITER_POST_RESTORE, WHEN_ANY, S_FALSE),
    [PREPARE_FAILURE] = TEXT_ROW(PrepareForBackupFailureMsg, WRITER_PREPARE, WHEN_ANY, S_FALSE),
    [POST_SNAPSHOT_FAILURE] =
        TEXT_ROW(PostSnapshotFailureMsg, WRITER_POST_SNAPSHOT, WHEN_ANY, S_FALSE),
    [PREVIOUS_STAMP] = TEXT_ROW(PreviousBackupStamp, REQUESTER_ADDED, WHEN_ANY, S_FALSE),
    [BACKUP_OPTIONS] = TEXT_ROW(BackupOptions, REQUESTER_ADDED, WHEN_ANY, S_FALSE),
    [RESTORE_OPTIONS] = TEXT_ROW(RestoreOptions, REQUESTER_SELECTED, WHEN_ANY, S_FALSE),
    [RESTORE_NAME] = TEXT_ROW(RestoreName, REQUESTER_SELECTED, WHEN_RESTORE, S_OK),
};
const size_t scene_text_count = sizeof scene_texts / sizeof *scene_texts;

/* ---- what holds for each of them ----------------------------------------------------------------
 */

/* No format is laid down, so it may hold whatever XML has a meaning for. */
static const WCHAR odd[] = L"<a b=\"c\"> & 'd' ]]>\t\n  \u00e4\u20ac \U0001F600 ";

static void check_value(struct suite *suite, const struct scene_text *text, enum scene_place place,
                        IVssComponentEx2 *component, const WCHAR *wanted)
{
    BSTR got = (BSTR)odd; /* a failed or empty answer has to overwrite it */
    HRESULT hr = text->get(component, &got);

    suite_check(suite, hr == (wanted ? S_OK : text->absent), __FILE__, __LINE__,
                "Get%s gives 0x%08X %s", text->name, (unsigned)hr, scene_place_name(place));
    if (wanted || text->absent == S_FALSE)
        CHECK_TEXT(got, wanted);
    else
        CHECK_TEXT(got, L"");
    if (got != odd)
        SysFreeString(got);
}

static void see_round_trip(struct suite *suite, struct scene *scene, enum scene_place place,
                           IVssComponentEx2 *component)
{
    const struct scene_text *text = scene->row;

    if (place == text->set_at) {
        check_value(suite, text, place, component, NULL);
        CHECK_HR(text->set(scene, component, odd), S_OK);
    }
    if (text->readable & WHEN(place))
        check_value(suite, text, place, component, place < text->set_at ? NULL : odd);
}

/* Not there before it is set; there from then on, for both sides, through the saved document. */
static void round_trip(struct suite *suite, const void *row)
{
    scene_visit(suite, WHEN_ANY, see_round_trip, row);
}

static void see_absent(struct suite *suite, struct scene *scene, enum scene_place place,
                       IVssComponentEx2 *component)
{
    const struct scene_text *text = scene->row;

    check_value(suite, text, place, component, NULL);
}

static void absent(struct suite *suite, const void *row)
{
    const struct scene_text *text = row;

    scene_visit(suite, text->readable, see_absent, row);
}

static void see_owned(struct suite *suite, struct scene *scene, enum scene_place place,
                      IVssComponentEx2 *component)
{
    const struct scene_text *text = scene->row;
    BSTR first = NULL, second = NULL;

    (void)place;
    CHECK_HR(text->get(component, &first), S_OK);
    CHECK_HR(text->get(component, &second), S_OK);
    CHECK(first && first != second);
    SysFreeString(first); /* the second, and the component's own, are untouched by that */
    CHECK_TEXT(second, L"filled");
    SysFreeString(second);
    check_value(suite, text, place, component, L"filled");
}

/* Every answer is a string of its own, which the caller frees. */
static void owned(struct suite *suite, const void *row)
{
    const struct scene_text *text = row;
    struct scene scene = {
        .visit = see_owned, .row = row, .places = WHEN(text->set_at), .filled = true};

    scene_play(suite, &scene);
}

static void see_copied(struct suite *suite, struct scene *scene, enum scene_place place,
                       IVssComponentEx2 *component)
{
    const struct scene_text *text = scene->row;
    WCHAR buffer[] = L"the caller's";

    CHECK_HR(text->set(scene, component, buffer), S_OK);
    memset(buffer, 'x', sizeof buffer - sizeof *buffer);
    check_value(suite, text, place, component, L"the caller's");
}

/* The string that it is set from stays the caller's. */
static void copied(struct suite *suite, const void *row)
{
    const struct scene_text *text = row;

    scene_visit(suite, WHEN(text->set_at), see_copied, row);
}

static void see_once(struct suite *suite, struct scene *scene, enum scene_place place,
                     IVssComponentEx2 *component)
{
    const struct scene_text *text = scene->row;

    CHECK_HR(text->set(scene, component, L"first"), S_OK);
    CHECK_HR(text->set(scene, component, L"second"), VSS_E_OBJECT_ALREADY_EXISTS);
    CHECK_HR(text->set(scene, component, L"first"), VSS_E_OBJECT_ALREADY_EXISTS);
    check_value(suite, text, place, component, L"first");
}

static void once(struct suite *suite, const void *row)
{
    const struct scene_text *text = row;

    scene_visit(suite, WHEN(text->set_at), see_once, row);
}

/* ---- what holds for some ------------------------------------------------------------------------
 */

static void see_one_value(struct suite *suite, struct scene *scene, enum scene_place place,
                          IVssComponentEx2 *component)
{
    UINT count = 0;

    check_value(suite, scene->row, place, component, L"filled");
    CHECK_HR(CALL(scene->components, GetComponentCount, &count), S_OK);
    CHECK(count == 2); /* the set's member "part" has no object that could have another value */
}

/* It is held by the component that defines the set, for all of its members. */
static void one_value(struct suite *suite, const void *row)
{
    const struct scene_text *text = row;
    struct scene scene = {.visit = see_one_value,
                          .row = row,
                          .places = WHEN(text->set_at) | WHEN(REQUESTER_POST_RESTORE),
                          .filled = true};

    scene_play(suite, &scene);
}

static void see_set_here(struct suite *suite, struct scene *scene, enum scene_place place,
                         IVssComponentEx2 *component)
{
    const struct scene_text *text = scene->row;

    if (WHEN(place) & WHEN_WRITER)
        CHECK_HR(text->set(scene, component, L"here"), S_OK);
    check_value(suite, text, place, component, L"here");
}

/* Backup metadata and stamps can be left to PostSnapshot. */
static void set_in_post_snapshot(struct suite *suite, const void *row)
{
    scene_visit(suite, WHEN(WRITER_POST_SNAPSHOT) | WHEN(REQUESTER_SNAPSHOT), see_set_here, row);
}

static void set_in_prepare(struct suite *suite, const void *row)
{
    scene_visit(suite, WHEN(WRITER_PREPARE) | WHEN(REQUESTER_SNAPSHOT), see_set_here, row);
}

static bool stamp_it(struct suite_writer *writer, const struct suite_event_args *args)
{
    IVssComponent *component = NULL;
    HRESULT hr = CALL(args->components, GetComponent, 0, &component);

    (void)writer;
    if (SUCCEEDED(hr))
        hr = CALL(component, SetBackupStamp, L"early");
    RELEASE(component);
    return hr == S_OK;
}

/* A backup without a shadow copy has no PostSnapshot: the stamp of PrepareForBackup counts. */
static void stamp_without_shadow_copy(struct suite *suite, const void *row)
{
    const struct suite_writer_options options = {.on = {[SUITE_PREPARE_BACKUP] = stamp_it}};
    struct requester *requester;
    struct suite_writer *writer;
    IVssComponent *component;
    BSTR stamp = NULL;

    (void)row;
    REQUIRE_HR(suite_writer_begin(suite, &options, &writer), S_OK);
    requester = requester_at(suite, AT_PREPARED);
    REQUIRE(requester);
    CHECK_HR(requester_finish(requester->backup, BackupComplete), S_OK);
    CHECK(suite_writer_events(writer, SUITE_POST_SNAPSHOT) == 0);
    component = requester_component(suite, requester, 0);
    REQUIRE(component);
    CHECK_HR(CALL(component, GetBackupStamp, &stamp), S_OK);
    CHECK_TEXT(stamp, L"early");
    SysFreeString(stamp);
}

/* The stamp of one backup is the previous stamp of the next, of which the writer makes a new one.
 */
static void see_stamps_in_turn(struct suite *suite, struct scene *scene, enum scene_place place,
                               IVssComponentEx2 *component)
{
    if (place == REQUESTER_ADDED)
        CHECK_HR(
            CALL(scene->requester->backup, SetPreviousBackupStamp, FILES_OF(scene->requester), odd),
            S_OK);
    check_value(suite, &scene_texts[PREVIOUS_STAMP], place, component, odd);
    if (place == WRITER_POST_SNAPSHOT)
        CHECK_HR(CALL(component, SetBackupStamp, L"the next"), S_OK);
    check_value(suite, &scene_texts[BACKUP_STAMP], place, component,
                place < WRITER_POST_SNAPSHOT ? NULL : L"the next");
}

static void stamps_in_turn(struct suite *suite, const void *row)
{
    scene_visit(suite, WHEN_BACKUP, see_stamps_in_turn, row);
}

static void see_failed(struct suite *suite, struct scene *scene, enum scene_place place,
                       IVssComponentEx2 *component)
{
    const struct scene_text *text = scene->row;

    if (place == text->set_at) {
        CHECK_HR(text->set(scene, component, L"the disk is full"), S_OK);
        CHECK_HR(suite_writer_SetWriterFailure(scene->writer, VSS_E_WRITERERROR_NONRETRYABLE),
                 S_OK);
        scene->failing = true;
        return;
    }
    check_value(suite, text, place, component, L"the disk is full");
}

/* A handler that fails leaves the reason; the requester reads it behind the event. */
static void describes_a_failure(struct suite *suite, const void *row)
{
    const struct scene_text *text = row;
    enum scene_place next = text->set_at + 1;

    while (!(WHEN(next) & WHEN_REQUESTER))
        next++;
    scene_visit(suite, WHEN(text->set_at) | WHEN(next), see_failed, row);
}

static void see_not_the_requesters(struct suite *suite, struct scene *scene, enum scene_place place,
                                   IVssComponentEx2 *component)
{
    (void)scene, (void)place;
    CHECK_HR(CALL(component, SetBackupStamp, L"the requester's"), VSS_E_BAD_STATE);
    check_value(suite, &scene_texts[BACKUP_STAMP], place, component,
                place < REQUESTER_SNAPSHOT ? NULL : L"filled");
}

static void not_the_requesters(struct suite *suite, const void *row)
{
    struct scene scene = {
        .visit = see_not_the_requesters, .row = row, .places = WHEN_REQUESTER, .filled = true};

    scene_play(suite, &scene);
}

/* ---- what the component is ----------------------------------------------------------------------
 */

static void see_name(struct suite *suite, struct scene *scene, enum scene_place place,
                     IVssComponentEx2 *component)
{
    BSTR first = NULL, second = NULL;

    (void)place;
    CHECK_HR(CALL(component, GetComponentName, &first), S_OK);
    CHECK_HR(CALL(component, GetComponentName, &second), S_OK);
    CHECK(first != second);
    SysFreeString(first);
    CHECK_TEXT(second, scene->nth ? L"base" : L"files");
    SysFreeString(second);
}

static void see_path(struct suite *suite, struct scene *scene, enum scene_place place,
                     IVssComponentEx2 *component)
{
    BSTR first = (BSTR)odd, second = NULL;

    (void)place;
    if (scene->nth) {
        CHECK_HR(CALL(component, GetLogicalPath, &first), S_FALSE);
        CHECK(first == NULL);
        return;
    }
    CHECK_HR(CALL(component, GetLogicalPath, &first), S_OK);
    CHECK_HR(CALL(component, GetLogicalPath, &second), S_OK);
    CHECK(first != second);
    SysFreeString(first);
    CHECK_TEXT(second, L"group");
    SysFreeString(second);
}

static void play_nth(struct suite *suite, UINT n,
                     void (*visit)(struct suite *suite, struct scene *scene, enum scene_place place,
                                   IVssComponentEx2 *component))
{
    struct scene scene = {.visit = visit, .places = WHEN_ANY, .nth = n};

    scene_play(suite, &scene);
}

static void names(struct suite *suite, const void *row)
{
    (void)row;
    play_nth(suite, 0, see_name);
    play_nth(suite, 1, see_name);
}

static void path(struct suite *suite, const void *row)
{
    (void)row;
    play_nth(suite, 0, see_path);
}

static void no_path(struct suite *suite, const void *row)
{
    (void)row;
    play_nth(suite, 1, see_path);
}

/* ---- the cases ----------------------------------------------------------------------------------
 */

#define ROW(name, run, text)                                                                       \
    {                                                                                              \
        name, run, &scene_texts[text], 0                                                           \
    }

static const struct suite_case cases[] = {
    {"IVssComponent.GetComponentName/S_OK", names, NULL, 0},
    {"IVssComponent.GetComponentName-2", names, NULL, 0},
    {"IVssComponent.GetComponentName-3", names, NULL, 0},
    {"IVssComponent.GetLogicalPath/S_OK", path, NULL, 0},
    {"IVssComponent.GetLogicalPath-2", path, NULL, 0},
    {"IVssComponent.GetLogicalPath/S_FALSE", no_path, NULL, 0},
    {"IVssComponent.GetLogicalPath-3", no_path, NULL, 0},

    ROW("IVssComponent.SetBackupMetadata/S_OK", round_trip, BACKUP_METADATA),
    ROW("IVssComponent.SetBackupMetadata/VSS_E_OBJECT_ALREADY_EXISTS", once, BACKUP_METADATA),
    ROW("IVssComponent.SetBackupMetadata-3", set_in_post_snapshot, BACKUP_METADATA),
    ROW("IVssComponent.SetBackupMetadata-4", once, BACKUP_METADATA),
    ROW("IVssComponent.SetBackupMetadata-5", round_trip, BACKUP_METADATA),
    ROW("IVssComponent.GetBackupMetadata/S_OK", round_trip, BACKUP_METADATA),
    ROW("IVssComponent.GetBackupMetadata/S_FALSE", absent, BACKUP_METADATA),
    ROW("IVssComponent.GetBackupMetadata-2", round_trip, BACKUP_METADATA),
    ROW("IVssComponent.GetBackupMetadata-3", owned, BACKUP_METADATA),
    ROW("IVssComponent.GetBackupMetadata-4", round_trip, BACKUP_METADATA),

    ROW("IVssComponent.SetRestoreMetadata/S_OK", round_trip, RESTORE_METADATA),
    ROW("IVssComponent.SetRestoreMetadata/VSS_E_OBJECT_ALREADY_EXISTS", once, RESTORE_METADATA),
    ROW("IVssComponent.SetRestoreMetadata-2", once, RESTORE_METADATA),
    ROW("IVssComponent.SetRestoreMetadata-3", copied, RESTORE_METADATA),
    ROW("IVssComponent.SetRestoreMetadata-4", round_trip, RESTORE_METADATA),
    ROW("IVssComponent-5", one_value, RESTORE_METADATA),
    ROW("IVssComponent.SetRestoreMetadata-5", round_trip, RESTORE_METADATA),
    ROW("IVssComponent.GetRestoreMetadata/S_OK", round_trip, RESTORE_METADATA),
    ROW("IVssComponent.GetRestoreMetadata/S_FALSE", absent, RESTORE_METADATA),
    ROW("IVssComponent.GetRestoreMetadata-2", owned, RESTORE_METADATA),
    ROW("IVssComponent.GetRestoreMetadata-3", round_trip, RESTORE_METADATA),

    ROW("IVssComponent.SetPreRestoreFailureMsg/S_OK", round_trip, PRE_RESTORE_FAILURE),
    ROW("IVssComponent.SetPreRestoreFailureMsg-2", describes_a_failure, PRE_RESTORE_FAILURE),
    ROW("IVssComponent.SetPreRestoreFailureMsg-3", one_value, PRE_RESTORE_FAILURE),
    ROW("IVssComponent.SetPreRestoreFailureMsg-4", copied, PRE_RESTORE_FAILURE),
    ROW("IVssComponent.GetPreRestoreFailureMsg/S_OK", round_trip, PRE_RESTORE_FAILURE),
    ROW("IVssComponent.GetPreRestoreFailureMsg/S_FALSE", absent, PRE_RESTORE_FAILURE),
    ROW("IVssComponent.GetPreRestoreFailureMsg-2", owned, PRE_RESTORE_FAILURE),
    ROW("IVssComponent.GetPreRestoreFailureMsg-3", absent, PRE_RESTORE_FAILURE),

    ROW("IVssComponent.SetPostRestoreFailureMsg/S_OK", round_trip, POST_RESTORE_FAILURE),
    ROW("IVssComponent.SetPostRestoreFailureMsg-2", describes_a_failure, POST_RESTORE_FAILURE),
    ROW("IVssComponent.SetPostRestoreFailureMsg-3", one_value, POST_RESTORE_FAILURE),
    ROW("IVssComponent.SetPostRestoreFailureMsg-4", copied, POST_RESTORE_FAILURE),
    ROW("IVssComponent.GetPostRestoreFailureMsg/S_OK", round_trip, POST_RESTORE_FAILURE),
    ROW("IVssComponent.GetPostRestoreFailureMsg/S_FALSE", absent, POST_RESTORE_FAILURE),
    ROW("IVssComponent.GetPostRestoreFailureMsg-2", owned, POST_RESTORE_FAILURE),
    ROW("IVssComponent.GetPostRestoreFailureMsg-3", absent, POST_RESTORE_FAILURE),

    ROW("IVssComponent.SetBackupStamp/S_OK", round_trip, BACKUP_STAMP),
    ROW("IVssComponent.SetBackupStamp-3", set_in_post_snapshot, BACKUP_STAMP),
    {"IVssComponent.SetBackupStamp-4", stamp_without_shadow_copy, NULL, 0},
    ROW("IVssComponent.SetBackupStamp-5", one_value, BACKUP_STAMP),
    ROW("IVssComponent.SetBackupStamp-6", round_trip, BACKUP_STAMP),
    ROW("IVssComponent.SetBackupStamp-7", round_trip, BACKUP_STAMP),
    {"IVssComponent.SetBackupStamp-8", stamps_in_turn, NULL, 0},
    {"IVssComponent.SetBackupStamp-10", stamps_in_turn, NULL, 0},
    ROW("IVssComponent.GetBackupStamp/S_OK", round_trip, BACKUP_STAMP),
    ROW("IVssComponent.GetBackupStamp/S_FALSE", absent, BACKUP_STAMP),
    ROW("IVssComponent.GetBackupStamp-2", owned, BACKUP_STAMP),
    ROW("IVssComponent.GetBackupStamp-3", round_trip, BACKUP_STAMP),
    ROW("IVssComponent.GetBackupStamp-4", one_value, BACKUP_STAMP),
    {"IVssComponent.GetBackupStamp-5", not_the_requesters, NULL, 0},
    ROW("IVssComponent.GetBackupStamp-6", set_in_prepare, BACKUP_STAMP),
    ROW("IVssComponent.GetPreviousBackupStamp/S_OK", round_trip, PREVIOUS_STAMP),
    ROW("IVssComponent.GetPreviousBackupStamp/S_FALSE", absent, PREVIOUS_STAMP),
    ROW("IVssComponent.GetPreviousBackupStamp-2", owned, PREVIOUS_STAMP),
    ROW("IVssComponent.GetPreviousBackupStamp-3", round_trip, PREVIOUS_STAMP),
    {"IVssComponent.GetPreviousBackupStamp-4", stamps_in_turn, NULL, 0},
    ROW("IVssComponent.GetPreviousBackupStamp-5", one_value, PREVIOUS_STAMP),

    ROW("IVssComponent.GetBackupOptions/S_OK", round_trip, BACKUP_OPTIONS),
    ROW("IVssComponent.GetBackupOptions/S_FALSE", absent, BACKUP_OPTIONS),
    ROW("IVssComponent.GetBackupOptions-2", owned, BACKUP_OPTIONS),
    ROW("IVssComponent.GetBackupOptions-3", round_trip, BACKUP_OPTIONS),
    ROW("IVssComponent.GetRestoreOptions/S_OK", round_trip, RESTORE_OPTIONS),
    ROW("IVssComponent.GetRestoreOptions/S_FALSE", absent, RESTORE_OPTIONS),
    ROW("IVssComponent.GetRestoreOptions-2", owned, RESTORE_OPTIONS),
    ROW("IVssComponent.GetRestoreOptions-3", round_trip, RESTORE_OPTIONS),

    ROW("IVssComponentEx.SetPrepareForBackupFailureMsg/S_OK", round_trip, PREPARE_FAILURE),
    ROW("IVssComponentEx.SetPrepareForBackupFailureMsg-2", describes_a_failure, PREPARE_FAILURE),
    ROW("IVssComponentEx.SetPrepareForBackupFailureMsg-3", one_value, PREPARE_FAILURE),
    ROW("IVssComponentEx.SetPrepareForBackupFailureMsg-4", copied, PREPARE_FAILURE),
    ROW("IVssComponentEx.GetPrepareForBackupFailureMsg/S_OK", round_trip, PREPARE_FAILURE),
    ROW("IVssComponentEx.GetPrepareForBackupFailureMsg/S_FALSE", absent, PREPARE_FAILURE),
    ROW("IVssComponentEx.GetPrepareForBackupFailureMsg-2", owned, PREPARE_FAILURE),
    ROW("IVssComponentEx.SetPostSnapshotFailureMsg/S_OK", round_trip, POST_SNAPSHOT_FAILURE),
    ROW("IVssComponentEx.SetPostSnapshotFailureMsg-2", describes_a_failure, POST_SNAPSHOT_FAILURE),
    ROW("IVssComponentEx.SetPostSnapshotFailureMsg-3", one_value, POST_SNAPSHOT_FAILURE),
    ROW("IVssComponentEx.SetPostSnapshotFailureMsg-4", copied, POST_SNAPSHOT_FAILURE),
    ROW("IVssComponentEx.GetPostSnapshotFailureMsg/S_OK", round_trip, POST_SNAPSHOT_FAILURE),
    ROW("IVssComponentEx.GetPostSnapshotFailureMsg/S_FALSE", absent, POST_SNAPSHOT_FAILURE),
    ROW("IVssComponentEx.GetPostSnapshotFailureMsg-2", owned, POST_SNAPSHOT_FAILURE),
    ROW("IVssComponentEx.GetPostSnapshotFailureMsg-3", describes_a_failure, POST_SNAPSHOT_FAILURE),
    ROW("IVssBackupComponents.SetRestoreOptions-2", round_trip, RESTORE_OPTIONS),
    ROW("IVssBackupComponentsEx2.SetRestoreName-2", round_trip, RESTORE_NAME),
    ROW("IVssBackupComponentsEx2.SetRestoreName-4", round_trip, RESTORE_NAME),
    ROW("IVssComponentEx.GetRestoreName/S_OK", round_trip, RESTORE_NAME),
    ROW("IVssComponentEx.GetRestoreName-2", owned, RESTORE_NAME),
    ROW("IVssComponentEx.GetRestoreName-3", round_trip, RESTORE_NAME),
};
const struct suite_group suite_component_texts = SUITE_GROUP("IVssComponent: texts", cases);
