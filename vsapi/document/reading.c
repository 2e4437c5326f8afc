/*
 * vsapi/document/reading.c - ending it: the reasons why a document is refused, with their place.
 */
#include "reading.h"

#include <vsapi/error.h>

#include <stdarg.h>
#include <stdio.h>

void document_stop(struct reader *reader, HRESULT hr)
{
    if (SUCCEEDED(reader->hr))
        reader->hr = hr;
    xmlStopParser(reader->parser);
}

void document_place(const struct reader *reader, int line, int column)
{
    vsapi_message_prefix("the %s is not valid: line %d, column %d: ", reader->root->title, line,
                         column);
}

void document_refuse(struct reader *reader, const char *format, ...)
{
    xmlParserInputPtr input = reader->parser->input;
    char text[1024];
    va_list args;

    if (FAILED(reader->hr))
        return;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    vsapi_message_set(text);
    document_place(reader, input ? input->line : 1, input ? input->col : 1);
    document_stop(reader, VSS_E_INVALID_XML_DOCUMENT);
}

void document_pass_on(struct reader *reader, HRESULT hr)
{
    xmlParserInputPtr input = reader->parser->input;

    if (FAILED(reader->hr))
        return;
    if (hr == VSS_E_INVALID_XML_DOCUMENT)
        document_place(reader, input ? input->line : 1, input ? input->col : 1);
    document_stop(reader, hr);
}
