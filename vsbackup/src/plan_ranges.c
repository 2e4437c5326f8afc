/*
 * vsbackup/src/plan_ranges.c - the ranges of a partial file, from a string or from the content of a
 * ranges file, as a sorted list without overlap.
 */
#include "plan_ranges.h"

#include <stdlib.h>
#include <string.h>

#include <vsapi/alloc.h>
#include <vsapi/error.h>
#include <vsapi/ranges.h>

struct ranges {
    struct vsapi_plan_range *items;
    size_t count, room;
};

static HRESULT append(struct ranges *ranges, uint64_t offset, uint64_t length)
{
    if (offset > UINT64_MAX - length)
        return vsapi_fail(E_INVALIDARG,
                          "a range of %llu bytes at %llu ends where no file can (the writer's "
                          "mistake)",
                          (unsigned long long)length, (unsigned long long)offset);
    if (length == 0)
        return S_OK;
    if (ranges->count == ranges->room) {
        size_t room = ranges->room ? 2 * ranges->room : 8;
        void *items = vsapi_realloc(ranges->items, room * sizeof *ranges->items);

        if (!items)
            return vsapi_out_of_memory();
        ranges->items = items;
        ranges->room = room;
    }
    ranges->items[ranges->count++] = (struct vsapi_plan_range){offset, length};
    return S_OK;
}

static int compare(const void *a, const void *b)
{
    const struct vsapi_plan_range *left = a, *right = b;

    return (left->offset_bytes > right->offset_bytes) - (left->offset_bytes < right->offset_bytes);
}

size_t vsbackup_plan_unite(struct vsapi_plan_range *items, size_t count)
{
    size_t kept = 0;

    if (count == 0)
        return 0;
    qsort(items, count, sizeof *items, compare);
    for (size_t i = 1; i < count; i++) {
        uint64_t end = items[kept].offset_bytes + items[kept].length_bytes;
        uint64_t next_end = items[i].offset_bytes + items[i].length_bytes;

        if (items[i].offset_bytes > end)
            items[++kept] = items[i];
        else if (next_end > end)
            items[kept].length_bytes = next_end - items[kept].offset_bytes;
    }
    return kept + 1;
}

/* On failure what was read goes; else it becomes the result. */
static HRESULT hand_out(HRESULT hr, struct ranges *ranges, struct vsapi_plan_range **out,
                        size_t *count)
{
    if (FAILED(hr)) {
        vsapi_free(ranges->items);
        return hr;
    }
    *out = ranges->items;
    *count = vsbackup_plan_unite(ranges->items, ranges->count);
    return S_OK;
}

HRESULT vsapi_plan_ranges(const char *text, struct vsapi_plan_range **out, size_t *count)
{
    struct ranges ranges = {0};
    const char *at = text;
    uint64_t offset, length;
    HRESULT hr = S_OK;

    *out = NULL;
    *count = 0;
    if (!*text)
        return vsapi_fail(E_INVALIDARG, "there are no ranges (the writer's mistake)");
    while (SUCCEEDED(hr) && vsapi_ranges_next(&at, &offset, &length))
        hr = append(&ranges, offset, length);
    if (SUCCEEDED(hr) && *at)
        hr = vsapi_fail(E_INVALIDARG,
                        "\"%s\" is no list of offset:length ranges, from \"%s\" on (the writer's "
                        "mistake)",
                        text, at);
    return hand_out(hr, &ranges, out, count);
}

/* Numbers of ranges files have the byte order of the platform, which is little-endian (INCR-013).
 */
static uint64_t number_at(const unsigned char *bytes)
{
    uint64_t value = 0;

    for (int i = 7; i >= 0; i--)
        value = value << 8 | bytes[i];
    return value;
}

HRESULT vsapi_plan_ranges_of_bytes(const void *bytes, size_t size_bytes,
                                   struct vsapi_plan_range **out, size_t *count)
{
    const unsigned char *at = bytes;
    struct ranges ranges = {0};
    uint64_t announced;
    HRESULT hr = S_OK;

    *out = NULL;
    *count = 0;
    announced = size_bytes < 8 ? 0 : number_at(at);
    if (size_bytes < 8 || announced > (size_bytes - 8) / 16)
        return vsapi_fail(E_INVALIDARG,
                          "%zu bytes are no ranges file: 8 for the number of ranges and 16 for "
                          "each of %llu (the writer's mistake)",
                          size_bytes, (unsigned long long)announced);
    for (uint64_t i = 0; SUCCEEDED(hr) && i < announced; i++)
        hr = append(&ranges, number_at(at + 8 + 16 * i), number_at(at + 16 + 16 * i));
    return hand_out(hr, &ranges, out, count);
}
