/*
 * tests/mock-provider/plain_abort.c - AbortSnapshots, BeginPrepareSnapshot for another set and
 * OnUnload while EndPrepareSnapshots copies or CommitSnapshots catches up: it ends at once and
 * nothing is left; two workers copy.
 */
#include "plain.h"
#include "provider.h"

#include <vsapi/thread.h>

enum { FOLDERS = 40, FILES = 20 };

struct copying {
    struct provider provider;
    enum provider_step step;
    HRESULT hr;
    atomic_bool begun;
};

static void run_step(void *argument)
{
    struct copying *copying = argument;

    atomic_store(&copying->begun, true);
    copying->hr = provider_step(&copying->provider, copying->step, NULL, 0);
}

static void fill(struct machine *machine)
{
    char rest[64];

    for (int i = 0; i < FOLDERS; i++) {
        snprintf(rest, sizeof rest, "C/%d", i);
        machine_folder(machine, rest);
        for (int j = 0; j < FILES; j++) {
            snprintf(rest, sizeof rest, "C/%d/%d", i, j);
            machine_put(machine, rest, "some text");
        }
    }
}

static int shadow_count(struct machine *machine)
{
    const char *folder;

    return FAILED(vsapi_host_shadow_folder(machine->host, machine->disk, &folder))
               ? -1
               : machine_count(folder);
}

static HRESULT interfere(struct provider *provider, int how)
{
    if (how == 0)
        return provider->set->lpVtbl->AbortSnapshots(provider->set, provider_set_id);
    if (how == 1)
        return provider->software->lpVtbl->BeginPrepareSnapshot(
            provider->software, provider_other_set_id, provider_id(9), (WCHAR *)L"C:\\", 0);
    return provider->notifications->lpVtbl->OnUnload(provider->notifications, TRUE);
}

/* The step gets a head start of `microseconds`; it may be through before it is interrupted. */
static void test_interrupted(enum provider_step step, int how, unsigned microseconds)
{
    struct machine machine = {.where = "/dev/shm"};
    struct copying copying = {.step = step};
    struct vsapi_thread thread;

    machine_start(&machine);
    fill(&machine);
    provider_start(&machine, &copying.provider);
    CHECK(SUCCEEDED(provider_steps(&copying.provider, step, L"C:\\", 0)));
    CHECK(SUCCEEDED(vsapi_thread_start(&thread, run_step, &copying)));
    while (!atomic_load(&copying.begun))
        usleep(10);
    usleep(microseconds);
    CHECK(interfere(&copying.provider, how) == S_OK);
    CHECK(shadow_count(&machine) == 0);
    vsapi_thread_join(&thread);
    CHECK(copying.hr == S_OK || copying.hr == VSS_E_PROVIDER_VETO ||
          copying.hr == VSS_E_OBJECT_NOT_FOUND);
    CHECK(provider_stop(&copying.provider) == 0);
    CHECK(machine_stop(&machine));
}

static void test_whole(void)
{
    struct machine machine = {.where = "/dev/shm"};
    struct provider provider;
    char path[128];

    machine_start(&machine);
    fill(&machine);
    provider_start(&machine, &provider);
    CHECK(SUCCEEDED(provider_snapshot(&provider, L"C:\\", 0)));
    for (int i = 0; i < FOLDERS; i++) {
        for (int j = 0; j < FILES; j++) {
            snprintf(path, sizeof path,
                     "\\\\?\\GLOBALROOT\\Device\\HarddiskVolumeShadowCopy1\\%d\\%d", i, j);
            CHECK(strcmp(machine_read(&machine, path), "some text") == 0);
        }
    }
    CHECK(provider_stop(&provider) == 0);
    CHECK(machine_stop(&machine));
}

int main(void)
{
    test_whole();
    for (int how = 0; how < 3; how++) {
        for (unsigned microseconds = 0; microseconds < 6000; microseconds += 1500) {
            test_interrupted(STEP_END_PREPARE, how, microseconds);
            test_interrupted(STEP_COMMIT, how, microseconds);
        }
    }
    return plain_result();
}
