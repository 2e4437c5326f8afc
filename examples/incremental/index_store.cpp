/* examples/incremental/index_store.cpp - see index_store.h. */
#include "index_store.h"

#include <algorithm>
#include <fstream>

namespace store
{

static constexpr std::uint64_t LONGEST_WORD = 12;

static const char INDEX[] = "index.txt", CATALOG[] = "catalog.txt";

static fs::path index_beside(const fs::path &data)
{
    return data.parent_path() / "index" / INDEX;
}

static FileStore open_data(const fs::path &folder)
{
    return FileStore(folder, {{"data", ".dat", false}});
}

/* After a restore the data's writer may be at work just now, and cut files to the size that they
 * are to have: what is behind it does not count. */
static std::string first_word(const fs::path &path, std::uint64_t size_bytes)
{
    std::ifstream file(path, std::ios::binary);
    std::string word(std::min<std::uint64_t>(size_bytes, LONGEST_WORD), '\0');

    file.read(&word[0], static_cast<std::streamsize>(word.size()));
    word.resize(static_cast<std::size_t>(file.gcount()));
    return word;
}

/* What the index of these data has to be. */
static std::string index_of(const FileStore &data)
{
    std::string text = data.moment() + "\n";

    for (const auto &entry : data.entries())
        text +=
            first_word(data.folder() / entry.first, entry.second.size) + " " + entry.first + "\n";
    return text;
}

/* Empty if they belong together. */
static std::string mismatch(const FileStore &data)
{
    const fs::path path = index_beside(data.folder());

    if (!fs::exists(path) || !fs::exists(data.folder() / CATALOG))
        return "data or index are missing";
    if (read_file(path) != index_of(data))
        return "index and data are not of the same moment";
    return "";
}

static void reindex(const FileStore &data)
{
    write_file(index_beside(data.folder()), index_of(data));
    set_time(index_beside(data.folder()), data.mark().time);
}

DataStore::DataStore(const fs::path &folder) : FileStore(folder, {{"data", ".dat", false}})
{
}

void DataStore::create(unsigned seed)
{
    FileStore::create(seed);
    reindex(*this);
}

void DataStore::change(unsigned seed)
{
    FileStore::change(seed);
    reindex(*this);
}

std::string DataStore::verify() const
{
    const std::string wrong = FileStore::verify();

    return wrong.empty() ? mismatch(*this) : wrong;
}

IndexStore::IndexStore(const fs::path &folder) : Store(folder)
{
    if (fs::exists(folder / INDEX)) {
        m_moment = read_file(folder / INDEX);
        m_moment.resize(std::min(m_moment.find('\n'), m_moment.size()));
    }
}

std::string IndexStore::moment() const
{
    return m_moment;
}

std::string IndexStore::dump() const
{
    return dump_files(folder());
}

std::string IndexStore::verify() const
{
    return mismatch(open_data(folder().parent_path() / "data"));
}

/* One file, which is always whole. */
void IndexStore::recover(const std::string &)
{
}

} // namespace store
