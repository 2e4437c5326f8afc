// shadow-reader.cpp : Defines the entry point for the console application.
//
//     shadow-reader FOLDER
//
// Writes two files into FOLDER, makes a shadow copy of the volume it is on, changes the files and
// then reads them from the shadow copy, as it was. Written as a Visual C++ program is, with ATL and
// TCHAR, and not changed for vsapi: the same source builds with g++, clang++, mingw-w64 and Visual
// C++.
#ifndef UNICODE
#define UNICODE
#endif
#ifndef _UNICODE
#define _UNICODE
#endif

#include <Windows.h>
#include <tchar.h>
#include <stdio.h>
#include <stdlib.h>
#include <strsafe.h>
#include <AtlBase.h>
#include <ComDef.h>

#include <Vss.h>
#include <VsWriter.h>
#include <VsBackup.h>

_COM_SMARTPTR_TYPEDEF(IVssBackupComponentsEx4, __uuidof(IVssBackupComponentsEx4));

#define MAX_FILES 64

// Turns a failed HRESULT into the exception that _tmain reports.
inline void CheckHr(__in HRESULT hr)
{
    if (FAILED(hr))
        _com_issue_error(hr);
}

// The same for functions that leave their error with GetLastError.
inline void CheckWin32(__in BOOL bOk)
{
    if (!bOk)
        _com_issue_error(HRESULT_FROM_WIN32(GetLastError()));
}

// A file handle that closes itself.
class CFileHandle
{
  public:
    explicit CFileHandle(__in HANDLE hFile) : m_hFile(hFile)
    {
        CheckWin32(m_hFile != INVALID_HANDLE_VALUE);
    }
    ~CFileHandle()
    {
        CloseHandle(m_hFile);
    }
    operator HANDLE() const
    {
        return m_hFile;
    }

  private:
    CFileHandle(const CFileHandle &);
    CFileHandle &operator=(const CFileHandle &);

    HANDLE m_hFile;
};

// What an earlier run has left.
static void DeleteIfThere(__in LPCTSTR pszFolder, __in LPCTSTR pszName)
{
    TCHAR szPath[MAX_PATH];
    CheckHr(StringCchPrintf(szPath, _countof(szPath), _T("%s\\%s"), pszFolder, pszName));
    if (!DeleteFile(szPath) && GetLastError() != ERROR_FILE_NOT_FOUND)
        CheckWin32(FALSE);
}

static void WriteWholeFile(__in LPCTSTR pszFolder, __in LPCTSTR pszName, __in LPCSTR pszText)
{
    TCHAR szPath[MAX_PATH];
    CheckHr(StringCchPrintf(szPath, _countof(szPath), _T("%s\\%s"), pszFolder, pszName));

    CFileHandle hFile(
        CreateFile(szPath, GENERIC_WRITE, 0, NULL, CREATE_ALWAYS, FILE_ATTRIBUTE_NORMAL, NULL));
    DWORD cbWritten = 0;
    CheckWin32(WriteFile(hFile, pszText, (DWORD)strlen(pszText), &cbWritten, NULL));
}

// Waits for an asynchronous operation and takes its result.
static void WaitForAsync(__in IVssAsync *pAsync)
{
    HRESULT hrResult = S_OK;
    CheckHr(pAsync->Wait());
    CheckHr(pAsync->QueryStatus(&hrResult, NULL));
    CheckHr(hrResult);
}

static int __cdecl CompareFound(const void *pLeft, const void *pRight)
{
    return _tcsicmp(((const WIN32_FIND_DATA *)pLeft)->cFileName,
                    ((const WIN32_FIND_DATA *)pRight)->cFileName);
}

class CShadowReader
{
  public:
    CShadowReader() : m_snapshotId(GUID_NULL), m_setId(GUID_NULL)
    {
    }

    void Open();
    void ReportWriters();
    void TryUnknownVolume();
    void MakeShadowCopy(__in LPCTSTR pszFolder);
    void ReadShadowCopy(__in LPCTSTR pszFolder);
    void Close();

  private:
    void PrintFile(__in LPCTSTR pszFolder, __in const WIN32_FIND_DATA &found);

    CComPtr<IVssBackupComponents> m_pBackup;
    VSS_ID m_snapshotId;
    VSS_ID m_setId;
    TCHAR m_szVolume[MAX_PATH];
};

void CShadowReader::Open()
{
    CheckHr(CreateVssBackupComponents(&m_pBackup));
    CheckHr(m_pBackup->InitializeForBackup());
    CheckHr(m_pBackup->SetContext(VSS_CTX_BACKUP));
    CheckHr(m_pBackup->SetBackupState(true, false, VSS_BT_COPY, false));

    IVssBackupComponentsEx4Ptr pEx4;
    CheckHr(m_pBackup->QueryInterface(IID_PPV_ARGS(&pEx4)));
    CComQIPtr<IVssBackupComponentsEx3> pEx3(m_pBackup);
    _tprintf(_T("interfaces: Ex4 %s, Ex3 %s\n"),
             pEx4.GetInterfacePtr() != NULL ? _T("yes") : _T("no"), pEx3 ? _T("yes") : _T("no"));
}

void CShadowReader::ReportWriters()
{
    CComPtr<IVssAsync> pAsync;
    CheckHr(m_pBackup->GatherWriterMetadata(&pAsync));
    WaitForAsync(pAsync);

    UINT cWriters = 0;
    CheckHr(m_pBackup->GetWriterMetadataCount(&cWriters));
    for (UINT iWriter = 0; iWriter < cWriters; iWriter++) {
        VSS_ID idInstance, idWriter;
        CComBSTR bstrName;
        VSS_USAGE_TYPE usage;
        VSS_SOURCE_TYPE source;
        CComPtr<IVssExamineWriterMetadata> pMetadata;
        CheckHr(m_pBackup->GetWriterMetadata(iWriter, &idInstance, &pMetadata));
        CheckHr(pMetadata->GetIdentity(&idInstance, &idWriter, &bstrName, &usage, &source));
        _tprintf(_T("writer: %s\n"), (LPCWSTR)bstrName);
    }
    CheckHr(m_pBackup->FreeWriterMetadata());
}

// A volume that no machine has: the error is thrown, caught and reported.
void CShadowReader::TryUnknownVolume()
{
    VSS_ID idSnapshot = GUID_NULL;
    TCHAR szVolume[] = _T("\\\\?\\Volume{00000000-0000-0000-0000-00000000f00d}\\");
    try {
        CheckHr(m_pBackup->AddToSnapshotSet(szVolume, GUID_NULL, &idSnapshot));
        _tprintf(_T("unknown volume: taken\n"));
    } catch (const _com_error &error) {
        _tprintf(_T("unknown volume: 0x%08lx\n"), (unsigned long)error.Error());
    }
}

void CShadowReader::MakeShadowCopy(__in LPCTSTR pszFolder)
{
    CheckWin32(GetVolumePathName(pszFolder, m_szVolume, _countof(m_szVolume)));

    CheckHr(m_pBackup->StartSnapshotSet(&m_setId));
    TryUnknownVolume();
    CheckHr(m_pBackup->AddToSnapshotSet(m_szVolume, GUID_NULL, &m_snapshotId));

    CComPtr<IVssAsync> pPrepare;
    CheckHr(m_pBackup->PrepareForBackup(&pPrepare));
    WaitForAsync(pPrepare);

    CComPtr<IVssAsync> pSnapshot;
    CheckHr(m_pBackup->DoSnapshotSet(&pSnapshot));
    WaitForAsync(pSnapshot);
    _tprintf(_T("shadow copy: made\n"));
}

void CShadowReader::PrintFile(__in LPCTSTR pszFolder, __in const WIN32_FIND_DATA &found)
{
    TCHAR szPath[2 * MAX_PATH];
    CheckHr(StringCchPrintf(szPath, _countof(szPath), _T("%s\\%s"), pszFolder, found.cFileName));

    CFileHandle hFile(CreateFile(szPath, GENERIC_READ, FILE_SHARE_READ, NULL, OPEN_EXISTING,
                                 FILE_FLAG_SEQUENTIAL_SCAN, NULL));
    LARGE_INTEGER cbFile;
    CheckWin32(GetFileSizeEx(hFile, &cbFile));

    CAutoVectorPtr<char> pData;
    if (!pData.Allocate((size_t)cbFile.QuadPart + 1))
        _com_issue_error(E_OUTOFMEMORY);
    DWORD cbRead = 0;
    CheckWin32(ReadFile(hFile, pData, (DWORD)cbFile.QuadPart, &cbRead, NULL));
    pData[cbRead] = '\0';
    _tprintf(_T("  %-12s %3lu bytes: %hs\n"), found.cFileName, (unsigned long)cbRead,
             (char *)pData);
}

void CShadowReader::ReadShadowCopy(__in LPCTSTR pszFolder)
{
    VSS_SNAPSHOT_PROP prop;
    CheckHr(m_pBackup->GetSnapshotProperties(m_snapshotId, &prop));
    CComBSTR bstrFolder(prop.m_pwszSnapshotDeviceObject);
    _tprintf(_T("shadow copies in the set: %ld\n"), (long)prop.m_lSnapshotsCount);
    VssFreeSnapshotProperties(&prop);

    // What follows the volume in the path follows the device in the shadow copy.
    bstrFolder.Append(_T("\\"));
    bstrFolder.Append(pszFolder + _tcslen(m_szVolume));
    CComBSTR bstrPattern(bstrFolder);
    bstrPattern.Append(_T("\\*.txt"));

    WIN32_FIND_DATA found[MAX_FILES];
    int cFound = 0;
    HANDLE hFind = FindFirstFile(bstrPattern, &found[0]);
    CheckWin32(hFind != INVALID_HANDLE_VALUE);
    do
        cFound++;
    while (cFound < MAX_FILES && FindNextFile(hFind, &found[cFound]));
    FindClose(hFind);

    qsort(found, cFound, sizeof(found[0]), CompareFound);
    for (int iFile = 0; iFile < cFound; iFile++)
        PrintFile(bstrFolder, found[iFile]);
    _tprintf(_T("files in the shadow copy: %d\n"), cFound);
}

void CShadowReader::Close()
{
    CComPtr<IVssAsync> pComplete;
    CheckHr(m_pBackup->BackupComplete(&pComplete));
    WaitForAsync(pComplete);
    m_pBackup.Release();
}

static void Run(__in LPCTSTR pszFolder)
{
    if (!CreateDirectory(pszFolder, NULL) && GetLastError() != ERROR_ALREADY_EXISTS)
        CheckWin32(FALSE);
    DeleteIfThere(pszFolder, _T("late.txt"));
    WriteWholeFile(pszFolder, _T("Notes.txt"), "as it was");
    WriteWholeFile(pszFolder, _T("plan.txt"), "not yet");

    CShadowReader reader;
    reader.Open();
    reader.ReportWriters();
    reader.MakeShadowCopy(pszFolder);
    WriteWholeFile(pszFolder, _T("Notes.txt"), "changed after the shadow copy");
    WriteWholeFile(pszFolder, _T("late.txt"), "too late");
    reader.ReadShadowCopy(pszFolder);
    reader.Close();
}

int _tmain(int argc, TCHAR *argv[])
{
    if (argc != 2) {
        _ftprintf(stderr, _T("usage: shadow-reader FOLDER\n"));
        return 2;
    }
    HRESULT hr = CoInitializeEx(NULL, COINIT_MULTITHREADED);
    if (FAILED(hr))
        return 1;
    int nResult = 0;
    try {
        CheckHr(CoInitializeSecurity(NULL, -1, NULL, NULL, RPC_C_AUTHN_LEVEL_PKT_PRIVACY,
                                     RPC_C_IMP_LEVEL_IDENTIFY, NULL, EOAC_NONE, NULL));
        Run(argv[1]);
        _tprintf(_T("shadow-reader: done\n"));
    } catch (const _com_error &error) {
        _ftprintf(stderr, _T("shadow-reader: 0x%08lx %s\n"), (unsigned long)error.Error(),
                  error.ErrorMessage());
        nResult = 1;
    }
    CoUninitialize();
    return nResult;
}
