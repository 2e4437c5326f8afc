/*
 * vsapi/win32/ansi_files.c - the A forms of functions on files. Their text is UTF-8.
 */
#include "ansi.h"

#include <shlwapi.h>
#include <string.h>

/* ---- paths in ----------------------------------------------------------------------------------
 */

static DWORD with_path(LPCSTR name, DWORD failed, DWORD(WINAPI *function)(LPCWSTR))
{
    WCHAR *wide;
    DWORD result;

    if (!vsapi_wide_in(name, &wide))
        return failed;
    result = function(wide);
    vsapi_free(wide);
    return result;
}

static BOOL test_path(LPCSTR name, BOOL(WINAPI *function)(LPCWSTR))
{
    WCHAR *wide;
    BOOL result;

    if (!vsapi_wide_in(name, &wide))
        return FALSE;
    result = function(wide);
    vsapi_free(wide);
    return result;
}

/* Two paths, and what is done with them. */
static BOOL with_paths(LPCSTR from, LPCSTR to, const void *how,
                       BOOL (*function)(LPCWSTR from, LPCWSTR to, const void *how))
{
    WCHAR *source, *target = NULL;
    BOOL done;

    if (!vsapi_wide_in(from, &source))
        return FALSE;
    done = vsapi_wide_in(to, &target) && function(source, target, how);
    vsapi_free(target);
    vsapi_free(source);
    return done;
}

HANDLE WINAPI CreateFileA(LPCSTR name, DWORD access, DWORD share, LPSECURITY_ATTRIBUTES security,
                          DWORD disposition, DWORD flags, HANDLE template_file)
{
    HANDLE handle = INVALID_HANDLE_VALUE;
    WCHAR *wide;

    if (!vsapi_wide_in(name, &wide))
        return handle;
    handle = CreateFileW(wide, access, share, security, disposition, flags, template_file);
    vsapi_free(wide);
    return handle;
}

DWORD WINAPI GetFileAttributesA(LPCSTR name)
{
    return with_path(name, INVALID_FILE_ATTRIBUTES, GetFileAttributesW);
}

BOOL WINAPI GetFileAttributesExA(LPCSTR name, GET_FILEEX_INFO_LEVELS level, LPVOID out)
{
    WCHAR *wide;
    BOOL done;

    if (!vsapi_wide_in(name, &wide))
        return FALSE;
    done = GetFileAttributesExW(wide, level, out);
    vsapi_free(wide);
    return done;
}

BOOL WINAPI SetFileAttributesA(LPCSTR name, DWORD attributes)
{
    WCHAR *wide;
    BOOL done;

    if (!vsapi_wide_in(name, &wide))
        return FALSE;
    done = SetFileAttributesW(wide, attributes);
    vsapi_free(wide);
    return done;
}

BOOL WINAPI PathFileExistsA(LPCSTR name)
{
    return test_path(name, PathFileExistsW);
}

BOOL WINAPI PathIsDirectoryA(LPCSTR name)
{
    return test_path(name, PathIsDirectoryW);
}

BOOL WINAPI DeleteFileA(LPCSTR name)
{
    return test_path(name, DeleteFileW);
}

BOOL WINAPI RemoveDirectoryA(LPCSTR name)
{
    return test_path(name, RemoveDirectoryW);
}

BOOL WINAPI SetCurrentDirectoryA(LPCSTR name)
{
    return test_path(name, SetCurrentDirectoryW);
}

BOOL WINAPI CreateDirectoryA(LPCSTR name, LPSECURITY_ATTRIBUTES security)
{
    WCHAR *wide;
    BOOL done;

    if (!vsapi_wide_in(name, &wide))
        return FALSE;
    done = CreateDirectoryW(wide, security);
    vsapi_free(wide);
    return done;
}

static BOOL make_like(LPCWSTR template_name, LPCWSTR name, const void *security)
{
    return CreateDirectoryExW(template_name, name, (LPSECURITY_ATTRIBUTES)security);
}

BOOL WINAPI CreateDirectoryExA(LPCSTR template_name, LPCSTR name, LPSECURITY_ATTRIBUTES security)
{
    return with_paths(template_name, name, security, make_like);
}

struct copying {
    LPPROGRESS_ROUTINE progress;
    LPVOID context;
    LPBOOL cancel;
    DWORD flags;
};

static BOOL copy(LPCWSTR from, LPCWSTR to, const void *how)
{
    const struct copying *copying = how;

    return CopyFileExW(from, to, copying->progress, copying->context, copying->cancel,
                       copying->flags);
}

BOOL WINAPI CopyFileExA(LPCSTR from, LPCSTR to, LPPROGRESS_ROUTINE progress, LPVOID context,
                        LPBOOL cancel, DWORD flags)
{
    const struct copying copying = {progress, context, cancel, flags};

    return with_paths(from, to, &copying, copy);
}

BOOL WINAPI CopyFileA(LPCSTR from, LPCSTR to, BOOL fail_if_exists)
{
    return CopyFileExA(from, to, NULL, NULL, NULL, fail_if_exists ? COPY_FILE_FAIL_IF_EXISTS : 0);
}

static BOOL move(LPCWSTR from, LPCWSTR to, const void *flags)
{
    return MoveFileExW(from, to, *(const DWORD *)flags);
}

BOOL WINAPI MoveFileExA(LPCSTR from, LPCSTR to, DWORD flags)
{
    return with_paths(from, to, &flags, move);
}

BOOL WINAPI MoveFileA(LPCSTR from, LPCSTR to)
{
    return MoveFileExA(from, to, MOVEFILE_COPY_ALLOWED);
}

/* ---- finding -----------------------------------------------------------------------------------
 */

/* A name that UTF-8 makes too long for the struct is cut, as nothing else can be said of it. */
static void find_data_out(const WIN32_FIND_DATAW *found, WIN32_FIND_DATAA *out)
{
    char *name;

    memset(out, 0, sizeof *out);
    out->dwFileAttributes = found->dwFileAttributes;
    out->ftCreationTime = found->ftCreationTime;
    out->ftLastAccessTime = found->ftLastAccessTime;
    out->ftLastWriteTime = found->ftLastWriteTime;
    out->nFileSizeHigh = found->nFileSizeHigh;
    out->nFileSizeLow = found->nFileSizeLow;
    out->dwReserved0 = found->dwReserved0;
    if (!vsapi_text_in(found->cFileName, &name))
        return;
    memcpy(out->cFileName, name, strnlen(name, sizeof out->cFileName - 1));
    vsapi_free(name);
}

HANDLE WINAPI FindFirstFileExA(LPCSTR name, FINDEX_INFO_LEVELS level, LPVOID out,
                               FINDEX_SEARCH_OPS operation, LPVOID filter, DWORD flags)
{
    HANDLE handle = INVALID_HANDLE_VALUE;
    WIN32_FIND_DATAW found;
    WCHAR *wide;

    if (!vsapi_wide_in(name, &wide))
        return handle;
    handle = FindFirstFileExW(wide, level, out ? &found : NULL, operation, filter, flags);
    if (handle != INVALID_HANDLE_VALUE)
        find_data_out(&found, out);
    vsapi_free(wide);
    return handle;
}

HANDLE WINAPI FindFirstFileA(LPCSTR name, LPWIN32_FIND_DATAA out)
{
    return FindFirstFileExA(name, FindExInfoStandard, out, FindExSearchNameMatch, NULL, 0);
}

BOOL WINAPI FindNextFileA(HANDLE handle, LPWIN32_FIND_DATAA out)
{
    WIN32_FIND_DATAW found;

    if (!FindNextFileW(handle, &found))
        return FALSE;
    find_data_out(&found, out);
    return TRUE;
}

/* ---- paths out ---------------------------------------------------------------------------------
 */

/* The last component; NULL if there is none. */
static LPSTR file_part(LPSTR path)
{
    char *last = strrchr(path, '\\');

    return last && last[1] ? last + 1 : NULL;
}

static DWORD full_path(const WCHAR *wide, DWORD room, LPSTR out)
{
    WCHAR *full = vsapi_ansi_buffer(VSAPI_LONGEST_PATH);
    DWORD length = 0;

    if (full && GetFullPathNameW(wide, VSAPI_LONGEST_PATH, full, NULL) > 0)
        length = vsapi_ansi_out(full, out, room);
    vsapi_free(full);
    return length;
}

DWORD WINAPI GetFullPathNameA(LPCSTR name, DWORD room, LPSTR out, LPSTR *file)
{
    WCHAR *wide;
    DWORD length;

    if (!vsapi_wide_in(name, &wide))
        return 0;
    length = full_path(wide, room, out);
    if (file)
        *file = length > 0 && length < room ? file_part(out) : NULL;
    vsapi_free(wide);
    return length;
}

DWORD WINAPI GetFinalPathNameByHandleA(HANDLE handle, LPSTR out, DWORD room, DWORD flags)
{
    WCHAR *path = vsapi_ansi_buffer(VSAPI_LONGEST_PATH);
    DWORD length = 0;

    if (path && GetFinalPathNameByHandleW(handle, path, VSAPI_LONGEST_PATH, flags) > 0)
        length = vsapi_ansi_out(path, out, room);
    vsapi_free(path);
    return length;
}

DWORD WINAPI GetCurrentDirectoryA(DWORD room, LPSTR out)
{
    WCHAR *path = vsapi_ansi_buffer(VSAPI_LONGEST_PATH);
    DWORD length = 0;

    if (path && GetCurrentDirectoryW(VSAPI_LONGEST_PATH, path) > 0)
        length = vsapi_ansi_out(path, out, room);
    vsapi_free(path);
    return length;
}
