/*
 * tools/src/machine.c - the ground of a run; see machine.h.
 */
#include "machine.h"

#include <signal.h>
#include <stdlib.h>
#include <time.h>

#include <vsapi/error.h>

#include "plugin.h"
#include "program.h"
#include "report.h"

static struct {
    bool com;
    struct vsapi_host *host; /* the service's */
} machine;

int vss_called(HRESULT hr, const char *what)
{
    return FAILED(hr) ? vss_fail_hr(VSS_EXIT_FAILED, hr, "%s", what) : VSS_EXIT_OK;
}

static int begin_com(void)
{
    HRESULT hr = CoInitializeEx(NULL, COINIT_MULTITHREADED);

    if (FAILED(hr))
        return vss_called(hr, "CoInitializeEx");
    machine.com = true;
    hr = CoInitializeSecurity(NULL, -1, NULL, NULL, RPC_C_AUTHN_LEVEL_PKT_PRIVACY,
                              RPC_C_IMP_LEVEL_IDENTIFY, NULL, EOAC_NONE, NULL);
    return vss_called(hr, "CoInitializeSecurity");
}

static HRESULT make_host(const char *file, struct vsapi_host **out)
{
    return file && *file ? vsapi_host_load(file, out) : vsapi_host_create_default(out);
}

/* Gives the host to the service. The service starts, and so does the trace. */
static int use_host(struct vsapi_host *host, const char *trace)
{
    HRESULT hr = trace ? vsapi_host_set_trace(host, trace) : S_OK;

    if (SUCCEEDED(hr))
        hr = vsapi_use_host(host);
    if (FAILED(hr)) {
        vss_fail_hr(trace ? VSS_EXIT_USAGE : VSS_EXIT_FAILED, hr, "the host cannot be used");
        vsapi_host_destroy(host);
        return trace ? VSS_EXIT_USAGE : VSS_EXIT_FAILED;
    }
    machine.host = host;
    hr = vsapi_current_host(&host);
    if (FAILED(hr))
        return vss_fail_hr(trace ? VSS_EXIT_USAGE : VSS_EXIT_FAILED, hr,
                           "the service cannot be started");
    return VSS_EXIT_OK;
}

/* The service of another process, and its machine: there is nothing to set. */
static int begin_service(const struct vss_options *options)
{
    HRESULT hr;

    if (options->trace)
        return vss_fail(VSS_EXIT_USAGE,
                        "--trace: the service is another process (VSAPI_SERVICE), which traces");
    hr = vsapi_current_host(&machine.host);
    return FAILED(hr) ? vss_fail_hr(VSS_EXIT_FAILED, hr, "the service cannot be reached")
                      : VSS_EXIT_OK;
}

/* The library would find VSAPI_HOST itself; a trace must be set before it does. */
static int begin_host(const struct vss_options *options)
{
    const char *service = getenv("VSAPI_SERVICE");
    const char *file = options->host ? options->host : getenv("VSAPI_HOST");
    struct vsapi_host *host = NULL;
    HRESULT hr;

    if (service && *service && !options->host)
        return begin_service(options);
    hr = make_host(file, &host);
    if (FAILED(hr))
        return vss_fail_hr(options->host ? VSS_EXIT_USAGE : VSS_EXIT_FAILED, hr, "the host %s",
                           file && *file ? file : "by default");
    return use_host(host, options->trace);
}

#define STEP_MS 10

static volatile sig_atomic_t interrupted;

static void note_signal(int signal_number)
{
    (void)signal_number;
    interrupted = 1;
}

/* The first signal ends the run in order, at its next step; a second one ends it at once. */
#ifdef _WIN32

void vss_rest(unsigned milliseconds)
{
    Sleep(milliseconds);
}

static void begin_signals(void)
{
    signal(SIGINT, note_signal); /* its next one is the system's again */
    signal(SIGTERM, note_signal);
}

#else

void vss_rest(unsigned milliseconds)
{
    struct timespec time = {milliseconds / 1000, milliseconds % 1000 * 1000000L};

    nanosleep(&time, NULL);
}

static void begin_signals(void)
{
    static const int signals[] = {SIGINT, SIGTERM, SIGHUP};
    struct sigaction action = {.sa_handler = note_signal,
                               .sa_flags = (int)SA_RESETHAND | SA_RESTART};

    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
        sigaction(signals[i], &action, NULL);
}

#endif

int vss_interrupted(void)
{
    return interrupted ? vss_fail(VSS_EXIT_FAILED, "interrupted") : VSS_EXIT_OK;
}

bool vss_wait_interrupted(unsigned milliseconds)
{
    for (unsigned waited = 0; !interrupted && waited < milliseconds; waited += STEP_MS)
        vss_rest(STEP_MS);
    return interrupted;
}

int vss_machine_begin(const struct vss_options *options)
{
    int code = begin_com();

    begin_signals();
    if (code == VSS_EXIT_OK)
        code = begin_host(options);
    return code;
}

int vss_writers_begin(const struct vss_options *options)
{
    int code = vss_plugins_load(&options->writers);

    return code == VSS_EXIT_OK ? vss_program_begin(&options->program) : code;
}

int vss_machine_end(int code)
{
    HRESULT hr;

    vss_program_end();
    vss_plugins_end();
    if (machine.host) {
        machine.host = NULL;
        hr = vsapi_reset();
        if (FAILED(hr) && code == VSS_EXIT_OK)
            code = vss_fail_hr(VSS_EXIT_FAILED, hr, "the service cannot be ended");
    }
    if (machine.com)
        CoUninitialize();
    machine.com = false;
    return code;
}

struct vsapi_host *vss_host(void)
{
    return machine.host;
}

int vss_components_create(IVssBackupComponents **out)
{
    *out = NULL;
    return vss_called(CreateVssBackupComponents(out), "CreateVssBackupComponents");
}

int vss_finish(HRESULT started, IVssAsync *async, const char *what)
{
    HRESULT hr = started;
    HRESULT status = S_OK;
    int code;

    if (FAILED(started))
        return vss_called(started, what);
    hr = IVssAsync_Wait(async, INFINITE);
    if (SUCCEEDED(hr))
        hr = IVssAsync_QueryStatus(async, &status, NULL);
    if (SUCCEEDED(hr) && status != VSS_S_ASYNC_FINISHED)
        hr = FAILED(status) ? status : VSS_E_UNEXPECTED;
    code = vss_called(hr, what);
    if (hr == VSS_E_UNEXPECTED_WRITER_ERROR)
        code = VSS_EXIT_WRITER;
    IVssAsync_Release(async);
    return code;
}

bool vss_state_failed(VSS_WRITER_STATE state)
{
    return state >= VSS_WS_FAILED_AT_IDENTIFY && state < VSS_WS_COUNT;
}

const char *vss_state_name(VSS_WRITER_STATE state)
{
    static const char *const names[VSS_WS_COUNT] = {
        [VSS_WS_UNKNOWN] = "unknown",
        [VSS_WS_STABLE] = "stable",
        [VSS_WS_WAITING_FOR_FREEZE] = "waiting for freeze",
        [VSS_WS_WAITING_FOR_THAW] = "frozen",
        [VSS_WS_WAITING_FOR_POST_SNAPSHOT] = "waiting for post-snapshot",
        [VSS_WS_WAITING_FOR_BACKUP_COMPLETE] = "waiting for backup-complete",
        [VSS_WS_FAILED_AT_IDENTIFY] = "failed at identify",
        [VSS_WS_FAILED_AT_PREPARE_BACKUP] = "failed at prepare-backup",
        [VSS_WS_FAILED_AT_PREPARE_SNAPSHOT] = "failed at prepare-snapshot",
        [VSS_WS_FAILED_AT_FREEZE] = "failed at freeze",
        [VSS_WS_FAILED_AT_THAW] = "failed at thaw",
        [VSS_WS_FAILED_AT_POST_SNAPSHOT] = "failed at post-snapshot",
        [VSS_WS_FAILED_AT_BACKUP_COMPLETE] = "failed at backup-complete",
        [VSS_WS_FAILED_AT_PRE_RESTORE] = "failed at pre-restore",
        [VSS_WS_FAILED_AT_POST_RESTORE] = "failed at post-restore",
        [VSS_WS_FAILED_AT_BACKUPSHUTDOWN] = "failed at backup-shutdown",
    };

    return (size_t)state < VSS_WS_COUNT ? names[state] : "unknown";
}

/* The newer method tells the writer's own message; a library may lack it. */
static HRESULT read_message(IVssBackupComponents *components, UINT i, BSTR *message)
{
    IVssBackupComponentsEx3 *newer = NULL;
    VSS_ID instance, writer;
    VSS_WRITER_STATE state;
    HRESULT failure, application;
    BSTR name = NULL;
    HRESULT hr = IVssBackupComponents_QueryInterface(components, &IID_IVssBackupComponentsEx3,
                                                     (void **)&newer);

    if (FAILED(hr))
        return hr;
    hr = IVssBackupComponentsEx3_GetWriterStatusEx(newer, i, &instance, &writer, &name, &state,
                                                   &failure, &application, message);
    IVssBackupComponentsEx3_Release(newer);
    SysFreeString(name);
    return hr;
}

static int read_status(IVssBackupComponents *components, UINT i, struct vss_writer_status *out)
{
    BSTR name = NULL, message = NULL;
    HRESULT hr = IVssBackupComponents_GetWriterStatus(
        components, i, &out->instance_id, &out->writer_id, &name, &out->state, &out->failure);

    if (FAILED(hr))
        return vss_called(hr, "GetWriterStatus");
    out->name = vss_text_of_bstr(name);
    if (vss_state_failed(out->state))
        read_message(components, i, &message);
    out->message = vss_text_of_bstr(message);
    return VSS_EXIT_OK;
}

int vss_gather_status(IVssBackupComponents *components, struct vss_writer_statuses *out)
{
    IVssAsync *async = NULL;
    UINT count = 0;
    HRESULT hr = IVssBackupComponents_GatherWriterStatus(components, &async);
    int code = vss_finish(hr, async, "GatherWriterStatus");

    out->count = 0;
    if (code == VSS_EXIT_OK)
        code = vss_called(IVssBackupComponents_GetWriterStatusCount(components, &count),
                          "GetWriterStatusCount");
    for (UINT i = 0; i < count && code == VSS_EXIT_OK; i++)
        code = read_status(components, i, VSS_APPEND(out));
    if (code == VSS_EXIT_OK)
        code = vss_called(IVssBackupComponents_FreeWriterStatus(components), "FreeWriterStatus");
    return code;
}
