/*
 * conformance/suite/component_entries.c - IVssComponent: what the entries of its lists may look
 * like.
 *
 * A row is a few entries; each is added and its answer checked, and what was accepted is read back
 * word for word (list_read_back).
 */
#include "component_lists.h"

#include "groups.h"

#define LIST(name, place, ...)                                                                     \
    {                                                                                              \
        &list_##name, (const struct entry[]){__VA_ARGS__},                                         \
            sizeof((const struct entry[]){__VA_ARGS__}) / sizeof(struct entry), (place)            \
    }
#define GOOD(...)                                                                                  \
    {                                                                                              \
        S_OK, {__VA_ARGS__}, FALSE,                                                                \
        {                                                                                          \
            0, 0                                                                                   \
        }                                                                                          \
    }
#define BAD(...)                                                                                   \
    {                                                                                              \
        E_INVALIDARG, {__VA_ARGS__}, FALSE,                                                        \
        {                                                                                          \
            0, 0                                                                                   \
        }                                                                                          \
    }

#define FOLDER L"C:\\suite\\files"
#define FILE_BIG FOLDER, L"big"
#define PARTIAL(...) LIST(partial, 0, __VA_ARGS__)

/* clang-format off */

/* ---- partial files ------------------------------------------------------------------------------
 */

static const struct list_row
    partial_variables = PARTIAL(GOOD(L"%SystemRoot%\\suite", L"big", L"0:1", L"m")),
    partial_path_wildcards = PARTIAL(
        BAD(L"C:\\suite\\*", L"big", L"0:1", NULL), BAD(L"C:\\su?te", L"big", L"0:1", NULL)),
    partial_backslash = PARTIAL(
        GOOD(FOLDER, L"big", L"0:1", L"m"), GOOD(FOLDER L"\\", L"big", L"0:1", L"m")),
    partial_name_wildcards = PARTIAL(
        BAD(FOLDER, L"b?g", L"0:1", NULL), BAD(FOLDER, L"*", L"0:1", NULL),
        BAD(FOLDER, L"*.dat", L"0:1", NULL), BAD(FOLDER, L"sub\\big", L"0:1", NULL)),
    partial_no_ranges = PARTIAL(BAD(FILE_BIG, NULL, L"m")),
    partial_grammar = PARTIAL(
        GOOD(FILE_BIG, L"0:1", L"m"), GOOD(FILE_BIG, L"0:1,2:3,10:20", L"m"),
        GOOD(FILE_BIG, L"0xff:0xA0", L"m"), GOOD(FILE_BIG, L"0xFF:12,7:0x1", L"m"),
        BAD(FILE_BIG, L"", L"m"), BAD(FILE_BIG, L"10", L"m"), BAD(FILE_BIG, L"10:", L"m"),
        BAD(FILE_BIG, L":5", L"m"), BAD(FILE_BIG, L"1:2,", L"m"), BAD(FILE_BIG, L",1:2", L"m"),
        BAD(FILE_BIG, L"1:2;3:4", L"m"), BAD(FILE_BIG, L"1:2:3", L"m"),
        BAD(FILE_BIG, L"g:1", L"m"), BAD(FILE_BIG, L"ff:1", L"m"), BAD(FILE_BIG, L"0x:1", L"m")),
    partial_separators = PARTIAL(
        GOOD(FILE_BIG, L"64:448,0x1239E8577A:65536", L"m"),
        GOOD(FILE_BIG, L"64:448, 0x1239E8577A:65536", L"m")),
    partial_unsigned = PARTIAL(
        GOOD(FILE_BIG, L"18446744073709551615:1", L"m"),
        GOOD(FILE_BIG, L"0xFFFFFFFFFFFFFFFF:1", L"m"), BAD(FILE_BIG, L"-1:5", L"m"),
        BAD(FILE_BIG, L"1:-5", L"m"), BAD(FILE_BIG, L"+1:5", L"m"),
        BAD(FILE_BIG, L"18446744073709551616:1", L"m"),
        BAD(FILE_BIG, L"0x10000000000000000:1", L"m")),
    partial_ranges_file = PARTIAL(
        GOOD(FILE_BIG, L"C:\\suite\\ranges.bin", L"m"), BAD(FILE_BIG, L"ranges.bin", L"m"),
        BAD(FILE_BIG, L"suite\\ranges.bin", L"m")),
    partial_ranges_file_equals = PARTIAL(
        GOOD(FILE_BIG, L"File=C:\\suite\\ranges.bin", L"m"),
        GOOD(FILE_BIG, L"C:\\suite\\ranges.bin", L"m"), BAD(FILE_BIG, L"File=", L"m"),
        BAD(FILE_BIG, L"File=ranges.bin", L"m")),
    partial_metadata = PARTIAL(
        GOOD(FILE_BIG, L"0:1", NULL), GOOD(FILE_BIG, L"2:1", L"<checksum a=\"1\"/>")),
    partial_known_or_new = PARTIAL(
        GOOD(FILE_BIG, L"0:1", L"known"), GOOD(L"C:\\suite\\part", L"p", L"0:1", L"a subcomponent's"),
        GOOD(L"C:\\suite\\base\\fresh", L"new", L"0:1", L"new")),
    partial_overlap = PARTIAL(
        GOOD(FILE_BIG, L"0:10", L"m"), GOOD(FILE_BIG, L"5:10", L"m"),
        GOOD(FOLDER L"\\sub", L"big", L"0:10", L"m"));

/* ---- differenced files --------------------------------------------------------------------------
 */

#define DIFFERENCED(...) LIST(differenced, 0, __VA_ARGS__)
#define MODIFIED(path, spec, recursive, low, high)                                                 \
    {                                                                                              \
        S_OK, {path, spec}, recursive, {low, high}                                                 \
    }

static const struct list_row
    differenced_times = DIFFERENCED(
        MODIFIED(FOLDER, L"*", TRUE, 0xFFFFFFFF, 0x7FFFFFFF), MODIFIED(FOLDER, L"*", TRUE, 1, 0),
        MODIFIED(FOLDER, L"*", TRUE, 0, 1)),
    differenced_no_time = DIFFERENCED(MODIFIED(FOLDER, L"*", TRUE, 0, 0)),
    differenced_paths = DIFFERENCED(
        MODIFIED(L"%SystemRoot%\\suite", L"*", FALSE, 1, 2), MODIFIED(FOLDER L"\\", L"*", TRUE, 1, 2),
        MODIFIED(FOLDER, L"*", TRUE, 1, 2), BAD(L"C:\\suite\\*", L"*"), BAD(L"C:\\su?te", L"*")),
    differenced_specs = DIFFERENCED(
        MODIFIED(FOLDER, L"*.d?t", TRUE, 1, 2), MODIFIED(FOLDER, L"one", FALSE, 1, 2),
        BAD(FOLDER, L"sub\\*"), BAD(FOLDER, L"\\one"), BAD(FOLDER, L"")),
    differenced_late = LIST(differenced, WRITER_POST_SNAPSHOT, MODIFIED(FOLDER, L"*", TRUE, 1, 2)),
    differenced_new = DIFFERENCED(
        MODIFIED(L"C:\\suite\\files\\fresh", L"*.new", FALSE, 1, 2),
        MODIFIED(L"C:\\suite\\elsewhere", L"x", FALSE, 1, 2));

/* ---- alternate locations and new targets --------------------------------------------------------
 */

#define MOVED(path, to)                                                                            \
    {                                                                                              \
        S_OK, {path, L"*", to}, TRUE, {0, 0}                                                       \
    }

static const struct list_row
    mapping_counts = LIST(mappings, 0, MOVED(FOLDER, L"D:\\one"), MOVED(FOLDER, L"D:\\two"),
                          MOVED(L"C:\\suite\\part", L"D:\\three")),
    target_counts = LIST(targets, 0, MOVED(FOLDER, L"D:\\one"),
                         MOVED(L"C:\\suite\\part", L"D:\\three"));

/* ---- directed targets ---------------------------------------------------------------------------
 */

#define DIRECTED(...) LIST(directed, 0, __VA_ARGS__)
#define TO L"D:\\new", L"small"

static const struct list_row
    directed_pairs = DIRECTED(
        GOOD(FILE_BIG, L"0:1,5:2", TO, L"7:1,9:2"), BAD(FILE_BIG, L"0:1,5:2", TO, L"7:1"),
        BAD(FILE_BIG, L"0:1", TO, L"7:1,9:2"), BAD(FILE_BIG, L"0:1", TO, L"7:2"),
        BAD(FILE_BIG, L"0:1,5:2", TO, L"7:2,9:1")),
    directed_grammar = DIRECTED(
        GOOD(FILE_BIG, L"0x10:0xA, 3:4", TO, L"16:10,0xFF:0x4"), BAD(FILE_BIG, L"0", TO, L"0"),
        BAD(FILE_BIG, L"", TO, L""), BAD(FILE_BIG, L"0:1;", TO, L"0:1;"),
        BAD(FILE_BIG, L"C:\\suite\\ranges.bin", TO, L"C:\\suite\\ranges.bin")),
    directed_wildcards = DIRECTED(
        BAD(FOLDER, L"*", L"0:1", TO, L"0:1"), BAD(FOLDER, L"b?g", L"0:1", TO, L"0:1"),
        BAD(FILE_BIG, L"0:1", L"D:\\new", L"*", L"0:1"),
        BAD(FILE_BIG, L"0:1", L"D:\\new", L"s?", L"0:1"),
        BAD(L"C:\\suite\\*", L"big", L"0:1", TO, L"0:1"),
        BAD(FILE_BIG, L"0:1", L"D:\\n?w", L"small", L"0:1")),
    directed_source = DIRECTED(
        GOOD(FILE_BIG, L"0:1", TO, L"0:1"), GOOD(L"C:\\suite\\part", L"p", L"0:1", TO, L"0:1")),
    directed_same_file = DIRECTED(GOOD(FILE_BIG, L"0:4,4:4", FILE_BIG, L"4:4,0:4")),
    directed_whole = DIRECTED(GOOD(FILE_BIG, L"0:4096", TO, L"0:4096"));

/* clang-format on */

/* ---- entries of two handlers, or of two lists ---------------------------------------------------
 */

static void see_later_entries(struct suite *suite, struct scene *scene, enum scene_place place,
                              IVssComponentEx2 *component)
{
    const struct component_list *list = scene->row;
    UINT count = 0;

    if (place == WRITER_POST_SNAPSHOT)
        CHECK_HR(list->add(scene, component, &list->filled), S_OK);
    CHECK_HR(list->count(component, &count), S_OK);
    CHECK(count == (place == REQUESTER_ADDED ? 0u : place == WRITER_PREPARE ? 1u : 2u));
}

/* The list is complete only when PrepareForBackup and PostSnapshot are over. */
static void complete_after_snapshot(struct suite *suite, const void *row)
{
    struct scene scene = {.visit = see_later_entries,
                          .row = row,
                          .places = WHEN_BACKUP & ~WHEN(REQUESTER_COMPLETE),
                          .filled = true};

    scene_play(suite, &scene);
}

static void see_new_file(struct suite *suite, struct scene *scene, enum scene_place place,
                         IVssComponentEx2 *component)
{
    const struct entry fresh = {S_OK, {L"C:\\suite\\fresh", L"*", L"0:1", L"m"}, FALSE, {1, 2}};
    const struct entry file = {S_OK, {L"C:\\suite\\fresh", L"new", L"0:1", L"m"}, FALSE, {1, 2}};
    const struct entry moved = {S_OK, {L"C:\\suite\\fresh", L"*", L"D:\\moved"}, FALSE, {0, 0}};
    const struct component_list *list = scene->row;

    if (place == WRITER_PREPARE)
        CHECK_HR(list->add(scene, component, list == &list_partial ? &file : &fresh), S_OK);
    else
        CHECK_HR(list_mappings.add(scene, component, &moved), VSS_E_OBJECT_NOT_FOUND);
}

/* A file that only IVssComponent knows of gets no alternate location mapping. */
static void new_files_are_not_mapped(struct suite *suite, const void *row)
{
    scene_visit(suite, WHEN(WRITER_PREPARE) | WHEN(REQUESTER_SELECTED), see_new_file, row);
}

static void see_partial_and_directed(struct suite *suite, struct scene *scene,
                                     enum scene_place place, IVssComponentEx2 *component)
{
    struct entry_read partial = {0}, directed = {0};

    (void)scene;
    if (place == WRITER_PRE_RESTORE)
        CHECK_HR(CALL(component, SetRestoreTarget, VSS_RT_DIRECTED), S_OK);
    CHECK_HR(list_partial.get(component, 0, &partial), S_OK);
    CHECK_HR(list_directed.get(component, 0, &directed), S_OK);
    CHECK_TEXT(directed.texts[0], partial.texts[0]);
    CHECK_TEXT(directed.texts[1], partial.texts[1]);
    CHECK_TEXT(partial.texts[2], L"0:10, 0x20:5");
    CHECK_TEXT(directed.texts[2], L"0:10,0x20:5");
    entry_read_free(&partial);
    entry_read_free(&directed);
}

/* The same file, with the same ranges, in both lists: a requester can put them together. */
static void partial_and_directed(struct suite *suite, const void *row)
{
    struct scene scene = {.visit = see_partial_and_directed,
                          .row = row,
                          .places = WHEN(WRITER_PRE_RESTORE) | WHEN(REQUESTER_PRE_RESTORE),
                          .filled = true};

    scene_play(suite, &scene);
}

static void see_ranges_file_moved(struct suite *suite, struct scene *scene, enum scene_place place,
                                  IVssComponentEx2 *component)
{
    const struct entry file = {S_OK, {FILE_BIG, L"C:\\ranges.bin", L"m"}, FALSE, {0, 0}};
    struct entry_read got = {0};

    if (place == WRITER_PREPARE)
        CHECK_HR(list_partial.add(scene, component, &file), S_OK);
    if (place == REQUESTER_SELECTED)
        CHECK_HR(CALL(scene->requester->backup, SetRangesFilePath, FILES_OF(scene->requester), 0,
                      L"D:\\moved\\ranges.bin"),
                 S_OK);
    CHECK_HR(list_partial.get(component, 0, &got), S_OK);
    CHECK_TEXT(got.texts[2],
               place < REQUESTER_SELECTED ? L"C:\\ranges.bin" : L"D:\\moved\\ranges.bin");
    entry_read_free(&got);
}

static void ranges_file_moved(struct suite *suite, const void *row)
{
    scene_visit(suite, WHEN_ANY & ~WHEN(REQUESTER_ADDED), see_ranges_file_moved, row);
}

static void see_partial_status(struct suite *suite, struct scene *scene, enum scene_place place,
                               IVssComponentEx2 *component)
{
    VSS_FILE_RESTORE_STATUS status = VSS_RS_UNDEFINED;
    struct entry_read got = {0};

    if (place == REQUESTER_PRE_RESTORE) {
        CHECK_HR(CALL(scene->requester->backup, SetFileRestoreStatus, FILES_OF(scene->requester),
                      VSS_RS_ALL),
                 S_OK);
        return;
    }
    CHECK_HR(list_partial.get(component, 0, &got), S_OK);
    CHECK_TEXT(got.texts[3], L"private");
    CHECK_HR(CALL(component, GetFileRestoreStatus, &status), S_OK);
    CHECK(status == VSS_RS_ALL);
    entry_read_free(&got);
}

/* In PostRestore a writer has all that it needs to verify a partial restore. */
static void partial_status(struct suite *suite, const void *row)
{
    struct scene scene = {.visit = see_partial_status,
                          .row = row,
                          .places = WHEN(REQUESTER_PRE_RESTORE) | WHEN(WRITER_POST_RESTORE),
                          .filled = true};

    scene_play(suite, &scene);
}

static void see_where_it_may_go(struct suite *suite, struct scene *scene, enum scene_place place,
                                IVssComponentEx2 *component)
{
    IVssExamineWriterMetadata *metadata = requester_metadata(suite, scene->requester);
    IVssWMFiledesc *may = NULL;
    struct entry_read did = {0};
    BSTR to = NULL;

    (void)place;
    REQUIRE(metadata);
    CHECK_HR(CALL(metadata, GetAlternateLocationMapping, 0, &may), S_OK);
    REQUIRE(may);
    CHECK_HR(CALL(may, GetAlternateLocation, &to), S_OK);
    CHECK_TEXT(to, L"C:\\suite\\other");
    CHECK_HR(list_mappings.get(component, 0, &did), S_OK);
    CHECK_TEXT(did.texts[2], L"D:\\moved");
    SysFreeString(to);
    entry_read_free(&did);
    CALL(may, Release);
}

/* The writer's metadata have where files may go, the component where they went. */
static void where_it_went(struct suite *suite, const void *row)
{
    struct scene scene = {.visit = see_where_it_may_go,
                          .row = row,
                          .places = WHEN(REQUESTER_SELECTED),
                          .filled = true};

    scene_play(suite, &scene);
}

/* ---- the cases ----------------------------------------------------------------------------------
 */

static const struct suite_case cases[] = {
    {"IVssComponent.AddPartialFile-4", list_read_back, &partial_variables, 0},
    {"IVssComponent.AddPartialFile-5", list_read_back, &partial_path_wildcards, 0},
    {"IVssComponent.AddPartialFile-6", list_read_back, &partial_backslash, 0},
    {"IVssComponent.AddPartialFile-8", list_read_back, &partial_name_wildcards, 0},
    {"IVssComponent.AddPartialFile-9", list_read_back, &partial_no_ranges, 0},
    {"IVssComponent.AddPartialFile-10", list_read_back, &partial_grammar, 0},
    {"IVssComponent.AddPartialFile-11", list_read_back, &partial_separators, 0},
    {"IVssComponent.AddPartialFile-12", list_read_back, &partial_unsigned, 0},
    {"IVssComponent.AddPartialFile-13", list_read_back, &partial_ranges_file, 0},
    {"IVssComponent.AddPartialFile-14", list_read_back, &partial_ranges_file_equals, 0},
    {"IVssComponent.AddPartialFile-18", list_read_back, &partial_metadata, 0},
    {"IVssComponent.AddPartialFile-19", list_read_back, &partial_known_or_new, 0},
    {"IVssComponent.AddPartialFile-21", new_files_are_not_mapped, &list_partial, 0},
    {"IVssComponent.AddPartialFile-25", list_read_back, &partial_overlap, 0},
    {"IVssComponent.GetPartialFile-2", list_read_back, &partial_backslash, 0},
    {"IVssComponent.GetPartialFile-3", list_read_back, &partial_metadata, 0},
    {"IVssComponent.GetPartialFile-4", list_read_back, &partial_separators, 0},
    {"IVssComponent.GetPartialFile-6", list_read_back, &partial_ranges_file_equals, 0},
    {"IVssComponent.GetPartialFile-8", ranges_file_moved, NULL, 0},
    {"IVssBackupComponents.SetRangesFilePath-2", ranges_file_moved, NULL, 0},
    {"IVssBackupComponents.SetRangesFilePath-3", list_read_back, &partial_ranges_file, 0},
    {"IVssComponent.GetPartialFile-9", complete_after_snapshot, &list_partial, 0},
    {"IVssComponent.GetPartialFile-11", partial_status, NULL, 0},
    {"IVssComponent-6", list_read_back, &partial_known_or_new, 0},

    {"IVssComponent.AddDifferencedFilesByLastModifyTime-3", list_read_back, &differenced_late, 0},
    {"IVssComponent.AddDifferencedFilesByLastModifyTime-4", list_read_back, &differenced_times, 0},
    {"IVssComponent.AddDifferencedFilesByLastModifyTime-8", list_read_back, &differenced_times, 0},
    {"IVssComponent.AddDifferencedFilesByLastModifyTime-9", list_read_back, &differenced_no_time,
     0},
    {"IVssComponent.AddDifferencedFilesByLastModifyTime-12", list_read_back, &differenced_paths, 0},
    {"IVssComponent.AddDifferencedFilesByLastModifyTime-13", list_read_back, &differenced_specs, 0},
    {"IVssComponent.AddDifferencedFilesByLastModifyTime-16", list_read_back, &differenced_new, 0},
    {"IVssComponent.AddDifferencedFilesByLastModifyTime-19", new_files_are_not_mapped,
     &list_differenced, 0},
    {"IVssComponent.GetDifferencedFile-2", complete_after_snapshot, &list_differenced, 0},
    {"IVssComponent.GetDifferencedFile-4", list_read_back, &differenced_paths, 0},
    {"IVssComponent.GetDifferencedFile-6", list_read_back, &differenced_times, 0},
    {"IVssComponent.GetDifferencedFile-7", list_read_back, &differenced_no_time, 0},
    {"IVssComponent.GetDifferencedFile-13", new_files_are_not_mapped, &list_differenced, 0},

    {"IVssComponent.GetAlternateLocationMappingCount-2", list_read_back, &mapping_counts, 0},
    {"IVssComponent.GetAlternateLocationMappingCount-3", list_read_back, &mapping_counts, 0},
    {"IVssComponent.GetAlternateLocationMapping-3", where_it_went, NULL, 0},
    {"IVssComponent.GetAlternateLocationMapping-4", list_read_back, &mapping_counts, 0},
    {"IVssComponent.GetNewTarget-3", list_read_back, &target_counts, 0},
    {"IVssComponent.GetNewTarget-5", list_read_back, &target_counts, 0},

    {"IVssComponent.AddDirectedTarget-3", partial_and_directed, NULL, 0},
    {"IVssComponent.AddDirectedTarget-5", list_read_back, &directed_pairs, 0},
    {"IVssComponent.AddDirectedTarget-6", list_read_back, &directed_grammar, 0},
    {"IVssComponent.AddDirectedTarget-7", list_read_back, &directed_wildcards, 0},
    {"IVssComponent.AddDirectedTarget-8", list_read_back, &directed_source, 0},
    {"IVssComponent.AddDirectedTarget-9", list_read_back, &directed_same_file, 0},
    {"IVssComponent.AddDirectedTarget-10", list_read_back, &directed_whole, 0},
    {"IVssComponent.AddDirectedTarget-11", partial_and_directed, NULL, 0},
    {"IVssComponent.GetDirectedTarget-4", list_read_back, &directed_pairs, 0},
    {"IVssComponent.GetDirectedTarget-5", list_read_back, &directed_source, 0},
    {"IVssComponent.GetDirectedTarget-6", partial_and_directed, NULL, 0},
};
const struct suite_group suite_component_entries = SUITE_GROUP("IVssComponent: entries", cases);
