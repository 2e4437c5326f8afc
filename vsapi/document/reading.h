/*
 * vsapi/document/reading.h - a document while it is read: what reader.c (elements) and attributes.c
 * share.
 */
#ifndef VSAPI_DOCUMENT_READING_H
#define VSAPI_DOCUMENT_READING_H

#include "xml.h" /* first: see there */
#include "kept.h"
#include "names.h"

#include <vsapi/document.h>

/* The table is not deeper: document, locations, component, file set. */
#define FRAMES_MOST 6

struct frame {
    const char *name;
    const struct document_element *element;
    void *object;
    unsigned seen_children; /* bits of the parts that were there */
    int row;                /* of the last known child, and which of them it was */
    size_t index;
};

struct reader {
    xmlParserCtxtPtr parser;
    const struct document_root *root;
    struct vsapi_arena *arena;
    void *document;
    struct frame frames[FRAMES_MOST];
    size_t frame_count;
    unsigned namespaces[VSAPI_DOCUMENT_DEPTH + 1]; /* declared at each level and above */
    size_t level;                                  /* elements that are open, known or not */
    size_t kept_level; /* > 0: inside an unknown element, as many levels deep */
    struct document_kept_text kept;
    struct document_buffer scratch; /* decoded values */
    HRESULT hr;                     /* the first failure; the sentence is set */
};

/* An attribute as the parser hands it out: five pointers. */
enum { LOCAL_NAME, PREFIX, URI, VALUE, VALUE_END, ATTRIBUTE_POINTERS };

/* Ends the parsing; the sentence is set. What the parser has handed out, values of attributes above
 * all, is gone after this. */
void document_stop(struct reader *reader, HRESULT hr);
/* Puts document and place before the sentence. */
void document_place(const struct reader *reader, int line, int column);
/* Refuses the document at the place where the parser is. */
void document_refuse(struct reader *reader, const char *format, ...) VSAPI_PRINTF(2, 3);
/* Ends the parsing with the failure of an inner function, whose sentence is set. */
void document_pass_on(struct reader *reader, HRESULT hr);

/* The value of an attribute as a text with an end, good until the next call; NULL: out of memory.
 */
const char *document_sax_value(struct reader *reader, const xmlChar **attribute, size_t *length);
/* Likewise the name of a namespace, NULL meaning none. */
const char *document_sax_namespace(struct reader *reader, const xmlChar *uri, size_t *length);
/* Puts the attributes of a known element into its object, and keeps the unknown ones. */
void document_read_attributes(struct reader *reader, struct frame *frame, int count,
                              const xmlChar **attributes);
/* Keeps the declarations of namespaces that are not the document's own on its root. */
void document_read_namespaces(struct reader *reader, const struct frame *frame, int count,
                              const xmlChar **namespaces);

#endif
