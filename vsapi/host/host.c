/*
 * vsapi/host/host.c - the machine as a whole: what it is told before it is used.
 *
 * Clock, delivery, trace, variables and planned faults are kept here and looked up by the service;
 * nothing here acts on them. Volumes are in volume.c, shadow copy devices in device.c, the file
 * that describes a host in load.c.
 */
#include "parts.h"

#include <vsapi/folder.h>
#include <vsapi/local.h>
#include <vsapi/trace.h>

#include <stdlib.h>
#include <string.h>

/* Every event and provider call, by its documented name. */
static const char *const fault_calls[] = {
    "Identify",
    "PrepareForBackup",
    "PrepareForSnapshot",
    "Freeze",
    "Thaw",
    "PostSnapshot",
    "Abort",
    "BackupComplete",
    "BackupShutdown",
    "PreRestore",
    "PostRestore",
    "OnLoad",
    "OnUnload",
    "IsVolumeSupported",
    "IsVolumeSnapshotted",
    "BeginPrepareSnapshot",
    "EndPrepareSnapshots",
    "PreCommitSnapshots",
    "CommitSnapshots",
    "PostCommitSnapshots",
    "PreFinalCommitSnapshots",
    "PostFinalCommitSnapshots",
    "AbortSnapshots",
    "GetSnapshotProperties",
    "Query",
    "DeleteSnapshots",
    "SetContext",
    "SetSnapshotProperty",
    "RevertToSnapshot",
    "QueryRevertStatus",
    "LocateLuns",
    "FillInLunInfo",
    "ResyncLuns",
    "OnLunStateChange",
    "HoldWrites", /* no call of an interface: the service flushes and holds the volumes */
    "allocation",
};

/* What ExpandEnvironmentStrings finds on a machine that was told nothing else. */
static const struct {
    const char *name, *value;
} default_variables[] = {
    {"SystemDrive", "C:"},
    {"SystemRoot", "C:\\Windows"},
    {"windir", "C:\\Windows"},
    {"ProgramFiles", "C:\\Program Files"},
    {"ProgramData", "C:\\ProgramData"},
    {"ALLUSERSPROFILE", "C:\\ProgramData"},
    {"TEMP", "C:\\Windows\\Temp"},
    {"TMP", "C:\\Windows\\Temp"},
    {"COMPUTERNAME", "VSAPI"},
};

static HRESULT set_defaults(struct vsapi_host *host)
{
    HRESULT hr = vsapi_clock_create_real(&host->clock);

    for (size_t i = 0; SUCCEEDED(hr) && i < ARRAYSIZE(default_variables); i++)
        hr = vsapi_host_set_variable(host, default_variables[i].name, default_variables[i].value);
#ifdef _WIN32 /* there programs ask the machine itself for its name */
    if (SUCCEEDED(hr) && getenv("COMPUTERNAME"))
        hr = vsapi_host_set_variable(host, "COMPUTERNAME", getenv("COMPUTERNAME"));
#endif
    return hr;
}

HRESULT vsapi_host_create(struct vsapi_host **out)
{
    struct vsapi_host *host;
    HRESULT hr;

    *out = NULL;
    host = vsapi_calloc(1, sizeof *host);
    if (!host)
        return vsapi_out_of_memory();
    vsapi_mutex_init(&host->lock);
    host->delivery = VSAPI_DELIVERY_PARALLEL;
    hr = set_defaults(host);
    if (FAILED(hr)) {
        vsapi_host_destroy(host);
        return hr;
    }
    *out = host;
    return S_OK;
}

HRESULT vsapi_host_create_default(struct vsapi_host **out)
{
    struct vsapi_host *host;
    HRESULT hr;

    *out = NULL;
    hr = vsapi_host_create(&host);
    if (FAILED(hr))
        return hr;
    hr = vsapi_host_add_default(host);
    if (FAILED(hr)) {
        vsapi_host_destroy(host);
        return hr;
    }
    *out = host;
    return S_OK;
}

static void free_fault(struct vsapi_fault *fault)
{
    vsapi_free((char *)fault->call);
    vsapi_free((char *)fault->target);
}

void vsapi_host_destroy(struct vsapi_host *host)
{
    if (!host)
        return;
    vsapi_host_remove_all_devices(host);
    for (size_t i = 0; i < host->volumes.count; i++)
        vsapi_volume_destroy_(host->volumes.items[i]);
    vsapi_free(host->volumes.items);
    for (size_t i = 0; i < host->faults.count; i++)
        free_fault(&host->faults.items[i]);
    vsapi_free(host->faults.items);
    for (size_t i = 0; i < host->variables.count; i++) {
        vsapi_free(host->variables.items[i].name);
        vsapi_free(host->variables.items[i].value);
    }
    vsapi_free(host->variables.items);
    vsapi_free(host->revert_blockers.items);
    vsapi_own_folder_remove(&host->own_folder);
    vsapi_store_finish(host);
    vsapi_free(host->shadow_folder);
    vsapi_free(host->trace);
    vsapi_clock_destroy(host->clock);
    vsapi_mutex_finish(&host->lock);
    vsapi_free(host);
}

void vsapi_host_set_delivery(struct vsapi_host *host, enum vsapi_delivery delivery)
{
    host->delivery = delivery;
}

enum vsapi_delivery vsapi_host_delivery(struct vsapi_host *host)
{
    return host->delivery;
}

void vsapi_host_set_rights(struct vsapi_host *host, enum vsapi_role role, bool allowed)
{
    atomic_store(&host->denied[role - VSAPI_ROLE_REQUESTER], !allowed);
    vsapi_host_changed(host);
}

HRESULT vsapi_host_access(struct vsapi_host *host, enum vsapi_role role, const char *call)
{
    const char *who = role == VSAPI_ROLE_WRITER ? "writer" : "requester";

    if (!atomic_load(&host->denied[role - VSAPI_ROLE_REQUESTER]))
        return S_OK;
    return vsapi_fail(E_ACCESSDENIED,
                      "%s: the %s's account is neither an administrator nor a backup operator, as "
                      "the host has it (<rights %s=\"denied\"/>)",
                      call, who, who);
}

void vsapi_host_set_safe_mode(struct vsapi_host *host, bool safe)
{
    atomic_store(&host->safe_mode, safe);
    vsapi_host_changed(host);
}

bool vsapi_host_safe_mode(struct vsapi_host *host)
{
    return atomic_load(&host->safe_mode);
}

HRESULT vsapi_host_block_revert(struct vsapi_host *host, const char *writer_id)
{
    GUID id;

    if (!writer_id || FAILED(vsapi_guid_from_text(writer_id, &id)))
        return vsapi_fail(E_INVALIDARG, "\"%s\" is no class id of a writer",
                          writer_id ? writer_id : "NULL");
    if (!VSAPI_ARRAY_ROOM(&host->revert_blockers))
        return vsapi_out_of_memory();
    host->revert_blockers.items[host->revert_blockers.count++] = id;
    return S_OK;
}

const GUID *vsapi_host_revert_blockers(struct vsapi_host *host, size_t *count)
{
    *count = host->revert_blockers.count;
    return host->revert_blockers.items;
}

void vsapi_host_set_clock(struct vsapi_host *host, struct vsapi_clock *clock)
{
    vsapi_clock_destroy(host->clock);
    host->clock = clock;
}

struct vsapi_clock *vsapi_host_clock(struct vsapi_host *host)
{
    return host->clock;
}

/* Replaces a text of the host by a copy of another. */
static HRESULT set_text(char **text, const char *value)
{
    char *copy = vsapi_strdup(value);

    if (value && !copy)
        return vsapi_out_of_memory();
    vsapi_free(*text);
    *text = copy;
    return S_OK;
}

HRESULT vsapi_host_set_trace(struct vsapi_host *host, const char *path)
{
    if (path && !*path)
        return vsapi_fail(E_INVALIDARG, "the name of the trace file is empty");
    return set_text(&host->trace, path);
}

HRESULT vsapi_host_begin_use(struct vsapi_host *host)
{
    vsapi_clock_set_current(host->clock);
    vsapi_trace_set_clock(host->clock);
    return host->trace ? vsapi_trace_open(host->trace) : S_OK;
}

void vsapi_host_end_use(struct vsapi_host *host)
{
    if (host->trace)
        vsapi_trace_open(NULL);
    vsapi_trace_set_clock(NULL);
    vsapi_clock_set_current(NULL);
}

static struct vsapi_variable *find_variable(struct vsapi_host *host, const char *name)
{
    for (size_t i = 0; i < host->variables.count; i++) {
        if (vsapi_text_same(host->variables.items[i].name, name))
            return &host->variables.items[i];
    }
    return NULL;
}

static HRESULT add_variable(struct vsapi_host *host, const char *name, const char *value)
{
    struct vsapi_variable variable = {0};

    if (!VSAPI_ARRAY_ROOM(&host->variables))
        return vsapi_out_of_memory();
    variable.name = vsapi_strdup(name);
    variable.value = vsapi_strdup(value);
    if (!variable.name || !variable.value) {
        vsapi_free(variable.name);
        vsapi_free(variable.value);
        return vsapi_out_of_memory();
    }
    host->variables.items[host->variables.count++] = variable;
    return S_OK;
}

HRESULT vsapi_host_set_variable(struct vsapi_host *host, const char *name, const char *value)
{
    struct vsapi_variable *variable;

    if (!name || !*name || strchr(name, '=') || strchr(name, '%') || !value)
        return vsapi_fail(E_INVALIDARG, "%s is no name of an environment variable",
                          name ? name : "NULL");
    variable = find_variable(host, name);
    return variable ? set_text(&variable->value, value) : add_variable(host, name, value);
}

const char *vsapi_host_variable(struct vsapi_host *host, const char *name)
{
    struct vsapi_variable *variable = find_variable(host, name);

    return variable ? variable->value : NULL;
}

/* The value of the variable whose name stands between two per cent signs at `text`, and the length
 * of all that in the text; NULL: it stays as it is. */
static const char *variable_at(struct vsapi_host *host, const char *text, size_t *length)
{
    const char *end = text[0] == '%' ? strchr(text + 1, '%') : NULL;

    if (!end)
        return NULL;
    *length = (size_t)(end - text) + 1;
    for (size_t i = 0; i < host->variables.count; i++) {
        const char *name = host->variables.items[i].name;

        if (strlen(name) == *length - 2 && strncasecmp(name, text + 1, *length - 2) == 0)
            return host->variables.items[i].value;
    }
    return NULL;
}

/* Expands into `to`, which may be NULL to measure; returns the length. */
static size_t expand(struct vsapi_host *host, const char *text, char *to)
{
    size_t length = 0;

    while (*text) {
        size_t taken = 1;
        const char *value = variable_at(host, text, &taken);
        size_t size = value ? strlen(value) : 1;

        if (to)
            memcpy(to + length, value ? value : text, size);
        length += size;
        text += value ? taken : 1;
    }
    return length;
}

HRESULT vsapi_host_expand(struct vsapi_host *host, const char *text, char **out)
{
    size_t length = expand(host, text, NULL);

    *out = vsapi_malloc(length + 1);
    if (!*out)
        return vsapi_out_of_memory();
    expand(host, text, *out);
    (*out)[length] = '\0';
    return S_OK;
}

static bool is_fault_call(const char *call)
{
    for (size_t i = 0; call && i < ARRAYSIZE(fault_calls); i++) {
        if (strcmp(fault_calls[i], call) == 0)
            return true;
    }
    return false;
}

HRESULT vsapi_host_add_fault(struct vsapi_host *host, const struct vsapi_fault *fault)
{
    struct vsapi_fault copy;

    if (!fault || fault->size < sizeof *fault)
        return vsapi_fail(E_INVALIDARG, "a planned fault without its size");
    if (!is_fault_call(fault->call))
        return vsapi_fail(E_INVALIDARG,
                          "%s is no event, provider call or \"allocation\" that can go wrong",
                          fault->call ? fault->call : "NULL");
    if (!VSAPI_ARRAY_ROOM(&host->faults))
        return vsapi_out_of_memory();
    copy = *fault;
    copy.size = sizeof copy;
    copy.call = vsapi_strdup(fault->call);
    copy.target = vsapi_strdup(fault->target);
    if (!copy.call || (fault->target && !copy.target)) {
        free_fault(&copy);
        return vsapi_out_of_memory();
    }
    host->faults.items[host->faults.count++] = copy;
    return S_OK;
}

size_t vsapi_host_fault_count(struct vsapi_host *host)
{
    return host->faults.count;
}

const struct vsapi_fault *vsapi_host_fault(struct vsapi_host *host, size_t i)
{
    return i < host->faults.count ? &host->faults.items[i] : NULL;
}

HRESULT vsapi_host_set_shadow_folder(struct vsapi_host *host, const char *folder)
{
    HRESULT hr;

    if (folder && !vsapi_is_absolute_folder(folder))
        return vsapi_fail(E_INVALIDARG, "%s is not the absolute path of a folder", folder);
    hr = set_text(&host->shadow_folder, folder);
    if (SUCCEEDED(hr) && folder)
        vsapi_local_tidy(host->shadow_folder);
    return hr;
}
