/* tests/win32/test_volumes.c - the volumes of the host, listed, asked and given other drives. */
#include "vstest.h"

#include <vsapi/files.h>
#include <vsapi/host.h>

#define C_NAME L"\\\\?\\Volume{11111111-2222-3333-4444-555555555555}\\"
#define MOUNT_NAME L"\\\\?\\Volume{11111111-2222-3333-4444-666666666666}\\"

static struct vsapi_host *host;

static void add_volume(const char *mount, const char *guid, uint64_t capacity)
{
    struct vsapi_volume_options options = {.size = sizeof options,
                                           .mount = mount,
                                           .guid = guid,
                                           .label = "Label",
                                           .capacity_bytes = capacity};

    cr_assert_eq(vsapi_host_add_volume(host, &options, NULL), S_OK, "%s", vsapi_last_message());
}

static void start(void)
{
    cr_assert_eq(vsapi_host_create(&host), S_OK);
    add_volume("C:\\", "11111111-2222-3333-4444-555555555555", 1000);
    add_volume("C:\\Mount\\", "11111111-2222-3333-4444-666666666666", 0);
    add_volume("E:\\", "11111111-2222-3333-4444-777777777777", 0);
    cr_assert_eq(vsapi_use_host(host), S_OK);
    cr_assert_eq(vsapi_files_make_folder(host, "E:\\Folder\\Below"), S_OK);
}

static void stop(void)
{
    cr_assert_eq(vsapi_reset(), S_OK, "%s", vsapi_last_message());
}

TestSuite(volumes, .init = start, .fini = stop);

#define EXPECT_ERROR(expected)                                                                     \
    cr_expect_eq(GetLastError(), (DWORD)(expected), "the error is %u", (unsigned)GetLastError())

Test(volumes, are_found_one_after_the_other)
{
    WCHAR name[MAX_PATH];
    HANDLE search = FindFirstVolumeW(name, MAX_PATH);

    cr_assert_neq(search, INVALID_HANDLE_VALUE);
    VSTEST_WIDE(name, C_NAME, "first");
    cr_expect_not(FindNextVolumeW(search, name, 49));
    EXPECT_ERROR(ERROR_FILENAME_EXCED_RANGE);
    cr_expect(FindNextVolumeW(search, name, 50));
    VSTEST_WIDE(name, MOUNT_NAME, "second");
    cr_expect(FindNextVolumeW(search, name, MAX_PATH));
    cr_expect_not(FindNextVolumeW(search, name, MAX_PATH));
    EXPECT_ERROR(ERROR_NO_MORE_FILES);
    cr_expect_not(FindClose(search));
    EXPECT_ERROR(ERROR_INVALID_HANDLE);
    cr_expect(FindVolumeClose(search));
    cr_expect_not(FindVolumeClose(search));
}

Test(volumes, have_their_mount_points)
{
    WCHAR names[MAX_PATH];
    DWORD needed = 0;
    HANDLE search;

    cr_expect(GetVolumePathNamesForVolumeNameW(MOUNT_NAME, names, MAX_PATH, &needed));
    cr_expect_eq(needed, 11);
    cr_expect_eq(wmemcmp(names, L"C:\\Mount\\\0", 11), 0);
    cr_expect_not(GetVolumePathNamesForVolumeNameW(MOUNT_NAME, names, 10, &needed));
    EXPECT_ERROR(ERROR_MORE_DATA);
    cr_expect_eq(needed, 11);
    cr_expect_not(GetVolumePathNamesForVolumeNameW(L"\\\\?\\Volume{1}", names, 10, NULL));
    EXPECT_ERROR(ERROR_INVALID_NAME);
    search = FindFirstVolumeMountPointW(C_NAME, names, MAX_PATH);
    VSTEST_WIDE(names, L"Mount\\", "on C:");
    cr_expect_not(FindNextVolumeMountPointW(search, names, MAX_PATH));
    EXPECT_ERROR(ERROR_NO_MORE_FILES);
    cr_expect(FindVolumeMountPointClose(search));
    cr_expect_eq(FindFirstVolumeMountPointW(L"E:\\", names, MAX_PATH), INVALID_HANDLE_VALUE);
    EXPECT_ERROR(ERROR_NO_MORE_FILES);
}

Test(volumes, tell_what_they_are)
{
    WCHAR label[16], file_system[16];
    DWORD serial = 0, again = 0, other = 0, component, flags;

    cr_expect(
        GetVolumeInformationW(L"C:\\", label, 16, &serial, &component, &flags, file_system, 16));
    VSTEST_WIDE(label, L"Label", "");
    VSTEST_WIDE(file_system, L"NTFS", "");
    cr_expect_eq(component, 255);
    cr_expect_not(flags & FILE_READ_ONLY_VOLUME);
    cr_expect(GetVolumeInformationW(C_NAME, NULL, 0, &again, NULL, NULL, NULL, 0));
    cr_expect(GetVolumeInformationW(L"E:\\", NULL, 0, &other, NULL, NULL, NULL, 0));
    cr_expect_eq(serial, again);
    cr_expect_neq(serial, other);
    cr_expect_not(GetVolumeInformationW(L"C:\\", label, 5, NULL, NULL, NULL, NULL, 0));
    EXPECT_ERROR(ERROR_BAD_LENGTH);
    cr_expect_not(GetVolumeInformationW(L"E:\\Folder\\", label, 16, NULL, NULL, NULL, NULL, 0));
    EXPECT_ERROR(ERROR_DIR_NOT_ROOT);
    cr_expect_not(GetVolumeInformationW(L"Q:\\", label, 16, NULL, NULL, NULL, NULL, 0));
    EXPECT_ERROR(ERROR_PATH_NOT_FOUND);
}

Test(volumes, are_known_by_what_is_open_on_them)
{
    HANDLE folder = CreateFileW(L"E:\\Folder", 0, FILE_SHARE_READ, NULL, OPEN_EXISTING,
                                FILE_FLAG_BACKUP_SEMANTICS, NULL);
    WCHAR label[16], of_handle[16], system[16];
    DWORD serial, same;

    cr_assert_neq(folder, INVALID_HANDLE_VALUE);
    cr_expect(GetVolumeInformationW(L"E:\\", label, 16, &serial, NULL, NULL, NULL, 0));
    cr_expect(GetVolumeInformationByHandleW(folder, of_handle, 16, &same, NULL, NULL, system, 16));
    VSTEST_WIDE(of_handle, label, "");
    VSTEST_WIDE(system, L"NTFS", "");
    cr_expect_eq(same, serial);
    cr_expect(CloseHandle(folder));
    cr_expect_not(GetVolumeInformationByHandleW(folder, NULL, 0, &same, NULL, NULL, NULL, 0));
    EXPECT_ERROR(ERROR_INVALID_HANDLE);
}

Test(volumes, have_drives_and_types)
{
    WCHAR names[32];

    cr_expect_eq(GetLogicalDrives(), 1u << 2 | 1u << 4);
    cr_expect_eq(GetLogicalDriveStringsW(32, names), 8);
    cr_expect_eq(wmemcmp(names, L"C:\\\0E:\\\0", 9), 0);
    cr_expect_eq(GetLogicalDriveStringsW(8, names), 9);
    cr_expect_eq(GetDriveTypeW(L"C:\\"), DRIVE_FIXED);
    cr_expect_eq(GetDriveTypeW(C_NAME), DRIVE_FIXED);
    cr_expect_eq(GetDriveTypeW(L"Q:\\"), DRIVE_NO_ROOT_DIR);
    cr_expect_eq(GetDriveTypeA("E:\\"), DRIVE_FIXED);
}

Test(volumes, have_room)
{
    DWORD sectors, bytes, left_clusters, clusters, again;
    ULARGE_INTEGER available, total, left;
    struct vsapi_file *file;

    cr_assert_eq(vsapi_files_open(host, "C:\\x", VSAPI_FILE_WRITE, &file), S_OK);
    cr_assert_eq(vsapi_file_write(file, 0, "0123456789", 10), S_OK);
    vsapi_file_close(file, 0);
    cr_expect(GetDiskFreeSpaceExW(L"C:\\", &available, &total, &left));
    cr_expect_eq(total.QuadPart, 1000);
    cr_expect_eq(left.QuadPart, 990);
    cr_expect(GetDiskFreeSpaceExW(L"E:\\Folder", &available, &total, &left));
    cr_expect_gt(available.QuadPart, 1u << 30);
    cr_expect(GetDiskFreeSpaceW(L"E:\\", &sectors, &bytes, &left_clusters, &clusters));
    cr_expect_eq(sectors * bytes, 4096);
    cr_expect_geq(clusters, left_clusters);
    cr_expect_gt(left_clusters, 1u << 18);
    cr_expect(GetDiskFreeSpaceA("E:\\", &sectors, &bytes, &left_clusters, &again));
    cr_expect_eq(again, clusters);
    cr_expect_not(GetDiskFreeSpaceA("Q:\\", &sectors, &bytes, &left_clusters, &clusters));
    EXPECT_ERROR(ERROR_PATH_NOT_FOUND);
    cr_expect_not(GetDiskFreeSpaceExW(L"Q:\\", NULL, NULL, NULL));
    EXPECT_ERROR(ERROR_PATH_NOT_FOUND);
}

Test(volumes, have_names_in_the_space_of_nt)
{
    WCHAR name[MAX_PATH];

    cr_expect_eq(QueryDosDeviceW(L"e:", name, MAX_PATH), 25);
    VSTEST_WIDE(name, L"\\Device\\HarddiskVolume3", "");
    cr_expect_gt(QueryDosDeviceW(L"Volume{11111111-2222-3333-4444-555555555555}", name, MAX_PATH),
                 0);
    VSTEST_WIDE(name, L"\\Device\\HarddiskVolume1", "");
    cr_expect_eq(QueryDosDeviceW(L"Q:", name, MAX_PATH), 0);
    EXPECT_ERROR(ERROR_FILE_NOT_FOUND);
    cr_expect_eq(QueryDosDeviceW(L"E:\\", name, MAX_PATH), 0);
    cr_expect_eq(QueryDosDeviceW(L"E:", name, 20), 0);
    EXPECT_ERROR(ERROR_INSUFFICIENT_BUFFER);
    cr_expect_gt(QueryDosDeviceW(NULL, name, MAX_PATH), 100);
    cr_expect_eq(GetFileAttributesW(L"\\\\?\\GLOBALROOT\\Device\\HarddiskVolume3\\Folder\\Below"),
                 FILE_ATTRIBUTE_DIRECTORY);
}

Test(volumes, a_drive_may_be_defined_for_a_folder_or_a_device)
{
    WCHAR name[MAX_PATH];

    cr_expect(DefineDosDeviceW(0, L"X:", L"E:\\Folder"));
    cr_expect_eq(GetFileAttributesW(L"X:\\below"), FILE_ATTRIBUTE_DIRECTORY);
    cr_expect_gt(QueryDosDeviceW(L"X:", name, MAX_PATH), 0);
    VSTEST_WIDE(name, L"\\??\\E:\\Folder", "");
    cr_expect(DefineDosDeviceW(DDD_RAW_TARGET_PATH, L"X:", L"\\Device\\HarddiskVolume3"));
    cr_expect_eq(GetFileAttributesW(L"X:\\Folder"), FILE_ATTRIBUTE_DIRECTORY);
    cr_expect_eq(GetFileAttributesW(L"X:\\Below"), INVALID_FILE_ATTRIBUTES);
    cr_expect_neq(GetLogicalDrives() & 1u << 23, 0);
    cr_expect_not(
        DefineDosDeviceW(DDD_REMOVE_DEFINITION | DDD_RAW_TARGET_PATH | DDD_EXACT_MATCH_ON_REMOVE,
                         L"X:", L"\\Device\\HarddiskVolume"));
    EXPECT_ERROR(ERROR_FILE_NOT_FOUND);
    cr_expect(DefineDosDeviceW(DDD_REMOVE_DEFINITION, L"X:", NULL));
    cr_expect_eq(GetFileAttributesW(L"X:\\Below"), FILE_ATTRIBUTE_DIRECTORY);
    cr_expect(DefineDosDeviceW(DDD_REMOVE_DEFINITION, L"X:", NULL));
    cr_expect_eq(GetFileAttributesW(L"X:\\Below"), INVALID_FILE_ATTRIBUTES);
    EXPECT_ERROR(ERROR_PATH_NOT_FOUND);
    cr_expect_not(DefineDosDeviceW(0, L"X:\\", L"E:\\"));
    EXPECT_ERROR(ERROR_INVALID_PARAMETER);
}

Test(volumes, drives_that_lead_to_one_another_lead_nowhere)
{
    cr_expect(DefineDosDeviceW(0, L"X:", L"Y:\\"));
    cr_expect(DefineDosDeviceW(0, L"Y:", L"X:\\"));
    cr_expect_eq(GetFileAttributesW(L"X:\\a"), INVALID_FILE_ATTRIBUTES);
    EXPECT_ERROR(ERROR_FILE_NOT_FOUND);
}

Test(volumes, narrow_names_are_utf8)
{
    char name[MAX_PATH];
    DWORD needed;
    HANDLE search = FindFirstVolumeA(name, MAX_PATH);

    cr_expect_str_eq(name, "\\\\?\\Volume{11111111-2222-3333-4444-555555555555}\\");
    cr_expect(FindVolumeClose(search));
    search = FindFirstVolumeMountPointA("C:\\", name, MAX_PATH);
    cr_expect_str_eq(name, "Mount\\");
    cr_expect(FindVolumeMountPointClose(search));
    cr_expect(GetVolumePathNameA("E:\\Folder\\x", name, MAX_PATH));
    cr_expect_str_eq(name, "E:\\");
    cr_expect_not(GetVolumePathNameA("E:\\Folder\\x", name, 3));
    EXPECT_ERROR(ERROR_FILENAME_EXCED_RANGE);
    cr_expect(GetVolumePathNamesForVolumeNameA("E:\\", name, MAX_PATH, &needed));
    cr_expect_eq(needed, 5);
    cr_expect_gt(QueryDosDeviceA("E:", name, MAX_PATH), 0);
    cr_expect_str_eq(name, "\\Device\\HarddiskVolume3");
    cr_expect_eq(ExpandEnvironmentStringsA("a%b", name, MAX_PATH), 4);
    cr_expect_str_eq(name, "a%b");
}
