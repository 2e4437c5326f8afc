/*
 * vsapi/win32/dos_device.c - names of MS-DOS: what C: and the like stand for in NT's name space,
 * and the drives that a program defines, most often one for a shadow copy.
 *
 * The volumes of the host are \Device\HarddiskVolume1 and so on, in their order. Definitions are
 * the process's; the last one of a name counts and uncovers the one before when it is removed.
 */
#include "path.h"
#include "text_out.h"

#include <vsapi/alloc.h>
#include <vsapi/error.h>
#include <vsapi/files.h>
#include <vsapi/text.h>
#include <vsapi/thread.h>
#include <vsapi/details.h>
#include <vsapi/volume.h>

#include <ctype.h>
#include <string.h>

#define SHADOW_COPY "HarddiskVolumeShadowCopy"

struct definition {
    char *name, *target; /* the target as NT has it */
};
static struct vsapi_mutex lock = VSAPI_MUTEX_INIT; /* guards definitions */
static VSAPI_ARRAY(struct definition) definitions;

/* The lock is held. Takes one out. */
static void remove_at(size_t at)
{
    struct definition *definition = &definitions.items[at];

    vsapi_free(definition->name);
    vsapi_free(definition->target);
    memmove(definition, definition + 1, (--definitions.count - at) * sizeof *definition);
    if (definitions.count > 0)
        return;
    vsapi_free(definitions.items);
    definitions.items = NULL;
    definitions.capacity = 0;
}

__attribute__((destructor)) static void definitions_finish(void)
{
    while (definitions.count > 0)
        remove_at(definitions.count - 1);
}

char *vsapi_dos_device_defined(const char *name, size_t length)
{
    char *target = NULL;

    vsapi_mutex_lock(&lock);
    for (size_t i = definitions.count; i > 0 && !target; i--) {
        const struct definition *definition = &definitions.items[i - 1];

        if (strlen(definition->name) == length && vsapi_text_starts(name, definition->name))
            target = vsapi_strdup(definition->target);
    }
    vsapi_mutex_unlock(&lock);
    return target;
}

char *vsapi_volume_device(struct vsapi_volume *volume)
{
    struct vsapi_host *host;
    size_t i = 0;

    if (FAILED(vsapi_current_host(&host)))
        return NULL;
    while (i < vsapi_host_volume_count(host) && vsapi_host_volume(host, i) != volume)
        i++;
    return vsapi_sprintf("\\Device\\HarddiskVolume%u", (unsigned)i + 1);
}

/* The device that an exposed drive or a name such as HarddiskVolumeShadowCopy1 leads to. */
static char *shadow_copy(struct vsapi_host *host, const char *name)
{
    char *device = NULL, *path;
    struct vsapi_file_info info;

    if (!vsapi_text_starts(name, SHADOW_COPY))
        return vsapi_exposed_device(host, name);
    path = vsapi_sprintf("\\\\?\\GLOBALROOT\\Device\\%s\\", name);
    if (path && SUCCEEDED(vsapi_files_stat(host, path, &info)))
        device = vsapi_sprintf("\\Device\\%s", name);
    vsapi_free(path);
    return device;
}

char *vsapi_dos_device(struct vsapi_host *host, const char *name)
{
    char *device = vsapi_dos_device_defined(name, strlen(name)), *root;
    struct vsapi_volume *volume;

    if (device || strchr(name, '\\'))
        return device;
    root = vsapi_sprintf("%s%s\\", vsapi_text_starts(name, "Volume{") ? "\\\\?\\" : "", name);
    if (root && SUCCEEDED(vsapi_host_find_volume(host, root, &volume)))
        device = vsapi_volume_device(volume);
    vsapi_free(root);
    return device ? device : shadow_copy(host, name);
}

/* ---- asking ------------------------------------------------------------------------------------
 */

struct list { /* texts, each with its NUL */
    VSAPI_ARRAY(char) bytes;
};

static bool list_add(struct list *list, const char *text)
{
    for (;; text++) {
        if (!VSAPI_ARRAY_ROOM(&list->bytes))
            return vsapi_win32_fail(ERROR_NOT_ENOUGH_MEMORY);
        list->bytes.items[list->bytes.count++] = *text;
        if (!*text)
            return true;
    }
}

static bool list_volume(struct list *list, const struct vsapi_volume *volume)
{
    char name[49], drive[3];

    memcpy(drive, vsapi_volume_mount(volume), 2);
    drive[2] = '\0';
    memcpy(name, vsapi_volume_name(volume) + 4, 44); /* Volume{guid} */
    name[44] = '\0';
    return (vsapi_volume_mount(volume)[3] || list_add(list, drive)) && list_add(list, name);
}

/* All names: the volumes', the exposed drives' and those of programs. */
static bool list_all(struct vsapi_host *host, struct list *list)
{
    bool done = list_add(list, "NUL") && list_add(list, "CONIN$") && list_add(list, "CONOUT$");

    for (size_t i = 0; done && i < vsapi_host_volume_count(host); i++)
        done = list_volume(list, vsapi_host_volume(host, i));
    for (char drive[] = "A:"; done && *drive <= 'Z'; ++*drive) {
        char *device = vsapi_exposed_device(host, drive);

        if (device)
            done = list_add(list, drive);
        vsapi_free(device);
    }
    vsapi_mutex_lock(&lock);
    for (size_t i = 0; done && i < definitions.count; i++)
        done = list_add(list, definitions.items[i].name);
    vsapi_mutex_unlock(&lock);
    return done;
}

/* What one name stands for: one text, as names of the host stand for one thing only. */
static bool list_one(struct vsapi_host *host, LPCWSTR name, struct list *list)
{
    char *text, *device;
    bool done;

    if (!vsapi_text_in(name, &text))
        return false;
    device = vsapi_text_same(text, "NUL") ? vsapi_strdup("\\Device\\Null")
                                          : vsapi_dos_device(host, text);
    done = device ? list_add(list, device) : vsapi_win32_fail(ERROR_FILE_NOT_FOUND);
    vsapi_free(device);
    vsapi_free(text);
    return done;
}

DWORD WINAPI QueryDosDeviceW(LPCWSTR name, LPWSTR out, DWORD room)
{
    struct vsapi_host *host;
    struct list list = {0};
    DWORD length = 0;
    HRESULT hr = vsapi_current_host(&host);

    if (FAILED(hr)) {
        vsapi_win32_fail_hr(hr);
        return 0;
    }
    if (name ? list_one(host, name, &list) : list_all(host, &list)) {
        length = vsapi_win32_list_out(list.bytes.items, list.bytes.count, out, room);
        if (length > room)
            length = (DWORD)vsapi_win32_fail(ERROR_INSUFFICIENT_BUFFER);
    }
    vsapi_free(list.bytes.items);
    return length;
}

/* ---- defining ----------------------------------------------------------------------------------
 */

static BOOL define(char *name, char *target)
{
    bool done;

    vsapi_mutex_lock(&lock);
    done = VSAPI_ARRAY_ROOM(&definitions);
    if (done)
        definitions.items[definitions.count++] = (struct definition){name, target};
    vsapi_mutex_unlock(&lock);
    if (done)
        return TRUE;
    vsapi_free(name);
    vsapi_free(target);
    return vsapi_win32_fail(ERROR_NOT_ENOUGH_MEMORY);
}

/* Without a target the last definition goes, else the last that is, or begins with, the target. */
static BOOL undefine(const char *name, const char *target, bool exact)
{
    bool found = false;

    vsapi_mutex_lock(&lock);
    for (size_t i = definitions.count; i > 0 && !found; i--) {
        const struct definition *definition = &definitions.items[i - 1];

        found = vsapi_text_same(definition->name, name) &&
                (!target || (exact ? vsapi_text_same(definition->target, target)
                                   : vsapi_text_starts(definition->target, target)));
        if (found)
            remove_at(i - 1);
    }
    vsapi_mutex_unlock(&lock);
    return found ? TRUE : vsapi_win32_fail(ERROR_FILE_NOT_FOUND);
}

/* As NT has it: raw as it is, else the full path below \??\. NULL: it failed, or there is none. */
static char *target_in(LPCWSTR target, bool raw)
{
    char *text = NULL, *full = NULL, *nt = NULL;

    if (!target || !vsapi_text_in(target, &text) || raw)
        return text;
    full = vsapi_path_full(text);
    if (full)
        nt = full[0] == '\\' && full[2] != '?' && full[2] != '.'
                 ? vsapi_sprintf("\\??\\UNC\\%s", full + 2)
                 : vsapi_sprintf("\\??\\%s", full + (full[0] == '\\' ? 4 : 0));
    if (!nt)
        vsapi_win32_fail(ERROR_NOT_ENOUGH_MEMORY);
    vsapi_free(full);
    vsapi_free(text);
    return nt;
}

/* The name without a colon is that of another device, with one that of a drive. */
static bool check_name(const char *name)
{
    size_t length = strlen(name);

    if (length == 0 || strchr(name, '\\') || (strchr(name, ':') && (length != 2 || name[1] != ':')))
        return vsapi_win32_fail(ERROR_INVALID_PARAMETER);
    return true;
}

BOOL WINAPI DefineDosDeviceW(DWORD flags, LPCWSTR name, LPCWSTR target)
{
    const DWORD known = DDD_RAW_TARGET_PATH | DDD_REMOVE_DEFINITION | DDD_EXACT_MATCH_ON_REMOVE |
                        DDD_NO_BROADCAST_SYSTEM;
    bool removes = flags & DDD_REMOVE_DEFINITION, done;
    char *text, *nt;

    if (!name || flags & ~known || (!target && !removes))
        return vsapi_win32_fail(ERROR_INVALID_PARAMETER);
    if (!vsapi_text_in(name, &text))
        return FALSE;
    nt = check_name(text) ? target_in(target, flags & DDD_RAW_TARGET_PATH) : NULL;
    if ((target && !nt) || (!target && !check_name(text)))
        done = false;
    else if (!removes)
        return define(text, nt);
    else
        done = undefine(text, nt, flags & DDD_EXACT_MATCH_ON_REMOVE);
    vsapi_free(nt);
    vsapi_free(text);
    return done;
}
