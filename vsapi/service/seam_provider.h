/*
 * vsapi/service/seam_provider.h - every call of the service to a provider.
 *
 * Each is traced, can be made to fail or be late by plan, and its code is checked: one that neither
 * the method's page nor the general list has comes back as VSS_E_UNEXPECTED_PROVIDER_ERROR. A call
 * with a limit that does not return in time answers VSAPI_LEFT_BEHIND when it does at last: by then
 * another thread has gone on, and what the provider made for the set has been taken back.
 */
#ifndef VSAPI_SERVICE_SEAM_PROVIDER_H
#define VSAPI_SERVICE_SEAM_PROVIDER_H

#include "core.h"

struct vsapi_provider_limit { /* how long a call is waited for; read before the call only */
    uint64_t deadline_ms;     /* late from here on; a planned hang lasts until then */
    struct vsapi_job *job;    /* goes on in its place; NULL: it is waited for all the same */
    VSS_ID set; /* what was made for it is taken back when the call returns too late */
};
struct vsapi_provider_call { /* who calls whom */
    struct vsapi_service *service;
    const VSS_ID *session; /* for the trace; NULL: none */
    struct vsapi_provider *provider;
    const struct vsapi_provider_limit *limit; /* NULL: none; a planned hang lasts ten minutes */
};
enum vsapi_set_call { /* the methods of IVssProviderCreateSnapshotSet, in their order */
                      VSAPI_SET_END_PREPARE = 800,
                      VSAPI_SET_PRE_COMMIT,
                      VSAPI_SET_COMMIT,
                      VSAPI_SET_POST_COMMIT,
                      VSAPI_SET_PRE_FINAL_COMMIT,
                      VSAPI_SET_POST_FINAL_COMMIT,
                      VSAPI_SET_ABORT,
                      VSAPI_SET_CALL_END_
};
const char *vsapi_set_call_name(enum vsapi_set_call which);
HRESULT vsapi_provider_set_call(const struct vsapi_provider_call *call, enum vsapi_set_call which,
                                const VSS_ID *set, LONG count);
/* Takes back what the provider has made for the set, whether it is still at it or has finished. */
void vsapi_provider_undo(const struct vsapi_provider_call *call, const VSS_ID *set);
/* volume is the \\?\Volume{..}\ name. */
HRESULT vsapi_provider_is_supported(const struct vsapi_provider_call *call, WCHAR *volume,
                                    bool *supported);
HRESULT vsapi_provider_begin_prepare(const struct vsapi_provider_call *call, const VSS_ID *set,
                                     const VSS_ID *snapshot, WCHAR *volume, LONG context);
HRESULT vsapi_provider_is_snapshotted(const struct vsapi_provider_call *call, WCHAR *volume,
                                      bool *present, LONG *compatibility);
/* vsapi_snapshot_prop_finish ends *out. */
HRESULT vsapi_provider_properties(const struct vsapi_provider_call *call, const VSS_ID *snapshot,
                                  VSS_SNAPSHOT_PROP *out);
HRESULT vsapi_provider_query(const struct vsapi_provider_call *call, IVssEnumObject **out);
HRESULT vsapi_provider_delete(const struct vsapi_provider_call *call, const VSS_ID *id,
                              VSS_OBJECT_TYPE type, bool force, LONG *deleted, VSS_ID *not_deleted);
/* A text (NULL: none) as VT_BSTR. */
HRESULT vsapi_provider_set_text(const struct vsapi_provider_call *call, const VSS_ID *snapshot,
                                VSS_SNAPSHOT_PROPERTY_ID property, const char *text);
HRESULT vsapi_provider_set_attributes(const struct vsapi_provider_call *call,
                                      const VSS_ID *snapshot, LONG attributes);
HRESULT vsapi_provider_set_context(const struct vsapi_provider_call *call, LONG context);
HRESULT vsapi_provider_load(const struct vsapi_provider_call *call);
void vsapi_provider_unload(const struct vsapi_provider_call *call);

HRESULT vsapi_provider_revert(const struct vsapi_provider_call *call, const VSS_ID *snapshot);
/* volume is the \\?\Volume{..}\ name. */
HRESULT vsapi_provider_revert_status(const struct vsapi_provider_call *call, WCHAR *volume,
                                     IVssAsync **out);
/* Of a provider with struct vsapi_array_ops. */
HRESULT vsapi_provider_has(const struct vsapi_provider_call *call, const VSS_ID *snapshot,
                           bool *has);
HRESULT vsapi_provider_resync(const struct vsapi_provider_call *call,
                              const struct vsapi_resync *items, size_t count, IVssAsync **out);

/* LocateLuns; only of a provider with struct vsapi_array_ops. */
HRESULT vsapi_provider_locate(const struct vsapi_provider_call *call, const VSS_ID *snapshot);
/* OnLunStateChange; only of one that can break its sets. */
HRESULT vsapi_provider_state_change(const struct vsapi_provider_call *call, const VSS_ID *set,
                                    DWORD flags);

/* query.c */
/* What of a provider's codes the methods for finished shadow copies show (error_mapping). */
HRESULT vsapi_map_query_code(HRESULT hr);
void vsapi_snapshot_prop_finish(VSS_SNAPSHOT_PROP *properties);

#endif
