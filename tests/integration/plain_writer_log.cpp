/*
 * tests/integration/plain_writer_log.cpp - examples/incremental/log_writer.cpp: masks, truncation,
 * and what it does about logs that others truncated.
 */
#include "incremental.h"

#include "table_truncation.h"

static const Recorded &recorded(const Image &image)
{
    return image.recorded.at(L"table");
}

static void check_metadata(Stage &stage, const Image &image)
{
    const std::vector<FileSet> &sets = image.components.at(0).file_sets;

    CHECK(schema_is_valid(stage.schema, true) && !schema_is_valid(stage.schema, false));
    CHECK(stage.schema == (VSS_BS_INCREMENTAL | VSS_BS_DIFFERENTIAL | VSS_BS_LOG |
                           VSS_BS_TIMESTAMPED | VSS_BS_COPY));
    CHECK(sets.size() == 3);
    CHECK(sets[0].spec == L"table.db" && sets[0].mask == 0xF01);
    CHECK(sets[1].path == L"C:\\Stores\\log\\logs" && sets[1].mask == 0xF0F);
    CHECK(sets[2].path == L"C:\\Stores\\log\\archive" && sets[2].mask == 0xF02);
}

static std::vector<std::string> logs(Stage &stage, const std::string &below)
{
    return store::list_files(stage.folder() / "log" / below);
}

static Image next(Stage &stage, const Order &order, unsigned seed)
{
    stage.change(seed);
    return stage.back_up(order);
}

static bool has(const Image &image, const std::string &start)
{
    return (" " + names_of(image, "log")).find(" " + start) != std::string::npos;
}

/* Only table and logs in a full backup or copy, only logs else; the archive in differentials. */
static void check_files(const Image &image, bool table, bool archive)
{
    CHECK(has(image, "table.db") == table);
    CHECK(has(image, "archive/") == archive);
    CHECK(has(image, "logs/"));
    CHECK(recorded(image).partial.empty() && recorded(image).differenced.empty());
}

static void test_masks_and_truncation()
{
    Stage stage({"log"});
    std::vector<std::string> before, archived;
    Image full = next(stage, {}, 1), image;

    check_metadata(stage, full);
    check_files(full, true, false);
    CHECK(logs(stage, "logs").size() == 1 && logs(stage, "archive").empty());

    image = next(stage, order_of(VSS_BT_DIFFERENTIAL, false, &full), 2);
    check_files(image, false, false);
    before = logs(stage, "logs");
    CHECK(before.size() > 1); /* not truncated */
    image = next(stage, order_of(VSS_BT_COPY, false, nullptr), 3);
    check_files(image, true, false);
    CHECK(recorded(image).stamp.empty());
    CHECK(logs(stage, "logs").size() > before.size());

    image = next(stage, order_of(VSS_BT_LOG, false, &full), 4);
    check_files(image, false, false);
    archived = logs(stage, "archive");
    CHECK(logs(stage, "logs").size() == 1 && archived.size() > before.size());
    image = next(stage, order_of(VSS_BT_INCREMENTAL, false, &image), 5);
    check_files(image, false, false);
    CHECK(logs(stage, "logs").size() == 1 && logs(stage, "archive").size() > archived.size());
    check_files(next(stage, order_of(VSS_BT_DIFFERENTIAL, false, &full), 6), false, true);
    next(stage, {}, 7);
    CHECK(logs(stage, "archive").empty());
}

/* What is not saved is not truncated, and what came after Freeze neither. */
static void test_truncation_only_of_what_was_saved()
{
    Stage stage({"log"});
    std::size_t before;
    Order order;

    stage.change(1);
    before = logs(stage, "logs").size();
    order.succeeded = false;
    stage.back_up(order);
    CHECK(logs(stage, "logs").size() > before);
    order.succeeded = true;
    order.completes = false;
    before = logs(stage, "logs").size();
    stage.back_up(order);
    CHECK(logs(stage, "logs").size() == before);
    order.completes = true;
    order.thaw_seed = 9;
    Image full = stage.back_up(order);
    Image image = stage.back_up(order_of(VSS_BT_INCREMENTAL, false, &full));
    CHECK(stage.restore({&full, &image}) == S_OK);
    CHECK(stage.is_at(image));
}

/* ---- table truncation --------------------------------------------------------------------------
 */

static VSS_BACKUP_TYPE type_named(const std::string &name)
{
    static const std::map<std::string, VSS_BACKUP_TYPE> types = {
        {"VSS_BT_FULL", VSS_BT_FULL},
        {"VSS_BT_INCREMENTAL", VSS_BT_INCREMENTAL},
        {"VSS_BT_DIFFERENTIAL", VSS_BT_DIFFERENTIAL},
        {"VSS_BT_LOG", VSS_BT_LOG},
        {"VSS_BT_COPY", VSS_BT_COPY}};

    CHECK(types.count(name) == 1);
    return types.count(name) ? types.at(name) : VSS_BT_UNDEFINED;
}

/* The logs of `before` that have been truncated since. */
static std::vector<std::string> truncated(Stage &stage, const std::vector<std::string> &before)
{
    std::vector<std::string> gone;

    for (const std::string &name : before) {
        if (!fs::exists(stage.folder() / "log" / "logs" / name))
            gone.push_back(name);
    }
    return gone;
}

/* In BackupComplete: what the cell allows, and never what was not saved. */
static void check_complete(const std::string &cell, const std::vector<std::string> &gone,
                           const Image &image)
{
    if (cell == "typically")
        CHECK(!gone.empty());
    else if (cell == "usually not" || cell == "should never")
        CHECK(gone.empty());
    else
        CHECK(cell == "may");
    for (const std::string &name : gone)
        CHECK(image.files.count("log/logs/" + name) == 1);
}

static void check_truncation(const truncation_row &row)
{
    Stage stage({"log"});
    Image full = next(stage, {}, 1);
    Order order = order_of(type_named(row.type), true, &full);
    int failures = plain_failures;

    stage.change(2);
    stage.change(3);
    const std::vector<std::string> before = logs(stage, "logs");
    CHECK(std::string(row.in_Abort) == "never (derived)");
    stage.abort(order);
    CHECK(truncated(stage, before).empty());
    CHECK(std::string(row.in_BackupShutdown) == "should not");
    order.completes = false;
    stage.back_up(order);
    CHECK(truncated(stage, before).empty());
    order.completes = true;
    const Image image = stage.back_up(order);
    check_complete(row.in_BackupComplete, truncated(stage, before), image);
    if (plain_failures != failures)
        fprintf(stderr, "table truncation, %s\n", row.type);
}

/* Another requester's incremental backup truncates what this one needs. */
static void test_gap_in_archive()
{
    Stage stage({"log"});
    Image full = next(stage, {}, 1), other, image;

    other = next(stage, order_of(VSS_BT_INCREMENTAL, true, &full), 2);
    stage.change(3);
    CHECK(stage.try_to_back_up(order_of(VSS_BT_INCREMENTAL, false, &full)) ==
          VSS_E_WRITERERROR_NONRETRYABLE);
    for (VSS_BACKUP_TYPE type : {VSS_BT_INCREMENTAL, VSS_BT_LOG}) {
        image = stage.back_up(order_of(type, true, &full));
        CHECK(!recorded(image).partial.empty());
        for (const Partial &partial : recorded(image).partial)
            CHECK(partial.path == L"C:\\Stores\\log\\archive");
        CHECK(stage.restore({&full, &image}) == S_OK); /* without the other's */
        CHECK(stage.is_at(image));
        CHECK(stage.restore({&full}) == S_OK);
        stage.back_up({});
        full = next(stage, {}, 4);
        other = next(stage, order_of(VSS_BT_INCREMENTAL, true, &full), 5);
    }
}

/* Another requester's full backup: even the archive is gone. */
static void test_gap()
{
    Stage stage({"log"});
    Image full = next(stage, {}, 1), other, image;

    other = next(stage, {}, 2);
    stage.change(3);
    CHECK(stage.try_to_back_up(order_of(VSS_BT_DIFFERENTIAL, false, &full)) ==
          VSS_E_WRITERERROR_NONRETRYABLE);
    CHECK(stage.try_to_back_up(order_of(VSS_BT_LOG, true, &full)) ==
          VSS_E_WRITERERROR_NONRETRYABLE);
    image = stage.back_up(order_of(VSS_BT_DIFFERENTIAL, true, &full));
    CHECK(recorded(image).partial.size() == 1 && recorded(image).partial[0].name == L"table.db");
    CHECK(stage.restore({&full, &image}) == S_OK);
    CHECK(stage.is_at(image));
}

/* Nothing is replayed while more is to come, and nothing of another history. */
static void test_replay()
{
    Stage stage({"log"});
    Image full = next(stage, {}, 1);
    Image first = next(stage, order_of(VSS_BT_LOG, true, &full), 2);
    Image second = next(stage, order_of(VSS_BT_LOG, true, &first), 3), damaged;

    stage.back_up({}); /* the logs of `first` leave the archive */
    CHECK(stage.restore({&full, &second}) == VSS_E_WRITERERROR_NONRETRYABLE);
    CHECK(stage.restore({&full}) == S_OK);
    stage.change(77); /* another history with the same numbers */
    CHECK(stage.restore({&full, &first, &second}) == S_OK);
    CHECK(stage.is_at(second));
    damaged = second;
    damaged.files.begin()->second.pieces[0].bytes[3] ^= 1;
    CHECK(stage.restore({&full, &first, &damaged}) == VSS_E_WRITERERROR_NONRETRYABLE);
    damaged = first;
    damaged.files.begin()->second.pieces[0].bytes[3] ^= 1; /* nobody looks, as more is to come */
    CHECK(stage.restore({&full, &damaged, &first}) == S_OK);
    CHECK(stage.is_at(first));
}

int main()
{
    test_masks_and_truncation();
    test_truncation_only_of_what_was_saved();
    for (const truncation_row &row : table_truncation)
        check_truncation(row);
    test_gap_in_archive();
    test_gap();
    test_replay();
    for (unsigned seed = 1; seed <= 4; seed++) {
        check_chain({"log"}, "flllcdidil", true, seed);
        check_chain({"log"}, "fidcildi", true, seed);
        check_chain({"log"}, "fiicdidld", false, seed);
    }
    return plain_result();
}
