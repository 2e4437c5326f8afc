/*
 * examples/incremental/complex_store.h - a store of several parts, each a store of files.
 *
 *     FOLDER/common/ rules/ red/ green/ blue/
 *
 * A batch changes some of the parts. Each part has its own marks, as each can be backed up and
 * restored for itself.
 */
#ifndef INCREMENTAL_COMPLEX_STORE_H
#define INCREMENTAL_COMPLEX_STORE_H

#include "file_store.h"

namespace store
{

class ComplexStore : public Store
{
  public:
    explicit ComplexStore(const fs::path &folder);

    void create(unsigned seed) override;
    void change(unsigned seed) override;
    std::string moment() const override;
    std::string dump() const override;
    std::string verify() const override;
    void recover(const std::string &moment) override;

    static const std::vector<std::string> &parts();
    FileStore &part(const std::string &name) const;
    /* "red=MARK blue=MARK" */
    std::string moment_of(const std::vector<std::string> &names) const;

  private:
    std::map<std::string, std::unique_ptr<FileStore>> m_parts;
};

/* The mark of a part in such a text, "" if it is not there. */
std::string mark_of_part(const std::string &moment, const std::string &part);

} // namespace store

#endif
