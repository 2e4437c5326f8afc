/*
 * conformance/suite/backup_set.c - IVssBackupComponents: the shadow copy set. StartSnapshotSet,
 * AddToSnapshotSet, DoSnapshotSet, IsVolumeSupported.
 */
#include "groups.h"
#include "hold.h"
#include "layers.h"

#include <stdio.h>
#include <string.h>
#include <wchar.h>

static HRESULT add_by(struct requester *requester, const WCHAR *volume, VSS_ID provider, VSS_ID *id)
{
    WCHAR name[MAX_PATH]; /* the method's parameter is not const */

    wcsncpy(name, volume, MAX_PATH - 1);
    name[MAX_PATH - 1] = 0;
    return CALL(requester->backup, AddToSnapshotSet, name, provider, id);
}

static HRESULT add_volume(struct requester *requester, const WCHAR *volume)
{
    VSS_ID id;

    return add_by(requester, volume, GUID_NULL, &id);
}

static HRESULT supported_by(struct requester *requester, const WCHAR *volume, VSS_ID provider,
                            BOOL *supported)
{
    WCHAR name[MAX_PATH];

    wcsncpy(name, volume, MAX_PATH - 1);
    name[MAX_PATH - 1] = 0;
    *supported = 77;
    return CALL(requester->backup, IsVolumeSupported, provider, name, supported);
}

/* The properties of a shadow copy; the texts are to be freed. */
static VSS_SNAPSHOT_PROP properties(struct suite *suite, struct requester *requester, VSS_ID id)
{
    VSS_SNAPSHOT_PROP prop = {.m_lSnapshotsCount = -1};

    CHECK_HR(CALL(requester->backup, GetSnapshotProperties, id, &prop), S_OK);
    return prop;
}

/* The machine's system provider. */
static VSS_ID system_provider(struct suite *suite)
{
    struct requester *requester = requester_at(suite, AT_INITIALIZED);
    IVssEnumObject *list = NULL;
    VSS_OBJECT_PROP prop;
    VSS_ID id = GUID_NULL;
    ULONG count;

    if (!requester || !CHECK_HR(CALL(requester->backup, Query, GUID_NULL, VSS_OBJECT_NONE,
                                     VSS_OBJECT_PROVIDER, &list),
                                S_OK))
        return id;
    while (CALL(list, Next, 1, &prop, &count) == S_OK) {
        if (prop.Obj.Prov.m_eProviderType == VSS_PROV_SYSTEM)
            id = prop.Obj.Prov.m_ProviderId;
        CoTaskMemFree(prop.Obj.Prov.m_pwszProviderName);
        CoTaskMemFree(prop.Obj.Prov.m_pwszProviderVersion);
    }
    CALL(list, Release);
    requester_end(requester);
    return id;
}

/* ---- StartSnapshotSet --------------------------------------------------------------------------
 */

/* The id is written into the caller's variable, and nothing beside it; it is the set's. */
static void start_gives_an_id(struct suite *suite, const void *row)
{
    struct requester *requester = requester_at(suite, AT_GATHERED);
    struct {
        VSS_ID id;
        unsigned char behind[16];
    } place, before;
    VSS_SNAPSHOT_PROP prop;

    (void)row;
    REQUIRE(requester);
    memset(&place, 0x55, sizeof place);
    before = place;
    REQUIRE_HR(CALL(requester->backup, StartSnapshotSet, &place.id), S_OK);
    CHECK(memcmp(place.behind, before.behind, sizeof place.behind) == 0);
    CHECK(!IsEqualGUID(&place.id, &before.id) && !IsEqualGUID(&place.id, &GUID_NULL));
    CHECK_HR(add_by(requester, L"C:\\", GUID_NULL, &requester->snapshot_id), S_OK);
    REQUIRE_HR(requester_finish(requester->backup, PrepareForBackup), S_OK);
    REQUIRE_HR(requester_finish(requester->backup, DoSnapshotSet), S_OK);
    prop = properties(suite, requester, requester->snapshot_id);
    CHECK_GUID(prop.m_SnapshotSetId, place.id);
    CHECK(prop.m_lSnapshotsCount == 1); /* what was added, and it began empty */
    VssFreeSnapshotProperties(&prop);
}

static void start_before_prepare(struct suite *suite, const void *row)
{
    struct requester *requester = requester_at(suite, AT_GATHERED);
    VSS_ID id;

    (void)row;
    REQUIRE(requester);
    CHECK_HR(requester_finish(requester->backup, PrepareForBackup), VSS_E_BAD_STATE);
    CHECK_HR(CALL(requester->backup, StartSnapshotSet, &id), S_OK);
    CHECK_HR(requester_finish(requester->backup, PrepareForBackup), S_OK);
}

/* A second waits for the first to be over. */
static void one_at_a_time(struct suite *suite, const void *row)
{
    struct requester *first = requester_at(suite, AT_PREPARED);
    struct requester *second = requester_at(suite, AT_GATHERED);
    VSS_ID id;

    (void)row;
    REQUIRE(first && second);
    CHECK_HR(CALL(second->backup, StartSnapshotSet, &id), VSS_E_SNAPSHOT_SET_IN_PROGRESS);
    CHECK_HR(CALL(second->backup, StartSnapshotSet, &id), VSS_E_SNAPSHOT_SET_IN_PROGRESS);
    CHECK_HR(requester_finish(first->backup, DoSnapshotSet), S_OK);
    CHECK_HR(CALL(second->backup, StartSnapshotSet, &id), S_OK);
}

/* ---- AddToSnapshotSet: names -------------------------------------------------------------------
 */

static void volume_guid_path(WCHAR out[MAX_PATH])
{
    out[0] = 0;
    GetVolumeNameForVolumeMountPointW(L"D:\\", out, MAX_PATH);
}

/* A drive, a mounted folder, a volume's GUID path; each is that volume. */
static void names_of_volumes(struct suite *suite, const void *row)
{
    struct requester *requester;
    WCHAR guid_path[MAX_PATH];
    VSS_SNAPSHOT_PROP prop;
    VSS_ID id;

    (void)row;
    REQUIRE_HR(layers_add_volume("C:\\Mount\\"), S_OK);
    volume_guid_path(guid_path);
    requester = requester_at(suite, AT_SET);
    REQUIRE(requester);
    CHECK_HR(add_volume(requester, L"C:\\"), S_OK);
    CHECK_HR(add_by(requester, guid_path, GUID_NULL, &id), S_OK);
    CHECK_HR(add_volume(requester, L"D:\\"), VSS_E_OBJECT_ALREADY_EXISTS); /* it is the same */
    CHECK_HR(add_volume(requester, L"C:\\Mount\\"), S_OK);
    CHECK_HR(add_volume(requester, L"\\\\server\\share\\"), VSS_E_OBJECT_NOT_FOUND);
    REQUIRE_HR(requester_finish(requester->backup, PrepareForBackup), S_OK);
    REQUIRE_HR(requester_finish(requester->backup, DoSnapshotSet), S_OK);
    prop = properties(suite, requester, id);
    CHECK(prop.m_lSnapshotsCount == 3);
    CHECK_TEXT(prop.m_pwszOriginalVolumeName, guid_path);
    VssFreeSnapshotProperties(&prop);
}

/* ---- AddToSnapshotSet: providers ---------------------------------------------------------------
 */

static void unknown_provider(struct suite *suite, const void *row)
{
    struct requester *requester = requester_at(suite, AT_SET);
    VSS_ID id;

    (void)row;
    REQUIRE(requester);
    CHECK_HR(add_by(requester, L"D:\\", SUITE_WRITER_ID, &id), VSS_E_PROVIDER_NOT_REGISTERED);
}

/* Nobody takes U:\; D:\ can be added all the same. */
static void unsupported_volume(struct suite *suite, const void *row)
{
    VSS_ID provider = system_provider(suite), id;
    struct requester *requester = requester_at(suite, AT_SET);
    bool named = row != NULL;

    REQUIRE(requester);
    CHECK_HR(add_by(requester, L"U:\\", named ? provider : GUID_NULL, &id),
             named ? VSS_E_VOLUME_NOT_SUPPORTED_BY_PROVIDER : VSS_E_VOLUME_NOT_SUPPORTED);
    CHECK_HR(add_by(requester, L"D:\\", named ? provider : GUID_NULL, &id), S_OK);
}

#define NAMED &SUITE_WRITER_ID

static void system_provider_is_the_last(struct suite *suite, const void *row)
{
    VSS_ID provider = system_provider(suite);
    struct requester *requester = requester_at(suite, AT_SNAPSHOT);
    VSS_SNAPSHOT_PROP prop;

    (void)row;
    REQUIRE(requester);
    CHECK(!IsEqualGUID(&provider, &GUID_NULL));
    prop = properties(suite, requester, requester->snapshot_id);
    CHECK_GUID(prop.m_ProviderId, provider);
    VssFreeSnapshotProperties(&prop);
}

/* What the provider says when it is to take part: the volume was not added then. */
static const struct provider_row {
    const char *call;
    HRESULT answer, shown;
} veto = {"BeginPrepareSnapshot", VSS_E_PROVIDER_VETO, VSS_E_PROVIDER_VETO},
  too_many_volumes = {"BeginPrepareSnapshot", VSS_E_MAXIMUM_NUMBER_OF_VOLUMES_REACHED,
                      VSS_E_MAXIMUM_NUMBER_OF_VOLUMES_REACHED},
  too_many_snapshots = {"BeginPrepareSnapshot", VSS_E_MAXIMUM_NUMBER_OF_SNAPSHOTS_REACHED,
                        VSS_E_MAXIMUM_NUMBER_OF_SNAPSHOTS_REACHED},
  nested = {"BeginPrepareSnapshot", VSS_E_NESTED_VOLUME_LIMIT, VSS_E_NESTED_VOLUME_LIMIT},
  undocumented = {"BeginPrepareSnapshot", E_FAIL, VSS_E_UNEXPECTED_PROVIDER_ERROR};

static void provider_refuses(struct suite *suite, const void *data)
{
    const struct provider_row *row = data;
    struct requester *requester = requester_at(suite, AT_VOLUME);
    VSS_SNAPSHOT_PROP prop;
    VSS_ID id = SUITE_WRITER_ID;

    REQUIRE(requester);
    CHECK(layers_fault(row->call, NULL, 1, 0, row->answer));
    CHECK_HR(add_by(requester, L"D:\\", GUID_NULL, &id), row->shown);
    CHECK_GUID(id, GUID_NULL);
    REQUIRE(requester_go(suite, requester, AT_SNAPSHOT));
    prop = properties(suite, requester, requester->snapshot_id);
    CHECK(prop.m_lSnapshotsCount == 1);
    VssFreeSnapshotProperties(&prop);
}

/* 64 volumes fit; the next is refused and the set stays as it is. */
static void most_volumes(struct suite *suite, const void *row)
{
    struct requester *requester;
    VSS_SNAPSHOT_PROP prop;

    (void)row;
    for (int i = 0; i < 64; i++) {
        char mount[32];

        snprintf(mount, sizeof mount, "C:\\Mount%02d\\", i);
        REQUIRE_HR(layers_add_volume(mount), S_OK);
    }
    requester = requester_at(suite, AT_VOLUME);
    REQUIRE(requester);
    for (int i = 0; i < 64; i++) {
        WCHAR name[32];

        swprintf(name, 32, L"C:\\Mount%02d\\", i);
        REQUIRE_HR(add_volume(requester, name),
                   i < 63 ? S_OK : VSS_E_MAXIMUM_NUMBER_OF_VOLUMES_REACHED);
    }
    REQUIRE(requester_go(suite, requester, AT_SNAPSHOT));
    prop = properties(suite, requester, requester->snapshot_id);
    CHECK(prop.m_lSnapshotsCount == 64);
    VssFreeSnapshotProperties(&prop);
}

/* ---- AddToSnapshotSet: the id ------------------------------------------------------------------
 */

static void guid_text(const VSS_ID *id, WCHAR out[37])
{
    WCHAR braces[40];

    StringFromGUID2(id, braces, 40);
    for (int i = 0; i < 36; i++)
        out[i] = (WCHAR)(braces[i + 1] >= L'A' && braces[i + 1] <= L'F' ? braces[i + 1] + 32
                                                                        : braces[i + 1]);
    out[36] = 0;
}

static void id_is_in_the_document(struct suite *suite, const void *row)
{
    struct requester *requester = requester_at(suite, AT_SNAPSHOT);
    BSTR document = NULL;
    WCHAR text[37];

    (void)row;
    REQUIRE(requester);
    guid_text(&requester->snapshot_id, text);
    REQUIRE_HR(CALL(requester->backup, SaveAsXML, &document), S_OK);
    for (WCHAR *c = document; *c; c++)
        *c = (WCHAR)(*c >= L'A' && *c <= L'F' ? *c + 32 : *c);
    CHECK(wcsstr(document, text));
    SysFreeString(document);
}

static void add_gives_an_id(struct suite *suite, const void *row)
{
    struct requester *requester = requester_at(suite, AT_VOLUME);
    VSS_SNAPSHOT_PROP prop;
    VSS_ID id = GUID_NULL;

    (void)row;
    REQUIRE(requester);
    CHECK_HR(add_by(requester, L"D:\\", GUID_NULL, &id), S_OK);
    CHECK(!IsEqualGUID(&id, &GUID_NULL) && !IsEqualGUID(&id, &requester->snapshot_id));
    REQUIRE(requester_go(suite, requester, AT_SNAPSHOT));
    prop = properties(suite, requester, id);
    CHECK_GUID(prop.m_SnapshotId, id);
    CHECK_GUID(prop.m_SnapshotSetId, requester->set_id);
    VssFreeSnapshotProperties(&prop);
}

/* ---- DoSnapshotSet -----------------------------------------------------------------------------
 */

/* How a file of the shadow copy reads. */
static void read_shadow(struct suite *suite, struct requester *requester, VSS_ID id, char text[16])
{
    VSS_SNAPSHOT_PROP prop = properties(suite, requester, id);
    WCHAR path[MAX_PATH];

    text[0] = '\0';
    swprintf(path, MAX_PATH, L"%ls\\suite\\file", prop.m_pwszSnapshotDeviceObject);
    CHECK_HR(layers_read_file(path, text, 16), S_OK);
    VssFreeSnapshotProperties(&prop);
}

/* Both volumes as they were at one moment, whatever is written later. */
static void one_moment(struct suite *suite, const void *row)
{
    struct requester *requester = requester_at(suite, AT_VOLUME);
    VSS_SNAPSHOT_PROP c, d;
    char text[16];
    VSS_ID id;

    (void)row;
    REQUIRE(requester);
    REQUIRE_HR(add_by(requester, L"D:\\", GUID_NULL, &id), S_OK);
    CHECK_HR(layers_write_file(L"C:\\suite\\file", "before"), S_OK);
    CHECK_HR(layers_write_file(L"D:\\suite\\file", "before"), S_OK);
    REQUIRE(requester_go(suite, requester, AT_SNAPSHOT));
    CHECK_HR(layers_write_file(L"C:\\suite\\file", "after!"), S_OK);
    CHECK_HR(layers_write_file(L"D:\\suite\\file", "after!"), S_OK);
    read_shadow(suite, requester, requester->snapshot_id, text);
    CHECK(strcmp(text, "before") == 0);
    read_shadow(suite, requester, id, text);
    CHECK(strcmp(text, "before") == 0);
    c = properties(suite, requester, requester->snapshot_id);
    d = properties(suite, requester, id);
    CHECK(c.m_tsCreationTimestamp == d.m_tsCreationTimestamp);
    VssFreeSnapshotProperties(&c);
    VssFreeSnapshotProperties(&d);
}

/* What goes wrong below shows through the IVssAsync: the call itself is S_OK. Nothing is made. */
static const struct do_row {
    const char *call;
    uint64_t delay_ms;
    HRESULT answer, shown;
} full = {"EndPrepareSnapshots", 0, VSS_E_INSUFFICIENT_STORAGE, VSS_E_INSUFFICIENT_STORAGE},
  slow_flush = {"HoldWrites", 10001, S_OK, VSS_E_FLUSH_WRITES_TIMEOUT},
  slow_hold = {"CommitSnapshots", 10001, S_OK, VSS_E_HOLD_WRITES_TIMEOUT},
  do_veto = {"PreCommitSnapshots", 0, VSS_E_PROVIDER_VETO, VSS_E_PROVIDER_VETO},
  restart = {"CommitSnapshots", 0, VSS_E_REBOOT_REQUIRED, VSS_E_REBOOT_REQUIRED},
  unforeseen = {"PostCommitSnapshots", 0, E_FAIL, VSS_E_UNEXPECTED_PROVIDER_ERROR};

static void fails_in_the_operation(struct suite *suite, const void *data)
{
    const struct do_row *row = data;
    struct requester *requester = requester_at(suite, AT_PREPARED);
    VSS_SNAPSHOT_PROP prop;
    IVssAsync *async = NULL;
    HRESULT result = S_OK;

    REQUIRE(requester);
    CHECK(layers_fault(row->call, NULL, 1, row->delay_ms, row->answer));
    REQUIRE_HR(CALL(requester->backup, DoSnapshotSet, &async), S_OK);
    suite_release_at_end(suite, async);
    CHECK_HR(CALL(async, Wait, INFINITE), row->shown);
    CHECK_HR(CALL(async, QueryStatus, &result, NULL), S_OK);
    CHECK_HR(result, row->shown);
    CHECK_HR(CALL(requester->backup, GetSnapshotProperties, requester->snapshot_id, &prop),
             VSS_E_OBJECT_NOT_FOUND);
    /* Who was told that a shadow copy comes is told that none does. */
    CHECK(suite_writer_events(requester->writer, SUITE_ABORT) ==
          suite_writer_events(requester->writer, SUITE_PREPARE_SNAPSHOT));
}

static void three_of_the_operation(struct suite *suite, const void *row)
{
    static const struct do_row *const rows[] = {&full, &do_veto, &unforeseen};

    (void)row;
    for (size_t i = 0; i < 3; i++) {
        struct requester *requester = requester_at(suite, AT_PREPARED);
        IVssAsync *async = NULL;

        REQUIRE(requester);
        CHECK(layers_fault(rows[i]->call, NULL, 1, 0, rows[i]->answer));
        REQUIRE_HR(CALL(requester->backup, DoSnapshotSet, &async), S_OK);
        CHECK_HR(requester_wait(S_OK, async), rows[i]->shown);
        requester_end(requester);
    }
}

/* A code of the call itself when it cannot begin, one of QueryStatus when it fails later. */
static void codes_of_both(struct suite *suite, const void *row)
{
    struct requester *requester = requester_at(suite, AT_ADDED);
    IVssAsync *async = NULL;

    (void)row;
    REQUIRE(requester);
    CHECK_HR(CALL(requester->backup, DoSnapshotSet, &async), VSS_E_BAD_STATE);
    CHECK(!async);
    requester_end(requester);
    fails_in_the_operation(suite, &slow_hold);
}

/* With writers PrepareForBackup comes before; without, the set alone is enough. */
static void order_by_context(struct suite *suite, const void *row)
{
    struct requester *requester = requester_at(suite, AT_ADDED);
    VSS_ID id;

    (void)row;
    REQUIRE(requester);
    CHECK_HR(requester_finish(requester->backup, DoSnapshotSet), VSS_E_BAD_STATE);
    requester_end(requester);
    requester = requester_at_context(suite, AT_INITIALIZED, VSS_CTX_FILE_SHARE_BACKUP);
    REQUIRE(requester);
    CHECK_HR(requester_finish(requester->backup, DoSnapshotSet), VSS_E_BAD_STATE);
    CHECK_HR(CALL(requester->backup, StartSnapshotSet, &id), S_OK);
    CHECK_HR(add_volume(requester, L"C:\\"), S_OK);
    CHECK_HR(requester_finish(requester->backup, DoSnapshotSet), S_OK);
    CHECK(suite_writer_events(requester->writer, SUITE_FREEZE) == 0);
}

/* ---- IsVolumeSupported -------------------------------------------------------------------------
 */

static void is_supported(struct suite *suite, const void *row)
{
    VSS_ID provider = system_provider(suite);
    struct requester *requester = requester_at(suite, AT_INITIALIZED);
    BOOL supported;

    (void)row;
    REQUIRE(requester);
    CHECK_HR(supported_by(requester, L"D:\\", GUID_NULL, &supported), S_OK);
    CHECK(supported == TRUE);
    CHECK_HR(supported_by(requester, L"D:\\", provider, &supported), S_OK);
    CHECK(supported == TRUE);
    CHECK_HR(supported_by(requester, L"U:\\", GUID_NULL, &supported), S_OK);
    CHECK(supported == FALSE);
    CHECK_HR(supported_by(requester, L"U:\\", provider, &supported), S_OK);
    CHECK(supported == FALSE);
}

static void supported_names(struct suite *suite, const void *row)
{
    static const WCHAR *const unfit[] = {L"D:", L"", L"C:\\Mount"};
    struct requester *requester;
    WCHAR guid_path[MAX_PATH];
    BOOL supported;

    (void)row;
    REQUIRE_HR(layers_add_volume("C:\\Mount\\"), S_OK);
    volume_guid_path(guid_path);
    requester = requester_at(suite, AT_INITIALIZED);
    REQUIRE(requester);
    CHECK_HR(supported_by(requester, L"C:\\Mount\\", GUID_NULL, &supported), S_OK);
    CHECK(supported == TRUE);
    CHECK_HR(supported_by(requester, guid_path, GUID_NULL, &supported), S_OK);
    CHECK(supported == TRUE);
    for (size_t i = 0; i < 3; i++)
        CHECK_HR(supported_by(requester, unfit[i], GUID_NULL, &supported), VSS_E_OBJECT_NOT_FOUND);
    guid_path[wcslen(guid_path) - 1] = 0;
    CHECK_HR(supported_by(requester, guid_path, GUID_NULL, &supported), VSS_E_OBJECT_NOT_FOUND);
}

/* A volume that cannot be added now is supported all the same. */
static void supported_in_principle(struct suite *suite, const void *data)
{
    const struct provider_row *row = data;
    struct requester *requester = requester_at(suite, AT_SET);
    BOOL supported;

    REQUIRE(requester);
    CHECK(layers_fault(row->call, NULL, 0, 0, row->answer));
    CHECK_HR(add_volume(requester, L"D:\\"), row->shown);
    CHECK_HR(supported_by(requester, L"D:\\", GUID_NULL, &supported), S_OK);
    CHECK(supported == TRUE);
}

static void supported_nested(struct suite *suite, const void *row)
{
    struct requester *requester = requester_at(suite, AT_INITIALIZED);
    BOOL supported;

    (void)row;
    REQUIRE(requester);
    CHECK(layers_fault("IsVolumeSupported", NULL, 1, 0, VSS_E_NESTED_VOLUME_LIMIT));
    CHECK_HR(supported_by(requester, L"D:\\", GUID_NULL, &supported), VSS_E_NESTED_VOLUME_LIMIT);
    CHECK(supported == FALSE);
}

static void supported_in_a_backup(struct suite *suite, const void *row)
{
    struct requester *fresh = requester_at(suite, AT_NEW);
    struct requester *restore = requester_at(suite, AT_RESTORE);
    struct requester *backup = requester_at(suite, AT_INITIALIZED);
    BOOL supported;

    (void)row;
    REQUIRE(fresh && restore && backup);
    CHECK_HR(supported_by(fresh, L"D:\\", GUID_NULL, &supported), VSS_E_BAD_STATE);
    CHECK_HR(supported_by(restore, L"D:\\", GUID_NULL, &supported), VSS_E_BAD_STATE);
    CHECK_HR(supported_by(backup, L"no volume", GUID_NULL, &supported), VSS_E_OBJECT_NOT_FOUND);
}

#define START(row) "IVssBackupComponents.StartSnapshotSet" row
#define ADD(row) "IVssBackupComponents.AddToSnapshotSet" row
#define DO(row) "IVssBackupComponents.DoSnapshotSet" row
#define SUPPORTED(row) "IVssBackupComponents.IsVolumeSupported" row
#define MOCK SUITE_NEEDS_MOCK

static const struct suite_case cases[] = {
    {START("/S_OK"), start_gives_an_id, NULL, 0},
    {START("-1"), start_gives_an_id, NULL, 0},
    {START("-2"), start_before_prepare, NULL, 0},
    {START("/VSS_E_SNAPSHOT_SET_IN_PROGRESS"), one_at_a_time, NULL, 0},
    {START("-3"), one_at_a_time, NULL, 0},
    {START("-4"), start_gives_an_id, NULL, 0},
    {ADD("/S_OK"), add_gives_an_id, NULL, 0},
    {ADD("-1"), names_of_volumes, NULL, MOCK},
    {ADD("/VSS_E_PROVIDER_NOT_REGISTERED"), unknown_provider, NULL, 0},
    {ADD("/VSS_E_VOLUME_NOT_SUPPORTED"), unsupported_volume, NULL, MOCK},
    {ADD("/VSS_E_VOLUME_NOT_SUPPORTED_BY_PROVIDER"), unsupported_volume, NAMED, MOCK},
    {ADD("/VSS_E_PROVIDER_VETO"), provider_refuses, &veto, MOCK},
    {ADD("/VSS_E_MAXIMUM_NUMBER_OF_VOLUMES_REACHED"), most_volumes, NULL, MOCK},
    {ADD("/VSS_E_MAXIMUM_NUMBER_OF_SNAPSHOTS_REACHED"), provider_refuses, &too_many_snapshots,
     MOCK},
    {ADD("/VSS_E_NESTED_VOLUME_LIMIT"), provider_refuses, &nested, MOCK},
    {ADD("/VSS_E_UNEXPECTED_PROVIDER_ERROR"), provider_refuses, &undocumented, MOCK},
    {ADD("-5"), most_volumes, NULL, MOCK},
    {ADD("-6"), provider_refuses, &too_many_volumes, MOCK},
    {ADD("-9"), system_provider_is_the_last, NULL, SUITE_NEEDS_ALONE},
    {ADD("-12"), id_is_in_the_document, NULL, 0},
    {DO("/S_OK"), one_moment, NULL, 0},
    {DO("/VSS_E_INSUFFICIENT_STORAGE"), fails_in_the_operation, &full, MOCK},
    {DO("/VSS_E_FLUSH_WRITES_TIMEOUT"), fails_in_the_operation, &slow_flush, MOCK},
    {DO("/VSS_E_HOLD_WRITES_TIMEOUT"), fails_in_the_operation, &slow_hold, MOCK},
    {DO("/VSS_E_PROVIDER_VETO"), fails_in_the_operation, &do_veto, MOCK},
    {DO("/VSS_E_REBOOT_REQUIRED"), fails_in_the_operation, &restart, MOCK},
    {DO("/VSS_E_UNEXPECTED_PROVIDER_ERROR"), fails_in_the_operation, &unforeseen, MOCK},
    {DO("-1"), one_moment, NULL, 0},
    {DO("-2"), codes_of_both, NULL, MOCK},
    {DO("-3"), three_of_the_operation, NULL, MOCK},
    {DO("-4"), order_by_context, NULL, 0},
    {SUPPORTED("/S_OK"), is_supported, NULL, MOCK},
    {SUPPORTED("/VSS_E_NESTED_VOLUME_LIMIT"), supported_nested, NULL, MOCK},
    {SUPPORTED("-1"), is_supported, NULL, MOCK},
    {SUPPORTED("-2"), supported_names, NULL, MOCK},
    {SUPPORTED("-3"), supported_in_principle, &veto, MOCK},
    {SUPPORTED("-4"), supported_in_principle, &too_many_snapshots, MOCK},
    {SUPPORTED("-8"), supported_in_a_backup, NULL, 0},
};
const struct suite_group suite_backup_set =
    SUITE_GROUP("IVssBackupComponents: shadow copy set", cases);
