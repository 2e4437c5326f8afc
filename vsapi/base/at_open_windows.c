/*
 * vsapi/base/at_open_windows.c - opening files and folders.
 */
#ifdef _WIN32

#include "at_windows.h"

#define SHARE_ALL (FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE)
#define OPTIONS (FILE_SYNCHRONOUS_IO_NONALERT | FILE_OPEN_FOR_BACKUP_INTENT)

int vsapi_at_create(struct vsapi_at_object *object, ACCESS_MASK access, ULONG how, ULONG options,
                    HANDLE *out)
{
    IO_STATUS_BLOCK io;

    *out = NULL;
    return vsapi_at_result(NtCreateFile(out, access | SYNCHRONIZE | FILE_READ_ATTRIBUTES,
                                        &object->attributes, &io, NULL, FILE_ATTRIBUTE_NORMAL,
                                        SHARE_ALL, how, options | OPTIONS, NULL, 0));
}

int vsapi_at_open_in(int folder, const char *name, ACCESS_MASK access, ULONG how, ULONG options,
                     HANDLE *out)
{
    struct vsapi_at_object object;
    int error;

    *out = NULL;
    if (vsapi_at_object_in(&object, folder, name) != 0 ||
        vsapi_at_create(&object, access, how, options | FILE_OPEN_REPARSE_POINT, out) != 0)
        return -1;
    if (vsapi_at_check(&object, *out) == 0)
        return 0;
    error = errno;
    CloseHandle(*out);
    *out = NULL;
    errno = error;
    return -1;
}

ULONG vsapi_at_attributes(HANDLE handle)
{
    struct vsapi_at_basic basic = {0};
    IO_STATUS_BLOCK io;

    NtQueryInformationFile(handle, &io, &basic, sizeof basic,
                           (FILE_INFORMATION_CLASS)VSAPI_AT_BASIC);
    return basic.attributes;
}

int vsapi_at_set(HANDLE handle, void *data, ULONG bytes, int class)
{
    IO_STATUS_BLOCK io;

    return vsapi_at_result(
        NtSetInformationFile(handle, &io, data, bytes, (FILE_INFORMATION_CLASS) class));
}

/* ---- as vsapi/at.h has it ----------------------------------------------------------------------
 */

static ACCESS_MASK access_of(int flags)
{
    static const ACCESS_MASK access[] = {GENERIC_READ, GENERIC_WRITE, GENERIC_READ | GENERIC_WRITE};

    return flags & O_DIRECTORY ? FILE_LIST_DIRECTORY | FILE_TRAVERSE : access[flags & 3];
}

/* What O_TRUNC asks for, and the descriptor. Takes the handle over. */
static int finish_open(HANDLE handle, int flags)
{
    int fd = vsapi_at_new(handle);

    if (fd >= 0 && flags & O_TRUNC && vsapi_at_ftruncate(fd, 0) != 0) {
        vsapi_at_close(fd);
        return -1;
    }
    return fd;
}

static int open_path(struct vsapi_at_object *object, ACCESS_MASK access, int flags, HANDLE *out)
{
    ULONG how = !(flags & O_CREAT) ? FILE_OPEN : flags & O_EXCL ? FILE_CREATE : FILE_OPEN_IF;
    ULONG kind = flags & O_DIRECTORY ? FILE_DIRECTORY_FILE : FILE_NON_DIRECTORY_FILE;

    return vsapi_at_create(object, access, how, kind, out);
}

int vsapi_at_open(const char *path, int flags, ...)
{
    ACCESS_MASK access = access_of(flags);
    struct vsapi_at_object object;
    HANDLE handle;
    int result = vsapi_at_object_of_path(&object, path);

    if (result != 0)
        return result;
    if (flags & O_DIRECTORY) /* it can get times, where that is allowed */
        result = open_path(&object, access | FILE_WRITE_ATTRIBUTES, flags, &handle);
    if (!(flags & O_DIRECTORY) || (result != 0 && (errno == EACCES || errno == EROFS)))
        result = open_path(&object, access, flags, &handle);
    vsapi_at_object_finish(&object);
    return result == 0 ? finish_open(handle, flags) : -1;
}

/* A file is never made by opening it: Wine would make it where a link leads to. */
static int open_or_make(int folder, const char *name, ACCESS_MASK access, int flags, HANDLE *out)
{
    int result = -1;

    errno = ENOENT;
    if (!(flags & O_CREAT) || !(flags & O_EXCL))
        result = vsapi_at_open_in(folder, name, access, FILE_OPEN, FILE_NON_DIRECTORY_FILE, out);
    if (result == 0 || errno != ENOENT || !(flags & O_CREAT))
        return result;
    return vsapi_at_open_in(folder, name, access, FILE_CREATE, FILE_NON_DIRECTORY_FILE, out);
}

static int open_folder(int folder, const char *name, ACCESS_MASK access, HANDLE *out)
{
    const ULONG kind = FILE_DIRECTORY_FILE;
    int result =
        vsapi_at_open_in(folder, name, access | FILE_WRITE_ATTRIBUTES, FILE_OPEN, kind, out);

    if (result == 0 || (errno != EACCES && errno != EROFS))
        return result;
    return vsapi_at_open_in(folder, name, access, FILE_OPEN, kind, out);
}

/* No link is gone through, whether O_NOFOLLOW asks for that or not. */
int vsapi_at_openat(int folder, const char *name, int flags, ...)
{
    ACCESS_MASK access = access_of(flags);
    HANDLE handle;
    int result = flags & O_DIRECTORY ? open_folder(folder, name, access, &handle)
                                     : open_or_make(folder, name, access, flags, &handle);

    if (result != 0)
        return result;
    if (!(vsapi_at_attributes(handle) & FILE_ATTRIBUTE_REPARSE_POINT))
        return finish_open(handle, flags);
    CloseHandle(handle);
    errno = ELOOP;
    return -1;
}

int vsapi_at_mkdirat(int folder, const char *name, unsigned mode)
{
    HANDLE handle;

    (void)mode;
    if (vsapi_at_open_in(folder, name, FILE_LIST_DIRECTORY, FILE_CREATE, FILE_DIRECTORY_FILE,
                         &handle) != 0)
        return -1;
    CloseHandle(handle);
    return 0;
}

int vsapi_at_mkdir(const char *path, unsigned mode)
{
    struct vsapi_at_object object;
    HANDLE handle;
    int result = vsapi_at_object_of_path(&object, path);

    (void)mode;
    if (result != 0)
        return result;
    result =
        vsapi_at_create(&object, FILE_LIST_DIRECTORY, FILE_CREATE, FILE_DIRECTORY_FILE, &handle);
    vsapi_at_object_finish(&object);
    if (result == 0)
        CloseHandle(handle);
    return result;
}

#endif
