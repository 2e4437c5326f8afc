/*
 * tests/vswriter/plain_handlers.cpp - table writer_calls_by_handler: a writer that makes each call
 * in each handler of a backup, and whether the library lets it.
 */
#include "requester.h"

#include "table_writer_calls_by_handler.h"

#include <algorithm>
#include <map>
#include <vector>

static const VSS_ID WRITER = {0x12, 2, 3, {4, 5, 6, 7, 8, 9, 10, 11}};
/* One for each event that gets components, as metadata can be set once. */
static const LPCWSTR COMPONENTS[] = {L"first", L"second", L"third"};
static const std::vector<std::string> EVENTS = {
    "Identify", "PrepareForBackup", "PrepareForSnapshot", "Freeze",
    "Thaw",     "PostSnapshot",     "BackupComplete",     "BackupShutdown"};

static HRESULT yes(bool answer)
{
    return answer ? S_OK : E_FAIL;
}

class Asker : public CVssWriter
{
  public:
    ~Asker() override
    {
        Unsubscribe();
        if (m_kept)
            m_kept->Release();
    }
    HRESULT Initialize()
    {
        HRESULT hr = CVssWriter::Initialize(WRITER, L"Asker", VSS_UT_USERDATA, VSS_ST_OTHER);

        return hr == S_OK ? Subscribe() : hr;
    }

    bool STDMETHODCALLTYPE OnIdentify(IVssCreateWriterMetadata *metadata) override
    {
        for (LPCWSTR name : COMPONENTS)
            CHECK(metadata->AddComponent(VSS_CT_FILEGROUP, nullptr, name, nullptr, nullptr, 0,
                                         false, false, true) == S_OK);
        ask_helpers("Identify");
        answers["Identify"]["SetBackupSchema"] =
            metadata->SetBackupSchema(VSS_BS_LOG | VSS_BS_INCREMENTAL | VSS_BS_TIMESTAMPED);
        return true;
    }
    bool STDMETHODCALLTYPE OnPrepareBackup(IVssWriterComponents *components) override
    {
        return ask_component("PrepareForBackup", components, 0);
    }
    bool STDMETHODCALLTYPE OnPrepareSnapshot() override
    {
        return ask("PrepareForSnapshot");
    }
    bool STDMETHODCALLTYPE OnFreeze() override
    {
        return ask("Freeze");
    }
    bool STDMETHODCALLTYPE OnThaw() override
    {
        return ask("Thaw");
    }
    bool STDMETHODCALLTYPE OnPostSnapshot(IVssWriterComponents *components) override
    {
        return ask_component("PostSnapshot", components, 1);
    }
    bool STDMETHODCALLTYPE OnAbort() override
    {
        return true;
    }
    bool STDMETHODCALLTYPE OnBackupComplete(IVssWriterComponents *components) override
    {
        return ask_component("BackupComplete", components, 2);
    }
    bool STDMETHODCALLTYPE OnBackupShutdown(VSS_ID) override
    {
        return ask("BackupShutdown");
    }

    std::map<std::string, std::map<std::string, HRESULT>> answers; /* by event and call */

  private:
    void ask_helpers(const char *event)
    {
        std::map<std::string, HRESULT> &now = answers[event];

        now["GetBackupType"] = yes(GetBackupType() == VSS_BT_LOG);
        now["IsPartialFileSupportEnabled"] = yes(IsPartialFileSupportEnabled());
        now["IsBootableStateBackedUp"] = yes(IsBootableSystemStateBackedUp());
        now["AreComponentsSelected"] = yes(AreComponentsSelected());
    }
    /* An event without components has only what was kept of one before. */
    bool ask(const char *event)
    {
        std::map<std::string, HRESULT> &now = answers[event];
        const FILETIME time = {7, 9};
        bool succeeded = false;
        BSTR stamp = nullptr;

        ask_helpers(event);
        now["AddPartialFile"] = m_kept->AddPartialFile(L"C:\\Data", L"a", L"0:1", nullptr);
        now["AddDifferencedFilesByLastModifyTime"] =
            m_kept->AddDifferencedFilesByLastModifyTime(L"C:\\Data", L"b", FALSE, time);
        now["SetBackupStamp"] = m_kept->SetBackupStamp(L"new");
        now["GetPreviousBackupStamp"] = m_kept->GetPreviousBackupStamp(&stamp);
        now["SetBackupMetadata"] = m_kept->SetBackupMetadata(L"own");
        now["GetBackupSucceeded"] = m_kept->GetBackupSucceeded(&succeeded);
        SysFreeString(stamp);
        return true;
    }
    bool ask_component(const char *event, IVssWriterComponents *components, UINT index)
    {
        if (m_kept)
            m_kept->Release();
        m_kept = nullptr;
        CHECK(components->GetComponent(index, &m_kept) == S_OK);
        return m_kept && ask(event);
    }

    IVssComponent *m_kept = nullptr;
};

static void back_up()
{
    Requester requester(VSS_BT_LOG);
    VSS_ID instance;
    IVssExamineWriterMetadata *metadata = requester.metadata(WRITER, &instance);

    CHECK(metadata);
    if (!metadata)
        return;
    metadata->Release();
    DONE(requester->SetBackupState(true, true, VSS_BT_LOG, true));
    for (LPCWSTR name : COMPONENTS) {
        DONE(requester->AddComponent(instance, WRITER, VSS_CT_FILEGROUP, nullptr, name));
        DONE(requester->SetPreviousBackupStamp(WRITER, VSS_CT_FILEGROUP, nullptr, name, L"old"));
    }
    DONE(requester.snapshot(nullptr));
    for (LPCWSTR name : COMPONENTS)
        DONE(
            requester->SetBackupSucceeded(instance, WRITER, VSS_CT_FILEGROUP, nullptr, name, true));
    DONE(requester.wait(&IVssBackupComponents::BackupComplete));
}

/* ---- the table ---------------------------------------------------------------------------------
 */

static std::vector<std::string> split(const char *cell, const std::string &separator)
{
    std::vector<std::string> parts;
    const std::string text = cell ? cell : "";

    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find(separator, at), text.size());

        parts.push_back(text.substr(at, end - at));
        at = end + separator.size();
    }
    return parts;
}

/* The events that a cell names; an unknown one is an error of the test. */
static std::vector<std::string> events_of(const char *cell)
{
    std::vector<std::string> events;

    for (const std::string &part : split(cell, " | ")) {
        if (part == "later events of the backup") {
            events.insert(events.end(), EVENTS.begin() + 2, EVENTS.end());
            continue;
        }
        if (std::find(EVENTS.begin(), EVENTS.end(), part) == EVENTS.end())
            fprintf(stderr, "no event of this test: %s\n", part.c_str());
        CHECK(std::find(EVENTS.begin(), EVENTS.end(), part) != EVENTS.end());
        events.push_back(part);
    }
    return events;
}

static bool has(const std::vector<std::string> &events, const std::string &event)
{
    return std::find(events.begin(), events.end(), event) != events.end();
}

static void check_call(const writer_calls_by_handler_row &row, const std::string &call,
                       const std::string &event, HRESULT answer)
{
    const bool gets_components = event == "PrepareForBackup" || event == "PostSnapshot";
    const bool sets = call.rfind("Set", 0) == 0 || call.rfind("Add", 0) == 0;
    bool good = true;

    if (has(events_of(row.handlers), event))
        good = answer == S_OK;
    else if (has(events_of(row.fails_in), event))
        good = answer == VSS_E_BAD_STATE;
    else if (row.before_that && gets_components)
        good = answer == S_FALSE;
    else if (sets)
        good = FAILED(answer);
    if (!good)
        fprintf(stderr, "%s in %s: %s\n", call.c_str(), event.c_str(), vsapi_hresult_name(answer));
    CHECK(good);
}

static void check_row(const writer_calls_by_handler_row &row, const Asker &writer)
{
    CHECK(!row.before_that || std::string(row.before_that) == "S_FALSE");
    for (const std::string &call : split(row.call, ", ")) {
        int asked = 0;

        for (const std::string &event : EVENTS) {
            const auto &answers = writer.answers.at(event);

            if (answers.count(call) == 0) { /* there is no object for it */
                CHECK(!has(events_of(row.handlers), event));
                continue;
            }
            check_call(row, call, event, answers.at(call));
            asked++;
        }
        if (asked == 0)
            fprintf(stderr, "the writer does not call %s\n", call.c_str());
        CHECK(asked > 0);
    }
}

int main()
{
    start_host();
    {
        Asker writer;

        DONE(writer.Initialize());
        back_up();
        for (const writer_calls_by_handler_row &row : table_writer_calls_by_handler)
            check_row(row, writer);
    }
    end_host();
    return plain_result();
}
