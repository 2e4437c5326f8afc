/*
 * tests/vsbackup/test_plan_sets.c - what a backup set is: the tables file_set_examples,
 * my_writer_example and backup_set_algorithm, row by row as the catalogue has them
 * (conformance/catalogue/rules/components-and-selection.json).
 */
#include "plan_scene.h"
#include "plan_words.h"
#include "table_backup_set_algorithm.h"
#include "table_file_set_examples.h"
#include "table_my_writer_example.h"

static bool has_line(const struct scene *scene, const char *line)
{
    for (size_t i = 0; i < scene->line_count; i++)
        if (strcmp(scene->lines[i], line) == 0)
            return true;
    return false;
}

static size_t count_lines(const struct scene *scene, const char *start)
{
    size_t count = 0;

    for (size_t i = 0; i < scene->line_count; i++)
        count += strncmp(scene->lines[i], start, strlen(start)) == 0;
    return count;
}

/* ---- file_set_examples -------------------------------------------------------------------------
 */

/* Each part of a list has its line, "ACTION PART shadow db file-set RULE"; how many there are. */
static size_t expect_parts(const struct scene *scene, const char *list, const char *action,
                           const char *rule)
{
    char part[200], line[300];
    size_t count = 0;

    while (*list) {
        const char *end = strstr(list, " | ");
        size_t length = end ? (size_t)(end - list) : strlen(list);

        snprintf(part, sizeof part, "%.*s", (int)length, list);
        snprintf(line, sizeof line, "%s %s shadow db file-set %s", action, part, rule);
        cr_expect(has_line(scene, line), "%s is missing", line);
        list += length + (end ? 3 : 0);
        count++;
    }
    return count;
}

VSTEST_TABLE(plan_sets, a_file_set_of_the_page_has_the_files_of_the_page, table_file_set_examples)
{
    static const char *const tree[] = {"File1.txt", "File2.txt", "Directory2\\File1.txt",
                                       "Directory2\\File2.txt"};
    const struct file_set_examples_row *row = &table_file_set_examples[*row_];
    struct scene *scene = scene_start_on_c(VSS_BT_FULL);
    struct vsapi_wmd *writer = scene_writer(scene, 0);
    bool recursive = PLAN_WORD(row->recursive, "false", "true") == 1;
    char path[100];

    for (size_t i = 0; i < VSTEST_COUNT(tree); i++) {
        snprintf(path, sizeof path, "C:\\Directory1\\%s", tree[i]);
        scene_put(scene, path, 1, 1);
    }
    scene_put_folder(scene, "C:\\Directory1\\Directory3");
    scene_component(writer, NULL, "db");
    scene_file_set(writer, row->path, row->filespec, recursive, EVERY_MASK);
    scene_include(scene, writer, NULL, "db");
    VSTEST_HR(scene_run(scene), S_OK, row->filespec);
    cr_expect_eq(expect_parts(scene, row->files, "copy", "INCR-203"), count_lines(scene, "copy "));
    expect_parts(scene, row->empty_directories, "folder", "COMP-404");
    cr_expect_eq(count_lines(scene, "folder "), recursive ? 3 : 0, "%s", scene->text);
    scene_stop(scene);
}

/* ---- my_writer_example: component number N has the file C:\N -----------------------------------
 */

enum via { IN_ITSELF, IN_SECURITY, IN_WRITER_DATA, IN_USAGE_TOO, USAGE };

static enum via via_of(const struct my_writer_example_row *row)
{
    static const enum via vias[] = {IN_ITSELF,   IN_ITSELF,      IN_ITSELF,    IN_ITSELF,
                                    IN_SECURITY, IN_WRITER_DATA, IN_USAGE_TOO, USAGE};

    return vias[PLAN_WORD(row->via, "mandatory", "mandatory (see COMP-105)", "optional, no set",
                          "optional, defines a set", "Security", "writerData",
                          "writerData (or Usage)",
                          "writerData; explicit only if writerData is not selected")];
}

/* The example, with all its top-level components or with Usage in the place of writerData. */
static struct scene *start_example(bool usage)
{
    struct scene *scene = scene_start_on_c(VSS_BT_FULL);
    struct vsapi_wmd *writer = scene_writer(scene, 0);

    for (size_t i = 0; i < VSTEST_COUNT(table_my_writer_example); i++) {
        const struct my_writer_example_row *row = &table_my_writer_example[i];
        const char *path = *row->logical_path ? row->logical_path : NULL;
        bool explicit_ = PLAN_WORD(row->explicit_when_all_selected, "false", "true") == 1;
        char file[10], name[10];

        snprintf(name, sizeof name, "%zu", i);
        snprintf(file, sizeof file, "C:\\%zu", i);
        scene_put(scene, file, 1, 1);
        scene_component(writer, path, row->name)->selectable =
            PLAN_WORD(row->selectable_backup, "false", "true") == 1;
        scene_file_set(writer, "C:\\", scene_keep(scene, name), false, EVERY_MASK);
        if (usage && strcmp(row->name, "writerData") == 0)
            explicit_ = false;
        if (usage && via_of(row) == USAGE)
            explicit_ = true;
        if (explicit_)
            scene_include(scene, writer, path, row->name);
    }
    return scene;
}

/* NULL: it is not in the backup. */
static const char *set_of(const struct my_writer_example_row *row, bool usage)
{
    switch (via_of(row)) {
    case IN_ITSELF:
        return usage && strcmp(row->name, "writerData") == 0 ? NULL : row->name;
    case IN_SECURITY:
        return "Security";
    case IN_WRITER_DATA:
        return usage ? NULL : "writerData";
    default:
        return usage ? "Usage" : "writerData";
    }
}

VSTEST_TABLE(plan_sets, a_component_of_the_page_comes_with_its_set, table_my_writer_example)
{
    const struct my_writer_example_row *row = &table_my_writer_example[*row_];

    for (int usage = 0; usage < 2; usage++) {
        struct scene *scene = start_example(usage);
        const char *set = set_of(row, usage);
        char line[100];

        VSTEST_HR(scene_run(scene), S_OK, row->name);
        snprintf(line, sizeof line, "copy C:\\%zu shadow %s file-set INCR-203", *row_,
                 set ? set : "");
        cr_expect_eq(has_line(scene, line), set != NULL, "%s: %s", line, scene->text);
        snprintf(line, sizeof line, "copy C:\\%zu ", *row_);
        cr_expect_eq(count_lines(scene, line), set ? 1 : 0, "%s: %s", line, scene->text);
        scene_stop(scene);
    }
}

/* ---- backup_set_algorithm: one backup in which each step matters -------------------------------
 */

#define NORMAL_FILES                                                                               \
    "copy C:\\data\\a shadow db file-set INCR-203\n"                                               \
    "copy C:\\n\\k.dat shadow db file-set INCR-203\n"                                              \
    "copy D:\\m\\x shadow db file-set INCR-203\n"

static struct scene *start_algorithm(void)
{
    struct scene *scene = scene_start_on_c(VSS_BT_FULL);
    struct vsapi_wmd *writer = scene_writer(scene, 0);
    struct vsapi_wm_component *component;

    scene_volume(scene, "D:\\", true);
    scene_volume(scene, "E:\\", true);
    scene_put(scene, "C:\\data\\a", 1, 1);
    scene_put(scene, "C:\\data\\b.tmp", 1, 1);
    scene_put_live(scene, "C:\\data\\late", 1, 1);
    scene_put(scene, "C:\\n\\k.dat", 1, 1);
    scene_put(scene, "D:\\alt\\k.dat", 2, 1);
    scene_put(scene, "D:\\alt\\t.tmp", 2, 1);
    scene_put(scene, "D:\\m\\x", 1, 1);
    scene_put(scene, "E:\\o\\other", 1, 1);
    component = scene_component(writer, NULL, "db");
    scene_file_set(writer, "%DATA%", "*", false, EVERY_MASK);
    scene_add(writer, &component->database_files, "C:\\n", "*", false, "D:\\alt", EVERY_MASK);
    scene_component(writer, "db", "part")->selectable = false;
    scene_file_set(writer, "D:\\m", "?", false, EVERY_MASK);
    scene_component(writer, NULL, "other");
    scene_file_set(writer, "E:\\o", "*", true, EVERY_MASK);
    scene_add(writer, &writer->exclude_files, "%DATA%\\", "*.tmp", false, NULL, EVERY_MASK);
    scene_add(writer, &writer->exclude_files, "C:\\n", "t.*", false, NULL, EVERY_MASK);
    scene_add(writer, &writer->exclude_files, "D:\\alt", "k.*", false, NULL, EVERY_MASK);
    scene_include(scene, writer, NULL, "db");
    return scene;
}

/* Calls a function for each file that is copied; how many there are. */
static size_t each_copy(struct scene *scene, void (*call)(const struct vsapi_plan_item *item))
{
    const struct vsapi_plan_item *item;
    size_t count = 0;

    VSTEST_HR(scene_make(scene), S_OK, "");
    while (vsapi_plan_next(scene->plan, &item) == S_OK) {
        if (item->action != VSAPI_PLAN_COPY)
            continue;
        call(item);
        count++;
    }
    return count;
}

/* Device 1 is that of C:, device 2 that of D:; k.dat is read on D:. */
static void expect_device(const struct vsapi_plan_item *item)
{
    bool on_c = strcmp(item->path, "C:\\data\\a") == 0;

    cr_expect(vsapi_text_starts(item->source, on_c ? SCENE_DEVICE "1\\" : SCENE_DEVICE "2\\"), "%s",
              item->source);
}

static void find_volumes(struct scene *scene)
{
    static const enum vsapi_plan_need needs[] = {VSAPI_PLAN_SHADOW_COPY, VSAPI_PLAN_SHADOW_COPY,
                                                 VSAPI_PLAN_NOT_NEEDED};
    enum vsapi_plan_need need;

    cr_expect_eq(each_copy(scene, expect_device), 3);
    for (size_t i = 0; i < VSTEST_COUNT(needs); i++) {
        VSTEST_HR(vsapi_plan_volume_need(scene->plan, i, &need), S_OK, "");
        cr_expect_eq(need, needs[i], "volume %zu", i);
    }
}

static void expand_exclusions(struct scene *scene)
{
    scene->request.show_skipped = true;
    VSTEST_HR(scene_run(scene), S_OK, "");
    cr_expect(has_line(scene, "skip C:\\data\\b.tmp - - exclude COMP-502 +db"), "%s", scene->text);
}

static void expect_component(const struct vsapi_plan_item *item)
{
    const char *name = strcmp(item->path, "D:\\m\\x") == 0 ? "part" : "db";

    cr_assert_eq(item->member_count, 1);
    VSTEST_TEXT(item->members[0].component->name, name, item->path);
    VSTEST_TEXT(item->members[0].set->name, "db", item->path);
}

static void find_components(struct scene *scene)
{
    cr_expect_eq(each_copy(scene, expect_component), 3);
}

static void expect_file_set(const struct vsapi_plan_item *item)
{
    const struct vsapi_plan_member *member = item->members;
    bool is_second = strcmp(item->path, "C:\\n\\k.dat") == 0;

    cr_expect_eq(member->index, is_second, "%s", item->path);
    VSTEST_TEXT(member->filespec, strcmp(item->path, "D:\\m\\x") == 0 ? "?" : "*", item->path);
}

static void take_file_sets(struct scene *scene)
{
    cr_expect_eq(each_copy(scene, expect_file_set), 3);
}

/* What is only on the volume is not there; what is only on the shadow copy is. */
static void expand_wildcards(struct scene *scene)
{
    scene_find(scene, "D:\\m\\x")->path = "D:\\gone";
    SCENE_EXPECT(scene, NORMAL_FILES, "");
}

static void remove_excluded(struct scene *scene)
{
    SCENE_EXPECT(scene, NORMAL_FILES, "k.dat is excluded elsewhere only, t.tmp at its own path");
}

static void expect_source(const struct vsapi_plan_item *item)
{
    bool moved = strcmp(item->path, "C:\\n\\k.dat") == 0;

    cr_expect_eq(item->info.size_bytes, moved ? 2 : 1, "%s", item->path);
    if (moved)
        VSTEST_TEXT(item->source, SCENE_DEVICE "2\\alt\\k.dat", "");
}

static void choose_sources(struct scene *scene)
{
    cr_expect_eq(each_copy(scene, expect_source), 3);
}

static const struct step {
    const char *does;
    void (*check)(struct scene *scene);
} steps[] = {
    {"volumes of the writer's files and their device objects", find_volumes},
    {"expand the exclude list", expand_exclusions},
    {"components: explicit ones and, by logical path, the members of their sets", find_components},
    {"file sets of each", take_file_sets},
    {"expand wildcards on the shadow copy", expand_wildcards},
    {"remove excluded files, compared by normal path", remove_excluded},
    {"choose the real source: alternate path if set", choose_sources},
    {"apply FilesNotToBackup once all writers are done", NULL},
};

VSTEST_TABLE(plan_sets, each_step_of_the_algorithm_is_taken, table_backup_set_algorithm)
{
    const struct backup_set_algorithm_row *row = &table_backup_set_algorithm[*row_];
    const struct step *step = NULL;
    struct scene *scene = start_algorithm();

    for (size_t i = 0; i < VSTEST_COUNT(steps); i++)
        if (strcmp(steps[i].does, row->do_) == 0)
            step = &steps[i];
    cr_assert_not_null(step, "%s is not known here", row->do_);
    if (step->check)
        step->check(scene);
    scene_stop(scene);
    if (!step->check)
        cr_skip_test("the planner reads no list of files from a registry (docs/coverage.md)");
}
