/*
 * vsapi/ranges.h - lists of byte ranges, as partial files and directed targets have them:
 * "0:448, 0x1000:64". Inner use.
 */
#ifndef VSAPI_RANGES_H
#define VSAPI_RANGES_H

#include <stdbool.h>
#include <stdint.h>

/* Takes the next range and moves on; false at the end or at what is no range, when *cursor shows
 * which. */
bool vsapi_ranges_next(const char **cursor, uint64_t *offset, uint64_t *length);
bool vsapi_ranges_valid(const char *list);
/* Both are lists with as many ranges of the same lengths. */
bool vsapi_ranges_pair(const char *source, const char *destination);
/* The path of the file that holds the ranges, in either of the two documented forms: a full path,
 * or that behind "File=" (rules IVssComponent.AddPartialFile-13 and -14). NULL: this is no path. */
const char *vsapi_ranges_file(const char *ranges);

#endif
