/*
 * vsapi/base/at_contents_windows.c - reading and writing.
 */
#ifdef _WIN32

#include "at_windows.h"

static DWORD piece(size_t size)
{
    return size < (1u << 30) ? (DWORD)size : 1u << 30;
}

static ssize_t read_at(int fd, void *data, size_t size, OVERLAPPED *place)
{
    HANDLE handle = vsapi_at_handle(fd);
    DWORD got = 0;

    if (!handle)
        return -1;
    if (ReadFile(handle, data, piece(size), &got, place))
        return (ssize_t)got;
    return GetLastError() == ERROR_HANDLE_EOF ? 0 : vsapi_at_fail(GetLastError());
}

static ssize_t write_at(int fd, const void *data, size_t size, OVERLAPPED *place)
{
    HANDLE handle = vsapi_at_handle(fd);
    DWORD done = 0;

    if (!handle)
        return -1;
    return WriteFile(handle, data, piece(size), &done, place) ? (ssize_t)done
                                                              : vsapi_at_fail(GetLastError());
}

static OVERLAPPED place_at(int64_t offset)
{
    return (OVERLAPPED){.Offset = (DWORD)offset, .OffsetHigh = (DWORD)(offset >> 32)};
}

ssize_t vsapi_at_read(int fd, void *data, size_t size)
{
    return read_at(fd, data, size, NULL);
}

ssize_t vsapi_at_write(int fd, const void *data, size_t size)
{
    return write_at(fd, data, size, NULL);
}

ssize_t vsapi_at_pread(int fd, void *data, size_t size, int64_t offset)
{
    OVERLAPPED place = place_at(offset);

    return read_at(fd, data, size, &place);
}

ssize_t vsapi_at_pwrite(int fd, const void *data, size_t size, int64_t offset)
{
    OVERLAPPED place = place_at(offset);

    return write_at(fd, data, size, &place);
}

int vsapi_at_ftruncate(int fd, int64_t size)
{
    LARGE_INTEGER end = {.QuadPart = size};
    HANDLE handle = vsapi_at_handle(fd);

    return handle ? vsapi_at_set(handle, &end, sizeof end, VSAPI_AT_END) : -1;
}

/* Folders have nothing to be flushed: Windows writes their changes down by itself. */
int vsapi_at_fsync(int fd)
{
    HANDLE handle = vsapi_at_handle(fd);

    if (!handle)
        return -1;
    if (vsapi_at_attributes(handle) & FILE_ATTRIBUTE_DIRECTORY || FlushFileBuffers(handle))
        return 0;
    return vsapi_at_fail(GetLastError());
}

#endif
