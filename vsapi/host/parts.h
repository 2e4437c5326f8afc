/*
 * vsapi/host/parts.h - what the files of this room share; nobody else includes it.
 *
 * A root is where a Windows path ends up: the files of a volume or of a shadow copy. What a root is
 * made of (a folder of this machine, a tree in memory) is known to its store only.
 */
#ifndef VSAPI_HOST_PARTS_H
#define VSAPI_HOST_PARTS_H

#include <vsapi/alloc.h>
#include <vsapi/clock.h>
#include <vsapi/details.h>
#include <vsapi/error.h>
#include <vsapi/files.h>
#include <vsapi/frame.h>
#include <vsapi/host.h>
#include <vsapi/text.h>
#include <vsapi/thread.h>
#include <vsapi/volume.h>

#include <stdatomic.h>

/* ---- room on a volume (room.c): shared by its files and its shadow copies, counted ------------
 */

struct vsapi_room;
struct vsapi_room *vsapi_room_create(uint64_t limit_bytes); /* NULL: out of memory */
struct vsapi_room *vsapi_room_ref(struct vsapi_room *room); /* NULL gives NULL */
void vsapi_room_unref(struct vsapi_room *room);
/* Both take NULL for a volume without limit. false: there is no room, nothing is taken. */
bool vsapi_room_take(struct vsapi_room *room, uint64_t bytes);
void vsapi_room_give(struct vsapi_room *room, uint64_t bytes);

/* ---- roots (root.c) ---------------------------------------------------------------------------
 */

struct vsapi_names;
struct vsapi_store_ops;
struct vsapi_root {
    atomic_uint refs;
    const struct vsapi_store_ops *store;
    char *name;                  /* of the volume or device, for sentences */
    char *folder;                /* NULL: in memory */
    int fd;                      /* of the folder, O_PATH; -1 */
    struct vsapi_names *names;   /* of the folder searched last; NULL: in memory */
    struct vsapi_tree *tree;     /* NULL: in a folder; one reference */
    struct vsapi_volume *volume; /* NULL: a shadow copy */
    struct vsapi_room *room;     /* of the volume's files in a folder; NULL: no limit */
    atomic_bool writable;
};

/* Exactly one of folder and tree is given; of the tree a reference is taken.
 * E_INVALIDARG: folder is not absolute or not a folder. */
HRESULT vsapi_root_create(const char *name, const char *folder, struct vsapi_tree *tree,
                          struct vsapi_root **out);
struct vsapi_root *vsapi_root_ref(struct vsapi_root *root);
void vsapi_root_unref(struct vsapi_root *root);

/* ---- the Windows name space (namespace.c) -----------------------------------------------------
 */

enum vsapi_name_kind {
    VSAPI_NAME_DRIVE = 500, /* C:\x, \\?\C:\x */
    VSAPI_NAME_VOLUME,      /* \\?\Volume{guid}\x */
    VSAPI_NAME_DEVICE,      /* \\?\GLOBALROOT\Device\HarddiskVolumeShadowCopyN\x */
    VSAPI_NAME_SHARE        /* \\machine\share\x, \\?\UNC\machine\share\x */
};
struct vsapi_name { /* a Windows path, cut into where and what; points into the path */
    enum vsapi_name_kind kind;
    bool verbatim;               /* begins with \\?\: nothing in it is interpreted */
    const char *drive;           /* DRIVE: where "C:" stands */
    GUID guid;                   /* VOLUME */
    uint32_t device;             /* DEVICE: N */
    const char *machine, *share; /* SHARE: where they stand */
    size_t machine_length, share_length;
    const char *rest; /* behind drive, volume, device or share: "" or begins with a separator */
};
/* E_INVALIDARG: not an absolute path of one of these forms */
HRESULT vsapi_name_cut(const char *path, struct vsapi_name *out);
/* The same, and the object names of the host's devices (device.c) are DEVICE. */
HRESULT vsapi_host_cut(struct vsapi_host *host, const char *path, struct vsapi_name *out);
/* The components of rest, divided by '/', without "." and ".."; free with vsapi_free.
 * E_INVALIDARG: leaves the volume; ERROR_INVALID_NAME: what Windows has no name for. */
HRESULT vsapi_name_components(const struct vsapi_name *name, const char *path, char **out);
/* Can a component of a Windows path be spelled like this? */
bool vsapi_name_valid(const char *component);
/* Behind the first `count` components. */
const char *vsapi_name_skip(const char *rest, size_t count);
size_t vsapi_name_count(const char *rest);

/* Is a mount point on the way to this drive and these components? */
bool vsapi_mount_leads_to(char mount_drive, const char *mount_rest, size_t depth, char drive,
                          char *components);

struct vsapi_place {         /* where a path ends up */
    struct vsapi_root *root; /* a reference */
    char *rest;              /* components divided by '/'; "" is the root itself */
};
HRESULT vsapi_place_find(struct vsapi_host *host, const char *path, struct vsapi_place *out);
/* One that is about to be changed: ERROR_WRITE_PROTECT on a shadow copy. */
HRESULT vsapi_place_find_writable(struct vsapi_host *host, const char *path,
                                  struct vsapi_place *out);
/* `path` is for the sentence. */
HRESULT vsapi_root_check_writable(const struct vsapi_root *root, const char *path);
void vsapi_place_finish(struct vsapi_place *place);

/* ---- stores: how the files of a root are kept -------------------------------------------------
 */

struct vsapi_node; /* tree.c */
struct vsapi_file {
    struct vsapi_root *root; /* a reference */
    enum vsapi_file_mode mode;
    bool written;
    int fd;                  /* in a folder */
    struct vsapi_node *node; /* in memory */
};
struct vsapi_listing {
    struct vsapi_root *root; /* a reference */
    void *state;             /* the store's */
};

/* All paths are `rest` of a place. open and close fill and empty what the store has in the file. */
struct vsapi_store_ops {
    const char *name;
    HRESULT (*stat)(struct vsapi_root *root, const char *path, struct vsapi_file_info *info);
    HRESULT (*open_listing)(struct vsapi_listing *listing, const char *path);
    HRESULT(*next)
    (struct vsapi_listing *listing, const char **name, struct vsapi_file_info *info);
    void (*close_listing)(struct vsapi_listing *listing);
    HRESULT (*open)(struct vsapi_file *file, const char *path);
    HRESULT(*read)
    (struct vsapi_file *file, uint64_t offset, void *data, size_t size_bytes, size_t *got);
    HRESULT (*write)(struct vsapi_file *file, uint64_t offset, const void *data, size_t size_bytes);
    HRESULT (*close)(struct vsapi_file *file, uint64_t modified);
    HRESULT (*make_folder)(struct vsapi_root *root, const char *path);
    HRESULT (*rename)(struct vsapi_root *root, const char *from, const char *to);
    HRESULT (*remove)(struct vsapi_root *root, const char *path);
    const struct vsapi_detail_ops *details; /* NULL: there are none, on Windows */
};

/* Gives a file another name, on one volume: what rename of the store does, or replace. */
typedef HRESULT vsapi_move(struct vsapi_root *root, const char *from, const char *to);
HRESULT vsapi_files_move(struct vsapi_host *host, const char *from, const char *to,
                         vsapi_move *how);

/* The same for vsapi/details.h. */
typedef HRESULT vsapi_each_detail(void *context, const char *name,
                                  const struct vsapi_file_details *details);
struct vsapi_detail_ops {
    HRESULT (*look)(struct vsapi_file *file, struct vsapi_file_details *out);
    HRESULT(*look_at)
    (struct vsapi_root *root, const char *path, struct vsapi_file_details *out);
    HRESULT(*list)
    (struct vsapi_root *root, const char *path, vsapi_each_detail *each, void *context);
    HRESULT (*set_times)(struct vsapi_file *file, const struct vsapi_file_times *times);
    HRESULT (*set_attributes)(struct vsapi_root *root, const char *path, uint32_t attributes);
    HRESULT (*resize)(struct vsapi_file *file, uint64_t size_bytes);
    HRESULT (*flush)(struct vsapi_file *file);
    HRESULT (*spelling)(struct vsapi_file *file, char **out); /* divided by '/' */
    HRESULT (*make_one)(struct vsapi_root *root, const char *path);
    HRESULT (*erase)(struct vsapi_root *root, const char *path, enum vsapi_erase what);
    HRESULT (*replace)(struct vsapi_root *root, const char *from, const char *to);
    HRESULT (*space)(struct vsapi_root *root, struct vsapi_space *out);
};
extern const struct vsapi_detail_ops vsapi_details_folder, vsapi_details_tree;
/* Of a root with a limited room. false: there is no limit. */
bool vsapi_room_space(struct vsapi_room *room, struct vsapi_space *out);
extern const struct vsapi_store_ops vsapi_store_folder, vsapi_store_tree;

/* Fills and empties what a root over a folder has of its own; the second takes any root. */
HRESULT vsapi_folder_open_root(struct vsapi_root *root, const char *folder);
void vsapi_folder_close_root(struct vsapi_root *root);
/* The path of a place on this machine, links followed; for vsapi_host_path. */
HRESULT vsapi_folder_path(struct vsapi_root *root, const char *path, char **out);
/* Bytes of all files below a folder. */
HRESULT vsapi_folder_bytes(struct vsapi_root *root, uint64_t *out);
/* HRESULT_FROM_WIN32 of what Windows says where this machine says `error`, with a sentence. */
HRESULT vsapi_fail_errno(int error, const char *what, const char *path);
/* The same with a code of Windows. */
HRESULT vsapi_fail_win32(DWORD code, const char *what, const char *path);
uint64_t vsapi_filetime_from_unix(int64_t seconds, long nanoseconds);

/* ---- trees beyond vsapi/volume.h (tree.c) ------------------------------------------------------
 */

struct vsapi_tree *vsapi_tree_ref(struct vsapi_tree *tree);
void vsapi_tree_set_room(struct vsapi_tree *tree, struct vsapi_room *room);
void vsapi_tree_set_clock(struct vsapi_tree *tree, struct vsapi_host *host);

/* ---- the host and its volumes ------------------------------------------------------------------
 */

/* A temporary folder that goes with its process, in `parent` or, if that cannot be, where temporary
 * files go; those of processes that were killed are removed there (own_folder.c). */
struct vsapi_own_folder {
    char *path; /* NULL: there is none */
    int lock;
};
HRESULT vsapi_own_folder_make(const char *parent, const char *prefix, struct vsapi_own_folder *out);
void vsapi_own_folder_remove(struct vsapi_own_folder *folder);

struct vsapi_volume {
    struct vsapi_host *host;
    struct vsapi_root *root;
    struct vsapi_room *room; /* NULL: no limit */
    char *name, *mount, *label, *file_system;
    char *disk;     /* of the array; NULL: one of its own */
    char *programs; /* folder whose programs are linked, divided by '/'; NULL: none */
    GUID guid;
    char *mount_rest;   /* the folders of the mount point, divided by '/': "" for C:\ */
    size_t mount_depth; /* how many they are */
    bool unsupported, on_array, legacy_array;
    uint64_t capacity_bytes;
    struct vsapi_own_folder shadow_folder; /* for this volume's shadow copies, when needed */

    struct vsapi_mutex lock; /* guards the hold */
    struct vsapi_cond changed;
    unsigned holds; /* requesters and providers that hold its writes */
    uint64_t held_since_ms;
    unsigned writing; /* writes that are going on */
    unsigned open;    /* files that are open */
};
void vsapi_volume_destroy_(struct vsapi_volume *volume);
/* Around every write: waits while writes are held. NULL is allowed. */
void vsapi_volume_begin_write(struct vsapi_volume *volume);
void vsapi_volume_end_write(struct vsapi_volume *volume);
/* A file of it is opened (1) or closed (-1). NULL is allowed. */
void vsapi_volume_count_open(struct vsapi_volume *volume, int more);
/* A reference to the root of shadow copy N; NULL with S_OK: there is none. */
HRESULT vsapi_host_device_root(struct vsapi_host *host, uint32_t number, struct vsapi_root **out);

/* Exposed shadow copies (exposed.c). The device whose mount point is the longest on the way, 0:
 * none; and how many components that takes. */
uint32_t vsapi_exposed_mounted(struct vsapi_host *host, char drive, char *components,
                               size_t *depth);
struct vsapi_share {
    uint32_t device; /* of the shadow copy behind it; 0: there is no such share */
    char *name;      /* as it was exposed */
    char *path;      /* what of the device it shows */
};
HRESULT vsapi_exposed_shared(struct vsapi_host *host, const struct vsapi_name *name,
                             struct vsapi_share *out);
/* The share of this machine that a cut path is on (shares.c). Zero on failure. */
HRESULT vsapi_share_find(struct vsapi_host *host, const struct vsapi_name *name, const char *path,
                         struct vsapi_share *out);
void vsapi_share_finish(struct vsapi_share *share);
void vsapi_exposed_remove(struct vsapi_host *host, uint32_t device); /* 0: of all devices */

struct vsapi_device;
void vsapi_host_remove_all_devices(struct vsapi_host *host);
struct vsapi_variable {
    char *name, *value;
};
struct vsapi_host {
    struct vsapi_mutex lock; /* guards all below but what is fixed before use: clock, delivery */
    VSAPI_ARRAY(struct vsapi_volume *) volumes;
    struct vsapi_device *devices; /* hash by number */
    uint32_t last_device;
    atomic_bool object_names;      /* a device has had one */
    struct vsapi_exposed *exposed; /* list */
    atomic_uint_least64_t changes; /* of devices, exposed names and rights */
    VSAPI_ARRAY(struct vsapi_fault) faults;
    VSAPI_ARRAY(struct vsapi_variable) variables;
    VSAPI_ARRAY(GUID) revert_blockers; /* classes of writers */
    struct vsapi_clock *clock;         /* owned */
    enum vsapi_delivery delivery;
    atomic_bool denied[VSAPI_ROLE_END_ - VSAPI_ROLE_REQUESTER], safe_mode;
    char *trace, *shadow_folder;
    struct vsapi_own_folder own_folder; /* of the default host, removed at the end */
    char *store;                        /* NULL: none; store.c */
    int store_fd;
    char *owner; /* this host's id in the store, NULL: nobody asked yet; held by owner_hold */
    int owner_hold;
    char *store_shadows; /* the folder for shadow copies in it, NULL: not yet needed */
};
void vsapi_store_finish(struct vsapi_host *host);
static inline void vsapi_host_changed(struct vsapi_host *host)
{
    atomic_fetch_add(&host->changes, 1);
}

/* ---- the machine's mirror in other processes (mirror.c) ---------------------------------------
 */

void vsapi_devices_put(struct vsapi_host *host, struct vsapi_frame *frame);
HRESULT vsapi_devices_take(struct vsapi_host *host, struct vsapi_frame *frame);
void vsapi_exposed_put(struct vsapi_host *host, struct vsapi_frame *frame);
HRESULT vsapi_exposed_take(struct vsapi_host *host, struct vsapi_frame *frame);

/* default.c, default_windows.c: what a machine has that nobody has described. */
HRESULT vsapi_host_add_default(struct vsapi_host *host);

#endif
