/*
 * vsapi/win32/file_open.c - CreateFile, and the end of what it opened.
 *
 * A file is opened without harm first, then it is seen whether others share it, and only then is it
 * emptied where that was asked for.
 */
#include "file.h"
#include "path.h"

#include <vsapi/error.h>
#include <vsapi/text.h>
#include <vsapi/volume.h>

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

/* ---- what is open ------------------------------------------------------------------------------
 */

static void open_destroy(struct vsapi_object *object)
{
    struct vsapi_open *open = (struct vsapi_open *)object;
    bool erase = open->flags & FILE_FLAG_DELETE_ON_CLOSE;

    if (open->share && vsapi_share_leave(open->share, &open->sharing, erase)) {
        vsapi_file_erase(open->file); /* nobody is left to be told that it failed */
        vsapi_share_erased(open->share);
    }
    vsapi_file_close(open->file, 0);
    if (open->fd >= 0 && !open->keeps_fd)
        close(open->fd);
    vsapi_free(open->volume);
    vsapi_mutex_finish(&open->lock);
    vsapi_free(open);
}

/* A file that is not being written by somebody else is ready, as all is done when a call returns.
 */
static enum vsapi_object_ready open_ready(struct vsapi_object *object)
{
    (void)object;
    return VSAPI_OBJECT_READY;
}

const struct vsapi_object_class vsapi_open_class = {.ready = open_ready, .destroy = open_destroy};

static struct vsapi_open *open_create(enum vsapi_open_kind kind, DWORD access, DWORD flags)
{
    struct vsapi_open *open = vsapi_calloc(1, sizeof *open);

    if (!open) {
        vsapi_win32_fail(ERROR_NOT_ENOUGH_MEMORY);
        return NULL;
    }
    vsapi_object_init(&open->object, &vsapi_open_class, NULL);
    vsapi_mutex_init(&open->lock);
    open->kind = kind;
    open->access = access;
    open->flags = flags;
    open->fd = -1;
    return open;
}

struct vsapi_open *vsapi_open_use(HANDLE handle)
{
    return (struct vsapi_open *)vsapi_handle_use(handle, &vsapi_open_class);
}

void vsapi_open_done(struct vsapi_open *open)
{
    if (open)
        vsapi_object_done(&open->object);
}

struct vsapi_open *vsapi_open_use_file(HANDLE handle)
{
    struct vsapi_open *open = vsapi_open_use(handle);

    if (!open || open->file)
        return open;
    vsapi_open_done(open);
    vsapi_win32_fail(ERROR_INVALID_FUNCTION);
    return NULL;
}

HANDLE vsapi_open_stream(int fd, bool keeps_fd, DWORD access)
{
    struct vsapi_open *open = open_create(VSAPI_OPEN_STREAM, access, 0);

    if (!open) {
        if (!keeps_fd)
            close(fd);
        return NULL;
    }
    open->fd = fd;
    open->keeps_fd = keeps_fd;
    return vsapi_handle_create(&open->object);
}

/* ---- opening -----------------------------------------------------------------------------------
 */

struct opening { /* one call of CreateFile */
    struct vsapi_path path;
    DWORD access, share, disposition, flags; /* flags: attributes, too */
    struct vsapi_open *open;
    bool existed; /* it was there before */
};

static DWORD specific_access(DWORD access)
{
    DWORD specific = access & 0x001FFFFF;

    if (access & (GENERIC_ALL | MAXIMUM_ALLOWED))
        specific |= access & GENERIC_ALL ? FILE_ALL_ACCESS : FILE_GENERIC_READ;
    if (access & GENERIC_READ)
        specific |= FILE_GENERIC_READ;
    if (access & GENERIC_WRITE)
        specific |= FILE_GENERIC_WRITE;
    if (access & GENERIC_EXECUTE)
        specific |= FILE_GENERIC_EXECUTE;
    return specific;
}

static bool has_code(HRESULT hr, DWORD code)
{
    return hr == HRESULT_FROM_WIN32(code);
}

static bool empties(const struct opening *opening)
{
    return opening->disposition == CREATE_ALWAYS || opening->disposition == TRUNCATE_EXISTING;
}

static bool check_arguments(const struct opening *opening)
{
    DWORD share = FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE;

    if (opening->disposition < CREATE_NEW || opening->disposition > TRUNCATE_EXISTING ||
        opening->share & ~share)
        return vsapi_win32_fail(ERROR_INVALID_PARAMETER);
    if (opening->disposition == TRUNCATE_EXISTING && !(opening->access & FILE_WRITE_DATA))
        return vsapi_win32_fail(ERROR_INVALID_PARAMETER);
    return true;
}

/* A folder is opened as such only. */
static HRESULT open_folder(struct opening *opening)
{
    bool as_folder = opening->flags & FILE_FLAG_BACKUP_SEMANTICS &&
                     (opening->disposition == OPEN_EXISTING || opening->disposition == OPEN_ALWAYS);

    if (as_folder) {
        opening->open->kind = VSAPI_OPEN_FOLDER;
        return S_OK;
    }
    vsapi_file_close(opening->open->file, 0);
    opening->open->file = NULL;
    if (opening->disposition == CREATE_NEW)
        return HRESULT_FROM_WIN32(ERROR_FILE_EXISTS);
    return HRESULT_FROM_WIN32(opening->path.slashed ? ERROR_PATH_NOT_FOUND : ERROR_ACCESS_DENIED);
}

/* Opens what is there, for looking at it. */
static HRESULT open_look(struct opening *opening)
{
    struct vsapi_file_details details;
    HRESULT hr = vsapi_files_open(opening->path.host, opening->path.name, VSAPI_FILE_LOOK,
                                  &opening->open->file);

    if (SUCCEEDED(hr))
        hr = vsapi_file_look(opening->open->file, &details);
    if (SUCCEEDED(hr) && details.info.attributes & FILE_ATTRIBUTE_DIRECTORY)
        return open_folder(opening);
    return hr;
}

static HRESULT open_existing(struct opening *opening)
{
    bool writes = empties(opening) || opening->access & (FILE_WRITE_DATA | FILE_APPEND_DATA);
    bool reads = opening->access & (FILE_READ_DATA | FILE_EXECUTE);
    struct vsapi_file *looked;
    HRESULT hr = S_OK;

    if (writes || reads)
        hr = vsapi_files_open(opening->path.host, opening->path.name,
                              writes ? VSAPI_FILE_UPDATE : VSAPI_FILE_READ, &opening->open->file);
    if ((writes || reads) && !has_code(hr, ERROR_ACCESS_DENIED))
        return hr;
    hr = open_look(opening);
    if (FAILED(hr) || opening->open->kind == VSAPI_OPEN_FOLDER || !(writes || reads))
        return hr;
    looked = opening->open->file; /* a file, but not for such an access */
    opening->open->file = NULL;
    vsapi_file_close(looked, 0);
    return HRESULT_FROM_WIN32(ERROR_ACCESS_DENIED);
}

static HRESULT open_new(struct opening *opening)
{
    if (opening->path.slashed)
        return HRESULT_FROM_WIN32(ERROR_INVALID_NAME);
    opening->existed = false;
    return vsapi_files_open(opening->path.host, opening->path.name, VSAPI_FILE_CREATE,
                            &opening->open->file);
}

static HRESULT open_by_disposition(struct opening *opening)
{
    HRESULT hr;

    for (;;) {
        if (opening->disposition == CREATE_NEW) {
            hr = open_new(opening);
            return has_code(hr, ERROR_ALREADY_EXISTS) ? HRESULT_FROM_WIN32(ERROR_FILE_EXISTS) : hr;
        }
        opening->existed = true;
        hr = open_existing(opening);
        if (!has_code(hr, ERROR_FILE_NOT_FOUND) || opening->disposition == OPEN_EXISTING ||
            opening->disposition == TRUNCATE_EXISTING)
            return hr;
        hr = open_new(opening);
        if (!has_code(hr, ERROR_FILE_EXISTS)) /* else somebody was faster */
            return hr;
    }
}

/* "CREATE_ALWAYS ... the file exists and has FILE_ATTRIBUTE_HIDDEN or FILE_ATTRIBUTE_SYSTEM". */
static bool hides(const struct opening *opening, const struct vsapi_file_details *details)
{
    DWORD kept = details->info.attributes & (FILE_ATTRIBUTE_HIDDEN | FILE_ATTRIBUTE_SYSTEM);

    return opening->existed && opening->disposition == CREATE_ALWAYS && kept & ~opening->flags;
}

static HRESULT enter_share(struct opening *opening)
{
    struct vsapi_open *open = opening->open;
    struct vsapi_file_details details;
    HRESULT hr = vsapi_file_look(open->file, &details);

    if (FAILED(hr))
        return hr;
    if (opening->path.slashed && open->kind == VSAPI_OPEN_FILE)
        return HRESULT_FROM_WIN32(ERROR_INVALID_NAME);
    if (hides(opening, &details) || (open->flags & FILE_FLAG_DELETE_ON_CLOSE &&
                                     details.info.attributes & FILE_ATTRIBUTE_READONLY))
        return HRESULT_FROM_WIN32(ERROR_ACCESS_DENIED);
    if (opening->access & (DELETE | FILE_WRITE_ATTRIBUTES) &&
        FAILED(hr = vsapi_file_check_writable(open->file)))
        return hr;
    open->sharing = (struct vsapi_sharing){opening->access, opening->share};
    return HRESULT_FROM_WIN32(vsapi_share_enter(&details, &open->sharing, &open->share));
}

#define SET_ATTRIBUTES                                                                             \
    (FILE_ATTRIBUTE_READONLY | FILE_ATTRIBUTE_HIDDEN | FILE_ATTRIBUTE_SYSTEM |                     \
     FILE_ATTRIBUTE_ARCHIVE | FILE_ATTRIBUTE_TEMPORARY | FILE_ATTRIBUTE_OFFLINE)

/* Nothing fails for others' sake from here on. */
static HRESULT finish_opening(struct opening *opening)
{
    HRESULT hr = S_OK;

    if (opening->existed && empties(opening))
        hr = vsapi_file_resize(opening->open->file, 0);
    if (SUCCEEDED(hr) && (!opening->existed || opening->disposition == CREATE_ALWAYS) &&
        opening->flags & SET_ATTRIBUTES)
        hr = vsapi_files_set_attributes(opening->path.host, opening->path.name,
                                        opening->flags & SET_ATTRIBUTES);
    return hr;
}

static bool open_file(struct opening *opening)
{
    HRESULT hr = open_by_disposition(opening);

    if (SUCCEEDED(hr))
        hr = enter_share(opening);
    if (SUCCEEDED(hr))
        hr = finish_opening(opening);
    if (FAILED(hr)) {
        opening->open->flags &= ~(DWORD)FILE_FLAG_DELETE_ON_CLOSE;
        return vsapi_path_fail(hr);
    }
    return true;
}

/* A volume or shadow copy itself: for DeviceIoControl, which knows nothing of it, and for asking.
 */
static bool open_volume(struct opening *opening)
{
    struct vsapi_file_info info;
    char *root = vsapi_sprintf("%s\\", opening->path.name);
    HRESULT hr = root ? vsapi_files_stat(opening->path.host, root, &info) : E_OUTOFMEMORY;

    vsapi_free(root);
    if (FAILED(hr))
        return vsapi_win32_fail(hr == E_OUTOFMEMORY ? ERROR_NOT_ENOUGH_MEMORY
                                                    : ERROR_FILE_NOT_FOUND);
    if (opening->disposition != OPEN_EXISTING)
        return vsapi_win32_fail(ERROR_INVALID_PARAMETER);
    opening->open->kind = VSAPI_OPEN_VOLUME;
    opening->open->volume = opening->path.name;
    opening->path.name = NULL;
    return true;
}

/* The terminal of this process. */
static bool open_console(struct opening *opening, int flags)
{
    opening->open->kind = VSAPI_OPEN_STREAM;
    opening->open->fd = open("/dev/tty", flags | O_NOCTTY | O_CLOEXEC);
    return opening->open->fd >= 0 ? true : vsapi_win32_fail(ERROR_FILE_NOT_FOUND);
}

static bool open_path(struct opening *opening)
{
    switch (opening->path.kind) {
    case VSAPI_PATH_FILE:
        return open_file(opening);
    case VSAPI_PATH_VOLUME:
        return open_volume(opening);
    case VSAPI_PATH_NUL:
        opening->open->kind = VSAPI_OPEN_NUL;
        return true;
    case VSAPI_PATH_CONSOLE_IN:
        return open_console(opening, O_RDONLY);
    case VSAPI_PATH_CONSOLE_OUT:
        return open_console(opening, O_WRONLY);
    }
    return false;
}

static HANDLE run(struct opening *opening)
{
    struct vsapi_open *open = open_create(VSAPI_OPEN_FILE, opening->access, opening->flags);
    HANDLE handle = NULL;

    opening->open = open;
    if (!open)
        return INVALID_HANDLE_VALUE;
    if (open_path(opening)) {
        handle = vsapi_handle_create(&open->object);
        if (handle)
            SetLastError(opening->existed && (opening->disposition == CREATE_ALWAYS ||
                                              opening->disposition == OPEN_ALWAYS)
                             ? ERROR_ALREADY_EXISTS
                             : ERROR_SUCCESS);
    } else {
        DWORD error = GetLastError();

        vsapi_open_done(open);
        SetLastError(error);
    }
    return handle ? handle : INVALID_HANDLE_VALUE;
}

/* Nobody inherits handles, and a template gives nothing here. */
HANDLE WINAPI CreateFileW(LPCWSTR name, DWORD access, DWORD share, LPSECURITY_ATTRIBUTES security,
                          DWORD disposition, DWORD flags, HANDLE template_file)
{
    struct opening opening = {.share = share, .disposition = disposition, .flags = flags};
    HANDLE handle = INVALID_HANDLE_VALUE;

    (void)security;
    (void)template_file;
    opening.access = specific_access(access) | FILE_READ_ATTRIBUTES;
    if (flags & FILE_FLAG_DELETE_ON_CLOSE)
        opening.access |= DELETE;
    if (check_arguments(&opening) && vsapi_path_open(name, &opening.path))
        handle = run(&opening);
    vsapi_path_finish(&opening.path);
    return handle;
}
