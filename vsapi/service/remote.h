/*
 * vsapi/service/remote.h - a service in another process, as this one asks it (VSAPI_SERVICE).
 *
 * The service object of this process then has the machine's mirror for a host and no providers. A
 * session keeps here what is this process's own (its document, the table of calls, who answered);
 * what concerns the machine or other processes is asked for: a function of session.h whose service
 * has a remote hands on to its namesake here, after it has checked its arguments.
 */
#ifndef VSAPI_SERVICE_REMOTE_H
#define VSAPI_SERVICE_REMOTE_H

#include "event.h"
#include "session.h"

#include <vsapi/protocol.h>

struct vsapi_remote;
struct vsapi_stream;

/* ---- remote.c: the connection */
/* VSS_E_UNEXPECTED: no service answers there, or one of another version. E_ACCESSDENIED. */
HRESULT vsapi_remote_connect(const char *address, struct vsapi_remote **out);
void vsapi_remote_destroy(struct vsapi_remote *remote); /* NULL is fine */
/* The machine's mirror, made by the connection; the caller owns it. Once. */
HRESULT vsapi_remote_host(struct vsapi_remote *remote, struct vsapi_host **out);
/* Sends the question that is in the frame and waits for the answer, which is in it then, behind its
 * head. Returns the answer's result, or VSS_E_UNEXPECTED when the service has gone. */
HRESULT vsapi_remote_call(struct vsapi_remote *remote, struct vsapi_frame *frame);
/* The same where nothing but the result is answered; finishes the frame. */
HRESULT vsapi_remote_tell(struct vsapi_remote *remote, struct vsapi_frame *frame);
/* The rest of an answer was taken: was all there? Finishes the frame. Returns hr if that failed. */
HRESULT vsapi_remote_taken(struct vsapi_frame *frame, HRESULT hr);
/* The machine has changed so often: makes the mirror the same. */
void vsapi_remote_note_changes(struct vsapi_remote *remote, uint64_t changes);
/* A stream of its own, on which the service asks. */
HRESULT vsapi_remote_open_stream(struct vsapi_remote *remote, struct vsapi_stream **out);

static inline struct vsapi_remote *vsapi_remote_of(struct vsapi_session *session)
{
    return session->service->remote;
}
/* Begins a question about a session. */
static inline void vsapi_remote_ask(struct vsapi_frame *frame, struct vsapi_session *session,
                                    enum vsapi_ask kind)
{
    vsapi_frame_begin(frame, kind);
    vsapi_put_guid(frame, &session->id);
}

/* ---- remote_writer.c */
HRESULT vsapi_remote_subscribe(struct vsapi_remote *remote,
                               struct vsapi_subscription *subscription);
/* As vsapi_service_unsubscribe, for what the service knows. */
void vsapi_remote_unsubscribe(struct vsapi_subscription *subscription);
/* After its handlers have ended, or were given up: its stream and thread go. */
void vsapi_remote_unlink(struct vsapi_subscription *subscription);
HRESULT vsapi_remote_add_express(struct vsapi_remote *remote, const struct vsapi_wmd *document);
HRESULT vsapi_remote_remove_express(struct vsapi_remote *remote, const VSS_ID *writer_id);

/* ---- remote_told.c: the backups that a writer was told of, which end with the service, too */
struct vsapi_told {
    VSS_ID session_id, snapshot_set_id;
    LONG context;
    VSS_BACKUP_TYPE backup_type;
    bool select_components, bootable_system_state, partial_file_support;
    bool no_abort;                 /* it has had PostSnapshot, or an Abort */
    struct vsapi_volumes *volumes; /* a reference */
};
typedef VSAPI_ARRAY(struct vsapi_told) vsapi_told_list;
/* An event is about to reach the writer. E_OUTOFMEMORY: it must not. */
HRESULT vsapi_told_note(vsapi_told_list *list, const struct vsapi_dispatch *dispatch);
/* The service has gone: Abort where the shadow copies were not there yet, and BackupShutdown. */
void vsapi_told_end(vsapi_told_list *list, struct vsapi_subscription *writer);
void vsapi_told_finish(vsapi_told_list *list);

/* ---- remote_session.c */
HRESULT vsapi_remote_open_session(struct vsapi_session *session);
void vsapi_remote_close_session(struct vsapi_session *session);
HRESULT vsapi_remote_initialize(struct vsapi_session *session, enum vsapi_call call);
HRESULT vsapi_remote_set_context(struct vsapi_session *session);
HRESULT vsapi_remote_set_backup_state(struct vsapi_session *session);
HRESULT vsapi_remote_set_restore_state(struct vsapi_session *session);
HRESULT vsapi_remote_choose_writers(struct vsapi_session *session, enum vsapi_choice choice,
                                    const VSS_ID *ids, size_t count);
HRESULT vsapi_remote_writer_runs(struct vsapi_session *session,
                                 const struct vsapi_bcd_writer *writer, const VSS_ID *instance,
                                 bool *runs);
/* What an operation of such a session runs: the service's operation of the same call. */
HRESULT vsapi_remote_run(struct vsapi_session *session, struct vsapi_operation *operation);
HRESULT vsapi_remote_cancel(struct vsapi_remote *remote, const VSS_ID *session, uint64_t number);
HRESULT vsapi_remote_abort_backup(struct vsapi_session *session);

/* ---- remote_machine.c */
/* E_NOTIMPL with a sentence if the service is in another process, where this cannot be had yet. */
HRESULT vsapi_remote_offers(struct vsapi_service *service, const char *call);
HRESULT vsapi_remote_start_set(struct vsapi_session *session, VSS_ID *set_id);
HRESULT vsapi_remote_add_volume(struct vsapi_session *session, const char *volume,
                                const VSS_ID *provider, VSS_ID *snapshot_id);
HRESULT vsapi_remote_is_volume_supported(struct vsapi_session *session, const VSS_ID *provider,
                                         const char *volume, bool *supported);
HRESULT vsapi_remote_snapshot_properties(struct vsapi_session *session, const VSS_ID *id,
                                         VSS_SNAPSHOT_PROP *out);
HRESULT vsapi_remote_query(struct vsapi_session *session, VSS_OBJECT_TYPE returned,
                           VSS_OBJECT_PROP **out, size_t *count);
HRESULT vsapi_remote_delete_snapshots(struct vsapi_session *session, const VSS_ID *id,
                                      VSS_OBJECT_TYPE type, bool force, LONG *deleted,
                                      VSS_ID *not_deleted);
HRESULT vsapi_remote_expose(struct vsapi_session *session, const VSS_ID *id, LONG attributes,
                            const char *name, const char *path, char **exposed);
HRESULT vsapi_remote_unexpose(struct vsapi_session *session, const VSS_ID *id);
HRESULT vsapi_remote_break(struct vsapi_session *session, const VSS_ID *id);
HRESULT vsapi_remote_revert(struct vsapi_session *session, const VSS_ID *id, bool force);
HRESULT vsapi_remote_status(struct vsapi_remote *remote, char **json);
HRESULT vsapi_remote_blocks_revert(struct vsapi_remote *remote, const char *volume, bool *blocks);
HRESULT vsapi_remote_is_snapshotted(struct vsapi_remote *remote, const char *volume, bool *present,
                                    LONG *compatibility);

#endif
