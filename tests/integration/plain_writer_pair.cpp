/*
 * tests/integration/plain_writer_pair.cpp - examples/incremental/pair_writers.cpp: each names the
 * other, and neither takes a restore without the other.
 */
#include "incremental.h"

#include <atomic>
#include <thread>

static const std::vector<std::string> PAIR = {"data", "index"};

/* The class and component that the only component of a writer depends on. */
static std::pair<VSS_ID, std::wstring> dependency_of(const VSS_ID &writer)
{
    std::pair<VSS_ID, std::wstring> found = {};
    IVssWMComponent *component = nullptr;
    IVssWMDependency *dependency = nullptr;
    PVSSCOMPONENTINFO info = nullptr;
    Requester requester;
    VSS_ID instance;
    BSTR name = nullptr;
    IVssExamineWriterMetadata *metadata = requester.metadata(writer, &instance);

    DONE(metadata->GetComponent(0, &component));
    DONE(component->GetComponentInfo(&info));
    CHECK(info->cDependencies == 1);
    DONE(component->FreeComponentInfo(info));
    DONE(component->GetDependency(0, &dependency));
    DONE(dependency->GetWriterId(&found.first));
    DONE(dependency->GetComponentName(&name));
    found.second = taken(name);
    dependency->Release();
    component->Release();
    metadata->Release();
    return found;
}

static void test_metadata()
{
    Stage stage(PAIR);

    CHECK(IsEqualGUID(dependency_of(incremental::DATA_WRITER_ID).first,
                      incremental::INDEX_WRITER_ID));
    CHECK(dependency_of(incremental::DATA_WRITER_ID).second == L"index");
    CHECK(IsEqualGUID(dependency_of(incremental::INDEX_WRITER_ID).first,
                      incremental::DATA_WRITER_ID));
    CHECK(dependency_of(incremental::INDEX_WRITER_ID).second == L"files");
}

/* Both are of one moment, also if the data go on before the index' writer has recorded its own. */
static void test_types(VSS_BACKUP_TYPE type, bool partial_files)
{
    Stage stage(PAIR);
    Image full = stage.back_up({}), image;
    Order order = order_of(type, partial_files, &full);

    stage.change(5);
    order.thaw_seed = 6;
    image = stage.back_up(order);
    const Recorded &data = image.recorded.at(L"files"), &index = image.recorded.at(L"index");
    CHECK(!data.metadata.empty() && data.metadata == index.metadata);
    CHECK(data.stamp == (type == VSS_BT_COPY ? L"" : data.metadata));
    CHECK(index.stamp.empty() && index.partial.empty() && index.differenced.empty());
    CHECK(image.files.at("index/index.txt").whole);
}

/* One without the other is refused, by whichever is restored. */
static void test_alone()
{
    Stage stage(PAIR);
    Image full = stage.back_up({});

    for (std::size_t i = 0; i < 2; i++) {
        Image one = full;
        const std::string other = one.components[i].name == L"index" ? "data/" : "index/";

        stage.change(7 + static_cast<unsigned>(i));
        one.components = {full.components[i]};
        for (auto file = one.files.begin(); file != one.files.end();)
            file = file->first.rfind(other, 0) == 0 ? one.files.erase(file) : std::next(file);
        CHECK(stage.restore({&one}) == VSS_E_WRITERERROR_NONRETRYABLE);
        CHECK(stage.restore({&full}) == S_OK);
        CHECK(stage.is_at(full));
    }
}

/* The data's store writes the index while its writer reads it, when both thaw. */
static void test_reading_while_written()
{
    Stage stage({"data"});
    const fs::path path = stage.folder() / "written";
    std::atomic<bool> written{false};
    std::thread thread([&] {
        for (std::size_t i = 0; i < 5000; i++)
            store::write_file(path, std::string(i % 2 ? 10 : 5000, 'x'));
        written = true;
    });
    unsigned failed = 0;

    while (!written) {
        try {
            if (fs::exists(path))
                store::read_file(path);
        } catch (const std::exception &) {
            failed++;
        }
    }
    thread.join();
    CHECK(failed == 0);
}

int main()
{
    test_reading_while_written();
    test_metadata();
    for (VSS_BACKUP_TYPE type :
         {VSS_BT_FULL, VSS_BT_COPY, VSS_BT_INCREMENTAL, VSS_BT_DIFFERENTIAL}) {
        test_types(type, true);
        test_types(type, false);
    }
    test_alone();
    for (unsigned seed = 1; seed <= 4; seed++) {
        check_chain(PAIR, "fidcidi", seed % 2 == 0, seed);
        check_chain(PAIR, "fciiddl", seed % 2 == 1, seed);
    }
    return plain_result();
}
