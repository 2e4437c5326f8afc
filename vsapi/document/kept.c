/*
 * vsapi/document/kept.c - writing an unknown part of a document down while it passes.
 *
 * The text has the one form in which this library writes XML, so that what it wrote itself comes
 * back byte by byte: an element without content as <a/>, CDATA as text with escapes.
 */
#include "kept.h"

#include <string.h>

static bool put_name(struct document_buffer *buffer, const char *prefix, const char *name)
{
    if (prefix && !(document_buffer_puts(buffer, prefix) && document_buffer_puts(buffer, ":")))
        return false;
    return document_buffer_puts(buffer, name);
}

static bool close_tag(struct document_kept_text *kept)
{
    bool open = kept->open;

    kept->open = false;
    return !open || document_buffer_puts(&kept->buffer, ">");
}

bool document_kept_start(struct document_kept_text *kept, const char *prefix, const char *name)
{
    if (!close_tag(kept))
        return false;
    kept->open = kept->full = true;
    return document_buffer_puts(&kept->buffer, "<") && put_name(&kept->buffer, prefix, name);
}

bool document_kept_attribute(struct document_kept_text *kept, const char *prefix, const char *name,
                             const char *value)
{
    long bad = -1; /* never: the parser has looked at it */

    return document_buffer_puts(&kept->buffer, " ") && put_name(&kept->buffer, prefix, name) &&
           document_buffer_puts(&kept->buffer, "=\"") &&
           document_escape(&kept->buffer, value, DOCUMENT_VALUE, &bad) &&
           document_buffer_puts(&kept->buffer, "\"");
}

bool document_kept_end(struct document_kept_text *kept, const char *prefix, const char *name)
{
    if (kept->open) {
        kept->open = false;
        return document_buffer_puts(&kept->buffer, "/>");
    }
    return document_buffer_puts(&kept->buffer, "</") && put_name(&kept->buffer, prefix, name) &&
           document_buffer_puts(&kept->buffer, ">");
}

static bool blank(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        if (!memchr(" \t\r\n", text[i], 4))
            return false;
    }
    return true;
}

bool document_kept_characters(struct document_kept_text *kept, const char *text, size_t length)
{
    size_t start = 0;

    if (!close_tag(kept))
        return false;
    kept->full = kept->full || !blank(text, length);
    for (size_t i = 0; i <= length; i++) {
        static const struct {
            char character;
            const char *escape;
        } escapes[] = {{'&', "&amp;"}, {'<', "&lt;"}, {'>', "&gt;"}, {'\r', "&#13;"}};

        for (size_t e = 0; i == length || e < sizeof escapes / sizeof escapes[0]; e++) {
            if (i < length && text[i] != escapes[e].character)
                continue;
            if (!document_buffer_add(&kept->buffer, text + start, i - start))
                return false;
            start = i + 1;
            if (i < length && !document_buffer_puts(&kept->buffer, escapes[e].escape))
                return false;
            break;
        }
    }
    return true;
}

bool document_kept_raw(struct document_kept_text *kept, const char *text)
{
    kept->full = true;
    return close_tag(kept) && document_buffer_puts(&kept->buffer, text);
}

bool document_kept_blank(const struct document_kept_text *kept)
{
    return !kept->full;
}

void document_kept_reset(struct document_kept_text *kept)
{
    kept->buffer.count = 0;
    kept->open = kept->full = false;
}

void document_kept_finish(struct document_kept_text *kept)
{
    document_buffer_finish(&kept->buffer);
}

char *document_kept_name(struct vsapi_arena *arena, const char *prefix, const char *name)
{
    struct document_buffer buffer = {NULL, 0, 0};
    char *text = NULL;

    if (put_name(&buffer, prefix, name))
        text = vsapi_arena_text(arena, buffer.bytes, buffer.count);
    document_buffer_finish(&buffer);
    return text;
}
