/*
 * vsapi/faces/document_text.c - a document as the API hands it in.
 *
 * A program reads a saved document from a file into a string. Whatever encoding the file had, and
 * may still declare in its first line, in the string it is WCHAR and here UTF-8; so the
 * declaration, which would now be wrong, is blanked out.
 */
#include <vsapi/text.h>

#include "inner.h"

#include <string.h>
#include <vsserror.h>

#define BYTE_ORDER_MARK 0xFEFF

/* Overwrites an XML declaration at the start of the text with blanks: lines and columns stay. */
static void blank_declaration(char *xml)
{
    static const char begin[] = "<?xml ";
    const char *end;

    if (strncmp(xml, begin, strlen(begin)) != 0)
        return;
    end = strstr(xml, "?>");
    if (!end)
        return;
    for (char *c = xml; c < end + 2; c++) {
        if (*c != '\n' && *c != '\r')
            *c = ' ';
    }
}

HRESULT vsapi_document_text(const char *parameter, const WCHAR *xml, size_t length, char **out)
{
    HRESULT hr;

    *out = NULL;
    if (!xml)
        return vsapi_fail(VSS_E_INVALID_XML_DOCUMENT,
                          "%s is NULL where a document is needed (the caller's mistake)",
                          parameter);
    if (length > 0 && xml[0] == BYTE_ORDER_MARK) {
        xml++;
        length--;
    }
    hr = vsapi_text_from_wide_n(xml, length, out);
    if (SUCCEEDED(hr))
        blank_declaration(*out);
    if (hr != E_INVALIDARG)
        return hr;
    vsapi_message_prefix("the document is no valid text: ");
    return VSS_E_INVALID_XML_DOCUMENT;
}
