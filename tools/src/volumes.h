/*
 * tools/src/volumes.h - the volumes of the machine, which of them hold what is to be saved, and
 * their shadow copies.
 */
#ifndef VSS_VOLUMES_H
#define VSS_VOLUMES_H

#include "machine.h"

struct vss_volume {
    const char *mount; /* "C:" or "C:\Mount", without backslash at the end */
    const char *name;  /* \\?\Volume{..}\ */
    const char *bare;  /* the same without the last backslash */
    const char *label, *file_system;
    bool is_whole;               /* --volume */
    bool is_wanted, is_required; /* in the shadow copy set; not required: live files will do */
    VSS_ID snapshot_id;
    const char *device; /* of its shadow copy; NULL: none */
    uint64_t created;   /* of the shadow copy, FILETIME */
};
struct vss_volumes {
    VSS_LIST(struct vss_volume) list;
};
int vss_volumes_read(struct vss_volumes *volumes);
/* A volume by drive ("C:", "C:\"), mounted folder or \\?\Volume{..}\; NULL: none. */
struct vss_volume *vss_volumes_named(struct vss_volumes *volumes, const char *name);
/* StartSnapshotSet must have been called: adds the wanted ones to the set. */
int vss_volumes_add_to_set(struct vss_volumes *volumes, IVssBackupComponents *components);
/* Asks for the devices once the shadow copies are there. */
int vss_volumes_read_devices(struct vss_volumes *volumes, IVssBackupComponents *components);
/* When the first of the shadow copies was made, FILETIME; 0: there is none. */
uint64_t vss_volumes_first_time(const struct vss_volumes *volumes);
bool vss_volumes_any_wanted(const struct vss_volumes *volumes);

#endif
