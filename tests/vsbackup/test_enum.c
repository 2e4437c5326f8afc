/*
 * tests/vsbackup/test_enum.c - IVssEnumObject: Next, Skip, Reset and Clone, on lists made here and
 * on what Query finds.
 */
#include <scene.h>
#include <vstest.h>

#include <vsbackup/enum.h>

static VSS_PWSZ cotask(const WCHAR *text)
{
    VSS_PWSZ copy = CoTaskMemAlloc((wcslen(text) + 1) * sizeof *copy);

    cr_assert_not_null(copy);
    return wcscpy(copy, text);
}

/* Snapshots whose count is their number, from 1. */
static IVssEnumObject *list_of(size_t count)
{
    VSS_OBJECT_PROP *items = CoTaskMemAlloc((count + 1) * sizeof *items);
    const VSS_ID session = {7, 0, 0, {0}};
    IVssEnumObject *list;

    cr_assert_not_null(items);
    memset(items, 0, (count + 1) * sizeof *items);
    for (size_t i = 0; i < count; i++) {
        items[i].Type = VSS_OBJECT_SNAPSHOT;
        items[i].Obj.Snap.m_lSnapshotsCount = (LONG)i + 1;
        items[i].Obj.Snap.m_pwszOriginalVolumeName = cotask(L"C:\\");
        items[i].Obj.Snap.m_pwszSnapshotDeviceObject = cotask(L"\\\\?\\Device");
    }
    VSTEST_HR(vsbackup_enum_create(items, count, &session, &list), S_OK, "");
    return list;
}

/* A letter and a number: n Next, s Skip, r Reset; then what is expected: result, count, and the
 * number of the first element. */
static const struct enum_row {
    const char *name;
    size_t count;
    struct {
        char what;
        ULONG n;
        HRESULT hr;
        ULONG fetched;
        LONG first;
    } steps[6];
} enum_rows[] = {
    {"all at once", 3, {{'n', 3, S_OK, 3, 1}, {'n', 1, S_FALSE, 0, 0}}},
    {"one by one", 2, {{'n', 1, S_OK, 1, 1}, {'n', 1, S_OK, 1, 2}, {'n', 1, S_FALSE, 0, 0}}},
    {"more than there are", 3, {{'n', 2, S_OK, 2, 1}, {'n', 2, S_FALSE, 1, 3}}},
    {"none", 0, {{'n', 1, S_FALSE, 0, 0}}},
    {"asking for none", 2, {{'n', 0, S_OK, 0, 0}, {'n', 1, S_OK, 1, 1}}},
    {"skipping", 3, {{'s', 1, S_OK, 0, 0}, {'n', 2, S_OK, 2, 2}}},
    {"skipping to the end", 3, {{'s', 3, S_OK, 0, 0}, {'n', 1, S_FALSE, 0, 0}}},
    {"skipping beyond it", 3, {{'s', 4, S_FALSE, 0, 0}, {'n', 1, S_FALSE, 0, 0}}},
    {"skipping none", 3, {{'s', 0, S_OK, 0, 0}, {'n', 1, S_OK, 1, 1}}},
    {"skipping very far", 3, {{'n', 1, S_OK, 1, 1}, {'s', 0xFFFFFFFF, S_FALSE, 0, 0}}},
    {"from the beginning again",
     2,
     {{'n', 2, S_OK, 2, 1}, {'r', 0, S_OK, 0, 0}, {'n', 1, S_OK, 1, 1}}},
    {"after skipping too far",
     2,
     {{'s', 9, S_FALSE, 0, 0}, {'r', 0, S_OK, 0, 0}, {'n', 2, S_OK, 2, 1}}},
};

static void check_next(IVssEnumObject *list, const char *name, ULONG n, HRESULT hr, ULONG expected,
                       LONG first)
{
    VSS_OBJECT_PROP got[4];
    ULONG fetched = 99;

    memset(got, 0xEE, sizeof got);
    VSTEST_HR(list->lpVtbl->Next(list, n, got, &fetched), hr, name);
    cr_expect_eq(fetched, expected, "%s: %u fetched", name, (unsigned)fetched);
    for (ULONG i = 0; i < fetched; i++) {
        cr_expect_eq(got[i].Obj.Snap.m_lSnapshotsCount, first + (LONG)i, "%s", name);
        VSTEST_WIDE(got[i].Obj.Snap.m_pwszOriginalVolumeName, L"C:\\", name);
        cr_expect_null(got[i].Obj.Snap.m_pwszExposedName, "%s", name);
        VssFreeSnapshotProperties(&got[i].Obj.Snap);
    }
}

VSTEST_TABLE(enumerator, the_list_is_walked_as_documented, enum_rows)
{
    const struct enum_row *row = &enum_rows[*row_];
    IVssEnumObject *list = list_of(row->count);

    for (size_t i = 0; i < VSTEST_COUNT(row->steps) && row->steps[i].what; i++) {
        if (row->steps[i].what == 'n')
            check_next(list, row->name, row->steps[i].n, row->steps[i].hr, row->steps[i].fetched,
                       row->steps[i].first);
        else if (row->steps[i].what == 's')
            VSTEST_HR(list->lpVtbl->Skip(list, row->steps[i].n), row->steps[i].hr, row->name);
        else
            VSTEST_HR(list->lpVtbl->Reset(list), row->steps[i].hr, row->name);
    }
    cr_expect_eq(list->lpVtbl->Release(list), 0);
}

Test(enumerator, a_clone_stands_where_its_original_stood_and_outlives_it)
{
    IVssEnumObject *list = list_of(3), *clone = NULL;

    check_next(list, "", 1, S_OK, 1, 1);
    VSTEST_HR(list->lpVtbl->Clone(list, &clone), S_OK, "");
    check_next(list, "", 2, S_OK, 2, 2);
    cr_expect_eq(list->lpVtbl->Release(list), 0);
    check_next(clone, "", 3, S_FALSE, 2, 2);
    VSTEST_HR(clone->lpVtbl->Reset(clone), S_OK, "");
    check_next(clone, "", 1, S_OK, 1, 1);
    cr_expect_eq(clone->lpVtbl->Release(clone), 0);
}

Test(enumerator, a_missing_pointer_is_an_error_of_its_own)
{
    IVssEnumObject *list = list_of(2);
    VSS_OBJECT_PROP got;
    ULONG fetched = 99;

    VSTEST_HR(list->lpVtbl->Next(list, 1, NULL, &fetched), E_POINTER, "");
    cr_expect_eq(fetched, 0);
    VSTEST_SENTENCE("rgelt", "");
    VSTEST_HR(list->lpVtbl->Clone(list, NULL), E_POINTER, "");
    VSTEST_HR(list->lpVtbl->Next(list, 1, &got, NULL), S_OK, "the count is not required");
    VssFreeSnapshotProperties(&got.Obj.Snap);
    cr_expect_eq(list->lpVtbl->Release(list), 0);
}

/* E_OUTOFMEMORY is not among the codes of Next. */
Test(enumerator, without_memory_nothing_is_handed_out)
{
    IVssEnumObject *list = list_of(2), *clone;

    for (uint64_t nth = 1; nth <= 4; nth++) {
        VSS_OBJECT_PROP got[2];
        ULONG fetched;

        vsapi_alloc_fail_at(nth, false);
        VSTEST_HR(list->lpVtbl->Next(list, 2, got, &fetched), E_FAIL, "");
        vsapi_alloc_fail_at(0, false);
        cr_expect_eq(fetched, 0);
        VSTEST_SENTENCE("memory", "");
    }
    check_next(list, "nothing was passed over", 2, S_OK, 2, 1);
    vsapi_alloc_fail_at(1, false);
    VSTEST_HR(list->lpVtbl->Clone(list, &clone), E_OUTOFMEMORY, "");
    vsapi_alloc_fail_at(0, false);
    cr_expect_null(clone);
    cr_expect_eq(list->lpVtbl->Release(list), 0);
}

/* ---- Query
 * ------------------------------------------------------------------------------------------- */

Test(enumerator, Query_lists_providers)
{
    struct scene scene;
    IVssEnumObject *list;
    VSS_OBJECT_PROP got;
    ULONG fetched;

    VSTEST_HR(scene_start(&scene, VSAPI_DELIVERY_INLINE), S_OK, "");
    VSTEST_HR(scene_do(&scene, "create init context"), S_OK, "");
    VSTEST_HR(scene.backup->lpVtbl->Query(scene.backup, GUID_NULL, VSS_OBJECT_NONE,
                                          VSS_OBJECT_PROVIDER, &list),
              S_OK, "");
    VSTEST_HR(list->lpVtbl->Next(list, 1, &got, &fetched), S_OK, "");
    cr_expect_eq(got.Type, VSS_OBJECT_PROVIDER);
    cr_expect_not_null(got.Obj.Prov.m_pwszProviderName);
    cr_expect_not(IsEqualGUID(&got.Obj.Prov.m_ProviderId, &GUID_NULL));
    vsbackup_object_prop_free(&got);
    VSTEST_HR(scene_end(&scene), S_OK, "");
    list->lpVtbl->Release(list); /* it outlives the object */
}

Test(enumerator, Query_lists_the_shadow_copies_of_the_context)
{
    struct scene scene, other = {0};
    IVssEnumObject *list;
    VSS_OBJECT_PROP got;
    ULONG fetched;

    VSTEST_HR(scene_start(&scene, VSAPI_DELIVERY_SERIAL), S_OK, "");
    scene_writer_add(&scene, "ledger", 1);
    VSTEST_HR(scene_do(&scene, SCENE_TO_SNAPSHOT), S_OK, "");
    other.context = VSS_CTX_BACKUP;
    VSTEST_HR(scene_do(&other, "create init context"), S_OK, "");
    VSTEST_HR(other.backup->lpVtbl->Query(other.backup, GUID_NULL, VSS_OBJECT_NONE,
                                          VSS_OBJECT_SNAPSHOT, &list),
              S_OK, "");
    VSTEST_HR(list->lpVtbl->Next(list, 1, &got, &fetched), S_OK, "");
    cr_assert_eq(fetched, 1);
    cr_expect(IsEqualGUID(&got.Obj.Snap.m_SnapshotId, &scene.snapshot_id));
    cr_expect(IsEqualGUID(&got.Obj.Snap.m_SnapshotSetId, &scene.set_id));
    cr_expect_eq(got.Obj.Snap.m_eStatus, VSS_SS_CREATED);
    VssFreeSnapshotProperties(&got.Obj.Snap);
    cr_expect_null(got.Obj.Snap.m_pwszSnapshotDeviceObject);
    VSTEST_HR(list->lpVtbl->Next(list, 1, &got, &fetched), S_FALSE, "");
    list->lpVtbl->Release(list);
    scene_release(&scene); /* the shadow copy goes */
    VSTEST_HR(other.backup->lpVtbl->Query(other.backup, GUID_NULL, VSS_OBJECT_NONE,
                                          VSS_OBJECT_SNAPSHOT, &list),
              S_OK, "");
    VSTEST_HR(list->lpVtbl->Next(list, 1, &got, &fetched), S_FALSE, "");
    cr_expect_eq(fetched, 0);
    list->lpVtbl->Release(list);
    scene_release(&other);
    VSTEST_HR(scene_end(&scene), S_OK, "");
}
