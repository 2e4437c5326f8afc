/*
 * conformance/suite/cvsswriter_life.cpp - the life of a writer: Initialize(Ex), Subscribe(Ex),
 * Unsubscribe, and the class itself.
 */
#include "case_writer.h"
#include "groups.h"
#include "layers.h"

#include <type_traits>

/* ---- calls, each with its Ex form
 * -----------------------------------------------------------------
 */

struct identity {
    VSS_ID id = SUITE_WRITER_ID;
    LPCWSTR name = L"Suite Writer";
    VSS_USAGE_TYPE usage = VSS_UT_USERDATA;
    VSS_SOURCE_TYPE source = VSS_ST_TRANSACTEDDB;
    VSS_APPLICATION_LEVEL level = VSS_APP_FRONT_END;
    DWORD freeze_ms = 60000;
    VSS_ALTERNATE_WRITER_STATE alternate = VSS_AWS_NO_ALTERNATE_WRITER;
    LPCWSTR instance_name = nullptr;
};

static HRESULT initialize(case_writer &writer, const identity &who)
{
    return writer.Initialize(who.id, who.name, who.usage, who.source, who.level, who.freeze_ms,
                             who.alternate, false, who.instance_name);
}

static HRESULT initialize_ex(case_writer &writer, const identity &who)
{
    return writer.InitializeEx(who.id, who.name, 7, 3, who.usage, who.source, who.level,
                               who.freeze_ms, who.alternate, false, who.instance_name);
}

static HRESULT subscribe(case_writer &writer)
{
    return writer.Subscribe();
}

static HRESULT subscribe_ex(case_writer &writer)
{
    return writer.SubscribeEx(1000);
}

static HRESULT subscribe_mask(case_writer &writer, DWORD mask)
{
    return writer.Subscribe(mask);
}

static HRESULT subscribe_ex_mask(case_writer &writer, DWORD mask)
{
    return writer.SubscribeEx(1000, mask);
}

struct calls { /* a method and its Ex form */
    HRESULT (*initialize)(case_writer &writer, const identity &who);
    HRESULT (*subscribe)(case_writer &writer);
    HRESULT (*subscribe_mask)(case_writer &writer, DWORD mask);
};
static const calls plain = {initialize, subscribe, subscribe_mask};
static const calls ex = {initialize_ex, subscribe_ex, subscribe_ex_mask};

static const calls *calls_of(const void *row)
{
    return static_cast<const calls *>(row);
}

/* ---- Initialize
 * -----------------------------------------------------------------------------------
 */

/* Initialized, subscribed, and found by a requester as what it said. */
static void initialized_as_told(suite *suite, const void *row)
{
    VSS_ID instances[2];

    for (VSS_ID &id : instances) {
        case_writer writer(suite);
        IVssExamineWriterMetadata *metadata;
        VSS_ID instance, writer_id = GUID_NULL;
        VSS_USAGE_TYPE usage = VSS_UT_UNDEFINED;
        VSS_SOURCE_TYPE source = VSS_ST_UNDEFINED;
        BSTR name = nullptr;
        requester *requester;

        REQUIRE_HR(calls_of(row)->initialize(writer, identity()), S_OK);
        REQUIRE_HR(calls_of(row)->subscribe(writer), S_OK);
        requester = requester_at(suite, AT_GATHERED);
        metadata = requester ? requester_metadata(suite, requester) : nullptr;
        REQUIRE(metadata);
        CHECK_HR(metadata->GetIdentity(&instance, &writer_id, &name, &usage, &source), S_OK);
        CHECK_GUID(writer_id, SUITE_WRITER_ID);
        CHECK_TEXT(name, L"Suite Writer");
        CHECK(usage == VSS_UT_USERDATA && source == VSS_ST_TRANSACTEDDB);
        CHECK(!IsEqualGUID(instance, GUID_NULL));
        id = instance;
        SysFreeString(name);
    }
    CHECK(!IsEqualGUID(instances[0], instances[1]));
}

/* S_FALSE: as good as not called, though SUCCEEDED() says otherwise. */
static void safe_mode(suite *suite, const void *row)
{
    case_writer writer(suite);
    HRESULT hr;

    layers_safe_mode(true);
    hr = calls_of(row)->initialize(writer, identity());
    CHECK_HR(hr, S_FALSE);
    CHECK(SUCCEEDED(hr));
    CHECK_HR(writer.Subscribe(), VSS_E_BAD_STATE);
    layers_safe_mode(false);
    CHECK_HR(calls_of(row)->initialize(writer, identity()), S_OK);
    CHECK_HR(writer.Subscribe(), S_OK);
}

static void initialize_denied(suite *suite, const void *row)
{
    case_writer writer(suite);

    layers_allow(true, false);
    CHECK_HR(calls_of(row)->initialize(writer, identity()), E_ACCESSDENIED);
    layers_allow(true, true);
    CHECK_HR(writer.Subscribe(), VSS_E_BAD_STATE);
    CHECK_HR(calls_of(row)->initialize(writer, identity()), S_OK);
}

static void refused(suite *suite, const void *row, void (*spoil)(identity &who))
{
    case_writer writer(suite);
    identity who;

    spoil(who);
    CHECK_HR(calls_of(row)->initialize(writer, who), E_INVALIDARG);
    CHECK_HR(calls_of(row)->initialize(writer, identity()), S_OK);
}

static void wrong_levels(suite *suite, const void *row)
{
    refused(suite, row, [](identity &who) { who.level = VSS_APP_UNKNOWN; });
    refused(suite, row, [](identity &who) { who.level = VSS_APP_AUTO; });
    refused(suite, row, [](identity &who) { who.level = VSS_APP_SYSTEM_RM; });
}

static void wrong_arguments(suite *suite, const void *row)
{
    refused(suite, row, [](identity &who) { who.id = GUID_NULL; });
    refused(suite, row, [](identity &who) { who.name = nullptr; });
    refused(suite, row, [](identity &who) { who.name = L""; });
    refused(suite, row, [](identity &who) { who.usage = VSS_UT_UNDEFINED; });
    refused(suite, row, [](identity &who) { who.source = VSS_ST_UNDEFINED; });
    refused(suite, row, [](identity &who) { who.freeze_ms = 0; });
    refused(suite, row, [](identity &who) { who.alternate = VSS_AWS_THIS_IS_ALTERNATE_WRITER; });
    wrong_levels(suite, row);
}

static void alternate_state(suite *suite, const void *)
{
    refused(suite, &plain, [](identity &who) { who.alternate = VSS_AWS_UNDEFINED; });
    refused(suite, &plain, [](identity &who) { who.alternate = VSS_AWS_ALTERNATE_WRITER_EXISTS; });
    refused(suite, &plain, [](identity &who) { who.alternate = VSS_AWS_THIS_IS_ALTERNATE_WRITER; });
}

/* Nothing works before it, and a writer is initialized once, by one of the two. */
static void initialize_first_and_once(suite *suite, const void *row)
{
    case_writer writer(suite);

    CHECK_HR(writer.Subscribe(), VSS_E_BAD_STATE);
    CHECK_HR(writer.SubscribeEx(1000), VSS_E_BAD_STATE);
    CHECK_HR(calls_of(row)->initialize(writer, identity()), S_OK);
    CHECK_HR(writer.Initialize(SUITE_WRITER_ID, L"x", VSS_UT_OTHER, VSS_ST_OTHER), VSS_E_BAD_STATE);
    CHECK_HR(writer.InitializeEx(SUITE_WRITER_ID, L"x", 1, 0, VSS_UT_OTHER, VSS_ST_OTHER),
             VSS_E_BAD_STATE);
    CHECK_HR(writer.Subscribe(), S_OK);
}

static void version_is(suite *suite, const calls &how, DWORD wanted_major, DWORD wanted_minor)
{
    IVssExamineWriterMetadataEx2 *metadata = nullptr;
    DWORD major = 99, minor = 99;
    case_writer writer(suite);
    requester *requester;

    REQUIRE_HR(how.initialize(writer, identity()), S_OK);
    REQUIRE_HR(writer.Subscribe(), S_OK);
    requester = requester_at(suite, AT_GATHERED);
    REQUIRE(requester);
    REQUIRE_HR(requester_metadata(suite, requester)
                   ->QueryInterface(IID_IVssExamineWriterMetadataEx2, (void **)&metadata),
               S_OK);
    CHECK_HR(metadata->GetVersion(&major, &minor), S_OK);
    CHECK(major == wanted_major && minor == wanted_minor);
    case_release(metadata);
}

static void versions(suite *suite, const void *)
{
    version_is(suite, plain, 0, 0);
    version_is(suite, ex, 7, 3);
}

static void several_instances(suite *suite, const void *)
{
    case_writer one(suite), two(suite);
    VSS_ID instances[2];
    requester *requester;
    UINT count = 0;

    REQUIRE(one.begin() && two.begin());
    requester = requester_at(suite, AT_GATHERED);
    REQUIRE(requester);
    CHECK_HR(requester->backup->GetWriterMetadataCount(&count), S_OK);
    REQUIRE(count == 2);
    for (UINT i = 0; i < 2; i++) {
        IVssExamineWriterMetadata *metadata = nullptr;

        CHECK_HR(requester->backup->GetWriterMetadata(i, &instances[i], &metadata), S_OK);
        case_release(metadata);
    }
    CHECK(!IsEqualGUID(instances[0], instances[1]));
    CHECK(one.count(SUITE_IDENTIFY) == 1 && two.count(SUITE_IDENTIFY) == 1);
}

static void begin_named(suite *suite, case_writer &writer, LPCWSTR instance_name)
{
    identity who;

    who.instance_name = instance_name;
    CHECK_HR(initialize(writer, who), S_OK);
    CHECK_HR(writer.Subscribe(), S_OK);
}

/* Only "two" is backed up; then both are started anew, and the restore finds "two". */
static void instances_are_named(suite *suite, const void *)
{
    requester *requester;
    BSTR document = nullptr;
    {
        case_writer one(suite), two(suite);

        begin_named(suite, one, L"one");
        begin_named(suite, two, L"two");
        requester = requester_at(suite, AT_COMPLETE);
        REQUIRE(requester);
        CHECK(one.count(SUITE_PREPARE_BACKUP) == 0 && two.count(SUITE_PREPARE_BACKUP) == 1);
        CHECK_HR(requester->backup->SaveAsXML(&document), S_OK);
        requester_end(requester);
    }
    case_writer two(suite), one(suite);

    begin_named(suite, one, L"one");
    begin_named(suite, two, L"two");
    requester = requester_at(suite, AT_NEW);
    REQUIRE(requester);
    CHECK_HR(requester->backup->InitializeForRestore(document), S_OK);
    SysFreeString(document);
    CHECK_HR(case_finish(requester->backup, &IVssBackupComponents::GatherWriterMetadata), S_OK);
    CHECK_HR(requester->backup->SetSelectedForRestore(SUITE_WRITER_ID, VSS_CT_FILEGROUP, L"group",
                                                      L"files", true),
             S_OK);
    CHECK_HR(case_finish(requester->backup, &IVssBackupComponents::PreRestore), S_OK);
    CHECK(one.count(SUITE_PRE_RESTORE) == 0 && two.count(SUITE_PRE_RESTORE) == 1);
}

/* ---- Subscribe
 * --------------------------------------------------------------------------------------
 */

static void subscribed(suite *suite, const void *row)
{
    case_writer writer(suite);
    requester *requester;

    REQUIRE_HR(initialize(writer, identity()), S_OK);
    requester = requester_at(suite, AT_STATE);
    REQUIRE(requester);
    CHECK(writer.count(SUITE_IDENTIFY) == 0);
    CHECK_HR(calls_of(row)->subscribe(writer), S_OK);
    REQUIRE(requester_go(suite, requester, AT_COMPLETE));
    CHECK(writer.count(SUITE_IDENTIFY) == 1);
    CHECK(writer.count(SUITE_BACKUP_COMPLETE) == 1);
}

static void subscribed_twice(suite *suite, const void *row)
{
    case_writer writer(suite);

    REQUIRE(writer.begin());
    CHECK_HR(calls_of(row)->subscribe(writer), VSS_E_WRITER_ALREADY_SUBSCRIBED);
    CHECK_HR(calls_of(row)->subscribe(writer), VSS_E_WRITER_ALREADY_SUBSCRIBED);
    CHECK_HR(writer.Unsubscribe(), S_OK);
    CHECK_HR(calls_of(row)->subscribe(writer), S_OK);
}

static void subscribe_denied(suite *suite, const void *row)
{
    case_writer writer(suite);

    REQUIRE_HR(initialize(writer, identity()), S_OK);
    layers_allow(true, false);
    CHECK_HR(calls_of(row)->subscribe(writer), E_ACCESSDENIED);
    layers_allow(true, true);
    CHECK_HR(calls_of(row)->subscribe(writer), S_OK);
}

/* A writer is refused at each way to the service when its account has no rights. */
static void all_denied(suite *suite, const void *)
{
    initialize_denied(suite, &plain);
    initialize_denied(suite, &ex);
    subscribe_denied(suite, &plain);
    subscribe_denied(suite, &ex);
}

static void one_mask_only(suite *suite, const void *row)
{
    static const DWORD others[] = {0,
                                   VSS_SM_POST_SNAPSHOT_FLAG,
                                   VSS_SM_BACKUP_EVENTS_FLAG,
                                   VSS_SM_RESTORE_EVENTS_FLAG,
                                   VSS_SM_IO_THROTTLING_FLAG,
                                   (DWORD)VSS_SM_ALL_FLAGS};
    case_writer writer(suite);

    REQUIRE_HR(initialize(writer, identity()), S_OK);
    for (DWORD mask : others)
        CHECK_HR(calls_of(row)->subscribe_mask(writer, mask), E_INVALIDARG);
    CHECK_HR(calls_of(row)->subscribe_mask(writer, 0x6), S_OK);
}

static void both_take_the_mask(suite *suite, const void *)
{
    one_mask_only(suite, &plain);
    one_mask_only(suite, &ex);
}

static void unsubscribed(suite *suite, const void *)
{
    case_writer writer(suite);
    requester *requester;
    UINT count = 9;

    REQUIRE(writer.begin());
    CHECK_HR(writer.Unsubscribe(), S_OK);
    requester = requester_at(suite, AT_STATE);
    REQUIRE(requester);
    CHECK_HR(case_finish(requester->backup, &IVssBackupComponents::GatherWriterMetadata), S_OK);
    CHECK_HR(requester->backup->GetWriterMetadataCount(&count), S_OK);
    CHECK(count == 0);
    CHECK(writer.count(SUITE_IDENTIFY) == 0);
}

/* ---- no memory
 * --------------------------------------------------------------------------------------
 */

struct memory_row {
    HRESULT (*before)(case_writer &writer);
    HRESULT (*call)(case_writer &writer);
};

static HRESULT nothing(case_writer &)
{
    return S_OK;
}

static HRESULT call_initialize(case_writer &writer)
{
    return initialize(writer, identity());
}

static HRESULT call_initialize_ex(case_writer &writer)
{
    return initialize_ex(writer, identity());
}

static const memory_row memory_initialize = {nothing, call_initialize},
                        memory_initialize_ex = {nothing, call_initialize_ex},
                        memory_subscribe = {call_initialize, subscribe},
                        memory_subscribe_ex = {call_initialize, subscribe_ex};

static void no_memory(suite *suite, const void *row)
{
    const memory_row *method = static_cast<const memory_row *>(row);
    bool reached = true;
    unsigned told = 0;

    for (uint64_t nth = 1; reached; nth++) {
        case_writer writer(suite);
        HRESULT hr;

        REQUIRE_HR(method->before(writer), S_OK);
        layers_fail_allocation(nth);
        hr = method->call(writer);
        reached = layers_allocations() >= nth;
        layers_fail_allocation(0);
        CHECK_HR(hr, reached && FAILED(hr) ? E_OUTOFMEMORY : S_OK);
        told += hr == E_OUTOFMEMORY;
    }
    CHECK(told > 0);
}

/* A constructor has no result: what comes later tells that there was no memory for the writer. */
static void no_memory_for_the_object(suite *suite, const void *)
{
    layers_fail_allocation(1);
    case_writer writer(suite);
    layers_fail_allocation(0);

    CHECK_HR(initialize(writer, identity()), E_OUTOFMEMORY);
    CHECK_HR(writer.Subscribe(), E_OUTOFMEMORY);
    CHECK_HR(writer.Unsubscribe(), E_OUTOFMEMORY);
}

/* ---- the class
 * --------------------------------------------------------------------------------------
 */

/* Classes with some of the four pure virtual methods. */
template <class Base> class three : public Base
{
  public:
    bool STDMETHODCALLTYPE OnThaw() override
    {
        return true;
    }
    bool STDMETHODCALLTYPE OnAbort() override
    {
        return true;
    }
};
template <class Base> class with_freeze : public three<Base>
{
  public:
    bool STDMETHODCALLTYPE OnFreeze() override
    {
        return true;
    }
};
template <class Base> class with_prepare : public three<Base>
{
  public:
    bool STDMETHODCALLTYPE OnPrepareSnapshot() override
    {
        return true;
    }
};
template <class Base> class with_both : public with_freeze<Base>
{
  public:
    bool STDMETHODCALLTYPE OnPrepareSnapshot() override
    {
        return true;
    }
};
template <class Base> class front : public Base
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
};
template <class Base> class with_thaw : public front<Base>
{
  public:
    bool STDMETHODCALLTYPE OnThaw() override
    {
        return true;
    }
};
template <class Base> class with_abort : public front<Base>
{
  public:
    bool STDMETHODCALLTYPE OnAbort() override
    {
        return true;
    }
};

/* The four have to be there, and no more. */
template <class Base> static void four_are_pure(suite *suite)
{
    CHECK(std::is_abstract<Base>::value);
    CHECK(std::is_abstract<with_freeze<Base>>::value);  /* lacks OnPrepareSnapshot */
    CHECK(std::is_abstract<with_prepare<Base>>::value); /* lacks OnFreeze */
    CHECK(std::is_abstract<with_abort<Base>>::value);   /* lacks OnThaw */
    CHECK(std::is_abstract<with_thaw<Base>>::value);    /* lacks OnAbort */
    CHECK(!std::is_abstract<with_both<Base>>::value);
}

template <class Base> static void least_writer(suite *suite, const void *)
{
    requester *requester;
    with_both<Base> *writer = new with_both<Base>();
    UINT count = 9;

    four_are_pure<Base>(suite);
    suite->own_writer = true;
    CHECK_HR(writer->Initialize(SUITE_WRITER_ID, L"Least", VSS_UT_OTHER, VSS_ST_OTHER), S_OK);
    CHECK_HR(writer->Subscribe(), S_OK);
    requester = requester_at(suite, AT_GATHERED);
    if (requester)
        CHECK_HR(requester->backup->GetWriterMetadataCount(&count), S_OK);
    CHECK(count == 1);
    CHECK_HR(writer->Unsubscribe(), S_OK);
    delete writer;
}

/* A class may be ended through its base; its own destructor runs first. */
class ends_itself final : public with_both<CVssWriter>
{
  public:
    explicit ends_itself(unsigned *count) : ended(count)
    {
    }
    ~ends_itself() override
    {
        ++*ended;
    }

  private:
    unsigned *ended;
};

static void destructor_is_virtual(suite *suite, const void *)
{
    unsigned ended = 0;
    CVssWriter *writer = new ends_itself(&ended);
    requester *requester;
    UINT count = 9;

    suite->own_writer = true;
    CHECK(std::has_virtual_destructor<CVssWriter>::value);
    CHECK_HR(writer->Initialize(SUITE_WRITER_ID, L"Ends", VSS_UT_OTHER, VSS_ST_OTHER), S_OK);
    CHECK_HR(writer->Subscribe(), S_OK);
    delete writer;
    CHECK(ended == 1);
    requester = requester_at(suite, AT_STATE);
    REQUIRE(requester);
    CHECK_HR(case_finish(requester->backup, &IVssBackupComponents::GatherWriterMetadata), S_OK);
    CHECK_HR(requester->backup->GetWriterMetadataCount(&count), S_OK);
    CHECK(count == 0);
}

/* Construct, Initialize, Subscribe, events, Unsubscribe, destroy; and none of it twice or earlier.
 */
static void whole_life(suite *suite, const void *)
{
    case_writer writer(suite);
    requester *requester;

    CHECK_HR(writer.Subscribe(), VSS_E_BAD_STATE);
    REQUIRE(writer.begin());
    CHECK_HR(initialize(writer, identity()), VSS_E_BAD_STATE);
    requester = requester_at(suite, AT_COMPLETE);
    REQUIRE(requester);
    CHECK(writer.events().size() == 6);
    CHECK_HR(writer.Unsubscribe(), S_OK);
    requester_end(requester);
    CHECK(writer.events().size() == 6);
}

/* ---- what is reserved
 * ---------------------------------------------------------------------------------
 */

static void no_alternate_writer(suite *suite, const void *)
{
    case_writer writer(suite);

    REQUIRE(writer.begin());
    CHECK_HR(writer.InstallAlternateWriter(SUITE_WRITER_ID, SUITE_WRITER_ID), E_NOTIMPL);
}

/* The four handlers that VSS never calls: not in a backup, not in a restore. */
static void never_called(suite *suite, const void *)
{
    WCHAR volume[] = L"C:\\";
    with_both<CVssWriter> least;
    case_writer writer(suite);

    CHECK(least.OnBackOffIOOnVolume(volume, GUID_NULL, GUID_NULL));
    CHECK(least.OnContinueIOOnVolume(volume, GUID_NULL, GUID_NULL));
    CHECK(least.OnVSSShutdown() && least.OnVSSApplicationStartup());
    REQUIRE(writer.begin());
    REQUIRE(requester_at(suite, AT_POST_RESTORE));
    CHECK(writer.count(SUITE_POST_RESTORE) == 1);
    CHECK(writer.reserved_calls == 0);
}

#define BOTH(rule, ex_rule, run, needs)                                                            \
    {"CVssWriter." rule, run, &plain, needs},                                                      \
    {                                                                                              \
        "CVssWriterEx." ex_rule, run, &ex, needs                                                   \
    }
#define RESULT(code, run, needs) BOTH("Initialize/" code, "InitializeEx/" code, run, needs)
#define SUBSCRIBE(code, run, needs) BOTH("Subscribe/" code, "SubscribeEx/" code, run, needs)

static const suite_case cases[] = {
    RESULT("S_OK", initialized_as_told, 0),
    RESULT("S_FALSE", safe_mode, SUITE_NEEDS_MOCK),
    RESULT("E_ACCESSDENIED", initialize_denied, SUITE_NEEDS_MOCK),
    RESULT("E_INVALIDARG", wrong_arguments, 0),
    {"CVssWriter.Initialize/E_OUTOFMEMORY", no_memory, &memory_initialize, SUITE_NEEDS_MOCK},
    {"CVssWriterEx.InitializeEx/E_OUTOFMEMORY", no_memory, &memory_initialize_ex, SUITE_NEEDS_MOCK},
    BOTH("Initialize-1", "InitializeEx-2", initialize_first_and_once, 0),
    {"CVssWriter.Initialize-2", safe_mode, &plain, SUITE_NEEDS_MOCK},
    BOTH("Initialize-3", "InitializeEx-6", initialize_denied, SUITE_NEEDS_MOCK),
    BOTH("Initialize-4", "InitializeEx-1", initialized_as_told, 0),
    {"CVssWriter.Initialize-5", several_instances, nullptr, SUITE_NEEDS_ALONE},
    {"CVssWriter.Initialize-7", instances_are_named, nullptr, 0},
    {"CVssWriter.Initialize-10", wrong_levels, &plain, 0},
    {"CVssWriterEx.InitializeEx-3", versions, nullptr, 0},
    SUBSCRIBE("S_OK", subscribed, 0),
    SUBSCRIBE("E_ACCESSDENIED", subscribe_denied, SUITE_NEEDS_MOCK),
    SUBSCRIBE("VSS_E_WRITER_ALREADY_SUBSCRIBED", subscribed_twice, 0),
    {"CVssWriter.Subscribe/E_OUTOFMEMORY", no_memory, &memory_subscribe, SUITE_NEEDS_MOCK},
    {"CVssWriterEx.SubscribeEx/E_OUTOFMEMORY", no_memory, &memory_subscribe_ex, SUITE_NEEDS_MOCK},
    {"CVssWriter.Subscribe-1", initialize_first_and_once, &plain, 0},
    {"CVssWriter.Subscribe-2", subscribed, &plain, 0},
    {"CVssWriterEx.SubscribeEx-1", subscribed, &ex, 0},
    BOTH("Subscribe-3", "SubscribeEx-2", subscribed_twice, 0),
    {"CVssWriter.Subscribe-4", one_mask_only, &plain, 0},
    BOTH("Subscribe-5", "SubscribeEx-3", subscribe_denied, SUITE_NEEDS_MOCK),
    {"VSS_SUBSCRIBE_MASK-1", one_mask_only, &plain, 0},
    {"VSS_SUBSCRIBE_MASK-2", both_take_the_mask, nullptr, 0},
    {"VSS_ALTERNATE_WRITER_STATE-1", alternate_state, nullptr, 0},
    {"CVssWriter.Unsubscribe/S_OK", unsubscribed, nullptr, SUITE_NEEDS_ALONE},
    {"CVssWriter.Unsubscribe-1", unsubscribed, nullptr, SUITE_NEEDS_ALONE},
    {"CVssWriter.Unsubscribe/E_OUTOFMEMORY", no_memory_for_the_object, nullptr, SUITE_NEEDS_MOCK},
    {"CVssWriter-1", whole_life, nullptr, 0},
    {"CVssWriter-10", all_denied, nullptr, SUITE_NEEDS_MOCK},
    {"CVssWriter-2", least_writer<CVssWriter>, nullptr, SUITE_NEEDS_ALONE},
    {"CVssWriter.CVssWriter-1", least_writer<CVssWriter>, nullptr, SUITE_NEEDS_ALONE},
    {"CVssWriter.~CVssWriter-1", destructor_is_virtual, nullptr, SUITE_NEEDS_ALONE},
    {"CVssWriter.OnPrepareSnapshot-1", least_writer<CVssWriter>, nullptr, SUITE_NEEDS_ALONE},
    {"CVssWriter.OnFreeze-1", least_writer<CVssWriter>, nullptr, SUITE_NEEDS_ALONE},
    {"CVssWriter.OnThaw-1", least_writer<CVssWriter>, nullptr, SUITE_NEEDS_ALONE},
    {"CVssWriter.OnAbort-1", least_writer<CVssWriter>, nullptr, SUITE_NEEDS_ALONE},
    {"CVssWriterEx-1", least_writer<CVssWriterEx>, nullptr, SUITE_NEEDS_ALONE},
    {"CVssWriterEx-2", least_writer<CVssWriterEx>, nullptr, SUITE_NEEDS_ALONE},
    {"CVssWriterEx2-1", least_writer<CVssWriterEx2>, nullptr, SUITE_NEEDS_ALONE},
    {"CVssWriterEx2-2", least_writer<CVssWriterEx2>, nullptr, SUITE_NEEDS_ALONE},
    {"CVssWriter.InstallAlternateWriter-1", no_alternate_writer, nullptr, 0},
    {"CVssWriter.OnBackOffIOOnVolume-1", never_called, nullptr, 0},
    {"CVssWriter.OnContinueIOOnVolume-1", never_called, nullptr, 0},
    {"CVssWriter.OnVSSShutdown-1", never_called, nullptr, 0},
    {"CVssWriter.OnVSSApplicationStartup-1", never_called, nullptr, 0},
};
const suite_group suite_cvsswriter_life = SUITE_GROUP("life of a writer", cases);
