/*
 * vsprov.h - what a shadow copy provider implements.
 *
 * VSS calls these interfaces; a provider is the COM object behind them. A software provider has
 * IVssSoftwareSnapshotProvider, a hardware provider IVssHardwareSnapshotProvider, one for file
 * shares IVssFileShareSnapshotProvider; each has IVssProviderCreateSnapshotSet beside it and, if it
 * wants to know when it is loaded, IVssProviderNotifications.
 */
#ifndef VSAPI_VSPROV_H
#define VSAPI_VSPROV_H

#include <vss.h>
#include <vdslun.h>

typedef interface IVssSoftwareSnapshotProvider IVssSoftwareSnapshotProvider;
typedef interface IVssProviderCreateSnapshotSet IVssProviderCreateSnapshotSet;
typedef interface IVssProviderNotifications IVssProviderNotifications;
typedef interface IVssHardwareSnapshotProvider IVssHardwareSnapshotProvider;
typedef interface IVssHardwareSnapshotProviderEx IVssHardwareSnapshotProviderEx;
typedef interface IVssFileShareSnapshotProvider IVssFileShareSnapshotProvider;

/* clang-format takes the COM macros for expressions. */
/* clang-format off */

/**
 * What a provider does that makes shadow copies of volumes in software.
 *
 * Since:     Windows Vista, Windows Server 2003
 * Source:    sdk-api:vsprov/nn-vsprov-ivsssoftwaresnapshotprovider.md
 */
#undef INTERFACE
#define INTERFACE IVssSoftwareSnapshotProvider
DECLARE_INTERFACE_(IVssSoftwareSnapshotProvider, IUnknown)
{
    VSS_IUNKNOWN_METHODS

    /**
     * Sets the context of the calls that follow.
     *
     * @param lContext  a VSS_SNAPSHOT_CONTEXT value, possibly OR-ed with supported
     *        VSS_VOLUME_SNAPSHOT_ATTRIBUTES bits
     *
     * Returns:   S_OK, E_ACCESSDENIED, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_BAD_STATE
     * Source:    sdk-api:vsprov/nf-vsprov-ivsssoftwaresnapshotprovider-setcontext.md (rules
     *            SetContext-1 to -4)
     */
    STDMETHOD(SetContext)(THIS_ LONG lContext) PURE;

    /**
     * Gives the properties of a shadow copy; VSS frees the strings with CoTaskMemFree.
     *
     * @param SnapshotId  shadow copy identifier
     * @param pProp  caller-allocated VSS_SNAPSHOT_PROP that receives the properties
     *
     * Returns:   S_OK, E_ACCESSDENIED, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_OBJECT_NOT_FOUND,
     *            VSS_E_PROVIDER_VETO, VSS_E_UNEXPECTED, E_UNEXPECTED
     * Ownership: The caller allocates the structure; the provider allocates every string it stores
     *            in it. The pProp text makes the caller free the strings with
     *            VssFreeSnapshotProperties, while the remarks make the provider responsible for
     *            allocating AND freeing: the page contradicts itself. Across a process boundary
     *            only the first reading works.
     * Source:    sdk-api:vsprov/nf-vsprov-ivsssoftwaresnapshotprovider-getsnapshotproperties.md
     *            (rules GetSnapshotProperties-1 to -4)
     */
    STDMETHOD(GetSnapshotProperties)(THIS_ VSS_ID SnapshotId, VSS_SNAPSHOT_PROP *pProp) PURE;

    /**
     * Lists the provider's finished shadow copies.
     *
     * @param QueriedObjectId  reserved; GUID_NULL
     * @param eQueriedObjectType  reserved; VSS_OBJECT_NONE
     * @param eReturnedObjectsType  reserved; VSS_OBJECT_SNAPSHOT
     * @param ppEnum  receives an IVssEnumObject; required, must not be NULL (E_INVALIDARG is the
     *        only code on the page that fits)
     *
     * Returns:   S_OK, E_ACCESSDENIED, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_PROVIDER_VETO
     * Ownership: The caller releases the enumerator.
     * Source:    sdk-api:vsprov/nf-vsprov-ivsssoftwaresnapshotprovider-query.md (rules Query-1 to
     *            -4)
     */
    STDMETHOD(Query)(THIS_ VSS_ID QueriedObjectId, VSS_OBJECT_TYPE eQueriedObjectType,
                     VSS_OBJECT_TYPE eReturnedObjectsType, IVssEnumObject **ppEnum) PURE;

    /**
     * Deletes one shadow copy or a set.
     *
     * @param SourceObjectId  identifier of the shadow copy or of the set
     * @param eSourceObjectType  which of the two the identifier names
     * @param bForceDelete  TRUE: use every means
     * @param plDeletedSnapshots  number of shadow copies deleted
     * @param pNondeletedSnapshotID  first shadow copy that resisted, or GUID_NULL
     *
     * Returns:   S_OK, E_ACCESSDENIED, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_OBJECT_NOT_FOUND,
     *            VSS_E_PROVIDER_VETO
     * Source:    sdk-api:vsprov/nf-vsprov-ivsssoftwaresnapshotprovider-deletesnapshots.md (rules
     *            DeleteSnapshots-1 to -5)
     */
    STDMETHOD(DeleteSnapshots)(THIS_ VSS_ID SourceObjectId, VSS_OBJECT_TYPE eSourceObjectType,
                               BOOL bForceDelete, LONG *plDeletedSnapshots,
                               VSS_ID *pNondeletedSnapshotID) PURE;

    /**
     * Takes a volume into a shadow copy set.
     *
     * @param SnapshotSetId  shadow copy set identifier
     * @param SnapshotId  identifier of the shadow copy about to be made
     * @param pwszVolumeName  name of the volume: mounted folder (Y:\MountX\), drive letter (D:\) or
     *        \\?\Volume{GUID}\; the trailing backslash is required
     * @param lNewContext  bit mask of VSS_VOLUME_SNAPSHOT_ATTRIBUTES: the context of the shadow
     *        copy set
     *
     * Returns:   S_OK, E_ACCESSDENIED, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_OBJECT_NOT_FOUND,
     *            VSS_E_PROVIDER_VETO, VSS_E_UNSUPPORTED_CONTEXT,
     *            VSS_E_VOLUME_NOT_SUPPORTED_BY_PROVIDER, VSS_E_UNEXPECTED, E_UNEXPECTED
     * Source:    sdk-api:vsprov/nf-vsprov-ivsssoftwaresnapshotprovider-beginpreparesnapshot.md
     *            (rules BeginPrepareSnapshot-1 to -3)
     */
    STDMETHOD(BeginPrepareSnapshot)(THIS_ VSS_ID SnapshotSetId, VSS_ID SnapshotId,
                                    VSS_PWSZ pwszVolumeName, LONG lNewContext) PURE;

    /**
     * Tells whether the provider can make a shadow copy of a volume.
     *
     * @param pwszVolumeName  name of the volume: mounted folder (Y:\MountX\), drive letter (D:\) or
     *        \\?\Volume{GUID}\; the trailing backslash is required
     * @param pbSupportedByThisProvider  TRUE when the provider can make shadow copies of the volume
     *
     * Returns:   S_OK, E_ACCESSDENIED, E_INVALIDARG, VSS_E_NESTED_VOLUME_LIMIT, E_OUTOFMEMORY,
     *            VSS_E_OBJECT_NOT_FOUND, VSS_E_PROVIDER_VETO, VSS_E_UNEXPECTED, E_UNEXPECTED
     * Source:    sdk-api:vsprov/nf-vsprov-ivsssoftwaresnapshotprovider-isvolumesupported.md (rules
     *            IsVolumeSupported-1 to -3)
     */
    STDMETHOD(IsVolumeSupported)(THIS_ VSS_PWSZ pwszVolumeName,
                                 BOOL *pbSupportedByThisProvider) PURE;

    /**
     * Tells whether the provider has shadow copies of a volume and what must not be done to it
     * meanwhile.
     *
     * @param pwszVolumeName  name of the volume: mounted folder (Y:\MountX\), drive letter (D:\) or
     *        \\?\Volume{GUID}\; the trailing backslash is required
     * @param pbSnapshotsPresent  TRUE when the volume has a shadow copy
     * @param plSnapshotCompatibility  mask of VSS_SNAPSHOT_COMPATIBILITY: operations that are
     *        switched off on the volume while it has shadow copies
     *
     * Returns:   S_OK, E_ACCESSDENIED, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_OBJECT_NOT_FOUND,
     *            VSS_E_PROVIDER_VETO, VSS_E_UNEXPECTED, E_UNEXPECTED
     * Source:    sdk-api:vsprov/nf-vsprov-ivsssoftwaresnapshotprovider-isvolumesnapshotted.md (rule
     *            IsVolumeSnapshotted-1)
     */
    STDMETHOD(IsVolumeSnapshotted)(THIS_ VSS_PWSZ pwszVolumeName, BOOL *pbSnapshotsPresent,
                                   LONG *plSnapshotCompatibility) PURE;

    /**
     * Sets one property of a shadow copy.
     *
     * @param SnapshotId  shadow copy identifier; required, GUID_NULL is not acceptable
     * @param eSnapshotPropertyId  VSS_SNAPSHOT_PROPERTY_ID naming the member of VSS_SNAPSHOT_PROP
     *        to set
     * @param vProperty  VARIANT with the new value; type follows the VSS_SNAPSHOT_PROP member
     *
     * Returns:   S_OK, E_ACCESSDENIED, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_OBJECT_NOT_FOUND
     * Source:    sdk-api:vsprov/nf-vsprov-ivsssoftwaresnapshotprovider-setsnapshotproperty.md
     *            (rules SetSnapshotProperty-1 to -2)
     */
    STDMETHOD(SetSnapshotProperty)(THIS_ VSS_ID SnapshotId,
                                   VSS_SNAPSHOT_PROPERTY_ID eSnapshotPropertyId,
                                   VARIANT vProperty) PURE;

    /**
     * Sets a volume back to a shadow copy.
     *
     * @param SnapshotId  shadow copy the volume is to go back to
     *
     * Returns:   S_OK, E_ACCESSDENIED, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_REVERT_IN_PROGRESS
     * Source:    sdk-api:vsprov/nf-vsprov-ivsssoftwaresnapshotprovider-reverttosnapshot.md (rules
     *            RevertToSnapshot-1 to -3)
     */
    STDMETHOD(RevertToSnapshot)(THIS_ VSS_ID SnapshotId) PURE;

    /**
     * Gives the operation of a revert that is under way.
     *
     * @param pwszVolume  name of the volume: mounted folder (Y:\MountX\), drive letter (D:\) or
     *        \\?\Volume{GUID}\; the trailing backslash is required
     * @param ppAsync  receives an IVssAsync that tells the state of the revert
     *
     * Returns:   S_OK, E_ACCESSDENIED, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_OBJECT_NOT_FOUND,
     *            VSS_E_VOLUME_NOT_SUPPORTED
     * Ownership: The caller releases the IVssAsync when the operation is complete.
     * Source:    sdk-api:vsprov/nf-vsprov-ivsssoftwaresnapshotprovider-queryrevertstatus.md (rules
     *            QueryRevertStatus-1 to -3)
     */
    STDMETHOD(QueryRevertStatus)(THIS_ VSS_PWSZ pwszVolume, IVssAsync **ppAsync) PURE;
};
#undef INTERFACE
VSS_IID(IVssSoftwareSnapshotProvider, 0x609e123e, 0x2c5a, 0x44d3,
        0x8f, 0x01, 0x0b, 0x1d, 0x9a, 0x47, 0xd1, 0xff)

#if defined(COBJMACROS) && defined(VSS_C_FACE)
#define IVssSoftwareSnapshotProvider_QueryInterface(This, riid, ppvObject) \
    (This)->lpVtbl->QueryInterface(This, riid, ppvObject)
#define IVssSoftwareSnapshotProvider_AddRef(This) (This)->lpVtbl->AddRef(This)
#define IVssSoftwareSnapshotProvider_Release(This) (This)->lpVtbl->Release(This)
#define IVssSoftwareSnapshotProvider_SetContext(This, lContext) \
    (This)->lpVtbl->SetContext(This, lContext)
#define IVssSoftwareSnapshotProvider_GetSnapshotProperties(This, SnapshotId, pProp) \
    (This)->lpVtbl->GetSnapshotProperties(This, SnapshotId, pProp)
#define IVssSoftwareSnapshotProvider_Query(This, QueriedObjectId, eQueriedObjectType, \
        eReturnedObjectsType, ppEnum) \
    (This)->lpVtbl->Query(This, QueriedObjectId, eQueriedObjectType, eReturnedObjectsType, ppEnum)
#define IVssSoftwareSnapshotProvider_DeleteSnapshots(This, SourceObjectId, eSourceObjectType, \
        bForceDelete, plDeletedSnapshots, pNondeletedSnapshotID) \
    (This)->lpVtbl->DeleteSnapshots(This, SourceObjectId, eSourceObjectType, bForceDelete, \
        plDeletedSnapshots, pNondeletedSnapshotID)
#define IVssSoftwareSnapshotProvider_BeginPrepareSnapshot(This, SnapshotSetId, SnapshotId, \
        pwszVolumeName, lNewContext) \
    (This)->lpVtbl->BeginPrepareSnapshot(This, SnapshotSetId, SnapshotId, pwszVolumeName, \
        lNewContext)
#define IVssSoftwareSnapshotProvider_IsVolumeSupported(This, pwszVolumeName, \
        pbSupportedByThisProvider) \
    (This)->lpVtbl->IsVolumeSupported(This, pwszVolumeName, pbSupportedByThisProvider)
#define IVssSoftwareSnapshotProvider_IsVolumeSnapshotted(This, pwszVolumeName, \
        pbSnapshotsPresent, plSnapshotCompatibility) \
    (This)->lpVtbl->IsVolumeSnapshotted(This, pwszVolumeName, pbSnapshotsPresent, \
        plSnapshotCompatibility)
#define IVssSoftwareSnapshotProvider_SetSnapshotProperty(This, SnapshotId, eSnapshotPropertyId, \
        vProperty) \
    (This)->lpVtbl->SetSnapshotProperty(This, SnapshotId, eSnapshotPropertyId, vProperty)
#define IVssSoftwareSnapshotProvider_RevertToSnapshot(This, SnapshotId) \
    (This)->lpVtbl->RevertToSnapshot(This, SnapshotId)
#define IVssSoftwareSnapshotProvider_QueryRevertStatus(This, pwszVolume, ppAsync) \
    (This)->lpVtbl->QueryRevertStatus(This, pwszVolume, ppAsync)
#endif

/**
 * The steps in which VSS makes a shadow copy set, in this order. AbortSnapshots may come instead of
 * any of them.
 *
 * Since:     Windows Vista, Windows Server 2003
 * Source:    sdk-api:vsprov/nn-vsprov-ivssprovidercreatesnapshotset.md
 */
#undef INTERFACE
#define INTERFACE IVssProviderCreateSnapshotSet
DECLARE_INTERFACE_(IVssProviderCreateSnapshotSet, IUnknown)
{
    VSS_IUNKNOWN_METHODS

    /**
     * Finishes all long preparations; the last call before the writers freeze.
     *
     * @param SnapshotSetId  identifier of the shadow copy set
     *
     * Returns:   S_OK, E_OUTOFMEMORY, E_INVALIDARG, VSS_E_INSUFFICIENT_STORAGE,
     *            VSS_E_OBJECT_NOT_FOUND, VSS_E_PROVIDER_VETO
     * Source:    sdk-api:vsprov/nf-vsprov-ivssprovidercreatesnapshotset-endpreparesnapshots.md
     *            (rules EndPrepareSnapshots-1 to -5)
     */
    STDMETHOD(EndPrepareSnapshots)(THIS_ VSS_ID SnapshotSetId) PURE;

    /**
     * Gets ready to commit; writers are frozen, file systems still write.
     *
     * @param SnapshotSetId  identifier of the shadow copy set
     *
     * Returns:   S_OK, E_OUTOFMEMORY, E_INVALIDARG, VSS_E_OBJECT_NOT_FOUND, VSS_E_PROVIDER_VETO
     * Source:    sdk-api:vsprov/nf-vsprov-ivssprovidercreatesnapshotset-precommitsnapshots.md
     *            (rules PreCommitSnapshots-1 to -4)
     */
    STDMETHOD(PreCommitSnapshots)(THIS_ VSS_ID SnapshotSetId) PURE;

    /**
     * Makes the point in time. Nothing writes; it has to be quick.
     *
     * @param SnapshotSetId  identifier of the shadow copy set
     *
     * Returns:   S_OK, E_OUTOFMEMORY, E_INVALIDARG, VSS_E_OBJECT_NOT_FOUND, VSS_E_PROVIDER_VETO
     * Source:    sdk-api:vsprov/nf-vsprov-ivssprovidercreatesnapshotset-commitsnapshots.md (rules
     *            CommitSnapshots-1 to -7)
     */
    STDMETHOD(CommitSnapshots)(THIS_ VSS_ID SnapshotSetId) PURE;

    /**
     * Cleans up after the commit; writers are frozen, file systems write again.
     *
     * @param SnapshotSetId  identifier of the shadow copy set
     * @param lSnapshotsCount  number of shadow copies in the set
     *
     * Returns:   S_OK, E_OUTOFMEMORY, E_INVALIDARG, VSS_E_OBJECT_NOT_FOUND, VSS_E_PROVIDER_VETO
     * Source:    sdk-api:vsprov/nf-vsprov-ivssprovidercreatesnapshotset-postcommitsnapshots.md
     *            (rules PostCommitSnapshots-1 to -3)
     */
    STDMETHOD(PostCommitSnapshots)(THIS_ VSS_ID SnapshotSetId, LONG lSnapshotsCount) PURE;

    /**
     * Lets the shadow copies be written to, for auto-recovery.
     *
     * @param SnapshotSetId  identifier of the shadow copy set
     *
     * Returns:   S_OK, E_OUTOFMEMORY, E_INVALIDARG, VSS_E_PROVIDER_VETO
     * Source:    sdk-api:vsprov/nf-vsprov-ivssprovidercreatesnapshotset-prefinalcommitsnapshots.md
     *            (rules PreFinalCommitSnapshots-1 to -3)
     */
    STDMETHOD(PreFinalCommitSnapshots)(THIS_ VSS_ID SnapshotSetId) PURE;

    /**
     * Makes the shadow copies read-only for good.
     *
     * @param SnapshotSetId  identifier of the shadow copy set
     *
     * Returns:   S_OK, E_OUTOFMEMORY, E_INVALIDARG, VSS_E_PROVIDER_VETO
     * Source:    sdk-api:vsprov/nf-vsprov-ivssprovidercreatesnapshotset-postfinalcommitsnapshots.md
     *            (rules PostFinalCommitSnapshots-1 to -3)
     */
    STDMETHOD(PostFinalCommitSnapshots)(THIS_ VSS_ID SnapshotSetId) PURE;

    /**
     * Undoes everything that was done for the set.
     *
     * @param SnapshotSetId  identifier of the shadow copy set
     *
     * Returns:   S_OK, E_OUTOFMEMORY, E_INVALIDARG, VSS_E_OBJECT_NOT_FOUND, VSS_E_PROVIDER_VETO
     * Source:    sdk-api:vsprov/nf-vsprov-ivssprovidercreatesnapshotset-abortsnapshots.md (rules
     *            AbortSnapshots-1 to -4)
     */
    STDMETHOD(AbortSnapshots)(THIS_ VSS_ID SnapshotSetId) PURE;
};
#undef INTERFACE
VSS_IID(IVssProviderCreateSnapshotSet, 0x5f894e5b, 0x1e39, 0x4778,
        0x8e, 0x23, 0x9a, 0xba, 0xd9, 0xf0, 0xe0, 0x8c)

#if defined(COBJMACROS) && defined(VSS_C_FACE)
#define IVssProviderCreateSnapshotSet_QueryInterface(This, riid, ppvObject) \
    (This)->lpVtbl->QueryInterface(This, riid, ppvObject)
#define IVssProviderCreateSnapshotSet_AddRef(This) (This)->lpVtbl->AddRef(This)
#define IVssProviderCreateSnapshotSet_Release(This) (This)->lpVtbl->Release(This)
#define IVssProviderCreateSnapshotSet_EndPrepareSnapshots(This, SnapshotSetId) \
    (This)->lpVtbl->EndPrepareSnapshots(This, SnapshotSetId)
#define IVssProviderCreateSnapshotSet_PreCommitSnapshots(This, SnapshotSetId) \
    (This)->lpVtbl->PreCommitSnapshots(This, SnapshotSetId)
#define IVssProviderCreateSnapshotSet_CommitSnapshots(This, SnapshotSetId) \
    (This)->lpVtbl->CommitSnapshots(This, SnapshotSetId)
#define IVssProviderCreateSnapshotSet_PostCommitSnapshots(This, SnapshotSetId, lSnapshotsCount) \
    (This)->lpVtbl->PostCommitSnapshots(This, SnapshotSetId, lSnapshotsCount)
#define IVssProviderCreateSnapshotSet_PreFinalCommitSnapshots(This, SnapshotSetId) \
    (This)->lpVtbl->PreFinalCommitSnapshots(This, SnapshotSetId)
#define IVssProviderCreateSnapshotSet_PostFinalCommitSnapshots(This, SnapshotSetId) \
    (This)->lpVtbl->PostFinalCommitSnapshots(This, SnapshotSetId)
#define IVssProviderCreateSnapshotSet_AbortSnapshots(This, SnapshotSetId) \
    (This)->lpVtbl->AbortSnapshots(This, SnapshotSetId)
#endif

/**
 * Tells a provider when VSS loads and unloads it.
 *
 * Since:     Windows Vista, Windows Server 2003
 * Source:    sdk-api:vsprov/nn-vsprov-ivssprovidernotifications.md
 */
#undef INTERFACE
#define INTERFACE IVssProviderNotifications
DECLARE_INTERFACE_(IVssProviderNotifications, IUnknown)
{
    VSS_IUNKNOWN_METHODS

    /**
     * Comes first, before any other call.
     *
     * @param pCallback  reserved; IUnknown pointer
     *
     * Returns:   S_OK, E_OUTOFMEMORY, E_INVALIDARG, VSS_E_PROVIDER_VETO
     * Source:    sdk-api:vsprov/nf-vsprov-ivssprovidernotifications-onload.md (rules OnLoad-1 to
     *            -2)
     */
    STDMETHOD(OnLoad)(THIS_ IUnknown *pCallback) PURE;

    /**
     * Comes last; with force it cannot be refused.
     *
     * @param bForceUnload  TRUE: the provider has to get ready for release whatever it is doing
     *
     * Returns:   S_OK, S_FALSE
     * Source:    sdk-api:vsprov/nf-vsprov-ivssprovidernotifications-onunload.md (rules OnUnload-1
     *            to -2)
     */
    STDMETHOD(OnUnload)(THIS_ BOOL bForceUnload) PURE;
};
#undef INTERFACE
VSS_IID(IVssProviderNotifications, 0xe561901f, 0x03a5, 0x4afe,
        0x86, 0xd0, 0x72, 0xba, 0xee, 0xce, 0x70, 0x04)

#if defined(COBJMACROS) && defined(VSS_C_FACE)
#define IVssProviderNotifications_QueryInterface(This, riid, ppvObject) \
    (This)->lpVtbl->QueryInterface(This, riid, ppvObject)
#define IVssProviderNotifications_AddRef(This) (This)->lpVtbl->AddRef(This)
#define IVssProviderNotifications_Release(This) (This)->lpVtbl->Release(This)
#define IVssProviderNotifications_OnLoad(This, pCallback) (This)->lpVtbl->OnLoad(This, pCallback)
#define IVssProviderNotifications_OnUnload(This, bForceUnload) \
    (This)->lpVtbl->OnUnload(This, bForceUnload)
#endif

/**
 * What a provider does that makes shadow copies of LUNs in a storage array.
 *
 * Since:     Windows Server 2003 (server editions only)
 * Source:    sdk-api:vsprov/nn-vsprov-ivsshardwaresnapshotprovider.md
 */
#undef INTERFACE
#define INTERFACE IVssHardwareSnapshotProvider
DECLARE_INTERFACE_(IVssHardwareSnapshotProvider, IUnknown)
{
    VSS_IUNKNOWN_METHODS

    /**
     * Tells whether the provider can make shadow copies of these LUNs.
     *
     * @param lLunCount  number of LUNs the volume rests on
     * @param lContext  bit mask of VSS_VOLUME_SNAPSHOT_ATTRIBUTES: the context of the shadow copy
     *        set; VSS_VOLSNAP_ATTR_TRANSPORTABLE set means the set is transportable
     * @param rgwszDevices  device names, one for each LUN
     * @param pLunInformation  array of lLunCount VDS_LUN_INFORMATION, one for each LUN of the
     *        volume
     * @param pbIsSupported  TRUE only when all LUNs are supported
     *
     * Returns:   S_OK, E_OUTOFMEMORY, E_INVALIDARG, VSS_E_PROVIDER_VETO
     * Source:    sdk-api:vsprov/nf-vsprov-ivsshardwaresnapshotprovider-arelunssupported.md (rules
     *            AreLunsSupported-1 to -7)
     */
    STDMETHOD(AreLunsSupported)(THIS_ LONG lLunCount, LONG lContext, VSS_PWSZ *rgwszDevices,
                                VDS_LUN_INFORMATION *pLunInformation, BOOL *pbIsSupported) PURE;

    /**
     * Corrects and completes the description of a LUN.
     *
     * @param wszDeviceName  device of the shadow copy LUN
     * @param pLunInfo  VDS_LUN_INFORMATION of that LUN; gaps may be filled
     * @param pbIsSupported  TRUE when the provider knows the device
     *
     * Returns:   S_OK, E_OUTOFMEMORY, E_INVALIDARG, VSS_E_PROVIDER_VETO
     * Source:    sdk-api:vsprov/nf-vsprov-ivsshardwaresnapshotprovider-fillinluninfo.md (rules
     *            FillInLunInfo-1 to -6)
     */
    STDMETHOD(FillInLunInfo)(THIS_ VSS_PWSZ wszDeviceName, VDS_LUN_INFORMATION *pLunInfo,
                             BOOL *pbIsSupported) PURE;

    /**
     * Takes LUNs into a shadow copy set.
     *
     * @param SnapshotSetId  shadow copy set identifier
     * @param SnapshotId  identifier of the shadow copy about to be made
     * @param lContext  bit mask of VSS_VOLUME_SNAPSHOT_ATTRIBUTES: the context of the shadow copy
     *        set
     * @param lLunCount  number of LUNs the volume rests on
     * @param rgDeviceNames  array of lLunCount device names
     * @param rgLunInformation  array of lLunCount VDS_LUN_INFORMATION, one for each LUN of the
     *        volume
     *
     * Returns:   S_OK, E_OUTOFMEMORY, E_INVALIDARG, VSS_E_MAXIMUM_NUMBER_OF_VOLUMES_REACHED,
     *            VSS_E_NESTED_VOLUME_LIMIT, VSS_E_PROVIDER_VETO,
     *            VSS_E_VOLUME_NOT_SUPPORTED_BY_PROVIDER, VSS_E_UNSUPPORTED_CONTEXT
     * Source:    sdk-api:vsprov/nf-vsprov-ivsshardwaresnapshotprovider-beginpreparesnapshot.md
     *            (rules BeginPrepareSnapshot-1 to -5)
     */
    STDMETHOD(BeginPrepareSnapshot)(THIS_ VSS_ID SnapshotSetId, VSS_ID SnapshotId, LONG lContext,
                                    LONG lLunCount, VSS_PWSZ *rgDeviceNames,
                                    VDS_LUN_INFORMATION *rgLunInformation) PURE;

    /**
     * Gives the descriptions of the LUNs that hold the shadow copies.
     *
     * @param lLunCount  number of LUNs of the original volume
     * @param rgDeviceNames  device names of the original LUNs
     * @param rgSourceLuns  array of lLunCount VDS_LUN_INFORMATION, one for each LUN of the original
     *        volume
     * @param rgDestinationLuns  array of lLunCount empty VDS_LUN_INFORMATION that the provider
     *        fills in, one for each new LUN, index for index matching rgSourceLuns
     *
     * Returns:   S_OK, E_OUTOFMEMORY, E_INVALIDARG, VSS_E_PROVIDER_VETO
     * Source:    sdk-api:vsprov/nf-vsprov-ivsshardwaresnapshotprovider-gettargetluns.md (rules
     *            GetTargetLuns-1 to -4)
     */
    STDMETHOD(GetTargetLuns)(THIS_ LONG lLunCount, VSS_PWSZ *rgDeviceNames,
                             VDS_LUN_INFORMATION *rgSourceLuns,
                             VDS_LUN_INFORMATION *rgDestinationLuns) PURE;

    /**
     * Makes the LUNs of imported shadow copies visible to this machine.
     *
     * @param lLunCount  number of LUNs of the shadow copy set
     * @param rgSourceLuns  array of lLunCount VDS_LUN_INFORMATION as returned earlier by
     *        GetTargetLuns
     *
     * Returns:   S_OK, E_OUTOFMEMORY, E_INVALIDARG, VSS_E_PROVIDER_VETO
     * Source:    sdk-api:vsprov/nf-vsprov-ivsshardwaresnapshotprovider-locateluns.md (rules
     *            LocateLuns-1 to -4)
     */
    STDMETHOD(LocateLuns)(THIS_ LONG lLunCount, VDS_LUN_INFORMATION *rgSourceLuns) PURE;

    /**
     * Tells that a LUN holds no shadow copy any more and can be reclaimed.
     *
     * @param wszDeviceName  device of the LUN whose shadow copy goes away
     * @param pInformation  VDS_LUN_INFORMATION of that LUN
     *
     * Returns:   S_OK, E_OUTOFMEMORY, E_INVALIDARG, VSS_E_PROVIDER_VETO
     * Source:    sdk-api:vsprov/nf-vsprov-ivsshardwaresnapshotprovider-onlunempty.md (rules
     *            OnLunEmpty-1 to -5)
     */
    STDMETHOD(OnLunEmpty)(THIS_ VSS_PWSZ wszDeviceName, VDS_LUN_INFORMATION *pInformation) PURE;
};
#undef INTERFACE
VSS_IID(IVssHardwareSnapshotProvider, 0x9593a157, 0x44e9, 0x4344,
        0xbb, 0xeb, 0x44, 0xfb, 0xf9, 0xb0, 0x6b, 0x10)

#if defined(COBJMACROS) && defined(VSS_C_FACE)
#define IVssHardwareSnapshotProvider_QueryInterface(This, riid, ppvObject) \
    (This)->lpVtbl->QueryInterface(This, riid, ppvObject)
#define IVssHardwareSnapshotProvider_AddRef(This) (This)->lpVtbl->AddRef(This)
#define IVssHardwareSnapshotProvider_Release(This) (This)->lpVtbl->Release(This)
#define IVssHardwareSnapshotProvider_AreLunsSupported(This, lLunCount, lContext, rgwszDevices, \
        pLunInformation, pbIsSupported) \
    (This)->lpVtbl->AreLunsSupported(This, lLunCount, lContext, rgwszDevices, pLunInformation, \
        pbIsSupported)
#define IVssHardwareSnapshotProvider_FillInLunInfo(This, wszDeviceName, pLunInfo, pbIsSupported) \
    (This)->lpVtbl->FillInLunInfo(This, wszDeviceName, pLunInfo, pbIsSupported)
#define IVssHardwareSnapshotProvider_BeginPrepareSnapshot(This, SnapshotSetId, SnapshotId, \
        lContext, lLunCount, rgDeviceNames, rgLunInformation) \
    (This)->lpVtbl->BeginPrepareSnapshot(This, SnapshotSetId, SnapshotId, lContext, lLunCount, \
        rgDeviceNames, rgLunInformation)
#define IVssHardwareSnapshotProvider_GetTargetLuns(This, lLunCount, rgDeviceNames, rgSourceLuns, \
        rgDestinationLuns) \
    (This)->lpVtbl->GetTargetLuns(This, lLunCount, rgDeviceNames, rgSourceLuns, rgDestinationLuns)
#define IVssHardwareSnapshotProvider_LocateLuns(This, lLunCount, rgSourceLuns) \
    (This)->lpVtbl->LocateLuns(This, lLunCount, rgSourceLuns)
#define IVssHardwareSnapshotProvider_OnLunEmpty(This, wszDeviceName, pInformation) \
    (This)->lpVtbl->OnLunEmpty(This, wszDeviceName, pInformation)
#endif

/**
 * A hardware provider that takes part in breaking and resynchronizing.
 *
 * Since:     Windows Server 2008 (server editions only)
 * Source:    sdk-api:vsprov/nn-vsprov-ivsshardwaresnapshotproviderex.md
 */
#undef INTERFACE
#define INTERFACE IVssHardwareSnapshotProviderEx
DECLARE_INTERFACE_(IVssHardwareSnapshotProviderEx, IVssHardwareSnapshotProvider)
{
    VSS_IUNKNOWN_METHODS
#ifdef VSS_C_FACE
    /* inherited from IVssHardwareSnapshotProvider */
    STDMETHOD(AreLunsSupported)(THIS_ LONG lLunCount, LONG lContext, VSS_PWSZ *rgwszDevices,
                                VDS_LUN_INFORMATION *pLunInformation, BOOL *pbIsSupported) PURE;
    STDMETHOD(FillInLunInfo)(THIS_ VSS_PWSZ wszDeviceName, VDS_LUN_INFORMATION *pLunInfo,
                             BOOL *pbIsSupported) PURE;
    STDMETHOD(BeginPrepareSnapshot)(THIS_ VSS_ID SnapshotSetId, VSS_ID SnapshotId, LONG lContext,
                                    LONG lLunCount, VSS_PWSZ *rgDeviceNames,
                                    VDS_LUN_INFORMATION *rgLunInformation) PURE;
    STDMETHOD(GetTargetLuns)(THIS_ LONG lLunCount, VSS_PWSZ *rgDeviceNames,
                             VDS_LUN_INFORMATION *rgSourceLuns,
                             VDS_LUN_INFORMATION *rgDestinationLuns) PURE;
    STDMETHOD(LocateLuns)(THIS_ LONG lLunCount, VDS_LUN_INFORMATION *rgSourceLuns) PURE;
    STDMETHOD(OnLunEmpty)(THIS_ VSS_PWSZ wszDeviceName, VDS_LUN_INFORMATION *pInformation) PURE;
#endif

    /**
     * Not supported; reserved.
     *
     * @param pllOriginalCapabilityMask  reserved (direction taken from the header)
     *
     * Source:    sdk-api:vsprov/nf-vsprov-ivsshardwaresnapshotproviderex-getprovidercapabilities.md
     *            (rule GetProviderCapabilities-1)
     */
    STDMETHOD(GetProviderCapabilities)(THIS_ ULONGLONG *pllOriginalCapabilityMask) PURE;

    /**
     * Tells that LUNs change between shadow copy and plain volume.
     *
     * @param pSnapshotLuns  array of dwCount VDS_LUN_INFORMATION, one for each LUN of the shadow
     *        copy volume
     * @param pOriginalLuns  array of dwCount VDS_LUN_INFORMATION, one for each LUN of the original
     *        volume
     * @param dwCount  elements in each array
     * @param dwFlags  mask of VSS_HARDWARE_OPTIONS, the VSS_ONLUNSTATECHANGE_ part
     *
     * Returns:   S_OK, E_OUTOFMEMORY, E_INVALIDARG, VSS_E_PROVIDER_VETO
     * Source:    sdk-api:vsprov/nf-vsprov-ivsshardwaresnapshotproviderex-onlunstatechange.md (rules
     *            OnLunStateChange-1 to -4)
     */
    STDMETHOD(OnLunStateChange)(THIS_ VDS_LUN_INFORMATION *pSnapshotLuns,
                                VDS_LUN_INFORMATION *pOriginalLuns, DWORD dwCount,
                                DWORD dwFlags) PURE;

    /**
     * Copies shadow copy LUNs back onto their originals.
     *
     * @param pSourceLuns  array of dwCount VDS_LUN_INFORMATION, one for each LUN of the shadow copy
     *        volume
     * @param pTargetLuns  array of dwCount VDS_LUN_INFORMATION, one for each LUN of the destination
     *        volume
     * @param dwCount  elements in each array
     * @param ppAsync  receives an IVssAsync with the state of the resynchronisation
     *
     * Returns:   S_OK, E_OUTOFMEMORY, VSS_E_PROVIDER_VETO, VSS_E_INSUFFICIENT_STORAGE
     * Ownership: The caller releases the IVssAsync.
     * Source:    sdk-api:vsprov/nf-vsprov-ivsshardwaresnapshotproviderex-resyncluns.md (rules
     *            ResyncLuns-1 to -6)
     */
    STDMETHOD(ResyncLuns)(THIS_ VDS_LUN_INFORMATION *pSourceLuns, VDS_LUN_INFORMATION *pTargetLuns,
                          DWORD dwCount, IVssAsync **ppAsync) PURE;

    /**
     * Not supported; reserved.
     *
     * @param pSnapshotLuns  reserved
     * @param pOriginalLuns  reserved
     * @param dwCount  reserved
     *
     * Returns:   S_OK
     * Source:    sdk-api:vsprov/nf-vsprov-ivsshardwaresnapshotproviderex-onreuseluns.md (rule
     *            OnReuseLuns-1)
     */
    STDMETHOD(OnReuseLuns)(THIS_ VDS_LUN_INFORMATION *pSnapshotLuns,
                           VDS_LUN_INFORMATION *pOriginalLuns, DWORD dwCount) PURE;
};
#undef INTERFACE
VSS_IID(IVssHardwareSnapshotProviderEx, 0x7f5ba925, 0xcdb1, 0x4d11,
        0xa7, 0x1f, 0x33, 0x9e, 0xb7, 0xe7, 0x09, 0xfd)

#if defined(COBJMACROS) && defined(VSS_C_FACE)
#define IVssHardwareSnapshotProviderEx_QueryInterface(This, riid, ppvObject) \
    (This)->lpVtbl->QueryInterface(This, riid, ppvObject)
#define IVssHardwareSnapshotProviderEx_AddRef(This) (This)->lpVtbl->AddRef(This)
#define IVssHardwareSnapshotProviderEx_Release(This) (This)->lpVtbl->Release(This)
#define IVssHardwareSnapshotProviderEx_AreLunsSupported(This, lLunCount, lContext, rgwszDevices, \
        pLunInformation, pbIsSupported) \
    (This)->lpVtbl->AreLunsSupported(This, lLunCount, lContext, rgwszDevices, pLunInformation, \
        pbIsSupported)
#define IVssHardwareSnapshotProviderEx_FillInLunInfo(This, wszDeviceName, pLunInfo, pbIsSupported) \
    (This)->lpVtbl->FillInLunInfo(This, wszDeviceName, pLunInfo, pbIsSupported)
#define IVssHardwareSnapshotProviderEx_BeginPrepareSnapshot(This, SnapshotSetId, SnapshotId, \
        lContext, lLunCount, rgDeviceNames, rgLunInformation) \
    (This)->lpVtbl->BeginPrepareSnapshot(This, SnapshotSetId, SnapshotId, lContext, lLunCount, \
        rgDeviceNames, rgLunInformation)
#define IVssHardwareSnapshotProviderEx_GetTargetLuns(This, lLunCount, rgDeviceNames, \
        rgSourceLuns, rgDestinationLuns) \
    (This)->lpVtbl->GetTargetLuns(This, lLunCount, rgDeviceNames, rgSourceLuns, rgDestinationLuns)
#define IVssHardwareSnapshotProviderEx_LocateLuns(This, lLunCount, rgSourceLuns) \
    (This)->lpVtbl->LocateLuns(This, lLunCount, rgSourceLuns)
#define IVssHardwareSnapshotProviderEx_OnLunEmpty(This, wszDeviceName, pInformation) \
    (This)->lpVtbl->OnLunEmpty(This, wszDeviceName, pInformation)
#define IVssHardwareSnapshotProviderEx_GetProviderCapabilities(This, pllOriginalCapabilityMask) \
    (This)->lpVtbl->GetProviderCapabilities(This, pllOriginalCapabilityMask)
#define IVssHardwareSnapshotProviderEx_OnLunStateChange(This, pSnapshotLuns, pOriginalLuns, \
        dwCount, dwFlags) \
    (This)->lpVtbl->OnLunStateChange(This, pSnapshotLuns, pOriginalLuns, dwCount, dwFlags)
#define IVssHardwareSnapshotProviderEx_ResyncLuns(This, pSourceLuns, pTargetLuns, dwCount, \
        ppAsync) \
    (This)->lpVtbl->ResyncLuns(This, pSourceLuns, pTargetLuns, dwCount, ppAsync)
#define IVssHardwareSnapshotProviderEx_OnReuseLuns(This, pSnapshotLuns, pOriginalLuns, dwCount) \
    (This)->lpVtbl->OnReuseLuns(This, pSnapshotLuns, pOriginalLuns, dwCount)
#endif

/**
 * What a provider does that makes shadow copies of file shares.
 *
 * Since:     Windows 8.1, Windows Server 2012 R2
 * Source:    sdk-api:vsprov/nn-vsprov-ivssfilesharesnapshotprovider.md
 */
#undef INTERFACE
#define INTERFACE IVssFileShareSnapshotProvider
DECLARE_INTERFACE_(IVssFileShareSnapshotProvider, IUnknown)
{
    VSS_IUNKNOWN_METHODS

    /**
     * Sets the context of the calls that follow.
     *
     * @param lContext  a VSS_SNAPSHOT_CONTEXT value, possibly OR-ed with supported
     *        VSS_VOLUME_SNAPSHOT_ATTRIBUTES bits
     *
     * Returns:   S_OK, E_ACCESSDENIED, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_BAD_STATE
     * Source:    sdk-api:vsprov/nf-vsprov-ivssfilesharesnapshotprovider-setcontext.md (rules
     *            SetContext-1 to -4)
     */
    STDMETHOD(SetContext)(THIS_ LONG lContext) PURE;

    /**
     * Gives the properties of a shadow copy; VSS frees the strings with CoTaskMemFree.
     *
     * @param SnapshotId  shadow copy identifier
     * @param pProp  caller-allocated VSS_SNAPSHOT_PROP that receives the properties
     *
     * Returns:   S_OK, E_ACCESSDENIED, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_OBJECT_NOT_FOUND,
     *            VSS_E_PROVIDER_VETO, VSS_E_UNEXPECTED
     * Ownership: The caller allocates the structure; the provider allocates every string it stores
     *            in it. The pProp text makes the caller free the strings with
     *            VssFreeSnapshotProperties, while the remarks make the provider responsible for
     *            allocating AND freeing: the page contradicts itself. Across a process boundary
     *            only the first reading works.
     * Source:    sdk-api:vsprov/nf-vsprov-ivssfilesharesnapshotprovider-getsnapshotproperties.md
     *            (rules GetSnapshotProperties-1 to -6)
     */
    STDMETHOD(GetSnapshotProperties)(THIS_ VSS_ID SnapshotId, VSS_SNAPSHOT_PROP *pProp) PURE;

    /**
     * Lists the provider's finished shadow copies.
     *
     * @param QueriedObjectId  reserved; GUID_NULL
     * @param eQueriedObjectType  reserved; VSS_OBJECT_NONE
     * @param eReturnedObjectsType  reserved; VSS_OBJECT_SNAPSHOT
     * @param ppEnum  receives an IVssEnumObject; required, must not be NULL (E_INVALIDARG is the
     *        only code on the page that fits)
     *
     * Returns:   S_OK, E_ACCESSDENIED, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_PROVIDER_VETO
     * Ownership: The caller releases the enumerator.
     * Source:    sdk-api:vsprov/nf-vsprov-ivssfilesharesnapshotprovider-query.md (rules Query-1 to
     *            -5)
     */
    STDMETHOD(Query)(THIS_ VSS_ID QueriedObjectId, VSS_OBJECT_TYPE eQueriedObjectType,
                     VSS_OBJECT_TYPE eReturnedObjectsType, IVssEnumObject **ppEnum) PURE;

    /**
     * Deletes one shadow copy or a set.
     *
     * @param SourceObjectId  identifier of the shadow copy or of the set
     * @param eSourceObjectType  which of the two the identifier names
     * @param bForceDelete  TRUE: use every means
     * @param plDeletedSnapshots  number of shadow copies deleted
     * @param pNondeletedSnapshotID  first shadow copy that resisted, or GUID_NULL
     *
     * Returns:   S_OK, E_ACCESSDENIED, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_OBJECT_NOT_FOUND,
     *            VSS_E_PROVIDER_VETO
     * Source:    sdk-api:vsprov/nf-vsprov-ivssfilesharesnapshotprovider-deletesnapshots.md (rules
     *            DeleteSnapshots-1 to -5)
     */
    STDMETHOD(DeleteSnapshots)(THIS_ VSS_ID SourceObjectId, VSS_OBJECT_TYPE eSourceObjectType,
                               BOOL bForceDelete, LONG *plDeletedSnapshots,
                               VSS_ID *pNondeletedSnapshotID) PURE;

    /**
     * Takes a share into a shadow copy set.
     *
     * @param SnapshotSetId  shadow copy set identifier
     * @param SnapshotId  identifier of the shadow copy about to be made
     * @param pwszSharePath  file share path
     * @param lNewContext  bit mask of VSS_VOLUME_SNAPSHOT_ATTRIBUTES: the context of the shadow
     *        copy set
     * @param ProviderId  provider identifier
     *
     * Returns:   S_OK, E_ACCESSDENIED, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_OBJECT_NOT_FOUND,
     *            VSS_E_PROVIDER_VETO, VSS_E_UNSUPPORTED_CONTEXT,
     *            VSS_E_VOLUME_NOT_SUPPORTED_BY_PROVIDER, VSS_E_UNEXPECTED
     * Source:    sdk-api:vsprov/nf-vsprov-ivssfilesharesnapshotprovider-beginpreparesnapshot.md
     *            (rule BeginPrepareSnapshot-1)
     */
    STDMETHOD(BeginPrepareSnapshot)(THIS_ VSS_ID SnapshotSetId, VSS_ID SnapshotId,
                                    VSS_PWSZ pwszSharePath, LONG lNewContext,
                                    VSS_ID ProviderId) PURE;

    /**
     * Tells whether the provider can make a shadow copy of a share.
     *
     * @param pwszSharePath  UNC path of the file share
     * @param pbSupportedByThisProvider  TRUE when the provider handles the share
     *
     * Returns:   S_OK, E_ACCESSDENIED, E_INVALIDARG, VSS_E_NESTED_VOLUME_LIMIT, E_OUTOFMEMORY,
     *            VSS_E_OBJECT_NOT_FOUND, VSS_E_PROVIDER_VETO, VSS_E_UNEXPECTED
     * Source:    sdk-api:vsprov/nf-vsprov-ivssfilesharesnapshotprovider-ispathsupported.md (rule
     *            IsPathSupported-1)
     */
    STDMETHOD(IsPathSupported)(THIS_ VSS_PWSZ pwszSharePath, BOOL *pbSupportedByThisProvider) PURE;

    /**
     * Tells whether the provider has shadow copies of a share.
     *
     * @param pwszSharePath  UNC path of the file share
     * @param pbSnapshotsPresent  TRUE when snapshots exist
     * @param plSnapshotCompatibility  mask of VSS_SNAPSHOT_COMPATIBILITY
     *
     * Returns:   S_OK, E_ACCESSDENIED, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_OBJECT_NOT_FOUND,
     *            VSS_E_PROVIDER_VETO, VSS_E_UNEXPECTED
     * Source:    sdk-api:vsprov/nf-vsprov-ivssfilesharesnapshotprovider-ispathsnapshotted.md (rule
     *            IsPathSnapshotted-1)
     */
    STDMETHOD(IsPathSnapshotted)(THIS_ VSS_PWSZ pwszSharePath, BOOL *pbSnapshotsPresent,
                                 LONG *plSnapshotCompatibility) PURE;

    /**
     * Sets one property of a shadow copy.
     *
     * @param SnapshotId  shadow copy identifier; required, GUID_NULL is not acceptable
     * @param eSnapshotPropertyId  VSS_SNAPSHOT_PROPERTY_ID naming the member of VSS_SNAPSHOT_PROP
     *        to set
     * @param vProperty  VARIANT with the new value; type follows the VSS_SNAPSHOT_PROP member
     *
     * Returns:   S_OK, E_ACCESSDENIED, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_OBJECT_NOT_FOUND
     * Source:    sdk-api:vsprov/nf-vsprov-ivssfilesharesnapshotprovider-setsnapshotproperty.md
     *            (rules SetSnapshotProperty-1 to -2)
     */
    STDMETHOD(SetSnapshotProperty)(THIS_ VSS_ID SnapshotId,
                                   VSS_SNAPSHOT_PROPERTY_ID eSnapshotPropertyId,
                                   VARIANT vProperty) PURE;
};
#undef INTERFACE
VSS_IID(IVssFileShareSnapshotProvider, 0xc8636060, 0x7c2e, 0x11df,
        0x8c, 0x4a, 0x08, 0x00, 0x20, 0x0c, 0x9a, 0x66)

#if defined(COBJMACROS) && defined(VSS_C_FACE)
#define IVssFileShareSnapshotProvider_QueryInterface(This, riid, ppvObject) \
    (This)->lpVtbl->QueryInterface(This, riid, ppvObject)
#define IVssFileShareSnapshotProvider_AddRef(This) (This)->lpVtbl->AddRef(This)
#define IVssFileShareSnapshotProvider_Release(This) (This)->lpVtbl->Release(This)
#define IVssFileShareSnapshotProvider_SetContext(This, lContext) \
    (This)->lpVtbl->SetContext(This, lContext)
#define IVssFileShareSnapshotProvider_GetSnapshotProperties(This, SnapshotId, pProp) \
    (This)->lpVtbl->GetSnapshotProperties(This, SnapshotId, pProp)
#define IVssFileShareSnapshotProvider_Query(This, QueriedObjectId, eQueriedObjectType, \
        eReturnedObjectsType, ppEnum) \
    (This)->lpVtbl->Query(This, QueriedObjectId, eQueriedObjectType, eReturnedObjectsType, ppEnum)
#define IVssFileShareSnapshotProvider_DeleteSnapshots(This, SourceObjectId, eSourceObjectType, \
        bForceDelete, plDeletedSnapshots, pNondeletedSnapshotID) \
    (This)->lpVtbl->DeleteSnapshots(This, SourceObjectId, eSourceObjectType, bForceDelete, \
        plDeletedSnapshots, pNondeletedSnapshotID)
#define IVssFileShareSnapshotProvider_BeginPrepareSnapshot(This, SnapshotSetId, SnapshotId, \
        pwszSharePath, lNewContext, ProviderId) \
    (This)->lpVtbl->BeginPrepareSnapshot(This, SnapshotSetId, SnapshotId, pwszSharePath, \
        lNewContext, ProviderId)
#define IVssFileShareSnapshotProvider_IsPathSupported(This, pwszSharePath, \
        pbSupportedByThisProvider) \
    (This)->lpVtbl->IsPathSupported(This, pwszSharePath, pbSupportedByThisProvider)
#define IVssFileShareSnapshotProvider_IsPathSnapshotted(This, pwszSharePath, pbSnapshotsPresent, \
        plSnapshotCompatibility) \
    (This)->lpVtbl->IsPathSnapshotted(This, pwszSharePath, pbSnapshotsPresent, \
        plSnapshotCompatibility)
#define IVssFileShareSnapshotProvider_SetSnapshotProperty(This, SnapshotId, eSnapshotPropertyId, \
        vProperty) \
    (This)->lpVtbl->SetSnapshotProperty(This, SnapshotId, eSnapshotPropertyId, vProperty)
#endif

/* clang-format on */

VSS_GUID(LIBID_VSSProvider, 0x73c8b4c1, 0x6e9d, 0x4fc2, 0xb3, 0x04, 0x03, 0x0e, 0xc7, 0x63, 0xfe,
         0x81)

#endif
