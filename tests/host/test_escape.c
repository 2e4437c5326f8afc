/*
 * tests/host/test_escape.c - nothing leads out of the folder of a volume.
 *
 * Beside the volume's folder lies the file "outside" with a secret in it. Every row tries to reach
 * it; each is tried with openat2 and without.
 */
#include "vstest.h"
#include "machine.h"

#include <pthread.h>
#include <stdatomic.h>

extern atomic_bool vsapi_beneath_no_openat2_; /* vsapi/host/beneath.h */

static void start(struct machine *machine)
{
    memset(machine, 0, sizeof *machine);
    machine_start(machine);
    machine_put(machine, "outside", "secret");
    machine_folder(machine, "out");
    machine_put(machine, "out/file", "secret");
    machine_folder(machine, "C/in");
    machine_folder(machine, "C/in/deep");
    machine_put(machine, "C/in/file", "mine");
    machine_link(machine, "../outside", "C/up");
    machine_link(machine, "../out", "C/updir");
    machine_link(machine, "../../outside", "C/in/up");
    machine_link(machine, "/etc/passwd", "C/absolute");
    machine_link(machine, machine_real(machine, "outside"), "C/absolute2");
    machine_link(machine, machine_real(machine, "C/in"), "C/absolute3");
    machine_link(machine, "in", "C/inner");
    machine_link(machine, "../in/file", "C/in/innerfile");
    machine_link(machine, "../../C/in", "C/in/around");
    machine_link(machine, "deep/../../../outside", "C/in/zigzag");
    machine_link(machine, "loop2", "C/loop1");
    machine_link(machine, "loop1", "C/loop2");
    machine_link(machine, "inner/up", "C/chain");
    machine_link(machine, ".", "C/self");
    machine_link(machine, "/proc/self/root", "C/magic");
}

static bool stop(struct machine *machine)
{
    char secret[64] = "";
    int fd = open(machine_real(machine, "outside"), O_RDONLY);
    bool whole = fd >= 0 && read(fd, secret, sizeof secret) == 6 && strcmp(secret, "secret") == 0;

    close(fd);
    vsapi_host_destroy(machine->host);
    whole = whole && machine_count(machine_real(machine, "out")) == 1;
    return SUCCEEDED(vsapi_folder_remove(machine->folder)) && whole;
}

static const struct escape_row {
    const char *path;
    HRESULT read, write, map; /* opening for reading and writing, vsapi_host_path */
} escape_rows[] = {
    {"C:\\..\\outside", E_INVALIDARG, E_INVALIDARG, E_INVALIDARG},
    {"C:\\in\\..\\..\\outside", E_INVALIDARG, E_INVALIDARG, E_INVALIDARG},
    {"C:\\in/../../outside", E_INVALIDARG, E_INVALIDARG, E_INVALIDARG},
    {"\\\\?\\C:\\..\\outside", E_INVALIDARG, E_INVALIDARG, E_INVALIDARG},
    {"\\\\?\\C:\\in\\..\\file", E_INVALIDARG, E_INVALIDARG, E_INVALIDARG},
    {"C:\\in\\..\\in\\file", S_OK, S_OK, S_OK},
    {"C:\\up", E_INVALIDARG, E_INVALIDARG, E_INVALIDARG},
    {"C:\\updir\\file", E_INVALIDARG, E_INVALIDARG, E_INVALIDARG},
    {"C:\\updir\\new", E_INVALIDARG, E_INVALIDARG, E_INVALIDARG},
    {"C:\\in\\up", E_INVALIDARG, E_INVALIDARG, E_INVALIDARG},
    {"C:\\absolute", E_INVALIDARG, E_INVALIDARG, E_INVALIDARG},
    {"C:\\absolute2", E_INVALIDARG, E_INVALIDARG, E_INVALIDARG},
    {"C:\\absolute3\\file", E_INVALIDARG, E_INVALIDARG, E_INVALIDARG},
    {"C:\\in\\around\\file", E_INVALIDARG, E_INVALIDARG, E_INVALIDARG},
    {"C:\\in\\zigzag", E_INVALIDARG, E_INVALIDARG, E_INVALIDARG},
    {"C:\\chain", E_INVALIDARG, E_INVALIDARG, E_INVALIDARG},
    {"C:\\magic\\etc\\passwd", E_INVALIDARG, E_INVALIDARG, E_INVALIDARG},
    {"C:\\loop1", (HRESULT)0x80070781, (HRESULT)0x80070781, (HRESULT)0x80070781},
    {"C:\\inner\\file", S_OK, S_OK, S_OK},
    {"C:\\INNER\\FILE", S_OK, S_OK, S_OK},
    {"C:\\in\\innerfile", S_OK, S_OK, S_OK},
    {"C:\\self\\self\\in\\file", S_OK, S_OK, S_OK},
};

static void try_row(const struct escape_row *row)
{
    struct vsapi_file *file;
    struct machine machine;
    char *path;

    start(&machine);
    VSTEST_HR(vsapi_files_open(machine.host, row->path, VSAPI_FILE_READ, &file), row->read,
              row->path);
    vsapi_file_close(file, 0);
    if (row->read == S_OK)
        VSTEST_TEXT(machine_read(&machine, row->path), "mine", row->path);
    VSTEST_HR(vsapi_files_open(machine.host, row->path, VSAPI_FILE_WRITE, &file), row->write,
              row->path);
    vsapi_file_close(file, 0);
    VSTEST_HR(vsapi_host_path(machine.host, row->path, &path), row->map, row->path);
    if (path)
        cr_expect(strcmp(path, machine_real(&machine, "C/in/file")) == 0, "%s: %s", row->path,
                  path);
    vsapi_host_free_path(path);
    cr_expect(stop(&machine), "%s: something happened outside", row->path);
}

VSTEST_TABLE(escape, no_path_leads_out, escape_rows)
{
    try_row(&escape_rows[*row_]);
    atomic_store(&vsapi_beneath_no_openat2_, true);
    try_row(&escape_rows[*row_]);
}

Test(escape, changes_do_not_reach_through_links)
{
    struct machine machine;

    start(&machine);
    VSTEST_HR(vsapi_files_make_folder(machine.host, "C:\\updir\\new"), E_INVALIDARG, "");
    VSTEST_HR(vsapi_files_make_folder(machine.host, "C:\\updir\\..\\..\\new"), E_INVALIDARG, "");
    VSTEST_HR(vsapi_files_remove(machine.host, "C:\\updir\\file"), E_INVALIDARG, "");
    VSTEST_HR(vsapi_files_rename(machine.host, "C:\\in\\file", "C:\\updir\\file2"), E_INVALIDARG,
              "");
    VSTEST_HR(vsapi_files_rename(machine.host, "C:\\updir\\file", "C:\\stolen"), E_INVALIDARG, "");
    /* The link itself may go. */
    VSTEST_HR(vsapi_files_remove(machine.host, "C:\\updir"), S_OK, "");
    VSTEST_HR(vsapi_files_remove(machine.host, "C:\\up"), S_OK, "");
    VSTEST_HR(vsapi_files_rename(machine.host, "C:\\absolute", "C:\\renamed"), S_OK, "");
    VSTEST_HR(vsapi_files_remove(machine.host, "C:\\in"), S_OK, "");
    cr_expect(stop(&machine));
}

Test(escape, links_are_told_as_links)
{
    struct vsapi_file_info info;
    struct machine machine;

    start(&machine);
    VSTEST_HR(vsapi_files_stat(machine.host, "C:\\up", &info), S_OK, "");
    cr_expect_eq(info.attributes, FILE_ATTRIBUTE_REPARSE_POINT);
    VSTEST_HR(vsapi_files_stat(machine.host, "C:\\inner", &info), S_OK, "");
    cr_expect_eq(info.attributes, FILE_ATTRIBUTE_REPARSE_POINT);
    cr_expect(stop(&machine));
}

Test(escape, other_things_than_files_are_not_opened)
{
    struct vsapi_file *file;
    struct machine machine;

    start(&machine);
    mkfifo(machine_real(&machine, "C/pipe"), 0600);
    VSTEST_HR(vsapi_files_open(machine.host, "C:\\pipe", VSAPI_FILE_READ, &file),
              HRESULT_FROM_WIN32(ERROR_ACCESS_DENIED), "");
    VSTEST_HR(vsapi_files_open(machine.host, "C:\\pipe", VSAPI_FILE_WRITE, &file),
              HRESULT_FROM_WIN32(ERROR_ACCESS_DENIED), "");
    cr_expect(stop(&machine));
}

Test(escape, a_path_of_what_is_not_there_yet_can_be_mapped)
{
    struct machine machine;
    char *path;

    start(&machine);
    VSTEST_HR(vsapi_host_path(machine.host, "C:\\IN\\New\\folder\\file", &path), S_OK, "");
    VSTEST_TEXT(path, machine_real(&machine, "C/in/New/folder/file"), "");
    vsapi_host_free_path(path);
    VSTEST_HR(vsapi_host_path(machine.host, "C:\\", &path), S_OK, "");
    VSTEST_TEXT(path, machine_real(&machine, "C"), "");
    vsapi_host_free_path(path);
    VSTEST_HR(vsapi_host_path(machine.host, "M:\\x", &path), E_NOTIMPL, "");
    cr_expect_null(path);
    VSTEST_HR(vsapi_host_path(machine.host, "Z:\\x", &path),
              HRESULT_FROM_WIN32(ERROR_PATH_NOT_FOUND), "");
    cr_expect(stop(&machine));
}

/* ---- races -------------------------------------------------------------------------------------
 */

struct swapper { /* makes "C/race" a folder and a link out of the volume in turns */
    char folder[128], link[128], race[128];
    atomic_bool stop;
};

static void *swap(void *argument)
{
    struct swapper *swapper = argument;

    while (!atomic_load(&swapper->stop)) {
        renameat2(AT_FDCWD, swapper->link, AT_FDCWD, swapper->race, RENAME_EXCHANGE);
        renameat2(AT_FDCWD, swapper->link, AT_FDCWD, swapper->race, RENAME_EXCHANGE);
    }
    return NULL;
}

static void race(bool openat2)
{
    struct swapper swapper = {0};
    struct machine machine;
    pthread_t thread;
    unsigned reached = 0;

    atomic_store(&vsapi_beneath_no_openat2_, !openat2);
    start(&machine);
    machine_folder(&machine, "C/race");
    machine_put(&machine, "C/race/file", "mine");
    machine_link(&machine, "../out", "C/racelink");
    snprintf(swapper.race, sizeof swapper.race, "%s/C/race", machine.folder);
    snprintf(swapper.link, sizeof swapper.link, "%s/C/racelink", machine.folder);
    cr_assert_eq(pthread_create(&thread, NULL, swap, &swapper), 0);
    for (int i = 0; i < 3000; i++) {
        const char *text = machine_read(&machine, "C:\\race\\file");

        cr_expect(strcmp(text, "secret") != 0, "read outside in round %d", i);
        reached += strcmp(text, "mine") == 0;
        machine_write(&machine, "C:\\race\\new", "x");
    }
    atomic_store(&swapper.stop, true);
    pthread_join(thread, NULL);
    cr_expect(reached > 0, "the file was never reached: the race was not run");
    cr_expect(stop(&machine), "something was written outside");
}

Test(escape, a_link_that_comes_meanwhile_leads_nowhere)
{
    race(true);
    race(false);
}
