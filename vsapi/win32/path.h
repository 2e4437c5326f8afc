/*
 * vsapi/win32/path.h - from the paths that programs pass to names that the mock host knows.
 */
#ifndef VSAPI_WIN32_PATH_H
#define VSAPI_WIN32_PATH_H

#include "ground.h"

#include <vsapi/host.h>

enum vsapi_path_kind {
    VSAPI_PATH_FILE = 720, /* a file or folder on a volume, shadow copy or share */
    VSAPI_PATH_VOLUME,     /* a volume or shadow copy itself: \\.\C:, \\?\Volume{..} */
    VSAPI_PATH_NUL,
    VSAPI_PATH_CONSOLE_IN,
    VSAPI_PATH_CONSOLE_OUT
};
struct vsapi_path {
    enum vsapi_path_kind kind;
    struct vsapi_host *host;
    char *name;   /* for vsapi/files.h: begins with \\?\; of a volume without a final backslash */
    bool root;    /* FILE: the root of a volume */
    bool slashed; /* FILE: ended in a backslash, so it can be a folder only */
};
/* false, with the last error: the name is wrong, or it is that of a device that is not there. */
VSAPI_INNER bool vsapi_path_open(LPCWSTR path, struct vsapi_path *out);
/* The same from UTF-8. */
VSAPI_INNER bool vsapi_path_open_text(const char *path, struct vsapi_path *out);
VSAPI_INNER void vsapi_path_finish(struct vsapi_path *path);

/* What GetFullPathName makes of a path; free with vsapi_free. NULL: memory is out. */
VSAPI_INNER char *vsapi_path_full(const char *path);
/* The current folder with a backslash at its end; free with vsapi_free. */
VSAPI_INNER char *vsapi_path_current(void);
/* Takes such a path. */
VSAPI_INNER void vsapi_path_set_current(char *path);
/* Sets the last error for what a function of vsapi/files.h answered. FALSE. */
VSAPI_INNER BOOL vsapi_path_fail(HRESULT hr);

/* What a name of MS-DOS stands for (dos_device.c), such as \Device\HarddiskVolume1 for C:; free
 * with vsapi_free. NULL: nothing. */
VSAPI_INNER char *vsapi_dos_device(struct vsapi_host *host, const char *name);
/* The same, if a program has defined it. */
VSAPI_INNER char *vsapi_dos_device_defined(const char *name, size_t length);
/* \Device\HarddiskVolumeN of a volume; free with vsapi_free. */
VSAPI_INNER char *vsapi_volume_device(struct vsapi_volume *volume);
/* Made from the name of a volume or shadow copy, so that it stays. */
VSAPI_INNER DWORD vsapi_serial_number(const char *name);

#endif
