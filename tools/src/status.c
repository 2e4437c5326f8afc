/*
 * tools/src/status.c - vss status: who uses the service of another process.
 */
#include <stdlib.h>

#include <jansson.h>
#include <vsapi/serve.h>

#include "machine.h"
#include "report.h"

static const char *session_count(const json_t *process)
{
    return vss_format("%zu", json_array_size(json_object_get(process, "sessions")));
}

/* A row for each writer; a process without one has a row, too. */
static void print_process(struct vss_table *table, const json_t *process)
{
    const char *id =
        vss_format("%lld", (long long)json_integer_value(json_object_get(process, "process")));
    const json_t *writers = json_object_get(process, "writers"), *writer;
    size_t i;

    if (json_array_size(writers) == 0)
        vss_table_row(table, (const char *[]){id, session_count(process), "", ""});
    json_array_foreach(writers, i, writer)
    {
        vss_table_row(table,
                      (const char *[]){id, session_count(process),
                                       json_string_value(json_object_get(writer, "name")),
                                       json_string_value(json_object_get(writer, "instance"))});
    }
}

static int print_status(const char *text)
{
    struct vss_table table = {.columns = 4};
    json_t *status = json_loads(text, 0, NULL), *process;
    size_t i;

    if (!status)
        return vss_fail(VSS_EXIT_FAILED, "the service answered what is no status");
    vss_table_row(&table, (const char *[]){"PROCESS", "SESSIONS", "WRITER", "INSTANCE"});
    json_array_foreach(json_object_get(status, "processes"), i, process)
    {
        print_process(&table, process);
    }
    vss_table_print(&table);
    vss_json_set(vss_json(), "processes", json_incref(json_object_get(status, "processes")));
    json_decref(status);
    return VSS_EXIT_OK;
}

static int run_status(const struct vss_options *options)
{
    const char *service = getenv("VSAPI_SERVICE");
    char *text = NULL;
    int code;

    if (!service || !*service)
        return vss_fail(VSS_EXIT_USAGE, "VSAPI_SERVICE names no service");
    code = vss_machine_begin(options);
    if (code == VSS_EXIT_OK)
        code = vss_called(vsapi_service_status(&text), "the status");
    if (code == VSS_EXIT_OK)
        code = print_status(text);
    vsapi_host_free_path(text);
    return vss_machine_end(code);
}

static const struct vss_option status_options[] = {
    VSS_OPTION_JSON("processes"),
    VSS_OPTION_HELP,
    VSS_OPTIONS_END,
};

const struct vss_command vss_status_command = {
    .name = "status",
    .usage = "[OPTIONS]",
    .summary = "list who uses the service of another process",
    .text =
        "Lists the processes that use the service at VSAPI_SERVICE, this one among them, their\n"
        "writers, and how many sessions of requesters they have.",
    .options = status_options,
    .run = run_status,
};
