/*
 * conformance/suite/backup_arguments.c - IVssBackupComponents: arguments that are no good.
 *
 * E_INVALIDARG for a place or text that is NULL and for values out of range, VSS_E_OBJECT_NOT_FOUND
 * for a number behind the last. A row is one call; a case makes all calls of its method.
 */
#include "groups.h"
#include "layers.h"
#include "requester.h"

#include <string.h>
#include <wchar.h>

typedef HRESULT (*call_fn)(struct requester *requester, size_t n);

struct row {
    const char *method;
    enum requester_point point;
    call_fn call; /* its n-th call with something wrong */
    size_t count;
    HRESULT hr;
};

/* A start with no place for its IVssAsync sends nothing. */
#define WITHOUT_ASYNC(method)                                                                      \
    static HRESULT method(struct requester *requester, size_t n)                                   \
    {                                                                                              \
        (void)n;                                                                                   \
        return CALL(requester->backup, method, NULL);                                              \
    }

WITHOUT_ASYNC(GatherWriterMetadata)
WITHOUT_ASYNC(GatherWriterStatus)
WITHOUT_ASYNC(PrepareForBackup)
WITHOUT_ASYNC(DoSnapshotSet)
WITHOUT_ASYNC(BackupComplete)
WITHOUT_ASYNC(GetWriterComponentsCount)
WITHOUT_ASYNC(GetWriterMetadataCount)
WITHOUT_ASYNC(GetWriterStatusCount)
WITHOUT_ASYNC(SaveAsXML)
WITHOUT_ASYNC(StartSnapshotSet)

static HRESULT GetWriterComponents(struct requester *requester, size_t n)
{
    (void)n;
    return CALL(requester->backup, GetWriterComponents, 0, NULL);
}

static HRESULT GetWriterMetadata(struct requester *requester, size_t n)
{
    IVssExamineWriterMetadata *metadata = NULL;
    VSS_ID instance;

    return CALL(requester->backup, GetWriterMetadata, 0, n == 0 ? NULL : &instance,
                n == 1 ? NULL : &metadata);
}

static HRESULT GetWriterStatus(struct requester *requester, size_t n)
{
    VSS_ID instance, writer;
    VSS_WRITER_STATE state;
    BSTR name = NULL;
    HRESULT failure;

    return CALL(requester->backup, GetWriterStatus, 0, n == 0 ? NULL : &instance,
                n == 1 ? NULL : &writer, n == 2 ? NULL : &name, n == 3 ? NULL : &state,
                n == 4 ? NULL : &failure);
}

static HRESULT SetBackupState(struct requester *requester, size_t n)
{
    static const int wrong[] = {VSS_BT_UNDEFINED, VSS_BT_OTHER + 1, -1};

    return CALL(requester->backup, SetBackupState, true, false, (VSS_BACKUP_TYPE)wrong[n], false);
}

static HRESULT SetRestoreState(struct requester *requester, size_t n)
{
    static const int wrong[] = {VSS_RTYPE_OTHER + 1, -1};

    return CALL(requester->backup, SetRestoreState, (VSS_RESTORE_TYPE)wrong[n]);
}

static HRESULT SetContext(struct requester *requester, size_t n)
{
    static const LONG wrong[] = {
        0x40000000,
        VSS_VOLSNAP_ATTR_HARDWARE_ASSISTED,
        VSS_VOLSNAP_ATTR_DIFFERENTIAL | VSS_VOLSNAP_ATTR_PLEX,
        VSS_CTX_CLIENT_ACCESSIBLE | VSS_VOLSNAP_ATTR_TRANSPORTABLE,
    };

    return CALL(requester->backup, SetContext, wrong[n]);
}

/* What names a component: no name, a type that is none. */
static const WCHAR *component(size_t n)
{
    return n == 0 ? NULL : L"files";
}

static VSS_COMPONENT_TYPE type(size_t n)
{
    static const VSS_COMPONENT_TYPE wrong[] = {VSS_CT_FILEGROUP, VSS_CT_UNDEFINED,
                                               (VSS_COMPONENT_TYPE)(VSS_CT_FILEGROUP + 1)};

    return n < 3 ? wrong[n] : VSS_CT_FILEGROUP;
}

static HRESULT AddComponent(struct requester *requester, size_t n)
{
    return CALL(requester->backup, AddComponent, requester->instance_id, requester->writer_id,
                type(n), L"group", component(n));
}

static HRESULT SetBackupSucceeded(struct requester *requester, size_t n)
{
    return CALL(requester->backup, SetBackupSucceeded, requester->instance_id, requester->writer_id,
                type(n), L"group", component(n), true);
}

static HRESULT SetBackupOptions(struct requester *requester, size_t n)
{
    return CALL(requester->backup, SetBackupOptions, requester->writer_id, type(n), L"group",
                component(n), n == 3 ? NULL : L"text");
}

static HRESULT SetPreviousBackupStamp(struct requester *requester, size_t n)
{
    return CALL(requester->backup, SetPreviousBackupStamp, requester->writer_id, type(n), L"group",
                component(n), n == 3 ? NULL : L"text");
}

static HRESULT AddToSnapshotSet(struct requester *requester, size_t n)
{
    static const WCHAR *const wrong[] = {L"D:\\", NULL, L"", L"D:"};
    WCHAR name[8] = L"";
    VSS_ID id;

    if (wrong[n])
        memcpy(name, wrong[n], (wcslen(wrong[n]) + 1) * sizeof *name);
    return CALL(requester->backup, AddToSnapshotSet, wrong[n] ? name : NULL, GUID_NULL,
                n == 0 ? NULL : &id);
}

static const struct row wrong_rows[] = {
    {"GatherWriterMetadata", AT_STATE, GatherWriterMetadata, 1, E_INVALIDARG},
    {"GatherWriterStatus", AT_STATE, GatherWriterStatus, 1, E_INVALIDARG},
    {"PrepareForBackup", AT_ADDED, PrepareForBackup, 1, E_INVALIDARG},
    {"DoSnapshotSet", AT_PREPARED, DoSnapshotSet, 1, E_INVALIDARG},
    {"BackupComplete", AT_SUCCEEDED, BackupComplete, 1, E_INVALIDARG},
    {"GetWriterComponentsCount", AT_ADDED, GetWriterComponentsCount, 1, E_INVALIDARG},
    {"GetWriterMetadataCount", AT_GATHERED, GetWriterMetadataCount, 1, E_INVALIDARG},
    {"GetWriterStatusCount", AT_GATHERED, GetWriterStatusCount, 1, E_INVALIDARG},
    {"SaveAsXML", AT_ADDED, SaveAsXML, 1, E_INVALIDARG},
    {"StartSnapshotSet", AT_GATHERED, StartSnapshotSet, 1, E_INVALIDARG},
    {"GetWriterComponents", AT_ADDED, GetWriterComponents, 1, E_INVALIDARG},
    {"GetWriterMetadata", AT_GATHERED, GetWriterMetadata, 2, E_INVALIDARG},
    {"GetWriterStatus", AT_GATHERED, GetWriterStatus, 5, E_INVALIDARG},
    {"SetBackupState", AT_INITIALIZED, SetBackupState, 3, E_INVALIDARG},
    {"SetRestoreState", AT_RESTORE, SetRestoreState, 2, E_INVALIDARG},
    {"SetContext", AT_INITIALIZED, SetContext, 4, E_INVALIDARG},
    {"AddComponent", AT_GATHERED, AddComponent, 3, E_INVALIDARG},
    {"SetBackupSucceeded", AT_SNAPSHOT, SetBackupSucceeded, 3, E_INVALIDARG},
    {"SetBackupOptions", AT_ADDED, SetBackupOptions, 4, E_INVALIDARG},
    {"SetPreviousBackupStamp", AT_ADDED, SetPreviousBackupStamp, 4, E_INVALIDARG},
    {"AddToSnapshotSet", AT_SET, AddToSnapshotSet, 4, E_INVALIDARG},
};

/* ---- numbers and names that are not there ------------------------------------------------------
 */

/* One writer has the number 0; these are behind it. */
static const UINT behind[] = {1, 2, 0x7FFFFFFF, 0xFFFFFFFF};

static HRESULT far_GetWriterComponents(struct requester *requester, size_t n)
{
    IVssWriterComponentsExt *components = NULL;

    return CALL(requester->backup, GetWriterComponents, behind[n], &components);
}

static HRESULT far_GetWriterMetadata(struct requester *requester, size_t n)
{
    IVssExamineWriterMetadata *metadata = NULL;
    VSS_ID instance;

    return CALL(requester->backup, GetWriterMetadata, behind[n], &instance, &metadata);
}

static HRESULT far_GetWriterStatus(struct requester *requester, size_t n)
{
    VSS_ID instance, writer;
    VSS_WRITER_STATE state;
    BSTR name = NULL;
    HRESULT failure;

    return CALL(requester->backup, GetWriterStatus, behind[n], &instance, &writer, &name, &state,
                &failure);
}

/* A component under another path, name, type, or of another writer, is not the one that was added.
 */
static const struct other {
    VSS_COMPONENT_TYPE type;
    const WCHAR *path, *name;
    bool stranger;
} others[] = {
    {VSS_CT_FILEGROUP, NULL, L"files", false},    {VSS_CT_FILEGROUP, L"Group\\x", L"files", false},
    {VSS_CT_FILEGROUP, L"group", L"", false},     {VSS_CT_FILEGROUP, L"group", L"file", false},
    {VSS_CT_DATABASE, L"group", L"files", false}, {VSS_CT_DATABASE, L"group", L"base", false},
    {VSS_CT_FILEGROUP, L"group", L"files", true},
};

static VSS_ID writer_of(const struct requester *requester, const struct other *other)
{
    VSS_ID id = requester->writer_id;

    id.Data1 += other->stranger;
    return id;
}

static HRESULT far_SetBackupSucceeded(struct requester *requester, size_t n)
{
    const struct other *other = &others[n];

    return CALL(requester->backup, SetBackupSucceeded, requester->instance_id,
                writer_of(requester, other), other->type, other->path, other->name, true);
}

static HRESULT far_SetBackupOptions(struct requester *requester, size_t n)
{
    const struct other *other = &others[n];

    return CALL(requester->backup, SetBackupOptions, writer_of(requester, other), other->type,
                other->path, other->name, L"text");
}

static HRESULT far_SetPreviousBackupStamp(struct requester *requester, size_t n)
{
    const struct other *other = &others[n];

    return CALL(requester->backup, SetPreviousBackupStamp, writer_of(requester, other), other->type,
                other->path, other->name, L"text");
}

static const WCHAR *const nowhere[] = {L"Z:\\", L"C:\\nowhere\\",
                                       L"\\\\?\\Volume{00000000-1111-2222-3333-444444444444}\\",
                                       L"\\\\server\\share\\"};

static HRESULT far_AddToSnapshotSet(struct requester *requester, size_t n)
{
    WCHAR name[60];
    VSS_ID id;

    memcpy(name, nowhere[n], (wcslen(nowhere[n]) + 1) * sizeof *name);
    return CALL(requester->backup, AddToSnapshotSet, name, GUID_NULL, &id);
}

static HRESULT far_IsVolumeSupported(struct requester *requester, size_t n)
{
    WCHAR name[60];
    BOOL supported;

    memcpy(name, nowhere[n], (wcslen(nowhere[n]) + 1) * sizeof *name);
    return CALL(requester->backup, IsVolumeSupported, GUID_NULL, name, &supported);
}

#define MISSING VSS_E_OBJECT_NOT_FOUND

static const struct row missing_rows[] = {
    {"GetWriterComponents", AT_ADDED, far_GetWriterComponents, 4, MISSING},
    {"GetWriterMetadata", AT_GATHERED, far_GetWriterMetadata, 4, MISSING},
    {"GetWriterStatus", AT_GATHERED, far_GetWriterStatus, 4, MISSING},
    {"SetBackupSucceeded", AT_SNAPSHOT, far_SetBackupSucceeded, 7, MISSING},
    {"SetBackupOptions", AT_ADDED, far_SetBackupOptions, 7, MISSING},
    {"SetPreviousBackupStamp", AT_ADDED, far_SetPreviousBackupStamp, 7, MISSING},
    {"AddToSnapshotSet", AT_SET, far_AddToSnapshotSet, 4, MISSING},
    {"IsVolumeSupported", AT_INITIALIZED, far_IsVolumeSupported, 4, MISSING},
};

/* ---- the cases ---------------------------------------------------------------------------------
 */

static void refused(struct suite *suite, const void *data)
{
    const struct row *row = data;
    struct requester *requester = requester_at(suite, row->point);

    REQUIRE(requester);
    if (strncmp(row->method, "GetWriterStatus", 15) == 0)
        REQUIRE_HR(requester_finish(requester->backup, GatherWriterStatus), S_OK);
    for (size_t n = 0; n < row->count; n++) {
        HRESULT hr = row->call(requester, n);

        suite_check(suite, hr == row->hr, __FILE__, __LINE__, "%s, call %u: 0x%08X; %.200s",
                    row->method, (unsigned)n, (unsigned)hr, layers_message());
    }
}

#define WRONG(method, n)                                                                           \
    {                                                                                              \
        "IVssBackupComponents." method, refused, &wrong_rows[n], 0                                 \
    }
#define BAD(method, n) WRONG(method "/E_INVALIDARG", n)
#define ABSENT(method, n)                                                                          \
    {                                                                                              \
        "IVssBackupComponents." method "/VSS_E_OBJECT_NOT_FOUND", refused, &missing_rows[n], 0     \
    }

static const struct suite_case cases[] = {
    BAD("GatherWriterMetadata", 0),
    BAD("GatherWriterStatus", 1),
    BAD("PrepareForBackup", 2),
    BAD("DoSnapshotSet", 3),
    BAD("BackupComplete", 4),
    BAD("GetWriterComponentsCount", 5),
    BAD("GetWriterMetadataCount", 6),
    BAD("GetWriterStatusCount", 7),
    BAD("SaveAsXML", 8),
    BAD("StartSnapshotSet", 9),
    BAD("GetWriterComponents", 10),
    BAD("GetWriterMetadata", 11),
    BAD("GetWriterStatus", 12),
    BAD("SetBackupState", 13),
    BAD("SetRestoreState", 14),
    BAD("SetContext", 15),
    BAD("AddComponent", 16),
    BAD("SetBackupSucceeded", 17),
    BAD("SetBackupOptions", 18),
    BAD("SetPreviousBackupStamp", 19),
    BAD("AddToSnapshotSet", 20),
    WRONG("SetBackupSucceeded-6", 17),
    WRONG("SetBackupOptions-4", 18),
    WRONG("SetPreviousBackupStamp-9", 19),
    WRONG("AddToSnapshotSet-2", 20),
    ABSENT("GetWriterComponents", 0),
    ABSENT("GetWriterMetadata", 1),
    ABSENT("GetWriterStatus", 2),
    ABSENT("SetBackupSucceeded", 3),
    ABSENT("SetBackupOptions", 4),
    ABSENT("SetPreviousBackupStamp", 5),
    ABSENT("AddToSnapshotSet", 6),
    ABSENT("IsVolumeSupported", 7),
};
const struct suite_group suite_backup_arguments =
    SUITE_GROUP("IVssBackupComponents: arguments", cases);
