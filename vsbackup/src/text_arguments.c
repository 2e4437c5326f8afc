/*
 * vsbackup/src/text_arguments.c - documents and volume names as the API hands them in.
 *
 * A requester reads a saved document from a file into a BSTR. Whatever encoding the file had, and
 * may still declare in its first line, in the BSTR it is WCHAR and here UTF-8; so the declaration,
 * which would now be wrong, is blanked out.
 */
#include "text_arguments.h"

#include <string.h>

#include <vsapi/alloc.h>
#include <vsapi/error.h>
#include <vsapi/text.h>
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

HRESULT vsbackup_document_text(BSTR xml, char **out)
{
    const WCHAR *text = xml;
    size_t length;
    HRESULT hr;

    *out = NULL;
    if (!xml)
        return vsapi_fail(VSS_E_INVALID_XML_DOCUMENT,
                          "bstrXML is NULL where a document is needed (the requester's mistake)");
    length = SysStringLen(xml);
    if (length > 0 && text[0] == BYTE_ORDER_MARK) {
        text++;
        length--;
    }
    hr = vsapi_text_from_wide_n(text, length, out);
    if (SUCCEEDED(hr))
        blank_declaration(*out);
    if (hr != E_INVALIDARG)
        return hr;
    vsapi_message_prefix("the document is no valid text: ");
    return VSS_E_INVALID_XML_DOCUMENT;
}

HRESULT vsbackup_volume_text(const char *method, const WCHAR *volume, HRESULT unfit, char **out)
{
    size_t length;
    HRESULT hr;

    hr = vsapi_text_from_wide(volume, out);
    if (FAILED(hr)) {
        vsapi_message_prefix("%s: ", method);
        return hr == E_INVALIDARG ? unfit : hr;
    }
    length = strlen(*out);
    if (length > 0 && (*out)[length - 1] == '\\')
        return S_OK;
    hr = vsapi_fail(
        unfit, "%s: the volume name \"%s\" does not end in a backslash (the requester's mistake)",
        method, *out);
    vsapi_free(*out);
    *out = NULL;
    return hr;
}
