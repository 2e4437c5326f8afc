/*
 * mock-provider/src/copy_mapped.c - which files are mapped into memory and shared?
 *
 * A process that has a file mapped so can write to it without a trace in the file's times. The
 * inode's number is all that is compared: devices have another name in /proc than in struct stat on
 * some file systems, and a file too many does no harm. Processes of other users can be looked into
 * by root only; where there is no /proc nothing is found.
 */
#include "copy_parts.h"

#include <ctype.h>
#include <dirent.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* "address rw-s offset device inode path"; the path may be longer than what is read at once. */
static HRESULT read_line(struct vsmock_mapped *mapped, const char *line)
{
    char permissions[5];
    uint64_t inode;

    if (sscanf(line, "%*s %4s %*s %*s %" SCNu64, permissions, &inode) != 2 ||
        permissions[3] != 's' || inode == 0)
        return S_OK;
    if (!VSAPI_ARRAY_ROOM(&mapped->inodes))
        return vsapi_out_of_memory();
    mapped->inodes.items[mapped->inodes.count++] = inode;
    return S_OK;
}

static HRESULT read_process(struct vsmock_mapped *mapped, const char *process)
{
    char text[512];
    bool begin = true;
    HRESULT hr = S_OK;
    FILE *maps;

    snprintf(text, sizeof text, "/proc/%s/maps", process);
    maps = fopen(text, "re");
    while (maps && SUCCEEDED(hr) && fgets(text, sizeof text, maps)) {
        if (begin)
            hr = read_line(mapped, text);
        begin = strchr(text, '\n') != NULL;
    }
    if (maps)
        fclose(maps);
    return hr;
}

static int by_number(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

    return (x > y) - (x < y);
}

HRESULT vsmock_mapped_read(struct vsmock_mapped *mapped)
{
    DIR *processes = opendir("/proc");
    struct dirent *entry;
    HRESULT hr = S_OK;

    mapped->inodes.count = 0;
    while (processes && SUCCEEDED(hr) && (entry = readdir(processes))) {
        if (isdigit((unsigned char)entry->d_name[0]))
            hr = read_process(mapped, entry->d_name);
    }
    if (processes)
        closedir(processes);
    if (mapped->inodes.count > 0)
        qsort(mapped->inodes.items, mapped->inodes.count, sizeof(uint64_t), by_number);
    return hr;
}

bool vsmock_mapped_has(const struct vsmock_mapped *mapped, uint64_t inode)
{
    return mapped->inodes.count > 0 && bsearch(&inode, mapped->inodes.items, mapped->inodes.count,
                                               sizeof inode, by_number) != NULL;
}
