/*
 * vsapi/base/at_stat_windows.c - what a file is.
 */
#ifdef _WIN32

#include "at_windows.h"

#define UNIX_EPOCH INT64_C(116444736000000000)

struct all_information { /* FILE_ALL_INFORMATION */
    struct vsapi_at_basic basic;
    LARGE_INTEGER allocated, size;
    ULONG links;
    BOOLEAN deleted, folder;
    LARGE_INTEGER index;
    ULONG ea_size, access;
    LARGE_INTEGER position;
    ULONG mode, alignment, name_bytes;
    WCHAR name[512];
};
static struct timespec time_of(const LARGE_INTEGER *time)
{
    int64_t since = time->QuadPart - UNIX_EPOCH, rest = since % 10000000;

    return (struct timespec){.tv_sec = (time_t)(since / 10000000 - (rest < 0)),
                             .tv_nsec = (long)(rest + (rest < 0 ? 10000000 : 0)) * 100};
}

static unsigned mode_of(ULONG attributes, bool link)
{
    unsigned mode = attributes & FILE_ATTRIBUTE_READONLY ? 0555 : 0777;

    mode |= attributes & FILE_ATTRIBUTE_HIDDEN ? S_ISUID : 0;
    mode |= attributes & FILE_ATTRIBUTE_SYSTEM ? S_ISGID : 0;
    mode |= attributes & FILE_ATTRIBUTE_ARCHIVE ? S_ISVTX : 0;
    if (link)
        return mode | S_IFLNK;
    return mode | (attributes & FILE_ATTRIBUTE_DIRECTORY ? S_IFDIR : S_IFREG);
}

static int stat_handle(HANDLE handle, bool link, struct vsapi_at_stat *st)
{
    struct all_information all = {0};
    IO_STATUS_BLOCK io;
    NTSTATUS status =
        NtQueryInformationFile(handle, &io, &all, sizeof all, (FILE_INFORMATION_CLASS)VSAPI_AT_ALL);

    if ((ULONG)status != 0x80000005ul &&
        vsapi_at_result(status) != 0) /* the name may be too long */
        return -1;
    *st = (struct vsapi_at_stat){
        .st_dev = 1,
        .st_ino = (uint64_t)all.index.QuadPart,
        .st_mode = mode_of(all.basic.attributes, link),
        .st_nlink = all.links,
        .st_size = all.folder ? 0 : all.size.QuadPart,
        .st_blocks = (all.size.QuadPart + 511) / 512, /* no holes are seen */
        .st_atim = time_of(&all.basic.read),
        .st_mtim = time_of(&all.basic.written),
        .st_ctim = time_of(&all.basic.changed),
    };
    return 0;
}

int vsapi_at_stat(const char *path, struct vsapi_at_stat *st)
{
    struct vsapi_at_object object;
    HANDLE handle;
    int result = vsapi_at_object_of_path(&object, path);

    if (result != 0)
        return result;
    result = vsapi_at_create(&object, 0, FILE_OPEN, 0, &handle);
    vsapi_at_object_finish(&object);
    if (result != 0)
        return result;
    result = stat_handle(handle, false, st);
    CloseHandle(handle);
    return result;
}

int vsapi_at_fstat(int fd, struct vsapi_at_stat *st)
{
    HANDLE handle = vsapi_at_handle(fd);

    return handle ? stat_handle(handle, false, st) : -1;
}

/* What cannot be told from a link is one, so nobody goes into it. */
static bool is_link(const struct vsapi_at_object *object, HANDLE handle)
{
    return vsapi_at_attributes(handle) & FILE_ATTRIBUTE_REPARSE_POINT ||
           vsapi_at_check(object, handle) != 0;
}

int vsapi_at_fstatat(int folder, const char *name, struct vsapi_at_stat *st, int flags)
{
    bool follow = !(flags & AT_SYMLINK_NOFOLLOW);
    struct vsapi_at_object object;
    HANDLE handle;
    int result;

    if (vsapi_at_object_in(&object, folder, name) != 0 ||
        vsapi_at_create(&object, 0, FILE_OPEN, follow ? 0 : FILE_OPEN_REPARSE_POINT, &handle) != 0)
        return -1;
    result = stat_handle(handle, !follow && is_link(&object, handle), st);
    CloseHandle(handle);
    return result;
}

int vsapi_at_faccessat(int folder, const char *name, int mode, int flags)
{
    struct vsapi_at_stat st;

    (void)mode;
    return vsapi_at_fstatat(folder, name, &st, flags);
}

/* Where it leads to is absolute, or as good as that; more nobody asks. */
ssize_t vsapi_at_readlinkat(int folder, const char *name, char *target, size_t size)
{
    (void)folder, (void)name;
    if (size < 1)
        return 0;
    target[0] = '/';
    return 1;
}

#endif
