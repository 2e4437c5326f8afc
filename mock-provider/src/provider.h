/*
 * mock-provider/src/provider.h - the provider object, between its files.
 *
 * At most one set is being made; finished shadow copies are kept by id. A call for the set that
 * takes long runs without the lock (`busy`); whoever wants to end the set tells it to stop and
 * waits.
 */
#ifndef VSMOCK_PROVIDER_PARTS_H
#define VSMOCK_PROVIDER_PARTS_H

#include "backend.h"

#include <vsapi/alloc.h>
#include <vsapi/com.h>
#include <vsapi/error.h>
#include <vsapi/text.h>
#include <vsapi/thread.h>
#include <vsmock/provider.h>
#include <vsprov.h>
#include <vsserror.h>

#define HASH_NONFATAL_OOM 1
#define uthash_malloc(size) vsapi_malloc(size)
#define uthash_free(memory, size) vsapi_free(memory)
#define uthash_nonfatal_oom(item) ((item)->set_id = GUID_NULL)
#include <uthash.h>

struct vsmock_kind {
    VSS_ID id;
    bool array;        /* only volumes on the array */
    LONG takes, gives; /* attributes of a context that no other kind takes; of its shadow copies */
};
enum vsmock_broken { /* what a shadow copy is whose set was broken: a volume, and nobody's business
                      */
                     VSMOCK_BROKEN = 1,
                     VSMOCK_BROKEN_WRITABLE = 2,
                     VSMOCK_BROKEN_MASKED = 4, /* this machine does not see it */
};
struct vsmock_snapshot { /* one shadow copy, finished or not; what outlives the process: record.c */
    VSS_ID id;           /* the key */
    VSS_ID set_id, provider_id;
    LONG context, set_count; /* set_count: shadow copies in the whole set, other providers' too */
    VSS_TIMESTAMP created;
    VSS_SNAPSHOT_STATE state;
    char *device; /* from CommitSnapshots on; of a transportable one from its import on */
    bool shown;   /* the host has the device */
    LONG broken;  /* enum vsmock_broken; 0: it is a shadow copy */
    char *original_volume, *originating_machine, *service_machine;
    char *exposed_name, *exposed_path; /* NULL: not exposed; not as a share */
    struct vsmock_shadow *shadow;
    struct vsmock_provider *provider;
    UT_hash_handle hh;

    bool foreign;   /* it goes with another host */
    bool recorded;  /* it has a record in the store */
    char *owner;    /* of the record: the host that it goes with; NULL: none */
    char *folder;   /* of the record: where its files are, NULL: in the store */
    uint64_t bytes; /* of the record, when it was written */
    unsigned pass;  /* the last reading of the store that saw it */
};
struct vsmock_count { /* the finished shadow copies of one volume */
    const struct vsapi_volume *volume;
    unsigned all, client_accessible;
    UT_hash_handle hh;
};
struct vsmock_set { /* the set that is being made */
    VSS_ID id;
    VSS_SNAPSHOT_STATE state; /* what was done last, successfully */
    VSAPI_ARRAY(struct vsmock_snapshot *) snapshots;
    LONG count; /* PostCommitSnapshots' */
    atomic_bool stop;
    bool busy;
};
struct vsmock_provider {
    struct vsapi_com com;
    IVssSoftwareSnapshotProvider IVssSoftwareSnapshotProvider_iface;
    IVssProviderCreateSnapshotSet IVssProviderCreateSnapshotSet_iface;
    IVssProviderNotifications IVssProviderNotifications_iface;
    struct vsapi_host *host;
    const struct vsmock_kind *kind;

    struct vsapi_mutex lock; /* guards what follows */
    struct vsapi_cond idle;  /* the set is not busy any more */
    bool loaded;             /* between OnLoad and OnUnload */
    LONG context;
    struct vsmock_set *making;
    struct vsmock_snapshot *finished; /* hash by id, the oldest first */
    struct vsmock_count *counts;      /* hash by volume */
    struct vsmock_revert *reverts;    /* list, one for a volume */
    unsigned foreign;                 /* finished ones that go with other hosts */
    unsigned pass;                    /* how often the store was read */
    atomic_uint_fast64_t changes;     /* of the store that are known; needs no lock */
};

static inline struct vsmock_provider *vsmock_provider_from(IVssSoftwareSnapshotProvider *iface)
{
    return (struct vsmock_provider *)((char *)iface - offsetof(struct vsmock_provider,
                                                               IVssSoftwareSnapshotProvider_iface));
}
extern const IVssSoftwareSnapshotProviderVtbl vsmock_software_vtbl;    /* software.c */
extern const IVssProviderCreateSnapshotSetVtbl vsmock_create_set_vtbl; /* create_set.c */

/* snapshot.c */
HRESULT vsmock_snapshot_create(struct vsmock_provider *provider, struct vsmock_set *set,
                               const VSS_ID *id, struct vsapi_volume *volume, LONG context,
                               struct vsmock_snapshot **out);
/* Gives it a device of its own. */
HRESULT vsmock_snapshot_surface(struct vsmock_snapshot *snapshot);
/* Makes its files appear as its device, unless that is masked. */
HRESULT vsmock_snapshot_show(struct vsmock_snapshot *snapshot);
void vsmock_snapshot_destroy(struct vsmock_snapshot *snapshot);
/* Makes the volume's files its own; writes are held. */
HRESULT vsmock_snapshot_bring_back(struct vsmock_snapshot *snapshot, struct vsapi_volume *volume);
/* Texts by CoTaskMemAlloc. */
HRESULT vsmock_snapshot_properties(const struct vsmock_snapshot *snapshot, VSS_SNAPSHOT_PROP *out);
void vsmock_properties_free(VSS_SNAPSHOT_PROP *prop);

/* property.c */
HRESULT STDMETHODCALLTYPE vsmock_provider_SetSnapshotProperty(
    IVssSoftwareSnapshotProvider *iface, VSS_ID SnapshotId,
    VSS_SNAPSHOT_PROPERTY_ID eSnapshotPropertyId, VARIANT vProperty);
/* Makes the device of a shadow copy that an earlier or another process has exposed appear under its
 * name. Where that is not possible here, it stays hidden. */
void vsmock_snapshot_expose(struct vsmock_snapshot *snapshot);
/* Takes over what another process has set; `fresh` is what its record says now. After a failure it
 * is as it was. */
HRESULT vsmock_snapshot_renew(struct vsmock_snapshot *snapshot, struct vsmock_snapshot *fresh);

/* revert.c */
HRESULT STDMETHODCALLTYPE vsmock_provider_RevertToSnapshot(IVssSoftwareSnapshotProvider *iface,
                                                           VSS_ID SnapshotId);
HRESULT STDMETHODCALLTYPE vsmock_provider_QueryRevertStatus(IVssSoftwareSnapshotProvider *iface,
                                                            VSS_PWSZ pwszVolume,
                                                            IVssAsync **ppAsync);
void vsmock_reverts_finish(struct vsmock_provider *provider);

/* pending.c */
HRESULT vsmock_pending_create(struct vsapi_clock *clock, uint64_t until_ms, IVssAsync **out);

/* resync.c */
#define VSMOCK_BRING_BACK_MS 200 /* a revert or a resynchronization lasts so long */
HRESULT vsmock_array_resync(IUnknown *provider, const struct vsapi_resync *items, size_t count,
                            IVssAsync **out);

/* array.c; vsmock_kind_array is there, vsmock_kind_system in provider.c. */
/* It waits on the array for its import, and no machine sees it. */
bool vsmock_snapshot_is_away(const struct vsmock_snapshot *snapshot);

/* array_break.c */
HRESULT vsmock_array_break(IUnknown *provider, const VSS_ID *set, DWORD flags);
/* From here on it is what `broken` says, in this process. Under the lock. */
void vsmock_snapshot_break(struct vsmock_snapshot *snapshot, LONG broken);

/* finished.c. All under the lock. */
/* NULL: unknown, or no shadow copy any more. */
struct vsmock_snapshot *vsmock_find_finished(struct vsmock_provider *provider, const VSS_ID *id);
/* The same for those that are volumes now, too. */
struct vsmock_snapshot *vsmock_find_kept(struct vsmock_provider *provider, const VSS_ID *id);
HRESULT vsmock_add_finished(struct vsmock_provider *provider, struct vsmock_snapshot *snapshot);
void vsmock_remove_finished(struct vsmock_provider *provider, struct vsmock_snapshot *snapshot);
/* It counts no longer as a shadow copy of its volume. */
void vsmock_uncount_finished(struct vsmock_provider *provider, struct vsmock_snapshot *snapshot);
/* How many there are of a volume. */
struct vsmock_count vsmock_count_finished(struct vsmock_provider *provider,
                                          const struct vsapi_volume *volume);

/* kept.c. Without a store all of them succeed and do nothing. */
/* Learns what other processes have made and deleted, and removes what dead ones have left. Under
 * the lock. */
HRESULT vsmock_refresh(struct vsmock_provider *provider);
/* Before the first file of a shadow copy is made. */
HRESULT vsmock_record_begin(struct vsmock_snapshot *snapshot);
/* The set is created: all of its records say so, or none. Under the lock. */
HRESULT vsmock_record_finished(struct vsmock_provider *provider, struct vsmock_set *set);
/* Writes the record of a finished one anew. */
HRESULT vsmock_record_change(struct vsmock_snapshot *snapshot);
/* Before the files go: no other process sees it from here on. */
HRESULT vsmock_record_deleting(struct vsmock_snapshot *snapshot);
/* After the files have gone. */
void vsmock_record_end(struct vsmock_snapshot *snapshot);

/* create_set.c. All under the lock. */
/* The set that is being made, if it is this one; else NULL. */
struct vsmock_set *vsmock_find_making(struct vsmock_provider *provider, const VSS_ID *id);
/* Ends the set that is being made, and all that was made for it; waits for a call that is busy. */
void vsmock_drop_making(struct vsmock_provider *provider);
/* Can a shadow copy with these attributes be made of the volume? */
bool vsmock_context_supported(const struct vsmock_provider *provider,
                              const struct vsapi_volume *volume, LONG context);

/* enum.c: an enumerator over properties; the array and its texts become its own, also on failure.
 */
HRESULT vsmock_enum_create(VSS_OBJECT_PROP *properties, size_t count, IVssEnumObject **out);

/* A volume by the name that the service gives, with its final backslash. */
HRESULT vsmock_find_volume(struct vsmock_provider *provider, const WCHAR *name,
                           struct vsapi_volume **out);

#endif
