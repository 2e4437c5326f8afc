/*
 * vsapi/service/session_writers.c - which writers a session knows: asked for, answered, their
 * status.
 *
 * GatherWriterMetadata sends Identify to every writer that subscribed and was not disabled. Who
 * answers with a document is in the list for the rest of the session; who does not is in no list.
 */
#include "remote.h"
#include "session.h"

#include <vsapi/error.h>
#include <vsapi/text.h>
#include <vsapi/trace.h>

#include <string.h>

/* ---- enabling and disabling -------------------------------------------------------------------
 */

static bool id_in(const VSS_ID *ids, size_t count, const VSS_ID *id)
{
    for (size_t i = 0; i < count; i++)
        if (IsEqualGUID(&ids[i], id))
            return true;
    return false;
}

#define ADD_ID(list, id)                                                                           \
    (VSAPI_ARRAY_ROOM(list) ? ((list)->items[(list)->count++] = (id), S_OK) : vsapi_out_of_memory())

/* The first EnableWriterClasses turns the list round: from then on only what it holds is enabled.
 */
static HRESULT enable_class(struct vsapi_session *session, const VSS_ID *id)
{
    if (!session->enable_list) {
        session->enable_list = true;
        session->classes.count = 0;
    }
    return id_in(session->classes.items, session->classes.count, id)
               ? S_OK
               : ADD_ID(&session->classes, *id);
}

static HRESULT disable_class(struct vsapi_session *session, const VSS_ID *id)
{
    if (!session->enable_list)
        return ADD_ID(&session->classes, *id);
    for (size_t i = 0; i < session->classes.count;) {
        if (IsEqualGUID(&session->classes.items[i], id))
            session->classes.items[i] = session->classes.items[--session->classes.count];
        else
            i++;
    }
    return S_OK;
}

static HRESULT choose(struct vsapi_session *session, enum vsapi_choice choice, const VSS_ID *id)
{
    switch (choice) {
    case VSAPI_CHOICE_ENABLE_CLASSES:
        return enable_class(session, id);
    case VSAPI_CHOICE_DISABLE_CLASSES:
        return disable_class(session, id);
    case VSAPI_CHOICE_DISABLE_INSTANCES:
        break;
    }
    return ADD_ID(&session->disabled_instances, *id);
}

HRESULT vsapi_session_choose_writers(struct vsapi_session *session, enum vsapi_choice choice,
                                     const VSS_ID *ids, size_t count)
{
    HRESULT hr = vsapi_session_allow(session, VSAPI_CALL_ENABLE_WRITERS);

    if (FAILED(hr) || session->facts & VSAPI_FACT_GATHERING)
        return hr; /* the pages: after GatherWriterMetadata it has no effect */
    for (size_t i = 0; SUCCEEDED(hr) && i < count; i++)
        hr = choose(session, choice, &ids[i]);
    if (SUCCEEDED(hr) && session->service->remote)
        hr = vsapi_remote_choose_writers(session, choice, ids, count);
    return hr;
}

static bool writer_enabled(const struct vsapi_session *session,
                           const struct vsapi_writer_info *info)
{
    bool listed = id_in(session->classes.items, session->classes.count, &info->writer_id);

    return listed == session->enable_list &&
           !id_in(session->disabled_instances.items, session->disabled_instances.count,
                  &info->instance_id);
}

/* ---- the list of writers -----------------------------------------------------------------------
 */

static void writer_destroy(struct vsapi_session_writer *writer)
{
    if (!writer)
        return;
    if (writer->dispatch)
        vsapi_event_unref(&writer->dispatch->event);
    vsapi_wmd_unref(writer->metadata);
    vsapi_subscription_unref(writer->writer);
    vsapi_free(writer->message);
    vsapi_free(writer);
}

static void silent_clear(struct vsapi_session *session)
{
    if (session->silent.writer)
        vsapi_subscription_unref(session->silent.writer);
    session->silent = (struct vsapi_session_silent){0};
}

void vsapi_session_writers_clear(struct vsapi_session *session)
{
    silent_clear(session);
    HASH_CLEAR(hh, session->by_instance);
    HASH_CLEAR(by_class, session->by_class);
    for (size_t i = 0; i < session->writers.count; i++)
        writer_destroy(session->writers.items[i]);
    vsapi_free(session->writers.items);
    memset(&session->writers, 0, sizeof session->writers);
}

struct vsapi_session_writer *vsapi_session_find_writer(struct vsapi_session *session,
                                                       const VSS_ID *instance)
{
    struct vsapi_session_writer *found;

    HASH_FIND(hh, session->by_instance, instance, sizeof(VSS_ID), found);
    return found;
}

static struct vsapi_session_writer *find_class(struct vsapi_session *session, const VSS_ID *id)
{
    struct vsapi_session_writer *found;

    HASH_FIND(by_class, session->by_class, id, sizeof(VSS_ID), found);
    return found;
}

/* Appends; later ones of a class hang on the first. Takes the writer over on success. */
static HRESULT list_add(struct vsapi_session *session, struct vsapi_session_writer *writer)
{
    struct vsapi_session_writer *first = find_class(session, &writer->writer->info.writer_id);

    if (!VSAPI_ARRAY_ROOM(&session->writers))
        return vsapi_out_of_memory();
    HASH_ADD_KEYPTR(hh, session->by_instance, &writer->writer->info.instance_id, sizeof(VSS_ID),
                    writer);
    if (!writer->hh.tbl)
        return vsapi_out_of_memory();
    if (first) {
        first->last_of_class->next_of_class = writer;
        first->last_of_class = writer;
    } else {
        writer->last_of_class = writer;
        HASH_ADD_KEYPTR(by_class, session->by_class, &writer->writer->info.writer_id,
                        sizeof(VSS_ID), writer);
        if (!writer->by_class.tbl) {
            HASH_DEL(session->by_instance, writer);
            return vsapi_out_of_memory();
        }
    }
    session->writers.items[session->writers.count++] = writer;
    return S_OK;
}

HRESULT vsapi_session_know_writer(struct vsapi_session *session, struct vsapi_subscription *to,
                                  struct vsapi_wmd *metadata, struct vsapi_dispatch *dispatch)
{
    struct vsapi_session_writer *writer = vsapi_calloc(1, sizeof *writer);
    HRESULT hr;

    if (!writer) {
        if (dispatch)
            vsapi_event_unref(&dispatch->event);
        return vsapi_out_of_memory();
    }
    writer->dispatch = dispatch;
    writer->state = VSS_WS_STABLE;
    writer->metadata = metadata;
    vsapi_wmd_ref(metadata);
    writer->writer = to;
    vsapi_subscription_ref(to);
    hr = list_add(session, writer);
    if (FAILED(hr))
        writer_destroy(writer);
    return hr;
}

/* ---- Identify ----------------------------------------------------------------------------------
 */

/* What the writer's document says of it has to be what it subscribed with. */
static bool identity_kept(const struct vsapi_session *session, const struct vsapi_writer_info *info,
                          const struct vsapi_wmd *wmd)
{
    if (IsEqualGUID(&wmd->writer_id, &info->writer_id) &&
        IsEqualGUID(&wmd->instance_id, &info->instance_id) && wmd->friendly_name &&
        strcmp(wmd->friendly_name, info->name) == 0 &&
        strcmp(wmd->instance_name ? wmd->instance_name : "",
               info->instance_name ? info->instance_name : "") == 0 &&
        wmd->usage == info->usage && wmd->source == info->source &&
        wmd->major_version == info->major_version && wmd->minor_version == info->minor_version)
        return true;
    vsapi_trace_note("answer", "identity", &session->id, "writer=%s text=%s", info->name,
                     "its document names another writer than subscribed");
    return false;
}

/* It did not answer in time, refused, or has metadata that cannot be taken. */
static void silent_note(struct vsapi_session *session, struct vsapi_dispatch *dispatch, bool late)
{
    bool memory = !late && dispatch->answer.hr == VSS_E_WRITERERROR_OUTOFRESOURCES;

    if (!late && dispatch->gone)
        return; /* it runs no more */
    if (!session->silent.writer) {
        session->silent.writer = dispatch->to;
        vsapi_subscription_ref(dispatch->to);
        session->silent.hr = VSS_E_UNEXPECTED;
    }
    if (memory)
        session->silent.hr = E_OUTOFMEMORY;
}

/* Takes over what one writer answered; a writer without answer is left out, which is no failure. */
static HRESULT identify_answer(struct vsapi_session *session, struct vsapi_dispatch *dispatch)
{
    bool late = vsapi_dispatch_late(dispatch);

    if (late || dispatch->gone || dispatch->answer.refused || !dispatch->answer.metadata ||
        !identity_kept(session, &dispatch->to->info, dispatch->answer.metadata)) {
        silent_note(session, dispatch, late);
        vsapi_event_unref(&dispatch->event);
        return S_OK;
    }
    return vsapi_session_know_writer(session, dispatch->to, dispatch->answer.metadata, dispatch);
}

/* One Identify for each writer that is enabled, in the order they subscribed. */
static HRESULT identify_prepare(struct vsapi_session *session, struct vsapi_subscription **writers,
                                size_t count, struct vsapi_dispatch **dispatches, size_t *made)
{
    for (size_t i = 0; i < count; i++) {
        struct vsapi_dispatch *none = NULL, *dispatch;
        HRESULT hr;

        if (!writer_enabled(session, &writers[i]->info))
            continue;
        hr = vsapi_dispatch_create(writers[i], VSAPI_EVENT_IDENTIFY, &none, &dispatch);
        if (FAILED(hr))
            return hr;
        dispatch->event.session_id = session->id;
        dispatch->event.context = session->context;
        dispatches[(*made)++] = dispatch;
    }
    return S_OK;
}

/* Sends Identify to these; hands every dispatch on or lets it go. */
static HRESULT identify_all(struct vsapi_session *session, struct vsapi_operation *operation,
                            struct vsapi_subscription **writers, size_t count)
{
    struct vsapi_dispatch **dispatches = vsapi_calloc(count + 1, sizeof *dispatches);
    size_t made = 0, sent = 0, taken = 0, step;
    HRESULT hr;

    if (!dispatches)
        return vsapi_out_of_memory();
    hr = identify_prepare(session, writers, count, dispatches, &made);
    step = vsapi_deliver_at_once(session->service, made);
    for (; SUCCEEDED(hr) && sent < made && !vsapi_operation_cancelled(operation); sent += step)
        vsapi_deliver(session->service, &session->round, dispatches + sent, step);
    if (SUCCEEDED(hr) && !vsapi_operation_commit(operation))
        hr = vsapi_operation_stopped();
    while (SUCCEEDED(hr) && taken < made)
        hr = identify_answer(session, dispatches[taken++]);
    while (taken < made)
        vsapi_event_unref(&dispatches[taken++]->event);
    vsapi_free(dispatches);
    return hr;
}

static HRESULT gather_run(struct vsapi_session *session, struct vsapi_operation *operation)
{
    vsapi_subscriptions writers;
    HRESULT hr = vsapi_service_writers(session->service, &writers);

    if (FAILED(hr))
        return hr;
    silent_clear(session);
    hr = identify_all(session, operation, writers.items, writers.count);
    if (FAILED(hr))
        vsapi_session_writers_clear(session);
    vsapi_subscriptions_finish(&writers);
    return hr;
}

HRESULT vsapi_session_gather_metadata(struct vsapi_session *session, struct vsapi_operation **out)
{
    return vsapi_operation_start(session, VSAPI_CALL_GATHER_WRITER_METADATA, gather_run, out);
}

HRESULT vsapi_session_metadata_count(struct vsapi_session *session, size_t *out)
{
    HRESULT hr = vsapi_session_allow(session, VSAPI_CALL_GET_WRITER_METADATA);

    *out = SUCCEEDED(hr) ? session->writers.count : 0;
    return hr;
}

HRESULT vsapi_session_metadata(struct vsapi_session *session, size_t i, VSS_ID *instance,
                               struct vsapi_wmd **out)
{
    HRESULT hr = vsapi_session_allow(session, VSAPI_CALL_GET_WRITER_METADATA);

    *out = NULL;
    *instance = GUID_NULL;
    if (FAILED(hr))
        return hr;
    if (i >= session->writers.count)
        return vsapi_fail(VSS_E_OBJECT_NOT_FOUND,
                          "there is no metadata %zu: %u writers answered (requester's mistake)", i,
                          session->writers.count);
    *instance = session->writers.items[i]->writer->info.instance_id;
    *out = session->writers.items[i]->metadata;
    vsapi_wmd_ref(*out);
    return S_OK;
}

/* The requester's list goes; the session still knows its writers, who get their metadata back. */
HRESULT vsapi_session_free_metadata(struct vsapi_session *session)
{
    HRESULT hr = vsapi_session_allow(session, VSAPI_CALL_GET_WRITER_METADATA);

    if (FAILED(hr))
        return hr;
    vsapi_mutex_lock(&session->lock);
    session->facts |= VSAPI_FACT_METADATA_FREED;
    vsapi_mutex_unlock(&session->lock);
    return S_OK;
}

struct vsapi_wmd *vsapi_session_find_metadata(struct vsapi_session *session, const VSS_ID *instance)
{
    struct vsapi_session_writer *writer = vsapi_session_find_writer(session, instance);

    return writer ? writer->metadata : NULL;
}

/* ---- a writer of a restored document, and the one that runs now ---------------------------------
 */

/*
 * Instance ids are new on each start, so a writer of the document is found again by its class and
 * instance name (docs/decisions.md#restore-writers). Where the document has no name the first of
 * the class takes it, for one instance only gets restore events (REST-215).
 */
struct vsapi_session_writer *vsapi_session_match_writer(struct vsapi_session *session,
                                                        const struct vsapi_bcd_writer *document)
{
    struct vsapi_session_writer *writer =
        vsapi_session_find_writer(session, &document->instance_id);
    const char *name = document->instance_name;

    if (writer && IsEqualGUID(&writer->writer->info.writer_id, &document->writer_id))
        return writer;
    writer = find_class(session, &document->writer_id);
    while (writer && name && *name && !vsapi_text_same(writer->writer->info.instance_name, name))
        writer = writer->next_of_class;
    return writer;
}

bool vsapi_session_takes_restore(struct vsapi_session *session,
                                 const struct vsapi_bcd_writer *document, const VSS_ID *instance)
{
    struct vsapi_session_writer *found = vsapi_session_match_writer(session, document);

    return found && IsEqualGUID(&found->writer->info.instance_id, instance);
}

HRESULT vsapi_session_writer_runs(struct vsapi_session *session,
                                  const struct vsapi_bcd_writer *writer, const VSS_ID *instance,
                                  bool *runs)
{
    struct vsapi_session_writer *found = IsEqualGUID(instance, &GUID_NULL)
                                             ? vsapi_session_match_writer(session, writer)
                                             : vsapi_session_find_writer(session, instance);

    *runs = false;
    if (!found)
        return S_OK;
    if (session->service->remote)
        return vsapi_remote_writer_runs(session, writer, instance, runs);
    vsapi_mutex_lock(&found->writer->lock);
    *runs = !found->writer->gone;
    vsapi_mutex_unlock(&found->writer->lock);
    return S_OK;
}

/* ---- status -------------------------------------------------------------------------------------
 */

void vsapi_session_statuses_clear(struct vsapi_session *session)
{
    for (size_t i = 0; i < session->statuses.count; i++) {
        vsapi_free(session->statuses.items[i].name);
        vsapi_free(session->statuses.items[i].message);
    }
    vsapi_free(session->statuses.items);
    memset(&session->statuses, 0, sizeof session->statuses);
}

HRESULT vsapi_session_add_status(struct vsapi_session *session,
                                 const struct vsapi_writer_status *status)
{
    struct vsapi_session_status made = {.status = *status};

    made.name = vsapi_strdup(status->name);
    made.message = vsapi_strdup(status->message);
    if (!made.name || (status->message && !made.message) || !VSAPI_ARRAY_ROOM(&session->statuses)) {
        vsapi_free(made.name);
        vsapi_free(made.message);
        return vsapi_out_of_memory();
    }
    made.status.name = made.name;
    made.status.message = made.message;
    session->statuses.items[session->statuses.count++] = made;
    return S_OK;
}

static HRESULT status_add(struct vsapi_session *session, const struct vsapi_writer_info *info,
                          const struct vsapi_session_writer *writer)
{
    const struct vsapi_writer_status status = {
        .instance_id = info->instance_id,
        .writer_id = info->writer_id,
        .name = info->name,
        .state = writer ? writer->state : VSS_WS_STABLE,
        .failure = writer ? writer->failure : S_OK,
        .application = writer ? writer->application : S_OK,
        .message = writer ? writer->message : NULL,
    };

    return vsapi_session_add_status(session, &status);
}

/* A writer that has gone away meanwhile does not answer; its last failure stays. */
static void status_ask(struct vsapi_session *session, struct vsapi_session_writer *writer)
{
    bool gone;

    vsapi_mutex_lock(&writer->writer->lock);
    gone = writer->writer->gone;
    vsapi_mutex_unlock(&writer->writer->lock);
    if (gone && writer->failure == S_OK)
        vsapi_session_writer_failed(session, writer, VSS_WS_UNKNOWN, VSS_E_WRITER_NOT_RESPONDING,
                                    "the writer has gone");
}

/* Without metadata the status tells only who runs (restore.json, phase r_identify). */
static HRESULT status_present(struct vsapi_session *session)
{
    vsapi_subscriptions writers;
    HRESULT hr = vsapi_service_writers(session->service, &writers);

    for (size_t i = 0; SUCCEEDED(hr) && i < writers.count; i++)
        if (writer_enabled(session, &writers.items[i]->info))
            hr = status_add(session, &writers.items[i]->info, NULL);
    vsapi_subscriptions_finish(&writers);
    return hr;
}

static HRESULT status_run(struct vsapi_session *session, struct vsapi_operation *operation)
{
    HRESULT hr = S_OK;

    vsapi_session_statuses_clear(session);
    if (!(session->facts & VSAPI_FACT_GATHERED))
        hr = status_present(session);
    for (size_t i = 0; SUCCEEDED(hr) && i < session->writers.count; i++) {
        struct vsapi_session_writer *writer = session->writers.items[i];

        status_ask(session, writer);
        hr = status_add(session, &writer->writer->info, writer);
    }
    if (SUCCEEDED(hr) && !vsapi_operation_commit(operation))
        hr = vsapi_operation_stopped();
    if (FAILED(hr))
        vsapi_session_statuses_clear(session);
    return hr;
}

static void status_forget(struct vsapi_session *session)
{
    vsapi_mutex_lock(&session->lock);
    session->facts &= ~(uint32_t)VSAPI_FACT_STATUS;
    vsapi_mutex_unlock(&session->lock);
}

HRESULT vsapi_session_gather_status(struct vsapi_session *session, struct vsapi_operation **out)
{
    HRESULT hr = vsapi_session_allow(session, VSAPI_CALL_GATHER_WRITER_STATUS);

    *out = NULL;
    if (FAILED(hr))
        return hr;
    status_forget(session);
    return vsapi_operation_start(session, VSAPI_CALL_GATHER_WRITER_STATUS, status_run, out);
}

HRESULT vsapi_session_status_count(struct vsapi_session *session, size_t *out)
{
    HRESULT hr = vsapi_session_allow(session, VSAPI_CALL_GET_WRITER_STATUS);

    *out = SUCCEEDED(hr) ? session->statuses.count : 0;
    return hr;
}

HRESULT vsapi_session_status(struct vsapi_session *session, size_t i,
                             struct vsapi_writer_status *out)
{
    HRESULT hr = vsapi_session_allow(session, VSAPI_CALL_GET_WRITER_STATUS);

    memset(out, 0, sizeof *out);
    if (FAILED(hr))
        return hr;
    if (i >= session->statuses.count)
        return vsapi_fail(VSS_E_OBJECT_NOT_FOUND,
                          "there is no status %zu: %u writers have one (requester's mistake)", i,
                          session->statuses.count);
    *out = session->statuses.items[i].status;
    return S_OK;
}

HRESULT vsapi_session_free_status(struct vsapi_session *session)
{
    HRESULT hr = vsapi_session_allow(session, VSAPI_CALL_GET_WRITER_STATUS);

    if (FAILED(hr))
        return hr;
    vsapi_session_statuses_clear(session);
    status_forget(session);
    return S_OK;
}
