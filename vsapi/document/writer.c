/*
 * vsapi/document/writer.c - a model into XML, over the table.
 *
 * libxml2's xmlTextWriter puts the elements together and writes them into a buffer of ours. Values
 * are escaped here: libxml2 would turn what is not ASCII into numbers, and lets characters pass
 * that XML cannot hold.
 */
#include "xml.h" /* first: see there */
#include "writer.h"

#include "extra.h"
#include "input.h"
#include "value.h"

#include <vsapi/error.h>

#include <string.h>

struct writer {
    xmlTextWriterPtr xml;
    const struct document_root *root;
    struct document_buffer out, escaped, scratch;
    size_t limit_bytes;
    bool too_large; /* what is written must be readable again */
    bool lost;      /* memory was out: `out` is not whole */
};

/* libxml2 would print a failure to stderr, so it is not told of one. */
static int on_output(void *context, const char *bytes, int length)
{
    struct writer *writer = context;

    if ((size_t)length > writer->limit_bytes - writer->out.count)
        writer->too_large = true;
    if (!writer->too_large && !writer->lost)
        writer->lost = !document_buffer_add(&writer->out, bytes, (size_t)length);
    return length;
}

/* xmlTextWriter fails when its memory is out; -1 also stands for what on_output noted. */
static HRESULT checked(const struct writer *writer, int result)
{
    if (result >= 0)
        return S_OK;
    if (!writer->too_large)
        return vsapi_out_of_memory();
    return vsapi_fail(VSS_E_INVALID_XML_DOCUMENT, "it would have more than %zu bytes, the limit",
                      writer->limit_bytes);
}

static HRESULT write_raw(struct writer *writer, const char *text, size_t length)
{
    writer->too_large = writer->too_large || length > writer->limit_bytes;
    if (writer->too_large)
        return checked(writer, -1);
    if (length == 0)
        return S_OK;
    return checked(writer, xmlTextWriterWriteRawLen(writer->xml, BAD_CAST text, (int)length));
}

static HRESULT write_value(struct writer *writer, const char *name, const char *text)
{
    size_t plain = document_plain_bytes(text);
    long bad = -1;
    HRESULT hr = checked(writer, xmlTextWriterStartAttribute(writer->xml, BAD_CAST name));

    if (FAILED(hr))
        return hr;
    if (text[plain] != '\0') {
        writer->escaped.count = 0;
        if (!document_escape(&writer->escaped, text, DOCUMENT_VALUE, &bad) ||
            !document_buffer_add(&writer->escaped, "", 1))
            return vsapi_out_of_memory();
        if (bad >= 0)
            return vsapi_fail(VSS_E_INVALID_XML_DOCUMENT,
                              "%s=\"%.*s...\" goes on with U+%04lX, which XML cannot hold", name,
                              document_shown(writer->escaped.bytes), writer->escaped.bytes, bad);
        text = writer->escaped.bytes;
        plain = writer->escaped.count - 1;
    }
    hr = write_raw(writer, text, plain);
    return SUCCEEDED(hr) ? checked(writer, xmlTextWriterEndAttribute(writer->xml)) : hr;
}

/* Writes the kept attributes whose place is not behind `row`, and moves on. */
static HRESULT write_kept_attributes(struct writer *writer, const struct document_kept **kept,
                                     int row)
{
    HRESULT hr = S_OK;

    for (; *kept && (*kept)->row <= row && SUCCEEDED(hr); *kept = (*kept)->next)
        hr = write_value(writer, (*kept)->name, (*kept)->text);
    return hr;
}

/* Writes the kept nodes whose place is not behind item `index` of `row`, and moves on. */
static HRESULT write_kept_nodes(struct writer *writer, const struct document_kept **kept, int row,
                                size_t index)
{
    HRESULT hr = S_OK;

    for (; *kept && ((*kept)->row < row || ((*kept)->row == row && (*kept)->index <= index)) &&
           SUCCEEDED(hr);
         *kept = (*kept)->next)
        hr = write_raw(writer, (*kept)->text, strlen((*kept)->text));
    return hr;
}

static HRESULT write_attributes(struct writer *writer, const struct document_element *element,
                                const void *object, const struct vsapi_extra *extra)
{
    const struct document_kept *kept = extra ? extra->attributes : NULL;
    HRESULT hr = write_kept_attributes(writer, &kept, DOCUMENT_FIRST);

    for (int i = 0; element->attributes[i].name && SUCCEEDED(hr); i++) {
        const struct document_attribute *row = &element->attributes[i];

        if (document_value_present(row, object)) {
            const char *text = document_value_text(row, object, &writer->scratch, &hr);

            if (text)
                hr = write_value(writer, row->name, text);
        }
        if (SUCCEEDED(hr))
            hr = write_kept_attributes(writer, &kept, i);
    }
    return hr;
}

static HRESULT write_element(struct writer *writer, const char *name,
                             const struct document_element *element, const void *object);

/* The row whose variant the item has; rows that share an array follow each other. */
static const struct document_child *variant_of(const struct document_child *child, const void *item)
{
    int variant;

    if (!child->variant)
        return child;
    memcpy(&variant, document_member(item, child->element->variant_offset), sizeof variant);
    for (const struct document_child *row = child; row->name && row->variant; row++) {
        if (row->offset == child->offset && row->variant == variant)
            return row;
    }
    vsapi_fail(VSS_E_INVALID_XML_DOCUMENT, "there is no element for a component of type %d",
               variant);
    return NULL;
}

static HRESULT write_array(struct writer *writer, const struct document_element *element,
                           const struct document_child *child, const void *object,
                           const struct document_kept **kept)
{
    const struct document_array *array = document_array_of(object, child);
    HRESULT hr = S_OK;

    for (size_t i = 0; i < array->count && SUCCEEDED(hr); i++) {
        const void *item = document_item(array, child, i);
        const struct document_child *row = variant_of(child, item);

        hr = row ? write_element(writer, row->name, child->element, item)
                 : VSS_E_INVALID_XML_DOCUMENT;
        if (SUCCEEDED(hr) && *kept)
            hr = write_kept_nodes(writer, kept, (int)(child - element->children), i);
    }
    return hr;
}

static HRESULT write_children(struct writer *writer, const struct document_element *element,
                              const void *object, const struct vsapi_extra *extra)
{
    const struct document_kept *kept = extra ? extra->nodes : NULL;
    HRESULT hr = write_kept_nodes(writer, &kept, DOCUMENT_FIRST, SIZE_MAX);

    for (const struct document_child *child = element->children;
         child && child->name && SUCCEEDED(hr); child++) {
        if (document_child_repeats(element, child))
            continue;
        if (child->place != DOCUMENT_PART)
            hr = write_array(writer, element, child, object, &kept);
        else if (!child->present || child->present(object))
            hr = write_element(writer, child->name, child->element, object);
        if (SUCCEEDED(hr))
            hr = write_kept_nodes(writer, &kept, (int)(child - element->children), SIZE_MAX);
    }
    return hr;
}

static HRESULT write_element(struct writer *writer, const char *name,
                             const struct document_element *element, const void *object)
{
    const struct vsapi_extra *extra =
        *(struct vsapi_extra **)document_member(object, element->extra);
    HRESULT hr = checked(writer, xmlTextWriterStartElement(writer->xml, BAD_CAST name));

    if (SUCCEEDED(hr) && element == writer->root->element)
        hr = write_value(writer, "xmlns", writer->root->space);
    if (SUCCEEDED(hr))
        hr = write_attributes(writer, element, object, extra);
    if (hr == VSS_E_INVALID_XML_DOCUMENT)
        vsapi_message_prefix("%s: ", name);
    if (SUCCEEDED(hr))
        hr = write_children(writer, element, object, extra);
    if (SUCCEEDED(hr))
        hr = checked(writer, xmlTextWriterEndElement(writer->xml));
    return hr;
}

static HRESULT open_writer(struct writer *writer)
{
    xmlOutputBufferPtr output = xmlOutputBufferCreateIO(on_output, NULL, writer, NULL);

    if (!output)
        return vsapi_out_of_memory();
    writer->xml = xmlNewTextWriter(output);
    if (!writer->xml) {
        xmlOutputBufferClose(output);
        return vsapi_out_of_memory();
    }
    return S_OK;
}

HRESULT document_write(const struct document_root *root, const void *document, char **xml,
                       size_t *size_bytes)
{
    struct writer writer = {.root = root, .limit_bytes = document_limit()};
    HRESULT hr;

    *xml = NULL;
    *size_bytes = 0;
    document_xml_begin();
    hr = open_writer(&writer);
    if (SUCCEEDED(hr))
        hr = write_element(&writer, root->name, root->element, document);
    if (SUCCEEDED(hr))
        hr = checked(&writer, xmlTextWriterFlush(writer.xml));
    if (SUCCEEDED(hr) && writer.too_large)
        hr = checked(&writer, -1);
    if (SUCCEEDED(hr) && (writer.lost || !document_buffer_add(&writer.out, "", 1)))
        hr = vsapi_out_of_memory();
    if (hr == VSS_E_INVALID_XML_DOCUMENT)
        vsapi_message_prefix("the %s cannot be written: ", root->title);
    if (writer.xml)
        xmlFreeTextWriter(writer.xml);
    if (SUCCEEDED(hr)) {
        *xml = writer.out.bytes;
        *size_bytes = writer.out.count - 1;
        memset(&writer.out, 0, sizeof writer.out);
    }
    document_buffer_finish(&writer.out);
    document_buffer_finish(&writer.escaped);
    document_buffer_finish(&writer.scratch);
    return hr;
}
