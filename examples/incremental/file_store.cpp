/* examples/incremental/file_store.cpp - see file_store.h. */
#include "file_store.h"

#include <algorithm>
#include <sstream>
#include <stdexcept>

namespace store
{

static const char CATALOG[] = "catalog.txt";
static constexpr unsigned NAMES = 40; /* on a shelf: a name that was deleted comes again */
static constexpr std::size_t FEWEST = 4;

FileStore::FileStore(const fs::path &folder, const std::vector<Shelf> &shelves)
    : Store(folder), m_shelves(shelves)
{
    if (fs::exists(folder / CATALOG))
        load();
}

/* ---- the catalogue -----------------------------------------------------------------------------
 */

void FileStore::load()
{
    std::istringstream lines(read_file(folder() / CATALOG));
    std::string word, name;

    m_marks.clear();
    m_entries.clear();
    while (lines >> word) {
        Entry entry = {};
        Mark mark;

        lines >> name;
        if (word == "mark" && parse(name, &mark))
            m_marks.push_back(mark);
        else if (word == "file" && lines >> entry.size >> entry.digest >> entry.sequence)
            m_entries[name] = entry;
        else
            throw std::runtime_error("the catalogue is damaged at " + word);
    }
    if (m_marks.empty())
        throw std::runtime_error("the catalogue is empty");
}

static std::string line_of(const std::string &name, const FileStore::Entry &entry)
{
    return "file " + name + " " + std::to_string(entry.size) + " " + std::to_string(entry.digest) +
           " " + std::to_string(entry.sequence) + "\n";
}

std::uint64_t FileStore::content() const
{
    std::uint64_t result = NO_DIGEST;

    for (const auto &entry : m_entries)
        result = digest(line_of(entry.first, entry.second), result);
    return result;
}

/* Ends a batch whose files have this time. */
void FileStore::save(std::int64_t time)
{
    Mark mark = next_mark(this->mark(), content());
    std::string text;

    mark.time = time;
    m_marks.push_back(mark);
    for (const Mark &one : m_marks)
        text += "mark " + one.text() + "\n";
    for (const auto &entry : m_entries)
        text += line_of(entry.first, entry.second);
    write_file(folder() / CATALOG, text);
    set_time(folder() / CATALOG, time);
}

const Mark &FileStore::mark() const
{
    static const Mark none;

    return m_marks.empty() ? none : m_marks.back();
}

std::string FileStore::moment() const
{
    return mark().text();
}

bool FileStore::knows(const Mark &mark) const
{
    return std::find(m_marks.begin(), m_marks.end(), mark) != m_marks.end();
}

std::vector<std::string> FileStore::changed_since(const Mark &mark) const
{
    std::vector<std::string> names;

    for (const auto &entry : m_entries) {
        if (entry.second.sequence > mark.sequence)
            names.push_back(entry.first);
    }
    return names;
}

/* ---- changes -----------------------------------------------------------------------------------
 */

void FileStore::put(const std::string &name, const std::string &bytes, std::int64_t time)
{
    write_file(folder() / name, bytes);
    set_time(folder() / name, time);
    m_entries[name] = {bytes.size(), digest(bytes), mark().sequence + 1};
}

void FileStore::drop(std::string name)
{
    fs::remove(folder() / name);
    m_entries.erase(name);
}

void FileStore::add(Random &random, std::int64_t time)
{
    const Shelf &shelf = m_shelves[random.below(static_cast<unsigned>(m_shelves.size()))];
    std::string name = shelf.folder + "/";

    if (shelf.deep && random.below(2) == 0)
        name += "d" + std::to_string(random.below(4)) + "/";
    name += "f" + std::to_string(random.below(NAMES)) + shelf.extension;
    put(name, random.text(1 + random.below(9000)), time);
}

/* A file grows, shrinks, or is written anew. */
void FileStore::modify(Random &random, std::int64_t time)
{
    auto entry =
        std::next(m_entries.begin(), random.below(static_cast<unsigned>(m_entries.size())));
    std::string bytes = read_file(folder() / entry->first);

    switch (random.below(3)) {
    case 0:
        bytes += random.text(1 + random.below(5000));
        break;
    case 1:
        bytes.resize(1 + random.below(static_cast<unsigned>(bytes.size())));
        break;
    default:
        bytes = random.text(1 + random.below(9000));
        break;
    }
    put(entry->first, bytes, time);
}

void FileStore::create(unsigned seed)
{
    Random random(seed);
    std::int64_t time = next_time(mark());

    for (const Shelf &shelf : m_shelves)
        fs::create_directories(folder() / shelf.folder);
    while (m_entries.size() < FEWEST * 2)
        add(random, time);
    save(time);
}

void FileStore::change(unsigned seed)
{
    Random random(seed);
    std::int64_t time = next_time(mark());

    for (unsigned left = 1 + random.below(6); left > 0; left--) {
        unsigned what = random.below(8);

        if (what < 3)
            add(random, time);
        else if (what < 6 || m_entries.size() <= FEWEST)
            modify(random, time);
        else
            drop(std::next(m_entries.begin(), random.below(static_cast<unsigned>(m_entries.size())))
                     ->first);
    }
    save(time);
}

void FileStore::move(std::size_t from, std::size_t to)
{
    const Shelf &source = m_shelves[from], &destination = m_shelves[to];
    const std::map<std::string, Entry> before = m_entries;
    std::int64_t time = next_time(mark());
    bool any = false;

    for (const auto &entry : before) {
        fs::path path(entry.first);

        if (entry.first.rfind(source.folder + "/", 0) != 0)
            continue;
        put(destination.folder + "/" + path.stem().string() + destination.extension,
            read_file(folder() / path), time);
        drop(entry.first);
        any = true;
    }
    if (any)
        save(time);
}

/* ---- looking at it, and after a restore ---------------------------------------------------------
 */

std::string FileStore::dump() const
{
    return dump_files(folder());
}

std::string FileStore::verify() const
{
    Mark before;

    if (m_marks.empty())
        return "there is no catalogue";
    if (m_marks.size() > 1)
        before = m_marks[m_marks.size() - 2];
    if (next_mark(before, content()).chain != mark().chain)
        return "the catalogue is not that of its last mark";
    for (const std::string &name : list_files(folder())) {
        if (name != CATALOG && !m_entries.count(name))
            return name + " does not belong to the store";
    }
    for (const auto &entry : m_entries) {
        const fs::path path = folder() / entry.first;

        if (!fs::exists(path))
            return entry.first + " is missing";
        if (fs::file_size(path) != entry.second.size || digest_of_file(path) != entry.second.digest)
            return entry.first + " is not as the catalogue says";
    }
    return "";
}

void FileStore::recover(const std::string &)
{
    load();
    for (const std::string &name : list_files(folder())) {
        const auto entry = m_entries.find(name);

        if (name == CATALOG)
            continue;
        if (entry == m_entries.end())
            fs::remove(folder() / name);
        else if (fs::file_size(folder() / name) > entry->second.size)
            fs::resize_file(folder() / name, entry->second.size);
    }
}

} // namespace store
