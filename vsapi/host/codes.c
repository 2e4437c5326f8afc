/*
 * vsapi/host/codes.c - what this machine says, as Windows would say it.
 */
#include "parts.h"

#include <errno.h>
#include <string.h>

#ifndef EDQUOT
#define EDQUOT ENOSPC /* Windows has no code of its own for quotas */
#endif

static const struct {
    int error;
    DWORD code;
} codes[] = {
    {ENOENT, ERROR_FILE_NOT_FOUND},      {ENOTDIR, ERROR_PATH_NOT_FOUND},
    {EACCES, ERROR_ACCESS_DENIED},       {EPERM, ERROR_ACCESS_DENIED},
    {EISDIR, ERROR_ACCESS_DENIED},       {ENOSPC, ERROR_DISK_FULL},
    {EDQUOT, ERROR_DISK_FULL},           {EFBIG, ERROR_DISK_FULL},
    {EROFS, ERROR_WRITE_PROTECT},        {EEXIST, ERROR_ALREADY_EXISTS},
    {ENOTEMPTY, ERROR_DIR_NOT_EMPTY},    {ENAMETOOLONG, ERROR_FILENAME_EXCED_RANGE},
    {EMFILE, ERROR_TOO_MANY_OPEN_FILES}, {ENFILE, ERROR_TOO_MANY_OPEN_FILES},
    {EINVAL, ERROR_INVALID_PARAMETER},   {EBUSY, ERROR_BUSY},
    {ETXTBSY, ERROR_SHARING_VIOLATION},  {ELOOP, ERROR_CANT_RESOLVE_FILENAME},
};

HRESULT vsapi_fail_errno(int error, const char *what, const char *path)
{
    DWORD code = ERROR_IO_DEVICE;

    if (error == ENOMEM)
        return vsapi_out_of_memory();
    for (size_t i = 0; i < ARRAYSIZE(codes); i++) {
        if (codes[i].error == error)
            code = codes[i].code;
    }
    return vsapi_fail(HRESULT_FROM_WIN32(code), "%s %s: %s", what, path, strerror(error));
}

HRESULT vsapi_fail_win32(DWORD code, const char *what, const char *path)
{
    return vsapi_fail(HRESULT_FROM_WIN32(code), "%s %s", what, path);
}

uint64_t vsapi_filetime_from_unix(int64_t seconds, long nanoseconds)
{
    return (uint64_t)((seconds + 11644473600) * 10000000 + nanoseconds / 100);
}
