/*
 * conformance/suite/requester.h - a requester at a wanted point of a backup or restore.
 *
 * requester_at makes an IVssBackupComponents, with a writer on the machine if there is none yet,
 * and takes every documented step up to the point. What it made is in the struct; the end of the
 * case releases it.
 */
#ifndef VSS_SUITE_REQUESTER_H
#define VSS_SUITE_REQUESTER_H

#include "suite.h"
#include "writer.h"

#ifdef __cplusplus
extern "C" {
#endif

enum requester_point {
    AT_NEW,         /* CreateVssBackupComponents */
    AT_INITIALIZED, /* InitializeForBackup */
    AT_STATE,       /* SetBackupState: components, full */
    AT_GATHERED,    /* GatherWriterMetadata */
    AT_SET,         /* StartSnapshotSet */
    AT_VOLUME,      /* AddToSnapshotSet: C:\ */
    AT_ADDED,       /* AddComponent: all of the suite's writer */
    AT_PREPARED,    /* PrepareForBackup */
    AT_SNAPSHOT,    /* DoSnapshotSet */
    AT_SUCCEEDED,   /* SetBackupSucceeded: true for all added */
    AT_COMPLETE,    /* BackupComplete */
    AT_ABORTED,     /* AbortBackup, after AT_SNAPSHOT */
    AT_RESTORE,     /* InitializeForRestore with the document of a whole backup */
    AT_RESTORE_GATHERED,
    AT_SELECTED,    /* SetSelectedForRestore: all components */
    AT_PRE_RESTORE, /* PreRestore */
    AT_POST_RESTORE /* PostRestore */
};
#define AT_COUNT (AT_POST_RESTORE + 1)

struct requester {
    IVssBackupComponents *backup;
    struct suite_writer *writer; /* the first writer of the case that has not ended */
    VSS_ID writer_id, instance_id;
    VSS_ID set_id, snapshot_id;
    BSTR document; /* what InitializeForRestore was given */
    LONG
        context; /* set before requester_at to have SetContext called; VSS_CTX_BACKUP: not called */
    bool whole_volumes; /* set at AT_INITIALIZED: SetBackupState without components, none added */
};

/* NULL: a step failed, which is noted as a failure of the case. The suite owns it. */
struct requester *requester_at(struct suite *suite, enum requester_point point);
/* The same with something set beforehand. */
struct requester *requester_at_context(struct suite *suite, enum requester_point point,
                                       LONG context);
/* A restore that goes on from the document given (of which it keeps a copy), not from a backup that
 * is made for it; a point from AT_RESTORE on. */
struct requester *requester_at_document(struct suite *suite, enum requester_point point,
                                        LPCWSTR document);
/* From where it is on to a later point of the same operation. */
bool requester_go(struct suite *suite, struct requester *requester, enum requester_point point);
/* Releases its IVssBackupComponents now, for cases that need many in turn. */
void requester_end(struct requester *requester);
/* What a caller calls the point, for messages. */
const char *requester_point_name(enum requester_point point);

/* Waits for an operation and releases its IVssAsync: its result, or `hr` if that failed. */
HRESULT requester_wait(HRESULT hr, IVssAsync *async);
/* requester_finish(backup, PrepareForBackup): starts an operation and waits for its result. */
#define requester_finish(backup, method)                                                           \
    __extension__({                                                                                \
        IVssAsync *requester_async_ = NULL;                                                        \
        HRESULT requester_hr_ = CALL((backup), method, &requester_async_);                         \
        requester_wait(requester_hr_, requester_async_);                                           \
    })
/* Asks for a later face (IVssBackupComponentsEx...); the end of the case releases it. */
void *requester_face(struct suite *suite, struct requester *requester, REFIID iid);
/* The part of the suite's writer in the requester's document, and the n-th component of it; both
 * NULL when there is none. The end of the case releases them. */
IVssWriterComponentsExt *requester_components(struct suite *suite, struct requester *requester);
IVssComponent *requester_component(struct suite *suite, struct requester *requester, UINT n);
/* The writer's metadata. The end of the case releases it. */
IVssExamineWriterMetadata *requester_metadata(struct suite *suite, struct requester *requester);

#ifdef __cplusplus
}
#endif
#endif
