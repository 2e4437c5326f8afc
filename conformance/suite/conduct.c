/*
 * conformance/suite/conduct.c - what metadata are for: a requester in small, which decides by them
 * alone which files it copies, from where, and where they go in a restore.
 */
#include "groups.h"
#include "layers.h"
#include "metadata.h"
#include "requester.h"

#include <string.h>

/* ---- masks -------------------------------------------------------------------------------------
 */

struct adder {
    enum metadata_method method;
    const WCHAR *path, *name; /* of the component */
};
static const struct adder database = {ADD_DATABASE, NULL, L"base"},
                          log_files = {ADD_LOG, NULL, L"base"},
                          group = {ADD_GROUP, L"group", L"files"};

static struct metadata_call set_of(const struct adder *adder, const WCHAR *filespec, DWORD mask)
{
    return (struct metadata_call){.method = adder->method,
                                  .path = adder->path,
                                  .name = adder->name,
                                  .directory = L"C:\\m",
                                  .filespec = filespec,
                                  .number = mask};
}

static const DWORD masks[] = {0,     0x101, 0x202,   0x404,   0x808,
                              0x00f, 0xf00, 0x10f0f, 0x10000, MASK_ALL};
#define MASKS (sizeof masks / sizeof *masks)

static void add_masks(struct suite *suite, const struct metadata_maker *maker, const void *row)
{
    for (size_t i = 0; i < MASKS; i++) {
        const struct metadata_call call = set_of(row, L"*", masks[i]);

        CHECK_HR(metadata_do(maker, &call), S_OK);
    }
}

static void masks_are_read(struct suite *suite, const void *row)
{
    const struct adder *adder = row;
    IVssExamineWriterMetadataEx2 *metadata = metadata_made(suite, 0, add_masks, row);

    REQUIRE(metadata);
    for (UINT i = 0; i < MASKS; i++) {
        const struct metadata_call call = set_of(adder, L"*", masks[i]);

        metadata_check_file(suite, metadata_file(suite, metadata, adder->method, 1 + i), &call);
    }
}

/* Three files: needed from the shadow copy, needed from anywhere, not needed in a full backup. */
static const struct {
    const WCHAR *name;
    DWORD mask;
    const char *copied; /* NULL: not at all */
} files[] = {
    {L"a", VSS_FSBT_FULL_BACKUP_REQUIRED | VSS_FSBT_FULL_SNAPSHOT_REQUIRED, "old"},
    {L"b", VSS_FSBT_FULL_BACKUP_REQUIRED, "new"},
    {L"c", VSS_FSBT_DIFFERENTIAL_BACKUP_REQUIRED | VSS_FSBT_DIFFERENTIAL_SNAPSHOT_REQUIRED, NULL}};

static void add_files(struct suite *suite, const struct metadata_maker *maker, const void *row)
{
    for (size_t i = 0; i < 3; i++) {
        const struct metadata_call call = set_of(row, files[i].name, files[i].mask);

        CHECK_HR(metadata_do(maker, &call), S_OK);
    }
}

static void write_files(struct suite *suite, const char *text)
{
    CHECK_HR(layers_write_file(L"C:\\m\\a", text), S_OK);
    CHECK_HR(layers_write_file(L"C:\\m\\b", text), S_OK);
    CHECK_HR(layers_write_file(L"C:\\m\\c", text), S_OK);
}

static void append(WCHAR *path, const WCHAR *text)
{
    size_t n = 0;

    while (path[n])
        n++;
    while ((path[n] = *text++))
        n++;
}

/* Reads directory\name of C:, as it is or in the shadow copy. */
static void read_copy(struct suite *suite, struct requester *requester, const WCHAR *directory,
                      const WCHAR *name, bool from_snapshot, char text[20])
{
    VSS_SNAPSHOT_PROP prop;
    WCHAR path[300] = L"";

    if (from_snapshot) {
        REQUIRE_HR(CALL(requester->backup, GetSnapshotProperties, requester->snapshot_id, &prop),
                   S_OK);
        append(path, prop.m_pwszSnapshotDeviceObject);
        VssFreeSnapshotProperties(&prop);
    }
    append(path, from_snapshot ? directory + 2 : directory);
    append(path, L"\\");
    append(path, name);
    CHECK_HR(layers_read_file(path, text, 20), S_OK);
}

/* Copies a file set as the mask says for a full backup; false: it is not part of one. */
static bool copy_set(struct suite *suite, struct requester *requester, IVssWMFiledesc *file,
                     char text[20])
{
    BSTR path = NULL, name = NULL;
    DWORD mask = 0;
    HRESULT hr;

    CHECK_HR(CALL(file, GetBackupTypeMask, &mask), S_OK);
    if (!(mask & VSS_FSBT_FULL_BACKUP_REQUIRED))
        return false;
    hr = CALL(file, GetAlternateLocation, &path);
    CHECK(hr == (path ? S_OK : S_FALSE));
    if (!path)
        CHECK_HR(CALL(file, GetPath, &path), S_OK);
    CHECK_HR(CALL(file, GetFilespec, &name), S_OK);
    if (path && name)
        read_copy(suite, requester, path, name, mask & VSS_FSBT_FULL_SNAPSHOT_REQUIRED, text);
    SysFreeString(path);
    SysFreeString(name);
    return true;
}

/* The files change behind the shadow copy: what is copied shows where it came from. */
static void copied_as_the_mask_says(struct suite *suite, const void *row)
{
    const struct adder *adder = row;
    IVssExamineWriterMetadataEx2 *metadata;
    struct requester *requester;

    write_files(suite, "old");
    metadata = metadata_made(suite, 0, add_files, row);
    requester = metadata ? requester_at(suite, AT_SNAPSHOT) : NULL;
    REQUIRE(requester);
    write_files(suite, "new");
    for (UINT i = 0; i < 3; i++) {
        IVssWMFiledesc *file = metadata_file(suite, metadata, adder->method, 1 + i);
        char text[20] = "";

        REQUIRE(file);
        CHECK(copy_set(suite, requester, file, text) == (files[i].copied != NULL));
        CHECK(strcmp(text, files[i].copied ? files[i].copied : "") == 0);
    }
    CHECK(requester_go(suite, requester, AT_COMPLETE));
}

/* ---- what a writer says later ------------------------------------------------------------------
 */

static const struct adder *overridden;

static void add_none(struct suite *suite, const struct metadata_maker *maker, const void *row)
{
    const struct metadata_call call = set_of(row, L"a", 0);

    CHECK_HR(metadata_do(maker, &call), S_OK);
}

static bool identify_none(struct suite_writer *writer, const struct suite_event_args *args)
{
    const struct metadata_maker maker = {.writer =
                                             (IVssCreateWriterMetadataEx *)(void *)args->metadata};
    struct suite *suite = suite_writer_context(writer);

    CHECK_HR(suite_writer_describe(args->metadata), S_OK);
    add_none(suite, &maker, overridden);
    return true;
}

static bool override(struct suite_writer *writer, const struct suite_event_args *args)
{
    struct suite *suite = suite_writer_context(writer);
    IVssComponent *component = NULL;
    FILETIME time = {1, 2};

    if (!CHECK_HR(CALL(args->components, GetComponent, overridden->path ? 0 : 1, &component), S_OK))
        return false;
    CHECK_HR(CALL(component, AddPartialFile, L"C:\\m", L"a", L"0:2", NULL), S_OK);
    CHECK_HR(CALL(component, AddDifferencedFilesByLastModifyTime, L"C:\\m", L"a", false, time),
             S_OK);
    CALL(component, Release);
    return true;
}

static void check_overriding(struct suite *suite, IVssComponent *component)
{
    BSTR path = NULL, name = NULL, ranges = NULL, metadata = NULL, lsn = NULL;
    UINT count = 0;
    BOOL recursive;
    FILETIME time = {0, 0};

    CHECK_HR(CALL(component, GetPartialFileCount, &count), S_OK);
    CHECK(count == 1);
    CHECK_HR(CALL(component, GetPartialFile, 0, &path, &name, &ranges, &metadata), S_OK);
    CHECK_TEXT(path, L"C:\\m");
    CHECK_TEXT(name, L"a");
    CHECK_TEXT(ranges, L"0:2");
    SysFreeString(path);
    SysFreeString(name);
    SysFreeString(ranges);
    SysFreeString(metadata);
    CHECK_HR(CALL(component, GetDifferencedFilesCount, &count), S_OK);
    CHECK(count == 1);
    CHECK_HR(CALL(component, GetDifferencedFile, 0, &path, &name, &recursive, &lsn, &time), S_OK);
    CHECK_TEXT(path, L"C:\\m");
    CHECK(time.dwLowDateTime == 1 && time.dwHighDateTime == 2);
    SysFreeString(path);
    SysFreeString(name);
    SysFreeString(lsn);
}

/* A file that no backup needs by its mask is one that the writer asks for after the shadow copy. */
static void partial_and_differenced_override(struct suite *suite, const void *row)
{
    const struct suite_writer_options options = {
        .on = {[SUITE_IDENTIFY] = identify_none, [SUITE_POST_SNAPSHOT] = override},
        .context = suite};
    struct suite_writer *writer;
    struct requester *requester;
    IVssExamineWriterMetadata *metadata;
    IVssComponent *component;
    IVssWMFiledesc *file;
    DWORD mask = 1;

    overridden = row;
    REQUIRE_HR(suite_writer_begin(suite, &options, &writer), S_OK);
    requester = requester_at(suite, AT_SNAPSHOT);
    metadata = requester ? requester_metadata(suite, requester) : NULL;
    REQUIRE(metadata);
    file = metadata_file(suite, metadata_ex2(suite, metadata), overridden->method, 1);
    REQUIRE(file);
    CHECK_HR(CALL(file, GetBackupTypeMask, &mask), S_OK);
    CHECK(mask == 0);
    component = requester_component(suite, requester, overridden->path ? 0 : 1);
    REQUIRE(component);
    check_overriding(suite, component);
}

/* The lists are two: who copies logs only takes the second. */
static void logs_are_a_list_of_their_own(struct suite *suite, const void *row)
{
    struct gallery gallery;
    IVssWMFiledesc *file = NULL;

    (void)row;
    REQUIRE(gallery_open(suite, &gallery));
    CHECK_HR(CALL(gallery.database, GetDatabaseLogFile, 0, &file), S_OK);
    suite_release_at_end(suite, file);
    metadata_check_file(suite, file, &gallery_calls.calls[GALLERY_LOG]);
    CHECK(metadata_info(suite, gallery.database)->cLogFiles == 1);
    for (UINT i = 0; i < 2; i++) {
        CHECK_HR(CALL(gallery.database, GetDatabaseFile, i, &file), S_OK);
        suite_release_at_end(suite, file);
        metadata_check_file(suite, file, &gallery_calls.calls[GALLERY_DATA + i]);
    }
}

/* ---- alternate paths ---------------------------------------------------------------------------
 */

static const struct metadata_call spooled[] = {
    {.method = ADD_GROUP,
     .path = L"group",
     .name = L"files",
     .directory = L"C:\\live",
     .filespec = L"f",
     .other = L"C:\\spool",
     .number = MASK_ALL},
    {.method = ADD_GROUP,
     .path = L"group",
     .name = L"files",
     .directory = L"C:\\plain",
     .filespec = L"f",
     .number = MASK_ALL},
};

/* The file is in both places. */
static void copied_from_the_alternate_path(struct suite *suite, const void *row)
{
    static const char *const wanted[] = {"spool", "plain"};
    IVssExamineWriterMetadataEx2 *metadata;
    struct requester *requester;

    (void)row;
    CHECK_HR(layers_write_file(L"C:\\live\\f", "live"), S_OK);
    CHECK_HR(layers_write_file(L"C:\\spool\\f", "spool"), S_OK);
    CHECK_HR(layers_write_file(L"C:\\plain\\f", "plain"), S_OK);
    metadata = metadata_made(suite, 0, metadata_carry_out, METADATA_CALLS(spooled));
    requester = metadata ? requester_at(suite, AT_SNAPSHOT) : NULL;
    REQUIRE(requester);
    for (UINT i = 0; i < 2; i++) {
        IVssWMFiledesc *file = metadata_file(suite, metadata, ADD_GROUP, 1 + i);
        char text[20] = "";

        REQUIRE(file);
        CHECK(copy_set(suite, requester, file, text));
        CHECK(strcmp(text, wanted[i]) == 0);
    }
}

/* ---- where a file goes in a restore ------------------------------------------------------------
 */

static bool same_text(const WCHAR *a, const WCHAR *b)
{
    for (; *a && *a == *b; a++)
        b++;
    return *a == *b;
}

/* The mapping of exactly this file set; NULL: there is none. */
static BSTR find_mapping(struct suite *suite, IVssExamineWriterMetadataEx2 *metadata,
                         const struct metadata_call *set)
{
    UINT count = metadata_file_count(suite, metadata, ADD_MAPPING);
    BSTR place = NULL;

    for (UINT i = 0; i < count && !place; i++) {
        IVssWMFiledesc *file = metadata_file(suite, metadata, ADD_MAPPING, i);
        BSTR path = NULL, filespec = NULL;
        bool recursive = false;

        if (!file)
            return NULL;
        CHECK_HR(CALL(file, GetPath, &path), S_OK);
        CHECK_HR(CALL(file, GetFilespec, &filespec), S_OK);
        CHECK_HR(CALL(file, GetRecursive, &recursive), S_OK);
        if (same_text(path, set->directory) && same_text(filespec, set->filespec) &&
            recursive == set->yes)
            CHECK_HR(CALL(file, GetAlternateLocation, &place), S_OK);
        SysFreeString(path);
        SysFreeString(filespec);
    }
    return place;
}

struct situation {
    VSS_RESTOREMETHOD_ENUM method;
    bool there, replaceable; /* the file on disk */
    VSS_RESTORE_TARGET target;
    const struct metadata_call *mapping; /* that the writer adds, or NULL */
    const WCHAR *place;                  /* NULL: the writer's error */
};

/* What the pages make a requester do; NULL: it needs a mapping and has none. */
static BSTR place_of(struct suite *suite, IVssExamineWriterMetadataEx2 *metadata,
                     const struct situation *now, const struct metadata_call *set)
{
    VSS_RESTOREMETHOD_ENUM method = VSS_RME_UNDEFINED;
    VSS_WRITERRESTORE_ENUM writer;
    BSTR service = NULL, procedure = NULL;
    bool reboot, elsewhere;
    UINT mappings = 0;

    CHECK_HR(CALL(metadata, GetRestoreMethod, &method, &service, &procedure, &writer, &reboot,
                  &mappings),
             S_OK);
    SysFreeString(service);
    SysFreeString(procedure);
    elsewhere = method == VSS_RME_RESTORE_TO_ALTERNATE_LOCATION ||
                now->target == VSS_RT_ALTERNATE ||
                (method == VSS_RME_RESTORE_IF_NOT_THERE && now->there) ||
                (method == VSS_RME_RESTORE_IF_CAN_REPLACE && now->there && !now->replaceable);
    return elsewhere ? find_mapping(suite, metadata, set) : SysAllocString(set->directory);
}

static void set_up(struct suite *suite, const struct metadata_maker *maker, const void *row)
{
    const struct situation *now = row;
    const struct metadata_call method = {
        .method = SET_RESTORE, .number = now->method, .kind = VSS_WRE_NEVER};

    CHECK_HR(metadata_do(maker, &method), S_OK);
    if (now->mapping)
        CHECK_HR(metadata_do(maker, now->mapping), S_OK);
}

static const struct metadata_call restored = {
    .directory = L"C:\\suite\\base", .filespec = L"data", .yes = false};
#define MAPS(spec, recursive)                                                                      \
    {                                                                                              \
        .method = ADD_MAPPING, .directory = L"C:\\suite\\base", .filespec = (spec),                \
        .yes = (recursive), .other = L"D:\\there"                                                  \
    }
static const struct metadata_call fits = MAPS(L"data", false), wider = MAPS(L"*", false),
                                  deeper = MAPS(L"data", true);
#define HOME L"C:\\suite\\base"
#define THERE L"D:\\there"

static void goes_where_it_should(struct suite *suite, unsigned how, const struct situation *now)
{
    IVssExamineWriterMetadataEx2 *metadata = metadata_made(suite, how, set_up, now);
    BSTR place;

    REQUIRE(metadata);
    place = place_of(suite, metadata, now, &restored);
    CHECK_TEXT(place, now->place);
    SysFreeString(place);
}

static void mapped(struct suite *suite, const void *row)
{
    static const struct situation situations[] = {
        {VSS_RME_RESTORE_TO_ALTERNATE_LOCATION, false, true, VSS_RT_ORIGINAL, &fits, THERE},
        {VSS_RME_RESTORE_AT_REBOOT, true, true, VSS_RT_ALTERNATE, &fits, THERE},
        {VSS_RME_RESTORE_IF_NOT_THERE, true, true, VSS_RT_ORIGINAL, &fits, THERE},
        {VSS_RME_RESTORE_IF_NOT_THERE, false, true, VSS_RT_ORIGINAL, &fits, HOME},
        {VSS_RME_RESTORE_IF_CAN_REPLACE, true, false, VSS_RT_ORIGINAL, &fits, THERE},
        {VSS_RME_RESTORE_IF_CAN_REPLACE, true, true, VSS_RT_ORIGINAL, &fits, HOME},
        {VSS_RME_RESTORE_AT_REBOOT, true, false, VSS_RT_ORIGINAL, &fits, HOME},
    };

    (void)row;
    for (size_t i = 0; i < sizeof situations / sizeof *situations && !suite_failed(suite); i++)
        goes_where_it_should(suite, 0, &situations[i]);
}

static void not_mapped(struct suite *suite, const void *row)
{
    static const struct situation situations[] = {
        {VSS_RME_RESTORE_TO_ALTERNATE_LOCATION, false, true, VSS_RT_ORIGINAL, NULL, NULL},
        {VSS_RME_RESTORE_TO_ALTERNATE_LOCATION, false, true, VSS_RT_ORIGINAL, &wider, NULL},
        {VSS_RME_RESTORE_TO_ALTERNATE_LOCATION, false, true, VSS_RT_ORIGINAL, &deeper, NULL},
        {VSS_RME_RESTORE_AT_REBOOT, true, true, VSS_RT_ALTERNATE, NULL, NULL},
        {VSS_RME_RESTORE_IF_NOT_THERE, true, true, VSS_RT_ORIGINAL, NULL, NULL},
        {VSS_RME_RESTORE_IF_CAN_REPLACE, true, false, VSS_RT_ORIGINAL, NULL, NULL},
        {VSS_RME_RESTORE_AT_REBOOT, true, true, VSS_RT_ORIGINAL, NULL, HOME},
    };

    (void)row;
    for (size_t i = 0; i < sizeof situations / sizeof *situations && !suite_failed(suite); i++)
        goes_where_it_should(suite, 0, &situations[i]);
}

/* They cannot have mappings. */
static void express_writers_have_none(struct suite *suite, const void *row)
{
    static const struct situation situations[] = {
        {VSS_RME_RESTORE_IF_NOT_THERE, true, true, VSS_RT_ORIGINAL, NULL, NULL},
        {VSS_RME_RESTORE_IF_NOT_THERE, false, true, VSS_RT_ORIGINAL, NULL, HOME},
        {VSS_RME_RESTORE_IF_CAN_REPLACE, true, false, VSS_RT_ORIGINAL, NULL, NULL},
        {VSS_RME_RESTORE_IF_CAN_REPLACE, true, true, VSS_RT_ORIGINAL, NULL, HOME},
    };

    (void)row;
    for (size_t i = 0; i < sizeof situations / sizeof *situations && !suite_failed(suite); i++)
        goes_where_it_should(suite, METADATA_EXPRESS, &situations[i]);
}

#define D "IVssCreateWriterMetadata.AddDatabaseFiles-"
#define L_ "IVssCreateWriterMetadata.AddDatabaseLogFiles-"
#define G "IVssCreateWriterMetadata.AddFilesToFileGroup-"
#define R "IVssCreateWriterMetadata.SetRestoreMethod-"
#define A "IVssCreateWriterMetadata.AddAlternateLocationMapping-"
#define M "IVssExamineWriterMetadata."
#define X "IVssCreateExpressWriterMetadata.SetRestoreMethod-"
#define B "VSS_FILE_SPEC_BACKUP_TYPE-"

/* clang-format off */
static const struct suite_case cases[] = {
    {D "9", masks_are_read, &database, 0},
    {D "14", masks_are_read, &database, 0},
    {L_ "10", masks_are_read, &log_files, 0},
    {L_ "15", masks_are_read, &log_files, 0},
    {G "10", masks_are_read, &group, 0},
    {G "15", masks_are_read, &group, 0},
    {B "1", masks_are_read, &group, 0},
    {B "7", masks_are_read, &group, 0},
    {B "8", masks_are_read, &database, 0},
    {B "9", masks_are_read, &log_files, 0},
    {"IVssWMFiledesc.GetBackupTypeMask-1", masks_are_read, &group, 0},
    {D "11", copied_as_the_mask_says, &database, SUITE_NEEDS_MOCK},
    {D "12", copied_as_the_mask_says, &database, SUITE_NEEDS_MOCK},
    {D "13", copied_as_the_mask_says, &database, SUITE_NEEDS_MOCK},
    {L_ "12", copied_as_the_mask_says, &log_files, SUITE_NEEDS_MOCK},
    {L_ "13", copied_as_the_mask_says, &log_files, SUITE_NEEDS_MOCK},
    {L_ "14", copied_as_the_mask_says, &log_files, SUITE_NEEDS_MOCK},
    {G "12", copied_as_the_mask_says, &group, SUITE_NEEDS_MOCK},
    {G "13", copied_as_the_mask_says, &group, SUITE_NEEDS_MOCK},
    {G "14", copied_as_the_mask_says, &group, SUITE_NEEDS_MOCK},
    {B "3", copied_as_the_mask_says, &group, SUITE_NEEDS_MOCK},
    {B "4", copied_as_the_mask_says, &group, SUITE_NEEDS_MOCK},
    {D "15", partial_and_differenced_override, &database, 0},
    {L_ "16", partial_and_differenced_override, &log_files, 0},
    {G "16", partial_and_differenced_override, &group, 0},
    {B "5", partial_and_differenced_override, &group, 0},
    {B "6", partial_and_differenced_override, &group, 0},
    {L_ "18", logs_are_a_list_of_their_own, NULL, 0},
    {G "18", copied_from_the_alternate_path, NULL, SUITE_NEEDS_MOCK},
    {G "19", copied_from_the_alternate_path, NULL, SUITE_NEEDS_MOCK},
    {G "20", mapped, NULL, 0},
    {R "9", mapped, NULL, 0},
    {R "10", mapped, NULL, 0},
    {R "11", not_mapped, NULL, 0},
    {A "3", not_mapped, NULL, 0},
    {A "8", mapped, NULL, 0},
    {A "9", mapped, NULL, 0},
    {A "10", not_mapped, NULL, 0},
    {M "GetRestoreMethod-6", mapped, NULL, 0},
    {M "GetRestoreMethod-7", mapped, NULL, 0},
    {M "GetAlternateLocationMapping-4", mapped, NULL, 0},
    {M "GetAlternateLocationMapping-5", not_mapped, NULL, 0},
    {X "7", express_writers_have_none, NULL, 0},
    {X "8", express_writers_have_none, NULL, 0},
};
/* clang-format on */
const struct suite_group suite_conduct = SUITE_GROUP("metadata in use", cases);
