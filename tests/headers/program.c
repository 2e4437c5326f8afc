/*
 * tests/headers/program.c - what programs in C do with the headers. Compiled only.
 *
 * An object with a vtable that is not const, as generated code has it; a requester by the call
 * macros; a writer by vsapi/writer.h.
 */
#define COBJMACROS
#include <windows.h>

#include <vsbackup.h>
#include <vsprov.h>
#include <vsapi/writer.h>

/* INCR-123: names that pages have by mistake are not taken. */
enum program_name { VSS_BS_SCHEMA = 1, VSS_BS_TIMESTAMP, VSS_BS_FULL };

static HRESULT STDMETHODCALLTYPE async_QueryInterface(IVssAsync *This, REFIID riid, void **out)
{
    *out = IsEqualIID(riid, &IID_IVssAsync) || IsEqualIID(riid, &IID_IUnknown) ? This : NULL;
    return *out ? S_OK : E_NOINTERFACE;
}

static ULONG STDMETHODCALLTYPE async_count(IVssAsync *This)
{
    (void)This;
    return 1;
}

static HRESULT async_Cancel(IVssAsync *This) /* no calling convention is needed */
{
    (void)This;
    return VSS_S_ASYNC_FINISHED;
}

static HRESULT async_Wait(IVssAsync *This, DWORD dwMilliseconds)
{
    (void)This;
    return dwMilliseconds == INFINITE ? S_OK : E_INVALIDARG;
}

static HRESULT async_QueryStatus(IVssAsync *This, HRESULT *pHrResult, INT *pReserved)
{
    (void)This;
    (void)pReserved;
    *pHrResult = VSS_S_ASYNC_FINISHED;
    return S_OK;
}

static IVssAsyncVtbl async_vtbl = {
    async_QueryInterface, async_count, async_count, async_Cancel, async_Wait, async_QueryStatus,
};

IVssAsync *program_async(void);
IVssAsync *program_async(void)
{
    static IVssAsync async = {&async_vtbl};

    return &async;
}

HRESULT program_back_up(const VSS_ID *set);
HRESULT program_back_up(const VSS_ID *set)
{
    IVssBackupComponents *backup = NULL;
    IVssWriterComponentsExt *components = NULL;
    IVssAsync *async = NULL;
    HRESULT hr = CreateVssBackupComponents(&backup);

    if (FAILED(hr))
        return hr;
    IVssBackupComponents_InitializeForBackup(backup, NULL);
    IVssBackupComponents_SetBackupState(backup, true, false, VSS_BT_FULL, false);
    hr = IVssBackupComponents_DoSnapshotSet(backup, &async);
    if (SUCCEEDED(hr)) {
        hr = IVssAsync_Wait(async, INFINITE);
        IVssAsync_Release(async);
    }
    if (SUCCEEDED(IVssBackupComponents_GetWriterComponents(backup, 0, &components)))
        IVssWriterComponentsExt_Release(components);
    IVssBackupComponents_BreakSnapshotSet(backup, *set);
    IVssBackupComponents_Release(backup);
    return hr;
}

static enum vsapi_handled ledger_OnIdentify(void *self, IVssCreateWriterMetadata *pMetadata)
{
    (void)self;
    return SUCCEEDED(IVssCreateWriterMetadata_SetBackupSchema(pMetadata, VSS_BS_COPY))
               ? VSAPI_HANDLED_TRUE
               : VSAPI_HANDLED_FALSE;
}

static const struct vsapi_writer_handlers ledger_handlers = {
    .size = sizeof ledger_handlers,
    .class_name = "ledger",
    .OnIdentify = ledger_OnIdentify,
};

HRESULT program_writer(IVssWriterImpl **writer, const VSS_ID *id);
HRESULT program_writer(IVssWriterImpl **writer, const VSS_ID *id)
{
    HRESULT hr = vsapi_writer_create(&ledger_handlers, NULL, writer);

    if (SUCCEEDED(hr))
        hr = IVssWriterImpl_Initialize(*writer, *id, L"Ledger", NULL, 0, 0, VSS_UT_USERDATA,
                                       VSS_ST_OTHER, VSS_APP_FRONT_END, 60000,
                                       VSS_AWS_NO_ALTERNATE_WRITER, false);
    return hr;
}
