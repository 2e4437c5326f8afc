/*
 * tests/mock-provider/test_kept.c - shadow copies in the machine's store: what a later process
 * finds, what processes see of each other, what one that died leaves behind.
 *
 * A process is a host with its provider; one in the same process as another does as well, but for
 * dying.
 */
#include "vstest.h"
#include "provider.h"

#include <vsapi/clock.h>
#include <vsapi/store.h>
#include <vsapi/text.h>

#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>

#define DEVICE "\\\\?\\GLOBALROOT\\Device\\HarddiskVolumeShadowCopy"
#define PERSISTENT VSS_CTX_APP_ROLLBACK

struct process {
    struct machine *machine;
    struct vsapi_host *host;
    struct provider provider;
};

static void scene_start(struct machine *machine)
{
    *machine = (struct machine){0};
    machine_start(machine);
    machine_folder(machine, "store");
}

static void scene_stop(struct machine *machine)
{
    vsapi_folder_remove(machine_real(machine, "store"));
    cr_expect(machine_stop(machine));
}

static void process_start(struct machine *machine, struct process *out, const char *mount)
{
    struct vsapi_volume_options options = {.size = sizeof options, .mount = mount};
    struct machine other = *machine;

    out->machine = machine;
    VSTEST_HR(vsapi_host_create(&out->host), S_OK, "");
    VSTEST_HR(vsapi_host_set_store(out->host, machine_real(machine, "store")), S_OK, "");
    options.folder = machine_real(machine, "C");
    VSTEST_HR(vsapi_host_add_volume(out->host, &options, NULL), S_OK, "");
    options.folder = NULL;
    options.mount = "M:\\";
    VSTEST_HR(vsapi_host_add_volume(out->host, &options, NULL), S_OK, "");
    other.host = out->host;
    provider_start(&other, &out->provider);
}

static void process_stop(struct process *process)
{
    cr_expect_eq(provider_stop(&process->provider), 0);
    vsapi_host_destroy(process->host);
}

static const char *read_text(struct process *process, const char *path)
{
    struct machine other = {.host = process->host};

    return machine_read(&other, path);
}

/* A set of one shadow copy, number n; until says how far. */
static HRESULT make_until(struct process *process, unsigned n, LONG context, const WCHAR *volume,
                          enum provider_step until)
{
    IVssSoftwareSnapshotProvider *software = process->provider.software;
    IVssProviderCreateSnapshotSet *set = process->provider.set;
    VSS_ID set_id = provider_set_id;
    HRESULT hr;

    set_id.Data1 += n;
    hr = software->lpVtbl->BeginPrepareSnapshot(software, set_id, provider_id(n), (WCHAR *)volume,
                                                context);
    if (SUCCEEDED(hr) && until >= STEP_END_PREPARE)
        hr = set->lpVtbl->EndPrepareSnapshots(set, set_id);
    if (SUCCEEDED(hr) && until >= STEP_PRE_COMMIT)
        hr = set->lpVtbl->PreCommitSnapshots(set, set_id);
    if (SUCCEEDED(hr) && until >= STEP_COMMIT)
        hr = set->lpVtbl->CommitSnapshots(set, set_id);
    if (SUCCEEDED(hr) && until >= STEP_POST_COMMIT)
        hr = set->lpVtbl->PostCommitSnapshots(set, set_id, 1);
    if (SUCCEEDED(hr) && until >= STEP_PRE_FINAL)
        hr = set->lpVtbl->PreFinalCommitSnapshots(set, set_id);
    if (SUCCEEDED(hr) && until >= STEP_POST_FINAL)
        hr = set->lpVtbl->PostFinalCommitSnapshots(set, set_id);
    return hr;
}

static HRESULT make(struct process *process, unsigned n, LONG context)
{
    return make_until(process, n, context, L"C:\\", STEP_POST_FINAL);
}

static HRESULT properties(struct process *process, unsigned n, VSS_SNAPSHOT_PROP *out)
{
    IVssSoftwareSnapshotProvider *software = process->provider.software;

    *out = (VSS_SNAPSHOT_PROP){0};
    return software->lpVtbl->GetSnapshotProperties(software, provider_id(n), out);
}

static void free_properties(VSS_SNAPSHOT_PROP *prop)
{
    CoTaskMemFree(prop->m_pwszSnapshotDeviceObject);
    CoTaskMemFree(prop->m_pwszOriginalVolumeName);
    CoTaskMemFree(prop->m_pwszOriginatingMachine);
    CoTaskMemFree(prop->m_pwszServiceMachine);
}

static bool sees(struct process *process, unsigned n)
{
    VSS_SNAPSHOT_PROP prop;
    HRESULT hr = properties(process, n, &prop);

    if (hr != VSS_E_OBJECT_NOT_FOUND)
        VSTEST_HR(hr, S_OK, "");
    free_properties(&prop);
    return SUCCEEDED(hr);
}

static HRESULT drop(struct process *process, unsigned n)
{
    IVssSoftwareSnapshotProvider *software = process->provider.software;
    VSS_ID not_deleted;
    LONG deleted;

    return software->lpVtbl->DeleteSnapshots(software, provider_id(n), VSS_OBJECT_SNAPSHOT, FALSE,
                                             &deleted, &not_deleted);
}

/* What lies in the store's group of shadow copies: records and folders of files. */
static int stored(struct machine *machine)
{
    return machine_count(machine_real(machine, "store/shadow-copies"));
}

/* ---- later processes ---------------------------------------------------------------------------
 */

static const struct context_row {
    const char *name;
    LONG context;
    bool stays;
} context_rows[] = {
    {"backup", VSS_CTX_BACKUP, false},
    {"file share backup", VSS_CTX_FILE_SHARE_BACKUP, false},
    {"NAS rollback", VSS_CTX_NAS_ROLLBACK, true},
    {"application rollback", VSS_CTX_APP_ROLLBACK, true},
    {"client-accessible", VSS_CTX_CLIENT_ACCESSIBLE, true},
    {"client-accessible with writers", VSS_CTX_CLIENT_ACCESSIBLE_WRITERS, true},
    {"not released by itself", VSS_VOLSNAP_ATTR_NO_AUTO_RELEASE, false},
};

VSTEST_TABLE(kept, what_is_persistent_outlives_its_process, context_rows)
{
    const struct context_row *row = &context_rows[*row_];
    VSS_SNAPSHOT_PROP before, after;
    struct machine machine;
    struct process process;

    scene_start(&machine);
    machine_put(&machine, "C/a", "then");
    process_start(&machine, &process, "C:\\");
    VSTEST_HR(make(&process, 1, row->context), S_OK, row->name);
    VSTEST_HR(properties(&process, 1, &before), S_OK, row->name);
    process_stop(&process);

    machine_put(&machine, "C/a", "now");
    cr_expect_eq(stored(&machine), row->stays ? 2 : 0, "%s: %d", row->name, stored(&machine));
    process_start(&machine, &process, "C:\\");
    cr_expect_eq(sees(&process, 1), row->stays, "%s", row->name);
    if (row->stays && SUCCEEDED(properties(&process, 1, &after))) {
        VSTEST_WIDE(after.m_pwszSnapshotDeviceObject, before.m_pwszSnapshotDeviceObject, row->name);
        VSTEST_WIDE(after.m_pwszOriginalVolumeName, before.m_pwszOriginalVolumeName, row->name);
        VSTEST_WIDE(after.m_pwszOriginatingMachine, before.m_pwszOriginatingMachine, row->name);
        VSTEST_WIDE(after.m_pwszServiceMachine, before.m_pwszServiceMachine, row->name);
        cr_expect(IsEqualGUID(&after.m_SnapshotId, &before.m_SnapshotId));
        cr_expect(IsEqualGUID(&after.m_SnapshotSetId, &before.m_SnapshotSetId));
        cr_expect(IsEqualGUID(&after.m_ProviderId, &before.m_ProviderId));
        cr_expect_eq(after.m_lSnapshotsCount, before.m_lSnapshotsCount);
        cr_expect_eq(after.m_lSnapshotAttributes, before.m_lSnapshotAttributes);
        cr_expect_eq(after.m_tsCreationTimestamp, before.m_tsCreationTimestamp);
        cr_expect_eq(after.m_eStatus, VSS_SS_CREATED);
        free_properties(&after);
        VSTEST_TEXT(read_text(&process, DEVICE "1\\a"), "then", row->name);
        VSTEST_HR(drop(&process, 1), S_OK, row->name);
    }
    free_properties(&before);
    process_stop(&process);
    cr_expect_eq(stored(&machine), 0, "%s", row->name);
    scene_stop(&machine);
}

Test(kept, a_volume_in_memory_ends_with_its_process)
{
    struct machine machine;
    struct process process;

    scene_start(&machine);
    process_start(&machine, &process, "C:\\");
    VSTEST_HR(make_until(&process, 1, PERSISTENT, L"M:\\", STEP_POST_FINAL), S_OK, "");
    cr_expect(sees(&process, 1));
    process_stop(&process);
    process_start(&machine, &process, "C:\\");
    cr_expect_not(sees(&process, 1));
    process_stop(&process);
    scene_stop(&machine);
}

Test(kept, the_number_of_a_device_is_not_given_again)
{
    struct machine machine;
    struct process process;

    scene_start(&machine);
    for (unsigned n = 1; n <= 3; n++) {
        char device[64];
        VSS_SNAPSHOT_PROP prop;
        char *text;

        process_start(&machine, &process, "C:\\");
        VSTEST_HR(make(&process, n, n == 1 ? PERSISTENT : 0), S_OK, "");
        VSTEST_HR(properties(&process, n, &prop), S_OK, "");
        VSTEST_HR(vsapi_text_from_wide(prop.m_pwszSnapshotDeviceObject, &text), S_OK, "");
        snprintf(device, sizeof device, DEVICE "%u", n);
        VSTEST_TEXT(text, device, "");
        vsapi_free(text);
        free_properties(&prop);
        if (n == 1)
            VSTEST_HR(drop(&process, n), S_OK, "");
        process_stop(&process);
    }
    scene_stop(&machine);
}

Test(kept, a_shadow_copy_outlives_its_volume)
{
    struct machine machine;
    struct process process;
    BOOL present;
    LONG bits;

    scene_start(&machine);
    machine_put(&machine, "C/a", "then");
    process_start(&machine, &process, "D:\\");
    VSTEST_HR(make_until(&process, 1, PERSISTENT, L"D:\\", STEP_POST_FINAL), S_OK, "");
    process_stop(&process);
    process_start(&machine, &process, "C:\\");
    cr_expect(sees(&process, 1));
    VSTEST_TEXT(read_text(&process, DEVICE "1\\a"), "then", "");
    VSTEST_HR(process.provider.software->lpVtbl->IsVolumeSnapshotted(
                  process.provider.software, (WCHAR *)L"C:\\", &present, &bits),
              S_OK, "");
    cr_expect_not(present, "it is none of this volume");
    VSTEST_HR(drop(&process, 1), S_OK, "");
    process_stop(&process);
    cr_expect_eq(stored(&machine), 0);
    scene_stop(&machine);
}

Test(kept, the_files_may_be_in_another_folder)
{
    struct machine machine;
    struct process process;

    scene_start(&machine);
    machine_folder(&machine, "shadows");
    machine_put(&machine, "C/a", "then");
    process_start(&machine, &process, "C:\\");
    VSTEST_HR(vsapi_host_set_shadow_folder(process.host, machine_real(&machine, "shadows")), S_OK,
              "");
    VSTEST_HR(make(&process, 1, PERSISTENT), S_OK, "");
    process_stop(&process);
    cr_expect_eq(machine_count(machine_real(&machine, "shadows")), 1);
    process_start(&machine, &process, "C:\\"); /* which was not told of it */
    VSTEST_TEXT(read_text(&process, DEVICE "1\\a"), "then", "");
    VSTEST_HR(drop(&process, 1), S_OK, "");
    process_stop(&process);
    cr_expect_eq(machine_count(machine_real(&machine, "shadows")), 0);
    vsapi_folder_remove(machine_real(&machine, "shadows"));
    scene_stop(&machine);
}

Test(kept, there_may_be_more_than_a_process_can_have_open_files)
{
    struct rlimit few = {.rlim_cur = 64, .rlim_max = 64};
    struct machine machine;
    struct process process;

    scene_start(&machine);
    machine_put(&machine, "C/a", "then");
    process_start(&machine, &process, "C:\\");
    cr_assert_eq(setrlimit(RLIMIT_NOFILE, &few), 0);
    for (unsigned n = 1; n <= 100; n++)
        VSTEST_HR(make(&process, n, PERSISTENT), S_OK, "");
    process_stop(&process);
    process_start(&machine, &process, "C:\\");
    cr_expect(sees(&process, 1) && sees(&process, 100));
    VSTEST_TEXT(read_text(&process, DEVICE "77\\a"), "then", "");
    process_stop(&process);
    scene_stop(&machine);
}

/* ---- processes side by side --------------------------------------------------------------------
 */

Test(kept, processes_see_what_others_make_and_delete)
{
    struct machine machine;
    struct process a, b;

    scene_start(&machine);
    machine_put(&machine, "C/a", "then");
    process_start(&machine, &a, "C:\\");
    process_start(&machine, &b, "C:\\");
    VSTEST_HR(make_until(&a, 1, 0, L"C:\\", STEP_PRE_FINAL), S_OK, "");
    cr_expect_not(sees(&b, 1), "it is not finished");
    VSTEST_HR(make(&a, 2, 0), S_OK, "another set ends the first");
    VSTEST_HR(make(&a, 3, PERSISTENT), S_OK, "");
    VSTEST_HR(make(&b, 4, PERSISTENT), S_OK, "");
    cr_expect(sees(&b, 2) && sees(&b, 3) && sees(&a, 4));
    VSTEST_TEXT(read_text(&b, DEVICE "2\\a"), "then", "");
    VSTEST_HR(make(&b, 2, 0), E_INVALIDARG, "the id is taken");
    VSTEST_HR(drop(&b, 2), S_OK, "");
    VSTEST_HR(drop(&b, 3), S_OK, "");
    cr_expect_not(sees(&a, 2) || sees(&a, 3) || sees(&b, 3));
    VSTEST_HR(drop(&a, 3), VSS_E_OBJECT_NOT_FOUND, "");
    VSTEST_HR(make(&a, 5, 0), S_OK, "");
    cr_expect(sees(&b, 5));
    process_stop(&a);
    cr_expect_not(sees(&b, 5), "it went with its process");
    cr_expect(sees(&b, 4));
    process_stop(&b);
    cr_expect_eq(stored(&machine), 2, "the record and the files of the one that is left");
    scene_stop(&machine);
}

static const struct death_row {
    const char *name;
    LONG context;
    enum provider_step until;
    bool stays;
} death_rows[] = {
    {"prepared", PERSISTENT, STEP_END_PREPARE, false},
    {"committed", PERSISTENT, STEP_COMMIT, false},
    {"not finished", PERSISTENT, STEP_PRE_FINAL, false},
    {"persistent", PERSISTENT, STEP_POST_FINAL, true},
    {"not persistent", 0, STEP_POST_FINAL, false},
};

/* `seen`: the process that finds it has known it before. */
static void die(const struct death_row *row, bool seen)
{
    struct machine machine;
    struct process process, other;
    int status, made[2], die[2];
    char byte = 0;
    pid_t child;

    scene_start(&machine);
    machine_put(&machine, "C/a", "then");
    cr_assert(pipe(made) == 0 && pipe(die) == 0);
    child = fork();
    if (child == 0) {
        process_start(&machine, &process, "C:\\");
        byte = (char)FAILED(make_until(&process, 1, row->context, L"C:\\", row->until));
        if (write(made[1], &byte, 1) == 1 && read(die[0], &byte, 1) == 1)
            raise(SIGKILL);
        _exit(1);
    }
    cr_expect_eq(read(made[0], &byte, 1), 1);
    cr_expect_eq(byte, 0, "%s", row->name);
    if (seen)
        process_start(&machine, &other, "C:\\");
    if (seen)
        cr_expect_eq(sees(&other, 1), row->until == STEP_POST_FINAL, "%s", row->name);
    cr_expect_eq(write(die[1], "", 1), 1);
    cr_expect_eq(waitpid(child, &status, 0), child);
    if (!seen)
        process_start(&machine, &other, "C:\\");
    cr_expect_eq(sees(&other, 1), row->stays, "%s", row->name);
    if (row->stays || !seen || row->until == STEP_POST_FINAL)
        cr_expect_eq(stored(&machine), row->stays ? 2 : 0, "%s: %d", row->name, stored(&machine));
    process_stop(&other);
    process_start(&machine, &other, "C:\\");
    cr_expect_eq(stored(&machine), row->stays ? 2 : 0, "%s: %d", row->name, stored(&machine));
    process_stop(&other);
    scene_stop(&machine);
}

VSTEST_TABLE(kept, what_a_killed_process_leaves_is_removed_by_the_next, death_rows)
{
    die(&death_rows[*row_], false);
}

VSTEST_TABLE(kept, what_a_killed_process_leaves_is_removed_by_another, death_rows)
{
    die(&death_rows[*row_], true);
}

/* ---- damage ------------------------------------------------------------------------------------
 */

/* In the record of shadow copy 1 `from` is replaced by `to`; NULL: the file is `from`. `aside`:
 * which record is set aside. */
static const struct damage_row {
    const char *name, *from, *to, *reason;
    unsigned aside;
} damage_rows[] = {
    {"empty", "", NULL, "line 1", 1},
    {"no JSON", "{\"version\": 1,\n oops", NULL, "line 2", 1},
    {"no object", "[1]", NULL, "it is no object", 1},
    {"another version", "\"version\": 1", "\"version\": 2", "it is no object with \"version\": 1",
     1},
    {"a member is missing", "\"set\"", "\"sed\"", "\"set\" is missing", 1},
    {"no id", "\"set\": \"1", "\"set\": \"x", "\"set\" is no id", 1},
    {"no number", "\"snapshotsInSet\": 1", "\"snapshotsInSet\": \"1\"",
     "\"snapshotsInSet\" is no number", 1},
    {"too large", "\"snapshotsInSet\": 1", "\"snapshotsInSet\": 4294967297",
     "\"snapshotsInSet\" is no number, or one that is too large", 1},
    {"no text", "\"device\": \"", "\"device\": 7, \"x\": \"", "\"device\" is no text", 1},
    {"not finished", "\"state\": 12", "\"state\": 3", "it is not finished and belongs to nobody",
     1},
    {"another's device", "ShadowCopy1", "ShadowCopy2", "there is a shadow copy device 2 already",
     2},
    {"no device", "\\\\Device\\\\Harddisk", "\\\\Disk", "is not the absolute path", 1},
    {"no files", "\"version\": 1", "\"version\": 1, \"folder\": \"/etc\"", "/etc/", 1},
};

static char *record_path(struct machine *machine, unsigned n)
{
    static char path[4096];
    char id[VSAPI_GUID_TEXT];
    VSS_ID snapshot = provider_id(n);

    snprintf(path, sizeof path, "%s/store/shadow-copies/%s.json", machine->folder,
             vsapi_guid_to_text(&snapshot, id));
    return path;
}

static void damage(struct machine *machine, const struct damage_row *row)
{
    char text[4096] = "", changed[8192];
    FILE *file = fopen(record_path(machine, 1), "r+");
    char *at;

    cr_assert(file && fread(text, 1, sizeof text - 1, file) > 0);
    at = strstr(text, row->to ? row->from : text);
    cr_assert(at, "%s", row->name);
    if (row->to)
        snprintf(changed, sizeof changed, "%.*s%s%s", (int)(at - text), text, row->to,
                 at + strlen(row->from));
    else
        snprintf(changed, sizeof changed, "%s", row->from);
    cr_assert(ftruncate(fileno(file), 0) == 0 && fseek(file, 0, SEEK_SET) == 0);
    fputs(changed, file);
    fclose(file);
}

VSTEST_TABLE(kept, a_damaged_record_is_set_aside_and_the_others_work, damage_rows)
{
    const struct damage_row *row = &damage_rows[*row_];
    char path[4096], reason[1024] = "";
    struct machine machine;
    struct process process;
    FILE *file;

    scene_start(&machine);
    machine_put(&machine, "C/a", "then");
    process_start(&machine, &process, "C:\\");
    VSTEST_HR(make(&process, 1, PERSISTENT), S_OK, row->name);
    VSTEST_HR(make(&process, 2, PERSISTENT), S_OK, row->name);
    process_stop(&process);
    damage(&machine, row);

    process_start(&machine, &process, "C:\\");
    cr_expect_eq(sees(&process, 1), row->aside == 2, "%s", row->name);
    cr_expect_eq(sees(&process, 2), row->aside == 1, "%s", row->name);
    snprintf(path, sizeof path, "%s/store/set-aside%s.reason", machine.folder,
             strrchr(record_path(&machine, row->aside), '/'));
    file = fopen(path, "r");
    cr_assert(file, "%s: no %s", row->name, path);
    cr_expect_gt(fread(reason, 1, sizeof reason - 1, file), 0);
    fclose(file);
    cr_expect(strstr(reason, row->reason), "%s: \"%s\" lacks \"%s\"", row->name, reason,
              row->reason);
    cr_expect_eq(stored(&machine), 3, "%s: files stay", row->name);
    VSTEST_HR(make(&process, 9, PERSISTENT), S_OK, row->name);
    process_stop(&process);
    scene_stop(&machine);
}

Test(kept, a_file_that_is_no_record_is_set_aside)
{
    struct machine machine;
    struct process process;

    scene_start(&machine);
    machine_folder(&machine, "store/shadow-copies");
    machine_put(&machine, "store/shadow-copies/notes.txt", "mine");
    process_start(&machine, &process, "C:\\");
    cr_expect_eq(stored(&machine), 0);
    cr_expect_eq(machine_count(machine_real(&machine, "store/set-aside")), 2);
    process_stop(&process);
    scene_stop(&machine);
}

/* ---- limits ------------------------------------------------------------------------------------
 */

static const struct limit_row {
    const char *name;
    LONG context;
    unsigned most;
    bool others; /* one of another kind is still possible then */
} limit_rows[] = {
    {"of a volume", 0, 512, false},
    {"client-accessible", VSS_CTX_CLIENT_ACCESSIBLE, 64, true},
};

VSTEST_TABLE(kept, a_volume_has_so_many_shadow_copies_and_no_more, limit_rows)
{
    const struct limit_row *row = &limit_rows[*row_];
    struct machine machine;
    struct process process;
    BOOL supported = FALSE;

    scene_start(&machine);
    process_start(&machine, &process, "C:\\");
    for (unsigned n = 1; n <= row->most; n++)
        VSTEST_HR(make_until(&process, n, row->context, L"M:\\", STEP_POST_FINAL), S_OK, row->name);
    VSTEST_HR(make_until(&process, 1000, row->context, L"M:\\", STEP_POST_FINAL),
              VSS_E_MAXIMUM_NUMBER_OF_SNAPSHOTS_REACHED, row->name);
    VSTEST_HR(process.provider.software->lpVtbl->IsVolumeSupported(process.provider.software,
                                                                   (WCHAR *)L"M:\\", &supported),
              S_OK, row->name);
    cr_expect(supported, "%s: possible in principle", row->name);
    VSTEST_HR(make(&process, 1001, row->context), S_OK, "another volume");
    if (row->others)
        VSTEST_HR(make_until(&process, 1002, 0, L"M:\\", STEP_POST_FINAL), S_OK, "another kind");
    VSTEST_HR(drop(&process, 7), S_OK, "");
    VSTEST_HR(make_until(&process, 1003, row->context, L"M:\\", STEP_POST_FINAL), S_OK,
              "after one was deleted");
    process_stop(&process);
    scene_stop(&machine);
}

/* ---- lack of memory ----------------------------------------------------------------------------
 */

/* Deleting can do without memory in part, so it is not what fails here. */
static void clean(struct process *process)
{
    VSS_ID set_id = provider_set_id;

    set_id.Data1 += 1;
    process->provider.set->lpVtbl->AbortSnapshots(process->provider.set, set_id);
    drop(process, 1);
}

Test(kept, lack_of_memory_is_told_and_leaves_nothing)
{
    struct machine machine;
    struct process process;

    scene_start(&machine);
    machine_put(&machine, "C/a", "then");
    process_start(&machine, &process, "C:\\");
    VSTEST_FAIL_EACH_ALLOCATION(make(&process, 1, PERSISTENT), clean(&process));
    process_stop(&process);
    cr_expect_eq(stored(&machine), 0, "%d", stored(&machine));
    scene_stop(&machine);
}

/* Lets a fresh provider read a store with one shadow copy. */
static HRESULT look(struct process *process)
{
    IVssProviderNotifications *notifications;
    IUnknown *unknown;
    HRESULT hr = vsmock_provider_create(process->host, &vsmock_kind_system, &unknown);

    if (FAILED(hr))
        return hr;
    unknown->lpVtbl->QueryInterface(unknown, &IID_IVssProviderNotifications,
                                    (void **)&notifications);
    hr = notifications->lpVtbl->OnLoad(notifications, NULL);
    notifications->lpVtbl->Release(notifications);
    unknown->lpVtbl->Release(unknown);
    return hr;
}

Test(kept, lack_of_memory_while_reading_the_store_loses_nothing)
{
    struct machine machine;
    struct process process;

    scene_start(&machine);
    machine_put(&machine, "C/a", "then");
    process_start(&machine, &process, "C:\\");
    VSTEST_HR(make(&process, 1, PERSISTENT), S_OK, "");
    process_stop(&process);
    process_start(&machine, &process, "C:\\");
    provider_stop(&process.provider);
    VSTEST_FAIL_EACH_ALLOCATION(look(&process), (void)0);
    vsapi_host_destroy(process.host);
    process_start(&machine, &process, "C:\\");
    cr_expect(sees(&process, 1));
    process_stop(&process);
    scene_stop(&machine);
}

/* ---- exposed -----------------------------------------------------------------------------------
 */

static HRESULT set(struct process *process, unsigned n, VSS_SNAPSHOT_PROPERTY_ID property,
                   VARIANT value)
{
    IVssSoftwareSnapshotProvider *software = process->provider.software;

    return software->lpVtbl->SetSnapshotProperty(software, provider_id(n), property, value);
}

/* As the service tells it; NULL: hidden again. */
static void set_exposed(struct process *process, unsigned n, const WCHAR *name)
{
    VARIANT value = {0};

    V_VT(&value) = VT_BSTR;
    V_BSTR(&value) = SysAllocString(name);
    VSTEST_HR(set(process, n, VSS_SPROPID_EXPOSED_NAME, value), S_OK, "");
    VariantClear(&value);
    V_VT(&value) = VT_I4;
    V_I4(&value) = PERSISTENT | (name ? VSS_VOLSNAP_ATTR_EXPOSED_LOCALLY : 0);
    VSTEST_HR(set(process, n, VSS_SPROPID_SNAPSHOT_ATTRIBUTES, value), S_OK, "");
}

Test(kept, what_one_process_exposes_all_and_later_ones_see_until_it_is_hidden)
{
    struct process one, two;
    struct vsapi_file_info info;
    VSS_SNAPSHOT_PROP prop;
    struct machine machine;

    scene_start(&machine);
    machine_write(&machine, "C:\\file", "then");
    process_start(&machine, &one, "C:\\");
    VSTEST_HR(make(&one, 1, PERSISTENT), S_OK, "");
    process_start(&machine, &two, "C:\\");
    set_exposed(&one, 1, L"X:");
    VSTEST_HR(properties(&two, 1, &prop), S_OK, "");
    cr_expect(prop.m_pwszExposedName && wcscmp(prop.m_pwszExposedName, L"X:") == 0);
    cr_expect_eq(prop.m_lSnapshotAttributes, PERSISTENT | VSS_VOLSNAP_ATTR_EXPOSED_LOCALLY);
    CoTaskMemFree(prop.m_pwszExposedName);
    free_properties(&prop);
    cr_expect_str_eq(read_text(&two, "X:\\file"), "then");
    process_stop(&one);
    process_start(&machine, &one, "C:\\");
    cr_expect_str_eq(read_text(&one, "X:\\file"), "then");
    set_exposed(&two, 1, NULL);
    cr_expect(sees(&one, 1));
    cr_expect(FAILED(vsapi_files_stat(one.host, "X:\\file", &info)));
    process_stop(&two);
    VSTEST_HR(drop(&one, 1), S_OK, "");
    process_stop(&one);
    scene_stop(&machine);
}

static const struct property_row {
    VSS_SNAPSHOT_PROPERTY_ID property;
    VARTYPE type;
    unsigned n; /* which shadow copy; 1 is there, 0: GUID_NULL */
    HRESULT hr;
} property_rows[] = {
    {VSS_SPROPID_EXPOSED_NAME, VT_BSTR, 1, S_OK},
    {VSS_SPROPID_EXPOSED_PATH, VT_BSTR, 1, S_OK},
    {VSS_SPROPID_SNAPSHOT_ATTRIBUTES, VT_I4, 1, S_OK},
    {VSS_SPROPID_EXPOSED_NAME, VT_BSTR, 2, VSS_E_OBJECT_NOT_FOUND},
    {VSS_SPROPID_EXPOSED_NAME, VT_BSTR, 0, E_INVALIDARG},
    {VSS_SPROPID_EXPOSED_NAME, VT_I4, 1, E_INVALIDARG},
    {VSS_SPROPID_SNAPSHOT_ATTRIBUTES, VT_BSTR, 1, E_INVALIDARG},
    {VSS_SPROPID_SNAPSHOT_ID, VT_BSTR, 1, E_INVALIDARG},
    {VSS_SPROPID_UNKNOWN, VT_I4, 1, E_INVALIDARG},
};

VSTEST_TABLE(kept, SetSnapshotProperty_sets_what_may_change, property_rows)
{
    const struct property_row *row = &property_rows[*row_];
    IVssSoftwareSnapshotProvider *software;
    VARIANT value = {0};
    struct process process;
    struct machine machine;

    scene_start(&machine);
    process_start(&machine, &process, "C:\\");
    VSTEST_HR(make(&process, 1, PERSISTENT), S_OK, "");
    software = process.provider.software;
    V_VT(&value) = row->type;
    if (row->type == VT_I4)
        V_I4(&value) = PERSISTENT;
    VSTEST_HR(software->lpVtbl->SetSnapshotProperty(
                  software, row->n ? provider_id(row->n) : GUID_NULL, row->property, value),
              row->hr, "");
    VSTEST_HR(drop(&process, 1), S_OK, "");
    process_stop(&process);
    scene_stop(&machine);
}
