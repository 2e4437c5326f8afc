/* examples/incremental/stores.cpp - which store stands behind which name. */
#include "complex_store.h"
#include "file_store.h"
#include "index_store.h"
#include "log_store.h"
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

template <typename Kind> static std::unique_ptr<Store> open_one(const fs::path &folder)
{
    return std::make_unique<Kind>(folder);
}

template <bool KeepsArchive> static std::unique_ptr<Store> open_log(const fs::path &folder)
{
    return std::make_unique<LogStore>(folder, KeepsArchive);
}

static const struct {
    const char *kind;
    std::unique_ptr<Store> (*open)(const fs::path &folder);
} all[] = {{"timestamped", open_files},      {"last-modify", open_office},
           {"partial", open_one<PageStore>}, {"log", open_log<true>},
           {"exclusive", open_log<false>},   {"complex", open_one<ComplexStore>},
           {"data", open_one<DataStore>},    {"index", open_one<IndexStore>}};

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
