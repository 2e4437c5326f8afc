/*
 * mock-provider/src/copy_parts.h - between the files that copy a tree.
 */
#ifndef VSMOCK_COPY_PARTS_H
#define VSMOCK_COPY_PARTS_H

#include "copy.h"

#include <vsapi/alloc.h>
#include <vsapi/error.h>
#include <vsapi/thread.h>

#include <sys/stat.h>

#define VSMOCK_BUFFER (256 * 1024)

struct vsmock_link;    /* copy_links.c */
struct vsmock_copier { /* a copy that is going on; shared by its workers */
    const struct vsmock_copy *how;
    bool root;                                     /* owners can be kept */
    atomic_bool no_clone, no_range, no_attributes; /* found out: the file system cannot */
    _Atomic uint64_t taken;
    atomic_bool failed;

    struct vsapi_mutex lock; /* guards what follows */
    struct vsapi_cond changed;
    VSAPI_ARRAY(char *) folders; /* still to be copied; paths below both roots */
    unsigned working;            /* workers that may add folders yet */
    bool helped;                 /* the second worker runs */
    HRESULT result;
    char *sentence; /* of the first failure */

    struct vsapi_mutex links_lock; /* guards links */
    struct vsmock_link *links;
};
struct vsmock_folder { /* a folder while it is copied */
    struct vsmock_copier *copier;
    int from, to;
    const char *path;      /* below the roots, for hard links and sentences */
    unsigned char *buffer; /* VSMOCK_BUFFER bytes, the worker's */
};

/* The failure for errno: VSS_E_INSUFFICIENT_STORAGE, E_OUTOFMEMORY or VSS_E_PROVIDER_VETO. */
HRESULT vsmock_copy_fail(int error, const char *what, const struct vsmock_folder *folder,
                         const char *name);
bool vsmock_copy_vanished(int error);

/* copy_file.c: one regular file, or whatever it has become. */
HRESULT vsmock_copy_file(const struct vsmock_folder *folder, const char *name);
/* Owner, extended attributes, permissions and times of an open file or folder. */
HRESULT vsmock_copy_attributes(const struct vsmock_folder *folder, const char *name, int from,
                               int to, const struct stat *st);

/* copy_links.c: files with several names. */
/* S_FALSE: this is the file's first name. The caller makes the file, and then says so by
 * vsmock_link_made; until then nobody else asks. S_OK: `name` is made already as one more name. */
HRESULT vsmock_link_begin(const struct vsmock_folder *folder, const char *name,
                          const struct stat *st);
HRESULT vsmock_link_made(const struct vsmock_folder *folder, const char *name,
                         const struct stat *st, bool made);
void vsmock_links_finish(struct vsmock_copier *copier);

#endif
