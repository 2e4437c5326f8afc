/*
 * vsapi/host/mirror.c - a machine as other processes see it.
 */
#include "parts.h"

#include <string.h>

#include <vsapi/mirror.h>

/* ---- what is fixed ----------------------------------------------------------------------------
 */

HRESULT vsapi_host_check_shared(struct vsapi_host *host)
{
    for (size_t i = 0; i < vsapi_host_volume_count(host); i++) {
        const struct vsapi_volume *volume = vsapi_host_volume(host, i);

        if (!vsapi_volume_folder(volume))
            return vsapi_fail(E_NOTIMPL,
                              "volume %s is in memory, where other processes cannot read its "
                              "files: give it a folder",
                              vsapi_volume_mount(volume));
    }
    return S_OK;
}

static void volume_put(const struct vsapi_volume *volume, struct vsapi_frame *frame)
{
    vsapi_put_text(frame, vsapi_volume_mount(volume));
    vsapi_put_text(frame, vsapi_volume_folder(volume));
    vsapi_put_text(frame, vsapi_volume_name(volume));
    vsapi_put_text(frame, vsapi_volume_label(volume));
    vsapi_put_text(frame, vsapi_volume_file_system(volume));
    vsapi_put_bool(frame, vsapi_volume_supported(volume));
}

void vsapi_host_put_machine(struct vsapi_host *host, struct vsapi_frame *frame)
{
    size_t count = vsapi_host_volume_count(host);

    vsapi_put_u32(frame, (uint32_t)count);
    for (size_t i = 0; i < count; i++)
        volume_put(vsapi_host_volume(host, i), frame);
    vsapi_put_u32(frame, host->variables.count);
    for (size_t i = 0; i < host->variables.count; i++) {
        vsapi_put_text(frame, host->variables.items[i].name);
        vsapi_put_text(frame, host->variables.items[i].value);
    }
}

/* The id in \\?\Volume{...}\, which vsapi_guid_from_text takes with its braces. */
static HRESULT volume_guid(const char *name, char *out, size_t room)
{
    const char *from = name ? strchr(name, '{') : NULL;
    const char *to = from ? strchr(from, '}') : NULL;

    if (!to || (size_t)(to - from) + 2 > room)
        return vsapi_fail(E_INVALIDARG, "%s is no name of a volume", name ? name : "NULL");
    memcpy(out, from, (size_t)(to - from) + 1);
    out[to - from + 1] = '\0';
    return S_OK;
}

/* How much room there is on it is counted where the machine is. */
static HRESULT volume_take(struct vsapi_host *host, struct vsapi_frame *frame)
{
    char guid[VSAPI_GUID_TEXT + 2] = "";
    struct vsapi_volume_options options = {.size = sizeof options, .guid = guid};
    HRESULT hr;

    options.mount = vsapi_take_text(frame);
    options.folder = vsapi_take_text(frame);
    hr = volume_guid(vsapi_take_text(frame), guid, sizeof guid);
    options.label = vsapi_take_text(frame);
    options.file_system = vsapi_take_text(frame);
    options.unsupported = !vsapi_take_bool(frame);
    if (SUCCEEDED(hr) && (!options.mount || !options.folder))
        hr = vsapi_fail(E_INVALIDARG, "a volume has no mount point or no folder");
    return FAILED(hr) ? hr : vsapi_host_add_volume(host, &options, NULL);
}

static HRESULT variable_take(struct vsapi_host *host, struct vsapi_frame *frame)
{
    const char *name = vsapi_take_text(frame);
    const char *value = vsapi_take_text(frame);

    return vsapi_host_set_variable(host, name, value);
}

HRESULT vsapi_host_take_machine(struct vsapi_frame *frame, struct vsapi_host **out)
{
    HRESULT hr = vsapi_host_create(out);

    for (uint32_t i = SUCCEEDED(hr) ? vsapi_take_count(frame, 21) : 0; SUCCEEDED(hr) && i > 0; i--)
        hr = volume_take(*out, frame);
    for (uint32_t i = SUCCEEDED(hr) ? vsapi_take_count(frame, 8) : 0; SUCCEEDED(hr) && i > 0; i--)
        hr = variable_take(*out, frame);
    if (FAILED(hr)) {
        vsapi_host_destroy(*out);
        *out = NULL;
    }
    return hr;
}

/* ---- what changes -----------------------------------------------------------------------------
 */

uint64_t vsapi_host_changes(struct vsapi_host *host)
{
    return atomic_load(&host->changes);
}

void vsapi_host_put_changes(struct vsapi_host *host, struct vsapi_frame *frame)
{
    vsapi_put_u64(frame, vsapi_host_changes(host));
    for (size_t i = 0; i < VSAPI_ROLE_END_ - VSAPI_ROLE_REQUESTER; i++)
        vsapi_put_bool(frame, atomic_load(&host->denied[i]));
    vsapi_put_bool(frame, atomic_load(&host->safe_mode));
    vsapi_devices_put(host, frame);
    vsapi_exposed_put(host, frame);
}

HRESULT vsapi_host_take_changes(struct vsapi_host *host, struct vsapi_frame *frame)
{
    uint64_t changes = vsapi_take_u64(frame);
    HRESULT hr;

    for (size_t i = 0; i < VSAPI_ROLE_END_ - VSAPI_ROLE_REQUESTER; i++)
        atomic_store(&host->denied[i], vsapi_take_bool(frame));
    atomic_store(&host->safe_mode, vsapi_take_bool(frame));
    hr = vsapi_devices_take(host, frame);
    if (SUCCEEDED(hr))
        hr = vsapi_exposed_take(host, frame);
    if (SUCCEEDED(hr))
        hr = vsapi_frame_taken(frame);
    if (SUCCEEDED(hr))
        atomic_store(&host->changes, changes);
    return hr;
}
