/*
 * vsmock/provider.h - the snapshot provider over the mock host's volumes.
 */
#ifndef VSMOCK_PROVIDER_H
#define VSMOCK_PROVIDER_H

#include <vsapi/service.h>

/* The system provider's, which programs may name: {b5946137-7b9f-4925-af80-51abd60b20d5}. */
#define VSMOCK_PROVIDER_ID                                                                         \
    ((GUID){0xb5946137, 0x7b9f, 0x4925, {0xaf, 0x80, 0x51, 0xab, 0xd6, 0x0b, 0x20, 0xd5}})

/* The disk array's: {6f3c1a52-0d4b-4e87-a9c6-2b8e17d5f340}. */
#define VSMOCK_ARRAY_PROVIDER_ID                                                                   \
    ((GUID){0x6f3c1a52, 0x0d4b, 0x4e87, {0xa9, 0xc6, 0x2b, 0x8e, 0x17, 0xd5, 0xf3, 0x40}})

/* What a provider is. All kinds make shadow copies in the same way. */
struct vsmock_kind;
extern const struct vsmock_kind vsmock_kind_system; /* of any volume */
extern const struct vsmock_kind vsmock_kind_array;  /* of volumes on the array, transportable too */
extern const struct vsapi_array_ops vsmock_array_ops;        /* of that kind */
extern const struct vsapi_array_ops vsmock_legacy_array_ops; /* without resynchronization */

/**
 * Makes a provider that takes shadow copies of the host's volumes.
 *
 * @param host  borrowed; it must outlive the provider
 * @param out   one reference; QueryInterface gives IVssSoftwareSnapshotProvider,
 *              IVssProviderCreateSnapshotSet and IVssProviderNotifications. With the last reference
 *              every shadow copy goes.
 * @retval E_OUTOFMEMORY
 *
 * Threads: any. AbortSnapshots may come while another call for the set is going on, and ends it.
 */
HRESULT vsmock_provider_create(struct vsapi_host *host, const struct vsmock_kind *kind,
                               IUnknown **out);

#endif
