/*
 * tests/vswriter/plain_ledger.cpp - the ledger under load: whole in every shadow copy that its
 * writer had a part in, and not whole without the writer's Freeze.
 */
#include "requester.h"

#include <ledger.h>
#include <ledger_writer.h>

#include <cstdlib>
#include <utility>
#include <vector>

namespace fs = std::filesystem;

/* Where a path of the Windows machine is. */
static fs::path local(const std::wstring &path)
{
    struct vsapi_host *host = nullptr;
    char *text = nullptr;
    fs::path result;

    DONE(vsapi_current_host(&host));
    DONE(vsapi_host_path(host, fs::path(path).u8string().c_str(), &text));
    if (text)
        result = fs::u8path(text);
    vsapi_host_free_path(text);
    return result;
}

struct Backup {
    ledger::Verdict verdict; /* of the shadow copy */
    std::wstring stamp, document;
    std::vector<std::pair<fs::path, std::string>> files; /* what a requester would have saved */
};

static std::string contents(const fs::path &path)
{
    std::unique_ptr<std::FILE, ledger::FileCloser> file(std::fopen(path.string().c_str(), "rb"));
    std::string bytes(file ? fs::file_size(path) : 0, '\0');

    CHECK(file && std::fread(&bytes[0], 1, bytes.size(), file.get()) == bytes.size());
    return bytes;
}

static void save_files(const fs::path &from, Backup &backup)
{
    for (const fs::directory_entry &entry : fs::recursive_directory_iterator(from)) {
        if (entry.is_regular_file() && entry.path().extension() != ".tmp")
            backup.files.emplace_back(fs::relative(entry.path(), from), contents(entry.path()));
    }
}

/* The stamp that the writer left in its component. */
static std::wstring stamp_of(Requester &requester)
{
    IVssWriterComponentsExt *components = nullptr;
    IVssComponent *component = nullptr;
    std::wstring stamp;
    BSTR text = nullptr;

    DONE(requester->GetWriterComponents(0, &components));
    DONE(components->GetComponent(0, &component));
    if (component->GetBackupStamp(&text) == S_OK)
        stamp = text;
    SysFreeString(text);
    component->Release();
    components->Release();
    return stamp;
}

static void back_up(Backup &backup, bool whole)
{
    Requester requester;
    VSS_ID instance;
    IVssExamineWriterMetadata *metadata = requester.metadata(LEDGER_WRITER_ID, &instance);
    std::wstring device;
    fs::path copy;
    BSTR xml = nullptr;

    CHECK(metadata);
    if (!metadata)
        return;
    metadata->Release();
    DONE(requester->AddComponent(instance, LEDGER_WRITER_ID, VSS_CT_DATABASE, nullptr, L"ledger"));
    DONE(requester.snapshot(&device));
    copy = local(device + L"\\Ledger");
    backup.verdict = ledger::verify(copy);
    if (!whole)
        return;
    backup.stamp = stamp_of(requester);
    save_files(copy, backup);
    DONE(requester->SetBackupSucceeded(instance, LEDGER_WRITER_ID, VSS_CT_DATABASE, nullptr,
                                       L"ledger", true));
    DONE(requester->SaveAsXML(&xml));
    backup.document = xml;
    SysFreeString(xml);
    DONE(requester.wait(&IVssBackupComponents::BackupComplete));
}

/* 200 times in a row, while transfers go on. */
static void test_consistent_with_freeze()
{
    LedgerWriter writer;

    DONE(writer.Initialize());
    for (int i = 0; i < 200; i++) {
        Backup backup;

        back_up(backup, true);
        if (!backup.verdict.consistent)
            fprintf(stderr, "backup %d: %s\n", i, backup.verdict.reason.c_str());
        CHECK(backup.verdict.consistent);
        CHECK(backup.verdict.total == writer.store()->total());
        CHECK(backup.stamp == std::to_wstring(backup.verdict.sequence));
    }
    CHECK(writer.store()->sequence() > 200);
    CHECK(writer.Unsubscribe() == S_OK);
}

static void test_inconsistent_without_freeze()
{
    int whole = 0;

    setenv("LEDGER_NO_FREEZE", "1", 1);
    {
        LedgerWriter writer;

        DONE(writer.Initialize());
        for (int i = 0; i < 20; i++) {
            Backup backup;

            back_up(backup, false);
            whole += backup.verdict.consistent;
        }
    }
    unsetenv("LEDGER_NO_FREEZE");
    if (whole > 2)
        fprintf(stderr, "%d of 20 shadow copies are whole without Freeze\n", whole);
    CHECK(whole <= 2);
}

/* The requester tells where it puts the files, if not back to where they were. */
static void tell_target(Requester &requester, LPCWSTR target)
{
    for (LPCWSTR spec : {L"*.dat", L"ledger.chk"})
        DONE(requester->AddNewTarget(LEDGER_WRITER_ID, VSS_CT_DATABASE, nullptr, L"ledger",
                                     L"C:\\Ledger", spec, false, target));
}

/* What the writer says of its component, after PostRestore. */
static std::wstring message_of(Requester &requester)
{
    IVssWriterComponentsExt *components = nullptr;
    IVssComponent *component = nullptr;
    std::wstring message;
    BSTR text = nullptr;

    DONE(requester->GetWriterComponents(0, &components));
    DONE(components->GetComponent(0, &component));
    if (component->GetPostRestoreFailureMsg(&text) == S_OK)
        message = text;
    SysFreeString(text);
    component->Release();
    components->Release();
    return message;
}

static void restore(const Backup &backup, HRESULT expected, bool damage, LPCWSTR target = nullptr)
{
    Requester requester(backup.document.c_str());
    VSS_ID instance;
    IVssExamineWriterMetadata *metadata = requester.metadata(LEDGER_WRITER_ID, &instance);
    fs::path folder = local(target ? target : L"C:\\Ledger");
    HRESULT failure = S_OK;

    CHECK(metadata);
    if (!metadata)
        return;
    metadata->Release();
    DONE(requester->SetRestoreState(VSS_RTYPE_BY_COPY));
    DONE(requester->SetSelectedForRestore(LEDGER_WRITER_ID, VSS_CT_DATABASE, nullptr, L"ledger",
                                          true));
    if (target)
        tell_target(requester, target);
    DONE(requester.wait(&IVssBackupComponents::PreRestore));
    for (const auto &file : backup.files) {
        fs::path to = folder / file.first;
        fs::create_directories(to.parent_path());
        std::unique_ptr<std::FILE, ledger::FileCloser> out(std::fopen(to.string().c_str(), "wb"));
        CHECK(out && std::fwrite(file.second.data(), 1, file.second.size(), out.get()) ==
                         file.second.size());
    }
    if (damage)
        fs::resize_file(folder / "accounts2.dat", 100);
    DONE(requester->SetFileRestoreStatus(LEDGER_WRITER_ID, VSS_CT_DATABASE, nullptr, L"ledger",
                                         VSS_RS_ALL));
    requester.wait(&IVssBackupComponents::PostRestore);
    requester.status(LEDGER_WRITER_ID, &failure);
    if (failure != expected)
        fprintf(stderr, "PostRestore: %s\n", vsapi_hresult_name(failure));
    CHECK(failure == expected);
    CHECK(message_of(requester).empty() == (expected == S_OK));
}

/* After the restore the ledger stands where it was at the backup, and goes on. */
static void test_restore()
{
    LedgerWriter writer;
    Backup backup;

    DONE(writer.Initialize());
    back_up(backup, true);
    CHECK(backup.files.size() == 6);
    while (writer.store()->sequence() < backup.verdict.sequence + 20)
        Sleep(1);
    writer.store()->load(0);
    restore(backup, S_OK, false);
    CHECK(writer.store()->sequence() == backup.verdict.sequence);
    restore(backup, VSS_E_WRITERERROR_NONRETRYABLE, true);
    restore(backup, S_OK, false);
    writer.store()->load(1000);
    back_up(backup, true);
    CHECK(backup.verdict.consistent);
}

/* INCR-118: the writer looks at the files where they were put, and its own stay as they are. */
static void test_restore_elsewhere()
{
    LedgerWriter writer;
    Backup backup;

    DONE(writer.Initialize());
    back_up(backup, true);
    while (writer.store()->sequence() < backup.verdict.sequence + 20)
        Sleep(1);
    writer.store()->load(0);
    const auto sequence = writer.store()->sequence();
    restore(backup, VSS_E_WRITERERROR_NONRETRYABLE, true, L"C:\\Elsewhere");
    restore(backup, S_OK, false, L"C:\\Elsewhere");
    CHECK(ledger::verify(local(L"C:\\Elsewhere")).sequence == backup.verdict.sequence);
    CHECK(writer.store()->sequence() == sequence);
}

int main()
{
    setenv("LEDGER_LOAD", "5000", 1);
    test_consistent_with_freeze();
    CHECK(vsapi_reset() == S_OK);
    test_inconsistent_without_freeze();
    CHECK(vsapi_reset() == S_OK);
    test_restore();
    CHECK(vsapi_reset() == S_OK);
    test_restore_elsewhere();
    CHECK(vsapi_reset() == S_OK);
    CHECK(vsapi_com_live() == 0);
    return plain_result();
}
