/*
 * tests/vswriter/requester.h - a requester in a few lines, for tests of writers in C++.
 */
#ifndef VSWRITER_REQUESTER_H
#define VSWRITER_REQUESTER_H

#include <windows.h>
#include <vss.h>
#include <vswriter.h>
#include <vsbackup.h>

#include <vsapi/error.h>
#include <vsapi/host.h>

#include <plain.h>

#include <string>

/* vsapi/com.h, which is for C. */
extern "C" long vsapi_com_live(void);

/* Puts the service on a host with one volume C:\ in memory or in a folder. */
inline void start_host(enum vsapi_delivery delivery = VSAPI_DELIVERY_PARALLEL,
                       const char *folder = nullptr)
{
    struct vsapi_volume_options volume = {};
    struct vsapi_host *host = nullptr;

    volume.size = sizeof volume;
    volume.mount = "C:\\";
    volume.folder = folder;
    CHECK(vsapi_host_create(&host) == S_OK);
    CHECK(vsapi_host_add_volume(host, &volume, nullptr) == S_OK);
    vsapi_host_set_delivery(host, delivery);
    CHECK(vsapi_use_host(host) == S_OK);
}

/* Nothing may be left of writers and requesters. */
inline void end_host()
{
    CHECK(vsapi_reset() == S_OK);
    CHECK(vsapi_com_live() == 0);
}

/* A call, told when it fails. */
#define DONE(call)                                                                                 \
    do {                                                                                           \
        HRESULT done_ = (call);                                                                    \
        if (done_ != S_OK)                                                                         \
            fprintf(stderr, "%s: %s\n", vsapi_hresult_name(done_), vsapi_last_message());          \
        CHECK(done_ == S_OK);                                                                      \
    } while (0)

class Requester
{
  public:
    explicit Requester(VSS_BACKUP_TYPE type = VSS_BT_FULL, bool partial_files = true)
    {
        DONE(CreateVssBackupComponents(&m_backup));
        DONE(m_backup->InitializeForBackup());
        DONE(m_backup->SetContext(VSS_CTX_BACKUP));
        DONE(m_backup->SetBackupState(true, false, type, partial_files));
    }
    explicit Requester(const wchar_t *saved)
    {
        BSTR text = SysAllocString(saved);

        DONE(CreateVssBackupComponents(&m_backup));
        DONE(m_backup->InitializeForRestore(text));
        SysFreeString(text);
    }
    ~Requester()
    {
        if (m_backup)
            m_backup->Release();
    }
    IVssBackupComponents *operator->()
    {
        return m_backup;
    }

    /* Waits for the operation that a method begins; its outcome. */
    HRESULT wait(HRESULT (STDMETHODCALLTYPE IVssBackupComponents::*method)(IVssAsync **))
    {
        IVssAsync *async = nullptr;
        HRESULT outcome = E_FAIL;
        HRESULT hr = (m_backup->*method)(&async);

        if (FAILED(hr))
            return hr;
        async->Wait(); /* gives the operation's own failure, too */
        CHECK(async->QueryStatus(&outcome, nullptr) == S_OK);
        async->Release();
        return outcome == VSS_S_ASYNC_FINISHED ? S_OK : outcome;
    }

    /* What the writer of this class reported; the caller releases it. NULL: no such writer. */
    IVssExamineWriterMetadata *metadata(const VSS_ID &writer, VSS_ID *instance)
    {
        UINT count = 0;

        CHECK(wait(&IVssBackupComponents::GatherWriterMetadata) == S_OK);
        CHECK(m_backup->GetWriterMetadataCount(&count) == S_OK);
        for (UINT i = 0; i < count; i++) {
            IVssExamineWriterMetadata *metadata = nullptr;
            VSS_ID writer_of, instance_of;
            VSS_USAGE_TYPE usage;
            VSS_SOURCE_TYPE source;
            BSTR name = nullptr;

            DONE(m_backup->GetWriterMetadata(i, &instance_of, &metadata));
            DONE(metadata->GetIdentity(&instance_of, &writer_of, &name, &usage, &source));
            SysFreeString(name);
            if (IsEqualGUID(writer_of, writer)) {
                *instance = instance_of;
                return metadata;
            }
            metadata->Release();
        }
        return nullptr;
    }

    /* The state and failure of the writer after an event. */
    VSS_WRITER_STATE status(const VSS_ID &writer, HRESULT *failure)
    {
        VSS_WRITER_STATE found = VSS_WS_UNKNOWN;
        UINT count = 0;

        CHECK(wait(&IVssBackupComponents::GatherWriterStatus) == S_OK);
        CHECK(m_backup->GetWriterStatusCount(&count) == S_OK);
        for (UINT i = 0; i < count; i++) {
            VSS_ID instance_of, writer_of;
            VSS_WRITER_STATE state;
            BSTR name = nullptr;
            HRESULT hr = S_OK;

            DONE(m_backup->GetWriterStatus(i, &instance_of, &writer_of, &name, &state, &hr));
            SysFreeString(name);
            if (!IsEqualGUID(writer_of, writer))
                continue;
            found = state;
            *failure = hr;
        }
        CHECK(m_backup->FreeWriterStatus() == S_OK);
        return found;
    }

    /* A set of C:\ is begun and the writers are prepared. */
    HRESULT prepare(VSS_ID *snapshot)
    {
        wchar_t volume[] = L"C:\\";
        VSS_ID set;

        DONE(m_backup->StartSnapshotSet(&set));
        DONE(m_backup->AddToSnapshotSet(volume, GUID_NULL, snapshot));
        return wait(&IVssBackupComponents::PrepareForBackup);
    }

    /* A shadow copy of C:\; its device in *device. */
    HRESULT snapshot(std::wstring *device)
    {
        VSS_SNAPSHOT_PROP prop = {};
        VSS_ID snapshot;
        HRESULT hr = prepare(&snapshot);

        if (hr != S_OK)
            return hr;
        hr = wait(&IVssBackupComponents::DoSnapshotSet);
        if (hr != S_OK || !device)
            return hr;
        DONE(m_backup->GetSnapshotProperties(snapshot, &prop));
        *device = prop.m_pwszSnapshotDeviceObject;
        VssFreeSnapshotProperties(&prop);
        return S_OK;
    }

  private:
    IVssBackupComponents *m_backup = nullptr;
};

#endif
