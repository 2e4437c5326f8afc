/*
 * examples/ledger-writer/verify.cpp - is what lies in a folder a whole ledger?
 *
 * It is, when every block carries its checksum, the log runs without gaps to just where the
 * checkpoint is, no page is younger than that, and the balances are the ones the checkpoint speaks
 * of. A copy of a store at work fails in one of these.
 */
#include "ledger.h"

#include "format.h"

#include <numeric>

namespace ledger
{

/* Reads one block; false when there is no whole one. */
template <typename Block> static bool read_block(std::FILE *file, Block &block)
{
    return std::fread(&block, sizeof block, 1, file) == 1;
}

static File open_to_read(const std::filesystem::path &path, std::string &reason)
{
    File file(std::fopen(path.string().c_str(), "rb"));

    if (!file)
        reason = path.string() + " cannot be opened";
    return file;
}

static bool read_checkpoint(const std::filesystem::path &folder, Checkpoint &out,
                            std::string &reason)
{
    File file = open_to_read(checkpoint_path(folder), reason);

    if (!file)
        return false;
    if (read_block(file.get(), out) && out.magic == CHECKPOINT_MAGIC &&
        out.checksum == checksum_of_block(out))
        return true;
    reason = "the checkpoint is damaged";
    return false;
}

static bool read_pages(const std::filesystem::path &folder, std::uint32_t number,
                       std::vector<std::int64_t> &balances, std::uint64_t &youngest,
                       std::string &reason)
{
    File file = open_to_read(data_path(folder, number), reason);
    Page page;

    if (!file)
        return false;
    for (std::uint32_t i = 0; i < PAGES_PER_FILE; i++) {
        std::uint32_t index = number * PAGES_PER_FILE + i;

        if (!read_block(file.get(), page) || page.magic != PAGE_MAGIC || page.index != index ||
            page.checksum != checksum_of_block(page)) {
            reason = "page " + std::to_string(index) + " is damaged";
            return false;
        }
        balances.insert(balances.end(), page.balances, page.balances + ACCOUNTS_PER_PAGE);
        youngest = page.sequence > youngest ? page.sequence : youngest;
    }
    return true;
}

/* Gives the number of the log's last transfer. */
static bool read_log(const std::filesystem::path &folder, std::uint64_t &last, std::string &reason)
{
    File file = open_to_read(log_path(folder), reason);
    LogHeader header;
    LogRecord record;

    if (!file)
        return false;
    if (!read_block(file.get(), header) || header.magic != LOG_MAGIC ||
        header.checksum != checksum_of_block(header)) {
        reason = "the head of the log is damaged";
        return false;
    }
    last = header.base;
    while (read_block(file.get(), record)) {
        if (record.checksum != checksum_of_block(record) || record.sequence != last + 1) {
            reason = "the log is damaged after transfer " + std::to_string(last);
            return false;
        }
        last = record.sequence;
    }
    return true;
}

/* Do the three parts belong together? */
static std::string compare(const Checkpoint &checkpoint, std::uint64_t log_end,
                           std::uint64_t youngest, const std::vector<std::int64_t> &balances)
{
    std::int64_t total = std::accumulate(balances.begin(), balances.end(), std::int64_t{0});

    if (log_end != checkpoint.sequence)
        return "the log ends at transfer " + std::to_string(log_end) + ", the checkpoint is at " +
               std::to_string(checkpoint.sequence);
    if (youngest > checkpoint.sequence)
        return "a page is of transfer " + std::to_string(youngest) + ", after the checkpoint at " +
               std::to_string(checkpoint.sequence);
    if (total != checkpoint.total)
        return "the accounts hold " + std::to_string(total) + " and not " +
               std::to_string(checkpoint.total);
    if (checksum_of(balances.data(), balances.size() * sizeof balances[0]) != checkpoint.balances)
        return "the balances are not those of the checkpoint";
    return "";
}

Verdict verify(const std::filesystem::path &folder)
{
    std::vector<std::int64_t> balances;
    std::uint64_t youngest = 0, log_end = 0;
    Checkpoint checkpoint = {};
    Verdict verdict;
    bool whole = read_checkpoint(folder, checkpoint, verdict.reason);

    for (std::uint32_t i = 0; i < DATA_FILES && whole; i++)
        whole = read_pages(folder, i, balances, youngest, verdict.reason);
    whole = whole && read_log(folder, log_end, verdict.reason);
    if (whole)
        verdict.reason = compare(checkpoint, log_end, youngest, balances);
    verdict.consistent = whole && verdict.reason.empty();
    verdict.sequence = checkpoint.sequence;
    verdict.total = checkpoint.total;
    return verdict;
}

} // namespace ledger
