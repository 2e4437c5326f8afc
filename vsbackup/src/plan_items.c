/*
 * vsbackup/src/plan_items.c - the queue of items: what one step of the walk has found, until the
 * caller has taken it.
 *
 * Members and ranges of all items in the queue stand in one array each, which may move while it
 * grows; so an item keeps where its own begin, and gets pointers when it is taken.
 */
#include "plan.h"

#include <stdarg.h>

struct vsapi_plan_item *vsbackup_plan_add_item(struct vsapi_plan *plan,
                                               enum vsapi_plan_action action, const char *rule)
{
    struct plan_queue *queue = &plan->queue;
    struct plan_queued *item;

    if (!VSAPI_ARRAY_ROOM(&queue->items)) {
        vsapi_out_of_memory();
        return NULL;
    }
    item = &queue->items.items[queue->items.count++];
    *item = (struct plan_queued){
        .shown = {.action = action, .rule = rule, .why = ""},
        .members = queue->members.count,
        .ranges = queue->ranges.count,
    };
    return &item->shown;
}

static enum vsapi_plan_cause cause_of(const struct plan_entry *entry)
{
    static const enum vsapi_plan_cause causes[] = {
        [PLAN_FILE_SET - PLAN_FILE_SET] = VSAPI_PLAN_BY_FILE_SET,
        [PLAN_VOLUME - PLAN_FILE_SET] = VSAPI_PLAN_BY_VOLUME,
        [PLAN_DIFFERENCED - PLAN_FILE_SET] = VSAPI_PLAN_BY_DIFFERENCED,
        [PLAN_PARTIAL - PLAN_FILE_SET] = VSAPI_PLAN_BY_PARTIAL,
        [PLAN_EXCLUDE - PLAN_FILE_SET] = VSAPI_PLAN_BY_EXCLUDE,
        [PLAN_NOT_IN_SHADOW - PLAN_FILE_SET] = VSAPI_PLAN_BY_EXCLUDE,
    };

    return causes[entry->kind - PLAN_FILE_SET];
}

HRESULT vsbackup_plan_add_member_by(struct vsapi_plan *plan, const struct plan_entry *entry,
                                    enum vsapi_plan_cause cause)
{
    struct plan_queue *queue = &plan->queue;

    if (!VSAPI_ARRAY_ROOM(&queue->members))
        return vsapi_out_of_memory();
    queue->members.items[queue->members.count++] = (struct vsapi_plan_member){
        .component = entry->component ? &entry->component->shown : NULL,
        .set = entry->set ? &entry->set->shown : NULL,
        .cause = cause,
        .index = entry->index,
        .path = entry->path,
        .filespec = entry->filespec,
        .recursive = entry->recursive,
        .mask = entry->mask,
        .time = entry->time,
        .metadata = entry->partial ? entry->partial->metadata : NULL,
    };
    queue->items.items[queue->items.count - 1].shown.member_count++;
    return S_OK;
}

HRESULT vsbackup_plan_add_member(struct vsapi_plan *plan, const struct plan_entry *entry)
{
    return vsbackup_plan_add_member_by(plan, entry, cause_of(entry));
}

const char *vsbackup_plan_say(struct vsapi_plan *plan, const char *format, ...)
{
    struct plan_queue *queue = &plan->queue;
    char *text = NULL;
    va_list args;

    va_start(args, format);
    if (VSAPI_ARRAY_ROOM(&queue->texts))
        text = vsapi_vsprintf(format, args);
    va_end(args);
    if (!text) {
        vsapi_out_of_memory();
        return NULL;
    }
    queue->texts.items[queue->texts.count++] = text;
    return text;
}

const char *vsbackup_plan_say_path(struct vsapi_plan *plan, const struct plan_entry *entry)
{
    return vsbackup_plan_say(plan, "%s\\%s", entry->folder->path, entry->filespec);
}

HRESULT vsbackup_plan_tell(struct vsapi_plan *plan, enum vsapi_plan_action action, const char *rule,
                           const struct plan_entry *entry, const char *path, const char *why)
{
    struct vsapi_plan_item *item = why ? vsbackup_plan_add_item(plan, action, rule) : NULL;

    if (!item)
        return vsapi_out_of_memory();
    item->path = path;
    item->why = why;
    return entry ? vsbackup_plan_add_member(plan, entry) : S_OK;
}

HRESULT vsbackup_plan_fail(struct vsapi_plan *plan, HRESULT result, const char *rule,
                           struct plan_entry *entry, const char *path, const char *why)
{
    HRESULT hr;

    if (!path)
        return vsapi_out_of_memory();
    hr = vsbackup_plan_tell(plan, VSAPI_PLAN_FAIL, rule, entry, path, why);
    if (FAILED(hr))
        return hr;
    plan->queue.items.items[plan->queue.items.count - 1].shown.result = result;
    entry->settled = true;
    return S_OK;
}

const struct vsapi_plan_item *vsbackup_plan_take_item(struct vsapi_plan *plan)
{
    struct plan_queue *queue = &plan->queue;
    struct plan_queued *item;

    if (queue->next == queue->items.count)
        return NULL;
    item = &queue->items.items[queue->next++];
    item->shown.members =
        item->shown.member_count > 0 ? queue->members.items + item->members : NULL;
    item->shown.ranges = item->shown.range_count > 0 ? queue->ranges.items + item->ranges : NULL;
    return &item->shown;
}

void vsbackup_plan_clear_queue(struct vsapi_plan *plan)
{
    struct plan_queue *queue = &plan->queue;

    for (size_t i = 0; i < queue->texts.count; i++)
        vsapi_free(queue->texts.items[i]);
    queue->items.count = queue->members.count = queue->ranges.count = queue->texts.count = 0;
    queue->next = 0;
}

void vsbackup_plan_finish_queue(struct vsapi_plan *plan)
{
    struct plan_queue *queue = &plan->queue;

    vsbackup_plan_clear_queue(plan);
    vsapi_free(queue->items.items);
    vsapi_free(queue->members.items);
    vsapi_free(queue->ranges.items);
    vsapi_free(queue->texts.items);
}
