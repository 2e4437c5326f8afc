/*
 * tests/vsbackup/test_plan_changes.c - plans with partial and differenced files: which instruction
 * applies to a file, what a time means, where ranges come from, and writers that break the rules.
 */
#include "plan_scene.h"
#include "plan_words.h"
#include "schema_masks.h"
#include "table_differenced_time.h"
#include "table_differenced_time_reading_b.h"
#include "table_file_override.h"

#define LAST_MODIFY (VSS_BS_INCREMENTAL | VSS_BS_DIFFERENTIAL | VSS_BS_LAST_MODIFY)
#define NO_BACKUP (uint32_t) VSS_FSBT_ALL_SNAPSHOT_REQUIRED /* no backup-required bit */

/* A writer with one component "db", which is in the backup, and one file set. */
static struct vsapi_bcd_component *add_database(struct scene *scene, uint32_t schema,
                                                const char *path, const char *filespec,
                                                bool recursive, uint32_t mask)
{
    struct vsapi_wmd *writer = scene_writer(scene, schema);

    scene_component(writer, NULL, "db");
    scene_file_set(writer, path, filespec, recursive, mask);
    return scene_include(scene, writer, NULL, "db");
}

/* ---- table file_override -----------------------------------------------------------------------
 */

/* What to apply, and what then becomes of a file whose mask does not want it, and does. */
static const char *override_plan(const char *apply, bool wanted)
{
    static const struct {
        const char *apply, *plans[2];
    } known[] = {
#define BOTH(plan) {plan, plan}
        {"not backed up: the exclude list is stronger than component file lists",
         BOTH("skip C:\\d\\a - - exclude COMP-502 +db\n")},
        {"writer error: report and log it; if continued, treat as differenced",
         BOTH("copy C:\\d\\a shadow db differenced INCR-413\n"
              "remark C:\\d\\a - db partial INCR-305\n")},
        {"table differenced_time; mask ignored; whole file",
         BOTH("copy C:\\d\\a shadow db differenced INCR-413\n")},
        {"save the ranges; mask ignored", BOTH("ranges C:\\d\\a shadow db partial INCR-022 0+5\n")},
        {"table copy_decision with the mask of the file set",
         {"skip C:\\d\\a - db file-set INCR-206\n", "copy C:\\d\\a shadow db file-set INCR-203\n"}},
    };

    for (size_t i = 0; i < VSTEST_COUNT(known); i++)
        if (strcmp(known[i].apply, apply) == 0)
            return known[i].plans[wanted];
    cr_assert_fail("%s is not known here", apply);
    return NULL;
}

static void check_override(const struct file_override_row *row, bool differenced, bool partial,
                           bool wanted)
{
    struct scene *scene = scene_start_on_c(VSS_BT_INCREMENTAL);
    struct vsapi_bcd_component *db =
        add_database(scene, LAST_MODIFY, "C:\\d", "a", false, wanted ? EVERY_MASK : NO_BACKUP);
    struct vsapi_wmd *writer = scene->writers[0];

    scene_put(scene, "C:\\d\\a", 10, 100);
    if (plan_fits(row->in_exclude_list, true))
        scene_add(writer, &writer->exclude_files, "C:\\d", "*", false, NULL, EVERY_MASK);
    if (differenced)
        scene_differenced(scene, db, "C:\\d", "a", false, 50);
    if (partial)
        scene_partial(scene, db, "C:\\d\\", "a", "0:5");
    scene->request.show_skipped = true;
    SCENE_EXPECT(scene, override_plan(row->apply, wanted), row->apply);
    scene_stop(scene);
}

/* The rows come in the order in which they are tried, and no case fits two of them. */
VSTEST_TABLE(plan_changes, the_first_row_of_file_override_that_fits_applies, table_file_override)
{
    const struct file_override_row *row = &table_file_override[*row_];

    for (unsigned bits = 0; bits < 8; bits++) {
        bool differenced = bits & 1, partial = bits & 2;

        if (plan_fits(row->differenced, differenced) && plan_fits(row->partial, partial))
            check_override(row, differenced, partial, bits & 4);
    }
}

/* What the entries mean in each type of backup, for a file whose mask wants it in all of them. */
static const struct in_type_row {
    VSS_BACKUP_TYPE type;
    const char *differenced, *partial;
} in_type_rows[] = {
    {VSS_BT_FULL, "copy C:\\d\\a shadow db file-set INCR-203\n",
     "ranges C:\\d\\a shadow db partial INCR-022 0+5\n"},
    {VSS_BT_INCREMENTAL, "", "ranges C:\\d\\a shadow db partial INCR-022 0+5\n"},
    {VSS_BT_DIFFERENTIAL, "", "ranges C:\\d\\a shadow db partial INCR-022 0+5\n"},
    {VSS_BT_LOG, "copy C:\\d\\a shadow db file-set INCR-315\n",
     "ranges C:\\d\\a shadow db partial INCR-022 0+5\n"},
    {VSS_BT_COPY, "copy C:\\d\\a shadow db file-set INCR-209\n",
     "ranges C:\\d\\a shadow db partial INCR-022 0+5\n"},
};

VSTEST_TABLE(plan_changes, times_decide_in_two_types_and_ranges_in_all, in_type_rows)
{
    const struct in_type_row *row = &in_type_rows[*row_];

    for (int partial = 0; partial < 2; partial++) {
        struct scene *scene = scene_start_on_c(row->type);
        struct vsapi_wmd *writer = scene_writer(scene, LAST_MODIFY | VSS_BS_LOG | VSS_BS_COPY);
        struct vsapi_wm_component *component = scene_component(writer, NULL, "db");
        struct vsapi_bcd_component *db = scene_include(scene, writer, NULL, "db");

        scene_add(writer, &component->log_files, "C:\\d", "a", false, NULL, EVERY_MASK);
        scene_put(scene, "C:\\d\\a", 10, 100);
        if (partial)
            scene_partial(scene, db, "C:\\d", "a", "0:5");
        else
            scene_differenced(scene, db, "C:\\d", "a", false, 101);
        SCENE_EXPECT(scene, partial ? row->partial : row->differenced, "");
        scene_stop(scene);
    }
}

/* ---- table differenced_time --------------------------------------------------------------------
 */

/* The file was last modified at 100; the records have it as it was at that time, or not. */
static HRESULT find_at(void *context, const char *path, struct vsapi_file_info *info)
{
    (void)path;
    *info = (struct vsapi_file_info){10, *(const uint64_t *)context, 0};
    return S_OK;
}

struct time_case {
    bool has_time, changed, new;
};

/* What the records say is decisive only where the writer gives no time. */
static void check_time(VSS_BACKUP_TYPE type, const struct time_case *run, bool copied)
{
    struct scene *scene = scene_start_on_c(type);
    struct vsapi_bcd_component *db =
        add_database(scene, LAST_MODIFY, run->new ? "C:\\other" : "C:\\d", "*", false, EVERY_MASK);
    uint64_t known = run->changed == run->has_time ? 100 : 99;
    const char *rule = run->has_time ? "INCR-413" : "INCR-411";
    char expected[200];

    scene_put(scene, "C:\\d\\a", 10, 100);
    scene_differenced(scene, db, "C:\\d", "*", false, run->has_time ? run->changed ? 99 : 101 : 0);
    scene->records.context = &known;
    scene->records.find = find_at;
    scene->request.records = &scene->records;
    scene->request.show_skipped = true;
    snprintf(expected, sizeof expected, "%s C:\\d\\a %s db differenced %s\n",
             copied ? "copy" : "skip", copied ? "shadow" : "-", rule);
    SCENE_EXPECT(scene, expected, "");
    scene_stop(scene);
}

static bool is_copied(const char *action, bool changed)
{
    switch (PLAN_WORD(action, "copy the whole file", "leave out", "copy if changed",
                      "same decision; the file belongs to the component it was added to")) {
    case 0:
        return true;
    case 1:
        return false;
    default:
        return changed;
    }
}

VSTEST_TABLE(plan_changes, what_a_time_says_decides_on_a_differenced_file, table_differenced_time)
{
    const struct differenced_time_row *row = &table_differenced_time[*row_];
    size_t time = PLAN_WORD(row->time, "zero", "nonzero", "any");

    if (row->file)
        PLAN_WORD(row->file, "matches a new specification that no component has");
    if (row->decided_by)
        PLAN_WORD(row->decided_by, "requester records and file dates: changed since the base "
                                   "backup of this type");
    for (unsigned bits = 0; bits < 4; bits++) {
        const struct time_case run = {bits & 1, bits & 2, row->file != NULL};

        if ((time != 2 && run.has_time != time) ||
            !plan_fits(row->file_changed_since_time, run.changed))
            continue;
        check_time(VSS_BT_INCREMENTAL, &run, is_copied(row->action, run.changed));
        check_time(VSS_BT_DIFFERENTIAL, &run, is_copied(row->action, run.changed));
    }
}

/* The planner follows reading A. A writer that gives the time of the last change, as reading B has
 * it, loses nothing by that: what B copies is copied. So is what B leaves out, as a file counts as
 * changed when it was modified at the very time that the writer gives. */
VSTEST_TABLE(plan_changes, a_time_in_reading_b_loses_no_files, table_differenced_time_reading_b)
{
    const struct differenced_time_reading_b_row *row = &table_differenced_time_reading_b[*row_];
    static const VSS_BACKUP_TYPE types[] = {VSS_BT_INCREMENTAL, VSS_BT_DIFFERENTIAL};
    static const uint64_t last_full = 100, last_incremental = 200;
    size_t when = PLAN_WORD(row->writer_time, "before the last full backup",
                            "after the last full, before the last incremental",
                            "after the last full and after the last incremental");
    uint64_t time = when == 0 ? last_full - 1 : when == 1 ? last_full + 1 : last_incremental + 1;

    for (size_t i = 0; i < VSTEST_COUNT(types); i++) {
        const char *wanted = types[i] == VSS_BT_INCREMENTAL ? row->incremental : row->differential;
        struct scene *scene = scene_start_on_c(types[i]);
        struct vsapi_bcd_component *db =
            add_database(scene, LAST_MODIFY, "C:\\d", "a", false, EVERY_MASK);

        scene_put(scene, "C:\\d\\a", 10, time);
        scene_differenced(scene, db, "C:\\d", "a", false, time);
        scene->records.since_time = types[i] == VSS_BT_INCREMENTAL ? last_incremental : last_full;
        scene->request.records = &scene->records;
        cr_expect_eq(plan_fits(wanted, true), time > scene->records.since_time);
        SCENE_EXPECT(scene, "copy C:\\d\\a shadow db differenced INCR-413\n", row->writer_time);
        scene_stop(scene);
    }
}

/* Where the table leaves off. */
static HRESULT find_known(void *context, const char *path, struct vsapi_file_info *info)
{
    (void)context;
    *info = (struct vsapi_file_info){10, 100, 0};
    return strcmp(path, "C:\\d\\known") == 0 ? S_OK : S_FALSE;
}

enum known { NOTHING, SINCE, RECORDS };
static const struct time_row {
    const char *name;
    uint64_t time;
    enum known known;
    uint64_t since, size_bytes, modified;
    const char *file;
    bool copied;
} time_rows[] = {
    {"changed since", 100, NOTHING, 0, 10, 101, "known", true},
    {"changed at the very time", 100, NOTHING, 0, 10, 100, "known", true},
    {"not changed since", 100, NOTHING, 0, 10, 99, "known", false},
    {"the writer's time decides against the records", 100, RECORDS, 0, 11, 99, "known", false},
    {"... and for them", 100, RECORDS, 0, 10, 100, "known", true},
    {"no time, no records", 0, NOTHING, 0, 10, 1, "known", true},
    {"records: as it was", 0, RECORDS, 0, 10, 100, "known", false},
    {"records: newer", 0, RECORDS, 0, 10, 101, "known", true},
    {"records: older", 0, RECORDS, 0, 10, 99, "known", true},
    {"records: another size", 0, RECORDS, 0, 11, 100, "known", true},
    {"records: it was not there", 0, RECORDS, 0, 10, 100, "new", true},
    {"records go before the time of the backup", 0, RECORDS, 50, 10, 100, "known", false},
    {"since the backup", 0, SINCE, 100, 10, 101, "known", true},
    {"at the time of the backup", 0, SINCE, 100, 10, 100, "known", true},
    {"before the backup", 0, SINCE, 100, 10, 99, "known", false},
    {"the time of the backup is not known", 0, SINCE, 0, 10, 99, "known", true},
};

VSTEST_TABLE(plan_changes, a_differenced_file_is_copied_if_it_changed, time_rows)
{
    const struct time_row *row = &time_rows[*row_];
    static const VSS_BACKUP_TYPE types[] = {VSS_BT_INCREMENTAL, VSS_BT_DIFFERENTIAL};

    for (int new = 0; new < 2; new ++) {
        struct scene *scene = scene_start_on_c(types[*row_ % 2]);
        struct vsapi_bcd_component *db =
            add_database(scene, LAST_MODIFY, new ? "C:\\other" : "C:\\d", "*", false, EVERY_MASK);
        const char *rule = row->time ? "INCR-413" : "INCR-411";
        char path[40], expected[200];

        snprintf(path, sizeof path, "C:\\d\\%s", row->file);
        scene_put(scene, path, row->size_bytes, row->modified);
        scene_differenced(scene, db, "C:\\d", "*", false, row->time);
        scene->records.find = row->known == RECORDS ? find_known : NULL;
        scene->records.since_time = row->since;
        scene->request.records = row->known == NOTHING ? NULL : &scene->records;
        scene->request.show_skipped = true;
        snprintf(expected, sizeof expected, "%s %s %s db differenced %s\n",
                 row->copied ? "copy" : "skip", path, row->copied ? "shadow" : "-", rule);
        SCENE_EXPECT(scene, expected, row->name);
        scene_stop(scene);
    }
}

/* ---- differenced files -------------------------------------------------------------------------
 */

Test(plan_changes, the_mask_of_a_differenced_file_is_ignored)
{
    struct scene *scene = scene_start_on_c(VSS_BT_INCREMENTAL);
    struct vsapi_bcd_component *db =
        add_database(scene, LAST_MODIFY, "C:\\d", "*.a", true, EVERY_MASK);

    scene_file_set(scene->writers[0], "C:\\d", "*.b", true, NO_BACKUP);
    scene_put(scene, "C:\\d\\old.a", 1, 10);
    scene_put(scene, "C:\\d\\old.b", 1, 10);
    scene_put(scene, "C:\\d\\s\\new.a", 1, 90);
    scene_put(scene, "C:\\d\\s\\new.b", 1, 90);
    scene_differenced(scene, db, "c:\\D\\", "*.A", true, 50);
    scene_differenced(scene, db, "C:\\d", "*.b", true, 50);
    SCENE_EXPECT(scene,
                 "copy C:\\d\\s\\new.a shadow db differenced INCR-413\n"
                 "copy C:\\d\\s\\new.b shadow db differenced INCR-413\n"
                 "folder C:\\d shadow db file-set COMP-404\n"
                 "folder C:\\d\\s shadow db file-set COMP-404\n",
                 "INCR-415, INCR-421");
    scene_stop(scene);
}

Test(plan_changes, a_differenced_file_is_read_where_its_file_set_has_it)
{
    struct scene *scene = scene_start_on_c(VSS_BT_DIFFERENTIAL);
    struct vsapi_wmd *writer = scene_writer(scene, LAST_MODIFY);
    struct vsapi_wm_component *component = scene_component(writer, NULL, "db");
    struct vsapi_bcd_component *db = scene_include(scene, writer, NULL, "db");
    const struct vsapi_plan_item *item;
    enum vsapi_plan_need need;

    scene_volume(scene, "D:\\", true);
    scene_put(scene, "C:\\d\\s\\a", 1, 90);
    scene_put(scene, "D:\\alt\\s\\a", 2, 90);
    scene_put(scene, "D:\\alt\\s\\b", 2, 10);
    scene_add(writer, &component->database_files, "C:\\d", "*", true, "D:\\alt", NO_BACKUP);
    scene_differenced(scene, db, "C:\\d\\s", "*", false, 50);
    scene_partial(scene, db, "C:\\d\\s", "b", "0:1");
    SCENE_EXPECT(scene,
                 "copy C:\\d\\s\\a shadow db differenced INCR-413\n"
                 "remark C:\\d\\s\\a - db differenced INCR-404\n"
                 "remark C:\\d\\s\\b - db partial INCR-305\n",
                 "INCR-416");
    VSTEST_HR(scene_make(scene), S_OK, "");
    VSTEST_HR(vsapi_plan_volume_need(scene->plan, 1, &need), S_OK, "");
    cr_expect_eq(need, VSAPI_PLAN_SHADOW_COPY);
    while (vsapi_plan_next(scene->plan, &item) == S_OK) {
        if (item->action == VSAPI_PLAN_COPY)
            VSTEST_TEXT(item->source, SCENE_DEVICE "2\\alt\\s\\a", "");
    }
    scene_stop(scene);
}

/* INCR-407, INCR-408, INCR-427 */
Test(plan_changes, new_files_join_the_backup_from_volumes_with_a_shadow_copy)
{
    struct scene *scene = scene_start_on_c(VSS_BT_INCREMENTAL);
    struct vsapi_bcd_component *db =
        add_database(scene, LAST_MODIFY, "C:\\d", "a", false, NO_BACKUP);

    scene_volume(scene, "D:\\", false);
    scene_put(scene, "C:\\new\\1", 10, 90);
    scene_put(scene, "C:\\new\\2", 10, 10);
    scene_put(scene, "C:\\new\\s\\3", 10, 90);
    scene_put(scene, "D:\\new\\1", 10, 90);
    scene_put(scene, "D:\\new\\p", 10, 90);
    scene_put(scene, "C:\\new\\p", 10, 90);
    scene_put(scene, "C:\\d\\a", 10, 90);
    scene_differenced(scene, db, "C:\\new", "?", true, 50);
    scene_differenced(scene, db, "D:\\new", "1", false, 50);
    scene_differenced(scene, db, "C:\\none", "none", false, 50);
    scene_partial(scene, db, "D:\\new", "p", "0:1");
    scene_partial(scene, db, "C:\\data", "p", "0:1");
    scene_partial(scene, db, "C:\\none", "p", "0:1");
    scene_put(scene, "C:\\data\\p", 10, 90);
    SCENE_EXPECT(scene,
                 "copy C:\\new\\1 shadow db differenced INCR-413\n"
                 "copy C:\\new\\p shadow db differenced INCR-413\n"
                 "copy C:\\new\\s\\3 shadow db differenced INCR-413\n"
                 "fail C:\\none\\p - db partial COMP-405\n"
                 "fail D:\\new\\1 - db differenced INCR-408\n"
                 "fail D:\\new\\p - db partial INCR-020\n"
                 "ranges C:\\data\\p shadow db partial INCR-022 0+1\n",
                 "");
    scene_stop(scene);
}

/* The writer says something that does not apply: what the mask wants, and what is new, is saved. */
static const struct breach_row {
    const char *name;
    VSS_BACKUP_TYPE type;
    uint32_t schema;
    bool partial_files;
    const char *plan;
} breach_rows[] = {
    {"a full backup", VSS_BT_FULL, LAST_MODIFY, true,
     "copy C:\\d\\a shadow db file-set INCR-203\n"
     "copy C:\\new\\a shadow db differenced COMP-212\n"
     "ranges C:\\d\\p shadow db partial INCR-022 0+1\n"
     "ranges C:\\new\\p shadow db partial INCR-022 0+1\n"},
    {"without VSS_BS_LAST_MODIFY", VSS_BT_INCREMENTAL, VSS_BS_INCREMENTAL, true,
     "copy C:\\d\\a shadow db file-set INCR-203\n"
     "copy C:\\new\\a shadow db differenced COMP-212\n"
     "ranges C:\\d\\p shadow db partial INCR-022 0+1\n"
     "ranges C:\\new\\p shadow db partial INCR-022 0+1\n"
     "remark - - - - INCR-401\n"},
    {"without VSS_BS_DIFFERENTIAL", VSS_BT_DIFFERENTIAL, VSS_BS_INCREMENTAL | VSS_BS_LAST_MODIFY,
     true,
     "copy C:\\d\\a shadow db file-set INCR-203\n"
     "copy C:\\new\\a shadow db differenced COMP-212\n"
     "ranges C:\\d\\p shadow db partial INCR-022 0+1\n"
     "ranges C:\\new\\p shadow db partial INCR-022 0+1\n"
     "remark - - - - INCR-113\n"
     "remark - - - - INCR-402\n"},
    {"without a schema", VSS_BT_FULL, VSS_BS_UNDEFINED, true,
     "copy C:\\d\\a shadow db file-set INCR-203\n"
     "copy C:\\new\\a shadow db differenced COMP-212\n"
     "ranges C:\\d\\p shadow db partial INCR-022 0+1\n"
     "ranges C:\\new\\p shadow db partial INCR-022 0+1\n"
     "remark - - - - INCR-102\n"
     "remark - - - - INCR-401\n"},
    {"without partial file support", VSS_BT_INCREMENTAL, LAST_MODIFY, false,
     "copy C:\\d\\a shadow db differenced INCR-413\n"
     "copy C:\\d\\p shadow db file-set INCR-203\n"
     "copy C:\\new\\a shadow db differenced INCR-413\n"
     "copy C:\\new\\p shadow db partial COMP-212\n"
     "remark - - - - INCR-003\n"},
};

VSTEST_TABLE(plan_changes, what_does_not_apply_loses_no_files, breach_rows)
{
    const struct breach_row *row = &breach_rows[*row_];
    struct scene *scene = scene_start_on_c(row->type);
    struct vsapi_bcd_component *db =
        add_database(scene, row->schema, "C:\\d", "a", false, EVERY_MASK);
    struct vsapi_wm_component *component = scene->writers[0]->components.items[0];

    scene_add(scene->writers[0], &component->log_files, "C:\\d", "p", false, NULL, EVERY_MASK);
    for (int i = 0; i < 4; i++)
        scene_put(scene, (const char *[]){"C:\\d\\a", "C:\\d\\p", "C:\\new\\a", "C:\\new\\p"}[i], 9,
                  90);
    scene_differenced(scene, db, "C:\\d", "a", false, 50);
    scene_differenced(scene, db, "C:\\new", "a", false, 50);
    scene_partial(scene, db, "C:\\d", "p", "0:1");
    scene_partial(scene, db, "C:\\new", "p", "0:1");
    scene->request.partial_files = row->partial_files;
    SCENE_EXPECT(scene, row->plan, row->name);
    scene_stop(scene);
}

/* INCR-404, INCR-405, INCR-406 */
Test(plan_changes, overlaps_that_the_rules_forbid_are_told_once)
{
    struct scene *scene = scene_start_on_c(VSS_BT_INCREMENTAL);
    struct vsapi_bcd_component *db =
        add_database(scene, LAST_MODIFY, "C:\\d", "*", false, NO_BACKUP);

    scene_component(scene->writers[0], NULL, "other");
    scene_file_set(scene->writers[0], "C:\\d", "*", true, EVERY_MASK);
    scene_include(scene, scene->writers[0], NULL, "other");
    for (int i = 0; i < 3; i++)
        scene_put(scene, (const char *[]){"C:\\d\\1", "C:\\d\\2", "C:\\d\\3"}[i], 9, 90);
    scene_differenced(scene, db, "C:\\d", "?", false, 50);
    SCENE_EXPECT(scene,
                 "copy C:\\d\\1 shadow db differenced INCR-413 +other\n"
                 "copy C:\\d\\2 shadow db differenced INCR-413 +other\n"
                 "copy C:\\d\\3 shadow db differenced INCR-413 +other\n"
                 "folder C:\\d shadow other file-set COMP-404\n"
                 "remark C:\\d\\1 - db differenced INCR-404\n"
                 "remark C:\\d\\1 - db differenced INCR-406\n"
                 "remark C:\\d\\1 - other file-set COMP-407\n",
                 "");
    scene_stop(scene);
}

/* ---- partial files -----------------------------------------------------------------------------
 */

/* INCR-001, INCR-002, INCR-010, INCR-022: the other files of the file set follow its mask. */
static const struct ranges_row {
    const char *ranges, *plan;
} ranges_rows[] = {
    {"0:1", "ranges C:\\d\\a shadow db partial INCR-022 0+1\n"},
    {"8:2, 0x0:1", "ranges C:\\d\\a shadow db partial INCR-022 0+1 8+2\n"},
    {"0:10", "ranges C:\\d\\a shadow db partial INCR-022 0+10\n"},
    {"0:0", "ranges C:\\d\\a shadow db partial INCR-022\n"},
    {"0:11", "fail C:\\d\\a - db partial INCR-002\n"},
    {"9:2", "fail C:\\d\\a - db partial INCR-002\n"},
    {"nonsense", "fail C:\\d\\a - db partial INCR-010\n"},
    {"", "fail C:\\d\\a - db partial INCR-010\n"},
    {"C:\\d\\ranges", "copy C:\\d\\ranges live db ranges-file INCR-014\n"
                      "ranges C:\\d\\a shadow db partial INCR-022 4+4\n"},
    {"File=C:\\d\\ranges", "copy C:\\d\\ranges live db ranges-file INCR-014\n"
                           "ranges C:\\d\\a shadow db partial INCR-022 4+4\n"},
    {"%DATA%\\r", "copy C:\\data\\r live db ranges-file INCR-014\n"
                  "ranges C:\\d\\a shadow db partial INCR-022 0+2\n"},
    {"C:\\d\\no-ranges", "fail C:\\d\\a - db partial INCR-014\n"},
    {"C:\\d\\short", "fail C:\\d\\a - db partial INCR-014\n"},
    {"C:\\d\\locked", "fail C:\\d\\a - db partial INCR-014\n"},
};

VSTEST_TABLE(plan_changes, the_ranges_of_a_partial_file_replace_its_mask, ranges_rows)
{
    static const uint64_t late[] = {1, 4, 4}, other[] = {2, 1, 1, 0, 1};
    const struct ranges_row *row = &ranges_rows[*row_];
    struct scene *scene = scene_start_on_c(VSS_BT_INCREMENTAL);
    struct vsapi_bcd_component *db =
        add_database(scene, LAST_MODIFY, "C:\\d", "?", false,
                     *row_ % 2 ? NO_BACKUP : EVERY_MASK & ~0x404u); /* the bit of the source, too */
    char expected[300];

    scene_put(scene, "C:\\d\\a", 10, 1);
    scene_put(scene, "C:\\d\\b", 10, 1);
    scene_put(scene, "C:\\d\\ranges", 3, 1)->bytes = "old";
    scene_put_live(scene, "C:\\d\\ranges", sizeof late, 1)->bytes = late;
    scene_put_live(scene, "C:\\data\\r", sizeof other, 1)->bytes = other;
    scene_put_live(scene, "C:\\d\\short", sizeof late - 1, 1)->bytes = late;
    scene_put_live(scene, "C:\\d\\locked", sizeof late, 1)->failure = E_ACCESSDENIED;
    scene_partial(scene, db, "C:\\d\\", "A", row->ranges);
    snprintf(expected, sizeof expected, "%s%s", row->plan,
             "skip C:\\d\\b - db file-set INCR-206\n");
    scene->request.show_skipped = true;
    SCENE_EXPECT(scene, expected, row->ranges);
    scene_stop(scene);
}

Test(plan_changes, an_item_of_ranges_tells_its_entry_and_file_set)
{
    struct scene *scene = scene_start_on_c(VSS_BT_INCREMENTAL);
    struct vsapi_bcd_component *db = add_database(scene, LAST_MODIFY, "C:\\d", "*", false, 0x101);
    const struct vsapi_plan_item *item;

    scene_put(scene, "C:\\d\\a", 10, 1);
    scene_partial(scene, db, "C:\\d", "b", "0:1");
    scene_partial(scene, db, "C:\\d", "a", "0:1");
    scene_partial(scene, db, "C:\\d", "a", "3:1");
    scene_put(scene, "C:\\d\\b", 1, 1);
    VSTEST_HR(scene_make(scene), S_OK, "");
    VSTEST_HR(vsapi_plan_next(scene->plan, &item), S_OK, "");
    VSTEST_TEXT(item->path, "C:\\d\\a", "");
    cr_assert_eq(item->range_count, 2, "INCR-002: both entries");
    cr_assert_eq(item->member_count, 3);
    cr_expect_eq(item->members[0].cause, VSAPI_PLAN_BY_PARTIAL);
    cr_expect_eq(item->members[0].index, 1);
    VSTEST_TEXT(item->members[0].metadata, "metadata", "INCR-015");
    cr_expect_eq(item->members[1].index, 2);
    cr_expect_eq(item->members[2].cause, VSAPI_PLAN_BY_FILE_SET);
    cr_expect_eq(item->members[2].mask, 0x101);
    scene_stop(scene);
}

/* INCR-035: the snapshot bit of the file set still tells the source. */
static const struct source_row {
    uint32_t mask;
    bool shadow;
    const char *plan;
} source_rows[] = {
    {0x004, false, "ranges C:\\d\\a live db partial INCR-022 0+1\n"},
    {0x004, true, "ranges C:\\d\\a shadow db partial INCR-022 0+1\n"},
    {0x404, true, "ranges C:\\d\\a shadow db partial INCR-022 0+1\n"},
    {0x400, false, "fail C:\\d\\a - db partial INCR-204\n"},
    {0xb0f, false, "ranges C:\\d\\a live db partial INCR-022 0+1\n"},
};

VSTEST_TABLE(plan_changes, ranges_are_read_where_the_snapshot_bit_says, source_rows)
{
    const struct source_row *row = &source_rows[*row_];
    struct scene *scene = scene_start(VSS_BT_INCREMENTAL);
    struct vsapi_bcd_component *db =
        add_database(scene, LAST_MODIFY, "C:\\d", "a", false, row->mask);

    scene_volume(scene, "C:\\", row->shadow);
    scene_put(scene, "C:\\d\\a", 10, 1);
    scene_partial(scene, db, "C:\\d", "a", "0:1");
    SCENE_EXPECT(scene, row->plan, "");
    scene_stop(scene);
}

/* INCR-024 */
Test(plan_changes, ranges_are_read_where_the_file_set_has_its_files)
{
    struct scene *scene = scene_start_on_c(VSS_BT_INCREMENTAL);
    struct vsapi_wmd *writer = scene_writer(scene, LAST_MODIFY);
    struct vsapi_wm_component *component = scene_component(writer, NULL, "db");
    struct vsapi_bcd_component *db = scene_include(scene, writer, NULL, "db");
    const struct vsapi_plan_item *item;

    scene_put(scene, "C:\\d\\s\\a", 5, 1);
    scene_put(scene, "C:\\alt\\s\\a", 10, 1);
    scene_add(writer, &component->database_files, "C:\\d", "*", true, "C:\\alt", NO_BACKUP);
    scene_partial(scene, db, "C:\\d\\s", "a", "8:2");
    SCENE_EXPECT(scene, "ranges C:\\d\\s\\a shadow db partial INCR-022 8+2\n", "");
    VSTEST_HR(scene_make(scene), S_OK, "");
    VSTEST_HR(vsapi_plan_next(scene->plan, &item), S_OK, "");
    VSTEST_TEXT(item->source, SCENE_DEVICE "1\\alt\\s\\a", "");
    scene_stop(scene);
}

/* Each set that wants something of a file gets it. */
Test(plan_changes, sets_that_want_a_file_whole_share_it_and_ranges_stand_alone)
{
    struct scene *scene = scene_start_on_c(VSS_BT_INCREMENTAL);
    struct vsapi_wmd *writer = scene_writer(scene, LAST_MODIFY);
    struct vsapi_bcd_component *third;

    scene_put(scene, "C:\\d\\a", 10, 1);
    for (int i = 0; i < 3; i++) {
        scene_component(writer, NULL, (const char *[]){"one", "two", "three"}[i]);
        scene_file_set(writer, "C:\\d", "a", false, EVERY_MASK);
    }
    scene_include(scene, writer, NULL, "one");
    third = scene_include(scene, writer, NULL, "three");
    scene_include(scene, writer, NULL, "two");
    scene_partial(scene, third, "C:\\d", "a", "0:1");
    SCENE_EXPECT(scene,
                 "copy C:\\d\\a shadow one file-set INCR-203 +two\n"
                 "ranges C:\\d\\a shadow three partial INCR-022 0+1\n"
                 "remark C:\\d\\a - three file-set COMP-407\n"
                 "remark C:\\d\\a - two file-set COMP-407\n",
                 "");
    scene_stop(scene);
}

/* INCR-006: the explicit component has the entries of those in its set. */
Test(plan_changes, entries_of_a_set_reach_its_members)
{
    struct scene *scene = scene_start_on_c(VSS_BT_INCREMENTAL);
    struct vsapi_bcd_component *db =
        add_database(scene, LAST_MODIFY, "C:\\d", "none*", false, EVERY_MASK);

    scene_component(scene->writers[0], "db", "part");
    scene_file_set(scene->writers[0], "C:\\p", "*", false, EVERY_MASK);
    scene_put(scene, "C:\\p\\a", 10, 10);
    scene_put(scene, "C:\\p\\b", 10, 10);
    scene_put(scene, "C:\\p\\c", 10, 10);
    scene_partial(scene, db, "C:\\p", "a", "1:2");
    scene_differenced(scene, db, "C:\\p", "b", false, 50);
    SCENE_EXPECT(scene,
                 "copy C:\\p\\c shadow db file-set INCR-203\n"
                 "ranges C:\\p\\a shadow db partial INCR-022 1+2\n"
                 "remark C:\\p\\b - db differenced INCR-404\n",
                 "");
    scene_stop(scene);
}

/* ---- table schema_mask_validity, and dependencies ----------------------------------------------
 */

static struct scene *schema_scene(const struct schema_case *of)
{
    struct scene *scene = scene_start_on_c(VSS_BT_FULL);
    struct vsapi_wm_component *component;

    add_database(scene, of->m, "C:\\d", "*", false, EVERY_MASK);
    component = scene->writers[0]->components.items[0];
    if (of->log_file_set)
        scene_add(scene->writers[0], &component->log_files, "C:\\l", "*", false, NULL, EVERY_MASK);
    return scene;
}

VSTEST_TABLE(plan_changes, a_schema_that_is_not_allowed_is_told, table_schema_mask_validity)
{
    const struct schema_mask_validity_row *row = &table_schema_mask_validity[*row_];
    char told[40];

    if (strstr(row->test, "express writer"))
        cr_skip_test("a plan cannot see that a writer is an express one; test_express.c has that");
    snprintf(told, sizeof told, "remark - - - - %s\n", row->rule);
    for (unsigned i = 0; i < 2 * SCHEMA_MASKS; i++) {
        const struct schema_case of = {schema_mask(i / 2), i % 2, false};
        struct scene *scene = schema_scene(&of);

        VSTEST_HR(scene_run(scene), S_OK, "");
        cr_expect_eq(strstr(scene->text, told) != NULL, schema_is_forbidden(row, &of),
                     "0x%x: %s, not %s", (unsigned)of.m, scene->text, row->test);
        scene_stop(scene);
    }
}

Test(plan_changes, a_schema_that_no_row_forbids_is_not_told)
{
    const struct schema_case all = {0xF77F, true, false};
    struct scene *scene = schema_scene(&all);

    SCENE_EXPECT(scene, "", "");
    scene_stop(scene);
}

Test(plan_changes, a_dependency_that_is_not_in_the_backup_is_told)
{
    struct scene *scene = scene_start_on_c(VSS_BT_FULL);
    struct vsapi_wmd *writer, *target = scene_writer(scene, 0);
    struct vsapi_wm_component *component;

    add_database(scene, 0, "C:\\d", "*", false, EVERY_MASK);
    writer = scene->writers[1];
    component = writer->components.items[0];
    scene_component(target, NULL, "in");
    scene_component(target, "in", "below");
    scene_component(target, NULL, "out");
    scene_include(scene, target, NULL, "in");
    /* The last two are on another machine (COMP-706). */
    for (int i = 0; i < 5; i++) {
        const char *path = (const char *[]){NULL, "in", NULL, "\\\\machine\\in", NULL}[i];
        const char *name = (const char *[]){"in", "below", "out", "none", "\\\\machine\\in"}[i];

        if (FAILED(vsapi_wmd_add_dependency(writer, component, &target->writer_id, path, name)))
            abort();
    }
    vsapi_wmd_add_dependency(writer, component, &writer->writer_id, NULL, "db");
    vsapi_wmd_add_dependency(writer, component, &writer->instance_id, NULL, "db");
    SCENE_EXPECT(scene,
                 "remark - - - - COMP-702\n"
                 "remark - - - - COMP-703\n"
                 "remark - - - - COMP-703\n",
                 "");
    scene_stop(scene);
}

/* COMP-712 */
Test(plan_changes, a_dependency_is_found_in_any_instance_of_its_class)
{
    struct scene *scene = scene_start_on_c(VSS_BT_FULL);
    struct vsapi_wmd *first = scene_writer(scene, 0), *second = scene_writer(scene, 0), *writer;

    second->writer_id = first->writer_id;
    add_database(scene, 0, "C:\\d", "*", false, EVERY_MASK);
    writer = scene->writers[2];
    scene_component(first, NULL, "one");
    scene_component(second, NULL, "two");
    scene_include(scene, second, NULL, "two");
    if (FAILED(vsapi_wmd_add_dependency(writer, writer->components.items[0], &first->writer_id,
                                        NULL, "two")))
        abort();
    SCENE_EXPECT(scene, "", "it takes part");
    if (FAILED(vsapi_wmd_add_dependency(writer, writer->components.items[0], &first->writer_id,
                                        NULL, "one")))
        abort();
    SCENE_EXPECT(scene, "remark - - - - COMP-703\n", "it does not");
    scene_stop(scene);
}
