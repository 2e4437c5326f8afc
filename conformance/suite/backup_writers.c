/*
 * conformance/suite/backup_writers.c - IVssBackupComponents: which writers there are, and what is
 * stored of them. GatherWriterMetadata, GetWriterMetadata(Count), FreeWriterMetadata,
 * GetWriterComponents(Count).
 */
#include "groups.h"
#include "hold.h"
#include "layers.h"

static const VSS_ID OTHER_ID = {0x5e17e000, 0x0002, 0x4000, {0x80, 1, 2, 3, 4, 5, 6, 7}};

static struct suite_writer *other_writer(struct suite *suite)
{
    const struct suite_writer_options options = {.writer_id = &OTHER_ID, .name = L"Other Writer"};
    struct suite_writer *writer = NULL;

    CHECK_HR(suite_writer_begin(suite, &options, &writer), S_OK);
    return writer;
}

static struct suite_writer *second_instance(struct suite *suite)
{
    const struct suite_writer_options options = {.instance_name = L"Second"};
    struct suite_writer *writer = NULL;

    CHECK_HR(suite_writer_begin(suite, &options, &writer), S_OK);
    return writer;
}

static UINT metadata_count(struct suite *suite, struct requester *requester)
{
    UINT count = 77;

    CHECK_HR(CALL(requester->backup, GetWriterMetadataCount, &count), S_OK);
    return count;
}

static UINT components_count(struct suite *suite, struct requester *requester)
{
    UINT count = 77;

    CHECK_HR(CALL(requester->backup, GetWriterComponentsCount, &count), S_OK);
    return count;
}

/* ---- GatherWriterMetadata ----------------------------------------------------------------------
 */

static void identify_reaches_all(struct suite *suite, const void *row)
{
    struct suite_writer *one, *two = second_instance(suite), *three = other_writer(suite);
    struct requester *requester = requester_at(suite, AT_STATE);
    IVssAsync *async = NULL;

    (void)row;
    REQUIRE(requester && two && three);
    REQUIRE_HR(suite_writer_begin(suite, NULL, &one), S_OK);
    REQUIRE_HR(CALL(requester->backup, GatherWriterMetadata, &async), S_OK);
    CHECK_HR(requester_wait(S_OK, async), S_OK);
    CHECK(suite_writer_events(one, SUITE_IDENTIFY) == 1);
    CHECK(suite_writer_events(two, SUITE_IDENTIFY) == 1);
    CHECK(suite_writer_events(three, SUITE_IDENTIFY) == 1);
    CHECK(metadata_count(suite, requester) == 3);
}

static bool describe_one(struct suite_writer *writer, const struct suite_event_args *args)
{
    (void)writer;
    return CALL(args->metadata, AddComponent, VSS_CT_FILEGROUP, L"here", L"said", L"Said by me",
                NULL, 0, false, false, true, true, 0) == S_OK;
}

static void identify_brings_the_document(struct suite *suite, const void *row)
{
    const struct suite_writer_options options = {.on = {[SUITE_IDENTIFY] = describe_one}};
    struct suite_writer *writer;
    struct requester *requester;
    IVssExamineWriterMetadata *metadata;
    IVssWMComponent *component = NULL;
    PVSSCOMPONENTINFO info = NULL;

    (void)row;
    REQUIRE_HR(suite_writer_begin(suite, &options, &writer), S_OK);
    requester = requester_at(suite, AT_GATHERED);
    metadata = requester ? requester_metadata(suite, requester) : NULL;
    REQUIRE(metadata);
    REQUIRE_HR(CALL(metadata, GetComponent, 0, &component), S_OK);
    suite_release_at_end(suite, component);
    REQUIRE_HR(CALL(component, GetComponentInfo, &info), S_OK);
    CHECK_TEXT(info->bstrComponentName, L"said");
    CHECK_TEXT(info->bstrLogicalPath, L"here");
    CHECK_TEXT(info->bstrCaption, L"Said by me");
    CALL(component, FreeComponentInfo, info);
}

static void gather_once(struct suite *suite, const void *row)
{
    struct requester *requester = requester_at(suite, AT_GATHERED);

    (void)row;
    REQUIRE(requester);
    CHECK_HR(requester_finish(requester->backup, GatherWriterMetadata), VSS_E_BAD_STATE);
    CHECK_HR(CALL(requester->backup, FreeWriterMetadata), S_OK);
    CHECK_HR(requester_finish(requester->backup, GatherWriterMetadata), VSS_E_BAD_STATE);
    CHECK(suite_writer_events(requester->writer, SUITE_IDENTIFY) == 1);
}

static const struct start_row {
    suite_start start;
    enum requester_point point;
} start_metadata = {suite_start_GatherWriterMetadata, AT_STATE},
  start_status = {suite_start_GatherWriterStatus, AT_GATHERED},
  start_prepare = {suite_start_PrepareForBackup, AT_ADDED},
  start_snapshot = {suite_start_DoSnapshotSet, AT_PREPARED},
  start_complete = {suite_start_BackupComplete, AT_SUCCEEDED};

/* The IVssAsync that a start hands out is the caller's to release. */
static void async_is_released(struct suite *suite, const void *row)
{
    const struct start_row *start = row;
    struct requester *requester = requester_at(suite, start->point);
    IVssAsync *async = NULL;

    REQUIRE(requester);
    REQUIRE_HR(start->start(requester->backup, &async), S_OK);
    CHECK_HR(CALL(async, Wait, INFINITE), S_OK);
    CHECK(CALL(async, Release) == 0);
}

static bool stay_and_describe(struct suite_writer *writer, const struct suite_event_args *args)
{
    return suite_hold_stay(writer, args) && SUCCEEDED(suite_writer_describe(args->metadata));
}

/* Metadata is there when the operation is over, and not before. */
static void read_when_completed(struct suite *suite, const void *row)
{
    const struct suite_writer_options options = {.on = {[SUITE_IDENTIFY] = stay_and_describe}};
    struct suite_writer *writer;
    struct requester *requester;
    IVssExamineWriterMetadata *metadata = NULL;
    IVssAsync *async = NULL;
    VSS_ID instance;
    UINT count;

    (void)row;
    suite_hold_begin(suite);
    REQUIRE_HR(suite_writer_begin(suite, &options, &writer), S_OK);
    requester = requester_at(suite, AT_STATE);
    REQUIRE(requester);
    CHECK_HR(CALL(requester->backup, GetWriterMetadataCount, &count), VSS_E_BAD_STATE);
    REQUIRE_HR(CALL(requester->backup, GatherWriterMetadata, &async), S_OK);
    suite_release_at_end(suite, async);
    suite_hold_wait(suite);
    CHECK_HR(CALL(requester->backup, GetWriterMetadataCount, &count), VSS_E_BAD_STATE);
    CHECK_HR(CALL(requester->backup, GetWriterMetadata, 0, &instance, &metadata), VSS_E_BAD_STATE);
    suite_hold_let_go();
    CHECK_HR(CALL(async, Wait, INFINITE), S_OK);
    CHECK(metadata_count(suite, requester) == 1);
    CHECK_HR(CALL(requester->backup, GetWriterMetadata, 0, &instance, &metadata), S_OK);
    suite_release_at_end(suite, metadata);
}

/* ---- GetWriterMetadata -------------------------------------------------------------------------
 */

/* As many as have status, also when one of them has gone. */
static void counts_agree(struct suite *suite, const void *row)
{
    struct suite_writer *other = other_writer(suite);
    struct requester *requester = requester_at(suite, AT_GATHERED);
    UINT status = 77;

    (void)row;
    REQUIRE(requester);
    for (int i = 0; i < 2; i++) {
        CHECK_HR(requester_finish(requester->backup, GatherWriterStatus), S_OK);
        CHECK_HR(CALL(requester->backup, GetWriterStatusCount, &status), S_OK);
        CHECK(status == metadata_count(suite, requester));
        suite_writer_end(other);
    }
}

/* Each number up to the count is another writer's metadata; the next is none's. */
static void metadata_of_each_writer(struct suite *suite, const void *row)
{
    struct suite_writer *second = second_instance(suite), *other = other_writer(suite);
    struct requester *requester = requester_at(suite, AT_GATHERED);
    VSS_ID seen[2] = {{0}};
    UINT count;

    (void)row;
    REQUIRE(second && other && requester);
    count = metadata_count(suite, requester);
    CHECK(count == 2);
    for (UINT i = 0; i < 2; i++) {
        IVssExamineWriterMetadata *metadata = NULL;
        VSS_ID instance, identity, writer;
        VSS_USAGE_TYPE usage;
        VSS_SOURCE_TYPE source;
        BSTR name = NULL;

        REQUIRE_HR(CALL(requester->backup, GetWriterMetadata, i, &instance, &metadata), S_OK);
        CHECK_HR(CALL(metadata, GetIdentity, &identity, &writer, &name, &usage, &source), S_OK);
        CHECK_GUID(identity, instance);
        seen[i] = writer;
        SysFreeString(name);
        CHECK(CALL(metadata, Release) == 0);
    }
    CHECK(!IsEqualGUID(&seen[0], &seen[1]));
    CHECK(IsEqualGUID(&seen[0], &OTHER_ID) || IsEqualGUID(&seen[1], &OTHER_ID));
}

/* The writer's metadata has all its components, the document those that were added. */
static void metadata_against_components(struct suite *suite, const void *row)
{
    struct requester *requester = requester_at(suite, AT_GATHERED);
    IVssExamineWriterMetadata *metadata = requester ? requester_metadata(suite, requester) : NULL;
    UINT include = 0, exclude = 0, in_metadata = 0, in_document = 0;
    IVssWriterComponentsExt *components;

    (void)row;
    REQUIRE(metadata);
    CHECK(components_count(suite, requester) == 0);
    CHECK_HR(CALL(requester->backup, AddComponent, requester->instance_id, requester->writer_id,
                  VSS_CT_DATABASE, NULL, L"base"),
             S_OK);
    components = requester_components(suite, requester);
    REQUIRE(components);
    CHECK_HR(CALL(metadata, GetFileCounts, &include, &exclude, &in_metadata), S_OK);
    CHECK_HR(CALL(components, GetComponentCount, &in_document), S_OK);
    CHECK(in_metadata == 2);
    CHECK(in_document == 1);
}

/* ---- FreeWriterMetadata ------------------------------------------------------------------------
 */

/* What was handed out stays usable; from the object nothing comes any more, from a new one it does.
 */
static void freed_for_good(struct suite *suite, const void *row)
{
    struct requester *requester = requester_at(suite, AT_GATHERED);
    IVssExamineWriterMetadata *metadata = requester ? requester_metadata(suite, requester) : NULL;
    struct requester *another;
    UINT count, include, exclude, components = 0;

    (void)row;
    REQUIRE(metadata);
    CHECK_HR(CALL(requester->backup, FreeWriterMetadata), S_OK);
    CHECK_HR(CALL(requester->backup, GetWriterMetadataCount, &count), VSS_E_BAD_STATE);
    CHECK_HR(CALL(requester->backup, FreeWriterMetadata), VSS_E_BAD_STATE);
    CHECK_HR(requester_finish(requester->backup, GatherWriterMetadata), VSS_E_BAD_STATE);
    CHECK_HR(CALL(metadata, GetFileCounts, &include, &exclude, &components), S_OK);
    CHECK(components == 2);
    another = requester_at(suite, AT_GATHERED);
    REQUIRE(another);
    CHECK(metadata_count(suite, another) == 1);
}

/* Both operations need it gathered; in a restore it can be read, too. */
static void metadata_before_both(struct suite *suite, const void *row)
{
    struct requester *backup = requester_at(suite, AT_STATE);
    struct requester *restore = requester_at(suite, AT_RESTORE);

    (void)row;
    REQUIRE(backup && restore);
    CHECK_HR(CALL(backup->backup, AddComponent, backup->instance_id, backup->writer_id,
                  VSS_CT_DATABASE, NULL, L"base"),
             VSS_E_BAD_STATE);
    CHECK_HR(requester_finish(restore->backup, PreRestore), VSS_E_BAD_STATE);
    REQUIRE(requester_go(suite, restore, AT_RESTORE_GATHERED));
    CHECK(requester_metadata(suite, restore));
}

/* Too early it is refused and does no harm. */
static void freed_too_early(struct suite *suite, const void *row)
{
    struct requester *requester = requester_at(suite, AT_STATE);

    (void)row;
    REQUIRE(requester);
    CHECK_HR(CALL(requester->backup, FreeWriterMetadata), VSS_E_BAD_STATE);
    REQUIRE(requester_go(suite, requester, AT_GATHERED));
    CHECK(metadata_count(suite, requester) == 1);
}

/* ---- GetWriterComponents -----------------------------------------------------------------------
 */

/* Two components of one writer count once, a writer without any not at all. */
static void writers_with_components(struct suite *suite, const void *row)
{
    struct suite_writer *own, *other;
    struct requester *requester;
    IVssWriterComponentsExt *components = NULL;

    (void)row;
    REQUIRE_HR(suite_writer_begin(suite, NULL, &own), S_OK);
    other = other_writer(suite);
    requester = requester_at(suite, AT_ADDED);
    REQUIRE(other && requester);
    CHECK(metadata_count(suite, requester) == 2);
    CHECK(components_count(suite, requester) == 1);
    CHECK_HR(CALL(requester->backup, GetWriterComponents, 0, &components), S_OK);
    REQUIRE(components);
    CHECK(CALL(&components->IUnknown_base, Release) == 0);
    CHECK_HR(CALL(requester->backup, GetWriterComponents, 1, &components), VSS_E_OBJECT_NOT_FOUND);
    CHECK(!components);
}

/* What AddComponent stored, of its writer. */
static void components_as_added(struct suite *suite, const void *row)
{
    struct requester *requester = requester_at(suite, AT_ADDED);
    IVssWriterComponentsExt *components;
    IVssComponent *component;
    VSS_ID instance, writer;
    VSS_COMPONENT_TYPE type;
    BSTR name = NULL, path = NULL;
    UINT count = 0;

    (void)row;
    components = requester ? requester_components(suite, requester) : NULL;
    component = components ? requester_component(suite, requester, 0) : NULL;
    REQUIRE(component);
    CHECK_HR(CALL(components, GetWriterInfo, &instance, &writer), S_OK);
    CHECK_GUID(instance, requester->instance_id);
    CHECK_GUID(writer, SUITE_WRITER_ID);
    CHECK_HR(CALL(components, GetComponentCount, &count), S_OK);
    CHECK(count == 2);
    CHECK_HR(CALL(component, GetComponentName, &name), S_OK);
    CHECK_HR(CALL(component, GetLogicalPath, &path), S_OK);
    CHECK_HR(CALL(component, GetComponentType, &type), S_OK);
    CHECK_TEXT(name, L"files");
    CHECK_TEXT(path, L"group");
    CHECK(type == VSS_CT_FILEGROUP);
    SysFreeString(name);
    SysFreeString(path);
}

/* The metadata is what the writer said and does not change with what is stored of a component. */
static void metadata_is_read_only(struct suite *suite, const void *row)
{
    struct requester *requester = requester_at(suite, AT_ADDED);
    IVssExamineWriterMetadata *metadata = requester ? requester_metadata(suite, requester) : NULL;
    BSTR before = NULL, after = NULL;

    (void)row;
    REQUIRE(metadata);
    CHECK_HR(CALL(metadata, SaveAsXML, &before), S_OK);
    CHECK_HR(CALL(requester->backup, SetBackupOptions, requester->writer_id, VSS_CT_FILEGROUP,
                  L"group", L"files", L"an option"),
             S_OK);
    CHECK_HR(CALL(metadata, SaveAsXML, &after), S_OK);
    CHECK_TEXT(after, before);
    SysFreeString(before);
    SysFreeString(after);
}

/* ---- pointers of before, and what writers changed meanwhile ------------------------------------
 */

static bool change(struct suite_writer *writer, const struct suite_event_args *args)
{
    IVssComponent *component = NULL;
    bool done;

    (void)writer;
    if (!args->components || CALL(args->components, GetComponent, 0, &component) != S_OK)
        return false;
    done = CALL(component, SetBackupMetadata, L"changed") == S_OK;
    CALL(component, Release);
    return done;
}

static bool change_restore(struct suite_writer *writer, const struct suite_event_args *args)
{
    IVssComponent *component = NULL;
    bool done;

    (void)writer;
    if (!args->components || CALL(args->components, GetComponent, 0, &component) != S_OK)
        return false;
    done = CALL(component, SetPostRestoreFailureMsg, L"changed") == S_OK;
    CALL(component, Release);
    return done;
}

static const struct stale_row {
    enum requester_point before, after;
    enum suite_event event;
    bool backup, changes; /* does the event let the writer change its components? */
} stale_prepare = {AT_ADDED, AT_PREPARED, SUITE_PREPARE_BACKUP, true, true},
  stale_snapshot = {AT_PREPARED, AT_SNAPSHOT, SUITE_POST_SNAPSHOT, true, true},
  stale_complete = {AT_SUCCEEDED, AT_COMPLETE, SUITE_BACKUP_COMPLETE, true, false},
  stale_pre_restore = {AT_SELECTED, AT_PRE_RESTORE, SUITE_PRE_RESTORE, false, true},
  stale_post_restore = {AT_PRE_RESTORE, AT_POST_RESTORE, SUITE_POST_RESTORE, false, true};

/* A pointer of before the call is good for Release only; a fresh one has what writers changed. */
static void fresh_pointer(struct suite *suite, const void *data)
{
    const struct stale_row *row = data;
    struct suite_writer_options options = {0};
    IVssWriterComponentsExt *stale = NULL;
    struct suite_writer *writer;
    struct requester *requester;
    IVssComponent *component;
    BSTR text = NULL;

    if (row->changes)
        options.on[row->event] = row->backup ? change : change_restore;
    REQUIRE_HR(suite_writer_begin(suite, &options, &writer), S_OK);
    requester = requester_at(suite, row->before);
    REQUIRE(requester);
    REQUIRE_HR(CALL(requester->backup, GetWriterComponents, 0, &stale), S_OK);
    if (!requester_go(suite, requester, row->after)) {
        CALL(&stale->IUnknown_base, Release);
        return;
    }
    component = requester_component(suite, requester, 0);
    CHECK(CALL(&stale->IUnknown_base, Release) == 0);
    REQUIRE(component);
    if (row->backup)
        CHECK_HR(CALL(component, GetBackupMetadata, &text), row->changes ? S_OK : S_FALSE);
    else
        CHECK_HR(CALL(component, GetPostRestoreFailureMsg, &text), S_OK);
    CHECK_TEXT(text, row->changes ? L"changed" : NULL);
    SysFreeString(text);
}

#define METADATA(row) "IVssBackupComponents.GetWriterMetadata" row
#define GATHER(row) "IVssBackupComponents.GatherWriterMetadata" row
#define COMPONENTS(row) "IVssBackupComponents.GetWriterComponents" row

static const struct suite_case cases[] = {
    {GATHER("/S_OK"), identify_brings_the_document, NULL, 0},
    {GATHER("-1"), identify_reaches_all, NULL, SUITE_NEEDS_ALONE},
    {GATHER("-2"), identify_brings_the_document, NULL, 0},
    {GATHER("-3"), gather_once, NULL, 0},
    {GATHER("-4"), async_is_released, &start_metadata, 0},
    {GATHER("-5"), read_when_completed, NULL, SUITE_NEEDS_ALONE},
    {"IVssBackupComponents.GatherWriterStatus-5", async_is_released, &start_status, 0},
    {"IVssBackupComponents.PrepareForBackup-7", async_is_released, &start_prepare, 0},
    {"IVssBackupComponents.DoSnapshotSet-5", async_is_released, &start_snapshot, 0},
    {"IVssBackupComponents.BackupComplete-8", async_is_released, &start_complete, 0},
    {METADATA("Count/S_OK"), counts_agree, NULL, 0},
    {METADATA("Count-1"), read_when_completed, NULL, SUITE_NEEDS_ALONE},
    {METADATA("Count-2"), counts_agree, NULL, 0},
    {"IVssBackupComponents.GetWriterStatusCount-2", counts_agree, NULL, 0},
    {METADATA("/S_OK"), metadata_of_each_writer, NULL, SUITE_NEEDS_ALONE},
    {METADATA("-1"), metadata_of_each_writer, NULL, SUITE_NEEDS_ALONE},
    {METADATA("-2"), read_when_completed, NULL, SUITE_NEEDS_ALONE},
    {METADATA("-3"), metadata_of_each_writer, NULL, SUITE_NEEDS_ALONE},
    {METADATA("-4"), identify_brings_the_document, NULL, 0},
    {METADATA("-5"), metadata_against_components, NULL, 0},
    {METADATA("-6"), metadata_before_both, NULL, 0},
    {"IVssBackupComponents.FreeWriterMetadata-2", freed_too_early, NULL, SUITE_NEEDS_ALONE},
    {"IVssBackupComponents.FreeWriterMetadata/S_OK", freed_for_good, NULL, SUITE_NEEDS_ALONE},
    {"IVssBackupComponents.FreeWriterMetadata-1", freed_for_good, NULL, SUITE_NEEDS_ALONE},
    {"IVssBackupComponents.FreeWriterMetadata-3", freed_for_good, NULL, SUITE_NEEDS_ALONE},
    {COMPONENTS("Count/S_OK"), writers_with_components, NULL, SUITE_NEEDS_ALONE},
    {COMPONENTS("Count-1"), writers_with_components, NULL, SUITE_NEEDS_ALONE},
    {COMPONENTS("Count-2"), writers_with_components, NULL, SUITE_NEEDS_ALONE},
    {COMPONENTS("Count-3"), writers_with_components, NULL, SUITE_NEEDS_ALONE},
    {COMPONENTS("/S_OK"), components_as_added, NULL, 0},
    {COMPONENTS("-1"), writers_with_components, NULL, SUITE_NEEDS_ALONE},
    {COMPONENTS("-2"), writers_with_components, NULL, SUITE_NEEDS_ALONE},
    {COMPONENTS("-3"), components_as_added, NULL, 0},
    {COMPONENTS("-4"), fresh_pointer, &stale_pre_restore, 0},
    {COMPONENTS("-5"), metadata_is_read_only, NULL, 0},
    {COMPONENTS("-6"), fresh_pointer, &stale_prepare, 0},
    {COMPONENTS("-7"), fresh_pointer, &stale_snapshot, 0},
    {COMPONENTS("-8"), fresh_pointer, &stale_complete, 0},
    {COMPONENTS("-9"), fresh_pointer, &stale_pre_restore, 0},
    {COMPONENTS("-10"), fresh_pointer, &stale_post_restore, 0},
    {COMPONENTS("-11"), fresh_pointer, &stale_snapshot, 0},
    {"IVssBackupComponents.DoSnapshotSet-9", fresh_pointer, &stale_snapshot, 0},
    {"IVssBackupComponents.BackupComplete-9", fresh_pointer, &stale_complete, 0},
};
const struct suite_group suite_backup_writers = SUITE_GROUP("IVssBackupComponents: writers", cases);
