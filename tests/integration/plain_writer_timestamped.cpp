/*
 * tests/integration/plain_writer_timestamped.cpp - examples/incremental/timestamped_writer.cpp:
 * what it records in backups of each type, with and without support for partial files.
 */
#include "incremental.h"

static const store::FileStore &files(const std::unique_ptr<store::Store> &store)
{
    return static_cast<const store::FileStore &>(*store);
}

static const Recorded &recorded(const Image &image)
{
    return image.recorded.at(L"files");
}

static void check_metadata(Stage &stage, const Image &image)
{
    const std::vector<FileSet> &sets = image.components.at(0).file_sets;

    CHECK(schema_is_valid(stage.schema, false));
    CHECK(stage.schema == (VSS_BS_INCREMENTAL | VSS_BS_DIFFERENTIAL | VSS_BS_TIMESTAMPED |
                           VSS_BS_LAST_MODIFY | VSS_BS_COPY));
    CHECK(sets.size() == 2);
    CHECK(sets[0].path == L"C:\\Stores\\timestamped\\data" && sets[0].spec == L"*.dat");
    CHECK(sets[0].mask == 0xF01);
    CHECK(sets[1].spec == L"catalog.txt" && sets[1].mask == 0xF0F);
}

/* Just the files that changed since the base are named, each whole, and no other. */
static void check_partial(Stage &stage, const Image &image, const store::Mark &since)
{
    const auto store = stage.open("timestamped");
    std::vector<std::string> named;

    CHECK(recorded(image).differenced.empty());
    for (const Partial &partial : recorded(image).partial) {
        CHECK(partial.path == L"C:\\Stores\\timestamped\\data");
        const std::string name = "data/" + fs::path(partial.name).string();
        CHECK(partial.ranges == L"0:" + std::to_wstring(files(store).entries().at(name).size));
        named.push_back(name);
    }
    CHECK(named == files(store).changed_since(since));
}

static void check_differenced(const Image &image, std::int64_t since)
{
    CHECK(recorded(image).partial.empty());
    CHECK(recorded(image).differenced.size() == 1);
    if (recorded(image).differenced.size() != 1)
        return;
    const Differenced &entry = recorded(image).differenced[0];
    CHECK(entry.path == L"C:\\Stores\\timestamped\\data" && entry.spec == L"*.dat");
    CHECK(!entry.recursive);
    CHECK(entry.time == ticks_of_seconds(since));
}

static void test_full_and_copy()
{
    Stage stage({"timestamped"});
    Image full = stage.back_up({});

    check_metadata(stage, full);
    CHECK(recorded(full).stamp == fs::path(stage.open("timestamped")->moment()).wstring());
    CHECK(recorded(full).metadata == recorded(full).stamp);
    CHECK(recorded(full).partial.empty() && recorded(full).differenced.empty());
    stage.change(7);
    Image copy = stage.back_up(order_of(VSS_BT_COPY, true, nullptr));
    CHECK(recorded(copy).stamp.empty()); /* INCR-520 */
    CHECK(recorded(copy).metadata == fs::path(stage.open("timestamped")->moment()).wstring());
    CHECK(recorded(copy).partial.empty() && recorded(copy).differenced.empty());
    CHECK(copy.files.size() == copy.seen.size());
}

/* The stamp and all else is of Freeze, though the store goes on at Thaw. */
static void test_incremental(VSS_BACKUP_TYPE type, bool partial_files)
{
    Stage stage({"timestamped"});
    Image full = stage.back_up({}), image;
    const store::Mark since = mark_of(recorded(full).stamp);
    Order order = order_of(type, partial_files, &full);

    stage.change(11);
    stage.change(12);
    image = stage.back_up(order);
    CHECK(mark_of(recorded(image).stamp).sequence == since.sequence + 2);
    if (partial_files)
        check_partial(stage, image, since);
    else
        check_differenced(image, since.time + 1);
    for (const auto &file : image.files) /* nothing that did not change was copied */
        CHECK(file.first == "timestamped/catalog.txt" || !full.seen.count(file.first) ||
              full.seen.at(file.first) != file.second.time);
    order.thaw_seed = 99;
    image = stage.back_up(order);
    CHECK(mark_of(recorded(image).stamp).sequence == since.sequence + 2);
    CHECK(files(stage.open("timestamped")).mark().sequence == since.sequence + 3);
}

/* No stamp, or one of another history: every file counts. */
static void test_useless_stamps()
{
    Stage stage({"timestamped"});
    Image full = stage.back_up({}), image;

    image = stage.back_up(order_of(VSS_BT_INCREMENTAL, true, nullptr));
    check_partial(stage, image, store::Mark());
    full.recorded[L"files"].stamp = L"1.00000000deadbeef.1700000000";
    image = stage.back_up(order_of(VSS_BT_INCREMENTAL, true, &full));
    check_partial(stage, image, store::Mark());
    full.recorded[L"files"].stamp = L"of another writer";
    image = stage.back_up(order_of(VSS_BT_DIFFERENTIAL, false, &full));
    CHECK(recorded(image).differenced.size() == 1 && recorded(image).differenced[0].time == 1);
    CHECK(image.files.size() == image.seen.size());
}

/* A type that the schema has no bit for is a full backup (INCR-114). */
static void test_log_is_full()
{
    Stage stage({"timestamped"});
    Image full = stage.back_up({}), log;

    stage.change(3);
    log = stage.back_up(order_of(VSS_BT_LOG, true, &full));
    CHECK(recorded(log).partial.empty() && recorded(log).differenced.empty());
    CHECK(!recorded(log).stamp.empty());
    CHECK(log.files.size() == log.seen.size());
}

static void test_restore_is_verified()
{
    Stage stage({"timestamped"});
    Image full = stage.back_up({});
    Image damaged = full;

    stage.change(21);
    CHECK(stage.restore({&full}, VSS_RS_FAILED) == VSS_E_WRITERERROR_NONRETRYABLE);
    damaged.files.rbegin()->second.pieces[0].bytes[0] ^= 1;
    CHECK(stage.restore({&damaged}) == VSS_E_WRITERERROR_NONRETRYABLE);
    damaged = full;
    damaged.files.begin()->second.pieces[0].bytes += "mark"; /* the catalogue */
    CHECK(stage.restore({&damaged}) == VSS_E_WRITERERROR_NONRETRYABLE);
    damaged = full;
    damaged.files.erase("timestamped/catalog.txt");
    CHECK(stage.restore({&full}) == S_OK);
    stage.change(22);
    CHECK(stage.restore({&damaged}) == VSS_E_WRITERERROR_NONRETRYABLE);
    CHECK(stage.restore({&full}) == S_OK);
    CHECK(stage.is_at(full));
}

int main()
{
    test_full_and_copy();
    for (VSS_BACKUP_TYPE type : {VSS_BT_INCREMENTAL, VSS_BT_DIFFERENTIAL}) {
        test_incremental(type, true);
        test_incremental(type, false);
    }
    test_useless_stamps();
    test_log_is_full();
    test_restore_is_verified();
    for (unsigned seed = 1; seed <= 4; seed++) {
        check_chain({"timestamped"}, "fidcidi", seed % 2 == 0, seed);
        check_chain({"timestamped"}, "fciifdld", seed % 2 == 1, seed);
    }
    return plain_result();
}
