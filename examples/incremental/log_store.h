/*
 * examples/incremental/log_store.h - a table of keys and values, and the log of its changes.
 *
 *     FOLDER/table.db                the table as of some record of the log
 *     FOLDER/logs/SEQUENCE.log       records in order; SEQUENCE is that of the first
 *     FOLDER/archive/SEQUENCE.log    logs that were truncated, if the store keeps them
 *
 * Changes go to the last log only; a checkpoint brings them into the table now and then. So the
 * content is the table with all records applied that come after it, and the files of two equal
 * stores need not be equal. Each record carries a digest of itself and those before: what is of
 * another history does not fit.
 */
#ifndef INCREMENTAL_LOG_STORE_H
#define INCREMENTAL_LOG_STORE_H

#include "store.h"

#include <map>

namespace store
{

class LogStore : public Store
{
  public:
    LogStore(const fs::path &folder, bool keeps_archive);

    void create(unsigned seed) override;
    void change(unsigned seed) override;
    std::string moment() const override; /* of the last record; no time */
    std::string dump() const override;   /* the table and the moment, not the files */
    std::string verify() const override;
    /* Replays the records up to the moment onto the table and begins the log anew. */
    void recover(const std::string &moment) override;

    void roll();       /* later records go to a new log */
    void checkpoint(); /* all records go into the table */
    /* Removes the logs with no record after this one, or archives them; never the last log. Their
     * records are brought into the table before. */
    void truncate(std::uint64_t sequence);
    void empty_archive(std::uint64_t sequence); /* the same there */

    struct Log {
        std::string name; /* below the folder */
        std::uint64_t first;
        std::uint64_t size_bytes;
    };
    /* Those of logs/ or archive/, in order. */
    std::vector<Log> logs(const std::string &below) const;
    /* The log with the record that follows on this moment; the last one if none has come yet. Empty
     * if it is not there any more, or the moment is of another history. */
    std::string log_after(const Mark &moment) const;
    std::uint64_t table_bytes() const /* of the file, when the store was opened */
    {
        return m_table_bytes;
    }

  private:
    void load();
    void load_table();
    void replay(std::uint64_t last);
    bool replay_log(const fs::path &path, std::uint64_t last);
    void apply(const std::string &record);
    void append(const std::string &change);
    fs::path log_path(std::uint64_t first) const;
    std::uint64_t end_of(const std::vector<Log> &list, std::size_t i) const;

    const bool m_keeps_archive;
    std::map<std::string, std::string> m_table;
    std::uint64_t m_sequence = 0, m_chain = 0; /* of the last record in m_table */
    std::uint64_t m_table_bytes = 0;
};

} // namespace store

#endif
