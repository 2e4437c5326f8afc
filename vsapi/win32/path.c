/*
 * vsapi/win32/path.c - from the paths that programs pass to names that the mock host knows.
 *
 * First a path becomes a full one, by its text alone, as "File path formats on Windows systems" of
 * the documentation has it; \\?\ skips that. Then drives that a program has defined, NT names of
 * volumes and the devices of MS-DOS are replaced by what they stand for.
 */
#include "path.h"

#include <vsapi/alloc.h>
#include <vsapi/error.h>
#include <vsapi/files.h>
#include <vsapi/text.h>
#include <vsapi/thread.h>
#include <vsapi/volume.h>

#include <ctype.h>
#include <string.h>

#define VERBATIM "\\\\?\\"
#define NT_DEVICE "GLOBALROOT\\Device\\"
#define NT_VOLUME "HarddiskVolume"
#define SHADOW_COPY "HarddiskVolumeShadowCopy"
#define LONGEST_COMPONENT 255
#define MOST_DEFINITIONS 16 /* of drives by drives */

static bool is_separator(char c)
{
    return c == '\\' || c == '/';
}

static bool is_drive(const char *path)
{
    return isalpha((unsigned char)path[0]) && path[1] == ':';
}

/* ---- the current folder ------------------------------------------------------------------------
 */

static struct vsapi_mutex current_lock = VSAPI_MUTEX_INIT; /* guards current */
static char *current;                                      /* ends in '\'; NULL: C:\ */

char *vsapi_path_current(void)
{
    char *copy;

    vsapi_mutex_lock(&current_lock);
    copy = vsapi_strdup(current ? current : "C:\\");
    vsapi_mutex_unlock(&current_lock);
    return copy;
}

void vsapi_path_set_current(char *path)
{
    char *old;

    vsapi_mutex_lock(&current_lock);
    old = current;
    current = path;
    vsapi_mutex_unlock(&current_lock);
    vsapi_free(old);
}

__attribute__((destructor)) static void current_finish(void)
{
    vsapi_path_set_current(NULL);
}

/* ---- full paths --------------------------------------------------------------------------------
 */

/* Behind the part of a path that ".." does not leave: C:\, \\machine\share\, \\?\C:\ and the like.
 * The path has backslashes only. */
static size_t root_length(const char *path)
{
    size_t parts = 0, at;

    if (is_drive(path))
        return path[2] == '\\' ? 3 : 2;
    if (strncmp(path, "\\\\", 2) != 0)
        return path[0] == '\\';
    if ((path[2] == '?' || path[2] == '.') && path[3] == '\\')
        parts = vsapi_text_starts(path + 4, NT_DEVICE) ? 3
                : vsapi_text_starts(path + 4, "UNC\\") ? 3
                                                       : 1;
    for (at = parts ? 4 : 2, parts = parts ? parts : 2; parts > 0 && path[at]; parts--) {
        at += strcspn(path + at, "\\");
        at += path[at] == '\\';
    }
    return at;
}

/* Puts a whole path before one that is relative in one of the three ways. */
static char *make_absolute(const char *path)
{
    char *folder = NULL, *whole;

    if (is_separator(path[0]) && is_separator(path[1]))
        return vsapi_strdup(path);
    if (is_drive(path) && is_separator(path[2]))
        return vsapi_strdup(path);
    folder = vsapi_path_current();
    if (!folder)
        return NULL;
    if (is_separator(path[0])) { /* from the root of the current drive */
        folder[root_length(folder)] = '\0';
        whole = vsapi_sprintf("%s%s", folder, path);
    } else if (!is_drive(path)) {
        whole = vsapi_sprintf("%s%s", folder, path);
    } else if (toupper((unsigned char)path[0]) == toupper((unsigned char)folder[0])) {
        whole = vsapi_sprintf("%s%s", folder, path + 2);
    } else { /* the current folder of another drive is its root */
        whole = vsapi_sprintf("%.2s\\%s", path, path + 2);
    }
    vsapi_free(folder);
    return whole;
}

/* How much of a component counts that is not the last: a single point at its end does not. */
static size_t counted(const char *component, size_t length)
{
    bool pointed = length > 1 && component[length - 1] == '.' && component[length - 2] != '.';

    return length - pointed;
}

/* Points and spaces at the end of a path do not count. */
static void trim_end(char *root, char *end)
{
    while (end > root && (end[-1] == '.' || end[-1] == ' '))
        end--;
    *end = '\0';
}

/* Resolves "." and "..", in place; the path has backslashes only. */
static void resolve_dots(char *path)
{
    char *root = path + root_length(path), *end = root, *at = root;

    while (*at) {
        size_t length = strcspn(at, "\\"), counts;
        bool slash = at[length] == '\\', here = length == 1 && *at == '.';
        bool up = length == 2 && memcmp(at, "..", 2) == 0;

        if (up) {
            end -= end > root; /* the backslash */
            while (end > root && end[-1] != '\\')
                end--;
        }
        if ((up || here) && !slash && end > root)
            end--; /* C:\a\. is C:\a */
        if (!up && !here && length > 0) {
            counts = slash ? counted(at, length) : length;
            memmove(end, at, counts);
            end += counts;
            if (slash)
                *end++ = '\\';
        }
        at += length + slash;
    }
    trim_end(root, end);
}

static const char *last_component(const char *path)
{
    const char *last = path;

    for (; *path; path++) {
        if (is_separator(*path))
            last = path + 1;
    }
    return last;
}

/* The device of MS-DOS that a name stands for in every folder, with or without an extension. */
static const char *reserved(const char *path)
{
    static const char *const names[] = {"CON",  "PRN",  "AUX",  "NUL",  "COM1",   "COM2",
                                        "COM3", "COM4", "COM5", "COM6", "COM7",   "COM8",
                                        "COM9", "LPT1", "LPT2", "LPT3", "LPT4",   "LPT5",
                                        "LPT6", "LPT7", "LPT8", "LPT9", "CONIN$", "CONOUT$"};
    const char *name = last_component(path);
    size_t length;

    if (name == path && is_drive(name))
        name += 2;
    length = strcspn(name, ".:");
    while (length > 0 && name[length - 1] == ' ')
        length--;
    for (size_t i = 0; i < ARRAYSIZE(names); i++) {
        if (strlen(names[i]) == length && vsapi_text_starts(name, names[i]))
            return names[i];
    }
    return NULL;
}

static bool is_device_path(const char *path)
{
    return is_separator(path[0]) && is_separator(path[1]) && (path[2] == '?' || path[2] == '.') &&
           is_separator(path[3]);
}

char *vsapi_path_full(const char *path)
{
    const char *device = is_device_path(path) ? NULL : reserved(path);
    char *whole;

    if (device)
        return vsapi_sprintf("\\\\.\\%s", device);
    whole = make_absolute(path);
    if (!whole)
        return NULL;
    for (char *at = whole; *at; at++)
        *at = *at == '/' ? '\\' : *at;
    resolve_dots(whole);
    return whole;
}

/* ---- what stands behind a name -----------------------------------------------------------------
 */

BOOL vsapi_path_fail(HRESULT hr)
{
    if (hr == E_INVALIDARG) /* a symbolic link leads out of the volume */
        return vsapi_win32_fail(ERROR_CANT_ACCESS_FILE);
    return vsapi_win32_fail_hr(hr);
}

/* The name of the host's volume that NT calls \Device\HarddiskVolumeN; NULL: there is none. */
static const char *volume_of_number(struct vsapi_host *host, const char *number, size_t *length)
{
    size_t n = 0;

    *length = strspn(number, "0123456789");
    for (size_t i = 0; i < *length && n <= UINT16_MAX; i++)
        n = 10 * n + (size_t)(number[i] - '0');
    if (n == 0 || n > vsapi_host_volume_count(host) || (number[*length] && number[*length] != '\\'))
        return NULL;
    return vsapi_volume_name(vsapi_host_volume(host, n - 1));
}

/* One step from a name behind \\?\ to what it stands for, as such a name; NULL with false in
 * *failed: it stands for itself. */
static char *step(struct vsapi_host *host, const char *name, bool *failed)
{
    size_t length = strcspn(name, "\\");
    char *target = vsapi_dos_device_defined(name, length), *next = NULL;
    const char *volume;
    bool none = false;

    if (target && vsapi_text_starts(target, "\\??\\")) {
        size_t end = strlen(target);

        next = vsapi_sprintf("%.*s%s", (int)(end - 4 - (target[end - 1] == '\\')), target + 4,
                             name + length);
    } else if (target) {
        next = vsapi_sprintf("GLOBALROOT%s%s", target, name + length);
    } else if (vsapi_text_starts(name, SHADOW_COPY) || vsapi_text_starts(name, NT_VOLUME)) {
        next = vsapi_sprintf(NT_DEVICE "%s", name);
    } else if (vsapi_text_starts(name, NT_DEVICE NT_VOLUME) &&
               !vsapi_text_starts(name, NT_DEVICE SHADOW_COPY)) {
        const char *number = name + sizeof NT_DEVICE NT_VOLUME - 1;

        volume = volume_of_number(host, number, &length);
        none = !volume;
        if (volume) /* without \\?\ and the final backslash */
            next = vsapi_sprintf("%.*s%s", (int)strlen(volume) - 5, volume + 4, number + length);
    } else {
        return NULL;
    }
    vsapi_free(target);
    *failed = !next;
    if (!next)
        vsapi_win32_fail(none ? ERROR_FILE_NOT_FOUND : ERROR_NOT_ENOUGH_MEMORY);
    return next;
}

/* Goes on until a name stands for itself. Takes the name and gives one back; NULL: it failed. */
static char *steps(struct vsapi_host *host, char *name)
{
    for (int i = 0; i < MOST_DEFINITIONS && name; i++) {
        bool failed = false;
        char *next = step(host, name, &failed);

        if (!next && !failed)
            return name;
        vsapi_free(name);
        name = next;
    }
    if (name)
        vsapi_win32_fail(ERROR_FILE_NOT_FOUND); /* drives that lead to one another */
    vsapi_free(name);
    return NULL;
}

/* Is every component one that a file system takes? "." and ".." mean nothing behind \\?\. */
static bool check_components(const char *rest)
{
    while (*rest) {
        size_t length = strcspn(rest, "\\"), characters = 0;

        for (size_t i = 0; i < length; i++)
            characters += ((unsigned char)rest[i] & 0xC0) != 0x80;
        if (characters > LONGEST_COMPONENT || (length == 1 && *rest == '.') ||
            (length == 2 && memcmp(rest, "..", 2) == 0))
            return vsapi_win32_fail(ERROR_INVALID_NAME);
        rest += length + (rest[length] == '\\');
    }
    return true;
}

/* How long the part of a name behind \\?\ is that names the volume; 0: it names none. */
static size_t volume_length(const char *name)
{
    size_t length = strcspn(name, "\\");

    if (is_drive(name))
        return length == 2 ? 2 : 0;
    if (vsapi_text_starts(name, "Volume{"))
        return length;
    if (vsapi_text_starts(name, NT_DEVICE SHADOW_COPY))
        return sizeof NT_DEVICE - 1 + strcspn(name + sizeof NT_DEVICE - 1, "\\");
    if (!vsapi_text_starts(name, "UNC\\"))
        return 0;
    length = 4 + strcspn(name + 4, "\\");
    return length + (name[length] == '\\' ? 1 + strcspn(name + length + 1, "\\") : 0);
}

static bool classify_device(const char *name, struct vsapi_path *out)
{
    static const struct {
        const char *name;
        enum vsapi_path_kind kind;
    } devices[] = {{"NUL", VSAPI_PATH_NUL},
                   {"CONIN$", VSAPI_PATH_CONSOLE_IN},
                   {"CONOUT$", VSAPI_PATH_CONSOLE_OUT},
                   {"CON", VSAPI_PATH_CONSOLE_OUT}};

    for (size_t i = 0; i < ARRAYSIZE(devices); i++) {
        if (vsapi_text_same(name, devices[i].name)) {
            out->kind = devices[i].kind;
            return true;
        }
    }
    return vsapi_win32_fail(ERROR_FILE_NOT_FOUND);
}

/* Takes the name behind \\?\. */
static bool classify(char *name, struct vsapi_path *out)
{
    size_t volume = volume_length(name), length = strlen(name);
    bool done;

    if (volume == 0) {
        done = classify_device(name, out);
    } else {
        const char *rest = name + volume + (name[volume] == '\\');

        out->kind =
            name[volume] || vsapi_text_starts(name, "UNC\\") ? VSAPI_PATH_FILE : VSAPI_PATH_VOLUME;
        out->root = out->kind == VSAPI_PATH_FILE && !*rest;
        out->slashed = out->kind == VSAPI_PATH_FILE && length > 0 && name[length - 1] == '\\';
        done = check_components(rest);
    }
    if (done && !(out->name = vsapi_sprintf(VERBATIM "%s", name)))
        done = vsapi_win32_fail(ERROR_NOT_ENOUGH_MEMORY);
    vsapi_free(name);
    return done;
}

/* The part behind \\?\ of any path; NULL: it failed. */
static char *verbatim_name(const char *path)
{
    char *full, *name;
    size_t characters = 0;

    if (strncmp(path, VERBATIM, 4) == 0)
        name = vsapi_strdup(path + 4);
    else {
        full = vsapi_path_full(path);
        for (const char *at = full ? full : ""; *at; at++)
            characters += ((unsigned char)*at & 0xC0) != 0x80;
        if (characters >= MAX_PATH && !is_device_path(full)) {
            vsapi_free(full);
            vsapi_win32_fail(ERROR_PATH_NOT_FOUND); /* so long ones need \\?\ */
            return NULL;
        }
        if (!full)
            name = NULL;
        else if (is_device_path(full))
            name = vsapi_strdup(full + 4);
        else
            name = full[0] == '\\' ? vsapi_sprintf("UNC\\%s", full + 2) : vsapi_strdup(full);
        vsapi_free(full);
    }
    if (!name)
        vsapi_win32_fail(ERROR_NOT_ENOUGH_MEMORY);
    return name;
}

bool vsapi_path_open_text(const char *path, struct vsapi_path *out)
{
    char *name;
    HRESULT hr;

    memset(out, 0, sizeof *out);
    if (!*path)
        return vsapi_win32_fail(ERROR_PATH_NOT_FOUND);
    hr = vsapi_current_host(&out->host);
    if (FAILED(hr))
        return vsapi_win32_fail_hr(hr);
    name = verbatim_name(path);
    if (name)
        name = steps(out->host, name);
    return name && classify(name, out);
}

bool vsapi_path_open(LPCWSTR path, struct vsapi_path *out)
{
    char *text;
    bool done;
    HRESULT hr;

    memset(out, 0, sizeof *out);
    if (!path)
        return vsapi_win32_fail(ERROR_PATH_NOT_FOUND);
    hr = vsapi_text_from_wide(path, &text);
    if (FAILED(hr))
        return vsapi_win32_fail(hr == E_INVALIDARG ? ERROR_INVALID_NAME : ERROR_NOT_ENOUGH_MEMORY);
    done = vsapi_path_open_text(text, out);
    vsapi_free(text);
    return done;
}

void vsapi_path_finish(struct vsapi_path *path)
{
    vsapi_free(path->name);
    memset(path, 0, sizeof *path);
}
