/*
 * vsapi/document/writer.h - a model into XML, over the table.
 */
#ifndef VSAPI_DOCUMENT_WRITER_H
#define VSAPI_DOCUMENT_WRITER_H

#include "names.h"

/* *xml has an end beyond its size; it is freed with vsapi_free. VSS_E_INVALID_XML_DOCUMENT: a text
 * has a character that XML cannot hold, or an enumeration a value without a name. */
HRESULT document_write(const struct document_root *root, const void *document, char **xml,
                       size_t *size_bytes);

#endif
