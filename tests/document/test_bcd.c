/* tests/document/test_bcd.c - the Backup Components Document in memory: writers, components, and a
 * writer's part of it, handed out and taken back. */
#include "vstest.h"

#include "documents.h"

#include <time.h>

static const GUID class_a = {0xA, 0, 0, {0}}, class_b = {0xB, 0, 0, {0}};

static GUID instance(unsigned n)
{
    return (GUID){n, 1, 0, {0}};
}

static struct vsapi_bcd_writer *add_writer(struct vsapi_bcd *bcd, const GUID *class_id, unsigned n)
{
    struct vsapi_bcd_writer *writer;
    GUID id = instance(n);

    VSTEST_HR(vsapi_bcd_add_writer(bcd, class_id, &id, &writer), S_OK, "");
    return writer;
}

static struct vsapi_bcd_component *add(struct vsapi_bcd *bcd, struct vsapi_bcd_writer *writer,
                                       const char *name)
{
    struct vsapi_bcd_component *component;

    VSTEST_HR(vsapi_bcd_add_component(bcd, writer, VSS_CT_FILEGROUP, "path", name, &component),
              S_OK, name);
    return component;
}

Test(bcd, writers_are_found_by_instance_and_by_class)
{
    struct vsapi_bcd *bcd;
    struct vsapi_bcd_writer *one, *two, *other, *again;
    GUID id = instance(1), nobody = instance(9);

    vsapi_bcd_create(&bcd);
    one = add_writer(bcd, &class_a, 1);
    other = add_writer(bcd, &class_b, 2);
    two = add_writer(bcd, &class_a, 3);
    cr_expect_eq(add_writer(bcd, &class_a, 1), one, "it is found, not added");
    cr_expect_eq(bcd->writers.count, 3);
    cr_expect_eq(vsapi_bcd_find_writer(bcd, &id), one);
    cr_expect_null(vsapi_bcd_find_writer(bcd, &nobody));
    cr_expect_eq(vsapi_bcd_find_class(bcd, &class_a, 0), one);
    cr_expect_eq(vsapi_bcd_find_class(bcd, &class_a, 1), two);
    cr_expect_null(vsapi_bcd_find_class(bcd, &class_a, 2));
    cr_expect_eq(vsapi_bcd_find_class(bcd, &class_b, 0), other);
    cr_expect_null(vsapi_bcd_find_class(bcd, &nobody, 0));
    VSTEST_HR(vsapi_bcd_add_writer(bcd, &class_b, &id, &again), VSS_E_OBJECT_NOT_FOUND, "");
    cr_expect_null(again);
    vsapi_bcd_unref(bcd);
    vsapi_bcd_unref(NULL);
}

Test(bcd, components_are_told_apart_by_type_path_and_name)
{
    struct vsapi_bcd *bcd;
    struct vsapi_bcd_writer *writer;
    struct vsapi_bcd_component *file, *database, *again;

    vsapi_bcd_create(&bcd);
    writer = add_writer(bcd, &class_a, 1);
    file = add(bcd, writer, "n");
    VSTEST_HR(vsapi_bcd_add_component(bcd, writer, VSS_CT_DATABASE, "path", "n", &database), S_OK,
              "another type");
    VSTEST_HR(vsapi_bcd_add_component(bcd, writer, VSS_CT_FILEGROUP, "PATH", "N", &again),
              VSS_E_OBJECT_ALREADY_EXISTS, "");
    VSTEST_SENTENCE("component \"N\" with logical path \"PATH\"", "");
    cr_expect_null(again);
    cr_expect_eq(writer->components.count, 2);
    cr_expect_eq(vsapi_bcd_find(writer, VSS_CT_FILEGROUP, "Path", "N"), file);
    cr_expect_eq(vsapi_bcd_find(writer, VSS_CT_DATABASE, "path", "n"), database);
    cr_expect_null(vsapi_bcd_find(writer, VSS_CT_FILEGROUP, NULL, "n"));
    vsapi_bcd_unref(bcd);
}

/* A document of two writers with two components each, read from XML so that it has all there is. */
struct scene {
    struct vsapi_bcd *bcd, *part;
    struct vsapi_bcd_writer *writer;
    struct vsapi_bcd_component *whole, *copy; /* the first component, in both */
};

static struct scene scene_make(void)
{
    struct document_file file = document_load("bcd-ledger.xml");
    struct scene scene = {0};

    VSTEST_HR(vsapi_bcd_read(file.bytes, file.size, &scene.bcd), S_OK, "");
    free(file.bytes);
    scene.writer = scene.bcd->writers.items[0];
    VSTEST_HR(vsapi_bcd_clone_writer(scene.bcd, scene.writer, &scene.part), S_OK, "");
    scene.whole = scene.writer->components.items[0];
    scene.copy = scene.part->writers.items[0]->components.items[0];
    return scene;
}

static void scene_end(struct scene *scene)
{
    vsapi_bcd_unref(scene->part);
    vsapi_bcd_unref(scene->bcd);
}

static char *written(const struct vsapi_bcd *bcd)
{
    char *xml;
    size_t size;

    VSTEST_HR(vsapi_bcd_write(bcd, &xml, &size), S_OK, "");
    return xml;
}

Test(bcd, a_part_has_the_operation_and_one_writer)
{
    struct scene scene = scene_make();
    char *whole = written(scene.bcd), *part = written(scene.part), *only;

    only = document_edit(whole,
                         "<WRITER_COMPONENTS instanceId=\"66666666-7777-4888-9999-aaaaaaaaaaaa\" "
                         "writerId=\"11111111-2222-4333-8444-555555555555\" backupSchema=\"0\"/>",
                         "");
    VSTEST_TEXT(part, only, "");
    cr_expect_eq(vsapi_bcd_find(scene.part->writers.items[0], VSS_CT_DATABASE, "BOOKS", "2023"),
                 scene.copy);
    free(only);
    vsapi_free(whole);
    vsapi_free(part);
    scene_end(&scene);
}

Test(bcd, a_part_outlives_the_document_it_is_of)
{
    struct scene scene = scene_make();
    char *part;

    vsapi_bcd_unref(scene.bcd);
    scene.bcd = NULL;
    part = written(scene.part);
    cr_expect(strstr(part, "backupStamp=\"LSN:000017\""));
    vsapi_free(part);
    scene_end(&scene);
}

Test(bcd, changes_of_a_part_do_not_show_until_they_are_merged)
{
    struct scene scene = scene_make();
    char *before = written(scene.bcd), *after;

    vsapi_bcd_text(scene.part, &scene.copy->backup_stamp, "new");
    scene.copy->partial_files.items[0].path = NULL;
    scene.copy->partial_files.count = 1;
    after = written(scene.bcd);
    VSTEST_TEXT(after, before, "");
    vsapi_free(after);
    VSTEST_HR(vsapi_bcd_merge_writer(scene.bcd, scene.part), S_OK, "");
    VSTEST_TEXT(scene.whole->backup_stamp, "new", "");
    cr_expect_neq(scene.whole->backup_stamp, scene.copy->backup_stamp, "a copy of its own");
    cr_expect_eq(scene.whole->partial_files.count, 1);
    vsapi_free(before);
    scene_end(&scene);
}

Test(bcd, merging_what_did_not_change_copies_nothing)
{
    struct scene scene = scene_make();
    const char *stamp = scene.whole->backup_stamp;
    uint64_t allocations;

    vsapi_alloc_fail_at(0, false);
    VSTEST_HR(vsapi_bcd_merge_writer(scene.bcd, scene.part), S_OK, "");
    allocations = vsapi_alloc_count();
    cr_expect_eq(allocations, 0u);
    cr_expect_eq(scene.whole->backup_stamp, stamp);
    scene_end(&scene);
}

/* All that a writer may say is taken over ... */
static void writer_says(struct vsapi_bcd *part, struct vsapi_bcd_component *component)
{
    const struct vsapi_partial_file partial = {.path = (char *)"P", .filename = (char *)"f"};
    const struct vsapi_differenced_file differenced = {
        .path = (char *)"D", .filespec = (char *)"*", .last_modified = 42};
    const struct vsapi_directed_target directed = {.source_path = (char *)"S",
                                                   .source_filename = (char *)"s",
                                                   .destination_path = (char *)"T",
                                                   .destination_filename = (char *)"t"};

    vsapi_bcd_text(part, &component->backup_stamp, "w1");
    vsapi_bcd_text(part, &component->backup_metadata, "w2");
    vsapi_bcd_text(part, &component->restore_metadata, "w3");
    vsapi_bcd_text(part, &component->prepare_failure, "w4");
    vsapi_bcd_text(part, &component->post_snapshot_failure, "w5");
    vsapi_bcd_text(part, &component->pre_restore_failure, "w6");
    vsapi_bcd_text(part, &component->post_restore_failure, "w7");
    vsapi_bcd_text(part, &component->failure.message, "w8");
    component->failure.set = component->has_restore_target = true;
    component->failure.hr = VSS_E_WRITERERROR_TIMEOUT;
    component->restore_target = VSS_RT_ALTERNATE;
    if (VSAPI_ARENA_ROOM(part->arena, &component->partial_files))
        component->partial_files.items[component->partial_files.count++] = partial;
    if (VSAPI_ARENA_ROOM(part->arena, &component->differenced_files))
        component->differenced_files.items[component->differenced_files.count++] = differenced;
    if (VSAPI_ARENA_ROOM(part->arena, &component->directed_targets))
        component->directed_targets.items[component->directed_targets.count++] = directed;
}

/* ... and what the requester has set in the meantime stays. */
static void requester_says(struct vsapi_bcd *bcd, struct vsapi_bcd_component *component)
{
    const struct vsapi_filedesc target = {.path = (char *)"N", .filespec = (char *)"n"};

    vsapi_bcd_text(bcd, &component->previous_backup_stamp, "r1");
    vsapi_bcd_text(bcd, &component->backup_options, "r2");
    vsapi_bcd_text(bcd, &component->restore_options, "r3");
    component->has_succeeded = true;
    component->succeeded = true;
    component->selected_for_restore = true;
    component->file_restore_status = VSS_RS_FAILED;
    if (VSAPI_ARENA_ROOM(bcd->arena, &component->new_targets))
        component->new_targets.items[component->new_targets.count++] = target;
}

static const struct merge_row {
    const char *name;
    bool as_xml; /* the part travels: it is written and read before it is merged */
} merge_rows[] = {{"in memory", false}, {"as XML", true}};

static void travel(struct scene *scene)
{
    char *xml = written(scene->part);
    struct vsapi_bcd *arrived;

    VSTEST_HR(vsapi_bcd_read(xml, strlen(xml), &arrived), S_OK, xml);
    vsapi_free(xml);
    vsapi_bcd_unref(scene->part);
    scene->part = arrived;
}

VSTEST_TABLE(bcd, merging_takes_the_writers_words_and_leaves_the_requesters, merge_rows)
{
    const struct merge_row *row = &merge_rows[*row_];
    struct scene scene = scene_make();
    const struct vsapi_bcd_component *other;
    char *xml;

    scene.whole = scene.writer->components.items[1];
    scene.copy = scene.part->writers.items[0]->components.items[1];
    writer_says(scene.part, scene.copy);
    requester_says(scene.bcd, scene.whole);
    if (row->as_xml)
        travel(&scene);
    VSTEST_HR(vsapi_bcd_merge_writer(scene.bcd, scene.part), S_OK, row->name);
    vsapi_bcd_unref(scene.part);
    scene.part = NULL;
    xml = written(scene.bcd);
    other = scene.whole;
    VSTEST_TEXT(other->backup_stamp, "w1", row->name);
    VSTEST_TEXT(other->backup_metadata, "w2", row->name);
    VSTEST_TEXT(other->restore_metadata, "w3", row->name);
    VSTEST_TEXT(other->prepare_failure, "w4", row->name);
    VSTEST_TEXT(other->post_snapshot_failure, "w5", row->name);
    VSTEST_TEXT(other->pre_restore_failure, "w6", row->name);
    VSTEST_TEXT(other->post_restore_failure, "w7", row->name);
    VSTEST_TEXT(other->failure.message, "w8", row->name);
    cr_expect(other->failure.set && other->failure.hr == VSS_E_WRITERERROR_TIMEOUT);
    cr_expect(other->has_restore_target && other->restore_target == VSS_RT_ALTERNATE);
    VSTEST_TEXT(other->partial_files.items[0].path, "P", row->name);
    cr_expect_eq(other->differenced_files.items[0].last_modified, 42u);
    VSTEST_TEXT(other->directed_targets.items[0].destination_path, "T", row->name);
    VSTEST_TEXT(other->previous_backup_stamp, "r1", row->name);
    VSTEST_TEXT(other->backup_options, "r2", row->name);
    VSTEST_TEXT(other->restore_options, "r3", row->name);
    cr_expect(other->has_succeeded && other->succeeded && other->selected_for_restore);
    cr_expect_eq(other->file_restore_status, VSS_RS_FAILED);
    cr_expect_eq(other->new_targets.count, 1);
    vsapi_free(xml);
    scene_end(&scene);
}

Test(bcd, unknown_parts_of_files_travel_with_them)
{
    struct document_file file = document_load("bcd-unknown.xml");
    struct vsapi_bcd *bcd, *part;
    char *edited, *xml;

    VSTEST_HR(vsapi_bcd_read(file.bytes, file.size, &bcd), S_OK, "");
    edited = document_edit(file.bytes, "checksum=\"9\"", "checksum=\"10\"");
    VSTEST_HR(vsapi_bcd_read(edited, strlen(edited), &part), S_OK, "");
    VSTEST_HR(vsapi_bcd_merge_writer(bcd, part), S_OK, "");
    vsapi_bcd_unref(part);
    xml = written(bcd);
    VSTEST_TEXT(xml, edited, "");
    vsapi_free(xml);
    vsapi_bcd_unref(bcd);
    free(edited);
    free(file.bytes);
}

Test(bcd, merging_is_all_or_nothing)
{
    struct scene scene = scene_make();
    struct vsapi_bcd_component *stranger;
    char *before = written(scene.bcd), *after;

    writer_says(scene.part, scene.copy);
    VSTEST_HR(vsapi_bcd_add_component(scene.part, scene.part->writers.items[0], VSS_CT_FILEGROUP,
                                      NULL, "stranger", &stranger),
              S_OK, "");
    VSTEST_HR(vsapi_bcd_merge_writer(scene.bcd, scene.part), VSS_E_OBJECT_NOT_FOUND, "");
    VSTEST_SENTENCE("component \"stranger\"", "");
    after = written(scene.bcd);
    VSTEST_TEXT(after, before, "");
    vsapi_free(before);
    vsapi_free(after);
    scene_end(&scene);
}

Test(bcd, a_part_of_an_unknown_writer_is_not_merged)
{
    struct scene scene = scene_make();

    add_writer(scene.part, &class_b, 77);
    VSTEST_HR(vsapi_bcd_merge_writer(scene.bcd, scene.part), VSS_E_OBJECT_NOT_FOUND, "");
    scene_end(&scene);
}

/* Round after round of events must not pile up copies of what stays the same. */
Test(bcd, merging_again_and_again_needs_no_more_memory)
{
    struct scene scene = scene_make();

    vsapi_bcd_unref(scene.part);
    for (int round = 0; round < 50; round++) {
        uint64_t allocations;

        VSTEST_HR(vsapi_bcd_clone_writer(scene.bcd, scene.writer, &scene.part), S_OK, "");
        scene.copy = scene.part->writers.items[0]->components.items[0];
        scene.copy->failure.reserved = (uint32_t)round + 100;
        vsapi_alloc_fail_at(0, false);
        VSTEST_HR(vsapi_bcd_merge_writer(scene.bcd, scene.part), S_OK, "");
        allocations = vsapi_alloc_count();
        cr_expect_leq(allocations, 1u, "the list of what changed, and no text");
        vsapi_bcd_unref(scene.part);
    }
    cr_expect_eq(scene.whole->failure.reserved, 149u);
    scene.part = NULL;
    scene_end(&scene);
}

/* 100,000 components, and 10,000 writers of one class: seconds mean something is quadratic. */
Test(bcd, many_components_and_writers_are_no_matter)
{
    enum { MANY = 100000, WRITERS = 10000 };
    struct vsapi_bcd *bcd, *part, *again;
    struct vsapi_bcd_writer *writer;
    time_t start = time(NULL);
    char name[40], *xml;

    vsapi_bcd_create(&bcd);
    writer = add_writer(bcd, &class_a, 0);
    for (int i = 0; i < MANY; i++) {
        snprintf(name, sizeof name, "component %d", i);
        add(bcd, writer, name);
    }
    for (unsigned i = 1; i < WRITERS; i++)
        add_writer(bcd, &class_a, i);
    cr_expect_eq(vsapi_bcd_find_class(bcd, &class_a, WRITERS - 1), bcd->writers.items[WRITERS - 1]);
    VSTEST_HR(vsapi_bcd_clone_writer(bcd, writer, &part), S_OK, "");
    for (int i = 0; i < MANY; i++)
        vsapi_bcd_text(part, &part->writers.items[0]->components.items[i]->backup_stamp, "s");
    VSTEST_HR(vsapi_bcd_merge_writer(bcd, part), S_OK, "");
    xml = written(part);
    VSTEST_HR(vsapi_bcd_read(xml, strlen(xml), &again), S_OK, "");
    VSTEST_HR(vsapi_bcd_merge_writer(bcd, again), S_OK, "");
    VSTEST_TEXT(writer->components.items[MANY - 1]->backup_stamp, "s", "");
    cr_expect_lt(time(NULL) - start, 60);
    vsapi_free(xml);
    vsapi_bcd_unref(again);
    vsapi_bcd_unref(part);
    vsapi_bcd_unref(bcd);
}
