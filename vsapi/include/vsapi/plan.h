/*
 * vsapi/plan.h - the planner: what a backup copies, from where, for which component, and why.
 *
 * A requester has the writers' metadata documents, its own Backup Components Document as it stands
 * after DoSnapshotSet, a backup type, what it remembers of earlier backups and a view of the
 * volumes. The planner makes from them, one after the other, the files to be copied: whole or by
 * ranges, from the shadow copy or from the volume, with the component each is recorded under, and
 * the rule and the entry of a document that decided. It follows the decision tables of the rules
 * INCR-*, COMP-* (docs/incremental.md), copies nothing and changes nothing.
 *
 * Texts are UTF-8, paths Windows paths. Results are HRESULTs; vsapi_last_message has the sentence.
 * Threads: a plan belongs to one thread at a time. Memory: the documents, one entry for each file
 * set, and the names of the folders that wait on the way from the root of a file set to the file at
 * hand; nothing for each file.
 */
#ifndef VSAPI_PLAN_H
#define VSAPI_PLAN_H

#include <vsapi/files.h>
#include <vss.h>
#include <vswriter.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A volume, and the shadow copy that this backup has of it. */
struct vsapi_plan_volume {
    const char *mount; /* "C:\" or the folder it is mounted in, "C:\Mount\" */
    const char *name;  /* \\?\Volume{...}\, or NULL */
    const char
        *device; /* its shadow copy, \\?\GLOBALROOT\Device\HarddiskVolumeShadowCopyN; or NULL */
};

/** How the planner looks at files: by full paths, below a device or on a volume. All functions are
 *  needed. vsapi_plan_host_view fills it for a machine of this library. Failures are HRESULTs of
 *  Win32 codes; ERROR_FILE_NOT_FOUND and ERROR_PATH_NOT_FOUND mean absence. */
struct vsapi_plan_view {
    uint32_t size; /* of this struct */
    void *context;
    /** Expands %NAME%; the result goes to vsapi_free. */
    HRESULT (*expand)(void *context, const char *path, char **out);
    HRESULT (*stat)(void *context, const char *path, struct vsapi_file_info *info);
    /** A folder's entries, but . and .., one at a time and in any order. *name lives until the next
     *  call. S_FALSE: that was the last. */
    HRESULT (*open_folder)(void *context, const char *path, void **folder);
    HRESULT(*next_entry)
    (void *context, void *folder, const char **name, struct vsapi_file_info *info);
    void (*close_folder)(void *context, void *folder);
    /** At most size_bytes at offset of a file; *got is 0 at its end. */
    HRESULT(*read)
    (void *context, const char *path, uint64_t offset, void *data, size_t size_bytes, size_t *got);
};
VSAPI_EXPORT void vsapi_plan_host_view(struct vsapi_host *host, struct vsapi_plan_view *view);

/** What the requester remembers of the backup that this one is relative to (table base_backup).
 *  Decides on differenced files without a time (INCR-411). */
struct vsapi_plan_records {
    uint32_t size;
    void *context;
    /** The file as it was then: S_OK, or S_FALSE if it was not there. NULL: only since_time counts.
     */
    HRESULT (*find)(void *context, const char *path, struct vsapi_file_info *info);
    uint64_t since_time; /* FILETIME: when that backup's shadow copy was made; 0: not known */
};

struct vsapi_plan_request {
    uint32_t size;
    VSS_BACKUP_TYPE type; /* as in SetBackupState */
    bool partial_files;   /* as in SetBackupState */
    const struct vsapi_plan_view *view;
    const struct vsapi_plan_volume *volumes;
    size_t volume_count;
    const struct vsapi_plan_records *records; /* NULL: there are none; what has no time is copied */
    bool show_skipped;                        /* yields what is not copied, too, with the reason */
};

struct vsapi_plan;

/** A plan of nothing yet. The request and what it points to must outlive the plan.
 *  @retval E_INVALIDARG  VSS_BT_UNDEFINED (INCR-318), a view that lacks a function, a struct of a
 *                        size that this library does not know, a volume without mount point */
VSAPI_EXPORT HRESULT vsapi_plan_create(const struct vsapi_plan_request *request,
                                       struct vsapi_plan **out);
VSAPI_EXPORT void vsapi_plan_destroy(struct vsapi_plan *plan); /* NULL is fine */

/* The three that add end with the first call of vsapi_plan_volume_need or vsapi_plan_next: then
 * they answer VSS_E_BAD_STATE. */
/** A Writer Metadata Document, UTF-8 or UTF-16.
 *  @retval VSS_E_INVALID_XML_DOCUMENT
 *  @retval VSS_E_OBJECT_ALREADY_EXISTS  this writer instance has one already */
VSAPI_EXPORT HRESULT vsapi_plan_add_writer(struct vsapi_plan *plan, const char *xml, size_t bytes);
/** The Backup Components Document, once, after the writers.
 *  @retval VSS_E_INVALID_XML_DOCUMENT
 *  @retval VSS_E_OBJECT_NOT_FOUND  it has a component that its writer's metadata does not have; the
 *                                  plan can only be destroyed then
 *  @retval VSS_E_BAD_STATE         there is one already */
VSAPI_EXPORT HRESULT vsapi_plan_set_components(struct vsapi_plan *plan, const char *xml,
                                               size_t bytes);
/** A volume is saved as a whole, with those mounted below it, besides or instead of components:
 *  what writers exclude is left out.
 *  @param mount  as in the request  @retval VSS_E_OBJECT_NOT_FOUND  it is not there */
VSAPI_EXPORT HRESULT vsapi_plan_add_volume(struct vsapi_plan *plan, const char *mount);

/* ---- before the snapshot ---- */

enum vsapi_plan_need { /* INCR-214, INCR-215 */
                       VSAPI_PLAN_NOT_NEEDED = 700,
                       VSAPI_PLAN_LIVE_WILL_DO, /* files of it are read, none needs a shadow copy */
                       VSAPI_PLAN_SHADOW_COPY,  /* a file set on it must be read from a shadow copy
                                                 */
                       VSAPI_PLAN_NEED_END_
};
/** What volume `index` of the request is needed for, by the file sets, alternate paths and volumes
 *  mounted below recursive file sets. */
VSAPI_EXPORT HRESULT vsapi_plan_volume_need(struct vsapi_plan *plan, size_t index,
                                            enum vsapi_plan_need *need);

/* ---- the files ---- */

enum vsapi_plan_action {
    VSAPI_PLAN_COPY = 720,  /* the whole file */
    VSAPI_PLAN_COPY_RANGES, /* the ranges of a partial file */
    VSAPI_PLAN_FOLDER,      /* a folder of a recursive file set, which comes back even if empty */
    VSAPI_PLAN_LINK,        /* a symbolic link or junction; it is not followed */
    VSAPI_PLAN_SKIP,        /* not copied; only with show_skipped */
    VSAPI_PLAN_FAIL,   /* its component fails: missing, unreadable, no shadow copy to read from,
                          ranges that cannot be had; `result` and `why` say it */
    VSAPI_PLAN_REMARK, /* a breach of the rules by a writer, or something to be told; nothing
                          to copy */
    VSAPI_PLAN_ACTION_END_
};
enum vsapi_plan_cause { /* the entry that decided */
                        VSAPI_PLAN_BY_FILE_SET = 740,
                        VSAPI_PLAN_BY_PARTIAL,
                        VSAPI_PLAN_BY_RANGES_FILE, /* a ranges file is saved itself (INCR-014) */
                        VSAPI_PLAN_BY_DIFFERENCED,
                        VSAPI_PLAN_BY_EXCLUDE,
                        VSAPI_PLAN_BY_VOLUME,
                        VSAPI_PLAN_CAUSE_END_
};
struct vsapi_plan_range {
    uint64_t offset_bytes, length_bytes;
};
struct vsapi_plan_component { /* borrowed from the plan, for its life */
    GUID writer_id, instance_id;
    const char *writer_name;
    VSS_COMPONENT_TYPE type;
    const char *logical_path; /* "" for none */
    const char *name;
    VSS_BACKUP_TYPE effective_type; /* table effective_type */
    bool explicit_;                 /* in the Backup Components Document */
};
/** In which entry of which component a file is. */
struct vsapi_plan_member {
    const struct vsapi_plan_component *component; /* that has the entry, also if implicit; NULL: a
                                                     volume, or a writer's exclusion */
    const struct vsapi_plan_component
        *set; /* the explicit one it is recorded under; NULL as well */
    enum vsapi_plan_cause cause;
    size_t index;     /* of the entry: of file sets, files, databases and logs counted through in
                         this order; of partial or differenced files as the API counts */
    const char *path; /* as the entry has it, with variables */
    const char *filespec;
    bool recursive;
    uint32_t mask;        /* VSS_FSBT_*; 0 where there is none */
    uint64_t time;        /* of a differenced file */
    const char *metadata; /* of a partial file; or NULL */
};
struct vsapi_plan_item {
    enum vsapi_plan_action action;
    const char *path;   /* where the file is at home, and is restored to; NULL of some remarks */
    const char *source; /* where it is read; NULL: nothing is read */
    bool from_shadow_copy;
    struct vsapi_file_info info;
    const struct vsapi_plan_range *ranges; /* sorted, disjoint, not empty; for COPY_RANGES */
    size_t range_count;
    const struct vsapi_plan_member *members; /* the first one decided; then come the other entries
                                                that want the file so, and the file sets that a
                                                partial file falls under */
    size_t member_count;
    HRESULT result;   /* of FAIL */
    const char *rule; /* "INCR-203"; NULL of what is copied for a volume only */
    const char *why;  /* a sentence, with the values */
};
/** The next item; it lives until the next call. After a failure the plan can only be destroyed.
 *  @retval S_FALSE        that was all; *out is NULL
 *  @retval E_OUTOFMEMORY  also where the view says so; what else it fails with is told by an item
 *                         FAIL, and the plan goes on */
VSAPI_EXPORT HRESULT vsapi_plan_next(struct vsapi_plan *plan, const struct vsapi_plan_item **out);

/* ---- the tables, for who plans alone ---- */

/** Table effective_type: what a backup type means for a writer with this schema. E_INVALIDARG for
 *  VSS_BT_UNDEFINED. */
VSAPI_EXPORT HRESULT vsapi_plan_effective_type(VSS_BACKUP_TYPE type, uint32_t schema,
                                               VSS_BACKUP_TYPE *effective);
/** Table copy_decision: the two bits of VSS_FSBT_* that an effective type looks at. */
VSAPI_EXPORT uint32_t vsapi_plan_backup_bit(VSS_BACKUP_TYPE effective);
VSAPI_EXPORT uint32_t vsapi_plan_snapshot_bit(VSS_BACKUP_TYPE effective);
/** A ranges string or the content of a ranges file as a sorted list without overlap; the list goes
 *  to vsapi_free. E_INVALIDARG: it is neither, or a range ends beyond 2^64. */
VSAPI_EXPORT HRESULT vsapi_plan_ranges(const char *text, struct vsapi_plan_range **out,
                                       size_t *count);
VSAPI_EXPORT HRESULT vsapi_plan_ranges_of_bytes(const void *bytes, size_t size_bytes,
                                                struct vsapi_plan_range **out, size_t *count);

#ifdef __cplusplus
}
#endif
#endif
