/*
 * examples/incremental/page_store.h - a store in one large file of pages, with a map of changes.
 *
 *     FOLDER/pages.db    page 0 is the header: how many pages, and the store's mark
 *     FOLDER/pages.map   the marks so far, and for each page its last change and its digest
 *
 * A batch changes about one page in a hundred, in runs; now and then the file grows or gives pages
 * at its end back.
 */
#ifndef INCREMENTAL_PAGE_STORE_H
#define INCREMENTAL_PAGE_STORE_H

#include "store.h"

namespace store
{

struct Range { /* of bytes */
    std::uint64_t offset, length;
};

class PageStore : public Store
{
  public:
    static constexpr std::size_t PAGE_BYTES = 4096;

    explicit PageStore(const fs::path &folder);

    void create(unsigned seed) override;
    void create(unsigned seed, std::uint64_t pages);
    void change(unsigned seed) override;
    std::string moment() const override;
    std::string dump() const override;
    std::string verify() const override;
    void recover(const std::string &moment) override;

    const Mark &mark() const;
    bool knows(const Mark &mark) const;
    std::uint64_t size_bytes() const
    {
        return m_pages.size() * PAGE_BYTES;
    }
    /* What changed since, the header included whether it did or not. In order, apart. */
    std::vector<Range> changed_since(const Mark &mark) const;

  private:
    struct Page {
        std::uint64_t sequence, digest;
    };

    void load();
    void save();
    std::uint64_t content() const;
    std::string header() const;
    void write_pages(Random &random, std::uint64_t first, std::uint64_t count);

    std::vector<Mark> m_marks;
    std::vector<Page> m_pages; /* [0] is the header's, and not used */
};

} // namespace store

#endif
