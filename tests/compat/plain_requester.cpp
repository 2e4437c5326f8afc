/*
 * tests/compat/plain_requester.cpp - a requester as it is written for Visual C++, on the default
 * machine: ATL's pointers, _com_error, TCHAR, secure functions.
 */
#include <Windows.h>
#include <TChar.h>
#include <ATLBase.h>
#include <AtlStr.h>
#include <ComDef.h>
#include <StrSafe.h>
#include <Vss.h>
#include <VsWriter.h>
#include <VsBackup.h>
#include <iostream>

#define CHECK_HR(call)                                                                             \
    {                                                                                              \
        HRESULT hrChecked = (call);                                                                \
        if (FAILED(hrChecked)) {                                                                   \
            _com_error error(hrChecked);                                                           \
            _ftprintf(stderr, _T("%hs failed: 0x%08lx, %s\n"), #call, error.Error(),               \
                      error.ErrorMessage());                                                       \
            throw error;                                                                           \
        }                                                                                          \
    }

class CRequester
{
  public:
    CRequester() : m_snapshots(0)
    {
    }
    void Initialize()
    {
        CHECK_HR(CreateVssBackupComponents(&m_backup));
        CHECK_HR(m_backup->InitializeForBackup());
        CHECK_HR(m_backup->SetContext(VSS_CTX_BACKUP));
        CHECK_HR(m_backup->SetBackupState(false, false, VSS_BT_COPY, false));
        CComQIPtr<IVssBackupComponentsEx4> ex4(m_backup);
        if (!ex4)
            CHECK_HR(E_NOINTERFACE);
    }
    void Snapshot(__in LPCWSTR volume)
    {
        CComPtr<IVssAsync> async;
        CComHeapPtr<WCHAR> text;
        VSS_ID set = GUID_NULL, snapshot = GUID_NULL;

        CHECK_HR(m_backup->GatherWriterMetadata(&async));
        Wait(async);
        CHECK_HR(m_backup->StartSnapshotSet(&set));
        CHECK_HR(m_backup->AddToSnapshotSet(const_cast<LPWSTR>(volume), GUID_NULL, &snapshot));
        async.Release();
        CHECK_HR(m_backup->PrepareForBackup(&async));
        Wait(async);
        async.Release();
        CHECK_HR(m_backup->DoSnapshotSet(&async));
        Wait(async);
        CHECK_HR(StringFromCLSID(snapshot, &text));
        m_id = text;
        VSS_SNAPSHOT_PROP properties = {};
        CHECK_HR(m_backup->GetSnapshotProperties(snapshot, &properties));
        m_device = properties.m_pwszSnapshotDeviceObject;
        m_snapshots += properties.m_lSnapshotsCount;
        VssFreeSnapshotProperties(&properties);
    }
    void Complete()
    {
        CComPtr<IVssAsync> async;
        CComBSTR document;

        CHECK_HR(m_backup->BackupComplete(&async));
        Wait(async);
        CHECK_HR(m_backup->SaveAsXML(&document));
        m_bytes = document.Length();
    }
    bool IsWell() const
    {
        TCHAR line[256];
        HRESULT hr =
            StringCchPrintf(line, _countof(line), _T("%s of %ld at %hs"), CString(m_id).GetString(),
                            m_snapshots, CStringA(m_device).GetString());

        return SUCCEEDED(hr) && m_snapshots == 1 && m_bytes > 0 &&
               m_device.Find(L"HarddiskVolumeShadowCopy") > 0 && m_id.GetLength() == 38;
    }

  private:
    static void Wait(__in IVssAsync *pAsync)
    {
        HRESULT hr = S_OK;

        CHECK_HR(pAsync->Wait());
        CHECK_HR(pAsync->QueryStatus(&hr, NULL));
        CHECK_HR(hr);
    }

    CComPtr<IVssBackupComponents> m_backup;
    CStringW m_id, m_device;
    LONG m_snapshots;
    size_t m_bytes = 0;
};

int _tmain()
{
    int result = 1;

    if (FAILED(CoInitializeEx(NULL, COINIT_MULTITHREADED)))
        return 1;
    try {
        CRequester requester;

        requester.Initialize();
        requester.Snapshot(L"C:\\");
        requester.Complete();
        if (requester.IsWell())
            result = 0;
    } catch (const _com_error &error) {
        std::cerr << "failed: 0x" << std::hex << error.Error() << std::endl;
    } catch (const CAtlException &error) {
        std::cerr << "failed: 0x" << std::hex << HRESULT(error) << std::endl;
    }
    CoUninitialize();
    return result;
}
