/*
 * mock-provider/src/copy.h - copying a tree of real files as it is, fast.
 */
#ifndef VSMOCK_COPY_H
#define VSMOCK_COPY_H

#include <vsapi/at.h>
#include <vsapi/volume.h>

#include <stdatomic.h>

struct vsmock_copy {             /* what to copy; filled in by the caller */
    int from, to;                /* open folders */
    const atomic_bool *stop;     /* NULL: nobody stops it */
    struct vsapi_volume *volume; /* whose room the copy takes; NULL: no matter */
    const char *programs;        /* folder whose programs are linked; NULL: none are */
    bool skip;                   /* leave out the folder that is: */
    dev_t skip_device;
    ino_t skip_inode;
};
struct vsmock_seen;                           /* what a copy holds, and how the originals were */
struct vsmock_seen *vsmock_seen_create(void); /* of an empty copy; NULL: out of memory */
void vsmock_seen_destroy(struct vsmock_seen *seen);
extern _Atomic int64_t
    vsmock_settled_ns_; /* a file changed later than that ago counts as changed */

/* Makes `to` the same as `from`. With a new `seen`, `to` is empty and all is copied; after that
 * only what has changed since the last time is. Copied are folders (also empty ones), files with
 * their holes, hard links, symbolic links as links, pipes; with permissions, times, extended
 * attributes and, for root, owners. Sockets and devices are left out; so is what vanishes
 * meanwhile. No link is followed. After a failure `to` and `seen` are of no more use.
 *
 * @param taken  the bytes of room that the copy takes: set, and given the last time's value; right
 *               also on failure
 * VSS_E_INSUFFICIENT_STORAGE: the disk or the volume's room is full
 * VSS_E_PROVIDER_VETO: something cannot be read or made, or *stop was set */
HRESULT vsmock_copy_tree(const struct vsmock_copy *copy, struct vsmock_seen *seen, uint64_t *taken);

/* copy_back.c: makes the volume's files those of a copy, or leaves them as they are. */
HRESULT vsmock_copy_back(struct vsapi_host *host, const char *copy, struct vsapi_volume *volume);

#endif
