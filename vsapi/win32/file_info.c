/*
 * vsapi/win32/file_info.c - attributes, times and names of files.
 */
#include "file.h"
#include "path.h"
#include "text_out.h"

#include <vsapi/error.h>
#include <vsapi/text.h>
#include <vsapi/volume.h>

#include <shlwapi.h>
#include <string.h>

/* ---- by name -----------------------------------------------------------------------------------
 */

/* A final backslash is for folders only. */
static BOOL check_slashed(const struct vsapi_path *path, const struct vsapi_file_details *details)
{
    if (!path->slashed || details->info.attributes & FILE_ATTRIBUTE_DIRECTORY)
        return TRUE;
    return vsapi_win32_fail(ERROR_INVALID_NAME);
}

static BOOL look(LPCWSTR name, struct vsapi_file_details *out)
{
    struct vsapi_path path;
    BOOL done;
    HRESULT hr;

    if (!vsapi_path_open(name, &path))
        return FALSE;
    if (path.kind == VSAPI_PATH_NUL) {
        memset(out, 0, sizeof *out);
        out->info.attributes = FILE_ATTRIBUTE_ARCHIVE;
        done = TRUE;
    } else if (path.kind != VSAPI_PATH_FILE) {
        done = vsapi_win32_fail(ERROR_INVALID_PARAMETER);
    } else {
        hr = vsapi_files_look(path.host, path.name, out);
        done = SUCCEEDED(hr) ? check_slashed(&path, out) : vsapi_path_fail(hr);
    }
    vsapi_path_finish(&path);
    return done;
}

DWORD WINAPI GetFileAttributesW(LPCWSTR name)
{
    struct vsapi_file_details details;

    return look(name, &details) ? details.info.attributes : INVALID_FILE_ATTRIBUTES;
}

BOOL WINAPI GetFileAttributesExW(LPCWSTR name, GET_FILEEX_INFO_LEVELS level, LPVOID out)
{
    WIN32_FILE_ATTRIBUTE_DATA *data = out;
    struct vsapi_file_details details;

    if (level != GetFileExInfoStandard || !out)
        return vsapi_win32_fail(ERROR_INVALID_PARAMETER);
    if (!look(name, &details))
        return FALSE;
    data->dwFileAttributes = details.info.attributes;
    data->ftCreationTime = vsapi_filetime(details.created);
    data->ftLastAccessTime = vsapi_filetime(details.accessed);
    data->ftLastWriteTime = vsapi_filetime(details.info.modified);
    data->nFileSizeHigh = (DWORD)(details.info.size_bytes >> 32);
    data->nFileSizeLow = (DWORD)details.info.size_bytes;
    return TRUE;
}

BOOL WINAPI SetFileAttributesW(LPCWSTR name, DWORD attributes)
{
    struct vsapi_path path;
    BOOL done;
    HRESULT hr;

    if (!vsapi_path_open(name, &path))
        return FALSE;
    if (path.kind != VSAPI_PATH_FILE) {
        done = vsapi_win32_fail(ERROR_INVALID_PARAMETER);
    } else {
        hr = vsapi_files_set_attributes(path.host, path.name, attributes);
        done = SUCCEEDED(hr) ? TRUE : vsapi_path_fail(hr);
    }
    vsapi_path_finish(&path);
    return done;
}

BOOL WINAPI PathFileExistsW(LPCWSTR name)
{
    return name && GetFileAttributesW(name) != INVALID_FILE_ATTRIBUTES;
}

BOOL WINAPI PathIsDirectoryW(LPCWSTR name)
{
    DWORD attributes = name ? GetFileAttributesW(name) : INVALID_FILE_ATTRIBUTES;

    return attributes == INVALID_FILE_ATTRIBUTES ? FALSE
                                                 : (BOOL)(attributes & FILE_ATTRIBUTE_DIRECTORY);
}

/* ---- by handle ---------------------------------------------------------------------------------
 */

static BOOL look_open(const struct vsapi_open *open, struct vsapi_file_details *out)
{
    HRESULT hr = vsapi_file_look(open->file, out);

    return SUCCEEDED(hr) ? TRUE : vsapi_path_fail(hr);
}

BOOL WINAPI GetFileTime(HANDLE handle, LPFILETIME created, LPFILETIME accessed, LPFILETIME modified)
{
    struct vsapi_open *open = vsapi_open_use_file(handle);
    struct vsapi_file_details details;
    BOOL done = open && look_open(open, &details);

    vsapi_open_done(open);
    if (!done)
        return FALSE;
    if (created)
        *created = vsapi_filetime(details.created);
    if (accessed)
        *accessed = vsapi_filetime(details.accessed);
    if (modified)
        *modified = vsapi_filetime(details.info.modified);
    return TRUE;
}

/* 0 leaves a time as it is, and so does all ones here: nothing sets times but programs. */
static uint64_t time_in(const FILETIME *time)
{
    uint64_t ticks = time ? (uint64_t)time->dwHighDateTime << 32 | time->dwLowDateTime : 0;

    return ticks == UINT64_MAX ? 0 : ticks;
}

BOOL WINAPI SetFileTime(HANDLE handle, const FILETIME *created, const FILETIME *accessed,
                        const FILETIME *modified)
{
    const struct vsapi_file_times times = {time_in(created), time_in(accessed), time_in(modified)};
    struct vsapi_open *open = vsapi_open_use_file(handle);
    HRESULT hr;

    if (!open)
        return FALSE;
    hr = open->access & FILE_WRITE_ATTRIBUTES ? vsapi_file_set_times(open->file, &times)
                                              : HRESULT_FROM_WIN32(ERROR_ACCESS_DENIED);
    vsapi_open_done(open);
    return SUCCEEDED(hr) ? TRUE : vsapi_path_fail(hr);
}

static void information_out(const struct vsapi_file_details *details, const char *root,
                            BY_HANDLE_FILE_INFORMATION *out)
{
    out->dwFileAttributes = details->info.attributes;
    out->ftCreationTime = vsapi_filetime(details->created);
    out->ftLastAccessTime = vsapi_filetime(details->accessed);
    out->ftLastWriteTime = vsapi_filetime(details->info.modified);
    out->dwVolumeSerialNumber = vsapi_serial_number(root);
    out->nFileSizeHigh = (DWORD)(details->info.size_bytes >> 32);
    out->nFileSizeLow = (DWORD)details->info.size_bytes;
    out->nNumberOfLinks = details->links;
    out->nFileIndexHigh = (DWORD)(details->id >> 32);
    out->nFileIndexLow = (DWORD)details->id;
}

BOOL WINAPI GetFileInformationByHandle(HANDLE handle, BY_HANDLE_FILE_INFORMATION *out)
{
    struct vsapi_open *open = vsapi_open_use_file(handle);
    struct vsapi_file_details details;
    BOOL done = open && look_open(open, &details);

    if (done)
        information_out(&details, vsapi_file_root(open->file), out);
    vsapi_open_done(open);
    return done;
}

/* ---- the final path ----------------------------------------------------------------------------
 */

/* "\\?\GLOBALROOT\Device\X" as NT has it, "\Device\X". */
static const char *nt_of_device(const char *device)
{
    return device + sizeof "\\\\?\\GLOBALROOT" - 1;
}

/* What stands before the path on the volume, without a backslash at its end; *out is NULL if memory
 * is out. false: there is no name of that kind. */
static bool final_root(const struct vsapi_open *open, DWORD kind, char **out)
{
    struct vsapi_volume *volume = vsapi_file_volume(open->file);
    const char *root = vsapi_file_root(open->file);

    *out = NULL;
    switch (kind) {
    case VOLUME_NAME_NONE:
        *out = vsapi_strdup("");
        return true;
    case VOLUME_NAME_NT:
        *out = volume ? vsapi_volume_device(volume) : vsapi_strdup(nt_of_device(root));
        return true;
    case VOLUME_NAME_GUID:
        if (volume)
            *out = vsapi_strndup(vsapi_volume_name(volume), strlen(vsapi_volume_name(volume)) - 1);
        return volume != NULL;
    default:
        if (volume)
            *out = vsapi_sprintf("\\\\?\\%.*s", (int)strlen(vsapi_volume_mount(volume)) - 1,
                                 vsapi_volume_mount(volume));
        return volume != NULL;
    }
}

static char *final_path(const struct vsapi_open *open, DWORD kind)
{
    char *root, *rest, *path = NULL;
    HRESULT hr = vsapi_file_spelling(open->file, &rest);

    if (FAILED(hr)) {
        vsapi_path_fail(hr);
        return NULL;
    }
    if (!final_root(open, kind, &root))
        vsapi_win32_fail(ERROR_PATH_NOT_FOUND); /* a shadow copy has one in NT's space only */
    else if (!root || !(path = vsapi_sprintf("%s\\%s", root, rest)))
        vsapi_win32_fail(ERROR_NOT_ENOUGH_MEMORY);
    vsapi_free(root);
    vsapi_free(rest);
    return path;
}

DWORD WINAPI GetFinalPathNameByHandleW(HANDLE handle, LPWSTR out, DWORD room, DWORD flags)
{
    const DWORD kinds = VOLUME_NAME_GUID | VOLUME_NAME_NT | VOLUME_NAME_NONE;
    struct vsapi_open *open;
    DWORD length = 0;
    char *path;

    if (flags & ~(kinds | FILE_NAME_OPENED)) {
        vsapi_win32_fail(ERROR_INVALID_PARAMETER);
        return 0;
    }
    open = vsapi_open_use_file(handle);
    if (!open)
        return 0;
    path = final_path(open, flags & kinds);
    vsapi_open_done(open);
    if (path)
        length = vsapi_win32_text_out(path, out, room);
    vsapi_free(path);
    return length;
}
