/*
 * mock-provider/src/backend.h - one way of making shadow copies, as a struct of functions.
 *
 * The provider knows states and order; a backend knows how the files of one volume are kept as they
 * are at one moment. Which backend a volume gets follows from what the volume is made of.
 */
#ifndef VSMOCK_BACKEND_H
#define VSMOCK_BACKEND_H

#include <vsapi/volume.h>
#include <vss.h>

#include <stdatomic.h>

struct vsmock_backend_ops;
struct vsmock_shadow { /* one shadow copy; a backend's own struct begins with it */
    const struct vsmock_backend_ops *ops;
    struct vsapi_host *host;
    struct vsapi_volume *volume; /* NULL: an earlier process made it of a volume that has gone */
    VSS_ID id;
    bool kept; /* `destroy` leaves the files: they outlive the provider, or are another's */
    const atomic_bool
        *stop; /* set from another thread: what is going on ends with VSS_E_PROVIDER_VETO */
};

struct vsmock_backend_ops {
    uint32_t size;    /* of this struct as the backend was built; new entries go at the end */
    const char *name; /* "memory", "copy" */
    LONG method;      /* VSS_VOLSNAP_ATTR_DIFFERENTIAL or VSS_VOLSNAP_ATTR_PLEX: what it makes */
    bool (*takes)(const struct vsapi_volume *volume);
    /* BeginPrepareSnapshot: quick. The provider fills in the common part. */
    HRESULT (*create)(struct vsmock_shadow **out);
    /* EndPrepareSnapshots: all that can be done before the freeze. VSS_E_INSUFFICIENT_STORAGE.
     * Leaves nothing behind on failure. */
    HRESULT (*prepare)(struct vsmock_shadow *shadow);
    /* CommitSnapshots: the moment that the shadow copy stands for. Leaves nothing behind on
     * failure. */
    HRESULT (*commit)(struct vsmock_shadow *shadow);
    /* Makes the committed files appear as a device of the host, read-only. */
    HRESULT (*show)(struct vsmock_shadow *shadow, const char *device);
    /* Removes the files; the shadow stays, empty. In any state. */
    HRESULT (*remove)(struct vsmock_shadow *shadow);
    /* Frees the shadow and removes what is still there, unless it is kept. */
    void (*destroy)(struct vsmock_shadow *shadow);
    /* Bytes of the volume's room that it takes. */
    uint64_t (*bytes)(const struct vsmock_shadow *shadow);
    /* After create: takes over the files of a shadow copy that an earlier process made.
     * E_INVALIDARG: they are not there. */
    HRESULT (*adopt)(struct vsmock_shadow *shadow, const char *files, uint64_t bytes);
    /* Makes the files of a volume, one that the backend takes, those of the shadow copy, which
     * stays. After a failure they are as they were. Writes are held. VSS_E_VOLUME_NOT_SUPPORTED,
     * VSS_E_INSUFFICIENT_STORAGE. */
    HRESULT (*revert)(struct vsmock_shadow *shadow, struct vsapi_volume *volume);
};

extern const struct vsmock_backend_ops vsmock_backend_memory, vsmock_backend_copy;
extern const struct vsmock_backend_ops *const vsmock_backends[];
extern const size_t vsmock_backend_count;
/* NULL: none takes the volume. */
const struct vsmock_backend_ops *vsmock_backend_for(const struct vsapi_volume *volume);

#endif
