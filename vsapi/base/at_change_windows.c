/*
 * vsapi/base/at_change_windows.c - changing what a file is, what it is called, and whether it is
 * there.
 */
#ifdef _WIN32

#include "at_windows.h"

#define UNIX_EPOCH INT64_C(116444736000000000)
#define ATTRIBUTES                                                                                 \
    (FILE_ATTRIBUTE_READONLY | FILE_ATTRIBUTE_HIDDEN | FILE_ATTRIBUTE_SYSTEM |                     \
     FILE_ATTRIBUTE_ARCHIVE)

struct name_information { /* FILE_RENAME_INFORMATION and FILE_LINK_INFORMATION */
    BOOLEAN replace;
    HANDLE folder;
    ULONG name_bytes;
    WCHAR name[VSAPI_AT_LETTERS];
};
/* 0: stays as it is. */
static int64_t filetime_of(const struct timespec *time)
{
    return time->tv_nsec == UTIME_OMIT
               ? 0
               : UNIX_EPOCH + (int64_t)time->tv_sec * 10000000 + time->tv_nsec / 100;
}

static int set_times(HANDLE handle, const struct timespec times[2])
{
    struct vsapi_at_basic basic = {.read.QuadPart = filetime_of(&times[0]),
                                   .written.QuadPart = filetime_of(&times[1])};

    return vsapi_at_set(handle, &basic, sizeof basic, VSAPI_AT_BASIC);
}

static int set_attributes(HANDLE handle, ULONG attributes)
{
    struct vsapi_at_basic basic = {.attributes = attributes ? attributes : FILE_ATTRIBUTE_NORMAL};

    return vsapi_at_set(handle, &basic, sizeof basic, VSAPI_AT_BASIC);
}

static int set_mode(HANDLE handle, unsigned mode)
{
    ULONG attributes = mode & 0200 ? 0 : FILE_ATTRIBUTE_READONLY;
    ULONG before = vsapi_at_attributes(handle);

    attributes |= mode & S_ISUID ? FILE_ATTRIBUTE_HIDDEN : 0;
    attributes |= mode & S_ISGID ? FILE_ATTRIBUTE_SYSTEM : 0;
    attributes |= mode & S_ISVTX ? FILE_ATTRIBUTE_ARCHIVE : 0;
    if ((before & ATTRIBUTES) == attributes)
        return 0;
    /* Wine cannot note that a file is hidden once it is read-only. */
    if (attributes & FILE_ATTRIBUTE_READONLY && attributes != FILE_ATTRIBUTE_READONLY)
        set_attributes(handle, attributes & ~(ULONG)FILE_ATTRIBUTE_READONLY);
    return set_attributes(handle, attributes);
}

int vsapi_at_fchmod(int fd, unsigned mode)
{
    HANDLE handle = vsapi_at_handle(fd);

    return handle ? set_mode(handle, mode) : -1;
}

int vsapi_at_futimens(int fd, const struct timespec times[2])
{
    HANDLE handle = vsapi_at_handle(fd);

    return handle ? set_times(handle, times) : -1;
}

/* Wine changes attributes through any handle, and gives a file that is read-only no other. */
static int open_to_change(int folder, const char *name, ACCESS_MASK access, ULONG options,
                          HANDLE *out)
{
    int result =
        vsapi_at_open_in(folder, name, access | FILE_WRITE_ATTRIBUTES, FILE_OPEN, options, out);

    return result == 0 || errno != EACCES
               ? result
               : vsapi_at_open_in(folder, name, access, FILE_OPEN, options, out);
}

int vsapi_at_fchmodat(int folder, const char *name, unsigned mode, int flags)
{
    HANDLE handle;
    int result = open_to_change(folder, name, 0, 0, &handle);

    (void)flags;
    if (result != 0)
        return result;
    result = set_mode(handle, mode);
    CloseHandle(handle);
    return result;
}

int vsapi_at_utimensat(int folder, const char *name, const struct timespec times[2], int flags)
{
    HANDLE handle;
    int result = open_to_change(folder, name, 0, 0, &handle);

    (void)flags;
    if (result != 0)
        return result;
    result = set_times(handle, times);
    CloseHandle(handle);
    return result;
}

/* A file that is read-only can only be removed when it is not; other names of it stay so. */
static int remove_handle(HANDLE handle)
{
    ULONG attributes = vsapi_at_attributes(handle);
    BOOLEAN gone = TRUE;
    int result;

    if (attributes & FILE_ATTRIBUTE_READONLY)
        set_attributes(handle, attributes & ATTRIBUTES & ~(ULONG)FILE_ATTRIBUTE_READONLY);
    result = vsapi_at_set(handle, &gone, sizeof gone, VSAPI_AT_DISPOSITION);
    if (attributes & FILE_ATTRIBUTE_READONLY) {
        int error = errno;

        set_attributes(handle, attributes & ATTRIBUTES);
        errno = error;
    }
    return result;
}

static int unlink_now(int folder, const char *name, int flags)
{
    ULONG kind = flags & AT_REMOVEDIR ? FILE_DIRECTORY_FILE : FILE_NON_DIRECTORY_FILE;
    HANDLE handle;
    int result = open_to_change(folder, name, DELETE, kind, &handle);

    if (result != 0)
        return result;
    result = remove_handle(handle);
    CloseHandle(handle);
    return result;
}

/*
 * While a program begins Wine has its DLLs open and mapped. A name of such a file, and a shadow
 * copy has one more, then cannot be removed, or is removed when the file is closed. That is in a
 * moment.
 */
int vsapi_at_unlinkat(int folder, const char *name, int flags)
{
    enum { TRIES = 300, PAUSE_MS = 10 };
    int result = -1;

    for (int i = 0; i < TRIES; i++) {
        result = unlink_now(folder, name, flags);
        if (result == 0 || (errno != EBUSY && !(errno == ENOTEMPTY && flags & VSAPI_AT_EMPTIED)))
            return result;
        Sleep(PAUSE_MS);
    }
    if (errno == EBUSY)
        errno = EACCES; /* what Windows says */
    return result;
}

/* From the parent's handle on, as all that is removed. */
int vsapi_at_rmdir(const char *path)
{
    const char *name = path + strlen(path);
    char *parent;
    int folder, result = -1;

    while (name > path && name[-1] != '/' && name[-1] != '\\')
        name--;
    parent = name > path ? strdup(path) : strdup("./");
    if (!parent)
        return -1;
    if (name > path)
        parent[name - path] = '\0';
    folder = vsapi_at_open(parent, O_PATH | O_DIRECTORY);
    free(parent);
    if (folder >= 0) {
        result = *name ? vsapi_at_unlinkat(folder, name, AT_REMOVEDIR)
                       : vsapi_at_fail(ERROR_INVALID_NAME);
        vsapi_at_close(folder);
    }
    return result;
}

/* Gives the file a name, in place of the one it has or besides. */
static int give_name(HANDLE handle, int folder, const char *name, bool replace, int class)
{
    struct name_information information = {.replace = replace, .folder = vsapi_at_handle(folder)};
    struct vsapi_at_object object;

    if (vsapi_at_object_in(&object, folder, name) != 0)
        return -1;
    information.name_bytes = object.name.Length;
    memcpy(information.name, object.buffer, object.name.Length);
    return vsapi_at_set(handle, &information, sizeof information, class);
}

int vsapi_at_renameat2(int from, const char *name, int to, const char *new_name, unsigned flags)
{
    HANDLE handle;
    int result = vsapi_at_open_in(from, name, DELETE, FILE_OPEN, 0, &handle);

    if (result != 0)
        return result;
    result = give_name(handle, to, new_name, !(flags & RENAME_NOREPLACE), VSAPI_AT_RENAME);
    CloseHandle(handle);
    return result;
}

int vsapi_at_linkat(int from, const char *name, int to, const char *new_name, int flags)
{
    HANDLE handle;
    int result = vsapi_at_open_in(from, name, 0, FILE_OPEN, 0, &handle);

    (void)flags;
    if (result != 0)
        return result;
    result = give_name(handle, to, new_name, false, VSAPI_AT_LINK);
    CloseHandle(handle);
    return result;
}

#endif
