/*
 * vswriter/src/deliver.c - one event: from the service to the writer's handler, and the answer
 * back.
 *
 * Runs on the thread that the service chose. It makes the objects the handler gets, calls the
 * handler, closes the objects, and says in the answer what came of it. A handler that threw has
 * failed like one that returned false.
 */
#include "metadata.h"
#include "writer.h"

/* An object for the handler could not be made. */
static enum vsapi_handled failed_before(struct delivery *delivery, HRESULT hr)
{
    delivery->failed = true;
    delivery->failure =
        hr == E_OUTOFMEMORY ? VSS_E_WRITERERROR_OUTOFRESOURCES : VSS_E_WRITERERROR_NONRETRYABLE;
    delivery->message = vsapi_strdup(vsapi_last_message());
    return VSAPI_HANDLED_FALSE;
}

static enum vsapi_handled call_identify(struct delivery *delivery,
                                        IVssCreateWriterMetadataEx *metadata)
{
    const struct vsapi_writer_handlers *handlers = delivery->writer->handlers;
    enum vsapi_handled handled = VSAPI_HANDLED_TRUE;

    if (handlers->OnIdentifyEx)
        handled = handlers->OnIdentifyEx(delivery->writer->self, metadata);
    if (handled == VSAPI_HANDLED_TRUE)
        handled =
            handlers->OnIdentify(delivery->writer->self, vswriter_metadata_for_writer(metadata));
    return handled;
}

/* Keeps what was reported for GetIdentifyInformation. */
static void remember(struct writer *self, struct vsapi_wmd *wmd)
{
    struct vsapi_wmd *old;

    vsapi_wmd_ref(wmd);
    vsapi_mutex_lock(&self->lock);
    old = self->reported;
    self->reported = wmd;
    vsapi_mutex_unlock(&self->lock);
    vsapi_wmd_unref(old);
}

static enum vsapi_handled identify(struct delivery *delivery, struct vsapi_event_answer *answer)
{
    struct writer *self = delivery->writer;
    IVssCreateWriterMetadataEx *metadata;
    enum vsapi_handled handled;
    struct vsapi_wmd *wmd;
    HRESULT hr;

    hr = vswriter_metadata_create(&self->info, &delivery->event->session_id, &metadata);
    if (FAILED(hr))
        return failed_before(delivery, hr);
    handled = call_identify(delivery, metadata);
    wmd = vswriter_metadata_close(metadata);
    metadata->IUnknown_base.lpVtbl->Release(&metadata->IUnknown_base);
    if (handled == VSAPI_HANDLED_TRUE) {
        remember(self, wmd);
        answer->metadata = wmd;
    } else {
        vsapi_wmd_unref(wmd);
    }
    return handled;
}

/* The writer's part of the document; NULL: it has none in this event. */
static struct vsapi_bcd_writer *part_of(const struct delivery *delivery)
{
    struct vsapi_bcd *bcd = delivery->event->components;
    struct vsapi_bcd_writer *part;

    if (!bcd)
        return NULL;
    part = vsapi_bcd_find_writer(bcd, &delivery->writer->info.instance_id);
    if (!part && bcd->writers.count > 0)
        part = bcd->writers.items[0]; /* backed up by another instance, restored to this one */
    return part;
}

typedef enum vsapi_handled (*component_handler)(void *self, IVssWriterComponents *pComponent);

static enum vsapi_handled with_components(struct delivery *delivery, component_handler handler,
                                          enum vsapi_component_phase phase)
{
    struct vsapi_bcd_writer *part = part_of(delivery);
    struct vsapi_event *event = delivery->event;
    IVssWriterComponentsExt *components;
    enum vsapi_handled handled;
    HRESULT hr;

    if (!part)
        return handler(delivery->writer->self, NULL);
    hr = vsapi_components_create(event->components, part, phase, &event->session_id, &components);
    if (FAILED(hr))
        return failed_before(delivery, hr);
    handled = handler(delivery->writer->self, vsapi_components_for_writer(components));
    vsapi_components_close(components);
    components->IUnknown_base.lpVtbl->Release(&components->IUnknown_base);
    return handled;
}

static enum vsapi_handled call_handler(struct delivery *delivery, struct vsapi_event_answer *answer)
{
    const struct vsapi_writer_handlers *handlers = delivery->writer->handlers;
    void *self = delivery->writer->self;

    switch (delivery->event->kind) {
    case VSAPI_EVENT_IDENTIFY:
        return identify(delivery, answer);
    case VSAPI_EVENT_PREPARE_FOR_BACKUP:
        return with_components(delivery, handlers->OnPrepareBackup, VSAPI_PHASE_PREPARE_FOR_BACKUP);
    case VSAPI_EVENT_PREPARE_FOR_SNAPSHOT:
        return handlers->OnPrepareSnapshot(self);
    case VSAPI_EVENT_FREEZE:
        return handlers->OnFreeze(self);
    case VSAPI_EVENT_THAW:
        return handlers->OnThaw(self);
    case VSAPI_EVENT_POST_SNAPSHOT:
        return with_components(delivery, handlers->OnPostSnapshot, VSAPI_PHASE_POST_SNAPSHOT);
    case VSAPI_EVENT_ABORT:
        return handlers->OnAbort(self);
    case VSAPI_EVENT_BACKUP_COMPLETE:
        return with_components(delivery, handlers->OnBackupComplete, VSAPI_PHASE_BACKUP_COMPLETE);
    case VSAPI_EVENT_BACKUP_SHUTDOWN:
        return handlers->OnBackupShutdown(self, delivery->event->snapshot_set_id);
    case VSAPI_EVENT_PRE_RESTORE:
        return with_components(delivery, handlers->OnPreRestore, VSAPI_PHASE_PRE_RESTORE);
    case VSAPI_EVENT_POST_RESTORE:
        return with_components(delivery, handlers->OnPostRestore, VSAPI_PHASE_POST_RESTORE);
    default:
        return failed_before(delivery, vsapi_fail(E_UNEXPECTED,
                                                  "event %d has no handler; this "
                                                  "library's mistake",
                                                  (int)delivery->event->kind));
    }
}

/* What the service hears. A failure without a code of the writer's is one that comes again. */
static void fill_answer(struct delivery *delivery, enum vsapi_handled handled,
                        struct vsapi_event_answer *answer)
{
    answer->refused = handled != VSAPI_HANDLED_TRUE;
    answer->hr = delivery->failed ? delivery->failure : S_OK;
    if (answer->refused && answer->hr == S_OK)
        answer->hr = VSS_E_WRITERERROR_NONRETRYABLE;
    answer->application = delivery->failed ? delivery->application : S_OK;
    if (delivery->message) {
        answer->message = delivery->message;
        vsapi_free(delivery->exception);
    } else {
        answer->message = delivery->exception;
    }
}

static void writer_deliver(void *writer, struct vsapi_event *event,
                           struct vsapi_event_answer *answer)
{
    struct writer *self = writer;
    struct delivery delivery;
    enum vsapi_handled handled;

    /* The handler may release the writer. */
    vsapi_com_add_ref(&self->com);
    vswriter_delivery_begin(&delivery, self, event);
    handled = call_handler(&delivery, answer);
    vswriter_delivery_end(&delivery);
    fill_answer(&delivery, handled, answer);
    vsapi_com_release(&self->com);
}

const struct vsapi_writer_ops vswriter_ops = {.size = sizeof vswriter_ops,
                                              .deliver = writer_deliver};

void vsapi_writer_exception(IVssWriterImpl *writer, const char *handler, const char *what)
{
    struct writer *self = vswriter_from_iface(writer);
    struct delivery *delivery = vswriter_delivery_of_thread(self);

    vsapi_trace_note("exception", handler, delivery ? &delivery->event->session_id : NULL,
                     "what=%s", what);
    if (!delivery)
        return;
    vsapi_free(delivery->exception);
    delivery->exception = vsapi_sprintf("%s threw: %s", handler, what ? what : "");
}
