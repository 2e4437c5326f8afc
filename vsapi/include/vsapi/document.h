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

#endif
