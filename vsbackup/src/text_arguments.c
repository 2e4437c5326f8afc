/*
 * vsbackup/src/text_arguments.c - documents and volume names as the API hands them in.
 *
 * A requester reads a saved document from a file into a BSTR. Whatever encoding the file had, and
 * may still declare in its first line, in the BSTR it is WCHAR and here UTF-8; so the declaration,
 * which would now be wrong, is left out. Lines are still counted as in the file.
 */
#include "text_arguments.h"

#include <string.h>

#include <vsapi/alloc.h>
#include <vsapi/error.h>
#include <vsapi/text.h>
#include <vsserror.h>

#define BYTE_ORDER_MARK 0xFEFF

/* The length of an XML declaration without line ends at the start of the text, else 0. */
static size_t declaration_length(const WCHAR *xml, size_t length)
{
    static const WCHAR begin[] = L"<?xml ";
    const size_t begin_length = sizeof begin / sizeof *begin - 1;

    if (length < begin_length || memcmp(xml, begin, sizeof begin - sizeof *begin) != 0)
        return 0;
    for (size_t i = begin_length; i + 1 < length && xml[i] != L'\n' && xml[i] != L'<'; i++) {
        if (xml[i] == L'?' && xml[i + 1] == L'>')
            return i + 2;
    }
    return 0;
}

HRESULT vsbackup_document_text(BSTR xml, char **out)
{
    const WCHAR *text = xml;
    size_t length, skip;
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
    skip = declaration_length(text, length);
    hr = vsapi_text_from_wide_n(text + skip, length - skip, out);
    if (hr == E_INVALIDARG) {
        vsapi_message_prefix("the document is no valid text: ");
        return VSS_E_INVALID_XML_DOCUMENT;
    }
    return hr;
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
