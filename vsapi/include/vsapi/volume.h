/*
 * vsapi/volume.h - volumes of the mock host as service, provider and native ground see them.
 * Inner use; programs use vsapi/host.h and vsapi/files.h.
 */
#ifndef VSAPI_VOLUME_H
#define VSAPI_VOLUME_H

#include <vsapi/files.h>
#include <vsapi/host.h>

struct vsapi_tree; /* a file tree in memory (host/tree.c) */

/* By \\?\Volume{..}\ name (with or without final backslash), mount point or drive ("C:", "C:\");
 * HRESULT: VSS_E_OBJECT_NOT_FOUND. Names compare without regard to case. */
HRESULT vsapi_host_find_volume(struct vsapi_host *host, const char *name,
                               struct vsapi_volume **out);
/* The volume a path is on, by its longest mount point, and the rest of the path behind it. */
HRESULT vsapi_host_volume_of(struct vsapi_host *host, const char *path, struct vsapi_volume **out,
                             const char **rest);
/* The root of the share that a path is on, \\MACHINE\SHARE\; `full`: with the machine's domain.
 * Free it with vsapi_free. NULL with S_OK: the path is on no share. ERROR_BAD_NETPATH,
 * ERROR_BAD_NET_NAME: there is no such machine or share. */
HRESULT vsapi_host_share_of(struct vsapi_host *host, const char *path, bool full, char **out);

const char *vsapi_volume_folder(const struct vsapi_volume *volume);      /* NULL: in memory */
struct vsapi_tree *vsapi_volume_tree(const struct vsapi_volume *volume); /* NULL: in a folder */
const char *vsapi_volume_programs(const struct vsapi_volume *volume);    /* NULL; divided by '/' */
bool vsapi_volume_supported(const struct vsapi_volume *volume);
bool vsapi_volume_on_array(const struct vsapi_volume *volume);
bool vsapi_volume_on_legacy_array(const struct vsapi_volume *volume);
/* Are both on one LUN of the array? */
bool vsapi_volume_same_disk(const struct vsapi_volume *a, const struct vsapi_volume *b);
uint64_t vsapi_volume_capacity(const struct vsapi_volume *volume);
/* The capacity is shared by the files of a volume and its shadow copies. false: there is no room
 * for so many bytes more, and nothing was taken; always true without a limit. */
bool vsapi_volume_take_room(struct vsapi_volume *volume, uint64_t bytes);
void vsapi_volume_give_room(struct vsapi_volume *volume, uint64_t bytes);
/* Bytes of all files that are on it now. */
HRESULT vsapi_volume_bytes(struct vsapi_volume *volume, uint64_t *out);
/* Has anybody a file of it open through vsapi/files.h? */
bool vsapi_volume_in_use(struct vsapi_volume *volume);
/* While held, writes through vsapi/files.h to this volume wait (flush and hold), until all who hold
 * have released. The system drops a hold that lasts 10 s on the host's clock; release tells whether
 * it was kept. */
void vsapi_volume_hold_writes(struct vsapi_volume *volume);
bool vsapi_volume_release_writes(struct vsapi_volume *volume);

/* Shadow copy devices: "\\?\GLOBALROOT\Device\HarddiskVolumeShadowCopyN". Exactly one of folder and
 * tree is given; paths below the device then resolve there, read-only unless writable. */
HRESULT vsapi_host_add_device(struct vsapi_host *host, const char *device, const char *folder,
                              struct vsapi_tree *tree);
void vsapi_host_set_device_writable(struct vsapi_host *host, const char *device, bool writable);
void vsapi_host_remove_device(struct vsapi_host *host, const char *device);
/* What programs are told: the name of the device, or on Windows, where programs open files
 * themselves, that of its folder with \\?\ before it. Such a name is taken for the device's in all
 * functions of the host. Free with vsapi_free. */
HRESULT vsapi_host_device_object(struct vsapi_host *host, const char *device, char **out);

struct vsapi_exposure { /* a device under a name of its own */
    const char *device;
    bool remote;      /* as a share, else as a drive or in a folder */
    const char *name; /* X:, Y:\Mount or a share's; NULL: the system chooses (shares only) */
    const char *path; /* of a share: what it shows; NULL: all */
};
/* From here on until the device is removed files are found there, too: below X:\, Y:\Mount\ or
 * \\machine\share\. *name, free with vsapi_free, is the name without a final backslash.
 * E_INVALIDARG: the name is none, taken, no empty folder, or the path is no folder;
 * ERROR_ALREADY_EXISTS: the device has such a name; ERROR_FILE_NOT_FOUND: there is no such device.
 */
HRESULT vsapi_host_expose(struct vsapi_host *host, const struct vsapi_exposure *exposure,
                          char **name);
void vsapi_host_unexpose(struct vsapi_host *host, const char *device);

/* N, counting from 1; with a store one that no process on this machine has had. */
HRESULT vsapi_host_next_device(struct vsapi_host *host, uint32_t *out);
HRESULT vsapi_host_shadow_folder(struct vsapi_host *host, const struct vsapi_volume *volume,
                                 const char **out); /* made if need be */

enum vsapi_delivery vsapi_host_delivery(struct vsapi_host *host);
/* E_ACCESSDENIED with a sentence: the role has not got the rights for that call. */
HRESULT vsapi_host_access(struct vsapi_host *host, enum vsapi_role role, const char *call);
bool vsapi_host_safe_mode(struct vsapi_host *host);
/* The classes of writers that block reverts. */
const GUID *vsapi_host_revert_blockers(struct vsapi_host *host, size_t *count);
/* NULL for none. */
const char *vsapi_host_variable(struct vsapi_host *host, const char *name);
HRESULT vsapi_host_expand(struct vsapi_host *host, const char *text, char **out); /* %NAME% */
size_t vsapi_host_fault_count(struct vsapi_host *host);
const struct vsapi_fault *vsapi_host_fault(struct vsapi_host *host, size_t i);
/* Opens/closes what set_trace named; called when the host comes into use and when it goes. */
HRESULT vsapi_host_begin_use(struct vsapi_host *host);
void vsapi_host_end_use(struct vsapi_host *host);

/* Trees in memory. A clone shares file contents until either side writes (copy on write). */
HRESULT vsapi_tree_create(struct vsapi_tree **out);
HRESULT vsapi_tree_clone(struct vsapi_tree *tree, struct vsapi_tree **out);
/* Makes the tree what another one is: as a whole or not at all. Files that are open stay as they
 * were, out of reach. */
HRESULT vsapi_tree_replace(struct vsapi_tree *tree, struct vsapi_tree *by);
void vsapi_tree_destroy(struct vsapi_tree *tree);
uint64_t vsapi_tree_bytes(struct vsapi_tree *tree);

#endif
