/*
 * vsapi/base/local_windows.c - files of this machine that are no volume's: Windows, by their names
 * in UTF-16. local.c is its native counterpart.
 */
#ifdef _WIN32

#include <vsapi/local.h>

#include <vsapi/alloc.h>
#include <vsapi/error.h>
#include <vsapi/text.h>

#include <errno.h>
#include <fcntl.h>
#include <io.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <wchar.h>

/* NULL: errno tells why. */
static WCHAR *wide_path(const char *path)
{
    WCHAR *wide;
    HRESULT hr = vsapi_wide_from_text(path, &wide);

    if (SUCCEEDED(hr))
        return wide;
    errno = hr == E_OUTOFMEMORY ? ENOMEM : EINVAL;
    return NULL;
}

static int open_wide(const char *path, int flags)
{
    WCHAR *wide = wide_path(path);
    int file = wide ? _wopen(wide, flags | _O_BINARY | _O_NOINHERIT, _S_IREAD | _S_IWRITE) : -1;

    vsapi_free(wide);
    return file;
}

int vsapi_local_open(const char *path)
{
    return open_wide(path, _O_RDONLY);
}

int vsapi_local_create(const char *path)
{
    return open_wide(path, _O_WRONLY | _O_CREAT | _O_TRUNC | _O_APPEND);
}

bool vsapi_local_is_absolute(const char *path)
{
    bool drive = (path[0] | 0x20) >= 'a' && (path[0] | 0x20) <= 'z' && path[1] == ':';

    return drive ? path[2] == '/' || path[2] == '\\' : path[0] == '\\' && path[1] == '\\';
}

void vsapi_local_tidy(char *path)
{
    size_t root = path[1] == ':' ? 3 : 2;

    for (char *at = path; *at; at++) {
        if (*at == '\\')
            *at = '/';
    }
    for (size_t end = strlen(path); end > root && path[end - 1] == '/'; end--)
        path[end - 1] = '\0';
}

bool vsapi_local_is_below(const char *path, const char *folder)
{
    char *outer = vsapi_local_real(folder), *inner = vsapi_local_real(path);
    size_t length;
    bool below = true; /* what cannot be told is taken to be */

    if (outer && inner) {
        vsapi_local_tidy(outer);
        length = strlen(outer);
        below = vsapi_text_starts(inner, outer) &&
                (inner[length] == '/' || (outer[length - 1] == '/' && inner[length]));
    }
    vsapi_free(inner);
    vsapi_free(outer);
    return below;
}

/* The name at the end of all links; free with vsapi_free. */
static WCHAR *final_name(const WCHAR *path)
{
    HANDLE handle = CreateFileW(path, 0, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE,
                                NULL, OPEN_EXISTING, FILE_FLAG_BACKUP_SEMANTICS, NULL);
    DWORD length = handle != INVALID_HANDLE_VALUE
                       ? GetFinalPathNameByHandleW(handle, NULL, 0, VOLUME_NAME_DOS)
                       : 0;
    WCHAR *name = length > 0 ? vsapi_calloc(length + 1, sizeof *name) : NULL;

    errno = length > 0 ? ENOMEM : ENOENT;
    if (name && GetFinalPathNameByHandleW(handle, name, length + 1, VOLUME_NAME_DOS) > length) {
        errno = ENOENT;
        vsapi_free(name);
        name = NULL;
    }
    if (handle != INVALID_HANDLE_VALUE)
        CloseHandle(handle);
    return name;
}

char *vsapi_local_real(const char *path)
{
    WCHAR *wide = wide_path(path);
    WCHAR *name = wide ? final_name(wide) : NULL;
    char *text = NULL;

    vsapi_free(wide);
    if (!name)
        return NULL;
    errno = ENOMEM;
    vsapi_text_from_wide(name, &text);
    vsapi_free(name);
    if (!text)
        return NULL;
    if (strncmp(text, "\\\\?\\UNC\\", 8) == 0)
        memmove(text + 1, text + 7, strlen(text + 7) + 1);
    else if (strncmp(text, "\\\\?\\", 4) == 0)
        memmove(text, text + 4, strlen(text + 4) + 1);
    vsapi_local_tidy(text);
    return text;
}

HRESULT vsapi_local_object(const char *folder, char **out)
{
    bool share = folder[0] == '/' && folder[1] == '/';

    *out = vsapi_sprintf("\\\\?\\%s%s", share ? "UNC\\" : "", folder + (share ? 2 : 0));
    if (!*out)
        return vsapi_out_of_memory();
    for (char *at = *out; *at; at++) {
        if (*at == '/')
            *at = '\\';
    }
    return S_OK;
}

/* 0, or why the mode of _access is not allowed. */
static int check_access(const char *path, int mode)
{
    WCHAR *wide = wide_path(path);
    int error = wide && _waccess(wide, mode) == 0 ? 0 : errno;

    vsapi_free(wide);
    return error;
}

static bool is_folder(const char *path)
{
    WCHAR *wide = wide_path(path);
    DWORD attributes = wide ? GetFileAttributesW(wide) : INVALID_FILE_ATTRIBUTES;

    vsapi_free(wide);
    return attributes != INVALID_FILE_ATTRIBUTES && attributes & FILE_ATTRIBUTE_DIRECTORY;
}

int vsapi_local_why_not_writable(const char *path)
{
    enum { EXISTS = 0, WRITE = 2 };
    const char *end = path + strlen(path);
    int error = is_folder(path) ? EISDIR : check_access(path, WRITE);
    char *folder;

    if (error != ENOENT)
        return error;
    while (end > path && end[-1] != '/' && end[-1] != '\\')
        end--;
    folder = vsapi_strndup(path, (size_t)(end - path));
    if (!folder)
        return ENOMEM;
    error = check_access(*folder ? folder : ".", EXISTS);
    vsapi_free(folder);
    return error;
}

#endif
