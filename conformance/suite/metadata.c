/*
 * conformance/suite/metadata.c - a Writer Metadata Document made by a case, and read again.
 */
#include "metadata.h"

#include "layers.h"
#include "requester.h"

#include <stdlib.h>

const VSS_ID METADATA_OTHER_ID = {
    0x5e17e000, 0x0099, 0x4000, {0x80, 0x99, 0x53, 0x75, 0x69, 0x74, 0x65, 0x99}};

/* ---- the calls ---------------------------------------------------------------------------------
 */

/* The methods that both interfaces have. */
#define CASES_OF_BOTH(to, call)                                                                    \
    case ADD_EXCLUDE:                                                                              \
        return CALL(to, AddExcludeFiles, (call)->directory, (call)->filespec, (call)->yes);        \
    case ADD_COMPONENT:                                                                            \
        return CALL(to, AddComponent, (VSS_COMPONENT_TYPE)(call)->kind, (call)->path,              \
                    (call)->name, (call)->other, (call)->icon, (call)->icon_bytes, false, false,   \
                    (call)->yes, (call)->for_restore, (call)->number);                             \
    case ADD_GROUP:                                                                                \
        return CALL(to, AddFilesToFileGroup, (call)->path, (call)->name, (call)->directory,        \
                    (call)->filespec, (call)->yes, (call)->other, (call)->number);                 \
    case SET_RESTORE:                                                                              \
        return CALL(to, SetRestoreMethod, (VSS_RESTOREMETHOD_ENUM)(call)->number, (call)->other,   \
                    (call)->other_name, (VSS_WRITERRESTORE_ENUM)(call)->kind, (call)->yes);        \
    case ADD_DEPENDENCY:                                                                           \
        return CALL(to, AddComponentDependency, (call)->path, (call)->name,                        \
                    (call)->writer ? *(call)->writer : METADATA_OTHER_ID, (call)->other,           \
                    (call)->other_name);                                                           \
    case SET_SCHEMA:                                                                               \
        return CALL(to, SetBackupSchema, (call)->number)

static HRESULT do_writer(IVssCreateWriterMetadataEx *to, const struct metadata_call *call)
{
    switch (call->method) {
        CASES_OF_BOTH(to, call);
    case ADD_EXCLUDE_FROM_SNAPSHOT:
        return CALL(to, AddExcludeFilesFromSnapshot, call->directory, call->filespec, call->yes);
    case ADD_DATABASE:
        return CALL(to, AddDatabaseFiles, call->path, call->name, call->directory, call->filespec,
                    call->number);
    case ADD_LOG:
        return CALL(to, AddDatabaseLogFiles, call->path, call->name, call->directory,
                    call->filespec, call->number);
    case ADD_MAPPING:
        return CALL(to, AddAlternateLocationMapping, call->directory, call->filespec, call->yes,
                    call->other);
    default:
        return E_NOTIMPL;
    }
}

static HRESULT do_express(IVssCreateExpressWriterMetadata *to, const struct metadata_call *call)
{
    switch (call->method) {
        CASES_OF_BOTH(to, call);
    default:
        return E_NOTIMPL;
    }
}

HRESULT metadata_do(const struct metadata_maker *maker, const struct metadata_call *call)
{
    return maker->express ? do_express(maker->express, call) : do_writer(maker->writer, call);
}

HRESULT metadata_save(const struct metadata_maker *maker, BSTR *out)
{
    return maker->express ? CALL(maker->express, SaveAsXML, out)
                          : CALL(maker->writer, SaveAsXML, out);
}

struct metadata_call metadata_right(enum metadata_method method, bool express)
{
    static const struct metadata_call right[METADATA_METHODS] = {
        [ADD_EXCLUDE] = {.directory = L"C:\\suite", .filespec = L"*.tmp"},
        [ADD_EXCLUDE_FROM_SNAPSHOT] = {.directory = L"C:\\suite", .filespec = L"*.tmp"},
        [ADD_COMPONENT] = {.path = L"new", .name = L"component", .kind = VSS_CT_FILEGROUP},
        [ADD_DATABASE] = {.name = L"base", .directory = L"D:\\x", .filespec = L"*"},
        [ADD_LOG] = {.name = L"base", .directory = L"D:\\x", .filespec = L"*"},
        [ADD_GROUP] = {.path = L"group", .name = L"files", .directory = L"D:\\x", .filespec = L"*"},
        [SET_RESTORE] = {.number = VSS_RME_RESTORE_AT_REBOOT, .kind = VSS_WRE_NEVER},
        [ADD_MAPPING] = {.directory = L"C:\\suite\\base", .filespec = L"data", .other = L"D:\\y"},
        [ADD_DEPENDENCY] = {.path = L"group", .name = L"files", .other = L"on", .other_name = L"x"},
        [SET_SCHEMA] = {.number = VSS_BS_COPY},
    };
    struct metadata_call call = right[method];

    call.method = method;
    if (method == ADD_DATABASE || method == ADD_LOG || method == ADD_GROUP)
        call.number = express ? VSS_FSBT_FULL_BACKUP_REQUIRED : MASK_ALL;
    return call;
}

void metadata_carry_out(struct suite *suite, const struct metadata_maker *maker, const void *row)
{
    const struct metadata_calls *list = row;

    for (size_t i = 0; i < list->count; i++) {
        HRESULT hr = metadata_do(maker, &list->calls[i]);

        suite_check(suite, hr == list->calls[i].hr, __FILE__, __LINE__,
                    "call %u of method %d gives 0x%08X, not 0x%08X; %.200s", (unsigned)i,
                    (int)list->calls[i].method, (unsigned)hr, (unsigned)list->calls[i].hr,
                    layers_message());
    }
}

/* ---- making ------------------------------------------------------------------------------------
 */

struct making { /* what the Identify handler is to do */
    struct suite *suite;
    unsigned how;
    metadata_make make;
    const void *row;
};

static bool identify(struct suite_writer *writer, const struct suite_event_args *args)
{
    const struct making *making = suite_writer_context(writer);
    struct suite *suite = making->suite;
    /* The writer's base class is a CVssWriterEx: what it is handed is an ...MetadataEx. */
    const struct metadata_maker maker = {.writer =
                                             (IVssCreateWriterMetadataEx *)(void *)args->metadata};

    if (!(making->how & METADATA_BARE))
        CHECK_HR(suite_writer_describe(args->metadata), S_OK);
    if (making->make)
        making->make(suite, &maker, making->row);
    return true;
}

static struct suite_writer *described; /* by the last metadata_made of the case */

static void forget(void *nothing)
{
    (void)nothing;
    described = NULL;
}

static IVssExamineWriterMetadataEx2 *identified(struct suite *suite, const struct making *given)
{
    struct making *making = malloc(sizeof *making);
    struct suite_writer_options options = {.on = {[SUITE_IDENTIFY] = identify}, .context = making};
    struct suite_writer *writer;
    struct requester *requester;
    IVssExamineWriterMetadata *metadata;

    if (!CHECK(making) || !suite_at_end(suite, free, making))
        return NULL;
    *making = *given;
    if (described)
        suite_writer_end(described);
    if (!suite_at_end(suite, forget, NULL) ||
        !CHECK_HR(suite_writer_begin(suite, &options, &writer), S_OK))
        return NULL;
    described = writer;
    requester = requester_at(suite, AT_GATHERED);
    metadata = requester ? requester_metadata(suite, requester) : NULL;
    return metadata ? metadata_ex2(suite, metadata) : NULL;
}

static HRESULT describe_express(const struct metadata_maker *maker)
{
    struct metadata_call group = {
        .method = ADD_COMPONENT, .path = L"group", .name = L"files", .kind = VSS_CT_FILEGROUP};
    HRESULT hr = metadata_do(maker, &group);

    group = (struct metadata_call){.method = ADD_GROUP,
                                   .path = L"group",
                                   .name = L"files",
                                   .directory = L"C:\\suite\\files",
                                   .filespec = L"*",
                                   .number = VSS_FSBT_FULL_BACKUP_REQUIRED};
    return SUCCEEDED(hr) ? metadata_do(maker, &group) : hr;
}

/* The writer, with its metadata made; NULL as above. */
static IVssExpressWriter *express_begin(const struct making *making, struct metadata_maker *maker)
{
    struct suite *suite = making->suite;
    IVssExpressWriter *writer = NULL;

    if (!CHECK_HR(CreateVssExpressWriter(&writer), S_OK))
        return NULL;
    suite_release_at_end(suite, writer);
    if (!CHECK_HR(CALL(writer, CreateMetadata, METADATA_OTHER_ID, L"Express", VSS_UT_USERDATA, 3, 4,
                       0, &maker->express),
                  S_OK))
        return NULL;
    suite_release_at_end(suite, maker->express);
    if (!(making->how & METADATA_BARE))
        CHECK_HR(describe_express(maker), S_OK);
    if (making->make)
        making->make(suite, maker, making->row);
    return writer;
}

static IVssExamineWriterMetadataEx2 *express_made(struct suite *suite, const struct making *making)
{
    struct metadata_maker maker = {NULL, NULL};
    IVssExamineWriterMetadataEx2 *made = NULL;
    BSTR text = NULL;

    if (!express_begin(making, &maker))
        return NULL;
    if (CHECK_HR(metadata_save(&maker, &text), S_OK))
        made = metadata_loaded(suite, text);
    SysFreeString(text);
    return made;
}

static void unregister(void *object)
{
    IVssExpressWriter *writer = object;

    CALL(writer, Unregister, METADATA_OTHER_ID);
    CALL(writer, Release);
}

IVssExpressWriter *metadata_registered(struct suite *suite, unsigned how, metadata_make make,
                                       const void *row)
{
    const struct making making = {suite, how, make, row};
    struct metadata_maker maker = {NULL, NULL};
    IVssExpressWriter *writer = express_begin(&making, &maker);

    if (!writer || !CHECK_HR(CALL(writer, Register), S_OK))
        return NULL;
    CALL(writer, AddRef);
    return suite_at_end(suite, unregister, writer) ? writer : NULL;
}

IVssExamineWriterMetadataEx2 *metadata_made(struct suite *suite, unsigned how, metadata_make make,
                                            const void *row)
{
    const struct making making = {suite, how, make, row};

    return how & METADATA_EXPRESS ? express_made(suite, &making) : identified(suite, &making);
}

/* ---- reading -----------------------------------------------------------------------------------
 */

IVssExamineWriterMetadataEx2 *metadata_ex2(struct suite *suite, IVssExamineWriterMetadata *object)
{
    void *face = NULL;

    CHECK_HR(CALL(object, QueryInterface, &IID_IVssExamineWriterMetadataEx2, &face), S_OK);
    suite_release_at_end(suite, face);
    return face;
}

IVssExamineWriterMetadataEx2 *metadata_loaded(struct suite *suite, const WCHAR *xml)
{
    IVssExamineWriterMetadata *metadata = NULL;
    BSTR text = SysAllocString(xml);
    HRESULT hr = CreateVssExamineWriterMetadata(text, &metadata);

    SysFreeString(text);
    if (!CHECK_HR(hr, S_OK))
        return NULL;
    suite_release_at_end(suite, metadata);
    return metadata_ex2(suite, metadata);
}

IVssWMComponent *metadata_component(struct suite *suite, IVssExamineWriterMetadataEx2 *metadata,
                                    UINT n)
{
    IVssWMComponent *component = NULL;

    CHECK_HR(CALL(metadata, GetComponent, n, &component), S_OK);
    suite_release_at_end(suite, component);
    return component;
}

struct kept_info {
    IVssWMComponent *component;
    PVSSCOMPONENTINFO info;
};

static void free_info(void *object)
{
    struct kept_info *kept = object;

    CALL(kept->component, FreeComponentInfo, kept->info);
    CALL(kept->component, Release);
    free(kept);
}

const VSS_COMPONENTINFO *metadata_info(struct suite *suite, IVssWMComponent *component)
{
    struct kept_info *kept = malloc(sizeof *kept);

    if (!CHECK(kept))
        return NULL;
    kept->info = NULL;
    kept->component = component;
    if (!component || !CHECK_HR(CALL(component, GetComponentInfo, &kept->info), S_OK)) {
        free(kept);
        return NULL;
    }
    CALL(component, AddRef);
    return suite_at_end(suite, free_info, kept) ? kept->info : NULL;
}

/* The component that file sets of this kind go to: the first of the type. */
static IVssWMComponent *component_of(struct suite *suite, IVssExamineWriterMetadataEx2 *metadata,
                                     enum metadata_method method)
{
    return metadata_component(suite, metadata, method == ADD_GROUP ? 0 : 1);
}

static HRESULT get_file(struct suite *suite, IVssExamineWriterMetadataEx2 *metadata,
                        enum metadata_method method, UINT n, IVssWMFiledesc **out)
{
    IVssWMComponent *component;

    if (method == ADD_EXCLUDE)
        return CALL(metadata, GetExcludeFile, n, out);
    if (method == ADD_EXCLUDE_FROM_SNAPSHOT)
        return CALL(metadata, GetExcludeFromSnapshotFile, n, out);
    if (method == ADD_MAPPING)
        return CALL(metadata, GetAlternateLocationMapping, n, out);
    component = component_of(suite, metadata, method);
    if (!component)
        return E_UNEXPECTED;
    if (method == ADD_DATABASE)
        return CALL(component, GetDatabaseFile, n, out);
    return method == ADD_LOG ? CALL(component, GetDatabaseLogFile, n, out)
                             : CALL(component, GetFile, n, out);
}

IVssWMFiledesc *metadata_file(struct suite *suite, IVssExamineWriterMetadataEx2 *metadata,
                              enum metadata_method method, UINT n)
{
    IVssWMFiledesc *file = NULL;

    CHECK_HR(get_file(suite, metadata, method, n, &file), S_OK);
    suite_release_at_end(suite, file);
    return file;
}

static UINT count_mappings(struct suite *suite, IVssExamineWriterMetadataEx2 *metadata)
{
    VSS_RESTOREMETHOD_ENUM method;
    VSS_WRITERRESTORE_ENUM writer;
    BSTR service = NULL, procedure = NULL;
    bool reboot;
    UINT count = 0;
    HRESULT hr =
        CALL(metadata, GetRestoreMethod, &method, &service, &procedure, &writer, &reboot, &count);

    CHECK(hr == S_OK || hr == S_FALSE);
    SysFreeString(service);
    SysFreeString(procedure);
    return count;
}

UINT metadata_file_count(struct suite *suite, IVssExamineWriterMetadataEx2 *metadata,
                         enum metadata_method method)
{
    const VSS_COMPONENTINFO *info;
    UINT includes, excludes = 0, components;

    if (method == ADD_EXCLUDE) {
        CHECK_HR(CALL(metadata, GetFileCounts, &includes, &excludes, &components), S_OK);
        return excludes;
    }
    if (method == ADD_EXCLUDE_FROM_SNAPSHOT) {
        CHECK_HR(CALL(metadata, GetExcludeFromSnapshotCount, &excludes), S_OK);
        return excludes;
    }
    if (method == ADD_MAPPING)
        return count_mappings(suite, metadata);
    info = metadata_info(suite, component_of(suite, metadata, method));
    if (!info)
        return 0;
    return method == ADD_DATABASE ? info->cDatabases
           : method == ADD_LOG    ? info->cLogFiles
                                  : info->cFileCount;
}

void metadata_check_file(struct suite *suite, IVssWMFiledesc *file,
                         const struct metadata_call *call)
{
    bool in_component =
        call->method == ADD_DATABASE || call->method == ADD_LOG || call->method == ADD_GROUP;
    BSTR path = NULL, filespec = NULL, other = NULL;
    bool recursive = !call->yes;
    DWORD mask = ~call->number;

    REQUIRE(file);
    CHECK_HR(CALL(file, GetPath, &path), S_OK);
    CHECK_TEXT(path, call->directory);
    CHECK_HR(CALL(file, GetFilespec, &filespec), S_OK);
    CHECK_TEXT(filespec, call->filespec);
    CHECK_HR(CALL(file, GetRecursive, &recursive), S_OK);
    CHECK(recursive == call->yes);
    CHECK_HR(CALL(file, GetAlternateLocation, &other), call->other ? S_OK : S_FALSE);
    CHECK_TEXT(other, call->other);
    CHECK_HR(CALL(file, GetBackupTypeMask, &mask), S_OK);
    CHECK(!in_component || mask == call->number);
    SysFreeString(path);
    SysFreeString(filespec);
    SysFreeString(other);
}

/* ---- a document with everything ----------------------------------------------------------------
 */

static const BYTE icon[] = {0x42, 0x4d, 0x00, 0xff};
static const struct metadata_call gallery_rows[] = {
    [GALLERY_OPEN] = {.method = ADD_COMPONENT,
                      .path = L"base",
                      .name = L"open",
                      .other = L"Open \\ \x00e4ffnen",
                      .icon = icon,
                      .icon_bytes = sizeof icon,
                      .kind = VSS_CT_DATABASE,
                      .for_restore = true,
                      .number = VSS_CF_BACKUP_RECOVERY | VSS_CF_NOT_SYSTEM_STATE},
    [GALLERY_DATA] = {.method = ADD_DATABASE,
                      .path = L"base",
                      .name = L"open",
                      .directory = L"C:\\suite\\open",
                      .filespec = L"*.db",
                      .number = 0x101},
    [GALLERY_DATA_2] = {.method = ADD_DATABASE,
                        .path = L"base",
                        .name = L"open",
                        .directory = L"D:\\suite\\open\\",
                        .filespec = L"more.db",
                        .number = MASK_ALL},
    [GALLERY_LOG] = {.method = ADD_LOG,
                     .path = L"base",
                     .name = L"open",
                     .directory = L"\\\\server\\share\\logs",
                     .filespec = L"?.log",
                     .number = 0x808},
    [GALLERY_DEPENDENCY] = {.method = ADD_DEPENDENCY,
                            .path = L"base",
                            .name = L"open",
                            .other = L"Keys",
                            .other_name = L"master"},
    [GALLERY_DEPENDENCY_2] = {.method = ADD_DEPENDENCY,
                              .path = L"base",
                              .name = L"open",
                              .other_name = L"alone"},
    [GALLERY_SHUT] = {.method = ADD_COMPONENT,
                      .path = L"base",
                      .name = L"shut",
                      .kind = VSS_CT_FILEGROUP,
                      .yes = true},
    [GALLERY_FILES] = {.method = ADD_GROUP,
                       .path = L"base",
                       .name = L"shut",
                       .directory = L"%SystemRoot%\\shut",
                       .filespec = L"*",
                       .other = L"C:\\suite\\spool",
                       .yes = true,
                       .number = 0x10f0f},
    [GALLERY_EXCLUDE] = {.method = ADD_EXCLUDE, .directory = L"C:\\suite", .filespec = L"lock"},
    [GALLERY_CACHE] = {.method = ADD_EXCLUDE_FROM_SNAPSHOT,
                       .directory = L"C:\\suite\\cache\\",
                       .filespec = L"*",
                       .yes = true},
    [GALLERY_RESTORE] = {.method = SET_RESTORE,
                         .number = VSS_RME_STOP_RESTORE_START,
                         .other = L"svc",
                         .kind = VSS_WRE_IF_REPLACE_FAILS,
                         .yes = true},
    [GALLERY_MAPPING] = {.method = ADD_MAPPING,
                         .directory = L"C:\\suite\\open",
                         .filespec = L"*.db",
                         .other = L"E:\\recovered"},
    [GALLERY_SCHEMA] = {.method = SET_SCHEMA,
                        .number = VSS_BS_DIFFERENTIAL | VSS_BS_LOG | VSS_BS_TIMESTAMPED},
};
const struct metadata_calls gallery_calls = {gallery_rows, GALLERY_CALLS};

static void free_text(void *text)
{
    SysFreeString(text);
}

bool gallery_open(struct suite *suite, struct gallery *gallery)
{
    *gallery =
        (struct gallery){.metadata = metadata_made(suite, 0, metadata_carry_out, &gallery_calls)};
    if (!gallery->metadata)
        return false;
    gallery->database = metadata_component(suite, gallery->metadata, 2);
    gallery->group = metadata_component(suite, gallery->metadata, 3);
    if (!gallery->database || !gallery->group)
        return false;
    CHECK_HR(CALL(gallery->group, GetFile, 0, &gallery->file), S_OK);
    suite_release_at_end(suite, gallery->file);
    CHECK_HR(CALL(gallery->database, GetDependency, 0, &gallery->dependency), S_OK);
    suite_release_at_end(suite, gallery->dependency);
    CHECK_HR(CALL(gallery->metadata, SaveAsXML, &gallery->text), S_OK);
    return suite_at_end(suite, free_text, gallery->text) && gallery->file && gallery->dependency &&
           !suite_failed(suite);
}
