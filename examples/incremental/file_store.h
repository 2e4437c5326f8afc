/*
 * examples/incremental/file_store.h - a store of many files with a catalogue.
 *
 *     FOLDER/SHELF/NAME.EXTENSION ..    the files
 *     FOLDER/catalog.txt                which files belong to the store, and its marks
 *
 * Files come, grow, shrink, are written anew and go. The catalogue has size, digest and the number
 * of the last change of each. A restore brings files back and takes none away, so files that were
 * deleted between two backups of a chain reappear, and what a partial restore wrote over a longer
 * file keeps its old end: recover() removes and cuts by the catalogue.
 */
#ifndef INCREMENTAL_FILE_STORE_H
#define INCREMENTAL_FILE_STORE_H

#include "store.h"

#include <map>

namespace store
{

struct Shelf { /* a folder for files of one kind */
    std::string folder, extension;
    bool deep; /* has folders below */
};

class FileStore : public Store
{
  public:
    struct Entry {
        std::uint64_t size, digest, sequence; /* the last is that of the mark of its last change */
    };

    FileStore(const fs::path &folder, const std::vector<Shelf> &shelves);

    void create(unsigned seed) override;
    void change(unsigned seed) override;
    std::string moment() const override;
    std::string dump() const override;
    std::string verify() const override;
    void recover(const std::string &moment) override;

    /* Moves all files of one shelf to another, which is a batch of its own if there are any. */
    void move(std::size_t from, std::size_t to);

    const Mark &mark() const; /* the last one */
    bool knows(const Mark &mark) const;
    const std::map<std::string, Entry> &entries() const
    {
        return m_entries;
    }
    std::vector<std::string> changed_since(const Mark &mark) const;

  private:
    void load();
    void save(std::int64_t time);
    std::uint64_t content() const;
    void put(const std::string &name, const std::string &bytes, std::int64_t time);
    void drop(std::string name);
    void add(Random &random, std::int64_t time);
    void modify(Random &random, std::int64_t time);

    const std::vector<Shelf> m_shelves;
    std::vector<Mark> m_marks;
    std::map<std::string, Entry> m_entries; /* by "shelf/name.extension" */
};

} // namespace store

#endif
