/*
 * tests/win32/plain_frozen.cpp - a requester that reads the shadow copy as on Windows, by
 * CreateFile and FindFirstFile below m_pwszSnapshotDeviceObject, while the volume goes on. The
 * writer writes by WriteFile, also when writes are held.
 */
#include "plain.h"

#include <vsbackup.h>
#include <vswriter.h>

#include <vsapi/error.h>
#include <vsapi/host.h>

#include <cstdlib>
#include <cstring>
#include <cwchar>

static const VSS_ID kWriter = {
    0x7d1c0a52, 0x64be, 0x4f0d, {0x9a, 0x27, 0x1e, 0x5b, 0x80, 0x33, 0xd4, 0x19}};
#define PATH L"C:\\Data\\state.txt"

static bool put(const WCHAR *path, const char *text)
{
    DWORD done = 0;
    HANDLE file = CreateFileW(path, GENERIC_WRITE, FILE_SHARE_READ, NULL, CREATE_ALWAYS, 0, NULL);

    if (file == INVALID_HANDLE_VALUE)
        return false;
    WriteFile(file, text, (DWORD)strlen(text), &done, NULL);
    CloseHandle(file);
    return done == strlen(text);
}

static bool holds(const WCHAR *path, const char *text)
{
    char read[64] = "";
    DWORD done = 0;
    HANDLE file = CreateFileW(path, GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_WRITE, NULL,
                              OPEN_EXISTING, 0, NULL);

    if (file == INVALID_HANDLE_VALUE)
        return false;
    CHECK(ReadFile(file, read, sizeof read - 1, &done, NULL));
    CloseHandle(file);
    return strcmp(read, text) == 0;
}

class StateWriter : public CVssWriter
{
  public:
    ~StateWriter()
    {
        Unsubscribe();
    }
    HRESULT Start()
    {
        HRESULT hr = Initialize(kWriter, L"State Writer", VSS_UT_USERDATA, VSS_ST_OTHER);
        return FAILED(hr) ? hr : Subscribe();
    }
    bool OnIdentify(IVssCreateWriterMetadata *metadata) override
    {
        return SUCCEEDED(metadata->AddComponent(VSS_CT_FILEGROUP, NULL, L"state", NULL, NULL, 0,
                                                false, false, true)) &&
               SUCCEEDED(metadata->AddFilesToFileGroup(NULL, L"state", L"C:\\Data", L"*.txt", false,
                                                       NULL));
    }
    bool OnPrepareSnapshot() override
    {
        return put(PATH, "prepared");
    }
    bool OnFreeze() override
    {
        return put(PATH, "frozen");
    }
    bool OnThaw() override
    {
        return put(PATH, "thawed, and longer");
    }
    bool OnAbort() override
    {
        return true;
    }
};

static HRESULT finish(HRESULT hr, IVssAsync *&async)
{
    HRESULT outcome = hr;

    if (FAILED(hr))
        return hr;
    async->Wait();
    async->QueryStatus(&outcome, nullptr);
    async->Release();
    return outcome;
}

static void check_shadow_copy(const WCHAR *device)
{
    WCHAR path[MAX_PATH], name[MAX_PATH];
    WIN32_FIND_DATAW found;
    DWORD flags = 0;
    HANDLE search;

    swprintf(path, MAX_PATH, L"%ls\\data\\STATE.txt", device);
    CHECK(holds(path, "frozen"));
    CHECK(holds(PATH, "thawed, and longer"));
    CHECK(CreateFileW(path, GENERIC_WRITE, 0, NULL, OPEN_EXISTING, 0, NULL) ==
          INVALID_HANDLE_VALUE);
    CHECK(GetLastError() == ERROR_WRITE_PROTECT);
    CHECK(!DeleteFileW(path) && GetLastError() == ERROR_WRITE_PROTECT);
    CHECK(CopyFileW(path, L"C:\\restored.txt", TRUE));
    CHECK(holds(L"C:\\restored.txt", "frozen"));

    swprintf(path, MAX_PATH, L"%ls\\Data\\*", device);
    search = FindFirstFileW(path, &found);
    CHECK(search != INVALID_HANDLE_VALUE && wcscmp(found.cFileName, L".") == 0);
    CHECK(FindNextFileW(search, &found) && FindNextFileW(search, &found));
    CHECK(wcscmp(found.cFileName, L"state.txt") == 0 && found.nFileSizeLow == 6);
    CHECK(!FindNextFileW(search, &found) && GetLastError() == ERROR_NO_MORE_FILES);
    CHECK(FindClose(search));

    swprintf(path, MAX_PATH, L"%ls\\", device);
    CHECK(GetVolumeInformationW(path, NULL, 0, NULL, NULL, &flags, NULL, 0));
    CHECK(flags & FILE_READ_ONLY_VOLUME);

    /* As a drive of its own, by the NT name. */
    swprintf(path, MAX_PATH, L"\\Device%ls", wcsrchr(device, L'\\'));
    CHECK(DefineDosDeviceW(DDD_RAW_TARGET_PATH, L"S:", path));
    CHECK(holds(L"S:\\Data\\state.txt", "frozen"));
    CHECK(QueryDosDeviceW(wcsrchr(device, L'\\') + 1, name, MAX_PATH) > 0);
    CHECK(wcscmp(name, path) == 0);
    CHECK(DefineDosDeviceW(DDD_REMOVE_DEFINITION, L"S:", NULL));
}

static void back_up(IVssBackupComponents *backup)
{
    VSS_SNAPSHOT_PROP properties;
    IVssAsync *async = nullptr;
    WCHAR volume[] = L"C:\\";
    VSS_ID set, snapshot;

    CHECK(backup->InitializeForBackup() == S_OK);
    CHECK(finish(backup->GatherWriterMetadata(&async), async) == VSS_S_ASYNC_FINISHED);
    CHECK(backup->SetBackupState(false, false, VSS_BT_FULL, false) == S_OK);
    CHECK(backup->StartSnapshotSet(&set) == S_OK);
    CHECK(backup->AddToSnapshotSet(volume, GUID_NULL, &snapshot) == S_OK);
    CHECK(finish(backup->PrepareForBackup(&async), async) == VSS_S_ASYNC_FINISHED);
    CHECK(finish(backup->DoSnapshotSet(&async), async) == VSS_S_ASYNC_FINISHED);
    if (SUCCEEDED(backup->GetSnapshotProperties(snapshot, &properties))) {
        check_shadow_copy(properties.m_pwszSnapshotDeviceObject);
        VssFreeSnapshotProperties(&properties);
    } else {
        CHECK(!"the shadow copy is there");
    }
    CHECK(finish(backup->BackupComplete(&async), async) == VSS_S_ASYNC_FINISHED);
}

/* The first time on the default host, whose C:\ is a folder, then on one in memory. */
static void run(bool in_memory)
{
    IVssBackupComponents *backup = nullptr;
    vsapi_host *host = nullptr;

    if (in_memory) {
        vsapi_volume_options options = {};
        options.size = sizeof options;
        options.mount = "C:\\";
        CHECK(vsapi_host_create(&host) == S_OK);
        CHECK(vsapi_host_add_volume(host, &options, nullptr) == S_OK);
        CHECK(vsapi_use_host(host) == S_OK);
    }
    CHECK(CreateDirectoryW(L"C:\\Data", NULL));
    {
        StateWriter writer;

        CHECK(writer.Start() == S_OK);
        CHECK(CreateVssBackupComponents(&backup) == S_OK);
        back_up(backup);
        backup->Release();
    }
    CHECK(vsapi_reset() == S_OK);
}

int main()
{
    unsetenv("VSAPI_HOST");
    CHECK(CoInitializeEx(nullptr, COINIT_MULTITHREADED) == S_OK);
    run(false);
    run(true);
    CoUninitialize();
    return plain_result();
}
