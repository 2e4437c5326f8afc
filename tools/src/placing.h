/*
 * tools/src/placing.h - putting a set of files back: where each goes, and all of them or none.
 */
#ifndef VSS_PLACING_H
#define VSS_PLACING_H

#include "manifest.h"

struct vss_placed { /* one file of a unit */
    struct vss_file *file;
    const struct vss_fileset *fileset; /* NULL: of a volume */
    const char *target;                /* where it goes */
    bool written, aside, moved; /* how far it came: new file, old one moved away, new in place */
};
struct vss_placed_folder {
    const char *path;
    const struct vss_fileset *fileset;
};
struct vss_unit {              /* a component with all of its set, or the files of whole volumes */
    struct vss_component *set; /* NULL: volumes */
    VSS_LIST(struct vss_placed) files;
    VSS_LIST(struct vss_placed_folder) folders;
    VSS_RESTORE_TARGET restore_target;
    bool takes_part;     /* selected for restore: its writer gets events */
    bool mapped;         /* by an alternate location mapping */
    const char *refusal; /* why it is not restored; NULL: it is */
    bool half;           /* it could not be taken back either */
    uint64_t bytes;
};

/* "C:\Data" below "D:\Elsewhere" is "D:\Elsewhere\C\Data". */
const char *vss_relocated(const char *path, const char *to);
/* Decides for each file of a unit where it goes, by --to, restore target and restore method. A unit
 * that cannot be restored gets its refusal. */
void vss_unit_place(struct vss_unit *unit, const char *to);
/* Writes the unit: all files in place, or none and a refusal. */
void vss_unit_write(struct vss_unit *unit, struct vss_store *store);

#endif
