/*
 * tests/integration/plain_writer_restores.cpp - what the rules of a restore ask of any writer, of
 * each of those in examples/incremental.
 */
#include "incremental.h"

static const std::vector<std::vector<std::string>> WRITERS = {
    {"timestamped"}, {"last-modify"}, {"partial"},      {"log"},
    {"exclusive"},   {"complex"},     {"data", "index"}};

/* The documents of all writers that answer. */
static std::vector<std::wstring> documents(Requester &requester)
{
    std::vector<std::wstring> found;
    UINT count = 0;

    DONE(requester.wait(&IVssBackupComponents::GatherWriterMetadata));
    DONE(requester->GetWriterMetadataCount(&count));
    for (UINT i = 0; i < count; i++) {
        IVssExamineWriterMetadata *metadata = nullptr;
        BSTR text = nullptr;
        VSS_ID instance;

        DONE(requester->GetWriterMetadata(i, &instance, &metadata));
        DONE(metadata->SaveAsXML(&text));
        found.push_back(taken(text));
        metadata->Release();
    }
    std::sort(found.begin(), found.end());
    return found;
}

static VSS_RESTOREMETHOD_ENUM method_of(const std::wstring &document)
{
    VSS_RESTOREMETHOD_ENUM method = VSS_RME_UNDEFINED;
    IVssExamineWriterMetadata *metadata = nullptr;
    BSTR xml = SysAllocString(document.c_str()), service = nullptr, procedure = nullptr;
    VSS_WRITERRESTORE_ENUM restore;
    bool reboot;
    UINT mappings;

    DONE(CreateVssExamineWriterMetadata(xml, &metadata));
    SysFreeString(xml);
    DONE(metadata->GetRestoreMethod(&method, &service, &procedure, &restore, &reboot, &mappings));
    CHECK(taken(service).empty() && taken(procedure).empty()); /* no method that stops a service */
    CHECK(restore != VSS_WRE_NEVER && restore != VSS_WRE_UNDEFINED);
    metadata->Release();
    return method;
}

/* REST-107: what stands alone is not selectable for restore, which they leave out. */
static void check_selectability(const std::wstring &document)
{
    IVssExamineWriterMetadata *metadata = nullptr;
    BSTR xml = SysAllocString(document.c_str());
    UINT includes, excludes, count = 0, alone = 0;

    DONE(CreateVssExamineWriterMetadata(xml, &metadata));
    SysFreeString(xml);
    DONE(metadata->GetFileCounts(&includes, &excludes, &count));
    for (UINT i = 0; i < count; i++) {
        IVssWMComponent *component = nullptr;
        PVSSCOMPONENTINFO info = nullptr;

        DONE(metadata->GetComponent(i, &component));
        DONE(component->GetComponentInfo(&info));
        if (!info->bstrLogicalPath || !*info->bstrLogicalPath) {
            alone += info->bSelectable;
            CHECK(!info->bSelectableForRestore);
        }
        DONE(component->FreeComponentInfo(info));
        component->Release();
    }
    CHECK(alone > 0);
    metadata->Release();
}

/* REST-011, REST-301: the same document in a backup and in a restore, with one method. */
static void test_identify(const std::vector<std::string> &kinds)
{
    Stage stage(kinds);
    Image full = stage.back_up({});
    std::vector<std::wstring> in_backup, in_restore;
    {
        Requester requester;

        in_backup = documents(requester);
    }
    {
        Requester requester(full.document.c_str());

        in_restore = documents(requester);
    }
    CHECK(in_backup.size() == kinds.size());
    CHECK(in_backup == in_restore);
    for (const std::wstring &document : in_backup) {
        CHECK(method_of(document) == VSS_RME_RESTORE_IF_CAN_REPLACE);
        check_selectability(document);
    }
}

/* A restore of a full and a later backup after more changes: is all as it was? */
static void check_restore(Stage &stage, const std::vector<const Image *> &images)
{
    stage.change(9);
    CHECK(!stage.is_at(*images.back()));
    CHECK(stage.restore(images) == S_OK);
    CHECK(stage.is_at(*images.back()));
}

/* REST-012: who else asks for metadata in the midst does not change what comes of it. REST-016: no
 * type is as good as VSS_RTYPE_BY_COPY. */
static void test_restore(const std::vector<std::string> &kinds)
{
    Stage stage(kinds);
    Image full = stage.back_up({}), later;
    unsigned asked = 0;

    stage.change(2);
    later = stage.back_up(order_of(VSS_BT_INCREMENTAL, true, &full));
    stage.before_files = [&](Requester &) {
        Requester other;

        asked += static_cast<unsigned>(documents(other).size());
    };
    check_restore(stage, {&full, &later});
    CHECK(asked == 2 * kinds.size());
    stage.before_files = nullptr;
    stage.restore_type = VSS_RTYPE_UNDEFINED;
    check_restore(stage, {&full, &later});
}

/* REST-209: their files may always be replaced, so they set no target. */
static void test_target(const std::vector<std::string> &kinds)
{
    Stage stage(kinds);
    Image full = stage.back_up({});
    unsigned seen = 0;

    stage.before_files = [&](Requester &requester) {
        UINT writers = 0, count = 0;

        DONE(requester->GetWriterComponentsCount(&writers));
        for (UINT w = 0; w < writers; w++) {
            IVssWriterComponentsExt *components = nullptr;

            DONE(requester->GetWriterComponents(w, &components));
            DONE(components->GetComponentCount(&count));
            for (UINT i = 0; i < count; i++) {
                VSS_RESTORE_TARGET target = VSS_RT_UNDEFINED;
                IVssComponent *component = nullptr;

                DONE(components->GetComponent(i, &component));
                DONE(component->GetRestoreTarget(&target));
                CHECK(target == VSS_RT_ORIGINAL);
                component->Release();
                seen++;
            }
            components->Release();
        }
    };
    CHECK(stage.restore({&full}) == S_OK);
    CHECK(seen == full.components.size());
}

int main()
{
    for (const std::vector<std::string> &kinds : WRITERS) {
        int failures = plain_failures;

        test_identify(kinds);
        test_restore(kinds);
        test_target(kinds);
        if (plain_failures != failures)
            fprintf(stderr, "writer %s\n", kinds[0].c_str());
    }
    return plain_result();
}
