/*
 * vsapi/service/restore.c - PreRestore and PostRestore.
 *
 * The stored document names writers by the instance ids of the backup; each is paired with the
 * writer that runs now (session_writers.c), unless the requester has chosen another instance for a
 * component. PreRestore goes to the pairs with a component selected for restore, PostRestore to
 * those that got PreRestore. There is no Abort in a restore.
 */
#include "session.h"

#include <vsapi/error.h>

#include <string.h>

/* Who is to restore the component: the instance that was chosen for it, else its writer. NULL: it
 * does not run. */
static struct vsapi_session_writer *restores_component(struct vsapi_session *session,
                                                       const struct vsapi_bcd_writer *part,
                                                       const struct vsapi_bcd_component *component,
                                                       struct vsapi_session_writer *usual)
{
    struct vsapi_session_writer *chosen;

    if (!component->has_restore_instance)
        return usual;
    chosen = vsapi_session_find_writer(session, &component->restore_instance_id);
    return chosen && IsEqualGUID(&chosen->writer->info.writer_id, &part->writer_id) ? chosen
                                                                                    : usual;
}

void vsapi_session_restoring_clear(struct vsapi_session *session)
{
    for (size_t i = 0; i < session->restoring.count; i++)
        vsapi_free(session->restoring.items[i].components.items);
    vsapi_free(session->restoring.items);
    memset(&session->restoring, 0, sizeof session->restoring);
}

/* Where the pair's writer and components stand in the other document. */
static HRESULT pair_move(struct vsapi_session_pair *pair, struct vsapi_bcd *to)
{
    struct vsapi_bcd_writer *part = vsapi_bcd_find_writer(to, &pair->document->instance_id);

    for (size_t i = 0; part && i < pair->components.count; i++) {
        struct vsapi_bcd_component **component = &pair->components.items[i];

        *component = vsapi_bcd_find(part, (*component)->type, (*component)->logical_path,
                                    (*component)->component_name);
        if (!*component)
            part = NULL;
    }
    pair->document = part;
    return part ? S_OK
                : vsapi_fail(E_INVALIDARG,
                             "a document has not got the components that PreRestore was for");
}

HRESULT vsapi_session_restoring_move(struct vsapi_session *session, struct vsapi_bcd *to)
{
    HRESULT hr = S_OK;

    for (size_t i = 0; SUCCEEDED(hr) && i < session->restoring.count; i++)
        hr = pair_move(&session->restoring.items[i], to);
    if (FAILED(hr))
        vsapi_session_restoring_clear(session);
    return hr;
}

/* The running writer's pair, made if there is none. */
static struct vsapi_session_pair *find_pair(struct vsapi_session *session,
                                            struct vsapi_bcd_writer *part,
                                            struct vsapi_session_writer *writer)
{
    struct vsapi_session_pair *pair;

    for (size_t i = session->restoring.count; i > 0; i--) {
        if (session->restoring.items[i - 1].writer == writer)
            return &session->restoring.items[i - 1];
    }
    if (!VSAPI_ARRAY_ROOM(&session->restoring))
        return NULL;
    pair = &session->restoring.items[session->restoring.count++];
    *pair = (struct vsapi_session_pair){.document = part, .writer = writer};
    return pair;
}

/* A component that was not selected goes where its writer is, and to nobody but for others. */
static HRESULT pair_component(struct vsapi_session *session, struct vsapi_bcd_writer *part,
                              struct vsapi_bcd_component *component,
                              struct vsapi_session_writer *usual)
{
    struct vsapi_session_writer *writer = restores_component(session, part, component, usual);
    struct vsapi_session_pair *pair;

    if (!writer || !(writer->writer->info.event_mask & VSS_SM_RESTORE_EVENTS_FLAG))
        return S_OK;
    pair = find_pair(session, part, writer);
    if (!pair || !VSAPI_ARRAY_ROOM(&pair->components))
        return vsapi_out_of_memory();
    if (writer == usual)
        pair->document = part;
    pair->components.items[pair->components.count++] = component;
    return S_OK;
}

static bool has_selected(const struct vsapi_session_pair *pair)
{
    for (size_t i = 0; i < pair->components.count; i++)
        if (pair->components.items[i]->selected_for_restore)
            return true;
    return false;
}

/* Those stay that have something to restore, in the order of the document. */
static void keep_selected(struct vsapi_session *session)
{
    size_t kept = 0;

    for (size_t i = 0; i < session->restoring.count; i++) {
        struct vsapi_session_pair *pair = &session->restoring.items[i];

        if (has_selected(pair)) {
            pair->writer->takes_part = true;
            session->restoring.items[kept++] = *pair;
        } else {
            vsapi_free(pair->components.items);
        }
    }
    session->restoring.count = kept;
}

/* Under the document's lock: who gets the events. A writer that does not run is left out. */
static HRESULT pair_writers(struct vsapi_session *session)
{
    struct vsapi_bcd *document = session->document;
    HRESULT hr = S_OK;

    vsapi_session_restoring_clear(session);
    for (size_t i = 0; i < document->writers.count; i++) {
        struct vsapi_bcd_writer *part = document->writers.items[i];
        struct vsapi_session_writer *usual = vsapi_session_match_writer(session, part);

        for (size_t at = 0; SUCCEEDED(hr) && at < part->components.count; at++)
            hr = pair_component(session, part, part->components.items[at], usual);
    }
    keep_selected(session);
    return hr;
}

static HRESULT send_to_pairs(struct vsapi_session *session, enum vsapi_event_kind kind,
                             uint32_t *result)
{
    size_t count = session->restoring.count;
    struct vsapi_recipient *to = vsapi_calloc(count + 1, sizeof *to);
    HRESULT hr;

    if (!to)
        return vsapi_out_of_memory();
    for (size_t i = 0; i < count; i++) {
        const struct vsapi_session_pair *pair = &session->restoring.items[i];

        to[i].writer = pair->writer;
        to[i].document = pair->document;
        to[i].components = pair->components.items;
        to[i].component_count = pair->components.count;
    }
    hr = vsapi_session_send(session, kind, to, count, result);
    vsapi_free(to);
    return hr;
}

/* Cancelled before anything was sent, nothing has happened; afterwards it is too late, for there is
 * no Abort. */
static HRESULT pre_restore_run(struct vsapi_session *session, struct vsapi_operation *operation)
{
    HRESULT hr;

    vsapi_mutex_lock(&session->document->lock);
    hr = pair_writers(session);
    vsapi_mutex_unlock(&session->document->lock);
    if (SUCCEEDED(hr) && !vsapi_operation_commit(operation))
        hr = vsapi_operation_stopped();
    return FAILED(hr) ? hr : send_to_pairs(session, VSAPI_EVENT_PRE_RESTORE, NULL);
}

HRESULT vsapi_session_pre_restore(struct vsapi_session *session, struct vsapi_operation **out)
{
    return vsapi_operation_start(session, VSAPI_CALL_PRE_RESTORE, pre_restore_run, out);
}

/* A writer that was lost since PreRestore fails the call (REST-812), after the others were told. */
static HRESULT post_restore_run(struct vsapi_session *session, struct vsapi_operation *operation)
{
    uint32_t result = 0;
    HRESULT hr;

    if (!vsapi_operation_commit(operation))
        return vsapi_operation_stopped();
    hr = send_to_pairs(session, VSAPI_EVENT_POST_RESTORE, &result);
    if (SUCCEEDED(hr) && result & VSAPI_RESULT_LOST)
        hr = vsapi_fail(
            VSS_E_UNEXPECTED_WRITER_ERROR,
            "a writer that was prepared for the restore has gone since (writer's mistake)");
    return hr;
}

HRESULT vsapi_session_post_restore(struct vsapi_session *session, struct vsapi_operation **out)
{
    return vsapi_operation_start(session, VSAPI_CALL_POST_RESTORE, post_restore_run, out);
}
