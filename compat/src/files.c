/*
 * compat/src/files.c - files of the real machine under the runtime's names.
 */
#include <vsapi/compat/crt.h>

#include "utf8.h"

/* glibc has no letters t and N in a mode; a encoding (", ccs=UTF-8") would make the stream wide. */
static void mode_plain(const char *mode, char out[8])
{
    size_t count = 0;

    for (; *mode && *mode != ',' && count < 7; mode++) {
        if (strchr("rwab+x", *mode))
            out[count++] = *mode;
    }
    out[count] = '\0';
}

errno_t fopen_s(FILE **file, const char *name, const char *mode)
{
    char plain[8];

    if (!file)
        return vsapi_compat_invalid("fopen_s", EINVAL);
    *file = NULL;
    if (!name || !mode)
        return vsapi_compat_invalid("fopen_s", EINVAL);
    mode_plain(mode, plain);
    *file = fopen(name, plain);
    return *file ? 0 : errno;
}

errno_t _wfopen_s(FILE **file, const wchar_t *name, const wchar_t *mode)
{
    char *narrow_name = NULL, *narrow_mode = NULL;
    errno_t error = ENOMEM;

    if (!file)
        return vsapi_compat_invalid("_wfopen_s", EINVAL);
    *file = NULL;
    if (!name || !mode)
        return vsapi_compat_invalid("_wfopen_s", EINVAL);
    narrow_name = vsapi_compat_utf8_new(name, wcslen(name));
    narrow_mode = vsapi_compat_utf8_new(mode, wcslen(mode));
    if (narrow_name && narrow_mode)
        error = fopen_s(file, narrow_name, narrow_mode);
    free(narrow_mode);
    free(narrow_name);
    return error;
}

FILE *_wfopen(const wchar_t *name, const wchar_t *mode)
{
    FILE *file = NULL;
    errno_t error = _wfopen_s(&file, name, mode);

    if (error != 0)
        errno = error;
    return file;
}
