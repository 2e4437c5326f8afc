/*
 * tests/integration/plain_writer_exclusive.cpp - examples/incremental/exclusive_writer.cpp: masks
 * alone, and the ban on mixing.
 */
#include "incremental.h"

static std::size_t logs(Stage &stage)
{
    return store::list_files(stage.folder() / "exclusive" / "logs").size();
}

static void check_files(const Image &image, bool table)
{
    const Recorded &recorded = image.recorded.at(L"deltas");

    CHECK((names_of(image, "exclusive").find("table.db") != std::string::npos) == table);
    CHECK(names_of(image, "exclusive").find("logs/") != std::string::npos);
    CHECK(recorded.partial.empty() && recorded.differenced.empty() && recorded.stamp.empty());
    CHECK(!recorded.metadata.empty());
}

static Image next(Stage &stage, VSS_BACKUP_TYPE type, unsigned seed)
{
    stage.change(seed);
    return stage.back_up(order_of(type, seed % 2 == 0, nullptr));
}

static void check_metadata(Stage &stage, const Image &image)
{
    const std::vector<FileSet> &sets = image.components.at(0).file_sets;

    CHECK(schema_is_valid(stage.schema, false));
    CHECK(stage.schema == (VSS_BS_INCREMENTAL | VSS_BS_DIFFERENTIAL |
                           VSS_BS_EXCLUSIVE_INCREMENTAL_DIFFERENTIAL | VSS_BS_COPY));
    CHECK(sets.size() == 2);
    CHECK(sets[0].spec == L"table.db" && sets[0].mask == 0xF01);
    CHECK(sets[1].spec == L"*.log" && sets[1].mask == 0xF0F);
}

static void test_types()
{
    Stage stage({"exclusive"});
    Image full = next(stage, VSS_BT_FULL, 1);
    std::size_t count;

    check_metadata(stage, full);
    check_files(full, true);
    CHECK(logs(stage) == 1);
    check_files(next(stage, VSS_BT_DIFFERENTIAL, 2), false);
    CHECK((count = logs(stage)) > 1);
    check_files(next(stage, VSS_BT_COPY, 3), true);
    CHECK(logs(stage) > count);
    check_files(next(stage, VSS_BT_INCREMENTAL, 4), false);
    CHECK(logs(stage) == 1);
    check_files(next(stage, VSS_BT_LOG, 5), true); /* a full one */
}

/* INCR-109, told by the writer to a requester that does not know. */
static void test_ban()
{
    Stage stage({"exclusive"});
    Image full = next(stage, VSS_BT_FULL, 1);
    Order order = order_of(VSS_BT_INCREMENTAL, false, nullptr);

    order.succeeded = false; /* truncates nothing, so forbids nothing */
    stage.back_up(order);
    next(stage, VSS_BT_DIFFERENTIAL, 2);
    next(stage, VSS_BT_INCREMENTAL, 3);
    CHECK(stage.try_to_back_up(order_of(VSS_BT_DIFFERENTIAL, true, nullptr)) ==
          VSS_E_WRITERERROR_NONRETRYABLE);
    next(stage, VSS_BT_INCREMENTAL, 4);
    next(stage, VSS_BT_COPY, 5); /* lifts nothing */
    CHECK(stage.try_to_back_up(order_of(VSS_BT_DIFFERENTIAL, true, nullptr)) ==
          VSS_E_WRITERERROR_NONRETRYABLE);
    full = next(stage, VSS_BT_FULL, 6);
    next(stage, VSS_BT_DIFFERENTIAL, 7);
    CHECK(stage.restore({&full}) == S_OK);
    CHECK(stage.try_to_back_up(order_of(VSS_BT_INCREMENTAL, true, nullptr)) ==
          VSS_E_WRITERERROR_NONRETRYABLE);
    next(stage, VSS_BT_FULL, 8);
    next(stage, VSS_BT_INCREMENTAL, 9);
}

int main()
{
    test_types();
    test_ban();
    for (unsigned seed = 1; seed <= 4; seed++) {
        check_chain({"exclusive"}, "fiiicifdd", seed % 2 == 0, seed);
        check_chain({"exclusive"}, "fddcd", seed % 2 == 1, seed);
    }
    return plain_result();
}
