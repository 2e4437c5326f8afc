/*
 * vsapi/document/document.c - the functions of wmd.h and bcd.h that read and write XML, and the
 * limit of a document's size.
 */
#include "model.h"

#include <vsapi/document.h>
#include <vsapi/error.h>

static _Atomic size_t limit_bytes = VSAPI_DOCUMENT_BYTES;

void vsapi_document_limit(size_t size_bytes)
{
    atomic_store(&limit_bytes, size_bytes ? size_bytes : VSAPI_DOCUMENT_BYTES);
}

HRESULT vsapi_wmd_read(const char *xml, size_t size_bytes, struct vsapi_wmd **out)
{
    (void)xml;
    (void)size_bytes;
    *out = NULL;
    return E_NOTIMPL;
}

HRESULT vsapi_wmd_write(const struct vsapi_wmd *wmd, char **xml, size_t *size_bytes)
{
    (void)wmd;
    *xml = NULL;
    *size_bytes = 0;
    return E_NOTIMPL;
}

HRESULT vsapi_bcd_read(const char *xml, size_t size_bytes, struct vsapi_bcd **out)
{
    (void)xml;
    (void)size_bytes;
    *out = NULL;
    return E_NOTIMPL;
}

HRESULT vsapi_bcd_write(const struct vsapi_bcd *bcd, char **xml, size_t *size_bytes)
{
    (void)bcd;
    *xml = NULL;
    *size_bytes = 0;
    return E_NOTIMPL;
}
