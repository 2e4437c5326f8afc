/*
 * vsapi/win32/volumes.c - the volumes of the mock host, listed and asked.
 */
#include "file.h"
#include "path.h"
#include "text_out.h"

#include <vsapi/error.h>
#include <vsapi/text.h>
#include <vsapi/volume.h>

#include <ctype.h>
#include <string.h>

/* ---- lists -------------------------------------------------------------------------------------
 */

struct names { /* what a search goes through: texts, taken when it began */
    struct vsapi_object object;
    VSAPI_ARRAY(char *) items;
    size_t next;
    struct vsapi_mutex lock; /* guards next */
};

static void names_destroy(struct vsapi_object *object)
{
    struct names *names = (struct names *)object;

    for (size_t i = 0; i < names->items.count; i++)
        vsapi_free(names->items.items[i]);
    vsapi_free(names->items.items);
    vsapi_mutex_finish(&names->lock);
    vsapi_free(names);
}

static const struct vsapi_object_class volumes_class = {.own_close = true,
                                                        .destroy = names_destroy},
                                       mounts_class = {.own_close = true, .destroy = names_destroy};

static struct names *names_create(const struct vsapi_object_class *cls)
{
    struct names *names = vsapi_calloc(1, sizeof *names);

    if (!names) {
        vsapi_win32_fail(ERROR_NOT_ENOUGH_MEMORY);
        return NULL;
    }
    vsapi_object_init(&names->object, cls, NULL);
    vsapi_mutex_init(&names->lock);
    return names;
}

static bool names_add(struct names *names, const char *text)
{
    char *copy = vsapi_strdup(text);

    if (!copy || !VSAPI_ARRAY_ROOM(&names->items)) {
        vsapi_free(copy);
        return vsapi_win32_fail(ERROR_NOT_ENOUGH_MEMORY);
    }
    names->items.items[names->items.count++] = copy;
    return true;
}

static BOOL names_next(struct names *names, LPWSTR out, DWORD room)
{
    BOOL done;

    vsapi_mutex_lock(&names->lock);
    if (names->next >= names->items.count)
        done = vsapi_win32_fail(ERROR_NO_MORE_FILES);
    else if ((done = vsapi_win32_text_out_or(names->items.items[names->next], out, room,
                                             ERROR_FILENAME_EXCED_RANGE)))
        names->next++;
    vsapi_mutex_unlock(&names->lock);
    return done;
}

/* The first name, and a handle for the others. */
static HANDLE names_begin(struct names *names, LPWSTR out, DWORD room)
{
    HANDLE handle;

    if (!names_next(names, out, room)) {
        DWORD error = GetLastError();

        vsapi_object_done(&names->object);
        vsapi_win32_fail(error);
        return INVALID_HANDLE_VALUE;
    }
    handle = vsapi_handle_create(&names->object);
    return handle ? handle : INVALID_HANDLE_VALUE;
}

static BOOL next_of(HANDLE handle, const struct vsapi_object_class *cls, LPWSTR out, DWORD room)
{
    struct names *names = (struct names *)vsapi_handle_use(handle, cls);
    BOOL done;

    if (!names)
        return FALSE;
    done = names_next(names, out, room);
    vsapi_object_done(&names->object);
    return done;
}

static bool current_host(struct vsapi_host **out)
{
    HRESULT hr = vsapi_current_host(out);

    return SUCCEEDED(hr) ? true : vsapi_win32_fail_hr(hr);
}

HANDLE WINAPI FindFirstVolumeW(LPWSTR out, DWORD room)
{
    struct vsapi_host *host;
    struct names *names;
    bool done = true;

    if (!out || !current_host(&host) || !(names = names_create(&volumes_class)))
        return INVALID_HANDLE_VALUE;
    for (size_t i = 0; done && i < vsapi_host_volume_count(host); i++)
        done = names_add(names, vsapi_volume_name(vsapi_host_volume(host, i)));
    if (done)
        return names_begin(names, out, room);
    vsapi_object_done(&names->object);
    return INVALID_HANDLE_VALUE;
}

BOOL WINAPI FindNextVolumeW(HANDLE handle, LPWSTR out, DWORD room)
{
    return next_of(handle, &volumes_class, out, room);
}

BOOL WINAPI FindVolumeClose(HANDLE handle)
{
    return vsapi_handle_close(handle, &volumes_class);
}

/* ---- mount points ------------------------------------------------------------------------------
 */

/* The volume that a root names, which ends in a backslash. */
static struct vsapi_volume *volume_of_root(struct vsapi_host *host, LPCWSTR root)
{
    struct vsapi_volume *volume = NULL;
    char *text;
    HRESULT hr;

    if (!vsapi_text_in(root, &text))
        return NULL;
    if (!text || !*text || text[strlen(text) - 1] != '\\') {
        vsapi_win32_fail(ERROR_INVALID_NAME);
    } else {
        hr = vsapi_host_find_volume(host, text, &volume);
        if (FAILED(hr))
            vsapi_win32_fail(hr == E_OUTOFMEMORY ? ERROR_NOT_ENOUGH_MEMORY : ERROR_FILE_NOT_FOUND);
    }
    vsapi_free(text);
    return volume;
}

/* Mount points below the volume, named from its root on. */
static bool add_mounts(struct vsapi_host *host, const struct vsapi_volume *volume,
                       struct names *names)
{
    const char *mount = vsapi_volume_mount(volume);

    for (size_t i = 0; i < vsapi_host_volume_count(host); i++) {
        const struct vsapi_volume *other = vsapi_host_volume(host, i);
        const struct vsapi_volume *on;
        const char *rest = vsapi_volume_mount(other) + strlen(mount);

        if (other == volume || !vsapi_text_starts(vsapi_volume_mount(other), mount))
            continue;
        on = vsapi_volume_mounted_on(host, other);
        if (on == volume && !names_add(names, rest))
            return false;
    }
    return true;
}

HANDLE WINAPI FindFirstVolumeMountPointW(LPCWSTR root, LPWSTR out, DWORD room)
{
    struct vsapi_volume *volume;
    struct vsapi_host *host;
    struct names *names;

    if (!current_host(&host) || !(volume = volume_of_root(host, root)) ||
        !(names = names_create(&mounts_class)))
        return INVALID_HANDLE_VALUE;
    if (add_mounts(host, volume, names))
        return names_begin(names, out, room);
    vsapi_object_done(&names->object);
    return INVALID_HANDLE_VALUE;
}

BOOL WINAPI FindNextVolumeMountPointW(HANDLE handle, LPWSTR out, DWORD room)
{
    return next_of(handle, &mounts_class, out, room);
}

BOOL WINAPI FindVolumeMountPointClose(HANDLE handle)
{
    return vsapi_handle_close(handle, &mounts_class);
}

BOOL WINAPI GetVolumePathNamesForVolumeNameW(LPCWSTR name, LPWSTR out, DWORD room, PDWORD needed)
{
    struct vsapi_volume *volume;
    struct vsapi_host *host;
    DWORD length;

    if (!current_host(&host) || !(volume = volume_of_root(host, name)))
        return FALSE;
    length = vsapi_win32_list_out(vsapi_volume_mount(volume),
                                  strlen(vsapi_volume_mount(volume)) + 1, out, room);
    if (needed)
        *needed = length;
    return length <= room ? TRUE : vsapi_win32_fail(ERROR_MORE_DATA);
}

/* ---- what a volume is --------------------------------------------------------------------------
 */

DWORD vsapi_serial_number(const char *name)
{
    uint32_t number = 2166136261u; /* FNV-1a, as it has to be the same in every process */

    for (; *name; name++)
        number = (number ^ (uint32_t)tolower((unsigned char)*name)) * 16777619u;
    return number;
}

struct volume_facts {
    const char *label, *file_system;
    DWORD serial;
    bool read_only;
};

static const struct vsapi_volume *volume_of_file(struct vsapi_file *file)
{
    return vsapi_file_volume(file);
}

/* A shadow copy's root has no volume of the host; it is NTFS without a label. */
static void facts_of(struct vsapi_file *file, struct volume_facts *out)
{
    const struct vsapi_volume *volume = volume_of_file(file);

    out->label = volume ? vsapi_volume_label(volume) : "";
    out->file_system = volume ? vsapi_volume_file_system(volume) : "NTFS";
    out->serial = vsapi_serial_number(vsapi_file_root(file));
    out->read_only = FAILED(vsapi_file_check_writable(file));
}

static DWORD flags_of(const struct volume_facts *facts)
{
    return FILE_CASE_PRESERVED_NAMES | FILE_UNICODE_ON_DISK |
           (facts->read_only ? FILE_READ_ONLY_VOLUME : 0);
}

static BOOL facts_out(const struct volume_facts *facts, LPWSTR label, DWORD label_room,
                      LPDWORD serial, LPDWORD component, LPDWORD flags, LPWSTR file_system,
                      DWORD file_system_room)
{
    if ((label && !vsapi_win32_text_out_or(facts->label, label, label_room, ERROR_BAD_LENGTH)) ||
        (file_system && !vsapi_win32_text_out_or(facts->file_system, file_system, file_system_room,
                                                 ERROR_BAD_LENGTH)))
        return FALSE;
    if (serial)
        *serial = facts->serial;
    if (component)
        *component = 255;
    if (flags)
        *flags = flags_of(facts);
    return TRUE;
}

/* The root folder of a volume or shadow copy; NULL: the last error tells. */
static struct vsapi_file *open_root(LPCWSTR root)
{
    struct vsapi_file *file = NULL;
    struct vsapi_path path;
    HRESULT hr;

    if (!vsapi_path_open(root ? root : L"\\", &path)) {
        if (GetLastError() == ERROR_PATH_NOT_FOUND)
            vsapi_win32_fail(ERROR_INVALID_NAME);
        return NULL;
    }
    if (path.kind != VSAPI_PATH_FILE || !path.slashed) {
        vsapi_win32_fail(ERROR_INVALID_NAME);
    } else {
        hr = vsapi_files_open(path.host, path.name, VSAPI_FILE_LOOK, &file);
        if (SUCCEEDED(hr) && !vsapi_file_is_root(file)) {
            vsapi_file_close(file, 0);
            file = NULL;
            vsapi_win32_fail(ERROR_DIR_NOT_ROOT);
        } else if (FAILED(hr)) {
            vsapi_path_fail(hr);
        }
    }
    vsapi_path_finish(&path);
    return file;
}

BOOL WINAPI GetVolumeInformationW(LPCWSTR root, LPWSTR label, DWORD label_room, LPDWORD serial,
                                  LPDWORD component, LPDWORD flags, LPWSTR file_system,
                                  DWORD file_system_room)
{
    struct vsapi_file *file = open_root(root);
    struct volume_facts facts;
    BOOL done;

    if (!file)
        return FALSE;
    facts_of(file, &facts);
    done = facts_out(&facts, label, label_room, serial, component, flags, file_system,
                     file_system_room);
    vsapi_file_close(file, 0);
    return done;
}

BOOL WINAPI GetVolumeInformationByHandleW(HANDLE handle, LPWSTR label, DWORD label_room,
                                          LPDWORD serial, LPDWORD component, LPDWORD flags,
                                          LPWSTR file_system, DWORD file_system_room)
{
    struct vsapi_open *open = vsapi_open_use_file(handle);
    struct volume_facts facts;
    BOOL done;

    if (!open)
        return FALSE;
    facts_of(open->file, &facts);
    done = facts_out(&facts, label, label_room, serial, component, flags, file_system,
                     file_system_room);
    vsapi_open_done(open);
    return done;
}

UINT WINAPI GetDriveTypeW(LPCWSTR root)
{
    struct vsapi_path path;
    struct vsapi_file_info info;
    UINT type = DRIVE_NO_ROOT_DIR;

    if (!vsapi_path_open(root ? root : L"\\", &path))
        return DRIVE_NO_ROOT_DIR;
    if (path.kind == VSAPI_PATH_FILE && SUCCEEDED(vsapi_files_stat(path.host, path.name, &info)) &&
        info.attributes & FILE_ATTRIBUTE_DIRECTORY && path.slashed)
        type = vsapi_text_starts(path.name, "\\\\?\\UNC\\") ? DRIVE_REMOTE : DRIVE_FIXED;
    vsapi_path_finish(&path);
    return type;
}

static bool is_drive(struct vsapi_host *host, char letter)
{
    char name[] = {letter, ':', '\0'};
    char *device = vsapi_dos_device(host, name);

    vsapi_free(device);
    return device != NULL;
}

DWORD WINAPI GetLogicalDrives(void)
{
    struct vsapi_host *host;
    DWORD drives = 0;

    if (!current_host(&host))
        return 0;
    for (int i = 0; i < 26; i++)
        drives |= is_drive(host, (char)('A' + i)) ? 1u << i : 0;
    return drives;
}

DWORD WINAPI GetLogicalDriveStringsW(DWORD room, LPWSTR out)
{
    char texts[26 * 4 + 1];
    DWORD drives = GetLogicalDrives(), needed;
    size_t length = 0;

    for (int i = 0; i < 26; i++) {
        if (drives & 1u << i) {
            memcpy(texts + length, (char[]){(char)('A' + i), ':', '\\', '\0'}, 4);
            length += 4;
        }
    }
    needed = vsapi_win32_list_out(texts, length, out, room);
    return needed <= room ? needed - 1 : needed;
}

/* ---- room --------------------------------------------------------------------------------------
 */

static bool space_of(LPCWSTR folder, struct vsapi_space *out)
{
    struct vsapi_path path;
    HRESULT hr;

    if (!vsapi_path_open(folder ? folder : L"\\", &path))
        return false;
    hr = path.kind == VSAPI_PATH_FILE ? vsapi_files_space(path.host, path.name, out)
                                      : HRESULT_FROM_WIN32(ERROR_INVALID_NAME);
    vsapi_path_finish(&path);
    return SUCCEEDED(hr) ? true : vsapi_path_fail(hr);
}

BOOL WINAPI GetDiskFreeSpaceExW(LPCWSTR folder, PULARGE_INTEGER available, PULARGE_INTEGER total,
                                PULARGE_INTEGER left)
{
    struct vsapi_space space;

    if (!space_of(folder, &space))
        return FALSE;
    if (available)
        available->QuadPart = space.free_bytes;
    if (total)
        total->QuadPart = space.total_bytes;
    if (left)
        left->QuadPart = space.free_bytes;
    return TRUE;
}

#define SECTOR 512u
#define CLUSTER_SECTORS 8u

BOOL WINAPI GetDiskFreeSpaceW(LPCWSTR root, LPDWORD sectors, LPDWORD bytes, LPDWORD left,
                              LPDWORD total)
{
    const uint64_t cluster = SECTOR * CLUSTER_SECTORS;
    struct vsapi_space space;

    if (!space_of(root, &space))
        return FALSE;
    *sectors = CLUSTER_SECTORS;
    *bytes = SECTOR;
    *left = (DWORD)(space.free_bytes / cluster);
    *total = (DWORD)(space.total_bytes / cluster);
    return TRUE;
}
