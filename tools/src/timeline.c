/*
 * tools/src/timeline.c - vss timeline: what happened, in order, from a trace.
 *
 * Each span of the trace (a call of the API, an event to a writer, a call of a provider) is one
 * line, at the time it began: who, indented by lane, what, how it ended, and how long it took. Of
 * the API only what moves a backup or restore on is shown, unless --all asks for everything.
 */
#include <errno.h>
#include <inttypes.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "options.h"
#include "report.h"

struct span {
    uint64_t began_us, took_us;
    const char *who, *what, *result;
    bool ended;
};
struct timeline {
    VSS_LIST(struct span *) spans;
    struct vss_map open; /* number of the span */
    size_t lines, broken;
    bool all;
};

static const char *text_of(const json_t *object, const char *name)
{
    const char *text = json_string_value(json_object_get(object, name));

    return text ? vss_copy(text) : "";
}

static uint64_t number_of(const json_t *object, const char *name)
{
    json_int_t number = json_integer_value(json_object_get(object, name));

    return number < 0 ? 0 : (uint64_t)number;
}

/* What asks and changes nothing is left out. */
static bool is_step(const char *name)
{
    static const char *const faces[] = {"CreateVssBackupComponents", "IVssBackupComponents.",
                                        "IVssBackupComponentsEx"};
    static const char *const asks[] = {".Get", ".Free", ".Is", ".Query"};
    const char *method = strchr(name, '.');
    bool face = false;

    for (size_t i = 0; i < sizeof faces / sizeof *faces; i++)
        face |= strncmp(name, faces[i], strlen(faces[i])) == 0;
    for (size_t i = 0; method && i < sizeof asks / sizeof *asks; i++)
        face &= strncmp(method, asks[i], strlen(asks[i])) != 0;
    return face;
}

static bool is_shown(const struct timeline *timeline, const char *kind, const char *name)
{
    if (timeline->all)
        return true;
    if (strcmp(kind, "provider") == 0)
        return strncmp(name, "Get", 3) != 0 && strncmp(name, "Is", 2) != 0;
    return strcmp(kind, "api") != 0 || is_step(name);
}

static const char *who_of(const char *kind, const json_t *args)
{
    if (strcmp(kind, "api") == 0)
        return "requester";
    if (strcmp(kind, "event") == 0)
        return vss_format("  writer %s", text_of(args, "writer"));
    if (strcmp(kind, "provider") == 0)
        return vss_format("    provider %s", text_of(args, "provider"));
    return vss_format("  %s", kind);
}

/* The values that tell one call from the next, where there are any. */
static const char *what_of(const char *name, const json_t *args)
{
    static const char *const telling[] = {"volume", "component", "name", "pwszVolumeName",
                                          "wszComponentName"};
    const char *method = strrchr(name, '.');
    const char *what = method ? method + 1 : name;

    for (size_t i = 0; i < sizeof telling / sizeof *telling; i++) {
        const char *value = json_string_value(json_object_get(args, telling[i]));

        if (value)
            return vss_format("%s %s", what, value);
    }
    return what;
}

static void add_span(struct timeline *timeline, const json_t *line, const char *kind, bool ended)
{
    const json_t *args = json_object_get(line, "args");
    const char *name = text_of(line, "name");
    struct span *span;

    if (!is_shown(timeline, kind, name))
        return;
    span = vss_alloc(sizeof *span);
    span->began_us = number_of(line, "at_us");
    span->who = who_of(kind, args);
    span->what = what_of(name, args);
    span->result = ended ? "" : "did not end";
    span->ended = ended;
    *VSS_APPEND(&timeline->spans) = span;
    if (!ended)
        vss_map_put(&timeline->open, vss_format("%" PRIu64, number_of(line, "id")), span);
}

static void end_span(struct timeline *timeline, const json_t *line)
{
    struct span *span = vss_map_get(&timeline->open, vss_format("%" PRIu64, number_of(line, "id")));
    const char *message = text_of(line, "message");

    if (!span)
        return;
    span->ended = true;
    span->took_us = number_of(line, "us");
    span->result = text_of(line, "hr");
    if (*message)
        span->result = vss_format("%s: %s", span->result, message);
}

static void read_line(struct timeline *timeline, const char *text, size_t length)
{
    json_t *line = json_loadb(text, length, 0, NULL);
    const char *kind = text_of(line, "kind");
    const char *phase = text_of(line, "phase");

    timeline->lines++;
    if (!json_is_object(line))
        timeline->broken++;
    else if (strcmp(phase, "begin") == 0)
        add_span(timeline, line, kind, false);
    else if (strcmp(phase, "end") == 0)
        end_span(timeline, line);
    else if (strcmp(phase, "note") == 0 && (timeline->all || strcmp(kind, "fault") == 0))
        add_span(timeline, line, kind, true);
    json_decref(line);
}

/* The next line, with its end, in a buffer that grows; 0: there is none. */
static size_t next_line(FILE *file, char **text, size_t *room)
{
    size_t length = 0;
    int byte;

    do {
        byte = getc(file);
        if (byte == EOF)
            break;
        *text = vss_grow_(*text, length, room, 1);
        (*text)[length++] = (char)byte;
    } while (byte != '\n');
    return length;
}

static int read_trace(struct timeline *timeline, const char *path)
{
    FILE *file = fopen(path, "rb");
    char *text = NULL;
    size_t room = 0;
    size_t length;

    if (!file)
        return vss_fail(VSS_EXIT_USAGE, "the trace %s cannot be read: %s", path, strerror(errno));
    while ((length = next_line(file, &text, &room)) > 0)
        read_line(timeline, text, length);
    if (ferror(file)) {
        fclose(file);
        return vss_fail(VSS_EXIT_FAILED, "the trace %s cannot be read: %s", path, strerror(errno));
    }
    fclose(file);
    if (timeline->lines > 0 && timeline->broken == timeline->lines)
        return vss_fail(VSS_EXIT_USAGE, "%s is no trace", path);
    if (timeline->broken > 0)
        vss_warn("%zu lines of %s could not be read", timeline->broken, path);
    return VSS_EXIT_OK;
}

static const char *milliseconds(uint64_t us)
{
    return vss_format("%" PRIu64 ".%03" PRIu64, us / 1000, us % 1000);
}

static void print_timeline(const struct timeline *timeline)
{
    struct vss_table table = {.columns = 5};
    uint64_t first_us = timeline->spans.count ? timeline->spans.items[0]->began_us : 0;
    json_t *array = json_array();

    vss_table_row(&table, (const char *[]){"MS", "WHO", "WHAT", "TOOK MS", "RESULT"});
    for (size_t i = 0; i < timeline->spans.count; i++) {
        const struct span *span = timeline->spans.items[i];
        uint64_t at_us = span->began_us > first_us ? span->began_us - first_us : 0;

        vss_table_row(&table, (const char *[]){milliseconds(at_us), span->who, span->what,
                                               milliseconds(span->took_us), span->result});
        vss_json_add(array, json_pack("{sI ss ss sI ss sb}", "at_us", (json_int_t)at_us, "who",
                                      span->who + strspn(span->who, " "), "what", span->what,
                                      "took_us", (json_int_t)span->took_us, "result", span->result,
                                      "ended", span->ended));
    }
    vss_table_print(&table);
    vss_json_set(vss_json(), "timeline", array);
}

static int run_timeline(const struct vss_options *options)
{
    struct timeline timeline = {.all = options->all};
    int code = read_trace(&timeline, options->operand);

    if (code == VSS_EXIT_OK)
        print_timeline(&timeline);
    vss_map_end(&timeline.open);
    return code;
}

static const struct vss_option timeline_options[] = {
    {"all", NULL, "show every call, not only the steps", offsetof(struct vss_options, all), false,
     false},
    VSS_OPTION_JSON("time line"),
    VSS_OPTION_HELP,
    VSS_OPTIONS_END,
};

const struct vss_command vss_timeline_command = {
    .name = "timeline",
    .operand = "the trace",
    .usage = "TRACE [OPTIONS]",
    .summary = "print what happened from a trace",
    .text = "Prints the events of a trace that --trace wrote: when, who, what, how long it took\n"
            "and how it ended.",
    .options = timeline_options,
    .run = run_timeline,
};
