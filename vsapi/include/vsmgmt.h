/*
 * vsmgmt.h - managing shadow copies and the space they take.
 *
 * The interfaces of the coclass VssSnapshotMgmt and of providers that keep differences: on which
 * volume the changed blocks of another volume are kept (the diff area), how large they may grow,
 * and what happens when they cannot.
 */
#ifndef VSAPI_VSMGMT_H
#define VSAPI_VSMGMT_H

#include <vss.h>

/* Values of llMaximumDiffSpace that are no sizes. */
#define VSS_ASSOC_NO_MAX_SPACE (-1) /* no upper limit */
#define VSS_ASSOC_REMOVE (0)        /* the diff area goes */

typedef interface IVssEnumMgmtObject IVssEnumMgmtObject;
typedef interface IVssSnapshotMgmt IVssSnapshotMgmt;
typedef interface IVssSnapshotMgmt2 IVssSnapshotMgmt2;
typedef interface IVssDifferentialSoftwareSnapshotMgmt IVssDifferentialSoftwareSnapshotMgmt;
typedef interface IVssDifferentialSoftwareSnapshotMgmt2 IVssDifferentialSoftwareSnapshotMgmt2;
typedef interface IVssDifferentialSoftwareSnapshotMgmt3 IVssDifferentialSoftwareSnapshotMgmt3;

/**
 * What a VSS_MGMT_OBJECT_PROP holds.
 *
 * Source: sdk-api:vsmgmt/ne-vsmgmt-vss_mgmt_object_type.md
 */
typedef enum _VSS_MGMT_OBJECT_TYPE {
    VSS_MGMT_OBJECT_UNKNOWN = 0,     /* type not known */
    VSS_MGMT_OBJECT_VOLUME = 1,      /* source volume: union member Vol */
    VSS_MGMT_OBJECT_DIFF_VOLUME = 2, /* volume that can hold a diff area: union member DiffVol */
    /* association of a source volume and a diff area volume: union member DiffArea */
    VSS_MGMT_OBJECT_DIFF_AREA = 3
} VSS_MGMT_OBJECT_TYPE;
typedef VSS_MGMT_OBJECT_TYPE *PVSS_MGMT_OBJECT_TYPE;

/**
 * A volume that can have shadow copies.
 *
 * Source: sdk-api:vsmgmt/ns-vsmgmt-vss_volume_prop.md
 */
typedef struct _VSS_VOLUME_PROP {
    VSS_PWSZ m_pwszVolumeName; /* volume name in \\?\Volume{GUID}\ form */
    /* shortest mount point fit for display, drive letter or folder */
    VSS_PWSZ m_pwszVolumeDisplayName;
} VSS_VOLUME_PROP;
typedef VSS_VOLUME_PROP *PVSS_VOLUME_PROP;

/**
 * A volume that can hold differences.
 *
 * Source: sdk-api:vsmgmt/ns-vsmgmt-vss_diff_volume_prop.md
 */
typedef struct _VSS_DIFF_VOLUME_PROP {
    VSS_PWSZ m_pwszVolumeName;        /* diff area volume in \\?\Volume{GUID}\ form */
    VSS_PWSZ m_pwszVolumeDisplayName; /* name fit for display */
    LONGLONG m_llVolumeFreeSpace;     /* free bytes on the volume */
    LONGLONG m_llVolumeTotalSpace;    /* size of the volume in bytes */
} VSS_DIFF_VOLUME_PROP;
typedef VSS_DIFF_VOLUME_PROP *PVSS_DIFF_VOLUME_PROP;

/**
 * The place where the differences of a volume are kept. Sizes are in bytes.
 *
 * Source: sdk-api:vsmgmt/ns-vsmgmt-vss_diff_area_prop.md
 */
typedef struct _VSS_DIFF_AREA_PROP {
    VSS_PWSZ m_pwszVolumeName;         /* source volume */
    VSS_PWSZ m_pwszDiffAreaVolumeName; /* diff area volume */
    LONGLONG m_llMaximumDiffSpace;     /* largest size allowed */
    LONGLONG m_llAllocatedDiffSpace;   /* allocated, at most m_llMaximumDiffSpace */
    LONGLONG m_llUsedDiffSpace;        /* used, at most m_llAllocatedDiffSpace */
} VSS_DIFF_AREA_PROP;
typedef VSS_DIFF_AREA_PROP *PVSS_DIFF_AREA_PROP;

/**
 * The part of VSS_MGMT_OBJECT_PROP that its type chooses.
 *
 * Source: sdk-api:vsmgmt/ns-vsmgmt-__midl___midl_itf_vsmgmt_0000_0000_0001.md
 */
typedef union _VSS_MGMT_OBJECT_UNION {
    VSS_VOLUME_PROP Vol;          /* when Type is VSS_MGMT_OBJECT_VOLUME */
    VSS_DIFF_VOLUME_PROP DiffVol; /* when Type is VSS_MGMT_OBJECT_DIFF_VOLUME */
    VSS_DIFF_AREA_PROP DiffArea;  /* when Type is VSS_MGMT_OBJECT_DIFF_AREA */
} VSS_MGMT_OBJECT_UNION;

/**
 * An element of IVssEnumMgmtObject. Its strings are the caller's, freed with CoTaskMemFree.
 *
 * Source: sdk-api:vsmgmt/ns-vsmgmt-vss_mgmt_object_prop.md
 */
typedef struct _VSS_MGMT_OBJECT_PROP {
    VSS_MGMT_OBJECT_TYPE Type; /* VSS_MGMT_OBJECT_TYPE, selects the union member */
    VSS_MGMT_OBJECT_UNION Obj; /* VSS_MGMT_OBJECT_UNION */
} VSS_MGMT_OBJECT_PROP;
typedef VSS_MGMT_OBJECT_PROP *PVSS_MGMT_OBJECT_PROP;

/**
 * What goes first when differences cannot be kept: the volume or its shadow copies.
 *
 * Source: sdk-api:vsmgmt/ne-vsmgmt-vss_protection_level.md
 */
typedef enum _VSS_PROTECTION_LEVEL {
    /*
     * default: I/O to the source volume goes on; shadow copies may be deleted when a write comes
     * and the copy cannot be kept intact
     */
    VSS_PROTECTION_LEVEL_ORIGINAL_VOLUME = 0,
    /*
     * shadow copies are kept: all I/O to the source volume fails once a write cannot be matched by
     * its write to the diff area
     */
    VSS_PROTECTION_LEVEL_SNAPSHOT = 1
} VSS_PROTECTION_LEVEL;
typedef VSS_PROTECTION_LEVEL *PVSS_PROTECTION_LEVEL;

/**
 * Why a protected volume was taken offline.
 *
 * Source: sdk-api:vsmgmt/ne-vsmgmt-vss_protection_fault.md
 */
typedef enum _VSS_PROTECTION_FAULT {
    VSS_PROTECTION_FAULT_NONE = 0, /* no fault */
    /* diff area volume not found, mostly not yet arrived */
    VSS_PROTECTION_FAULT_DIFF_AREA_MISSING = 1,
    /* I/O failure while bringing the diff area volume online */
    VSS_PROTECTION_FAULT_IO_FAILURE_DURING_ONLINE = 2,
    VSS_PROTECTION_FAULT_META_DATA_CORRUPTION = 3,      /* diff area metadata damaged */
    VSS_PROTECTION_FAULT_MEMORY_ALLOCATION_FAILURE = 4, /* no memory; may be passing */
    /* mapping memory failed: page file too small or memory short */
    VSS_PROTECTION_FAULT_MAPPED_MEMORY_FAILURE = 5,
    VSS_PROTECTION_FAULT_COW_READ_FAILURE = 6, /* read failed during copy-on-write */
    /*
     * read or write failed during copy-on-write, for instance because the diff area volume is gone
     */
    VSS_PROTECTION_FAULT_COW_WRITE_FAILURE = 7,
    /*
     * diff area or its volume full; after clearing, delete unused areas or raise the maximum size
     */
    VSS_PROTECTION_FAULT_DIFF_AREA_FULL = 8,
    /* could not grow the diff area: space ran out on its volume */
    VSS_PROTECTION_FAULT_GROW_TOO_SLOW = 9,
    VSS_PROTECTION_FAULT_GROW_FAILED = 10,           /* could not grow the diff area */
    VSS_PROTECTION_FAULT_DESTROY_ALL_SNAPSHOTS = 11, /* unexpected error */
    /* diff area files could not be opened, or their volume not mounted */
    VSS_PROTECTION_FAULT_FILE_SYSTEM_FAILURE = 12,
    VSS_PROTECTION_FAULT_IO_FAILURE = 13,        /* read or write failure on the diff area volume */
    VSS_PROTECTION_FAULT_DIFF_AREA_REMOVED = 14, /* diff area volume removed or out of reach */
    /* some other program tried to write to the diff area */
    VSS_PROTECTION_FAULT_EXTERNAL_WRITER_TO_DIFF_AREA = 15,
    VSS_PROTECTION_FAULT_MOUNT_DURING_CLUSTER_OFFLINE = 16 /* no description on the page */
} VSS_PROTECTION_FAULT;
typedef VSS_PROTECTION_FAULT *PVSS_PROTECTION_FAULT;

/**
 * The protection of a volume.
 *
 * Source: sdk-api:vsmgmt/ns-vsmgmt-vss_volume_protection_info.md
 */
typedef struct _VSS_VOLUME_PROTECTION_INFO {
    VSS_PROTECTION_LEVEL m_protectionLevel; /* level aimed at */
    BOOL m_volumeIsOfflineForProtection;    /* TRUE when the volume is offline because of a fault */
    VSS_PROTECTION_FAULT m_protectionFault; /* fault that took it offline */
    LONG m_failureStatus;                   /* internal status code */
    BOOL m_volumeHasUnusedDiffArea;         /* TRUE when unused diff area files are there */
    DWORD m_reserved;                       /* reserved */
} VSS_VOLUME_PROTECTION_INFO;
typedef VSS_VOLUME_PROTECTION_INFO *PVSS_VOLUME_PROTECTION_INFO;

/* clang-format takes the COM macros for expressions. */
/* clang-format off */

/**
 * A list of volumes or diff areas and a place in it.
 *
 * Since:     Windows Vista, Windows Server 2003
 * Source:    sdk-api:vsmgmt/nn-vsmgmt-ivssenummgmtobject.md
 */
#undef INTERFACE
#define INTERFACE IVssEnumMgmtObject
DECLARE_INTERFACE_(IVssEnumMgmtObject, IUnknown)
{
    VSS_IUNKNOWN_METHODS

    /**
     * Hands out the next elements.
     *
     * @param celt  elements wanted
     * @param rgelt  caller-allocated array of celt VSS_MGMT_OBJECT_PROP; required, must not be NULL
     * @param pceltFetched  elements delivered
     *
     * Returns:   S_OK
     * Ownership: Every string in the structure delivered is freed by the caller with CoTaskMemFree
     *            (page of VSS_MGMT_OBJECT_UNION).
     * Source:    sdk-api:vsmgmt/nf-vsmgmt-ivssenummgmtobject-next.md (rules Next-1 to -2)
     */
    STDMETHOD(Next)(THIS_ ULONG celt, VSS_MGMT_OBJECT_PROP *rgelt, ULONG *pceltFetched) PURE;

    /**
     * Passes over elements.
     *
     * @param celt  elements to leave out
     *
     * Returns:   S_OK
     * Source:    sdk-api:vsmgmt/nf-vsmgmt-ivssenummgmtobject-skip.md (rule Skip-1)
     */
    STDMETHOD(Skip)(THIS_ ULONG celt) PURE;

    /**
     * Goes back to the first element.
     *
     * Returns:   S_OK
     * Source:    sdk-api:vsmgmt/nf-vsmgmt-ivssenummgmtobject-reset.md (rule Reset-1)
     */
    STDMETHOD(Reset)(THIS) PURE;

    /**
     * Makes a second list that stands at the same place.
     *
     * @param ppenum  receives a copy of the enumerator; set to NULL by the caller before
     *
     * Returns:   S_OK
     * Source:    sdk-api:vsmgmt/nf-vsmgmt-ivssenummgmtobject-clone.md (rules Clone-1 to -2)
     */
    STDMETHOD(Clone)(THIS_ IVssEnumMgmtObject **ppenum) PURE;
};
#undef INTERFACE
VSS_IID(IVssEnumMgmtObject, 0x01954e6b, 0x9254, 0x4e6e,
        0x80, 0x8c, 0xc9, 0xe0, 0x5d, 0x00, 0x76, 0x96)

#if defined(COBJMACROS) && defined(VSS_C_FACE)
#define IVssEnumMgmtObject_QueryInterface(This, riid, ppvObject) \
    (This)->lpVtbl->QueryInterface(This, riid, ppvObject)
#define IVssEnumMgmtObject_AddRef(This) (This)->lpVtbl->AddRef(This)
#define IVssEnumMgmtObject_Release(This) (This)->lpVtbl->Release(This)
#define IVssEnumMgmtObject_Next(This, celt, rgelt, pceltFetched) \
    (This)->lpVtbl->Next(This, celt, rgelt, pceltFetched)
#define IVssEnumMgmtObject_Skip(This, celt) (This)->lpVtbl->Skip(This, celt)
#define IVssEnumMgmtObject_Reset(This) (This)->lpVtbl->Reset(This)
#define IVssEnumMgmtObject_Clone(This, ppenum) (This)->lpVtbl->Clone(This, ppenum)
#endif

/**
 * The way to the management interfaces.
 *
 * Since:     Windows Vista, Windows Server 2003
 * Source:    sdk-api:vsmgmt/nn-vsmgmt-ivsssnapshotmgmt.md
 */
#undef INTERFACE
#define INTERFACE IVssSnapshotMgmt
DECLARE_INTERFACE_(IVssSnapshotMgmt, IUnknown)
{
    VSS_IUNKNOWN_METHODS

    /**
     * Gives a management interface of one provider.
     *
     * @param ProviderId  the system provider, {b5946137-7b9f-4925-af80-51abd60b20d5}; nothing else
     *        is accepted
     * @param InterfaceId  IID_IVssDifferentialSoftwareSnapshotMgmt; nothing else is accepted
     * @param ppItf  receives the interface pointer
     *
     * Returns:   S_OK
     * Source:    sdk-api:vsmgmt/nf-vsmgmt-ivsssnapshotmgmt-getprovidermgmtinterface.md (rules
     *            GetProviderMgmtInterface-1 to -2)
     */
    STDMETHOD(GetProviderMgmtInterface)(THIS_ VSS_ID ProviderId, REFIID InterfaceId,
                                        IUnknown **ppItf) PURE;

    /**
     * Not supported; reserved.
     *
     * @param ProviderId  reserved
     * @param lContext  reserved
     * @param ppEnum  reserved
     *
     * Returns:   S_OK
     * Source:    sdk-api:vsmgmt/nf-vsmgmt-ivsssnapshotmgmt-queryvolumessupportedforsnapshots.md
     *            (rule QueryVolumesSupportedForSnapshots-1)
     */
    STDMETHOD(QueryVolumesSupportedForSnapshots)(THIS_ VSS_ID ProviderId, LONG lContext,
                IVssEnumMgmtObject **ppEnum) PURE;

    /**
     * Not supported; reserved.
     *
     * @param pwszVolumeName  reserved
     * @param ProviderId  reserved
     * @param ppEnum  reserved
     *
     * Returns:   S_OK
     * Source:    sdk-api:vsmgmt/nf-vsmgmt-ivsssnapshotmgmt-querysnapshotsbyvolume.md (rule
     *            QuerySnapshotsByVolume-1)
     */
    STDMETHOD(QuerySnapshotsByVolume)(THIS_ VSS_PWSZ pwszVolumeName, VSS_ID ProviderId,
                                      IVssEnumObject **ppEnum) PURE;
};
#undef INTERFACE
VSS_IID(IVssSnapshotMgmt, 0xfa7df749, 0x66e7, 0x4986,
        0xa2, 0x7f, 0xe2, 0xf0, 0x4a, 0xe5, 0x37, 0x72)

#if defined(COBJMACROS) && defined(VSS_C_FACE)
#define IVssSnapshotMgmt_QueryInterface(This, riid, ppvObject) \
    (This)->lpVtbl->QueryInterface(This, riid, ppvObject)
#define IVssSnapshotMgmt_AddRef(This) (This)->lpVtbl->AddRef(This)
#define IVssSnapshotMgmt_Release(This) (This)->lpVtbl->Release(This)
#define IVssSnapshotMgmt_GetProviderMgmtInterface(This, ProviderId, InterfaceId, ppItf) \
    (This)->lpVtbl->GetProviderMgmtInterface(This, ProviderId, InterfaceId, ppItf)
#define IVssSnapshotMgmt_QueryVolumesSupportedForSnapshots(This, ProviderId, lContext, ppEnum) \
    (This)->lpVtbl->QueryVolumesSupportedForSnapshots(This, ProviderId, lContext, ppEnum)
#define IVssSnapshotMgmt_QuerySnapshotsByVolume(This, pwszVolumeName, ProviderId, ppEnum) \
    (This)->lpVtbl->QuerySnapshotsByVolume(This, pwszVolumeName, ProviderId, ppEnum)
#endif

/**
 * One more setting of the system provider.
 *
 * Since:     Windows Vista, Windows Server 2003 SP1, Windows Server 2008
 * Source:    sdk-api:vsmgmt/nn-vsmgmt-ivsssnapshotmgmt2.md
 */
#undef INTERFACE
#define INTERFACE IVssSnapshotMgmt2
DECLARE_INTERFACE_(IVssSnapshotMgmt2, IUnknown)
{
    VSS_IUNKNOWN_METHODS

    /**
     * Gives the smallest size of a diff area, in bytes.
     *
     * @param pllMinDiffAreaSize  smallest size of a diff area, in bytes
     *
     * Returns:   S_OK
     * Source:    sdk-api:vsmgmt/nf-vsmgmt-ivsssnapshotmgmt2-getmindiffareasize.md (rule
     *            GetMinDiffAreaSize-1)
     */
    STDMETHOD(GetMinDiffAreaSize)(THIS_ LONGLONG *pllMinDiffAreaSize) PURE;
};
#undef INTERFACE
VSS_IID(IVssSnapshotMgmt2, 0x0f61ec39, 0xfe82, 0x45f2,
        0xa3, 0xf0, 0x76, 0x8b, 0x5d, 0x42, 0x71, 0x02)

#if defined(COBJMACROS) && defined(VSS_C_FACE)
#define IVssSnapshotMgmt2_QueryInterface(This, riid, ppvObject) \
    (This)->lpVtbl->QueryInterface(This, riid, ppvObject)
#define IVssSnapshotMgmt2_AddRef(This) (This)->lpVtbl->AddRef(This)
#define IVssSnapshotMgmt2_Release(This) (This)->lpVtbl->Release(This)
#define IVssSnapshotMgmt2_GetMinDiffAreaSize(This, pllMinDiffAreaSize) \
    (This)->lpVtbl->GetMinDiffAreaSize(This, pllMinDiffAreaSize)
#endif

/**
 * Where the differences of volumes are kept. Sizes are in bytes.
 *
 * Since:     Windows Vista, Windows Server 2003
 * Source:    sdk-api:vsmgmt/nn-vsmgmt-ivssdifferentialsoftwaresnapshotmgmt.md
 */
#undef INTERFACE
#define INTERFACE IVssDifferentialSoftwareSnapshotMgmt
DECLARE_INTERFACE_(IVssDifferentialSoftwareSnapshotMgmt, IUnknown)
{
    VSS_IUNKNOWN_METHODS

    /**
     * Says on which volume the differences of a volume are kept.
     *
     * @param pwszVolumeName  volume the shadow copies are of: mounted folder, drive letter or
     *        \\?\Volume{GUID}\; the trailing backslash is required
     * @param pwszDiffAreaVolumeName  volume that holds (or is to hold) the diff area: mounted
     *        folder, drive letter or \\?\Volume{GUID}\; the trailing backslash is required
     * @param llMaximumDiffSpace  largest size in bytes; at least 320 MB, at most the system-wide
     *        limit; -1 for no limit
     *
     * Returns:   S_OK, E_ACCESSDENIED, E_INVALIDARG, E_OUTOFMEMORY,
     *            VSS_E_MAXIMUM_DIFFAREA_ASSOCIATIONS_REACHED, VSS_E_NESTED_VOLUME_LIMIT,
     *            VSS_E_OBJECT_ALREADY_EXISTS, VSS_E_PROVIDER_VETO, VSS_E_UNEXPECTED, E_UNEXPECTED,
     *            VSS_E_VOLUME_NOT_SUPPORTED
     * Source:    sdk-api:vsmgmt/nf-vsmgmt-ivssdifferentialsoftwaresnapshotmgmt-adddiffarea.md
     *            (rules AddDiffArea-1 to -4)
     */
    STDMETHOD(AddDiffArea)(THIS_ VSS_PWSZ pwszVolumeName, VSS_PWSZ pwszDiffAreaVolumeName,
                           LONGLONG llMaximumDiffSpace) PURE;

    /**
     * Sets how large a diff area may become, or removes it.
     *
     * @param pwszVolumeName  volume the shadow copies are of: mounted folder, drive letter or
     *        \\?\Volume{GUID}\; the trailing backslash is required
     * @param pwszDiffAreaVolumeName  volume that holds (or is to hold) the diff area: mounted
     *        folder, drive letter or \\?\Volume{GUID}\; the trailing backslash is required
     * @param llMaximumDiffSpace  new largest size in bytes; 0 deletes, -1 means no limit
     *
     * Returns:   S_OK, E_ACCESSDENIED, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_INSUFFICIENT_STORAGE,
     *            VSS_E_OBJECT_NOT_FOUND, VSS_E_PROVIDER_VETO, VSS_E_UNEXPECTED, E_UNEXPECTED,
     *            VSS_E_VOLUME_IN_USE
     * Source:
     *   sdk-api:vsmgmt/nf-vsmgmt-ivssdifferentialsoftwaresnapshotmgmt-changediffareamaximumsize.md
     *   (rules ChangeDiffAreaMaximumSize-1 to -4)
     */
    STDMETHOD(ChangeDiffAreaMaximumSize)(THIS_ VSS_PWSZ pwszVolumeName,
                                         VSS_PWSZ pwszDiffAreaVolumeName,
                                         LONGLONG llMaximumDiffSpace) PURE;

    /**
     * Lists the volumes that can hold the differences of a volume.
     *
     * @param pwszOriginalVolumeName  source volume: mounted folder, drive letter or
     *        \\?\Volume{GUID}\; the trailing backslash is required
     * @param ppEnum  receives an IVssEnumMgmtObject
     *
     * Returns:   S_OK, E_ACCESSDENIED, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_PROVIDER_VETO,
     *            VSS_E_UNEXPECTED, E_UNEXPECTED
     * Ownership: The caller releases the enumerator.
     * Source:
     *   sdk-api:vsmgmt/nf-vsmgmt-ivssdifferentialsoftwaresnapshotmgmt-queryvolumessupportedfordiffareas.md
     *   (rules QueryVolumesSupportedForDiffAreas-1 to -3)
     */
    STDMETHOD(QueryVolumesSupportedForDiffAreas)(THIS_ VSS_PWSZ pwszOriginalVolumeName,
                IVssEnumMgmtObject **ppEnum) PURE;

    /**
     * Lists the diff areas that serve a volume.
     *
     * @param pwszVolumeName  volume whose diff areas are asked for: mounted folder, drive letter or
     *        \\?\Volume{GUID}\; the trailing backslash is required
     * @param ppEnum  receives an IVssEnumMgmtObject
     *
     * Returns:   S_OK, E_ACCESSDENIED, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_PROVIDER_VETO,
     *            VSS_E_UNEXPECTED, E_UNEXPECTED
     * Ownership: The caller releases the enumerator.
     * Source:
     *   sdk-api:vsmgmt/nf-vsmgmt-ivssdifferentialsoftwaresnapshotmgmt-querydiffareasforvolume.md
     *   (rules QueryDiffAreasForVolume-1 to -3)
     */
    STDMETHOD(QueryDiffAreasForVolume)(THIS_ VSS_PWSZ pwszVolumeName,
                                       IVssEnumMgmtObject **ppEnum) PURE;

    /**
     * Lists the diff areas that lie on a volume.
     *
     * @param pwszVolumeName  volume that holds diff areas: mounted folder, drive letter or
     *        \\?\Volume{GUID}\; the trailing backslash is required
     * @param ppEnum  receives an IVssEnumMgmtObject
     *
     * Returns:   S_OK, E_ACCESSDENIED, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_PROVIDER_VETO,
     *            VSS_E_UNEXPECTED, E_UNEXPECTED
     * Ownership: The caller releases the enumerator.
     * Source:
     *   sdk-api:vsmgmt/nf-vsmgmt-ivssdifferentialsoftwaresnapshotmgmt-querydiffareasonvolume.md
     *   (rules QueryDiffAreasOnVolume-1 to -3)
     */
    STDMETHOD(QueryDiffAreasOnVolume)(THIS_ VSS_PWSZ pwszVolumeName,
                                      IVssEnumMgmtObject **ppEnum) PURE;

    /**
     * Lists the diff areas that serve a shadow copy.
     *
     * @param SnapshotId  shadow copy identifier
     * @param ppEnum  receives an IVssEnumMgmtObject
     *
     * Returns:   S_OK, E_ACCESSDENIED, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_PROVIDER_VETO,
     *            VSS_E_UNEXPECTED, E_UNEXPECTED
     * Ownership: The caller releases the enumerator.
     * Source:
     *   sdk-api:vsmgmt/nf-vsmgmt-ivssdifferentialsoftwaresnapshotmgmt-querydiffareasforsnapshot.md
     *   (rules QueryDiffAreasForSnapshot-1 to -3)
     */
    STDMETHOD(QueryDiffAreasForSnapshot)(THIS_ VSS_ID SnapshotId, IVssEnumMgmtObject **ppEnum) PURE;
};
#undef INTERFACE
VSS_IID(IVssDifferentialSoftwareSnapshotMgmt, 0x214a0f28, 0xb737, 0x4026,
        0xb8, 0x47, 0x4f, 0x9e, 0x37, 0xd7, 0x95, 0x29)

#if defined(COBJMACROS) && defined(VSS_C_FACE)
#define IVssDifferentialSoftwareSnapshotMgmt_QueryInterface(This, riid, ppvObject) \
    (This)->lpVtbl->QueryInterface(This, riid, ppvObject)
#define IVssDifferentialSoftwareSnapshotMgmt_AddRef(This) (This)->lpVtbl->AddRef(This)
#define IVssDifferentialSoftwareSnapshotMgmt_Release(This) (This)->lpVtbl->Release(This)
#define IVssDifferentialSoftwareSnapshotMgmt_AddDiffArea(This, pwszVolumeName, \
        pwszDiffAreaVolumeName, llMaximumDiffSpace) \
    (This)->lpVtbl->AddDiffArea(This, pwszVolumeName, pwszDiffAreaVolumeName, llMaximumDiffSpace)
#define IVssDifferentialSoftwareSnapshotMgmt_ChangeDiffAreaMaximumSize(This, pwszVolumeName, \
        pwszDiffAreaVolumeName, llMaximumDiffSpace) \
    (This)->lpVtbl->ChangeDiffAreaMaximumSize(This, pwszVolumeName, pwszDiffAreaVolumeName, \
        llMaximumDiffSpace)
#define IVssDifferentialSoftwareSnapshotMgmt_QueryVolumesSupportedForDiffAreas(This, \
        pwszOriginalVolumeName, ppEnum) \
    (This)->lpVtbl->QueryVolumesSupportedForDiffAreas(This, pwszOriginalVolumeName, ppEnum)
#define IVssDifferentialSoftwareSnapshotMgmt_QueryDiffAreasForVolume(This, pwszVolumeName, ppEnum) \
    (This)->lpVtbl->QueryDiffAreasForVolume(This, pwszVolumeName, ppEnum)
#define IVssDifferentialSoftwareSnapshotMgmt_QueryDiffAreasOnVolume(This, pwszVolumeName, ppEnum) \
    (This)->lpVtbl->QueryDiffAreasOnVolume(This, pwszVolumeName, ppEnum)
#define IVssDifferentialSoftwareSnapshotMgmt_QueryDiffAreasForSnapshot(This, SnapshotId, ppEnum) \
    (This)->lpVtbl->QueryDiffAreasForSnapshot(This, SnapshotId, ppEnum)
#endif

/**
 * Diff areas that can be limited for the time being.
 *
 * Since:     Windows Vista, Windows Server 2008
 * Source:    sdk-api:vsmgmt/nn-vsmgmt-ivssdifferentialsoftwaresnapshotmgmt2.md
 */
#undef INTERFACE
#define INTERFACE IVssDifferentialSoftwareSnapshotMgmt2
DECLARE_INTERFACE_(IVssDifferentialSoftwareSnapshotMgmt2, IVssDifferentialSoftwareSnapshotMgmt)
{
    VSS_IUNKNOWN_METHODS
#ifdef VSS_C_FACE
    /* inherited from IVssDifferentialSoftwareSnapshotMgmt */
    STDMETHOD(AddDiffArea)(THIS_ VSS_PWSZ pwszVolumeName, VSS_PWSZ pwszDiffAreaVolumeName,
                           LONGLONG llMaximumDiffSpace) PURE;
    STDMETHOD(ChangeDiffAreaMaximumSize)(THIS_ VSS_PWSZ pwszVolumeName,
                                         VSS_PWSZ pwszDiffAreaVolumeName,
                                         LONGLONG llMaximumDiffSpace) PURE;
    STDMETHOD(QueryVolumesSupportedForDiffAreas)(THIS_ VSS_PWSZ pwszOriginalVolumeName,
                IVssEnumMgmtObject **ppEnum) PURE;
    STDMETHOD(QueryDiffAreasForVolume)(THIS_ VSS_PWSZ pwszVolumeName,
                                       IVssEnumMgmtObject **ppEnum) PURE;
    STDMETHOD(QueryDiffAreasOnVolume)(THIS_ VSS_PWSZ pwszVolumeName,
                                      IVssEnumMgmtObject **ppEnum) PURE;
    STDMETHOD(QueryDiffAreasForSnapshot)(THIS_ VSS_ID SnapshotId, IVssEnumMgmtObject **ppEnum) PURE;
#endif

    /**
     * Sets how large a diff area may become, for good or until the next start.
     *
     * @param pwszVolumeName  volume the shadow copies are of: mounted folder, drive letter or
     *        \\?\Volume{GUID}\; the trailing backslash is required
     * @param pwszDiffAreaVolumeName  volume that holds (or is to hold) the diff area: mounted
     *        folder, drive letter or \\?\Volume{GUID}\; the trailing backslash is required
     * @param llMaximumDiffSpace  new largest size in bytes; 0 deletes, -1 means no limit
     * @param bVolatile  TRUE: the change is forgotten at the next restart; default FALSE
     *
     * Returns:   S_OK, E_ACCESSDENIED, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_INSUFFICIENT_STORAGE,
     *            VSS_E_OBJECT_NOT_FOUND, VSS_E_PROVIDER_VETO, VSS_E_UNEXPECTED, E_UNEXPECTED,
     *            VSS_E_VOLUME_IN_USE
     * Source:
     *   sdk-api:vsmgmt/nf-vsmgmt-ivssdifferentialsoftwaresnapshotmgmt2-changediffareamaximumsizeex.md
     *   (rules ChangeDiffAreaMaximumSizeEx-1 to -6)
     */
    STDMETHOD(ChangeDiffAreaMaximumSizeEx)(THIS_ VSS_PWSZ pwszVolumeName,
                                           VSS_PWSZ pwszDiffAreaVolumeName,
                                           LONGLONG llMaximumDiffSpace, BOOL bVolatile) PURE;

    /**
     * Not supported; reserved.
     *
     * @param pwszVolumeName  reserved
     * @param pwszDiffAreaVolumeName  reserved
     * @param pwszNewDiffAreaVolumeName  reserved
     *
     * Returns:   S_OK
     * Source:    sdk-api:vsmgmt/nf-vsmgmt-ivssdifferentialsoftwaresnapshotmgmt2-migratediffareas.md
     *            (rule MigrateDiffAreas-1)
     */
    STDMETHOD(MigrateDiffAreas)(THIS_ VSS_PWSZ pwszVolumeName, VSS_PWSZ pwszDiffAreaVolumeName,
                                VSS_PWSZ pwszNewDiffAreaVolumeName) PURE;

    /**
     * Not supported; reserved.
     *
     * @param pwszVolumeName  reserved
     * @param pwszDiffAreaVolumeName  reserved
     * @param ppAsync  reserved
     *
     * Returns:   S_OK
     * Source:
     *   sdk-api:vsmgmt/nf-vsmgmt-ivssdifferentialsoftwaresnapshotmgmt2-querymigrationstatus.md
     *   (rule QueryMigrationStatus-1)
     */
    STDMETHOD(QueryMigrationStatus)(THIS_ VSS_PWSZ pwszVolumeName, VSS_PWSZ pwszDiffAreaVolumeName,
                                    IVssAsync **ppAsync) PURE;

    /**
     * Not supported; reserved.
     *
     * @param idSnapshot  reserved
     * @param priority  reserved
     *
     * Returns:   S_OK
     * Source:
     *   sdk-api:vsmgmt/nf-vsmgmt-ivssdifferentialsoftwaresnapshotmgmt2-setsnapshotpriority.md (rule
     *   SetSnapshotPriority-1)
     */
    STDMETHOD(SetSnapshotPriority)(THIS_ VSS_ID idSnapshot, BYTE priority) PURE;
};
#undef INTERFACE
VSS_IID(IVssDifferentialSoftwareSnapshotMgmt2, 0x949d7353, 0x675f, 0x4275,
        0x89, 0x69, 0xf0, 0x44, 0xc6, 0x27, 0x78, 0x15)

#if defined(COBJMACROS) && defined(VSS_C_FACE)
#define IVssDifferentialSoftwareSnapshotMgmt2_QueryInterface(This, riid, ppvObject) \
    (This)->lpVtbl->QueryInterface(This, riid, ppvObject)
#define IVssDifferentialSoftwareSnapshotMgmt2_AddRef(This) (This)->lpVtbl->AddRef(This)
#define IVssDifferentialSoftwareSnapshotMgmt2_Release(This) (This)->lpVtbl->Release(This)
#define IVssDifferentialSoftwareSnapshotMgmt2_AddDiffArea(This, pwszVolumeName, \
        pwszDiffAreaVolumeName, llMaximumDiffSpace) \
    (This)->lpVtbl->AddDiffArea(This, pwszVolumeName, pwszDiffAreaVolumeName, llMaximumDiffSpace)
#define IVssDifferentialSoftwareSnapshotMgmt2_ChangeDiffAreaMaximumSize(This, pwszVolumeName, \
        pwszDiffAreaVolumeName, llMaximumDiffSpace) \
    (This)->lpVtbl->ChangeDiffAreaMaximumSize(This, pwszVolumeName, pwszDiffAreaVolumeName, \
        llMaximumDiffSpace)
#define IVssDifferentialSoftwareSnapshotMgmt2_QueryVolumesSupportedForDiffAreas(This, \
        pwszOriginalVolumeName, ppEnum) \
    (This)->lpVtbl->QueryVolumesSupportedForDiffAreas(This, pwszOriginalVolumeName, ppEnum)
#define IVssDifferentialSoftwareSnapshotMgmt2_QueryDiffAreasForVolume(This, pwszVolumeName, \
        ppEnum) \
    (This)->lpVtbl->QueryDiffAreasForVolume(This, pwszVolumeName, ppEnum)
#define IVssDifferentialSoftwareSnapshotMgmt2_QueryDiffAreasOnVolume(This, pwszVolumeName, ppEnum) \
    (This)->lpVtbl->QueryDiffAreasOnVolume(This, pwszVolumeName, ppEnum)
#define IVssDifferentialSoftwareSnapshotMgmt2_QueryDiffAreasForSnapshot(This, SnapshotId, ppEnum) \
    (This)->lpVtbl->QueryDiffAreasForSnapshot(This, SnapshotId, ppEnum)
#define IVssDifferentialSoftwareSnapshotMgmt2_ChangeDiffAreaMaximumSizeEx(This, pwszVolumeName, \
        pwszDiffAreaVolumeName, llMaximumDiffSpace, bVolatile) \
    (This)->lpVtbl->ChangeDiffAreaMaximumSizeEx(This, pwszVolumeName, pwszDiffAreaVolumeName, \
        llMaximumDiffSpace, bVolatile)
#define IVssDifferentialSoftwareSnapshotMgmt2_MigrateDiffAreas(This, pwszVolumeName, \
        pwszDiffAreaVolumeName, pwszNewDiffAreaVolumeName) \
    (This)->lpVtbl->MigrateDiffAreas(This, pwszVolumeName, pwszDiffAreaVolumeName, \
        pwszNewDiffAreaVolumeName)
#define IVssDifferentialSoftwareSnapshotMgmt2_QueryMigrationStatus(This, pwszVolumeName, \
        pwszDiffAreaVolumeName, ppAsync) \
    (This)->lpVtbl->QueryMigrationStatus(This, pwszVolumeName, pwszDiffAreaVolumeName, ppAsync)
#define IVssDifferentialSoftwareSnapshotMgmt2_SetSnapshotPriority(This, idSnapshot, priority) \
    (This)->lpVtbl->SetSnapshotPriority(This, idSnapshot, priority)
#endif

/**
 * Protection of shadow copies against loss of their differences.
 *
 * Since:     Windows Vista SP1, Windows Server 2008
 * Source:    sdk-api:vsmgmt/nn-vsmgmt-ivssdifferentialsoftwaresnapshotmgmt3.md
 */
#undef INTERFACE
#define INTERFACE IVssDifferentialSoftwareSnapshotMgmt3
DECLARE_INTERFACE_(IVssDifferentialSoftwareSnapshotMgmt3, IVssDifferentialSoftwareSnapshotMgmt2)
{
    VSS_IUNKNOWN_METHODS
#ifdef VSS_C_FACE
    /* inherited from IVssDifferentialSoftwareSnapshotMgmt */
    STDMETHOD(AddDiffArea)(THIS_ VSS_PWSZ pwszVolumeName, VSS_PWSZ pwszDiffAreaVolumeName,
                           LONGLONG llMaximumDiffSpace) PURE;
    STDMETHOD(ChangeDiffAreaMaximumSize)(THIS_ VSS_PWSZ pwszVolumeName,
                                         VSS_PWSZ pwszDiffAreaVolumeName,
                                         LONGLONG llMaximumDiffSpace) PURE;
    STDMETHOD(QueryVolumesSupportedForDiffAreas)(THIS_ VSS_PWSZ pwszOriginalVolumeName,
                IVssEnumMgmtObject **ppEnum) PURE;
    STDMETHOD(QueryDiffAreasForVolume)(THIS_ VSS_PWSZ pwszVolumeName,
                                       IVssEnumMgmtObject **ppEnum) PURE;
    STDMETHOD(QueryDiffAreasOnVolume)(THIS_ VSS_PWSZ pwszVolumeName,
                                      IVssEnumMgmtObject **ppEnum) PURE;
    STDMETHOD(QueryDiffAreasForSnapshot)(THIS_ VSS_ID SnapshotId, IVssEnumMgmtObject **ppEnum) PURE;
    /* inherited from IVssDifferentialSoftwareSnapshotMgmt2 */
    STDMETHOD(ChangeDiffAreaMaximumSizeEx)(THIS_ VSS_PWSZ pwszVolumeName,
                                           VSS_PWSZ pwszDiffAreaVolumeName,
                                           LONGLONG llMaximumDiffSpace, BOOL bVolatile) PURE;
    STDMETHOD(MigrateDiffAreas)(THIS_ VSS_PWSZ pwszVolumeName, VSS_PWSZ pwszDiffAreaVolumeName,
                                VSS_PWSZ pwszNewDiffAreaVolumeName) PURE;
    STDMETHOD(QueryMigrationStatus)(THIS_ VSS_PWSZ pwszVolumeName, VSS_PWSZ pwszDiffAreaVolumeName,
                                    IVssAsync **ppAsync) PURE;
    STDMETHOD(SetSnapshotPriority)(THIS_ VSS_ID idSnapshot, BYTE priority) PURE;
#endif

    /**
     * Sets the protection level of a volume.
     *
     * @param pwszVolumeName  volume: mounted folder, drive letter or \\?\Volume{GUID}\; the
     *        trailing backslash is required; required, must not be NULL (E_INVALIDARG is the only
     *        code on the page that fits)
     * @param protectionLevel  VSS_PROTECTION_LEVEL
     *
     * Returns:   S_OK, E_ACCESSDENIED, E_INVALIDARG, E_NOTIMPL, VSS_E_PROVIDER_VETO,
     *            VSS_E_OBJECT_NOT_FOUND
     * Source:
     *   sdk-api:vsmgmt/nf-vsmgmt-ivssdifferentialsoftwaresnapshotmgmt3-setvolumeprotectlevel.md
     *   (rules SetVolumeProtectLevel-1 to -3)
     */
    STDMETHOD(SetVolumeProtectLevel)(THIS_ VSS_PWSZ pwszVolumeName,
                                     VSS_PROTECTION_LEVEL protectionLevel) PURE;

    /**
     * Gives the protection level of a volume and its faults.
     *
     * @param pwszVolumeName  volume: mounted folder, drive letter or \\?\Volume{GUID}\; the
     *        trailing backslash is required; required, must not be NULL (E_INVALIDARG is the only
     *        code on the page that fits)
     * @param protectionLevel  caller-allocated VSS_VOLUME_PROTECTION_INFO
     *
     * Returns:   S_OK, E_ACCESSDENIED, E_INVALIDARG, E_NOTIMPL, VSS_E_PROVIDER_VETO,
     *            VSS_E_OBJECT_NOT_FOUND
     * Source:
     *   sdk-api:vsmgmt/nf-vsmgmt-ivssdifferentialsoftwaresnapshotmgmt3-getvolumeprotectlevel.md
     *   (rules GetVolumeProtectLevel-1 to -2)
     */
    STDMETHOD(GetVolumeProtectLevel)(THIS_ VSS_PWSZ pwszVolumeName,
                                     VSS_VOLUME_PROTECTION_INFO *protectionLevel) PURE;

    /**
     * Forgets a fault and brings the volume online again.
     *
     * @param pwszVolumeName  volume: mounted folder, drive letter or \\?\Volume{GUID}\; the
     *        trailing backslash is required; required, must not be NULL (E_INVALIDARG is the only
     *        code on the page that fits)
     *
     * Returns:   S_OK, E_ACCESSDENIED, E_INVALIDARG, E_NOTIMPL, VSS_E_PROVIDER_VETO,
     *            VSS_E_OBJECT_NOT_FOUND
     * Source:
     *   sdk-api:vsmgmt/nf-vsmgmt-ivssdifferentialsoftwaresnapshotmgmt3-clearvolumeprotectfault.md
     *   (rule ClearVolumeProtectFault-1)
     */
    STDMETHOD(ClearVolumeProtectFault)(THIS_ VSS_PWSZ pwszVolumeName) PURE;

    /**
     * Deletes diff areas on a volume that serve nothing any more.
     *
     * @param pwszDiffAreaVolumeName  volume that holds diff areas: mounted folder, drive letter or
     *        \\?\Volume{GUID}\; the trailing backslash is required; required, must not be NULL
     *        (E_INVALIDARG is the only code on the page that fits)
     *
     * Returns:   S_OK, E_ACCESSDENIED, E_INVALIDARG, E_NOTIMPL, VSS_E_PROVIDER_VETO,
     *            VSS_E_OBJECT_NOT_FOUND
     * Source:
     *   sdk-api:vsmgmt/nf-vsmgmt-ivssdifferentialsoftwaresnapshotmgmt3-deleteunuseddiffareas.md
     *   (rule DeleteUnusedDiffAreas-1)
     */
    STDMETHOD(DeleteUnusedDiffAreas)(THIS_ VSS_PWSZ pwszDiffAreaVolumeName) PURE;

    /**
     * Not supported; reserved.
     *
     * @param idSnapshotOlder  reserved
     * @param idSnapshotYounger  reserved
     * @param pcBlockSizePerBit  reserved
     * @param pcBitmapLength  reserved
     * @param ppbBitmap  reserved
     *
     * Returns:   S_OK
     * Source:
     *   sdk-api:vsmgmt/nf-vsmgmt-ivssdifferentialsoftwaresnapshotmgmt3-querysnapshotdeltabitmap.md
     *   (rule QuerySnapshotDeltaBitmap-1)
     */
    STDMETHOD(QuerySnapshotDeltaBitmap)(THIS_ VSS_ID idSnapshotOlder, VSS_ID idSnapshotYounger,
                                        ULONG *pcBlockSizePerBit, ULONG *pcBitmapLength,
                                        BYTE **ppbBitmap) PURE;
};
#undef INTERFACE
VSS_IID(IVssDifferentialSoftwareSnapshotMgmt3, 0x383f7e71, 0xa4c5, 0x401f,
        0xb2, 0x7f, 0xf8, 0x26, 0x28, 0x9f, 0x84, 0x58)

#if defined(COBJMACROS) && defined(VSS_C_FACE)
#define IVssDifferentialSoftwareSnapshotMgmt3_QueryInterface(This, riid, ppvObject) \
    (This)->lpVtbl->QueryInterface(This, riid, ppvObject)
#define IVssDifferentialSoftwareSnapshotMgmt3_AddRef(This) (This)->lpVtbl->AddRef(This)
#define IVssDifferentialSoftwareSnapshotMgmt3_Release(This) (This)->lpVtbl->Release(This)
#define IVssDifferentialSoftwareSnapshotMgmt3_AddDiffArea(This, pwszVolumeName, \
        pwszDiffAreaVolumeName, llMaximumDiffSpace) \
    (This)->lpVtbl->AddDiffArea(This, pwszVolumeName, pwszDiffAreaVolumeName, llMaximumDiffSpace)
#define IVssDifferentialSoftwareSnapshotMgmt3_ChangeDiffAreaMaximumSize(This, pwszVolumeName, \
        pwszDiffAreaVolumeName, llMaximumDiffSpace) \
    (This)->lpVtbl->ChangeDiffAreaMaximumSize(This, pwszVolumeName, pwszDiffAreaVolumeName, \
        llMaximumDiffSpace)
#define IVssDifferentialSoftwareSnapshotMgmt3_QueryVolumesSupportedForDiffAreas(This, \
        pwszOriginalVolumeName, ppEnum) \
    (This)->lpVtbl->QueryVolumesSupportedForDiffAreas(This, pwszOriginalVolumeName, ppEnum)
#define IVssDifferentialSoftwareSnapshotMgmt3_QueryDiffAreasForVolume(This, pwszVolumeName, \
        ppEnum) \
    (This)->lpVtbl->QueryDiffAreasForVolume(This, pwszVolumeName, ppEnum)
#define IVssDifferentialSoftwareSnapshotMgmt3_QueryDiffAreasOnVolume(This, pwszVolumeName, ppEnum) \
    (This)->lpVtbl->QueryDiffAreasOnVolume(This, pwszVolumeName, ppEnum)
#define IVssDifferentialSoftwareSnapshotMgmt3_QueryDiffAreasForSnapshot(This, SnapshotId, ppEnum) \
    (This)->lpVtbl->QueryDiffAreasForSnapshot(This, SnapshotId, ppEnum)
#define IVssDifferentialSoftwareSnapshotMgmt3_ChangeDiffAreaMaximumSizeEx(This, pwszVolumeName, \
        pwszDiffAreaVolumeName, llMaximumDiffSpace, bVolatile) \
    (This)->lpVtbl->ChangeDiffAreaMaximumSizeEx(This, pwszVolumeName, pwszDiffAreaVolumeName, \
        llMaximumDiffSpace, bVolatile)
#define IVssDifferentialSoftwareSnapshotMgmt3_MigrateDiffAreas(This, pwszVolumeName, \
        pwszDiffAreaVolumeName, pwszNewDiffAreaVolumeName) \
    (This)->lpVtbl->MigrateDiffAreas(This, pwszVolumeName, pwszDiffAreaVolumeName, \
        pwszNewDiffAreaVolumeName)
#define IVssDifferentialSoftwareSnapshotMgmt3_QueryMigrationStatus(This, pwszVolumeName, \
        pwszDiffAreaVolumeName, ppAsync) \
    (This)->lpVtbl->QueryMigrationStatus(This, pwszVolumeName, pwszDiffAreaVolumeName, ppAsync)
#define IVssDifferentialSoftwareSnapshotMgmt3_SetSnapshotPriority(This, idSnapshot, priority) \
    (This)->lpVtbl->SetSnapshotPriority(This, idSnapshot, priority)
#define IVssDifferentialSoftwareSnapshotMgmt3_SetVolumeProtectLevel(This, pwszVolumeName, \
        protectionLevel) \
    (This)->lpVtbl->SetVolumeProtectLevel(This, pwszVolumeName, protectionLevel)
#define IVssDifferentialSoftwareSnapshotMgmt3_GetVolumeProtectLevel(This, pwszVolumeName, \
        protectionLevel) \
    (This)->lpVtbl->GetVolumeProtectLevel(This, pwszVolumeName, protectionLevel)
#define IVssDifferentialSoftwareSnapshotMgmt3_ClearVolumeProtectFault(This, pwszVolumeName) \
    (This)->lpVtbl->ClearVolumeProtectFault(This, pwszVolumeName)
#define IVssDifferentialSoftwareSnapshotMgmt3_DeleteUnusedDiffAreas(This, pwszDiffAreaVolumeName) \
    (This)->lpVtbl->DeleteUnusedDiffAreas(This, pwszDiffAreaVolumeName)
#define IVssDifferentialSoftwareSnapshotMgmt3_QuerySnapshotDeltaBitmap(This, idSnapshotOlder, \
        idSnapshotYounger, pcBlockSizePerBit, pcBitmapLength, ppbBitmap) \
    (This)->lpVtbl->QuerySnapshotDeltaBitmap(This, idSnapshotOlder, idSnapshotYounger, \
        pcBlockSizePerBit, pcBitmapLength, ppbBitmap)
#endif

/* clang-format on */

VSS_GUID(CLSID_VssSnapshotMgmt, 0x0b5a2c52, 0x3eb9, 0x470a, 0x96, 0xe2, 0x6c, 0x6d, 0x45, 0x70,
         0xe4, 0x0f)
VSS_GUID(LIBID_VSMGMT, 0x84015c41, 0x291d, 0x49e6, 0xbf, 0x7f, 0xdd, 0x40, 0xae, 0x93, 0x63, 0x2b)

#endif
