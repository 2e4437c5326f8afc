/*
 * vsapi/service.h - what vssvc does: writers, sessions of requesters, events, providers.
 *
 * The service knows writers through struct vsapi_writer_ops and providers through the COM
 * interfaces of vsprov.h. A session is a requester's way to it. All that passes (events, answers,
 * documents) is plain data that could be serialized: another carrier replaces this implementation,
 * not the callers. Calls may come from any thread.
 */
#ifndef VSAPI_SERVICE_H
#define VSAPI_SERVICE_H

#include <vsapi/bcd.h>
#include <vsapi/host.h>
#include <vsapi/wmd.h>
#include <vsbackup.h>
#include <vsprov.h>

#include <stdatomic.h>

struct vsapi_service;
struct vsapi_session;
struct vsapi_operation;
struct vsapi_subscription;

/* ---- writers ------------------------------------------------------------------------------ */

enum vsapi_event_kind {
    VSAPI_EVENT_IDENTIFY = 200,
    VSAPI_EVENT_PREPARE_FOR_BACKUP,
    VSAPI_EVENT_PREPARE_FOR_SNAPSHOT,
    VSAPI_EVENT_FREEZE,
    VSAPI_EVENT_THAW,
    VSAPI_EVENT_POST_SNAPSHOT,
    VSAPI_EVENT_ABORT,
    VSAPI_EVENT_BACKUP_COMPLETE,
    VSAPI_EVENT_BACKUP_SHUTDOWN,
    VSAPI_EVENT_PRE_RESTORE,
    VSAPI_EVENT_POST_RESTORE,
    VSAPI_EVENT_COUNT_
};
const char *vsapi_event_name(enum vsapi_event_kind kind); /* "PrepareForBackup" */

struct vsapi_writer_info { /* who subscribes; texts UTF-8, copied */
    uint32_t size;
    VSS_ID writer_id, instance_id;
    const char *name, *instance_name; /* instance_name may be NULL */
    uint32_t major_version, minor_version;
    VSS_USAGE_TYPE usage;
    VSS_SOURCE_TYPE source;
    VSS_APPLICATION_LEVEL level;
    uint32_t timeout_freeze_ms;
    VSS_ALTERNATE_WRITER_STATE alternate;
    bool io_throttling_only;
    uint32_t event_mask; /* VSS_SM_* */
};

struct vsapi_event_volume { /* a volume of the set being made, and its shadow copy once there is one
                             */
    char *original;         /* \\?\Volume{...}\ */
    char *device; /* \\?\GLOBALROOT\Device\HarddiskVolumeShadowCopyN, NULL before the commit */
};
struct vsapi_event { /* one event to one writer; counted, as a writer may be late with it */
    atomic_uint refs;
    enum vsapi_event_kind kind;
    VSS_ID session_id, snapshot_set_id; /* GUID_NULL: none */
    LONG context;
    VSS_APPLICATION_LEVEL level; /* GetCurrentLevel: the level being frozen */
    VSS_BACKUP_TYPE backup_type;
    VSS_RESTORE_TYPE restore_type;
    bool select_components, bootable_system_state, partial_file_support;
    struct vsapi_event_volume *volumes;
    size_t volume_count;
    struct vsapi_bcd *components; /* the writer's part, its own copy; NULL: not in component mode or
                                     not in this event */
    struct vsapi_wmd
        *metadata; /* what the writer answered to this session's Identify; may be NULL */
};
void vsapi_event_ref(struct vsapi_event *event);
void vsapi_event_unref(struct vsapi_event *event);

struct vsapi_event_answer { /* zeroed by the service; it frees what is in it */
    bool refused;           /* the handler returned false, or threw */
    HRESULT hr;          /* the failure code that the writer set (VSS_E_WRITERERROR_*), else S_OK */
    HRESULT application; /* SetWriterFailureEx */
    bool lost;           /* the writer's process has gone: there is no answer */
    char *message;       /* the writer's or the exception's; vsapi_malloc, may be NULL */
    struct vsapi_wmd *metadata; /* Identify only; the reference goes to the service */
};
struct vsapi_writer_ops {
    uint32_t size;
    /* Runs the handler on the calling thread; returns when it is done. Every event kind comes here.
     */
    void (*deliver)(void *writer, struct vsapi_event *event, struct vsapi_event_answer *answer);
    /* Nobody holds the subscription any more, and no event is on its way. NULL: no matter. */
    void (*released)(void *writer);
};
HRESULT vsapi_service_subscribe(struct vsapi_service *service, const struct vsapi_writer_info *info,
                                const struct vsapi_writer_ops *ops, void *writer,
                                struct vsapi_subscription **out);
/* No event starts from here on; waits for those that run on other threads (at most the longest of
 * their time-outs). Frees the subscription. NULL allowed. */
void vsapi_service_unsubscribe(struct vsapi_subscription *subscription);
/* The same without waiting for its handlers: its process has gone, or is in one of them. */
void vsapi_service_forget(struct vsapi_subscription *subscription);

/* Express writers: documents that answer every Identify from here on, after their program too.
 * VSS_E_OBJECT_ALREADY_EXISTS: one of this class is registered. The document is copied. */
HRESULT vsapi_service_add_express(struct vsapi_service *service, const struct vsapi_wmd *document);
/* VSS_E_OBJECT_NOT_FOUND: none of this class is. Sessions that know the writer keep it. */
HRESULT vsapi_service_remove_express(struct vsapi_service *service, const VSS_ID *writer_id);

/* ---- the embedded service ------------------------------------------------------------------ */

HRESULT vsapi_service_create(struct vsapi_host *host /* borrowed */, struct vsapi_service **out);
void vsapi_service_destroy(struct vsapi_service *service);
struct vsapi_host *vsapi_service_host(struct vsapi_service *service);
/* The process's own service over VSAPI_HOST, vsapi_use_host's or the default host (vsapi/host.h).
 */
HRESULT vsapi_embedded_service(struct vsapi_service **out);
/* For what needs no service yet: may a program of this role call that? E_ACCESSDENIED with a
 * sentence if the machine denies it. Starts no service: where none runs, the machine is the one
 * that was set or that VSAPI_HOST describes, and without these all is allowed. */
HRESULT vsapi_embedded_access(enum vsapi_role role, const char *call);
bool vsapi_embedded_safe_mode(void);
/* Defined by the room that brings the built-in providers; called once for each service. */
HRESULT vsapi_builtin_providers(struct vsapi_service *service);

/* ---- providers ------------------------------------------------------------------------------ */

/*
 * What a disk array can do with shadow copies. A hardware provider of Windows is told of it in
 * terms of LUNs, by IVssHardwareSnapshotProvider(Ex); the built-in one has no LUNs and is asked for
 * the shadow copies themselves. A function has the name of the method that it stands for: faults
 * and the trace know it by that.
 */
struct vsapi_resync { /* what a recovery set has for a volume */
    VSS_ID snapshot;
    struct vsapi_volume *to, *original; /* original NULL: it is not on this machine */
};
struct vsapi_array_ops {
    uint32_t size;
    /* LocateLuns: gives a transportable shadow copy a device of this machine.
     * VSS_E_OBJECT_NOT_FOUND: it has gone, or was imported before. */
    HRESULT (*locate)(IUnknown *provider, const VSS_ID *snapshot);
    /* FillInLunInfo: is the shadow copy on the array, imported or not? With `resync` only. */
    HRESULT (*has)(IUnknown *provider, const VSS_ID *snapshot, bool *has);
    /* ResyncLuns: makes the volumes what the shadow copies hold, which stay; *out tells how far it
     * is. NULL: an old provider, without IVssHardwareSnapshotProviderEx. E_NOTIMPL,
     * VSS_E_PROVIDER_VETO, VSS_E_INSUFFICIENT_STORAGE. */
    HRESULT(*resync)
    (IUnknown *provider, const struct vsapi_resync *items, size_t count, IVssAsync **out);
    /* OnLunStateChange: the set is broken; its shadow copies, all or none, become volumes that
     * nobody here knows as shadow copies any more. They keep their devices, and are read-only
     * unless flags has VSS_ONLUNSTATECHANGE_NOTIFY_READ_WRITE; with
     * VSS_ONLUNSTATECHANGE_DO_MASK_LUNS this machine sees them no longer. VSS_E_OBJECT_NOT_FOUND:
     * there is none of the set. NULL: its sets cannot be broken. */
    HRESULT (*state_change)(IUnknown *provider, const VSS_ID *set, DWORD flags);
};
struct vsapi_provider_info {
    uint32_t size;
    VSS_ID provider_id, version_id, class_id;
    const char *name, *version; /* UTF-8, copied */
    VSS_PROVIDER_TYPE type;
    const struct vsapi_array_ops *array; /* of a hardware provider; else NULL */
};
/* provider is asked for IVssSoftwareSnapshotProvider, IVssProviderCreateSnapshotSet and, optional,
 * IVssProviderNotifications (OnLoad now, OnUnload at the end); a reference is kept. */
HRESULT vsapi_service_register_provider(struct vsapi_service *service,
                                        const struct vsapi_provider_info *info, IUnknown *provider);

/* ---- sessions of requesters ------------------------------------------------------------------ */

/* One session for each IVssBackupComponents object. */
HRESULT vsapi_session_create(struct vsapi_service *service, struct vsapi_session **out);
/* Ends it: BackupShutdown to the writers that took part, non-persistent shadow copies are deleted,
 * the document goes. Waits for operations that run; inside a handler of its own events it returns
 * at once, and the session ends when the operation is over. NULL allowed. */
void vsapi_session_destroy(struct vsapi_session *session);
const VSS_ID *vsapi_session_id(const struct vsapi_session *session);
struct vsapi_bcd *
vsapi_session_document(struct vsapi_session *session); /* borrowed; use its lock */

/* Which call may come when: table in service/session_states.c, one row a call. VSS_E_BAD_STATE with
 * a sentence ("PrepareForBackup before SetBackupState", requester's mistake), or
 * VSS_E_UNEXPECTED etc. as documented. Every synchronous method of vsbackup asks first. */
enum vsapi_call {
    VSAPI_CALL_INITIALIZE_FOR_BACKUP = 600,
    VSAPI_CALL_INITIALIZE_FOR_RESTORE,
    VSAPI_CALL_SET_BACKUP_STATE,
    VSAPI_CALL_SET_RESTORE_STATE,
    VSAPI_CALL_SET_CONTEXT,
    VSAPI_CALL_GATHER_WRITER_METADATA,
    VSAPI_CALL_GET_WRITER_METADATA, /* count, get, free */
    VSAPI_CALL_ENABLE_WRITERS,      /* enable/disable classes, instances */
    VSAPI_CALL_ADD_COMPONENT,
    VSAPI_CALL_SET_BACKUP_OPTIONS, /* and SetPreviousBackupStamp */
    VSAPI_CALL_SET_BACKUP_SUCCEEDED,
    VSAPI_CALL_SET_RESTORE_WISH, /* selected, options, additional, subcomponents, new targets,
                                    mappings */
    VSAPI_CALL_SET_FILE_RESTORE_STATUS,
    VSAPI_CALL_SET_RANGES_FILE,
    VSAPI_CALL_GET_WRITER_COMPONENTS,
    VSAPI_CALL_START_SNAPSHOT_SET,
    VSAPI_CALL_ADD_TO_SNAPSHOT_SET,
    VSAPI_CALL_IS_VOLUME_SUPPORTED,
    VSAPI_CALL_PREPARE_FOR_BACKUP,
    VSAPI_CALL_DO_SNAPSHOT_SET,
    VSAPI_CALL_GATHER_WRITER_STATUS,
    VSAPI_CALL_GET_WRITER_STATUS, /* count, get, free */
    VSAPI_CALL_BACKUP_COMPLETE,
    VSAPI_CALL_ABORT_BACKUP,
    VSAPI_CALL_PRE_RESTORE,
    VSAPI_CALL_POST_RESTORE,
    VSAPI_CALL_SAVE_AS_XML,
    VSAPI_CALL_QUERY, /* Query, GetSnapshotProperties */
    VSAPI_CALL_DELETE_SNAPSHOTS,
    VSAPI_CALL_EXPOSE_SNAPSHOT,
    VSAPI_CALL_UNEXPOSE_SNAPSHOT,
    VSAPI_CALL_BREAK_SNAPSHOT_SET,
    VSAPI_CALL_REVERT_TO_SNAPSHOT,
    VSAPI_CALL_QUERY_REVERT_STATUS,
    VSAPI_CALL_SET_LATE_WISH, /* additional restores, new targets: accepted after PreRestore too */
    VSAPI_CALL_ADD_MAPPING,   /* alternate location mappings: mostly after PreRestore */
    VSAPI_CALL_IMPORT_SNAPSHOTS,
    VSAPI_CALL_ADD_TO_RECOVERY_SET,
    VSAPI_CALL_RECOVER_SET,
    VSAPI_CALL_BREAK_SNAPSHOT_SET_EX,
    VSAPI_CALL_END_
};
HRESULT vsapi_session_allow(struct vsapi_session *session, enum vsapi_call call);
/* Of an operation: has it to do with what stands in the document? */
bool vsapi_call_takes_document(enum vsapi_call call);

/* Both: document is NULL for an empty one; on success the session has taken the reference. */
HRESULT vsapi_session_initialize_for_backup(struct vsapi_session *session,
                                            struct vsapi_bcd *document);
HRESULT vsapi_session_initialize_for_restore(struct vsapi_session *session,
                                             struct vsapi_bcd *document);
/* Another document with the same writers and components takes the place of the session's, while no
 * operation runs. For a service whose requester is in another process and has the document there;
 * the reference stays the caller's. */
HRESULT vsapi_session_replace_document(struct vsapi_session *session, struct vsapi_bcd *document);
HRESULT vsapi_session_set_context(struct vsapi_session *session, LONG context);
LONG vsapi_session_context(struct vsapi_session *session);
HRESULT vsapi_session_set_backup_state(struct vsapi_session *session, bool select_components,
                                       bool bootable, VSS_BACKUP_TYPE type, bool partial);
HRESULT vsapi_session_set_restore_state(struct vsapi_session *session, VSS_RESTORE_TYPE type);
enum vsapi_choice { /* of writers; instances cannot be enabled */
                    VSAPI_CHOICE_ENABLE_CLASSES = 1000,
                    VSAPI_CHOICE_DISABLE_CLASSES,
                    VSAPI_CHOICE_DISABLE_INSTANCES
};
HRESULT vsapi_session_choose_writers(struct vsapi_session *session, enum vsapi_choice choice,
                                     const VSS_ID *ids, size_t count);

/* Asynchronous: *out is the running operation with one reference for the caller. */
HRESULT vsapi_session_gather_metadata(struct vsapi_session *session, struct vsapi_operation **out);
HRESULT vsapi_session_prepare_for_backup(struct vsapi_session *session,
                                         struct vsapi_operation **out);
HRESULT vsapi_session_do_snapshot_set(struct vsapi_session *session, struct vsapi_operation **out);
HRESULT vsapi_session_gather_status(struct vsapi_session *session, struct vsapi_operation **out);
HRESULT vsapi_session_backup_complete(struct vsapi_session *session, struct vsapi_operation **out);
HRESULT vsapi_session_pre_restore(struct vsapi_session *session, struct vsapi_operation **out);
HRESULT vsapi_session_post_restore(struct vsapi_session *session, struct vsapi_operation **out);
HRESULT vsapi_session_abort_backup(struct vsapi_session *session);
/* Imports the transportable shadow copies that stand in the document. The operation ends with
 * VSS_S_SOME_SNAPSHOTS_NOT_IMPORTED if some of them were not found. */
HRESULT vsapi_session_import_snapshots(struct vsapi_session *session, struct vsapi_operation **out);

/* What Identify brought; VSS_E_OBJECT_NOT_FOUND for an index too large. */
HRESULT vsapi_session_metadata_count(struct vsapi_session *session, size_t *out);
HRESULT vsapi_session_metadata(struct vsapi_session *session, size_t i, VSS_ID *instance,
                               struct vsapi_wmd **out /* a reference */);
HRESULT vsapi_session_free_metadata(struct vsapi_session *session);
/* The metadata of one writer, for AddComponent's checks; NULL if it was not gathered. Borrowed
 * until FreeWriterMetadata; by instance id. */
struct vsapi_wmd *vsapi_session_find_metadata(struct vsapi_session *session,
                                              const VSS_ID *instance);

/* Does a writer run that would get the restore events of this writer of the document? By class and
 * instance name, or the instance that was chosen (GUID_NULL: none); asks what GatherWriterMetadata
 * found. For SetSelectedForRestore. VSS_E_UNEXPECTED: the service has gone. */
HRESULT vsapi_session_writer_runs(struct vsapi_session *session,
                                  const struct vsapi_bcd_writer *writer, const VSS_ID *instance,
                                  bool *runs);
/* Is it this running instance that gets them, when none is chosen? */
bool vsapi_session_takes_restore(struct vsapi_session *session,
                                 const struct vsapi_bcd_writer *document, const VSS_ID *instance);

struct vsapi_writer_status { /* texts live until vsapi_session_free_status */
    VSS_ID instance_id, writer_id;
    const char *name;
    VSS_WRITER_STATE state;
    HRESULT failure, application;
    const char *message; /* may be NULL */
};
HRESULT vsapi_session_status_count(struct vsapi_session *session, size_t *out);
HRESULT vsapi_session_status(struct vsapi_session *session, size_t i,
                             struct vsapi_writer_status *out);
HRESULT vsapi_session_free_status(struct vsapi_session *session);

HRESULT vsapi_session_start_set(struct vsapi_session *session, VSS_ID *set_id);
HRESULT vsapi_session_add_volume(struct vsapi_session *session, const char *volume,
                                 const VSS_ID *provider, VSS_ID *snapshot_id);
HRESULT vsapi_session_is_volume_supported(struct vsapi_session *session, const VSS_ID *provider,
                                          const char *volume, bool *supported);
/* Texts are CoTaskMem, as the API hands them out; VssFreeSnapshotProperties frees them. */
HRESULT vsapi_session_snapshot_properties(struct vsapi_session *session, const VSS_ID *snapshot_id,
                                          VSS_SNAPSHOT_PROP *out);
/* Snapshots of every provider that this session's context shows, providers; *out is an array by
 * CoTaskMemAlloc that the caller hands to its enumerator, which frees it. */
HRESULT vsapi_session_query(struct vsapi_session *session, VSS_OBJECT_TYPE returned,
                            VSS_OBJECT_PROP **out, size_t *count);
void vsapi_object_prop_finish(VSS_OBJECT_PROP *object); /* one of them: its texts */
HRESULT vsapi_session_delete_snapshots(struct vsapi_session *session, const VSS_ID *id,
                                       VSS_OBJECT_TYPE type, bool force, LONG *deleted,
                                       VSS_ID *not_deleted);
/* attributes: VSS_VOLSNAP_ATTR_EXPOSED_LOCALLY or _REMOTELY; name and path may be NULL. *exposed is
 * the name, free with vsapi_free. */
HRESULT vsapi_session_expose(struct vsapi_session *session, const VSS_ID *id, LONG attributes,
                             const char *name, const char *path, char **exposed);
HRESULT vsapi_session_unexpose(struct vsapi_session *session, const VSS_ID *id);
/* The shadow copies of a hardware provider's set become volumes. VSS_E_PROVIDER_VETO: the set is
 * not of one. */
HRESULT vsapi_session_break(struct vsapi_session *session, const VSS_ID *id);
/* The same as an operation; flags VSS_BREAKEX_FLAG_*, checked. Whether it may be done is answered
 * by the call itself; VSS_E_BREAK_REVERT_ID_FAILED then. */
HRESULT vsapi_session_break_ex(struct vsapi_session *session, const VSS_ID *id, DWORD flags,
                               struct vsapi_operation **out);
HRESULT vsapi_session_revert(struct vsapi_session *session, const VSS_ID *id, bool force);
/* How far a revert of the volume is: an operation that asks the provider's own IVssAsync. */
HRESULT vsapi_session_revert_status(struct vsapi_session *session, const char *volume,
                                    struct vsapi_operation **out);
/* AddSnapshotToRecoverySet: a volume (NULL: the original one) is to get what the shadow copy holds.
 * VSS_E_SNAPSHOT_NOT_IN_SET: the document does not know it. */
HRESULT vsapi_session_add_to_recovery_set(struct vsapi_session *session, const VSS_ID *snapshot,
                                          const char *destination);
/* RecoverSet: an operation that asks the provider's own IVssAsync; the recovery set is empty then.
 */
HRESULT vsapi_session_recover_set(struct vsapi_session *session, DWORD flags,
                                  struct vsapi_operation **out);
/* ShouldBlockRevert: has a writer of the machine's list of those that block reverts components on
 * the volume? These writers are asked. */
HRESULT vsapi_service_blocks_revert(struct vsapi_service *service, const char *volume,
                                    bool *blocks);
HRESULT vsapi_service_is_snapshotted(struct vsapi_service *service, const char *volume,
                                     bool *present, LONG *compatibility);

/* ---- operations ------------------------------------------------------------------------------ */

void vsapi_operation_ref(struct vsapi_operation *operation);
void vsapi_operation_unref(struct vsapi_operation *operation);
/* Waits until it is over or ms have passed on the service's clock (INFINITE: no limit). */
HRESULT vsapi_operation_wait(struct vsapi_operation *operation, DWORD ms);
/* VSS_S_ASYNC_PENDING, VSS_S_ASYNC_FINISHED, VSS_S_ASYNC_CANCELLED or the failure; the failure's
 * sentence becomes the calling thread's. */
HRESULT vsapi_operation_status(struct vsapi_operation *operation);
HRESULT vsapi_operation_cancel(struct vsapi_operation *operation);

#endif
