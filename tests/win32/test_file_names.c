/* tests/win32/test_file_names.c - deleting, moving, copying, folders, and what paths become. */
#include "on_host.h"

#include <shlwapi.h>

static void start(void)
{
    on_host_start();
    for (const char *drive = "CM"; *drive; drive++) {
        char path[64];

        snprintf(path, sizeof path, "%c:\\Folder\\Full\\x", *drive);
        cr_assert_eq(vsapi_files_make_folder(on_host_machine.host, path), S_OK);
        snprintf(path, sizeof path, "%c:\\Folder\\Empty", *drive);
        cr_assert_eq(vsapi_files_make_folder(on_host_machine.host, path), S_OK);
        snprintf(path, sizeof path, "%c:\\Folder\\one", *drive);
        on_host_put(path, "one");
        snprintf(path, sizeof path, "%c:\\Folder\\two", *drive);
        on_host_put(path, "two");
    }
}

TestSuite(file_names, .init = start, .fini = on_host_stop);

enum call { DELETES = 1, REMOVES, MAKES, MOVES, REPLACES, COPIES, COPIES_NEW, MOVES_OVER };

static const struct call_row {
    const char *name;
    enum call call;
    const WCHAR *path, *to;
    DWORD error;
    const WCHAR *gone, *there; /* afterwards */
} call_rows[] = {
    {"delete", DELETES, L"?:\\folder\\ONE", NULL, 0, L"?:\\Folder\\one", L"?:\\Folder\\two"},
    {"delete nothing", DELETES, L"?:\\Folder\\no", NULL, ERROR_FILE_NOT_FOUND, NULL, NULL},
    {"delete nowhere", DELETES, L"?:\\No\\no", NULL, ERROR_PATH_NOT_FOUND, NULL, NULL},
    {"delete a folder", DELETES, L"?:\\Folder\\Empty", NULL, ERROR_ACCESS_DENIED, NULL,
     L"?:\\Folder\\Empty"},
    {"delete a root", DELETES, L"?:\\", NULL, ERROR_INVALID_NAME, NULL, L"?:\\Folder"},
    {"remove", REMOVES, L"?:\\Folder\\empty", NULL, 0, L"?:\\Folder\\Empty", NULL},
    {"remove with a backslash", REMOVES, L"?:\\Folder\\empty\\", NULL, 0, L"?:\\Folder\\Empty",
     NULL},
    {"remove a full one", REMOVES, L"?:\\Folder\\Full", NULL, ERROR_DIR_NOT_EMPTY, NULL,
     L"?:\\Folder\\Full\\x"},
    {"remove a file", REMOVES, L"?:\\Folder\\one", NULL, ERROR_DIRECTORY, NULL, L"?:\\Folder\\one"},
    {"remove nothing", REMOVES, L"?:\\Folder\\no", NULL, ERROR_FILE_NOT_FOUND, NULL, NULL},
    {"make", MAKES, L"?:\\Folder\\New", NULL, 0, NULL, L"?:\\Folder\\new"},
    {"make what is there", MAKES, L"?:\\Folder\\Empty", NULL, ERROR_ALREADY_EXISTS, NULL, NULL},
    {"make where a file is", MAKES, L"?:\\Folder\\one", NULL, ERROR_ALREADY_EXISTS, NULL, NULL},
    {"make two at once", MAKES, L"?:\\Folder\\New\\Newer", NULL, ERROR_PATH_NOT_FOUND,
     L"?:\\Folder\\New", NULL},
    {"make a root", MAKES, L"?:\\", NULL, ERROR_ACCESS_DENIED, NULL, NULL},
    {"move", MOVES, L"?:\\Folder\\one", L"?:\\Folder\\Empty\\Three", 0, L"?:\\Folder\\one",
     L"?:\\Folder\\Empty\\three"},
    {"move to another case", MOVES, L"?:\\Folder\\one", L"?:\\Folder\\ONE", 0, NULL,
     L"?:\\Folder\\one"},
    {"move over another", MOVES, L"?:\\Folder\\one", L"?:\\Folder\\two", ERROR_ALREADY_EXISTS, NULL,
     L"?:\\Folder\\one"},
    {"move nothing", MOVES, L"?:\\Folder\\no", L"?:\\Folder\\new", ERROR_FILE_NOT_FOUND, NULL,
     NULL},
    {"move nowhere", MOVES, L"?:\\Folder\\one", L"?:\\No\\new", ERROR_PATH_NOT_FOUND, NULL,
     L"?:\\Folder\\one"},
    {"move to the other volume", MOVES, L"?:\\Folder\\one", L"!:\\Folder\\new", 0,
     L"?:\\Folder\\one", L"!:\\Folder\\new"},
    {"move a folder to the other volume", MOVES, L"?:\\Folder\\Full", L"!:\\Folder\\new",
     ERROR_ACCESS_DENIED, L"!:\\Folder\\new", L"?:\\Folder\\Full"},
    {"move to the other volume without leave", REPLACES, L"?:\\Folder\\one", L"!:\\Folder\\new",
     ERROR_NOT_SAME_DEVICE, L"!:\\Folder\\new", L"?:\\Folder\\one"},
    {"replace", REPLACES, L"?:\\Folder\\one", L"?:\\Folder\\TWO", 0, L"?:\\Folder\\one",
     L"?:\\Folder\\two"},
    {"replace a folder", REPLACES, L"?:\\Folder\\one", L"?:\\Folder\\Empty", ERROR_ACCESS_DENIED,
     NULL, L"?:\\Folder\\one"},
    {"copy", COPIES, L"?:\\Folder\\one", L"?:\\Folder\\new", 0, NULL, L"?:\\Folder\\new"},
    {"copy over another", COPIES, L"?:\\Folder\\one", L"?:\\Folder\\two", 0, NULL,
     L"?:\\Folder\\one"},
    {"copy a new one over another", COPIES_NEW, L"?:\\Folder\\one", L"?:\\Folder\\two",
     ERROR_FILE_EXISTS, NULL, L"?:\\Folder\\two"},
    {"copy to the other volume", COPIES, L"?:\\Folder\\one", L"!:\\Folder\\new", 0, NULL,
     L"!:\\Folder\\new"},
    {"copy a folder", COPIES, L"?:\\Folder\\Full", L"?:\\Folder\\new", ERROR_ACCESS_DENIED,
     L"?:\\Folder\\new", NULL},
    {"copy nothing", COPIES, L"?:\\Folder\\no", L"?:\\Folder\\new", ERROR_FILE_NOT_FOUND,
     L"?:\\Folder\\new", NULL},
    {"copy nowhere", COPIES, L"?:\\Folder\\one", L"?:\\No\\new", ERROR_PATH_NOT_FOUND, NULL, NULL},
};

static BOOL run(enum call call, const WCHAR *path, const WCHAR *to)
{
    switch (call) {
    case DELETES:
        return DeleteFileW(path);
    case REMOVES:
        return RemoveDirectoryW(path);
    case MAKES:
        return CreateDirectoryW(path, NULL);
    case MOVES:
        return MoveFileW(path, to);
    case REPLACES:
        return MoveFileExW(path, to, MOVEFILE_REPLACE_EXISTING);
    default:
        return CopyFileW(path, to, call == COPIES_NEW);
    }
}

/* Sets both letters. */
static const WCHAR *both(WCHAR drive, const WCHAR *path)
{
    WCHAR *out = path ? (WCHAR *)on_host(drive, path) : NULL;

    if (out && *out == L'!')
        *out = drive == L'C' ? L'M' : L'C';
    return out;
}

VSTEST_TABLE(file_names, calls_do_what_the_pages_say, call_rows)
{
    const struct call_row *row = &call_rows[*row_];
    const WCHAR *drive = &ON_HOST_DRIVES[*row_ % 2]; /* the next table has the other one */
    BOOL done;

    SetLastError(0);
    done = run(row->call, both(*drive, row->path), both(*drive, row->to));
    cr_expect_eq(done, row->error == 0, "%s: %s", row->name, vsapi_last_message());
    if (row->error)
        EXPECT_ERROR(row->error, row->name);
    if (row->gone)
        cr_expect_not(PathFileExistsW(both(*drive, row->gone)), "%s", row->name);
    if (row->there)
        cr_expect(PathFileExistsW(both(*drive, row->there)), "%s", row->name);
}

VSTEST_TABLE(file_names, calls_do_so_on_the_other_volume, call_rows)
{
    const struct call_row *row = &call_rows[*row_];
    const WCHAR *drive = &ON_HOST_DRIVES[(*row_ + 1) % 2];
    BOOL done = run(row->call, both(*drive, row->path), both(*drive, row->to));

    if (row->error)
        EXPECT_ERROR(row->error, row->name);
    cr_expect_eq(done, row->error == 0, "%s: %s", row->name, vsapi_last_message());
    if (row->gone)
        cr_expect_not(PathFileExistsW(both(*drive, row->gone)), "%s", row->name);
    if (row->there)
        cr_expect(PathFileExistsW(both(*drive, row->there)), "%s", row->name);
}

Test(file_names, a_copy_has_the_contents_time_and_attributes)
{
    const FILETIME time = {0x12345600, 0x01D00000};
    WIN32_FILE_ATTRIBUTE_DATA data;
    HANDLE file =
        CreateFileW(L"C:\\Folder\\one", FILE_WRITE_ATTRIBUTES, 0, NULL, OPEN_EXISTING, 0, NULL);

    cr_expect(SetFileTime(file, NULL, NULL, &time));
    CloseHandle(file);
    cr_expect(SetFileAttributesW(L"C:\\Folder\\one", FILE_ATTRIBUTE_READONLY));
    cr_expect(CopyFileW(L"C:\\Folder\\one", L"M:\\Folder\\copy", FALSE));
    cr_expect(GetFileAttributesExW(L"M:\\Folder\\copy", GetFileExInfoStandard, &data));
    cr_expect_eq(CompareFileTime(&data.ftLastWriteTime, &time), 0);
    cr_expect_eq(data.dwFileAttributes, FILE_ATTRIBUTE_READONLY);
    cr_expect_str_eq(machine_read(&on_host_machine, "M:\\Folder\\copy"), "one");
    cr_expect_not(CopyFileW(L"C:\\Folder\\two", L"M:\\Folder\\copy", FALSE));
    EXPECT_ERROR(ERROR_ACCESS_DENIED, "over a read-only one");
}

Test(file_names, who_has_a_file_open_decides_whether_it_goes)
{
    for (const WCHAR *drive = ON_HOST_DRIVES; *drive; drive++) {
        const WCHAR *path = on_host(*drive, L"?:\\Folder\\one");
        HANDLE file =
            CreateFileW(path, GENERIC_READ, FILE_SHARE_READ, NULL, OPEN_EXISTING, 0, NULL);
        char text[4] = "";
        DWORD got;

        cr_expect_not(DeleteFileW(path));
        EXPECT_ERROR(ERROR_SHARING_VIOLATION, "delete");
        cr_expect_not(MoveFileW(path, on_host(*drive, L"?:\\Folder\\new")));
        EXPECT_ERROR(ERROR_SHARING_VIOLATION, "move");
        cr_expect_not(
            MoveFileExW(on_host(*drive, L"?:\\Folder\\two"), path, MOVEFILE_REPLACE_EXISTING));
        EXPECT_ERROR(ERROR_SHARING_VIOLATION, "replace");
        CloseHandle(file);
        file = CreateFileW(path, GENERIC_READ, FILE_SHARE_DELETE, NULL, OPEN_EXISTING, 0, NULL);
        cr_expect(DeleteFileW(path));
        cr_expect(ReadFile(file, text, 3, &got, NULL));
        cr_expect_str_eq(text, "one");
        CloseHandle(file);
    }
}

static const struct full_row {
    const WCHAR *path, *full, *file;
} full_rows[] = {
    {L"C:\\a\\b", L"C:\\a\\b", L"b"},
    {L"c:/a//b/", L"c:\\a\\b\\", NULL},
    {L"a", L"C:\\Folder\\a", L"a"},
    {L"C:a", L"C:\\Folder\\a", L"a"},
    {L"M:a", L"M:\\a", L"a"},
    {L"\\a", L"C:\\a", L"a"},
    {L".", L"C:\\Folder", L"Folder"},
    {L"..", L"C:\\", NULL},
    {L"..\\..\\..\\x", L"C:\\x", L"x"},
    {L"C:", L"C:\\Folder\\", NULL},
    {L"C:\\a\\..\\b\\.\\c", L"C:\\b\\c", L"c"},
    {L"C:\\a\\.", L"C:\\a", L"a"},
    {L"C:\\a\\..", L"C:\\", NULL},
    {L"C:\\a\\b\\..", L"C:\\a", L"a"},
    {L"C:\\a. .", L"C:\\a", L"a"},
    {L"C:\\a.\\b", L"C:\\a\\b", L"b"},
    {L"C:\\a\\ ", L"C:\\a\\", NULL},
    {L"C:\\a\\ ... ", L"C:\\a\\", NULL},
    {L"C:\\a\\.. ", L"C:\\a\\", NULL},
    {L"C:\\a\\ \\.", L"C:\\a\\", NULL},
    {L"C:\\a..\\b", L"C:\\a..\\b", L"b"},
    {L"C:\\a \\b", L"C:\\a \\b", L"b"},
    {L"\\\\machine\\share\\..\\x", L"\\\\machine\\share\\x", L"x"},
    {L"nul", L"\\\\.\\nul", L"nul"},
    {L"C:\\a\\con.txt", L"\\\\.\\con", L"con"},
    {L"\\\\?\\C:\\a\\..\\b", L"\\\\?\\C:\\b", L"b"},
    {L"\\\\.\\C:\\a\\..\\..\\b", L"\\\\.\\C:\\b", L"b"},
};

VSTEST_TABLE(file_names, a_full_path_is_made_by_the_text, full_rows)
{
    const struct full_row *row = &full_rows[*row_];
    DWORD length = (DWORD)wcslen(row->full);
    WCHAR out[64] = L"";
    WCHAR *file;
    char name[64];

    snprintf(name, sizeof name, "row %zu", *row_);
    cr_assert(SetCurrentDirectoryW(L"C:\\Folder"));
    cr_expect_eq(GetFullPathNameW(row->path, 64, out, &file), length, "%s", name);
    cr_expect_eq(wcscasecmp(out, row->full), 0, "%s: %ls", name, out);
    cr_expect_eq(file == NULL, row->file == NULL, "%s", name);
    cr_expect(!file || !row->file || wcscasecmp(file, row->file) == 0, "%s: %ls", name, file);
    cr_expect_eq(GetFullPathNameW(row->path, length, out, NULL), length + 1, "%s", name);
}

Test(file_names, the_current_folder_is_one_that_is_there)
{
    WCHAR out[64];
    char narrow[64];

    cr_expect_eq(GetCurrentDirectoryW(64, out), 3);
    VSTEST_WIDE(out, L"C:\\", "at first");
    cr_expect(SetCurrentDirectoryW(L"Folder\\"));
    cr_expect_eq(GetCurrentDirectoryA(64, narrow), 9);
    cr_expect_str_eq(narrow, "C:\\Folder");
    cr_expect(PathFileExistsW(L"one"));
    cr_expect_not(SetCurrentDirectoryW(L"None"));
    EXPECT_ERROR(ERROR_FILE_NOT_FOUND, "none");
    cr_expect_not(SetCurrentDirectoryW(L"one"));
    EXPECT_ERROR(ERROR_DIRECTORY, "a file");
    cr_expect_eq(GetCurrentDirectoryW(4, out), 10);
}

static const struct final_row {
    DWORD flags;
    const WCHAR *path;
} final_rows[] = {
    {VOLUME_NAME_DOS, L"\\\\?\\M:\\Folder\\one"},
    {VOLUME_NAME_NT, L"\\Device\\HarddiskVolume2\\Folder\\one"},
    {VOLUME_NAME_NONE, L"\\Folder\\one"},
};

VSTEST_TABLE(file_names, the_final_path_is_spelled_as_the_file_is, final_rows)
{
    HANDLE file = CreateFileW(L"m:\\FOLDER\\ONE", 0, 0, NULL, OPEN_EXISTING, 0, NULL);
    const struct final_row *row = &final_rows[*row_];
    WCHAR out[64] = L"";
    DWORD length = (DWORD)wcslen(row->path);

    cr_expect_eq(GetFinalPathNameByHandleW(file, out, 64, row->flags), length);
    VSTEST_WIDE(out, row->path, "");
    cr_expect_eq(GetFinalPathNameByHandleW(file, out, length, row->flags), length + 1);
    CloseHandle(file);
}

Test(file_names, the_final_path_of_a_folder_volume_follows_a_rename)
{
    HANDLE file =
        CreateFileW(L"c:\\FOLDER\\ONE", 0, FILE_SHARE_DELETE, NULL, OPEN_EXISTING, 0, NULL);
    WCHAR out[64] = L"";

    cr_expect(MoveFileW(L"C:\\Folder\\one", L"C:\\Folder\\Renamed"));
    cr_expect_gt(GetFinalPathNameByHandleW(file, out, 64, 0), 0);
    VSTEST_WIDE(out, L"\\\\?\\C:\\Folder\\Renamed", "");
    CloseHandle(file);
}

Test(file_names, long_paths_need_the_prefix)
{
    WCHAR path[400] = L"\\\\?\\C:\\Folder\\";

    wmemset(path + wcslen(path), L'a', 120);
    cr_expect(CreateDirectoryW(path, NULL), "%u", (unsigned)GetLastError());
    wcscat(path, L"\\");
    wmemset(path + wcslen(path), L'b', 200);
    cr_expect(CreateDirectoryW(path, NULL), "%u", (unsigned)GetLastError());
    cr_expect_eq(GetFileAttributesW(path), FILE_ATTRIBUTE_DIRECTORY);
    cr_expect_eq(GetFileAttributesW(path + 4), INVALID_FILE_ATTRIBUTES);
    EXPECT_ERROR(ERROR_PATH_NOT_FOUND, "without it");
    cr_expect_not(CreateDirectoryW(path + 4, NULL));
    EXPECT_ERROR(ERROR_FILENAME_EXCED_RANGE, "a folder without it");
    wmemset(path + 14, L'c', 256);
    path[14 + 256] = L'\0';
    cr_expect_eq(GetFileAttributesW(path), INVALID_FILE_ATTRIBUTES);
    EXPECT_ERROR(ERROR_INVALID_NAME, "a component of 256");
}

Test(file_names, information_tells_one_file_from_another)
{
    for (const WCHAR *drive = ON_HOST_DRIVES; *drive; drive++) {
        BY_HANDLE_FILE_INFORMATION one, again, two;
        HANDLE a = CreateFileW(on_host(*drive, L"?:\\Folder\\one"), 0, 0, NULL, OPEN_EXISTING, 0,
                               NULL),
               b = CreateFileW(on_host(*drive, L"?:\\Folder\\ONE"), 0, 0, NULL, OPEN_EXISTING, 0,
                               NULL),
               c = CreateFileW(on_host(*drive, L"?:\\Folder\\two"), 0, 0, NULL, OPEN_EXISTING, 0,
                               NULL);

        cr_expect(GetFileInformationByHandle(a, &one));
        cr_expect(GetFileInformationByHandle(b, &again));
        cr_expect(GetFileInformationByHandle(c, &two));
        cr_expect_eq(one.nFileIndexLow, again.nFileIndexLow);
        cr_expect_neq(one.nFileIndexLow, two.nFileIndexLow);
        cr_expect_eq(one.dwVolumeSerialNumber, two.dwVolumeSerialNumber);
        cr_expect_eq(one.nFileSizeLow, 3);
        cr_expect_eq(one.nNumberOfLinks, 1);
        CloseHandle(a);
        CloseHandle(b);
        CloseHandle(c);
    }
}

Test(file_names, copies_and_folders_are_made_after_others)
{
    for (const WCHAR *drive = ON_HOST_DRIVES; *drive; drive++) {
        const WCHAR *one = on_host(*drive, L"?:\\Folder\\one"),
                    *three = on_host(*drive, L"?:\\Folder\\three");
        BOOL cancel = TRUE;

        cr_expect_not(CopyFileExW(one, three, NULL, NULL, &cancel, 0));
        EXPECT_ERROR(ERROR_REQUEST_ABORTED, "cancelled");
        cancel = FALSE;
        cr_expect(CopyFileExW(one, three, NULL, NULL, &cancel, COPY_FILE_FAIL_IF_EXISTS));
        cr_expect(PathFileExistsW(three));
        cr_expect_not(PathIsDirectoryW(three));
        cr_expect_not(CopyFileExW(one, three, NULL, NULL, NULL, COPY_FILE_FAIL_IF_EXISTS));
        EXPECT_ERROR(ERROR_FILE_EXISTS, "there");
        cr_expect_not(CreateDirectoryExW(on_host(*drive, L"?:\\Folder\\no"),
                                         on_host(*drive, L"?:\\Folder\\New"), NULL));
        EXPECT_ERROR(ERROR_FILE_NOT_FOUND, "no template");
        cr_expect(CreateDirectoryExW(on_host(*drive, L"?:\\Folder\\Full"),
                                     on_host(*drive, L"?:\\Folder\\New"), NULL));
        cr_expect(PathIsDirectoryW(on_host(*drive, L"?:\\Folder\\New")));
    }
}

Test(file_names, narrow_names_of_two_paths)
{
    cr_expect(CopyFileExA("M:\\Folder\\one", "M:\\Folder\\\xC3\xA4", NULL, NULL, NULL,
                          COPY_FILE_FAIL_IF_EXISTS));
    cr_expect(PathFileExistsW(L"M:\\Folder\\\xE4"));
    cr_expect_not(CopyFileExA("M:\\Folder\\one", "M:\\Folder\\\xC3\xA4", NULL, NULL, NULL,
                              COPY_FILE_FAIL_IF_EXISTS));
    EXPECT_ERROR(ERROR_FILE_EXISTS, "there");
    cr_expect_not(CopyFileA("M:\\Folder\\one", "M:\\Folder\\two", TRUE));
    EXPECT_ERROR(ERROR_FILE_EXISTS, "there");
    cr_expect(CopyFileA("M:\\Folder\\one", "M:\\Folder\\two", FALSE));
    cr_expect(CreateDirectoryExA("M:\\Folder\\Full", "M:\\Folder\\New", NULL));
    cr_expect(PathIsDirectoryA("M:\\Folder\\New"));
    cr_expect(MoveFileExA("M:\\Folder\\one", "M:\\Folder\\two", MOVEFILE_REPLACE_EXISTING));
    cr_expect_not(PathFileExistsA("M:\\Folder\\one"));
}

Test(file_names, a_file_has_the_times_that_it_is_given)
{
    FILETIME given = {0x12340000, 0x01D00000}, created, accessed, modified;
    HANDLE file = CreateFileW(L"M:\\Folder\\one", GENERIC_READ | GENERIC_WRITE, 0, NULL,
                              OPEN_EXISTING, 0, NULL);

    cr_expect(SetFileTime(file, &given, NULL, NULL));
    cr_expect(GetFileTime(file, &created, &accessed, &modified));
    cr_expect_eq(CompareFileTime(&created, &given), 0);
    cr_expect_neq(CompareFileTime(&modified, &given), 0);
    cr_expect(SetFileTime(file, NULL, &given, &given));
    cr_expect(GetFileTime(file, NULL, &accessed, &modified));
    cr_expect_eq(CompareFileTime(&accessed, &given), 0);
    cr_expect_eq(CompareFileTime(&modified, &given), 0);
    cr_expect(CancelIo(file));
    CloseHandle(file);
    cr_expect_not(GetFileTime(file, &created, NULL, NULL));
    EXPECT_ERROR(ERROR_INVALID_HANDLE, "closed");
    cr_expect_not(CancelIo(file));
    EXPECT_ERROR(ERROR_INVALID_HANDLE, "closed");
}
