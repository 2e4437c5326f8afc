/*
 * conformance/suite/cvsswriter_handlers.cpp - the handlers of CVssWriter, what holds for all alike:
 * what true, false and an exception mean, on which thread a failure is set, how long arguments
 * live.
 */
#include "case_writer.h"
#include "groups.h"

#include <cstdint>
#include <stdexcept>
#include <string>
#include <thread>

static const case_event *event_of(const void *row)
{
    return static_cast<const case_event *>(row);
}

/* ---- what a handler answers ---------------------------------------------------------------------
 */

/* The writer's status as a requester sees it: the one of the event or, where that has gone or is
 * not asked any more, another. */
static case_status status_after(suite *suite, requester *requester)
{
    if (!requester->backup)
        requester = requester_at(suite, AT_GATHERED);
    return requester ? case_writer_status(suite, requester) : case_status{};
}

/* Raises the event to a handler that sets a code, unless it is S_OK, and returns so. */
static case_status answer(suite *suite, const case_event *row, HRESULT code, bool returned)
{
    HRESULT set = E_UNEXPECTED;
    case_writer writer(suite);
    requester *requester;
    case_status status = {};

    writer.on[row->event] = [&](case_writer &self, const suite_event_args &args) {
        set = code == S_OK ? S_OK : self.SetWriterFailure(code);
        return (!args.metadata || SUCCEEDED(suite_writer_describe(args.metadata))) && returned;
    };
    requester = writer.begin() ? requester_at(suite, row->before) : nullptr;
    if (!requester)
        return status;
    row->raise(requester);
    CHECK_HR(set, S_OK);
    status = status_after(suite, requester);
    requester_end(requester);
    return status;
}

/* A failure in BackupShutdown comes when nobody asks any more: the writer is as before for others.
 */
static bool is_seen(const case_event *row)
{
    return row->event != SUITE_BACKUP_SHUTDOWN;
}

static void answers_true(suite *suite, const void *given)
{
    const case_event *row = event_of(given);
    case_status status = answer(suite, row, S_OK, true);

    CHECK(status.found);
    CHECK_HR(status.failure, S_OK);
    CHECK(row->failed == VSS_WS_UNKNOWN || status.state != row->failed);
    if (row->event == SUITE_IDENTIFY)
        return;
    status = answer(suite, row, VSS_E_WRITERERROR_RETRYABLE, true);
    CHECK(status.found);
    CHECK_HR(status.failure, is_seen(row) ? VSS_E_WRITERERROR_RETRYABLE : S_OK);
}

static void fails_with(suite *suite, const case_event *row, HRESULT code)
{
    case_status status = answer(suite, row, code, false);

    CHECK(status.found);
    CHECK_HR(status.failure, is_seen(row) ? code : S_OK);
    suite_check(suite,
                !is_seen(row) || row->failed == VSS_WS_UNKNOWN || status.state == row->failed,
                __FILE__, __LINE__, "the writer's state is %d, not %d", status.state, row->failed);
}

static void answers_false(suite *suite, const void *given)
{
    const case_event *row = event_of(given);

    if (row->event == SUITE_IDENTIFY)
        CHECK(!answer(suite, row, S_OK, false).found);
    else
        fails_with(suite, row, VSS_E_WRITERERROR_OUTOFRESOURCES);
}

/* Fatal, not fatal, and passing trouble. */
static void fails_as_bad_as_it_is(suite *suite, const void *given)
{
    answers_true(suite, given);
    answers_false(suite, given);
    fails_with(suite, event_of(given), VSS_E_WRITERERROR_RETRYABLE);
}

/* ---- exceptions ---------------------------------------------------------------------------------
 */

template <class Thrown> static void throws(suite *suite, const case_event *row, Thrown thrown)
{
    case_writer writer(suite);
    requester *requester;
    case_status status;

    writer.on[row->event] = [&](case_writer &, const suite_event_args &) -> bool { throw thrown; };
    REQUIRE(writer.begin());
    requester = requester_at(suite, row->before);
    REQUIRE(requester);
    row->raise(requester);
    CHECK(writer.count(row->event) > 0);
    status = status_after(suite, requester);
    if (row->event == SUITE_IDENTIFY) {
        CHECK(!status.found);
    } else {
        CHECK(status.found);
        CHECK_HR(status.failure, is_seen(row) ? VSS_E_WRITERERROR_NONRETRYABLE : S_OK);
    }
    requester_end(requester);
}

/* An exception goes no further than the handler: the event has failed, the program goes on. */
static void exception_stays(suite *suite, const void *given)
{
    throws(suite, event_of(given), std::runtime_error("a mistake of the writer"));
    throws(suite, event_of(given), 7);
}

/* ---- threads ------------------------------------------------------------------------------------
 */

struct thread_answers {
    HRESULT session, failure, failure_ex;
};

static thread_answers ask(case_writer &writer, HRESULT code)
{
    thread_answers answers;
    VSS_ID id;

    answers.session = writer.GetSessionId(&id);
    answers.failure_ex = writer.SetWriterFailureEx(code, E_FAIL, L"of the application");
    answers.failure = writer.SetWriterFailure(code);
    return answers;
}

static void own_thread_only(suite *suite, const void *given)
{
    const case_event *row = event_of(given);
    const bool identify = row->event == SUITE_IDENTIFY;
    thread_answers own = {}, other = {};
    case_writer writer(suite);
    requester *requester;

    writer.on[row->event] = [&](case_writer &self, const suite_event_args &args) {
        own = ask(self, VSS_E_WRITERERROR_RETRYABLE);
        std::thread([&] { other = ask(self, VSS_E_WRITERERROR_TIMEOUT); }).join();
        return !args.metadata || SUCCEEDED(suite_writer_describe(args.metadata));
    };
    REQUIRE(writer.begin());
    requester = requester_at(suite, row->before);
    REQUIRE(requester);
    row->raise(requester);
    CHECK_HR(own.session, S_OK);
    CHECK_HR(own.failure, identify ? VSS_E_BAD_STATE : S_OK);
    CHECK_HR(own.failure_ex, identify ? VSS_E_BAD_STATE : S_OK);
    CHECK_HR(other.session, VSS_E_BAD_STATE);
    CHECK_HR(other.failure, VSS_E_BAD_STATE);
    CHECK_HR(other.failure_ex, VSS_E_BAD_STATE);
    CHECK_HR(status_after(suite, requester).failure,
             identify || !is_seen(row) ? S_OK : VSS_E_WRITERERROR_RETRYABLE);
    requester_end(requester);
}

/* ---- arguments ----------------------------------------------------------------------------------
 */

/* The writer frees nothing of what it is handed (a leak fails the run), and a component that it
 * keeps says afterwards that its time is over. */
static void good_inside_only(suite *suite, const void *given)
{
    const case_event *row = event_of(given);
    IVssComponent *kept = nullptr;
    HRESULT inside = E_UNEXPECTED;
    case_writer writer(suite);
    requester *requester;
    BSTR name = nullptr;

    writer.on[row->event] = [&](case_writer &, const suite_event_args &args) {
        BSTR text = nullptr;

        if (args.components && args.components->GetComponent(0, &kept) == S_OK)
            inside = kept->GetComponentName(&text);
        SysFreeString(text);
        return true;
    };
    REQUIRE(writer.begin());
    requester = requester_at(suite, row->before);
    REQUIRE(requester);
    row->raise(requester);
    CHECK_HR(inside, S_OK);
    REQUIRE(kept);
    CHECK_HR(kept->GetComponentName(&name), VSS_E_BAD_STATE);
    CHECK(!name);
    case_release(kept);
}

/* Identify's object: VSS ends it, and the requester has its document all the same. */
static void metadata_belong_to_vss(suite *suite, const void *)
{
    IVssCreateWriterMetadata *given = nullptr;
    case_writer writer(suite);
    BSTR inside = nullptr, outside = nullptr;
    requester *requester;

    writer.on[SUITE_IDENTIFY] = [&](case_writer &, const suite_event_args &args) {
        given = args.metadata;
        SysFreeString(inside);
        return SUCCEEDED(suite_writer_describe(given)) && given->SaveAsXML(&inside) == S_OK;
    };
    REQUIRE(writer.begin());
    requester = requester_at(suite, AT_GATHERED);
    REQUIRE(requester && given);
    CHECK_HR(requester_metadata(suite, requester)->SaveAsXML(&outside), S_OK);
    CHECK_TEXT(outside, inside);
    SysFreeString(inside);
    SysFreeString(outside);
}

/* A requester that does not select components. */
static void null_without_components(suite *suite, const void *given)
{
    const case_event *row = event_of(given);
    const IVssWriterComponents *got = reinterpret_cast<IVssWriterComponents *>(UINTPTR_MAX);
    bool selected = true;
    case_writer writer(suite);
    requester *requester;

    writer.on[row->event] = [&](case_writer &self, const suite_event_args &args) {
        got = args.components;
        selected = self.AreComponentsSelected();
        return true;
    };
    REQUIRE(writer.begin());
    requester = requester_at(suite, AT_INITIALIZED);
    REQUIRE(requester);
    requester->whole_volumes = true;
    REQUIRE(requester_go(suite, requester, row->before));
    CHECK_HR(row->raise(requester), S_OK);
    CHECK(!got);
    CHECK(!selected);
}

/* ---- what the base class does
 * ---------------------------------------------------------------------
 */

template <class Base> class least final : public case_least<Base>
{
  public:
    ~least() override
    {
        this->Unsubscribe();
    }
};

static bool base_call(least<CVssWriterEx> &writer, suite_event event)
{
    switch (event) {
    case SUITE_IDENTIFY:
        return writer.OnIdentify(nullptr) && writer.OnIdentifyEx(nullptr);
    case SUITE_PREPARE_BACKUP:
        return writer.OnPrepareBackup(nullptr);
    case SUITE_POST_SNAPSHOT:
        return writer.OnPostSnapshot(nullptr);
    case SUITE_BACKUP_COMPLETE:
        return writer.OnBackupComplete(nullptr);
    case SUITE_BACKUP_SHUTDOWN:
        return writer.OnBackupShutdown(GUID_NULL);
    case SUITE_PRE_RESTORE:
        return writer.OnPreRestore(nullptr);
    case SUITE_POST_RESTORE:
        return writer.OnPostRestore(nullptr);
    default:
        return false;
    }
}

/* What is not overridden answers true and does nothing: a whole backup with the least writer goes
 * well, and its metadata are empty. */
static void base_does_nothing(suite *suite, const void *given)
{
    const case_event *row = event_of(given);
    least<CVssWriterEx> writer;
    requester *requester;
    UINT includes = 9, excludes = 9, components = 9;
    IVssExamineWriterMetadata *metadata;

    suite->own_writer = true;
    REQUIRE_HR(writer.Initialize(SUITE_WRITER_ID, L"Least", VSS_UT_OTHER, VSS_ST_OTHER), S_OK);
    REQUIRE_HR(writer.Subscribe(), S_OK);
    CHECK(base_call(writer, row->event));
    requester = requester_at(suite, AT_INITIALIZED);
    REQUIRE(requester);
    requester->whole_volumes = true;
    REQUIRE(requester_go(suite, requester, AT_COMPLETE));
    CHECK_HR(case_writer_status(suite, requester).failure, S_OK);
    metadata = requester_metadata(suite, requester);
    REQUIRE(metadata);
    CHECK_HR(metadata->GetFileCounts(&includes, &excludes, &components), S_OK);
    CHECK(includes == 0 && excludes == 0 && components == 0);
}

/* ---- the table
 * ------------------------------------------------------------------------------------
 */

#define EVENT(event) &case_events[SUITE_##event]
#define ANSWERS(handler, event)                                                                    \
    {"CVssWriter." handler "/true", answers_true, EVENT(event), 0},                                \
    {                                                                                              \
        "CVssWriter." handler "/false", answers_false, EVENT(event), 0                             \
    }
#define SHARED(handler, event, fatal, thread, exception)                                           \
    ANSWERS(handler, event),                                                                       \
        {"CVssWriter." handler "-" fatal, fails_as_bad_as_it_is, EVENT(event), 0},                 \
        {"CVssWriter." handler "-" thread, own_thread_only, EVENT(event), 0},                      \
    {                                                                                              \
        "CVssWriter." handler "-" exception, exception_stays, EVENT(event), 0                      \
    }
#define BASE(handler, event)                                                                       \
    {                                                                                              \
        "CVssWriter." handler "-1", base_does_nothing, EVENT(event), 0                             \
    }

static const suite_case cases[] = {
    ANSWERS("OnIdentify", IDENTIFY),
    BASE("OnIdentify", IDENTIFY),
    {"CVssWriter.OnIdentify-8", answers_false, EVENT(IDENTIFY), 0},
    {"CVssWriter.OnIdentify-9", metadata_belong_to_vss, nullptr, 0},
    {"CVssWriter.OnIdentify-11", own_thread_only, EVENT(IDENTIFY), 0},
    {"CVssWriter.OnIdentify-12", exception_stays, EVENT(IDENTIFY), 0},
    SHARED("OnPrepareBackup", PREPARE_BACKUP, "8", "10", "11"),
    BASE("OnPrepareBackup", PREPARE_BACKUP),
    {"CVssWriter.OnPrepareBackup-6", null_without_components, EVENT(PREPARE_BACKUP), 0},
    {"CVssWriter.OnPrepareBackup-7", good_inside_only, EVENT(PREPARE_BACKUP), 0},
    SHARED("OnPrepareSnapshot", PREPARE_SNAPSHOT, "7", "9", "10"),
    SHARED("OnFreeze", FREEZE, "8", "10", "11"),
    SHARED("OnThaw", THAW, "7", "9", "10"),
    SHARED("OnPostSnapshot", POST_SNAPSHOT, "11", "13", "14"),
    BASE("OnPostSnapshot", POST_SNAPSHOT),
    {"CVssWriter.OnPostSnapshot-9", null_without_components, EVENT(POST_SNAPSHOT), 0},
    {"CVssWriter.OnPostSnapshot-10", good_inside_only, EVENT(POST_SNAPSHOT), 0},
    SHARED("OnAbort", ABORT, "12", "14", "15"),
    SHARED("OnBackupComplete", BACKUP_COMPLETE, "8", "10", "11"),
    BASE("OnBackupComplete", BACKUP_COMPLETE),
    {"CVssWriter.OnBackupComplete-6", null_without_components, EVENT(BACKUP_COMPLETE), 0},
    {"CVssWriter.OnBackupComplete-7", good_inside_only, EVENT(BACKUP_COMPLETE), 0},
    {"CVssWriter.AreComponentsSelected-2", null_without_components, EVENT(PREPARE_BACKUP), 0},
    {"CVssWriter.AreComponentsSelected/false", null_without_components, EVENT(PREPARE_BACKUP), 0},
    SHARED("OnBackupShutdown", BACKUP_SHUTDOWN, "7", "9", "10"),
    BASE("OnBackupShutdown", BACKUP_SHUTDOWN),
    SHARED("OnPreRestore", PRE_RESTORE, "7", "9", "10"),
    BASE("OnPreRestore", PRE_RESTORE),
    {"CVssWriter.OnPreRestore-6", good_inside_only, EVENT(PRE_RESTORE), 0},
    SHARED("OnPostRestore", POST_RESTORE, "9", "11", "12"),
    BASE("OnPostRestore", POST_RESTORE),
    {"CVssWriter.OnPostRestore-8", good_inside_only, EVENT(POST_RESTORE), 0},
    {"CVssWriterEx.OnIdentifyEx-1", base_does_nothing, EVENT(IDENTIFY), 0},
    {"CVssWriter-3", good_inside_only, EVENT(PREPARE_BACKUP), 0},
    {"CVssWriter.SetWriterFailure-2", own_thread_only, EVENT(FREEZE), 0},
    {"CVssWriterEx2.SetWriterFailureEx-2", own_thread_only, EVENT(FREEZE), 0},
    {"CVssWriterEx2.GetSessionId-2", own_thread_only, EVENT(FREEZE), 0},
};
const suite_group suite_cvsswriter_handlers = SUITE_GROUP("handlers of CVssWriter", cases);
