/*
 * mock-provider/src/backend_copy_windows.c - on Windows no volume is in a folder: this backend
 * takes none and makes nothing. backend_copy.c is the native counterpart.
 */
#ifdef _WIN32

#include "backend.h"

#include <vsapi/error.h>

static bool copy_takes(const struct vsapi_volume *volume)
{
    (void)volume;
    return false;
}

/* The other entries are those of shadow copies, of which there are none. */
static HRESULT copy_create(struct vsmock_shadow **out)
{
    *out = NULL;
    return vsapi_fail(E_NOTIMPL,
                      "shadow copies of volumes in folders are not offered on Windows yet");
}

const struct vsmock_backend_ops vsmock_backend_copy = {
    .size = sizeof vsmock_backend_copy,
    .name = "copy",
    .method = VSS_VOLSNAP_ATTR_PLEX,
    .takes = copy_takes,
    .create = copy_create,
};

#endif
