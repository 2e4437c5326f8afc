/*
 * vsapi/base/at_code_windows.c - what Windows says, as errno.
 */
#ifdef _WIN32

#include "at_windows.h"

static const struct {
    DWORD code;
    int error;
} codes[] = {
    {ERROR_FILE_NOT_FOUND, ENOENT},
    {ERROR_PATH_NOT_FOUND, ENOENT},
    {ERROR_INVALID_NAME, ENOENT},
    {ERROR_BAD_PATHNAME, ENOENT},
    {ERROR_DELETE_PENDING, ENOENT},
    {ERROR_ACCESS_DENIED, EACCES},
    {ERROR_SHARING_VIOLATION, ETXTBSY},
    {ERROR_LOCK_VIOLATION, EWOULDBLOCK},
    {ERROR_FILE_EXISTS, EEXIST},
    {ERROR_ALREADY_EXISTS, EEXIST},
    {ERROR_DIR_NOT_EMPTY, ENOTEMPTY},
    {ERROR_DIRECTORY, ENOTDIR},
    {ERROR_DISK_FULL, ENOSPC},
    {ERROR_HANDLE_DISK_FULL, ENOSPC},
    {ERROR_WRITE_PROTECT, EROFS},
    {ERROR_TOO_MANY_OPEN_FILES, EMFILE},
    {ERROR_NOT_ENOUGH_MEMORY, ENOMEM},
    {ERROR_OUTOFMEMORY, ENOMEM},
    {ERROR_NO_SYSTEM_RESOURCES, ENOMEM},
    {ERROR_NOT_SAME_DEVICE, EXDEV},
    {ERROR_FILENAME_EXCED_RANGE, ENAMETOOLONG},
    {ERROR_TOO_MANY_LINKS, EMLINK},
    {ERROR_INVALID_PARAMETER, EINVAL},
    {ERROR_INVALID_HANDLE, EBADF},
    {ERROR_NO_UNICODE_TRANSLATION, EILSEQ},
};

int vsapi_at_fail(DWORD code)
{
    errno = EIO;
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        if (codes[i].code == code)
            errno = codes[i].error;
    }
    return -1;
}

/* 0, or -1 with errno. */
int vsapi_at_result(NTSTATUS status)
{
    if (NT_SUCCESS(status))
        return 0;
    switch ((ULONG)status) {
    case 0xc00000baul: /* STATUS_FILE_IS_A_DIRECTORY */
        errno = EISDIR;
        return -1;
    case 0xc0000121ul: /* STATUS_CANNOT_DELETE: it is mapped */
        errno = EBUSY;
        return -1;
    case 0xc0000056ul: /* STATUS_DELETE_PENDING */
        errno = ENOENT;
        return -1;
    default:
        return vsapi_at_fail(RtlNtStatusToDosError(status));
    }
}

#endif
