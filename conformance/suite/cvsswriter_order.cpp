/*
 * conformance/suite/cvsswriter_order.cpp - which events a writer gets, in which order, and when
 * Abort comes.
 */
#include "case_writer.h"
#include "groups.h"
#include "layers.h"

#include <algorithm>
#include <cstring>
#include <string>
#include <thread>

typedef std::vector<suite_event> sequence;
typedef IVssBackupComponents B;

static const sequence whole_backup = {
    SUITE_PREPARE_BACKUP, SUITE_PREPARE_SNAPSHOT, SUITE_FREEZE,         SUITE_THAW,
    SUITE_POST_SNAPSHOT,  SUITE_BACKUP_COMPLETE,  SUITE_BACKUP_SHUTDOWN};

static bool ends_with(const sequence &events, const sequence &end)
{
    return events.size() >= end.size() && std::equal(end.rbegin(), end.rend(), events.rbegin());
}

/* ---- whole operations
 * -----------------------------------------------------------------------------
 */

static void backup_and_restore(suite *suite, const void *)
{
    case_writer writer(suite);
    requester *requester;
    sequence wanted = whole_backup;

    REQUIRE(writer.begin());
    requester = requester_at(suite, AT_POST_RESTORE);
    REQUIRE(requester);
    requester_end(requester);
    wanted.push_back(SUITE_PRE_RESTORE);
    wanted.push_back(SUITE_POST_RESTORE);
    CHECK(writer.events() == wanted);
    CHECK(writer.count(SUITE_IDENTIFY) == 2);
}

/* Each method raises the event of its name, and no later one. */
static void raised_by(suite *suite, const void *row)
{
    const case_event *one = static_cast<const case_event *>(row);
    case_writer writer(suite);
    requester *requester;

    REQUIRE(writer.begin());
    requester = requester_at(suite, one->before);
    REQUIRE(requester);
    CHECK(!ends_with(writer.events(), {one->event}));
    CHECK_HR(one->raise(requester), S_OK);
    CHECK(ends_with(writer.events(), {one->event}));
}

static void events_of_do_snapshot_set(suite *suite, const void *)
{
    case_writer writer(suite);
    requester *requester;
    size_t before;

    REQUIRE(writer.begin());
    requester = requester_at(suite, AT_PREPARED);
    REQUIRE(requester);
    before = writer.events().size();
    CHECK_HR(case_finish(requester->backup, &B::DoSnapshotSet), S_OK);
    CHECK(writer.events().size() == before + 4);
    CHECK(ends_with(writer.events(),
                    {SUITE_PREPARE_SNAPSHOT, SUITE_FREEZE, SUITE_THAW, SUITE_POST_SNAPSHOT}));
}

/* Components of another writer are added, of this one none. */
static void without_components(suite *suite, const void *)
{
    case_writer chosen(suite), other(suite);
    requester *requester;

    REQUIRE(chosen.begin());
    REQUIRE(other.begin(VSS_APP_FRONT_END, 60000, IID_IVssAsync, L"Other Writer"));
    requester = requester_at(suite, AT_COMPLETE);
    REQUIRE(requester);
    requester_end(requester);
    CHECK(chosen.events() == whole_backup);
    CHECK(other.count(SUITE_IDENTIFY) == 1);
    CHECK(other.events().empty());
    requester = requester_at(suite, AT_POST_RESTORE);
    REQUIRE(requester);
    CHECK(chosen.count(SUITE_PRE_RESTORE) == 1 && other.events().empty());
}

static void none_selected_for_restore(suite *suite, const void *)
{
    case_writer writer(suite);
    requester *requester;

    REQUIRE(writer.begin());
    requester = requester_at(suite, AT_RESTORE_GATHERED);
    REQUIRE(requester);
    CHECK_HR(case_finish(requester->backup, &B::PreRestore), S_OK);
    CHECK_HR(case_finish(requester->backup, &B::PostRestore), S_OK);
    CHECK(writer.count(SUITE_PRE_RESTORE) == 0 && writer.count(SUITE_POST_RESTORE) == 0);
}

static void contexts_without_writers(suite *suite, const void *)
{
    for (LONG context : {VSS_CTX_FILE_SHARE_BACKUP, VSS_CTX_NAS_ROLLBACK}) {
        case_writer writer(suite);
        requester *requester;

        REQUIRE(writer.begin());
        requester = requester_at_context(suite, AT_INITIALIZED, context);
        REQUIRE(requester);
        REQUIRE(requester_go(suite, requester, AT_STATE));
        CHECK_HR(requester->backup->StartSnapshotSet(&requester->set_id), S_OK);
        WCHAR volume[] = L"C:\\";
        CHECK_HR(requester->backup->AddToSnapshotSet(volume, GUID_NULL, &requester->snapshot_id),
                 S_OK);
        CHECK_HR(case_finish(requester->backup, &B::DoSnapshotSet), S_OK);
        requester_end(requester);
        CHECK(writer.events().empty());
    }
}

static void without_a_shadow_copy(suite *suite, const void *)
{
    case_writer writer(suite);
    requester *requester;

    REQUIRE(writer.begin());
    requester = requester_at(suite, AT_PREPARED);
    REQUIRE(requester);
    CHECK_HR(case_finish(requester->backup, &B::BackupComplete), S_OK);
    requester_end(requester);
    CHECK(writer.events() ==
          (sequence{SUITE_PREPARE_BACKUP, SUITE_BACKUP_COMPLETE, SUITE_BACKUP_SHUTDOWN}));
}

/* Two backups at a time: the later goes from beginning to end while files of the earlier are
 * copied.
 */
static void two_sessions(suite *suite, const void *)
{
    std::vector<VSS_ID> sessions, wanted;
    case_writer writer(suite);
    requester *first, *second;

    for (suite_event event : {SUITE_FREEZE, SUITE_BACKUP_COMPLETE})
        writer.on[event] = [&](case_writer &self, const suite_event_args &) {
            sessions.push_back(GUID_NULL);
            return self.GetSessionId(&sessions.back()) == S_OK;
        };
    REQUIRE(writer.begin());
    first = requester_at(suite, AT_SNAPSHOT);
    second = first ? requester_at(suite, AT_COMPLETE) : nullptr;
    REQUIRE(second);
    REQUIRE(requester_go(suite, first, AT_COMPLETE));
    for (requester *one : {first, second, second, first}) {
        IVssBackupComponentsEx3 *ex = static_cast<IVssBackupComponentsEx3 *>(
            requester_face(suite, one, IID_IVssBackupComponentsEx3));
        VSS_ID id = GUID_NULL;

        REQUIRE(ex);
        CHECK_HR(ex->GetSessionId(&id), S_OK);
        wanted.push_back(id);
    }
    REQUIRE(sessions.size() == 4);
    for (int i = 0; i < 4; i++)
        CHECK_GUID(sessions[i], wanted[i]);
    CHECK(!IsEqualGUID(wanted[0], wanted[1]));
}

/* On a thread of VSS; a thread of the handler's own brings its finding back to it. */
static void worker_threads(suite *suite, const void *)
{
    DWORD thread = GetCurrentThreadId();
    bool affected = false, elsewhere = false;
    case_writer writer(suite);
    requester *requester;

    writer.on[SUITE_FREEZE] = [&](case_writer &self, const suite_event_args &) {
        HRESULT found = S_OK;

        elsewhere = GetCurrentThreadId() != thread;
        std::thread([&] {
            affected = self.IsPathAffected(L"C:\\suite");
            found = VSS_E_WRITERERROR_TIMEOUT;
        }).join();
        return self.SetWriterFailure(found) != S_OK;
    };
    REQUIRE(writer.begin());
    requester = requester_at(suite, AT_PREPARED);
    REQUIRE(requester);
    CHECK_HR(case_finish(requester->backup, &B::DoSnapshotSet), VSS_E_UNEXPECTED_WRITER_ERROR);
    CHECK(elsewhere && affected);
    CHECK_HR(case_writer_status(suite, requester).failure, VSS_E_WRITERERROR_TIMEOUT);
}

static void status_behind_each_step(suite *suite, const void *)
{
    static const struct {
        requester_point point;
        VSS_WRITER_STATE state;
    } steps[] = {{AT_PREPARED, VSS_WS_STABLE},
                 {AT_SNAPSHOT, VSS_WS_WAITING_FOR_BACKUP_COMPLETE},
                 {AT_COMPLETE, VSS_WS_STABLE},
                 {AT_PRE_RESTORE, VSS_WS_STABLE},
                 {AT_POST_RESTORE, VSS_WS_STABLE}};
    case_writer writer(suite);

    REQUIRE(writer.begin());
    for (const auto &step : steps) {
        requester *requester = requester_at(suite, step.point);
        case_status status;

        REQUIRE(requester);
        status = case_writer_status(suite, requester);
        CHECK(status.found && status.state == step.state);
        CHECK_HR(status.failure, S_OK);
        requester_end(requester);
    }
}

/* ---- Identify
 * ---------------------------------------------------------------------------------------
 */

static BSTR document_of(suite *suite, requester *requester)
{
    IVssExamineWriterMetadata *metadata = requester_metadata(suite, requester);
    BSTR text = nullptr;

    if (metadata)
        CHECK_HR(metadata->SaveAsXML(&text), S_OK);
    return text;
}

/* From another requester in the midst of a backup: the same document, and nothing changes. */
static void identify_in_the_midst(suite *suite, const void *)
{
    case_writer writer(suite);
    requester *requester, *other;
    BSTR first, second;

    REQUIRE(writer.begin());
    requester = requester_at(suite, AT_SNAPSHOT);
    other = requester ? requester_at(suite, AT_GATHERED) : nullptr;
    REQUIRE(other);
    CHECK(writer.count(SUITE_IDENTIFY) == 2);
    first = document_of(suite, requester);
    second = document_of(suite, other);
    CHECK_TEXT(second, first);
    SysFreeString(first);
    SysFreeString(second);
    CHECK(case_writer_status(suite, requester).state == VSS_WS_WAITING_FOR_BACKUP_COMPLETE);
    requester_end(other);
    REQUIRE(requester_go(suite, requester, AT_COMPLETE));
    requester_end(requester);
    CHECK(writer.events() == whole_backup);
}

/* What Identify brought stays as it is for both sides. */
static void metadata_stay(suite *suite, const void *)
{
    BSTR before, after, inside = nullptr;
    case_writer writer(suite);
    requester *requester;

    writer.on[SUITE_POST_SNAPSHOT] = [&](case_writer &self, const suite_event_args &) {
        IVssExamineWriterMetadata *metadata = nullptr;

        return self.GetIdentifyInformation(&metadata) == S_OK &&
               metadata->SaveAsXML(&inside) == S_OK;
    };
    REQUIRE(writer.begin());
    requester = requester_at(suite, AT_GATHERED);
    REQUIRE(requester);
    before = document_of(suite, requester);
    CHECK(requester_go(suite, requester, AT_COMPLETE));
    after = document_of(suite, requester);
    CHECK_TEXT(inside, before);
    CHECK_TEXT(after, before);
    SysFreeString(before);
    SysFreeString(after);
    SysFreeString(inside);
}

/* A restore method and a component are seen where they were set; nobody else sets them. */
static void described_by_the_writer(suite *suite, const void *)
{
    for (bool described : {true, false}) {
        case_writer writer(suite);
        IVssExamineWriterMetadata *metadata;
        VSS_RESTOREMETHOD_ENUM method;
        VSS_WRITERRESTORE_ENUM restore;
        BSTR service = nullptr, procedure = nullptr;
        UINT includes, excludes, components = 9, mappings;
        bool reboot;
        requester *requester;

        writer.on[SUITE_IDENTIFY] = [&](case_writer &, const suite_event_args &args) {
            return !described || SUCCEEDED(suite_writer_describe(args.metadata));
        };
        REQUIRE(writer.begin());
        requester = requester_at(suite, AT_GATHERED);
        metadata = requester ? requester_metadata(suite, requester) : nullptr;
        REQUIRE(metadata);
        CHECK_HR(metadata->GetFileCounts(&includes, &excludes, &components), S_OK);
        CHECK(components == (described ? 2u : 0u));
        CHECK_HR(
            metadata->GetRestoreMethod(&method, &service, &procedure, &restore, &reboot, &mappings),
            described ? S_OK : S_FALSE);
        SysFreeString(service);
        SysFreeString(procedure);
        requester_end(requester);
    }
}

/* ---- Freeze and Thaw
 * ----------------------------------------------------------------------------------
 */

/* Front ends first, then back ends, then the system's writers, whoever subscribed first. */
static void freeze_by_level(suite *suite, const void *)
{
    static const VSS_APPLICATION_LEVEL levels[] = {VSS_APP_SYSTEM, VSS_APP_BACK_END,
                                                   VSS_APP_FRONT_END};
    case_writer system(suite), back(suite), front(suite);
    case_writer *writers[] = {&system, &back, &front};
    std::vector<VSS_APPLICATION_LEVEL> order;
    requester *requester;

    for (int i = 0; i < 3; i++) {
        writers[i]->on[SUITE_FREEZE] = [&](case_writer &self, const suite_event_args &) {
            order.push_back(self.GetCurrentLevel());
            return true;
        };
        REQUIRE(writers[i]->begin(levels[i]));
    }
    requester = requester_at(suite, AT_INITIALIZED);
    REQUIRE(requester);
    requester->whole_volumes = true;
    REQUIRE(requester_go(suite, requester, AT_SNAPSHOT));
    CHECK((order == std::vector<VSS_APPLICATION_LEVEL>{VSS_APP_FRONT_END, VSS_APP_BACK_END,
                                                       VSS_APP_SYSTEM}));
}

/* What the writer did until Freeze is on the shadow copy, what it does from Thaw on is not; what it
 * stopped goes on. */
static void frozen_state(suite *suite, const void *)
{
    char text[32] = "";
    bool held = false, held_between = false;
    case_writer writer(suite);

    writer.on[SUITE_PREPARE_SNAPSHOT] = [&](case_writer &, const suite_event_args &) {
        return layers_write_file(L"C:\\suite\\tmp\\made", "temporary") == S_OK;
    };
    writer.on[SUITE_FREEZE] = [&](case_writer &, const suite_event_args &) {
        held = true;
        return layers_write_file(L"C:\\suite\\base\\data", "consistent") == S_OK;
    };
    writer.on[SUITE_THAW] = [&](case_writer &, const suite_event_args &) {
        held_between = held;
        held = false;
        return layers_write_file(L"C:\\suite\\base\\data", "going on..") == S_OK;
    };
    writer.on[SUITE_POST_SNAPSHOT] = [&](case_writer &self, const suite_event_args &) {
        LPCWSTR device = L"";
        std::wstring folder;

        if (self.GetSnapshotDeviceName(L"C:\\", &device) != S_OK)
            return false;
        folder = device;
        return layers_read_file((folder + L"\\suite\\tmp\\made").c_str(), text, sizeof text) ==
                   S_OK &&
               layers_read_file((folder + L"\\suite\\base\\data").c_str(), text, sizeof text) ==
                   S_OK;
    };
    REQUIRE(writer.begin());
    REQUIRE(requester_at(suite, AT_SNAPSHOT));
    CHECK(std::string(text) == "consistent");
    CHECK(held_between && !held);
    REQUIRE_HR(layers_read_file(L"C:\\suite\\base\\data", text, sizeof text), S_OK);
    CHECK(std::string(text) == "going on..");
}

/* Long work that PrepareForBackup began is waited for in PrepareForSnapshot. */
static void work_goes_on(suite *suite, const void *)
{
    bool done = false, done_at_freeze = false;
    HANDLE go = CreateEventW(nullptr, TRUE, FALSE, nullptr);
    std::thread work;
    case_writer writer(suite);
    requester *requester;

    writer.on[SUITE_PREPARE_BACKUP] = [&](case_writer &, const suite_event_args &) {
        work = std::thread([&] {
            WaitForSingleObject(go, INFINITE);
            done = true;
        });
        return true;
    };
    writer.on[SUITE_PREPARE_SNAPSHOT] = [&](case_writer &, const suite_event_args &) {
        work.join();
        return true;
    };
    writer.on[SUITE_FREEZE] = [&](case_writer &, const suite_event_args &) {
        done_at_freeze = done;
        return true;
    };
    if (writer.begin() && (requester = requester_at(suite, AT_PREPARED))) {
        SetEvent(go); /* PrepareForBackup is over, the work was not */
        CHECK(requester_go(suite, requester, AT_SNAPSHOT));
    }
    SetEvent(go);
    if (work.joinable())
        work.join();
    CloseHandle(go);
    CHECK(done && done_at_freeze);
}

/* Freeze is too late for one writer, with the same delay in time for another. */
static void own_time_out(suite *suite, const void *)
{
    case_writer quick(suite), slow(suite);
    requester *requester;

    REQUIRE(quick.begin(VSS_APP_FRONT_END, 20000, SUITE_WRITER_ID, L"Quick"));
    REQUIRE(slow.begin(VSS_APP_FRONT_END, 60000, IID_IVssAsync, L"Slow"));
    CHECK(layers_fault("Freeze", "Slow", 1, 30000, S_OK));
    requester = requester_at(suite, AT_SNAPSHOT);
    REQUIRE(requester);
    requester_end(requester);
    CHECK(layers_fault("Freeze", "Quick", 1, 30000, S_OK));
    requester = requester_at(suite, AT_PREPARED);
    REQUIRE(requester);
    CHECK_HR(case_finish(requester->backup, &B::DoSnapshotSet), VSS_E_UNEXPECTED_WRITER_ERROR);
    CHECK_HR(case_writer_status(suite, requester).failure, VSS_E_WRITERERROR_TIMEOUT);
}

/* ---- Abort
 * ------------------------------------------------------------------------------------------
 */

/* Everything that makes DoSnapshotSet fail, at its place. */
struct failure {
    const char *call; /* of the provider, or an event of the writer */
    bool late;
    bool aborted;
    bool thawed; /* Thaw had come */
};
static const failure failures[] = {
    {"EndPrepareSnapshots", false, false, false},
    {"PreCommitSnapshots", false, true, false},
    {"CommitSnapshots", false, true, false},
    {"PostCommitSnapshots", false, true, false},
    {"Freeze", false, true, false},
    {"Freeze", true, true, false},
    {"Thaw", false, true, true},
    {"Thaw", true, true, true},
    {"PrepareForSnapshot", false, false, false},
    {"PostSnapshot", false, false, true},
};

static void fails(suite *suite, const failure &row)
{
    case_writer writer(suite);
    requester *requester;
    unsigned aborts;

    REQUIRE(writer.begin());
    CHECK(layers_fault(row.call, nullptr, 1, row.late ? LAYERS_HANG : 0,
                       row.late                        ? S_OK
                       : strstr(row.call, "Snapshots") ? VSS_E_PROVIDER_VETO
                                                       : VSS_E_WRITERERROR_NONRETRYABLE));
    requester = requester_at(suite, AT_PREPARED);
    REQUIRE(requester);
    case_finish(requester->backup, &B::DoSnapshotSet);
    aborts = writer.count(SUITE_ABORT);
    suite_check(suite, (aborts > 0) == row.aborted, __FILE__, __LINE__, "%s%s: %u Aborts", row.call,
                row.late ? " late" : "", aborts);
    requester_end(requester);
    if (row.aborted)
        CHECK(ends_with(writer.events(), {SUITE_ABORT, SUITE_BACKUP_SHUTDOWN}));
}

/* The rows of the writer (true) or of the provider. */
static void each_failure(suite *suite, bool writers)
{
    for (const failure &row : failures)
        if (writers == !strstr(row.call, "Snapshots"))
            fails(suite, row);
}

static void abort_by_writers(suite *suite, const void *)
{
    each_failure(suite, true);
}

static void abort_by_providers(suite *suite, const void *)
{
    each_failure(suite, false);
}

/* Freeze is followed by Thaw or Abort, by one of them. */
static void thaw_or_abort(suite *suite, const void *)
{
    for (bool fails : {false, true}) {
        case_writer writer(suite);
        requester *requester;

        REQUIRE(writer.begin());
        if (fails)
            CHECK(layers_fault("CommitSnapshots", nullptr, 1, 0, VSS_E_PROVIDER_VETO));
        requester = requester_at(suite, AT_PREPARED);
        REQUIRE(requester);
        case_finish(requester->backup, &B::DoSnapshotSet);
        CHECK(writer.count(SUITE_FREEZE) == 1);
        CHECK(writer.count(SUITE_THAW) == (fails ? 0u : 1u));
        CHECK(writer.count(SUITE_ABORT) == (fails ? 1u : 0u));
        requester_end(requester);
    }
}

/* A writer's no to the freeze: no shadow copy, and Abort, also for the others. */
static void freeze_vetoed(suite *suite, const void *)
{
    case_writer writer(suite);
    VSS_SNAPSHOT_PROP prop = {};
    requester *requester;

    writer.on[SUITE_FREEZE] = [&](case_writer &self, const suite_event_args &) {
        return self.SetWriterFailure(VSS_E_WRITERERROR_RETRYABLE) != S_OK;
    };
    REQUIRE(writer.begin());
    requester = requester_at(suite, AT_PREPARED);
    REQUIRE(requester);
    CHECK_HR(case_finish(requester->backup, &B::DoSnapshotSet), VSS_E_UNEXPECTED_WRITER_ERROR);
    CHECK(ends_with(writer.events(), {SUITE_PREPARE_SNAPSHOT, SUITE_FREEZE, SUITE_ABORT}));
    CHECK_HR(requester->backup->GetSnapshotProperties(requester->snapshot_id, &prop),
             VSS_E_OBJECT_NOT_FOUND);
    CHECK_HR(case_writer_status(suite, requester).failure, VSS_E_WRITERERROR_RETRYABLE);
}

/* A no in PrepareForSnapshot or PostSnapshot raises no Abort, and is seen in the status. */
static void fails_without_abort(suite *suite, const void *row)
{
    const case_event *one = static_cast<const case_event *>(row);
    case_writer writer(suite);
    requester *requester;

    writer.on[one->event] = [&](case_writer &self, const suite_event_args &) {
        return self.SetWriterFailure(VSS_E_WRITERERROR_NONRETRYABLE) != S_OK;
    };
    REQUIRE(writer.begin());
    requester = requester_at(suite, AT_PREPARED);
    REQUIRE(requester);
    one->raise(requester);
    CHECK(writer.count(one->event) == 1);
    CHECK(writer.count(SUITE_ABORT) == 0);
    CHECK(writer.count(SUITE_FREEZE) == (one->event == SUITE_POST_SNAPSHOT ? 1u : 0u));
    CHECK(case_writer_status(suite, requester).state == one->failed);
}

static void abort_after_post_snapshot(suite *suite, const void *)
{
    case_writer writer(suite);
    requester *requester;

    REQUIRE(writer.begin());
    requester = requester_at(suite, AT_SNAPSHOT);
    REQUIRE(requester);
    CHECK_HR(requester->backup->AbortBackup(), S_OK);
    CHECK(writer.count(SUITE_ABORT) == 0);
    requester_end(requester);
    CHECK(ends_with(writer.events(), {SUITE_POST_SNAPSHOT, SUITE_BACKUP_SHUTDOWN}));
}

/* By a failure, and then by the requester who gives up. */
static void abort_several_times(suite *suite, const void *)
{
    case_writer writer(suite);
    requester *requester;

    REQUIRE(writer.begin());
    CHECK(layers_fault("CommitSnapshots", nullptr, 1, 0, VSS_E_PROVIDER_VETO));
    requester = requester_at(suite, AT_PREPARED);
    REQUIRE(requester);
    CHECK_HR(case_finish(requester->backup, &B::DoSnapshotSet), VSS_E_PROVIDER_VETO);
    CHECK(writer.count(SUITE_ABORT) == 1);
    CHECK_HR(requester->backup->AbortBackup(), S_OK);
    CHECK(writer.count(SUITE_ABORT) == 2);
}

static void abort_cleans_up_by_the_others(suite *suite, const void *)
{
    case_writer writer(suite);
    requester *requester;

    writer.on[SUITE_ABORT] = [&](case_writer &self, const suite_event_args &) {
        return self.OnThaw() && self.OnPostSnapshot(nullptr);
    };
    REQUIRE(writer.begin());
    requester = requester_at(suite, AT_PREPARED);
    REQUIRE(requester);
    CHECK_HR(requester->backup->AbortBackup(), S_OK);
    CHECK(ends_with(writer.events(), {SUITE_ABORT, SUITE_THAW, SUITE_POST_SNAPSHOT}));
    CHECK_HR(case_writer_status(suite, requester).failure, S_OK);
}

static void no_abort_in_a_restore(suite *suite, const void *)
{
    case_writer writer(suite);
    requester *requester;

    for (suite_event event : {SUITE_PRE_RESTORE, SUITE_POST_RESTORE})
        writer.on[event] = [&](case_writer &self, const suite_event_args &) {
            return self.SetWriterFailure(VSS_E_WRITERERROR_NONRETRYABLE) != S_OK;
        };
    REQUIRE(writer.begin());
    requester = requester_at(suite, AT_SELECTED);
    REQUIRE(requester);
    case_finish(requester->backup, &B::PreRestore);
    case_finish(requester->backup, &B::PostRestore);
    requester->backup->AbortBackup();
    requester_end(requester);
    CHECK(writer.count(SUITE_PRE_RESTORE) == 1);
    CHECK(writer.count(SUITE_ABORT) == 0);
}

/* ---- the end of a backup
 * --------------------------------------------------------------------------
 */

/* Released after, or without, BackupComplete, and after an abort: the end is told each time. */
static void shutdown_always(suite *suite, const void *)
{
    for (requester_point point : {AT_COMPLETE, AT_SNAPSHOT, AT_PREPARED, AT_ABORTED}) {
        VSS_ID kept = GUID_NULL, ended = SUITE_WRITER_ID;
        case_writer writer(suite);
        requester *requester;

        writer.on[SUITE_FREEZE] = [&](case_writer &self, const suite_event_args &) {
            kept = self.GetCurrentSnapshotSetId();
            return true;
        };
        writer.on[SUITE_BACKUP_SHUTDOWN] = [&](case_writer &, const suite_event_args &args) {
            ended = args.snapshot_set_id;
            return true;
        };
        REQUIRE(writer.begin());
        requester = requester_at(suite, point);
        REQUIRE(requester);
        CHECK(writer.count(SUITE_BACKUP_SHUTDOWN) == 0);
        requester_end(requester);
        CHECK(writer.count(SUITE_BACKUP_SHUTDOWN) == 1);
        CHECK(writer.count(SUITE_BACKUP_COMPLETE) == (point == AT_COMPLETE ? 1u : 0u));
        CHECK(ends_with(writer.events(), {SUITE_BACKUP_SHUTDOWN}));
        CHECK_GUID(ended, kept);
    }
}

/* A writer that was started anew between the two has another instance id. */
static void restarted_before_post_restore(suite *suite, const void *)
{
    case_writer again(suite);
    requester *requester;
    {
        case_writer writer(suite);

        REQUIRE(writer.begin());
        requester = requester_at(suite, AT_PRE_RESTORE);
        REQUIRE(requester);
        CHECK(writer.count(SUITE_PRE_RESTORE) == 1);
    }
    REQUIRE(again.begin());
    CHECK_HR(case_finish(requester->backup, &B::PostRestore), VSS_E_UNEXPECTED_WRITER_ERROR);
    CHECK(again.count(SUITE_POST_RESTORE) == 0);
}

#define EVENT(event) &case_events[SUITE_##event]
#define CASE(row, run)                                                                             \
    {                                                                                              \
        "CVssWriter" row, run, nullptr, 0                                                          \
    }
#define ON_MOCK(row, run)                                                                          \
    {                                                                                              \
        "CVssWriter" row, run, nullptr, SUITE_NEEDS_MOCK                                           \
    }

static const suite_case cases[] = {
    CASE("-4", backup_and_restore),
    CASE("-5", without_components),
    CASE("-6", contexts_without_writers),
    CASE("-7", two_sessions),
    CASE("-8", worker_threads),
    CASE("-9", status_behind_each_step),
    CASE(".Initialize-9", freeze_by_level),
    CASE(".OnFreeze-7", freeze_by_level),
    {"VSS_APPLICATION_LEVEL-1", freeze_by_level, nullptr, 0},
    {"VSS_APPLICATION_LEVEL-2", freeze_by_level, nullptr, 0},
    ON_MOCK(".Initialize-11", own_time_out),
    ON_MOCK(".Initialize-12", own_time_out),
    ON_MOCK(".OnFreeze-6", abort_by_writers),
    CASE(".OnIdentify-2", metadata_stay),
    CASE(".OnIdentify-3", described_by_the_writer),
    CASE(".OnIdentify-4", identify_in_the_midst),
    CASE(".OnIdentify-5", identify_in_the_midst),
    {"CVssWriter.OnPrepareBackup-2", raised_by, EVENT(PREPARE_BACKUP), 0},
    CASE(".OnPrepareBackup-5", work_goes_on),
    CASE(".OnPrepareSnapshot-2", events_of_do_snapshot_set),
    CASE(".OnPrepareSnapshot-4", work_goes_on),
    {"CVssWriter.OnPrepareSnapshot-6", fails_without_abort, EVENT(PREPARE_SNAPSHOT), 0},
    ON_MOCK(".OnFreeze-2", frozen_state),
    CASE(".OnFreeze-3", freeze_vetoed),
    CASE(".OnFreeze-4", freeze_vetoed),
    ON_MOCK(".OnFreeze-5", thaw_or_abort),
    ON_MOCK(".OnThaw-2", frozen_state),
    ON_MOCK(".OnThaw-3", frozen_state),
    ON_MOCK(".OnThaw-5", frozen_state),
    ON_MOCK(".OnThaw-6", abort_by_writers),
    CASE(".OnPostSnapshot-2", events_of_do_snapshot_set),
    {"CVssWriter.OnPostSnapshot-7", fails_without_abort, EVENT(POST_SNAPSHOT), 0},
    CASE(".OnPostSnapshot-8", without_a_shadow_copy),
    CASE(".OnAbort-2", abort_cleans_up_by_the_others),
    ON_MOCK(".OnAbort-3", abort_by_writers),
    {"CVssWriter.OnAbort-4", raised_by, EVENT(ABORT), 0},
    ON_MOCK(".OnAbort-5", abort_by_providers),
    ON_MOCK(".OnAbort-6", abort_by_writers),
    ON_MOCK(".OnAbort-7", abort_by_writers),
    CASE(".OnAbort-8", abort_after_post_snapshot),
    ON_MOCK(".OnAbort-9", abort_by_writers),
    ON_MOCK(".OnAbort-10", abort_several_times),
    CASE(".OnAbort-11", no_abort_in_a_restore),
    {"CVssWriter.OnBackupComplete-2", raised_by, EVENT(BACKUP_COMPLETE), 0},
    CASE(".OnBackupComplete-5", shutdown_always),
    {"CVssWriter.OnBackupShutdown-2", raised_by, EVENT(BACKUP_SHUTDOWN), 0},
    CASE(".OnBackupShutdown-3", shutdown_always),
    CASE(".OnBackupShutdown-4", shutdown_always),
    CASE(".OnBackupShutdown-5", shutdown_always),
    {"CVssWriter.OnPreRestore-2", raised_by, EVENT(PRE_RESTORE), 0},
    CASE(".OnPreRestore-5", none_selected_for_restore),
    {"CVssWriter.OnPostRestore-2", raised_by, EVENT(POST_RESTORE), 0},
    CASE(".OnPostRestore-6", restarted_before_post_restore),
};
const suite_group suite_cvsswriter_order = SUITE_GROUP("events of CVssWriter", cases);
