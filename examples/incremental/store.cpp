/* examples/incremental/store.cpp - see store.h: marks, and the tools of the stores. */
#include "store.h"

#include <algorithm>
#include <chrono>
#include <cinttypes>
#include <cstdio>
#include <stdexcept>

namespace store
{

std::string hex(std::uint64_t value)
{
    char text[17];

    std::snprintf(text, sizeof text, "%016" PRIx64, value);
    return text;
}

std::string Mark::text() const
{
    return std::to_string(sequence) + "." + hex(chain) + "." + std::to_string(time);
}

bool parse(const std::string &text, Mark *mark)
{
    Mark read;
    char rest;

    if (std::sscanf(text.c_str(), "%" SCNu64 ".%" SCNx64 ".%" SCNd64 "%c", &read.sequence,
                    &read.chain, &read.time, &rest) != 3)
        return false;
    *mark = read;
    return true;
}

std::int64_t next_time(const Mark &last)
{
    using namespace std::chrono;
    std::int64_t now = duration_cast<seconds>(system_clock::now().time_since_epoch()).count();

    return std::max(now, last.time + 2);
}

Mark next_mark(const Mark &last, std::uint64_t content)
{
    Mark mark;

    mark.sequence = last.sequence + 1;
    mark.time = next_time(last);
    mark.chain = digest(last.text() + hex(content));
    return mark;
}

/* FNV-1a. */
std::uint64_t digest(const void *data, std::size_t size, std::uint64_t before)
{
    const unsigned char *bytes = static_cast<const unsigned char *>(data);

    for (std::size_t i = 0; i < size; i++)
        before = (before ^ bytes[i]) * 0x100000001b3;
    return before;
}

std::uint64_t digest(const std::string &text, std::uint64_t before)
{
    return digest(text.data(), text.size(), before);
}

namespace
{
struct FileCloser {
    void operator()(std::FILE *file) const
    {
        std::fclose(file);
    }
};
using File = std::unique_ptr<std::FILE, FileCloser>;

File open_file(const fs::path &path, const char *mode)
{
    File file(std::fopen(path.string().c_str(), mode));

    if (!file)
        throw std::runtime_error("cannot open " + path.string());
    return file;
}
} // namespace

std::uint64_t digest_of_file(const fs::path &path)
{
    File file = open_file(path, "rb");
    std::vector<char> buffer(1 << 16);
    std::uint64_t result = NO_DIGEST;
    std::size_t got;

    while ((got = std::fread(buffer.data(), 1, buffer.size(), file.get())) > 0)
        result = digest(buffer.data(), got, result);
    return result;
}

/* Up to its end, wherever that is: another may be writing the file. */
std::string read_file(const fs::path &path)
{
    File file = open_file(path, "rb");
    std::vector<char> buffer(64 * 1024);
    std::string bytes;

    while (std::size_t got = std::fread(buffer.data(), 1, buffer.size(), file.get()))
        bytes.append(buffer.data(), got);
    if (std::ferror(file.get()))
        throw std::runtime_error("cannot read " + path.string());
    return bytes;
}

void write_file(const fs::path &path, const std::string &bytes)
{
    fs::create_directories(path.parent_path());
    File file = open_file(path, "wb");

    if (std::fwrite(bytes.data(), 1, bytes.size(), file.get()) != bytes.size() ||
        std::fflush(file.get()) != 0)
        throw std::runtime_error("cannot write " + path.string());
}

/* C++17 has no way from one clock to another; their epochs are whole seconds apart. */
void set_time(const fs::path &path, std::int64_t time)
{
    using namespace std::chrono;
    auto apart = round<seconds>(fs::file_time_type::clock::now().time_since_epoch() -
                                system_clock::now().time_since_epoch());

    fs::last_write_time(path, fs::file_time_type(apart + seconds(time)));
}

std::vector<std::string> list_files(const fs::path &folder)
{
    std::vector<std::string> names;

    if (!fs::exists(folder))
        return names;
    for (const fs::directory_entry &entry : fs::recursive_directory_iterator(folder)) {
        std::string name = entry.path().lexically_relative(folder).generic_string();

        if (entry.is_regular_file() && name.rfind("private/", 0) != 0)
            names.push_back(name);
    }
    std::sort(names.begin(), names.end());
    return names;
}

std::string dump_files(const fs::path &folder)
{
    std::string lines;

    for (const std::string &name : list_files(folder))
        lines += name + " " + std::to_string(fs::file_size(folder / name)) + " " +
                 hex(digest_of_file(folder / name)) + "\n";
    return lines;
}

std::string Random::text(std::size_t size)
{
    std::string bytes(size, '\n');

    for (std::size_t i = 0; i < size; i++) {
        if (i % 64 != 63)
            bytes[i] = static_cast<char>('a' + below(26));
    }
    return bytes;
}

} // namespace store
