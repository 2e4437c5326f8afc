/*
 * vsapi/document.h - limits of both documents, and what can be told of one without reading it
 * whole.
 */
#ifndef VSAPI_DOCUMENT_H
#define VSAPI_DOCUMENT_H

#include <vsapi/platform.h>

#include <stddef.h>

#define VSAPI_DOCUMENT_DEPTH 256
#define VSAPI_DOCUMENT_BYTES (256u << 20)

/* For tests and hosts: 0 takes the default back. */
void vsapi_document_limit(size_t size_bytes);

/* VSS_E_INVALID_XML_DOCUMENT for a text that no XML document can hold; NULL is allowed. */
HRESULT vsapi_document_check_text(const char *text);

#endif
