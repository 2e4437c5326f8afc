/*
 * conformance/suite/create_defaults.cpp - what C++ programs leave out: the last arguments of the
 * methods that make metadata; and a writer that tells its version.
 */
#include "case_writer.h"
#include "groups.h"
#include "metadata.h"

#include <new>

namespace
{

/* ---- default arguments -------------------------------------------------------------------------
 */

bool without_masks(suite_writer *writer, const suite_event_args *args)
{
    suite *suite = static_cast<::suite *>(suite_writer_context(writer));
    IVssCreateWriterMetadata *metadata = args->metadata;

    CHECK_HR(suite_writer_describe(metadata), S_OK);
    CHECK_HR(metadata->AddDatabaseFiles(nullptr, L"base", L"C:\\d", L"*"), S_OK);
    CHECK_HR(metadata->AddDatabaseLogFiles(nullptr, L"base", L"C:\\l", L"*"), S_OK);
    CHECK_HR(metadata->AddFilesToFileGroup(L"group", L"files", L"C:\\g", L"*", false, nullptr),
             S_OK);
    return true;
}

void no_mask_is_the_whole_mask(suite *suite, const void *row)
{
    suite_writer_options options = {};
    const metadata_method method = *static_cast<const metadata_method *>(row);
    suite_writer *writer;
    IVssExamineWriterMetadata *metadata;
    IVssWMFiledesc *file;
    DWORD mask = 0;

    options.on[SUITE_IDENTIFY] = without_masks;
    options.context = suite;
    REQUIRE_HR(suite_writer_begin(suite, &options, &writer), S_OK);
    requester *requester = requester_at(suite, AT_GATHERED);
    metadata = requester ? requester_metadata(suite, requester) : nullptr;
    REQUIRE(metadata);
    file = metadata_file(suite, metadata_ex2(suite, metadata), method, 1);
    REQUIRE(file);
    CHECK_HR(file->GetBackupTypeMask(&mask), S_OK);
    CHECK(mask == 0xF0F);
}

/* ---- versions ----------------------------------------------------------------------------------
 */

class versioned final : public case_least<CVssWriterEx>
{
  public:
    HRESULT begin(DWORD major, DWORD minor)
    {
        const HRESULT hr = InitializeEx(SUITE_WRITER_ID, L"Suite Writer", major, minor,
                                        VSS_UT_USERDATA, VSS_ST_OTHER);

        return hr == S_OK ? Subscribe() : hr;
    }
    ~versioned() override
    {
        Unsubscribe();
    }
    bool STDMETHODCALLTYPE OnIdentify(IVssCreateWriterMetadata *pMetadata) override
    {
        return SUCCEEDED(suite_writer_describe(pMetadata));
    }
};

void end_versioned(void *object)
{
    delete static_cast<versioned *>(object);
}

void the_version_is_what_initializeex_was_given(suite *suite, const void *)
{
    versioned *writer = new (std::nothrow) versioned;
    IVssBackupComponents *backup = nullptr;
    IVssExamineWriterMetadata *metadata = nullptr;
    DWORD major = 0, minor = 0;
    VSS_ID instance;

    REQUIRE(writer);
    REQUIRE(suite_at_end(suite, end_versioned, writer));
    REQUIRE_HR(writer->begin(3, 0xFFFFFFFF), S_OK);
    REQUIRE_HR(CreateVssBackupComponents(&backup), S_OK);
    suite_release_at_end(suite, backup);
    CHECK_HR(backup->InitializeForBackup(), S_OK);
    IVssAsync *async = nullptr;
    HRESULT hr = backup->GatherWriterMetadata(&async);
    REQUIRE_HR(requester_wait(hr, async), S_OK);
    REQUIRE_HR(backup->GetWriterMetadata(0, &instance, &metadata), S_OK);
    suite_release_at_end(suite, metadata);
    IVssExamineWriterMetadataEx2 *ex2 = metadata_ex2(suite, metadata);
    REQUIRE(ex2);
    CHECK_HR(ex2->GetVersion(&major, &minor), S_OK);
    CHECK(major == 3 && minor == 0xFFFFFFFF);
}

const metadata_method database = ADD_DATABASE, log_files = ADD_LOG, group = ADD_GROUP;
const suite_case cases[] = {
    {"IVssCreateWriterMetadata.AddDatabaseFiles-10", no_mask_is_the_whole_mask, &database, 0},
    {"IVssCreateWriterMetadata.AddDatabaseLogFiles-11", no_mask_is_the_whole_mask, &log_files, 0},
    {"IVssCreateWriterMetadata.AddFilesToFileGroup-11", no_mask_is_the_whole_mask, &group, 0},
    {"VSS_FILE_SPEC_BACKUP_TYPE-2", no_mask_is_the_whole_mask, &group, 0},
    {"IVssExamineWriterMetadataEx2.GetVersion/S_OK", the_version_is_what_initializeex_was_given,
     nullptr, SUITE_NEEDS_ALONE},
    {"IVssExamineWriterMetadataEx2.GetVersion-1", the_version_is_what_initializeex_was_given,
     nullptr, SUITE_NEEDS_ALONE},
};

} // namespace

const suite_group suite_create_defaults =
    SUITE_GROUP("IVssCreateWriterMetadata: default arguments, versions", cases);
