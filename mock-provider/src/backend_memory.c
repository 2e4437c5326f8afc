/*
 * mock-provider/src/backend_memory.c - shadow copies of volumes in memory.
 *
 * The tree is cloned; contents are shared until the volume or the shadow copy writes.
 */
#include "backend.h"

#include <vsapi/alloc.h>
#include <vsapi/error.h>

struct memory_shadow {
    struct vsmock_shadow shadow;
    struct vsapi_tree *tree; /* the clone, once committed */
};

static bool memory_takes(const struct vsapi_volume *volume)
{
    return vsapi_volume_tree(volume) != NULL;
}

static HRESULT memory_create(struct vsmock_shadow **out)
{
    struct memory_shadow *self = vsapi_calloc(1, sizeof *self);

    *out = self ? &self->shadow : NULL;
    return self ? S_OK : vsapi_out_of_memory();
}

static HRESULT memory_prepare(struct vsmock_shadow *shadow)
{
    (void)shadow; /* a clone takes room only as either side writes */
    return S_OK;
}

static HRESULT memory_commit(struct vsmock_shadow *shadow)
{
    struct memory_shadow *self = (struct memory_shadow *)shadow;

    return vsapi_tree_clone(vsapi_volume_tree(shadow->volume), &self->tree);
}

static HRESULT memory_show(struct vsmock_shadow *shadow, const char *device)
{
    struct memory_shadow *self = (struct memory_shadow *)shadow;

    return vsapi_host_add_device(shadow->host, device, NULL, self->tree);
}

static HRESULT memory_remove(struct vsmock_shadow *shadow)
{
    struct memory_shadow *self = (struct memory_shadow *)shadow;

    vsapi_tree_destroy(self->tree);
    self->tree = NULL;
    return S_OK;
}

static void memory_destroy(struct vsmock_shadow *shadow)
{
    if (!shadow)
        return;
    memory_remove(shadow);
    vsapi_free(shadow);
}

static uint64_t memory_bytes(const struct vsmock_shadow *shadow)
{
    const struct memory_shadow *self = (const struct memory_shadow *)shadow;

    return self->tree ? vsapi_tree_bytes(self->tree) : 0;
}

static HRESULT memory_adopt(struct vsmock_shadow *shadow, const char *files, uint64_t bytes)
{
    (void)shadow;
    (void)bytes;
    return vsapi_fail(E_INVALIDARG,
                      "provider: %s is no shadow copy of a volume in memory, which "
                      "ends with its process",
                      files);
}

static HRESULT memory_revert(struct vsmock_shadow *shadow, struct vsapi_volume *volume)
{
    struct memory_shadow *self = (struct memory_shadow *)shadow;

    return vsapi_tree_replace(vsapi_volume_tree(volume), self->tree);
}

const struct vsmock_backend_ops vsmock_backend_memory = {
    .size = sizeof vsmock_backend_memory,
    .name = "memory",
    .method = VSS_VOLSNAP_ATTR_DIFFERENTIAL,
    .takes = memory_takes,
    .create = memory_create,
    .prepare = memory_prepare,
    .commit = memory_commit,
    .show = memory_show,
    .remove = memory_remove,
    .destroy = memory_destroy,
    .bytes = memory_bytes,
    .adopt = memory_adopt,
    .revert = memory_revert,
};
