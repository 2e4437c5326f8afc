/*
 * mock-provider/src/backend.c - which backends there are.
 */
#include "backend.h"

#include <vsapi/platform.h>

const struct vsmock_backend_ops *const vsmock_backends[] = {
    &vsmock_backend_memory,
    &vsmock_backend_copy,
};
const size_t vsmock_backend_count = ARRAYSIZE(vsmock_backends);

const struct vsmock_backend_ops *vsmock_backend_for(const struct vsapi_volume *volume)
{
    for (size_t i = 0; vsapi_volume_supported(volume) && i < vsmock_backend_count; i++) {
        if (vsmock_backends[i]->takes(volume))
            return vsmock_backends[i];
    }
    return NULL;
}
