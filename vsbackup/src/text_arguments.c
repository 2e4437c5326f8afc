/*
 * vsbackup/src/text_arguments.c - names of volumes as the API hands them in.
 */
#include "text_arguments.h"

#include <string.h>

#include <vsapi/alloc.h>
#include <vsapi/error.h>
#include <vsapi/text.h>

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
