/*
 * tests/service/plain_sessions.c - many requesters at once over the same writers, while writers
 * come and go. Runs under ThreadSanitizer.
 */
#include "rig.h"

#include "plain.h"

#include <vsapi/thread.h>

#define REQUESTERS 4
#define BACKUPS 25
#define TOYS 5

struct requester {
    struct rig rig; /* shares host and service of the main one */
    struct vsapi_thread thread;
    unsigned backups;
};

static atomic_bool over;
static atomic_uint inside[TOYS]; /* handlers of one writer run one after the other */
static struct toy toys[TOYS];

static void act_alone(struct toy *toy, struct vsapi_event *event, struct vsapi_event_answer *answer)
{
    size_t i = (size_t)(toy - toys);

    (void)event;
    (void)answer;
    CHECK(atomic_fetch_add(&inside[i], 1) == 0);
    atomic_fetch_sub(&inside[i], 1);
}

static void requester_main(void *argument)
{
    struct requester *self = argument;

    for (unsigned i = 0; i < BACKUPS; i++) {
        HRESULT hr;

        CHECK(SUCCEEDED(rig_do(&self->rig, "create init state gather add")));
        do /* one set at a time is under construction on the system */
            hr = rig_do(&self->rig, "start");
        while (hr == VSS_E_SNAPSHOT_SET_IN_PROGRESS);
        CHECK(hr == S_OK);
        hr = rig_do(&self->rig, "volume prepare snapshot status complete status release");
        CHECK(SUCCEEDED(hr));
        self->backups += SUCCEEDED(hr);
    }
}

/* Comes and goes while others are asked. */
static void visitor_main(void *argument)
{
    struct toy visitor = {.name = "visitor"};

    while (!atomic_load(&over)) {
        CHECK(SUCCEEDED(toy_subscribe(argument, &visitor, 99)));
        vsapi_service_unsubscribe(visitor.subscription);
    }
}

static void run(enum vsapi_delivery delivery)
{
    static struct requester requesters[REQUESTERS];
    struct vsapi_thread visitor;
    struct rig rig;

    memset(toys, 0, sizeof toys);
    memset(requesters, 0, sizeof requesters);
    atomic_store(&over, false);
    rig_start(&rig, delivery);
    vsapi_trace_sink(NULL, NULL);
    for (unsigned i = 0; i < TOYS; i++) {
        toys[i].name = "T";
        toys[i].components = 1;
        for (size_t k = 0; k < RIG_EVENTS; k++)
            toys[i].plan[k].act = act_alone;
        CHECK(SUCCEEDED(toy_subscribe(&rig, &toys[i], i + 1)));
    }
    CHECK(SUCCEEDED(vsapi_thread_start(&visitor, visitor_main, &rig)));
    for (size_t i = 0; i < REQUESTERS; i++) {
        requesters[i].rig = rig;
        requesters[i].rig.provider = RIG_MOCK;
        CHECK(SUCCEEDED(vsapi_thread_start(&requesters[i].thread, requester_main, &requesters[i])));
    }
    for (size_t i = 0; i < REQUESTERS; i++) {
        vsapi_thread_join(&requesters[i].thread);
        CHECK(requesters[i].backups == BACKUPS);
    }
    atomic_store(&over, true);
    vsapi_thread_join(&visitor);
    for (unsigned i = 0; i < TOYS; i++) {
        CHECK(RIG_COUNT(&toys[i], FREEZE) == REQUESTERS * BACKUPS);
        CHECK(RIG_COUNT(&toys[i], BACKUP_SHUTDOWN) == REQUESTERS * BACKUPS);
        vsapi_service_unsubscribe(toys[i].subscription);
    }
    rig_stop(&rig);
}

int main(void)
{
    run(VSAPI_DELIVERY_PARALLEL);
    run(VSAPI_DELIVERY_SERIAL);
    run(VSAPI_DELIVERY_INLINE);
    return plain_result();
}
