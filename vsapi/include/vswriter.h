/*
 * vswriter.h - the writer's side of VSS.
 *
 * A writer is a class derived from CVssWriter (or CVssWriterEx, CVssWriterEx2), at the end of this
 * file. VSS calls its handlers, On..., one for each event; in them it describes its data
 * (IVssCreateWriterMetadata) and works on the documents of a backup or restore through the
 * components that take part (IVssWriterComponents, IVssComponent). An express writer
 * (IVssExpressWriter) only leaves a description behind. What the classes rest on in C is in
 * vsapi/writer.h.
 *
 * IVssWriterComponents and IVssCreateWriterMetadata are no COM interfaces: they have no IUnknown,
 * VSS owns them, and they live until the handler they were passed to returns.
 */
#ifndef VSAPI_VSWRITER_H
#define VSAPI_VSWRITER_H

#include <vss.h>

typedef interface IVssWMFiledesc IVssWMFiledesc;
typedef interface IVssWMDependency IVssWMDependency;
typedef interface IVssComponent IVssComponent;
typedef interface IVssComponentEx IVssComponentEx;
typedef interface IVssComponentEx2 IVssComponentEx2;
typedef interface IVssWriterComponents IVssWriterComponents;
typedef interface IVssCreateWriterMetadata IVssCreateWriterMetadata;
typedef interface IVssCreateWriterMetadataEx IVssCreateWriterMetadataEx;
typedef interface IVssCreateExpressWriterMetadata IVssCreateExpressWriterMetadata;
typedef interface IVssExpressWriter IVssExpressWriter;
typedef interface IVssWriterImpl IVssWriterImpl;
typedef interface IVssExamineWriterMetadata IVssExamineWriterMetadata;

/* Documents as DOM objects are an option of the API; whoever uses them includes msxml.h. */
typedef interface IXMLDOMDocument IXMLDOMDocument;

/**
 * What a writer's data are to the machine.
 *
 * Source: sdk-api:vswriter/ne-vswriter-vss_usage_type.md
 */
typedef enum VSS_USAGE_TYPE {
    VSS_UT_UNDEFINED = 0,           /* usage not known; an error of the writer */
    VSS_UT_BOOTABLESYSTEMSTATE = 1, /* data belong to the bootable system state */
    VSS_UT_SYSTEMSERVICE = 2,       /* data used by a system service, or the writer is itself one */
    VSS_UT_USERDATA = 3,            /* user data */
    VSS_UT_OTHER = 4                /* data that fit no other class */
} VSS_USAGE_TYPE;
typedef VSS_USAGE_TYPE *PVSS_USAGE_TYPE;

/**
 * What kind of data a writer has.
 *
 * Source: sdk-api:vswriter/ne-vswriter-vss_source_type.md
 */
typedef enum VSS_SOURCE_TYPE {
    /* source not known; an error of the writer that the requester should report */
    VSS_ST_UNDEFINED = 0,
    VSS_ST_TRANSACTEDDB = 1,    /* database with transactions */
    VSS_ST_NONTRANSACTEDDB = 2, /* database without transactions */
    /*
     * anything else; the data go into a file group. Called the default source type, though
     * Initialize has no default for st
     */
    VSS_ST_OTHER = 3
} VSS_SOURCE_TYPE;
typedef VSS_SOURCE_TYPE *PVSS_SOURCE_TYPE;

/**
 * How a writer wants its files restored.
 *
 * Source: sdk-api:vswriter/ne-vswriter-vss_restoremethod_enum.md
 */
typedef enum VSS_RESTOREMETHOD_ENUM {
    VSS_RME_UNDEFINED = 0, /* no method set; an error of the writer */
    /*
     * restore the files of the selected component or component set only if none of them is on disk;
     * one present file stops the whole component or set, unless alternate location mappings exist.
     * With a mapping and the file present at its original place, it goes to the alternate place, if
     * it is not there either
     */
    VSS_RME_RESTORE_IF_NOT_THERE = 1,
    /*
     * restore only if every file on disk can be overwritten; one that cannot stops the whole
     * component or set, unless mappings exist. With a mapping the files go to the alternate place
     */
    VSS_RME_RESTORE_IF_CAN_REPLACE = 2,
    /*
     * PreRestore to all writers and wait; stop the service; restore to the original places; start
     * the service; PostRestore to all writers and wait. Service name: given to SetRestoreMethod,
     * read by GetRestoreMethod. A writer living in that service misses PostRestore, its instance id
     * having changed
     */
    VSS_RME_STOP_RESTORE_START = 3,
    /*
     * restore to the place given by the alternate location mapping; no mapping is an error of the
     * writer that the requester should report
     */
    VSS_RME_RESTORE_TO_ALTERNATE_LOCATION = 4,
    /*
     * copy to a temporary place and finish at the next restart (MoveFileEx with
     * MOVEFILE_DELAY_UNTIL_REBOOT)
     */
    VSS_RME_RESTORE_AT_REBOOT = 5,
    /*
     * restore at once if possible; if any file of the component or set cannot be overwritten, all
     * of them wait for the restart, as with value 5
     */
    VSS_RME_RESTORE_AT_REBOOT_IF_CANNOT_REPLACE = 6,
    /*
     * the requester restores by a method private to the writer's application; it need not use the
     * Writer Metadata Document
     */
    VSS_RME_CUSTOM = 7,
    /*
     * PreRestore to all writers and wait; restore to the original places; PostRestore to all
     * writers and wait; then stop and start the service named by the writer
     */
    VSS_RME_RESTORE_STOP_START = 8
} VSS_RESTOREMETHOD_ENUM;
typedef VSS_RESTOREMETHOD_ENUM *PVSS_RESTOREMETHOD_ENUM;

/**
 * Whether a writer wants the restore events.
 *
 * Source: sdk-api:vswriter/ne-vswriter-vss_writerrestore_enum.md
 */
typedef enum VSS_WRITERRESTORE_ENUM {
    /* not known whether the writer acts during a restore; an error of the writer */
    VSS_WRE_UNDEFINED = 0,
    VSS_WRE_NEVER = 1, /* the writer needs no restore events */
    /*
     * PreRestore always wanted; PostRestore only if a restore by VSS_RME_RESTORE_IF_NOT_THERE or
     * VSS_RME_RESTORE_IF_CAN_REPLACE failed
     */
    VSS_WRE_IF_REPLACE_FAILS = 2,
    VSS_WRE_ALWAYS = 3 /* the writer always acts during a restore */
} VSS_WRITERRESTORE_ENUM;
typedef VSS_WRITERRESTORE_ENUM *PVSS_WRITERRESTORE_ENUM;

/**
 * The kind of a component.
 *
 * Source: sdk-api:vswriter/ne-vswriter-vss_component_type.md
 */
typedef enum VSS_COMPONENT_TYPE {
    VSS_CT_UNDEFINED = 0, /* type not known; an application error */
    VSS_CT_DATABASE = 1,  /* database component */
    VSS_CT_FILEGROUP = 2  /* file group: every component that is not a database */
} VSS_COMPONENT_TYPE;
typedef VSS_COMPONENT_TYPE *PVSS_COMPONENT_TYPE;

/**
 * Reserved: whether another writer stands in for this one.
 *
 * Source: sdk-api:vswriter/ne-vswriter-vss_alternate_writer_state.md
 */
typedef enum VSS_ALTERNATE_WRITER_STATE {
    /* nothing known about an alternate writer; an application error; reserved */
    VSS_AWS_UNDEFINED = 0,
    VSS_AWS_NO_ALTERNATE_WRITER = 1, /* no alternate writer; the only supported value */
    /* an alternate writer runs while the writer is not available; reserved */
    VSS_AWS_ALTERNATE_WRITER_EXISTS = 2,
    VSS_AWS_THIS_IS_ALTERNATE_WRITER = 3 /* this writer is the alternate one; reserved */
} VSS_ALTERNATE_WRITER_STATE;
typedef VSS_ALTERNATE_WRITER_STATE *PVSS_ALTERNATE_WRITER_STATE;

/**
 * Which events a writer subscribes to. Only BACKUP and RESTORE together are supported.
 *
 * Source: sdk-api:vswriter/ne-vswriter-vss_subscribe_mask.md
 */
typedef enum VSS_SUBSCRIBE_MASK {
    VSS_SM_POST_SNAPSHOT_FLAG = 0x1, /* reserved; would ask for PostSnapshot */
    /*
     * PrepareForBackup, PrepareForSnapshot, Freeze, Thaw, PostSnapshot, BackupComplete; valid only
     * together with the next flag
     */
    VSS_SM_BACKUP_EVENTS_FLAG = 0x2,
    /* PreRestore, PostRestore; valid only together with the previous flag */
    VSS_SM_RESTORE_EVENTS_FLAG = 0x4,
    VSS_SM_IO_THROTTLING_FLAG = 0x8, /* reserved */
    VSS_SM_ALL_FLAGS = -1            /* reserved; would ask for every event; 0xffffffff */
} VSS_SUBSCRIBE_MASK;
typedef VSS_SUBSCRIBE_MASK *PVSS_SUBSCRIBE_MASK;

/**
 * Where the requester restores the files of a component.
 *
 * Source: sdk-api:vswriter/ne-vswriter-vss_restore_target.md
 */
typedef enum VSS_RESTORE_TARGET {
    VSS_RT_UNDEFINED = 0, /* no target; an error of the writer */
    /*
     * the default: restore by the restore method set at backup time; it does not mean the original
     * place
     */
    VSS_RT_ORIGINAL = 1,
    /*
     * restore to the alternate location mapping; allowed only if every file of the component or set
     * has one; without one it is an error of the writer that the requester should report
     */
    VSS_RT_ALTERNATE = 2,
    /* the writer steers, file by file, which parts go into which files (directed target) */
    VSS_RT_DIRECTED = 3,
    /*
     * restore to where the files were at backup time, even if the method was
     * VSS_RME_RESTORE_TO_ALTERNATE_LOCATION; not on Windows XP and Server 2003
     */
    VSS_RT_ORIGINAL_LOCATION = 4
} VSS_RESTORE_TARGET;
typedef VSS_RESTORE_TARGET *PVSS_RESTORE_TARGET;

/**
 * How the restore of a component's files ended.
 *
 * Source: sdk-api:vswriter/ne-vswriter-vss_file_restore_status.md
 */
typedef enum VSS_FILE_RESTORE_STATUS {
    VSS_RS_UNDEFINED = 0, /* an error, or the restore has not begun */
    VSS_RS_NONE = 1,      /* failed, with nothing left on disk */
    VSS_RS_ALL = 2,   /* all files restored; to be set for every component restored without error */
    VSS_RS_FAILED = 3 /* failed, with some files restored; what is on disk is corrupt */
} VSS_FILE_RESTORE_STATUS;
typedef VSS_FILE_RESTORE_STATUS *PVSS_FILE_RESTORE_STATUS;

/**
 * Flags of AddComponent.
 *
 * Source: sdk-api:vswriter/ne-vswriter-vss_component_flags.md
 */
typedef enum VSS_COMPONENT_FLAGS {
    /*
     * the writer wants to write to the component in the shadow copy after its creation; goes with
     * VSS_VOLSNAP_ATTR_TRANSPORTABLE if the hardware provider masks LUNs, and not at all on Vista
     * and Server 2003 SP1
     */
    VSS_CF_BACKUP_RECOVERY = 0x1,
    /*
     * the same, but only for a rollback shadow copy (VSS_VOLSNAP_ATTR_ROLLBACK_RECOVERY); same
     * limits with VSS_VOLSNAP_ATTR_TRANSPORTABLE
     */
    VSS_CF_APP_ROLLBACK_RECOVERY = 0x2,
    /* the component is not part of system state; from Windows Vista on */
    VSS_CF_NOT_SYSTEM_STATE = 0x4
} VSS_COMPONENT_FLAGS;
typedef VSS_COMPONENT_FLAGS *PVSS_COMPONENT_FLAGS;

/* clang-format takes the COM macros for expressions. */
/* clang-format off */

/**
 * A set of files: folder, file specification, and what is to be done with them. It comes out of the
 * documents of writer and requester; strings are the caller's, freed with SysFreeString.
 *
 * Since:     Windows XP, Windows Server 2003
 * Source:    sdk-api:vswriter/nl-vswriter-ivsswmfiledesc.md
 */
#undef INTERFACE
#define INTERFACE IVssWMFiledesc
DECLARE_INTERFACE_(IVssWMFiledesc, IUnknown)
{
    VSS_IUNKNOWN_METHODS

    /**
     * Gives the folder, which may contain environment variables.
     *
     * @param pbstrPath  receives the directory
     *
     * Returns:   S_OK, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_INVALID_XML_DOCUMENT, VSS_E_UNEXPECTED,
     *            E_UNEXPECTED
     * Ownership: The caller frees the string with SysFreeString.
     * Source:    sdk-api:vswriter/nf-vswriter-ivsswmfiledesc-getpath.md (rules GetPath-1 to -5)
     */
    STDMETHOD(GetPath)(THIS_ BSTR *pbstrPath) PURE;

    /**
     * Gives the file specification, which may contain wildcards.
     *
     * @param pbstrFilespec  receives the file specification
     *
     * Returns:   S_OK, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_INVALID_XML_DOCUMENT, VSS_E_UNEXPECTED,
     *            E_UNEXPECTED
     * Ownership: The caller frees the string with SysFreeString.
     * Source:    sdk-api:vswriter/nf-vswriter-ivsswmfiledesc-getfilespec.md (rules GetFilespec-1 to
     *            -2)
     */
    STDMETHOD(GetFilespec)(THIS_ BSTR *pbstrFilespec) PURE;

    /**
     * Tells whether the folders below belong to it.
     *
     * @param pbRecursive  receives true if the path is the top of a tree to be walked, false if it
     *        is that directory alone
     *
     * Returns:   S_OK, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_INVALID_XML_DOCUMENT, VSS_E_UNEXPECTED,
     *            E_UNEXPECTED
     * Source:    sdk-api:vswriter/nf-vswriter-ivsswmfiledesc-getrecursive.md (rule GetRecursive-1)
     */
    STDMETHOD(GetRecursive)(THIS_ bool *pbRecursive) PURE;

    /**
     * Gives the other place of the files: where they are backed up from, or restored to, by the
     * kind of set.
     *
     * @param pbstrAlternateLocation  receives the alternate location, NULL if there is none
     *
     * Returns:   S_OK, S_FALSE, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_INVALID_XML_DOCUMENT,
     *            VSS_E_UNEXPECTED, E_UNEXPECTED
     * Ownership: The caller frees the string with SysFreeString.
     * Source:    sdk-api:vswriter/nf-vswriter-ivsswmfiledesc-getalternatelocation.md (rules
     *            GetAlternateLocation-1 to -5)
     */
    STDMETHOD(GetAlternateLocation)(THIS_ BSTR *pbstrAlternateLocation) PURE;

    /**
     * Gives the VSS_FILE_SPEC_BACKUP_TYPE bits of the set.
     *
     * @param pdwTypeMask  receives VSS_FILE_SPEC_BACKUP_TYPE bits
     *
     * Returns:   S_OK, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_INVALID_XML_DOCUMENT, VSS_E_UNEXPECTED,
     *            E_UNEXPECTED
     * Source:    sdk-api:vswriter/nf-vswriter-ivsswmfiledesc-getbackuptypemask.md (rule
     *            GetBackupTypeMask-1)
     */
    STDMETHOD(GetBackupTypeMask)(THIS_ DWORD *pdwTypeMask) PURE;
};
#undef INTERFACE

#if defined(COBJMACROS) && defined(VSS_C_FACE)
#define IVssWMFiledesc_QueryInterface(This, riid, ppvObject) \
    (This)->lpVtbl->QueryInterface(This, riid, ppvObject)
#define IVssWMFiledesc_AddRef(This) (This)->lpVtbl->AddRef(This)
#define IVssWMFiledesc_Release(This) (This)->lpVtbl->Release(This)
#define IVssWMFiledesc_GetPath(This, pbstrPath) (This)->lpVtbl->GetPath(This, pbstrPath)
#define IVssWMFiledesc_GetFilespec(This, pbstrFilespec) \
    (This)->lpVtbl->GetFilespec(This, pbstrFilespec)
#define IVssWMFiledesc_GetRecursive(This, pbRecursive) \
    (This)->lpVtbl->GetRecursive(This, pbRecursive)
#define IVssWMFiledesc_GetAlternateLocation(This, pbstrAlternateLocation) \
    (This)->lpVtbl->GetAlternateLocation(This, pbstrAlternateLocation)
#define IVssWMFiledesc_GetBackupTypeMask(This, pdwTypeMask) \
    (This)->lpVtbl->GetBackupTypeMask(This, pdwTypeMask)
#endif

/**
 * A component of another writer that has to be backed up and restored together with the component
 * that says so.
 *
 * Since:     Windows Vista, Windows Server 2003
 * Source:    sdk-api:vswriter/nl-vswriter-ivsswmdependency.md
 */
#undef INTERFACE
#define INTERFACE IVssWMDependency
DECLARE_INTERFACE_(IVssWMDependency, IUnknown)
{
    VSS_IUNKNOWN_METHODS

    /**
     * Gives the class id of the other writer.
     *
     * @param pWriterId  receives the class id of the writer depended on
     *
     * Returns:   S_OK, S_FALSE, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_INVALID_XML_DOCUMENT,
     *            VSS_E_UNEXPECTED, E_UNEXPECTED
     * Source:    sdk-api:vswriter/nf-vswriter-ivsswmdependency-getwriterid.md (rules GetWriterId-1
     *            to -2)
     */
    STDMETHOD(GetWriterId)(THIS_ VSS_ID *pWriterId) PURE;

    /**
     * Gives the logical path of the other writer's component.
     *
     * @param pbstrLogicalPath  receives the logical path of the component depended on
     *
     * Returns:   S_OK, S_FALSE, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_INVALID_XML_DOCUMENT,
     *            VSS_E_UNEXPECTED, E_UNEXPECTED
     * Ownership: The caller frees the string with SysFreeString.
     * Source:    sdk-api:vswriter/nf-vswriter-ivsswmdependency-getlogicalpath.md (rules
     *            GetLogicalPath-1 to -3)
     */
    STDMETHOD(GetLogicalPath)(THIS_ BSTR *pbstrLogicalPath) PURE;

    /**
     * Gives the name of the other writer's component.
     *
     * @param pbstrComponentName  receives the name of the component depended on
     *
     * Returns:   S_OK, S_FALSE, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_INVALID_XML_DOCUMENT,
     *            VSS_E_UNEXPECTED, E_UNEXPECTED
     * Ownership: The caller frees the string with SysFreeString.
     * Source:    sdk-api:vswriter/nf-vswriter-ivsswmdependency-getcomponentname.md (rules
     *            GetComponentName-1 to -3)
     */
    STDMETHOD(GetComponentName)(THIS_ BSTR *pbstrComponentName) PURE;
};
#undef INTERFACE

#if defined(COBJMACROS) && defined(VSS_C_FACE)
#define IVssWMDependency_QueryInterface(This, riid, ppvObject) \
    (This)->lpVtbl->QueryInterface(This, riid, ppvObject)
#define IVssWMDependency_AddRef(This) (This)->lpVtbl->AddRef(This)
#define IVssWMDependency_Release(This) (This)->lpVtbl->Release(This)
#define IVssWMDependency_GetWriterId(This, pWriterId) (This)->lpVtbl->GetWriterId(This, pWriterId)
#define IVssWMDependency_GetLogicalPath(This, pbstrLogicalPath) \
    (This)->lpVtbl->GetLogicalPath(This, pbstrLogicalPath)
#define IVssWMDependency_GetComponentName(This, pbstrComponentName) \
    (This)->lpVtbl->GetComponentName(This, pbstrComponentName)
#endif

/**
 * One component of one writer in the Backup Components Document: what the requester decided about
 * it and what the writer leaves for itself and the requester. Strings are handed out as BSTR and
 * are the caller's.
 *
 * Since:     Windows XP, Windows Server 2003
 * Source:    sdk-api:vswriter/nl-vswriter-ivsscomponent.md
 */
#undef INTERFACE
#define INTERFACE IVssComponent
DECLARE_INTERFACE_(IVssComponent, IUnknown)
{
    VSS_IUNKNOWN_METHODS

    /**
     * Gives the logical path.
     *
     * @param pbstrPath  receives the logical path
     *
     * Returns:   S_OK, S_FALSE, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_INVALID_XML_DOCUMENT
     * Ownership: On success the caller frees the string with SysFreeString.
     * Source:    sdk-api:vswriter/nf-vswriter-ivsscomponent-getlogicalpath.md (rules
     *            GetLogicalPath-1 to -3)
     */
    STDMETHOD(GetLogicalPath)(THIS_ BSTR *pbstrPath) PURE;

    /**
     * Gives the type, database or file group.
     *
     * @param pct  receives a VSS_COMPONENT_TYPE; the page calls the parameter pType
     *
     * Returns:   S_OK, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_INVALID_XML_DOCUMENT
     * Source:    sdk-api:vswriter/nf-vswriter-ivsscomponent-getcomponenttype.md (rules
     *            GetComponentType-1 to -2)
     */
    STDMETHOD(GetComponentType)(THIS_ VSS_COMPONENT_TYPE *pct) PURE;

    /**
     * Gives the name.
     *
     * @param pbstrName  receives the component name; the page calls the parameter pwszName
     *
     * Returns:   S_OK, S_FALSE, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_INVALID_XML_DOCUMENT
     * Ownership: On success the caller frees the string with SysFreeString.
     * Source:    sdk-api:vswriter/nf-vswriter-ivsscomponent-getcomponentname.md (rules
     *            GetComponentName-1 to -3)
     */
    STDMETHOD(GetComponentName)(THIS_ BSTR *pbstrName) PURE;

    /**
     * Tells whether the requester has marked the component as backed up.
     *
     * @param pbSucceeded  receives true when the backup of the component worked, else false
     *
     * Returns:   S_OK, S_FALSE, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_INVALID_XML_DOCUMENT
     * Source:    sdk-api:vswriter/nf-vswriter-ivsscomponent-getbackupsucceeded.md (rules
     *            GetBackupSucceeded-1 to -4)
     */
    STDMETHOD(GetBackupSucceeded)(THIS_ bool *pbSucceeded) PURE;

    /**
     * Counts the alternate location mappings that the requester used.
     *
     * @param pcMappings  receives the number of mappings the requester used
     *
     * Returns:   S_OK, E_INVALIDARG, E_OUTOFMEMORY
     * Source:    sdk-api:vswriter/nf-vswriter-ivsscomponent-getalternatelocationmappingcount.md
     *            (rules GetAlternateLocationMappingCount-1 to -4)
     */
    STDMETHOD(GetAlternateLocationMappingCount)(THIS_ UINT *pcMappings) PURE;

    /**
     * Gives one alternate location mapping by its index.
     *
     * @param iMapping  0 to n-1, n from GetAlternateLocationMappingCount
     * @param ppFiledesc  receives an IVssWMFiledesc; the page calls it ppMapping
     *
     * Returns:   S_OK, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_INVALID_XML_DOCUMENT,
     *            VSS_E_OBJECT_NOT_FOUND
     * Ownership: The caller calls Release on the IVssWMFiledesc when done.
     * Source:    sdk-api:vswriter/nf-vswriter-ivsscomponent-getalternatelocationmapping.md (rules
     *            GetAlternateLocationMapping-1 to -7)
     */
    STDMETHOD(GetAlternateLocationMapping)(THIS_ UINT iMapping, IVssWMFiledesc **ppFiledesc) PURE;

    /**
     * Stores a text of the writer's own with the backup.
     *
     * @param wszData  null-terminated private data of the writer, in any format
     *
     * Returns:   S_OK, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_OBJECT_ALREADY_EXISTS, VSS_E_BAD_STATE
     * Source:    sdk-api:vswriter/nf-vswriter-ivsscomponent-setbackupmetadata.md (rules
     *            SetBackupMetadata-1 to -5)
     */
    STDMETHOD(SetBackupMetadata)(THIS_ LPCWSTR wszData) PURE;

    /**
     * Gives the text stored by SetBackupMetadata.
     *
     * @param pbstrData  receives the data; the page calls it pbstrMetadata
     *
     * Returns:   S_OK, S_FALSE, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_INVALID_XML_DOCUMENT
     * Ownership: On success the caller frees the string with SysFreeString.
     * Source:    sdk-api:vswriter/nf-vswriter-ivsscomponent-getbackupmetadata.md (rules
     *            GetBackupMetadata-1 to -4)
     */
    STDMETHOD(GetBackupMetadata)(THIS_ BSTR *pbstrData) PURE;

    /**
     * Says that of one file only some byte ranges need to be backed up.
     *
     * @param wszPath  directory of the file; environment variables such as %SystemRoot% allowed, no
     *        wildcards, final backslash optional; should be equal to or below the path of a file
     *        set of the component or, for a component set, of a subcomponent
     * @param wszFilename  name of one file, without * or ?; has to fit the file specification of a
     *        file set that contains wszPath
     * @param wszRanges  list of offset:length ranges, or a reference to a ranges file; required
     * @param wszMetadata  writer's own data for checking the restore; opaque to requesters
     *
     * Returns:   S_OK, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_BAD_STATE
     * Source:    sdk-api:vswriter/nf-vswriter-ivsscomponent-addpartialfile.md (rules
     *            AddPartialFile-1 to -31)
     */
    STDMETHOD(AddPartialFile)(THIS_ LPCWSTR wszPath, LPCWSTR wszFilename, LPCWSTR wszRanges,
                              LPCWSTR wszMetadata) PURE;

    /**
     * Counts the partial files.
     *
     * @param pcPartialFiles  receives the number of partial files
     *
     * Returns:   S_OK, E_INVALIDARG, E_OUTOFMEMORY
     * Source:    sdk-api:vswriter/nf-vswriter-ivsscomponent-getpartialfilecount.md (rule
     *            GetPartialFileCount-1)
     */
    STDMETHOD(GetPartialFileCount)(THIS_ UINT *pcPartialFiles) PURE;

    /**
     * Gives one partial file by its index.
     *
     * @param iPartialFile  0 to n-1, n from GetPartialFileCount
     * @param pbstrPath  directory of the file; may or may not end in a backslash
     * @param pbstrFilename  name of the file
     * @param pbstrRange  range list or ranges-file reference; also called pbstrRanges on the page
     * @param pbstrMetadata  writer's data; may be an empty string
     *
     * Returns:   S_OK, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_BAD_STATE, VSS_E_INVALID_XML_DOCUMENT,
     *            VSS_E_OBJECT_NOT_FOUND
     * Ownership: On success the caller frees all four strings with SysFreeString.
     * Source:    sdk-api:vswriter/nf-vswriter-ivsscomponent-getpartialfile.md (rules
     *            GetPartialFile-1 to -11)
     */
    STDMETHOD(GetPartialFile)(THIS_ UINT iPartialFile, BSTR *pbstrPath, BSTR *pbstrFilename,
                              BSTR *pbstrRange, BSTR *pbstrMetadata) PURE;

    /**
     * Tells whether the requester selected the component for restore.
     *
     * @param pbSelectedForRestore  receives true when the component was selected for restore
     *
     * Returns:   S_OK, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_BAD_STATE
     * Source:    sdk-api:vswriter/nf-vswriter-ivsscomponent-isselectedforrestore.md (rules
     *            IsSelectedForRestore-1 to -4)
     */
    STDMETHOD(IsSelectedForRestore)(THIS_ bool *pbSelectedForRestore) PURE;

    /**
     * Tells whether the requester has more restores to come, such as incremental ones, so that the
     * writer must not yet recover its data.
     *
     * @param pbAdditionalRestores  receives true when more restores of the component follow; false,
     *                              with S_FALSE, if the requester has said nothing
     *
     * Returns:   S_OK, S_FALSE, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_INVALID_XML_DOCUMENT
     * Source:    sdk-api:vswriter/nf-vswriter-ivsscomponent-getadditionalrestores.md (rules
     *            GetAdditionalRestores-1 to -6)
     */
    STDMETHOD(GetAdditionalRestores)(THIS_ bool *pbAdditionalRestores) PURE;

    /**
     * Counts the file sets that the requester restores to a new place.
     *
     * @param pcNewTarget  receives the number of new targets
     *
     * Returns:   S_OK, E_INVALIDARG, E_OUTOFMEMORY
     * Source:    sdk-api:vswriter/nf-vswriter-ivsscomponent-getnewtargetcount.md (rules
     *            GetNewTargetCount-1 to -3)
     */
    STDMETHOD(GetNewTargetCount)(THIS_ UINT *pcNewTarget) PURE;

    /**
     * Gives one new target by its index.
     *
     * @param iNewTarget  0 to n-1, n from GetNewTargetCount
     * @param ppFiledesc  receives an IVssWMFiledesc with the new location
     *
     * Returns:   S_OK, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_INVALID_XML_DOCUMENT,
     *            VSS_E_OBJECT_NOT_FOUND
     * Ownership: The caller calls Release on the returned IVssWMFiledesc.
     * Source:    sdk-api:vswriter/nf-vswriter-ivsscomponent-getnewtarget.md (rules GetNewTarget-1
     *            to -5)
     */
    STDMETHOD(GetNewTarget)(THIS_ UINT iNewTarget, IVssWMFiledesc **ppFiledesc) PURE;

    /**
     * Says into which parts of which file the requester is to restore parts of a backed-up file.
     *
     * @param wszSourcePath  directory of the file as backed up (the page says "at restore time"
     *        here, GetDirectedTarget says at backup time); equal to or below the path of a file set
     *        of the component or a subcomponent of its set
     * @param wszSourceFilename  name of the file as backed up, no * or ?; has to fit the file
     *        specification of a file set containing the path
     * @param wszSourceRangeList  sections of the source to restore: comma-separated offset:length
     *        list as in AddPartialFile; same number of entries, and pairwise the same lengths, as
     *        the other list
     * @param wszDestinationPath  directory the data goes to
     * @param wszDestinationFilename  name of the file the data goes to, no * or ?
     * @param wszDestinationRangeList  where the sections go: comma-separated offset:length list as
     *        in AddPartialFile; same number of entries, and pairwise the same lengths, as the other
     *        list
     *
     * Returns:   S_OK, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_BAD_STATE
     * Source:    sdk-api:vswriter/nf-vswriter-ivsscomponent-adddirectedtarget.md (rules
     *            AddDirectedTarget-1 to -12)
     */
    STDMETHOD(AddDirectedTarget)(THIS_ LPCWSTR wszSourcePath, LPCWSTR wszSourceFilename,
                                 LPCWSTR wszSourceRangeList, LPCWSTR wszDestinationPath,
                                 LPCWSTR wszDestinationFilename,
                                 LPCWSTR wszDestinationRangeList) PURE;

    /**
     * Counts the directed targets.
     *
     * @param pcDirectedTarget  receives the number of directed targets
     *
     * Returns:   S_OK, E_INVALIDARG, E_OUTOFMEMORY
     * Source:    sdk-api:vswriter/nf-vswriter-ivsscomponent-getdirectedtargetcount.md (rules
     *            GetDirectedTargetCount-1 to -2)
     */
    STDMETHOD(GetDirectedTargetCount)(THIS_ UINT *pcDirectedTarget) PURE;

    /**
     * Gives one directed target by its index.
     *
     * @param iDirectedTarget  0 to n-1, n from GetDirectedTargetCount; counts the subcomponents of
     *        a set too
     * @param pbstrSourcePath  directory of the source file at backup time
     * @param pbstrSourceFileName  source file name at backup time, without wildcards
     * @param pbstrSourceRangeList  ranges of the source to restore
     * @param pbstrDestinationPath  directory the data goes to
     * @param pbstrDestinationFilename  name of the destination file
     * @param pbstrDestinationRangeList  ranges of the destination
     *
     * Returns:   S_OK, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_INVALID_XML_DOCUMENT,
     *            VSS_E_OBJECT_NOT_FOUND
     * Ownership: On success the caller frees all six strings with SysFreeString.
     * Source:    sdk-api:vswriter/nf-vswriter-ivsscomponent-getdirectedtarget.md (rules
     *            GetDirectedTarget-1 to -7)
     */
    STDMETHOD(GetDirectedTarget)(THIS_ UINT iDirectedTarget, BSTR *pbstrSourcePath,
                                 BSTR *pbstrSourceFileName, BSTR *pbstrSourceRangeList,
                                 BSTR *pbstrDestinationPath, BSTR *pbstrDestinationFilename,
                                 BSTR *pbstrDestinationRangeList) PURE;

    /**
     * Stores a text of the writer's own during a restore.
     *
     * @param wszRestoreMetadata  null-terminated private data, caller-allocated, any format
     *
     * Returns:   S_OK, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_OBJECT_ALREADY_EXISTS, VSS_E_BAD_STATE
     * Ownership: The caller allocates the string and keeps it.
     * Source:    sdk-api:vswriter/nf-vswriter-ivsscomponent-setrestoremetadata.md (rules
     *            SetRestoreMetadata-1 to -5)
     */
    STDMETHOD(SetRestoreMetadata)(THIS_ LPCWSTR wszRestoreMetadata) PURE;

    /**
     * Gives the text stored by SetRestoreMetadata.
     *
     * @param pbstrRestoreMetadata  receives the restore metadata
     *
     * Returns:   S_OK, S_FALSE, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_INVALID_XML_DOCUMENT
     * Ownership: On success the caller frees the string with SysFreeString.
     * Source:    sdk-api:vswriter/nf-vswriter-ivsscomponent-getrestoremetadata.md (rules
     *            GetRestoreMetadata-1 to -4)
     */
    STDMETHOD(GetRestoreMetadata)(THIS_ BSTR *pbstrRestoreMetadata) PURE;

    /**
     * Decides where the requester restores the component's files.
     *
     * @param target  a VSS_RESTORE_TARGET value
     *
     * Returns:   S_OK, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_BAD_STATE
     * Source:    sdk-api:vswriter/nf-vswriter-ivsscomponent-setrestoretarget.md (rules
     *            SetRestoreTarget-1 to -6)
     */
    STDMETHOD(SetRestoreTarget)(THIS_ VSS_RESTORE_TARGET target) PURE;

    /**
     * Gives the restore target; it is VSS_RT_ORIGINAL if none was set.
     *
     * @param pTarget  receives a VSS_RESTORE_TARGET
     *
     * Returns:   S_OK, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_INVALID_XML_DOCUMENT,
     *            VSS_E_OBJECT_NOT_FOUND
     * Source:    sdk-api:vswriter/nf-vswriter-ivsscomponent-getrestoretarget.md (rules
     *            GetRestoreTarget-1 to -2)
     */
    STDMETHOD(GetRestoreTarget)(THIS_ VSS_RESTORE_TARGET *pTarget) PURE;

    /**
     * Stores what went wrong in PreRestore, for people.
     *
     * @param wszPreRestoreFailureMsg  null-terminated text describing the failure, caller-allocated
     *
     * Returns:   S_OK, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_BAD_STATE
     * Ownership: The caller allocates the string and keeps it.
     * Source:    sdk-api:vswriter/nf-vswriter-ivsscomponent-setprerestorefailuremsg.md (rules
     *            SetPreRestoreFailureMsg-1 to -4)
     */
    STDMETHOD(SetPreRestoreFailureMsg)(THIS_ LPCWSTR wszPreRestoreFailureMsg) PURE;

    /**
     * Gives the message stored by SetPreRestoreFailureMsg.
     *
     * @param pbstrPreRestoreFailureMsg  receives the message
     *
     * Returns:   S_OK, S_FALSE, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_INVALID_XML_DOCUMENT
     * Ownership: On success the caller frees the string with SysFreeString.
     * Source:    sdk-api:vswriter/nf-vswriter-ivsscomponent-getprerestorefailuremsg.md (rules
     *            GetPreRestoreFailureMsg-1 to -3)
     */
    STDMETHOD(GetPreRestoreFailureMsg)(THIS_ BSTR *pbstrPreRestoreFailureMsg) PURE;

    /**
     * Stores what went wrong in PostRestore, for people.
     *
     * @param wszPostRestoreFailureMsg  null-terminated text describing the failure,
     *        caller-allocated
     *
     * Returns:   S_OK, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_BAD_STATE
     * Ownership: The caller allocates the string and keeps it.
     * Source:    sdk-api:vswriter/nf-vswriter-ivsscomponent-setpostrestorefailuremsg.md (rules
     *            SetPostRestoreFailureMsg-1 to -4)
     */
    STDMETHOD(SetPostRestoreFailureMsg)(THIS_ LPCWSTR wszPostRestoreFailureMsg) PURE;

    /**
     * Gives the message stored by SetPostRestoreFailureMsg.
     *
     * @param pbstrPostRestoreFailureMsg  receives the message
     *
     * Returns:   S_OK, S_FALSE, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_INVALID_XML_DOCUMENT
     * Ownership: On success the caller frees the string with SysFreeString.
     * Source:    sdk-api:vswriter/nf-vswriter-ivsscomponent-getpostrestorefailuremsg.md (rules
     *            GetPostRestoreFailureMsg-1 to -3)
     */
    STDMETHOD(GetPostRestoreFailureMsg)(THIS_ BSTR *pbstrPostRestoreFailureMsg) PURE;

    /**
     * Stores the mark by which the writer knows this backup again when a later one builds on it.
     *
     * @param wszBackupStamp  null-terminated text, in any format the writer likes
     *
     * Returns:   S_OK, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_BAD_STATE
     * Source:    sdk-api:vswriter/nf-vswriter-ivsscomponent-setbackupstamp.md (rules
     *            SetBackupStamp-1 to -10)
     */
    STDMETHOD(SetBackupStamp)(THIS_ LPCWSTR wszBackupStamp) PURE;

    /**
     * Gives the mark of this backup.
     *
     * @param pbstrBackupStamp  receives the stamp of the component
     *
     * Returns:   S_OK, S_FALSE, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_INVALID_XML_DOCUMENT
     * Ownership: On success the caller frees the string with SysFreeString.
     * Source:    sdk-api:vswriter/nf-vswriter-ivsscomponent-getbackupstamp.md (rules
     *            GetBackupStamp-1 to -6)
     */
    STDMETHOD(GetBackupStamp)(THIS_ BSTR *pbstrBackupStamp) PURE;

    /**
     * Gives the mark of the backup on which this one builds, as the requester set it.
     *
     * @param pbstrBackupStamp  receives the stamp of the earlier backup
     *
     * Returns:   S_OK, S_FALSE, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_INVALID_XML_DOCUMENT
     * Ownership: On success the caller frees the string with SysFreeString.
     * Source:    sdk-api:vswriter/nf-vswriter-ivsscomponent-getpreviousbackupstamp.md (rules
     *            GetPreviousBackupStamp-1 to -5)
     */
    STDMETHOD(GetPreviousBackupStamp)(THIS_ BSTR *pbstrBackupStamp) PURE;

    /**
     * Gives the backup options that the requester set.
     *
     * @param pbstrBackupOptions  receives the options string
     *
     * Returns:   S_OK, S_FALSE, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_INVALID_XML_DOCUMENT
     * Ownership: On success the caller frees the string with SysFreeString.
     * Source:    sdk-api:vswriter/nf-vswriter-ivsscomponent-getbackupoptions.md (rules
     *            GetBackupOptions-1 to -3)
     */
    STDMETHOD(GetBackupOptions)(THIS_ BSTR *pbstrBackupOptions) PURE;

    /**
     * Gives the restore options that the requester set.
     *
     * @param pbstrRestoreOptions  receives the options string
     *
     * Returns:   S_OK, S_FALSE, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_INVALID_XML_DOCUMENT
     * Ownership: On success the caller frees the string with SysFreeString.
     * Source:    sdk-api:vswriter/nf-vswriter-ivsscomponent-getrestoreoptions.md (rules
     *            GetRestoreOptions-1 to -3)
     */
    STDMETHOD(GetRestoreOptions)(THIS_ BSTR *pbstrRestoreOptions) PURE;

    /**
     * Counts the subcomponents that the requester added for restore.
     *
     * @param pcRestoreSubcomponent  receives the number of subcomponents
     *
     * Returns:   S_OK, E_INVALIDARG, E_OUTOFMEMORY
     * Source:    sdk-api:vswriter/nf-vswriter-ivsscomponent-getrestoresubcomponentcount.md (rules
     *            GetRestoreSubcomponentCount-1 to -2)
     */
    STDMETHOD(GetRestoreSubcomponentCount)(THIS_ UINT *pcRestoreSubcomponent) PURE;

    /**
     * Gives one subcomponent by its index.
     *
     * @param iComponent  0 to n-1, n from GetRestoreSubcomponentCount
     * @param pbstrLogicalPath  logical path of the subcomponent; never empty
     * @param pbstrComponentName  name of the subcomponent; never empty
     * @param pbRepair  reserved
     *
     * Returns:   S_OK, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_INVALID_XML_DOCUMENT,
     *            VSS_E_OBJECT_NOT_FOUND
     * Ownership: On success the caller frees both strings with SysFreeString.
     * Source:    sdk-api:vswriter/nf-vswriter-ivsscomponent-getrestoresubcomponent.md (rules
     *            GetRestoreSubcomponent-1 to -3)
     */
    STDMETHOD(GetRestoreSubcomponent)(THIS_ UINT iComponent, BSTR *pbstrLogicalPath,
                                      BSTR *pbstrComponentName, bool *pbRepair) PURE;

    /**
     * Tells how the requester's restore of the files ended.
     *
     * @param pStatus  receives a VSS_FILE_RESTORE_STATUS
     *
     * Returns:   S_OK, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_BAD_STATE, VSS_E_INVALID_XML_DOCUMENT
     * Source:    sdk-api:vswriter/nf-vswriter-ivsscomponent-getfilerestorestatus.md (rules
     *            GetFileRestoreStatus-1 to -5)
     */
    STDMETHOD(GetFileRestoreStatus)(THIS_ VSS_FILE_RESTORE_STATUS *pStatus) PURE;

    /**
     * Names files that belong to an incremental or differential backup if they were changed since a
     * time.
     *
     * @param wszPath  directory, or root of a hierarchy; environment variables allowed, no
     *        wildcards, final backslash optional
     * @param wszFilespec  file specification without directory part (no backslash); ? and * allowed
     * @param bRecursive  TRUE for the whole hierarchy below wszPath, FALSE for the one directory
     * @param ftLastModifyTime  FILETIME in Greenwich Mean Time; zero leaves the time to the
     *        requester
     *
     * Returns:   S_OK, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_BAD_STATE, VSS_E_INVALID_XML_DOCUMENT,
     *            VSS_E_UNEXPECTED, E_UNEXPECTED
     * Source:    sdk-api:vswriter/nf-vswriter-ivsscomponent-adddifferencedfilesbylastmodifytime.md
     *            (rules AddDifferencedFilesByLastModifyTime-1 to -24)
     */
    STDMETHOD(AddDifferencedFilesByLastModifyTime)(THIS_ LPCWSTR wszPath, LPCWSTR wszFilespec,
                BOOL bRecursive, FILETIME ftLastModifyTime) PURE;

    /**
     * Not supported; reserved.
     *
     * @param wszPath  reserved
     * @param wszFilespec  reserved
     * @param bRecursive  reserved
     * @param bstrLsnString  reserved
     *
     * Source:    sdk-api:vswriter/nf-vswriter-ivsscomponent-adddifferencedfilesbylastmodifylsn.md
     *            (rule AddDifferencedFilesByLastModifyLSN-1)
     */
    STDMETHOD(AddDifferencedFilesByLastModifyLSN)(THIS_ LPCWSTR wszPath, LPCWSTR wszFilespec,
                BOOL bRecursive, BSTR bstrLsnString) PURE;

    /**
     * Counts the differenced file sets.
     *
     * @param pcDifferencedFiles  receives the number of differenced file specifications
     *
     * Returns:   S_OK, E_INVALIDARG, E_OUTOFMEMORY
     * Source:    sdk-api:vswriter/nf-vswriter-ivsscomponent-getdifferencedfilescount.md (rule
     *            GetDifferencedFilesCount-1)
     */
    STDMETHOD(GetDifferencedFilesCount)(THIS_ UINT *pcDifferencedFiles) PURE;

    /**
     * Gives one differenced file set by its index.
     *
     * @param iDifferencedFile  0 to n-1, n from GetDifferencedFilesCount
     * @param pbstrPath  directory; may or may not end in a backslash
     * @param pbstrFilespec  file specification
     * @param pbRecursive  TRUE: search the whole hierarchy; FALSE: only the root directory
     * @param pbstrLsnString  reserved
     * @param pftLastModifyTime  the writer's last-modify time; zero when it left the decision to
     *        the requester
     *
     * Returns:   S_OK, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_OBJECT_NOT_FOUND,
     *            VSS_E_INVALID_XML_DOCUMENT
     * Ownership: On success the caller frees pbstrPath and pbstrFilespec with SysFreeString.
     * Source:    sdk-api:vswriter/nf-vswriter-ivsscomponent-getdifferencedfile.md (rules
     *            GetDifferencedFile-1 to -13)
     */
    STDMETHOD(GetDifferencedFile)(THIS_ UINT iDifferencedFile, BSTR *pbstrPath, BSTR *pbstrFilespec,
                                  BOOL *pbRecursive, BSTR *pbstrLsnString,
                                  FILETIME *pftLastModifyTime) PURE;
};
#undef INTERFACE
VSS_IID(IVssComponent, 0xd2c72c96, 0xc121, 0x4518, 0xb6, 0x27, 0xe5, 0xa9, 0x3d, 0x01, 0x0e, 0xad)

#if defined(COBJMACROS) && defined(VSS_C_FACE)
#define IVssComponent_QueryInterface(This, riid, ppvObject) \
    (This)->lpVtbl->QueryInterface(This, riid, ppvObject)
#define IVssComponent_AddRef(This) (This)->lpVtbl->AddRef(This)
#define IVssComponent_Release(This) (This)->lpVtbl->Release(This)
#define IVssComponent_GetLogicalPath(This, pbstrPath) \
    (This)->lpVtbl->GetLogicalPath(This, pbstrPath)
#define IVssComponent_GetComponentType(This, pct) (This)->lpVtbl->GetComponentType(This, pct)
#define IVssComponent_GetComponentName(This, pbstrName) \
    (This)->lpVtbl->GetComponentName(This, pbstrName)
#define IVssComponent_GetBackupSucceeded(This, pbSucceeded) \
    (This)->lpVtbl->GetBackupSucceeded(This, pbSucceeded)
#define IVssComponent_GetAlternateLocationMappingCount(This, pcMappings) \
    (This)->lpVtbl->GetAlternateLocationMappingCount(This, pcMappings)
#define IVssComponent_GetAlternateLocationMapping(This, iMapping, ppFiledesc) \
    (This)->lpVtbl->GetAlternateLocationMapping(This, iMapping, ppFiledesc)
#define IVssComponent_SetBackupMetadata(This, wszData) \
    (This)->lpVtbl->SetBackupMetadata(This, wszData)
#define IVssComponent_GetBackupMetadata(This, pbstrData) \
    (This)->lpVtbl->GetBackupMetadata(This, pbstrData)
#define IVssComponent_AddPartialFile(This, wszPath, wszFilename, wszRanges, wszMetadata) \
    (This)->lpVtbl->AddPartialFile(This, wszPath, wszFilename, wszRanges, wszMetadata)
#define IVssComponent_GetPartialFileCount(This, pcPartialFiles) \
    (This)->lpVtbl->GetPartialFileCount(This, pcPartialFiles)
#define IVssComponent_GetPartialFile(This, iPartialFile, pbstrPath, pbstrFilename, pbstrRange, \
        pbstrMetadata) \
    (This)->lpVtbl->GetPartialFile(This, iPartialFile, pbstrPath, pbstrFilename, pbstrRange, \
        pbstrMetadata)
#define IVssComponent_IsSelectedForRestore(This, pbSelectedForRestore) \
    (This)->lpVtbl->IsSelectedForRestore(This, pbSelectedForRestore)
#define IVssComponent_GetAdditionalRestores(This, pbAdditionalRestores) \
    (This)->lpVtbl->GetAdditionalRestores(This, pbAdditionalRestores)
#define IVssComponent_GetNewTargetCount(This, pcNewTarget) \
    (This)->lpVtbl->GetNewTargetCount(This, pcNewTarget)
#define IVssComponent_GetNewTarget(This, iNewTarget, ppFiledesc) \
    (This)->lpVtbl->GetNewTarget(This, iNewTarget, ppFiledesc)
#define IVssComponent_AddDirectedTarget(This, wszSourcePath, wszSourceFilename, \
        wszSourceRangeList, wszDestinationPath, wszDestinationFilename, wszDestinationRangeList) \
    (This)->lpVtbl->AddDirectedTarget(This, wszSourcePath, wszSourceFilename, wszSourceRangeList, \
        wszDestinationPath, wszDestinationFilename, wszDestinationRangeList)
#define IVssComponent_GetDirectedTargetCount(This, pcDirectedTarget) \
    (This)->lpVtbl->GetDirectedTargetCount(This, pcDirectedTarget)
#define IVssComponent_GetDirectedTarget(This, iDirectedTarget, pbstrSourcePath, \
        pbstrSourceFileName, pbstrSourceRangeList, pbstrDestinationPath, \
        pbstrDestinationFilename, pbstrDestinationRangeList) \
    (This)->lpVtbl->GetDirectedTarget(This, iDirectedTarget, pbstrSourcePath, \
        pbstrSourceFileName, pbstrSourceRangeList, pbstrDestinationPath, \
        pbstrDestinationFilename, pbstrDestinationRangeList)
#define IVssComponent_SetRestoreMetadata(This, wszRestoreMetadata) \
    (This)->lpVtbl->SetRestoreMetadata(This, wszRestoreMetadata)
#define IVssComponent_GetRestoreMetadata(This, pbstrRestoreMetadata) \
    (This)->lpVtbl->GetRestoreMetadata(This, pbstrRestoreMetadata)
#define IVssComponent_SetRestoreTarget(This, target) (This)->lpVtbl->SetRestoreTarget(This, target)
#define IVssComponent_GetRestoreTarget(This, pTarget) \
    (This)->lpVtbl->GetRestoreTarget(This, pTarget)
#define IVssComponent_SetPreRestoreFailureMsg(This, wszPreRestoreFailureMsg) \
    (This)->lpVtbl->SetPreRestoreFailureMsg(This, wszPreRestoreFailureMsg)
#define IVssComponent_GetPreRestoreFailureMsg(This, pbstrPreRestoreFailureMsg) \
    (This)->lpVtbl->GetPreRestoreFailureMsg(This, pbstrPreRestoreFailureMsg)
#define IVssComponent_SetPostRestoreFailureMsg(This, wszPostRestoreFailureMsg) \
    (This)->lpVtbl->SetPostRestoreFailureMsg(This, wszPostRestoreFailureMsg)
#define IVssComponent_GetPostRestoreFailureMsg(This, pbstrPostRestoreFailureMsg) \
    (This)->lpVtbl->GetPostRestoreFailureMsg(This, pbstrPostRestoreFailureMsg)
#define IVssComponent_SetBackupStamp(This, wszBackupStamp) \
    (This)->lpVtbl->SetBackupStamp(This, wszBackupStamp)
#define IVssComponent_GetBackupStamp(This, pbstrBackupStamp) \
    (This)->lpVtbl->GetBackupStamp(This, pbstrBackupStamp)
#define IVssComponent_GetPreviousBackupStamp(This, pbstrBackupStamp) \
    (This)->lpVtbl->GetPreviousBackupStamp(This, pbstrBackupStamp)
#define IVssComponent_GetBackupOptions(This, pbstrBackupOptions) \
    (This)->lpVtbl->GetBackupOptions(This, pbstrBackupOptions)
#define IVssComponent_GetRestoreOptions(This, pbstrRestoreOptions) \
    (This)->lpVtbl->GetRestoreOptions(This, pbstrRestoreOptions)
#define IVssComponent_GetRestoreSubcomponentCount(This, pcRestoreSubcomponent) \
    (This)->lpVtbl->GetRestoreSubcomponentCount(This, pcRestoreSubcomponent)
#define IVssComponent_GetRestoreSubcomponent(This, iComponent, pbstrLogicalPath, \
        pbstrComponentName, pbRepair) \
    (This)->lpVtbl->GetRestoreSubcomponent(This, iComponent, pbstrLogicalPath, \
        pbstrComponentName, pbRepair)
#define IVssComponent_GetFileRestoreStatus(This, pStatus) \
    (This)->lpVtbl->GetFileRestoreStatus(This, pStatus)
#define IVssComponent_AddDifferencedFilesByLastModifyTime(This, wszPath, wszFilespec, bRecursive, \
        ftLastModifyTime) \
    (This)->lpVtbl->AddDifferencedFilesByLastModifyTime(This, wszPath, wszFilespec, bRecursive, \
        ftLastModifyTime)
#define IVssComponent_AddDifferencedFilesByLastModifyLSN(This, wszPath, wszFilespec, bRecursive, \
        bstrLsnString) \
    (This)->lpVtbl->AddDifferencedFilesByLastModifyLSN(This, wszPath, wszFilespec, bRecursive, \
        bstrLsnString)
#define IVssComponent_GetDifferencedFilesCount(This, pcDifferencedFiles) \
    (This)->lpVtbl->GetDifferencedFilesCount(This, pcDifferencedFiles)
#define IVssComponent_GetDifferencedFile(This, iDifferencedFile, pbstrPath, pbstrFilespec, \
        pbRecursive, pbstrLsnString, pftLastModifyTime) \
    (This)->lpVtbl->GetDifferencedFile(This, iDifferencedFile, pbstrPath, pbstrFilespec, \
        pbRecursive, pbstrLsnString, pftLastModifyTime)
#endif

/**
 * A component with failure messages for backup and with the restore choices of Windows Vista.
 *
 * Since:     Windows Vista, Windows Server 2008
 * Source:    sdk-api:vswriter/nl-vswriter-ivsscomponentex.md
 */
#undef INTERFACE
#define INTERFACE IVssComponentEx
DECLARE_INTERFACE_(IVssComponentEx, IVssComponent)
{
    VSS_IUNKNOWN_METHODS
#ifdef VSS_C_FACE
    /* inherited from IVssComponent */
    STDMETHOD(GetLogicalPath)(THIS_ BSTR *pbstrPath) PURE;
    STDMETHOD(GetComponentType)(THIS_ VSS_COMPONENT_TYPE *pct) PURE;
    STDMETHOD(GetComponentName)(THIS_ BSTR *pbstrName) PURE;
    STDMETHOD(GetBackupSucceeded)(THIS_ bool *pbSucceeded) PURE;
    STDMETHOD(GetAlternateLocationMappingCount)(THIS_ UINT *pcMappings) PURE;
    STDMETHOD(GetAlternateLocationMapping)(THIS_ UINT iMapping, IVssWMFiledesc **ppFiledesc) PURE;
    STDMETHOD(SetBackupMetadata)(THIS_ LPCWSTR wszData) PURE;
    STDMETHOD(GetBackupMetadata)(THIS_ BSTR *pbstrData) PURE;
    STDMETHOD(AddPartialFile)(THIS_ LPCWSTR wszPath, LPCWSTR wszFilename, LPCWSTR wszRanges,
                              LPCWSTR wszMetadata) PURE;
    STDMETHOD(GetPartialFileCount)(THIS_ UINT *pcPartialFiles) PURE;
    STDMETHOD(GetPartialFile)(THIS_ UINT iPartialFile, BSTR *pbstrPath, BSTR *pbstrFilename,
                              BSTR *pbstrRange, BSTR *pbstrMetadata) PURE;
    STDMETHOD(IsSelectedForRestore)(THIS_ bool *pbSelectedForRestore) PURE;
    STDMETHOD(GetAdditionalRestores)(THIS_ bool *pbAdditionalRestores) PURE;
    STDMETHOD(GetNewTargetCount)(THIS_ UINT *pcNewTarget) PURE;
    STDMETHOD(GetNewTarget)(THIS_ UINT iNewTarget, IVssWMFiledesc **ppFiledesc) PURE;
    STDMETHOD(AddDirectedTarget)(THIS_ LPCWSTR wszSourcePath, LPCWSTR wszSourceFilename,
                                 LPCWSTR wszSourceRangeList, LPCWSTR wszDestinationPath,
                                 LPCWSTR wszDestinationFilename,
                                 LPCWSTR wszDestinationRangeList) PURE;
    STDMETHOD(GetDirectedTargetCount)(THIS_ UINT *pcDirectedTarget) PURE;
    STDMETHOD(GetDirectedTarget)(THIS_ UINT iDirectedTarget, BSTR *pbstrSourcePath,
                                 BSTR *pbstrSourceFileName, BSTR *pbstrSourceRangeList,
                                 BSTR *pbstrDestinationPath, BSTR *pbstrDestinationFilename,
                                 BSTR *pbstrDestinationRangeList) PURE;
    STDMETHOD(SetRestoreMetadata)(THIS_ LPCWSTR wszRestoreMetadata) PURE;
    STDMETHOD(GetRestoreMetadata)(THIS_ BSTR *pbstrRestoreMetadata) PURE;
    STDMETHOD(SetRestoreTarget)(THIS_ VSS_RESTORE_TARGET target) PURE;
    STDMETHOD(GetRestoreTarget)(THIS_ VSS_RESTORE_TARGET *pTarget) PURE;
    STDMETHOD(SetPreRestoreFailureMsg)(THIS_ LPCWSTR wszPreRestoreFailureMsg) PURE;
    STDMETHOD(GetPreRestoreFailureMsg)(THIS_ BSTR *pbstrPreRestoreFailureMsg) PURE;
    STDMETHOD(SetPostRestoreFailureMsg)(THIS_ LPCWSTR wszPostRestoreFailureMsg) PURE;
    STDMETHOD(GetPostRestoreFailureMsg)(THIS_ BSTR *pbstrPostRestoreFailureMsg) PURE;
    STDMETHOD(SetBackupStamp)(THIS_ LPCWSTR wszBackupStamp) PURE;
    STDMETHOD(GetBackupStamp)(THIS_ BSTR *pbstrBackupStamp) PURE;
    STDMETHOD(GetPreviousBackupStamp)(THIS_ BSTR *pbstrBackupStamp) PURE;
    STDMETHOD(GetBackupOptions)(THIS_ BSTR *pbstrBackupOptions) PURE;
    STDMETHOD(GetRestoreOptions)(THIS_ BSTR *pbstrRestoreOptions) PURE;
    STDMETHOD(GetRestoreSubcomponentCount)(THIS_ UINT *pcRestoreSubcomponent) PURE;
    STDMETHOD(GetRestoreSubcomponent)(THIS_ UINT iComponent, BSTR *pbstrLogicalPath,
                                      BSTR *pbstrComponentName, bool *pbRepair) PURE;
    STDMETHOD(GetFileRestoreStatus)(THIS_ VSS_FILE_RESTORE_STATUS *pStatus) PURE;
    STDMETHOD(AddDifferencedFilesByLastModifyTime)(THIS_ LPCWSTR wszPath, LPCWSTR wszFilespec,
                BOOL bRecursive, FILETIME ftLastModifyTime) PURE;
    STDMETHOD(AddDifferencedFilesByLastModifyLSN)(THIS_ LPCWSTR wszPath, LPCWSTR wszFilespec,
                BOOL bRecursive, BSTR bstrLsnString) PURE;
    STDMETHOD(GetDifferencedFilesCount)(THIS_ UINT *pcDifferencedFiles) PURE;
    STDMETHOD(GetDifferencedFile)(THIS_ UINT iDifferencedFile, BSTR *pbstrPath, BSTR *pbstrFilespec,
                                  BOOL *pbRecursive, BSTR *pbstrLsnString,
                                  FILETIME *pftLastModifyTime) PURE;
#endif

    /**
     * Stores what went wrong in PrepareForBackup, for people.
     *
     * @param wszFailureMsg  null-terminated text describing the failure, caller-allocated
     *
     * Returns:   S_OK, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_BAD_STATE
     * Ownership: The caller allocates the string and keeps it.
     * Source:    sdk-api:vswriter/nf-vswriter-ivsscomponentex-setprepareforbackupfailuremsg.md
     *            (rules SetPrepareForBackupFailureMsg-1 to -4)
     */
    STDMETHOD(SetPrepareForBackupFailureMsg)(THIS_ LPCWSTR wszFailureMsg) PURE;

    /**
     * Stores what went wrong in PostSnapshot, for people.
     *
     * @param wszFailureMsg  null-terminated text describing the failure, caller-allocated
     *
     * Returns:   S_OK, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_BAD_STATE
     * Ownership: The caller allocates the string and keeps it.
     * Source:    sdk-api:vswriter/nf-vswriter-ivsscomponentex-setpostsnapshotfailuremsg.md (rules
     *            SetPostSnapshotFailureMsg-1 to -4)
     */
    STDMETHOD(SetPostSnapshotFailureMsg)(THIS_ LPCWSTR wszFailureMsg) PURE;

    /**
     * Gives the message stored by SetPrepareForBackupFailureMsg.
     *
     * @param pbstrFailureMsg  receives the message
     *
     * Returns:   S_OK, S_FALSE, E_INVALIDARG, E_OUTOFMEMORY
     * Ownership: On success the caller frees the string with SysFreeString.
     * Source:    sdk-api:vswriter/nf-vswriter-ivsscomponentex-getprepareforbackupfailuremsg.md
     *            (rules GetPrepareForBackupFailureMsg-1 to -2)
     */
    STDMETHOD(GetPrepareForBackupFailureMsg)(THIS_ BSTR *pbstrFailureMsg) PURE;

    /**
     * Gives the message stored by SetPostSnapshotFailureMsg.
     *
     * @param pbstrFailureMsg  receives the message
     *
     * Returns:   S_OK, S_FALSE, E_INVALIDARG, E_OUTOFMEMORY
     * Ownership: On success the caller frees the string with SysFreeString.
     * Source:    sdk-api:vswriter/nf-vswriter-ivsscomponentex-getpostsnapshotfailuremsg.md (rules
     *            GetPostSnapshotFailureMsg-1 to -3)
     */
    STDMETHOD(GetPostSnapshotFailureMsg)(THIS_ BSTR *pbstrFailureMsg) PURE;

    /**
     * Tells whether the requester asked for an authoritative restore.
     *
     * @param pbAuth  receives true for an authoritative restore
     *
     * Returns:   S_OK, E_INVALIDARG, E_OUTOFMEMORY
     * Source:    sdk-api:vswriter/nf-vswriter-ivsscomponentex-getauthoritativerestore.md (rules
     *            GetAuthoritativeRestore-1 to -2)
     */
    STDMETHOD(GetAuthoritativeRestore)(THIS_ bool *pbAuth) PURE;

    /**
     * Tells how far the requester wants the logs to be applied.
     *
     * @param pRollType  receives a VSS_ROLLFORWARD_TYPE
     * @param pbstrPoint  receives the restore point of a partial roll-forward
     *
     * Returns:   S_OK, E_INVALIDARG, E_OUTOFMEMORY
     * Ownership: On success the caller frees pbstrPoint with SysFreeString.
     * Source:    sdk-api:vswriter/nf-vswriter-ivsscomponentex-getrollforward.md (rules
     *            GetRollForward-1 to -4)
     */
    STDMETHOD(GetRollForward)(THIS_ VSS_ROLLFORWARD_TYPE *pRollType, BSTR *pbstrPoint) PURE;

    /**
     * Gives the new name under which the component is restored.
     *
     * @param pbstrName  receives the name the component is restored under
     *
     * Returns:   S_OK, E_INVALIDARG, E_OUTOFMEMORY
     * Ownership: On success the caller frees the string with SysFreeString.
     * Source:    sdk-api:vswriter/nf-vswriter-ivsscomponentex-getrestorename.md (rules
     *            GetRestoreName-1 to -4)
     */
    STDMETHOD(GetRestoreName)(THIS_ BSTR *pbstrName) PURE;
};
#undef INTERFACE
VSS_IID(IVssComponentEx, 0x156c8b5e, 0xf131, 0x4bd7, 0x9c, 0x97, 0xd1, 0x92, 0x3b, 0xe7, 0xe1, 0xfa)

#if defined(COBJMACROS) && defined(VSS_C_FACE)
#define IVssComponentEx_QueryInterface(This, riid, ppvObject) \
    (This)->lpVtbl->QueryInterface(This, riid, ppvObject)
#define IVssComponentEx_AddRef(This) (This)->lpVtbl->AddRef(This)
#define IVssComponentEx_Release(This) (This)->lpVtbl->Release(This)
#define IVssComponentEx_GetLogicalPath(This, pbstrPath) \
    (This)->lpVtbl->GetLogicalPath(This, pbstrPath)
#define IVssComponentEx_GetComponentType(This, pct) (This)->lpVtbl->GetComponentType(This, pct)
#define IVssComponentEx_GetComponentName(This, pbstrName) \
    (This)->lpVtbl->GetComponentName(This, pbstrName)
#define IVssComponentEx_GetBackupSucceeded(This, pbSucceeded) \
    (This)->lpVtbl->GetBackupSucceeded(This, pbSucceeded)
#define IVssComponentEx_GetAlternateLocationMappingCount(This, pcMappings) \
    (This)->lpVtbl->GetAlternateLocationMappingCount(This, pcMappings)
#define IVssComponentEx_GetAlternateLocationMapping(This, iMapping, ppFiledesc) \
    (This)->lpVtbl->GetAlternateLocationMapping(This, iMapping, ppFiledesc)
#define IVssComponentEx_SetBackupMetadata(This, wszData) \
    (This)->lpVtbl->SetBackupMetadata(This, wszData)
#define IVssComponentEx_GetBackupMetadata(This, pbstrData) \
    (This)->lpVtbl->GetBackupMetadata(This, pbstrData)
#define IVssComponentEx_AddPartialFile(This, wszPath, wszFilename, wszRanges, wszMetadata) \
    (This)->lpVtbl->AddPartialFile(This, wszPath, wszFilename, wszRanges, wszMetadata)
#define IVssComponentEx_GetPartialFileCount(This, pcPartialFiles) \
    (This)->lpVtbl->GetPartialFileCount(This, pcPartialFiles)
#define IVssComponentEx_GetPartialFile(This, iPartialFile, pbstrPath, pbstrFilename, pbstrRange, \
        pbstrMetadata) \
    (This)->lpVtbl->GetPartialFile(This, iPartialFile, pbstrPath, pbstrFilename, pbstrRange, \
        pbstrMetadata)
#define IVssComponentEx_IsSelectedForRestore(This, pbSelectedForRestore) \
    (This)->lpVtbl->IsSelectedForRestore(This, pbSelectedForRestore)
#define IVssComponentEx_GetAdditionalRestores(This, pbAdditionalRestores) \
    (This)->lpVtbl->GetAdditionalRestores(This, pbAdditionalRestores)
#define IVssComponentEx_GetNewTargetCount(This, pcNewTarget) \
    (This)->lpVtbl->GetNewTargetCount(This, pcNewTarget)
#define IVssComponentEx_GetNewTarget(This, iNewTarget, ppFiledesc) \
    (This)->lpVtbl->GetNewTarget(This, iNewTarget, ppFiledesc)
#define IVssComponentEx_AddDirectedTarget(This, wszSourcePath, wszSourceFilename, \
        wszSourceRangeList, wszDestinationPath, wszDestinationFilename, wszDestinationRangeList) \
    (This)->lpVtbl->AddDirectedTarget(This, wszSourcePath, wszSourceFilename, wszSourceRangeList, \
        wszDestinationPath, wszDestinationFilename, wszDestinationRangeList)
#define IVssComponentEx_GetDirectedTargetCount(This, pcDirectedTarget) \
    (This)->lpVtbl->GetDirectedTargetCount(This, pcDirectedTarget)
#define IVssComponentEx_GetDirectedTarget(This, iDirectedTarget, pbstrSourcePath, \
        pbstrSourceFileName, pbstrSourceRangeList, pbstrDestinationPath, \
        pbstrDestinationFilename, pbstrDestinationRangeList) \
    (This)->lpVtbl->GetDirectedTarget(This, iDirectedTarget, pbstrSourcePath, \
        pbstrSourceFileName, pbstrSourceRangeList, pbstrDestinationPath, \
        pbstrDestinationFilename, pbstrDestinationRangeList)
#define IVssComponentEx_SetRestoreMetadata(This, wszRestoreMetadata) \
    (This)->lpVtbl->SetRestoreMetadata(This, wszRestoreMetadata)
#define IVssComponentEx_GetRestoreMetadata(This, pbstrRestoreMetadata) \
    (This)->lpVtbl->GetRestoreMetadata(This, pbstrRestoreMetadata)
#define IVssComponentEx_SetRestoreTarget(This, target) \
    (This)->lpVtbl->SetRestoreTarget(This, target)
#define IVssComponentEx_GetRestoreTarget(This, pTarget) \
    (This)->lpVtbl->GetRestoreTarget(This, pTarget)
#define IVssComponentEx_SetPreRestoreFailureMsg(This, wszPreRestoreFailureMsg) \
    (This)->lpVtbl->SetPreRestoreFailureMsg(This, wszPreRestoreFailureMsg)
#define IVssComponentEx_GetPreRestoreFailureMsg(This, pbstrPreRestoreFailureMsg) \
    (This)->lpVtbl->GetPreRestoreFailureMsg(This, pbstrPreRestoreFailureMsg)
#define IVssComponentEx_SetPostRestoreFailureMsg(This, wszPostRestoreFailureMsg) \
    (This)->lpVtbl->SetPostRestoreFailureMsg(This, wszPostRestoreFailureMsg)
#define IVssComponentEx_GetPostRestoreFailureMsg(This, pbstrPostRestoreFailureMsg) \
    (This)->lpVtbl->GetPostRestoreFailureMsg(This, pbstrPostRestoreFailureMsg)
#define IVssComponentEx_SetBackupStamp(This, wszBackupStamp) \
    (This)->lpVtbl->SetBackupStamp(This, wszBackupStamp)
#define IVssComponentEx_GetBackupStamp(This, pbstrBackupStamp) \
    (This)->lpVtbl->GetBackupStamp(This, pbstrBackupStamp)
#define IVssComponentEx_GetPreviousBackupStamp(This, pbstrBackupStamp) \
    (This)->lpVtbl->GetPreviousBackupStamp(This, pbstrBackupStamp)
#define IVssComponentEx_GetBackupOptions(This, pbstrBackupOptions) \
    (This)->lpVtbl->GetBackupOptions(This, pbstrBackupOptions)
#define IVssComponentEx_GetRestoreOptions(This, pbstrRestoreOptions) \
    (This)->lpVtbl->GetRestoreOptions(This, pbstrRestoreOptions)
#define IVssComponentEx_GetRestoreSubcomponentCount(This, pcRestoreSubcomponent) \
    (This)->lpVtbl->GetRestoreSubcomponentCount(This, pcRestoreSubcomponent)
#define IVssComponentEx_GetRestoreSubcomponent(This, iComponent, pbstrLogicalPath, \
        pbstrComponentName, pbRepair) \
    (This)->lpVtbl->GetRestoreSubcomponent(This, iComponent, pbstrLogicalPath, \
        pbstrComponentName, pbRepair)
#define IVssComponentEx_GetFileRestoreStatus(This, pStatus) \
    (This)->lpVtbl->GetFileRestoreStatus(This, pStatus)
#define IVssComponentEx_AddDifferencedFilesByLastModifyTime(This, wszPath, wszFilespec, \
        bRecursive, ftLastModifyTime) \
    (This)->lpVtbl->AddDifferencedFilesByLastModifyTime(This, wszPath, wszFilespec, bRecursive, \
        ftLastModifyTime)
#define IVssComponentEx_AddDifferencedFilesByLastModifyLSN(This, wszPath, wszFilespec, \
        bRecursive, bstrLsnString) \
    (This)->lpVtbl->AddDifferencedFilesByLastModifyLSN(This, wszPath, wszFilespec, bRecursive, \
        bstrLsnString)
#define IVssComponentEx_GetDifferencedFilesCount(This, pcDifferencedFiles) \
    (This)->lpVtbl->GetDifferencedFilesCount(This, pcDifferencedFiles)
#define IVssComponentEx_GetDifferencedFile(This, iDifferencedFile, pbstrPath, pbstrFilespec, \
        pbRecursive, pbstrLsnString, pftLastModifyTime) \
    (This)->lpVtbl->GetDifferencedFile(This, iDifferencedFile, pbstrPath, pbstrFilespec, \
        pbRecursive, pbstrLsnString, pftLastModifyTime)
#define IVssComponentEx_SetPrepareForBackupFailureMsg(This, wszFailureMsg) \
    (This)->lpVtbl->SetPrepareForBackupFailureMsg(This, wszFailureMsg)
#define IVssComponentEx_SetPostSnapshotFailureMsg(This, wszFailureMsg) \
    (This)->lpVtbl->SetPostSnapshotFailureMsg(This, wszFailureMsg)
#define IVssComponentEx_GetPrepareForBackupFailureMsg(This, pbstrFailureMsg) \
    (This)->lpVtbl->GetPrepareForBackupFailureMsg(This, pbstrFailureMsg)
#define IVssComponentEx_GetPostSnapshotFailureMsg(This, pbstrFailureMsg) \
    (This)->lpVtbl->GetPostSnapshotFailureMsg(This, pbstrFailureMsg)
#define IVssComponentEx_GetAuthoritativeRestore(This, pbAuth) \
    (This)->lpVtbl->GetAuthoritativeRestore(This, pbAuth)
#define IVssComponentEx_GetRollForward(This, pRollType, pbstrPoint) \
    (This)->lpVtbl->GetRollForward(This, pRollType, pbstrPoint)
#define IVssComponentEx_GetRestoreName(This, pbstrName) \
    (This)->lpVtbl->GetRestoreName(This, pbstrName)
#endif

/**
 * A component that can fail alone, without its writer.
 *
 * Since:     Windows 7, Windows Server 2008 R2
 * Source:    sdk-api:vswriter/nl-vswriter-ivsscomponentex2.md
 */
#undef INTERFACE
#define INTERFACE IVssComponentEx2
DECLARE_INTERFACE_(IVssComponentEx2, IVssComponentEx)
{
    VSS_IUNKNOWN_METHODS
#ifdef VSS_C_FACE
    /* inherited from IVssComponent */
    STDMETHOD(GetLogicalPath)(THIS_ BSTR *pbstrPath) PURE;
    STDMETHOD(GetComponentType)(THIS_ VSS_COMPONENT_TYPE *pct) PURE;
    STDMETHOD(GetComponentName)(THIS_ BSTR *pbstrName) PURE;
    STDMETHOD(GetBackupSucceeded)(THIS_ bool *pbSucceeded) PURE;
    STDMETHOD(GetAlternateLocationMappingCount)(THIS_ UINT *pcMappings) PURE;
    STDMETHOD(GetAlternateLocationMapping)(THIS_ UINT iMapping, IVssWMFiledesc **ppFiledesc) PURE;
    STDMETHOD(SetBackupMetadata)(THIS_ LPCWSTR wszData) PURE;
    STDMETHOD(GetBackupMetadata)(THIS_ BSTR *pbstrData) PURE;
    STDMETHOD(AddPartialFile)(THIS_ LPCWSTR wszPath, LPCWSTR wszFilename, LPCWSTR wszRanges,
                              LPCWSTR wszMetadata) PURE;
    STDMETHOD(GetPartialFileCount)(THIS_ UINT *pcPartialFiles) PURE;
    STDMETHOD(GetPartialFile)(THIS_ UINT iPartialFile, BSTR *pbstrPath, BSTR *pbstrFilename,
                              BSTR *pbstrRange, BSTR *pbstrMetadata) PURE;
    STDMETHOD(IsSelectedForRestore)(THIS_ bool *pbSelectedForRestore) PURE;
    STDMETHOD(GetAdditionalRestores)(THIS_ bool *pbAdditionalRestores) PURE;
    STDMETHOD(GetNewTargetCount)(THIS_ UINT *pcNewTarget) PURE;
    STDMETHOD(GetNewTarget)(THIS_ UINT iNewTarget, IVssWMFiledesc **ppFiledesc) PURE;
    STDMETHOD(AddDirectedTarget)(THIS_ LPCWSTR wszSourcePath, LPCWSTR wszSourceFilename,
                                 LPCWSTR wszSourceRangeList, LPCWSTR wszDestinationPath,
                                 LPCWSTR wszDestinationFilename,
                                 LPCWSTR wszDestinationRangeList) PURE;
    STDMETHOD(GetDirectedTargetCount)(THIS_ UINT *pcDirectedTarget) PURE;
    STDMETHOD(GetDirectedTarget)(THIS_ UINT iDirectedTarget, BSTR *pbstrSourcePath,
                                 BSTR *pbstrSourceFileName, BSTR *pbstrSourceRangeList,
                                 BSTR *pbstrDestinationPath, BSTR *pbstrDestinationFilename,
                                 BSTR *pbstrDestinationRangeList) PURE;
    STDMETHOD(SetRestoreMetadata)(THIS_ LPCWSTR wszRestoreMetadata) PURE;
    STDMETHOD(GetRestoreMetadata)(THIS_ BSTR *pbstrRestoreMetadata) PURE;
    STDMETHOD(SetRestoreTarget)(THIS_ VSS_RESTORE_TARGET target) PURE;
    STDMETHOD(GetRestoreTarget)(THIS_ VSS_RESTORE_TARGET *pTarget) PURE;
    STDMETHOD(SetPreRestoreFailureMsg)(THIS_ LPCWSTR wszPreRestoreFailureMsg) PURE;
    STDMETHOD(GetPreRestoreFailureMsg)(THIS_ BSTR *pbstrPreRestoreFailureMsg) PURE;
    STDMETHOD(SetPostRestoreFailureMsg)(THIS_ LPCWSTR wszPostRestoreFailureMsg) PURE;
    STDMETHOD(GetPostRestoreFailureMsg)(THIS_ BSTR *pbstrPostRestoreFailureMsg) PURE;
    STDMETHOD(SetBackupStamp)(THIS_ LPCWSTR wszBackupStamp) PURE;
    STDMETHOD(GetBackupStamp)(THIS_ BSTR *pbstrBackupStamp) PURE;
    STDMETHOD(GetPreviousBackupStamp)(THIS_ BSTR *pbstrBackupStamp) PURE;
    STDMETHOD(GetBackupOptions)(THIS_ BSTR *pbstrBackupOptions) PURE;
    STDMETHOD(GetRestoreOptions)(THIS_ BSTR *pbstrRestoreOptions) PURE;
    STDMETHOD(GetRestoreSubcomponentCount)(THIS_ UINT *pcRestoreSubcomponent) PURE;
    STDMETHOD(GetRestoreSubcomponent)(THIS_ UINT iComponent, BSTR *pbstrLogicalPath,
                                      BSTR *pbstrComponentName, bool *pbRepair) PURE;
    STDMETHOD(GetFileRestoreStatus)(THIS_ VSS_FILE_RESTORE_STATUS *pStatus) PURE;
    STDMETHOD(AddDifferencedFilesByLastModifyTime)(THIS_ LPCWSTR wszPath, LPCWSTR wszFilespec,
                BOOL bRecursive, FILETIME ftLastModifyTime) PURE;
    STDMETHOD(AddDifferencedFilesByLastModifyLSN)(THIS_ LPCWSTR wszPath, LPCWSTR wszFilespec,
                BOOL bRecursive, BSTR bstrLsnString) PURE;
    STDMETHOD(GetDifferencedFilesCount)(THIS_ UINT *pcDifferencedFiles) PURE;
    STDMETHOD(GetDifferencedFile)(THIS_ UINT iDifferencedFile, BSTR *pbstrPath, BSTR *pbstrFilespec,
                                  BOOL *pbRecursive, BSTR *pbstrLsnString,
                                  FILETIME *pftLastModifyTime) PURE;
    /* inherited from IVssComponentEx */
    STDMETHOD(SetPrepareForBackupFailureMsg)(THIS_ LPCWSTR wszFailureMsg) PURE;
    STDMETHOD(SetPostSnapshotFailureMsg)(THIS_ LPCWSTR wszFailureMsg) PURE;
    STDMETHOD(GetPrepareForBackupFailureMsg)(THIS_ BSTR *pbstrFailureMsg) PURE;
    STDMETHOD(GetPostSnapshotFailureMsg)(THIS_ BSTR *pbstrFailureMsg) PURE;
    STDMETHOD(GetAuthoritativeRestore)(THIS_ bool *pbAuth) PURE;
    STDMETHOD(GetRollForward)(THIS_ VSS_ROLLFORWARD_TYPE *pRollType, BSTR *pbstrPoint) PURE;
    STDMETHOD(GetRestoreName)(THIS_ BSTR *pbstrName) PURE;
#endif

    /**
     * Reports that this component failed, with the codes and a text of the application.
     *
     * @param hr  S_OK or one of VSS_E_WRITERERROR_INCONSISTENTSNAPSHOT, _OUTOFRESOURCES, _TIMEOUT,
     *        _RETRYABLE, _NONRETRYABLE
     * @param hrApplication  further error code for the requester; optional
     * @param wszApplicationMessage  text for the end user, localized by the writer; may also be
     *        empty
     * @param dwReserved  reserved; should be zero
     *
     * Returns:   S_OK, HRESULT
     * Source:    sdk-api:vswriter/nf-vswriter-ivsscomponentex2-setfailure.md (rules SetFailure-1 to
     *            -7)
     */
    STDMETHOD(SetFailure)(THIS_ HRESULT hr, HRESULT hrApplication, LPCWSTR wszApplicationMessage,
                          DWORD dwReserved) PURE;

    /**
     * Gives what SetFailure reported.
     *
     * @param phr  receives hr of SetFailure; can also be VSS_E_WRITER_NOT_RESPONDING or
     *        VSS_E_WRITER_STATUS_NOT_AVAILABLE
     * @param phrApplication  receives hrApplication
     * @param pbstrApplicationMessage  receives the text
     * @param pdwReserved  reserved but required
     *
     * Returns:   S_OK, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_BAD_STATE
     * Ownership: On success the caller frees pbstrApplicationMessage with SysFreeString.
     * Source:    sdk-api:vswriter/nf-vswriter-ivsscomponentex2-getfailure.md (rules GetFailure-1 to
     *            -5)
     */
    STDMETHOD(GetFailure)(THIS_ HRESULT *phr, HRESULT *phrApplication,
                          BSTR *pbstrApplicationMessage, DWORD *pdwReserved) PURE;
};
#undef INTERFACE
VSS_IID(IVssComponentEx2, 0x3b5be0f2, 0x07a9, 0x4e4b,
        0xbd, 0xd3, 0xcf, 0xdc, 0x8e, 0x2c, 0x0d, 0x2d)

#if defined(COBJMACROS) && defined(VSS_C_FACE)
#define IVssComponentEx2_QueryInterface(This, riid, ppvObject) \
    (This)->lpVtbl->QueryInterface(This, riid, ppvObject)
#define IVssComponentEx2_AddRef(This) (This)->lpVtbl->AddRef(This)
#define IVssComponentEx2_Release(This) (This)->lpVtbl->Release(This)
#define IVssComponentEx2_GetLogicalPath(This, pbstrPath) \
    (This)->lpVtbl->GetLogicalPath(This, pbstrPath)
#define IVssComponentEx2_GetComponentType(This, pct) (This)->lpVtbl->GetComponentType(This, pct)
#define IVssComponentEx2_GetComponentName(This, pbstrName) \
    (This)->lpVtbl->GetComponentName(This, pbstrName)
#define IVssComponentEx2_GetBackupSucceeded(This, pbSucceeded) \
    (This)->lpVtbl->GetBackupSucceeded(This, pbSucceeded)
#define IVssComponentEx2_GetAlternateLocationMappingCount(This, pcMappings) \
    (This)->lpVtbl->GetAlternateLocationMappingCount(This, pcMappings)
#define IVssComponentEx2_GetAlternateLocationMapping(This, iMapping, ppFiledesc) \
    (This)->lpVtbl->GetAlternateLocationMapping(This, iMapping, ppFiledesc)
#define IVssComponentEx2_SetBackupMetadata(This, wszData) \
    (This)->lpVtbl->SetBackupMetadata(This, wszData)
#define IVssComponentEx2_GetBackupMetadata(This, pbstrData) \
    (This)->lpVtbl->GetBackupMetadata(This, pbstrData)
#define IVssComponentEx2_AddPartialFile(This, wszPath, wszFilename, wszRanges, wszMetadata) \
    (This)->lpVtbl->AddPartialFile(This, wszPath, wszFilename, wszRanges, wszMetadata)
#define IVssComponentEx2_GetPartialFileCount(This, pcPartialFiles) \
    (This)->lpVtbl->GetPartialFileCount(This, pcPartialFiles)
#define IVssComponentEx2_GetPartialFile(This, iPartialFile, pbstrPath, pbstrFilename, pbstrRange, \
        pbstrMetadata) \
    (This)->lpVtbl->GetPartialFile(This, iPartialFile, pbstrPath, pbstrFilename, pbstrRange, \
        pbstrMetadata)
#define IVssComponentEx2_IsSelectedForRestore(This, pbSelectedForRestore) \
    (This)->lpVtbl->IsSelectedForRestore(This, pbSelectedForRestore)
#define IVssComponentEx2_GetAdditionalRestores(This, pbAdditionalRestores) \
    (This)->lpVtbl->GetAdditionalRestores(This, pbAdditionalRestores)
#define IVssComponentEx2_GetNewTargetCount(This, pcNewTarget) \
    (This)->lpVtbl->GetNewTargetCount(This, pcNewTarget)
#define IVssComponentEx2_GetNewTarget(This, iNewTarget, ppFiledesc) \
    (This)->lpVtbl->GetNewTarget(This, iNewTarget, ppFiledesc)
#define IVssComponentEx2_AddDirectedTarget(This, wszSourcePath, wszSourceFilename, \
        wszSourceRangeList, wszDestinationPath, wszDestinationFilename, wszDestinationRangeList) \
    (This)->lpVtbl->AddDirectedTarget(This, wszSourcePath, wszSourceFilename, wszSourceRangeList, \
        wszDestinationPath, wszDestinationFilename, wszDestinationRangeList)
#define IVssComponentEx2_GetDirectedTargetCount(This, pcDirectedTarget) \
    (This)->lpVtbl->GetDirectedTargetCount(This, pcDirectedTarget)
#define IVssComponentEx2_GetDirectedTarget(This, iDirectedTarget, pbstrSourcePath, \
        pbstrSourceFileName, pbstrSourceRangeList, pbstrDestinationPath, \
        pbstrDestinationFilename, pbstrDestinationRangeList) \
    (This)->lpVtbl->GetDirectedTarget(This, iDirectedTarget, pbstrSourcePath, \
        pbstrSourceFileName, pbstrSourceRangeList, pbstrDestinationPath, \
        pbstrDestinationFilename, pbstrDestinationRangeList)
#define IVssComponentEx2_SetRestoreMetadata(This, wszRestoreMetadata) \
    (This)->lpVtbl->SetRestoreMetadata(This, wszRestoreMetadata)
#define IVssComponentEx2_GetRestoreMetadata(This, pbstrRestoreMetadata) \
    (This)->lpVtbl->GetRestoreMetadata(This, pbstrRestoreMetadata)
#define IVssComponentEx2_SetRestoreTarget(This, target) \
    (This)->lpVtbl->SetRestoreTarget(This, target)
#define IVssComponentEx2_GetRestoreTarget(This, pTarget) \
    (This)->lpVtbl->GetRestoreTarget(This, pTarget)
#define IVssComponentEx2_SetPreRestoreFailureMsg(This, wszPreRestoreFailureMsg) \
    (This)->lpVtbl->SetPreRestoreFailureMsg(This, wszPreRestoreFailureMsg)
#define IVssComponentEx2_GetPreRestoreFailureMsg(This, pbstrPreRestoreFailureMsg) \
    (This)->lpVtbl->GetPreRestoreFailureMsg(This, pbstrPreRestoreFailureMsg)
#define IVssComponentEx2_SetPostRestoreFailureMsg(This, wszPostRestoreFailureMsg) \
    (This)->lpVtbl->SetPostRestoreFailureMsg(This, wszPostRestoreFailureMsg)
#define IVssComponentEx2_GetPostRestoreFailureMsg(This, pbstrPostRestoreFailureMsg) \
    (This)->lpVtbl->GetPostRestoreFailureMsg(This, pbstrPostRestoreFailureMsg)
#define IVssComponentEx2_SetBackupStamp(This, wszBackupStamp) \
    (This)->lpVtbl->SetBackupStamp(This, wszBackupStamp)
#define IVssComponentEx2_GetBackupStamp(This, pbstrBackupStamp) \
    (This)->lpVtbl->GetBackupStamp(This, pbstrBackupStamp)
#define IVssComponentEx2_GetPreviousBackupStamp(This, pbstrBackupStamp) \
    (This)->lpVtbl->GetPreviousBackupStamp(This, pbstrBackupStamp)
#define IVssComponentEx2_GetBackupOptions(This, pbstrBackupOptions) \
    (This)->lpVtbl->GetBackupOptions(This, pbstrBackupOptions)
#define IVssComponentEx2_GetRestoreOptions(This, pbstrRestoreOptions) \
    (This)->lpVtbl->GetRestoreOptions(This, pbstrRestoreOptions)
#define IVssComponentEx2_GetRestoreSubcomponentCount(This, pcRestoreSubcomponent) \
    (This)->lpVtbl->GetRestoreSubcomponentCount(This, pcRestoreSubcomponent)
#define IVssComponentEx2_GetRestoreSubcomponent(This, iComponent, pbstrLogicalPath, \
        pbstrComponentName, pbRepair) \
    (This)->lpVtbl->GetRestoreSubcomponent(This, iComponent, pbstrLogicalPath, \
        pbstrComponentName, pbRepair)
#define IVssComponentEx2_GetFileRestoreStatus(This, pStatus) \
    (This)->lpVtbl->GetFileRestoreStatus(This, pStatus)
#define IVssComponentEx2_AddDifferencedFilesByLastModifyTime(This, wszPath, wszFilespec, \
        bRecursive, ftLastModifyTime) \
    (This)->lpVtbl->AddDifferencedFilesByLastModifyTime(This, wszPath, wszFilespec, bRecursive, \
        ftLastModifyTime)
#define IVssComponentEx2_AddDifferencedFilesByLastModifyLSN(This, wszPath, wszFilespec, \
        bRecursive, bstrLsnString) \
    (This)->lpVtbl->AddDifferencedFilesByLastModifyLSN(This, wszPath, wszFilespec, bRecursive, \
        bstrLsnString)
#define IVssComponentEx2_GetDifferencedFilesCount(This, pcDifferencedFiles) \
    (This)->lpVtbl->GetDifferencedFilesCount(This, pcDifferencedFiles)
#define IVssComponentEx2_GetDifferencedFile(This, iDifferencedFile, pbstrPath, pbstrFilespec, \
        pbRecursive, pbstrLsnString, pftLastModifyTime) \
    (This)->lpVtbl->GetDifferencedFile(This, iDifferencedFile, pbstrPath, pbstrFilespec, \
        pbRecursive, pbstrLsnString, pftLastModifyTime)
#define IVssComponentEx2_SetPrepareForBackupFailureMsg(This, wszFailureMsg) \
    (This)->lpVtbl->SetPrepareForBackupFailureMsg(This, wszFailureMsg)
#define IVssComponentEx2_SetPostSnapshotFailureMsg(This, wszFailureMsg) \
    (This)->lpVtbl->SetPostSnapshotFailureMsg(This, wszFailureMsg)
#define IVssComponentEx2_GetPrepareForBackupFailureMsg(This, pbstrFailureMsg) \
    (This)->lpVtbl->GetPrepareForBackupFailureMsg(This, pbstrFailureMsg)
#define IVssComponentEx2_GetPostSnapshotFailureMsg(This, pbstrFailureMsg) \
    (This)->lpVtbl->GetPostSnapshotFailureMsg(This, pbstrFailureMsg)
#define IVssComponentEx2_GetAuthoritativeRestore(This, pbAuth) \
    (This)->lpVtbl->GetAuthoritativeRestore(This, pbAuth)
#define IVssComponentEx2_GetRollForward(This, pRollType, pbstrPoint) \
    (This)->lpVtbl->GetRollForward(This, pRollType, pbstrPoint)
#define IVssComponentEx2_GetRestoreName(This, pbstrName) \
    (This)->lpVtbl->GetRestoreName(This, pbstrName)
#define IVssComponentEx2_SetFailure(This, hr, hrApplication, wszApplicationMessage, dwReserved) \
    (This)->lpVtbl->SetFailure(This, hr, hrApplication, wszApplicationMessage, dwReserved)
#define IVssComponentEx2_GetFailure(This, phr, phrApplication, pbstrApplicationMessage, \
        pdwReserved) \
    (This)->lpVtbl->GetFailure(This, phr, phrApplication, pbstrApplicationMessage, pdwReserved)
#endif

/**
 * The components of one writer that take part in a backup or restore. Not a COM object: VSS owns it
 * and it lives as long as the handler runs.
 *
 * Since:     Windows XP, Windows Server 2003
 * Source:    sdk-api:vswriter/nl-vswriter-ivsswritercomponents.md
 */
#undef INTERFACE
#define INTERFACE IVssWriterComponents
DECLARE_INTERFACE(IVssWriterComponents)
{
    /**
     * Counts the components.
     *
     * @param pcComponents  receives the number of the writer's components in the document
     *
     * Returns:   S_OK, E_INVALIDARG, E_OUTOFMEMORY
     * Source:    sdk-api:vswriter/nf-vswriter-ivsswritercomponents-getcomponentcount.md (rule
     *            GetComponentCount-1)
     */
    STDMETHOD(GetComponentCount)(THIS_ UINT *pcComponents) PURE;

    /**
     * Gives the ids of the writer instance and the writer class.
     *
     * @param pidInstance  receives the writer instance id
     * @param pidWriter  receives the writer class id
     *
     * Returns:   S_OK, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_INVALID_XML_DOCUMENT
     * Source:    sdk-api:vswriter/nf-vswriter-ivsswritercomponents-getwriterinfo.md (rule
     *            GetWriterInfo-1)
     */
    STDMETHOD(GetWriterInfo)(THIS_ VSS_ID *pidInstance, VSS_ID *pidWriter) PURE;

    /**
     * Gives one component by its index; the caller releases it.
     *
     * @param iComponent  index, 0 to GetComponentCount-1
     * @param ppComponent  receives the IVssComponent
     *
     * Returns:   S_OK, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_OBJECT_NOT_FOUND
     * Ownership: The caller releases the IVssComponent with Release.
     * Source:    sdk-api:vswriter/nf-vswriter-ivsswritercomponents-getcomponent.md (rules
     *            GetComponent-1 to -2)
     */
    STDMETHOD(GetComponent)(THIS_ UINT iComponent, IVssComponent **ppComponent) PURE;
};
#undef INTERFACE

#if defined(COBJMACROS) && defined(VSS_C_FACE)
#define IVssWriterComponents_GetComponentCount(This, pcComponents) \
    (This)->lpVtbl->GetComponentCount(This, pcComponents)
#define IVssWriterComponents_GetWriterInfo(This, pidInstance, pidWriter) \
    (This)->lpVtbl->GetWriterInfo(This, pidInstance, pidWriter)
#define IVssWriterComponents_GetComponent(This, iComponent, ppComponent) \
    (This)->lpVtbl->GetComponent(This, iComponent, ppComponent)
#endif

/**
 * Builds the Writer Metadata Document, in which a writer says what it has and how that is backed up
 * and restored. Not a COM object: VSS owns it and it lives as long as OnIdentify runs.
 *
 * Since:     Windows XP, Windows Server 2003
 * Source:    sdk-api:vswriter/nl-vswriter-ivsscreatewritermetadata.md
 */
#undef INTERFACE
#define INTERFACE IVssCreateWriterMetadata
DECLARE_INTERFACE(IVssCreateWriterMetadata)
{
    /**
     * Not supported; reserved.
     *
     * @param wszPath  reserved
     * @param wszFilespec  reserved
     * @param bRecursive  reserved
     * @param wszAlternateLocation  reserved
     *
     * Source:    sdk-api:vswriter/nf-vswriter-ivsscreatewritermetadata-addincludefiles.md (rule
     *            AddIncludeFiles-1)
     */
    STDMETHOD(AddIncludeFiles)(THIS_ LPCWSTR wszPath, LPCWSTR wszFilespec, bool bRecursive,
                               LPCWSTR wszAlternateLocation) PURE;

    /**
     * Says that files are left out although they belong to a component.
     *
     * @param wszPath  root directory of the exclusion; environment variables such as %SystemRoot%
     *        allowed, no wildcards, final backslash optional; local or share, UNC allowed
     * @param wszFilespec  file specification without directory part (no backslash); ? and * allowed
     * @param bRecursive  true for the whole hierarchy below the path, false for the one directory
     *
     * Returns:   S_OK, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_INVALID_XML_DOCUMENT, VSS_E_UNEXPECTED,
     *            E_UNEXPECTED
     * Source:    sdk-api:vswriter/nf-vswriter-ivsscreatewritermetadata-addexcludefiles.md (rules
     *            AddExcludeFiles-1 to -8)
     */
    STDMETHOD(AddExcludeFiles)(THIS_ LPCWSTR wszPath, LPCWSTR wszFilespec, bool bRecursive) PURE;

    /**
     * Adds a database or file group; its files follow in other calls.
     *
     * @param ct  component type; the page calls it componentType
     * @param wszLogicalPath  logical path; optional
     * @param wszComponentName  name, not localized, without backslashes; required
     * @param wszCaption  friendly name, possibly localized, may hold backslashes; optional
     * @param pbIcon  icon bitmap; optional
     * @param cbIcon  size of pbIcon in bytes; zero when pbIcon is NULL
     * @param bRestoreMetadata  reserved, always false
     * @param bNotifyOnBackupComplete  reserved, always false
     * @param bSelectable  true: the component may be left out of a backup; false: it is backed up
     *        whenever any component of the writer is
     * @param bSelectableForRestore  true: may be restored alone although only implicitly included;
     *        default false
     * @param dwComponentFlags  VSS_COMPONENT_FLAGS bits; default 0
     *
     * Returns:   S_OK, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_INVALID_XML_DOCUMENT,
     *            VSS_E_OBJECT_ALREADY_EXISTS, VSS_E_UNEXPECTED, E_UNEXPECTED
     * Source:    sdk-api:vswriter/nf-vswriter-ivsscreatewritermetadata-addcomponent.md (rules
     *            AddComponent-1 to -12)
     */
    STDMETHOD(AddComponent)(THIS_ VSS_COMPONENT_TYPE ct, LPCWSTR wszLogicalPath,
                            LPCWSTR wszComponentName, LPCWSTR wszCaption, const BYTE *pbIcon,
                            UINT cbIcon, bool bRestoreMetadata, bool bNotifyOnBackupComplete,
                            bool bSelectable, bool bSelectableForRestore VSS_DEFAULT(false),
                            DWORD dwComponentFlags VSS_DEFAULT(0)) PURE;

    /**
     * Adds files to a database component.
     *
     * @param wszLogicalPath  logical path of the component
     * @param wszDatabaseName  name of the database component; required
     * @param wszPath  directory of the files; environment variables such as %SystemRoot% allowed,
     *        no wildcards, final backslash optional; UNC allowed
     * @param wszFilespec  file specification without directory part (no backslash); ? and * allowed
     * @param dwBackupTypeMask  VSS_FILE_SPEC_BACKUP_TYPE bits; default VSS_FSBT_ALL_BACKUP_REQUIRED
     *        | VSS_FSBT_ALL_SNAPSHOT_REQUIRED (0xF0F)
     *
     * Returns:   S_OK, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_INVALID_XML_DOCUMENT,
     *            VSS_E_OBJECT_NOT_FOUND, VSS_E_UNEXPECTED, E_UNEXPECTED
     * Source:    sdk-api:vswriter/nf-vswriter-ivsscreatewritermetadata-adddatabasefiles.md (rules
     *            AddDatabaseFiles-1 to -15)
     */
    STDMETHOD(AddDatabaseFiles)(THIS_ LPCWSTR wszLogicalPath, LPCWSTR wszDatabaseName,
                                LPCWSTR wszPath, LPCWSTR wszFilespec,
                                DWORD dwBackupTypeMask
                                    VSS_DEFAULT(VSS_FSBT_ALL_BACKUP_REQUIRED |
                                                VSS_FSBT_ALL_SNAPSHOT_REQUIRED)) PURE;

    /**
     * Adds log files to a database component.
     *
     * @param wszLogicalPath  logical path of the component
     * @param wszDatabaseName  name of the database component; required
     * @param wszPath  directory of the log files; environment variables such as %SystemRoot%
     *        allowed, no wildcards, final backslash optional; local or share, UNC allowed
     * @param wszFilespec  file specification without directory part (no backslash); ? and * allowed
     * @param dwBackupTypeMask  VSS_FILE_SPEC_BACKUP_TYPE bits; default VSS_FSBT_ALL_BACKUP_REQUIRED
     *        | VSS_FSBT_ALL_SNAPSHOT_REQUIRED (0xF0F)
     *
     * Returns:   S_OK, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_INVALID_XML_DOCUMENT,
     *            VSS_E_OBJECT_NOT_FOUND, VSS_E_UNEXPECTED, E_UNEXPECTED
     * Source:    sdk-api:vswriter/nf-vswriter-ivsscreatewritermetadata-adddatabaselogfiles.md
     *            (rules AddDatabaseLogFiles-1 to -18)
     */
    STDMETHOD(AddDatabaseLogFiles)(THIS_ LPCWSTR wszLogicalPath, LPCWSTR wszDatabaseName,
                                   LPCWSTR wszPath, LPCWSTR wszFilespec,
                                   DWORD dwBackupTypeMask
                                       VSS_DEFAULT(VSS_FSBT_ALL_BACKUP_REQUIRED |
                                                   VSS_FSBT_ALL_SNAPSHOT_REQUIRED)) PURE;

    /**
     * Adds files to a file group component.
     *
     * @param wszLogicalPath  logical path of the component
     * @param wszGroupName  name of the file group component
     * @param wszPath  default root directory of the files; environment variables such as
     *        %SystemRoot% allowed, no wildcards, final backslash optional; local or share, UNC
     *        allowed
     * @param wszFilespec  file specification without directory part (no backslash); ? and * allowed
     * @param bRecursive  true for the whole hierarchy below the path, false for the one directory
     * @param wszAlternateLocation  alternate path where the files to back up really are, local or
     *        share, UNC allowed; the page calls it wszAlternatePath
     * @param dwBackupTypeMask  VSS_FILE_SPEC_BACKUP_TYPE bits; default VSS_FSBT_ALL_BACKUP_REQUIRED
     *        | VSS_FSBT_ALL_SNAPSHOT_REQUIRED (0xF0F)
     *
     * Returns:   S_OK, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_INVALID_XML_DOCUMENT,
     *            VSS_E_NOT_SUPPORTED, VSS_E_OBJECT_NOT_FOUND, VSS_E_UNEXPECTED, E_UNEXPECTED
     * Source:    sdk-api:vswriter/nf-vswriter-ivsscreatewritermetadata-addfilestofilegroup.md
     *            (rules AddFilesToFileGroup-1 to -21)
     */
    STDMETHOD(AddFilesToFileGroup)(THIS_ LPCWSTR wszLogicalPath, LPCWSTR wszGroupName,
                                   LPCWSTR wszPath, LPCWSTR wszFilespec, bool bRecursive,
                                   LPCWSTR wszAlternateLocation,
                                   DWORD dwBackupTypeMask
                                       VSS_DEFAULT(VSS_FSBT_ALL_BACKUP_REQUIRED |
                                                   VSS_FSBT_ALL_SNAPSHOT_REQUIRED)) PURE;

    /**
     * Says how the writer's data are restored, once for all its components.
     *
     * @param method  a VSS_RESTOREMETHOD_ENUM value
     * @param wszService  service to stop before the restore and start after it; only for
     *        VSS_RME_STOP_RESTORE_START and VSS_RME_RESTORE_STOP_START, otherwise it should be NULL
     * @param wszUserProcedure  reserved, always NULL
     * @param writerRestore  a VSS_WRITERRESTORE_ENUM value; the page calls it wreWriterRestore
     * @param bRebootRequired  true when a reboot is needed after the restore
     *
     * Returns:   S_OK, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_INVALID_XML_DOCUMENT,
     *            VSS_E_NOT_SUPPORTED, VSS_E_UNEXPECTED, E_UNEXPECTED
     * Source:    sdk-api:vswriter/nf-vswriter-ivsscreatewritermetadata-setrestoremethod.md (rules
     *            SetRestoreMethod-1 to -11)
     */
    STDMETHOD(SetRestoreMethod)(THIS_ VSS_RESTOREMETHOD_ENUM method, LPCWSTR wszService,
                                LPCWSTR wszUserProcedure, VSS_WRITERRESTORE_ENUM writerRestore,
                                bool bRebootRequired) PURE;

    /**
     * Names the place to which files go when the restore method sends them elsewhere.
     *
     * @param wszSourcePath  directory, or root of a hierarchy; environment variables such as
     *        %SystemRoot% allowed, no wildcards, final backslash optional; local or share
     * @param wszSourceFilespec  file specification without directory part (no backslash); ? and *
     *        allowed
     * @param bRecursive  true for the whole hierarchy below the path, false for the one directory
     * @param wszDestination  fully qualified directory the files go to; local or share, UNC allowed
     *
     * Returns:   S_OK, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_INVALID_XML_DOCUMENT,
     *            VSS_E_OBJECT_NOT_FOUND, VSS_E_UNEXPECTED, E_UNEXPECTED
     * Source:
     *   sdk-api:vswriter/nf-vswriter-ivsscreatewritermetadata-addalternatelocationmapping.md (rules
     *   AddAlternateLocationMapping-1 to -11)
     */
    STDMETHOD(AddAlternateLocationMapping)(THIS_ LPCWSTR wszSourcePath, LPCWSTR wszSourceFilespec,
                                           bool bRecursive, LPCWSTR wszDestination) PURE;

    /**
     * Says that a component needs a component of another writer.
     *
     * @param wszForLogicalPath  logical path of the dependent component of this writer
     * @param wszForComponentName  name of the dependent component
     * @param onWriterId  class id of the other writer
     * @param wszOnLogicalPath  logical path of the component that is depended on
     * @param wszOnComponentName  name of the component that is depended on
     *
     * Returns:   S_OK, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_INVALID_XML_DOCUMENT,
     *            VSS_E_OBJECT_NOT_FOUND, VSS_E_UNEXPECTED, E_UNEXPECTED
     * Source:    sdk-api:vswriter/nf-vswriter-ivsscreatewritermetadata-addcomponentdependency.md
     *            (rules AddComponentDependency-1 to -9)
     */
    STDMETHOD(AddComponentDependency)(THIS_ LPCWSTR wszForLogicalPath, LPCWSTR wszForComponentName,
                                      VSS_ID onWriterId, LPCWSTR wszOnLogicalPath,
                                      LPCWSTR wszOnComponentName) PURE;

    /**
     * Says which kinds of backup the writer takes part in, as VSS_BACKUP_SCHEMA bits.
     *
     * @param dwSchemaMask  VSS_BACKUP_SCHEMA bits; the page calls it dsSchemaMask
     *
     * Returns:   S_OK, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_INVALID_XML_DOCUMENT, VSS_E_NOT_SUPPORTED
     * Source:    sdk-api:vswriter/nf-vswriter-ivsscreatewritermetadata-setbackupschema.md (rules
     *            SetBackupSchema-1 to -8)
     */
    STDMETHOD(SetBackupSchema)(THIS_ DWORD dwSchemaMask) PURE;

    /**
     * Gives the document as a DOM object.
     *
     * @param pDoc  reserved
     *
     * Source:    sdk-api:vswriter/nf-vswriter-ivsscreatewritermetadata-getdocument.md (rule
     *            GetDocument-1)
     */
    STDMETHOD(GetDocument)(THIS_ IXMLDOMDocument **pDoc) PURE;

    /**
     * Gives the document as text.
     *
     * @param pbstrXML  receives the document; the page marks it [in]
     *
     * Returns:   S_OK, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_INVALID_XML_DOCUMENT, VSS_E_UNEXPECTED,
     *            E_UNEXPECTED
     * Ownership: The caller frees the string with SysFreeString.
     * Source:    sdk-api:vswriter/nf-vswriter-ivsscreatewritermetadata-saveasxml.md (rules
     *            SaveAsXML-1 to -2)
     */
    STDMETHOD(SaveAsXML)(THIS_ BSTR *pbstrXML) PURE;
};
#undef INTERFACE

#if defined(COBJMACROS) && defined(VSS_C_FACE)
#define IVssCreateWriterMetadata_AddIncludeFiles(This, wszPath, wszFilespec, bRecursive, \
        wszAlternateLocation) \
    (This)->lpVtbl->AddIncludeFiles(This, wszPath, wszFilespec, bRecursive, wszAlternateLocation)
#define IVssCreateWriterMetadata_AddExcludeFiles(This, wszPath, wszFilespec, bRecursive) \
    (This)->lpVtbl->AddExcludeFiles(This, wszPath, wszFilespec, bRecursive)
#define IVssCreateWriterMetadata_AddComponent(This, ct, wszLogicalPath, wszComponentName, \
        wszCaption, pbIcon, cbIcon, bRestoreMetadata, bNotifyOnBackupComplete, bSelectable, \
        bSelectableForRestore, dwComponentFlags) \
    (This)->lpVtbl->AddComponent(This, ct, wszLogicalPath, wszComponentName, wszCaption, pbIcon, \
        cbIcon, bRestoreMetadata, bNotifyOnBackupComplete, bSelectable, bSelectableForRestore, \
        dwComponentFlags)
#define IVssCreateWriterMetadata_AddDatabaseFiles(This, wszLogicalPath, wszDatabaseName, wszPath, \
        wszFilespec, dwBackupTypeMask) \
    (This)->lpVtbl->AddDatabaseFiles(This, wszLogicalPath, wszDatabaseName, wszPath, wszFilespec, \
        dwBackupTypeMask)
#define IVssCreateWriterMetadata_AddDatabaseLogFiles(This, wszLogicalPath, wszDatabaseName, \
        wszPath, wszFilespec, dwBackupTypeMask) \
    (This)->lpVtbl->AddDatabaseLogFiles(This, wszLogicalPath, wszDatabaseName, wszPath, \
        wszFilespec, dwBackupTypeMask)
#define IVssCreateWriterMetadata_AddFilesToFileGroup(This, wszLogicalPath, wszGroupName, wszPath, \
        wszFilespec, bRecursive, wszAlternateLocation, dwBackupTypeMask) \
    (This)->lpVtbl->AddFilesToFileGroup(This, wszLogicalPath, wszGroupName, wszPath, wszFilespec, \
        bRecursive, wszAlternateLocation, dwBackupTypeMask)
#define IVssCreateWriterMetadata_SetRestoreMethod(This, method, wszService, wszUserProcedure, \
        writerRestore, bRebootRequired) \
    (This)->lpVtbl->SetRestoreMethod(This, method, wszService, wszUserProcedure, writerRestore, \
        bRebootRequired)
#define IVssCreateWriterMetadata_AddAlternateLocationMapping(This, wszSourcePath, \
        wszSourceFilespec, bRecursive, wszDestination) \
    (This)->lpVtbl->AddAlternateLocationMapping(This, wszSourcePath, wszSourceFilespec, \
        bRecursive, wszDestination)
#define IVssCreateWriterMetadata_AddComponentDependency(This, wszForLogicalPath, \
        wszForComponentName, onWriterId, wszOnLogicalPath, wszOnComponentName) \
    (This)->lpVtbl->AddComponentDependency(This, wszForLogicalPath, wszForComponentName, \
        onWriterId, wszOnLogicalPath, wszOnComponentName)
#define IVssCreateWriterMetadata_SetBackupSchema(This, dwSchemaMask) \
    (This)->lpVtbl->SetBackupSchema(This, dwSchemaMask)
#define IVssCreateWriterMetadata_GetDocument(This, pDoc) (This)->lpVtbl->GetDocument(This, pDoc)
#define IVssCreateWriterMetadata_SaveAsXML(This, pbstrXML) (This)->lpVtbl->SaveAsXML(This, pbstrXML)
#endif

/**
 * Metadata with files that are to be deleted from the shadow copy. It has two bases, so it is a COM
 * object although its first base is none; see VSS_DECLARE_INTERFACE_AND_IUNKNOWN for the layout.
 *
 * Since:     Windows Vista, Windows Server 2008
 * Source:    sdk-api:vswriter/nl-vswriter-ivsscreatewritermetadataex.md
 */
#undef INTERFACE
#define INTERFACE IVssCreateWriterMetadataEx
VSS_DECLARE_INTERFACE_AND_IUNKNOWN(IVssCreateWriterMetadataEx, IVssCreateWriterMetadata)
{
#ifdef VSS_C_FACE
    /* inherited from IVssCreateWriterMetadata */
    STDMETHOD(AddIncludeFiles)(THIS_ LPCWSTR wszPath, LPCWSTR wszFilespec, bool bRecursive,
                               LPCWSTR wszAlternateLocation) PURE;
    STDMETHOD(AddExcludeFiles)(THIS_ LPCWSTR wszPath, LPCWSTR wszFilespec, bool bRecursive) PURE;
    STDMETHOD(AddComponent)(THIS_ VSS_COMPONENT_TYPE ct, LPCWSTR wszLogicalPath,
                            LPCWSTR wszComponentName, LPCWSTR wszCaption, const BYTE *pbIcon,
                            UINT cbIcon, bool bRestoreMetadata, bool bNotifyOnBackupComplete,
                            bool bSelectable, bool bSelectableForRestore,
                            DWORD dwComponentFlags) PURE;
    STDMETHOD(AddDatabaseFiles)(THIS_ LPCWSTR wszLogicalPath, LPCWSTR wszDatabaseName,
                                LPCWSTR wszPath, LPCWSTR wszFilespec, DWORD dwBackupTypeMask) PURE;
    STDMETHOD(AddDatabaseLogFiles)(THIS_ LPCWSTR wszLogicalPath, LPCWSTR wszDatabaseName,
                                   LPCWSTR wszPath, LPCWSTR wszFilespec,
                                   DWORD dwBackupTypeMask) PURE;
    STDMETHOD(AddFilesToFileGroup)(THIS_ LPCWSTR wszLogicalPath, LPCWSTR wszGroupName,
                                   LPCWSTR wszPath, LPCWSTR wszFilespec, bool bRecursive,
                                   LPCWSTR wszAlternateLocation, DWORD dwBackupTypeMask) PURE;
    STDMETHOD(SetRestoreMethod)(THIS_ VSS_RESTOREMETHOD_ENUM method, LPCWSTR wszService,
                                LPCWSTR wszUserProcedure, VSS_WRITERRESTORE_ENUM writerRestore,
                                bool bRebootRequired) PURE;
    STDMETHOD(AddAlternateLocationMapping)(THIS_ LPCWSTR wszSourcePath, LPCWSTR wszSourceFilespec,
                                           bool bRecursive, LPCWSTR wszDestination) PURE;
    STDMETHOD(AddComponentDependency)(THIS_ LPCWSTR wszForLogicalPath, LPCWSTR wszForComponentName,
                                      VSS_ID onWriterId, LPCWSTR wszOnLogicalPath,
                                      LPCWSTR wszOnComponentName) PURE;
    STDMETHOD(SetBackupSchema)(THIS_ DWORD dwSchemaMask) PURE;
    STDMETHOD(GetDocument)(THIS_ IXMLDOMDocument **pDoc) PURE;
    STDMETHOD(SaveAsXML)(THIS_ BSTR *pbstrXML) PURE;
#endif

    /**
     * Names files that are deleted from the shadow copy when it is made.
     *
     * @param wszPath  root directory of the exclusion; environment variables such as %SystemRoot%
     *        allowed, no wildcards, final backslash optional; local or share, UNC allowed
     * @param wszFilespec  file specification without directory part (no backslash); ? and * allowed
     * @param bRecursive  true for the whole hierarchy below the path, false for the one directory
     *
     * Returns:   S_OK, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_INVALID_XML_DOCUMENT,
     *            VSS_E_NOT_SUPPORTED, VSS_E_UNEXPECTED, E_UNEXPECTED
     * Source:
     *   sdk-api:vswriter/nf-vswriter-ivsscreatewritermetadataex-addexcludefilesfromsnapshot.md
     *   (rules AddExcludeFilesFromSnapshot-1 to -9)
     */
    STDMETHOD(AddExcludeFilesFromSnapshot)(THIS_ LPCWSTR wszPath, LPCWSTR wszFilespec,
                                           bool bRecursive) PURE;
};
#undef INTERFACE
VSS_IID(IVssCreateWriterMetadataEx, 0x9f21981d, 0xd469, 0x4349,
        0xb8, 0x07, 0x39, 0xe6, 0x4e, 0x46, 0x74, 0xe1)

#if defined(COBJMACROS) && defined(VSS_C_FACE)
#define IVssCreateWriterMetadataEx_QueryInterface(This, riid, ppvObject) \
    (This)->IUnknown_base.lpVtbl->QueryInterface(&(This)->IUnknown_base, riid, ppvObject)
#define IVssCreateWriterMetadataEx_AddRef(This) \
    (This)->IUnknown_base.lpVtbl->AddRef(&(This)->IUnknown_base)
#define IVssCreateWriterMetadataEx_Release(This) \
    (This)->IUnknown_base.lpVtbl->Release(&(This)->IUnknown_base)
#define IVssCreateWriterMetadataEx_AddIncludeFiles(This, wszPath, wszFilespec, bRecursive, \
        wszAlternateLocation) \
    (This)->lpVtbl->AddIncludeFiles(This, wszPath, wszFilespec, bRecursive, wszAlternateLocation)
#define IVssCreateWriterMetadataEx_AddExcludeFiles(This, wszPath, wszFilespec, bRecursive) \
    (This)->lpVtbl->AddExcludeFiles(This, wszPath, wszFilespec, bRecursive)
#define IVssCreateWriterMetadataEx_AddComponent(This, ct, wszLogicalPath, wszComponentName, \
        wszCaption, pbIcon, cbIcon, bRestoreMetadata, bNotifyOnBackupComplete, bSelectable, \
        bSelectableForRestore, dwComponentFlags) \
    (This)->lpVtbl->AddComponent(This, ct, wszLogicalPath, wszComponentName, wszCaption, pbIcon, \
        cbIcon, bRestoreMetadata, bNotifyOnBackupComplete, bSelectable, bSelectableForRestore, \
        dwComponentFlags)
#define IVssCreateWriterMetadataEx_AddDatabaseFiles(This, wszLogicalPath, wszDatabaseName, \
        wszPath, wszFilespec, dwBackupTypeMask) \
    (This)->lpVtbl->AddDatabaseFiles(This, wszLogicalPath, wszDatabaseName, wszPath, wszFilespec, \
        dwBackupTypeMask)
#define IVssCreateWriterMetadataEx_AddDatabaseLogFiles(This, wszLogicalPath, wszDatabaseName, \
        wszPath, wszFilespec, dwBackupTypeMask) \
    (This)->lpVtbl->AddDatabaseLogFiles(This, wszLogicalPath, wszDatabaseName, wszPath, \
        wszFilespec, dwBackupTypeMask)
#define IVssCreateWriterMetadataEx_AddFilesToFileGroup(This, wszLogicalPath, wszGroupName, \
        wszPath, wszFilespec, bRecursive, wszAlternateLocation, dwBackupTypeMask) \
    (This)->lpVtbl->AddFilesToFileGroup(This, wszLogicalPath, wszGroupName, wszPath, wszFilespec, \
        bRecursive, wszAlternateLocation, dwBackupTypeMask)
#define IVssCreateWriterMetadataEx_SetRestoreMethod(This, method, wszService, wszUserProcedure, \
        writerRestore, bRebootRequired) \
    (This)->lpVtbl->SetRestoreMethod(This, method, wszService, wszUserProcedure, writerRestore, \
        bRebootRequired)
#define IVssCreateWriterMetadataEx_AddAlternateLocationMapping(This, wszSourcePath, \
        wszSourceFilespec, bRecursive, wszDestination) \
    (This)->lpVtbl->AddAlternateLocationMapping(This, wszSourcePath, wszSourceFilespec, \
        bRecursive, wszDestination)
#define IVssCreateWriterMetadataEx_AddComponentDependency(This, wszForLogicalPath, \
        wszForComponentName, onWriterId, wszOnLogicalPath, wszOnComponentName) \
    (This)->lpVtbl->AddComponentDependency(This, wszForLogicalPath, wszForComponentName, \
        onWriterId, wszOnLogicalPath, wszOnComponentName)
#define IVssCreateWriterMetadataEx_SetBackupSchema(This, dwSchemaMask) \
    (This)->lpVtbl->SetBackupSchema(This, dwSchemaMask)
#define IVssCreateWriterMetadataEx_GetDocument(This, pDoc) (This)->lpVtbl->GetDocument(This, pDoc)
#define IVssCreateWriterMetadataEx_SaveAsXML(This, pbstrXML) \
    (This)->lpVtbl->SaveAsXML(This, pbstrXML)
#define IVssCreateWriterMetadataEx_AddExcludeFilesFromSnapshot(This, wszPath, wszFilespec, \
        bRecursive) \
    (This)->lpVtbl->AddExcludeFilesFromSnapshot(This, wszPath, wszFilespec, bRecursive)
#endif

/**
 * Builds the metadata of an express writer, with the part of IVssCreateWriterMetadata that such a
 * writer may use, in a vtable order of its own.
 *
 * Since:     Windows 7, Windows Server 2008 R2
 * Source:    sdk-api:vswriter/nl-vswriter-ivsscreateexpresswritermetadata.md
 */
#undef INTERFACE
#define INTERFACE IVssCreateExpressWriterMetadata
DECLARE_INTERFACE_(IVssCreateExpressWriterMetadata, IUnknown)
{
    VSS_IUNKNOWN_METHODS

    /**
     * Says that files are left out although they belong to a component.
     *
     * @param wszPath  root directory of the exclusion; environment variables such as %SystemRoot%
     *        allowed, no wildcards, final backslash optional
     * @param wszFilespec  file specification without directory part (no backslash); ? and * allowed
     * @param bRecursive  true for the whole hierarchy below the path, false for the one directory
     *
     * Returns:   S_OK, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_INVALID_XML_DOCUMENT, VSS_E_UNEXPECTED,
     *            E_UNEXPECTED
     * Source:    sdk-api:vswriter/nf-vswriter-ivsscreateexpresswritermetadata-addexcludefiles.md
     *            (rules AddExcludeFiles-1 to -5)
     */
    STDMETHOD(AddExcludeFiles)(THIS_ LPCWSTR wszPath, LPCWSTR wszFilespec, bool bRecursive) PURE;

    /**
     * Adds a file group; its files follow in other calls.
     *
     * @param ct  component type; the page calls it componentType; only VSS_CT_FILEGROUP
     * @param wszLogicalPath  logical path; optional
     * @param wszComponentName  name, not localized, without backslashes; required
     * @param wszCaption  friendly name, possibly localized, may hold backslashes; optional
     * @param pbIcon  icon bitmap; optional
     * @param cbIcon  size of pbIcon in bytes; zero when pbIcon is NULL
     * @param bRestoreMetadata  reserved, always false
     * @param bNotifyOnBackupComplete  reserved, always false
     * @param bSelectable  true: the component may be left out of a backup; false: it is backed up
     *        whenever any component of the writer is
     * @param bSelectableForRestore  true: may be restored alone although only implicitly included;
     *        default false
     * @param dwComponentFlags  VSS_COMPONENT_FLAGS bits; default 0; not
     *        VSS_CF_APP_ROLLBACK_RECOVERY, not VSS_CF_BACKUP_RECOVERY
     *
     * Returns:   S_OK, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_INVALID_XML_DOCUMENT,
     *            VSS_E_OBJECT_ALREADY_EXISTS, VSS_E_UNEXPECTED, E_UNEXPECTED
     * Source:    sdk-api:vswriter/nf-vswriter-ivsscreateexpresswritermetadata-addcomponent.md
     *            (rules AddComponent-1 to -12)
     */
    STDMETHOD(AddComponent)(THIS_ VSS_COMPONENT_TYPE ct, LPCWSTR wszLogicalPath,
                            LPCWSTR wszComponentName, LPCWSTR wszCaption, const BYTE *pbIcon,
                            UINT cbIcon, bool bRestoreMetadata, bool bNotifyOnBackupComplete,
                            bool bSelectable, bool bSelectableForRestore VSS_DEFAULT(false),
                            DWORD dwComponentFlags VSS_DEFAULT(0)) PURE;

    /**
     * Adds files to a file group component.
     *
     * @param wszLogicalPath  logical path of the component
     * @param wszGroupName  name of the file group component
     * @param wszPath  default root directory of the files; environment variables such as
     *        %SystemRoot% allowed, no wildcards, final backslash optional
     * @param wszFilespec  file specification without directory part (no backslash); ? and * allowed
     * @param bRecursive  true for the whole hierarchy below the path, false for the one directory
     * @param wszAlternateLocation  reserved, must be NULL
     * @param dwBackupTypeMask  VSS_FILE_SPEC_BACKUP_TYPE bits; default VSS_FSBT_ALL_BACKUP_REQUIRED
     *        | VSS_FSBT_ALL_SNAPSHOT_REQUIRED (0xF0F); may not hold the DIFFERENTIAL, INCREMENTAL
     *        or LOG backup-required bits
     *
     * Returns:   S_OK, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_INVALID_XML_DOCUMENT,
     *            VSS_E_OBJECT_NOT_FOUND, VSS_E_UNEXPECTED, E_UNEXPECTED
     * Source:
     *   sdk-api:vswriter/nf-vswriter-ivsscreateexpresswritermetadata-addfilestofilegroup.md (rules
     *   AddFilesToFileGroup-1 to -8)
     */
    STDMETHOD(AddFilesToFileGroup)(THIS_ LPCWSTR wszLogicalPath, LPCWSTR wszGroupName,
                                   LPCWSTR wszPath, LPCWSTR wszFilespec, bool bRecursive,
                                   LPCWSTR wszAlternateLocation,
                                   DWORD dwBackupTypeMask
                                       VSS_DEFAULT(VSS_FSBT_ALL_BACKUP_REQUIRED |
                                                   VSS_FSBT_ALL_SNAPSHOT_REQUIRED)) PURE;

    /**
     * Says how the writer's data are restored, once for all its components.
     *
     * @param method  a VSS_RESTOREMETHOD_ENUM value; required; not VSS_RME_UNDEFINED, not
     *        VSS_RME_RESTORE_TO_ALTERNATE_LOCATION, not VSS_RME_CUSTOM
     * @param wszService  service to stop before the restore and start after it; only for
     *        VSS_RME_STOP_RESTORE_START and VSS_RME_RESTORE_STOP_START, otherwise it should be NULL
     * @param wszUserProcedure  reserved, always NULL
     * @param writerRestore  a VSS_WRITERRESTORE_ENUM value; the page calls it wreWriterRestore;
     *        must be VSS_WRE_NEVER
     * @param bRebootRequired  true when a reboot is needed after the restore
     *
     * Returns:   S_OK, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_INVALID_XML_DOCUMENT, VSS_E_UNEXPECTED,
     *            E_UNEXPECTED
     * Source:    sdk-api:vswriter/nf-vswriter-ivsscreateexpresswritermetadata-setrestoremethod.md
     *            (rules SetRestoreMethod-1 to -8)
     */
    STDMETHOD(SetRestoreMethod)(THIS_ VSS_RESTOREMETHOD_ENUM method, LPCWSTR wszService,
                                LPCWSTR wszUserProcedure, VSS_WRITERRESTORE_ENUM writerRestore,
                                bool bRebootRequired) PURE;

    /**
     * Says that a component needs a component of another writer.
     *
     * @param wszForLogicalPath  logical path of the dependent component of this writer
     * @param wszForComponentName  name of the dependent component
     * @param onWriterId  class id of the other writer
     * @param wszOnLogicalPath  logical path of the component that is depended on
     * @param wszOnComponentName  name of the component that is depended on
     *
     * Returns:   S_OK, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_INVALID_XML_DOCUMENT,
     *            VSS_E_OBJECT_NOT_FOUND, VSS_E_UNEXPECTED, E_UNEXPECTED
     * Source:
     *   sdk-api:vswriter/nf-vswriter-ivsscreateexpresswritermetadata-addcomponentdependency.md
     *   (rules AddComponentDependency-1 to -2)
     */
    STDMETHOD(AddComponentDependency)(THIS_ LPCWSTR wszForLogicalPath, LPCWSTR wszForComponentName,
                                      VSS_ID onWriterId, LPCWSTR wszOnLogicalPath,
                                      LPCWSTR wszOnComponentName) PURE;

    /**
     * Says which kinds of backup the writer takes part in, as VSS_BACKUP_SCHEMA bits.
     *
     * @param dwSchemaMask  VSS_BACKUP_SCHEMA bits
     *
     * Returns:   S_OK, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_INVALID_XML_DOCUMENT
     * Source:    sdk-api:vswriter/nf-vswriter-ivsscreateexpresswritermetadata-setbackupschema.md
     *            (rules SetBackupSchema-1 to -4)
     */
    STDMETHOD(SetBackupSchema)(THIS_ DWORD dwSchemaMask) PURE;

    /**
     * Gives the document as text, to be registered with IVssExpressWriter::LoadMetadata.
     *
     * @param pbstrXML  receives the document; the page marks it [in]
     *
     * Returns:   S_OK, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_INVALID_XML_DOCUMENT, VSS_E_UNEXPECTED,
     *            E_UNEXPECTED
     * Ownership: The caller frees the string with SysFreeString.
     * Source:    sdk-api:vswriter/nf-vswriter-ivsscreateexpresswritermetadata-saveasxml.md (rules
     *            SaveAsXML-1 to -3)
     */
    STDMETHOD(SaveAsXML)(THIS_ BSTR *pbstrXML) PURE;
};
#undef INTERFACE
VSS_IID(IVssCreateExpressWriterMetadata, 0x9c772e77, 0xb26e, 0x427f,
        0x92, 0xdd, 0xc9, 0x96, 0xf4, 0x1e, 0xa5, 0xe3)

#if defined(COBJMACROS) && defined(VSS_C_FACE)
#define IVssCreateExpressWriterMetadata_QueryInterface(This, riid, ppvObject) \
    (This)->lpVtbl->QueryInterface(This, riid, ppvObject)
#define IVssCreateExpressWriterMetadata_AddRef(This) (This)->lpVtbl->AddRef(This)
#define IVssCreateExpressWriterMetadata_Release(This) (This)->lpVtbl->Release(This)
#define IVssCreateExpressWriterMetadata_AddExcludeFiles(This, wszPath, wszFilespec, bRecursive) \
    (This)->lpVtbl->AddExcludeFiles(This, wszPath, wszFilespec, bRecursive)
#define IVssCreateExpressWriterMetadata_AddComponent(This, ct, wszLogicalPath, wszComponentName, \
        wszCaption, pbIcon, cbIcon, bRestoreMetadata, bNotifyOnBackupComplete, bSelectable, \
        bSelectableForRestore, dwComponentFlags) \
    (This)->lpVtbl->AddComponent(This, ct, wszLogicalPath, wszComponentName, wszCaption, pbIcon, \
        cbIcon, bRestoreMetadata, bNotifyOnBackupComplete, bSelectable, bSelectableForRestore, \
        dwComponentFlags)
#define IVssCreateExpressWriterMetadata_AddFilesToFileGroup(This, wszLogicalPath, wszGroupName, \
        wszPath, wszFilespec, bRecursive, wszAlternateLocation, dwBackupTypeMask) \
    (This)->lpVtbl->AddFilesToFileGroup(This, wszLogicalPath, wszGroupName, wszPath, wszFilespec, \
        bRecursive, wszAlternateLocation, dwBackupTypeMask)
#define IVssCreateExpressWriterMetadata_SetRestoreMethod(This, method, wszService, \
        wszUserProcedure, writerRestore, bRebootRequired) \
    (This)->lpVtbl->SetRestoreMethod(This, method, wszService, wszUserProcedure, writerRestore, \
        bRebootRequired)
#define IVssCreateExpressWriterMetadata_AddComponentDependency(This, wszForLogicalPath, \
        wszForComponentName, onWriterId, wszOnLogicalPath, wszOnComponentName) \
    (This)->lpVtbl->AddComponentDependency(This, wszForLogicalPath, wszForComponentName, \
        onWriterId, wszOnLogicalPath, wszOnComponentName)
#define IVssCreateExpressWriterMetadata_SetBackupSchema(This, dwSchemaMask) \
    (This)->lpVtbl->SetBackupSchema(This, dwSchemaMask)
#define IVssCreateExpressWriterMetadata_SaveAsXML(This, pbstrXML) \
    (This)->lpVtbl->SaveAsXML(This, pbstrXML)
#endif

/**
 * Registers writers that consist of a metadata document only, without a running program.
 *
 * Since:     Windows 7, Windows Server 2008 R2
 * Source:    sdk-api:vswriter/nl-vswriter-ivssexpresswriter.md
 */
#undef INTERFACE
#define INTERFACE IVssExpressWriter
DECLARE_INTERFACE_(IVssExpressWriter, IUnknown)
{
    VSS_IUNKNOWN_METHODS

    /**
     * Begins a metadata document for such a writer.
     *
     * @param writerId  writer class id
     * @param writerName  name of the writer class, not localized
     * @param usageType  only VSS_UT_BOOTABLESYSTEMSTATE, VSS_UT_SYSTEMSERVICE or VSS_UT_USERDATA
     * @param versionMajor  major version of the writer
     * @param versionMinor  minor version of the writer
     * @param reserved  for the system; no value is named
     * @param ppMetadata  receives the IVssCreateExpressWriterMetadata
     *
     * Returns:   S_OK
     * Source:    sdk-api:vswriter/nf-vswriter-ivssexpresswriter-createmetadata.md (rules
     *            CreateMetadata-1 to -3)
     */
    STDMETHOD(CreateMetadata)(THIS_ VSS_ID writerId, LPCWSTR writerName, VSS_USAGE_TYPE usageType,
                              DWORD versionMajor, DWORD versionMinor, DWORD reserved,
                              IVssCreateExpressWriterMetadata **ppMetadata) PURE;

    /**
     * Takes a finished document, to be registered.
     *
     * @param metadata  the writer's metadata as a string
     * @param reserved  for the system; no value is named
     *
     * Returns:   S_OK, VSS_E_INVALID_XML_DOCUMENT
     * Source:    sdk-api:vswriter/nf-vswriter-ivssexpresswriter-loadmetadata.md (rule
     *            LoadMetadata-1)
     */
    STDMETHOD(LoadMetadata)(THIS_ LPCWSTR metadata, DWORD reserved) PURE;

    /**
     * Makes the loaded writer known to VSS.
     *
     * Returns:   S_OK, VSS_E_OBJECT_ALREADY_EXISTS
     * Source:    sdk-api:vswriter/nf-vswriter-ivssexpresswriter-register.md (rules Register-1 to
     *            -2)
     */
    STDMETHOD(Register)(THIS) PURE;

    /**
     * Takes a writer out again.
     *
     * @param writerId  writer class id
     *
     * Returns:   S_OK, VSS_E_OBJECT_NOT_FOUND
     * Source:    sdk-api:vswriter/nf-vswriter-ivssexpresswriter-unregister.md (rules Unregister-1
     *            to -2)
     */
    STDMETHOD(Unregister)(THIS_ VSS_ID writerId) PURE;
};
#undef INTERFACE
VSS_IID(IVssExpressWriter, 0xe33affdc, 0x59c7, 0x47b1,
        0x97, 0xd5, 0x42, 0x66, 0x59, 0x8f, 0x62, 0x35)

#if defined(COBJMACROS) && defined(VSS_C_FACE)
#define IVssExpressWriter_QueryInterface(This, riid, ppvObject) \
    (This)->lpVtbl->QueryInterface(This, riid, ppvObject)
#define IVssExpressWriter_AddRef(This) (This)->lpVtbl->AddRef(This)
#define IVssExpressWriter_Release(This) (This)->lpVtbl->Release(This)
#define IVssExpressWriter_CreateMetadata(This, writerId, writerName, usageType, versionMajor, \
        versionMinor, reserved, ppMetadata) \
    (This)->lpVtbl->CreateMetadata(This, writerId, writerName, usageType, versionMajor, \
        versionMinor, reserved, ppMetadata)
#define IVssExpressWriter_LoadMetadata(This, metadata, reserved) \
    (This)->lpVtbl->LoadMetadata(This, metadata, reserved)
#define IVssExpressWriter_Register(This) (This)->lpVtbl->Register(This)
#define IVssExpressWriter_Unregister(This, writerId) (This)->lpVtbl->Unregister(This, writerId)
#endif

/**
 * The object behind a CVssWriter. No page describes it; the methods are those behind the CVssWriter
 * methods of the same or a similar name, which have the rules.
 *
 * Source:    not documented by a page; mingw-w64 declares it
 */
#undef INTERFACE
#define INTERFACE IVssWriterImpl
DECLARE_INTERFACE_(IVssWriterImpl, IUnknown)
{
    VSS_IUNKNOWN_METHODS

    /**
     * Stands behind CVssWriter::Initialize and CVssWriterEx::InitializeEx. The instance name comes
     * third here; versions are 0 for Initialize.
     *
     * Source:    mingw-w64 vswriter.h
     */
    STDMETHOD(Initialize)(THIS_ VSS_ID writerId, LPCWSTR wszWriterName,
                          LPCWSTR wszWriterInstanceName, DWORD dwMajorVersion, DWORD dwMinorVersion,
                          VSS_USAGE_TYPE ut, VSS_SOURCE_TYPE st, VSS_APPLICATION_LEVEL nLevel,
                          DWORD dwTimeout, VSS_ALTERNATE_WRITER_STATE aws,
                          boolean bIOThrottlingOnly) PURE;

    /**
     * Stands behind CVssWriter::Subscribe, which passes INFINITE, and CVssWriterEx::SubscribeEx.
     *
     * Source:    mingw-w64 vswriter.h
     */
    STDMETHOD(Subscribe)(THIS_ DWORD dwSubscribeTimeout, DWORD dwEventFlags) PURE;

    /**
     * Stands behind CVssWriter::Unsubscribe. When it has returned no handler runs any more.
     *
     * Source:    mingw-w64 vswriter.h
     */
    STDMETHOD(Unsubscribe)(THIS) PURE;

    /**
     * Undoes Initialize; the destructor of CVssWriter calls it before Release.
     *
     * Source:    mingw-w64 vswriter.h
     */
    STDMETHOD_(void, Uninitialize)(THIS) PURE;

    /**
     * Gives the original names of the volumes in the shadow copy set; array and strings stay the
     * object's.
     *
     * Source:    mingw-w64 vswriter.h
     */
    STDMETHOD_(LPCWSTR *, GetCurrentVolumeArray)(THIS) PURE;

    /**
     * Counts the names of GetCurrentVolumeArray.
     *
     * Source:    mingw-w64 vswriter.h
     */
    STDMETHOD_(UINT, GetCurrentVolumeCount)(THIS) PURE;

    /**
     * Gives the device name of a volume's shadow copy; the string stays the object's.
     *
     * Source:    mingw-w64 vswriter.h
     */
    STDMETHOD(GetSnapshotDeviceName)(THIS_ LPCWSTR wszOriginalVolume,
                                     LPCWSTR *ppwszSnapshotDevice) PURE;

    /**
     * Gives the id of the shadow copy set. On Windows the slot is VSS_ID *(This, VSS_ID *pResult);
     * see VSS_STRUCT_METHOD.
     *
     * Source:    mingw-w64 vswriter.h
     */
    VSS_STRUCT_METHOD(VSS_ID, GetCurrentSnapshotSetId)

    /**
     * Gives the context of the shadow copy, a VSS_SNAPSHOT_CONTEXT with attributes.
     *
     * Source:    mingw-w64 vswriter.h
     */
    STDMETHOD_(LONG, GetContext)(THIS) PURE;

    /**
     * Gives the level at which Freeze is under way.
     *
     * Source:    mingw-w64 vswriter.h
     */
    STDMETHOD_(VSS_APPLICATION_LEVEL, GetCurrentLevel)(THIS) PURE;

    /**
     * Tells whether a path lies on a volume of the shadow copy set.
     *
     * Source:    mingw-w64 vswriter.h
     */
    STDMETHOD_(boolean, IsPathAffected)(THIS_ LPCWSTR wszPath) PURE;

    /**
     * Tells whether the backup includes the bootable system state.
     *
     * Source:    mingw-w64 vswriter.h
     */
    STDMETHOD_(boolean, IsBootableSystemStateBackedUp)(THIS) PURE;

    /**
     * Tells whether the requester works in component mode.
     *
     * Source:    mingw-w64 vswriter.h
     */
    STDMETHOD_(boolean, AreComponentsSelected)(THIS) PURE;

    /**
     * Gives the type of the backup.
     *
     * Source:    mingw-w64 vswriter.h
     */
    STDMETHOD_(VSS_BACKUP_TYPE, GetBackupType)(THIS) PURE;

    /**
     * Gives the type of the restore.
     *
     * Source:    mingw-w64 vswriter.h
     */
    STDMETHOD_(VSS_RESTORE_TYPE, GetRestoreType)(THIS) PURE;

    /**
     * Reports a failure of the event that is being handled.
     *
     * Source:    mingw-w64 vswriter.h
     */
    STDMETHOD(SetWriterFailure)(THIS_ HRESULT hr) PURE;

    /**
     * Tells whether the requester can back up parts of files.
     *
     * Source:    mingw-w64 vswriter.h
     */
    STDMETHOD_(boolean, IsPartialFileSupportEnabled)(THIS) PURE;

    /**
     * Not supported; reserved.
     *
     * Source:    mingw-w64 vswriter.h
     */
    STDMETHOD(InstallAlternateWriter)(THIS_ VSS_ID idWriter, CLSID clsid) PURE;

    /**
     * Gives the writer's metadata as reported in Identify. VSS keeps the reference.
     *
     * Source:    mingw-w64 vswriter.h
     */
    STDMETHOD_(IVssExamineWriterMetadata *, GetIdentityInformation)(THIS) PURE;

    /**
     * Reports a failure with the application's own code and text.
     *
     * Source:    mingw-w64 vswriter.h
     */
    STDMETHOD(SetWriterFailureEx)(THIS_ HRESULT hr, HRESULT hrApplication,
                                  LPCWSTR wszApplicationMessage) PURE;

    /**
     * Gives the id of the backup or restore session.
     *
     * Source:    mingw-w64 vswriter.h
     */
    STDMETHOD(GetSessionId)(THIS_ VSS_ID *idSession) PURE;

    /**
     * Tells whether the writer is about to end.
     *
     * Source:    mingw-w64 vswriter.h
     */
    STDMETHOD_(boolean, IsWriterShuttingDown)(THIS) PURE;
};
#undef INTERFACE

#if defined(COBJMACROS) && defined(VSS_C_FACE)
#define IVssWriterImpl_QueryInterface(This, riid, ppvObject) \
    (This)->lpVtbl->QueryInterface(This, riid, ppvObject)
#define IVssWriterImpl_AddRef(This) (This)->lpVtbl->AddRef(This)
#define IVssWriterImpl_Release(This) (This)->lpVtbl->Release(This)
#define IVssWriterImpl_Initialize(This, writerId, wszWriterName, wszWriterInstanceName, \
        dwMajorVersion, dwMinorVersion, ut, st, nLevel, dwTimeout, aws, bIOThrottlingOnly) \
    (This)->lpVtbl->Initialize(This, writerId, wszWriterName, wszWriterInstanceName, \
        dwMajorVersion, dwMinorVersion, ut, st, nLevel, dwTimeout, aws, bIOThrottlingOnly)
#define IVssWriterImpl_Subscribe(This, dwSubscribeTimeout, dwEventFlags) \
    (This)->lpVtbl->Subscribe(This, dwSubscribeTimeout, dwEventFlags)
#define IVssWriterImpl_Unsubscribe(This) (This)->lpVtbl->Unsubscribe(This)
#define IVssWriterImpl_Uninitialize(This) (This)->lpVtbl->Uninitialize(This)
#define IVssWriterImpl_GetCurrentVolumeArray(This) (This)->lpVtbl->GetCurrentVolumeArray(This)
#define IVssWriterImpl_GetCurrentVolumeCount(This) (This)->lpVtbl->GetCurrentVolumeCount(This)
#define IVssWriterImpl_GetSnapshotDeviceName(This, wszOriginalVolume, ppwszSnapshotDevice) \
    (This)->lpVtbl->GetSnapshotDeviceName(This, wszOriginalVolume, ppwszSnapshotDevice)
#ifdef _WIN32
static inline VSS_ID IVssWriterImpl_GetCurrentSnapshotSetId(IVssWriterImpl *This)
{
    VSS_ID result;
    return *This->lpVtbl->GetCurrentSnapshotSetId(This, &result);
}
#else
#define IVssWriterImpl_GetCurrentSnapshotSetId(This) (This)->lpVtbl->GetCurrentSnapshotSetId(This)
#endif
#define IVssWriterImpl_GetContext(This) (This)->lpVtbl->GetContext(This)
#define IVssWriterImpl_GetCurrentLevel(This) (This)->lpVtbl->GetCurrentLevel(This)
#define IVssWriterImpl_IsPathAffected(This, wszPath) (This)->lpVtbl->IsPathAffected(This, wszPath)
#define IVssWriterImpl_IsBootableSystemStateBackedUp(This) \
    (This)->lpVtbl->IsBootableSystemStateBackedUp(This)
#define IVssWriterImpl_AreComponentsSelected(This) (This)->lpVtbl->AreComponentsSelected(This)
#define IVssWriterImpl_GetBackupType(This) (This)->lpVtbl->GetBackupType(This)
#define IVssWriterImpl_GetRestoreType(This) (This)->lpVtbl->GetRestoreType(This)
#define IVssWriterImpl_SetWriterFailure(This, hr) (This)->lpVtbl->SetWriterFailure(This, hr)
#define IVssWriterImpl_IsPartialFileSupportEnabled(This) \
    (This)->lpVtbl->IsPartialFileSupportEnabled(This)
#define IVssWriterImpl_InstallAlternateWriter(This, idWriter, clsid) \
    (This)->lpVtbl->InstallAlternateWriter(This, idWriter, clsid)
#define IVssWriterImpl_GetIdentityInformation(This) (This)->lpVtbl->GetIdentityInformation(This)
#define IVssWriterImpl_SetWriterFailureEx(This, hr, hrApplication, wszApplicationMessage) \
    (This)->lpVtbl->SetWriterFailureEx(This, hr, hrApplication, wszApplicationMessage)
#define IVssWriterImpl_GetSessionId(This, idSession) (This)->lpVtbl->GetSessionId(This, idSession)
#define IVssWriterImpl_IsWriterShuttingDown(This) (This)->lpVtbl->IsWriterShuttingDown(This)
#endif

/* clang-format on */

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Makes the object that registers express writers.
 *
 * @param ppWriter  receives the new IVssExpressWriter
 *
 * Returns:   S_OK, E_ACCESSDENIED, E_INVALIDARG
 * Source:    sdk-api:vswriter/nf-vswriter-createvssexpresswriter.md (rules CreateVssExpressWriter-1
 *            to -2)
 */
VSAPI_EXPORT HRESULT STDAPICALLTYPE CreateVssExpressWriter(IVssExpressWriter **ppWriter);

/**
 * The exported name behind CreateVssExpressWriter; programs do not call it.
 *
 * @param ppWriter  receives the new IVssExpressWriter
 *
 * Returns:   S_OK, E_ACCESSDENIED, E_INVALIDARG
 * Source:    sdk-api:vswriter/nf-vswriter-createvssexpresswriterinternal.md (rule
 *            CreateVssExpressWriterInternal-1)
 */
VSAPI_EXPORT HRESULT STDAPICALLTYPE CreateVssExpressWriterInternal(IVssExpressWriter **ppWriter);

#ifdef __cplusplus
}
#endif

#if defined(__cplusplus) && !defined(CINTERFACE)
#include <vsapi/cvsswriter.h>
#endif

#endif
