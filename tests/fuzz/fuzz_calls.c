/*
 * tests/fuzz/fuzz_calls.c - any sequence of a requester's calls, as the input's bytes choose them.
 *
 * The first bytes describe a machine: delivery, writers, planned faults. Then each byte is a call:
 * the scene's words make calls that are right, the table of methods makes them with arguments that
 * the input picks, wrong ones among them (NULL, odd enum values, foreign ids, texts that are no
 * Unicode, documents that are none). Two objects take turns; they are released and made again, also
 * while their operations run. Writers veto, fail, are late and write into their components. It must
 * never crash or hang, and at the end everything must be gone.
 */
#include "fuzz_methods.h"

#include <vsapi/trace.h>

#define CALLS 80
#define TOO_LATE_MS 3700000

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* ---- the machine ------------------------------------------------------------------------------
 */

/* What a writer does in an event; the writer's number is in its id. */
static void act(struct scene_writer *writer, struct vsapi_event *event,
                struct vsapi_event_answer *answer)
{
    static const HRESULT codes[] = {S_OK, VSS_E_WRITERERROR_RETRYABLE, VSS_E_WRITERERROR_TIMEOUT,
                                    E_FAIL};
    struct fuzz *f = writer->context;
    size_t number = writer->writer_id.Data1 - f->scene.writers[0].writer_id.Data1;
    unsigned what = atomic_load(&f->acts[number][event->kind - VSAPI_EVENT_IDENTIFY]);
    struct vsapi_bcd *part = event->components;

    switch (what % 8) {
    case 1: /* an answer that stays within the rules or does not */
        answer->refused = what & 8;
        answer->hr = codes[what / 16 % COUNT(codes)];
        break;
    case 2:
        vsapi_clock_sleep(f->scene.clock, TOO_LATE_MS);
        break;
    case 3:
        vsapi_clock_sleep(f->scene.clock, 10001);
        break;
    case 4:
        if (part && part->writers.count > 0 && part->writers.items[0]->components.count > 0)
            vsapi_bcd_text(part, &part->writers.items[0]->components.items[0]->backup_stamp,
                           "stamp");
        break;
    default:
        break;
    }
}

static void add_faults(struct fuzz *f)
{
    static const char *const names[] = {"BeginPrepareSnapshot",
                                        "EndPrepareSnapshots",
                                        "PreCommitSnapshots",
                                        "CommitSnapshots",
                                        "PostCommitSnapshots",
                                        "PreFinalCommitSnapshots",
                                        "AbortSnapshots",
                                        "PostFinalCommitSnapshots",
                                        "GetSnapshotProperties",
                                        "DeleteSnapshots",
                                        "Query",
                                        "IsVolumeSupported",
                                        "HoldWrites",
                                        "Freeze",
                                        "Abort",
                                        "OnUnload",
                                        "LocateLuns",
                                        "FillInLunInfo",
                                        "ResyncLuns",
                                        "OnLunStateChange"};
    static const HRESULT codes[] = {S_OK, VSS_E_PROVIDER_VETO, VSS_E_INSUFFICIENT_STORAGE, E_FAIL};

    for (unsigned left = next(f) % 4; left > 0; left--) {
        struct vsapi_fault fault = {.size = sizeof fault, .call = PICK(f, names)};

        fault.nth = next(f) % 3;
        fault.hr = PICK(f, codes);
        fault.delay_ms = PICK(f, ((uint64_t[]){0, 10001, 60001, VSAPI_FAULT_HANG}));
        must(vsapi_host_add_fault(f->scene.host, &fault) == S_OK, "a fault can be planned");
    }
}

static void add_volumes(struct fuzz *f, bool array)
{
    struct vsapi_volume_options volume = {.size = sizeof volume, .mount = "D:\\"};

    volume.capacity_bytes = next(f) % 4 == 1 ? 10 : 0;
    volume.array = array;
    must(vsapi_host_add_volume(f->scene.host, &volume, NULL) == S_OK, "D: is added");
    volume.mount = "E:\\";
    volume.unsupported = true;
    must(vsapi_host_add_volume(f->scene.host, &volume, NULL) == S_OK, "E: is added");
    must(scene_write_file(&f->scene, "C:\\f", "some text") == S_OK, "a file is written");
}

static void no_line(void *context, const char *line, size_t length)
{
    (void)context;
    (void)line;
    (void)length;
}

static void start(struct fuzz *f)
{
    static const char *const names[WRITERS] = {"ledger", "index", "mail"};
    unsigned flags = next(f);

    must(scene_prepare(&f->scene, flags & 1 ? VSAPI_DELIVERY_SERIAL : VSAPI_DELIVERY_INLINE, 0) ==
             S_OK,
         "a machine is made");
    add_volumes(f, flags & 4);
    add_faults(f);
    vsapi_trace_sink(flags & 2 ? no_line : NULL, NULL);
    must(vsapi_use_host(f->scene.host) == S_OK, "it is used");
    for (unsigned i = 0; i < WRITERS; i++) {
        struct scene_writer *writer = scene_writer_new(&f->scene, names[i], i + 1);

        writer->on_event = act;
        writer->context = f;
        must(scene_writer_subscribe(writer) == S_OK, "a writer subscribes");
    }
}

static void end(struct fuzz *f)
{
    for (size_t i = 0; i < ASYNCS; i++)
        if (f->asyncs[i])
            f->asyncs[i]->lpVtbl->Release(f->asyncs[i]);
    if (f->found)
        f->found->lpVtbl->Release(f->found);
    scene_release(&f->scene);
    take_other(f);
    SysFreeString(f->document);
    must(scene_end(&f->scene) == S_OK, "the machine ends");
    vsapi_trace_sink(NULL, NULL);
    must(vsapi_com_live() == 0, "no object is left");
}

/* ---- calls ------------------------------------------------------------------------------------
 */

/* A call as it should be. */
static void call_word(struct fuzz *f, unsigned which)
{
    const char *word = scene_words[which % scene_word_count].word;

    if (strcmp(word, "create") == 0)
        scene_release(&f->scene);
    else if (!f->scene.backup)
        return;
    f->scene.context = pick_context(f);
    f->scene.backup_type = VSS_BT_FULL;
    scene_do(&f->scene, word);
    if (strcmp(word, "save") == 0) {
        SysFreeString(f->document);
        f->document = SysAllocStringLen(f->scene.document, SysStringLen(f->scene.document));
    }
}

static void call_method(struct fuzz *f, unsigned which)
{
    which %= COUNT(calls);
    if (!f->scene.backup && which >= WITHOUT_OBJECT)
        return;
    if (f->scene.backup) {
        must(SUCCEEDED(f->scene.backup->lpVtbl->QueryInterface(
                 f->scene.backup, &IID_IVssBackupComponentsEx4, (void **)&f->backup)),
             "the object has its last interface");
        f->backup->lpVtbl->Release(f->backup);
    }
    calls[which](f);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const whole[] = {SCENE_TO_SNAPSHOT, SCENE_BACKUP, SCENE_RESTORE,
                                        "create init state gather add start volume volumed"};
    struct fuzz f = {.data = data, .size = size};

    start(&f);
    for (unsigned made = 0; made < CALLS && f.at < f.size; made++) {
        unsigned which = next(&f);

        if (which < COUNT(whole)) {
            scene_release(&f.scene);
            scene_do(&f.scene, whole[which]);
        } else if (which < 128) {
            call_word(&f, which);
        } else {
            call_method(&f, which - 128);
        }
    }
    end(&f);
    return 0;
}
