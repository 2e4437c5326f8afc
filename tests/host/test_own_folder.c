/*
 * tests/host/test_own_folder.c - temporary folders of processes that were killed are removed by the
 * next one; those of others never are.
 */
#include "vstest.h"
#include "machine.h"

#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>

struct place { /* where temporary files go */
    char path[64];
};

static void place_start(struct place *place)
{
    snprintf(place->path, sizeof place->path, "/tmp/vsapi-test-XXXXXX");
    cr_assert_not_null(mkdtemp(place->path));
    setenv("TMPDIR", place->path, 1);
}

static void place_end(struct place *place)
{
    VSTEST_HR(vsapi_folder_remove(place->path), S_OK, "");
}

static const char *in(const struct place *place, const char *name)
{
    static char path[128];

    snprintf(path, sizeof path, "%s/%s", place->path, name);
    return path;
}

static bool is_there(const struct place *place, const char *name)
{
    struct stat st;

    return lstat(in(place, name), &st) == 0;
}

static struct vsapi_host *start_host(void)
{
    struct vsapi_host *host;

    VSTEST_HR(vsapi_host_create_default(&host), S_OK, "");
    return host;
}

/* Another process that has done `begin` and then lives until it is killed. */
static pid_t start_process(void (*begin)(void *context), void *context)
{
    int ends[2];
    char byte = 'x';
    pid_t pid;

    cr_assert_eq(pipe(ends), 0);
    pid = fork();
    if (pid == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        begin(context);
        while (write(ends[1], &byte, 1) == 1)
            pause();
        _exit(1);
    }
    cr_assert_eq(read(ends[0], &byte, 1), 1);
    close(ends[0]);
    close(ends[1]);
    return pid;
}

static void use_host(void *context)
{
    (void)context;
    vsapi_files_make_folder(start_host(), "C:\\folder");
}

static void make_shadow_folder(void *context)
{
    struct machine *machine = context;
    const char *folder;

    vsapi_host_shadow_folder(machine->host, machine->disk, &folder);
}

static void kill_process(pid_t pid)
{
    kill(pid, SIGKILL);
    waitpid(pid, NULL, 0);
}

Test(own_folder, that_of_a_killed_process_is_removed_by_the_next)
{
    struct place place;
    pid_t dead, alive;

    place_start(&place);
    dead = start_process(use_host, NULL);
    alive = start_process(use_host, NULL);
    cr_expect_eq(machine_count(place.path), 2);
    kill_process(dead);
    cr_expect_eq(machine_count(place.path), 2);
    vsapi_host_destroy(start_host());
    cr_expect_eq(machine_count(place.path), 1, "only that of the living process is left");
    kill_process(alive);
    vsapi_host_destroy(start_host());
    cr_expect_eq(machine_count(place.path), 0);
    place_end(&place);
}

Test(own_folder, that_of_another_host_of_this_process_stays)
{
    struct vsapi_host *hosts[2];
    struct place place;

    place_start(&place);
    hosts[0] = start_host();
    hosts[1] = start_host();
    cr_expect_eq(machine_count(place.path), 2);
    VSTEST_HR(machine_write(&(struct machine){.host = hosts[0]}, "C:\\a", "a"), S_OK, "");
    vsapi_host_destroy(hosts[0]);
    vsapi_host_destroy(hosts[1]);
    cr_expect_eq(machine_count(place.path), 0);
    place_end(&place);
}

/* A shadow folder lies beside the volume's, wherever that is. */
Test(own_folder, shadow_folders_of_killed_processes_are_removed_too)
{
    struct machine machine = {0};
    const char *folder;
    pid_t pid;

    machine_start(&machine);
    pid = start_process(make_shadow_folder, &machine);
    cr_expect_eq(machine_count(machine.folder), 2);
    kill_process(pid);
    VSTEST_HR(vsapi_host_shadow_folder(machine.host, machine.disk, &folder), S_OK, "");
    cr_expect_eq(machine_count(machine.folder), 2, "the dead process's is gone");
    cr_expect(machine_stop(&machine));
}

static void make(const struct place *place, const char *name, mode_t mode)
{
    cr_assert_eq(mkdir(in(place, name), 0700), 0);
    cr_assert_eq(chmod(in(place, name), mode), 0);
}

static const struct foreign_row {
    const char *name, *folder;
    mode_t mode;
    uid_t owner;
    bool link, removed;
} foreign_rows[] = {
    {"one of ours", "vsapi-host-abcD12", 01700, 0, false, true},
    {"a letter too many", "vsapi-host-abcD123", 01700, 0, false, false},
    {"a letter too few", "vsapi-host-abcD1", 01700, 0, false, false},
    {"another sign", "vsapi-host-abc.12", 01700, 0, false, false},
    {"another beginning", "xvsapi-host-abcD12", 01700, 0, false, false},
    {"without our mark", "vsapi-host-backup", 0700, 0, false, false},
    {"others may enter", "vsapi-host-abcD12", 01755, 0, false, false},
    {"another user's", "vsapi-host-abcD12", 01700, 65534, false, false},
    {"a link", "vsapi-host-abcD12", 01700, 0, true, false},
};

VSTEST_TABLE(own_folder, what_is_not_ours_stays, foreign_rows)
{
    const struct foreign_row *row = &foreign_rows[*row_];
    struct place place;
    char target[128];

    if (row->owner != 0 && geteuid() != 0)
        cr_skip_test("only root has folders of other users");
    place_start(&place);
    snprintf(target, sizeof target, "%s/target", place.path);
    make(&place, row->link ? "target" : row->folder, row->mode);
    if (row->link) {
        close(open(in(&place, "target/file"), O_WRONLY | O_CREAT, 0600));
        cr_assert_eq(symlink(target, in(&place, row->folder)), 0);
    }
    if (row->owner != 0)
        cr_assert_eq(chown(in(&place, row->folder), row->owner, row->owner), 0);
    vsapi_host_destroy(start_host());
    cr_expect_eq(is_there(&place, row->folder), !row->removed, "%s", row->name);
    if (row->link)
        cr_expect(is_there(&place, "target/file"), "%s", row->name);
    place_end(&place);
}
