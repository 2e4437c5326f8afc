/*
 * tests/vswriter/plain_classes.cpp - writers as people write them: classes derived from CVssWriter,
 * run by a requester through the whole library.
 */
#include "requester.h"

#include <cstring>
#include <stdexcept>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

static const VSS_ID WRITER = {0x11, 2, 3, {4, 5, 6, 7, 8, 9, 10, 11}};

/* What the next run of a handler does. */
enum class Act { works, returns_false, fails_softly, throws_runtime, throws_int };

/* Overrides with STDMETHODCALLTYPE and without: natively both are the same function. */
class Plain : public CVssWriter
{
  public:
    ~Plain() override
    {
        Unsubscribe();
    }

    HRESULT Initialize()
    {
        HRESULT hr = CVssWriter::Initialize(WRITER, L"Plain Writer", VSS_UT_USERDATA, VSS_ST_OTHER,
                                            VSS_APP_FRONT_END, 60000, VSS_AWS_NO_ALTERNATE_WRITER,
                                            throttling_only);

        return hr == S_OK ? Subscribe() : hr;
    }

    bool STDMETHODCALLTYPE OnIdentify(IVssCreateWriterMetadata *metadata) override
    {
        identified++;
        if (act_in("Identify") == Act::throws_runtime)
            throw std::runtime_error("not today");
        CHECK(SetWriterFailure(VSS_E_WRITERERROR_RETRYABLE) == VSS_E_BAD_STATE);
        CHECK(metadata->SetRestoreMethod(VSS_RME_RESTORE_IF_NOT_THERE, nullptr, nullptr,
                                         VSS_WRE_ALWAYS, false) == S_OK);
        CHECK(metadata->AddComponent(VSS_CT_FILEGROUP, L"Top", L"files", L"Files", nullptr, 0,
                                     false, false, true) == S_OK);
        CHECK(metadata->AddFilesToFileGroup(L"Top", L"files", L"C:\\Data", L"*", true, nullptr) ==
              S_OK);
        kept_metadata = metadata;
        return act_in("Identify") != Act::returns_false;
    }

    bool OnPrepareBackup(IVssWriterComponents *components) override
    {
        UINT count = 0;

        CHECK(AreComponentsSelected());
        CHECK(IsPartialFileSupportEnabled());
        CHECK(!IsBootableSystemStateBackedUp());
        CHECK(GetBackupType() == VSS_BT_FULL);
        CHECK(GetRestoreType() == VSS_RTYPE_UNDEFINED);
        CHECK(components && components->GetComponentCount(&count) == S_OK && count == 1);
        CHECK(components->GetComponent(0, &kept) == S_OK);
        CHECK(kept->SetBackupMetadata(L"the writer's own") == S_OK);
        return act("PrepareForBackup");
    }

    bool STDMETHODCALLTYPE OnPrepareSnapshot() override
    {
        BSTR text = nullptr;

        /* The component was of the last event. */
        if (kept)
            CHECK(kept->GetBackupMetadata(&text) == VSS_E_BAD_STATE);
        SysFreeString(text);
        CHECK(GetContext() == VSS_CTX_BACKUP);
        CHECK(GetCurrentLevel() == VSS_APP_FRONT_END);
        ask_from_a_worker();
        return act("PrepareForSnapshot");
    }

    bool OnFreeze() override
    {
        LPCWSTR device = nullptr;

        set_id = GetCurrentSnapshotSetId();
        CHECK(!IsEqualGUID(set_id, GUID_NULL));
        CHECK(GetSnapshotDeviceName(L"C:\\", &device) == VSS_E_BAD_STATE);
        return act("Freeze");
    }

    bool STDMETHODCALLTYPE OnThaw() override
    {
        CHECK(IsEqualGUID(GetCurrentSnapshotSetId(), set_id));
        return act("Thaw");
    }

    bool STDMETHODCALLTYPE OnPostSnapshot(IVssWriterComponents *components) override
    {
        LPCWSTR device = nullptr;

        CHECK(components);
        CHECK(GetCurrentVolumeCount() == 1);
        CHECK(GetCurrentVolumeArray()[0][0] == L'\\');
        CHECK(IsPathAffected(L"C:\\Data\\x") && IsPathAffected(L"c:\\"));
        CHECK(!IsPathAffected(L"D:\\Data"));
        CHECK(*vsapi_last_message() == '\0');
        for (const wchar_t *bad : {L"C:\\Data\\*.dat", L"Data", L"", (const wchar_t *)nullptr}) {
            CHECK(!IsPathAffected(bad));
            CHECK(strstr(vsapi_last_message(), "IsPathAffected"));
        }
        CHECK(GetSnapshotDeviceName(GetCurrentVolumeArray()[0], &device) == S_OK);
        post_device = device ? device : L"";
        CHECK(GetSnapshotDeviceName(L"C:\\", &device) == S_OK && post_device == device);
        CHECK(GetSnapshotDeviceName(L"C:", &device) == E_INVALIDARG);
        CHECK(GetSnapshotDeviceName(L"Q:\\", &device) == VSS_E_OBJECT_NOT_FOUND && !device);
        CHECK(GetSnapshotDeviceName(nullptr, &device) == E_INVALIDARG);
        CHECK(GetSnapshotDeviceName(L"C:\\", nullptr) == E_INVALIDARG);
        return act("PostSnapshot");
    }

    bool STDMETHODCALLTYPE OnAbort() override
    {
        aborts++;
        return true;
    }

    bool STDMETHODCALLTYPE OnBackupComplete(IVssWriterComponents *components) override
    {
        IVssComponent *component = nullptr;
        bool succeeded = false;

        CHECK(components && components->GetComponent(0, &component) == S_OK);
        if (component) {
            CHECK(component->GetBackupSucceeded(&succeeded) == S_OK && succeeded);
            CHECK(component->SetBackupStamp(L"late") == VSS_E_BAD_STATE);
            component->Release();
        }
        completes++;
        return act("BackupComplete");
    }

    bool STDMETHODCALLTYPE OnBackupShutdown(VSS_ID set) override
    {
        shutdown_id = set;
        shutdowns++;
        return true;
    }

    /* Helpers on a thread of the writer's own: the event is found, its failure is not set from
     * there. */
    void ask_from_a_worker()
    {
        std::thread worker([this] {
            VSS_ID set = GetCurrentSnapshotSetId();

            CHECK(!IsEqualGUID(set, GUID_NULL));
            CHECK(GetCurrentVolumeCount() == 1);
            CHECK(SetWriterFailure(VSS_E_WRITERERROR_RETRYABLE) == VSS_E_BAD_STATE);
        });
        worker.join();
    }

    Act act_in(const char *event) const
    {
        return planned_event == event ? planned : Act::works;
    }

    bool act(const char *event)
    {
        switch (act_in(event)) {
        case Act::works:
            return true;
        case Act::returns_false:
            return false;
        case Act::fails_softly:
            CHECK(SetWriterFailure(E_FAIL) == E_INVALIDARG);
            CHECK(SetWriterFailure(VSS_E_WRITERERROR_OUTOFRESOURCES) == S_OK);
            CHECK(SetWriterFailure(VSS_E_WRITERERROR_RETRYABLE) == S_OK);
            return true;
        case Act::throws_runtime:
            throw std::runtime_error("the disk is on fire");
        case Act::throws_int:
            throw 7;
        }
        return true;
    }

    void let_go()
    {
        if (kept)
            kept->Release();
        kept = nullptr;
    }

    std::string planned_event;
    Act planned = Act::works;
    bool throttling_only = false;
    int identified = 0, aborts = 0, completes = 0, shutdowns = 0;
    IVssComponent *kept = nullptr;
    IVssCreateWriterMetadata *kept_metadata = nullptr;
    VSS_ID set_id = {}, shutdown_id = {};
    std::wstring post_device;
};

/* From the first call to the last; the outcome of the step that failed. */
static HRESULT back_up(Plain &writer, VSS_WRITER_STATE *state, HRESULT *failure)
{
    Requester requester;
    VSS_ID instance;
    IVssExamineWriterMetadata *metadata = requester.metadata(WRITER, &instance);
    std::wstring device;
    HRESULT hr;

    CHECK(metadata);
    if (!metadata)
        return E_FAIL;
    metadata->Release();
    DONE(requester->AddComponent(instance, WRITER, VSS_CT_FILEGROUP, L"Top", L"files"));
    hr = requester.snapshot(&device);
    *state = requester.status(WRITER, failure);
    if (hr != S_OK)
        return hr;
    if (*failure == S_OK)
        CHECK(device == writer.post_device);
    DONE(requester->SetBackupSucceeded(instance, WRITER, VSS_CT_FILEGROUP, L"Top", L"files", true));
    hr = requester.wait(&IVssBackupComponents::BackupComplete);
    if (*failure == S_OK)
        *state = requester.status(WRITER, failure);
    return hr;
}

/* bIOThrottlingOnly is reserved and has no effect. */
static void test_whole_backup(enum vsapi_delivery delivery, bool throttling_only = false)
{
    VSS_WRITER_STATE state = VSS_WS_UNKNOWN;
    HRESULT failure = E_FAIL;

    start_host(delivery);
    {
        Plain writer;
        writer.throttling_only = throttling_only;
        DONE(writer.Initialize());
        CHECK(writer.Subscribe() == VSS_E_WRITER_ALREADY_SUBSCRIBED);
        DONE(back_up(writer, &state, &failure));
        CHECK(state == VSS_WS_STABLE && failure == S_OK);
        CHECK(writer.completes == 1 && writer.aborts == 0);
        CHECK(writer.shutdowns == 1 && IsEqualGUID(writer.shutdown_id, writer.set_id));
        writer.let_go();
    }
    end_host();
}

/* COMP-004: who adds a component says whether it is selectable for backup; for restore it is not,
 * unless that is said. */
template <class Metadata, class = void> struct leaves_selectable_out : std::false_type {
};
template <class Metadata>
struct leaves_selectable_out<
    Metadata, std::void_t<decltype(std::declval<Metadata &>().AddComponent(
                  VSS_CT_FILEGROUP, nullptr, L"", nullptr, nullptr, 0, false, false))>>
    : std::true_type {
};
static_assert(!leaves_selectable_out<IVssCreateWriterMetadata>::value, "bSelectable has a default");

static void test_what_is_left_out()
{
    start_host();
    {
        IVssExamineWriterMetadata *metadata;
        IVssWMComponent *component = nullptr;
        PVSSCOMPONENTINFO info = nullptr;
        Requester requester;
        VSS_ID instance;
        Plain writer;

        DONE(writer.Initialize());
        metadata = requester.metadata(WRITER, &instance);
        DONE(metadata->GetComponent(0, &component));
        DONE(component->GetComponentInfo(&info));
        CHECK(info->bSelectable && !info->bSelectableForRestore && info->dwComponentFlags == 0);
        DONE(component->FreeComponentInfo(info));
        component->Release();
        metadata->Release();
    }
    end_host();
}

/* What a requester sees of each way to fail in each event. */
static void test_failures()
{
    static const struct {
        const char *event;
        Act act;
        HRESULT failure;
    } rows[] = {
        {"PrepareForBackup", Act::returns_false, VSS_E_WRITERERROR_NONRETRYABLE},
        {"PrepareForBackup", Act::fails_softly, VSS_E_WRITERERROR_RETRYABLE},
        {"PrepareForBackup", Act::throws_runtime, VSS_E_WRITERERROR_NONRETRYABLE},
        {"PrepareForSnapshot", Act::returns_false, VSS_E_WRITERERROR_NONRETRYABLE},
        {"PrepareForSnapshot", Act::throws_int, VSS_E_WRITERERROR_NONRETRYABLE},
        {"Freeze", Act::returns_false, VSS_E_WRITERERROR_NONRETRYABLE},
        {"Freeze", Act::throws_runtime, VSS_E_WRITERERROR_NONRETRYABLE},
        {"Freeze", Act::throws_int, VSS_E_WRITERERROR_NONRETRYABLE},
        {"Thaw", Act::throws_runtime, VSS_E_WRITERERROR_NONRETRYABLE},
        {"PostSnapshot", Act::fails_softly, VSS_E_WRITERERROR_RETRYABLE},
        {"PostSnapshot", Act::throws_runtime, VSS_E_WRITERERROR_NONRETRYABLE},
        {"BackupComplete", Act::throws_int, VSS_E_WRITERERROR_NONRETRYABLE},
    };

    for (const auto &row : rows) {
        VSS_WRITER_STATE state = VSS_WS_UNKNOWN;
        HRESULT failure = S_OK;

        start_host();
        {
            Plain writer;
            writer.planned_event = row.event;
            writer.planned = row.act;
            DONE(writer.Initialize());
            back_up(writer, &state, &failure);
            if (failure != row.failure)
                fprintf(stderr, "%s, %d: %s\n", row.event, (int)row.act,
                        vsapi_hresult_name(failure));
            CHECK(failure == row.failure);
            CHECK(writer.shutdowns == 1);
            writer.let_go();

            /* The writer is none the worse for it: the next backup works. */
            writer.planned = Act::works;
            DONE(back_up(writer, &state, &failure));
            CHECK(failure == S_OK);
            writer.let_go();
        }
        end_host();
    }
}

static void test_identify_failures()
{
    for (Act act : {Act::returns_false, Act::throws_runtime}) {
        start_host();
        {
            Plain writer;
            VSS_ID instance;

            writer.planned_event = "Identify";
            writer.planned = act;
            DONE(writer.Initialize());
            Requester requester;
            CHECK(!requester.metadata(WRITER, &instance));
            CHECK(writer.identified == 1);
        }
        end_host();
    }
}

/* Once Unsubscribe has returned no handler runs; one may subscribe again. */
static void test_unsubscribe()
{
    start_host();
    {
        Plain writer;
        VSS_ID instance;

        DONE(writer.Initialize());
        DONE(writer.Unsubscribe());
        DONE(writer.Unsubscribe());
        {
            Requester requester;
            CHECK(!requester.metadata(WRITER, &instance));
        }
        CHECK(writer.identified == 0);
        DONE(writer.Subscribe());
        {
            Requester requester;
            IVssExamineWriterMetadata *metadata = requester.metadata(WRITER, &instance);
            CHECK(metadata);
            if (metadata)
                metadata->Release();
        }
        CHECK(writer.identified == 1);
    }
    end_host();
}

/* ---- CVssWriterEx2 -----------------------------------------------------------------------------
 */

class Ex : public CVssWriterEx2
{
  public:
    ~Ex() override
    {
        Unsubscribe();
    }

    HRESULT Initialize()
    {
        HRESULT hr =
            InitializeEx(WRITER, L"Ex Writer", 3, 14, VSS_UT_SYSTEMSERVICE, VSS_ST_TRANSACTEDDB,
                         VSS_APP_BACK_END, 5000, VSS_AWS_NO_ALTERNATE_WRITER, false, L"first");
        return hr == S_OK ? SubscribeEx(1000) : hr;
    }

    bool STDMETHODCALLTYPE OnIdentifyEx(IVssCreateWriterMetadataEx *metadata) override
    {
        IUnknown *unknown = nullptr;
        CHECK(GetSessionId(&session) == (through_another ? VSS_E_BAD_STATE : S_OK));
        CHECK(metadata->QueryInterface(IID_IUnknown, (void **)&unknown) == S_OK);
        unknown->Release();
        CHECK(metadata->AddExcludeFilesFromSnapshot(L"C:\\Data", L"*.tmp", true) == S_OK);
        return metadata->AddComponent(VSS_CT_DATABASE, nullptr, L"db", nullptr, nullptr, 0, false,
                                      false, false) == S_OK;
    }

    bool STDMETHODCALLTYPE OnPrepareBackup(IVssWriterComponents *) override
    {
        IVssExamineWriterMetadata *mine = nullptr;
        UINT includes, excludes, components = 0;

        CHECK(GetIdentifyInformation(&mine) == S_OK && mine);
        if (mine)
            CHECK(mine->GetFileCounts(&includes, &excludes, &components) == S_OK);
        CHECK(components == 1);
        CHECK(GetSessionId(&session) == S_OK);
        CHECK(GetSessionId(nullptr) == E_INVALIDARG);
        CHECK(!IsWriterShuttingDown());
        return true;
    }
    bool STDMETHODCALLTYPE OnPrepareSnapshot() override
    {
        return true;
    }
    bool STDMETHODCALLTYPE OnFreeze() override
    {
        IVssExamineWriterMetadata *mine = nullptr;

        CHECK(GetIdentifyInformation(&mine) == E_FAIL && !mine);
        CHECK(GetCurrentLevel() == VSS_APP_BACK_END);
        CHECK(SetWriterFailureEx(VSS_E_WRITERERROR_PARTIAL_FAILURE, 0x1234, L"half of it") == S_OK);
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

    VSS_ID session = {};
    bool through_another = false; /* the event comes through an object of CreateWriterEx */
};

static void test_ex()
{
    start_host();
    {
        Ex writer;
        Requester requester;
        IVssExamineWriterMetadataEx2 *ex2 = nullptr;
        IVssExamineWriterMetadata *metadata;
        VSS_ID instance, writer_id, outside;
        DWORD major_version = 0, minor_version = 0;
        VSS_USAGE_TYPE usage;
        VSS_SOURCE_TYPE source;
        BSTR name = nullptr, instance_name = nullptr;
        HRESULT failure = S_OK;
        UINT excludes = 0;

        DONE(writer.Initialize());
        CHECK(writer.CVssWriter::Initialize(WRITER, L"x", VSS_UT_OTHER, VSS_ST_OTHER) ==
              VSS_E_BAD_STATE);
        CHECK(writer.GetSessionId(&outside) == VSS_E_BAD_STATE);
        CHECK(writer.InstallAlternateWriter(WRITER, WRITER) == E_NOTIMPL);
        metadata = requester.metadata(WRITER, &instance);
        CHECK(metadata);
        DONE(metadata->QueryInterface(IID_IVssExamineWriterMetadataEx2, (void **)&ex2));
        DONE(ex2->GetVersion(&major_version, &minor_version));
        CHECK(major_version == 3 && minor_version == 14);
        DONE(ex2->GetExcludeFromSnapshotCount(&excludes));
        CHECK(excludes == 1);
        DONE(ex2->GetIdentityEx(&instance, &writer_id, &name, &instance_name, &usage, &source));
        CHECK(std::wstring(name) == L"Ex Writer" && std::wstring(instance_name) == L"first");
        CHECK(usage == VSS_UT_SYSTEMSERVICE && source == VSS_ST_TRANSACTEDDB);
        SysFreeString(name);
        SysFreeString(instance_name);
        ex2->Release();
        metadata->Release();

        DONE(requester->AddComponent(instance, WRITER, VSS_CT_DATABASE, nullptr, L"db"));
        DONE(requester.snapshot(nullptr));
        requester.status(WRITER, &failure);
        CHECK(failure == VSS_E_WRITERERROR_PARTIAL_FAILURE);
        CHECK(!IsEqualGUID(writer.session, GUID_NULL));
    }
    end_host();
}

/* ---- CreateWriter, CreateWriterEx ---------------------------------------------------------------
 */

/* A second object over the writer's handlers leads the events of another writer to them. */
static void test_create_writer()
{
    static const VSS_ID SECOND = {0x12, 2, 3, {4}};
    const DWORD both = VSS_SM_BACKUP_EVENTS_FLAG | VSS_SM_RESTORE_EVENTS_FLAG;

    start_host();
    {
        Plain plain;
        Ex ex;
        IVssWriterImpl *impl = reinterpret_cast<IVssWriterImpl *>(1);
        IVssExamineWriterMetadata *metadata;
        VSS_ID instance;

        CHECK(CreateWriter(nullptr, &impl) == E_INVALIDARG && !impl);
        CHECK(CreateWriter(&plain, nullptr) == E_INVALIDARG);
        CHECK(CreateWriterEx(nullptr, &impl) == E_INVALIDARG && !impl);
        CHECK(CreateWriterEx(&ex, nullptr) == E_INVALIDARG);

        DONE(CreateWriterEx(&ex, &impl));
        DONE(impl->Initialize(SECOND, L"Second", nullptr, 1, 0, VSS_UT_OTHER, VSS_ST_OTHER,
                              VSS_APP_SYSTEM, 1000, VSS_AWS_NO_ALTERNATE_WRITER, false));
        DONE(impl->Subscribe(INFINITE, both));
        {
            /* Asked through OnIdentifyEx, whose GetSessionId knows the first object only. */
            Requester requester;
            ex.through_another = true;
            metadata = requester.metadata(SECOND, &instance);
            CHECK(metadata);
            if (metadata)
                metadata->Release();
        }
        impl->Uninitialize();
        impl->Release();

        DONE(CreateWriter(&plain, &impl));
        CHECK(impl->Subscribe(INFINITE, both) == VSS_E_BAD_STATE);
        impl->Release();
    }
    end_host();
}

int main()
{
    test_whole_backup(VSAPI_DELIVERY_PARALLEL);
    test_whole_backup(VSAPI_DELIVERY_SERIAL);
    test_whole_backup(VSAPI_DELIVERY_INLINE);
    test_whole_backup(VSAPI_DELIVERY_SERIAL, true);
    test_what_is_left_out();
    test_failures();
    test_identify_failures();
    test_unsubscribe();
    test_ex();
    test_create_writer();
    return plain_result();
}
