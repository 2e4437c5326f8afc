/*
 * vsapi/host/device.c - shadow copy devices: \\?\GLOBALROOT\Device\HarddiskVolumeShadowCopyN.
 *
 * A device is a name for a root and nothing more; the provider makes and removes what is behind it.
 */
#include "parts.h"

#include <vsserror.h>

#define HASH_NONFATAL_OOM 1
#define uthash_malloc(size) vsapi_malloc(size)
#define uthash_free(memory, size) vsapi_free(memory)
#define uthash_nonfatal_oom(item) ((item)->number = 0)
#include <uthash.h>

struct vsapi_device {
    uint32_t number; /* the key; never 0 */
    struct vsapi_root *root;
    UT_hash_handle hh;
};

uint32_t vsapi_host_next_device(struct vsapi_host *host)
{
    uint32_t number;

    vsapi_mutex_lock(&host->lock);
    number = ++host->last_device;
    vsapi_mutex_unlock(&host->lock);
    return number;
}

static HRESULT device_number(const char *device, uint32_t *out)
{
    struct vsapi_name name;
    HRESULT hr = vsapi_name_cut(device, &name);

    *out = 0;
    if (FAILED(hr))
        return hr;
    if (name.kind != VSAPI_NAME_DEVICE || *name.rest)
        return vsapi_fail(E_INVALIDARG, "%s is no name of a shadow copy device", device);
    *out = name.device;
    return S_OK;
}

/* Under the host's lock. */
static HRESULT insert(struct vsapi_host *host, struct vsapi_device *device)
{
    struct vsapi_device *other;
    uint32_t number = device->number;

    HASH_FIND(hh, host->devices, &number, sizeof number, other);
    if (other)
        return vsapi_fail(E_INVALIDARG, "there is a shadow copy device %u already", number);
    HASH_ADD(hh, host->devices, number, sizeof device->number, device);
    return device->number == 0 ? vsapi_out_of_memory() : S_OK;
}

HRESULT vsapi_host_add_device(struct vsapi_host *host, const char *device, const char *folder,
                              struct vsapi_tree *tree)
{
    struct vsapi_device *added;
    uint32_t number;
    HRESULT hr;

    hr = device_number(device, &number);
    if (FAILED(hr))
        return hr;
    if (!folder == !tree)
        return vsapi_fail(E_INVALIDARG, "%s needs a folder or a tree, and not both", device);
    added = vsapi_calloc(1, sizeof *added);
    if (!added)
        return vsapi_out_of_memory();
    added->number = number;
    hr = vsapi_root_create(device, folder, tree, &added->root);
    if (SUCCEEDED(hr)) {
        vsapi_mutex_lock(&host->lock);
        hr = insert(host, added);
        vsapi_mutex_unlock(&host->lock);
    }
    if (FAILED(hr)) {
        vsapi_root_unref(added->root);
        vsapi_free(added);
    }
    return hr;
}

struct vsapi_root *vsapi_host_device_root(struct vsapi_host *host, uint32_t number)
{
    struct vsapi_root *root = NULL;
    struct vsapi_device *device;

    vsapi_mutex_lock(&host->lock);
    HASH_FIND(hh, host->devices, &number, sizeof number, device);
    if (device)
        root = vsapi_root_ref(device->root);
    vsapi_mutex_unlock(&host->lock);
    return root;
}

void vsapi_host_set_device_writable(struct vsapi_host *host, const char *device, bool writable)
{
    uint32_t number;
    struct vsapi_root *root;

    if (FAILED(device_number(device, &number)))
        return;
    root = vsapi_host_device_root(host, number);
    if (root)
        atomic_store(&root->writable, writable);
    vsapi_root_unref(root);
}

void vsapi_host_remove_device(struct vsapi_host *host, const char *device)
{
    struct vsapi_device *found;
    uint32_t number;

    if (FAILED(device_number(device, &number)))
        return;
    vsapi_mutex_lock(&host->lock);
    HASH_FIND(hh, host->devices, &number, sizeof number, found);
    if (found)
        HASH_DEL(host->devices, found);
    vsapi_mutex_unlock(&host->lock);
    if (found)
        vsapi_root_unref(found->root);
    vsapi_free(found);
}

void vsapi_host_remove_all_devices(struct vsapi_host *host)
{
    struct vsapi_device *device, *next;

    HASH_ITER(hh, host->devices, device, next)
    {
        HASH_DEL(host->devices, device);
        vsapi_root_unref(device->root);
        vsapi_free(device);
    }
}
