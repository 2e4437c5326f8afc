/*
 * vsapi/document/value.h - values of attributes between XML and the model.
 */
#ifndef VSAPI_DOCUMENT_VALUE_H
#define VSAPI_DOCUMENT_VALUE_H

#include "buffer.h"
#include "names.h"

/* Puts the text of an attribute into the object. VSS_E_INVALID_XML_DOCUMENT, with the sentence
 * "... is no ...", or E_OUTOFMEMORY. */
HRESULT document_value_read(const struct document_attribute *row, struct vsapi_arena *arena,
                            const char *text, size_t length, void *object);
/* Whether the attribute is written. */
bool document_value_present(const struct document_attribute *row, const void *object);
/* The text of the value, unescaped; in `scratch` where it is not the model's own. NULL: the
 * sentence says why (out of memory, or an enumeration without that value). */
const char *document_value_text(const struct document_attribute *row, const void *object,
                                struct document_buffer *scratch, HRESULT *hr);

#endif
