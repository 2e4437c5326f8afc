/*
 * vsapi/service/snapshot_set.c - putting a shadow copy set together, before it is made.
 *
 * One set at a time is under construction on the whole system, from StartSnapshotSet until
 * DoSnapshotSet is over. Each volume is given to the provider that was asked for, or to the first
 * that takes it: hardware providers, software providers, the system provider.
 */
#include "remote.h"

#include <vsapi/error.h>
#include <vsapi/store.h>
#include <vsapi/text.h>

#include <string.h>

#define VOLUMES_IN_SET 64

/* One set at a time on a machine: its name in the store, which another process may hold. */
#define SET_IN_PROGRESS "shadow-copy-set-in-progress"

static HRESULT fail_in_progress(void)
{
    return vsapi_fail(VSS_E_SNAPSHOT_SET_IN_PROGRESS,
                      "another requester's shadow copy set is under construction: try again when "
                      "its DoSnapshotSet is over (nobody's mistake)");
}

/* Under the service's lock. */
static HRESULT enter_building(struct vsapi_service *service, struct vsapi_session *session)
{
    HRESULT hr = S_OK;

    if (service->building)
        return fail_in_progress();
    service->building_hold = -1;
    if (vsapi_host_store(service->host))
        hr = vsapi_store_hold(service->host, SET_IN_PROGRESS, &service->building_hold);
    if (hr == S_FALSE)
        return fail_in_progress();
    if (FAILED(hr))
        return hr == E_OUTOFMEMORY ? hr : VSS_E_UNEXPECTED;
    service->building = session;
    return S_OK;
}

static HRESULT start_set(struct vsapi_session *session, VSS_ID *id)
{
    struct vsapi_service *service = session->service;
    HRESULT hr = vsapi_guid_create(id);

    if (FAILED(hr))
        return hr;
    vsapi_mutex_lock(&service->lock);
    hr = enter_building(service, session);
    vsapi_mutex_unlock(&service->lock);
    return hr;
}

HRESULT vsapi_session_start_set(struct vsapi_session *session, VSS_ID *set_id)
{
    struct vsapi_service *service = session->service;
    HRESULT hr = vsapi_session_allow(session, VSAPI_CALL_START_SNAPSHOT_SET);
    VSS_ID id;

    *set_id = GUID_NULL;
    if (FAILED(hr))
        return hr;
    if (session->context == (LONG)VSS_CTX_ALL)
        return vsapi_fail(VSS_E_BAD_STATE, "StartSnapshotSet in VSS_CTX_ALL, which is for "
                                           "administration only (requester's mistake)");
    hr = service->remote ? vsapi_remote_start_set(session, &id) : start_set(session, &id);
    if (FAILED(hr))
        return hr;
    session->set_id = *set_id = id;
    vsapi_session_done(session, VSAPI_CALL_START_SNAPSHOT_SET, S_OK, false);
    return S_OK;
}

void vsapi_session_leave_building(struct vsapi_session *session)
{
    struct vsapi_service *service = session->service;

    vsapi_mutex_lock(&service->lock);
    if (service->building == session) {
        service->building = NULL;
        vsapi_store_let_go(service->building_hold);
    }
    vsapi_mutex_unlock(&service->lock);
}

/* ---- choosing a provider ------------------------------------------------------------------------
 */

/* What of a provider's codes shows through AddToSnapshotSet and IsVolumeSupported (error_mapping).
 */
static HRESULT map_add_code(HRESULT hr)
{
    static const HRESULT shown[] = {
        S_OK,
        E_OUTOFMEMORY,
        VSS_E_PROVIDER_VETO,
        VSS_E_OBJECT_NOT_FOUND,
        VSS_E_NESTED_VOLUME_LIMIT,
        VSS_E_UNSUPPORTED_CONTEXT,
        VSS_E_INSUFFICIENT_STORAGE,
        VSS_E_MAXIMUM_NUMBER_OF_VOLUMES_REACHED,
        VSS_E_MAXIMUM_NUMBER_OF_SNAPSHOTS_REACHED,
        VSS_E_VOLUME_NOT_SUPPORTED,
        VSS_E_VOLUME_NOT_SUPPORTED_BY_PROVIDER,
    };

    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++)
        if (shown[i] == hr)
            return hr;
    return VSS_E_UNEXPECTED_PROVIDER_ERROR;
}

/* The service's own reasons against a provider (LIFE-016, LIFE-017, LIFE-020), before it is asked.
 */
static bool context_allows(LONG context, const struct vsapi_provider *provider,
                           struct vsapi_volume *volume)
{
    if (context == (LONG)VSS_CTX_ALL)
        return true;
    if (context & VSS_VOLSNAP_ATTR_CLIENT_ACCESSIBLE && provider->info.type != VSS_PROV_SYSTEM)
        return false;
    if (context & VSS_VOLSNAP_ATTR_TRANSPORTABLE && provider->info.type != VSS_PROV_HARDWARE)
        return false;
    return !(context & VSS_VOLSNAP_ATTR_PERSISTENT) ||
           vsapi_text_same(vsapi_volume_file_system(volume), "NTFS");
}

static HRESULT provider_takes(struct vsapi_session *session, struct vsapi_provider *provider,
                              struct vsapi_volume *volume, WCHAR *name, bool *takes)
{
    struct vsapi_provider_call call = {session->service, &session->id, provider, 0};
    HRESULT hr;

    *takes = false;
    if (!context_allows(session->context, provider, volume))
        return S_OK;
    hr = vsapi_provider_is_supported(&call, name, takes);
    *takes = *takes && vsapi_volume_supported(volume);
    return map_add_code(hr);
}

/* The provider after `before` in the order in which they are asked; NULL: the first, or no other.
 */
static struct vsapi_provider *next_asked(struct vsapi_service *service,
                                         struct vsapi_provider *before)
{
    static const VSS_PROVIDER_TYPE order[] = {VSS_PROV_HARDWARE, VSS_PROV_SOFTWARE,
                                              VSS_PROV_SYSTEM};
    bool passed = !before;

    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        struct vsapi_provider *provider = NULL;

        while ((provider = vsapi_service_provider(service, provider))) {
            if (provider->info.type != order[i])
                continue;
            if (passed)
                return provider;
            passed = provider == before;
        }
    }
    return NULL;
}

/* In *provider: after which to go on, and the one that takes it. */
static HRESULT choose_any(struct vsapi_session *session, struct vsapi_volume *volume, WCHAR *name,
                          struct vsapi_provider **provider)
{
    while ((*provider = next_asked(session->service, *provider))) {
        bool takes;
        HRESULT hr = provider_takes(session, *provider, volume, name, &takes);

        if (FAILED(hr) || takes)
            return hr;
    }
    return vsapi_fail(
        VSS_E_VOLUME_NOT_SUPPORTED,
        "no provider makes shadow copies of %s in this context, as IsVolumeSupported would have "
        "told: leave it out or choose another context (requester's mistake)",
        vsapi_volume_name(volume));
}

static HRESULT choose_named(struct vsapi_session *session, const VSS_ID *id,
                            struct vsapi_volume *volume, WCHAR *name, struct vsapi_provider **out)
{
    struct vsapi_provider *provider = vsapi_service_find_provider(session->service, id);
    char text[VSAPI_GUID_TEXT];
    bool takes;
    HRESULT hr;

    *out = provider;
    if (!provider)
        return vsapi_fail(VSS_E_PROVIDER_NOT_REGISTERED,
                          "no provider {%s} is registered (requester's mistake)",
                          vsapi_guid_to_text(id, text));
    hr = provider_takes(session, provider, volume, name, &takes);
    if (SUCCEEDED(hr) && !takes)
        hr =
            vsapi_fail(VSS_E_VOLUME_NOT_SUPPORTED_BY_PROVIDER,
                       "provider \"%s\" makes no shadow copies of %s in this context: name another "
                       "provider, or none (requester's mistake)",
                       provider->info.name, vsapi_volume_name(volume));
    return hr;
}

static HRESULT choose_provider(struct vsapi_session *session, const VSS_ID *id,
                               struct vsapi_volume *volume, WCHAR *name,
                               struct vsapi_provider **out)
{
    if (IsEqualGUID(id, &GUID_NULL))
        return choose_any(session, volume, name, out);
    return choose_named(session, id, volume, name, out);
}

static HRESULT find_volume(struct vsapi_session *session, const char *name,
                           struct vsapi_volume **out)
{
    size_t length = name ? strlen(name) : 0;

    *out = NULL;
    if (length == 0 || name[length - 1] != '\\')
        return vsapi_fail(
            E_INVALIDARG,
            "\"%s\" is no name of a volume: it has to end in a backslash (requester's "
            "mistake)",
            name ? name : "");
    return vsapi_host_find_volume(session->service->host, name, out);
}

/* ---- adding volumes
 * ------------------------------------------------------------------------------ */

static HRESULT room_for(struct vsapi_session *session, struct vsapi_volume *volume)
{
    for (size_t i = 0; i < session->snapshots.count; i++)
        if (session->snapshots.items[i].volume == volume)
            return vsapi_fail(VSS_E_OBJECT_ALREADY_EXISTS,
                              "%s is in the shadow copy set already (requester's mistake)",
                              vsapi_volume_name(volume));
    if (session->snapshots.count >= VOLUMES_IN_SET)
        return vsapi_fail(VSS_E_MAXIMUM_NUMBER_OF_VOLUMES_REACHED,
                          "a shadow copy set holds at most %d volumes: put %s into another set "
                          "(requester's mistake)",
                          VOLUMES_IN_SET, vsapi_volume_name(volume));
    if (!VSAPI_ARRAY_ROOM(&session->snapshots))
        return vsapi_out_of_memory();
    return S_OK;
}

static HRESULT begin_prepare(struct vsapi_session *session, struct vsapi_provider *provider,
                             WCHAR *name, VSS_ID *id)
{
    struct vsapi_provider_call call = {session->service, &session->id, provider, 0};
    HRESULT hr = vsapi_guid_create(id);
    LONG context;

    if (FAILED(hr))
        return hr;
    context = vsapi_session_snapshot_context(session);
    hr = map_add_code(vsapi_provider_begin_prepare(&call, &session->set_id, id, name, context));
    if (SUCCEEDED(hr))
        session->recovery |= context & VSS_VOLSNAP_ATTR_AUTORECOVER;
    return hr;
}

/* One that cannot work in the context makes way for the next, unless the requester has named it. */
static HRESULT give_to_provider(struct vsapi_session *session, const VSS_ID *provider_id,
                                WCHAR *name, struct vsapi_session_snapshot *made)
{
    HRESULT hr;

    do {
        hr = choose_provider(session, provider_id, made->volume, name, &made->provider);
        if (SUCCEEDED(hr))
            hr = begin_prepare(session, made->provider, name, &made->id);
    } while (hr == VSS_E_UNSUPPORTED_CONTEXT && IsEqualGUID(provider_id, &GUID_NULL));
    return hr;
}

HRESULT vsapi_session_add_volume(struct vsapi_session *session, const char *volume_name,
                                 const VSS_ID *provider_id, VSS_ID *snapshot_id)
{
    struct vsapi_session_snapshot made = {0};
    WCHAR *name = NULL;
    HRESULT hr;

    *snapshot_id = GUID_NULL;
    hr = vsapi_session_allow(session, VSAPI_CALL_ADD_TO_SNAPSHOT_SET);
    if (SUCCEEDED(hr) && session->service->remote)
        return vsapi_remote_add_volume(session, volume_name, provider_id, snapshot_id);
    if (SUCCEEDED(hr))
        hr = find_volume(session, volume_name, &made.volume);
    if (SUCCEEDED(hr))
        hr = room_for(session, made.volume);
    if (SUCCEEDED(hr))
        hr = vsapi_wide_from_text(vsapi_volume_name(made.volume), &name);
    if (SUCCEEDED(hr))
        hr = give_to_provider(session, provider_id, name, &made);
    vsapi_free(name);
    if (FAILED(hr))
        return hr;
    session->snapshots.items[session->snapshots.count++] = made;
    *snapshot_id = made.id;
    return S_OK;
}

HRESULT vsapi_session_is_volume_supported(struct vsapi_session *session, const VSS_ID *provider_id,
                                          const char *volume_name, bool *supported)
{
    struct vsapi_provider *provider = NULL;
    struct vsapi_volume *volume = NULL;
    WCHAR *name = NULL;
    HRESULT hr;

    *supported = false;
    hr = vsapi_session_allow(session, VSAPI_CALL_IS_VOLUME_SUPPORTED);
    if (SUCCEEDED(hr) && session->service->remote)
        return vsapi_remote_is_volume_supported(session, provider_id, volume_name, supported);
    if (SUCCEEDED(hr))
        hr = find_volume(session, volume_name, &volume);
    if (SUCCEEDED(hr))
        hr = vsapi_wide_from_text(vsapi_volume_name(volume), &name);
    if (SUCCEEDED(hr))
        hr = choose_provider(session, provider_id, volume, name, &provider);
    vsapi_free(name);
    *supported = SUCCEEDED(hr);
    if (hr != VSS_E_VOLUME_NOT_SUPPORTED && hr != VSS_E_VOLUME_NOT_SUPPORTED_BY_PROVIDER)
        return hr;
    vsapi_message_clear();
    return S_OK;
}

/* ---- the end of what releases itself
 * --------------------------------------------------------------- */

void vsapi_session_delete_created(struct vsapi_session *session, struct vsapi_provider *provider)
{
    struct vsapi_provider_call call = {session->service, &session->id, provider, 0};
    bool created = false;
    VSS_ID not_deleted;
    LONG deleted;

    for (size_t i = 0; i < session->snapshots.count; i++)
        created = created || (session->snapshots.items[i].provider == provider &&
                              session->snapshots.items[i].created);
    if (created)
        vsapi_provider_delete(&call, &session->set_id, VSS_OBJECT_SNAPSHOT_SET, true, &deleted,
                              &not_deleted);
}

void vsapi_session_auto_release(struct vsapi_session *session)
{
    struct vsapi_provider *provider = NULL;

    if (session->context & VSS_VOLSNAP_ATTR_NO_AUTO_RELEASE || !session->set_made)
        return;
    while ((provider = vsapi_service_provider(session->service, provider)))
        vsapi_session_delete_created(session, provider);
    vsapi_message_clear();
}
