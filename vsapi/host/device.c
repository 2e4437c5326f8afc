/*
 * vsapi/host/device.c - shadow copy devices: \\?\GLOBALROOT\Device\HarddiskVolumeShadowCopyN.
 *
 * A device is a name for a root and nothing more; the provider makes and removes what is behind it.
 * The root of a folder is opened when somebody looks for a file on it, as there may be more shadow
 * copies than a process can have open files.
 *
 * On Windows programs open files themselves, and no name below \Device can be made for a folder
 * there; so what is in one has an object name besides, \\?\ and the folder's path, which is told to
 * programs and taken from them everywhere.
 */
#include "parts.h"

#include <vsapi/folder.h>
#include <vsapi/local.h>
#include <vsapi/store.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <vsserror.h>

#define HASH_NONFATAL_OOM 1
#define uthash_malloc(size) vsapi_malloc(size)
#define uthash_free(memory, size) vsapi_free(memory)
#define uthash_nonfatal_oom(item) ((item)->number = 0)
#include <uthash.h>

struct vsapi_device {
    uint32_t number; /* the key; never 0 */
    char *name, *folder;
    char *object;            /* by which Windows opens it, without \\?\; NULL: by its name */
    struct vsapi_root *root; /* NULL: not yet opened */
    bool writable;
    UT_hash_handle hh;
};

#define NUMBERS "numbers"
#define DEVICES "shadow-copy-devices"

/* The last number that any process has had; 0 if none or if somebody has damaged the file. */
static HRESULT last_stored(struct vsapi_host *host, uint32_t *out)
{
    char *text;
    size_t size;
    HRESULT hr = vsapi_store_read(host, NUMBERS, DEVICES, &text, &size);

    *out = 0;
    if (hr == HRESULT_FROM_WIN32(ERROR_FILE_NOT_FOUND)) {
        vsapi_message_clear();
        return S_OK;
    }
    if (FAILED(hr))
        return hr;
    *out = (uint32_t)strtoul(text, NULL, 10);
    vsapi_free(text);
    return S_OK;
}

/* The store's lock comes before the host's. */
static HRESULT next_stored(struct vsapi_host *host, uint32_t *out)
{
    char text[16];
    int lock;
    HRESULT hr = vsapi_store_lock(host, &lock);

    if (SUCCEEDED(hr))
        hr = last_stored(host, out);
    if (SUCCEEDED(hr)) {
        vsapi_mutex_lock(&host->lock);
        *out = (*out > host->last_device ? *out : host->last_device) + 1;
        vsapi_mutex_unlock(&host->lock);
        snprintf(text, sizeof text, "%u", *out);
        hr = vsapi_store_write(host, NUMBERS, DEVICES, text, strlen(text));
    }
    vsapi_store_unlock(lock);
    return hr;
}

HRESULT vsapi_host_next_device(struct vsapi_host *host, uint32_t *out)
{
    if (host->store)
        return next_stored(host, out);
    vsapi_mutex_lock(&host->lock);
    *out = ++host->last_device;
    vsapi_mutex_unlock(&host->lock);
    return S_OK;
}

/* ---- object names ------------------------------------------------------------------------------
 */

#define VERBATIM "\\\\?\\"

/* Under the lock: the device whose object name a path begins with; NULL: none. */
static struct vsapi_device *by_object(struct vsapi_host *host, const char *path, size_t *length)
{
    for (struct vsapi_device *device = host->devices; device; device = device->hh.next) {
        *length = device->object ? strlen(device->object) : 0;
        if (*length > 0 && vsapi_text_starts(path, device->object) &&
            (path[*length] == '\\' || path[*length] == '/' || path[*length] == '\0'))
            return device;
    }
    return NULL;
}

HRESULT vsapi_host_cut(struct vsapi_host *host, const char *path, struct vsapi_name *out)
{
    bool verbatim = path && strncmp(path, VERBATIM, strlen(VERBATIM)) == 0;
    const char *bare = verbatim ? path + strlen(VERBATIM) : path;
    struct vsapi_device *device = NULL;
    size_t length;

    if (path && atomic_load_explicit(&host->object_names, memory_order_relaxed)) {
        vsapi_mutex_lock(&host->lock);
        device = by_object(host, bare, &length);
        if (device)
            *out = (struct vsapi_name){.kind = VSAPI_NAME_DEVICE,
                                       .verbatim = verbatim,
                                       .device = device->number,
                                       .rest = bare + length};
        vsapi_mutex_unlock(&host->lock);
    }
    return device ? S_OK : vsapi_name_cut(path, out);
}

HRESULT vsapi_host_device_object(struct vsapi_host *host, const char *device, char **out)
{
    struct vsapi_name name;
    struct vsapi_device *found = NULL;
    HRESULT hr = vsapi_host_cut(host, device, &name);

    *out = NULL;
    if (FAILED(hr))
        return hr;
    vsapi_mutex_lock(&host->lock);
    HASH_FIND(hh, host->devices, &name.device, sizeof name.device, found);
    *out =
        found && found->object ? vsapi_sprintf(VERBATIM "%s", found->object) : vsapi_strdup(device);
    vsapi_mutex_unlock(&host->lock);
    return *out ? S_OK : vsapi_out_of_memory();
}

/* ---- devices -----------------------------------------------------------------------------------
 */

static HRESULT device_number(struct vsapi_host *host, const char *device, uint32_t *out)
{
    struct vsapi_name name;
    HRESULT hr = vsapi_host_cut(host, device, &name);

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
    if (device->number == 0)
        return vsapi_out_of_memory();
    if (device->object)
        atomic_store(&host->object_names, true);
    if (number > host->last_device)
        host->last_device = number; /* one that an earlier process made */
    return S_OK;
}

static void device_destroy(struct vsapi_device *device)
{
    if (!device)
        return;
    vsapi_root_unref(device->root);
    vsapi_free(device->object);
    vsapi_free(device->folder);
    vsapi_free(device->name);
    vsapi_free(device);
}

static HRESULT name_object(struct vsapi_device *device)
{
    HRESULT hr;

    vsapi_local_tidy(device->folder);
    hr = vsapi_local_object(device->folder, &device->object);
    if (SUCCEEDED(hr) && device->object)
        memmove(device->object, device->object + strlen(VERBATIM),
                strlen(device->object + strlen(VERBATIM)) + 1);
    return hr;
}

static HRESULT device_create(const char *name, uint32_t number, const char *folder,
                             struct vsapi_tree *tree, struct vsapi_device **out)
{
    struct vsapi_device *device = vsapi_calloc(1, sizeof *device);
    HRESULT hr = S_OK;

    *out = device;
    if (!device)
        return vsapi_out_of_memory();
    device->number = number;
    device->name = vsapi_strdup(name);
    device->folder = vsapi_strdup(folder);
    if (!device->name || (folder && !device->folder))
        hr = vsapi_out_of_memory();
    else if (tree)
        hr = vsapi_root_create(name, NULL, tree, &device->root);
    else if (!vsapi_is_absolute_folder(folder))
        hr = vsapi_fail(E_INVALIDARG, "the folder %s of %s is not there", folder, name);
    else
        hr = name_object(device);
    if (SUCCEEDED(hr))
        return hr;
    device_destroy(device);
    *out = NULL;
    return hr;
}

HRESULT vsapi_host_add_device(struct vsapi_host *host, const char *device, const char *folder,
                              struct vsapi_tree *tree)
{
    struct vsapi_device *added;
    uint32_t number;
    HRESULT hr;

    hr = device_number(host, device, &number);
    if (FAILED(hr))
        return hr;
    if (!folder == !tree)
        return vsapi_fail(E_INVALIDARG, "%s needs a folder or a tree, and not both", device);
    hr = device_create(device, number, folder, tree, &added);
    if (FAILED(hr))
        return hr;
    vsapi_mutex_lock(&host->lock);
    hr = insert(host, added);
    vsapi_mutex_unlock(&host->lock);
    if (FAILED(hr))
        device_destroy(added);
    else
        vsapi_host_changed(host);
    return hr;
}

/* Under the host's lock. */
static HRESULT open_root(struct vsapi_device *device)
{
    HRESULT hr;

    if (device->root)
        return S_OK;
    hr = vsapi_root_create(device->name, device->folder, NULL, &device->root);
    if (SUCCEEDED(hr))
        atomic_store(&device->root->writable, device->writable);
    return hr;
}

HRESULT vsapi_host_device_root(struct vsapi_host *host, uint32_t number, struct vsapi_root **out)
{
    struct vsapi_device *device;
    HRESULT hr = S_OK;

    *out = NULL;
    vsapi_mutex_lock(&host->lock);
    HASH_FIND(hh, host->devices, &number, sizeof number, device);
    if (device)
        hr = open_root(device);
    if (device && SUCCEEDED(hr))
        *out = vsapi_root_ref(device->root);
    vsapi_mutex_unlock(&host->lock);
    return hr;
}

void vsapi_host_set_device_writable(struct vsapi_host *host, const char *device, bool writable)
{
    struct vsapi_device *found;
    uint32_t number;

    if (FAILED(device_number(host, device, &number)))
        return;
    vsapi_mutex_lock(&host->lock);
    HASH_FIND(hh, host->devices, &number, sizeof number, found);
    if (found)
        found->writable = writable;
    if (found && found->root)
        atomic_store(&found->root->writable, writable);
    vsapi_mutex_unlock(&host->lock);
    vsapi_host_changed(host);
}

void vsapi_host_remove_device(struct vsapi_host *host, const char *device)
{
    struct vsapi_device *found;
    uint32_t number;

    if (FAILED(device_number(host, device, &number)))
        return;
    vsapi_exposed_remove(host, number);
    vsapi_mutex_lock(&host->lock);
    HASH_FIND(hh, host->devices, &number, sizeof number, found);
    if (found)
        HASH_DEL(host->devices, found);
    vsapi_mutex_unlock(&host->lock);
    device_destroy(found);
    vsapi_host_changed(host);
}

void vsapi_host_remove_all_devices(struct vsapi_host *host)
{
    struct vsapi_device *device, *next;

    vsapi_exposed_remove(host, 0);
    HASH_ITER(hh, host->devices, device, next)
    {
        HASH_DEL(host->devices, device);
        device_destroy(device);
    }
}

/* ---- the mirror in another process -------------------------------------------------------------
 */

#define DEVICE_NAME "\\\\?\\GLOBALROOT\\Device\\HarddiskVolumeShadowCopy%u"

void vsapi_devices_put(struct vsapi_host *host, struct vsapi_frame *frame)
{
    vsapi_mutex_lock(&host->lock);
    vsapi_put_u32(frame, HASH_COUNT(host->devices));
    for (struct vsapi_device *device = host->devices; device; device = device->hh.next) {
        vsapi_put_u32(frame, device->number);
        vsapi_put_text(frame, device->folder);
        vsapi_put_bool(frame, device->writable);
    }
    vsapi_mutex_unlock(&host->lock);
}

static bool has_device(struct vsapi_host *host, uint32_t number)
{
    struct vsapi_device *device;

    vsapi_mutex_lock(&host->lock);
    HASH_FIND(hh, host->devices, &number, sizeof number, device);
    vsapi_mutex_unlock(&host->lock);
    return device;
}

/* A device whose files are in memory is left out: they are in the other process's. */
static HRESULT device_take(struct vsapi_host *host, uint32_t number, const char *folder,
                           bool writable)
{
    char name[80];
    HRESULT hr = S_OK;

    snprintf(name, sizeof name, DEVICE_NAME, (unsigned)number);
    if (!has_device(host, number))
        hr = folder ? vsapi_host_add_device(host, name, folder, NULL) : S_OK;
    if (SUCCEEDED(hr))
        vsapi_host_set_device_writable(host, name, writable);
    return hr;
}

static int number_order(const void *a, const void *b)
{
    uint32_t left = *(const uint32_t *)a, right = *(const uint32_t *)b;

    return left < right ? -1 : left > right;
}

/* The first device that is not among the numbers, which are in order; 0: there is none. */
static uint32_t stranger(struct vsapi_host *host, const uint32_t *numbers, size_t count)
{
    uint32_t found = 0;

    vsapi_mutex_lock(&host->lock);
    for (struct vsapi_device *at = host->devices; at && found == 0; at = at->hh.next)
        if (!bsearch(&at->number, numbers, count, sizeof *numbers, number_order))
            found = at->number;
    vsapi_mutex_unlock(&host->lock);
    return found;
}

HRESULT vsapi_devices_take(struct vsapi_host *host, struct vsapi_frame *frame)
{
    uint32_t count = vsapi_take_count(frame, 9), gone;
    uint32_t *numbers = vsapi_calloc(count + 1, sizeof *numbers);
    HRESULT hr = numbers ? S_OK : vsapi_out_of_memory();
    char name[80];

    for (uint32_t i = 0; SUCCEEDED(hr) && i < count; i++) {
        const char *folder;

        numbers[i] = vsapi_take_u32(frame);
        folder = vsapi_take_text(frame);
        hr = device_take(host, numbers[i], folder, vsapi_take_bool(frame));
    }
    if (SUCCEEDED(hr))
        qsort(numbers, count, sizeof *numbers, number_order);
    while (SUCCEEDED(hr) && (gone = stranger(host, numbers, count)) != 0) {
        snprintf(name, sizeof name, DEVICE_NAME, (unsigned)gone);
        vsapi_host_remove_device(host, name);
    }
    vsapi_free(numbers);
    return hr;
}
