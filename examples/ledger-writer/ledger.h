/*
 * examples/ledger-writer/ledger.h - a small real store: accounts, and transfers between them.
 *
 * Balances lie in the pages of several data files, each transfer is appended to a log, a checkpoint
 * says where the log ends and what the balances are then. Money only moves, so the total never
 * changes. Transfers overlap, as those of many clients would: a second one begins before the first
 * has reached its last page. While the store works, its files on disk are therefore never whole;
 * they are whole when it is frozen or closed. That is what a backup needs a writer for, and what
 * verify() can tell.
 *
 * Nothing in this file knows of VSS.
 */
#ifndef LEDGER_H
#define LEDGER_H

#include <condition_variable>
#include <cstdint>
#include <cstdio>
#include <deque>
#include <filesystem>
#include <memory>
#include <mutex>
#include <random>
#include <string>
#include <thread>
#include <vector>

namespace ledger
{

/* What verify() found in the files of a store. */
struct Verdict {
    bool consistent = false;
    std::string reason;         /* the first thing that is wrong; empty if nothing is */
    std::uint64_t sequence = 0; /* transfers since the store was made */
    std::int64_t total = 0;     /* money in all accounts */
};

/* Reads a store that nobody has open, or a copy of one. Throws nothing: what cannot be read is
 * wrong. */
Verdict verify(const std::filesystem::path &folder);

/* Closes a FILE. */
struct FileCloser {
    void operator()(std::FILE *file) const
    {
        std::fclose(file);
    }
};
using File = std::unique_ptr<std::FILE, FileCloser>;

/* Throws std::runtime_error when files cannot be read or written. All functions may be called from
 * any thread. */
class Store
{
  public:
    /* Opens the store in the folder, or makes one there. */
    explicit Store(const std::filesystem::path &folder);
    ~Store(); /* closes it */
    Store(const Store &) = delete;
    Store &operator=(const Store &) = delete;

    /* Makes this many transfers a second on a thread of its own; 0 ends that. */
    void load(unsigned transfers_per_second);

    /* Finishes what is under way, writes a checkpoint, and holds all writes until thaw(). Throws
     * what the load ran into, too. */
    void freeze();
    void thaw(); /* may come without freeze(), and again */

    /* Closes the files, so that a restore may replace them; the load pauses. */
    void suspend();
    void resume(); /* opens them again */

    std::uint64_t sequence(); /* transfers so far */
    std::int64_t total();
    const std::filesystem::path &folder() const
    {
        return m_folder;
    }

  private:
    struct Transfer {
        std::uint64_t sequence;
        std::uint32_t from, to;
        std::int64_t amount;
    };

    void open();
    void close();
    void run(); /* the load's thread */
    bool busy() const;
    void step();
    void go_on();
    void begin_transfer();
    void finish_transfer();
    void write_page(std::uint32_t account, std::uint64_t sequence);
    void settle(); /* finishes all transfers and writes a checkpoint */
    void checkpoint();

    const std::filesystem::path m_folder;

    std::mutex m_lock; /* guards all below */
    std::condition_variable m_changed;
    std::vector<File> m_data;
    File m_log;
    std::vector<std::int64_t> m_balances;
    std::vector<std::uint64_t> m_page_sequences;
    std::deque<Transfer> m_open; /* debited and not yet credited */
    std::uint64_t m_sequence = 0;
    std::uint64_t m_log_base = 0; /* the log begins after this one */
    bool m_held = false, m_suspended = false, m_ending = false;
    unsigned m_rate = 0;
    std::string m_failure; /* of the load */
    std::minstd_rand m_random;
    std::thread m_thread;
};

} // namespace ledger

#endif
