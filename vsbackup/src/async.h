/* vsbackup/src/async.h - makes IVssAsync objects. */
#ifndef VSBACKUP_ASYNC_H
#define VSBACKUP_ASYNC_H

#include <vsapi/com.h>
#include <vsapi/service.h>
#include <vss.h>

struct vsbackup_async {
    struct vsapi_com com;
    IVssAsync IVssAsync_iface;
    VSS_ID session;                    /* for the trace; the object may outlive its session */
    struct vsapi_operation *operation; /* a reference; set by whoever made the object */
};

HRESULT vsbackup_async_create(const VSS_ID *session, struct vsbackup_async **out);
/* Hands it out when its operation has started; with a failure it goes. Returns hr. */
HRESULT vsbackup_async_give(struct vsbackup_async *async, HRESULT hr, IVssAsync **out);

#endif
