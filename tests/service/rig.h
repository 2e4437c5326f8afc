/*
 * tests/service/rig.h - a service with toy writers and a toy provider, and a requester in words.
 *
 * rig_start makes a host with two volumes in memory on a manual clock and a service on it; each toy
 * does what its fields say in each event and notes that it was called. rig_do runs a requester's
 * calls, which are words: "init state gather add start volume prepare snapshot". What writers and
 * providers were called with stands in rig.log, in order, as the trace tells it: "Freeze(A)
 * PreCommitSnapshots(toy)". Used by Criterion and plain programs alike.
 */
#ifndef SERVICE_RIG_H
#define SERVICE_RIG_H

#define COBJMACROS
#include "../../vsapi/service/session.h"

#include <vsapi/alloc.h>
#include <vsapi/clock.h>
#include <vsapi/com.h>
#include <vsapi/error.h>
#include <vsapi/text.h>
#include <vsapi/trace.h>

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define RIG_EVENTS (VSAPI_EVENT_COUNT_ - VSAPI_EVENT_IDENTIFY)
#define RIG_LOG_BYTES 65536
#define RIG_FILETIME 133000000000000000u

struct rig;
struct toy { /* a writer; fields are set before it subscribes, or while nothing runs */
    const char *name, *instance_name;
    VSS_ID writer_id, instance_id;
    VSS_APPLICATION_LEVEL level;
    uint32_t timeout_freeze_ms; /* 0: 60000 */
    uint32_t mask;              /* 0: the default one */
    unsigned components;        /* file groups "c0", "c1", ... */
    struct {                    /* what it does in one event, by kind */
        bool refuse;
        HRESULT hr;
        uint64_t sleep_ms; /* moves the manual clock */
        void (*act)(struct toy *toy, struct vsapi_event *event, struct vsapi_event_answer *answer);
    } plan[RIG_EVENTS];
    struct rig *rig;
    struct vsapi_subscription *subscription;
    atomic_uint counts[RIG_EVENTS];
    atomic_bool open; /* for acts that wait */
    void *context;
};
#define RIG_PLAN(toy, kind) ((toy)->plan[VSAPI_EVENT_##kind - VSAPI_EVENT_IDENTIFY])
#define RIG_COUNT(toy, kind) atomic_load(&(toy)->counts[VSAPI_EVENT_##kind - VSAPI_EVENT_IDENTIFY])

struct rig {
    struct vsapi_host *host;
    struct vsapi_clock *clock;
    struct vsapi_service *service;
    struct vsapi_session *session;
    struct vsapi_operation *operation; /* of the last asynchronous word that ends in "&" */
    char log[RIG_LOG_BYTES];
    size_t log_length;
    struct toy_provider *toy; /* the provider "toy" */
    VSS_ID set_id, snapshot_id;
    VSS_ID provider; /* for "volume"; GUID_NULL: any */
    HRESULT failure; /* of the word that failed */
};

VSS_ID rig_id(unsigned a, unsigned b);

/* ---- writers ---- */

/* A toy of this number has class id rig_id(number, 1) and instance id rig_id(number, 2). */
HRESULT toy_subscribe(struct rig *rig, struct toy *toy, unsigned number);

/* ---- providers (toy_provider.c) ---- */

struct toy_provider {
    struct vsapi_com com;
    IVssSoftwareSnapshotProvider IVssSoftwareSnapshotProvider_iface;
    IVssProviderCreateSnapshotSet IVssProviderCreateSnapshotSet_iface;
    IVssProviderNotifications IVssProviderNotifications_iface;
    struct vsapi_mutex lock; /* a late call and the next backup may meet here */
    VSS_ID set, snapshots[64];
    LONG context;
    size_t count;
    bool made, unsupported;
    atomic_bool open; /* for acts that wait */
    void (*act)(struct toy_provider *toy,
                enum vsapi_set_call at); /* NULL: nothing; before it works */
    void *act_context;
};
/* Registers another toy provider under rig_id(number, 3); the pointer is good while the service is.
 */
struct toy_provider *rig_provider(struct rig *rig, const char *name, unsigned number);
/* The provider that comes with the library; the toy serves one session only. */
#define RIG_MOCK                                                                                   \
    ((VSS_ID){0xb5946137, 0x7b9f, 0x4925, {0xaf, 0x80, 0x51, 0xab, 0xd6, 0x0b, 0x20, 0xd5}})

/* ---- the machine ---- */

/* A host, not yet in use: faults and volumes can be added. */
void rig_prepare(struct rig *rig, enum vsapi_delivery delivery);
void rig_fault(struct rig *rig, const char *call, const char *target, uint64_t delay_ms,
               HRESULT hr);
/* The service on it, and the toy provider. */
void rig_begin(struct rig *rig);
/* Both. */
void rig_start(struct rig *rig, enum vsapi_delivery delivery);
/* Ends the requester. */
void rig_release(struct rig *rig);
/* Ends all. The writers have to be unsubscribed. */
void rig_stop(struct rig *rig);

/* ---- the log ---- */

void rig_log_clear(struct rig *rig);
/* How often a word stands in the log. */
unsigned rig_log_count(const struct rig *rig, const char *word);

/* ---- the requester ---- */

#define RIG_TO_SNAPSHOT "create init state gather add start volume prepare snapshot"
/* Runs words until one fails; "ok" of an asynchronous one is VSS_S_ASYNC_FINISHED. */
HRESULT rig_do(struct rig *rig, const char *words);
/* The status of one toy after a "status" word. */
struct vsapi_writer_status rig_status(struct rig *rig, const struct toy *toy);

#endif
