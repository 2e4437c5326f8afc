/*
 * tests/integration/plain_writer_partial.cpp - examples/incremental/partial_writer.cpp: the ranges
 * are just the pages that changed, in a string or in a file.
 */
#include "incremental.h"

static const std::string DATABASE = "partial/pages.db";

static const store::PageStore &pages(const std::unique_ptr<store::Store> &store)
{
    return static_cast<const store::PageStore &>(*store);
}

static const Recorded &recorded(const Image &image)
{
    return image.recorded.at(L"pages");
}

static void check_metadata(Stage &stage, const Image &image)
{
    const std::vector<FileSet> &sets = image.components.at(0).file_sets;

    CHECK(image.components.at(0).type == VSS_CT_DATABASE);
    CHECK(schema_is_valid(stage.schema, false));
    CHECK(stage.schema ==
          (VSS_BS_INCREMENTAL | VSS_BS_DIFFERENTIAL | VSS_BS_TIMESTAMPED | VSS_BS_COPY));
    CHECK(sets.size() == 2);
    CHECK(sets[0].spec == L"pages.db" && sets[0].mask == 0xF0F);
    CHECK(sets[1].spec == L"pages.map" && sets[1].mask == 0xF0F);
}

/* The pages in which two databases differ, and the header: found by looking. */
static std::vector<store::Range> differences(const std::string &before, const std::string &after)
{
    const std::size_t size = store::PageStore::PAGE_BYTES;
    std::vector<store::Range> ranges = {{0, size}};

    for (std::size_t at = size; at < after.size(); at += size) {
        if (before.compare(at < before.size() ? at : before.size(), size, after, at, size) == 0)
            continue;
        if (ranges.back().offset + ranges.back().length == at)
            ranges.back().length += size;
        else
            ranges.push_back({at, size});
    }
    return ranges;
}

static bool same(const std::vector<store::Range> &a, const std::vector<store::Range> &b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](const store::Range &one, const store::Range &other) {
                          return one.offset == other.offset && one.length == other.length;
                      });
}

/* One entry; the ranges are those between the two states, and nothing else was copied. */
static void check_ranges(const Image &image, const std::string &before, const std::string &after,
                         bool in_file)
{
    const std::vector<store::Range> expected = differences(before, after);
    std::vector<store::Range> copied;

    CHECK(recorded(image).differenced.empty());
    CHECK(recorded(image).partial.size() == 1);
    if (recorded(image).partial.size() != 1)
        return;
    const Partial &entry = recorded(image).partial[0];
    CHECK(entry.path == L"C:\\Stores\\partial" && entry.name == L"pages.db");
    CHECK((entry.ranges.find(L'\\') != std::wstring::npos) == in_file);
    CHECK(!image.files.at(DATABASE).whole);
    for (const Piece &piece : image.files.at(DATABASE).pieces)
        copied.push_back({piece.offset, piece.bytes.size()});
    CHECK(same(copied, expected));
}

static std::string database(Stage &stage)
{
    return store::read_file(stage.folder() / DATABASE);
}

static void test_ranges(VSS_BACKUP_TYPE type)
{
    Stage stage({"partial"});
    Image full = stage.back_up({}), image;
    const std::string before = database(stage);
    Order order = order_of(type, true, &full);

    check_metadata(stage, full);
    CHECK(full.files.at(DATABASE).whole && recorded(full).partial.empty());
    check_ranges(stage.back_up(order), before, before, false); /* the header only */
    stage.change(1);
    check_ranges(stage.back_up(order), before, database(stage), false);
    for (unsigned seed = 2; seed < 12; seed++)
        stage.change(seed);
    const std::string after = database(stage);
    order.thaw_seed = 50; /* what changes from here on is not in the ranges */
    image = stage.back_up(order);
    check_ranges(image, before, after, true);
    CHECK(after != database(stage));
    CHECK(fs::is_empty(stage.folder() / "partial" / "private")); /* BackupShutdown came */
}

static void test_no_support()
{
    Stage stage({"partial"});
    Image full = stage.back_up({}), image;

    stage.change(1);
    image = stage.back_up(order_of(VSS_BT_INCREMENTAL, false, &full));
    CHECK(recorded(image).partial.empty());
    CHECK(image.files.at(DATABASE).whole);
    CHECK(!recorded(image).stamp.empty());
}

static void test_useless_stamp()
{
    Stage stage({"partial"});
    Image full = stage.back_up({}), image;

    full.recorded[L"pages"].stamp = L"3.00000000deadbeef.1700000000";
    image = stage.back_up(order_of(VSS_BT_INCREMENTAL, true, &full));
    CHECK(recorded(image).partial.size() == 1);
    CHECK(recorded(image).partial[0].ranges ==
          L"0:" + std::to_wstring(pages(stage.open("partial")).size_bytes()));
}

static void test_copy()
{
    Stage stage({"partial"});
    Image full = stage.back_up({}), copy;

    stage.change(1);
    copy = stage.back_up(order_of(VSS_BT_COPY, true, nullptr));
    CHECK(recorded(copy).stamp.empty() && recorded(copy).partial.empty());
    CHECK(copy.files.at(DATABASE).whole);
}

/* Ranges in the wrong place, ranges that are not those of the backup, and a map that is older. */
static void test_restore_is_verified()
{
    Stage stage({"partial"});
    Image full = stage.back_up({}), image, damaged;

    for (unsigned seed = 2; seed < 12; seed++)
        stage.change(seed);
    image = damaged = stage.back_up(order_of(VSS_BT_INCREMENTAL, true, &full));
    damaged.files[DATABASE].pieces[3].offset += 4096;
    CHECK(stage.restore({&full, &damaged}) == VSS_E_WRITERERROR_NONRETRYABLE);
    damaged = image;
    damaged.files[DATABASE].pieces[3].bytes[5] ^= 1;
    CHECK(stage.restore({&full, &damaged}) == VSS_E_WRITERERROR_NONRETRYABLE);
    damaged = image;
    damaged.files.erase("partial/pages.map");
    CHECK(stage.restore({&full, &damaged}) == VSS_E_WRITERERROR_NONRETRYABLE);
    damaged = image; /* only what the writer said of them itself (INCR-015) */
    const std::wstring &digest = recorded(image).partial[0].metadata;
    damaged.document.replace(damaged.document.find(digest), digest.size(),
                             std::wstring(digest.size(), L'0'));
    CHECK(stage.restore({&full, &damaged}) == VSS_E_WRITERERROR_NONRETRYABLE);
    CHECK(stage.restore({&full, &image}, VSS_RS_FAILED) == VSS_E_WRITERERROR_NONRETRYABLE);
    CHECK(stage.restore({&full, &image}) == S_OK);
    CHECK(stage.is_at(image));
}

int main()
{
    test_ranges(VSS_BT_INCREMENTAL);
    test_ranges(VSS_BT_DIFFERENTIAL);
    test_no_support();
    test_useless_stamp();
    test_copy();
    test_restore_is_verified();
    for (unsigned seed = 1; seed <= 4; seed++) {
        check_chain({"partial"}, "fidcidi", seed % 2 == 0, seed);
        check_chain({"partial"}, "fciiddl", seed % 2 == 1, seed);
    }
    return plain_result();
}
