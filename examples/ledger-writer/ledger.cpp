/*
 * examples/ledger-writer/ledger.cpp - the store at work.
 *
 * One lock serializes all that touches files; a step of the load takes it briefly, so freezing
 * waits for one step at most and then finishes the open transfers itself.
 */
#include "ledger.h"

#include "format.h"

#include <chrono>
#include <numeric>
#include <stdexcept>

namespace ledger
{

static constexpr std::size_t OPEN_TRANSFERS = 4;        /* that overlap */
static constexpr std::uint64_t CHECKPOINT_EVERY = 1000; /* transfers */

static std::FILE *open_file(const std::filesystem::path &path, const char *mode)
{
    std::FILE *file = std::fopen(path.string().c_str(), mode);

    if (!file)
        throw std::runtime_error("ledger: cannot open " + path.string());
    std::setvbuf(file, nullptr, _IONBF, 0);
    return file;
}

static void write_block(std::FILE *file, long offset, int whence, const void *block,
                        std::size_t size)
{
    if (std::fseek(file, offset, whence) != 0 || std::fwrite(block, size, 1, file) != 1)
        throw std::runtime_error("ledger: cannot write");
}

template <typename Block> static void seal(Block &block)
{
    block.checksum = checksum_of_block(block);
}

/* ---- making, opening, closing ---------------------------------------------------------------- */

static void make_page(std::FILE *file, std::uint32_t index)
{
    Page page = {};

    page.magic = PAGE_MAGIC;
    page.index = index;
    for (std::int64_t &balance : page.balances)
        balance = FIRST_BALANCE;
    seal(page);
    write_block(file, 0, SEEK_END, &page, sizeof page);
}

static void make_log(const std::filesystem::path &folder, std::uint64_t base)
{
    File file(open_file(log_path(folder), "wb"));
    LogHeader header = {LOG_MAGIC, base, 0};

    seal(header);
    write_block(file.get(), 0, SEEK_SET, &header, sizeof header);
}

static void make_checkpoint(const std::filesystem::path &folder, std::uint64_t sequence,
                            const std::vector<std::int64_t> &balances)
{
    Checkpoint block = {CHECKPOINT_MAGIC, sequence, 0, 0, 0};

    block.total = std::accumulate(balances.begin(), balances.end(), std::int64_t{0});
    block.balances = checksum_of(balances.data(), balances.size() * sizeof balances[0]);
    seal(block);
    for (const auto &path : {scratch_path(folder), checkpoint_path(folder)}) {
        File file(open_file(path, "wb"));
        write_block(file.get(), 0, SEEK_SET, &block, sizeof block);
    }
}

static void make_store(const std::filesystem::path &folder)
{
    std::filesystem::create_directories(folder / "Logs");
    for (std::uint32_t file = 0; file < DATA_FILES; file++) {
        File data(open_file(data_path(folder, file), "wb"));
        for (std::uint32_t page = 0; page < PAGES_PER_FILE; page++)
            make_page(data.get(), file * PAGES_PER_FILE + page);
    }
    make_log(folder, 0);
    make_checkpoint(folder, 0, std::vector<std::int64_t>(ACCOUNTS, FIRST_BALANCE));
}

Store::Store(const std::filesystem::path &folder)
    : m_folder(folder), m_random(static_cast<unsigned>(std::random_device()()))
{
    if (!std::filesystem::exists(checkpoint_path(folder)))
        make_store(folder);
    open();
    m_thread = std::thread([this] { run(); });
}

Store::~Store()
{
    {
        std::lock_guard<std::mutex> guard(m_lock);
        m_ending = true;
        m_changed.notify_all();
    }
    m_thread.join();
    try {
        if (!m_suspended)
            settle();
    } catch (const std::exception &) {
        /* The files stay as they are; verify() will tell. */
    }
}

/* Reads the balances back. Only a store that was closed well can be opened. */
void Store::open()
{
    Verdict verdict = verify(m_folder);
    Page page;

    if (!verdict.consistent)
        throw std::runtime_error("ledger: " + m_folder.string() + ": " + verdict.reason);
    m_data.clear();
    m_balances.clear();
    m_page_sequences.clear();
    for (std::uint32_t file = 0; file < DATA_FILES; file++) {
        m_data.emplace_back(open_file(data_path(m_folder, file), "r+b"));
        for (std::uint32_t i = 0; i < PAGES_PER_FILE; i++) {
            if (std::fread(&page, sizeof page, 1, m_data.back().get()) != 1)
                throw std::runtime_error("ledger: a page cannot be read");
            m_balances.insert(m_balances.end(), page.balances, page.balances + ACCOUNTS_PER_PAGE);
            m_page_sequences.push_back(page.sequence);
        }
    }
    m_log.reset(open_file(log_path(m_folder), "r+b"));
    m_sequence = m_log_base = verdict.sequence;
}

void Store::close()
{
    settle();
    m_data.clear();
    m_log.reset();
}

/* ---- transfers ---------------------------------------------------------------------------------
 */

void Store::write_page(std::uint32_t account, std::uint64_t sequence)
{
    std::uint32_t index = account / ACCOUNTS_PER_PAGE;
    std::uint64_t &last = m_page_sequences[index];
    Page page = {};

    if (sequence > last)
        last = sequence;
    page.magic = PAGE_MAGIC;
    page.index = index;
    page.sequence = last;
    std::memcpy(page.balances, &m_balances[index * ACCOUNTS_PER_PAGE], sizeof page.balances);
    seal(page);
    write_block(m_data[index / PAGES_PER_FILE].get(),
                static_cast<long>(index % PAGES_PER_FILE * sizeof page), SEEK_SET, &page,
                sizeof page);
}

void Store::begin_transfer()
{
    Transfer transfer = {};

    transfer.sequence = ++m_sequence;
    transfer.from = static_cast<std::uint32_t>(m_random() % ACCOUNTS);
    transfer.to = static_cast<std::uint32_t>(m_random() % ACCOUNTS);
    transfer.amount = static_cast<std::int64_t>(1 + m_random() % 100);
    m_balances[transfer.from] -= transfer.amount;
    m_open.push_back(transfer);
    write_page(transfer.from, transfer.sequence);
}

void Store::finish_transfer()
{
    Transfer transfer = m_open.front();
    LogRecord record = {transfer.sequence, transfer.from, transfer.to, transfer.amount, 0};

    m_open.pop_front();
    m_balances[transfer.to] += transfer.amount;
    write_page(transfer.to, transfer.sequence);
    seal(record);
    write_block(m_log.get(), 0, SEEK_END, &record, sizeof record);
}

bool Store::busy() const
{
    return m_rate != 0 && !m_held && !m_suspended && m_failure.empty();
}

/* Half a transfer. Once there are enough open ones, each that is finished makes room for another.
 */
void Store::step()
{
    try {
        if (m_open.size() < OPEN_TRANSFERS)
            begin_transfer();
        else
            finish_transfer();
        if (m_sequence % CHECKPOINT_EVERY == 0 && m_open.size() == OPEN_TRANSFERS) {
            settle();
            begin_transfer();
        }
    } catch (const std::exception &error) {
        m_failure = error.what(); /* the load ends; freeze() tells */
    }
}

/* The store is at work from now on, not only once its thread has its turn. */
void Store::go_on()
{
    if (busy() && m_open.empty())
        step();
    m_changed.notify_all();
}

void Store::checkpoint()
{
    make_checkpoint(m_folder, m_sequence, m_balances);
    if ((m_sequence - m_log_base) * sizeof(LogRecord) < LOG_BYTES)
        return;
    m_log.reset();
    make_log(m_folder, m_sequence);
    m_log.reset(open_file(log_path(m_folder), "r+b"));
    m_log_base = m_sequence;
}

void Store::settle()
{
    while (!m_open.empty())
        finish_transfer();
    checkpoint();
}

void Store::run()
{
    std::unique_lock<std::mutex> guard(m_lock);

    while (!m_ending) {
        if (!busy()) {
            m_changed.wait(guard);
            continue;
        }
        step();
        /* A transfer has two steps. */
        m_changed.wait_for(guard, std::chrono::microseconds(500000 / m_rate));
    }
}

/* ---- what others ask for ------------------------------------------------------------------------
 */

void Store::load(unsigned transfers_per_second)
{
    std::lock_guard<std::mutex> guard(m_lock);

    m_rate = transfers_per_second > 500000 ? 500000 : transfers_per_second;
    go_on();
}

void Store::freeze()
{
    std::lock_guard<std::mutex> guard(m_lock);

    if (!m_failure.empty())
        throw std::runtime_error(m_failure);
    if (!m_suspended && !m_held)
        settle();
    m_held = true;
}

void Store::thaw()
{
    std::lock_guard<std::mutex> guard(m_lock);

    m_held = false;
    go_on();
}

void Store::suspend()
{
    std::lock_guard<std::mutex> guard(m_lock);

    if (!m_suspended)
        close();
    m_suspended = true;
}

void Store::resume()
{
    std::lock_guard<std::mutex> guard(m_lock);

    if (m_suspended)
        open();
    m_suspended = false;
    go_on();
}

std::uint64_t Store::sequence()
{
    std::lock_guard<std::mutex> guard(m_lock);

    return m_sequence;
}

std::int64_t Store::total()
{
    std::lock_guard<std::mutex> guard(m_lock);
    std::int64_t total = std::accumulate(m_balances.begin(), m_balances.end(), std::int64_t{0});

    for (const Transfer &transfer : m_open)
        total += transfer.amount;
    return total;
}

} // namespace ledger
