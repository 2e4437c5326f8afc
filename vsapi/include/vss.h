/*
 * vss.h - what writers, requesters and providers share.
 *
 * Identifiers, the enumerations that both sides speak of (contexts, attributes, states, backup
 * types), the properties of a shadow copy, and two small objects: an operation that runs on
 * (IVssAsync) and a list (IVssEnumObject). Every other header of VSS includes this one.
 *
 * Strings inside the property structures belong to whoever received the structure: each is freed
 * with CoTaskMemFree, or all of a VSS_SNAPSHOT_PROP at once with VssFreeSnapshotProperties
 * (vsbackup.h).
 */
#ifndef VSAPI_VSS_H
#define VSAPI_VSS_H

#include <vsapi/declare.h>
#include <vsserror.h>

typedef GUID VSS_ID; /* of a shadow copy, a set, a provider, a writer class or a writer instance */
typedef WCHAR *VSS_PWSZ; /* zero-terminated; allocated with CoTaskMemAlloc where it is handed out */
typedef LONGLONG VSS_TIMESTAMP; /* 100 ns intervals since 1601-01-01 UTC, as in a FILETIME */

typedef interface IVssAsync IVssAsync;
typedef interface IVssEnumObject IVssEnumObject;

/**
 * What a query starts from, what it returns, and what a VSS_OBJECT_PROP holds.
 *
 * Source: sdk-api:vss/ne-vss-vss_object_type.md
 */
typedef enum _VSS_OBJECT_TYPE {
    VSS_OBJECT_UNKNOWN = 0, /* type not known; an application error */
    /*
     * as input: no restriction, all fitting objects (a wildcard); as output: type not known, an
     * application error
     */
    VSS_OBJECT_NONE = 1,
    VSS_OBJECT_SNAPSHOT_SET = 2, /* shadow copy set */
    VSS_OBJECT_SNAPSHOT = 3,     /* shadow copy */
    VSS_OBJECT_PROVIDER = 4,     /* shadow copy provider */
    VSS_OBJECT_TYPE_COUNT = 5    /* reserved */
} VSS_OBJECT_TYPE;
typedef VSS_OBJECT_TYPE *PVSS_OBJECT_TYPE;

/**
 * How far a shadow copy has come. Requesters only see VSS_SS_CREATED.
 *
 * Source: sdk-api:vss/ne-vss-vss_snapshot_state.md
 */
typedef enum _VSS_SNAPSHOT_STATE {
    VSS_SS_UNKNOWN = 0,               /* state not known (reserved for the system) */
    VSS_SS_PREPARING = 1,             /* being prepared (reserved for the system) */
    VSS_SS_PROCESSING_PREPARE = 2,    /* preparation in progress (reserved for the system) */
    VSS_SS_PREPARED = 3,              /* prepared (reserved for the system) */
    VSS_SS_PROCESSING_PRECOMMIT = 4,  /* precommit in progress (reserved for the system) */
    VSS_SS_PRECOMMITTED = 5,          /* precommitted (reserved for the system) */
    VSS_SS_PROCESSING_COMMIT = 6,     /* commit in progress (reserved for the system) */
    VSS_SS_COMMITTED = 7,             /* committed (reserved for the system) */
    VSS_SS_PROCESSING_POSTCOMMIT = 8, /* postcommit in progress (reserved for the system) */
    /* file commit operation in progress (reserved for the system) */
    VSS_SS_PROCESSING_PREFINALCOMMIT = 9,
    VSS_SS_PREFINALCOMMITTED = 10, /* file commit operation done (reserved for the system) */
    /*
     * in progress: the step after the final commit and before the shadow copy counts as created
     * (reserved for the system)
     */
    VSS_SS_PROCESSING_POSTFINALCOMMIT = 11,
    VSS_SS_CREATED = 12,       /* created */
    VSS_SS_ABORTED = 13,       /* creation aborted (reserved for the system) */
    VSS_SS_DELETED = 14,       /* deleted (reserved for the system) */
    VSS_SS_POSTCOMMITTED = 15, /* no text on the page */
    VSS_SS_COUNT = 16          /* reserved */
} VSS_SNAPSHOT_STATE;
typedef VSS_SNAPSHOT_STATE *PVSS_SNAPSHOT_STATE;

/**
 * Properties of a shadow copy, also bits that modify a context.
 *
 * Source: sdk-api:vss/ne-vss-vss_volume_snapshot_attributes.md
 */
typedef enum _VSS_VOLUME_SNAPSHOT_ATTRIBUTES {
    /*
     * survives reboots; implied by VSS_CTX_APP_ROLLBACK, VSS_CTX_CLIENT_ACCESSIBLE,
     * VSS_CTX_CLIENT_ACCESSIBLE_WRITERS and VSS_CTX_NAS_ROLLBACK; requesters do not set it in a
     * context themselves
     */
    VSS_VOLSNAP_ATTR_PERSISTENT = 0x1,
    /*
     * no auto-recovery: the shadow copy is made read-only at once, without letting writers or other
     * programs update components in it; may be ORed into a context; not before Windows Vista
     */
    VSS_VOLSNAP_ATTR_NO_AUTORECOVERY = 0x2,
    /*
     * client-accessible shadow copy (Shadow Copies for Shared Folders), not to be exposed; implied
     * by VSS_CTX_CLIENT_ACCESSIBLE and VSS_CTX_CLIENT_ACCESSIBLE_WRITERS; requesters do not set it
     * in a context themselves
     */
    VSS_VOLSNAP_ATTR_CLIENT_ACCESSIBLE = 0x4,
    /*
     * stays when the requester process ends; only IVssBackupComponents::DeleteSnapshots deletes it;
     * implied by the same four contexts as PERSISTENT; requesters do not set it in a context
     * themselves
     */
    VSS_VOLSNAP_ATTR_NO_AUTO_RELEASE = 0x8,
    /*
     * created without writers; implied by VSS_CTX_NAS_ROLLBACK, VSS_CTX_FILE_SHARE_BACKUP and
     * VSS_CTX_CLIENT_ACCESSIBLE; requesters do not set it in a context themselves
     */
    VSS_VOLSNAP_ATTR_NO_WRITERS = 0x10,
    /*
     * to be transported, hence not surfaced locally; may be ORed into a context if the provider can
     * do it; not on Windows XP, nor on Server 2003 Standard and Web before SP1
     */
    VSS_VOLSNAP_ATTR_TRANSPORTABLE = 0x20,
    /*
     * not exposed at present; set on every shadow copy that was not explicitly exposed or mounted;
     * requesters do not set it in a context themselves
     */
    VSS_VOLSNAP_ATTR_NOT_SURFACED = 0x40,
    /*
     * not transacted: turns off the link between VSS and transaction and resource managers; may be
     * ORed into a context; keeps VSS_E_TRANSACTION_FREEZE_TIMEOUT away at the price of
     * transactional integrity; not before Windows Vista
     */
    VSS_VOLSNAP_ATTR_NOT_TRANSACTED = 0x80,
    /* made by a hardware provider; set automatically; cannot be given to SetContext */
    VSS_VOLSNAP_ATTR_HARDWARE_ASSISTED = 0x10000,
    /* differential or copy-on-write mechanism; ORed into a context it asks for such a mechanism */
    VSS_VOLSNAP_ATTR_DIFFERENTIAL = 0x20000,
    /* split-mirror (PLEX) mechanism; ORed into a context it asks for such a mechanism */
    VSS_VOLSNAP_ATTR_PLEX = 0x40000,
    /*
     * came to this machine through ImportSnapshots, not DoSnapshotSet; set automatically;
     * requesters do not set it in a context themselves
     */
    VSS_VOLSNAP_ATTR_IMPORTED = 0x80000,
    /*
     * exposed locally; set by ExposeSnapshot; without this and EXPOSED_REMOTELY the shadow copy is
     * hidden; requesters do not set it in a context themselves
     */
    VSS_VOLSNAP_ATTR_EXPOSED_LOCALLY = 0x100000,
    /*
     * exposed remotely; set by ExposeSnapshot; without this and EXPOSED_LOCALLY the shadow copy is
     * hidden; requesters do not set it in a context themselves
     */
    VSS_VOLSNAP_ATTR_EXPOSED_REMOTELY = 0x200000,
    /*
     * the writer has to auto-recover the component in CVssWriter::OnPostSnapshot; requesters do not
     * set it in a context themselves
     */
    VSS_VOLSNAP_ATTR_AUTORECOVER = 0x400000,
    /*
     * the writer has to auto-recover the component in CVssWriter::OnPostSnapshot if the shadow copy
     * serves a rollback (data mining, for one); a requester sets it in the context for a shadow
     * copy that is not for backup
     */
    VSS_VOLSNAP_ATTR_ROLLBACK_RECOVERY = 0x800000,
    /* reserved for the system; not before Windows Server 2008 */
    VSS_VOLSNAP_ATTR_DELAYED_POSTSNAPSHOT = 0x1000000,
    /*
     * TxF recovery is to be enforced while the shadow copy is created; not before Windows Server
     * 2008
     */
    VSS_VOLSNAP_ATTR_TXF_RECOVERY = 0x2000000,
    VSS_VOLSNAP_ATTR_FILE_SHARE = 0x4000000 /* no text on the page */
} VSS_VOLUME_SNAPSHOT_ATTRIBUTES;
typedef VSS_VOLUME_SNAPSHOT_ATTRIBUTES *PVSS_VOLUME_SNAPSHOT_ATTRIBUTES;

/**
 * What a shadow copy is for: attributes in usual combinations.
 *
 * Source: sdk-api:vss/ne-vss-vss_snapshot_context.md
 */
typedef enum _VSS_SNAPSHOT_CONTEXT {
    /* standard backup: released automatically, not persistent, with writers */
    VSS_CTX_BACKUP = 0x0,
    VSS_CTX_FILE_SHARE_BACKUP = 0x10, /* released automatically, not persistent, without writers */
    /*
     * persistent, not released automatically, without writers: for data that is consistent without
     * them
     */
    VSS_CTX_NAS_ROLLBACK = 0x19,
    VSS_CTX_APP_ROLLBACK = 0x9, /* persistent, not released automatically, with writers */
    /*
     * read-only client-accessible shadow copy without writers (Shadow Copies for Shared Folders);
     * only the system provider can make it
     */
    VSS_CTX_CLIENT_ACCESSIBLE = 0x1d,
    /*
     * read-only client-accessible shadow copy with writers; only the system provider can make it;
     * not on Windows XP and Server 2003
     */
    VSS_CTX_CLIENT_ACCESSIBLE_WRITERS = 0xd,
    /*
     * every live shadow copy, for administration such as Query; valid for all VSS interfaces except
     * StartSnapshotSet and DoSnapshotSet; 0xffffffff
     */
    VSS_CTX_ALL = -1
} VSS_SNAPSHOT_CONTEXT;
typedef VSS_SNAPSHOT_CONTEXT *PVSS_SNAPSHOT_CONTEXT;

/**
 * Not supported; reserved. What a provider can do.
 *
 * Source: sdk-api:vss/ne-vss-vss_provider_capabilities.md
 */
typedef enum _VSS_PROVIDER_CAPABILITIES {
    VSS_PRV_CAPABILITY_LEGACY = 0x1,            /* no text on the page */
    VSS_PRV_CAPABILITY_COMPLIANT = 0x2,         /* no text on the page */
    VSS_PRV_CAPABILITY_LUN_REPOINT = 0x4,       /* no text on the page */
    VSS_PRV_CAPABILITY_LUN_RESYNC = 0x8,        /* no text on the page */
    VSS_PRV_CAPABILITY_OFFLINE_CREATION = 0x10, /* no text on the page */
    VSS_PRV_CAPABILITY_MULTIPLE_IMPORT = 0x20,  /* no text on the page */
    VSS_PRV_CAPABILITY_RECYCLING = 0x40,        /* no text on the page */
    VSS_PRV_CAPABILITY_PLEX = 0x80,             /* no text on the page */
    VSS_PRV_CAPABILITY_DIFFERENTIAL = 0x100,    /* no text on the page */
    VSS_PRV_CAPABILITY_CLUSTERED = 0x200        /* no text on the page */
} VSS_PROVIDER_CAPABILITIES;
typedef VSS_PROVIDER_CAPABILITIES *PVSS_PROVIDER_CAPABILITIES;

/**
 * The kind of a provider.
 *
 * Source: sdk-api:vss/ne-vss-vss_provider_type.md
 */
typedef enum _VSS_PROVIDER_TYPE {
    /* type unknown: an error in the application or the service, or no provider available */
    VSS_PROV_UNKNOWN = 0,
    VSS_PROV_SYSTEM = 1,   /* the default provider that comes with Windows */
    VSS_PROV_SOFTWARE = 2, /* software provider */
    VSS_PROV_HARDWARE = 3, /* hardware provider */
    VSS_PROV_FILESHARE = 4 /* file share provider; from Windows 8 / Server 2012 on */
} VSS_PROVIDER_TYPE;
typedef VSS_PROVIDER_TYPE *PVSS_PROVIDER_TYPE;

/**
 * When a writer is frozen: front end first, system last.
 *
 * Source: sdk-api:vss/ne-vss-vss_application_level.md
 */
typedef enum _VSS_APPLICATION_LEVEL {
    VSS_APP_UNKNOWN = 0,  /* level at which the writer freezes is not known; an application error */
    VSS_APP_SYSTEM = 1,   /* freezes at system level (last) */
    VSS_APP_BACK_END = 2, /* freezes at back-end level (second) */
    VSS_APP_FRONT_END = 3, /* freezes at front-end level (first) */
    VSS_APP_SYSTEM_RM = 4, /* no text on the page */
    VSS_APP_AUTO = -1      /* level found automatically; reserved for future use */
} VSS_APPLICATION_LEVEL;
typedef VSS_APPLICATION_LEVEL *PVSS_APPLICATION_LEVEL;

/**
 * What must not be done to a volume that has shadow copies.
 *
 * Source: sdk-api:vss/ne-vss-vss_snapshot_compatibility.md
 */
typedef enum _VSS_SNAPSHOT_COMPATIBILITY {
    /*
     * the provider in charge of the volume's shadow copies cannot cope with defragmentation of the
     * volume
     */
    VSS_SC_DISABLE_DEFRAG = 0x1,
    /*
     * the provider in charge of the volume's shadow copies cannot cope with content indexing on the
     * volume
     */
    VSS_SC_DISABLE_CONTENTINDEX = 0x2
} VSS_SNAPSHOT_COMPATIBILITY;
typedef VSS_SNAPSHOT_COMPATIBILITY *PVSS_SNAPSHOT_COMPATIBILITY;

/**
 * The members of VSS_SNAPSHOT_PROP, for SetSnapshotProperty.
 *
 * Source: sdk-api:vss/ne-vss-vss_snapshot_property_id.md
 */
typedef enum _VSS_SNAPSHOT_PROPERTY_ID {
    VSS_SPROPID_UNKNOWN = 0,         /* property not known; an application error */
    VSS_SPROPID_SNAPSHOT_ID = 1,     /* shadow copy identifier */
    VSS_SPROPID_SNAPSHOT_SET_ID = 2, /* shadow copy set identifier */
    /* number of volumes in the shadow copy set when it was created */
    VSS_SPROPID_SNAPSHOTS_COUNT = 3,
    VSS_SPROPID_SNAPSHOT_DEVICE = 4,     /* name of the device object of the shadow copy */
    VSS_SPROPID_ORIGINAL_VOLUME = 5,     /* name of the original volume */
    VSS_SPROPID_ORIGINATING_MACHINE = 6, /* machine that has the original volume */
    /* machine whose Volume Shadow Copy Service made the shadow copy */
    VSS_SPROPID_SERVICE_MACHINE = 7,
    VSS_SPROPID_EXPOSED_NAME = 8, /* name under which the shadow copy is exposed */
    VSS_SPROPID_EXPOSED_PATH = 9, /* part of the volume made available when exposed as a share */
    VSS_SPROPID_PROVIDER_ID = 10, /* provider identifier */
    VSS_SPROPID_SNAPSHOT_ATTRIBUTES = 11, /* mask of VSS_VOLUME_SNAPSHOT_ATTRIBUTES */
    VSS_SPROPID_CREATION_TIMESTAMP = 12,  /* time of creation */
    VSS_SPROPID_STATUS = 13               /* state of the creation */
} VSS_SNAPSHOT_PROPERTY_ID;
typedef VSS_SNAPSHOT_PROPERTY_ID *PVSS_SNAPSHOT_PROPERTY_ID;

/**
 * For which kinds of backup a file set is copied, and from where. A SNAPSHOT bit: from the shadow
 * copy.
 *
 * Source: sdk-api:vss/ne-vss-vss_file_spec_backup_type.md
 */
typedef enum _VSS_FILE_SPEC_BACKUP_TYPE {
    /*
     * after restoring a VSS_BT_FULL backup the current version of the file set must be there; such
     * a file set takes part in every kind of backup
     */
    VSS_FSBT_FULL_BACKUP_REQUIRED = 0x1,
    /* same for VSS_BT_DIFFERENTIAL; not for express writers */
    VSS_FSBT_DIFFERENTIAL_BACKUP_REQUIRED = 0x2,
    /* same for VSS_BT_INCREMENTAL; not for express writers */
    VSS_FSBT_INCREMENTAL_BACKUP_REQUIRED = 0x4,
    VSS_FSBT_LOG_BACKUP_REQUIRED = 0x8, /* same for VSS_BT_LOG; not for express writers */
    /*
     * in a VSS_BT_FULL backup the file set is read from a shadow copy, never from the original
     * volume
     */
    VSS_FSBT_FULL_SNAPSHOT_REQUIRED = 0x100,
    VSS_FSBT_DIFFERENTIAL_SNAPSHOT_REQUIRED = 0x200, /* same for VSS_BT_DIFFERENTIAL */
    VSS_FSBT_INCREMENTAL_SNAPSHOT_REQUIRED = 0x400,  /* same for VSS_BT_INCREMENTAL */
    VSS_FSBT_LOG_SNAPSHOT_REQUIRED = 0x800,          /* same for VSS_BT_LOG */
    /* the writer expects the file to come into being during the snapshot sequence */
    VSS_FSBT_CREATED_DURING_BACKUP = 0x10000,
    /* the file set takes part in every backup and restore; default */
    VSS_FSBT_ALL_BACKUP_REQUIRED = 0xf,
    /* the file set is always read from a shadow copy, never from the original volume */
    VSS_FSBT_ALL_SNAPSHOT_REQUIRED = 0xf00
} VSS_FILE_SPEC_BACKUP_TYPE;
typedef VSS_FILE_SPEC_BACKUP_TYPE *PVSS_FILE_SPEC_BACKUP_TYPE;

/**
 * Which kinds of backup and restore a writer supports.
 *
 * Source: sdk-api:vss/ne-vss-vss_backup_schema.md
 */
typedef enum _VSS_BACKUP_SCHEMA {
    /*
     * simple full backup and restore of whole files (VSS_BT_FULL); such a backup can be the base of
     * an incremental or differential one; default
     */
    VSS_BS_UNDEFINED = 0x0,
    /*
     * differential backups (VSS_BT_DIFFERENTIAL): what was created or changed since the last full
     * backup is saved, files are not marked; can be mixed with incremental ones; not for express
     * writers
     */
    VSS_BS_DIFFERENTIAL = 0x1,
    /*
     * incremental backups (VSS_BT_INCREMENTAL): what was created or changed since the last full or
     * incremental backup is saved, files are marked; can be mixed with differential ones; not for
     * express writers
     */
    VSS_BS_INCREMENTAL = 0x2,
    /*
     * both of them, but not mixed (no incremental after a differential); needs both bits set as
     * well; not for express writers
     */
    VSS_BS_EXCLUSIVE_INCREMENTAL_DIFFERENTIAL = 0x4,
    /*
     * backups of the log files alone (VSS_BT_LOG); needs at least one file added to a component
     * with AddDatabaseLogFiles; requesters read the files with IVssWMComponent::GetDatabaseLogFile
     */
    VSS_BS_LOG = 0x8,
    /*
     * copy backups (VSS_BT_COPY): neither the writer's nor the file system's record of backups is
     * updated; cannot be the base of an incremental or differential backup
     */
    VSS_BS_COPY = 0x10,
    /*
     * uses the VSS time stamps (Get/SetBackupStamp, GetPreviousBackupStamp, SetPreviousBackupStamp)
     * to judge files for differential and incremental backups; needs DIFFERENTIAL or INCREMENTAL;
     * not for express writers
     */
    VSS_BS_TIMESTAMPED = 0x20,
    /*
     * can give last modification times for differenced files (AddDifferencedFilesByLastModifyTime,
     * read with GetDifferencedFile); needs DIFFERENTIAL or INCREMENTAL; does not concern partial
     * files; not for express writers
     */
    VSS_BS_LAST_MODIFY = 0x40,
    VSS_BS_LSN = 0x80, /* reserved for the system */
    /*
     * a requester may change the restore target with IVssBackupComponents::AddNewTarget; not for
     * express writers
     */
    VSS_BS_WRITER_SUPPORTS_NEW_TARGET = 0x100,
    /*
     * several instances of the writer class may run, and a requester may restore a component to
     * another instance with IVssBackupComponentsEx::SetSelectedForRestoreEx; not for express
     * writers; from Server 2003 SP1 on
     */
    VSS_BS_WRITER_SUPPORTS_RESTORE_WITH_MOVE = 0x200,
    /*
     * data that is part of the system state but can also be backed up apart from it; from Windows
     * Vista on
     */
    VSS_BS_INDEPENDENT_SYSTEM_STATE = 0x400,
    /*
     * a requester may set a roll-forward point with IVssBackupComponentsEx2::SetRollForward; not
     * for express writers; from Windows Vista on
     */
    VSS_BS_ROLLFORWARD_RESTORE = 0x1000,
    /*
     * a requester may set a restore name with IVssBackupComponentsEx2::SetRestoreName; not for
     * express writers; from Windows Vista on
     */
    VSS_BS_RESTORE_RENAME = 0x2000,
    /*
     * a requester may ask for an authoritative restore with
     * IVssBackupComponentsEx2::SetAuthoritativeRestore; not for express writers; from Windows Vista
     * on
     */
    VSS_BS_AUTHORITATIVE_RESTORE = 0x4000,
    /*
     * several restore events may come without synchronization; not for express writers; from
     * Windows Server 2008 on
     */
    VSS_BS_WRITER_SUPPORTS_PARALLEL_RESTORES = 0x8000
} VSS_BACKUP_SCHEMA;
typedef VSS_BACKUP_SCHEMA *PVSS_BACKUP_SCHEMA;

/**
 * The kind of a backup.
 *
 * Source: sdk-api:vss/ne-vss-vss_backup_type.md
 */
typedef enum _VSS_BACKUP_TYPE {
    VSS_BT_UNDEFINED = 0, /* type not known; an application error */
    /*
     * full: every file is saved, marked or not, and its backup history is updated; default,
     * supported by all writers
     */
    VSS_BT_FULL = 1,
    /*
     * incremental: what was created or changed since the last full or incremental backup; files are
     * marked; needs VSS_BS_INCREMENTAL
     */
    VSS_BT_INCREMENTAL = 2,
    /*
     * differential: what was created or changed since the last full backup; files are not marked;
     * needs VSS_BS_DIFFERENTIAL
     */
    VSS_BT_DIFFERENTIAL = 3,
    VSS_BT_LOG = 4, /* the writer's log files take part in backup or restore; needs VSS_BS_LOG */
    /* copy: saved whatever the backup history, which is not updated; needs VSS_BS_COPY */
    VSS_BT_COPY = 5,
    VSS_BT_OTHER = 6 /* none of the other kinds */
} VSS_BACKUP_TYPE;
typedef VSS_BACKUP_TYPE *PVSS_BACKUP_TYPE;

/**
 * The kind of a restore.
 *
 * Source: sdk-api:vss/ne-vss-vss_restore_type.md
 */
typedef enum _VSS_RESTORE_TYPE {
    /* no type set; the default, an error of the requester; writers treat it as VSS_RTYPE_BY_COPY */
    VSS_RTYPE_UNDEFINED = 0,
    VSS_RTYPE_BY_COPY = 1, /* data is copied back from a medium to the original volume */
    /*
     * no copying: a transportable shadow copy is imported and used (data mining, for one); on
     * Server 2003 Standard and Web from SP1 on
     */
    VSS_RTYPE_IMPORT = 2,
    VSS_RTYPE_OTHER = 3 /* another kind; an application error */
} VSS_RESTORE_TYPE;
typedef VSS_RESTORE_TYPE *PVSS_RESTORE_TYPE;

/**
 * How far a writer applies its logs after a restore.
 *
 * Source: sdk-api:vss/ne-vss-vss_rollforward_type.md
 */
typedef enum _VSS_ROLLFORWARD_TYPE {
    VSS_RF_UNDEFINED = 0, /* no type set; an error of the requester */
    VSS_RF_NONE = 1,      /* do not roll forward through logs */
    VSS_RF_ALL = 2,       /* roll forward through all logs */
    VSS_RF_PARTIAL = 3    /* roll forward up to a given restore point */
} VSS_ROLLFORWARD_TYPE;
typedef VSS_ROLLFORWARD_TYPE *PVSS_ROLLFORWARD_TYPE;

/**
 * What a writer waits for, or which event it failed.
 *
 * Source: sdk-api:vss/ne-vss-vss_writer_state.md
 */
typedef enum _VSS_WRITER_STATE {
    VSS_WS_UNKNOWN = 0, /* state not known; an error of the writer */
    /*
     * done with the current shadow copy events and ready to go on, or CVssWriter::OnPrepareSnapshot
     * not called yet
     */
    VSS_WS_STABLE = 1,
    VSS_WS_WAITING_FOR_FREEZE = 2,          /* waits for Freeze */
    VSS_WS_WAITING_FOR_THAW = 3,            /* waits for Thaw */
    VSS_WS_WAITING_FOR_POST_SNAPSHOT = 4,   /* waits for PostSnapshot */
    VSS_WS_WAITING_FOR_BACKUP_COMPLETE = 5, /* waits for the requester to finish the backup */
    VSS_WS_FAILED_AT_IDENTIFY = 6,          /* vetoed at Identify */
    VSS_WS_FAILED_AT_PREPARE_BACKUP = 7,    /* vetoed in the preparation of the backup */
    VSS_WS_FAILED_AT_PREPARE_SNAPSHOT = 8,  /* vetoed at PrepareForSnapshot */
    VSS_WS_FAILED_AT_FREEZE = 9,            /* vetoed at Freeze */
    VSS_WS_FAILED_AT_THAW = 10,             /* vetoed at Thaw */
    VSS_WS_FAILED_AT_POST_SNAPSHOT = 11,    /* vetoed at PostSnapshot */
    /* the shadow copy exists, the writer failed at BackupComplete; a writer is to log that */
    VSS_WS_FAILED_AT_BACKUP_COMPLETE = 12,
    VSS_WS_FAILED_AT_PRE_RESTORE = 13,    /* failed at PreRestore */
    VSS_WS_FAILED_AT_POST_RESTORE = 14,   /* failed at PostRestore */
    VSS_WS_FAILED_AT_BACKUPSHUTDOWN = 15, /* failed at the shutdown of the backup application */
    VSS_WS_COUNT = 16                     /* reserved */
} VSS_WRITER_STATE;
typedef VSS_WRITER_STATE *PVSS_WRITER_STATE;

/**
 * Flags of BreakSnapshotSetEx and OnLunStateChange.
 *
 * Source: sdk-api:vss/ne-vss-vss_hardware_options.md
 */
typedef enum _VSS_HARDWARE_OPTIONS {
    VSS_BREAKEX_FLAG_MASK_LUNS = 0x1, /* the LUN is masked from the host */
    /* the LUN is exposed to the host as a read-write volume */
    VSS_BREAKEX_FLAG_MAKE_READ_WRITE = 0x2,
    /*
     * all shadow copy LUNs get back the disk identifiers of the originals; fails as a whole if any
     * original LUN is present on the system
     */
    VSS_BREAKEX_FLAG_REVERT_IDENTITY_ALL = 0x4,
    VSS_BREAKEX_FLAG_REVERT_IDENTITY_NONE = 0x8, /* no disk identifier is reverted */
    /* notice to the provider: the LUNs become read-write for good; no action needed */
    VSS_ONLUNSTATECHANGE_NOTIFY_READ_WRITE = 0x100,
    /*
     * notice to the provider: the LUNs become read-write for a while, TxF recovery or auto-recovery
     * follows; no action needed
     */
    VSS_ONLUNSTATECHANGE_NOTIFY_LUN_PRE_RECOVERY = 0x200,
    /*
     * notice to the provider: TxF recovery or auto-recovery is done and the LUNs are read-only
     * again; no action needed
     */
    VSS_ONLUNSTATECHANGE_NOTIFY_LUN_POST_RECOVERY = 0x400,
    /* the provider has to mask the LUNs from this computer */
    VSS_ONLUNSTATECHANGE_DO_MASK_LUNS = 0x800
} VSS_HARDWARE_OPTIONS;
typedef VSS_HARDWARE_OPTIONS *PVSS_HARDWARE_OPTIONS;

/**
 * Flags of RecoverSet.
 *
 * Source: sdk-api:vss/ne-vss-vss_recovery_options.md
 */
typedef enum _VSS_RECOVERY_OPTIONS {
    /*
     * after the resynchronization every target LUN has the signature of the original LUN of the
     * shadow copy
     */
    VSS_RECOVERY_REVERT_IDENTITY_ALL = 0x100,
    VSS_RECOVERY_NO_VOLUME_CHECK = 0x200 /* no volume safety checks */
} VSS_RECOVERY_OPTIONS;
typedef VSS_RECOVERY_OPTIONS *PVSS_RECOVERY_OPTIONS;

/**
 * The properties of a shadow copy.
 *
 * Source: sdk-api:vss/ns-vss-vss_snapshot_prop.md
 */
typedef struct _VSS_SNAPSHOT_PROP {
    VSS_ID m_SnapshotId;    /* identifier of the shadow copy */
    VSS_ID m_SnapshotSetId; /* identifier of the shadow copy set it belongs to */
    /*
     * number of volumes in the set when it was created; shadow copies can be released one by one,
     * so fewer may be left
     */
    LONG m_lSnapshotsCount;
    /* name of the device object, the root of the shadow copy; no backslash at the end */
    VSS_PWSZ m_pwszSnapshotDeviceObject;
    VSS_PWSZ m_pwszOriginalVolumeName; /* name of the original volume */
    VSS_PWSZ m_pwszOriginatingMachine; /* machine that has the original volume */
    /* machine whose Volume Shadow Copy Service made the shadow copy */
    VSS_PWSZ m_pwszServiceMachine;
    /* name when exposed: drive letter, mounted folder or share name; wszExpose of ExposeSnapshot */
    VSS_PWSZ m_pwszExposedName;
    /*
     * exposed as a share: the part of the volume that is shared, wszPathFromRoot of ExposeSnapshot;
     * exposed locally: NULL
     */
    VSS_PWSZ m_pwszExposedPath;
    VSS_ID m_ProviderId;        /* provider that made the shadow copy */
    LONG m_lSnapshotAttributes; /* OR of VSS_VOLUME_SNAPSHOT_ATTRIBUTES bits */
    /* time of creation; the exact moment is for the provider to choose */
    VSS_TIMESTAMP m_tsCreationTimestamp;
    VSS_SNAPSHOT_STATE m_eStatus; /* state of the creation */
} VSS_SNAPSHOT_PROP;
typedef VSS_SNAPSHOT_PROP *PVSS_SNAPSHOT_PROP;

/**
 * The properties of a provider.
 *
 * Source: sdk-api:vss/ns-vss-vss_provider_prop.md
 */
typedef struct _VSS_PROVIDER_PROP {
    VSS_ID m_ProviderId;               /* identifier of the provider */
    VSS_PWSZ m_pwszProviderName;       /* name of the provider */
    VSS_PROVIDER_TYPE m_eProviderType; /* kind of provider */
    VSS_PWSZ m_pwszProviderVersion;    /* version in readable form */
    VSS_ID m_ProviderVersionId;        /* identifier of this version of the provider */
    /* class identifier of the component registered in the COM catalog of the machine */
    CLSID m_ClassId;
} VSS_PROVIDER_PROP;
typedef VSS_PROVIDER_PROP *PVSS_PROVIDER_PROP;

/**
 * The part of VSS_OBJECT_PROP that its type chooses.
 *
 * Source: sdk-api:vss/ns-vss-__midl___midl_itf_vss_0000_0000_0001.md
 */
typedef union _VSS_OBJECT_UNION {
    VSS_SNAPSHOT_PROP Snap; /* a shadow copy */
    VSS_PROVIDER_PROP Prov; /* a provider */
} VSS_OBJECT_UNION;

/**
 * An element of IVssEnumObject: a shadow copy or a provider.
 *
 * Source: sdk-api:vss/ns-vss-vss_object_prop.md
 */
typedef struct _VSS_OBJECT_PROP {
    VSS_OBJECT_TYPE Type; /* kind of object; selects the union member */
    VSS_OBJECT_UNION Obj; /* properties: Snap for a shadow copy, Prov for a provider */
} VSS_OBJECT_PROP;
typedef VSS_OBJECT_PROP *PVSS_OBJECT_PROP;

/* clang-format takes the COM macros for expressions. */
/* clang-format off */

/**
 * An operation that goes on after the call that began it. The methods that begin one hand this
 * object out; the outcome is asked here, and the caller releases it.
 *
 * Since:     Windows XP / Windows Server 2003
 * Source:    sdk-api:vss/nn-vss-ivssasync.md
 */
#undef INTERFACE
#define INTERFACE IVssAsync
DECLARE_INTERFACE_(IVssAsync, IUnknown)
{
    VSS_IUNKNOWN_METHODS

    /**
     * Stops the operation, if it still runs.
     *
     * Returns:   S_OK, VSS_S_ASYNC_CANCELLED, VSS_S_ASYNC_FINISHED, VSS_E_UNEXPECTED, E_UNEXPECTED
     * Source:    sdk-api:vss/nf-vss-ivssasync-cancel.md (rules Cancel-1 to -6)
     */
    STDMETHOD(Cancel)(THIS) PURE;

    /**
     * Waits until the operation is over or the time has run out; QueryStatus then tells the
     * outcome.
     *
     * @param dwMilliseconds  longest time to wait, in milliseconds; default INFINITE (0xFFFFFFFF)
     *
     * Returns:   S_OK, E_ACCESSDENIED, E_INVALIDARG, VSS_E_UNEXPECTED, E_UNEXPECTED
     * Source:    sdk-api:vss/nf-vss-ivssasync-wait.md (rules Wait-1 to -6)
     */
    STDMETHOD(Wait)(THIS_ DWORD dwMilliseconds VSS_DEFAULT(INFINITE)) PURE;

    /**
     * Tells whether the operation still runs and how it ended.
     *
     * @param pHrResult  receives the state or result of the operation
     * @param pReserved  reserved; the caller passes NULL
     *
     * Returns:   S_OK, E_ACCESSDENIED, E_INVALIDARG, VSS_E_UNEXPECTED, E_UNEXPECTED
     * Source:    sdk-api:vss/nf-vss-ivssasync-querystatus.md (rules QueryStatus-1 to -8)
     */
    STDMETHOD(QueryStatus)(THIS_ HRESULT *pHrResult, INT *pReserved) PURE;
};
#undef INTERFACE
VSS_IID(IVssAsync, 0x507c37b4, 0xcf5b, 0x4e95, 0xb0, 0xaf, 0x14, 0xeb, 0x97, 0x67, 0x46, 0x7e)

#if defined(COBJMACROS) && defined(VSS_C_FACE)
#define IVssAsync_QueryInterface(This, riid, ppvObject) \
    (This)->lpVtbl->QueryInterface(This, riid, ppvObject)
#define IVssAsync_AddRef(This) (This)->lpVtbl->AddRef(This)
#define IVssAsync_Release(This) (This)->lpVtbl->Release(This)
#define IVssAsync_Cancel(This) (This)->lpVtbl->Cancel(This)
#define IVssAsync_Wait(This, dwMilliseconds) (This)->lpVtbl->Wait(This, dwMilliseconds)
#define IVssAsync_QueryStatus(This, pHrResult, pReserved) \
    (This)->lpVtbl->QueryStatus(This, pHrResult, pReserved)
#endif

/**
 * A list of shadow copies or providers and a place in it.
 *
 * Since:     Windows XP / Windows Server 2003
 * Source:    sdk-api:vss/nn-vss-ivssenumobject.md
 */
#undef INTERFACE
#define INTERFACE IVssEnumObject
DECLARE_INTERFACE_(IVssEnumObject, IUnknown)
{
    VSS_IUNKNOWN_METHODS

    /**
     * Hands out the next elements.
     *
     * @param celt  number of elements wanted
     * @param rgelt  caller-allocated array of celt VSS_OBJECT_PROP; required
     * @param pceltFetched  receives the number of elements stored in rgelt; E_POINTER covers
     *        required pointers, but the page does not say that this one is required
     *
     * Returns:   S_OK, S_FALSE, E_FAIL, E_POINTER
     * Ownership: The caller frees every string in the VSS_SNAPSHOT_PROP or VSS_PROVIDER_PROP of
     *            each returned element with CoTaskMemFree. For a VSS_SNAPSHOT_PROP,
     *            VssFreeSnapshotProperties may be used instead of freeing each string.
     * Source:    sdk-api:vss/nf-vss-ivssenumobject-next.md (rules Next-1 to -6)
     */
    STDMETHOD(Next)(THIS_ ULONG celt, VSS_OBJECT_PROP *rgelt, ULONG *pceltFetched) PURE;

    /**
     * Passes over elements.
     *
     * @param celt  number of elements to pass over
     *
     * Returns:   S_OK, S_FALSE, E_FAIL
     * Source:    sdk-api:vss/nf-vss-ivssenumobject-skip.md (rules Skip-1 to -2)
     */
    STDMETHOD(Skip)(THIS_ ULONG celt) PURE;

    /**
     * Goes back to the first element.
     *
     * Returns:   S_OK, E_FAIL
     * Source:    sdk-api:vss/nf-vss-ivssenumobject-reset.md (rule Reset-1)
     */
    STDMETHOD(Reset)(THIS) PURE;

    /**
     * Makes a second list that stands at the same place.
     *
     * @param ppenum  receives the new enumerator; the variable it points to is set to NULL before
     *        the call
     *
     * Returns:   S_OK, E_FAIL, E_OUTOFMEMORY, E_POINTER
     * Ownership: The caller calls Release on the new enumerator.
     * Source:    sdk-api:vss/nf-vss-ivssenumobject-clone.md (rules Clone-1 to -3)
     */
    STDMETHOD(Clone)(THIS_ IVssEnumObject **ppenum) PURE;
};
#undef INTERFACE
VSS_IID(IVssEnumObject, 0xae1c7110, 0x2f60, 0x11d3, 0x8a, 0x39, 0x00, 0xc0, 0x4f, 0x72, 0xd8, 0xe3)

#if defined(COBJMACROS) && defined(VSS_C_FACE)
#define IVssEnumObject_QueryInterface(This, riid, ppvObject) \
    (This)->lpVtbl->QueryInterface(This, riid, ppvObject)
#define IVssEnumObject_AddRef(This) (This)->lpVtbl->AddRef(This)
#define IVssEnumObject_Release(This) (This)->lpVtbl->Release(This)
#define IVssEnumObject_Next(This, celt, rgelt, pceltFetched) \
    (This)->lpVtbl->Next(This, celt, rgelt, pceltFetched)
#define IVssEnumObject_Skip(This, celt) (This)->lpVtbl->Skip(This, celt)
#define IVssEnumObject_Reset(This) (This)->lpVtbl->Reset(This)
#define IVssEnumObject_Clone(This, ppenum) (This)->lpVtbl->Clone(This, ppenum)
#endif

/* clang-format on */

#endif
