/*
 * tests/service/plain_docs.c - docs/state-machines.md says what the tables of the service say.
 *
 * The page is made here; with the argument --update it is written, otherwise compared.
 */
#include "rig.h"

#include "plain.h"

#define PAGE VSTEST_DATA "/../../docs/state-machines.md"
#define PAGE_BYTES 65536

static const char *phase_tag(enum vsapi_session_phase phase)
{
    static const char *const tags[] = {
        "New",       "Initialized", "SetOpen", "Prepared",    "Snapped",      "Failed",
        "Completed", "Aborted",     "Restore", "PreRestored", "PostRestored",
    };

    return tags[phase - VSAPI_SESSION_NEW];
}

static void put_edges(FILE *out, const struct vsapi_call_row *row, enum vsapi_session_phase to,
                      const char *why)
{
    for (int phase = VSAPI_SESSION_NEW; to && phase < VSAPI_SESSION_PHASE_END_; phase++)
        if (row->phases & 1u << (phase - VSAPI_SESSION_NEW))
            fprintf(out, "    %s --> %s: %s%s%s\n", phase_tag((enum vsapi_session_phase)phase),
                    phase_tag(to), row->name, row->contexts == 2 ? " (no writers)" : "", why);
}

static void put_diagram(FILE *out, const struct vsapi_call_row *rows, size_t count)
{
    fprintf(out, "```mermaid\nstateDiagram-v2\n    [*] --> New\n");
    for (size_t i = 0; i < count; i++) {
        put_edges(out, &rows[i], rows[i].to, "");
        if (rows[i].failed == rows[i].cancelled) {
            put_edges(out, &rows[i], rows[i].failed, " fails or is cancelled");
        } else {
            put_edges(out, &rows[i], rows[i].failed, " fails");
            put_edges(out, &rows[i], rows[i].cancelled, " is cancelled");
        }
    }
    fprintf(out, "```\n");
}

static void put_facts(FILE *out, uint32_t facts)
{
    static const char *const names[] = {"SetContext", "SetBackupState",     "GatherWriterMetadata",
                                        "its end",    "FreeWriterMetadata", "GatherWriterStatus",
                                        "Query"};
    const char *comma = "";

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (facts & 1u << i) {
            fprintf(out, "%s%s", comma, i == 3 ? "GatherWriterMetadata complete" : names[i]);
            comma = ", ";
        }
}

static void put_calls(FILE *out, const struct vsapi_call_row *rows, size_t count)
{
    fprintf(out, "| call | in | contexts | only after | not after | while an operation runs |\n"
                 "| --- | --- | --- | --- | --- | --- |\n");
    for (size_t i = 0; i < count; i++) {
        const char *comma = "";

        fprintf(out, "| %s | ", rows[i].name);
        for (int phase = VSAPI_SESSION_NEW; phase < VSAPI_SESSION_PHASE_END_; phase++)
            if (rows[i].phases & 1u << (phase - VSAPI_SESSION_NEW)) {
                fprintf(out, "%s%s", comma, phase_tag((enum vsapi_session_phase)phase));
                comma = ", ";
            }
        fprintf(out, " | %s | ",
                rows[i].contexts == 1   ? "with writers"
                : rows[i].contexts == 2 ? "without"
                                        : "all");
        put_facts(out, rows[i].needs);
        fprintf(out, " | ");
        put_facts(out, rows[i].forbids);
        fprintf(out, " | %s |\n", rows[i].while_running ? "yes" : "no");
    }
}

static void put_writers(FILE *out)
{
    static const char *const states[] = {
        "-",
        "STABLE",
        "WAITING_FOR_FREEZE",
        "WAITING_FOR_THAW",
        "WAITING_FOR_POST_SNAPSHOT",
        "WAITING_FOR_BACKUP_COMPLETE",
        "FAILED_AT_IDENTIFY",
        "FAILED_AT_PREPARE_BACKUP",
        "FAILED_AT_PREPARE_SNAPSHOT",
        "FAILED_AT_FREEZE",
        "FAILED_AT_THAW",
        "FAILED_AT_POST_SNAPSHOT",
        "FAILED_AT_BACKUP_COMPLETE",
        "FAILED_AT_PRE_RESTORE",
        "FAILED_AT_POST_RESTORE",
        "FAILED_AT_BACKUPSHUTDOWN",
    };

    fprintf(
        out,
        "| event | handled: VSS_WS_ | failed or late: VSS_WS_ | time | late: code | components |\n"
        "| --- | --- | --- | --- | --- | --- |\n");
    for (int kind = VSAPI_EVENT_IDENTIFY; kind < VSAPI_EVENT_COUNT_; kind++) {
        const struct vsapi_event_row *row = vsapi_event_row((enum vsapi_event_kind)kind);
        char limit[32];

        snprintf(limit, sizeof limit, row->limit_ms ? "%us" : "the writer's own",
                 (unsigned)(row->limit_ms / 1000));
        fprintf(out, "| %s | %s | %s | %s | %s | %s |\n", row->name, states[row->done],
                states[row->failed], limit, vsapi_hresult_name(row->late),
                row->merges       ? "reads and writes"
                : row->components ? "reads"
                                  : "none");
    }
}

static void put_page(FILE *out)
{
    size_t count;
    const struct vsapi_call_row *rows = vsapi_session_calls(&count);

    fprintf(
        out,
        "# State machines\n\n"
        "Made from the tables of `vsapi/service/session_states.c` and `event.c` by "
        "`service_plain_docs --update`; a test compares.\n\n"
        "## A requester's session\n\n"
        "A call in another state, or too early or too late beside it, answers `VSS_E_BAD_STATE` "
        "with a sentence.\n\n");
    put_diagram(out, rows, count);
    fprintf(out, "\n");
    put_calls(out, rows, count);
    fprintf(out,
            "\nDoSnapshotSet runs the steps of the table in `do_snapshot.c`; what each failure "
            "leads to stands in `tests/service/test_failures.c`, a row a failure.\n\n"
            "## A writer in a session\n\n"
            "The first failure of a session stays, whatever comes later.\n\n");
    put_writers(out);
}

static size_t read_page(char *text)
{
    FILE *file = fopen(PAGE, "rb");
    size_t length = file ? fread(text, 1, PAGE_BYTES - 1, file) : 0;

    if (file)
        fclose(file);
    text[length] = '\0';
    return length;
}

int main(int argc, char **argv)
{
    static char wanted[PAGE_BYTES], found[PAGE_BYTES];
    FILE *out = argc > 1 && strcmp(argv[1], "--update") == 0
                    ? fopen(PAGE, "wb")
                    : fmemopen(wanted, sizeof wanted, "wb");

    if (!out)
        return 2;
    put_page(out);
    fclose(out);
    if (argc > 1)
        return 0;
    read_page(found);
    CHECK(strcmp(found, wanted) == 0); /* run service_plain_docs --update and read the difference */
    return plain_result();
}
