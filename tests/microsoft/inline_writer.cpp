/*
 * tests/microsoft/inline_writer.cpp - a writer and a requester over our own headers, as they are,
 * from a compiler of Microsoft's ABI.
 *
 * The class is inline then. The same objects are also handed to the exported CreateWriter and
 * CreateWriterEx, which call the handlers by slot: so it shows that the order of the virtual
 * functions in our header is the one that vssapi.dll goes by.
 */
#include <vswriter.h>
#include <vsbackup.h>

#include <string.h>

#include "requester.h"

static const VSS_ID LEDGER = {0x11, 2, 3, {4, 5, 6, 7, 8, 9, 10, 11}};
static const WCHAR COMPONENT[] = L"books";
static const char ALL[] = "PrepareBackup PrepareSnapshot Freeze Thaw PostSnapshot BackupComplete "
                          "BackupShutdown PreRestore PostRestore ";

static char events[256];

static bool ran(const char *handler)
{
    strcat(events, handler);
    strcat(events, " ");
    return true;
}

static bool describe(IVssCreateWriterMetadata *metadata)
{
    CHECK(metadata->AddComponent(VSS_CT_FILEGROUP, nullptr, COMPONENT, nullptr, nullptr, 0, false,
                                 true, true) == S_OK);
    CHECK(metadata->AddFilesToFileGroup(nullptr, COMPONENT, L"C:\\Books", L"*", true, nullptr) ==
          S_OK);
    CHECK(metadata->SetRestoreMethod(VSS_RME_RESTORE_IF_CAN_REPLACE, nullptr, nullptr,
                                     VSS_WRE_ALWAYS, false) == S_OK);
    return true;
}

template <typename Base> class Ledger : public Base
{
  public:
    VSS_ID set = GUID_NULL;

    bool STDMETHODCALLTYPE OnPrepareBackup(IVssWriterComponents *) override
    {
        return ran("PrepareBackup");
    }
    bool STDMETHODCALLTYPE OnPrepareSnapshot() override
    {
        return ran("PrepareSnapshot");
    }
    bool STDMETHODCALLTYPE OnFreeze() override
    {
        set = this->GetCurrentSnapshotSetId();
        return ran("Freeze");
    }
    bool STDMETHODCALLTYPE OnThaw() override
    {
        return ran("Thaw");
    }
    bool STDMETHODCALLTYPE OnPostSnapshot(IVssWriterComponents *) override
    {
        return ran("PostSnapshot");
    }
    bool STDMETHODCALLTYPE OnAbort() override
    {
        return ran("Abort");
    }
    bool STDMETHODCALLTYPE OnBackupComplete(IVssWriterComponents *) override
    {
        return ran("BackupComplete");
    }
    bool STDMETHODCALLTYPE OnBackupShutdown(VSS_ID) override
    {
        return ran("BackupShutdown");
    }
    bool STDMETHODCALLTYPE OnPreRestore(IVssWriterComponents *) override
    {
        return ran("PreRestore");
    }
    bool STDMETHODCALLTYPE OnPostRestore(IVssWriterComponents *) override
    {
        return ran("PostRestore");
    }
};

template <typename Base> class ByIdentify : public Ledger<Base>
{
  public:
    bool STDMETHODCALLTYPE OnIdentify(IVssCreateWriterMetadata *metadata) override
    {
        return describe(metadata);
    }
};

class ByIdentifyEx : public Ledger<CVssWriterEx2>
{
  public:
    bool STDMETHODCALLTYPE OnIdentifyEx(IVssCreateWriterMetadataEx *metadata) override
    {
        CHECK(metadata->AddExcludeFilesFromSnapshot(L"C:\\Books", L"*.tmp", false) == S_OK);
        return describe(metadata);
    }
};

/* A backup and a restore, with the set that it was. */
static VSS_ID backup_and_restore()
{
    Requester requester, restorer;

    CHECK(CreateVssBackupComponents(&requester.backup) == S_OK);
    CHECK(requester.snapshot_of(LEDGER, COMPONENT) == S_OK);
    requester.complete(LEDGER, COMPONENT);
    requester.backup->Release();
    requester.backup = nullptr;
    CHECK(CreateVssBackupComponents(&restorer.backup) == S_OK);
    restorer.restore(LEDGER, COMPONENT, requester.document);
    return requester.set;
}

template <typename Writer> static void over_the_class()
{
    Writer writer;

    events[0] = '\0';
    CHECK(writer.Initialize(LEDGER, L"Ledger", VSS_UT_USERDATA, VSS_ST_OTHER) == S_OK);
    CHECK(writer.Subscribe() == S_OK);
    CHECK(IsEqualGUID(backup_and_restore(), writer.set));
    CHECK(strcmp(events, ALL) == 0);
    CHECK(writer.Unsubscribe() == S_OK);
}

template <typename Writer> static void over_the_export(const char *name)
{
    typedef HRESULT(STDAPICALLTYPE * create_fn)(CVssWriter * writer, IVssWriterImpl * *impl);
    create_fn create = (create_fn)(void *)GetProcAddress(GetModuleHandleW(L"vssapi.dll"), name);
    IVssWriterImpl *impl = nullptr;
    Writer writer;

    CHECK(create && create(&writer, &impl) == S_OK && impl);
    if (!impl)
        return;
    events[0] = '\0';
    CHECK(impl->Initialize(LEDGER, L"Ledger", nullptr, 0, 0, VSS_UT_USERDATA, VSS_ST_OTHER,
                           VSS_APP_FRONT_END, 60000, VSS_AWS_NO_ALTERNATE_WRITER, FALSE) == S_OK);
    CHECK(impl->Subscribe(INFINITE, VSS_SM_BACKUP_EVENTS_FLAG | VSS_SM_RESTORE_EVENTS_FLAG) ==
          S_OK);
    backup_and_restore();
    CHECK(strcmp(events, ALL) == 0);
    CHECK(impl->Unsubscribe() == S_OK);
    impl->Release();
}

int main()
{
    CHECK(CoInitializeEx(nullptr, COINIT_MULTITHREADED) == S_OK);
    over_the_class<ByIdentify<CVssWriter>>();
    over_the_class<ByIdentify<CVssWriterEx>>();
    over_the_class<ByIdentifyEx>();
    over_the_export<ByIdentify<CVssWriter>>("CreateWriter");
    over_the_export<ByIdentify<CVssWriterEx>>("CreateWriterEx");
    over_the_export<ByIdentifyEx>("CreateWriterEx");
    CoUninitialize();
    return failures != 0;
}
