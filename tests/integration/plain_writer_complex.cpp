/*
 * tests/integration/plain_writer_complex.cpp - examples/incremental/complex_writer.cpp: what is
 * recorded with an explicit component for its set, and with a member that is explicit by itself.
 */
#include "incremental.h"

static const std::vector<std::wstring> SET = {L"common", L"boxes"};
static const std::vector<std::wstring> RED = {L"common", L"boxes\\red"};

static std::wstring moment_of(Stage &stage, const std::vector<std::string> &parts)
{
    const auto store = stage.open("complex");

    return fs::path(static_cast<const store::ComplexStore &>(*store).moment_of(parts)).wstring();
}

static std::vector<std::string> changed(Stage &stage, const std::string &part,
                                        const std::wstring &since)
{
    const auto store = stage.open("complex");
    store::Mark mark;

    store::parse(store::mark_of_part(fs::path(since).string(), part), &mark);
    return static_cast<const store::ComplexStore &>(*store).part(part).changed_since(mark);
}

static Order order_of_set(const std::vector<std::wstring> &components, VSS_BACKUP_TYPE type,
                          bool partial_files, const Image *base)
{
    Order order = order_of(type, partial_files, base);

    order.components = components;
    return order;
}

static Image full_backup(Stage &stage, const std::vector<std::wstring> &components = SET)
{
    return stage.back_up(order_of_set(components, VSS_BT_FULL, true, nullptr));
}

static DWORD mask_of(const Image &image, const std::wstring &key, const std::wstring &path)
{
    for (const Component &component : image.components) {
        for (const FileSet &set : component.file_sets) {
            if (component.key() == key && set.path == L"C:\\Stores\\complex\\" + path)
                return set.mask;
        }
    }
    return 0;
}

static void test_metadata()
{
    Stage stage({"complex"});
    Image full = full_backup(stage);

    CHECK(schema_is_valid(stage.schema, false));
    CHECK(full.components.size() == 2);
    CHECK(mask_of(full, L"common", L"common\\data") == 0xF0F);
    CHECK(mask_of(full, L"boxes", L"rules\\data") == 0xF0F); /* a member of the set */
    CHECK(mask_of(full, L"boxes", L"red\\data") == 0xF01);
    CHECK(mask_of(full, L"boxes", L"red") == 0xF0F); /* the catalogue */
    CHECK(full.recorded.size() == 2);
    CHECK(full.recorded.at(L"common").stamp == moment_of(stage, {"common"}));
    CHECK(full.recorded.at(L"boxes").stamp == moment_of(stage, {"rules", "red", "green", "blue"}));
    CHECK(full.files.size() == full.seen.size());
}

/* The files of these boxes, as partial files with the component. */
static void check_partial(Stage &stage, const Recorded &recorded, const std::wstring &since,
                          const std::vector<std::string> &boxes)
{
    std::vector<std::string> expected, named;

    for (const std::string &box : boxes) {
        for (const std::string &name : changed(stage, box, since))
            expected.push_back(box + "/" + name);
    }
    for (const Partial &partial : recorded.partial) {
        std::string path = fs::path(partial.path.substr(18)).string(); /* C:\Stores\complex\ */

        std::replace(path.begin(), path.end(), '\\', '/');
        named.push_back(path + "/" + fs::path(partial.name).string());
    }
    CHECK(named == expected);
    CHECK(recorded.differenced.empty());
}

static void test_set(VSS_BACKUP_TYPE type)
{
    Stage stage({"complex"});
    Image full = full_backup(stage), image;
    const Recorded &base = full.recorded.at(L"boxes");

    for (unsigned seed = 1; seed < 5; seed++)
        stage.change(seed);
    image = stage.back_up(order_of_set(SET, type, true, &full));
    check_partial(stage, image.recorded.at(L"boxes"), base.stamp, {"red", "green", "blue"});
    CHECK(image.recorded.at(L"common").partial.empty());
    image = stage.back_up(order_of_set(SET, type, false, &full));
    const std::vector<Differenced> &entries = image.recorded.at(L"boxes").differenced;
    CHECK(entries.size() == 3 && image.recorded.at(L"boxes").partial.empty());
    for (const Differenced &entry : entries) {
        const std::string box =
            fs::path(entry.path.substr(18, entry.path.find(L'\\', 18) - 18)).string();
        const store::Mark mark =
            mark_of(fs::path(store::mark_of_part(fs::path(base.stamp).string(), box)).wstring());

        CHECK(entry.time == ticks_of_seconds(mark.time + 1));           /* each box its own */
        CHECK(mask_of(full, L"boxes", entry.path.substr(18)) == 0xF01); /* equals a file set */
    }
}

/* One box alone: nothing of the others, nor of the rules. */
static void test_member()
{
    Stage stage({"complex"});
    Image full = full_backup(stage, RED), image;

    CHECK(names_of(full, "complex").find("green") == std::string::npos);
    CHECK(names_of(full, "complex").find("rules") == std::string::npos);
    CHECK(full.recorded.at(L"boxes\\red").stamp == moment_of(stage, {"red"}));
    for (unsigned seed = 1; seed < 5; seed++)
        stage.change(seed);
    image = stage.back_up(order_of_set(RED, VSS_BT_INCREMENTAL, true, &full));
    check_partial(stage, image.recorded.at(L"boxes\\red"), full.recorded.at(L"boxes\\red").stamp,
                  {"red"});
    CHECK(stage.restore({&full, &image}) == S_OK);
}

static void test_copy()
{
    Stage stage({"complex"});
    Image copy = stage.back_up(order_of_set(SET, VSS_BT_COPY, true, nullptr));

    for (const std::wstring &key : SET) {
        CHECK(copy.recorded.at(key).stamp.empty() && copy.recorded.at(key).partial.empty());
        CHECK(!copy.recorded.at(key).metadata.empty());
    }
}

static std::string dump_of(Stage &stage, const std::string &part)
{
    return store::dump_files(stage.folder() / "complex" / part);
}

/* Of a set, one member: the others stay as they are and are not looked at. */
static void test_restore_of_a_member()
{
    Stage stage({"complex"});
    const std::string red = dump_of(stage, "red");
    Image full = full_backup(stage);
    Image only = full;
    std::string green;

    for (unsigned seed = 1; seed < 8; seed++)
        stage.change(seed);
    green = dump_of(stage, "green");
    CHECK(red != dump_of(stage, "red"));
    only.components.erase(only.components.begin()); /* common */
    only.components[0].name = L"boxes";
    only.subcomponents = {L"red"};
    for (auto file = only.files.begin(); file != only.files.end();)
        file = file->first.rfind("complex/red/", 0) == 0 ? std::next(file) : only.files.erase(file);
    CHECK(stage.restore({&only}) == S_OK);
    CHECK(dump_of(stage, "red") == red && dump_of(stage, "green") == green);
    only.subcomponents = {L"green"}; /* which was not restored */
    CHECK(stage.restore({&only}) == VSS_E_WRITERERROR_NONRETRYABLE);
}

int main()
{
    test_metadata();
    test_set(VSS_BT_INCREMENTAL);
    test_set(VSS_BT_DIFFERENTIAL);
    test_member();
    test_copy();
    test_restore_of_a_member();
    for (unsigned seed = 1; seed <= 4; seed++) {
        check_chain({"complex"}, "fidcidi", seed % 2 == 0, seed);
        check_chain({"complex"}, "fciiddl", seed % 2 == 1, seed);
    }
    return plain_result();
}
