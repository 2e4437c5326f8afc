/*
 * vsapi/win32/file_names.c - removing, renaming and copying files, making folders, full paths.
 */
#include "file.h"
#include "path.h"
#include "text_out.h"

#include <vsapi/error.h>
#include <vsapi/text.h>

#include <string.h>
#include <wchar.h>

#define COPY_PIECE (1u << 20)
#define LONGEST_FOLDER 248 /* of CreateDirectory: a name 8.3 still has to fit behind it */

/* Paths that a function changes: files and folders only. */
static bool open_path(LPCWSTR name, struct vsapi_path *out)
{
    if (!vsapi_path_open(name, out))
        return false;
    if (out->kind == VSAPI_PATH_FILE)
        return true;
    vsapi_path_finish(out);
    return vsapi_win32_fail(ERROR_ACCESS_DENIED);
}

/* Does nobody have it open who minds that it goes? S_OK too if it is not there. */
static HRESULT check_shared(const struct vsapi_path *path)
{
    struct vsapi_file_details details;
    HRESULT hr = vsapi_files_look(path->host, path->name, &details);

    if (FAILED(hr))
        return S_OK; /* whoever changes it finds out why */
    return HRESULT_FROM_WIN32(vsapi_share_check(&details, DELETE));
}

static BOOL erase(LPCWSTR name, enum vsapi_erase what)
{
    struct vsapi_path path;
    HRESULT hr;

    if (!open_path(name, &path))
        return FALSE;
    hr = check_shared(&path);
    if (SUCCEEDED(hr) && what == VSAPI_ERASE_FILE && path.slashed)
        hr = HRESULT_FROM_WIN32(ERROR_INVALID_NAME);
    if (SUCCEEDED(hr))
        hr = vsapi_files_erase(path.host, path.name, what);
    vsapi_path_finish(&path);
    return SUCCEEDED(hr) ? TRUE : vsapi_path_fail(hr);
}

/* As since Windows 10: the name is free at once, those who have the file open keep it. */
BOOL WINAPI DeleteFileW(LPCWSTR name)
{
    return erase(name, VSAPI_ERASE_FILE);
}

BOOL WINAPI RemoveDirectoryW(LPCWSTR name)
{
    return erase(name, VSAPI_ERASE_FOLDER);
}

BOOL WINAPI CreateDirectoryW(LPCWSTR name, LPSECURITY_ATTRIBUTES security)
{
    struct vsapi_path path;
    HRESULT hr;

    (void)security; /* there are no access rights on the mock host's files */
    if (name && wcsncmp(name, L"\\\\?\\", 4) != 0 && wcslen(name) >= LONGEST_FOLDER)
        return vsapi_win32_fail(ERROR_FILENAME_EXCED_RANGE);
    if (!open_path(name, &path))
        return FALSE;
    hr = path.root ? HRESULT_FROM_WIN32(ERROR_ACCESS_DENIED)
                   : vsapi_files_make_one(path.host, path.name);
    vsapi_path_finish(&path);
    return SUCCEEDED(hr) ? TRUE : vsapi_path_fail(hr);
}

/* The attributes of the template are not taken over. */
BOOL WINAPI CreateDirectoryExW(LPCWSTR template_name, LPCWSTR name, LPSECURITY_ATTRIBUTES security)
{
    if (GetFileAttributesW(template_name) == INVALID_FILE_ATTRIBUTES)
        return FALSE;
    return CreateDirectoryW(name, security);
}

/* ---- copying -----------------------------------------------------------------------------------
 */

static bool copy_contents(HANDLE from, HANDLE to)
{
    void *piece = vsapi_malloc(COPY_PIECE);
    DWORD got = 0, put;
    bool done = piece ? true : vsapi_win32_fail(ERROR_NOT_ENOUGH_MEMORY);

    while (done && (done = ReadFile(from, piece, COPY_PIECE, &got, NULL)) && got > 0)
        done = WriteFile(to, piece, got, &put, NULL);
    vsapi_free(piece);
    return done;
}

/* A copy is as old as what it was copied from. */
static bool copy_file(HANDLE from, HANDLE to)
{
    FILETIME modified;

    return copy_contents(from, to) && GetFileTime(from, NULL, NULL, &modified) &&
           SetFileTime(to, NULL, NULL, &modified);
}

/* The target must not be hidden or read-only. */
static HANDLE open_target(LPCWSTR to, DWORD disposition)
{
    DWORD attributes = GetFileAttributesW(to);

    if (disposition == CREATE_ALWAYS && attributes != INVALID_FILE_ATTRIBUTES &&
        attributes & (FILE_ATTRIBUTE_HIDDEN | FILE_ATTRIBUTE_READONLY)) {
        vsapi_win32_fail(ERROR_ACCESS_DENIED);
        return INVALID_HANDLE_VALUE;
    }
    return CreateFileW(to, GENERIC_WRITE, 0, NULL, disposition, 0, NULL);
}

/* Closes both and takes back what is half; the last error stays that of the copy. */
static BOOL end_copy(HANDLE from, HANDLE to, LPCWSTR to_name, bool done)
{
    DWORD error = GetLastError();

    CloseHandle(from);
    CloseHandle(to);
    if (done)
        return TRUE;
    DeleteFileW(to_name);
    return vsapi_win32_fail(error);
}

static BOOL copy(LPCWSTR from, LPCWSTR to, DWORD disposition)
{
    HANDLE source = CreateFileW(from, GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_WRITE, NULL,
                                OPEN_EXISTING, 0, NULL),
           target;
    DWORD attributes = GetFileAttributesW(from);

    if (source == INVALID_HANDLE_VALUE)
        return FALSE;
    target = open_target(to, disposition);
    if (target == INVALID_HANDLE_VALUE) {
        DWORD error = GetLastError();

        CloseHandle(source);
        return vsapi_win32_fail(error);
    }
    if (!end_copy(source, target, to, copy_file(source, target)))
        return FALSE;
    return SetFileAttributesW(to, attributes);
}

BOOL WINAPI CopyFileW(LPCWSTR from, LPCWSTR to, BOOL fail_if_exists)
{
    return copy(from, to, fail_if_exists ? CREATE_NEW : CREATE_ALWAYS);
}

/* Without reports of its progress. */
BOOL WINAPI CopyFileExW(LPCWSTR from, LPCWSTR to, LPPROGRESS_ROUTINE progress, LPVOID context,
                        LPBOOL cancel, DWORD flags)
{
    (void)context;
    if (progress)
        return vsapi_win32_fail(ERROR_NOT_SUPPORTED);
    if (cancel && *cancel)
        return vsapi_win32_fail(ERROR_REQUEST_ABORTED);
    return CopyFileW(from, to, (flags & COPY_FILE_FAIL_IF_EXISTS) != 0);
}

/* ---- moving ------------------------------------------------------------------------------------
 */

static HRESULT move_paths(const struct vsapi_path *from, const struct vsapi_path *to, bool replace)
{
    HRESULT hr = check_shared(from);

    if (SUCCEEDED(hr) && replace)
        hr = check_shared(to);
    if (FAILED(hr))
        return hr;
    return replace ? vsapi_files_replace(from->host, from->name, to->name)
                   : vsapi_files_rename(from->host, from->name, to->name);
}

/* To another volume a file, but no folder, moves as a copy. */
static BOOL move_as_copy(LPCWSTR from, LPCWSTR to, DWORD flags)
{
    DWORD attributes = GetFileAttributesW(from);

    if (!(flags & MOVEFILE_COPY_ALLOWED))
        return vsapi_win32_fail(ERROR_NOT_SAME_DEVICE);
    if (attributes & FILE_ATTRIBUTE_DIRECTORY)
        return vsapi_win32_fail(ERROR_ACCESS_DENIED);
    if (!CopyFileW(from, to, !(flags & MOVEFILE_REPLACE_EXISTING)))
        return GetLastError() == ERROR_FILE_EXISTS ? vsapi_win32_fail(ERROR_ALREADY_EXISTS) : FALSE;
    return DeleteFileW(from);
}

static BOOL move(LPCWSTR from, LPCWSTR to, DWORD flags)
{
    struct vsapi_path source, target;
    HRESULT hr;

    if (!open_path(from, &source))
        return FALSE;
    if (!open_path(to, &target)) {
        vsapi_path_finish(&source);
        return FALSE;
    }
    hr = move_paths(&source, &target, flags & MOVEFILE_REPLACE_EXISTING);
    vsapi_path_finish(&target);
    vsapi_path_finish(&source);
    if (hr == HRESULT_FROM_WIN32(ERROR_NOT_SAME_DEVICE))
        return move_as_copy(from, to, flags);
    return SUCCEEDED(hr) ? TRUE : vsapi_path_fail(hr);
}

/* There is no restart of the mock machine that something could be put off to. */
BOOL WINAPI MoveFileExW(LPCWSTR from, LPCWSTR to, DWORD flags)
{
    if (flags & MOVEFILE_DELAY_UNTIL_REBOOT)
        return vsapi_win32_fail(ERROR_NOT_SUPPORTED);
    return move(from, to, flags);
}

BOOL WINAPI MoveFileW(LPCWSTR from, LPCWSTR to)
{
    return move(from, to, MOVEFILE_COPY_ALLOWED);
}

/* ---- paths -------------------------------------------------------------------------------------
 */

/* The last component; NULL if there is none. */
static LPWSTR file_part(LPWSTR path)
{
    WCHAR *last = wcsrchr(path, L'\\');

    return last && last[1] ? last + 1 : NULL;
}

DWORD WINAPI GetFullPathNameW(LPCWSTR name, DWORD room, LPWSTR out, LPWSTR *file)
{
    char *text, *full;
    DWORD length = 0;

    if (!name || !*name) {
        vsapi_win32_fail(ERROR_INVALID_NAME);
        return 0;
    }
    if (!vsapi_text_in(name, &text))
        return 0;
    full = vsapi_path_full(text);
    if (full)
        length = vsapi_win32_text_out(full, out, room);
    else
        vsapi_win32_fail(ERROR_NOT_ENOUGH_MEMORY);
    if (file)
        *file = length > 0 && length < room ? file_part(out) : NULL;
    vsapi_free(full);
    vsapi_free(text);
    return length;
}

/* Without the backslash at its end, unless it is the root of a drive. */
DWORD WINAPI GetCurrentDirectoryW(DWORD room, LPWSTR out)
{
    char *current = vsapi_path_current();
    size_t length = current ? strlen(current) : 0;
    DWORD count;

    if (!current) {
        vsapi_win32_fail(ERROR_NOT_ENOUGH_MEMORY);
        return 0;
    }
    if (length > 3)
        current[length - 1] = '\0';
    count = vsapi_win32_text_out(current, out, room);
    vsapi_free(current);
    return count;
}

static BOOL set_current(LPCWSTR name)
{
    char *text, *full, *whole;

    if (!vsapi_text_in(name, &text))
        return FALSE;
    full = vsapi_path_full(text);
    vsapi_free(text);
    whole = full ? vsapi_sprintf("%s%s", full, full[strlen(full) - 1] == '\\' ? "" : "\\") : NULL;
    vsapi_free(full);
    if (!whole)
        return vsapi_win32_fail(ERROR_NOT_ENOUGH_MEMORY);
    vsapi_path_set_current(whole);
    return TRUE;
}

BOOL WINAPI SetCurrentDirectoryW(LPCWSTR name)
{
    DWORD attributes = GetFileAttributesW(name);

    if (attributes == INVALID_FILE_ATTRIBUTES)
        return FALSE;
    if (!(attributes & FILE_ATTRIBUTE_DIRECTORY))
        return vsapi_win32_fail(ERROR_DIRECTORY);
    return set_current(name);
}
