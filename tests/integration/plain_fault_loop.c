/*
 * tests/integration/plain_fault_loop.c - everything that a service calls fails once, in every way.
 *
 * A clean backup and restore is traced. Then each event to a writer and each call to a provider
 * that the trace shows is made to fail, alone, once with each code that the catalogue documents for
 * it and with some that it does not, and to take too long, each on a machine of its own. The
 * requester has to get what the tables of fault_outcomes.h say; no writer may stay frozen, nothing
 * may be left, and the next backup and restore on the same machine has to work.
 */
#include <machine.h>
#include <plain.h>
#include <scene.h>

#include "fault_outcomes.h"

#include <vsapi/folder.h>
#include <vsapi/trace.h>

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define WRITERS 2
#define PLACES 256

static const char *const writer_names[WRITERS] = {"ledger", "index"};

/* What is backed up and restored. */
static const struct scenario {
    const char *name, *backup, *restore;
    const char *fails;     /* a call that fails in every run, for what follows from it; or NULL */
    const char *only_word; /* only the places in this word are of interest; NULL: all */
    LONG context;          /* for "context" */
    bool array;            /* D:\ is on a disk array */
} scenarios[] = {
    {"a backup and a restore",
     "create init state gather add start volume volumed prepare snapshot status succeed save "
     "properties query snapshotted complete status",
     SCENE_RESTORE, NULL, NULL, 0, false},
    {"shadow copies are deleted",
     "create init state gather add start volume volumed prepare snapshot delete", NULL, NULL,
     "delete", 0, false},
    {"a set is aborted", "create init state gather add start volume volumed prepare snapshot", NULL,
     "CommitSnapshots", NULL, 0, false},
    {"a transportable set is imported",
     "create init context state gather add start volumed prepare snapshot save",
     "create initimport context import properties delete", NULL, "import",
     VSS_CTX_APP_ROLLBACK | VSS_VOLSNAP_ATTR_TRANSPORTABLE, true},
    {"a set is broken", "create init state gather add start volumed prepare snapshot break", NULL,
     NULL, "break", 0, true},
    {"a volume of an array is recovered",
     "create init context state gather add start volumed prepare snapshot save",
     "create initrestore recover", NULL, "recover",
     VSS_CTX_APP_ROLLBACK | VSS_VOLSNAP_ATTR_TRANSPORTABLE, true},
};

struct place { /* one call of the service */
    char call[40], target[80];
    unsigned nth;  /* of this call to this target */
    char word[16]; /* the requester's call behind which it came */
    bool writer, restore;
};

struct run { /* one machine; the sink fills in what the trace shows */
    struct scene scene;
    const struct scenario *scenario;
    char folder[40];
    bool restoring;
    bool played;          /* the fault */
    bool frozen[WRITERS]; /* between Freeze and the first of Thaw and Abort */
    bool left_frozen;     /* a writer was frozen again without having been thawed */
    struct place *places; /* NULL: they are not wanted */
    size_t count;
};

static const char *const deliveries[] = {"parallel", "serial"};

/* ---- what the trace tells ---------------------------------------------------------------------
 */

static void note_freeze(struct run *run, const char *event, const char *writer)
{
    for (size_t i = 0; i < WRITERS; i++) {
        if (strcmp(writer, writer_names[i]) != 0)
            continue;
        if (strcmp(event, "Freeze") == 0) {
            run->left_frozen = run->left_frozen || run->frozen[i];
            run->frozen[i] = true;
        } else if (strcmp(event, "Thaw") == 0 || strcmp(event, "Abort") == 0) {
            run->frozen[i] = false;
        }
    }
}

static void note_place(struct run *run, const char *call, const char *target, bool writer)
{
    struct place *place = &run->places[run->count];

    if (run->count == PLACES)
        abort();
    *place = (struct place){.nth = 1, .writer = writer, .restore = run->restoring};
    snprintf(place->call, sizeof place->call, "%s", call);
    snprintf(place->target, sizeof place->target, "%s", target);
    snprintf(place->word, sizeof place->word, "%.*s", (int)run->scene.step_length, run->scene.step);
    for (size_t i = 0; i < run->count; i++)
        if (strcmp(run->places[i].call, call) == 0 && strcmp(run->places[i].target, target) == 0)
            place->nth++;
    run->count++;
}

static const char *text(const json_t *object, const char *name)
{
    const char *value = json_string_value(json_object_get(object, name));

    return value ? value : "";
}

static void note_parsed(struct run *run, const char *line, size_t length)
{
    json_t *parsed = json_loadb(line, length, 0, NULL), *args = json_object_get(parsed, "args");
    const char *kind = text(parsed, "kind"), *name = text(parsed, "name");
    bool begins = strcmp(text(parsed, "phase"), "begin") == 0;

    if (strcmp(kind, "fault") == 0)
        run->played = true;
    if (begins && strcmp(kind, "event") == 0)
        note_freeze(run, name, text(args, "writer"));
    if (run->places && begins && strcmp(kind, "event") == 0)
        note_place(run, name, text(args, "writer"), true);
    if (run->places && begins && strcmp(kind, "provider") == 0)
        note_place(run, name, text(args, "provider"), false);
    if (run->places && strcmp(kind, "service") == 0)
        note_place(run, name, "", false);
    json_decref(parsed);
}

/* Parsing is most of the time that a run takes. */
static bool is_of_interest(const struct run *run, const char *line, size_t length)
{
    static const char event[] = "\"event\"", fault[] = "\"fault\"";

    return run->places || memmem(line, length, event, sizeof event - 1) ||
           memmem(line, length, fault, sizeof fault - 1);
}

static void note_line(void *context, const char *line, size_t length)
{
    struct run *run = context;

    if (is_of_interest(run, line, length))
        note_parsed(run, line, length);
}

/* ---- one machine ------------------------------------------------------------------------------
 */

static void step(struct run *run, const char *word)
{
    run->scene.step = word;
    run->scene.step_length = strlen(word);
}

/* D:\ is a folder, whose shadow copies are files beside it, or in memory, which is faster. */
static void add_disk(struct run *run, bool on_disk)
{
    char disk[sizeof run->folder + 2];
    const struct vsapi_volume_options volume = {.size = sizeof volume,
                                                .mount = "D:\\",
                                                .folder = on_disk ? disk : NULL,
                                                .array = run->scenario->array};

    strcpy(run->folder, "/tmp/vsapi-fault-XXXXXX");
    CHECK(mkdtemp(run->folder) != NULL);
    snprintf(disk, sizeof disk, "%s/D", run->folder);
    CHECK(mkdir(disk, 0755) == 0);
    CHECK(SUCCEEDED(vsapi_host_add_volume(run->scene.host, &volume, NULL)));
    CHECK(SUCCEEDED(scene_write_file(&run->scene, "D:\\ledger.db", "a ledger")));
}

static void plan(struct run *run, const char *call, const char *target, unsigned nth, HRESULT code)
{
    struct vsapi_fault fault = {
        sizeof fault, call, *target ? target : NULL, nth, code == S_OK ? VSAPI_FAULT_HANG : 0,
        code};

    CHECK(SUCCEEDED(vsapi_host_add_fault(run->scene.host, &fault)));
}

/* The machine with its faults; place NULL: none but the scenario's. code S_OK: too long. */
static HRESULT start(struct run *run, const struct scenario *scenario, enum vsapi_delivery delivery,
                     const struct place *place, HRESULT code)
{
    HRESULT hr = scene_prepare(&run->scene, delivery, 0);

    run->scenario = scenario;
    run->scene.context = scenario->context;
    CHECK(SUCCEEDED(hr));
    step(run, "host");
    add_disk(run, place && !place->writer && (code == S_OK || code == VSS_E_PROVIDER_VETO));
    if (scenario->fails)
        plan(run, scenario->fails, "", 1, VSS_E_PROVIDER_VETO);
    if (place)
        plan(run, place->call, place->target, place->nth, code);
    vsapi_trace_sink(note_line, run);
    hr = vsapi_use_host(run->scene.host);
    for (size_t i = 0; SUCCEEDED(hr) && i < WRITERS; i++)
        hr =
            scene_writer_subscribe(scene_writer_new(&run->scene, writer_names[i], (unsigned)i + 1));
    return hr;
}

static void end(struct run *run)
{
    step(run, "end");
    CHECK(scene_end(&run->scene) == S_OK);
    vsapi_trace_sink(NULL, NULL);
    CHECK(machine_count(run->folder) == 1); /* the volume */
    CHECK(SUCCEEDED(vsapi_folder_remove(run->folder)));
}

static void release(struct run *run)
{
    step(run, "release");
    scene_release(&run->scene);
}

/* What became of it: the word that failed, its code, and the first failure of a writer. */
static struct fault_outcome perform(struct run *run, const char *words)
{
    struct fault_outcome got = {.rule = ""};
    struct scene *scene = &run->scene;
    static char word[16];

    scene->failure = S_OK;
    got.hr = scene_do(scene, words);
    if (FAILED(got.hr)) {
        snprintf(word, sizeof word, "%.*s", (int)scene->step_length, scene->step);
        got.word = word;
        if (scene->backup && FAILED(scene_do(scene, "status")))
            scene->failure = S_OK; /* it came too early for a status */
    }
    got.state = scene->state;
    got.failure = scene->failure;
    release(run);
    return got;
}

static bool is_clean(const struct fault_outcome *got)
{
    return SUCCEEDED(got->hr) && got->failure == S_OK;
}

static struct fault_outcome backup_and_restore(struct run *run)
{
    struct fault_outcome got = perform(run, run->scenario->backup);

    if (!is_clean(&got) || !run->scenario->restore)
        return got;
    run->restoring = true;
    got = perform(run, run->scenario->restore);
    run->restoring = false;
    return got;
}

/* ---- judging ----------------------------------------------------------------------------------
 */

static unsigned failed_once, wrong;
static struct fault_codes writer_codes;

static void complain(const char *delivery, const struct run *run, const struct place *place,
                     HRESULT code, const char *what)
{
    wrong++;
    fprintf(stderr, "%s, %s: %s \"%s\" no. %u, behind %s, with %s: %s\n", run->scenario->name,
            delivery, place->call, place->target, place->nth, place->word,
            code == S_OK ? "too long a time" : vsapi_hresult_name(code), what);
}

/* What the tables say. A base fault of the scenario stays what the requester sees. */
static bool expect(const struct run *run, const struct place *place, HRESULT code,
                   struct fault_outcome *out)
{
    bool known;

    if (place->writer)
        known = fault_writer_outcome(place->call, place->restore, code, &writer_codes, out);
    else if (strcmp(place->call, "HoldWrites") == 0) {
        *out = (struct fault_outcome){"snapshot", code, VSS_WS_UNKNOWN, S_OK, "hold-codes"};
        if (code == S_OK)
            out->hr = VSS_E_FLUSH_WRITES_TIMEOUT;
        known = true;
    } else {
        known = fault_provider_outcome(place->word, place->call, code, out);
    }
    if (known && run->scenario->fails && !out->word) {
        out->word = "snapshot";
        out->hr = VSS_E_PROVIDER_VETO;
    }
    return known;
}

static bool is_as(const struct fault_outcome *got, const struct fault_outcome *wanted)
{
    if (got->hr != wanted->hr || got->failure != wanted->failure || !got->word != !wanted->word)
        return false;
    return (!got->word || strcmp(got->word, wanted->word) == 0) &&
           (wanted->state == VSS_WS_UNKNOWN || got->state == wanted->state);
}

static void judge(const char *delivery, const struct run *run, const struct place *place,
                  HRESULT code, const struct fault_outcome *got)
{
    struct fault_outcome wanted;
    char what[300];

    if (!expect(run, place, code, &wanted)) {
        complain(delivery, run, place, code, "the tables do not know this call");
        return;
    }
    if (!run->played)
        complain(delivery, run, place, code, "the call did not come");
    if (is_as(got, &wanted))
        return;
    snprintf(what, sizeof what,
             "%s answered %s, writers %s in state %d; by %s it is %s, %s, writers %s in state %d",
             got->word ? got->word : "nothing", vsapi_hresult_name(got->hr),
             vsapi_hresult_name(got->failure), (int)got->state, wanted.rule,
             wanted.word ? wanted.word : "nothing", vsapi_hresult_name(wanted.hr),
             vsapi_hresult_name(wanted.failure), (int)wanted.state);
    complain(delivery, run, place, code, what);
}

/* Shadow copies that are there when no requester is. What a provider refuses to delete stays. */
static void check_snapshots(const char *delivery, struct run *run, const struct place *place,
                            HRESULT code)
{
    bool may_stay = strcmp(place->call, "DeleteSnapshots") == 0 && code != S_OK;

    run->scene.context = (LONG)VSS_CTX_ALL;
    if (FAILED(scene_do(&run->scene, "create init context query")))
        complain(delivery, run, place, code, "nobody can ask for shadow copies");
    else if (run->scene.snapshot_count > 0 && !may_stay)
        complain(delivery, run, place, code, "a shadow copy is left");
    scene_release(&run->scene);
}

/* ---- the loop ---------------------------------------------------------------------------------
 */

static void fail_once(const struct scenario *scenario, enum vsapi_delivery delivery,
                      const struct place *place, HRESULT code)
{
    const char *name = deliveries[delivery == VSAPI_DELIVERY_SERIAL];
    struct run run = {.count = 0};
    long live_before = vsapi_com_live(), live;
    struct fault_outcome got = {.hr = start(&run, scenario, delivery, place, code), .rule = ""};

    failed_once++;
    live = vsapi_com_live();
    if (FAILED(got.hr)) {
        got.word = "host";
        judge(name, &run, place, code, &got);
    } else {
        got = backup_and_restore(&run);
        if (strcmp(place->word, "end") != 0)
            judge(name, &run, place, code, &got);
        if (vsapi_com_live() != live)
            complain(name, &run, place, code, "an object is left");
        check_snapshots(name, &run, place, code);
        run.scenario = &scenarios[0];
        got = backup_and_restore(&run);
        if (!is_clean(&got))
            complain(name, &run, place, code, "the next backup fails");
    }
    end(&run);
    if (strcmp(place->word, "end") == 0)
        judge(name, &run, place, code, &got);
    if (vsapi_com_live() != live_before)
        complain(name, &run, place, code, "an object of the machine is left");
    for (size_t i = 0; i < WRITERS; i++)
        if (run.frozen[i] || run.left_frozen)
            complain(name, &run, place, code, "a writer stays frozen");
}

/* Codes that a provider may not answer (PROV-071), and a restart, which DoSnapshotSet tells. */
static const HRESULT not_for_providers[] = {
    S_FALSE, E_FAIL, E_UNEXPECTED, E_ABORT, VSS_E_REBOOT_REQUIRED, VSS_E_WRITERERROR_RETRYABLE};

static struct fault_codes codes_of(const struct place *place)
{
    struct fault_codes codes;

    if (place->writer) {
        codes = writer_codes;
        fault_codes_add(&codes, E_FAIL);
        return codes;
    }
    if (!*place->target)
        return fault_codes_of_service();
    codes = fault_codes_of_provider(place->call);
    for (size_t i = 0; i < sizeof not_for_providers / sizeof *not_for_providers; i++)
        fault_codes_add(&codes, not_for_providers[i]);
    return codes;
}

/* The service's own notes among the places are not all calls that can fail. */
static bool can_fail(const struct place *place)
{
    struct vsapi_fault fault = {.size = sizeof fault, .call = place->call};
    struct vsapi_host *host;
    HRESULT hr = vsapi_host_create(&host);

    if (SUCCEEDED(hr))
        hr = vsapi_host_add_fault(host, &fault);
    vsapi_host_destroy(host);
    return SUCCEEDED(hr);
}

/* The places of a run in which only the scenario's own fault comes. */
static size_t enumerate(const struct scenario *scenario, enum vsapi_delivery delivery,
                        struct place *places)
{
    struct run run = {.places = places};
    struct fault_outcome got;

    CHECK(SUCCEEDED(start(&run, scenario, delivery, NULL, S_OK)));
    got = backup_and_restore(&run);
    CHECK(scenario->fails ? got.hr == VSS_E_PROVIDER_VETO : is_clean(&got));
    end(&run);
    return run.count;
}

/* In a scenario with a fault of its own only what follows from it: the abort. */
static bool is_wanted(const struct scenario *scenario, const struct place *place)
{
    if (scenario->only_word)
        return strcmp(place->word, scenario->only_word) == 0;
    return !scenario->fails || strncmp(place->call, "Abort", strlen("Abort")) == 0;
}

static void loop(const struct scenario *scenario, enum vsapi_delivery delivery)
{
    static struct place places[PLACES];
    size_t count = enumerate(scenario, delivery, places), wanted = 0;

    for (size_t i = 0; i < count; i++) {
        struct fault_codes codes;

        if (!is_wanted(scenario, &places[i]) || !can_fail(&places[i]))
            continue;
        wanted++;
        codes = codes_of(&places[i]);
        for (size_t k = 0; k < codes.count; k++)
            fail_once(scenario, delivery, &places[i], codes.items[k]);
        fail_once(scenario, delivery, &places[i], S_OK);
    }
    CHECK(wanted > 0);
}

int main(void)
{
    static const enum vsapi_delivery ways[] = {VSAPI_DELIVERY_SERIAL, VSAPI_DELIVERY_PARALLEL};

    writer_codes = fault_codes_of_writer();
    for (size_t way = 0; way < sizeof ways / sizeof *ways; way++)
        for (size_t i = 0; i < sizeof scenarios / sizeof *scenarios; i++)
            loop(&scenarios[i], ways[way]);
    printf("fault loop: %u places failed once, %u wrong\n", failed_once, wrong);
    CHECK(wrong == 0);
    CHECK(failed_once > 500);
    return plain_result();
}
