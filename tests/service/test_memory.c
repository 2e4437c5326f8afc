/*
 * tests/service/test_memory.c - a whole backup and a whole restore with each allocation failing in
 * turn: an error comes back or nothing was lost, the writers are told, nothing leaks, and the next
 * backup works.
 */
#include "rig.h"

#include "vstest.h"

struct run {
    enum vsapi_delivery delivery;
    const char *words;
};
static const struct run runs[] = {
    {VSAPI_DELIVERY_INLINE, RIG_TO_SNAPSHOT " status complete status"},
    {VSAPI_DELIVERY_SERIAL, RIG_TO_SNAPSHOT " status complete status"},
    {VSAPI_DELIVERY_PARALLEL, RIG_TO_SNAPSHOT " status complete"},
    {VSAPI_DELIVERY_INLINE, "create init share start volume volume2 snapshot"},
    {VSAPI_DELIVERY_INLINE, "create init whole gather start volume prepare snapshot abort"},
    {VSAPI_DELIVERY_INLINE, "create initrestore gather prerestore postrestore status"},
};

#define TOYS 12 /* more than fit on the stack of an event */

/* Who was frozen must have been thawed or aborted; who was prepared learns of the end. */
static void check_told(const struct toy *toys, unsigned nth)
{
    for (size_t i = 0; i < TOYS; i++) {
        unsigned ends = RIG_COUNT(&toys[i], THAW) + RIG_COUNT(&toys[i], ABORT);

        cr_expect(RIG_COUNT(&toys[i], FREEZE) == 0 || ends > 0, "allocation %u: %s stays frozen",
                  nth, toys[i].name);
        cr_expect(RIG_COUNT(&toys[i], PREPARE_FOR_BACKUP) == RIG_COUNT(&toys[i], BACKUP_SHUTDOWN),
                  "allocation %u: %s does not learn of the end", nth, toys[i].name);
    }
}

static void clear_counts(struct toy *toys)
{
    for (size_t i = 0; i < TOYS; i++)
        for (size_t k = 0; k < RIG_EVENTS; k++)
            atomic_store(&toys[i].counts[k], 0);
}

/* A failing allocation may be one whose lack changes nothing (a sentence, a thread). */
static bool run_failing(struct rig *rig, struct toy *toys, const struct run *run, unsigned nth)
{
    bool reached;
    HRESULT hr;

    clear_counts(toys);
    vsapi_alloc_fail_at(nth, false);
    hr = rig_do(rig, run->words);
    rig_release(rig);
    reached = vsapi_alloc_count() >= nth;
    vsapi_alloc_fail_at(0, false);
    cr_expect(SUCCEEDED(hr) || hr == E_OUTOFMEMORY || hr == VSS_E_UNEXPECTED_PROVIDER_ERROR,
              "allocation %u: %s %s", nth, vsapi_hresult_name(hr), vsapi_last_message());
    check_told(toys, nth);
    return reached;
}

VSTEST_TABLE(service_memory, each_allocation_may_fail, runs)
{
    const struct run *run = &runs[*row_];
    struct toy toys[TOYS];
    char names[TOYS][8];
    struct rig rig;

    memset(toys, 0, sizeof toys);
    rig_start(&rig, run->delivery);
    vsapi_trace_sink(NULL, NULL); /* jansson's memory is its own */
    for (unsigned i = 0; i < TOYS; i++) {
        snprintf(names[i], sizeof names[i], "T%u", i);
        toys[i].name = names[i];
        toys[i].components = 1;
        toys[i].level = i % 2 ? VSS_APP_FRONT_END : VSS_APP_SYSTEM;
        RIG_PLAN(&toys[i], POST_SNAPSHOT).hr = i == 3 ? VSS_E_WRITERERROR_RETRYABLE : S_OK;
        VSTEST_HR(toy_subscribe(&rig, &toys[i], i + 1), S_OK, "");
    }
    for (unsigned nth = 1; run_failing(&rig, toys, run, nth); nth++)
        ;
    cr_expect(SUCCEEDED(rig_do(&rig, run->words)), "%s", vsapi_last_message());
    rig_release(&rig);
    for (unsigned i = 0; i < TOYS; i++)
        vsapi_service_unsubscribe(toys[i].subscription);
    rig_stop(&rig);
}

static HRESULT service_once(struct vsapi_host *host)
{
    struct vsapi_service *service;
    HRESULT hr = vsapi_service_create(host, &service);

    vsapi_service_destroy(SUCCEEDED(hr) ? service : NULL);
    return hr;
}

Test(service_memory, a_service_comes_whole_or_not_at_all)
{
    struct rig rig;

    rig_prepare(&rig, VSAPI_DELIVERY_PARALLEL);
    VSTEST_FAIL_EACH_ALLOCATION(service_once(rig.host), (void)0);
    vsapi_host_destroy(rig.host);
}

Test(service_memory, allocation_faults_of_the_host_begin_with_the_service)
{
    struct vsapi_fault fault = {
        .size = sizeof fault, .call = "allocation", .nth = 3, .hr = E_OUTOFMEMORY};
    struct rig rig;

    rig_prepare(&rig, VSAPI_DELIVERY_INLINE);
    VSTEST_HR(vsapi_host_add_fault(rig.host, &fault), S_OK, "");
    VSTEST_HR(vsapi_service_create(rig.host, &rig.service), S_OK, "");
    VSTEST_HR(rig_do(&rig, "create init gather"), E_OUTOFMEMORY, "");
    vsapi_alloc_fail_at(0, false);
    rig_stop(&rig);
}
