/*
 * bench/scale.c - does a component cost the same, however many there are?
 *
 * The same 100,000 components of 1,000 writers are backed up in 1,000 backups of one writer, in 100
 * of 10, in 10 of 100 and in one of 1,000. A backup is all of it: metadata gathered and looked
 * through, every component added, a shadow copy of a volume in memory, every component said to be
 * backed up, the document saved, completed, released. The figure is the time of all backups of a
 * size by the number of components, the largest of the four by the smallest. Sizes take turns, and
 * a size is compared with the smallest one of the same round, as a machine that others use changes
 * its speed from round to round; the figure is the median of the rounds. Events are delivered
 * inline: threads are not what is asked about here.
 *
 * Every size so touches the same writers' metadata, and neither is favoured by the caches. What is
 * measured is processor time, on a heap that keeps its memory: the kernel's pages are not asked
 * about, either.
 */
#include "figures.h"

#include <vsapi/service.h>
#include <vsbackup.h>

#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <wchar.h>

#define COMPONENTS 100
#define MOST_WRITERS 1000
#define ROUNDS 15

static const unsigned sizes[] = {1, 10, 100, MOST_WRITERS};
#define SIZES (sizeof sizes / sizeof *sizes)

static double now_us(void)
{
    struct timespec now;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec * 1e6 + (double)now.tv_nsec / 1e3;
}

/* ---- the writers
 * ---------------------------------------------------------------------------------------- */

struct writer {
    VSS_ID writer_id, instance_id;
    struct vsapi_wmd *metadata; /* made once: it is not the writer's work that is measured */
    struct vsapi_subscription *subscription;
};
static struct writer writers[MOST_WRITERS];
static WCHAR names[COMPONENTS][16];

static void deliver(void *object, struct vsapi_event *event, struct vsapi_event_answer *answer)
{
    struct writer *writer = object;

    if (event->kind != VSAPI_EVENT_IDENTIFY)
        return;
    vsapi_wmd_ref(writer->metadata);
    answer->metadata = writer->metadata;
}

static void describe(struct writer *writer, const char *name)
{
    struct vsapi_wm_component *component;

    must(vsapi_wmd_create(&writer->metadata), "metadata");
    writer->metadata->writer_id = writer->writer_id;
    writer->metadata->instance_id = writer->instance_id;
    writer->metadata->usage = VSS_UT_USERDATA;
    writer->metadata->source = VSS_ST_OTHER;
    must(vsapi_wmd_text(writer->metadata, &writer->metadata->friendly_name, name), "name");
    for (unsigned i = 0; i < COMPONENTS; i++) {
        char text[16], path[40];

        snprintf(text, sizeof text, "c%u", i);
        snprintf(path, sizeof path, "C:\\Data\\%s\\%u", name, i);
        must(vsapi_wmd_add_component(writer->metadata, VSS_CT_FILEGROUP, "data", text, &component),
             "component");
        component->selectable = true;
        must(vsapi_wmd_add_filedesc(writer->metadata, &component->files, path, "*", true, NULL,
                                    0xF0F),
             "files");
    }
}

static void subscribe(struct writer *writer, unsigned n)
{
    static const struct vsapi_writer_ops ops = {sizeof ops, deliver, NULL};
    struct vsapi_writer_info info = {
        .size = sizeof info,
        .usage = VSS_UT_USERDATA,
        .source = VSS_ST_OTHER,
        .level = VSS_APP_FRONT_END,
        .timeout_freeze_ms = 60000,
        .event_mask = VSS_SM_ALL_FLAGS,
    };
    struct vsapi_service *service;
    char name[20];

    snprintf(name, sizeof name, "writer%u", n);
    writer->writer_id.Data1 = n + 1;
    writer->instance_id.Data1 = n + 1;
    writer->instance_id.Data2 = 1;
    info.writer_id = writer->writer_id;
    info.instance_id = writer->instance_id;
    info.name = name;
    if (!writer->metadata)
        describe(writer, name);
    must(vsapi_embedded_service(&service), "service");
    must(vsapi_service_subscribe(service, &info, &ops, writer, &writer->subscription), "subscribe");
}

/* ---- a backup
 * --------------------------------------------------------------------------------------------- */

static void finish(HRESULT hr, IVssAsync *async, const char *what)
{
    must(hr, what);
    must(async->lpVtbl->Wait(async, INFINITE), what);
    async->lpVtbl->Release(async);
}

/* Reads what a requester reads, and adds every component. */
static void examine(IVssBackupComponents *backup, unsigned i)
{
    IVssExamineWriterMetadata *metadata;
    UINT included, excluded, count;
    VSS_ID instance;

    must(backup->lpVtbl->GetWriterMetadata(backup, i, &instance, &metadata), "GetWriterMetadata");
    must(metadata->lpVtbl->GetFileCounts(metadata, &included, &excluded, &count), "GetFileCounts");
    for (UINT c = 0; c < count; c++) {
        IVssWMComponent *component;
        PVSSCOMPONENTINFO info;
        IVssWMFiledesc *files;

        must(metadata->lpVtbl->GetComponent(metadata, c, &component), "GetComponent");
        must(component->lpVtbl->GetComponentInfo(component, &info), "GetComponentInfo");
        must(component->lpVtbl->GetFile(component, 0, &files), "GetFile");
        must(backup->lpVtbl->AddComponent(backup, instance, writers[instance.Data1 - 1].writer_id,
                                          info->type, info->bstrLogicalPath,
                                          info->bstrComponentName),
             "AddComponent");
        files->lpVtbl->Release(files);
        component->lpVtbl->FreeComponentInfo(component, info);
        component->lpVtbl->Release(component);
    }
    metadata->lpVtbl->Release(metadata);
}

static void tell_success(IVssBackupComponents *backup, unsigned i)
{
    for (unsigned c = 0; c < COMPONENTS; c++)
        must(backup->lpVtbl->SetBackupSucceeded(backup, writers[i].instance_id,
                                                writers[i].writer_id, VSS_CT_FILEGROUP, L"data",
                                                names[c], true),
             "SetBackupSucceeded");
}

static void backup_once(unsigned first, unsigned writer_count)
{
    IVssBackupComponents *backup;
    IVssAsync *async = NULL;
    WCHAR volume[] = L"C:\\";
    VSS_ID set, snapshot;
    HRESULT hr;
    UINT found;
    BSTR xml;

    must(CreateVssBackupComponents(&backup), "CreateVssBackupComponents");
    must(backup->lpVtbl->InitializeForBackup(backup, NULL), "InitializeForBackup");
    must(backup->lpVtbl->SetBackupState(backup, true, false, VSS_BT_FULL, false), "SetBackupState");
    hr = backup->lpVtbl->GatherWriterMetadata(backup, &async);
    finish(hr, async, "GatherWriterMetadata");
    must(backup->lpVtbl->GetWriterMetadataCount(backup, &found), "GetWriterMetadataCount");
    if (found != writer_count)
        must(E_UNEXPECTED, "the number of writers");
    for (unsigned i = 0; i < writer_count; i++)
        examine(backup, i);
    must(backup->lpVtbl->StartSnapshotSet(backup, &set), "StartSnapshotSet");
    must(backup->lpVtbl->AddToSnapshotSet(backup, volume, GUID_NULL, &snapshot),
         "AddToSnapshotSet");
    hr = backup->lpVtbl->PrepareForBackup(backup, &async);
    finish(hr, async, "PrepareForBackup");
    hr = backup->lpVtbl->DoSnapshotSet(backup, &async);
    finish(hr, async, "DoSnapshotSet");
    for (unsigned i = 0; i < writer_count; i++)
        tell_success(backup, first + i);
    must(backup->lpVtbl->SaveAsXML(backup, &xml), "SaveAsXML");
    SysFreeString(xml);
    hr = backup->lpVtbl->BackupComplete(backup, &async);
    finish(hr, async, "BackupComplete");
    backup->lpVtbl->Release(backup);
}

/* ---- the figures
 * -------------------------------------------------------------------------------------------- */

static void use_host(void)
{
    const struct vsapi_volume_options volume = {.size = sizeof volume, .mount = "C:\\"};
    struct vsapi_host *host;

    must(vsapi_host_create(&host), "host");
    must(vsapi_host_add_volume(host, &volume, NULL), "volume");
    vsapi_host_set_delivery(host, VSAPI_DELIVERY_INLINE);
    must(vsapi_use_host(host), "use");
}

/* One backup of `count` writers from the first on; nobody else is there. */
static double backup_us(unsigned first, unsigned count)
{
    double start;

    for (unsigned i = first; i < first + count; i++)
        subscribe(&writers[i], i);
    start = now_us();
    backup_once(first, count);
    start = now_us() - start;
    for (unsigned i = first; i < first + count; i++)
        vsapi_service_unsubscribe(writers[i].subscription);
    return start;
}

/* Microseconds for each component, all writers backed up, `count` at a time. */
static double measure(unsigned count)
{
    double us = 0;

    for (unsigned first = 0; first < MOST_WRITERS; first += count)
        us += backup_us(first, count);
    return us / MOST_WRITERS / COMPONENTS;
}

static void report(double figures[SIZES][ROUNDS], double relative[SIZES][ROUNDS])
{
    double least = 0, most = 0;

    for (size_t i = 0; i < SIZES; i++) {
        double ratio = median(relative[i], ROUNDS);

        printf("%u writers of %d components: %.3f us a component, %.2f of one writer's; medians of "
               "%d rounds\n",
               sizes[i], COMPONENTS, median(figures[i], ROUNDS), ratio, ROUNDS);
        if (i == 0 || ratio < least)
            least = ratio;
        if (i == 0 || ratio > most)
            most = ratio;
    }
    printf("ratio scale-components %.2f (bound 1.2)\n", most / least);
}

int main(void)
{
    double figures[SIZES][ROUNDS], relative[SIZES][ROUNDS];

    mallopt(M_MMAP_THRESHOLD, 1 << 30);
    mallopt(M_TRIM_THRESHOLD, 1 << 30);
    for (unsigned c = 0; c < COMPONENTS; c++)
        swprintf(names[c], 16, L"c%u", c);
    use_host();
    backup_us(0, MOST_WRITERS); /* makes the writers' metadata and the allocator's memory */
    for (int round = 0; round < ROUNDS; round++) {
        for (size_t i = 0; i < SIZES; i++) {
            figures[i][round] = measure(sizes[i]);
            relative[i][round] = figures[i][round] / figures[0][round];
        }
    }
    report(figures, relative);
    must(vsapi_reset(), "reset");
    for (size_t i = 0; i < MOST_WRITERS; i++)
        vsapi_wmd_unref(writers[i].metadata);
    return 0;
}
