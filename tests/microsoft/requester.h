/*
 * tests/microsoft/requester.h - a requester in a few lines, for programs of Microsoft's ABI: they
 * have no C++ standard library. The header of VSS is included before, in the way that the program
 * wants it.
 */
#ifndef VSTEST_MICROSOFT_REQUESTER_H
#define VSTEST_MICROSOFT_REQUESTER_H

#include "check.h"

class Requester
{
  public:
    IVssBackupComponents *backup = nullptr;
    VSS_ID set = GUID_NULL, snapshot = GUID_NULL, instance = GUID_NULL;
    BSTR document = nullptr; /* after restore_of */

    ~Requester()
    {
        if (backup)
            backup->Release();
        SysFreeString(document);
    }

    /* Waits for an operation; its outcome. */
    HRESULT finish(HRESULT hr, IVssAsync *async)
    {
        HRESULT outcome = hr;

        if (FAILED(hr))
            return hr;
        async->Wait();
        CHECK(async->QueryStatus(&outcome, nullptr) == S_OK);
        async->Release();
        return outcome == VSS_S_ASYNC_FINISHED ? S_OK : outcome;
    }

#define FINISH(METHOD)                                                                             \
    HRESULT METHOD()                                                                               \
    {                                                                                              \
        IVssAsync *async = nullptr;                                                                \
        HRESULT hr = backup->METHOD(&async);                                                       \
                                                                                                   \
        return finish(hr, async);                                                                  \
    }
    FINISH(GatherWriterMetadata)
    FINISH(PrepareForBackup)
    FINISH(DoSnapshotSet)
    FINISH(GatherWriterStatus)
    FINISH(BackupComplete)
    FINISH(PreRestore)
    FINISH(PostRestore)
#undef FINISH

    /* Its instance id; GUID_NULL: no such writer. */
    VSS_ID find(const VSS_ID &writer)
    {
        VSS_ID found = GUID_NULL;
        UINT count = 0;

        CHECK(backup->GetWriterMetadataCount(&count) == S_OK);
        for (UINT i = 0; i < count; i++) {
            IVssExamineWriterMetadata *metadata = nullptr;
            VSS_ID id, instance_of;
            VSS_USAGE_TYPE usage;
            VSS_SOURCE_TYPE source;
            BSTR name = nullptr;

            CHECK(backup->GetWriterMetadata(i, &instance_of, &metadata) == S_OK);
            CHECK(metadata->GetIdentity(&instance_of, &id, &name, &usage, &source) == S_OK);
            if (IsEqualGUID(id, writer))
                found = instance_of;
            SysFreeString(name);
            metadata->Release();
        }
        return found;
    }

    /* From GatherWriterMetadata to DoSnapshotSet, with the one component of a writer. */
    HRESULT snapshot_of(const VSS_ID &writer, const WCHAR *component)
    {
        CHECK(backup->InitializeForBackup() == S_OK);
        CHECK(backup->SetBackupState(true, false, VSS_BT_FULL, false) == S_OK);
        CHECK(GatherWriterMetadata() == S_OK);
        instance = find(writer);
        CHECK(!IsEqualGUID(instance, GUID_NULL));
        CHECK(backup->StartSnapshotSet(&set) == S_OK);
        CHECK(backup->AddComponent(instance, writer, VSS_CT_FILEGROUP, nullptr, component) == S_OK);
        CHECK(backup->AddToSnapshotSet(volume(), GUID_NULL, &snapshot) == S_OK);
        CHECK(PrepareForBackup() == S_OK);
        return DoSnapshotSet();
    }

    void complete(const VSS_ID &writer, const WCHAR *component)
    {
        CHECK(backup->SetBackupSucceeded(instance, writer, VSS_CT_FILEGROUP, nullptr, component,
                                         true) == S_OK);
        CHECK(BackupComplete() == S_OK);
        CHECK(backup->SaveAsXML(&document) == S_OK);
    }

    void restore(const VSS_ID &writer, const WCHAR *component, BSTR saved)
    {
        CHECK(backup->InitializeForRestore(saved) == S_OK);
        CHECK(backup->SetRestoreState(VSS_RTYPE_BY_COPY) == S_OK);
        CHECK(GatherWriterMetadata() == S_OK);
        CHECK(backup->SetSelectedForRestore(writer, VSS_CT_FILEGROUP, nullptr, component, true) ==
              S_OK);
        CHECK(PreRestore() == S_OK);
        CHECK(PostRestore() == S_OK);
    }

    /* What the writer said of its last event. */
    HRESULT failure_of(const VSS_ID &writer)
    {
        HRESULT failure = E_FAIL;
        UINT count = 0;

        CHECK(GatherWriterStatus() == S_OK);
        CHECK(backup->GetWriterStatusCount(&count) == S_OK);
        for (UINT i = 0; i < count; i++) {
            VSS_ID id, instance_of;
            VSS_WRITER_STATE state;
            BSTR name = nullptr;
            HRESULT hr = E_FAIL;

            CHECK(backup->GetWriterStatus(i, &instance_of, &id, &name, &state, &hr) == S_OK);
            SysFreeString(name);
            if (IsEqualGUID(id, writer))
                failure = hr;
        }
        return failure;
    }

    static WCHAR *volume()
    {
        static WCHAR mount[] = L"C:\\";

        return mount;
    }
};

#endif
