/*
 * vsapi/host/load.c - the host that an XML file describes.
 */
#include "parts.h"

HRESULT vsapi_host_load(const char *path, struct vsapi_host **out)
{
    *out = NULL;
    return vsapi_fail(E_NOTIMPL, "host files cannot be read yet: %s", path);
}
