/*
 * vsmock/provider.h - the snapshot provider over the mock host's volumes.
 */
#ifndef VSMOCK_PROVIDER_H
#define VSMOCK_PROVIDER_H

#include <vsapi/host.h>

/* The system provider's, which programs may name: {b5946137-7b9f-4925-af80-51abd60b20d5}. */
#define VSMOCK_PROVIDER_ID                                                                         \
    ((GUID){0xb5946137, 0x7b9f, 0x4925, {0xaf, 0x80, 0x51, 0xab, 0xd6, 0x0b, 0x20, 0xd5}})

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
HRESULT vsmock_provider_create(struct vsapi_host *host, IUnknown **out);

#endif
