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
