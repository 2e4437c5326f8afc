/*
 * examples/incremental/partial_writer.cpp - partial files of one large file.
 *
 * The masks are those of a writer that knows nothing of partial files: everything, always whole.
 * That is what a requester without support for them has to do, and all that the writer does then is
 * say nothing. Another requester is given the ranges, which take the place of the mask (INCR-001,
 * INCR-022). The header's page is always among them: without any range the mask would count.
 *
 * Few ranges are a string, many a ranges file (INCR-012, INCR-013), which lies in the store, on the
 * volume that is there now and not in the shadow copy, until the backup ends. The requester puts it
 * back before the data at a restore (INCR-014, INCR-028); PostRestore looks at it and removes it.
 */
#include "writers.h"

#include "page_store.h"

#include <writer_tools.h>

#include <cstring>

namespace incremental
{

const VSS_ID PARTIAL_WRITER_ID = {
    0x3f0a61c2, 0x88d4, 0x4b0e, {0x9c, 0x51, 0x2e, 0x70, 0x17, 0x5b, 0xe3, 0x03}};

static const WCHAR COMPONENT[] = L"pages";
static constexpr std::size_t LONGEST_STRING = 8; /* ranges */

PartialWriter::PartialWriter()
    : StoreWriter({PARTIAL_WRITER_ID, L"Partial Writer", "partial",
                   VSS_BS_INCREMENTAL | VSS_BS_DIFFERENTIAL | VSS_BS_TIMESTAMPED | VSS_BS_COPY})
{
}

PartialWriter::~PartialWriter()
{
    Unsubscribe();
}

void PartialWriter::describe(IVssCreateWriterMetadata *metadata)
{
    require(metadata->AddComponent(VSS_CT_DATABASE, nullptr, COMPONENT, L"Database of pages",
                                   nullptr, 0, false, false, true));
    require(metadata->AddDatabaseFiles(nullptr, COMPONENT, folder().c_str(), L"pages.db",
                                       IN_ALL_BACKUPS));
    require(metadata->AddDatabaseFiles(nullptr, COMPONENT, folder().c_str(), L"pages.map",
                                       IN_ALL_BACKUPS));
}

/* ---- backup ------------------------------------------------------------------------------------
 */

static std::string range_list(const std::vector<store::Range> &ranges)
{
    std::string text;

    for (const store::Range &range : ranges)
        text += (text.empty() ? "" : ",") + std::to_string(range.offset) + ":" +
                std::to_string(range.length);
    return text;
}

/* Numbers of 64 bits, little-endian. */
static void put_number(std::string &bytes, std::uint64_t number)
{
    for (int shift = 0; shift < 64; shift += 8)
        bytes += static_cast<char>(number >> shift);
}

static std::string ranges_file(const std::vector<store::Range> &ranges)
{
    std::string bytes;

    put_number(bytes, ranges.size());
    for (const store::Range &range : ranges) {
        put_number(bytes, range.offset);
        put_number(bytes, range.length);
    }
    return bytes;
}

/* One for each shadow copy set: requesters may still be reading the one before. */
std::string PartialWriter::ranges_name(const VSS_ID &set) const
{
    WCHAR text[40];

    StringFromGUID2(set, text, 40);
    return std::filesystem::path(text).u8string() + ".ranges";
}

/* The metadata is what is to be looked for in PostRestore: the ranges' digest. */
void PartialWriter::record(IVssComponent *component, const store::Store &view)
{
    const auto &pages = static_cast<const store::PageStore &>(view);
    store::Mark since;

    if (!is_partial_backup() || !IsPartialFileSupportEnabled())
        return;
    if (!store::parse(previous_stamp(component), &since) || !pages.knows(since))
        since = store::Mark(); /* every page, then */
    const std::vector<store::Range> ranges = pages.changed_since(since);
    const std::string bytes = ranges_file(ranges);
    std::wstring text = wide(range_list(ranges));

    if (ranges.size() > LONGEST_STRING) {
        const std::string name = ranges_name(GetCurrentSnapshotSetId());

        store::write_file(pages.private_folder() / std::filesystem::u8path(name), bytes);
        text = folder("private") + L"\\" + wide(name);
    }
    require(component->AddPartialFile(folder().c_str(), L"pages.db", text.c_str(),
                                      wide(store::hex(store::digest(bytes))).c_str()));
}

/* Called when the backup has ended, however it did. */
void PartialWriter::forget(const VSS_ID &set)
{
    std::filesystem::remove(local_folder() / "private" / std::filesystem::u8path(ranges_name(set)));
}

/* ---- restore -----------------------------------------------------------------------------------
 */

/* A list in the form of the file's bytes. */
static std::string bytes_of_list(const std::string &list)
{
    std::vector<store::Range> ranges;
    const char *at = list.c_str();
    char *end;

    for (;;) {
        store::Range range;

        range.offset = std::strtoull(at, &end, 0);
        range.length = std::strtoull(*end ? end + 1 : end, &end, 0);
        ranges.push_back(range);
        if (*end != ',')
            return ranges_file(ranges);
        at = end + 1;
    }
}

/* The ranges that the requester had at hand have to be those of the backup. It may have put a
 * ranges file elsewhere and said so, the entry then names that place (INCR-030). */
static std::string check_ranges(IVssComponent *component)
{
    UINT count = 0;

    component->GetPartialFileCount(&count);
    for (UINT i = 0; i < count; i++) {
        Bstr path, name, ranges, metadata;
        std::string bytes;

        require(component->GetPartialFile(i, &path.text, &name.text, &ranges.text, &metadata.text));
        bytes = narrow(ranges.text);
        if (bytes.find_first_not_of("0123456789:,") == std::string::npos)
            bytes = bytes_of_list(bytes);
        else
            bytes = store::read_file(local(ranges.text));
        if (store::hex(store::digest(bytes)) != narrow(metadata.text))
            return "the ranges are not those of the backup";
    }
    return "";
}

std::string PartialWriter::restored(IVssComponent *component, const std::string &moment)
{
    const std::string wrong = check_ranges(component);

    if (!wrong.empty())
        return wrong;
    std::filesystem::remove_all(local_folder() / "private");
    return StoreWriter::restored(component, moment);
}

} // namespace incremental
