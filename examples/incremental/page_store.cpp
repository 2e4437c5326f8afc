/* examples/incremental/page_store.cpp - see page_store.h. */
#include "page_store.h"

#include <algorithm>
#include <cstring>
#include <fstream>
#include <stdexcept>

namespace store
{

static constexpr std::uint64_t FIRST_PAGES = 400, FEWEST_PAGES = 200;
static constexpr unsigned LONGEST_RUN = 8;

static const char DATABASE[] = "pages.db", MAP[] = "pages.map";

PageStore::PageStore(const fs::path &folder) : Store(folder)
{
    if (fs::exists(folder / MAP))
        load();
}

/* ---- the map: numbers of 64 bits, in the machine's order ----------------------------------------
 */

static void put_number(std::string &bytes, std::uint64_t number)
{
    bytes.append(reinterpret_cast<const char *>(&number), sizeof number);
}

static std::uint64_t take_number(const std::string &bytes, std::size_t &at)
{
    std::uint64_t number;

    if (bytes.size() - at < sizeof number)
        throw std::runtime_error("the map is too short");
    std::memcpy(&number, bytes.data() + at, sizeof number);
    at += sizeof number;
    return number;
}

void PageStore::load()
{
    const std::string bytes = read_file(folder() / MAP);
    std::size_t at = 0;

    m_marks.clear();
    m_pages.clear();
    for (std::uint64_t left = take_number(bytes, at); left > 0; left--) {
        Mark mark;

        mark.sequence = take_number(bytes, at);
        mark.chain = take_number(bytes, at);
        mark.time = static_cast<std::int64_t>(take_number(bytes, at));
        m_marks.push_back(mark);
    }
    while (at < bytes.size()) {
        Page page;

        page.sequence = take_number(bytes, at);
        page.digest = take_number(bytes, at);
        m_pages.push_back(page);
    }
    if (m_marks.empty() || m_pages.empty())
        throw std::runtime_error("the map is empty");
}

std::uint64_t PageStore::content() const
{
    return digest(m_pages.data() + 1, (m_pages.size() - 1) * sizeof m_pages[0]);
}

std::string PageStore::header() const
{
    std::string page = "pages " + std::to_string(m_pages.size()) + "\nmark " + mark().text() + "\n";

    page.resize(PAGE_BYTES, '\0');
    return page;
}

static std::fstream open_database(const fs::path &path)
{
    std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);

    file.exceptions(std::ios::badbit | std::ios::failbit);
    return file;
}

/* Ends a batch. */
void PageStore::save()
{
    const std::string path = (folder() / DATABASE).string();
    std::string bytes;

    m_marks.push_back(next_mark(mark(), content()));
    open_database(path).write(header().data(), PAGE_BYTES);
    put_number(bytes, m_marks.size());
    for (const Mark &one : m_marks) {
        put_number(bytes, one.sequence);
        put_number(bytes, one.chain);
        put_number(bytes, static_cast<std::uint64_t>(one.time));
    }
    for (const Page &page : m_pages) {
        put_number(bytes, page.sequence);
        put_number(bytes, page.digest);
    }
    write_file(folder() / MAP, bytes);
    set_time(folder() / MAP, mark().time);
    set_time(path, mark().time);
}

const Mark &PageStore::mark() const
{
    static const Mark none;

    return m_marks.empty() ? none : m_marks.back();
}

std::string PageStore::moment() const
{
    return mark().text();
}

bool PageStore::knows(const Mark &mark) const
{
    return std::find(m_marks.begin(), m_marks.end(), mark) != m_marks.end();
}

std::vector<Range> PageStore::changed_since(const Mark &mark) const
{
    std::vector<Range> ranges = {{0, PAGE_BYTES}};

    for (std::uint64_t i = 1; i < m_pages.size(); i++) {
        if (m_pages[i].sequence <= mark.sequence)
            continue;
        if (ranges.back().offset + ranges.back().length == i * PAGE_BYTES)
            ranges.back().length += PAGE_BYTES;
        else
            ranges.push_back({i * PAGE_BYTES, PAGE_BYTES});
    }
    return ranges;
}

/* ---- changes -----------------------------------------------------------------------------------
 */

/* Writes pages anew, or adds them at the end. */
void PageStore::write_pages(Random &random, std::uint64_t first, std::uint64_t count)
{
    std::fstream file = open_database(folder() / DATABASE);

    file.seekp(static_cast<std::streamoff>(first * PAGE_BYTES));
    for (std::uint64_t i = first; i < first + count; i++) {
        const std::string bytes = random.text(PAGE_BYTES);

        file.write(bytes.data(), PAGE_BYTES);
        if (i >= m_pages.size())
            m_pages.resize(i + 1);
        m_pages[i] = {mark().sequence + 1, digest(bytes)};
    }
    file.close();
}

void PageStore::create(unsigned seed)
{
    create(seed, FIRST_PAGES);
}

void PageStore::create(unsigned seed, std::uint64_t pages)
{
    Random random(seed);

    m_pages.resize(1);
    write_file(folder() / DATABASE, std::string(PAGE_BYTES, '\0'));
    write_pages(random, 1, std::max<std::uint64_t>(pages, 2) - 1);
    save();
}

void PageStore::change(unsigned seed)
{
    Random random(seed);
    unsigned what = random.below(8);

    for (std::uint64_t left = 1 + m_pages.size() / 100; left > 0;) {
        std::uint64_t run = std::min<std::uint64_t>(1 + random.below(LONGEST_RUN), left);
        std::uint64_t first = 1 + random.below(static_cast<unsigned>(m_pages.size() - run));

        write_pages(random, first, run);
        left -= run;
    }
    if (what == 0) {
        write_pages(random, m_pages.size(), 1 + random.below(20));
    } else if (what == 1 && m_pages.size() > FEWEST_PAGES) {
        m_pages.resize(m_pages.size() - 1 - random.below(20));
        fs::resize_file(folder() / DATABASE, size_bytes());
    }
    save();
}

/* ---- looking at it, and after a restore ---------------------------------------------------------
 */

std::string PageStore::dump() const
{
    return dump_files(folder());
}

std::string PageStore::verify() const
{
    const fs::path path = folder() / DATABASE;
    std::string bytes(PAGE_BYTES, '\0');
    Mark before;

    if (m_marks.empty())
        return "there is no map";
    if (m_marks.size() > 1)
        before = m_marks[m_marks.size() - 2];
    if (next_mark(before, content()).chain != mark().chain)
        return "the map is not that of its last mark";
    if (!fs::exists(path) || fs::file_size(path) != size_bytes())
        return "the database has not as many pages as the map";
    std::fstream file = open_database(path);
    for (std::uint64_t i = 0; i < m_pages.size(); i++) {
        file.read(&bytes[0], PAGE_BYTES);
        if (i == 0 ? bytes != header() : digest(bytes) != m_pages[i].digest)
            return "page " + std::to_string(i) + " is not that of the map";
    }
    return "";
}

/* Ranges do not make a file shorter: pages that were given back may be there again. */
void PageStore::recover(const std::string &)
{
    load();
    if (fs::file_size(folder() / DATABASE) > size_bytes())
        fs::resize_file(folder() / DATABASE, size_bytes());
}

} // namespace store
