/*
 * conformance/suite/component_values.c - IVssComponent(Ex, Ex2): flags, states and targets of a
 * component, and how a writer reports that one has failed.
 */
#include "component_scene.h"

#include "groups.h"

typedef void (*visitor)(struct suite *suite, struct scene *scene, enum scene_place place,
                        IVssComponentEx2 *component);

/* Cases are visitors; places are those of the whole way where nothing else is said. */
static void see(struct suite *suite, visitor visit, unsigned places)
{
    scene_visit(suite, places, visit, NULL);
}

/* ---- type ---------------------------------------------------------------------------------------
 */

static void see_type(struct suite *suite, struct scene *scene, enum scene_place place,
                     IVssComponentEx2 *component)
{
    VSS_COMPONENT_TYPE type = VSS_CT_UNDEFINED;

    (void)place;
    CHECK_HR(CALL(component, GetComponentType, &type), S_OK);
    CHECK(type == (scene->nth ? VSS_CT_DATABASE : VSS_CT_FILEGROUP));
}

static void types(struct suite *suite, const void *row)
{
    for (UINT n = 0; n < 2; n++) {
        struct scene scene = {.visit = see_type, .row = row, .places = WHEN_ANY, .nth = n};

        scene_play(suite, &scene);
    }
}

/* ---- backup succeeded ---------------------------------------------------------------------------
 */

/* The file group has succeeded, the database has not. */
static void see_succeeded(struct suite *suite, struct scene *scene, enum scene_place place,
                          IVssComponentEx2 *component)
{
    bool succeeded = scene->nth;

    if (place == REQUESTER_SNAPSHOT) {
        REQUIRE(requester_go(suite, scene->requester, AT_SUCCEEDED));
        CHECK_HR(CALL(scene->requester->backup, SetBackupSucceeded, scene->requester->instance_id,
                      BASE_OF(scene->requester), false),
                 S_OK);
        return;
    }
    if (place < WRITER_COMPLETE) {
        CHECK_HR(CALL(component, GetBackupSucceeded, &succeeded), S_FALSE);
        return;
    }
    CHECK_HR(CALL(component, GetBackupSucceeded, &succeeded), S_OK);
    CHECK(succeeded == !scene->nth);
}

static void succeeded(struct suite *suite, const void *row)
{
    for (UINT n = 0; n < 2; n++) {
        struct scene scene = {.visit = see_succeeded, .row = row, .places = WHEN_ANY, .nth = n};

        scene_play(suite, &scene);
    }
}

/* ---- what a requester wants of the restore ------------------------------------------------------
 */

/* Only the database is selected; its writer gets the events and sees which it is. */
static void see_selected(struct suite *suite, struct scene *scene, enum scene_place place,
                         IVssComponentEx2 *component)
{
    bool selected = scene->nth == 0;

    if (place == REQUESTER_SELECTED)
        CHECK_HR(CALL(scene->requester->backup, SetSelectedForRestore, FILES_OF(scene->requester),
                      false),
                 S_OK);
    CHECK_HR(CALL(component, IsSelectedForRestore, &selected), S_OK);
    CHECK(selected == (scene->nth == 1));
}

static void selected(struct suite *suite, const void *row)
{
    for (UINT n = 0; n < 2; n++) {
        struct scene scene = {.visit = see_selected, .row = row, .places = WHEN_RESTORE, .nth = n};

        scene_play(suite, &scene);
    }
}

static void see_additional(struct suite *suite, struct scene *scene, enum scene_place place,
                           IVssComponentEx2 *component)
{
    const bool *wanted = scene->row;
    bool additional = !*wanted;

    if (place == REQUESTER_SELECTED)
        CHECK_HR(CALL(scene->requester->backup, SetAdditionalRestores, FILES_OF(scene->requester),
                      *wanted),
                 S_OK);
    CHECK_HR(CALL(component, GetAdditionalRestores, &additional), S_OK);
    CHECK(additional == *wanted);
}

/* The first restore of several, and the last. */
static void additional(struct suite *suite, const void *row)
{
    static const bool values[] = {true, false};

    (void)row;
    for (size_t i = 0; i < 2; i++)
        scene_visit(suite, WHEN_RESTORE, see_additional, &values[i]);
}

static void see_no_additional(struct suite *suite, struct scene *scene, enum scene_place place,
                              IVssComponentEx2 *component)
{
    bool additional = true;

    (void)scene, (void)place;
    CHECK_HR(CALL(component, GetAdditionalRestores, &additional), S_FALSE);
    CHECK(!additional);
}

static void no_additional(struct suite *suite, const void *row)
{
    (void)row;
    see(suite, see_no_additional, WHEN_ANY);
}

static void see_authoritative(struct suite *suite, struct scene *scene, enum scene_place place,
                              IVssComponentEx2 *component)
{
    IVssBackupComponentsEx2 *backup;
    bool authoritative = true;

    if (place == REQUESTER_SELECTED) {
        CHECK_HR(CALL(component, GetAuthoritativeRestore, &authoritative), S_OK);
        CHECK(!authoritative); /* unless the requester says so */
        backup = requester_face(suite, scene->requester, &IID_IVssBackupComponentsEx2);
        REQUIRE(backup);
        CHECK_HR(CALL(backup, SetAuthoritativeRestore, FILES_OF(scene->requester), true), S_OK);
    }
    CHECK_HR(CALL(component, GetAuthoritativeRestore, &authoritative), S_OK);
    CHECK(authoritative);
}

static void authoritative(struct suite *suite, const void *row)
{
    (void)row;
    see(suite, see_authoritative, WHEN_RESTORE);
}

static void see_roll_forward(struct suite *suite, struct scene *scene, enum scene_place place,
                             IVssComponentEx2 *component)
{
    IVssBackupComponentsEx2 *backup;
    VSS_ROLLFORWARD_TYPE type = VSS_RF_UNDEFINED;
    BSTR point = NULL, again = NULL;

    if (place == REQUESTER_SELECTED) {
        backup = requester_face(suite, scene->requester, &IID_IVssBackupComponentsEx2);
        REQUIRE(backup);
        CHECK_HR(CALL(backup, SetRollForward, FILES_OF(scene->requester), VSS_RF_PARTIAL,
                      L"lsn <17> & \"noon\""),
                 S_OK);
    }
    CHECK_HR(CALL(component, GetRollForward, &type, &point), S_OK);
    CHECK_HR(CALL(component, GetRollForward, &type, &again), S_OK);
    CHECK(type == VSS_RF_PARTIAL);
    CHECK(point != again);
    SysFreeString(point); /* each is the caller's */
    CHECK_TEXT(again, L"lsn <17> & \"noon\"");
    SysFreeString(again);
}

static void roll_forward(struct suite *suite, const void *row)
{
    (void)row;
    see(suite, see_roll_forward, WHEN_RESTORE);
}

static void see_roll_forward_type(struct suite *suite, struct scene *scene, enum scene_place place,
                                  IVssComponentEx2 *component)
{
    const VSS_ROLLFORWARD_TYPE *wanted = scene->row;
    const WCHAR *stop = *wanted == VSS_RF_PARTIAL ? L"noon" : NULL;
    VSS_ROLLFORWARD_TYPE type = (VSS_ROLLFORWARD_TYPE)99;
    IVssBackupComponentsEx2 *backup;
    BSTR point = NULL;

    if (place == REQUESTER_SELECTED) {
        backup = requester_face(suite, scene->requester, &IID_IVssBackupComponentsEx2);
        REQUIRE(backup);
        CHECK_HR(CALL(backup, SetRollForward, FILES_OF(scene->requester), *wanted, stop), S_OK);
    }
    CHECK_HR(CALL(component, GetRollForward, &type, &point), S_OK);
    CHECK(type == *wanted);
    CHECK_TEXT(point, stop ? stop : L"");
    SysFreeString(point);
}

/* Only a partial roll-forward has a point to stop at. */
static void roll_forward_types(struct suite *suite, const void *row)
{
    static const VSS_ROLLFORWARD_TYPE values[] = {VSS_RF_NONE, VSS_RF_ALL, VSS_RF_PARTIAL};

    (void)row;
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        scene_visit(suite, WHEN_RESTORE, see_roll_forward_type, &values[i]);
}

/* ---- target and status of a restore -------------------------------------------------------------
 */

static void see_target(struct suite *suite, struct scene *scene, enum scene_place place,
                       IVssComponentEx2 *component)
{
    const VSS_RESTORE_TARGET *wanted = scene->row;
    VSS_RESTORE_TARGET target = VSS_RT_UNDEFINED;

    if (place == WRITER_PRE_RESTORE)
        CHECK_HR(CALL(component, SetRestoreTarget, *wanted), S_OK);
    CHECK_HR(CALL(component, GetRestoreTarget, &target), S_OK);
    CHECK(target == *wanted);
}

/* Each target, set in PreRestore, is there for the requester behind it. */
static void targets(struct suite *suite, const void *row)
{
    static const VSS_RESTORE_TARGET values[] = {VSS_RT_ORIGINAL, VSS_RT_ALTERNATE, VSS_RT_DIRECTED,
                                                VSS_RT_ORIGINAL_LOCATION};

    (void)row;
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        scene_visit(suite, WHEN_RESTORE & ~WHEN(REQUESTER_SELECTED), see_target, &values[i]);
}

static void see_bad_target(struct suite *suite, struct scene *scene, enum scene_place place,
                           IVssComponentEx2 *component)
{
    VSS_RESTORE_TARGET target = VSS_RT_UNDEFINED;

    (void)scene, (void)place;
    CHECK_HR(CALL(component, SetRestoreTarget, VSS_RT_UNDEFINED), E_INVALIDARG);
    CHECK_HR(CALL(component, SetRestoreTarget, (VSS_RESTORE_TARGET)5), E_INVALIDARG);
    CHECK_HR(CALL(component, SetRestoreTarget, (VSS_RESTORE_TARGET)99), E_INVALIDARG);
    CHECK_HR(CALL(component, GetRestoreTarget, &target), S_OK);
    CHECK(target == VSS_RT_ORIGINAL); /* as before */
}

static void bad_target(struct suite *suite, const void *row)
{
    (void)row;
    see(suite, see_bad_target, WHEN(WRITER_PRE_RESTORE));
}

static void see_set_target(struct suite *suite, struct scene *scene, enum scene_place place,
                           IVssComponentEx2 *component)
{
    UINT count = 0;

    see_target(suite, scene, place, component);
    CHECK_HR(CALL(scene->components, GetComponentCount, &count), S_OK);
    CHECK(count == 2); /* the set's member "part" has no object with another target */
}

static void set_target(struct suite *suite, const void *row)
{
    static const VSS_RESTORE_TARGET alternate = VSS_RT_ALTERNATE;

    (void)row;
    scene_visit(suite, WHEN_RESTORE & ~WHEN(REQUESTER_SELECTED), see_set_target, &alternate);
}

static void see_status(struct suite *suite, struct scene *scene, enum scene_place place,
                       IVssComponentEx2 *component)
{
    const VSS_FILE_RESTORE_STATUS *wanted = scene->row;
    VSS_FILE_RESTORE_STATUS status = (VSS_FILE_RESTORE_STATUS)99;

    if (place == REQUESTER_PRE_RESTORE)
        CHECK_HR(CALL(scene->requester->backup, SetFileRestoreStatus, FILES_OF(scene->requester),
                      *wanted),
                 S_OK);
    CHECK_HR(CALL(component, GetFileRestoreStatus, &status), S_OK);
    CHECK(status == (place < REQUESTER_PRE_RESTORE || scene->nth ? VSS_RS_UNDEFINED : *wanted));
}

/* One status for all files of a component; that of the other component is its own. */
static void statuses(struct suite *suite, const void *row)
{
    static const VSS_FILE_RESTORE_STATUS values[] = {VSS_RS_NONE, VSS_RS_ALL, VSS_RS_FAILED};

    (void)row;
    for (unsigned i = 0; i < 6; i++) {
        struct scene scene = {
            .visit = see_status, .row = &values[i % 3], .places = WHEN_RESTORE, .nth = i / 3};

        scene_play(suite, &scene);
    }
}

/* ---- the failure of a component -----------------------------------------------------------------
 */

static void check_failure(struct suite *suite, IVssComponentEx2 *component, HRESULT hr,
                          HRESULT application, const WCHAR *text)
{
    HRESULT got = E_UNEXPECTED, got_application = E_UNEXPECTED;
    BSTR message = NULL, again = NULL;
    DWORD reserved = 1;

    CHECK_HR(CALL(component, GetFailure, &got, &got_application, &message, &reserved), S_OK);
    CHECK_HR(CALL(component, GetFailure, &got, &got_application, &again, &reserved), S_OK);
    CHECK_HR(got, hr);
    CHECK_HR(got_application, application);
    CHECK(message != again);
    SysFreeString(message); /* each is the caller's */
    CHECK_TEXT(again, text);
    CHECK(reserved == 0);
    SysFreeString(again);
}

/* The code that the writer reports comes out at the requester, with all that goes with it. */
static void see_failure(struct suite *suite, struct scene *scene, enum scene_place place,
                        IVssComponentEx2 *component)
{
    const HRESULT *code = scene->row;

    if (place == REQUESTER_ADDED)
        check_failure(suite, component, S_OK, S_OK, L"");
    else if (place == WRITER_POST_SNAPSHOT)
        CHECK_HR(CALL(component, SetFailure, *code, 0x80041234, L"look at <the> disk", 0), S_OK);
    else
        check_failure(suite, component, *code, 0x80041234, L"look at <the> disk");
}

static void failure(struct suite *suite, const void *row)
{
    scene_visit(suite,
                WHEN(REQUESTER_ADDED) | WHEN(WRITER_POST_SNAPSHOT) | WHEN(REQUESTER_SNAPSHOT) |
                    WHEN(REQUESTER_COMPLETE),
                see_failure, row);
}

static const HRESULT no_failure = S_OK, inconsistent = VSS_E_WRITERERROR_INCONSISTENTSNAPSHOT,
                     nonretryable = VSS_E_WRITERERROR_NONRETRYABLE;

static void retryable_failures(struct suite *suite, const void *row)
{
    static const HRESULT codes[] = {VSS_E_WRITERERROR_OUTOFRESOURCES, VSS_E_WRITERERROR_TIMEOUT,
                                    VSS_E_WRITERERROR_RETRYABLE};

    (void)row;
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        failure(suite, &codes[i]);
}

static void see_bad_failure(struct suite *suite, struct scene *scene, enum scene_place place,
                            IVssComponentEx2 *component)
{
    (void)scene;
    if (place == WRITER_PREPARE) {
        CHECK_HR(CALL(component, SetFailure, E_FAIL, S_OK, NULL, 0), E_INVALIDARG);
        CHECK_HR(CALL(component, SetFailure, VSS_E_WRITERERROR_TIMEOUT, S_OK, NULL, 1),
                 E_INVALIDARG);
        return;
    }
    check_failure(suite, component, S_OK, S_OK, L"");
}

static void bad_failure(struct suite *suite, const void *row)
{
    (void)row;
    see(suite, see_bad_failure, WHEN(WRITER_PREPARE) | WHEN(REQUESTER_SNAPSHOT));
}

/* Without SetWriterFailureEx the writer as a whole is sound; with it, its status tells where to
 * look. */
static void see_partial_failure(struct suite *suite, struct scene *scene, enum scene_place place,
                                IVssComponentEx2 *component)
{
    const bool *told = scene->row;
    VSS_ID instance, writer;
    VSS_WRITER_STATE state;
    HRESULT status = E_UNEXPECTED;
    BSTR name = NULL;

    if (place == WRITER_POST_SNAPSHOT) {
        CHECK_HR(CALL(component, SetFailure, VSS_E_WRITERERROR_RETRYABLE, S_OK, NULL, 0), S_OK);
        if (*told)
            CHECK_HR(suite_writer_SetWriterFailureEx(scene->writer,
                                                     VSS_E_WRITERERROR_PARTIAL_FAILURE, S_OK, NULL),
                     S_OK);
        return;
    }
    CHECK_HR(requester_finish(scene->requester->backup, GatherWriterStatus), S_OK);
    CHECK_HR(CALL(scene->requester->backup, GetWriterStatus, 0, &instance, &writer, &name, &state,
                  &status),
             S_OK);
    SysFreeString(name);
    CHECK_HR(status, *told ? VSS_E_WRITERERROR_PARTIAL_FAILURE : S_OK);
    check_failure(suite, component, VSS_E_WRITERERROR_RETRYABLE, S_OK, L"");
}

static void partial_failure(struct suite *suite, const void *row)
{
    static const bool told[] = {false, true};

    (void)row;
    for (size_t i = 0; i < 2; i++)
        scene_visit(suite, WHEN(WRITER_POST_SNAPSHOT) | WHEN(REQUESTER_SNAPSHOT),
                    see_partial_failure, &told[i]);
}

/* ---- the cases ----------------------------------------------------------------------------------
 */

static const struct suite_case cases[] = {
    {"IVssComponent.GetComponentType/S_OK", types, NULL, 0},
    {"IVssComponent.GetComponentType-2", types, NULL, 0},
    {"IVssComponent.GetBackupSucceeded/S_OK", succeeded, NULL, 0},
    {"IVssComponent.GetBackupSucceeded/S_FALSE", succeeded, NULL, 0},
    {"IVssComponent.GetBackupSucceeded-2", succeeded, NULL, 0},
    {"IVssComponent.GetBackupSucceeded-3", succeeded, NULL, 0},
    {"IVssComponent.GetBackupSucceeded-4", succeeded, NULL, 0},
    {"IVssComponent.IsSelectedForRestore/S_OK", selected, NULL, 0},
    {"IVssComponent.IsSelectedForRestore-4", selected, NULL, 0},
    {"IVssBackupComponents.SetSelectedForRestore-7", selected, NULL, 0},
    {"IVssBackupComponents.SetAdditionalRestores-2", additional, NULL, 0},
    {"IVssBackupComponents.SetAdditionalRestores-3", additional, NULL, 0},
    {"IVssBackupComponents.SetAdditionalRestores-4", additional, NULL, 0},
    {"IVssBackupComponents.SetFileRestoreStatus-2", statuses, NULL, 0},
    {"IVssBackupComponentsEx2.SetAuthoritativeRestore-2", authoritative, NULL, 0},
    {"IVssBackupComponentsEx2.SetAuthoritativeRestore-3", authoritative, NULL, 0},
    {"IVssBackupComponentsEx2.SetAuthoritativeRestore-5", authoritative, NULL, 0},
    {"IVssBackupComponentsEx2.SetRollForward-2", roll_forward_types, NULL, 0},
    {"IVssBackupComponentsEx2.SetRollForward-3", roll_forward, NULL, 0},
    {"IVssBackupComponentsEx2.SetRollForward-5", roll_forward, NULL, 0},
    {"IVssComponent.GetAdditionalRestores/S_OK", additional, NULL, 0},
    {"IVssComponent.GetAdditionalRestores/S_FALSE", no_additional, NULL, 0},
    {"IVssComponent.GetAdditionalRestores-2", no_additional, NULL, 0},
    {"IVssComponent.GetAdditionalRestores-3", additional, NULL, 0},
    {"IVssComponent.GetAdditionalRestores-4", additional, NULL, 0},
    {"IVssComponentEx.GetAuthoritativeRestore/S_OK", authoritative, NULL, 0},
    {"IVssComponentEx.GetAuthoritativeRestore-1", authoritative, NULL, 0},
    {"IVssComponentEx.GetRollForward/S_OK", roll_forward, NULL, 0},
    {"IVssComponentEx.GetRollForward-2", roll_forward, NULL, 0},
    {"IVssComponentEx.GetRollForward-3", roll_forward, NULL, 0},
    {"IVssComponent.SetRestoreTarget/S_OK", targets, NULL, 0},
    {"IVssComponent.SetRestoreTarget/E_INVALIDARG", bad_target, NULL, 0},
    {"IVssComponent.SetRestoreTarget-2", targets, NULL, 0},
    {"IVssComponent.SetRestoreTarget-3", set_target, NULL, 0},
    {"IVssComponent.GetRestoreTarget/S_OK", targets, NULL, 0},
    {"IVssComponent.GetRestoreTarget-2", targets, NULL, 0},
    {"IVssComponent.GetFileRestoreStatus/S_OK", statuses, NULL, 0},
    {"IVssComponent.GetFileRestoreStatus-2", statuses, NULL, 0},
    {"IVssComponent.GetFileRestoreStatus-3", statuses, NULL, 0},
    {"IVssComponent.GetFileRestoreStatus-5", statuses, NULL, 0},
    {"IVssComponentEx2.SetFailure/S_OK", failure, &nonretryable, 0},
    {"IVssComponentEx2.SetFailure/HRESULT", bad_failure, NULL, 0},
    {"IVssComponentEx2.SetFailure-2", failure, &no_failure, 0},
    {"IVssComponentEx2.SetFailure-3", failure, &inconsistent, 0},
    {"IVssComponentEx2.SetFailure-4", retryable_failures, NULL, 0},
    {"IVssComponentEx2.SetFailure-5", failure, &nonretryable, 0},
    {"IVssComponentEx2.SetFailure-6", partial_failure, NULL, 0},
    {"IVssComponentEx2.SetFailure-7", failure, &nonretryable, 0},
    {"IVssComponentEx2.GetFailure/S_OK", failure, &nonretryable, 0},
    {"IVssComponentEx2.GetFailure-2", failure, &nonretryable, 0},
    {"IVssComponentEx2.GetFailure-3", failure, &inconsistent, 0},
    {"IVssComponentEx2-2", failure, &nonretryable, 0},
};
const struct suite_group suite_component_values = SUITE_GROUP("IVssComponent: values", cases);
