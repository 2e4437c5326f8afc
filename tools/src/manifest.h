/*
 * tools/src/manifest.h - files.json: what a backup folder holds, with sizes and checksums. The
 * format is described in docs/vss.md.
 */
#ifndef VSS_MANIFEST_H
#define VSS_MANIFEST_H

#include "plan.h"
#include "store.h"

struct vss_document {
    const char *name; /* in the folder */
    uint64_t size_bytes;
    uint32_t crc;
};
struct vss_backup { /* a backup that is being written, or that was read */
    struct vss_catalog catalog;
    struct vss_plan plan;
    const char *components_document; /* bcd.xml; when read */
    size_t component_count;          /* of those with a number; when read */
    VSS_LIST(struct vss_document) documents;
};

/* Writes a document into the folder and notes it for the manifest. */
int vss_backup_write_document(struct vss_backup *backup, struct vss_store *store, const char *name,
                              const char *text);
/* Writes the manifest: from here on the backup is complete. */
int vss_backup_commit(struct vss_backup *backup, struct vss_store *store);
/* Reads manifest and documents, and checks them; the saved files are not looked at yet. */
int vss_backup_read(struct vss_backup *backup, struct vss_store *store);
void vss_backup_end(struct vss_backup *backup);

#endif
