/*
 * examples/incremental/store_main.cpp - incremental-store: the application of the stores.
 *
 *     incremental-store create KIND FOLDER [--seed N] [--pages N]
 *     incremental-store change KIND FOLDER [--seed N]
 *     incremental-store dump   KIND FOLDER
 *     incremental-store verify KIND FOLDER [--state FILE]
 *
 * KIND is the name of a writer. verify says whether the content is whole, and with --state whether
 * it is what dump printed then. Ends with 0, 1 if something is wrong, 2 for a wrong command line.
 */
#include "page_store.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <map>

namespace
{

struct Command {
    std::string verb, kind, folder, state;
    unsigned seed = 1;
    std::uint64_t pages = 0;
};

bool parse(int argc, char **argv, Command *command)
{
    if (argc < 4 || argc % 2 != 0)
        return false;
    command->verb = argv[1];
    command->kind = argv[2];
    command->folder = argv[3];
    for (int i = 4; i + 1 < argc; i += 2) {
        const std::string option = argv[i];

        if (option == "--seed")
            command->seed = static_cast<unsigned>(std::strtoul(argv[i + 1], nullptr, 10));
        else if (option == "--pages" && command->kind == "partial")
            command->pages = std::strtoull(argv[i + 1], nullptr, 10);
        else if (option == "--state")
            command->state = argv[i + 1];
        else
            return false;
    }
    return true;
}

int create(const Command &command, store::Store &store)
{
    if (command.pages)
        static_cast<store::PageStore &>(store).create(command.seed, command.pages);
    else
        store.create(command.seed);
    return 0;
}

int change(const Command &command, store::Store &store)
{
    store.change(command.seed);
    return 0;
}

int dump(const Command &, store::Store &store)
{
    std::fputs(store.dump().c_str(), stdout);
    return 0;
}

/* On Windows the output of dump has two characters at the ends of lines. */
std::string read_state(const std::string &path)
{
    std::string text = store::read_file(std::filesystem::u8path(path));

    text.erase(std::remove(text.begin(), text.end(), '\r'), text.end());
    return text;
}

int verify(const Command &command, store::Store &store)
{
    std::string wrong = store.verify();

    if (wrong.empty() && !command.state.empty() && read_state(command.state) != store.dump())
        wrong = "the content is not that of " + command.state;
    std::printf("%s: %s\n", command.folder.c_str(), wrong.empty() ? "whole" : wrong.c_str());
    return wrong.empty() ? 0 : 1;
}

} // namespace

int main(int argc, char **argv)
{
    static const std::map<std::string, int (*)(const Command &, store::Store &)> verbs = {
        {"create", create}, {"change", change}, {"dump", dump}, {"verify", verify}};
    Command command;

    try {
        if (parse(argc, argv, &command) && verbs.count(command.verb)) {
            const auto store = store::open(command.kind, std::filesystem::u8path(command.folder));

            if (store)
                return verbs.at(command.verb)(command, *store);
        }
    } catch (const std::exception &error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    }
    std::fprintf(stderr, "usage: incremental-store create|change|dump|verify KIND FOLDER "
                         "[--seed N] [--pages N] [--state FILE]\n");
    return 2;
}
