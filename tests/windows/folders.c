/*
 * tests/windows/folders.c - volumes over folders on Windows.
 *
 * folders.exe FOLDER: a folder of its own, in which test.sh has made symbolic links, since Wine
 * cannot. They lead to a folder beside it, which has to be as it was when the test is over.
 */
#include <vsapi/at.h>

#include "backup.h"
#include "tap.h"

#include <vsapi/alloc.h>
#include <vsapi/files.h>
#include <vsapi/folder.h>
#include <vsapi/host.h>
#include <vsapi/local.h>
#include <vsapi/text.h>

#include <wchar.h>

static char top[MAX_PATH * 3]; /* of the test, with '/' */
static WCHAR wide_top[MAX_PATH];

/* A path below the test's folder; up to four at a time. */
static const WCHAR *at(const WCHAR *name)
{
    static WCHAR paths[4][MAX_PATH];
    static unsigned next;
    WCHAR *path = paths[next++ % 4];

    swprintf(path, MAX_PATH, L"%ls\\%ls", wide_top, name);
    return path;
}

/* ---- vsapi/at.h --------------------------------------------------------------------------------
 */

static void names_stay_below(int folder)
{
    CHECK(vsapi_beneath_open(folder, "../x", O_RDONLY) == -EXDEV);
    CHECK(vsapi_beneath_open(folder, "a/../../x", O_RDONLY) < 0);
    CHECK(vsapi_beneath_open(folder, "out", O_RDONLY | O_DIRECTORY) == -ELOOP);
    CHECK(vsapi_beneath_open(folder, "out/kept", O_RDONLY) == -ELOOP);
    CHECK(openat(folder, "out/kept", O_RDONLY) == -1 && errno == ELOOP);
    CHECK(openat(folder, "..", O_RDONLY | O_DIRECTORY) == -1);
}

/* Links to a folder, to a file, to the folder they are in, to its file, and over two others. */
static const char *const links[] = {"out", "outfile", "self", "samefile", "chain", "out/kept"};

static void no_link_is_opened(int folder, const char *name)
{
    struct stat st;

    CHECK(fstatat(folder, name, &st, AT_SYMLINK_NOFOLLOW) == 0 && S_ISLNK(st.st_mode));
    CHECK(openat(folder, name, O_RDONLY | O_NOFOLLOW) == -1);
    CHECK(openat(folder, name, O_RDONLY | O_DIRECTORY) == -1);
    CHECK(openat(folder, name, O_RDWR | O_CREAT | O_TRUNC, 0600) == -1);
    CHECK(openat(folder, name, O_RDWR | O_CREAT | O_EXCL, 0600) == -1);
    CHECK(mkdirat(folder, name, 0700) == -1);
}

/* Wine would do all that to what the link leads to. test.sh looks whether that is whole. */
static void no_link_is_changed(int folder, const char *name)
{
    const struct timespec times[2] = {{1, 0}, {1, 0}};

    CHECK(fchmodat(folder, name, 0400, AT_SYMLINK_NOFOLLOW) == -1);
    CHECK(utimensat(folder, name, times, AT_SYMLINK_NOFOLLOW) == -1);
    CHECK(renameat(folder, name, folder, "renamed") == -1);
    CHECK(linkat(folder, name, folder, "linked", 0) == -1);
    CHECK(unlinkat(folder, name, 0) == -1);
    CHECK(unlinkat(folder, name, AT_REMOVEDIR) == -1);
    CHECK(vsapi_remove_at(folder, name) < 0);
}

static void links_are_left_alone(int folder)
{
    struct stat st;

    for (size_t i = 0; i < ARRAYSIZE(links); i++) {
        no_link_is_opened(folder, links[i]);
        no_link_is_changed(folder, links[i]);
    }
    CHECK(fstatat(folder, "renamed", &st, 0) == -1 && fstatat(folder, "linked", &st, 0) == -1);
    CHECK(openat(folder, "nowhere", O_RDWR | O_CREAT, 0600) == -1); /* "missing" is not made */
    CHECK(fstatat(folder, "missing", &st, 0) == -1 && errno == ENOENT);
    CHECK(vsapi_remove_at(folder, "holder") < 0); /* a folder with links in it */
    CHECK(fstatat(folder, "holder", &st, 0) == 0);
}

static void a_file_is_what_it_was_made(int folder)
{
    struct timespec times[2] = {{.tv_nsec = UTIME_OMIT}, {1000000000, 123456700}};
    struct stat st;
    int fd = openat(folder, "Name", O_RDWR | O_CREAT | O_EXCL, 0600);

    CHECK(fd >= 0 && write(fd, "hello", 5) == 5);
    CHECK(pwrite(fd, "J", 1, 0) == 1);
    CHECK(fchmod(fd, S_ISUID | 0400) == 0);
    CHECK(futimens(fd, times) == 0);
    CHECK(close(fd) == 0);
    CHECK(close(fd) == -1 && errno == EBADF);
    CHECK(openat(folder, "Name", O_RDWR | O_CREAT | O_EXCL, 0600) == -1 && errno == EEXIST);
    CHECK(fstatat(folder, "nAME", &st, AT_SYMLINK_NOFOLLOW) == 0); /* in any case */
    CHECK(S_ISREG(st.st_mode) && st.st_size == 5 && st.st_nlink == 1);
    CHECK((st.st_mode & S_ISUID) && !(st.st_mode & 0200));
    CHECK(st.st_mtim.tv_sec == 1000000000 && st.st_mtim.tv_nsec == 123456700);
    CHECK(linkat(folder, "Name", folder, "Other", 0) == 0);
    CHECK(fstatat(folder, "Other", &st, 0) == 0 && st.st_nlink == 2);
    CHECK(renameat2(folder, "Name", folder, "Other2", RENAME_NOREPLACE) == 0);
    CHECK(strcmp(read_text(at(L"Other2")), "Jello") == 0);
    CHECK(unlinkat(folder, "Other2", 0) == 0); /* although it is read-only */
    CHECK(fstatat(folder, "Other", &st, 0) == 0 && !(st.st_mode & 0200)); /* which stays so */
    CHECK(unlinkat(folder, "Other", 0) == 0 && unlinkat(folder, "Other", 0) == -1);
    CHECK(errno == ENOENT);
}

static void a_tree_goes(int folder)
{
    int below;
    struct stat st;

    CHECK(mkdirat(folder, "tree", 0700) == 0);
    CHECK(mkdirat(folder, "tree", 0700) == -1 && errno == EEXIST);
    below = openat(folder, "tree", O_PATH | O_DIRECTORY | O_NOFOLLOW);
    CHECK(below >= 0 && mkdirat(below, "a b", 0700) == 0);
    CHECK(write_text(at(L"tree\\a b\\\u00e9"), "x"));
    CHECK(unlinkat(folder, "tree", 0) == -1 && errno == EISDIR);
    CHECK(unlinkat(folder, "tree", AT_REMOVEDIR) == -1 && errno == ENOTEMPTY);
    close(below);
    CHECK(vsapi_remove_at(folder, "tree") == 0);
    CHECK(fstatat(folder, "tree", &st, 0) == -1 && errno == ENOENT);
}

static void a_lock_has_one_holder(int folder)
{
    int first = openat(folder, "lock", O_RDWR | O_CREAT, 0600);
    int second = openat(folder, "lock", O_RDWR, 0600);

    CHECK(flock(first, LOCK_EX | LOCK_NB) == 0);
    CHECK(flock(second, LOCK_EX | LOCK_NB) == -1 && errno == EWOULDBLOCK);
    CHECK(flock(second, LOCK_SH | LOCK_NB) == -1);
    CHECK(write(first, "x", 1) == 1); /* what is locked can be written */
    close(first);
    CHECK(flock(second, LOCK_EX | LOCK_NB) == 0);
    close(second);
}

static void paths_are_compared(void)
{
    char path[] = "C:\\a\\b\\";

    vsapi_local_tidy(path);
    CHECK(strcmp(path, "C:/a/b") == 0);
    CHECK(vsapi_local_is_below("C:/windows/system32", "c:\\Windows"));
    CHECK(vsapi_local_is_below("C:/windows", "C:/") && !vsapi_local_is_below("C:/", "C:/"));
    CHECK(!vsapi_local_is_below("C:/windows", "C:/windows"));
    CHECK(!vsapi_local_is_below("C:/users", "C:/windows"));
}

/* ---- a volume ----------------------------------------------------------------------------------
 */

static struct vsapi_host *make_host(void)
{
    struct vsapi_host *host = NULL;
    char *volume = vsapi_sprintf("%s/disk", top);
    struct vsapi_volume_options options = {
        .size = sizeof options, .mount = "X:\\", .folder = volume, .programs = "Programs"};

    CreateDirectoryW(at(L"disk"), NULL);
    CHECK_HR(vsapi_host_create(&host), S_OK);
    CHECK_HR(vsapi_host_add_volume(host, &options, NULL), S_OK);
    vsapi_free(volume);
    return host;
}

static void count_entry(unsigned *count)
{
    (*count)++;
}

static HRESULT each_entry(void *context, const char *name, const struct vsapi_file_info *info)
{
    (void)name, (void)info;
    count_entry(context);
    return S_OK;
}

static void files_are_found(struct vsapi_host *host)
{
    struct vsapi_file *file = NULL;
    struct vsapi_file_info info;
    char *path = NULL;
    unsigned count = 0;

    CHECK_HR(vsapi_files_make_folder(host, "X:\\Dir\\Deep"), S_OK);
    CHECK_HR(vsapi_files_open(host, "X:\\dir\\deep\\A.txt", VSAPI_FILE_WRITE, &file), S_OK);
    CHECK_HR(vsapi_file_write(file, 0, "old", 3), S_OK);
    CHECK_HR(vsapi_file_close(file, 116444736000000000), S_OK);
    CHECK(strcmp(read_text(at(L"disk\\Dir\\Deep\\A.txt")), "old") == 0);
    CHECK_HR(vsapi_files_stat(host, "X:\\DIR\\DEEP\\a.TXT", &info), S_OK);
    CHECK(info.size_bytes == 3 && info.modified == 116444736000000000);
    CHECK_HR(vsapi_files_list(host, "X:\\Dir", each_entry, &count), S_OK);
    CHECK(count == 1);
    CHECK_HR(vsapi_files_rename(host, "X:\\Dir\\Deep\\A.txt", "X:\\Dir\\b.txt"), S_OK);
    CHECK_HR(vsapi_files_stat(host, "X:\\Dir\\Deep\\A.txt", &info),
             HRESULT_FROM_WIN32(ERROR_FILE_NOT_FOUND));
    CHECK_HR(vsapi_files_remove(host, "X:\\Dir\\b.txt"), S_OK);
    CHECK_HR(vsapi_files_remove(host, "X:\\Dir"), S_OK);
    CHECK(!exists(at(L"disk\\Dir")));
    CHECK_HR(vsapi_host_path(host, "X:\\a\\b", &path), S_OK);
    CHECK(path && strncmp(path, top, strlen(top)) == 0 &&
          strcmp(path + strlen(top), "/disk/a/b") == 0);
    vsapi_host_free_path(path);
    CHECK_HR(vsapi_files_stat(host, "X:\\..\\lock", &info), E_INVALIDARG);
    CHECK_HR(vsapi_files_stat(host, "X:\\out\\kept", &info), E_INVALIDARG);
    CHECK(FAILED(vsapi_files_remove(host, "X:\\out\\kept")));
    CHECK(FAILED(vsapi_files_remove(host, "X:\\out")));
    CHECK(FAILED(vsapi_files_remove(host, "X:\\outfile")));
    CHECK(FAILED(vsapi_files_remove(host, "X:\\holder")));
}

/* ---- a shadow copy -----------------------------------------------------------------------------
 */

static const WCHAR *on(const struct backup *backup, const WCHAR *rest)
{
    static WCHAR path[MAX_PATH * 3];

    swprintf(path, ARRAYSIZE(path), L"%ls%ls", backup->device, rest);
    return path;
}

static uint64_t index_of(const WCHAR *path)
{
    BY_HANDLE_FILE_INFORMATION information = {0};
    HANDLE file = CreateFileW(path, 0, 7, NULL, OPEN_EXISTING, 0, NULL);

    GetFileInformationByHandle(file, &information);
    CloseHandle(file);
    return (uint64_t)information.nFileIndexHigh << 32 | information.nFileIndexLow;
}

static void what_is_found_on(struct vsapi_host *host, const struct backup *backup)
{
    WIN32_FIND_DATAW data;
    struct vsapi_file_info info;
    char *file = NULL;
    HANDLE find;

    CHECK(wcsncmp(backup->device, L"\\\\?\\", 4) == 0 &&
          wcsstr(backup->device, L"\\HarddiskVolumeShadowCopy"));
    CHECK(strcmp(read_text(on(backup, L"\\Data\\File.txt")), "before") == 0);
    CHECK(!exists(on(backup, L"\\Data\\Later.txt")));
    CHECK(!exists(on(backup, L"\\out")) && !exists(on(backup, L"\\outfile"))); /* no links */
    CHECK(exists(on(backup, L"\\holder")) && !exists(on(backup, L"\\holder\\out")));
    find = FindFirstFileW(on(backup, L"\\Data\\*.txt"), &data);
    CHECK(find != INVALID_HANDLE_VALUE && wcscmp(data.cFileName, L"File.txt") == 0);
    CHECK(!FindNextFileW(find, &data));
    FindClose(find);
    CHECK(GetFileAttributesW(on(backup, L"\\Data\\hidden")) & FILE_ATTRIBUTE_HIDDEN);
    /* A program is the original itself, another file of its folder is not. */
    CHECK(index_of(on(backup, L"\\Programs\\sub\\a.DLL")) ==
          index_of(at(L"disk\\Programs\\sub\\a.DLL")));
    CHECK(index_of(on(backup, L"\\Programs\\a.ini")) != index_of(at(L"disk\\Programs\\a.ini")));
    CHECK_HR(vsapi_text_from_wide(on(backup, L"\\Data\\File.txt"), &file), S_OK);
    CHECK_HR(vsapi_files_stat(host, file, &info), S_OK);
    CHECK(info.size_bytes == 6);
    CHECK_HR(vsapi_files_remove(host, file), HRESULT_FROM_WIN32(ERROR_WRITE_PROTECT));
    vsapi_free(file);
}

static void a_shadow_copy_is_read(struct vsapi_host *host)
{
    struct backup backup;

    CreateDirectoryW(at(L"disk\\Data"), NULL);
    CreateDirectoryW(at(L"disk\\Programs"), NULL);
    CreateDirectoryW(at(L"disk\\Programs\\sub"), NULL);
    write_text(at(L"disk\\Data\\File.txt"), "before");
    write_text(at(L"disk\\Data\\hidden"), "h");
    SetFileAttributesW(at(L"disk\\Data\\hidden"), FILE_ATTRIBUTE_HIDDEN);
    SetFileAttributesW(at(L"disk\\Data\\hidden"), FILE_ATTRIBUTE_HIDDEN | FILE_ATTRIBUTE_READONLY);
    write_text(at(L"disk\\Programs\\sub\\a.DLL"), "program");
    write_text(at(L"disk\\Programs\\a.ini"), "settings");
    CHECK_HR(backup_make(L"X:\\", VSS_CTX_BACKUP, &backup), S_OK);
    write_text(at(L"disk\\Data\\File.txt"), "after");
    write_text(at(L"disk\\Data\\Later.txt"), "later");
    what_is_found_on(host, &backup);
    CHECK(exists(backup.device));
    backup_end(&backup);
    CHECK(!exists(backup.device));
    CHECK(strcmp(read_text(at(L"disk\\Programs\\sub\\a.DLL")), "program") == 0);
}

int main(int argc, char **argv)
{
    struct vsapi_host *host;
    int folder;

    if (argc != 2)
        return 2;
    snprintf(top, sizeof top, "%s", argv[1]);
    vsapi_local_tidy(top);
    MultiByteToWideChar(CP_UTF8, 0, argv[1], -1, wide_top, MAX_PATH);
    folder = open(argv[1], O_PATH | O_DIRECTORY);
    if (!CHECK(folder >= 0))
        return tap_end();
    names_stay_below(folder);
    links_are_left_alone(folder);
    a_file_is_what_it_was_made(folder);
    a_tree_goes(folder);
    a_lock_has_one_holder(folder);
    paths_are_compared();
    close(folder);
    host = make_host();
    CHECK_HR(vsapi_use_host(host), S_OK);
    files_are_found(host);
    a_shadow_copy_is_read(host);
    CHECK_HR(vsapi_reset(), S_OK);
    return tap_end();
}
