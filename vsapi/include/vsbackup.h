/*
 * vsbackup.h - the requester's side of VSS.
 *
 * A requester makes one IVssBackupComponents object for each backup or restore. Through it, it asks
 * the writers what they have (IVssExamineWriterMetadata, IVssWMComponent), chooses components,
 * makes the shadow copy set, copies the files, and tells the writers when it is over; what happened
 * is kept in the Backup Components Document, which it saves as XML and gives back for the restore.
 *
 * Strings handed out as BSTR are freed with SysFreeString, those handed out as VSS_PWSZ with
 * CoTaskMemFree.
 */
#ifndef VSAPI_VSBACKUP_H
#define VSAPI_VSBACKUP_H

#include <vswriter.h>

typedef interface IVssWMComponent IVssWMComponent;
typedef interface IVssExamineWriterMetadata IVssExamineWriterMetadata;
typedef interface IVssExamineWriterMetadataEx IVssExamineWriterMetadataEx;
typedef interface IVssExamineWriterMetadataEx2 IVssExamineWriterMetadataEx2;
typedef interface IVssWriterComponentsExt IVssWriterComponentsExt;
typedef interface IVssBackupComponents IVssBackupComponents;
typedef interface IVssBackupComponentsEx IVssBackupComponentsEx;
typedef interface IVssBackupComponentsEx2 IVssBackupComponentsEx2;
typedef interface IVssBackupComponentsEx3 IVssBackupComponentsEx3;
typedef interface IVssBackupComponentsEx4 IVssBackupComponentsEx4;

/**
 * What a writer's metadata say of one component. Read-only; freed by
 * IVssWMComponent::FreeComponentInfo.
 *
 * Source: sdk-api:vsbackup/ns-vsbackup-vss_componentinfo.md
 */
typedef struct _VSS_COMPONENTINFO {
    VSS_COMPONENT_TYPE type; /* component type */
    /* logical path; may be NULL; when not NULL it may contain any characters */
    BSTR bstrLogicalPath;
    BSTR bstrComponentName; /* component name; never NULL */
    BSTR bstrCaption;       /* description of the component; may be NULL */
    /* icon data in .ico file format, cbIcon bytes long; NULL when the writer gave none */
    BYTE *pbIcon;
    UINT cbIcon; /* size of the icon in bytes; 0 when pbIcon is NULL */
    /*
     * true when private metadata belongs to the restore of the component; set by the writer in
     * IVssCreateWriterMetadata::AddComponent, the metadata itself passing through
     * IVssComponent::SetRestoreMetadata and GetRestoreMetadata
     */
    bool bRestoreMetadata;
    bool bNotifyOnBackupComplete; /* reserved; always false */
    /*
     * selectable for backup in component mode; has no default, the writer states it in AddComponent
     */
    bool bSelectable;
    /*
     * whether the component, if it was implicitly included in the backup, can be restored on its
     * own; default false, overridden in AddComponent
     */
    bool bSelectableForRestore;
    /* OR of VSS_COMPONENT_FLAGS; reserved for the system before Windows Server 2003 SP1 */
    DWORD dwComponentFlags;
    UINT cFileCount; /* file group: number of file descriptors; other types: 0 */
    UINT cDatabases; /* database: number of database file descriptors; other types: 0 */
    UINT cLogFiles;  /* database: number of log file descriptors; other types: 0 */
    /*
     * number of explicit writer-component dependencies; one more for each
     * IVssCreateWriterMetadata::AddComponentDependency call of the writer
     */
    UINT cDependencies;
} VSS_COMPONENTINFO;
typedef const VSS_COMPONENTINFO *PVSSCOMPONENTINFO;

/* clang-format takes the COM macros for expressions. */
/* clang-format off */

/**
 * One component of a writer as its metadata describe it.
 *
 * Since:     Windows XP / Windows Server 2003
 * Source:    sdk-api:vsbackup/nl-vsbackup-ivsswmcomponent.md
 */
#undef INTERFACE
#define INTERFACE IVssWMComponent
DECLARE_INTERFACE_(IVssWMComponent, IUnknown)
{
    VSS_IUNKNOWN_METHODS

    /**
     * Gives the data of the component, for FreeComponentInfo.
     *
     * @param ppInfo  receives a pointer to a VSS_COMPONENTINFO that the method allocates
     *        (PVSSCOMPONENTINFO is const VSS_COMPONENTINFO *)
     *
     * Returns:   S_OK, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_INVALID_XML_DOCUMENT, VSS_E_UNEXPECTED,
     *            E_UNEXPECTED
     * Ownership: The caller gives the structure back with IVssWMComponent::FreeComponentInfo.
     * Source:    sdk-api:vsbackup/nf-vsbackup-ivsswmcomponent-getcomponentinfo.md (rules
     *            GetComponentInfo-1 to -2)
     */
    STDMETHOD(GetComponentInfo)(THIS_ PVSSCOMPONENTINFO *ppInfo) PURE;

    /**
     * Frees what GetComponentInfo gave.
     *
     * @param pInfo  structure obtained from GetComponentInfo (the page labels it an output)
     *
     * Returns:   S_OK
     * Ownership: Frees what GetComponentInfo allocated; the strings and the icon go with it,
     *            nothing in the structure is to be freed directly.
     * Source:    sdk-api:vsbackup/nf-vsbackup-ivsswmcomponent-freecomponentinfo.md (rules
     *            FreeComponentInfo-1 to -2)
     */
    STDMETHOD(FreeComponentInfo)(THIS_ PVSSCOMPONENTINFO pInfo) PURE;

    /**
     * Gives one file set of a file group by its index.
     *
     * @param iFile  zero-based index, below cFileCount of VSS_COMPONENTINFO
     * @param ppFiledesc  receives an IVssWMFiledesc
     *
     * Returns:   S_OK, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_INVALID_XML_DOCUMENT,
     *            VSS_E_OBJECT_NOT_FOUND, VSS_E_UNEXPECTED, E_UNEXPECTED
     * Ownership: The caller calls Release on the IVssWMFiledesc.
     * Source:    sdk-api:vsbackup/nf-vsbackup-ivsswmcomponent-getfile.md (rules GetFile-1 to -3)
     */
    STDMETHOD(GetFile)(THIS_ UINT iFile, IVssWMFiledesc **ppFiledesc) PURE;

    /**
     * Gives one file set of a database by its index.
     *
     * @param iDBFile  zero-based index, below cDatabases of VSS_COMPONENTINFO
     * @param ppFiledesc  receives an IVssWMFiledesc
     *
     * Returns:   S_OK, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_INVALID_XML_DOCUMENT,
     *            VSS_E_OBJECT_NOT_FOUND, VSS_E_UNEXPECTED, E_UNEXPECTED
     * Ownership: The caller calls Release on the IVssWMFiledesc.
     * Source:    sdk-api:vsbackup/nf-vsbackup-ivsswmcomponent-getdatabasefile.md (rules
     *            GetDatabaseFile-1 to -3)
     */
    STDMETHOD(GetDatabaseFile)(THIS_ UINT iDBFile, IVssWMFiledesc **ppFiledesc) PURE;

    /**
     * Gives one log file set of a database by its index.
     *
     * @param iDbLogFile  zero-based index, below cLogFiles of VSS_COMPONENTINFO
     * @param ppFiledesc  receives an IVssWMFiledesc
     *
     * Returns:   S_OK, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_INVALID_XML_DOCUMENT,
     *            VSS_E_OBJECT_NOT_FOUND, VSS_E_UNEXPECTED, E_UNEXPECTED
     * Ownership: The caller calls Release on the IVssWMFiledesc.
     * Source:    sdk-api:vsbackup/nf-vsbackup-ivsswmcomponent-getdatabaselogfile.md (rules
     *            GetDatabaseLogFile-1 to -3)
     */
    STDMETHOD(GetDatabaseLogFile)(THIS_ UINT iDbLogFile, IVssWMFiledesc **ppFiledesc) PURE;

    /**
     * Gives one dependency on another writer's component by its index.
     *
     * @param iDependency  zero-based index, below cDependencies of VSS_COMPONENTINFO
     * @param ppDependency  receives an IVssWMDependency
     *
     * Returns:   S_OK, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_INVALID_XML_DOCUMENT,
     *            VSS_E_OBJECT_NOT_FOUND, VSS_E_UNEXPECTED, E_UNEXPECTED
     * Ownership: The caller calls Release on the IVssWMDependency.
     * Source:    sdk-api:vsbackup/nf-vsbackup-ivsswmcomponent-getdependency.md (rules
     *            GetDependency-1 to -3)
     */
    STDMETHOD(GetDependency)(THIS_ UINT iDependency, IVssWMDependency **ppDependency) PURE;
};
#undef INTERFACE

#if defined(COBJMACROS) && defined(VSS_C_FACE)
#define IVssWMComponent_QueryInterface(This, riid, ppvObject) \
    (This)->lpVtbl->QueryInterface(This, riid, ppvObject)
#define IVssWMComponent_AddRef(This) (This)->lpVtbl->AddRef(This)
#define IVssWMComponent_Release(This) (This)->lpVtbl->Release(This)
#define IVssWMComponent_GetComponentInfo(This, ppInfo) \
    (This)->lpVtbl->GetComponentInfo(This, ppInfo)
#define IVssWMComponent_FreeComponentInfo(This, pInfo) \
    (This)->lpVtbl->FreeComponentInfo(This, pInfo)
#define IVssWMComponent_GetFile(This, iFile, ppFiledesc) \
    (This)->lpVtbl->GetFile(This, iFile, ppFiledesc)
#define IVssWMComponent_GetDatabaseFile(This, iDBFile, ppFiledesc) \
    (This)->lpVtbl->GetDatabaseFile(This, iDBFile, ppFiledesc)
#define IVssWMComponent_GetDatabaseLogFile(This, iDbLogFile, ppFiledesc) \
    (This)->lpVtbl->GetDatabaseLogFile(This, iDbLogFile, ppFiledesc)
#define IVssWMComponent_GetDependency(This, iDependency, ppDependency) \
    (This)->lpVtbl->GetDependency(This, iDependency, ppDependency)
#endif

/**
 * Reads the Writer Metadata Document of one writer. Strings are handed out as BSTR and are the
 * caller's.
 *
 * Since:     Windows XP / Windows Server 2003
 * Source:    sdk-api:vsbackup/nl-vsbackup-ivssexaminewritermetadata.md
 */
#undef INTERFACE
#define INTERFACE IVssExamineWriterMetadata
DECLARE_INTERFACE_(IVssExamineWriterMetadata, IUnknown)
{
    VSS_IUNKNOWN_METHODS

    /**
     * Gives ids, name, usage and source type of the writer.
     *
     * @param pidInstance  caller-allocated; receives the identifier of the writer instance
     * @param pidWriter  caller-allocated; receives the identifier of the writer class
     * @param pbstrWriterName  caller-allocated; receives a new BSTR with the writer's name
     * @param pUsage  caller-allocated; receives a VSS_USAGE_TYPE (how the host uses the writer's
     *        data)
     * @param pSource  caller-allocated; receives a VSS_SOURCE_TYPE (kind of data the writer
     *        manages)
     *
     * Returns:   S_OK, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_INVALID_XML_DOCUMENT, VSS_E_UNEXPECTED,
     *            E_UNEXPECTED
     * Ownership: The caller frees the name string with SysFreeString.
     * Source:    sdk-api:vsbackup/nf-vsbackup-ivssexaminewritermetadata-getidentity.md (rules
     *            GetIdentity-1 to -3)
     */
    STDMETHOD(GetIdentity)(THIS_ VSS_ID *pidInstance, VSS_ID *pidWriter, BSTR *pbstrWriterName,
                           VSS_USAGE_TYPE *pUsage, VSS_SOURCE_TYPE *pSource) PURE;

    /**
     * Counts the include sets, exclude sets and components.
     *
     * @param pcIncludeFiles  reserved for the system; still part of the signature
     * @param pcExcludeFiles  caller-allocated; receives how many file sets the writer explicitly
     *        excludes from backup
     * @param pcComponents  caller-allocated; receives how many components the writer manages
     *
     * Returns:   S_OK, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_INVALID_XML_DOCUMENT, VSS_E_UNEXPECTED,
     *            E_UNEXPECTED
     * Source:    sdk-api:vsbackup/nf-vsbackup-ivssexaminewritermetadata-getfilecounts.md (rules
     *            GetFileCounts-1 to -2)
     */
    STDMETHOD(GetFileCounts)(THIS_ UINT *pcIncludeFiles, UINT *pcExcludeFiles,
                             UINT *pcComponents) PURE;

    /**
     * Not supported; reserved.
     *
     * @param iFile  reserved for the system
     * @param ppFiledesc  reserved for the system
     *
     * Source:    sdk-api:vsbackup/nf-vsbackup-ivssexaminewritermetadata-getincludefile.md (rule
     *            GetIncludeFile-1)
     */
    STDMETHOD(GetIncludeFile)(THIS_ UINT iFile, IVssWMFiledesc **ppFiledesc) PURE;

    /**
     * Gives one set of excluded files by its index.
     *
     * @param iFile  zero-based index of an excluded file set, below the pcExcludeFiles of
     *        GetFileCounts
     * @param ppFiledesc  receives an IVssWMFiledesc describing the file set; out pointer; a NULL is
     *        not mentioned, E_INVALIDARG being the general code for a bad argument
     *
     * Returns:   S_OK, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_INVALID_XML_DOCUMENT,
     *            VSS_E_OBJECT_NOT_FOUND, VSS_E_UNEXPECTED, E_UNEXPECTED
     * Ownership: The caller calls Release on the IVssWMFiledesc.
     * Source:    sdk-api:vsbackup/nf-vsbackup-ivssexaminewritermetadata-getexcludefile.md (rules
     *            GetExcludeFile-1 to -3)
     */
    STDMETHOD(GetExcludeFile)(THIS_ UINT iFile, IVssWMFiledesc **ppFiledesc) PURE;

    /**
     * Gives one component by its index.
     *
     * @param iComponent  zero-based component index, below the pcComponents of GetFileCounts
     * @param ppComponent  receives an IVssWMComponent; out pointer; a NULL is not mentioned,
     *        E_INVALIDARG being the general code for a bad argument
     *
     * Returns:   S_OK, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_INVALID_XML_DOCUMENT,
     *            VSS_E_OBJECT_NOT_FOUND, VSS_E_UNEXPECTED, E_UNEXPECTED
     * Ownership: The caller calls Release on the IVssWMComponent.
     * Source:    sdk-api:vsbackup/nf-vsbackup-ivssexaminewritermetadata-getcomponent.md (rules
     *            GetComponent-1 to -3)
     */
    STDMETHOD(GetComponent)(THIS_ UINT iComponent, IVssWMComponent **ppComponent) PURE;

    /**
     * Gives how the writer's data are restored.
     *
     * @param pMethod  receives a VSS_RESTOREMETHOD_ENUM
     * @param pbstrService  receives a BSTR with the name of the service to stop and start when the
     *        method is VSS_RME_STOP_RESTORE_START or VSS_RME_RESTORE_STOP_START, NULL otherwise
     * @param pbstrUserProcedure  receives a BSTR with the URL of an HTML or XML page telling the
     *        user how to restore; the string may be NULL
     * @param pwriterRestore  receives a VSS_WRITERRESTORE_ENUM: does the writer take part in the
     *        restore
     * @param pbRebootRequired  receives true when a reboot has to follow the restore, else false
     * @param pcMappings  receives the number of alternate location mappings of the writer
     *
     * Returns:   S_OK, S_FALSE, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_INVALID_XML_DOCUMENT,
     *            VSS_E_UNEXPECTED, E_UNEXPECTED
     * Ownership: The caller frees both strings (service and user procedure) with SysFreeString.
     * Source:    sdk-api:vsbackup/nf-vsbackup-ivssexaminewritermetadata-getrestoremethod.md (rules
     *            GetRestoreMethod-1 to -8)
     */
    STDMETHOD(GetRestoreMethod)(THIS_ VSS_RESTOREMETHOD_ENUM *pMethod, BSTR *pbstrService,
                                BSTR *pbstrUserProcedure, VSS_WRITERRESTORE_ENUM *pwriterRestore,
                                bool *pbRebootRequired, UINT *pcMappings) PURE;

    /**
     * Gives one alternate location mapping by its index.
     *
     * @param iMapping  zero-based mapping index, below the pcMappings of GetRestoreMethod
     * @param ppFiledesc  receives an IVssWMFiledesc with the mapping (older pages call the
     *        parameter ppMapping); out pointer; a NULL is not mentioned, E_INVALIDARG being the
     *        general code for a bad argument
     *
     * Returns:   S_OK, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_INVALID_XML_DOCUMENT,
     *            VSS_E_OBJECT_NOT_FOUND, VSS_E_UNEXPECTED, E_UNEXPECTED
     * Ownership: The caller calls Release on the IVssWMFiledesc.
     * Source:
     *   sdk-api:vsbackup/nf-vsbackup-ivssexaminewritermetadata-getalternatelocationmapping.md
     *   (rules GetAlternateLocationMapping-1 to -6)
     */
    STDMETHOD(GetAlternateLocationMapping)(THIS_ UINT iMapping, IVssWMFiledesc **ppFiledesc) PURE;

    /**
     * Gives which kinds of backup the writer takes part in, as VSS_BACKUP_SCHEMA bits.
     *
     * @param pdwSchemaMask  receives the OR of VSS_BACKUP_SCHEMA bits the writer supports
     *
     * Returns:   S_OK, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_INVALID_XML_DOCUMENT
     * Source:    sdk-api:vsbackup/nf-vsbackup-ivssexaminewritermetadata-getbackupschema.md (rules
     *            GetBackupSchema-1 to -2)
     */
    STDMETHOD(GetBackupSchema)(THIS_ DWORD *pdwSchemaMask) PURE;

    /**
     * Gives the document as a DOM object.
     *
     * @param pDoc  reserved for the system
     *
     * Source:    sdk-api:vsbackup/nf-vsbackup-ivssexaminewritermetadata-getdocument.md (rule
     *            GetDocument-1)
     */
    STDMETHOD(GetDocument)(THIS_ IXMLDOMDocument **pDoc) PURE;

    /**
     * Gives the document as text.
     *
     * @param pbstrXML  receives the Writer Metadata Document as XML text (the page labels it an
     *        input)
     *
     * Returns:   S_OK, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_UNEXPECTED, E_UNEXPECTED
     * Source:    sdk-api:vsbackup/nf-vsbackup-ivssexaminewritermetadata-saveasxml.md (rules
     *            SaveAsXML-1 to -2)
     */
    STDMETHOD(SaveAsXML)(THIS_ BSTR *pbstrXML) PURE;

    /**
     * Replaces the document by the one in the text.
     *
     * @param bstrXML  XML text of a Writer Metadata Document
     *
     * Returns:   S_OK, S_FALSE, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_INVALID_XML_DOCUMENT,
     *            VSS_E_UNEXPECTED, E_UNEXPECTED
     * Source:    sdk-api:vsbackup/nf-vsbackup-ivssexaminewritermetadata-loadfromxml.md (rules
     *            LoadFromXML-1 to -4)
     */
    STDMETHOD(LoadFromXML)(THIS_ BSTR bstrXML) PURE;
};
#undef INTERFACE
VSS_IID(IVssExamineWriterMetadata, 0x902fcf7f, 0xb7fd, 0x42f8,
        0x81, 0xf1, 0xb2, 0xe4, 0x00, 0xb1, 0xe5, 0xbd)

#if defined(COBJMACROS) && defined(VSS_C_FACE)
#define IVssExamineWriterMetadata_QueryInterface(This, riid, ppvObject) \
    (This)->lpVtbl->QueryInterface(This, riid, ppvObject)
#define IVssExamineWriterMetadata_AddRef(This) (This)->lpVtbl->AddRef(This)
#define IVssExamineWriterMetadata_Release(This) (This)->lpVtbl->Release(This)
#define IVssExamineWriterMetadata_GetIdentity(This, pidInstance, pidWriter, pbstrWriterName, \
        pUsage, pSource) \
    (This)->lpVtbl->GetIdentity(This, pidInstance, pidWriter, pbstrWriterName, pUsage, pSource)
#define IVssExamineWriterMetadata_GetFileCounts(This, pcIncludeFiles, pcExcludeFiles, \
        pcComponents) \
    (This)->lpVtbl->GetFileCounts(This, pcIncludeFiles, pcExcludeFiles, pcComponents)
#define IVssExamineWriterMetadata_GetIncludeFile(This, iFile, ppFiledesc) \
    (This)->lpVtbl->GetIncludeFile(This, iFile, ppFiledesc)
#define IVssExamineWriterMetadata_GetExcludeFile(This, iFile, ppFiledesc) \
    (This)->lpVtbl->GetExcludeFile(This, iFile, ppFiledesc)
#define IVssExamineWriterMetadata_GetComponent(This, iComponent, ppComponent) \
    (This)->lpVtbl->GetComponent(This, iComponent, ppComponent)
#define IVssExamineWriterMetadata_GetRestoreMethod(This, pMethod, pbstrService, \
        pbstrUserProcedure, pwriterRestore, pbRebootRequired, pcMappings) \
    (This)->lpVtbl->GetRestoreMethod(This, pMethod, pbstrService, pbstrUserProcedure, \
        pwriterRestore, pbRebootRequired, pcMappings)
#define IVssExamineWriterMetadata_GetAlternateLocationMapping(This, iMapping, ppFiledesc) \
    (This)->lpVtbl->GetAlternateLocationMapping(This, iMapping, ppFiledesc)
#define IVssExamineWriterMetadata_GetBackupSchema(This, pdwSchemaMask) \
    (This)->lpVtbl->GetBackupSchema(This, pdwSchemaMask)
#define IVssExamineWriterMetadata_GetDocument(This, pDoc) (This)->lpVtbl->GetDocument(This, pDoc)
#define IVssExamineWriterMetadata_SaveAsXML(This, pbstrXML) \
    (This)->lpVtbl->SaveAsXML(This, pbstrXML)
#define IVssExamineWriterMetadata_LoadFromXML(This, bstrXML) \
    (This)->lpVtbl->LoadFromXML(This, bstrXML)
#endif

/**
 * Metadata with the instance name of the writer.
 *
 * Since:     Windows Vista / Windows Server 2003 SP1, Windows Server 2008
 * Source:    sdk-api:vsbackup/nl-vsbackup-ivssexaminewritermetadataex.md
 */
#undef INTERFACE
#define INTERFACE IVssExamineWriterMetadataEx
DECLARE_INTERFACE_(IVssExamineWriterMetadataEx, IVssExamineWriterMetadata)
{
    VSS_IUNKNOWN_METHODS
#ifdef VSS_C_FACE
    /* inherited from IVssExamineWriterMetadata */
    STDMETHOD(GetIdentity)(THIS_ VSS_ID *pidInstance, VSS_ID *pidWriter, BSTR *pbstrWriterName,
                           VSS_USAGE_TYPE *pUsage, VSS_SOURCE_TYPE *pSource) PURE;
    STDMETHOD(GetFileCounts)(THIS_ UINT *pcIncludeFiles, UINT *pcExcludeFiles,
                             UINT *pcComponents) PURE;
    STDMETHOD(GetIncludeFile)(THIS_ UINT iFile, IVssWMFiledesc **ppFiledesc) PURE;
    STDMETHOD(GetExcludeFile)(THIS_ UINT iFile, IVssWMFiledesc **ppFiledesc) PURE;
    STDMETHOD(GetComponent)(THIS_ UINT iComponent, IVssWMComponent **ppComponent) PURE;
    STDMETHOD(GetRestoreMethod)(THIS_ VSS_RESTOREMETHOD_ENUM *pMethod, BSTR *pbstrService,
                                BSTR *pbstrUserProcedure, VSS_WRITERRESTORE_ENUM *pwriterRestore,
                                bool *pbRebootRequired, UINT *pcMappings) PURE;
    STDMETHOD(GetAlternateLocationMapping)(THIS_ UINT iMapping, IVssWMFiledesc **ppFiledesc) PURE;
    STDMETHOD(GetBackupSchema)(THIS_ DWORD *pdwSchemaMask) PURE;
    STDMETHOD(GetDocument)(THIS_ IXMLDOMDocument **pDoc) PURE;
    STDMETHOD(SaveAsXML)(THIS_ BSTR *pbstrXML) PURE;
    STDMETHOD(LoadFromXML)(THIS_ BSTR bstrXML) PURE;
#endif

    /**
     * Gives ids, names, usage and source type of the writer.
     *
     * @param pidInstance  receives the identifier of the writer instance
     * @param pidWriter  receives the identifier of the writer class
     * @param pbstrWriterName  receives a BSTR with the writer's name
     * @param pbstrInstanceName  receives a BSTR with the writer instance name
     * @param pUsage  receives a VSS_USAGE_TYPE
     * @param pSource  receives a VSS_SOURCE_TYPE
     *
     * Returns:   S_OK, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_INVALID_XML_DOCUMENT, VSS_E_UNEXPECTED,
     *            E_UNEXPECTED
     * Ownership: The caller frees both strings with SysFreeString.
     * Source:    sdk-api:vsbackup/nf-vsbackup-ivssexaminewritermetadataex-getidentityex.md (rules
     *            GetIdentityEx-1 to -7)
     */
    STDMETHOD(GetIdentityEx)(THIS_ VSS_ID *pidInstance, VSS_ID *pidWriter, BSTR *pbstrWriterName,
                             BSTR *pbstrInstanceName, VSS_USAGE_TYPE *pUsage,
                             VSS_SOURCE_TYPE *pSource) PURE;
};
#undef INTERFACE
VSS_IID(IVssExamineWriterMetadataEx, 0x0c0e5ec0, 0xca44, 0x472b,
        0xb7, 0x02, 0xe6, 0x52, 0xdb, 0x1c, 0x04, 0x51)

#if defined(COBJMACROS) && defined(VSS_C_FACE)
#define IVssExamineWriterMetadataEx_QueryInterface(This, riid, ppvObject) \
    (This)->lpVtbl->QueryInterface(This, riid, ppvObject)
#define IVssExamineWriterMetadataEx_AddRef(This) (This)->lpVtbl->AddRef(This)
#define IVssExamineWriterMetadataEx_Release(This) (This)->lpVtbl->Release(This)
#define IVssExamineWriterMetadataEx_GetIdentity(This, pidInstance, pidWriter, pbstrWriterName, \
        pUsage, pSource) \
    (This)->lpVtbl->GetIdentity(This, pidInstance, pidWriter, pbstrWriterName, pUsage, pSource)
#define IVssExamineWriterMetadataEx_GetFileCounts(This, pcIncludeFiles, pcExcludeFiles, \
        pcComponents) \
    (This)->lpVtbl->GetFileCounts(This, pcIncludeFiles, pcExcludeFiles, pcComponents)
#define IVssExamineWriterMetadataEx_GetIncludeFile(This, iFile, ppFiledesc) \
    (This)->lpVtbl->GetIncludeFile(This, iFile, ppFiledesc)
#define IVssExamineWriterMetadataEx_GetExcludeFile(This, iFile, ppFiledesc) \
    (This)->lpVtbl->GetExcludeFile(This, iFile, ppFiledesc)
#define IVssExamineWriterMetadataEx_GetComponent(This, iComponent, ppComponent) \
    (This)->lpVtbl->GetComponent(This, iComponent, ppComponent)
#define IVssExamineWriterMetadataEx_GetRestoreMethod(This, pMethod, pbstrService, \
        pbstrUserProcedure, pwriterRestore, pbRebootRequired, pcMappings) \
    (This)->lpVtbl->GetRestoreMethod(This, pMethod, pbstrService, pbstrUserProcedure, \
        pwriterRestore, pbRebootRequired, pcMappings)
#define IVssExamineWriterMetadataEx_GetAlternateLocationMapping(This, iMapping, ppFiledesc) \
    (This)->lpVtbl->GetAlternateLocationMapping(This, iMapping, ppFiledesc)
#define IVssExamineWriterMetadataEx_GetBackupSchema(This, pdwSchemaMask) \
    (This)->lpVtbl->GetBackupSchema(This, pdwSchemaMask)
#define IVssExamineWriterMetadataEx_GetDocument(This, pDoc) (This)->lpVtbl->GetDocument(This, pDoc)
#define IVssExamineWriterMetadataEx_SaveAsXML(This, pbstrXML) \
    (This)->lpVtbl->SaveAsXML(This, pbstrXML)
#define IVssExamineWriterMetadataEx_LoadFromXML(This, bstrXML) \
    (This)->lpVtbl->LoadFromXML(This, bstrXML)
#define IVssExamineWriterMetadataEx_GetIdentityEx(This, pidInstance, pidWriter, pbstrWriterName, \
        pbstrInstanceName, pUsage, pSource) \
    (This)->lpVtbl->GetIdentityEx(This, pidInstance, pidWriter, pbstrWriterName, \
        pbstrInstanceName, pUsage, pSource)
#endif

/**
 * Metadata with the version of the writer and the files deleted from the shadow copy.
 *
 * Since:     Windows Vista / Windows Server 2008
 * Source:    sdk-api:vsbackup/nl-vsbackup-ivssexaminewritermetadataex2.md
 */
#undef INTERFACE
#define INTERFACE IVssExamineWriterMetadataEx2
DECLARE_INTERFACE_(IVssExamineWriterMetadataEx2, IVssExamineWriterMetadataEx)
{
    VSS_IUNKNOWN_METHODS
#ifdef VSS_C_FACE
    /* inherited from IVssExamineWriterMetadata */
    STDMETHOD(GetIdentity)(THIS_ VSS_ID *pidInstance, VSS_ID *pidWriter, BSTR *pbstrWriterName,
                           VSS_USAGE_TYPE *pUsage, VSS_SOURCE_TYPE *pSource) PURE;
    STDMETHOD(GetFileCounts)(THIS_ UINT *pcIncludeFiles, UINT *pcExcludeFiles,
                             UINT *pcComponents) PURE;
    STDMETHOD(GetIncludeFile)(THIS_ UINT iFile, IVssWMFiledesc **ppFiledesc) PURE;
    STDMETHOD(GetExcludeFile)(THIS_ UINT iFile, IVssWMFiledesc **ppFiledesc) PURE;
    STDMETHOD(GetComponent)(THIS_ UINT iComponent, IVssWMComponent **ppComponent) PURE;
    STDMETHOD(GetRestoreMethod)(THIS_ VSS_RESTOREMETHOD_ENUM *pMethod, BSTR *pbstrService,
                                BSTR *pbstrUserProcedure, VSS_WRITERRESTORE_ENUM *pwriterRestore,
                                bool *pbRebootRequired, UINT *pcMappings) PURE;
    STDMETHOD(GetAlternateLocationMapping)(THIS_ UINT iMapping, IVssWMFiledesc **ppFiledesc) PURE;
    STDMETHOD(GetBackupSchema)(THIS_ DWORD *pdwSchemaMask) PURE;
    STDMETHOD(GetDocument)(THIS_ IXMLDOMDocument **pDoc) PURE;
    STDMETHOD(SaveAsXML)(THIS_ BSTR *pbstrXML) PURE;
    STDMETHOD(LoadFromXML)(THIS_ BSTR bstrXML) PURE;
    /* inherited from IVssExamineWriterMetadataEx */
    STDMETHOD(GetIdentityEx)(THIS_ VSS_ID *pidInstance, VSS_ID *pidWriter, BSTR *pbstrWriterName,
                             BSTR *pbstrInstanceName, VSS_USAGE_TYPE *pUsage,
                             VSS_SOURCE_TYPE *pSource) PURE;
#endif

    /**
     * Gives the version of the writer's application.
     *
     * @param pdwMajorVersion  receives the major version of the writer application
     * @param pdwMinorVersion  receives the minor version of the writer application
     *
     * Returns:   S_OK, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_UNEXPECTED, E_UNEXPECTED
     * Source:    sdk-api:vsbackup/nf-vsbackup-ivssexaminewritermetadataex2-getversion.md (rules
     *            GetVersion-1 to -2)
     */
    STDMETHOD(GetVersion)(THIS_ DWORD *pdwMajorVersion, DWORD *pdwMinorVersion) PURE;

    /**
     * Counts the file sets that are deleted from the shadow copy.
     *
     * @param pcExcludedFromSnapshot  receives how many file sets are explicitly excluded from the
     *        shadow copy
     *
     * Returns:   S_OK, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_UNEXPECTED, E_UNEXPECTED
     * Source:
     *   sdk-api:vsbackup/nf-vsbackup-ivssexaminewritermetadataex2-getexcludefromsnapshotcount.md
     *   (rules GetExcludeFromSnapshotCount-1 to -3)
     */
    STDMETHOD(GetExcludeFromSnapshotCount)(THIS_ UINT *pcExcludedFromSnapshot) PURE;

    /**
     * Gives one of those file sets by its index.
     *
     * @param iFile  zero-based index of an excluded file set, below GetExcludeFromSnapshotCount
     * @param ppFiledesc  receives an IVssWMFiledesc; out pointer; a NULL is not mentioned,
     *        E_INVALIDARG being the general code for a bad argument
     *
     * Returns:   S_OK, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_UNEXPECTED, E_UNEXPECTED
     * Ownership: The caller calls Release on the IVssWMFiledesc.
     * Source:
     *   sdk-api:vsbackup/nf-vsbackup-ivssexaminewritermetadataex2-getexcludefromsnapshotfile.md
     *   (rules GetExcludeFromSnapshotFile-1 to -4)
     */
    STDMETHOD(GetExcludeFromSnapshotFile)(THIS_ UINT iFile, IVssWMFiledesc **ppFiledesc) PURE;
};
#undef INTERFACE
VSS_IID(IVssExamineWriterMetadataEx2, 0xce115780, 0xa611, 0x431b,
        0xb5, 0x7f, 0xc3, 0x83, 0x03, 0xab, 0x6a, 0xee)

#if defined(COBJMACROS) && defined(VSS_C_FACE)
#define IVssExamineWriterMetadataEx2_QueryInterface(This, riid, ppvObject) \
    (This)->lpVtbl->QueryInterface(This, riid, ppvObject)
#define IVssExamineWriterMetadataEx2_AddRef(This) (This)->lpVtbl->AddRef(This)
#define IVssExamineWriterMetadataEx2_Release(This) (This)->lpVtbl->Release(This)
#define IVssExamineWriterMetadataEx2_GetIdentity(This, pidInstance, pidWriter, pbstrWriterName, \
        pUsage, pSource) \
    (This)->lpVtbl->GetIdentity(This, pidInstance, pidWriter, pbstrWriterName, pUsage, pSource)
#define IVssExamineWriterMetadataEx2_GetFileCounts(This, pcIncludeFiles, pcExcludeFiles, \
        pcComponents) \
    (This)->lpVtbl->GetFileCounts(This, pcIncludeFiles, pcExcludeFiles, pcComponents)
#define IVssExamineWriterMetadataEx2_GetIncludeFile(This, iFile, ppFiledesc) \
    (This)->lpVtbl->GetIncludeFile(This, iFile, ppFiledesc)
#define IVssExamineWriterMetadataEx2_GetExcludeFile(This, iFile, ppFiledesc) \
    (This)->lpVtbl->GetExcludeFile(This, iFile, ppFiledesc)
#define IVssExamineWriterMetadataEx2_GetComponent(This, iComponent, ppComponent) \
    (This)->lpVtbl->GetComponent(This, iComponent, ppComponent)
#define IVssExamineWriterMetadataEx2_GetRestoreMethod(This, pMethod, pbstrService, \
        pbstrUserProcedure, pwriterRestore, pbRebootRequired, pcMappings) \
    (This)->lpVtbl->GetRestoreMethod(This, pMethod, pbstrService, pbstrUserProcedure, \
        pwriterRestore, pbRebootRequired, pcMappings)
#define IVssExamineWriterMetadataEx2_GetAlternateLocationMapping(This, iMapping, ppFiledesc) \
    (This)->lpVtbl->GetAlternateLocationMapping(This, iMapping, ppFiledesc)
#define IVssExamineWriterMetadataEx2_GetBackupSchema(This, pdwSchemaMask) \
    (This)->lpVtbl->GetBackupSchema(This, pdwSchemaMask)
#define IVssExamineWriterMetadataEx2_GetDocument(This, pDoc) (This)->lpVtbl->GetDocument(This, pDoc)
#define IVssExamineWriterMetadataEx2_SaveAsXML(This, pbstrXML) \
    (This)->lpVtbl->SaveAsXML(This, pbstrXML)
#define IVssExamineWriterMetadataEx2_LoadFromXML(This, bstrXML) \
    (This)->lpVtbl->LoadFromXML(This, bstrXML)
#define IVssExamineWriterMetadataEx2_GetIdentityEx(This, pidInstance, pidWriter, pbstrWriterName, \
        pbstrInstanceName, pUsage, pSource) \
    (This)->lpVtbl->GetIdentityEx(This, pidInstance, pidWriter, pbstrWriterName, \
        pbstrInstanceName, pUsage, pSource)
#define IVssExamineWriterMetadataEx2_GetVersion(This, pdwMajorVersion, pdwMinorVersion) \
    (This)->lpVtbl->GetVersion(This, pdwMajorVersion, pdwMinorVersion)
#define IVssExamineWriterMetadataEx2_GetExcludeFromSnapshotCount(This, pcExcludedFromSnapshot) \
    (This)->lpVtbl->GetExcludeFromSnapshotCount(This, pcExcludedFromSnapshot)
#define IVssExamineWriterMetadataEx2_GetExcludeFromSnapshotFile(This, iFile, ppFiledesc) \
    (This)->lpVtbl->GetExcludeFromSnapshotFile(This, iFile, ppFiledesc)
#endif

/**
 * The components of one writer, as the requester reads them: IVssWriterComponents that can be
 * released. It has two bases and no method of its own; see VSS_DECLARE_INTERFACE_AND_IUNKNOWN for
 * the layout.
 *
 * Since:     Windows XP / Windows Server 2003
 * Source:    sdk-api:vsbackup/nl-vsbackup-ivsswritercomponentsext.md
 */
#undef INTERFACE
#define INTERFACE IVssWriterComponentsExt
VSS_DECLARE_INTERFACE_AND_IUNKNOWN(IVssWriterComponentsExt, IVssWriterComponents)
{
#ifdef VSS_C_FACE
    /* inherited from IVssWriterComponents */
    STDMETHOD(GetComponentCount)(THIS_ UINT *pcComponents) PURE;
    STDMETHOD(GetWriterInfo)(THIS_ VSS_ID *pidInstance, VSS_ID *pidWriter) PURE;
    STDMETHOD(GetComponent)(THIS_ UINT iComponent, IVssComponent **ppComponent) PURE;
#endif
};
#undef INTERFACE

#if defined(COBJMACROS) && defined(VSS_C_FACE)
#define IVssWriterComponentsExt_QueryInterface(This, riid, ppvObject) \
    (This)->IUnknown_base.lpVtbl->QueryInterface(&(This)->IUnknown_base, riid, ppvObject)
#define IVssWriterComponentsExt_AddRef(This) \
    (This)->IUnknown_base.lpVtbl->AddRef(&(This)->IUnknown_base)
#define IVssWriterComponentsExt_Release(This) \
    (This)->IUnknown_base.lpVtbl->Release(&(This)->IUnknown_base)
#define IVssWriterComponentsExt_GetComponentCount(This, pcComponents) \
    (This)->lpVtbl->GetComponentCount(This, pcComponents)
#define IVssWriterComponentsExt_GetWriterInfo(This, pidInstance, pidWriter) \
    (This)->lpVtbl->GetWriterInfo(This, pidInstance, pidWriter)
#define IVssWriterComponentsExt_GetComponent(This, iComponent, ppComponent) \
    (This)->lpVtbl->GetComponent(This, iComponent, ppComponent)
#endif

/**
 * A backup or restore as its requester sees it. One object serves one backup or restore and is
 * released afterwards. Whatever takes long runs on as an IVssAsync.
 *
 * Source:    sdk-api:vsbackup/nl-vsbackup-ivssbackupcomponents.md
 */
#undef INTERFACE
#define INTERFACE IVssBackupComponents
DECLARE_INTERFACE_(IVssBackupComponents, IUnknown)
{
    VSS_IUNKNOWN_METHODS

    /**
     * Counts the writers with components in the document.
     *
     * @param pcComponents  receives the number of writers that have stored components; the page has
     *        only a general E_INVALIDARG row
     *
     * Returns:   S_OK, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_BAD_STATE, VSS_E_UNEXPECTED, E_UNEXPECTED
     * Source:    sdk-api:vsbackup/nf-vsbackup-ivssbackupcomponents-getwritercomponentscount.md
     *            (rules GetWriterComponentsCount-1 to -3)
     */
    STDMETHOD(GetWriterComponentsCount)(THIS_ UINT *pcComponents) PURE;

    /**
     * Gives the components of one writer in the document by its index.
     *
     * @param iWriter  index of the writer, 0 to GetWriterComponentsCount-1
     * @param ppWriter  receives an IVssWriterComponentsExt (called pWriterComponents in the page's
     *        text); only a general E_INVALIDARG row
     *
     * Returns:   S_OK, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_BAD_STATE, VSS_E_OBJECT_NOT_FOUND,
     *            VSS_E_UNEXPECTED, E_UNEXPECTED
     * Ownership: The caller releases the returned IVssWriterComponentsExt when done with it.
     * Source:    sdk-api:vsbackup/nf-vsbackup-ivssbackupcomponents-getwritercomponents.md (rules
     *            GetWriterComponents-1 to -11)
     */
    STDMETHOD(GetWriterComponents)(THIS_ UINT iWriter, IVssWriterComponentsExt **ppWriter) PURE;

    /**
     * Makes the object ready for a backup.
     *
     * @param bstrXML  optional; for importing transported shadow copies, the saved Backup
     *        Components Document
     *
     * Returns:   S_OK, E_ACCESSDENIED, E_OUTOFMEMORY, VSS_E_BAD_STATE, VSS_E_INVALID_XML_DOCUMENT,
     *            VSS_E_UNEXPECTED, E_UNEXPECTED
     * Source:    sdk-api:vsbackup/nf-vsbackup-ivssbackupcomponents-initializeforbackup.md (rules
     *            InitializeForBackup-1 to -6)
     */
    STDMETHOD(InitializeForBackup)(THIS_ BSTR bstrXML VSS_DEFAULT(NULL)) PURE;

    /**
     * Says what kind of backup it is; before PrepareForBackup.
     *
     * @param bSelectComponents  true for component mode, false otherwise
     * @param bBackupBootableSystemState  true when the backup covers a bootable system state
     * @param backupType  VSS_BACKUP_TYPE: VSS_BT_FULL, _INCREMENTAL, _DIFFERENTIAL, _LOG, _COPY,
     *        _OTHER
     * @param bPartialFileSupport  optional, default false; true enables partial file support
     *
     * Returns:   S_OK, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_BAD_STATE, VSS_E_INVALID_XML_DOCUMENT,
     *            VSS_E_UNEXPECTED, E_UNEXPECTED
     * Source:    sdk-api:vsbackup/nf-vsbackup-ivssbackupcomponents-setbackupstate.md (rules
     *            SetBackupState-1 to -5)
     */
    STDMETHOD(SetBackupState)(THIS_ bool bSelectComponents, bool bBackupBootableSystemState,
                              VSS_BACKUP_TYPE backupType,
                              bool bPartialFileSupport VSS_DEFAULT(false)) PURE;

    /**
     * Makes the object ready for a restore with the document of the backup.
     *
     * @param bstrXML  Backup Components Document made by a backup and stored with SaveAsXML; page
     *        gives no code for NULL
     *
     * Returns:   S_OK, E_ACCESSDENIED, E_OUTOFMEMORY, VSS_E_BAD_STATE, VSS_E_INVALID_XML_DOCUMENT,
     *            VSS_E_UNEXPECTED, E_UNEXPECTED
     * Source:    sdk-api:vsbackup/nf-vsbackup-ivssbackupcomponents-initializeforrestore.md (rules
     *            InitializeForRestore-1 to -4)
     */
    STDMETHOD(InitializeForRestore)(THIS_ BSTR bstrXML) PURE;

    /**
     * Says what kind of restore it is.
     *
     * @param restoreType  VSS_RESTORE_TYPE: VSS_RTYPE_UNDEFINED, _BY_COPY, _IMPORT, _OTHER
     *
     * Returns:   S_OK, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_BAD_STATE, VSS_E_INVALID_XML_DOCUMENT,
     *            VSS_E_UNEXPECTED, E_UNEXPECTED
     * Source:    sdk-api:vsbackup/nf-vsbackup-ivssbackupcomponents-setrestorestate.md (rules
     *            SetRestoreState-1 to -5)
     */
    STDMETHOD(SetRestoreState)(THIS_ VSS_RESTORE_TYPE restoreType) PURE;

    /**
     * Has the writers describe their data: event Identify.
     *
     * @param pAsync  receives the IVssAsync of the operation (called ppAsync in the page's text)
     *
     * Returns:   S_OK, E_ACCESSDENIED, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_BAD_STATE,
     *            VSS_E_WRITER_INFRASTRUCTURE, VSS_E_UNEXPECTED, E_UNEXPECTED
     * Ownership: The caller releases the returned IVssAsync.
     * Source:    sdk-api:vsbackup/nf-vsbackup-ivssbackupcomponents-gatherwritermetadata.md (rules
     *            GatherWriterMetadata-1 to -5)
     */
    STDMETHOD(GatherWriterMetadata)(THIS_ IVssAsync **pAsync) PURE;

    /**
     * Counts the writers that answered.
     *
     * @param pcWriters  receives the number of writers with metadata; only a general E_INVALIDARG
     *        row
     *
     * Returns:   S_OK, E_INVALIDARG, VSS_E_BAD_STATE, VSS_E_UNEXPECTED, E_UNEXPECTED
     * Source:    sdk-api:vsbackup/nf-vsbackup-ivssbackupcomponents-getwritermetadatacount.md (rules
     *            GetWriterMetadataCount-1 to -2)
     */
    STDMETHOD(GetWriterMetadataCount)(THIS_ UINT *pcWriters) PURE;

    /**
     * Gives the metadata of one writer by its index.
     *
     * @param iWriter  index of the writer, 0 to GetWriterMetadataCount-1
     * @param pidInstance  receives the instance id of the writer that gave the metadata (called
     *        pidWriterInstance in the page's text)
     * @param ppMetadata  receives an IVssExamineWriterMetadata holding the metadata
     *
     * Returns:   S_OK, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_BAD_STATE, VSS_E_INVALID_XML_DOCUMENT,
     *            VSS_E_OBJECT_NOT_FOUND, VSS_E_UNEXPECTED, E_UNEXPECTED
     * Ownership: The caller releases the returned IVssExamineWriterMetadata when done with it.
     * Source:    sdk-api:vsbackup/nf-vsbackup-ivssbackupcomponents-getwritermetadata.md (rules
     *            GetWriterMetadata-1 to -6)
     */
    STDMETHOD(GetWriterMetadata)(THIS_ UINT iWriter, VSS_ID *pidInstance,
                                 IVssExamineWriterMetadata **ppMetadata) PURE;

    /**
     * Frees what GatherWriterMetadata collected.
     *
     * Returns:   S_OK, VSS_E_BAD_STATE
     * Source:    sdk-api:vsbackup/nf-vsbackup-ivssbackupcomponents-freewritermetadata.md (rules
     *            FreeWriterMetadata-1 to -3)
     */
    STDMETHOD(FreeWriterMetadata)(THIS) PURE;

    /**
     * Puts a component into the backup.
     *
     * @param instanceId  instance id of the writer
     * @param writerId  class id of the writer
     * @param ct  component type, a VSS_COMPONENT_TYPE value (called componentType in the page's
     *        text)
     * @param wszLogicalPath  logical path of the component; not required; any characters are
     *        permitted
     * @param wszComponentName  name of the component; must not be NULL (the page gives only a
     *        general E_INVALIDARG row); any characters are permitted
     *
     * Returns:   S_OK, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_BAD_STATE, VSS_E_INVALID_XML_DOCUMENT,
     *            VSS_E_OBJECT_ALREADY_EXISTS, VSS_E_UNEXPECTED, E_UNEXPECTED
     * Source:    sdk-api:vsbackup/nf-vsbackup-ivssbackupcomponents-addcomponent.md (rules
     *            AddComponent-1 to -14)
     */
    STDMETHOD(AddComponent)(THIS_ VSS_ID instanceId, VSS_ID writerId, VSS_COMPONENT_TYPE ct,
                            LPCWSTR wszLogicalPath, LPCWSTR wszComponentName) PURE;

    /**
     * Tells the writers that a backup begins: event PrepareForBackup.
     *
     * @param ppAsync  receives an IVssAsync used to learn when the operation has ended
     *
     * Returns:   S_OK, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_BAD_STATE, VSS_E_UNEXPECTED, E_UNEXPECTED
     * Ownership: The caller releases the returned IVssAsync.
     * Source:    sdk-api:vsbackup/nf-vsbackup-ivssbackupcomponents-prepareforbackup.md (rules
     *            PrepareForBackup-1 to -8)
     */
    STDMETHOD(PrepareForBackup)(THIS_ IVssAsync **ppAsync) PURE;

    /**
     * Tells the writers that the backup ends without success.
     *
     * Returns:   S_OK, E_OUTOFMEMORY, VSS_E_BAD_STATE, VSS_E_UNEXPECTED, E_UNEXPECTED
     * Source:    sdk-api:vsbackup/nf-vsbackup-ivssbackupcomponents-abortbackup.md (rules
     *            AbortBackup-1 to -4)
     */
    STDMETHOD(AbortBackup)(THIS) PURE;

    /**
     * Asks the writers for their state.
     *
     * @param pAsync  receives the IVssAsync of the operation (called ppAsync in the page's text)
     *
     * Returns:   S_OK, E_ACCESSDENIED, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_BAD_STATE,
     *            VSS_E_UNEXPECTED, E_UNEXPECTED, VSS_E_WRITER_INFRASTRUCTURE
     * Ownership: The caller releases the returned IVssAsync.
     * Source:    sdk-api:vsbackup/nf-vsbackup-ivssbackupcomponents-gatherwriterstatus.md (rules
     *            GatherWriterStatus-1 to -6)
     */
    STDMETHOD(GatherWriterStatus)(THIS_ IVssAsync **pAsync) PURE;

    /**
     * Counts the writers whose state is known.
     *
     * @param pcWriters  receives the number of writers with status; only a general E_INVALIDARG row
     *
     * Returns:   S_OK, E_INVALIDARG, VSS_E_BAD_STATE, VSS_E_UNEXPECTED, E_UNEXPECTED
     * Source:    sdk-api:vsbackup/nf-vsbackup-ivssbackupcomponents-getwriterstatuscount.md (rules
     *            GetWriterStatusCount-1 to -2)
     */
    STDMETHOD(GetWriterStatusCount)(THIS_ UINT *pcWriters) PURE;

    /**
     * Frees what GatherWriterStatus collected.
     *
     * Returns:   S_OK, E_OUTOFMEMORY, VSS_E_BAD_STATE
     * Source:    sdk-api:vsbackup/nf-vsbackup-ivssbackupcomponents-freewriterstatus.md (rule
     *            FreeWriterStatus-1)
     */
    STDMETHOD(FreeWriterStatus)(THIS) PURE;

    /**
     * Gives the state of one writer, and its failure, by its index.
     *
     * @param iWriter  index of the writer, 0 to GetWriterStatusCount-1
     * @param pidInstance  receives the instance id of the writer; variable allocated by the caller
     * @param pidWriter  receives the class id of the writer; variable allocated by the caller
     * @param pbstrWriter  receives the writer's name as a BSTR that the caller frees
     * @param pnStatus  receives a VSS_WRITER_STATE (called pState in the page's text)
     * @param phResultFailure  receives the writer's failure code, S_OK when the writer succeeded
     *        (called pHrResultFailure, and once pHrWriterFailure, in the page's text)
     *
     * Returns:   S_OK, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_BAD_STATE, VSS_E_OBJECT_NOT_FOUND,
     *            VSS_E_UNEXPECTED, E_UNEXPECTED
     * Ownership: The caller frees pbstrWriter with SysFreeString.
     * Source:    sdk-api:vsbackup/nf-vsbackup-ivssbackupcomponents-getwriterstatus.md (rules
     *            GetWriterStatus-1 to -15)
     */
    STDMETHOD(GetWriterStatus)(THIS_ UINT iWriter, VSS_ID *pidInstance, VSS_ID *pidWriter,
                               BSTR *pbstrWriter, VSS_WRITER_STATE *pnStatus,
                               HRESULT *phResultFailure) PURE;

    /**
     * Marks a component as backed up, or not.
     *
     * @param instanceId  writer instance identifier
     * @param writerId  writer class identifier
     * @param ct  VSS_COMPONENT_TYPE of the component (the page calls it componentType in places)
     * @param wszLogicalPath  logical path of the component; NULL or the same string the component
     *        was added with
     * @param wszComponentName  component name, same as when added; page forbids NULL and gives
     *        E_INVALIDARG as the generic bad-argument code
     * @param bSucceded  true when the component was backed up successfully (spelled bSucceded in
     *        the header)
     *
     * Returns:   S_OK, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_BAD_STATE, VSS_E_OBJECT_NOT_FOUND,
     *            VSS_E_INVALID_XML_DOCUMENT, VSS_E_UNEXPECTED, E_UNEXPECTED
     * Source:    sdk-api:vsbackup/nf-vsbackup-ivssbackupcomponents-setbackupsucceeded.md (rules
     *            SetBackupSucceeded-1 to -6)
     */
    STDMETHOD(SetBackupSucceeded)(THIS_ VSS_ID instanceId, VSS_ID writerId, VSS_COMPONENT_TYPE ct,
                                  LPCWSTR wszLogicalPath, LPCWSTR wszComponentName,
                                  bool bSucceded) PURE;

    /**
     * Sets the backup options of a component, a text that its writer reads.
     *
     * @param writerId  writer identifier
     * @param ct  VSS_COMPONENT_TYPE of the component (the page calls it componentType in places)
     * @param wszLogicalPath  logical path of the component; NULL or the same string the component
     *        was added with
     * @param wszComponentName  component name, same as when added; page forbids NULL and gives
     *        E_INVALIDARG as the generic bad-argument code
     * @param wszBackupOptions  private option string for the writer
     *
     * Returns:   S_OK, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_BAD_STATE, VSS_E_OBJECT_NOT_FOUND,
     *            VSS_E_INVALID_XML_DOCUMENT, VSS_E_UNEXPECTED, E_UNEXPECTED
     * Source:    sdk-api:vsbackup/nf-vsbackup-ivssbackupcomponents-setbackupoptions.md (rules
     *            SetBackupOptions-1 to -4)
     */
    STDMETHOD(SetBackupOptions)(THIS_ VSS_ID writerId, VSS_COMPONENT_TYPE ct,
                                LPCWSTR wszLogicalPath, LPCWSTR wszComponentName,
                                LPCWSTR wszBackupOptions) PURE;

    /**
     * Selects a component for restore, or takes it out.
     *
     * @param writerId  writer identifier
     * @param ct  VSS_COMPONENT_TYPE of the component (the page calls it componentType in places)
     * @param wszLogicalPath  logical path of the component; NULL or the same string the component
     *        was added with
     * @param wszComponentName  component name, same as when added; page forbids NULL and gives
     *        E_INVALIDARG as the generic bad-argument code
     * @param bSelectedForRestore  true selects the component for restore, false deselects it
     *
     * Returns:   S_OK, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_BAD_STATE, VSS_E_OBJECT_NOT_FOUND,
     *            VSS_E_INVALID_XML_DOCUMENT, VSS_E_UNEXPECTED, E_UNEXPECTED
     * Source:    sdk-api:vsbackup/nf-vsbackup-ivssbackupcomponents-setselectedforrestore.md (rules
     *            SetSelectedForRestore-1 to -9)
     */
    STDMETHOD(SetSelectedForRestore)(THIS_ VSS_ID writerId, VSS_COMPONENT_TYPE ct,
                                     LPCWSTR wszLogicalPath, LPCWSTR wszComponentName,
                                     bool bSelectedForRestore) PURE;

    /**
     * Sets the restore options of a component, a text that its writer reads.
     *
     * @param writerId  writer identifier
     * @param ct  VSS_COMPONENT_TYPE of the component (the page calls it componentType in places)
     * @param wszLogicalPath  logical path of the component; NULL or the same string the component
     *        was added with
     * @param wszComponentName  component name, same as when added; page forbids NULL and gives
     *        E_INVALIDARG as the generic bad-argument code
     * @param wszRestoreOptions  private restore option string for the writer
     *
     * Returns:   S_OK, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_BAD_STATE, VSS_E_OBJECT_NOT_FOUND,
     *            VSS_E_INVALID_XML_DOCUMENT, VSS_E_UNEXPECTED, E_UNEXPECTED
     * Source:    sdk-api:vsbackup/nf-vsbackup-ivssbackupcomponents-setrestoreoptions.md (rules
     *            SetRestoreOptions-1 to -4)
     */
    STDMETHOD(SetRestoreOptions)(THIS_ VSS_ID writerId, VSS_COMPONENT_TYPE ct,
                                 LPCWSTR wszLogicalPath, LPCWSTR wszComponentName,
                                 LPCWSTR wszRestoreOptions) PURE;

    /**
     * Says that more restores of a component follow this one.
     *
     * @param writerId  writer identifier
     * @param ct  VSS_COMPONENT_TYPE of the component (the page calls it componentType in places)
     * @param wszLogicalPath  logical path of the component; NULL or the same string the component
     *        was added with
     * @param wszComponentName  component name, same as when added; page forbids NULL and gives
     *        E_INVALIDARG as the generic bad-argument code
     * @param bAdditionalRestores  true when more restores of the component will follow this one
     *        (page also spells it bAdditionalResources)
     *
     * Returns:   S_OK, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_BAD_STATE, VSS_E_OBJECT_NOT_FOUND,
     *            VSS_E_INVALID_XML_DOCUMENT, VSS_E_UNEXPECTED, E_UNEXPECTED
     * Source:    sdk-api:vsbackup/nf-vsbackup-ivssbackupcomponents-setadditionalrestores.md (rules
     *            SetAdditionalRestores-1 to -6)
     */
    STDMETHOD(SetAdditionalRestores)(THIS_ VSS_ID writerId, VSS_COMPONENT_TYPE ct,
                                     LPCWSTR wszLogicalPath, LPCWSTR wszComponentName,
                                     bool bAdditionalRestores) PURE;

    /**
     * Names the backup on which this one of a component builds.
     *
     * @param writerId  writer identifier
     * @param ct  VSS_COMPONENT_TYPE of the component (the page calls it componentType in places)
     * @param wszLogicalPath  logical path of the component; NULL or the same string the component
     *        was added with
     * @param wszComponentName  component name, same as when added; page forbids NULL and gives
     *        E_INVALIDARG as the generic bad-argument code
     * @param wszPreviousBackupStamp  backup stamp of the earlier backup
     *
     * Returns:   S_OK, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_BAD_STATE, VSS_E_OBJECT_NOT_FOUND,
     *            VSS_E_INVALID_XML_DOCUMENT, VSS_E_UNEXPECTED, E_UNEXPECTED
     * Source:    sdk-api:vsbackup/nf-vsbackup-ivssbackupcomponents-setpreviousbackupstamp.md (rules
     *            SetPreviousBackupStamp-1 to -9)
     */
    STDMETHOD(SetPreviousBackupStamp)(THIS_ VSS_ID writerId, VSS_COMPONENT_TYPE ct,
                                      LPCWSTR wszLogicalPath, LPCWSTR wszComponentName,
                                      LPCWSTR wszPreviousBackupStamp) PURE;

    /**
     * Gives the Backup Components Document as text.
     *
     * @param pbstrXML  receives the Backup Components Document as a string (page marks it [in]);
     *        NULL presumably falls under the generic E_INVALIDARG
     *
     * Returns:   S_OK, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_BAD_STATE, VSS_E_UNEXPECTED, E_UNEXPECTED
     * Ownership: The page does not say who frees the returned string.
     * Source:    sdk-api:vsbackup/nf-vsbackup-ivssbackupcomponents-saveasxml.md (rules SaveAsXML-1
     *            to -8)
     */
    STDMETHOD(SaveAsXML)(THIS_ BSTR *pbstrXML) PURE;

    /**
     * Tells the writers that the backup is done: event BackupComplete.
     *
     * @param ppAsync  receives the IVssAsync of the operation
     *
     * Returns:   S_OK, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_BAD_STATE, VSS_E_UNEXPECTED,
     *            E_UNEXPECTED, VSS_E_UNEXPECTED_WRITER_ERROR
     * Ownership: The caller releases the returned IVssAsync.
     * Source:    sdk-api:vsbackup/nf-vsbackup-ivssbackupcomponents-backupcomplete.md (rules
     *            BackupComplete-1 to -9)
     */
    STDMETHOD(BackupComplete)(THIS_ IVssAsync **ppAsync) PURE;

    /**
     * Records that files were restored to their alternate location.
     *
     * @param writerId  class id of the writer that exported the component
     * @param componentType  component type, a VSS_COMPONENT_TYPE value
     * @param wszLogicalPath  logical path of the component; any characters are permitted
     * @param wszComponentName  name of the component; any characters are permitted
     * @param wszPath  directory that held the file originally: local, or a share on a remote file
     *        server; environment variables and UNC allowed, wildcards not; trailing backslash not
     *        required
     * @param wszFilespec  original file specification: no directory part or backslash, ? and *
     *        allowed
     * @param bRecursive  true: wszPath stands for a whole directory tree; false: for one directory
     * @param wszDestination  directory the files were moved to: local, or a share on a remote file
     *        server; UNC allowed
     *
     * Returns:   S_OK, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_BAD_STATE, VSS_E_INVALID_XML_DOCUMENT,
     *            VSS_E_OBJECT_NOT_FOUND, VSS_E_UNEXPECTED, E_UNEXPECTED
     * Source:    sdk-api:vsbackup/nf-vsbackup-ivssbackupcomponents-addalternativelocationmapping.md
     *            (rules AddAlternativeLocationMapping-1 to -15)
     */
    STDMETHOD(AddAlternativeLocationMapping)(THIS_ VSS_ID writerId,
                                             VSS_COMPONENT_TYPE componentType,
                                             LPCWSTR wszLogicalPath, LPCWSTR wszComponentName,
                                             LPCWSTR wszPath, LPCWSTR wszFilespec, bool bRecursive,
                                             LPCWSTR wszDestination) PURE;

    /**
     * Selects a subcomponent for restore, where its component was backed up as a whole.
     *
     * @param writerId  class id of the writer
     * @param componentType  component type, a VSS_COMPONENT_TYPE value
     * @param wszLogicalPath  logical path of the component in the document that defines the
     *        component set; any characters are permitted
     * @param wszComponentName  name of that component; must not be NULL (only a general
     *        E_INVALIDARG row); any characters are permitted
     * @param wszSubComponentLogicalPath  logical path of the subcomponent; required, must not be
     *        NULL (only a general E_INVALIDARG row); any characters are permitted
     * @param wszSubComponentName  name of the subcomponent; must not be NULL (only a general
     *        E_INVALIDARG row); any characters are permitted
     * @param bRepair  reserved; always false
     *
     * Returns:   S_OK, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_BAD_STATE, VSS_E_INVALID_XML_DOCUMENT,
     *            VSS_E_OBJECT_NOT_FOUND, VSS_E_UNEXPECTED, E_UNEXPECTED
     * Source:    sdk-api:vsbackup/nf-vsbackup-ivssbackupcomponents-addrestoresubcomponent.md (rules
     *            AddRestoreSubcomponent-1 to -8)
     */
    STDMETHOD(AddRestoreSubcomponent)(THIS_ VSS_ID writerId, VSS_COMPONENT_TYPE componentType,
                                      LPCWSTR wszLogicalPath, LPCWSTR wszComponentName,
                                      LPCWSTR wszSubComponentLogicalPath,
                                      LPCWSTR wszSubComponentName, bool bRepair) PURE;

    /**
     * Records how the restore of a component's files ended.
     *
     * @param writerId  writer identifier
     * @param ct  VSS_COMPONENT_TYPE of the component (the page calls it componentType in places)
     * @param wszLogicalPath  logical path of the component; NULL or the same string the component
     *        was added with
     * @param wszComponentName  component name, same as when added; page forbids NULL and gives
     *        E_INVALIDARG as the generic bad-argument code
     * @param status  VSS_RS_ALL, VSS_RS_FAILED or VSS_RS_NONE
     *
     * Returns:   S_OK, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_BAD_STATE, VSS_E_OBJECT_NOT_FOUND,
     *            VSS_E_INVALID_XML_DOCUMENT, VSS_E_UNEXPECTED, E_UNEXPECTED
     * Source:    sdk-api:vsbackup/nf-vsbackup-ivssbackupcomponents-setfilerestorestatus.md (rules
     *            SetFileRestoreStatus-1 to -4)
     */
    STDMETHOD(SetFileRestoreStatus)(THIS_ VSS_ID writerId, VSS_COMPONENT_TYPE ct,
                                    LPCWSTR wszLogicalPath, LPCWSTR wszComponentName,
                                    VSS_FILE_RESTORE_STATUS status) PURE;

    /**
     * Records that files are restored to a place of the requester's choice.
     *
     * @param writerId  class id of the writer that holds the files
     * @param ct  component type, a VSS_COMPONENT_TYPE value
     * @param wszLogicalPath  logical path of the component, as given to AddComponent; any
     *        characters are permitted
     * @param wszComponentName  name of the component, as given to AddComponent; should not be NULL
     *        (only a general E_INVALIDARG row); any characters are permitted
     * @param wszPath  directory or tree that holds the files: local, or a share on a remote file
     *        server; environment variables and UNC allowed, wildcards not; trailing backslash not
     *        required
     * @param wszFileName  file specification: no directory part or backslash, ? and * allowed
     *        (called wszFileSpec in the remarks)
     * @param bRecursive  whether matching files in the whole tree below wszPath, or only in that
     *        directory, get the new target
     * @param wszAlternatePath  fully qualified path of the new target directory: local, or a share
     *        on a remote file server; UNC allowed
     *
     * Returns:   S_OK, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_BAD_STATE, VSS_E_INVALID_XML_DOCUMENT,
     *            VSS_E_OBJECT_NOT_FOUND, VSS_E_UNEXPECTED, E_UNEXPECTED
     * Source:    sdk-api:vsbackup/nf-vsbackup-ivssbackupcomponents-addnewtarget.md (rules
     *            AddNewTarget-1 to -12)
     */
    STDMETHOD(AddNewTarget)(THIS_ VSS_ID writerId, VSS_COMPONENT_TYPE ct, LPCWSTR wszLogicalPath,
                            LPCWSTR wszComponentName, LPCWSTR wszPath, LPCWSTR wszFileName,
                            bool bRecursive, LPCWSTR wszAlternatePath) PURE;

    /**
     * Names the file that lists the ranges of a partial file.
     *
     * @param writerId  class identifier of the writer owning the files
     * @param ct  VSS_COMPONENT_TYPE of the component (the page calls it componentType in places)
     * @param wszLogicalPath  logical path of the component; NULL or the same string the component
     *        was added with
     * @param wszComponentName  component name, same as when added; page forbids NULL and gives
     *        E_INVALIDARG as the generic bad-argument code
     * @param iPartialFile  zero-based index of the partial file, below
     *        IVssComponent::GetPartialFileCount
     * @param wszRangesFile  fully qualified path of the ranges file
     *
     * Returns:   S_OK, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_BAD_STATE, VSS_E_OBJECT_NOT_FOUND,
     *            VSS_E_INVALID_XML_DOCUMENT, VSS_E_UNEXPECTED, E_UNEXPECTED
     * Source:    sdk-api:vsbackup/nf-vsbackup-ivssbackupcomponents-setrangesfilepath.md (rules
     *            SetRangesFilePath-1 to -7)
     */
    STDMETHOD(SetRangesFilePath)(THIS_ VSS_ID writerId, VSS_COMPONENT_TYPE ct,
                                 LPCWSTR wszLogicalPath, LPCWSTR wszComponentName,
                                 UINT iPartialFile, LPCWSTR wszRangesFile) PURE;

    /**
     * Tells the writers that a restore begins: event PreRestore.
     *
     * @param ppAsync  receives an IVssAsync carrying the status of the event
     *
     * Returns:   S_OK, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_BAD_STATE, VSS_E_UNEXPECTED, E_UNEXPECTED
     * Ownership: The caller releases the returned IVssAsync.
     * Source:    sdk-api:vsbackup/nf-vsbackup-ivssbackupcomponents-prerestore.md (rules
     *            PreRestore-1 to -6)
     */
    STDMETHOD(PreRestore)(THIS_ IVssAsync **ppAsync) PURE;

    /**
     * Tells the writers that the files are restored: event PostRestore.
     *
     * @param ppAsync  receives an IVssAsync carrying the status of the event
     *
     * Returns:   S_OK, E_ACCESSDENIED, E_OUTOFMEMORY, E_INVALIDARG, VSS_E_BAD_STATE,
     *            VSS_E_PROVIDER_VETO, VSS_E_OBJECT_NOT_FOUND, VSS_E_UNEXPECTED, E_UNEXPECTED
     * Ownership: The caller releases the returned IVssAsync.
     * Source:    sdk-api:vsbackup/nf-vsbackup-ivssbackupcomponents-postrestore.md (rules
     *            PostRestore-1 to -4)
     */
    STDMETHOD(PostRestore)(THIS_ IVssAsync **ppAsync) PURE;

    /**
     * Sets the context of the shadow copies, a VSS_SNAPSHOT_CONTEXT with attributes; once.
     *
     * @param lContext  a _VSS_SNAPSHOT_CONTEXT value, optionally ORed with supported
     *        _VSS_VOLUME_SNAPSHOT_ATTRIBUTES bits
     *
     * Returns:   S_OK, E_INVALIDARG, VSS_E_BAD_STATE, E_NOTIMPL, VSS_E_UNEXPECTED, E_UNEXPECTED
     * Source:    sdk-api:vsbackup/nf-vsbackup-ivssbackupcomponents-setcontext.md (rules
     *            SetContext-1 to -6)
     */
    STDMETHOD(SetContext)(THIS_ LONG lContext) PURE;

    /**
     * Begins a shadow copy set.
     *
     * @param pSnapshotSetId  caller-allocated; receives the identifier of the new set
     *
     * Returns:   S_OK, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_BAD_STATE,
     *            VSS_E_SNAPSHOT_SET_IN_PROGRESS, VSS_E_UNEXPECTED, E_UNEXPECTED
     * Ownership: The identifier is written to a variable the caller allocates.
     * Source:    sdk-api:vsbackup/nf-vsbackup-ivssbackupcomponents-startsnapshotset.md (rules
     *            StartSnapshotSet-1 to -4)
     */
    STDMETHOD(StartSnapshotSet)(THIS_ VSS_ID *pSnapshotSetId) PURE;

    /**
     * Adds a volume or file share to the set.
     *
     * @param pwszVolumeName  volume or share to copy, with a trailing backslash: mounted folder,
     *        drive letter, volume GUID path or UNC share
     * @param ProviderId  provider to use; GUID_NULL picks the default provider
     * @param pidSnapshot  receives the id of the shadow copy added; only a general E_INVALIDARG row
     *
     * Returns:   S_OK, E_ACCESSDENIED, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_BAD_STATE,
     *            VSS_E_MAXIMUM_NUMBER_OF_VOLUMES_REACHED,
     *            VSS_E_MAXIMUM_NUMBER_OF_SNAPSHOTS_REACHED, VSS_E_NESTED_VOLUME_LIMIT,
     *            VSS_E_OBJECT_NOT_FOUND, VSS_E_PROVIDER_NOT_REGISTERED, VSS_E_PROVIDER_VETO,
     *            VSS_E_SNAPSHOT_SET_IN_PROGRESS, VSS_E_VOLUME_NOT_SUPPORTED,
     *            VSS_E_VOLUME_NOT_SUPPORTED_BY_PROVIDER, VSS_E_UNEXPECTED, E_UNEXPECTED,
     *            VSS_E_UNEXPECTED_PROVIDER_ERROR
     * Source:    sdk-api:vsbackup/nf-vsbackup-ivssbackupcomponents-addtosnapshotset.md (rules
     *            AddToSnapshotSet-1 to -13)
     */
    STDMETHOD(AddToSnapshotSet)(THIS_ VSS_PWSZ pwszVolumeName, VSS_ID ProviderId,
                                VSS_ID *pidSnapshot) PURE;

    /**
     * Makes the shadow copies of the set: events PrepareForSnapshot to PostSnapshot.
     *
     * @param ppAsync  receives the IVssAsync used to follow the operation and get its final code
     *
     * Returns:   S_OK, E_INVALIDARG
     * Ownership: The caller releases the returned IVssAsync.
     * Source:    sdk-api:vsbackup/nf-vsbackup-ivssbackupcomponents-dosnapshotset.md (rules
     *            DoSnapshotSet-1 to -11)
     */
    STDMETHOD(DoSnapshotSet)(THIS_ IVssAsync **ppAsync) PURE;

    /**
     * Deletes one shadow copy or a set.
     *
     * @param SourceObjectId  id of the shadow copy or shadow copy set
     * @param eSourceObjectType  VSS_OBJECT_SNAPSHOT or VSS_OBJECT_SNAPSHOT_SET
     * @param bForceDelete  TRUE: the provider does all it can to delete; FALSE: no extra effort
     * @param plDeletedSnapshots  receives the number deleted; only a general E_INVALIDARG row
     * @param pNondeletedSnapshotID  receives the id of the first shadow copy that could not be
     *        deleted, GUID_NULL when there was no error
     *
     * Returns:   S_OK, E_ACCESSDENIED, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_UNEXPECTED, E_UNEXPECTED,
     *            VSS_E_OBJECT_NOT_FOUND, VSS_E_PROVIDER_VETO, VSS_E_UNEXPECTED_PROVIDER_ERROR
     * Source:    sdk-api:vsbackup/nf-vsbackup-ivssbackupcomponents-deletesnapshots.md (rules
     *            DeleteSnapshots-1 to -8)
     */
    STDMETHOD(DeleteSnapshots)(THIS_ VSS_ID SourceObjectId, VSS_OBJECT_TYPE eSourceObjectType,
                               BOOL bForceDelete, LONG *plDeletedSnapshots,
                               VSS_ID *pNondeletedSnapshotID) PURE;

    /**
     * Brings transportable shadow copies of a document into this machine.
     *
     * @param ppAsync  receives an IVssAsync carrying the import status
     *
     * Returns:   S_OK, E_ACCESSDENIED, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_BAD_STATE,
     *            VSS_E_UNEXPECTED, E_UNEXPECTED
     * Ownership: The caller releases the returned IVssAsync.
     * Source:    sdk-api:vsbackup/nf-vsbackup-ivssbackupcomponents-importsnapshots.md (rules
     *            ImportSnapshots-1 to -8)
     */
    STDMETHOD(ImportSnapshots)(THIS_ IVssAsync **ppAsync) PURE;

    /**
     * Turns the shadow copies of a set into plain volumes.
     *
     * @param SnapshotSetId  id of the shadow copy set
     *
     * Returns:   S_OK, E_ACCESSDENIED, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_OBJECT_NOT_FOUND,
     *            VSS_E_PROVIDER_VETO, VSS_E_UNEXPECTED, E_UNEXPECTED
     * Source:    sdk-api:vsbackup/nf-vsbackup-ivssbackupcomponents-breaksnapshotset.md (rules
     *            BreakSnapshotSet-1 to -5)
     */
    STDMETHOD(BreakSnapshotSet)(THIS_ VSS_ID SnapshotSetId) PURE;

    /**
     * Gives the properties of a shadow copy, for VssFreeSnapshotProperties.
     *
     * @param SnapshotId  id of the shadow copy, as AddToSnapshotSet returned it
     * @param pProp  VSS_SNAPSHOT_PROP allocated by the caller; only a general E_INVALIDARG row
     *
     * Returns:   S_OK, E_ACCESSDENIED, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_BAD_STATE,
     *            VSS_E_OBJECT_NOT_FOUND, VSS_E_PROVIDER_VETO, VSS_E_UNEXPECTED, E_UNEXPECTED,
     *            VSS_E_UNEXPECTED_PROVIDER_ERROR
     * Ownership: The page makes the provider responsible for freeing the strings, with
     *            VssFreeSnapshotProperties.
     * Source:    sdk-api:vsbackup/nf-vsbackup-ivssbackupcomponents-getsnapshotproperties.md (rules
     *            GetSnapshotProperties-1 to -4)
     */
    STDMETHOD(GetSnapshotProperties)(THIS_ VSS_ID SnapshotId, VSS_SNAPSHOT_PROP *pProp) PURE;

    /**
     * Lists providers or finished shadow copies.
     *
     * @param QueriedObjectId  reserved; must be GUID_NULL
     * @param eQueriedObjectType  must be VSS_OBJECT_NONE, meaning no restriction
     * @param eReturnedObjectsType  VSS_OBJECT_SNAPSHOT or VSS_OBJECT_PROVIDER
     * @param ppEnum  receives an IVssEnumObject
     *
     * Returns:   S_OK, E_ACCESSDENIED, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_BAD_STATE,
     *            VSS_E_OBJECT_NOT_FOUND, VSS_E_PROVIDER_VETO, VSS_E_UNEXPECTED, E_UNEXPECTED,
     *            VSS_E_UNEXPECTED_PROVIDER_ERROR
     * Ownership: The page does not say who releases the enumerator.
     * Source:    sdk-api:vsbackup/nf-vsbackup-ivssbackupcomponents-query.md (rules Query-1 to -9)
     */
    STDMETHOD(Query)(THIS_ VSS_ID QueriedObjectId, VSS_OBJECT_TYPE eQueriedObjectType,
                     VSS_OBJECT_TYPE eReturnedObjectsType, IVssEnumObject **ppEnum) PURE;

    /**
     * Tells whether a provider can make a shadow copy of a volume.
     *
     * @param ProviderId  provider to ask; GUID_NULL asks whether any provider supports the volume
     * @param pwszVolumeName  mounted folder path, drive letter path or \\?\Volume{GUID}\ path, with
     *        a trailing backslash, or a UNC share path likewise ending in a backslash
     * @param pbSupportedByThisProvider  caller-allocated; TRUE when shadow copies are possible,
     *        else FALSE
     *
     * Returns:   S_OK, E_ACCESSDENIED, VSS_E_NESTED_VOLUME_LIMIT, E_OUTOFMEMORY, VSS_E_BAD_STATE,
     *            VSS_E_OBJECT_NOT_FOUND, VSS_E_UNEXPECTED, E_UNEXPECTED
     * Source:    sdk-api:vsbackup/nf-vsbackup-ivssbackupcomponents-isvolumesupported.md (rules
     *            IsVolumeSupported-1 to -8)
     */
    STDMETHOD(IsVolumeSupported)(THIS_ VSS_ID ProviderId, VSS_PWSZ pwszVolumeName,
                                 BOOL *pbSupportedByThisProvider) PURE;

    /**
     * Keeps writer classes out of this backup.
     *
     * @param rgWriterClassId  array of one or more writer class ids
     * @param cClassId  number of entries in the array
     *
     * Returns:   S_OK, E_ACCESSDENIED, E_OUTOFMEMORY, VSS_E_BAD_STATE, VSS_E_UNEXPECTED,
     *            E_UNEXPECTED
     * Source:    sdk-api:vsbackup/nf-vsbackup-ivssbackupcomponents-disablewriterclasses.md (rules
     *            DisableWriterClasses-1 to -9)
     */
    STDMETHOD(DisableWriterClasses)(THIS_ const VSS_ID *rgWriterClassId, UINT cClassId) PURE;

    /**
     * Lets only these writer classes into this backup.
     *
     * @param rgWriterClassId  array of one or more writer class ids
     * @param cClassId  number of entries in the array
     *
     * Returns:   S_OK, E_ACCESSDENIED, E_OUTOFMEMORY, VSS_E_BAD_STATE, VSS_E_UNEXPECTED,
     *            E_UNEXPECTED
     * Source:    sdk-api:vsbackup/nf-vsbackup-ivssbackupcomponents-enablewriterclasses.md (rules
     *            EnableWriterClasses-1 to -8)
     */
    STDMETHOD(EnableWriterClasses)(THIS_ const VSS_ID *rgWriterClassId, UINT cClassId) PURE;

    /**
     * Keeps single writer instances out of this backup.
     *
     * @param rgWriterInstanceId  array of one or more writer instance ids
     * @param cInstanceId  number of entries in the array
     *
     * Returns:   S_OK, E_ACCESSDENIED, E_OUTOFMEMORY, VSS_E_BAD_STATE, VSS_E_UNEXPECTED,
     *            E_UNEXPECTED
     * Source:    sdk-api:vsbackup/nf-vsbackup-ivssbackupcomponents-disablewriterinstances.md (rules
     *            DisableWriterInstances-1 to -5)
     */
    STDMETHOD(DisableWriterInstances)(THIS_ const VSS_ID *rgWriterInstanceId,
                                      UINT cInstanceId) PURE;

    /**
     * Gives a shadow copy a drive letter, mount point or share.
     *
     * @param SnapshotId  id of the shadow copy
     * @param wszPathFromRoot  path to the part of the volume that a file share shows; must be NULL
     *        for local exposure; no environment variables or wildcards; trailing backslash not
     *        required
     * @param lAttributes  VSS_VOLSNAP_ATTR_EXPOSED_LOCALLY or VSS_VOLSNAP_ATTR_EXPOSED_REMOTELY
     * @param wszExpose  share name, drive letter and colon (X:) or mounted folder (Y:\MountX); NULL
     *        lets VSS choose when exposing remotely
     * @param pwszExposed  receives the exposed name, allocated by VSS; NULL on failure; only a
     *        general E_INVALIDARG row
     *
     * Returns:   S_OK, E_ACCESSDENIED, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_BAD_STATE,
     *            VSS_E_OBJECT_NOT_FOUND, VSS_E_PROVIDER_VETO, VSS_E_UNEXPECTED, E_UNEXPECTED,
     *            VSS_E_UNEXPECTED_PROVIDER_ERROR
     * Ownership: VSS allocates the string; the caller frees it with CoTaskMemFree.
     * Source:    sdk-api:vsbackup/nf-vsbackup-ivssbackupcomponents-exposesnapshot.md (rules
     *            ExposeSnapshot-1 to -11)
     */
    STDMETHOD(ExposeSnapshot)(THIS_ VSS_ID SnapshotId, VSS_PWSZ wszPathFromRoot, LONG lAttributes,
                              VSS_PWSZ wszExpose, VSS_PWSZ *pwszExposed) PURE;

    /**
     * Sets a volume back to a shadow copy.
     *
     * @param SnapshotId  shadow copy to revert the volume to
     * @param bForceDismount  TRUE dismounts and reverts the volume even if it is in use
     *
     * Returns:   S_OK, E_ACCESSDENIED, E_FAIL, E_INVALIDARG, E_NOTIMPL, E_OUTOFMEMORY,
     *            VSS_E_OBJECT_NOT_FOUND, VSS_E_PROVIDER_NOT_REGISTERED, VSS_E_REVERT_IN_PROGRESS,
     *            VSS_E_UNSUPPORTED_CONTEXT, VSS_E_VOLUME_IN_USE, VSS_E_VOLUME_NOT_SUPPORTED
     * Source:    sdk-api:vsbackup/nf-vsbackup-ivssbackupcomponents-reverttosnapshot.md (rules
     *            RevertToSnapshot-1 to -8)
     */
    STDMETHOD(RevertToSnapshot)(THIS_ VSS_ID SnapshotId, BOOL bForceDismount) PURE;

    /**
     * Gives the operation of a revert that is under way.
     *
     * @param pwszVolume  mounted folder path, drive letter path or \\?\Volume{GUID}\ path, with a
     *        trailing backslash
     * @param ppAsync  receives an IVssAsync that reports the state of the revert
     *
     * Returns:   S_OK, E_ACCESSDENIED, E_FAIL, E_INVALIDARG, E_NOTIMPL, E_OUTOFMEMORY, E_POINTER,
     *            VSS_E_OBJECT_NOT_FOUND, VSS_E_VOLUME_NOT_SUPPORTED
     * Ownership: The caller releases the returned IVssAsync once the operation is complete.
     * Source:    sdk-api:vsbackup/nf-vsbackup-ivssbackupcomponents-queryrevertstatus.md (rules
     *            QueryRevertStatus-1 to -5)
     */
    STDMETHOD(QueryRevertStatus)(THIS_ VSS_PWSZ pwszVolume, IVssAsync **ppAsync) PURE;
};
#undef INTERFACE
VSS_IID(IVssBackupComponents, 0x665c1d5f, 0xc218, 0x414d,
        0xa0, 0x5d, 0x7f, 0xef, 0x5f, 0x9d, 0x5c, 0x86)

#if defined(COBJMACROS) && defined(VSS_C_FACE)
#define IVssBackupComponents_QueryInterface(This, riid, ppvObject) \
    (This)->lpVtbl->QueryInterface(This, riid, ppvObject)
#define IVssBackupComponents_AddRef(This) (This)->lpVtbl->AddRef(This)
#define IVssBackupComponents_Release(This) (This)->lpVtbl->Release(This)
#define IVssBackupComponents_GetWriterComponentsCount(This, pcComponents) \
    (This)->lpVtbl->GetWriterComponentsCount(This, pcComponents)
#define IVssBackupComponents_GetWriterComponents(This, iWriter, ppWriter) \
    (This)->lpVtbl->GetWriterComponents(This, iWriter, ppWriter)
#define IVssBackupComponents_InitializeForBackup(This, bstrXML) \
    (This)->lpVtbl->InitializeForBackup(This, bstrXML)
#define IVssBackupComponents_SetBackupState(This, bSelectComponents, bBackupBootableSystemState, \
        backupType, bPartialFileSupport) \
    (This)->lpVtbl->SetBackupState(This, bSelectComponents, bBackupBootableSystemState, \
        backupType, bPartialFileSupport)
#define IVssBackupComponents_InitializeForRestore(This, bstrXML) \
    (This)->lpVtbl->InitializeForRestore(This, bstrXML)
#define IVssBackupComponents_SetRestoreState(This, restoreType) \
    (This)->lpVtbl->SetRestoreState(This, restoreType)
#define IVssBackupComponents_GatherWriterMetadata(This, pAsync) \
    (This)->lpVtbl->GatherWriterMetadata(This, pAsync)
#define IVssBackupComponents_GetWriterMetadataCount(This, pcWriters) \
    (This)->lpVtbl->GetWriterMetadataCount(This, pcWriters)
#define IVssBackupComponents_GetWriterMetadata(This, iWriter, pidInstance, ppMetadata) \
    (This)->lpVtbl->GetWriterMetadata(This, iWriter, pidInstance, ppMetadata)
#define IVssBackupComponents_FreeWriterMetadata(This) (This)->lpVtbl->FreeWriterMetadata(This)
#define IVssBackupComponents_AddComponent(This, instanceId, writerId, ct, wszLogicalPath, \
        wszComponentName) \
    (This)->lpVtbl->AddComponent(This, instanceId, writerId, ct, wszLogicalPath, wszComponentName)
#define IVssBackupComponents_PrepareForBackup(This, ppAsync) \
    (This)->lpVtbl->PrepareForBackup(This, ppAsync)
#define IVssBackupComponents_AbortBackup(This) (This)->lpVtbl->AbortBackup(This)
#define IVssBackupComponents_GatherWriterStatus(This, pAsync) \
    (This)->lpVtbl->GatherWriterStatus(This, pAsync)
#define IVssBackupComponents_GetWriterStatusCount(This, pcWriters) \
    (This)->lpVtbl->GetWriterStatusCount(This, pcWriters)
#define IVssBackupComponents_FreeWriterStatus(This) (This)->lpVtbl->FreeWriterStatus(This)
#define IVssBackupComponents_GetWriterStatus(This, iWriter, pidInstance, pidWriter, pbstrWriter, \
        pnStatus, phResultFailure) \
    (This)->lpVtbl->GetWriterStatus(This, iWriter, pidInstance, pidWriter, pbstrWriter, pnStatus, \
        phResultFailure)
#define IVssBackupComponents_SetBackupSucceeded(This, instanceId, writerId, ct, wszLogicalPath, \
        wszComponentName, bSucceded) \
    (This)->lpVtbl->SetBackupSucceeded(This, instanceId, writerId, ct, wszLogicalPath, \
        wszComponentName, bSucceded)
#define IVssBackupComponents_SetBackupOptions(This, writerId, ct, wszLogicalPath, \
        wszComponentName, wszBackupOptions) \
    (This)->lpVtbl->SetBackupOptions(This, writerId, ct, wszLogicalPath, wszComponentName, \
        wszBackupOptions)
#define IVssBackupComponents_SetSelectedForRestore(This, writerId, ct, wszLogicalPath, \
        wszComponentName, bSelectedForRestore) \
    (This)->lpVtbl->SetSelectedForRestore(This, writerId, ct, wszLogicalPath, wszComponentName, \
        bSelectedForRestore)
#define IVssBackupComponents_SetRestoreOptions(This, writerId, ct, wszLogicalPath, \
        wszComponentName, wszRestoreOptions) \
    (This)->lpVtbl->SetRestoreOptions(This, writerId, ct, wszLogicalPath, wszComponentName, \
        wszRestoreOptions)
#define IVssBackupComponents_SetAdditionalRestores(This, writerId, ct, wszLogicalPath, \
        wszComponentName, bAdditionalRestores) \
    (This)->lpVtbl->SetAdditionalRestores(This, writerId, ct, wszLogicalPath, wszComponentName, \
        bAdditionalRestores)
#define IVssBackupComponents_SetPreviousBackupStamp(This, writerId, ct, wszLogicalPath, \
        wszComponentName, wszPreviousBackupStamp) \
    (This)->lpVtbl->SetPreviousBackupStamp(This, writerId, ct, wszLogicalPath, wszComponentName, \
        wszPreviousBackupStamp)
#define IVssBackupComponents_SaveAsXML(This, pbstrXML) (This)->lpVtbl->SaveAsXML(This, pbstrXML)
#define IVssBackupComponents_BackupComplete(This, ppAsync) \
    (This)->lpVtbl->BackupComplete(This, ppAsync)
#define IVssBackupComponents_AddAlternativeLocationMapping(This, writerId, componentType, \
        wszLogicalPath, wszComponentName, wszPath, wszFilespec, bRecursive, wszDestination) \
    (This)->lpVtbl->AddAlternativeLocationMapping(This, writerId, componentType, wszLogicalPath, \
        wszComponentName, wszPath, wszFilespec, bRecursive, wszDestination)
#define IVssBackupComponents_AddRestoreSubcomponent(This, writerId, componentType, \
        wszLogicalPath, wszComponentName, wszSubComponentLogicalPath, wszSubComponentName, \
        bRepair) \
    (This)->lpVtbl->AddRestoreSubcomponent(This, writerId, componentType, wszLogicalPath, \
        wszComponentName, wszSubComponentLogicalPath, wszSubComponentName, bRepair)
#define IVssBackupComponents_SetFileRestoreStatus(This, writerId, ct, wszLogicalPath, \
        wszComponentName, status) \
    (This)->lpVtbl->SetFileRestoreStatus(This, writerId, ct, wszLogicalPath, wszComponentName, \
        status)
#define IVssBackupComponents_AddNewTarget(This, writerId, ct, wszLogicalPath, wszComponentName, \
        wszPath, wszFileName, bRecursive, wszAlternatePath) \
    (This)->lpVtbl->AddNewTarget(This, writerId, ct, wszLogicalPath, wszComponentName, wszPath, \
        wszFileName, bRecursive, wszAlternatePath)
#define IVssBackupComponents_SetRangesFilePath(This, writerId, ct, wszLogicalPath, \
        wszComponentName, iPartialFile, wszRangesFile) \
    (This)->lpVtbl->SetRangesFilePath(This, writerId, ct, wszLogicalPath, wszComponentName, \
        iPartialFile, wszRangesFile)
#define IVssBackupComponents_PreRestore(This, ppAsync) (This)->lpVtbl->PreRestore(This, ppAsync)
#define IVssBackupComponents_PostRestore(This, ppAsync) (This)->lpVtbl->PostRestore(This, ppAsync)
#define IVssBackupComponents_SetContext(This, lContext) (This)->lpVtbl->SetContext(This, lContext)
#define IVssBackupComponents_StartSnapshotSet(This, pSnapshotSetId) \
    (This)->lpVtbl->StartSnapshotSet(This, pSnapshotSetId)
#define IVssBackupComponents_AddToSnapshotSet(This, pwszVolumeName, ProviderId, pidSnapshot) \
    (This)->lpVtbl->AddToSnapshotSet(This, pwszVolumeName, ProviderId, pidSnapshot)
#define IVssBackupComponents_DoSnapshotSet(This, ppAsync) \
    (This)->lpVtbl->DoSnapshotSet(This, ppAsync)
#define IVssBackupComponents_DeleteSnapshots(This, SourceObjectId, eSourceObjectType, \
        bForceDelete, plDeletedSnapshots, pNondeletedSnapshotID) \
    (This)->lpVtbl->DeleteSnapshots(This, SourceObjectId, eSourceObjectType, bForceDelete, \
        plDeletedSnapshots, pNondeletedSnapshotID)
#define IVssBackupComponents_ImportSnapshots(This, ppAsync) \
    (This)->lpVtbl->ImportSnapshots(This, ppAsync)
#define IVssBackupComponents_BreakSnapshotSet(This, SnapshotSetId) \
    (This)->lpVtbl->BreakSnapshotSet(This, SnapshotSetId)
#define IVssBackupComponents_GetSnapshotProperties(This, SnapshotId, pProp) \
    (This)->lpVtbl->GetSnapshotProperties(This, SnapshotId, pProp)
#define IVssBackupComponents_Query(This, QueriedObjectId, eQueriedObjectType, \
        eReturnedObjectsType, ppEnum) \
    (This)->lpVtbl->Query(This, QueriedObjectId, eQueriedObjectType, eReturnedObjectsType, ppEnum)
#define IVssBackupComponents_IsVolumeSupported(This, ProviderId, pwszVolumeName, \
        pbSupportedByThisProvider) \
    (This)->lpVtbl->IsVolumeSupported(This, ProviderId, pwszVolumeName, pbSupportedByThisProvider)
#define IVssBackupComponents_DisableWriterClasses(This, rgWriterClassId, cClassId) \
    (This)->lpVtbl->DisableWriterClasses(This, rgWriterClassId, cClassId)
#define IVssBackupComponents_EnableWriterClasses(This, rgWriterClassId, cClassId) \
    (This)->lpVtbl->EnableWriterClasses(This, rgWriterClassId, cClassId)
#define IVssBackupComponents_DisableWriterInstances(This, rgWriterInstanceId, cInstanceId) \
    (This)->lpVtbl->DisableWriterInstances(This, rgWriterInstanceId, cInstanceId)
#define IVssBackupComponents_ExposeSnapshot(This, SnapshotId, wszPathFromRoot, lAttributes, \
        wszExpose, pwszExposed) \
    (This)->lpVtbl->ExposeSnapshot(This, SnapshotId, wszPathFromRoot, lAttributes, wszExpose, \
        pwszExposed)
#define IVssBackupComponents_RevertToSnapshot(This, SnapshotId, bForceDismount) \
    (This)->lpVtbl->RevertToSnapshot(This, SnapshotId, bForceDismount)
#define IVssBackupComponents_QueryRevertStatus(This, pwszVolume, ppAsync) \
    (This)->lpVtbl->QueryRevertStatus(This, pwszVolume, ppAsync)
#endif

/**
 * A requester of Windows Vista: several instances of one writer.
 *
 * Since:     Windows Vista, Windows Server 2003 SP1, Windows Server 2008
 * Source:    sdk-api:vsbackup/nl-vsbackup-ivssbackupcomponentsex.md
 */
#undef INTERFACE
#define INTERFACE IVssBackupComponentsEx
DECLARE_INTERFACE_(IVssBackupComponentsEx, IVssBackupComponents)
{
    VSS_IUNKNOWN_METHODS
#ifdef VSS_C_FACE
    /* inherited from IVssBackupComponents */
    STDMETHOD(GetWriterComponentsCount)(THIS_ UINT *pcComponents) PURE;
    STDMETHOD(GetWriterComponents)(THIS_ UINT iWriter, IVssWriterComponentsExt **ppWriter) PURE;
    STDMETHOD(InitializeForBackup)(THIS_ BSTR bstrXML) PURE;
    STDMETHOD(SetBackupState)(THIS_ bool bSelectComponents, bool bBackupBootableSystemState,
                              VSS_BACKUP_TYPE backupType, bool bPartialFileSupport) PURE;
    STDMETHOD(InitializeForRestore)(THIS_ BSTR bstrXML) PURE;
    STDMETHOD(SetRestoreState)(THIS_ VSS_RESTORE_TYPE restoreType) PURE;
    STDMETHOD(GatherWriterMetadata)(THIS_ IVssAsync **pAsync) PURE;
    STDMETHOD(GetWriterMetadataCount)(THIS_ UINT *pcWriters) PURE;
    STDMETHOD(GetWriterMetadata)(THIS_ UINT iWriter, VSS_ID *pidInstance,
                                 IVssExamineWriterMetadata **ppMetadata) PURE;
    STDMETHOD(FreeWriterMetadata)(THIS) PURE;
    STDMETHOD(AddComponent)(THIS_ VSS_ID instanceId, VSS_ID writerId, VSS_COMPONENT_TYPE ct,
                            LPCWSTR wszLogicalPath, LPCWSTR wszComponentName) PURE;
    STDMETHOD(PrepareForBackup)(THIS_ IVssAsync **ppAsync) PURE;
    STDMETHOD(AbortBackup)(THIS) PURE;
    STDMETHOD(GatherWriterStatus)(THIS_ IVssAsync **pAsync) PURE;
    STDMETHOD(GetWriterStatusCount)(THIS_ UINT *pcWriters) PURE;
    STDMETHOD(FreeWriterStatus)(THIS) PURE;
    STDMETHOD(GetWriterStatus)(THIS_ UINT iWriter, VSS_ID *pidInstance, VSS_ID *pidWriter,
                               BSTR *pbstrWriter, VSS_WRITER_STATE *pnStatus,
                               HRESULT *phResultFailure) PURE;
    STDMETHOD(SetBackupSucceeded)(THIS_ VSS_ID instanceId, VSS_ID writerId, VSS_COMPONENT_TYPE ct,
                                  LPCWSTR wszLogicalPath, LPCWSTR wszComponentName,
                                  bool bSucceded) PURE;
    STDMETHOD(SetBackupOptions)(THIS_ VSS_ID writerId, VSS_COMPONENT_TYPE ct,
                                LPCWSTR wszLogicalPath, LPCWSTR wszComponentName,
                                LPCWSTR wszBackupOptions) PURE;
    STDMETHOD(SetSelectedForRestore)(THIS_ VSS_ID writerId, VSS_COMPONENT_TYPE ct,
                                     LPCWSTR wszLogicalPath, LPCWSTR wszComponentName,
                                     bool bSelectedForRestore) PURE;
    STDMETHOD(SetRestoreOptions)(THIS_ VSS_ID writerId, VSS_COMPONENT_TYPE ct,
                                 LPCWSTR wszLogicalPath, LPCWSTR wszComponentName,
                                 LPCWSTR wszRestoreOptions) PURE;
    STDMETHOD(SetAdditionalRestores)(THIS_ VSS_ID writerId, VSS_COMPONENT_TYPE ct,
                                     LPCWSTR wszLogicalPath, LPCWSTR wszComponentName,
                                     bool bAdditionalRestores) PURE;
    STDMETHOD(SetPreviousBackupStamp)(THIS_ VSS_ID writerId, VSS_COMPONENT_TYPE ct,
                                      LPCWSTR wszLogicalPath, LPCWSTR wszComponentName,
                                      LPCWSTR wszPreviousBackupStamp) PURE;
    STDMETHOD(SaveAsXML)(THIS_ BSTR *pbstrXML) PURE;
    STDMETHOD(BackupComplete)(THIS_ IVssAsync **ppAsync) PURE;
    STDMETHOD(AddAlternativeLocationMapping)(THIS_ VSS_ID writerId,
                                             VSS_COMPONENT_TYPE componentType,
                                             LPCWSTR wszLogicalPath, LPCWSTR wszComponentName,
                                             LPCWSTR wszPath, LPCWSTR wszFilespec, bool bRecursive,
                                             LPCWSTR wszDestination) PURE;
    STDMETHOD(AddRestoreSubcomponent)(THIS_ VSS_ID writerId, VSS_COMPONENT_TYPE componentType,
                                      LPCWSTR wszLogicalPath, LPCWSTR wszComponentName,
                                      LPCWSTR wszSubComponentLogicalPath,
                                      LPCWSTR wszSubComponentName, bool bRepair) PURE;
    STDMETHOD(SetFileRestoreStatus)(THIS_ VSS_ID writerId, VSS_COMPONENT_TYPE ct,
                                    LPCWSTR wszLogicalPath, LPCWSTR wszComponentName,
                                    VSS_FILE_RESTORE_STATUS status) PURE;
    STDMETHOD(AddNewTarget)(THIS_ VSS_ID writerId, VSS_COMPONENT_TYPE ct, LPCWSTR wszLogicalPath,
                            LPCWSTR wszComponentName, LPCWSTR wszPath, LPCWSTR wszFileName,
                            bool bRecursive, LPCWSTR wszAlternatePath) PURE;
    STDMETHOD(SetRangesFilePath)(THIS_ VSS_ID writerId, VSS_COMPONENT_TYPE ct,
                                 LPCWSTR wszLogicalPath, LPCWSTR wszComponentName,
                                 UINT iPartialFile, LPCWSTR wszRangesFile) PURE;
    STDMETHOD(PreRestore)(THIS_ IVssAsync **ppAsync) PURE;
    STDMETHOD(PostRestore)(THIS_ IVssAsync **ppAsync) PURE;
    STDMETHOD(SetContext)(THIS_ LONG lContext) PURE;
    STDMETHOD(StartSnapshotSet)(THIS_ VSS_ID *pSnapshotSetId) PURE;
    STDMETHOD(AddToSnapshotSet)(THIS_ VSS_PWSZ pwszVolumeName, VSS_ID ProviderId,
                                VSS_ID *pidSnapshot) PURE;
    STDMETHOD(DoSnapshotSet)(THIS_ IVssAsync **ppAsync) PURE;
    STDMETHOD(DeleteSnapshots)(THIS_ VSS_ID SourceObjectId, VSS_OBJECT_TYPE eSourceObjectType,
                               BOOL bForceDelete, LONG *plDeletedSnapshots,
                               VSS_ID *pNondeletedSnapshotID) PURE;
    STDMETHOD(ImportSnapshots)(THIS_ IVssAsync **ppAsync) PURE;
    STDMETHOD(BreakSnapshotSet)(THIS_ VSS_ID SnapshotSetId) PURE;
    STDMETHOD(GetSnapshotProperties)(THIS_ VSS_ID SnapshotId, VSS_SNAPSHOT_PROP *pProp) PURE;
    STDMETHOD(Query)(THIS_ VSS_ID QueriedObjectId, VSS_OBJECT_TYPE eQueriedObjectType,
                     VSS_OBJECT_TYPE eReturnedObjectsType, IVssEnumObject **ppEnum) PURE;
    STDMETHOD(IsVolumeSupported)(THIS_ VSS_ID ProviderId, VSS_PWSZ pwszVolumeName,
                                 BOOL *pbSupportedByThisProvider) PURE;
    STDMETHOD(DisableWriterClasses)(THIS_ const VSS_ID *rgWriterClassId, UINT cClassId) PURE;
    STDMETHOD(EnableWriterClasses)(THIS_ const VSS_ID *rgWriterClassId, UINT cClassId) PURE;
    STDMETHOD(DisableWriterInstances)(THIS_ const VSS_ID *rgWriterInstanceId,
                                      UINT cInstanceId) PURE;
    STDMETHOD(ExposeSnapshot)(THIS_ VSS_ID SnapshotId, VSS_PWSZ wszPathFromRoot, LONG lAttributes,
                              VSS_PWSZ wszExpose, VSS_PWSZ *pwszExposed) PURE;
    STDMETHOD(RevertToSnapshot)(THIS_ VSS_ID SnapshotId, BOOL bForceDismount) PURE;
    STDMETHOD(QueryRevertStatus)(THIS_ VSS_PWSZ pwszVolume, IVssAsync **ppAsync) PURE;
#endif

    /**
     * Gives the metadata of one writer by its index, with the Ex interface.
     *
     * @param iWriter  zero-based writer index, below GetWriterMetadataCount
     * @param pidInstance  caller-allocated; receives the instance identifier of the writer
     * @param ppMetadata  receives an IVssExamineWriterMetadataEx
     *
     * Returns:   S_OK, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_BAD_STATE, VSS_E_INVALID_XML_DOCUMENT,
     *            VSS_E_OBJECT_NOT_FOUND, VSS_E_UNEXPECTED, E_UNEXPECTED
     * Ownership: The caller calls Release on the metadata object when done.
     * Source:    sdk-api:vsbackup/nf-vsbackup-ivssbackupcomponentsex-getwritermetadataex.md (rules
     *            GetWriterMetadataEx-1 to -6)
     */
    STDMETHOD(GetWriterMetadataEx)(THIS_ UINT iWriter, VSS_ID *pidInstance,
                                   IVssExamineWriterMetadataEx **ppMetadata) PURE;

    /**
     * Selects a component of one writer instance for restore.
     *
     * @param writerId  writer class identifier
     * @param ct  VSS_COMPONENT_TYPE of the component
     * @param wszLogicalPath  logical path of the component; NULL or the same string the component
     *        was added with
     * @param wszComponentName  component name, same as when added; page forbids NULL and gives
     *        E_INVALIDARG as the generic bad-argument code
     * @param bSelectedForRestore  true selects the component for restore, false deselects it
     * @param instanceId  writer instance to restore to; default GUID_NULL (the installed mingw-w64
     *        header declares no default)
     *
     * Returns:   S_OK, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_BAD_STATE, VSS_E_OBJECT_NOT_FOUND,
     *            VSS_E_INVALID_XML_DOCUMENT, VSS_E_UNEXPECTED, E_UNEXPECTED
     * Source:    sdk-api:vsbackup/nf-vsbackup-ivssbackupcomponentsex-setselectedforrestoreex.md
     *            (rules SetSelectedForRestoreEx-1 to -11)
     */
    STDMETHOD(SetSelectedForRestoreEx)(THIS_ VSS_ID writerId, VSS_COMPONENT_TYPE ct,
                                       LPCWSTR wszLogicalPath, LPCWSTR wszComponentName,
                                       bool bSelectedForRestore,
                                       VSS_ID instanceId VSS_DEFAULT(GUID_NULL)) PURE;
};
#undef INTERFACE
VSS_IID(IVssBackupComponentsEx, 0x963f03ad, 0x9e4c, 0x4a34,
        0xac, 0x15, 0xe4, 0xb6, 0x17, 0x4e, 0x50, 0x36)

#if defined(COBJMACROS) && defined(VSS_C_FACE)
#define IVssBackupComponentsEx_QueryInterface(This, riid, ppvObject) \
    (This)->lpVtbl->QueryInterface(This, riid, ppvObject)
#define IVssBackupComponentsEx_AddRef(This) (This)->lpVtbl->AddRef(This)
#define IVssBackupComponentsEx_Release(This) (This)->lpVtbl->Release(This)
#define IVssBackupComponentsEx_GetWriterComponentsCount(This, pcComponents) \
    (This)->lpVtbl->GetWriterComponentsCount(This, pcComponents)
#define IVssBackupComponentsEx_GetWriterComponents(This, iWriter, ppWriter) \
    (This)->lpVtbl->GetWriterComponents(This, iWriter, ppWriter)
#define IVssBackupComponentsEx_InitializeForBackup(This, bstrXML) \
    (This)->lpVtbl->InitializeForBackup(This, bstrXML)
#define IVssBackupComponentsEx_SetBackupState(This, bSelectComponents, \
        bBackupBootableSystemState, backupType, bPartialFileSupport) \
    (This)->lpVtbl->SetBackupState(This, bSelectComponents, bBackupBootableSystemState, \
        backupType, bPartialFileSupport)
#define IVssBackupComponentsEx_InitializeForRestore(This, bstrXML) \
    (This)->lpVtbl->InitializeForRestore(This, bstrXML)
#define IVssBackupComponentsEx_SetRestoreState(This, restoreType) \
    (This)->lpVtbl->SetRestoreState(This, restoreType)
#define IVssBackupComponentsEx_GatherWriterMetadata(This, pAsync) \
    (This)->lpVtbl->GatherWriterMetadata(This, pAsync)
#define IVssBackupComponentsEx_GetWriterMetadataCount(This, pcWriters) \
    (This)->lpVtbl->GetWriterMetadataCount(This, pcWriters)
#define IVssBackupComponentsEx_GetWriterMetadata(This, iWriter, pidInstance, ppMetadata) \
    (This)->lpVtbl->GetWriterMetadata(This, iWriter, pidInstance, ppMetadata)
#define IVssBackupComponentsEx_FreeWriterMetadata(This) (This)->lpVtbl->FreeWriterMetadata(This)
#define IVssBackupComponentsEx_AddComponent(This, instanceId, writerId, ct, wszLogicalPath, \
        wszComponentName) \
    (This)->lpVtbl->AddComponent(This, instanceId, writerId, ct, wszLogicalPath, wszComponentName)
#define IVssBackupComponentsEx_PrepareForBackup(This, ppAsync) \
    (This)->lpVtbl->PrepareForBackup(This, ppAsync)
#define IVssBackupComponentsEx_AbortBackup(This) (This)->lpVtbl->AbortBackup(This)
#define IVssBackupComponentsEx_GatherWriterStatus(This, pAsync) \
    (This)->lpVtbl->GatherWriterStatus(This, pAsync)
#define IVssBackupComponentsEx_GetWriterStatusCount(This, pcWriters) \
    (This)->lpVtbl->GetWriterStatusCount(This, pcWriters)
#define IVssBackupComponentsEx_FreeWriterStatus(This) (This)->lpVtbl->FreeWriterStatus(This)
#define IVssBackupComponentsEx_GetWriterStatus(This, iWriter, pidInstance, pidWriter, \
        pbstrWriter, pnStatus, phResultFailure) \
    (This)->lpVtbl->GetWriterStatus(This, iWriter, pidInstance, pidWriter, pbstrWriter, pnStatus, \
        phResultFailure)
#define IVssBackupComponentsEx_SetBackupSucceeded(This, instanceId, writerId, ct, wszLogicalPath, \
        wszComponentName, bSucceded) \
    (This)->lpVtbl->SetBackupSucceeded(This, instanceId, writerId, ct, wszLogicalPath, \
        wszComponentName, bSucceded)
#define IVssBackupComponentsEx_SetBackupOptions(This, writerId, ct, wszLogicalPath, \
        wszComponentName, wszBackupOptions) \
    (This)->lpVtbl->SetBackupOptions(This, writerId, ct, wszLogicalPath, wszComponentName, \
        wszBackupOptions)
#define IVssBackupComponentsEx_SetSelectedForRestore(This, writerId, ct, wszLogicalPath, \
        wszComponentName, bSelectedForRestore) \
    (This)->lpVtbl->SetSelectedForRestore(This, writerId, ct, wszLogicalPath, wszComponentName, \
        bSelectedForRestore)
#define IVssBackupComponentsEx_SetRestoreOptions(This, writerId, ct, wszLogicalPath, \
        wszComponentName, wszRestoreOptions) \
    (This)->lpVtbl->SetRestoreOptions(This, writerId, ct, wszLogicalPath, wszComponentName, \
        wszRestoreOptions)
#define IVssBackupComponentsEx_SetAdditionalRestores(This, writerId, ct, wszLogicalPath, \
        wszComponentName, bAdditionalRestores) \
    (This)->lpVtbl->SetAdditionalRestores(This, writerId, ct, wszLogicalPath, wszComponentName, \
        bAdditionalRestores)
#define IVssBackupComponentsEx_SetPreviousBackupStamp(This, writerId, ct, wszLogicalPath, \
        wszComponentName, wszPreviousBackupStamp) \
    (This)->lpVtbl->SetPreviousBackupStamp(This, writerId, ct, wszLogicalPath, wszComponentName, \
        wszPreviousBackupStamp)
#define IVssBackupComponentsEx_SaveAsXML(This, pbstrXML) (This)->lpVtbl->SaveAsXML(This, pbstrXML)
#define IVssBackupComponentsEx_BackupComplete(This, ppAsync) \
    (This)->lpVtbl->BackupComplete(This, ppAsync)
#define IVssBackupComponentsEx_AddAlternativeLocationMapping(This, writerId, componentType, \
        wszLogicalPath, wszComponentName, wszPath, wszFilespec, bRecursive, wszDestination) \
    (This)->lpVtbl->AddAlternativeLocationMapping(This, writerId, componentType, wszLogicalPath, \
        wszComponentName, wszPath, wszFilespec, bRecursive, wszDestination)
#define IVssBackupComponentsEx_AddRestoreSubcomponent(This, writerId, componentType, \
        wszLogicalPath, wszComponentName, wszSubComponentLogicalPath, wszSubComponentName, \
        bRepair) \
    (This)->lpVtbl->AddRestoreSubcomponent(This, writerId, componentType, wszLogicalPath, \
        wszComponentName, wszSubComponentLogicalPath, wszSubComponentName, bRepair)
#define IVssBackupComponentsEx_SetFileRestoreStatus(This, writerId, ct, wszLogicalPath, \
        wszComponentName, status) \
    (This)->lpVtbl->SetFileRestoreStatus(This, writerId, ct, wszLogicalPath, wszComponentName, \
        status)
#define IVssBackupComponentsEx_AddNewTarget(This, writerId, ct, wszLogicalPath, wszComponentName, \
        wszPath, wszFileName, bRecursive, wszAlternatePath) \
    (This)->lpVtbl->AddNewTarget(This, writerId, ct, wszLogicalPath, wszComponentName, wszPath, \
        wszFileName, bRecursive, wszAlternatePath)
#define IVssBackupComponentsEx_SetRangesFilePath(This, writerId, ct, wszLogicalPath, \
        wszComponentName, iPartialFile, wszRangesFile) \
    (This)->lpVtbl->SetRangesFilePath(This, writerId, ct, wszLogicalPath, wszComponentName, \
        iPartialFile, wszRangesFile)
#define IVssBackupComponentsEx_PreRestore(This, ppAsync) (This)->lpVtbl->PreRestore(This, ppAsync)
#define IVssBackupComponentsEx_PostRestore(This, ppAsync) (This)->lpVtbl->PostRestore(This, ppAsync)
#define IVssBackupComponentsEx_SetContext(This, lContext) (This)->lpVtbl->SetContext(This, lContext)
#define IVssBackupComponentsEx_StartSnapshotSet(This, pSnapshotSetId) \
    (This)->lpVtbl->StartSnapshotSet(This, pSnapshotSetId)
#define IVssBackupComponentsEx_AddToSnapshotSet(This, pwszVolumeName, ProviderId, pidSnapshot) \
    (This)->lpVtbl->AddToSnapshotSet(This, pwszVolumeName, ProviderId, pidSnapshot)
#define IVssBackupComponentsEx_DoSnapshotSet(This, ppAsync) \
    (This)->lpVtbl->DoSnapshotSet(This, ppAsync)
#define IVssBackupComponentsEx_DeleteSnapshots(This, SourceObjectId, eSourceObjectType, \
        bForceDelete, plDeletedSnapshots, pNondeletedSnapshotID) \
    (This)->lpVtbl->DeleteSnapshots(This, SourceObjectId, eSourceObjectType, bForceDelete, \
        plDeletedSnapshots, pNondeletedSnapshotID)
#define IVssBackupComponentsEx_ImportSnapshots(This, ppAsync) \
    (This)->lpVtbl->ImportSnapshots(This, ppAsync)
#define IVssBackupComponentsEx_BreakSnapshotSet(This, SnapshotSetId) \
    (This)->lpVtbl->BreakSnapshotSet(This, SnapshotSetId)
#define IVssBackupComponentsEx_GetSnapshotProperties(This, SnapshotId, pProp) \
    (This)->lpVtbl->GetSnapshotProperties(This, SnapshotId, pProp)
#define IVssBackupComponentsEx_Query(This, QueriedObjectId, eQueriedObjectType, \
        eReturnedObjectsType, ppEnum) \
    (This)->lpVtbl->Query(This, QueriedObjectId, eQueriedObjectType, eReturnedObjectsType, ppEnum)
#define IVssBackupComponentsEx_IsVolumeSupported(This, ProviderId, pwszVolumeName, \
        pbSupportedByThisProvider) \
    (This)->lpVtbl->IsVolumeSupported(This, ProviderId, pwszVolumeName, pbSupportedByThisProvider)
#define IVssBackupComponentsEx_DisableWriterClasses(This, rgWriterClassId, cClassId) \
    (This)->lpVtbl->DisableWriterClasses(This, rgWriterClassId, cClassId)
#define IVssBackupComponentsEx_EnableWriterClasses(This, rgWriterClassId, cClassId) \
    (This)->lpVtbl->EnableWriterClasses(This, rgWriterClassId, cClassId)
#define IVssBackupComponentsEx_DisableWriterInstances(This, rgWriterInstanceId, cInstanceId) \
    (This)->lpVtbl->DisableWriterInstances(This, rgWriterInstanceId, cInstanceId)
#define IVssBackupComponentsEx_ExposeSnapshot(This, SnapshotId, wszPathFromRoot, lAttributes, \
        wszExpose, pwszExposed) \
    (This)->lpVtbl->ExposeSnapshot(This, SnapshotId, wszPathFromRoot, lAttributes, wszExpose, \
        pwszExposed)
#define IVssBackupComponentsEx_RevertToSnapshot(This, SnapshotId, bForceDismount) \
    (This)->lpVtbl->RevertToSnapshot(This, SnapshotId, bForceDismount)
#define IVssBackupComponentsEx_QueryRevertStatus(This, pwszVolume, ppAsync) \
    (This)->lpVtbl->QueryRevertStatus(This, pwszVolume, ppAsync)
#define IVssBackupComponentsEx_GetWriterMetadataEx(This, iWriter, pidInstance, ppMetadata) \
    (This)->lpVtbl->GetWriterMetadataEx(This, iWriter, pidInstance, ppMetadata)
#define IVssBackupComponentsEx_SetSelectedForRestoreEx(This, writerId, ct, wszLogicalPath, \
        wszComponentName, bSelectedForRestore, instanceId) \
    (This)->lpVtbl->SetSelectedForRestoreEx(This, writerId, ct, wszLogicalPath, wszComponentName, \
        bSelectedForRestore, instanceId)
#endif

/**
 * A requester with hardware shadow copies and the restore choices of Windows Vista.
 *
 * Since:     Windows Vista, Windows Server 2008
 * Source:    sdk-api:vsbackup/nl-vsbackup-ivssbackupcomponentsex2.md
 */
#undef INTERFACE
#define INTERFACE IVssBackupComponentsEx2
DECLARE_INTERFACE_(IVssBackupComponentsEx2, IVssBackupComponentsEx)
{
    VSS_IUNKNOWN_METHODS
#ifdef VSS_C_FACE
    /* inherited from IVssBackupComponents */
    STDMETHOD(GetWriterComponentsCount)(THIS_ UINT *pcComponents) PURE;
    STDMETHOD(GetWriterComponents)(THIS_ UINT iWriter, IVssWriterComponentsExt **ppWriter) PURE;
    STDMETHOD(InitializeForBackup)(THIS_ BSTR bstrXML) PURE;
    STDMETHOD(SetBackupState)(THIS_ bool bSelectComponents, bool bBackupBootableSystemState,
                              VSS_BACKUP_TYPE backupType, bool bPartialFileSupport) PURE;
    STDMETHOD(InitializeForRestore)(THIS_ BSTR bstrXML) PURE;
    STDMETHOD(SetRestoreState)(THIS_ VSS_RESTORE_TYPE restoreType) PURE;
    STDMETHOD(GatherWriterMetadata)(THIS_ IVssAsync **pAsync) PURE;
    STDMETHOD(GetWriterMetadataCount)(THIS_ UINT *pcWriters) PURE;
    STDMETHOD(GetWriterMetadata)(THIS_ UINT iWriter, VSS_ID *pidInstance,
                                 IVssExamineWriterMetadata **ppMetadata) PURE;
    STDMETHOD(FreeWriterMetadata)(THIS) PURE;
    STDMETHOD(AddComponent)(THIS_ VSS_ID instanceId, VSS_ID writerId, VSS_COMPONENT_TYPE ct,
                            LPCWSTR wszLogicalPath, LPCWSTR wszComponentName) PURE;
    STDMETHOD(PrepareForBackup)(THIS_ IVssAsync **ppAsync) PURE;
    STDMETHOD(AbortBackup)(THIS) PURE;
    STDMETHOD(GatherWriterStatus)(THIS_ IVssAsync **pAsync) PURE;
    STDMETHOD(GetWriterStatusCount)(THIS_ UINT *pcWriters) PURE;
    STDMETHOD(FreeWriterStatus)(THIS) PURE;
    STDMETHOD(GetWriterStatus)(THIS_ UINT iWriter, VSS_ID *pidInstance, VSS_ID *pidWriter,
                               BSTR *pbstrWriter, VSS_WRITER_STATE *pnStatus,
                               HRESULT *phResultFailure) PURE;
    STDMETHOD(SetBackupSucceeded)(THIS_ VSS_ID instanceId, VSS_ID writerId, VSS_COMPONENT_TYPE ct,
                                  LPCWSTR wszLogicalPath, LPCWSTR wszComponentName,
                                  bool bSucceded) PURE;
    STDMETHOD(SetBackupOptions)(THIS_ VSS_ID writerId, VSS_COMPONENT_TYPE ct,
                                LPCWSTR wszLogicalPath, LPCWSTR wszComponentName,
                                LPCWSTR wszBackupOptions) PURE;
    STDMETHOD(SetSelectedForRestore)(THIS_ VSS_ID writerId, VSS_COMPONENT_TYPE ct,
                                     LPCWSTR wszLogicalPath, LPCWSTR wszComponentName,
                                     bool bSelectedForRestore) PURE;
    STDMETHOD(SetRestoreOptions)(THIS_ VSS_ID writerId, VSS_COMPONENT_TYPE ct,
                                 LPCWSTR wszLogicalPath, LPCWSTR wszComponentName,
                                 LPCWSTR wszRestoreOptions) PURE;
    STDMETHOD(SetAdditionalRestores)(THIS_ VSS_ID writerId, VSS_COMPONENT_TYPE ct,
                                     LPCWSTR wszLogicalPath, LPCWSTR wszComponentName,
                                     bool bAdditionalRestores) PURE;
    STDMETHOD(SetPreviousBackupStamp)(THIS_ VSS_ID writerId, VSS_COMPONENT_TYPE ct,
                                      LPCWSTR wszLogicalPath, LPCWSTR wszComponentName,
                                      LPCWSTR wszPreviousBackupStamp) PURE;
    STDMETHOD(SaveAsXML)(THIS_ BSTR *pbstrXML) PURE;
    STDMETHOD(BackupComplete)(THIS_ IVssAsync **ppAsync) PURE;
    STDMETHOD(AddAlternativeLocationMapping)(THIS_ VSS_ID writerId,
                                             VSS_COMPONENT_TYPE componentType,
                                             LPCWSTR wszLogicalPath, LPCWSTR wszComponentName,
                                             LPCWSTR wszPath, LPCWSTR wszFilespec, bool bRecursive,
                                             LPCWSTR wszDestination) PURE;
    STDMETHOD(AddRestoreSubcomponent)(THIS_ VSS_ID writerId, VSS_COMPONENT_TYPE componentType,
                                      LPCWSTR wszLogicalPath, LPCWSTR wszComponentName,
                                      LPCWSTR wszSubComponentLogicalPath,
                                      LPCWSTR wszSubComponentName, bool bRepair) PURE;
    STDMETHOD(SetFileRestoreStatus)(THIS_ VSS_ID writerId, VSS_COMPONENT_TYPE ct,
                                    LPCWSTR wszLogicalPath, LPCWSTR wszComponentName,
                                    VSS_FILE_RESTORE_STATUS status) PURE;
    STDMETHOD(AddNewTarget)(THIS_ VSS_ID writerId, VSS_COMPONENT_TYPE ct, LPCWSTR wszLogicalPath,
                            LPCWSTR wszComponentName, LPCWSTR wszPath, LPCWSTR wszFileName,
                            bool bRecursive, LPCWSTR wszAlternatePath) PURE;
    STDMETHOD(SetRangesFilePath)(THIS_ VSS_ID writerId, VSS_COMPONENT_TYPE ct,
                                 LPCWSTR wszLogicalPath, LPCWSTR wszComponentName,
                                 UINT iPartialFile, LPCWSTR wszRangesFile) PURE;
    STDMETHOD(PreRestore)(THIS_ IVssAsync **ppAsync) PURE;
    STDMETHOD(PostRestore)(THIS_ IVssAsync **ppAsync) PURE;
    STDMETHOD(SetContext)(THIS_ LONG lContext) PURE;
    STDMETHOD(StartSnapshotSet)(THIS_ VSS_ID *pSnapshotSetId) PURE;
    STDMETHOD(AddToSnapshotSet)(THIS_ VSS_PWSZ pwszVolumeName, VSS_ID ProviderId,
                                VSS_ID *pidSnapshot) PURE;
    STDMETHOD(DoSnapshotSet)(THIS_ IVssAsync **ppAsync) PURE;
    STDMETHOD(DeleteSnapshots)(THIS_ VSS_ID SourceObjectId, VSS_OBJECT_TYPE eSourceObjectType,
                               BOOL bForceDelete, LONG *plDeletedSnapshots,
                               VSS_ID *pNondeletedSnapshotID) PURE;
    STDMETHOD(ImportSnapshots)(THIS_ IVssAsync **ppAsync) PURE;
    STDMETHOD(BreakSnapshotSet)(THIS_ VSS_ID SnapshotSetId) PURE;
    STDMETHOD(GetSnapshotProperties)(THIS_ VSS_ID SnapshotId, VSS_SNAPSHOT_PROP *pProp) PURE;
    STDMETHOD(Query)(THIS_ VSS_ID QueriedObjectId, VSS_OBJECT_TYPE eQueriedObjectType,
                     VSS_OBJECT_TYPE eReturnedObjectsType, IVssEnumObject **ppEnum) PURE;
    STDMETHOD(IsVolumeSupported)(THIS_ VSS_ID ProviderId, VSS_PWSZ pwszVolumeName,
                                 BOOL *pbSupportedByThisProvider) PURE;
    STDMETHOD(DisableWriterClasses)(THIS_ const VSS_ID *rgWriterClassId, UINT cClassId) PURE;
    STDMETHOD(EnableWriterClasses)(THIS_ const VSS_ID *rgWriterClassId, UINT cClassId) PURE;
    STDMETHOD(DisableWriterInstances)(THIS_ const VSS_ID *rgWriterInstanceId,
                                      UINT cInstanceId) PURE;
    STDMETHOD(ExposeSnapshot)(THIS_ VSS_ID SnapshotId, VSS_PWSZ wszPathFromRoot, LONG lAttributes,
                              VSS_PWSZ wszExpose, VSS_PWSZ *pwszExposed) PURE;
    STDMETHOD(RevertToSnapshot)(THIS_ VSS_ID SnapshotId, BOOL bForceDismount) PURE;
    STDMETHOD(QueryRevertStatus)(THIS_ VSS_PWSZ pwszVolume, IVssAsync **ppAsync) PURE;
    /* inherited from IVssBackupComponentsEx */
    STDMETHOD(GetWriterMetadataEx)(THIS_ UINT iWriter, VSS_ID *pidInstance,
                                   IVssExamineWriterMetadataEx **ppMetadata) PURE;
    STDMETHOD(SetSelectedForRestoreEx)(THIS_ VSS_ID writerId, VSS_COMPONENT_TYPE ct,
                                       LPCWSTR wszLogicalPath, LPCWSTR wszComponentName,
                                       bool bSelectedForRestore, VSS_ID instanceId) PURE;
#endif

    /**
     * Takes back what ExposeSnapshot gave.
     *
     * @param snapshotId  shadow copy to unexpose, the identifier used when it was exposed
     *
     * Returns:   S_OK, E_ACCESSDENIED, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_BAD_STATE,
     *            VSS_E_OBJECT_NOT_FOUND, VSS_E_PROVIDER_VETO, VSS_E_UNEXPECTED, E_UNEXPECTED,
     *            VSS_E_UNEXPECTED_PROVIDER_ERROR
     * Source:    sdk-api:vsbackup/nf-vsbackup-ivssbackupcomponentsex2-unexposesnapshot.md (rules
     *            UnexposeSnapshot-1 to -3)
     */
    STDMETHOD(UnexposeSnapshot)(THIS_ VSS_ID snapshotId) PURE;

    /**
     * Marks the restore of a component as authoritative.
     *
     * @param writerId  writer class identifier
     * @param ct  VSS_COMPONENT_TYPE of the component
     * @param wszLogicalPath  logical path of the component; NULL or the same string the component
     *        was added with
     * @param wszComponentName  component name, same as when added; page forbids NULL and gives
     *        E_INVALIDARG as the generic bad-argument code
     * @param bAuth  true for an authoritative restore, false otherwise; the page names false as
     *        default (no default argument in the installed header)
     *
     * Returns:   S_OK, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_BAD_STATE, VSS_E_OBJECT_NOT_FOUND,
     *            VSS_E_UNEXPECTED, E_UNEXPECTED
     * Source:    sdk-api:vsbackup/nf-vsbackup-ivssbackupcomponentsex2-setauthoritativerestore.md
     *            (rules SetAuthoritativeRestore-1 to -7)
     */
    STDMETHOD(SetAuthoritativeRestore)(THIS_ VSS_ID writerId, VSS_COMPONENT_TYPE ct,
                                       LPCWSTR wszLogicalPath, LPCWSTR wszComponentName,
                                       bool bAuth) PURE;

    /**
     * Says how far the writer applies its logs after the restore.
     *
     * @param writerId  writer class identifier
     * @param ct  VSS_COMPONENT_TYPE of the component (the page calls it componentType in places)
     * @param wszLogicalPath  logical path of the component; NULL or the same string the component
     *        was added with
     * @param wszComponentName  component name, same as when added; page forbids NULL and gives
     *        E_INVALIDARG as the generic bad-argument code
     * @param rollType  VSS_ROLLFORWARD_TYPE: VSS_RF_NONE, VSS_RF_ALL, VSS_RF_PARTIAL
     * @param wszRollForwardPoint  restore point of a partial roll-forward, in the writer's own
     *        format; NULL handling not stated
     *
     * Returns:   S_OK, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_BAD_STATE, VSS_E_OBJECT_NOT_FOUND,
     *            VSS_E_UNEXPECTED, E_UNEXPECTED
     * Source:    sdk-api:vsbackup/nf-vsbackup-ivssbackupcomponentsex2-setrollforward.md (rules
     *            SetRollForward-1 to -7)
     */
    STDMETHOD(SetRollForward)(THIS_ VSS_ID writerId, VSS_COMPONENT_TYPE ct, LPCWSTR wszLogicalPath,
                              LPCWSTR wszComponentName, VSS_ROLLFORWARD_TYPE rollType,
                              LPCWSTR wszRollForwardPoint) PURE;

    /**
     * Gives a component a new name for the restore.
     *
     * @param writerId  writer class identifier
     * @param ct  VSS_COMPONENT_TYPE of the component (the page calls it componentType in places)
     * @param wszLogicalPath  logical path of the component; NULL or the same string the component
     *        was added with
     * @param wszComponentName  component name, same as when added; page forbids NULL and gives
     *        E_INVALIDARG as the generic bad-argument code
     * @param wszRestoreName  new name for the component; NULL handling not stated
     *
     * Returns:   S_OK, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_BAD_STATE, VSS_E_OBJECT_NOT_FOUND,
     *            VSS_E_UNEXPECTED, E_UNEXPECTED
     * Source:    sdk-api:vsbackup/nf-vsbackup-ivssbackupcomponentsex2-setrestorename.md (rules
     *            SetRestoreName-1 to -6)
     */
    STDMETHOD(SetRestoreName)(THIS_ VSS_ID writerId, VSS_COMPONENT_TYPE ct, LPCWSTR wszLogicalPath,
                              LPCWSTR wszComponentName, LPCWSTR wszRestoreName) PURE;

    /**
     * Breaks a set with VSS_HARDWARE_OPTIONS, as an operation.
     *
     * @param SnapshotSetID  shadow copy set to break
     * @param dwBreakFlags  _VSS_HARDWARE_OPTIONS bits: VSS_BREAKEX_FLAG_MASK_LUNS,
     *        _MAKE_READ_WRITE, _REVERT_IDENTITY_ALL, _REVERT_IDENTITY_NONE
     * @param ppAsync  receives an IVssAsync for the break operation
     *
     * Returns:   S_OK, E_ACCESSDENIED, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_BREAK_REVERT_ID_FAILED,
     *            VSS_E_OBJECT_NOT_FOUND, VSS_E_PROVIDER_VETO, VSS_E_UNEXPECTED, E_UNEXPECTED
     * Ownership: The caller releases the IVssAsync once the break is complete.
     * Source:    sdk-api:vsbackup/nf-vsbackup-ivssbackupcomponentsex2-breaksnapshotsetex.md (rules
     *            BreakSnapshotSetEx-1 to -5)
     */
    STDMETHOD(BreakSnapshotSetEx)(THIS_ VSS_ID SnapshotSetID, DWORD dwBreakFlags,
                                  IVssAsync **ppAsync) PURE;

    /**
     * Not supported; reserved.
     *
     * @param SnapshotSetID  not described
     * @param dwPreFastRecoveryFlags  not described
     * @param ppAsync  not described
     *
     * Source:    sdk-api:vsbackup/nf-vsbackup-ivssbackupcomponentsex2-prefastrecovery.md (rule
     *            PreFastRecovery-1)
     */
    STDMETHOD(PreFastRecovery)(THIS_ VSS_ID SnapshotSetID, DWORD dwPreFastRecoveryFlags,
                               IVssAsync **ppAsync) PURE;

    /**
     * Not supported; reserved.
     *
     * @param SnapshotSetID  not described
     * @param dwFastRecoveryFlags  not described
     * @param ppAsync  not described
     *
     * Source:    sdk-api:vsbackup/nf-vsbackup-ivssbackupcomponentsex2-fastrecovery.md (rule
     *            FastRecovery-1)
     */
    STDMETHOD(FastRecovery)(THIS_ VSS_ID SnapshotSetID, DWORD dwFastRecoveryFlags,
                            IVssAsync **ppAsync) PURE;
};
#undef INTERFACE
VSS_IID(IVssBackupComponentsEx2, 0xacfe2b3a, 0x22c9, 0x4ef8,
        0xbd, 0x03, 0x2f, 0x9c, 0xa2, 0x30, 0x08, 0x4e)

#if defined(COBJMACROS) && defined(VSS_C_FACE)
#define IVssBackupComponentsEx2_QueryInterface(This, riid, ppvObject) \
    (This)->lpVtbl->QueryInterface(This, riid, ppvObject)
#define IVssBackupComponentsEx2_AddRef(This) (This)->lpVtbl->AddRef(This)
#define IVssBackupComponentsEx2_Release(This) (This)->lpVtbl->Release(This)
#define IVssBackupComponentsEx2_GetWriterComponentsCount(This, pcComponents) \
    (This)->lpVtbl->GetWriterComponentsCount(This, pcComponents)
#define IVssBackupComponentsEx2_GetWriterComponents(This, iWriter, ppWriter) \
    (This)->lpVtbl->GetWriterComponents(This, iWriter, ppWriter)
#define IVssBackupComponentsEx2_InitializeForBackup(This, bstrXML) \
    (This)->lpVtbl->InitializeForBackup(This, bstrXML)
#define IVssBackupComponentsEx2_SetBackupState(This, bSelectComponents, \
        bBackupBootableSystemState, backupType, bPartialFileSupport) \
    (This)->lpVtbl->SetBackupState(This, bSelectComponents, bBackupBootableSystemState, \
        backupType, bPartialFileSupport)
#define IVssBackupComponentsEx2_InitializeForRestore(This, bstrXML) \
    (This)->lpVtbl->InitializeForRestore(This, bstrXML)
#define IVssBackupComponentsEx2_SetRestoreState(This, restoreType) \
    (This)->lpVtbl->SetRestoreState(This, restoreType)
#define IVssBackupComponentsEx2_GatherWriterMetadata(This, pAsync) \
    (This)->lpVtbl->GatherWriterMetadata(This, pAsync)
#define IVssBackupComponentsEx2_GetWriterMetadataCount(This, pcWriters) \
    (This)->lpVtbl->GetWriterMetadataCount(This, pcWriters)
#define IVssBackupComponentsEx2_GetWriterMetadata(This, iWriter, pidInstance, ppMetadata) \
    (This)->lpVtbl->GetWriterMetadata(This, iWriter, pidInstance, ppMetadata)
#define IVssBackupComponentsEx2_FreeWriterMetadata(This) (This)->lpVtbl->FreeWriterMetadata(This)
#define IVssBackupComponentsEx2_AddComponent(This, instanceId, writerId, ct, wszLogicalPath, \
        wszComponentName) \
    (This)->lpVtbl->AddComponent(This, instanceId, writerId, ct, wszLogicalPath, wszComponentName)
#define IVssBackupComponentsEx2_PrepareForBackup(This, ppAsync) \
    (This)->lpVtbl->PrepareForBackup(This, ppAsync)
#define IVssBackupComponentsEx2_AbortBackup(This) (This)->lpVtbl->AbortBackup(This)
#define IVssBackupComponentsEx2_GatherWriterStatus(This, pAsync) \
    (This)->lpVtbl->GatherWriterStatus(This, pAsync)
#define IVssBackupComponentsEx2_GetWriterStatusCount(This, pcWriters) \
    (This)->lpVtbl->GetWriterStatusCount(This, pcWriters)
#define IVssBackupComponentsEx2_FreeWriterStatus(This) (This)->lpVtbl->FreeWriterStatus(This)
#define IVssBackupComponentsEx2_GetWriterStatus(This, iWriter, pidInstance, pidWriter, \
        pbstrWriter, pnStatus, phResultFailure) \
    (This)->lpVtbl->GetWriterStatus(This, iWriter, pidInstance, pidWriter, pbstrWriter, pnStatus, \
        phResultFailure)
#define IVssBackupComponentsEx2_SetBackupSucceeded(This, instanceId, writerId, ct, \
        wszLogicalPath, wszComponentName, bSucceded) \
    (This)->lpVtbl->SetBackupSucceeded(This, instanceId, writerId, ct, wszLogicalPath, \
        wszComponentName, bSucceded)
#define IVssBackupComponentsEx2_SetBackupOptions(This, writerId, ct, wszLogicalPath, \
        wszComponentName, wszBackupOptions) \
    (This)->lpVtbl->SetBackupOptions(This, writerId, ct, wszLogicalPath, wszComponentName, \
        wszBackupOptions)
#define IVssBackupComponentsEx2_SetSelectedForRestore(This, writerId, ct, wszLogicalPath, \
        wszComponentName, bSelectedForRestore) \
    (This)->lpVtbl->SetSelectedForRestore(This, writerId, ct, wszLogicalPath, wszComponentName, \
        bSelectedForRestore)
#define IVssBackupComponentsEx2_SetRestoreOptions(This, writerId, ct, wszLogicalPath, \
        wszComponentName, wszRestoreOptions) \
    (This)->lpVtbl->SetRestoreOptions(This, writerId, ct, wszLogicalPath, wszComponentName, \
        wszRestoreOptions)
#define IVssBackupComponentsEx2_SetAdditionalRestores(This, writerId, ct, wszLogicalPath, \
        wszComponentName, bAdditionalRestores) \
    (This)->lpVtbl->SetAdditionalRestores(This, writerId, ct, wszLogicalPath, wszComponentName, \
        bAdditionalRestores)
#define IVssBackupComponentsEx2_SetPreviousBackupStamp(This, writerId, ct, wszLogicalPath, \
        wszComponentName, wszPreviousBackupStamp) \
    (This)->lpVtbl->SetPreviousBackupStamp(This, writerId, ct, wszLogicalPath, wszComponentName, \
        wszPreviousBackupStamp)
#define IVssBackupComponentsEx2_SaveAsXML(This, pbstrXML) (This)->lpVtbl->SaveAsXML(This, pbstrXML)
#define IVssBackupComponentsEx2_BackupComplete(This, ppAsync) \
    (This)->lpVtbl->BackupComplete(This, ppAsync)
#define IVssBackupComponentsEx2_AddAlternativeLocationMapping(This, writerId, componentType, \
        wszLogicalPath, wszComponentName, wszPath, wszFilespec, bRecursive, wszDestination) \
    (This)->lpVtbl->AddAlternativeLocationMapping(This, writerId, componentType, wszLogicalPath, \
        wszComponentName, wszPath, wszFilespec, bRecursive, wszDestination)
#define IVssBackupComponentsEx2_AddRestoreSubcomponent(This, writerId, componentType, \
        wszLogicalPath, wszComponentName, wszSubComponentLogicalPath, wszSubComponentName, \
        bRepair) \
    (This)->lpVtbl->AddRestoreSubcomponent(This, writerId, componentType, wszLogicalPath, \
        wszComponentName, wszSubComponentLogicalPath, wszSubComponentName, bRepair)
#define IVssBackupComponentsEx2_SetFileRestoreStatus(This, writerId, ct, wszLogicalPath, \
        wszComponentName, status) \
    (This)->lpVtbl->SetFileRestoreStatus(This, writerId, ct, wszLogicalPath, wszComponentName, \
        status)
#define IVssBackupComponentsEx2_AddNewTarget(This, writerId, ct, wszLogicalPath, \
        wszComponentName, wszPath, wszFileName, bRecursive, wszAlternatePath) \
    (This)->lpVtbl->AddNewTarget(This, writerId, ct, wszLogicalPath, wszComponentName, wszPath, \
        wszFileName, bRecursive, wszAlternatePath)
#define IVssBackupComponentsEx2_SetRangesFilePath(This, writerId, ct, wszLogicalPath, \
        wszComponentName, iPartialFile, wszRangesFile) \
    (This)->lpVtbl->SetRangesFilePath(This, writerId, ct, wszLogicalPath, wszComponentName, \
        iPartialFile, wszRangesFile)
#define IVssBackupComponentsEx2_PreRestore(This, ppAsync) (This)->lpVtbl->PreRestore(This, ppAsync)
#define IVssBackupComponentsEx2_PostRestore(This, ppAsync) \
    (This)->lpVtbl->PostRestore(This, ppAsync)
#define IVssBackupComponentsEx2_SetContext(This, lContext) \
    (This)->lpVtbl->SetContext(This, lContext)
#define IVssBackupComponentsEx2_StartSnapshotSet(This, pSnapshotSetId) \
    (This)->lpVtbl->StartSnapshotSet(This, pSnapshotSetId)
#define IVssBackupComponentsEx2_AddToSnapshotSet(This, pwszVolumeName, ProviderId, pidSnapshot) \
    (This)->lpVtbl->AddToSnapshotSet(This, pwszVolumeName, ProviderId, pidSnapshot)
#define IVssBackupComponentsEx2_DoSnapshotSet(This, ppAsync) \
    (This)->lpVtbl->DoSnapshotSet(This, ppAsync)
#define IVssBackupComponentsEx2_DeleteSnapshots(This, SourceObjectId, eSourceObjectType, \
        bForceDelete, plDeletedSnapshots, pNondeletedSnapshotID) \
    (This)->lpVtbl->DeleteSnapshots(This, SourceObjectId, eSourceObjectType, bForceDelete, \
        plDeletedSnapshots, pNondeletedSnapshotID)
#define IVssBackupComponentsEx2_ImportSnapshots(This, ppAsync) \
    (This)->lpVtbl->ImportSnapshots(This, ppAsync)
#define IVssBackupComponentsEx2_BreakSnapshotSet(This, SnapshotSetId) \
    (This)->lpVtbl->BreakSnapshotSet(This, SnapshotSetId)
#define IVssBackupComponentsEx2_GetSnapshotProperties(This, SnapshotId, pProp) \
    (This)->lpVtbl->GetSnapshotProperties(This, SnapshotId, pProp)
#define IVssBackupComponentsEx2_Query(This, QueriedObjectId, eQueriedObjectType, \
        eReturnedObjectsType, ppEnum) \
    (This)->lpVtbl->Query(This, QueriedObjectId, eQueriedObjectType, eReturnedObjectsType, ppEnum)
#define IVssBackupComponentsEx2_IsVolumeSupported(This, ProviderId, pwszVolumeName, \
        pbSupportedByThisProvider) \
    (This)->lpVtbl->IsVolumeSupported(This, ProviderId, pwszVolumeName, pbSupportedByThisProvider)
#define IVssBackupComponentsEx2_DisableWriterClasses(This, rgWriterClassId, cClassId) \
    (This)->lpVtbl->DisableWriterClasses(This, rgWriterClassId, cClassId)
#define IVssBackupComponentsEx2_EnableWriterClasses(This, rgWriterClassId, cClassId) \
    (This)->lpVtbl->EnableWriterClasses(This, rgWriterClassId, cClassId)
#define IVssBackupComponentsEx2_DisableWriterInstances(This, rgWriterInstanceId, cInstanceId) \
    (This)->lpVtbl->DisableWriterInstances(This, rgWriterInstanceId, cInstanceId)
#define IVssBackupComponentsEx2_ExposeSnapshot(This, SnapshotId, wszPathFromRoot, lAttributes, \
        wszExpose, pwszExposed) \
    (This)->lpVtbl->ExposeSnapshot(This, SnapshotId, wszPathFromRoot, lAttributes, wszExpose, \
        pwszExposed)
#define IVssBackupComponentsEx2_RevertToSnapshot(This, SnapshotId, bForceDismount) \
    (This)->lpVtbl->RevertToSnapshot(This, SnapshotId, bForceDismount)
#define IVssBackupComponentsEx2_QueryRevertStatus(This, pwszVolume, ppAsync) \
    (This)->lpVtbl->QueryRevertStatus(This, pwszVolume, ppAsync)
#define IVssBackupComponentsEx2_GetWriterMetadataEx(This, iWriter, pidInstance, ppMetadata) \
    (This)->lpVtbl->GetWriterMetadataEx(This, iWriter, pidInstance, ppMetadata)
#define IVssBackupComponentsEx2_SetSelectedForRestoreEx(This, writerId, ct, wszLogicalPath, \
        wszComponentName, bSelectedForRestore, instanceId) \
    (This)->lpVtbl->SetSelectedForRestoreEx(This, writerId, ct, wszLogicalPath, wszComponentName, \
        bSelectedForRestore, instanceId)
#define IVssBackupComponentsEx2_UnexposeSnapshot(This, snapshotId) \
    (This)->lpVtbl->UnexposeSnapshot(This, snapshotId)
#define IVssBackupComponentsEx2_SetAuthoritativeRestore(This, writerId, ct, wszLogicalPath, \
        wszComponentName, bAuth) \
    (This)->lpVtbl->SetAuthoritativeRestore(This, writerId, ct, wszLogicalPath, wszComponentName, \
        bAuth)
#define IVssBackupComponentsEx2_SetRollForward(This, writerId, ct, wszLogicalPath, \
        wszComponentName, rollType, wszRollForwardPoint) \
    (This)->lpVtbl->SetRollForward(This, writerId, ct, wszLogicalPath, wszComponentName, \
        rollType, wszRollForwardPoint)
#define IVssBackupComponentsEx2_SetRestoreName(This, writerId, ct, wszLogicalPath, \
        wszComponentName, wszRestoreName) \
    (This)->lpVtbl->SetRestoreName(This, writerId, ct, wszLogicalPath, wszComponentName, \
        wszRestoreName)
#define IVssBackupComponentsEx2_BreakSnapshotSetEx(This, SnapshotSetID, dwBreakFlags, ppAsync) \
    (This)->lpVtbl->BreakSnapshotSetEx(This, SnapshotSetID, dwBreakFlags, ppAsync)
#define IVssBackupComponentsEx2_PreFastRecovery(This, SnapshotSetID, dwPreFastRecoveryFlags, \
        ppAsync) \
    (This)->lpVtbl->PreFastRecovery(This, SnapshotSetID, dwPreFastRecoveryFlags, ppAsync)
#define IVssBackupComponentsEx2_FastRecovery(This, SnapshotSetID, dwFastRecoveryFlags, ppAsync) \
    (This)->lpVtbl->FastRecovery(This, SnapshotSetID, dwFastRecoveryFlags, ppAsync)
#endif

/**
 * A requester that sees the application's own failures and recovers LUNs.
 *
 * Since:     Windows 7, Windows Server 2008 R2
 * Source:    sdk-api:vsbackup/nl-vsbackup-ivssbackupcomponentsex3.md
 */
#undef INTERFACE
#define INTERFACE IVssBackupComponentsEx3
DECLARE_INTERFACE_(IVssBackupComponentsEx3, IVssBackupComponentsEx2)
{
    VSS_IUNKNOWN_METHODS
#ifdef VSS_C_FACE
    /* inherited from IVssBackupComponents */
    STDMETHOD(GetWriterComponentsCount)(THIS_ UINT *pcComponents) PURE;
    STDMETHOD(GetWriterComponents)(THIS_ UINT iWriter, IVssWriterComponentsExt **ppWriter) PURE;
    STDMETHOD(InitializeForBackup)(THIS_ BSTR bstrXML) PURE;
    STDMETHOD(SetBackupState)(THIS_ bool bSelectComponents, bool bBackupBootableSystemState,
                              VSS_BACKUP_TYPE backupType, bool bPartialFileSupport) PURE;
    STDMETHOD(InitializeForRestore)(THIS_ BSTR bstrXML) PURE;
    STDMETHOD(SetRestoreState)(THIS_ VSS_RESTORE_TYPE restoreType) PURE;
    STDMETHOD(GatherWriterMetadata)(THIS_ IVssAsync **pAsync) PURE;
    STDMETHOD(GetWriterMetadataCount)(THIS_ UINT *pcWriters) PURE;
    STDMETHOD(GetWriterMetadata)(THIS_ UINT iWriter, VSS_ID *pidInstance,
                                 IVssExamineWriterMetadata **ppMetadata) PURE;
    STDMETHOD(FreeWriterMetadata)(THIS) PURE;
    STDMETHOD(AddComponent)(THIS_ VSS_ID instanceId, VSS_ID writerId, VSS_COMPONENT_TYPE ct,
                            LPCWSTR wszLogicalPath, LPCWSTR wszComponentName) PURE;
    STDMETHOD(PrepareForBackup)(THIS_ IVssAsync **ppAsync) PURE;
    STDMETHOD(AbortBackup)(THIS) PURE;
    STDMETHOD(GatherWriterStatus)(THIS_ IVssAsync **pAsync) PURE;
    STDMETHOD(GetWriterStatusCount)(THIS_ UINT *pcWriters) PURE;
    STDMETHOD(FreeWriterStatus)(THIS) PURE;
    STDMETHOD(GetWriterStatus)(THIS_ UINT iWriter, VSS_ID *pidInstance, VSS_ID *pidWriter,
                               BSTR *pbstrWriter, VSS_WRITER_STATE *pnStatus,
                               HRESULT *phResultFailure) PURE;
    STDMETHOD(SetBackupSucceeded)(THIS_ VSS_ID instanceId, VSS_ID writerId, VSS_COMPONENT_TYPE ct,
                                  LPCWSTR wszLogicalPath, LPCWSTR wszComponentName,
                                  bool bSucceded) PURE;
    STDMETHOD(SetBackupOptions)(THIS_ VSS_ID writerId, VSS_COMPONENT_TYPE ct,
                                LPCWSTR wszLogicalPath, LPCWSTR wszComponentName,
                                LPCWSTR wszBackupOptions) PURE;
    STDMETHOD(SetSelectedForRestore)(THIS_ VSS_ID writerId, VSS_COMPONENT_TYPE ct,
                                     LPCWSTR wszLogicalPath, LPCWSTR wszComponentName,
                                     bool bSelectedForRestore) PURE;
    STDMETHOD(SetRestoreOptions)(THIS_ VSS_ID writerId, VSS_COMPONENT_TYPE ct,
                                 LPCWSTR wszLogicalPath, LPCWSTR wszComponentName,
                                 LPCWSTR wszRestoreOptions) PURE;
    STDMETHOD(SetAdditionalRestores)(THIS_ VSS_ID writerId, VSS_COMPONENT_TYPE ct,
                                     LPCWSTR wszLogicalPath, LPCWSTR wszComponentName,
                                     bool bAdditionalRestores) PURE;
    STDMETHOD(SetPreviousBackupStamp)(THIS_ VSS_ID writerId, VSS_COMPONENT_TYPE ct,
                                      LPCWSTR wszLogicalPath, LPCWSTR wszComponentName,
                                      LPCWSTR wszPreviousBackupStamp) PURE;
    STDMETHOD(SaveAsXML)(THIS_ BSTR *pbstrXML) PURE;
    STDMETHOD(BackupComplete)(THIS_ IVssAsync **ppAsync) PURE;
    STDMETHOD(AddAlternativeLocationMapping)(THIS_ VSS_ID writerId,
                                             VSS_COMPONENT_TYPE componentType,
                                             LPCWSTR wszLogicalPath, LPCWSTR wszComponentName,
                                             LPCWSTR wszPath, LPCWSTR wszFilespec, bool bRecursive,
                                             LPCWSTR wszDestination) PURE;
    STDMETHOD(AddRestoreSubcomponent)(THIS_ VSS_ID writerId, VSS_COMPONENT_TYPE componentType,
                                      LPCWSTR wszLogicalPath, LPCWSTR wszComponentName,
                                      LPCWSTR wszSubComponentLogicalPath,
                                      LPCWSTR wszSubComponentName, bool bRepair) PURE;
    STDMETHOD(SetFileRestoreStatus)(THIS_ VSS_ID writerId, VSS_COMPONENT_TYPE ct,
                                    LPCWSTR wszLogicalPath, LPCWSTR wszComponentName,
                                    VSS_FILE_RESTORE_STATUS status) PURE;
    STDMETHOD(AddNewTarget)(THIS_ VSS_ID writerId, VSS_COMPONENT_TYPE ct, LPCWSTR wszLogicalPath,
                            LPCWSTR wszComponentName, LPCWSTR wszPath, LPCWSTR wszFileName,
                            bool bRecursive, LPCWSTR wszAlternatePath) PURE;
    STDMETHOD(SetRangesFilePath)(THIS_ VSS_ID writerId, VSS_COMPONENT_TYPE ct,
                                 LPCWSTR wszLogicalPath, LPCWSTR wszComponentName,
                                 UINT iPartialFile, LPCWSTR wszRangesFile) PURE;
    STDMETHOD(PreRestore)(THIS_ IVssAsync **ppAsync) PURE;
    STDMETHOD(PostRestore)(THIS_ IVssAsync **ppAsync) PURE;
    STDMETHOD(SetContext)(THIS_ LONG lContext) PURE;
    STDMETHOD(StartSnapshotSet)(THIS_ VSS_ID *pSnapshotSetId) PURE;
    STDMETHOD(AddToSnapshotSet)(THIS_ VSS_PWSZ pwszVolumeName, VSS_ID ProviderId,
                                VSS_ID *pidSnapshot) PURE;
    STDMETHOD(DoSnapshotSet)(THIS_ IVssAsync **ppAsync) PURE;
    STDMETHOD(DeleteSnapshots)(THIS_ VSS_ID SourceObjectId, VSS_OBJECT_TYPE eSourceObjectType,
                               BOOL bForceDelete, LONG *plDeletedSnapshots,
                               VSS_ID *pNondeletedSnapshotID) PURE;
    STDMETHOD(ImportSnapshots)(THIS_ IVssAsync **ppAsync) PURE;
    STDMETHOD(BreakSnapshotSet)(THIS_ VSS_ID SnapshotSetId) PURE;
    STDMETHOD(GetSnapshotProperties)(THIS_ VSS_ID SnapshotId, VSS_SNAPSHOT_PROP *pProp) PURE;
    STDMETHOD(Query)(THIS_ VSS_ID QueriedObjectId, VSS_OBJECT_TYPE eQueriedObjectType,
                     VSS_OBJECT_TYPE eReturnedObjectsType, IVssEnumObject **ppEnum) PURE;
    STDMETHOD(IsVolumeSupported)(THIS_ VSS_ID ProviderId, VSS_PWSZ pwszVolumeName,
                                 BOOL *pbSupportedByThisProvider) PURE;
    STDMETHOD(DisableWriterClasses)(THIS_ const VSS_ID *rgWriterClassId, UINT cClassId) PURE;
    STDMETHOD(EnableWriterClasses)(THIS_ const VSS_ID *rgWriterClassId, UINT cClassId) PURE;
    STDMETHOD(DisableWriterInstances)(THIS_ const VSS_ID *rgWriterInstanceId,
                                      UINT cInstanceId) PURE;
    STDMETHOD(ExposeSnapshot)(THIS_ VSS_ID SnapshotId, VSS_PWSZ wszPathFromRoot, LONG lAttributes,
                              VSS_PWSZ wszExpose, VSS_PWSZ *pwszExposed) PURE;
    STDMETHOD(RevertToSnapshot)(THIS_ VSS_ID SnapshotId, BOOL bForceDismount) PURE;
    STDMETHOD(QueryRevertStatus)(THIS_ VSS_PWSZ pwszVolume, IVssAsync **ppAsync) PURE;
    /* inherited from IVssBackupComponentsEx */
    STDMETHOD(GetWriterMetadataEx)(THIS_ UINT iWriter, VSS_ID *pidInstance,
                                   IVssExamineWriterMetadataEx **ppMetadata) PURE;
    STDMETHOD(SetSelectedForRestoreEx)(THIS_ VSS_ID writerId, VSS_COMPONENT_TYPE ct,
                                       LPCWSTR wszLogicalPath, LPCWSTR wszComponentName,
                                       bool bSelectedForRestore, VSS_ID instanceId) PURE;
    /* inherited from IVssBackupComponentsEx2 */
    STDMETHOD(UnexposeSnapshot)(THIS_ VSS_ID snapshotId) PURE;
    STDMETHOD(SetAuthoritativeRestore)(THIS_ VSS_ID writerId, VSS_COMPONENT_TYPE ct,
                                       LPCWSTR wszLogicalPath, LPCWSTR wszComponentName,
                                       bool bAuth) PURE;
    STDMETHOD(SetRollForward)(THIS_ VSS_ID writerId, VSS_COMPONENT_TYPE ct, LPCWSTR wszLogicalPath,
                              LPCWSTR wszComponentName, VSS_ROLLFORWARD_TYPE rollType,
                              LPCWSTR wszRollForwardPoint) PURE;
    STDMETHOD(SetRestoreName)(THIS_ VSS_ID writerId, VSS_COMPONENT_TYPE ct, LPCWSTR wszLogicalPath,
                              LPCWSTR wszComponentName, LPCWSTR wszRestoreName) PURE;
    STDMETHOD(BreakSnapshotSetEx)(THIS_ VSS_ID SnapshotSetID, DWORD dwBreakFlags,
                                  IVssAsync **ppAsync) PURE;
    STDMETHOD(PreFastRecovery)(THIS_ VSS_ID SnapshotSetID, DWORD dwPreFastRecoveryFlags,
                               IVssAsync **ppAsync) PURE;
    STDMETHOD(FastRecovery)(THIS_ VSS_ID SnapshotSetID, DWORD dwFastRecoveryFlags,
                            IVssAsync **ppAsync) PURE;
#endif

    /**
     * Gives the state of one writer with the application's own failure.
     *
     * @param iWriter  zero-based writer index, below GetWriterStatusCount
     * @param pidInstance  required; receives the writer instance identifier
     * @param pidWriter  required; receives the writer class identifier
     * @param pbstrWriter  required; receives the writer name
     * @param pnStatus  required; receives the VSS_WRITER_STATE
     * @param phrFailureWriter  receives the hrWriter that the writer passed to
     *        CVssWriterEx2::SetWriterFailureEx; neither called required nor optional
     * @param phrApplication  optional; receives the hrApplication of SetWriterFailureEx
     * @param pbstrApplicationMessage  optional; receives the wszApplicationMessage of
     *        SetWriterFailureEx
     *
     * Returns:   S_OK, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_BAD_STATE, VSS_E_OBJECT_NOT_FOUND
     * Ownership: The caller frees the pbstrWriter and pbstrApplicationMessage strings with
     *            SysFreeString.
     * Source:    sdk-api:vsbackup/nf-vsbackup-ivssbackupcomponentsex3-getwriterstatusex.md (rules
     *            GetWriterStatusEx-1 to -15)
     */
    STDMETHOD(GetWriterStatusEx)(THIS_ UINT iWriter, VSS_ID *pidInstance, VSS_ID *pidWriter,
                                 BSTR *pbstrWriter, VSS_WRITER_STATE *pnStatus,
                                 HRESULT *phrFailureWriter,
                                 HRESULT *phrApplication VSS_DEFAULT(NULL),
                                 BSTR *pbstrApplicationMessage VSS_DEFAULT(NULL)) PURE;

    /**
     * Adds a shadow copy to the set that RecoverSet brings back.
     *
     * @param snapshotId  shadow copy identifier AddToSnapshotSet returned at backup; required, not
     *        GUID_NULL
     * @param dwFlags  reserved, must be zero
     * @param pwszDestinationVolume  optional; NULL means back onto the original volume
     *
     * Returns:   S_OK, VSS_E_BAD_STATE, VSS_E_LEGACY_PROVIDER, VSS_E_OBJECT_NOT_FOUND,
     *            VSS_E_RESYNC_IN_PROGRESS, VSS_E_SNAPSHOT_NOT_IN_SET, VSS_E_VOLUME_NOT_SUPPORTED
     * Source:    sdk-api:vsbackup/nf-vsbackup-ivssbackupcomponentsex3-addsnapshottorecoveryset.md
     *            (rules AddSnapshotToRecoverySet-1 to -6)
     */
    STDMETHOD(AddSnapshotToRecoverySet)(THIS_ VSS_ID snapshotId, DWORD dwFlags,
                                        VSS_PWSZ pwszDestinationVolume VSS_DEFAULT(NULL)) PURE;

    /**
     * Resynchronizes the LUNs of the recovery set.
     *
     * @param dwFlags  VSS_RECOVERY_OPTIONS bits: VSS_RECOVERY_REVERT_IDENTITY_ALL,
     *        VSS_RECOVERY_NO_VOLUME_CHECK
     * @param ppAsync  receives an IVssAsync for the resynchronization
     *
     * Returns:   S_OK, E_NOTIMPL, VSS_E_BAD_STATE, VSS_E_LEGACY_PROVIDER, VSS_E_PROVIDER_VETO,
     *            VSS_E_UNSELECTED_VOLUME, VSS_E_CANNOT_REVERT_DISKID
     * Ownership: The caller releases the IVssAsync once the operation is complete.
     * Source:    sdk-api:vsbackup/nf-vsbackup-ivssbackupcomponentsex3-recoverset.md (rules
     *            RecoverSet-1 to -6)
     */
    STDMETHOD(RecoverSet)(THIS_ DWORD dwFlags, IVssAsync **ppAsync) PURE;

    /**
     * Gives the id of this backup or restore session.
     *
     * @param idSession  receives the session identifier
     *
     * Returns:   S_OK
     * Source:    sdk-api:vsbackup/nf-vsbackup-ivssbackupcomponentsex3-getsessionid.md (rules
     *            GetSessionId-1 to -2)
     */
    STDMETHOD(GetSessionId)(THIS_ VSS_ID *idSession) PURE;
};
#undef INTERFACE
VSS_IID(IVssBackupComponentsEx3, 0xc191bfbc, 0xb602, 0x4675,
        0x8b, 0xd1, 0x67, 0xd6, 0x42, 0xf5, 0x29, 0xd5)

#if defined(COBJMACROS) && defined(VSS_C_FACE)
#define IVssBackupComponentsEx3_QueryInterface(This, riid, ppvObject) \
    (This)->lpVtbl->QueryInterface(This, riid, ppvObject)
#define IVssBackupComponentsEx3_AddRef(This) (This)->lpVtbl->AddRef(This)
#define IVssBackupComponentsEx3_Release(This) (This)->lpVtbl->Release(This)
#define IVssBackupComponentsEx3_GetWriterComponentsCount(This, pcComponents) \
    (This)->lpVtbl->GetWriterComponentsCount(This, pcComponents)
#define IVssBackupComponentsEx3_GetWriterComponents(This, iWriter, ppWriter) \
    (This)->lpVtbl->GetWriterComponents(This, iWriter, ppWriter)
#define IVssBackupComponentsEx3_InitializeForBackup(This, bstrXML) \
    (This)->lpVtbl->InitializeForBackup(This, bstrXML)
#define IVssBackupComponentsEx3_SetBackupState(This, bSelectComponents, \
        bBackupBootableSystemState, backupType, bPartialFileSupport) \
    (This)->lpVtbl->SetBackupState(This, bSelectComponents, bBackupBootableSystemState, \
        backupType, bPartialFileSupport)
#define IVssBackupComponentsEx3_InitializeForRestore(This, bstrXML) \
    (This)->lpVtbl->InitializeForRestore(This, bstrXML)
#define IVssBackupComponentsEx3_SetRestoreState(This, restoreType) \
    (This)->lpVtbl->SetRestoreState(This, restoreType)
#define IVssBackupComponentsEx3_GatherWriterMetadata(This, pAsync) \
    (This)->lpVtbl->GatherWriterMetadata(This, pAsync)
#define IVssBackupComponentsEx3_GetWriterMetadataCount(This, pcWriters) \
    (This)->lpVtbl->GetWriterMetadataCount(This, pcWriters)
#define IVssBackupComponentsEx3_GetWriterMetadata(This, iWriter, pidInstance, ppMetadata) \
    (This)->lpVtbl->GetWriterMetadata(This, iWriter, pidInstance, ppMetadata)
#define IVssBackupComponentsEx3_FreeWriterMetadata(This) (This)->lpVtbl->FreeWriterMetadata(This)
#define IVssBackupComponentsEx3_AddComponent(This, instanceId, writerId, ct, wszLogicalPath, \
        wszComponentName) \
    (This)->lpVtbl->AddComponent(This, instanceId, writerId, ct, wszLogicalPath, wszComponentName)
#define IVssBackupComponentsEx3_PrepareForBackup(This, ppAsync) \
    (This)->lpVtbl->PrepareForBackup(This, ppAsync)
#define IVssBackupComponentsEx3_AbortBackup(This) (This)->lpVtbl->AbortBackup(This)
#define IVssBackupComponentsEx3_GatherWriterStatus(This, pAsync) \
    (This)->lpVtbl->GatherWriterStatus(This, pAsync)
#define IVssBackupComponentsEx3_GetWriterStatusCount(This, pcWriters) \
    (This)->lpVtbl->GetWriterStatusCount(This, pcWriters)
#define IVssBackupComponentsEx3_FreeWriterStatus(This) (This)->lpVtbl->FreeWriterStatus(This)
#define IVssBackupComponentsEx3_GetWriterStatus(This, iWriter, pidInstance, pidWriter, \
        pbstrWriter, pnStatus, phResultFailure) \
    (This)->lpVtbl->GetWriterStatus(This, iWriter, pidInstance, pidWriter, pbstrWriter, pnStatus, \
        phResultFailure)
#define IVssBackupComponentsEx3_SetBackupSucceeded(This, instanceId, writerId, ct, \
        wszLogicalPath, wszComponentName, bSucceded) \
    (This)->lpVtbl->SetBackupSucceeded(This, instanceId, writerId, ct, wszLogicalPath, \
        wszComponentName, bSucceded)
#define IVssBackupComponentsEx3_SetBackupOptions(This, writerId, ct, wszLogicalPath, \
        wszComponentName, wszBackupOptions) \
    (This)->lpVtbl->SetBackupOptions(This, writerId, ct, wszLogicalPath, wszComponentName, \
        wszBackupOptions)
#define IVssBackupComponentsEx3_SetSelectedForRestore(This, writerId, ct, wszLogicalPath, \
        wszComponentName, bSelectedForRestore) \
    (This)->lpVtbl->SetSelectedForRestore(This, writerId, ct, wszLogicalPath, wszComponentName, \
        bSelectedForRestore)
#define IVssBackupComponentsEx3_SetRestoreOptions(This, writerId, ct, wszLogicalPath, \
        wszComponentName, wszRestoreOptions) \
    (This)->lpVtbl->SetRestoreOptions(This, writerId, ct, wszLogicalPath, wszComponentName, \
        wszRestoreOptions)
#define IVssBackupComponentsEx3_SetAdditionalRestores(This, writerId, ct, wszLogicalPath, \
        wszComponentName, bAdditionalRestores) \
    (This)->lpVtbl->SetAdditionalRestores(This, writerId, ct, wszLogicalPath, wszComponentName, \
        bAdditionalRestores)
#define IVssBackupComponentsEx3_SetPreviousBackupStamp(This, writerId, ct, wszLogicalPath, \
        wszComponentName, wszPreviousBackupStamp) \
    (This)->lpVtbl->SetPreviousBackupStamp(This, writerId, ct, wszLogicalPath, wszComponentName, \
        wszPreviousBackupStamp)
#define IVssBackupComponentsEx3_SaveAsXML(This, pbstrXML) (This)->lpVtbl->SaveAsXML(This, pbstrXML)
#define IVssBackupComponentsEx3_BackupComplete(This, ppAsync) \
    (This)->lpVtbl->BackupComplete(This, ppAsync)
#define IVssBackupComponentsEx3_AddAlternativeLocationMapping(This, writerId, componentType, \
        wszLogicalPath, wszComponentName, wszPath, wszFilespec, bRecursive, wszDestination) \
    (This)->lpVtbl->AddAlternativeLocationMapping(This, writerId, componentType, wszLogicalPath, \
        wszComponentName, wszPath, wszFilespec, bRecursive, wszDestination)
#define IVssBackupComponentsEx3_AddRestoreSubcomponent(This, writerId, componentType, \
        wszLogicalPath, wszComponentName, wszSubComponentLogicalPath, wszSubComponentName, \
        bRepair) \
    (This)->lpVtbl->AddRestoreSubcomponent(This, writerId, componentType, wszLogicalPath, \
        wszComponentName, wszSubComponentLogicalPath, wszSubComponentName, bRepair)
#define IVssBackupComponentsEx3_SetFileRestoreStatus(This, writerId, ct, wszLogicalPath, \
        wszComponentName, status) \
    (This)->lpVtbl->SetFileRestoreStatus(This, writerId, ct, wszLogicalPath, wszComponentName, \
        status)
#define IVssBackupComponentsEx3_AddNewTarget(This, writerId, ct, wszLogicalPath, \
        wszComponentName, wszPath, wszFileName, bRecursive, wszAlternatePath) \
    (This)->lpVtbl->AddNewTarget(This, writerId, ct, wszLogicalPath, wszComponentName, wszPath, \
        wszFileName, bRecursive, wszAlternatePath)
#define IVssBackupComponentsEx3_SetRangesFilePath(This, writerId, ct, wszLogicalPath, \
        wszComponentName, iPartialFile, wszRangesFile) \
    (This)->lpVtbl->SetRangesFilePath(This, writerId, ct, wszLogicalPath, wszComponentName, \
        iPartialFile, wszRangesFile)
#define IVssBackupComponentsEx3_PreRestore(This, ppAsync) (This)->lpVtbl->PreRestore(This, ppAsync)
#define IVssBackupComponentsEx3_PostRestore(This, ppAsync) \
    (This)->lpVtbl->PostRestore(This, ppAsync)
#define IVssBackupComponentsEx3_SetContext(This, lContext) \
    (This)->lpVtbl->SetContext(This, lContext)
#define IVssBackupComponentsEx3_StartSnapshotSet(This, pSnapshotSetId) \
    (This)->lpVtbl->StartSnapshotSet(This, pSnapshotSetId)
#define IVssBackupComponentsEx3_AddToSnapshotSet(This, pwszVolumeName, ProviderId, pidSnapshot) \
    (This)->lpVtbl->AddToSnapshotSet(This, pwszVolumeName, ProviderId, pidSnapshot)
#define IVssBackupComponentsEx3_DoSnapshotSet(This, ppAsync) \
    (This)->lpVtbl->DoSnapshotSet(This, ppAsync)
#define IVssBackupComponentsEx3_DeleteSnapshots(This, SourceObjectId, eSourceObjectType, \
        bForceDelete, plDeletedSnapshots, pNondeletedSnapshotID) \
    (This)->lpVtbl->DeleteSnapshots(This, SourceObjectId, eSourceObjectType, bForceDelete, \
        plDeletedSnapshots, pNondeletedSnapshotID)
#define IVssBackupComponentsEx3_ImportSnapshots(This, ppAsync) \
    (This)->lpVtbl->ImportSnapshots(This, ppAsync)
#define IVssBackupComponentsEx3_BreakSnapshotSet(This, SnapshotSetId) \
    (This)->lpVtbl->BreakSnapshotSet(This, SnapshotSetId)
#define IVssBackupComponentsEx3_GetSnapshotProperties(This, SnapshotId, pProp) \
    (This)->lpVtbl->GetSnapshotProperties(This, SnapshotId, pProp)
#define IVssBackupComponentsEx3_Query(This, QueriedObjectId, eQueriedObjectType, \
        eReturnedObjectsType, ppEnum) \
    (This)->lpVtbl->Query(This, QueriedObjectId, eQueriedObjectType, eReturnedObjectsType, ppEnum)
#define IVssBackupComponentsEx3_IsVolumeSupported(This, ProviderId, pwszVolumeName, \
        pbSupportedByThisProvider) \
    (This)->lpVtbl->IsVolumeSupported(This, ProviderId, pwszVolumeName, pbSupportedByThisProvider)
#define IVssBackupComponentsEx3_DisableWriterClasses(This, rgWriterClassId, cClassId) \
    (This)->lpVtbl->DisableWriterClasses(This, rgWriterClassId, cClassId)
#define IVssBackupComponentsEx3_EnableWriterClasses(This, rgWriterClassId, cClassId) \
    (This)->lpVtbl->EnableWriterClasses(This, rgWriterClassId, cClassId)
#define IVssBackupComponentsEx3_DisableWriterInstances(This, rgWriterInstanceId, cInstanceId) \
    (This)->lpVtbl->DisableWriterInstances(This, rgWriterInstanceId, cInstanceId)
#define IVssBackupComponentsEx3_ExposeSnapshot(This, SnapshotId, wszPathFromRoot, lAttributes, \
        wszExpose, pwszExposed) \
    (This)->lpVtbl->ExposeSnapshot(This, SnapshotId, wszPathFromRoot, lAttributes, wszExpose, \
        pwszExposed)
#define IVssBackupComponentsEx3_RevertToSnapshot(This, SnapshotId, bForceDismount) \
    (This)->lpVtbl->RevertToSnapshot(This, SnapshotId, bForceDismount)
#define IVssBackupComponentsEx3_QueryRevertStatus(This, pwszVolume, ppAsync) \
    (This)->lpVtbl->QueryRevertStatus(This, pwszVolume, ppAsync)
#define IVssBackupComponentsEx3_GetWriterMetadataEx(This, iWriter, pidInstance, ppMetadata) \
    (This)->lpVtbl->GetWriterMetadataEx(This, iWriter, pidInstance, ppMetadata)
#define IVssBackupComponentsEx3_SetSelectedForRestoreEx(This, writerId, ct, wszLogicalPath, \
        wszComponentName, bSelectedForRestore, instanceId) \
    (This)->lpVtbl->SetSelectedForRestoreEx(This, writerId, ct, wszLogicalPath, wszComponentName, \
        bSelectedForRestore, instanceId)
#define IVssBackupComponentsEx3_UnexposeSnapshot(This, snapshotId) \
    (This)->lpVtbl->UnexposeSnapshot(This, snapshotId)
#define IVssBackupComponentsEx3_SetAuthoritativeRestore(This, writerId, ct, wszLogicalPath, \
        wszComponentName, bAuth) \
    (This)->lpVtbl->SetAuthoritativeRestore(This, writerId, ct, wszLogicalPath, wszComponentName, \
        bAuth)
#define IVssBackupComponentsEx3_SetRollForward(This, writerId, ct, wszLogicalPath, \
        wszComponentName, rollType, wszRollForwardPoint) \
    (This)->lpVtbl->SetRollForward(This, writerId, ct, wszLogicalPath, wszComponentName, \
        rollType, wszRollForwardPoint)
#define IVssBackupComponentsEx3_SetRestoreName(This, writerId, ct, wszLogicalPath, \
        wszComponentName, wszRestoreName) \
    (This)->lpVtbl->SetRestoreName(This, writerId, ct, wszLogicalPath, wszComponentName, \
        wszRestoreName)
#define IVssBackupComponentsEx3_BreakSnapshotSetEx(This, SnapshotSetID, dwBreakFlags, ppAsync) \
    (This)->lpVtbl->BreakSnapshotSetEx(This, SnapshotSetID, dwBreakFlags, ppAsync)
#define IVssBackupComponentsEx3_PreFastRecovery(This, SnapshotSetID, dwPreFastRecoveryFlags, \
        ppAsync) \
    (This)->lpVtbl->PreFastRecovery(This, SnapshotSetID, dwPreFastRecoveryFlags, ppAsync)
#define IVssBackupComponentsEx3_FastRecovery(This, SnapshotSetID, dwFastRecoveryFlags, ppAsync) \
    (This)->lpVtbl->FastRecovery(This, SnapshotSetID, dwFastRecoveryFlags, ppAsync)
#define IVssBackupComponentsEx3_GetWriterStatusEx(This, iWriter, pidInstance, pidWriter, \
        pbstrWriter, pnStatus, phrFailureWriter, phrApplication, pbstrApplicationMessage) \
    (This)->lpVtbl->GetWriterStatusEx(This, iWriter, pidInstance, pidWriter, pbstrWriter, \
        pnStatus, phrFailureWriter, phrApplication, pbstrApplicationMessage)
#define IVssBackupComponentsEx3_AddSnapshotToRecoverySet(This, snapshotId, dwFlags, \
        pwszDestinationVolume) \
    (This)->lpVtbl->AddSnapshotToRecoverySet(This, snapshotId, dwFlags, pwszDestinationVolume)
#define IVssBackupComponentsEx3_RecoverSet(This, dwFlags, ppAsync) \
    (This)->lpVtbl->RecoverSet(This, dwFlags, ppAsync)
#define IVssBackupComponentsEx3_GetSessionId(This, idSession) \
    (This)->lpVtbl->GetSessionId(This, idSession)
#endif

/**
 * A requester that backs up file shares.
 *
 * Since:     Server only: Windows Server 2012
 * Source:    sdk-api:vsbackup/nl-vsbackup-ivssbackupcomponentsex4.md
 */
#undef INTERFACE
#define INTERFACE IVssBackupComponentsEx4
DECLARE_INTERFACE_(IVssBackupComponentsEx4, IVssBackupComponentsEx3)
{
    VSS_IUNKNOWN_METHODS
#ifdef VSS_C_FACE
    /* inherited from IVssBackupComponents */
    STDMETHOD(GetWriterComponentsCount)(THIS_ UINT *pcComponents) PURE;
    STDMETHOD(GetWriterComponents)(THIS_ UINT iWriter, IVssWriterComponentsExt **ppWriter) PURE;
    STDMETHOD(InitializeForBackup)(THIS_ BSTR bstrXML) PURE;
    STDMETHOD(SetBackupState)(THIS_ bool bSelectComponents, bool bBackupBootableSystemState,
                              VSS_BACKUP_TYPE backupType, bool bPartialFileSupport) PURE;
    STDMETHOD(InitializeForRestore)(THIS_ BSTR bstrXML) PURE;
    STDMETHOD(SetRestoreState)(THIS_ VSS_RESTORE_TYPE restoreType) PURE;
    STDMETHOD(GatherWriterMetadata)(THIS_ IVssAsync **pAsync) PURE;
    STDMETHOD(GetWriterMetadataCount)(THIS_ UINT *pcWriters) PURE;
    STDMETHOD(GetWriterMetadata)(THIS_ UINT iWriter, VSS_ID *pidInstance,
                                 IVssExamineWriterMetadata **ppMetadata) PURE;
    STDMETHOD(FreeWriterMetadata)(THIS) PURE;
    STDMETHOD(AddComponent)(THIS_ VSS_ID instanceId, VSS_ID writerId, VSS_COMPONENT_TYPE ct,
                            LPCWSTR wszLogicalPath, LPCWSTR wszComponentName) PURE;
    STDMETHOD(PrepareForBackup)(THIS_ IVssAsync **ppAsync) PURE;
    STDMETHOD(AbortBackup)(THIS) PURE;
    STDMETHOD(GatherWriterStatus)(THIS_ IVssAsync **pAsync) PURE;
    STDMETHOD(GetWriterStatusCount)(THIS_ UINT *pcWriters) PURE;
    STDMETHOD(FreeWriterStatus)(THIS) PURE;
    STDMETHOD(GetWriterStatus)(THIS_ UINT iWriter, VSS_ID *pidInstance, VSS_ID *pidWriter,
                               BSTR *pbstrWriter, VSS_WRITER_STATE *pnStatus,
                               HRESULT *phResultFailure) PURE;
    STDMETHOD(SetBackupSucceeded)(THIS_ VSS_ID instanceId, VSS_ID writerId, VSS_COMPONENT_TYPE ct,
                                  LPCWSTR wszLogicalPath, LPCWSTR wszComponentName,
                                  bool bSucceded) PURE;
    STDMETHOD(SetBackupOptions)(THIS_ VSS_ID writerId, VSS_COMPONENT_TYPE ct,
                                LPCWSTR wszLogicalPath, LPCWSTR wszComponentName,
                                LPCWSTR wszBackupOptions) PURE;
    STDMETHOD(SetSelectedForRestore)(THIS_ VSS_ID writerId, VSS_COMPONENT_TYPE ct,
                                     LPCWSTR wszLogicalPath, LPCWSTR wszComponentName,
                                     bool bSelectedForRestore) PURE;
    STDMETHOD(SetRestoreOptions)(THIS_ VSS_ID writerId, VSS_COMPONENT_TYPE ct,
                                 LPCWSTR wszLogicalPath, LPCWSTR wszComponentName,
                                 LPCWSTR wszRestoreOptions) PURE;
    STDMETHOD(SetAdditionalRestores)(THIS_ VSS_ID writerId, VSS_COMPONENT_TYPE ct,
                                     LPCWSTR wszLogicalPath, LPCWSTR wszComponentName,
                                     bool bAdditionalRestores) PURE;
    STDMETHOD(SetPreviousBackupStamp)(THIS_ VSS_ID writerId, VSS_COMPONENT_TYPE ct,
                                      LPCWSTR wszLogicalPath, LPCWSTR wszComponentName,
                                      LPCWSTR wszPreviousBackupStamp) PURE;
    STDMETHOD(SaveAsXML)(THIS_ BSTR *pbstrXML) PURE;
    STDMETHOD(BackupComplete)(THIS_ IVssAsync **ppAsync) PURE;
    STDMETHOD(AddAlternativeLocationMapping)(THIS_ VSS_ID writerId,
                                             VSS_COMPONENT_TYPE componentType,
                                             LPCWSTR wszLogicalPath, LPCWSTR wszComponentName,
                                             LPCWSTR wszPath, LPCWSTR wszFilespec, bool bRecursive,
                                             LPCWSTR wszDestination) PURE;
    STDMETHOD(AddRestoreSubcomponent)(THIS_ VSS_ID writerId, VSS_COMPONENT_TYPE componentType,
                                      LPCWSTR wszLogicalPath, LPCWSTR wszComponentName,
                                      LPCWSTR wszSubComponentLogicalPath,
                                      LPCWSTR wszSubComponentName, bool bRepair) PURE;
    STDMETHOD(SetFileRestoreStatus)(THIS_ VSS_ID writerId, VSS_COMPONENT_TYPE ct,
                                    LPCWSTR wszLogicalPath, LPCWSTR wszComponentName,
                                    VSS_FILE_RESTORE_STATUS status) PURE;
    STDMETHOD(AddNewTarget)(THIS_ VSS_ID writerId, VSS_COMPONENT_TYPE ct, LPCWSTR wszLogicalPath,
                            LPCWSTR wszComponentName, LPCWSTR wszPath, LPCWSTR wszFileName,
                            bool bRecursive, LPCWSTR wszAlternatePath) PURE;
    STDMETHOD(SetRangesFilePath)(THIS_ VSS_ID writerId, VSS_COMPONENT_TYPE ct,
                                 LPCWSTR wszLogicalPath, LPCWSTR wszComponentName,
                                 UINT iPartialFile, LPCWSTR wszRangesFile) PURE;
    STDMETHOD(PreRestore)(THIS_ IVssAsync **ppAsync) PURE;
    STDMETHOD(PostRestore)(THIS_ IVssAsync **ppAsync) PURE;
    STDMETHOD(SetContext)(THIS_ LONG lContext) PURE;
    STDMETHOD(StartSnapshotSet)(THIS_ VSS_ID *pSnapshotSetId) PURE;
    STDMETHOD(AddToSnapshotSet)(THIS_ VSS_PWSZ pwszVolumeName, VSS_ID ProviderId,
                                VSS_ID *pidSnapshot) PURE;
    STDMETHOD(DoSnapshotSet)(THIS_ IVssAsync **ppAsync) PURE;
    STDMETHOD(DeleteSnapshots)(THIS_ VSS_ID SourceObjectId, VSS_OBJECT_TYPE eSourceObjectType,
                               BOOL bForceDelete, LONG *plDeletedSnapshots,
                               VSS_ID *pNondeletedSnapshotID) PURE;
    STDMETHOD(ImportSnapshots)(THIS_ IVssAsync **ppAsync) PURE;
    STDMETHOD(BreakSnapshotSet)(THIS_ VSS_ID SnapshotSetId) PURE;
    STDMETHOD(GetSnapshotProperties)(THIS_ VSS_ID SnapshotId, VSS_SNAPSHOT_PROP *pProp) PURE;
    STDMETHOD(Query)(THIS_ VSS_ID QueriedObjectId, VSS_OBJECT_TYPE eQueriedObjectType,
                     VSS_OBJECT_TYPE eReturnedObjectsType, IVssEnumObject **ppEnum) PURE;
    STDMETHOD(IsVolumeSupported)(THIS_ VSS_ID ProviderId, VSS_PWSZ pwszVolumeName,
                                 BOOL *pbSupportedByThisProvider) PURE;
    STDMETHOD(DisableWriterClasses)(THIS_ const VSS_ID *rgWriterClassId, UINT cClassId) PURE;
    STDMETHOD(EnableWriterClasses)(THIS_ const VSS_ID *rgWriterClassId, UINT cClassId) PURE;
    STDMETHOD(DisableWriterInstances)(THIS_ const VSS_ID *rgWriterInstanceId,
                                      UINT cInstanceId) PURE;
    STDMETHOD(ExposeSnapshot)(THIS_ VSS_ID SnapshotId, VSS_PWSZ wszPathFromRoot, LONG lAttributes,
                              VSS_PWSZ wszExpose, VSS_PWSZ *pwszExposed) PURE;
    STDMETHOD(RevertToSnapshot)(THIS_ VSS_ID SnapshotId, BOOL bForceDismount) PURE;
    STDMETHOD(QueryRevertStatus)(THIS_ VSS_PWSZ pwszVolume, IVssAsync **ppAsync) PURE;
    /* inherited from IVssBackupComponentsEx */
    STDMETHOD(GetWriterMetadataEx)(THIS_ UINT iWriter, VSS_ID *pidInstance,
                                   IVssExamineWriterMetadataEx **ppMetadata) PURE;
    STDMETHOD(SetSelectedForRestoreEx)(THIS_ VSS_ID writerId, VSS_COMPONENT_TYPE ct,
                                       LPCWSTR wszLogicalPath, LPCWSTR wszComponentName,
                                       bool bSelectedForRestore, VSS_ID instanceId) PURE;
    /* inherited from IVssBackupComponentsEx2 */
    STDMETHOD(UnexposeSnapshot)(THIS_ VSS_ID snapshotId) PURE;
    STDMETHOD(SetAuthoritativeRestore)(THIS_ VSS_ID writerId, VSS_COMPONENT_TYPE ct,
                                       LPCWSTR wszLogicalPath, LPCWSTR wszComponentName,
                                       bool bAuth) PURE;
    STDMETHOD(SetRollForward)(THIS_ VSS_ID writerId, VSS_COMPONENT_TYPE ct, LPCWSTR wszLogicalPath,
                              LPCWSTR wszComponentName, VSS_ROLLFORWARD_TYPE rollType,
                              LPCWSTR wszRollForwardPoint) PURE;
    STDMETHOD(SetRestoreName)(THIS_ VSS_ID writerId, VSS_COMPONENT_TYPE ct, LPCWSTR wszLogicalPath,
                              LPCWSTR wszComponentName, LPCWSTR wszRestoreName) PURE;
    STDMETHOD(BreakSnapshotSetEx)(THIS_ VSS_ID SnapshotSetID, DWORD dwBreakFlags,
                                  IVssAsync **ppAsync) PURE;
    STDMETHOD(PreFastRecovery)(THIS_ VSS_ID SnapshotSetID, DWORD dwPreFastRecoveryFlags,
                               IVssAsync **ppAsync) PURE;
    STDMETHOD(FastRecovery)(THIS_ VSS_ID SnapshotSetID, DWORD dwFastRecoveryFlags,
                            IVssAsync **ppAsync) PURE;
    /* inherited from IVssBackupComponentsEx3 */
    STDMETHOD(GetWriterStatusEx)(THIS_ UINT iWriter, VSS_ID *pidInstance, VSS_ID *pidWriter,
                                 BSTR *pbstrWriter, VSS_WRITER_STATE *pnStatus,
                                 HRESULT *phrFailureWriter, HRESULT *phrApplication,
                                 BSTR *pbstrApplicationMessage) PURE;
    STDMETHOD(AddSnapshotToRecoverySet)(THIS_ VSS_ID snapshotId, DWORD dwFlags,
                                        VSS_PWSZ pwszDestinationVolume) PURE;
    STDMETHOD(RecoverSet)(THIS_ DWORD dwFlags, IVssAsync **ppAsync) PURE;
    STDMETHOD(GetSessionId)(THIS_ VSS_ID *idSession) PURE;
#endif

    /**
     * Splits a path, local or UNC, into root and logical prefix.
     *
     * @param pwszFilePath  path to normalize, local or UNC
     * @param ppwszRootPath  receives the root path to pass to AddToSnapshotSet
     * @param ppwszLogicalPrefix  receives the volume GUID name (local path) or the fully evaluated
     *        share path (UNC)
     * @param bNormalizeFQDNforRootPath  optional, default FALSE; TRUE puts a fully qualified domain
     *        name in a UNC root path, FALSE a plain host name
     *
     * Returns:   S_OK, E_OUTOFMEMORY
     * Ownership: The page does not say who frees the two returned strings.
     * Source:
     *   sdk-api:vsbackup/nf-vsbackup-ivssbackupcomponentsex4-getrootandlogicalprefixpaths.md (rules
     *   GetRootAndLogicalPrefixPaths-1 to -8)
     */
    STDMETHOD(GetRootAndLogicalPrefixPaths)(THIS_ VSS_PWSZ pwszFilePath, VSS_PWSZ *ppwszRootPath,
                                            VSS_PWSZ *ppwszLogicalPrefix,
                                            BOOL bNormalizeFQDNforRootPath VSS_DEFAULT(FALSE)) PURE;
};
#undef INTERFACE
VSS_IID(IVssBackupComponentsEx4, 0xf434c2fd, 0xb553, 0x4961,
        0xa9, 0xf9, 0xa8, 0xe9, 0x0b, 0x67, 0x3e, 0x53)

#if defined(COBJMACROS) && defined(VSS_C_FACE)
#define IVssBackupComponentsEx4_QueryInterface(This, riid, ppvObject) \
    (This)->lpVtbl->QueryInterface(This, riid, ppvObject)
#define IVssBackupComponentsEx4_AddRef(This) (This)->lpVtbl->AddRef(This)
#define IVssBackupComponentsEx4_Release(This) (This)->lpVtbl->Release(This)
#define IVssBackupComponentsEx4_GetWriterComponentsCount(This, pcComponents) \
    (This)->lpVtbl->GetWriterComponentsCount(This, pcComponents)
#define IVssBackupComponentsEx4_GetWriterComponents(This, iWriter, ppWriter) \
    (This)->lpVtbl->GetWriterComponents(This, iWriter, ppWriter)
#define IVssBackupComponentsEx4_InitializeForBackup(This, bstrXML) \
    (This)->lpVtbl->InitializeForBackup(This, bstrXML)
#define IVssBackupComponentsEx4_SetBackupState(This, bSelectComponents, \
        bBackupBootableSystemState, backupType, bPartialFileSupport) \
    (This)->lpVtbl->SetBackupState(This, bSelectComponents, bBackupBootableSystemState, \
        backupType, bPartialFileSupport)
#define IVssBackupComponentsEx4_InitializeForRestore(This, bstrXML) \
    (This)->lpVtbl->InitializeForRestore(This, bstrXML)
#define IVssBackupComponentsEx4_SetRestoreState(This, restoreType) \
    (This)->lpVtbl->SetRestoreState(This, restoreType)
#define IVssBackupComponentsEx4_GatherWriterMetadata(This, pAsync) \
    (This)->lpVtbl->GatherWriterMetadata(This, pAsync)
#define IVssBackupComponentsEx4_GetWriterMetadataCount(This, pcWriters) \
    (This)->lpVtbl->GetWriterMetadataCount(This, pcWriters)
#define IVssBackupComponentsEx4_GetWriterMetadata(This, iWriter, pidInstance, ppMetadata) \
    (This)->lpVtbl->GetWriterMetadata(This, iWriter, pidInstance, ppMetadata)
#define IVssBackupComponentsEx4_FreeWriterMetadata(This) (This)->lpVtbl->FreeWriterMetadata(This)
#define IVssBackupComponentsEx4_AddComponent(This, instanceId, writerId, ct, wszLogicalPath, \
        wszComponentName) \
    (This)->lpVtbl->AddComponent(This, instanceId, writerId, ct, wszLogicalPath, wszComponentName)
#define IVssBackupComponentsEx4_PrepareForBackup(This, ppAsync) \
    (This)->lpVtbl->PrepareForBackup(This, ppAsync)
#define IVssBackupComponentsEx4_AbortBackup(This) (This)->lpVtbl->AbortBackup(This)
#define IVssBackupComponentsEx4_GatherWriterStatus(This, pAsync) \
    (This)->lpVtbl->GatherWriterStatus(This, pAsync)
#define IVssBackupComponentsEx4_GetWriterStatusCount(This, pcWriters) \
    (This)->lpVtbl->GetWriterStatusCount(This, pcWriters)
#define IVssBackupComponentsEx4_FreeWriterStatus(This) (This)->lpVtbl->FreeWriterStatus(This)
#define IVssBackupComponentsEx4_GetWriterStatus(This, iWriter, pidInstance, pidWriter, \
        pbstrWriter, pnStatus, phResultFailure) \
    (This)->lpVtbl->GetWriterStatus(This, iWriter, pidInstance, pidWriter, pbstrWriter, pnStatus, \
        phResultFailure)
#define IVssBackupComponentsEx4_SetBackupSucceeded(This, instanceId, writerId, ct, \
        wszLogicalPath, wszComponentName, bSucceded) \
    (This)->lpVtbl->SetBackupSucceeded(This, instanceId, writerId, ct, wszLogicalPath, \
        wszComponentName, bSucceded)
#define IVssBackupComponentsEx4_SetBackupOptions(This, writerId, ct, wszLogicalPath, \
        wszComponentName, wszBackupOptions) \
    (This)->lpVtbl->SetBackupOptions(This, writerId, ct, wszLogicalPath, wszComponentName, \
        wszBackupOptions)
#define IVssBackupComponentsEx4_SetSelectedForRestore(This, writerId, ct, wszLogicalPath, \
        wszComponentName, bSelectedForRestore) \
    (This)->lpVtbl->SetSelectedForRestore(This, writerId, ct, wszLogicalPath, wszComponentName, \
        bSelectedForRestore)
#define IVssBackupComponentsEx4_SetRestoreOptions(This, writerId, ct, wszLogicalPath, \
        wszComponentName, wszRestoreOptions) \
    (This)->lpVtbl->SetRestoreOptions(This, writerId, ct, wszLogicalPath, wszComponentName, \
        wszRestoreOptions)
#define IVssBackupComponentsEx4_SetAdditionalRestores(This, writerId, ct, wszLogicalPath, \
        wszComponentName, bAdditionalRestores) \
    (This)->lpVtbl->SetAdditionalRestores(This, writerId, ct, wszLogicalPath, wszComponentName, \
        bAdditionalRestores)
#define IVssBackupComponentsEx4_SetPreviousBackupStamp(This, writerId, ct, wszLogicalPath, \
        wszComponentName, wszPreviousBackupStamp) \
    (This)->lpVtbl->SetPreviousBackupStamp(This, writerId, ct, wszLogicalPath, wszComponentName, \
        wszPreviousBackupStamp)
#define IVssBackupComponentsEx4_SaveAsXML(This, pbstrXML) (This)->lpVtbl->SaveAsXML(This, pbstrXML)
#define IVssBackupComponentsEx4_BackupComplete(This, ppAsync) \
    (This)->lpVtbl->BackupComplete(This, ppAsync)
#define IVssBackupComponentsEx4_AddAlternativeLocationMapping(This, writerId, componentType, \
        wszLogicalPath, wszComponentName, wszPath, wszFilespec, bRecursive, wszDestination) \
    (This)->lpVtbl->AddAlternativeLocationMapping(This, writerId, componentType, wszLogicalPath, \
        wszComponentName, wszPath, wszFilespec, bRecursive, wszDestination)
#define IVssBackupComponentsEx4_AddRestoreSubcomponent(This, writerId, componentType, \
        wszLogicalPath, wszComponentName, wszSubComponentLogicalPath, wszSubComponentName, \
        bRepair) \
    (This)->lpVtbl->AddRestoreSubcomponent(This, writerId, componentType, wszLogicalPath, \
        wszComponentName, wszSubComponentLogicalPath, wszSubComponentName, bRepair)
#define IVssBackupComponentsEx4_SetFileRestoreStatus(This, writerId, ct, wszLogicalPath, \
        wszComponentName, status) \
    (This)->lpVtbl->SetFileRestoreStatus(This, writerId, ct, wszLogicalPath, wszComponentName, \
        status)
#define IVssBackupComponentsEx4_AddNewTarget(This, writerId, ct, wszLogicalPath, \
        wszComponentName, wszPath, wszFileName, bRecursive, wszAlternatePath) \
    (This)->lpVtbl->AddNewTarget(This, writerId, ct, wszLogicalPath, wszComponentName, wszPath, \
        wszFileName, bRecursive, wszAlternatePath)
#define IVssBackupComponentsEx4_SetRangesFilePath(This, writerId, ct, wszLogicalPath, \
        wszComponentName, iPartialFile, wszRangesFile) \
    (This)->lpVtbl->SetRangesFilePath(This, writerId, ct, wszLogicalPath, wszComponentName, \
        iPartialFile, wszRangesFile)
#define IVssBackupComponentsEx4_PreRestore(This, ppAsync) (This)->lpVtbl->PreRestore(This, ppAsync)
#define IVssBackupComponentsEx4_PostRestore(This, ppAsync) \
    (This)->lpVtbl->PostRestore(This, ppAsync)
#define IVssBackupComponentsEx4_SetContext(This, lContext) \
    (This)->lpVtbl->SetContext(This, lContext)
#define IVssBackupComponentsEx4_StartSnapshotSet(This, pSnapshotSetId) \
    (This)->lpVtbl->StartSnapshotSet(This, pSnapshotSetId)
#define IVssBackupComponentsEx4_AddToSnapshotSet(This, pwszVolumeName, ProviderId, pidSnapshot) \
    (This)->lpVtbl->AddToSnapshotSet(This, pwszVolumeName, ProviderId, pidSnapshot)
#define IVssBackupComponentsEx4_DoSnapshotSet(This, ppAsync) \
    (This)->lpVtbl->DoSnapshotSet(This, ppAsync)
#define IVssBackupComponentsEx4_DeleteSnapshots(This, SourceObjectId, eSourceObjectType, \
        bForceDelete, plDeletedSnapshots, pNondeletedSnapshotID) \
    (This)->lpVtbl->DeleteSnapshots(This, SourceObjectId, eSourceObjectType, bForceDelete, \
        plDeletedSnapshots, pNondeletedSnapshotID)
#define IVssBackupComponentsEx4_ImportSnapshots(This, ppAsync) \
    (This)->lpVtbl->ImportSnapshots(This, ppAsync)
#define IVssBackupComponentsEx4_BreakSnapshotSet(This, SnapshotSetId) \
    (This)->lpVtbl->BreakSnapshotSet(This, SnapshotSetId)
#define IVssBackupComponentsEx4_GetSnapshotProperties(This, SnapshotId, pProp) \
    (This)->lpVtbl->GetSnapshotProperties(This, SnapshotId, pProp)
#define IVssBackupComponentsEx4_Query(This, QueriedObjectId, eQueriedObjectType, \
        eReturnedObjectsType, ppEnum) \
    (This)->lpVtbl->Query(This, QueriedObjectId, eQueriedObjectType, eReturnedObjectsType, ppEnum)
#define IVssBackupComponentsEx4_IsVolumeSupported(This, ProviderId, pwszVolumeName, \
        pbSupportedByThisProvider) \
    (This)->lpVtbl->IsVolumeSupported(This, ProviderId, pwszVolumeName, pbSupportedByThisProvider)
#define IVssBackupComponentsEx4_DisableWriterClasses(This, rgWriterClassId, cClassId) \
    (This)->lpVtbl->DisableWriterClasses(This, rgWriterClassId, cClassId)
#define IVssBackupComponentsEx4_EnableWriterClasses(This, rgWriterClassId, cClassId) \
    (This)->lpVtbl->EnableWriterClasses(This, rgWriterClassId, cClassId)
#define IVssBackupComponentsEx4_DisableWriterInstances(This, rgWriterInstanceId, cInstanceId) \
    (This)->lpVtbl->DisableWriterInstances(This, rgWriterInstanceId, cInstanceId)
#define IVssBackupComponentsEx4_ExposeSnapshot(This, SnapshotId, wszPathFromRoot, lAttributes, \
        wszExpose, pwszExposed) \
    (This)->lpVtbl->ExposeSnapshot(This, SnapshotId, wszPathFromRoot, lAttributes, wszExpose, \
        pwszExposed)
#define IVssBackupComponentsEx4_RevertToSnapshot(This, SnapshotId, bForceDismount) \
    (This)->lpVtbl->RevertToSnapshot(This, SnapshotId, bForceDismount)
#define IVssBackupComponentsEx4_QueryRevertStatus(This, pwszVolume, ppAsync) \
    (This)->lpVtbl->QueryRevertStatus(This, pwszVolume, ppAsync)
#define IVssBackupComponentsEx4_GetWriterMetadataEx(This, iWriter, pidInstance, ppMetadata) \
    (This)->lpVtbl->GetWriterMetadataEx(This, iWriter, pidInstance, ppMetadata)
#define IVssBackupComponentsEx4_SetSelectedForRestoreEx(This, writerId, ct, wszLogicalPath, \
        wszComponentName, bSelectedForRestore, instanceId) \
    (This)->lpVtbl->SetSelectedForRestoreEx(This, writerId, ct, wszLogicalPath, wszComponentName, \
        bSelectedForRestore, instanceId)
#define IVssBackupComponentsEx4_UnexposeSnapshot(This, snapshotId) \
    (This)->lpVtbl->UnexposeSnapshot(This, snapshotId)
#define IVssBackupComponentsEx4_SetAuthoritativeRestore(This, writerId, ct, wszLogicalPath, \
        wszComponentName, bAuth) \
    (This)->lpVtbl->SetAuthoritativeRestore(This, writerId, ct, wszLogicalPath, wszComponentName, \
        bAuth)
#define IVssBackupComponentsEx4_SetRollForward(This, writerId, ct, wszLogicalPath, \
        wszComponentName, rollType, wszRollForwardPoint) \
    (This)->lpVtbl->SetRollForward(This, writerId, ct, wszLogicalPath, wszComponentName, \
        rollType, wszRollForwardPoint)
#define IVssBackupComponentsEx4_SetRestoreName(This, writerId, ct, wszLogicalPath, \
        wszComponentName, wszRestoreName) \
    (This)->lpVtbl->SetRestoreName(This, writerId, ct, wszLogicalPath, wszComponentName, \
        wszRestoreName)
#define IVssBackupComponentsEx4_BreakSnapshotSetEx(This, SnapshotSetID, dwBreakFlags, ppAsync) \
    (This)->lpVtbl->BreakSnapshotSetEx(This, SnapshotSetID, dwBreakFlags, ppAsync)
#define IVssBackupComponentsEx4_PreFastRecovery(This, SnapshotSetID, dwPreFastRecoveryFlags, \
        ppAsync) \
    (This)->lpVtbl->PreFastRecovery(This, SnapshotSetID, dwPreFastRecoveryFlags, ppAsync)
#define IVssBackupComponentsEx4_FastRecovery(This, SnapshotSetID, dwFastRecoveryFlags, ppAsync) \
    (This)->lpVtbl->FastRecovery(This, SnapshotSetID, dwFastRecoveryFlags, ppAsync)
#define IVssBackupComponentsEx4_GetWriterStatusEx(This, iWriter, pidInstance, pidWriter, \
        pbstrWriter, pnStatus, phrFailureWriter, phrApplication, pbstrApplicationMessage) \
    (This)->lpVtbl->GetWriterStatusEx(This, iWriter, pidInstance, pidWriter, pbstrWriter, \
        pnStatus, phrFailureWriter, phrApplication, pbstrApplicationMessage)
#define IVssBackupComponentsEx4_AddSnapshotToRecoverySet(This, snapshotId, dwFlags, \
        pwszDestinationVolume) \
    (This)->lpVtbl->AddSnapshotToRecoverySet(This, snapshotId, dwFlags, pwszDestinationVolume)
#define IVssBackupComponentsEx4_RecoverSet(This, dwFlags, ppAsync) \
    (This)->lpVtbl->RecoverSet(This, dwFlags, ppAsync)
#define IVssBackupComponentsEx4_GetSessionId(This, idSession) \
    (This)->lpVtbl->GetSessionId(This, idSession)
#define IVssBackupComponentsEx4_GetRootAndLogicalPrefixPaths(This, pwszFilePath, ppwszRootPath, \
        ppwszLogicalPrefix, bNormalizeFQDNforRootPath) \
    (This)->lpVtbl->GetRootAndLogicalPrefixPaths(This, pwszFilePath, ppwszRootPath, \
        ppwszLogicalPrefix, bNormalizeFQDNforRootPath)
#endif

/* clang-format on */

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Makes the object of one backup or restore.
 *
 * @param ppBackup  receives the new IVssBackupComponents
 *
 * Returns:   S_OK, E_ACCESSDENIED, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_UNEXPECTED, E_UNEXPECTED
 * Ownership: The caller calls Release on the object when it is done with it.
 * Source:    sdk-api:vsbackup/nf-vsbackup-createvssbackupcomponentsinternal.md (rules
 *            CreateVssBackupComponents-1 to -4)
 */
VSAPI_EXPORT HRESULT STDAPICALLTYPE CreateVssBackupComponents(IVssBackupComponents **ppBackup);

/**
 * The exported name behind CreateVssBackupComponents; programs do not call it.
 *
 * @param ppBackup  receives the new IVssBackupComponents
 *
 * Returns:   S_OK, E_ACCESSDENIED, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_UNEXPECTED, E_UNEXPECTED
 * Source:    sdk-api:vsbackup/nf-vsbackup-createvssbackupcomponentsinternal.md (rule
 *            CreateVssBackupComponentsInternal-1)
 */
VSAPI_EXPORT HRESULT STDAPICALLTYPE
CreateVssBackupComponentsInternal(IVssBackupComponents **ppBackup);

/**
 * Makes a reader of the metadata document in the text.
 *
 * @param bstrXML  Writer Metadata Document as XML text
 * @param ppMetadata  receives the IVssExamineWriterMetadata
 *
 * Returns:   S_OK, E_ACCESSDENIED, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_INVALID_XML_DOCUMENT,
 *            VSS_E_UNEXPECTED, E_UNEXPECTED
 * Ownership: The caller calls Release on the object when it is done with it.
 * Source:    sdk-api:vsbackup/nf-vsbackup-createvssexaminewritermetadata.md (rules
 *            CreateVssExamineWriterMetadata-1 to -8)
 */
VSAPI_EXPORT HRESULT STDAPICALLTYPE
CreateVssExamineWriterMetadata(BSTR bstrXML, IVssExamineWriterMetadata **ppMetadata);

/**
 * The exported name behind CreateVssExamineWriterMetadata; programs do not call it.
 *
 * @param bstrXML  Writer Metadata Document as XML text
 * @param ppMetadata  receives the IVssExamineWriterMetadata
 *
 * Returns:   S_OK, E_ACCESSDENIED, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_INVALID_XML_DOCUMENT,
 *            VSS_E_UNEXPECTED, E_UNEXPECTED
 * Source:    sdk-api:vsbackup/nf-vsbackup-createvssexaminewritermetadatainternal.md (rule
 *            CreateVssExamineWriterMetadataInternal-1)
 */
VSAPI_EXPORT HRESULT STDAPICALLTYPE
CreateVssExamineWriterMetadataInternal(BSTR bstrXML, IVssExamineWriterMetadata **ppMetadata);

/**
 * Tells whether a volume has shadow copies and what must not be done to it meanwhile.
 *
 * @param pwszVolumeName  mounted folder path, drive letter path or \\?\Volume{GUID}\ path, with a
 *        trailing backslash
 * @param pbSnapshotsPresent  TRUE when the volume has a shadow copy, else FALSE
 * @param plSnapshotCapability  VSS_SNAPSHOT_COMPATIBILITY bits: VSS_SC_DISABLE_DEFRAG,
 *        VSS_SC_DISABLE_CONTENTINDEX
 *
 * Returns:   S_OK, E_ACCESSDENIED, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_PROVIDER_VETO,
 *            VSS_E_OBJECT_NOT_FOUND, VSS_E_UNEXPECTED, E_UNEXPECTED,
 *            VSS_E_UNEXPECTED_PROVIDER_ERROR
 * Source:    sdk-api:vsbackup/nf-vsbackup-isvolumesnapshotted.md (rules IsVolumeSnapshotted-1 to
 *            -5)
 */
VSAPI_EXPORT HRESULT APIENTRY IsVolumeSnapshotted(VSS_PWSZ pwszVolumeName, BOOL *pbSnapshotsPresent,
                                                  LONG *plSnapshotCapability);

/**
 * The exported name behind IsVolumeSnapshotted; programs do not call it.
 *
 * @param pwszVolumeName  mounted folder path, drive letter path or \\?\Volume{GUID}\ path, with a
 *        trailing backslash
 * @param pbSnapshotsPresent  TRUE when the volume has a shadow copy, else FALSE
 * @param plSnapshotCapability  VSS_SNAPSHOT_COMPATIBILITY bits: VSS_SC_DISABLE_DEFRAG,
 *        VSS_SC_DISABLE_CONTENTINDEX
 *
 * Returns:   S_OK, E_ACCESSDENIED, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_PROVIDER_VETO,
 *            VSS_E_OBJECT_NOT_FOUND, VSS_E_UNEXPECTED, E_UNEXPECTED,
 *            VSS_E_UNEXPECTED_PROVIDER_ERROR
 * Source:    sdk-api:vsbackup/nf-vsbackup-isvolumesnapshottedinternal.md (rule
 *            IsVolumeSnapshottedInternal-1)
 */
VSAPI_EXPORT HRESULT APIENTRY IsVolumeSnapshottedInternal(VSS_PWSZ pwszVolumeName,
                                                          BOOL *pbSnapshotsPresent,
                                                          LONG *plSnapshotCapability);

/**
 * Tells whether a volume must not be reverted, since a writer that blocks reverts has components on
 * it.
 *
 * @param wszVolumeName  mounted folder path, drive letter path or \\?\Volume{GUID}\ path, with a
 *        trailing backslash
 * @param pbBlock  true when the volume holds components of a writer registered to block reverts,
 *        else false
 *
 * Returns:   S_OK, E_ACCESSDENIED, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_UNEXPECTED, E_UNEXPECTED
 * Source:    sdk-api:vsbackup/nf-vsbackup-shouldblockrevert.md (rules ShouldBlockRevert-1 to -5)
 */
VSAPI_EXPORT HRESULT APIENTRY ShouldBlockRevert(LPCWSTR wszVolumeName, bool *pbBlock);

/**
 * The exported name behind ShouldBlockRevert; programs do not call it.
 *
 * @param wszVolumeName  mounted folder path, drive letter path or \\?\Volume{GUID}\ path, with a
 *        trailing backslash
 * @param pbBlock  true when the volume holds components of a writer registered to block reverts,
 *        else false
 *
 * Returns:   S_OK, E_ACCESSDENIED, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_UNEXPECTED, E_UNEXPECTED
 * Source:    none: the exported name behind ShouldBlockRevert
 */
VSAPI_EXPORT HRESULT APIENTRY ShouldBlockRevertInternal(LPCWSTR wszVolumeName, bool *pbBlock);

/**
 * Frees the strings of a VSS_SNAPSHOT_PROP.
 *
 * @param pProp  valid VSS_SNAPSHOT_PROP whose contents are freed
 *
 * Ownership: Frees what a VSS_SNAPSHOT_PROP contains, typically after
 *            IVssBackupComponents::GetSnapshotProperties or
 *            IVssSoftwareSnapshotProvider::GetSnapshotProperties filled it.
 * Source:    sdk-api:vsbackup/nf-vsbackup-vssfreesnapshotproperties.md (rules
 *            VssFreeSnapshotProperties-1 to -4)
 */
VSAPI_EXPORT void APIENTRY VssFreeSnapshotProperties(VSS_SNAPSHOT_PROP *pProp);

/**
 * The exported name behind VssFreeSnapshotProperties; programs do not call it.
 *
 * @param pProp  valid VSS_SNAPSHOT_PROP whose contents are freed
 *
 * Source:    sdk-api:vsbackup/nf-vsbackup-vssfreesnapshotpropertiesinternal.md (rule
 *            VssFreeSnapshotPropertiesInternal-1)
 */
VSAPI_EXPORT void APIENTRY VssFreeSnapshotPropertiesInternal(VSS_SNAPSHOT_PROP *pProp);

#ifdef __cplusplus
}
#endif

#endif
