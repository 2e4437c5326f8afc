/* vsbackup/src/text_arguments.h - documents and volume names as the API hands them in. */
#ifndef VSBACKUP_TEXT_ARGUMENTS_H
#define VSBACKUP_TEXT_ARGUMENTS_H

#include <vsapi/platform.h>

/* A BSTR with an XML document to UTF-8 for the readers of vsapi/document; free with vsapi_free.
 * NULL and text that is no valid WCHAR text give VSS_E_INVALID_XML_DOCUMENT: a document that cannot
 * be loaded has this code on every page, and E_INVALIDARG is on none of InitializeFor...'s. */
HRESULT vsbackup_document_text(BSTR xml, char **out);

/* The name of a volume to UTF-8; one without a backslash at the end is answered with `unfit`. */
HRESULT vsbackup_volume_text(const char *method, const WCHAR *volume, HRESULT unfit, char **out);

#endif
