/*
 * tools/src/machine.h - the ground of a run: COM, the mock host, the writers, and the requester's
 * object; waiting for its operations and asking how the writers are.
 */
#ifndef VSS_MACHINE_H
#define VSS_MACHINE_H

#include "options.h"

#include <vsbackup.h>
#include <vsapi/host.h>

/* Starts COM and the host (--host, --trace). To be ended in any case. The writers come next; the
 * end of the machine is theirs too. */
int vss_machine_begin(const struct vss_options *options);
/* Loads --writer, starts --writer-program. */
int vss_writers_begin(const struct vss_options *options);
/* Ends what is there. Returns code, or a failure of the end itself when code is 0. */
int vss_machine_end(int code);
struct vsapi_host *vss_host(void);
/* Whether the user wants the run to end (SIGINT, SIGTERM, SIGHUP): keeps the sentence then. */
int vss_interrupted(void);
void vss_rest(unsigned milliseconds);
/* Waits for that, at most so many milliseconds. */
bool vss_wait_interrupted(unsigned milliseconds);

/* Makes the requester's object. */
int vss_components_create(IVssBackupComponents **out);
/* Waits for an operation whose start answered `started`, releases it, and reports how it ended. */
int vss_finish(HRESULT started, IVssAsync *async, const char *what);
/* hr of a call that has no operation. */
int vss_called(HRESULT hr, const char *what);

struct vss_writer_status {
    VSS_ID instance_id, writer_id;
    const char *name;
    VSS_WRITER_STATE state;
    HRESULT failure;
    const char *message; /* the writer's own; "" for none */
};
struct vss_writer_statuses {
    struct vss_writer_status *items;
    size_t count, capacity;
};
int vss_gather_status(IVssBackupComponents *components, struct vss_writer_statuses *out);
bool vss_state_failed(VSS_WRITER_STATE state);
const char *vss_state_name(VSS_WRITER_STATE state); /* "failed at freeze" */

#endif
