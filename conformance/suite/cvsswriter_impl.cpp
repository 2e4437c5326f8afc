/*
 * conformance/suite/cvsswriter_impl.cpp - IVssWriterImpl, what the classes stand on, and the two
 * functions that make one.
 *
 * An object over the handlers of a case_writer that is itself not initialized: what is asked in the
 * handlers is asked of the object.
 */
#include "case_writer.h"
#include "groups.h"

/* ---- an object for a case
 * --------------------------------------------------------------------------
 */

static HRESULT initialize(IVssWriterImpl *impl)
{
    return impl->Initialize(SUITE_WRITER_ID, L"Suite Writer", L"instance", 2, 5, VSS_UT_USERDATA,
                            VSS_ST_OTHER, VSS_APP_BACK_END, 60000, VSS_AWS_NO_ALTERNATE_WRITER,
                            FALSE);
}

static HRESULT subscribe(IVssWriterImpl *impl)
{
    return impl->Subscribe(INFINITE, VSS_SM_BACKUP_EVENTS_FLAG | VSS_SM_RESTORE_EVENTS_FLAG);
}

static void end(IVssWriterImpl *impl)
{
    impl->Unsubscribe();
    impl->Uninitialize();
    impl->Release();
}

static UINT writers_found(suite *suite)
{
    requester *requester = requester_at(suite, AT_STATE);
    UINT count = 99;

    if (!requester)
        return count;
    CHECK_HR(case_finish(requester->backup, &IVssBackupComponents::GatherWriterMetadata), S_OK);
    CHECK_HR(requester->backup->GetWriterMetadataCount(&count), S_OK);
    requester_end(requester);
    return count;
}

/* ---- its life
 * ---------------------------------------------------------------------------------------
 */

/* Initialize, Subscribe, Unsubscribe, Uninitialize: each undoes what it is the end of. */
static void life(suite *suite, const void *)
{
    IVssWriterImpl *impl = nullptr;
    case_writer writer(suite);

    REQUIRE_HR(CreateWriterEx(&writer, &impl), S_OK);
    CHECK_HR(subscribe(impl), VSS_E_BAD_STATE);
    CHECK_HR(initialize(impl), S_OK);
    CHECK_HR(initialize(impl), VSS_E_BAD_STATE);
    CHECK(writers_found(suite) == 0);
    CHECK_HR(subscribe(impl), S_OK);
    CHECK_HR(subscribe(impl), VSS_E_WRITER_ALREADY_SUBSCRIBED);
    CHECK(writers_found(suite) == 1);
    CHECK_HR(impl->Unsubscribe(), S_OK);
    CHECK(writers_found(suite) == 0);
    impl->Uninitialize();
    CHECK_HR(subscribe(impl), VSS_E_BAD_STATE);
    CHECK_HR(initialize(impl), S_OK);
    end(impl);
    CHECK(writer.count(SUITE_IDENTIFY) == 1);
}

/* Without a word from the program an object of the class has one: it can be initialized. */
static void class_makes_its_own(suite *suite, const void *)
{
    case_writer writer(suite);

    REQUIRE(writer.begin());
    CHECK(writers_found(suite) == 1);
}

static void created(suite *suite, const void *)
{
    IVssWriterImpl *plain = nullptr, *ex = nullptr;
    case_writer writer(suite);

    CHECK_HR(CreateWriter(&writer, &plain), S_OK);
    CHECK_HR(CreateWriterEx(&writer, &ex), S_OK);
    CHECK(plain && ex && plain != ex);
    case_release(plain);
    case_release(ex);
}

static void not_created(suite *suite, const void *)
{
    IVssWriterImpl *impl = reinterpret_cast<IVssWriterImpl *>(1);
    case_writer writer(suite);

    CHECK_HR(CreateWriterEx(nullptr, &impl), E_INVALIDARG);
    CHECK(!impl);
    CHECK_HR(CreateWriterEx(&writer, nullptr), E_INVALIDARG);
}

/* ---- what it answers in a handler
 * ---------------------------------------------------------------------
 */

struct helper {
    suite_event event;
    bool (*right)(IVssWriterImpl *impl);
    HRESULT failure; /* the writer's, behind it */
};

/* A backup in VSS_CTX_APP_ROLLBACK of everything, by parts of files, type copy; then a restore. */
static void helper_answers(suite *suite, const void *row)
{
    const helper *one = static_cast<const helper *>(row);
    IVssWriterImpl *impl = nullptr;
    bool right = false;
    case_writer writer(suite);
    requester *requester;
    const bool restore = one->event == SUITE_PRE_RESTORE;

    REQUIRE_HR(CreateWriterEx(&writer, &impl), S_OK);
    CHECK(!one->right(impl) || one->event == SUITE_IDENTIFY);
    writer.on[one->event] = [&](case_writer &, const suite_event_args &args) {
        right = one->right(impl);
        return !args.metadata || SUCCEEDED(suite_writer_describe(args.metadata));
    };
    CHECK_HR(initialize(impl), S_OK);
    CHECK_HR(subscribe(impl), S_OK);
    requester = restore ? requester_at(suite, AT_RESTORE)
                        : requester_at_context(suite, AT_STATE, VSS_CTX_APP_ROLLBACK);
    if (requester && restore)
        CHECK_HR(requester->backup->SetRestoreState(VSS_RTYPE_IMPORT), S_OK);
    else if (requester)
        CHECK_HR(requester->backup->SetBackupState(true, true, VSS_BT_COPY, true), S_OK);
    if (requester && requester_go(suite, requester, restore ? AT_PRE_RESTORE : AT_SNAPSHOT)) {
        CHECK(right);
        CHECK_HR(case_writer_status(suite, requester).failure, one->failure);
    }
    end(impl);
}

static bool right_array(IVssWriterImpl *impl)
{
    LPCWSTR *names = impl->GetCurrentVolumeArray();

    return names && wcsncmp(names[0], L"\\\\?\\Volume{", 11) == 0;
}

static bool right_count(IVssWriterImpl *impl)
{
    return impl->GetCurrentVolumeCount() == 1;
}

static bool right_device(IVssWriterImpl *impl)
{
    LPCWSTR device = nullptr;

    return impl->GetSnapshotDeviceName(L"C:\\", &device) == S_OK && device && *device;
}

static bool right_set(IVssWriterImpl *impl)
{
    const VSS_ID id = impl->GetCurrentSnapshotSetId();

    return !IsEqualGUID(id, GUID_NULL);
}

static bool right_context(IVssWriterImpl *impl)
{
    return impl->GetContext() == VSS_CTX_APP_ROLLBACK;
}

static bool right_level(IVssWriterImpl *impl)
{
    return impl->GetCurrentLevel() == VSS_APP_BACK_END;
}

static bool right_affected(IVssWriterImpl *impl)
{
    return impl->IsPathAffected(L"C:\\x") && !impl->IsPathAffected(L"D:\\x");
}

static bool right_bootable(IVssWriterImpl *impl)
{
    return impl->IsBootableSystemStateBackedUp();
}

static bool right_selected(IVssWriterImpl *impl)
{
    return impl->AreComponentsSelected();
}

static bool right_backup_type(IVssWriterImpl *impl)
{
    return impl->GetBackupType() == VSS_BT_COPY;
}

static bool right_restore_type(IVssWriterImpl *impl)
{
    return impl->GetRestoreType() == VSS_RTYPE_IMPORT;
}

static bool right_partial(IVssWriterImpl *impl)
{
    return impl->IsPartialFileSupportEnabled();
}

static bool right_identity(IVssWriterImpl *impl)
{
    IVssExamineWriterMetadata *metadata = impl->GetIdentityInformation();
    UINT includes, excludes, components = 0;

    return metadata && metadata->GetFileCounts(&includes, &excludes, &components) == S_OK &&
           components == 2;
}

static bool right_failure(IVssWriterImpl *impl)
{
    return impl->SetWriterFailure(VSS_E_WRITERERROR_RETRYABLE) == S_OK;
}

static bool right_failure_ex(IVssWriterImpl *impl)
{
    return impl->SetWriterFailureEx(VSS_E_WRITERERROR_TIMEOUT, E_FAIL, L"late") == S_OK;
}

static bool right_session(IVssWriterImpl *impl)
{
    VSS_ID id = GUID_NULL;

    return impl->GetSessionId(&id) == S_OK && !IsEqualGUID(id, GUID_NULL);
}

static void ends_when_asked(suite *suite, const void *)
{
    IVssWriterImpl *impl = nullptr;
    case_writer writer(suite);

    REQUIRE_HR(CreateWriterEx(&writer, &impl), S_OK);
    CHECK_HR(initialize(impl), S_OK);
    CHECK_HR(subscribe(impl), S_OK);
    CHECK(!impl->IsWriterShuttingDown());
    CHECK_HR(impl->Unsubscribe(), S_OK);
    CHECK(impl->IsWriterShuttingDown());
    end(impl);
}

static void alternate_writer(suite *suite, const void *)
{
    IVssWriterImpl *impl = nullptr;
    case_writer writer(suite);

    REQUIRE_HR(CreateWriterEx(&writer, &impl), S_OK);
    CHECK_HR(impl->InstallAlternateWriter(SUITE_WRITER_ID, SUITE_WRITER_ID), E_NOTIMPL);
    end(impl);
}

static const helper array = {SUITE_FREEZE, right_array, S_OK},
                    count = {SUITE_FREEZE, right_count, S_OK},
                    device = {SUITE_POST_SNAPSHOT, right_device, S_OK},
                    set = {SUITE_FREEZE, right_set, S_OK},
                    context = {SUITE_FREEZE, right_context, S_OK},
                    level = {SUITE_FREEZE, right_level, S_OK},
                    affected = {SUITE_FREEZE, right_affected, S_OK},
                    bootable = {SUITE_PREPARE_BACKUP, right_bootable, S_OK},
                    selected = {SUITE_PREPARE_BACKUP, right_selected, S_OK},
                    backup_type = {SUITE_PREPARE_BACKUP, right_backup_type, S_OK},
                    restore_type = {SUITE_PRE_RESTORE, right_restore_type, S_OK},
                    partial = {SUITE_PREPARE_BACKUP, right_partial, S_OK},
                    identity = {SUITE_PREPARE_BACKUP, right_identity, S_OK},
                    failure = {SUITE_PREPARE_BACKUP, right_failure, VSS_E_WRITERERROR_RETRYABLE},
                    failure_ex = {SUITE_PREPARE_BACKUP, right_failure_ex,
                                  VSS_E_WRITERERROR_TIMEOUT},
                    session = {SUITE_FREEZE, right_session, S_OK};

#define METHOD(name, run, row)                                                                     \
    {                                                                                              \
        "IVssWriterImpl." name, run, row, 0                                                        \
    }

static const suite_case cases[] = {
    METHOD("Initialize", life, nullptr),
    METHOD("Subscribe", life, nullptr),
    METHOD("Unsubscribe", life, nullptr),
    METHOD("Uninitialize", life, nullptr),
    METHOD("GetCurrentVolumeArray", helper_answers, &array),
    METHOD("GetCurrentVolumeCount", helper_answers, &count),
    METHOD("GetSnapshotDeviceName", helper_answers, &device),
    METHOD("GetCurrentSnapshotSetId", helper_answers, &set),
    METHOD("GetContext", helper_answers, &context),
    METHOD("GetCurrentLevel", helper_answers, &level),
    METHOD("IsPathAffected", helper_answers, &affected),
    METHOD("IsBootableSystemStateBackedUp", helper_answers, &bootable),
    METHOD("AreComponentsSelected", helper_answers, &selected),
    METHOD("GetBackupType", helper_answers, &backup_type),
    METHOD("GetRestoreType", helper_answers, &restore_type),
    METHOD("SetWriterFailure", helper_answers, &failure),
    METHOD("IsPartialFileSupportEnabled", helper_answers, &partial),
    METHOD("InstallAlternateWriter", alternate_writer, nullptr),
    METHOD("GetIdentityInformation", helper_answers, &identity),
    METHOD("SetWriterFailureEx", helper_answers, &failure_ex),
    METHOD("GetSessionId", helper_answers, &session),
    METHOD("IsWriterShuttingDown", ends_when_asked, nullptr),
    {"CreateWriter-1", created, nullptr, 0},
    {"CreateWriterEx/S_OK", created, nullptr, 0},
    {"CreateWriterEx/any HRESULT", not_created, nullptr, 0},
    {"CreateWriterEx-1", class_makes_its_own, nullptr, SUITE_NEEDS_ALONE},
    {"CVssWriterEx-4", class_makes_its_own, nullptr, SUITE_NEEDS_ALONE},
};
const suite_group suite_cvsswriter_impl = SUITE_GROUP("IVssWriterImpl", cases);
