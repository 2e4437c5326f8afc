/*
 * vsapi/host/beneath.h - real files, for the rest of this room, beyond vsapi/folder.h.
 */
#ifndef VSAPI_HOST_BENEATH_H
#define VSAPI_HOST_BENEATH_H

#include <vsapi/platform.h>

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#ifndef _WIN32
#include <linux/openat2.h>
#else
#define RESOLVE_BENEATH 0
#define RESOLVE_NO_MAGICLINKS 0
#define RESOLVE_NO_SYMLINKS 0
#endif

/* openat2 with RESOLVE_* flags; a descriptor or -errno, -ENOSYS where the kernel lacks it. */
int vsapi_openat2(int folder, const char *path, int flags, uint64_t resolve);
extern atomic_bool vsapi_beneath_no_openat2_;

/* Bytes of all files below the folder `name` in an open folder (folder_bytes.c). */
HRESULT vsapi_bytes_at(int folder, const char *name, uint64_t *out);

#endif
