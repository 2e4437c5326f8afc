/*
 * examples/incremental/store.h - what the stores of these writers have in common.
 *
 * A store is a folder of files that an application changes in batches. Each batch moves the store's
 * Mark on, which is all that a writer needs to say "since then" with: a number that grows, a time,
 * and a digest by which a mark of another history (before a restore, of another store) shows.
 *
 * An object of a store holds its bookkeeping as it was when it was opened, which makes it a view of
 * that moment. Nothing here knows of VSS. Everything throws std::runtime_error, or what
 * std::filesystem throws, when files cannot be read or written.
 */
#ifndef INCREMENTAL_STORE_H
#define INCREMENTAL_STORE_H

#include <cstdint>
#include <filesystem>
#include <memory>
#include <random>
#include <string>
#include <vector>

namespace store
{

namespace fs = std::filesystem;

/* A moment in a store's life: the end of a batch of changes. */
struct Mark {
    std::uint64_t sequence = 0; /* batches so far; 0 is before the first */
    std::uint64_t chain = 0;    /* digest of the mark before and of the content */
    std::int64_t time = 0;      /* of the files that changed then: seconds since 1970 */

    std::string text() const; /* "12.9f0c33a1b2c4d5e6.1700000000" */
    bool operator==(const Mark &other) const
    {
        return sequence == other.sequence && chain == other.chain && time == other.time;
    }
};
bool parse(const std::string &text, Mark *mark);

/* The mark after `last` with this content. File times have whole seconds, as the coarsest file
 * systems do, and two batches never share one nor neighbour it: a second lies between them. */
Mark next_mark(const Mark &last, std::uint64_t content);
std::int64_t next_time(const Mark &last);

class Store
{
  public:
    explicit Store(const fs::path &folder) : m_folder(folder)
    {
    }
    virtual ~Store() = default;
    Store(const Store &) = delete;
    Store &operator=(const Store &) = delete;

    virtual void create(unsigned seed) = 0;
    virtual void
    change(unsigned seed) = 0; /* one batch of random changes; same seed, same changes */
    virtual std::string moment() const = 0; /* the mark as text; of several stores, one for each */
    virtual std::string dump() const = 0;   /* the whole content, in lines */
    virtual std::string verify() const = 0; /* empty if the content is whole; else what is wrong */
    /* After a restore: makes the store that of the moment of the backup, out of what was restored
     * and whatever else lies in the folder. An empty moment: of the newest that is there. */
    virtual void recover(const std::string &moment) = 0;

    const fs::path &folder() const
    {
        return m_folder;
    }
    /* What belongs to the writer and neither to the content nor to a backup. */
    fs::path private_folder() const
    {
        return m_folder / "private";
    }

  private:
    const fs::path m_folder;
};

/* Opens a store, which need not be there if it is created next. Kinds are the names of the writers
 * (README.md). */
std::unique_ptr<Store> open(const std::string &kind, const fs::path &folder);
const std::vector<std::string> &kinds();

/* ---- tools of the stores -----------------------------------------------------------------------
 */

constexpr std::uint64_t NO_DIGEST = 0xcbf29ce484222325; /* of nothing */
std::uint64_t digest(const void *data, std::size_t size, std::uint64_t before = NO_DIGEST);
std::uint64_t digest(const std::string &text, std::uint64_t before = NO_DIGEST);
std::uint64_t digest_of_file(const fs::path &path);
std::string hex(std::uint64_t value);

std::string read_file(const fs::path &path);
void write_file(const fs::path &path, const std::string &bytes);
void set_time(const fs::path &path, std::int64_t time);

/* The files below a folder but those of the writer, as "a/b.txt", sorted. */
std::vector<std::string> list_files(const fs::path &folder);
/* Name, size and digest of each of them: the content of stores that keep their files. */
std::string dump_files(const fs::path &folder);

/* Numbers that are the same on every machine. */
class Random
{
  public:
    explicit Random(unsigned seed) : m_engine(seed)
    {
        m_engine.discard(3); /* small seeds begin alike */
    }
    unsigned below(unsigned end)
    {
        return static_cast<unsigned>(m_engine() % end);
    }
    std::string text(std::size_t size);

  private:
    std::minstd_rand m_engine;
};

} // namespace store

#endif
