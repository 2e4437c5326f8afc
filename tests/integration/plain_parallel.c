/*
 * tests/integration/plain_parallel.c - several requesters at once, each on a thread of its own, on
 * one machine with several writers; run under ThreadSanitizer too.
 *
 * Only one shadow copy set can be made at a time, so requesters meet VSS_E_SNAPSHOT_SET_IN_PROGRESS
 * and try again; everything else they do at the same time.
 */
#include <plain.h>
#include <scene.h>

#include <vsapi/thread.h>

#define REQUESTERS 4
#define BACKUPS 15

struct requester {
    const struct scene *machine;
    struct vsapi_thread thread;
    unsigned done, refused;
    HRESULT failure;
    char step[20];
};

static void pause_ms(uint64_t ms)
{
    struct vsapi_mutex lock = VSAPI_MUTEX_INIT;
    struct vsapi_cond never = VSAPI_COND_INIT;

    vsapi_mutex_lock(&lock);
    vsapi_cond_wait_ms(&never, &lock, ms);
    vsapi_mutex_unlock(&lock);
}

/* A scene that shares the machine's writers' names, but has an object of its own. */
static HRESULT backup_once(struct requester *self, struct scene *own)
{
    HRESULT hr = scene_do(own, "create init state gather freemetadata add");

    while (SUCCEEDED(hr) && (hr = scene_do(own, "start")) == VSS_E_SNAPSHOT_SET_IN_PROGRESS) {
        self->refused++;
        pause_ms(1);
        hr = S_OK;
    }
    if (SUCCEEDED(hr))
        hr =
            scene_do(own, "volume prepare snapshot status succeed save properties complete status");
    if (SUCCEEDED(hr))
        hr = own->failure;
    snprintf(self->step, sizeof self->step, "%.*s", (int)own->step_length, own->step);
    scene_release(own);
    if (SUCCEEDED(hr))
        hr = scene_do(own, SCENE_RESTORE);
    scene_release(own);
    return hr;
}

static void run(void *argument)
{
    struct requester *self = (struct requester *)argument;
    struct scene own = {.backup_type = VSS_BT_FULL};

    own.writer_count = self->machine->writer_count;
    for (size_t i = 0; i < own.writer_count; i++) {
        own.writers[i].name = self->machine->writers[i].name;
        own.writers[i].writer_id = self->machine->writers[i].writer_id;
        own.writers[i].instance_id = self->machine->writers[i].instance_id;
        own.writers[i].component_count = self->machine->writers[i].component_count;
    }
    for (int i = 0; i < BACKUPS && SUCCEEDED(self->failure); i++) {
        self->failure = backup_once(self, &own);
        self->done += SUCCEEDED(self->failure);
        if (FAILED(self->failure))
            fprintf(stderr, "%s: %s: %s\n", self->step, vsapi_hresult_name(self->failure),
                    vsapi_last_message());
    }
    SysFreeString(own.document);
}

int main(void)
{
    static struct requester requesters[REQUESTERS];
    struct scene machine;

    CHECK(SUCCEEDED(scene_start(&machine, VSAPI_DELIVERY_PARALLEL)));
    CHECK(scene_writer_add(&machine, "ledger", 3) != NULL);
    CHECK(scene_writer_add(&machine, "index", 2) != NULL);
    CHECK(scene_writer_add(&machine, "mail", 1) != NULL);
    for (int i = 0; i < REQUESTERS; i++) {
        requesters[i].machine = &machine;
        CHECK(SUCCEEDED(vsapi_thread_start(&requesters[i].thread, run, &requesters[i])));
    }
    for (int i = 0; i < REQUESTERS; i++) {
        vsapi_thread_join(&requesters[i].thread);
        CHECK(requesters[i].failure == S_OK);
        CHECK(requesters[i].done == BACKUPS);
    }
    for (size_t i = 0; i < machine.writer_count; i++) {
        CHECK(scene_events(&machine.writers[i], VSAPI_EVENT_FREEZE) == REQUESTERS * BACKUPS);
        CHECK(scene_events(&machine.writers[i], VSAPI_EVENT_THAW) == REQUESTERS * BACKUPS);
    }
    CHECK(scene_end(&machine) == S_OK);
    return plain_result();
}
