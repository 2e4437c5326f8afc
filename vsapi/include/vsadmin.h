/*
 * vsadmin.h - registering shadow copy providers.
 *
 * The interfaces of the coclass VSSCoordinator, by which a provider's setup program makes the
 * provider known to VSS and takes it away again.
 */
#ifndef VSAPI_VSADMIN_H
#define VSAPI_VSADMIN_H

#include <vss.h>

typedef interface IVssAdmin IVssAdmin;
typedef interface IVssAdminEx IVssAdminEx;

/* clang-format takes the COM macros for expressions. */
/* clang-format off */

/**
 * Registers providers.
 *
 * Since:     Windows Vista, Windows Server 2003
 * Source:    sdk-api:vsadmin/nn-vsadmin-ivssadmin.md
 */
#undef INTERFACE
#define INTERFACE IVssAdmin
DECLARE_INTERFACE_(IVssAdmin, IUnknown)
{
    VSS_IUNKNOWN_METHODS

    /**
     * Makes a provider known to VSS.
     *
     * @param pProviderId  lasting identity of the provider (a value, not a pointer, in spite of its
     *        name)
     * @param ClassId  CLSID of the provider
     * @param pwszProviderName  name of the provider
     * @param eProviderType  VSS_PROVIDER_TYPE; VSS_PROV_HARDWARE only on Windows Server
     * @param pwszProviderVersion  version text
     * @param ProviderVersionId  identity of this version
     *
     * Returns:   S_OK, E_INVALIDARG, E_OUTOFMEMORY, E_ACCESSDENIED,
     *            VSS_E_PROVIDER_ALREADY_REGISTERED, VSS_E_UNEXPECTED, E_UNEXPECTED
     * Source:    sdk-api:vsadmin/nf-vsadmin-ivssadmin-registerprovider.md (rules RegisterProvider-1
     *            to -5)
     */
    STDMETHOD(RegisterProvider)(THIS_ VSS_ID pProviderId, CLSID ClassId, VSS_PWSZ pwszProviderName,
                                VSS_PROVIDER_TYPE eProviderType, VSS_PWSZ pwszProviderVersion,
                                VSS_ID ProviderVersionId) PURE;

    /**
     * Takes a provider out.
     *
     * @param ProviderId  identity given at registration
     *
     * Returns:   S_OK, VSS_E_PROVIDER_IN_USE, VSS_E_PROVIDER_NOT_REGISTERED, E_OUTOFMEMORY,
     *            VSS_E_UNEXPECTED, E_UNEXPECTED
     * Source:    sdk-api:vsadmin/nf-vsadmin-ivssadmin-unregisterprovider.md (rules
     *            UnregisterProvider-1 to -2)
     */
    STDMETHOD(UnregisterProvider)(THIS_ VSS_ID ProviderId) PURE;

    /**
     * Lists the registered providers.
     *
     * @param ppEnum  receives an IVssEnumObject
     *
     * Returns:   S_OK, E_INVALIDARG, E_OUTOFMEMORY, E_ACCESSDENIED, E_UNEXPECTED,
     *            VSS_E_OBJECT_NOT_FOUND, VSS_E_PROVIDER_VETO, VSS_E_UNEXPECTED,
     *            VSS_E_UNEXPECTED_PROVIDER_ERROR
     * Ownership: The caller releases the enumerator.
     * Source:    sdk-api:vsadmin/nf-vsadmin-ivssadmin-queryproviders.md (rules QueryProviders-1 to
     *            -2)
     */
    STDMETHOD(QueryProviders)(THIS_ IVssEnumObject **ppEnum) PURE;

    /**
     * Not supported; reserved.
     *
     * Source:    sdk-api:vsadmin/nf-vsadmin-ivssadmin-abortallsnapshotsinprogress.md (rule
     *            AbortAllSnapshotsInProgress-1)
     */
    STDMETHOD(AbortAllSnapshotsInProgress)(THIS) PURE;
};
#undef INTERFACE
VSS_IID(IVssAdmin, 0x77ed5996, 0x2f63, 0x11d3, 0x8a, 0x39, 0x00, 0xc0, 0x4f, 0x72, 0xd8, 0xe3)

#if defined(COBJMACROS) && defined(VSS_C_FACE)
#define IVssAdmin_QueryInterface(This, riid, ppvObject) \
    (This)->lpVtbl->QueryInterface(This, riid, ppvObject)
#define IVssAdmin_AddRef(This) (This)->lpVtbl->AddRef(This)
#define IVssAdmin_Release(This) (This)->lpVtbl->Release(This)
#define IVssAdmin_RegisterProvider(This, pProviderId, ClassId, pwszProviderName, eProviderType, \
        pwszProviderVersion, ProviderVersionId) \
    (This)->lpVtbl->RegisterProvider(This, pProviderId, ClassId, pwszProviderName, eProviderType, \
        pwszProviderVersion, ProviderVersionId)
#define IVssAdmin_UnregisterProvider(This, ProviderId) \
    (This)->lpVtbl->UnregisterProvider(This, ProviderId)
#define IVssAdmin_QueryProviders(This, ppEnum) (This)->lpVtbl->QueryProviders(This, ppEnum)
#define IVssAdmin_AbortAllSnapshotsInProgress(This) \
    (This)->lpVtbl->AbortAllSnapshotsInProgress(This)
#endif

/**
 * More about providers. No page describes its methods.
 *
 * Source:    header:vsadmin.h (mingw-w64)
 */
#undef INTERFACE
#define INTERFACE IVssAdminEx
DECLARE_INTERFACE_(IVssAdminEx, IVssAdmin)
{
    VSS_IUNKNOWN_METHODS
#ifdef VSS_C_FACE
    /* inherited from IVssAdmin */
    STDMETHOD(RegisterProvider)(THIS_ VSS_ID pProviderId, CLSID ClassId, VSS_PWSZ pwszProviderName,
                                VSS_PROVIDER_TYPE eProviderType, VSS_PWSZ pwszProviderVersion,
                                VSS_ID ProviderVersionId) PURE;
    STDMETHOD(UnregisterProvider)(THIS_ VSS_ID ProviderId) PURE;
    STDMETHOD(QueryProviders)(THIS_ IVssEnumObject **ppEnum) PURE;
    STDMETHOD(AbortAllSnapshotsInProgress)(THIS) PURE;
#endif

    /**
     * Gives the capability mask of a provider; no page describes it.
     *
     * @param pProviderId  provider identity
     * @param pllOriginalCapabilityMask  capability mask (VSS_PROVIDER_CAPABILITIES by its name)
     *
     * Source:    header:vsadmin.h (mingw-w64) (rule GetProviderCapability-1)
     */
    STDMETHOD(GetProviderCapability)(THIS_ VSS_ID pProviderId,
                                     ULONGLONG *pllOriginalCapabilityMask) PURE;

    /**
     * Gives the context of a provider; no page describes it.
     *
     * @param ProviderId  provider identity
     * @param plContext  context
     *
     * Source:    header:vsadmin.h (mingw-w64) (rule GetProviderContext-1)
     */
    STDMETHOD(GetProviderContext)(THIS_ VSS_ID ProviderId, LONG *plContext) PURE;

    /**
     * Sets the context of a provider; no page describes it.
     *
     * @param ProviderId  provider identity
     * @param lContext  context
     *
     * Source:    header:vsadmin.h (mingw-w64) (rule SetProviderContext-1)
     */
    STDMETHOD(SetProviderContext)(THIS_ VSS_ID ProviderId, LONG lContext) PURE;
};
#undef INTERFACE
VSS_IID(IVssAdminEx, 0x7858a9f8, 0xb1fa, 0x41a6, 0x96, 0x4f, 0xb9, 0xb3, 0x6b, 0x8c, 0xd8, 0xd8)

#if defined(COBJMACROS) && defined(VSS_C_FACE)
#define IVssAdminEx_QueryInterface(This, riid, ppvObject) \
    (This)->lpVtbl->QueryInterface(This, riid, ppvObject)
#define IVssAdminEx_AddRef(This) (This)->lpVtbl->AddRef(This)
#define IVssAdminEx_Release(This) (This)->lpVtbl->Release(This)
#define IVssAdminEx_RegisterProvider(This, pProviderId, ClassId, pwszProviderName, eProviderType, \
        pwszProviderVersion, ProviderVersionId) \
    (This)->lpVtbl->RegisterProvider(This, pProviderId, ClassId, pwszProviderName, eProviderType, \
        pwszProviderVersion, ProviderVersionId)
#define IVssAdminEx_UnregisterProvider(This, ProviderId) \
    (This)->lpVtbl->UnregisterProvider(This, ProviderId)
#define IVssAdminEx_QueryProviders(This, ppEnum) (This)->lpVtbl->QueryProviders(This, ppEnum)
#define IVssAdminEx_AbortAllSnapshotsInProgress(This) \
    (This)->lpVtbl->AbortAllSnapshotsInProgress(This)
#define IVssAdminEx_GetProviderCapability(This, pProviderId, pllOriginalCapabilityMask) \
    (This)->lpVtbl->GetProviderCapability(This, pProviderId, pllOriginalCapabilityMask)
#define IVssAdminEx_GetProviderContext(This, ProviderId, plContext) \
    (This)->lpVtbl->GetProviderContext(This, ProviderId, plContext)
#define IVssAdminEx_SetProviderContext(This, ProviderId, lContext) \
    (This)->lpVtbl->SetProviderContext(This, ProviderId, lContext)
#endif

/* clang-format on */

VSS_GUID(CLSID_VSSCoordinator, 0xe579ab5f, 0x1cc4, 0x44b4, 0xbe, 0xd9, 0xde, 0x09, 0x91, 0xff, 0x06,
         0x23)
VSS_GUID(LIBID_VSSAdmin, 0x9148a774, 0x0304, 0x4243, 0xb2, 0x69, 0xa3, 0x39, 0xaa, 0x96, 0xd2, 0x64)

#endif
