/*
 * vsapi/bcd.h - the Backup Components Document as a model in memory.
 *
 * Requester and service share one document under its lock; a writer is handed a document of its own
 * that holds only its part (vsapi_bcd_clone_writer), so that a writer that comes too late harms
 * nothing and the hand-over can travel as XML; what it wrote is merged back. Components are never
 * removed and keep their addresses; texts live as long as the document.
 */
#ifndef VSAPI_BCD_H
#define VSAPI_BCD_H

#include <vsapi/alloc.h>
#include <vsapi/thread.h>
#include <vsapi/wmd.h>

struct vsapi_partial_file {
    char *path, *filename, *ranges, *metadata;
    struct vsapi_extra *extra;
};
struct vsapi_directed_target {
    char *source_path, *source_filename, *source_ranges;
    char *destination_path, *destination_filename, *destination_ranges;
    struct vsapi_extra *extra;
};
struct vsapi_differenced_file {
    char *path, *filespec;
    bool recursive;
    char *lsn;              /* NULL: none */
    uint64_t last_modified; /* FILETIME */
    struct vsapi_extra *extra;
};
struct vsapi_subcomponent {
    char *logical_path, *component_name;
    bool repair;
    struct vsapi_extra *extra;
};
struct vsapi_component_failure {
    char *message;
    HRESULT hr, application;
    uint32_t reserved;
    bool set;
};

/* A document holds many of them: small members stand together, so that no space is lost. */
struct vsapi_bcd_component {
    char *logical_path; /* NULL: none */
    char *component_name;
    VSS_COMPONENT_TYPE type;
    VSS_ROLLFORWARD_TYPE roll_forward;
    VSS_RESTORE_TARGET restore_target;
    VSS_FILE_RESTORE_STATUS file_restore_status;
    bool has_succeeded, succeeded; /* SetBackupSucceeded was called, and its value */
    bool has_additional_restores, additional_restores; /* SetAdditionalRestores was called */
    bool selected_for_restore, authoritative_restore;
    bool has_restore_target;
    bool has_restore_instance; /* SetSelectedForRestoreEx named an instance to restore to */
    GUID restore_instance_id;
    char *backup_options, *restore_options;
    char *backup_stamp, *previous_backup_stamp;
    char *backup_metadata, *restore_metadata;
    char *prepare_failure, *post_snapshot_failure, *pre_restore_failure, *post_restore_failure;
    struct vsapi_component_failure failure;
    char *roll_forward_point, *restore_name;
    vsapi_filedescs alternate_mappings, new_targets;
    VSAPI_ARRAY(struct vsapi_partial_file) partial_files;
    VSAPI_ARRAY(struct vsapi_differenced_file) differenced_files;
    VSAPI_ARRAY(struct vsapi_directed_target) directed_targets;
    VSAPI_ARRAY(struct vsapi_subcomponent) restore_subcomponents;
    struct vsapi_extra *extra, *backup_metadata_extra, *restore_metadata_extra, *failure_extra;
};

struct vsapi_bcd_writer {
    GUID writer_id, instance_id;
    char *instance_name; /* NULL: none */
    uint32_t backup_schema;
    VSAPI_ARRAY(struct vsapi_bcd_component *) components;
    struct vsapi_bcd_index *index; /* components by (type, logical path, name) */
    struct vsapi_extra *extra;
};

struct vsapi_bcd_snapshot { /* one shadow copy of the set: what a transportable or restored set
                               needs */
    GUID snapshot_id, provider_id;
    char *original_volume, *device;
    struct vsapi_extra *extra;
};

struct vsapi_bcd {
    struct vsapi_arena *arena;
    struct vsapi_mutex lock; /* guards all below while more than one thread may use the document */
    char *version;           /* of the vocabulary: "1.2", or as it was read */
    bool select_components, bootable_system_state, partial_file_support;
    VSS_BACKUP_TYPE backup_type; /* VSS_BT_UNDEFINED until SetBackupState */
    VSS_RESTORE_TYPE restore_type;
    bool has_snapshot_set;
    GUID snapshot_set_id;
    VSAPI_ARRAY(struct vsapi_bcd_snapshot) snapshots;
    VSAPI_ARRAY(struct vsapi_bcd_writer *) writers;
    struct vsapi_bcd_writers *index; /* writers by instance id, by class id */
    struct vsapi_extra *extra;
    struct vsapi_bcd_private *private_; /* references */
};

HRESULT vsapi_bcd_create(struct vsapi_bcd **out); /* empty, one reference */
void vsapi_bcd_ref(struct vsapi_bcd *bcd);
void vsapi_bcd_unref(struct vsapi_bcd *bcd); /* NULL allowed */
HRESULT vsapi_bcd_text(struct vsapi_bcd *bcd, char **field, const char *text);
/* Finds by instance id; NULL when there is none. */
struct vsapi_bcd_writer *vsapi_bcd_find_writer(struct vsapi_bcd *bcd, const GUID *instance_id);
/* Finds the n-th writer of a class (0 first): for calls that name the class only. */
struct vsapi_bcd_writer *vsapi_bcd_find_class(struct vsapi_bcd *bcd, const GUID *writer_id,
                                              size_t n);
HRESULT vsapi_bcd_add_writer(struct vsapi_bcd *bcd, const GUID *writer_id, const GUID *instance_id,
                             struct vsapi_bcd_writer **out); /* finds or adds */
/* VSS_E_OBJECT_ALREADY_EXISTS if (type, logical path, name) is there. */
HRESULT vsapi_bcd_add_component(struct vsapi_bcd *bcd, struct vsapi_bcd_writer *writer,
                                VSS_COMPONENT_TYPE type, const char *logical_path, const char *name,
                                struct vsapi_bcd_component **out);
struct vsapi_bcd_component *vsapi_bcd_find(struct vsapi_bcd_writer *writer, VSS_COMPONENT_TYPE type,
                                           const char *logical_path, const char *name);

/* A new document with the operation's fields and this one writer. Texts do not change once they
 * are there, so they are shared: the new document keeps a reference to `bcd`. Takes no lock: the
 * caller holds bcd's, where another thread may write to it. */
HRESULT vsapi_bcd_clone_writer(struct vsapi_bcd *bcd, const struct vsapi_bcd_writer *writer,
                               struct vsapi_bcd **out);
/* The same with these components instead of the writer's own; they may be those of other writers of
 * its class, as long as no two have the same names. */
HRESULT vsapi_bcd_clone_components(struct vsapi_bcd *bcd, const struct vsapi_bcd_writer *writer,
                                   struct vsapi_bcd_component *const *components, size_t count,
                                   struct vsapi_bcd **out);
/* Takes over what the writer's document says of its components; all or nothing. Only what is the
 * writer's to say (stamps, metadata, failures, restore target, partial, differenced and directed
 * files): what the requester has set meanwhile stays. VSS_E_OBJECT_NOT_FOUND for a component that
 * is not in `bcd`. The caller holds no lock: both documents' locks are taken here. */
HRESULT vsapi_bcd_merge_writer(struct vsapi_bcd *bcd, struct vsapi_bcd *part);
/* The same for what vsapi_bcd_clone_components made of these components. */
HRESULT vsapi_bcd_merge_components(struct vsapi_bcd *bcd, struct vsapi_bcd *part,
                                   struct vsapi_bcd_component *const *components, size_t count);

/* Takes over which shadow copies the other document says are those of the backup. Both locks are
 * taken here. */
HRESULT vsapi_bcd_take_snapshots(struct vsapi_bcd *bcd, struct vsapi_bcd *from);

HRESULT vsapi_bcd_read(const char *xml, size_t size_bytes, struct vsapi_bcd **out);
HRESULT vsapi_bcd_write(const struct vsapi_bcd *bcd, char **xml,
                        size_t *size_bytes); /* vsapi_free */

#endif
