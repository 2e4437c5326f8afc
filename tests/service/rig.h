/*
 * tests/service/rig.h - a service with toy writers and a toy provider, and a requester in words.
 *
 * rig_start makes a host with two volumes in memory on a manual clock and a service on it; each toy
 * does what its fields say in each event and notes that it was called. rig_do runs a requester's
 * calls, which are words: "init state gather add start volume prepare snapshot". What writers and
 * providers were called with stands in rig.log, in order, as the trace tells it: "Freeze(A)
 * PreCommitSnapshots(toy)". Used by Criterion and plain programs alike.
 */
#ifndef SERVICE_RIG_H
#define SERVICE_RIG_H

#define COBJMACROS
#include "../../vsapi/service/session.h"

#include <vsapi/alloc.h>
#include <vsapi/clock.h>
#include <vsapi/com.h>
#include <vsapi/error.h>
#include <vsapi/text.h>
#include <vsapi/trace.h>

#include <jansson.h>

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define RIG_EVENTS (VSAPI_EVENT_COUNT_ - VSAPI_EVENT_IDENTIFY)
#define RIG_LOG_BYTES 65536
#define RIG_FILETIME 133000000000000000u

struct rig;
struct toy { /* a writer; fields are set before it subscribes, or while nothing runs */
    const char *name, *instance_name;
    VSS_ID writer_id, instance_id;
    VSS_APPLICATION_LEVEL level;
    uint32_t timeout_freeze_ms; /* 0: 60000 */
    uint32_t mask;              /* 0: the default one */
    unsigned components;        /* file groups "c0", "c1", ... */
    struct {                    /* what it does in one event, by kind */
        bool refuse;
        HRESULT hr;
        uint64_t sleep_ms; /* moves the manual clock */
        void (*act)(struct toy *toy, struct vsapi_event *event, struct vsapi_event_answer *answer);
    } plan[RIG_EVENTS];
    struct rig *rig;
    struct vsapi_subscription *subscription;
    atomic_uint counts[RIG_EVENTS];
    atomic_bool open; /* for acts that wait */
    void *context;
};
#define RIG_PLAN(toy, kind) ((toy)->plan[VSAPI_EVENT_##kind - VSAPI_EVENT_IDENTIFY])
#define RIG_COUNT(toy, kind) atomic_load(&(toy)->counts[VSAPI_EVENT_##kind - VSAPI_EVENT_IDENTIFY])

struct rig {
    struct vsapi_host *host;
    struct vsapi_clock *clock;
    struct vsapi_service *service;
    struct vsapi_session *session;
    struct vsapi_operation *operation; /* of the last asynchronous word that ends in "&" */
    char log[RIG_LOG_BYTES];
    size_t log_length;
    struct toy_provider *toy; /* the provider "toy" */
    VSS_ID set_id, snapshot_id;
    VSS_ID provider; /* for "volume"; GUID_NULL: any */
    HRESULT failure; /* of the word that failed */
};

/* ---- writers -------------------------------------------------------------------------------- */

static inline VSS_ID rig_id(unsigned a, unsigned b)
{
    VSS_ID id = {a, 0x1234, 0x5678, {0, 0, 0, 0, 0, 0, (unsigned char)(b >> 8), (unsigned char)b}};

    return id;
}

static inline bool toy_metadata(struct toy *toy, struct vsapi_wmd **out)
{
    struct vsapi_wm_component *component;
    struct vsapi_wmd *wmd;
    char name[24];
    HRESULT hr;

    if (FAILED(vsapi_wmd_create(&wmd)))
        return false;
    wmd->writer_id = toy->writer_id;
    wmd->instance_id = toy->instance_id;
    wmd->usage = VSS_UT_USERDATA;
    wmd->source = VSS_ST_OTHER;
    hr = vsapi_wmd_text(wmd, &wmd->friendly_name, toy->name);
    if (SUCCEEDED(hr))
        hr = vsapi_wmd_text(wmd, &wmd->instance_name, toy->instance_name);
    for (unsigned i = 0; SUCCEEDED(hr) && i < toy->components; i++) {
        snprintf(name, sizeof name, "c%u", i);
        hr = vsapi_wmd_add_component(wmd, VSS_CT_FILEGROUP, NULL, name, &component);
        if (SUCCEEDED(hr))
            component->selectable = true;
    }
    if (FAILED(hr)) {
        vsapi_wmd_unref(wmd);
        return false;
    }
    *out = wmd;
    return true;
}

static inline void toy_deliver(void *object, struct vsapi_event *event,
                               struct vsapi_event_answer *answer)
{
    struct toy *toy = object;
    size_t i = event->kind - VSAPI_EVENT_IDENTIFY;

    atomic_fetch_add(&toy->counts[i], 1);
    if (event->kind == VSAPI_EVENT_IDENTIFY && !toy_metadata(toy, &answer->metadata))
        answer->refused = true;
    if (toy->plan[i].sleep_ms > 0)
        vsapi_clock_sleep(toy->rig->clock, toy->plan[i].sleep_ms);
    if (toy->plan[i].refuse)
        answer->refused = true;
    if (toy->plan[i].hr != S_OK)
        answer->hr = toy->plan[i].hr;
    if (toy->plan[i].act)
        toy->plan[i].act(toy, event, answer);
}

static const struct vsapi_writer_ops toy_ops = {sizeof toy_ops, toy_deliver};

/* A toy of this number has class id rig_id(number, 1) and instance id rig_id(number, 2). */
static inline HRESULT toy_subscribe(struct rig *rig, struct toy *toy, unsigned number)
{
    struct vsapi_writer_info info = {
        .size = sizeof info,
        .name = toy->name,
        .instance_name = toy->instance_name,
        .usage = VSS_UT_USERDATA,
        .source = VSS_ST_OTHER,
        .level = toy->level ? toy->level : VSS_APP_FRONT_END,
        .timeout_freeze_ms = toy->timeout_freeze_ms ? toy->timeout_freeze_ms : 60000,
        .event_mask =
            toy->mask ? toy->mask : VSS_SM_BACKUP_EVENTS_FLAG | VSS_SM_RESTORE_EVENTS_FLAG,
    };

    if (IsEqualGUID(&toy->writer_id, &GUID_NULL))
        toy->writer_id = rig_id(number, 1);
    if (IsEqualGUID(&toy->instance_id, &GUID_NULL))
        toy->instance_id = rig_id(number, 2);
    info.writer_id = toy->writer_id;
    info.instance_id = toy->instance_id;
    toy->rig = rig;
    return vsapi_service_subscribe(rig->service, &info, &toy_ops, toy, &toy->subscription);
}

/* ---- a provider -------------------------------------------------------------------------------
 */

struct toy_provider {
    struct vsapi_com com;
    IVssSoftwareSnapshotProvider IVssSoftwareSnapshotProvider_iface;
    IVssProviderCreateSnapshotSet IVssProviderCreateSnapshotSet_iface;
    IVssProviderNotifications IVssProviderNotifications_iface;
    struct vsapi_mutex lock; /* a late call and the next backup may meet here */
    VSS_ID set, snapshots[64];
    LONG context;
    size_t count;
    bool made, unsupported;
    atomic_bool open; /* for acts that wait */
    void (*act)(struct toy_provider *toy,
                enum vsapi_set_call at); /* NULL: nothing; before it works */
    void *act_context;
};
VSAPI_COM_FACE(IVssSoftwareSnapshotProvider, toy_provider)
VSAPI_COM_FACE(IVssProviderCreateSnapshotSet, toy_provider)
VSAPI_COM_FACE(IVssProviderNotifications, toy_provider)

static HRESULT STDMETHODCALLTYPE toy_SetContext(IVssSoftwareSnapshotProvider *iface, LONG context)
{
    (void)iface;
    (void)context;
    return S_OK;
}
static inline void toy_act(struct toy_provider *toy, enum vsapi_set_call at)
{
    if (toy->act)
        toy->act(toy, at);
}
static inline HRESULT toy_properties(struct toy_provider *self, const VSS_ID *id,
                                     VSS_SNAPSHOT_PROP *out)
{
    for (size_t i = 0; i < self->count; i++) {
        if (!IsEqualGUID(&self->snapshots[i], id))
            continue;
        out->m_SnapshotId = *id;
        out->m_SnapshotSetId = self->set;
        out->m_lSnapshotsCount = (LONG)self->count;
        out->m_lSnapshotAttributes = self->context;
        out->m_eStatus = self->made ? VSS_SS_CREATED : VSS_SS_PREPARING;
        return vsapi_cotask_from_text("\\\\?\\GLOBALROOT\\Device\\HarddiskVolumeShadowCopy1",
                                      &out->m_pwszSnapshotDeviceObject);
    }
    return VSS_E_OBJECT_NOT_FOUND;
}
static HRESULT STDMETHODCALLTYPE toy_GetSnapshotProperties(IVssSoftwareSnapshotProvider *iface,
                                                           VSS_ID id, VSS_SNAPSHOT_PROP *out)
{
    struct toy_provider *self = impl_from_IVssSoftwareSnapshotProvider(iface);
    HRESULT hr;

    vsapi_mutex_lock(&self->lock);
    hr = toy_properties(self, &id, out);
    vsapi_mutex_unlock(&self->lock);
    toy_act(self, VSAPI_SET_CALL_END_);
    return hr;
}
static HRESULT STDMETHODCALLTYPE toy_Query(IVssSoftwareSnapshotProvider *iface, VSS_ID id,
                                           VSS_OBJECT_TYPE queried, VSS_OBJECT_TYPE returned,
                                           IVssEnumObject **out)
{
    (void)iface;
    (void)id;
    (void)queried;
    (void)returned;
    *out = NULL;
    return VSS_E_PROVIDER_VETO;
}
static HRESULT STDMETHODCALLTYPE toy_DeleteSnapshots(IVssSoftwareSnapshotProvider *iface, VSS_ID id,
                                                     VSS_OBJECT_TYPE type, BOOL force,
                                                     LONG *deleted, VSS_ID *not_deleted)
{
    struct toy_provider *self = impl_from_IVssSoftwareSnapshotProvider(iface);

    HRESULT hr = S_OK;

    (void)force;
    *not_deleted = GUID_NULL;
    vsapi_mutex_lock(&self->lock);
    if (type != VSS_OBJECT_SNAPSHOT_SET || !IsEqualGUID(&id, &self->set) || self->count == 0) {
        hr = VSS_E_OBJECT_NOT_FOUND;
    } else {
        *deleted = (LONG)self->count;
        self->count = 0;
        self->made = false;
    }
    vsapi_mutex_unlock(&self->lock);
    return hr;
}
static HRESULT STDMETHODCALLTYPE toy_BeginPrepareSnapshot(IVssSoftwareSnapshotProvider *iface,
                                                          VSS_ID set, VSS_ID id, VSS_PWSZ volume,
                                                          LONG context)
{
    struct toy_provider *self = impl_from_IVssSoftwareSnapshotProvider(iface);

    (void)volume;
    vsapi_mutex_lock(&self->lock);
    if (!IsEqualGUID(&set, &self->set)) {
        self->count = 0;
        self->made = false;
    }
    self->set = set;
    self->context = context;
    self->snapshots[self->count++] = id;
    vsapi_mutex_unlock(&self->lock);
    return S_OK;
}
static HRESULT STDMETHODCALLTYPE toy_IsVolumeSupported(IVssSoftwareSnapshotProvider *iface,
                                                       VSS_PWSZ volume, BOOL *supported)
{
    (void)volume;
    *supported = !impl_from_IVssSoftwareSnapshotProvider(iface)->unsupported;
    return S_OK;
}
static HRESULT STDMETHODCALLTYPE toy_IsVolumeSnapshotted(IVssSoftwareSnapshotProvider *iface,
                                                         VSS_PWSZ volume, BOOL *present,
                                                         LONG *compatibility)
{
    (void)volume;
    vsapi_mutex_lock(&impl_from_IVssSoftwareSnapshotProvider(iface)->lock);
    *present = impl_from_IVssSoftwareSnapshotProvider(iface)->made;
    vsapi_mutex_unlock(&impl_from_IVssSoftwareSnapshotProvider(iface)->lock);
    *compatibility = 0;
    return S_OK;
}
static HRESULT STDMETHODCALLTYPE toy_SetSnapshotProperty(IVssSoftwareSnapshotProvider *iface,
                                                         VSS_ID id,
                                                         VSS_SNAPSHOT_PROPERTY_ID property,
                                                         VARIANT value)
{
    (void)iface;
    (void)id;
    (void)property;
    (void)value;
    return E_NOTIMPL;
}
static HRESULT STDMETHODCALLTYPE toy_RevertToSnapshot(IVssSoftwareSnapshotProvider *iface,
                                                      VSS_ID id)
{
    (void)iface;
    (void)id;
    return E_NOTIMPL;
}
static HRESULT STDMETHODCALLTYPE toy_QueryRevertStatus(IVssSoftwareSnapshotProvider *iface,
                                                       VSS_PWSZ volume, IVssAsync **out)
{
    (void)iface;
    (void)volume;
    *out = NULL;
    return E_NOTIMPL;
}
static const IVssSoftwareSnapshotProviderVtbl toy_software_vtbl = {
    VSAPI_COM_IUNKNOWN(IVssSoftwareSnapshotProvider),
    .SetContext = toy_SetContext,
    .GetSnapshotProperties = toy_GetSnapshotProperties,
    .Query = toy_Query,
    .DeleteSnapshots = toy_DeleteSnapshots,
    .BeginPrepareSnapshot = toy_BeginPrepareSnapshot,
    .IsVolumeSupported = toy_IsVolumeSupported,
    .IsVolumeSnapshotted = toy_IsVolumeSnapshotted,
    .SetSnapshotProperty = toy_SetSnapshotProperty,
    .RevertToSnapshot = toy_RevertToSnapshot,
    .QueryRevertStatus = toy_QueryRevertStatus,
};

static inline HRESULT toy_step(IVssProviderCreateSnapshotSet *iface, const VSS_ID *set,
                               enum vsapi_set_call step)
{
    struct toy_provider *self = impl_from_IVssProviderCreateSnapshotSet(iface);
    bool known;

    toy_act(self, step);
    vsapi_mutex_lock(&self->lock);
    known = IsEqualGUID(&self->set, set) && self->count > 0;
    if (known && step == VSAPI_SET_ABORT && self->made)
        known = false; /* it is finished */
    else if (known && step == VSAPI_SET_ABORT)
        self->count = 0;
    else if (known && step == VSAPI_SET_POST_FINAL_COMMIT)
        self->made = true;
    vsapi_mutex_unlock(&self->lock);
    return known ? S_OK : VSS_E_OBJECT_NOT_FOUND;
}
#define TOY_STEP(name, step)                                                                       \
    static HRESULT STDMETHODCALLTYPE toy_##name(IVssProviderCreateSnapshotSet *iface, VSS_ID set)  \
    {                                                                                              \
        return toy_step(iface, &set, VSAPI_SET_##step);                                            \
    }
TOY_STEP(EndPrepareSnapshots, END_PREPARE)
TOY_STEP(PreCommitSnapshots, PRE_COMMIT)
TOY_STEP(CommitSnapshots, COMMIT)
TOY_STEP(PreFinalCommitSnapshots, PRE_FINAL_COMMIT)
TOY_STEP(PostFinalCommitSnapshots, POST_FINAL_COMMIT)
TOY_STEP(AbortSnapshots, ABORT)
static HRESULT STDMETHODCALLTYPE toy_PostCommitSnapshots(IVssProviderCreateSnapshotSet *iface,
                                                         VSS_ID set, LONG count)
{
    struct toy_provider *self = impl_from_IVssProviderCreateSnapshotSet(iface);
    bool enough;

    vsapi_mutex_lock(&self->lock);
    enough = (size_t)count >= self->count;
    vsapi_mutex_unlock(&self->lock);
    return enough ? toy_step(iface, &set, VSAPI_SET_POST_COMMIT) : E_INVALIDARG;
}
static const IVssProviderCreateSnapshotSetVtbl toy_set_vtbl = {
    VSAPI_COM_IUNKNOWN(IVssProviderCreateSnapshotSet),
    .EndPrepareSnapshots = toy_EndPrepareSnapshots,
    .PreCommitSnapshots = toy_PreCommitSnapshots,
    .CommitSnapshots = toy_CommitSnapshots,
    .PostCommitSnapshots = toy_PostCommitSnapshots,
    .PreFinalCommitSnapshots = toy_PreFinalCommitSnapshots,
    .PostFinalCommitSnapshots = toy_PostFinalCommitSnapshots,
    .AbortSnapshots = toy_AbortSnapshots,
};

static HRESULT STDMETHODCALLTYPE toy_OnLoad(IVssProviderNotifications *iface, IUnknown *callback)
{
    (void)iface;
    (void)callback;
    return S_OK;
}
static HRESULT STDMETHODCALLTYPE toy_OnUnload(IVssProviderNotifications *iface, BOOL force)
{
    (void)iface;
    return force ? S_OK : S_FALSE;
}
static const IVssProviderNotificationsVtbl toy_notifications_vtbl = {
    VSAPI_COM_IUNKNOWN(IVssProviderNotifications),
    .OnLoad = toy_OnLoad,
    .OnUnload = toy_OnUnload,
};

static const struct vsapi_com_face toy_faces[] = {
    {&IID_IVssSoftwareSnapshotProvider,
     offsetof(struct toy_provider, IVssSoftwareSnapshotProvider_iface)},
    {&IID_IVssProviderCreateSnapshotSet,
     offsetof(struct toy_provider, IVssProviderCreateSnapshotSet_iface)},
    {&IID_IVssProviderNotifications,
     offsetof(struct toy_provider, IVssProviderNotifications_iface)},
};
static inline void toy_provider_destroy(void *object)
{
    struct toy_provider *self = object;

    vsapi_mutex_finish(&self->lock);
    free(self);
}
static const struct vsapi_com_class toy_provider_class = {
    "toy_provider", toy_faces, sizeof toy_faces / sizeof *toy_faces, toy_provider_destroy};

/* Registers another toy provider under rig_id(number, 3); the pointer is good while the service is.
 */
static inline struct toy_provider *rig_provider(struct rig *rig, const char *name, unsigned number)
{
    struct vsapi_provider_info info = {.size = sizeof info,
                                       .provider_id = rig_id(number, 3),
                                       .name = name,
                                       .version = "1",
                                       .type = VSS_PROV_SOFTWARE};
    struct toy_provider *toy = calloc(1, sizeof *toy);

    if (!toy)
        abort();
    vsapi_com_init(&toy->com, &toy_provider_class);
    vsapi_mutex_init(&toy->lock);
    toy->IVssSoftwareSnapshotProvider_iface.lpVtbl = &toy_software_vtbl;
    toy->IVssProviderCreateSnapshotSet_iface.lpVtbl = &toy_set_vtbl;
    toy->IVssProviderNotifications_iface.lpVtbl = &toy_notifications_vtbl;
    if (FAILED(vsapi_service_register_provider(
            rig->service, &info, (IUnknown *)&toy->IVssSoftwareSnapshotProvider_iface)))
        abort();
    vsapi_com_release(&toy->com);
    return toy;
}

/* ---- the log ------------------------------------------------------------------------------------
 */

static inline void rig_log_add(struct rig *rig, const char *name, const char *who)
{
    int added = snprintf(rig->log + rig->log_length, sizeof rig->log - rig->log_length, "%s%s(%s)",
                         rig->log_length ? " " : "", name, who);

    if (added < 0 || rig->log_length + (size_t)added >= sizeof rig->log) {
        fprintf(stderr, "rig: the log has no room for %s(%s)\n", name, who);
        abort();
    }
    rig->log_length += (size_t)added;
}

/* Events and calls of providers when they begin, and what the service itself does. A line that
 * cannot be read would only show as one that is missing, so it ends the test. */
static inline void rig_sink(void *context, const char *line, size_t length)
{
    struct rig *rig = context;
    json_error_t error;
    json_t *json = json_loadb(line, length, 0, &error);
    const char *kind = json_string_value(json_object_get(json, "kind"));
    const char *phase = json_string_value(json_object_get(json, "phase"));
    const char *name = json_string_value(json_object_get(json, "name"));
    json_t *values = json_object_get(json, "args");
    const char *writer = json_string_value(json_object_get(values, "writer"));
    const char *provider = json_string_value(json_object_get(values, "provider"));

    if (!json) {
        fprintf(stderr, "rig: %s in the line %.*s\n", error.text, (int)length, line);
        abort();
    }
    if (kind && name && phase && strcmp(phase, "begin") == 0 && (writer || provider))
        rig_log_add(rig, name, writer ? writer : provider);
    else if (kind && name && strcmp(kind, "service") == 0)
        rig_log_add(rig, name, "");
    json_decref(json);
}

static inline void rig_log_clear(struct rig *rig)
{
    rig->log_length = 0;
    rig->log[0] = '\0';
}

/* How often a word stands in the log. */
static inline unsigned rig_log_count(const struct rig *rig, const char *word)
{
    unsigned count = 0;

    for (const char *at = strstr(rig->log, word); at; at = strstr(at + 1, word))
        count++;
    return count;
}

/* ---- the machine
 * ---------------------------------------------------------------------------------- */

/* A host, not yet in use: faults and volumes can be added. */
static inline void rig_prepare(struct rig *rig, enum vsapi_delivery delivery)
{
    static const char *const mounts[] = {"C:\\", "D:\\"};

    memset(rig, 0, sizeof *rig);
    if (FAILED(vsapi_host_create(&rig->host)) ||
        FAILED(vsapi_clock_create_manual(RIG_FILETIME, &rig->clock)))
        abort();
    vsapi_host_set_clock(rig->host, rig->clock);
    vsapi_host_set_delivery(rig->host, delivery);
    for (size_t i = 0; i < 2; i++) {
        struct vsapi_volume_options options = {.size = sizeof options, .mount = mounts[i]};

        if (FAILED(vsapi_host_add_volume(rig->host, &options, NULL)))
            abort();
    }
}

static inline void rig_fault(struct rig *rig, const char *call, const char *target,
                             uint64_t delay_ms, HRESULT hr)
{
    struct vsapi_fault fault = {.size = sizeof fault,
                                .call = call,
                                .target = target,
                                .nth = 1,
                                .delay_ms = delay_ms,
                                .hr = hr};

    if (FAILED(vsapi_host_add_fault(rig->host, &fault)))
        abort();
}

static inline void rig_begin(struct rig *rig)
{
    if (FAILED(vsapi_service_create(rig->host, &rig->service)))
        abort();
    vsapi_trace_sink(rig_sink, rig);
    rig->toy = rig_provider(rig, "toy", 1);
    rig_log_clear(rig);
}

/* The provider that comes with the library; the toy serves one session only. */
#define RIG_MOCK                                                                                   \
    ((VSS_ID){0xb5946137, 0x7b9f, 0x4925, {0xaf, 0x80, 0x51, 0xab, 0xd6, 0x0b, 0x20, 0xd5}})

static inline void rig_start(struct rig *rig, enum vsapi_delivery delivery)
{
    rig_prepare(rig, delivery);
    rig_begin(rig);
}

static inline void rig_release(struct rig *rig)
{
    vsapi_operation_unref(rig->operation);
    rig->operation = NULL;
    vsapi_session_destroy(rig->session);
    rig->session = NULL;
}

/* The writers have to be unsubscribed. */
static inline void rig_stop(struct rig *rig)
{
    rig_release(rig);
    vsapi_trace_sink(NULL, NULL);
    vsapi_service_destroy(rig->service);
    vsapi_host_destroy(rig->host);
}

/* ---- the requester
 * ---------------------------------------------------------------------------------- */

static inline HRESULT rig_wait(HRESULT started, struct vsapi_operation *operation)
{
    HRESULT hr = started;

    if (SUCCEEDED(hr)) {
        vsapi_operation_wait(operation, INFINITE);
        hr = vsapi_operation_status(operation);
    }
    vsapi_operation_unref(operation);
    return hr;
}

typedef HRESULT rig_start_fn(struct vsapi_session *session, struct vsapi_operation **out);

static inline HRESULT rig_async(struct rig *rig, rig_start_fn *start, bool wait)
{
    struct vsapi_operation *operation = NULL;
    HRESULT hr = start(rig->session, &operation);

    if (wait)
        return rig_wait(hr, operation);
    vsapi_operation_unref(rig->operation);
    rig->operation = operation;
    return hr;
}

/* Adds each component of each writer that answered. */
static inline HRESULT rig_add(struct rig *rig)
{
    struct vsapi_bcd *document = vsapi_session_document(rig->session);
    size_t count;
    HRESULT hr = vsapi_session_allow(rig->session, VSAPI_CALL_ADD_COMPONENT);

    if (SUCCEEDED(hr))
        hr = vsapi_session_metadata_count(rig->session, &count);
    for (size_t i = 0; SUCCEEDED(hr) && i < count; i++) {
        struct vsapi_bcd_component *component;
        struct vsapi_bcd_writer *writer;
        struct vsapi_wmd *wmd;
        VSS_ID instance;

        hr = vsapi_session_metadata(rig->session, i, &instance, &wmd);
        if (FAILED(hr))
            return hr;
        if (wmd->components.count > 0)
            hr = vsapi_bcd_add_writer(document, &wmd->writer_id, &instance, &writer);
        if (SUCCEEDED(hr) && wmd->components.count > 0)
            hr = vsapi_bcd_text(document, &writer->instance_name, wmd->instance_name);
        for (size_t k = 0; SUCCEEDED(hr) && k < wmd->components.count; k++)
            hr = vsapi_bcd_add_component(document, writer, VSS_CT_FILEGROUP, NULL,
                                         wmd->components.items[k]->component_name, &component);
        vsapi_wmd_unref(wmd);
    }
    return hr;
}

static inline HRESULT rig_volume(struct rig *rig, const char *name)
{
    return vsapi_session_add_volume(rig->session, name, &rig->provider, &rig->snapshot_id);
}

static inline HRESULT rig_create(struct rig *rig)
{
    rig_release(rig);
    return vsapi_session_create(rig->service, &rig->session);
}

/* One word; with "&" at its end an asynchronous one is not waited for (rig->operation). */
static inline HRESULT rig_word(struct rig *rig, const char *word)
{
    static const struct {
        const char *word;
        rig_start_fn *start;
    } async[] = {
        {"gather", vsapi_session_gather_metadata},   {"prepare", vsapi_session_prepare_for_backup},
        {"snapshot", vsapi_session_do_snapshot_set}, {"status", vsapi_session_gather_status},
        {"complete", vsapi_session_backup_complete}, {"prerestore", vsapi_session_pre_restore},
        {"postrestore", vsapi_session_post_restore},
    };

    for (size_t i = 0; i < sizeof async / sizeof *async; i++) {
        size_t length = strlen(async[i].word);

        if (strncmp(word, async[i].word, length) == 0 && (!word[length] || word[length] == '&'))
            return rig_async(rig, async[i].start, !word[length]);
    }
    if (strcmp(word, "create") == 0)
        return rig_create(rig);
    if (strcmp(word, "init") == 0)
        return vsapi_session_initialize_for_backup(rig->session, NULL);
    if (strcmp(word, "initrestore") == 0)
        return vsapi_session_initialize_for_restore(rig->session, NULL);
    if (strcmp(word, "state") == 0)
        return vsapi_session_set_backup_state(rig->session, true, false, VSS_BT_FULL, false);
    if (strcmp(word, "whole") == 0) /* without components */
        return vsapi_session_set_backup_state(rig->session, false, false, VSS_BT_FULL, false);
    if (strcmp(word, "share") == 0)
        return vsapi_session_set_context(rig->session, VSS_CTX_FILE_SHARE_BACKUP);
    if (strcmp(word, "rollback") == 0)
        return vsapi_session_set_context(rig->session, VSS_CTX_APP_ROLLBACK);
    if (strcmp(word, "all") == 0)
        return vsapi_session_set_context(rig->session, (LONG)VSS_CTX_ALL);
    if (strcmp(word, "add") == 0)
        return rig_add(rig);
    if (strcmp(word, "start") == 0)
        return vsapi_session_start_set(rig->session, &rig->set_id);
    if (strcmp(word, "volume") == 0)
        return rig_volume(rig, "C:\\");
    if (strcmp(word, "volume2") == 0)
        return rig_volume(rig, "D:\\");
    if (strcmp(word, "abort") == 0)
        return vsapi_session_abort_backup(rig->session);
    if (strcmp(word, "succeeded") == 0)
        return vsapi_session_allow(rig->session, VSAPI_CALL_SET_BACKUP_SUCCEEDED);
    if (strcmp(word, "freestatus") == 0)
        return vsapi_session_free_status(rig->session);
    if (strcmp(word, "freemetadata") == 0)
        return vsapi_session_free_metadata(rig->session);
    if (strcmp(word, "save") == 0)
        return vsapi_session_allow(rig->session, VSAPI_CALL_SAVE_AS_XML);
    if (strcmp(word, "release") == 0) {
        rig_release(rig);
        return S_OK;
    }
    fprintf(stderr, "rig: no word %s\n", word);
    abort();
}

/* Runs words until one fails; "ok" of an asynchronous one is VSS_S_ASYNC_FINISHED. */
static inline HRESULT rig_do(struct rig *rig, const char *words)
{
    char text[512], *rest = text, *word;
    HRESULT hr = S_OK;

    snprintf(text, sizeof text, "%s", words);
    while (SUCCEEDED(hr) && (word = strtok_r(rest, " ", &rest)))
        hr = rig_word(rig, word);
    return rig->failure = hr;
}

#define RIG_TO_SNAPSHOT "create init state gather add start volume prepare snapshot"

/* The status of one toy after a "status" word. */
static inline struct vsapi_writer_status rig_status(struct rig *rig, const struct toy *toy)
{
    struct vsapi_writer_status status = {0};
    size_t count = 0;

    vsapi_session_status_count(rig->session, &count);
    for (size_t i = 0; i < count; i++) {
        vsapi_session_status(rig->session, i, &status);
        if (IsEqualGUID(&status.instance_id, &toy->instance_id))
            return status;
    }
    memset(&status, 0, sizeof status);
    return status;
}

#endif
