/*
 * vsapi/service/session.c - a requester's session: its life, and what is set before anything
 * happens.
 */
#include "remote.h"
#include "session.h"

#include <vsapi/error.h>
#include <vsapi/text.h>
#include <vsapi/trace.h>

HRESULT vsapi_session_create(struct vsapi_service *service, struct vsapi_session **out)
{
    struct vsapi_session *session = vsapi_calloc(1, sizeof *session);
    HRESULT hr;

    *out = NULL;
    if (!session)
        return vsapi_out_of_memory();
    hr = vsapi_guid_create(&session->id);
    session->service = service;
    if (SUCCEEDED(hr) && service->remote)
        hr = vsapi_remote_open_session(session);
    if (FAILED(hr)) {
        vsapi_free(session);
        return hr;
    }
    session->phase = VSAPI_SESSION_NEW;
    session->context = VSS_CTX_BACKUP;
    vsapi_mutex_init(&session->lock);
    vsapi_cond_init(&session->idle);
    vsapi_service_count_use(service, 1);
    vsapi_trace_note("session", "begin", &session->id, "");
    *out = session;
    return S_OK;
}

static void session_wait(struct vsapi_session *session)
{
    vsapi_mutex_lock(&session->lock);
    while (session->running)
        vsapi_cond_wait(&session->idle, &session->lock);
    vsapi_mutex_unlock(&session->lock);
}

/* What writers and machine have to do with it ends. */
static void session_leave_machine(struct vsapi_session *session)
{
    vsapi_session_leave_building(session);
    vsapi_session_shutdown_writers(session);
    vsapi_session_auto_release(session);
    vsapi_session_release_imported(session);
}

static void session_end(struct vsapi_session *session)
{
    struct vsapi_service *service = session->service;

    if (service->remote)
        vsapi_remote_close_session(session);
    session_wait(session);
    if (!service->remote)
        session_leave_machine(session);
    vsapi_trace_note("session", "end", &session->id, "phase=%s",
                     vsapi_session_phase_name(session->phase));
    vsapi_session_statuses_clear(session);
    vsapi_session_writers_clear(session);
    vsapi_session_restoring_clear(session);
    vsapi_free(session->recovery_set.items);
    vsapi_service_resync_over(service);
    vsapi_free(session->snapshots.items);
    vsapi_free(session->imported.items);
    vsapi_free(session->classes.items);
    vsapi_free(session->disabled_instances.items);
    vsapi_volumes_unref(session->volumes);
    vsapi_round_unref(session->round);
    vsapi_bcd_unref(session->document);
    vsapi_cond_finish(&session->idle);
    vsapi_mutex_finish(&session->lock);
    vsapi_free(session);
    vsapi_service_count_use(service, -1);
}

static void session_end_job(struct vsapi_job *job)
{
    session_end((struct vsapi_session *)((char *)job - offsetof(struct vsapi_session, end_job)));
}

/*
 * Inside a handler of its own events it cannot end: the operation goes on only when the handler has
 * returned, and so does the next event to this writer, BackupShutdown. So the operation ends it
 * when it is over itself; if it has given up the handler long ago, a thread of its own does.
 */
static bool session_leave(struct vsapi_session *session)
{
    struct vsapi_service *service = session->service;
    bool runs;

    vsapi_mutex_lock(&session->lock);
    runs = session->orphan = session->running != NULL;
    vsapi_mutex_unlock(&session->lock);
    if (runs)
        return true;
    session->end_job.run = session_end_job;
    return vsapi_host_delivery(service->host) != VSAPI_DELIVERY_INLINE &&
           vsapi_pool_post(service->pool, &session->end_job);
}

void vsapi_session_destroy(struct vsapi_session *session)
{
    if (session && !(vsapi_seam_in_handler(&session->id) && session_leave(session)))
        session_end(session);
}

const VSS_ID *vsapi_session_id(const struct vsapi_session *session)
{
    return &session->id;
}

struct vsapi_bcd *vsapi_session_document(struct vsapi_session *session)
{
    return session->document;
}

static HRESULT session_initialize(struct vsapi_session *session, enum vsapi_call call,
                                  struct vsapi_bcd *document)
{
    HRESULT hr = vsapi_session_allow(session, call);
    struct vsapi_bcd *made = NULL;

    if (SUCCEEDED(hr) && !document)
        hr = vsapi_bcd_create(&made);
    if (FAILED(hr))
        return hr;
    session->document = document ? document : made;
    if (session->service->remote)
        hr = vsapi_remote_initialize(session, call);
    if (FAILED(hr)) {
        session->document = NULL;
        vsapi_bcd_unref(made);
        return hr;
    }
    vsapi_session_done(session, call, S_OK, false);
    return S_OK;
}

HRESULT vsapi_session_replace_document(struct vsapi_session *session, struct vsapi_bcd *document)
{
    HRESULT hr = vsapi_session_restoring_move(session, document);

    if (FAILED(hr))
        return hr;
    vsapi_bcd_ref(document);
    vsapi_bcd_unref(session->document);
    session->document = document;
    return S_OK;
}

HRESULT vsapi_session_initialize_for_backup(struct vsapi_session *session,
                                            struct vsapi_bcd *document)
{
    return session_initialize(session, VSAPI_CALL_INITIALIZE_FOR_BACKUP, document);
}

HRESULT vsapi_session_initialize_for_restore(struct vsapi_session *session,
                                             struct vsapi_bcd *document)
{
    return session_initialize(session, VSAPI_CALL_INITIALIZE_FOR_RESTORE, document);
}

HRESULT vsapi_session_set_context(struct vsapi_session *session, LONG context)
{
    HRESULT hr = vsapi_session_allow(session, VSAPI_CALL_SET_CONTEXT);

    if (FAILED(hr))
        return hr;
    if (!vsapi_context_valid(context))
        return vsapi_fail(
            E_INVALIDARG,
            "SetContext: 0x%08x is no context, or has attributes that a requester may "
            "not add to it (requester's mistake)",
            (unsigned)context);
    session->context = context;
    if (session->service->remote)
        hr = vsapi_remote_set_context(session);
    if (FAILED(hr))
        return hr;
    vsapi_session_done(session, VSAPI_CALL_SET_CONTEXT, S_OK, false);
    return S_OK;
}

LONG vsapi_session_context(struct vsapi_session *session)
{
    return session->context;
}

HRESULT vsapi_session_set_backup_state(struct vsapi_session *session, bool select_components,
                                       bool bootable, VSS_BACKUP_TYPE type, bool partial)
{
    struct vsapi_bcd *document = session->document;
    HRESULT hr = vsapi_session_allow(session, VSAPI_CALL_SET_BACKUP_STATE);

    if (FAILED(hr))
        return hr;
    if (type <= VSS_BT_UNDEFINED || type > VSS_BT_OTHER)
        return vsapi_fail(E_INVALIDARG,
                          "SetBackupState: %d is no type of backup (requester's mistake)",
                          (int)type);
    vsapi_mutex_lock(&document->lock);
    document->select_components = select_components;
    document->bootable_system_state = bootable;
    document->backup_type = type;
    document->partial_file_support = partial;
    vsapi_mutex_unlock(&document->lock);
    if (session->service->remote)
        hr = vsapi_remote_set_backup_state(session);
    if (FAILED(hr))
        return hr;
    vsapi_session_done(session, VSAPI_CALL_SET_BACKUP_STATE, S_OK, false);
    return S_OK;
}

HRESULT vsapi_session_set_restore_state(struct vsapi_session *session, VSS_RESTORE_TYPE type)
{
    HRESULT hr = vsapi_session_allow(session, VSAPI_CALL_SET_RESTORE_STATE);

    if (FAILED(hr))
        return hr;
    vsapi_mutex_lock(&session->document->lock);
    session->document->restore_type = type;
    vsapi_mutex_unlock(&session->document->lock);
    return session->service->remote ? vsapi_remote_set_restore_state(session) : S_OK;
}
