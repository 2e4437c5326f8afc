/*
 * conformance/suite/writer.h - a writer for the cases: a CVssWriterEx2 whose handlers a case gives.
 *
 * CVssWriter is a C++ class, so this is the one part that C++ stands behind; its own cases
 * (cvsswriter*.cpp) derive from it themselves. A handler that is NULL does what a well-behaved
 * writer would: the standard metadata, and success.
 */
#ifndef VSS_SUITE_WRITER_H
#define VSS_SUITE_WRITER_H

#include "suite.h"

#ifdef __cplusplus
extern "C" {
#endif

enum suite_event {
    SUITE_IDENTIFY,
    SUITE_PREPARE_BACKUP,
    SUITE_PREPARE_SNAPSHOT,
    SUITE_FREEZE,
    SUITE_THAW,
    SUITE_ABORT,
    SUITE_POST_SNAPSHOT,
    SUITE_BACKUP_COMPLETE,
    SUITE_BACKUP_SHUTDOWN,
    SUITE_PRE_RESTORE,
    SUITE_POST_RESTORE,
    SUITE_EVENT_COUNT_
};

struct suite_writer;
/* What a handler is given; the members that its event does not have are NULL. */
struct suite_event_args {
    IVssCreateWriterMetadata *metadata; /* Identify; an IVssCreateWriterMetadataEx's beginning */
    IVssWriterComponents *components;   /* may be NULL, as for a writer whose handler is called
                                           in a backup without components */
    VSS_ID snapshot_set_id;             /* BackupShutdown */
};
typedef bool (*suite_handler)(struct suite_writer *writer, const struct suite_event_args *args);

struct suite_writer_options { /* zeroed: a writer of user data with two components */
    const WCHAR *name;        /* NULL: "Suite Writer" */
    const VSS_ID *writer_id;  /* NULL: SUITE_WRITER_ID */
    const WCHAR *instance_name;
    VSS_USAGE_TYPE usage;        /* 0: VSS_UT_USERDATA */
    VSS_SOURCE_TYPE source;      /* 0: VSS_ST_OTHER */
    VSS_APPLICATION_LEVEL level; /* 0: VSS_APP_FRONT_END */
    DWORD freeze_timeout_ms;     /* 0: 60000 */
    suite_handler on[SUITE_EVENT_COUNT_];
    void *context; /* the case's own; suite_writer_context gives it back */
};

extern const VSS_ID SUITE_WRITER_ID;

/*
 * Makes a writer and subscribes it; suite_writer_end unsubscribes and destroys it, and the end of
 * the case does for those that are left. The standard metadata: file group "files" (logical path
 * "group", C:\suite\files\*, recursive) and database "base" (no logical path; C:\suite\base\data,
 * log C:\suite\base\log), both selectable for backup and restore, exclusion C:\suite\tmp\*, restore
 * method RESTORE_IF_CAN_REPLACE without reboot, writer restore always, alternate mapping
 * C:\suite\files\* to C:\suite\other.
 */
HRESULT suite_writer_begin(struct suite *suite, const struct suite_writer_options *options,
                           struct suite_writer **out);
void suite_writer_end(struct suite_writer *writer);
void *suite_writer_context(struct suite_writer *writer);
/* Adds the standard metadata; for Identify handlers that want more than that. */
HRESULT suite_writer_describe(IVssCreateWriterMetadata *metadata);
/* How often the event has come. */
unsigned suite_writer_events(const struct suite_writer *writer, enum suite_event event);
/* The n-th event that came, in order from 0; SUITE_EVENT_COUNT_ behind the last. */
enum suite_event suite_writer_event(const struct suite_writer *writer, unsigned n);

/* The members of CVssWriter(Ex2) that a handler calls, under their names. */
HRESULT suite_writer_SetWriterFailure(struct suite_writer *writer, HRESULT hr);
HRESULT suite_writer_SetWriterFailureEx(struct suite_writer *writer, HRESULT hr,
                                        HRESULT hrApplication, LPCWSTR wszApplicationMessage);
bool suite_writer_IsPathAffected(const struct suite_writer *writer, LPCWSTR wszPath);
HRESULT suite_writer_GetSessionId(const struct suite_writer *writer, VSS_ID *idSession);
bool suite_writer_AreComponentsSelected(const struct suite_writer *writer);
bool suite_writer_IsBootableSystemStateBackedUp(const struct suite_writer *writer);
bool suite_writer_IsPartialFileSupportEnabled(const struct suite_writer *writer);
VSS_BACKUP_TYPE suite_writer_GetBackupType(const struct suite_writer *writer);
VSS_RESTORE_TYPE suite_writer_GetRestoreType(const struct suite_writer *writer);

#ifdef __cplusplus
}
#endif
#endif
