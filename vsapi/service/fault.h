/*
 * vsapi/service/fault.h - going wrong on purpose, as the host's plan says.
 */
#ifndef VSAPI_SERVICE_FAULT_H
#define VSAPI_SERVICE_FAULT_H

#include <vsapi/host.h>
#include <vss.h>

struct vsapi_faults;

struct vsapi_fault_target { /* by which names a plan can mean the one who is called; each may be
                               NULL */
    const char *name, *instance_name;
    const VSS_ID *ids[2]; /* class and instance of a writer; a provider */
};

HRESULT vsapi_faults_create(struct vsapi_host *host, struct vsapi_faults **out);
void vsapi_faults_destroy(struct vsapi_faults *faults);
/* Allocation faults of the plan begin to count now. */
void vsapi_faults_begin(struct vsapi_faults *faults);
/* Counts this call and plays what is planned for it: first the delay on the host's clock, a hang
 * until past_ms on it; then the code, which is returned: S_OK: the call is to be made, else this is
 * its result. */
HRESULT vsapi_fault_play(struct vsapi_faults *faults, const char *call,
                         const struct vsapi_fault_target *target, uint64_t past_ms);

#endif
