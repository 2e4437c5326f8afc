/*
 * vsapi/service/remote_session.c - a session whose service is in another process.
 *
 * The service has a session of the same id, which goes the same way through the table of calls. The
 * document is this process's: an operation takes a copy along and brings back what writers and
 * service have written into theirs.
 */
#include "remote.h"

#include <vsapi/error.h>

/* ---- its life, and what is set before anything happens ----------------------------------------
 */

HRESULT vsapi_remote_open_session(struct vsapi_session *session)
{
    struct vsapi_frame frame = {0};
    HRESULT hr;

    vsapi_frame_begin(&frame, VSAPI_ASK_OPEN_SESSION);
    hr = vsapi_remote_call(vsapi_remote_of(session), &frame);
    if (SUCCEEDED(hr))
        session->id = vsapi_take_guid(&frame);
    return vsapi_remote_taken(&frame, hr);
}

void vsapi_remote_close_session(struct vsapi_session *session)
{
    struct vsapi_frame frame = {0};

    vsapi_remote_ask(&frame, session, VSAPI_ASK_CLOSE_SESSION);
    vsapi_put_bool(&frame, vsapi_seam_in_handler(&session->id));
    vsapi_remote_tell(vsapi_remote_of(session), &frame);
    vsapi_message_clear();
}

HRESULT vsapi_remote_initialize(struct vsapi_session *session, enum vsapi_call call)
{
    struct vsapi_frame frame = {0};

    vsapi_remote_ask(&frame, session, VSAPI_ASK_INITIALIZE);
    vsapi_put_bool(&frame, call == VSAPI_CALL_INITIALIZE_FOR_RESTORE);
    vsapi_put_bcd(&frame, session->document);
    return vsapi_remote_tell(vsapi_remote_of(session), &frame);
}

HRESULT vsapi_remote_set_context(struct vsapi_session *session)
{
    struct vsapi_frame frame = {0};

    vsapi_remote_ask(&frame, session, VSAPI_ASK_SET_CONTEXT);
    vsapi_put_u32(&frame, (uint32_t)session->context);
    return vsapi_remote_tell(vsapi_remote_of(session), &frame);
}

HRESULT vsapi_remote_set_backup_state(struct vsapi_session *session)
{
    const struct vsapi_bcd *document = session->document;
    struct vsapi_frame frame = {0};

    vsapi_remote_ask(&frame, session, VSAPI_ASK_SET_BACKUP_STATE);
    vsapi_put_bool(&frame, document->select_components);
    vsapi_put_bool(&frame, document->bootable_system_state);
    vsapi_put_u32(&frame, document->backup_type);
    vsapi_put_bool(&frame, document->partial_file_support);
    return vsapi_remote_tell(vsapi_remote_of(session), &frame);
}

HRESULT vsapi_remote_set_restore_state(struct vsapi_session *session)
{
    struct vsapi_frame frame = {0};

    vsapi_remote_ask(&frame, session, VSAPI_ASK_SET_RESTORE_STATE);
    vsapi_put_u32(&frame, session->document->restore_type);
    return vsapi_remote_tell(vsapi_remote_of(session), &frame);
}

HRESULT vsapi_remote_choose_writers(struct vsapi_session *session, enum vsapi_choice choice,
                                    const VSS_ID *ids, size_t count)
{
    struct vsapi_frame frame = {0};

    vsapi_remote_ask(&frame, session, VSAPI_ASK_CHOOSE_WRITERS);
    vsapi_put_u32(&frame, choice);
    vsapi_put_u32(&frame, (uint32_t)count);
    for (size_t i = 0; i < count; i++)
        vsapi_put_guid(&frame, &ids[i]);
    return vsapi_remote_tell(vsapi_remote_of(session), &frame);
}

HRESULT vsapi_remote_writer_runs(struct vsapi_session *session,
                                 const struct vsapi_bcd_writer *writer, const VSS_ID *instance,
                                 bool *runs)
{
    struct vsapi_frame frame = {0};
    HRESULT hr;

    vsapi_remote_ask(&frame, session, VSAPI_ASK_WRITER_RUNS);
    vsapi_put_guid(&frame, &writer->writer_id);
    vsapi_put_guid(&frame, &writer->instance_id);
    vsapi_put_text(&frame, writer->instance_name);
    vsapi_put_guid(&frame, instance);
    hr = vsapi_remote_call(vsapi_remote_of(session), &frame);
    if (SUCCEEDED(hr))
        *runs = vsapi_take_bool(&frame);
    return vsapi_remote_taken(&frame, hr);
}

/* ---- what an operation brings back ------------------------------------------------------------
 */

#define DOCUMENT_BYTES 5 /* that a document has in a frame at least */
#define STATUS_BYTES 52  /* and a status */

static HRESULT take_writer(struct vsapi_session *session, struct vsapi_frame *frame)
{
    struct vsapi_writer_info info = {.size = sizeof info};
    struct vsapi_subscription *writer;
    struct vsapi_wmd *metadata;
    HRESULT hr = vsapi_take_wmd(frame, &metadata);

    if (SUCCEEDED(hr) && (!metadata || !metadata->friendly_name))
        hr = vsapi_fail(VSS_E_UNEXPECTED, "the service lists a writer without metadata");
    if (FAILED(hr)) {
        vsapi_wmd_unref(metadata);
        return hr;
    }
    info.writer_id = metadata->writer_id;
    info.instance_id = metadata->instance_id;
    info.name = metadata->friendly_name;
    info.instance_name = metadata->instance_name;
    hr = vsapi_subscription_create(session->service, &info, NULL, NULL, &writer);
    if (SUCCEEDED(hr))
        hr = vsapi_session_know_writer(session, writer, metadata, NULL);
    vsapi_subscription_unref(writer);
    vsapi_wmd_unref(metadata);
    return hr;
}

static HRESULT take_writers(struct vsapi_session *session, struct vsapi_frame *frame)
{
    uint32_t count = vsapi_take_count(frame, DOCUMENT_BYTES);
    HRESULT hr = S_OK;

    for (uint32_t i = 0; SUCCEEDED(hr) && i < count; i++)
        hr = take_writer(session, frame);
    if (FAILED(hr))
        vsapi_session_writers_clear(session);
    return hr;
}

static HRESULT take_status(struct vsapi_session *session, struct vsapi_frame *frame)
{
    struct vsapi_writer_status status;

    status.instance_id = vsapi_take_guid(frame);
    status.writer_id = vsapi_take_guid(frame);
    status.name = vsapi_take_text(frame);
    status.state = (VSS_WRITER_STATE)vsapi_take_u32(frame);
    status.failure = (HRESULT)vsapi_take_u32(frame);
    status.application = (HRESULT)vsapi_take_u32(frame);
    status.message = vsapi_take_text(frame);
    if (!status.name)
        return vsapi_fail(VSS_E_UNEXPECTED, "the service lists a writer without a name");
    return vsapi_session_add_status(session, &status);
}

static HRESULT take_statuses(struct vsapi_session *session, struct vsapi_frame *frame)
{
    uint32_t count = vsapi_take_count(frame, STATUS_BYTES);
    HRESULT hr = S_OK;

    vsapi_session_statuses_clear(session);
    for (uint32_t i = 0; SUCCEEDED(hr) && i < count; i++)
        hr = take_status(session, frame);
    if (FAILED(hr))
        vsapi_session_statuses_clear(session);
    return hr;
}

static HRESULT take_document(struct vsapi_session *session, struct vsapi_frame *frame)
{
    struct vsapi_bcd *answered;
    HRESULT hr = vsapi_take_bcd(frame, &answered);

    if (SUCCEEDED(hr) && answered)
        hr = vsapi_bcd_merge_writer(session->document, answered);
    if (SUCCEEDED(hr) && answered)
        hr = vsapi_bcd_take_snapshots(session->document, answered);
    vsapi_bcd_unref(answered);
    return hr;
}

/* ---- operations -------------------------------------------------------------------------------
 */

bool vsapi_call_takes_document(enum vsapi_call call)
{
    return call != VSAPI_CALL_GATHER_WRITER_METADATA && call != VSAPI_CALL_GATHER_WRITER_STATUS &&
           call != VSAPI_CALL_BREAK_SNAPSHOT_SET_EX;
}

/* What is in the answer beside the result. The document comes back from a failure, too. */
static HRESULT take_result(struct vsapi_session *session, enum vsapi_call call,
                           struct vsapi_frame *frame, HRESULT hr)
{
    HRESULT taken = S_OK;

    if (vsapi_call_takes_document(call))
        taken = take_document(session, frame);
    else if (hr == S_OK && call == VSAPI_CALL_GATHER_WRITER_METADATA)
        taken = take_writers(session, frame);
    else if (hr == S_OK && call == VSAPI_CALL_GATHER_WRITER_STATUS)
        taken = take_statuses(session, frame);
    return FAILED(hr) ? hr : FAILED(taken) ? taken : hr;
}

HRESULT vsapi_remote_run(struct vsapi_session *session, struct vsapi_operation *operation)
{
    enum vsapi_call call = vsapi_operation_call(operation);
    const struct vsapi_operation_subject *subject = vsapi_operation_subject(operation);
    struct vsapi_frame frame = {0};
    HRESULT hr;

    vsapi_remote_ask(&frame, session, VSAPI_ASK_OPERATION);
    vsapi_put_u64(&frame, vsapi_operation_number(operation));
    vsapi_put_u32(&frame, call);
    vsapi_put_guid(&frame, &subject->id);
    vsapi_put_u32(&frame, subject->flags);
    vsapi_put_bcd(&frame, vsapi_call_takes_document(call) ? session->document : NULL);
    hr = vsapi_remote_call(vsapi_remote_of(session), &frame);
    if (frame.kind == VSAPI_ASK_OPERATION)
        hr = take_result(session, call, &frame, hr);
    hr = vsapi_remote_taken(&frame, hr);
    return hr == VSS_S_ASYNC_CANCELLED ? vsapi_operation_stopped() : hr;
}

HRESULT vsapi_remote_cancel(struct vsapi_remote *remote, const VSS_ID *session, uint64_t number)
{
    struct vsapi_frame frame = {0};

    vsapi_frame_begin(&frame, VSAPI_ASK_CANCEL);
    vsapi_put_guid(&frame, session);
    vsapi_put_u64(&frame, number);
    return vsapi_remote_tell(remote, &frame);
}

HRESULT vsapi_remote_abort_backup(struct vsapi_session *session)
{
    struct vsapi_frame frame = {0};

    vsapi_remote_ask(&frame, session, VSAPI_ASK_ABORT_BACKUP);
    vsapi_put_bool(&frame, vsapi_seam_in_handler(&session->id));
    return vsapi_remote_tell(vsapi_remote_of(session), &frame);
}
