/*
 * tests/vsbackup/test_plan_files.c - plans of file sets alone: masks, sources, exclusions,
 * alternate paths, recursion, mounted volumes, and what is missing.
 */
#include "plan_scene.h"
#include "plan_words.h"
#include "table_copy_decision.h"

#define ALL_TYPES (VSS_BS_INCREMENTAL | VSS_BS_DIFFERENTIAL | VSS_BS_LOG | VSS_BS_COPY)

/* ---- table copy_decision -----------------------------------------------------------------------
 */

/* The two bits of the type as the row has them, and all others the other way round. */
static uint32_t mask_of(const struct copy_decision_row *row)
{
    uint32_t backup = (uint32_t)strtoul(row->backup_required_bit, NULL, 16);
    uint32_t snapshot = (uint32_t)strtoul(row->snapshot_required_bit, NULL, 16);

    return (plan_fits(row->backup_required, true) ? backup
                                                  : VSS_FSBT_ALL_BACKUP_REQUIRED & ~backup) |
           (plan_fits(row->snapshot_required, true) ? snapshot
                                                    : VSS_FSBT_ALL_SNAPSHOT_REQUIRED & ~snapshot);
}

/* One run of a row. */
struct decision_case {
    bool shadow, log, partial, selectable; /* partial: it is read although nothing requires it */
};

static bool is_copied(const struct copy_decision_row *row)
{
    bool copied = PLAN_WORD(row->what, "nothing required; copying is optional",
                            "every file that matches the file set, whole, regardless of date and "
                            "history") == 1;

    cr_expect(plan_fits(row->must_be_in_backup, copied));
    return copied;
}

static bool is_shadow_only(const struct copy_decision_row *row)
{
    return PLAN_WORD(row->read_from, "shadow copy only",
                     "not read; if read anyway: shadow copy only", "shadow copy or original volume",
                     "not read; if read anyway: either") < 2;
}

/* Is that kind of file set meant in this type of backup? */
static bool is_meant(const struct copy_decision_row *row, const struct decision_case *run)
{
    return PLAN_WORD(row->file_sets, "all kinds",
                     "log file sets only (other file sets: see INCR-315)") == 0 ||
           run->log;
}

static const char *plan_of(const struct copy_decision_row *row, const struct decision_case *run)
{
    VSS_BACKUP_TYPE type = (VSS_BACKUP_TYPE)plan_value(row->effective_type);
    bool fails = is_shadow_only(row) && !run->shadow;
    bool copied = is_meant(row, run) && is_copied(row);

    if (copied && fails)
        return "fail C:\\d\\a - db file-set INCR-204\n";
    if (run->partial && fails)
        return "fail C:\\d\\a - db partial INCR-204\n";
    if (run->partial)
        return run->shadow ? "ranges C:\\d\\a shadow db partial INCR-022 0+1\n"
                           : "ranges C:\\d\\a live db partial INCR-022 0+1\n";
    if (!is_meant(row, run))
        return "skip C:\\d\\a - db file-set INCR-315\n";
    if (!copied)
        return "skip C:\\d\\a - db file-set INCR-206\n";
#define COPIED(from)                                                                               \
    (type == VSS_BT_LOG    ? "copy C:\\d\\a " from " db file-set INCR-315\n"                       \
     : type == VSS_BT_COPY ? "copy C:\\d\\a " from " db file-set INCR-209\n"                       \
                           : "copy C:\\d\\a " from " db file-set INCR-203\n")
    return run->shadow ? COPIED("shadow") : COPIED("live");
}

/* A member of the set "db" has the file set: what is selected is the set. */
static struct scene *decision_scene(const struct copy_decision_row *row,
                                    const struct decision_case *run)
{
    struct scene *scene = scene_start((VSS_BACKUP_TYPE)plan_value(row->effective_type));
    struct vsapi_wmd *writer = scene_writer(scene, ALL_TYPES);
    struct vsapi_wm_component *component = scene_component(writer, NULL, "db");

    /* VSS_BS_LOG goes with log files only. */
    scene_add(writer, &component->log_files, "C:\\none", "*", false, NULL, 0);
    component = scene_component(writer, "db", "member");
    component->selectable = run->selectable;
    scene_volume(scene, "C:\\", run->shadow);
    scene_put(scene, "C:\\d\\a", 5, 100);
    scene_add(writer, run->log ? &component->log_files : &component->database_files, "C:\\d", "a",
              false, NULL, mask_of(row));
    scene_include(scene, writer, NULL, "db");
    if (run->partial)
        scene_partial(scene, scene->document->writers.items[0]->components.items[0], "C:\\d", "a",
                      "0:1");
    return scene;
}

static enum vsapi_plan_need need_of(const struct copy_decision_row *row,
                                    const struct decision_case *run)
{
    if (!is_meant(row, run) || !is_copied(row))
        return VSAPI_PLAN_NOT_NEEDED;
    return plan_fits(row->volume_needs_shadow_copy, true) ? VSAPI_PLAN_SHADOW_COPY
                                                          : VSAPI_PLAN_LIVE_WILL_DO;
}

static void check_decision(const struct copy_decision_row *row, const struct decision_case *run)
{
    struct scene *scene = decision_scene(row, run);
    enum vsapi_plan_need need;

    scene->request.show_skipped = true;
    SCENE_EXPECT(scene, plan_of(row, run), "");
    if (!run->partial) {
        VSTEST_HR(vsapi_plan_volume_need(scene->plan, 0, &need), S_OK, "");
        cr_expect_eq(need, need_of(row, run));
    }
    scene->request.show_skipped = false;
    VSTEST_HR(scene_run(scene), S_OK, "");
    if (strncmp(plan_of(row, run), "skip", 4) == 0)
        VSTEST_TEXT(scene->text, "", "what is left out is not shown");
    scene_stop(scene);
}

/* With a shadow copy and without, for each kind of file set, selectable or not (INCR-206). */
VSTEST_TABLE(plan_files, two_bits_of_the_mask_decide_copy_and_source, table_copy_decision)
{
    const struct copy_decision_row *row = &table_copy_decision[*row_];
    VSS_BACKUP_TYPE type = (VSS_BACKUP_TYPE)plan_value(row->effective_type);

    cr_expect_eq(vsapi_plan_backup_bit(type), strtoul(row->backup_required_bit, NULL, 16));
    cr_expect_eq(vsapi_plan_snapshot_bit(type), strtoul(row->snapshot_required_bit, NULL, 16));
    for (unsigned bits = 0; bits < 16; bits++) {
        const struct decision_case run = {bits & 1, bits & 2, bits & 4, bits & 8};

        check_decision(row, &run);
    }
}

/* INCR-315: the kind of file set in a log backup. */
Test(plan_files, a_log_backup_takes_log_files_only)
{
    struct scene *scene = scene_start_on_c(VSS_BT_LOG);
    struct vsapi_wmd *writer = scene_writer(scene, ALL_TYPES);
    struct vsapi_wm_component *component = scene_component(writer, NULL, "db");

    scene_put(scene, "C:\\d\\data", 5, 100);
    scene_put(scene, "C:\\d\\log", 5, 100);
    scene_file_set(writer, "C:\\d", "data", false, EVERY_MASK);
    scene_add(writer, &component->log_files, "C:\\d", "log", false, NULL, EVERY_MASK);
    scene_include(scene, writer, NULL, "db");
    SCENE_EXPECT(scene, "copy C:\\d\\log shadow db file-set INCR-315\n", "");
    scene->request.show_skipped = true;
    SCENE_EXPECT(scene,
                 "copy C:\\d\\log shadow db file-set INCR-315\n"
                 "skip C:\\d\\data - db file-set INCR-315\n",
                 "");
    scene_stop(scene);
}

/* INCR-211: it is not there before the snapshot, and has to be in it. */
Test(plan_files, a_file_that_is_created_during_the_backup_is_looked_for_in_the_shadow_copy)
{
    struct scene *scene = scene_start_on_c(VSS_BT_FULL);
    struct vsapi_wmd *writer = scene_writer(scene, 0);
    const uint32_t mask = EVERY_MASK | VSS_FSBT_CREATED_DURING_BACKUP;

    scene_component(writer, NULL, "db");
    scene_file_set(writer, "C:\\d", "image", false, mask);
    scene_file_set(writer, "C:\\d", "none", false, mask);
    scene_include(scene, writer, NULL, "db");
    scene_put_folder(scene, "C:\\d");
    scene_put_at(scene, SCENE_DEVICE "1\\d\\image", 5, 100, FILE_ATTRIBUTE_ARCHIVE);
    SCENE_EXPECT(scene,
                 "copy C:\\d\\image shadow db file-set INCR-203\n"
                 "fail C:\\d\\none - db file-set COMP-405\n",
                 "");
    scene_stop(scene);
}

/* INCR-113: what each type becomes for a writer that has none of them. */
static const VSS_BACKUP_TYPE unsupported_rows[] = {VSS_BT_INCREMENTAL, VSS_BT_DIFFERENTIAL,
                                                   VSS_BT_LOG, VSS_BT_COPY};

VSTEST_TABLE(plan_files, a_type_that_a_writer_lacks_becomes_full, unsupported_rows)
{
    struct scene *scene = scene_start_on_c(unsupported_rows[*row_]);
    struct vsapi_wmd *writer = scene_writer(scene, 0);
    const struct vsapi_plan_item *item;

    scene_component(writer, NULL, "db");
    scene_put(scene, "C:\\d\\a", 5, 100);
    scene_file_set(writer, "C:\\d", "a", false,
                   VSS_FSBT_FULL_BACKUP_REQUIRED | VSS_FSBT_FULL_SNAPSHOT_REQUIRED);
    scene_include(scene, writer, NULL, "db");
    SCENE_EXPECT(scene,
                 "copy C:\\d\\a shadow db file-set INCR-203\n"
                 "remark - - - - INCR-113\n",
                 "");
    VSTEST_HR(scene_make(scene), S_OK, "");
    while (vsapi_plan_next(scene->plan, &item) == S_OK && item->member_count == 0)
        ;
    cr_expect_eq(item->members[0].set->effective_type, VSS_BT_FULL);
    scene_stop(scene);
}

/* ---- file sets and files -----------------------------------------------------------------------
 */

/* Files of one tree that a file set has. */
static const struct spec_row {
    const char *path, *filespec;
    bool recursive;
    const char *plan;
} spec_rows[] = {
    {"C:\\d", "a.db", false, "copy C:\\d\\a.db shadow db file-set INCR-203\n"},
    {"C:\\d\\", "A.DB", false, "copy C:\\d\\A.DB shadow db file-set INCR-203\n"},
    {"C:/d", "*.log", false, "copy C:\\d\\1.log shadow db file-set INCR-203\n"},
    {"%DATA%", "*", false, "copy C:\\data\\x shadow db file-set INCR-203\n"},
    {"C:\\d", "?.*", false,
     "copy C:\\d\\1.log shadow db file-set INCR-203\n"
     "copy C:\\d\\a.db shadow db file-set INCR-203\n"},
    {"C:\\d", "*.log", true,
     "copy C:\\d\\1.log shadow db file-set INCR-203\n"
     "copy C:\\d\\s\\2.log shadow db file-set INCR-203\n"
     "copy C:\\d\\s\\t\\3.log shadow db file-set INCR-203\n"
     "folder C:\\d shadow db file-set COMP-404\n"
     "folder C:\\d\\empty shadow db file-set COMP-404\n"
     "folder C:\\d\\s shadow db file-set COMP-404\n"
     "folder C:\\d\\s\\t shadow db file-set COMP-404\n"},
    {"C:\\d", "3.log", true,
     "copy C:\\d\\s\\t\\3.log shadow db file-set INCR-203\n"
     "folder C:\\d shadow db file-set COMP-404\n"
     "folder C:\\d\\empty shadow db file-set COMP-404\n"
     "folder C:\\d\\s shadow db file-set COMP-404\n"
     "folder C:\\d\\s\\t shadow db file-set COMP-404\n"},
    {"C:\\d", "*.none", false, ""},
    {"C:\\none", "*", true, ""},
    {"C:\\d", "none", false, "fail C:\\d\\none - db file-set COMP-405\n"},
    {"C:\\none", "none", false, "fail C:\\none\\none - db file-set COMP-405\n"},
    {"C:\\none", "none", true, "fail C:\\none\\none - db file-set COMP-405\n"},
    {"C:\\d", "s", false, "fail C:\\d\\s - db file-set COMP-405\n"},
    {"Q:\\d", "a", false, "fail Q:\\d\\a - db file-set COMP-405\n"},
    {"Q:\\d", "*", false, "fail Q:\\d\\* - db file-set COMP-405\n"},
    {"C:\\", "top", false, "copy C:\\top shadow db file-set INCR-203\n"},
    {"C:", "t*", false, "copy C:\\top shadow db file-set INCR-203\n"},
};

static void put_tree(struct scene *scene)
{
    scene_put(scene, "C:\\top", 5, 100);
    scene_put(scene, "C:\\d\\a.db", 5, 100);
    scene_put(scene, "C:\\d\\1.log", 5, 100);
    scene_put(scene, "C:\\d\\s\\2.log", 5, 100);
    scene_put(scene, "C:\\d\\s\\t\\3.log", 5, 100);
    scene_put_folder(scene, "C:\\d\\empty");
    scene_put(scene, "C:\\data\\x", 5, 100);
    scene_put_live(scene, "C:\\d\\late.log", 5, 100); /* INCR-320: not on the shadow copy */
}

VSTEST_TABLE(plan_files, a_file_set_has_the_files_that_match_it, spec_rows)
{
    const struct spec_row *row = &spec_rows[*row_];
    struct scene *scene = scene_start_on_c(VSS_BT_FULL);
    struct vsapi_wmd *writer = scene_writer(scene, 0);

    put_tree(scene);
    scene_component(writer, NULL, "db");
    scene_file_set(writer, row->path, row->filespec, row->recursive, EVERY_MASK);
    scene_include(scene, writer, NULL, "db");
    SCENE_EXPECT(scene, row->plan, row->filespec);
    scene_stop(scene);
}

Test(plan_files, a_folder_is_read_once_for_all_file_sets_in_it)
{
    struct scene *scene = scene_start_on_c(VSS_BT_FULL);
    struct vsapi_wmd *writer = scene_writer(scene, 0);

    put_tree(scene);
    scene_component(writer, NULL, "db");
    scene_file_set(writer, "C:\\d\\s", "*.log", true, EVERY_MASK);
    scene_file_set(writer, "C:\\d", "*", true, EVERY_MASK);
    scene_component(writer, NULL, "other");
    scene_file_set(writer, "C:\\d\\s\\t", "3.log", false, EVERY_MASK);
    scene_file_set(writer, "C:\\d", "A.db", false, EVERY_MASK);
    scene_include(scene, writer, NULL, "db");
    scene_include(scene, writer, NULL, "other");
    SCENE_EXPECT(scene,
                 "copy C:\\d\\1.log shadow db file-set INCR-203\n"
                 "copy C:\\d\\a.db shadow db file-set INCR-203 +other\n"
                 "copy C:\\d\\s\\2.log shadow db file-set INCR-203\n"
                 "copy C:\\d\\s\\t\\3.log shadow db file-set INCR-203 +other\n"
                 "folder C:\\d shadow db file-set COMP-404\n"
                 "folder C:\\d\\empty shadow db file-set COMP-404\n"
                 "folder C:\\d\\s shadow db file-set COMP-404\n"
                 "folder C:\\d\\s\\t shadow db file-set COMP-404\n"
                 "remark C:\\d\\a.db - other file-set COMP-407\n"
                 "remark C:\\d\\s\\2.log - db file-set COMP-406\n"
                 "remark C:\\d\\s\\t\\3.log - other file-set COMP-407\n",
                 "");
    scene_stop(scene);
}

/* ---- sets --------------------------------------------------------------------------------------
 */

Test(plan_files, a_selectable_component_brings_those_below_it)
{
    struct scene *scene = scene_start_on_c(VSS_BT_FULL);
    struct vsapi_wmd *writer = scene_writer(scene, 0);

    for (int i = 0; i < 6; i++)
        scene_put(scene, (const char *[]){"C:\\0", "C:\\1", "C:\\2", "C:\\3", "C:\\4", "C:\\5"}[i],
                  1, 1);
    scene_component(writer, NULL, "db");
    scene_file_set(writer, "C:\\", "0", false, EVERY_MASK);
    scene_component(writer, "DB", "part");
    scene_file_set(writer, "C:\\", "1", false, EVERY_MASK);
    scene_component(writer, "db\\part", "deep")->selectable = false;
    scene_file_set(writer, "C:\\", "2", false, EVERY_MASK);
    scene_component(writer, "db2", "not below");
    scene_file_set(writer, "C:\\", "3", false, EVERY_MASK);
    scene_component(writer, NULL, "common")->selectable = false;
    scene_file_set(writer, "C:\\", "4", false, EVERY_MASK);
    scene_component(writer, "common", "optional");
    scene_file_set(writer, "C:\\", "5", false, EVERY_MASK);
    scene_include(scene, writer, NULL, "db");
    scene_include(scene, writer, NULL, "common");
    SCENE_EXPECT(scene,
                 "copy C:\\0 shadow db file-set INCR-203\n"
                 "copy C:\\1 shadow db file-set INCR-203\n"
                 "copy C:\\2 shadow db file-set INCR-203\n"
                 "copy C:\\4 shadow common file-set INCR-203\n",
                 "COMP-204, COMP-206");
    scene_stop(scene);
}

Test(plan_files, a_member_tells_the_entry)
{
    struct scene *scene = scene_start_on_c(VSS_BT_FULL);
    struct vsapi_wmd *writer = scene_writer(scene, 0);
    struct vsapi_wm_component *component;
    const struct vsapi_plan_item *item;
    const struct vsapi_plan_member *member;

    scene_put(scene, "C:\\data\\a", 77, 1234);
    scene_component(writer, NULL, "db");
    component = scene_component(writer, "db", "part");
    scene_add(writer, &component->database_files, "C:\\", "*.none", false, NULL, EVERY_MASK);
    scene_add(writer, &component->log_files, "%DATA%\\", "A", false, NULL, 0x101);
    scene_include(scene, writer, NULL, "db");
    VSTEST_HR(scene_make(scene), S_OK, "");
    VSTEST_HR(vsapi_plan_next(scene->plan, &item), S_OK, "");
    cr_assert_eq(item->member_count, 1);
    member = item->members;
    VSTEST_TEXT(member->component->name, "part", "");
    VSTEST_TEXT(member->component->logical_path, "db", "");
    VSTEST_TEXT(member->component->writer_name, "writer 0", "");
    cr_expect(!member->component->explicit_);
    VSTEST_TEXT(member->set->name, "db", "");
    VSTEST_TEXT(member->set->logical_path, "", "");
    cr_expect(member->set->explicit_);
    cr_expect_eq(member->index, 1);
    cr_expect_eq(member->mask, 0x101);
    VSTEST_TEXT(member->path, "%DATA%\\", "");
    VSTEST_TEXT(member->filespec, "A", "");
    VSTEST_TEXT(item->source, SCENE_DEVICE "1\\data\\A", "");
    cr_expect_eq(item->info.size_bytes, 77);
    cr_expect_eq(item->info.modified, 1234);
    VSTEST_HR(vsapi_plan_next(scene->plan, &item), S_FALSE, "");
    cr_expect_null(item);
    VSTEST_HR(vsapi_plan_next(scene->plan, &item), S_FALSE, "again");
    scene_stop(scene);
}

/* ---- exclusions --------------------------------------------------------------------------------
 */

Test(plan_files, what_a_writer_excludes_is_left_out)
{
    struct scene *scene = scene_start_on_c(VSS_BT_FULL);
    struct vsapi_wmd *writer = scene_writer(scene, 0), *other = scene_writer(scene, 0);

    put_tree(scene);
    scene_component(writer, NULL, "db");
    scene_file_set(writer, "C:\\d", "*", true, EVERY_MASK);
    scene_file_set(writer, "C:\\", "top", false, EVERY_MASK);
    scene_file_set(writer, "C:\\d\\s", "none.log", false, EVERY_MASK);
    scene_include(scene, writer, NULL, "db");
    scene_add(other, &other->exclude_files, "c:\\D\\S\\", "*.log", true, NULL, EVERY_MASK);
    scene_add(writer, &writer->exclude_files, "C:\\", "TOP", false, NULL, EVERY_MASK);
    SCENE_EXPECT(scene,
                 "copy C:\\d\\1.log shadow db file-set INCR-203\n"
                 "copy C:\\d\\a.db shadow db file-set INCR-203\n"
                 "folder C:\\d shadow db file-set COMP-404\n"
                 "folder C:\\d\\empty shadow db file-set COMP-404\n"
                 "folder C:\\d\\s shadow db file-set COMP-404\n"
                 "folder C:\\d\\s\\t shadow db file-set COMP-404\n",
                 "a file that is excluded is not missing");
    scene->request.show_skipped = true;
    VSTEST_HR(scene_run(scene), S_OK, "");
    cr_expect(strstr(scene->text, "skip C:\\d\\s\\2.log - - exclude COMP-502 +db\n"));
    cr_expect(strstr(scene->text, "skip C:\\top - - exclude COMP-502 +db\n"));
    scene_stop(scene);
}

/* COMP-503 */
Test(plan_files, an_exclusion_speaks_of_the_normal_path)
{
    struct scene *scene = scene_start_on_c(VSS_BT_FULL);
    struct vsapi_wmd *writer = scene_writer(scene, 0);
    struct vsapi_wm_component *component = scene_component(writer, NULL, "db");

    scene_put(scene, "C:\\alt\\1.tmp", 1, 1);
    scene_put(scene, "C:\\alt\\1.db", 1, 1);
    scene_add(writer, &component->database_files, "C:\\d", "*", false, "C:\\alt", EVERY_MASK);
    scene_add(writer, &writer->exclude_files, "C:\\d", "*.tmp", false, NULL, EVERY_MASK);
    scene_add(writer, &writer->exclude_files, "C:\\alt", "*.db", false, NULL, EVERY_MASK);
    scene_include(scene, writer, NULL, "db");
    SCENE_EXPECT(scene, "copy C:\\d\\1.db shadow db file-set INCR-203\n", "");
    scene_stop(scene);
}

/* COMP-507 */
Test(plan_files, what_is_taken_out_of_the_shadow_copy_is_not_missing)
{
    struct scene *scene = scene_start_on_c(VSS_BT_FULL);
    struct vsapi_wmd *writer = scene_writer(scene, 0);

    scene_component(writer, NULL, "db");
    scene_put_live(scene, "C:\\d\\cache", 1, 1);
    scene_file_set(writer, "C:\\d", "cache", false, EVERY_MASK);
    scene_file_set(writer, "C:\\d", "other", false, EVERY_MASK);
    scene_include(scene, writer, NULL, "db");
    scene_add(writer, &writer->exclude_from_snapshot, "C:\\d", "c*", false, NULL, EVERY_MASK);
    SCENE_EXPECT(scene, "fail C:\\d\\other - db file-set COMP-405\n", "");
    scene_stop(scene);
}

/* ---- alternate paths ---------------------------------------------------------------------------
 */

Test(plan_files, a_file_set_with_an_alternate_path_is_read_there)
{
    struct scene *scene = scene_start_on_c(VSS_BT_FULL);
    struct vsapi_wmd *writer = scene_writer(scene, 0);
    struct vsapi_wm_component *component = scene_component(writer, NULL, "db");
    const struct vsapi_plan_item *item;
    enum vsapi_plan_need need;
    size_t copies = 0;

    scene_volume(scene, "D:\\", true);
    scene_put(scene, "C:\\d\\sub\\a", 1, 1);
    scene_put(scene, "D:\\alt\\sub\\a", 2, 1);
    scene_put(scene, "D:\\alt\\sub\\b", 2, 1);
    scene_add(writer, &component->database_files, "C:\\d", "*", true, "D:\\alt", EVERY_MASK);
    scene_add(writer, &component->database_files, "C:\\d\\sub", "a", false, "D:\\alt\\sub",
              EVERY_MASK);
    scene_include(scene, writer, NULL, "db");
    SCENE_EXPECT(scene,
                 "copy C:\\d\\sub\\a shadow db file-set INCR-203\n"
                 "copy C:\\d\\sub\\b shadow db file-set INCR-203\n"
                 "folder C:\\d shadow db file-set COMP-404\n"
                 "folder C:\\d\\sub shadow db file-set COMP-404\n"
                 "remark C:\\d\\sub\\a - db file-set COMP-406\n",
                 "COMP-601");
    VSTEST_HR(scene_make(scene), S_OK, "");
    VSTEST_HR(vsapi_plan_volume_need(scene->plan, 0, &need), S_OK, "");
    cr_expect_eq(need, VSAPI_PLAN_NOT_NEEDED, "COMP-605");
    VSTEST_HR(vsapi_plan_volume_need(scene->plan, 1, &need), S_OK, "");
    cr_expect_eq(need, VSAPI_PLAN_SHADOW_COPY, "COMP-605");
    while (vsapi_plan_next(scene->plan, &item) == S_OK) {
        if (item->action != VSAPI_PLAN_COPY)
            continue;
        copies++;
        cr_expect_eq(item->info.size_bytes, 2);
        cr_expect(strstr(item->source, SCENE_DEVICE "2\\alt\\sub\\"), "%s", item->source);
    }
    cr_expect_eq(copies, 2);
    scene_stop(scene);
}

Test(plan_files, one_path_may_be_read_in_two_places)
{
    struct scene *scene = scene_start_on_c(VSS_BT_FULL);
    struct vsapi_wmd *writer = scene_writer(scene, 0);
    struct vsapi_wm_component *component;

    scene_put(scene, "C:\\d\\a", 1, 1);
    scene_put(scene, "C:\\alt\\a", 2, 1);
    component = scene_component(writer, NULL, "one");
    scene_add(writer, &component->files, "C:\\d", "a", false, "C:\\alt", EVERY_MASK);
    component = scene_component(writer, NULL, "two");
    scene_add(writer, &component->files, "C:\\d", "*", true, NULL, EVERY_MASK);
    scene_include(scene, writer, NULL, "one");
    scene_include(scene, writer, NULL, "two");
    SCENE_EXPECT(scene,
                 "copy C:\\d\\a shadow one file-set INCR-203\n"
                 "copy C:\\d\\a shadow two file-set INCR-203\n"
                 "folder C:\\d shadow two file-set COMP-404\n",
                 "");
    scene_stop(scene);
}

/* ---- mounted volumes, links --------------------------------------------------------------------
 */

static void put_mounted(struct scene *scene)
{
    scene_put(scene, "C:\\d\\a", 1, 1);
    scene_put_at(scene, SCENE_DEVICE "1\\d\\m", 0, 1,
                 FILE_ATTRIBUTE_DIRECTORY | FILE_ATTRIBUTE_REPARSE_POINT);
    scene_put_at(scene, SCENE_DEVICE "1\\d\\m\\hidden", 0, 1, FILE_ATTRIBUTE_ARCHIVE);
    scene_put(scene, "C:\\d\\m\\b", 1, 1);
    scene_put(scene, "C:\\d\\m\\s\\c", 1, 1);
}

/* COMP-901, COMP-902 */
Test(plan_files, a_mounted_volume_is_read_from_its_own_shadow_copy)
{
    struct scene *scene = scene_start_on_c(VSS_BT_FULL);
    struct vsapi_wmd *writer = scene_writer(scene, 0);
    enum vsapi_plan_need need;

    scene_volume(scene, "C:\\d\\m\\", true);
    put_mounted(scene);
    scene_component(writer, NULL, "db");
    scene_file_set(writer, "C:\\d", "*", true, EVERY_MASK);
    scene_include(scene, writer, NULL, "db");
    SCENE_EXPECT(scene,
                 "copy C:\\d\\a shadow db file-set INCR-203\n"
                 "copy C:\\d\\m\\b shadow db file-set INCR-203\n"
                 "copy C:\\d\\m\\s\\c shadow db file-set INCR-203\n"
                 "folder C:\\d shadow db file-set COMP-404\n"
                 "folder C:\\d\\m shadow db file-set COMP-404\n"
                 "folder C:\\d\\m\\s shadow db file-set COMP-404\n",
                 "");
    VSTEST_HR(vsapi_plan_volume_need(scene->plan, 1, &need), S_OK, "");
    cr_expect_eq(need, VSAPI_PLAN_SHADOW_COPY);
    scene_stop(scene);
}

Test(plan_files, a_mounted_volume_without_shadow_copy_fails_what_needs_one)
{
    struct scene *scene = scene_start_on_c(VSS_BT_FULL);
    struct vsapi_wmd *writer = scene_writer(scene, 0);

    scene_volume(scene, "C:\\d\\m\\", false);
    put_mounted(scene);
    scene_component(writer, NULL, "db");
    scene_file_set(writer, "C:\\d", "*", true, EVERY_MASK);
    scene_component(writer, NULL, "live");
    scene_file_set(writer, "C:\\d\\m", "b", false, VSS_FSBT_FULL_BACKUP_REQUIRED);
    scene_include(scene, writer, NULL, "db");
    scene_include(scene, writer, NULL, "live");
    SCENE_EXPECT(scene,
                 "copy C:\\d\\a shadow db file-set INCR-203\n"
                 "copy C:\\d\\m\\b live live file-set INCR-203\n"
                 "fail C:\\d\\* - db file-set INCR-204\n"
                 "folder C:\\d shadow db file-set COMP-404\n"
                 "remark C:\\d\\m\\b - live file-set COMP-407\n",
                 "");
    scene_stop(scene);
}

Test(plan_files, a_link_is_told_and_not_followed)
{
    struct scene *scene = scene_start_on_c(VSS_BT_FULL);
    struct vsapi_wmd *writer = scene_writer(scene, 0);

    scene_put(scene, "C:\\d\\a", 1, 1);
    scene_put_as(scene, "C:\\d\\link", 0, 1, FILE_ATTRIBUTE_REPARSE_POINT);
    scene_put_as(scene, "C:\\d\\away", 0, 1,
                 FILE_ATTRIBUTE_REPARSE_POINT | FILE_ATTRIBUTE_DIRECTORY);
    scene_put(scene, "C:\\d\\away\\x", 1, 1);
    scene_component(writer, NULL, "db");
    scene_file_set(writer, "C:\\d", "*", true, EVERY_MASK);
    scene_component(writer, NULL, "named");
    scene_file_set(writer, "C:\\d", "link", false, EVERY_MASK);
    /* The walk does not come by here, so the folder is read on its own. */
    scene_component(writer, NULL, "through");
    scene_file_set(writer, "C:\\d\\away", "*", false, EVERY_MASK);
    scene_include(scene, writer, NULL, "db");
    scene_include(scene, writer, NULL, "named");
    scene_include(scene, writer, NULL, "through");
    SCENE_EXPECT(scene,
                 "copy C:\\d\\a shadow db file-set INCR-203\n"
                 "copy C:\\d\\away\\x shadow db file-set INCR-203 +through\n"
                 "folder C:\\d shadow db file-set COMP-404\n"
                 "link C:\\d\\away shadow db file-set COMP-905\n"
                 "link C:\\d\\link shadow db file-set COMP-905 +named\n"
                 "remark C:\\d\\away\\x - through file-set COMP-407\n",
                 "");
    scene_stop(scene);
}

/* ---- whole volumes -----------------------------------------------------------------------------
 */

Test(plan_files, a_volume_is_saved_as_a_whole_but_for_what_is_excluded)
{
    struct scene *scene = scene_start_on_c(VSS_BT_FULL);
    struct vsapi_wmd *writer = scene_writer(scene, 0);
    enum vsapi_plan_need need;

    scene_volume(scene, "C:\\d\\m\\", true);
    scene_volume(scene, "D:\\", true);
    put_mounted(scene);
    scene_component(writer, NULL, "db");
    scene_file_set(writer, "C:\\d", "a", false, EVERY_MASK);
    scene_add(writer, &writer->exclude_files, "C:\\d\\m\\s", "*", true, NULL, EVERY_MASK);
    scene_include(scene, writer, NULL, "db");
    scene->whole = "c:\\";
    SCENE_EXPECT(scene,
                 "copy C:\\d\\a shadow db file-set INCR-203 +-\n"
                 "copy C:\\d\\m\\b shadow - volume -\n"
                 "folder C:\\d shadow - volume COMP-404\n"
                 "folder C:\\d\\m shadow - volume COMP-404\n"
                 "folder C:\\d\\m\\s shadow - volume COMP-404\n",
                 "");
    VSTEST_HR(vsapi_plan_volume_need(scene->plan, 1, &need), S_OK, "mounted below");
    cr_expect_eq(need, VSAPI_PLAN_SHADOW_COPY);
    VSTEST_HR(vsapi_plan_volume_need(scene->plan, 2, &need), S_OK, "");
    cr_expect_eq(need, VSAPI_PLAN_NOT_NEEDED);
    VSTEST_HR(vsapi_plan_volume_need(scene->plan, 3, &need), E_INVALIDARG, "");
    scene_stop(scene);
}

/* ---- what cannot be read -----------------------------------------------------------------------
 */

Test(plan_files, what_cannot_be_read_fails_its_component)
{
    struct scene *scene = scene_start_on_c(VSS_BT_FULL);
    struct vsapi_wmd *writer = scene_writer(scene, 0);

    scene_put(scene, "C:\\d\\a", 1, 1)->failure = HRESULT_FROM_WIN32(ERROR_ACCESS_DENIED);
    scene_put(scene, "C:\\e\\s\\b", 1, 1);
    scene_find(scene, SCENE_DEVICE "1\\e\\s")->failure = HRESULT_FROM_WIN32(ERROR_ACCESS_DENIED);
    scene_put(scene, "C:\\f\\bad\xff", 1, 1);
    scene_put(scene, "C:\\f\\good\xc3\xa4", 1, 1);
    scene_component(writer, NULL, "db");
    scene_file_set(writer, "C:\\d", "a", false, EVERY_MASK);
    scene_file_set(writer, "C:\\e", "*", true, EVERY_MASK);
    scene_file_set(writer, "C:\\e\\s", "b", false, EVERY_MASK);
    scene_file_set(writer, "C:\\f", "*", false, EVERY_MASK);
    scene_include(scene, writer, NULL, "db");
    SCENE_EXPECT(scene,
                 "copy C:\\f\\good\xc3\xa4 shadow db file-set INCR-203\n"
                 "fail C:\\d\\a shadow db file-set INCR-203\n"
                 "fail C:\\e\\s shadow db file-set INCR-203\n"
                 "fail C:\\f shadow db file-set INCR-203\n"
                 "folder C:\\e shadow db file-set COMP-404\n",
                 "");
    scene_stop(scene);
}
