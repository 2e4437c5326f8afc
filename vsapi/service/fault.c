/*
 * vsapi/service/fault.c - going wrong on purpose.
 *
 * Stands in the seam, where the service calls writers and providers, and answers chosen calls late
 * or with a failure, as the host's plan says: "the second CommitSnapshots takes 10001 ms", "every
 * Freeze of the ledger fails". Each row of the plan counts the calls that it could mean, so a run
 * is the same every time. What a failure means for the rest of the backup is not known here.
 */
#include "fault.h"

#include <vsapi/alloc.h>
#include <vsapi/error.h>
#include <vsapi/text.h>
#include <vsapi/thread.h>
#include <vsapi/trace.h>
#include <vsapi/volume.h>

#include <string.h>

struct vsapi_faults {
    struct vsapi_host *host;
    struct vsapi_mutex lock;     /* guards the counters; taken last */
    VSAPI_ARRAY(uint32_t) calls; /* for each row of the plan: how many calls it could have meant */
};

HRESULT vsapi_faults_create(struct vsapi_host *host, struct vsapi_faults **out)
{
    struct vsapi_faults *faults = vsapi_calloc(1, sizeof *faults);

    *out = faults;
    if (!faults)
        return vsapi_out_of_memory();
    faults->host = host;
    vsapi_mutex_init(&faults->lock);
    return S_OK;
}

void vsapi_faults_destroy(struct vsapi_faults *faults)
{
    if (!faults)
        return;
    vsapi_mutex_finish(&faults->lock);
    vsapi_free(faults->calls.items);
    vsapi_free(faults);
}

void vsapi_faults_begin(struct vsapi_faults *faults)
{
    for (size_t i = 0; i < vsapi_host_fault_count(faults->host); i++) {
        const struct vsapi_fault *fault = vsapi_host_fault(faults->host, i);

        if (strcmp(fault->call, "allocation") == 0)
            vsapi_alloc_fail_at(fault->nth ? fault->nth : 1, fault->nth == 0);
    }
}

static bool target_is(const struct vsapi_fault_target *target, const char *meant)
{
    GUID id;

    if (!meant || (target->name && vsapi_text_same(target->name, meant)) ||
        (target->instance_name && vsapi_text_same(target->instance_name, meant)))
        return true;
    if (strlen(meant) < VSAPI_GUID_TEXT - 1 || FAILED(vsapi_guid_from_text(meant, &id)))
        return false;
    for (size_t i = 0; i < 2; i++)
        if (target->ids[i] && IsEqualGUID(target->ids[i], &id))
            return true;
    return false;
}

/* Under the lock: a counter for each row; rows may be added while the host is in use. */
static bool counters_for(struct vsapi_faults *faults, size_t rows)
{
    while (faults->calls.count < rows) {
        if (!VSAPI_ARRAY_ROOM(&faults->calls))
            return false;
        faults->calls.items[faults->calls.count++] = 0;
    }
    return true;
}

/* The row that this call hits; every row that could mean it counts it. */
static const struct vsapi_fault *fault_due(struct vsapi_faults *faults, const char *call,
                                           const struct vsapi_fault_target *target, size_t rows)
{
    const struct vsapi_fault *due = NULL;

    vsapi_mutex_lock(&faults->lock);
    for (size_t i = 0; counters_for(faults, rows) && i < rows; i++) {
        const struct vsapi_fault *fault = vsapi_host_fault(faults->host, i);

        if (strcmp(fault->call, call) != 0 || !target_is(target, fault->target))
            continue;
        faults->calls.items[i]++;
        if (!due && (fault->nth == 0 || fault->nth == faults->calls.items[i]))
            due = fault;
    }
    vsapi_mutex_unlock(&faults->lock);
    return due;
}

HRESULT vsapi_fault_play(struct vsapi_faults *faults, const char *call,
                         const struct vsapi_fault_target *target, uint64_t past_ms)
{
    size_t rows = vsapi_host_fault_count(faults->host);
    const struct vsapi_fault *fault = rows ? fault_due(faults, call, target, rows) : NULL;
    struct vsapi_clock *clock;
    uint64_t delay_ms, now_ms;

    if (!fault)
        return S_OK;
    vsapi_trace_note(
        "fault", call, NULL, "target=%s delay_ms=%D hr=%h", fault->target ? fault->target : "",
        fault->delay_ms == VSAPI_FAULT_HANG ? INT64_C(-1) : (int64_t)fault->delay_ms, fault->hr);
    clock = vsapi_host_clock(faults->host);
    delay_ms = fault->delay_ms;
    if (delay_ms == VSAPI_FAULT_HANG) {
        now_ms = vsapi_clock_now_ms(clock);
        delay_ms = past_ms > now_ms ? past_ms - now_ms : 0;
    }
    if (delay_ms > 0)
        vsapi_clock_sleep(clock, delay_ms);
    if (fault->hr == S_OK)
        return S_OK;
    return vsapi_fail(fault->hr, "%s answers %s because the host's plan of faults says so", call,
                      vsapi_hresult_name(fault->hr));
}
