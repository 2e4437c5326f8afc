/*
 * vsapi/service/session.h - one requester's session: what the files of this room share of it.
 */
#ifndef VSAPI_SERVICE_SESSION_H
#define VSAPI_SERVICE_SESSION_H

#include "event.h"
#include "seam_provider.h"

#include <vsapi/thread.h>

enum vsapi_session_phase { /* how far it is; what may come in which: session_states.c */
                           VSAPI_SESSION_NEW = 700,
                           VSAPI_SESSION_INITIALIZED, /* for backup */
                           VSAPI_SESSION_SET_OPEN,    /* StartSnapshotSet */
                           VSAPI_SESSION_PREPARED,    /* PrepareForBackup */
                           VSAPI_SESSION_SNAPPED,     /* DoSnapshotSet */
                           VSAPI_SESSION_FAILED,      /* DoSnapshotSet failed or was cancelled */
                           VSAPI_SESSION_COMPLETED,   /* BackupComplete */
                           VSAPI_SESSION_ABORTED,     /* AbortBackup */
                           VSAPI_SESSION_RESTORE,     /* initialized for restore */
                           VSAPI_SESSION_PRE_RESTORED,
                           VSAPI_SESSION_POST_RESTORED,
                           VSAPI_SESSION_PHASE_END_
};
enum vsapi_session_fact { /* what has happened beside, in any order; bits */
                          VSAPI_FACT_CONTEXT_SET = 1,
                          VSAPI_FACT_STATE_SET = 2, /* SetBackupState */
                          VSAPI_FACT_GATHERING = 4, /* GatherWriterMetadata was called */
                          VSAPI_FACT_GATHERED = 8,  /* and has completed */
                          VSAPI_FACT_METADATA_FREED = 16,
                          VSAPI_FACT_STATUS = 32,        /* GatherWriterStatus has completed,
                                                            FreeWriterStatus was not called */
                          VSAPI_FACT_QUERIED = 64,       /* Query, before a set was started */
                          VSAPI_FACT_RECOVERY_SET = 128, /* AddSnapshotToRecoverySet, and no
                                                            RecoverSet since */
};

struct vsapi_session_writer {          /* a writer as this session knows it, from Identify on */
    struct vsapi_subscription *writer; /* a reference */
    struct vsapi_wmd *metadata;        /* a reference */
    struct vsapi_dispatch *dispatch;   /* used for its events, again and again; NULL: make one */
    VSS_WRITER_STATE state;
    HRESULT failure, application;
    char *message;
    bool takes_part;         /* gets the events of this backup */
    bool out;                /* failed before it was frozen: the backup goes on without it */
    bool told;               /* was sent any event but Identify */
    bool frozen;             /* was sent Freeze, and neither Thaw nor Abort */
    bool post_snapshot;      /* was sent PostSnapshot: no Abort reaches it any more */
    uint64_t frozen_ms;      /* when Freeze was sent */
    UT_hash_handle hh;       /* by instance id */
    UT_hash_handle by_class; /* the first of its class in the list, by class id */
    struct vsapi_session_writer *next_of_class, *last_of_class; /* last: of the first one only */
};

struct vsapi_session_snapshot {  /* a volume of the set */
    struct vsapi_volume *volume; /* the host's */
    struct vsapi_provider *provider;
    VSS_ID id;
    bool created; /* PostFinalCommitSnapshots has succeeded: AbortSnapshots does not reach it */
};

struct vsapi_session_import { /* a shadow copy that ImportSnapshots has brought */
    struct vsapi_provider *provider;
    VSS_ID id;
};

struct vsapi_session_silent {          /* who ran and gave no metadata when it was gathered last */
    struct vsapi_subscription *writer; /* the first of them, a reference; NULL: nobody */
    HRESULT hr; /* E_OUTOFMEMORY: that is what one of them said; else VSS_E_UNEXPECTED */
};

struct vsapi_session_status { /* what GatherWriterStatus saw */
    struct vsapi_writer_status status;
    char *name, *message;
};

struct vsapi_session_pair { /* a writer of the restored document and the one that runs now */
    struct vsapi_bcd_writer *document;
    struct vsapi_session_writer *writer;
    VSAPI_ARRAY(struct vsapi_bcd_component *) components; /* what it is handed; borrowed */
};

struct vsapi_making {    /* DoSnapshotSet, as far as it has come; making.c, do_snapshot.c */
    bool providers_told; /* EndPrepareSnapshots was reached: AbortSnapshots has a meaning */
    bool writers_told;   /* PrepareForSnapshot was sent: Abort has one */
    bool holding;        /* writes are held */
    bool aborting;       /* it has failed, and everybody is told */
    uint64_t hold_began_ms;
    struct vsapi_job *late;            /* what goes on when a call is late; NULL: nothing */
    struct vsapi_provider *calling;    /* the call that is being made, or was made last */
    const char *call;                  /* its name */
    uint64_t call_began_ms;            /* when it began */
    struct vsapi_provider_limit limit; /* how long it may take */
    struct vsapi_provider *stuck;      /* hears of the end when its call comes back; NULL: none */
    HRESULT failure;                   /* aborting: what has failed, */
    char *sentence;                    /* and why */
};

struct vsapi_session {
    struct vsapi_service *service;
    VSS_ID id;
    struct vsapi_bcd *document;
    struct vsapi_round *round;
    struct vsapi_mutex lock; /* guards phase, facts, running and orphan; the rest belongs to the
                                operation that runs, or to the requester while none does */
    struct vsapi_cond idle;  /* running became NULL */
    enum vsapi_session_phase phase;
    uint32_t facts; /* enum vsapi_session_fact */
    struct vsapi_operation *running;
    bool orphan; /* released inside a handler: the operation that runs ends it */
    struct vsapi_job end_job;
    LONG context;

    bool enable_list; /* EnableWriterClasses was called: only these classes; else all but these */
    VSAPI_ARRAY(VSS_ID) classes;
    VSAPI_ARRAY(VSS_ID) disabled_instances;
    VSAPI_ARRAY(struct vsapi_session_writer *) writers;
    struct vsapi_session_writer *by_instance, *by_class;
    struct vsapi_session_silent silent;
    VSAPI_ARRAY(struct vsapi_session_status) statuses;
    VSAPI_ARRAY(struct vsapi_session_pair) restoring; /* who got PreRestore */
    VSAPI_ARRAY(struct vsapi_resync) recovery_set;
    struct vsapi_provider *recovery_provider; /* of all of them */

    VSS_ID set_id;
    LONG recovery;  /* VSS_VOLSNAP_ATTR_AUTORECOVER, once a volume was added with it */
    bool set_shown; /* writers were told of the set */
    bool set_made;  /* its shadow copies exist */
    VSAPI_ARRAY(struct vsapi_session_snapshot) snapshots;
    struct vsapi_volumes *volumes;
    struct vsapi_making making;
    VSAPI_ARRAY(struct vsapi_session_import) imported;
};

/* ---- session_states.c: the table of calls and states */
struct vsapi_call_row {
    enum vsapi_call call;
    const char *name;        /* documented name of the method, or of the first of its group */
    uint32_t phases;         /* bits 1 << (phase - VSAPI_SESSION_NEW) in which it is allowed */
    uint32_t contexts;       /* 1: with writers, 2: without */
    uint32_t needs, forbids; /* facts */
    bool while_running;      /* also while an asynchronous operation runs */
    enum vsapi_session_phase to, failed, cancelled; /* where it leads then; 0: stays */
    uint32_t facts;                                 /* that it adds when it succeeds */
};
const struct vsapi_call_row *vsapi_session_calls(size_t *count);
const char *vsapi_session_phase_name(enum vsapi_session_phase phase);
/* vsapi_session_allow, and if the call may come, notes the operation as the one that runs. */
HRESULT vsapi_session_begin(struct vsapi_session *session, enum vsapi_call call,
                            struct vsapi_operation *operation);
/* Applies what the table says of the call when it is over. Takes the session's lock. */
void vsapi_session_done(struct vsapi_session *session, enum vsapi_call call, HRESULT hr,
                        bool cancelled);
bool vsapi_context_has_writers(LONG context);
bool vsapi_context_valid(LONG context);

/* ---- operation.c */
typedef HRESULT vsapi_operation_fn(struct vsapi_session *session,
                                   struct vsapi_operation *operation);
/* Starts an operation of the session if the table allows the call now; when `run` succeeds the
 * table is applied. With inline delivery it is over when this returns. */
HRESULT vsapi_operation_start(struct vsapi_session *session, enum vsapi_call call,
                              vsapi_operation_fn *run, struct vsapi_operation **out);
/* The same with what the operation is about. */
struct vsapi_operation_subject {
    VSS_ID id;
    DWORD flags;
};
HRESULT vsapi_operation_start_on(struct vsapi_session *session, enum vsapi_call call,
                                 vsapi_operation_fn *run,
                                 const struct vsapi_operation_subject *subject,
                                 struct vsapi_operation **out);
const struct vsapi_operation_subject *
vsapi_operation_subject(const struct vsapi_operation *operation);
/* One that a provider does by itself. First, so that nothing is begun when memory is out. */
HRESULT vsapi_operation_of_provider(struct vsapi_service *service, struct vsapi_operation **out);
/* Takes the provider's IVssAsync; if hr is its failure, the operation goes. Returns hr. */
HRESULT vsapi_operation_follow(struct vsapi_operation **operation, HRESULT hr, IVssAsync *followed);
enum vsapi_call vsapi_operation_call(const struct vsapi_operation *operation);
uint64_t vsapi_operation_number(const struct vsapi_operation *operation); /* one in the process */
bool vsapi_operation_cancelled(struct vsapi_operation *operation);
/* From here on it can no longer be cancelled; false: it has been. */
bool vsapi_operation_commit(struct vsapi_operation *operation);
/* Should its thread be left behind in a provider's call, `late` goes on in its place. What to have
 * that done by; NULL: with inline delivery nobody is left behind. */
struct vsapi_job *vsapi_operation_on_late(struct vsapi_operation *operation,
                                          vsapi_operation_fn *late);
/* What an operation returns that stopped because it was cancelled. */
HRESULT vsapi_operation_stopped(void);

/* ---- session_writers.c */
void vsapi_session_writers_clear(struct vsapi_session *session);
struct vsapi_session_writer *vsapi_session_find_writer(struct vsapi_session *session,
                                                       const VSS_ID *instance);
struct vsapi_session_writer *vsapi_session_match_writer(struct vsapi_session *session,
                                                        const struct vsapi_bcd_writer *document);
void vsapi_session_statuses_clear(struct vsapi_session *session);
/* Both copy, or take references. The dispatch is used again for the writer's events; it may be NULL
 * and goes to the session. */
HRESULT vsapi_session_know_writer(struct vsapi_session *session, struct vsapi_subscription *writer,
                                  struct vsapi_wmd *metadata, struct vsapi_dispatch *dispatch);
HRESULT vsapi_session_add_status(struct vsapi_session *session,
                                 const struct vsapi_writer_status *status);

/* ---- session_events.c: one event to some of the session's writers */
enum vsapi_event_result {                           /* of all writers together; bits */
                          VSAPI_RESULT_REFUSED = 1, /* one answered false, was late or has gone */
                          VSAPI_RESULT_LOST = 2,    /* one has gone */
};
struct vsapi_recipient {
    struct vsapi_session_writer *writer;
    struct vsapi_bcd_writer *document;             /* its part; NULL: it is handed none */
    struct vsapi_bcd_component *const *components; /* of the part; NULL: all */
    size_t component_count;
};
/* Sends and records states. E_OUTOFMEMORY: nobody was sent it, or (after the event) what a writer
 * wrote could not be taken over. *result may be NULL. */
HRESULT vsapi_session_send(struct vsapi_session *session, enum vsapi_event_kind kind,
                           const struct vsapi_recipient *to, size_t count, uint32_t *result);
/* The same to each writer that takes part and that `wanted` picks. */
HRESULT vsapi_session_send_all(struct vsapi_session *session, enum vsapi_event_kind kind,
                               bool (*wanted)(const struct vsapi_session_writer *writer, int level),
                               int level, uint32_t *result);
void vsapi_session_writer_failed(struct vsapi_session *session, struct vsapi_session_writer *writer,
                                 VSS_WRITER_STATE state, HRESULT failure, const char *message);
/* Abort to each writer that takes part and has not had PostSnapshot. Never fails. */
void vsapi_session_send_abort(struct vsapi_session *session);
/* Who takes part, by components or by Identify. */
void vsapi_session_choose_participants(struct vsapi_session *session);

/* ---- snapshot_set.c */
/* The set is no longer under construction; another may begin. */
void vsapi_session_leave_building(struct vsapi_session *session);
/* Deletes the shadow copies of a context that releases them by itself. */
void vsapi_session_auto_release(struct vsapi_session *session);
/* Deletes what a provider has created of the session's set; a failure is not heard. */
void vsapi_session_delete_created(struct vsapi_session *session, struct vsapi_provider *provider);

/* ---- import.c */
/* The same for what the session has imported. */
void vsapi_session_release_imported(struct vsapi_session *session);

/* ---- recovery.c */
/* The session's context with VSS_VOLSNAP_ATTR_AUTORECOVER, if writers are to put their files on the
 * shadow copies in order. */
LONG vsapi_session_snapshot_context(struct vsapi_session *session);

/* ---- query.c */
/* The provider that has a shadow copy which the session's context shows, and its properties, which
 * vsapi_snapshot_prop_finish ends. VSS_E_OBJECT_NOT_FOUND, with a sentence. */
HRESULT vsapi_session_find_snapshot(struct vsapi_session *session, const VSS_ID *id,
                                    struct vsapi_provider **out, VSS_SNAPSHOT_PROP *properties);

/* Every shadow copy of a set that the session's context shows, until `each` fails.
 * VSS_E_OBJECT_NOT_FOUND, with a sentence: there is none. */
typedef HRESULT vsapi_each_snapshot(void *context, const VSS_SNAPSHOT_PROP *snapshot);
HRESULT vsapi_session_each_of_set(struct vsapi_session *session, const VSS_ID *id,
                                  vsapi_each_snapshot *each, void *context);

/* ---- restore.c */
/* Those that got PreRestore are found again in a document that takes the place of the session's. */
HRESULT vsapi_session_restoring_move(struct vsapi_session *session, struct vsapi_bcd *to);
void vsapi_session_restoring_clear(struct vsapi_session *session);

/* ---- backup.c */
void vsapi_session_shutdown_writers(struct vsapi_session *session);

#endif
