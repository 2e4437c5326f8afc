/*
 * bench/processes.c - what it costs that writer and requester are processes of their own.
 *
 * event_round_trip: the service sends Thaw to a writer in another process and has its answer,
 * beside a bare ping-pong between two processes over a Unix socket with as many bytes each way.
 * Both take turns; the figure is the ratio of the medians.
 *
 * Then a whole backup cycle with a service, a writer and a requester in a process each, and one
 * with all in one process, is timed and printed.
 *
 * The program runs itself in the other roles: bench_processes writer|requester|alone.
 */
#include "../vsapi/service/core.h"
#include "figures.h"

#include <vsapi/protocol.h>
#include <vsapi/serve.h>
#include <vsbackup.h>

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define BATCHES 201
#define BATCH 100
#define CYCLES 301

static double now_us(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e6 + (double)now.tv_nsec / 1e3;
}

/* ---- the writer -------------------------------------------------------------------------------
 */

static const VSS_ID writer_id = {1, 0, 0, {0}}, instance_id = {2, 0, 0, {0}};

static struct vsapi_wmd *describe(void)
{
    struct vsapi_wm_component *component;
    struct vsapi_wmd *metadata;

    must(vsapi_wmd_create(&metadata), "metadata");
    metadata->writer_id = writer_id;
    metadata->instance_id = instance_id;
    metadata->usage = VSS_UT_USERDATA;
    metadata->source = VSS_ST_OTHER;
    must(vsapi_wmd_text(metadata, &metadata->friendly_name, "Idle Writer"), "name");
    must(vsapi_wmd_add_component(metadata, VSS_CT_FILEGROUP, NULL, "files", &component), "add");
    return metadata;
}

static void deliver(void *writer, struct vsapi_event *event, struct vsapi_event_answer *answer)
{
    (void)writer;
    if (event->kind == VSAPI_EVENT_IDENTIFY)
        answer->metadata = describe();
}

static struct vsapi_subscription *subscribe(void)
{
    static const struct vsapi_writer_ops ops = {sizeof ops, deliver, NULL};
    const struct vsapi_writer_info info = {
        .size = sizeof info,
        .writer_id = writer_id,
        .instance_id = instance_id,
        .name = "Idle Writer",
        .usage = VSS_UT_USERDATA,
        .source = VSS_ST_OTHER,
        .level = VSS_APP_FRONT_END,
        .timeout_freeze_ms = 60000,
        .event_mask = VSS_SM_ALL_FLAGS,
    };
    struct vsapi_subscription *subscription;
    struct vsapi_service *service;

    must(vsapi_embedded_service(&service), "service");
    must(vsapi_service_subscribe(service, &info, &ops, NULL, &subscription), "subscribe");
    return subscription;
}

/* Until standard input ends. */
static int be_writer(void)
{
    struct vsapi_subscription *subscription = subscribe();
    char byte;

    while (read(0, &byte, 1) > 0)
        continue;
    vsapi_service_unsubscribe(subscription);
    return 0;
}

/* ---- the requester ----------------------------------------------------------------------------
 */

static void finish(HRESULT hr, IVssAsync **async, const char *what)
{
    must(hr, what);
    must((*async)->lpVtbl->Wait(*async, INFINITE), what);
    (*async)->lpVtbl->Release(*async);
}

static void cycle(void)
{
    IVssBackupComponents *backup;
    VSS_ID set, snapshot;
    IVssAsync *async;

    must(CreateVssBackupComponents(&backup), "CreateVssBackupComponents");
    must(backup->lpVtbl->InitializeForBackup(backup, NULL), "InitializeForBackup");
    must(backup->lpVtbl->SetBackupState(backup, false, false, VSS_BT_FULL, false), "state");
    finish(backup->lpVtbl->GatherWriterMetadata(backup, &async), &async, "GatherWriterMetadata");
    must(backup->lpVtbl->StartSnapshotSet(backup, &set), "StartSnapshotSet");
    must(backup->lpVtbl->AddToSnapshotSet(backup, (VSS_PWSZ)L"C:\\", GUID_NULL, &snapshot), "add");
    finish(backup->lpVtbl->PrepareForBackup(backup, &async), &async, "PrepareForBackup");
    finish(backup->lpVtbl->DoSnapshotSet(backup, &async), &async, "DoSnapshotSet");
    finish(backup->lpVtbl->BackupComplete(backup, &async), &async, "BackupComplete");
    backup->lpVtbl->Release(backup);
}

/* Prints the median of a cycle in microseconds. */
static int be_requester(void)
{
    static double times[CYCLES];

    for (size_t i = 0; i < CYCLES; i++) {
        double start = now_us();

        cycle();
        times[i] = now_us() - start;
    }
    printf("%.1f\n", median(times, CYCLES));
    return 0;
}

static int be_alone(void)
{
    struct vsapi_subscription *subscription = subscribe();
    int code = be_requester();

    vsapi_service_unsubscribe(subscription);
    return code;
}

/* ---- other processes --------------------------------------------------------------------------
 */

struct child {
    pid_t id;
    int in, out; /* what is written to it, what it writes */
};

static const char *self;

static struct child run(const char *role)
{
    struct child child;
    int in[2], out[2];

    if (pipe(in) != 0 || pipe(out) != 0)
        exit(1);
    child = (struct child){fork(), in[1], out[0]};
    if (child.id == 0) {
        dup2(in[0], 0);
        dup2(out[1], 1);
        close(in[1]);
        execl(self, self, role, NULL);
        _exit(1);
    }
    close(in[0]);
    close(out[1]);
    return child;
}

static void end(const struct child *child)
{
    int status;

    close(child->in);
    close(child->out);
    if (waitpid(child->id, &status, 0) != child->id || status != 0) {
        fprintf(stderr, "a process ended with %d\n", status);
        exit(1);
    }
}

static double figure_of(const struct child *child)
{
    char text[64] = "";
    ssize_t got = read(child->out, text, sizeof text - 1);

    return got > 0 ? atof(text) : 0;
}

/* ---- a round trip -----------------------------------------------------------------------------
 */

static struct vsapi_event event = {.kind = VSAPI_EVENT_THAW, .level = VSS_APP_FRONT_END};

static double events(struct vsapi_subscription *writer)
{
    double start = now_us();

    for (int i = 0; i < BATCH; i++) {
        struct vsapi_event_answer answer = {0};

        writer->ops->deliver(writer->writer, &event, &answer);
        if (answer.refused) {
            fprintf(stderr, "the writer has gone\n");
            exit(1);
        }
    }
    return (now_us() - start) / BATCH;
}

static size_t question_bytes, answer_bytes; /* of an event, with their heads */

static void count_bytes(void)
{
    struct vsapi_event_answer answer = {0};
    struct vsapi_frame frame = {0};

    vsapi_frame_begin(&frame, VSAPI_ASK_EVENT);
    vsapi_put_u64(&frame, 0);
    vsapi_put_event(&frame, &event);
    question_bytes = frame.size_bytes;
    vsapi_frame_begin(&frame, VSAPI_ASK_EVENT);
    vsapi_put_event_answer(&frame, &event, &answer);
    answer_bytes = frame.size_bytes;
    vsapi_frame_finish(&frame);
}

static void receive(int fd, char *buffer, size_t size_bytes)
{
    for (size_t had = 0; had < size_bytes;) {
        ssize_t got = recv(fd, buffer + had, size_bytes - had, 0);

        if (got <= 0)
            _exit(0);
        had += (size_t)got;
    }
}

static char buffer[4096];

static int start_ping_pong(void)
{
    int pair[2];

    if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair) != 0)
        exit(1);
    if (fork() == 0) {
        close(pair[0]);
        for (;;) {
            receive(pair[1], buffer, question_bytes);
            if (send(pair[1], buffer, answer_bytes, MSG_NOSIGNAL) < 0)
                _exit(0);
        }
    }
    close(pair[1]);
    return pair[0];
}

static double ping_pong(int fd)
{
    double start = now_us();

    for (int i = 0; i < BATCH; i++) {
        if (send(fd, buffer, question_bytes, MSG_NOSIGNAL) < 0)
            exit(1);
        receive(fd, buffer, answer_bytes);
    }
    return (now_us() - start) / BATCH;
}

/* ---- the figures ------------------------------------------------------------------------------
 */

static struct vsapi_subscription *writer_of(struct vsapi_server *server)
{
    struct vsapi_service *service;
    vsapi_subscriptions writers;

    while (vsapi_server_writer_count(server) == 0)
        poll(NULL, 0, 1);
    must(vsapi_embedded_service(&service), "service");
    must(vsapi_service_writers(service, &writers), "writers");
    return writers.items[0]; /* the reference stays until the end */
}

static void measure_round_trip(struct vsapi_server *server)
{
    static double ours[BATCHES], bare[BATCHES];
    struct vsapi_subscription *writer = writer_of(server);
    double our_median, bare_median;
    int fd;

    count_bytes();
    fd = start_ping_pong();
    for (size_t i = 0; i < BATCHES; i++) {
        ours[i] = events(writer);
        bare[i] = ping_pong(fd);
    }
    close(fd);
    vsapi_subscription_unref(writer);
    our_median = median(ours, BATCHES);
    bare_median = median(bare, BATCHES);
    printf("an event with %zu bytes and %zu back: %.1f us; bare: %.1f us\n", question_bytes,
           answer_bytes, our_median, bare_median);
    printf("ratio event_round_trip %.2f (bound 2)\n", our_median / bare_median);
}

static void measure_cycles(void)
{
    struct child requester = run("requester"), alone;
    double apart = figure_of(&requester), together;

    end(&requester);
    unsetenv("VSAPI_SERVICE");
    alone = run("alone");
    together = figure_of(&alone);
    end(&alone);
    printf("a backup cycle: three processes %.0f us, one process %.0f us\n", apart, together);
    printf("ratio cycle_in_three_processes %.2f (no bound)\n", apart / together);
}

static int measure(void)
{
    char folder[] = "/tmp/vsapi-bench-XXXXXX", address[64];
    struct vsapi_server *server;
    struct child writer;

    if (!mkdtemp(folder))
        return 1;
    snprintf(address, sizeof address, "%s/service", folder);
    must(vsapi_server_start(address, &server), "server");
    setenv("VSAPI_SERVICE", address, 1);
    writer = run("writer");
    measure_round_trip(server);
    measure_cycles();
    end(&writer);
    vsapi_server_stop(server);
    rmdir(folder);
    return 0;
}

int main(int argc, char **argv)
{
    self = argv[0];
    if (argc < 2)
        return measure();
    if (strcmp(argv[1], "writer") == 0)
        return be_writer();
    return strcmp(argv[1], "requester") == 0 ? be_requester() : be_alone();
}
