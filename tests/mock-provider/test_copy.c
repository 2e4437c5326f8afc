/*
 * tests/mock-provider/test_copy.c - what a shadow copy of a folder keeps, and what a full disk
 * does.
 */
#include "vstest.h"
#include "provider.h"

#include "../../mock-provider/src/backend.h"
#include "../../mock-provider/src/copy.h"

#include <linux/fiemap.h>
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/xattr.h>

#define MIB (1024 * 1024)

/* ---- one copy ----------------------------------------------------------------------------------
 */

/* Copies the machine's C to a new folder "copy" beside it. */
static HRESULT copy_tree(struct machine *machine)
{
    struct vsmock_seen *seen = vsmock_seen_create();
    struct vsmock_copy copy = {0};
    uint64_t taken = 0;
    HRESULT hr;

    machine_folder(machine, "copy");
    copy.from = open(machine_real(machine, "C"), O_PATH | O_DIRECTORY);
    copy.to = open(machine_real(machine, "copy"), O_PATH | O_DIRECTORY);
    hr = vsmock_copy_tree(&copy, seen, &taken);
    vsmock_seen_destroy(seen);
    close(copy.from);
    close(copy.to);
    return hr;
}

static struct stat look(struct machine *machine, const char *rest)
{
    struct stat st = {0};

    cr_expect(lstat(machine_real(machine, rest), &st) == 0, "%s is not there", rest);
    return st;
}

/* What every entry keeps. */
static void expect_same(struct machine *machine, const char *rest)
{
    char from[128], to[128];
    struct stat a, b;

    snprintf(from, sizeof from, "C/%s", rest);
    snprintf(to, sizeof to, "copy/%s", rest);
    a = look(machine, from);
    b = look(machine, to);
    cr_expect_eq(a.st_mode, b.st_mode, "%s: mode %o, not %o", rest, b.st_mode, a.st_mode);
    cr_expect(a.st_uid == b.st_uid && a.st_gid == b.st_gid, "%s: owner", rest);
    cr_expect_eq(a.st_nlink, b.st_nlink, "%s: number of names", rest);
    cr_expect(a.st_mtim.tv_sec == b.st_mtim.tv_sec && a.st_mtim.tv_nsec == b.st_mtim.tv_nsec,
              "%s: time of change", rest);
    if (!S_ISDIR(a.st_mode))
        cr_expect_eq(a.st_size, b.st_size, "%s: size", rest);
}

static void end(struct machine *machine)
{
    vsapi_host_destroy(machine->host);
    VSTEST_HR(vsapi_folder_remove(machine->folder), S_OK, "");
}

static void set_time(struct machine *machine, const char *rest, long nanoseconds)
{
    struct timespec times[2] = {{1000000000, 1}, {1234567890, nanoseconds}};

    cr_assert_eq(utimensat(AT_FDCWD, machine_real(machine, rest), times, AT_SYMLINK_NOFOLLOW), 0);
}

Test(copy, files_folders_and_links_keep_what_they_are)
{
    struct machine machine = {0};
    char target[64] = "";

    machine_start(&machine);
    machine_folder(&machine, "C/empty");
    machine_folder(&machine, "C/f");
    machine_put(&machine, "C/f/file", "contents");
    machine_put(&machine, "C/f/none", "");
    machine_put(&machine, "C/f/script", "#!");
    machine_link(&machine, "nowhere/at/all", "C/dangling");
    machine_link(&machine, "/etc/passwd", "C/absolute");
    mkfifo(machine_real(&machine, "C/pipe"), 0640);
    chmod(machine_real(&machine, "C/f/script"), 04751);
    chmod(machine_real(&machine, "C/f/none"), 0);
    set_time(&machine, "C/f/file", 123456789);
    set_time(&machine, "C/dangling", 987654321);
    set_time(&machine, "C/empty", 999999999);
    chmod(machine_real(&machine, "C/f"), 0700);
    set_time(&machine, "C/f", 111111111);
    set_time(&machine, "C/pipe", 222222222);
    VSTEST_HR(copy_tree(&machine), S_OK, "");
    expect_same(&machine, "");
    expect_same(&machine, "empty");
    expect_same(&machine, "f");
    expect_same(&machine, "f/file");
    expect_same(&machine, "f/script");
    expect_same(&machine, "dangling");
    expect_same(&machine, "absolute");
    expect_same(&machine, "pipe");
    if (geteuid() == 0)
        expect_same(&machine, "f/none");
    cr_expect_eq(machine_count(machine_real(&machine, "copy")), 5);
    cr_expect(readlink(machine_real(&machine, "copy/absolute"), target, sizeof target) == 11);
    VSTEST_TEXT(target, "/etc/passwd", "");
    end(&machine);
}

Test(copy, a_file_with_several_names_stays_one_file)
{
    struct machine machine = {0};
    char other[128];

    machine_start(&machine);
    machine_folder(&machine, "C/f");
    machine_put(&machine, "C/a", "one");
    snprintf(other, sizeof other, "%s/C/f/b", machine.folder);
    cr_assert_eq(link(machine_real(&machine, "C/a"), other), 0);
    snprintf(other, sizeof other, "%s/C/c", machine.folder);
    cr_assert_eq(link(machine_real(&machine, "C/a"), other), 0);
    VSTEST_HR(copy_tree(&machine), S_OK, "");
    expect_same(&machine, "a");
    cr_expect_eq(look(&machine, "copy/a").st_ino, look(&machine, "copy/f/b").st_ino);
    cr_expect_eq(look(&machine, "copy/a").st_ino, look(&machine, "copy/c").st_ino);
    cr_expect_neq(look(&machine, "copy/a").st_ino, look(&machine, "C/a").st_ino);
    end(&machine);
}

static void put_at(struct machine *machine, const char *rest, off_t offset, const char *text)
{
    int fd = open(machine_real(machine, rest), O_WRONLY | O_CREAT, 0644);

    cr_assert(pwrite(fd, text, strlen(text), offset) == (ssize_t)strlen(text));
    close(fd);
}

static bool same_bytes(struct machine *machine, const char *a, const char *b)
{
    static char bytes[2][65536];
    int fds[2] = {open(machine_real(machine, a), O_RDONLY)};
    bool same = true;
    ssize_t got;

    fds[1] = open(machine_real(machine, b), O_RDONLY);
    do {
        got = read(fds[0], bytes[0], sizeof bytes[0]);
        same = same && got == read(fds[1], bytes[1], sizeof bytes[1]) && got >= 0 &&
               memcmp(bytes[0], bytes[1], (size_t)got) == 0;
    } while (same && got > 0);
    close(fds[0]);
    close(fds[1]);
    return same;
}

static const struct hole_row {
    const char *name;
    off_t first, second, size; /* where a few bytes are; -1: no */
} hole_rows[] = {
    {"only a hole", -1, -1, 8 * MIB},
    {"data at the end", 8 * MIB, -1, 0},
    {"data at both ends", 0, 8 * MIB, 0},
    {"a hole at the end", 0, -1, 8 * MIB},
    {"small", 0, -1, 0},
    {"larger than the buffer", 0, 300 * 1024, 0},
};

VSTEST_TABLE(copy, holes_stay_holes, hole_rows)
{
    const struct hole_row *row = &hole_rows[*row_];
    struct machine machine = {.where = "/dev/shm"};

    machine_start(&machine);
    machine_put(&machine, "C/a", "");
    if (row->first >= 0)
        put_at(&machine, "C/a", row->first, "first");
    if (row->second >= 0)
        put_at(&machine, "C/a", row->second, "second");
    if (row->size > 0)
        cr_assert_eq(truncate(machine_real(&machine, "C/a"), row->size), 0);
    VSTEST_HR(copy_tree(&machine), S_OK, row->name);
    expect_same(&machine, "a");
    cr_expect(same_bytes(&machine, "C/a", "copy/a"), "%s", row->name);
    cr_expect_leq(look(&machine, "copy/a").st_blocks, look(&machine, "C/a").st_blocks, "%s",
                  row->name);
    end(&machine);
}

Test(copy, large_files_are_whole)
{
    struct machine machine = {0};
    char text[64];

    machine_start(&machine);
    for (off_t at = 0; at < 20 * MIB; at += (off_t)strlen(text)) {
        snprintf(text, sizeof text, "%lld bytes before this, and none is lost\n", (long long)at);
        put_at(&machine, "C/large", at, text);
        if (at == 0)
            at = 19 * MIB; /* most of it is the hole; the rest is enough */
    }
    VSTEST_HR(copy_tree(&machine), S_OK, "");
    cr_expect(same_bytes(&machine, "C/large", "copy/large"));
    end(&machine);
}

/* Where the first block of a file is on its disk; 0: not known. */
static uint64_t first_block(struct machine *machine, const char *rest)
{
    union {
        struct fiemap map;
        char bytes[sizeof(struct fiemap) + sizeof(struct fiemap_extent)];
    } found = {.map = {.fm_length = ~0ULL, .fm_flags = FIEMAP_FLAG_SYNC, .fm_extent_count = 1}};
    int fd = open(machine_real(machine, rest), O_RDONLY);
    int result = ioctl(fd, FS_IOC_FIEMAP, &found.map);

    close(fd);
    return result == 0 && found.map.fm_mapped_extents == 1 ? found.map.fm_extents[0].fe_physical
                                                           : 0;
}

/* docs/hacking.md tells how to get such a file system. */
Test(copy, a_file_system_with_reflinks_shares_the_blocks)
{
    struct machine machine = {.where = getenv("VSTEST_REFLINK_FOLDER")};
    static char text[3 * MIB];

    if (!machine.where)
        cr_skip_test("VSTEST_REFLINK_FOLDER names no folder on btrfs or xfs");
    machine_start(&machine);
    memset(text, 'x', sizeof text - 1);
    machine_put(&machine, "C/large", text);
    machine_put(&machine, "C/small", "below a block nothing is shared");
    put_at(&machine, "C/hole", MIB, "end");
    VSTEST_HR(copy_tree(&machine), S_OK, "");
    cr_expect_neq(first_block(&machine, "C/large"), 0);
    cr_expect_eq(first_block(&machine, "copy/large"), first_block(&machine, "C/large"));
    cr_expect_eq(first_block(&machine, "copy/hole"), first_block(&machine, "C/hole"));
    put_at(&machine, "C/large", 0, "written to later");
    cr_expect_neq(first_block(&machine, "copy/large"), first_block(&machine, "C/large"));
    cr_expect(!same_bytes(&machine, "C/large", "copy/large"));
    cr_expect(same_bytes(&machine, "C/hole", "copy/hole"));
    cr_expect(same_bytes(&machine, "C/small", "copy/small"));
    expect_same(&machine, "hole");
    end(&machine);
}

Test(copy, extended_attributes_stay)
{
    struct machine machine = {0};
    char value[16] = "";

    machine_start(&machine);
    machine_folder(&machine, "C/f");
    machine_put(&machine, "C/f/a", "a");
    if (setxattr(machine_real(&machine, "C/f/a"), "user.color", "red", 3, 0) != 0 ||
        setxattr(machine_real(&machine, "C/f"), "user.shape", "round", 5, 0) != 0) {
        end(&machine);
        cr_skip_test("the file system has no extended attributes");
    }
    VSTEST_HR(copy_tree(&machine), S_OK, "");
    cr_expect_eq(getxattr(machine_real(&machine, "copy/f/a"), "user.color", value, 16), 3);
    VSTEST_TEXT(value, "red", "");
    cr_expect_eq(getxattr(machine_real(&machine, "copy/f"), "user.shape", value, 16), 5);
    VSTEST_TEXT(value, "round", "");
    end(&machine);
}

Test(copy, owners_stay_when_root_copies)
{
    struct machine machine = {0};

    if (geteuid() != 0)
        cr_skip_test("only root keeps owners");
    machine_start(&machine);
    machine_put(&machine, "C/a", "a");
    machine_folder(&machine, "C/f");
    machine_link(&machine, "a", "C/l");
    cr_assert_eq(chown(machine_real(&machine, "C/a"), 1234, 2345), 0);
    cr_assert_eq(chown(machine_real(&machine, "C/f"), 3456, 4567), 0);
    cr_assert_eq(lchown(machine_real(&machine, "C/l"), 5678, 6789), 0);
    chmod(machine_real(&machine, "C/a"), 06755);
    VSTEST_HR(copy_tree(&machine), S_OK, "");
    expect_same(&machine, "a");
    expect_same(&machine, "f");
    expect_same(&machine, "l");
    end(&machine);
}

Test(copy, sockets_and_devices_are_left_out)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    struct machine machine = {0};
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);

    machine_start(&machine);
    machine_put(&machine, "C/a", "a");
    snprintf(address.sun_path, sizeof address.sun_path, "%.60s/C/s", machine.folder);
    cr_assert_eq(bind(fd, (struct sockaddr *)&address, sizeof address), 0);
    if (geteuid() == 0)
        mknod(machine_real(&machine, "C/null"), S_IFCHR | 0666, 0x103);
    VSTEST_HR(copy_tree(&machine), S_OK, "");
    cr_expect_eq(machine_count(machine_real(&machine, "copy")), 1);
    close(fd);
    end(&machine);
}

/* Far deeper than PATH_MAX and than the number of open files allows. */
Test(copy, a_tree_of_any_depth_is_copied_and_removed)
{
    enum { DEPTH = 1500 };
    struct machine machine = {.where = "/dev/shm"};
    int fd, depth = 0;

    machine_start(&machine);
    fd = open(machine_real(&machine, "C"), O_PATH | O_DIRECTORY);
    for (int i = 0; i < DEPTH; i++) {
        int next;

        cr_assert_eq(mkdirat(fd, "folder", 0755), 0);
        next = openat(fd, "folder", O_PATH | O_DIRECTORY);
        close(fd);
        fd = next;
    }
    close(openat(fd, "bottom", O_WRONLY | O_CREAT, 0644));
    close(fd);
    VSTEST_HR(copy_tree(&machine), S_OK, "");
    fd = open(machine_real(&machine, "copy"), O_PATH | O_DIRECTORY);
    while (fd >= 0 && faccessat(fd, "bottom", F_OK, 0) != 0) {
        int next = openat(fd, "folder", O_PATH | O_DIRECTORY);

        close(fd);
        fd = next;
        depth++;
    }
    cr_expect(fd >= 0 && depth == DEPTH, "depth %d", depth);
    close(fd);
    end(&machine);
}

/* LeakSanitizer can look into the process only while it may be dumped, which changing the user
 * ends. */
static void become(uid_t user)
{
    cr_assert_eq(seteuid(user), 0);
    prctl(PR_SET_DUMPABLE, 1);
}

Test(copy, a_folder_nobody_may_write_is_copied_and_removed)
{
    struct machine machine = {0};
    struct provider provider;
    bool root = geteuid() == 0;

    machine_start(&machine);
    machine_folder(&machine, "C/f");
    machine_put(&machine, "C/f/a", "a");
    if (root) {
        cr_assert_eq(chown(machine.folder, 65534, 65534), 0);
        cr_assert_eq(chown(machine_real(&machine, "C"), 65534, 65534), 0);
        cr_assert_eq(chown(machine_real(&machine, "C/f"), 65534, 65534), 0);
        become(65534);
    }
    chmod(machine_real(&machine, "C/f"), 0555);
    provider_start(&machine, &provider);
    VSTEST_HR(provider_snapshot(&provider, L"C:\\", 0), S_OK, "");
    cr_expect_eq(provider_stop(&provider), 0);
    cr_expect(machine_stop(&machine));
    if (root)
        become(0);
}

Test(copy, what_cannot_be_read_fails_the_snapshot)
{
    struct machine machine = {0};
    struct provider provider;

    if (geteuid() != 0)
        cr_skip_test("this needs a file of somebody else");
    machine_start(&machine);
    chmod(machine.folder, 0777);
    machine_put(&machine, "C/secret", "x");
    chmod(machine_real(&machine, "C/secret"), 0600);
    become(65534);
    provider_start(&machine, &provider);
    VSTEST_HR(provider_snapshot(&provider, L"C:\\", 0), VSS_E_PROVIDER_VETO, "");
    VSTEST_SENTENCE("cannot open secret: Permission denied", "");
    cr_expect_eq(provider_stop(&provider), 0);
    become(0);
    cr_expect(machine_stop(&machine));
}

Test(copy, the_place_of_shadow_copies_is_not_copied_into_itself)
{
    const char *device = "\\\\?\\GLOBALROOT\\Device\\HarddiskVolumeShadowCopy1\\";
    struct machine machine = {0};
    struct vsapi_file_info info;
    struct provider provider;
    char path[128];

    machine_start(&machine);
    machine_folder(&machine, "C/shadows");
    machine_put(&machine, "C/a", "a");
    VSTEST_HR(vsapi_host_set_shadow_folder(machine.host, machine_real(&machine, "C/shadows")), S_OK,
              "");
    provider_start(&machine, &provider);
    VSTEST_HR(provider_snapshot(&provider, L"C:\\", 0), S_OK, "");
    snprintf(path, sizeof path, "%sa", device);
    VSTEST_TEXT(machine_read(&machine, path), "a", "");
    snprintf(path, sizeof path, "%sshadows", device);
    VSTEST_HR(vsapi_files_stat(machine.host, path, &info), HRESULT_FROM_WIN32(ERROR_FILE_NOT_FOUND),
              "");
    cr_expect_eq(provider_stop(&provider), 0);
    cr_expect_eq(machine_count(machine_real(&machine, "C/shadows")), 0);
    cr_expect(machine_stop(&machine));
}

/* ---- full disks --------------------------------------------------------------------------------
 */

static int shadow_count(struct machine *machine)
{
    const char *folder;

    return FAILED(vsapi_host_shadow_folder(machine->host, machine->disk, &folder))
               ? -1
               : machine_count(folder);
}

static void expect_full(struct machine *machine, struct provider *provider, enum provider_step at)
{
    VSTEST_HR(provider_step(provider, at, NULL, 0), VSS_E_INSUFFICIENT_STORAGE, "");
    cr_expect_eq(shadow_count(machine), 0, "a part of the copy is left");
    VSTEST_HR(provider->set->lpVtbl->AbortSnapshots(provider->set, provider_set_id), S_OK, "");
    cr_expect_eq(shadow_count(machine), 0);
}

Test(copy, a_volume_without_room_fails_before_the_freeze_and_the_next_one_works)
{
    struct machine machine = {.capacity_bytes = 1000};
    struct provider provider;
    char text[601];

    memset(text, 'x', 600);
    text[600] = '\0';
    machine_start(&machine);
    machine_write(&machine, "C:\\a", text);
    provider_start(&machine, &provider);
    VSTEST_HR(provider_steps(&provider, STEP_END_PREPARE, L"C:\\", 0), S_OK, "");
    expect_full(&machine, &provider, STEP_END_PREPARE);
    VSTEST_SENTENCE("do not fit into its capacity of 1000 bytes", "");
    text[400] = '\0';
    machine_write(&machine, "C:\\a", text);
    VSTEST_HR(provider_snapshot(&provider, L"C:\\", 0), S_OK, "");
    text[201] = '\0';
    VSTEST_HR(machine_write(&machine, "C:\\b", text), HRESULT_FROM_WIN32(ERROR_DISK_FULL),
              "the shadow copy takes its room");
    text[200] = '\0';
    VSTEST_HR(machine_write(&machine, "C:\\b", text), S_OK, "");
    cr_expect_eq(provider_stop(&provider), 0);
    text[199] = 'x';
    VSTEST_HR(machine_write(&machine, "C:\\c", text), S_OK, "the shadow copy gave its room back");
    cr_expect(machine_stop(&machine));
}

Test(copy, a_volume_that_fills_up_after_the_preparation_fails_at_the_commit)
{
    struct machine machine = {.capacity_bytes = 1000};
    struct provider provider;

    machine_start(&machine);
    machine_write(&machine, "C:\\a", "a");
    provider_start(&machine, &provider);
    VSTEST_HR(provider_steps(&provider, STEP_COMMIT, L"C:\\", 0), S_OK, "");
    for (int i = 0; i < 20; i++) { /* behind our back, as a native program writes */
        char rest[16];

        snprintf(rest, sizeof rest, "C/%d", i);
        machine_put(&machine, rest,
                    "0123456789012345678901234567890123456789012345678901234567890");
    }
    VSTEST_HR(provider_step(&provider, STEP_COMMIT, NULL, 0), VSS_E_INSUFFICIENT_STORAGE, "");
    VSTEST_SENTENCE("does not suffice for its shadow copy", "");
    cr_expect_eq(shadow_count(&machine), 0);
    VSTEST_HR(provider.set->lpVtbl->AbortSnapshots(provider.set, provider_set_id), S_OK, "");
    for (int i = 0; i < 20; i++) {
        char rest[16];

        snprintf(rest, sizeof rest, "C/%d", i);
        unlink(machine_real(&machine, rest));
    }
    VSTEST_HR(provider_snapshot(&provider, L"C:\\", 0), S_OK, "the next one");
    cr_expect_eq(provider_stop(&provider), 0);
    cr_expect(machine_stop(&machine));
}

static void put_blocks(struct machine *machine, int from, int to)
{
    static char block[65536];

    memset(block, 'x', sizeof block - 1);
    for (int i = from; i < to; i++) {
        char rest[16];

        snprintf(rest, sizeof rest, "C/%d", i);
        machine_put(machine, rest, block);
    }
}

static void remove_blocks(struct machine *machine, int from, int to)
{
    for (int i = from; i < to; i++) {
        char rest[16];

        snprintf(rest, sizeof rest, "C/%d", i);
        unlink(machine_real(machine, rest));
    }
}

/* The disk of 16 blocks is full while all is copied, or while what came later is. */
static const struct full_row {
    const char *name;
    int before, after; /* blocks in files before EndPrepareSnapshots and after it */
    enum provider_step fails;
} full_rows[] = {
    {"before the freeze", 10, 0, STEP_END_PREPARE},
    {"at the commit", 5, 5, STEP_COMMIT},
};

VSTEST_TABLE(copy, a_disk_that_is_full_leaves_nothing_and_the_next_one_works, full_rows)
{
    const struct full_row *row = &full_rows[*row_];
    struct machine machine = {0};
    struct provider provider;
    char mount_point[] = "/tmp/vsapi-tmpfs-XXXXXX";

    cr_assert_not_null(mkdtemp(mount_point));
    if (mount("tmpfs", mount_point, "tmpfs", 0, "size=1m") != 0) {
        rmdir(mount_point);
        cr_skip_test("a file system of our own needs root");
    }
    machine.where = mount_point;
    machine_start(&machine);
    put_blocks(&machine, 0, row->before);
    provider_start(&machine, &provider);
    VSTEST_HR(provider_steps(&provider, row->fails, L"C:\\", 0), S_OK, row->name);
    put_blocks(&machine, row->before, row->before + row->after);
    expect_full(&machine, &provider, row->fails);
    remove_blocks(&machine, 5, 10);
    VSTEST_HR(provider_snapshot(&provider, L"C:\\", 0), S_OK, "the next one");
    cr_expect_eq(provider_stop(&provider), 0);
    cr_expect(machine_stop(&machine));
    cr_expect_eq(umount(mount_point), 0);
    rmdir(mount_point);
}

/* What is copied again gives its room back before it takes it. */
Test(copy, a_file_that_changes_after_the_preparation_takes_its_room_once)
{
    struct machine machine = {.capacity_bytes = 1000};
    struct provider provider;
    char text[401];

    memset(text, 'x', 400);
    text[400] = '\0';
    machine_start(&machine);
    machine_write(&machine, "C:\\a", text);
    provider_start(&machine, &provider);
    VSTEST_HR(provider_steps(&provider, STEP_COMMIT, L"C:\\", 0), S_OK, "");
    text[0] = 'y';
    machine_write(&machine, "C:\\a", text);
    VSTEST_HR(provider_step(&provider, STEP_COMMIT, NULL, 0), S_OK, "");
    text[201] = '\0';
    VSTEST_HR(machine_write(&machine, "C:\\b", text), HRESULT_FROM_WIN32(ERROR_DISK_FULL), "");
    text[200] = '\0';
    VSTEST_HR(machine_write(&machine, "C:\\b", text), S_OK, "");
    cr_expect_eq(provider_stop(&provider), 0);
    cr_expect(machine_stop(&machine));
}

/* ---- backends ----------------------------------------------------------------------------------
 */

Test(backends, every_entry_of_every_backend_is_filled_in)
{
    for (size_t i = 0; i < vsmock_backend_count; i++) {
        const struct vsmock_backend_ops *ops = vsmock_backends[i];
        const char *entry = (const char *)&ops->takes;

        cr_expect_eq(ops->size, sizeof *ops, "%s", ops->name);
        cr_expect(ops->name && *ops->name);
        cr_expect(ops->method == VSS_VOLSNAP_ATTR_PLEX ||
                  ops->method == VSS_VOLSNAP_ATTR_DIFFERENTIAL);
        for (; entry < (const char *)(ops + 1); entry += sizeof(void (*)(void))) {
            void (*function)(void);

            memcpy(&function, entry, sizeof function);
            cr_expect(function != NULL, "%s lacks the entry at offset %d", ops->name,
                      (int)(entry - (const char *)ops));
        }
    }
}
