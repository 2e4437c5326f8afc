/*
 * conformance/suite/blocking.c - ShouldBlockRevert: the machine's list of writers that block
 * reverts, and where their components are.
 */
#include "groups.h"
#include "layers.h"
#include "requester.h"

#include <string.h>

static const VSS_ID OTHER_ID = {0x5e17e0fd, 1, 2, {3}};

/* Answers true or false, and the same under the exported name. */
static void check_block(struct suite *suite, const WCHAR *volume, bool wanted)
{
    bool block = !wanted, again = !wanted;

    CHECK_HR(ShouldBlockRevert(volume, &block), S_OK);
    CHECK(block == wanted);
    CHECK_HR(ShouldBlockRevertInternal(volume, &again), S_OK);
    CHECK(again == wanted);
}

/* The standard components are on C:\. */
static bool standard_writer(struct suite *suite)
{
    const struct suite_writer_options options = {0};
    struct suite_writer *writer;

    return CHECK_HR(suite_writer_begin(suite, &options, &writer), S_OK);
}

static void writer_on_the_volume(struct suite *suite, const void *row)
{
    (void)row;
    REQUIRE(standard_writer(suite));
    REQUIRE_HR(layers_block_revert(&SUITE_WRITER_ID), S_OK);
    check_block(suite, L"C:\\", true);
    check_block(suite, L"D:\\", false);
}

/* A writer with files in all three kinds of file sets, each on a volume of its own, one of which
 * only the machine's variables tell. */
static bool describe_other(struct suite_writer *writer, const struct suite_event_args *args)
{
    IVssCreateWriterMetadata *metadata = args->metadata;

    (void)writer;
    return SUCCEEDED(CALL(metadata, AddComponent, VSS_CT_DATABASE, NULL, L"base", NULL, NULL, 0,
                          false, false, true, true, 0)) &&
           SUCCEEDED(CALL(metadata, AddDatabaseFiles, NULL, L"base", L"D:\\base", L"data",
                          VSS_FSBT_ALL_BACKUP_REQUIRED)) &&
           SUCCEEDED(CALL(metadata, AddDatabaseLogFiles, NULL, L"base", L"E:\\logs", L"*",
                          VSS_FSBT_ALL_BACKUP_REQUIRED)) &&
           SUCCEEDED(CALL(metadata, AddComponent, VSS_CT_FILEGROUP, NULL, L"files", NULL, NULL, 0,
                          false, false, true, true, 0)) &&
           SUCCEEDED(CALL(metadata, AddFilesToFileGroup, NULL, L"files", L"%SystemDrive%\\Mount\\x",
                          L"*", true, NULL, VSS_FSBT_ALL_BACKUP_REQUIRED)) &&
           SUCCEEDED(CALL(metadata, AddFilesToFileGroup, NULL, L"files", L"Z:\\nowhere", L"*", true,
                          NULL, VSS_FSBT_ALL_BACKUP_REQUIRED)) &&
           SUCCEEDED(CALL(metadata, AddExcludeFiles, L"U:\\not", L"*", true));
}

/* The volumes of a mounted folder, of drives, and by the volume's own name. */
static void by_each_name(struct suite *suite, const void *row)
{
    const struct suite_writer_options options = {
        .writer_id = &OTHER_ID, .name = L"Other", .on = {[SUITE_IDENTIFY] = describe_other}};
    struct suite_writer *writer;
    WCHAR name[64];

    (void)row;
    REQUIRE_HR(layers_add_volume("C:\\Mount\\"), S_OK);
    REQUIRE_HR(suite_writer_begin(suite, &options, &writer), S_OK);
    REQUIRE_HR(layers_block_revert(&OTHER_ID), S_OK);
    check_block(suite, L"C:\\", false);
    check_block(suite, L"C:\\Mount\\", true);
    check_block(suite, L"D:\\", true);
    check_block(suite, L"E:\\", true);
    check_block(suite, L"U:\\", false);
    REQUIRE(layers_volume_name(L"D:\\", name, 64));
    check_block(suite, name, true);
    REQUIRE(layers_volume_name(L"C:\\", name, 64));
    check_block(suite, name, false);
}

/* Who is on no list blocks nothing, nor does one that is on it and does not run. */
static void the_list_decides(struct suite *suite, const void *row)
{
    const struct suite_writer_options options = {
        .writer_id = &OTHER_ID, .name = L"Other", .on = {[SUITE_IDENTIFY] = describe_other}};
    struct suite_writer *other;

    (void)row;
    REQUIRE(standard_writer(suite));
    REQUIRE_HR(suite_writer_begin(suite, &options, &other), S_OK);
    check_block(suite, L"C:\\", false);
    check_block(suite, L"D:\\", false);
    REQUIRE_HR(layers_block_revert(&OTHER_ID), S_OK);
    check_block(suite, L"D:\\", true);
    suite_writer_end(other);
    check_block(suite, L"C:\\", false);
    check_block(suite, L"D:\\", false);
    REQUIRE_HR(layers_block_revert(&SUITE_WRITER_ID), S_OK);
    check_block(suite, L"C:\\", true);
}

/* Nobody knows what a writer of the list has that does not tell it. */
static const struct silence_row {
    uint64_t delay_ms;
    HRESULT fails, shown;
} refuses = {0, VSS_E_WRITERERROR_NONRETRYABLE, VSS_E_UNEXPECTED},
  is_late = {LAYERS_HANG, S_OK, VSS_E_UNEXPECTED},
  has_no_memory = {0, VSS_E_WRITERERROR_OUTOFRESOURCES, E_OUTOFMEMORY};

static void tells_nothing(struct suite *suite, const void *data)
{
    const struct suite_writer_options options = {
        .writer_id = &OTHER_ID, .name = L"Other", .on = {[SUITE_IDENTIFY] = describe_other}};
    const struct silence_row *row = data;
    struct suite_writer *other;
    bool block = true;

    REQUIRE_HR(suite_writer_begin(suite, &options, &other), S_OK);
    CHECK(layers_fault("Identify", "Other", 1, row->delay_ms, row->fails));
    check_block(suite, L"D:\\", false); /* it is not on the list, and not asked */
    REQUIRE_HR(layers_block_revert(&OTHER_ID), S_OK);
    CHECK_HR(ShouldBlockRevert(L"D:\\", &block), row->shown);
    CHECK(strstr(layers_message(), "\"Other\""));
    CHECK(!block);
    check_block(suite, L"D:\\", true); /* it tells again */
    check_block(suite, L"U:\\", false);
}

/* What another one has told is enough for a true, and for no false. */
static void another_tells(struct suite *suite, const void *row)
{
    const struct suite_writer_options options = {
        .writer_id = &OTHER_ID, .name = L"Other", .on = {[SUITE_IDENTIFY] = describe_other}};
    struct suite_writer *other;
    bool block = true;

    (void)row;
    REQUIRE(standard_writer(suite));
    REQUIRE_HR(suite_writer_begin(suite, &options, &other), S_OK);
    REQUIRE_HR(layers_block_revert(&SUITE_WRITER_ID), S_OK);
    REQUIRE_HR(layers_block_revert(&OTHER_ID), S_OK);
    CHECK(layers_fault("Identify", "Other", 0, 0, VSS_E_WRITERERROR_RETRYABLE));
    check_block(suite, L"C:\\", true);
    CHECK_HR(ShouldBlockRevert(L"U:\\", &block), VSS_E_UNEXPECTED);
    CHECK(!block);
}

static void unfit_arguments(struct suite *suite, const void *row)
{
    static const WCHAR *const names[] = {NULL,    L"C:",      L"",          L"suite\\",
                                         L"Q:\\", L"C:\\x\\", L"C:\\suite", L"\\\\?\\Volume{1}\\"};

    (void)row;
    REQUIRE(standard_writer(suite));
    REQUIRE_HR(layers_block_revert(&SUITE_WRITER_ID), S_OK);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        bool block = false;

        CHECK_HR(ShouldBlockRevert(names[i], &block), E_INVALIDARG);
        CHECK(!block);
    }
    CHECK_HR(ShouldBlockRevert(L"C:\\", NULL), E_INVALIDARG);
    check_block(suite, L"C:\\", true);
}

/* A handler that memory is short for refuses and does not say why. */
static void no_memory(struct suite *suite, const void *row)
{
    bool reached = true;
    unsigned told = 0;

    (void)row;
    REQUIRE(standard_writer(suite));
    REQUIRE_HR(layers_block_revert(&SUITE_WRITER_ID), S_OK);
    for (uint64_t nth = 1; reached && !suite_failed(suite); nth++) {
        bool block = false;
        HRESULT hr;

        layers_fail_allocation(nth);
        hr = ShouldBlockRevert(L"C:\\", &block);
        reached = layers_allocations() >= nth;
        layers_fail_allocation(0);
        CHECK(hr == S_OK || (reached && (hr == E_OUTOFMEMORY || hr == VSS_E_UNEXPECTED)));
        CHECK(block == (hr == S_OK));
        told += hr == E_OUTOFMEMORY;
    }
    CHECK(told > 0);
    check_block(suite, L"C:\\", true);
}

static const struct suite_case cases[] = {
    {"ShouldBlockRevert/S_OK", writer_on_the_volume, NULL, SUITE_NEEDS_MOCK},
    {"ShouldBlockRevert/E_INVALIDARG", unfit_arguments, NULL, SUITE_NEEDS_MOCK},
    {"ShouldBlockRevert/E_OUTOFMEMORY", no_memory, NULL, SUITE_NEEDS_MOCK},
    {"ShouldBlockRevert/E_OUTOFMEMORY", tells_nothing, &has_no_memory, SUITE_NEEDS_MOCK},
    {"ShouldBlockRevert/VSS_E_UNEXPECTED", tells_nothing, &refuses, SUITE_NEEDS_MOCK},
    {"ShouldBlockRevert/VSS_E_UNEXPECTED", tells_nothing, &is_late, SUITE_NEEDS_MOCK},
    {"ShouldBlockRevert/VSS_E_UNEXPECTED", another_tells, NULL, SUITE_NEEDS_MOCK},
    {"ShouldBlockRevert-1", by_each_name, NULL, SUITE_NEEDS_MOCK},
    {"ShouldBlockRevert-2", the_list_decides, NULL, SUITE_NEEDS_MOCK},
    {"ShouldBlockRevert-3", by_each_name, NULL, SUITE_NEEDS_MOCK},
    {"ShouldBlockRevert-5", writer_on_the_volume, NULL, SUITE_NEEDS_MOCK},
};
const struct suite_group suite_blocking = SUITE_GROUP("writers that block reverts", cases);
