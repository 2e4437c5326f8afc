/*
 * conformance/suite/requester.c - a requester at a wanted point of a backup or restore.
 *
 * A point is reached by the steps of a table, one for each point on the way.
 */
#include "requester.h"

#include "inner.h"

#include <stdlib.h>

HRESULT requester_wait(HRESULT hr, IVssAsync *async)
{
    HRESULT result = E_UNEXPECTED;

    if (hr != S_OK)
        return hr;
    hr = CALL(async, Wait, INFINITE);
    if (SUCCEEDED(hr))
        hr = CALL(async, QueryStatus, &result, NULL);
    CALL(async, Release);
    if (FAILED(hr))
        return hr;
    return result == VSS_S_ASYNC_FINISHED ? S_OK : result;
}

/* ---- the steps ---------------------------------------------------------------------------------
 */

static HRESULT step_initialize(struct requester *self)
{
    HRESULT hr = CALL(self->backup, InitializeForBackup, NULL);

    if (SUCCEEDED(hr) && self->context != VSS_CTX_BACKUP)
        hr = CALL(self->backup, SetContext, self->context);
    return hr;
}

static HRESULT step_state(struct requester *self)
{
    return CALL(self->backup, SetBackupState, !self->whole_volumes, false, VSS_BT_FULL, false);
}

/* Finds the instance of the suite's writer. */
static HRESULT find_instance(struct requester *self)
{
    IVssExamineWriterMetadata *metadata;
    UINT count = 0;
    HRESULT hr = CALL(self->backup, GetWriterMetadataCount, &count);

    for (UINT i = 0; i < count && SUCCEEDED(hr); i++) {
        VSS_ID instance, identity, writer = GUID_NULL;
        VSS_USAGE_TYPE usage;
        VSS_SOURCE_TYPE source;
        BSTR name = NULL;

        hr = CALL(self->backup, GetWriterMetadata, i, &instance, &metadata);
        if (FAILED(hr))
            return hr;
        hr = CALL(metadata, GetIdentity, &identity, &writer, &name, &usage, &source);
        SysFreeString(name);
        CALL(metadata, Release);
        if (SUCCEEDED(hr) && IsEqualGUID(&writer, &self->writer_id))
            self->instance_id = instance;
    }
    return hr;
}

static HRESULT step_gather(struct requester *self)
{
    HRESULT hr = requester_finish(self->backup, GatherWriterMetadata);

    return SUCCEEDED(hr) ? find_instance(self) : hr;
}

static HRESULT step_start(struct requester *self)
{
    return CALL(self->backup, StartSnapshotSet, &self->set_id);
}

static HRESULT step_volume(struct requester *self)
{
    WCHAR volume[] = L"C:\\";

    return CALL(self->backup, AddToSnapshotSet, volume, GUID_NULL, &self->snapshot_id);
}

static const struct {
    VSS_COMPONENT_TYPE type;
    const WCHAR *path, *name;
} components[] = {{VSS_CT_FILEGROUP, L"group", L"files"}, {VSS_CT_DATABASE, NULL, L"base"}};

static HRESULT step_add(struct requester *self)
{
    HRESULT hr = S_OK;

    for (size_t i = 0; i < 2 && SUCCEEDED(hr) && !self->whole_volumes; i++)
        hr = CALL(self->backup, AddComponent, self->instance_id, self->writer_id,
                  components[i].type, components[i].path, components[i].name);
    return hr;
}

static HRESULT step_prepare(struct requester *self)
{
    return requester_finish(self->backup, PrepareForBackup);
}

static HRESULT step_snapshot(struct requester *self)
{
    return requester_finish(self->backup, DoSnapshotSet);
}

static HRESULT step_succeed(struct requester *self)
{
    HRESULT hr = S_OK;

    for (size_t i = 0; i < 2 && SUCCEEDED(hr) && !self->whole_volumes; i++)
        hr = CALL(self->backup, SetBackupSucceeded, self->instance_id, self->writer_id,
                  components[i].type, components[i].path, components[i].name, true);
    return hr;
}

static HRESULT step_complete(struct requester *self)
{
    return requester_finish(self->backup, BackupComplete);
}

static HRESULT step_abort(struct requester *self)
{
    return CALL(self->backup, AbortBackup);
}

static HRESULT step_restore(struct requester *self)
{
    return CALL(self->backup, InitializeForRestore, self->document);
}

static HRESULT step_select(struct requester *self)
{
    HRESULT hr = S_OK;

    for (size_t i = 0; i < 2 && SUCCEEDED(hr); i++)
        hr = CALL(self->backup, SetSelectedForRestore, self->writer_id, components[i].type,
                  components[i].path, components[i].name, true);
    return hr;
}

static HRESULT step_pre_restore(struct requester *self)
{
    return requester_finish(self->backup, PreRestore);
}

static HRESULT step_post_restore(struct requester *self)
{
    return requester_finish(self->backup, PostRestore);
}

/* Each point: what leads to it, and from which other point. */
static const struct {
    const char *name;
    HRESULT (*step)(struct requester *self);
    enum requester_point before;
} points[AT_COUNT] = {
    [AT_NEW] = {"before Initialize...", NULL, AT_NEW},
    [AT_INITIALIZED] = {"after InitializeForBackup", step_initialize, AT_NEW},
    [AT_STATE] = {"after SetBackupState", step_state, AT_INITIALIZED},
    [AT_GATHERED] = {"after GatherWriterMetadata", step_gather, AT_STATE},
    [AT_SET] = {"after StartSnapshotSet", step_start, AT_GATHERED},
    [AT_VOLUME] = {"after AddToSnapshotSet", step_volume, AT_SET},
    [AT_ADDED] = {"after AddComponent", step_add, AT_VOLUME},
    [AT_PREPARED] = {"after PrepareForBackup", step_prepare, AT_ADDED},
    [AT_SNAPSHOT] = {"after DoSnapshotSet", step_snapshot, AT_PREPARED},
    [AT_SUCCEEDED] = {"after SetBackupSucceeded", step_succeed, AT_SNAPSHOT},
    [AT_COMPLETE] = {"after BackupComplete", step_complete, AT_SUCCEEDED},
    [AT_ABORTED] = {"after AbortBackup", step_abort, AT_SNAPSHOT},
    [AT_RESTORE] = {"after InitializeForRestore", step_restore, AT_NEW},
    [AT_RESTORE_GATHERED] = {"after GatherWriterMetadata for a restore", step_gather, AT_RESTORE},
    [AT_SELECTED] = {"after SetSelectedForRestore", step_select, AT_RESTORE_GATHERED},
    [AT_PRE_RESTORE] = {"after PreRestore", step_pre_restore, AT_SELECTED},
    [AT_POST_RESTORE] = {"after PostRestore", step_post_restore, AT_PRE_RESTORE},
};

const char *requester_point_name(enum requester_point point)
{
    return points[point].name;
}

static bool reach(struct suite *suite, struct requester *self, enum requester_point from,
                  enum requester_point to)
{
    HRESULT hr;

    if (to == from || to == AT_NEW)
        return to == from;
    if (points[to].before != from && !reach(suite, self, from, points[to].before))
        return false;
    hr = points[to].step(self);
    return suite_check(suite, hr == S_OK, __FILE__, __LINE__,
                       "the requester does not get %s: 0x%08X; %.200s", points[to].name,
                       (unsigned)hr, layers_message());
}

/* ---- the requester ------------------------------------------------------------------------------
 */

struct requester_kept {
    struct requester requester; /* first */
    struct suite *suite;
    enum requester_point at;
};

void requester_end(struct requester *requester)
{
    RELEASE(requester->backup);
    requester->backup = NULL;
}

static void end_requester(void *object)
{
    struct requester_kept *kept = object;

    requester_end(&kept->requester);
    SysFreeString(kept->requester.document);
    free(kept);
}

static struct requester_kept *requester_new(struct suite *suite)
{
    struct requester_kept *kept = calloc(1, sizeof *kept);

    if (!kept)
        return NULL;
    kept->suite = suite;
    kept->at = AT_NEW;
    kept->requester.context = VSS_CTX_BACKUP;
    kept->requester.writer_id = SUITE_WRITER_ID;
    if (FAILED(CreateVssBackupComponents(&kept->requester.backup))) {
        free(kept);
        return NULL;
    }
    return suite_at_end(suite, end_requester, kept) ? kept : NULL;
}

/* The document of a whole backup of the suite's writer. */
static BSTR whole_backup(struct suite *suite)
{
    struct requester_kept *kept = requester_new(suite);
    BSTR document = NULL;

    if (!kept || !reach(suite, &kept->requester, AT_NEW, AT_COMPLETE))
        return NULL;
    CHECK_HR(CALL(kept->requester.backup, SaveAsXML, &document), S_OK);
    requester_end(&kept->requester);
    return document;
}

/* A new requester, and a writer if the case has none yet. */
static struct requester_kept *begin(struct suite *suite)
{
    struct suite_writer *writer = suite->writer;
    struct requester_kept *kept;

    if (!writer && !suite->own_writer && !CHECK_HR(suite_writer_begin(suite, NULL, &writer), S_OK))
        return NULL;
    kept = requester_new(suite);
    if (CHECK(kept))
        kept->requester.writer = writer;
    return kept;
}

struct requester *requester_at_context(struct suite *suite, enum requester_point point,
                                       LONG context)
{
    struct requester_kept *kept = begin(suite);

    if (!kept)
        return NULL;
    kept->requester.context = context;
    if (point >= AT_RESTORE) {
        kept->requester.document = whole_backup(suite);
        if (!kept->requester.document)
            return NULL;
    }
    if (!requester_go(suite, &kept->requester, point))
        return NULL;
    return &kept->requester;
}

struct requester *requester_at_document(struct suite *suite, enum requester_point point,
                                        LPCWSTR document)
{
    struct requester_kept *kept = begin(suite);

    if (!kept)
        return NULL;
    kept->requester.document = SysAllocString(document);
    return requester_go(suite, &kept->requester, point) ? &kept->requester : NULL;
}

struct requester *requester_at(struct suite *suite, enum requester_point point)
{
    return requester_at_context(suite, point, VSS_CTX_BACKUP);
}

bool requester_go(struct suite *suite, struct requester *requester, enum requester_point point)
{
    struct requester_kept *kept = (struct requester_kept *)requester;

    if (!reach(suite, requester, kept->at, point))
        return false;
    kept->at = point;
    return true;
}

void *requester_face(struct suite *suite, struct requester *requester, REFIID iid)
{
    void *face = NULL;

    CHECK_HR(CALL(requester->backup, QueryInterface, iid, &face), S_OK);
    suite_release_at_end(suite, face);
    return face;
}

IVssWriterComponentsExt *requester_components(struct suite *suite, struct requester *requester)
{
    IVssWriterComponentsExt *components_of = NULL, *found = NULL;
    UINT count = 0;

    CHECK_HR(CALL(requester->backup, GetWriterComponentsCount, &count), S_OK);
    for (UINT i = 0; i < count && !found; i++) {
        VSS_ID instance, writer;

        if (!CHECK_HR(CALL(requester->backup, GetWriterComponents, i, &components_of), S_OK))
            return NULL;
        CHECK_HR(CALL(components_of, GetWriterInfo, &instance, &writer), S_OK);
        if (IsEqualGUID(&writer, &requester->writer_id))
            found = components_of;
        else
            CALL(&components_of->IUnknown_base, Release);
    }
    CHECK(found);
    if (found)
        suite_release_at_end(suite, &found->IUnknown_base);
    return found;
}

IVssComponent *requester_component(struct suite *suite, struct requester *requester, UINT n)
{
    IVssWriterComponentsExt *writer = requester_components(suite, requester);
    IVssComponent *component = NULL;

    if (writer)
        CHECK_HR(CALL(writer, GetComponent, n, &component), S_OK);
    suite_release_at_end(suite, component);
    return component;
}

IVssExamineWriterMetadata *requester_metadata(struct suite *suite, struct requester *requester)
{
    IVssExamineWriterMetadata *metadata = NULL;
    UINT count = 0;

    CHECK_HR(CALL(requester->backup, GetWriterMetadataCount, &count), S_OK);
    for (UINT i = 0; i < count; i++) {
        VSS_ID instance;

        if (!CHECK_HR(CALL(requester->backup, GetWriterMetadata, i, &instance, &metadata), S_OK))
            return NULL;
        suite_release_at_end(suite, metadata);
        if (IsEqualGUID(&instance, &requester->instance_id))
            return metadata;
    }
    CHECK(!"the suite's writer has metadata");
    return NULL;
}
