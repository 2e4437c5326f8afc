/*
 * conformance/suite/layers_windows.c - a real service below: nothing can be planned.
 */
#include "layers.h"

#include <stdio.h>

bool layers_mock(void)
{
    return false;
}

const char *layers_message(void)
{
    return "";
}

HRESULT layers_machine_begin(enum layers_delivery delivery, enum layers_array array)
{
    (void)delivery, (void)array;
    return S_OK;
}

HRESULT layers_machine_end(void)
{
    return S_OK;
}

HRESULT layers_add_volume(const char *mount)
{
    (void)mount;
    return E_NOTIMPL;
}

bool layers_fault(const char *call, const char *target, unsigned nth, uint64_t delay_ms, HRESULT hr)
{
    (void)call, (void)target, (void)nth, (void)delay_ms, (void)hr;
    return false;
}

void layers_fail_allocation(uint64_t nth)
{
    (void)nth;
}

uint64_t layers_allocations(void)
{
    return 0;
}

void layers_advance(uint64_t ms)
{
    Sleep((DWORD)ms);
}

uint64_t layers_now_ms(void)
{
    FILETIME now;

    GetSystemTimeAsFileTime(&now);
    return ((uint64_t)now.dwHighDateTime << 32 | now.dwLowDateTime) / 10000;
}

BOOL layers_volume_path(const WCHAR *path, WCHAR *out, DWORD room)
{
    return GetVolumePathNameW(path, out, room);
}

BOOL layers_volume_name(const WCHAR *mount, WCHAR *out, DWORD room)
{
    return GetVolumeNameForVolumeMountPointW(mount, out, room);
}

/* Makes the folders above the file. */
static void make_folders(const WCHAR *path)
{
    WCHAR part[MAX_PATH];

    for (size_t i = 0; path[i] && i + 1 < MAX_PATH; i++) {
        part[i] = path[i];
        part[i + 1] = 0;
        if (i > 2 && path[i + 1] == L'\\')
            CreateDirectoryW(part, NULL);
    }
}

void layers_allow(bool requesters, bool writers)
{
    (void)requesters, (void)writers;
}

void layers_safe_mode(bool safe)
{
    (void)safe;
}

void layers_domain(const char *domain)
{
    (void)domain;
}

HRESULT layers_block_revert(const VSS_ID *writer_id)
{
    (void)writer_id;
    return E_NOTIMPL;
}

HRESULT layers_write_file(const WCHAR *path, const char *text)
{
    FILE *file;

    make_folders(path);
    file = _wfopen(path, L"wb");
    if (!file)
        return E_FAIL;
    fputs(text, file);
    return fclose(file) == 0 ? S_OK : E_FAIL;
}

void *layers_open_file(const WCHAR *path)
{
    return _wfopen(path, L"rb");
}

void layers_close_file(void *file)
{
    if (file)
        fclose(file);
}

HRESULT layers_make_folder(const WCHAR *path)
{
    make_folders(path);
    return CreateDirectoryW(path, NULL) ? S_OK : E_FAIL;
}

HRESULT layers_remove_file(const WCHAR *path)
{
    return DeleteFileW(path) ? S_OK : HRESULT_FROM_WIN32(GetLastError());
}

HRESULT layers_read_file(const WCHAR *path, char *text, size_t size)
{
    FILE *file = _wfopen(path, L"rb");

    text[0] = '\0';
    if (!file)
        return E_FAIL;
    text[fread(text, 1, size - 1, file)] = '\0';
    fclose(file);
    return S_OK;
}
