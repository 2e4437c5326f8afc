/*
 * tests/mock-provider/test_provider.c - the provider's states, answers and properties.
 */
#include "vstest.h"
#include "provider.h"

#include <vsapi/clock.h>
#include <vsapi/com.h>
#include <vsapi/text.h>

#define DEVICE "\\\\?\\GLOBALROOT\\Device\\HarddiskVolumeShadowCopy1"

static const struct kind_row {
    const char *name, *drive;
    const WCHAR *volume;
    LONG method;
} kinds[] = {
    {"copy", "C:", L"C:\\", VSS_VOLSNAP_ATTR_PLEX},
    {"memory", "M:", L"M:\\", VSS_VOLSNAP_ATTR_DIFFERENTIAL},
};

static const char *on(const struct kind_row *kind, const char *rest)
{
    static char paths[4][512];
    static unsigned next;
    char *path = paths[next++ % 4];

    snprintf(path, sizeof paths[0], "%s\\%s", kind->drive, rest);
    return path;
}

VSTEST_TABLE(provider, a_shadow_copy_keeps_what_was_there_at_the_commit, kinds)
{
    const struct kind_row *kind = &kinds[*row_];
    struct provider provider;
    struct machine machine = {0};

    machine_start(&machine);
    provider_start(&machine, &provider);
    vsapi_files_make_folder(machine.host, on(kind, "f\\empty"));
    machine_write(&machine, on(kind, "f\\a"), "before");
    machine_write(&machine, on(kind, "b"), "gone");
    VSTEST_HR(provider_steps(&provider, STEP_COMMIT, kind->volume, 0), S_OK, kind->name);
    machine_write(&machine, on(kind, "f\\a"), "at the commit");
    VSTEST_HR(provider_step(&provider, STEP_COMMIT, NULL, 0), S_OK, kind->name);
    machine_write(&machine, on(kind, "f\\a"), "after");
    vsapi_files_remove(machine.host, on(kind, "b"));
    machine_write(&machine, on(kind, "new"), "new");
    VSTEST_TEXT(machine_read(&machine, DEVICE "\\F\\A"), "at the commit", kind->name);
    VSTEST_TEXT(machine_read(&machine, DEVICE "\\b"), "gone", kind->name);
    VSTEST_TEXT(machine_read(&machine, DEVICE "\\new"),
                "(HRESULT_FROM_WIN32(ERROR_FILE_NOT_FOUND))", kind->name);
    VSTEST_TEXT(machine_read(&machine, on(kind, "f\\a")), "after", kind->name);
    cr_expect_eq(provider_stop(&provider), 0);
    cr_expect(machine_stop(&machine));
}

VSTEST_TABLE(provider, a_shadow_copy_is_read_only_but_for_recovery, kinds)
{
    const struct kind_row *kind = &kinds[*row_];
    struct provider provider;
    struct machine machine = {0};

    for (int recover = 0; recover < 2; recover++) {
        LONG context = recover ? VSS_VOLSNAP_ATTR_AUTORECOVER : 0;
        HRESULT open = recover ? S_OK : HRESULT_FROM_WIN32(ERROR_WRITE_PROTECT);

        machine_start(&machine);
        provider_start(&machine, &provider);
        machine_write(&machine, on(kind, "a"), "a");
        provider_steps(&provider, STEP_PRE_FINAL, kind->volume, context);
        VSTEST_HR(machine_write(&machine, DEVICE "\\a", "b"),
                  HRESULT_FROM_WIN32(ERROR_WRITE_PROTECT), kind->name);
        VSTEST_HR(provider_step(&provider, STEP_PRE_FINAL, NULL, 0), S_OK, kind->name);
        VSTEST_HR(machine_write(&machine, DEVICE "\\a", "b"), open, kind->name);
        VSTEST_HR(provider_step(&provider, STEP_POST_FINAL, NULL, 0), S_OK, kind->name);
        VSTEST_HR(machine_write(&machine, DEVICE "\\a", "c"),
                  HRESULT_FROM_WIN32(ERROR_WRITE_PROTECT), kind->name);
        VSTEST_HR(vsapi_files_remove(machine.host, DEVICE "\\a"),
                  HRESULT_FROM_WIN32(ERROR_WRITE_PROTECT), kind->name);
        VSTEST_TEXT(machine_read(&machine, DEVICE "\\a"), recover ? "b" : "a", kind->name);
        VSTEST_TEXT(machine_read(&machine, on(kind, "a")), "a", kind->name);
        cr_expect_eq(provider_stop(&provider), 0);
        cr_expect(machine_stop(&machine));
    }
}

/* Each step when another is next. */
VSTEST_TABLE(provider, steps_come_in_their_order_only, kinds)
{
    const struct kind_row *kind = &kinds[*row_];

    for (int done = STEP_BEGIN; done <= STEP_COUNT_; done++) {
        for (int step = STEP_END_PREPARE; step < STEP_COUNT_; step++) {
            HRESULT unknown = step >= STEP_PRE_FINAL ? E_INVALIDARG : VSS_E_OBJECT_NOT_FOUND;
            HRESULT expected = step == done ? S_OK : VSS_E_BAD_STATE;
            struct provider provider;
            struct machine machine = {0};
            char what[64];

            if (done == STEP_BEGIN || done == STEP_COUNT_)
                expected = unknown;
            snprintf(what, sizeof what, "%s: step %d after %d steps", kind->name, step, done);
            machine_start(&machine);
            provider_start(&machine, &provider);
            VSTEST_HR(provider_steps(&provider, (enum provider_step)done, kind->volume, 0), S_OK,
                      what);
            VSTEST_HR(provider_step(&provider, (enum provider_step)step, NULL, 0), expected, what);
            cr_expect_eq(provider_stop(&provider), 0);
            cr_expect(machine_stop(&machine), "%s: something is left", what);
        }
    }
}

/* After any number of steps the set is given up: by a call, by another set, by the last Release. */
static const struct end_row {
    const char *name;
    int how;
} end_rows[] = {{"AbortSnapshots", 0}, {"another set", 1}, {"Release", 2}, {"OnUnload", 3}};

static void give_up(struct provider *provider, const struct end_row *row, const WCHAR *volume)
{
    if (row->how == 0)
        VSTEST_HR(provider->set->lpVtbl->AbortSnapshots(provider->set, provider_set_id), S_OK,
                  row->name);
    if (row->how == 1)
        VSTEST_HR(
            provider->software->lpVtbl->BeginPrepareSnapshot(
                provider->software, provider_other_set_id, provider_id(9), (WCHAR *)volume, 0),
            S_OK, row->name);
    if (row->how == 3)
        VSTEST_HR(provider->notifications->lpVtbl->OnUnload(provider->notifications, TRUE), S_OK,
                  row->name);
}

static int shadow_count(struct machine *machine)
{
    const char *folder;

    return FAILED(vsapi_host_shadow_folder(machine->host, machine->disk, &folder))
               ? -1
               : machine_count(folder);
}

VSTEST_TABLE(provider, a_set_that_is_given_up_leaves_nothing, end_rows)
{
    const struct end_row *row = &end_rows[*row_];
    struct vsapi_file_info info;

    for (size_t i = 0; i < VSTEST_COUNT(kinds); i++) {
        for (int done = STEP_END_PREPARE; done < STEP_COUNT_; done++) {
            struct provider provider;
            struct machine machine = {0};

            machine_start(&machine);
            provider_start(&machine, &provider);
            machine_write(&machine, on(&kinds[i], "a"), "a");
            VSTEST_HR(provider_steps(&provider, (enum provider_step)done, kinds[i].volume, 0), S_OK,
                      row->name);
            give_up(&provider, row, kinds[i].volume);
            if (row->how != 2)
                cr_expect_eq(shadow_count(&machine), 0, "%s after %d steps", row->name, done);
            cr_expect_eq(provider_stop(&provider), 0);
            cr_expect_eq(shadow_count(&machine), 0, "%s after %d steps", row->name, done);
            VSTEST_HR(vsapi_files_stat(machine.host, DEVICE "\\a", &info),
                      HRESULT_FROM_WIN32(ERROR_PATH_NOT_FOUND), row->name);
            cr_expect(machine_stop(&machine));
        }
    }
    cr_expect_eq(vsapi_com_live(), 0);
}

Test(provider, a_set_that_is_unknown_or_finished_cannot_be_aborted)
{
    struct provider provider;
    struct machine machine = {0};

    machine_start(&machine);
    provider_start(&machine, &provider);
    VSTEST_HR(provider.set->lpVtbl->AbortSnapshots(provider.set, provider_set_id),
              VSS_E_OBJECT_NOT_FOUND, "");
    VSTEST_HR(provider_snapshot(&provider, L"C:\\", 0), S_OK, "");
    VSTEST_HR(provider.set->lpVtbl->AbortSnapshots(provider.set, provider_set_id),
              VSS_E_OBJECT_NOT_FOUND, "");
    cr_expect_eq(shadow_count(&machine), 1);
    cr_expect_eq(provider_stop(&provider), 0);
    cr_expect(machine_stop(&machine));
}

/* BeginPrepareSnapshot with one thing wrong. */
static const struct begin_row {
    const char *name;
    const WCHAR *volume;
    LONG context;
    bool no_set, no_id, unloaded;
    HRESULT hr;
} begin_rows[] = {
    {.name = "volume name", .volume = L"\\\\?\\Volume{00000000-0000-0000-0000-000000000001}\\"},
    {.name = "mount point", .volume = L"c:\\"},
    {.name = "no backslash", .volume = L"C:", .hr = E_INVALIDARG},
    {.name = "NULL", .volume = NULL, .hr = E_INVALIDARG},
    {.name = "no volume", .volume = L"Z:\\", .hr = VSS_E_OBJECT_NOT_FOUND},
    {.name = "a folder", .volume = L"C:\\folder\\", .hr = VSS_E_OBJECT_NOT_FOUND},
    {.name = "not supported", .volume = L"U:\\", .hr = VSS_E_VOLUME_NOT_SUPPORTED_BY_PROVIDER},
    {.name = "no set id", .volume = L"C:\\", .no_set = true, .hr = E_INVALIDARG},
    {.name = "no id", .volume = L"C:\\", .no_id = true, .hr = E_INVALIDARG},
    {.name = "not loaded", .volume = L"C:\\", .unloaded = true, .hr = VSS_E_BAD_STATE},
    {.name = "plex", .volume = L"C:\\", .context = VSS_VOLSNAP_ATTR_PLEX},
    {.name = "differential copy",
     .volume = L"C:\\",
     .context = VSS_VOLSNAP_ATTR_DIFFERENTIAL,
     .hr = VSS_E_UNSUPPORTED_CONTEXT},
    {.name = "differential in memory", .volume = L"M:\\", .context = VSS_VOLSNAP_ATTR_DIFFERENTIAL},
    {.name = "transportable",
     .volume = L"C:\\",
     .context = VSS_VOLSNAP_ATTR_TRANSPORTABLE,
     .hr = VSS_E_UNSUPPORTED_CONTEXT},
    {.name = "all contexts",
     .volume = L"C:\\",
     .context = VSS_CTX_ALL,
     .hr = VSS_E_UNSUPPORTED_CONTEXT},
    {.name = "persistent", .volume = L"C:\\", .context = VSS_CTX_APP_ROLLBACK},
};

static void add_more_volumes(struct machine *machine)
{
    struct vsapi_volume_options options = {
        .size = sizeof options, .mount = "U:\\", .unsupported = true};

    vsapi_host_add_volume(machine->host, &options, NULL);
    options.unsupported = false;
    options.mount = "G:\\";
    options.guid = "00000000-0000-0000-0000-000000000001";
    vsapi_host_add_volume(machine->host, &options, NULL);
}

VSTEST_TABLE(provider, a_snapshot_begins_with_right_arguments_only, begin_rows)
{
    const struct begin_row *row = &begin_rows[*row_];
    struct provider provider;
    struct machine machine = {0};

    machine_start(&machine);
    add_more_volumes(&machine);
    provider_start(&machine, &provider);
    if (row->unloaded)
        provider.notifications->lpVtbl->OnUnload(provider.notifications, TRUE);
    VSTEST_HR(provider.software->lpVtbl->BeginPrepareSnapshot(
                  provider.software, row->no_set ? GUID_NULL : provider_set_id,
                  row->no_id ? GUID_NULL : provider_id(1), (WCHAR *)row->volume, row->context),
              row->hr, row->name);
    cr_expect_eq(provider_stop(&provider), 0);
    cr_expect(machine_stop(&machine));
}

static const struct supported_row {
    const WCHAR *volume;
    LONG context;
    HRESULT hr;
    BOOL supported;
} supported_rows[] = {
    {L"C:\\", 0, S_OK, TRUE},
    {L"M:\\", 0, S_OK, TRUE},
    {L"U:\\", 0, S_OK, FALSE},
    {L"C:\\", VSS_CTX_ALL, S_OK, TRUE},
    {L"C:\\", VSS_CTX_CLIENT_ACCESSIBLE, S_OK, TRUE},
    {L"C:\\", VSS_VOLSNAP_ATTR_TRANSPORTABLE, S_OK, FALSE},
    {L"C:\\", VSS_VOLSNAP_ATTR_DIFFERENTIAL, S_OK, FALSE},
    {L"C:\\", VSS_VOLSNAP_ATTR_PLEX, S_OK, TRUE},
    {L"M:\\", VSS_VOLSNAP_ATTR_PLEX, S_OK, FALSE},
    {L"Z:\\", 0, VSS_E_OBJECT_NOT_FOUND, FALSE},
    {L"C:", 0, E_INVALIDARG, FALSE},
};

VSTEST_TABLE(provider, support_follows_volume_and_context, supported_rows)
{
    const struct supported_row *row = &supported_rows[*row_];
    struct provider provider;
    struct machine machine = {0};
    BOOL supported = 7;

    machine_start(&machine);
    add_more_volumes(&machine);
    provider_start(&machine, &provider);
    VSTEST_HR(provider.software->lpVtbl->SetContext(provider.software, row->context), S_OK, "");
    VSTEST_HR(provider.software->lpVtbl->IsVolumeSupported(provider.software, (WCHAR *)row->volume,
                                                           &supported),
              row->hr, "");
    cr_expect_eq(supported, row->supported, "row %zu", *row_);
    cr_expect_eq(provider_stop(&provider), 0);
    cr_expect(machine_stop(&machine));
}

Test(provider, the_context_is_frozen_while_a_set_is_made)
{
    struct provider provider;
    struct machine machine = {0};

    machine_start(&machine);
    provider_start(&machine, &provider);
    for (int step = STEP_BEGIN; step < STEP_COUNT_; step++) {
        bool frozen = step > STEP_END_PREPARE;

        VSTEST_HR(provider.software->lpVtbl->SetContext(provider.software, VSS_CTX_BACKUP),
                  frozen ? VSS_E_BAD_STATE : S_OK, "");
        provider_step(&provider, (enum provider_step)step, L"C:\\", 0);
    }
    VSTEST_HR(provider.software->lpVtbl->SetContext(provider.software, VSS_CTX_BACKUP), S_OK, "");
    cr_expect_eq(provider_stop(&provider), 0);
    cr_expect(machine_stop(&machine));
}

static void check_properties(struct machine *machine, const struct kind_row *kind,
                             VSS_SNAPSHOT_PROP *prop)
{
    WCHAR *name;
    VSS_ID id = provider_id(0), provider = VSMOCK_PROVIDER_ID;
    struct vsapi_volume *volume = kind->drive[0] == 'C' ? machine->disk : machine->memory;

    vsapi_wide_from_text(vsapi_volume_name(volume), &name);
    cr_expect(IsEqualGUID(&prop->m_SnapshotId, &id));
    cr_expect(IsEqualGUID(&prop->m_SnapshotSetId, &provider_set_id));
    cr_expect(IsEqualGUID(&prop->m_ProviderId, &provider));
    cr_expect_eq(prop->m_lSnapshotsCount, 1);
    VSTEST_WIDE(prop->m_pwszSnapshotDeviceObject,
                L"\\\\?\\GLOBALROOT\\Device\\HarddiskVolumeShadowCopy1", kind->name);
    VSTEST_WIDE(prop->m_pwszOriginalVolumeName, name, kind->name);
    VSTEST_WIDE(prop->m_pwszOriginatingMachine, L"VSAPI", kind->name);
    VSTEST_WIDE(prop->m_pwszServiceMachine, L"VSAPI", kind->name);
    cr_expect(!prop->m_pwszExposedName && !prop->m_pwszExposedPath);
    cr_expect_eq(prop->m_lSnapshotAttributes,
                 VSS_CTX_APP_ROLLBACK | kind->method | VSS_VOLSNAP_ATTR_NOT_SURFACED);
    cr_expect_eq(prop->m_tsCreationTimestamp, 133000000000000000);
    cr_expect_eq(prop->m_eStatus, VSS_SS_CREATED);
    vsapi_free(name);
}

static void set_manual_clock(struct machine *machine)
{
    struct vsapi_clock *clock;

    cr_assert(SUCCEEDED(vsapi_clock_create_manual(133000000000000000, &clock)));
    vsapi_host_set_clock(machine->host, clock);
}

static void free_properties(VSS_SNAPSHOT_PROP *prop)
{
    CoTaskMemFree(prop->m_pwszSnapshotDeviceObject);
    CoTaskMemFree(prop->m_pwszOriginalVolumeName);
    CoTaskMemFree(prop->m_pwszOriginatingMachine);
    CoTaskMemFree(prop->m_pwszServiceMachine);
    memset(prop, 0, sizeof *prop);
}

VSTEST_TABLE(provider, properties_are_whole_from_the_commit_on, kinds)
{
    const struct kind_row *kind = &kinds[*row_];
    struct provider provider;
    struct machine machine = {0};
    VSS_SNAPSHOT_PROP prop;

    machine_start(&machine);
    set_manual_clock(&machine);
    provider_start(&machine, &provider);
    for (int step = STEP_BEGIN; step < STEP_COUNT_; step++) {
        HRESULT hr;

        memset(&prop, 0, sizeof prop);
        hr = provider.software->lpVtbl->GetSnapshotProperties(provider.software, provider_id(0),
                                                              &prop);
        VSTEST_HR(hr, step <= STEP_COMMIT ? VSS_E_OBJECT_NOT_FOUND : S_OK, kind->name);
        free_properties(&prop);
        provider_step(&provider, (enum provider_step)step, kind->volume, VSS_CTX_APP_ROLLBACK);
    }
    VSTEST_HR(
        provider.software->lpVtbl->GetSnapshotProperties(provider.software, provider_id(0), &prop),
        S_OK, kind->name);
    check_properties(&machine, kind, &prop);
    free_properties(&prop);
    VSTEST_HR(
        provider.software->lpVtbl->GetSnapshotProperties(provider.software, provider_id(0), NULL),
        E_INVALIDARG, kind->name);
    cr_expect_eq(provider_stop(&provider), 0);
    cr_expect(machine_stop(&machine));
}

/* A finished set of both volumes, ids 0 and 1. */
static void make_set_of_two(struct provider *provider)
{
    IVssProviderCreateSnapshotSet *set = provider->set;

    VSTEST_HR(provider_step(provider, STEP_BEGIN, L"C:\\", 0), S_OK, "");
    VSTEST_HR(provider->software->lpVtbl->BeginPrepareSnapshot(provider->software, provider_set_id,
                                                               provider_id(1), (WCHAR *)L"M:\\", 0),
              S_OK, "");
    VSTEST_HR(provider->software->lpVtbl->BeginPrepareSnapshot(provider->software, provider_set_id,
                                                               provider_id(1), (WCHAR *)L"M:\\", 0),
              E_INVALIDARG, "begun twice");
    for (int step = STEP_END_PREPARE; step <= STEP_COMMIT; step++)
        VSTEST_HR(provider_step(provider, (enum provider_step)step, NULL, 0), S_OK, "");
    VSTEST_HR(set->lpVtbl->PostCommitSnapshots(set, provider_set_id, 1), E_INVALIDARG, "too few");
    VSTEST_HR(set->lpVtbl->PostCommitSnapshots(set, provider_set_id, 3), S_OK, "");
    VSTEST_HR(provider_step(provider, STEP_PRE_FINAL, NULL, 0), S_OK, "");
    VSTEST_HR(provider_step(provider, STEP_POST_FINAL, NULL, 0), S_OK, "");
}

static unsigned count_query(struct provider *provider)
{
    IVssEnumObject *list;
    VSS_OBJECT_PROP found;
    ULONG got;
    unsigned count = 0;

    VSTEST_HR(provider->software->lpVtbl->Query(provider->software, GUID_NULL, VSS_OBJECT_NONE,
                                                VSS_OBJECT_SNAPSHOT, &list),
              S_OK, "");
    while (list->lpVtbl->Next(list, 1, &found, &got) == S_OK) {
        cr_expect_eq(found.Type, VSS_OBJECT_SNAPSHOT);
        free_properties(&found.Obj.Snap);
        count++;
    }
    list->lpVtbl->Release(list);
    return count;
}

Test(provider, a_query_lists_what_is_finished)
{
    struct provider provider;
    struct machine machine = {0};

    machine_start(&machine);
    provider_start(&machine, &provider);
    cr_expect_eq(count_query(&provider), 0);
    provider_steps(&provider, STEP_POST_FINAL, L"C:\\", 0);
    cr_expect_eq(count_query(&provider), 0);
    provider_step(&provider, STEP_POST_FINAL, NULL, 0);
    cr_expect_eq(count_query(&provider), 1);
    cr_expect_eq(provider_stop(&provider), 0);
    cr_expect(machine_stop(&machine));
}

Test(provider, an_enumerator_skips_resets_and_clones)
{
    struct provider provider;
    struct machine machine = {0};
    IVssEnumObject *list, *clone;
    VSS_OBJECT_PROP found[3];
    ULONG got;

    machine_start(&machine);
    provider_start(&machine, &provider);
    make_set_of_two(&provider);
    provider.software->lpVtbl->Query(provider.software, GUID_NULL, VSS_OBJECT_NONE,
                                     VSS_OBJECT_SNAPSHOT, &list);
    VSTEST_HR(list->lpVtbl->Next(list, 3, found, &got), S_FALSE, "");
    cr_expect_eq(got, 2);
    cr_expect_eq(found[0].Obj.Snap.m_lSnapshotsCount, 3);
    free_properties(&found[0].Obj.Snap);
    free_properties(&found[1].Obj.Snap);
    VSTEST_HR(list->lpVtbl->Reset(list), S_OK, "");
    VSTEST_HR(list->lpVtbl->Skip(list, 1), S_OK, "");
    VSTEST_HR(list->lpVtbl->Clone(list, &clone), S_OK, "");
    VSTEST_HR(list->lpVtbl->Skip(list, 2), S_FALSE, "");
    list->lpVtbl->Release(list);
    VSTEST_HR(clone->lpVtbl->Next(clone, 1, found, &got), S_OK, "");
    cr_expect_eq(got, 1);
    free_properties(&found[0].Obj.Snap);
    VSTEST_HR(clone->lpVtbl->Next(clone, 1, found, &got), S_FALSE, "");
    VSTEST_HR(clone->lpVtbl->Next(clone, 1, NULL, &got), E_POINTER, "");
    VSTEST_HR(clone->lpVtbl->Next(clone, 1, found, NULL), E_POINTER, "");
    VSTEST_HR(clone->lpVtbl->Clone(clone, NULL), E_POINTER, "");
    clone->lpVtbl->Release(clone);
    cr_expect_eq(provider_stop(&provider), 0);
    cr_expect(machine_stop(&machine));
}

static const struct query_row {
    VSS_ID id;
    VSS_OBJECT_TYPE queried, returned;
} query_rows[] = {
    {{1, 0, 0, {0}}, VSS_OBJECT_NONE, VSS_OBJECT_SNAPSHOT},
    {{0, 0, 0, {0}}, VSS_OBJECT_SNAPSHOT_SET, VSS_OBJECT_SNAPSHOT},
    {{0, 0, 0, {0}}, VSS_OBJECT_NONE, VSS_OBJECT_PROVIDER},
};

VSTEST_TABLE(provider, a_query_for_anything_else_is_refused, query_rows)
{
    const struct query_row *row = &query_rows[*row_];
    struct provider provider;
    struct machine machine = {0};
    IVssEnumObject *list = (IVssEnumObject *)&machine;

    machine_start(&machine);
    provider_start(&machine, &provider);
    VSTEST_HR(provider.software->lpVtbl->Query(provider.software, row->id, row->queried,
                                               row->returned, &list),
              E_INVALIDARG, "");
    cr_expect_null(list);
    cr_expect_eq(provider_stop(&provider), 0);
    cr_expect(machine_stop(&machine));
}

static const struct delete_row {
    const char *name;
    VSS_OBJECT_TYPE type;
    bool set, unknown;
    HRESULT hr;
    LONG deleted;
} delete_rows[] = {
    {"one", VSS_OBJECT_SNAPSHOT, false, false, S_OK, 1},
    {"the set", VSS_OBJECT_SNAPSHOT_SET, true, false, S_OK, 2},
    {"unknown", VSS_OBJECT_SNAPSHOT, false, true, VSS_E_OBJECT_NOT_FOUND, 0},
    {"unknown set", VSS_OBJECT_SNAPSHOT_SET, true, true, VSS_E_OBJECT_NOT_FOUND, 0},
    {"a set as one", VSS_OBJECT_SNAPSHOT, true, false, VSS_E_OBJECT_NOT_FOUND, 0},
    {"a provider", VSS_OBJECT_PROVIDER, false, false, E_INVALIDARG, 0},
};

VSTEST_TABLE(provider, shadow_copies_are_deleted_by_id_or_set, delete_rows)
{
    const struct delete_row *row = &delete_rows[*row_];
    struct provider provider;
    struct machine machine = {0};
    VSS_ID id = row->set ? provider_set_id : provider_id(0), left;
    LONG deleted = -1;

    machine_start(&machine);
    provider_start(&machine, &provider);
    make_set_of_two(&provider);
    if (row->unknown)
        id.Data2 = 99;
    VSTEST_HR(provider.software->lpVtbl->DeleteSnapshots(provider.software, id, row->type, TRUE,
                                                         &deleted, &left),
              row->hr, row->name);
    cr_expect_eq(deleted, row->deleted, "%s", row->name);
    cr_expect_eq(count_query(&provider), 2 - (unsigned)row->deleted, "%s", row->name);
    cr_expect_eq(shadow_count(&machine), row->deleted > 0 ? 0 : 1, "%s", row->name);
    VSTEST_HR(provider.software->lpVtbl->DeleteSnapshots(provider.software, id, row->type, TRUE,
                                                         NULL, &left),
              E_INVALIDARG, row->name);
    cr_expect_eq(provider_stop(&provider), 0);
    cr_expect(machine_stop(&machine));
}

Test(provider, a_volume_is_snapshotted_while_it_has_a_shadow_copy)
{
    struct provider provider;
    struct machine machine = {0};
    BOOL present = 7;
    LONG compatibility = 7, deleted;
    VSS_ID left;

    machine_start(&machine);
    provider_start(&machine, &provider);
    VSTEST_HR(provider_snapshot(&provider, L"C:\\", 0), S_OK, "");
    VSTEST_HR(provider.software->lpVtbl->IsVolumeSnapshotted(provider.software, (WCHAR *)L"M:\\",
                                                             &present, &compatibility),
              S_OK, "");
    cr_expect(!present && compatibility == 0);
    VSTEST_HR(provider.software->lpVtbl->IsVolumeSnapshotted(provider.software, (WCHAR *)L"C:\\",
                                                             &present, &compatibility),
              S_OK, "");
    cr_expect(present && compatibility == 0);
    VSTEST_HR(provider.notifications->lpVtbl->OnUnload(provider.notifications, FALSE), S_FALSE, "");
    provider.software->lpVtbl->DeleteSnapshots(provider.software, provider_set_id,
                                               VSS_OBJECT_SNAPSHOT_SET, FALSE, &deleted, &left);
    VSTEST_HR(provider.software->lpVtbl->IsVolumeSnapshotted(provider.software, (WCHAR *)L"C:\\",
                                                             &present, &compatibility),
              S_OK, "");
    cr_expect(!present);
    VSTEST_HR(provider.notifications->lpVtbl->OnUnload(provider.notifications, FALSE), S_OK, "");
    cr_expect_eq(provider_stop(&provider), 0);
    cr_expect(machine_stop(&machine));
}

/* `at` is how many allocations there were when the shadow copy was about to be deleted. */
static HRESULT whole_life(struct machine *machine, const struct kind_row *kind, uint64_t *at)
{
    IVssEnumObject *list = NULL;
    struct provider provider;
    VSS_OBJECT_PROP found;
    LONG deleted;
    VSS_ID left;
    ULONG got;
    HRESULT hr;

    provider_start(machine, &provider);
    hr = provider_snapshot(&provider, kind->volume, 0);
    if (SUCCEEDED(hr))
        hr = provider.software->lpVtbl->Query(provider.software, GUID_NULL, VSS_OBJECT_NONE,
                                              VSS_OBJECT_SNAPSHOT, &list);
    if (SUCCEEDED(hr))
        hr = list->lpVtbl->Next(list, 1, &found, &got);
    if (SUCCEEDED(hr)) {
        free_properties(&found.Obj.Snap);
        *at = vsapi_alloc_count();
        hr = provider.software->lpVtbl->DeleteSnapshots(
            provider.software, provider_set_id, VSS_OBJECT_SNAPSHOT_SET, FALSE, &deleted, &left);
    }
    if (list)
        list->lpVtbl->Release(list);
    cr_expect_eq(provider_stop(&provider), 0);
    return hr;
}

VSTEST_TABLE(provider, lack_of_memory_is_told_and_leaves_nothing, kinds)
{
    const struct kind_row *kind = &kinds[*row_];
    struct machine machine = {0};
    uint64_t at;

    machine_start(&machine);
    vsapi_files_make_folder(machine.host, on(kind, "f\\g"));
    machine_write(&machine, on(kind, "f\\a"), "a");
    vsapi_alloc_fail_at(0, false);
    /* The provider itself is made by provider_start, which cannot fail. */
    for (uint64_t nth = 4; nth < 1000; nth++) {
        HRESULT hr;
        bool reached;

        at = UINT64_MAX;
        vsapi_alloc_fail_at(nth, false);
        hr = whole_life(&machine, kind, &at);
        reached = vsapi_alloc_count() >= nth;
        vsapi_alloc_fail_at(0, false);
        cr_expect_eq(shadow_count(&machine), 0, "allocation %d", (int)nth);
        if (!reached)
            break;
        if (nth <= at) /* removing files goes on where it had to stop */
            VSTEST_HR(hr, E_OUTOFMEMORY, kind->name);
        else
            cr_expect(hr == S_OK || hr == E_OUTOFMEMORY, "allocation %d", (int)nth);
    }
    VSTEST_HR(whole_life(&machine, kind, &at), S_OK, kind->name);
    cr_expect(machine_stop(&machine));
}
