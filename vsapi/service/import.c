/*
 * vsapi/service/import.c - ImportSnapshots: transportable shadow copies get devices of this
 * machine.
 *
 * Which they are, and of whose provider, stands in the document that was saved where they were
 * made; the provider finds each of them on its array. What is imported stays so, whatever happens
 * to the others. One import is under way at a time: requesters wait for one another.
 */
#define COBJMACROS
#include "remote.h"
#include "session.h"

#include <vsapi/error.h>
#include <vsapi/text.h>

/* ---- one at a time -----------------------------------------------------------------------------
 */

static HRESULT enter(struct vsapi_session *session)
{
    struct vsapi_service *service = session->service;
    bool taken;

    vsapi_mutex_lock(&service->lock);
    taken = service->importing != NULL;
    if (!taken)
        service->importing = session;
    vsapi_mutex_unlock(&service->lock);
    return taken ? vsapi_fail(VSS_E_BAD_STATE,
                              "ImportSnapshots while another import is under way: requesters have "
                              "to wait for one another (requester's mistake)")
                 : S_OK;
}

static void leave(struct vsapi_service *service)
{
    vsapi_mutex_lock(&service->lock);
    service->importing = NULL;
    vsapi_mutex_unlock(&service->lock);
}

/* ---- importing ---------------------------------------------------------------------------------
 */

static HRESULT import_one(struct vsapi_session *session, const struct vsapi_bcd_snapshot *snapshot)
{
    struct vsapi_provider_call call = {
        session->service, &session->id,
        vsapi_service_find_provider(session->service, &snapshot->provider_id), NULL};
    char id[VSAPI_GUID_TEXT];
    HRESULT hr;

    if (!call.provider || !call.provider->info.array)
        return vsapi_fail(VSS_E_OBJECT_NOT_FOUND,
                          "ImportSnapshots: provider {%s} of the document is no hardware provider "
                          "of this machine (requester's mistake)",
                          vsapi_guid_to_text(&snapshot->provider_id, id));
    if (!VSAPI_ARRAY_ROOM(&session->imported))
        return vsapi_out_of_memory();
    hr = vsapi_map_query_code(vsapi_provider_locate(&call, &snapshot->snapshot_id));
    if (SUCCEEDED(hr))
        session->imported.items[session->imported.count++] =
            (struct vsapi_session_import){call.provider, snapshot->snapshot_id};
    return hr;
}

/* What is not found does not keep the others away; any other failure ends it. */
static HRESULT import_all(struct vsapi_session *session, struct vsapi_operation *operation)
{
    const struct vsapi_bcd *document = session->document;
    size_t before = session->imported.count, missing = 0;

    for (size_t i = 0; i < document->snapshots.count; i++) {
        HRESULT hr = vsapi_operation_cancelled(operation)
                         ? vsapi_operation_stopped()
                         : import_one(session, &document->snapshots.items[i]);

        if (FAILED(hr) && hr != VSS_E_OBJECT_NOT_FOUND)
            return hr;
        missing += FAILED(hr);
    }
    if (missing == 0)
        return S_OK;
    if (session->imported.count > before)
        return VSS_S_SOME_SNAPSHOTS_NOT_IMPORTED;
    vsapi_message_prefix("none of the document's shadow copies can be imported: ");
    return VSS_E_NO_SNAPSHOTS_IMPORTED;
}

static HRESULT import_run(struct vsapi_session *session, struct vsapi_operation *operation)
{
    HRESULT hr = import_all(session, operation);

    leave(session->service);
    return hr;
}

/* LIFE-057; the page has no code for it (docs/decisions.md#import). */
static HRESULT check_document(struct vsapi_session *session)
{
    if (session->document->snapshots.count > 0)
        return S_OK;
    return vsapi_fail(VSS_E_BAD_STATE,
                      "ImportSnapshots: InitializeForBackup was not given the document that "
                      "SaveAsXML made behind DoSnapshotSet (requester's mistake)");
}

HRESULT vsapi_session_import_snapshots(struct vsapi_session *session, struct vsapi_operation **out)
{
    HRESULT hr = vsapi_session_allow(session, VSAPI_CALL_IMPORT_SNAPSHOTS);

    *out = NULL;
    if (SUCCEEDED(hr))
        hr = vsapi_remote_offers(session->service, "ImportSnapshots");
    if (SUCCEEDED(hr))
        hr = check_document(session);
    if (SUCCEEDED(hr))
        hr = enter(session);
    if (FAILED(hr))
        return hr;
    hr = vsapi_operation_start(session, VSAPI_CALL_IMPORT_SNAPSHOTS, import_run, out);
    if (FAILED(hr))
        leave(session->service);
    return hr;
}

/* ---- the end of what releases itself -----------------------------------------------------------
 */

static bool releases_itself(const struct vsapi_provider_call *call, const VSS_ID *id)
{
    VSS_SNAPSHOT_PROP properties;
    LONG attributes;

    if (FAILED(vsapi_provider_properties(call, id, &properties)))
        return false; /* it has gone, or the provider does not say what it is */
    attributes = properties.m_lSnapshotAttributes;
    vsapi_snapshot_prop_finish(&properties);
    return !(attributes & VSS_VOLSNAP_ATTR_NO_AUTO_RELEASE);
}

void vsapi_session_release_imported(struct vsapi_session *session)
{
    for (size_t i = 0; i < session->imported.count; i++) {
        const struct vsapi_session_import *imported = &session->imported.items[i];
        struct vsapi_provider_call call = {session->service, &session->id, imported->provider,
                                           NULL};
        VSS_ID not_deleted;
        LONG deleted;

        if (releases_itself(&call, &imported->id))
            vsapi_provider_delete(&call, &imported->id, VSS_OBJECT_SNAPSHOT, true, &deleted,
                                  &not_deleted);
    }
    vsapi_message_clear();
}
