/*
 * vdslun.h - how the Virtual Disk Service describes a LUN.
 *
 * VSS uses these structures to tell a hardware provider which disks a volume lies on, and nothing
 * else of that service. m_rg and m_pb members are arrays of the length that stands before them.
 */
#ifndef VSAPI_VDSLUN_H
#define VSAPI_VDSLUN_H

#include <vsapi/platform.h>

#define VER_VDS_LUN_INFORMATION 1 /* the value of VDS_LUN_INFORMATION.m_version */

/**
 * How the bytes of an identifier are to be read.
 *
 * Source: sdk-api:vdslun/ne-vdslun-vds_storage_identifier_code_set.md
 */
typedef enum _VDS_STORAGE_IDENTIFIER_CODE_SET {
    VDSStorageIdCodeSetReserved = 0, /* reserved */
    VDSStorageIdCodeSetBinary = 1,   /* binary bytes */
    VDSStorageIdCodeSetAscii = 2,    /* ASCII */
    VDSStorageIdCodeSetUtf8 = 3      /* UTF-8 (from Vista SP1 / Server 2008) */
} VDS_STORAGE_IDENTIFIER_CODE_SET;
typedef VDS_STORAGE_IDENTIFIER_CODE_SET *PVDS_STORAGE_IDENTIFIER_CODE_SET;

/**
 * What an identifier is made of.
 *
 * Source: sdk-api:vdslun/ne-vdslun-vds_storage_identifier_type.md
 */
typedef enum _VDS_STORAGE_IDENTIFIER_TYPE {
    VDSStorageIdTypeVendorSpecific = 0,           /* vendor-specific bytes */
    VDSStorageIdTypeVendorId = 1,                 /* built on the vendor identifier */
    VDSStorageIdTypeEUI64 = 2,                    /* EUI-64 */
    VDSStorageIdTypeFCPHName = 3,                 /* FC-PH name */
    VDSStorageIdTypePortRelative = 4,             /* relative to the port */
    VDSStorageIdTypeTargetPortGroup = 5,          /* no description on the page */
    VDSStorageIdTypeLogicalUnitGroup = 6,         /* no description on the page */
    VDSStorageIdTypeMD5LogicalUnitIdentifier = 7, /* no description on the page */
    VDSStorageIdTypeScsiNameString = 8            /* SCSI name string */
} VDS_STORAGE_IDENTIFIER_TYPE;
typedef VDS_STORAGE_IDENTIFIER_TYPE *PVDS_STORAGE_IDENTIFIER_TYPE;

/**
 * How a LUN is connected.
 *
 * Source: sdk-api:vdslun/ne-vdslun-vds_storage_bus_type.md
 */
typedef enum _VDS_STORAGE_BUS_TYPE {
    VDSBusTypeUnknown = 0,            /* reserved */
    VDSBusTypeScsi = 1,               /* SCSI; the usual value in VSS structures */
    VDSBusTypeAtapi = 2,              /* ATAPI */
    VDSBusTypeAta = 3,                /* ATA */
    VDSBusType1394 = 4,               /* IEEE 1394 */
    VDSBusTypeSsa = 5,                /* SSA */
    VDSBusTypeFibre = 6,              /* Fibre Channel */
    VDSBusTypeUsb = 7,                /* USB */
    VDSBusTypeRAID = 8,               /* RAID */
    VDSBusTypeiScsi = 9,              /* iSCSI */
    VDSBusTypeSas = 10,               /* SAS */
    VDSBusTypeSata = 11,              /* SATA */
    VDSBusTypeSd = 12,                /* SD (from Windows 7) */
    VDSBusTypeMmc = 13,               /* MMC (from Windows 7) */
    VDSBusTypeMax = 14,               /* reserved; same number as VDSBusTypeVirtual */
    VDSBusTypeVirtual = 14,           /* no description on the page */
    VDSBusTypeFileBackedVirtual = 15, /* file-backed virtual disk (from Windows 7) */
    VDSBusTypeSpaces = 16,            /* no description on the page */
    VDSBusTypeNVMe = 17,              /* no description on the page */
    VDSBusTypeScm = 18,               /* no description on the page */
    VDSBusTypeUfs = 19,               /* no description on the page */
    VDSBusTypeMaxReserved = 127       /* end of the range */
} VDS_STORAGE_BUS_TYPE;
typedef VDS_STORAGE_BUS_TYPE *PVDS_STORAGE_BUS_TYPE;

/**
 * One identifier of a LUN.
 *
 * Source: sdk-api:vdslun/ns-vdslun-vds_storage_identifier.md
 */
typedef struct _VDS_STORAGE_IDENTIFIER {
    VDS_STORAGE_IDENTIFIER_CODE_SET m_CodeSet; /* encoding of the bytes */
    VDS_STORAGE_IDENTIFIER_TYPE m_Type;        /* kind of identifier */
    ULONG m_cbIdentifier;                      /* bytes in m_rgbIdentifier */
    BYTE *m_rgbIdentifier;                     /* identifier bytes */
} VDS_STORAGE_IDENTIFIER;

/**
 * All identifiers of a LUN.
 *
 * Source: sdk-api:vdslun/ns-vdslun-vds_storage_device_id_descriptor.md
 */
typedef struct _VDS_STORAGE_DEVICE_ID_DESCRIPTOR {
    ULONG m_version;                         /* structure version */
    ULONG m_cIdentifiers;                    /* elements in m_rgIdentifiers */
    VDS_STORAGE_IDENTIFIER *m_rgIdentifiers; /* VDS_STORAGE_IDENTIFIER array */
} VDS_STORAGE_DEVICE_ID_DESCRIPTOR;

/**
 * The kind of an interconnect address.
 *
 * Source: sdk-api:vdslun/ne-vdslun-vds_interconnect_address_type.md
 */
typedef enum _VDS_INTERCONNECT_ADDRESS_TYPE {
    VDS_IA_UNKNOWN = 0, /* reserved */
    VDS_IA_FCFS = 1,    /* FCFS address */
    VDS_IA_FCPH = 2,    /* FCPH address */
    VDS_IA_FCPH3 = 3,   /* FCPH3 address */
    VDS_IA_MAC = 4,     /* MAC address */
    VDS_IA_SCSI = 5     /* SCSI address */
} VDS_INTERCONNECT_ADDRESS_TYPE;
typedef VDS_INTERCONNECT_ADDRESS_TYPE *PVDS_INTERCONNECT_ADDRESS_TYPE;

/**
 * A port by which a LUN is reached.
 *
 * Source: sdk-api:vdslun/ns-vdslun-vds_interconnect.md
 */
typedef struct _VDS_INTERCONNECT {
    VDS_INTERCONNECT_ADDRESS_TYPE m_addressType; /* kind of address */
    ULONG m_cbPort;                              /* bytes in m_pbPort */
    BYTE *m_pbPort;                              /* address data of the LUN port */
    ULONG m_cbAddress;                           /* bytes in m_pbAddress */
    BYTE *m_pbAddress;                           /* address data of the LUN */
} VDS_INTERCONNECT;

/**
 * A LUN: device, serial number, identifiers and ports. Strings end with zero and are no wide
 * strings.
 *
 * Source: sdk-api:vdslun/ns-vdslun-vds_lun_information.md
 */
typedef struct _VDS_LUN_INFORMATION {
    ULONG m_version;           /* structure version: VER_VDS_LUN_INFORMATION (1) */
    BYTE m_DeviceType;         /* SCSI-2 device type */
    BYTE m_DeviceTypeModifier; /* SCSI-2 device type modifier, 0 if none */
    BOOL m_bCommandQueueing;   /* TRUE when several commands may be outstanding */
    /* VDS_STORAGE_BUS_TYPE; not compared on import, usually VDSBusTypeScsi */
    VDS_STORAGE_BUS_TYPE m_BusType;
    char *m_szVendorId;        /* zero-terminated vendor name, 0 if none */
    char *m_szProductId;       /* zero-terminated product name, 0 if none */
    char *m_szProductRevision; /* zero-terminated revision, 0 if none */
    char *m_szSerialNumber;    /* zero-terminated serial number, 0 if none */
    /*
     * MBR: signature in the first 32 bits, rest 0; GPT: disk GUID; zero: uninitialised or
     * unreadable. In VSS structures from a provider: GUID_NULL, not compared on import
     */
    GUID m_diskSignature;
    VDS_STORAGE_DEVICE_ID_DESCRIPTOR m_deviceIdDescriptor; /* identifiers of the LUN (page 83) */
    ULONG m_cInterconnects;                                /* elements in m_rgInterconnects */
    /*
     * VDS_INTERCONNECT array: ports the LUN is reached by; a VSS provider must not change it in
     * AreLunsSupported or FillInLunInfo
     */
    VDS_INTERCONNECT *m_rgInterconnects;
} VDS_LUN_INFORMATION;

#endif
