/*
 * vsapi/win32/file.h - what CreateFile opens: files, folders, volumes, NUL, streams of this
 * machine.
 */
#ifndef VSAPI_WIN32_FILE_H
#define VSAPI_WIN32_FILE_H

#include "handle.h"
#include "share.h"

#include <vsapi/details.h>

enum vsapi_open_kind {
    VSAPI_OPEN_FILE = 740,
    VSAPI_OPEN_FOLDER,
    VSAPI_OPEN_VOLUME, /* a volume or shadow copy itself, of which nothing is read */
    VSAPI_OPEN_NUL,
    VSAPI_OPEN_STREAM /* a descriptor: standard input and output, the terminal */
};
struct vsapi_open {
    struct vsapi_object object;
    enum vsapi_open_kind kind;
    DWORD access;            /* FILE_READ_DATA and so on, nothing generic */
    DWORD flags;             /* FILE_FLAG_* */
    struct vsapi_file *file; /* FILE, FOLDER */
    struct vsapi_share *share;
    struct vsapi_sharing sharing;
    int fd;                  /* STREAM */
    bool keeps_fd;           /* which is not closed with it */
    char *volume;            /* VOLUME: its name */
    struct vsapi_mutex lock; /* guards the position; held while a synchronous file is used */
    uint64_t position;
};
extern VSAPI_INNER const struct vsapi_object_class vsapi_open_class;

/* A reference to what a handle has open; NULL with ERROR_INVALID_HANDLE. */
VSAPI_INNER struct vsapi_open *vsapi_open_use(HANDLE handle);
/* The same, but only files and folders. */
VSAPI_INNER struct vsapi_open *vsapi_open_use_file(HANDLE handle);
VSAPI_INNER void vsapi_open_done(struct vsapi_open *open);
/* A handle for a descriptor; NULL with the last error. */
VSAPI_INNER HANDLE vsapi_open_stream(int fd, bool keeps_fd, DWORD access);

/* Splits a size or time of 64 bits. */
static inline FILETIME vsapi_filetime(uint64_t value)
{
    return (FILETIME){(DWORD)value, (DWORD)(value >> 32)};
}

#endif
