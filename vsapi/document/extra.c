/*
 * vsapi/document/extra.c - keeping what the table does not know.
 */
#include "extra.h"

#include <vsapi/error.h>

#include <string.h>

static struct vsapi_extra *extra_make(struct vsapi_arena *arena, struct vsapi_extra **extra)
{
    if (!*extra) {
        *extra = vsapi_arena_alloc(arena, sizeof **extra);
        if (*extra) {
            (*extra)->attributes_end = &(*extra)->attributes;
            (*extra)->nodes_end = &(*extra)->nodes;
        }
    }
    return *extra;
}

static HRESULT keep(struct vsapi_arena *arena, struct document_kept ***end,
                    const struct document_kept *what)
{
    struct document_kept *kept = vsapi_arena_alloc(arena, sizeof *kept);

    if (!kept)
        return vsapi_out_of_memory();
    *kept = *what;
    **end = kept;
    *end = &kept->next;
    return S_OK;
}

HRESULT document_keep_attribute(struct vsapi_arena *arena, struct vsapi_extra **extra, int row,
                                char *name, char *text)
{
    const struct document_kept kept = {NULL, row, 0, name, text};

    if (!extra_make(arena, extra))
        return vsapi_out_of_memory();
    return keep(arena, &(*extra)->attributes_end, &kept);
}

HRESULT document_keep_node(struct vsapi_arena *arena, struct vsapi_extra **extra, int row,
                           size_t index, char *text)
{
    const struct document_kept kept = {NULL, row, index, NULL, text};

    if (!extra_make(arena, extra))
        return vsapi_out_of_memory();
    return keep(arena, &(*extra)->nodes_end, &kept);
}

static bool comes_after(const struct document_kept *a, const struct document_kept *b)
{
    return a->row != b->row ? a->row > b->row : a->index > b->index;
}

static bool list_sorted(const struct document_kept *list)
{
    for (; list && list->next; list = list->next) {
        if (comes_after(list, list->next))
            return false;
    }
    return true;
}

static struct document_kept *list_merge(struct document_kept *a, struct document_kept *b)
{
    struct document_kept *head = NULL, **end = &head;

    while (a && b) {
        struct document_kept **first = comes_after(a, b) ? &b : &a;

        *end = *first;
        end = &(*first)->next;
        *first = (*first)->next;
    }
    *end = a ? a : b;
    return head;
}

/* Merge sort: bins[n] is a sorted run of 2^n nodes. */
static struct document_kept *list_sort(struct document_kept *list)
{
    struct document_kept *bins[64] = {NULL}, *sorted = NULL;
    size_t bin;

    while (list) {
        struct document_kept *run = list;

        list = list->next;
        run->next = NULL;
        for (bin = 0; bins[bin]; bin++) {
            run = list_merge(bins[bin], run);
            bins[bin] = NULL;
        }
        bins[bin] = run;
    }
    for (bin = 0; bin < 64; bin++)
        sorted = list_merge(bins[bin], sorted);
    return sorted;
}

void document_extra_sort(struct vsapi_extra *extra)
{
    if (!extra)
        return;
    if (!list_sorted(extra->attributes))
        extra->attributes = list_sort(extra->attributes);
    if (!list_sorted(extra->nodes))
        extra->nodes = list_sort(extra->nodes);
    extra->attributes_end = extra->nodes_end = NULL; /* nothing is added any more */
}

static bool list_same(const struct document_kept *a, const struct document_kept *b)
{
    for (; a && b; a = a->next, b = b->next) {
        if (a->row != b->row || a->index != b->index || strcmp(a->text, b->text) != 0)
            return false;
        if (a->name && strcmp(a->name, b->name) != 0)
            return false;
    }
    return !a && !b;
}

bool document_extra_same(const struct vsapi_extra *a, const struct vsapi_extra *b)
{
    if (a == b)
        return true;
    if (!a || !b)
        return false;
    return list_same(a->attributes, b->attributes) && list_same(a->nodes, b->nodes);
}

static HRESULT list_copy(struct vsapi_arena *arena, const struct document_kept *list,
                         struct document_kept ***end)
{
    HRESULT hr = S_OK;

    for (; list && SUCCEEDED(hr); list = list->next) {
        struct document_kept kept = {.row = list->row, .index = list->index};

        kept.text = vsapi_arena_text(arena, list->text, strlen(list->text));
        if (list->name)
            kept.name = vsapi_arena_text(arena, list->name, strlen(list->name));
        if (!kept.text || (list->name && !kept.name))
            return vsapi_out_of_memory();
        hr = keep(arena, end, &kept);
    }
    return hr;
}

HRESULT document_extra_copy(struct vsapi_arena *arena, const struct vsapi_extra *extra,
                            struct vsapi_extra **out)
{
    struct vsapi_extra *copy = NULL;
    HRESULT hr;

    *out = NULL;
    if (!extra)
        return S_OK;
    if (!extra_make(arena, &copy))
        return vsapi_out_of_memory();
    hr = list_copy(arena, extra->attributes, &copy->attributes_end);
    if (SUCCEEDED(hr))
        hr = list_copy(arena, extra->nodes, &copy->nodes_end);
    if (SUCCEEDED(hr))
        *out = copy;
    return hr;
}
