/*
 * mock-provider/src/copy_system_windows.c - what copying has of this system beyond reading and
 * writing: Windows, which is little. copy_system.c and copy_mapped.c are the native counterparts.
 */
#ifdef _WIN32

#include "copy_parts.h"

#include <vsapi/trace.h>

HRESULT vsmock_copy_contents(const struct vsmock_pair *pair)
{
    return vsmock_copy_by_buffer(pair, 0, pair->st.st_size);
}

/* Attributes go with the permissions; streams and security descriptors stay behind. */
HRESULT vsmock_copy_extended(const struct vsmock_pair *pair)
{
    (void)pair;
    return S_OK;
}

void vsmock_copy_strip(const struct vsmock_folder *folder)
{
    (void)folder;
}

/* A link leads to an absolute place, so the copy of it would lead out of the shadow copy. */
HRESULT vsmock_copy_link(const struct vsmock_folder *folder, const char *name)
{
    if (vsapi_trace_on())
        vsapi_trace_note("note", "link-left-out", NULL, "folder=%s name=%s", folder->path, name);
    return S_OK;
}

HRESULT vsmock_copy_pipe(const struct vsmock_folder *folder, const char *name)
{
    (void)folder, (void)name;
    return S_OK;
}

/* Windows notes when what is mapped is written; who has what mapped cannot be asked. */
HRESULT vsmock_mapped_read(struct vsmock_mapped *mapped)
{
    (void)mapped;
    return S_OK;
}

bool vsmock_mapped_has(const struct vsmock_mapped *mapped, uint64_t inode)
{
    (void)mapped, (void)inode;
    return false;
}

#endif
