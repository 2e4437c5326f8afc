/*
 * tests/windows/backup.c - see backup.h.
 */
#include "backup.h"

#include <stdio.h>
#include <string.h>

#define CALL(method, ...) components->lpVtbl->method(components, ##__VA_ARGS__)

static HRESULT finish(HRESULT hr, IVssAsync *async)
{
    HRESULT outcome = hr;

    if (FAILED(hr))
        return hr;
    hr = async->lpVtbl->Wait(async, INFINITE);
    if (SUCCEEDED(hr))
        hr = async->lpVtbl->QueryStatus(async, &outcome, NULL);
    async->lpVtbl->Release(async);
    return FAILED(hr) ? hr : FAILED(outcome) ? outcome : S_OK;
}

static HRESULT begin(IVssBackupComponents *components, LONG context)
{
    IVssAsync *async = NULL;
    HRESULT hr = CALL(InitializeForBackup, NULL);

    if (SUCCEEDED(hr))
        hr = CALL(SetContext, context);
    if (SUCCEEDED(hr))
        hr = CALL(SetBackupState, false, true, VSS_BT_FULL, false);
    if (SUCCEEDED(hr) && context != VSS_CTX_FILE_SHARE_BACKUP)
        hr = CALL(GatherWriterMetadata, &async);
    return async ? finish(hr, async) : hr;
}

static HRESULT take(IVssBackupComponents *components, const WCHAR *volume, struct backup *out)
{
    IVssAsync *async = NULL;
    HRESULT hr = CALL(StartSnapshotSet, &out->set);

    if (SUCCEEDED(hr))
        hr = CALL(AddToSnapshotSet, (WCHAR *)volume, GUID_NULL, &out->id);
    if (SUCCEEDED(hr)) {
        hr = CALL(PrepareForBackup, &async);
        hr = finish(hr, async);
    }
    if (SUCCEEDED(hr)) {
        hr = CALL(DoSnapshotSet, &async);
        hr = finish(hr, async);
    }
    return hr;
}

HRESULT backup_make(const WCHAR *volume, LONG context, struct backup *out)
{
    IVssBackupComponents *components;
    VSS_SNAPSHOT_PROP properties;
    HRESULT hr;

    memset(out, 0, sizeof *out);
    hr = CreateVssBackupComponents(&out->components);
    if (FAILED(hr))
        return hr;
    components = out->components;
    hr = begin(components, context);
    if (SUCCEEDED(hr))
        hr = take(components, volume, out);
    if (SUCCEEDED(hr))
        hr = CALL(GetSnapshotProperties, out->id, &properties);
    if (FAILED(hr))
        return hr;
    wcsncpy(out->device, properties.m_pwszSnapshotDeviceObject, ARRAYSIZE(out->device) - 1);
    wcsncpy(out->volume, properties.m_pwszOriginalVolumeName, ARRAYSIZE(out->volume) - 1);
    VssFreeSnapshotProperties(&properties);
    return S_OK;
}

void backup_end(struct backup *backup)
{
    if (backup->components)
        backup->components->lpVtbl->Release(backup->components);
    backup->components = NULL;
}

bool write_text(const WCHAR *path, const char *text)
{
    FILE *file = _wfopen(path, L"wb");

    return file && fputs(text, file) >= 0 && fclose(file) == 0;
}

const char *read_text(const WCHAR *path)
{
    static char text[101];
    DWORD got = 0;
    HANDLE file = CreateFileW(path, GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_WRITE, NULL,
                              OPEN_EXISTING, 0, NULL);

    if (file != INVALID_HANDLE_VALUE) {
        ReadFile(file, text, 100, &got, NULL);
        CloseHandle(file);
    }
    text[got] = '\0';
    return text;
}

bool exists(const WCHAR *path)
{
    return GetFileAttributesW(path) != INVALID_FILE_ATTRIBUTES;
}
