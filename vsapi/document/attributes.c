/*
 * vsapi/document/attributes.c - the attributes of an element into its object.
 *
 * Most of the time that reading takes beyond the parser's goes here: texts are copied once, from
 * where the parser has them into the arena, and a name is first compared with the one that is next
 * in the table.
 */
#include "reading.h"

#include "extra.h"
#include "value.h"

#include <vsapi/error.h>

#include <string.h>

/* The parser leaves an ampersand as "&#38;", for readers that build trees. */
static bool decode_ampersands(struct document_buffer *scratch, const char *text, size_t length)
{
    const char *end = text + length;

    scratch->count = 0;
    while (text < end) {
        const char *amp = memchr(text, '&', (size_t)(end - text));
        size_t plain = (size_t)((amp ? amp + 1 : end) - text);

        if (!document_buffer_add(scratch, text, plain))
            return false;
        text += plain;
        if (amp)
            text += strlen("#38;");
    }
    return document_buffer_add(scratch, "", 1);
}

/* Short and long texts go through scratch, only what is a text of the model is taken from where it
 * stands. */
static const char *sax_text(struct reader *reader, const char *text, size_t *length)
{
    if (memchr(text, '&', *length)) {
        if (!decode_ampersands(&reader->scratch, text, *length))
            return NULL;
        *length = reader->scratch.count - 1;
        return reader->scratch.bytes;
    }
    reader->scratch.count = 0;
    if (!document_buffer_add(&reader->scratch, text, *length) ||
        !document_buffer_add(&reader->scratch, "", 1))
        return NULL;
    return reader->scratch.bytes;
}

const char *document_sax_value(struct reader *reader, const xmlChar **attribute, size_t *length)
{
    *length = (size_t)(attribute[VALUE_END] - attribute[VALUE]);
    return sax_text(reader, (const char *)attribute[VALUE], length);
}

const char *document_sax_namespace(struct reader *reader, const xmlChar *uri, size_t *length)
{
    *length = uri ? strlen((const char *)uri) : 0;
    return sax_text(reader, uri ? (const char *)uri : "", length);
}

static HRESULT keep_attribute(struct reader *reader, struct vsapi_extra **extra, int row,
                              const xmlChar **attribute)
{
    size_t length;
    const char *value = document_sax_value(reader, attribute, &length);
    const char *prefix = (const char *)attribute[PREFIX];
    char *name, *text;

    if (!value)
        return vsapi_out_of_memory();
    text = vsapi_arena_text(reader->arena, value, length);
    name = document_kept_name(reader->arena, prefix, (const char *)attribute[LOCAL_NAME]);
    if (!text || !name)
        return vsapi_out_of_memory();
    return document_keep_attribute(reader->arena, extra, row, name, text);
}

/* The row of an attribute. Documents usually have them in the order of the table, so the search
 * begins behind the last one that was found. */
static int find_attribute(const struct document_element *element, int after, const char *name)
{
    const struct document_attribute *rows = element->attributes;
    int row;

    for (row = after + 1; rows[row].name; row++) {
        if (rows[row].name[0] == name[0] && strcmp(rows[row].name, name) == 0)
            return row;
    }
    for (row = 0; row <= after; row++) {
        if (strcmp(rows[row].name, name) == 0)
            return row;
    }
    return DOCUMENT_FIRST;
}

static HRESULT read_attribute(struct reader *reader, const struct document_attribute *row,
                              const xmlChar **attribute, void *object)
{
    size_t length = (size_t)(attribute[VALUE_END] - attribute[VALUE]);
    const char *text = (const char *)attribute[VALUE];

    /* The shortest way for what there is most of. */
    if (row->type == DOCUMENT_TEXT && !memchr(text, '&', length)) {
        char *copy = vsapi_arena_text(reader->arena, text, length);

        *(char **)document_member(object, row->offset) = copy;
        return copy ? S_OK : vsapi_out_of_memory();
    }
    text = document_sax_value(reader, attribute, &length);
    if (!text)
        return vsapi_out_of_memory();
    return document_value_read(row, reader->arena, text, length, object);
}

static void check_required(struct reader *reader, const struct frame *frame, unsigned seen)
{
    const struct document_attribute *rows = frame->element->attributes;

    for (int row = 0; rows[row].name; row++) {
        if ((rows[row].flags & DOCUMENT_REQUIRED) && !(seen & 1u << row))
            document_refuse(reader, "%s lacks the attribute %s", frame->name, rows[row].name);
    }
}

void document_read_attributes(struct reader *reader, struct frame *frame, int count,
                              const xmlChar **attributes)
{
    struct vsapi_extra **extra = document_member(frame->object, frame->element->extra);
    unsigned seen = 0;
    int last = DOCUMENT_FIRST;

    if (FAILED(reader->hr))
        return;
    for (int i = 0; i < count; i++) {
        const xmlChar **attribute = attributes + i * ATTRIBUTE_POINTERS;
        int row = DOCUMENT_FIRST;
        HRESULT hr;

        if (!attribute[PREFIX])
            row = find_attribute(frame->element, last, (const char *)attribute[LOCAL_NAME]);
        if (row == DOCUMENT_FIRST) {
            hr = keep_attribute(reader, extra, last, attribute);
        } else {
            last = row;
            seen |= 1u << row;
            hr = read_attribute(reader, &frame->element->attributes[row], attribute, frame->object);
        }
        if (FAILED(hr)) {
            if (hr == VSS_E_INVALID_XML_DOCUMENT)
                vsapi_message_prefix("%s: ", frame->name);
            document_pass_on(reader, hr);
            return;
        }
    }
    check_required(reader, frame, seen);
}

void document_read_namespaces(struct reader *reader, const struct frame *frame, int count,
                              const xmlChar **namespaces)
{
    struct vsapi_extra **extra = document_member(frame->object, frame->element->extra);

    for (int i = 0; i < count; i++) {
        const char *prefix = (const char *)namespaces[i * 2];
        const char *uri;
        char *name, *text;
        size_t length;
        HRESULT hr;

        if (!prefix && reader->frame_count == 1)
            continue;
        uri = document_sax_namespace(reader, namespaces[i * 2 + 1], &length);
        name =
            document_kept_name(reader->arena, prefix ? "xmlns" : NULL, prefix ? prefix : "xmlns");
        text = uri ? vsapi_arena_text(reader->arena, uri, length) : NULL;
        hr = name && text
                 ? document_keep_attribute(reader->arena, extra, DOCUMENT_FIRST, name, text)
                 : vsapi_out_of_memory();
        if (FAILED(hr)) {
            document_pass_on(reader, hr);
            return;
        }
    }
}
