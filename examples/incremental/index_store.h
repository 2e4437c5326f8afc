/*
 * examples/incremental/index_store.h - data, and an index over them that another program keeps.
 *
 *     FOLDER/data/      a store of files
 *     FOLDER/index/     index.txt: the data's mark, and where each of the files' first words is
 *
 * A change of the data changes the index with it. Neither is worth anything with the other of
 * another moment: the index would point to the wrong places, and data without it cannot be found.
 */
#ifndef INCREMENTAL_INDEX_STORE_H
#define INCREMENTAL_INDEX_STORE_H

#include "file_store.h"

namespace store
{

class DataStore : public FileStore
{
  public:
    explicit DataStore(const fs::path &folder);

    void create(unsigned seed) override; /* the index, too */
    void change(unsigned seed) override;
    std::string verify() const override; /* with the index beside it */
};

class IndexStore : public Store
{
  public:
    explicit IndexStore(const fs::path &folder);

    void create(unsigned) override
    {
        /* DataStore did it, or will */
    }
    void change(unsigned) override
    {
        /* it changes with the data */
    }
    std::string moment() const override; /* that of the data it was made for */
    std::string dump() const override;
    std::string verify() const override; /* with the data beside it */
    void recover(const std::string &moment) override;

  private:
    std::string m_moment;
};

} // namespace store

#endif
