/*
 * vsapi/document/input.h - the bytes of a document before it is parsed: encoding and limits.
 */
#ifndef VSAPI_DOCUMENT_INPUT_H
#define VSAPI_DOCUMENT_INPUT_H

#include <vsapi/platform.h>

#include <stddef.h>

#define DOCUMENT_ATTRIBUTES 256 /* most attributes of one element */
#define DOCUMENT_NAMESPACES 256 /* most declarations of namespaces on open elements */

struct document_input {
    const char *text; /* UTF-8 without byte order mark */
    size_t bytes;
    char *converted; /* owned, when the document came in UTF-16 */
};

size_t document_limit(void);
/* VSS_E_INVALID_XML_DOCUMENT: empty, too large, or not in an encoding that is read. `title` is the
 * document's name for the sentence. */
HRESULT document_input_open(const char *title, const char *xml, size_t size_bytes,
                            struct document_input *input);
void document_input_close(struct document_input *input);

#endif
