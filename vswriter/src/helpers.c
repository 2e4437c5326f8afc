/*
 * vswriter/src/helpers.c - what a handler may ask about its event, and what it reports.
 *
 * Each helper is good in some events only (the members' pages, valid_in of the catalogue): those
 * are the rows of the table. Elsewhere the ones with a result code fail with VSS_E_BAD_STATE; the
 * others give the value that says nothing, with the mistake in the trace.
 */
#include "writer.h"

#include <vsapi/text.h>
#include <vsapi/volume.h>

#include <string.h>

#define EVENT(kind) (1u << ((kind)-VSAPI_EVENT_IDENTIFY))
#define EVENTS_ALL (EVENT(VSAPI_EVENT_COUNT_) - 1)
#define EVENTS_RESTORE (EVENT(VSAPI_EVENT_PRE_RESTORE) | EVENT(VSAPI_EVENT_POST_RESTORE))

struct helper {
    const char *name; /* as in the trace */
    unsigned valid_in;
    bool own_thread; /* only on the thread that called the handler */
};

static const struct helper get_volume_array = {"CVssWriter.GetCurrentVolumeArray", EVENTS_ALL,
                                               false};
static const struct helper get_volume_count = {"CVssWriter.GetCurrentVolumeCount", EVENTS_ALL,
                                               false};
static const struct helper get_device = {"CVssWriter.GetSnapshotDeviceName",
                                         EVENT(VSAPI_EVENT_POST_SNAPSHOT), false};
static const struct helper get_set_id = {
    "CVssWriter.GetCurrentSnapshotSetId",
    EVENTS_ALL & ~(EVENT(VSAPI_EVENT_BACKUP_COMPLETE) | EVENT(VSAPI_EVENT_BACKUP_SHUTDOWN)), false};
static const struct helper get_context = {"CVssWriter.GetContext", EVENTS_ALL, false};
static const struct helper path_affected = {"CVssWriter.IsPathAffected", EVENTS_ALL, false};
static const struct helper bootable_state = {"CVssWriter.IsBootableSystemStateBackedUp", EVENTS_ALL,
                                             false};
static const struct helper components_selected = {"CVssWriter.AreComponentsSelected", EVENTS_ALL,
                                                  false};
static const struct helper get_backup_type = {"CVssWriter.GetBackupType",
                                              EVENTS_ALL & ~EVENT(VSAPI_EVENT_IDENTIFY), false};
static const struct helper get_restore_type = {"CVssWriter.GetRestoreType", EVENTS_RESTORE, false};
static const struct helper partial_files = {"CVssWriter.IsPartialFileSupportEnabled", EVENTS_ALL,
                                            false};
static const struct helper get_identity = {"CVssWriterEx.GetIdentifyInformation",
                                           EVENT(VSAPI_EVENT_PREPARE_FOR_BACKUP) |
                                               EVENT(VSAPI_EVENT_PREPARE_FOR_SNAPSHOT) |
                                               EVENT(VSAPI_EVENT_POST_SNAPSHOT),
                                           false};
static const struct helper set_failure = {"CVssWriter.SetWriterFailure",
                                          EVENTS_ALL & ~EVENT(VSAPI_EVENT_IDENTIFY), true};
static const struct helper set_failure_ex = {"CVssWriterEx2.SetWriterFailureEx",
                                             EVENTS_ALL & ~EVENT(VSAPI_EVENT_IDENTIFY), true};
static const struct helper get_session = {"CVssWriterEx2.GetSessionId", EVENTS_ALL, true};

static HRESULT refused(const struct helper *helper, const struct delivery *delivery)
{
    if (!delivery)
        return vsapi_fail(VSS_E_BAD_STATE, "%s %s; the writer's mistake", helper->name,
                          helper->own_thread ? "on a thread that no handler was called on"
                                             : "while no handler runs");
    return vsapi_fail(VSS_E_BAD_STATE, "%s in %s, where it is not allowed; the writer's mistake",
                      helper->name, vsapi_event_name(delivery->event->kind));
}

/* Locks the writer and gives the event that the helper is asked about; on failure it is not locked.
 */
static HRESULT enter(struct writer *self, const struct helper *helper, struct delivery **out)
{
    struct delivery *delivery = vswriter_delivery_of_thread(self);
    HRESULT hr;

    vsapi_mutex_lock(&self->lock);
    if (!delivery && !helper->own_thread)
        delivery = self->running;
    if (delivery && (helper->valid_in & EVENT(delivery->event->kind))) {
        *out = delivery;
        return S_OK;
    }
    hr = refused(helper, delivery);
    vsapi_mutex_unlock(&self->lock);
    return hr;
}

static void leave(struct writer *self)
{
    vsapi_mutex_unlock(&self->lock);
}

/* Helpers without a result code: begins the line in the trace. */
static struct vsapi_span begin(struct writer *self, const struct helper *helper)
{
    struct vsapi_span none = {0};
    VSS_ID session;

    vsapi_message_clear();
    if (!vsapi_trace_on())
        return none;
    return vsapi_trace_begin("api", helper->name, vswriter_session(self, &session), "");
}

/* ---- one value of the event -------------------------------------------------------------------
 */

/* Reads a value of the event with `read`; 0 where the helper is not allowed. */
static LONG event_value(IVssWriterImpl *iface, const struct helper *helper,
                        LONG (*read)(const struct vsapi_event *event))
{
    struct writer *self = vswriter_from_iface(iface);
    struct vsapi_span span = begin(self, helper);
    struct delivery *delivery;
    LONG value = 0;
    HRESULT hr = enter(self, helper, &delivery);

    if (SUCCEEDED(hr)) {
        value = read(delivery->event);
        leave(self);
    }
    vsapi_trace_end(&span, hr, "value=%d", (int)value);
    return value;
}

static LONG read_count(const struct vsapi_event *event)
{
    return (LONG)event->volume_count;
}

static LONG read_context(const struct vsapi_event *event)
{
    return event->context;
}

static LONG read_bootable(const struct vsapi_event *event)
{
    return event->bootable_system_state;
}

static LONG read_selected(const struct vsapi_event *event)
{
    return event->select_components;
}

static LONG read_backup_type(const struct vsapi_event *event)
{
    return (LONG)event->backup_type;
}

static LONG read_restore_type(const struct vsapi_event *event)
{
    return (LONG)event->restore_type;
}

static LONG read_partial(const struct vsapi_event *event)
{
    return event->partial_file_support;
}

UINT STDMETHODCALLTYPE writer_GetCurrentVolumeCount(IVssWriterImpl *iface)
{
    return (UINT)event_value(iface, &get_volume_count, read_count);
}

LONG STDMETHODCALLTYPE writer_GetContext(IVssWriterImpl *iface)
{
    return event_value(iface, &get_context, read_context);
}

boolean STDMETHODCALLTYPE writer_IsBootableSystemStateBackedUp(IVssWriterImpl *iface)
{
    return event_value(iface, &bootable_state, read_bootable) != 0;
}

boolean STDMETHODCALLTYPE writer_AreComponentsSelected(IVssWriterImpl *iface)
{
    return event_value(iface, &components_selected, read_selected) != 0;
}

VSS_BACKUP_TYPE STDMETHODCALLTYPE writer_GetBackupType(IVssWriterImpl *iface)
{
    return (VSS_BACKUP_TYPE)event_value(iface, &get_backup_type, read_backup_type);
}

VSS_RESTORE_TYPE STDMETHODCALLTYPE writer_GetRestoreType(IVssWriterImpl *iface)
{
    return (VSS_RESTORE_TYPE)event_value(iface, &get_restore_type, read_restore_type);
}

boolean STDMETHODCALLTYPE writer_IsPartialFileSupportEnabled(IVssWriterImpl *iface)
{
    return event_value(iface, &partial_files, read_partial) != 0;
}

static VSS_ID current_set(IVssWriterImpl *iface)
{
    struct writer *self = vswriter_from_iface(iface);
    struct vsapi_span span = begin(self, &get_set_id);
    struct delivery *delivery;
    VSS_ID id = GUID_NULL;
    HRESULT hr = enter(self, &get_set_id, &delivery);

    if (SUCCEEDED(hr)) {
        id = delivery->event->snapshot_set_id;
        leave(self);
    }
    vsapi_trace_end(&span, hr, "value=%g", &id);
    return id;
}

#ifdef _WIN32
VSS_ID *STDMETHODCALLTYPE writer_GetCurrentSnapshotSetId(IVssWriterImpl *iface, VSS_ID *pResult)
{
    *pResult = current_set(iface);
    return pResult;
}
#else
VSS_ID STDMETHODCALLTYPE writer_GetCurrentSnapshotSetId(IVssWriterImpl *iface)
{
    return current_set(iface);
}
#endif

/* The level given to Initialize; no event is needed (rule GetCurrentLevel-1). */
VSS_APPLICATION_LEVEL STDMETHODCALLTYPE writer_GetCurrentLevel(IVssWriterImpl *iface)
{
    static const struct helper helper = {"CVssWriter.GetCurrentLevel", EVENTS_ALL, false};
    struct writer *self = vswriter_from_iface(iface);
    struct vsapi_span span = begin(self, &helper);
    VSS_APPLICATION_LEVEL level;

    vsapi_mutex_lock(&self->lock);
    level = self->info.level;
    vsapi_mutex_unlock(&self->lock);
    vsapi_trace_end(&span, S_OK, "value=%d", (int)level);
    return level;
}

boolean STDMETHODCALLTYPE writer_IsWriterShuttingDown(IVssWriterImpl *iface)
{
    static const struct helper helper = {"CVssWriterEx2.IsWriterShuttingDown", EVENTS_ALL, false};
    struct writer *self = vswriter_from_iface(iface);
    struct vsapi_span span = begin(self, &helper);
    bool value = atomic_load(&self->shutting_down);

    vsapi_trace_end(&span, S_OK, "value=%b", value);
    return value;
}

/* ---- volumes ----------------------------------------------------------------------------------
 */

/* Makes *names: one text of each volume, NULL where it has none. The writer is locked. */
static HRESULT make_names(const struct vsapi_event *event, size_t offset, WCHAR ***names)
{
    HRESULT hr = S_OK;

    if (*names)
        return S_OK;
    *names = vsapi_calloc(event->volume_count + 1, sizeof **names);
    if (!*names)
        return vsapi_out_of_memory();
    for (size_t i = 0; i < event->volume_count && SUCCEEDED(hr); i++)
        hr = vsapi_wide_from_text(*(char **)((char *)&event->volumes[i] + offset), &(*names)[i]);
    if (SUCCEEDED(hr))
        return S_OK;
    for (size_t i = 0; i < event->volume_count; i++)
        vsapi_free((*names)[i]);
    vsapi_free(*names);
    *names = NULL;
    return hr;
}

LPCWSTR *STDMETHODCALLTYPE writer_GetCurrentVolumeArray(IVssWriterImpl *iface)
{
    struct writer *self = vswriter_from_iface(iface);
    struct vsapi_span span = begin(self, &get_volume_array);
    struct delivery *delivery;
    WCHAR **array = NULL;
    HRESULT hr = enter(self, &get_volume_array, &delivery);

    if (SUCCEEDED(hr)) {
        hr = make_names(delivery->event, offsetof(struct vsapi_event_volume, original),
                        &delivery->volumes);
        array = delivery->volumes;
        leave(self);
    }
    vsapi_trace_end(&span, hr, "value=%p", (const void *)array);
    return (LPCWSTR *)array;
}

/* Where in the event the volume of this name stands; volume_count: nowhere. */
static size_t find_volume(const struct vsapi_event *event, const char *name)
{
    size_t i = 0;

    while (i < event->volume_count && !vsapi_text_same(event->volumes[i].original, name))
        i++;
    return i;
}

/* The same for a drive, a mounted folder or a volume name. */
static size_t find_volume_of(struct vsapi_host *host, const struct vsapi_event *event,
                             const char *name)
{
    struct vsapi_volume *volume;

    if (host && SUCCEEDED(vsapi_host_find_volume(host, name, &volume)))
        name = vsapi_volume_name(volume);
    return find_volume(event, name);
}

static HRESULT device_of(struct writer *self, struct delivery *delivery, const char *name,
                         LPCWSTR *out)
{
    size_t i = find_volume_of(self->host, delivery->event, name);
    HRESULT hr;

    if (i == delivery->event->volume_count)
        return vsapi_fail(VSS_E_OBJECT_NOT_FOUND,
                          "GetSnapshotDeviceName: \"%s\" is not in the shadow copy set; the "
                          "writer's mistake",
                          name);
    hr = make_names(delivery->event, offsetof(struct vsapi_event_volume, device),
                    &delivery->devices);
    if (FAILED(hr))
        return hr;
    *out = delivery->devices[i];
    if (*out)
        return S_OK;
    return vsapi_fail(VSS_E_OBJECT_NOT_FOUND, "GetSnapshotDeviceName: \"%s\" has no shadow copy",
                      name);
}

static HRESULT get_device_name(struct writer *self, LPCWSTR original, LPCWSTR *out)
{
    struct delivery *delivery;
    char *name = NULL;
    size_t length;
    HRESULT hr;

    if (!original || !out)
        return vsapi_fail(E_INVALIDARG, "GetSnapshotDeviceName: %s is NULL; the writer's mistake",
                          out ? "wszOriginalVolume" : "ppwszSnapshotDevice");
    *out = NULL;
    hr = vsapi_text_from_wide(original, &name);
    if (FAILED(hr))
        return hr;
    length = strlen(name);
    if (length == 0 || name[length - 1] != '\\') {
        hr = vsapi_fail(E_INVALIDARG,
                        "GetSnapshotDeviceName: \"%s\" does not end in a backslash; the writer's "
                        "mistake",
                        name);
        goto done;
    }
    hr = enter(self, &get_device, &delivery);
    if (FAILED(hr))
        goto done;
    hr = device_of(self, delivery, name, out);
    leave(self);
done:
    vsapi_free(name);
    return hr;
}

HRESULT STDMETHODCALLTYPE writer_GetSnapshotDeviceName(IVssWriterImpl *iface,
                                                       LPCWSTR wszOriginalVolume,
                                                       LPCWSTR *ppwszSnapshotDevice)
{
    struct writer *self = vswriter_from_iface(iface);
    VSS_ID session;

    return VSAPI_API(get_device.name, vswriter_session(self, &session),
                     get_device_name(self, wszOriginalVolume, ppwszSnapshotDevice),
                     "wszOriginalVolume=%w", wszOriginalVolume);
}

/* Whether the path, its variables expanded, lies on a volume of the event. The writer is locked. */
static HRESULT is_affected(struct writer *self, const struct vsapi_event *event, const char *path,
                           bool *out)
{
    struct vsapi_volume *volume;
    char *expanded = NULL;
    const char *rest;
    HRESULT hr;

    if (!self->host)
        return S_OK;
    hr = vsapi_host_expand(self->host, path, &expanded);
    if (FAILED(hr))
        return hr;
    if (!vsapi_path_is_full(expanded))
        hr = vsapi_fail(E_INVALIDARG,
                        "IsPathAffected: \"%s\" does not begin with a volume; the writer's mistake",
                        expanded);
    else if (SUCCEEDED(vsapi_host_volume_of(self->host, expanded, &volume, &rest)))
        *out = find_volume(event, vsapi_volume_name(volume)) < event->volume_count;
    else
        vsapi_message_clear(); /* on no volume of this machine: not affected */
    vsapi_free(expanded);
    return hr;
}

static HRESULT get_affected(struct writer *self, LPCWSTR wide, bool *out)
{
    struct delivery *delivery;
    char *path = NULL;
    HRESULT hr;

    hr = vsapi_text_from_wide(wide, &path);
    if (FAILED(hr))
        return hr;
    hr = vsapi_check_directory("IsPathAffected", "wszPath", path);
    if (SUCCEEDED(hr))
        hr = enter(self, &path_affected, &delivery);
    if (SUCCEEDED(hr)) {
        hr = is_affected(self, delivery->event, path, out);
        leave(self);
    }
    vsapi_free(path);
    return hr;
}

boolean STDMETHODCALLTYPE writer_IsPathAffected(IVssWriterImpl *iface, LPCWSTR wszPath)
{
    struct writer *self = vswriter_from_iface(iface);
    struct vsapi_span span = {0};
    bool affected = false;
    VSS_ID session;
    HRESULT hr;

    vsapi_message_clear();
    if (vsapi_trace_on())
        span = vsapi_trace_begin("api", path_affected.name, vswriter_session(self, &session),
                                 "wszPath=%w", wszPath);
    hr = get_affected(self, wszPath, &affected);
    vsapi_trace_end(&span, hr, "value=%b", affected);
    return affected;
}

/* ---- the writer's own metadata -----------------------------------------------------------------
 */

/* What this session's Identify brought, or else the last one. The object goes with the event. */
IVssExamineWriterMetadata *STDMETHODCALLTYPE writer_GetIdentityInformation(IVssWriterImpl *iface)
{
    struct writer *self = vswriter_from_iface(iface);
    struct vsapi_span span = begin(self, &get_identity);
    IVssExamineWriterMetadata *identity = NULL;
    struct delivery *delivery;
    struct vsapi_wmd *wmd;
    HRESULT hr = enter(self, &get_identity, &delivery);

    if (SUCCEEDED(hr)) {
        wmd = delivery->event->metadata ? delivery->event->metadata : self->reported;
        if (!wmd)
            hr = vsapi_fail(E_FAIL, "GetIdentifyInformation before any Identify");
        else if (!delivery->identity)
            hr = vsapi_examine_create(wmd, &delivery->event->session_id, &delivery->identity);
        identity = delivery->identity;
        leave(self);
    }
    vsapi_trace_end(&span, hr, "value=%p", (const void *)identity);
    return identity;
}

/* ---- reports ------------------------------------------------------------------------------------
 */

/* The codes that a writer may set; success and partial failure only with SetWriterFailureEx. */
static bool may_set(HRESULT hr, bool ex)
{
    switch (hr) {
    case VSS_E_WRITERERROR_INCONSISTENTSNAPSHOT:
    case VSS_E_WRITERERROR_OUTOFRESOURCES:
    case VSS_E_WRITERERROR_TIMEOUT:
    case VSS_E_WRITERERROR_RETRYABLE:
    case VSS_E_WRITERERROR_NONRETRYABLE:
        return true;
    case S_OK:
    case VSS_E_WRITERERROR_PARTIAL_FAILURE:
        return ex;
    default:
        return false;
    }
}

/* A later report replaces an earlier one. */
static HRESULT report(struct writer *self, const struct helper *helper, HRESULT failure,
                      HRESULT application, LPCWSTR wide)
{
    struct delivery *delivery;
    char *message = NULL;
    HRESULT hr;

    if (!may_set(failure, helper == &set_failure_ex))
        return vsapi_fail(E_INVALIDARG,
                          "%s: %s is no code that a writer sets; the writer's mistake",
                          helper->name, vsapi_hresult_name(failure));
    hr = vsapi_text_from_wide(wide, &message);
    if (FAILED(hr))
        return hr;
    hr = enter(self, helper, &delivery);
    if (SUCCEEDED(hr)) {
        vsapi_free(delivery->message);
        delivery->message = message;
        message = NULL;
        delivery->failed = true;
        delivery->failure = failure;
        delivery->application = application;
        leave(self);
    }
    vsapi_free(message);
    return hr;
}

HRESULT STDMETHODCALLTYPE writer_SetWriterFailure(IVssWriterImpl *iface, HRESULT hr)
{
    struct writer *self = vswriter_from_iface(iface);
    VSS_ID session;

    return VSAPI_API(set_failure.name, vswriter_session(self, &session),
                     report(self, &set_failure, hr, S_OK, NULL), "failure=%h", hr);
}

HRESULT STDMETHODCALLTYPE writer_SetWriterFailureEx(IVssWriterImpl *iface, HRESULT hr,
                                                    HRESULT hrApplication,
                                                    LPCWSTR wszApplicationMessage)
{
    struct writer *self = vswriter_from_iface(iface);
    VSS_ID session;

    return VSAPI_API(set_failure_ex.name, vswriter_session(self, &session),
                     report(self, &set_failure_ex, hr, hrApplication, wszApplicationMessage),
                     "failure=%h hrApplication=%h wszApplicationMessage=%w", hr, hrApplication,
                     wszApplicationMessage);
}

static HRESULT session_id(struct writer *self, VSS_ID *out)
{
    struct delivery *delivery;
    HRESULT hr;

    if (!out)
        return vsapi_fail(E_INVALIDARG, "GetSessionId: idSession is NULL; the writer's mistake");
    *out = GUID_NULL;
    hr = enter(self, &get_session, &delivery);
    if (FAILED(hr))
        return hr;
    *out = delivery->event->session_id;
    leave(self);
    return S_OK;
}

HRESULT STDMETHODCALLTYPE writer_GetSessionId(IVssWriterImpl *iface, VSS_ID *idSession)
{
    struct writer *self = vswriter_from_iface(iface);
    VSS_ID session;

    return VSAPI_API(get_session.name, vswriter_session(self, &session),
                     session_id(self, idSession), "");
}
