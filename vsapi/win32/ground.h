/*
 * vsapi/win32/ground.h - first in every file of this room.
 *
 * The functions here are Windows' own, declared by Wine's headers without a word about visibility.
 * Read under this pragma the declarations, and so the definitions, leave the shared library. What
 * is inner to the room says so with VSAPI_INNER.
 */
#ifndef VSAPI_WIN32_GROUND_H
#define VSAPI_WIN32_GROUND_H

#pragma GCC visibility push(default)

#include <vsapi/platform.h>

#define VSAPI_INNER __attribute__((visibility("hidden")))

/* Sets the thread's last error and is FALSE: return vsapi_win32_fail(ERROR_INVALID_HANDLE). */
VSAPI_INNER BOOL vsapi_win32_fail(DWORD error);
/* The same with the error that an HRESULT of the inner rooms stands for. */
VSAPI_INNER BOOL vsapi_win32_fail_hr(HRESULT hr);

#endif
