/*
 * tests/mock-provider/test_catch_up.c - what changes between EndPrepareSnapshots, which copies, and
 * CommitSnapshots, which catches up: the shadow copy is as the volume is at the commit.
 */
#include "vstest.h"
#include "provider.h"

#include "../../mock-provider/src/copy.h"

#include <ftw.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/xattr.h>

#define MIB (1024 * 1024)
#define DEVICE "\\\\?\\GLOBALROOT\\Device\\HarddiskVolumeShadowCopy1\\"

/* ---- the tree ----------------------------------------------------------------------------------
 */

static const struct timespec old_times[2] = {{1600000000, 5}, {1500000000, 123456789}};

static void set_times(struct machine *machine, const char *rest, const struct timespec *times)
{
    cr_assert_eq(utimensat(AT_FDCWD, machine_real(machine, rest), times, AT_SYMLINK_NOFOLLOW), 0);
}

static void put_old(struct machine *machine, const char *rest, const char *text)
{
    machine_put(machine, rest, text);
    set_times(machine, rest, old_times);
}

static void add_name(struct machine *machine, const char *old, const char *new)
{
    char path[128];

    snprintf(path, sizeof path, "%s/%s", machine->folder, old);
    cr_assert_eq(link(path, machine_real(machine, new)), 0);
}

static void move(struct machine *machine, const char *old, const char *new, unsigned flags)
{
    char path[128];

    snprintf(path, sizeof path, "%s/%s", machine->folder, old);
    cr_assert_eq(renameat2(AT_FDCWD, path, AT_FDCWD, machine_real(machine, new), flags), 0);
}

static void put_at(struct machine *machine, const char *rest, off_t offset, const char *text)
{
    int fd = open(machine_real(machine, rest), O_WRONLY | O_CREAT, 0644);

    cr_assert(pwrite(fd, text, strlen(text), offset) == (ssize_t)strlen(text));
    close(fd);
}

static void set_attribute(struct machine *machine, const char *rest, const char *name,
                          const char *value)
{
    setxattr(machine_real(machine, rest), name, value, strlen(value), 0); /* where there are any */
}

static void fill(struct machine *machine)
{
    static const char *const folders[] = {"C/f", "C/g", "C/f/d", "C/empty", "C/f/d/d"};

    for (size_t i = 0; i < VSTEST_COUNT(folders); i++)
        machine_folder(machine, folders[i]);
    put_old(machine, "C/a", "one");
    put_old(machine, "C/b", "two");
    put_old(machine, "C/f/x", "first");
    put_old(machine, "C/g/x", "other");
    put_old(machine, "C/f/d/d/deep", "deep");
    put_old(machine, "C/name1", "names");
    add_name(machine, "C/name1", "C/f/name2");
    add_name(machine, "C/name1", "C/g/name3");
    put_at(machine, "C/hole", 2 * MIB, "end");
    machine_link(machine, "a", "C/link");
    mkfifo(machine_real(machine, "C/pipe"), 0640);
    set_attribute(machine, "C/a", "user.color", "red");
    set_attribute(machine, "C/f", "user.shape", "round");
    put_old(machine, "outside", "brought");
}

/* ---- the comparison ----------------------------------------------------------------------------
 */

static const char *other_root, *case_name; /* where nftw's paths are looked up */
static size_t root_length;
static int entries;

static void compare_contents(const char *a, const char *b)
{
    static char bytes[2][4 * MIB];
    const char *const paths[] = {a, b};
    ssize_t got[2];

    for (int i = 0; i < 2; i++) {
        int fd = open(paths[i], O_RDONLY | O_NOATIME);

        got[i] = read(fd, bytes[i], sizeof bytes[i]);
        close(fd);
    }
    cr_expect(got[0] >= 0 && got[0] == got[1] && memcmp(bytes[0], bytes[1], (size_t)got[0]) == 0,
              "%s: %s has other contents", case_name, a);
}

static void compare_targets(const char *a, const char *b)
{
    char targets[2][256] = {"", ""};

    cr_expect(readlink(a, targets[0], 255) > 0 && readlink(b, targets[1], 255) > 0);
    VSTEST_TEXT(targets[1], targets[0], case_name);
}

static void compare_attributes(const char *a, const char *b)
{
    char names[2][1024] = {"", ""}, values[2][64] = {"", ""};
    ssize_t size[2] = {llistxattr(a, names[0], 1024), llistxattr(b, names[1], 1024)};

    cr_expect_eq(size[0], size[1], "%s: %s has other extended attributes", case_name, a);
    for (char *at = names[0]; size[0] > 0 && at < names[0] + size[0]; at += strlen(at) + 1) {
        size[1] = lgetxattr(a, at, values[0], 64);
        cr_expect(lgetxattr(b, at, values[1], 64) == size[1] &&
                      memcmp(values[0], values[1], (size_t)size[1]) == 0,
                  "%s: %s of %s", case_name, at, a);
    }
}

static bool same_time(const struct timespec *a, const struct timespec *b)
{
    return a->tv_sec == b->tv_sec && a->tv_nsec == b->tv_nsec;
}

/* The names that are one file in the one tree are one file in the other. */
static void compare_names(const char *a, const char *b, const struct stat *st)
{
    static const char *const names[] = {"name1", "f/name2", "g/name3", "new"};

    for (size_t i = 0; i < VSTEST_COUNT(names); i++) {
        char path[2][256];
        struct stat of[2], mine;

        snprintf(path[0], 256, "%.*s/%s", (int)root_length, a, names[i]);
        snprintf(path[1], 256, "%s/%s", other_root, names[i]);
        if (lstat(path[0], &of[0]) == 0 && lstat(path[1], &of[1]) == 0 && lstat(b, &mine) == 0)
            cr_expect_eq(of[0].st_ino == st->st_ino, of[1].st_ino == mine.st_ino, "%s: %s and %s",
                         case_name, a, path[0]);
    }
}

static int compare_one(const char *path, const struct stat *st, int type, struct FTW *at)
{
    char other[256];
    struct stat mine;

    (void)type;
    (void)at;
    snprintf(other, sizeof other, "%s%s", other_root, path + root_length);
    entries += S_ISSOCK(st->st_mode) ? 0 : 1;
    if (S_ISSOCK(st->st_mode) || lstat(other, &mine) != 0) {
        cr_expect(S_ISSOCK(st->st_mode), "%s: %s is not there", case_name, other);
        return 0;
    }
    cr_expect_eq(st->st_mode, mine.st_mode, "%s: %s has mode %o, not %o", case_name, other,
                 mine.st_mode, st->st_mode);
    cr_expect(st->st_uid == mine.st_uid && st->st_gid == mine.st_gid, "%s: owner", case_name);
    cr_expect(same_time(&st->st_mtim, &mine.st_mtim), "%s: time of %s", case_name, other);
    compare_attributes(path, other);
    if (S_ISDIR(st->st_mode))
        return 0;
    if (!S_ISLNK(st->st_mode)) /* a link cannot be read without a trace */
        cr_expect(same_time(&st->st_atim, &mine.st_atim), "%s: time of reading %s", case_name,
                  other);
    cr_expect_eq(st->st_nlink, mine.st_nlink, "%s: names of %s", case_name, other);
    cr_expect_eq(st->st_size, mine.st_size, "%s: size of %s", case_name, other);
    cr_expect(mine.st_blocks <= st->st_blocks, "%s: holes of %s", case_name, other);
    if (S_ISREG(st->st_mode) && S_ISREG(mine.st_mode)) {
        compare_contents(path, other);
        compare_names(path, other, st);
    }
    if (S_ISLNK(st->st_mode) && S_ISLNK(mine.st_mode))
        compare_targets(path, other);
    return 0;
}

static int count_one(const char *path, const struct stat *st, int type, struct FTW *at)
{
    (void)path;
    (void)st;
    (void)type;
    (void)at;
    entries--;
    return 0;
}

static void compare_trees(struct machine *machine, const char *name)
{
    char *copy, tree[128];

    VSTEST_HR(vsapi_host_path(machine->host, DEVICE, &copy), S_OK, name);
    snprintf(tree, sizeof tree, "%s/C", machine->folder);
    case_name = name;
    other_root = copy;
    root_length = strlen(tree);
    entries = 0;
    nftw(tree, compare_one, 16, FTW_PHYS);
    cr_expect(entries > 5);
    nftw(copy, count_one, 16, FTW_PHYS);
    cr_expect_eq(entries, 0, "%s: the copy has entries too many", name);
    vsapi_host_free_path(copy);
}

/* ---- changes -----------------------------------------------------------------------------------
 */

static void no_change(struct machine *machine)
{
    (void)machine;
}

static void other_nanosecond(struct machine *machine)
{
    struct timespec times[2] = {old_times[0], {old_times[1].tv_sec, 987654321}};

    machine_put(machine, "C/a", "ONE");
    set_times(machine, "C/a", times);
}

static void same_size_and_time(struct machine *machine)
{
    put_old(machine, "C/a", "ONE");
    put_old(machine, "C/f/d/d/deep", "DEEP");
}

static void other_sizes(struct machine *machine)
{
    machine_put(machine, "C/a", "longer than before");
    machine_put(machine, "C/b", "");
}

static void new_things(struct machine *machine)
{
    machine_put(machine, "C/new", "new");
    machine_put(machine, "C/empty/new", "new");
    machine_folder(machine, "C/h");
    machine_folder(machine, "C/h/i");
    machine_put(machine, "C/h/i/j", "j");
    machine_link(machine, "nowhere", "C/h/dangling");
    mkfifo(machine_real(machine, "C/h/pipe"), 0600);
}

static void removed(struct machine *machine)
{
    unlink(machine_real(machine, "C/a"));
    unlink(machine_real(machine, "C/pipe"));
    rmdir(machine_real(machine, "C/empty"));
    vsapi_folder_remove(machine_real(machine, "C/f"));
}

static void renamed(struct machine *machine)
{
    move(machine, "C/a", "C/a2", 0);
    move(machine, "C/b", "C/f/x", 0);
    move(machine, "C/g", "C/g2", 0);
    move(machine, "outside", "C/inside", 0);
}

/* Both have a file x of the same size and time. */
static void exchanged(struct machine *machine)
{
    move(machine, "C/f", "C/g", RENAME_EXCHANGE);
    move(machine, "C/a", "C/b", RENAME_EXCHANGE);
}

static void renamed_deep(struct machine *machine)
{
    move(machine, "C/f/d", "C/empty/d", 0);
    machine_put(machine, "C/empty/d/new", "new");
}

static void other_kinds(struct machine *machine)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);

    unlink(machine_real(machine, "C/a"));
    machine_folder(machine, "C/a");
    machine_put(machine, "C/a/in", "in");
    vsapi_folder_remove(machine_real(machine, "C/f"));
    machine_put(machine, "C/f", "no folder any more");
    unlink(machine_real(machine, "C/link"));
    machine_put(machine, "C/link", "no link any more");
    unlink(machine_real(machine, "C/b"));
    snprintf(address.sun_path, sizeof address.sun_path, "%.60s/C/b", machine->folder);
    cr_assert_eq(bind(fd, (struct sockaddr *)&address, sizeof address), 0);
    close(fd);
}

static void new_folder_of_the_same_name(struct machine *machine)
{
    vsapi_folder_remove(machine_real(machine, "C/f"));
    machine_folder(machine, "C/f");
    machine_folder(machine, "C/f/d");
    put_old(machine, "C/f/x", "FIRST");
}

static void retargeted(struct machine *machine)
{
    unlink(machine_real(machine, "C/link"));
    machine_link(machine, "b", "C/link");
}

static void contents_of_names(struct machine *machine)
{
    put_old(machine, "C/f/name2", "NAMES");
}

static void one_more_name(struct machine *machine)
{
    add_name(machine, "C/name1", "C/new");
    add_name(machine, "C/a", "C/f/a2");
}

static void one_name_less(struct machine *machine)
{
    unlink(machine_real(machine, "C/name1"));
}

static void other_file_of_a_name(struct machine *machine)
{
    unlink(machine_real(machine, "C/f/name2"));
    put_old(machine, "C/f/name2", "names");
}

static void folder_with_a_name_renamed(struct machine *machine)
{
    move(machine, "C/f", "C/0", 0);
}

static void permissions(struct machine *machine)
{
    chmod(machine_real(machine, "C/a"), 0600);
    chmod(machine_real(machine, "C/g"), 0750);
    chmod(machine_real(machine, "C/pipe"), 0600);
    machine_put(machine, "C/f/new", "new");
    chmod(machine_real(machine, "C/f"), 0555);
}

static void attributes(struct machine *machine)
{
    set_attribute(machine, "C/a", "user.color", "blue");
    set_attribute(machine, "C/b", "user.color", "red");
    removexattr(machine_real(machine, "C/f"), "user.shape");
    set_attribute(machine, "C/g", "user.shape", "round");
}

static void owners(struct machine *machine)
{
    if (geteuid() != 0)
        return;
    cr_assert_eq(chown(machine_real(machine, "C/a"), 1234, 2345), 0);
    cr_assert_eq(chown(machine_real(machine, "C/g"), 1234, 2345), 0);
    cr_assert_eq(lchown(machine_real(machine, "C/link"), 1234, 2345), 0);
}

static void times_of_folders(struct machine *machine)
{
    set_times(machine, "C/g", old_times);
    set_times(machine, "C", old_times);
}

static void files_read(struct machine *machine)
{
    const struct timespec times[2] = {{1700000000, 7}, {0, UTIME_OMIT}};

    set_times(machine, "C/a", times);
    set_times(machine, "C/g/name3", times);
    set_times(machine, "C/link", times);
}

static void holes(struct machine *machine)
{
    put_at(machine, "C/hole", MIB, "middle");
    put_at(machine, "C/a", 3 * MIB, "end");
}

static const struct change_row {
    const char *name;
    void (*change)(struct machine *machine);
} change_rows[] = {
    {"nothing", no_change},
    {"same size and second, other nanosecond", other_nanosecond},
    {"same size, same time", same_size_and_time},
    {"longer and shorter", other_sizes},
    {"new", new_things},
    {"removed", removed},
    {"renamed", renamed},
    {"exchanged", exchanged},
    {"a folder moved into another", renamed_deep},
    {"of another kind", other_kinds},
    {"another folder of the same name", new_folder_of_the_same_name},
    {"link to something else", retargeted},
    {"contents of a file with several names", contents_of_names},
    {"one more name", one_more_name},
    {"one name less", one_name_less},
    {"another file under one of the names", other_file_of_a_name},
    {"folder with one of the names renamed", folder_with_a_name_renamed},
    {"permissions", permissions},
    {"extended attributes", attributes},
    {"owners", owners},
    {"times of folders", times_of_folders},
    {"read", files_read},
    {"holes", holes},
};

static void run_change(const struct change_row *row, bool settled)
{
    struct machine machine = {0};
    struct provider provider;

    machine_start(&machine);
    fill(&machine);
    if (settled) {
        vsmock_settled_ns_ = 0;
        usleep(20000); /* the clock of the file system moves on */
    }
    provider_start(&machine, &provider);
    VSTEST_HR(provider_steps(&provider, STEP_COMMIT, L"C:\\", 0), S_OK, row->name);
    row->change(&machine);
    VSTEST_HR(provider_step(&provider, STEP_COMMIT, NULL, 0), S_OK, row->name);
    compare_trees(&machine, row->name);
    cr_expect_eq(provider_stop(&provider), 0);
    unlink(machine_real(&machine, "outside"));
    cr_expect(machine_stop(&machine));
}

VSTEST_TABLE(catch_up, the_copy_is_as_the_volume_at_the_commit, change_rows)
{
    run_change(&change_rows[*row_], true);
}

VSTEST_TABLE(catch_up, files_changed_just_before_the_copy_are_right_too, change_rows)
{
    run_change(&change_rows[*row_], false);
}

/* ---- what is copied again ----------------------------------------------------------------------
 */

/* The inode of a file in the only shadow copy, before it has a device. */
static ino_t copied_inode(struct machine *machine, const char *name)
{
    const char *place;
    struct dirent *entry;
    struct stat st = {0};
    char path[400];
    DIR *listing;

    VSTEST_HR(vsapi_host_shadow_folder(machine->host, machine->disk, &place), S_OK, "");
    listing = opendir(place);
    while ((entry = readdir(listing)) && entry->d_name[0] == '.')
        ;
    snprintf(path, sizeof path, "%s/%s/%s", place, entry ? entry->d_name : "", name);
    cr_expect_eq(lstat(path, &st), 0, "%s", path);
    closedir(listing);
    return st.st_ino;
}

Test(catch_up, what_has_not_changed_is_not_copied_again)
{
    struct machine machine = {0};
    struct provider provider;
    ino_t before[3], after[3];

    machine_start(&machine);
    fill(&machine);
    vsmock_settled_ns_ = 0;
    usleep(20000);
    provider_start(&machine, &provider);
    VSTEST_HR(provider_steps(&provider, STEP_COMMIT, L"C:\\", 0), S_OK, "");
    before[0] = copied_inode(&machine, "a");
    before[1] = copied_inode(&machine, "f/x");
    before[2] = copied_inode(&machine, "name1");
    machine_put(&machine, "C/b", "other");
    machine_put(&machine, "C/f/new", "new");
    VSTEST_HR(provider_step(&provider, STEP_COMMIT, NULL, 0), S_OK, "");
    after[0] = copied_inode(&machine, "a");
    after[1] = copied_inode(&machine, "f/x");
    after[2] = copied_inode(&machine, "name1");
    for (int i = 0; i < 3; i++)
        cr_expect_eq(before[i], after[i], "file %d", i);
    cr_expect_eq(provider_stop(&provider), 0);
    unlink(machine_real(&machine, "outside"));
    cr_expect(machine_stop(&machine));
}

/* Such a write changes no time: in memory file systems never, on disks until the page is written
 * back. */
Test(catch_up, what_is_written_through_a_mapping_is_seen)
{
    struct machine machine = {.where = "/dev/shm"};
    struct provider provider;
    struct stat before, after;
    char *mapped;
    int fd;

    machine_start(&machine);
    machine_put(&machine, "C/mapped", "before");
    fd = open(machine_real(&machine, "C/mapped"), O_RDWR);
    mapped = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    cr_assert(mapped != MAP_FAILED);
    close(fd);
    mapped[0] = 'b';
    vsmock_settled_ns_ = 0;
    usleep(20000);
    provider_start(&machine, &provider);
    VSTEST_HR(provider_steps(&provider, STEP_COMMIT, L"C:\\", 0), S_OK, "");
    cr_assert_eq(lstat(machine_real(&machine, "C/mapped"), &before), 0);
    memcpy(mapped, "after!", 6);
    cr_assert_eq(lstat(machine_real(&machine, "C/mapped"), &after), 0);
    cr_expect(same_time(&before.st_ctim, &after.st_ctim), "or this test shows nothing");
    VSTEST_HR(provider_step(&provider, STEP_COMMIT, NULL, 0), S_OK, "");
    VSTEST_TEXT(machine_read(&machine, DEVICE "mapped"), "after!", "");
    munmap(mapped, 4096);
    cr_expect_eq(provider_stop(&provider), 0);
    cr_expect(machine_stop(&machine));
}
