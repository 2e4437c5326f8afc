/*
 * tools/src/store.h - the folder of a backup set on this machine: its files, and the rules that
 * keep a half backup from being taken for a whole one. What the files mean is not known here.
 */
#ifndef VSS_STORE_H
#define VSS_STORE_H

#include "memory.h"

#include <stddef.h>
#include <stdint.h>

struct vss_file;

#define VSS_MANIFEST "files.json"

struct vss_store {
    int folder;       /* file descriptor; -1: closed */
    int parent;       /* the catalogue's, borrowed */
    const char *name; /* in it */
    const char *path; /* for sentences */
    size_t odd_names; /* files that could not be stored under their own name */
    bool finished;    /* the manifest is in place */
};
/* Makes a folder in an open one. */
int vss_store_create(struct vss_store *store, int parent, const char *name, const char *path);
/* Opens the folder of a finished backup: without its manifest it is refused. */
int vss_store_open(struct vss_store *store, int parent, const char *name, const char *path);
void vss_store_close(struct vss_store *store);
/* Removes the folder and all in it: only for a backup that vss_store_create began. */
void vss_store_abandon(struct vss_store *store);

/* Gives a file its name in the folder. */
void vss_store_name(struct vss_store *store, struct vss_file *file);
/* Copies the file or its ranges; sets size and checksum. *read_hr tells of a source that cannot be
 * read, the return value of a folder that cannot be written. */
int vss_store_save(struct vss_store *store, struct vss_file *file, HRESULT *read_hr);
int vss_store_write_text(struct vss_store *store, const char *name, const char *text);
/* Puts the manifest in place, after everything else has reached the disk. */
int vss_store_commit(struct vss_store *store, const char *manifest);

/* Reads a file of the folder whole; refuses what is not a plain file below it. */
int vss_store_read_text(struct vss_store *store, const char *name, char **out, size_t *length);
/* Reads a saved file piece by piece and holds it against its size and checksum. */
/* Whether a saved file is there and as long as it was; its checksum is not looked at. */
int vss_store_look(struct vss_store *store, const struct vss_file *file);
typedef int (*vss_store_piece_fn)(void *context, uint64_t offset, const void *data, size_t bytes);
int vss_store_load(struct vss_store *store, const struct vss_file *file, vss_store_piece_fn each,
                   void *context);

uint32_t vss_crc(uint32_t crc, const void *data, size_t bytes); /* begins with 0 */

#endif
