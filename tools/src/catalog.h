/*
 * tools/src/catalog.h - what writers say they have, read once from their metadata documents into
 * plain structs: live writers for a backup, stored documents for a restore.
 */
#ifndef VSS_CATALOG_H
#define VSS_CATALOG_H

#include "memory.h"

#include <vsbackup.h>

struct vss_component;
struct vss_writer;

struct vss_fileset {
    const char *path;       /* as the writer wrote it; AddNewTarget and mappings want it so */
    const char *filespec;   /* "*" if it was empty */
    const char *alternate;  /* read here instead; or the destination of a mapping; NULL: none */
    const char *folder;     /* path: variables expanded, no backslash at the end */
    const char *source;     /* alternate so treated, or folder */
    bool recursive, is_log; /* is_log: of AddDatabaseLogFiles */
    uint32_t mask;          /* VSS_FSBT_* */
};
struct vss_dependency {
    VSS_ID writer_id;
    const char *full; /* path\name of the component */
};
struct vss_component {
    struct vss_writer *writer;
    size_t index; /* in its writer */
    VSS_COMPONENT_TYPE type;
    const char *logical_path; /* NULL: none */
    const char *name, *full;  /* full: logical path\name */
    const char *caption;
    bool selectable, selectable_for_restore, restore_metadata;
    uint32_t flags;
    VSS_LIST(struct vss_fileset) filesets; /* files, databases, logs, in this order */
    VSS_LIST(struct vss_dependency) dependencies;

    /* What select.c decided. */
    bool explicitly; /* AddComponent */
    struct vss_component
        *set;      /* the explicit component it goes with, itself if explicit; or NULL */
    bool failed;   /* set only: a file of the set could not be saved or restored */
    size_t number; /* in the manifest */

    /* Its place in a chain: history.h. */
    VSS_BACKUP_TYPE effective;
    unsigned base;     /* number of the set with the image that this one is relative to; 0: none */
    bool is_base;      /* a stored one: the backup that is being made goes on from it */
    bool is_ambiguous; /* another explicit one of the backup cannot be told from it */
    const char *stamp; /* of a stored one, when it was read; NULL: none */

    /* Set only: what is in it, for the report. */
    size_t file_count;
    uint64_t bytes;
    const void *last_file; /* so that a file in two file sets counts once */
};
struct vss_writer {
    VSS_ID id, instance;
    const char *name, *instance_name; /* "" for no name of the instance */
    VSS_USAGE_TYPE usage;
    VSS_SOURCE_TYPE source;
    uint32_t schema;
    VSS_RESTOREMETHOD_ENUM method;
    VSS_WRITERRESTORE_ENUM writer_restore;
    bool reboot;
    const char *service;
    const char *document; /* UTF-8 */
    VSS_LIST(struct vss_component) components;
    VSS_LIST(struct vss_fileset) excludes, mappings;
    struct vss_map by_name; /* full names to components */
};
struct vss_catalog {
    VSS_LIST(struct vss_writer *) writers;
    struct vss_map by_instance; /* text of the instance id */
};

/* GatherWriterMetadata and all that it brought. Fails if --writer was given and nobody answered. */
int vss_catalog_gather(struct vss_catalog *catalog, IVssBackupComponents *components);
/* A stored document. */
int vss_catalog_add_document(struct vss_catalog *catalog, const char *xml);
void vss_catalog_end(struct vss_catalog *catalog);

/* What a component is known by in other backups: class and name of the writer's instance, type,
 * path and name. */
const char *vss_component_key(const struct vss_component *component);
const char *vss_full_name(const char *logical_path, const char *name);
/* Expands variables, drops backslashes at the end ("C:\" becomes "C:"). */
int vss_expand(const char *path, const char **out);
const char *vss_component_type_name(VSS_COMPONENT_TYPE type);

#endif
