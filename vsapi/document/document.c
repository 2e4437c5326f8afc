/*
 * vsapi/document/document.c - what wmd.h and bcd.h offer to read and write XML.
 */
#include <vsapi/document.h>
#include <vsapi/error.h>

#include "buffer.h"
#include "model.h"
#include "reader.h"
#include "writer.h"

HRESULT vsapi_document_check_text(const char *text)
{
    long bad = 0;

    if (!text || document_can_hold(text, &bad))
        return S_OK;
    return vsapi_fail(VSS_E_INVALID_XML_DOCUMENT, "\"%.*s\" holds U+%04lX, which no XML can hold",
                      document_shown(text), text, bad);
}

HRESULT vsapi_wmd_read(const char *xml, size_t size_bytes, struct vsapi_wmd **out)
{
    struct vsapi_wmd *wmd = NULL;
    HRESULT hr;

    *out = NULL;
    hr = vsapi_wmd_create(&wmd);
    if (FAILED(hr))
        return hr;
    hr = document_read(&document_wmd_root, xml, size_bytes, wmd->arena, wmd);
    if (FAILED(hr)) {
        vsapi_wmd_unref(wmd);
        return hr;
    }
    *out = wmd;
    return S_OK;
}

HRESULT vsapi_wmd_write(const struct vsapi_wmd *wmd, char **xml, size_t *size_bytes)
{
    return document_write(&document_wmd_root, wmd, xml, size_bytes);
}

HRESULT vsapi_bcd_read(const char *xml, size_t size_bytes, struct vsapi_bcd **out)
{
    struct vsapi_bcd *bcd = NULL;
    HRESULT hr;

    *out = NULL;
    hr = vsapi_bcd_create(&bcd);
    if (FAILED(hr))
        return hr;
    hr = document_read(&document_bcd_root, xml, size_bytes, bcd->arena, bcd);
    if (FAILED(hr)) {
        vsapi_bcd_unref(bcd);
        return hr;
    }
    *out = bcd;
    return S_OK;
}

HRESULT vsapi_bcd_write(const struct vsapi_bcd *bcd, char **xml, size_t *size_bytes)
{
    return document_write(&document_bcd_root, bcd, xml, size_bytes);
}
