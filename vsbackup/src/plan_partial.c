/*
 * vsbackup/src/plan_partial.c - files of which ranges are saved.
 *
 * The ranges stand in the entry, or in a ranges file that the writer wrote: that one is read on the
 * live volume, since the writer may have written it after the snapshot, and is saved as well
 * (INCR-014).
 */
#include "plan.h"

#include <vsapi/ranges.h>

#include "plan_ranges.h"

#define PIECE_BYTES ((size_t)1 << 20)

/* ---- ranges files ------------------------------------------------------------------------------
 */

/* Reads the whole file, whose size is known. */
static HRESULT read_all(struct vsapi_plan *plan, const char *path, char *bytes, size_t size_bytes,
                        size_t *read)
{
    size_t got = 1;
    HRESULT hr = S_OK;

    for (*read = 0; SUCCEEDED(hr) && got > 0 && *read < size_bytes; *read += got) {
        size_t piece = size_bytes - *read < PIECE_BYTES ? size_bytes - *read : PIECE_BYTES;

        got = 0;
        hr = plan->view.read(plan->view.context, path, *read, bytes + *read, piece, &got);
    }
    return hr;
}

/* How many bytes of the file its first number speaks of; 0: they are not all there. */
static HRESULT measure(struct vsapi_plan *plan, const char *path, uint64_t size_bytes,
                       size_t *wanted)
{
    unsigned char first[8];
    uint64_t count = 0;
    size_t read;
    HRESULT hr = read_all(plan, path, (char *)first, sizeof first, &read);

    *wanted = 0;
    for (size_t i = 8; i-- > 0;)
        count = count << 8 | first[i];
    if (SUCCEEDED(hr) && read == sizeof first && size_bytes >= 8 && count <= (size_bytes - 8) / 16)
        *wanted = (size_t)(8 + 16 * count);
    return hr;
}

static HRESULT read_ranges_file(struct vsapi_plan *plan, const char *path, uint64_t size_bytes,
                                struct vsapi_plan_range **ranges, size_t *count)
{
    size_t wanted, read;
    char *bytes;
    HRESULT hr = measure(plan, path, size_bytes, &wanted);

    if (FAILED(hr))
        return hr;
    if (wanted == 0)
        return vsapi_fail(E_INVALIDARG,
                          "%s is no ranges file: 8 bytes for the number of ranges, and 16 for each "
                          "(the writer's mistake)",
                          path);
    bytes = vsapi_malloc(wanted);
    if (!bytes)
        return vsapi_out_of_memory();
    hr = read_all(plan, path, bytes, wanted, &read);
    if (SUCCEEDED(hr))
        hr = vsapi_plan_ranges_of_bytes(bytes, read, ranges, count);
    vsapi_free(bytes);
    return hr;
}

static HRESULT save_ranges_file(struct vsapi_plan *plan, struct plan_entry *entry, const char *path,
                                const struct vsapi_file_info *info)
{
    const char *kept = vsbackup_plan_say(plan, "%s", path);
    struct vsapi_plan_item *item =
        kept ? vsbackup_plan_add_item(plan, VSAPI_PLAN_COPY, "INCR-014") : NULL;

    if (!item)
        return vsapi_out_of_memory();
    item->path = item->source = kept;
    item->info = *info;
    item->why = "it has the ranges of a partial file";
    return vsbackup_plan_add_member_by(plan, entry, VSAPI_PLAN_BY_RANGES_FILE);
}

static HRESULT use_ranges_file(struct vsapi_plan *plan, struct plan_entry *entry, const char *given,
                               struct vsapi_plan_range **ranges, size_t *count)
{
    struct vsapi_file_info info;
    char *path;
    HRESULT hr = vsbackup_plan_expand(plan, given, &path);

    if (FAILED(hr))
        return hr;
    hr = plan->view.stat(plan->view.context, path, &info);
    if (SUCCEEDED(hr))
        hr = read_ranges_file(plan, path, info.size_bytes, ranges, count);
    if (SUCCEEDED(hr))
        hr = save_ranges_file(plan, entry, path, &info);
    vsapi_free(path);
    return hr;
}

/* ---- ranges ------------------------------------------------------------------------------------
 */

static HRESULT put_ranges(struct plan_ranges *all, const struct vsapi_plan_range *ranges,
                          size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (!VSAPI_ARRAY_ROOM(all))
            return vsapi_out_of_memory();
        all->items[all->count++] = ranges[i];
    }
    return S_OK;
}

/* S_FALSE: they cannot be had, and that was told. */
static HRESULT take_ranges(struct vsapi_plan *plan, const struct plan_file *file,
                           struct plan_entry *entry)
{
    const char *given = entry->partial->ranges ? entry->partial->ranges : "";
    const char *ranges_file = vsapi_ranges_file(given);
    struct vsapi_plan_range *ranges = NULL;
    size_t count = 0;
    HRESULT hr;

    if (ranges_file)
        hr = use_ranges_file(plan, entry, ranges_file, &ranges, &count);
    else
        hr = vsapi_plan_ranges(given, &ranges, &count);
    if (SUCCEEDED(hr))
        hr = put_ranges(&plan->queue.ranges, ranges, count);
    vsapi_free(ranges);
    if (SUCCEEDED(hr) || hr == E_OUTOFMEMORY)
        return hr;
    hr = vsbackup_plan_fail(
        plan, hr, ranges_file ? "INCR-014" : "INCR-010", entry, file->path,
        vsbackup_plan_say(plan, "its ranges cannot be had: %s",
                          *vsapi_last_message() ? vsapi_last_message() : vsapi_hresult_name(hr)));
    return FAILED(hr) ? hr : S_FALSE;
}

/* INCR-002: each range that is named is saved, so it has to be there. S_FALSE: one is not. */
static HRESULT check_end(struct vsapi_plan *plan, const struct plan_file *file,
                         struct plan_entry *entry, const struct vsapi_plan_range *last)
{
    uint64_t end = last->offset_bytes + last->length_bytes;
    HRESULT hr;

    if (end <= file->info.size_bytes)
        return S_OK;
    hr = vsbackup_plan_fail(
        plan, HRESULT_FROM_WIN32(ERROR_HANDLE_EOF), "INCR-002", entry, file->path,
        vsbackup_plan_say(
            plan, "a range ends at %llu, and the file has %llu bytes (the writer's mistake)",
            (unsigned long long)end, (unsigned long long)file->info.size_bytes));
    return FAILED(hr) ? hr : S_FALSE;
}

static HRESULT add_item(struct vsapi_plan *plan, const struct plan_file *file, size_t first_range,
                        struct plan_entry *const *group, size_t count)
{
    struct vsapi_plan_item *item = vsbackup_plan_add_item(plan, VSAPI_PLAN_COPY_RANGES, "INCR-022");
    HRESULT hr = S_OK;

    if (!item)
        return vsapi_out_of_memory();
    plan->queue.items.items[plan->queue.items.count - 1].ranges = first_range;
    item->path = file->path;
    item->source = file->source;
    item->from_shadow_copy = file->shadow;
    item->info = file->info;
    item->range_count = plan->queue.ranges.count - first_range;
    item->why = "the writer names the ranges that are to be saved";
    for (size_t i = 0; i < count && SUCCEEDED(hr); i++) {
        if (group[i]->kind == PLAN_PARTIAL)
            hr = vsbackup_plan_add_member(plan, group[i]);
    }
    return hr;
}

HRESULT vsbackup_plan_add_ranges(struct vsapi_plan *plan, const struct plan_file *file,
                                 struct plan_entry *const *group, size_t count)
{
    struct plan_ranges *all = &plan->queue.ranges;
    size_t first = all->count;
    struct plan_entry *entry = NULL;
    HRESULT hr = S_OK;

    for (size_t i = 0; i < count && hr == S_OK; i++) {
        if (group[i]->kind != PLAN_PARTIAL)
            continue;
        entry = group[i];
        hr = take_ranges(plan, file, entry);
    }
    if (hr != S_OK || !entry)
        return hr;
    if (all->count > first) { /* some are not empty */
        all->count =
            (uint32_t)(first + vsbackup_plan_unite(all->items + first, all->count - first));
        hr = check_end(plan, file, entry, &all->items[all->count - 1]);
    }
    return hr == S_OK ? add_item(plan, file, first, group, count) : hr;
}
