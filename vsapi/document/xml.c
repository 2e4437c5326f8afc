/*
 * vsapi/document/xml.c - libxml2 is made ready once, before the first thread uses it.
 *
 * Whoever comes first to it from several threads at once would race for its inner locks.
 */
#include "xml.h"

#include <vsapi/thread.h>

static void begin(void)
{
    xmlInitParser();
}

void document_xml_begin(void)
{
    static struct vsapi_once once = VSAPI_ONCE_INIT;

    vsapi_once(&once, begin);
}
