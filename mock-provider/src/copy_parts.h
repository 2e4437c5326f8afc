/*
 * mock-provider/src/copy_parts.h - between the files that copy a tree.
 */
#ifndef VSMOCK_COPY_PARTS_H
#define VSMOCK_COPY_PARTS_H

#include "copy.h"

#include <vsapi/at.h>
#include <vsapi/alloc.h>
#include <vsapi/error.h>
#include <vsapi/thread.h>

#define HASH_NONFATAL_OOM 1
#define uthash_malloc(size) vsapi_malloc(size)
#define uthash_free(memory, size) vsapi_free(memory)
#define uthash_nonfatal_oom(item) ((item)->path = NULL)
#include <uthash.h>

#define VSMOCK_BUFFER (256 * 1024)

struct vsmock_link; /* copy_links.c */
struct vsmock_folder;
struct vsmock_pass { /* what is done with each folder: comparing or copying */
    HRESULT (*entry)(const struct vsmock_folder *folder, const char *name, unsigned char type);
    HRESULT (*end)(const struct vsmock_folder *folder, const struct stat *st);
};
struct vsmock_copier { /* a copy that is going on; shared by its workers */
    const struct vsmock_copy *how;
    const struct vsmock_pass *pass;
    struct vsmock_seen *seen;
    bool root;                                     /* owners can be kept */
    atomic_bool no_clone, no_range, no_attributes; /* found out: the file system cannot */
    _Atomic uint64_t taken;
    atomic_bool failed;

    struct vsapi_mutex lock; /* guards what follows */
    struct vsapi_cond changed;
    VSAPI_ARRAY(char *) folders;         /* still to be gone through; paths below both roots */
    VSAPI_ARRAY(char *) changed_folders; /* those that the next pass has to copy */
    unsigned working;                    /* workers that may add folders yet */
    bool helped;                         /* the second worker runs */
    HRESULT result;
    char *sentence; /* of the first failure */

    struct vsapi_mutex links_lock; /* guards links */
    struct vsmock_link *links;
};
struct vsmock_folder { /* a folder while it is gone through */
    struct vsmock_copier *copier;
    struct vsmock_seen_folder *seen;
    int from, to;
    const char *path;      /* below the roots, for hard links and sentences */
    unsigned char *buffer; /* VSMOCK_BUFFER bytes, the worker's */
};

/* The failure for errno: VSS_E_INSUFFICIENT_STORAGE, E_OUTOFMEMORY or VSS_E_PROVIDER_VETO. */
HRESULT vsmock_copy_fail(int error, const char *what, const struct vsmock_folder *folder,
                         const char *name);
bool vsmock_copy_vanished(int error);

/* Has the pass go through a folder in this one. */
HRESULT vsmock_copy_enter(const struct vsmock_folder *folder, const char *name);

/* copy_compare.c: takes out of the copy what is no longer as it was copied. */
extern const struct vsmock_pass vsmock_pass_compare;

/* copy_file.c: one regular file, or whatever it has become. */
HRESULT vsmock_copy_file(const struct vsmock_folder *folder, const char *name);
/* copy_program.c: a program below the folder `programs` gets one more name. S_FALSE: it is none, or
 * that cannot be done. */
HRESULT vsmock_copy_program(const struct vsmock_folder *folder, const char *name);
struct vsmock_pair { /* both ends of a file that is being copied */
    const struct vsmock_folder *folder;
    const char *name;
    int from, to;
    struct stat st;
};
/* The failure for errno. */
HRESULT vsmock_pair_fail(const struct vsmock_pair *pair, const char *what);
bool vsmock_pair_stopped(const struct vsmock_pair *pair);
HRESULT vsmock_copy_stopped(void); /* the failure for that */
/* From one offset to another, or to the end of the file if it has become shorter. */
HRESULT vsmock_copy_by_buffer(const struct vsmock_pair *pair, off_t offset, off_t end);
/* Owner, extended attributes, permissions and times of an open file or folder. */
HRESULT vsmock_copy_attributes(const struct vsmock_folder *folder, const char *name, int from,
                               int to, const struct stat *st);

/* copy_system.c, copy_system_windows.c: all contents by the cheapest means that this system has. */
HRESULT vsmock_copy_contents(const struct vsmock_pair *pair);
/* Owner and extended attributes; takes them away again. */
HRESULT vsmock_copy_extended(const struct vsmock_pair *pair);
void vsmock_copy_strip(const struct vsmock_folder *folder);
/* What is no file and no folder. */
HRESULT vsmock_copy_link(const struct vsmock_folder *folder, const char *name);
HRESULT vsmock_copy_pipe(const struct vsmock_folder *folder, const char *name);

/* copy_seen.c: what is in the copy, and how the originals were when they were copied. */
struct vsmock_seen_entry {
    char *name; /* NULL: the folder itself */
    uint64_t device, inode, size_bytes;
    int64_t read_ns, written_ns, changed_ns; /* the three times of a file */
    mode_t mode;
    unsigned names;
    bool settled; /* a later change cannot have gone unseen */
    bool kept;    /* while comparing: it is as it was */
    bool linked;  /* it is not a copy but the original itself */
};
struct vsmock_seen_folder {
    char *path;
    unsigned round; /* in which it was last gone through */
    bool changed;   /* there is something to be copied */
    struct vsmock_seen_entry self;
    VSAPI_ARRAY(struct vsmock_seen_entry) entries;
    size_t sorted; /* so many of them, in the order of their names */
    UT_hash_handle hh;
};
/* A round begins: what is changed from now on is not settled. */
HRESULT vsmock_seen_begin(struct vsmock_seen *seen);
bool vsmock_seen_is_empty(const struct vsmock_seen *seen);
/* What was seen of a folder in this round; `earlier`: or before. NULL: out of memory. */
struct vsmock_seen_folder *vsmock_seen_folder(struct vsmock_seen *seen, const char *path,
                                              bool earlier);
/* NULL: there is no such name in the copy. */
struct vsmock_seen_entry *vsmock_seen_find(const struct vsmock_seen_folder *folder,
                                           const char *name);
/* `name` has been copied as `st` describes it. */
HRESULT vsmock_seen_add(const struct vsmock_folder *folder, const char *name,
                        const struct stat *st);
/* The copy has it as one more name of the original. */
HRESULT vsmock_seen_add_linked(const struct vsmock_folder *folder, const char *name,
                               const struct stat *st);
/* The same for the folder itself, and with that all that is in it. */
void vsmock_seen_end(const struct vsmock_folder *folder, const struct stat *st);
bool vsmock_seen_same(const struct vsmock_seen_entry *entry, const struct stat *st);
/* Same, but somebody has read it. */
bool vsmock_seen_read(const struct vsmock_seen_entry *entry, const struct stat *st);
/* Bytes of files with a single name. */
uint64_t vsmock_seen_bytes(const struct vsmock_seen *seen);

/* copy_mapped.c: the inodes of files that processes share memory with, sorted. */
struct vsmock_mapped {
    VSAPI_ARRAY(uint64_t) inodes;
};
HRESULT vsmock_mapped_read(struct vsmock_mapped *mapped);
bool vsmock_mapped_has(const struct vsmock_mapped *mapped, uint64_t inode);

/* copy_links.c: files with several names. */
/* S_FALSE: this is the file's first name. The caller makes the file, and then says so by
 * vsmock_link_made; until then nobody else asks. S_OK: `name` is made already as one more name, and
 * *st is how the file was when it was copied by its first. */
HRESULT vsmock_link_begin(const struct vsmock_folder *folder, const char *name, struct stat *st);
HRESULT vsmock_link_made(const struct vsmock_folder *folder, const char *name,
                         const struct stat *st, bool made);
/* The file is in the copy as `name` from an earlier round. */
HRESULT vsmock_link_keep(const struct vsmock_folder *folder, const char *name,
                         const struct stat *st);
/* Bytes of all files with several names, each counted once. */
uint64_t vsmock_links_bytes(const struct vsmock_copier *copier);
void vsmock_links_finish(struct vsmock_copier *copier);

#endif
