/* examples/incremental/stores.cpp - which store stands behind which name. */
#include "file_store.h"
#include "page_store.h"

namespace store
{

static std::unique_ptr<Store> open_files(const fs::path &folder)
{
    return std::make_unique<FileStore>(folder, std::vector<Shelf>{{"data", ".dat", false}});
}

static std::unique_ptr<Store> open_office(const fs::path &folder)
{
    return std::make_unique<FileStore>(folder, std::vector<Shelf>{{"docs", ".txt", true},
                                                                  {"boards", ".brd", false},
                                                                  {"drafts", ".drf", false}});
}

static std::unique_ptr<Store> open_pages(const fs::path &folder)
{
    return std::make_unique<PageStore>(folder);
}

static const struct {
    const char *kind;
    std::unique_ptr<Store> (*open)(const fs::path &folder);
} all[] = {{"timestamped", open_files}, {"last-modify", open_office}, {"partial", open_pages}};

std::unique_ptr<Store> open(const std::string &kind, const fs::path &folder)
{
    for (const auto &row : all) {
        if (kind == row.kind)
            return row.open(folder);
    }
    return nullptr;
}

const std::vector<std::string> &kinds()
{
    static const std::vector<std::string> names = [] {
        std::vector<std::string> list;

        for (const auto &row : all)
            list.push_back(row.kind);
        return list;
    }();
    return names;
}

} // namespace store
