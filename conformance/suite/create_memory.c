/*
 * conformance/suite/create_memory.c - E_OUTOFMEMORY and VSS_E_INVALID_XML_DOCUMENT of the methods
 * that make metadata.
 */
#include "groups.h"
#include "layers.h"
#include "metadata.h"
#include "requester.h"

struct method { /* the method that a row is about */
    enum metadata_method method;
    bool express;
};

static void unchanged(struct suite *suite, const struct metadata_maker *maker, const WCHAR *before)
{
    BSTR now = NULL;

    CHECK_HR(metadata_save(maker, &now), S_OK);
    CHECK_TEXT(now, before);
    SysFreeString(now);
}

/* ---- E_OUTOFMEMORY -----------------------------------------------------------------------------
 */

/* Each allocation fails in turn until the call gets through; what fails leaves nothing behind. */
static void scarce(struct suite *suite, const struct metadata_maker *maker, const void *row)
{
    const struct metadata_call *call = row;
    unsigned told = 0;
    BSTR before = NULL;
    HRESULT hr;

    CHECK_HR(metadata_save(maker, &before), S_OK);
    do {
        layers_fail_allocation(told + 1);
        hr = metadata_do(maker, call);
        layers_fail_allocation(0);
        if (hr == E_OUTOFMEMORY)
            unchanged(suite, maker, before);
    } while (hr == E_OUTOFMEMORY && ++told < 1000);
    CHECK_HR(hr, S_OK);
    CHECK(told > 0);
    SysFreeString(before);
}

static void no_memory(struct suite *suite, const void *row)
{
    const struct method *method = row;
    const struct metadata_call call = metadata_right(method->method, method->express);

    metadata_made(suite, method->express ? METADATA_EXPRESS : 0, scarce, &call);
}

static void no_memory_for_a_service(struct suite *suite, const void *row)
{
    const struct metadata_call call = {.method = SET_RESTORE,
                                       .number = VSS_RME_STOP_RESTORE_START,
                                       .other = L"svc",
                                       .kind = VSS_WRE_NEVER};

    metadata_made(suite, row ? METADATA_EXPRESS : 0, scarce, &call);
}

static void scarce_save(struct suite *suite, const struct metadata_maker *maker, const void *row)
{
    uint64_t nth = 1;
    BSTR text;
    HRESULT hr;

    (void)row;
    do {
        text = NULL;
        layers_fail_allocation(nth);
        hr = metadata_save(maker, &text);
        layers_fail_allocation(0);
        CHECK(!text == FAILED(hr));
        SysFreeString(text);
    } while (hr == E_OUTOFMEMORY && ++nth < 1000);
    CHECK_HR(hr, S_OK);
    CHECK(nth > 1);
}

static void no_memory_to_save(struct suite *suite, const void *row)
{
    metadata_made(suite, row ? METADATA_EXPRESS : 0, scarce_save, NULL);
}

/* ---- VSS_E_INVALID_XML_DOCUMENT ----------------------------------------------------------------
 */

/* Each text of the call with a character that no XML document can hold. */
static void unwritable(struct suite *suite, const struct metadata_maker *maker, const void *row)
{
    const struct method *method = row;
    const size_t places[] = {
        offsetof(struct metadata_call, path),      offsetof(struct metadata_call, name),
        offsetof(struct metadata_call, directory), offsetof(struct metadata_call, filespec),
        offsetof(struct metadata_call, other),     offsetof(struct metadata_call, other_name)};
    const WCHAR *const bad[] = {L"C:\\a\x01", L"C:\\\xfffe", L"C:\\\x1f"};
    BSTR before = NULL;

    CHECK_HR(metadata_save(maker, &before), S_OK);
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        struct metadata_call call = metadata_right(method->method, method->express);
        const WCHAR **text = (const WCHAR **)((char *)&call + places[i]);

        for (size_t b = 0; *text && b < sizeof bad / sizeof *bad; b++) {
            *text = bad[b];
            CHECK_HR(metadata_do(maker, &call), VSS_E_INVALID_XML_DOCUMENT);
        }
    }
    unchanged(suite, maker, before);
    SysFreeString(before);
}

static void no_xml(struct suite *suite, const void *row)
{
    const struct method *method = row;

    metadata_made(suite, method->express ? METADATA_EXPRESS : 0, unwritable, method);
}

/* SetRestoreMethod with a method that has texts. */
static void unwritable_service(struct suite *suite, const struct metadata_maker *maker,
                               const void *row)
{
    struct metadata_call call = {.method = SET_RESTORE,
                                 .number = VSS_RME_STOP_RESTORE_START,
                                 .other = L"svc\x02",
                                 .kind = VSS_WRE_NEVER};

    (void)row;
    CHECK_HR(metadata_do(maker, &call), VSS_E_INVALID_XML_DOCUMENT);
    call.other = L"svc";
    call.other_name = L"\xffff";
    CHECK_HR(metadata_do(maker, &call), VSS_E_INVALID_XML_DOCUMENT);
    call.other_name = NULL;
    CHECK_HR(metadata_do(maker, &call), S_OK);
}

static void no_xml_of_a_service(struct suite *suite, const void *row)
{
    metadata_made(suite, row ? METADATA_EXPRESS : 0, unwritable_service, NULL);
}

/* The name of the writer is in the document before the first call. */
static bool save_nameless(struct suite_writer *writer, const struct suite_event_args *args)
{
    struct suite *suite = suite_writer_context(writer);
    BSTR text = NULL;

    CHECK_HR(CALL(args->metadata, SaveAsXML, &text), VSS_E_INVALID_XML_DOCUMENT);
    CHECK(!text);
    SysFreeString(text);
    return true;
}

static void a_name_that_cannot_be_saved(struct suite *suite, const void *row)
{
    const struct suite_writer_options options = {
        .name = L"Name\x05", .on = {[SUITE_IDENTIFY] = save_nameless}, .context = suite};
    struct suite_writer *writer;
    struct requester *requester;
    IVssExamineWriterMetadata *metadata;
    BSTR text = NULL;

    REQUIRE_HR(suite_writer_begin(suite, &options, &writer), S_OK);
    requester = requester_at(suite, AT_GATHERED);
    REQUIRE(requester);
    CHECK(suite_writer_events(writer, SUITE_IDENTIFY) == 1);
    if (!row)
        return;
    metadata = requester_metadata(suite, requester);
    REQUIRE(metadata);
    CHECK_HR(CALL(metadata, SaveAsXML, &text), VSS_E_UNEXPECTED); /* its page has no other */
    CHECK(!text);
}

static void an_express_name_that_cannot_be_saved(struct suite *suite, const void *row)
{
    IVssCreateExpressWriterMetadata *metadata = NULL;
    IVssExpressWriter *writer = NULL;
    BSTR text = NULL;

    (void)row;
    REQUIRE_HR(CreateVssExpressWriter(&writer), S_OK);
    suite_release_at_end(suite, writer);
    REQUIRE_HR(CALL(writer, CreateMetadata, METADATA_OTHER_ID, L"Name\x05", VSS_UT_USERDATA, 0, 0,
                    0, &metadata),
               S_OK);
    suite_release_at_end(suite, metadata);
    CHECK_HR(CALL(metadata, SaveAsXML, &text), VSS_E_INVALID_XML_DOCUMENT);
    CHECK(!text);
}

#define W "IVssCreateWriterMetadata."
#define WX "IVssCreateWriterMetadataEx."
#define X "IVssCreateExpressWriterMetadata."
#define BOTH(name, which, of)                                                                      \
    {name "/E_OUTOFMEMORY", no_memory, &(const struct method){which, of}, SUITE_NEEDS_MOCK},       \
    {                                                                                              \
        name "/VSS_E_INVALID_XML_DOCUMENT", no_xml, &(const struct method){which, of}, 0           \
    }

static const struct suite_case cases[] = {
    BOTH(W "AddExcludeFiles", ADD_EXCLUDE, false),
    BOTH(WX "AddExcludeFilesFromSnapshot", ADD_EXCLUDE_FROM_SNAPSHOT, false),
    BOTH(W "AddComponent", ADD_COMPONENT, false),
    BOTH(W "AddDatabaseFiles", ADD_DATABASE, false),
    BOTH(W "AddDatabaseLogFiles", ADD_LOG, false),
    BOTH(W "AddFilesToFileGroup", ADD_GROUP, false),
    BOTH(W "AddAlternateLocationMapping", ADD_MAPPING, false),
    BOTH(W "AddComponentDependency", ADD_DEPENDENCY, false),
    {W "SetRestoreMethod/E_OUTOFMEMORY", no_memory_for_a_service, NULL, SUITE_NEEDS_MOCK},
    {W "SetRestoreMethod/VSS_E_INVALID_XML_DOCUMENT", no_xml_of_a_service, NULL, 0},
    {W "SaveAsXML/E_OUTOFMEMORY", no_memory_to_save, NULL, SUITE_NEEDS_MOCK},
    {W "SaveAsXML/VSS_E_INVALID_XML_DOCUMENT", a_name_that_cannot_be_saved, NULL, 0},
    {"IVssExamineWriterMetadata.SaveAsXML/VSS_E_UNEXPECTED", a_name_that_cannot_be_saved, "read",
     SUITE_NEEDS_MOCK},
    BOTH(X "AddExcludeFiles", ADD_EXCLUDE, true),
    BOTH(X "AddComponent", ADD_COMPONENT, true),
    BOTH(X "AddFilesToFileGroup", ADD_GROUP, true),
    BOTH(X "AddComponentDependency", ADD_DEPENDENCY, true),
    {X "SetRestoreMethod/E_OUTOFMEMORY", no_memory_for_a_service, "express", SUITE_NEEDS_MOCK},
    {X "SetRestoreMethod/VSS_E_INVALID_XML_DOCUMENT", no_xml_of_a_service, "express", 0},
    {X "SaveAsXML/E_OUTOFMEMORY", no_memory_to_save, "express", SUITE_NEEDS_MOCK},
    {X "SaveAsXML/VSS_E_INVALID_XML_DOCUMENT", an_express_name_that_cannot_be_saved, NULL, 0},
};
const struct suite_group suite_create_memory =
    SUITE_GROUP("IVssCreateWriterMetadata: no memory, no XML", cases);
