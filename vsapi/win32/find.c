/*
 * vsapi/win32/find.c - FindFirstFile: the names in a folder that match, in the order of NTFS.
 *
 * What the folder had when the search began is what is found, read in one go.
 */
#include "file.h"
#include "path.h"
#include "text_out.h"

#include <vsapi/error.h>
#include <vsapi/text.h>

#include <stdlib.h>
#include <string.h>
#include <wchar.h>

struct found {
    char *name;
    struct vsapi_file_details details;
};
struct search {
    struct vsapi_object object;
    char *pattern;
    bool folders_only;
    VSAPI_ARRAY(struct found) found;
    size_t next;
    struct vsapi_mutex lock; /* guards next */
};

static void search_destroy(struct vsapi_object *object)
{
    struct search *search = (struct search *)object;

    for (size_t i = 0; i < search->found.count; i++)
        vsapi_free(search->found.items[i].name);
    vsapi_free(search->found.items);
    vsapi_free(search->pattern);
    vsapi_mutex_finish(&search->lock);
    vsapi_free(search);
}

static const struct vsapi_object_class search_class = {.own_close = true,
                                                       .destroy = search_destroy};

static HRESULT add(struct search *search, const char *name,
                   const struct vsapi_file_details *details)
{
    struct found found = {.details = *details};

    if (!VSAPI_ARRAY_ROOM(&search->found) || !(found.name = vsapi_strdup(name)))
        return vsapi_out_of_memory();
    search->found.items[search->found.count++] = found;
    return S_OK;
}

static HRESULT match(void *context, const char *name, const struct vsapi_file_details *details)
{
    struct search *search = context;

    if ((search->folders_only && !(details->info.attributes & FILE_ATTRIBUTE_DIRECTORY)) ||
        !vsapi_text_matches(name, search->pattern))
        return S_OK;
    return add(search, name, details);
}

static int compare(const void *a, const void *b)
{
    return vsapi_text_compare(((const struct found *)a)->name, ((const struct found *)b)->name);
}

/* "." and "..", which the root of a volume has not. */
static HRESULT match_dots(struct search *search, const struct vsapi_path *folder)
{
    struct vsapi_file_details details;
    HRESULT hr = vsapi_files_look(folder->host, folder->name, &details);

    if (FAILED(hr) || folder->root)
        return hr;
    if (strcmp(search->pattern, "*.") == 0) { /* these points are no extension */
        hr = add(search, ".", &details);
        return SUCCEEDED(hr) ? add(search, "..", &details) : hr;
    }
    hr = match(search, ".", &details);
    return SUCCEEDED(hr) ? match(search, "..", &details) : hr;
}

static HRESULT search_folder(struct search *search, const struct vsapi_path *folder)
{
    uint32_t dots;
    HRESULT hr = match_dots(search, folder);

    dots = search->found.count;
    if (SUCCEEDED(hr))
        hr = vsapi_files_list_details(folder->host, folder->name, match, search);
    if (hr == HRESULT_FROM_WIN32(ERROR_FILE_NOT_FOUND))
        return HRESULT_FROM_WIN32(ERROR_PATH_NOT_FOUND); /* it is the folder that is missing */
    if (SUCCEEDED(hr) && search->found.count > dots)
        qsort(search->found.items + dots, search->found.count - dots, sizeof(struct found),
              compare);
    return hr;
}

/* One name without wildcards: as it is spelled there. */
static HRESULT search_name(struct search *search, const struct vsapi_path *path)
{
    struct vsapi_file_details details;
    struct vsapi_file *file;
    char *spelling = NULL;
    const char *name = strrchr(path->name, '\\') + 1;
    HRESULT hr = vsapi_files_look(path->host, path->name, &details);

    if (FAILED(hr))
        return hr;
    if (path->root || path->slashed)
        return HRESULT_FROM_WIN32(ERROR_FILE_NOT_FOUND);
    if (!(details.info.attributes & FILE_ATTRIBUTE_REPARSE_POINT) &&
        SUCCEEDED(vsapi_files_open(path->host, path->name, VSAPI_FILE_LOOK, &file))) {
        if (SUCCEEDED(vsapi_file_spelling(file, &spelling)))
            name = strrchr(spelling, '\\') ? strrchr(spelling, '\\') + 1 : spelling;
        vsapi_file_close(file, 0);
    }
    hr = add(search, name, &details);
    vsapi_free(spelling);
    return hr;
}

/* ---- what is searched --------------------------------------------------------------------------
 */

static char *last_separator(char *path)
{
    char *last = NULL;

    for (; *path; path++) {
        if (*path == '\\' || *path == '/')
            last = path;
    }
    return last;
}

static size_t drive_length(const char *path)
{
    return path[0] && path[1] == ':' ? 2 : 0;
}

/* Points and spaces at the end do not count, but one point behind a star. */
static void trim(char *pattern)
{
    size_t length = strlen(pattern), end = length;

    while (end > 0 && (pattern[end - 1] == '.' || pattern[end - 1] == ' '))
        end--;
    if (end < length && end > 0 && pattern[end - 1] == '*' && pattern[end] == '.')
        end++;
    pattern[end] = '\0';
}

/* Takes the pattern off the path, which names the folder then. */
static char *split(char *path)
{
    char *last = last_separator(path);
    char *from = last ? last + 1 : path + drive_length(path);
    char *pattern = vsapi_strdup(from);

    if (pattern && strncmp(path, "\\\\?\\", 4) != 0)
        trim(pattern);
    *from = '\0';
    return pattern;
}

static HRESULT run_pattern(struct search *search, char *text)
{
    struct vsapi_path folder;
    HRESULT hr;

    search->pattern = split(text);
    if (!search->pattern)
        return vsapi_out_of_memory();
    if (strpbrk(text, "*?") && !vsapi_text_starts(text, "\\\\?\\"))
        return HRESULT_FROM_WIN32(ERROR_INVALID_NAME); /* a wildcard in the name of the folder */
    if (!vsapi_path_open_text(*text ? text : ".", &folder))
        return HRESULT_FROM_WIN32(GetLastError());
    if (folder.kind == VSAPI_PATH_FILE)
        hr = search_folder(search, &folder);
    else
        hr = HRESULT_FROM_WIN32(ERROR_PATH_NOT_FOUND);
    vsapi_path_finish(&folder);
    return hr;
}

static HRESULT run_name(struct search *search, const char *text)
{
    struct vsapi_path path;
    HRESULT hr;

    if (!vsapi_path_open_text(text, &path))
        return HRESULT_FROM_WIN32(GetLastError());
    hr = path.kind == VSAPI_PATH_FILE ? search_name(search, &path)
                                      : HRESULT_FROM_WIN32(ERROR_FILE_NOT_FOUND);
    vsapi_path_finish(&path);
    return hr;
}

static HRESULT run(struct search *search, char *text)
{
    const char *last = last_separator(text);
    HRESULT hr;

    if (strpbrk(last ? last + 1 : text, "*?"))
        hr = run_pattern(search, text);
    else
        hr = run_name(search, text);
    if (SUCCEEDED(hr) && search->found.count == 0)
        hr = HRESULT_FROM_WIN32(ERROR_FILE_NOT_FOUND);
    return hr;
}

/* ---- the functions -----------------------------------------------------------------------------
 */

static BOOL found_out(const struct found *found, WIN32_FIND_DATAW *out)
{
    const struct vsapi_file_details *details = &found->details;

    memset(out, 0, sizeof *out);
    out->dwFileAttributes = details->info.attributes;
    out->ftCreationTime = vsapi_filetime(details->created);
    out->ftLastAccessTime = vsapi_filetime(details->accessed);
    out->ftLastWriteTime = vsapi_filetime(details->info.modified);
    out->nFileSizeHigh = (DWORD)(details->info.size_bytes >> 32);
    out->nFileSizeLow = (DWORD)details->info.size_bytes;
    if (details->info.attributes & FILE_ATTRIBUTE_REPARSE_POINT)
        out->dwReserved0 = IO_REPARSE_TAG_SYMLINK;
    return vsapi_win32_text_out_or(found->name, out->cFileName, MAX_PATH,
                                   ERROR_FILENAME_EXCED_RANGE);
}

static struct search *search_create(bool folders_only)
{
    struct search *search = vsapi_calloc(1, sizeof *search);

    if (!search) {
        vsapi_win32_fail(ERROR_NOT_ENOUGH_MEMORY);
        return NULL;
    }
    vsapi_object_init(&search->object, &search_class, NULL);
    vsapi_mutex_init(&search->lock);
    search->folders_only = folders_only;
    return search;
}

static HANDLE find_first(char *text, bool folders_only, WIN32_FIND_DATAW *out)
{
    struct search *search = search_create(folders_only);
    HANDLE handle;
    HRESULT hr;

    if (!search)
        return INVALID_HANDLE_VALUE;
    hr = run(search, text);
    if (FAILED(hr) || !found_out(&search->found.items[search->next++], out)) {
        vsapi_object_done(&search->object);
        if (FAILED(hr))
            vsapi_path_fail(hr);
        return INVALID_HANDLE_VALUE;
    }
    handle = vsapi_handle_create(&search->object);
    return handle ? handle : INVALID_HANDLE_VALUE;
}

/* Names are found without regard to case whatever the flags say: the volumes have none. */
HANDLE WINAPI FindFirstFileExW(LPCWSTR name, FINDEX_INFO_LEVELS level, LPVOID out,
                               FINDEX_SEARCH_OPS operation, LPVOID filter, DWORD flags)
{
    HANDLE handle = INVALID_HANDLE_VALUE;
    char *text;

    (void)flags;
    if (level >= FindExInfoMaxInfoLevel || filter || !out ||
        (operation != FindExSearchNameMatch && operation != FindExSearchLimitToDirectories)) {
        vsapi_win32_fail(operation == FindExSearchLimitToDevices ? ERROR_NOT_SUPPORTED
                                                                 : ERROR_INVALID_PARAMETER);
        return INVALID_HANDLE_VALUE;
    }
    if (!name) {
        vsapi_win32_fail(ERROR_PATH_NOT_FOUND);
        return INVALID_HANDLE_VALUE;
    }
    if (!vsapi_text_in(name, &text)) {
        if (GetLastError() == ERROR_NO_UNICODE_TRANSLATION)
            vsapi_win32_fail(ERROR_INVALID_NAME);
        return INVALID_HANDLE_VALUE;
    }
    handle = find_first(text, operation == FindExSearchLimitToDirectories, out);
    vsapi_free(text);
    return handle;
}

HANDLE WINAPI FindFirstFileW(LPCWSTR name, LPWIN32_FIND_DATAW out)
{
    return FindFirstFileExW(name, FindExInfoStandard, out, FindExSearchNameMatch, NULL, 0);
}

BOOL WINAPI FindNextFileW(HANDLE handle, LPWIN32_FIND_DATAW out)
{
    struct search *search = (struct search *)vsapi_handle_use(handle, &search_class);
    BOOL done;

    if (!search)
        return FALSE;
    vsapi_mutex_lock(&search->lock);
    if (search->next < search->found.count)
        done = found_out(&search->found.items[search->next++], out);
    else
        done = vsapi_win32_fail(ERROR_NO_MORE_FILES);
    vsapi_mutex_unlock(&search->lock);
    vsapi_object_done(&search->object);
    return done;
}

BOOL WINAPI FindClose(HANDLE handle)
{
    return vsapi_handle_close(handle, &search_class);
}
