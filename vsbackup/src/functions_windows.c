/*
 * vsbackup/src/functions_windows.c - functions that vssapi.dll exports, no page describes, and we
 * do not offer.
 *
 * They are there so that a program which imports them starts, and fail. Types are those of the
 * exported names; GetProviderMgmtInterface takes 36 bytes on x86, so its ids come by value.
 */
#ifdef _WIN32

#include <vsapi/error.h>
#include <vsapi/trace.h>

typedef struct IVssSnapshotSetDescription IVssSnapshotSetDescription;

#define EXPORTED(NAME, ...)                                                                        \
    HRESULT STDAPICALLTYPE NAME(__VA_ARGS__);                                                      \
    HRESULT STDAPICALLTYPE NAME(__VA_ARGS__)

static HRESULT refuse(HRESULT hr, void **out)
{
    if (out)
        *out = NULL;
    return hr;
}

EXPORTED(vsbackup_CreateVssSnapshotSetDescription, VSS_ID idSnapshotSet, LONG lContext,
         IVssSnapshotSetDescription **ppDescription)
{
    return VSAPI_API("CreateVssSnapshotSetDescription", NULL,
                     refuse(vsapi_fail(E_NOTIMPL, "CreateVssSnapshotSetDescription is not there: "
                                                  "no page describes it"),
                            (void **)ppDescription),
                     "idSnapshotSet=%g lContext=%d", &idSnapshotSet, (int)lContext);
}

EXPORTED(vsbackup_LoadVssSnapshotSetDescription, LPCWSTR wszXML,
         IVssSnapshotSetDescription **ppDescription, VSS_ID idSnapshotSet)
{
    (void)wszXML;
    return VSAPI_API("LoadVssSnapshotSetDescription", NULL,
                     refuse(vsapi_fail(E_NOTIMPL, "LoadVssSnapshotSetDescription is not there: no "
                                                  "page describes it"),
                            (void **)ppDescription),
                     "idSnapshotSet=%g", &idSnapshotSet);
}

EXPORTED(vsbackup_GetProviderMgmtInterface, VSS_ID ProviderId, IID InterfaceId, IUnknown **ppItf)
{
    return VSAPI_API("GetProviderMgmtInterface", NULL,
                     refuse(vsapi_fail(E_NOTIMPL, "GetProviderMgmtInterface is not there: no "
                                                  "provider offers IVssDifferentialSoftware"
                                                  "SnapshotMgmt"),
                            (void **)ppItf),
                     "ProviderId=%g InterfaceId=%g", &ProviderId, &InterfaceId);
}

#endif
