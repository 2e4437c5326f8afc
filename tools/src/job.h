/*
 * tools/src/job.h - what vss backup and vss plan have in common: a backup up to its shadow copies,
 * and the items of its plan.
 *
 * The order of calls is that of an ordinary requester (backup-protocol of the documentation): what
 * the writers have, what of it is wanted, what it is relative to, the shadow copy set.
 */
#ifndef VSS_JOB_H
#define VSS_JOB_H

#include "history.h"
#include "options.h"
#include "volumes.h"

struct vss_job {
    const struct vss_options *options;
    IVssBackupComponents *components;
    struct vss_sets sets;
    struct vss_set set; /* that is being made */
    struct vss_volumes volumes;
    bool begun; /* a snapshot set was started and the backup is not complete */
    VSS_ID set_id;
};

/* --type, and whether components are in the backup. */
int vss_job_read_options(struct vss_job *job, const struct vss_options *options);
/* From InitializeForBackup to the shadow copies. */
int vss_job_freeze(struct vss_job *job);
/* Calls `each` for every item of the plan, until it fails. */
int vss_job_plan(struct vss_job *job, bool show_skipped,
                 int (*each)(void *context, const struct vsapi_plan_item *item), void *context);
/* The component of the catalogue that an item speaks of. */
struct vss_component *vss_job_component(struct vss_job *job,
                                        const struct vsapi_plan_component *component);
/* Calls `call` for each component that is in the document, until one fails. */
int vss_job_each_explicit(struct vss_job *job,
                          int (*call)(struct vss_job *job, struct vss_component *component));
/* A writer of the backup that failed ends it; of the others it is told. */
int vss_job_check_writers(struct vss_job *job);
/* AbortBackup, if the backup is not complete, and the end of the requester's object. */
void vss_job_end(struct vss_job *job);

/* Shared rows of the tables of options. */
#define VSS_OPTION_TYPE                                                                            \
    {                                                                                              \
        "type", "TYPE", "full (default), incremental, differential, log or copy",                  \
            offsetof(struct vss_options, type), false, false                                       \
    }
#define VSS_OPTION_COMPONENT                                                                       \
    {                                                                                              \
        "component", "WRITER:PATH\\NAME", "only this component; may be repeated",                  \
            offsetof(struct vss_options, components), true, false                                  \
    }
#define VSS_OPTION_VOLUME                                                                          \
    {                                                                                              \
        "volume", "VOLUME", "this whole volume, as C:\\; may be repeated",                         \
            offsetof(struct vss_options, volumes), true, false                                     \
    }

#endif
