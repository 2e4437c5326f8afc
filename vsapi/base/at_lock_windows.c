/*
 * vsapi/base/at_lock_windows.c - flock by a byte of the file.
 */
#ifdef _WIN32

#include "at_windows.h"

#define OFFSET_HIGH 0x1000 /* far behind what anybody writes: locks of Windows keep readers off */

OVERLAPPED vsapi_at_lock_place(void)
{
    return (OVERLAPPED){.OffsetHigh = OFFSET_HIGH};
}

int vsapi_at_flock(int fd, int operation)
{
    HANDLE handle = vsapi_at_handle(fd);
    OVERLAPPED place = vsapi_at_lock_place();
    DWORD flags = (operation & LOCK_EX ? LOCKFILE_EXCLUSIVE_LOCK : 0) |
                  (operation & LOCK_NB ? LOCKFILE_FAIL_IMMEDIATELY : 0);

    if (!handle)
        return -1;
    SetLastError(0);
    if (!LockFileEx(handle, flags, 0, 1, 0, &place)) {
        if (operation & LOCK_NB && (GetLastError() == 0 || GetLastError() == ERROR_IO_PENDING)) {
            errno = EWOULDBLOCK; /* Wine tells no reason */
            return -1;
        }
        return vsapi_at_fail(GetLastError());
    }
    vsapi_at_set_locked(fd);
    return 0;
}

#endif
