/*
 * vsapi/document/buffer.h - XML text that grows, and the escaping of values.
 */
#ifndef VSAPI_DOCUMENT_BUFFER_H
#define VSAPI_DOCUMENT_BUFFER_H

#include <vsapi/alloc.h>

struct document_buffer { /* zeroed is empty */
    char *bytes;
    size_t count, capacity;
};

bool document_buffer_add(struct document_buffer *buffer, const char *bytes, size_t count);
bool document_buffer_puts(struct document_buffer *buffer, const char *text);
void document_buffer_finish(struct document_buffer *buffer);

/* How many bytes of a text a sentence shows: 80 at most, whole characters. For "%.*s". */
int document_shown(const char *text);

enum document_escape {
    DOCUMENT_CONTENT, /* line feeds and quotes stay */
    DOCUMENT_VALUE    /* within "..." */
};
/* How many bytes stand before the first that needs an escape or is not allowed. */
size_t document_plain_bytes(const char *text);
/* false: XML has no form of the character *bad (for what is not UTF-8, the byte). */
bool document_can_hold(const char *text, long *bad);
/* Appends `text` with escapes. *bad is left alone, or becomes the code point (or, for what is not
 * UTF-8, the byte) that XML cannot hold; nothing more is appended then. false: out of memory. */
bool document_escape(struct document_buffer *buffer, const char *text, enum document_escape how,
                     long *bad);

#endif
