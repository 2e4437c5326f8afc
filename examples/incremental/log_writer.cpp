/*
 * examples/incremental/log_writer.cpp - a table and its logs.
 *
 * The masks do it all: the table is in full backups only, the logs are in all (INCR-207, INCR-315).
 * Freeze closes the log, so all that was logged lies in whole files. BackupComplete truncates what
 * was saved, never in a differential or a copy (INCR-604, INCR-605): logs leave logs\, where
 * incremental and log backups look, for archive\, which is in differential backups only, and there
 * wait for the next full one. So incrementals and differentials can be mixed.
 *
 * PostRestore replays the logs onto the table up to the moment of the last image.
 *
 * Another requester's backup may have moved away what this one needs. The stamp of its base shows
 * that: what is missing from logs\ is then named as partial files.
 */
#include "writers.h"

#include "log_store.h"

namespace incremental
{

const VSS_ID LOG_WRITER_ID = {
    0x3f0a61c2, 0x88d4, 0x4b0e, {0x9c, 0x51, 0x2e, 0x70, 0x17, 0x5b, 0xe3, 0x04}};

static const WCHAR COMPONENT[] = L"table";
static constexpr DWORD IN_DIFFERENTIAL_BACKUPS =
    VSS_FSBT_DIFFERENTIAL_BACKUP_REQUIRED | VSS_FSBT_ALL_SNAPSHOT_REQUIRED;

LogWriter::LogWriter()
    : StoreWriter({LOG_WRITER_ID, L"Log Writer", "log",
                   VSS_BS_INCREMENTAL | VSS_BS_DIFFERENTIAL | VSS_BS_LOG | VSS_BS_TIMESTAMPED |
                       VSS_BS_COPY})
{
}

LogWriter::~LogWriter()
{
    Unsubscribe();
}

void LogWriter::describe(IVssCreateWriterMetadata *metadata)
{
    require(metadata->AddComponent(VSS_CT_DATABASE, nullptr, COMPONENT, L"Table and logs", nullptr,
                                   0, false, false, true));
    require(metadata->AddDatabaseFiles(nullptr, COMPONENT, folder().c_str(), L"table.db",
                                       IN_FULL_BACKUPS));
    require(metadata->AddDatabaseLogFiles(nullptr, COMPONENT, folder("logs").c_str(), L"*.log",
                                          IN_ALL_BACKUPS));
    require(metadata->AddDatabaseLogFiles(nullptr, COMPONENT, folder("archive").c_str(), L"*.log",
                                          IN_DIFFERENTIAL_BACKUPS));
}

void LogWriter::settle(store::Store &live)
{
    static_cast<store::LogStore &>(live).roll();
}

/* ---- what is missing ---------------------------------------------------------------------------
 */

static void add_whole(IVssComponent *component, const std::wstring &folder, const std::string &name,
                      std::uint64_t size_bytes)
{
    const std::filesystem::path path(name);
    const std::wstring below = path.parent_path().wstring();

    require(component->AddPartialFile((below.empty() ? folder : folder + L"\\" + below).c_str(),
                                      path.filename().wstring().c_str(),
                                      (L"0:" + std::to_wstring(size_bytes)).c_str(), nullptr));
}

/* Logs that were truncated since the base was made are still in the archive; if those are gone as
 * well, only the table helps. A requester that hands over no stamp in a log backup, as it need not
 * (INCR-508), gets the logs that are there. */
void LogWriter::record(IVssComponent *component, const store::Store &view)
{
    const auto &table = static_cast<const store::LogStore &>(view);
    const VSS_BACKUP_TYPE type = backup_type();
    store::Mark since;

    if (!is_partial_backup() && type != VSS_BT_LOG)
        return;
    if (!store::parse(previous_stamp(component), &since) && type == VSS_BT_LOG)
        return;
    const std::string first = table.log_after(since);
    const bool archived = first.rfind("archive/", 0) == 0;
    if (first.rfind("logs/", 0) == 0 || (archived && type == VSS_BT_DIFFERENTIAL))
        return;
    if (!IsPartialFileSupportEnabled() || (!archived && type == VSS_BT_LOG)) {
        explain(component, L"logs since the backup before were truncated: make a full backup");
        throw Failure("a log is missing");
    }
    if (!archived)
        add_whole(component, folder(), "table.db", table.table_bytes());
    for (const store::LogStore::Log &log : table.logs("archive")) {
        if (archived && log.name >= first)
            add_whole(component, folder(), log.name, log.size_bytes);
    }
}

/* A full backup is the base of all that comes later; nobody needs older logs than it. */
void LogWriter::saved(IVssComponent *, const std::string &moment)
{
    const std::unique_ptr<store::Store> live = open_store();
    auto &table = static_cast<store::LogStore &>(*live);
    store::Mark mark;

    if (!store::parse(moment, &mark))
        return;
    table.truncate(mark.sequence);
    if (backup_type() == VSS_BT_FULL)
        table.empty_archive(mark.sequence);
}

} // namespace incremental
