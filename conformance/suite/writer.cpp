/*
 * conformance/suite/writer.cpp - the writer of the cases.
 */
#include "writer.h"

#include "inner.h"

#include <atomic>
#include <new>

const VSS_ID SUITE_WRITER_ID = {
    0x5e17e000, 0x0001, 0x4000, {0x80, 0x01, 0x53, 0x75, 0x69, 0x74, 0x65, 0x01}};

namespace
{

const unsigned EVENTS_KEPT = 256;

class writer_class final : public CVssWriterEx2
{
  public:
    explicit writer_class(const suite_writer_options &given) : options(given)
    {
    }
    ~writer_class() override
    {
        Unsubscribe();
    }

    HRESULT begin()
    {
        const VSS_ID id = options.writer_id ? *options.writer_id : SUITE_WRITER_ID;
        HRESULT hr = Initialize(id, options.name ? options.name : L"Suite Writer",
                                options.usage ? options.usage : VSS_UT_USERDATA,
                                options.source ? options.source : VSS_ST_OTHER,
                                options.level ? options.level : VSS_APP_FRONT_END,
                                options.freeze_timeout_ms ? options.freeze_timeout_ms : 60000,
                                VSS_AWS_NO_ALTERNATE_WRITER, false, options.instance_name);

        return hr == S_OK ? Subscribe() : hr;
    }

    bool STDMETHODCALLTYPE OnIdentify(IVssCreateWriterMetadata *pMetadata) override
    {
        suite_event_args args = {pMetadata, nullptr, GUID_NULL};

        if (options.on[SUITE_IDENTIFY])
            return run(SUITE_IDENTIFY, args);
        note(SUITE_IDENTIFY);
        return SUCCEEDED(suite_writer_describe(pMetadata));
    }
    bool STDMETHODCALLTYPE OnPrepareBackup(IVssWriterComponents *pComponents) override
    {
        return run(SUITE_PREPARE_BACKUP, {nullptr, pComponents, GUID_NULL});
    }
    bool STDMETHODCALLTYPE OnPrepareSnapshot() override
    {
        return run(SUITE_PREPARE_SNAPSHOT, {});
    }
    bool STDMETHODCALLTYPE OnFreeze() override
    {
        return run(SUITE_FREEZE, {});
    }
    bool STDMETHODCALLTYPE OnThaw() override
    {
        return run(SUITE_THAW, {});
    }
    bool STDMETHODCALLTYPE OnAbort() override
    {
        return run(SUITE_ABORT, {});
    }
    bool STDMETHODCALLTYPE OnPostSnapshot(IVssWriterComponents *pComponents) override
    {
        return run(SUITE_POST_SNAPSHOT, {nullptr, pComponents, GUID_NULL});
    }
    bool STDMETHODCALLTYPE OnBackupComplete(IVssWriterComponents *pComponents) override
    {
        return run(SUITE_BACKUP_COMPLETE, {nullptr, pComponents, GUID_NULL});
    }
    bool STDMETHODCALLTYPE OnBackupShutdown(VSS_ID SnapshotSetId) override
    {
        return run(SUITE_BACKUP_SHUTDOWN, {nullptr, nullptr, SnapshotSetId});
    }
    bool STDMETHODCALLTYPE OnPreRestore(IVssWriterComponents *pComponents) override
    {
        return run(SUITE_PRE_RESTORE, {nullptr, pComponents, GUID_NULL});
    }
    bool STDMETHODCALLTYPE OnPostRestore(IVssWriterComponents *pComponents) override
    {
        return run(SUITE_POST_RESTORE, {nullptr, pComponents, GUID_NULL});
    }

    HRESULT set_failure(HRESULT hr)
    {
        return SetWriterFailure(hr);
    }
    HRESULT set_failure_ex(HRESULT hr, HRESULT application, LPCWSTR message)
    {
        return SetWriterFailureEx(hr, application, message);
    }

    using CVssWriterEx2::AreComponentsSelected;
    using CVssWriterEx2::GetBackupType;
    using CVssWriterEx2::GetRestoreType;
    using CVssWriterEx2::GetSessionId;
    using CVssWriterEx2::IsBootableSystemStateBackedUp;
    using CVssWriterEx2::IsPartialFileSupportEnabled;
    using CVssWriterEx2::IsPathAffected;

    suite_writer *handle = nullptr;
    suite_writer_options options;
    std::atomic<unsigned> counts[SUITE_EVENT_COUNT_] = {};
    std::atomic<unsigned> event_count{0};
    suite_event events[EVENTS_KEPT] = {};

  private:
    void note(suite_event event)
    {
        const unsigned n = event_count++;

        counts[event]++;
        if (n < EVENTS_KEPT)
            events[n] = event;
    }
    bool run(suite_event event, const suite_event_args &args)
    {
        note(event);
        return !options.on[event] || options.on[event](handle, &args);
    }
};

} // namespace

struct suite_writer {
    explicit suite_writer(const suite_writer_options &options) : writer(options)
    {
        writer.handle = this;
    }
    writer_class writer;
    bool ended = false;
};

static void end_writer(void *object)
{
    delete static_cast<suite_writer *>(object);
}

HRESULT suite_writer_begin(suite *suite, const suite_writer_options *options, suite_writer **out)
{
    suite_writer *made =
        new (std::nothrow) suite_writer(options ? *options : suite_writer_options{});
    HRESULT hr;

    *out = nullptr;
    if (!made)
        return E_OUTOFMEMORY;
    hr = made->writer.begin();
    if (hr != S_OK) {
        delete made;
        return hr;
    }
    if (!suite_at_end(suite, end_writer, made))
        return E_OUTOFMEMORY;
    if (!suite->writer || suite->writer->ended)
        suite->writer = made;
    *out = made;
    return S_OK;
}

void suite_writer_end(suite_writer *writer)
{
    if (writer && !writer->ended) {
        writer->ended = true;
        writer->writer.Unsubscribe();
    }
}

void *suite_writer_context(suite_writer *writer)
{
    return writer->writer.options.context;
}

HRESULT suite_writer_describe(IVssCreateWriterMetadata *metadata)
{
    HRESULT hr = metadata->AddComponent(VSS_CT_FILEGROUP, L"group", L"files", L"Files", nullptr, 0,
                                        false, false, true, true, 0);

    if (SUCCEEDED(hr))
        hr = metadata->AddFilesToFileGroup(L"group", L"files", L"C:\\suite\\files", L"*", true,
                                           nullptr, 0x0F0F);
    if (SUCCEEDED(hr))
        hr = metadata->AddComponent(VSS_CT_DATABASE, nullptr, L"base", L"Base", nullptr, 0, false,
                                    false, true, true, 0);
    if (SUCCEEDED(hr))
        hr = metadata->AddDatabaseFiles(nullptr, L"base", L"C:\\suite\\base", L"data", 0x0F0F);
    if (SUCCEEDED(hr))
        hr = metadata->AddDatabaseLogFiles(nullptr, L"base", L"C:\\suite\\base", L"log", 0x0F0F);
    if (SUCCEEDED(hr))
        hr = metadata->AddExcludeFiles(L"C:\\suite\\tmp", L"*", true);
    if (SUCCEEDED(hr))
        hr = metadata->SetRestoreMethod(VSS_RME_RESTORE_IF_CAN_REPLACE, nullptr, nullptr,
                                        VSS_WRE_ALWAYS, false);
    if (SUCCEEDED(hr))
        hr = metadata->AddAlternateLocationMapping(L"C:\\suite\\files", L"*", true,
                                                   L"C:\\suite\\other");
    return hr;
}

unsigned suite_writer_events(const suite_writer *writer, suite_event event)
{
    return writer->writer.counts[event];
}

suite_event suite_writer_event(const suite_writer *writer, unsigned n)
{
    return n < writer->writer.event_count && n < EVENTS_KEPT ? writer->writer.events[n]
                                                             : SUITE_EVENT_COUNT_;
}

HRESULT suite_writer_SetWriterFailure(suite_writer *writer, HRESULT hr)
{
    return writer->writer.set_failure(hr);
}

HRESULT suite_writer_SetWriterFailureEx(suite_writer *writer, HRESULT hr, HRESULT hrApplication,
                                        LPCWSTR wszApplicationMessage)
{
    return writer->writer.set_failure_ex(hr, hrApplication, wszApplicationMessage);
}

bool suite_writer_IsPathAffected(const suite_writer *writer, LPCWSTR wszPath)
{
    return writer->writer.IsPathAffected(wszPath);
}

HRESULT suite_writer_GetSessionId(const suite_writer *writer, VSS_ID *idSession)
{
    return writer->writer.GetSessionId(idSession);
}

bool suite_writer_AreComponentsSelected(const suite_writer *writer)
{
    return writer->writer.AreComponentsSelected();
}

bool suite_writer_IsBootableSystemStateBackedUp(const suite_writer *writer)
{
    return writer->writer.IsBootableSystemStateBackedUp();
}

bool suite_writer_IsPartialFileSupportEnabled(const suite_writer *writer)
{
    return writer->writer.IsPartialFileSupportEnabled();
}

VSS_BACKUP_TYPE suite_writer_GetBackupType(const suite_writer *writer)
{
    return writer->writer.GetBackupType();
}

VSS_RESTORE_TYPE suite_writer_GetRestoreType(const suite_writer *writer)
{
    return writer->writer.GetRestoreType();
}
