/*
 * tests/host/test_files.c - files on volumes: the same in a folder and in memory.
 */
#include "vstest.h"
#include "machine.h"

#define WIN32(code) ((HRESULT)(0x80070000u | (code))) /* HRESULT_FROM_WIN32 as a constant */

static const struct volume_row {
    const char *name;
    char drive;
} volumes[] = {{"in a folder", 'C'}, {"in memory", 'M'}};

/* A path on the row's volume; holds until the fourth call from now. */
static const char *on(const struct volume_row *row, const char *rest)
{
    static char paths[4][512];
    static unsigned next;
    char *path = paths[next++ % 4];

    snprintf(path, sizeof paths[0], "%c:\\%s", row->drive, rest);
    return path;
}

VSTEST_TABLE(files, what_is_written_is_read, volumes)
{
    const struct volume_row *row = &volumes[*row_];
    struct machine machine = {0};

    machine_start(&machine);
    VSTEST_HR(machine_write(&machine, on(row, "a.txt"), "hello"), S_OK, row->name);
    VSTEST_TEXT(machine_read(&machine, on(row, "a.txt")), "hello", row->name);
    VSTEST_HR(machine_write(&machine, on(row, "a.txt"), "hi"), S_OK, row->name);
    VSTEST_TEXT(machine_read(&machine, on(row, "a.txt")), "hi", row->name);
    cr_expect(machine_stop(&machine));
}

VSTEST_TABLE(files, names_are_found_in_any_case_and_keep_their_own, volumes)
{
    const struct volume_row *row = &volumes[*row_];
    struct machine machine = {0};

    machine_start(&machine);
    VSTEST_HR(vsapi_files_make_folder(machine.host, on(row, "Data\\Ordner \xc3\x84")), S_OK, "");
    VSTEST_HR(machine_write(&machine, on(row, "data\\ordner \xc3\xa4\\File.TXT"), "x"), S_OK, "");
    VSTEST_TEXT(machine_read(&machine, on(row, "DATA\\ORDNER \xc3\x84\\file.txt")), "x", row->name);
    VSTEST_HR(machine_write(&machine, on(row, "data\\ordner \xc3\xa4\\FILE.txt"), "y"), S_OK, "");
    VSTEST_TEXT(machine_read(&machine, on(row, "Data\\Ordner \xc3\x84\\File.TXT")), "y", row->name);
    if (row->drive == 'C')
        cr_expect_eq(machine_count(machine_real(&machine, "C/Data/Ordner \xc3\x84")), 1);
    cr_expect(machine_stop(&machine));
}

Test(files, an_exact_name_wins_over_one_in_another_case)
{
    struct machine machine = {0};

    machine_start(&machine);
    machine_put(&machine, "C/name", "lower");
    machine_put(&machine, "C/NAME", "upper");
    VSTEST_TEXT(machine_read(&machine, "C:\\name"), "lower", "");
    VSTEST_TEXT(machine_read(&machine, "C:\\NAME"), "upper", "");
    cr_expect(machine_stop(&machine));
}

/* What opening answers on a volume with the folder "f" and the file "f\file". */
static const struct open_row {
    const char *path;
    enum vsapi_file_mode mode;
    HRESULT hr;
} open_rows[] = {
    {"f\\file", VSAPI_FILE_READ, S_OK},
    {"f\\file", VSAPI_FILE_WRITE, S_OK},
    {"f\\file", VSAPI_FILE_UPDATE, S_OK},
    {"f\\new", VSAPI_FILE_WRITE, S_OK},
    {"f\\none", VSAPI_FILE_READ, WIN32(ERROR_FILE_NOT_FOUND)},
    {"f\\none", VSAPI_FILE_UPDATE, WIN32(ERROR_FILE_NOT_FOUND)},
    {"none\\file", VSAPI_FILE_READ, WIN32(ERROR_PATH_NOT_FOUND)},
    {"none\\file", VSAPI_FILE_WRITE, WIN32(ERROR_PATH_NOT_FOUND)},
    {"f\\file\\below", VSAPI_FILE_READ, WIN32(ERROR_PATH_NOT_FOUND)},
    {"f", VSAPI_FILE_READ, WIN32(ERROR_ACCESS_DENIED)},
    {"f", VSAPI_FILE_WRITE, WIN32(ERROR_ACCESS_DENIED)},
    {"", VSAPI_FILE_READ, WIN32(ERROR_ACCESS_DENIED)},
    {"f\\a:stream", VSAPI_FILE_WRITE, WIN32(ERROR_INVALID_NAME)},
    {"f\\*", VSAPI_FILE_READ, WIN32(ERROR_INVALID_NAME)},
    {"f\\tab\there", VSAPI_FILE_WRITE, WIN32(ERROR_INVALID_NAME)},
    {"f\\\xff\xfe", VSAPI_FILE_WRITE, WIN32(ERROR_INVALID_NAME)},
};

VSTEST_TABLE(files, opening_answers_as_windows_does, open_rows)
{
    const struct open_row *row = &open_rows[*row_];
    struct machine machine = {0};

    machine_start(&machine);
    for (size_t i = 0; i < VSTEST_COUNT(volumes); i++) {
        struct vsapi_file *file = NULL;
        HRESULT hr;

        vsapi_files_make_folder(machine.host, on(&volumes[i], "f"));
        machine_write(&machine, on(&volumes[i], "f\\file"), "x");
        hr = vsapi_files_open(machine.host, on(&volumes[i], row->path), row->mode, &file);
        VSTEST_HR(hr, row->hr, row->path);
        cr_expect_eq(file != NULL, SUCCEEDED(row->hr), "%s", row->path);
        vsapi_file_close(file, 0);
    }
    cr_expect(machine_stop(&machine));
}

/* Renaming and removing on a volume with "a", "b" and the folder "f" with "f\file" in it. */
static const struct change_row {
    const char *from, *to; /* to NULL: removed */
    HRESULT hr;
} change_rows[] = {
    {"a", "c", S_OK},
    {"a", "A", S_OK},
    {"a", "f\\a", S_OK},
    {"f", "g", S_OK},
    {"a", "b", WIN32(ERROR_ALREADY_EXISTS)},
    {"a", "B", WIN32(ERROR_ALREADY_EXISTS)},
    {"none", "c", WIN32(ERROR_FILE_NOT_FOUND)},
    {"a", "none\\c", WIN32(ERROR_PATH_NOT_FOUND)},
    {"", "c", WIN32(ERROR_ACCESS_DENIED)},
    {"a", NULL, S_OK},
    {"f", NULL, S_OK},
    {"F\\FILE", NULL, S_OK},
    {"none", NULL, WIN32(ERROR_FILE_NOT_FOUND)},
    {"none\\a", NULL, WIN32(ERROR_PATH_NOT_FOUND)},
    {"", NULL, WIN32(ERROR_ACCESS_DENIED)},
};

static void check_change(struct machine *machine, const struct volume_row *volume,
                         const struct change_row *row)
{
    struct vsapi_file_info info;
    char from[64];
    HRESULT hr;

    snprintf(from, sizeof from, "%s", on(volume, row->from));
    hr = row->to ? vsapi_files_rename(machine->host, from, on(volume, row->to))
                 : vsapi_files_remove(machine->host, from);
    VSTEST_HR(hr, row->hr, row->from);
    if (FAILED(row->hr))
        return;
    if (row->to)
        VSTEST_HR(vsapi_files_stat(machine->host, on(volume, row->to), &info), S_OK, row->to);
    if (!row->to || strcasecmp(row->from, row->to) != 0)
        VSTEST_HR(vsapi_files_stat(machine->host, from, &info), WIN32(ERROR_FILE_NOT_FOUND),
                  row->from);
}

VSTEST_TABLE(files, renaming_and_removing_answer_as_windows_does, change_rows)
{
    struct machine machine = {0};

    machine_start(&machine);
    for (size_t i = 0; i < VSTEST_COUNT(volumes); i++) {
        vsapi_files_make_folder(machine.host, on(&volumes[i], "f"));
        machine_write(&machine, on(&volumes[i], "a"), "a");
        machine_write(&machine, on(&volumes[i], "b"), "b");
        machine_write(&machine, on(&volumes[i], "f\\file"), "x");
        check_change(&machine, &volumes[i], &change_rows[*row_]);
    }
    cr_expect(machine_stop(&machine));
}

Test(files, a_file_does_not_move_to_another_volume)
{
    struct machine machine = {0};

    machine_start(&machine);
    machine_write(&machine, "C:\\a", "a");
    VSTEST_HR(vsapi_files_rename(machine.host, "C:\\a", "M:\\a"), WIN32(ERROR_NOT_SAME_DEVICE), "");
    cr_expect(machine_stop(&machine));
}

Test(files, a_folder_in_memory_does_not_move_into_itself)
{
    struct machine machine = {0};

    machine_start(&machine);
    vsapi_files_make_folder(machine.host, "M:\\a\\b");
    VSTEST_HR(vsapi_files_rename(machine.host, "M:\\a", "M:\\a\\b\\c"),
              WIN32(ERROR_SHARING_VIOLATION), "");
    VSTEST_HR(vsapi_files_rename(machine.host, "M:\\a", "M:\\a\\c"), WIN32(ERROR_SHARING_VIOLATION),
              "");
    cr_expect(machine_stop(&machine));
}

struct listing {
    unsigned count, folders;
    uint64_t bytes;
    HRESULT answer;
};

static HRESULT count_entry(void *context, const char *name, const struct vsapi_file_info *info)
{
    struct listing *listing = context;

    cr_expect(strcmp(name, ".") != 0 && strcmp(name, "..") != 0);
    listing->count++;
    listing->folders += (info->attributes & FILE_ATTRIBUTE_DIRECTORY) != 0;
    listing->bytes += info->size_bytes;
    return listing->answer;
}

VSTEST_TABLE(files, a_folder_lists_all_that_is_in_it, volumes)
{
    const struct volume_row *row = &volumes[*row_];
    struct listing listing = {0}, stopped = {.answer = E_ABORT};
    struct machine machine = {0};

    machine_start(&machine);
    vsapi_files_make_folder(machine.host, on(row, "f\\g"));
    machine_write(&machine, on(row, "f\\1"), "1");
    machine_write(&machine, on(row, "f\\22"), "22");
    VSTEST_HR(vsapi_files_list(machine.host, on(row, "f"), count_entry, &listing), S_OK, row->name);
    cr_expect_eq(listing.count, 3);
    cr_expect_eq(listing.folders, 1);
    cr_expect_eq(listing.bytes, 3);
    VSTEST_HR(vsapi_files_list(machine.host, on(row, "f"), count_entry, &stopped), E_ABORT, "");
    cr_expect_eq(stopped.count, 1, "went on after a failure");
    VSTEST_HR(vsapi_files_list(machine.host, on(row, "f\\1"), count_entry, &listing),
              WIN32(ERROR_PATH_NOT_FOUND), row->name);
    VSTEST_HR(vsapi_files_list(machine.host, on(row, "none"), count_entry, &listing),
              WIN32(ERROR_FILE_NOT_FOUND), row->name);
    cr_expect(machine_stop(&machine));
}

VSTEST_TABLE(files, a_folder_is_listed_one_entry_at_a_time, volumes)
{
    const struct volume_row *row = &volumes[*row_];
    struct machine machine = {0};
    struct vsapi_listing *listing;
    struct vsapi_file_info info;
    const char *name;
    uint64_t bytes = 0;
    unsigned seen = 0;

    machine_start(&machine);
    VSTEST_HR(vsapi_files_make_folder(machine.host, on(row, "f\\folder")), S_OK, "");
    VSTEST_HR(machine_write(&machine, on(row, "f\\1"), "1"), S_OK, "");
    VSTEST_HR(machine_write(&machine, on(row, "f\\2"), "22"), S_OK, "");
    VSTEST_HR(vsapi_files_open_listing(machine.host, on(row, "f"), &listing), S_OK, "");
    while (vsapi_listing_next(listing, &name, &info) == S_OK) {
        seen |= *name == '1' ? 1u : *name == '2' ? 2u : 4u;
        bytes += info.size_bytes;
        VSTEST_HR(machine_write(&machine, on(row, "other"), "x"), S_OK, "while it is listed");
    }
    cr_expect_null(name);
    cr_expect_eq(seen, 7);
    cr_expect_eq(bytes, 3);
    VSTEST_HR(vsapi_listing_next(listing, &name, &info), S_FALSE, "again");
    vsapi_listing_close(listing);
    vsapi_listing_close(NULL);
    VSTEST_HR(vsapi_files_open_listing(machine.host, on(row, "none"), &listing),
              WIN32(ERROR_FILE_NOT_FOUND), "");
    cr_expect_null(listing);
    VSTEST_FAIL_EACH_ALLOCATION(vsapi_files_open_listing(machine.host, on(row, "f"), &listing),
                                vsapi_listing_close(listing));
    cr_expect(machine_stop(&machine));
}

Test(files, a_listing_leaves_out_what_windows_cannot_name)
{
    struct listing listing = {0};
    struct machine machine = {0};

    machine_start(&machine);
    machine_put(&machine, "C/a\\b", "x");
    machine_put(&machine, "C/\xff", "x");
    machine_put(&machine, "C/fine", "x");
    VSTEST_HR(vsapi_files_list(machine.host, "C:\\", count_entry, &listing), S_OK, "");
    cr_expect_eq(listing.count, 1);
    cr_expect(machine_stop(&machine));
}

VSTEST_TABLE(files, parts_are_read_and_written_at_their_offset, volumes)
{
    const struct volume_row *row = &volumes[*row_];
    struct machine machine = {0};
    struct vsapi_file_info info;
    struct vsapi_file *file;
    char text[16] = "";
    size_t got;

    machine_start(&machine);
    VSTEST_HR(vsapi_files_open(machine.host, on(row, "a"), VSAPI_FILE_WRITE, &file), S_OK, "");
    VSTEST_HR(vsapi_file_write(file, 6, "world", 5), S_OK, "");
    VSTEST_HR(vsapi_file_write(file, 0, "hello ", 6), S_OK, "");
    VSTEST_HR(vsapi_file_read(file, 4, text, 4, &got), S_OK, "");
    cr_expect_eq(got, 4);
    VSTEST_TEXT(text, "o wo", row->name);
    VSTEST_HR(vsapi_file_read(file, 11, text, 4, &got), S_OK, "");
    cr_expect_eq(got, 0);
    VSTEST_HR(vsapi_file_close(file, 133000000001234567), S_OK, "");
    VSTEST_HR(vsapi_files_stat(machine.host, on(row, "a"), &info), S_OK, "");
    cr_expect_eq(info.size_bytes, 11);
    cr_expect_eq(info.modified, 133000000001234567);
    VSTEST_HR(vsapi_files_open(machine.host, on(row, "a"), VSAPI_FILE_READ, &file), S_OK, "");
    VSTEST_HR(vsapi_file_write(file, 0, "x", 1), WIN32(ERROR_ACCESS_DENIED), row->name);
    vsapi_file_close(file, 0);
    cr_expect(machine_stop(&machine));
}

VSTEST_TABLE(files, a_removed_file_stays_readable_for_who_has_it_open, volumes)
{
    const struct volume_row *row = &volumes[*row_];
    struct machine machine = {0};
    struct vsapi_file *file;
    char text[8] = "";
    size_t got;

    machine_start(&machine);
    machine_write(&machine, on(row, "a"), "alive");
    vsapi_files_open(machine.host, on(row, "a"), VSAPI_FILE_READ, &file);
    VSTEST_HR(vsapi_files_remove(machine.host, on(row, "a")), S_OK, row->name);
    VSTEST_HR(vsapi_file_read(file, 0, text, 5, &got), S_OK, row->name);
    VSTEST_TEXT(text, "alive", row->name);
    vsapi_file_close(file, 0);
    cr_expect(machine_stop(&machine));
}

VSTEST_TABLE(files, a_full_volume_says_so_and_gives_room_back, volumes)
{
    const struct volume_row *row = &volumes[*row_];
    struct machine machine = {.capacity_bytes = 10};

    machine_start(&machine);
    VSTEST_HR(machine_write(&machine, on(row, "a"), "123456"), S_OK, row->name);
    VSTEST_HR(machine_write(&machine, on(row, "b"), "12345"), WIN32(ERROR_DISK_FULL), row->name);
    VSTEST_HR(machine_write(&machine, on(row, "b"), "1234"), S_OK, row->name);
    VSTEST_HR(machine_write(&machine, on(row, "a"), "1234567"), WIN32(ERROR_DISK_FULL), row->name);
    VSTEST_HR(vsapi_files_remove(machine.host, on(row, "b")), S_OK, row->name);
    VSTEST_HR(machine_write(&machine, on(row, "a"), "1234567890"), S_OK, row->name);
    cr_expect(machine_stop(&machine));
}

Test(files, a_read_only_file_is_neither_written_nor_removed)
{
    struct vsapi_file_info info;
    struct machine machine = {0};

    machine_start(&machine);
    machine_put(&machine, "C/a", "x");
    chmod(machine_real(&machine, "C/a"), 0444);
    VSTEST_HR(vsapi_files_stat(machine.host, "C:\\a", &info), S_OK, "");
    cr_expect(info.attributes & FILE_ATTRIBUTE_READONLY);
    VSTEST_HR(machine_write(&machine, "C:\\a", "y"), WIN32(ERROR_ACCESS_DENIED), "");
    VSTEST_HR(vsapi_files_remove(machine.host, "C:\\a"), WIN32(ERROR_ACCESS_DENIED), "");
    VSTEST_TEXT(machine_read(&machine, "C:\\a"), "x", "");
    cr_expect(machine_stop(&machine));
}

static HRESULT whole_life(struct machine *machine, const struct volume_row *row)
{
    HRESULT hr = vsapi_files_make_folder(machine->host, on(row, "f\\g"));

    if (SUCCEEDED(hr))
        hr = machine_write(machine, on(row, "f\\g\\a"), "x");
    if (SUCCEEDED(hr))
        hr = vsapi_files_rename(machine->host, on(row, "f\\g\\a"), on(row, "f\\b"));
    if (SUCCEEDED(hr))
        hr = vsapi_files_remove(machine->host, on(row, "f"));
    return hr;
}

/* In a folder a few allocations do not matter: names that are kept to be found faster are forgotten
 * when memory is out, and removing is tried again. */
VSTEST_TABLE(files, lack_of_memory_is_told_and_leaks_nothing, volumes)
{
    const struct volume_row *row = &volumes[*row_];
    struct machine machine = {0};
    unsigned no_matter = 0;
    bool reached = true;

    machine_start(&machine);
    for (uint64_t nth = 1; reached; nth++) {
        HRESULT hr;

        vsapi_alloc_fail_at(nth, false);
        hr = whole_life(&machine, row);
        reached = vsapi_alloc_count() >= nth;
        vsapi_alloc_fail_at(0, false);
        cr_expect(hr == S_OK || hr == E_OUTOFMEMORY, "%s", vsapi_hresult_name(hr));
        no_matter += reached && hr == S_OK;
        vsapi_files_remove(machine.host, on(row, "f"));
    }
    cr_expect_leq(no_matter, row->drive == 'C' ? 7 : 0, "%u", no_matter);
    cr_expect(machine_stop(&machine));
}

/* With a folder that is read for each new name this takes minutes. */
Test(files, many_files_in_one_folder_take_their_time_once, .timeout = 60)
{
    enum { FILES = 20000 };
    struct machine machine = {.where = "/dev/shm"};
    char path[64];

    machine_start(&machine);
    for (int i = 0; i < FILES; i++) {
        snprintf(path, sizeof path, "C:\\File%d", i);
        cr_assert_eq(machine_write(&machine, path, "x"), S_OK);
    }
    for (int i = 0; i < FILES; i += 100) {
        snprintf(path, sizeof path, "C:\\FILE%d", i);
        VSTEST_TEXT(machine_read(&machine, path), "x", path);
    }
    cr_expect(machine_stop(&machine));
}

Test(files, names_that_others_make_or_take_away_are_noticed)
{
    struct machine machine = {0};

    machine_start(&machine);
    machine_write(&machine, "C:\\one", "1");
    for (int i = 0; i < 100; i++) {
        usleep(5000); /* a change shows in the folder's time, which moves in steps */
        machine_put(&machine, "C/Other", "2");
        VSTEST_TEXT(machine_read(&machine, "C:\\OTHER"), "2", "");
        usleep(5000);
        unlink(machine_real(&machine, "C/Other"));
        VSTEST_TEXT(machine_read(&machine, "C:\\OTHER"),
                    "(HRESULT_FROM_WIN32(ERROR_FILE_NOT_FOUND))", "");
        machine_write(&machine, "C:\\oNe", "3");
    }
    cr_expect_eq(machine_count(machine_real(&machine, "C")), 1);
    cr_expect(machine_stop(&machine));
}

/* What is kept of a folder's names goes with what this program does to them. */
Test(files, names_that_were_renamed_or_removed_are_known)
{
    struct machine machine = {0};

    machine_start(&machine);
    machine_write(&machine, "C:\\one", "1");
    vsapi_files_make_folder(machine.host, "C:\\Sub");
    machine_write(&machine, "C:\\Sub\\two", "2");
    cr_expect_eq(vsapi_files_rename(machine.host, "C:\\ONE", "C:\\Three"), S_OK);
    VSTEST_TEXT(machine_read(&machine, "C:\\three"), "1", "the new name");
    VSTEST_TEXT(machine_read(&machine, "C:\\One"), "(HRESULT_FROM_WIN32(ERROR_FILE_NOT_FOUND))",
                "the old name");
    cr_expect_eq(vsapi_files_rename(machine.host, "C:\\THREE", "C:\\THREE"), S_OK, "only its case");
    cr_expect_eq(vsapi_files_rename(machine.host, "C:\\three", "C:\\SUB\\Three"), S_OK);
    VSTEST_TEXT(machine_read(&machine, "C:\\sub\\THREE"), "1", "in another folder");
    cr_expect_eq(vsapi_files_remove(machine.host, "C:\\sub\\TWO"), S_OK);
    VSTEST_TEXT(machine_read(&machine, "C:\\Sub\\TWO"),
                "(HRESULT_FROM_WIN32(ERROR_FILE_NOT_FOUND))", "removed");
    cr_expect(machine_stop(&machine));
}

/* Linux may have two names that differ in their case only: when one goes the other is found. */
Test(files, of_two_names_that_differ_in_case_one_may_go)
{
    static const char *const gone[] = {"C:\\Same", "C:\\same"};

    for (size_t i = 0; i < 2; i++) {
        struct machine machine = {0};

        machine_start(&machine);
        machine_put(&machine, "C/Same", "upper");
        machine_put(&machine, "C/same", "lower");
        machine_read(&machine, "C:\\SAME"); /* now the names are known */
        cr_expect_eq(vsapi_files_remove(machine.host, gone[i]), S_OK);
        VSTEST_TEXT(machine_read(&machine, "C:\\SAME"), i == 0 ? "lower" : "upper", "");
        cr_expect(machine_stop(&machine));
    }
}
