/*
 * vsbackup/src/plan.h - what the files of the planner share; nobody else includes it.
 *
 * The documents become *entries*: each file set, partial or differenced file, exclusion and whole
 * volume is one. An entry hangs on the *folder* it speaks of, so that those in force for a file are
 * found by the folder it is in and its name (plan_index.c). From the entries come *roots*, the
 * folders that have to be read (plan_roots.c); they are walked one after the other (plan_walk.c),
 * and for each file met the entries in force decide (plan_decide.c). What comes of it waits in a
 * queue for the caller (plan_items.c). Nothing is kept of a file.
 *
 * A file set with an alternate path is at home in one folder and read in another: its *mapping* is
 * what both paths differ in. A file is met in a mapping, and only the file sets of that mapping
 * mean it.
 */
#ifndef VSBACKUP_PLAN_H
#define VSBACKUP_PLAN_H

#include <vsapi/alloc.h>
#include <vsapi/bcd.h>
#include <vsapi/error.h>
#include <vsapi/plan.h>
#include <vsapi/text.h>
#include <vsapi/wmd.h>

#include <string.h>

#define PLAN_NO_VOLUME SIZE_MAX

/* A volume of the request; paths without the backslash at their end. */
struct plan_volume {
    char *mount;    /* "C:" or "C:\Mount" */
    char *name;     /* \\?\Volume{..}; NULL: not given */
    char *device;   /* of its shadow copy; NULL: none */
    bool in_folder; /* mounted in a folder */
    bool whole;     /* saved as a whole */
    enum vsapi_plan_need need;
};

struct plan_component {
    struct vsapi_plan_component shown;
    struct plan_writer *writer;
    const struct vsapi_wm_component *data;
    const struct vsapi_bcd_component *stored; /* in the Backup Components Document; NULL: not */
    struct plan_component *set; /* the explicit one it comes with; NULL: it is not in the backup */
    size_t ordinal;             /* among those of all writers */
    bool has_changes;           /* of a set: it has partial or differenced files */
};
struct plan_writer {
    struct vsapi_wmd *metadata; /* one reference */
    VSS_BACKUP_TYPE effective;
    bool takes_part;                   /* a component of it is explicit */
    struct plan_component *components; /* one for each in the metadata, in its order */
};

struct plan_mapping { /* the first folders in which home and source differ; "" both: they do not */
    char *home, *source;
};

enum plan_kind {
    PLAN_FILE_SET = 760,
    PLAN_VOLUME, /* one that is saved as a whole */
    PLAN_DIFFERENCED,
    PLAN_PARTIAL,
    PLAN_EXCLUDE,
    PLAN_NOT_IN_SHADOW, /* what the shadow copy optimization removes (COMP-507) */
    PLAN_KIND_END_
};
enum plan_told { /* what was already said of an entry */
                 PLAN_TOLD_BOTH = 1,
                 PLAN_TOLD_OTHERS = 2,
                 PLAN_TOLD_UNEQUAL = 4,
                 PLAN_TOLD_TWICE = 8
};
struct plan_entry {
    enum plan_kind kind;
    unsigned told;
    struct plan_component *component, *set; /* NULL: a volume, or an exclusion */
    size_t index;                           /* in its component, as vsapi_plan_member has it */
    const char *path, *filespec;            /* as the document has them; the filespec is not "" */
    struct plan_folder *folder;             /* where its files are at home */
    struct plan_mapping *mapping;           /* of a file set or volume; else NULL */
    const char *source;                     /* of the same: the live folder they are read in */
    uint32_t mask;
    bool recursive, named; /* named: the filespec is one name, without wildcards */
    bool log;              /* added as a log file */
    bool wanted;           /* it may lead to files that are copied */
    bool read;             /* a root is there for it */
    bool needs_shadow;     /* of a file set: by the snapshot bit of the type */
    bool failed;           /* its folder cannot be read as it has to be */
    bool settled;          /* its file was found, or has failed */
    uint64_t time;         /* of a differenced file */
    const struct vsapi_partial_file *partial; /* its entry in the document */
    const char *why;                          /* the sentence for all its files; NULL: not yet */
    struct plan_entry *next_in_folder, *next_same; /* next_same: of one file specification */
};

struct plan_spec { /* a file specification that entries of a folder have */
    const char *filespec;
    struct plan_entry *entries; /* by next_same */
    struct plan_spec *next;     /* in its folder */
    bool reaches_down;          /* of a recursive entry */
};
struct plan_folder {
    const char *path;           /* without backslash at its end */
    struct plan_spec *names;    /* without wildcards */
    struct plan_spec *patterns; /* with */
    struct plan_entry *entries; /* all, by next_in_folder */
    struct plan_root *roots;    /* that begin here, by next; one for each mapping */
    bool reaches_down;          /* an entry is recursive */
};
/* The entries in force in a folder: all of its own, and the recursive ones of those above. */
struct plan_scope {
    struct plan_folder *own; /* NULL: no entry speaks of it */
    VSAPI_ARRAY(struct plan_folder *) above;
};

struct plan_place { /* a folder where files of an entry are read */
    struct plan_mapping *mapping;
    const char *source; /* the live folder */
    bool needs_shadow;
    bool is_new; /* of a partial or differenced file that no file set of its set has */
};
struct plan_choice { /* a reason to copy the file at hand */
    const struct plan_entry *entry;
    const char *rule, *why;
};
struct plan_root {
    struct plan_folder *folder; /* at home */
    struct plan_mapping *mapping;
    const char *source;
    size_t volume;           /* of the source */
    bool recursive, listed;  /* all below it is read, or all in it; else names are looked up */
    bool swallowed, reached; /* another root leads here; it did */
    struct plan_root *next;
};

struct plan_text { /* a text that grows */
    char *text;
    size_t length, room;
};
struct plan_pending { /* a folder that was met and is still to be read */
    size_t name;      /* where its name begins in the texts of all */
    struct vsapi_file_info info;
};
struct plan_frame { /* a folder between the root and the one at hand */
    size_t home_length, source_length;
    size_t pending, above; /* how many there were when it was entered */
    struct plan_folder *own;
};
struct plan_walk {
    size_t next_root;
    bool second_pass;            /* over the roots that others should have led to */
    struct plan_root *root;      /* NULL: none is being walked */
    size_t next_mounted;         /* volume that may be mounted below it */
    size_t volume, prefix;       /* being read, and how long the path of its root is in `source` */
    void *listing;               /* of the folder at hand; NULL: none is open */
    struct plan_spec *next_name; /* to be looked up */
    struct plan_text home, source; /* of the folder at hand; a file's name is put behind them */
    size_t home_length, source_length;
    struct plan_scope scope;
    VSAPI_ARRAY(struct plan_frame) frames;
    VSAPI_ARRAY(struct plan_pending) pending;
    struct plan_text pending_names;
};

struct plan_queued {
    struct vsapi_plan_item shown;
    size_t members, ranges; /* where its own begin */
};
struct plan_ranges {
    struct vsapi_plan_range *items;
    uint32_t count, capacity;
};
struct plan_queue {
    VSAPI_ARRAY(struct plan_queued) items;
    VSAPI_ARRAY(struct vsapi_plan_member) members;
    struct plan_ranges ranges;
    VSAPI_ARRAY(char *) texts; /* that go with the items */
    size_t next;
};

enum plan_phase {
    PLAN_COLLECTING = 780, /* documents */
    PLAN_PREPARED,         /* they have become entries */
    PLAN_WALKING,
    PLAN_MISSING, /* what was not found is told */
    PLAN_OVER
};
struct vsapi_plan {
    struct vsapi_plan_request request;
    struct vsapi_plan_view view;
    struct vsapi_plan_records records; /* of size 0: there are none */
    enum plan_phase phase;
    HRESULT failure;           /* that ended it */
    struct vsapi_arena *arena; /* all that lives as long as the plan */
    struct plan_slot *table;   /* plan_index.c */
    VSAPI_ARRAY(struct plan_volume) volumes;
    bool has_mounted; /* a volume is mounted in a folder */
    VSAPI_ARRAY(struct plan_writer *) writers;
    struct vsapi_bcd *document; /* NULL: none yet */
    size_t component_count;
    VSAPI_ARRAY(struct plan_entry *) entries;
    struct plan_mapping same; /* of what is read where it is at home */
    VSAPI_ARRAY(struct plan_root *) roots;
    struct plan_walk walk;
    VSAPI_ARRAY(struct plan_entry *) matches; /* in force for the file at hand */
    VSAPI_ARRAY(struct plan_choice) copies;   /* why it is copied whole */
    VSAPI_ARRAY(struct plan_place) places;    /* of the entry at hand */
    size_t next_entry;                        /* to be asked whether it was found */
    struct plan_queue queue;
};

/* ---- plan_tables.c ----------------------------------------------------------------------------
 */

const char *vsbackup_plan_type_name(VSS_BACKUP_TYPE type); /* "incremental" */
/* Masks that the table schema_mask_validity forbids: calls `tell` for each rule that is broken. */
HRESULT vsbackup_plan_check_schema(const struct vsapi_wmd *metadata,
                                   HRESULT (*tell)(void *context, const char *rule,
                                                   const char *what),
                                   void *context);

/* ---- plan_documents.c: writers and components ------------------------------------------------
 */

HRESULT vsbackup_plan_take_writer(struct vsapi_plan *plan, struct vsapi_wmd *metadata);
HRESULT vsbackup_plan_take_components(struct vsapi_plan *plan, struct vsapi_bcd *document);

/* ---- plan_entries.c --------------------------------------------------------------------------
 */

HRESULT vsbackup_plan_make_entries(struct vsapi_plan *plan);

/* ---- plan_places.c: volumes and paths --------------------------------------------------------
 */

HRESULT vsbackup_plan_read_volumes(struct vsapi_plan *plan);
/* Variables expanded, divided by backslashes, none at the end; goes to vsapi_free. */
HRESULT vsbackup_plan_expand(struct vsapi_plan *plan, const char *path, char **out);
/* What of a path is behind a prefix that ends where a name ends; NULL: it does not begin so. */
const char *vsbackup_plan_behind(const char *path, const char *prefix);
/* The volume that a path is on, and what of the path is behind its mount point; PLAN_NO_VOLUME. */
size_t vsbackup_plan_volume_of(const struct vsapi_plan *plan, const char *path, const char **rest);
/* By its mount point; NULL: it is not in the request. */
struct plan_volume *vsbackup_plan_volume_named(struct vsapi_plan *plan, const char *mount);
/* Where a volume is mounted below a folder: the rest of the path, with a backslash first. NULL: it
 * is not. */
const char *vsbackup_plan_mounted_below(const struct plan_volume *volume, const char *folder);
HRESULT vsbackup_plan_mapping(struct vsapi_plan *plan, const char *home, const char *source,
                              struct plan_mapping **out);

/* ---- plan_index.c ----------------------------------------------------------------------------
 */

/* Objects by text, without regard to case, in a space that `in` names. NULL: there is none. */
void *vsbackup_plan_find(const struct vsapi_plan *plan, const void *in, const char *text);
/* `text` and object stay where they are. */
HRESULT vsbackup_plan_put(struct vsapi_plan *plan, const void *in, const char *text, void *object);
void vsbackup_plan_finish_table(struct vsapi_plan *plan);
struct plan_folder *vsbackup_plan_find_folder(const struct vsapi_plan *plan, const char *path);
/* Hangs the entry on the folder. */
HRESULT vsbackup_plan_enter(struct vsapi_plan *plan, const char *home, struct plan_entry *entry);
/* Fills the scope, which may have been used before, for a folder. */
HRESULT vsbackup_plan_look_up(struct vsapi_plan *plan, const char *home, struct plan_scope *scope);
void vsbackup_plan_scope_finish(struct plan_scope *scope);
/* Puts the entries in force for a name into plan->matches. */
HRESULT vsbackup_plan_match(struct vsapi_plan *plan, const struct plan_scope *scope,
                            const char *name);
/* Puts the recursive ones in force in a folder there, whatever their file specification, behind
 * what is there; with all, also the others of its own. */
HRESULT vsbackup_plan_match_folder(struct vsapi_plan *plan, const struct plan_scope *scope,
                                   bool all);

/* ---- plan_roots.c ----------------------------------------------------------------------------
 */

/* Where files of a file set, volume, partial or differenced file are read: into plan->places. */
HRESULT vsbackup_plan_find_places(struct vsapi_plan *plan, struct plan_entry *entry);
HRESULT vsbackup_plan_make_roots(struct vsapi_plan *plan);
HRESULT vsbackup_plan_find_needs(struct vsapi_plan *plan);

/* ---- plan_remarks.c --------------------------------------------------------------------------
 */

/* What is to be told before the first file. */
HRESULT vsbackup_plan_remark_documents(struct vsapi_plan *plan);

/* ---- plan_walk.c -----------------------------------------------------------------------------
 */

/* One step on; S_FALSE: all roots have been walked. */
HRESULT vsbackup_plan_step(struct vsapi_plan *plan);
void vsbackup_plan_finish_walk(struct vsapi_plan *plan);

/* ---- plan_decide.c ---------------------------------------------------------------------------
 */

struct plan_file { /* that the walk has met */
    const char *path, *source;
    struct vsapi_file_info info;
    const struct plan_mapping *mapping;
    bool shadow; /* read on a shadow copy */
};
/* The entries in force for it are in plan->matches. */
HRESULT vsbackup_plan_decide(struct vsapi_plan *plan, const struct plan_file *file);
/* By sets, volumes last; in a set by kind, component and place in the document. */
void vsbackup_plan_sort_matches(struct vsapi_plan *plan);
/* Is it a file set, or volume, whose files are copied when met in this mapping? One that may be
 * read on a shadow copy only is not, where there is none: that was told when the roots were made.
 */
bool vsbackup_plan_takes(const struct plan_entry *entry, const struct plan_mapping *mapping,
                         bool shadow);
/* Does a differenced file decide, in this type of backup? Else the mask does. */
bool vsbackup_plan_decides(const struct plan_entry *differenced);

/* ---- plan_partial.c --------------------------------------------------------------------------
 */

/* The items of a file of which ranges are saved, for the partial entries of one set. */
HRESULT vsbackup_plan_add_ranges(struct vsapi_plan *plan, const struct plan_file *file,
                                 struct plan_entry *const *group, size_t count);

/* ---- plan_items.c ----------------------------------------------------------------------------
 */

/* A new item at the end of the queue; NULL: out of memory. It may move with the next one. */
struct vsapi_plan_item *vsbackup_plan_add_item(struct vsapi_plan *plan,
                                               enum vsapi_plan_action action, const char *rule);
/* Gives the last item another member. */
HRESULT vsbackup_plan_add_member(struct vsapi_plan *plan, const struct plan_entry *entry);
/* The same with another cause than the entry's kind. */
HRESULT vsbackup_plan_add_member_by(struct vsapi_plan *plan, const struct plan_entry *entry,
                                    enum vsapi_plan_cause cause);
/* Formats a text that lives as long as the items in the queue; NULL: out of memory. */
const char *vsbackup_plan_say(struct vsapi_plan *plan, const char *format, ...) VSAPI_PRINTF(2, 3);
/* Its path and file specification. */
const char *vsbackup_plan_say_path(struct vsapi_plan *plan, const struct plan_entry *entry);
/* An item of one member, or none, about a path. The path lives as long as the items. */
HRESULT vsbackup_plan_tell(struct vsapi_plan *plan, enum vsapi_plan_action action, const char *rule,
                           const struct plan_entry *entry, const char *path, const char *why);
/* The same as FAIL, with its result; the entry is settled. */
HRESULT vsbackup_plan_fail(struct vsapi_plan *plan, HRESULT result, const char *rule,
                           struct plan_entry *entry, const char *path, const char *why);
/* The next one; NULL: the queue is empty. */
const struct vsapi_plan_item *vsbackup_plan_take_item(struct vsapi_plan *plan);
void vsbackup_plan_clear_queue(struct vsapi_plan *plan);
void vsbackup_plan_finish_queue(struct vsapi_plan *plan);

bool vsbackup_plan_is_absence(HRESULT hr);

#endif
