/*
 * conformance/suite/case_writer.cpp - the writer of the cases of CVssWriter.
 */
#include "case_writer.h"

case_writer::case_writer(suite *suite) : of(suite)
{
    suite->own_writer = true;
}

case_writer::~case_writer()
{
    Unsubscribe();
}

bool case_writer::begin(VSS_APPLICATION_LEVEL level, DWORD freeze_ms, const VSS_ID &id,
                        LPCWSTR name)
{
    suite *suite = of;

    return CHECK_HR(Initialize(id, name, VSS_UT_USERDATA, VSS_ST_OTHER, level, freeze_ms), S_OK) &&
           CHECK_HR(Subscribe(), S_OK);
}

std::vector<suite_event> case_writer::events()
{
    std::lock_guard<std::mutex> guard(lock);
    std::vector<suite_event> found;

    for (suite_event event : noted)
        if (event != SUITE_IDENTIFY)
            found.push_back(event);
    return found;
}

unsigned case_writer::count(suite_event event)
{
    std::lock_guard<std::mutex> guard(lock);
    unsigned found = 0;

    for (suite_event one : noted)
        found += one == event;
    return found;
}

bool case_writer::run(suite_event event, const suite_event_args &args)
{
    {
        std::lock_guard<std::mutex> guard(lock);
        noted.push_back(event);
    }
    if (on[event])
        return on[event](*this, args);
    return event != SUITE_IDENTIFY || SUCCEEDED(suite_writer_describe(args.metadata));
}

bool STDMETHODCALLTYPE case_writer::OnIdentify(IVssCreateWriterMetadata *pMetadata)
{
    return run(SUITE_IDENTIFY, {pMetadata, nullptr, GUID_NULL});
}

bool STDMETHODCALLTYPE case_writer::OnPrepareBackup(IVssWriterComponents *pComponent)
{
    return run(SUITE_PREPARE_BACKUP, {nullptr, pComponent, GUID_NULL});
}

bool STDMETHODCALLTYPE case_writer::OnPrepareSnapshot()
{
    return run(SUITE_PREPARE_SNAPSHOT, {});
}

bool STDMETHODCALLTYPE case_writer::OnFreeze()
{
    return run(SUITE_FREEZE, {});
}

bool STDMETHODCALLTYPE case_writer::OnThaw()
{
    return run(SUITE_THAW, {});
}

bool STDMETHODCALLTYPE case_writer::OnPostSnapshot(IVssWriterComponents *pComponent)
{
    return run(SUITE_POST_SNAPSHOT, {nullptr, pComponent, GUID_NULL});
}

bool STDMETHODCALLTYPE case_writer::OnAbort()
{
    return run(SUITE_ABORT, {});
}

bool STDMETHODCALLTYPE case_writer::OnBackupComplete(IVssWriterComponents *pComponent)
{
    return run(SUITE_BACKUP_COMPLETE, {nullptr, pComponent, GUID_NULL});
}

bool STDMETHODCALLTYPE case_writer::OnBackupShutdown(VSS_ID SnapshotSetId)
{
    return run(SUITE_BACKUP_SHUTDOWN, {nullptr, nullptr, SnapshotSetId});
}

bool STDMETHODCALLTYPE case_writer::OnPreRestore(IVssWriterComponents *pComponent)
{
    return run(SUITE_PRE_RESTORE, {nullptr, pComponent, GUID_NULL});
}

bool STDMETHODCALLTYPE case_writer::OnPostRestore(IVssWriterComponents *pComponent)
{
    return run(SUITE_POST_RESTORE, {nullptr, pComponent, GUID_NULL});
}

bool STDMETHODCALLTYPE case_writer::OnBackOffIOOnVolume(VSS_PWSZ, VSS_ID, VSS_ID)
{
    reserved_calls++;
    return true;
}

bool STDMETHODCALLTYPE case_writer::OnContinueIOOnVolume(VSS_PWSZ, VSS_ID, VSS_ID)
{
    reserved_calls++;
    return true;
}

bool STDMETHODCALLTYPE case_writer::OnVSSShutdown()
{
    reserved_calls++;
    return true;
}

bool STDMETHODCALLTYPE case_writer::OnVSSApplicationStartup()
{
    reserved_calls++;
    return true;
}

/* ---- events ------------------------------------------------------------------------------------
 */

HRESULT case_finish(IVssBackupComponents *backup,
                    HRESULT (STDMETHODCALLTYPE IVssBackupComponents::*method)(IVssAsync **async))
{
    IVssAsync *async = nullptr;
    HRESULT hr = (backup->*method)(&async);

    return requester_wait(hr, async);
}

template <HRESULT (STDMETHODCALLTYPE IVssBackupComponents::*method)(IVssAsync **async)>
static HRESULT raise(requester *requester)
{
    return case_finish(requester->backup, method);
}

static HRESULT raise_abort(requester *requester)
{
    return requester->backup->AbortBackup();
}

static HRESULT raise_shutdown(requester *requester)
{
    requester_end(requester);
    return S_OK;
}

typedef IVssBackupComponents B;
const case_event case_events[SUITE_EVENT_COUNT_] = {
    {SUITE_IDENTIFY, AT_STATE, raise<&B::GatherWriterMetadata>, VSS_WS_UNKNOWN},
    {SUITE_PREPARE_BACKUP, AT_ADDED, raise<&B::PrepareForBackup>, VSS_WS_FAILED_AT_PREPARE_BACKUP},
    {SUITE_PREPARE_SNAPSHOT, AT_PREPARED, raise<&B::DoSnapshotSet>,
     VSS_WS_FAILED_AT_PREPARE_SNAPSHOT},
    {SUITE_FREEZE, AT_PREPARED, raise<&B::DoSnapshotSet>, VSS_WS_FAILED_AT_FREEZE},
    {SUITE_THAW, AT_PREPARED, raise<&B::DoSnapshotSet>, VSS_WS_FAILED_AT_THAW},
    {SUITE_ABORT, AT_PREPARED, raise_abort, VSS_WS_UNKNOWN},
    {SUITE_POST_SNAPSHOT, AT_PREPARED, raise<&B::DoSnapshotSet>, VSS_WS_FAILED_AT_POST_SNAPSHOT},
    {SUITE_BACKUP_COMPLETE, AT_SUCCEEDED, raise<&B::BackupComplete>,
     VSS_WS_FAILED_AT_BACKUP_COMPLETE},
    {SUITE_BACKUP_SHUTDOWN, AT_COMPLETE, raise_shutdown, VSS_WS_FAILED_AT_BACKUPSHUTDOWN},
    {SUITE_PRE_RESTORE, AT_SELECTED, raise<&B::PreRestore>, VSS_WS_FAILED_AT_PRE_RESTORE},
    {SUITE_POST_RESTORE, AT_PRE_RESTORE, raise<&B::PostRestore>, VSS_WS_FAILED_AT_POST_RESTORE},
};

case_status case_writer_status(suite *suite, requester *requester)
{
    case_status status = {};
    UINT count = 0;

    CHECK_HR(case_finish(requester->backup, &B::GatherWriterStatus), S_OK);
    CHECK_HR(requester->backup->GetWriterStatusCount(&count), S_OK);
    for (UINT i = 0; i < count && !status.found; i++) {
        VSS_ID instance, id = GUID_NULL;
        BSTR name = nullptr;

        CHECK_HR(requester->backup->GetWriterStatus(i, &instance, &id, &name, &status.state,
                                                    &status.failure),
                 S_OK);
        SysFreeString(name);
        status.found = IsEqualGUID(id, requester->writer_id);
    }
    return status;
}
