/*
 * vsapi/host/namespace.c - Windows names of files: which volume or shadow copy, and what on it.
 *
 * Four forms are known: C:\x, \\?\Volume{guid}\x, \\?\GLOBALROOT\Device\HarddiskVolumeShadowCopyN\x
 * and \\machine\share\x; the first also behind \\?\, the last behind \\?\UNC\. As on Windows, a
 * name behind \\?\ is taken to the letter: no "/", no "." and "..". In other names "/" is a
 * separator and dots are resolved by the text alone, and a name that climbs above its volume is
 * refused.
 */
#include "parts.h"

#include <ctype.h>
#include <string.h>
#include <vsserror.h>

#define VERBATIM "\\\\?\\"
#define VOLUME VERBATIM "Volume"
#define UNC VERBATIM "UNC\\"
#define DEVICE VERBATIM "GLOBALROOT\\Device\\HarddiskVolumeShadowCopy"

/* ---- cutting -----------------------------------------------------------------------------------
 */

static bool is_separator(char c)
{
    return c == '\\' || c == '/';
}

static bool ends_here(char c)
{
    return c == '\0' || is_separator(c);
}

/* Prefixes are ASCII; the C library's locale must not matter. */
static bool begins(const char *text, const char *prefix)
{
    for (; *prefix; text++, prefix++) {
        if (tolower((unsigned char)*text) != tolower((unsigned char)*prefix))
            return false;
    }
    return true;
}

static HRESULT cut_volume(const char *path, struct vsapi_name *out)
{
    const char *guid = path + strlen(VOLUME);
    char text[39] = {0};

    out->kind = VSAPI_NAME_VOLUME;
    out->rest = guid + strnlen(guid, 38);
    memcpy(text, guid, (size_t)(out->rest - guid));
    if (text[0] != '{' || FAILED(vsapi_guid_from_text(text, &out->guid)) || !ends_here(*out->rest))
        return vsapi_fail(
            E_INVALIDARG,
            "%s does not begin with \\\\?\\Volume{guid}\\ (the program's mistake: take the name as "
            "GetVolumeNameForVolumeMountPoint gives it)",
            path);
    return S_OK;
}

static HRESULT cut_device(const char *path, struct vsapi_name *out)
{
    const char *at = path + strlen(DEVICE);
    uint64_t number = 0;

    out->kind = VSAPI_NAME_DEVICE;
    for (; isdigit((unsigned char)*at) && number <= UINT32_MAX; at++)
        number = number * 10 + (uint64_t)(*at - '0');
    out->rest = at;
    out->device = (uint32_t)number;
    if (number == 0 || number > UINT32_MAX || !ends_here(*at))
        return vsapi_fail(E_INVALIDARG,
                          "%s names no shadow copy device (the program's mistake: take "
                          "m_pwszSnapshotDeviceObject "
                          "as GetSnapshotProperties gives it)",
                          path);
    return S_OK;
}

static size_t component_length(const char *at)
{
    size_t length = 0;

    while (!ends_here(at[length]))
        length++;
    return length;
}

static HRESULT cut_share(const char *path, struct vsapi_name *out)
{
    out->kind = VSAPI_NAME_SHARE;
    out->machine = path + (out->verbatim ? strlen(UNC) : 2);
    out->machine_length = component_length(out->machine);
    out->share = out->machine + out->machine_length;
    out->share += is_separator(*out->share);
    out->share_length = component_length(out->share);
    out->rest = out->share + out->share_length;
    if (out->machine_length == 0 || out->share_length == 0)
        return vsapi_fail(E_INVALIDARG,
                          "%s does not begin with \\\\machine\\share (the program's mistake)",
                          path);
    return S_OK;
}

HRESULT vsapi_name_cut(const char *path, struct vsapi_name *out)
{
    memset(out, 0, sizeof *out);
    if (!path)
        return vsapi_fail(E_INVALIDARG, "a path is NULL (the program's mistake)");
    out->verbatim = begins(path, VERBATIM);
    if (begins(path, DEVICE))
        return cut_device(path, out);
    if (begins(path, VOLUME))
        return cut_volume(path, out);
    if (begins(path, UNC) || (!out->verbatim && is_separator(path[0]) && is_separator(path[1])))
        return cut_share(path, out);
    out->drive = path + (out->verbatim ? strlen(VERBATIM) : 0);
    if (!isalpha((unsigned char)out->drive[0]) || out->drive[1] != ':' || !ends_here(out->drive[2]))
        return vsapi_fail(
            E_INVALIDARG,
            "%s is not the absolute path of a file on a volume (the program's mistake: it "
            "has to begin with a drive such as C:\\, a volume name, the device of a shadow "
            "copy or a share)",
            path);
    out->kind = VSAPI_NAME_DRIVE;
    out->rest = out->drive + 2;
    return S_OK;
}

/* ---- components --------------------------------------------------------------------------------
 */

size_t vsapi_name_count(const char *rest)
{
    size_t count = 0;

    for (bool inside = false; *rest; rest++) {
        count += !inside && !is_separator(*rest);
        inside = !is_separator(*rest);
    }
    return count;
}

const char *vsapi_name_skip(const char *rest, size_t count)
{
    while (is_separator(*rest))
        rest++;
    for (; count > 0; count--) {
        while (!ends_here(*rest))
            rest++;
        while (is_separator(*rest))
            rest++;
    }
    return rest;
}

static bool is_utf8(const char *text)
{
    bool ascii = true;
    WCHAR *wide = NULL;

    for (const char *at = text; *at; at++)
        ascii = ascii && (unsigned char)*at < 0x80;
    if (ascii)
        return true;
    if (FAILED(vsapi_wide_from_text(text, &wide)))
        return false;
    vsapi_free(wide);
    return true;
}

bool vsapi_name_valid(const char *component)
{
    for (const char *at = component; *at; at++) {
        if ((unsigned char)*at < 0x20 || strchr("<>:\"|?*\\/", *at))
            return false;
    }
    return *component && is_utf8(component);
}

/* Takes the last component off the list that ends at `end`; NULL: there is none. */
static char *drop_last(char *list, char *end)
{
    if (end == list)
        return NULL;
    while (end > list && end[-1] != '/')
        end--;
    if (end > list)
        end--; /* and the divider before it */
    *end = '\0';
    return end;
}

/* Adds one component, whose end is marked, to the list; *end moves. */
static HRESULT add_component(const struct vsapi_name *name, const char *path, const char *component,
                             char *list, char **end)
{
    bool dots = strcmp(component, "..") == 0;
    size_t length;

    if (!name->verbatim && strcmp(component, ".") == 0)
        return S_OK;
    if (dots && !name->verbatim)
        *end = drop_last(list, *end);
    if (!*end || ((dots || strcmp(component, ".") == 0) && name->verbatim))
        return vsapi_fail(E_INVALIDARG, "%s leaves its volume%s (the program's mistake)", path,
                          name->verbatim ? ", since \".\" and \"..\" mean nothing behind \\\\?\\"
                                         : "");
    if (dots)
        return S_OK;
    if (!vsapi_name_valid(component))
        return vsapi_fail(
            HRESULT_FROM_WIN32(ERROR_INVALID_NAME),
            "\"%s\" in %s is no name that Windows has for a file (the program's mistake: "
            "such a name has none of < > : \" | ? * and no control characters)",
            component, path);
    if (*end > list)
        *(*end)++ = '/';
    length = strlen(component);
    memcpy(*end, component, length + 1);
    *end += length;
    return S_OK;
}

HRESULT vsapi_name_components(const struct vsapi_name *name, const char *path, char **out)
{
    size_t length = strlen(name->rest);
    char *list = vsapi_malloc(2 * length + 2); /* the list, and behind it one component at a time */
    char *component, *end = list;
    const char *at = name->rest;
    HRESULT hr = S_OK;

    *out = NULL;
    if (!list)
        return vsapi_out_of_memory();
    component = list + length + 1;
    *list = '\0';
    while (SUCCEEDED(hr) && *at) {
        size_t size = 0;

        while (*at == '\\' || (*at == '/' && !name->verbatim))
            at++;
        while (*at && *at != '\\' && (*at != '/' || name->verbatim))
            component[size++] = *at++;
        component[size] = '\0';
        if (size > 0)
            hr = add_component(name, path, component, list, &end);
    }
    if (FAILED(hr))
        vsapi_free(list);
    else
        *out = list;
    return hr;
}

/* ---- volumes -----------------------------------------------------------------------------------
 */

static struct vsapi_volume *volume_by_guid(struct vsapi_host *host, const GUID *guid)
{
    struct vsapi_volume *found = NULL;

    vsapi_mutex_lock(&host->lock);
    for (size_t i = 0; !found && i < host->volumes.count; i++) {
        if (memcmp(&host->volumes.items[i]->guid, guid, sizeof *guid) == 0)
            found = host->volumes.items[i];
    }
    vsapi_mutex_unlock(&host->lock);
    return found;
}

bool vsapi_mount_leads_to(char mount_drive, const char *mount_rest, size_t depth, char drive,
                          char *components)
{
    char *end = (char *)vsapi_name_skip(components, depth);
    char saved;
    bool same;

    if (tolower((unsigned char)mount_drive) != tolower((unsigned char)drive) ||
        vsapi_name_count(components) < depth)
        return false;
    if (end > components && end[-1] == '/')
        end--;
    saved = *end;
    *end = '\0';
    same = vsapi_text_same(components, mount_rest);
    *end = saved;
    return same;
}

/* The volume whose mount point is the longest on the way; NULL: none. */
static struct vsapi_volume *volume_by_mount(struct vsapi_host *host, char drive, char *components)
{
    struct vsapi_volume *found = NULL;

    vsapi_mutex_lock(&host->lock);
    for (size_t i = 0; i < host->volumes.count; i++) {
        struct vsapi_volume *volume = host->volumes.items[i];

        if ((!found || volume->mount_depth > found->mount_depth) &&
            vsapi_mount_leads_to(volume->mount[0], volume->mount_rest, volume->mount_depth, drive,
                                 components))
            found = volume;
    }
    vsapi_mutex_unlock(&host->lock);
    return found;
}

static HRESULT no_volume(const char *path)
{
    return vsapi_fail(
        HRESULT_FROM_WIN32(ERROR_PATH_NOT_FOUND),
        "there is no volume or shadow copy for %s on this host (the program's mistake, or the "
        "host file lacks a <volume> or the shadow copy has been deleted)",
        path);
}

/* The volume a cut path is on; its components are read for that. */
static HRESULT find_mounted(struct vsapi_host *host, const struct vsapi_name *name,
                            const char *path, struct vsapi_volume **out)
{
    char *components = NULL;
    HRESULT hr = S_OK;

    *out = NULL;
    if (name->kind == VSAPI_NAME_VOLUME) {
        *out = volume_by_guid(host, &name->guid);
    } else if (name->kind == VSAPI_NAME_DRIVE) {
        hr = vsapi_name_components(name, path, &components);
        if (SUCCEEDED(hr))
            *out = volume_by_mount(host, *name->drive, components);
    } else if (name->kind == VSAPI_NAME_SHARE) {
        return vsapi_fail(E_INVALIDARG,
                          "%s is on a share and not on a volume of this machine (the program's "
                          "mistake)",
                          path);
    }
    vsapi_free(components);
    return FAILED(hr) || *out ? hr : no_volume(path);
}

/* Dots would make the text behind the mount point mean something else than the whole. */
static bool has_dots(const char *rest)
{
    for (rest = vsapi_name_skip(rest, 0); *rest; rest = vsapi_name_skip(rest, 1)) {
        size_t dots = strspn(rest, ".");

        if (dots >= 1 && dots <= 2 && ends_here(rest[dots]))
            return true;
    }
    return false;
}

HRESULT vsapi_host_volume_of(struct vsapi_host *host, const char *path, struct vsapi_volume **out,
                             const char **rest)
{
    struct vsapi_name name;
    HRESULT hr;

    *out = NULL;
    *rest = NULL;
    hr = vsapi_host_cut(host, path, &name);
    if (FAILED(hr))
        return hr;
    if (has_dots(name.rest))
        return vsapi_fail(
            E_INVALIDARG,
            "%s has \".\" or \"..\" in it (the program's mistake: resolve them before)", path);
    hr = find_mounted(host, &name, path, out);
    if (SUCCEEDED(hr))
        *rest = vsapi_name_skip(name.rest, name.kind == VSAPI_NAME_DRIVE ? (*out)->mount_depth : 0);
    return hr;
}

HRESULT vsapi_host_find_volume(struct vsapi_host *host, const char *name, struct vsapi_volume **out)
{
    struct vsapi_name cut;
    char *components = NULL;
    HRESULT hr = S_OK;
    bool whole;

    *out = NULL;
    if (SUCCEEDED(vsapi_host_cut(host, name, &cut)) && !has_dots(cut.rest) &&
        SUCCEEDED(hr = vsapi_name_components(&cut, name, &components))) {
        if (cut.kind == VSAPI_NAME_DRIVE)
            *out = volume_by_mount(host, *cut.drive, components);
        else if (cut.kind == VSAPI_NAME_VOLUME && !*components)
            *out = volume_by_guid(host, &cut.guid);
        whole = *out && (cut.kind == VSAPI_NAME_VOLUME ||
                         vsapi_name_count(components) == (*out)->mount_depth);
        if (!whole)
            *out = NULL;
    }
    vsapi_free(components);
    if (*out || hr == E_OUTOFMEMORY)
        return *out ? S_OK : hr;
    return vsapi_fail(VSS_E_OBJECT_NOT_FOUND,
                      "there is no volume %s on this host (the program's mistake, or the host file "
                      "lacks a <volume>)",
                      name ? name : "NULL");
}

/* ---- places ------------------------------------------------------------------------------------
 */

/* Takes the first `depth` components off. */
static void drop_first(char *components, size_t depth)
{
    const char *rest = vsapi_name_skip(components, depth);

    memmove(components, rest, strlen(rest) + 1);
}

/* On a drive: the longest mount point on the way, of a volume or of an exposed shadow copy. */
static HRESULT find_on_drive(struct vsapi_host *host, const struct vsapi_name *name,
                             struct vsapi_place *out)
{
    struct vsapi_volume *volume = volume_by_mount(host, *name->drive, out->rest);
    size_t depth;
    uint32_t device = vsapi_exposed_mounted(host, *name->drive, out->rest, &depth);
    HRESULT hr = S_OK;

    if (device != 0 && (!volume || depth > volume->mount_depth)) {
        hr = vsapi_host_device_root(host, device, &out->root);
    } else if (volume) {
        out->root = vsapi_root_ref(volume->root);
        depth = volume->mount_depth;
    }
    if (SUCCEEDED(hr) && out->root)
        drop_first(out->rest, depth);
    return hr;
}

static HRESULT find_on_share(struct vsapi_host *host, const struct vsapi_name *name,
                             const char *path, struct vsapi_place *out)
{
    struct vsapi_share share;
    char *whole = NULL;
    HRESULT hr = vsapi_share_find(host, name, path, &share);

    if (SUCCEEDED(hr)) {
        whole =
            vsapi_sprintf("%s%s%s", share.path, *share.path && *out->rest ? "/" : "", out->rest);
        hr = whole ? vsapi_host_device_root(host, share.device, &out->root) : vsapi_out_of_memory();
    }
    vsapi_share_finish(&share);
    if (!whole)
        return hr;
    vsapi_free(out->rest);
    out->rest = whole;
    return hr;
}

static HRESULT find_root(struct vsapi_host *host, const struct vsapi_name *name, const char *path,
                         struct vsapi_place *out)
{
    struct vsapi_volume *volume;
    HRESULT hr = S_OK;

    switch (name->kind) {
    case VSAPI_NAME_DRIVE:
        hr = find_on_drive(host, name, out);
        break;
    case VSAPI_NAME_VOLUME:
        volume = volume_by_guid(host, &name->guid);
        out->root = volume ? vsapi_root_ref(volume->root) : NULL;
        break;
    case VSAPI_NAME_DEVICE:
        hr = vsapi_host_device_root(host, name->device, &out->root);
        break;
    case VSAPI_NAME_SHARE:
        hr = find_on_share(host, name, path, out);
        break;
    }
    return FAILED(hr) || out->root ? hr : no_volume(path);
}

HRESULT vsapi_place_find(struct vsapi_host *host, const char *path, struct vsapi_place *out)
{
    struct vsapi_name name;
    HRESULT hr;

    memset(out, 0, sizeof *out);
    hr = vsapi_host_cut(host, path, &name);
    if (FAILED(hr))
        return hr;
    if (!*name.rest && name.kind == VSAPI_NAME_DRIVE)
        return vsapi_fail(E_INVALIDARG,
                          "%s lacks the backslash behind the drive (the program's mistake)", path);
    hr = vsapi_name_components(&name, path, &out->rest);
    if (SUCCEEDED(hr))
        hr = find_root(host, &name, path, out);
    if (FAILED(hr))
        vsapi_place_finish(out);
    return hr;
}

void vsapi_place_finish(struct vsapi_place *place)
{
    vsapi_root_unref(place->root);
    vsapi_free(place->rest);
    memset(place, 0, sizeof *place);
}
