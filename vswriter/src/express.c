/*
 * vswriter/src/express.c - express writers: not done yet.
 */
#include <vsapi/error.h>
#include <vsapi/trace.h>
#include <vswriter.h>

static HRESULT express_writer_create(IVssExpressWriter **out)
{
    if (!out)
        return vsapi_fail(E_INVALIDARG, "CreateVssExpressWriter: ppWriter is NULL");
    *out = NULL;
    return vsapi_fail(E_NOTIMPL, "express writers are not done yet");
}

HRESULT STDAPICALLTYPE CreateVssExpressWriterInternal(IVssExpressWriter **ppWriter)
{
    return VSAPI_API("CreateVssExpressWriterInternal", NULL, express_writer_create(ppWriter), "");
}

HRESULT STDAPICALLTYPE CreateVssExpressWriter(IVssExpressWriter **ppWriter)
{
    return VSAPI_API("CreateVssExpressWriter", NULL, express_writer_create(ppWriter), "");
}
