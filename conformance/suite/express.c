/*
 * conformance/suite/express.c - IVssExpressWriter, and what its writers are to a requester.
 */
#include "groups.h"
#include "layers.h"
#include "metadata.h"
#include "requester.h"

typedef HRESULT(STDAPICALLTYPE *create)(IVssExpressWriter **ppWriter);
struct function {
    create call;
};

static IVssExpressWriter *new_writer(struct suite *suite)
{
    IVssExpressWriter *writer = NULL;

    CHECK_HR(CreateVssExpressWriter(&writer), S_OK);
    suite_release_at_end(suite, writer);
    return writer;
}

/* How many writers a requester finds; the metadata of the last one of the express writers' class.
 */
static UINT gather(struct suite *suite, IVssExamineWriterMetadata **express)
{
    IVssBackupComponents *backup = NULL;
    UINT count = 0;

    *express = NULL;
    if (!CHECK_HR(CreateVssBackupComponents(&backup), S_OK))
        return 0;
    suite_release_at_end(suite, backup);
    CHECK_HR(CALL(backup, InitializeForBackup, NULL), S_OK);
    CHECK_HR(requester_finish(backup, GatherWriterMetadata), S_OK);
    CHECK_HR(CALL(backup, GetWriterMetadataCount, &count), S_OK);
    for (UINT i = 0; i < count; i++) {
        VSS_ID instance;

        CHECK_HR(CALL(backup, GetWriterMetadata, i, &instance, express), S_OK);
        suite_release_at_end(suite, *express);
    }
    return count;
}

static void check_identity(struct suite *suite, IVssExamineWriterMetadata *metadata,
                           VSS_USAGE_TYPE wanted, DWORD major, DWORD minor)
{
    IVssExamineWriterMetadataEx2 *ex2 = metadata_ex2(suite, metadata);
    VSS_ID instance = GUID_NULL, writer;
    VSS_USAGE_TYPE usage;
    VSS_SOURCE_TYPE source;
    DWORD got_major = 99, got_minor = 99;
    BSTR name = NULL;

    REQUIRE(ex2);
    CHECK_HR(CALL(ex2, GetIdentity, &instance, &writer, &name, &usage, &source), S_OK);
    CHECK_GUID(writer, METADATA_OTHER_ID);
    CHECK(!IsEqualGUID(&instance, &GUID_NULL));
    CHECK_TEXT(name, L"Express");
    CHECK(usage == wanted);
    CHECK_HR(CALL(ex2, GetVersion, &got_major, &got_minor), S_OK);
    CHECK(got_major == major && got_minor == minor);
    SysFreeString(name);
}

/* ---- CreateVssExpressWriter --------------------------------------------------------------------
 */

static void an_object_is_made(struct suite *suite, const void *row)
{
    const struct function *function = row;
    IVssExpressWriter *first = NULL, *second = NULL;
    void *same = NULL;

    REQUIRE_HR(function->call(&first), S_OK);
    REQUIRE_HR(function->call(&second), S_OK);
    CHECK(first != second);
    CHECK_HR(CALL(first, QueryInterface, &IID_IVssExpressWriter, &same), S_OK);
    CHECK(same == (void *)first);
    CHECK(CALL(first, Release) == 1);
    CHECK(CALL(first, Release) == 0);
    CHECK_HR(CALL(second, Register), VSS_E_BAD_STATE); /* it is one, and has no document yet */
    CHECK(CALL(second, Release) == 0);
}

static void no_place_for_the_object(struct suite *suite, const void *row)
{
    const struct function *function = row;

    CHECK_HR(function->call(NULL), E_INVALIDARG);
}

static void no_memory_for_the_object(struct suite *suite, const void *row)
{
    const struct function *function = row;
    IVssExpressWriter *writer = (void *)suite;

    layers_fail_allocation(1);
    CHECK_HR(function->call(&writer), E_OUTOFMEMORY);
    layers_fail_allocation(0);
    CHECK(!writer);
}

/* ---- CreateMetadata ----------------------------------------------------------------------------
 */

static HRESULT make(IVssExpressWriter *writer, VSS_USAGE_TYPE usage, DWORD major, DWORD minor,
                    IVssCreateExpressWriterMetadata **out)
{
    return CALL(writer, CreateMetadata, METADATA_OTHER_ID, L"Express", usage, major, minor, 0, out);
}

static void check_made(struct suite *suite, VSS_USAGE_TYPE usage, DWORD major, DWORD minor)
{
    IVssExpressWriter *writer = new_writer(suite);
    IVssCreateExpressWriterMetadata *metadata = NULL;
    BSTR text = NULL;

    REQUIRE(writer);
    REQUIRE_HR(make(writer, usage, major, minor, &metadata), S_OK);
    CHECK_HR(CALL(metadata, SaveAsXML, &text), S_OK);
    CALL(metadata, Release);
    REQUIRE(text);
    check_identity(suite, (IVssExamineWriterMetadata *)(void *)metadata_loaded(suite, text), usage,
                   major, minor);
    SysFreeString(text);
}

static void metadata_begin_with_the_identity(struct suite *suite, const void *row)
{
    (void)row;
    check_made(suite, VSS_UT_BOOTABLESYSTEMSTATE, 1, 2);
    check_made(suite, VSS_UT_SYSTEMSERVICE, 0xffffffff, 0);
    check_made(suite, VSS_UT_USERDATA, 0, 0);
}

static void only_three_usages(struct suite *suite, const void *row)
{
    static const struct {
        int usage;
        HRESULT hr;
    } usages[] = {{VSS_UT_UNDEFINED, E_INVALIDARG}, {VSS_UT_BOOTABLESYSTEMSTATE, S_OK},
                  {VSS_UT_SYSTEMSERVICE, S_OK},     {VSS_UT_USERDATA, S_OK},
                  {VSS_UT_OTHER, E_INVALIDARG},     {5, E_INVALIDARG}};
    IVssExpressWriter *writer = new_writer(suite);

    (void)row;
    REQUIRE(writer);
    for (size_t i = 0; i < sizeof usages / sizeof *usages; i++) {
        IVssCreateExpressWriterMetadata *metadata = NULL;

        CHECK_HR(make(writer, (VSS_USAGE_TYPE)usages[i].usage, 0, 0, &metadata), usages[i].hr);
        CHECK(!metadata == FAILED(usages[i].hr));
        RELEASE(metadata);
    }
}

static void other_failures_of_create(struct suite *suite, const void *row)
{
    IVssExpressWriter *writer = new_writer(suite);
    IVssCreateExpressWriterMetadata *metadata = NULL;

    (void)row;
    REQUIRE(writer);
    CHECK_HR(make(writer, VSS_UT_USERDATA, 0, 0, NULL), E_INVALIDARG);
    CHECK_HR(
        CALL(writer, CreateMetadata, GUID_NULL, L"Express", VSS_UT_USERDATA, 0, 0, 0, &metadata),
        E_INVALIDARG);
    CHECK_HR(
        CALL(writer, CreateMetadata, METADATA_OTHER_ID, NULL, VSS_UT_USERDATA, 0, 0, 0, &metadata),
        E_INVALIDARG);
    layers_fail_allocation(1);
    CHECK_HR(make(writer, VSS_UT_USERDATA, 0, 0, &metadata), E_OUTOFMEMORY);
    layers_fail_allocation(0);
    CHECK(!metadata);
}

/* ---- Register, Unregister ----------------------------------------------------------------------
 */

static void registered_writers_are_gathered(struct suite *suite, const void *row)
{
    IVssExamineWriterMetadata *metadata;
    IVssExpressWriter *writer;

    (void)row;
    CHECK(gather(suite, &metadata) == 0);
    writer = metadata_registered(suite, 0, NULL, NULL);
    REQUIRE(writer);
    REQUIRE(gather(suite, &metadata) == 1);
    check_identity(suite, metadata, VSS_UT_USERDATA, 3, 4);
    CHECK_HR(CALL(writer, Unregister, METADATA_OTHER_ID), S_OK);
    CHECK(gather(suite, &metadata) == 0);
    CHECK_HR(CALL(writer, Unregister, METADATA_OTHER_ID), VSS_E_OBJECT_NOT_FOUND);
}

static void there_already(struct suite *suite, const void *row)
{
    IVssExpressWriter *writer = metadata_registered(suite, 0, NULL, NULL), *second;
    IVssCreateExpressWriterMetadata *made = NULL;
    IVssExamineWriterMetadata *metadata;

    (void)row;
    second = new_writer(suite);
    REQUIRE(writer && second);
    CHECK_HR(CALL(writer, Register), VSS_E_OBJECT_ALREADY_EXISTS);
    CHECK_HR(make(second, VSS_UT_SYSTEMSERVICE, 0, 0, &made), S_OK);
    RELEASE(made);
    CHECK_HR(CALL(second, Register), VSS_E_OBJECT_ALREADY_EXISTS);
    REQUIRE(gather(suite, &metadata) == 1);
    check_identity(suite, metadata, VSS_UT_USERDATA, 3, 4); /* the first is as it was */
}

static void metadata_come_before_register(struct suite *suite, const void *row)
{
    IVssExpressWriter *writer = new_writer(suite);
    IVssExamineWriterMetadata *metadata;

    (void)row;
    REQUIRE(writer);
    CHECK_HR(CALL(writer, Register), VSS_E_BAD_STATE);
    CHECK(gather(suite, &metadata) == 0);
    REQUIRE(metadata_registered(suite, 0, NULL, NULL));
    CHECK(gather(suite, &metadata) == 1);
}

/* By another object, which never made metadata: docs/decisions.md#express-order. */
static void the_id_is_enough_to_unregister(struct suite *suite, const void *row)
{
    IVssExpressWriter *stranger = new_writer(suite);
    IVssExamineWriterMetadata *metadata;

    (void)row;
    REQUIRE(stranger && metadata_registered(suite, 0, NULL, NULL));
    CHECK_HR(CALL(stranger, Unregister, SUITE_WRITER_ID), VSS_E_OBJECT_NOT_FOUND);
    CHECK(gather(suite, &metadata) == 1);
    CHECK_HR(CALL(stranger, Unregister, METADATA_OTHER_ID), S_OK);
    CHECK(gather(suite, &metadata) == 0);
}

static struct metadata_maker kept;

static void keep(struct suite *suite, const struct metadata_maker *maker, const void *row)
{
    (void)suite, (void)row;
    kept = *maker;
}

static void read_only_behind_register(struct suite *suite, const void *row)
{
    static const enum metadata_method methods[] = {ADD_EXCLUDE,    ADD_COMPONENT, ADD_GROUP,
                                                   ADD_DEPENDENCY, SET_RESTORE,   SET_SCHEMA};
    IVssExamineWriterMetadata *metadata;
    BSTR before = NULL, after = NULL;

    (void)row;
    REQUIRE(metadata_registered(suite, 0, keep, NULL));
    CHECK_HR(metadata_save(&kept, &before), S_OK);
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++) {
        const struct metadata_call call = metadata_right(methods[i], true);

        CHECK_HR(metadata_do(&kept, &call), VSS_E_BAD_STATE);
    }
    REQUIRE(gather(suite, &metadata) == 1);
    CHECK_HR(CALL(metadata, SaveAsXML, &after), S_OK);
    CHECK_TEXT(after, before);
    SysFreeString(before);
    SysFreeString(after);
}

/* ---- LoadMetadata ------------------------------------------------------------------------------
 */

static BSTR text_of(struct suite *suite)
{
    IVssExamineWriterMetadataEx2 *metadata = metadata_made(suite, METADATA_EXPRESS, NULL, NULL);
    BSTR text = NULL;

    if (metadata)
        CHECK_HR(CALL(metadata, SaveAsXML, &text), S_OK);
    return text;
}

static void loaded_then_registered(struct suite *suite, const void *row)
{
    IVssExpressWriter *writer = new_writer(suite);
    BSTR text = text_of(suite), again = NULL;
    IVssExamineWriterMetadata *metadata;

    (void)row;
    REQUIRE(writer && text);
    CHECK_HR(CALL(writer, LoadMetadata, text, 0), S_OK);
    CHECK(gather(suite, &metadata) == 0); /* not yet */
    CHECK_HR(CALL(writer, Register), S_OK);
    REQUIRE(gather(suite, &metadata) == 1);
    CHECK_HR(CALL(metadata, SaveAsXML, &again), S_OK);
    CHECK_TEXT(again, text);
    CHECK_HR(CALL(writer, Unregister, METADATA_OTHER_ID), S_OK);
    SysFreeString(text);
    SysFreeString(again);
}

static void what_is_no_metadata_is_not_loaded(struct suite *suite, const void *row)
{
    IVssExpressWriter *writer = new_writer(suite);

    (void)row;
    REQUIRE(writer);
    CHECK_HR(CALL(writer, LoadMetadata, L"", 0), VSS_E_INVALID_XML_DOCUMENT);
    CHECK_HR(CALL(writer, LoadMetadata, L"text", 0), VSS_E_INVALID_XML_DOCUMENT);
    CHECK_HR(CALL(writer, LoadMetadata, L"<WRITER_METADATA/>", 0), VSS_E_INVALID_XML_DOCUMENT);
    CHECK_HR(CALL(writer, LoadMetadata, L"<BACKUP_COMPONENTS/>", 0), VSS_E_INVALID_XML_DOCUMENT);
    CHECK_HR(CALL(writer, Register), VSS_E_BAD_STATE); /* nothing was loaded */
}

/* ---- what express writers may not have ---------------------------------------------------------
 */

static const struct metadata_call excluded[] = {
    {.method = ADD_EXCLUDE, .directory = L"C:\\suite\\files", .filespec = L"*.tmp", .yes = true}};

static void exclusions_are_read(struct suite *suite, const void *row)
{
    IVssExamineWriterMetadata *metadata;
    IVssExamineWriterMetadataEx2 *ex2;

    (void)row;
    REQUIRE(metadata_registered(suite, 0, metadata_carry_out, METADATA_CALLS(excluded)));
    REQUIRE(gather(suite, &metadata) == 1);
    ex2 = metadata_ex2(suite, metadata);
    REQUIRE(ex2);
    metadata_check_file(suite, metadata_file(suite, ex2, ADD_EXCLUDE, 0), excluded);
    CHECK(metadata_file_count(suite, ex2, ADD_GROUP) == 1); /* its own file set is whole */
}

static const struct metadata_call unsupported[] = {
    {.method = ADD_COMPONENT, .kind = VSS_CT_DATABASE, .name = L"a", .hr = E_INVALIDARG},
    {.method = ADD_COMPONENT,
     .kind = VSS_CT_FILEGROUP,
     .name = L"a",
     .number = VSS_CF_BACKUP_RECOVERY,
     .hr = E_INVALIDARG},
    {.method = ADD_COMPONENT,
     .kind = VSS_CT_FILEGROUP,
     .name = L"a",
     .number = VSS_CF_APP_ROLLBACK_RECOVERY,
     .hr = E_INVALIDARG},
    {.method = SET_RESTORE, .kind = VSS_WRE_NEVER, .hr = VSS_E_NOT_SUPPORTED},
    {.method = SET_RESTORE,
     .number = VSS_RME_RESTORE_TO_ALTERNATE_LOCATION,
     .kind = VSS_WRE_NEVER,
     .hr = VSS_E_NOT_SUPPORTED},
    {.method = SET_RESTORE,
     .number = VSS_RME_CUSTOM,
     .kind = VSS_WRE_NEVER,
     .hr = VSS_E_NOT_SUPPORTED},
    {.method = SET_RESTORE,
     .number = VSS_RME_RESTORE_AT_REBOOT,
     .kind = VSS_WRE_ALWAYS,
     .hr = VSS_E_NOT_SUPPORTED},
    {.method = SET_SCHEMA, .number = VSS_BS_DIFFERENTIAL, .hr = VSS_E_NOT_SUPPORTED},
    {.method = SET_SCHEMA, .number = VSS_BS_INCREMENTAL, .hr = VSS_E_NOT_SUPPORTED},
    {.method = SET_SCHEMA, .number = VSS_BS_LOG, .hr = VSS_E_NOT_SUPPORTED},
    {.method = ADD_GROUP,
     .path = L"group",
     .name = L"files",
     .directory = L"C:\\x",
     .filespec = L"*",
     .other = L"C:\\y",
     .number = 1,
     .hr = VSS_E_NOT_SUPPORTED},
};

static void they_are_simple(struct suite *suite, const void *row)
{
    (void)row;
    metadata_made(suite, METADATA_EXPRESS, metadata_carry_out, METADATA_CALLS(unsupported));
}

#define E "CreateVssExpressWriter"
#define W "IVssExpressWriter."
#define X "IVssCreateExpressWriterMetadata"
static const struct function named = {CreateVssExpressWriter},
                             exported = {CreateVssExpressWriterInternal};

/* clang-format off */
static const struct suite_case cases[] = {
    {E "/S_OK", an_object_is_made, &named, 0},
    {E "-1", an_object_is_made, &named, 0},
    {E "/E_INVALIDARG", no_place_for_the_object, &named, 0},
    {E "/any HRESULT", no_memory_for_the_object, &named, SUITE_NEEDS_MOCK},
    {E "-2", an_object_is_made, &exported, 0},
    {E "Internal/S_OK", an_object_is_made, &exported, 0},
    {E "Internal-1", an_object_is_made, &exported, 0},
    {E "Internal/E_INVALIDARG", no_place_for_the_object, &exported, 0},
    {E "Internal/any HRESULT", no_memory_for_the_object, &exported, SUITE_NEEDS_MOCK},
    {"IVssExpressWriter-2", an_object_is_made, &named, 0},
    {W "CreateMetadata/S_OK", metadata_begin_with_the_identity, NULL, 0},
    {W "CreateMetadata-3", metadata_begin_with_the_identity, NULL, 0},
    {W "CreateMetadata-1", only_three_usages, NULL, 0},
    {W "CreateMetadata/any HRESULT", other_failures_of_create, NULL, SUITE_NEEDS_MOCK},
    {W "Register/S_OK", registered_writers_are_gathered, NULL, SUITE_NEEDS_ALONE},
    {W "Register-2", registered_writers_are_gathered, NULL, SUITE_NEEDS_ALONE},
    {W "Unregister/S_OK", registered_writers_are_gathered, NULL, SUITE_NEEDS_ALONE},
    {W "Unregister-1", registered_writers_are_gathered, NULL, SUITE_NEEDS_ALONE},
    {W "Unregister/VSS_E_OBJECT_NOT_FOUND", registered_writers_are_gathered, NULL,
     SUITE_NEEDS_ALONE},
    {"IVssExpressWriter-1", registered_writers_are_gathered, NULL, SUITE_NEEDS_ALONE},
    {W "Register/VSS_E_OBJECT_ALREADY_EXISTS", there_already, NULL, SUITE_NEEDS_ALONE},
    {W "Register-1", metadata_come_before_register, NULL, SUITE_NEEDS_ALONE},
    {"IVssExpressWriter-3", metadata_come_before_register, NULL, SUITE_NEEDS_ALONE},
    {W "Unregister-2", the_id_is_enough_to_unregister, NULL, SUITE_NEEDS_ALONE},
    {X "-2", read_only_behind_register, NULL, SUITE_NEEDS_ALONE},
    {W "LoadMetadata/S_OK", loaded_then_registered, NULL, SUITE_NEEDS_ALONE},
    {W "LoadMetadata-1", loaded_then_registered, NULL, SUITE_NEEDS_ALONE},
    {X ".SaveAsXML-3", loaded_then_registered, NULL, SUITE_NEEDS_ALONE},
    {W "LoadMetadata/VSS_E_INVALID_XML_DOCUMENT", what_is_no_metadata_is_not_loaded, NULL, 0},
    {X ".AddExcludeFiles-1", exclusions_are_read, NULL, SUITE_NEEDS_ALONE},
    {X "-3", they_are_simple, NULL, 0},
    {"IVssExpressWriter-5", they_are_simple, NULL, 0},
};
/* clang-format on */
const struct suite_group suite_express = SUITE_GROUP("IVssExpressWriter", cases);
