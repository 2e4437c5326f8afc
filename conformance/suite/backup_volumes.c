/*
 * conformance/suite/backup_volumes.c - IVssBackupComponents: the volumes of a shadow copy set.
 * AddToSnapshotSet, IsVolumeSupported.
 */
#include "array.h"
#include "groups.h"
#include "layers.h"
#include "volumes.h"

#include <stdio.h>
#include <string.h>
#include <wchar.h>

static HRESULT add_volume(struct requester *requester, const WCHAR *volume)
{
    VSS_ID id;

    return volumes_add(requester, volume, GUID_NULL, &id);
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

/* The machine's provider of a type; there is one of each at most. */
static VSS_ID provider_of(struct suite *suite, VSS_PROVIDER_TYPE type)
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
        if (prop.Obj.Prov.m_eProviderType == type)
            id = prop.Obj.Prov.m_ProviderId;
        CoTaskMemFree(prop.Obj.Prov.m_pwszProviderName);
        CoTaskMemFree(prop.Obj.Prov.m_pwszProviderVersion);
    }
    CALL(list, Release);
    requester_end(requester);
    return id;
}

/* ---- AddToSnapshotSet: names -------------------------------------------------------------------
 */

static void volume_guid_path(WCHAR out[MAX_PATH])
{
    out[0] = 0;
    layers_volume_name(L"D:\\", out, MAX_PATH);
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
    CHECK_HR(volumes_add(requester, guid_path, GUID_NULL, &id), S_OK);
    CHECK_HR(add_volume(requester, L"D:\\"), VSS_E_OBJECT_ALREADY_EXISTS); /* it is the same */
    CHECK_HR(add_volume(requester, L"C:\\Mount\\"), S_OK);
    CHECK_HR(add_volume(requester, L"\\\\server\\share\\"), VSS_E_OBJECT_NOT_FOUND);
    REQUIRE_HR(requester_finish(requester->backup, PrepareForBackup), S_OK);
    REQUIRE_HR(requester_finish(requester->backup, DoSnapshotSet), S_OK);
    prop = volumes_properties(suite, requester, id);
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
    CHECK_HR(volumes_add(requester, L"D:\\", SUITE_WRITER_ID, &id), VSS_E_PROVIDER_NOT_REGISTERED);
}

/* Nobody takes U:\; D:\ can be added all the same. */
static void unsupported_volume(struct suite *suite, const void *row)
{
    VSS_ID provider = provider_of(suite, VSS_PROV_SYSTEM), id;
    struct requester *requester = requester_at(suite, AT_SET);
    bool named = row != NULL;

    REQUIRE(requester);
    CHECK_HR(volumes_add(requester, L"U:\\", named ? provider : GUID_NULL, &id),
             named ? VSS_E_VOLUME_NOT_SUPPORTED_BY_PROVIDER : VSS_E_VOLUME_NOT_SUPPORTED);
    CHECK_HR(volumes_add(requester, L"D:\\", named ? provider : GUID_NULL, &id), S_OK);
}

#define NAMED &SUITE_WRITER_ID

static void system_provider_is_the_last(struct suite *suite, const void *row)
{
    VSS_ID provider = provider_of(suite, VSS_PROV_SYSTEM);
    struct requester *requester = requester_at(suite, AT_SNAPSHOT);
    VSS_SNAPSHOT_PROP prop;

    (void)row;
    REQUIRE(requester);
    CHECK(!IsEqualGUID(&provider, &GUID_NULL));
    prop = volumes_properties(suite, requester, requester->snapshot_id);
    CHECK_GUID(prop.m_ProviderId, provider);
    VssFreeSnapshotProperties(&prop);
}

/* Volumes on the array are supported by its provider and by the system's. */
static void hardware_provider_is_the_first(struct suite *suite, const void *row)
{
    VSS_ID provider = provider_of(suite, VSS_PROV_HARDWARE);
    struct array_set set;
    VSS_SNAPSHOT_PROP prop;
    VSS_ID id;

    (void)row;
    CHECK(!IsEqualGUID(&provider, &GUID_NULL));
    REQUIRE(array_make(suite, VSS_CTX_BACKUP, &set));
    prop = volumes_properties(suite, set.maker, set.a);
    CHECK_GUID(prop.m_ProviderId, provider);
    VssFreeSnapshotProperties(&prop);
    requester_end(set.maker);
    set.maker = requester_at(suite, AT_SET);
    REQUIRE(set.maker);
    provider = provider_of(suite, VSS_PROV_SYSTEM);
    CHECK_HR(volumes_add(set.maker, L"A:\\", provider, &id), S_OK);
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
    CHECK_HR(volumes_add(requester, L"D:\\", GUID_NULL, &id), row->shown);
    CHECK_GUID(id, GUID_NULL);
    REQUIRE(requester_go(suite, requester, AT_SNAPSHOT));
    prop = volumes_properties(suite, requester, requester->snapshot_id);
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
    prop = volumes_properties(suite, requester, requester->snapshot_id);
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
    CHECK_HR(volumes_add(requester, L"D:\\", GUID_NULL, &id), S_OK);
    CHECK(!IsEqualGUID(&id, &GUID_NULL) && !IsEqualGUID(&id, &requester->snapshot_id));
    REQUIRE(requester_go(suite, requester, AT_SNAPSHOT));
    prop = volumes_properties(suite, requester, id);
    CHECK_GUID(prop.m_SnapshotId, id);
    CHECK_GUID(prop.m_SnapshotSetId, requester->set_id);
    VssFreeSnapshotProperties(&prop);
}

/* ---- IsVolumeSupported -------------------------------------------------------------------------
 */

static void is_supported(struct suite *suite, const void *row)
{
    VSS_ID provider = provider_of(suite, VSS_PROV_SYSTEM);
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

#define ADD(row) "IVssBackupComponents.AddToSnapshotSet" row
#define SUPPORTED(row) "IVssBackupComponents.IsVolumeSupported" row
#define MOCK SUITE_NEEDS_MOCK

static const struct suite_case cases[] = {
    {ADD("/S_OK"), add_gives_an_id, NULL, 0},
    {ADD("-1"), names_of_volumes, NULL, MOCK},
    {ADD("/VSS_E_PROVIDER_NOT_REGISTERED"), unknown_provider, NULL, 0},
    {ADD("/VSS_E_VOLUME_NOT_SUPPORTED"), unsupported_volume, NULL, MOCK},
    {ADD("/VSS_E_VOLUME_NOT_SUPPORTED_BY_PROVIDER"), unsupported_volume, NAMED, MOCK},
    {ADD("/VSS_E_PROVIDER_VETO"), provider_refuses, &veto, MOCK},
    {ADD("/VSS_E_MAXIMUM_NUMBER_OF_VOLUMES_REACHED"), most_volumes, NULL, MOCK},
    {"VSS_SNAPSHOT_PROP-5", most_volumes, NULL, MOCK},
    {ADD("/VSS_E_MAXIMUM_NUMBER_OF_SNAPSHOTS_REACHED"), provider_refuses, &too_many_snapshots,
     MOCK},
    {ADD("/VSS_E_NESTED_VOLUME_LIMIT"), provider_refuses, &nested, MOCK},
    {ADD("/VSS_E_UNEXPECTED_PROVIDER_ERROR"), provider_refuses, &undocumented, MOCK},
    {ADD("-5"), most_volumes, NULL, MOCK},
    {ADD("-6"), provider_refuses, &too_many_volumes, MOCK},
    {ADD("-7"), hardware_provider_is_the_first, NULL, MOCK | SUITE_NEEDS_ARRAY},
    {ADD("-9"), system_provider_is_the_last, NULL, SUITE_NEEDS_ALONE},
    {ADD("-12"), id_is_in_the_document, NULL, 0},
    {SUPPORTED("/S_OK"), is_supported, NULL, MOCK},
    {SUPPORTED("/VSS_E_NESTED_VOLUME_LIMIT"), supported_nested, NULL, MOCK},
    {SUPPORTED("-1"), is_supported, NULL, MOCK},
    {SUPPORTED("-2"), supported_names, NULL, MOCK},
    {SUPPORTED("-3"), supported_in_principle, &veto, MOCK},
    {SUPPORTED("-4"), supported_in_principle, &too_many_snapshots, MOCK},
    {SUPPORTED("-8"), supported_in_a_backup, NULL, 0},
};
const struct suite_group suite_backup_volumes =
    SUITE_GROUP("IVssBackupComponents: volumes of a set", cases);
