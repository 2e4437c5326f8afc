/*
 * tools/src/manifest.h - files.json: what a backup folder holds, with sizes and checksums. The
 * format is described in docs/vss.md.
 */
#ifndef VSS_MANIFEST_H
#define VSS_MANIFEST_H

#include "contents.h"
#include "store.h"

struct vss_document {
    const char *name; /* in the folder */
    uint64_t size_bytes;
    uint32_t crc;
};
struct vss_base { /* a set that components of the backup are relative to */
    unsigned number;
    uint32_t check; /* of its manifest: another one in its place is noticed */
};
struct vss_backup {  /* a backup that is being written, or that was read */
    unsigned number; /* in the catalogue; 0: a folder of version 1 */
    const char *created;
    VSS_BACKUP_TYPE type;
    bool by_components, bootable, partial_files; /* as in SetBackupState */
    uint64_t snapshot_time;                      /* FILETIME of the first shadow copy; 0: none */
    uint32_t check;                              /* of the manifest; when read */
    VSS_LIST(struct vss_base) bases;
    struct vss_map by_key; /* explicit components, by vss_component_key; when read */
    struct vss_catalog catalog;
    struct vss_contents contents;
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
const char *vss_type_name(VSS_BACKUP_TYPE type); /* "incremental" */
bool vss_type_from_name(const char *name, VSS_BACKUP_TYPE *out);
/* By path: the plan yields its files in no order. */
void vss_contents_sort(struct vss_contents *contents);
void vss_backup_end(struct vss_backup *backup);

#endif
