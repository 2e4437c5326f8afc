/*
 * tools/src/plan.h - which files a backup saves, and from where: the file sets of its components,
 * looked up on the shadow copies.
 */
#ifndef VSS_PLAN_H
#define VSS_PLAN_H

#include "catalog.h"
#include "volumes.h"

#include <vsapi/plan.h>

struct vss_member { /* in which entry of a component; or of a volume that is saved whole */
    struct vss_component *component; /* NULL: of a volume */
    enum vsapi_plan_cause cause;
    size_t index; /* file set; or partial or differenced file, of the document's component */
};
struct vss_file {
    const char *path;    /* where it is at home, and is restored to */
    const char *source;  /* where it is read, on a shadow copy */
    const char *stored;  /* in the backup folder */
    uint64_t size_bytes; /* of what is saved */
    uint64_t whole_bytes, modified;
    uint32_t attributes, crc;
    bool failed;
    const struct vsapi_plan_range *ranges; /* of a partial file: saved one behind the other */
    size_t range_count;                    /* 0: the whole file is saved */
    VSS_LIST(struct vss_member) members;
};
struct vss_folder {
    const char *path;
    struct vss_member member;
};
struct vss_plan {
    struct vss_volumes *volumes;
    struct vss_map excludes; /* folder to the file sets that exclude in it */
    struct vss_map seen;     /* path and source to file: one file may be in several sets */
    VSS_LIST(struct vss_file *) files;
    VSS_LIST(struct vss_folder) folders; /* of recursive file sets; they come back, even if empty */
    size_t links;                        /* symbolic links and junctions, which are not saved */
};

/* Marks the volumes that hold files of the components in the backup. */
int vss_plan_mark_volumes(struct vss_volumes *volumes, const struct vss_catalog *catalog);
/* The same for a whole volume, and what is mounted below it. */
void vss_plan_mark_volume(struct vss_volumes *volumes, struct vss_volume *volume);

/* Looks the files up. What a component lacks marks its set as failed, with a warning. */
int vss_plan_components(struct vss_plan *plan, const struct vss_catalog *catalog);
int vss_plan_volume(struct vss_plan *plan, const struct vss_volume *volume);
/* Before the two above: what the writers exclude. */
void vss_plan_excludes(struct vss_plan *plan, const struct vss_catalog *catalog);
/* By path, since folders list their files in no order. */
void vss_plan_sort(struct vss_plan *plan);
void vss_plan_end(struct vss_plan *plan);

/* A component's set cannot be backed up: told once for each reason. */
void vss_component_failed(struct vss_component *component, const char *reason);

#endif
