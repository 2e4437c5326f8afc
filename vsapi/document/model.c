/*
 * vsapi/document/model.c - what is done to both models through the table: defaults, copies, the
 * end. Texts and objects live in the document's arena and are not touched here.
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

void document_free_arrays(const struct document_element *element, void *object)
{
    for (const struct document_child *child = element->children; child && child->name; child++) {
        struct document_array *array = document_array_of(object, child);

        if (child->place == DOCUMENT_PART) {
            document_free_arrays(child->element, object);
            continue;
        }
        for (size_t i = 0; child->element->children && i < array->count; i++)
            document_free_arrays(child->element, document_item(array, child, i));
        vsapi_free(array->items);
        memset(array, 0, sizeof *array);
    }
}

static bool copy_array(const struct document_array *from, size_t item_bytes,
                       struct document_array *to)
{
    if (from->count == 0)
        return true;
    to->items = vsapi_malloc(from->count * item_bytes);
    if (!to->items)
        return false;
    memcpy(to->items, from->items, from->count * item_bytes);
    to->count = to->capacity = from->count;
    return true;
}

HRESULT document_copy_items(const struct document_element *element, const void *object, void *copy)
{
    bool whole = true;

    for (const struct document_child *child = element->children; child && child->name; child++) {
        struct document_array *array = document_array_of(copy, child);

        if (child->place != DOCUMENT_PART)
            memset(array, 0, sizeof *array);
    }
    for (const struct document_child *child = element->children; child && child->name; child++) {
        if (whole && child->place == DOCUMENT_ITEMS)
            whole = copy_array(document_array_of(object, child), child->element->bytes,
                               document_array_of(copy, child));
    }
    if (!whole) {
        document_free_arrays(element, copy);
        return vsapi_out_of_memory();
    }
    return S_OK;
}
