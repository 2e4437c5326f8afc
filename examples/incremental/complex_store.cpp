/* examples/incremental/complex_store.cpp - see complex_store.h. */
#include "complex_store.h"

#include <sstream>

namespace store
{

const std::vector<std::string> &ComplexStore::parts()
{
    static const std::vector<std::string> names = {"common", "rules", "red", "green", "blue"};

    return names;
}

ComplexStore::ComplexStore(const fs::path &folder) : Store(folder)
{
    for (const std::string &name : parts())
        m_parts[name] =
            std::make_unique<FileStore>(folder / name, std::vector<Shelf>{{"data", ".dat", false}});
}

FileStore &ComplexStore::part(const std::string &name) const
{
    return *m_parts.at(name);
}

void ComplexStore::create(unsigned seed)
{
    for (const std::string &name : parts())
        part(name).create(seed++);
}

void ComplexStore::change(unsigned seed)
{
    Random random(seed);

    for (const std::string &name : parts()) {
        if (random.below(2) == 0)
            part(name).change(seed + random.below(1000));
    }
}

std::string ComplexStore::moment_of(const std::vector<std::string> &names) const
{
    std::string text;

    for (const std::string &name : names)
        text += (text.empty() ? "" : " ") + name + "=" + part(name).moment();
    return text;
}

std::string ComplexStore::moment() const
{
    return moment_of(parts());
}

std::string ComplexStore::dump() const
{
    return dump_files(folder());
}

std::string ComplexStore::verify() const
{
    for (const std::string &name : parts()) {
        const std::string wrong = part(name).verify();

        if (!wrong.empty())
            return name + ": " + wrong;
    }
    return "";
}

void ComplexStore::recover(const std::string &)
{
    for (const std::string &name : parts())
        part(name).recover("");
}

std::string mark_of_part(const std::string &moment, const std::string &part)
{
    std::istringstream words(moment);
    std::string word;

    while (words >> word) {
        if (word.rfind(part + "=", 0) == 0)
            return word.substr(part.size() + 1);
    }
    return "";
}

} // namespace store
