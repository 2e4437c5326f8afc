/* tests/headers/stub_writer.c - a service that only writes down what a writer asks of it. */
#include "stub_writer.h"

#include <stdio.h>
#include <string.h>
#include <vswriter.h>

struct vstest_stub vstest_stub;
const VSS_ID vstest_set_id = {0x11111111, 0x2222, 0x3333, {4, 4, 5, 5, 5, 5, 5, 5}};

static void note(const char *call)
{
    size_t used = strlen(vstest_stub.log);

    snprintf(vstest_stub.log + used, sizeof vstest_stub.log - used, "%s ", call);
}

static ULONG STDMETHODCALLTYPE impl_Release(IVssWriterImpl *This)
{
    (void)This;
    note("Release");
    return 0;
}

static HRESULT STDMETHODCALLTYPE
impl_Initialize(IVssWriterImpl *This, VSS_ID writerId, LPCWSTR wszWriterName,
                LPCWSTR wszWriterInstanceName, DWORD dwMajorVersion, DWORD dwMinorVersion,
                VSS_USAGE_TYPE ut, VSS_SOURCE_TYPE st, VSS_APPLICATION_LEVEL nLevel,
                DWORD dwTimeout, VSS_ALTERNATE_WRITER_STATE aws, boolean bIOThrottlingOnly)
{
    char text[200];

    (void)This;
    (void)writerId;
    snprintf(text, sizeof text, "Initialize(%ls,%ls,%u.%u,%d,%d,%d,%u,%d,%d)", wszWriterName,
             wszWriterInstanceName ? wszWriterInstanceName : L"-", (unsigned)dwMajorVersion,
             (unsigned)dwMinorVersion, ut, st, nLevel, (unsigned)dwTimeout, aws, bIOThrottlingOnly);
    note(text);
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE impl_Subscribe(IVssWriterImpl *This, DWORD dwSubscribeTimeout,
                                                DWORD dwEventFlags)
{
    char text[100];

    (void)This;
    snprintf(text, sizeof text, "Subscribe(%u,%u)", (unsigned)dwSubscribeTimeout,
             (unsigned)dwEventFlags);
    note(text);
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE impl_Unsubscribe(IVssWriterImpl *This)
{
    (void)This;
    note("Unsubscribe");
    return S_OK;
}

static void STDMETHODCALLTYPE impl_Uninitialize(IVssWriterImpl *This)
{
    (void)This;
    note("Uninitialize");
}

#ifdef _WIN32 /* VSS_STRUCT_METHOD */
static VSS_ID *STDMETHODCALLTYPE impl_GetCurrentSnapshotSetId(IVssWriterImpl *This, VSS_ID *pResult)
{
    (void)This;
    *pResult = vstest_set_id;
    return pResult;
}
#else
static VSS_ID STDMETHODCALLTYPE impl_GetCurrentSnapshotSetId(IVssWriterImpl *This)
{
    (void)This;
    return vstest_set_id;
}
#endif

static boolean STDMETHODCALLTYPE impl_IsPathAffected(IVssWriterImpl *This, LPCWSTR wszPath)
{
    (void)This;
    return wszPath[0] == L'C' ? 2 : 0; /* any byte but 0 is true */
}

static HRESULT STDMETHODCALLTYPE impl_SetWriterFailure(IVssWriterImpl *This, HRESULT hr)
{
    (void)This;
    note(hr == VSS_E_WRITERERROR_TIMEOUT ? "SetWriterFailure(TIMEOUT)" : "SetWriterFailure(?)");
    return S_OK;
}

static IVssExamineWriterMetadata *STDMETHODCALLTYPE
impl_GetIdentityInformation(IVssWriterImpl *This)
{
    (void)This;
    return NULL;
}

static const IVssWriterImplVtbl impl_vtbl = {
    .Release = impl_Release,
    .Initialize = impl_Initialize,
    .Subscribe = impl_Subscribe,
    .Unsubscribe = impl_Unsubscribe,
    .Uninitialize = impl_Uninitialize,
    .GetCurrentSnapshotSetId = impl_GetCurrentSnapshotSetId,
    .IsPathAffected = impl_IsPathAffected,
    .SetWriterFailure = impl_SetWriterFailure,
    .GetIdentityInformation = impl_GetIdentityInformation,
};

HRESULT vsapi_writer_create(const struct vsapi_writer_handlers *handlers, void *self,
                            IVssWriterImpl **out)
{
    static IVssWriterImpl impl = {&impl_vtbl};
    HRESULT hr = vstest_stub.create_answer;

    memset(&vstest_stub, 0, sizeof vstest_stub);
    vstest_stub.handlers = handlers;
    vstest_stub.self = self;
    *out = SUCCEEDED(hr) ? &impl : NULL;
    return hr;
}

void vsapi_writer_exception(IVssWriterImpl *writer, const char *handler, const char *what)
{
    (void)writer;
    snprintf(vstest_stub.exception, sizeof vstest_stub.exception, "%s: %s", handler, what);
}
