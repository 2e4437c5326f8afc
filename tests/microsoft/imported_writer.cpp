/*
 * tests/microsoft/imported_writer.cpp - a writer and a requester as programs built long ago for
 * Windows have them: CVssWriter is imported, so that constructor, destructor, members and default
 * handlers are those that vssapi.dll exports.
 */
#include "imported.h"

#include <string.h>

#include "requester.h"

inline void *operator new(size_t, void *place) noexcept
{
    return place;
}

static const VSS_ID LEDGER = {0x11, 2, 3, {4, 5, 6, 7, 8, 9, 10, 11}};
static const WCHAR COMPONENT[] = L"books";

static char events[256]; /* the handlers that ran, a word each */
static VSS_ID told_set, shutdown_set;
static WCHAR told_device[256];
static bool refuse_freeze;

static void ran(const char *handler)
{
    strcat(events, handler);
    strcat(events, " ");
}

class Ledger : public CVssWriter
{
  public:
    unsigned char canary[256]; /* directly behind what is CVssWriter's */

    Ledger()
    {
    }

    bool STDMETHODCALLTYPE OnIdentify(IVssCreateWriterMetadata *metadata) override
    {
        CHECK(CVssWriter::OnIdentify(metadata));
        CHECK(metadata->AddComponent(VSS_CT_FILEGROUP, nullptr, COMPONENT, L"Books", nullptr, 0,
                                     false, true, true, true, 0) == S_OK);
        CHECK(metadata->AddFilesToFileGroup(nullptr, COMPONENT, L"C:\\Books", L"*", true,
                                            nullptr) == S_OK);
        CHECK(metadata->SetRestoreMethod(VSS_RME_RESTORE_IF_CAN_REPLACE, nullptr, nullptr,
                                         VSS_WRE_ALWAYS, false) == S_OK);
        return true;
    }

    bool STDMETHODCALLTYPE OnPrepareBackup(IVssWriterComponents *components) override
    {
        ran("PrepareBackup");
        CHECK(AreComponentsSelected());
        CHECK(!IsBootableSystemStateBackedUp());
        CHECK(!IsPartialFileSupportEnabled());
        CHECK(GetBackupType() == VSS_BT_FULL);
        return has_the_component(components);
    }

    bool STDMETHODCALLTYPE OnPrepareSnapshot() override
    {
        ran("PrepareSnapshot");
        CHECK(GetCurrentVolumeCount() == 1);
        CHECK(GetContext() == VSS_CTX_BACKUP);
        CHECK(GetCurrentLevel() == VSS_APP_BACK_END);
        CHECK(GetRestoreType() == VSS_RTYPE_UNDEFINED);
        return true;
    }

    bool STDMETHODCALLTYPE OnFreeze() override
    {
        ran("Freeze");
        told_set = GetCurrentSnapshotSetId();
        CHECK(IsPathAffected(L"C:\\Books\\1"));
        CHECK(!IsPathAffected(L"Q:\\Books\\1"));
        if (!refuse_freeze)
            return true;
        CHECK(SetWriterFailure(VSS_E_WRITERERROR_RETRYABLE) == S_OK);
        return false;
    }

    bool STDMETHODCALLTYPE OnThaw() override
    {
        ran("Thaw");
        return true;
    }

    bool STDMETHODCALLTYPE OnAbort() override
    {
        ran("Abort");
        return true;
    }

    bool STDMETHODCALLTYPE OnPostSnapshot(IVssWriterComponents *components) override
    {
        LPCWSTR device = nullptr;

        ran("PostSnapshot");
        CHECK(GetSnapshotDeviceName(GetCurrentVolumeArray()[0], &device) == S_OK);
        lstrcpynW(told_device, device ? device : L"", 256);
        return has_the_component(components);
    }

    bool STDMETHODCALLTYPE OnBackupComplete(IVssWriterComponents *components) override
    {
        ran("BackupComplete");
        return has_the_component(components);
    }

    bool STDMETHODCALLTYPE OnBackupShutdown(VSS_ID set) override
    {
        ran("BackupShutdown");
        shutdown_set = set;
        return true;
    }

    bool STDMETHODCALLTYPE OnPreRestore(IVssWriterComponents *components) override
    {
        ran("PreRestore");
        CHECK(GetRestoreType() == VSS_RTYPE_BY_COPY);
        return has_the_component(components);
    }

    bool STDMETHODCALLTYPE OnPostRestore(IVssWriterComponents *components) override
    {
        ran("PostRestore");
        return has_the_component(components);
    }

  private:
    static bool has_the_component(IVssWriterComponents *components)
    {
        IVssComponent *component = nullptr;
        BSTR name = nullptr;
        UINT count = 0;

        CHECK(components && components->GetComponentCount(&count) == S_OK && count == 1);
        if (count != 1 || components->GetComponent(0, &component) != S_OK)
            return false;
        CHECK(component->GetComponentName(&name) == S_OK);
        CHECK(name && lstrcmpW(name, COMPONENT) == 0);
        SysFreeString(name);
        component->Release();
        return true;
    }
};

/* Overrides only what it must: the rest are the handlers of the DLL. */
class Idle : public CVssWriter
{
  public:
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

    void outside_of_handlers()
    {
        LPCWSTR device = L"";

        CHECK(IsEqualGUID(GetCurrentSnapshotSetId(), GUID_NULL));
        CHECK(GetCurrentVolumeArray() == nullptr && GetCurrentVolumeCount() == 0);
        CHECK(GetSnapshotDeviceName(L"C:\\", &device) == VSS_E_BAD_STATE);
        CHECK(SetWriterFailure(VSS_E_WRITERERROR_RETRYABLE) == VSS_E_BAD_STATE);
        CHECK(!AreComponentsSelected());
    }
};

static HRESULT start(CVssWriter *writer)
{
    HRESULT hr =
        writer->Initialize(LEDGER, L"Ledger", VSS_UT_USERDATA, VSS_ST_OTHER, VSS_APP_BACK_END, 5000,
                           VSS_AWS_NO_ALTERNATE_WRITER, false, L"first");

    return hr == S_OK ? writer->Subscribe() : hr;
}

static void a_backup_and_a_restore()
{
    VSS_SNAPSHOT_PROP properties = {};
    Requester requester, restorer;

    events[0] = '\0';
    CHECK(CreateVssBackupComponents(&requester.backup) == S_OK);
    CHECK(requester.snapshot_of(LEDGER, COMPONENT) == S_OK);
    CHECK(IsEqualGUID(told_set, requester.set));
    CHECK(requester.backup->GetSnapshotProperties(requester.snapshot, &properties) == S_OK);
    CHECK(lstrcmpW(properties.m_pwszSnapshotDeviceObject, told_device) == 0);
    VssFreeSnapshotProperties(&properties);
    CHECK(requester.failure_of(LEDGER) == S_OK);
    requester.complete(LEDGER, COMPONENT);
    requester.backup->Release();
    requester.backup = nullptr;
    CHECK(IsEqualGUID(shutdown_set, requester.set));
    CHECK(strcmp(events, "PrepareBackup PrepareSnapshot Freeze Thaw PostSnapshot BackupComplete "
                         "BackupShutdown ") == 0);

    events[0] = '\0';
    CHECK(CreateVssBackupComponents(&restorer.backup) == S_OK);
    restorer.restore(LEDGER, COMPONENT, requester.document);
    CHECK(strcmp(events, "PreRestore PostRestore ") == 0);
}

static void a_veto_reaches_the_requester()
{
    Requester requester;

    events[0] = '\0';
    refuse_freeze = true;
    CHECK(CreateVssBackupComponents(&requester.backup) == S_OK);
    CHECK(FAILED(requester.snapshot_of(LEDGER, COMPONENT)));
    CHECK(requester.failure_of(LEDGER) == VSS_E_WRITERERROR_RETRYABLE);
    CHECK(strcmp(events, "PrepareBackup PrepareSnapshot Freeze Abort ") == 0);
    refuse_freeze = false;
}

/* Only the first word is the constructor's and the destructor's. */
static void nothing_else_of_the_object_is_touched()
{
    alignas(16) static unsigned char memory[sizeof(Ledger)];

    memset(memory, 0xa5, sizeof memory);
    Ledger *ledger = new (memory) Ledger;
    CHECK(sizeof(CVssWriter) == sizeof(void *));
    CHECK(start(ledger) == S_OK);
    CHECK(ledger->Subscribe() == VSS_E_WRITER_ALREADY_SUBSCRIBED);
    CHECK(ledger->InstallAlternateWriter(LEDGER, LEDGER) == E_NOTIMPL);
    a_backup_and_a_restore();
    a_veto_reaches_the_requester();
    CHECK(ledger->Unsubscribe() == S_OK);
    ledger->~Ledger();
    for (size_t i = sizeof(CVssWriter); i < sizeof memory; i++)
        CHECK(memory[i] == 0xa5);
}

static void default_handlers_say_yes()
{
    Idle idle;
    CVssWriter *writer = &idle;

    CHECK(writer->OnIdentify(nullptr) && writer->OnPrepareBackup(nullptr));
    CHECK(writer->OnBackupComplete(nullptr) && writer->OnBackupShutdown(GUID_NULL));
    CHECK(writer->OnPreRestore(nullptr) && writer->OnPostRestore(nullptr));
    CHECK(writer->OnPostSnapshot(nullptr));
    CHECK(writer->OnBackOffIOOnVolume(nullptr, GUID_NULL, GUID_NULL));
    CHECK(writer->OnContinueIOOnVolume(nullptr, GUID_NULL, GUID_NULL));
    CHECK(writer->OnVSSShutdown() && writer->OnVSSApplicationStartup());
    idle.outside_of_handlers();
}

/* What has been destroyed, also where the next object lies, takes part in nothing. */
static void a_destroyed_writer_is_gone()
{
    Requester requester;

    for (int i = 0; i < 3; i++) {
        CVssWriter *writer = new Idle;
        CHECK(start(writer) == S_OK);
        delete writer;
    }
    CHECK(CreateVssBackupComponents(&requester.backup) == S_OK);
    CHECK(requester.backup->InitializeForBackup() == S_OK);
    CHECK(requester.GatherWriterMetadata() == S_OK);
    CHECK(IsEqualGUID(requester.find(LEDGER), GUID_NULL));
}

class Jet : public CVssJetWriter
{
  public:
    void refuses()
    {
        CHECK(Initialize(LEDGER, L"Jet", true, true, L"", L"", 0) == E_NOTIMPL);
        CHECK(IsEqualGUID(GetCurrentSnapshotSetId(), GUID_NULL));
        CHECK(SetWriterFailure(E_FAIL) == E_NOTIMPL);
        Uninitialize();
    }
};

static void what_is_not_offered_fails()
{
    IVssSnapshotSetDescription *description = (IVssSnapshotSetDescription *)&failures;
    IUnknown *management = (IUnknown *)&failures;
    Jet jet;

    CHECK(CreateVssSnapshotSetDescription(LEDGER, 0, &description) == E_NOTIMPL && !description);
    description = (IVssSnapshotSetDescription *)&failures;
    CHECK(LoadVssSnapshotSetDescription(L"", &description, LEDGER) == E_NOTIMPL && !description);
    CHECK(GetProviderMgmtInterface(LEDGER, LEDGER, &management) == E_NOTIMPL && !management);
    jet.refuses();
}

int main()
{
    CHECK(CoInitializeEx(nullptr, COINIT_MULTITHREADED) == S_OK);
    nothing_else_of_the_object_is_touched();
    default_handlers_say_yes();
    a_destroyed_writer_is_gone();
    what_is_not_offered_fails();
    CoUninitialize();
    return failures != 0;
}
