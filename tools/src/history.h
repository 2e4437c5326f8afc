/*
 * tools/src/history.h - what a backup is relative to: for each component the image of an earlier
 * set, by the rules of backup types (incremental and differential backup of the documentation).
 */
#ifndef VSS_HISTORY_H
#define VSS_HISTORY_H

#include "sets.h"

/* Finds the base of each explicit component of the backup, and holds its chain against what its
 * manifests say. A component that needs a base and has none, or whose writer does not mix its types
 * like this, is a usage mistake. */
int vss_history_find_bases(struct vss_sets *sets, struct vss_backup *backup);
/* Hands the stamp of its base to each component: before PrepareForBackup. */
int vss_history_set_stamps(struct vss_sets *sets, struct vss_backup *backup,
                           IVssBackupComponents *components);
/* What is remembered of the files as they were in the bases (INCR-411). To be ended. */
void vss_history_records(struct vss_sets *sets, const struct vss_backup *backup,
                         struct vsapi_plan_records *out);
void vss_history_records_end(struct vsapi_plan_records *records);
/* The set that an image of a component is relative to. */
int vss_history_base(struct vss_set *set, const struct vss_component *component,
                     struct vss_set **out, struct vss_component **image);

#endif
