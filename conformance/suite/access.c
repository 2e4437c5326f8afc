/*
 * conformance/suite/access.c - E_ACCESSDENIED: an account that is neither an administrator nor a
 * backup operator.
 *
 * A method of the tables loses its rights when everything else is right for it, is refused, and
 * works once they are back. Functions and IVssAsync have rows of their own here, writers in
 * cvsswriter_life.cpp.
 */
#include "groups.h"
#include "layers.h"
#include "methods.h"

static void access_denied(struct suite *suite, const void *row)
{
    const struct suite_method *method = row;
    struct requester *requester = requester_at(suite, method->point);

    REQUIRE(requester);
    layers_allow(false, true);
    CHECK_HR(method->call(suite, requester), E_ACCESSDENIED);
    layers_allow(true, true);
    CHECK_HR(method->call(suite, requester), S_OK);
}

struct suite_group suite_access = {"access denied", NULL, 0};

void suite_access_make(void)
{
    static struct suite_case cases[SUITE_METHODS_MOST];

    suite_access.cases = cases;
    suite_access.count = suite_method_cases(METHOD_ACCESS, "E_ACCESSDENIED", access_denied,
                                            SUITE_NEEDS_MOCK, cases, SUITE_METHODS_MOST);
}

/* ---- IVssAsync
 * -----------------------------------------------------------------------------------
 */

static HRESULT call_Wait(IVssAsync *async)
{
    return CALL(async, Wait, INFINITE);
}

static HRESULT call_QueryStatus(IVssAsync *async)
{
    HRESULT result;

    return CALL(async, QueryStatus, &result, NULL);
}

static const struct async_row {
    HRESULT (*call)(IVssAsync *async);
} wait_row = {call_Wait}, query_row = {call_QueryStatus};

static void async_denied(struct suite *suite, const void *row)
{
    const struct async_row *method = row;
    struct requester *requester = requester_at(suite, AT_STATE);
    IVssAsync *async = NULL;

    REQUIRE(requester);
    REQUIRE_HR(CALL(requester->backup, GatherWriterMetadata, &async), S_OK);
    suite_release_at_end(suite, async);
    layers_allow(false, true);
    CHECK_HR(method->call(async), E_ACCESSDENIED);
    layers_allow(true, true);
    CHECK_HR(CALL(async, Wait, INFINITE), S_OK);
    CHECK_HR(method->call(async), S_OK);
}

/* ---- functions
 * -----------------------------------------------------------------------------------
 */

static HRESULT ended(HRESULT hr, void *object)
{
    IUnknown *unknown = object;

    RELEASE(unknown);
    return hr;
}

static HRESULT create_backup(HRESULT(STDAPICALLTYPE *create)(IVssBackupComponents **))
{
    IVssBackupComponents *made = NULL;
    HRESULT hr = create(&made);

    return ended(hr, made);
}

static HRESULT call_CreateVssBackupComponents(BSTR document)
{
    (void)document;
    return create_backup(CreateVssBackupComponents);
}

static HRESULT call_CreateVssBackupComponentsInternal(BSTR document)
{
    (void)document;
    return create_backup(CreateVssBackupComponentsInternal);
}

static HRESULT call_CreateVssExamineWriterMetadata(BSTR document)
{
    IVssExamineWriterMetadata *made = NULL;
    HRESULT hr = CreateVssExamineWriterMetadata(document, &made);

    return ended(hr, made);
}

static HRESULT call_CreateVssExamineWriterMetadataInternal(BSTR document)
{
    IVssExamineWriterMetadata *made = NULL;
    HRESULT hr = CreateVssExamineWriterMetadataInternal(document, &made);

    return ended(hr, made);
}

static WCHAR volume[] = L"C:\\";

static HRESULT call_IsVolumeSnapshotted(BSTR document)
{
    BOOL present;
    LONG bits;

    (void)document;
    return IsVolumeSnapshotted(volume, &present, &bits);
}

static HRESULT call_IsVolumeSnapshottedInternal(BSTR document)
{
    BOOL present;
    LONG bits;

    (void)document;
    return IsVolumeSnapshottedInternal(volume, &present, &bits);
}

static HRESULT call_ShouldBlockRevert(BSTR document)
{
    bool block;

    (void)document;
    return ShouldBlockRevert(volume, &block);
}

static HRESULT call_CreateVssExpressWriter(BSTR document)
{
    IVssExpressWriter *made = NULL;
    HRESULT hr = CreateVssExpressWriter(&made);

    (void)document;
    return ended(hr, made);
}

static HRESULT call_CreateVssExpressWriterInternal(BSTR document)
{
    IVssExpressWriter *made = NULL;
    HRESULT hr = CreateVssExpressWriterInternal(&made);

    (void)document;
    return ended(hr, made);
}

static const struct function_row {
    HRESULT (*call)(BSTR document); /* with a Writer Metadata Document */
    bool writer;                    /* whose rights it needs */
} functions[] = {
    {call_CreateVssBackupComponents, false},
    {call_CreateVssBackupComponentsInternal, false},
    {call_CreateVssExamineWriterMetadata, false},
    {call_CreateVssExamineWriterMetadataInternal, false},
    {call_IsVolumeSnapshotted, false},
    {call_IsVolumeSnapshottedInternal, false},
    {call_CreateVssExpressWriter, true},
    {call_CreateVssExpressWriterInternal, true},
    {call_ShouldBlockRevert, false},
};

static void function_denied(struct suite *suite, const void *row)
{
    const struct function_row *function = row;
    struct requester *requester = requester_at(suite, AT_GATHERED);
    IVssExamineWriterMetadata *metadata;
    BSTR document = NULL;

    REQUIRE(requester);
    metadata = requester_metadata(suite, requester);
    REQUIRE(metadata);
    REQUIRE_HR(CALL(metadata, SaveAsXML, &document), S_OK);
    layers_allow(function->writer, !function->writer);
    CHECK_HR(function->call(document), E_ACCESSDENIED);
    layers_allow(true, true);
    CHECK_HR(function->call(document), S_OK);
    SysFreeString(document);
}

#define DENIED "/E_ACCESSDENIED"
static const struct suite_case cases[] = {
    {"IVssAsync.Wait" DENIED, async_denied, &wait_row, SUITE_NEEDS_MOCK},
    {"IVssAsync.QueryStatus" DENIED, async_denied, &query_row, SUITE_NEEDS_MOCK},
    {"CreateVssBackupComponents" DENIED, function_denied, &functions[0], SUITE_NEEDS_MOCK},
    {"CreateVssBackupComponentsInternal" DENIED, function_denied, &functions[1], SUITE_NEEDS_MOCK},
    {"CreateVssExamineWriterMetadata" DENIED, function_denied, &functions[2], SUITE_NEEDS_MOCK},
    {"CreateVssExamineWriterMetadataInternal" DENIED, function_denied, &functions[3],
     SUITE_NEEDS_MOCK},
    {"IsVolumeSnapshotted" DENIED, function_denied, &functions[4], SUITE_NEEDS_MOCK},
    {"IsVolumeSnapshottedInternal" DENIED, function_denied, &functions[5], SUITE_NEEDS_MOCK},
    {"CreateVssExpressWriter" DENIED, function_denied, &functions[6], SUITE_NEEDS_MOCK},
    {"CreateVssExpressWriterInternal" DENIED, function_denied, &functions[7], SUITE_NEEDS_MOCK},
    {"ShouldBlockRevert" DENIED, function_denied, &functions[8], SUITE_NEEDS_MOCK},
};
const struct suite_group suite_access_functions = SUITE_GROUP("access denied, functions", cases);
