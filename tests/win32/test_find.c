/* tests/win32/test_find.c - what FindFirstFile finds, in which order, and what it says of it. */
#include "on_host.h"

static void start(void)
{
    static const char *const files[] = {"b.txt",        "A.TXT", "c.text",  "noext",
                                        "two.dots.txt", "x.t",   "read me", "\xC3\xA4.txt"};

    on_host_start();
    for (const char *drive = "CM"; *drive; drive++) {
        char path[64];

        snprintf(path, sizeof path, "%c:\\Folder\\Below", *drive);
        cr_assert_eq(vsapi_files_make_folder(on_host_machine.host, path), S_OK);
        for (size_t i = 0; i < VSTEST_COUNT(files); i++) {
            snprintf(path, sizeof path, "%c:\\Folder\\%s", *drive, files[i]);
            on_host_put(path, "12345");
        }
    }
}

TestSuite(find, .init = start, .fini = on_host_stop);

static const struct find_row {
    const char *name;
    const WCHAR *path;
    const WCHAR *found; /* names, each with a bar behind it */
    DWORD error;        /* if nothing is found */
} find_rows[] = {
    {"all", L"?:\\Folder\\*",
     L".|..|A.TXT|b.txt|Below|c.text|noext|read me|two.dots.txt|x.t|\xE4.txt|", 0},
    {"all as in MS-DOS", L"?:\\Folder\\*.*",
     L".|..|A.TXT|b.txt|Below|c.text|noext|read me|two.dots.txt|x.t|\xE4.txt|", 0},
    {"an extension", L"?:\\Folder\\*.txt", L"A.TXT|b.txt|two.dots.txt|\xE4.txt|", 0},
    {"one character", L"?:\\Folder\\?.txt", L"A.TXT|b.txt|\xE4.txt|", 0},
    {"question marks match less at the end", L"?:\\Folder\\x.???", L"x.t|", 0},
    {"no extension", L"?:\\Folder\\*.", L".|..|Below|noext|read me|", 0},
    {"an exact name, spelled as it is", L"?:\\folder\\B.TXT", L"b.txt|", 0},
    {"an exact folder", L"?:\\FOLDER", L"Folder|", 0},
    {"a folder by its dot", L"?:\\Folder\\Below\\.", L"Below|", 0},
    {"points behind", L"?:\\Folder\\b.txt..", L"b.txt|", 0},
    {"verbatim", L"\\\\?\\?:\\Folder\\b*", L"b.txt|Below|", 0},
    {"by volume device", L"\\\\.\\?:\\Folder\\b*", L"b.txt|Below|", 0},
    {"a root has no dots", L"?:\\*", L"Folder|", 0},
    {"an empty folder", L"?:\\Folder\\Below\\*", L".|..|", 0},
    {"nothing matches", L"?:\\Folder\\*.zip", NULL, ERROR_FILE_NOT_FOUND},
    {"no such file", L"?:\\Folder\\none", NULL, ERROR_FILE_NOT_FOUND},
    {"no such folder", L"?:\\None\\*", NULL, ERROR_PATH_NOT_FOUND},
    {"a file as the folder", L"?:\\Folder\\b.txt\\*", NULL, ERROR_DIRECTORY},
    {"a backslash behind", L"?:\\Folder\\", NULL, ERROR_FILE_NOT_FOUND},
    {"a root", L"?:\\", NULL, ERROR_FILE_NOT_FOUND},
    {"no such drive", L"Q:\\*", NULL, ERROR_PATH_NOT_FOUND},
    {"a wildcard on the way", L"?:\\Fold*\\b.txt", NULL, ERROR_INVALID_NAME},
    {"empty", L"", NULL, ERROR_PATH_NOT_FOUND},
};

static void list(HANDLE search, WIN32_FIND_DATAW *data, WCHAR *out, const char *what)
{
    *out = L'\0';
    do {
        wcscat(out, data->cFileName);
        wcscat(out, L"|");
    } while (FindNextFileW(search, data));
    EXPECT_ERROR(ERROR_NO_MORE_FILES, what);
}

VSTEST_TABLE(find, names_are_found_as_on_windows, find_rows)
{
    const struct find_row *row = &find_rows[*row_];

    for (const WCHAR *drive = ON_HOST_DRIVES; *drive; drive++) {
        WCHAR found[1024] = L"";
        WIN32_FIND_DATAW data;
        HANDLE search;

        SetLastError(0);
        search = FindFirstFileW(on_host(*drive, row->path), &data);
        cr_expect_eq(search != INVALID_HANDLE_VALUE, row->found != NULL, "%s on %c: %u", row->name,
                     (char)*drive, (unsigned)GetLastError());
        if (search == INVALID_HANDLE_VALUE) {
            EXPECT_ERROR(row->error, row->name);
            continue;
        }
        list(search, &data, found, row->name);
        VSTEST_WIDE(found, row->found, row->name);
        cr_expect_not(CloseHandle(search));
        EXPECT_ERROR(ERROR_INVALID_HANDLE, "CloseHandle of a search");
        cr_expect(FindClose(search));
        cr_expect_not(FindClose(search));
    }
}

Test(find, the_data_are_those_of_the_file)
{
    for (const WCHAR *drive = ON_HOST_DRIVES; *drive; drive++) {
        WIN32_FILE_ATTRIBUTE_DATA attributes;
        WIN32_FIND_DATAW data;
        HANDLE search = FindFirstFileW(on_host(*drive, L"?:\\Folder\\b.txt"), &data);

        cr_assert_neq(search, INVALID_HANDLE_VALUE);
        cr_expect(GetFileAttributesExW(on_host(*drive, L"?:\\Folder\\b.txt"), GetFileExInfoStandard,
                                       &attributes));
        cr_expect_eq(data.nFileSizeLow, 5);
        cr_expect_eq(data.dwFileAttributes, FILE_ATTRIBUTE_NORMAL);
        cr_expect_eq(CompareFileTime(&data.ftLastWriteTime, &attributes.ftLastWriteTime), 0);
        cr_expect_eq(CompareFileTime(&data.ftCreationTime, &attributes.ftCreationTime), 0);
        cr_expect(CompareFileTime(&data.ftCreationTime, &data.ftLastWriteTime) <= 0);
        cr_expect(FindClose(search));
    }
}

Test(find, only_folders_and_narrow_names)
{
    WIN32_FIND_DATAW data;
    WIN32_FIND_DATAA narrow;
    HANDLE search =
        FindFirstFileExW(L"C:\\Folder\\B*", FindExInfoBasic, &data, FindExSearchLimitToDirectories,
                         NULL, FIND_FIRST_EX_LARGE_FETCH);

    VSTEST_WIDE(data.cFileName, L"Below", "folders");
    cr_expect_not(FindNextFileW(search, &data));
    cr_expect(FindClose(search));
    search = FindFirstFileA("C:\\Folder\\\xC3\xA4*", &narrow);
    cr_expect_str_eq(narrow.cFileName, "\xC3\xA4.txt");
    cr_expect_not(FindNextFileA(search, &narrow));
    cr_expect(FindClose(search));
}

static HRESULT search_all(void)
{
    WIN32_FIND_DATAW data;
    HANDLE search = FindFirstFileW(L"M:\\Folder\\*", &data);

    if (search == INVALID_HANDLE_VALUE)
        return GetLastError() == ERROR_NOT_ENOUGH_MEMORY || GetLastError() == ERROR_OUTOFMEMORY
                   ? E_OUTOFMEMORY
                   : E_FAIL;
    FindClose(search);
    return S_OK;
}

Test(find, without_memory_it_fails)
{
    VSTEST_FAIL_EACH_ALLOCATION(search_all(), (void)0);
}
