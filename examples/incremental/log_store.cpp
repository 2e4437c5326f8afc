/* examples/incremental/log_store.cpp - see log_store.h. */
#include "log_store.h"

#include <algorithm>
#include <cstdio>
#include <limits>
#include <sstream>
#include <stdexcept>

namespace store
{

static constexpr unsigned KEYS = 60;
static constexpr std::uint64_t ALL = std::numeric_limits<std::uint64_t>::max();

static const char TABLE[] = "table.db", LOGS[] = "logs", ARCHIVE[] = "archive";

LogStore::LogStore(const fs::path &folder, bool keeps_archive)
    : Store(folder), m_keeps_archive(keeps_archive)
{
    if (fs::exists(folder / TABLE))
        load();
}

fs::path LogStore::log_path(std::uint64_t first) const
{
    char name[32];

    std::snprintf(name, sizeof name, "%010llu.log", static_cast<unsigned long long>(first));
    return folder() / LOGS / name;
}

std::vector<LogStore::Log> LogStore::logs(const std::string &below) const
{
    std::vector<Log> list;

    for (const std::string &name : list_files(folder() / below))
        list.push_back({below + "/" + name, std::stoull(name),
                        static_cast<std::uint64_t>(fs::file_size(folder() / below / name))});
    return list;
}

/* ---- reading -----------------------------------------------------------------------------------
 */

/* "12 9f0c33a1b2c4d5e6 put k1 value" follows number 11 with that digest. */
static std::string record_after(std::uint64_t sequence, std::uint64_t chain,
                                const std::string &change)
{
    const std::string text = std::to_string(sequence + 1) + " " + change;

    return std::to_string(sequence + 1) + " " + hex(digest(hex(chain) + text)) + " " + change;
}

static std::string change_of(const std::string &record)
{
    const std::size_t at = record.find(' ');

    return record.substr(std::min(record.find(' ', at + 1), record.size() - 1) + 1);
}

void LogStore::apply(const std::string &record)
{
    std::istringstream words(record);
    std::string chain, verb, key, value;

    words >> m_sequence >> chain >> verb >> key >> value;
    m_chain = std::stoull(chain, nullptr, 16);
    if (verb == "put")
        m_table[key] = value;
    else
        m_table.erase(key);
}

/* Applies what follows on the last record; true if there was any. */
bool LogStore::replay_log(const fs::path &path, std::uint64_t last)
{
    std::istringstream lines(read_file(path));
    std::string record;
    bool any = false;

    while (m_sequence < last && std::getline(lines, record)) {
        if (record != record_after(m_sequence, m_chain, change_of(record)))
            continue; /* in the table already, or of another history */
        apply(record);
        any = true;
    }
    return any;
}

/* After a restore logs of several histories may lie side by side: as long as one goes on where
 * another ended, all are tried again. */
void LogStore::replay(std::uint64_t last)
{
    bool any = true;

    while (any && m_sequence < last) {
        any = false;
        for (const char *below : {ARCHIVE, LOGS}) {
            for (const Log &log : logs(below))
                any = replay_log(folder() / log.name, last) || any;
        }
    }
}

std::string LogStore::log_after(const Mark &moment) const
{
    std::string record;

    for (const char *below : {LOGS, ARCHIVE}) {
        for (const Log &log : logs(below)) {
            std::istringstream lines(read_file(folder() / log.name));

            while (std::getline(lines, record)) {
                if (record == record_after(moment.sequence, moment.chain, change_of(record)))
                    return log.name;
            }
        }
    }
    return moment.text() == this->moment() ? logs(LOGS).back().name : "";
}

void LogStore::load_table()
{
    std::istringstream lines(read_file(folder() / TABLE));
    std::string word, chain, value;
    std::uint64_t content;

    m_table.clear();
    if (!(lines >> word >> m_sequence >> chain >> content) || word != "table")
        throw std::runtime_error("the table is damaged");
    m_chain = std::stoull(chain, nullptr, 16);
    m_table_bytes = fs::file_size(folder() / TABLE);
    while (lines >> word >> value)
        m_table[word] = value;
}

void LogStore::load()
{
    load_table();
    replay(ALL);
}

std::string LogStore::moment() const
{
    Mark mark;

    mark.sequence = m_sequence;
    mark.chain = m_chain;
    return mark.text();
}

static std::string lines_of(const std::map<std::string, std::string> &table)
{
    std::string lines;

    for (const auto &row : table)
        lines += row.first + " " + row.second + "\n";
    return lines;
}

std::string LogStore::dump() const
{
    return moment() + "\n" + lines_of(m_table);
}

/* ---- writing -----------------------------------------------------------------------------------
 */

void LogStore::checkpoint()
{
    const std::string lines = lines_of(m_table);

    write_file(folder() / TABLE, "table " + std::to_string(m_sequence) + " " + hex(m_chain) + " " +
                                     std::to_string(digest(lines)) + "\n" + lines);
}

void LogStore::append(const std::string &change)
{
    const std::vector<Log> list = logs(LOGS);
    const fs::path path = folder() / list.back().name;
    const std::string record = record_after(m_sequence, m_chain, change);

    write_file(path, read_file(path) + record + "\n");
    apply(record);
}

void LogStore::roll()
{
    if (!fs::exists(log_path(m_sequence + 1)))
        write_file(log_path(m_sequence + 1), "");
}

void LogStore::create(unsigned seed)
{
    fs::create_directories(folder() / LOGS);
    if (m_keeps_archive)
        fs::create_directories(folder() / ARCHIVE);
    checkpoint();
    roll();
    change(seed);
}

void LogStore::change(unsigned seed)
{
    Random random(seed);

    for (unsigned left = 3 + random.below(12); left > 0; left--) {
        const std::string key = "k" + std::to_string(random.below(KEYS));

        if (random.below(4) == 0)
            append("del " + key);
        else
            append("put " + key + " v" + std::to_string(random.below(1000000)));
        if (random.below(8) == 0)
            roll();
        if (random.below(8) == 0)
            checkpoint();
    }
}

/* The number of the last record that a log can have. */
std::uint64_t LogStore::end_of(const std::vector<Log> &list, std::size_t i) const
{
    return i + 1 < list.size() ? list[i + 1].first - 1 : m_sequence;
}

void LogStore::truncate(std::uint64_t sequence)
{
    const std::vector<Log> list = logs(LOGS);

    checkpoint();
    for (std::size_t i = 0; i + 1 < list.size() && end_of(list, i) <= sequence; i++) {
        const fs::path path = folder() / list[i].name;

        if (m_keeps_archive)
            fs::rename(path, folder() / ARCHIVE / path.filename());
        else
            fs::remove(path);
    }
}

void LogStore::empty_archive(std::uint64_t sequence)
{
    const std::vector<Log> list = logs(ARCHIVE), behind = logs(LOGS);

    for (std::size_t i = 0; i < list.size(); i++) {
        std::uint64_t end = i + 1 < list.size() ? end_of(list, i) : behind.front().first - 1;

        if (end <= sequence)
            fs::remove(folder() / list[i].name);
    }
}

/* ---- looking at it, and after a restore ---------------------------------------------------------
 */

/* The table has a digest; the records after it fit, or else were not applied and are not the last.
 */
std::string LogStore::verify() const
{
    const std::vector<Log> list = logs(LOGS);
    std::istringstream lines(fs::exists(folder() / TABLE) ? read_file(folder() / TABLE) : "");
    std::string word, sequence, chain, rest;
    std::uint64_t content = 0;

    lines >> word >> sequence >> chain >> content;
    lines.ignore(1);
    std::getline(lines, rest, '\0');
    if (word != "table" || digest(rest) != content)
        return "the table is damaged";
    if (list.empty())
        return "there is no log";
    for (const Log &log : list) {
        std::istringstream records(read_file(folder() / log.name));
        std::string record;

        while (std::getline(records, record)) {
            if (std::strtoull(record.c_str(), nullptr, 10) > m_sequence)
                return log.name + " does not fit to what is before it";
        }
    }
    return "";
}

void LogStore::recover(const std::string &moment)
{
    Mark mark;

    load_table();
    if (!moment.empty() && !parse(moment, &mark))
        throw std::runtime_error("the moment of the backup is not known");
    replay(moment.empty() ? ALL : mark.sequence);
    if (!moment.empty() && this->moment() != moment)
        throw std::runtime_error("records after " + std::to_string(m_sequence) + " are missing");
    for (const char *below : {LOGS, ARCHIVE}) {
        for (const Log &log : logs(below))
            fs::remove(folder() / log.name);
    }
    checkpoint();
    roll();
}

} // namespace store
