/*
 * conformance/suite/cvsswriter_helpers.cpp - what a handler may ask its base class, and
 * SetWriterFailure.
 */
#include "array.h"
#include "case_writer.h"
#include "groups.h"
#include "layers.h"

#include <string>

typedef std::function<void(case_writer &writer)> question;

/* Has it asked in every event of a kind from now on. */
static void ask_in(case_writer &writer, suite_event event, const question &ask)
{
    writer.on[event] = [ask](case_writer &self, const suite_event_args &args) {
        ask(self);
        return !args.metadata || SUCCEEDED(suite_writer_describe(args.metadata));
    };
}

/* ---- the state that the requester sets ---------------------------------------------------------
 */

struct state {
    bool selected, bootable, partial;
    VSS_BACKUP_TYPE type;
};
static const state states[] = {
    {true, true, true, VSS_BT_FULL},           {true, false, false, VSS_BT_INCREMENTAL},
    {false, true, false, VSS_BT_DIFFERENTIAL}, {false, false, true, VSS_BT_LOG},
    {true, false, true, VSS_BT_COPY},
};

/* Each event of the backup sees what SetBackupState was given. */
static void backup_state(suite *suite, const void *)
{
    static const suite_event events[] = {SUITE_PREPARE_BACKUP, SUITE_PREPARE_SNAPSHOT,
                                         SUITE_FREEZE,         SUITE_THAW,
                                         SUITE_POST_SNAPSHOT,  SUITE_BACKUP_COMPLETE};

    for (const state &given : states) {
        case_writer writer(suite);
        unsigned right = 0;
        requester *requester;

        for (suite_event event : events)
            ask_in(writer, event, [&](case_writer &self) {
                right += self.AreComponentsSelected() == given.selected &&
                         self.IsBootableSystemStateBackedUp() == given.bootable &&
                         self.IsPartialFileSupportEnabled() == given.partial &&
                         self.GetBackupType() == given.type;
            });
        REQUIRE(writer.begin());
        requester = requester_at(suite, AT_INITIALIZED);
        REQUIRE(requester);
        requester->whole_volumes = !given.selected;
        REQUIRE(requester_go(suite, requester, AT_VOLUME));
        CHECK_HR(requester->backup->SetBackupState(given.selected, given.bootable, given.type,
                                                   given.partial),
                 S_OK);
        REQUIRE(requester_go(suite, requester, AT_COMPLETE));
        CHECK(right == 6);
        requester_end(requester);
    }
}

static void no_type_in_identify(suite *suite, const void *)
{
    VSS_BACKUP_TYPE before = VSS_BT_OTHER, after = VSS_BT_OTHER;
    case_writer writer(suite);

    ask_in(writer, SUITE_IDENTIFY, [&](case_writer &self) { before = self.GetBackupType(); });
    ask_in(writer, SUITE_PREPARE_BACKUP, [&](case_writer &self) { after = self.GetBackupType(); });
    REQUIRE(writer.begin());
    REQUIRE(requester_at(suite, AT_PREPARED));
    CHECK(before == VSS_BT_UNDEFINED);
    CHECK(after == VSS_BT_FULL);
}

/* The service hands the type on, also to a writer without the schema; what to do is the writer's.
 */
static void type_without_schema(suite *suite, const void *)
{
    VSS_BACKUP_TYPE type = VSS_BT_UNDEFINED;
    DWORD schema = 99;
    case_writer writer(suite);
    requester *requester;

    ask_in(writer, SUITE_POST_SNAPSHOT, [&](case_writer &self) { type = self.GetBackupType(); });
    REQUIRE(writer.begin());
    requester = requester_at(suite, AT_ADDED);
    REQUIRE(requester);
    CHECK_HR(requester_metadata(suite, requester)->GetBackupSchema(&schema), S_OK);
    CHECK(schema == VSS_BS_UNDEFINED);
    CHECK_HR(requester->backup->SetBackupState(true, false, VSS_BT_INCREMENTAL, false), S_OK);
    REQUIRE(requester_go(suite, requester, AT_COMPLETE));
    CHECK(type == VSS_BT_INCREMENTAL);
    CHECK_HR(case_writer_status(suite, requester).failure, S_OK);
}

static void restore_type(suite *suite, const void *)
{
    VSS_RESTORE_TYPE before = VSS_RTYPE_OTHER, pre = VSS_RTYPE_OTHER, post = VSS_RTYPE_OTHER,
                     in_backup = VSS_RTYPE_OTHER;
    case_writer writer(suite);
    requester *requester;

    ask_in(writer, SUITE_FREEZE, [&](case_writer &self) { in_backup = self.GetRestoreType(); });
    ask_in(writer, SUITE_IDENTIFY, [&](case_writer &self) { before = self.GetRestoreType(); });
    ask_in(writer, SUITE_PRE_RESTORE, [&](case_writer &self) { pre = self.GetRestoreType(); });
    ask_in(writer, SUITE_POST_RESTORE, [&](case_writer &self) { post = self.GetRestoreType(); });
    REQUIRE(writer.begin());
    requester = requester_at(suite, AT_RESTORE);
    REQUIRE(requester);
    CHECK_HR(requester->backup->SetRestoreState(VSS_RTYPE_IMPORT), S_OK);
    REQUIRE(requester_go(suite, requester, AT_SELECTED));
    CHECK(before == VSS_RTYPE_UNDEFINED && in_backup == VSS_RTYPE_UNDEFINED);
    CHECK_HR(requester->backup->SetRestoreState(VSS_RTYPE_BY_COPY), S_OK);
    REQUIRE(requester_go(suite, requester, AT_POST_RESTORE));
    CHECK(pre == VSS_RTYPE_BY_COPY && post == VSS_RTYPE_BY_COPY);
}

static void restore_type_unset(suite *suite, const void *)
{
    VSS_RESTORE_TYPE pre = VSS_RTYPE_OTHER;
    case_writer writer(suite);

    ask_in(writer, SUITE_PRE_RESTORE, [&](case_writer &self) { pre = self.GetRestoreType(); });
    REQUIRE(writer.begin());
    REQUIRE(requester_at(suite, AT_POST_RESTORE));
    CHECK(pre == VSS_RTYPE_UNDEFINED);
    restore_type(suite, nullptr);
}

/* ---- context, level, set ------------------------------------------------------------------------
 */

/* The requester changes it after PrepareForBackup's time: from PrepareForSnapshot on it stays. */
static void context_is(suite *suite, const void *)
{
    static const LONG contexts[] = {VSS_CTX_BACKUP, VSS_CTX_APP_ROLLBACK,
                                    VSS_CTX_BACKUP | VSS_VOLSNAP_ATTR_NO_AUTORECOVERY};

    for (LONG context : contexts) {
        LONG got[4] = {-1, -1, -1, -1};
        case_writer writer(suite);
        requester *requester;
        int n = 0;

        for (suite_event event :
             {SUITE_PREPARE_SNAPSHOT, SUITE_FREEZE, SUITE_THAW, SUITE_POST_SNAPSHOT})
            ask_in(writer, event, [&](case_writer &self) { got[n++] = self.GetContext(); });
        REQUIRE(writer.begin());
        requester = requester_at_context(suite, AT_SNAPSHOT, context);
        REQUIRE(requester);
        for (LONG one : got)
            CHECK(one == context);
        requester_end(requester);
    }
}

static void level_is(suite *suite, const void *)
{
    for (VSS_APPLICATION_LEVEL level : {VSS_APP_SYSTEM, VSS_APP_BACK_END, VSS_APP_FRONT_END}) {
        VSS_APPLICATION_LEVEL frozen = VSS_APP_UNKNOWN, thawed = VSS_APP_UNKNOWN;
        case_writer writer(suite);
        requester *requester;

        ask_in(writer, SUITE_FREEZE, [&](case_writer &self) { frozen = self.GetCurrentLevel(); });
        ask_in(writer, SUITE_THAW, [&](case_writer &self) { thawed = self.GetCurrentLevel(); });
        REQUIRE(writer.begin(level));
        requester = requester_at(suite, AT_SNAPSHOT);
        REQUIRE(requester);
        CHECK(frozen == level && thawed == level);
        requester_end(requester);
    }
}

/* In each handler of the backup it is the requester's set, also while another backup is under way.
 */
static void set_of_the_handler(suite *suite, const void *)
{
    VSS_ID seen[2][4] = {};
    case_writer writer(suite);
    requester *requesters[2] = {nullptr, nullptr};
    int backup = 0, n = 0;

    for (suite_event event :
         {SUITE_PREPARE_SNAPSHOT, SUITE_FREEZE, SUITE_THAW, SUITE_POST_SNAPSHOT})
        ask_in(writer, event, [&](case_writer &self) {
            const VSS_ID id = self.GetCurrentSnapshotSetId();

            seen[backup][n++ % 4] = id;
        });
    REQUIRE(writer.begin());
    for (requester *&one : requesters) {
        one = requester_at(suite, AT_SNAPSHOT);
        REQUIRE(one);
        backup++;
    }
    for (int i = 0; i < 2; i++)
        for (const VSS_ID &id : seen[i])
            CHECK_GUID(id, requesters[i]->set_id);
    CHECK(!IsEqualGUID(requesters[0]->set_id, requesters[1]->set_id));
}

static void no_set_afterwards(suite *suite, const void *)
{
    VSS_ID complete = SUITE_WRITER_ID, shutdown = SUITE_WRITER_ID;
    case_writer writer(suite);
    requester *requester;

    ask_in(writer, SUITE_BACKUP_COMPLETE,
           [&](case_writer &self) { complete = self.GetCurrentSnapshotSetId(); });
    ask_in(writer, SUITE_BACKUP_SHUTDOWN,
           [&](case_writer &self) { shutdown = self.GetCurrentSnapshotSetId(); });
    REQUIRE(writer.begin());
    requester = requester_at(suite, AT_COMPLETE);
    REQUIRE(requester);
    requester_end(requester);
    CHECK_GUID(complete, GUID_NULL);
    CHECK_GUID(shutdown, GUID_NULL);
    const VSS_ID outside = writer.GetCurrentSnapshotSetId();

    CHECK_GUID(outside, GUID_NULL);
}

/* ---- volumes
 * --------------------------------------------------------------------------------------
 */

struct volumes_seen {
    std::vector<std::wstring> names, devices;
    UINT count;
    HRESULT unknown, no_backslash, no_name, no_place;
    bool affected, by_variable, other, wildcard, relative, nothing;
};

static void look(case_writer &writer, volumes_seen &seen)
{
    LPCWSTR *names = writer.GetCurrentVolumeArray();
    LPCWSTR device = L"";

    seen.count = writer.GetCurrentVolumeCount();
    for (UINT i = 0; i < seen.count; i++) {
        seen.names.push_back(names[i]);
        device = L"";
        seen.devices.push_back(writer.GetSnapshotDeviceName(names[i], &device) == S_OK ? device
                                                                                       : L"");
    }
    seen.unknown = writer.GetSnapshotDeviceName(L"E:\\", &device);
    seen.no_backslash = writer.GetSnapshotDeviceName(L"C:", &device);
    seen.no_name = writer.GetSnapshotDeviceName(nullptr, &device);
    seen.no_place = writer.GetSnapshotDeviceName(L"C:\\", nullptr);
    seen.affected = writer.IsPathAffected(L"C:\\suite\\files") && writer.IsPathAffected(L"d:\\x");
    seen.by_variable = writer.IsPathAffected(L"%SystemRoot%\\x");
    seen.other = writer.IsPathAffected(L"E:\\suite");
    seen.wildcard = writer.IsPathAffected(L"C:\\suite\\*");
    seen.relative = writer.IsPathAffected(L"suite\\files");
    seen.nothing = writer.IsPathAffected(nullptr) || writer.IsPathAffected(L"");
}

/* A backup of C:\ and D:\, what its writer sees in PostSnapshot, and the shadow copies' ids. */
static bool see_volumes(suite *suite, case_writer &writer, volumes_seen &seen,
                        requester *&requester, VSS_ID snapshots[2])
{
    WCHAR other[] = L"D:\\";

    ask_in(writer, SUITE_POST_SNAPSHOT, [&](case_writer &self) { look(self, seen); });
    requester = writer.begin() ? requester_at(suite, AT_VOLUME) : nullptr;
    if (!requester ||
        !CHECK_HR(requester->backup->AddToSnapshotSet(other, GUID_NULL, &snapshots[1]), S_OK))
        return false;
    snapshots[0] = requester->snapshot_id;
    return requester_go(suite, requester, AT_SNAPSHOT);
}

static void volumes_of_the_set(suite *suite, const void *)
{
    volumes_seen seen = {};
    case_writer writer(suite);
    requester *requester;
    VSS_ID snapshots[2];

    REQUIRE(see_volumes(suite, writer, seen, requester, snapshots));
    REQUIRE(seen.count == 2);
    for (int i = 0; i < 2; i++) {
        VSS_SNAPSHOT_PROP prop = {};

        REQUIRE_HR(requester->backup->GetSnapshotProperties(snapshots[i], &prop), S_OK);
        CHECK_TEXT(seen.names[i].c_str(), prop.m_pwszOriginalVolumeName);
        CHECK_TEXT(seen.devices[i].c_str(), prop.m_pwszSnapshotDeviceObject);
        VssFreeSnapshotProperties(&prop);
    }
}

static void device_refused(suite *suite, const void *)
{
    volumes_seen seen = {};
    case_writer writer(suite);
    requester *requester;
    VSS_ID snapshots[2];

    REQUIRE(see_volumes(suite, writer, seen, requester, snapshots));
    CHECK_HR(seen.unknown, VSS_E_OBJECT_NOT_FOUND);
    CHECK_HR(seen.no_backslash, E_INVALIDARG);
    CHECK_HR(seen.no_name, E_INVALIDARG);
    CHECK_HR(seen.no_place, E_INVALIDARG);
}

static void paths_affected(suite *suite, const void *)
{
    volumes_seen seen = {};
    case_writer writer(suite);
    requester *requester;
    VSS_ID snapshots[2];

    REQUIRE(see_volumes(suite, writer, seen, requester, snapshots));
    CHECK(seen.affected && seen.by_variable);
    CHECK(!seen.other && !seen.wildcard && !seen.relative && !seen.nothing);
}

static void device_in_post_snapshot_only(suite *suite, const void *)
{
    HRESULT answers[SUITE_EVENT_COUNT_];
    case_writer writer(suite);
    requester *requester;
    LPCWSTR device;

    for (int i = 0; i < SUITE_EVENT_COUNT_; i++) {
        answers[i] = E_UNEXPECTED;
        ask_in(writer, (suite_event)i, [&, i](case_writer &self) {
            LPCWSTR name;
            answers[i] = self.GetSnapshotDeviceName(L"C:\\", &name);
        });
    }
    REQUIRE(writer.begin());
    requester = requester_at(suite, AT_POST_RESTORE);
    REQUIRE(requester);
    requester_end(requester_at(suite, AT_ABORTED));
    for (int i = 0; i < SUITE_EVENT_COUNT_; i++)
        if (writer.count((suite_event)i) > 0)
            CHECK_HR(answers[i], i == SUITE_POST_SNAPSHOT ? S_OK : VSS_E_BAD_STATE);
    CHECK_HR(writer.GetSnapshotDeviceName(L"C:\\", &device), VSS_E_BAD_STATE);
}

/* A transportable shadow copy has a device only where it is imported. */
static void no_device_of_a_transportable_one(suite *suite, const void *)
{
    HRESULT answer = E_UNEXPECTED;
    LPCWSTR device = L"never set";
    case_writer writer(suite);
    array_set set;

    ask_in(writer, SUITE_POST_SNAPSHOT,
           [&](case_writer &self) { answer = self.GetSnapshotDeviceName(L"A:\\", &device); });
    REQUIRE(writer.begin());
    REQUIRE(array_make(suite, VSS_CTX_BACKUP | VSS_VOLSNAP_ATTR_TRANSPORTABLE, &set));
    CHECK_HR(answer, VSS_E_OBJECT_NOT_FOUND);
    CHECK(device == nullptr);
    CHECK(writer.count(SUITE_POST_SNAPSHOT) == 1 && writer.count(SUITE_ABORT) == 0);
}

/* An auto-recover shadow copy: the writer puts its file there in order, and only now it can. */
static void recovered(suite *suite, const void *)
{
    const LONG context = VSS_CTX_BACKUP | VSS_VOLSNAP_ATTR_ROLLBACK_RECOVERY;
    std::wstring device;
    HRESULT inside = E_UNEXPECTED;
    char text[32];
    case_writer writer(suite);

    REQUIRE_HR(layers_write_file(L"C:\\suite\\base\\data", "in the midst"), S_OK);
    ask_in(writer, SUITE_POST_SNAPSHOT, [&](case_writer &self) {
        LPCWSTR name;

        if (self.GetSnapshotDeviceName(L"C:\\", &name) == S_OK)
            device = name;
        inside = layers_write_file((device + L"\\suite\\base\\data").c_str(), "in order");
    });
    REQUIRE(writer.begin());
    REQUIRE(requester_at_context(suite, AT_SNAPSHOT, context));
    CHECK_HR(inside, S_OK);
    REQUIRE_HR(layers_read_file((device + L"\\suite\\base\\data").c_str(), text, sizeof text),
               S_OK);
    CHECK(std::string(text).compare(0, 8, "in order") == 0);
    CHECK(FAILED(layers_write_file((device + L"\\suite\\base\\data").c_str(), "late")));
    REQUIRE_HR(layers_read_file(L"C:\\suite\\base\\data", text, sizeof text), S_OK);
    CHECK(std::string(text) == "in the midst");
}

/* A writer that leaves a file out of the shadow copy: what deleting it there says, and whether it
 * is in the shadow copy afterwards. */
struct left_out {
    HRESULT described, deleted;
    bool there;
};

static left_out leave_out(suite *suite, LONG context)
{
    left_out found = {E_UNEXPECTED, E_UNEXPECTED, false};
    std::wstring file;
    requester *requester;
    char text[32];
    case_writer writer(suite);

    CHECK_HR(layers_write_file(L"C:\\suite\\base\\scratch", "large"), S_OK);
    writer.on[SUITE_IDENTIFY] = [&](case_writer &, const suite_event_args &args) {
        IVssCreateWriterMetadataEx *metadata =
            static_cast<IVssCreateWriterMetadataEx *>(args.metadata);

        found.described =
            metadata->AddExcludeFilesFromSnapshot(L"C:\\suite\\base", L"scratch", false);
        return SUCCEEDED(suite_writer_describe(metadata));
    };
    ask_in(writer, SUITE_POST_SNAPSHOT, [&](case_writer &self) {
        LPCWSTR device;

        if (self.GetSnapshotDeviceName(L"C:\\", &device) == S_OK)
            file = std::wstring(device) + L"\\suite\\base\\scratch";
        found.deleted = layers_remove_file(file.c_str());
    });
    requester = writer.begin() ? requester_at_context(suite, AT_SNAPSHOT, context) : nullptr;
    if (requester) {
        found.there = layers_read_file(file.c_str(), text, sizeof text) == S_OK;
        requester_end(requester);
    }
    return found;
}

static void left_out_with_recovery(suite *suite, const void *)
{
    const left_out with = leave_out(suite, VSS_VOLSNAP_ATTR_ROLLBACK_RECOVERY);
    const left_out without = leave_out(suite, VSS_VOLSNAP_ATTR_NO_AUTORECOVERY);

    CHECK_HR(with.described, S_OK);
    CHECK_HR(with.deleted, S_OK);
    CHECK(!with.there);
    CHECK_HR(without.described, S_OK);
    CHECK_HR(without.deleted, HRESULT_FROM_WIN32(ERROR_WRITE_PROTECT));
    CHECK(without.there);
}

/* ---- SetWriterFailure
 * -----------------------------------------------------------------------------
 */

static HRESULT set_in(suite *suite, suite_event event, HRESULT code, HRESULT *failure)
{
    HRESULT set = E_UNEXPECTED;
    case_writer writer(suite);
    requester *requester;

    ask_in(writer, event, [&](case_writer &self) { set = self.SetWriterFailure(code); });
    requester = writer.begin() ? requester_at(suite, case_events[event].before) : nullptr;
    if (!requester)
        return E_UNEXPECTED;
    case_events[event].raise(requester);
    *failure = case_writer_status(suite, requester).failure;
    requester_end(requester);
    return set;
}

static void five_codes(suite *suite, const void *)
{
    static const HRESULT good[] = {VSS_E_WRITERERROR_INCONSISTENTSNAPSHOT,
                                   VSS_E_WRITERERROR_OUTOFRESOURCES, VSS_E_WRITERERROR_TIMEOUT,
                                   VSS_E_WRITERERROR_RETRYABLE, VSS_E_WRITERERROR_NONRETRYABLE};
    HRESULT failure;

    for (HRESULT code : good) {
        CHECK_HR(set_in(suite, SUITE_PREPARE_BACKUP, code, &failure), S_OK);
        CHECK_HR(failure, code);
    }
}

static void other_codes(suite *suite, const void *)
{
    static const HRESULT bad[] = {VSS_E_WRITER_NOT_RESPONDING, VSS_E_WRITER_STATUS_NOT_AVAILABLE,
                                  E_FAIL, S_OK, VSS_E_WRITERERROR_PARTIAL_FAILURE};
    HRESULT failure;

    for (HRESULT code : bad) {
        CHECK_HR(set_in(suite, SUITE_PREPARE_BACKUP, code, &failure), E_INVALIDARG);
        CHECK_HR(failure, S_OK);
    }
}

static void codes_of_vss(suite *suite, const void *)
{
    HRESULT failure;

    CHECK_HR(set_in(suite, SUITE_PREPARE_BACKUP, VSS_E_WRITER_NOT_RESPONDING, &failure),
             E_INVALIDARG);
    CHECK_HR(failure, S_OK);
    CHECK_HR(set_in(suite, SUITE_PREPARE_BACKUP, VSS_E_WRITER_STATUS_NOT_AVAILABLE, &failure),
             E_INVALIDARG);
    CHECK_HR(failure, S_OK);
}

static void not_in_identify(suite *suite, const void *)
{
    HRESULT failure = E_UNEXPECTED;

    CHECK_HR(set_in(suite, SUITE_IDENTIFY, VSS_E_WRITERERROR_RETRYABLE, &failure), VSS_E_BAD_STATE);
    CHECK_HR(failure, S_OK);
}

#define HELPER(row, run)                                                                           \
    {                                                                                              \
        "CVssWriter." row, run, nullptr, 0                                                         \
    }
#define ON_MOCK(row, run)                                                                          \
    {                                                                                              \
        "CVssWriter." row, run, nullptr, SUITE_NEEDS_MOCK                                          \
    }

static const suite_case cases[] = {
    HELPER("AreComponentsSelected/true", backup_state),
    HELPER("AreComponentsSelected-1", backup_state),
    HELPER("IsBootableSystemStateBackedUp/true", backup_state),
    HELPER("IsBootableSystemStateBackedUp/false", backup_state),
    HELPER("IsBootableSystemStateBackedUp-1", backup_state),
    HELPER("IsPartialFileSupportEnabled/true", backup_state),
    HELPER("IsPartialFileSupportEnabled/false", backup_state),
    HELPER("IsPartialFileSupportEnabled-1", backup_state),
    HELPER("IsPartialFileSupportEnabled-2", backup_state),
    HELPER("GetBackupType/value", backup_state),
    HELPER("GetBackupType-1", backup_state),
    HELPER("GetBackupType-2", no_type_in_identify),
    HELPER("GetBackupType-3", type_without_schema),
    {"VSS_BACKUP_TYPE-1", backup_state, nullptr, 0},
    {"VSS_BACKUP_TYPE-2", type_without_schema, nullptr, 0},
    HELPER("GetRestoreType/value", restore_type),
    HELPER("GetRestoreType-1", restore_type),
    HELPER("GetRestoreType-2", restore_type_unset),
    HELPER("OnPreRestore-4", restore_type),
    {"VSS_RESTORE_TYPE-1", restore_type, nullptr, 0},
    {"VSS_RESTORE_TYPE-2", restore_type_unset, nullptr, 0},
    HELPER("GetContext/value", context_is),
    HELPER("GetContext-1", context_is),
    HELPER("GetContext-2", context_is),
    HELPER("OnPrepareSnapshot-5", context_is),
    HELPER("GetCurrentLevel/value", level_is),
    HELPER("GetCurrentLevel-1", level_is),
    {"VSS_APPLICATION_LEVEL-3", level_is, nullptr, 0},
    HELPER("GetCurrentSnapshotSetId/value", set_of_the_handler),
    HELPER("GetCurrentSnapshotSetId-1", set_of_the_handler),
    HELPER("GetCurrentSnapshotSetId-2", no_set_afterwards),
    HELPER("GetCurrentSnapshotSetId-3", no_set_afterwards),
    HELPER("OnBackupShutdown-6", no_set_afterwards),
    HELPER("GetCurrentVolumeArray/value", volumes_of_the_set),
    HELPER("GetCurrentVolumeArray-1", volumes_of_the_set),
    HELPER("GetCurrentVolumeArray-2", volumes_of_the_set),
    HELPER("GetCurrentVolumeCount/value", volumes_of_the_set),
    HELPER("GetCurrentVolumeCount-1", volumes_of_the_set),
    HELPER("GetSnapshotDeviceName/S_OK", volumes_of_the_set),
    HELPER("GetSnapshotDeviceName/E_INVALIDARG", device_refused),
    HELPER("GetSnapshotDeviceName/VSS_E_OBJECT_NOT_FOUND", device_refused),
    {"CVssWriter.GetSnapshotDeviceName/VSS_E_OBJECT_NOT_FOUND", no_device_of_a_transportable_one,
     nullptr, SUITE_NEEDS_MOCK | SUITE_NEEDS_ARRAY},
    HELPER("GetSnapshotDeviceName/VSS_E_BAD_STATE", device_in_post_snapshot_only),
    HELPER("GetSnapshotDeviceName-1", device_in_post_snapshot_only),
    ON_MOCK("GetSnapshotDeviceName-2", recovered),
    HELPER("GetSnapshotDeviceName-3", device_refused),
    HELPER("OnPostSnapshot-6", device_in_post_snapshot_only),
    ON_MOCK("OnPostSnapshot-5", recovered),
    {"VSS_VOLUME_SNAPSHOT_ATTRIBUTES-8", left_out_with_recovery, nullptr, SUITE_NEEDS_MOCK},
    HELPER("IsPathAffected/true", paths_affected),
    HELPER("IsPathAffected/false", paths_affected),
    HELPER("IsPathAffected-1", paths_affected),
    HELPER("IsPathAffected-2", paths_affected),
    HELPER("SetWriterFailure/S_OK", five_codes),
    HELPER("SetWriterFailure/any HRESULT", other_codes),
    HELPER("SetWriterFailure-1", not_in_identify),
    HELPER("OnIdentify-6", not_in_identify),
    HELPER("SetWriterFailure-3", other_codes),
    HELPER("SetWriterFailure-4", five_codes),
    HELPER("SetWriterFailure-5", codes_of_vss),
    {"VSS_WRITER_STATE-1", five_codes, nullptr, 0},
};
const suite_group suite_cvsswriter_helpers = SUITE_GROUP("helpers of CVssWriter", cases);
