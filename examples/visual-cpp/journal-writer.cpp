// journal-writer.cpp : a service with a journal, and its VSS writer.
//
//     journal-writer FOLDER          serves until Ctrl+C
//     journal-writer FOLDER /once    backs itself up once and ends
//
// Written as a Visual C++ program is, with nested classes, SAL, events, a critical section and a
// console handler, and not changed for vsapi: the same source builds with g++, clang++, mingw-w64
// and Visual C++.
#ifndef UNICODE
#define UNICODE
#endif
#ifndef _UNICODE
#define _UNICODE
#endif

#include <windows.h>
#include <stdio.h>
#include <tchar.h>
#include <strsafe.h>
#include <atlbase.h>

#include <vss.h>
#include <vswriter.h>
#include <vsbackup.h>

#define WIDEN2(x) L##x
#define WIDEN(x) WIDEN2(x)
#define __WFUNCTION__ WIDEN(__FUNCTION__)

#define FAIL_RETURN(call)                                                                          \
    do {                                                                                           \
        HRESULT hrCall = (call);                                                                   \
        if (FAILED(hrCall)) {                                                                      \
            LogError(__WFUNCTION__, hrCall, L"%s", WIDEN(#call));                                  \
            return hrCall;                                                                         \
        }                                                                                          \
    } while (0)

// {6A5B3D0C-9B5E-4F0B-8A43-6F1D2C7E9B10}
static const VSS_ID s_writerId = {
    0x6a5b3d0c, 0x9b5e, 0x4f0b, {0x8a, 0x43, 0x6f, 0x1d, 0x2c, 0x7e, 0x9b, 0x10}};
static const WCHAR s_szWriterName[] = L"Journal Writer";
static const WCHAR s_szComponent[] = L"journal";

static HANDLE g_hStop = NULL;
static bool g_bOnce = false; // the end of a backup is the end of the program

// The name of a function without its class, which Visual C++ puts before it.
static LPCWSTR BareName(_In_z_ LPCWSTR pszFunction)
{
    LPCWSTR pszColon = wcsrchr(pszFunction, L':');
    return pszColon ? pszColon + 1 : pszFunction;
}

static void LogError(_In_z_ LPCWSTR pszFunction, HRESULT hr, _In_z_ LPCWSTR pszFormat, ...)
{
    WCHAR szText[256];
    va_list args;
    va_start(args, pszFormat);
    StringCchVPrintfW(szText, _countof(szText), pszFormat, args);
    va_end(args);
    fwprintf(stderr, L"%s: 0x%08lx from %s\n", BareName(pszFunction), (unsigned long)hr, szText);
}

// The journal: lines in a file. While it is on hold nobody appends.
class CJournal
{
  public:
    CJournal() : m_hFile(INVALID_HANDLE_VALUE), m_hReady(NULL), m_cLines(0)
    {
        InitializeCriticalSection(&m_cs);
    }

    ~CJournal()
    {
        if (m_hFile != INVALID_HANDLE_VALUE)
            CloseHandle(m_hFile);
        if (m_hReady)
            CloseHandle(m_hReady);
        DeleteCriticalSection(&m_cs);
    }

    HRESULT Open(_In_z_ LPCWSTR pszFolder);
    HRESULT Append(_In_z_ LPCSTR pszLine);

    void Hold()
    {
        ResetEvent(m_hReady);
    }

    void Resume()
    {
        SetEvent(m_hReady);
    }

    LPCWSTR Folder() const
    {
        return m_szFolder;
    }

    int Lines() const
    {
        return m_cLines;
    }

  private:
    class CLock
    {
      public:
        explicit CLock(_Inout_ CRITICAL_SECTION *pcs) : m_pcs(pcs)
        {
            EnterCriticalSection(m_pcs);
        }
        ~CLock()
        {
            LeaveCriticalSection(m_pcs);
        }

      private:
        CRITICAL_SECTION *m_pcs;
    };

    CRITICAL_SECTION m_cs;
    HANDLE m_hFile;
    HANDLE m_hReady;
    int m_cLines;
    WCHAR m_szFolder[MAX_PATH];
};

HRESULT CJournal::Open(_In_z_ LPCWSTR pszFolder)
{
    FAIL_RETURN(StringCchCopyW(m_szFolder, _countof(m_szFolder), pszFolder));
    if (!CreateDirectoryW(m_szFolder, NULL) && GetLastError() != ERROR_ALREADY_EXISTS)
        FAIL_RETURN(HRESULT_FROM_WIN32(GetLastError()));
    m_hReady = CreateEventW(NULL, TRUE, TRUE, NULL);
    if (!m_hReady)
        FAIL_RETURN(HRESULT_FROM_WIN32(GetLastError()));

    WCHAR szPath[MAX_PATH];
    FAIL_RETURN(StringCchPrintfW(szPath, _countof(szPath), L"%s\\journal.log", m_szFolder));
    m_hFile = CreateFileW(szPath, GENERIC_WRITE, FILE_SHARE_READ, NULL, CREATE_ALWAYS,
                          FILE_ATTRIBUTE_NORMAL, NULL);
    if (m_hFile == INVALID_HANDLE_VALUE)
        FAIL_RETURN(HRESULT_FROM_WIN32(GetLastError()));
    return S_OK;
}

HRESULT CJournal::Append(_In_z_ LPCSTR pszLine)
{
    CLock lock(&m_cs);
    if (WaitForSingleObject(m_hReady, 0) == WAIT_TIMEOUT)
        return HRESULT_FROM_WIN32(ERROR_BUSY);
    DWORD cbWritten = 0;
    if (!WriteFile(m_hFile, pszLine, (DWORD)strlen(pszLine), &cbWritten, NULL))
        FAIL_RETURN(HRESULT_FROM_WIN32(GetLastError()));
    m_cLines++;
    return S_OK;
}

class CJournalWriter : public CVssWriter
{
  public:
    explicit CJournalWriter(_In_ CJournal *pJournal) : m_pJournal(pJournal)
    {
    }

    HRESULT Initialize()
    {
        FAIL_RETURN(
            CVssWriter::Initialize(s_writerId, s_szWriterName, VSS_UT_USERDATA, VSS_ST_OTHER));
        FAIL_RETURN(Subscribe());
        return S_OK;
    }

    virtual bool STDMETHODCALLTYPE OnIdentify(IN IVssCreateWriterMetadata *pMetadata);
    virtual bool STDMETHODCALLTYPE OnPrepareBackup(_In_ IVssWriterComponents *pComponents);
    virtual bool STDMETHODCALLTYPE OnPrepareSnapshot();
    virtual bool STDMETHODCALLTYPE OnFreeze();
    virtual bool STDMETHODCALLTYPE OnThaw();
    virtual bool STDMETHODCALLTYPE OnPostSnapshot(_In_ IVssWriterComponents *pComponents);
    virtual bool STDMETHODCALLTYPE OnAbort();
    virtual bool STDMETHODCALLTYPE OnBackupComplete(_In_ IVssWriterComponents *pComponents);
    virtual bool STDMETHODCALLTYPE OnBackupShutdown(_In_ VSS_ID SnapshotSetId);

  private:
    // Prints an event when it begins and, if it failed, when it ends.
    class CScope
    {
      public:
        CScope(_In_z_ LPCWSTR pszFunction, CJournalWriter *pWriter)
            : m_pszFunction(pszFunction), m_pWriter(pWriter), m_bOk(true)
        {
            wprintf(L"%s\n", BareName(m_pszFunction));
        }

        bool Return(HRESULT hr)
        {
            m_bOk = SUCCEEDED(hr);
            if (!m_bOk)
                m_pWriter->SetWriterFailure(VSS_E_WRITERERROR_RETRYABLE);
            return m_bOk;
        }

        ~CScope()
        {
            if (!m_bOk)
                wprintf(L"%s failed\n", BareName(m_pszFunction));
        }

      private:
        LPCWSTR m_pszFunction;
        CJournalWriter *m_pWriter;
        bool m_bOk;
    };
    friend class CScope;

    CJournal *m_pJournal;
};

bool STDMETHODCALLTYPE CJournalWriter::OnIdentify(IN IVssCreateWriterMetadata *pMetadata)
{
    CScope scope(__WFUNCTION__, this);
    HRESULT hr = pMetadata->AddComponent(VSS_CT_FILEGROUP, NULL, s_szComponent, L"The journal",
                                         NULL, 0, false, false, true);
    if (SUCCEEDED(hr))
        hr = pMetadata->AddFilesToFileGroup(NULL, s_szComponent, m_pJournal->Folder(), L"*.log",
                                            true, NULL);
    if (SUCCEEDED(hr))
        hr = pMetadata->SetRestoreMethod(VSS_RME_RESTORE_IF_CAN_REPLACE, NULL, NULL, VSS_WRE_NEVER,
                                         false);
    return scope.Return(hr);
}

bool STDMETHODCALLTYPE CJournalWriter::OnPrepareBackup(_In_ IVssWriterComponents *pComponents)
{
    CScope scope(__WFUNCTION__, this);
    UINT cComponents = 0;
    HRESULT hr = pComponents->GetComponentCount(&cComponents);
    for (UINT i = 0; SUCCEEDED(hr) && i < cComponents; i++) {
        CComPtr<IVssComponent> pComponent;
        CComBSTR bstrName;
        hr = pComponents->GetComponent(i, &pComponent);
        if (SUCCEEDED(hr))
            hr = pComponent->GetComponentName(&bstrName);
        if (SUCCEEDED(hr))
            hr = pComponent->SetBackupMetadata(L"journal format 1");
        if (SUCCEEDED(hr))
            wprintf(L"  component %s\n", (LPCWSTR)bstrName);
    }
    return scope.Return(hr);
}

bool STDMETHODCALLTYPE CJournalWriter::OnPrepareSnapshot()
{
    CScope scope(__WFUNCTION__, this);
    wprintf(L"  affected: %s\n", IsPathAffected(m_pJournal->Folder()) ? L"yes" : L"no");
    return scope.Return(S_OK);
}

bool STDMETHODCALLTYPE CJournalWriter::OnFreeze()
{
    CScope scope(__WFUNCTION__, this);
    m_pJournal->Hold();
    HRESULT hr = m_pJournal->Append("never written\n");
    wprintf(L"  append while frozen: %s\n",
            hr == HRESULT_FROM_WIN32(ERROR_BUSY) ? L"refused" : L"taken");
    return scope.Return(S_OK);
}

bool STDMETHODCALLTYPE CJournalWriter::OnThaw()
{
    CScope scope(__WFUNCTION__, this);
    m_pJournal->Resume();
    return scope.Return(m_pJournal->Append("after the thaw\n"));
}

bool STDMETHODCALLTYPE CJournalWriter::OnPostSnapshot(_In_ IVssWriterComponents *pComponents)
{
    CScope scope(__WFUNCTION__, this);
    UNREFERENCED_PARAMETER(pComponents);
    return scope.Return(S_OK);
}

bool STDMETHODCALLTYPE CJournalWriter::OnAbort()
{
    CScope scope(__WFUNCTION__, this);
    m_pJournal->Resume();
    return scope.Return(S_OK);
}

bool STDMETHODCALLTYPE CJournalWriter::OnBackupComplete(_In_ IVssWriterComponents *pComponents)
{
    CScope scope(__WFUNCTION__, this);
    UNREFERENCED_PARAMETER(pComponents);
    return scope.Return(S_OK);
}

bool STDMETHODCALLTYPE CJournalWriter::OnBackupShutdown(_In_ VSS_ID SnapshotSetId)
{
    CScope scope(__WFUNCTION__, this);
    UNREFERENCED_PARAMETER(SnapshotSetId);
    if (g_bOnce)
        SetEvent(g_hStop);
    return scope.Return(S_OK);
}

static HRESULT WaitForAsync(_In_ IVssAsync *pAsync)
{
    HRESULT hrResult = S_OK;
    FAIL_RETURN(pAsync->Wait());
    FAIL_RETURN(pAsync->QueryStatus(&hrResult, NULL));
    return hrResult;
}

#define FAIL_ASYNC(call)                                                                           \
    do {                                                                                           \
        CComPtr<IVssAsync> pAsync;                                                                 \
        FAIL_RETURN(call);                                                                         \
        FAIL_RETURN(WaitForAsync(pAsync));                                                         \
    } while (0)

// Finds this writer among all of them and selects its component.
static HRESULT SelectJournal(_In_ IVssBackupComponents *pBackup)
{
    UINT cWriters = 0;
    FAIL_ASYNC(pBackup->GatherWriterMetadata(&pAsync));
    FAIL_RETURN(pBackup->GetWriterMetadataCount(&cWriters));
    for (UINT i = 0; i < cWriters; i++) {
        VSS_ID idInstance, idWriter;
        CComBSTR bstrName;
        VSS_USAGE_TYPE usage;
        VSS_SOURCE_TYPE source;
        CComPtr<IVssExamineWriterMetadata> pMetadata;
        FAIL_RETURN(pBackup->GetWriterMetadata(i, &idInstance, &pMetadata));
        FAIL_RETURN(pMetadata->GetIdentity(&idInstance, &idWriter, &bstrName, &usage, &source));
        if (IsEqualGUID(idWriter, s_writerId))
            FAIL_RETURN(
                pBackup->AddComponent(idInstance, idWriter, VSS_CT_FILEGROUP, NULL, s_szComponent));
    }
    return pBackup->FreeWriterMetadata();
}

static HRESULT BackUpOnce(_In_z_ LPCWSTR pszFolder)
{
    CComPtr<IVssBackupComponents> pBackup;
    VSS_ID idSet, idSnapshot;
    WCHAR szVolume[MAX_PATH];

    if (!GetVolumePathNameW(pszFolder, szVolume, _countof(szVolume)))
        FAIL_RETURN(HRESULT_FROM_WIN32(GetLastError()));
    FAIL_RETURN(CreateVssBackupComponents(&pBackup));
    FAIL_RETURN(pBackup->InitializeForBackup());
    FAIL_RETURN(pBackup->SetBackupState(true, false, VSS_BT_FULL, false));
    FAIL_RETURN(SelectJournal(pBackup));
    FAIL_RETURN(pBackup->StartSnapshotSet(&idSet));
    FAIL_RETURN(pBackup->AddToSnapshotSet(szVolume, GUID_NULL, &idSnapshot));
    FAIL_ASYNC(pBackup->PrepareForBackup(&pAsync));
    FAIL_ASYNC(pBackup->DoSnapshotSet(&pAsync));
    FAIL_ASYNC(pBackup->BackupComplete(&pAsync));
    return S_OK;
}

static BOOL WINAPI OnConsoleControl(DWORD dwCtrlType)
{
    switch (dwCtrlType) {
    case CTRL_C_EVENT:
    case CTRL_BREAK_EVENT:
    case CTRL_CLOSE_EVENT:
        SetEvent(g_hStop);
        return TRUE;
    default:
        return FALSE;
    }
}

static HRESULT Serve(_In_z_ LPCWSTR pszFolder)
{
    CJournal journal;
    CJournalWriter writer(&journal);

    FAIL_RETURN(journal.Open(pszFolder));
    FAIL_RETURN(journal.Append("first line\n"));
    FAIL_RETURN(writer.Initialize());
    wprintf(L"%s is ready\n", s_szWriterName);
    fflush(stdout);
    HRESULT hr = g_bOnce ? BackUpOnce(pszFolder) : S_OK;
    if (SUCCEEDED(hr))
        WaitForSingleObject(g_hStop, INFINITE);
    writer.Unsubscribe();
    wprintf(L"journal-writer: %d lines, ended\n", journal.Lines());
    return hr;
}

int __cdecl wmain(_In_ int argc, _In_reads_(argc) WCHAR *argv[])
{
    g_bOnce = argc == 3 && _wcsicmp(argv[2], L"/once") == 0;
    if (argc != 2 && !g_bOnce) {
        fwprintf(stderr, L"usage: journal-writer FOLDER [/once]\n");
        return 2;
    }
    if (FAILED(CoInitializeEx(NULL, COINIT_MULTITHREADED)))
        return 1;
    g_hStop = CreateEventW(NULL, TRUE, FALSE, NULL);
    SetConsoleCtrlHandler(OnConsoleControl, TRUE);
    HRESULT hr = Serve(argv[1]);
    CloseHandle(g_hStop);
    CoUninitialize();
    return FAILED(hr) ? 1 : 0;
}
