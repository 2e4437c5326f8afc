/*
 * examples/incremental/exclusive_writer.cpp - incremental or differential backups, but not both.
 *
 * The store has each change once, in logs that go as soon as they are saved. Full backups take
 * table and logs, the others the logs, and nothing but masks says so. After an incremental the
 * changes since the full one are not all there any more: no differential can follow until the next
 * full backup, which is what VSS_BS_EXCLUSIVE_INCREMENTAL_DIFFERENTIAL tells requesters (INCR-104,
 * INCR-109). To one that does not know the writer says so itself.
 */
#include "writers.h"

#include "log_store.h"

namespace incremental
{

const VSS_ID EXCLUSIVE_WRITER_ID = {
    0x3f0a61c2, 0x88d4, 0x4b0e, {0x9c, 0x51, 0x2e, 0x70, 0x17, 0x5b, 0xe3, 0x05}};

static const WCHAR COMPONENT[] = L"deltas";

ExclusiveWriter::ExclusiveWriter()
    : StoreWriter({EXCLUSIVE_WRITER_ID, L"Exclusive Writer", "exclusive",
                   VSS_BS_INCREMENTAL | VSS_BS_DIFFERENTIAL |
                       VSS_BS_EXCLUSIVE_INCREMENTAL_DIFFERENTIAL | VSS_BS_COPY})
{
}

ExclusiveWriter::~ExclusiveWriter()
{
    Unsubscribe();
}

void ExclusiveWriter::describe(IVssCreateWriterMetadata *metadata)
{
    require(metadata->AddComponent(VSS_CT_FILEGROUP, nullptr, COMPONENT, L"Table and changes",
                                   nullptr, 0, false, false, true));
    require(metadata->AddFilesToFileGroup(nullptr, COMPONENT, folder().c_str(), L"table.db", false,
                                          nullptr, IN_FULL_BACKUPS));
    require(metadata->AddFilesToFileGroup(nullptr, COMPONENT, folder("logs").c_str(), L"*.log",
                                          false, nullptr, IN_ALL_BACKUPS));
}

/* What happened since the full backup, if it forbids anything. */
std::filesystem::path ExclusiveWriter::sign_path() const
{
    return local_folder() / "private" / "since-full.txt";
}

void ExclusiveWriter::prepare(IVssComponent *component)
{
    const std::string sign =
        std::filesystem::exists(sign_path()) ? store::read_file(sign_path()) : "";

    if (!is_partial_backup() || sign.empty())
        return;
    if (sign == "incremental" && backup_type() == VSS_BT_INCREMENTAL)
        return;
    explain(component, wide("after the " + sign + ": make a full backup").c_str());
    throw Failure("changes since the backup before are gone");
}

void ExclusiveWriter::settle(store::Store &live)
{
    static_cast<store::LogStore &>(live).roll();
}

void ExclusiveWriter::saved(IVssComponent *, const std::string &moment)
{
    const std::unique_ptr<store::Store> live = open_store();
    store::Mark mark;

    if (!store::parse(moment, &mark))
        return;
    if (backup_type() == VSS_BT_FULL)
        std::filesystem::remove(sign_path());
    else
        store::write_file(sign_path(), "incremental");
    static_cast<store::LogStore &>(*live).truncate(mark.sequence);
}

/* The replay brings all changes into the table. */
std::string ExclusiveWriter::restored(IVssComponent *component, const std::string &moment)
{
    store::write_file(sign_path(), "restore");
    return StoreWriter::restored(component, moment);
}

} // namespace incremental
