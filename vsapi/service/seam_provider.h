/*
 * vsapi/service/seam_provider.h - every call of the service to a provider.
 *
 * Each is traced, can be made to fail or be late by plan, and its code is checked: one that neither
 * the method's page nor the general list has comes back as VSS_E_UNEXPECTED_PROVIDER_ERROR.
 */
#ifndef VSAPI_SERVICE_SEAM_PROVIDER_H
#define VSAPI_SERVICE_SEAM_PROVIDER_H

#include "core.h"

struct vsapi_provider_call { /* who calls whom */
    struct vsapi_service *service;
    const VSS_ID *session; /* for the trace; NULL: none */
    struct vsapi_provider *provider;
    uint64_t past_ms; /* until when a planned hang lasts; 0: ten minutes */
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
HRESULT vsapi_provider_set_call(const struct vsapi_provider_call *call, enum vsapi_set_call which,
                                const VSS_ID *set, LONG count);
/* volume is the \\?\Volume{..}\ name. */
HRESULT vsapi_provider_is_supported(const struct vsapi_provider_call *call, WCHAR *volume,
                                    bool *supported);
HRESULT vsapi_provider_begin_prepare(const struct vsapi_provider_call *call, const VSS_ID *set,
                                     const VSS_ID *snapshot, WCHAR *volume, LONG context);
HRESULT vsapi_provider_is_snapshotted(const struct vsapi_provider_call *call, WCHAR *volume,
                                      bool *present, LONG *compatibility);
HRESULT vsapi_provider_properties(const struct vsapi_provider_call *call, const VSS_ID *snapshot,
                                  VSS_SNAPSHOT_PROP *out);
HRESULT vsapi_provider_query(const struct vsapi_provider_call *call, IVssEnumObject **out);
HRESULT vsapi_provider_delete(const struct vsapi_provider_call *call, const VSS_ID *id,
                              VSS_OBJECT_TYPE type, bool force, LONG *deleted, VSS_ID *not_deleted);
HRESULT vsapi_provider_set_context(const struct vsapi_provider_call *call, LONG context);
HRESULT vsapi_provider_load(const struct vsapi_provider_call *call);
void vsapi_provider_unload(const struct vsapi_provider_call *call);

#endif
