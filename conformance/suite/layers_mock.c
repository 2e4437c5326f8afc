/*
 * conformance/suite/layers_mock.c - our service below: a machine for each case, made to order.
 */
#include "layers.h"

#include <vsapi/alloc.h>
#include <vsapi/error.h>
#include <vsapi/files.h>
#include <vsapi/host.h>
#include <vsapi/text.h>

#include <stdio.h>
#include <string.h>
#include <wchar.h>

#define START_FILETIME 133000000000000000u

bool layers_mock(void)
{
    return true;
}

const char *layers_message(void)
{
    return vsapi_last_message();
}

static HRESULT add_volumes(struct vsapi_host *host, enum layers_array array)
{
    static const struct {
        const char *mount;
        bool unsupported, array;
    } volumes[] = {{"C:\\", false, false}, {"D:\\", false, false}, {"E:\\", false, false},
                   {"U:\\", true, false},  {"A:\\", false, true},  {"B:\\", false, true}};
    HRESULT hr = S_OK;

    for (size_t i = 0; i < sizeof volumes / sizeof *volumes && SUCCEEDED(hr); i++) {
        const struct vsapi_volume_options options = {.size = sizeof options,
                                                     .mount = volumes[i].mount,
                                                     .unsupported = volumes[i].unsupported,
                                                     .array = volumes[i].array,
                                                     .legacy_array = volumes[i].array &&
                                                                     array == LAYERS_LEGACY_ARRAY};

        if (array != LAYERS_NO_ARRAY || !volumes[i].array)
            hr = vsapi_host_add_volume(host, &options, NULL);
    }
    return hr;
}

HRESULT layers_machine_begin(enum layers_delivery delivery, enum layers_array array)
{
    struct vsapi_host *host;
    struct vsapi_clock *clock;
    HRESULT hr = vsapi_host_create(&host);

    if (FAILED(hr))
        return hr;
    vsapi_host_set_delivery(host, delivery == LAYERS_SERIAL ? VSAPI_DELIVERY_SERIAL
                                                            : VSAPI_DELIVERY_PARALLEL);
    hr = vsapi_clock_create_manual(START_FILETIME, &clock);
    if (SUCCEEDED(hr)) {
        vsapi_host_set_clock(host, clock);
        hr = add_volumes(host, array);
    }
    if (SUCCEEDED(hr))
        hr = vsapi_use_host(host);
    if (FAILED(hr))
        vsapi_host_destroy(host);
    return hr;
}

HRESULT layers_machine_end(void)
{
    return vsapi_reset();
}

static struct vsapi_host *host_now(void)
{
    struct vsapi_host *host = NULL;

    vsapi_current_host(&host);
    return host;
}

HRESULT layers_add_volume(const char *mount)
{
    const struct vsapi_volume_options options = {.size = sizeof options, .mount = mount};

    return vsapi_host_add_volume(host_now(), &options, NULL);
}

HRESULT layers_add_array_volume(const char *mount, const char *disk)
{
    const struct vsapi_volume_options options = {
        .size = sizeof options, .mount = mount, .array = true, .disk = disk};

    return vsapi_host_add_volume(host_now(), &options, NULL);
}

bool layers_fault(const char *call, const char *target, unsigned nth, uint64_t delay_ms, HRESULT hr)
{
    const struct vsapi_fault fault = {
        .size = sizeof fault,
        .call = call,
        .target = target,
        .nth = nth,
        .delay_ms = delay_ms == LAYERS_HANG ? VSAPI_FAULT_HANG : delay_ms,
        .hr = hr,
    };

    return SUCCEEDED(vsapi_host_add_fault(host_now(), &fault));
}

void layers_fail_allocation(uint64_t nth)
{
    vsapi_alloc_fail_at(nth, false);
}

uint64_t layers_allocations(void)
{
    return vsapi_alloc_count();
}

void layers_advance(uint64_t ms)
{
    vsapi_clock_advance(vsapi_host_clock(host_now()), ms);
}

uint64_t layers_now_ms(void)
{
    return vsapi_clock_now_ms(vsapi_host_clock(host_now()));
}

void layers_allow(bool requesters, bool writers)
{
    vsapi_host_set_rights(host_now(), VSAPI_ROLE_REQUESTER, requesters);
    vsapi_host_set_rights(host_now(), VSAPI_ROLE_WRITER, writers);
}

void layers_safe_mode(bool safe)
{
    vsapi_host_set_safe_mode(host_now(), safe);
}

void layers_domain(const char *domain)
{
    vsapi_host_set_variable(host_now(), "USERDNSDOMAIN", domain);
}

HRESULT layers_block_revert(const VSS_ID *writer_id)
{
    char text[VSAPI_GUID_TEXT];

    return vsapi_host_block_revert(host_now(), vsapi_guid_to_text(writer_id, text));
}

/* Paths of the cases are ASCII. */
static void narrow(const WCHAR *path, char *out, size_t size)
{
    size_t i = 0;

    for (; path[i] && i + 1 < size; i++)
        out[i] = (char)path[i];
    out[i] = '\0';
}

#ifdef _WIN32

/* Windows' own functions do not know our machine. */
static BOOL widen(const char *text, WCHAR *out, DWORD room)
{
    if (!text || strlen(text) >= room)
        return FALSE;
    for (size_t i = 0; i <= strlen(text); i++)
        out[i] = (WCHAR)text[i];
    return TRUE;
}

/* The volume whose mount point the path begins with, the longest; NULL: none. */
static const struct vsapi_volume *volume_of(const WCHAR *path)
{
    const struct vsapi_volume *found = NULL;
    char name[MAX_PATH];

    narrow(path, name, sizeof name);
    for (size_t i = 0; i < vsapi_host_volume_count(host_now()); i++) {
        const struct vsapi_volume *volume = vsapi_host_volume(host_now(), i);
        const char *mount = vsapi_volume_mount(volume);

        if (vsapi_text_starts(name, mount) &&
            (!found || strlen(mount) > strlen(vsapi_volume_mount(found))))
            found = volume;
    }
    return found;
}

BOOL layers_volume_path(const WCHAR *path, WCHAR *out, DWORD room)
{
    const struct vsapi_volume *volume = volume_of(path);

    return volume && widen(vsapi_volume_mount(volume), out, room);
}

BOOL layers_volume_name(const WCHAR *mount, WCHAR *out, DWORD room)
{
    const struct vsapi_volume *volume = volume_of(mount);

    return volume && wcslen(mount) == strlen(vsapi_volume_mount(volume)) &&
           widen(vsapi_volume_name(volume), out, room);
}

#else

BOOL layers_volume_path(const WCHAR *path, WCHAR *out, DWORD room)
{
    return GetVolumePathNameW(path, out, room);
}

BOOL layers_volume_name(const WCHAR *mount, WCHAR *out, DWORD room)
{
    return GetVolumeNameForVolumeMountPointW(mount, out, room);
}

#endif

HRESULT layers_write_file(const WCHAR *path, const char *text)
{
    struct vsapi_file *file;
    char name[260], folder[260];
    HRESULT hr;

    narrow(path, name, sizeof name);
    memcpy(folder, name, sizeof folder);
    *strrchr(folder, '\\') = '\0';
    hr = strlen(folder) > 2 ? vsapi_files_make_folder(host_now(), folder) : S_OK;
    if (SUCCEEDED(hr))
        hr = vsapi_files_open(host_now(), name, VSAPI_FILE_WRITE, &file);
    if (FAILED(hr))
        return hr;
    hr = vsapi_file_write(file, 0, text, strlen(text));
    vsapi_file_close(file, 0);
    return hr;
}

void *layers_open_file(const WCHAR *path)
{
    struct vsapi_file *file;
    char name[260];

    narrow(path, name, sizeof name);
    return SUCCEEDED(vsapi_files_open(host_now(), name, VSAPI_FILE_READ, &file)) ? file : NULL;
}

void layers_close_file(void *file)
{
    vsapi_file_close(file, 0);
}

HRESULT layers_make_folder(const WCHAR *path)
{
    char name[260];

    narrow(path, name, sizeof name);
    return vsapi_files_make_folder(host_now(), name);
}

HRESULT layers_remove_file(const WCHAR *path)
{
    char name[260];

    narrow(path, name, sizeof name);
    return vsapi_files_remove(host_now(), name);
}

HRESULT layers_read_file(const WCHAR *path, char *text, size_t size)
{
    struct vsapi_file *file;
    char name[260];
    size_t got = 0;
    HRESULT hr;

    text[0] = '\0';
    narrow(path, name, sizeof name);
    hr = vsapi_files_open(host_now(), name, VSAPI_FILE_READ, &file);
    if (FAILED(hr))
        return hr;
    hr = vsapi_file_read(file, 0, text, size - 1, &got);
    text[got] = '\0';
    vsapi_file_close(file, 0);
    return hr;
}
