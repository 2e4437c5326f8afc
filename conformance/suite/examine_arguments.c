/*
 * conformance/suite/examine_arguments.c - what the methods that read metadata do with NULL, with an
 * index past the end and without memory; and that what they hand out is the caller's.
 */
#include "groups.h"
#include "layers.h"
#include "metadata.h"
#include "writer.h"

#include <limits.h>

/* ---- NULL, and no memory -----------------------------------------------------------------------
 * A getter calls its method with right arguments but for the missing-th, which is NULL, frees what
 * it was handed, and notes when a call that failed handed something out.
 */

#define NOTHING_MISSING (-1)
typedef HRESULT (*getter)(struct suite *suite, const struct gallery *from, int missing);
#define ARG(n, place) (missing == (n) ? NULL : &(place))

static HRESULT no_text(struct suite *suite, HRESULT hr, const BSTR *text)
{
    CHECK(SUCCEEDED(hr) || !*text);
    SysFreeString(*text);
    return hr;
}

static HRESULT no_object(struct suite *suite, HRESULT hr, void *place)
{
    IUnknown *unknown = *(IUnknown **)place;

    CHECK(!unknown == FAILED(hr));
    RELEASE(unknown);
    return hr;
}

static HRESULT get_identity(struct suite *suite, const struct gallery *from, int missing)
{
    VSS_ID instance, writer;
    VSS_USAGE_TYPE usage;
    VSS_SOURCE_TYPE source;
    BSTR name = NULL;
    HRESULT hr = CALL(from->metadata, GetIdentity, ARG(0, instance), ARG(1, writer), ARG(2, name),
                      ARG(3, usage), ARG(4, source));

    return no_text(suite, hr, &name);
}

static HRESULT get_identity_ex(struct suite *suite, const struct gallery *from, int missing)
{
    VSS_ID instance, writer;
    VSS_USAGE_TYPE usage;
    VSS_SOURCE_TYPE source;
    BSTR name = NULL, instance_name = NULL;
    HRESULT hr = CALL(from->metadata, GetIdentityEx, ARG(0, instance), ARG(1, writer), ARG(2, name),
                      ARG(3, instance_name), ARG(4, usage), ARG(5, source));

    no_text(suite, hr, &instance_name);
    return no_text(suite, hr, &name);
}

static HRESULT get_file_counts(struct suite *suite, const struct gallery *from, int missing)
{
    UINT includes, excludes, components;

    (void)suite;
    return CALL(from->metadata, GetFileCounts, &includes, ARG(0, excludes), ARG(1, components));
}

static HRESULT get_exclude_file(struct suite *suite, const struct gallery *from, int missing)
{
    IVssWMFiledesc *file = NULL;

    return no_object(suite, CALL(from->metadata, GetExcludeFile, 0, ARG(0, file)), &file);
}

static HRESULT get_component(struct suite *suite, const struct gallery *from, int missing)
{
    IVssWMComponent *component = NULL;

    return no_object(suite, CALL(from->metadata, GetComponent, 0, ARG(0, component)), &component);
}

static HRESULT get_restore_method(struct suite *suite, const struct gallery *from, int missing)
{
    VSS_RESTOREMETHOD_ENUM method;
    VSS_WRITERRESTORE_ENUM writer;
    BSTR service = NULL, procedure = NULL;
    bool reboot;
    UINT mappings;
    HRESULT hr = CALL(from->metadata, GetRestoreMethod, ARG(0, method), ARG(1, service),
                      ARG(2, procedure), ARG(3, writer), ARG(4, reboot), ARG(5, mappings));

    no_text(suite, hr, &procedure);
    return no_text(suite, hr, &service);
}

static HRESULT get_mapping(struct suite *suite, const struct gallery *from, int missing)
{
    IVssWMFiledesc *file = NULL;

    return no_object(suite, CALL(from->metadata, GetAlternateLocationMapping, 0, ARG(0, file)),
                     &file);
}

static HRESULT get_schema(struct suite *suite, const struct gallery *from, int missing)
{
    DWORD schema;

    (void)suite;
    return CALL(from->metadata, GetBackupSchema, ARG(0, schema));
}

static HRESULT save(struct suite *suite, const struct gallery *from, int missing)
{
    BSTR text = NULL;

    return no_text(suite, CALL(from->metadata, SaveAsXML, ARG(0, text)), &text);
}

static HRESULT get_version(struct suite *suite, const struct gallery *from, int missing)
{
    DWORD major, minor;

    (void)suite;
    return CALL(from->metadata, GetVersion, ARG(0, major), ARG(1, minor));
}

static HRESULT get_snapshot_count(struct suite *suite, const struct gallery *from, int missing)
{
    UINT count;

    (void)suite;
    return CALL(from->metadata, GetExcludeFromSnapshotCount, ARG(0, count));
}

static HRESULT get_snapshot_file(struct suite *suite, const struct gallery *from, int missing)
{
    IVssWMFiledesc *file = NULL;

    return no_object(suite, CALL(from->metadata, GetExcludeFromSnapshotFile, 0, ARG(0, file)),
                     &file);
}

static HRESULT get_info(struct suite *suite, const struct gallery *from, int missing)
{
    PVSSCOMPONENTINFO info = NULL;
    HRESULT hr = CALL(from->database, GetComponentInfo, ARG(0, info));

    CHECK(!info == FAILED(hr));
    CALL(from->database, FreeComponentInfo, info);
    return hr;
}

#define COMPONENT_GETTER(FUNCTION, OBJECT, METHOD, INTERFACE)                                      \
    static HRESULT FUNCTION(struct suite *suite, const struct gallery *from, int missing)          \
    {                                                                                              \
        INTERFACE *out = NULL;                                                                     \
                                                                                                   \
        return no_object(suite, CALL(from->OBJECT, METHOD, 0, ARG(0, out)), &out);                 \
    }
COMPONENT_GETTER(get_file, group, GetFile, IVssWMFiledesc)
COMPONENT_GETTER(get_database_file, database, GetDatabaseFile, IVssWMFiledesc)
COMPONENT_GETTER(get_log_file, database, GetDatabaseLogFile, IVssWMFiledesc)
COMPONENT_GETTER(get_dependency, database, GetDependency, IVssWMDependency)

#define TEXT_GETTER(FUNCTION, OBJECT, METHOD)                                                      \
    static HRESULT FUNCTION(struct suite *suite, const struct gallery *from, int missing)          \
    {                                                                                              \
        BSTR text = NULL;                                                                          \
                                                                                                   \
        return no_text(suite, CALL(from->OBJECT, METHOD, ARG(0, text)), &text);                    \
    }
TEXT_GETTER(get_path, file, GetPath)
TEXT_GETTER(get_filespec, file, GetFilespec)
TEXT_GETTER(get_alternate, file, GetAlternateLocation)
TEXT_GETTER(get_on_path, dependency, GetLogicalPath)
TEXT_GETTER(get_on_name, dependency, GetComponentName)

static HRESULT get_recursive(struct suite *suite, const struct gallery *from, int missing)
{
    bool recursive;

    (void)suite;
    return CALL(from->file, GetRecursive, ARG(0, recursive));
}

static HRESULT get_mask(struct suite *suite, const struct gallery *from, int missing)
{
    DWORD mask;

    (void)suite;
    return CALL(from->file, GetBackupTypeMask, ARG(0, mask));
}

static HRESULT get_on_writer(struct suite *suite, const struct gallery *from, int missing)
{
    VSS_ID writer;

    (void)suite;
    return CALL(from->dependency, GetWriterId, ARG(0, writer));
}

/* The document is loaded into the object that it came from. */
static HRESULT load(struct suite *suite, const struct gallery *from, int missing)
{
    (void)suite;
    return CALL(from->metadata, LoadFromXML, missing == 0 ? NULL : from->text);
}

struct method {
    getter call;
    int arguments; /* those that may not be NULL */
};

static void null_arguments(struct suite *suite, const void *row)
{
    const struct method *method = row;
    struct gallery gallery;

    REQUIRE(gallery_open(suite, &gallery));
    for (int i = 0; i < method->arguments; i++)
        suite_check(suite, method->call(suite, &gallery, i) == E_INVALIDARG, __FILE__, __LINE__,
                    "argument %d may not be NULL; %.200s", i, layers_message());
    CHECK_HR(method->call(suite, &gallery, NOTHING_MISSING), S_OK);
}

static void no_memory(struct suite *suite, const void *row)
{
    const struct method *method = row;
    struct gallery gallery;
    uint64_t nth = 1;
    HRESULT hr;

    REQUIRE(gallery_open(suite, &gallery));
    do {
        layers_fail_allocation(nth);
        hr = method->call(suite, &gallery, NOTHING_MISSING);
        layers_fail_allocation(0);
    } while (hr == E_OUTOFMEMORY && ++nth < 1000);
    CHECK_HR(hr, S_OK);
    CHECK(nth > 1);
}

/* ---- indexes -----------------------------------------------------------------------------------
 */

struct indexed {
    HRESULT (*get)(const struct gallery *from, UINT index, void **out);
    UINT count;   /* in the gallery */
    HRESULT past; /* the end */
};

#define INDEXED(FUNCTION, OBJECT, METHOD)                                                          \
    static HRESULT FUNCTION(const struct gallery *from, UINT index, void **out)                    \
    {                                                                                              \
        return CALL(from->OBJECT, METHOD, index, (void *)out);                                     \
    }
INDEXED(nth_exclude, metadata, GetExcludeFile)
INDEXED(nth_component, metadata, GetComponent)
INDEXED(nth_mapping, metadata, GetAlternateLocationMapping)
INDEXED(nth_from_snapshot, metadata, GetExcludeFromSnapshotFile)
INDEXED(nth_file, group, GetFile)
INDEXED(nth_database_file, database, GetDatabaseFile)
INDEXED(nth_log_file, database, GetDatabaseLogFile)
INDEXED(nth_dependency, database, GetDependency)

static const struct indexed excludes = {nth_exclude, 2, VSS_E_OBJECT_NOT_FOUND},
                            components = {nth_component, 4, VSS_E_OBJECT_NOT_FOUND},
                            mappings = {nth_mapping, 2, VSS_E_OBJECT_NOT_FOUND},
                            from_snapshot = {nth_from_snapshot, 1, E_INVALIDARG},
                            files = {nth_file, 1, VSS_E_OBJECT_NOT_FOUND},
                            database_files = {nth_database_file, 2, VSS_E_OBJECT_NOT_FOUND},
                            log_files = {nth_log_file, 1, VSS_E_OBJECT_NOT_FOUND},
                            dependencies = {nth_dependency, 2, VSS_E_OBJECT_NOT_FOUND};

static void an_index_past_the_end(struct suite *suite, const void *row)
{
    const struct indexed *indexed = row;
    struct gallery gallery;
    void *out;

    REQUIRE(gallery_open(suite, &gallery));
    for (UINT i = 0; i < indexed->count; i++) {
        out = NULL;
        CHECK_HR(indexed->get(&gallery, i, &out), S_OK);
        CHECK(out);
        RELEASE((IUnknown *)out);
    }
    for (UINT i = 0; i < 3; i++) {
        out = &gallery;
        CHECK_HR(indexed->get(&gallery, i == 2 ? UINT_MAX : indexed->count + i, &out),
                 indexed->past);
        CHECK(!out);
    }
}

/* The caller's reference is the only one, and the object needs no other object. */
static void the_caller_releases(struct suite *suite, const void *row)
{
    const struct indexed *indexed = row;
    struct gallery gallery;
    void *first = NULL, *second = NULL;

    REQUIRE(gallery_open(suite, &gallery));
    REQUIRE_HR(indexed->get(&gallery, 0, &first), S_OK);
    CHECK_HR(indexed->get(&gallery, 0, &second), S_OK);
    CHECK(first != second);
    CHECK(CALL((IUnknown *)first, AddRef) == 2);
    CHECK(CALL((IUnknown *)first, Release) == 1);
    CHECK(CALL((IUnknown *)first, Release) == 0);
    CHECK(CALL((IUnknown *)second, Release) == 0);
}

/* Indexes of a component of the other type: there are none. */
static void none_in_another_type(struct suite *suite, const void *row)
{
    const struct indexed *indexed = row;
    struct gallery gallery, swapped;
    void *out = NULL;

    REQUIRE(gallery_open(suite, &gallery));
    swapped = gallery;
    swapped.database = gallery.group;
    swapped.group = gallery.database;
    CHECK_HR(indexed->get(&swapped, 0, &out), VSS_E_OBJECT_NOT_FOUND);
    CHECK(!out);
    CHECK(metadata_info(suite, gallery.group)->cDatabases == 0);
    CHECK(metadata_info(suite, gallery.group)->cLogFiles == 0);
    CHECK(metadata_info(suite, gallery.database)->cFileCount == 0);
}

/* ---- texts -------------------------------------------------------------------------------------
 */

struct text {
    HRESULT (*get)(const struct gallery *from, BSTR *out);
};

static HRESULT text_path(const struct gallery *from, BSTR *out)
{
    return CALL(from->file, GetPath, out);
}

static HRESULT text_filespec(const struct gallery *from, BSTR *out)
{
    return CALL(from->file, GetFilespec, out);
}

static HRESULT text_alternate(const struct gallery *from, BSTR *out)
{
    return CALL(from->file, GetAlternateLocation, out);
}

static HRESULT text_on_path(const struct gallery *from, BSTR *out)
{
    return CALL(from->dependency, GetLogicalPath, out);
}

static HRESULT text_on_name(const struct gallery *from, BSTR *out)
{
    return CALL(from->dependency, GetComponentName, out);
}

static HRESULT text_writer_name(const struct gallery *from, BSTR *out)
{
    VSS_ID instance, writer;
    VSS_USAGE_TYPE usage;
    VSS_SOURCE_TYPE source;

    return CALL(from->metadata, GetIdentity, &instance, &writer, out, &usage, &source);
}

/* Each call gives a string of its own, which the caller may change and has to free. */
static void the_caller_frees(struct suite *suite, const void *row)
{
    const struct text *text = row;
    struct gallery gallery;
    BSTR first = NULL, second = NULL;

    REQUIRE(gallery_open(suite, &gallery));
    REQUIRE_HR(text->get(&gallery, &first), S_OK);
    REQUIRE(first && SysStringLen(first) > 0);
    first[0] = L'\x2603';
    CHECK_HR(text->get(&gallery, &second), S_OK);
    CHECK(second && second[0] != L'\x2603');
    CHECK(SysStringLen(second) == SysStringLen(first));
    SysFreeString(first);
    SysFreeString(second);
}

#define M "IVssExamineWriterMetadata."
#define MX "IVssExamineWriterMetadataEx."
#define MX2 "IVssExamineWriterMetadataEx2."
#define C "IVssWMComponent."
#define F "IVssWMFiledesc."
#define D "IVssWMDependency."
#define NULLS(name, call, count)                                                                   \
    {                                                                                              \
        name "/E_INVALIDARG", null_arguments, &(const struct method){call, count}, 0               \
    }
#define BOTH(name, call, count)                                                                    \
    NULLS(name, call, count),                                                                      \
    {                                                                                              \
        name "/E_OUTOFMEMORY", no_memory, &(const struct method){call, count}, SUITE_NEEDS_MOCK    \
    }
#define NOT_FOUND(name, list)                                                                      \
    {                                                                                              \
        name "/VSS_E_OBJECT_NOT_FOUND", an_index_past_the_end, &(list), 0                          \
    }
#define RANGE(id, list)                                                                            \
    {                                                                                              \
        id, an_index_past_the_end, &(list), 0                                                      \
    }
#define RELEASES(id, list)                                                                         \
    {                                                                                              \
        id, the_caller_releases, &(list), 0                                                        \
    }
#define FREES(id, get)                                                                             \
    {                                                                                              \
        id, the_caller_frees, &(const struct text){get}, 0                                         \
    }

/* clang-format off */
static const struct suite_case cases[] = {
    BOTH(M "GetIdentity", get_identity, 5),
    NULLS(M "GetFileCounts", get_file_counts, 2),
    BOTH(M "GetExcludeFile", get_exclude_file, 1),
    BOTH(M "GetComponent", get_component, 1),
    BOTH(M "GetRestoreMethod", get_restore_method, 6),
    BOTH(M "GetAlternateLocationMapping", get_mapping, 1),
    NULLS(M "GetBackupSchema", get_schema, 1),
    BOTH(M "SaveAsXML", save, 1),
    BOTH(M "LoadFromXML", load, 1),
    BOTH(MX "GetIdentityEx", get_identity_ex, 6),
    NULLS(MX2 "GetVersion", get_version, 2),
    NULLS(MX2 "GetExcludeFromSnapshotCount", get_snapshot_count, 1),
    {MX2 "GetExcludeFromSnapshotCount-1", null_arguments,
     &(const struct method){get_snapshot_count, 1}, 0},
    BOTH(MX2 "GetExcludeFromSnapshotFile", get_snapshot_file, 1),
    BOTH(C "GetComponentInfo", get_info, 1),
    BOTH(C "GetFile", get_file, 1),
    BOTH(C "GetDatabaseFile", get_database_file, 1),
    BOTH(C "GetDatabaseLogFile", get_log_file, 1),
    BOTH(C "GetDependency", get_dependency, 1),
    BOTH(F "GetPath", get_path, 1),
    BOTH(F "GetFilespec", get_filespec, 1),
    BOTH(F "GetAlternateLocation", get_alternate, 1),
    NULLS(F "GetRecursive", get_recursive, 1),
    NULLS(F "GetBackupTypeMask", get_mask, 1),
    NULLS(D "GetWriterId", get_on_writer, 1),
    BOTH(D "GetLogicalPath", get_on_path, 1),
    BOTH(D "GetComponentName", get_on_name, 1),

    NOT_FOUND(M "GetExcludeFile", excludes),
    RANGE(M "GetExcludeFile-1", excludes),
    RANGE(M "GetFileCounts-1", excludes),
    RELEASES(M "GetExcludeFile-2", excludes),
    NOT_FOUND(M "GetComponent", components),
    RANGE(M "GetComponent-1", components),
    RANGE(M "GetFileCounts-2", components),
    RELEASES(M "GetComponent-2", components),
    NOT_FOUND(M "GetAlternateLocationMapping", mappings),
    RANGE(M "GetAlternateLocationMapping-1", mappings),
    RANGE(M "GetRestoreMethod-4", mappings),
    RELEASES(M "GetAlternateLocationMapping-2", mappings),
    RANGE(MX2 "GetExcludeFromSnapshotFile-1", from_snapshot),
    RANGE(MX2 "GetExcludeFromSnapshotCount-3", from_snapshot),
    RELEASES(MX2 "GetExcludeFromSnapshotFile-2", from_snapshot),
    NOT_FOUND(C "GetFile", files),
    RANGE(C "GetFile-1", files),
    {C "GetFile-2", none_in_another_type, &files, 0},
    RELEASES(C "GetFile-3", files),
    NOT_FOUND(C "GetDatabaseFile", database_files),
    RANGE(C "GetDatabaseFile-1", database_files),
    {C "GetDatabaseFile-2", none_in_another_type, &database_files, 0},
    RELEASES(C "GetDatabaseFile-3", database_files),
    NOT_FOUND(C "GetDatabaseLogFile", log_files),
    RANGE(C "GetDatabaseLogFile-1", log_files),
    {C "GetDatabaseLogFile-2", none_in_another_type, &log_files, 0},
    RELEASES(C "GetDatabaseLogFile-3", log_files),
    NOT_FOUND(C "GetDependency", dependencies),
    RANGE(C "GetDependency-1", dependencies),
    RELEASES(C "GetDependency-3", dependencies),
    RELEASES("IVssWMFiledesc-2", files),
    RELEASES("IVssWMDependency-5", dependencies),

    FREES(M "GetIdentity-1", text_writer_name),
    FREES(F "GetPath-4", text_path),
    FREES(F "GetFilespec-2", text_filespec),
    FREES(F "GetAlternateLocation-4", text_alternate),
    FREES(D "GetLogicalPath-1", text_on_path),
    FREES(D "GetComponentName-1", text_on_name),
};
/* clang-format on */
const struct suite_group suite_examine_arguments =
    SUITE_GROUP("IVssExamineWriterMetadata, IVssWM*: arguments", cases);
