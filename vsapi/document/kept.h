/*
 * vsapi/document/kept.h - writing an unknown part of a document down while it passes.
 */
#ifndef VSAPI_DOCUMENT_KEPT_H
#define VSAPI_DOCUMENT_KEPT_H

#include "buffer.h"

struct document_kept_text { /* zeroed is empty */
    struct document_buffer buffer;
    bool open; /* the last tag lacks its ">": it may yet become "/>" */
    bool full; /* there is more in it than white space */
};

/* All give false when memory is out. Names come with their prefix or NULL. */
bool document_kept_start(struct document_kept_text *kept, const char *prefix, const char *name);
bool document_kept_attribute(struct document_kept_text *kept, const char *prefix, const char *name,
                             const char *value);
bool document_kept_end(struct document_kept_text *kept, const char *prefix, const char *name);
bool document_kept_characters(struct document_kept_text *kept, const char *text, size_t length);
bool document_kept_raw(struct document_kept_text *kept, const char *text);
/* Nothing but white space between known elements: a document was indented. */
bool document_kept_blank(const struct document_kept_text *kept);
void document_kept_reset(struct document_kept_text *kept);
void document_kept_finish(struct document_kept_text *kept);
/* prefix:name in the arena; NULL: out of memory. */
char *document_kept_name(struct vsapi_arena *arena, const char *prefix, const char *name);

#endif
