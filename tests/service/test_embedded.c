/*
 * tests/service/test_embedded.c - the process's own service: which host it is on, and its end.
 */
#include "rig.h"

#include "vstest.h"

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

Test(service_embedded, it_begins_on_the_host_it_is_given_and_only_once)
{
    struct vsapi_host *first, *second, *current;
    struct vsapi_service *service, *again;

    cr_assert(SUCCEEDED(vsapi_host_create(&first)) && SUCCEEDED(vsapi_host_create(&second)));
    VSTEST_HR(vsapi_use_host(NULL), E_INVALIDARG, "");
    VSTEST_SENTENCE("mistake", "");
    VSTEST_HR(vsapi_use_host(first), S_OK, "");
    VSTEST_HR(vsapi_embedded_service(&service), S_OK, "");
    VSTEST_HR(vsapi_embedded_service(&again), S_OK, "");
    cr_expect_eq(service, again);
    VSTEST_HR(vsapi_current_host(&current), S_OK, "");
    cr_expect_eq(current, first);
    cr_expect_eq(vsapi_clock_current(), vsapi_host_clock(first));
    VSTEST_HR(vsapi_use_host(second), VSS_E_BAD_STATE, "the service already runs");
    VSTEST_SENTENCE("mistake", "");
    VSTEST_HR(vsapi_reset(), S_OK, "");
    VSTEST_HR(vsapi_use_host(second), S_OK, "");
    VSTEST_HR(vsapi_current_host(&current), S_OK, "");
    cr_expect_eq(current, second);
    VSTEST_HR(vsapi_reset(), S_OK, "");
}

Test(service_embedded, it_cannot_be_reset_while_somebody_uses_it)
{
    struct toy a = {.name = "A"};
    struct rig rig;

    memset(&rig, 0, sizeof rig);
    VSTEST_HR(vsapi_embedded_service(&rig.service), S_OK, "");
    toy_subscribe(&rig, &a, 1);
    VSTEST_HR(vsapi_reset(), VSS_E_BAD_STATE, "a writer");
    VSTEST_SENTENCE("mistake", "");
    vsapi_service_unsubscribe(a.subscription);
    VSTEST_HR(vsapi_session_create(rig.service, &rig.session), S_OK, "");
    VSTEST_HR(vsapi_reset(), VSS_E_BAD_STATE, "a session");
    VSTEST_SENTENCE("mistake", "");
    vsapi_session_destroy(rig.session);
    VSTEST_HR(vsapi_reset(), S_OK, "");
}

/* Runs in a process of its own, which then ends without cleaning up; tells the folder of C:\. */
static void leave_open(int out)
{
    static struct toy toy = {.name = "A", .components = 1};
    static struct rig rig;
    struct vsapi_host *host;
    char *path;

    if (FAILED(vsapi_embedded_service(&rig.service)) || FAILED(vsapi_current_host(&host)) ||
        FAILED(vsapi_host_path(host, "C:\\", &path)))
        _exit(1);
    toy_subscribe(&rig, &toy, 1);
    rig_do(&rig, RIG_TO_SNAPSHOT);
    if (write(out, path, strlen(path)) < 0)
        _exit(1);
    vsapi_host_free_path(path);
    exit(0);
}

Test(service_embedded, temporary_folders_go_with_the_process)
{
    char folder[4096] = "";
    struct stat status;
    int ends[2], result;
    pid_t child;

    cr_assert_eq(pipe(ends), 0);
    child = fork();
    if (child == 0)
        leave_open(ends[1]);
    close(ends[1]);
    cr_assert_eq(waitpid(child, &result, 0), child);
    cr_expect(WIFEXITED(result) && WEXITSTATUS(result) == 0, "the process ended with %d", result);
    cr_assert(read(ends[0], folder, sizeof folder - 1) > 0);
    cr_expect(stat(folder, &status) != 0, "%s is still there", folder);
}
