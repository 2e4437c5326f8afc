/*
 * vsapi/document/model.c - what is done to both models through the table: defaults, copies.
 * Texts, objects and arrays live in the document's arena; nothing is freed one by one.
 */
#include "model.h"

#include <vsapi/error.h>

#include <string.h>

void document_set_defaults(const struct document_element *element, void *object)
{
    for (const struct document_attribute *row = element->attributes; row->name; row++) {
        if (row->standard != 0)
            memcpy(document_member(object, row->offset), &row->standard, sizeof row->standard);
    }
}

HRESULT document_copy_items(const struct document_element *element, struct vsapi_arena *arena,
                            const void *object, void *copy)
{
    for (const struct document_child *child = element->children; child && child->name; child++) {
        const struct document_array *from = document_array_of(object, child);
        struct document_array *to = document_array_of(copy, child);
        size_t bytes = from->count * child->element->bytes;

        if (child->place == DOCUMENT_PART)
            continue;
        memset(to, 0, sizeof *to);
        if (child->place != DOCUMENT_ITEMS || from->count == 0)
            continue;
        to->items = vsapi_arena_raw(arena, bytes);
        if (!to->items)
            return vsapi_out_of_memory();
        memcpy(to->items, from->items, bytes);
        to->count = to->capacity = from->count;
    }
    return S_OK;
}
