/*
 * vsapi/service/seam_provider.c - where the service calls a provider; seam.c is its twin.
 */
#define COBJMACROS
#include "seam_provider.h"

#include <vsapi/clock.h>
#include <vsapi/error.h>
#include <vsapi/text.h>
#include <vsapi/trace.h>

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#define HANG_MS 600000u

/* Codes that any method may answer (error-handling-in-shadow-copy-providers). */
static const HRESULT general_codes[] = {
    S_OK,
    E_OUTOFMEMORY,
    E_INVALIDARG,
    E_ACCESSDENIED,
    VSS_E_BAD_STATE,
    VSS_E_OBJECT_NOT_FOUND,
    VSS_E_INSUFFICIENT_STORAGE,
    VSS_E_VOLUME_NOT_SUPPORTED,
    VSS_E_VOLUME_NOT_SUPPORTED_BY_PROVIDER,
    VSS_E_MAXIMUM_NUMBER_OF_SNAPSHOTS_REACHED,
    VSS_E_PROVIDER_VETO,
    VSS_E_CANNOT_REVERT_DISKID,
};

/* Codes that a method's own page adds to them (PROV-C3), and the restart that DoSnapshotSet tells
 * of (docs/decisions.md#provider-codes). */
static const struct {
    const char *method;
    HRESULT hr;
} own_codes[] = {
    {"BeginPrepareSnapshot", VSS_E_UNSUPPORTED_CONTEXT},
    {"BeginPrepareSnapshot", VSS_E_UNEXPECTED},
    {"BeginPrepareSnapshot", VSS_E_NESTED_VOLUME_LIMIT},
    {"BeginPrepareSnapshot", VSS_E_MAXIMUM_NUMBER_OF_VOLUMES_REACHED},
    {"IsVolumeSupported", VSS_E_NESTED_VOLUME_LIMIT},
    {"IsVolumeSupported", VSS_E_UNEXPECTED},
    {"IsVolumeSnapshotted", VSS_E_UNEXPECTED},
    {"GetSnapshotProperties", VSS_E_UNEXPECTED},
    {"RevertToSnapshot", VSS_E_REVERT_IN_PROGRESS},
    {"RevertToSnapshot", E_NOTIMPL}, /* the requester's page has it of a provider */
    {"QueryRevertStatus", E_NOTIMPL},
    {"ResyncLuns", E_NOTIMPL}, /* as RecoverSet's page has it */
    {"OnUnload", S_FALSE},
    {"EndPrepareSnapshots", VSS_E_REBOOT_REQUIRED},
    {"PreCommitSnapshots", VSS_E_REBOOT_REQUIRED},
    {"CommitSnapshots", VSS_E_REBOOT_REQUIRED},
    {"PostCommitSnapshots", VSS_E_REBOOT_REQUIRED},
    {"PreFinalCommitSnapshots", VSS_E_REBOOT_REQUIRED},
    {"PostFinalCommitSnapshots", VSS_E_REBOOT_REQUIRED},
};

static bool code_documented(const char *method, HRESULT hr)
{
    for (size_t i = 0; i < sizeof general_codes / sizeof *general_codes; i++)
        if (general_codes[i] == hr)
            return true;
    for (size_t i = 0; i < sizeof own_codes / sizeof *own_codes; i++)
        if (own_codes[i].hr == hr && strcmp(own_codes[i].method, method) == 0)
            return true;
    return false;
}

const char *vsapi_set_call_name(enum vsapi_set_call which)
{
    static const char *const names[] = {
        "EndPrepareSnapshots", "PreCommitSnapshots",      "CommitSnapshots",
        "PostCommitSnapshots", "PreFinalCommitSnapshots", "PostFinalCommitSnapshots",
        "AbortSnapshots",
    };

    return names[which - VSAPI_SET_END_PREPARE];
}

struct seam { /* one call that is under way; on the stack of its thread */
    const struct vsapi_provider_call *call;
    const char *method;
    struct vsapi_span span;
    struct vsapi_watched watched;
    bool limited;   /* it is watched */
    VSS_ID session; /* copies: when the call was late, the session may be gone */
    VSS_ID set;     /* the limit's */
};

static void seam_trace_begin(struct seam *seam, const VSS_ID *set, const VSS_ID *snapshot)
{
    const struct vsapi_provider *provider = seam->call->provider;

    if (vsapi_trace_on())
        seam->span =
            vsapi_trace_begin("provider", seam->method, seam->call->session,
                              "provider=%s provider_id=%g set=%g snapshot=%g", provider->info.name,
                              &provider->info.provider_id, set, snapshot);
}

static void seam_limit(struct seam *seam)
{
    const struct vsapi_provider_limit *limit = seam->call->limit;

    if (!limit || !limit->job)
        return;
    seam->limited = true;
    seam->session = *seam->call->session;
    seam->set = limit->set;
    vsapi_watch_begin(&seam->call->service->watch, &seam->watched, limit->deadline_ms, limit->job);
}

/* Plays what is planned for the call. */
static HRESULT seam_fault(const struct seam *seam)
{
    const struct vsapi_provider_call *call = seam->call;
    struct vsapi_fault_target target = {
        call->provider->info.name, NULL, {&call->provider->info.provider_id, NULL}};
    uint64_t past_ms = call->limit
                           ? call->limit->deadline_ms
                           : vsapi_clock_now_ms(vsapi_service_clock(call->service)) + HANG_MS;

    vsapi_message_clear();
    return vsapi_fault_play(call->service->faults, seam->method, &target, past_ms);
}

/* The call begins. S_OK: it is to be made; else that is its result. seam_end ends it. */
static HRESULT seam_begin(struct seam *seam, const struct vsapi_provider_call *call,
                          const char *method, const VSS_ID *set, const VSS_ID *snapshot)
{
    HRESULT hr;

    *seam = (struct seam){.call = call, .method = method};
    seam_trace_begin(seam, set, snapshot);
    seam_limit(seam);
    hr = seam_fault(seam);
    if (hr == S_OK && seam->limited && vsapi_watch_left(&call->service->watch, &seam->watched))
        hr = VSAPI_LEFT_BEHIND;
    return hr;
}

/*
 * The thread was left behind. The operation that it worked for has been told to all others as
 * failed; the provider is told now, as it was not free to hear it. A set that it has finished is no
 * longer known as one that is being made, and deleted.
 */
static HRESULT seam_left(const struct seam *seam)
{
    struct vsapi_provider_call undo = {seam->call->service, &seam->session, seam->call->provider,
                                       NULL};

    vsapi_trace_note("answer", "late", &seam->session, "provider=%s method=%s",
                     undo.provider->info.name, seam->method);
    if (strcmp(seam->method, vsapi_set_call_name(VSAPI_SET_ABORT)) != 0)
        vsapi_provider_undo(&undo, &seam->set);
    return VSAPI_LEFT_BEHIND;
}

static HRESULT seam_undocumented(const struct seam *seam, HRESULT hr)
{
    const char *name = seam->call->provider->info.name;

    vsapi_trace_note("answer", "PROV-071", seam->call->session, "provider=%s method=%s hr=%h", name,
                     seam->method, hr);
    return vsapi_fail(
        VSS_E_UNEXPECTED_PROVIDER_ERROR,
        "provider \"%s\" answered %s to %s, which no provider may (provider's mistake)", name,
        vsapi_hresult_name(hr), seam->method);
}

/* The sentence begins with whose mistake it is; what the provider itself said follows. */
static HRESULT seam_end(struct seam *seam, HRESULT hr)
{
    bool left = seam->limited && !vsapi_watch_end(&seam->call->service->watch, &seam->watched);

    if (seam->span.id != 0)
        vsapi_trace_end(&seam->span, hr, NULL);
    if (left)
        return seam_left(seam);
    if (hr == S_OK)
        return S_OK;
    if (!code_documented(seam->method, hr))
        return seam_undocumented(seam, hr);
    if (FAILED(hr))
        vsapi_message_prefix("provider \"%s\" answered %s to %s%s", seam->call->provider->info.name,
                             vsapi_hresult_name(hr), seam->method,
                             *vsapi_last_message() ? ": " : "");
    return hr;
}

static HRESULT set_call_make(IVssProviderCreateSnapshotSet *set, enum vsapi_set_call which,
                             VSS_ID id, LONG count)
{
    switch (which) {
    case VSAPI_SET_END_PREPARE:
        return IVssProviderCreateSnapshotSet_EndPrepareSnapshots(set, id);
    case VSAPI_SET_PRE_COMMIT:
        return IVssProviderCreateSnapshotSet_PreCommitSnapshots(set, id);
    case VSAPI_SET_COMMIT:
        return IVssProviderCreateSnapshotSet_CommitSnapshots(set, id);
    case VSAPI_SET_POST_COMMIT:
        return IVssProviderCreateSnapshotSet_PostCommitSnapshots(set, id, count);
    case VSAPI_SET_PRE_FINAL_COMMIT:
        return IVssProviderCreateSnapshotSet_PreFinalCommitSnapshots(set, id);
    case VSAPI_SET_POST_FINAL_COMMIT:
        return IVssProviderCreateSnapshotSet_PostFinalCommitSnapshots(set, id);
    case VSAPI_SET_ABORT:
        return IVssProviderCreateSnapshotSet_AbortSnapshots(set, id);
    case VSAPI_SET_CALL_END_:
        break;
    }
    abort();
}

HRESULT vsapi_provider_set_call(const struct vsapi_provider_call *call, enum vsapi_set_call which,
                                const VSS_ID *set, LONG count)
{
    struct seam seam;
    HRESULT hr = seam_begin(&seam, call, vsapi_set_call_name(which), set, NULL);

    if (hr == S_OK)
        hr = set_call_make(call->provider->set, which, *set, count);
    return seam_end(&seam, hr);
}

void vsapi_provider_undo(const struct vsapi_provider_call *call, const VSS_ID *set)
{
    VSS_ID not_deleted;
    LONG deleted;

    if (vsapi_provider_set_call(call, VSAPI_SET_ABORT, set, 0) == VSS_E_OBJECT_NOT_FOUND)
        vsapi_provider_delete(call, set, VSS_OBJECT_SNAPSHOT_SET, true, &deleted, &not_deleted);
}

HRESULT vsapi_provider_is_supported(const struct vsapi_provider_call *call, WCHAR *volume,
                                    bool *supported)
{
    struct seam seam;
    HRESULT hr = seam_begin(&seam, call, "IsVolumeSupported", NULL, NULL);
    BOOL answer = FALSE;

    if (hr == S_OK)
        hr = IVssSoftwareSnapshotProvider_IsVolumeSupported(call->provider->software, volume,
                                                            &answer);
    hr = seam_end(&seam, hr);
    *supported = hr == S_OK && answer;
    return hr;
}

HRESULT vsapi_provider_begin_prepare(const struct vsapi_provider_call *call, const VSS_ID *set,
                                     const VSS_ID *snapshot, WCHAR *volume, LONG context)
{
    struct seam seam;
    HRESULT hr = seam_begin(&seam, call, "BeginPrepareSnapshot", set, snapshot);

    if (hr == S_OK)
        hr = IVssSoftwareSnapshotProvider_BeginPrepareSnapshot(call->provider->software, *set,
                                                               *snapshot, volume, context);
    return seam_end(&seam, hr);
}

HRESULT vsapi_provider_is_snapshotted(const struct vsapi_provider_call *call, WCHAR *volume,
                                      bool *present, LONG *compatibility)
{
    struct seam seam;
    HRESULT hr = seam_begin(&seam, call, "IsVolumeSnapshotted", NULL, NULL);
    BOOL answer = FALSE;

    *compatibility = 0;
    if (hr == S_OK)
        hr = IVssSoftwareSnapshotProvider_IsVolumeSnapshotted(call->provider->software, volume,
                                                              &answer, compatibility);
    hr = seam_end(&seam, hr);
    *present = hr == S_OK && answer;
    return hr;
}

HRESULT vsapi_provider_properties(const struct vsapi_provider_call *call, const VSS_ID *snapshot,
                                  VSS_SNAPSHOT_PROP *out)
{
    struct seam seam;
    HRESULT hr = seam_begin(&seam, call, "GetSnapshotProperties", NULL, snapshot);

    memset(out, 0, sizeof *out);
    if (hr == S_OK)
        hr = IVssSoftwareSnapshotProvider_GetSnapshotProperties(call->provider->software, *snapshot,
                                                                out);
    hr = seam_end(&seam, hr);
    if (hr == VSAPI_LEFT_BEHIND)
        vsapi_snapshot_prop_finish(out);
    return hr;
}

HRESULT vsapi_provider_query(const struct vsapi_provider_call *call, IVssEnumObject **out)
{
    struct seam seam;
    HRESULT hr = seam_begin(&seam, call, "Query", NULL, NULL);

    *out = NULL;
    if (hr == S_OK)
        hr = IVssSoftwareSnapshotProvider_Query(call->provider->software, GUID_NULL,
                                                VSS_OBJECT_NONE, VSS_OBJECT_SNAPSHOT, out);
    hr = seam_end(&seam, hr);
    if (hr == S_OK && !*out)
        hr = vsapi_fail(VSS_E_UNEXPECTED_PROVIDER_ERROR,
                        "provider \"%s\" answered Query without an enumerator (provider's mistake)",
                        call->provider->info.name);
    return hr;
}

HRESULT vsapi_provider_delete(const struct vsapi_provider_call *call, const VSS_ID *id,
                              VSS_OBJECT_TYPE type, bool force, LONG *deleted, VSS_ID *not_deleted)
{
    struct seam seam;
    HRESULT hr =
        seam_begin(&seam, call, "DeleteSnapshots", type == VSS_OBJECT_SNAPSHOT_SET ? id : NULL,
                   type == VSS_OBJECT_SNAPSHOT ? id : NULL);

    *deleted = 0;
    *not_deleted = GUID_NULL;
    if (hr == S_OK)
        hr = IVssSoftwareSnapshotProvider_DeleteSnapshots(call->provider->software, *id, type,
                                                          force, deleted, not_deleted);
    return seam_end(&seam, hr);
}

static HRESULT set_property(const struct vsapi_provider_call *call, const VSS_ID *snapshot,
                            VSS_SNAPSHOT_PROPERTY_ID property, VARIANT value)
{
    struct seam seam;
    HRESULT hr = seam_begin(&seam, call, "SetSnapshotProperty", NULL, snapshot);

    if (hr == S_OK)
        hr = IVssSoftwareSnapshotProvider_SetSnapshotProperty(call->provider->software, *snapshot,
                                                              property, value);
    return seam_end(&seam, hr);
}

HRESULT vsapi_provider_set_text(const struct vsapi_provider_call *call, const VSS_ID *snapshot,
                                VSS_SNAPSHOT_PROPERTY_ID property, const char *text)
{
    VARIANT value;
    HRESULT hr;

    VariantInit(&value);
    V_VT(&value) = VT_BSTR;
    hr = vsapi_bstr_from_text(text, &V_BSTR(&value));
    if (FAILED(hr))
        return hr;
    hr = set_property(call, snapshot, property, value);
    VariantClear(&value);
    return hr;
}

HRESULT vsapi_provider_set_attributes(const struct vsapi_provider_call *call,
                                      const VSS_ID *snapshot, LONG attributes)
{
    VARIANT value;

    VariantInit(&value);
    V_VT(&value) = VT_I4;
    V_I4(&value) = attributes;
    return set_property(call, snapshot, VSS_SPROPID_SNAPSHOT_ATTRIBUTES, value);
}

HRESULT vsapi_provider_set_context(const struct vsapi_provider_call *call, LONG context)
{
    struct seam seam;
    HRESULT hr = seam_begin(&seam, call, "SetContext", NULL, NULL);

    if (hr == S_OK)
        hr = IVssSoftwareSnapshotProvider_SetContext(call->provider->software, context);
    return seam_end(&seam, hr);
}

HRESULT vsapi_provider_revert(const struct vsapi_provider_call *call, const VSS_ID *snapshot)
{
    struct seam seam;
    HRESULT hr = seam_begin(&seam, call, "RevertToSnapshot", NULL, snapshot);

    if (hr == S_OK)
        hr = IVssSoftwareSnapshotProvider_RevertToSnapshot(call->provider->software, *snapshot);
    return seam_end(&seam, hr);
}

static HRESULT seam_end_async(struct seam *seam, HRESULT hr, IVssAsync *const *out)
{
    hr = seam_end(seam, hr);
    if (hr == S_OK && !*out)
        hr = vsapi_fail(VSS_E_UNEXPECTED_PROVIDER_ERROR,
                        "provider \"%s\" answered %s without an IVssAsync (provider's mistake)",
                        seam->call->provider->info.name, seam->method);
    return hr;
}

HRESULT vsapi_provider_revert_status(const struct vsapi_provider_call *call, WCHAR *volume,
                                     IVssAsync **out)
{
    struct seam seam;
    HRESULT hr = seam_begin(&seam, call, "QueryRevertStatus", NULL, NULL);

    *out = NULL;
    if (hr == S_OK)
        hr = IVssSoftwareSnapshotProvider_QueryRevertStatus(call->provider->software, volume, out);
    return seam_end_async(&seam, hr, out);
}

HRESULT vsapi_provider_has(const struct vsapi_provider_call *call, const VSS_ID *snapshot,
                           bool *has)
{
    struct seam seam;
    HRESULT hr = seam_begin(&seam, call, "FillInLunInfo", NULL, snapshot);

    *has = false;
    if (hr == S_OK)
        hr = call->provider->info.array->has((IUnknown *)call->provider->software, snapshot, has);
    return seam_end(&seam, hr);
}

HRESULT vsapi_provider_resync(const struct vsapi_provider_call *call,
                              const struct vsapi_resync *items, size_t count, IVssAsync **out)
{
    const struct vsapi_array_ops *array = call->provider->info.array;
    struct seam seam;
    HRESULT hr = seam_begin(&seam, call, "ResyncLuns", NULL, NULL);

    *out = NULL;
    if (hr == S_OK)
        hr = array->resync((IUnknown *)call->provider->software, items, count, out);
    return seam_end_async(&seam, hr, out);
}

HRESULT vsapi_provider_locate(const struct vsapi_provider_call *call, const VSS_ID *snapshot)
{
    const struct vsapi_provider *provider = call->provider;
    struct seam seam;
    HRESULT hr = seam_begin(&seam, call, "LocateLuns", NULL, snapshot);

    if (hr == S_OK)
        hr = provider->info.array->locate((IUnknown *)provider->software, snapshot);
    return seam_end(&seam, hr);
}

HRESULT vsapi_provider_state_change(const struct vsapi_provider_call *call, const VSS_ID *set,
                                    DWORD flags)
{
    const struct vsapi_provider *provider = call->provider;
    struct seam seam;
    HRESULT hr = seam_begin(&seam, call, "OnLunStateChange", set, NULL);

    if (hr == S_OK)
        hr = provider->info.array->state_change((IUnknown *)provider->software, set, flags);
    return seam_end(&seam, hr);
}

HRESULT vsapi_provider_load(const struct vsapi_provider_call *call)
{
    struct seam seam;
    HRESULT hr;

    if (!call->provider->notifications)
        return S_OK;
    hr = seam_begin(&seam, call, "OnLoad", NULL, NULL);
    if (hr == S_OK)
        hr = IVssProviderNotifications_OnLoad(call->provider->notifications, NULL);
    return seam_end(&seam, hr);
}

void vsapi_provider_unload(const struct vsapi_provider_call *call)
{
    struct seam seam;
    HRESULT hr;

    if (!call->provider->notifications)
        return;
    hr = seam_begin(&seam, call, "OnUnload", NULL, NULL);
    if (hr == S_OK)
        hr = IVssProviderNotifications_OnUnload(call->provider->notifications, TRUE);
    seam_end(&seam, hr);
}
