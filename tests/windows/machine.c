/*
 * tests/windows/machine.c - the machine without a host file, and what outlives a process on it.
 *
 * machine.exe                 shadow copies of C:\ by its Windows' own files
 * machine.exe keep            makes a persistent shadow copy and prints its id and device
 * machine.exe find ID TEXT    is it there, with the text in the file keep wrote? Then deletes it
 * machine.exe leave           makes one that is not persistent, prints its device, and is killed
 * machine.exe exit            the same and ends with ExitProcess, its objects alive
 * machine.exe many N          makes and releases N, one after the other
 */
#include "backup.h"
#include "tap.h"

#include <vsapi/alloc.h>
#include <vsapi/text.h>
#include <vsapi/host.h>
#include <vsapi/volume.h>

#include <stdlib.h>
#include <string.h>
#include <wchar.h>

static WCHAR file[MAX_PATH]; /* on C:, of this test */

static const WCHAR *on(const struct backup *backup, const WCHAR *path)
{
    static WCHAR whole[MAX_PATH * 3];

    swprintf(whole, ARRAYSIZE(whole), L"%ls%ls", backup->device, path + 2); /* without C: */
    return whole;
}

static void names_agree(const struct backup *backup)
{
    WCHAR root[MAX_PATH], name[MAX_PATH];

    CHECK(GetVolumePathNameW(file, root, MAX_PATH));
    CHECK(GetVolumeNameForVolumeMountPointW(root, name, MAX_PATH));
    CHECK(wcscmp(name, backup->volume) == 0);
}

static DWORD links_of(const WCHAR *path)
{
    BY_HANDLE_FILE_INFORMATION information = {0};
    HANDLE handle = CreateFileW(path, 0, 7, NULL, OPEN_EXISTING, 0, NULL);

    GetFileInformationByHandle(handle, &information);
    CloseHandle(handle);
    return information.nNumberOfLinks;
}

static int check_machine(void)
{
    struct vsapi_host *host = NULL;
    struct vsapi_volume *volume = NULL;
    struct backup backup;
    WCHAR used[MAX_PATH];
    HANDLE in_use;
    const WCHAR kernel[] = L"C:\\windows\\system32\\kernel32.dll";

    write_text(file, "before");
    wcscpy(used, file);
    wcscat(used, L".used");
    in_use =
        CreateFileW(used, GENERIC_WRITE, 0, NULL, CREATE_ALWAYS, FILE_FLAG_DELETE_ON_CLOSE, NULL);
    CHECK(in_use != INVALID_HANDLE_VALUE);
    CHECK_HR(vsapi_current_host(&host), S_OK);
    CHECK_HR(vsapi_host_find_volume(host, "C:\\", &volume), S_OK);
    CHECK(volume && vsapi_volume_supported(volume) && vsapi_volume_folder(volume));
    CHECK_HR(backup_make(L"C:\\", VSS_CTX_BACKUP, &backup), S_OK);
    write_text(file, "after");
    CHECK(strcmp(read_text(on(&backup, file)), "before") == 0);
    CHECK(!exists(on(&backup, used))); /* nobody could read it */
    CloseHandle(in_use);
    names_agree(&backup);
    CHECK(exists(on(&backup, kernel)) && links_of(on(&backup, kernel)) > 1);
    CHECK(!exists(on(&backup, L"C:\\users\\x\\..\\..\\vsapi")));
    backup_end(&backup);
    CHECK(!exists(backup.device));
    CHECK(exists(kernel));
    /* All of Linux is a drive, of which no shadow copies are made. */
    CHECK_HR(backup_make(L"Z:\\", VSS_CTX_BACKUP, &backup), VSS_E_VOLUME_NOT_SUPPORTED);
    backup_end(&backup);
    DeleteFileW(file);
    return tap_end();
}

static int keep(void)
{
    struct backup backup;
    char id[VSAPI_GUID_TEXT];

    write_text(file, "kept");
    if (!CHECK_HR(backup_make(L"C:\\", VSS_CTX_APP_ROLLBACK, &backup), S_OK))
        return tap_end();
    printf("%s %ls\n", vsapi_guid_to_text(&backup.id, id), backup.device);
    backup_end(&backup);
    return 0;
}

static int find(const char *text, const char *expected)
{
    IVssBackupComponents *components = NULL;
    VSS_SNAPSHOT_PROP properties;
    struct backup backup = {0};
    LONG deleted = 0;
    VSS_ID id, other;

    CHECK_HR(vsapi_guid_from_text(text, &id), S_OK);
    CHECK_HR(CreateVssBackupComponents(&components), S_OK);
    CHECK_HR(components->lpVtbl->InitializeForBackup(components, NULL), S_OK);
    CHECK_HR(components->lpVtbl->SetContext(components, VSS_CTX_ALL), S_OK);
    if (CHECK_HR(components->lpVtbl->GetSnapshotProperties(components, id, &properties), S_OK)) {
        wcsncpy(backup.device, properties.m_pwszSnapshotDeviceObject, MAX_PATH);
        VssFreeSnapshotProperties(&properties);
        CHECK(strcmp(read_text(on(&backup, file)), expected) == 0);
        CHECK_HR(components->lpVtbl->DeleteSnapshots(components, id, VSS_OBJECT_SNAPSHOT, TRUE,
                                                     &deleted, &other),
                 S_OK);
        CHECK(!exists(backup.device));
    }
    components->lpVtbl->Release(components);
    DeleteFileW(file);
    return tap_end();
}

static int leave(bool killed)
{
    static struct backup backup;

    if (!CHECK_HR(backup_make(L"C:\\", VSS_CTX_BACKUP, &backup), S_OK))
        return tap_end();
    printf("%ls\n", backup.device);
    fflush(stdout);
    if (killed)
        TerminateProcess(GetCurrentProcess(), 0);
    ExitProcess(0);
}

/* One requester at a time can make a shadow copy set. */
static HRESULT make_in_turn(struct backup *out)
{
    HRESULT hr = backup_make(L"C:\\", VSS_CTX_BACKUP, out);

    while (hr == VSS_E_SNAPSHOT_SET_IN_PROGRESS) {
        backup_end(out);
        Sleep(20);
        hr = backup_make(L"C:\\", VSS_CTX_BACKUP, out);
    }
    return hr;
}

static int many(int count)
{
    for (int i = 0; i < count; i++) {
        struct backup backup;

        if (!CHECK_HR(make_in_turn(&backup), S_OK))
            return tap_end();
        printf("%ls\n", wcsrchr(backup.device, '\\') + 1);
        CHECK(exists(on(&backup, L"C:\\windows\\system32\\kernel32.dll")));
        backup_end(&backup);
        CHECK(!exists(backup.device));
    }
    return tap_end();
}

int main(int argc, char **argv)
{
    GetTempPathW(MAX_PATH, file);
    wcscat(file, L"vsapi-test-machine.txt");
    if (argc == 1)
        return check_machine();
    if (strcmp(argv[1], "keep") == 0)
        return keep();
    if (strcmp(argv[1], "find") == 0 && argc == 4)
        return find(argv[2], argv[3]);
    if (strcmp(argv[1], "leave") == 0 || strcmp(argv[1], "exit") == 0)
        return leave(argv[1][0] == 'l');
    if (strcmp(argv[1], "many") == 0 && argc == 3)
        return many(atoi(argv[2]));
    return 2;
}
