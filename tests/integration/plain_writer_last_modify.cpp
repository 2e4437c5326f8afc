/*
 * tests/integration/plain_writer_last_modify.cpp - examples/incremental/last_modify_writer.cpp: the
 * times it gives, by a history that moves on only with what was saved.
 */
#include "incremental.h"

static const Recorded &recorded(const Image &image)
{
    return image.recorded.at(L"office");
}

static void check_metadata(Stage &stage, const Image &image)
{
    const std::vector<FileSet> &sets = image.components.at(0).file_sets;

    CHECK(schema_is_valid(stage.schema, false));
    CHECK(stage.schema ==
          (VSS_BS_INCREMENTAL | VSS_BS_DIFFERENTIAL | VSS_BS_LAST_MODIFY | VSS_BS_COPY));
    CHECK(sets.size() == 3);
    CHECK(sets[0].spec == L"*.txt" && sets[0].recursive && sets[0].mask == 0xF01);
    CHECK(sets[1].spec == L"*.brd" && !sets[1].recursive && sets[1].mask == 0xF01);
    CHECK(sets[2].spec == L"catalog.txt" && sets[2].mask == 0xF0F);
}

static void check_entry(const Differenced &entry, LPCWSTR path, LPCWSTR spec, bool recursive,
                        std::uint64_t time)
{
    CHECK(entry.path == path && entry.spec == spec);
    CHECK(entry.recursive == recursive);
    CHECK(entry.time == time);
}

/* `base` is the image whose Freeze the files have to be younger than; NULL: all files. */
static void check_since(const Image &image, const Image *base)
{
    const std::vector<Differenced> &entries = recorded(image).differenced;
    std::uint64_t time = base ? ticks_of_seconds(mark_of(recorded(*base).metadata).time + 1) : 1;

    CHECK(recorded(image).stamp.empty() && recorded(image).partial.empty());
    CHECK(entries.size() == 3);
    if (entries.size() != 3)
        return;
    check_entry(entries[0], L"C:\\Stores\\last-modify\\docs", L"*.txt", true, time);
    check_entry(entries[1], L"C:\\Stores\\last-modify\\boards", L"*.brd", false, 0);
    check_entry(entries[2], L"C:\\Stores\\last-modify\\drafts", L"*.drf", false, time);
}

static bool has_drafts(const Image &image)
{
    return image.states.at("last-modify").find("drafts/") != std::string::npos;
}

static Image next(Stage &stage, VSS_BACKUP_TYPE type, const Image *base, unsigned seed)
{
    stage.change(seed);
    return stage.back_up(order_of(type, seed % 2 == 0, base));
}

/* Full and incremental backups move the history on; differential and copy do not. */
static void test_history()
{
    Stage stage({"last-modify"});
    Image full = next(stage, VSS_BT_FULL, nullptr, 1);
    Image first, second, copy;

    check_metadata(stage, full);
    CHECK(recorded(full).differenced.empty() && !has_drafts(full));
    first = next(stage, VSS_BT_INCREMENTAL, &full, 2);
    check_since(first, &full);
    check_since(next(stage, VSS_BT_DIFFERENTIAL, &full, 3), &full);
    copy = next(stage, VSS_BT_COPY, nullptr, 4);
    CHECK(recorded(copy).differenced.empty() && !has_drafts(copy));
    second = next(stage, VSS_BT_INCREMENTAL, &first, 5);
    check_since(second, &first);
    check_since(next(stage, VSS_BT_DIFFERENTIAL, &full, 6), &full);
    check_since(next(stage, VSS_BT_INCREMENTAL, &second, 7), &second);
}

/* A backup that failed, or never ended, was none. */
static void test_unsaved()
{
    Stage stage({"last-modify"});
    Image full = next(stage, VSS_BT_FULL, nullptr, 1);
    Order order = order_of(VSS_BT_INCREMENTAL, true, &full);

    order.succeeded = false;
    stage.change(2);
    check_since(stage.back_up(order), &full);
    order.succeeded = true;
    order.completes = false;
    stage.change(3);
    check_since(stage.back_up(order), &full);
    order.completes = true;
    stage.change(4);
    check_since(stage.back_up(order), &full);
}

/* Before the first full backup, and after a restore, everything counts as changed. */
static void test_without_history()
{
    Stage stage({"last-modify"});
    Image image = next(stage, VSS_BT_INCREMENTAL, nullptr, 1), full;

    check_since(image, nullptr);
    CHECK(image.files.size() == image.seen.size());
    full = next(stage, VSS_BT_FULL, nullptr, 2);
    CHECK(stage.restore({&full}) == S_OK);
    check_since(next(stage, VSS_BT_DIFFERENTIAL, &full, 3), nullptr);
}

/* Files that no file set names come back with the chain. */
static void test_drafts()
{
    Stage stage({"last-modify"});
    Image full = next(stage, VSS_BT_FULL, nullptr, 1), first;
    unsigned seed = 2;

    do
        first = next(stage, VSS_BT_DIFFERENTIAL, &full, seed++);
    while (!has_drafts(first));
    CHECK(std::any_of(first.files.begin(), first.files.end(), [](const auto &file) {
        return file.first.rfind("last-modify/drafts/", 0) == 0;
    }));
    stage.back_up({}); /* files the drafts */
    CHECK(fs::is_empty(stage.folder() / "last-modify" / "drafts"));
    CHECK(stage.restore({&full, &first}) == S_OK);
    CHECK(stage.is_at(first));
}

int main()
{
    test_history();
    test_unsaved();
    test_without_history();
    test_drafts();
    for (unsigned seed = 1; seed <= 4; seed++) {
        check_chain({"last-modify"}, "fidcidi", seed % 2 == 0, seed);
        check_chain({"last-modify"}, "fciiddl", seed % 2 == 1, seed);
    }
    return plain_result();
}
