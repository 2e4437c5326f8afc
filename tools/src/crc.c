/*
 * tools/src/crc.c - checksums; see store.h.
 */
#include "store.h"

#include <zlib.h>

uint32_t vss_crc(uint32_t crc, const void *data, size_t bytes)
{
    return (uint32_t)crc32_z(crc, data, bytes);
}
