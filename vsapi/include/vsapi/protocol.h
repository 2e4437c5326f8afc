/*
 * vsapi/protocol.h - the messages between the service and the processes that use it.
 *
 * docs/protocol.md has the table of kinds with what is in each. A process asks and the service
 * answers, one at a time on each stream; on the stream of a subscription the service asks. An
 * answer has the kind of what it answers and begins with a result (vsapi_answer_begin).
 */
#ifndef VSAPI_PROTOCOL_H
#define VSAPI_PROTOCOL_H

#include <vsapi/frame.h>
#include <vsapi/service.h>

#define VSAPI_PROTOCOL_VERSION 1u

enum vsapi_ask {
    /* of a process */
    VSAPI_ASK_HELLO = 1, /* the first on each stream */
    VSAPI_ASK_MACHINE,   /* volumes, variables */
    VSAPI_ASK_CHANGES,   /* shadow copy devices, exposed names, rights */
    VSAPI_ASK_STATUS,    /* who is there: for vss status */
    /* of a writer */
    VSAPI_ASK_SUBSCRIBE = 20, /* from its answer on, the service asks on this stream */
    VSAPI_ASK_UNSUBSCRIBE,
    VSAPI_ASK_ADD_EXPRESS,
    VSAPI_ASK_REMOVE_EXPRESS,
    VSAPI_ASK_EVENT = 30, /* of the service: an event */
    /* of a requester */
    VSAPI_ASK_OPEN_SESSION = 40,
    VSAPI_ASK_CLOSE_SESSION,
    VSAPI_ASK_INITIALIZE,
    VSAPI_ASK_SET_CONTEXT,
    VSAPI_ASK_SET_BACKUP_STATE,
    VSAPI_ASK_SET_RESTORE_STATE,
    VSAPI_ASK_CHOOSE_WRITERS,
    VSAPI_ASK_OPERATION, /* what an IVssAsync stands for; answered when it is over */
    VSAPI_ASK_CANCEL,
    VSAPI_ASK_ABORT_BACKUP,
    VSAPI_ASK_WRITER_RUNS,
    VSAPI_ASK_START_SET,
    VSAPI_ASK_ADD_VOLUME,
    VSAPI_ASK_IS_VOLUME_SUPPORTED,
    VSAPI_ASK_SNAPSHOT_PROPERTIES,
    VSAPI_ASK_QUERY,
    VSAPI_ASK_DELETE_SNAPSHOTS,
    VSAPI_ASK_EXPOSE,
    VSAPI_ASK_UNEXPOSE,
    VSAPI_ASK_BREAK,
    VSAPI_ASK_REVERT,
    /* of anybody */
    VSAPI_ASK_BLOCKS_REVERT = 80,
    VSAPI_ASK_IS_SNAPSHOTTED,
};

/* An answer's head: the result, its sentence, how often the machine has changed. The sentence is
 * the calling thread's when hr failed. */
void vsapi_answer_begin(struct vsapi_frame *frame, uint32_t kind, HRESULT hr, uint64_t changes);
/* Takes the head; the sentence becomes the calling thread's if the result failed.
 * VSS_E_UNEXPECTED: it answers something else, or is malformed. */
HRESULT vsapi_answer_take(struct vsapi_frame *frame, uint32_t kind, HRESULT *hr, uint64_t *changes);

/* Documents travel as XML, NULL as nothing. */
void vsapi_put_bcd(struct vsapi_frame *frame, struct vsapi_bcd *document);
HRESULT vsapi_take_bcd(struct vsapi_frame *frame, struct vsapi_bcd **out);
void vsapi_put_wmd(struct vsapi_frame *frame, const struct vsapi_wmd *document);
HRESULT vsapi_take_wmd(struct vsapi_frame *frame, struct vsapi_wmd **out);

void vsapi_put_writer_info(struct vsapi_frame *frame, const struct vsapi_writer_info *info);
/* Its texts are the frame's. E_INVALIDARG: what a writer cannot be. */
HRESULT vsapi_take_writer_info(struct vsapi_frame *frame, struct vsapi_writer_info *out);
void vsapi_put_snapshot(struct vsapi_frame *frame, const VSS_SNAPSHOT_PROP *snapshot);
/* Texts are CoTaskMem; after a failure there is nothing to free. */
HRESULT vsapi_take_snapshot(struct vsapi_frame *frame, VSS_SNAPSHOT_PROP *out);
void vsapi_put_object(struct vsapi_frame *frame, const VSS_OBJECT_PROP *object);
HRESULT vsapi_take_object(struct vsapi_frame *frame, VSS_OBJECT_PROP *out);

/* An event, and what the writer answers. The writer's metadata stays in its own process. */
void vsapi_put_event(struct vsapi_frame *frame, const struct vsapi_event *event);
void vsapi_put_event_answer(struct vsapi_frame *frame, const struct vsapi_event *event,
                            const struct vsapi_event_answer *answer);
HRESULT vsapi_take_event_answer(struct vsapi_frame *frame, struct vsapi_event *event,
                                struct vsapi_event_answer *answer);

#endif
