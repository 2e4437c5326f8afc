/*
 * tests/integration/plain_writer_rules.cpp - what the rules ask of any writer, of each of those in
 * examples/incremental: in backups of each type, with and without support for partial files.
 */
#include "incremental.h"

static const std::vector<std::vector<std::string>> WRITERS = {
    {"timestamped"}, {"last-modify"}, {"partial"},      {"log"},
    {"exclusive"},   {"complex"},     {"data", "index"}};

static std::size_t overlap(const Image &image, const Differenced &entry, const Component &component)
{
    std::size_t count = 0;

    for (const auto &file : image.seen) {
        for (const FileSet &set : component.file_sets)
            count += fits(entry.path, entry.spec, entry.recursive, file.first) &&
                     fits(set.path, set.spec, set.recursive, file.first);
    }
    return count;
}

static bool is_file_set(const Differenced &entry, const Component &component)
{
    return std::any_of(component.file_sets.begin(), component.file_sets.end(),
                       [&](const FileSet &set) {
                           return set.path == entry.path && set.spec == entry.spec &&
                                  set.recursive == entry.recursive;
                       });
}

/* In or below a folder of the component (INCR-418). */
static bool is_at_home(const Differenced &entry, const Component &component)
{
    return std::any_of(
        component.file_sets.begin(), component.file_sets.end(), [&](const FileSet &set) {
            return entry.path == set.path || entry.path.rfind(set.path + L"\\", 0) == 0;
        });
}

/* None; "all"; or a second after that of a file of the base, in Greenwich's time (INCR-412). */
static bool is_time_of_base(std::uint64_t time, const Image *base)
{
    return time <= 1 || (base && std::any_of(base->seen.begin(), base->seen.end(), [&](auto &file) {
                             return ticks_of(file.second) + 10000000 == time;
                         }));
}

/* INCR-401, -402, -404 to -406, -412, -418, -422 */
static void check_differenced(const Image &image, const Component &component,
                              const Differenced &entry, const Image *base)
{
    CHECK(component.schema & VSS_BS_LAST_MODIFY);
    CHECK((image.type == VSS_BT_INCREMENTAL && (component.schema & VSS_BS_INCREMENTAL)) ||
          (image.type == VSS_BT_DIFFERENTIAL && (component.schema & VSS_BS_DIFFERENTIAL)));
    CHECK(is_file_set(entry, component) || overlap(image, entry, component) == 0);
    CHECK(is_at_home(entry, component));
    for (const Component &other : image.components)
        CHECK(other.key() == component.key() || overlap(image, entry, other) == 0);
    CHECK(is_time_of_base(entry.time, base));
    CHECK(entry.path.find_first_of(L"*?") == std::wstring::npos);
    CHECK(entry.spec.find(L'\\') == std::wstring::npos);
}

/* INCR-501, INCR-519, INCR-520: in each backup that others build upon, so in no copy. */
static bool needs_stamp(const Image &image, const Component &component)
{
    return (component.schema & VSS_BS_TIMESTAMPED) && image.type != VSS_BT_COPY;
}

static void check_image(const Image &image, const Image *base)
{
    CHECK(image.recorded.size() == image.components.size()); /* explicit ones only (INCR-506) */
    for (const Component &component : image.components) {
        const Recorded &recorded = image.recorded.at(component.key());

        CHECK(recorded.stamp.empty() != needs_stamp(image, component));
        for (const Differenced &entry : recorded.differenced)
            check_differenced(image, component, entry, base);
    }
}

static void test_types(const std::vector<std::string> &kinds, const std::string &types)
{
    Stage stage(kinds);
    Image full = stage.back_up({});

    check_image(full, nullptr);
    for (char letter : types) {
        for (bool partial_files : {true, false}) {
            const Order order = order_of(type_of(letter), partial_files, &full);

            stage.change(static_cast<unsigned char>(letter));
            check_image(stage.back_up(order), &full);
            if (letter != 'd') /* the base of all that follows */
                full = stage.back_up({});
        }
    }
}

/* INCR-502, INCR-503: stamps are there after PrepareForBackup, and PostSnapshot replaces them by
 * those of the shadow copy. */
static void test_stamps(const std::vector<std::string> &kinds)
{
    Stage stage(kinds);
    bool moved_on = false;
    const std::pair<Records, Records> recorded = stage.watch({}, 3);

    for (const auto &before : recorded.first) {
        const Recorded &after = recorded.second.at(before.first);

        CHECK(before.second.stamp.empty() == after.stamp.empty());
        moved_on |= before.second.stamp != after.stamp;
        CHECK(after.stamp.empty() || after.stamp == after.metadata);
    }
    /* The schema is that of the last writer; of the pair the first one has stamps. */
    CHECK(moved_on == ((stage.schema & VSS_BS_TIMESTAMPED) || kinds[0] == "data"));
}

static bool operator==(const Partial &a, const Partial &b)
{
    return a.path == b.path && a.name == b.name && a.ranges == b.ranges && a.metadata == b.metadata;
}

static bool operator==(const Differenced &a, const Differenced &b)
{
    return a.path == b.path && a.spec == b.spec && a.recursive == b.recursive && a.time == b.time;
}

/* INCR-507: what one instance has stamped tells another the same. */
static void test_instances(const std::vector<std::string> &kinds)
{
    Stage stage(kinds);
    Image full = stage.back_up({}), mine, other;
    Order order = order_of(VSS_BT_INCREMENTAL, true, &full);

    stage.change(5);
    order.completes = false; /* so that nobody's history moves on */
    mine = stage.back_up(order);
    stage.restart_writers();
    other = stage.back_up(order);
    CHECK(mine.components.at(0).instance.Data1 != other.components.at(0).instance.Data1);
    for (const auto &recorded : mine.recorded) {
        CHECK(recorded.second.partial == other.recorded.at(recorded.first).partial);
        CHECK(recorded.second.differenced == other.recorded.at(recorded.first).differenced);
    }
    CHECK(stage.restore({&full, &other}) == S_OK);
    CHECK(stage.is_at(other));
}

int main()
{
    setenv("TZ", "XXX-5:45", 1); /* far from Greenwich */
    for (const std::vector<std::string> &kinds : WRITERS) {
        int failures = plain_failures;

        test_types(kinds, kinds[0] == "exclusive" ? "ilc" : "idlc");
        test_stamps(kinds);
        test_instances(kinds);
        if (plain_failures != failures)
            fprintf(stderr, "writer %s\n", kinds[0].c_str());
    }
    return plain_result();
}
