/*
 * tools/src/program.c - a writer that is a program of its own, natively.
 */
#include "program.h"

#include <errno.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include <vsapi/serve.h>

#include "address.h"
#include "machine.h"
#include "report.h"

#define STEP_MS 20u
#define SUBSCRIBE_MS 30000u /* it may load a database first */
#define END_MS 10000u       /* for each of the ways to ask it */

extern char **environ;

static struct {
    char *folder;
    struct vsapi_server *server;
    const char *name;
    pid_t id; /* 0: none runs */
} program;

/* ---- its environment --------------------------------------------------------------------------
 */

static bool is_ours(const char *variable)
{
    return strncmp(variable, "VSAPI_SERVICE=", 14) == 0 ||
           strncmp(variable, "VSAPI_HOST=", 11) == 0;
}

/* This process's, but for where the service is. */
static char **environment(const char *address)
{
    VSS_LIST(char *) list = {0};

    for (char **at = environ; *at; at++)
        if (!is_ours(*at))
            *VSS_APPEND(&list) = *at;
    *VSS_APPEND(&list) = vss_format("VSAPI_SERVICE=%s", address);
    *VSS_APPEND(&list) = NULL;
    return list.items;
}

static char **arguments(const struct vss_texts *words)
{
    VSS_LIST(char *) list = {0};

    for (size_t i = 0; i < words->count; i++)
        *VSS_APPEND(&list) = (char *)words->items[i];
    *VSS_APPEND(&list) = NULL;
    return list.items;
}

/* ---- its life ---------------------------------------------------------------------------------
 */

/* Standard output is the report's; what the program prints there goes to standard error. Ctrl+C at
 * the terminal is for this process, which ends the program in order. */
static int spawn(const struct vss_texts *words, const char *address)
{
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    int error = posix_spawn_file_actions_init(&actions);

    if (error == 0)
        error = posix_spawnattr_init(&attributes);
    if (error == 0)
        error = posix_spawn_file_actions_adddup2(&actions, 2, 1);
    if (error == 0)
        error = posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
    if (error == 0)
        error = posix_spawnp(&program.id, words->items[0], &actions, &attributes, arguments(words),
                             environment(address));
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    if (error == 0)
        return VSS_EXIT_OK;
    program.id = 0;
    return vss_fail(VSS_EXIT_WRITER, "%s cannot be started: %s", words->items[0], strerror(error));
}

/* Has it ended? Then *status is how. */
static bool has_ended(int *status)
{
    if (program.id == 0)
        return true;
    if (waitpid(program.id, status, WNOHANG) == 0)
        return false;
    program.id = 0;
    return true;
}

static int fail_ended(int status)
{
    if (WIFSIGNALED(status))
        return vss_fail(VSS_EXIT_WRITER,
                        "%s was killed by signal %d before it had subscribed a "
                        "writer",
                        program.name, WTERMSIG(status));
    return vss_fail(VSS_EXIT_WRITER, "%s ended with %d before it had subscribed a writer",
                    program.name, WEXITSTATUS(status));
}

static int wait_subscribed(void)
{
    unsigned waited_ms = 0;
    int status = 0;

    while (vsapi_server_writer_count(program.server) == 0) {
        if (has_ended(&status))
            return fail_ended(status);
        if (waited_ms >= SUBSCRIBE_MS)
            return vss_fail(VSS_EXIT_WRITER, "%s has subscribed no writer within %u s",
                            program.name, SUBSCRIBE_MS / 1000);
        if (vss_wait_interrupted(STEP_MS))
            return vss_interrupted();
        waited_ms += STEP_MS;
    }
    return VSS_EXIT_OK;
}

int vss_program_begin(const struct vss_texts *words)
{
    const char *address;
    HRESULT hr;
    int code;

    if (words->count == 0)
        return VSS_EXIT_OK;
    program.name = words->items[0];
    code = vss_address_make(&program.folder, &address);
    if (code != VSS_EXIT_OK)
        return code;
    hr = vsapi_server_start(address, &program.server);
    if (FAILED(hr))
        return vss_fail_hr(VSS_EXIT_FAILED, hr, "no service can be made for %s", program.name);
    code = spawn(words, address);
    return code == VSS_EXIT_OK ? wait_subscribed() : code;
}

static bool ask_to_end(int signal_number)
{
    int status;

    kill(program.id, signal_number);
    for (unsigned waited_ms = 0; waited_ms < END_MS; waited_ms += STEP_MS) {
        if (has_ended(&status))
            return true;
        vss_rest(STEP_MS);
    }
    return false;
}

void vss_program_end(void)
{
    int status;

    if (!has_ended(&status) && !ask_to_end(SIGINT) && !ask_to_end(SIGTERM)) {
        vss_warn("%s does not end: it was killed", program.name);
        ask_to_end(SIGKILL);
    }
    vsapi_server_stop(program.server);
    program.server = NULL;
    vss_address_end(program.folder);
    program.folder = NULL;
}
