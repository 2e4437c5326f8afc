/*
 * tools/src/placing.h - putting the files of one image of a component back: where each goes
 * (placing.c), and all of them or none (writing.c).
 */
#ifndef VSS_PLACING_H
#define VSS_PLACING_H

#include "chain.h"

struct vss_piece { /* of a saved file */
    uint64_t stored_offset, target_offset, length;
};
struct vss_part {
    struct vss_file *file;
    const struct vss_piece *pieces; /* by stored_offset */
    size_t piece_count;             /* 0: the file as it is */
};
struct vss_placed { /* a file that is written, from one saved file or from parts of several */
    struct vss_file *file;
    const struct vss_fileset *fileset; /* NULL: of a volume, or of no file set */
    const char *target;                /* where it goes */
    VSS_LIST(struct vss_part) parts;
    bool patches;               /* goes into the file that is there; what is no range of it stays */
    bool written, aside, moved; /* how far it came: new file, old one moved away, new in place */
};
struct vss_placed_folder {
    const char *path;
    const struct vss_fileset *fileset;
};
struct vss_directed {                 /* a directed target of the writer */
    const char *source, *destination; /* paths, variables expanded */
    const char *source_ranges, *destination_ranges;
    const struct vss_directed *next; /* of the same source */
};
struct vss_unit { /* one image of a component, or the files of whole volumes */
    struct vss_link *link;
    struct vss_component *set;         /* in the image; NULL: volumes */
    bool is_last;                      /* of the chain */
    VSS_LIST(struct vss_placed) files; /* ranges files first */
    VSS_LIST(struct vss_placed_folder) folders;
    VSS_RESTORE_TARGET restore_target;
    VSS_LIST(struct vss_directed) directed;
    bool takes_part; /* selected for restore: its writer gets events */
    bool mapped;     /* by alternate location mappings: by these */
    VSS_LIST(const struct vss_fileset *) mappings;
    const char *refusal; /* why it is not restored; NULL: it is */
    bool half;           /* it could not be taken back either */
    uint64_t bytes;
};

/* "C:\Data" below "D:\Elsewhere" is "D:\Elsewhere\C\Data". */
const char *vss_relocated(const char *path, const char *to);
/* Adds a saved file, with its ranges if it is a partial one. */
void vss_unit_add(struct vss_unit *unit, struct vss_file *file, const struct vss_fileset *fileset);
/* The path of a file is one of those that a file set or mapping is about. */
bool vss_covers(const struct vss_fileset *fileset, const char *path);
/* Decides for each file of a unit where it goes, by --to, restore target and restore method. A unit
 * that cannot be restored gets its refusal. */
void vss_unit_place(struct vss_unit *unit, const char *to);
/* Writes the unit: all files in place, or none and a refusal. */
void vss_unit_write(struct vss_unit *unit, struct vss_store *store);
/* The same, and where the restore method allows it, by alternate location mappings when the files
 * cannot be replaced. elsewhere: --to was given. */
void vss_unit_restore(struct vss_unit *unit, struct vss_store *store, bool elsewhere);

bool vss_file_is_present(const char *path);

#endif
