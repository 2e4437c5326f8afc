/*
 * tools/src/serve.c - vss serve: the service for other processes, until a signal ends it.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <vsapi/serve.h>

#include "address.h"
#include "machine.h"
#include "plugin.h"
#include "report.h"

/* The address on a line of its own, as the shell sets a variable. */
static int tell(const char *address)
{
    printf("VSAPI_SERVICE=%s\n", address);
    if (fflush(stdout) != 0)
        return vss_fail(VSS_EXIT_FAILED, "standard output cannot be written");
    return VSS_EXIT_OK;
}

#define A_WHILE_MS 1000

static int serve(const char *address)
{
    struct vsapi_server *server;
    HRESULT hr = vsapi_server_start(address, &server);
    int code;

    if (FAILED(hr))
        return vss_fail_hr(VSS_EXIT_FAILED, hr, "cannot serve");
    code = tell(address);
    while (code == VSS_EXIT_OK && !vss_wait_interrupted(A_WHILE_MS))
        continue;
    vsapi_server_stop(server);
    return code;
}

static int run_serve(const struct vss_options *options)
{
    const char *address = options->address;
    char *folder = NULL;
    int code = vss_machine_begin(options);

    if (code == VSS_EXIT_OK)
        code = vss_plugins_load(&options->writers);
    if (code == VSS_EXIT_OK && !address)
        code = vss_address_make(&folder, &address);
    if (code == VSS_EXIT_OK)
        code = serve(address);
    vss_address_end(folder);
    return vss_machine_end(code);
}

static const struct vss_option serve_options[] = {
    VSS_OPTION_HOST,
    {"address", "PATH", "the socket to listen at (default: one in a new folder)",
     offsetof(struct vss_options, address), false, false},
    VSS_OPTION_WRITER,
    VSS_OPTION_TRACE,
    VSS_OPTION_HELP,
    VSS_OPTIONS_END,
};

const struct vss_command vss_serve_command = {
    .name = "serve",
    .usage = "[OPTIONS]",
    .summary = "run the service for other processes",
    .text =
        "Runs the Volume Shadow Copy Service for the writers and requesters of other processes,\n"
        "in whose environment VSAPI_SERVICE is the address that it prints. SIGINT or SIGTERM\n"
        "ends it: backups that are under way are aborted.",
    .options = serve_options,
    .run = run_serve,
};
