/*
 * examples/incremental/last_modify_writer.cpp - differenced files by their times, without stamps.
 *
 * The writer keeps a history of its own: when the last full backup was, and the last full or
 * incremental one (INCR-428). It moves on in BackupComplete, for what was saved, and is no file of
 * the store. As it cannot know whose backup comes next, it is good for one requester at a time;
 * the timestamped writer has no such limit.
 *
 *     docs\*.txt     recursive, with the time from the history
 *     boards\*.brd   with time zero: the requester decides (INCR-411)
 *     drafts\*.drf   in no file set: a full backup or copy finds none, as all drafts are filed
 * under docs before; so whatever is there was created since (INCR-407)
 */
#include "writers.h"

#include <sstream>

namespace incremental
{

const VSS_ID LAST_MODIFY_WRITER_ID = {
    0x3f0a61c2, 0x88d4, 0x4b0e, {0x9c, 0x51, 0x2e, 0x70, 0x17, 0x5b, 0xe3, 0x02}};

static const WCHAR COMPONENT[] = L"office";
static constexpr std::size_t DOCS = 0, DRAFTS = 2; /* shelves, see stores.cpp */

LastModifyWriter::LastModifyWriter()
    : StoreWriter({LAST_MODIFY_WRITER_ID, L"Last Modify Writer", "last-modify",
                   VSS_BS_INCREMENTAL | VSS_BS_DIFFERENTIAL | VSS_BS_LAST_MODIFY | VSS_BS_COPY})
{
}

LastModifyWriter::~LastModifyWriter()
{
    Unsubscribe();
}

void LastModifyWriter::describe(IVssCreateWriterMetadata *metadata)
{
    require(metadata->AddComponent(VSS_CT_FILEGROUP, nullptr, COMPONENT, L"Documents and boards",
                                   nullptr, 0, false, false, true));
    require(metadata->AddFilesToFileGroup(nullptr, COMPONENT, folder("docs").c_str(), L"*.txt",
                                          true, nullptr, IN_FULL_BACKUPS));
    require(metadata->AddFilesToFileGroup(nullptr, COMPONENT, folder("boards").c_str(), L"*.brd",
                                          false, nullptr, IN_FULL_BACKUPS));
    require(metadata->AddFilesToFileGroup(nullptr, COMPONENT, folder().c_str(), L"catalog.txt",
                                          false, nullptr, IN_ALL_BACKUPS));
}

/* Differenced files are for incremental and differential backups only (INCR-402), so in the others
 * there may be no file outside the file sets. */
void LastModifyWriter::settle(store::Store &live)
{
    if (!is_partial_backup())
        static_cast<store::FileStore &>(live).move(DRAFTS, DOCS);
}

/* The specifications equal those of the file sets, or match no file of them (INCR-404, INCR-405).
 * Their mask counts no longer (INCR-415). */
void LastModifyWriter::record(IVssComponent *component, const store::Store &)
{
    const History history = read_history();
    const store::Mark &since = backup_type() == VSS_BT_DIFFERENTIAL ? history.full : history.latest;
    const FILETIME requester_decides = {0, 0};

    if (!is_partial_backup())
        return;
    add_changed_set(component, folder("docs"), L"*.txt", true, since);
    require(component->AddDifferencedFilesByLastModifyTime(folder("boards").c_str(), L"*.brd",
                                                           false, requester_decides));
    if (IsPathAffected(folder("drafts").c_str())) /* INCR-408 */
        add_changed_set(component, folder("drafts"), L"*.drf", false, since);
}

/* ---- the history: two marks --------------------------------------------------------------------
 */

std::filesystem::path LastModifyWriter::history_path() const
{
    return open_store()->private_folder() / "history.txt";
}

LastModifyWriter::History LastModifyWriter::read_history() const
{
    std::string full, latest;
    History history;

    if (std::filesystem::exists(history_path())) {
        std::istringstream(store::read_file(history_path())) >> full >> latest;
        if (!store::parse(full, &history.full) || !store::parse(latest, &history.latest))
            throw Failure("the history is damaged");
    }
    return history;
}

void LastModifyWriter::saved(IVssComponent *, const std::string &moment)
{
    History history = read_history();

    store::parse(moment, &history.latest);
    if (backup_type() == VSS_BT_FULL)
        history.full = history.latest;
    store::write_file(history_path(), history.full.text() + " " + history.latest.text() + "\n");
}

/* What is there now is not what the history speaks of: until the next full backup all files count
 * as changed. */
std::string LastModifyWriter::restored(IVssComponent *component, const std::string &moment)
{
    std::filesystem::remove(history_path());
    return StoreWriter::restored(component, moment);
}

} // namespace incremental
