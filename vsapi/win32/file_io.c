/*
 * vsapi/win32/file_io.c - reading and writing what is open, its position and its size.
 *
 * All is done when a call returns: also a file that was opened for overlapped use answers at once,
 * which its page allows.
 */
#include "file.h"
#include "path.h"

#include <vsapi/error.h>

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SECTOR 512
#define END_OF_FILE_STATUS 0xC0000011 /* STATUS_END_OF_FILE */
#define TO_THE_END UINT64_MAX         /* an OVERLAPPED with both offsets all ones: behind the end */

struct transfer { /* one call of ReadFile or WriteFile */
    struct vsapi_open *open;
    void *in;        /* reading: where to; else NULL */
    const void *out; /* writing: where from */
    DWORD size;
    uint64_t offset;
    size_t done;
};

static bool fail_errno(int error)
{
    return vsapi_win32_fail(error == EPIPE ? ERROR_NO_DATA : ERROR_IO_DEVICE);
}

static bool stream_transfer(struct transfer *transfer)
{
    while (transfer->done < transfer->size) {
        size_t left = transfer->size - transfer->done;
        ssize_t count =
            transfer->in
                ? read(transfer->open->fd, (char *)transfer->in + transfer->done, left)
                : write(transfer->open->fd, (const char *)transfer->out + transfer->done, left);

        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return fail_errno(errno);
        transfer->done += (size_t)count;
        if (transfer->in || count == 0)
            break; /* what there is, a line or a part */
    }
    return true;
}

static bool check_alignment(const struct transfer *transfer)
{
    if (!(transfer->open->flags & FILE_FLAG_NO_BUFFERING) ||
        (transfer->offset % SECTOR == 0 && transfer->size % SECTOR == 0))
        return true;
    return vsapi_win32_fail(ERROR_INVALID_PARAMETER);
}

static bool file_read(struct transfer *transfer)
{
    HRESULT hr = vsapi_file_read(transfer->open->file, transfer->offset, transfer->in,
                                 transfer->size, &transfer->done);

    return SUCCEEDED(hr) ? true : vsapi_path_fail(hr);
}

static bool file_write(struct transfer *transfer)
{
    bool appends = !(transfer->open->access & FILE_WRITE_DATA) || transfer->offset == TO_THE_END;
    struct vsapi_file_details details;
    HRESULT hr = S_OK;

    if (appends && SUCCEEDED(hr = vsapi_file_look(transfer->open->file, &details)))
        transfer->offset = details.info.size_bytes;
    if (SUCCEEDED(hr) && transfer->size > 0)
        hr =
            vsapi_file_write(transfer->open->file, transfer->offset, transfer->out, transfer->size);
    if (FAILED(hr))
        return vsapi_path_fail(hr);
    transfer->done = transfer->size;
    if (transfer->open->flags & FILE_FLAG_WRITE_THROUGH)
        vsapi_file_flush(transfer->open->file);
    return true;
}

static bool run(struct transfer *transfer)
{
    switch (transfer->open->kind) {
    case VSAPI_OPEN_NUL:
        transfer->done = transfer->in ? 0 : transfer->size;
        return true;
    case VSAPI_OPEN_STREAM:
        return stream_transfer(transfer);
    case VSAPI_OPEN_VOLUME:
    case VSAPI_OPEN_FOLDER:
        return vsapi_win32_fail(ERROR_INVALID_FUNCTION);
    case VSAPI_OPEN_FILE:
        break;
    }
    if (!check_alignment(transfer))
        return false;
    return transfer->in ? file_read(transfer) : file_write(transfer);
}

static bool check(const struct transfer *transfer, const OVERLAPPED *overlapped)
{
    DWORD needed = transfer->in ? FILE_READ_DATA : FILE_WRITE_DATA | FILE_APPEND_DATA;

    if (!(transfer->open->access & needed))
        return vsapi_win32_fail(ERROR_ACCESS_DENIED);
    if (transfer->open->flags & FILE_FLAG_OVERLAPPED && !overlapped)
        return vsapi_win32_fail(ERROR_INVALID_PARAMETER);
    return true;
}

/* At the file's own position, which goes on. */
static bool transfer_here(struct transfer *transfer)
{
    bool done;

    vsapi_mutex_lock(&transfer->open->lock);
    transfer->offset = transfer->open->position;
    done = run(transfer);
    transfer->open->position = transfer->offset + transfer->done;
    vsapi_mutex_unlock(&transfer->open->lock);
    return done;
}

static bool at_end(const struct transfer *transfer)
{
    return transfer->in && transfer->size > 0 && transfer->done == 0 &&
           transfer->open->kind == VSAPI_OPEN_FILE;
}

/* At the offset that was given. */
static bool transfer_there(struct transfer *transfer, OVERLAPPED *overlapped)
{
    bool done;

    transfer->offset = (uint64_t)overlapped->OffsetHigh << 32 | overlapped->Offset;
    if (overlapped->hEvent)
        ResetEvent((HANDLE)((ULONG_PTR)overlapped->hEvent & ~(ULONG_PTR)1));
    done = run(transfer);
    if (done && at_end(transfer))
        done = vsapi_win32_fail(ERROR_HANDLE_EOF);
    if (!done && GetLastError() != ERROR_HANDLE_EOF)
        return false; /* it never began */
    overlapped->Internal = done ? 0 : END_OF_FILE_STATUS;
    overlapped->InternalHigh = transfer->done;
    if (!(transfer->open->flags & FILE_FLAG_OVERLAPPED)) {
        vsapi_mutex_lock(&transfer->open->lock);
        transfer->open->position = transfer->offset + transfer->done;
        vsapi_mutex_unlock(&transfer->open->lock);
    }
    if (overlapped->hEvent)
        SetEvent((HANDLE)((ULONG_PTR)overlapped->hEvent & ~(ULONG_PTR)1));
    if (!done) /* SetEvent may have said something else */
        vsapi_win32_fail(ERROR_HANDLE_EOF);
    return done;
}

static BOOL transfer(HANDLE handle, struct transfer *call, LPDWORD done, OVERLAPPED *overlapped)
{
    bool good;

    if (done)
        *done = 0;
    else if (!overlapped)
        return vsapi_win32_fail(ERROR_INVALID_PARAMETER);
    call->open = vsapi_open_use(handle);
    if (!call->open)
        return FALSE;
    good = check(call, overlapped) &&
           (overlapped ? transfer_there(call, overlapped) : transfer_here(call));
    if (done)
        *done = (DWORD)call->done;
    vsapi_open_done(call->open);
    return good;
}

BOOL WINAPI ReadFile(HANDLE handle, LPVOID buffer, DWORD size, LPDWORD done,
                     LPOVERLAPPED overlapped)
{
    char nothing;
    struct transfer call = {.in = buffer ? buffer : &nothing, .size = size};

    if (!buffer && size > 0)
        return vsapi_win32_fail(ERROR_NOACCESS);
    return transfer(handle, &call, done, overlapped);
}

BOOL WINAPI WriteFile(HANDLE handle, LPCVOID buffer, DWORD size, LPDWORD done,
                      LPOVERLAPPED overlapped)
{
    struct transfer call = {.out = buffer, .size = size};

    if (!buffer && size > 0)
        return vsapi_win32_fail(ERROR_INVALID_USER_BUFFER);
    return transfer(handle, &call, done, overlapped);
}

/* ---- overlapped --------------------------------------------------------------------------------
 */

BOOL WINAPI GetOverlappedResult(HANDLE handle, LPOVERLAPPED overlapped, LPDWORD done, BOOL wait)
{
    struct vsapi_open *open = vsapi_open_use(handle);

    (void)wait; /* it is over */
    if (!open)
        return FALSE;
    vsapi_open_done(open);
    *done = (DWORD)overlapped->InternalHigh;
    return overlapped->Internal == 0 ? TRUE : vsapi_win32_fail(ERROR_HANDLE_EOF);
}

/* Nothing is ever under way. */
static BOOL nothing_to_cancel(HANDLE handle)
{
    struct vsapi_open *open = vsapi_open_use(handle);

    if (!open)
        return FALSE;
    vsapi_open_done(open);
    return vsapi_win32_fail(ERROR_NOT_FOUND);
}

BOOL WINAPI CancelIoEx(HANDLE handle, LPOVERLAPPED overlapped)
{
    (void)overlapped;
    return nothing_to_cancel(handle);
}

/* Of the requests of this thread there is none, and that is no failure. */
BOOL WINAPI CancelIo(HANDLE handle)
{
    return nothing_to_cancel(handle) || GetLastError() == ERROR_NOT_FOUND;
}

BOOL WINAPI FlushFileBuffers(HANDLE handle)
{
    struct vsapi_open *open = vsapi_open_use(handle);
    BOOL done = TRUE;
    HRESULT hr;

    if (!open)
        return FALSE;
    if (!(open->access & (FILE_WRITE_DATA | FILE_APPEND_DATA)))
        done = vsapi_win32_fail(ERROR_ACCESS_DENIED);
    else if (open->file && FAILED(hr = vsapi_file_flush(open->file)))
        done = vsapi_path_fail(hr);
    vsapi_open_done(open);
    return done;
}

/* ---- size and position -------------------------------------------------------------------------
 */

static bool file_size(struct vsapi_open *open, uint64_t *out)
{
    struct vsapi_file_details details;
    HRESULT hr = vsapi_file_look(open->file, &details);

    *out = SUCCEEDED(hr) ? details.info.size_bytes : 0;
    return SUCCEEDED(hr) ? true : vsapi_path_fail(hr);
}

BOOL WINAPI GetFileSizeEx(HANDLE handle, PLARGE_INTEGER size)
{
    struct vsapi_open *open = vsapi_open_use_file(handle);
    uint64_t bytes;
    bool done;

    if (!open)
        return FALSE;
    done = file_size(open, &bytes);
    vsapi_open_done(open);
    if (done)
        size->QuadPart = (LONGLONG)bytes;
    return done;
}

DWORD WINAPI GetFileSize(HANDLE handle, LPDWORD high)
{
    LARGE_INTEGER size;

    if (!GetFileSizeEx(handle, &size))
        return INVALID_FILE_SIZE;
    if (high)
        *high = (DWORD)size.HighPart;
    SetLastError(NO_ERROR);
    return size.LowPart;
}

static bool move(struct vsapi_open *open, int64_t distance, DWORD method, uint64_t most,
                 uint64_t *out)
{
    uint64_t from = 0;
    int64_t to;

    if (method == FILE_CURRENT)
        from = open->position;
    else if (method == FILE_END && !file_size(open, &from))
        return false;
    if (method > FILE_END || __builtin_add_overflow((int64_t)from, distance, &to))
        return vsapi_win32_fail(ERROR_INVALID_PARAMETER);
    if (to < 0)
        return vsapi_win32_fail(ERROR_NEGATIVE_SEEK);
    if ((uint64_t)to > most)
        return vsapi_win32_fail(ERROR_INVALID_PARAMETER);
    *out = open->position = (uint64_t)to;
    return true;
}

static bool set_position(HANDLE handle, int64_t distance, DWORD method, uint64_t most,
                         uint64_t *out)
{
    struct vsapi_open *open = vsapi_open_use_file(handle);
    bool done;

    if (!open)
        return false;
    vsapi_mutex_lock(&open->lock);
    done = move(open, distance, method, most, out);
    vsapi_mutex_unlock(&open->lock);
    vsapi_open_done(open);
    return done;
}

BOOL WINAPI SetFilePointerEx(HANDLE handle, LARGE_INTEGER distance, PLARGE_INTEGER position,
                             DWORD method)
{
    uint64_t to = 0;

    if (!set_position(handle, distance.QuadPart, method, INT64_MAX, &to))
        return FALSE;
    if (position)
        position->QuadPart = (LONGLONG)to;
    return TRUE;
}

/* Without a high part the distance is signed and the position has to have 32 bits. */
DWORD WINAPI SetFilePointer(HANDLE handle, LONG distance, PLONG high, DWORD method)
{
    int64_t whole = high ? (int64_t)((uint64_t)*high << 32 | (DWORD)distance) : distance;
    uint64_t to = 0;

    if (!set_position(handle, whole, method, high ? INT64_MAX : UINT32_MAX - 1, &to))
        return INVALID_SET_FILE_POINTER;
    if (high)
        *high = (LONG)(to >> 32);
    SetLastError(NO_ERROR);
    return (DWORD)to;
}

BOOL WINAPI SetEndOfFile(HANDLE handle)
{
    struct vsapi_open *open = vsapi_open_use_file(handle);
    HRESULT hr;

    if (!open)
        return FALSE;
    vsapi_mutex_lock(&open->lock);
    hr = open->kind == VSAPI_OPEN_FILE && open->access & FILE_WRITE_DATA
             ? vsapi_file_resize(open->file, open->position)
             : HRESULT_FROM_WIN32(ERROR_ACCESS_DENIED);
    vsapi_mutex_unlock(&open->lock);
    vsapi_open_done(open);
    return SUCCEEDED(hr) ? TRUE : vsapi_path_fail(hr);
}

DWORD WINAPI GetFileType(HANDLE handle)
{
    struct vsapi_open *open = vsapi_open_use(handle);
    DWORD type = FILE_TYPE_DISK;
    struct stat st;

    if (!open)
        return FILE_TYPE_UNKNOWN;
    if (open->kind == VSAPI_OPEN_NUL)
        type = FILE_TYPE_CHAR;
    else if (open->kind == VSAPI_OPEN_STREAM && fstat(open->fd, &st) == 0)
        type = S_ISCHR(st.st_mode)                            ? FILE_TYPE_CHAR
               : S_ISFIFO(st.st_mode) || S_ISSOCK(st.st_mode) ? FILE_TYPE_PIPE
                                                              : FILE_TYPE_DISK;
    vsapi_open_done(open);
    SetLastError(NO_ERROR);
    return type;
}
