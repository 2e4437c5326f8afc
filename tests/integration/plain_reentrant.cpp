/*
 * Writer and requester in one program, and the handler talks back: AbortBackup from OnFreeze stops
 * the operation without waiting for itself. And the sentence of a failure outlives the last
 * Release.
 */
#include "plain.h"

#include <vsbackup.h>
#include <vswriter.h>

#include <vsapi/error.h>
#include <vsapi/host.h>

#include <cstring>

static const VSS_ID kWriter = {
    0x2f6b7a11, 0x0c54, 0x4b0e, {0x8d, 0x71, 0x6a, 0x3e, 0x15, 0xc9, 0x42, 0x08}};

class AbortingWriter : public CVssWriter
{
  public:
    IVssBackupComponents *backup = nullptr;
    HRESULT answer = E_FAIL;
    int aborts = 0;

    ~AbortingWriter()
    {
        Unsubscribe();
    }
    HRESULT Start()
    {
        HRESULT hr = Initialize(kWriter, L"Aborting Writer", VSS_UT_USERDATA, VSS_ST_OTHER);
        return FAILED(hr) ? hr : Subscribe();
    }
    bool OnPrepareSnapshot() override
    {
        return true;
    }
    bool OnFreeze() override
    {
        if (backup)
            answer = backup->AbortBackup();
        return true;
    }
    bool OnThaw() override
    {
        return true;
    }
    bool OnAbort() override
    {
        aborts++;
        return true;
    }
};

static HRESULT finish(HRESULT hr, IVssAsync *&async)
{
    HRESULT outcome = hr;

    if (FAILED(hr))
        return hr;
    async->Wait();
    async->QueryStatus(&outcome, nullptr);
    async->Release();
    return outcome;
}

static HRESULT back_up(IVssBackupComponents *backup)
{
    IVssAsync *async = nullptr;
    WCHAR volume[] = L"C:\\";
    VSS_ID id;

    CHECK(backup->InitializeForBackup() == S_OK);
    CHECK(finish(backup->GatherWriterMetadata(&async), async) == VSS_S_ASYNC_FINISHED);
    CHECK(backup->SetBackupState(false, false, VSS_BT_FULL, false) == S_OK);
    CHECK(backup->StartSnapshotSet(&id) == S_OK);
    CHECK(backup->AddToSnapshotSet(volume, GUID_NULL, &id) == S_OK);
    CHECK(finish(backup->PrepareForBackup(&async), async) == VSS_S_ASYNC_FINISHED);
    return finish(backup->DoSnapshotSet(&async), async);
}

static void abort_within(AbortingWriter *writer)
{
    IVssBackupComponents *backup = nullptr;

    CHECK(CreateVssBackupComponents(&backup) == S_OK);
    writer->backup = backup;
    CHECK(back_up(backup) == VSS_S_ASYNC_CANCELLED);
    CHECK(writer->answer == S_OK);
    CHECK(writer->aborts >= 1);
    backup->Release();

    writer->backup = nullptr;
    CHECK(CreateVssBackupComponents(&backup) == S_OK);
    CHECK(back_up(backup) == VSS_S_ASYNC_FINISHED);
    backup->Release();
}

static void sentence_outlives_release()
{
    IVssBackupComponents *backup = nullptr;
    BSTR xml = nullptr;

    CHECK(CreateVssBackupComponents(&backup) == S_OK);
    CHECK(backup->SaveAsXML(&xml) == VSS_E_BAD_STATE);
    backup->Release();
    CHECK(std::strstr(vsapi_last_message(), "SaveAsXML") != nullptr);
}

int main()
{
    AbortingWriter writer;

    CHECK(writer.Start() == S_OK);
    abort_within(&writer);
    sentence_outlives_release();
    return plain_result();
}
