/*
 * vsapi/document/take.c - comparing and taking over chosen rows of the table: what merge.c needs.
 */
#include "extra.h"
#include "model.h"

#include <vsapi/error.h>

#include <string.h>

static char *text_of(const void *object, const struct document_attribute *row)
{
    return *(char **)document_member(object, row->offset);
}

static struct vsapi_extra **extra_of(const void *object, const struct document_element *element)
{
    return document_member(object, element->extra);
}

static size_t value_bytes(const struct document_attribute *row)
{
    switch (row->type) {
    case DOCUMENT_GUID:
        return sizeof(GUID);
    case DOCUMENT_BOOL:
        return sizeof(bool);
    case DOCUMENT_LONG:
        return sizeof(uint64_t);
    default:
        return sizeof(uint32_t);
    }
}

static bool has_of(const void *object, const struct document_attribute *row)
{
    return !(row->flags & DOCUMENT_HAS) || *(bool *)document_member(object, row->beside);
}

static bool is_text(const struct document_attribute *row)
{
    return row->type == DOCUMENT_TEXT || row->type == DOCUMENT_VERSION_TEXT;
}

static bool attribute_same(const struct document_attribute *row, const void *a, const void *b)
{
    if (is_text(row)) {
        const char *left = text_of(a, row), *right = text_of(b, row);

        return left == right || (left && right && strcmp(left, right) == 0);
    }
    if (row->type == DOCUMENT_BASE64) {
        size_t bytes = *(size_t *)document_member(a, row->beside);

        return bytes == *(size_t *)document_member(b, row->beside) &&
               (bytes == 0 || memcmp(text_of(a, row), text_of(b, row), bytes) == 0);
    }
    if (has_of(a, row) != has_of(b, row))
        return false;
    return memcmp(document_member(a, row->offset), document_member(b, row->offset),
                  value_bytes(row)) == 0;
}

static bool array_same(const struct document_child *child, const void *a, const void *b)
{
    const struct document_array *left = document_array_of(a, child);
    const struct document_array *right = document_array_of(b, child);

    if (left->count != right->count)
        return false;
    for (size_t i = 0; i < left->count; i++) {
        const void *one = document_item(left, child, i), *other = document_item(right, child, i);

        if (!document_same(child->element, one, other, 0) ||
            !document_extra_same(*extra_of(one, child->element), *extra_of(other, child->element)))
            return false;
    }
    return true;
}

bool document_same(const struct document_element *element, const void *a, const void *b,
                   unsigned flags)
{
    for (const struct document_attribute *row = element->attributes; row->name; row++) {
        if ((row->flags & flags) == flags && !attribute_same(row, a, b))
            return false;
    }
    for (const struct document_child *child = element->children; child && child->name; child++) {
        if ((child->flags & flags) != flags)
            continue;
        if (child->place == DOCUMENT_PART ? !document_same(child->element, a, b, flags)
                                          : !array_same(child, a, b))
            return false;
    }
    return true;
}

/* Takes one value; a text comes into the arena, unless `to` has the same already. */
static HRESULT take_attribute(const struct document_attribute *row, struct vsapi_arena *arena,
                              const void *from, void *to)
{
    const char *text;
    char *copy;

    if (attribute_same(row, from, to))
        return S_OK;
    if (row->flags & DOCUMENT_HAS)
        *(bool *)document_member(to, row->beside) = has_of(from, row);
    if (!is_text(row)) {
        memcpy(document_member(to, row->offset), document_member(from, row->offset),
               value_bytes(row));
        return S_OK;
    }
    text = text_of(from, row);
    copy = text ? vsapi_arena_text(arena, text, strlen(text)) : NULL;
    if (text && !copy)
        return vsapi_out_of_memory();
    *(char **)document_member(to, row->offset) = copy;
    return S_OK;
}

/* Fills a zeroed item, using again the texts of the item that was in its place. */
static HRESULT take_item(const struct document_element *element, struct vsapi_arena *arena,
                         const void *from, const void *old, void *to)
{
    struct vsapi_extra *extra = *extra_of(from, element);
    HRESULT hr = S_OK;

    if (old)
        memcpy(to, old, element->bytes);
    for (const struct document_attribute *row = element->attributes; row->name && SUCCEEDED(hr);
         row++)
        hr = take_attribute(row, arena, from, to);
    if (FAILED(hr) || document_extra_same(extra, *extra_of(to, element)))
        return hr;
    return document_extra_copy(arena, extra, extra_of(to, element));
}

static HRESULT take_array(const struct document_child *child, struct vsapi_arena *arena,
                          const void *from, void *to)
{
    const struct document_array *source = document_array_of(from, child);
    struct document_array *array = document_array_of(to, child);
    struct document_array old = *array;
    HRESULT hr = S_OK;

    if (array_same(child, from, to))
        return S_OK;
    memset(array, 0, sizeof *array);
    if (source->count == 0)
        return S_OK;
    array->items = vsapi_arena_alloc(arena, source->count * child->element->bytes);
    if (!array->items) {
        *array = old;
        return vsapi_out_of_memory();
    }
    array->count = array->capacity = source->count;
    for (size_t i = 0; i < source->count && SUCCEEDED(hr); i++)
        hr = take_item(child->element, arena, document_item(source, child, i),
                       i < old.count ? document_item(&old, child, i) : NULL,
                       document_item(array, child, i));
    return hr;
}

HRESULT document_take(const struct document_element *element, struct vsapi_arena *arena,
                      const void *from, void *to, unsigned flags)
{
    HRESULT hr = S_OK;

    for (const struct document_attribute *row = element->attributes; row->name && SUCCEEDED(hr);
         row++) {
        if ((row->flags & flags) == flags)
            hr = take_attribute(row, arena, from, to);
    }
    for (const struct document_child *child = element->children;
         child && child->name && SUCCEEDED(hr); child++) {
        if ((child->flags & flags) != flags)
            continue;
        hr = child->place == DOCUMENT_PART ? document_take(child->element, arena, from, to, flags)
                                           : take_array(child, arena, from, to);
    }
    return hr;
}
