/*
 * vsapi/base/local_windows.c - files of this machine that are no volume's: Windows, by their names
 * in UTF-16. local.c is its native counterpart.
 */
#ifdef _WIN32

#include <vsapi/local.h>

#include <vsapi/alloc.h>
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

char *vsapi_local_real(const char *path)
{
    WCHAR *wide = wide_path(path);
    WCHAR *full = wide ? _wfullpath(NULL, wide, 0) : NULL;
    char *text = NULL;

    vsapi_free(wide);
    if (!full)
        return NULL;
    if (_waccess(full, 0) == 0) {
        errno = ENOMEM;
        vsapi_text_from_wide(full, &text);
    }
    free(full);
    for (char *at = text; at && *at; at++) {
        if (*at == '\\')
            *at = '/';
    }
    return text;
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
