/*
 * vsapi/service/revert.c - a volume goes back to what a shadow copy of it holds.
 *
 * The provider does it and tells how far it is. The service finds out whether it may be asked, and
 * maps what it answers to the codes of the requester's two methods.
 */
#include "remote.h"
#include "session.h"

#include <vsapi/error.h>
#include <vsapi/text.h>

#include <string.h>

/* Neither page has a code for a provider's failure but E_FAIL (error_mapping). */
static HRESULT map_code(HRESULT hr)
{
    static const HRESULT shown[] = {
        S_OK,
        E_OUTOFMEMORY,
        E_NOTIMPL,
        VSS_E_OBJECT_NOT_FOUND,
        VSS_E_REVERT_IN_PROGRESS,
        VSS_E_VOLUME_NOT_SUPPORTED,
    };

    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++)
        if (shown[i] == hr)
            return hr;
    return E_FAIL;
}

/* The volume a shadow copy was made of; one that is not there any more cannot go back. */
static HRESULT original_volume(struct vsapi_session *session, const VSS_SNAPSHOT_PROP *properties,
                               struct vsapi_volume **out)
{
    char *name;
    HRESULT hr = vsapi_text_from_wide(properties->m_pwszOriginalVolumeName, &name);

    *out = NULL;
    if (FAILED(hr))
        return hr;
    hr = vsapi_host_find_volume(session->service->host, name, out);
    if (hr == VSS_E_OBJECT_NOT_FOUND || (SUCCEEDED(hr) && !vsapi_volume_supported(*out)))
        hr = vsapi_fail(VSS_E_VOLUME_NOT_SUPPORTED,
                        "RevertToSnapshot: %s cannot be reverted, or is not on this machine any "
                        "more (requester's mistake)",
                        name);
    vsapi_free(name);
    return hr;
}

static HRESULT check(struct vsapi_session *session, const VSS_SNAPSHOT_PROP *properties, bool force)
{
    struct vsapi_volume *volume;
    char id[VSAPI_GUID_TEXT];
    HRESULT hr;

    if (!vsapi_service_find_provider(session->service, &properties->m_ProviderId))
        return vsapi_fail(VSS_E_PROVIDER_NOT_REGISTERED,
                          "RevertToSnapshot: the shadow copy is said to be of provider {%s}, which "
                          "is not registered (provider's mistake)",
                          vsapi_guid_to_text(&properties->m_ProviderId, id));
    if (!(properties->m_lSnapshotAttributes & VSS_VOLSNAP_ATTR_PERSISTENT))
        return vsapi_fail(VSS_E_UNSUPPORTED_CONTEXT,
                          "RevertToSnapshot: only persistent shadow copies can be reverted to "
                          "(requester's mistake)");
    hr = original_volume(session, properties, &volume);
    if (SUCCEEDED(hr) && !force && vsapi_volume_in_use(volume))
        hr = vsapi_fail(VSS_E_VOLUME_IN_USE,
                        "RevertToSnapshot: files of %s are open; with bForceDismount it would be "
                        "reverted all the same",
                        vsapi_volume_mount(volume));
    return hr;
}

HRESULT vsapi_session_revert(struct vsapi_session *session, const VSS_ID *id, bool force)
{
    struct vsapi_provider_call call = {session->service, &session->id, NULL, NULL};
    VSS_SNAPSHOT_PROP properties;
    HRESULT hr = vsapi_session_allow(session, VSAPI_CALL_REVERT_TO_SNAPSHOT);

    if (SUCCEEDED(hr) && session->service->remote)
        return vsapi_remote_revert(session, id, force);
    if (SUCCEEDED(hr))
        hr = map_code(vsapi_session_find_snapshot(session, id, &call.provider, &properties));
    if (FAILED(hr))
        return hr;
    hr = check(session, &properties, force);
    vsapi_snapshot_prop_finish(&properties);
    return FAILED(hr) ? hr : map_code(vsapi_provider_revert(&call, id));
}

/* ---- how far it is ----------------------------------------------------------------------------
 */

/* The provider that takes the volume: the one that would have reverted it. */
static HRESULT find_provider(struct vsapi_session *session, struct vsapi_volume *volume,
                             WCHAR *name, struct vsapi_provider_call *call)
{
    bool takes = false;

    while (!takes && (call->provider = vsapi_service_provider(session->service, call->provider))) {
        HRESULT hr = vsapi_provider_is_supported(call, name, &takes);

        if (FAILED(hr))
            return hr;
    }
    if (call->provider && vsapi_volume_supported(volume))
        return S_OK;
    return vsapi_fail(VSS_E_VOLUME_NOT_SUPPORTED, "QueryRevertStatus: %s cannot be reverted",
                      vsapi_volume_mount(volume));
}

static HRESULT follow_revert(struct vsapi_session *session, const struct vsapi_provider_call *call,
                             WCHAR *volume, struct vsapi_operation **out)
{
    IVssAsync *status = NULL;
    HRESULT hr = vsapi_operation_of_provider(session->service, out);

    if (FAILED(hr))
        return hr;
    hr = map_code(vsapi_provider_revert_status(call, volume, &status));
    return vsapi_operation_follow(out, hr, status);
}

HRESULT vsapi_session_revert_status(struct vsapi_session *session, const char *volume_name,
                                    struct vsapi_operation **out)
{
    struct vsapi_provider_call call = {session->service, &session->id, NULL, NULL};
    struct vsapi_volume *volume;
    WCHAR *name = NULL;
    HRESULT hr = vsapi_session_allow(session, VSAPI_CALL_QUERY_REVERT_STATUS);

    *out = NULL;
    if (SUCCEEDED(hr))
        hr = vsapi_remote_offers(session->service, "QueryRevertStatus");
    if (SUCCEEDED(hr))
        hr = vsapi_host_find_volume(session->service->host, volume_name, &volume);
    if (SUCCEEDED(hr))
        hr = vsapi_wide_from_text(vsapi_volume_name(volume), &name);
    if (SUCCEEDED(hr))
        hr = map_code(find_provider(session, volume, name, &call));
    if (SUCCEEDED(hr))
        hr = follow_revert(session, &call, name, out);
    vsapi_free(name);
    return hr;
}
