/*
 * vsapi/wmd.h - the Writer Metadata Document as a model in memory.
 *
 * Texts are UTF-8 in the document's arena: they live as long as the document. A field is set by
 * pointing it to vsapi_arena_text. A document is written by one thread, then frozen: from then on
 * it is shared by counting references and only read. XML names stand in one table,
 * document/names.c.
 */
#ifndef VSAPI_WMD_H
#define VSAPI_WMD_H

#include <vsapi/alloc.h>
#include <vss.h>
#include <vswriter.h>

struct vsapi_extra; /* what the XML had that the tables do not know: kept and written back in place
                     */

struct vsapi_filedesc { /* one file set: also exclusions, mappings, new targets */
    char *path;
    char *filespec;
    bool recursive;
    char *alternate_path;      /* alternate path or destination of a mapping; NULL: none */
    uint32_t backup_type_mask; /* VSS_FSBT_*; default
                                  VSS_FSBT_ALL_BACKUP_REQUIRED|..SNAPSHOT_REQUIRED 0xF0F */
    struct vsapi_extra *extra;
};
typedef VSAPI_ARRAY(struct vsapi_filedesc) vsapi_filedescs;

struct vsapi_wm_dependency {
    GUID writer_id;
    char *logical_path; /* NULL: none */
    char *component_name;
    struct vsapi_extra *extra;
};

struct vsapi_wm_component {
    VSS_COMPONENT_TYPE type;
    char *logical_path; /* NULL: none */
    char *component_name;
    char *caption; /* NULL: none */
    unsigned char *icon;
    size_t icon_bytes;
    bool restore_metadata, notify_on_backup_complete, selectable, selectable_for_restore;
    uint32_t component_flags;                  /* VSS_CF_* */
    vsapi_filedescs files;                     /* file groups */
    vsapi_filedescs database_files, log_files; /* databases */
    VSAPI_ARRAY(struct vsapi_wm_dependency) dependencies;
    struct vsapi_extra *extra;
};

struct vsapi_wmd {
    struct vsapi_arena *arena;
    char *version; /* of the vocabulary: "1.2", or as it was read */
    GUID writer_id, instance_id;
    char *instance_name; /* NULL: none */
    char *friendly_name;
    VSS_USAGE_TYPE usage;
    VSS_SOURCE_TYPE source;
    uint32_t major_version, minor_version;
    uint32_t backup_schema; /* VSS_BS_* */
    bool has_restore_method;
    VSS_RESTOREMETHOD_ENUM restore_method;
    char *service, *user_procedure; /* NULL: none */
    VSS_WRITERRESTORE_ENUM writer_restore;
    bool reboot_required;
    vsapi_filedescs alternate_mappings;
    vsapi_filedescs include_files; /* deprecated; kept */
    vsapi_filedescs exclude_files;
    vsapi_filedescs exclude_from_snapshot;
    VSAPI_ARRAY(struct vsapi_wm_component *) components; /* stable addresses */
    struct vsapi_extra *extra, *identification_extra, *restore_method_extra, *locations_extra;
    struct vsapi_wmd_index *index;      /* components by type-less (logical path, name); complete
                                           at any time, so a frozen document is only read */
    struct vsapi_wmd_private *private_; /* references */
};

HRESULT vsapi_wmd_create(struct vsapi_wmd **out); /* empty, one reference */
void vsapi_wmd_ref(struct vsapi_wmd *wmd);
void vsapi_wmd_unref(struct vsapi_wmd *wmd); /* NULL allowed */
/* Sets *field to a copy in the arena (NULL stays NULL). */
HRESULT vsapi_wmd_text(struct vsapi_wmd *wmd, char **field, const char *text);
/* Adds; VSS_E_OBJECT_ALREADY_EXISTS if (logical path, name) is there. *out is the new component. */
HRESULT vsapi_wmd_add_component(struct vsapi_wmd *wmd, VSS_COMPONENT_TYPE type,
                                const char *logical_path, const char *name,
                                struct vsapi_wm_component **out);
/* NULL when there is none. Hash look-up, without regard to case. */
struct vsapi_wm_component *vsapi_wmd_find(struct vsapi_wmd *wmd, const char *logical_path,
                                          const char *name);
HRESULT vsapi_wmd_add_filedesc(struct vsapi_wmd *wmd, vsapi_filedescs *list, const char *path,
                               const char *filespec, bool recursive, const char *alternate_path,
                               uint32_t backup_type_mask);
HRESULT vsapi_wmd_add_dependency(struct vsapi_wmd *wmd, struct vsapi_wm_component *component,
                                 const GUID *writer_id, const char *logical_path, const char *name);

/* Strict reader: VSS_E_INVALID_XML_DOCUMENT with line and reason. xml is UTF-8 (or UTF-16 with a
 * BOM / declaration); the limit of bytes and depth is vsapi/document.h's. */
HRESULT vsapi_wmd_read(const char *xml, size_t size_bytes, struct vsapi_wmd **out);
HRESULT vsapi_wmd_write(const struct vsapi_wmd *wmd, char **xml,
                        size_t *size_bytes); /* vsapi_free */

#endif
