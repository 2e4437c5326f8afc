/*
 * conformance/suite/case_writer.h - for the cases of CVssWriter: a writer in C++ that a case makes.
 *
 * case_writer is a CVssWriterEx2 whose handlers are functions of the case and whose protected
 * members are open to it. It bears the suite's class id and standard metadata, so requester_at,
 * which makes no writer of its own then, takes it through a backup. It lives on the case's stack
 * and unsubscribes when it goes; what its functions refer to is declared before it.
 */
#ifndef VSS_SUITE_CASE_WRITER_H
#define VSS_SUITE_CASE_WRITER_H

#include "inner.h"
#include "requester.h"

#include <functional>
#include <mutex>
#include <vector>

class case_writer final : public CVssWriterEx2
{
  public:
    typedef std::function<bool(case_writer &writer, const suite_event_args &args)> handler;

    explicit case_writer(suite *suite);
    ~case_writer() override;

    /* Initializes and subscribes; a failure is one of the case. */
    bool begin(VSS_APPLICATION_LEVEL level = VSS_APP_FRONT_END, DWORD freeze_ms = 60000,
               const VSS_ID &id = SUITE_WRITER_ID, LPCWSTR name = L"Suite Writer");
    /* What came so far, in order, without Identify. */
    std::vector<suite_event> events();
    unsigned count(suite_event event);

    /* Called behind the note of the event; not set: the standard metadata, and true. */
    handler on[SUITE_EVENT_COUNT_];

    using CVssWriter::AreComponentsSelected;
    using CVssWriter::GetBackupType;
    using CVssWriter::GetContext;
    using CVssWriter::GetCurrentLevel;
    using CVssWriter::GetCurrentSnapshotSetId;
    using CVssWriter::GetCurrentVolumeArray;
    using CVssWriter::GetCurrentVolumeCount;
    using CVssWriter::GetRestoreType;
    using CVssWriter::GetSnapshotDeviceName;
    using CVssWriter::IsBootableSystemStateBackedUp;
    using CVssWriter::IsPartialFileSupportEnabled;
    using CVssWriter::IsPathAffected;
    using CVssWriter::SetWriterFailure;
    using CVssWriterEx::GetIdentifyInformation;

    bool STDMETHODCALLTYPE OnIdentify(IVssCreateWriterMetadata *pMetadata) override;
    bool STDMETHODCALLTYPE OnPrepareBackup(IVssWriterComponents *pComponent) override;
    bool STDMETHODCALLTYPE OnPrepareSnapshot() override;
    bool STDMETHODCALLTYPE OnFreeze() override;
    bool STDMETHODCALLTYPE OnThaw() override;
    bool STDMETHODCALLTYPE OnPostSnapshot(IVssWriterComponents *pComponent) override;
    bool STDMETHODCALLTYPE OnAbort() override;
    bool STDMETHODCALLTYPE OnBackupComplete(IVssWriterComponents *pComponent) override;
    bool STDMETHODCALLTYPE OnBackupShutdown(VSS_ID SnapshotSetId) override;
    bool STDMETHODCALLTYPE OnPreRestore(IVssWriterComponents *pComponent) override;
    bool STDMETHODCALLTYPE OnPostRestore(IVssWriterComponents *pComponent) override;
    bool STDMETHODCALLTYPE OnBackOffIOOnVolume(VSS_PWSZ wszVolumeName, VSS_ID snapshotId,
                                               VSS_ID providerId) override;
    bool STDMETHODCALLTYPE OnContinueIOOnVolume(VSS_PWSZ wszVolumeName, VSS_ID snapshotId,
                                                VSS_ID providerId) override;
    bool STDMETHODCALLTYPE OnVSSShutdown() override;
    bool STDMETHODCALLTYPE OnVSSApplicationStartup() override;

    unsigned reserved_calls = 0; /* of the last four, which VSS never makes */

  private:
    bool run(suite_event event, const suite_event_args &args);

    suite *const of;
    std::mutex lock; /* guards noted */
    std::vector<suite_event> noted;
};

/* The handlers that every writer has to have; a class that derives from it unsubscribes when it
 * goes. */
template <class Base> class case_least : public Base
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
};

/* An event: where a requester stands before it, and how it brings it about. */
struct case_event {
    suite_event event;
    requester_point before;
    HRESULT (*raise)(requester *requester);
    VSS_WRITER_STATE failed; /* the writer's state when its handler fails */
};
extern const case_event case_events[SUITE_EVENT_COUNT_];

/* Starts an operation and waits for its result. */
HRESULT case_finish(IVssBackupComponents *backup,
                    HRESULT (STDMETHODCALLTYPE IVssBackupComponents::*method)(IVssAsync **async));

struct case_status {
    bool found;
    VSS_WRITER_STATE state;
    HRESULT failure;
};
/* GatherWriterStatus, and what it says of the suite's writer. */
case_status case_writer_status(suite *suite, requester *requester);

/* COM objects are C's, without RTTI. */
template <class T> void case_release(T *&object)
{
    if (object)
        object->Release();
    object = nullptr;
}

#endif
