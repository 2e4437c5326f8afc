/*
 * tests/processes/roles.cpp - the service, a writer, and a requester who backs up and restores.
 *
 * The requester goes on after a failure as its pages say: AbortBackup, Release. It logs what each
 * call answered and how the writer was after each event.
 */
#include "roles.h"

#include <windows.h>
#include <vss.h>
#include <vswriter.h>
#include <vsbackup.h>

#include <vsapi/error.h>
#include <vsapi/host.h>
#include <vsapi/serve.h>

#include <plain.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <fstream>
#include <sstream>

static const VSS_ID WRITER = {0x4b11, 1, 2, {3, 4, 5, 6, 7, 8, 9, 10}};
static const VSS_ID NONE = {};

/* ---- service ----------------------------------------------------------------------------------
 */

int run_service(const Ends &ends, const std::string &folder)
{
    struct vsapi_volume_options volume = {};
    struct vsapi_server *server = nullptr;
    struct vsapi_host *host = nullptr;
    std::string path = folder + VOLUME, address = folder + ADDRESS;

    volume.size = sizeof volume;
    volume.mount = "C:\\";
    volume.folder = path.c_str();
    CHECK(vsapi_host_create(&host) == S_OK);
    CHECK(vsapi_host_add_volume(host, &volume, nullptr) == S_OK);
    CHECK(vsapi_use_host(host) == S_OK);
    CHECK(vsapi_server_start(address.c_str(), &server) == S_OK);
    tell(ends, WORD_DONE);
    hear(ends);
    vsapi_server_stop(server);
    CHECK(vsapi_reset() == S_OK);
    return plain_result();
}

/* ---- writer -----------------------------------------------------------------------------------
 */

class Writer : public CVssWriter
{
  public:
    bool STDMETHODCALLTYPE OnIdentify(IVssCreateWriterMetadata *metadata) override
    {
        CHECK(metadata->AddComponent(VSS_CT_FILEGROUP, nullptr, L"data", nullptr, nullptr, 0, false,
                                     false, true) == S_OK);
        CHECK(metadata->AddFilesToFileGroup(nullptr, L"data", L"C:\\", L"data.txt", false,
                                            nullptr) == S_OK);
        return metadata->SetRestoreMethod(VSS_RME_RESTORE_IF_CAN_REPLACE, nullptr, nullptr,
                                          VSS_WRE_ALWAYS, false) == S_OK;
    }
    bool STDMETHODCALLTYPE OnPrepareBackup(IVssWriterComponents *) override
    {
        return true;
    }
    bool STDMETHODCALLTYPE OnPrepareSnapshot() override
    {
        return true;
    }
    bool STDMETHODCALLTYPE OnFreeze() override
    {
        return true;
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

int run_writer(const Ends &ends, const std::string &)
{
    Writer writer;
    HRESULT hr = S_OK;

    while (hear(ends) != WORD_QUIT) {
        hr = writer.Initialize(WRITER, L"Killed", VSS_UT_USERDATA, VSS_ST_OTHER);
        if (SUCCEEDED(hr))
            hr = writer.Subscribe();
        log_line("call Subscribe %s", vsapi_hresult_name(hr));
        tell(ends, WORD_DONE);
    }
    writer.Unsubscribe();
    return plain_result();
}

/* ---- requester --------------------------------------------------------------------------------
 */

static std::string read_file(const std::string &path)
{
    std::stringstream all;

    all << std::ifstream(path).rdbuf();
    return all.str();
}

class Requester
{
  public:
    explicit Requester(const std::string &folder) : m_folder(folder)
    {
    }

    /* A whole backup; the document it leaves, "" after a failure. */
    std::wstring back_up()
    {
        std::wstring saved;

        m_initialized = false;
        if (begin() &&
            (m_initialized = said("InitializeForBackup", m_backup->InitializeForBackup())) &&
            said("SetBackupState", m_backup->SetBackupState(true, false, VSS_BT_FULL, false)) &&
            find_writer() && snapshot() && complete())
            saved = document();
        end(saved.empty() && m_initialized);
        return saved;
    }

    void restore(const std::wstring &saved)
    {
        BSTR text = SysAllocString(saved.c_str());

        if (begin() && said("InitializeForRestore", m_backup->InitializeForRestore(text)) &&
            find_writer() && said("SetSelectedForRestore", select()) &&
            wait("PreRestore", &IVssBackupComponents::PreRestore)) {
            std::ofstream(m_folder + DATA) << m_copy;
            if (said("SetFileRestoreStatus", set_restored()))
                wait("PostRestore", &IVssBackupComponents::PostRestore);
        }
        end(false);
        SysFreeString(text);
    }

    /* The shadow copies that there are on the machine. */
    void count_snapshots()
    {
        IVssEnumObject *list = nullptr;
        VSS_OBJECT_PROP prop;
        ULONG got = 0;

        if (begin() && said("InitializeForBackup", m_backup->InitializeForBackup()) &&
            said("SetContext", m_backup->SetContext(VSS_CTX_ALL)) &&
            said("Query", m_backup->Query(NONE, VSS_OBJECT_NONE, VSS_OBJECT_SNAPSHOT, &list) == S_OK
                              ? S_OK
                              : VSS_E_UNEXPECTED)) {
            log_line("call Next %s", vsapi_hresult_name(list->Next(1, &prop, &got)));
            if (got > 0)
                VssFreeSnapshotProperties(&prop.Obj.Snap);
            list->Release();
        }
        end(false);
    }

  private:
    typedef HRESULT (STDMETHODCALLTYPE IVssBackupComponents::*Operation)(IVssAsync **);

    static bool said(const char *call, HRESULT hr)
    {
        log_line("call %s %s", call, vsapi_hresult_name(hr));
        return hr == S_OK;
    }

    bool begin()
    {
        return said("CreateVssBackupComponents", CreateVssBackupComponents(&m_backup));
    }

    void end(bool abort)
    {
        if (!m_backup)
            return;
        if (abort)
            said("AbortBackup", m_backup->AbortBackup());
        m_backup->Release();
        m_backup = nullptr;
    }

    HRESULT run(Operation operation)
    {
        IVssAsync *async = nullptr;
        HRESULT hr = (m_backup->*operation)(&async), outcome = E_FAIL;

        if (FAILED(hr))
            return hr;
        async->Wait();
        hr = async->QueryStatus(&outcome, nullptr);
        async->Release();
        if (FAILED(hr))
            return hr;
        return outcome == VSS_S_ASYNC_FINISHED ? S_OK : outcome;
    }

    /* An operation that sends an event, and how the writer is afterwards. */
    bool wait(const char *call, Operation operation)
    {
        bool done = said(call, run(operation));

        return log_status(call) && done;
    }

    bool log_status(const char *after)
    {
        UINT count = 0;

        if (!said("GatherWriterStatus", run(&IVssBackupComponents::GatherWriterStatus)))
            return false;
        CHECK(m_backup->GetWriterStatusCount(&count) == S_OK);
        for (UINT i = 0; i < count; i++) {
            VSS_ID instance, writer;
            VSS_WRITER_STATE state;
            BSTR name = nullptr;
            HRESULT failure;

            CHECK(m_backup->GetWriterStatus(i, &instance, &writer, &name, &state, &failure) ==
                  S_OK);
            SysFreeString(name);
            log_line("status %s %d %s", after, (int)state, vsapi_hresult_name(failure));
        }
        return m_backup->FreeWriterStatus() == S_OK;
    }

    /* Its instance becomes m_instance; a backup takes its component. */
    bool find_writer()
    {
        IVssExamineWriterMetadata *metadata = nullptr;
        VSS_USAGE_TYPE usage;
        VSS_SOURCE_TYPE source;
        VSS_ID writer;
        BSTR name = nullptr;
        UINT count = 0;

        if (!said("GatherWriterMetadata", run(&IVssBackupComponents::GatherWriterMetadata)))
            return false;
        CHECK(m_backup->GetWriterMetadataCount(&count) == S_OK);
        log_line("writers %u", count);
        if (count == 0)
            return false;
        CHECK(m_backup->GetWriterMetadata(0, &m_instance, &metadata) == S_OK);
        CHECK(metadata->GetIdentity(&m_instance, &writer, &name, &usage, &source) == S_OK);
        SysFreeString(name);
        metadata->Release();
        return true;
    }

    bool snapshot()
    {
        wchar_t volume[] = L"C:\\";
        VSS_SNAPSHOT_PROP prop;
        VSS_ID set, id;

        if (!said("AddComponent",
                  m_backup->AddComponent(m_instance, WRITER, VSS_CT_FILEGROUP, nullptr, L"data")) ||
            !said("StartSnapshotSet", m_backup->StartSnapshotSet(&set)) ||
            !said("AddToSnapshotSet", m_backup->AddToSnapshotSet(volume, NONE, &id)) ||
            !wait("PrepareForBackup", &IVssBackupComponents::PrepareForBackup) ||
            !wait("DoSnapshotSet", &IVssBackupComponents::DoSnapshotSet) ||
            !said("GetSnapshotProperties", m_backup->GetSnapshotProperties(id, &prop)))
            return false;
        copy_file(prop.m_pwszSnapshotDeviceObject);
        VssFreeSnapshotProperties(&prop);
        return true;
    }

    /* Whether or not the service is still there, the file is as long as the shadow copy is. */
    void copy_file(const wchar_t *device)
    {
        struct vsapi_host *host = nullptr;
        char name[300], *path = nullptr;

        snprintf(name, sizeof name, "%ls\\data.txt", device);
        if (vsapi_current_host(&host) == S_OK && vsapi_host_path(host, name, &path) == S_OK)
            m_copy = read_file(path);
        vsapi_host_free_path(path);
        log_line("copy %s", m_copy == CONTENT ? "whole" : "broken");
    }

    bool complete()
    {
        return said("SetBackupSucceeded",
                    m_backup->SetBackupSucceeded(m_instance, WRITER, VSS_CT_FILEGROUP, nullptr,
                                                 L"data", true)) &&
               wait("BackupComplete", &IVssBackupComponents::BackupComplete);
    }

    std::wstring document()
    {
        BSTR text = nullptr;
        std::wstring saved;

        if (said("SaveAsXML", m_backup->SaveAsXML(&text)))
            saved = text;
        SysFreeString(text);
        return saved;
    }

    HRESULT select()
    {
        return m_backup->SetSelectedForRestore(WRITER, VSS_CT_FILEGROUP, nullptr, L"data", true);
    }

    HRESULT set_restored()
    {
        return m_backup->SetFileRestoreStatus(WRITER, VSS_CT_FILEGROUP, nullptr, L"data",
                                              VSS_RS_ALL);
    }

    std::string m_folder, m_copy;
    IVssBackupComponents *m_backup = nullptr;
    VSS_ID m_instance = {};
    bool m_initialized = false;
};

int run_requester(const Ends &ends, const std::string &folder)
{
    while (hear(ends) != WORD_QUIT) {
        Requester requester(folder);
        std::wstring saved = requester.back_up();

        if (!saved.empty())
            requester.restore(saved);
        requester.count_snapshots();
        log_line("end");
        tell(ends, WORD_DONE);
    }
    return plain_result();
}
