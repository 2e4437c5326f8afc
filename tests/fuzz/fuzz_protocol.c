/*
 * tests/fuzz/fuzz_protocol.c - any sequence of frames, sent to a service for other processes.
 *
 * The input's bytes are records: on which stream, and what is sent there. Questions are made after
 * a table, right ones or with fields that the input picks; some are cut, made longer or changed;
 * others are raw frames, or bytes that are none. Streams belong to two processes, each with one
 * that shows that it lives, and to some that have not said who they are; they are closed and opened
 * again. A stream that has subscribed a writer is sent events, which are answered rightly or
 * wrongly. The service must not crash or hang, and what it answers must be answers; after each
 * input it still answers somebody who does all well, and at the end everything must be gone.
 */
#include <vsapi/alloc.h>
#include <vsapi/clock.h>
#include <vsapi/com.h>
#include <vsapi/error.h>
#include <vsapi/folder.h>
#include <vsapi/host.h>
#include <vsapi/protocol.h>
#include <vsapi/serve.h>

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#define COUNT(items) (sizeof(items) / sizeof(items)[0])
#define RECORDS 60
#define STREAMS 8
#define STRANGERS 6 /* from this one on streams are not greeted */

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static char folder[] = "/tmp/vsapi-fuzz-XXXXXX";
static char address[sizeof folder + 2];

static void must(bool holds, const char *what)
{
    if (holds)
        return;
    fprintf(stderr, "does not hold: %s (%s)\n", what, vsapi_last_message());
    abort();
}

/* ---- what fields are picked from --------------------------------------------------------------
 */

enum id { ID_NULL, ID_WRITER, ID_INSTANCE, ID_SNAPSHOT, ID_SET, ID_SESSION, ID_STRANGE, ID_END };
enum document { NO_DOCUMENT, BCD, BCD_EMPTY, WMD, WMD_SMALLEST, CHANGED, RAW, DOCUMENT_END };

static struct document_file {
    const char *name;
    char text[4000];
    size_t size_bytes;
} files[] = {[BCD] = {.name = "bcd-ledger.xml"},
             [BCD_EMPTY] = {.name = "bcd-empty.xml"},
             [WMD] = {.name = "wmd-ledger.xml"},
             [WMD_SMALLEST] = {.name = "wmd-smallest.xml"}};

static const char *const texts[] = {NULL,
                                    "C:\\",
                                    "Ledger Writer",
                                    "X:",
                                    "",
                                    "D:\\",
                                    "C:\\mnt\\",
                                    "\xFF\xFE",
                                    "share",
                                    "Filiale K\xC3\xB6ln",
                                    "\\\\?\\Volume{"};

static const uint32_t numbers[] = {
    0,   1,   2,   3,    4,    5,    6,        7,          8,          16,         29,
    600, 605, 612, 1000, 1001, 0xFF, 0x400000, 0x7FFFFFFF, 0x80000000, 0x80042301, UINT32_MAX};

static const GUID ledger_writer = {
    0x5a3c1b7e, 0x90d2, 0x4f6a, {0x8e, 0x41, 0x2b, 0x7c, 0x9d, 0x0e, 0x6f, 0x13}};
static const GUID ledger_instance = {
    0xc0ffee00, 0x1234, 0x4abc, {0x9d, 0xef, 0x01, 0x23, 0x45, 0x67, 0x89, 0xab}};

/* ---- questions --------------------------------------------------------------------------------
 *
 * A field is a letter and the number of what is right: g id, s session, t text, u number, b truth,
 * x document, n the next operation's number, l a list of one id.
 */
static const struct word {
    uint32_t kind;
    const char *fields;
} words[] = {
    {VSAPI_ASK_OPEN_SESSION, ""},
    {VSAPI_ASK_INITIALIZE, "sb0x2"},
    {VSAPI_ASK_INITIALIZE, "sb1x1"},
    {VSAPI_ASK_SET_BACKUP_STATE, "sb1b0u1b0"},
    {VSAPI_ASK_SUBSCRIBE, "g1g2t2t9u2u7u3u1u0u60000u0b0u1048575"},
    {VSAPI_ASK_OPERATION, "snu605g0u0x0"}, /* GatherWriterMetadata */
    {VSAPI_ASK_START_SET, "s"},
    {VSAPI_ASK_ADD_VOLUME, "st5g0"},
    {VSAPI_ASK_OPERATION, "snu618g0u0x1"}, /* PrepareForBackup */
    {VSAPI_ASK_OPERATION, "snu619g0u0x1"}, /* DoSnapshotSet */
    {VSAPI_ASK_OPERATION, "snu620g0u0x0"}, /* GatherWriterStatus */
    {VSAPI_ASK_OPERATION, "snu622g0u0x1"}, /* BackupComplete */
    {VSAPI_ASK_OPERATION, "snu624g0u0x1"}, /* PreRestore */
    {VSAPI_ASK_OPERATION, "snu625g0u0x1"}, /* PostRestore */
    {VSAPI_ASK_SET_CONTEXT, "su0"},
    {VSAPI_ASK_SET_CONTEXT, "su29"}, /* VSS_CTX_APP_ROLLBACK */
    {VSAPI_ASK_SET_RESTORE_STATE, "su1"},
    {VSAPI_ASK_CLOSE_SESSION, "sb0"},
    {VSAPI_ASK_CANCEL, "sn"},
    {VSAPI_ASK_ABORT_BACKUP, "sb0"},
    {VSAPI_ASK_CHOOSE_WRITERS, "su1000l1"},
    {VSAPI_ASK_WRITER_RUNS, "sg1g2t0g0"},
    {VSAPI_ASK_IS_VOLUME_SUPPORTED, "st1g0"},
    {VSAPI_ASK_SNAPSHOT_PROPERTIES, "sg3"},
    {VSAPI_ASK_QUERY, "su3"},
    {VSAPI_ASK_DELETE_SNAPSHOTS, "sg4u2b1"},
    {VSAPI_ASK_EXPOSE, "sg3u4194304t3t0"},
    {VSAPI_ASK_UNEXPOSE, "sg3"},
    {VSAPI_ASK_BREAK, "sg4"},
    {VSAPI_ASK_REVERT, "sg3b1"},
    {VSAPI_ASK_UNSUBSCRIBE, "g2b0"},
    {VSAPI_ASK_ADD_EXPRESS, "x3"},
    {VSAPI_ASK_REMOVE_EXPRESS, "g1"},
    {VSAPI_ASK_BLOCKS_REVERT, "t1"},
    {VSAPI_ASK_IS_SNAPSHOTTED, "t1"},
    {VSAPI_ASK_MACHINE, ""},
    {VSAPI_ASK_CHANGES, ""},
    {VSAPI_ASK_STATUS, ""},
    {VSAPI_ASK_HELLO, "u1g0"},
    {VSAPI_ASK_EVENT, ""},
};

struct stream {
    int fd;        /* -1: closed */
    bool writer;   /* it has subscribed: the service asks */
    bool dirty;    /* something was sent on it that is no frame */
    bool wrong;    /* something was sent on it that need not be answered as it was asked */
    unsigned open; /* questions without an answer */
    uint32_t kind; /* of the last one */
};

struct fuzz {
    const uint8_t *data;
    size_t size;
    bool wild; /* fields are what the input picks */
    struct stream streams[STREAMS];
    GUID processes[2];
    GUID ids[ID_END];
    uint64_t number;
    struct vsapi_frame out, in;
};

static uint8_t pick(struct fuzz *f)
{
    if (f->size == 0)
        return 0;
    f->size--;
    return *f->data++;
}

/* The right one, or another of so many. */
static size_t choose(struct fuzz *f, size_t right, size_t count)
{
    uint8_t byte = f->wild ? pick(f) : 0;

    return byte & 1 ? (byte >> 1) % count : right;
}

static uint32_t pick_number(struct fuzz *f, uint32_t right)
{
    size_t at = choose(f, COUNT(numbers), COUNT(numbers));

    return at < COUNT(numbers) ? numbers[at] : right;
}

static void put_document(struct fuzz *f, size_t which)
{
    static char changed[sizeof files->text];
    const struct document_file *file;
    size_t at, length;

    switch (which) {
    case NO_DOCUMENT:
        vsapi_put_text(&f->out, NULL);
        return;
    case CHANGED:
        file = &files[BCD + pick(f) % (WMD_SMALLEST - BCD + 1)];
        at = (pick(f) | (size_t)pick(f) << 8) % file->size_bytes;
        memcpy(changed, file->text, file->size_bytes);
        changed[at] = (char)pick(f);
        vsapi_put_bytes(&f->out, changed, file->size_bytes);
        return;
    case RAW:
        length = pick(f);
        length = length < f->size ? length : f->size;
        vsapi_put_bytes(&f->out, (const char *)f->data, length);
        f->data += length;
        f->size -= length;
        return;
    default:
        vsapi_put_bytes(&f->out, files[which].text, files[which].size_bytes);
    }
}

static void put_field(struct fuzz *f, char sort, uint32_t right)
{
    switch (sort) {
    case 's':
        right = ID_SESSION; /* fall through */
    case 'g':
        vsapi_put_guid(&f->out, &f->ids[choose(f, right, ID_END)]);
        break;
    case 'l':
        vsapi_put_u32(&f->out, pick_number(f, 1));
        vsapi_put_guid(&f->out, &f->ids[choose(f, right, ID_END)]);
        break;
    case 't':
        vsapi_put_text(&f->out, texts[choose(f, right, COUNT(texts))]);
        break;
    case 'u':
        vsapi_put_u32(&f->out, pick_number(f, right));
        break;
    case 'b':
        vsapi_put_bool(&f->out, choose(f, right, 2));
        break;
    case 'n':
        vsapi_put_u64(&f->out, pick_number(f, (uint32_t)++f->number));
        break;
    default:
        put_document(f, choose(f, right, DOCUMENT_END));
    }
}

static void put_fields(struct fuzz *f, const char *fields)
{
    while (*fields) {
        char sort = *fields++, *end;

        put_field(f, sort, (uint32_t)strtoul(fields, &end, 10));
        fields = end;
    }
}

/* ---- streams ----------------------------------------------------------------------------------
 */

static void stream_close(struct stream *stream)
{
    if (stream->fd >= 0)
        close(stream->fd);
    memset(stream, 0, sizeof *stream);
    stream->fd = -1;
}

/* The service may have closed it already; and what nobody asked a writer for, it does not read. */
static void send_bytes(struct stream *stream, const void *bytes, size_t size_bytes)
{
    if (stream->fd >= 0 &&
        send(stream->fd, bytes, size_bytes, MSG_NOSIGNAL | MSG_DONTWAIT) != (ssize_t)size_bytes)
        stream_close(stream);
}

static void send_frame(struct fuzz *f, struct stream *stream)
{
    must(vsapi_frame_close(&f->out) == S_OK, "a frame can be built");
    send_bytes(stream, f->out.bytes, f->out.size_bytes);
}

static bool receive_bytes(struct stream *stream, uint8_t *to, size_t size_bytes)
{
    return size_bytes == 0 || recv(stream->fd, to, size_bytes, MSG_WAITALL) == (ssize_t)size_bytes;
}

/* The next frame; false: the service has closed the stream. */
static bool receive_frame(struct fuzz *f, struct stream *stream)
{
    size_t size_bytes;

    vsapi_frame_begin(&f->in, 0);
    if (!receive_bytes(stream, f->in.bytes, VSAPI_FRAME_HEAD))
        return false;
    must(vsapi_frame_read_head(&f->in, VSAPI_FRAME_LIMIT, &size_bytes) == S_OK,
         "a frame has a length");
    must(vsapi_frame_reserve(&f->in, size_bytes), "there is memory");
    f->in.size_bytes = size_bytes;
    return receive_bytes(stream, f->in.bytes + VSAPI_FRAME_HEAD, size_bytes - VSAPI_FRAME_HEAD);
}

/* ---- what the service sends -------------------------------------------------------------------
 */

/* What is told is used by the next questions. */
static void learn(struct fuzz *f, size_t process)
{
    switch (f->in.kind) {
    case VSAPI_ASK_HELLO:
        f->processes[process] = vsapi_take_guid(&f->in);
        break;
    case VSAPI_ASK_OPEN_SESSION:
        f->ids[ID_SESSION] = vsapi_take_guid(&f->in);
        break;
    case VSAPI_ASK_START_SET:
        f->ids[ID_SET] = vsapi_take_guid(&f->in);
        break;
    case VSAPI_ASK_ADD_VOLUME:
        f->ids[ID_SNAPSHOT] = vsapi_take_guid(&f->in);
        break;
    default:
        return;
    }
    must(vsapi_frame_taken(&f->in) == S_OK, "an answer has an id and no more");
}

static HRESULT take_answer(struct fuzz *f, size_t number)
{
    struct stream *stream = &f->streams[number];
    uint64_t changes;
    HRESULT hr;

    stream->open--;
    must(stream->wrong || f->in.kind == stream->kind, "an answer has the kind of its question");
    must(vsapi_answer_take(&f->in, f->in.kind, &hr, &changes) == S_OK, "an answer has a result");
    if (FAILED(hr) && !*vsapi_last_message())
        fprintf(stderr, "message %u: %s\n", (unsigned)f->in.kind, vsapi_hresult_name(hr));
    must(SUCCEEDED(hr) || *vsapi_last_message(), "a failure has a sentence");
    stream->writer = f->in.kind == VSAPI_ASK_SUBSCRIBE && SUCCEEDED(hr);
    if (SUCCEEDED(hr))
        learn(f, number >= 3);
    return hr;
}

/* The writer's components, as they came in. */
static const char *event_components(struct vsapi_frame *in, uint32_t *kind, size_t *size_bytes)
{
    vsapi_take_u64(in);
    *kind = vsapi_take_u32(in);
    vsapi_take_guid(in);
    vsapi_take_guid(in);
    for (size_t i = 0; i < 4; i++)
        vsapi_take_u32(in);
    for (size_t i = 0; i < 3; i++)
        vsapi_take_bool(in);
    for (uint32_t count = vsapi_take_count(in, 8) * 2; count > 0; count--)
        vsapi_take_text(in);
    return vsapi_take_bytes(in, size_bytes);
}

static void answer_event(struct fuzz *f, struct stream *stream)
{
    size_t size_bytes;
    uint32_t kind;
    const char *components = event_components(&f->in, &kind, &size_bytes);
    uint8_t how = pick(f);

    must(f->in.kind == VSAPI_ASK_EVENT && vsapi_frame_taken(&f->in) == S_OK, "an event is one");
    if (stream->dirty || how % 8 == 7) {
        stream_close(stream);
        return;
    }
    f->wild = how & 1;
    vsapi_frame_begin(&f->out, how == 0x55 ? pick(f) : VSAPI_ASK_EVENT);
    put_fields(f, "b0u0u0t0");
    put_document(f, choose(f, kind == VSAPI_EVENT_IDENTIFY ? WMD : NO_DOCUMENT, DOCUMENT_END));
    if (f->wild)
        put_field(f, 'x', BCD);
    else if (kind == VSAPI_EVENT_PREPARE_FOR_BACKUP || kind == VSAPI_EVENT_POST_SNAPSHOT)
        vsapi_put_bytes(&f->out, components, size_bytes);
    else
        vsapi_put_text(&f->out, NULL);
    send_frame(f, stream);
}

static void hear(struct fuzz *f, size_t number)
{
    struct stream *stream = &f->streams[number];

    if (!receive_frame(f, stream))
        stream_close(stream);
    else if (stream->writer)
        answer_event(f, stream);
    else if (stream->open > 0)
        take_answer(f, number);
    else
        must(stream->dirty, "nothing is sent that was not asked for");
}

/* Hears all until nothing is asked on this one any more. */
static void wait_for(struct fuzz *f, size_t number)
{
    struct stream *stream = &f->streams[number];
    struct pollfd polled[STREAMS];

    while (stream->fd >= 0 && stream->open > 0 && !stream->writer) {
        for (size_t i = 0; i < STREAMS; i++)
            polled[i] = (struct pollfd){f->streams[i].fd, POLLIN, 0};
        if (poll(polled, STREAMS, -1) < 0)
            continue;
        for (size_t i = 0; i < STREAMS; i++)
            if (polled[i].revents && f->streams[i].fd == polled[i].fd)
                hear(f, i);
    }
}

/* ---- what is sent -----------------------------------------------------------------------------
 */

static void ask(struct fuzz *f, struct stream *stream)
{
    stream->wrong = stream->open > 0 || stream->dirty || stream->writer;
    stream->kind = f->out.kind;
    stream->open++;
    send_frame(f, stream);
}

static void stream_connect(struct stream *stream)
{
    struct sockaddr_un name = {.sun_family = AF_UNIX};

    snprintf(name.sun_path, sizeof name.sun_path, "%s", address);
    stream->fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    must(stream->fd >= 0 && connect(stream->fd, (const struct sockaddr *)&name, sizeof name) == 0,
         "the service can be connected to");
}

static void stream_open(struct fuzz *f, size_t number)
{
    struct stream *stream = &f->streams[number];
    size_t process = number >= 3;

    if (stream->fd >= 0 && !stream->dirty)
        return;
    stream_close(stream);
    if (number < STRANGERS && number % 3 != 0)
        stream_open(f, process * 3);
    stream_connect(stream);
    if (number >= STRANGERS)
        return;
    vsapi_frame_begin(&f->out, VSAPI_ASK_HELLO);
    vsapi_put_u32(&f->out, VSAPI_PROTOCOL_VERSION);
    vsapi_put_guid(&f->out, number % 3 == 0 ? &GUID_NULL : &f->processes[process]);
    ask(f, stream);
    wait_for(f, number);
}

static void build(struct fuzz *f, bool wild)
{
    const struct word *word = &words[pick(f) % COUNT(words)];

    f->wild = wild;
    vsapi_frame_begin(&f->out, word->kind);
    put_fields(f, word->fields);
}

/* Cuts the question, changes a byte of it, or puts one behind it. */
static void spoil(struct fuzz *f)
{
    uint8_t how = pick(f), by = pick(f);
    size_t body_bytes = f->out.size_bytes - VSAPI_FRAME_HEAD;

    if (how % 3 == 0)
        vsapi_put_bool(&f->out, by);
    else if (body_bytes > 0 && how % 3 == 1)
        f->out.size_bytes -= 1 + by % body_bytes;
    else if (body_bytes > 0)
        f->out.bytes[VSAPI_FRAME_HEAD + by % body_bytes] = pick(f);
}

static void raw(struct fuzz *f, struct stream *stream, bool framed)
{
    size_t length = pick(f);

    length = length < f->size ? length : f->size;
    if (framed) {
        vsapi_frame_begin(&f->out, pick(f));
        length = length < f->size ? length : f->size;
        for (size_t i = 0; i < length; i++)
            vsapi_put_bool(&f->out, false);
        if (length > 0)
            memcpy(f->out.bytes + VSAPI_FRAME_HEAD, f->data, length);
        ask(f, stream);
    } else if (length > 0) {
        send_bytes(stream, f->data, length);
        stream->dirty = true;
    }
    f->data += length;
    f->size -= length;
}

static void record(struct fuzz *f)
{
    uint8_t what = pick(f);
    size_t number = what % STREAMS;
    struct stream *stream = &f->streams[number];

    what /= STREAMS;
    if (what == 29) {
        stream_close(stream);
        return;
    }
    stream_open(f, number);
    if (what >= 27 && what <= 28) {
        raw(f, stream, what == 27);
    } else {
        build(f, what >= 18 && what < 27);
        if (what >= 24 && what < 27)
            spoil(f);
        ask(f, stream);
    }
    if (what < 28)
        wait_for(f, number);
}

/* ---- the machine ------------------------------------------------------------------------------
 */

static void remove_folder(void)
{
    vsapi_folder_remove(folder);
}

static void read_document(struct document_file *file)
{
    char path[300], *other;
    FILE *from;

    snprintf(path, sizeof path, "%s/documents/%s", VSTEST_DATA, file->name);
    from = fopen(path, "rb");
    must(from != NULL, path);
    file->size_bytes = fread(file->text, 1, sizeof file->text - 1, from);
    must(file->size_bytes > 0 && feof(from), path);
    fclose(from);
    file->text[file->size_bytes] = '\0';
    if ((other = strstr(file->text, "0123456789ac")) != NULL)
        other[11] = 'b'; /* restored by the instance that was backed up */
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    must(mkdtemp(folder) != NULL, "there is a folder");
    snprintf(address, sizeof address, "%s/s", folder);
    atexit(remove_folder);
    for (size_t i = BCD; i <= WMD_SMALLEST; i++)
        read_document(&files[i]);
    return 0;
}

static void add_volume(struct vsapi_host *host, const char *mount)
{
    struct vsapi_volume_options options = {.size = sizeof options, .mount = mount};
    char path[sizeof folder + 8];

    snprintf(path, sizeof path, "%s/%c", folder, *mount);
    must(mkdir(path, 0700) == 0, "a folder is made");
    options.folder = path;
    must(vsapi_host_add_volume(host, &options, NULL) == S_OK, "a volume is added");
}

static struct vsapi_server *start(struct fuzz *f)
{
    static const enum vsapi_delivery deliveries[] = {VSAPI_DELIVERY_PARALLEL, VSAPI_DELIVERY_SERIAL,
                                                     VSAPI_DELIVERY_INLINE};
    struct vsapi_server *server;
    struct vsapi_clock *clock;
    struct vsapi_host *host;

    vsapi_folder_remove(folder);
    must(mkdir(folder, 0700) == 0, "the folder is made");
    must(vsapi_host_create(&host) == S_OK, "a host is made");
    must(vsapi_clock_create_manual(0x01DA000000000000, &clock) == S_OK, "a clock is made");
    vsapi_host_set_clock(host, clock);
    vsapi_host_set_delivery(host, deliveries[pick(f) % COUNT(deliveries)]);
    add_volume(host, "C:\\");
    add_volume(host, "D:\\");
    must(vsapi_use_host(host) == S_OK, "the machine can be used");
    must(vsapi_server_start(address, &server) == S_OK, "the service starts");
    return server;
}

/* Somebody who does all well; the input has no more bytes. */
static void ask_well(struct fuzz *f)
{
    static const struct word well[] = {
        {VSAPI_ASK_MACHINE, ""}, {VSAPI_ASK_OPEN_SESSION, ""}, {VSAPI_ASK_CLOSE_SESSION, "sb0"}};
    struct stream *stream = &f->streams[0];

    f->size = 0;
    f->wild = false;
    stream_close(stream);
    stream_open(f, 0);
    for (size_t i = 0; i < COUNT(well); i++) {
        f->wild = false;
        vsapi_frame_begin(&f->out, well[i].kind);
        put_fields(f, well[i].fields);
        ask(f, stream);
        wait_for(f, 0);
        must(stream->fd >= 0, "who does all well is not sent away");
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fuzz f = {.data = data, .size = size};
    struct vsapi_server *server;

    f.ids[ID_WRITER] = ledger_writer;
    f.ids[ID_INSTANCE] = ledger_instance;
    f.ids[ID_STRANGE].Data1 = 0x5742;
    for (size_t i = 0; i < STREAMS; i++)
        f.streams[i].fd = -1;
    server = start(&f);
    for (size_t i = 0; i < RECORDS && f.size > 0; i++)
        record(&f);
    ask_well(&f);
    for (size_t i = 0; i < STREAMS; i++)
        stream_close(&f.streams[i]);
    vsapi_server_stop(server);
    vsapi_frame_finish(&f.in);
    vsapi_frame_finish(&f.out);
    must(vsapi_reset() == S_OK, "the machine ends");
    must(vsapi_com_live() == 0, "no object is left");
    return 0;
}
