/*
 * vsapi/service/break.c - BreakSnapshotSet(Ex): the shadow copies of a set become volumes.
 *
 * The service finds out whether the set may be broken: it is one of hardware providers, and the
 * volumes may keep or get the identities that are asked for. The provider then lets go of it; what
 * it answers is mapped to the codes of the requester's two methods.
 */
#include "remote.h"
#include "session.h"

#include <vsapi/error.h>
#include <vsapi/text.h>

/* Neither page has a code for a provider's failure but the veto. */
static HRESULT map_code(HRESULT hr)
{
    return SUCCEEDED(hr) || hr == E_OUTOFMEMORY || hr == VSS_E_PROVIDER_VETO ||
                   hr == VSS_E_OBJECT_NOT_FOUND || hr == VSS_E_BREAK_REVERT_ID_FAILED
               ? hr
               : VSS_E_UNEXPECTED;
}

static bool can_break(const struct vsapi_provider *provider)
{
    return provider->info.array && provider->info.array->state_change;
}

/* ---- may it be broken? -------------------------------------------------------------------------
 */

struct check {
    struct vsapi_session *session;
    const char *method; /* its documented name */
    DWORD flags;
};

/* Two volumes with one identity cannot be on a machine (LIFE-072). */
static HRESULT check_identity(const struct check *check, const VSS_SNAPSHOT_PROP *snapshot)
{
    struct vsapi_volume *original;
    char *name;
    HRESULT hr;

    if (!(check->flags & VSS_BREAKEX_FLAG_REVERT_IDENTITY_ALL))
        return S_OK;
    hr = vsapi_text_from_wide(snapshot->m_pwszOriginalVolumeName, &name);
    if (FAILED(hr))
        return hr;
    hr = vsapi_host_find_volume(check->session->service->host, name, &original);
    if (SUCCEEDED(hr))
        hr = vsapi_fail(VSS_E_BREAK_REVERT_ID_FAILED,
                        "%s: the original volume %s is on this machine, so no other one can get "
                        "its identity (requester's mistake)",
                        check->method, name);
    else if (hr == VSS_E_OBJECT_NOT_FOUND)
        hr = S_OK;
    vsapi_free(name);
    return hr;
}

static HRESULT check_provider(const struct check *check, const VSS_ID *provider_id)
{
    const struct vsapi_provider *provider =
        vsapi_service_find_provider(check->session->service, provider_id);
    char id[VSAPI_GUID_TEXT];

    if (!provider)
        return vsapi_fail(VSS_E_PROVIDER_VETO,
                          "%s: a shadow copy of the set is said to be of provider {%s}, which is "
                          "not registered (provider's mistake)",
                          check->method, vsapi_guid_to_text(provider_id, id));
    if (can_break(provider))
        return S_OK;
    if (provider->info.type == VSS_PROV_HARDWARE)
        return vsapi_fail(VSS_E_PROVIDER_VETO,
                          "%s: the hardware provider \"%s\" has no OnLunStateChange, without which "
                          "no set of it can be broken (provider's mistake)",
                          check->method, provider->info.name);
    return vsapi_fail(VSS_E_PROVIDER_VETO,
                      "%s: the set was made by \"%s\", a software provider; only a hardware "
                      "provider's can be broken (requester's mistake)",
                      check->method, provider->info.name);
}

static HRESULT check_one(void *context, const VSS_SNAPSHOT_PROP *snapshot)
{
    const struct check *check = context;
    HRESULT hr = check_provider(check, &snapshot->m_ProviderId);

    return FAILED(hr) ? hr : check_identity(check, snapshot);
}

static HRESULT check_set(const struct check *check, const VSS_ID *id)
{
    HRESULT hr = map_code(vsapi_session_each_of_set(check->session, id, check_one, (void *)check));

    if (SUCCEEDED(hr))
        vsapi_message_clear(); /* of volumes that are not there */
    return hr;
}

/* ---- breaking ----------------------------------------------------------------------------------
 */

static DWORD change_of(DWORD flags)
{
    return (flags & VSS_BREAKEX_FLAG_MASK_LUNS ? VSS_ONLUNSTATECHANGE_DO_MASK_LUNS : 0) |
           (flags & VSS_BREAKEX_FLAG_MAKE_READ_WRITE ? VSS_ONLUNSTATECHANGE_NOTIFY_READ_WRITE : 0);
}

/* Each provider lets go of its part of the set. */
static HRESULT break_set(struct vsapi_session *session, const VSS_ID *id, DWORD flags)
{
    struct vsapi_provider *provider = NULL;
    HRESULT hr = S_OK, none = VSS_E_OBJECT_NOT_FOUND;

    while (SUCCEEDED(hr) && (provider = vsapi_service_provider(session->service, provider))) {
        struct vsapi_provider_call call = {session->service, &session->id, provider, NULL};

        if (!can_break(provider))
            continue;
        hr = vsapi_provider_state_change(&call, id, change_of(flags));
        if (SUCCEEDED(hr))
            none = S_OK;
        else if (hr == VSS_E_OBJECT_NOT_FOUND)
            hr = S_OK;
    }
    return SUCCEEDED(hr) ? none : map_code(hr);
}

HRESULT vsapi_session_break(struct vsapi_session *session, const VSS_ID *id)
{
    const struct check check = {session, "BreakSnapshotSet", 0};
    HRESULT hr = vsapi_session_allow(session, VSAPI_CALL_BREAK_SNAPSHOT_SET);

    if (SUCCEEDED(hr) && session->service->remote)
        return vsapi_remote_break(session, id);
    if (SUCCEEDED(hr))
        hr = check_set(&check, id);
    return FAILED(hr) ? hr : break_set(session, id, 0);
}

static HRESULT break_run(struct vsapi_session *session, struct vsapi_operation *operation)
{
    const struct vsapi_operation_subject *set = vsapi_operation_subject(operation);

    if (!vsapi_operation_commit(operation))
        return vsapi_operation_stopped();
    return break_set(session, &set->id, set->flags);
}

HRESULT vsapi_session_break_ex(struct vsapi_session *session, const VSS_ID *id, DWORD flags,
                               struct vsapi_operation **out)
{
    const struct check check = {session, "BreakSnapshotSetEx", flags};
    const struct vsapi_operation_subject set = {*id, flags};
    HRESULT hr = vsapi_session_allow(session, VSAPI_CALL_BREAK_SNAPSHOT_SET_EX);

    *out = NULL;
    if (SUCCEEDED(hr))
        hr = vsapi_remote_offers(session->service, "BreakSnapshotSetEx");
    if (SUCCEEDED(hr))
        hr = check_set(&check, id);
    return FAILED(hr) ? hr
                      : vsapi_operation_start_on(session, VSAPI_CALL_BREAK_SNAPSHOT_SET_EX,
                                                 break_run, &set, out);
}
