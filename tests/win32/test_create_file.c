/* tests/win32/test_create_file.c - what CreateFile opens, makes and refuses, and what stays then.
 */
#include "on_host.h"

#include <shlwapi.h>

static void start(void)
{
    on_host_start();
    for (const char *drive = "CM"; *drive; drive++) {
        char path[32];

        snprintf(path, sizeof path, "%c:\\Folder", *drive);
        cr_assert_eq(vsapi_files_make_folder(on_host_machine.host, path), S_OK);
        snprintf(path, sizeof path, "%c:\\Folder\\file.txt", *drive);
        on_host_put(path, "0123456789");
    }
}

TestSuite(create_file, .init = start, .fini = on_host_stop);

#define RW (GENERIC_READ | GENERIC_WRITE)
#define ALL (FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE)
#define FILE_ L"?:\\Folder\\file.txt"
#define NEW_ L"?:\\Folder\\new.txt"

static const struct open_row {
    const char *name;
    const WCHAR *path;
    DWORD access, disposition, flags;
    bool opens;
    DWORD error;
    int size; /* of the file afterwards; -1: there is none */
} open_rows[] = {
    {"existing", FILE_, GENERIC_READ, OPEN_EXISTING, 0, true, 0, 10},
    {"in another case", L"?:\\FOLDER\\File.TXT", GENERIC_READ, OPEN_EXISTING, 0, true, 0, 10},
    {"slashes", L"?:/Folder/file.txt", GENERIC_READ, OPEN_EXISTING, 0, true, 0, 10},
    {"dots", L"?:\\Folder\\x\\..\\.\\file.txt", GENERIC_READ, OPEN_EXISTING, 0, true, 0, 10},
    {"points and spaces behind", L"?:\\Folder\\file.txt. .", GENERIC_READ, OPEN_EXISTING, 0, true,
     0, 10},
    {"verbatim", L"\\\\?\\?:\\Folder\\file.txt", GENERIC_READ, OPEN_EXISTING, 0, true, 0, 10},
    {"verbatim with a space behind", L"\\\\?\\?:\\Folder\\file.txt ", GENERIC_READ, OPEN_EXISTING,
     0, false, ERROR_FILE_NOT_FOUND, -1},
    {"verbatim with dots", L"\\\\?\\?:\\Folder\\..\\Folder\\file.txt", GENERIC_READ, OPEN_EXISTING,
     0, false, ERROR_INVALID_NAME, -1},
    {"device form", L"\\\\.\\?:\\Folder\\file.txt", GENERIC_READ, OPEN_EXISTING, 0, true, 0, 10},
    {"missing", NEW_, GENERIC_READ, OPEN_EXISTING, 0, false, ERROR_FILE_NOT_FOUND, -1},
    {"missing folder", L"?:\\No\\file.txt", GENERIC_READ, OPEN_EXISTING, 0, false,
     ERROR_PATH_NOT_FOUND, -1},
    {"file as folder", L"?:\\Folder\\file.txt\\x", GENERIC_READ, OPEN_EXISTING, 0, false,
     ERROR_PATH_NOT_FOUND, -1},
    {"no such drive", L"Q:\\file.txt", GENERIC_READ, OPEN_EXISTING, 0, false, ERROR_PATH_NOT_FOUND,
     -1},
    {"empty", L"", GENERIC_READ, OPEN_EXISTING, 0, false, ERROR_PATH_NOT_FOUND, -1},
    {"wildcard", L"?:\\Folder\\*.txt", GENERIC_READ, OPEN_EXISTING, 0, false, ERROR_INVALID_NAME,
     -1},
    {"stream", L"?:\\Folder\\file.txt:x", GENERIC_READ, OPEN_EXISTING, 0, false, ERROR_INVALID_NAME,
     -1},
    {"backslash behind", L"?:\\Folder\\file.txt\\", GENERIC_READ, OPEN_EXISTING, 0, false,
     ERROR_INVALID_NAME, -1},
    {"new", NEW_, RW, CREATE_NEW, 0, true, 0, 0},
    {"new where one is", FILE_, RW, CREATE_NEW, 0, false, ERROR_FILE_EXISTS, 10},
    {"new where a folder is", L"?:\\Folder", RW, CREATE_NEW, 0, false, ERROR_FILE_EXISTS, -1},
    {"new without folder", L"?:\\No\\new.txt", RW, CREATE_NEW, 0, false, ERROR_PATH_NOT_FOUND, -1},
    {"new for reading", NEW_, GENERIC_READ, CREATE_NEW, 0, true, 0, 0},
    {"new with a backslash behind", L"?:\\Folder\\new\\", RW, CREATE_NEW, 0, false,
     ERROR_INVALID_NAME, -1},
    {"always, new", NEW_, RW, CREATE_ALWAYS, 0, true, 0, 0},
    {"always, existing", FILE_, RW, CREATE_ALWAYS, 0, true, ERROR_ALREADY_EXISTS, 0},
    {"always, a folder", L"?:\\Folder", RW, CREATE_ALWAYS, 0, false, ERROR_ACCESS_DENIED, -1},
    {"open always, new", NEW_, RW, OPEN_ALWAYS, 0, true, 0, 0},
    {"open always, existing", FILE_, RW, OPEN_ALWAYS, 0, true, ERROR_ALREADY_EXISTS, 10},
    {"truncate", FILE_, GENERIC_WRITE, TRUNCATE_EXISTING, 0, true, 0, 0},
    {"truncate nothing", NEW_, GENERIC_WRITE, TRUNCATE_EXISTING, 0, false, ERROR_FILE_NOT_FOUND,
     -1},
    {"truncate without writing", FILE_, GENERIC_READ, TRUNCATE_EXISTING, 0, false,
     ERROR_INVALID_PARAMETER, 10},
    {"no such disposition", FILE_, GENERIC_READ, 6, 0, false, ERROR_INVALID_PARAMETER, 10},
    {"folder", L"?:\\Folder", GENERIC_READ, OPEN_EXISTING, 0, false, ERROR_ACCESS_DENIED, -1},
    {"folder with backslash", L"?:\\Folder\\", GENERIC_READ, OPEN_EXISTING, 0, false,
     ERROR_PATH_NOT_FOUND, -1},
    {"folder as such", L"?:\\Folder", GENERIC_READ, OPEN_EXISTING, FILE_FLAG_BACKUP_SEMANTICS, true,
     0, -1},
    {"root as such", L"?:\\", 0, OPEN_EXISTING, FILE_FLAG_BACKUP_SEMANTICS, true, 0, -1},
    {"nothing but looking", FILE_, 0, OPEN_EXISTING, 0, true, 0, 10},
    {"NUL", L"NUL", RW, OPEN_EXISTING, 0, true, 0, -1},
    {"NUL in a folder", L"?:\\Folder\\nul.txt", RW, OPEN_EXISTING, 0, true, 0, -1},
    {"a port", L"COM1", RW, OPEN_EXISTING, 0, false, ERROR_FILE_NOT_FOUND, -1},
    {"volume", L"\\\\.\\?:", GENERIC_READ, OPEN_EXISTING, 0, true, 0, -1},
    {"no such volume", L"\\\\.\\Q:", GENERIC_READ, OPEN_EXISTING, 0, false, ERROR_FILE_NOT_FOUND,
     -1},
    {"no such shadow copy", L"\\\\?\\GLOBALROOT\\Device\\HarddiskVolumeShadowCopy9", GENERIC_READ,
     OPEN_EXISTING, 0, false, ERROR_FILE_NOT_FOUND, -1},
    {"on no such shadow copy", L"\\\\?\\GLOBALROOT\\Device\\HarddiskVolumeShadowCopy9\\x",
     GENERIC_READ, OPEN_EXISTING, 0, false, ERROR_PATH_NOT_FOUND, -1},
    {"no such device", L"\\\\.\\PhysicalDrive0", GENERIC_READ, OPEN_EXISTING, 0, false,
     ERROR_FILE_NOT_FOUND, -1},
    {"deleted on closing", FILE_, GENERIC_READ, OPEN_EXISTING, FILE_FLAG_DELETE_ON_CLOSE, true, 0,
     -1},
};

VSTEST_TABLE(create_file, opens_what_the_pages_say, open_rows)
{
    const struct open_row *row = &open_rows[*row_];

    for (const WCHAR *drive = ON_HOST_DRIVES; *drive; drive++) {
        const WCHAR *path = on_host(*drive, row->path);
        WIN32_FILE_ATTRIBUTE_DATA data;
        HANDLE file;

        SetLastError(12345);
        file = CreateFileW(path, row->access, ALL, NULL, row->disposition, row->flags, NULL);
        EXPECT_ERROR(row->error, row->name);
        cr_expect_eq(file != INVALID_HANDLE_VALUE, row->opens, "%s on %c: %s", row->name,
                     (char)*drive, vsapi_last_message());
        if (file != INVALID_HANDLE_VALUE)
            cr_expect(CloseHandle(file), "%s", row->name);
        if (row->size < 0)
            continue;
        cr_expect(GetFileAttributesExW(path, GetFileExInfoStandard, &data), "%s", row->name);
        cr_expect_eq(data.nFileSizeLow, (DWORD)row->size, "%s: %u bytes", row->name,
                     (unsigned)data.nFileSizeLow);
    }
}

Test(create_file, delete_on_close_deletes_when_the_last_one_closes)
{
    for (const WCHAR *drive = ON_HOST_DRIVES; *drive; drive++) {
        const WCHAR *path = on_host(*drive, FILE_);
        HANDLE first = CreateFileW(path, GENERIC_READ, ALL, NULL, OPEN_EXISTING,
                                   FILE_FLAG_DELETE_ON_CLOSE, NULL),
               second;

        cr_expect_eq(CreateFileW(path, GENERIC_READ, FILE_SHARE_READ, NULL, OPEN_EXISTING, 0, NULL),
                     INVALID_HANDLE_VALUE);
        EXPECT_ERROR(ERROR_SHARING_VIOLATION, "one who lets nobody delete");
        second = CreateFileW(path, GENERIC_READ, ALL, NULL, OPEN_EXISTING, 0, NULL);
        cr_expect_neq(second, INVALID_HANDLE_VALUE);
        cr_expect(CloseHandle(first));
        cr_expect(
            PathFileExistsA(*drive == L'C' ? "C:\\Folder\\file.txt" : "M:\\Folder\\file.txt"));
        cr_expect_eq(CreateFileW(path, GENERIC_READ, ALL, NULL, OPEN_EXISTING, 0, NULL),
                     INVALID_HANDLE_VALUE);
        EXPECT_ERROR(ERROR_ACCESS_DENIED, "while it is about to go");
        cr_expect(CloseHandle(second));
        cr_expect_eq(GetFileAttributesW(path), INVALID_FILE_ATTRIBUTES);
        EXPECT_ERROR(ERROR_FILE_NOT_FOUND, "afterwards");
    }
}

static const struct share_row {
    const char *name;
    DWORD access, share, other_access, other_share;
    bool opens;
} share_rows[] = {
    {"two readers", GENERIC_READ, FILE_SHARE_READ, GENERIC_READ, FILE_SHARE_READ, true},
    {"alone", GENERIC_READ, 0, GENERIC_READ, ALL, false},
    {"the second alone", GENERIC_READ, ALL, GENERIC_READ, 0, false},
    {"a writer among readers", GENERIC_READ, FILE_SHARE_READ, GENERIC_WRITE, ALL, false},
    {"a writer who is let", GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_WRITE, GENERIC_WRITE,
     FILE_SHARE_READ, true},
    {"a reader who lets nobody write", GENERIC_WRITE, ALL, GENERIC_READ, FILE_SHARE_READ, false},
    {"one who only looks", GENERIC_WRITE, 0, FILE_READ_ATTRIBUTES, 0, true},
    {"one who only looks comes first", FILE_READ_ATTRIBUTES, 0, GENERIC_WRITE, 0, true},
    {"one who deletes", GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_WRITE, DELETE, ALL, false},
    {"one who deletes and is let", GENERIC_READ, ALL, DELETE, ALL, true},
};

VSTEST_TABLE(create_file, openings_share_as_they_say, share_rows)
{
    const struct share_row *row = &share_rows[*row_];

    for (const WCHAR *drive = ON_HOST_DRIVES; *drive; drive++) {
        const WCHAR *path = on_host(*drive, FILE_);
        HANDLE first = CreateFileW(path, row->access, row->share, NULL, OPEN_EXISTING, 0, NULL);
        HANDLE second;

        cr_assert_neq(first, INVALID_HANDLE_VALUE, "%s", row->name);
        SetLastError(0);
        second =
            CreateFileW(path, row->other_access, row->other_share, NULL, OPEN_EXISTING, 0, NULL);
        EXPECT_ERROR(row->opens ? 0 : ERROR_SHARING_VIOLATION, row->name);
        cr_expect_eq(second != INVALID_HANDLE_VALUE, row->opens, "%s", row->name);
        if (second != INVALID_HANDLE_VALUE)
            CloseHandle(second);
        cr_expect(CloseHandle(first));
        second = CreateFileW(path, GENERIC_READ, 0, NULL, OPEN_EXISTING, 0, NULL);
        cr_expect_neq(second, INVALID_HANDLE_VALUE, "%s: nobody has it open any more", row->name);
        CloseHandle(second);
    }
}

static DWORD write_text(HANDLE file, const char *text)
{
    DWORD done = 0;

    return WriteFile(file, text, (DWORD)strlen(text), &done, NULL) ? done : 0;
}

static const char *read_text(HANDLE file)
{
    static char text[64];
    DWORD done = 0;

    if (!ReadFile(file, text, sizeof text - 1, &done, NULL))
        return "(failed)";
    text[done] = '\0';
    return text;
}

Test(create_file, what_is_written_is_read_at_the_position)
{
    for (const WCHAR *drive = ON_HOST_DRIVES; *drive; drive++) {
        HANDLE file = CreateFileW(on_host(*drive, NEW_), RW, 0, NULL, CREATE_NEW, 0, NULL);
        LARGE_INTEGER where = {.QuadPart = -3}, now;
        LONG high = 0;

        cr_expect_eq(write_text(file, "Hello, world"), 12);
        cr_expect_str_eq(read_text(file), "");
        cr_expect_eq(SetFilePointer(file, 7, NULL, FILE_BEGIN), 7);
        cr_expect_str_eq(read_text(file), "world");
        cr_expect(SetFilePointerEx(file, where, &now, FILE_END));
        cr_expect_eq(now.QuadPart, 9);
        cr_expect_str_eq(read_text(file), "rld");
        cr_expect_eq(GetFileSize(file, NULL), 12);
        cr_expect_eq(SetFilePointer(file, -1, NULL, FILE_BEGIN), INVALID_SET_FILE_POINTER);
        EXPECT_ERROR(ERROR_NEGATIVE_SEEK, "before the beginning");
        cr_expect_eq(SetFilePointer(file, 5, NULL, FILE_BEGIN), 5);
        cr_expect(SetEndOfFile(file));
        cr_expect_eq(GetFileSize(file, NULL), 5);
        cr_expect_eq(SetFilePointer(file, 8, &high, FILE_BEGIN), 8);
        cr_expect(SetEndOfFile(file));
        cr_expect_eq(SetFilePointer(file, 0, NULL, FILE_BEGIN), 0);
        cr_expect_eq(memcmp(read_text(file), "Hello\0\0\0", 9), 0);
        cr_expect(FlushFileBuffers(file));
        cr_expect_eq(GetFileType(file), FILE_TYPE_DISK);
        cr_expect(CloseHandle(file));
        cr_expect_not(CloseHandle(file));
        EXPECT_ERROR(ERROR_INVALID_HANDLE, "closed");
        cr_expect_not(FlushFileBuffers(file));
        EXPECT_ERROR(ERROR_INVALID_HANDLE, "flushed when closed");
    }
}

Test(create_file, access_that_was_not_asked_for_is_denied)
{
    for (const WCHAR *drive = ON_HOST_DRIVES; *drive; drive++) {
        HANDLE reads = CreateFileW(on_host(*drive, FILE_), GENERIC_READ, ALL, NULL, OPEN_EXISTING,
                                   0, NULL),
               writes = CreateFileW(on_host(*drive, FILE_), GENERIC_WRITE, ALL, NULL, OPEN_EXISTING,
                                    0, NULL);
        FILETIME time = {1, 1};
        char byte;
        DWORD done;

        cr_expect_not(WriteFile(reads, "x", 1, &done, NULL));
        EXPECT_ERROR(ERROR_ACCESS_DENIED, "writing");
        cr_expect_not(SetEndOfFile(reads));
        EXPECT_ERROR(ERROR_ACCESS_DENIED, "cutting");
        cr_expect_not(SetFileTime(reads, NULL, NULL, &time));
        EXPECT_ERROR(ERROR_ACCESS_DENIED, "dating");
        cr_expect_not(FlushFileBuffers(reads));
        EXPECT_ERROR(ERROR_ACCESS_DENIED, "flushing");
        cr_expect_not(ReadFile(writes, &byte, 1, &done, NULL));
        EXPECT_ERROR(ERROR_ACCESS_DENIED, "reading");
        CloseHandle(reads);
        CloseHandle(writes);
    }
}

Test(create_file, who_only_appends_writes_at_the_end)
{
    for (const WCHAR *drive = ON_HOST_DRIVES; *drive; drive++) {
        HANDLE file = CreateFileW(on_host(*drive, FILE_), FILE_APPEND_DATA, ALL, NULL,
                                  OPEN_EXISTING, 0, NULL);

        cr_expect_eq(write_text(file, "ab"), 2);
        cr_expect_eq(SetFilePointer(file, 0, NULL, FILE_BEGIN), 0);
        cr_expect_eq(write_text(file, "cd"), 2);
        CloseHandle(file);
        cr_expect_str_eq(machine_read(&on_host_machine, *drive == L'C' ? "C:\\Folder\\file.txt"
                                                                       : "M:\\Folder\\file.txt"),
                         "0123456789abcd");
    }
}

Test(create_file, overlapped_reading_is_done_at_once)
{
    for (const WCHAR *drive = ON_HOST_DRIVES; *drive; drive++) {
        HANDLE file = CreateFileW(on_host(*drive, FILE_), GENERIC_READ, ALL, NULL, OPEN_EXISTING,
                                  FILE_FLAG_OVERLAPPED, NULL);
        OVERLAPPED overlapped = {.Offset = 4, .hEvent = CreateEventW(NULL, TRUE, FALSE, NULL)};
        char data[4] = "";
        DWORD done = 0;

        cr_expect_not(ReadFile(file, data, 4, &done, NULL));
        EXPECT_ERROR(ERROR_INVALID_PARAMETER, "without an OVERLAPPED");
        cr_expect(ReadFile(file, data, 4, NULL, &overlapped));
        cr_expect_eq(memcmp(data, "4567", 4), 0);
        cr_expect_eq(WaitForSingleObject(overlapped.hEvent, 0), WAIT_OBJECT_0);
        cr_expect(GetOverlappedResult(file, &overlapped, &done, TRUE));
        cr_expect_eq(done, 4);
        cr_expect_not(CancelIoEx(file, NULL));
        EXPECT_ERROR(ERROR_NOT_FOUND, "nothing is under way");
        overlapped.Offset = 10;
        cr_expect_not(ReadFile(file, data, 4, NULL, &overlapped));
        EXPECT_ERROR(ERROR_HANDLE_EOF, "at the end");
        cr_expect_not(GetOverlappedResult(file, &overlapped, &done, TRUE));
        EXPECT_ERROR(ERROR_HANDLE_EOF, "the result at the end");
        CloseHandle(overlapped.hEvent);
        CloseHandle(file);
    }
}

Test(create_file, unbuffered_reading_wants_whole_sectors)
{
    HANDLE file = CreateFileW(L"C:\\Folder\\file.txt", GENERIC_READ, ALL, NULL, OPEN_EXISTING,
                              FILE_FLAG_NO_BUFFERING, NULL);
    char data[512];
    DWORD done;

    cr_expect_not(ReadFile(file, data, 10, &done, NULL));
    EXPECT_ERROR(ERROR_INVALID_PARAMETER, "ten bytes");
    cr_expect(ReadFile(file, data, 512, &done, NULL));
    cr_expect_eq(done, 10);
    CloseHandle(file);
}

/* On a folder only READONLY is kept. */
Test(create_file, a_read_only_file_cannot_be_written_or_deleted)
{
    for (const WCHAR *drive = ON_HOST_DRIVES; *drive; drive++) {
        const WCHAR *path = on_host(*drive, FILE_);

        cr_expect(SetFileAttributesW(path, FILE_ATTRIBUTE_READONLY));
        cr_expect_eq(GetFileAttributesW(path), FILE_ATTRIBUTE_READONLY);
        cr_expect_eq(CreateFileW(path, GENERIC_WRITE, 0, NULL, OPEN_EXISTING, 0, NULL),
                     INVALID_HANDLE_VALUE);
        EXPECT_ERROR(ERROR_ACCESS_DENIED, "writing");
        cr_expect_eq(CreateFileW(path, GENERIC_WRITE, 0, NULL, CREATE_ALWAYS, 0, NULL),
                     INVALID_HANDLE_VALUE);
        EXPECT_ERROR(ERROR_ACCESS_DENIED, "making anew");
        cr_expect_not(DeleteFileW(path));
        EXPECT_ERROR(ERROR_ACCESS_DENIED, "deleting");
        cr_expect(SetFileAttributesW(path, FILE_ATTRIBUTE_NORMAL));
        cr_expect_eq(GetFileAttributesW(path), FILE_ATTRIBUTE_NORMAL);
        cr_expect(DeleteFileW(path));
    }
}

Test(create_file, a_hidden_file_is_made_anew_by_who_says_so)
{
    const WCHAR *path = L"M:\\Folder\\file.txt";
    HANDLE file;

    cr_expect(SetFileAttributesW(path, FILE_ATTRIBUTE_HIDDEN | FILE_ATTRIBUTE_ARCHIVE));
    cr_expect_eq(GetFileAttributesW(path), FILE_ATTRIBUTE_HIDDEN | FILE_ATTRIBUTE_ARCHIVE);
    cr_expect_eq(
        CreateFileW(path, GENERIC_WRITE, 0, NULL, CREATE_ALWAYS, FILE_ATTRIBUTE_NORMAL, NULL),
        INVALID_HANDLE_VALUE);
    EXPECT_ERROR(ERROR_ACCESS_DENIED, "without HIDDEN");
    file = CreateFileW(path, GENERIC_WRITE, 0, NULL, CREATE_ALWAYS, FILE_ATTRIBUTE_HIDDEN, NULL);
    cr_expect_neq(file, INVALID_HANDLE_VALUE);
    CloseHandle(file);
}

Test(create_file, nothing_is_read_from_a_folder_or_a_volume)
{
    const WCHAR *const names[] = {L"C:\\Folder", L"\\\\.\\C:",
                                  L"\\\\?\\GLOBALROOT\\Device\\HarddiskVolume1"};
    DWORD done;
    char byte;

    for (size_t i = 0; i < VSTEST_COUNT(names); i++) {
        HANDLE file = CreateFileW(names[i], GENERIC_READ, ALL, NULL, OPEN_EXISTING,
                                  FILE_FLAG_BACKUP_SEMANTICS, NULL);

        cr_expect_neq(file, INVALID_HANDLE_VALUE, "%zu: %u", i, (unsigned)GetLastError());
        cr_expect_not(ReadFile(file, &byte, 1, &done, NULL));
        EXPECT_ERROR(ERROR_INVALID_FUNCTION, "reading");
        CloseHandle(file);
    }
}

Test(create_file, a_link_out_of_the_volume_leads_nowhere)
{
    machine_link(&on_host_machine, "/etc/passwd", "C/out");
    machine_link(&on_host_machine, "../..", "C/up");
    cr_expect_eq(CreateFileW(L"C:\\out", GENERIC_READ, ALL, NULL, OPEN_EXISTING, 0, NULL),
                 INVALID_HANDLE_VALUE);
    EXPECT_ERROR(ERROR_CANT_ACCESS_FILE, "out");
    cr_expect_eq(
        CreateFileW(L"C:\\up\\etc\\passwd", GENERIC_READ, ALL, NULL, OPEN_EXISTING, 0, NULL),
        INVALID_HANDLE_VALUE);
    EXPECT_ERROR(ERROR_CANT_ACCESS_FILE, "up");
    cr_expect_eq(CreateFileW(L"C:\\..\\..\\..\\etc\\passwd", GENERIC_READ, ALL, NULL, OPEN_EXISTING,
                             0, NULL),
                 INVALID_HANDLE_VALUE);
    EXPECT_ERROR(ERROR_PATH_NOT_FOUND, "dots end at the root");
}

static HRESULT open_and_close(void)
{
    HANDLE file =
        CreateFileW(L"C:\\Folder\\file.txt", GENERIC_READ, ALL, NULL, OPEN_EXISTING, 0, NULL);

    if (file == INVALID_HANDLE_VALUE)
        return GetLastError() == ERROR_NOT_ENOUGH_MEMORY || GetLastError() == ERROR_OUTOFMEMORY
                   ? E_OUTOFMEMORY
                   : E_FAIL;
    CloseHandle(file);
    return S_OK;
}

Test(create_file, without_memory_it_fails)
{
    VSTEST_FAIL_EACH_ALLOCATION(open_and_close(), (void)0);
}

Test(create_file, a_file_may_be_closed_after_the_host_is_gone)
{
    HANDLE on_disk = CreateFileW(L"C:\\Folder\\file.txt", GENERIC_READ, ALL, NULL, OPEN_EXISTING, 0,
                                 NULL),
           in_memory = CreateFileW(L"M:\\Folder\\file.txt", RW, ALL, NULL, OPEN_EXISTING, 0, NULL);

    cr_assert_eq(vsapi_reset(), S_OK);
    cr_expect_eq(write_text(in_memory, "late"), 4);
    cr_expect_str_eq(read_text(on_disk), "0123456789");
    cr_expect(CloseHandle(on_disk));
    cr_expect(CloseHandle(in_memory));
}
