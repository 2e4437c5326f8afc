/*
 * conformance/suite/cvsswriter_ex.cpp - what CVssWriterEx and CVssWriterEx2 add: OnIdentifyEx,
 * GetIdentifyInformation, SetWriterFailureEx, GetSessionId, IsWriterShuttingDown.
 */
#include "case_writer.h"
#include "groups.h"
#include "layers.h"

#include <stdexcept>
#include <string>
#include <thread>

typedef IVssBackupComponents B;

/* ---- OnIdentifyEx
 * ---------------------------------------------------------------------------------
 */

/* Overrides OnIdentifyEx, and counts what comes to OnIdentify. */
class identify_ex final : public case_least<CVssWriterEx2>
{
  public:
    std::function<bool(identify_ex &writer, IVssCreateWriterMetadataEx *metadata)> on_identify;
    unsigned plain = 0, ex = 0;

    explicit identify_ex(suite *suite)
    {
        suite->own_writer = true;
        CHECK_HR(InitializeEx(SUITE_WRITER_ID, L"Ex", 1, 0, VSS_UT_USERDATA, VSS_ST_OTHER), S_OK);
        CHECK_HR(SubscribeEx(1000), S_OK);
    }
    ~identify_ex() override
    {
        Unsubscribe();
    }
    using CVssWriter::SetWriterFailure;
    bool STDMETHODCALLTYPE OnIdentify(IVssCreateWriterMetadata *) override
    {
        plain++;
        return true;
    }
    bool STDMETHODCALLTYPE OnIdentifyEx(IVssCreateWriterMetadataEx *metadata) override
    {
        ex++;
        return SUCCEEDED(suite_writer_describe(metadata)) &&
               (!on_identify || on_identify(*this, metadata));
    }
};

static UINT writers_found(suite *suite)
{
    requester *requester = requester_at(suite, AT_GATHERED);
    UINT count = 99;

    if (requester) {
        CHECK_HR(requester->backup->GetWriterMetadataCount(&count), S_OK);
        requester_end(requester);
    }
    return count;
}

/* What only the Ex interface can say gets into the document. */
static void describes_by_ex(suite *suite, const void *)
{
    IVssExamineWriterMetadataEx2 *metadata = nullptr;
    requester *requester;
    UINT excluded = 0;
    identify_ex writer(suite);

    writer.on_identify = [&](identify_ex &, IVssCreateWriterMetadataEx *given) {
        return given->AddExcludeFilesFromSnapshot(L"C:\\suite\\files", L"*.tmp", false) == S_OK;
    };
    requester = requester_at(suite, AT_GATHERED);
    REQUIRE(requester);
    REQUIRE_HR(requester_metadata(suite, requester)
                   ->QueryInterface(IID_IVssExamineWriterMetadataEx2, (void **)&metadata),
               S_OK);
    CHECK_HR(metadata->GetExcludeFromSnapshotCount(&excluded), S_OK);
    CHECK(excluded == 1);
    case_release(metadata);
}

static void ex_left_out(suite *suite, const void *)
{
    identify_ex writer(suite);

    writer.on_identify = [&](identify_ex &, IVssCreateWriterMetadataEx *) { return false; };
    CHECK(writers_found(suite) == 0);
    CHECK(writer.ex == 1);
}

static void ex_throws(suite *suite, const void *)
{
    identify_ex writer(suite);

    writer.on_identify = [&](identify_ex &, IVssCreateWriterMetadataEx *) -> bool {
        throw std::runtime_error("a mistake of the writer");
    };
    CHECK(writers_found(suite) == 0);
    writer.on_identify = nullptr;
    CHECK(writers_found(suite) == 1);
}

/* A writer overrides one of the two, and that one is called, once. */
static void one_of_the_two(suite *suite, const void *)
{
    {
        identify_ex writer(suite);

        CHECK(writers_found(suite) == 1);
        CHECK(writer.ex == 1 && writer.plain == 0);
    }
    case_writer writer(suite);

    REQUIRE(writer.begin());
    CHECK(writers_found(suite) == 1);
    CHECK(writer.count(SUITE_IDENTIFY) == 1);
}

static void no_failure_in_ex(suite *suite, const void *)
{
    HRESULT plain = S_OK, ex = S_OK;
    identify_ex writer(suite);

    writer.on_identify = [&](identify_ex &self, IVssCreateWriterMetadataEx *) {
        plain = self.SetWriterFailure(VSS_E_WRITERERROR_RETRYABLE);
        ex = self.SetWriterFailureEx(VSS_E_WRITERERROR_RETRYABLE, E_FAIL, nullptr);
        return true;
    };
    CHECK(writers_found(suite) == 1);
    CHECK_HR(plain, VSS_E_BAD_STATE);
    CHECK_HR(ex, VSS_E_BAD_STATE);
}

static void session_in_ex(suite *suite, const void *)
{
    HRESULT own = E_UNEXPECTED, other = E_UNEXPECTED;
    identify_ex writer(suite);

    writer.on_identify = [&](identify_ex &self, IVssCreateWriterMetadataEx *) {
        VSS_ID id;

        own = self.GetSessionId(&id);
        std::thread([&] { other = self.GetSessionId(&id); }).join();
        return true;
    };
    CHECK(writers_found(suite) == 1);
    CHECK_HR(own, S_OK);
    CHECK_HR(other, VSS_E_BAD_STATE);
}

/* The object is VSS's: a writer that holds on to it finds it closed. */
static void ex_metadata_belong_to_vss(suite *suite, const void *)
{
    IVssCreateWriterMetadataEx *kept = nullptr;
    identify_ex writer(suite);

    writer.on_identify = [&](identify_ex &, IVssCreateWriterMetadataEx *given) {
        return given->QueryInterface(IID_IVssCreateWriterMetadataEx, (void **)&kept) == S_OK;
    };
    CHECK(writers_found(suite) == 1);
    REQUIRE(kept);
    CHECK_HR(kept->AddExcludeFiles(L"C:\\suite", L"late", false), VSS_E_BAD_STATE);
    CHECK(kept->Release() == 0);
}

static void all_rules_of_identify(suite *suite, const void *)
{
    ex_left_out(suite, nullptr);
    ex_throws(suite, nullptr);
    no_failure_in_ex(suite, nullptr);
    session_in_ex(suite, nullptr);
}

/* ---- GetIdentifyInformation
 * -------------------------------------------------------------------------
 */

/* In three handlers, each time what Identify brought, and the same object for the handler's time.
 */
static void identify_information(suite *suite, const void *)
{
    static const suite_event events[] = {SUITE_PREPARE_BACKUP, SUITE_PREPARE_SNAPSHOT,
                                         SUITE_POST_SNAPSHOT};
    BSTR reported = nullptr;
    unsigned same = 0;
    case_writer writer(suite);

    writer.on[SUITE_IDENTIFY] = [&](case_writer &, const suite_event_args &args) {
        return SUCCEEDED(suite_writer_describe(args.metadata)) &&
               args.metadata->SaveAsXML(&reported) == S_OK;
    };
    for (suite_event event : events)
        writer.on[event] = [&](case_writer &self, const suite_event_args &) {
            IVssExamineWriterMetadata *first = nullptr, *second = nullptr;
            BSTR text = nullptr;

            CHECK_HR(self.GetIdentifyInformation(&first), S_OK);
            CHECK_HR(self.GetIdentifyInformation(&second), S_OK);
            CHECK(first && first == second);
            CHECK_HR(first->SaveAsXML(&text), S_OK);
            same += wcscmp(text, reported) == 0;
            SysFreeString(text);
            return true;
        };
    REQUIRE(writer.begin());
    REQUIRE(requester_at(suite, AT_COMPLETE));
    CHECK(same == 3);
    SysFreeString(reported);
}

static void no_identify_information(suite *suite, const void *)
{
    HRESULT answers[SUITE_EVENT_COUNT_];
    IVssExamineWriterMetadata *metadata;
    case_writer writer(suite);
    requester *requester;

    for (int i = 0; i < SUITE_EVENT_COUNT_; i++)
        writer.on[i] = [&, i](case_writer &self, const suite_event_args &args) {
            IVssExamineWriterMetadata *inside;

            answers[i] = self.GetIdentifyInformation(&inside);
            return !args.metadata || SUCCEEDED(suite_writer_describe(args.metadata));
        };
    REQUIRE(writer.begin());
    CHECK_HR(writer.GetIdentifyInformation(&metadata), E_FAIL);
    requester = requester_at(suite, AT_POST_RESTORE);
    REQUIRE(requester);
    for (int i = 0; i < SUITE_EVENT_COUNT_; i++)
        if (writer.count((suite_event)i) > 0)
            CHECK_HR(answers[i], i == SUITE_PREPARE_BACKUP || i == SUITE_PREPARE_SNAPSHOT ||
                                         i == SUITE_POST_SNAPSHOT
                                     ? S_OK
                                     : E_FAIL);
}

/* ---- SetWriterFailureEx
 * -----------------------------------------------------------------------------
 */

struct failure {
    HRESULT writer, application;
    LPCWSTR message;
};

/* What the requester reads of what PrepareForBackup's handler has set. */
static void seen_by_requester(suite *suite, const failure &given)
{
    HRESULT set = E_UNEXPECTED, writer_code = E_UNEXPECTED, application = E_UNEXPECTED;
    VSS_ID instance, id;
    VSS_WRITER_STATE state;
    BSTR name = nullptr, message = nullptr;
    IVssBackupComponentsEx3 *ex = nullptr;
    case_writer writer(suite);
    requester *requester;

    writer.on[SUITE_PREPARE_BACKUP] = [&](case_writer &self, const suite_event_args &) {
        set = self.SetWriterFailureEx(given.writer, given.application, given.message);
        return true;
    };
    REQUIRE(writer.begin());
    requester = requester_at(suite, AT_PREPARED);
    REQUIRE(requester);
    CHECK_HR(set, S_OK);
    CHECK_HR(case_finish(requester->backup, &B::GatherWriterStatus), S_OK);
    REQUIRE_HR(requester->backup->QueryInterface(IID_IVssBackupComponentsEx3, (void **)&ex), S_OK);
    CHECK_HR(ex->GetWriterStatusEx(0, &instance, &id, &name, &state, &writer_code, &application,
                                   &message),
             S_OK);
    CHECK_HR(writer_code, given.writer);
    CHECK_HR(application, given.application);
    if (given.message)
        CHECK_TEXT(message, given.message);
    else
        CHECK(!message || !*message);
    SysFreeString(name);
    SysFreeString(message);
    case_release(ex);
    requester_end(requester);
}

static void three_values(suite *suite, const void *)
{
    seen_by_requester(suite, {VSS_E_WRITERERROR_RETRYABLE, E_FAIL, L"the disk is full"});
    seen_by_requester(suite, {VSS_E_WRITERERROR_TIMEOUT, S_OK, nullptr});
    seen_by_requester(suite, {VSS_E_WRITERERROR_PARTIAL_FAILURE, E_FAIL, L"one of two"});
}

/* One component's error stands with it, and the writer's says that it was not all. */
static void component_failure(suite *suite, const void *)
{
    HRESULT set = E_UNEXPECTED, hr = S_OK, application = S_OK;
    BSTR message = nullptr;
    DWORD reserved = 0;
    IVssComponentEx2 *seen = nullptr;
    IVssComponent *component;
    case_writer writer(suite);
    requester *requester;

    writer.on[SUITE_PREPARE_BACKUP] = [&](case_writer &self, const suite_event_args &args) {
        IVssComponent *plain = nullptr;
        IVssComponentEx2 *ex = nullptr;

        if (args.components->GetComponent(0, &plain) == S_OK &&
            plain->QueryInterface(IID_IVssComponentEx2, (void **)&ex) == S_OK)
            set = ex->SetFailure(VSS_E_WRITERERROR_NONRETRYABLE, E_FAIL, L"this one", 0);
        case_release(ex);
        case_release(plain);
        return self.SetWriterFailureEx(VSS_E_WRITERERROR_PARTIAL_FAILURE, S_OK, nullptr) == S_OK;
    };
    REQUIRE(writer.begin());
    requester = requester_at(suite, AT_PREPARED);
    REQUIRE(requester);
    CHECK_HR(set, S_OK);
    CHECK_HR(case_writer_status(suite, requester).failure, VSS_E_WRITERERROR_PARTIAL_FAILURE);
    component = requester_component(suite, requester, 0);
    REQUIRE(component);
    REQUIRE_HR(component->QueryInterface(IID_IVssComponentEx2, (void **)&seen), S_OK);
    CHECK_HR(seen->GetFailure(&hr, &application, &message, &reserved), S_OK);
    CHECK_HR(hr, VSS_E_WRITERERROR_NONRETRYABLE);
    CHECK_TEXT(message, L"this one");
    SysFreeString(message);
    case_release(seen);
}

static void failure_ex_refused(suite *suite, const void *)
{
    HRESULT code = S_OK;
    case_writer writer(suite);

    writer.on[SUITE_FREEZE] = [&](case_writer &self, const suite_event_args &) {
        code = self.SetWriterFailureEx(VSS_E_WRITER_NOT_RESPONDING, S_OK, nullptr);
        return true;
    };
    REQUIRE(writer.begin());
    CHECK_HR(writer.SetWriterFailureEx(VSS_E_WRITERERROR_RETRYABLE, S_OK, nullptr),
             VSS_E_BAD_STATE);
    REQUIRE(requester_at(suite, AT_SNAPSHOT));
    CHECK_HR(code, E_INVALIDARG);
}

/* ---- GetSessionId, IsWriterShuttingDown
 * -------------------------------------------------------------
 */

/* In every handler of a session it is the requester's id, Identify included. */
static void session_of_the_requester(suite *suite, const void *)
{
    std::vector<VSS_ID> ids;
    IVssBackupComponentsEx3 *ex;
    VSS_ID wanted = GUID_NULL;
    case_writer writer(suite);
    requester *requester;

    for (int i = 0; i < SUITE_EVENT_COUNT_; i++)
        writer.on[i] = [&](case_writer &self, const suite_event_args &args) {
            VSS_ID id = GUID_NULL;

            CHECK_HR(self.GetSessionId(&id), S_OK);
            ids.push_back(id);
            return !args.metadata || SUCCEEDED(suite_writer_describe(args.metadata));
        };
    REQUIRE(writer.begin());
    requester = requester_at(suite, AT_COMPLETE);
    REQUIRE(requester);
    ex = static_cast<IVssBackupComponentsEx3 *>(
        requester_face(suite, requester, IID_IVssBackupComponentsEx3));
    REQUIRE(ex);
    CHECK_HR(ex->GetSessionId(&wanted), S_OK);
    CHECK(ids.size() == 7 && !IsEqualGUID(wanted, GUID_NULL));
    for (const VSS_ID &id : ids)
        CHECK_GUID(id, wanted);
}

static void session_refused(suite *suite, const void *)
{
    HRESULT no_place = S_OK;
    VSS_ID id;
    case_writer writer(suite);

    writer.on[SUITE_FREEZE] = [&](case_writer &self, const suite_event_args &) {
        no_place = self.GetSessionId(nullptr);
        return true;
    };
    REQUIRE(writer.begin());
    REQUIRE(requester_at(suite, AT_SNAPSHOT));
    CHECK_HR(no_place, E_INVALIDARG);
    CHECK_HR(writer.GetSessionId(&id), VSS_E_BAD_STATE);
}

/* A long handler asks until Unsubscribe has begun on another thread, and gives up. */
static void shutting_down(suite *suite, const void *)
{
    std::thread end;
    bool at_first = true, in_the_end = false;
    HRESULT set = E_UNEXPECTED;
    case_writer writer(suite);
    requester *requester;

    writer.on[SUITE_PREPARE_BACKUP] = [&](case_writer &self, const suite_event_args &) {
        at_first = self.IsWriterShuttingDown();
        end = std::thread([&] { self.Unsubscribe(); });
        for (int i = 0; i < 10000000 && !in_the_end; i++) {
            in_the_end = self.IsWriterShuttingDown();
            std::this_thread::yield();
        }
        set = self.SetWriterFailure(VSS_E_WRITERERROR_NONRETRYABLE);
        return false;
    };
    REQUIRE(writer.begin());
    requester = requester_at(suite, AT_ADDED);
    REQUIRE(requester);
    case_finish(requester->backup, &B::PrepareForBackup);
    if (end.joinable())
        end.join();
    CHECK(!at_first && in_the_end);
    CHECK_HR(set, S_OK);
}

#define EX(row, run)                                                                               \
    {                                                                                              \
        "CVssWriterEx." row, run, nullptr, 0                                                       \
    }
#define EX2(row, run)                                                                              \
    {                                                                                              \
        "CVssWriterEx2." row, run, nullptr, 0                                                      \
    }

static const suite_case cases[] = {
    EX("OnIdentifyEx/true", describes_by_ex),
    {"CVssWriterEx.OnIdentifyEx/false", ex_left_out, nullptr, SUITE_NEEDS_ALONE},
    {"CVssWriterEx.OnIdentifyEx-2", one_of_the_two, nullptr, SUITE_NEEDS_ALONE},
    {"CVssWriterEx.OnIdentifyEx-3", all_rules_of_identify, nullptr, SUITE_NEEDS_ALONE},
    EX("OnIdentifyEx-4", no_failure_in_ex),
    EX("OnIdentifyEx-5", identify_information),
    EX("OnIdentifyEx-6", ex_metadata_belong_to_vss),
    EX("OnIdentifyEx-7", session_in_ex),
    {"CVssWriterEx.OnIdentifyEx-8", ex_throws, nullptr, SUITE_NEEDS_ALONE},
    {"CVssWriter.OnIdentify-10", one_of_the_two, nullptr, SUITE_NEEDS_ALONE},
    {"CVssWriterEx-3", one_of_the_two, nullptr, SUITE_NEEDS_ALONE},
    {"CVssWriterEx2-3", one_of_the_two, nullptr, SUITE_NEEDS_ALONE},
    EX("GetIdentifyInformation/S_OK", identify_information),
    EX("GetIdentifyInformation/E_FAIL", no_identify_information),
    EX("GetIdentifyInformation-1", identify_information),
    EX("GetIdentifyInformation-2", no_identify_information),
    EX("GetIdentifyInformation-3", identify_information),
    EX2("SetWriterFailureEx/S_OK", three_values),
    EX2("SetWriterFailureEx/any HRESULT", failure_ex_refused),
    EX2("SetWriterFailureEx-1", no_failure_in_ex),
    EX2("SetWriterFailureEx-3", three_values),
    EX2("SetWriterFailureEx-4", component_failure),
    {"CVssWriterEx2.GetSessionId/S_OK", session_of_the_requester, nullptr, 0},
    EX2("GetSessionId/any HRESULT", session_refused),
    EX2("GetSessionId-1", session_of_the_requester),
    EX2("IsWriterShuttingDown/true", shutting_down),
    EX2("IsWriterShuttingDown/false", shutting_down),
    EX2("IsWriterShuttingDown-1", shutting_down),
};
const suite_group suite_cvsswriter_ex = SUITE_GROUP("CVssWriterEx, CVssWriterEx2", cases);
