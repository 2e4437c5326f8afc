/*
 * vsapi/host/exposed.c - shadow copy devices under names of their own: drives, folders, shares.
 *
 * An exposed name leads to a device as a mount point leads to a volume. A folder has to be empty,
 * since the shadow copy hides what is in it. The names go with the device.
 */
#include "parts.h"

#include <ctype.h>
#include <string.h>
#include <vsserror.h>

#define LONGEST_SHARE 80

struct vsapi_exposed {
    struct vsapi_exposed *next;
    uint32_t device;
    char *name;   /* as it was given, without a final backslash: X:, Y:\Mount, share */
    char *rest;   /* mounted: the folders of the mount point, divided by '/'; NULL: a share */
    char *path;   /* of a share: what of the device it shows, divided by '/' */
    size_t depth; /* mounted: how many folders */
};

static void exposed_destroy(struct vsapi_exposed *exposed)
{
    if (!exposed)
        return;
    vsapi_free(exposed->name);
    vsapi_free(exposed->rest);
    vsapi_free(exposed->path);
    vsapi_free(exposed);
}

/* ---- finding -----------------------------------------------------------------------------------
 */

uint32_t vsapi_exposed_mounted(struct vsapi_host *host, char drive, char *components, size_t *depth)
{
    struct vsapi_exposed *found = NULL;
    uint32_t device;

    vsapi_mutex_lock(&host->lock);
    for (struct vsapi_exposed *at = host->exposed; at; at = at->next) {
        if (at->rest && (!found || at->depth > found->depth) &&
            vsapi_mount_leads_to(at->name[0], at->rest, at->depth, drive, components))
            found = at;
    }
    device = found ? found->device : 0;
    *depth = found ? found->depth : 0;
    vsapi_mutex_unlock(&host->lock);
    return device;
}

/* Under the lock. */
static struct vsapi_exposed *find_share(struct vsapi_host *host, const char *share, size_t length)
{
    for (struct vsapi_exposed *at = host->exposed; at; at = at->next) {
        if (!at->rest && strlen(at->name) == length && vsapi_text_starts(share, at->name))
            return at;
    }
    return NULL;
}

HRESULT vsapi_exposed_shared(struct vsapi_host *host, const struct vsapi_name *name,
                             struct vsapi_share *out)
{
    struct vsapi_exposed *found;

    *out = (struct vsapi_share){0};
    vsapi_mutex_lock(&host->lock);
    found = find_share(host, name->share, name->share_length);
    if (found)
        *out = (struct vsapi_share){found->device, vsapi_strdup(found->name),
                                    vsapi_strdup(found->path)};
    vsapi_mutex_unlock(&host->lock);
    if (!found || (out->name && out->path))
        return S_OK;
    vsapi_share_finish(out);
    return vsapi_out_of_memory();
}

/* ---- what may be exposed where -----------------------------------------------------------------
 */

static HRESULT wrong_name(const char *name, const char *why)
{
    return vsapi_fail(E_INVALIDARG,
                      "a shadow copy cannot be exposed as \"%s\": %s (the "
                      "requester's mistake)",
                      name, why);
}

static HRESULT found_one(void *context, const char *name, const struct vsapi_file_info *info)
{
    (void)name;
    (void)info;
    *(bool *)context = true;
    return S_OK;
}

/* The folder has to be there, on a volume, and empty. */
static HRESULT check_folder(struct vsapi_host *host, const char *name)
{
    struct vsapi_file_info info;
    struct vsapi_place place;
    bool taken, full = false;
    HRESULT hr = vsapi_place_find(host, name, &place);

    taken = SUCCEEDED(hr) && (!place.root->volume || !*place.rest);
    vsapi_place_finish(&place);
    if (taken)
        return wrong_name(name, "another volume or shadow copy is mounted there");
    if (SUCCEEDED(hr))
        hr = vsapi_files_stat(host, name, &info);
    if (SUCCEEDED(hr) && !(info.attributes & FILE_ATTRIBUTE_DIRECTORY))
        return wrong_name(name, "it is a file");
    if (SUCCEEDED(hr))
        hr = vsapi_files_list(host, name, found_one, &full);
    if (hr == E_OUTOFMEMORY)
        return hr;
    if (FAILED(hr))
        return wrong_name(name, "there is no such folder");
    return full ? wrong_name(name, "the folder is not empty") : S_OK;
}

/* X:, X:\, Y:\Mount, Y:\Mount\ */
static HRESULT read_mount(struct vsapi_exposed *exposed, const char *name)
{
    struct vsapi_name cut;
    HRESULT hr = S_OK;

    if (!isalpha((unsigned char)name[0]) || FAILED(vsapi_name_cut(name, &cut)) ||
        FAILED(hr = vsapi_name_components(&cut, name, &exposed->rest)) ||
        vsapi_name_count(exposed->rest) != vsapi_name_count(cut.rest))
        return hr == E_OUTOFMEMORY
                   ? hr
                   : wrong_name(name, "it is neither a drive (X:) nor a folder (Y:\\Mount)");
    exposed->depth = vsapi_name_count(exposed->rest);
    exposed->name = vsapi_strndup(name, strlen(name) - (name[strlen(name) - 1] == '\\'));
    return exposed->name ? S_OK : vsapi_out_of_memory();
}

static HRESULT read_share(struct vsapi_exposed *exposed, const char *name)
{
    if (!*name || strlen(name) > LONGEST_SHARE || !vsapi_name_valid(name) ||
        strpbrk(name, "+[];,="))
        return wrong_name(name, "it is no name of a share");
    exposed->name = vsapi_strdup(name);
    return exposed->name ? S_OK : vsapi_out_of_memory();
}

/* What a share shows: a folder of the device, taken from its root on. */
static HRESULT read_path(struct vsapi_host *host, const struct vsapi_exposure *exposure,
                         struct vsapi_exposed *exposed)
{
    const char *path = exposure->path ? exposure->path : "";
    struct vsapi_file_info info = {0};
    struct vsapi_place place;
    char *whole = vsapi_sprintf("%s\\%s", exposure->device, path);
    HRESULT hr;

    if (!whole)
        return vsapi_out_of_memory();
    hr = vsapi_place_find(host, whole, &place);
    if (SUCCEEDED(hr))
        hr = place.root->store->stat(place.root, place.rest, &info);
    if (hr != E_OUTOFMEMORY && !(info.attributes & FILE_ATTRIBUTE_DIRECTORY))
        hr = vsapi_fail(E_INVALIDARG,
                        "\"%s\" is no folder on the shadow copy, so that no share can show it: "
                        "environment variables and wildcards mean nothing there (the requester's "
                        "mistake)",
                        path);
    exposed->path = place.rest;
    place.rest = NULL;
    vsapi_place_finish(&place);
    vsapi_free(whole);
    return hr;
}

/* ---- exposing ----------------------------------------------------------------------------------
 */

/* Under the lock. Is the name that of another volume or shadow copy? */
static bool is_taken(struct vsapi_host *host, const struct vsapi_exposed *exposed)
{
    for (struct vsapi_exposed *at = host->exposed; at; at = at->next) {
        if (!at->rest == !exposed->rest && vsapi_text_same(at->name, exposed->name))
            return true;
    }
    for (size_t i = 0; exposed->rest && i < host->volumes.count; i++) {
        const struct vsapi_volume *volume = host->volumes.items[i];

        if (volume->mount_depth == exposed->depth &&
            vsapi_text_starts(volume->mount, exposed->name) &&
            strlen(volume->mount) == strlen(exposed->name) + 1)
            return true;
    }
    return false;
}

/* A name that the system chooses for a share. */
static HRESULT choose_share(struct vsapi_host *host, struct vsapi_exposed *exposed)
{
    bool taken = true;

    for (unsigned n = 1; taken; n++) {
        vsapi_free(exposed->name);
        exposed->name = n == 1 ? vsapi_sprintf("ShadowCopy%u", exposed->device)
                               : vsapi_sprintf("ShadowCopy%u-%u", exposed->device, n);
        if (!exposed->name)
            return vsapi_out_of_memory();
        vsapi_mutex_lock(&host->lock);
        taken = is_taken(host, exposed);
        vsapi_mutex_unlock(&host->lock);
    }
    return S_OK;
}

static HRESULT read_device(struct vsapi_host *host, struct vsapi_exposed *exposed,
                           const char *device)
{
    struct vsapi_name cut;
    HRESULT hr = vsapi_host_cut(host, device, &cut);

    if (FAILED(hr) || cut.kind != VSAPI_NAME_DEVICE || *cut.rest)
        return vsapi_fail(HRESULT_FROM_WIN32(ERROR_FILE_NOT_FOUND),
                          "%s is no shadow copy device of this machine", device);
    exposed->device = cut.device;
    return S_OK;
}

static HRESULT read_exposure(struct vsapi_host *host, const struct vsapi_exposure *exposure,
                             struct vsapi_exposed *exposed)
{
    HRESULT hr = read_device(host, exposed, exposure->device);

    if (SUCCEEDED(hr) && exposure->remote)
        hr = read_path(host, exposure, exposed);
    if (FAILED(hr))
        return hr;
    if (exposure->remote)
        return exposure->name ? read_share(exposed, exposure->name) : choose_share(host, exposed);
    if (!exposure->name)
        return vsapi_fail(E_INVALIDARG, "a shadow copy is exposed locally as a drive or folder "
                                        "that has to be named (the requester's mistake)");
    hr = read_mount(exposed, exposure->name);
    if (SUCCEEDED(hr) && exposed->depth > 0)
        hr = check_folder(host, exposed->name);
    return hr;
}

/* On success the host has it. */
static HRESULT add(struct vsapi_host *host, struct vsapi_exposed *exposed, char **name)
{
    bool taken, twice = false;

    *name = vsapi_strdup(exposed->name);
    if (!*name)
        return vsapi_out_of_memory();
    vsapi_mutex_lock(&host->lock);
    taken = is_taken(host, exposed);
    for (struct vsapi_exposed *at = host->exposed; at; at = at->next)
        twice = twice || at->device == exposed->device;
    if (!taken && !twice) {
        exposed->next = host->exposed;
        host->exposed = exposed;
    }
    vsapi_mutex_unlock(&host->lock);
    if (!taken && !twice) {
        vsapi_host_changed(host);
        return S_OK;
    }
    vsapi_free(*name);
    *name = NULL;
    return twice ? vsapi_fail(HRESULT_FROM_WIN32(ERROR_ALREADY_EXISTS),
                              "the shadow copy device %u is exposed already", exposed->device)
                 : wrong_name(exposed->name, "the name is taken");
}

HRESULT vsapi_host_expose(struct vsapi_host *host, const struct vsapi_exposure *exposure,
                          char **name)
{
    struct vsapi_exposed *exposed = vsapi_calloc(1, sizeof *exposed);
    HRESULT hr;

    *name = NULL;
    if (!exposed)
        return vsapi_out_of_memory();
    hr = read_exposure(host, exposure, exposed);
    if (SUCCEEDED(hr))
        hr = add(host, exposed, name);
    if (FAILED(hr))
        exposed_destroy(exposed);
    return hr;
}

void vsapi_exposed_remove(struct vsapi_host *host, uint32_t device)
{
    struct vsapi_exposed **link, *removed = NULL;

    vsapi_mutex_lock(&host->lock);
    for (link = &host->exposed; *link;) {
        struct vsapi_exposed *at = *link;

        if (device != 0 && at->device != device) {
            link = &at->next;
            continue;
        }
        *link = at->next;
        at->next = removed;
        removed = at;
    }
    vsapi_mutex_unlock(&host->lock);
    if (removed)
        vsapi_host_changed(host);
    while (removed) {
        struct vsapi_exposed *next = removed->next;

        exposed_destroy(removed);
        removed = next;
    }
}

void vsapi_host_unexpose(struct vsapi_host *host, const char *device)
{
    struct vsapi_name cut;

    if (SUCCEEDED(vsapi_host_cut(host, device, &cut)) && cut.kind == VSAPI_NAME_DEVICE)
        vsapi_exposed_remove(host, cut.device);
}

/* ---- the mirror in another process -------------------------------------------------------------
 */

void vsapi_exposed_put(struct vsapi_host *host, struct vsapi_frame *frame)
{
    uint32_t count = 0;

    vsapi_mutex_lock(&host->lock);
    for (struct vsapi_exposed *at = host->exposed; at; at = at->next)
        count++;
    vsapi_put_u32(frame, count);
    for (struct vsapi_exposed *at = host->exposed; at; at = at->next) {
        vsapi_put_u32(frame, at->device);
        vsapi_put_text(frame, at->name);
        vsapi_put_text(frame, at->rest);
        vsapi_put_text(frame, at->path);
    }
    vsapi_mutex_unlock(&host->lock);
}

/* As it stands there: whether it may be was asked where the machine is. */
static HRESULT exposed_take_one(struct vsapi_host *host, struct vsapi_frame *frame)
{
    struct vsapi_exposed *made = vsapi_calloc(1, sizeof *made);
    const char *name, *rest, *path;

    if (!made)
        return vsapi_out_of_memory();
    made->device = vsapi_take_u32(frame);
    name = vsapi_take_text(frame);
    rest = vsapi_take_text(frame);
    path = vsapi_take_text(frame);
    made->name = vsapi_strdup(name ? name : "");
    made->rest = vsapi_strdup(rest);
    made->path = vsapi_strdup(path);
    if (!made->name || !made->rest != !rest || !made->path != !path) {
        exposed_destroy(made);
        return vsapi_out_of_memory();
    }
    made->depth = rest ? vsapi_name_count(rest) : 0;
    vsapi_mutex_lock(&host->lock);
    made->next = host->exposed;
    host->exposed = made;
    vsapi_mutex_unlock(&host->lock);
    return S_OK;
}

HRESULT vsapi_exposed_take(struct vsapi_host *host, struct vsapi_frame *frame)
{
    uint32_t count = vsapi_take_count(frame, 16);
    HRESULT hr = S_OK;

    vsapi_exposed_remove(host, 0);
    for (uint32_t i = 0; SUCCEEDED(hr) && i < count; i++)
        hr = exposed_take_one(host, frame);
    return hr;
}
