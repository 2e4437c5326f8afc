/* tests/win32/test_volume_names.c - what the mock host answers about its volumes and variables. */
#include "vstest.h"

#include <vsapi/files.h>
#include <vsapi/host.h>

#define SYSTEM_GUID "11111111-2222-3333-4444-555555555555"
#define SYSTEM_NAME L"\\\\?\\Volume{11111111-2222-3333-4444-555555555555}\\"
#define MOUNT_NAME L"\\\\?\\Volume{11111111-2222-3333-4444-666666666666}\\"

static void add_volume(struct vsapi_host *host, const char *mount, const char *guid)
{
    struct vsapi_volume_options options = {.size = sizeof options, .mount = mount, .guid = guid};

    cr_assert_eq(vsapi_host_add_volume(host, &options, NULL), S_OK, "%s", vsapi_last_message());
}

static void host_setup(void)
{
    struct vsapi_host *host;

    cr_assert_eq(vsapi_host_create(&host), S_OK);
    add_volume(host, "C:\\", SYSTEM_GUID);
    add_volume(host, "C:\\Mount\\", "11111111-2222-3333-4444-666666666666");
    add_volume(host, "E:\\", "11111111-2222-3333-4444-777777777777");
    cr_assert_eq(vsapi_host_set_variable(host, "SystemDrive", "C:"), S_OK);
    cr_assert_eq(vsapi_host_set_variable(host, "Data", "%SystemDrive%\\Data"), S_OK);
    cr_assert_eq(vsapi_host_set_variable(host, "Gr\xC3\xBC\xC3\x9F", "\xE4\xB8\xAD"), S_OK);
    cr_assert_eq(vsapi_use_host(host), S_OK, "%s", vsapi_last_message());
    cr_assert_eq(vsapi_files_make_folder(host, "C:\\Folder"), S_OK, "%s", vsapi_last_message());
}

static void host_teardown(void)
{
    cr_assert_eq(vsapi_reset(), S_OK, "%s", vsapi_last_message());
}

TestSuite(volume_names, .init = host_setup, .fini = host_teardown);

static const struct path_row {
    const char *name;
    const WCHAR *path, *volume;
    DWORD error;
} path_rows[] = {
    {"file", L"C:\\Data\\file.txt", L"C:\\", 0},
    {"root", L"C:\\", L"C:\\", 0},
    {"drive", L"C:", L"C:\\", 0},
    {"small letter", L"e:\\x", L"E:\\", 0},
    {"below a mount point", L"C:\\Mount\\sub\\file", L"C:\\Mount\\", 0},
    {"the mount point", L"C:\\Mount\\", L"C:\\Mount\\", 0},
    {"the mount point without backslash", L"C:\\mount", L"C:\\Mount\\", 0},
    {"nearly a mount point", L"C:\\Mountain", L"C:\\", 0},
    {"volume name", SYSTEM_NAME L"a\\b", SYSTEM_NAME, 0},
    {"verbatim path", L"\\\\?\\C:\\Mount\\x", L"\\\\?\\C:\\Mount\\", 0},
    {"without a drive", L"Data\\file.txt", L"C:\\", 0},
    {"from the root", L"\\Mount\\file.txt", L"C:\\Mount\\", 0},
    {"shadow copy", L"\\\\?\\GLOBALROOT\\Device\\HarddiskVolumeShadowCopy7\\Data\\x",
     L"\\\\?\\GLOBALROOT\\Device\\HarddiskVolumeShadowCopy7\\", 0},
    {"shadow copy alone", L"\\\\?\\GLOBALROOT\\Device\\HarddiskVolumeShadowCopy7",
     L"\\\\?\\GLOBALROOT\\Device\\HarddiskVolumeShadowCopy7\\", 0},
    {"no such drive", L"Q:\\x", NULL, ERROR_FILE_NOT_FOUND},
    {"no such volume", L"\\\\?\\Volume{00000000-0000-0000-0000-000000000000}\\", NULL,
     ERROR_FILE_NOT_FOUND},
    {"empty", L"", NULL, ERROR_INVALID_PARAMETER},
    {"NULL", NULL, NULL, ERROR_INVALID_PARAMETER},
    {"no Unicode", L"C:\\\x110000", NULL, ERROR_INVALID_PARAMETER},
};

VSTEST_TABLE(volume_names, a_path_is_on_the_volume_of_its_longest_mount_point, path_rows)
{
    const struct path_row *row = &path_rows[*row_];
    WCHAR out[MAX_PATH] = L"before";
    BOOL done;

    SetLastError(0);
    done = GetVolumePathNameW(row->path, out, MAX_PATH);
    cr_expect_eq(done, row->volume != NULL, "%s: %s", row->name, vsapi_last_message());
    cr_expect_eq(GetLastError(), row->error, "%s: error %u", row->name, (unsigned)GetLastError());
    VSTEST_WIDE(out, row->volume ? row->volume : L"before", row->name);
}

static const struct room_row {
    DWORD room;
    DWORD error;
} room_rows[] = {{0, ERROR_INVALID_PARAMETER},
                 {1, ERROR_FILENAME_EXCED_RANGE},
                 {3, ERROR_FILENAME_EXCED_RANGE},
                 {4, 0},
                 {5, 0}};

VSTEST_TABLE(volume_names, a_path_name_needs_room, room_rows)
{
    const struct room_row *row = &room_rows[*row_];
    WCHAR out[8] = L"before";

    SetLastError(0);
    cr_expect_eq(GetVolumePathNameW(L"C:\\x", out, row->room), row->error == 0);
    cr_expect_eq(GetLastError(), row->error, "room %u", (unsigned)row->room);
    VSTEST_WIDE(out, row->error ? L"before" : L"C:\\", "");
    cr_expect_not(GetVolumePathNameW(L"C:\\x", NULL, 8));
    cr_expect_eq(GetLastError(), ERROR_INVALID_PARAMETER);
}

static const struct mount_row {
    const char *name;
    const WCHAR *mount, *volume;
    DWORD room, error;
} mount_rows[] = {
    {"drive", L"C:\\", SYSTEM_NAME, 50, 0},
    {"small letter", L"c:\\", SYSTEM_NAME, 50, 0},
    {"mounted folder", L"C:\\Mount\\", MOUNT_NAME, 50, 0},
    {"the name itself", SYSTEM_NAME, SYSTEM_NAME, 50, 0},
    {"no backslash", L"C:", NULL, 50, ERROR_INVALID_NAME},
    {"folder without backslash", L"C:\\Mount", NULL, 50, ERROR_INVALID_NAME},
    {"empty", L"", NULL, 50, ERROR_INVALID_NAME},
    {"NULL", NULL, NULL, 50, ERROR_INVALID_PARAMETER},
    {"too little room", L"C:\\", NULL, 49, ERROR_FILENAME_EXCED_RANGE},
    {"no such drive", L"Q:\\", NULL, 50, ERROR_FILE_NOT_FOUND},
    {"a folder like others", L"C:\\Folder\\", NULL, 50, ERROR_NOT_A_REPARSE_POINT},
    {"no such folder", L"C:\\Nowhere\\", NULL, 50, ERROR_FILE_NOT_FOUND},
    {"no such volume", L"\\\\?\\Volume{00000000-0000-0000-0000-000000000000}\\", NULL, 50,
     ERROR_FILE_NOT_FOUND},
};

VSTEST_TABLE(volume_names, a_mount_point_has_a_volume_name, mount_rows)
{
    const struct mount_row *row = &mount_rows[*row_];
    WCHAR out[60] = L"before";
    BOOL done;

    SetLastError(0);
    done = GetVolumeNameForVolumeMountPointW(row->mount, out, row->room);
    cr_expect_eq(done, row->volume != NULL, "%s: %s", row->name, vsapi_last_message());
    cr_expect_eq(GetLastError(), row->error, "%s: error %u", row->name, (unsigned)GetLastError());
    VSTEST_WIDE(out, row->volume ? row->volume : L"before", row->name);
}

static const struct expand_row {
    const char *name;
    const WCHAR *text, *expanded;
} expand_rows[] = {
    {"nothing to expand", L"plain", L"plain"},
    {"empty", L"", L""},
    {"a variable", L"%SystemDrive%\\x", L"C:\\x"},
    {"without regard to case", L"%SYSTEMDRIVE%", L"C:"},
    {"two", L"%SystemDrive%%SystemDrive%", L"C:C:"},
    {"unknown stays", L"%Unknown%\\x", L"%Unknown%\\x"},
    {"percent alone", L"100%", L"100%"},
    {"not twice", L"%Data%", L"%SystemDrive%\\Data"},
    {"Unicode", L"%Gr\xFC\xDF%\xE4", L"\x4E2D\xE4"},
};

VSTEST_TABLE(volume_names, variables_are_expanded, expand_rows)
{
    const struct expand_row *row = &expand_rows[*row_];
    DWORD needed = (DWORD)wcslen(row->expanded) + 1;
    WCHAR out[60] = L"before";

    cr_expect_eq(ExpandEnvironmentStringsW(row->text, NULL, 0), needed, "%s: size", row->name);
    cr_expect_eq(ExpandEnvironmentStringsW(row->text, out, needed), needed, "%s", row->name);
    VSTEST_WIDE(out, row->expanded, row->name);
    out[needed - 1] = L'x';
    cr_expect_eq(ExpandEnvironmentStringsW(row->text, out, needed - 1), needed, "%s", row->name);
    cr_expect_eq(out[needed - 1], L'x', "%s: written past the end", row->name);
}

Test(volume_names, expanding_nothing_fails)
{
    WCHAR out[4];

    cr_expect_eq(ExpandEnvironmentStringsW(NULL, out, 4), 0);
    cr_expect_eq(GetLastError(), ERROR_INVALID_PARAMETER);
    cr_expect_eq(ExpandEnvironmentStringsW(L"x", NULL, 4), 0);
    cr_expect_eq(GetLastError(), ERROR_INVALID_PARAMETER);
}

static HRESULT all_names(void)
{
    WCHAR out[MAX_PATH];

    if (!GetVolumePathNameW(L"C:\\Mount\\x", out, MAX_PATH) ||
        !GetVolumeNameForVolumeMountPointW(L"C:\\", out, MAX_PATH) ||
        !ExpandEnvironmentStringsW(L"%SystemDrive%\\\xE4", out, MAX_PATH))
        return GetLastError() == ERROR_OUTOFMEMORY || GetLastError() == ERROR_NOT_ENOUGH_MEMORY
                   ? E_OUTOFMEMORY
                   : E_FAIL;
    return S_OK;
}

Test(volume_names, without_memory_the_last_error_says_so)
{
    VSTEST_FAIL_EACH_ALLOCATION(all_names(), (void)0);
}
