/*
 * vsapi/host.h - the mock machine: volumes, clock, delivery of events, faults, trace.
 *
 * Without a word the service runs on a host with one volume C:\ over a fresh folder. A program
 * describes another here and gives it to vsapi_use_host, or an XML file does and the environment
 * variable VSAPI_HOST names it (docs/host-file.md, host.rng).
 */
#ifndef VSAPI_HOST_H
#define VSAPI_HOST_H

#include <vsapi/clock.h>
#include <vsapi/platform.h>

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

struct vsapi_host;   /* the machine */
struct vsapi_volume; /* one volume: its names and the folder or tree its files are in */

/** Makes a host without volumes, on a real clock, with parallel delivery.  @retval E_OUTOFMEMORY */
VSAPI_EXPORT HRESULT vsapi_host_create(struct vsapi_host **out);
/** Makes the default host: C:\ over a fresh temporary folder that vsapi_host_destroy removes. */
VSAPI_EXPORT HRESULT vsapi_host_create_default(struct vsapi_host **out);
/** Makes the host that an XML file describes.
 *  @retval E_INVALIDARG  the file is missing or wrong; vsapi_last_message has file, line and reason
 */
VSAPI_EXPORT HRESULT vsapi_host_load(const char *path, struct vsapi_host **out);
/** Ends a host and removes what it made (temporary folders, shadow copies that are not persistent).
 *  NULL is allowed. */
VSAPI_EXPORT void vsapi_host_destroy(struct vsapi_host *host);

struct vsapi_volume_options {
    uint32_t size;           /* sizeof this struct */
    const char *mount;       /* "C:\\" or a folder "C:\\Mount\\"; UTF-8 */
    const char *folder;      /* absolute host path of its files; NULL: a file tree in memory */
    const char *guid;        /* of its \\?\Volume{...}\ name; NULL: made from the mount, stable */
    const char *label;       /* NULL: "" */
    const char *file_system; /* NULL: "NTFS" */
    bool unsupported;        /* no provider takes shadow copies of it */
    uint64_t capacity_bytes; /* room for files and shadow copies; 0: no limit */
    bool array;              /* it lies on a disk array, which has a hardware provider of its own */
    const char *disk;     /* volumes on the array with the same one are on one LUN; NULL: alone */
    bool legacy_array;    /* that provider is an old one, which cannot resynchronize LUNs */
    const char *programs; /* a folder on it; programs (.exe, .dll and the like) below it get one
                             more name in shadow copies instead of a copy; NULL: none do */
};
/** Adds a volume.  @param out  may be NULL; the host owns the volume
 *  @retval E_INVALIDARG  mount is no path of that form or taken, folder not absolute or not there
 */
VSAPI_EXPORT HRESULT vsapi_host_add_volume(struct vsapi_host *host,
                                           const struct vsapi_volume_options *options,
                                           struct vsapi_volume **out);

/* The volumes of a host, and their names, for programs that list them. The texts are the volume's.
 */
VSAPI_EXPORT size_t vsapi_host_volume_count(struct vsapi_host *host);
VSAPI_EXPORT struct vsapi_volume *vsapi_host_volume(struct vsapi_host *host, size_t i);
VSAPI_EXPORT const char *vsapi_volume_name(const struct vsapi_volume *volume); /* \\?\Volume{..}\ */
VSAPI_EXPORT const char *vsapi_volume_mount(const struct vsapi_volume *volume); /* C:\ */
VSAPI_EXPORT const char *vsapi_volume_label(const struct vsapi_volume *volume);
VSAPI_EXPORT const char *vsapi_volume_file_system(const struct vsapi_volume *volume);

enum vsapi_delivery { /* how events reach writers */
                      VSAPI_DELIVERY_PARALLEL =
                          300, /* as on Windows: all of one level at once, on worker threads */
                      VSAPI_DELIVERY_SERIAL, /* one at a time, on a worker: deterministic, hangs
                                                time out */
                      VSAPI_DELIVERY_INLINE, /* on the requester's thread: no threads, no time-outs
                                              */
                      VSAPI_DELIVERY_END_
};
VSAPI_EXPORT void vsapi_host_set_delivery(struct vsapi_host *host, enum vsapi_delivery delivery);
/** Puts the host on another clock. Ownership: the host takes the clock. */
VSAPI_EXPORT void vsapi_host_set_clock(struct vsapi_host *host, struct vsapi_clock *clock);
VSAPI_EXPORT struct vsapi_clock *vsapi_host_clock(struct vsapi_host *host);
/** Writes a trace (JSON Lines) to a file while the host is in use.  @retval E_INVALIDARG */
VSAPI_EXPORT HRESULT vsapi_host_set_trace(struct vsapi_host *host, const char *path);
/** The folder where the machine keeps what outlives a process: persistent shadow copies, express
 *  writers. Programs with the same folder are on the same machine. Without one such things last as
 *  long as the host.  @param folder  absolute; NULL: none
 *  @retval E_INVALIDARG  not absolute, not there, or not writable */
VSAPI_EXPORT HRESULT vsapi_host_set_store(struct vsapi_host *host, const char *folder);
/** Where shadow copies of folder volumes are kept; default: in the store, else a temporary folder
 *  beside the volume's, so that reflinks work; removed with the host if the host made it. */
VSAPI_EXPORT HRESULT vsapi_host_set_shadow_folder(struct vsapi_host *host, const char *folder);
/** Sets an environment variable of the host's machine, for ExpandEnvironmentStrings. */
VSAPI_EXPORT HRESULT vsapi_host_set_variable(struct vsapi_host *host, const char *name,
                                             const char *value);

enum vsapi_role { /* what the account is, under which the programs run */
                  VSAPI_ROLE_REQUESTER = 320,
                  VSAPI_ROLE_WRITER,
                  VSAPI_ROLE_END_
};
/** Takes the rights of a role away, or gives them back: whoever has not got them is neither an
 *  administrator nor a backup operator, and gets E_ACCESSDENIED. At first both are there; they may
 *  change at any time. */
VSAPI_EXPORT void vsapi_host_set_rights(struct vsapi_host *host, enum vsapi_role role,
                                        bool allowed);
/** Starts the machine in safe mode, or as always: writers are not initialized then (S_FALSE). */
VSAPI_EXPORT void vsapi_host_set_safe_mode(struct vsapi_host *host, bool safe);
/** Puts a class of writers on the machine's list of those that block reverts (the registry key
 *  WritersBlockingRevert of the service's settings), which ShouldBlockRevert asks.
 *  @param writer_id  the class id, "{...}" or without braces  @retval E_INVALIDARG  it is none */
VSAPI_EXPORT HRESULT vsapi_host_block_revert(struct vsapi_host *host, const char *writer_id);

#define VSAPI_FAULT_HANG UINT64_MAX
struct vsapi_fault { /* "the second CommitSnapshots takes 10001 ms and fails with ..." */
    uint32_t size;
    const char *call; /* event or provider call by its documented name: "Freeze", "CommitSnapshots";
                         "allocation" for memory */
    const char *target; /* writer name, class id or instance id, or provider id; NULL: any */
    uint32_t nth;       /* the call of that name and target it hits, from 1; 0: every one */
    uint64_t delay_ms;  /* before it goes on; VSAPI_FAULT_HANG: until the time-out has passed */
    HRESULT hr; /* S_OK: the call is made after the delay; else it is not and this is its result */
};
/** Plans a fault.  @retval E_INVALIDARG  call is no event or provider call */
VSAPI_EXPORT HRESULT vsapi_host_add_fault(struct vsapi_host *host, const struct vsapi_fault *fault);

/** Puts the embedded service on this host. To be called before anything else of the API, or after
 *  vsapi_reset.  Ownership: taken on success.  @retval VSS_E_BAD_STATE  the service already runs */
VSAPI_EXPORT HRESULT vsapi_use_host(struct vsapi_host *host);
/** The host of the embedded service; starts the service if need be. It stays the library's. */
VSAPI_EXPORT HRESULT vsapi_current_host(struct vsapi_host **out);
/** Ends the embedded service and its host; the next call starts afresh. All writers must have
 *  unsubscribed and all IVssBackupComponents be released, and what RecoverSet and
 *  QueryRevertStatus have given.  @retval VSS_E_BAD_STATE  they are not */
VSAPI_EXPORT HRESULT vsapi_reset(void);

/** Maps a Windows path on a volume or shadow copy (C:\x, \\?\Volume{..}\x,
 *  \\?\GLOBALROOT\Device\HarddiskVolumeShadowCopyN\x) to the path of the file on this machine.
 *  @param out  UTF-8, free with vsapi_host_free_path
 *  @retval E_INVALIDARG  not absolute, or it leaves the volume (.., symbolic link)
 *  @retval HRESULT_FROM_WIN32(ERROR_PATH_NOT_FOUND)  no such volume
 *  @retval E_NOTIMPL  the volume is in memory: its files have no path here */
VSAPI_EXPORT HRESULT vsapi_host_path(struct vsapi_host *host, const char *windows_path, char **out);
VSAPI_EXPORT void vsapi_host_free_path(char *path);

#ifdef __cplusplus
}
#endif
#endif
