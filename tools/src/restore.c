/*
 * tools/src/restore.c - vss restore: a set of a catalogue, with all that it is relative to, to
 * where the files were or elsewhere.
 *
 * Every set of the chain is read whole and held against its checksums before anything else happens.
 * Then each of them is a restore session of its own, oldest first (REST-603).
 */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "machine.h"
#include "options.h"
#include "plugin.h"
#include "report.h"
#include "session.h"

struct run {
    const struct vss_options *options;
    struct vss_wishes wishes;
    struct vss_sets sets;
    struct vss_set *set;
    struct vss_chain chain;
    struct vss_session *sessions; /* one for each set of the chain */
    size_t session_count;         /* of those that ran */
};

/* The set that is wanted: the newest, or --set. */
static int choose_set(struct run *run)
{
    const char *wanted = run->options->set;
    char *end = NULL;
    unsigned long number = wanted ? strtoul(wanted, &end, 10) : 0;

    if (!wanted) {
        run->set = run->sets.finished.items[run->sets.finished.count - 1];
        return VSS_EXIT_OK;
    }
    if (*end || number == 0 || number > UINT32_MAX)
        return vss_fail(VSS_EXIT_USAGE, "--set %s is no number of a set", wanted);
    run->set = vss_sets_find(&run->sets, (unsigned)number);
    if (!run->set)
        return vss_fail(VSS_EXIT_USAGE, "--set %s: %s has no finished set of this number", wanted,
                        run->sets.path);
    return VSS_EXIT_OK;
}

/* ---- the user's wishes ---- */

/* --to names a folder of the machine by its Windows path. */
static int read_to(struct run *run)
{
    const char *to = run->options->to;
    const char *path;
    int code;

    if (!to)
        return VSS_EXIT_OK;
    code = vss_expand(to, &run->wishes.to);
    if (code != VSS_EXIT_OK)
        return code;
    path = run->wishes.to;
    if (!(path[0] && path[1] == ':') && strncmp(path, "\\\\?\\", 4) != 0)
        return vss_fail(VSS_EXIT_USAGE, "--to %s is no absolute Windows path", to);
    return VSS_EXIT_OK;
}

static int read_roll_forward(struct run *run)
{
    const char *how = run->options->roll_forward;

    if (!how)
        return VSS_EXIT_OK;
    if (strcmp(how, "none") == 0) {
        run->wishes.roll_forward = VSS_RF_NONE;
    } else if (strcmp(how, "all") == 0) {
        run->wishes.roll_forward = VSS_RF_ALL;
    } else if (strncmp(how, "to:", 3) == 0 && how[3]) {
        run->wishes.roll_forward = VSS_RF_PARTIAL;
        run->wishes.roll_forward_point = how + 3;
    } else {
        return vss_fail(VSS_EXIT_USAGE, "--roll-forward %s is none of none, all and to:POINT", how);
    }
    return VSS_EXIT_OK;
}

/* INCR-121: each of these has a bit in the writer's schema. */
static int check_wishes(const struct run *run, const struct vss_component *component)
{
    const struct {
        bool is_wanted;
        uint32_t bit;
        const char *option;
    } rows[] = {
        {run->wishes.authoritative, VSS_BS_AUTHORITATIVE_RESTORE, "authoritative"},
        {run->wishes.roll_forward != VSS_RF_UNDEFINED, VSS_BS_ROLLFORWARD_RESTORE, "roll-forward"},
        {run->wishes.rename != NULL, VSS_BS_RESTORE_RENAME, "rename"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (rows[i].is_wanted && !(component->writer->schema & rows[i].bit))
            return vss_fail(VSS_EXIT_USAGE, "--%s: the writer of %s, %s, does not support it",
                            rows[i].option, component->full, component->writer->name);
    }
    return VSS_EXIT_OK;
}

static int check_all_wishes(const struct run *run)
{
    size_t components = 0;
    int code = VSS_EXIT_OK;

    for (size_t i = 0; i < run->chain.links.count && code == VSS_EXIT_OK; i++) {
        const struct vss_component *component = run->chain.links.items[i]->component;

        if (!component)
            continue;
        components++;
        code = check_wishes(run, component);
    }
    if (code == VSS_EXIT_OK && run->wishes.rename && components != 1)
        code =
            vss_fail(VSS_EXIT_USAGE, "--rename is for one component; choose it with --component");
    return code;
}

static int read_wishes(struct run *run)
{
    int code = read_to(run);

    run->wishes.authoritative = run->options->authoritative;
    run->wishes.rename = run->options->rename;
    return code == VSS_EXIT_OK ? read_roll_forward(run) : code;
}

/* ---- the sessions ---- */

static int run_sessions(struct run *run)
{
    int code = VSS_EXIT_OK;

    run->sessions = vss_alloc((run->chain.sets.count + 1) * sizeof *run->sessions);
    for (size_t i = 0; i < run->chain.sets.count && code == VSS_EXIT_OK; i++) {
        struct vss_session *session = &run->sessions[run->session_count++];

        session->wishes = &run->wishes;
        session->set = run->chain.sets.items[i];
        code = vss_session_run(session, &run->chain);
        if (code == VSS_EXIT_OK)
            code = vss_interrupted();
        vss_session_end(session);
    }
    return code;
}

static int restore(struct run *run)
{
    int code = vss_chain_build(&run->chain, run->set, &run->options->components);

    if (code == VSS_EXIT_OK)
        code = check_all_wishes(run);
    if (code == VSS_EXIT_OK)
        code = vss_writers_begin(run->options);
    return code == VSS_EXIT_OK ? run_sessions(run) : code;
}

/* ---- what is told ---- */

static const char *sets_text(const struct vss_link *link)
{
    const char *text = "";

    for (size_t i = 0; i < link->images.count; i++)
        text = vss_format("%s%s%u", text, i ? " " : "", link->images.items[i].set->number);
    return text;
}

static json_t *sets_json(const struct vss_link *link)
{
    json_t *array = json_array();

    for (size_t i = 0; i < link->images.count; i++)
        vss_json_add(array, json_integer((json_int_t)link->images.items[i].set->number));
    return array;
}

static json_t *link_json(const struct vss_link *link, const char *writer, const char *name)
{
    json_t *json =
        json_pack("{ss ss so sI sI sI sb sb}", "writer", writer, "component", name, "sets",
                  sets_json(link), "images", (json_int_t)link->restored, "files",
                  (json_int_t)link->file_count, "bytes", (json_int_t)link->bytes, "restored",
                  link->refusal == NULL, "writer_took_part", link->took_part);

    if (json && link->refusal)
        vss_json_set(json, "reason", json_string(link->refusal));
    return json;
}

static size_t report_links(const struct run *run, struct vss_table *table, json_t *array)
{
    size_t refused = 0;

    for (size_t i = 0; i < run->chain.links.count; i++) {
        const struct vss_link *link = run->chain.links.items[i];
        const char *writer = link->component ? link->component->writer->name : "";
        const char *name = link->component ? link->component->full : "(volumes)";

        if (!link->component && link->file_count == 0 && !link->refusal)
            continue;
        refused += link->refusal != NULL;
        if (link->refusal)
            vss_warn("%s %s: %s", writer, name, link->refusal);
        vss_table_row(table,
                      (const char *[]){writer, name, sets_text(link),
                                       vss_format("%zu", link->file_count), vss_bytes(link->bytes),
                                       link->refusal ? "not restored" : "restored",
                                       link->took_part ? "yes" : "no"});
        vss_json_add(array, link_json(link, writer, name));
    }
    return refused;
}

static void add_files_json(json_t *array, const struct vss_session *session,
                           const struct vss_unit *unit)
{
    for (size_t i = 0; !unit->refusal && i < unit->files.count; i++) {
        const struct vss_placed *placed = &unit->files.items[i];

        vss_json_add(array, json_pack("{ss ss sI sI ss sb}", "path", placed->file->path, "target",
                                      placed->target, "set", (json_int_t)session->set->number,
                                      "size", (json_int_t)placed->file->size_bytes, "crc32",
                                      vss_format("%08x", placed->file->crc), "partial",
                                      placed->file->range_count > 0));
    }
}

static json_t *files_json(const struct run *run)
{
    json_t *array = json_array();

    for (size_t i = 0; i < run->session_count; i++) {
        const struct vss_session *session = &run->sessions[i];

        for (size_t j = 0; j < session->units.count; j++)
            add_files_json(array, session, &session->units.items[j]);
    }
    return array;
}

static int report(const struct run *run)
{
    struct vss_table table = {.columns = 7};
    json_t *components = json_array();
    size_t refused, files = 0;
    uint64_t bytes = 0;
    bool writer_failed = false;

    vss_table_row(&table, (const char *[]){"WRITER", "COMPONENT", "SETS", "FILES", "SIZE", "RESULT",
                                           "WRITER TOOK PART"});
    refused = report_links(run, &table, components);
    vss_table_print(&table);
    for (size_t i = 0; i < run->chain.links.count; i++) {
        files += run->chain.links.items[i]->file_count;
        bytes += run->chain.links.items[i]->bytes;
    }
    for (size_t i = 0; i < run->session_count; i++)
        writer_failed |= run->sessions[i].writer_failed;
    vss_say("%zu files, %s restored from %s", files, vss_bytes(bytes), run->set->path);
    vss_json_set(vss_json(), "components", components);
    vss_json_set(vss_json(), "restored", files_json(run));
    vss_json_set(vss_json(), "files", json_integer((json_int_t)files));
    vss_json_set(vss_json(), "bytes", json_integer((json_int_t)bytes));
    vss_json_set(vss_json(), "from", json_string(run->options->from));
    vss_json_set(vss_json(), "set", json_integer((json_int_t)run->set->number));
    if (writer_failed)
        return VSS_EXIT_WRITER;
    if (refused > 0)
        return vss_fail(VSS_EXIT_PARTIAL, "%zu components were not restored", refused);
    return VSS_EXIT_OK;
}

static int run_restore(const struct vss_options *options)
{
    struct run run = {.options = options, .sets = {.folder = -1, .lock = -1}};
    int code;

    if (!options->from)
        return vss_fail(VSS_EXIT_USAGE, "--from is missing; see vss restore --help");
    code = vss_sets_open(&run.sets, options->from);
    if (code == VSS_EXIT_OK)
        code = choose_set(&run);
    if (code == VSS_EXIT_OK)
        code = vss_machine_begin(options);
    if (code == VSS_EXIT_OK)
        code = read_wishes(&run);
    if (code == VSS_EXIT_OK)
        code = restore(&run);
    if (code == VSS_EXIT_OK)
        code = report(&run);
    vss_chain_end(&run.chain);
    vss_sets_end(&run.sets);
    return vss_machine_end(code);
}

static const struct vss_option restore_options[] = {
    {"from", "DIR", "catalogue that vss backup made", offsetof(struct vss_options, from), false,
     false},
    {"set", "NUMBER", "this set of it (default: the newest)", offsetof(struct vss_options, set),
     false, false},
    {"component", "WRITER:PATH\\NAME", "only this component; may be repeated",
     offsetof(struct vss_options, components), true, false},
    {"to", "FOLDER", "restore below this folder, as C:\\Elsewhere",
     offsetof(struct vss_options, to), false, false},
    {"authoritative", NULL, "the restored data counts before that of other machines",
     offsetof(struct vss_options, authoritative), false, false},
    {"roll-forward", "HOW", "none, all, or to:POINT in the writer's own words",
     offsetof(struct vss_options, roll_forward), false, false},
    {"rename", "NAME", "the component gets this name", offsetof(struct vss_options, rename), false,
     false},
    VSS_OPTION_WRITER,
    VSS_OPTION_PROGRAM,
    VSS_OPTION_HOST,
    VSS_OPTION_JSON("result"),
    VSS_OPTION_TRACE,
    VSS_OPTION_QUIET,
    VSS_OPTION_HELP,
    VSS_OPTIONS_END,
};

const struct vss_command vss_restore_command = {
    .name = "restore",
    .usage = "--from DIR [OPTIONS]",
    .summary = "bring back what vss backup saved",
    .text = "Checks a set and all that it is relative to, and only if they are intact puts their\n"
            "files back, one set after the other, with the help of the writers that are loaded:\n"
            "where they were, or with --to below another folder. A component comes back whole or\n"
            "not at all.",
    .options = restore_options,
    .run = run_restore,
};
