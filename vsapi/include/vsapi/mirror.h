/*
 * vsapi/mirror.h - a machine as other processes see it: its volumes, variables, shadow copies.
 *
 * The process of the service has the machine; a process that uses the service has a mirror of it,
 * a host over the same folders. What is fixed is told once; what changes (shadow copy devices,
 * exposed names, rights) again whenever the number of changes has grown. Inner use.
 */
#ifndef VSAPI_MIRROR_H
#define VSAPI_MIRROR_H

#include <vsapi/frame.h>
#include <vsapi/host.h>

/* E_NOTIMPL with a sentence: a volume is in memory, where no other process can read its files. */
HRESULT vsapi_host_check_shared(struct vsapi_host *host);
/* How often what changes has changed. */
uint64_t vsapi_host_changes(struct vsapi_host *host);

void vsapi_host_put_machine(struct vsapi_host *host, struct vsapi_frame *frame);
HRESULT vsapi_host_take_machine(struct vsapi_frame *frame, struct vsapi_host **out);
void vsapi_host_put_changes(struct vsapi_host *host, struct vsapi_frame *frame);
/* Makes the mirror the same in this; what is the same already stays as it is. */
HRESULT vsapi_host_take_changes(struct vsapi_host *host, struct vsapi_frame *frame);

#endif
