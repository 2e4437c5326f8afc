/*
 * vsapi/win32/ansi_volumes.c - the A forms of functions on volumes. Their text is UTF-8.
 */
#include "ansi.h"

#include <wchar.h>

/* Success, or `error` when it does not fit. */
static BOOL fits(const WCHAR *wide, LPSTR out, DWORD room, DWORD error)
{
    DWORD length = vsapi_ansi_out(wide, out, room);

    if (length == 0 && *wide)
        return FALSE;
    return length < room ? TRUE : vsapi_win32_fail(error);
}

/* Of what a function gives for a path. */
static BOOL from_path(LPCSTR path, LPSTR out, DWORD room,
                      BOOL(WINAPI *function)(LPCWSTR, LPWSTR, DWORD))
{
    WCHAR *wide, *answer;
    BOOL done;

    if (!vsapi_wide_in(path, &wide))
        return FALSE;
    answer = out && room ? vsapi_ansi_buffer(VSAPI_LONGEST_PATH) : NULL;
    if (answer)
        done = function(wide, answer, VSAPI_LONGEST_PATH) &&
               fits(answer, out, room, ERROR_FILENAME_EXCED_RANGE);
    else
        done = vsapi_win32_fail(out && room ? ERROR_NOT_ENOUGH_MEMORY : ERROR_INVALID_PARAMETER);
    vsapi_free(answer);
    vsapi_free(wide);
    return done;
}

BOOL WINAPI GetVolumePathNameA(LPCSTR path, LPSTR out, DWORD room)
{
    return from_path(path, out, room, GetVolumePathNameW);
}

BOOL WINAPI GetVolumeNameForVolumeMountPointA(LPCSTR path, LPSTR out, DWORD room)
{
    return from_path(path, out, room, GetVolumeNameForVolumeMountPointW);
}

HANDLE WINAPI FindFirstVolumeA(LPSTR out, DWORD room)
{
    WCHAR name[MAX_PATH];
    HANDLE handle = FindFirstVolumeW(name, MAX_PATH);

    if (handle == INVALID_HANDLE_VALUE || fits(name, out, room, ERROR_FILENAME_EXCED_RANGE))
        return handle;
    FindVolumeClose(handle);
    vsapi_win32_fail(ERROR_FILENAME_EXCED_RANGE);
    return INVALID_HANDLE_VALUE;
}

BOOL WINAPI FindNextVolumeA(HANDLE handle, LPSTR out, DWORD room)
{
    WCHAR name[MAX_PATH];

    return FindNextVolumeW(handle, name, MAX_PATH) &&
           fits(name, out, room, ERROR_FILENAME_EXCED_RANGE);
}

BOOL WINAPI GetVolumePathNamesForVolumeNameA(LPCSTR name, LPSTR out, DWORD room, PDWORD needed)
{
    WCHAR *wide, *names = vsapi_ansi_buffer(VSAPI_LONGEST_PATH);
    DWORD length = 0;
    BOOL done;

    if (!names || !vsapi_wide_in(name, &wide)) {
        vsapi_free(names);
        return FALSE;
    }
    done = GetVolumePathNamesForVolumeNameW(wide, names, VSAPI_LONGEST_PATH, NULL);
    if (done)
        length = vsapi_ansi_list_out(names, out, room);
    if (done && needed)
        *needed = length;
    if (done && length > room)
        done = vsapi_win32_fail(ERROR_MORE_DATA);
    vsapi_free(wide);
    vsapi_free(names);
    return done;
}

BOOL WINAPI GetVolumeInformationA(LPCSTR root, LPSTR label, DWORD label_room, LPDWORD serial,
                                  LPDWORD component, LPDWORD flags, LPSTR file_system,
                                  DWORD file_system_room)
{
    WCHAR *wide, wide_label[MAX_PATH], wide_system[MAX_PATH];
    BOOL done;

    if (!vsapi_wide_in(root, &wide))
        return FALSE;
    done = GetVolumeInformationW(wide, wide_label, MAX_PATH, serial, component, flags, wide_system,
                                 MAX_PATH) &&
           (!label || fits(wide_label, label, label_room, ERROR_BAD_LENGTH)) &&
           (!file_system || fits(wide_system, file_system, file_system_room, ERROR_BAD_LENGTH));
    vsapi_free(wide);
    return done;
}

UINT WINAPI GetDriveTypeA(LPCSTR root)
{
    WCHAR *wide;
    UINT type;

    if (!vsapi_wide_in(root, &wide))
        return DRIVE_NO_ROOT_DIR;
    type = GetDriveTypeW(wide);
    vsapi_free(wide);
    return type;
}

DWORD WINAPI GetLogicalDriveStringsA(DWORD room, LPSTR out)
{
    WCHAR names[26 * 4 + 1];
    DWORD needed;

    GetLogicalDriveStringsW(ARRAYSIZE(names), names);
    needed = vsapi_ansi_list_out(names, out, room);
    return needed <= room ? needed - 1 : needed;
}

BOOL WINAPI GetDiskFreeSpaceExA(LPCSTR folder, PULARGE_INTEGER available, PULARGE_INTEGER total,
                                PULARGE_INTEGER left)
{
    WCHAR *wide;
    BOOL done;

    if (!vsapi_wide_in(folder, &wide))
        return FALSE;
    done = GetDiskFreeSpaceExW(wide, available, total, left);
    vsapi_free(wide);
    return done;
}

BOOL WINAPI GetDiskFreeSpaceA(LPCSTR root, LPDWORD sectors, LPDWORD bytes, LPDWORD left,
                              LPDWORD total)
{
    WCHAR *wide;
    BOOL done;

    if (!vsapi_wide_in(root, &wide))
        return FALSE;
    done = GetDiskFreeSpaceW(wide, sectors, bytes, left, total);
    vsapi_free(wide);
    return done;
}

DWORD WINAPI QueryDosDeviceA(LPCSTR name, LPSTR out, DWORD room)
{
    WCHAR *wide, *names = vsapi_ansi_buffer(VSAPI_LONGEST_PATH);
    DWORD length = 0;

    if (!names || !vsapi_wide_in(name, &wide)) {
        vsapi_free(names);
        return 0;
    }
    if (QueryDosDeviceW(wide, names, VSAPI_LONGEST_PATH) > 0) {
        length = vsapi_ansi_list_out(names, out, room);
        if (length > room)
            length = (DWORD)vsapi_win32_fail(ERROR_INSUFFICIENT_BUFFER);
    }
    vsapi_free(wide);
    vsapi_free(names);
    return length;
}

BOOL WINAPI DefineDosDeviceA(DWORD flags, LPCSTR name, LPCSTR target)
{
    WCHAR *wide_name, *wide_target = NULL;
    BOOL done;

    if (!vsapi_wide_in(name, &wide_name))
        return FALSE;
    done = vsapi_wide_in(target, &wide_target) && DefineDosDeviceW(flags, wide_name, wide_target);
    vsapi_free(wide_target);
    vsapi_free(wide_name);
    return done;
}

DWORD WINAPI ExpandEnvironmentStringsA(LPCSTR text, LPSTR out, DWORD room)
{
    WCHAR *wide, *expanded = NULL;
    DWORD length = 0;

    if (!vsapi_wide_in(text, &wide))
        return 0;
    length = ExpandEnvironmentStringsW(wide, NULL, 0);
    expanded = length ? vsapi_ansi_buffer(length) : NULL;
    length = expanded && ExpandEnvironmentStringsW(wide, expanded, length)
                 ? vsapi_ansi_out(expanded, out, room)
                 : 0;
    if (length > 0 || (expanded && !*expanded))
        length += length < room; /* the NUL is counted in any case */
    vsapi_free(expanded);
    vsapi_free(wide);
    return length;
}

HANDLE WINAPI FindFirstVolumeMountPointA(LPCSTR root, LPSTR out, DWORD room)
{
    HANDLE handle = INVALID_HANDLE_VALUE;
    WCHAR *wide, name[MAX_PATH];

    if (!vsapi_wide_in(root, &wide))
        return handle;
    handle = FindFirstVolumeMountPointW(wide, name, MAX_PATH);
    vsapi_free(wide);
    if (handle == INVALID_HANDLE_VALUE || fits(name, out, room, ERROR_FILENAME_EXCED_RANGE))
        return handle;
    FindVolumeMountPointClose(handle);
    vsapi_win32_fail(ERROR_FILENAME_EXCED_RANGE);
    return INVALID_HANDLE_VALUE;
}

BOOL WINAPI FindNextVolumeMountPointA(HANDLE handle, LPSTR out, DWORD room)
{
    WCHAR name[MAX_PATH];

    return FindNextVolumeMountPointW(handle, name, MAX_PATH) &&
           fits(name, out, room, ERROR_FILENAME_EXCED_RANGE);
}
