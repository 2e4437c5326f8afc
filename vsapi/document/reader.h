/*
 * vsapi/document/reader.h - XML into a model, over the table.
 */
#ifndef VSAPI_DOCUMENT_READER_H
#define VSAPI_DOCUMENT_READER_H

#include "names.h"

/* Fills an empty document. On failure it is half filled: the caller destroys it. */
HRESULT document_read(const struct document_root *root, const char *xml, size_t size_bytes,
                      struct vsapi_arena *arena, void *document);

#endif
