/*
 * mock-provider/src/copy_program.c - programs that are not copied.
 *
 * The programs of a system are most of its bytes and are replaced, never written to. So in a folder
 * that the machine names for it they get one more name in the copy, and take neither time nor room.
 * Who writes into such a file all the same writes into the shadow copy, too.
 */
#include "copy_parts.h"

#include <vsapi/text.h>

#include <string.h>

static const char *const kinds[] = {".exe", ".dll", ".sys", ".drv", ".ocx", ".cpl", ".acm",
                                    ".ax",  ".com", ".tlb", ".nls", ".ttf", ".so"};

static bool is_program(const char *name)
{
    const char *kind = strrchr(name, '.');

    for (size_t i = 0; kind && i < ARRAYSIZE(kinds); i++) {
        if (vsapi_text_same(kind, kinds[i]))
            return true;
    }
    return false;
}

static bool is_below(const char *path, const char *folder)
{
    size_t length = strlen(folder);

    return vsapi_text_starts(path, folder) && (path[length] == '/' || path[length] == '\0');
}

HRESULT vsmock_copy_program(const struct vsmock_folder *folder, const char *name)
{
    const char *programs = folder->copier->how->programs;
    struct stat st;

    if (!programs || !is_program(name) || !is_below(folder->path, programs) ||
        linkat(folder->from, name, folder->to, name, 0) != 0)
        return S_FALSE;
    if (fstatat(folder->to, name, &st, AT_SYMLINK_NOFOLLOW) != 0)
        return vsmock_copy_fail(errno, "cannot look at", folder, name);
    return vsmock_seen_add_linked(folder, name, &st);
}
