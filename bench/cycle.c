/*
 * bench/cycle.c - what a whole backup costs beyond what has to be done in any case.
 *
 * One run of ours: a requester makes IVssBackupComponents, gathers metadata, saves and loads the
 * Writer Metadata Document, adds the component, makes a shadow copy of a volume in memory, tells
 * success, saves the Backup Components Document, completes, releases, and loads the document for a
 * restore. The writer has one component; its callbacks only count.
 *
 * The baseline calls the same callbacks, one for each event, and writes and reads both documents,
 * the very bytes that ours has, with bare xmlTextWriter and xmlTextReader. For inline delivery they
 * are called directly. For parallel delivery each of them is handed to a thread and back with a
 * mutex and a condition variable, and so is each asynchronous operation, as an operation runs on a
 * thread that hands its events to another: as many hand-overs as ours has, and nothing else.
 *
 * Runs take turns; the figures are medians.
 */
#include <libxml/xmlreader.h> /* before windows.h: see vsapi/document/xml.h */
#include <libxml/xmlwriter.h>

#include "figures.h"

#include <vsapi/service.h>
#include <vsapi/text.h>
#include <vsbackup.h>

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define RUNS 1001
#define WARM_UP 50

static double now_us(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e6 + (double)now.tv_nsec / 1e3;
}

/* ---- the writer's callbacks, the same for both
 * ------------------------------------------------------- */

static const VSS_ID writer_id = {1, 0, 0, {0}}, instance_id = {2, 0, 0, {0}};
static unsigned long called[VSAPI_EVENT_COUNT_ - VSAPI_EVENT_IDENTIFY];

static void on_event(enum vsapi_event_kind kind)
{
    called[kind - VSAPI_EVENT_IDENTIFY]++;
}

static struct vsapi_wmd *describe(void)
{
    struct vsapi_wm_component *component;
    struct vsapi_wmd *metadata;

    must(vsapi_wmd_create(&metadata), "metadata");
    metadata->writer_id = writer_id;
    metadata->instance_id = instance_id;
    metadata->usage = VSS_UT_USERDATA;
    metadata->source = VSS_ST_OTHER;
    must(vsapi_wmd_text(metadata, &metadata->friendly_name, "Ledger Writer"), "name");
    must(vsapi_wmd_add_component(metadata, VSS_CT_FILEGROUP, NULL, "ledger", &component), "add");
    component->selectable = true;
    must(vsapi_wmd_add_filedesc(metadata, &component->files, "C:\\Ledger", "*.dat", true, NULL,
                                0xF0F),
         "files");
    return metadata;
}

static void deliver(void *writer, struct vsapi_event *event, struct vsapi_event_answer *answer)
{
    (void)writer;
    on_event(event->kind);
    if (event->kind == VSAPI_EVENT_IDENTIFY)
        answer->metadata = describe();
}

/* ---- ours
 * --------------------------------------------------------------------------------------------- */

static BSTR metadata_xml, backup_xml; /* of the last run */

static void finish(HRESULT hr, IVssAsync *async, const char *what)
{
    must(hr, what);
    must(async->lpVtbl->Wait(async, INFINITE), what);
    async->lpVtbl->Release(async);
}

static void examine(IVssBackupComponents *backup)
{
    IVssExamineWriterMetadata *metadata, *loaded;
    VSS_ID instance;

    must(backup->lpVtbl->GetWriterMetadata(backup, 0, &instance, &metadata), "GetWriterMetadata");
    SysFreeString(metadata_xml);
    must(metadata->lpVtbl->SaveAsXML(metadata, &metadata_xml), "SaveAsXML");
    metadata->lpVtbl->Release(metadata);
    must(CreateVssExamineWriterMetadata(metadata_xml, &loaded), "CreateVssExamineWriterMetadata");
    loaded->lpVtbl->Release(loaded);
}

static void load_for_restore(void)
{
    IVssBackupComponents *restore;

    must(CreateVssBackupComponents(&restore), "CreateVssBackupComponents");
    must(restore->lpVtbl->InitializeForRestore(restore, backup_xml), "InitializeForRestore");
    restore->lpVtbl->Release(restore);
}

static double our_cycle(void)
{
    double start = now_us();
    IVssBackupComponents *backup;
    IVssAsync *async = NULL;
    VSS_ID set, snapshot;
    WCHAR volume[] = L"C:\\";
    HRESULT hr;

    must(CreateVssBackupComponents(&backup), "CreateVssBackupComponents");
    must(backup->lpVtbl->InitializeForBackup(backup, NULL), "InitializeForBackup");
    must(backup->lpVtbl->SetBackupState(backup, true, false, VSS_BT_FULL, false), "SetBackupState");
    hr = backup->lpVtbl->GatherWriterMetadata(backup, &async);
    finish(hr, async, "GatherWriterMetadata");
    examine(backup);
    must(backup->lpVtbl->AddComponent(backup, instance_id, writer_id, VSS_CT_FILEGROUP, NULL,
                                      L"ledger"),
         "AddComponent");
    must(backup->lpVtbl->StartSnapshotSet(backup, &set), "StartSnapshotSet");
    must(backup->lpVtbl->AddToSnapshotSet(backup, volume, GUID_NULL, &snapshot),
         "AddToSnapshotSet");
    hr = backup->lpVtbl->PrepareForBackup(backup, &async);
    finish(hr, async, "PrepareForBackup");
    hr = backup->lpVtbl->DoSnapshotSet(backup, &async);
    finish(hr, async, "DoSnapshotSet");
    must(backup->lpVtbl->SetBackupSucceeded(backup, instance_id, writer_id, VSS_CT_FILEGROUP, NULL,
                                            L"ledger", true),
         "SetBackupSucceeded");
    SysFreeString(backup_xml);
    must(backup->lpVtbl->SaveAsXML(backup, &backup_xml), "SaveAsXML");
    hr = backup->lpVtbl->BackupComplete(backup, &async);
    finish(hr, async, "BackupComplete");
    backup->lpVtbl->Release(backup);
    load_for_restore();
    return now_us() - start;
}

/* ---- the documents with bare libxml2
 * -------------------------------------------------------------------- */

struct item {      /* one step of writing: an element with its attributes begins, or one ends */
    char *element; /* NULL: an end */
    char *names[32], *values[32];
    int count;
};
struct document {
    char *bytes;
    size_t size_bytes;
    struct item *items;
    size_t count;
};

/* Learns from the bytes what has to be written. */
static void record(struct document *document, BSTR xml)
{
    xmlTextReaderPtr reader;

    must(vsapi_text_from_wide(xml, &document->bytes), "text");
    document->size_bytes = strlen(document->bytes);
    document->items = calloc(document->size_bytes, sizeof *document->items);
    reader = xmlReaderForMemory(document->bytes, (int)document->size_bytes, NULL, NULL, 0);
    while (xmlTextReaderRead(reader) == 1) {
        struct item *item = &document->items[document->count++];
        int empty = xmlTextReaderIsEmptyElement(reader);

        if (xmlTextReaderNodeType(reader) != XML_READER_TYPE_ELEMENT)
            continue;
        item->element = strdup((const char *)xmlTextReaderConstName(reader));
        while (item->count < 32 && xmlTextReaderMoveToNextAttribute(reader) == 1) {
            item->names[item->count] = strdup((const char *)xmlTextReaderConstName(reader));
            item->values[item->count++] = strdup((const char *)xmlTextReaderConstValue(reader));
        }
        document->count += empty == 1; /* its end */
    }
    xmlFreeTextReader(reader);
}

static size_t bare_write(const struct document *document)
{
    xmlBufferPtr out = xmlBufferCreate();
    xmlTextWriterPtr writer = xmlNewTextWriterMemory(out, 0);
    size_t size_bytes;

    for (size_t i = 0; i < document->count; i++) {
        const struct item *item = &document->items[i];

        if (!item->element)
            xmlTextWriterEndElement(writer);
        else
            xmlTextWriterStartElement(writer, BAD_CAST item->element);
        for (int a = 0; a < item->count; a++)
            xmlTextWriterWriteAttribute(writer, BAD_CAST item->names[a], BAD_CAST item->values[a]);
    }
    xmlFreeTextWriter(writer);
    size_bytes = (size_t)xmlBufferLength(out);
    xmlBufferFree(out);
    return size_bytes;
}

static size_t bare_read(const struct document *document)
{
    xmlTextReaderPtr reader =
        xmlReaderForMemory(document->bytes, (int)document->size_bytes, NULL, NULL, 0);
    size_t characters = 0;

    while (xmlTextReaderRead(reader) == 1) {
        while (xmlTextReaderMoveToNextAttribute(reader) == 1)
            characters += strlen((const char *)xmlTextReaderConstValue(reader));
    }
    xmlFreeTextReader(reader);
    return characters;
}

static struct document documents[2];
static size_t sum; /* so that nothing is left out by the compiler */

static void write_and_read(void)
{
    for (int i = 0; i < 2; i++)
        sum += bare_write(&documents[i]) + bare_read(&documents[i]);
}

/* ---- the baseline
 * -------------------------------------------------------------------------------------- */

/* The events of one cycle, by the operation that sends them; the last is the release's. */
static const struct {
    enum vsapi_event_kind events[4];
    int count;
    bool operation;
} sent[] = {
    {{VSAPI_EVENT_IDENTIFY}, 1, true},
    {{VSAPI_EVENT_PREPARE_FOR_BACKUP}, 1, true},
    {{VSAPI_EVENT_PREPARE_FOR_SNAPSHOT, VSAPI_EVENT_FREEZE, VSAPI_EVENT_THAW,
      VSAPI_EVENT_POST_SNAPSHOT},
     4,
     true},
    {{VSAPI_EVENT_BACKUP_COMPLETE}, 1, true},
    {{VSAPI_EVENT_BACKUP_SHUTDOWN}, 1, false},
};

static double direct(void)
{
    double start = now_us();

    for (size_t i = 0; i < sizeof sent / sizeof *sent; i++) {
        for (int e = 0; e < sent[i].count; e++)
            on_event(sent[i].events[e]);
    }
    write_and_read();
    return now_us() - start;
}

struct worker { /* does one thing at a time, and says when it is done */
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    void (*job)(int argument);
    int argument;
    bool ending;
};
static struct worker operations = {.lock = PTHREAD_MUTEX_INITIALIZER,
                                   .changed = PTHREAD_COND_INITIALIZER};
static struct worker events = {.lock = PTHREAD_MUTEX_INITIALIZER,
                               .changed = PTHREAD_COND_INITIALIZER};

static void *work(void *argument)
{
    struct worker *worker = argument;

    pthread_mutex_lock(&worker->lock);
    for (;;) {
        while (!worker->job && !worker->ending)
            pthread_cond_wait(&worker->changed, &worker->lock);
        if (!worker->job)
            break;
        pthread_mutex_unlock(&worker->lock);
        worker->job(worker->argument);
        pthread_mutex_lock(&worker->lock);
        worker->job = NULL;
        pthread_cond_broadcast(&worker->changed);
    }
    pthread_mutex_unlock(&worker->lock);
    return NULL;
}

static void hand_over(struct worker *worker, void (*job)(int argument), int argument)
{
    pthread_mutex_lock(&worker->lock);
    worker->job = job;
    worker->argument = argument;
    pthread_cond_broadcast(&worker->changed);
    while (worker->job)
        pthread_cond_wait(&worker->changed, &worker->lock);
    pthread_mutex_unlock(&worker->lock);
}

static void end_worker(struct worker *worker)
{
    pthread_mutex_lock(&worker->lock);
    worker->ending = true;
    pthread_cond_broadcast(&worker->changed);
    pthread_mutex_unlock(&worker->lock);
    pthread_join(worker->thread, NULL);
}

static void event_job(int kind)
{
    on_event((enum vsapi_event_kind)kind);
}

static void operation_job(int i)
{
    for (int e = 0; e < sent[i].count; e++)
        hand_over(&events, event_job, (int)sent[i].events[e]);
}

static double handed_over(void)
{
    double start = now_us();

    for (int i = 0; i < (int)(sizeof sent / sizeof *sent); i++) {
        if (sent[i].operation)
            hand_over(&operations, operation_job, i);
        else
            operation_job(i);
    }
    write_and_read();
    return now_us() - start;
}

/* ---- the figures
 * ------------------------------------------------------------------------------------------ */

static struct vsapi_subscription *start(enum vsapi_delivery delivery)
{
    const struct vsapi_volume_options volume = {.size = sizeof volume, .mount = "C:\\"};
    static const struct vsapi_writer_ops ops = {sizeof ops, deliver, NULL};
    const struct vsapi_writer_info info = {
        .size = sizeof info,
        .writer_id = writer_id,
        .instance_id = instance_id,
        .name = "Ledger Writer",
        .usage = VSS_UT_USERDATA,
        .source = VSS_ST_OTHER,
        .level = VSS_APP_FRONT_END,
        .timeout_freeze_ms = 60000,
        .event_mask = VSS_SM_ALL_FLAGS,
    };
    struct vsapi_subscription *subscription;
    struct vsapi_service *service;
    struct vsapi_host *host;

    must(vsapi_host_create(&host), "host");
    must(vsapi_host_add_volume(host, &volume, NULL), "volume");
    vsapi_host_set_delivery(host, delivery);
    must(vsapi_use_host(host), "use");
    must(vsapi_embedded_service(&service), "service");
    must(vsapi_service_subscribe(service, &info, &ops, NULL, &subscription), "subscribe");
    return subscription;
}

/* Every event came once in each run of ours and once in each of the baseline's. */
static void check_events(const char *name)
{
    for (size_t i = 0; i < sizeof sent / sizeof *sent; i++) {
        for (int e = 0; e < sent[i].count; e++) {
            unsigned long count = called[sent[i].events[e] - VSAPI_EVENT_IDENTIFY];

            if (count == 2ul * (RUNS + WARM_UP))
                continue;
            fprintf(stderr, "%s: %s came %lu times\n", name, vsapi_event_name(sent[i].events[e]),
                    count);
            exit(1);
        }
    }
}

static void measure(const char *name, enum vsapi_delivery delivery, double (*baseline)(void),
                    double bound)
{
    static double ours[RUNS], theirs[RUNS];
    struct vsapi_subscription *subscription = start(delivery);
    double our_median, their_median;

    memset(called, 0, sizeof called);
    for (int run = -WARM_UP; run < RUNS; run++) {
        double us = our_cycle(), bare_us;

        if (!documents[0].bytes) {
            record(&documents[0], metadata_xml);
            record(&documents[1], backup_xml);
        }
        bare_us = baseline();
        if (run >= 0) {
            ours[run] = us;
            theirs[run] = bare_us;
        }
    }
    check_events(name);
    our_median = median(ours, RUNS);
    their_median = median(theirs, RUNS);
    printf("%s: %.1f us a backup, baseline %.1f us, medians of %d runs\n", name, our_median,
           their_median, RUNS);
    printf("ratio %s %.2f (bound %.0f)\n", name, our_median / their_median, bound);
    vsapi_service_unsubscribe(subscription);
    must(vsapi_reset(), "reset");
}

static void check_documents(void)
{
    for (int i = 0; i < 2; i++) {
        if (bare_write(&documents[i]) == documents[i].size_bytes)
            continue;
        fprintf(stderr, "the baseline writes %zu bytes of document %d, not %zu\n",
                bare_write(&documents[i]), i, documents[i].size_bytes);
        exit(1);
    }
    printf("documents of %zu and %zu bytes\n", documents[0].size_bytes, documents[1].size_bytes);
}

int main(void)
{
    pthread_create(&operations.thread, NULL, work, &operations);
    pthread_create(&events.thread, NULL, work, &events);
    measure("cycle-inline", VSAPI_DELIVERY_INLINE, direct, 3);
    measure("cycle-parallel", VSAPI_DELIVERY_PARALLEL, handed_over, 2);
    check_documents();
    end_worker(&operations);
    end_worker(&events);
    return 0;
}
