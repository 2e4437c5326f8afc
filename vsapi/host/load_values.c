/*
 * vsapi/host/load_values.c - what the elements of a host file mean.
 *
 * Each has a row with its attributes and a function that applies their values to the host. A value
 * that is wrong is told with the line, the attribute and what would be right.
 */
#include "load.h"

#include <vsapi/folder.h>
#include <vsapi/local.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- values ------------------------------------------------------------------------------------
 */

/* A decimal number; NULL leaves *out alone. */
static HRESULT read_number(struct vsapi_load *load, const char *name, const char *text,
                           uint64_t max, uint64_t *out)
{
    char *end;

    if (!text)
        return S_OK;
    errno = 0;
    *out = strtoull(text, &end, 10);
    if (!*text || text[strspn(text, "0123456789")] || errno != 0 || *out > max)
        return vsapi_load_fail(load, "%s=\"%s\" of <%s> is no number from 0 to %llu", name, text,
                               load->element, (unsigned long long)max);
    return S_OK;
}

/* One of some words: *out is its place in the list, which ends with NULL. */
static HRESULT read_word(struct vsapi_load *load, const char *name, const char *text,
                         const char *const *words, size_t *out)
{
    char list[128] = "";

    *out = 0;
    for (size_t i = 0; text && words[i]; i++) {
        if (strcmp(text, words[i]) == 0) {
            *out = i;
            return S_OK;
        }
        snprintf(list + strlen(list), sizeof list - strlen(list), "%s\"%s\"", i ? ", " : "",
                 words[i]);
    }
    if (!text)
        return S_OK;
    return vsapi_load_fail(load, "%s=\"%s\" of <%s> is not one of %s", name, text, load->element,
                           list);
}

static HRESULT check_text(struct vsapi_load *load, const char *name, const char *text)
{
    if (text && !*text)
        return vsapi_load_fail(load, "%s of <%s> is empty", name, load->element);
    return S_OK;
}

/* A path that may be relative to the file's folder. */
static HRESULT read_path(struct vsapi_load *load, const char *name, const char *text, char **out)
{
    HRESULT hr = check_text(load, name, text);

    *out = NULL;
    if (FAILED(hr))
        return hr;
    *out = vsapi_local_is_absolute(text) ? vsapi_strdup(text)
                                         : vsapi_sprintf("%s/%s", load->folder, text);
    return *out ? S_OK : vsapi_out_of_memory();
}

static HRESULT read_folder(struct vsapi_load *load, const char *name, const char *text, char **out)
{
    HRESULT hr = read_path(load, name, text, out);

    if (FAILED(hr) || vsapi_is_absolute_folder(*out))
        return hr;
    hr = vsapi_load_fail(load, "%s=\"%s\" of <%s>: there is no folder %s", name, text,
                         load->element, *out);
    vsapi_free(*out);
    *out = NULL;
    return hr;
}

/* YYYY-MM-DDThh:mm:ssZ; SystemTimeToFileTime knows which of them there are. */
static HRESULT read_time(struct vsapi_load *load, const char *name, const char *text, uint64_t *out)
{
    SYSTEMTIME time = {0};
    FILETIME filetime;
    int end = 0;

    if (sscanf(text, "%4hu-%2hu-%2huT%2hu:%2hu:%2huZ%n", &time.wYear, &time.wMonth, &time.wDay,
               &time.wHour, &time.wMinute, &time.wSecond, &end) != 6 ||
        end != 20 || strlen(text) != 20 || !SystemTimeToFileTime(&time, &filetime))
        return vsapi_load_fail(load, "%s=\"%s\" of <%s> is no time like 2026-01-31T12:00:00Z", name,
                               text, load->element);
    *out = (uint64_t)filetime.dwHighDateTime << 32 | filetime.dwLowDateTime;
    return S_OK;
}

/* The host's own word on a value, with file and line before it. */
static HRESULT in_line(struct vsapi_load *load, HRESULT hr)
{
    char *sentence;

    if (SUCCEEDED(hr) || hr == E_OUTOFMEMORY)
        return hr;
    sentence = vsapi_strdup(vsapi_last_message());
    if (!sentence)
        return vsapi_out_of_memory();
    hr = vsapi_load_fail(load, "<%s>: %s", load->element, sentence);
    vsapi_free(sentence);
    return hr;
}

/* ---- where a volume is mounted -----------------------------------------------------------------
 */

/* C:\Mount\ on the volume C:\ as \\?\Volume{guid}\Mount. */
static HRESULT name_on_parent(struct vsapi_load *load, const char *mount,
                              struct vsapi_volume **parent, char **out)
{
    char *folder = vsapi_strndup(mount, strlen(mount) - 1), *above;
    const char *name, *rest;
    HRESULT hr;

    *out = NULL;
    if (!folder)
        return vsapi_out_of_memory();
    name = strrchr(folder, '\\') + 1;
    above = vsapi_strndup(folder, (size_t)(name - folder));
    hr = above ? vsapi_host_volume_of(load->host, above, parent, &rest) : vsapi_out_of_memory();
    if (SUCCEEDED(hr)) {
        *out = vsapi_sprintf("%s%s%s", vsapi_volume_name(*parent), rest, name);
        hr = *out ? S_OK : vsapi_out_of_memory();
    } else if (hr != E_OUTOFMEMORY) {
        hr = vsapi_load_fail(load,
                             "the volume %s is mounted in a folder, but there is no <volume> "
                             "that the folder could be on",
                             mount);
    }
    vsapi_free(above);
    vsapi_free(folder);
    return hr;
}

HRESULT vsapi_load_check_mount(struct vsapi_load *load, const char *mount)
{
    struct vsapi_file_info info;
    struct vsapi_volume *parent;
    char *path;
    HRESULT hr;

    if (strlen(mount) == strlen("C:\\"))
        return S_OK;
    hr = name_on_parent(load, mount, &parent, &path);
    if (FAILED(hr))
        return hr;
    if (vsapi_volume_folder(parent))
        hr = vsapi_files_stat(load->host, path, &info);
    else
        hr = vsapi_files_make_folder(load->host, path);
    if (hr != E_OUTOFMEMORY && (FAILED(hr) || (vsapi_volume_folder(parent) &&
                                               !(info.attributes & FILE_ATTRIBUTE_DIRECTORY))))
        hr = vsapi_load_fail(
            load, "the volume %s is mounted in a folder that is not there; make it in %s", mount,
            vsapi_volume_folder(parent));
    vsapi_free(path);
    return hr;
}

/* ---- elements ----------------------------------------------------------------------------------
 */

enum { CLOCK_KIND, CLOCK_START };

static HRESULT apply_clock(struct vsapi_load *load, char *const values[])
{
    static const char *const kinds[] = {"real", "manual", NULL};
    uint64_t start = 132539328000000000; /* 2021-01-01: the same in every run */
    struct vsapi_clock *clock;
    size_t kind;
    HRESULT hr;

    hr = read_word(load, "kind", values[CLOCK_KIND], kinds, &kind);
    if (FAILED(hr))
        return hr;
    if (values[CLOCK_START] && kind == 0)
        return vsapi_load_fail(load, "a real clock has no start of its own");
    if (values[CLOCK_START])
        hr = read_time(load, "start", values[CLOCK_START], &start);
    if (FAILED(hr) || kind == 0)
        return hr;
    hr = vsapi_clock_create_manual(start, &clock);
    if (SUCCEEDED(hr))
        vsapi_host_set_clock(load->host, clock);
    return hr;
}

static HRESULT apply_delivery(struct vsapi_load *load, char *const values[])
{
    static const char *const orders[] = {"parallel", "serial", "inline", NULL};
    size_t order;
    HRESULT hr = read_word(load, "order", values[0], orders, &order);

    if (SUCCEEDED(hr))
        vsapi_host_set_delivery(load->host, VSAPI_DELIVERY_PARALLEL + (enum vsapi_delivery)order);
    return hr;
}

static HRESULT check_writable(struct vsapi_load *load, const char *name, const char *text,
                              const char *path)
{
    int error = vsapi_local_why_not_writable(path);

    if (error == 0)
        return S_OK;
    if (error == ENOMEM)
        return vsapi_out_of_memory();
    return vsapi_load_fail(load, "%s=\"%s\" of <%s>: %s cannot be written: %s", name, text,
                           load->element, path, strerror(error));
}

static HRESULT apply_trace(struct vsapi_load *load, char *const values[])
{
    char *path;
    HRESULT hr = read_path(load, "file", values[0], &path);

    if (SUCCEEDED(hr))
        hr = check_writable(load, "file", values[0], path);
    if (SUCCEEDED(hr))
        hr = in_line(load, vsapi_host_set_trace(load->host, path));
    vsapi_free(path);
    return hr;
}

static HRESULT apply_folder(struct vsapi_load *load, const char *text,
                            HRESULT (*set)(struct vsapi_host *host, const char *folder))
{
    char *folder;
    HRESULT hr = read_folder(load, "folder", text, &folder);

    if (SUCCEEDED(hr))
        hr = in_line(load, set(load->host, folder));
    vsapi_free(folder);
    return hr;
}

static HRESULT apply_shadow_folder(struct vsapi_load *load, char *const values[])
{
    return apply_folder(load, values[0], vsapi_host_set_shadow_folder);
}

static HRESULT apply_store(struct vsapi_load *load, char *const values[])
{
    return apply_folder(load, values[0], vsapi_host_set_store);
}

static HRESULT apply_variable(struct vsapi_load *load, char *const values[])
{
    return in_line(load, vsapi_host_set_variable(load->host, values[0], values[1]));
}

enum {
    VOLUME_MOUNT,
    VOLUME_FOLDER,
    VOLUME_GUID,
    VOLUME_LABEL,
    VOLUME_FILE_SYSTEM,
    VOLUME_SUPPORTED,
    VOLUME_CAPACITY,
    VOLUME_ARRAY,
    VOLUME_DISK,
    VOLUME_PROGRAMS
};

static HRESULT apply_volume(struct vsapi_load *load, char *const values[])
{
    static const char *const supported[] = {"yes", "no", NULL}, *const array[] = {"no", "yes",
                                                                                  "legacy", NULL};
    struct vsapi_volume_options options = {
        .size = sizeof options,
        .mount = values[VOLUME_MOUNT],
        .guid = values[VOLUME_GUID],
        .label = values[VOLUME_LABEL],
        .file_system = values[VOLUME_FILE_SYSTEM],
        .disk = values[VOLUME_DISK],
        .programs = values[VOLUME_PROGRAMS],
    };
    char *folder = NULL;
    size_t is_unsupported, on_array = 0;
    HRESULT hr;

    hr = read_word(load, "supported", values[VOLUME_SUPPORTED], supported, &is_unsupported);
    if (SUCCEEDED(hr))
        hr = read_word(load, "array", values[VOLUME_ARRAY], array, &on_array);
    if (SUCCEEDED(hr))
        hr = read_number(load, "capacity-bytes", values[VOLUME_CAPACITY], UINT64_MAX,
                         &options.capacity_bytes);
    if (SUCCEEDED(hr))
        hr = check_text(load, "file-system", values[VOLUME_FILE_SYSTEM]);
    if (SUCCEEDED(hr) && values[VOLUME_FOLDER])
        hr = read_folder(load, "folder", values[VOLUME_FOLDER], &folder);
    options.unsupported = is_unsupported == 1;
    options.array = on_array > 0;
    options.legacy_array = on_array == 2;
    options.folder = folder;
    if (SUCCEEDED(hr))
        hr = in_line(load, vsapi_host_add_volume(load->host, &options, NULL));
    vsapi_free(folder);
    return hr;
}

enum { FAULT_CALL, FAULT_TARGET, FAULT_NTH, FAULT_DELAY, FAULT_HANG, FAULT_RESULT };

static HRESULT read_fault(struct vsapi_load *load, char *const values[], struct vsapi_fault *fault)
{
    static const char *const hang[] = {"yes", NULL};
    uint64_t nth = 0;
    size_t word;
    HRESULT hr;

    hr = read_number(load, "nth", values[FAULT_NTH], UINT32_MAX, &nth);
    if (SUCCEEDED(hr))
        hr = read_number(load, "delay-ms", values[FAULT_DELAY], VSAPI_FAULT_HANG - 1,
                         &fault->delay_ms);
    if (SUCCEEDED(hr))
        hr = read_word(load, "hang", values[FAULT_HANG], hang, &word);
    if (SUCCEEDED(hr))
        hr = check_text(load, "target", values[FAULT_TARGET]);
    if (FAILED(hr))
        return hr;
    if (values[FAULT_DELAY] && values[FAULT_HANG])
        return vsapi_load_fail(load, "<fault> has delay-ms and hang; it can have one of them");
    if (values[FAULT_HANG])
        fault->delay_ms = VSAPI_FAULT_HANG;
    fault->nth = (uint32_t)nth;
    if (values[FAULT_RESULT] && !vsapi_hresult_from_name(values[FAULT_RESULT], &fault->hr))
        return vsapi_load_fail(load,
                               "result=\"%s\" of <fault> is no documented name of a result, and no "
                               "number like 0x8004230C",
                               values[FAULT_RESULT]);
    return S_OK;
}

/* A success is no fault; that of OnUnload has a meaning of its own on its page. */
static HRESULT check_result(struct vsapi_load *load, const struct vsapi_fault *fault)
{
    if (FAILED(fault->hr) || fault->hr == S_OK ||
        (fault->hr == S_FALSE && strcmp(fault->call, "OnUnload") == 0))
        return S_OK;
    return vsapi_load_fail(load,
                           "%s never answers %s: the result of a fault is a failure, or S_FALSE of "
                           "OnUnload",
                           fault->call, vsapi_hresult_name(fault->hr));
}

static HRESULT apply_fault(struct vsapi_load *load, char *const values[])
{
    struct vsapi_fault fault = {
        .size = sizeof fault,
        .call = values[FAULT_CALL],
        .target = values[FAULT_TARGET],
    };
    HRESULT hr = read_fault(load, values, &fault);

    if (SUCCEEDED(hr))
        hr = check_result(load, &fault);
    return FAILED(hr) ? hr : in_line(load, vsapi_host_add_fault(load->host, &fault));
}

/* ---- rights, mode ------------------------------------------------------------------------------
 */

static HRESULT apply_rights(struct vsapi_load *load, char *const values[])
{
    static const char *const answers[] = {"allowed", "denied", NULL};
    static const char *const roles[] = {"requester", "writer"};
    HRESULT hr = S_OK;

    for (size_t i = 0; i < ARRAYSIZE(roles) && SUCCEEDED(hr); i++) {
        size_t answer;

        hr = read_word(load, roles[i], values[i], answers, &answer);
        if (SUCCEEDED(hr))
            vsapi_host_set_rights(load->host, VSAPI_ROLE_REQUESTER + (enum vsapi_role)i,
                                  answer == 0);
    }
    return hr;
}

static HRESULT apply_mode(struct vsapi_load *load, char *const values[])
{
    static const char *const answers[] = {"no", "yes", NULL};
    size_t answer;
    HRESULT hr = read_word(load, "safe", values[0], answers, &answer);

    if (SUCCEEDED(hr))
        vsapi_host_set_safe_mode(load->host, answer == 1);
    return hr;
}

static HRESULT apply_blocks_revert(struct vsapi_load *load, char *const values[])
{
    return in_line(load, vsapi_host_block_revert(load->host, values[0]));
}

const struct vsapi_load_element vsapi_load_elements[] = {
    {"clock", true, {"kind", "start"}, 1 << CLOCK_KIND, apply_clock},
    {"delivery", true, {"order"}, 1, apply_delivery},
    {"rights", true, {"requester", "writer"}, 0, apply_rights},
    {"mode", true, {"safe"}, 1, apply_mode},
    {"trace", true, {"file"}, 1, apply_trace},
    {"shadow-folder", true, {"folder"}, 1, apply_shadow_folder},
    {"store", true, {"folder"}, 1, apply_store},
    {"variable", false, {"name", "value"}, 3, apply_variable},
    {"blocks-revert", false, {"writer"}, 1, apply_blocks_revert},
    {"volume",
     false,
     {"mount", "folder", "guid", "label", "file-system", "supported", "capacity-bytes", "array",
      "disk", "programs"},
     1 << VOLUME_MOUNT,
     apply_volume},
    {"fault",
     false,
     {"call", "target", "nth", "delay-ms", "hang", "result"},
     1 << FAULT_CALL,
     apply_fault},
};
const size_t vsapi_load_element_count = ARRAYSIZE(vsapi_load_elements);
