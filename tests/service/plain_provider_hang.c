/*
 * tests/service/plain_provider_hang.c - providers that hang: they are given up, writers get their
 * Abort while the call still hangs, the next backup works, and what a provider makes late is taken
 * back when its call returns. Runs under ThreadSanitizer.
 */
#include "rig.h"

#include "plain.h"

#include <time.h>

static void pause_ms(long ms)
{
    nanosleep(&(struct timespec){0, ms * 1000000}, NULL);
}

struct hang { /* what the provider's act is told */
    struct rig *rig;
    enum vsapi_set_call at;
    atomic_bool entered, left;
};

/* Goes past every limit of a manual clock, and stays in its call until the test opens it. */
static void act_hang(struct toy_provider *toy, enum vsapi_set_call at)
{
    struct hang *hang = toy->act_context;

    if (at != hang->at || atomic_load(&hang->entered))
        return;
    vsapi_clock_advance(hang->rig->clock, 3600001);
    atomic_store(&hang->entered, true);
    while (!atomic_load(&toy->open))
        pause_ms(1);
    atomic_store(&hang->left, true);
}

static const struct hang_row {
    enum vsapi_set_call at;
    const char *call;
    HRESULT hr, failure; /* of DoSnapshotSet, and of the writer */
    unsigned aborts;
    const char *fault; /* a provider's call that fails before */
} rows[] = {
    {VSAPI_SET_END_PREPARE, "EndPrepareSnapshots", VSS_E_UNEXPECTED_PROVIDER_ERROR, S_OK, 0, NULL},
    {VSAPI_SET_PRE_COMMIT, "PreCommitSnapshots", VSS_E_UNEXPECTED_PROVIDER_ERROR,
     VSS_E_WRITERERROR_TIMEOUT, 1, NULL},
    {VSAPI_SET_COMMIT, "CommitSnapshots", VSS_E_HOLD_WRITES_TIMEOUT, S_OK, 1, NULL},
    {VSAPI_SET_POST_COMMIT, "PostCommitSnapshots", VSS_E_UNEXPECTED_PROVIDER_ERROR,
     VSS_E_WRITERERROR_TIMEOUT, 1, NULL},
    {VSAPI_SET_PRE_FINAL_COMMIT, "PreFinalCommitSnapshots", VSS_E_UNEXPECTED_PROVIDER_ERROR, S_OK,
     1, NULL},
    {VSAPI_SET_CALL_END_, "GetSnapshotProperties", VSS_E_UNEXPECTED_PROVIDER_ERROR, S_OK, 1, NULL},
    {VSAPI_SET_POST_FINAL_COMMIT, "PostFinalCommitSnapshots", VSS_E_UNEXPECTED_PROVIDER_ERROR, S_OK,
     0, NULL},
    {VSAPI_SET_ABORT, "CommitSnapshots", VSS_E_PROVIDER_VETO, S_OK, 1, "CommitSnapshots"},
};

static bool toy_has_snapshots(struct toy_provider *toy)
{
    bool has;

    vsapi_mutex_lock(&toy->lock);
    has = toy->count > 0;
    vsapi_mutex_unlock(&toy->lock);
    return has;
}

/* What the sentence says of the failure; it is that of the thread that has waited. */
static void check_sentence(const char *call)
{
    CHECK(strstr(vsapi_last_message(), "\"toy\""));
    CHECK(strstr(vsapi_last_message(), call));
}

static HRESULT one_more_backup(struct rig *rig)
{
    return rig_do(rig, "release " RIG_TO_SNAPSHOT " complete release");
}

static void run(const struct hang_row *row, enum vsapi_delivery delivery, uint32_t real_ms)
{
    struct hang hang = {.at = row->at};
    struct toy a = {.name = "A", .components = 1, .timeout_freeze_ms = real_ms};
    struct rig rig;

    rig_prepare(&rig, delivery);
    if (real_ms) {
        CHECK(SUCCEEDED(vsapi_clock_create_real(&rig.clock)));
        vsapi_host_set_clock(rig.host, rig.clock);
    }
    if (row->fault)
        rig_fault(&rig, row->fault, "toy", 0, VSS_E_PROVIDER_VETO);
    rig_begin(&rig);
    vsapi_trace_sink(NULL, NULL);
    hang.rig = &rig;
    rig.toy->act_context = &hang;
    rig.toy->act = act_hang;
    CHECK(SUCCEEDED(toy_subscribe(&rig, &a, 1)));

    CHECK(rig_do(&rig, "create init state gather add start volume prepare snapshot") == row->hr);
    check_sentence(row->call);
    CHECK(atomic_load(&hang.entered) && !atomic_load(&hang.left));
    CHECK(RIG_COUNT(&a, ABORT) == row->aborts); /* it did not wait for the call */
    CHECK(SUCCEEDED(rig_do(&rig, "status")));
    CHECK(rig_status(&rig, &a).failure == row->failure);

    rig.provider = RIG_MOCK; /* another provider, while this one still hangs */
    CHECK(SUCCEEDED(one_more_backup(&rig)));
    atomic_store(&rig.toy->open, true);
    while (!atomic_load(&hang.left) || toy_has_snapshots(rig.toy))
        pause_ms(1);
    rig.provider = GUID_NULL; /* the same again, which works now */
    CHECK(SUCCEEDED(one_more_backup(&rig)));
    CHECK(RIG_COUNT(&a, ABORT) == row->aborts);
    vsapi_service_unsubscribe(a.subscription);
    rig_stop(&rig);
}

/* A planned hang on the real clock: the service does not wait for it, and the call is not made. */
static void run_planned(void)
{
    struct toy a = {.name = "A", .components = 1, .timeout_freeze_ms = 1000};
    struct rig rig;

    rig_prepare(&rig, VSAPI_DELIVERY_PARALLEL);
    CHECK(SUCCEEDED(vsapi_clock_create_real(&rig.clock)));
    vsapi_host_set_clock(rig.host, rig.clock);
    rig_fault(&rig, "PreCommitSnapshots", "toy", VSAPI_FAULT_HANG, S_OK);
    rig_begin(&rig);
    vsapi_trace_sink(NULL, NULL);
    CHECK(SUCCEEDED(toy_subscribe(&rig, &a, 1)));
    CHECK(rig_do(&rig, RIG_TO_SNAPSHOT) == VSS_E_UNEXPECTED_PROVIDER_ERROR);
    check_sentence("PreCommitSnapshots");
    CHECK(RIG_COUNT(&a, ABORT) == 1);
    while (toy_has_snapshots(rig.toy))
        pause_ms(1);
    CHECK(SUCCEEDED(one_more_backup(&rig)));
    vsapi_service_unsubscribe(a.subscription);
    rig_stop(&rig);
}

int main(void)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        run(&rows[i], i % 2 ? VSAPI_DELIVERY_SERIAL : VSAPI_DELIVERY_PARALLEL, 0);
    run(&rows[1], VSAPI_DELIVERY_PARALLEL, 1000);
    run_planned();
    return plain_result();
}
