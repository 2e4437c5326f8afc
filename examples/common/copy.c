/*
 * examples/common/copy.c - copies the files of a file set out of a shadow copy.
 */
#include "copy.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#ifdef _WIN32
#include <direct.h>
#define mkdir(path, mode) _mkdir(path)
#endif

#define PATH_BYTES 4096
#define CHUNK_BYTES 65536

char *copy_utf8(const WCHAR *wide, char *buffer, size_t size_bytes)
{
    size_t at = 0;

    for (; wide && *wide && at + 4 < size_bytes; wide++) {
        unsigned long c = (unsigned long)*wide;

        if (c < 0x80) {
            buffer[at++] = (char)c;
        } else if (c < 0x800) {
            buffer[at++] = (char)(0xC0 | c >> 6);
            buffer[at++] = (char)(0x80 | (c & 0x3F));
        } else if (c < 0x10000) {
            buffer[at++] = (char)(0xE0 | c >> 12);
            buffer[at++] = (char)(0x80 | (c >> 6 & 0x3F));
            buffer[at++] = (char)(0x80 | (c & 0x3F));
        } else {
            buffer[at++] = (char)(0xF0 | c >> 18);
            buffer[at++] = (char)(0x80 | (c >> 12 & 0x3F));
            buffer[at++] = (char)(0x80 | (c >> 6 & 0x3F));
            buffer[at++] = (char)(0x80 | (c & 0x3F));
        }
    }
    buffer[at] = '\0';
    return buffer;
}

static bool matches(const char *name, const char *spec)
{
    if (strcmp(spec, "*.*") == 0)
        return true;
    if (*spec == '*')
        return matches(name, spec + 1) || (*name && matches(name + 1, spec));
    if (*spec == '\0' || *name == '\0')
        return *spec == *name;
    if (*spec != '?' && tolower((unsigned char)*spec) != tolower((unsigned char)*name))
        return false;
    return matches(name + 1, spec + 1);
}

/* Makes a folder and those above it. */
static HRESULT make_folder(const char *path)
{
    char part[PATH_BYTES];

    for (size_t i = 0; path[i] && i + 1 < sizeof part; i++) {
        part[i] = path[i];
        part[i + 1] = '\0';
        if ((path[i + 1] == '/' || path[i + 1] == '\0') && mkdir(part, 0777) != 0 &&
            errno != EEXIST)
            return HRESULT_FROM_WIN32(ERROR_CANNOT_MAKE);
    }
    return S_OK;
}

static HRESULT copy_content(struct vsapi_file *from, FILE *to, unsigned long long *bytes)
{
    static char chunk[CHUNK_BYTES];
    uint64_t offset = 0;
    size_t got;

    for (;;) {
        HRESULT hr = vsapi_file_read(from, offset, chunk, sizeof chunk, &got);

        if (FAILED(hr))
            return hr;
        if (got == 0)
            break;
        if (fwrite(chunk, 1, got, to) != got)
            return HRESULT_FROM_WIN32(ERROR_WRITE_FAULT);
        offset += got;
    }
    *bytes += offset;
    return S_OK;
}

static HRESULT copy_file(struct vsapi_host *host, const char *from, const char *to,
                         struct copy_totals *totals)
{
    struct vsapi_file *source;
    FILE *target;
    HRESULT hr;

    hr = vsapi_files_open(host, from, VSAPI_FILE_READ, &source);
    if (FAILED(hr))
        return hr;
    target = fopen(to, "wb");
    hr = target ? copy_content(source, target, &totals->bytes)
                : HRESULT_FROM_WIN32(ERROR_CANNOT_MAKE);
    if (target && fclose(target) != 0 && SUCCEEDED(hr))
        hr = HRESULT_FROM_WIN32(ERROR_WRITE_FAULT);
    vsapi_file_close(source, 0);
    if (SUCCEEDED(hr))
        totals->files++;
    return hr;
}

struct walk {
    struct vsapi_host *host;
    const char *from, *filespec, *to;
    bool recursive;
    struct copy_totals *totals;
};

static HRESULT copy_entry(void *context, const char *name, const struct vsapi_file_info *info)
{
    const struct walk *walk = (const struct walk *)context;
    char from[PATH_BYTES], to[PATH_BYTES];
    size_t length = strlen(walk->from);

    if (snprintf(from, sizeof from, "%s%s%s", walk->from,
                 length > 0 && walk->from[length - 1] == '\\' ? "" : "\\",
                 name) >= (int)sizeof from ||
        snprintf(to, sizeof to, "%s/%s", walk->to, name) >= (int)sizeof to)
        return HRESULT_FROM_WIN32(ERROR_FILENAME_EXCED_RANGE);
    if (info->attributes & FILE_ATTRIBUTE_REPARSE_POINT)
        return S_OK; /* links are not followed */
    if (info->attributes & FILE_ATTRIBUTE_DIRECTORY)
        return walk->recursive
                   ? copy_file_set(walk->host, from, walk->filespec, true, to, walk->totals)
                   : S_OK;
    return matches(name, walk->filespec) ? copy_file(walk->host, from, to, walk->totals) : S_OK;
}

HRESULT copy_file_set(struct vsapi_host *host, const char *from, const char *filespec,
                      bool recursive, const char *to, struct copy_totals *totals)
{
    struct walk walk = {host, from, filespec, to, recursive, totals};
    HRESULT hr = make_folder(to);

    return SUCCEEDED(hr) ? vsapi_files_list(host, from, copy_entry, &walk) : hr;
}
