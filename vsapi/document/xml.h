/*
 * vsapi/document/xml.h - libxml2's headers. Stands before every other include of a file: they may
 * bring in ICU's, which take a system for Windows once windows.h was there, and then define types
 * of the standard anew.
 */
#ifndef VSAPI_DOCUMENT_XML_H
#define VSAPI_DOCUMENT_XML_H

#include <libxml/parser.h>
#include <libxml/xmlerror.h>
#include <libxml/xmlwriter.h>

/* To be called before anything of libxml2 is; cheap after the first time. Any thread. */
void document_xml_begin(void);

#endif
