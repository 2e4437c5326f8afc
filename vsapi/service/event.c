/*
 * vsapi/service/event.c - the kinds of events, and one event on its way to one writer.
 *
 * What is known of a kind stands in one row: which state the writer is in afterwards, how long it
 * may take, whether components go along. An event is counted: a writer that is late keeps it while
 * everybody else has gone on, and its answer goes with it.
 */
#include "event.h"

#include <vsapi/error.h>

#include <assert.h>
#include <string.h>

/* Limits that no page gives, decided here (docs/decisions.md#event-limits). */
#define SHORT_MS 60000u
#define LONG_MS 600000u
#define RESTORE_MS 3600000u
#define WRITERS_OWN 0

static const struct vsapi_event_row rows[] = {
    {VSAPI_EVENT_IDENTIFY, "Identify", 0, VSS_WS_STABLE, VSS_WS_FAILED_AT_IDENTIFY, SHORT_MS,
     VSS_E_WRITER_NOT_RESPONDING, false, false, false},
    {VSAPI_EVENT_PREPARE_FOR_BACKUP, "PrepareForBackup", VSS_SM_BACKUP_EVENTS_FLAG, VSS_WS_STABLE,
     VSS_WS_FAILED_AT_PREPARE_BACKUP, LONG_MS, VSS_E_WRITER_NOT_RESPONDING, true, true, false},
    {VSAPI_EVENT_PREPARE_FOR_SNAPSHOT, "PrepareForSnapshot", VSS_SM_BACKUP_EVENTS_FLAG,
     VSS_WS_WAITING_FOR_FREEZE, VSS_WS_FAILED_AT_PREPARE_SNAPSHOT, LONG_MS,
     VSS_E_WRITER_NOT_RESPONDING, false, false, false},
    {VSAPI_EVENT_FREEZE, "Freeze", VSS_SM_BACKUP_EVENTS_FLAG, VSS_WS_WAITING_FOR_THAW,
     VSS_WS_FAILED_AT_FREEZE, WRITERS_OWN, VSS_E_WRITERERROR_TIMEOUT, false, false, false},
    {VSAPI_EVENT_THAW, "Thaw", VSS_SM_BACKUP_EVENTS_FLAG, VSS_WS_WAITING_FOR_POST_SNAPSHOT,
     VSS_WS_FAILED_AT_THAW, WRITERS_OWN, VSS_E_WRITERERROR_TIMEOUT, false, false, true},
    {VSAPI_EVENT_POST_SNAPSHOT, "PostSnapshot", VSS_SM_BACKUP_EVENTS_FLAG,
     VSS_WS_WAITING_FOR_BACKUP_COMPLETE, VSS_WS_FAILED_AT_POST_SNAPSHOT, LONG_MS,
     VSS_E_WRITER_NOT_RESPONDING, true, true, false},
    {VSAPI_EVENT_ABORT, "Abort", VSS_SM_BACKUP_EVENTS_FLAG, VSS_WS_STABLE, VSS_WS_UNKNOWN, SHORT_MS,
     VSS_E_WRITER_NOT_RESPONDING, false, false, true},
    {VSAPI_EVENT_BACKUP_COMPLETE, "BackupComplete", VSS_SM_BACKUP_EVENTS_FLAG, VSS_WS_STABLE,
     VSS_WS_FAILED_AT_BACKUP_COMPLETE, LONG_MS, VSS_E_WRITER_NOT_RESPONDING, true, false, false},
    {VSAPI_EVENT_BACKUP_SHUTDOWN, "BackupShutdown", VSS_SM_BACKUP_EVENTS_FLAG, VSS_WS_STABLE,
     VSS_WS_FAILED_AT_BACKUPSHUTDOWN, SHORT_MS, VSS_E_WRITER_NOT_RESPONDING, false, false, true},
    {VSAPI_EVENT_PRE_RESTORE, "PreRestore", VSS_SM_RESTORE_EVENTS_FLAG, VSS_WS_STABLE,
     VSS_WS_FAILED_AT_PRE_RESTORE, RESTORE_MS, VSS_E_WRITER_NOT_RESPONDING, true, true, false},
    {VSAPI_EVENT_POST_RESTORE, "PostRestore", VSS_SM_RESTORE_EVENTS_FLAG, VSS_WS_STABLE,
     VSS_WS_FAILED_AT_POST_RESTORE, RESTORE_MS, VSS_E_WRITER_NOT_RESPONDING, true, true, false},
};

const struct vsapi_event_row *vsapi_event_row(enum vsapi_event_kind kind)
{
    const struct vsapi_event_row *row = &rows[kind - VSAPI_EVENT_IDENTIFY];

    assert(row->kind == kind);
    return row;
}

const char *vsapi_event_name(enum vsapi_event_kind kind)
{
    return vsapi_event_row(kind)->name;
}

HRESULT vsapi_volumes_create(const struct vsapi_event_volume *volumes, size_t count,
                             struct vsapi_volumes **out)
{
    struct vsapi_volumes *made = vsapi_calloc(1, sizeof *made);

    *out = NULL;
    if (!made)
        return vsapi_out_of_memory();
    atomic_init(&made->refs, 1);
    made->items = vsapi_calloc(count + 1, sizeof *made->items);
    for (size_t i = 0; made->items && i < count; i++) {
        struct vsapi_event_volume *item = &made->items[made->count++];

        item->original = vsapi_strdup(volumes[i].original);
        item->device = vsapi_strdup(volumes[i].device);
        if (!item->original || (volumes[i].device && !item->device))
            break;
    }
    if (!made->items || (count > 0 && !made->items[count - 1].original) ||
        (count > 0 && volumes[count - 1].device && !made->items[count - 1].device)) {
        vsapi_volumes_unref(made);
        return vsapi_out_of_memory();
    }
    *out = made;
    return S_OK;
}

void vsapi_volumes_ref(struct vsapi_volumes *volumes)
{
    atomic_fetch_add_explicit(&volumes->refs, 1, memory_order_relaxed);
}

void vsapi_volumes_unref(struct vsapi_volumes *volumes)
{
    if (!volumes || atomic_fetch_sub(&volumes->refs, 1) != 1)
        return;
    for (size_t i = 0; i < volumes->count; i++) {
        vsapi_free(volumes->items[i].original);
        vsapi_free(volumes->items[i].device);
    }
    vsapi_free(volumes->items);
    vsapi_free(volumes);
}

HRESULT vsapi_round_create(struct vsapi_round **out)
{
    struct vsapi_round *round = vsapi_calloc(1, sizeof *round);

    *out = round;
    if (!round)
        return vsapi_out_of_memory();
    atomic_init(&round->refs, 1);
    vsapi_mutex_init(&round->lock);
    vsapi_cond_init(&round->over);
    return S_OK;
}

void vsapi_round_unref(struct vsapi_round *round)
{
    if (!round || atomic_fetch_sub(&round->refs, 1) != 1)
        return;
    vsapi_cond_finish(&round->over);
    vsapi_mutex_finish(&round->lock);
    vsapi_free(round);
}

/* Lets go of all that this journey needed, so that the next can begin. */
static void dispatch_empty(struct vsapi_dispatch *dispatch)
{
    vsapi_bcd_unref(dispatch->event.components);
    vsapi_wmd_unref(dispatch->event.metadata);
    vsapi_volumes_unref(dispatch->volumes);
    vsapi_round_unref(dispatch->round);
    vsapi_subscription_unref(dispatch->to);
    vsapi_wmd_unref(dispatch->answer.metadata);
    vsapi_free(dispatch->answer.message);
}

static void dispatch_fill(struct vsapi_dispatch *dispatch, struct vsapi_subscription *to,
                          enum vsapi_event_kind kind)
{
    memset(dispatch, 0, sizeof *dispatch);
    atomic_init(&dispatch->event.refs, 1);
    dispatch->event.kind = kind;
    dispatch->event.level = to->info.level;
    vsapi_subscription_ref(to);
    dispatch->to = to;
    dispatch->limit_ms = vsapi_event_row(kind)->limit_ms;
    if (dispatch->limit_ms == WRITERS_OWN)
        dispatch->limit_ms = to->info.timeout_freeze_ms;
}

HRESULT vsapi_dispatch_create(struct vsapi_subscription *to, enum vsapi_event_kind kind,
                              struct vsapi_dispatch **spare, struct vsapi_dispatch **out)
{
    struct vsapi_dispatch *made = *spare;

    *spare = NULL;
    if (made && atomic_load(&made->event.refs) != 1) {
        vsapi_event_unref(&made->event);
        made = NULL;
    }
    if (made)
        dispatch_empty(made);
    else
        made = vsapi_malloc(sizeof *made);
    *out = made;
    if (!made)
        return vsapi_out_of_memory();
    dispatch_fill(made, to, kind);
    return S_OK;
}

void vsapi_dispatch_set_volumes(struct vsapi_dispatch *dispatch, struct vsapi_volumes *volumes)
{
    if (!volumes)
        return;
    vsapi_volumes_ref(volumes);
    dispatch->volumes = volumes;
    dispatch->event.volumes = volumes->items;
    dispatch->event.volume_count = volumes->count;
}

void vsapi_dispatch_rest(struct vsapi_dispatch *dispatch)
{
    if (atomic_load(&dispatch->event.refs) != 1)
        return;
    vsapi_bcd_unref(dispatch->event.components);
    dispatch->event.components = NULL;
}

bool vsapi_dispatch_late(const struct vsapi_dispatch *dispatch)
{
    return dispatch->abandoned || dispatch->ended_ms >= dispatch->deadline_ms;
}

void vsapi_event_ref(struct vsapi_event *event)
{
    atomic_fetch_add_explicit(&event->refs, 1, memory_order_relaxed);
}

void vsapi_event_unref(struct vsapi_event *event)
{
    struct vsapi_dispatch *dispatch = (struct vsapi_dispatch *)event;

    if (!event || atomic_fetch_sub(&event->refs, 1) != 1)
        return;
    dispatch_empty(dispatch);
    vsapi_free(dispatch);
}
