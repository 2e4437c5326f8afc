/*
 * examples/incremental/timestamped_writer.cpp - backup stamps.
 *
 * The stamp is the store's mark at Freeze. In an incremental or differential backup the requester
 * hands back the stamp of the base (INCR-508, INCR-513), and the store knows what changed since. A
 * requester with support for partial files is told file by file; another is told the time
 * (INCR-425), since stamps name no files. Either way the files' own mask leaves them out
 * (INCR-213), and the catalogue, a small file that always changes, is simply always taken.
 */
#include "writers.h"

namespace incremental
{

const VSS_ID TIMESTAMPED_WRITER_ID = {
    0x3f0a61c2, 0x88d4, 0x4b0e, {0x9c, 0x51, 0x2e, 0x70, 0x17, 0x5b, 0xe3, 0x01}};

const WCHAR TimestampedWriter::COMPONENT[] = L"files";

TimestampedWriter::TimestampedWriter()
    : TimestampedWriter({TIMESTAMPED_WRITER_ID, L"Timestamped Writer", "timestamped",
                         VSS_BS_INCREMENTAL | VSS_BS_DIFFERENTIAL | VSS_BS_TIMESTAMPED |
                             VSS_BS_LAST_MODIFY | VSS_BS_COPY})
{
}

TimestampedWriter::TimestampedWriter(const Identity &identity) : StoreWriter(identity)
{
}

TimestampedWriter::~TimestampedWriter()
{
    Unsubscribe();
}

void TimestampedWriter::describe(IVssCreateWriterMetadata *metadata)
{
    require(metadata->AddComponent(VSS_CT_FILEGROUP, nullptr, COMPONENT, L"Files and catalogue",
                                   nullptr, 0, false, false, true));
    require(metadata->AddFilesToFileGroup(nullptr, COMPONENT, folder("data").c_str(), L"*.dat",
                                          false, nullptr, IN_FULL_BACKUPS));
    require(metadata->AddFilesToFileGroup(nullptr, COMPONENT, folder().c_str(), L"catalog.txt",
                                          false, nullptr, IN_ALL_BACKUPS));
}

/* Without a stamp that is good for something every file counts as changed. */
void TimestampedWriter::record(IVssComponent *component, const store::Store &view)
{
    const auto &files = static_cast<const store::FileStore &>(view);
    store::Mark since;

    if (!is_partial_backup())
        return;
    previous_mark(component, files, &since);
    if (IsPartialFileSupportEnabled())
        add_changed_files(component, files, since, folder());
    else
        add_changed_set(component, folder("data"), L"*.dat", false, since);
}

} // namespace incremental
