/*
 * tools/src/volumes.c - volumes and their shadow copies; see volumes.h.
 */
#include "volumes.h"

#include <string.h>

#include <vsapi/text.h>

#include "report.h"

static char *without_slash(const char *path)
{
    char *copy = vss_copy(path);
    size_t length = strlen(copy);

    if (length > 0 && copy[length - 1] == '\\')
        copy[length - 1] = '\0';
    return copy;
}

int vss_volumes_read(struct vss_volumes *volumes)
{
    struct vsapi_host *host = vss_host();

    for (size_t i = 0; i < vsapi_host_volume_count(host); i++) {
        const struct vsapi_volume *volume = vsapi_host_volume(host, i);
        const char *mount = vsapi_volume_mount(volume);

        *VSS_APPEND(&volumes->list) = (struct vss_volume){
            .mount = without_slash(mount ? mount : vsapi_volume_name(volume)),
            .name = vss_copy(vsapi_volume_name(volume)),
            .bare = without_slash(vsapi_volume_name(volume)),
            .label = vss_copy(vsapi_volume_label(volume)),
            .file_system = vss_copy(vsapi_volume_file_system(volume)),
        };
    }
    return VSS_EXIT_OK;
}

struct vss_volume *vss_volumes_named(struct vss_volumes *volumes, const char *name)
{
    const char *plain = without_slash(name);

    for (size_t i = 0; i < volumes->list.count; i++) {
        struct vss_volume *volume = &volumes->list.items[i];

        if (vsapi_text_same(volume->mount, plain) || vsapi_text_same(volume->bare, plain))
            return volume;
    }
    return NULL;
}

int vss_volumes_add_to_set(struct vss_volumes *volumes, IVssBackupComponents *components)
{
    for (size_t i = 0; i < volumes->list.count; i++) {
        struct vss_volume *volume = &volumes->list.items[i];
        HRESULT hr;

        if (!volume->is_wanted)
            continue;
        /* The page declares the name as not const, and only reads it. */
        hr = IVssBackupComponents_AddToSnapshotSet(components, (VSS_PWSZ)vss_wide(volume->name),
                                                   GUID_NULL, &volume->snapshot_id);
        if (FAILED(hr))
            return vss_fail_hr(VSS_EXIT_FAILED, hr, "AddToSnapshotSet of %s\\", volume->mount);
    }
    return VSS_EXIT_OK;
}

int vss_volumes_read_devices(struct vss_volumes *volumes, IVssBackupComponents *components)
{
    for (size_t i = 0; i < volumes->list.count; i++) {
        struct vss_volume *volume = &volumes->list.items[i];
        VSS_SNAPSHOT_PROP properties;
        HRESULT hr;

        if (!volume->is_wanted)
            continue;
        hr = IVssBackupComponents_GetSnapshotProperties(components, volume->snapshot_id,
                                                        &properties);
        if (FAILED(hr))
            return vss_fail_hr(VSS_EXIT_FAILED, hr, "GetSnapshotProperties of %s\\", volume->mount);
        volume->device = vss_text(properties.m_pwszSnapshotDeviceObject);
        volume->created = (uint64_t)properties.m_tsCreationTimestamp;
        VssFreeSnapshotProperties(&properties);
    }
    return VSS_EXIT_OK;
}

uint64_t vss_volumes_first_time(const struct vss_volumes *volumes)
{
    uint64_t first = 0;

    for (size_t i = 0; i < volumes->list.count; i++) {
        const struct vss_volume *volume = &volumes->list.items[i];

        if (volume->device && (first == 0 || volume->created < first))
            first = volume->created;
    }
    return first;
}

bool vss_volumes_any_wanted(const struct vss_volumes *volumes)
{
    for (size_t i = 0; i < volumes->list.count; i++) {
        if (volumes->list.items[i].is_wanted)
            return true;
    }
    return false;
}
