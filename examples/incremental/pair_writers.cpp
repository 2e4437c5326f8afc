/*
 * examples/incremental/pair_writers.cpp - two writers that depend on one another.
 *
 * Each names the other's component as a dependency (COMP-701), so a requester backs up and restores
 * both or neither (COMP-703, REST-114). Both freeze before either thaws, so both have the same
 * moment. There is no order between them at a restore (COMP-704), and none is needed: all files are
 * back before the first PostRestore, in which each looks at its own and whether the other's fit.
 *
 * The data's writer is the timestamped one. The index is one small file with the default mask,
 * which is in each backup of every type: nothing needs to be recorded.
 */
#include "writers.h"

namespace incremental
{

const VSS_ID DATA_WRITER_ID = {
    0x3f0a61c2, 0x88d4, 0x4b0e, {0x9c, 0x51, 0x2e, 0x70, 0x17, 0x5b, 0xe3, 0x07}};
const VSS_ID INDEX_WRITER_ID = {
    0x3f0a61c2, 0x88d4, 0x4b0e, {0x9c, 0x51, 0x2e, 0x70, 0x17, 0x5b, 0xe3, 0x08}};

static const WCHAR INDEX[] = L"index";

DataWriter::DataWriter()
    : TimestampedWriter({DATA_WRITER_ID, L"Data Writer", "data",
                         VSS_BS_INCREMENTAL | VSS_BS_DIFFERENTIAL | VSS_BS_TIMESTAMPED |
                             VSS_BS_LAST_MODIFY | VSS_BS_COPY})
{
}

DataWriter::~DataWriter()
{
    Unsubscribe();
}

void DataWriter::describe(IVssCreateWriterMetadata *metadata)
{
    TimestampedWriter::describe(metadata);
    require(metadata->AddComponentDependency(nullptr, COMPONENT, INDEX_WRITER_ID, nullptr, INDEX));
}

IndexWriter::IndexWriter()
    : StoreWriter({INDEX_WRITER_ID, L"Index Writer", "index",
                   VSS_BS_INCREMENTAL | VSS_BS_DIFFERENTIAL | VSS_BS_COPY})
{
}

IndexWriter::~IndexWriter()
{
    Unsubscribe();
}

void IndexWriter::describe(IVssCreateWriterMetadata *metadata)
{
    require(metadata->AddComponent(VSS_CT_FILEGROUP, nullptr, INDEX, L"Index of the data", nullptr,
                                   0, false, false, true));
    require(metadata->AddFilesToFileGroup(nullptr, INDEX, folder().c_str(), L"index.txt", false,
                                          nullptr, IN_ALL_BACKUPS));
    require(metadata->AddComponentDependency(nullptr, INDEX, DATA_WRITER_ID, nullptr,
                                             TimestampedWriter::COMPONENT));
}

} // namespace incremental
