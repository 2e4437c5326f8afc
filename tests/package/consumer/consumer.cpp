/*
 * A program as a user has it: a writer, its handlers with STDMETHODCALLTYPE and, where there is
 * only one calling convention, without, and a requester that finds it, linked to the installed
 * library.
 */
#include <windows.h>

#include <vss.h>
#include <vswriter.h>
#include <vsbackup.h>

#include <cstdio>
#include <string>

static const VSS_ID kWriter = {
    0x5d1a3f60, 0x7c1e, 0x4f6b, {0x9a, 0x33, 0x10, 0x52, 0x8e, 0x61, 0x04, 0xd7}};

#ifdef __i386__
#define BARE STDMETHODCALLTYPE
#else
#define BARE
#endif

class SmallWriter : public CVssWriter
{
  public:
    HRESULT Start()
    {
        HRESULT hr = Initialize(kWriter, L"Small Writer", VSS_UT_USERDATA, VSS_ST_OTHER);
        return FAILED(hr) ? hr : Subscribe();
    }
    bool STDMETHODCALLTYPE OnIdentify(IVssCreateWriterMetadata *pMetadata) override
    {
        HRESULT hr = pMetadata->AddComponent(VSS_CT_FILEGROUP, NULL, L"files", L"All files", NULL,
                                             0, false, false, true);
        return SUCCEEDED(hr) &&
               SUCCEEDED(pMetadata->SetRestoreMethod(VSS_RME_RESTORE_IF_CAN_REPLACE, NULL, NULL,
                                                     VSS_WRE_NEVER, false));
    }
    bool BARE OnPrepareSnapshot() override
    {
        return true;
    }
    bool STDMETHODCALLTYPE OnFreeze() override
    {
        return true;
    }
    bool BARE OnThaw() override
    {
        return true;
    }
    bool STDMETHODCALLTYPE OnAbort() override
    {
        return true;
    }
};

static HRESULT gather(IVssBackupComponents *backup)
{
    IVssAsync *async = NULL;
    HRESULT hr = backup->InitializeForBackup();
    HRESULT status = E_FAIL;

    if (FAILED(hr) || FAILED(hr = backup->GatherWriterMetadata(&async)))
        return hr;
    hr = async->Wait();
    if (SUCCEEDED(hr))
        hr = async->QueryStatus(&status, NULL);
    async->Release();
    return FAILED(hr) ? hr : status == VSS_S_ASYNC_FINISHED ? S_OK : status;
}

static bool is_listed(IVssBackupComponents *backup)
{
    UINT count = 0;

    backup->GetWriterMetadataCount(&count);
    for (UINT i = 0; i < count; i++) {
        VSS_ID instance, identity, writer;
        BSTR name = NULL;
        VSS_USAGE_TYPE usage;
        VSS_SOURCE_TYPE source;
        IVssExamineWriterMetadata *metadata = NULL;

        if (FAILED(backup->GetWriterMetadata(i, &instance, &metadata)))
            return false;
        metadata->GetIdentity(&identity, &writer, &name, &usage, &source);
        bool found = IsEqualGUID(writer, kWriter) && std::wstring(name) == L"Small Writer";
        SysFreeString(name);
        metadata->Release();
        if (found)
            return true;
    }
    return false;
}

int main()
{
    IVssBackupComponents *backup = NULL;
    int result = 1;

    CoInitializeEx(NULL, COINIT_MULTITHREADED);
    {
        SmallWriter writer;

        if (FAILED(writer.Start()) || FAILED(CreateVssBackupComponents(&backup)))
            return 1;
        if (SUCCEEDED(gather(backup)) && is_listed(backup))
            result = 0;
        backup->Release();
        writer.Unsubscribe();
    }
    CoUninitialize();
    std::printf("consumer: %s\n", result == 0 ? "the writer was found" : "FAILED");
    return result;
}
