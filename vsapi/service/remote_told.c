/*
 * vsapi/service/remote_told.c - the backups that a writer was told of by a service elsewhere.
 *
 * A service that dies in a backup can send neither Thaw nor Abort, and the writer would hold its
 * data for ever. So its own process knows which backups are under way, and ends them
 * (docs/decisions.md#service-gone).
 */
#include "remote.h"

#include <vsapi/error.h>
#include <vsapi/trace.h>

static struct vsapi_told *told_find(vsapi_told_list *list, const VSS_ID *session_id)
{
    for (uint32_t i = 0; i < list->count; i++)
        if (IsEqualGUID(&list->items[i].session_id, session_id))
            return &list->items[i];
    return NULL;
}

static struct vsapi_told *told_add(vsapi_told_list *list, const VSS_ID *session_id)
{
    struct vsapi_told *made;

    if (!VSAPI_ARRAY_ROOM(list))
        return NULL;
    made = &list->items[list->count++];
    *made = (struct vsapi_told){.session_id = *session_id};
    return made;
}

static void told_remove(vsapi_told_list *list, struct vsapi_told *told)
{
    vsapi_volumes_unref(told->volumes);
    *told = list->items[--list->count];
}

static void told_take(struct vsapi_told *told, const struct vsapi_dispatch *dispatch)
{
    const struct vsapi_event *event = &dispatch->event;

    told->snapshot_set_id = event->snapshot_set_id;
    told->context = event->context;
    told->backup_type = event->backup_type;
    told->select_components = event->select_components;
    told->bootable_system_state = event->bootable_system_state;
    told->partial_file_support = event->partial_file_support;
    if (dispatch->volumes)
        vsapi_volumes_ref(dispatch->volumes);
    vsapi_volumes_unref(told->volumes);
    told->volumes = dispatch->volumes;
    if (event->kind == VSAPI_EVENT_POST_SNAPSHOT || event->kind == VSAPI_EVENT_ABORT)
        told->no_abort = true;
}

HRESULT vsapi_told_note(vsapi_told_list *list, const struct vsapi_dispatch *dispatch)
{
    const struct vsapi_event *event = &dispatch->event;
    struct vsapi_told *told = told_find(list, &event->session_id);

    if (event->kind == VSAPI_EVENT_BACKUP_SHUTDOWN) {
        if (told)
            told_remove(list, told);
        return S_OK;
    }
    if (!(vsapi_event_row(event->kind)->mask & VSS_SM_BACKUP_EVENTS_FLAG))
        return S_OK;
    if (!told)
        told = told_add(list, &event->session_id);
    if (!told)
        return vsapi_out_of_memory();
    told_take(told, dispatch);
    return S_OK;
}

static void play(const struct vsapi_told *told, struct vsapi_subscription *writer,
                 enum vsapi_event_kind kind)
{
    struct vsapi_dispatch *none = NULL, *dispatch;
    struct vsapi_event *event;

    if (FAILED(vsapi_dispatch_create(writer, kind, &none, &dispatch)))
        return;
    event = &dispatch->event;
    event->session_id = told->session_id;
    event->snapshot_set_id = told->snapshot_set_id;
    event->context = told->context;
    event->backup_type = told->backup_type;
    event->select_components = told->select_components;
    event->bootable_system_state = told->bootable_system_state;
    event->partial_file_support = told->partial_file_support;
    vsapi_dispatch_set_volumes(dispatch, told->volumes);
    if (vsapi_subscription_enter(writer, dispatch->limit_ms)) {
        dispatch->deadline_ms = VSAPI_CLOCK_NEVER;
        vsapi_seam_event(dispatch);
        vsapi_subscription_leave(writer);
    }
    vsapi_event_unref(event);
}

void vsapi_told_end(vsapi_told_list *list, struct vsapi_subscription *writer)
{
    while (list->count > 0) {
        struct vsapi_told *told = &list->items[0];

        vsapi_trace_note("service", "service-gone", &told->session_id, "writer=%s",
                         writer->info.name);
        if (!told->no_abort)
            play(told, writer, VSAPI_EVENT_ABORT);
        play(told, writer, VSAPI_EVENT_BACKUP_SHUTDOWN);
        told_remove(list, told);
    }
}

void vsapi_told_finish(vsapi_told_list *list)
{
    while (list->count > 0)
        told_remove(list, &list->items[0]);
    vsapi_free(list->items);
}
