/*
 * conformance/suite/cvsswriter_documents.cpp - what a writer's handlers do with its part of the
 * Backup Components Document, and when they may.
 */
#include "case_writer.h"
#include "groups.h"

#include <string>

typedef std::function<void(IVssComponent *component)> work;

/* Does it with the first component that the event brings. */
static void work_in(case_writer &writer, suite_event event, const work &todo)
{
    writer.on[event] = [todo](case_writer &, const suite_event_args &args) {
        IVssComponent *component = nullptr;

        if (!args.components || args.components->GetComponent(0, &component) != S_OK)
            return false;
        todo(component);
        case_release(component);
        return true;
    };
}

static std::wstring text_of(IVssComponent *component,
                            HRESULT (STDMETHODCALLTYPE IVssComponent::*get)(BSTR *text))
{
    BSTR text = nullptr;
    std::wstring found;

    if ((component->*get)(&text) == S_OK && text)
        found = text;
    SysFreeString(text);
    return found;
}

/* Private data of PrepareForBackup get to the requester; Thaw has no components, PostSnapshot may
 * change them once more. */
static void private_data(suite *suite, const void *)
{
    HRESULT prepared = E_UNEXPECTED, posted = E_UNEXPECTED;
    std::wstring between;
    IVssComponent *component;
    case_writer writer(suite);
    requester *requester;

    work_in(writer, SUITE_PREPARE_BACKUP,
            [&](IVssComponent *given) { prepared = given->SetBackupMetadata(L"prepared"); });
    work_in(writer, SUITE_POST_SNAPSHOT, [&](IVssComponent *given) {
        between = text_of(given, &IVssComponent::GetBackupMetadata);
        posted = given->SetBackupStamp(L"in the end");
    });
    REQUIRE(writer.begin());
    requester = requester_at(suite, AT_PREPARED);
    REQUIRE(requester);
    CHECK_HR(prepared, S_OK);
    component = requester_component(suite, requester, 0);
    REQUIRE(component);
    CHECK_TEXT(text_of(component, &IVssComponent::GetBackupMetadata).c_str(), L"prepared");
    REQUIRE(requester_go(suite, requester, AT_SNAPSHOT));
    CHECK_HR(posted, S_OK);
    CHECK_TEXT(between.c_str(), L"prepared");
    component = requester_component(suite, requester, 0);
    REQUIRE(component);
    CHECK_TEXT(text_of(component, &IVssComponent::GetBackupStamp).c_str(), L"in the end");
}

struct calls {
    HRESULT stamp, previous, differenced, partial, backup, restore, options;
};

static calls call_all(IVssComponent *component)
{
    const FILETIME time = {0, 1};
    calls made = {};
    BSTR text = nullptr;

    made.previous = component->GetPreviousBackupStamp(&text);
    SysFreeString(text);
    text = nullptr;
    made.options = component->GetBackupOptions(&text);
    SysFreeString(text);
    made.stamp = component->SetBackupStamp(L"stamp");
    made.backup = component->SetBackupMetadata(L"data");
    made.restore = component->SetRestoreMetadata(L"restore");
    made.differenced =
        component->AddDifferencedFilesByLastModifyTime(L"C:\\suite\\files", L"*.dat", true, time);
    made.partial = component->AddPartialFile(L"C:\\suite\\files", L"one", L"0:10", nullptr);
    return made;
}

/* The calls that the handlers' pages name, in an incremental backup by parts of files. */
static void named_calls(suite *suite, const void *row)
{
    const case_event *one = static_cast<const case_event *>(row);
    calls made = {E_FAIL, E_FAIL, E_FAIL, E_FAIL, E_FAIL, E_FAIL, E_FAIL};
    case_writer writer(suite);
    requester *requester;
    UINT partial = 0, differenced = 0;
    IVssComponent *component;

    work_in(writer, one->event, [&](IVssComponent *given) { made = call_all(given); });
    REQUIRE(writer.begin());
    requester = requester_at(suite, AT_ADDED);
    REQUIRE(requester);
    CHECK_HR(requester->backup->SetBackupState(true, false, VSS_BT_INCREMENTAL, true), S_OK);
    CHECK_HR(requester->backup->SetPreviousBackupStamp(SUITE_WRITER_ID, VSS_CT_FILEGROUP, L"group",
                                                       L"files", L"before"),
             S_OK);
    CHECK_HR(requester->backup->SetBackupOptions(SUITE_WRITER_ID, VSS_CT_FILEGROUP, L"group",
                                                 L"files", L"options"),
             S_OK);
    REQUIRE(requester_go(suite, requester, AT_SNAPSHOT));
    CHECK_HR(made.previous, S_OK);
    CHECK_HR(made.options, S_OK);
    CHECK_HR(made.stamp, S_OK);
    CHECK_HR(made.backup, S_OK);
    CHECK_HR(made.differenced, S_OK);
    CHECK_HR(made.partial, S_OK);
    /* One page names it for PrepareForBackup, its own allows it in PreRestore only
     * (docs/decisions.md#restore-metadata-in-prepare). */
    CHECK_HR(made.restore, VSS_E_BAD_STATE);
    component = requester_component(suite, requester, 0);
    REQUIRE(component);
    CHECK_TEXT(text_of(component, &IVssComponent::GetBackupStamp).c_str(), L"stamp");
    CHECK_HR(component->GetPartialFileCount(&partial), S_OK);
    CHECK_HR(component->GetDifferencedFilesCount(&differenced), S_OK);
    CHECK(partial == 1 && differenced == 1);
}

static void read_only_at_the_end(suite *suite, const void *)
{
    HRESULT metadata = S_OK, stamp = S_OK, got = E_FAIL;
    bool succeeded = false;
    case_writer writer(suite);

    work_in(writer, SUITE_BACKUP_COMPLETE, [&](IVssComponent *given) {
        metadata = given->SetBackupMetadata(L"late");
        stamp = given->SetBackupStamp(L"late");
        got = given->GetBackupSucceeded(&succeeded);
    });
    REQUIRE(writer.begin());
    REQUIRE(requester_at(suite, AT_COMPLETE));
    CHECK_HR(metadata, VSS_E_BAD_STATE);
    CHECK_HR(stamp, VSS_E_BAD_STATE);
    CHECK_HR(got, S_OK);
    CHECK(succeeded);
}

/* PreRestore: what the writer decides gets to the requester. */
static void decided_before_restore(suite *suite, const void *)
{
    HRESULT target = E_FAIL, metadata = E_FAIL, message = E_FAIL;
    VSS_RESTORE_TARGET seen = VSS_RT_UNDEFINED;
    IVssComponent *component;
    bool selected = false;
    case_writer writer(suite);
    requester *requester;

    work_in(writer, SUITE_PRE_RESTORE, [&](IVssComponent *given) {
        given->IsSelectedForRestore(&selected);
        target = given->SetRestoreTarget(VSS_RT_ALTERNATE);
        metadata = given->SetRestoreMetadata(L"for later");
        message = given->SetPreRestoreFailureMsg(L"nothing bad");
    });
    REQUIRE(writer.begin());
    requester = requester_at(suite, AT_PRE_RESTORE);
    REQUIRE(requester);
    CHECK(selected);
    CHECK_HR(target, S_OK);
    CHECK_HR(metadata, S_OK);
    CHECK_HR(message, S_OK);
    component = requester_component(suite, requester, 0);
    REQUIRE(component);
    CHECK_HR(component->GetRestoreTarget(&seen), S_OK);
    CHECK(seen == VSS_RT_ALTERNATE);
    CHECK_TEXT(text_of(component, &IVssComponent::GetRestoreMetadata).c_str(), L"for later");
    CHECK_TEXT(text_of(component, &IVssComponent::GetPreRestoreFailureMsg).c_str(), L"nothing bad");
}

struct outcome {
    VSS_FILE_RESTORE_STATUS status;
    UINT mappings, targets;
    bool more;
    HRESULT late_metadata, late_target;
};

/* PostRestore: the requester's outcome is there to be read, and only that. */
static void outcome_of_restore(suite *suite, const void *)
{
    outcome seen = {VSS_RS_UNDEFINED, 9, 9, false, S_OK, S_OK};
    case_writer writer(suite);
    requester *requester;

    work_in(writer, SUITE_POST_RESTORE, [&](IVssComponent *given) {
        given->GetFileRestoreStatus(&seen.status);
        given->GetAlternateLocationMappingCount(&seen.mappings);
        given->GetNewTargetCount(&seen.targets);
        given->GetAdditionalRestores(&seen.more);
        seen.late_metadata = given->SetRestoreMetadata(L"late");
        seen.late_target = given->SetRestoreTarget(VSS_RT_ORIGINAL);
    });
    REQUIRE(writer.begin());
    requester = requester_at(suite, AT_SELECTED);
    REQUIRE(requester);
    CHECK_HR(requester->backup->SetAdditionalRestores(SUITE_WRITER_ID, VSS_CT_FILEGROUP, L"group",
                                                      L"files", true),
             S_OK);
    REQUIRE(requester_go(suite, requester, AT_PRE_RESTORE));
    CHECK_HR(requester->backup->SetFileRestoreStatus(SUITE_WRITER_ID, VSS_CT_FILEGROUP, L"group",
                                                     L"files", VSS_RS_ALL),
             S_OK);
    REQUIRE(requester_go(suite, requester, AT_POST_RESTORE));
    CHECK(seen.status == VSS_RS_ALL && seen.mappings == 0 && seen.targets == 0 && seen.more);
    CHECK_HR(seen.late_metadata, VSS_E_BAD_STATE);
    CHECK_HR(seen.late_target, VSS_E_BAD_STATE);
}

#define EVENT(event) &case_events[SUITE_##event]
#define CASE(row, run)                                                                             \
    {                                                                                              \
        "CVssWriter." row, run, nullptr, 0                                                         \
    }

static const suite_case cases[] = {
    CASE("OnPrepareBackup-3", private_data),
    {"CVssWriter.OnPrepareBackup-4", named_calls, EVENT(PREPARE_BACKUP), 0},
    CASE("OnThaw-4", private_data),
    CASE("OnPostSnapshot-3", private_data),
    {"CVssWriter.OnPostSnapshot-4", named_calls, EVENT(POST_SNAPSHOT), 0},
    CASE("OnBackupComplete-3", read_only_at_the_end),
    CASE("OnBackupComplete-4", read_only_at_the_end),
    CASE("OnPreRestore-3", decided_before_restore),
    CASE("OnPostRestore-3", outcome_of_restore),
    CASE("OnPostRestore-4", outcome_of_restore),
    CASE("OnPostRestore-5", outcome_of_restore),
};
const suite_group suite_cvsswriter_documents = SUITE_GROUP("documents in handlers", cases);
