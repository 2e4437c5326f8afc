/*
 * tests/microsoft/by_name.c - a backup program in plain C that knows nothing of VSS but what is
 * written here, and finds the DLL when it runs.
 *
 *     by_name VOLUME [FILE [ORIGINAL]]
 *
 * Makes a shadow copy of VOLUME, and prints FILE (a path below the volume's root) as it is there.
 * Before it does, it writes over ORIGINAL, the same file by a path that Windows opens. Many
 * programs look up CreateVssBackupComponents by its Microsoft C++ name, and some declare the
 * virtual functions as a table, by slot, since they are written in C, Go or Pascal.
 */
#include <windows.h>
#include <stdbool.h>
#include <stdio.h>
#include <wchar.h>

#if defined(_WIN64)
#define FACTORY "?CreateVssBackupComponents@@YAJPEAPEAVIVssBackupComponents@@@Z"
#else
#define FACTORY "?CreateVssBackupComponents@@YGJPAPAVIVssBackupComponents@@@Z"
#endif

typedef struct { /* VSS_SNAPSHOT_PROP */
    GUID snapshot, set;
    LONG count;
    WCHAR *device, *original, *machine, *service_machine, *exposed_name, *exposed_path;
    GUID provider;
    LONG attributes;
    LONGLONG created;
    int state;
} snapshot_properties;

typedef struct operation operation;
typedef struct backup backup;

struct operation { /* IVssAsync */
    const struct {
        void *QueryInterface, *AddRef;
        ULONG(WINAPI *Release)(operation *);
        HRESULT(WINAPI *Cancel)(operation *);
        HRESULT(WINAPI *Wait)(operation *, DWORD);
        HRESULT(WINAPI *QueryStatus)(operation *, HRESULT *, INT *);
    } * functions;
};

struct backup { /* IVssBackupComponents; the slots that are not called are only counted */
    const struct {
        void *QueryInterface, *AddRef;
        ULONG(WINAPI *Release)(backup *);
        void *slots_3_to_4[2];
        HRESULT(WINAPI *InitializeForBackup)(backup *, BSTR);
        HRESULT(WINAPI *SetBackupState)(backup *, bool, bool, int, bool);
        void *slots_7_to_8[2];
        HRESULT(WINAPI *GatherWriterMetadata)(backup *, operation **);
        void *slots_10_to_13[4];
        HRESULT(WINAPI *PrepareForBackup)(backup *, operation **);
        void *slots_15_to_26[12];
        HRESULT(WINAPI *BackupComplete)(backup *, operation **);
        void *slots_28_to_34[7];
        HRESULT(WINAPI *SetContext)(backup *, LONG);
        HRESULT(WINAPI *StartSnapshotSet)(backup *, GUID *);
        HRESULT(WINAPI *AddToSnapshotSet)(backup *, WCHAR *, GUID, GUID *);
        HRESULT(WINAPI *DoSnapshotSet)(backup *, operation **);
        void *slots_39_to_41[3];
        HRESULT(WINAPI *GetSnapshotProperties)(backup *, GUID, snapshot_properties *);
    } * functions;
};

typedef HRESULT(WINAPI *create_fn)(backup **);
typedef void(WINAPI *free_properties_fn)(snapshot_properties *);

static HRESULT check(const char *what, HRESULT hr)
{
    if (FAILED(hr))
        printf("%s: 0x%08lx\n", what, (unsigned long)hr);
    return hr;
}

static HRESULT finish(const char *what, HRESULT hr, operation *async)
{
    HRESULT outcome;

    if (FAILED(check(what, hr)))
        return hr;
    hr = async->functions->Wait(async, INFINITE);
    if (SUCCEEDED(hr))
        hr = async->functions->QueryStatus(async, &outcome, NULL);
    async->functions->Release(async);
    return check(what, FAILED(hr) ? hr : outcome);
}

/* Each step, up to the shadow copy; a shadow copy of this kind lives as long as `self` does. */
static HRESULT make_snapshot(backup *self, WCHAR *volume, GUID *snapshot)
{
    const GUID any_provider = {0};
    operation *async = NULL;
    GUID set;
    HRESULT hr;

    hr = check("InitializeForBackup", self->functions->InitializeForBackup(self, NULL));
    if (SUCCEEDED(hr))
        hr = check("SetContext", self->functions->SetContext(self, 0));
    if (SUCCEEDED(hr))
        hr = check("SetBackupState", self->functions->SetBackupState(self, false, false, 1, false));
    if (SUCCEEDED(hr)) {
        hr = self->functions->GatherWriterMetadata(self, &async);
        hr = finish("GatherWriterMetadata", hr, async);
    }
    if (SUCCEEDED(hr))
        hr = check("StartSnapshotSet", self->functions->StartSnapshotSet(self, &set));
    if (SUCCEEDED(hr))
        hr = check("AddToSnapshotSet",
                   self->functions->AddToSnapshotSet(self, volume, any_provider, snapshot));
    if (SUCCEEDED(hr)) {
        hr = self->functions->PrepareForBackup(self, &async);
        hr = finish("PrepareForBackup", hr, async);
    }
    if (SUCCEEDED(hr)) {
        hr = self->functions->DoSnapshotSet(self, &async);
        hr = finish("DoSnapshotSet", hr, async);
    }
    return hr;
}

static bool overwrite(const WCHAR *path)
{
    static const char text[] = "written after the shadow copy\n";
    HANDLE file = CreateFileW(path, GENERIC_WRITE, 0, NULL, CREATE_ALWAYS, 0, NULL);
    DWORD written = 0;
    bool done;

    if (file == INVALID_HANDLE_VALUE) {
        printf("CreateFileW %ls: error %lu\n", path, GetLastError());
        return false;
    }
    done = WriteFile(file, text, sizeof text - 1, &written, NULL) != FALSE;
    CloseHandle(file);
    return done;
}

static bool print(const WCHAR *device, const WCHAR *below)
{
    WCHAR path[1024];
    char text[4096];
    DWORD got = 0;
    HANDLE file;

    if (wcslen(device) + wcslen(below) + 2 > sizeof path / sizeof *path)
        return false;
    wcscpy(path, device);
    wcscat(path, L"\\");
    wcscat(path, below);
    file = CreateFileW(path, GENERIC_READ, FILE_SHARE_READ, NULL, OPEN_EXISTING, 0, NULL);
    if (file == INVALID_HANDLE_VALUE) {
        printf("CreateFileW %ls: error %lu\n", path, GetLastError());
        return false;
    }
    while (ReadFile(file, text, sizeof text, &got, NULL) && got > 0)
        fwrite(text, 1, got, stdout);
    CloseHandle(file);
    return true;
}

static bool back_up(HMODULE dll, backup *self, int argc, WCHAR **argv)
{
    free_properties_fn free_properties =
        (free_properties_fn)(void *)GetProcAddress(dll, "VssFreeSnapshotProperties");
    snapshot_properties properties = {0};
    operation *async = NULL;
    GUID snapshot;
    bool done;

    if (!free_properties || FAILED(make_snapshot(self, argv[1], &snapshot)) ||
        FAILED(check("GetSnapshotProperties",
                     self->functions->GetSnapshotProperties(self, snapshot, &properties))))
        return false;
    if (argc < 3)
        printf("%ls\n", properties.device);
    done = (argc < 4 || overwrite(argv[3])) && (argc < 3 || print(properties.device, argv[2]));
    free_properties(&properties);
    if (done) {
        HRESULT hr = self->functions->BackupComplete(self, &async);
        done = SUCCEEDED(finish("BackupComplete", hr, async));
    }
    return done;
}

int wmain(int argc, WCHAR **argv);
int wmain(int argc, WCHAR **argv)
{
    HMODULE dll = LoadLibraryW(L"vssapi.dll");
    create_fn create = dll ? (create_fn)(void *)GetProcAddress(dll, FACTORY) : NULL;
    backup *self = NULL;
    bool done = false;

    if (argc < 2 || argc > 4 || !create) {
        printf(create ? "usage: by_name VOLUME [FILE [ORIGINAL]]\n"
                      : "vssapi.dll, or " FACTORY " in it, is not there\n");
        return 2;
    }
    if (FAILED(check("CoInitializeEx", CoInitializeEx(NULL, COINIT_MULTITHREADED))))
        return 1;
    if (SUCCEEDED(check("CreateVssBackupComponents", create(&self)))) {
        done = back_up(dll, self, argc, argv);
        self->functions->Release(self);
    }
    CoUninitialize();
    return done ? 0 : 1;
}
