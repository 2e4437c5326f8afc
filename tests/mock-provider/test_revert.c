/*
 * tests/mock-provider/test_revert.c - a volume goes back to a shadow copy, in a folder and in
 * memory, and stays as it is where that fails.
 */
#include "vstest.h"
#include "provider.h"

#include <vsapi/clock.h>

#define PERSISTENT VSS_CTX_APP_ROLLBACK

static const struct kind {
    const char *drive;
    const WCHAR *volume;
} kinds[] = {{"C:\\", L"C:\\"}, {"M:\\", L"M:\\"}};

static const char *at(const struct kind *kind, const char *rest)
{
    static char path[64];

    snprintf(path, sizeof path, "%s%s", kind->drive, rest);
    return path;
}

static void make_folder(struct machine *machine, const char *path)
{
    VSTEST_HR(vsapi_files_make_folder(machine->host, path), S_OK, path);
}

/* What the volume holds when the shadow copy is made, and later. */
static void scene_start(struct machine *machine, struct provider *provider, const struct kind *kind,
                        LONG context)
{
    struct vsapi_clock *clock;

    machine_start(machine);
    VSTEST_HR(vsapi_clock_create_manual(133000000000000000, &clock), S_OK, "");
    vsapi_host_set_clock(machine->host, clock);
    provider_start(machine, provider);
    make_folder(machine, at(kind, "a\\b"));
    machine_write(machine, at(kind, "a\\b\\file"), "then");
    machine_write(machine, at(kind, "gone"), "then");
    VSTEST_HR(provider_snapshot(provider, kind->volume, context), S_OK, kind->drive);
    machine_write(machine, at(kind, "a\\b\\file"), "now, and longer");
    VSTEST_HR(vsapi_files_remove(machine->host, at(kind, "gone")), S_OK, "");
    make_folder(machine, at(kind, "gone")); /* a folder where a file was */
    machine_write(machine, at(kind, "gone\\new"), "now");
}

static void scene_stop(struct machine *machine, struct provider *provider)
{
    cr_expect_eq(provider_stop(provider), 0);
    cr_expect(machine_stop(machine));
}

static HRESULT revert(struct provider *provider)
{
    return provider->software->lpVtbl->RevertToSnapshot(provider->software, provider_id(0));
}

static void expect_then(struct machine *machine, const struct kind *kind)
{
    struct vsapi_file_info info;

    cr_expect_str_eq(machine_read(machine, at(kind, "a\\b\\file")), "then", "%s", kind->drive);
    cr_expect_str_eq(machine_read(machine, at(kind, "gone")), "then", "%s", kind->drive);
    cr_expect(FAILED(vsapi_files_stat(machine->host, at(kind, ".vsapi-revert"), &info)));
}

static void expect_now(struct machine *machine, const struct kind *kind)
{
    struct vsapi_file_info info;

    cr_expect_str_eq(machine_read(machine, at(kind, "a\\b\\file")), "now, and longer");
    cr_expect_str_eq(machine_read(machine, at(kind, "gone\\new")), "now", "%s", kind->drive);
    cr_expect(FAILED(vsapi_files_stat(machine->host, at(kind, ".vsapi-revert"), &info)));
}

VSTEST_TABLE(revert, the_files_are_those_of_the_shadow_copy_as_often_as_asked, kinds)
{
    const struct kind *kind = &kinds[*row_];
    struct machine machine = {0};
    struct provider provider;

    scene_start(&machine, &provider, kind, PERSISTENT);
    for (int i = 0; i < 2; i++) {
        VSTEST_HR(revert(&provider), S_OK, kind->drive);
        VSTEST_HR(revert(&provider), VSS_E_REVERT_IN_PROGRESS, kind->drive);
        expect_then(&machine, kind);
        machine_write(&machine, at(kind, "a\\b\\file"), "now again");
        vsapi_clock_advance(vsapi_host_clock(machine.host), 1000);
    }
    scene_stop(&machine, &provider);
}

VSTEST_TABLE(revert, what_is_not_persistent_or_unknown_changes_nothing, kinds)
{
    const struct kind *kind = &kinds[*row_];
    struct machine machine = {0};
    struct provider provider;

    scene_start(&machine, &provider, kind, VSS_CTX_BACKUP);
    VSTEST_HR(revert(&provider), E_INVALIDARG, kind->drive);
    VSTEST_HR(provider.software->lpVtbl->RevertToSnapshot(provider.software, provider_id(7)),
              VSS_E_OBJECT_NOT_FOUND, kind->drive);
    expect_now(&machine, kind);
    scene_stop(&machine, &provider);
}

VSTEST_TABLE(revert, without_memory_the_files_stay_as_they_are, kinds)
{
    const struct kind *kind = &kinds[*row_];
    struct machine machine = {0};
    struct provider provider;
    HRESULT hr = E_OUTOFMEMORY;
    unsigned told = 0;

    scene_start(&machine, &provider, kind, PERSISTENT);
    for (uint64_t nth = 1; FAILED(hr); nth++) {
        vsapi_alloc_fail_at(nth, false);
        hr = revert(&provider);
        vsapi_alloc_fail_at(0, false);
        if (FAILED(hr)) {
            VSTEST_HR(hr, E_OUTOFMEMORY, kind->drive);
            expect_now(&machine, kind);
            told++;
        }
    }
    expect_then(&machine, kind);
    cr_expect_gt(told, 0);
    scene_stop(&machine, &provider);
}

Test(revert, a_volume_that_another_one_lies_on_is_left_alone)
{
    struct vsapi_volume_options options = {.size = sizeof options, .mount = "N:\\"};
    struct machine machine = {0};
    struct provider provider;

    scene_start(&machine, &provider, &kinds[0], PERSISTENT);
    machine_folder(&machine, "C/inner");
    options.folder = machine_real(&machine, "C/inner");
    VSTEST_HR(vsapi_host_add_volume(machine.host, &options, NULL), S_OK, "");
    VSTEST_HR(revert(&provider), VSS_E_VOLUME_NOT_SUPPORTED, "");
    expect_now(&machine, &kinds[0]);
    scene_stop(&machine, &provider);
}

Test(revert, what_an_interrupted_one_has_left_is_removed_by_the_next)
{
    struct machine machine = {0};
    struct provider provider;

    scene_start(&machine, &provider, &kinds[0], PERSISTENT);
    make_folder(&machine, "C:\\.vsapi-revert\\new");
    machine_write(&machine, "C:\\.vsapi-revert\\new\\half", "copied");
    VSTEST_HR(revert(&provider), S_OK, "");
    expect_then(&machine, &kinds[0]);
    scene_stop(&machine, &provider);
}

/* A revert was killed when "gone" had changed places already and "saved" had not: what is there of
 * the latter must outlive an attempt that fails. */
Test(revert, what_an_interrupted_one_has_put_aside_stays_until_the_volume_is_whole)
{
    struct machine machine = {.capacity_bytes = 100};
    struct vsapi_file_info info;
    struct provider provider;

    scene_start(&machine, &provider, &kinds[0], PERSISTENT); /* 8 bytes of the copy */
    VSTEST_HR(vsapi_files_remove(machine.host, "C:\\a"), S_OK, "");
    VSTEST_HR(vsapi_files_remove(machine.host, "C:\\gone"), S_OK, "");
    machine_write(&machine, "C:\\gone", "t");
    make_folder(&machine, "C:\\.vsapi-revert\\old\\gone");
    machine_write(&machine, "C:\\.vsapi-revert\\old\\gone\\new", "n");
    machine_write(&machine, "C:\\.vsapi-revert\\old\\saved", "s");
    make_folder(&machine, "C:\\.vsapi-revert\\new");
    machine_write(&machine, "C:\\.vsapi-revert\\new\\half", "hh");
    cr_expect(vsapi_volume_take_room(machine.disk, 85)); /* 2 are left, and 2 of the half */
    VSTEST_HR(revert(&provider), VSS_E_INSUFFICIENT_STORAGE, "8 bytes in the place of 3");
    cr_expect_str_eq(machine_read(&machine, "C:\\gone"), "t");
    cr_expect_str_eq(machine_read(&machine, "C:\\.vsapi-revert\\old\\saved"), "s");
    cr_expect_str_eq(machine_read(&machine, "C:\\.vsapi-revert\\old\\gone\\new"), "n");
    cr_expect(FAILED(vsapi_files_stat(machine.host, "C:\\.vsapi-revert\\new", &info)));
    cr_expect(FAILED(vsapi_files_stat(machine.host, "C:\\.vsapi-revert\\old.1", &info)));
    vsapi_volume_give_room(machine.disk, 85);
    VSTEST_HR(revert(&provider), S_OK, "");
    expect_then(&machine, &kinds[0]);
    cr_expect(vsapi_volume_take_room(machine.disk, 84));
    cr_expect_not(vsapi_volume_take_room(machine.disk, 1), "8 of files, 8 of the copy");
    scene_stop(&machine, &provider);
}

Test(revert, what_does_not_fit_any_more_fails_and_the_room_is_right_again)
{
    struct machine machine = {.capacity_bytes = 100};
    struct provider provider;

    scene_start(&machine, &provider, &kinds[0], PERSISTENT); /* 18 bytes and 8 of the copy */
    VSTEST_HR(vsapi_files_remove(machine.host, "C:\\a"), S_OK, "");
    VSTEST_HR(vsapi_files_remove(machine.host, "C:\\gone"), S_OK, "");
    cr_expect(vsapi_volume_take_room(machine.disk, 89)); /* somebody else's: 3 bytes are left */
    VSTEST_HR(revert(&provider), VSS_E_INSUFFICIENT_STORAGE, "");
    vsapi_volume_give_room(machine.disk, 89);
    VSTEST_HR(revert(&provider), S_OK, "");
    expect_then(&machine, &kinds[0]);
    cr_expect(vsapi_volume_take_room(machine.disk, 84));
    cr_expect_not(vsapi_volume_take_room(machine.disk, 1), "8 of files, 8 of the copy");
    scene_stop(&machine, &provider);
}

static const struct volume_row {
    const WCHAR *name;
    HRESULT hr;
} volume_rows[] = {
    {L"C:\\", S_OK},
    {L"M:\\", S_OK},
    {L"C:", E_INVALIDARG},
    {NULL, E_INVALIDARG},
    {L"Z:\\", VSS_E_OBJECT_NOT_FOUND},
};

VSTEST_TABLE(revert, a_revert_is_pending_on_the_clock, volume_rows)
{
    const struct volume_row *row = &volume_rows[*row_];
    struct machine machine = {0};
    struct provider provider;
    IVssAsync *async = NULL;
    HRESULT result;

    scene_start(&machine, &provider, &kinds[*row_ == 1], PERSISTENT);
    VSTEST_HR(revert(&provider), S_OK, "");
    VSTEST_HR(
        provider.software->lpVtbl->QueryRevertStatus(provider.software, (WCHAR *)row->name, &async),
        row->hr, "");
    if (async) {
        VSTEST_HR(async->lpVtbl->Wait(async, 1), S_OK, "");
        VSTEST_HR(async->lpVtbl->Cancel(async), VSS_S_ASYNC_FINISHED, "");
        VSTEST_HR(async->lpVtbl->QueryStatus(async, &result, NULL), S_OK, "");
        VSTEST_HR(result, VSS_S_ASYNC_PENDING, "");
        VSTEST_HR(async->lpVtbl->Wait(async, INFINITE), S_OK, "");
        VSTEST_HR(async->lpVtbl->QueryStatus(async, &result, NULL), S_OK, "");
        VSTEST_HR(result, VSS_S_ASYNC_FINISHED, "");
        VSTEST_HR(async->lpVtbl->QueryStatus(async, NULL, NULL), E_INVALIDARG, "");
        cr_expect_eq(async->lpVtbl->Release(async), 0);
    }
    scene_stop(&machine, &provider);
}
