/*
 * tests/headers/program.cpp - what programs written for Windows do with the headers. Compiled only.
 *
 * In the order programs include things: windows.h first, the C++ library and the host's own headers
 * after it, which shows macros of windows.h that would break them.
 */
#include <windows.h>

#include <vss.h>
#include <vswriter.h>
#include <vsbackup.h>

#include <algorithm>
#include <filesystem>
#include <limits>
#include <locale>
#include <map>
#include <memory>
#include <regex>
#include <string>
#include <thread>
#include <vector>
#ifndef _WIN32
#include <sys/select.h>
#include <sys/socket.h>
#endif

/* Functions that get a callback: the callback may be written with or without the convention. */
using routine = DWORD(WINAPI *)(void *);
using cdecl_routine = int(__cdecl *)(const void *, const void *);
DWORD plain_routine(void *);
int plain_compare(const void *, const void *);
extern const routine with_convention = plain_routine;
extern const cdecl_routine with_cdecl = plain_compare;

template <class Interface> class Pointer
{
  public:
    ~Pointer()
    {
        if (m_object)
            m_object->Release();
    }
    Interface **operator&()
    {
        return &m_object;
    }
    Interface *operator->() const
    {
        return m_object;
    }
    HRESULT As(IUnknown *object)
    {
        return object->QueryInterface(__uuidof(Interface), reinterpret_cast<void **>(&m_object));
    }

  private:
    Interface *m_object = nullptr;
};

static HRESULT wait(IVssAsync *async)
{
    HRESULT status = S_OK;
    HRESULT hr = async->Wait();

    if (SUCCEEDED(hr))
        hr = async->QueryStatus(&status, nullptr);
    async->Release();
    return hr == S_OK && status != VSS_S_ASYNC_FINISHED ? status : hr;
}

HRESULT back_up(const std::wstring &volume, std::vector<std::wstring> &names)
{
    Pointer<IVssBackupComponents> backup;
    Pointer<IVssBackupComponentsEx2> ex;
    IVssAsync *async = nullptr;
    VSS_ID set = GUID_NULL, shadow = GUID_NULL;
    VSS_SNAPSHOT_PROP properties = {};
    UINT count = 0;
    HRESULT hr = CreateVssBackupComponents(&backup);

    if (FAILED(hr))
        return hr;
    backup->InitializeForBackup();
    backup->SetContext(VSS_CTX_APP_ROLLBACK | VSS_VOLSNAP_ATTR_TRANSPORTABLE);
    backup->SetBackupState(true, false, VSS_BT_FULL);
    if (SUCCEEDED(backup->GatherWriterMetadata(&async)))
        wait(async);
    backup->GetWriterMetadataCount(&count);
    for (UINT i = 0; i < count; i++) {
        Pointer<IVssExamineWriterMetadata> metadata;
        Pointer<IVssWMComponent> component;
        PVSSCOMPONENTINFO info = nullptr;
        VSS_ID instance, writer;
        VSS_USAGE_TYPE usage;
        VSS_SOURCE_TYPE source;
        BSTR name = nullptr;

        backup->GetWriterMetadata(i, &instance, &metadata);
        metadata->GetIdentity(&instance, &writer, &name, &usage, &source);
        names.push_back(name ? std::wstring(name) : L"");
        SysFreeString(name);
        metadata->GetComponent(0, &component);
        component->GetComponentInfo(&info);
        if (info->bSelectable && info->type == VSS_CT_FILEGROUP)
            backup->AddComponent(instance, writer, info->type, info->bstrLogicalPath,
                                 info->bstrComponentName);
        component->FreeComponentInfo(info);
    }
    backup->StartSnapshotSet(&set);
    backup->AddToSnapshotSet(const_cast<VSS_PWSZ>(volume.c_str()), GUID_NULL, &shadow);
    if (SUCCEEDED(backup->DoSnapshotSet(&async)))
        hr = wait(async);
    if (SUCCEEDED(backup->GetSnapshotProperties(shadow, &properties)))
        VssFreeSnapshotProperties(&properties);
    switch (hr) {
    case VSS_E_BAD_STATE:
    case VSS_S_ASYNC_CANCELLED:
        return E_FAIL;
    default:
        return (std::max)(0, std::min(1, 0)) + std::numeric_limits<HRESULT>::max();
    }
}

HRESULT look_at(IVssBackupComponents *backup)
{
    IVssWriterComponentsExt *components = nullptr;
    IVssComponent *component = nullptr;
    IUnknown *unknown;
    HRESULT hr = backup->GetWriterComponents(0, &components);

    if (FAILED(hr))
        return hr;
    unknown = components; /* a COM object, though its first base is none */
    unknown->AddRef();
    components->Release();
    hr = components->GetComponent(0, &component);
    components->Release();
    return hr;
}

class Ledger : public CVssWriterEx
{
  public:
    bool STDMETHODCALLTYPE OnIdentifyEx(IN IVssCreateWriterMetadataEx *pMetadata) override
    {
        HRESULT hr = pMetadata->AddComponent(VSS_CT_FILEGROUP, nullptr, L"Ledger", L"The ledger",
                                             nullptr, 0, false, false, true);

        if (SUCCEEDED(hr))
            hr = pMetadata->AddFilesToFileGroup(nullptr, L"Ledger", L"C:\\ledger", L"*.*", true,
                                                nullptr);
        if (SUCCEEDED(hr))
            hr = pMetadata->SetRestoreMethod(VSS_RME_RESTORE_IF_CAN_REPLACE, nullptr, nullptr,
                                             VSS_WRE_NEVER, false);
        pMetadata->AddExcludeFilesFromSnapshot(L"C:\\ledger", L"*.tmp", false);
        return SUCCEEDED(hr);
    }
    bool STDMETHODCALLTYPE OnPrepareSnapshot() override
    {
        for (UINT i = 0; i < GetCurrentVolumeCount(); i++)
            if (GetCurrentVolumeArray()[i][0] == L'C')
                return IsPathAffected(L"C:\\ledger");
        return true;
    }
    bool STDMETHODCALLTYPE OnFreeze() override
    {
        SetWriterFailure(VSS_E_WRITERERROR_RETRYABLE);
        return GetContext() == VSS_CTX_BACKUP && GetBackupType() == VSS_BT_FULL;
    }
    bool STDMETHODCALLTYPE OnThaw() override
    {
        return true;
    }
    bool STDMETHODCALLTYPE OnAbort() override
    {
        return true;
    }
};

HRESULT run(std::unique_ptr<Ledger> &writer)
{
    static const GUID id = {0x01020304, 0x0506, 0x0708, {9, 10, 11, 12, 13, 14, 15, 16}};
    HRESULT hr;

    writer = std::make_unique<Ledger>();
    hr = writer->InitializeEx(id, L"Ledger", 1, 0, VSS_UT_USERDATA, VSS_ST_OTHER);
    return hr == S_OK ? writer->Subscribe() : hr;
}
