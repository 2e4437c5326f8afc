/*
 * vsapi/base/local.c - files of this machine that are no volume's: POSIX. local_windows.c is its
 * counterpart.
 */
#include <vsapi/local.h>

#include <vsapi/alloc.h>

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int vsapi_local_open(const char *path)
{
    return open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
}

int vsapi_local_create(const char *path)
{
    return open(path, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0666);
}

bool vsapi_local_is_absolute(const char *path)
{
    return path[0] == '/';
}

void vsapi_local_tidy(char *path)
{
    for (size_t end = strlen(path); end > 1 && path[end - 1] == '/'; end--)
        path[end - 1] = '\0';
}

bool vsapi_local_is_below(const char *path, const char *folder)
{
    char *outer = realpath(folder, NULL), *inner = realpath(path, NULL);
    size_t length = outer ? strlen(outer) : 0;
    bool below = outer && inner && strncmp(inner, outer, length) == 0 &&
                 (inner[length] == '/' || (outer[length - 1] == '/' && inner[length]));

    free(inner);
    free(outer);
    return below;
}

char *vsapi_local_real(const char *path)
{
    char real[PATH_MAX];
    char *copy = NULL;

    if (realpath(path, real)) {
        copy = vsapi_strdup(real);
        errno = ENOMEM;
    }
    return copy;
}

HRESULT vsapi_local_object(const char *folder, char **out)
{
    (void)folder;
    *out = NULL;
    return S_OK;
}

int vsapi_local_why_not_writable(const char *path)
{
    char *folder;
    struct stat st;
    int error = 0;

    if (stat(path, &st) == 0)
        return S_ISDIR(st.st_mode)                                ? EISDIR
               : faccessat(AT_FDCWD, path, W_OK, AT_EACCESS) != 0 ? errno
                                                                  : 0;
    if (errno != ENOENT)
        return errno;
    folder = vsapi_strndup(path, (size_t)(strrchr(path, '/') - path) + 1);
    if (!folder)
        return ENOMEM;
    if (faccessat(AT_FDCWD, folder, W_OK | X_OK, AT_EACCESS) != 0)
        error = errno;
    vsapi_free(folder);
    return error;
}
