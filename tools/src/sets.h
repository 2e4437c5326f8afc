/*
 * tools/src/sets.h - the catalogue: a folder of backup sets, numbered in the order of their making.
 *
 * Which set a backup is relative to is history.h's; here they are found, opened and begun. A set
 * without manifest is none, whatever is in it.
 */
#ifndef VSS_SETS_H
#define VSS_SETS_H

#include "manifest.h"

struct vss_sets;

struct vss_set {
    const struct vss_sets *sets;
    unsigned number; /* 0: the folder is a backup by itself, as version 1 wrote it */
    const char *name, *path;
    struct vss_store store;
    struct vss_backup backup;
    bool is_read, is_checked; /* manifest and documents; files, too */
};
struct vss_sets {
    const char *path;
    int folder, lock;                    /* file descriptors; -1: closed */
    bool made, marked;                   /* folder and mark, by us */
    unsigned last;                       /* the highest number, of unfinished sets, too */
    VSS_LIST(struct vss_set *) finished; /* oldest first */
    VSS_LIST(const char *) unfinished;
};

/* Makes the catalogue or takes one, and keeps other backups out of it until vss_sets_end. */
int vss_sets_open_for_backup(struct vss_sets *sets, const char *path);
/* Only to read; `option` is for sentences. The second one fails if there is no finished set. */
int vss_sets_look(struct vss_sets *sets, const char *path, const char *option);
int vss_sets_open(struct vss_sets *sets, const char *path);
/* Begins the next set in its own folder. */
int vss_sets_begin(struct vss_sets *sets, struct vss_set *set);
/* Takes away what vss_sets_open_for_backup made, if no set is in it. */
void vss_sets_abandon(struct vss_sets *sets);
void vss_sets_end(struct vss_sets *sets);

struct vss_set *vss_sets_find(const struct vss_sets *sets, unsigned number); /* NULL: none */
/* Reads manifest and documents, once. */
int vss_set_read(struct vss_set *set);
/* The same, and looks at the files: that they are there, or (contents) all of their bytes. */
int vss_set_check(struct vss_set *set, bool contents);

#endif
