/*
 * vsapi/win32/volume_names.c - what the machine calls its volumes, answered from the mock host.
 */
#include "ground.h"

#include <vsapi/alloc.h>
#include <vsapi/error.h>
#include <vsapi/files.h>
#include <vsapi/host.h>
#include <vsapi/text.h>
#include <vsapi/volume.h>

#include <string.h>
#include <wchar.h>

#define VERBATIM "\\\\?\\" /* before a path that Windows takes as it stands */
#define VOLUME_NAME VERBATIM "Volume{"
#define DEVICE_NAME VERBATIM "GLOBALROOT\\Device\\"

/* Hands a text to the caller's buffer of `room` characters, or says that it is too short. */
static BOOL text_out(const char *text, LPWSTR out, DWORD room)
{
    WCHAR *wide;
    size_t length;
    HRESULT hr = vsapi_wide_from_text(text, &wide);

    if (FAILED(hr))
        return vsapi_win32_fail_hr(hr);
    length = wcslen(wide);
    if (length < room)
        wmemcpy(out, wide, length + 1);
    vsapi_free(wide);
    return length < room ? TRUE : vsapi_win32_fail(ERROR_FILENAME_EXCED_RANGE);
}

/* The part of a path that names its shadow copy, with a backslash at its end. */
static BOOL device_out(const char *path, LPWSTR out, DWORD room)
{
    size_t name = sizeof DEVICE_NAME - 1 + strcspn(path + sizeof DEVICE_NAME - 1, "\\");
    char *root = vsapi_sprintf("%.*s\\", (int)name, path);
    BOOL done;

    if (!root)
        return vsapi_win32_fail(ERROR_NOT_ENOUGH_MEMORY);
    done = text_out(root, out, room);
    vsapi_free(root);
    return done;
}

/* A path is answered in the form it has: by volume name, verbatim or plain. */
static BOOL volume_out(const char *path, const struct vsapi_volume *volume, LPWSTR out, DWORD room)
{
    bool verbatim = vsapi_text_starts(path, VERBATIM);
    char *root;
    BOOL done;

    if (vsapi_text_starts(path, VOLUME_NAME))
        return text_out(vsapi_volume_name(volume), out, room);
    root = vsapi_sprintf("%s%s", verbatim ? VERBATIM : "", vsapi_volume_mount(volume));
    if (!root)
        return vsapi_win32_fail(ERROR_NOT_ENOUGH_MEMORY);
    done = text_out(root, out, room);
    vsapi_free(root);
    return done;
}

/*
 * The mock machine has one current folder, the root of the drive C. So a path without a drive is
 * one on C. *out is freed with vsapi_free.
 */
static HRESULT path_absolute(LPCWSTR wide, char **out)
{
    const char *rest;
    char *path;
    HRESULT hr = vsapi_text_from_wide(wide, &path);

    *out = path;
    if (FAILED(hr) || vsapi_text_starts(path, "\\\\") || (*path && path[1] == ':'))
        return hr;
    rest = path + (*path == '\\' || *path == '/');
    *out = vsapi_sprintf("C:\\%s", rest);
    vsapi_free(path);
    return *out ? S_OK : vsapi_out_of_memory();
}

/* Nothing there answers to the name, unless it was not even looked up. */
static BOOL fail_unknown(HRESULT hr)
{
    return hr == E_OUTOFMEMORY ? vsapi_win32_fail_hr(hr) : vsapi_win32_fail(ERROR_FILE_NOT_FOUND);
}

BOOL WINAPI GetVolumePathNameW(LPCWSTR path, LPWSTR out, DWORD room)
{
    struct vsapi_host *host;
    struct vsapi_volume *volume;
    const char *rest;
    char *text = NULL;
    BOOL done;
    HRESULT hr;

    if (!path || !*path || !out || room == 0)
        return vsapi_win32_fail(ERROR_INVALID_PARAMETER);
    hr = path_absolute(path, &text);
    if (SUCCEEDED(hr))
        hr = vsapi_current_host(&host);
    if (FAILED(hr))
        done = vsapi_win32_fail_hr(hr);
    else if (vsapi_text_starts(text, DEVICE_NAME))
        done = device_out(text, out, room);
    else if (SUCCEEDED(hr = vsapi_host_volume_of(host, text, &volume, &rest)))
        done = volume_out(text, volume, out, room);
    else
        done = fail_unknown(hr);
    vsapi_free(text);
    return done;
}

/* Why a path that ends in a backslash is no mount point: it is nothing, or a folder like others. */
static BOOL fail_no_mount_point(struct vsapi_host *host, const char *path)
{
    struct vsapi_file_info info;
    HRESULT hr = vsapi_files_stat(host, path, &info);

    return SUCCEEDED(hr) ? vsapi_win32_fail(ERROR_NOT_A_REPARSE_POINT) : fail_unknown(hr);
}

BOOL WINAPI GetVolumeNameForVolumeMountPointW(LPCWSTR mount_point, LPWSTR out, DWORD room)
{
    struct vsapi_host *host;
    struct vsapi_volume *volume;
    char *text = NULL;
    size_t length;
    BOOL done;
    HRESULT hr;

    if (!mount_point || !out || room == 0)
        return vsapi_win32_fail(ERROR_INVALID_PARAMETER);
    length = wcslen(mount_point);
    if (length == 0 || mount_point[length - 1] != L'\\')
        return vsapi_win32_fail(ERROR_INVALID_NAME);
    hr = path_absolute(mount_point, &text);
    if (SUCCEEDED(hr))
        hr = vsapi_current_host(&host);
    if (FAILED(hr))
        done = vsapi_win32_fail_hr(hr);
    else if (SUCCEEDED(hr = vsapi_host_find_volume(host, text, &volume)))
        done = text_out(vsapi_volume_name(volume), out, room);
    else
        done = hr == E_OUTOFMEMORY ? vsapi_win32_fail_hr(hr) : fail_no_mount_point(host, text);
    vsapi_free(text);
    return done;
}

/* Returns the characters needed, with the NUL, whether they fitted or not. */
static DWORD expanded_out(const char *expanded, LPWSTR out, DWORD room)
{
    WCHAR *wide;
    size_t needed;
    HRESULT hr = vsapi_wide_from_text(expanded, &wide);

    if (FAILED(hr))
        return (DWORD)vsapi_win32_fail_hr(hr);
    needed = wcslen(wide) + 1;
    if (needed <= room)
        wmemcpy(out, wide, needed);
    else if (room > 0)
        *out = L'\0';
    vsapi_free(wide);
    return (DWORD)needed;
}

DWORD WINAPI ExpandEnvironmentStringsW(LPCWSTR text, LPWSTR out, DWORD room)
{
    struct vsapi_host *host;
    char *utf8 = NULL, *expanded = NULL;
    DWORD needed = 0;
    HRESULT hr;

    if (!text || (!out && room > 0))
        return (DWORD)vsapi_win32_fail(ERROR_INVALID_PARAMETER);
    hr = vsapi_current_host(&host);
    if (SUCCEEDED(hr))
        hr = vsapi_text_from_wide(text, &utf8);
    if (SUCCEEDED(hr))
        hr = vsapi_host_expand(host, utf8, &expanded);
    if (SUCCEEDED(hr))
        needed = expanded_out(expanded, out, room);
    else
        vsapi_win32_fail_hr(hr);
    vsapi_free(expanded);
    vsapi_free(utf8);
    return needed;
}
