/*
 * tests/support/scene.h - a machine, writers and a requester for tests of whole backups.
 *
 * scene_start makes a machine with a volume C:\ in memory on a manual clock; scene_writer_add puts
 * a writer on it, which counts its events and fails when told; scene_do lets a requester make
 * calls, which are words: "init state gather add start volume prepare snapshot".
 */
#ifndef VSTEST_SCENE_H
#define VSTEST_SCENE_H

#include <vsapi/com.h>
#include <vsapi/error.h>
#include <vsapi/files.h>
#include <vsapi/service.h>
#include <vsbackup.h>

#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <wchar.h>

#define SCENE_EVENTS (VSAPI_EVENT_COUNT_ - VSAPI_EVENT_IDENTIFY)
#define SCENE_WRITERS 8
#define SCENE_BIT(kind) (1u << ((kind)-VSAPI_EVENT_IDENTIFY))
#define SCENE_START_FILETIME 133000000000000000u

struct scene;
struct scene_writer {
    const char *name;
    VSS_ID writer_id, instance_id;
    unsigned component_count; /* file groups "c0", "c1", ... over C:\data\NAME\ */
    /* What is asked for an event; may be NULL. Answers through `answer`. */
    void (*on_event)(struct scene_writer *writer, struct vsapi_event *event,
                     struct vsapi_event_answer *answer);
    uint32_t refuse;                              /* SCENE_BIT of the events it refuses ... */
    HRESULT failure;                              /* ... with this failure code */
    void (*describe)(struct vsapi_wmd *metadata); /* adds to the metadata; may be NULL */
    atomic_uint counts[SCENE_EVENTS];
    struct vsapi_subscription *subscription;
    void *context;
};
struct scene {
    struct vsapi_host *host;
    struct vsapi_clock *clock;
    struct scene_writer writers[SCENE_WRITERS];
    size_t writer_count;
    IVssBackupComponents *backup; /* what scene_do uses; made by "create" */
    const char *step;             /* the last word */
    size_t step_length;
    LONG context; /* for "context" */
    VSS_BACKUP_TYPE backup_type;
    VSS_ID set_id, snapshot_id;
    BSTR document;          /* by "save", for "initrestore" and "initimport" */
    HRESULT failure;        /* by "status": the first writer failure */
    VSS_WRITER_STATE state; /* and the state that came with it */
    UINT status_count;
    unsigned snapshot_count; /* by "query": shadow copies that the context shows */
};

/* ---- the writer ---- */

/* A writer of a class of its own with that many components; the scene owns it. */
struct scene_writer *scene_writer_new(struct scene *scene, const char *name,
                                      unsigned component_count);
HRESULT scene_writer_subscribe(struct scene_writer *writer);
/* Both. */
struct scene_writer *scene_writer_add(struct scene *scene, const char *name,
                                      unsigned component_count);
/* How often it was asked for one. */
unsigned scene_events(const struct scene_writer *writer, enum vsapi_event_kind kind);

/* ---- the machine ---- */

/* For a host that has to be changed before the service starts. */
HRESULT scene_prepare(struct scene *scene, enum vsapi_delivery delivery, uint64_t capacity_bytes);
HRESULT scene_start(struct scene *scene, enum vsapi_delivery delivery);
HRESULT scene_fault(struct scene *scene, const char *call, uint32_t nth, uint64_t delay_ms,
                    HRESULT hr);
HRESULT scene_write_file(struct scene *scene, const char *path, const char *text);
/* Reads at most size - 1 bytes as a text. */
HRESULT scene_read_file(struct scene *scene, const char *path, char *text, size_t size);
/* Ends all. Answers VSS_E_BAD_STATE when something of the requester's is still alive. */
HRESULT scene_end(struct scene *scene);

/* ---- the requester ---- */

/* Makes the calls until one fails; scene->step is the last one made. */
HRESULT scene_do(struct scene *scene, const char *words);
/* Releases the requester's object; the number of references left. */
ULONG scene_release(struct scene *scene);
/* Two of the words, for callers of their own. */
HRESULT scene_save(struct scene *scene);
HRESULT scene_add_one(struct scene *scene, const struct scene_writer *writer, LPCWSTR name);

extern const struct scene_word {
    const char *word;
    HRESULT (*run)(struct scene *scene);
} scene_words[];
extern const size_t scene_word_count;

#define SCENE_TO_SNAPSHOT "create init state gather add start volume prepare snapshot"
#define SCENE_BACKUP SCENE_TO_SNAPSHOT " status succeed save complete status"
#define SCENE_RESTORE "create initrestore gather select prerestore filestatus postrestore status"

#endif
