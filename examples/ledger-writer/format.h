/*
 * examples/ledger-writer/format.h - what the ledger's files look like.
 *
 *     FOLDER/accounts0.dat ..    pages of balances
 *     FOLDER/ledger.chk          one Checkpoint
 *     FOLDER/Logs/ledger.log     one LogHeader, then LogRecords
 *     FOLDER/ledger.tmp          written beside a checkpoint; of no value afterwards
 *
 * Each struct ends in a checksum of what is before it. Byte order is the machine's.
 */
#ifndef LEDGER_FORMAT_H
#define LEDGER_FORMAT_H

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <string>

namespace ledger
{

constexpr std::uint32_t DATA_FILES = 4;
constexpr std::uint32_t PAGES_PER_FILE = 8;
constexpr std::uint32_t ACCOUNTS_PER_PAGE = 60;
constexpr std::uint32_t PAGES = DATA_FILES * PAGES_PER_FILE;
constexpr std::uint32_t ACCOUNTS = PAGES * ACCOUNTS_PER_PAGE;
constexpr std::int64_t FIRST_BALANCE = 1000;
constexpr std::uint64_t LOG_BYTES = 1 << 20; /* a longer log begins anew after a checkpoint */

constexpr std::uint64_t PAGE_MAGIC = 0x3145474150474c00;
constexpr std::uint64_t CHECKPOINT_MAGIC = 0x31504b4843474c00;
constexpr std::uint64_t LOG_MAGIC = 0x31474f4c474c0000;

struct Page {
    std::uint64_t magic;
    std::uint64_t index;
    std::uint64_t sequence; /* of the last transfer that changed it */
    std::int64_t balances[ACCOUNTS_PER_PAGE];
    std::uint64_t checksum;
};
static_assert(sizeof(Page) == 512, "a page is a sector");

struct Checkpoint {
    std::uint64_t magic;
    std::uint64_t sequence; /* of the last transfer that is in the pages */
    std::int64_t total;
    std::uint64_t balances; /* checksum of all of them */
    std::uint64_t checksum;
};

struct LogHeader {
    std::uint64_t magic;
    std::uint64_t base; /* the first record is that of the next transfer */
    std::uint64_t checksum;
};

struct LogRecord {
    std::uint64_t sequence;
    std::uint32_t from, to;
    std::int64_t amount;
    std::uint64_t checksum;
};

/* FNV-1a. */
inline std::uint64_t checksum_of(const void *data, std::size_t size)
{
    const unsigned char *bytes = static_cast<const unsigned char *>(data);
    std::uint64_t hash = 0xcbf29ce484222325;

    for (std::size_t i = 0; i < size; i++)
        hash = (hash ^ bytes[i]) * 0x100000001b3;
    return hash;
}

template <typename Block> std::uint64_t checksum_of_block(const Block &block)
{
    return checksum_of(&block, offsetof(Block, checksum));
}

inline std::filesystem::path data_path(const std::filesystem::path &folder, std::uint32_t file)
{
    return folder / ("accounts" + std::to_string(file) + ".dat");
}

inline std::filesystem::path checkpoint_path(const std::filesystem::path &folder)
{
    return folder / "ledger.chk";
}

inline std::filesystem::path scratch_path(const std::filesystem::path &folder)
{
    return folder / "ledger.tmp";
}

inline std::filesystem::path log_path(const std::filesystem::path &folder)
{
    return folder / "Logs" / "ledger.log";
}

} // namespace ledger

#endif
