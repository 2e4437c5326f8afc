/*
 * vsapi/host/beneath.h - what beneath.c has for the rest of this room beyond vsapi/folder.h.
 */
#ifndef VSAPI_HOST_BENEATH_H
#define VSAPI_HOST_BENEATH_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

/* openat2 with RESOLVE_* flags; a descriptor or -errno, -ENOSYS where the kernel lacks it. */
int vsapi_openat2(int folder, const char *path, int flags, uint64_t resolve);
extern atomic_bool vsapi_beneath_no_openat2_;

#endif
