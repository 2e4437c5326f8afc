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

/* Codes that a method's own page adds to them (PROV-C3). */
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
    {"OnUnload", S_FALSE},
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

static struct vsapi_span seam_begin(const struct vsapi_provider_call *call, const char *method,
                                    const VSS_ID *set, const VSS_ID *snapshot)
{
    struct vsapi_span span = {0};

    if (vsapi_trace_on())
        span = vsapi_trace_begin(
            "provider", method, call->session, "provider=%s provider_id=%g set=%g snapshot=%g",
            call->provider->info.name, &call->provider->info.provider_id, set, snapshot);
    return span;
}

/* Plays what is planned for the call. S_OK: it is to be made. */
static HRESULT seam_fault(const struct vsapi_provider_call *call, const char *method)
{
    struct vsapi_fault_target target = {
        call->provider->info.name, NULL, {&call->provider->info.provider_id, NULL}};
    uint64_t past_ms = call->past_ms;

    vsapi_message_clear();
    if (past_ms == 0)
        past_ms = vsapi_clock_now_ms(vsapi_service_clock(call->service)) + HANG_MS;
    return vsapi_fault_play(call->service->faults, method, &target, past_ms);
}

/* The sentence begins with whose mistake it is; what the provider itself said follows. */
static HRESULT seam_end(const struct vsapi_provider_call *call, const char *method,
                        struct vsapi_span *span, HRESULT hr)
{
    if (span->id != 0)
        vsapi_trace_end(span, hr, NULL);
    if (hr == S_OK)
        return S_OK;
    if (!code_documented(method, hr)) {
        HRESULT was = hr;

        vsapi_trace_note("answer", "PROV-071", call->session, "provider=%s method=%s hr=%h",
                         call->provider->info.name, method, hr);
        hr = vsapi_fail(VSS_E_UNEXPECTED_PROVIDER_ERROR,
                        "provider \"%s\" answered %s to %s, which no provider may (provider's "
                        "mistake)",
                        call->provider->info.name, vsapi_hresult_name(was), method);
    } else if (FAILED(hr)) {
        vsapi_message_prefix("provider \"%s\" answered %s to %s%s", call->provider->info.name,
                             vsapi_hresult_name(hr), method, *vsapi_last_message() ? ": " : "");
    }
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
    static const char *const names[] = {
        "EndPrepareSnapshots", "PreCommitSnapshots",      "CommitSnapshots",
        "PostCommitSnapshots", "PreFinalCommitSnapshots", "PostFinalCommitSnapshots",
        "AbortSnapshots",
    };
    const char *method = names[which - VSAPI_SET_END_PREPARE];
    struct vsapi_span span = seam_begin(call, method, set, NULL);
    HRESULT hr = seam_fault(call, method);

    if (hr == S_OK)
        hr = set_call_make(call->provider->set, which, *set, count);
    return seam_end(call, method, &span, hr);
}

HRESULT vsapi_provider_is_supported(const struct vsapi_provider_call *call, WCHAR *volume,
                                    bool *supported)
{
    struct vsapi_span span = seam_begin(call, "IsVolumeSupported", NULL, NULL);
    HRESULT hr = seam_fault(call, "IsVolumeSupported");
    BOOL answer = FALSE;

    if (hr == S_OK)
        hr = IVssSoftwareSnapshotProvider_IsVolumeSupported(call->provider->software, volume,
                                                            &answer);
    hr = seam_end(call, "IsVolumeSupported", &span, hr);
    *supported = hr == S_OK && answer;
    return hr;
}

HRESULT vsapi_provider_begin_prepare(const struct vsapi_provider_call *call, const VSS_ID *set,
                                     const VSS_ID *snapshot, WCHAR *volume, LONG context)
{
    struct vsapi_span span = seam_begin(call, "BeginPrepareSnapshot", set, snapshot);
    HRESULT hr = seam_fault(call, "BeginPrepareSnapshot");

    if (hr == S_OK)
        hr = IVssSoftwareSnapshotProvider_BeginPrepareSnapshot(call->provider->software, *set,
                                                               *snapshot, volume, context);
    return seam_end(call, "BeginPrepareSnapshot", &span, hr);
}

HRESULT vsapi_provider_is_snapshotted(const struct vsapi_provider_call *call, WCHAR *volume,
                                      bool *present, LONG *compatibility)
{
    struct vsapi_span span = seam_begin(call, "IsVolumeSnapshotted", NULL, NULL);
    HRESULT hr = seam_fault(call, "IsVolumeSnapshotted");
    BOOL answer = FALSE;

    *compatibility = 0;
    if (hr == S_OK)
        hr = IVssSoftwareSnapshotProvider_IsVolumeSnapshotted(call->provider->software, volume,
                                                              &answer, compatibility);
    hr = seam_end(call, "IsVolumeSnapshotted", &span, hr);
    *present = hr == S_OK && answer;
    return hr;
}

HRESULT vsapi_provider_properties(const struct vsapi_provider_call *call, const VSS_ID *snapshot,
                                  VSS_SNAPSHOT_PROP *out)
{
    struct vsapi_span span = seam_begin(call, "GetSnapshotProperties", NULL, snapshot);
    HRESULT hr = seam_fault(call, "GetSnapshotProperties");

    memset(out, 0, sizeof *out);
    if (hr == S_OK)
        hr = IVssSoftwareSnapshotProvider_GetSnapshotProperties(call->provider->software, *snapshot,
                                                                out);
    return seam_end(call, "GetSnapshotProperties", &span, hr);
}

HRESULT vsapi_provider_query(const struct vsapi_provider_call *call, IVssEnumObject **out)
{
    struct vsapi_span span = seam_begin(call, "Query", NULL, NULL);
    HRESULT hr = seam_fault(call, "Query");

    *out = NULL;
    if (hr == S_OK)
        hr = IVssSoftwareSnapshotProvider_Query(call->provider->software, GUID_NULL,
                                                VSS_OBJECT_NONE, VSS_OBJECT_SNAPSHOT, out);
    hr = seam_end(call, "Query", &span, hr);
    if (hr == S_OK && !*out)
        hr = vsapi_fail(VSS_E_UNEXPECTED_PROVIDER_ERROR,
                        "provider \"%s\" answered Query without an enumerator (provider's mistake)",
                        call->provider->info.name);
    return hr;
}

HRESULT vsapi_provider_delete(const struct vsapi_provider_call *call, const VSS_ID *id,
                              VSS_OBJECT_TYPE type, bool force, LONG *deleted, VSS_ID *not_deleted)
{
    struct vsapi_span span =
        seam_begin(call, "DeleteSnapshots", type == VSS_OBJECT_SNAPSHOT_SET ? id : NULL,
                   type == VSS_OBJECT_SNAPSHOT ? id : NULL);
    HRESULT hr = seam_fault(call, "DeleteSnapshots");

    *deleted = 0;
    *not_deleted = GUID_NULL;
    if (hr == S_OK)
        hr = IVssSoftwareSnapshotProvider_DeleteSnapshots(call->provider->software, *id, type,
                                                          force, deleted, not_deleted);
    return seam_end(call, "DeleteSnapshots", &span, hr);
}

HRESULT vsapi_provider_set_context(const struct vsapi_provider_call *call, LONG context)
{
    struct vsapi_span span = seam_begin(call, "SetContext", NULL, NULL);
    HRESULT hr = seam_fault(call, "SetContext");

    if (hr == S_OK)
        hr = IVssSoftwareSnapshotProvider_SetContext(call->provider->software, context);
    return seam_end(call, "SetContext", &span, hr);
}

HRESULT vsapi_provider_load(const struct vsapi_provider_call *call)
{
    struct vsapi_span span;
    HRESULT hr;

    if (!call->provider->notifications)
        return S_OK;
    span = seam_begin(call, "OnLoad", NULL, NULL);
    hr = seam_fault(call, "OnLoad");
    if (hr == S_OK)
        hr = IVssProviderNotifications_OnLoad(call->provider->notifications, NULL);
    return seam_end(call, "OnLoad", &span, hr);
}

void vsapi_provider_unload(const struct vsapi_provider_call *call)
{
    struct vsapi_span span;
    HRESULT hr;

    if (!call->provider->notifications)
        return;
    span = seam_begin(call, "OnUnload", NULL, NULL);
    hr = seam_fault(call, "OnUnload");
    if (hr == S_OK)
        hr = IVssProviderNotifications_OnUnload(call->provider->notifications, TRUE);
    seam_end(call, "OnUnload", &span, hr);
}
