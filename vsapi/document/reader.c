/*
 * vsapi/document/reader.c - XML into a model, over the table.
 *
 * libxml2's streaming parser (SAX2) calls us for each start and end of an element; there is no
 * tree. (xmlTextReader builds one node by node, takes twice the time, and a time that is quadratic
 * in the size of a single value from 10 MB on.) The frames are the known elements that are open.
 * An unknown element is written down as text while it passes (kept.c) and belongs to the frame it
 * stands in.
 */
#include "reading.h" /* first: it brings libxml2 */
#include "reader.h"

#include "extra.h"
#include "input.h"
#include "model.h"

#include <vsapi/error.h>
#include <vsapi/thread.h>

#include <stdio.h>
#include <string.h>

/* Hands text or an element that was written down over to the frame it stands in. */
static void keep_node(struct reader *reader)
{
    struct frame *frame = &reader->frames[reader->frame_count - 1];
    char *text;
    HRESULT hr;

    if (document_kept_blank(&reader->kept)) {
        document_kept_reset(&reader->kept);
        return;
    }
    text = vsapi_arena_text(reader->arena, reader->kept.buffer.bytes, reader->kept.buffer.count);
    document_kept_reset(&reader->kept);
    hr = text ? document_keep_node(reader->arena,
                                   document_member(frame->object, frame->element->extra),
                                   frame->row, frame->index, text)
              : vsapi_out_of_memory();
    if (FAILED(hr))
        document_pass_on(reader, hr);
}

/* An element is known when it has a name of the table and no prefix of another namespace. What
 * xmlns says does not count: Windows writes redundant ones. */
static const struct document_child *find_child(const struct reader *reader,
                                               const struct frame *frame, const char *name,
                                               const char *prefix, const char *uri)
{
    const struct document_child *children = frame->element->children;

    if (!children || (prefix && (!uri || strcmp(uri, reader->root->space) != 0)))
        return NULL;
    if (frame->row >= 0 && strcmp(children[frame->row].name, name) == 0)
        return &children[frame->row];
    for (const struct document_child *child = children; child->name; child++) {
        if (strcmp(child->name, name) == 0)
            return child;
    }
    return NULL;
}

/* Makes room in an array of items for one more, and returns it zeroed; NULL: out of memory. */
static void *add_item(struct vsapi_arena *arena, struct document_array *array, size_t bytes)
{
    void *item;

    if (!vsapi_arena_grow_(arena, &array->items, array->count, &array->capacity, bytes))
        return NULL;
    item = (char *)array->items + array->count++ * bytes;
    memset(item, 0, bytes);
    return item;
}

/* The object that the element's values go into; NULL when reading has ended here. */
static void *make_object(struct reader *reader, struct frame *parent,
                         const struct document_child *child)
{
    unsigned bit = 1u << (child - parent->element->children);
    void *object;

    if (child->place == DOCUMENT_PART) {
        if (parent->seen_children & bit)
            document_refuse(reader, "%s has a second %s", parent->name, child->name);
        parent->seen_children |= bit;
        document_set_defaults(child->element, parent->object);
        return parent->object;
    }
    object = child->place == DOCUMENT_ITEMS
                 ? add_item(reader->arena, document_array_of(parent->object, child),
                            child->element->bytes)
                 : child->element->create(reader->document);
    if (!object) {
        document_pass_on(reader, vsapi_out_of_memory());
        return NULL;
    }
    document_set_defaults(child->element, object);
    if (child->variant)
        memcpy(document_member(object, child->element->variant_offset), &child->variant,
               sizeof child->variant);
    return object;
}

/* Enters an object whose attributes are read into its parent. */
static void enter(struct reader *reader, const struct frame *parent, const struct frame *frame)
{
    HRESULT hr;

    if (!frame->element->enter || FAILED(reader->hr))
        return;
    hr = frame->element->enter(reader->document, parent->object, frame->object);
    if (hr == VSS_E_OBJECT_ALREADY_EXISTS)
        document_refuse(reader, "this %s is in the document twice", frame->name);
    else if (FAILED(hr))
        document_pass_on(reader, hr);
}

static void push(struct reader *reader, const char *name, const struct document_element *element,
                 void *object)
{
    reader->frames[reader->frame_count++] =
        (struct frame){.name = name, .element = element, .object = object, .row = DOCUMENT_FIRST};
}

static void start_known(struct reader *reader, const struct document_child *child,
                        int namespace_count, const xmlChar **namespaces, int attribute_count,
                        const xmlChar **attributes)
{
    struct frame *parent = &reader->frames[reader->frame_count - 1], *frame = parent + 1;
    void *object;

    if (reader->frame_count == FRAMES_MOST) {
        document_refuse(reader, "this library's table is deeper than its reader");
        return;
    }
    object = make_object(reader, parent, child);
    if (!object || FAILED(reader->hr))
        return;
    push(reader, child->name, child->element, object);
    document_read_namespaces(reader, frame, namespace_count, namespaces);
    document_read_attributes(reader, frame, attribute_count, attributes);
    enter(reader, parent, frame);
    parent->row = (int)(child - parent->element->children);
    while (document_child_repeats(parent->element, &parent->element->children[parent->row]))
        parent->row--;
    parent->index =
        child->place == DOCUMENT_PART ? 0 : document_array_of(parent->object, child)->count - 1;
}

static void start_root(struct reader *reader, const char *name, int namespace_count,
                       const xmlChar **namespaces, int attribute_count, const xmlChar **attributes)
{
    if (strcmp(name, reader->root->name) != 0) {
        document_refuse(reader, "its root is %.*s and not %s", document_shown(name), name,
                        reader->root->name);
        return;
    }
    push(reader, reader->root->name, reader->root->element, reader->document);
    document_read_namespaces(reader, reader->frames, namespace_count, namespaces);
    document_read_attributes(reader, reader->frames, attribute_count, attributes);
}

/* Counts the namespaces of the elements that are open: libxml2 looks through all of them for each
 * prefix. */
static void count_namespaces(struct reader *reader, int count)
{
    unsigned *open = &reader->namespaces[reader->level];

    *open = reader->namespaces[reader->level - 1] + (unsigned)count;
    if (*open > DOCUMENT_NAMESPACES)
        document_refuse(reader, "it has more than %d namespaces at once", DOCUMENT_NAMESPACES);
}

/* Writes the tag of an unknown element down. */
static void start_kept(struct reader *reader, const char *prefix, const char *name)
{
    reader->kept_level++;
    if (!document_kept_start(&reader->kept, prefix, name))
        document_pass_on(reader, vsapi_out_of_memory());
}

static void keep_content(struct reader *reader, int namespace_count, const xmlChar **namespaces,
                         int attribute_count, const xmlChar **attributes)
{
    for (int i = 0; i < namespace_count && SUCCEEDED(reader->hr); i++) {
        const char *of = (const char *)namespaces[i * 2], *to;
        size_t length;

        to = document_sax_namespace(reader, namespaces[i * 2 + 1], &length);
        if (!to ||
            !document_kept_attribute(&reader->kept, of ? "xmlns" : NULL, of ? of : "xmlns", to))
            document_pass_on(reader, vsapi_out_of_memory());
    }
    for (int i = 0; i < attribute_count && SUCCEEDED(reader->hr); i++) {
        const xmlChar **attribute = attributes + i * ATTRIBUTE_POINTERS;
        size_t length;
        const char *value = document_sax_value(reader, attribute, &length);

        if (!value || !document_kept_attribute(&reader->kept, (const char *)attribute[PREFIX],
                                               (const char *)attribute[LOCAL_NAME], value))
            document_pass_on(reader, vsapi_out_of_memory());
    }
}

/* The parser reports a tag before it has looked for its end. Without one it will say so next. */
static bool tag_ends(const struct reader *reader)
{
    xmlParserInputPtr input = reader->parser->input;

    return input && input->cur && (*input->cur == '>' || *input->cur == '/');
}

static void on_start(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
                     int namespace_count, const xmlChar **namespaces, int attribute_count,
                     int defaulted_count, const xmlChar **attributes)
{
    struct reader *reader = context;
    const struct document_child *child = NULL;

    (void)defaulted_count; /* only a DTD has defaults */
    if (FAILED(reader->hr) || !tag_ends(reader))
        return;
    if (++reader->level > VSAPI_DOCUMENT_DEPTH) {
        document_refuse(reader, "it has more than %d levels of elements", VSAPI_DOCUMENT_DEPTH);
        return;
    }
    count_namespaces(reader, namespace_count);
    if (FAILED(reader->hr))
        return;
    if (reader->frame_count == 0) {
        start_root(reader, (const char *)name, namespace_count, namespaces, attribute_count,
                   attributes);
        return;
    }
    if (reader->kept_level == 0) {
        keep_node(reader); /* text before it */
        if (FAILED(reader->hr))
            return;
        child = find_child(reader, &reader->frames[reader->frame_count - 1], (const char *)name,
                           (const char *)prefix, (const char *)uri);
    }
    if (child) {
        start_known(reader, child, namespace_count, namespaces, attribute_count, attributes);
        return;
    }
    start_kept(reader, (const char *)prefix, (const char *)name);
    keep_content(reader, namespace_count, namespaces, attribute_count, attributes);
}

static void end_known(struct reader *reader)
{
    struct frame *frame = &reader->frames[reader->frame_count - 1];
    const struct document_child *children = frame->element->children;

    keep_node(reader); /* text before the end */
    for (int row = 0; children && children[row].name; row++) {
        if ((children[row].flags & DOCUMENT_REQUIRED) && !(frame->seen_children & 1u << row))
            document_refuse(reader, "%s lacks the element %s", frame->name, children[row].name);
    }
    document_extra_sort(
        *(struct vsapi_extra **)document_member(frame->object, frame->element->extra));
    reader->frame_count--;
}

static void on_end(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
    struct reader *reader = context;

    (void)uri;
    if (FAILED(reader->hr))
        return;
    reader->level--;
    if (reader->kept_level == 0) {
        end_known(reader);
        return;
    }
    if (!document_kept_end(&reader->kept, (const char *)prefix, (const char *)name))
        document_pass_on(reader, vsapi_out_of_memory());
    else if (--reader->kept_level == 0)
        keep_node(reader);
}

/* What libxml2 finds: not well-formed, or a prefix without a namespace. Warnings do not count. */
static void on_error(void *context, xmlErrorPtr error)
{
    struct reader *reader = context;
    char text[512];
    size_t length;

    if (FAILED(reader->hr) || error->level < XML_ERR_ERROR)
        return;
    if (error->code == XML_ERR_NO_MEMORY) {
        document_stop(reader, vsapi_out_of_memory());
        return;
    }
    snprintf(text, sizeof text, "%s", error->message ? error->message : "not well-formed");
    for (length = strlen(text); length > 0 && text[length - 1] == '\n';)
        text[--length] = '\0';
    vsapi_message_set(text);
    document_place(reader, error->line, error->int2);
    document_stop(reader, VSS_E_INVALID_XML_DOCUMENT);
}

/* Everything else is kept when it stands inside the root. */

static void on_text(void *context, const xmlChar *text, int length)
{
    struct reader *reader = context;

    if (SUCCEEDED(reader->hr) && reader->frame_count > 0 &&
        !document_kept_characters(&reader->kept, (const char *)text, (size_t)length))
        document_pass_on(reader, vsapi_out_of_memory());
}

/* Writes down a node that is no element: what opens it, its two parts and what closes it. */
static void on_node(struct reader *reader, const char *open, const char *text, const char *rest,
                    const char *close)
{
    if (FAILED(reader->hr) || reader->frame_count == 0)
        return;
    if (reader->kept_level == 0)
        keep_node(reader);
    if (FAILED(reader->hr))
        return;
    if (!document_kept_raw(&reader->kept, open) || !document_kept_raw(&reader->kept, text) ||
        (rest &&
         (!document_kept_raw(&reader->kept, " ") || !document_kept_raw(&reader->kept, rest))) ||
        !document_kept_raw(&reader->kept, close))
        document_pass_on(reader, vsapi_out_of_memory());
    else if (reader->kept_level == 0)
        keep_node(reader);
}

static void on_comment(void *context, const xmlChar *text)
{
    on_node(context, "<!--", (const char *)text, NULL, "-->");
}

static void on_instruction(void *context, const xmlChar *target, const xmlChar *text)
{
    on_node(context, "<?", (const char *)target, (const char *)text, "?>");
}

static void on_cdata(void *context, const xmlChar *text, int length)
{
    on_text(context, text, length); /* written back as text with escapes: the same to a reader */
}

static void on_doctype(void *context, const xmlChar *name, const xmlChar *external,
                       const xmlChar *system)
{
    (void)name;
    (void)external;
    (void)system;
    document_refuse(context, "it has a DOCTYPE; these documents have none, and no entities");
}

static void on_reference(void *context, const xmlChar *name)
{
    const char *text = (const char *)name;

    document_refuse(context, "it refers to the entity %.*s", document_shown(text), text);
}

static const xmlSAXHandler handler = {
    .initialized = XML_SAX2_MAGIC,
    .internalSubset = on_doctype,
    .reference = on_reference,
    .startElementNs = on_start,
    .endElementNs = on_end,
    .characters = on_text,
    .ignorableWhitespace = on_text,
    .cdataBlock = on_cdata,
    .comment = on_comment,
    .processingInstruction = on_instruction,
    .serror = on_error,
};

static HRESULT parse(struct reader *reader, const struct document_input *input)
{
    /* HUGE lifts libxml2's limits, for values of more than 10 MB; ours hold instead. */
    const int options = XML_PARSE_NONET | XML_PARSE_HUGE | XML_PARSE_IGNORE_ENC;
    xmlDocPtr tree;

    document_xml_begin();
    reader->parser = xmlNewParserCtxt();
    if (!reader->parser)
        return vsapi_out_of_memory();
    *reader->parser->sax = handler;
    reader->parser->userData = reader;
    tree =
        xmlCtxtReadMemory(reader->parser, input->text, (int)input->bytes, NULL, "UTF-8", options);
    if (SUCCEEDED(reader->hr) && !reader->parser->wellFormed)
        document_refuse(reader, "not well-formed");
    xmlFreeDoc(tree); /* NULL: nothing builds one */
    xmlFreeParserCtxt(reader->parser);
    return reader->hr;
}

HRESULT document_read(const struct document_root *root, const char *xml, size_t size_bytes,
                      struct vsapi_arena *arena, void *document)
{
    struct reader reader = {.root = root, .arena = arena, .document = document};
    struct document_input input;
    HRESULT hr;

    hr = document_input_open(root->title, xml, size_bytes, &input);
    if (FAILED(hr))
        return hr;
    hr = parse(&reader, &input);
    document_kept_finish(&reader.kept);
    document_buffer_finish(&reader.scratch);
    document_input_close(&input);
    return hr;
}
