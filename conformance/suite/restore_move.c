/*
 * conformance/suite/restore_move.c - SetSelectedForRestoreEx with two instances of a writer: a
 * component of the one is restored by the other.
 */
#include "restore_methods.h"

#include "groups.h"

#define EX "IVssBackupComponentsEx.SetSelectedForRestoreEx"

struct instance { /* a writer, and what it was handed to restore */
    struct suite_writer *writer;
    VSS_ID id;
    bool files, base; /* its file group, its database, selected in the last event */
    unsigned others;  /* components that are not selected */
};

struct scene_of_two {
    struct instance one, two; /* the one was there at backup, the other came for the restore */
    struct requester *requester;
    IVssBackupComponentsEx4 *backup;
};

static void note_component(struct instance *instance, IVssComponent *component)
{
    VSS_COMPONENT_TYPE type = VSS_CT_UNDEFINED;
    bool selected = false;

    CALL(component, IsSelectedForRestore, &selected);
    CALL(component, GetComponentType, &type);
    instance->others += !selected;
    instance->files = instance->files || (selected && type == VSS_CT_FILEGROUP);
    instance->base = instance->base || (selected && type == VSS_CT_DATABASE);
}

static bool note_restore(struct suite_writer *writer, const struct suite_event_args *args)
{
    struct instance *instance = suite_writer_context(writer);
    IVssComponent *component;
    UINT count = 0;

    instance->files = instance->base = false;
    instance->others = 0;
    if (!args->components || FAILED(CALL(args->components, GetComponentCount, &count)))
        return false;
    for (UINT i = 0; i < count; i++) {
        if (FAILED(CALL(args->components, GetComponent, i, &component)))
            return false;
        note_component(instance, component);
        CALL(component, Release);
    }
    return true;
}

/* In PreRestore each says who it is to what it restores. */
static bool sign(struct suite_writer *writer, const struct suite_event_args *args,
                 const WCHAR *signature)
{
    IVssComponent *component;
    UINT count = 0;

    if (!note_restore(writer, args))
        return false;
    CALL(args->components, GetComponentCount, &count);
    for (UINT i = 0; i < count; i++) {
        bool selected = false;

        CALL(args->components, GetComponent, i, &component);
        CALL(component, IsSelectedForRestore, &selected);
        if (selected)
            CALL(component, SetPreRestoreFailureMsg, signature);
        CALL(component, Release);
    }
    return true;
}

static bool sign_one(struct suite_writer *writer, const struct suite_event_args *args)
{
    return sign(writer, args, L"one");
}

static bool sign_two(struct suite_writer *writer, const struct suite_event_args *args)
{
    return sign(writer, args, L"two");
}

static bool find_ids(struct suite *suite, struct scene_of_two *scene)
{
    UINT count = 0;

    CHECK_HR(CALL(scene->backup, GetWriterMetadataCount, &count), S_OK);
    CHECK(count == 2);
    for (UINT i = 0; i < count; i++) {
        IVssExamineWriterMetadataEx *metadata = NULL;
        VSS_ID id, writer;
        BSTR name = NULL, instance = NULL;
        VSS_USAGE_TYPE usage;
        VSS_SOURCE_TYPE source;

        if (!CHECK_HR(CALL(scene->backup, GetWriterMetadataEx, i, &id, &metadata), S_OK))
            return false;
        CHECK_HR(CALL(metadata, GetIdentityEx, &id, &writer, &name, &instance, &usage, &source),
                 S_OK);
        *(instance && instance[0] == L'o' ? &scene->one.id : &scene->two.id) = id;
        SysFreeString(name);
        SysFreeString(instance);
        CALL(metadata, Release);
    }
    return !suite_failed(suite);
}

/* After a backup of the one's file group and database both run; `identify` tells what they
 * support. */
static bool begin(struct suite *suite, struct scene_of_two *scene, suite_handler identify)
{
    const struct suite_writer_options one = {.instance_name = L"one",
                                             .on = {[SUITE_IDENTIFY] = identify,
                                                    [SUITE_PRE_RESTORE] = sign_one,
                                                    [SUITE_POST_RESTORE] = note_restore},
                                             .context = &scene->one},
                                      two = {.instance_name = L"two",
                                             .on = {[SUITE_IDENTIFY] = identify,
                                                    [SUITE_PRE_RESTORE] = sign_two,
                                                    [SUITE_POST_RESTORE] = note_restore},
                                             .context = &scene->two};

    if (!CHECK_HR(suite_writer_begin(suite, &one, &scene->one.writer), S_OK))
        return false;
    scene->requester = requester_at(suite, AT_RESTORE);
    if (!scene->requester || !CHECK_HR(suite_writer_begin(suite, &two, &scene->two.writer), S_OK) ||
        !requester_go(suite, scene->requester, AT_RESTORE_GATHERED))
        return false;
    scene->backup = restore_face(suite, scene->requester);
    return scene->backup && find_ids(suite, scene);
}

static void restore(struct suite *suite, struct scene_of_two *scene)
{
    CHECK_HR(requester_finish(scene->requester->backup, PreRestore), S_OK);
    CHECK_HR(requester_finish(scene->requester->backup, PostRestore), S_OK);
}

static bool got(const struct instance *instance, unsigned events, bool files, bool base)
{
    return suite_writer_events(instance->writer, SUITE_PRE_RESTORE) == events &&
           suite_writer_events(instance->writer, SUITE_POST_RESTORE) == events &&
           instance->files == files && instance->base == base;
}

/* Who signed the requester's n-th component. */
static void check_signed(struct suite *suite, struct scene_of_two *scene, VSS_COMPONENT_TYPE wanted,
                         const WCHAR *by)
{
    unsigned seen = 0;

    for (UINT n = 0; n < 2; n++) {
        IVssComponent *component = requester_component(suite, scene->requester, n);
        VSS_COMPONENT_TYPE type;
        BSTR text = NULL;

        REQUIRE(component);
        CHECK_HR(CALL(component, GetComponentType, &type), S_OK);
        if (type != wanted)
            continue;
        seen++;
        CHECK_HR(CALL(component, GetPreRestoreFailureMsg, &text), S_OK);
        CHECK_TEXT(text, by);
        SysFreeString(text);
    }
    CHECK(seen == 1);
}

/* One component goes to the other instance, one stays where it was. */
static void one_moves(struct suite *suite, struct scene_of_two *scene)
{
    REQUIRE(begin(suite, scene, scene_identify));
    REQUIRE_HR(CALL(scene->backup, SetSelectedForRestoreEx, FILES_OF(scene->requester), true,
                    scene->two.id),
               S_OK);
    REQUIRE_HR(CALL(scene->backup, SetSelectedForRestoreEx, BASE_OF(scene->requester), true,
                    scene->one.id),
               S_OK);
    restore(suite, scene);
    CHECK(got(&scene->one, 1, false, true) && scene->one.others == 0);
    CHECK(got(&scene->two, 1, true, false) && scene->two.others == 0);
    check_signed(suite, scene, VSS_CT_FILEGROUP, L"two");
    check_signed(suite, scene, VSS_CT_DATABASE, L"one");
}

/* Both go: the one that has nothing to restore hears nothing. */
static void all_move(struct suite *suite, struct scene_of_two *scene)
{
    REQUIRE(begin(suite, scene, scene_identify));
    REQUIRE_HR(CALL(scene->backup, SetSelectedForRestoreEx, FILES_OF(scene->requester), true,
                    scene->two.id),
               S_OK);
    REQUIRE_HR(CALL(scene->backup, SetSelectedForRestoreEx, BASE_OF(scene->requester), true,
                    scene->two.id),
               S_OK);
    restore(suite, scene);
    CHECK(got(&scene->one, 0, false, false));
    CHECK(got(&scene->two, 1, true, true));
}

/* The last word counts, also that of SetSelectedForRestore. */
static void back_again(struct suite *suite, struct scene_of_two *scene)
{
    REQUIRE(begin(suite, scene, scene_identify));
    REQUIRE_HR(CALL(scene->backup, SetSelectedForRestoreEx, FILES_OF(scene->requester), true,
                    scene->two.id),
               S_OK);
    REQUIRE_HR(CALL(scene->backup, SetSelectedForRestoreEx, FILES_OF(scene->requester), false,
                    scene->two.id),
               S_OK);
    REQUIRE_HR(CALL(scene->backup, SetSelectedForRestoreEx, BASE_OF(scene->requester), true,
                    scene->two.id),
               S_OK);
    REQUIRE_HR(CALL(scene->backup, SetSelectedForRestore, BASE_OF(scene->requester), true), S_OK);
    restore(suite, scene);
    CHECK(got(&scene->one, 1, false, true));
    CHECK(got(&scene->two, 0, false, false));
}

/* The instance of the backup does not run any more: the other can have what it left. */
static void the_other_has_gone(struct suite *suite, struct scene_of_two *scene)
{
    REQUIRE(begin(suite, scene, scene_identify));
    suite_writer_end(scene->one.writer);
    scene->one.writer = NULL;
    CHECK_HR(CALL(scene->backup, SetSelectedForRestoreEx, FILES_OF(scene->requester), true,
                  scene->one.id),
             VSS_E_OBJECT_NOT_FOUND);
    REQUIRE_HR(CALL(scene->backup, SetSelectedForRestoreEx, FILES_OF(scene->requester), true,
                    scene->two.id),
               S_OK);
    restore(suite, scene);
    CHECK(got(&scene->two, 1, true, false));
}

/* The standard writer's schema lacks VSS_BS_WRITER_SUPPORTS_RESTORE_WITH_MOVE: an instance may have
 * its own only. */
static void may_not_move(struct suite *suite, struct scene_of_two *scene)
{
    REQUIRE(begin(suite, scene, NULL));
    CHECK_HR(CALL(scene->backup, SetSelectedForRestoreEx, FILES_OF(scene->requester), true,
                  scene->two.id),
             E_INVALIDARG);
    REQUIRE_HR(CALL(scene->backup, SetSelectedForRestoreEx, FILES_OF(scene->requester), true,
                    scene->one.id),
               S_OK);
    restore(suite, scene);
    CHECK(got(&scene->one, 1, true, false));
    CHECK(got(&scene->two, 0, false, false));
}

static void (*const ways[])(struct suite *, struct scene_of_two *) = {
    one_moves, all_move, back_again, the_other_has_gone, may_not_move,
};

/* Each on a machine where nobody else is. */
static void each_way(struct suite *suite, const void *row)
{
    (void)row;
    for (size_t i = 0; i < sizeof ways / sizeof *ways && !suite_failed(suite); i++) {
        struct scene_of_two scene = {0};

        ways[i](suite, &scene);
        if (scene.requester)
            requester_end(scene.requester);
        suite_writer_end(scene.one.writer);
        suite_writer_end(scene.two.writer);
    }
}

static const struct suite_case cases[] = {
    {EX "-1", each_way, NULL, 0},
};
const struct suite_group suite_restore_move = SUITE_GROUP("restore: another instance", cases);
