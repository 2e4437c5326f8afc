/*
 * vsapi/host/volume.c - volumes: their names, their room, and the hold on their writes.
 */
#include "parts.h"

#include <vsapi/folder.h>
#include <vsapi/store.h>

#include <ctype.h>
#include <string.h>
#include <vss.h>
#include <vsserror.h>

#define HOLD_LIMIT_MS 10000 /* the system drops a hold that is not released by then */

/* ---- adding ------------------------------------------------------------------------------------
 */

/* C:\ or C:\folder\...\ */
static HRESULT check_mount(const char *mount)
{
    struct vsapi_name name;
    char *components;
    HRESULT hr;

    if (!mount || !isalpha((unsigned char)mount[0]) || mount[1] != ':' || mount[2] != '\\' ||
        mount[strlen(mount) - 1] != '\\' || strstr(mount, "\\\\") || strchr(mount, '/'))
        return vsapi_fail(E_INVALIDARG,
                          "%s is no mount point: a drive C:\\ or a folder C:\\Mount\\ is needed",
                          mount ? mount : "NULL");
    hr = vsapi_name_cut(mount, &name);
    if (FAILED(hr))
        return hr;
    hr = vsapi_name_components(&name, mount, &components);
    if (FAILED(hr) && hr != E_OUTOFMEMORY)
        return vsapi_fail(hr, "a folder of the mount point %s has what is no name for Windows",
                          mount);
    if (FAILED(hr))
        return hr;
    if (vsapi_name_count(components) != vsapi_name_count(name.rest))
        hr = vsapi_fail(E_INVALIDARG, "the mount point %s has \".\" or \"..\" in it", mount);
    vsapi_free(components);
    return hr;
}

/* An id that follows from the mount point alone, so that it is the same in every run. */
static void guid_from_mount(const char *mount, GUID *out)
{
    uint64_t half[2] = {14695981039346656037u, 1099511628211u * 31};
    unsigned char bytes[16];

    for (const char *at = mount; *at; at++) {
        uint64_t letter = (uint64_t)tolower((unsigned char)*at);

        half[0] = (half[0] ^ letter) * 1099511628211u;
        half[1] = (half[1] ^ letter ^ (half[0] >> 32)) * 1099511628211u;
    }
    memcpy(bytes, half, sizeof bytes);
    bytes[7] = (unsigned char)((bytes[7] & 0x0f) | 0x80); /* version 8: made our own way */
    bytes[8] = (unsigned char)((bytes[8] & 0x3f) | 0x80);
    memcpy(out, bytes, sizeof *out);
}

/* "Windows\System32" is kept as "Windows/System32". */
static HRESULT set_programs(struct vsapi_volume *volume, const char *folder)
{
    const struct vsapi_name name = {.rest = folder ? folder : ""};
    HRESULT hr;

    if (!folder)
        return S_OK;
    hr = vsapi_name_components(&name, folder, &volume->programs);
    return FAILED(hr) || *volume->programs
               ? hr
               : vsapi_fail(E_INVALIDARG, "\"%s\" is no folder for programs of %s", folder,
                            volume->mount);
}

#ifdef _WIN32

/* The name that Windows has for a drive, so that the program hears the same from both. */
static bool guid_from_windows(const char *mount, GUID *out)
{
    WCHAR root[] = {(WCHAR)mount[0], ':', '\\', 0}, name[64];
    char guid[VSAPI_GUID_TEXT] = {0};

    if (mount[3] != '\0' || !GetVolumeNameForVolumeMountPointW(root, name, ARRAYSIZE(name)))
        return false;
    for (size_t i = 0; i < VSAPI_GUID_TEXT - 1 && name[i + 11]; i++)
        guid[i] = (char)name[i + 11]; /* behind \\?\Volume{ */
    return SUCCEEDED(vsapi_guid_from_text(guid, out));
}

#else

static bool guid_from_windows(const char *mount, GUID *out)
{
    (void)mount, (void)out;
    return false;
}

#endif

static HRESULT set_names(struct vsapi_volume *volume, const struct vsapi_volume_options *options)
{
    char text[VSAPI_GUID_TEXT];
    struct vsapi_name cut;
    HRESULT hr;

    if (!options->guid) {
        if (!guid_from_windows(options->mount, &volume->guid))
            guid_from_mount(options->mount, &volume->guid);
    } else if (FAILED(vsapi_guid_from_text(options->guid, &volume->guid))) {
        return vsapi_fail(E_INVALIDARG, "%s is no id of a volume", options->guid);
    }
    volume->name = vsapi_sprintf("\\\\?\\Volume{%s}\\", vsapi_guid_to_text(&volume->guid, text));
    volume->mount = vsapi_strdup(options->mount);
    volume->label = vsapi_strdup(options->label ? options->label : "");
    volume->file_system = vsapi_strdup(options->file_system ? options->file_system : "NTFS");
    if (!volume->name || !volume->mount || !volume->label || !volume->file_system ||
        (options->disk && !(volume->disk = vsapi_strdup(options->disk))))
        return vsapi_out_of_memory();
    hr = vsapi_name_cut(options->mount, &cut);
    if (SUCCEEDED(hr))
        hr = vsapi_name_components(&cut, options->mount, &volume->mount_rest);
    if (SUCCEEDED(hr))
        volume->mount_depth = vsapi_name_count(volume->mount_rest);
    return FAILED(hr) ? hr : set_programs(volume, options->programs);
}

/* The files that are there already take their room; there may be more than fits. */
static HRESULT count_files(struct vsapi_volume *volume)
{
    uint64_t bytes = 0;
    HRESULT hr;

    if (!volume->room || !volume->root->folder)
        return S_OK;
    volume->root->room = vsapi_room_ref(volume->room);
    hr = vsapi_folder_bytes(volume->root, &bytes);
    if (SUCCEEDED(hr) && !vsapi_room_take(volume->room, bytes))
        hr = vsapi_fail(
            E_INVALIDARG,
            "the files in %s (%llu bytes) are more than the capacity of %s allows (%llu)",
            volume->root->folder, (unsigned long long)bytes, volume->mount,
            (unsigned long long)volume->capacity_bytes);
    return hr;
}

static HRESULT set_files(struct vsapi_volume *volume, const struct vsapi_volume_options *options)
{
    struct vsapi_tree *tree = NULL;
    HRESULT hr = S_OK;

    volume->capacity_bytes = options->capacity_bytes;
    if (options->capacity_bytes != 0) {
        volume->room = vsapi_room_create(options->capacity_bytes);
        if (!volume->room)
            return vsapi_out_of_memory();
    }
    if (!options->folder) {
        hr = vsapi_tree_create(&tree);
        if (FAILED(hr))
            return hr;
        vsapi_tree_set_room(tree, volume->room);
        vsapi_tree_set_clock(tree, volume->host);
    }
    hr = vsapi_root_create(options->mount, options->folder, tree, &volume->root);
    vsapi_tree_destroy(tree);
    if (FAILED(hr))
        return hr;
    volume->root->volume = volume;
    atomic_store(&volume->root->writable, true);
    return count_files(volume);
}

static HRESULT volume_create(struct vsapi_host *host, const struct vsapi_volume_options *options,
                             struct vsapi_volume **out)
{
    struct vsapi_volume *volume = vsapi_calloc(1, sizeof *volume);
    HRESULT hr;

    *out = NULL;
    if (!volume)
        return vsapi_out_of_memory();
    volume->host = host;
    volume->unsupported = options->unsupported;
    volume->on_array = options->array;
    volume->legacy_array = options->legacy_array;
    vsapi_mutex_init(&volume->lock);
    vsapi_cond_init(&volume->changed);
    hr = set_names(volume, options);
    if (SUCCEEDED(hr))
        hr = set_files(volume, options);
    if (FAILED(hr)) {
        vsapi_volume_destroy_(volume);
        return hr;
    }
    *out = volume;
    return S_OK;
}

void vsapi_volume_destroy_(struct vsapi_volume *volume)
{
    if (!volume)
        return;
    if (volume->root) { /* files that are still open no longer find it */
        volume->root->volume = NULL;
        if (volume->root->tree)
            vsapi_tree_set_clock(volume->root->tree, NULL);
    }
    vsapi_root_unref(volume->root);
    vsapi_room_unref(volume->room);
    vsapi_own_folder_remove(&volume->shadow_folder);
    vsapi_free(volume->name);
    vsapi_free(volume->mount);
    vsapi_free(volume->mount_rest);
    vsapi_free(volume->label);
    vsapi_free(volume->disk);
    vsapi_free(volume->programs);
    vsapi_free(volume->file_system);
    vsapi_cond_finish(&volume->changed);
    vsapi_mutex_finish(&volume->lock);
    vsapi_free(volume);
}

static HRESULT check_not_taken(struct vsapi_host *host, const struct vsapi_volume *volume)
{
    for (size_t i = 0; i < host->volumes.count; i++) {
        struct vsapi_volume *other = host->volumes.items[i];

        if (vsapi_text_same(other->mount, volume->mount))
            return vsapi_fail(E_INVALIDARG, "the mount point %s is taken", volume->mount);
        if (vsapi_text_same(other->name, volume->name))
            return vsapi_fail(E_INVALIDARG, "the volume name %s of %s is that of %s already",
                              volume->name, volume->mount, other->mount);
    }
    return S_OK;
}

HRESULT vsapi_host_add_volume(struct vsapi_host *host, const struct vsapi_volume_options *options,
                              struct vsapi_volume **out)
{
    struct vsapi_volume *volume;
    HRESULT hr;

    if (out)
        *out = NULL;
    if (!options || options->size < sizeof *options)
        return vsapi_fail(E_INVALIDARG, "options of a volume without their size");
    hr = check_mount(options->mount);
    if (SUCCEEDED(hr) && !options->array && (options->disk || options->legacy_array))
        hr = vsapi_fail(E_INVALIDARG, "volume %s has a disk of an array and is not on one",
                        options->mount);
    if (FAILED(hr))
        return hr;
    hr = volume_create(host, options, &volume);
    if (FAILED(hr))
        return hr;
    vsapi_mutex_lock(&host->lock);
    hr = check_not_taken(host, volume);
    if (SUCCEEDED(hr) && !VSAPI_ARRAY_ROOM(&host->volumes))
        hr = vsapi_out_of_memory();
    if (SUCCEEDED(hr))
        host->volumes.items[host->volumes.count++] = volume;
    vsapi_mutex_unlock(&host->lock);
    if (FAILED(hr))
        vsapi_volume_destroy_(volume);
    else if (out)
        *out = volume;
    return hr;
}

/* ---- asking ------------------------------------------------------------------------------------
 */

size_t vsapi_host_volume_count(struct vsapi_host *host)
{
    return host->volumes.count;
}

struct vsapi_volume *vsapi_host_volume(struct vsapi_host *host, size_t i)
{
    return i < host->volumes.count ? host->volumes.items[i] : NULL;
}

const char *vsapi_volume_name(const struct vsapi_volume *volume)
{
    return volume->name;
}

const char *vsapi_volume_mount(const struct vsapi_volume *volume)
{
    return volume->mount;
}

const char *vsapi_volume_label(const struct vsapi_volume *volume)
{
    return volume->label;
}

const char *vsapi_volume_file_system(const struct vsapi_volume *volume)
{
    return volume->file_system;
}

const char *vsapi_volume_folder(const struct vsapi_volume *volume)
{
    return volume->root->folder;
}

struct vsapi_tree *vsapi_volume_tree(const struct vsapi_volume *volume)
{
    return volume->root->tree;
}

const char *vsapi_volume_programs(const struct vsapi_volume *volume)
{
    return volume->programs;
}

bool vsapi_volume_supported(const struct vsapi_volume *volume)
{
    return !volume->unsupported;
}

bool vsapi_volume_on_array(const struct vsapi_volume *volume)
{
    return volume->on_array;
}

bool vsapi_volume_on_legacy_array(const struct vsapi_volume *volume)
{
    return volume->on_array && volume->legacy_array;
}

bool vsapi_volume_same_disk(const struct vsapi_volume *a, const struct vsapi_volume *b)
{
    return a == b || (a->disk && b->disk && strcmp(a->disk, b->disk) == 0);
}

uint64_t vsapi_volume_capacity(const struct vsapi_volume *volume)
{
    return volume->capacity_bytes;
}

bool vsapi_volume_take_room(struct vsapi_volume *volume, uint64_t bytes)
{
    return vsapi_room_take(volume->room, bytes);
}

void vsapi_volume_give_room(struct vsapi_volume *volume, uint64_t bytes)
{
    vsapi_room_give(volume->room, bytes);
}

HRESULT vsapi_volume_bytes(struct vsapi_volume *volume, uint64_t *out)
{
    if (volume->root->folder)
        return vsapi_folder_bytes(volume->root, out);
    *out = vsapi_tree_bytes(volume->root->tree);
    return S_OK;
}

/* ---- where shadow copies of folders are kept ---------------------------------------------------
 */

static HRESULT make_shadow_folder(struct vsapi_volume *volume)
{
    char *parent = vsapi_strdup(volume->root->folder);
    char *slash;
    HRESULT hr;

    if (!parent)
        return vsapi_out_of_memory();
    slash = strrchr(parent, '/');
    slash[slash == parent ? 1 : 0] = '\0';
    hr = vsapi_own_folder_make(parent, ".vsapi-shadow", &volume->shadow_folder);
    vsapi_free(parent);
    return hr;
}

HRESULT vsapi_host_shadow_folder(struct vsapi_host *host, const struct vsapi_volume *volume,
                                 const char **out)
{
    struct vsapi_volume *self = (struct vsapi_volume *)volume; /* the folder is made when needed */
    char **folder = &self->shadow_folder.path;
    HRESULT hr = S_OK;

    *out = NULL;
    if (!volume->root->folder)
        return vsapi_fail(E_INVALIDARG, "%s is in memory and needs no folder for shadow copies",
                          volume->mount);
    vsapi_mutex_lock(&host->lock);
    if (host->shadow_folder)
        folder = &host->shadow_folder;
    else if (host->store)
        folder = &host->store_shadows;
    if (!*folder)
        hr = host->store ? vsapi_store_folder_of(host, VSAPI_STORE_SHADOWS, folder)
                         : make_shadow_folder(self);
    *out = *folder;
    vsapi_mutex_unlock(&host->lock);
    return hr;
}

/* ---- holding writes ----------------------------------------------------------------------------
 */

static bool hold_is_over(const struct vsapi_volume *volume)
{
    return vsapi_clock_now_ms(volume->host->clock) - volume->held_since_ms >= HOLD_LIMIT_MS;
}

void vsapi_volume_hold_writes(struct vsapi_volume *volume)
{
    vsapi_mutex_lock(&volume->lock);
    if (volume->holds++ == 0 || hold_is_over(volume))
        volume->held_since_ms = vsapi_clock_now_ms(volume->host->clock);
    while (volume->writing > 0) /* the flush: what has begun gets through */
        vsapi_cond_wait(&volume->changed, &volume->lock);
    vsapi_mutex_unlock(&volume->lock);
}

bool vsapi_volume_release_writes(struct vsapi_volume *volume)
{
    bool kept;

    vsapi_mutex_lock(&volume->lock);
    kept = volume->holds > 0 && !hold_is_over(volume);
    volume->holds -= volume->holds > 0;
    vsapi_cond_broadcast(&volume->changed);
    vsapi_mutex_unlock(&volume->lock);
    return kept;
}

void vsapi_volume_begin_write(struct vsapi_volume *volume)
{
    if (!volume)
        return;
    vsapi_mutex_lock(&volume->lock);
    while (volume->holds > 0 && !hold_is_over(volume))
        vsapi_clock_wait(volume->host->clock, &volume->changed, &volume->lock,
                         volume->held_since_ms + HOLD_LIMIT_MS);
    volume->writing++;
    vsapi_mutex_unlock(&volume->lock);
}

void vsapi_volume_end_write(struct vsapi_volume *volume)
{
    if (!volume)
        return;
    vsapi_mutex_lock(&volume->lock);
    volume->writing--;
    vsapi_cond_broadcast(&volume->changed);
    vsapi_mutex_unlock(&volume->lock);
}

/* ---- being in use ------------------------------------------------------------------------------
 */

void vsapi_volume_count_open(struct vsapi_volume *volume, int more)
{
    if (!volume)
        return;
    vsapi_mutex_lock(&volume->lock);
    volume->open += (unsigned)more;
    vsapi_mutex_unlock(&volume->lock);
}

bool vsapi_volume_in_use(struct vsapi_volume *volume)
{
    bool open;

    vsapi_mutex_lock(&volume->lock);
    open = volume->open > 0;
    vsapi_mutex_unlock(&volume->lock);
    return open;
}
