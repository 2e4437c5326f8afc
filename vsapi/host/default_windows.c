/*
 * vsapi/host/default_windows.c - the machine without a host file: Windows.
 *
 * It is the machine that the program runs on: its fixed drives under their own names, its
 * environment, and what outlives a process in %LOCALAPPDATA%\vsapi. The programs of Windows itself
 * are linked into shadow copies. Wine shows the whole of Linux as a drive, which nobody wants to
 * have copied: of that drive no shadow copies are made.
 */
#ifdef _WIN32

#include <vsapi/at.h>

#include "parts.h"

#include <vsapi/local.h>
#include <vsapi/store.h>

#define STORE "vsapi"

/* ---- drives ------------------------------------------------------------------------------------
 */

static uint64_t file_index(const WCHAR *folder)
{
    BY_HANDLE_FILE_INFORMATION information = {0};
    HANDLE handle = CreateFileW(folder, FILE_READ_ATTRIBUTES,
                                FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, NULL,
                                OPEN_EXISTING, FILE_FLAG_BACKUP_SEMANTICS, NULL);

    if (handle == INVALID_HANDLE_VALUE)
        return 0;
    GetFileInformationByHandle(handle, &information);
    CloseHandle(handle);
    return (uint64_t)information.nFileIndexHigh << 32 | information.nFileIndexLow;
}

/* \\?\unix\ is Wine's name for the root of Linux, and Z: is it wherever nobody has changed that. */
static bool is_all_of_linux(const WCHAR *root)
{
    bool wine = GetProcAddress(GetModuleHandleW(L"ntdll.dll"), "wine_get_version") != NULL;

    return wine && (root[0] == 'Z' || file_index(L"\\\\?\\unix\\") == file_index(root));
}

/* The folder of Windows on the drive it is on; "" on the others. */
static HRESULT programs_on(WCHAR drive, char **out)
{
    WCHAR folder[MAX_PATH];
    UINT length = GetSystemWindowsDirectoryW(folder, ARRAYSIZE(folder));
    bool here = length > 3 && length < ARRAYSIZE(folder) && (folder[0] | 0x20) == (drive | 0x20);

    return vsapi_text_from_wide(here ? folder + 3 : L"", out);
}

struct drive { /* what is to be said of one */
    char mount[4];
    char *label, *file_system, *programs;
    bool all_of_linux;
};

static HRESULT describe(const WCHAR *root, struct drive *drive)
{
    WCHAR label[MAX_PATH + 1] = L"", file_system[MAX_PATH + 1] = L"";
    HRESULT hr;

    if (!drive->all_of_linux) /* Wine would complain aloud */
        GetVolumeInformationW(root, label, ARRAYSIZE(label), NULL, NULL, NULL, file_system,
                              ARRAYSIZE(file_system));
    snprintf(drive->mount, sizeof drive->mount, "%c:\\", (char)root[0]);
    hr = vsapi_text_from_wide(label, &drive->label);
    if (SUCCEEDED(hr))
        hr = vsapi_text_from_wide(*file_system ? file_system : L"NTFS", &drive->file_system);
    return SUCCEEDED(hr) ? programs_on(root[0], &drive->programs) : hr;
}

static HRESULT add_drive(struct vsapi_host *host, const WCHAR *root)
{
    char folder[] = {(char)root[0], ':', '/', '\0'};
    struct drive drive = {.all_of_linux = is_all_of_linux(root)};
    HRESULT hr = describe(root, &drive);

    if (SUCCEEDED(hr)) {
        struct vsapi_volume_options options = {
            .size = sizeof options,
            .mount = drive.mount,
            .folder = folder,
            .label = drive.label,
            .file_system = drive.file_system,
            .programs = *drive.programs ? drive.programs : NULL,
            .unsupported = drive.all_of_linux,
        };

        hr = vsapi_host_add_volume(host, &options, NULL);
    }
    vsapi_free(drive.label);
    vsapi_free(drive.file_system);
    vsapi_free(drive.programs);
    return hr;
}

static HRESULT add_drives(struct vsapi_host *host)
{
    DWORD drives = GetLogicalDrives();
    HRESULT hr = S_OK;

    for (int i = 0; SUCCEEDED(hr) && i < 26; i++) {
        WCHAR root[] = {(WCHAR)('A' + i), ':', '\\', 0};

        if (drives & 1u << i && GetDriveTypeW(root) == DRIVE_FIXED &&
            GetFileAttributesW(root) != INVALID_FILE_ATTRIBUTES)
            hr = add_drive(host, root);
    }
    return hr;
}

/* ---- environment and store ---------------------------------------------------------------------
 */

/* "NAME=value"; what has no name that the host takes ("=C:=C:\") is passed over. */
static HRESULT add_variable(struct vsapi_host *host, const WCHAR *text)
{
    char *name, *value;
    HRESULT hr;

    if (*text == '=' || FAILED(vsapi_text_from_wide(text, &name)))
        return S_OK;
    value = strchr(name, '=');
    if (value)
        *value++ = '\0';
    hr = value && !strchr(name, '%') ? vsapi_host_set_variable(host, name, value) : S_OK;
    vsapi_free(name);
    return hr;
}

static HRESULT add_environment(struct vsapi_host *host)
{
    WCHAR *all = GetEnvironmentStringsW();
    HRESULT hr = S_OK;

    for (const WCHAR *at = all; at && *at && SUCCEEDED(hr); at += wcslen(at) + 1)
        hr = add_variable(host, at);
    if (all)
        FreeEnvironmentStringsW(all);
    return hr;
}

/* Where no store can be made, what is persistent lasts as long as the process. */
static HRESULT add_store(struct vsapi_host *host)
{
    const char *local = vsapi_host_variable(host, "LOCALAPPDATA");
    char *path;
    HRESULT hr;

    if (!local || !vsapi_local_is_absolute(local))
        return S_OK;
    path = vsapi_sprintf("%s/" STORE, local);
    if (!path)
        return vsapi_out_of_memory();
    vsapi_local_tidy(path);
    mkdir(path, 0700);
    hr = vsapi_host_set_store(host, path);
    vsapi_free(path);
    if (FAILED(hr) && hr != E_OUTOFMEMORY) {
        vsapi_message_clear();
        return S_OK;
    }
    return hr;
}

HRESULT vsapi_host_add_default(struct vsapi_host *host)
{
    HRESULT hr = add_environment(host);

    if (SUCCEEDED(hr))
        hr = add_drives(host);
    return SUCCEEDED(hr) ? add_store(host) : hr;
}

#endif
